"""What the cells of a table mean: the bridge from names to numbers for many organizations at once.

A table is a matrix of positions or anything with named columns. Here its heads become criteria and its cells positions
of levels, and whatever means nothing is refused, all of it at once.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from collabmodel.core.rule import NOT_APPLICABLE, UNKNOWN, Bools, Levels
from collabmodel.errors import DescriptionError, Fault, UnknownCriterionError, UnknownLevelError, quoted, suggestion
from collabmodel.extras import Foreign, needed
from collabmodel.model.evidence import Confidence
from collabmodel.rubrics.notation import Criterion
from collabmodel.rubrics.rubric import Rubric

Matrix: TypeAlias = NDArray[Any]
NOT_KNOWN = frozenset({"", "?", "unknown", "don't know"})
DOES_NOT_APPLY = frozenset({"not_applicable", "not applicable", "n/a"})
SHOWN_CELLS = 10
WRONG = -128
"""Stands in a column of positions where a cell means nothing."""

ROWS = 2**15
"""So many rows are looked at together: few enough for the cache, enough for the loop around them not to count."""


Marks = Callable[[slice], Bools]
"""(b, k) which cells of some rows are at fault."""


class Scale(NamedTuple):
    """What a cell of one column may say.

    Attributes:
        key: of the criterion.
        words: position by text, folded as ``_folded`` does.
        highest: position; lower ones down to NOT_APPLICABLE are numbers too.
        lowest: position.
        kind: what a word stands for.
        keys: what to choose from.
    """

    key: str
    words: Mapping[str, int]
    highest: int
    lowest: int
    kind: str
    keys: tuple[str, ...]


class Table(NamedTuple):
    """A table as numbers.

    Attributes:
        matrix: (n, k) positions, not yet checked where they were given as a matrix.
        names: of the organizations; empty where they have none.
    """

    matrix: Matrix
    names: tuple[str, ...]


def level_scales(rubric: type[Rubric]) -> list[Scale]:
    """The levels of every criterion: by key, by descriptor, or by position from 0."""
    return [_level_scale(each) for each in rubric.criteria]


def _level_scale(criterion: Criterion) -> Scale:
    keys = tuple(each.key for each in criterion.levels)
    descriptors = [_folded(each.descriptor) for each in criterion.levels]
    words = {**dict.fromkeys(NOT_KNOWN, UNKNOWN), **dict.fromkeys(DOES_NOT_APPLY, NOT_APPLICABLE)}
    words |= {str(position): position for position in range(len(keys))}
    words |= {text: position for position, text in enumerate(descriptors) if descriptors.count(text) == 1}
    words |= {_folded(key): position for position, key in enumerate(keys)}
    words |= {key: position for position, key in enumerate(keys)}
    return Scale(criterion.key, words, len(keys) - 1, NOT_APPLICABLE, "level", keys)


def confidence_scales(rubric: type[Rubric]) -> list[Scale]:
    """How sure a cell may be: by the value of a Confidence, or by its position from 0, FACT."""
    keys = tuple(each.value for each in Confidence)
    words = {"": UNKNOWN, **{key: position for position, key in enumerate(keys)}}
    return [Scale(each.key, words, len(keys) - 1, UNKNOWN, "confidence", keys) for each in rubric.criteria]


def read(table: object, scales: Sequence[Scale], heads: Mapping[str, str], names: object, place: str) -> Table:
    """A table as numbers, columns in the order of the scales.

    Args:
        table: a matrix, columns by name, or a frame.
        scales: what each column may say.
        heads: the key of a criterion by the head of its column, folded.
        names: of the organizations: the head of a column, or a sequence; None: they have none.
        place: where faults are reported.

    Raises:
        DescriptionError: or one of its kinds, with everything that is wrong.
    """
    if isinstance(table, np.ndarray):
        _check_matrix(table, len(scales), place)
        return Table(table, _own_names(names, len(table)))
    columns = _columns(table, place)
    return _from_columns(columns, scales, heads, names, place)


def heads_of(rubric: type[Rubric]) -> dict[str, str]:
    """By which heads a criterion is found: its key, or its question."""
    questions = [_folded(each.question) for each in rubric.criteria]
    by_question = {
        text: each.key for each, text in zip(rubric.criteria, questions, strict=True) if questions.count(text) == 1
    }
    return {**by_question, **{each.key: each.key for each in rubric.criteria}}


def _folded(text: str) -> str:
    """Text as it is compared: small letters, single spaces."""
    return " ".join(text.split()).casefold()


# Matrices


def _check_matrix(matrix: Matrix, k: int, place: str) -> None:
    problem = None
    if matrix.dtype.kind not in "iuf" and not _confidences(matrix):
        problem = f"expected whole numbers, got {matrix.dtype}; give cells with names as a frame with named columns"
    elif matrix.ndim != 2:
        problem = f"expected a row for each organization, got {matrix.ndim} dimensions; one row is matrix[np.newaxis]"
    elif matrix.shape[1] != k:
        problem = f"expected {k} columns in the order of rubric.criteria, got {matrix.shape[1]}; name them in a frame"
    if problem is not None:
        raise DescriptionError([Fault(place, problem)])


def _confidences(matrix: Matrix) -> bool:
    return matrix.dtype == object and all(isinstance(each, Confidence) for each in matrix.flat)


def block(matrix: Matrix, rows: slice | NDArray[np.int64], scales: Sequence[Scale], place: str) -> Levels:
    """Some rows of a matrix as positions (k, b).

    Raises:
        DescriptionError: something in the matrix is no position; then all of it is looked through.
    """
    cells = np.ascontiguousarray(matrix[rows].T)
    if cells.dtype.kind == "f":
        cells = np.where(np.isnan(cells), UNKNOWN, cells)
    if _any_wrong(cells, scales):
        raise refusal(len(matrix), _wrong_in(matrix, scales), lambda row, c: matrix[row, c].item(), scales, place)
    return cells.astype(np.int8, copy=False)


def _any_wrong(cells: Matrix, scales: Sequence[Scale]) -> bool:
    if not cells.size:
        return False
    highest = [each.highest for each in scales]
    if cells.min() < scales[0].lowest or (cells.max(axis=1) > highest).any():
        return True
    return cells.dtype.kind == "f" and bool((cells != np.rint(cells)).any())


def _wrong_in(matrix: Matrix, scales: Sequence[Scale]) -> Marks:
    """Which cells of a matrix mean nothing."""
    highest = np.array([each.highest for each in scales])

    def wrong(rows: slice) -> Bools:
        cells = matrix[rows]
        found: Bools = (cells < scales[0].lowest) | (cells > highest)
        if cells.dtype.kind == "f":
            found |= (cells != np.rint(cells)) & ~np.isnan(cells)
        return found

    return wrong


# Columns with names


def _columns(table: object, place: str) -> Mapping[str, Foreign]:
    """The columns of a table by their heads."""
    if isinstance(table, Mapping):
        return _equal_columns(table, place)
    native = getattr(table, "columns", ())
    heads = [str(each) for each in getattr(table, "column_names", native)]
    twice = sorted({head for head in heads if heads.count(head) > 1})
    if twice:
        raise DescriptionError([Fault(f"{place}.{head}", "there are several such columns; keep one") for head in twice])
    return {series.name: series for series in _frame(table, place).iter_columns()}


def _equal_columns(table: Mapping[str, Foreign], place: str) -> Mapping[str, Foreign]:
    lengths = {str(head): len(column) for head, column in table.items()}
    if len(set(lengths.values())) > 1:
        longest = max(lengths.values())
        faults = [
            Fault(f"{place}.{head}", f"has {length} cells where others have {longest}; give each organization one")
            for head, length in lengths.items()
            if length < longest
        ]
        raise DescriptionError(faults)
    return {str(head): column for head, column in table.items()}


def _frame(table: object, place: str) -> Foreign:
    try:
        return needed("narwhals").from_native(table, eager_only=True)
    except TypeError:
        way_out = "pass a matrix, a mapping of columns, or a frame of pandas, polars or pyarrow"
        lazy = "collect it first" if hasattr(table, "collect") else way_out
        raise DescriptionError([Fault(place, f"expected a table, got {quoted(table)}; {lazy}")]) from None


def _from_columns(
    columns: Mapping[str, Foreign], scales: Sequence[Scale], heads: Mapping[str, str], names: object, place: str
) -> Table:
    own = names if isinstance(names, str) else None
    found = _by_criterion([head for head in columns if head != own], heads, place)
    if own is not None and own not in columns:
        raise DescriptionError([Fault("names", f"{quoted(own)} is no column; {suggestion(own, columns)}")])
    n = max((len(each) for each in columns.values()), default=0)
    levels = np.full((len(scales), n), UNKNOWN, np.int8)
    for c, scale in enumerate(scales):
        if scale.key in found:
            levels[c] = _positions(columns[found[scale.key]], scale)
    listed = _own_names(names if own is None else _listed(columns[own]), n)
    if levels.min(initial=0) == WRONG:
        of_scales = [columns.get(found.get(scale.key, "")) for scale in scales]
        raise refusal(
            n, lambda rows: levels.T[rows] == WRONG, lambda row, c: _cell(of_scales[c], row), scales, place, listed
        )
    return Table(levels.T, listed)


def _by_criterion(own: Sequence[str], heads: Mapping[str, str], place: str) -> dict[str, str]:
    """The head of the column of each criterion."""
    found: dict[str, str] = {}
    faults = []
    for head in own:
        key = heads.get(head) or heads.get(_folded(head))
        if key is None:
            problem = f"is no criterion of this rubric; {suggestion(head, heads)}, or leave this column out"
            faults.append(Fault(f"{place}.{head}", problem))
        elif key in found:
            faults.append(Fault(f"{place}.{head}", f"is the criterion {key!r}, as {quoted(found[key])} is; keep one"))
        found[key or head] = head
    if faults:
        raise UnknownCriterionError(faults)
    if not found:
        raise DescriptionError([Fault(place, f"has no column of a criterion; {suggestion('', heads)}")])
    return found


def _positions(column: Foreign, scale: Scale) -> NDArray[np.int8]:
    """A column as positions, WRONG where a cell means nothing."""
    if isinstance(column, np.ndarray) and column.dtype.kind in "iuf":
        return _from_numbers(column, scale)
    if not hasattr(column, "dtype") or not hasattr(column, "fill_null"):
        return _from_cells(_listed(column), scale)
    if column.dtype.is_integer() and str(column.dtype) != "UInt64":
        return _from_numbers(column.cast(needed("narwhals").Int64).fill_null(UNKNOWN).to_numpy(), scale)
    if column.dtype.is_float():
        return _from_numbers(column.fill_null(math.nan).to_numpy(), scale)
    if column.dtype in {needed("narwhals").String, needed("narwhals").Categorical, needed("narwhals").Enum}:
        return _from_words(column.cast(needed("narwhals").String).fill_null(""), scale)
    return _from_cells(column.to_list(), scale)


def _from_numbers(values: NDArray[Any], scale: Scale) -> NDArray[np.int8]:
    if values.dtype.kind == "f":
        values = np.where(np.isnan(values), UNKNOWN, values)
    right = (values >= scale.lowest) & (values <= scale.highest) & (values == np.rint(values))
    return np.where(right, values, WRONG).astype(np.int8)


def _from_words(column: Foreign, scale: Scale) -> NDArray[np.int8]:
    """Every word is looked up once, however often it occurs."""
    words = column.unique().to_list()
    positions = [_position(word, scale) for word in words]
    found: NDArray[np.int8] = column.replace_strict(words, positions, return_dtype=needed("narwhals").Int8).to_numpy()
    return found


def _from_cells(cells: Iterable[object], scale: Scale) -> NDArray[np.int8]:
    return np.array([_position(each, scale) for each in cells], np.int8)


def _position(cell: object, scale: Scale) -> int:
    """What a cell says; WRONG where that is nothing."""
    if isinstance(cell, Confidence):
        cell = cell.value
    if isinstance(cell, str):
        return scale.words.get(cell, scale.words.get(_folded(cell), WRONG))
    if _is_missing(cell):
        return UNKNOWN
    if isinstance(cell, (int, float, np.integer, np.floating)) and not isinstance(cell, bool):
        return int(cell) if scale.lowest <= cell <= scale.highest and cell == int(cell) else WRONG
    return WRONG


def _is_missing(cell: object) -> bool:
    """None, not a number, and the markers of pandas, which are equal to nothing or to themselves only by a riddle."""
    return cell is None or type(cell).__name__ in {"NAType", "NaTType"} or (isinstance(cell, float) and cell != cell)


def _listed(column: Foreign) -> list[Any]:
    to_list: Callable[[], list[Any]] | None = getattr(column, "to_list", None) or getattr(column, "tolist", None)
    return list(column) if to_list is None else to_list()


def _cell(column: Foreign, row: int) -> object:
    return column[row].item() if isinstance(column, np.ndarray) else column[row]


# Names and faults


def _own_names(names: object, n: int) -> tuple[str, ...]:
    if names is None:
        return ()
    if isinstance(names, str):
        raise DescriptionError([Fault("names", f"a matrix has no column {quoted(names)}; give a name for each row")])
    listed = tuple("" if _is_missing(each) else str(each) for each in _listed(names))
    if len(listed) != n:
        raise DescriptionError([Fault("names", f"there are {len(listed)} for {n} rows; give each row one")])
    return listed


def refusal(
    n: int,
    wrong: Marks,
    cell: Callable[[int, int], object],
    scales: Sequence[Scale],
    place: str,
    names: Sequence[str] = (),
) -> DescriptionError:
    """The first ten cells that are at fault, and how many there are.

    Args:
        n: the number of rows.
        wrong: which cells of some rows are at fault.
        cell: what stands in a row and a column.
        scales: what may stand in each column.
        place: where the table is.
        names: of the organizations, if they have any.
    """
    shown: list[tuple[int, int]] = []
    count = 0
    for start in range(0, n, ROWS):
        marks = wrong(slice(start, start + ROWS))
        count += int(np.count_nonzero(marks))
        if len(shown) < SHOWN_CELLS:
            shown += [(start + row, c) for row, c in np.argwhere(marks)[: SHOWN_CELLS - len(shown)].tolist()]
    values = [(row, scales[c], cell(row, c)) for row, c in shown]
    faults = [
        Fault(f"{place}[{row}].{scale.key}{f' ({quoted(names[row])})' if names else ''}", _problem(value, scale))
        for row, scale, value in values
    ]
    if count > len(shown):
        faults.append(Fault(place, f"{count} cells are at fault; these are the first {len(shown)}"))
    words = scales[0].kind == "level" and all(isinstance(value, str) for *_, value in values)
    return (UnknownLevelError if words else DescriptionError)(faults)


def _problem(value: object, scale: Scale) -> str:
    if value is None:
        return f"a level is known without its {scale.kind}; write one of {', '.join(scale.keys)}"
    if isinstance(value, str):
        return f"{quoted(value)} is no {scale.kind}; {suggestion(value, scale.keys)}"
    numbers = f"a position from 0 to {scale.highest}"
    return f"{quoted(value)} is no {scale.kind}; write {numbers} or one of {', '.join(scale.keys)}"
