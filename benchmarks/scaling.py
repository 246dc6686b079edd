"""How time and memory grow with organizations and with criteria, beside one pass over the same bytes.

    python benchmarks/scaling.py [--rows 1800000] [--patterns 30000] [--largest 10000000] [--rounds 20]

Every row of a table is measured in a new process. Its peak memory is what the kernel saw resident at the most during
the first call, less what was resident when the call began, the table being there: everything that is allocated counts,
by numpy or not, the result included. Linux only; elsewhere the column is empty.
"""

import argparse
import ctypes
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from tables import SEED, Levels, drawn, forget, rubric_of, seconds, shown

from collabmodel import Rubric, SocialOrganization, assess_table
from collabmodel.encoding import encode
from collabmodel.render.rows import Table, as_text

STAGES, LEVELS, TO_A_DIMENSION = 6, 5, 6
"""Of a made rubric: stages and criteria to a dimension as in the shipped one, levels like its longer criteria."""
CRITERIA = 50
SEEN = 8
"""Criteria that are known where organizations share patterns."""
FLOOR_ROUNDS = 20
WARM_UP = 100
"""Rows that are assessed before anything is measured: what is loaded or worked out once is not counted."""

Filled = Literal["two thirds", "same few", "random half"]


class Point(NamedTuple):
    """What to measure.

    Attributes:
        rows, criteria: the size of the table; without criteria, the shipped rubric's.
        order: of the table in memory.
        filled: which levels are known: two thirds of them by chance; those of the same few criteria, for everybody;
            for each organization a half of its own.
        probabilities: whether they are asked for.
        workers: of which one after the other is measured.
        rounds: of which the best counts.
    """

    rows: int
    criteria: int | None = CRITERIA
    order: Literal["C", "F"] = "C"
    filled: Filled = "two thirds"
    probabilities: bool = False
    workers: tuple[int, ...] = (1,)
    rounds: int = 5


class Figures(NamedTuple):
    """What was measured.

    Attributes:
        seconds: with each number of workers.
        floor: of one ``X.max()``.
        memory: MB above the table, with the first number of workers; None if it cannot be told.
        patterns: different rows of the table, where probabilities are asked for.
    """

    seconds: tuple[float, ...]
    floor: float
    memory: float | None
    patterns: int | None


