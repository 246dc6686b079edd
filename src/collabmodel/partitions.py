"""Dask DataFrames: judged where they lie, when somebody asks for the result.

What judges a table in memory is handed in and handed on to every partition; here is only what a lazy table needs
besides. Heads are checked when the graph is built, cells when it runs. Dask is loaded by whoever has such a table.
"""

import sys
from collections.abc import Callable
from functools import partial
from typing import NamedTuple, Protocol

from collabmodel.errors import DescriptionError, Fault, quoted
from collabmodel.extras import Foreign, needed
from collabmodel.model.evidence import Confidence
from collabmodel.rubrics.rubric import Rubric


class Judged(Protocol):
    """Verdicts, of which only this is needed here."""

    def to_pandas(self) -> Foreign:
        """A DataFrame of pandas."""


Judge = Callable[..., Judged]
"""Takes a frame and a rubric, ``confidence`` and ``names``. To get to another process it must be picklable."""


def is_lazy(table: object) -> bool:
    """Whether this is a Dask DataFrame. Where Dask is not loaded there is none."""
    return isinstance(table, getattr(sys.modules.get("dask.dataframe"), "DataFrame", ()))


def assess(
    table: Foreign, judge: Judge, rubric: type[Rubric], *, confidence: object = None, names: object = None
) -> Foreign:
    """Say where organizations stand, partition by partition, when the result is computed.

    Args:
        table: a Dask DataFrame whose columns are criteria.
        judge: what judges one partition.
        rubric: by which to judge.
        confidence: one Confidence for all, or a Dask DataFrame that has the same partitions, row by row.
        names: the head of the column with the names of the organizations.

    Returns:
        A Dask DataFrame with the columns of ``Verdicts.to_pandas()``, and the index and the divisions of the table.

    Raises:
        DescriptionError: at once, what is wrong with heads and arguments; when the result is computed, what is wrong
            with cells, with the number of their partition.
    """
    _check(table, confidence, names)
    companions: tuple[Foreign, ...] = (confidence,) if is_lazy(confidence) else ()
    way = _Way(partial(judge, names=names, confidence=None if companions else confidence), _Sent(rubric))
    meta = _judged(way, table._meta, *(each._meta for each in companions))
    work = needed("dask").delayed(partial(_partition, way, tuple(table.columns)), pure=True)
    rows = zip(*(_parts(each) for each in (table, *companions)), strict=True)
    parts = [work(number, *row) for number, row in enumerate(rows)]
    return needed("dask.dataframe").from_delayed(parts, meta=meta, divisions=table.divisions)


class _Sent:
    """A rubric on its way to another process: by its name, where that can be imported, else by what judging takes.

    A class of a notebook or of the script that runs is not to be had elsewhere. Pickled as a class it would first come
    without its declarations, which a rubric refuses. Its readers and actions stay behind: no cell needs them.
    """

    def __init__(self, rubric: type[Rubric]) -> None:
        self.rubric = rubric

    def __reduce__(self) -> tuple[Foreign, ...]:
        if _can_be_imported(self.rubric):
            return _Sent, (self.rubric,)
        settings = {name: getattr(self.rubric, name) for name in _SETTINGS}
        declared = {each.key: each for each in (*self.rubric.dimensions, *self.rubric.criteria)}
        return _arrived, (self.rubric.__name__, {**settings, **declared})


_SETTINGS = ("id", "version", "title", "source", "subject", "ladder", "rule", "coherence", "half_life", "prior")


def _arrived(name: str, body: dict[str, object]) -> _Sent:
    return _Sent(type(name, (Rubric,), body))


def _can_be_imported(rubric: type[Rubric]) -> bool:
    found: object = sys.modules.get(rubric.__module__)
    for name in rubric.__qualname__.split("."):
        found = getattr(found, name, None)
    return found is rubric and rubric.__module__ != "__main__"


class _Way(NamedTuple):
    """How to judge a partition.

    Attributes:
        judge: takes a frame and a rubric and, where the cells have their own, ``confidence``.
        sent: by which to judge.
    """

    judge: Judge
    sent: _Sent


def _parts(table: Foreign) -> Foreign:
    """The partitions as the caller counts them.

    Dask may join small ones when it optimizes; ``map_partitions`` would then number those that it joined, and could not
    take two tables of which it joined one.
    """
    return table.simplify().to_delayed(optimize_graph=False)


def _check(table: Foreign, confidence: object, names: object) -> None:
    faults = []
    if names is not None and not isinstance(names, str):
        problem = f"expected the head of a column of the Dask DataFrame, got {quoted(names)}; name one, or none"
        faults.append(Fault("names", problem))
    wrong = _problem_with_confidence(table, confidence)
    if wrong:
        faults.append(Fault("confidence", wrong))
    if faults:
        raise DescriptionError(faults)


def _problem_with_confidence(table: Foreign, confidence: Foreign) -> str | None:
    if confidence is None or isinstance(confidence, Confidence):
        return None
    if not is_lazy(confidence):
        way_out = "give one Confidence for all, or a Dask DataFrame with the same partitions"
        return f"the table is a Dask DataFrame, this is {quoted(confidence)}; {way_out}"
    if confidence.npartitions != table.npartitions:
        return f"has {confidence.npartitions} partitions and the table {table.npartitions}; divide them alike"
    if table.known_divisions and confidence.known_divisions and confidence.divisions != table.divisions:
        return "is not divided where the table is; repartition it with divisions=table.divisions"
    return None


def _judged(way: _Way, part: Foreign, sureness: Foreign = None) -> Foreign:
    """Verdicts of one partition as a DataFrame with its index."""
    own = {} if sureness is None else {"confidence": sureness}
    found = way.judge(part, way.sent.rubric, **own).to_pandas()
    found.index = part.index
    return found


def _partition(way: _Way, heads: tuple[object, ...], number: int, part: Foreign, sureness: Foreign = None) -> Foreign:
    """Verdicts of one partition, which is to have the heads of all; a fault tells which one it is."""
    try:
        _check_heads(part, heads)
        return _judged(way, part, sureness)
    except DescriptionError as error:
        faults = [Fault(f"partition {number}: {fault.path}", fault.problem) for fault in error.faults]
        raise type(error)(faults) from None


def _check_heads(part: Foreign, heads: tuple[object, ...]) -> None:
    """What is not there would count as not known, here and in no other partition."""
    own = set(getattr(part, "columns", ()))
    faults = [
        Fault(f"table.{head}", "this partition has no such column; load it again") for head in heads if head not in own
    ]
    if faults:
        raise DescriptionError(faults)
