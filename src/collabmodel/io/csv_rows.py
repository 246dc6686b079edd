"""Large CSV files with named columns, one row after the other, each row with its place.

One line is held at a time. What columns mean is not known here: a function for each that is needed says what it holds.
"""

import csv
import difflib
import itertools
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO, TypeAlias, TypeGuard

from collabmodel.errors import DescriptionError, Fault, quoted
from collabmodel.io.files import named, reason, refusal, several, unreadable

Source: TypeAlias = str | os.PathLike[str] | TextIO
Readers: TypeAlias = Mapping[str, Callable[[str], Any]]

LONGEST_LINE = 100_000
"""Characters. What has no line ends must not fill the memory."""


def sources_in(path: Source | Iterable[Source]) -> tuple[Source, ...]:
    """One file or several, each a path or open as text.

    Raises:
        DescriptionError: there is none, or one is no file.
    """
    given = tuple(path) if several(path) and not _is_source(path) else (path,)
    if not given:
        raise refusal("path", "there is no file; name at least one")
    problem = "expected the path of a file, or a file open as text"
    faults = [Fault("path", f"{problem}, got {quoted(each)}; name a file") for each in given if not _is_source(each)]
    if faults:
        raise DescriptionError(faults)
    return tuple(filter(_is_source, given))


def _is_source(value: object) -> TypeGuard[Source]:
    return isinstance(value, (str, os.PathLike)) or hasattr(value, "readline")


class Table:
    """One file: the columns that its header names, and its rows.

    Args:
        name: what to call the file in a message.
        file: open as text.
        readers: the columns that are needed, with what reads each.
        known: all columns that there may be, so that none of them is taken for another one misspelt.

    Raises:
        DescriptionError: its first line cannot be read, or is not the header.
    """

    def __init__(self, name: str, file: TextIO, readers: Readers, known: Set[str]) -> None:
        self.name = name
        self._readers = readers
        self._rows = csv.reader(_lines(file, name))
        header = [cell.strip().upper() for cell in self._header()]
        faults = [Fault(name, problem) for problem in _faulty_columns(header, readers, known)]
        if faults:
            raise DescriptionError(faults)
        self._width = len(header)
        self._positions = {column: header.index(column) for column in readers}

    def _header(self) -> list[str]:
        try:
            return next(self._rows)
        except StopIteration:
            raise refusal(self.name, "is empty; get it again from where it is published") from None
        except csv.Error as error:
            raise refusal(self.name, f"is no CSV file: {error}; get it again from where it is published") from None

    def rows(self, on_fault: Callable[[Fault], object]) -> Iterator[tuple[str, list[str]]]:
        """Rows with as many fields as there are columns, each with its place. Empty lines are no rows."""
        while True:
            first = self._rows.line_num + 1
            row, problem = self._next(first)
            if row is None:
                return
            if problem:
                on_fault(Fault(self._place(first), problem))
            elif row:
                yield self._place(first), row

    def _next(self, first: int) -> tuple[list[str] | None, str]:
        """The row that begins in a line, None after the last; and what is wrong with it as a whole."""
        try:
            row = next(self._rows, None)
        except csv.Error as error:
            return [], f"is no row of a CSV file: {error}; look for a quotation mark that does not close"
        if row and self._rows.line_num > first:
            return row, "is one row over several lines; close the quotation mark that is open, or take it out"
        if row and len(row) != self._width:
            way_out = "put a field that holds commas in quotation marks, or complete the row"
            return row, f"expected {self._width} fields, got {len(row)}; {way_out}"
        return row, ""

    def _place(self, first: int) -> str:
        last = self._rows.line_num
        return f"{self.name}, " + (f"line {first}" if last == first else f"lines {first} to {last}")

    def values(self, row: Sequence[str]) -> dict[str, Any]:
        """What the needed columns hold.

        Raises:
            DescriptionError: lists every fault of the row, each under its column.
        """
        found: dict[str, Any] = {}
        faults: list[Fault] = []
        for column, read in self._readers.items():
            try:
                found[column] = read(row[self._positions[column]])
            except DescriptionError as error:
                faults += [Fault(column, fault.problem) for fault in error.faults]
        if faults:
            raise DescriptionError(faults)
        return found


def tables(sources: Iterable[Source], stack: ExitStack, readers: Readers, known: Set[str]) -> list[Table]:
    """All files, open as long as the stack is: what is wrong with the last is said before the first is read.

    Raises:
        DescriptionError: some cannot be read or lack columns; lists every fault.
    """
    found: list[Table] = []
    faults: list[Fault] = []
    for number, source in enumerate(sources, 1):
        try:
            found.append(Table(*_opened(source, number, stack), readers, known))
        except DescriptionError as error:
            faults += error.faults
    if faults:
        raise DescriptionError(faults)
    return found


def _opened(source: Source, number: int, stack: ExitStack) -> tuple[str, TextIO]:
    """A name and a file. Bytes that are not UTF-8 come as lone surrogates: where nobody reads them, they do no harm."""
    if not isinstance(source, (str, os.PathLike)):
        name = getattr(source, "name", None)
        return (named(name) if isinstance(name, str) else f"file {number}"), source
    try:
        return named(source), stack.enter_context(Path(source).open(encoding="utf-8", errors="surrogateescape"))
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        raise unreadable(source, error) from None


def _lines(file: TextIO, name: str) -> Iterator[str]:
    """Its lines, without the mark that some programs put before the first."""
    first = _line(file, f"{name}, line 1").removeprefix("\ufeff")
    rest = (_line(file, f"{name}, line {number}") for number in itertools.count(2))
    return itertools.takewhile(bool, itertools.chain([first], rest))


def _line(file: TextIO, place: str) -> str:
    try:
        line = file.readline(LONGEST_LINE)
    except (OSError, ValueError, EOFError) as error:  # ValueError: another encoding; EOFError: half of a packed file
        way_out = "get the file again, or open it with the encoding that it has"
        raise refusal(place, f"cannot be read: {reason(error)}; {way_out}") from None
    if not isinstance(line, str):
        raise refusal(place, f"gives {type(line).__name__}; open the file as text, with encoding='utf-8'")
    if len(line) == LONGEST_LINE:
        raise refusal(place, f"has {LONGEST_LINE} characters or more; name a CSV file with an end to each row")
    return line


def _faulty_columns(header: Sequence[str], needed: Iterable[str], known: Set[str]) -> Iterator[str]:
    if known.isdisjoint(header):
        problem = f"its first line names none of the columns, and begins with {quoted(''.join(header[:1]))}"
        yield f"{problem}; save it as UTF-8 with commas, the header as it is published in the first line"
        return
    others = sorted(set(header) - known)
    for column in needed:
        if column not in header:
            near = difflib.get_close_matches(column, others, n=1)
            way_out = f"is it {quoted(near[0])}? Rename that" if near else "take the file as it is published"
            yield f"has no column {column!r}; {way_out}"
        elif header.count(column) > 1:
            yield f"has the column {column!r} {header.count(column)} times; take out all but one"


def whole(digits: str, words: str) -> Callable[[str], int | None]:
    """What reads a whole number of some form; None for blanks, which say that it is not known."""

    def read(text: str) -> int | None:
        if not text.strip():
            return None
        if not re.fullmatch(digits, text.strip()):
            raise refusal("", f"expected {words}, got {quoted(text)}; leave it blank where it is not known")
        return int(text)

    return read
