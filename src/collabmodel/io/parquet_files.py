"""Parquet files: which there are, which of their columns are needed, and where in them a fault is.

The ends of files are read at once, their rows a few at a time. What cells mean is not known here.
"""

import difflib
import os
import re
import stat
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeAlias

from collabmodel.cells import folded
from collabmodel.columns import Heads, meant
from collabmodel.errors import DescriptionError, Fault, UnknownCriterionError, quoted, suggestion
from collabmodel.extras import Foreign, needed
from collabmodel.io.files import named, reason, refusal, several, unreadable
from collabmodel.io.replacing import end_of

Source: TypeAlias = str | os.PathLike[str]

ROWS = 2**18
"""Rows that are read together. The more, the more often organizations of which the same is known meet, whose
probabilities are computed once; 50 columns of words take 50 MB."""

CONTENT = "*.parquet"
"""What files in a folder are called."""

BUFFER = 2**20
"""Bytes of a column that are read at a time; without it, those of a whole row group, however long that is."""

NEAR = 0.7
"""How like a criterion a head is that may mean it, by difflib. On the keys of the shipped rubric this finds every one
that is wrong in one letter and 19 of 20 that are wrong in two; it also takes ``state`` for ``stance``."""


class File(NamedTuple):
    """A Parquet file, as its end tells.

    Attributes:
        path: of the file.
        schema: its columns.
        rows: how many there are.
    """

    path: Path
    schema: Foreign
    rows: int

    @property
    def name(self) -> str:
        """What to call it in a message."""
        return named(self.path)

    @property
    def heads(self) -> list[str]:
        """The heads of its columns."""
        return list(self.schema.names)

    def batches(self, columns: "Columns") -> Iterator[tuple[range, Foreign]]:
        """Some rows after the other, as a table of the needed columns.

        Raises:
            DescriptionError: the file cannot be read to its end.
        """
        start = 0
        words = [head for head in columns.words if _is_text(self.schema.field(head).type)]
        with _reading(self.path, words) as file:
            for batch in file.iter_batches(ROWS, columns=columns.heads):
                rows = range(start, start + batch.num_rows)
                yield rows, needed("pyarrow").Table.from_batches([batch])
                start = rows.stop

    def placed(self, error: DescriptionError, rows: range) -> DescriptionError:
        """What was found to be wrong with some rows, each fault at its place in the file."""
        return type(error)(Fault(self._place(fault.path, rows), fault.problem) for fault in error.faults)

    def _place(self, path: str, rows: range) -> str:
        cell = re.fullmatch(r"(table|names)\[([0-9]+)\](.*)", path)
        if cell:
            return f"{self.name}: {cell[1]}[{rows.start + int(cell[2])}]{cell[3]}"
        if path == "table" and rows:
            return f"{self.name}: table[{rows.start}:{rows.stop}]"
        return f"{self.name}: {path}" if path.startswith("table") else path


class Columns(NamedTuple):
    """What is needed of every file.

    Attributes:
        criteria: heads of criteria.
        name: head of the column with names; None: they have none.
        kept: the schema of what is carried over.
    """

    criteria: tuple[str, ...]
    name: str | None
    kept: Foreign

    @property
    def judged(self) -> list[str]:
        """What the verdicts rest on, and the names."""
        return [*self.criteria, *([] if self.name is None else [self.name])]

    @property
    def words(self) -> list[str]:
        """Criteria whose text comes as numbers into a list of words; not those that are carried over as they are."""
        return [head for head in self.criteria if head not in self.kept.names]

    @property
    def heads(self) -> list[str]:
        """All of them, each once."""
        return list(dict.fromkeys([*self.judged, *self.kept.names]))


