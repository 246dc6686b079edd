"""What a cell of a table means: the bridge from names to numbers for many organizations at once.

Cells become positions of levels, or of confidences, and whatever means nothing is refused: the first ten in full, and
how many there are. Where a table comes from and what its columns are called is told in ``columns``.
"""

import itertools
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias, TypeGuard

import numpy as np
from numpy.typing import NDArray

from collabmodel.core.patterns import blocks
from collabmodel.core.rule import NOT_APPLICABLE, UNKNOWN, Bools, Levels
from collabmodel.errors import DescriptionError, Fault, UnknownLevelError, quoted, suggestion
from collabmodel.model.evidence import Confidence
from collabmodel.rubrics.notation import Criterion
from collabmodel.rubrics.rubric import Rubric

Matrix: TypeAlias = NDArray[Any]
"""Numbers of any type, a row for each organization."""

NOT_KNOWN = frozenset({"", "?", "unknown", "don't know", "nan", "<na>"})
DOES_NOT_APPLY = frozenset({"not_applicable", "not applicable", "n/a"})
SHOWN_CELLS = 10
WRONG = -128
"""Stands in a column of positions where a cell means nothing."""

ROWS = 2**17
"""So many rows are looked at together: few enough for the cache, enough for threads not to wait for each other."""

FIGURE = re.compile(r"(?:(?<!\w)[+\N{MINUS SIGN}-])?[0-9]+(?:[.,][0-9]+)?")
LAST_FIGURE = re.compile(rf"{FIGURE.pattern}(?=\W*$)")
WHOLE = re.compile("[+-]?[0-9]+")

MOST_CALLED = 10**9
"""Larger numbers are not looked for among what levels are called."""

TURNED = 2**12
"""So many rows at once from row by row to column by column."""

Marks = Callable[[slice], Bools]
"""(b, k) which cells of some rows are at fault."""


class Scale(NamedTuple):
    """What a cell of one column may say.

    Attributes:
        key: of the criterion.
        words: position by text as it stands.
        loosely: position by ``folded`` text, as far as one position is meant.
        numbers: those that can only mean themselves as positions, where columns have names.
        highest: position.
        lowest: number in a matrix: UNKNOWN, or NOT_APPLICABLE where a cell may say that.
        kind: what a word stands for.
        keys: what to choose from.
        texts: the same in sentences; empty where there are none.
    """

    key: str
    words: Mapping[str, int]
    loosely: Mapping[str, int]
    numbers: range
    highest: int
    lowest: int
    kind: str
    keys: tuple[str, ...]
    texts: tuple[str, ...] = ()


def level_scales(rubric: type[Rubric]) -> list[Scale]:
    """The levels of every criterion: by key, by descriptor, or by position from 0."""
    return [_level_scale(each) for each in rubric.criteria]


def _level_scale(criterion: Criterion) -> Scale:
    keys = tuple(each.key for each in criterion.levels)
    texts = tuple(each.descriptor for each in criterion.levels)
    once = {text: position for position, text in enumerate(texts) if texts.count(text) == 1}
    words = once | {key: position for position, key in enumerate(keys)}
    others = dict.fromkeys(NOT_KNOWN, UNKNOWN) | dict.fromkeys(DOES_NOT_APPLY, NOT_APPLICABLE)
    numbers = _numbers([*map(FIGURE.search, keys)], [*map(_count_of, texts)])
    written = {text: number for number in numbers for text in _written(str(number))}
    loosely = others | written | _positions_of(texts, keys)
    return Scale(criterion.key, words, loosely, numbers, len(keys) - 1, NOT_APPLICABLE, "level", keys, texts)


def _numbers(*counts: Sequence[re.Match[str] | None]) -> range:
    """The numbers that can only be positions: not where the keys or the sentences of levels count otherwise."""
    figures = [
        (float(each[0].replace(",", ".").replace("\N{MINUS SIGN}", "-")), position)
        for own in counts
        for position, each in enumerate(own)
        if each
    ]
    others = [figure for figure, position in figures if figure != position]
    if not others:
        return range(NOT_APPLICABLE, len(counts[0]))
    return range(NOT_APPLICABLE, 0) if min(others) >= 0 else range(0)


