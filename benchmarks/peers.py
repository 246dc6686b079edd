"""The same job for collabmodel and for its peers, in one run.

    python benchmarks/peers.py [--rows 1000000] [--criteria 60] [--rounds 5]

A table of levels, weights that are whole numbers, and five classes. Only who assigns classes does the whole job: some
give a weighted score and leave the rest to their user. What a peer wants to be handed is made before the clock runs:
matrices of float64, its own model, its own list of alternatives. Peers that go row by row are measured on the first
rows only, and what they would take for all is extrapolated.
"""

import argparse
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from importlib import import_module
from importlib.metadata import version
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from tables import drawn, forget, rubric_of, seconds, shown, three_digits

from collabmodel import Quota, assess_table
from collabmodel.render.rows import Table, as_text

STAGES = 5
QUOTA = Quota(2, 3)
SEVERAL = 6
"""Dimensions of the rubric that is shown beside the flat one."""
FEW = 1000
"""Rows for peers that go row by row."""

Classes = NDArray[np.integer[Any]]


class Job:
    """What is to be done.

    Attributes:
        rubric: of a single dimension, so that its rule is that of MR-Sort: the highest stage that enough points reach.
        table: (n, k) levels from 0, all known.
        weights: (k,) whole numbers.
    """

    def __init__(self, rows: int, criteria: int) -> None:
        self.rubric = rubric_of(criteria, stages=STAGES, levels=STAGES, dimensions=1)
        self.table = drawn(rows, criteria, levels=STAGES)
        self.weights = np.array([each.points for each in self.rubric.criteria])
        self.needed = QUOTA.needed(int(self.weights.sum()))

    @cached_property
    def floats(self) -> NDArray[np.float64]:
        """Levels from 1: some peers refuse zeros."""
        return self.table + 1.0

    @cached_property
    def few(self) -> NDArray[np.float64]:
        return self.table[:FEW] + 1.0

    @cached_property
    def classes(self) -> Classes:
        """What everybody should find who assigns classes by enough points."""
        return by_enough_points(self)

    @property
    def shares(self) -> NDArray[np.float64]:
        return self.weights / self.weights.sum()


class Way(NamedTuple):
    """One way to do the job, or part of it.

    Attributes:
        label: what to call it.
        gives: what it comes to: a score is less than the job, a range is more.
        prepare: what has to be there before the clock runs; gives what is to be timed.
        package: that it needs; None: what collabmodel needs anyway.
        row_by_row: it is measured on a few rows only.
        classes: what it gives, as classes from 0; None where it gives none, or others.
    """

    label: str
    gives: str
    prepare: Callable[[Job], Callable[[], Any]]
    package: str | None = None
    row_by_row: bool = False
    classes: Callable[[Any], Classes] | None = None


def ours(job: Job) -> Callable[[], Any]:
    return lambda: assess_table(job.table, job.rubric)


def ours_in_dimensions(job: Job) -> Callable[[], Any]:
    rubric = rubric_of(len(job.weights), stages=STAGES, levels=STAGES, dimensions=SEVERAL)
    return lambda: assess_table(job.table, rubric)


def ours_of_two_thirds(job: Job) -> Callable[[], Any]:
    table = forget(job.table.copy(), 1 / 3)
    return lambda: assess_table(table, job.rubric)


def by_enough_points(job: Job) -> Classes:
    return sum((job.table >= rank) @ job.weights >= job.needed for rank in range(1, STAGES))


def by_cut_offs(job: Job) -> Callable[[], Any]:
    weights = job.weights.astype(float)
    cut_offs = weights.sum() * (1 + np.arange(1, STAGES) * (STAGES - 1) / STAGES)
    return lambda: np.searchsorted(cut_offs, job.floats @ weights, side="right")


def pymcdm_with(*, validation: bool, normalization: bool = True) -> Callable[[Job], Callable[[], Any]]:
    def prepare(job: Job) -> Callable[[], Any]:
        method = import_module("pymcdm.methods").WSM
        body = method() if normalization else method(lambda column, cost: column)
        types = np.ones(len(job.weights))
        return lambda: body(job.floats, job.shares, types, validation=validation)

    return prepare


