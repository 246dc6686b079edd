"""What a legal rubric may still have wrong.

Nothing here raises and nothing here is needed to judge: each note names the place and what its author may not have
meant. (A gate that cannot open needs no note: with every criterion at its last level every gate is open.)
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from collabmodel.model.ladder import Ladder
from collabmodel.rubrics.notation import Criterion, Dimension, Quota


class Note(NamedTuple):
    """One thing to look at: the key of a declaration or the name of a stage, and why."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def lint(
    ladder: Ladder, rule: Quota, dimensions: Sequence[Dimension], criteria: Sequence[Criterion]
) -> tuple[Note, ...]:
    """Every note on a rubric, in the order of declaration."""
    notes = [*_dummies(dimensions, rule, "the whole")]
    for dimension in dimensions:
        notes += _dummies(_children(dimension, criteria), dimension.rule or rule, f"'{dimension.title}'")
    for criterion in criteria:
        notes += _levels(criterion)
    notes += _stages(ladder, criteria)
    notes += _gates(ladder, rule, dimensions, criteria)
    return tuple(notes)


def _children(dimension: Dimension, criteria: Iterable[Criterion]) -> list[Criterion]:
    return [criterion for criterion in criteria if criterion.dimension.key == dimension.key]


def _dummies(children: Sequence[Dimension | Criterion], quota: Quota, parent: str) -> Iterable[Note]:
    """Children without a lead whose points never turn a lost gate into a won one."""
    points = [child.points for child in children]
    needed = quota.needed(sum(points))
    for position, child in enumerate(children):
        totals = _totals(points[:position] + points[position + 1 :])
        lowest = max(needed - child.points, 0)
        pivotal = totals >> lowest & (1 << needed - lowest) - 1
        if child.lead is None and not pivotal:
            yield Note(child.key, f"a dummy: its points ({child.points}) never decide whether {parent} passes a gate")


def _totals(points: Iterable[int]) -> int:
    """Every number of points that some of the others hold together, as a set of bits: bit t is set when t can be."""
    totals = 1
    for each in points:
        totals |= totals << each
    return totals


def _levels(criterion: Criterion) -> Iterable[Note]:
    reaches = [level.reach for level in criterion.levels]
    if len(reaches) == 2:
        yield Note(criterion.key, "has two levels; a third would tell more organizations apart")
    for reach in sorted(set(reaches), key=reaches.index):
        if reaches.count(reach) > 1:
            yield Note(criterion.key, f"{reaches.count(reach)} levels reach {reach!r}; to the rule they are one")


def _stages(ladder: Ladder, criteria: Iterable[Criterion]) -> Iterable[Note]:
    reached = {level.reach for criterion in criteria for level in criterion.levels}
    for name in ladder.names:
        if name not in reached:
            yield Note(name, "no level of any criterion reaches exactly this stage, so nothing tells it from the next")


def _gates(
    ladder: Ladder, rule: Quota, dimensions: Sequence[Dimension], criteria: Sequence[Criterion]
) -> Iterable[Note]:
    """Gates of the whole that are open even with every criterion at its lowest level."""
    stands = {}
    for dimension in dimensions:
        children = _children(dimension, criteria)
        lowest = [ladder[child.levels[0].reach].rank for child in children]
        stands[dimension.key] = _stage(children, lowest, dimension.rule or rule, ladder.top)
    always = _stage(dimensions, [stands[dimension.key] for dimension in dimensions], rule, ladder.top)
    for name in ladder.names[1 : always + 1]:
        yield Note(name, "its gate cannot fail: every criterion at its lowest level is enough")


def _stage(children: Sequence[Dimension | Criterion], ranks: Sequence[int], quota: Quota, top: int) -> int:
    """The quota rule for children that are all known, in plain words of Python."""

    def opens(stage: int) -> bool:
        held = sum(child.points for child, rank in zip(children, ranks, strict=True) if rank >= stage)
        leads = (child.lead is None or rank >= stage - child.lead for child, rank in zip(children, ranks, strict=True))
        return held >= quota.needed(sum(child.points for child in children)) and all(leads)

    return max(stage for stage in range(top + 1) if stage == 0 or opens(stage))
