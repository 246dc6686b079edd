"""Laws of the verdict: the guaranteed range, the probabilities, the reasons and the units.

See ``laws`` for what a law is.
"""

import itertools
import math
from collections.abc import Iterable, Sequence

import attrs

from collabmodel.assessment import assess
from collabmodel.laws.case import (
    CLOSE,
    Broken,
    Case,
    Levels,
    adding,
    assess_if_consistent,
    blank,
    by_hand,
    criterion_of,
    fact,
    highest_open,
    known,
    moved,
    opens,
    parts,
    some,
)
from collabmodel.model.evidence import Confidence, Observation
from collabmodel.model.ladder import Stage
from collabmodel.model.organization import Organization
from collabmodel.rubrics.rubric import Rubric
from collabmodel.standing import Standing
from collabmodel.verdict import Change, EvidenceRow

LEAST_DOUBT = 0.1
"""Without evidence P (1 - P) of the gates is at least this on average; unknown parts that were independent of each
other would leave less, the more of them there are."""


def probabilities_are_probabilities(case: Case) -> Broken:
    """Probabilities lie between 0 and 1, begin with 1 and never rise; so safe <= likely <= possible."""
    found = assess(case.subject(units=True), case.rubric)
    for name, each in parts(found).items():
        falling = all(1 >= low >= high >= 0 for low, high in itertools.pairwise(each.tails))
        if not (each.tails[0] == 1 and falling):
            yield f"{name} has the probabilities {each.tails}"
        if not (each.safe <= each.likely <= each.possible and each.worst <= each.best):
            yield f"{name} is {each.safe}, {each.likely}, {each.possible}, {each.worst}..{each.best}"


def every_completion_lies_within_the_range(case: Case) -> Broken:
    """Whatever the unknown turns out to be, the stage lies between worst and best, and it can be either."""
    found = assess(case.subject(), case.rubric)
    ranges = {row.key: possible_levels(case.rubric, row) for row in found.evidence}
    lowest, any_one, highest = (
        parts(assess(known(case.rubric, levels), case.rubric))
        for levels in (
            {key: each[0] for key, each in ranges.items()},
            {key: case.pick(each) for key, each in ranges.items()},
            {key: each[-1] for key, each in ranges.items()},
        )
    )
    for name, each in parts(found).items():
        if not each.worst == lowest[name].worst <= any_one[name].worst <= highest[name].worst == each.best:
            ends = f"{lowest[name].worst}..{highest[name].worst}"
            yield f"{name} is {each.worst}..{each.best}, its ends are {ends}, and it can be {any_one[name].worst}"


def possible_levels(rubric: type[Rubric], row: EvidenceRow) -> Sequence[int | None]:
    """The levels at which a criterion may stand if no source is wrong."""
    if row.lowest is None or row.highest is None:
        return (None,)
    criterion = criterion_of(rubric, row.key)
    return range(criterion.position(row.lowest), criterion.position(row.highest) + 1)


def agreeing_evidence_never_widens_the_range(case: Case) -> Broken:
    """An observation that agrees with the guaranteed range, fact or not, never widens it."""
    subject = case.subject()
    before = assess(subject, case.rubric)
    for row in some(case, [row for row in before.evidence if row.applicable]):
        levels = criterion_of(case.rubric, row.key).levels
        inside = case.pick([each for each in possible_levels(case.rubric, row) if each is not None])
        low, high = case.pick(range(inside + 1)), case.pick(range(inside, len(levels)))
        sure = case.pick((Confidence.FACT, Confidence.HUNCH))
        seen = Observation(row.key, levels[low].key, levels[high].key, confidence=sure)
        after = parts(assess(adding(subject, seen), case.rubric, as_of=before.as_of))
        for name, each in parts(before).items():
            if not each.worst <= after[name].worst <= after[name].best <= each.best:
                yield f"{name} went from {each.worst}..{each.best} to {after[name].worst}..{after[name].best}"


