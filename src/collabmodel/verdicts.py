"""Verdicts: where many organizations stand, as columns.

Ranks and probabilities in arrays of one length; names of stages appear only where somebody looks. How verdicts leave
and enter other tools is told in ``exchange``.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from types import MappingProxyType
from typing import Any

import attrs
import numpy as np
from numpy.typing import ArrayLike, NDArray

from collabmodel import exchange
from collabmodel.columns import is_name
from collabmodel.core.rule import Floats, Ranks
from collabmodel.errors import DescriptionError, Fault, quoted, suggestion
from collabmodel.extras import Foreign
from collabmodel.ranking import SAFE_TO_POSSIBLE, Ranking, bars
from collabmodel.render import plots
from collabmodel.render.rows import Block, Heading, Lines, Shown, Table, counted, percent
from collabmodel.rubrics.rubric import Rubric
from collabmodel.subjects import a_rubric
from collabmodel.verdict import LIKELY, POSSIBLE, ROUNDING, SAFE, span

HEAD = 10
MOST_RANKED = 1000
"""A longer table is for a machine to read."""
MOST_NAMED = 8
SHOWN_ROWS = 10
_BYTE = np.iinfo(np.int8)
BY_CHANCE = ("safe", "likely", "possible", "score", "at_least")
NO_CHANCES = "these verdicts hold no probabilities; ask for them by probabilities=True"

Array = NDArray[Any]


def _fixed(array: Array) -> Array:
    """An array that nobody can change behind our back."""
    array.setflags(write=False)
    return array


def _as_ranks(given: ArrayLike) -> Array:
    """A byte each; what is no whole number that fits one stays what it is, and is refused."""
    try:
        array = np.array(given)
    except ValueError:  # rows of several lengths
        array = np.array(None)
    whole = not array.size or (array.dtype.kind in "iu" and array.min() >= _BYTE.min and array.max() <= _BYTE.max)
    return _fixed(array.astype(np.int8, copy=False) if whole else array)


def _as_tails(given: ArrayLike | None) -> Array | None:
    try:
        return None if given is None else _fixed(np.array(given, np.float64))
    except (TypeError, ValueError):  # texts, or rows of several lengths
        return np.empty(0)


def _as_texts(names: Foreign) -> Foreign:
    ordered = isinstance(names, Iterable) and not isinstance(names, (str, bytes, Mapping, Set))
    return tuple(names) if ordered and not hasattr(type(names), "columns") else names


def _faulty_ranks(worst: Array, best: Array, top: int) -> list[Fault]:
    n = (worst if worst.dtype == np.int8 else best).size
    faults = [
        Fault(column, f"expected {n} whole numbers from 0 to {top}, the ranks of stages; give each organization one")
        for column, ranks in (("worst", worst), ("best", best))
        if ranks.shape != (n,) or ranks.dtype != np.int8 or (n and not 0 <= ranks.min() <= ranks.max() <= top)
    ]
    crossed = [] if faults else np.flatnonzero(worst > best)[:SHOWN_ROWS].tolist()
    return faults + [Fault(f"worst[{row}]", f"is {worst[row]}, above best, {best[row]}; swap them") for row in crossed]


def _faulty_tails(at_least: Floats, n: int, top: int) -> list[Fault]:
    if at_least.shape != (n, top + 1):
        return [Fault("at_least", f"expected {n} rows of {top + 1} probabilities; give one for each stage")]
    falls = (at_least[:, :-1] >= at_least[:, 1:]).all(axis=1) & (at_least[:, 0] == 1) & (at_least[:, -1] >= 0)
    wrong = np.flatnonzero(~falls)[:SHOWN_ROWS].tolist()
    return [Fault(f"at_least[{row}]", "expected probabilities from 1 that never rise; correct them") for row in wrong]


def _faulty_names(names: object, n: int) -> list[Fault]:
    if names is None:
        return []
    if not isinstance(names, tuple):
        return [Fault("names", f"expected a text for each organization, got {quoted(names)}; give a list of them")]
    wrong = [row for row, each in enumerate(names) if not (isinstance(each, str) and is_name(each))][:SHOWN_ROWS]
    if wrong:
        return [Fault(f"names[{row}]", f"expected text, got {quoted(names[row])}; write it as text") for row in wrong]
    return [] if len(names) == n else [Fault("names", f"there are {len(names)} for {n} organizations; give each one")]


_ARRAY = attrs.cmp_using(eq=np.array_equal)


@attrs.frozen
class Evidence:
    """How much was known of the organizations of a table.

    Attributes:
        known: of how many each criterion was known, by its key.
        applicable: to how many it applied.
        unknown: of how many organizations nothing is known.
        coverage: the share of the points of all organizations that is known.
    """

    known: Mapping[str, int]
    applicable: Mapping[str, int]
    unknown: int
    coverage: float


@attrs.frozen(eq=True, unsafe_hash=False, repr=False)
class Verdicts(Shown, Mapping[str, Array]):
    """Where many organizations stand: a mapping of arrays, one row for each organization.

    Args:
        rubric: by which they were judged.
        worst, best: (n,) int8, the ranks of the guaranteed range; it holds if no source is wrong.
        at_least: (n, stages) P(stage >= s), column by rank; None where no probabilities were asked for.
        names: of the organizations; None where they have none.
        evidence: how much was known of them; None where that was not kept. Verdicts that differ in it are equal.

    Raises:
        DescriptionError: these are no verdicts by this rubric; lists what is wrong.
    """

    rubric: type[Rubric]
    worst: Ranks = attrs.field(converter=_as_ranks, eq=_ARRAY)
    best: Ranks = attrs.field(converter=_as_ranks, eq=_ARRAY)
    at_least: Floats | None = attrs.field(default=None, converter=_as_tails, eq=_ARRAY)
    names: tuple[str, ...] | None = attrs.field(default=None, converter=_as_texts)
    evidence: Evidence | None = attrs.field(default=None, eq=False)

    def __attrs_post_init__(self) -> None:
        top = a_rubric(self.rubric).ladder.top
        faults = _faulty_ranks(self.worst, self.best, top)
        if self.at_least is not None:
            faults += _faulty_tails(self.at_least, self.worst.size, top)
        faults += _faulty_names(self.names, self.worst.size)
        if faults:
            raise DescriptionError(faults)

    def __reduce__(self) -> tuple[object, ...]:
        """Made anew from its parts, so that what comes out of a pickle cannot be changed either."""
        return Verdicts, (self.rubric, self.worst, self.best, self.at_least, self.names, self.evidence)

    @property
    def number(self) -> int:
        """How many organizations there are."""
        return len(self.worst)

    @property
    def safe(self) -> Ranks:
        """(n,) the highest rank that is reached with a probability of 90 % or more."""
        return self._highest(SAFE)

    @property
    def likely(self) -> Ranks:
        """(n,) the highest rank that is reached with a probability of 50 % or more."""
        return self._highest(LIKELY)

    @property
    def possible(self) -> Ranks:
        """(n,) the highest rank that is reached with a probability of 10 % or more."""
        return self._highest(POSSIBLE)

    @property
    def score(self) -> Floats:
        """(n,) 100 times the expected rank over the top rank. For charts; the stage is what counts."""
        total = np.zeros(self.number)
        for tail in self._tails.T[1:]:  # one after the other, as for one organization
            total += tail
        score: Floats = 100 * total / self.rubric.ladder.top
        return _fixed(score)

    def __getitem__(self, column: str) -> Array:
        if column not in self._keys:
            raise KeyError(self._no_column(column))
        array: Array = getattr(self, column)
        return array

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        """The number of columns, as of any mapping; ``number`` is that of organizations."""
        return len(self._keys)

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many organizations have each stage as their worst, their best, and so on, by the names of stages."""
        names = self.rubric.ladder.names
        columns = [column for column in self._keys if column in _LABELS]
        return MappingProxyType(
            {
                column: MappingProxyType(
                    dict(zip(names, np.bincount(self[column], minlength=len(names)).tolist(), strict=True))
                )
                for column in columns
            }
        )

    def take(self, rows: ArrayLike | slice) -> "Verdicts":
        """Those of some organizations: their positions, a mask, or a slice.

        Raises:
            DescriptionError: it is none of these, or there are no such rows.
        """
        try:
            picked = rows if isinstance(rows, slice) else np.asarray(rows).reshape(-1)
            chosen = np.arange(self.number)[picked if isinstance(rows, slice) or np.size(rows) else slice(0)]
        except (IndexError, TypeError, ValueError) as error:
            way_out = f"give positions of the {self.number} rows from 0, or True or False for each"
            raise DescriptionError([Fault("rows", f"{error}; {way_out}")]) from None
        return attrs.evolve(
            self,
            worst=self.worst[chosen],
            best=self.best[chosen],
            at_least=None if self.at_least is None else self.at_least[chosen],
            names=None if self.names is None else tuple(self.names[row] for row in chosen.tolist()),
            evidence=None,
        )

    def ranked(self, most: int = MOST_RANKED) -> "Ranking":
        """The organizations by their range, those first of which more is guaranteed.

        Args:
            most: leave out what comes after so many.

        Raises:
            DescriptionError: that is no number of organizations.
        """
        if not isinstance(most, (int, np.integer)) or isinstance(most, bool) or most < 0:
            raise DescriptionError([Fault("most", f"{quoted(most)} is no number of organizations; write 0 or more")])
        return Ranking(self.rubric, self._heads, self._rows(self._order[:most]), self.number)

    def plot(self, ax: Foreign = None) -> Foreign:
        """Draw the ranges of the organizations, or how many stand at each stage where they are many.

        Args:
            ax: axes of matplotlib to draw on; by default those of a new figure.

        Returns:
            The axes.

        Raises:
            DescriptionError: these are no axes.
            ImportError: matplotlib is missing; the message says which extra to install.
        """
        if self.number > plots.MOST_BARS:
            counts = {_LABELS[column]: counts for column, counts in self.counts().items()}
            return plots.counts(counts, self.rubric.ladder.names, ax)
        order = self._order
        inner = None if self.at_least is None else (self.safe[order], self.likely[order], self.possible[order])
        names = [self.name(row) for row in order.tolist()]
        return plots.ranges(names, self.worst[order], self.best[order], inner, self.rubric.ladder.names, ax)

    def name(self, row: int) -> str:
        """What the organization of a row is called: its name, or the number of its row from 0.

        Raises:
            DescriptionError: there is no such row.
        """
        if row not in range(self.number):
            problem = f"{quoted(row)} is none of the {self.number} rows; give a position from 0"
            raise DescriptionError([Fault("row", problem)])
        return (self.names[row] if self.names else "") or f"row {row}"

    def to_pandas(self) -> Foreign:
        """A DataFrame of pandas; stages are ordered categories."""
        return exchange.to_pandas(self._columns)

    def to_polars(self) -> Foreign:
        """A DataFrame of polars; stages are an Enum."""
        return exchange.to_polars(self._columns)

    def to_arrow(self) -> Foreign:
        """A Table of pyarrow; stages are dictionaries."""
        return exchange.to_arrow(self._columns)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """For libraries that read Arrow: ``pyarrow.table(verdicts)``, ``pandas.DataFrame.from_arrow(verdicts)``."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def to_json_lines(self) -> Iterator[str]:
        """One JSON object for each organization, in a line of its own."""
        return exchange.to_json_lines(self._columns)

    @classmethod
    def from_frame(cls, frame: object, rubric: type[Rubric]) -> "Verdicts":
        """Verdicts again, from a frame that one of the methods above made.

        Raises:
            DescriptionError: a column is missing, or holds what is no stage of the rubric.
        """
        return cls(rubric, *exchange.from_frame(frame, a_rubric(rubric).ladder.names))

    @classmethod
    def from_json_lines(cls, lines: Iterable[str], rubric: type[Rubric]) -> "Verdicts":
        """Verdicts again, from lines that ``to_json_lines`` made.

        Raises:
            DescriptionError: with every line that is at fault.
        """
        return cls(rubric, *exchange.from_json_lines(lines, a_rubric(rubric).ladder.names))

    def blocks(self) -> tuple[Block, ...]:
        """How many stand where, and the first ten."""
        names = self.rubric.ladder.names
        title = f"{counted(self.number, 'organization', 'organizations')} by {self.rubric.title}"
        rows = tuple(
            (_LABELS[column], *(f"{number:,}" for number in counts.values()))
            for column, counts in self.counts().items()
        )
        caption = "Where each stands" if self.number <= HEAD else f"The first {HEAD}"
        first = Table(caption, self._heads, self._rows(np.arange(min(HEAD, self.number))))
        known = () if self.evidence is None else _said(self.evidence)
        remarks = (*bars(self._heads), *known, *_twice(self.names or ()))
        return (
            Heading(title),
            Table("How many stand at each stage", ("", *names), rows),
            *([] if not remarks else [Lines(remarks)]),
            *([first] if self.number else []),
        )

    def __repr__(self) -> str:
        return f"<Verdicts of {counted(self.number, 'organization', 'organizations')}: {', '.join(self._keys)}>"

    @property
    def _keys(self) -> tuple[str, ...]:
        return ("worst", "best", *(() if self.at_least is None else BY_CHANCE))

    @property
    def _order(self) -> NDArray[np.intp]:
        """The rows, those first of which more is guaranteed."""
        ties: tuple[Array, ...] = () if self.at_least is None else (-self.score,)
        return np.lexsort((*ties, -self.best, -self.worst))

    @property
    def _columns(self) -> exchange.Columns:
        return exchange.Columns(
            self.rubric.ladder.names,
            self.names,
            {column: self[column] for column in self._keys if column in _LABELS},
            None if self.at_least is None else self.score,
            self.at_least,
        )

    @property
    def _tails(self) -> Floats:
        if self.at_least is None:
            raise AttributeError(NO_CHANCES)
        return self.at_least

    def _no_column(self, column: str) -> str:
        lacking = [each for each in BY_CHANCE if each not in self._keys]
        way_out = NO_CHANCES if column in lacking else suggestion(column, self._keys)
        return f"{column!r}: {way_out}"

    def _highest(self, probability: float) -> Ranks:
        return _fixed(np.add.reduce(self._tails >= probability - ROUNDING, axis=1, dtype=np.int8) - np.int8(1))

    @property
    def _heads(self) -> tuple[str, ...]:
        return ("", "guaranteed", *([] if self.at_least is None else [SAFE_TO_POSSIBLE]))

    def _rows(self, order: NDArray[np.intp]) -> tuple[tuple[str, ...], ...]:
        """A row of a table for each of some organizations."""
        stages = list(self.rubric.ladder)
        chances = () if self.at_least is None else (self.safe[order], self.possible[order])
        ranges = [(self.worst[order], self.best[order]), *([chances] if chances else [])]
        columns = [[span(stages[a], stages[b]) for a, b in zip(*each, strict=True)] for each in ranges]
        return tuple(zip([self.name(row) for row in order.tolist()], *columns, strict=True))


_LABELS = {"worst": "guaranteed", "best": "at most", "safe": "safely", "likely": "likely", "possible": "possibly"}


def _twice(names: Sequence[str]) -> Iterator[str]:
    """Organizations that may have been counted more than once."""
    several = [name for name, number in Counter(names).items() if number > 1 and name]
    if several:
        more = f" and {len(several) - MOST_NAMED} more" if len(several) > MOST_NAMED else ""
        yield f"Named more than once: {', '.join(several[:MOST_NAMED])}{more}."


def _said(evidence: Evidence) -> Iterator[str]:
    yield f"The evidence covers {percent(evidence.coverage)} % of the points."
    if evidence.unknown:
        whom = counted(evidence.unknown, "organization", "organizations")
        yield f"Nothing at all is known of {whom}; a blank line counts as one, so leave such lines out."
    nothing = [key for key, known in evidence.known.items() if not known and evidence.applicable[key]]
    if nothing and len(nothing) < len(evidence.known):
        more = f" and {len(nothing) - MOST_NAMED} more" if len(nothing) > MOST_NAMED else ""
        yield f"Nothing is known of {', '.join(nothing[:MOST_NAMED])}{more}."
