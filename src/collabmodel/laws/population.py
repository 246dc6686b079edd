"""Laws of tables: each of many organizations is judged as if it were alone.

See ``laws`` for what a law is.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from collabmodel.assessment import Assessment, assess
from collabmodel.core.rule import NOT_APPLICABLE, UNKNOWN
from collabmodel.laws.case import Broken, Case, blank
from collabmodel.model.evidence import Confidence, Observation
from collabmodel.rubrics.rubric import Rubric
from collabmodel.table import assess_table
from collabmodel.verdicts import Verdicts

MOST_ROWS = 4
FORMS = ("int16", "int64", "float32", "float64")


class Population(NamedTuple):
    """A table of cells, row by row.

    Attributes:
        cells: level positions, UNKNOWN or NOT_APPLICABLE.
        sure: one confidence for all, or one for each cell.
    """

    cells: Sequence[Sequence[int]]
    sure: Confidence | Sequence[Sequence[Confidence]]

    def matrix(self, rows: Sequence[int] | None = None) -> NDArray[np.int8]:
        """Some rows as numbers, by default all."""
        return np.array([self.cells[row] for row in self._chosen(rows)], np.int8)

    def confidence(self, rows: Sequence[int] | None = None) -> object:
        """How sure some rows are, as a table takes it."""
        if isinstance(self.sure, Confidence):
            return self.sure
        order = tuple(Confidence)
        return np.array([[order.index(each) for each in self.sure[row]] for row in self._chosen(rows)], np.int8)

    def observations(self, rubric: type[Rubric], row: int) -> Iterator[Observation]:
        """What a row says, in the words of the rubric."""
        for c, (criterion, cell) in enumerate(zip(rubric.criteria, self.cells[row], strict=True)):
            sure = self.sure if isinstance(self.sure, Confidence) else self.sure[row][c]
            if cell == NOT_APPLICABLE:
                yield criterion.not_applicable(confidence=sure)
            elif cell != UNKNOWN:
                yield criterion.observe(criterion.levels[cell].key, confidence=sure)

    def _chosen(self, rows: Sequence[int] | None) -> Sequence[int]:
        return range(len(self.cells)) if rows is None else rows


def population(case: Case) -> Population:
    """A few organizations; something applies to each."""
    number = case.pick(range(1, MOST_ROWS + 1))
    every = [case.levels() for _ in range(number)]
    cells = [[_cell(case, levels[each.key]) for each in case.rubric.criteria] for levels in every]
    kinds = tuple(Confidence)
    sure = case.pick((*kinds, None))
    return Population(cells, sure or [[case.pick(kinds) for _ in row] for row in cells])


def _cell(case: Case, level: int | None) -> int:
    known = NOT_APPLICABLE if level is None else level
    return case.pick((known, known, UNKNOWN))


def judged(case: Case, told: Population, rows: Sequence[int] | None = None, workers: int = 1) -> Verdicts:
    """The verdicts on some rows of a population, by default on all."""
    return assess_table(
        told.matrix(rows), case.rubric, confidence=told.confidence(rows), probabilities=True, workers=workers
    )


def a_table_is_its_rows_one_by_one(case: Case) -> Broken:
    """A table says of each organization what is said of it alone, to the last bit."""
    told = population(case)
    together = judged(case, told)
    if any(each.sightings for each in assess(blank(case.rubric), case.rubric).evidence):
        return  # its readers find something where nothing is told, so that no row is all there is to know
    for row in range(len(told.cells)):
        alone = assess(blank(case.rubric, *told.observations(case.rubric, row)), case.rubric)
        in_table = _row(together, row)
        if _verdict(alone) != in_table:
            yield f"{told.cells[row]} with {told.sure} is {_verdict(alone)} alone and {in_table} in a table"


def _verdict(alone: Assessment) -> tuple[object, ...]:
    ranks = (getattr(alone, each).rank for each in ("worst", "best", "safe", "likely", "possible"))
    return (*ranks, alone.score, *alone.tails)


def _row(together: Verdicts, row: int) -> tuple[object, ...]:
    ranks = (together[each][row] for each in ("worst", "best", "safe", "likely", "possible"))
    return (*ranks, together["score"][row], *together["at_least"][row])


def other_rows_are_irrelevant(case: Case) -> Broken:
    """Not a bit depends on the order of rows, on which others there are, or on how many work on them."""
    told = population(case)
    every = range(len(told.cells))
    together = judged(case, told)
    chosen = [case.pick(every) for _ in range(case.pick((1, 2, 2 * MOST_ROWS)))]
    workers = case.pick((1, 2, 3))
    if judged(case, told, chosen, workers) != together.take(np.array(chosen)):
        yield f"rows {chosen} of {told}, with {workers} to work on them, are not what they are among all"


def a_cell_means_the_same_in_every_form(case: Case) -> Broken:
    """Levels mean the same by position and by key, unknown by a missing cell and by a missing column."""
    told = population(case)
    together = judged(case, told)
    matrix, sure = told.matrix(), told.confidence()
    form = case.pick(FORMS)
    numbers = np.asfortranarray(matrix, dtype=form)
    if numbers.dtype.kind == "f":
        numbers[numbers == UNKNOWN] = np.nan
    columns = {
        criterion.key: [_word([each.key for each in criterion.levels], cell) for cell in cells]
        for criterion, cells in zip(case.rubric.criteria, matrix.T.tolist(), strict=True)
        if any(cell != UNKNOWN for cell in cells)
    }
    for name, table in ((form, numbers), ("words", columns)):
        if columns and assess_table(table, case.rubric, confidence=sure, probabilities=True) != together:
            yield f"{told} is judged otherwise when it is written as {name}"


def _word(keys: Sequence[str], cell: int) -> str | None:
    return keys[cell] if cell >= 0 else {NOT_APPLICABLE: "not_applicable", UNKNOWN: None}[cell]
