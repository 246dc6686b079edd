"""A population in partitioned Parquet, assessed by a Dask cluster, and again with a worker killed on the way.

    python benchmarks/cluster.py [--rows 20000000] [--partitions 64] [--workers 2] [--memory 1GB] [--probabilities]

The population is made file by file, in a temporary folder. Every worker is a process of one thread that Dask stops when
it takes more memory than it may. Workers write what they find to Parquet; that is compared, bit for bit, with what
``assess_table`` finds of the same rows in one matrix. Then all of it happens again, and this time one worker is killed
from outside when a quarter of the partitions is done.

Peak memory is what the kernel saw resident of each worker process, its imports included. Linux only.
"""

import argparse
import os
import signal
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import dask
import dask.dataframe as dd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from distributed import Client, LocalCluster, wait
from tables import SEED, Levels, rubric_of, shown

from collabmodel import Rubric, Verdicts, assess_table
from collabmodel.render.rows import Table, as_text

CRITERIA, STAGES, LEVELS, DIMENSIONS = 50, 6, 5, 8
UNKNOWN_SHARE = 1 / 3
PATIENCE = 600
"""Seconds for a cluster that starts, or ends, on a busy machine."""
LOOK = 0.05
"""Seconds between looks at how many partitions are done."""


class Figures(NamedTuple):
    """What was measured of one run.

    Attributes:
        seconds: from the first task to the last file.
        memory: MB, the most that each worker process held, those that were killed included.
        killed: how many partitions were done when a worker was killed; None if none was.
        same: whether all that was found is the same, bit for bit.
    """

    seconds: float
    memory: tuple[float, ...]
    killed: int | None
    same: bool


def sizes(rows: int, partitions: int) -> list[int]:
    return [rows * (part + 1) // partitions - rows * part // partitions for part in range(partitions)]


def drawn(rows: int, part: int) -> Levels:
    """Positions of levels in one partition; it depends on no other."""
    chance = np.random.default_rng([SEED, part])
    levels = chance.integers(0, LEVELS, (rows, CRITERIA), np.int8)
    levels[chance.random(levels.shape, np.float32) < UNKNOWN_SHARE] = -1
    return levels


def write_population(folder: Path, rows: int, partitions: int) -> None:
    folder.mkdir()
    for part, size in enumerate(sizes(rows, partitions)):
        columns = {f"c{c}": column for c, column in enumerate(drawn(size, part).T)}
        pq.write_table(pa.table(columns), folder / f"part.{part}.parquet")


def in_memory(rows: int, partitions: int, rubric: type[Rubric], *, probabilities: bool) -> Verdicts:
    """What is found of all rows in one matrix."""
    matrix, start = np.empty((rows, CRITERIA), np.int8), 0
    for part, size in enumerate(sizes(rows, partitions)):
        matrix[start : start + size] = drawn(size, part)
        start += size
    return assess_table(matrix, rubric, probabilities=probabilities)


def differs(folder: Path, expected: Verdicts, rows: int, partitions: int) -> Iterator[int]:
    """The partitions whose files do not hold what is expected."""
    start = 0
    for part, size in enumerate(sizes(rows, partitions)):
        found = Verdicts.from_frame(pq.read_table(folder / f"part.{part}.parquet"), expected.rubric)
        if found != expected.take(np.arange(start, start + size)):
            yield part
        start += size


def peak(pid: int) -> float:
    """MB that a process held at the most so far."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1000


def pids(client: Client) -> list[int]:
    return list(client.run(os.getpid).values())


def assessed(client: Client, source: Path, target: Path, rubric: type[Rubric], *, probabilities: bool, kill: bool):
    """Verdicts in files; gives seconds, peaks and how many partitions were done when a worker was killed."""
    begun = time.perf_counter()
    table = dd.read_parquet(source)
    written = assess_table(table, rubric, probabilities=probabilities).to_parquet(target, compute=False)
    future = client.compute(written)
    done, lost = kill_one(client, target, table.npartitions // 4) if kill else (None, [])
    wait(future, timeout=PATIENCE * 10)
    future.result()
    taken = time.perf_counter() - begun
    return taken, (*lost, *map(peak, pids(client))), done


def kill_one(client: Client, target: Path, least: int) -> tuple[int, list[float]]:
    """Kill a worker when some partitions are done; gives how many were, and the peak of the one that is gone."""
    victim = pids(client)[0]
    while (done := len(list(target.glob("*.parquet")))) < least:
        time.sleep(LOOK)
    held = peak(victim)
    os.kill(victim, signal.SIGKILL)
    return done, [held]


def measured(asked: argparse.Namespace, folder: Path, expected: Verdicts, *, kill: bool) -> Figures:
    """One run on a new cluster."""
    target = folder / ("killed" if kill else "undisturbed")
    ways = {"n_workers": asked.workers, "threads_per_worker": 1, "memory_limit": asked.memory}
    with (
        LocalCluster(**ways, dashboard_address=":0", local_directory=folder) as cluster,
        Client(cluster, timeout=PATIENCE) as client,
    ):
        run = assessed(
            client, folder / "population", target, expected.rubric, probabilities=asked.probabilities, kill=kill
        )
    return Figures(*run, same=not list(differs(target, expected, asked.rows, asked.partitions)))


def row(label: str, found: Figures) -> tuple[str, ...]:
    memory = ", ".join(f"{each:.0f} MB" for each in found.memory)
    killed = "" if found.killed is None else f"{found.killed}"
    return label, shown(found.seconds), memory, killed, "yes" if found.same else "NO"


def main() -> None:
    parser = argparse.ArgumentParser(description="Assess a population in Parquet by a cluster of processes.")
    parser.add_argument("--rows", type=int, default=20_000_000, help="organizations (default: %(default)s)")
    parser.add_argument("--partitions", type=int, default=64, help="files (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="processes (default: %(default)s)")
    parser.add_argument("--memory", default="1GB", help="that each may take (default: %(default)s)")
    parser.add_argument("--probabilities", action="store_true", help="compute them as well")
    asked = parser.parse_args()
    warnings.filterwarnings("ignore", message="The inplace keyword in DataFrame")  # Dask is told so by pandas 3.1
    rubric = rubric_of(CRITERIA, stages=STAGES, levels=LEVELS, dimensions=DIMENSIONS)
    with tempfile.TemporaryDirectory() as name, dask.config.set({"distributed.comm.timeouts.connect": PATIENCE}):
        folder = Path(name)
        write_population(folder / "population", asked.rows, asked.partitions)
        expected = in_memory(asked.rows, asked.partitions, rubric, probabilities=asked.probabilities)
        ways = {"undisturbed": False, "a worker killed": True}
        rows = tuple(row(label, measured(asked, folder, expected, kill=kill)) for label, kill in ways.items())
    caption = f"{asked.rows} x {CRITERIA} in {asked.partitions} files, {asked.workers} workers of {asked.memory} each."
    columns = ("run", "time", "peak of each worker", "done when one was killed", "same as in memory")
    print(as_text([Table(caption, columns, rows)]))


if __name__ == "__main__":
    main()