def scikit_criteria(job: Job) -> Callable[[], Any]:
    make, model = import_module("skcriteria").mkdm, weighted_sum_of_scikit_criteria()
    return lambda: model.evaluate(make(job.floats, [max] * len(job.weights), weights=job.weights))


def scikit_criteria_made_before(job: Job) -> Callable[[], Any]:
    problem = import_module("skcriteria").mkdm(job.floats, [max] * len(job.weights), weights=job.weights)
    model = weighted_sum_of_scikit_criteria()
    return lambda: model.evaluate(problem)


def weighted_sum_of_scikit_criteria() -> Any:
    return import_module("skcriteria.agg.simple").WeightedSumModel()


def pydecision_score(job: Job) -> Callable[[], Any]:
    method, types = import_module("pyDecision.algorithm").saw_method, ["max"] * len(job.weights)
    return lambda: method(job.floats, types, job.shares, graph=False, verbose=False)


def mr_sort(job: Job) -> Callable[[], Any]:
    table, method = import_module("mcda").PerformanceTable, import_module("mcda.outranking.mrsort").MRSort
    scale = import_module("mcda.scales").DiscreteQuantitativeScale(list(range(1, STAGES + 1)))
    weights = dict(enumerate(job.weights.tolist()))
    profiles = table(profiles_of(job), scales=scale, alternatives=[f"b{rank}" for rank in range(1, STAGES)])
    return lambda: method(table(job.few, scales=scale), weights, profiles, job.needed).assign()


def electre_tri_b(job: Job) -> Callable[[], Any]:
    """Profiles between levels, no thresholds and a veto that nothing meets: the rule is then that of MR-Sort."""
    method, k = import_module("pyDecision.algorithm").electre_tri_b, len(job.weights)
    thresholds = {"Q": [0.0] * k, "P": [0.0] * k, "V": [10.0 * STAGES] * k}
    weights, profiles = job.weights.tolist(), (np.array(profiles_of(job)) - 0.5).tolist()
    cut = (job.needed - 0.5) / job.weights.sum()
    return lambda: method(job.few, weights, **thresholds, B=profiles, cut_level=cut, verbose=False)


def profiles_of(job: Job) -> list[list[float]]:
    return [[rank + 1.0] * len(job.weights) for rank in range(1, STAGES)]


def dexipy(job: Job) -> Callable[[], Any]:
    model = import_module("dexipy.parse").read_dexi_from_string(tree_of_tables(job.weights.tolist()))
    alternatives = [{f"C{c}": level for c, level in enumerate(row)} for row in job.table[:FEW].tolist()]
    return lambda: model.evaluate(alternatives)


def tree_of_tables(weights: Sequence[int]) -> str:
    """A model of DEXi in which two attributes at a time are joined by a table, their weighted mean."""
    scale = "<SCALE>" + "<SCALEVALUE><NAME>s</NAME></SCALEVALUE>" * STAGES + "</SCALE>"
    parts = [(weight, f"<ATTRIBUTE><NAME>C{c}</NAME>{scale}</ATTRIBUTE>") for c, weight in enumerate(weights)]
    for number in range(len(parts) - 1):
        (one, left), (other, right), *parts = parts
        means = (mean(one, a, other, b) for a in range(STAGES) for b in range(STAGES))
        table = f"<FUNCTION><LOW>{''.join(map(str, means))}</LOW></FUNCTION>"
        parts.append((one + other, f"<ATTRIBUTE><NAME>A{number}</NAME>{scale}{table}{left}{right}</ATTRIBUTE>"))
    return f"<DEXi><NAME>Made</NAME>{parts[0][1]}</DEXi>"


def mean(one: int, a: int, other: int, b: int) -> int:
    """The weighted mean as a whole number, halves upwards."""
    weight = one + other
    return (2 * (one * a + other * b) + weight) // (2 * weight)


