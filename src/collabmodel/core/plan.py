"""The cheapest set of options that opens a gate: exact, with a proved bound where the search is cut short.

Plain numbers in, positions out. An option costs something once and lifts criteria to ranks; it may need others first.
Best-first branch and bound. The bound: each option's cost is split over the criteria that it serves, itself or by
being needed first, and slots are bought at the least of these shares. A plan pays every option at least the shares of
the slots that it opens, so the cheapest way to buy slots never costs more than the cheapest plan. Every split gives a
bound; costs are moved to where the slots bought are, which makes it better.

Source: the bound is a Lagrangian one for weighted covering (Fisher 1981, Management Science 27).
"""

import graphlib
import heapq
import itertools
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from collabmodel.core import search

NODES = 20_000
"""Where the search is cut short, after some seconds."""
ROUNDS = 12
"""How often costs are split anew before the search; more hardly makes the bound better."""
DIVE_EVERY = 20
NEXT_TO_NOTHING = 5e-324
"""What a slot costs that can be had for nothing: enough to be told from what is there already, and lost in any sum."""


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


class _Node(NamedTuple):
    """What is settled: options chosen and banned, what the chosen cost, and where they bring each criterion."""

    cost: float
    chosen: frozenset[int]
    banned: frozenset[int]
    ranks: tuple[int, ...]


class _Relaxed(NamedTuple):
    """The cheapest slots at shared costs.

    Attributes:
        cost: no plan below this node adds less.
        slots: positions of those bought; none where the gate is open, or where nothing opens it.
        by: the option that gives each slot its price.
    """

    cost: float
    slots: tuple[int, ...]
    by: Sequence[int | None]


Shares = Sequence[Mapping[int, float]]
"""For each option how its cost is split over criteria."""


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


