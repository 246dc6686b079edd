"""Laws of advice: what to ask, what doing something changes, and what to do next.

Laws of effort compare plans at one bar. The reading LIKELY chooses its bar by how certain the plan is: a cheaper way
may be passed over for a surer one, so none of them holds across its bars. See ``laws`` for what a law is.
"""

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar, cast

import attrs

from collabmodel.asking import questions
from collabmodel.assessment import Assessment, assess, known_of, what_if
from collabmodel.encoding import encode, inquire
from collabmodel.errors import UnreachableError
from collabmodel.laws.case import (
    CLOSE,
    Broken,
    Case,
    Ranks,
    adding,
    assess_if_consistent,
    by_hand,
    criterion_of,
    fact,
    lowered,
    some,
)
from collabmodel.model.evidence import Confidence, Observation
from collabmodel.model.ladder import Stage
from collabmodel.planning import Plan, frontier, recommend
from collabmodel.rubrics.checking import LARGEST_EFFORT
from collabmodel.rubrics.notation import Action, Criterion, Dimension, Quota
from collabmodel.rubrics.rubric import Rubric
from collabmodel.subjects import Subject
from collabmodel.tasks import FINER_BARS, Reading, Selection, Task, standing_now, task, wishes_for
from collabmodel.verdict import Chances, EvidenceRow

D = TypeVar("D", Criterion, Dimension)
NEAR = 1e-9  # sums of probabilities or efforts, made in different orders


def _judged(case: Case) -> Assessment:
    """Where some subject stands, as often as not supposing something of it."""
    found = assess(case.subject(), case.rubric)
    return what_if(found, case.pick(({}, _supposition(case, found))))


def _supposition(case: Case, found: Assessment) -> dict[str, str]:
    row = case.pick([row for row in found.evidence if row.applicable])
    return {row.key: case.pick(criterion_of(case.rubric, row.key).levels).key}


def _doubt(found: Chances) -> float:
    return math.fsum(tail * (1 - tail) for tail in found.tails)


def _varied(rubric: type[Rubric], **changes: object) -> type[Rubric]:
    """A rubric that differs from another in some declarations or settings."""
    return cast("type[Rubric]", type("Varied", (rubric,), changes)) if changes else rubric


# Questions


def a_gain_is_what_the_answers_take_away(case: Case) -> Broken:
    """The gain of a question is the uncertainty that its answers take away, each weighed by how probable it is."""
    subject = case.subject()
    found = assess(subject, case.rubric)
    supposed = case.pick(({}, _supposition(case, found)))
    before = what_if(found, supposed)
    gains = {each.criterion: each.gain for each in questions(before, n=len(before.evidence))}
    for row in some(case, [row for row in before.evidence if row.applicable and not row.supposed]):
        left = [share * _doubt(what_if(after, supposed)) for share, after in _answers(subject, found, row)]
        gain = 0.0 if before.worst == before.best else _doubt(before) - math.fsum(left)
        if not math.isclose(gains.get(row.key, 0.0), gain, abs_tol=NEAR):
            yield f"asking about {row.key} gains {gains.get(row.key)}, and {gain} by hand"


def _answers(subject: Subject, found: Assessment, row: EvidenceRow) -> Iterator[tuple[float, Assessment]]:
    """How probable each answer is, and where the subject stands then.

    Levels that reach the same stage say the same of everything else, so one of them speaks for all.
    """
    criterion = criterion_of(found.rubric, row.key)
    for stage, (here, above) in zip(row.ladder, itertools.pairwise((*row.tails, 0.0)), strict=True):
        levels = [number for number, level in enumerate(criterion.levels) if level.reach == stage.name]
        told = [adding(subject, fact(criterion, number)) for number in levels if here - above > CLOSE]
        after = (assess_if_consistent(each, found.rubric, found.as_of) for each in told)
        yield from [(here - above, each) for each in after if each is not None][:1]


