"""The exact probability that a stage is reached: no sampling, no seed, no approximation.

Arrays in, arrays out. A hidden rung follows the rubric's own tree: the whole stands on z, each dimension on some u near
z, each level near u. Given the rungs, children are independent, and because gates are nested
P(stage >= s) = P(gate s is open), which is a weighted Poisson-binomial sum.

The axes are stages from 1 (``top``), hidden rungs (``z`` of the whole, ``u`` of a dimension), then organizations
(``n``). Organizations share *rows* of evidence: a code says which row of a criterion an organization has.

Every sum is made one addend after the other, never by a reduction that chooses its own order: so not even the last bit
of an organization's result depends on which others are computed with it.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from collabmodel.core.rule import Bools, Floats, Node, Ranks, Tree

DIGITS = 15
"""Digits of a probability that rounding leaves alone."""

Codes = NDArray[np.integer]


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
    tree: Tree,
    prior: Prior,
    held: Held | None = None,
) -> Posterior:
    """The exact distribution of the whole, of every dimension and of every criterion.

    Args:
        rows: what rows of evidence say of each criterion.
        codes: (k, n) which row of each criterion an organization has.
        waived: (k, n) whether the criterion does not apply; its row is then ignored.
        tree: the rubric.
        prior: what is believed before any evidence.
        held: where criteria are brought by what is done; None: nothing is done.
    """
    seen = see(rows, codes, waived)
    if held is not None:
        seen = _held(seen, held)
    children = [node.children for node in tree.dimensions]
    tails = [seen.tails[each] for each in children]
    found = [
        part(Rows(seen.log_mass[each], tail), waived[each], node, prior)
        for each, tail, node in zip(children, tails, tree.dimensions, strict=True)
    ]
    parts, rungs = zip(*found, strict=True)
    joined = join(parts, tree.whole, prior)
    criteria = np.empty((len(codes), *joined.opened.shape[::2]))
    for each, tail, rung_given_whole in zip(children, tails, rungs, strict=True):
        rung = _total(rung_given_whole * joined.stage[:, np.newaxis], axis=0)
        criteria[each] = _total(tail * rung, axis=2)
    return Posterior(
        joined.tails,
        tidy(np.stack([_total(each.reached * joined.stage, axis=1) for each in parts]), axis=1),
        tidy(criteria, axis=1),
        _log_total(joined.log_mass),
    )


def see(rows: Rows, codes: Codes, waived: Bools) -> Rows:
    """The row of each organization in place of the rows that it may have; nothing where a criterion does not apply."""
    log_mass = np.take_along_axis(rows.log_mass, codes[:, np.newaxis], axis=2)
    tails = np.take_along_axis(rows.tails, codes[:, np.newaxis, np.newaxis], axis=3)
    if waived.any():
        log_mass = np.where(waived[:, np.newaxis], 0.0, log_mass)
    return Rows(log_mass, tails)


def _held(seen: Rows, held: Held) -> Rows:
    stages = np.arange(1, seen.tails.shape[1] + 1)[:, np.newaxis, np.newaxis]
    low, high = (bound[:, np.newaxis, np.newaxis, :] for bound in held)
    return Rows(seen.log_mass, np.where(stages <= low, 1.0, np.where(stages > high, 0.0, seen.tails)))


class Part(NamedTuple):
    """What one dimension says of the whole.

    Attributes:
        log_mass: (z, n) log P(its evidence | z), up to a constant.
        reached: (top, z, n) P(dimension >= s | z, evidence).
        waived: (n,) whether it does not apply.
    """

    log_mass: Floats
    reached: Floats
    waived: Bools


def part(seen: Rows, waived: Bools, node: Node, prior: Prior) -> tuple[Part, Floats]:
    """What one dimension says of the whole, and (z, u, n) P(u | z, its evidence), from what is seen of its criteria.

    Args:
        seen: of its criteria and of these organizations only.
        waived: (j, n) whether each criterion does not apply.
        node: the dimension.
        prior: what is believed before any evidence.
    """
    opened = passing(seen.tails, waived, node)
    log_mass, rung_given_whole = _given_whole(_total(seen.log_mass, axis=0), prior)
    reached = opened[:, np.newaxis, 0] * rung_given_whole[:, 0]
    for u in range(1, opened.shape[1]):
        reached += opened[:, np.newaxis, u] * rung_given_whole[:, u]
    return Part(log_mass, reached, np.logical_and.reduce(waived)), rung_given_whole


class Joined(NamedTuple):
    """What all dimensions say together.

    Attributes:
        tails: (top, n) P(stage >= s | evidence).
        opened: (top, z, n) the same, given z.
        stage: (z, n) P(z | evidence).
        log_mass: (z, n) log P(evidence and z), up to a constant.
    """

    tails: Floats
    opened: Floats
    stage: Floats
    log_mass: Floats


def join(parts: Sequence[Part], whole: Node, prior: Prior) -> Joined:
    """The exact distribution of the whole, from what each dimension says."""
    log_mass = np.log(prior.stages)[:, np.newaxis] + sum(each.log_mass for each in parts)
    stage = _shares(log_mass)
    opened = passing([each.reached for each in parts], np.array([each.waived for each in parts]), whole)
    return Joined(tidy(_total(opened * stage, axis=1), axis=0), opened, stage, log_mass)


def passing(tails: Iterable[Floats], waived: Bools, node: Node) -> Floats:
    """P(gate s is open) for independent children.

    The number of points held is followed child by child. Whatever is beyond the quota is kept together, and whatever
    the children to come can no longer bring up to it is dropped. An essential child that is behind by no more than its
    lead gives no points, and one further behind closes the gate.

    Args:
        tails: a child (top, rungs, n) each, P(child >= s).
        waived: (children, n) whether each does not apply.
        node: its points, leads and quota.

    Returns:
        (top, rungs, n).

    Source: Wu & Chen 1994, algorithm for weighted k-out-of-n systems.
    """
    some_waived = bool(waived.any())
    needed = node.needed(node.total - node.points.astype(np.int64) @ waived) if some_waived else node.needed(node.total)
    least, most = int(np.min(needed)), node.needed(node.total)  # most: never that of the columns, which are neighbours
    count, low, to_come = np.ones((1, 1, 1, 1)), 0, node.total
    for tail, out, points, lead in zip(tails, waived, node.points.tolist(), node.leads, strict=True):
        there = np.where(out, 0.0, tail) if some_waived else tail
        behind = np.where(out, 1.0, _near_enough(tail, lead) - tail) if some_waived else _near_enough(tail, lead) - tail
        to_come -= points
        count, low = _counted(count, low, there, behind, points, max(least - to_come, 0), most)
    if not some_waived:
        everything: Floats = count[-1]
        return everything
    enough = np.arange(least, most + 1)[:, np.newaxis] >= needed
    return _total(np.where(enough[:, np.newaxis, np.newaxis], count, 0.0), axis=0)


def _counted(
    count: Floats, low: int, there: Floats, behind: Floats, points: int, least: int, most: int
) -> tuple[Floats, int]:
    """One more child: the probability of each number of points.

    Args:
        count: (numbers, top, rungs, n) P(so many points), for every number from ``low`` up to the highest there can be.
        low: the lowest number that is kept.
        there: (top, rungs, n) P(the child gives its points).
        behind: (top, rungs, n) P(it gives none and closes no gate).
        points: of the child.
        least: the lowest number that is to be kept after it.
        most: the number that stands for all from itself upwards.

    Returns:
        The next ``count`` and ``low``.
    """
    high = low + len(count) - 1
    least = max(low, least)
    then = np.zeros((min(high + points, most) - least + 1, *there.shape))
    if least <= high:
        np.multiply(count[least - low :], behind, out=then[: high - least + 1])
    for number in range(max(low, least - points), high + 1):
        then[min(number + points, most) - least] += count[number - low] * there
    return then, least


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
    first, *others = np.moveaxis(addends, axis, 0)
    total: Floats = first.copy()
    for each in others:
        total += each
    return total


def within(tails: Floats, certain: Ranks, possible: Ranks) -> Floats:
    """Tails (top, n) as facts allow: 1 up to what is certain, 0 beyond what is possible, to the last bit."""
    stages = np.arange(1, len(tails) + 1)[:, np.newaxis]
    return np.where(stages <= certain, 1.0, np.where(stages <= possible, tails, 0.0))


def tidy(tails: Floats, axis: int) -> Floats:
    """Tails without the last digit, so that what is certain is 1, and never rising, which rounding may miss."""
    return np.minimum.accumulate(np.clip(np.round(tails, DIGITS), 0.0, 1.0), axis=axis)
