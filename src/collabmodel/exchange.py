"""How verdicts leave for other tools and come back, without loss.

Stages travel under their names, in whatever the other side has for a few ordered words; probabilities in a column for
each stage. The library of a frame is loaded when its frame is asked for.
"""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from collabmodel.cells import plain
from collabmodel.columns import as_name, frame, is_name
from collabmodel.core.rule import Floats, Ranks
from collabmodel.errors import DescriptionError, Fault, quoted, suggestion
from collabmodel.extras import Foreign, needed

NAME = "name"
AT_LEAST = "at_least"
FORMS = "pass a frame of pandas, polars or pyarrow"
LINE_ENDS = {ord(character): f"\\u{ord(character):04x}" for character in "\x85\u2028\u2029"}
"""Characters that end a line for ``splitlines`` and that JSON does not escape by itself."""
MOST_FAULTS = 10_000


class Columns(NamedTuple):
    """Verdicts as columns of one length.

    Attributes:
        stages: the names of the stages, lowest first.
        names: of the organizations; None where they have none.
        ranks: columns of ranks by their heads.
        score: 100 times the expected rank over the top rank; None without probabilities.
        at_least: (n, stages) P(stage >= s); None without probabilities.
    """

    stages: tuple[str, ...]
    names: tuple[str, ...] | None
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
    names: tuple[str, ...] | None


_Row = tuple[object, object, Sequence[object] | None, object]
"""The worst stage, the best one, P(stage >= s) and the name; None where a table has none of these."""


def to_pandas(columns: Columns) -> Foreign:
    """A DataFrame; stages are ordered categories."""
    pandas = needed("pandas")

    def stages(ranks: Ranks) -> Foreign:
        return pandas.Categorical.from_codes(ranks, categories=list(columns.stages), ordered=True)

    return pandas.DataFrame(_assembled(columns, stages, lambda names: pandas.Series(names, dtype=str)))


def to_polars(columns: Columns) -> Foreign:
    """A DataFrame; stages are an Enum."""
    polars = needed("polars")
    names = polars.Series(columns.stages, dtype=polars.String)

    def stages(ranks: Ranks) -> Foreign:
        return names.gather(polars.Series(ranks)).cast(polars.Enum(list(columns.stages)))

    return polars.DataFrame(_assembled(columns, stages, lambda names: polars.Series(names, dtype=polars.String)))


def to_arrow(columns: Columns) -> Foreign:
    """A Table; stages are dictionaries."""
    arrow = needed("pyarrow")

    def stages(ranks: Ranks) -> Foreign:
        return arrow.DictionaryArray.from_arrays(ranks, list(columns.stages), ordered=True)

    return arrow.table(_assembled(columns, stages, lambda names: arrow.array(names, arrow.string())))


def _assembled(
    columns: Columns, stages: Callable[[Ranks], Foreign], texts: Callable[[tuple[str, ...]], Foreign]
) -> dict[str, Foreign]:
    named = {} if columns.names is None else {NAME: texts(columns.names)}
    return {**named, **{head: stages(ranks) for head, ranks in columns.ranks.items()}, **columns.numbers()}


def to_json_lines(columns: Columns) -> Iterator[str]:
    """One JSON object for each organization."""
    ranks = {head: each.tolist() for head, each in columns.ranks.items()}
    for row in range(len(columns.ranks["worst"])):
        found: dict[str, object] = {} if columns.names is None else {NAME: columns.names[row]}
        found |= {head: columns.stages[each[row]] for head, each in ranks.items()}
        if columns.score is not None and columns.at_least is not None:
            tails = zip(columns.stages, columns.at_least[row].tolist(), strict=True)
            found |= {"score": float(columns.score[row]), AT_LEAST: dict(tails)}
        yield json.dumps(found, ensure_ascii=False).translate(LINE_ENDS)


def from_frame(table: object, stages: Sequence[str]) -> Returned:
    """What verdicts are made of, from a frame of ``Columns``.

    Raises:
        DescriptionError: a column is missing, or holds what is no stage or no probability.
    """
    columns = frame(table, "frame", FORMS)
    heads = [f"{AT_LEAST}_{stage}" for stage in stages]
    probable = any(head in columns for head in heads)
    missing = [
        Fault(f"frame.{head}", f"there is no such column; {suggestion(head, columns)}")
        for head in ["worst", "best", *(heads if probable else [])]
        if head not in columns
    ]
    if missing:
        raise DescriptionError(missing)
    rows = zip(
        columns["worst"].to_list(),
        columns["best"].to_list(),
        zip(*(columns[head].to_list() for head in heads), strict=True) if probable else itertools.repeat(None),
        (_name(cell) for cell in columns[NAME].to_list()) if NAME in columns else itertools.repeat(None),
        strict=False,
    )
    found = _returned([(f"frame[{number}]", row) for number, row in enumerate(rows)], stages)
    if not len(found.worst):  # of nobody only the heads say what there would be
        found = found._replace(
            at_least=np.zeros((0, len(stages))) if probable else None, names=() if NAME in columns else None
        )
    return found


