"""Where the cells of a table come from: a matrix, columns by name, or a frame of another library.

Heads become criteria here, and names of organizations are taken along; what a cell means is told in ``cells``.
"""

import contextlib
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from collabmodel.cells import (
    SHOWN_CELLS,
    WRONG,
    Matrix,
    Scale,
    folded,
    from_cells,
    from_numbers,
    plain,
    position,
    refusal,
)
from collabmodel.core.rule import UNKNOWN, Levels
from collabmodel.errors import DescriptionError, Fault, UnknownCriterionError, cut, quoted, suggestion
from collabmodel.extras import Foreign, needed
from collabmodel.reading import together
from collabmodel.rubrics.rubric import Rubric

NARWHALS = "narwhals.stable.v2"
"""The part of it that promises not to change."""

INTEGERS = ("Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64")

LARGEST_EXACT = 2**53
"""A larger float may have been another whole number before."""

LARGEST_NAME = 10**100
"""More digits are nobody's number, and Python does not write any number of them."""

FORMS = "pass a matrix, a mapping of columns, or a frame of pandas, polars or pyarrow"


class Table(NamedTuple):
    """A table as numbers.

    Attributes:
        matrix: (n, k) positions, not yet checked where they were given as a matrix.
        names: of the organizations; None where they have none.
    """

    matrix: Matrix
    names: tuple[str, ...] | None


class Head(NamedTuple):
    """What a column may be called.

    Attributes:
        text: as somebody would write it.
        key: of the criterion that is meant; empty where several ask the same.
    """

    text: str
    key: str


Heads = Mapping[str, Head]
"""By key and by question as they stand, and by question, folded."""


def heads_of(rubric: type[Rubric]) -> Heads:
    """What columns may be called: each criterion by its key or its question; what stands there to the letter first."""
    asking = Counter(folded(each.question) for each in rubric.criteria)
    questions = [
        Head(each.question, each.key if asking[folded(each.question)] == 1 else "") for each in rubric.criteria
    ]
    keys = [Head(each.key, each.key) for each in rubric.criteria]
    return {folded(each.text): each for each in questions} | {each.text: each for each in (*questions, *keys)}


def meant(head: str, heads: Heads) -> str | None:
    """The key of the criterion that a head means, None where it means none or several."""
    found = heads.get(head) or heads.get(folded(head), Head("", ""))
    return found.key or None


def read(table: object, scales: Sequence[Scale], heads: Heads, names: object, place: str) -> Table:
    """A table as numbers, columns in the order of the scales.

    Args:
        table: a matrix, columns by name, or a frame.
        scales: what each column may say.
        heads: what columns may be called.
        names: of the organizations: the head of a column, or a sequence; None: they have none.
        place: where faults are reported.

    Raises:
        DescriptionError: or one of its kinds, with everything that is wrong.
    """
    if isinstance(table, np.ndarray):
        matrix = _matrix(table, scales, place)
        return Table(matrix, _names(names, len(matrix)))
    columns = _mapping(table, place) if isinstance(table, Mapping) else frame(table, place)
    return _from_columns(columns, scales, heads, names, place)


# Matrices


def _matrix(given: Matrix, scales: Sequence[Scale], place: str) -> Matrix:
    """Two dimensions of numbers; what is masked is not known."""
    matrix = np.asarray(given)
    if matrix.ndim != 2:
        problem = f"expected a row for each organization, got {matrix.ndim} dimensions; one row is matrix[np.newaxis]"
        raise DescriptionError([Fault(place, problem)])
    if matrix.shape[1] != len(scales):
        problem = f"expected {len(scales)} columns in the order of rubric.criteria, got {matrix.shape[1]}"
        raise DescriptionError([Fault(place, f"{problem}; name them in a frame")])
    if matrix.dtype == object and scales[0].kind == "confidence":
        cells = matrix.copy()
        cells[np.ma.getmaskarray(given)] = None
        return np.array([from_cells(column, scale) for column, scale in zip(cells.T, scales, strict=True)], np.int8).T
    if matrix.dtype.kind not in "iuf":
        way_out = "give cells with names as a frame with named columns"
        raise DescriptionError([Fault(place, f"expected whole numbers, got {quoted(str(matrix.dtype))}; {way_out}")])
    if isinstance(given, np.ma.MaskedArray):
        signed = matrix.astype(np.promote_types(matrix.dtype, np.int8), copy=False)
        return np.where(np.ma.getmaskarray(given), UNKNOWN, signed)
    return matrix


# Columns by name


