"""What laws are written with: the case they speak of, the rule in plain words, and comparisons.

Nothing here is a law, and nothing here asks the core: the plain words are what the core is held against.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeAlias, TypeVar, cast

import attrs

from collabmodel.assessment import Assessment, assess
from collabmodel.errors import ConflictError
from collabmodel.model.evidence import Confidence, Observation
from collabmodel.model.organization import Organization, Purpose
from collabmodel.rubrics.notation import Criterion, Dimension, Quota
from collabmodel.rubrics.rubric import Rubric
from collabmodel.standing import Standing
from collabmodel.subjects import Subject
from collabmodel.verdict import Chances

T = TypeVar("T")
Levels: TypeAlias = Mapping[str, int | None]
"""The level of each criterion by its key; None where it does not apply."""
Ranks: TypeAlias = Mapping[str, int | None]
"""The same, with the rank on the ladder."""
Child: TypeAlias = tuple[int, int | None, int | None]
"""Points, lead, and the rank it stands on, None where it does not apply."""

CLOSE = 1e-12
TODAY = date(2013, 12, 31)
"""The day to judge from where a description holds no date."""


class Case(Protocol):
    """Where a law gets what it speaks of."""

    @property
    def rubric(self) -> type[Rubric]:
        """The rubric of which the law must hold."""

    def subject(self, *, units: bool = False, soft: bool = True) -> Subject:
        """A description without contradicting facts; with ``soft=False`` it holds facts only."""

    def levels(self) -> Levels:
        """A level for each criterion; at least one applies."""

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""


Broken: TypeAlias = Iterator[str]
"""A sentence for everything that breaks a law."""
Law: TypeAlias = Callable[[Case], Broken]


def some(case: Case, options: Sequence[T]) -> list[T]:
    """One of the options in a list, an empty one where there is nothing to choose from."""
    return [case.pick(options)] if options else []


def opens(children: Iterable[Child], quota: Quota, stage: int) -> bool:
    """Whether children open the gate of a stage."""
    applicable = [(points, lead, rank) for points, lead, rank in children if rank is not None]
    held = sum(points for points, _, rank in applicable if rank >= stage)
    total = sum(points for points, _, _ in applicable)
    near = all(lead is None or rank >= stage - lead for _, lead, rank in applicable)
    return quota.den * held >= quota.num * total and near


def highest_open(children: Sequence[Child], quota: Quota, top: int) -> int | None:
    """The rank that children make together; None where none applies."""
    if all(rank is None for _, _, rank in children):
        return None
    return max(stage for stage in range(top + 1) if stage == 0 or opens(children, quota, stage))


def by_hand(rubric: type[Rubric], ranks: Ranks) -> tuple[int | None, Ranks]:
    """The rank of the whole and of each dimension when criteria stand on these ranks."""
    top = rubric.ladder.top
    stands = {
        each.key: highest_open(children_of(rubric, each, ranks), each.rule or rubric.rule, top)
        for each in rubric.dimensions
    }
    return highest_open([(each.points, each.lead, stands[each.key]) for each in rubric.dimensions], rubric.rule, top), (
        stands
    )


def children_of(rubric: type[Rubric], dimension: Dimension, ranks: Ranks) -> list[Child]:
    """The criteria of a dimension as the rule sees them."""
    return [(c.points, c.lead, ranks[c.key]) for c in rubric.criteria if c.dimension.key == dimension.key]


def reaches(rubric: type[Rubric], levels: Levels) -> Ranks:
    """The rank that each level reaches."""
    return {
        each.key: None if level is None else rubric.ladder[each.levels[level].reach].rank
        for each in rubric.criteria
        for level in [levels[each.key]]
    }


def blank(rubric: type[Rubric], *observations: Observation) -> Subject:
    """A description that holds these observations and nothing else."""
    if issubclass(rubric.subject, Purpose):
        return Purpose("generated", observations=observations)
    return Organization("generated", observations=observations)


def known(rubric: type[Rubric], levels: Levels) -> Subject:
    """A description in which every criterion is known for a fact."""
    return blank(rubric, *(fact(each, levels[each.key]) for each in rubric.criteria))


def fact(criterion: Criterion, level: int | None) -> Observation:
    """That a criterion stands exactly at a level, or does not apply, beyond doubt."""
    if level is None:
        return criterion.not_applicable(confidence=Confidence.FACT)
    return criterion.observe(criterion.levels[level].key, confidence=Confidence.FACT)


def adding(subject: Subject, *observations: Observation) -> Subject:
    """The same description with more observations."""
    return attrs.evolve(subject, observations=subject.observations + observations)


def assess_if_consistent(subject: Subject, rubric: type[Rubric], day: date | None) -> Assessment | None:
    """The assessment, or None where facts contradict each other: a law of evidence has nothing to say of that."""
    try:
        return assess(subject, rubric, as_of=day)
    except ConflictError:
        return None


def criterion_of(rubric: type[Rubric], key: str) -> Criterion:
    """The criterion of this key."""
    return next(each for each in rubric.criteria if each.key == key)


def declared(rubric: type[Rubric]) -> tuple[dict[str, Dimension], dict[str, Criterion]]:
    """Dimensions and criteria by their keys."""
    return {each.key: each for each in rubric.dimensions}, {each.key: each for each in rubric.criteria}


def rebuilt(
    rubric: type[Rubric], dimensions: Mapping[str, Dimension], criteria: Mapping[str, Criterion], **settings: object
) -> type[Rubric]:
    """The same rubric declared anew, with other dimensions, criteria (by their keys) or settings."""
    groups = {key: each.evolve() for key, each in dimensions.items()}
    asked = {key: each.evolve(dimension=groups[each.dimension.key]) for key, each in criteria.items()}
    read = {
        each.key: each.evolve(criterion=asked[each.criterion.key])
        for each in rubric.readers
        if each.criterion.key in asked
    }
    names = ("subject", "ladder", "rule", "coherence", "half_life", "prior")
    kept: dict[str, object] = {name: getattr(rubric, name) for name in names}
    return cast("type[Rubric]", type("Rebuilt", (Rubric,), {**kept, **settings, **groups, **asked, **read}))


def parts(standing: Standing) -> dict[str, Chances]:
    """The whole and what applies of dimensions and criteria, by what to call them."""
    dimensions = {f"dimension {each.key}": each for each in standing.dimensions if each.applicable}
    return {"the whole": standing, **dimensions, **{f"criterion {r.key}": r for r in standing.evidence if r.applicable}}


def common(before: Standing, after: Standing) -> list[tuple[str, Chances, Chances]]:
    """What can be compared: every part that is in both."""
    now = parts(after)
    return [(name, was, now[name]) for name, was in parts(before).items() if name in now]


def lowered(before: Standing, after: Standing | None) -> Broken:
    """Everything that is lower after than before; nothing where there is no after."""
    for name, was, now in common(before, after or before):
        yield from _lowered(name, was, now)


def _lowered(name: str, was: Chances, now: Chances) -> Broken:
    for word in ("worst", "best", "safe", "likely", "possible"):
        if getattr(now, word) < getattr(was, word):
            yield f"{word} of {name} fell from {getattr(was, word)} to {getattr(now, word)}"
    for stage, old, new in zip(was.ladder, was.tails, now.tails, strict=True):
        if not new >= old - CLOSE:
            yield f"P({name} at least {stage}) fell from {old} to {new}"


def moved(before: Standing, after: Standing, within: float = 0.0) -> Broken:
    """Everything that is not the same after as before, bit for bit unless some difference is allowed."""
    for name, was, now in common(before, after):
        yield from _moved(name, was, now, within)


def _moved(name: str, was: Chances, now: Chances, within: float) -> Broken:
    if (was.worst, was.best) != (now.worst, now.best):
        yield f"the range of {name} moved from {was.worst}..{was.best} to {now.worst}..{now.best}"
    if not all(abs(old - new) <= within for old, new in zip(was.tails, now.tails, strict=True)):
        yield f"the probabilities of {name} moved from {was.tails} to {now.tails}"