def _count_of(text: str) -> re.Match[str] | None:
    """The number with which a sentence begins or ends; others within it count something else."""
    return FIGURE.match(text.strip()) or LAST_FIGURE.search(text)


def _written(text: str) -> tuple[str, ...]:
    """A text, and a whole number also as other libraries write one that stood among missing cells."""
    return (text, f"{text}.0") if WHOLE.fullmatch(text) else (text,)


def _positions_of(*texts: Iterable[str]) -> dict[str, int]:
    """Position by folded text; WRONG where it means several, so that nothing else is meant by it either."""
    found: dict[str, int] = {}
    for position, text in itertools.chain.from_iterable(map(enumerate, texts)):
        for each in _written(folded(text)):
            found[each] = position if found.get(each, position) == position else WRONG
    return found


def confidence_scales(rubric: type[Rubric]) -> list[Scale]:
    """How sure a cell may be: by the value of a Confidence, or by its position from 0, FACT."""
    keys = tuple(each.value for each in Confidence)
    words = {key: position for position, key in enumerate(keys)}
    written = {text: number for number in range(UNKNOWN, len(keys)) for text in _written(str(number))}
    loosely = dict.fromkeys(NOT_KNOWN, UNKNOWN) | written | words
    any_key = Scale("", words, loosely, range(UNKNOWN, len(keys)), len(keys) - 1, UNKNOWN, "confidence", keys)
    return [any_key._replace(key=each.key) for each in rubric.criteria]


def folded(text: str) -> str:
    """Text as it is compared: small letters, single spaces, straight apostrophes, no full stop at its end.

    Letters with accents are one character each, as most programs write them; some file systems write two.
    """
    plain_text = " ".join(unicodedata.normalize("NFC", text).split()).casefold().replace("\u2019", "'")
    return plain_text[:-1] if len(plain_text) > 1 and plain_text.endswith(".") else plain_text


def block(
    matrix: Matrix,
    rows: slice | NDArray[np.int64],
    scales: Sequence[Scale],
    place: str,
    names: Sequence[str] | None = None,
) -> Levels:
    """Some rows of a matrix as positions (k, b).

    Raises:
        DescriptionError: something in the matrix is no position; then all of it is looked through.
    """
    cells = _turned(matrix[rows])
    if cells.dtype.kind == "f":
        cells = np.where(np.isnan(cells), UNKNOWN, cells)
    if _any_wrong(cells, scales):
        raise refusal(
            len(matrix), _wrong_in(matrix, scales), lambda row, c: matrix[row, c].item(), scales, place, names
        )
    return cells.astype(np.int8, copy=False)


def _turned(matrix: Matrix) -> Matrix:
    """(k, b) the cells of each criterion side by side; a few rows at a time, which turn in the cache."""
    cells = np.empty(matrix.shape[::-1], matrix.dtype)
    for rows in blocks(len(matrix), TURNED):
        cells[:, rows] = matrix[rows].T
    return cells


def _any_wrong(cells: Matrix, scales: Sequence[Scale]) -> bool:
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


def from_numbers(values: Matrix, scale: Scale) -> Levels:
    """A column of numbers as positions, WRONG where one means nothing; what is not a number is not known."""
    right = (values >= scale.numbers.start) & (values < scale.numbers.stop) & (values == np.rint(values))
    positions = np.full(len(values), WRONG, np.int8)
    positions[right] = values[right]
    if values.dtype.kind == "f":
        positions[np.isnan(values)] = UNKNOWN
    return positions


def from_cells(cells: Iterable[object], scale: Scale) -> Levels:
    """A column of anything as positions, WRONG where a cell means nothing."""
    return np.array([position(each, scale) for each in cells], np.int8)