def answers_together_say_what_is_known_already(case: Case) -> Broken:
    """The answers to a question are as probable as its levels, and together they say what is believed without them."""
    found = _judged(case)
    rows = {c: row for c, row in enumerate(found.evidence) if row.applicable and not row.supposed}
    for c, inquiry in inquire(known_of(found), encode(case.rubric), rows).items():
        shares = [each.probability for each in inquiry.answers]
        ranks = [rows[c].ladder[case.rubric.criteria[c].levels[each.level].reach].rank for each in inquiry.answers]
        for stage, (own, whole) in enumerate(zip(rows[c].tails, found.tails, strict=True)):
            reaching = math.fsum(share for share, rank in zip(shares, ranks, strict=True) if rank >= stage)
            tails = [(1.0, *each.tails)[stage] for each in inquiry.answers]
            together = math.fsum(share * tail for share, tail in zip(shares, tails, strict=True))
            if abs(reaching - own) > CLOSE or abs(together - whole) > CLOSE:
                yield f"{rows[c].key}, stage {stage}: {reaching} and {together} instead of {own} and {whole}"


def only_what_is_open_is_asked(case: Case) -> Broken:
    """Nothing is asked that is known, supposed or not applicable, nor where the stage is settled; the best is first."""
    found = _judged(case)
    asked = questions(found, n=len(found.evidence))
    settled = {row.key for row in found.evidence if not row.applicable or row.supposed or _is_known(row)}
    gains = [each.gain for each in asked]
    if (asked and found.worst == found.best) or settled & {each.criterion for each in asked}:
        yield f"{asked} are asked although {settled} are settled, or the stage is"
    if gains != sorted(gains, reverse=True) or min(gains, default=1) <= 0 or questions(found, n=1) != asked[:1]:
        yield f"the gains are {gains}, and the only question is {questions(found, n=1)}"


def _is_known(row: EvidenceRow) -> bool:
    facts = [each for each in row.sightings if each.live and each.fact and not each.waives]
    return bool(facts) and max(each.low for each in facts) == min(each.high for each in facts)


def what_never_tips_the_scales_tells_nothing(case: Case) -> Broken:
    """Where no part says anything of another (coherence 0), a criterion that no quota ever needs is not asked about."""
    independent = _varied(case.rubric, coherence=(0.0, 0.0))
    found = assess(case.subject(), independent)
    asked = {each.criterion for each in questions(found, n=len(found.evidence))}
    of: dict[str, list[Criterion]] = {}
    for row in [row for row in found.evidence if row.applicable]:
        of.setdefault(row.dimension, []).append(criterion_of(independent, row.key))
    dimensions = [each for each in independent.dimensions if each.key in of]
    idle = _never_needed(dimensions, independent.rule)
    for each in dimensions:
        silent = set(of[each.key]) if each in idle else _never_needed(of[each.key], each.rule or independent.rule)
        if asked & {criterion.key for criterion in silent}:
            yield f"{asked} are asked about, of which {silent} tip no scales"


def _never_needed(children: Sequence[D], quota: Quota) -> set[D]:
    """Those that are not essential and without which a quota is met as well, whichever others are held."""
    needed = quota.num * sum(each.points for each in children)
    idle = {each for each in children if each.lead is None}
    for child in children:
        sums = {0}
        for other in [each for each in children if each is not child]:
            sums |= {held + other.points for held in sums}
        if any(quota.den * held < needed <= quota.den * (held + child.points) for held in sums):
            idle.discard(child)
    return idle


# Suppositions


def supposing_nothing_changes_nothing(case: Case) -> Broken:
    """To suppose nothing changes nothing, not even the last bit."""
    found = assess(case.subject(units=True), case.rubric)
    for before in (found, what_if(found, _supposition(case, found))):
        if what_if(before, {}) != before:
            yield f"{before} became {what_if(before, {})}"


