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
"""The level of a criterion of which nothing is known: it reaches what the lowest level reaches, and no more."""

NOT_APPLICABLE = -2
"""The level of a criterion that does not apply: below every level, so that it passes no comparison."""


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
        lifts: (j, top, 1) of each dimension the lowest level of each of its criteria that reaches each stage from 1;
            UNKNOWN where every level does.
        whole: over dimensions.
        stages: (top, 1) the ranks of the stages from 1, on which dimensions stand.
    """

    dimensions: tuple[Node, ...]
    lifts: tuple[Levels, ...]
    whole: Node
    stages: Levels


def tree(lift: Levels, dimensions: Sequence[Node], whole: Node) -> Tree:
    """A rubric as the rule sees it, from (top, k) the lowest level of each criterion that reaches each stage."""
    lift = np.where(lift == 0, np.int8(UNKNOWN), lift)
    return Tree(
        tuple(dimensions),
        tuple(lift.T[each.children, :, np.newaxis] for each in dimensions),
        whole,
        np.arange(1, len(lift) + 1, dtype=np.int8)[:, np.newaxis],
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
        levels: (k, n) level positions from 0, UNKNOWN, or NOT_APPLICABLE where a criterion does not apply.
        tree: the rubric.
        unknown: (k,) the level that stands for UNKNOWN; None: the lowest one.
    """
    rungs = np.empty((len(tree.dimensions), levels.shape[1]), np.int8)
    waived = levels == NOT_APPLICABLE if levels.min(initial=0) == NOT_APPLICABLE else None
    for d, (each, lift) in enumerate(zip(tree.dimensions, tree.lifts, strict=True)):
        own = each.children
        stands = levels[own]
        if unknown is not None:
            stands += (stands == UNKNOWN).view(np.int8) * (unknown[own, np.newaxis] - np.int8(UNKNOWN))
        rungs[d] = ranks(gates(stands[:, np.newaxis] >= lift, None if waived is None else waived[own], each))
    if waived is None:
        return Standing(rungs, ranks(gates(rungs[:, np.newaxis] >= tree.stages, None, tree.whole)))
    empty = np.array([waived[each.children].all(axis=0) for each in tree.dimensions])
    reached = (rungs[:, np.newaxis] >= tree.stages) & ~empty[:, np.newaxis]
    return Standing(rungs, ranks(gates(reached, empty, tree.whole)))


def gates(reached: Bools, waived: Bools | None, node: Node) -> Bools:
    """Which gates of a node are open: (top, n), row s - 1 is the gate of stage s, and open gates are nested.

    A child that does not apply is left out and the quota is that of the rest, which is the same as giving the quota's
    share of its points; its lead is waived.

    Args:
        reached: (j, top, n) whether each child has reached each stage from 1; one that does not apply has reached none.
        waived: (j, n) whether each child does not apply; None: all do.
        node: its points, leads and quota.
    """
    held = np.einsum("jsn,j->sn", reached.view(np.uint8), node.points, dtype=node.points.dtype)
    if waived is None:
        opened: Bools = held >= node.needed(node.total)
    else:
        opened = held >= node.needed(node.total - node.points.astype(np.int64) @ waived)
    top = len(opened)
    for child, lead in enumerate(node.leads):
        if lead is not None and lead < top:
            near = reached[child, : top - lead]
            opened[lead:] &= near if waived is None else near | waived[child]
    return opened


def ranks(opened: Bools) -> Ranks:
    """The stage from 0 that open gates (top, ...) make: gates are nested, so their number is the highest."""
    number: Ranks = np.add.reduce(opened, axis=0, dtype=np.int8)
    return number
