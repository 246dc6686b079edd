"""assess_table(): many organizations at once, on the same path as one.

The rule is applied to blocks of rows that fit the cache. Probabilities are computed where facts leave more than one
stage, once for all organizations of which the same is known. Blocks are independent, and no result depends on how many
there are or who works on them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from collabmodel import cells, columns, encoding, partitions
from collabmodel.core import distribution, rule
from collabmodel.core.patterns import blocks
from collabmodel.decoding import coverage
from collabmodel.encoding import Codes, Encoded, encode
from collabmodel.errors import DescriptionError, Fault, quoted
from collabmodel.labels import check_names, check_order, labels_of
from collabmodel.model.evidence import Confidence
from collabmodel.reading import together
from collabmodel.render.waiting import waiting
from collabmodel.rubrics.rubric import Rubric
from collabmodel.rubrics.social_organization import SocialOrganization
from collabmodel.subjects import a_rubric
from collabmodel.verdicts import Evidence, Verdicts

TOGETHER = 2**20
"""So many organizations are searched for equal ones at once: their codes take a byte or two for each criterion."""

COMPARED = 2**23
"""So many times at once criteria are compared with stages, at the most; a comparison takes a byte."""

MOST_WORKERS = 1024

Task = TypeVar("Task")
Result = TypeVar("Result")
Run = Callable[[Callable[[Task], Result], Iterable[Task]], Iterable[Result]]


def assess_table(
    table: object,
    rubric: type[Rubric] = SocialOrganization,
    *,
    confidence: object = None,
    probabilities: bool = False,
    workers: int = 1,
    names: object = None,
) -> Verdicts:
    """Say where many organizations stand.

    Args:
        table: an int8 matrix (n, criteria) of level positions, -1 not known, -2 not applicable, columns in the order of
            ``rubric.criteria``; or a mapping or frame whose columns are criteria, by key or by question, and whose
            cells are levels, by key, by descriptor or by position. A missing cell, and a criterion without a column, is
            not known; pandas reads ``none`` and ``n/a`` as missing unless ``keep_default_na=False``. For a Dask
            DataFrame the answer is another one, with the columns of ``Verdicts.to_pandas``; it is computed when
            somebody asks for it.
        rubric: by which to judge.
        confidence: how sure the cells are: one Confidence for all, or a table of the same form of the values of
            Confidence or their positions, from 0 for a fact. By default every cell is a fact.
        probabilities: also compute the exact distribution.
        workers: how many threads work side by side.
        names: of the organizations: the head of a column, or a sequence of them.

    Returns:
        The guaranteed range of each organization and, with probabilities, P(stage >= s). Each is what ``assess`` says
        of an organization with these observations, to the last bit.

    Raises:
        DescriptionError: or one of its kinds, with what is wrong: up to ten cells in full, and how many there are.
    """
    _check_arguments(rubric, probabilities, workers)
    if partitions.is_lazy(table):
        judge = partial(assess_table, probabilities=probabilities, workers=workers)
        lazy: Verdicts = partitions.assess(table, judge, rubric, confidence=confidence, names=names)
        return lazy
    given, encoded = _read(table, confidence, rubric, names), encode(rubric)
    with _working(workers) as run:
        found = _found(given, encoded, run, workers)
        at_least = _chances(given, encoded, found.ranks, run) if probabilities else None
    return Verdicts(rubric, found.ranks[0], found.ranks[1], at_least, given.names, _evidence(rubric, found))


def _check_arguments(rubric: object, probabilities: object, workers: object) -> None:
    faults: list[Fault] = []
    try:
        a_rubric(rubric)
    except DescriptionError as error:
        faults += error.faults
    if not isinstance(probabilities, (bool, np.bool_)):
        faults.append(Fault("probabilities", f"expected True or False, got {quoted(probabilities)}; write one of them"))
    if not isinstance(workers, (int, np.integer)) or isinstance(workers, bool) or not 1 <= workers <= MOST_WORKERS:
        problem = f"{quoted(workers)} is no number of threads; write one from 1 to {MOST_WORKERS}"
        faults.append(Fault("workers", problem))
    if faults:
        raise DescriptionError(faults)


class _Sureness(NamedTuple):
    """How sure the cells are: all alike, or each by the position of its confidence in a table of the same shape."""

    classes: tuple[Confidence, ...]
    matrix: cells.Matrix | None
    scales: Sequence[cells.Scale]
    names: tuple[str, ...] | None


def _read(table: object, confidence: object, rubric: type[Rubric], names: object) -> "_Cells":
    """The table and how sure it is; what is wrong with either is told together."""
    scales, heads = cells.level_scales(rubric), columns.heads_of(rubric)
    labels = [*labels_of(table, "table"), *labels_of(names, "names")]
    errors: list[DescriptionError] = []
    try:
        check_order(labels)
        read = columns.read(table, scales, heads, names, "table")
    except DescriptionError as error:
        errors.append(error)
    try:
        sure = _sureness(confidence, rubric, heads, names)
    except DescriptionError as error:
        errors.append(error)
    if errors:
        raise together(errors)
    _check_belong_together(read, sure, names)
    if not sure.names:
        own = list(labels_of(confidence, "confidence"))
        check_order([*labels, *own])
        check_names(read.names or (), own)
    return _Cells(read.matrix, read.names, scales, sure)


def _check_belong_together(read: columns.Table, sure: _Sureness, names: object) -> None:
    if sure.matrix is not None and sure.matrix.shape != read.matrix.shape:
        problem = f"has {len(sure.matrix)} rows and the table {len(read.matrix)}; give each cell its confidence"
        raise DescriptionError([Fault("confidence", problem)])
    if sure.names and read.names and sure.names != read.names:
        row = next(row for row, pair in enumerate(zip(sure.names, read.names, strict=True)) if len(set(pair)) > 1)
        problem = f"is about {quoted(sure.names[row])} and the table about {quoted(read.names[row])}; sort them alike"
        raise DescriptionError([Fault(f"confidence[{row}].{names}", problem)])


def _sureness(confidence: object, rubric: type[Rubric], heads: columns.Heads, names: object) -> _Sureness:
    if confidence is None or isinstance(confidence, Confidence):
        return _Sureness((confidence or Confidence.FACT,), None, (), None)
    if isinstance(confidence, str):
        names_of = {each.value: f"Confidence.{each.name}" for each in Confidence}
        way_out = names_of.get(confidence.lower(), f"one of {', '.join(names_of.values())}")
        raise DescriptionError(
            [Fault("confidence", f"expected a Confidence, got {quoted(confidence)}; write {way_out}")]
        )
    scales = cells.confidence_scales(rubric)
    own = names if isinstance(names, str) and names in columns.written_heads(confidence) else None
    read = columns.read(confidence, scales, heads, own, "confidence")
    return _Sureness(tuple(Confidence), read.matrix, scales, read.names)


class _Cells(NamedTuple):
    """A table and how sure it is."""

    matrix: cells.Matrix
    names: tuple[str, ...] | None
    scales: Sequence[cells.Scale]
    sure: _Sureness

    def levels(self, rows: slice | NDArray[np.int64]) -> rule.Levels:
        """(k, b) positions of levels."""
        return cells.block(self.matrix, rows, self.scales, "table", self.names)

    def sureness(self, rows: slice | NDArray[np.int64]) -> rule.Levels | int:
        """(k, b) positions of confidences, or one for all."""
        if self.sure.matrix is None:
            return 0
        return cells.block(self.sure.matrix, rows, self.sure.scales, "confidence", self.names)

    def facts(self, levels: rule.Levels, rows: slice) -> rule.Levels:
        """The levels that are beyond doubt; the others are not known. What does not apply does not, however sure."""
        if self.sure.matrix is None:
            doubtful = levels >= 0 if self.sure.classes[0] is not Confidence.FACT else None
        else:
            sure = self.sureness(rows)
            if ((levels >= 0) & (sure == rule.UNKNOWN)).any():
                raise self._without_confidence()
            doubtful = (levels >= 0) & (sure != self.sure.classes.index(Confidence.FACT))
        return levels if doubtful is None else np.where(doubtful, np.int8(rule.UNKNOWN), levels)

    def _without_confidence(self) -> DescriptionError:
        def wrong(rows: slice) -> rule.Bools:
            missing: rule.Bools = ((self.levels(rows) >= 0) & (self.sureness(rows) == rule.UNKNOWN)).T
            return missing

        return cells.refusal(len(self.matrix), wrong, lambda *_: None, self.sure.scales, "confidence", self.names)

    def nothing_applies(self) -> DescriptionError:
        """The rows in which nothing is left to judge."""

        def empty(rows: slice) -> rule.Bools:
            left_out: rule.Bools = (self.levels(rows) == rule.NOT_APPLICABLE).all(axis=0)
            return left_out[:, np.newaxis]

        shown, count = cells.first_marked(len(self.matrix), empty)
        problem = "every criterion is said not to apply, so there is nothing to judge; leave the organization out"
        faults = [Fault(f"table[{row}]{cells.called(row, self.names)}", problem) for row, _ in shown]
        if count > len(shown):
            faults.append(Fault("table", f"{count} rows are at fault; these are the first {len(shown)}"))
        return DescriptionError(faults)


class _Found(NamedTuple):
    """What was found of organizations.

    Attributes:
        ranks: (4, n) worst, best, and the same two by facts alone.
        known: (k,) of how many each criterion was known.
        applicable: (k,) to how many it applied.
        unknown: of how many nothing is known.
    """

    ranks: rule.Ranks
    known: rule.Ints
    applicable: rule.Ints
    unknown: int


def _found(table: _Cells, encoded: Encoded, run: Run[slice, _Found], workers: int) -> _Found:
    """The ranges of all organizations."""
    n = len(table.matrix)
    ranks = np.empty((4, n), np.int8)
    known, applicable = np.zeros((2, len(encoded.highest)), np.int64)
    unknown = 0
    pieces = list(blocks(n, _even(n, _rows_at_once(encoded), workers)))
    with waiting(n, "organizations") as advance:
        for rows, found in zip(pieces, run(lambda rows: _ranges(table, rows, encoded), pieces), strict=True):
            ranks[:, rows] = found.ranks
            known += found.known
            applicable += found.applicable
            unknown += found.unknown
            advance(rows.stop - rows.start)
    return _Found(ranks, known, applicable, unknown)


def _ranges(table: _Cells, rows: slice, encoded: Encoded) -> _Found:
    levels = table.levels(rows)
    applicable = np.full(len(levels), levels.shape[1])
    if levels.min(initial=0) == rule.NOT_APPLICABLE:
        if (levels == rule.NOT_APPLICABLE).all(axis=0).any():
            raise table.nothing_applies()
        applicable = _counted(levels != rule.NOT_APPLICABLE)
    ranks = encoding.ranges(levels, encoded)
    facts = table.facts(levels, rows)
    by_facts = ranks if facts is levels else encoding.ranges(facts, encoded)
    return _Found(np.array([*ranks, *by_facts]), _counted(levels >= 0), applicable, _unknown(levels))


def _unknown(levels: rule.Levels) -> int:
    """Of how many organizations nothing is known, not even what does not apply to them."""
    without = levels.max(axis=0) < 0
    return int(np.count_nonzero((levels[:, without] == rule.UNKNOWN).all(axis=0)))


def _counted(marks: rule.Bools) -> rule.Ints:
    """How many there are in each row; numpy is faster at it row by row."""
    return np.array([np.count_nonzero(row) for row in marks], np.int64)


def _chances(table: _Cells, encoded: Encoded, ranks: rule.Ranks, run: Run[slice, rule.Floats]) -> rule.Floats:
    """(n, stages) P(stage >= s): certain as far as facts settle it, computed where they do not."""
    lowest, highest = ranks[2:]
    stages = np.arange(len(encoded.prior.stages), dtype=np.int8)
    at_least: rule.Floats = (stages <= lowest[:, np.newaxis]).astype(np.float64)
    known = encoding.codes(encoded, table.sure.classes)
    with waiting(len(lowest), "organizations") as advance:
        for block in blocks(len(lowest), TOGETHER):
            rows = block.start + np.flatnonzero(lowest[block] != highest[block])
            tails = encoding.believe_many(_codes(table, known, rows), known, encoded, run)
            at_least[rows, 1:] = distribution.within(tails, lowest[rows], highest[rows]).T
            advance(block.stop - block.start)
    return at_least


def _codes(table: _Cells, known: Codes, rows: NDArray[np.int64]) -> distribution.Codes:
    """(k, n) what is known of some organizations, as codes."""
    codes = np.empty((len(table.scales), len(rows)), known.dtype)
    for some in blocks(len(rows), cells.ROWS):
        chosen = rows[some]
        codes[:, some] = known.of(table.levels(chosen), table.sureness(chosen))
    return codes


def _rows_at_once(encoded: Encoded) -> int:
    """How many rows are judged together: the fewer, the more criteria and stages there are to be compared."""
    tree = encoded.tree
    widest = max(len(each.children) for each in (*tree.dimensions, tree.whole))
    return max(min(cells.ROWS, COMPARED // (widest * len(tree.stages))), 1)


def _even(n: int, most: int, workers: int) -> int:
    """The size of blocks that gives every worker as many as the others."""
    rounds = max(-(-n // (most * workers)), 1)
    return max(-(-n // (rounds * workers)), 1)


@contextmanager
def _working(workers: int) -> Iterator[Run[Any, Any]]:
    """How blocks are worked on: one after the other, or side by side in threads, which numpy lets run."""
    if workers == 1:
        yield map
    else:
        with ThreadPoolExecutor(workers) as pool:
            yield pool.map


def _evidence(rubric: type[Rubric], found: _Found) -> Evidence:
    keys = [each.key for each in rubric.criteria]
    known, applicable = (dict(zip(keys, each.tolist(), strict=True)) for each in (found.known, found.applicable))
    return Evidence(known, applicable, found.unknown, _coverage(rubric, known, applicable))


def _coverage(rubric: type[Rubric], known: Mapping[str, int], applicable: Mapping[str, int]) -> float:
    """The share of the points that is known, criteria within dimensions and dimensions within the whole."""
    shares = []
    for dimension in rubric.dimensions:
        own = [each for each in rubric.criteria if each.dimension.key == dimension.key]
        held = [(each.points * applicable[each.key], known[each.key] / (applicable[each.key] or 1)) for each in own]
        if any(points for points, _ in held):
            shares.append((dimension.points, coverage(held)))
    return coverage(shares)