def apart(point: Point) -> Figures:
    """Measure in a new process, which nothing before has warmed up or bloated."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, point).result()


def measure(point: Point) -> Figures:
    rubric = rubric_for(point.criteria)
    table = filled(point, rubric)
    asked = partial(assess_table, rubric=rubric, probabilities=point.probabilities)
    ways = {f"{count}": partial(asked, table, workers=count) for count in point.workers}
    for count in point.workers:
        asked(table[:WARM_UP], workers=count)
    memory = peak_of(next(iter(ways.values())))
    floor = seconds({"floor": table.max}, FLOOR_ROUNDS)["floor"]
    taken = seconds(ways, point.rounds)
    patterns = len(set(table.view(f"V{table.shape[1]}").ravel().tolist())) if point.probabilities else None
    return Figures(tuple(taken.values()), floor, memory, patterns)


def rubric_for(criteria: int | None) -> type[Rubric]:
    if criteria is None:
        return SocialOrganization
    return rubric_of(criteria, stages=STAGES, levels=LEVELS, dimensions=-(-criteria // TO_A_DIMENSION))


def filled(point: Point, rubric: type[Rubric]) -> Levels:
    if point.filled == "same few":
        return same_few(point.rows, rubric)
    table = drawn(point.rows, len(rubric.criteria), levels=LEVELS, order=point.order)
    return forget(table, 1 / 3 if point.filled == "two thirds" else 1 / 2)


def same_few(rows: int, rubric: type[Rubric]) -> Levels:
    """Criteria from all over the rubric, levels drawn as the rubric believes that they hang together."""
    chance, encoded = np.random.default_rng(SEED), encode(rubric)
    prior, criteria = encoded.prior, len(rubric.criteria)
    chosen = set(np.linspace(0, criteria - 1, min(SEEN, criteria)).astype(int).tolist())
    table = np.full((rows, criteria), -1, np.int8)
    whole = chance.choice(len(prior.stages), rows, p=prior.stages)
    for node in encoded.tree.dimensions:
        rung = one_of_each(prior.dimensions[whole], chance)
        for c in chosen.intersection(node.children):
            table[:, c] = one_of_each(prior.levels[c, rung], chance)
    return table


def one_of_each(probabilities: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """A position for each row, as likely as the row says."""
    return (chance.random((len(probabilities), 1)) > probabilities.cumsum(axis=1)[:, :-1]).sum(axis=1)


def peak_of(call: Callable[[], object]) -> float | None:
    """How many MB more are resident at the most during a call than before it."""
    status, reset = Path("/proc/self/status"), Path("/proc/self/clear_refs")
    if not reset.exists():
        return None
    give_back = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if give_back is not None:
        give_back(0)  # else the call could use what making the table has left behind, and seem to need nothing
    reset.write_text("5")  # the peak begins anew at what is resident now
    before = kilobytes(status, "VmRSS")
    call()
    return (kilobytes(status, "VmHWM") - before) / 1000


def kilobytes(status: Path, name: str) -> int:
    line = next(line for line in status.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1])


def exponent(sizes: Sequence[int], taken: Sequence[float]) -> float:
    """Of the power law that fits best: 1 is linear growth."""
    return float(np.polyfit(np.log(sizes), np.log(taken), 1)[0])


def memory_of(found: Figures) -> str:
    return "" if found.memory is None else f"{found.memory:.0f} MB"


def growth(points: Sequence[Point], what: str) -> Table:
    """One table of sizes, and in its caption how time grows with them."""
    found = [apart(point) for point in points]
    sizes = [getattr(point, what) for point in points]
    taken = [each.seconds[0] for each in found]
    rows = tuple(
        (
            f"{point.rows} x {point.criteria}",
            shown(each.seconds[0]),
            f"{1e9 * each.seconds[0] / point.rows / point.criteria:.3g}",
            f"{each.seconds[0] / each.floor:.0f}",
            memory_of(each),
        )
        for point, each in zip(points, found, strict=True)
    )
    caption = f"Ranges by {what}: time grows with exponent {exponent(sizes, taken):.3f}."
    return Table(caption, ("table", "time", "ns a cell", "times X.max()", "peak above"), rows)


def workers_and_orders(rows: int, rounds: int) -> Table:
    lines = []
    for order, label in (("C", "row-major"), ("F", "column-major")):
        found = apart(Point(rows, order=order, workers=(1, 2), rounds=rounds))
        one, two = found.seconds
        cells = shown(one), shown(found.floor), f"{one / found.floor:.0f}", shown(two), f"{one / two:.2f}"
        lines.append((label, *cells, memory_of(found)))
    columns = ("table", "1 worker", "X.max()", "times X.max()", "2 workers", "faster by", "peak above")
    return Table(f"Ranges of {rows} x {CRITERIA}.", columns, tuple(lines))


def probabilities(rows: int, patterns: int, rounds: int) -> Table:
    shipped = len(SocialOrganization.criteria)
    points = {
        f"same {SEEN} of {shipped} seen, shipped rubric": Point(rows, None, filled="same few"),
        f"same {SEEN} of {CRITERIA} seen": Point(rows, filled="same few"),
        f"a random half of {CRITERIA} seen": Point(patterns, filled="random half"),
    }
    lines = []
    for label, point in points.items():
        found = apart(point._replace(probabilities=True, workers=(1, 2), rounds=min(rounds, 3)))
        one, two = found.seconds
        times = shown(one), shown(one / point.rows), shown(two), f"{one / two:.2f}"
        lines.append((label, f"{point.rows}", f"{found.patterns}", *times, memory_of(found)))
    columns = ("known", "organizations", "patterns", "1 worker", "each", "2 workers", "faster by", "peak above")
    return Table("Exact probabilities.", columns, tuple(lines))


def tables(asked: argparse.Namespace) -> Iterator[Table]:
    sizes = [asked.largest * share // 100 for share in (1, 3, 10, 30, 100)]
    yield growth([Point(size, rounds=asked.rounds) for size in sizes], "rows")
    rows = asked.largest // 10
    yield growth([Point(rows, criteria, rounds=asked.rounds) for criteria in (10, 20, 50, 100, 200)], "criteria")
    yield workers_and_orders(asked.rows, asked.rounds)
    yield probabilities(asked.rows, asked.patterns, asked.rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description="Assess tables of many sizes, and see how time and memory grow.")
    parser.add_argument("--rows", type=int, default=1_800_000, help="beside X.max() (default: %(default)s)")
    parser.add_argument("--patterns", type=int, default=30_000, help="all different (default: %(default)s)")
    parser.add_argument("--largest", type=int, default=10_000_000, help="number of rows (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=20, help="of which the best counts (default: %(default)s)")
    asked = parser.parse_args()
    print(f"{STAGES} stages, {TO_A_DIMENSION} criteria to a dimension, a third unknown; numpy {np.__version__}.")
    for table in tables(asked):
        print(f"\n{as_text([table])}", flush=True)


if __name__ == "__main__":
    main()
