"""The exact probability that a stage is reached: no sampling, no seed, no approximation.

Arrays in, arrays out. A hidden rung follows the rubric's own tree: the whole stands on z, each dimension on some u near
z, each level near u. Given the rungs, children are independent, and because gates are nested
P(stage >= s) = P(gate s is open), which is a weighted Poisson-binomial sum.

The axes are stages from 1 (``top``), hidden rungs (``z`` of the whole, ``u`` of a dimension), then organizations
(``n``). Organizations share *rows* of evidence: a code says which row of a criterion an organization has.

Every sum is made one addend after the other, never by a reduction that chooses its own order: so not even the last bit
of an organization's result depends on which others are computed with it.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from collabmodel.core.rule import Bools, Floats, Ranks

DIGITS = 15
"""Digits of a probability that rounding leaves alone."""

Codes = NDArray[np.intp]
Number = TypeVar("Number", int, NDArray[np.int64])


class Node(NamedTuple):
    """A place where the quota rule is applied.

    Attributes:
        children: positions of its children in the layer below.
        points: of each child, whole numbers.
        leads: of each child; None where the node may be ahead of it by any number of stages.
        num, den: the quota.
    """

    children: tuple[int, ...]
    points: tuple[int, ...]
    leads: tuple[int | None, ...]
    num: int
    den: int


class Prior(NamedTuple):
    """What is believed before any evidence.

    Attributes:
        stages: (z,) of the whole, positive.
        dimensions: (z, u) P(a dimension stands on u | the whole stands on z).
        levels: (k, u, levels) P(level | its dimension stands on u).
    """

    stages: Floats
    dimensions: Floats
    levels: Floats


class Rows(NamedTuple):
    """What rows of evidence say of each criterion.

    Attributes:
        log_mass: (k, u, r) log P(evidence | u), up to a constant of the row.
        tails: (k, top, u, r) P(criterion >= s | u, evidence).
    """

    log_mass: Floats
    tails: Floats


class Held(NamedTuple):
    """Where criteria are brought by what is done, whatever the evidence on them says.

    To do is not to see: it changes a criterion, and what is believed of it, but says nothing of any other.

    Attributes:
        low, high: (k, n) the ranks between which each criterion is held; where they cross, low counts.
    """

    low: Ranks
    high: Ranks


class Posterior(NamedTuple):
    """Probabilities of having reached each stage from 1, given all evidence.

    Attributes:
        whole: (top, n).
        dimensions: (m, top, n).
        criteria: (k, top, n).
        log_evidence: (n,) log P(evidence), up to the constants of its rows.
    """

    whole: Floats
    dimensions: Floats
    criteria: Floats
    log_evidence: Floats


def weigh(likelihoods: Floats, reaching: Bools, prior: Prior) -> Rows:
    """Join the evidence on each criterion with what its dimension's rung says of it.

    Args:
        likelihoods: (k, r, levels) how well each level explains row r of criterion k.
        reaching: (k, top, levels) whether each level reaches each stage from 1.
        prior: see there.
    """
    joint = prior.levels[:, :, np.newaxis, :] * likelihoods[:, np.newaxis, :, :]
    mass = _total(joint, axis=3)
    reached = [_total(joint * each[:, np.newaxis, np.newaxis], axis=3) / mass for each in reaching.transpose(1, 0, 2)]
    return Rows(np.log(mass), np.stack(reached, axis=1))


def posterior(
    rows: Rows,
    codes: Codes,
    waived: Bools,
    dimensions: Sequence[Node],
    whole: Node,
    prior: Prior,
    held: Held | None = None,
) -> Posterior:
    """The exact distribution of the whole, of every dimension and of every criterion.

    Args:
        rows: what rows of evidence say of each criterion.
        codes: (k, n) which row of each criterion an organization has.
        waived: (k, n) whether the criterion does not apply; its row is then ignored.
        dimensions: over criteria.
        whole: over dimensions.
        prior: what is believed before any evidence.
        held: where criteria are brought by what is done; None: nothing is done.
    """
    seen = _seen(rows, codes, waived)
    if held is not None:
        seen = _held(seen, held)
    parts = [_part(_chosen(seen, node), waived[list(node.children)], node, prior) for node in dimensions]
    log_mass = np.log(prior.stages)[:, np.newaxis] + sum(part.log_mass for part in parts)
    stage = _shares(log_mass)
    opened = passing([part.reached for part in parts], np.array([part.waived for part in parts]), whole)
    criteria = np.empty((len(codes), *opened.shape[::2]))
    for node, part in zip(dimensions, parts, strict=True):
        rung = _total(part.rung_given_whole * stage[:, np.newaxis], axis=0)
        criteria[list(node.children)] = _total(part.tails * rung, axis=2)
    return Posterior(
        tidy(_total(opened * stage, axis=1), axis=0),
        tidy(_total(np.stack([part.reached for part in parts]) * stage, axis=2), axis=1),
        tidy(criteria, axis=1),
        _log_total(log_mass),
    )


def _seen(rows: Rows, codes: Codes, waived: Bools) -> Rows:
    """The row of each organization in place of the rows that it may have; nothing where a criterion does not apply."""
    k = np.arange(len(codes))[:, np.newaxis]
    log_mass = np.moveaxis(np.moveaxis(rows.log_mass, 2, 1)[k, codes], 1, 2)
    tails = np.moveaxis(np.moveaxis(rows.tails, 3, 1)[k, codes], 1, 3)
    if waived.any():
        log_mass = np.where(waived[:, np.newaxis], 0.0, log_mass)
    return Rows(log_mass, tails)


def _held(seen: Rows, held: Held) -> Rows:
    stages = np.arange(1, seen.tails.shape[1] + 1)[:, np.newaxis, np.newaxis]
    low, high = (bound[:, np.newaxis, np.newaxis, :] for bound in held)
    return Rows(seen.log_mass, np.where(stages <= low, 1.0, np.where(stages > high, 0.0, seen.tails)))


def _chosen(seen: Rows, node: Node) -> Rows:
    children = list(node.children)
    return Rows(seen.log_mass[children], seen.tails[children])


class _Part(NamedTuple):
    """What one dimension says.

    Attributes:
        tails: (children, top, u, n) P(child >= s | u, evidence).
        log_mass: (z, n) log P(its evidence | z), up to a constant.
        rung_given_whole: (z, u, n) P(u | z, evidence).
        reached: (top, z, n) P(dimension >= s | z, evidence).
        waived: (n,) whether it does not apply.
    """

    tails: Floats
    log_mass: Floats
    rung_given_whole: Floats
    reached: Floats
    waived: Bools


def _part(seen: Rows, waived: Bools, node: Node, prior: Prior) -> _Part:
    opened = passing(seen.tails, waived, node)
    log_mass, rung_given_whole = _given_whole(_total(seen.log_mass, axis=0), prior)
    reached = _total(rung_given_whole * opened[:, np.newaxis], axis=2)
    left_out: Bools = np.all(waived, axis=0)
    return _Part(seen.tails, log_mass, rung_given_whole, reached, left_out)


def passing(tails: Sequence[Floats] | Floats, waived: Bools, node: Node) -> Floats:
    """P(gate s is open) for independent children.

    The number of points held is followed child by child; whatever is beyond the quota is kept together. An essential
    child that is behind by no more than its lead gives no points, and one further behind closes the gate.

    Args:
        tails: a child (top, rungs, n) each, P(child >= s).
        waived: (children, n) whether each does not apply.
        node: its points, leads and quota.

    Returns:
        (top, rungs, n).

    Source: Wu & Chen 1994, algorithm for weighted k-out-of-n systems.
    """
    held = np.zeros((_needed(node, sum(node.points)) + 1, *tails[0].shape))
    held[0] = 1
    some_waived = waived.any()
    for tail, out, points, lead in zip(tails, waived, node.points, node.leads, strict=True):
        there = np.where(out, 0.0, tail) if some_waived else tail
        behind = np.where(out, 1.0, _near_enough(tail, lead) - tail) if some_waived else _near_enough(tail, lead) - tail
        gained = held * there
        held *= behind
        held[points:] += gained[:-points]
        held[-1] += gained[-1] if points == 1 else _total(gained[-points:], axis=0)
    if not some_waived:
        everything: Floats = held[-1]
        return everything
    applicable = np.array(node.points) @ ~waived
    enough = np.arange(len(held))[:, np.newaxis] >= _needed(node, applicable)
    return _total(np.where(enough[:, np.newaxis, np.newaxis], held, 0.0), axis=0)


def _needed(node: Node, points: Number) -> Number:
    """The least whole number of points that is the quota of so many."""
    return -(-node.num * points // node.den)


def _near_enough(tail: Floats, lead: int | None) -> Floats | float:
    """P(child >= s - lead); 1 where that is no stage at all, or where there is no lead to keep."""
    if lead is None:
        return 1.0
    reachable = tail[: max(len(tail) - lead, 0)]
    return np.concatenate([np.ones_like(tail[len(reachable) :]), reachable])


def _given_whole(log_rung: Floats, prior: Prior) -> tuple[Floats, Floats]:
    """From the evidence on a dimension: (z, n) log P(evidence | z), and (z, u, n) P(u | z, evidence).

    Logarithms, because the product over many opposed criteria falls below the smallest float.
    """
    most = log_rung.max(axis=0)
    joint = prior.dimensions[:, :, np.newaxis] * np.exp(log_rung - most)
    mass = _total(joint, axis=1)
    return np.log(mass) + most, joint / mass[:, np.newaxis]


def _shares(logs: Floats) -> Floats:
    relative = np.exp(logs - logs.max(axis=0))
    shares: Floats = relative / _total(relative, axis=0)
    return shares


def _log_total(logs: Floats) -> Floats:
    most = logs.max(axis=0)
    total: Floats = most + np.log(_total(np.exp(logs - most), axis=0))
    return total


def _total(addends: Floats, axis: int) -> Floats:
    """The sum along an axis in the order of that axis; numpy's own sum chooses an order by the shape."""
    totals = np.add.accumulate(addends, axis=axis)
    total: Floats = totals[(slice(None),) * axis + (-1,)]
    return total


def tidy(tails: Floats, axis: int) -> Floats:
    """Tails without the last digit, so that what is certain is 1, and never rising, which rounding may miss."""
    return np.minimum.accumulate(np.clip(np.round(tails, DIGITS), 0.0, 1.0), axis=axis)