def to_do_is_not_to_see(case: Case) -> Broken:
    """What is supposed of a criterion is certain of it, and says nothing of any other, not even in the last bit."""
    before = _judged(case)
    done = _supposition(case, before)
    after = what_if(before, done)
    ((key, level),) = done.items()
    rank = _rank(case.rubric, key, level)
    own = next(row for row in after.evidence if row.key == key)
    certain = tuple(float(stage <= rank) for stage in range(len(own.tails)))
    if not own.supposed or not own.worst.rank == own.best.rank == rank or own.tails != certain:
        yield f"{done} leaves {own} with {own.tails}"
    others = [pair for pair in zip(before.evidence, after.evidence, strict=True) if pair[0].key != key]
    groups = [pair for pair in zip(before.dimensions, after.dimensions, strict=True) if pair[0].key != own.dimension]
    for was, now in (*others, *groups):
        if was != now:
            yield f"{done} turns {was} into {now}"
    if (after.coverage, after.units, after.subject) != (before.coverage, before.units, before.subject):
        yield f"{done} turns the coverage of {before.coverage} into {after.coverage}, or changes the subject"
    for end in ("worst", "best"):
        rows = {row.key: getattr(row, end).rank if row.applicable else None for row in before.evidence}
        if getattr(after, end).rank != by_hand(case.rubric, {**rows, key: rank})[0]:
            yield f"{done} makes {end} {getattr(after, end)}"


def suppositions_add_up(case: Case) -> Broken:
    """To suppose one thing after the other is to suppose both, and of one criterion the last counts."""
    found = _judged(case)
    first, then = _supposition(case, found), _supposition(case, found)
    both = {**first, **then}
    if what_if(what_if(found, first), then) != what_if(found, both):
        yield f"{first} and then {then} is not {both}"


def supposing_more_lowers_nothing(case: Case) -> Broken:
    """To suppose a higher level never lowers anything."""
    found = _judged(case)
    ((key, level),) = _supposition(case, found).items()
    levels = criterion_of(case.rubric, key).levels
    higher = case.pick([each.key for each in levels[[each.key for each in levels].index(level) :]])
    yield from lowered(what_if(found, {key: level}), what_if(found, {key: higher}))


# Plans


def _aim(case: Case, found: Assessment) -> tuple[Reading, Stage]:
    """A reading, and a stage that by it is not reached yet, if there is one."""
    reading = case.pick(tuple(Reading))
    ahead = [stage for stage in found.ladder if stage > standing_now(found, reading)]
    return reading, case.pick(ahead or tuple(found.ladder))


def _plans(case: Case, found: Assessment) -> Sequence[Plan]:
    """The plan to some stage by some reading, perhaps without some action, and those as cheap; none where none is."""
    reading, target = _aim(case, found)
    exclude = case.pick(([], some(case, [each.key for each in case.rubric.actions])))
    try:
        plan = recommend(found, target=target, reading=reading, exclude=exclude)
    except UnreachableError:
        return ()
    return plan, *plan.alternatives


def _actions(plan: Plan) -> list[Action]:
    return [step.action for step in plan.steps]


def _rank(rubric: type[Rubric], key: str, level: str) -> int:
    criterion = criterion_of(rubric, key)
    return rubric.ladder[criterion.levels[criterion.position(level)].reach].rank


def _read(found: Assessment, bar: float | None) -> dict[str, int | None]:
    """Where each criterion counts as standing: as far as is so probable, or at its worst; None where none applies."""
    ranks: dict[str, int | None] = {}
    for row in found.evidence:
        probable = [rank for rank, tail in enumerate(row.tails) if bar is not None and tail >= bar - CLOSE]
        ranks[row.key] = max(probable, default=row.worst.rank) if row.applicable else None
    return ranks


def _lifted(rubric: type[Rubric], ranks: Ranks, actions: Iterable[Action]) -> dict[str, int | None]:
    lifted = dict(ranks)
    for key, level in itertools.chain.from_iterable(each.effects for each in actions):
        now = lifted[key]
        lifted[key] = None if now is None else max(now, _rank(rubric, key, level))
    return lifted


