"""compare(): two subjects side by side, without pretending to know more than is known of either."""

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any

import attrs

from collabmodel.assessment import Assessment, check_assessed
from collabmodel.errors import DescriptionError, Fault
from collabmodel.render.rows import Block, Heading, Lines, Shown, Table, percent
from collabmodel.verdict import Chances, span

EVEN = 0.5
DIGITS = 15


class Dominance(Enum):
    """Whether one is further whatever remains unknown: its worst is at least the other's best on every criterion."""

    FIRST = "first"
    SECOND = "second"
    ALIKE = "alike"
    NEITHER = "neither"


@attrs.frozen
class DimensionComparison:
    """How probable it is that the first is further in one dimension, half of a tie included."""

    key: str
    title: str
    superiority: float


@attrs.frozen
class Comparison(Shown):
    """Two subjects, judged by the same rubric.

    Attributes:
        first, second: where they stand.
        superiority: P(the first is further) + P(they stand alike) / 2, taking the two for independent.
        dominance: whether one is further whatever remains unknown, if no source is wrong.
        dimensions: the same probability for each dimension that applies to both.
    """

    first: Assessment
    second: Assessment
    superiority: float
    dominance: Dominance
    dimensions: tuple[DimensionComparison, ...]

    def blocks(self) -> tuple[Block, ...]:
        """Side by side, on one slide."""
        one, other = named_apart(self.first, self.second)
        rows: list[tuple[str | float, ...]] = [
            (each.title, *_likely(each.key, self.first, self.second), each.superiority) for each in self.dimensions
        ]
        rows.append(("The whole", str(self.first.likely), str(self.second.likely), self.superiority))
        caption = f"Likely stages, and the probability in percent that {one} is further (a tie counts half)"
        return (
            Heading(f"{one} and {other}"),
            Lines((*_lines(one, self.first), *_lines(other, self.second), self._conclusion(one, other))),
            Table(caption, ("", one, other, f"{one} further"), tuple(rows)),
            Lines(
                (
                    "Dimensions stand by themselves; the whole needs enough of them together, and is held back by "
                    "essential ones.",
                    "Stages are absolute; this comparison says who is further, not whether that is better.",
                )
            ),
        )

    def _conclusion(self, one: str, other: str) -> str:
        if self.dominance is Dominance.ALIKE:
            return "The two are alike on every criterion, whatever remains unknown."
        if self.dominance is not Dominance.NEITHER:
            ahead, behind = (one, other) if self.dominance is Dominance.FIRST else (other, one)
            return f"{ahead} is at least as far as {behind} on every criterion, whatever remains unknown."
        ahead, behind, share = one, other, self.superiority
        if share == EVEN:
            return "Neither is more likely to be further."
        if share < EVEN:
            ahead, behind, share = other, one, 1 - share
        return f"{ahead} is further than {behind} with a probability of {percent(share)} %; a tie counts half."

    def to_dict(self) -> dict[str, Any]:
        """Everything, in what JSON can hold."""
        return {
            "format": "collabmodel/comparison",
            "version": 1,
            "first": brief(self.first),
            "second": brief(self.second),
            "superiority": self.superiority,
            "dominance": self.dominance.value,
            "dimensions": [attrs.asdict(each) for each in self.dimensions],
        }


def compare(a: Assessment, b: Assessment) -> Comparison:
    """Which of two subjects is further, and how sure that is.

    Args:
        a: where the first stands.
        b: where the second stands, by the same rubric.

    Raises:
        DescriptionError: one is no assessment, or they were judged by different rubrics.
    """
    same_rubric([a, b], ("a", "b"))
    pairs = zip(a.dimensions, b.dimensions, strict=True)
    return Comparison(
        a,
        b,
        superiority(a, b),
        _dominance(a, b),
        tuple(
            DimensionComparison(one.key, one.title, superiority(one, other))
            for one, other in pairs
            if one.applicable and other.applicable
        ),
    )


def superiority(one: Chances, other: Chances) -> float:
    """P(one is further) + P(they stand alike) / 2, for two that are independent."""
    share = sum(mine * below(other.tails, rank) for rank, mine in enumerate(shares(one.tails)))
    return round(share, DIGITS)  # so that two alike are neither ahead


