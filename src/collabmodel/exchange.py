"""How verdicts leave for other tools and come back, without loss.

Stages travel under their names, in whatever the other side has for a few ordered words; probabilities in a column for
each stage. The library of a frame is loaded when its frame is asked for.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from collabmodel.core.rule import Floats, Ranks
from collabmodel.errors import DescriptionError, Fault, quoted, suggestion
from collabmodel.extras import Foreign, needed

NAME = "name"
AT_LEAST = "at_least"
MOST_FAULTS = 10_000


class Columns(NamedTuple):
    """Verdicts as columns of one length.

    Attributes:
        stages: the names of the stages, lowest first.
        names: of the organizations; empty where they have none.
        ranks: columns of ranks by their heads.
        score: 100 times the expected rank over the top rank; None without probabilities.
        at_least: (n, stages) P(stage >= s); None without probabilities.
    """

    stages: tuple[str, ...]
    names: tuple[str, ...]
    ranks: Mapping[str, Ranks]
    score: Floats | None
    at_least: Floats | None

    def numbers(self) -> dict[str, Floats]:
        """Columns of numbers by their heads."""
        if self.score is None or self.at_least is None:
            return {}
        tails = zip(self.stages, self.at_least.T, strict=True)
        return {"score": self.score, **{f"{AT_LEAST}_{stage}": column for stage, column in tails}}


class Returned(NamedTuple):
    """What verdicts are made of again."""

    worst: Ranks
    best: Ranks
    at_least: Floats | None
    names: tuple[str, ...]


def to_pandas(columns: Columns) -> Foreign:
    """A DataFrame; stages are ordered categories."""
    pandas = needed("pandas")

    def stages(ranks: Ranks) -> Foreign:
        return pandas.Categorical.from_codes(ranks, categories=list(columns.stages), ordered=True)

    return pandas.DataFrame(_assembled(columns, stages, list))


def to_polars(columns: Columns) -> Foreign:
    """A DataFrame; stages are an Enum."""
    polars = needed("polars")
    names = polars.Series(columns.stages, dtype=polars.String)

    def stages(ranks: Ranks) -> Foreign:
        return names.gather(polars.Series(ranks)).cast(polars.Enum(list(columns.stages)))

    return polars.DataFrame(_assembled(columns, stages, list))


def to_arrow(columns: Columns) -> Foreign:
    """A Table; stages are dictionaries."""
    arrow = needed("pyarrow")

    def stages(ranks: Ranks) -> Foreign:
        return arrow.DictionaryArray.from_arrays(ranks, list(columns.stages), ordered=True)

    return arrow.table(_assembled(columns, stages, lambda names: arrow.array(names, arrow.string())))


def _assembled(
    columns: Columns, stages: Callable[[Ranks], Foreign], texts: Callable[[tuple[str, ...]], Foreign]
) -> dict[str, Foreign]:
    named = {NAME: texts(columns.names)} if columns.names else {}
    return {**named, **{head: stages(ranks) for head, ranks in columns.ranks.items()}, **columns.numbers()}


def to_json_lines(columns: Columns) -> Iterator[str]:
    """One JSON object for each organization."""
    ranks = {head: each.tolist() for head, each in columns.ranks.items()}
    for row in range(len(columns.ranks["worst"])):
        found: dict[str, object] = {NAME: columns.names[row]} if columns.names else {}
        found |= {head: columns.stages[each[row]] for head, each in ranks.items()}
        if columns.score is not None and columns.at_least is not None:
            tails = zip(columns.stages, columns.at_least[row].tolist(), strict=True)
            found |= {"score": float(columns.score[row]), AT_LEAST: dict(tails)}
        yield json.dumps(found, ensure_ascii=False)


def from_frame(frame: object, stages: Sequence[str]) -> Returned:
    """What verdicts are made of, from a frame of ``Columns``.

    Raises:
        DescriptionError: a column is missing, or holds what is no stage.
    """
    table = needed("narwhals").from_native(frame, eager_only=True)
    heads = [f"{AT_LEAST}_{stage}" for stage in stages]
    probable = any(head in table.columns for head in heads)
    wanted = ["worst", "best", *(heads if probable else [])]
    missing = [
        Fault(head, f"there is no such column; {suggestion(head, table.columns)}")
        for head in wanted
        if head not in table.columns
    ]
    if missing:
        raise DescriptionError(missing)
    worst, best = (_ranks(table[head].to_list(), head, stages) for head in ("worst", "best"))
    tails = np.stack([table[head].to_numpy() for head in heads], axis=1) if probable else None
    return Returned(worst, best, tails, tuple(table[NAME].to_list()) if NAME in table.columns else ())


def _ranks(cells: Sequence[object], head: str, stages: Sequence[str]) -> Ranks:
    rank = {stage: number for number, stage in enumerate(stages)}
    wrong = [(row, cell) for row, cell in enumerate(cells) if cell not in rank]
    if wrong:
        raise DescriptionError(
            Fault(f"[{row}].{head}", f"{quoted(cell)} is no stage; {suggestion(cell, stages)}")
            for row, cell in wrong[:MOST_FAULTS]
        )
    return np.array([rank[str(cell)] for cell in cells], np.int8)


def from_json_lines(lines: Iterable[str], stages: Sequence[str]) -> Returned:
    """What verdicts are made of, from the lines of ``to_json_lines``.

    Raises:
        DescriptionError: with every line that is at fault.
    """
    rows, faults = [], []
    for number, line in enumerate(lines, 1):
        try:
            rows.append(_row(line, stages))
        except ValueError as error:
            faults.append(Fault(f"line {number}", str(error)))
    kinds = {(probable is None, name is None) for *_, probable, name in rows}
    if len(kinds) > 1:
        problem = "some have probabilities or names and some have none; keep lines of one run together"
        faults.append(Fault("lines", problem))
    if faults:
        raise DescriptionError(faults[:MOST_FAULTS])
    if not rows:
        return Returned(np.zeros(0, np.int8), np.zeros(0, np.int8), None, ())
    worst, best, tails, names = zip(*rows, strict=True)
    return Returned(
        np.array(worst, np.int8),
        np.array(best, np.int8),
        None if tails[0] is None else np.array(tails),
        () if names[0] is None else names,
    )


def _row(line: str, stages: Sequence[str]) -> tuple[int, int, list[float] | None, str | None]:
    """Worst, best, probabilities and name; raises ValueError with what is wrong."""
    found = json.loads(line)
    if not isinstance(found, dict):
        raise ValueError(f"expected an object with the worst and the best stage, got {quoted(found)}")  # noqa: TRY004
    worst, best = (_rank(found.get(head), head, stages) for head in ("worst", "best"))
    tails, name = found.get(AT_LEAST), found.get(NAME)
    if tails is None:
        return worst, best, None, name
    if not isinstance(tails, dict) or list(tails) != list(stages):
        raise ValueError(f"{AT_LEAST} is {quoted(tails)}; write a probability for each of {', '.join(stages)}")
    return worst, best, [float(each) for each in tails.values()], name


def _rank(stage: object, head: str, stages: Sequence[str]) -> int:
    if stage not in stages:
        raise ValueError(f"{head} is {quoted(stage)}; {suggestion(stage, stages)}")
    return stages.index(str(stage))
