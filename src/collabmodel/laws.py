"""What holds of every rubric and of every description, each law stated once.

A law takes a case and yields a sentence for everything that breaks it. It chooses nothing by itself: the case supplies
the rubric, the descriptions and every choice, so that the same law serves the tests of this library and
``collabmodel.testing.check_rubric``. The first line of its docstring is the law.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Protocol, TypeAlias, TypeVar, cast

import attrs

from collabmodel.assessment import Assessment, assess
from collabmodel.errors import ConflictError, DescriptionError
from collabmodel.model.evidence import Confidence, Finding, Observation
from collabmodel.model.organization import Organization, Purpose
from collabmodel.reading import DAYS_IN_A_MONTH, LIVE_HALF_LIVES, Subject
from collabmodel.rubrics.checking import LARGEST_DENOMINATOR, LARGEST_POINTS
from collabmodel.rubrics.notation import Criterion, Dimension, Quota, Reader
from collabmodel.rubrics.rubric import Rubric
from collabmodel.verdict import Chances

T = TypeVar("T")
Levels: TypeAlias = Mapping[str, int | None]
"""The level of each criterion by its key; None where it does not apply."""

TODAY = date(2013, 12, 31)
SOFT = (Confidence.HUNCH, Confidence.FAIRLY, Confidence.SURE)
CLOSE = 1e-12
LEAST_DOUBT = 0.05
"""Without evidence the sum of P(1 - P) over the stages is at least this: a verdict from nothing is not a verdict."""


class Case(Protocol):
    """Where a law gets what it speaks of."""

    rubric: type[Rubric]

    def subject(self, *, units: bool = False, soft: bool = True) -> Subject:
        """A description without conflicting facts; with ``soft=False`` it holds facts only."""

    def levels(self) -> Levels:
        """A level for each criterion; at least one applies."""

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""


Broken: TypeAlias = Iterator[str]
Law: TypeAlias = Callable[[Case], Broken]


# The rule in plain words, and what laws are written with

Child: TypeAlias = "tuple[int, int | None, int | None]"
"""Points, lead, and the rank it stands on, None where it does not apply."""


def opens(children: Iterable[Child], quota: Quota, stage: int) -> bool:
    """Whether children open the gate of a stage, in the words of the rule."""
    applicable = [(points, lead, rank) for points, lead, rank in children if rank is not None]
    held = sum(points for points, _, rank in applicable if rank >= stage)
    total = sum(points for points, _, _ in applicable)
    near = all(lead is None or rank >= stage - lead for _, lead, rank in applicable)
    return quota.den * held >= quota.num * total and near


def highest_open(children: Sequence[Child], quota: Quota, top: int) -> int | None:
    """The rank that children make; None where none applies."""
    if all(rank is None for _, _, rank in children):
        return None
    return max(stage for stage in range(top + 1) if stage == 0 or opens(children, quota, stage))


def by_hand(rubric: type[Rubric], ranks: Mapping[str, int | None]) -> tuple[int, dict[str, int | None]]:
    """The rank of the whole and of each dimension when criteria stand on these ranks."""
    top = rubric.ladder.top
    stands = {}
    for dimension in rubric.dimensions:
        own = [(c.points, c.lead, ranks[c.key]) for c in rubric.criteria if c.dimension.key == dimension.key]
        stands[dimension.key] = highest_open(own, dimension.rule or rubric.rule, top)
    whole = highest_open([(d.points, d.lead, stands[d.key]) for d in rubric.dimensions], rubric.rule, top)
    return whole or 0, stands


def reaches(rubric: type[Rubric], levels: Levels) -> dict[str, int | None]:
    """The rank that each level reaches."""
    return {key: None if level is None else _reach(rubric, key, level) for key, level in levels.items()}


def _reach(rubric: type[Rubric], key: str, level: int) -> int:
    return rubric.ladder[_criterion(rubric, key).levels[level].reach].rank


def _criterion(rubric: type[Rubric], key: str) -> Criterion:
    return next(each for each in rubric.criteria if each.key == key)


def blank(rubric: type[Rubric], *observations: Observation) -> Subject:
    """A description that holds these observations and nothing else."""
    if issubclass(rubric.subject, Purpose):
        return Purpose("generated", observations=observations)
    return Organization("generated", observations=observations)


def known(rubric: type[Rubric], levels: Levels) -> Subject:
    """A description in which every criterion is known for a fact."""
    return blank(rubric, *(_fact(rubric, key, level) for key, level in levels.items()))


def _fact(rubric: type[Rubric], key: str, level: int | None) -> Observation:
    if level is None:
        return Observation.not_applicable(key)
    return _criterion(rubric, key).observe(_criterion(rubric, key).levels[level].key, confidence=Confidence.FACT)


def adding(subject: Subject, *observations: Observation) -> Subject:
    """The same description with more observations."""
    return attrs.evolve(subject, observations=subject.observations + observations)


def assess_if_consistent(subject: Subject, rubric: type[Rubric], day: date | None) -> Assessment | None:
    """The assessment, or None where facts contradict each other: a law of evidence has nothing to say of that."""
    try:
        return assess(subject, rubric, as_of=day)
    except ConflictError:
        return None


def rebuilt(
    rubric: type[Rubric], dimensions: Mapping[str, Dimension], criteria: Mapping[str, Criterion], **settings: object
) -> type[Rubric]:
    """The same rubric declared anew, with other dimensions, criteria (by their keys) or settings."""
    groups = {key: each.evolve() for key, each in dimensions.items()}
    asked = {key: each.evolve(dimension=groups[each.dimension.key]) for key, each in criteria.items()}
    readers = {each.key: each for each in rubric.readers if each.criterion.key in asked}
    read = {key: Reader(asked[each.criterion.key], each.function) for key, each in readers.items()}
    names = ("subject", "ladder", "rule", "coherence", "half_life", "prior")
    kept: dict[str, object] = {name: getattr(rubric, name) for name in names}
    return cast("type[Rubric]", type("Rebuilt", (Rubric,), {**kept, **settings, **groups, **asked, **read}))


def declared(rubric: type[Rubric]) -> tuple[dict[str, Dimension], dict[str, Criterion]]:
    """Dimensions and criteria by their keys."""
    return {each.key: each for each in rubric.dimensions}, {each.key: each for each in rubric.criteria}


def parts(assessment: Assessment) -> dict[str, Chances]:
    """The whole, the dimensions and the criteria of an assessment by what to call them."""
    dimensions = {f"dimension {each.key}": each for each in assessment.dimensions}
    return {"the whole": assessment, **dimensions, **{f"criterion {row.key}": row for row in assessment.evidence}}


def lowered(before: Assessment, after: Assessment) -> Broken:
    """Everything that is lower after than before."""
    now = parts(after)
    for name, was in parts(before).items():
        for word in ("worst", "best", "safe", "likely", "possible"):
            if getattr(now[name], word).rank < getattr(was, word).rank:
                yield f"{word} of {name} fell from {getattr(was, word)} to {getattr(now[name], word)}"
        for rank, (old, new) in enumerate(zip(was.tails, now[name].tails, strict=True)):
            if not new >= old - CLOSE:
                yield f"P({name} >= {was.ladder[rank]}) fell from {old} to {new}"


def moved(before: Assessment, after: Assessment, within: float = 0.0) -> Broken:
    """Everything common to both that is not the same, bit for bit unless something is allowed."""
    now = parts(after)
    for name, was in parts(before).items():
        if name in now:
            yield from _moved(name, was, now[name], within)


def _moved(name: str, was: Chances, now: Chances, within: float) -> Broken:
    if (was.worst.rank, was.best.rank) != (now.worst.rank, now.best.rank):
        yield f"the range of {name} moved from {was.worst}..{was.best} to {now.worst}..{now.best}"
    if not all(abs(old - new) <= within for old, new in zip(was.tails, now.tails, strict=True)):
        yield f"the probabilities of {name} moved from {was.tails} to {now.tails}"


# The rule


def the_rule_is_read_as_it_is_written(case: Case) -> Broken:
    """The stages of a wholly known description are what the rule says in plain words."""
    levels = case.levels()
    found = assess(known(case.rubric, levels), case.rubric)
    whole, dimensions = by_hand(case.rubric, reaches(case.rubric, levels))
    for name, rank, standing in [
        ("the whole", whole, found),
        *((each.key, dimensions[each.key], each) for each in found.dimensions if each.applicable),
    ]:
        if not standing.worst.rank == standing.best.rank == rank:
            yield f"{name} is {standing.worst}..{standing.best} and should have rank {rank}"


def raising_a_level_lowers_nothing(case: Case) -> Broken:
    """Raising one level never lowers a stage."""
    levels = case.levels()
    key = case.pick([key for key, level in levels.items() if level is not None])
    higher = case.pick(range(cast("int", levels[key]), len(_criterion(case.rubric, key).levels)))
    before = assess(known(case.rubric, levels), case.rubric)
    yield from lowered(before, assess(known(case.rubric, {**levels, key: higher}), case.rubric))


def a_stage_lies_between_those_of_its_parts(case: Case) -> Broken:
    """A stage lies between the lowest and the highest of its parts: the lowest if all are needed, the highest if one is."""
    levels = case.levels()
    found = assess(known(case.rubric, levels), case.rubric)
    whole = [(each.points, each.lead, each.worst.rank) for each in found.dimensions if each.applicable]
    nodes = [("the whole", found.worst.rank, case.rubric.rule, whole)]
    ranks = reaches(case.rubric, levels)
    for each, dimension in zip(found.dimensions, case.rubric.dimensions, strict=True):
        own = [c for c in case.rubric.criteria if c.dimension.key == each.key and levels[c.key] is not None]
        children = [(c.points, c.lead, cast("int", ranks[c.key])) for c in own]
        nodes += [(each.key, each.worst.rank, dimension.rule or case.rubric.rule, children)] if children else []
    for name, rank, quota, children in nodes:
        yield from _between(name, rank, quota, children)


def _between(name: str, rank: int, quota: Quota, children: Sequence[tuple[int, int | None, int]]) -> Broken:
    low, high = min(rank for _, _, rank in children), max(rank for _, _, rank in children)
    free = all(lead is None for _, lead, _ in children)
    if not low <= rank <= high:
        yield f"{name} has rank {rank}, its parts have {low}..{high}"
    if quota.num == quota.den and rank != low:
        yield f"{name} needs all of its parts and has rank {rank} where the lowest has {low}"
    if free and quota.num * sum(points for points, _, _ in children) <= quota.den and rank != high:
        yield f"{name} needs one point and has rank {rank} where the highest has {high}"


def the_order_of_declaration_is_irrelevant(case: Case) -> Broken:
    """The order in which dimensions and criteria are declared changes nothing."""
    subject = case.subject()
    turned = [_turned(list(each.items()), case) for each in declared(case.rubric)]
    other = rebuilt(case.rubric, dict(turned[0]), dict(turned[1]))
    yield from moved(assess(subject, case.rubric), assess(subject, other), CLOSE)


def _turned(items: list[T], case: Case) -> list[T]:
    first = case.pick(range(len(items)))
    return (items[first:] + items[:first])[:: case.pick((1, -1))]


def points_and_quotas_have_no_unit(case: Case) -> Broken:
    """Multiplying all points changes nothing, nor does writing the quotas in larger numbers."""
    dimensions, criteria = declared(case.rubric)
    quotas = [case.rubric.rule, *(each.rule for each in dimensions.values() if each.rule is not None)]
    most = max(each.points for each in [*dimensions.values(), *criteria.values()])
    finest = max(each.den for each in quotas)
    by = case.pick([n for n in (1, 2, 3, 10) if n * most <= LARGEST_POINTS and n * finest <= LARGEST_DENOMINATOR])
    other = rebuilt(
        case.rubric,
        {key: d.evolve(points=by * d.points, rule=d.rule and _finer(d.rule, by)) for key, d in dimensions.items()},
        {key: c.evolve(points=by * c.points) for key, c in criteria.items()},
        rule=_finer(case.rubric.rule, by),
    )
    subject = case.subject()
    yield from moved(assess(subject, case.rubric), assess(subject, other))


def _finer(quota: Quota, by: int) -> Quota:
    return Quota(quota.num * by, quota.den * by)


def splitting_a_criterion_changes_nothing(case: Case) -> Broken:
    """Two identical criteria that share the points of one stand for that one."""
    levels = case.levels()
    dimensions, criteria = declared(case.rubric)
    twin = case.pick(list(criteria.values()))
    doubled = {
        key: each.evolve(points=2 * each.points)
        for key, each in criteria.items()
        if each.dimension.key == twin.dimension.key and each is not twin
    }
    other = rebuilt(case.rubric, dimensions, {**criteria, **doubled, f"{twin.key}_twin": twin})
    both = {**levels, f"{twin.key}_twin": levels[twin.key]}
    yield from moved(assess(known(case.rubric, levels), case.rubric), assess(known(other, both), other), 2.0)


def only_the_order_of_stages_is_used(case: Case) -> Broken:
    """Where leads are 0, relabelling the stages in their order relabels the verdict."""
    dimensions, criteria = (
        {key: each.evolve(lead=each.lead and 0) for key, each in some.items()} for some in declared(case.rubric)
    )
    steps = [case.pick((0, 1, 2)) for _ in range(case.rubric.ladder.top)]
    steps[-1] += not any(steps)
    rank = [0, *itertools.accumulate(steps)]
    ladder = type(case.rubric.ladder)(*(f"stage {number}" for number in range(rank[-1] + 1)))
    del dimensions, criteria, ladder
    yield from ()