def _mapping(table: Mapping[object, Foreign], place: str) -> dict[str, Foreign]:
    """Every column as a list, but for arrays of numbers; of one length."""
    columns, faults = {}, []
    for head, column in table.items():
        listed = _column(column)
        if str(head) in columns:
            faults.append(Fault(f"{place}.{head}", "there are several such columns; keep one"))
        if listed is None:
            faults.append(Fault(f"{place}.{head}", f"expected a column of cells, got {quoted(column)}; give a list"))
        else:
            columns[str(head)] = listed
    longest = max(map(len, columns.values()), default=0)
    faults += [
        Fault(f"{place}.{head}", f"has {len(each)} cells where others have {longest}; give each organization one")
        for head, each in columns.items()
        if len(each) < longest
    ]
    if faults:
        raise DescriptionError(faults)
    return columns


def _column(column: Foreign) -> Foreign:
    """The cells of a column in order, None where it is none."""
    if isinstance(column, np.ndarray):
        return _array(column) if column.ndim == 1 else None
    if hasattr(type(column), "columns"):  # a table
        return None
    for to_list in ("to_pylist", "to_list", "tolist"):  # of Arrow, of pandas and polars, of numpy
        if hasattr(column, to_list):
            listed = getattr(column, to_list)()
            return listed if isinstance(listed, list) else None
    ordered = isinstance(column, Collection) and not isinstance(column, (str, bytes, bytearray, Mapping, Set))
    return list(column) if ordered else None


def _array(column: Matrix) -> Foreign:
    """Numbers stay an array; everything else becomes a list."""
    if column.dtype.kind in "iuf" and not isinstance(column, np.ma.MaskedArray):
        return column
    return list(column) if column.dtype.kind in "mM" else column.tolist()  # tolist makes numbers of some dates


def frame(table: object, place: str, forms: str = FORMS) -> dict[str, Foreign]:
    """The columns of a frame of another library by their heads, as narwhals sees them.

    Args:
        table: the frame.
        place: where faults are reported.
        forms: what to pass instead of what is no frame.

    Raises:
        DescriptionError: it is none, it holds no cells yet, or columns have the same head.
    """
    if hasattr(type(table), "collect"):
        raise DescriptionError([Fault(place, f"{quoted(type(table).__name__)} holds no cells yet; collect it first")])
    heads = written_heads(table)
    twice = sorted({head for head in heads if heads.count(head) > 1})
    if twice:
        raise DescriptionError([Fault(f"{place}.{head}", "there are several such columns; keep one") for head in twice])
    try:
        found = needed(NARWHALS).from_native(table, eager_only=True)
    except TypeError:
        raise DescriptionError([Fault(place, f"expected a table, got {quoted(table)}; {forms}")]) from None
    return dict(zip(heads, found.iter_columns(), strict=True))


def written_heads(table: Foreign) -> list[str]:
    """The heads of the columns of anything that has some, as they stand."""
    if isinstance(table, Mapping):
        found = list(table)
    else:  # asked of the type, for pandas gives columns as attributes
        found = table.column_names if hasattr(type(table), "column_names") else getattr(table, "columns", [])
    return [str(each) for each in found]


def _from_columns(
    columns: Mapping[str, Foreign], scales: Sequence[Scale], heads: Heads, names: object, place: str
) -> Table:
    own = names if isinstance(names, str) else None
    n = max(map(len, columns.values()), default=0)
    errors: list[DescriptionError] = []
    listed: tuple[str, ...] | None = None
    levels = None
    try:
        listed = _names(names if own is None else _own_column(own, columns, heads), n)
    except DescriptionError as error:
        errors.append(error)
    try:
        found = _by_criterion([head for head in columns if head != own], heads, place)
        levels = _levels([columns.get(found.get(each.key, "")) for each in scales], n, scales, place, listed)
    except DescriptionError as error:
        errors.append(error)
    if levels is None or errors:
        raise together(errors)
    return Table(levels.T, listed)


def _own_column(head: str, columns: Mapping[str, Foreign], heads: Heads) -> Foreign:
    """The column with the names of organizations."""
    if head not in columns:
        raise DescriptionError([Fault("names", f"{quoted(head)} is no column; {suggestion(head, columns)}")])
    if meant(head, heads):
        raise DescriptionError([Fault("names", f"{quoted(head)} is a criterion; name another column, or give a list")])
    return columns[head]


def _levels(
    columns: Sequence[Foreign], n: int, scales: Sequence[Scale], place: str, names: Sequence[str] | None
) -> Levels:
    """(k, n) positions, from the column of each criterion; None where it has none."""
    levels = np.full((len(scales), n), UNKNOWN, np.int8)
    for c, (column, scale) in enumerate(zip(columns, scales, strict=True)):
        if column is not None:
            levels[c] = _positions(column, scale)
    if levels.min(initial=0) == WRONG:
        raise refusal(n, lambda rows: levels.T[rows] == WRONG, lambda row, c: columns[c][row], scales, place, names)
    return levels


