"""portfolio(): which purposes to decline, to start and to grow within what can be carried."""

import math
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

import attrs

from collabmodel.assessment import Assessment, assess
from collabmodel.core.choice import MOST_THINGS, most_of
from collabmodel.errors import DescriptionError, Fault, quoted, suggestion
from collabmodel.model import checks
from collabmodel.model.organization import Purpose
from collabmodel.render.rows import Block, Heading, Lines, Listing, Shown, Table, percent
from collabmodel.rubrics.purpose_screen import PurposeScreen

START, GROW = 1.0, 1.0
"""What starting a community and growing one take unless said: one of the places there are."""


class Decision(Enum):
    """What to do about a purpose."""

    DECLINE = "decline"
    START = "start"
    GROW = "grow"


@attrs.frozen
class Choice:
    """What is decided about one purpose.

    Attributes:
        assessment: of the purpose, by the purpose screen.
        decision: what to do.
        effort: what that takes.
        because: why no more than that.
    """

    assessment: Assessment
    decision: Decision
    effort: float
    because: str

    @property
    def purpose(self) -> str:
        """Its statement."""
        return self.assessment.subject.title


@attrs.frozen
class Portfolio(Shown):
    """Decisions about purposes, the best that fit together.

    Attributes:
        choices: one for each purpose, in the order in which they were given.
        capacity: what can be carried.
        effort: what the decisions take together.
    """

    choices: tuple[Choice, ...]
    capacity: float
    effort: float

    def of(self, decision: Decision) -> tuple[str, ...]:
        """The purposes about which this was decided."""
        return tuple(each.purpose for each in self.choices if each.decision is decision)

    def blocks(self) -> tuple[Block, ...]:
        """A table of decisions, and why."""
        rows = tuple(
            (each.purpose, str(each.assessment.likely), each.decision.value, f"{each.effort:g}")
            for each in self.choices
        )
        caption = f"{self.effort:g} of a capacity of {self.capacity:g} is used"
        return (
            Heading("Decline, start or grow"),
            Table(caption, ("", "likely", "decision", "effort"), rows),
            Listing("Why:", tuple(f"{each.purpose}: {each.because}" for each in self.choices)),
            Lines(
                (
                    "No other decisions within the capacity grow more, and none that grow as many start more. "
                    "To decline is an answer, not a fault: what is declined now can be looked at again.",
                )
            ),
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything, in what JSON can hold."""
        return {
            "format": "collabmodel/portfolio",
            "version": 1,
            "capacity": self.capacity,
            "effort": self.effort,
            "choices": [
                {
                    "purpose": each.purpose,
                    "likely": each.assessment.likely.name,
                    "at_least": dict(each.assessment.at_least),
                    "decision": each.decision.value,
                    "effort": each.effort,
                    "because": each.because,
                }
                for each in self.choices
            ],
        }


def portfolio(
    purposes: Iterable[Purpose], *, capacity: float, efforts: Mapping[str, tuple[float, float]] | None = None
) -> Portfolio:
    """Decline, start or grow each purpose, exactly and within what can be carried.

    Each purpose is judged by the purpose screen: what is likely *no* is declined, *go* can be started, *grow* can be
    started or grown. Classes are not added up: of all decisions that fit, those are taken that grow most, of these
    those that start most, of these those that take least.

    Args:
        purposes: candidates, each with another statement.
        capacity: what can be carried, in the unit of the efforts; without efforts, how many communities.
        efforts: by statement what starting and what growing take; 1 each where nothing is said.

    Raises:
        DescriptionError: with everything wrong with the arguments, or with a purpose.
    """
    candidates = _checked(purposes, capacity, efforts)
    judged = [assess(each) for each in candidates]
    given = efforts or {}
    costs = [given.get(each.statement, (START, GROW)) for each in candidates]
    ways = [_ways(each, cost) for each, cost in zip(judged, costs, strict=True)]
    chosen = most_of(
        [way.get(Decision.GROW, math.inf) for way in ways],
        [way.get(Decision.START, math.inf) for way in ways],
        capacity,
    )
    decisions = [(Decision.DECLINE, Decision.START, Decision.GROW)[each] for each in chosen]
    taken = [way[decision] for way, decision in zip(ways, decisions, strict=True)]
    free = capacity - math.fsum(taken)
    choices = tuple(
        Choice(each, decision, effort, _because(each, decision, way, free + effort))
        for each, way, decision, effort in zip(judged, ways, decisions, taken, strict=True)
    )
    return Portfolio(choices, float(capacity), math.fsum(each.effort for each in choices))


Ways = Mapping[Decision, float]


def _ways(judged: Assessment, cost: tuple[float, float]) -> Ways:
    """What can be decided about a purpose and what that takes, the boldest first."""
    ways = [(Decision.GROW, float(cost[1])), (Decision.START, float(cost[0])), (Decision.DECLINE, 0.0)]
    return dict(ways[PurposeScreen.ladder.top - judged.likely.rank :])


def _because(judged: Assessment, decision: Decision, ways: Ways, left: float) -> str:
    boldest, takes = next(iter(ways.items()))
    if decision is boldest:
        return _by_the_screen(judged)
    return f"to {boldest.value} it takes {takes:g}; {left:g} of the capacity is left for it."


def _by_the_screen(judged: Assessment) -> str:
    """Why the screen says no more than it says."""
    if judged.likely.rank == judged.ladder.top:
        return f"the screen says {judged.likely}, {percent(judged.tails[-1])} % likely."
    above = judged.ladder[judged.likely.rank + 1]
    changes = judged.why_not(above)
    first = f" First of all: {changes[0]}" if changes else ""
    return f"the screen says {judged.likely}; {above} is {percent(judged.tails[above.rank])} % likely.{first}"


def _checked(
    purposes: object, capacity: object, efforts: Mapping[str, tuple[float, float]] | None
) -> tuple[Purpose, ...]:
    """The purposes, if nothing is wrong with the arguments."""
    if isinstance(purposes, (str, Purpose)) or not isinstance(purposes, Iterable):
        raise DescriptionError([Fault("purposes", f"expected purposes, got {quoted(purposes)}; put them in a list")])
    candidates = tuple(purposes)
    faults = [
        Fault(f"purposes[{position}]", f"expected a Purpose, got {quoted(each)}; write Purpose('...')")
        for position, each in enumerate(candidates)
        if not isinstance(each, Purpose)
    ]
    statements = [each.statement for each in candidates if isinstance(each, Purpose)]
    faults += [
        Fault("purposes", f"{quoted(each)} stands there twice; tell the two apart")
        for each in dict.fromkeys(statements)
        if statements.count(each) > 1
    ]
    if len(candidates) > MOST_THINGS:
        faults.append(Fault("purposes", f"there are {len(candidates)}; decide about {MOST_THINGS} at a time"))
    if not checks.is_amount(capacity):
        faults.append(Fault("capacity", f"expected a number from 0, got {quoted(capacity)}"))
    if efforts is not None and not isinstance(efforts, Mapping):
        faults.append(Fault("efforts", f"expected pairs of numbers by statement, got {quoted(efforts)}"))
        raise DescriptionError(faults)
    for statement, pair in (efforts or {}).items():
        if statement not in statements:
            problem = f"is not one of the purposes; {suggestion(statement, statements)}"
            faults.append(Fault(f"efforts[{quoted(statement)}]", problem))
        if not isinstance(pair, (tuple, list)) or len(pair) != 2 or not all(map(checks.is_amount, pair)):
            problem = f"expected two numbers from 0, to start and to grow, got {quoted(pair)}"
            faults.append(Fault(f"efforts[{quoted(statement)}]", problem))
    if faults:
        raise DescriptionError(faults)
    return tuple(each for each in candidates if isinstance(each, Purpose))
