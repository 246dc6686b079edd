"""The quota rule on whole populations.

Arrays in, arrays out: nothing here knows what an organization is. The axes are always stages (``top``, from stage 1),
then criteria (``k``) or dimensions (``m``), then organizations (``n``); a single organization is n = 1.

Source: weighted k-out-of-n, Wu & Chen 1994; MR-Sort, Leroy, Mousseau & Pirlot 2011.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ranks = NDArray[np.int8]
Levels = NDArray[np.int8]

NOT_APPLICABLE = -2
"""The level of a criterion that does not apply: below every level, so that it passes no comparison."""


class Lead(NamedTuple):
    """A child that its node may be at most ``stages`` ahead of."""

    child: int
    node: int
    stages: int


class Layer(NamedTuple):
    """Nodes side by side, each over some of the children below; every child belongs to one node.

    All numbers are whole and far below 2**53, so that float64 counts them exactly and in any order.

    Attributes:
        full: (m, k) what a child that reached the stage gives its node: its points times the quota's denominator.
        share: (m, k) what a child that does not apply gives instead: its points times the quota's numerator.
        needed: (m,) what opens a gate: all points times the quota's numerator.
        leads: the essential children; a lead of as many stages as there are never binds and is left out.
    """

    full: Floats
    share: Floats
    needed: Floats
    leads: tuple[Lead, ...]


class Tree(NamedTuple):
    """A rubric as the rule sees it.

    Attributes:
        lift: (top, k) the lowest level of each criterion that reaches each stage from 1.
        dimensions: the layer of dimensions over criteria.
        whole: the layer of one node over dimensions.
    """

    lift: Levels
    dimensions: Layer
    whole: Layer


class Standing(NamedTuple):
    """Which gates are open.

    Attributes:
        dimensions: (top, m, n); row s - 1 is the gate of stage s. Open gates are nested.
        whole: (top, n), likewise.
    """

    dimensions: Bools
    whole: Bools


def stand(levels: Levels, tree: Tree) -> Standing:
    """Apply the rule twice: criteria open the gates of dimensions, dimensions those of the whole.

    Args:
        levels: (k, n) level positions from 0, NOT_APPLICABLE where a criterion does not apply.
        tree: the rubric.

    Returns:
        The open gates of every dimension and of the whole.
    """
    waived = levels == NOT_APPLICABLE
    reached = levels >= tree.lift[:, :, np.newaxis]
    dimensions = gates(reached, waived, tree.dimensions)
    whole = gates(dimensions, all_waived(waived, tree.dimensions), tree.whole)
    return Standing(dimensions, whole[:, 0])


def gates(reached: Bools, waived: Bools, layer: Layer) -> Bools:
    """Which gates of a layer are open.

    Args:
        reached: (top, k, n) whether each child has reached each stage from 1.
        waived: (k, n) whether each child does not apply; what it reached is then ignored.
        layer: the nodes.

    Returns:
        (top, m, n). A child that does not apply gives the quota's share of its points, which is the same as leaving it
        out and taking the quota of the rest, and waives its lead.
    """
    held = layer.full @ (reached & ~waived) + layer.share @ waived
    opened: Bools = held >= layer.needed[:, np.newaxis]
    top = len(reached)
    for lead in layer.leads:
        opened[lead.stages :, lead.node] &= reached[: top - lead.stages, lead.child] | waived[lead.child]
    return opened


def all_waived(waived: Bools, layer: Layer) -> Bools:
    """(m, n): the nodes none of whose children applies, and which therefore do not apply themselves."""
    nothing_left: Bools = layer.full @ ~waived == 0
    return nothing_left


def ranks(opened: Bools) -> Ranks:
    """The stage from 0 that open gates (top, ...) make: gates are nested, so their number is the highest."""
    number: Ranks = opened.sum(axis=0, dtype=np.int8)
    return number
