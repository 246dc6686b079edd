"""The best of several ways for each of many things, within a capacity, where ways are counted and not weighed.

Plain numbers in, positions out. For every number of things taken the first way and the second the least cost is
followed, thing by thing; at most 500 things fit in memory.
"""

import math
from collections.abc import Sequence

import numpy as np

MOST_THINGS = 500


def most_of(first: Sequence[float], second: Sequence[float], capacity: float) -> list[int]:
    """The ways that are taken: first as often as can be, then second as often as can be, then at the least cost.

    Args:
        first: for each thing what the first way costs; infinite where it cannot be taken.
        second: the same for the second way.
        capacity: what all together may cost.

    Returns:
        For each thing 2 for the first way, 1 for the second, 0 for neither.
    """
    n = len(first)
    least = np.full((n + 1, n + 1), math.inf)
    least[0, 0] = 0
    taken = np.zeros((n, n + 1, n + 1), np.uint8)
    for thing, costs in enumerate(zip(second, first, strict=True)):
        before = least.copy()
        for way, cost, target in ((1, costs[0], np.s_[:, 1:]), (2, costs[1], np.s_[1:, :])):
            source = before[:, :-1] if way == 1 else before[:-1, :]
            cheaper = source + cost < least[target]
            least[target] = np.where(cheaper, source + cost, least[target])
            taken[thing][target] = np.where(cheaper, way, taken[thing][target])
    slack = 1e-9 * max(1.0, capacity)
    twos, ones = max(zip(*np.nonzero(least <= capacity + slack), strict=True))
    return _traced(taken, int(twos), int(ones))


def _traced(taken: "np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]", twos: int, ones: int) -> list[int]:
    """Back from the last thing to the first."""
    ways = []
    for each in reversed(taken):
        ways.append(int(each[twos, ones]))
        twos, ones = twos - (ways[-1] == 2), ones - (ways[-1] == 1)
    return ways[::-1]