def _leads_there(plan: Plan, actions: Iterable[Action]) -> bool:
    """Whether some actions lead to the target of a plan by the reading it was made for."""
    found = plan.assessment
    if plan.bar is not None and plan.target <= standing_now(found, plan.reading):
        return True
    return (by_hand(found.rubric, _lifted(found.rubric, _read(found, plan.bar), actions))[0] or 0) >= plan.target.rank


def a_plan_leads_there_and_no_part_of_it_does(case: Case) -> Broken:
    """A plan reaches its target by the reading it was made for; without any step that no other needs it does not."""
    for plan in _plans(case, _judged(case)):
        actions = _actions(plan)
        if not _leads_there(plan, actions):
            yield f"{actions} do not lead to {plan.target}"
        for idle in [one for one in actions if not any(one.key in other.after for other in actions)]:
            if _leads_there(plan, [one for one in actions if one is not idle]):
                yield f"{actions} lead to {plan.target} without {idle}"


def a_plan_can_be_done_as_it_stands(case: Case) -> Broken:
    """What a step needs comes before it, nothing in a plan excludes another, and the effort is that of its steps."""
    plans = _plans(case, _judged(case))
    for plan in plans:
        keys = [action.key for action in _actions(plan)]
        for number, action in enumerate(_actions(plan)):
            if not set(action.after) <= set(keys[:number]) or not set(action.excludes).isdisjoint(keys):
                yield f"{action} does not fit into {keys}"
        effort = math.fsum(step.effort for step in plan.steps)
        if not math.isclose(effort, plan.effort, abs_tol=NEAR) or plan.effort < plan.lower_bound:
            yield f"{keys} take {effort}, the plan says {plan.effort}, and at least {plan.lower_bound}"
        if plan.effort > plans[0].effort + NEAR:
            yield f"{plan} is not as cheap as {plans[0]}"


def no_step_makes_the_target_less_certain(case: Case) -> Broken:
    """Certainty never falls along a plan, and in the end lies between supposing what it raises and supposing more."""
    found = _judged(case)
    applicable = {row.key for row in found.evidence if row.applicable}
    for plan in _plans(case, found):
        road = [found.tails[plan.target.rank], *(step.certainty for step in plan.steps), plan.certainty]
        if not all(now >= was - CLOSE for was, now in itertools.pairwise(road)) or road[-1] != road[-2]:
            yield f"certainty goes {road}"
        raised: dict[str, str] = {}
        for key, level in itertools.chain.from_iterable(action.effects for action in _actions(plan)):
            if key in applicable:
                raised[key] = max(raised.get(key, level), level, key=criterion_of(case.rubric, key).position)
        tops = {key: criterion_of(case.rubric, key).levels[-1].key for key in raised}
        least, most = (what_if(found, each).tails[plan.target.rank] for each in (raised, tops))
        if not least - CLOSE <= plan.certainty <= most + CLOSE:
            yield f"{plan.certainty} does not lie between {least} and {most}"


def what_is_reached_takes_no_plan(case: Case) -> Broken:
    """Where the target is reached already, nothing has to be done."""
    found, reading = _judged(case), case.pick(tuple(Reading))
    reached = case.pick([stage for stage in found.ladder if stage <= standing_now(found, reading)])
    plan = recommend(found, target=reached, reading=reading)
    if plan.steps or plan.effort or plan.lower_bound or not plan.optimal:
        yield f"{plan} leads to {reached}, which is reached"


def _wished(case: Case, found: Assessment) -> tuple[Task, float | None]:
    """Something to plan, and a bar at which to read what is known."""
    reading, target = _aim(case, found)
    return task(found, wishes_for(found, target, None, reading, (), ())), case.pick((None, *FINER_BARS))


def _never_less(more: Task, less: Task, bar: float | None, other: float | None) -> Broken:
    """One plan takes no less than another; each is the cheapest at its bar, or none leads there."""
    if _found(more, bar).effort < _found(less, other).bound - NEAR:
        yield f"{_found(more, bar)} instead of {_found(less, other)} leads to {more.wishes.target}"


