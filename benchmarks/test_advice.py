"""What to ask and what to do: how long advice takes, and what an exact plan saves."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from collabmodel import Organization, SocialOrganization, assess, cases, questions, recommend
from collabmodel.core import plan, search
from collabmodel.core.distribution import Node
from collabmodel.encoding import encode

SEED = 20121212
PROBLEMS, FEW_PROBLEMS = 60, 8
"""How many plans are made, and how many where nothing is measured."""
ACTIONS = 100
ROUNDING = 1e-9

ENCODED = encode(SocialOrganization)
CASES = {"nothing": Organization("Nothing"), **{name: cases.case(name) for name in cases.NAMES}}


@pytest.mark.benchmark(group="questions over 49 criteria")
@pytest.mark.parametrize("known", CASES)
def test_questions(benchmark: BenchmarkFixture, known: str) -> None:
    """Guide: a median of 50 ms at most."""
    assert benchmark(questions, assess(CASES[known]))


@pytest.mark.benchmark(group="a plan from 110 actions")
@pytest.mark.parametrize("known", cases.NAMES)
def test_recommend(benchmark: BenchmarkFixture, known: str) -> None:
    assert benchmark(recommend, assess(CASES[known])).optimal


class Random(NamedTuple):
    """A gate to open from a random standing with random actions."""

    gate: int
    problem: plan.Problem


def random_problems(n: int) -> Iterator[Random]:
    """Each has a plan; targets are formulating, forging twice as often, and fusing."""
    chance = random.Random(SEED)
    for number in range(n):
        gate = (3, 4, 4, 5)[number % 4]
        goal = search.to_open(ENCODED.branch, gate)
        problem = plan.Problem(goal, (0,) * len(ENCODED.lowest), ())
        while plan.out_of_reach(problem):
            ranks = tuple(max(low, chance.randint(0, 2)) for low in ENCODED.lowest)
            options = tuple(random_option(chance, number) for number in range(ACTIONS))
            problem = plan.Problem(goal, ranks, options)
        yield Random(gate, problem)


def random_option(chance: random.Random, before: int) -> plan.Option:
    """One in five cuts across dimensions, three in ten need one of those before them first."""
    if chance.random() < 0.2:
        criteria = chance.sample(range(len(ENCODED.lowest)), chance.randint(3, 6))
    else:
        own = chance.choice(ENCODED.tree.dimensions).children.tolist()
        criteria = chance.sample(own, chance.randint(1, 3))
    after = {chance.randrange(before)} if before and chance.random() < 0.3 else ()
    lifts = tuple((c, chance.randint(2, 5)) for c in criteria)
    return plan.Option(chance.randint(1, 5) + 2 * len(criteria), lifts, frozenset(after))


def exactly(task: Random) -> float:
    solution = plan.cheapest(task.problem)
    assert solution is not None
    assert solution.bound == solution.cost, "not proved"
    return solution.cost


class Greedy:
    """The textbook way: what brings most points towards unmet quotas for its effort, again and again.

    The share of a gate that is open is the share of the points it asks for, those of essential children once more.
    """

    def __init__(self, task: Random) -> None:
        self.gate, self.problem = task
        self.closures = plan.closures(task.problem.options)

    def take(self) -> frozenset[int]:
        taken: frozenset[int] = frozenset()
        while not is_open(self._ranks(taken), self.gate):
            taken = max((taken | closure for closure in self.closures), key=lambda more: self._worth(taken, more))
        return taken

    def prune(self, taken: frozenset[int]) -> frozenset[int]:
        """Leave out what is not needed, the dearest first."""
        options = self.problem.options
        for a in sorted(taken, key=lambda a: -options[a].cost):
            rest = taken - {a}
            if not any(a in options[other].after for other in rest) and is_open(self._ranks(rest), self.gate):
                return self.prune(rest)
        return taken

    def cost(self, taken: frozenset[int]) -> float:
        return sum(self.problem.options[a].cost for a in taken)

    def _worth(self, taken: frozenset[int], more: frozenset[int]) -> float:
        if more == taken:
            return -1
        gained = points_towards(self._ranks(more), self.gate) - points_towards(self._ranks(taken), self.gate)
        return gained / self.cost(more - taken)

    def _ranks(self, taken: frozenset[int]) -> list[int]:
        ranks = list(self.problem.ranks)
        for a in taken:
            for c, rank in self.problem.options[a].lifts:
                ranks[c] = max(ranks[c], rank)
        return ranks


def points_towards(ranks: Sequence[int], gate: int) -> float:
    """Points of dimensions, each in the share in which its gate is open."""
    whole = ENCODED.tree.whole
    parts = zip(ENCODED.tree.dimensions, whole.points.tolist(), whole.leads, strict=True)
    return sum(
        points * (share_open(node, ranks, gate) + (0 if lead is None else share_open(node, ranks, gate - lead)))
        for node, points, lead in parts
    )


def share_open(node: Node, ranks: Sequence[int], gate: int) -> float:
    needed = needed_by(node)
    children = list(zip(node.children.tolist(), node.points.tolist(), node.leads, strict=True))
    held = min(needed, sum(points for c, points, _ in children if ranks[c] >= gate))
    essential = [(points, ranks[c] >= gate - lead) for c, points, lead in children if lead is not None]
    kept = sum(points for points, there in essential if there)
    return (held + kept) / (needed + sum(points for points, _ in essential))


def needed_by(node: Node) -> int:
    return node.needed(node.total)


def is_open(ranks: Sequence[int], gate: int) -> bool:
    prices = [float(ranks[c] < at) for c, at in search.to_open(ENCODED.branch, gate).slots]
    return search.cheapest(search.to_open(ENCODED.branch, gate).need, prices)[0] == 0


def greedily(task: Random) -> float:
    greedy = Greedy(task)
    return greedy.cost(greedy.take())


def greedily_and_pruned(task: Random) -> float:
    greedy = Greedy(task)
    return greedy.cost(greedy.prune(greedy.take()))


class Program:
    """The same problem as a mixed-integer program, written from the quotas and not from how the search unfolds them.

    A variable for each option, and one for each criterion and each dimension at each stage that is asked of it.
    """

    def __init__(self, task: Random) -> None:
        self.gate, self.problem = task
        self.columns: dict[tuple[str, int, int], int] = {}
        self.rows: list[tuple[dict[int, float], float]] = []
        self.options = [self._column("option", a, 0) for a in range(len(task.problem.options))]
        self._opened("whole", 0, self.gate)
        for column, option in enumerate(self.problem.options):
            for first in option.after:
                self.rows.append(({first: 1, column: -1}, 0))

    def solve(self) -> float:
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import coo_array

        cells = [(row, column, value) for row, (terms, _) in enumerate(self.rows) for column, value in terms.items()]
        row, column, value = zip(*cells, strict=True)
        matrix = coo_array((value, (row, column)), shape=(len(self.rows), len(self.columns)))
        effort = np.zeros(len(self.columns))
        effort[self.options] = [option.cost for option in self.problem.options]
        at_least = np.zeros(len(self.columns))
        at_least[self.columns["whole", 0, self.gate]] = 1
        found = milp(
            effort,
            constraints=LinearConstraint(matrix.tocsr(), [bound for _, bound in self.rows], np.inf),
            integrality=np.ones(len(self.columns)),
            bounds=Bounds(at_least, 1),
        )
        assert found.success
        return round(found.fun, 6)

    def _column(self, kind: str, position: int, gate: int) -> int:
        return self.columns.setdefault((kind, position, gate), len(self.columns))

    def _opened(self, kind: str, position: int, gate: int) -> int:
        """The variable that may be 1 only if a gate is open, or a criterion there."""
        known = (kind, position, gate) in self.columns
        own = self._column(kind, position, gate)
        if not known and kind == "criterion":
            self._bring(own, position, gate)
        elif not known:
            node = ENCODED.tree.whole if kind == "whole" else ENCODED.tree.dimensions[position]
            self._gather(own, node, "dimension" if kind == "whole" else "criterion", gate)
        return own

    def _gather(self, own: int, node: Node, kind: str, gate: int) -> None:
        terms = {own: -float(needed_by(node))}
        for child, points, lead in zip(node.children.tolist(), node.points.tolist(), node.leads, strict=True):
            terms[self._opened(kind, child, gate)] = points
            if lead is not None and gate > lead:
                self.rows.append(({self._opened(kind, child, gate - lead): 1, own: -1}, 0))
        self.rows.append((terms, 0))

    def _bring(self, own: int, c: int, gate: int) -> None:
        if self.problem.ranks[c] < gate:
            options = enumerate(self.problem.options)
            lifting = [a for a, option in options if any(k == c and rank >= gate for k, rank in option.lifts)]
            self.rows.append(({**dict.fromkeys(lifting, 1.0), own: -1.0}, 0))


def by_program(task: Random) -> float:
    return Program(task).solve()


WAYS: dict[str, Callable[[Random], float]] = {
    "exact: core.plan": exactly,
    "exact: HiGHS": by_program,
    "greedy": greedily,
    "greedy, then pruned": greedily_and_pruned,
}


Plans = list[tuple[float, float]]
"""What each plan costs, and in how many milliseconds it was found."""


def plans(way: Callable[[Random], float], tasks: Sequence[Random]) -> Plans:
    found = []
    for each in tasks:
        start = time.process_time()  # of this process alone: some problems take long enough for others to interfere
        cost = way(each)
        found.append((cost, 1000 * (time.process_time() - start)))
    return found


@pytest.fixture(scope="module")
def problems(request: pytest.FixtureRequest) -> list[Random]:
    return list(random_problems(FEW_PROBLEMS if request.config.getoption("benchmark_disable") else PROBLEMS))


@pytest.fixture(scope="module")
def least(problems: list[Random]) -> list[float]:
    """The effort of the cheapest plan of each problem."""
    return [exactly(each) for each in problems]


@pytest.mark.benchmark(group="60 random problems with 100 actions")
@pytest.mark.parametrize("way", WAYS)
def test_plans(
    benchmark: BenchmarkFixture,
    problems: list[Random],
    least: list[float],
    figures: Callable[[str, dict[str, str]], None],
    way: str,
) -> None:
    """Guide: a median of 50 ms at most for one problem, exactly; the table of the group shows all of them together."""
    if way == "exact: HiGHS":
        pytest.importorskip("scipy")
    found = benchmark.pedantic(plans, (WAYS[way], problems))
    if way.startswith("exact"):
        assert [cost for cost, _ in found] == pytest.approx(least)
    row = summary(found, least)
    benchmark.extra_info.update(row)
    figures(way, row)


def summary(found: Plans, least: Sequence[float]) -> dict[str, str]:
    times = [taken for _, taken in found]
    more = [cost / best - 1 for (cost, _), best in zip(found, least, strict=True)]
    return {
        "plans": f"{len(found)}",
        "median ms": f"{median(times):.1f}",
        "90 % ms": f"{np.quantile(times, 0.9):.1f}",
        "max ms": f"{max(times):.1f}",
        "more effort, median": f"{100 * median(more):.0f} %",
        "worst": f"{100 * max(more):.0f} %",
        "cheapest in": f"{100 * np.mean([each < ROUNDING for each in more]):.0f} %",
    }