def position(cell: object, scale: Scale) -> int:
    """What a cell says; WRONG where that is nothing."""
    value = plain(cell)
    if isinstance(value, str):
        return scale.words.get(value, scale.loosely.get(folded(value), WRONG))
    if value is None:
        return UNKNOWN
    return int(value) if _is_number(value) and value in scale.numbers else WRONG


def _is_number(value: object) -> TypeGuard[int | float | Decimal]:
    """Databases give sums as Decimal."""
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def plain(cell: object) -> object:
    """A cell in Python's own types; None for whatever marks a missing one in numpy, pandas or Arrow."""
    if isinstance(cell, Confidence):
        return cell.value
    if type(cell).__name__ in {"NAType", "NaTType", "MaskedConstant"}:
        return None
    if isinstance(cell, (np.datetime64, np.timedelta64)):  # some would be bare numbers
        return None if np.isnat(cell) else cell
    value = cell.item() if isinstance(cell, np.generic) else cell
    for to_python in ("as_py", "to_list"):  # scalars of Arrow, nested cells of polars
        value = getattr(value, to_python)() if hasattr(value, to_python) else value
    if isinstance(value, Decimal):
        return None if value.is_nan() else value
    return None if isinstance(value, float) and math.isnan(value) else value


def first_marked(n: int, marks: Marks) -> tuple[list[tuple[int, int]], int]:
    """The first ten marked cells, row and column, and how many there are."""
    shown: list[tuple[int, int]] = []
    count = 0
    for rows in blocks(n, ROWS):
        found = marks(rows)
        count += int(np.count_nonzero(found))
        if len(shown) < SHOWN_CELLS:
            shown += [(rows.start + row, c) for row, c in np.argwhere(found)[: SHOWN_CELLS - len(shown)].tolist()]
    return shown, count


def refusal(
    n: int,
    wrong: Marks,
    cell: Callable[[int, int], object],
    scales: Sequence[Scale],
    place: str,
    names: Sequence[str] | None = None,
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
    shown, count = first_marked(n, wrong)
    values = [(row, scales[c], plain(cell(row, c))) for row, c in shown]
    faults = [
        Fault(f"{place}[{row}].{scale.key}{called(row, names)}", _problem(value, scale)) for row, scale, value in values
    ]
    if count > len(shown):
        faults.append(Fault(place, f"{count} cells are at fault; these are the first {len(shown)}"))
    words = scales[0].kind == "level" and all(isinstance(value, str) for *_, value in values)
    return (UnknownLevelError if words else DescriptionError)(faults)


def called(row: int, names: Sequence[str] | None) -> str:
    """The name of the organization of a row, as it stands behind the row; nothing where there are no names."""
    return f" ({quoted(names[row])})" if names else ""


def _may_be_either(number: int | float | Decimal, scale: Scale) -> bool:
    """Whether a number is a position, or what a level is called."""
    if not -MOST_CALLED <= number <= MOST_CALLED:
        return False
    return number in range(scale.lowest, scale.highest + 1) or str(number) in scale.loosely


def _problem(value: object, scale: Scale) -> str:
    keys = ", ".join(scale.keys)
    if value is None:
        return f"a level is known without its {scale.kind}; write one of {keys}"
    if isinstance(value, str):
        if scale.loosely.get(folded(value)) == WRONG:
            return f"{quoted(value)} is said of several levels; write one of {keys}"
        sentence = suggestion(value, scale.texts) if " " in value.strip() else ""
        way_out = sentence if sentence.startswith("did you mean") else suggestion(value, scale.keys)
        return f"{quoted(value)} is no {scale.kind}; {way_out}"
    if _is_number(value) and _may_be_either(value, scale):
        text = "make the column text, in pandas with astype(str), so that it says"
        return f"{quoted(value)} may be a level or a position; {text} one of {keys}"
    positions = f"a position from 0 to {scale.highest} or " if scale.highest in scale.numbers else ""
    return f"{quoted(value)} is no {scale.kind}; write {positions}one of {keys}"
