"""Simulated organizations: a hidden rung for each, one near it for each dimension, levels near that.

They are drawn from the tables of the rubric's own prior, at the coherence that it assumes or at another one, which
contradicts it. Every organization has a seed of its own: however many are drawn, and in whatever order, number 7 is
always the same.
"""

import argparse
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

import numpy as np

from collabmodel import SocialOrganization
from collabmodel.encoding import encode, prior_at, stand

Task = TypeVar("Task")
Result = TypeVar("Result")

RUBRIC = SocialOrganization
AS_ASSUMED = RUBRIC.coherence


def chance_of(seed: int, number: int) -> np.random.Generator:
    """The chance of one organization."""
    return np.random.default_rng([seed, number])


def levels_of(chance: np.random.Generator, coherence: tuple[float, float] = AS_ASSUMED) -> list[int]:
    """The level at which each criterion stands, from 0."""
    encoded, prior = encode(RUBRIC), prior_at(RUBRIC, coherence)
    whole = chance.choice(len(prior.stages), p=prior.stages)
    rungs = chance.choice(len(prior.stages), size=len(RUBRIC.dimensions), p=prior.dimensions[whole])
    levels = [0] * len(RUBRIC.criteria)
    for node, rung in zip(encoded.tree.dimensions, rungs, strict=True):
        for c in node.children:
            levels[c] = int(chance.choice(prior.levels.shape[2], p=prior.levels[c, rung]))
    return levels


def stage_of(levels: Sequence[int]) -> int:
    """The rank of the stage, by the rule."""
    return int(stand(np.array(levels, np.int8)[:, np.newaxis], encode(RUBRIC)).whole[0])


def misread(levels: Sequence[int], errors: float, chance: np.random.Generator) -> list[int]:
    """What a rater sees who errs by one level with some probability; at either end there is one way to err only."""
    wrong = chance.random(len(levels)) < errors
    steps = chance.choice([-1, 1], size=len(levels))
    highest = encode(RUBRIC).highest.tolist()
    seen = []
    for level, top, errs, step in zip(levels, highest, wrong.tolist(), steps.tolist(), strict=True):
        inside = 0 <= level + step <= top
        seen.append(level + (step if inside else -step) * errs)
    return seen


def key_of(c: int, level: int) -> tuple[str, str]:
    """The keys of a criterion and of one of its levels."""
    criterion = RUBRIC.criteria[c]
    return criterion.key, criterion.levels[level].key


def arguments(description: str, organizations: int) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--organizations", type=int, default=organizations, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of all chance (default: %(default)s)")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="side by side (default: %(default)s)")
    return parser.parse_args()


def side_by_side(function: Callable[[Task], Result], tasks: Iterable[Task], processes: int) -> list[Result]:
    """What a function gives for each task, in order; the same however many processes there are."""
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(function, tasks, chunksize=4))
