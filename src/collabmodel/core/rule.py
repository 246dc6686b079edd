"""The quota rule on whole populations.

Arrays in, arrays out: nothing here knows what an organization is. Organizations (``n``) are always the last axis, a
single one is n = 1; stages (``top``, from stage 1) stand before them, and where children (``j``) are compared, these
come first.

Source: weighted k-out-of-n, Wu & Chen 1994; MR-Sort, Leroy, Mousseau & Pirlot 2011.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Ranks = NDArray[np.int8]
Levels = NDArray[np.int8]
Points = NDArray[np.unsignedinteger]
Number = TypeVar("Number", int, Ints)

UNKNOWN = -1
"""The level of a criterion of which nothing is known: whoever asks says which level is to stand for it."""

NOT_APPLICABLE = -2
"""The level of a criterion that does not apply: below every level, so that it passes no comparison."""

FEW = 4096
"""Up to so many organizations all children are compared at once, beyond that one after the other, in the cache."""


class Node(NamedTuple):
    """A place where the quota rule is applied; made by ``node``.

    Attributes:
        children: (j,) positions of its children in the layer below.
        points: (j,) of each child, in the smallest type that holds their sum.
        leads: of each child; None where the node may be ahead of it by any number of stages.
        num, den: the quota.
        total: all points there are.
    """

    children: Ints
    points: Points
    leads: tuple[int | None, ...]
    num: int
    den: int
    total: int

    def needed(self, points: Number) -> Number:
        """The least whole number of points that is the quota of so many."""
        return -(-self.num * points // self.den)


def node(children: Sequence[int], points: Sequence[int], leads: Sequence[int | None], num: int, den: int) -> Node:
    """A place where the quota rule is applied, over children with whole points."""
    total = sum(points)
    return Node(np.array(children), np.array(points, np.min_scalar_type(total)), tuple(leads), num, den, total)


class Tree(NamedTuple):
    """A rubric as the rule sees it; made by ``tree``.

    Attributes:
        dimensions: over criteria; every criterion belongs to one.
        lifts: (j, top, 1) of each dimension the lowest level of each of its criteria that reaches each stage from 1.
        whole: over dimensions.
        stages: (m, top, 1) the same for dimensions, which stand on stages.
    """

    dimensions: tuple[Node, ...]
    lifts: tuple[Levels, ...]
    whole: Node
    stages: Levels


def tree(lift: Levels, dimensions: Sequence[Node], whole: Node) -> Tree:
    """A rubric as the rule sees it, from (top, k) the lowest level of each criterion that reaches each stage."""
    stages = np.arange(1, len(lift) + 1, dtype=np.int8)
    return Tree(
        tuple(dimensions),
        tuple(lift.T[each.children, :, np.newaxis] for each in dimensions),
        whole,
        np.repeat(stages[np.newaxis, :, np.newaxis], len(dimensions), axis=0),
    )


class Standing(NamedTuple):
    """The rank of the stage that each part has reached.

    Attributes:
        dimensions: (m, n); the top where none of its criteria applies, for nothing is missing.
        whole: (n,).
    """

    dimensions: Ranks
    whole: Ranks


def stand(levels: Levels, tree: Tree, unknown: Levels | None = None) -> Standing:
    """Apply the rule twice: levels put dimensions on stages, and dimensions the whole.

    Args:
        levels: (k, n) level positions from 0, NOT_APPLICABLE where a criterion does not apply.
        tree: the rubric.
        unknown: (k,) the level that stands for UNKNOWN; None: everything is known.
    """
    rungs = np.empty((len(tree.dimensions), levels.shape[1]), np.int8)
    waived = levels == NOT_APPLICABLE if levels.min(initial=0) == NOT_APPLICABLE else None
    for d, (each, lift) in enumerate(zip(tree.dimensions, tree.lifts, strict=True)):
        own = each.children
        stands = levels[own]
        if unknown is not None:
            stands += (stands == UNKNOWN).view(np.int8) * (unknown[own, np.newaxis] - np.int8(UNKNOWN))
        rungs[d] = ranks(gates(stands, lift, None if waived is None else waived[own], each))
    if waived is None:
        return Standing(rungs, ranks(gates(rungs, tree.stages, None, tree.whole)))
    empty = np.array([waived[each.children].all(axis=0) for each in tree.dimensions])
    applicable = np.where(empty, np.int8(NOT_APPLICABLE), rungs)
    return Standing(rungs, ranks(gates(applicable, tree.stages, empty, tree.whole)))


def gates(stands: Levels, lift: Levels, waived: Bools | None, node: Node) -> Bools:
    """Which gates of a node are open: (top, n), row s - 1 is the gate of stage s, and open gates are nested.

    A child that does not apply is left out and the quota is that of the rest, which is the same as giving the quota's
    share of its points; its lead is waived.

    Args:
        stands: (j, n) where each child stands, on a scale of its own; NOT_APPLICABLE where it does not apply.
        lift: (j, top, 1) the lowest place on that scale that reaches each stage from 1.
        waived: (j, n) whether each child is NOT_APPLICABLE; None: all apply.
        node: its points, leads and quota.
    """
    held = _held(stands, lift, node.points)
    if waived is None:
        opened: Bools = held >= node.needed(node.total)
    else:
        opened = held >= node.needed(node.total - node.points.astype(np.int64) @ waived)
    top = len(opened)
    for child, lead in enumerate(node.leads):
        if lead is not None and lead < top:
            near = stands[child] >= lift[child, : top - lead]
            opened[lead:] &= near if waived is None else near | waived[child]
    return opened


def _held(stands: Levels, lift: Levels, points: Points) -> Points:
    """(top, n): the points of all children that have reached each stage, counted in whole numbers."""
    if stands.shape[1] <= FEW:
        every = stands[:, np.newaxis] >= lift
        total: Points = np.add.reduce(every * points[:, np.newaxis, np.newaxis], axis=0, dtype=points.dtype)
        return total
    held = np.zeros((lift.shape[1], stands.shape[1]), points.dtype)
    reached = np.empty(held.shape, np.bool_)
    ones, gained = reached.view(np.uint8), np.empty_like(held)
    for each, lifts, gives in zip(stands, lift, points, strict=True):
        np.greater_equal(each, lifts, out=reached)
        held += ones if gives == 1 else np.multiply(ones, gives, out=gained)
    return held


def ranks(opened: Bools) -> Ranks:
    """The stage from 0 that open gates (top, ...) make: gates are nested, so their number is the highest."""
    number: Ranks = np.add.reduce(opened, axis=0, dtype=np.int8)
    return number
