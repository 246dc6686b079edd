"""The cheapest set of options that opens a gate: exact, with a proved bound where the search is cut short.

Plain numbers in, positions out. An option costs something once and lifts criteria to ranks; it may need others first.
Best-first branch and bound. For the bound the gate is taken apart into parts, in the shipped rubric its dimensions. A
part that options serve alone is solved exactly. What an option costs is split over the parts that it serves, itself or
by being needed first; each part pays for the options it uses no more than its share, so all parts together never pay
more than the cheapest set costs. Every split gives a bound; costs are moved to where they are paid, which makes it
better.

Source: the bound is a Lagrangian one for weighted covering (Fisher 1981, Management Science 27).
"""

import graphlib
import heapq
import itertools
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from collabmodel.core import search
from collabmodel.core.parts import Option, Part, Problem, slots_in

NODES = 20_000
"""Where the search is cut short, after some seconds."""
ROUNDS = 12
"""How often costs are split anew before the search; more hardly makes the bound better."""
MOST_SLOTS = 10
"""A part with more slots is taken apart: all sets of its slots are looked at, and there are two to that power."""
NEXT_TO_NOTHING = 5e-324
"""What is paid where a share is nothing: enough to be told from what is there already, and lost in any sum."""


class Solution(NamedTuple):
    """A set of options that opens the gate, none of which can be left out.

    Attributes:
        chosen: their positions.
        cost: of all.
        bound: no set costs less; equal to the cost where this one is proved cheapest.
    """

    chosen: tuple[int, ...]
    cost: float
    bound: float


def cheapest(
    problem: Problem,
    *,
    required: Iterable[int] = (),
    banned: Iterable[int] = (),
    most: float = math.inf,
    nodes: int = NODES,
) -> Solution | None:
    """The cheapest set of options, closed under what must come first, that opens the gate.

    Args:
        problem: the gate and the options.
        required: positions of options that must be among them.
        banned: positions of options that must not.
        most: what it may cost.
        nodes: where to cut the search short.

    Returns:
        None if no such set opens the gate.
    """
    return _Search(problem, frozenset(required), frozenset(banned), most).run(nodes)


def out_of_reach(problem: Problem, banned: Iterable[int] = ()) -> tuple[search.Slot, ...]:
    """The fewest criteria, each with its gate, that would still be missing if all options but the banned were taken."""
    banned = frozenset(banned)
    lifted = list(problem.ranks)
    for option, closure in zip(problem.options, closures(problem.options), strict=True):
        if closure.isdisjoint(banned):
            _lift(lifted, option)
    missing = [float(lifted[c] < gate) for c, gate in problem.goal.slots]
    return tuple(problem.goal.slots[each] for each in search.cheapest(problem.goal.need, missing)[1])


def closures(options: Sequence[Option]) -> tuple[frozenset[int], ...]:
    """Every option with all that must come before it."""
    found: dict[int, frozenset[int]] = {}
    for position in graphlib.TopologicalSorter({a: option.after for a, option in enumerate(options)}).static_order():
        found[position] = frozenset({position}).union(*(found[each] for each in options[position].after))
    return tuple(found[position] for position in range(len(options)))


def _lift(ranks: list[int], option: Option) -> None:
    for c, rank in option.lifts:
        ranks[c] = max(ranks[c], rank)


class _Node(NamedTuple):
    """What is settled: options chosen and banned, and what the chosen cost."""

    cost: float
    chosen: frozenset[int]
    banned: frozenset[int]


class _Relaxed(NamedTuple):
    """The cheapest parts at shared costs.

    Attributes:
        cost: no set below this node adds less.
        bought: the options that are paid for, each with the group that pays; none where the gate is open, or where
            nothing opens it.
    """

    cost: float
    bought: tuple[tuple[int, int], ...]


Shares = Sequence[Mapping[tuple[int, int], float]]
"""For each option how its cost is split over those that use it: an option, itself or one that needs it, in a group."""


