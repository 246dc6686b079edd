"""A part of a gate that is small enough to be solved exactly: every set of its open slots is looked at.

A slot is given by options; positions of slots within a part are bits of a number, so that a number is a set of them.
"""

import math
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from collabmodel.core import search
from collabmodel.core.belief import Ints
from collabmodel.core.rule import Bools


class Option(NamedTuple):
    """Something that can be chosen.

    Attributes:
        cost: >= 0.
        lifts: criteria, and the rank that each is lifted to at least.
        after: positions of options that must be chosen too.
        excludes: positions of options that must not.
    """

    cost: float
    lifts: tuple[tuple[int, int], ...]
    after: frozenset[int] = frozenset()
    excludes: frozenset[int] = frozenset()


class Problem(NamedTuple):
    """A gate to open.

    Attributes:
        goal: what opening it needs, from ``search.to_open``.
        ranks: where each criterion stands.
        options: what can be chosen.
    """

    goal: search.Unfolded
    ranks: tuple[int, ...]
    options: tuple[Option, ...]


class Part:
    """A part of the goal that is solved exactly: every set of its open slots, and whether it is enough.

    Attributes:
        group: parts of one group are never paid for together; shares are split over groups.
        covers: the options that give any of its slots, each with the others that it leaves to be given: for every set
            of slots, which set is left of it.
        enough: for every set of slots whether it meets the need.
    """

    def __init__(self, need: search.Need, group: int, problem: Problem, useful: Collection[int]) -> None:
        slots = problem.goal.slots
        own = sorted(slot for slot in set(slots_in(need)) if problem.ranks[slots[slot][0]] < slots[slot][1])
        self.group = group
        sets = np.arange(1 << len(own))
        held = {slot: (sets >> position & 1).astype(np.bool_) for position, slot in enumerate(own)}
        self.enough = _met(need, held, np.ones(sets.shape, np.bool_))
        self.covers: dict[int, Ints] = {}
        for a in useful:
            lifts = dict(problem.options[a].lifts)
            given = sum(
                1 << position for position, slot in enumerate(own) if lifts.get(slots[slot][0], -1) >= slots[slot][1]
            )
            if given:
                self.covers[a] = sets & ~given

    def cheapest(self, costs: dict[int, float]) -> tuple[float, tuple[int, ...]]:
        """The least cost of options, each at its own, that are enough, and which options these are."""
        least = np.full(len(self.enough), math.inf)
        least[0] = 0
        tables = [least]
        for a, cost in costs.items():
            tables.append(np.minimum(tables[-1], cost + tables[-1][self.covers[a]]))
        given = int(np.where(self.enough, tables[-1], math.inf).argmin())
        cost = float(tables[-1][given]) if self.enough[given] else math.inf
        used = []
        for a, without, after in zip(reversed(costs), reversed(tables[:-1]), reversed(tables[1:]), strict=True):
            if after[given] < without[given]:
                used.append(a)
                given = int(self.covers[a][given])
        return cost, tuple(used)


def slots_in(need: search.Need) -> Iterator[int]:
    """The slots at the ends of a need, some perhaps more than once."""
    if isinstance(need, int):
        yield need
    elif need is not None:
        for way in need.ways:
            yield from slots_in(way.need)
            yield from slots_in(way.otherwise)


def _met(need: search.Need, held: Mapping[int, Bools], always: Bools) -> Bools:
    """For every set of open slots whether it meets a need; slots that are not open are there already."""
    if need is None:
        return always
    if isinstance(need, int):
        return held.get(need, always)
    fine, units = always, np.zeros(always.shape, np.int64)
    for way in need.ways:
        going = _met(way.need, held, always)
        units = units + way.units * going
        fine = fine & (going | _met(way.otherwise, held, always))
    return fine & (units >= need.units)