WAYS = (
    Way("collabmodel", "worst, best", ours, classes=lambda verdicts: verdicts["worst"]),
    Way(f"collabmodel, {SEVERAL} dimensions", "worst, best", ours_in_dimensions),
    Way("collabmodel, a third unknown", "worst, best", ours_of_two_thirds),
    Way("memory floor: X.max()", "nothing", lambda job: job.table.max),
    Way("numpy: matmul, searchsorted", "other classes", by_cut_offs),
    Way("numpy: enough points", "classes", lambda job: lambda: by_enough_points(job), classes=np.asarray),
    Way("pymcdm, as documented", "score", pymcdm_with(validation=True), "pymcdm"),
    Way("pymcdm, validation off", "score", pymcdm_with(validation=False), "pymcdm"),
    Way(
        "pymcdm, no validation, no normalization", "score", pymcdm_with(validation=False, normalization=False), "pymcdm"
    ),
    Way("scikit-criteria", "score, ranking", scikit_criteria, "scikit-criteria"),
    Way("scikit-criteria, matrix made before", "score, ranking", scikit_criteria_made_before, "scikit-criteria"),
    Way("pyDecision: SAW", "score", pydecision_score, "pyDecision"),
    Way("mcda: MR-Sort", "classes", mr_sort, "mcda", row_by_row=True, classes=lambda found: found.data.to_numpy()),
    Way(
        "pyDecision: ELECTRE TRI-B",
        "classes",
        electre_tri_b,
        "pyDecision",
        row_by_row=True,
        classes=lambda found: STAGES - 1 - np.array(found),  # its class 0 is the best
    ),
    Way("DEXiPy", "other classes", dexipy, "dexipy", row_by_row=True),
)


def measure(job: Job, rounds: int) -> tuple[list[tuple[str, ...]], list[str]]:
    """The rows of the table, and the ways that had to be left out."""
    prepared, missing = {}, []
    for way in WAYS:
        try:
            prepared[way.label] = way.prepare(job)
        except ImportError as error:
            missing.append(f"{way.label} is left out: {error}")
    agreeing = {way.label: agreement(way, prepared[way.label](), job) for way in WAYS if way.label in prepared}
    taken = seconds(prepared, rounds)
    ours, n = taken[WAYS[0].label], len(job.table)
    rows = []
    for way in WAYS:
        if way.label in taken:
            some = min(FEW, n) if way.row_by_row else n
            whole = taken[way.label] * n / some
            time = shown(whole) if some == n else f"~{shown(whole)}"
            rows.append((way.label, way.gives, f"{some}", time, three_digits(whole / ours), agreeing[way.label]))
    return rows, missing


def agreement(way: Way, found: Any, job: Job) -> str:
    """The share of organizations that are put into the class they should be in."""
    if way.classes is None:
        return "-"
    classes = way.classes(found)
    return f"{100 * np.mean(classes == job.classes[: len(classes)]):.4g} %"


def versions() -> Iterator[str]:
    packages = sorted({way.package for way in WAYS if way.package})
    for package in ("collabmodel", "numpy", *packages):
        try:
            yield f"{package} {version(package)}"
        except ImportError:
            yield f"{package} missing"


def main() -> None:
    parser = argparse.ArgumentParser(description="Do the same job with collabmodel and with its peers.")
    parser.add_argument("--rows", type=int, default=1_000_000, help="organizations (default: %(default)s)")
    parser.add_argument("--criteria", type=int, default=60, help="of each (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="of which the best counts (default: %(default)s)")
    asked = parser.parse_args()
    print(f"{asked.rows} organizations, {asked.criteria} criteria, {STAGES} classes; {', '.join(versions())}.\n")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of peers, some of which warn when they are imported
        rows, missing = measure(Job(asked.rows, asked.criteria), asked.rounds)
    columns = ("way", "gives", "rows", "time", "times ours", "classes agree")
    caption = "Time for all rows; ~ extrapolated from those that were measured. A score alone is less than the job."
    print("\n".join([as_text([Table(caption, columns, tuple(rows))]), *missing]))


if __name__ == "__main__":
    main()