class _Search:
    """One search: what does not change while it goes on, and the best set found so far."""

    def __init__(self, problem: Problem, required: frozenset[int], banned: frozenset[int], most: float) -> None:
        self.problem, self.options, self.need = problem, problem.options, problem.goal.need
        self.closure = closures(problem.options)
        self.clashes = self._clashes()
        self.wanted: dict[int, list[tuple[int, int]]] = {}
        for slot, (c, gate) in enumerate(problem.goal.slots):
            self.wanted.setdefault(c, []).append((gate, slot))
        self.enough = {c: max(gate for gate, _ in slots) for c, slots in self.wanted.items()}
        self.covers = [self._covers(option) for option in problem.options]
        self.useful = [
            a for a, covers in enumerate(self.covers) if covers and self.closure[a].isdisjoint(self.clashes[a])
        ]
        self.kept = frozenset[int]().union(*(self.closure[a] for a in required))
        self.slack = 1e-12 * (1 + sum(option.cost for option in problem.options))
        self.least = most + 2 * self.slack
        self.best: frozenset[int] | None = None
        self.root = _Node(0, frozenset(), banned, problem.ranks)

    def _clashes(self) -> list[frozenset[int]]:
        """For every option what neither it nor what must come before it goes together with."""
        excluded = [set(option.excludes) for option in self.options]
        for a, option in enumerate(self.options):
            for other in option.excludes:
                excluded[other].add(a)
        return [frozenset().union(*(excluded[each] for each in closure)) for closure in self.closure]

    def _covers(self, option: Option) -> dict[int, int]:
        """The criteria that an option lifts to some gate at which they are wanted and do not stand, with the rank."""
        stood = self.problem.ranks
        return {
            c: rank for c, rank in option.lifts if any(stood[c] < gate <= rank for gate, _ in self.wanted.get(c, ()))
        }

    def run(self, nodes: int) -> Solution | None:
        """Look until the best set is proved cheapest, or long enough."""
        root = self._start()
        if root is None:
            return None
        shares, relaxed = self._tuned(root)
        if relaxed.cost == math.inf:
            return None
        self._dive(root, relaxed, shares)
        bound = self._branch_and_bound(root, relaxed, shares, nodes)
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

    def _branch_and_bound(self, root: _Node, relaxed: _Relaxed, shares: Shares, nodes: int) -> float:
        """Take the node with the least bound and settle one more option, both ways; returns what is proved."""
        order = itertools.count()
        waiting = [(root.cost + relaxed.cost, next(order), root, relaxed)]
        for number in range(nodes):
            if not waiting or waiting[0][0] >= self.least - self.slack:
                return math.inf
            bound, _, node, relaxed = heapq.heappop(waiting)
            if not relaxed.slots:
                self._offer(node.chosen)
                continue
            if number % DIVE_EVERY == DIVE_EVERY - 1:
                self._dive(node, relaxed, shares)
            for child in self._children(node, relaxed):
                below = self._relaxed(child, shares)
                reachable = max(bound, child.cost + below.cost)
                if reachable < self.least - self.slack:
                    heapq.heappush(waiting, (reachable, next(order), child, below))
        return waiting[0][0] if waiting else math.inf

    def _children(self, node: _Node, relaxed: _Relaxed) -> Iterator[_Node]:
        """With and without the option on which most of the bound rests: what it still costs, times slots bought."""
        buying = [a for a in (relaxed.by[slot] for slot in relaxed.slots) if a is not None]
        option = max(buying, key=lambda a: buying.count(a) * self._cost(self.closure[a] - node.chosen))
        yield self._with(node, option)
        yield node._replace(banned=node.banned | {option})

    def _with(self, node: _Node, option: int) -> _Node:
        """The node with an option and all that must come before it."""
        chosen = node.chosen | self.closure[option]
        ranks = list(node.ranks)
        for each in self.closure[option]:
            _lift(ranks, self.options[each])
        return _Node(self._cost(chosen), chosen, node.banned | self.clashes[option], tuple(ranks))

    def _cost(self, chosen: Collection[int]) -> float:
        return math.fsum(self.options[a].cost for a in chosen)

    def _relaxed(self, node: _Node, shares: Shares) -> _Relaxed:
        """The cheapest slots, each at the least share for which an option that is left gives it."""
        slots = self.problem.goal.slots
        prices = [0.0 if node.ranks[c] >= gate else search.IMPOSSIBLE for c, gate in slots]
        by: list[int | None] = [None] * len(slots)
        per_share: dict[int, float] = {}
        for a in self.useful:
            if a in node.chosen or not self.closure[a].isdisjoint(node.banned):
                continue
            for c, rank in self.covers[a].items():
                if node.ranks[c] < min(rank, self.enough[c]):
                    price = self._price(a, c, node, shares, per_share)
                    for gate, slot in self.wanted[c]:
                        if gate <= rank and price < prices[slot]:
                            prices[slot], by[slot] = price, a
        cost, bought = search.cheapest(self.problem.goal.need, prices)
        return _Relaxed(cost, bought, by)

    def _price(self, option: int, c: int, node: _Node, shares: Shares, per_share: dict[int, float]) -> float:
        """What criterion c has to pay of an option and of all that must come before it and is not yet chosen."""
        price = 0.0
        for each in self.closure[option] - node.chosen:
            if each not in per_share:
                open_shares = (share for k, share in shares[each].items() if node.ranks[k] < self.enough[k])
                per_share[each] = self.options[each].cost / sum(open_shares)
            price += per_share[each] * shares[each][c]
        return price or NEXT_TO_NOTHING

    def _tuned(self, node: _Node) -> tuple[Shares, _Relaxed]:
        """Shares that give a good bound: costs are moved, less each time, to criteria at which slots were bought."""
        shares = best_shares = self._even_shares()
        best = relaxed = self._relaxed(node, shares)
        for turn in range(2, ROUNDS + 2):
            if not relaxed.slots or relaxed.cost == math.inf:
                break
            bought = {self.problem.goal.slots[slot][0] for slot in relaxed.slots}
            shares = [_moved(each, bought, 1 / turn) for each in shares]
            relaxed = self._relaxed(node, shares)
            if relaxed.cost > best.cost:
                best, best_shares = relaxed, shares
        return best_shares, best

    def _even_shares(self) -> Shares:
        served: list[dict[int, float]] = [{} for _ in self.options]
        for a in self.useful:
            for each in self.closure[a]:
                served[each].update(dict.fromkeys(self.covers[a], 1.0))
        return served

    def _dive(self, node: _Node, relaxed: _Relaxed, shares: Shares) -> None:
        """Take what opens most bought slots for its cost, again and again, to find some set soon."""
        while relaxed.slots:
            buying = sorted({a for a in (relaxed.by[slot] for slot in relaxed.slots) if a is not None})
            node = self._with(node, max(buying, key=self._worth(node, relaxed)))
            relaxed = self._relaxed(node, shares)
        if relaxed.cost < math.inf:
            self._offer(node.chosen)

    def _worth(self, node: _Node, relaxed: _Relaxed) -> Callable[[int], float]:
        """How many of the bought slots an option opens for what it still costs."""
        bought = [self.problem.goal.slots[slot] for slot in relaxed.slots]

        def worth(option: int) -> float:
            opened = sum(self.covers[option].get(c, -1) >= gate for c, gate in bought)
            return opened / (self._cost(self.closure[option] - node.chosen) or NEXT_TO_NOTHING)

        return worth

    def _offer(self, chosen: frozenset[int]) -> None:
        """Leave out what is not needed, the dearest first, and remember the set if it is the cheapest so far."""
        left = chosen
        while smaller := next(self._still_opening(left), None):
            left = smaller
        cost = self._cost(left)
        if cost < self.least - self.slack:
            self.least, self.best = cost, left

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
        return search.cheapest(self.need, prices)[0] == 0


def _moved(shares: Mapping[int, float], to: Collection[int], part: float) -> Mapping[int, float]:
    """Shares that add up to one, a part of them moved to some of the criteria."""
    here = [c for c in shares if c in to]
    if not here:
        return shares
    total = sum(shares.values())
    return {c: (1 - part) * share / total + (part / len(here) if c in to else 0) for c, share in shares.items()}