def files_in(source: object, target: Source) -> list[File]:
    """All files, their ends read: what is wrong with the last is said before the first is judged.

    Args:
        source: a file, a folder, or several of these.
        target: the file that is to be written.

    Raises:
        DescriptionError: with every file that cannot be read; or the target lies where files are looked for, or a file
            is named twice.
    """
    given = _paths(source)
    _check_outside(target, given)
    found: list[File] = []
    faults: list[Fault] = []
    for path in [file for each in given for file in _within(each)]:
        try:
            with _reading(path) as file:
                found.append(File(path, file.schema_arrow, file.metadata.num_rows))
        except DescriptionError as error:
            faults += error.faults
    if faults:
        raise DescriptionError(faults)
    _check_once(found)
    return found


@contextmanager
def _reading(path: Path, words: Sequence[str] = ()) -> Iterator[Foreign]:
    """A Parquet file, of which little is in memory."""
    arrow, ways = needed("pyarrow"), {"read_dictionary": list(words), "buffer_size": BUFFER, "pre_buffer": False}
    try:
        path.open("rb").close()  # what Arrow then finds is wrong with the content, not with the path
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        raise unreadable(path, error) from None
    try:
        with needed("pyarrow.parquet").ParquetFile(path, page_checksum_verification=True, **ways) as file:
            yield file
    except (OSError, ValueError, arrow.ArrowException) as error:  # ValueError: a head that is not UTF-8
        problem = f"cannot be read as Parquet: {reason(error)}; name a file that is whole, or write it again"
        raise refusal(path, problem) from None


def _paths(source: Foreign) -> list[Path]:
    given: list[Foreign] = list(source) if several(source) else [source]
    wrong = [each for each in given if not isinstance(each, (str, os.PathLike))]
    if wrong or not given:
        got = quoted(wrong[0]) if wrong else "none"
        raise refusal("source", f"expected the path of a file or a folder, or several, got {got}; name what to read")
    return list(map(Path, given))


def _check_outside(target: Source, given: Iterable[Path]) -> None:
    """Refuse to write where files are looked for: whoever writes there once reads it the next time."""
    end = end_of(target)
    for folder in filter(_is_folder, given):
        if _would_be_found(end, folder):
            where = "a folder that is read holds it or a link to it, so it would be read itself the next time"
            way_out = f"name a file outside of {named(folder)}, or one that begins with _"
            raise refusal(target, f"cannot be written: {where}; {way_out}")


def _check_once(files: Iterable[File]) -> None:
    """An organization counts once, however often its file is named."""
    again = [path for path, number in Counter(end_of(each.path) for each in files).items() if number > 1]
    if again:
        problem = "is to be read more than once; name it once, and not beside a folder that holds it"
        raise DescriptionError(Fault(named(path), problem) for path in again)


def _would_be_found(end: Path, folder: Path) -> bool:
    """Whether a file is looked for in a folder, itself or by a link that is there."""
    real = end_of(folder)
    lies_there = real in end.parents and end.match(CONTENT) and not _is_note(end, real)
    return lies_there or end in map(end_of, _names_in(folder))


def _within(path: Path) -> list[Path]:
    """The files of a folder, however deep; or the file itself."""
    if not _is_folder(path):
        if _mode(path) and not path.is_file():  # a pipe would be waited for, a device has no end
            raise refusal(path, "is neither a file nor a folder; name what to read")
        return [path]
    found = sorted(filter(Path.is_file, _names_in(path)), key=_by_number)
    if not found:
        raise refusal(path, "holds no file that ends in .parquet; name the folder of the files")
    return found


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(_mode(path))


