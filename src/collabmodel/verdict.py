"""The values an assessment is made of: chances, gates, reasons, rows of evidence.

Names and numbers, as plain as they are shown; nothing here computes more than what it holds.
"""

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from collabmodel.model.ladder import Ladder, Stage
from collabmodel.reading import Sighting, describe

SAFE, LIKELY, POSSIBLE = 0.9, 0.5, 0.1
ROUNDING = 1e-12
SHOWN_SOURCES = 3


def span(low: Stage, high: Stage) -> str:
    """A range of stages in words."""
    return str(low) if low == high else f"{low} to {high}"


@attrs.frozen
class Chances:
    """A range of stages and a probability for each.

    Attributes:
        ladder: the stages.
        worst, best: everything unknown at its worst, and at its best; it holds if no source is wrong.
        tails: P(stage >= s), lowest stage first; the first is 1.
    """

    ladder: Ladder = attrs.field(repr=False)
    worst: Stage
    best: Stage
    tails: tuple[float, ...] = attrs.field(repr=False)

    @property
    def at_least(self) -> Mapping[str, float]:
        """P(stage >= it) by the name of each stage, lowest first."""
        return MappingProxyType(dict(zip(self.ladder.names, self.tails, strict=True)))

    @property
    def safe(self) -> Stage:
        """The highest stage that is reached with a probability of 90 % or more."""
        return self._highest(SAFE)

    @property
    def likely(self) -> Stage:
        """The highest stage that is reached with a probability of 50 % or more."""
        return self._highest(LIKELY)

    @property
    def possible(self) -> Stage:
        """The highest stage that is reached with a probability of 10 % or more."""
        return self._highest(POSSIBLE)

    def is_likely(self, rank: int) -> bool:
        """Whether the stage of this rank is reached with a probability of 50 % or more."""
        return self.reaches(rank, LIKELY)

    def reaches(self, rank: int, probability: float) -> bool:
        """Whether the stage of this rank is reached with at least a probability."""
        return self.tails[rank] >= probability - ROUNDING

    def _highest(self, probability: float) -> Stage:
        return self.ladder[sum(tail >= probability - ROUNDING for tail in self.tails) - 1]


@attrs.frozen
class DimensionStanding(Chances):
    """Where one dimension stands.

    Attributes:
        key, title, points: of the dimension.
        lead: how many stages the whole may be ahead of it; None: any number.
        applicable: at least one of its criteria applies.
        coverage: the share of its points with evidence.
    """

    key: str
    title: str
    points: int
    lead: int | None
    applicable: bool
    coverage: float

    @property
    def essential(self) -> bool:
        """Whether it holds the whole back."""
        return self.lead is not None


@attrs.frozen
class EvidenceRow(Chances):
    """What is known of one criterion, and how it counts.

    Attributes:
        key, question, dimension, points, visible: of the criterion.
        applicable: nobody says that it does not apply.
        lowest, highest: keys of the levels that remain possible if no source is wrong; None where it does not apply.
        covered: evidence that counts excludes at least one level.
        supposed: its level is a supposition of ``what_if``, whatever the evidence says.
        sightings: what was observed or read, also what is too old to count.
    """

    key: str
    question: str
    dimension: str
    points: int
    visible: bool
    applicable: bool
    lowest: str | None
    highest: str | None
    covered: bool
    supposed: bool
    sightings: tuple[Sighting, ...]


@attrs.frozen
class Part:
    """A dimension that a gate needs and that is not likely there.

    Attributes:
        key, title, points: of the dimension.
        probability: that it has reached the stage.
        needed, held: points of its criteria.
        missing: keys of its criteria that are not likely there.
    """

    key: str
    title: str
    points: int
    probability: float
    needed: int
    held: int
    missing: tuple[str, ...]

    def __str__(self) -> str:
        likely = f"{100 * self.probability:.0f} % likely"
        short = f", {self.held} of {self.needed} points" if self.held < self.needed else ""
        return f"{self.title} (counts {self.points}, {likely}{short})"


@attrs.frozen
class Gate:
    """How close the gate of one stage is to open.

    Attributes:
        stage: whose gate.
        probability: that it is open.
        needed, total: points of dimensions, those that do not apply left out.
        held: points of dimensions that are likely (P >= .5) there; held >= needed need not mean that the gate is.
        missing: the dimensions that are not, with what they lack; where those that are would do, one by one, but are
            hardly there together, also those in which something would have to change.
        blocking: titles of essential dimensions that likely hold it closed.
    """

    stage: Stage
    probability: float
    needed: int
    total: int
    held: int
    missing: tuple[Part, ...]
    blocking: tuple[str, ...]

    def __str__(self) -> str:
        text = f"For {self.stage} {self.needed} of {self.total} points are needed, {self.held} are likely held"
        if self.held >= self.needed and self.probability < LIKELY - ROUNDING and not self.blocking:
            text += f" one by one, but hardly together ({100 * self.probability:.0f} %)"
        if self.missing:
            text += f"; missing: {', '.join(map(str, self.missing))}"
        if self.blocking:
            text += f"; held back by {', '.join(self.blocking)}"
        return f"{text}."


@attrs.frozen
class Reason:
    """One criterion that settles something.

    Attributes:
        criterion, question: its key, and what it asks.
        at_least: the level bounds from below; else from above.
        level, descriptor: the key of the level that bounds it, and what can be observed there.
        sources: who says so.
    """

    criterion: str
    question: str
    at_least: bool
    level: str
    descriptor: str
    sources: tuple[str, ...]

    def __str__(self) -> str:
        bound = "At least" if self.at_least else "At most"
        others = len(self.sources) - SHOWN_SOURCES
        told = "; ".join(self.sources[:SHOWN_SOURCES]) + (f"; and {others} more" if others > 0 else "")
        return f"{self.question} {bound}: {self.descriptor} ({told})"


@attrs.frozen
class Why:
    """Why not lower, and why not higher.

    Attributes:
        floor: the fewest criteria whose known levels force the worst stage, whatever the others turn out to be.
        ceiling: the fewest whose known levels prevent more than the best stage.
    """

    floor: tuple[Reason, ...]
    ceiling: tuple[Reason, ...]


@attrs.frozen
class Change:
    """One criterion to raise.

    Attributes:
        criterion, question: its key, and what it asks.
        now: the key of the highest level it may stand at.
        to, descriptor: the key of the lowest level that is enough, and what can be observed there.
    """

    criterion: str
    question: str
    now: str
    to: str
    descriptor: str

    def __str__(self) -> str:
        return f'{self.question} Raise to "{self.descriptor}"'


@attrs.frozen
class Conflict:
    """Two observations of one criterion that cannot both be right."""

    criterion: str
    first: Sighting
    second: Sighting

    def __str__(self) -> str:
        one, other = (f"{describe(each.observation)} ({each.where})" for each in (self.first, self.second))
        return f"{self.criterion}: {one} against {other}"


@attrs.frozen
class UnitsVerdict(Chances):
    """The highest stage reached by units that hold the quota of the staff; beside the verdict, never instead of it.

    Attributes:
        points: how much each unit counts.
    """

    points: tuple[int, ...]