def _by_criterion(own: Sequence[str], heads: Heads, place: str) -> dict[str, str]:
    """The head of the column of each criterion."""
    found: dict[str, str] = {}
    faults = []
    for head in own:
        key = meant(head, heads)
        if key is None:
            several = head in heads or folded(head) in heads
            problem = "is asked by several criteria" if several else "is no criterion of this rubric"
            problem += f"; {_nearest('' if several else head, heads)}, or leave this column out"
            faults.append(Fault(f"{place}.{cut(head)}", problem))
        elif key in found:
            faults.append(
                Fault(f"{place}.{cut(head)}", f"is the criterion {key!r}, as {quoted(found[key])} is; keep one")
            )
        found[key or head] = head
    if faults:
        raise UnknownCriterionError(faults)
    if not found:
        raise DescriptionError([Fault(place, f"has no column of a criterion; {_nearest('', heads)}")])
    return found


def _nearest(head: str, heads: Heads) -> str:
    """The way out for a head that nobody knows: a question like it, or a key."""
    question = suggestion(head, [each.text for each in heads.values() if each.key]) if " " in head else ""
    keys = [each.key for each in heads.values() if each.text == each.key]
    return question if question.startswith("did you mean") else suggestion(head, keys)


def _positions(column: Foreign, scale: Scale) -> Levels:
    """A column as positions, WRONG where a cell means nothing."""
    if isinstance(column, np.ndarray):
        return from_numbers(column, scale)
    if isinstance(column, list):
        return from_cells(column, scale)
    kinds = needed(NARWHALS)
    if column.dtype in {getattr(kinds, name) for name in INTEGERS}:
        levels = from_numbers(column.fill_null(0).to_numpy(), scale)
        levels[column.is_null().to_numpy()] = UNKNOWN
        return levels
    if column.dtype.is_float():
        return from_numbers(column.fill_null(math.nan).to_numpy(), scale)
    if len(column) and column.dtype in {kinds.String, kinds.Categorical, kinds.Enum}:
        # half a character, or what is no text behind much that is; both are no level, as is found below
        with contextlib.suppress(UnicodeEncodeError, TypeError):
            return _from_words(column, scale)
    return from_cells(column.to_list(), scale)


def _from_words(column: Foreign, scale: Scale) -> Levels:
    """Every word is looked up once, however often it occurs. Categories may also be numbers."""
    kinds = needed(NARWHALS)
    words = [word for word in column.unique().to_list() if plain(word) is not None]
    if any(type(word) is not str for word in words):  # a text of another type may be written otherwise than it reads
        return from_cells(column.to_list(), scale)
    meanings = {word: position(word, scale) for word in ("", *words)}
    texts = column.cast(kinds.String).fill_null("")
    found: Levels = texts.replace_strict(meanings, return_dtype=kinds.Int8).to_numpy()
    return found


def _names(names: object, n: int) -> tuple[str, ...] | None:
    """The names of organizations, empty where one is missing."""
    if names is None:
        return None
    if isinstance(names, str):
        raise DescriptionError([Fault("names", f"a matrix has no column {quoted(names)}; give a name for each row")])
    column = _column(names)
    if column is None:
        raise DescriptionError([Fault("names", f"expected a text for each row, got {quoted(names)}; give a list")])
    listed = [plain(each) for each in column]
    wrong = [row for row, each in enumerate(listed) if not is_name(each)]
    if wrong:
        problem = "is no text and no whole number; write text"
        faults = [Fault(f"names[{row}]", f"{quoted(listed[row])} {problem}") for row in wrong[:SHOWN_CELLS]]
        if len(wrong) > SHOWN_CELLS:
            faults.append(Fault("names", f"{len(wrong)} are at fault; these are the first {SHOWN_CELLS}"))
        raise DescriptionError(faults)
    if len(listed) != n:
        raise DescriptionError([Fault("names", f"there are {len(listed)} for {n} rows; give each row one")])
    return tuple(map(as_name, listed))


def is_name(value: object) -> bool:
    """Text that can be written to a file, a whole number that somebody calls an organization by, or nothing."""
    if isinstance(value, str):
        return value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, float):
        return value.is_integer() and abs(value) <= LARGEST_EXACT
    if isinstance(value, Decimal):
        return value.is_finite() and abs(value) < LARGEST_NAME and value == int(value)
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST_NAME)


def as_name(value: Foreign) -> str:
    """What ``is_name`` as text."""
    return "" if value is None else value if isinstance(value, str) else str(int(value))