def facts_leave_no_doubt_outside_the_range(case: Case) -> Broken:
    """Where all evidence is fact, nothing outside the guaranteed range is possible."""
    for subject in (case.subject(soft=False), known(case.rubric, case.levels())):
        found = assess(subject, case.rubric)
        for name, each in parts(found).items():
            beyond = (*each.tails, 0.0)[each.best.rank + 1]
            if each.tails[each.worst.rank] < 1 - CLOSE or beyond > CLOSE:
                yield f"{name} is {each.worst}..{each.best} with the probabilities {each.tails}"


def an_answer_is_expected_to_change_nothing(case: Case) -> Broken:
    """The verdicts after each possible answer, weighed by how probable the answer is, are the verdict before it."""
    subject = case.subject()
    before = assess(subject, case.rubric)
    row = case.pick([row for row in before.evidence if row.applicable])
    criterion = criterion_of(case.rubric, row.key)
    expected = [0.0 for _ in before.tails]
    for stage, (here, above) in zip(row.ladder, itertools.pairwise((*row.tails, 0.0)), strict=True):
        answers = [number for number, level in enumerate(criterion.levels) if level.reach == stage.name]
        told = (adding(subject, fact(criterion, number)) for number in answers if here - above > CLOSE)
        after = [assess_if_consistent(each, case.rubric, before.as_of) for each in told]
        # Levels that reach the same stage say the same of everything else, so one of them speaks for all.
        for one in [each for each in after if each is not None][:1]:
            expected = [total + (here - above) * tail for total, tail in zip(expected, one.tails, strict=True)]
    if not all(math.isclose(*pair, abs_tol=1e-9) for pair in zip(before.tails, expected, strict=True)):
        yield f"answers about {row.key} are expected to move {before.tails} to {expected}"


def nothing_is_not_evidence(case: Case) -> Broken:
    """Without evidence the verdict is open.

    Not a law of every rubric: an author may want one that is hard to pass.
    """
    found = assess(blank(case.rubric), case.rubric)
    doubt = sum(tail * (1 - tail) for tail in found.tails) / found.ladder.top
    if doubt < LEAST_DOUBT:
        yield f"the probabilities are {found.tails}, and {doubt} is less than {LEAST_DOUBT}"


def neighbours_are_irrelevant(case: Case) -> Broken:
    """Nothing depends on what else is judged together with it, nor on the order."""
    subject = case.subject(units=True)
    together = assess(subject, case.rubric)
    for each in _all(together):
        yield from moved(assess(each.subject, case.rubric, as_of=together.as_of), each)
    if isinstance(subject, Organization):
        yield from moved(together, assess(attrs.evolve(subject, units=subject.units[::-1]), case.rubric))
        among = Organization("a crowd", units=[Organization("first"), subject, Organization("last")])
        yield from moved(together, assess(among, case.rubric, as_of=together.as_of).units[1])


def _all(standing: Standing) -> Iterable[Standing]:
    yield standing
    for unit in standing.units:
        yield from _all(unit)


def why_names_what_settles_the_range(case: Case) -> Broken:
    """The floor alone forces the worst stage and the ceiling alone prevents more than the best; no member is idle."""
    found = assess(case.subject(), case.rubric)
    waived = [Observation.not_applicable(row.key) for row in found.evidence if not row.applicable]
    sides = (("floor", "worst", "at_least"), ("ceiling", "best", "at_most"))
    for side, end, bound in sides:
        claims = [
            Observation(each.criterion, **{bound: each.level}, confidence=Confidence.FACT)
            for each in getattr(found.why(), side)
        ]
        wanted = getattr(found, end)
        if getattr(assess(blank(case.rubric, *waived, *claims), case.rubric), end) != wanted:
            yield f"the {side} {claims} does not settle that {end} is {wanted}"
        for idle in claims:
            rest = [each for each in claims if each is not idle]
            if getattr(assess(blank(case.rubric, *waived, *rest), case.rubric), end) == wanted:
                yield f"the {side} {claims} settles that {end} is {wanted} without {idle}"


