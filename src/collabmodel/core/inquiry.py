"""What an answer would tell: every answer that can be given is a hypothetical organization.

Arrays in, arrays out. One organization is asked about; its ``a`` answers are columns of one table.

Source: the index is the variance of each rung's yes or no, summed, which is the entropy that belongs to the ranked
probability score (Epstein 1969; Gneiting & Raftery 2007).
"""

from typing import NamedTuple

import numpy as np

from collabmodel.core.belief import Ints
from collabmodel.core.distribution import Codes
from collabmodel.core.rule import Bools, Floats, Levels


class Answers(NamedTuple):
    """Everything that could be answered.

    Attributes:
        criterion: (a,) what is asked.
        level: (a,) what is answered.
        likelihood: (a,) how well that level explains what is known already; 0 where that excludes it.
    """

    criterion: Ints
    level: Ints
    likelihood: Floats


def answers(likelihoods: Floats, highest: Ints, asked: Bools) -> Answers:
    """Every level of every criterion that is asked about.

    Args:
        likelihoods: (k, levels) how well each level explains what is known.
        highest: (k,) the highest level.
        asked: (k,) whether to ask about the criterion.
    """
    there = (np.arange(likelihoods.shape[1]) <= highest[:, np.newaxis]) & asked[:, np.newaxis]
    criterion, level = np.nonzero(there)
    return Answers(criterion, level, likelihoods[criterion, level])


def rows(likelihoods: Floats, highest: Ints, given: Answers) -> tuple[Floats, Codes]:
    """Rows of evidence and codes into them: first the organization as it is, then with each answer known for certain.

    Returns:
        (k, 1 + levels, levels), in which rows of levels that a criterion does not have are never used, and (k, 1 + a).
    """
    k, width = likelihoods.shape
    there = np.arange(width) <= highest[:, np.newaxis]
    certain = np.where(there[:, :, np.newaxis], np.eye(width), likelihoods[:, np.newaxis])
    codes = np.zeros((k, 1 + len(given.level)), np.intp)
    codes[given.criterion, 1 + np.arange(len(given.level))] = 1 + given.level
    return np.concatenate([likelihoods[:, np.newaxis], certain], axis=1), codes


def settled(levels: Levels, given: Answers) -> Levels:
    """(k, a): levels (k,) with each answer in place."""
    columns = np.repeat(levels[:, np.newaxis], len(given.level), axis=1)
    columns[given.criterion, np.arange(len(given.level))] = given.level
    return columns


def probabilities(given: Answers, log_evidence: Floats) -> Floats:
    """(a,) how probable each answer is; those to one question add up to 1.

    Args:
        given: the answers.
        log_evidence: (a,) log P(everything else that is known, and this answer).
    """
    mass = given.likelihood * np.exp(log_evidence - log_evidence.max(initial=-np.inf))
    each: Floats = mass / _by_criterion(given, mass)[given.criterion]
    return each


def uncertainty(tails: Floats) -> Floats:
    """(n,) the variance of each rung's yes or no, summed, from tails (top, n); 0 where every stage is settled."""
    index: Floats = (tails * (1 - tails)).sum(axis=0)
    return index


def gains(given: Answers, probability: Floats, before: float, after: Floats, criteria: int) -> Floats:
    """(k,) how much an answer is expected to lower the uncertainty; 0 for what is not asked.

    Args:
        given: the answers.
        probability: (a,) of each.
        before: the uncertainty as it is.
        after: (a,) with each answer.
        criteria: their number, k.
    """
    asked = np.zeros(criteria, np.bool_)
    asked[given.criterion] = True
    total = np.zeros(criteria)
    np.add.at(total, given.criterion, probability * after)
    # never below 0 but for rounding: the index is concave and belief is a martingale
    return np.where(asked, np.maximum(before - total, 0.0), 0.0)


def _by_criterion(given: Answers, values: Floats) -> Floats:
    total = np.zeros(1 + given.criterion.max(initial=0))
    np.add.at(total, given.criterion, values)
    return total