def _name(cell: object) -> object:
    """A name that another program took for a number is text again, and a missing one is empty."""
    value = plain(cell)
    return as_name(value) if is_name(value) else value


def from_json_lines(lines: Iterable[str], stages: Sequence[str]) -> Returned:
    """What verdicts are made of, from the lines of ``to_json_lines``.

    Raises:
        DescriptionError: with every line that is at fault.
    """
    if isinstance(lines, (str, bytes)) or not isinstance(lines, Iterable):
        raise DescriptionError([Fault("lines", f"expected lines, got {quoted(lines)}; pass text.splitlines()")])
    rows, faults = [], []
    for number, line in enumerate(lines, 1):
        try:
            rows.append((f"line {number}", _parsed(line, stages)))
        except (ValueError, TypeError, RecursionError) as error:
            faults.append(Fault(f"line {number}", f"{error}; write it as to_json_lines does"))
    if faults:
        raise _refusal(faults)
    return _returned(rows, stages)


def _parsed(line: str, stages: Sequence[str]) -> _Row:
    found = json.loads(line)
    if not isinstance(found, dict):
        raise TypeError(f"expected an object with the worst and the best stage, got {quoted(found)}")
    tails = found.get(AT_LEAST)
    if tails is not None and (not isinstance(tails, dict) or set(tails) != set(stages)):
        raise ValueError(f"{AT_LEAST} is {quoted(tails)} and no probability for each of {', '.join(stages)}")
    return (
        found.get("worst"),
        found.get("best"),
        None if tails is None else tuple(map(tails.get, stages)),
        found.get(NAME),
    )


def _returned(rows: Sequence[tuple[str, _Row]], stages: Sequence[str]) -> Returned:
    """The columns of rows, each with its place; everything that is wrong with them is told together."""
    rank = {stage: number for number, stage in enumerate(stages)}
    faults = [Fault(place, problem) for place, row in rows for problem in _problems(row, stages)]
    if len({(tails is None, name is None) for _, (*_, tails, name) in rows}) > 1:
        problem = "some rows have probabilities or names and some have none; keep rows of one table together"
        faults.append(Fault("rows", problem))
    if faults:
        raise _refusal(faults)
    worst, best, tails, names = zip(*(row for _, row in rows), strict=True) if rows else ((), (), (), ())
    return Returned(
        np.array([rank[each] for each in worst], np.int8),
        np.array([rank[each] for each in best], np.int8),
        np.array(tails, np.float64) if tails and tails[0] is not None else None,
        names if names and names[0] is not None else None,
    )


def _refusal(faults: Sequence[Fault]) -> DescriptionError:
    rest = len(faults) - MOST_FAULTS
    more = [Fault("rows", f"{rest} more are at fault; mend these first")] if rest > 0 else []
    return DescriptionError([*faults[:MOST_FAULTS], *more])


def _problems(row: _Row, stages: Sequence[str]) -> Iterator[str]:
    worst, best, tails, name = row
    for head, stage in (("worst", worst), ("best", best)):
        if stage not in stages:
            yield f"{head} is {quoted(stage)}; {suggestion(stage, stages)}"
    if tails is not None and not _falls(tails):
        yield f"{AT_LEAST} is {', '.join(map(quoted, tails))}; write probabilities from 1 that never rise"
    if worst in stages and best in stages and stages.index(str(worst)) > stages.index(str(best)):
        yield f"worst is {quoted(worst)}, which is above best, {quoted(best)}; swap them"
    if name is not None and not (isinstance(name, str) and is_name(name)):
        yield f"{NAME} is {quoted(name)}; write it as text"


def _falls(tails: Sequence[object]) -> bool:
    cells = map(plain, tails)
    numbers = [each for each in cells if isinstance(each, (int, float)) and not isinstance(each, bool)]
    pairs = itertools.pairwise([1, *numbers, 0])
    return len(numbers) == len(tails) and numbers[0] == 1 and all(upper >= lower for upper, lower in pairs)
