"""From observations to ranges and likelihoods, and what is believed before any of them.

Arrays in, arrays out. A *cell* is one criterion of one organization; observations point at cells.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from collabmodel.core.rule import Bools, Floats

Ints = NDArray[np.int64]

CAP = math.log(39)
"""The most that all evidence on one side of a step can weigh: a confidence of 0.95. Raters share their sources, and
without a cap a pile of opinions makes anybody sure."""


class Evidence(NamedTuple):
    """Observations of levels, one a row.

    Attributes:
        cell: (o,) which cell each is about, from 0.
        low, high: (o,) the lowest and highest level it allows, from 0.
        weight: (o,) >= 0, see ``weights``; ignored for facts.
        fact: (o,) whether it is true without doubt.
    """

    cell: Ints
    low: Ints
    high: Ints
    weight: Floats
    fact: Bools


def weights(strength: Floats, age: Floats) -> Floats:
    """The weight of observations: log odds against an error of one level, halved with every half-life.

    Args:
        strength: the probability, in [0, 1), that a rating is exactly right on a long scale. Being one level off is
            then (1 - c) / (1 + c) times as likely as being right.
        age: in half-lives, >= 0.
    """
    return np.log((1 + strength) / (1 - strength)) * 2.0**-age


class Bounds(NamedTuple):
    """What remains possible of every cell, (cells,) each, in levels.

    Attributes:
        worst, best: if no source is wrong.
        fact_worst, fact_best: if no fact is wrong, whatever anybody else says.
    """

    worst: Ints
    best: Ints
    fact_worst: Ints
    fact_best: Ints


def bounds(evidence: Evidence, highest: Ints) -> Bounds:
    """The guaranteed range of every cell: what remains possible if no source is wrong.

    Args:
        evidence: observations; none for a cell leaves it open from its lowest to its highest level.
        highest: (cells,) the highest level of each cell.

    Returns:
        With a the highest lower and b the lowest upper bound of all observations, worst and best are min(a, b) and
        max(a, b), both kept within what the facts allow. Raising an observation never lowers either.
    """
    low, high = _intersection(evidence, highest, np.ones(len(evidence.cell), np.bool_))
    fact_low, fact_high = _intersection(evidence, highest, evidence.fact)
    worst = np.clip(np.minimum(low, high), fact_low, fact_high)
    best = np.clip(np.maximum(low, high), fact_low, fact_high)
    return Bounds(worst, best, fact_low, fact_high)


def likelihoods(evidence: Evidence, highest: Ints, width: int) -> Floats:
    """How well each level explains the evidence.

    For every step between neighbouring levels the case for being above it and the case for being below it are summed
    and capped apart. So better evidence never lowers a probability, and two sure raters at opposite ends leave every
    level as likely as any other. Facts are a mask.

    Args:
        evidence: observations; their order does not matter, not even for the last bit.
        highest: (cells,) the highest level of each cell.
        width: the greatest number of levels.

    Returns:
        (cells, width), in [0, 1], 1 for the best levels of each cell and 0 beyond its highest.
    """
    soft = _in_fixed_order(evidence, ~evidence.fact)
    steps = np.arange(width - 1)
    above = _summed(soft.cell, soft.weight[:, np.newaxis] * (soft.low[:, np.newaxis] > steps), len(highest))
    below = _summed(soft.cell, soft.weight[:, np.newaxis] * (soft.high[:, np.newaxis] <= steps), len(highest))
    slopes = np.minimum(above, CAP) - np.minimum(below, CAP)
    heights = np.concatenate([np.zeros((len(highest), 1)), np.cumsum(slopes, axis=1)], axis=1)
    low, high = _intersection(evidence, highest, evidence.fact)
    levels = np.arange(width)
    heights[(levels < low[:, np.newaxis]) | (levels > high[:, np.newaxis])] = -np.inf
    relative: Floats = np.exp(heights - heights.max(axis=1, keepdims=True))
    return relative


def _intersection(evidence: Evidence, highest: Ints, which: Bools) -> tuple[Ints, Ints]:
    """The highest lower bound and the lowest upper bound of some of the observations, (cells,) each."""
    low, high = np.zeros_like(highest), highest.copy()
    np.maximum.at(low, evidence.cell[which], evidence.low[which])
    np.minimum.at(high, evidence.cell[which], evidence.high[which])
    return low, high


def _in_fixed_order(evidence: Evidence, which: Bools) -> Evidence:
    """Some of the observations, sorted, so that their sums do not depend on the order in which they were made."""
    order = np.lexsort((evidence.weight, evidence.high, evidence.low, evidence.cell))
    order = order[which[order]]
    return Evidence(
        evidence.cell[order], evidence.low[order], evidence.high[order], evidence.weight[order], evidence.fact[order]
    )


def _summed(cell: Ints, rows: Floats, cells: int) -> Floats:
    total = np.zeros((cells, rows.shape[1]))
    np.add.at(total, cell, rows)
    return total


def kernel(coherence: float, stages: int) -> Floats:
    """(stages, stages): P(a child stands on u | its parent stands on z), row z, falling away on both sides alike.

    At 0 a parent says nothing about its child; at 0.5 about half the children stand exactly where their parent does.
    """
    ranks = np.arange(stages)
    return _normalised(_decay(coherence) ** np.abs(ranks[:, np.newaxis] - ranks))


def level_table(reach: Ints, coherence: float, stages: int) -> Floats:
    """(k, stages, levels): P(level | its dimension stands on z) before any evidence.

    Args:
        reach: (k, levels) the stage each level reaches, -1 where a criterion has no such level.
        coherence: in [0, 1).
        stages: the length of the ladder.
    """
    sharing = (reach[:, :, np.newaxis] == reach[:, np.newaxis, :]).sum(axis=2)
    distance = np.abs(reach[:, np.newaxis, :] - np.arange(stages)[:, np.newaxis])
    near = _decay(coherence) ** distance / sharing[:, np.newaxis, :]
    return _normalised(np.where(reach[:, np.newaxis, :] < 0, 0.0, near))


def _decay(coherence: float) -> float:
    return (1 - coherence) / (1 + coherence)


def _normalised(table: Floats) -> Floats:
    shares: Floats = table / table.sum(axis=-1, keepdims=True)
    return shares
