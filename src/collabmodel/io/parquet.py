"""Parquet of any size: judged batch by batch, and written to one file that is whole or not there.

Verdicts go from ``assess_table`` to the target, and nothing of them is kept but how many there are of each.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from collabmodel.columns import heads_of
from collabmodel.errors import DescriptionError, Fault, quoted
from collabmodel.extras import Foreign, needed
from collabmodel.io.parquet_files import Columns, File, Source, columns_of, files_in
from collabmodel.io.replacing import replacing
from collabmodel.model.evidence import Confidence
from collabmodel.reading import together
from collabmodel.render.waiting import waiting
from collabmodel.rubrics.rubric import Rubric
from collabmodel.rubrics.social_organization import SocialOrganization
from collabmodel.subjects import is_rubric
from collabmodel.table import assess_table
from collabmodel.verdicts import Verdicts

MOST_FAULTS = 100


def assess_parquet(
    source: Source | Iterable[Source],
    target: Source,
    rubric: type[Rubric] = SocialOrganization,
    *,
    confidence: Confidence | None = None,
    probabilities: bool = False,
    workers: int = 1,
    names: str | None = None,
    keep: Sequence[str] = (),
) -> Mapping[str, Mapping[str, int]]:
    """Say where the organizations of Parquet files stand, in another one. Memory does not grow with their number.

    The target is written to the end, or not at all: on a fault, a full disk or an interruption whatever was there
    before stays as it was.

    **Only needed columns are read.** A file about organizations has many that are no criterion, so those are left
    alone. But a criterion whose head is misspelt must not count as not known for everybody: a head that is near to a
    criterion which the file lacks is refused. If it means something else, name it in ``keep``.

    Args:
        source: a Parquet file, or a folder, of which every file that ends in ``.parquet`` is read, in the order of
            their names, 2 before 10; or several of these. They have the same criteria; what cells say is told at
            ``assess_table``.
        target: the file to write: a row for each organization, in the order of the source, with the columns of
            ``Verdicts.to_arrow()``. It must not lie where a folder is searched for files to read.
        rubric: by which to judge.
        confidence: how sure all cells are. By default every cell is a fact.
        probabilities: also compute the exact distribution.
        workers: how many threads work side by side.
        names: the head of the column with the names of the organizations.
        keep: heads of columns that are carried over as they are, such as a number in a register.

    Returns:
        How many organizations have each stage as their worst, their best, and so on, as ``Verdicts.counts()``.

    Raises:
        DescriptionError: or one of its kinds, with every file that cannot be read or is unlike the first; with cells
            that are at fault, each under its file and its row there, counted from 0; or the target cannot be written,
            or would be read the next time.
    """
    _check_arguments(confidence, names, keep)
    files = files_in(source, target)
    columns = columns_of(files, heads_of(rubric) if is_rubric(rubric) else {}, names, keep)
    judge = partial(assess_table, rubric=rubric, confidence=confidence, names=names)
    work = _Work(files, columns, partial(judge, probabilities=probabilities, workers=workers))
    nobody = work.nobody()
    with replacing(target, but_none_of=[file.path for file in files]) as output:
        return work.write(nobody, output)


def _check_arguments(confidence: object, names: object, keep: object) -> None:
    faults = []
    if confidence is not None and not isinstance(confidence, Confidence):
        way_out = "give one Confidence for all cells; a table of them goes with assess_table"
        faults.append(Fault("confidence", f"expected a Confidence, got {quoted(confidence)}; {way_out}"))
    if names is not None and not isinstance(names, str):
        faults.append(Fault("names", f"expected the head of a column, got {quoted(names)}; name one, or none"))
    if isinstance(keep, str) or not isinstance(keep, Sequence) or any(not isinstance(each, str) for each in keep):
        faults.append(Fault("keep", f"expected a list of heads of columns, got {quoted(keep)}; write ['EIN']"))
    if faults:
        raise DescriptionError(faults)


class _Judged(NamedTuple):
    """A batch: its verdicts, and the table that goes to the target."""

    verdicts: Verdicts
    table: Foreign


class _Work(NamedTuple):
    """What to do with every batch.

    Attributes:
        files: to read.
        columns: of them.
        judge: what gives the verdicts of a table.
    """

    files: Sequence[File]
    columns: Columns
    judge: Callable[[Foreign], Verdicts]

    def nobody(self) -> _Judged:
        """Verdicts on nobody: they say which columns there will be, and what is wrong with heads and arguments."""
        first = self.files[0]
        try:
            found = self._judged(dict.fromkeys(self.columns.judged, ()), first.schema.empty_table())
        except DescriptionError as error:
            raise first.placed(error, range(0)) from None
        twice = [head for head in self.columns.kept.names if found.table.column_names.count(head) > 1]
        if twice:
            problem = "is a column of the verdicts as well; rename it where it comes from"
            raise DescriptionError(Fault("keep", f"{quoted(head)} {problem}") for head in twice)
        return found

    def write(self, nobody: _Judged, output: BinaryIO) -> Mapping[str, Mapping[str, int]]:
        """Write verdicts on everybody, and count them."""
        totals = {column: Counter(counts) for column, counts in nobody.verdicts.counts().items()}
        writer = needed("pyarrow.parquet").ParquetWriter(output, nobody.table.schema, write_page_checksum=True)
        with writer, waiting(sum(file.rows for file in self.files), "organizations") as advance:
            for each in self._good():
                writer.write_table(each.table)
                for column, counts in each.verdicts.counts().items():
                    totals[column].update(counts)
                advance(each.verdicts.number)
        return MappingProxyType({column: MappingProxyType(dict(counts)) for column, counts in totals.items()})

    def _good(self) -> Iterator[_Judged]:
        """All batches up to the first that is at fault; then the rest is read for its faults alone."""
        errors: list[DescriptionError] = []
        for each in itertools.chain.from_iterable(map(self._batches, self.files)):
            if not isinstance(each, DescriptionError):
                if not errors:
                    yield each
                continue
            errors.append(each)
            if sum(len(error.faults) for error in errors) >= MOST_FAULTS:
                problem = f"was not read any more after {MOST_FAULTS} faults; mend these first"
                errors.append(type(each)([Fault("the rest", problem)]))
                break
        if errors:
            raise together(errors)

    def _batches(self, file: File) -> Iterator[_Judged | DescriptionError]:
        """One file: what was found of each batch, or what is wrong with it."""
        try:
            for rows, table in file.batches(self.columns):
                try:
                    yield self._judged(table.select(self.columns.judged), table)
                except DescriptionError as error:
                    yield file.placed(error, rows)
        except DescriptionError as error:  # the file breaks off
            yield error

    def _judged(self, cells: object, table: Foreign) -> _Judged:
        verdicts = self.judge(cells)
        found = verdicts.to_arrow()
        for field in self.columns.kept:
            found = found.append_column(field, table[field.name].cast(field.type))
        return _Judged(verdicts, found)