class _Search:
    """One search: what does not change while it goes on, and the best set found so far."""

    def __init__(self, problem: Problem, required: frozenset[int], banned: frozenset[int], most: float) -> None:
        self.problem, self.options = problem, problem.options
        self.closure = closures(problem.options)
        self.clashes = self._clashes()
        self.useful = [a for a in range(len(self.options)) if self.closure[a].isdisjoint(self.clashes[a])]
        self.parts: list[Part] = []
        self.groups: dict[tuple[int, ...], int] = {}
        self.top = self._divided(problem.goal.need, ())
        self.watched = [frozenset[int]().union(*(self.closure[a] for a in part.covers)) for part in self.parts]
        self.kept = frozenset[int]().union(*(self.closure[a] for a in required))
        self.slack = 1e-12 * (1 + sum(option.cost for option in problem.options))
        self.least = most + 2 * self.slack
        self.best: frozenset[int] | None = None
        self.root = _Node(0, frozenset(), banned)
        self.solved: dict[object, tuple[float, tuple[int, ...]]] = {}

    def _clashes(self) -> list[frozenset[int]]:
        """For every option what neither it nor what must come before it goes together with."""
        excluded = [set(option.excludes) for option in self.options]
        for a, option in enumerate(self.options):
            for other in option.excludes:
                excluded[other].add(a)
        return [frozenset().union(*(excluded[each] for each in closure)) for closure in self.closure]

    def _divided(self, need: search.Need, path: tuple[int, ...]) -> search.Need:
        """A need whose slots are parts: the largest that are small enough to be solved exactly.

        What is needed for going a way and what is needed otherwise are of one group: only one of them is ever paid.
        """
        if need is None:
            return None
        slots, ranks = self.problem.goal.slots, self.problem.ranks
        missing = {slot for slot in slots_in(need) if ranks[slots[slot][0]] < slots[slot][1]}
        if isinstance(need, int) or len(missing) <= MOST_SLOTS:
            group = self.groups.setdefault(path, len(self.groups))
            self.parts.append(Part(need, group, self.problem, self.useful))
            return len(self.parts) - 1
        ways = (
            search.Way(way.units, self._divided(way.need, (*path, at)), self._divided(way.otherwise, (*path, at)))
            for at, way in enumerate(need.ways)
        )
        return search.Choice(need.units, tuple(ways))

    def run(self, nodes: int) -> Solution | None:
        """Look until the best set is proved cheapest, or long enough."""
        root = self._start()
        if root is None:
            return None
        shares = self._tuned(root)
        self.solved = {}
        bound = self._branch_and_bound(root, shares, nodes)
        if self.best is None:
            return None
        cost = self._cost(self.best)
        return Solution(tuple(sorted(self.best)), cost, min(bound, cost))

    def _start(self) -> _Node | None:
        """The node at which everything required is chosen; None where that does not go together."""
        node = self.root
        for a in sorted(self.kept):
            node = self._with(node, a)
        return node if node.chosen.isdisjoint(node.banned) else None

    def _branch_and_bound(self, root: _Node, shares: Shares, nodes: int) -> float:
        """Take the node with the least bound and settle one more option, both ways; returns what is proved."""
        order = itertools.count()
        relaxed = self._relaxed(root, shares)
        self._offer_bought(root, relaxed)
        waiting = [(root.cost + relaxed.cost, next(order), root, relaxed)]
        for _ in range(nodes):
            if not waiting or waiting[0][0] >= self.least - self.slack:
                return math.inf
            bound, _, node, relaxed = heapq.heappop(waiting)
            for child in self._children(node, relaxed):
                below = self._relaxed(child, shares)
                self._offer_bought(child, below)
                reachable = max(bound, child.cost + below.cost)
                if reachable < self.least - self.slack:
                    heapq.heappush(waiting, (reachable, next(order), child, below))
        return waiting[0][0] if waiting else math.inf

    def _children(self, node: _Node, relaxed: _Relaxed) -> Iterator[_Node]:
        """With and without the dearest option that is paid for; where none is, the gate is open and nothing waits."""
        option = max((a for a, _ in relaxed.bought), key=lambda a: self._cost(self.closure[a] - node.chosen))
        yield self._with(node, option)
        yield node._replace(banned=node.banned | {option})

    def _with(self, node: _Node, option: int) -> _Node:
        """The node with an option and all that must come before it."""
        chosen = node.chosen | self.closure[option]
        return _Node(self._cost(chosen), chosen, node.banned | self.clashes[option])

    def _cost(self, chosen: Collection[int]) -> float:
        return math.fsum(self.options[a].cost for a in chosen)

    def _relaxed(self, node: _Node, shares: Shares) -> _Relaxed:
        """The cheapest parts that open the gate, each paying for the options it uses no more than their shares."""
        solved = [self._solved(number, node, shares) for number in range(len(self.parts))]
        cost, bought = search.cheapest(self.top, [cost for cost, _ in solved])
        paid = {(a, self.parts[number].group) for number in bought for a in solved[number][1]}
        return _Relaxed(cost, tuple(sorted(each for each in paid if each[0] not in node.chosen)))

    def _solved(self, number: int, node: _Node, shares: Shares) -> tuple[float, tuple[int, ...]]:
        """The least cost of a part and the options it uses; the same wherever the same of its options are settled."""
        watched = self.watched[number]
        key = number, node.chosen & watched, node.banned & watched
        if key not in self.solved:
            part = self.parts[number]
            costs = {
                a: self._price(a, part.group, node, shares)
                for a in part.covers
                if a in node.chosen or self.closure[a].isdisjoint(node.banned)
            }
            self.solved[key] = part.cheapest(costs)
        return self.solved[key]

    def _price(self, option: int, group: int, node: _Node, shares: Shares) -> float:
        """What a group pays for an option, and for all that must come before it and is not yet chosen."""
        if option in node.chosen:
            return 0.0
        user = option, group
        price = sum(self.options[each].cost * shares[each][user] for each in self.closure[option] - node.chosen)
        return price or NEXT_TO_NOTHING

    def _tuned(self, node: _Node) -> Shares:
        """Shares that give a good bound: costs are moved, less each time, to where they are paid."""
        shares = best_shares = self._first_shares()
        best = -1.0
        for turn in range(2, ROUNDS + 2):
            self.solved = {}
            relaxed = self._relaxed(node, shares)
            self._offer_bought(node, relaxed)
            if relaxed.cost > best:
                best, best_shares = relaxed.cost, shares
            if not relaxed.bought:
                break
            paid = frozenset(relaxed.bought)
            shares = [_moved(each, paid, 1 / turn) for each in shares]
        return best_shares

    def _first_shares(self) -> Shares:
        """Each option pays for itself, the same in every group; what only others need is paid by all of these."""
        groups: dict[int, set[int]] = {}
        for part in self.parts:
            for a in part.covers:
                groups.setdefault(a, set()).add(part.group)
        users: list[list[tuple[int, int]]] = [[] for _ in self.options]
        for a, served in groups.items():
            for each in self.closure[a]:
                users[each] += [(a, group) for group in sorted(served)]
        return [_even(using, [user for user in using if user[0] == a] or using) for a, using in enumerate(users)]

    def _offer_bought(self, node: _Node, relaxed: _Relaxed) -> None:
        """What is bought opens the gate; together with what it needs first it is a set to begin with."""
        chosen = node.chosen.union(*(self.closure[a] for a, _ in relaxed.bought))
        clashing = any(not chosen.isdisjoint(self.clashes[a]) for a in chosen)
        if relaxed.cost < math.inf and not clashing and self._cost(chosen) < self.least - self.slack:
            self._offer(chosen)

    def _offer(self, chosen: frozenset[int]) -> None:
        """Leave out what is not needed, the dearest first, and remember the set."""
        while smaller := next(self._still_opening(chosen), None):
            chosen = smaller
        self.least, self.best = self._cost(chosen), chosen

    def _still_opening(self, chosen: frozenset[int]) -> Iterator[frozenset[int]]:
        """The same without one option that nothing chosen needs."""
        for option in sorted(chosen - self.kept, key=lambda a: (-self.options[a].cost, a)):
            rest = chosen - {option}
            if not any(option in self.options[each].after for each in rest) and self._opens(rest):
                yield rest

    def _opens(self, chosen: Iterable[int]) -> bool:
        ranks = list(self.problem.ranks)
        for each in chosen:
            _lift(ranks, self.options[each])
        prices = [0.0 if ranks[c] >= gate else search.IMPOSSIBLE for c, gate in self.problem.goal.slots]
        return search.cheapest(self.problem.goal.need, prices)[0] == 0


def _even(using: Collection[tuple[int, int]], paying: Collection[tuple[int, int]]) -> dict[tuple[int, int], float]:
    return {user: 1 / len(paying) if user in paying else 0.0 for user in using}


def _moved(
    shares: Mapping[tuple[int, int], float], to: Collection[tuple[int, int]], part: float
) -> Mapping[tuple[int, int], float]:
    """Shares, a part of them moved to some of the users."""
    here = [user for user in shares if user in to]
    if not here:
        return shares
    return {user: (1 - part) * share + (part / len(here) if user in to else 0) for user, share in shares.items()}