def below(tails: Sequence[float], rank: int) -> float:
    """P(less than a rank) + P(exactly there) / 2, from P(stage >= s)."""
    beyond = tails[rank + 1] if rank + 1 < len(tails) else 0.0
    return 1 - (tails[rank] + beyond) / 2


def shares(tails: Sequence[float]) -> list[float]:
    """P(stage = s) from P(stage >= s)."""
    return [tail - beyond for tail, beyond in zip(tails, (*tails[1:], 0.0), strict=True)]


def _dominance(a: Assessment, b: Assessment) -> Dominance:
    rows = list(zip(a.evidence, b.evidence, strict=True))
    if any(one.applicable != other.applicable for one, other in rows):
        return Dominance.NEITHER  # what does not apply to one alone shifts its quotas
    told = [(one, other) for one, other in rows if one.applicable]
    first = all(one.worst >= other.best for one, other in told)
    second = all(other.worst >= one.best for one, other in told)
    if first == second:
        return Dominance.ALIKE if first else Dominance.NEITHER
    return Dominance.FIRST if first else Dominance.SECOND


def same_rubric(assessments: Sequence[Assessment], names: Sequence[str] = ()) -> None:
    """Refuse what was not judged by one rubric in one version; faults are reported at the names, if there are any.

    Raises:
        DescriptionError: one is no assessment, or their rubrics differ.
    """
    places = names or [f"assessments[{position}]" for position in range(len(assessments))]
    check_assessed(assessments, places)
    first = assessments[0]
    faults = [
        Fault(place, f"was judged by {_judge(each)} and the first by {_judge(first)}; {WAY_OUT}")
        for place, each in zip(places, assessments, strict=True)
        if _identity(each) != _identity(first)
    ]
    if faults:
        raise DescriptionError(faults)


WAY_OUT = "assess what was observed of both with one of them"


def _identity(assessment: Assessment) -> tuple[str, str, str]:
    return assessment.rubric.id, assessment.rubric_version, assessment.rubric_digest


def _judge(assessment: Assessment) -> str:
    return f"{assessment.rubric.id} {assessment.rubric_version} ({assessment.rubric_digest})"


def named_apart(one: Assessment, other: Assessment) -> tuple[str, str]:
    """The names of two subjects, with their days where the names are the same."""
    if one.subject.title != other.subject.title:
        return one.subject.title, other.subject.title
    title = one.subject.title
    if one.as_of == other.as_of:
        return f"{title} (first)", f"{title} (second)"
    return f"{title} ({one.as_of or 'not dated'})", f"{title} ({other.as_of or 'not dated'})"


def _lines(name: str, assessment: Assessment) -> Iterator[str]:
    yield f"{name}: {in_a_line(assessment)}"
    supposed = [f"{row.key} at {row.lowest}" for row in assessment.evidence if row.supposed]
    if supposed:
        yield f"{name} is supposed to stand elsewhere than seen: {', '.join(supposed)}."


def in_a_line(chances: Chances) -> str:
    """Where somebody stands, in one line."""
    return (
        f"likely {chances.likely}, safely {chances.safe}, possibly {chances.possible}; guaranteed "
        f"{span(chances.worst, chances.best)}."
    )


def _likely(key: str, a: Assessment, b: Assessment) -> tuple[str, str]:
    one, other = (next(each for each in side.dimensions if each.key == key) for side in (a, b))
    return str(one.likely), str(other.likely)


def brief(assessment: Assessment) -> dict[str, Any]:
    """Who was judged, how, and where they stand, in what JSON can hold."""
    return {
        "subject": assessment.subject.title,
        "rubric": assessment.rubric.id,
        "rubric_version": assessment.rubric_version,
        "as_of": None if assessment.as_of is None else assessment.as_of.isoformat(),
        **in_plain(assessment),
        "coverage": assessment.coverage,
    }


def in_plain(chances: Chances) -> dict[str, Any]:
    """Five stages and their probabilities, in what JSON can hold."""
    names = ("worst", "safe", "likely", "possible", "best")
    return {**{name: getattr(chances, name).name for name in names}, "at_least": dict(chances.at_least)}