def _mode(path: Path) -> int:
    """What kind of thing is there; 0 where nothing can be seen, of which is told when it is read."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):  # ValueError: a path with a null character
        return 0


def _names_in(folder: Path) -> Iterator[Path]:
    return (each for each in folder.rglob(CONTENT) if not _is_note(each, folder))


def _is_note(path: Path, folder: Path) -> bool:
    """Names that begin with _ or . are notes of engines."""
    return any(part.startswith(("_", ".")) for part in path.relative_to(folder).parts)


def _by_number(path: Path) -> list[str | int]:
    """part.2 before part.10, as they were written."""
    return [int(each) if number % 2 else each for number, each in enumerate(re.split("([0-9]+)", str(path)))]


def columns_of(files: Sequence[File], heads: Heads, names: str | None, keep: Iterable[str]) -> Columns:
    """What is needed of every file.

    Args:
        files: all of them.
        heads: what columns may be called.
        names: the head of the column with names.
        keep: heads of columns that are carried over.

    Raises:
        UnknownCriterionError: heads are near to a criterion that their file lacks.
        DescriptionError: files lack columns that others have, or hold them in another form.
    """
    asked = dict.fromkeys([*([] if names is None else [names]), *keep])
    own = [_criteria_in(file, heads, names) for file in files]
    _check_nothing_is_misspelt(files, own, heads, asked)
    _check_all_are_alike(files, own, asked)
    kept = {head: _field(head, files) for head in keep}
    _check_types(files, kept)
    return Columns(tuple(own[0]), names, needed("pyarrow").schema(kept.values()))


def _criteria_in(file: File, heads: Heads, names: str | None) -> dict[str, str]:
    """The keys of the criteria that a file has, by the heads of their columns."""
    found = {head: meant(head, heads) for head in file.heads if head != names}
    return {head: key for head, key in found.items() if key}


def _check_nothing_is_misspelt(
    files: Sequence[File], own: Sequence[Mapping[str, str]], heads: Heads, asked: Container[str]
) -> None:
    """A criterion that nobody finds would count as not known, for everybody and in silence."""
    faults = []
    for file, found in zip(files, own, strict=True):
        lacking = {
            folded(each.text): each.text for each in heads.values() if each.key not in found.values() and each.key
        }
        for head in file.heads:
            if head not in found and head not in asked:
                near = difflib.get_close_matches(folded(head), lacking, 1, NEAR)
                faults += [Fault(f"{file.name}: table.{head}", _misspelt(lacking[each])) for each in near]
    if faults:
        raise UnknownCriterionError(faults)


def _misspelt(near: str) -> str:
    way_out = "Rename the column, or name it in keep if it means something else"
    return f"is no criterion of this rubric; did you mean {near!r}? {way_out}"


def _check_all_are_alike(files: Sequence[File], own: Sequence[Mapping[str, str]], asked: Iterable[str]) -> None:
    wanted = dict.fromkeys([*own[0], *asked])
    faults = []
    for file, found in zip(files, own, strict=True):
        faults += [Fault(f"{file.name}: table.{head}", problem) for head, problem in _unlike(file, found, wanted)]
    if faults:
        raise DescriptionError(faults)


def _unlike(file: File, own: Iterable[str], wanted: Mapping[str, None]) -> Iterator[tuple[str, str]]:
    """Heads of a file that are not as those of the first one, and why."""
    for head in wanted:
        if head not in file.heads:
            yield head, f"there is no such column here; {suggestion(head, file.heads)}"
        elif file.heads.count(head) > 1:
            yield head, "there are several such columns; keep one"
    for head in own:
        if head not in wanted:
            yield head, "the first file has no such criterion; give all files the same ones"


def _field(head: str, files: Sequence[File]) -> Foreign:
    """The type of a column; where all cells of a file are missing, other files know it."""
    types = [file.schema.field(head).type for file in files]
    return needed("pyarrow").field(head, next((each for each in types if not _is_null(each)), types[0]))


def _is_null(kind: Foreign) -> bool:
    return bool(needed("pyarrow").types.is_null(kind))


def _is_text(kind: Foreign) -> bool:
    types = needed("pyarrow").types
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _check_types(files: Sequence[File], kept: Mapping[str, Foreign]) -> None:
    faults = []
    for file in files:
        for head, field in kept.items():
            kind = file.schema.field(head).type
            if kind != field.type and not _is_null(kind):
                problem = f"is of the type {kind}, and {field.type} in another file; write all files alike"
                faults.append(Fault(f"{file.name}: table.{head}", problem))
    if faults:
        raise DescriptionError(faults)