def why_not_names_what_is_lacking(case: Case) -> Broken:
    """Where everything is known, making the changes opens the gate, and leaving one of them out does not."""
    levels = case.levels()
    found = assess(known(case.rubric, levels), case.rubric)
    for stage in some(case, [stage for stage in found.ladder if stage > found.likely]):
        changes = found.why_not(stage)
        if made(case.rubric, levels, changes) < stage:
            yield f"{changes} do not open the gate of {stage}"
        for idle in changes:
            if made(case.rubric, levels, [each for each in changes if each is not idle]) >= stage:
                yield f"{changes} open the gate of {stage} without {idle}"


def made(rubric: type[Rubric], levels: Levels, changes: Iterable[Change]) -> Stage:
    """The stage after changes to what is wholly known."""
    changed = {each.criterion: criterion_of(rubric, each.criterion).position(each.to) for each in changes}
    return assess(known(rubric, {**levels, **changed}), rubric).worst


def why_not_takes_the_likely_for_granted(case: Case) -> Broken:
    """Where a gate is not likely open there is something to change, and with what is likely the changes open it."""
    found = assess(case.subject(), case.rubric)
    likely = {row.key: row.likely.rank if row.applicable else None for row in found.evidence}
    for stage in some(case, [stage for stage in found.ladder if stage > found.likely]):
        changes = found.why_not(stage)
        _, stands = by_hand(case.rubric, {**likely, **dict(reached(case.rubric, each) for each in changes)})
        children = [
            (each.points, each.lead, max(stands[each.key] or 0, each.likely.rank))
            for each in found.dimensions
            if each.applicable
        ]
        if not changes or not opens(children, case.rubric.rule, stage.rank):
            yield f"{changes} do not open the gate of {stage}"


def reached(rubric: type[Rubric], change: Change) -> tuple[str, int]:
    """The criterion of a change, and the rank it is raised to."""
    criterion = criterion_of(rubric, change.criterion)
    return change.criterion, rubric.ladder[criterion.levels[criterion.position(change.to)].reach].rank


def units_stand_together_as_the_quota_says(case: Case) -> Broken:
    """The units' verdict is the quota over every combination of stages that the units may stand on."""
    found = assess(case.subject(units=True), case.rubric)
    for standing in _all(found):
        verdict = standing.units_verdict
        if verdict is None:
            if standing.units:
                yield "there are units and no verdict on them"
            continue
        ends = [_together(standing, [getattr(unit, end).rank for unit in standing.units]) for end in ("worst", "best")]
        if ends != [verdict.worst.rank, verdict.best.rank]:
            yield f"units stand on {verdict.worst}..{verdict.best}, and on ranks {ends} by hand"
        tails = _tails_of_units(standing)
        if not all(math.isclose(*pair, abs_tol=1e-9) for pair in zip(tails, verdict.tails, strict=True)):
            yield f"units have the probabilities {verdict.tails}, and {tails} by hand"


def _together(standing: Standing, ranks: Sequence[int]) -> int | None:
    staff = [unit.subject.staff for unit in standing.units if isinstance(unit.subject, Organization)]
    points = [each or 0 for each in staff] if None not in staff and any(staff) else [1] * len(staff)
    children = [(each, None, rank) for each, rank in zip(points, ranks, strict=True)]
    return highest_open(children, standing.rubric.rule, standing.ladder.top)


def _tails_of_units(standing: Standing) -> list[float]:
    exactly = [[low - high for low, high in itertools.pairwise((*unit.tails, 0.0))] for unit in standing.units]
    tails = [0.0] * len(standing.tails)
    for ranks in itertools.product(range(len(tails)), repeat=len(exactly)):
        share = math.prod(chances[rank] for chances, rank in zip(exactly, ranks, strict=True))
        for stage in range((_together(standing, ranks) or 0) + 1):
            tails[stage] += share
    return tails
