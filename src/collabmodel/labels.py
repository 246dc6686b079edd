"""The labels that pandas gives to rows: what is read side by side must stand in one order.

Tables are read row by row, in the order in which they stand. Labels are held against each other, and never sorted by.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from collabmodel.errors import DescriptionError, Fault, quoted
from collabmodel.extras import Foreign

Labels = tuple[str, Foreign]
"""Where something is, and its index."""


def labels_of(given: Foreign, place: str) -> Iterator[Labels]:
    """The index of a frame or a series of pandas, or of every one in a mapping; nothing of everything else."""
    if isinstance(given, Mapping):
        for head, column in given.items():
            yield from labels_of(column, f"{place}.{head}")
        return
    native = given.to_native() if hasattr(type(given), "to_native") else given  # narwhals holds another frame
    if hasattr(type(native), "reindex") and hasattr(type(native), "index"):
        yield place, native.index


def check_order(labels: Iterable[Labels]) -> None:
    """Refuse labels in another order than those before: row by row they would be about somebody else.

    Raises:
        DescriptionError: with the first row that is called otherwise.
    """
    known: list[Foreign] = []
    for place, index in labels:
        for other in known:
            _check_pair(other, index, place)
        if not any(map(index.equals, known)):
            known.append(index)


def check_names(names: Sequence[str], labels: Iterable[Labels]) -> None:
    """Refuse labels that are the names of the organizations in another order.

    Raises:
        DescriptionError: with the first row that is called otherwise.
    """
    for place, index in labels:
        called = [] if _counts(index) else list(map(str, index.tolist()))
        if set(called) == set(names):
            _check_rows(names, called, place)


def _check_pair(rows: Foreign, others: Foreign, place: str) -> None:
    if len(rows) != len(others) or rows.equals(others):
        return
    own, given = rows.tolist(), others.tolist()
    if any(map(_counts, (rows, others))) and set(map(repr, own)) != set(map(repr, given)):
        return  # rows that are merely counted are not called anything
    _check_rows(own, given, place)


def _check_rows(own: Sequence[object], given: Sequence[object], place: str) -> None:
    for row, (label, other) in enumerate(zip(own, given, strict=True)):
        if repr(label) != repr(other):  # missing labels are equal to nothing
            problem = f"is called {quoted(other)} where others are called {quoted(label)}"
            way_out = "sort them alike, or give them one index if their rows are in one order"
            raise DescriptionError([Fault(f"{place}[{row}]", f"{problem}; {way_out}")])


def _counts(index: Foreign) -> bool:
    """Whether an index only counts rows from 0, as where none was given."""
    return type(index).__name__ == "RangeIndex" and index.start == 0 and index.step == 1
