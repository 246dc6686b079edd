"""Seeded tables and rubrics of any size, and how long work on them takes.

No level of a made table depends on another, and no organization on another: such a table has the fewest rows and parts
of rows in common that a table can have.
"""

import random
import time
from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from collabmodel import Criterion, Dimension, Ladder, Level, Rubric

SEED = 20121212
MOST_POINTS = 4
CHUNK = 100_000
"""Rows that are drawn at a time, so that drawing needs little more memory than the table."""
UNITS = (("s", 1.0), ("ms", 1e3), ("us", 1e6), ("ns", 1e9))
PATIENCE = 10.0
"""Seconds after which a way is not measured once more."""

Levels = NDArray[np.int8]


def rubric_of(criteria: int, *, stages: int, levels: int, dimensions: int) -> type[Rubric]:
    """A rubric of one to four points a criterion; where there are fewer levels than stages, chance skips stages."""
    chance = random.Random(SEED)
    ladder = Ladder(*(f"s{rank}" for rank in range(stages)))
    declared: dict[str, object] = {f"d{d}": Dimension(f"Dimension {d}") for d in range(dimensions)}
    for c in range(criteria):
        reached = [*sorted(chance.sample(range(stages - 1), levels - 1)), stages - 1]
        declared[f"c{c}"] = Criterion(
            declared[f"d{c * dimensions // criteria}"],
            "How far?",
            levels=tuple(Level(f"l{n}", f"Level {n}.", reach=ladder[rank].name) for n, rank in enumerate(reached)),
            source="made",
            points=chance.randint(1, MOST_POINTS),
        )
    return type("Made", (Rubric,), {"ladder": ladder, **declared})


def drawn(rows: int, criteria: int, *, levels: int, order: Literal["C", "F"] = "C") -> Levels:
    """A table of levels, all of them equally likely."""
    chance = np.random.default_rng(SEED)
    table = np.empty((rows, criteria), np.int8, order)
    for start in range(0, rows, CHUNK):
        part = table[start : start + CHUNK]
        part[:] = chance.integers(0, levels, part.shape, np.int8)
    return table


def forget(table: Levels, share: float) -> Levels:
    """The same table, that share of its cells unknown."""
    chance = np.random.default_rng(SEED + 1)
    for start in range(0, len(table), CHUNK):
        part = table[start : start + CHUNK]
        part[chance.random(part.shape, np.float32) < share] = -1
    return table


def seconds(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The best time of each way. They take turns, so that whatever else the machine does meets all of them."""
    best, spent = dict.fromkeys(ways, float("inf")), dict.fromkeys(ways, 0.0)
    for _ in range(rounds):
        for label, way in ways.items():
            if spent[label] < PATIENCE:
                start = time.perf_counter()
                way()
                taken = time.perf_counter() - start
                best[label], spent[label] = min(best[label], taken), spent[label] + taken
    return best


def shown(taken: float) -> str:
    """A time with three digits, and its unit."""
    unit, factor = next((each for each in UNITS if taken * each[1] >= 1), UNITS[-1])
    return f"{three_digits(taken * factor)} {unit}"


def three_digits(number: float) -> str:
    return f"{number:.3g}" if number < 999.5 else f"{number:.0f}"
