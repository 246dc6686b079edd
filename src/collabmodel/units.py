"""The verdict over units: the same quota, with units for children.

Units are not noisy raters of one truth, they really differ. So the rule is applied to them as to independent parts, and
the result stands beside the verdict on the whole, never instead of it.
"""

from collections.abc import Sequence

import numpy as np

from collabmodel.core import distribution, rule
from collabmodel.model.organization import Organization
from collabmodel.rubrics.rubric import Rubric
from collabmodel.standing import Standing
from collabmodel.verdict import UnitsVerdict

FINEST = 10**5
"""Staff are counted one by one up to so many together, above that in tens, hundreds and so on: the exact distribution
follows every number of them."""


def units_verdict(rubric: type[Rubric], units: Sequence[Standing]) -> UnitsVerdict | None:
    """The highest stage reached by units that hold the rubric's top-level quota of the staff; None without units."""
    if not units:
        return None
    points = _points([unit.subject.staff if isinstance(unit.subject, Organization) else None for unit in units])
    node = distribution.Node(tuple(range(len(units))), points, (None,) * len(units), rubric.rule.num, rubric.rule.den)
    tails = [np.array(unit.tails[1:])[:, np.newaxis, np.newaxis] for unit in units]
    opened = distribution.passing(tails, [np.zeros(1, np.bool_)] * len(units), node)[:, 0, 0]
    worst = _stage([unit.worst.rank for unit in units], node, rubric)
    best = _stage([unit.best.rank for unit in units], node, rubric)
    ladder = rubric.ladder
    return UnitsVerdict(ladder, ladder[worst], ladder[best], (1.0, *opened.tolist()), points)


def _points(staff: Sequence[int | None]) -> tuple[int, ...]:
    """One for each of the staff; where any unit's staff is unknown or none, one for each unit."""
    known = [each for each in staff if each]
    if len(known) < len(staff):
        return (1,) * len(staff)
    step = 1
    while sum(known) // step > FINEST:
        step *= 10
    return tuple(-(-each // step) for each in known)


def _stage(ranks: Sequence[int], node: distribution.Node, rubric: type[Rubric]) -> int:
    points = np.array([node.points], np.float64)
    share = points * node.num
    layer = rule.Layer(points * node.den, share, share.sum(axis=1), ())
    above = np.array(ranks) >= np.arange(1, len(rubric.ladder))[:, np.newaxis]
    opened = rule.gates(above[:, :, np.newaxis], np.zeros((len(ranks), 1), np.bool_), layer)
    return int(rule.ranks(opened)[0, 0])
