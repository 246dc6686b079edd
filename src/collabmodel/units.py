"""The verdict over units: the same quota, with units for children.

Units are not noisy raters of one truth, they really differ. So the rule is applied to them as to independent parts, and
the result stands beside the verdict on the whole, never instead of it.
"""

from collections.abc import Sequence

from collabmodel.encoding import independent
from collabmodel.model.organization import Organization
from collabmodel.rubrics.rubric import Rubric
from collabmodel.standing import Standing
from collabmodel.verdict import UnitsVerdict

FINEST = 10**5
"""Probabilities follow every number of staff up to so many together, above that every ten, hundred and so on. The range
is exact for any number."""


def units_verdict(rubric: type[Rubric], units: Sequence[Standing]) -> UnitsVerdict | None:
    """The highest stage reached by units that hold the rubric's top-level quota of the staff; None without units."""
    if not units:
        return None
    points = _points([unit.subject.staff if isinstance(unit.subject, Organization) else None for unit in units])
    worst = _stage([unit.worst.rank for unit in units], points, rubric)
    best = _stage([unit.best.rank for unit in units], points, rubric)
    tails = _tails(units, points, rubric)
    return UnitsVerdict(rubric.ladder, rubric.ladder[worst], rubric.ladder[best], (1.0, *tails), points)


def _points(staff: Sequence[int | None]) -> tuple[int, ...]:
    """One for each of the staff; where any unit's staff is unknown, or nobody has any, one for each unit."""
    known = [each for each in staff if each is not None]
    return tuple(known) if len(known) == len(staff) and any(known) else (1,) * len(staff)


def _stage(ranks: Sequence[int], points: Sequence[int], rubric: type[Rubric]) -> int:
    """The quota rule in whole numbers of any size."""
    needed = rubric.rule.needed(sum(points))
    return sum(
        sum(each for each, rank in zip(points, ranks, strict=True) if rank >= stage) >= needed
        for stage in range(1, len(rubric.ladder))
    )


def _tails(units: Sequence[Standing], points: Sequence[int], rubric: type[Rubric]) -> list[float]:
    """P(stage >= s) from stage 1, for units that stand where they do independently of each other."""
    step = 1
    while sum(points) // step > FINEST:
        step *= 10
    counting = [(unit.tails[1:], -(-each // step)) for unit, each in zip(units, points, strict=True) if each]
    return independent([tails for tails, _ in counting], [each for _, each in counting], rubric.rule)