def _found(chosen: Task, bar: float | None) -> Selection:
    try:
        return chosen.at(bar)
    except UnreachableError:
        return Selection(bar, (), (), effort=math.inf, bound=math.inf)


def a_dearer_action_makes_no_plan_cheaper(case: Case) -> Broken:
    """Raising an effort never makes the cheapest plan cheaper."""
    chosen, bar = _wished(case, _judged(case))
    for action in some(case, case.rubric.actions):
        more = case.pick((0.25, 1, 10))
        effort = tuple(min(days + more, LARGEST_EFFORT) for days in action.effort)
        dearer = _varied(case.rubric, **{action.key: action.evolve(effort=effort)})
        other = task(attrs.evolve(chosen.assessment, rubric=dearer), chosen.wishes)
        yield from _never_less(other, chosen, bar, bar)


def one_more_action_makes_no_plan_dearer(case: Case) -> Broken:
    """Having one more action to choose from never makes the cheapest plan dearer."""
    chosen, bar = _wished(case, _judged(case))
    for action in some(case, case.rubric.actions):
        without = task(chosen.assessment, attrs.evolve(chosen.wishes, exclude=(action.key,)))
        yield from _never_less(without, chosen, bar, bar)


def _at_all_stages(rubric: type[Rubric]) -> type[Rubric]:
    """The rubric with actions that fit wherever the subject stands and wherever it wants to go."""
    return _varied(rubric, **{each.key: each.evolve(stages=()) for each in rubric.actions if each.stages})


def better_evidence_makes_no_plan_dearer(case: Case) -> Broken:
    """Where actions fit at all stages, one more observation of at least some level makes no cheapest plan dearer."""
    subject, rubric = case.subject(), _at_all_stages(case.rubric)
    before = assess(subject, rubric)
    key, level = case.pick([*_supposition(case, before).items()])
    good = Observation(key, at_least=level, confidence=case.pick(tuple(Confidence)))
    after = assess_if_consistent(adding(subject, good), rubric, before.as_of)
    chosen, bar = _wished(case, before)
    for better in filter(None, [after]):
        yield from _never_less(chosen, task(better, chosen.wishes), bar, bar)


def a_higher_target_takes_no_less(case: Case) -> Broken:
    """Where actions fit at all stages, the cheapest plan to a higher target takes no less."""
    chosen, bar = _wished(case, attrs.evolve(_judged(case), rubric=_at_all_stages(case.rubric)))
    higher = case.pick([stage for stage in chosen.assessment.ladder if stage >= chosen.wishes.target])
    yield from _never_less(task(chosen.assessment, attrs.evolve(chosen.wishes, target=higher)), chosen, bar, bar)


def a_lower_reading_takes_no_less(case: Case) -> Broken:
    """Where one reading puts no criterion higher than another, the cheapest plan by it takes no less."""
    chosen, low = _wished(case, _judged(case))
    high = case.pick(FINER_BARS)
    lower, higher = _read(chosen.assessment, low), _read(chosen.assessment, high)
    if all((lower[key] or 0) <= (higher[key] or 0) for key in lower):
        yield from _never_less(chosen, chosen, low, high)


def the_frontier_rises(case: Case) -> Broken:
    """On the frontier more effort buys more certainty; it begins with none, and each plan on it leads there."""
    chosen, _ = _wished(case, _judged(case))
    try:
        plans = frontier(chosen.assessment, target=chosen.wishes.target)
    except UnreachableError:
        return
    dearer = [(one.effort, one.certainty) for one in plans]
    if plans[0].effort or not all(a < b and p < q for (a, p), (b, q) in itertools.pairwise(dearer)):
        yield f"the frontier goes {dearer}"
    for each in plans:
        if not _leads_there(each, _actions(each)):
            yield f"{_actions(each)} do not lead to {each.target}"
