"""The words in which a rubric is written: dimensions, criteria, levels, readers, actions, quotas.

Declarations hold what their author wrote and check nothing by themselves: only the class statement that collects them
knows their names, and a fault without a name helps nobody. See ``checking``.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeVar

import attrs

from collabmodel.errors import DescriptionError, Fault, UnknownLevelError, quoted, suggestion
from collabmodel.model.evidence import Confidence, Observation, Observer

D = TypeVar("D", bound="Declaration")


@attrs.frozen
class Quota:
    """The share of the points that opens a gate, in whole numbers: ``Quota(2, 3)`` is two thirds.

    ``Quota(1, 1)`` is the weakest link (a staged CMMI), ``Quota(1, 2)`` the median.
    """

    num: int
    den: int

    def needed(self, points: int) -> int:
        """The least whole number of points that is at least this share of them."""
        return -(-self.num * points // self.den)

    def __str__(self) -> str:
        return f"{self.num}/{self.den}"


@attrs.frozen
class Declaration:
    """Something a rubric declares. Its key is the name of the attribute that holds it, known once the class exists."""

    key: str = attrs.field(default="", init=False)

    def __set_name__(self, owner: type, name: str) -> None:
        if not self.key:
            object.__setattr__(self, "key", name)

    def evolve(self: D, **changes: Any) -> D:  # noqa: ANN401 - takes the arguments of the class it is called on
        """A changed copy, to be declared under the same name in a subclass."""
        return attrs.evolve(self, **changes)


@attrs.frozen
class Dimension(Declaration):
    """A group of criteria that stands on a stage of its own.

    Args:
        title: what to call it.
        points: how much it counts among the dimensions, a whole number from 1.
        lead: how many stages the whole may be ahead of it; None: any number.
        rule: the quota of its criteria, unless it is the rubric's.
    """

    title: str = ""
    points: int = attrs.field(default=1, kw_only=True)
    lead: int | None = attrs.field(default=None, kw_only=True)
    rule: Quota | None = attrs.field(default=None, kw_only=True)


@attrs.frozen
class Level:
    """One anchored level of a criterion.

    Args:
        key: its name in evidence.
        descriptor: what can be observed there.
        reach: the highest stage an organization that shows this level can be at.
    """

    key: str = ""
    descriptor: str = ""
    reach: str = attrs.field(default="", kw_only=True)


@attrs.frozen
class Criterion(Declaration):
    """A question with anchored levels, lowest first.

    Args:
        dimension: the dimension it belongs to, found again by its key in every subclass.
        question: what to find out.
        levels: two or more; their reach never falls and ends at the top stage.
        source: what justifies asking.
        points: how much it counts in its dimension, a whole number from 1.
        lead: how many stages its dimension may be ahead of it; None: any number.
        visible: an outsider can see the answer.
        half_life: months until evidence has lost half its weight, unless it is the rubric's.
    """

    dimension: Dimension
    question: str = ""
    levels: tuple[Level, ...] = attrs.field(default=(), kw_only=True)
    source: str = attrs.field(default="", kw_only=True)
    points: int = attrs.field(default=1, kw_only=True)
    lead: int | None = attrs.field(default=None, kw_only=True)
    visible: bool = attrs.field(default=True, kw_only=True)
    half_life: float | None = attrs.field(default=None, kw_only=True)

    def reader(self, function: "ReadFunction") -> "Reader":
        """Decorator: declare what a description already says of this criterion."""
        return Reader(self, function)

    def position(self, level: str, path: str = "level") -> int:
        """The place of a level from 0.

        Raises:
            UnknownLevelError: no level has this key; the fault is reported at ``path``.
        """
        keys = [each.key for each in self.levels]
        if level in keys:
            return keys.index(level)
        raise UnknownLevelError(
            [Fault(path, f"{quoted(level)} is not a level of {self.key!r}; {suggestion(level, keys)}")]
        )

    def observe(
        self,
        low: str,
        high: str | None = None,
        *,
        confidence: Confidence = Confidence.SURE,
        seen_on: date | None = None,
        source: str = "",
        observer: Observer = Observer.OUTSIDE,
        rater: str = "",
        note: str = "",
    ) -> Observation:
        """An observation of this criterion, exactly at one level or from one to another.

        Raises:
            UnknownLevelError: no level has this key.
            DescriptionError: the levels are in the wrong order.
        """
        high = low if high is None else high
        if self.position(low) > self.position(high):
            raise DescriptionError([Fault("level", f"{low!r} stands above {high!r}; name the lower level first")])
        return Observation(
            self.key,
            low,
            high,
            confidence=confidence,
            seen_on=seen_on,
            source=source,
            observer=observer,
            rater=rater,
            note=note,
        )

    def absent(
        self,
        *,
        confidence: Confidence = Confidence.HUNCH,
        seen_on: date | None = None,
        source: str = "",
        observer: Observer = Observer.OUTSIDE,
        rater: str = "",
        note: str = "",
    ) -> Observation:
        """Looked for and not found; see ``Observation.absent``."""
        return Observation.absent(
            self.key, confidence=confidence, seen_on=seen_on, source=source, observer=observer, rater=rater, note=note
        )

    def not_applicable(
        self,
        *,
        confidence: Confidence = Confidence.SURE,
        seen_on: date | None = None,
        source: str = "",
        observer: Observer = Observer.OUTSIDE,
        rater: str = "",
        note: str = "",
    ) -> Observation:
        """This criterion does not apply; see ``Observation.not_applicable``."""
        return Observation.not_applicable(
            self.key, confidence=confidence, seen_on=seen_on, source=source, observer=observer, rater=rater, note=note
        )


ReadFunction = Callable[[Any], Iterable[Observation]]


@attrs.frozen
class Reader(Declaration):
    """What a description already says of one criterion: a function from the subject to observations."""

    criterion: Criterion
    function: Callable[..., Any]

    def __call__(self, subject: object) -> Iterable[Observation]:
        """What the description says."""
        found: Iterable[Observation] = self.function(subject)
        return found


def _three_points(effort: Any) -> Any:  # noqa: ANN401 - what is no number is left for the class statement to refuse
    return (effort, effort, effort) if isinstance(effort, (int, float)) else effort


def _pairs(raises: Any) -> Any:  # noqa: ANN401 - same
    return tuple(raises.items()) if isinstance(raises, Mapping) else raises


class CycleStep(Enum):
    """The steps of managing collaboration with communities, in the order in which they are usually taken.

    The organization finds a vision and a strategy; for one community after the other it chooses a purpose, launches and
    guides it; and in the end it adapts itself.

    Source: reviews of Bradley & McDonald 2011 by CIO New Zealand, BCS and Intranet Focus; the order as a whole is ours.
    """

    VISION = "vision"
    STRATEGY = "strategy"
    PURPOSE = "purpose"
    LAUNCH = "launch"
    GUIDE = "guide"
    ADAPT = "adapt"


@attrs.frozen
class Action(Declaration):
    """Something an organization can do.

    Args:
        title: one plain imperative sentence.
        effort: person-days, one number or low, likely and high.
        raises: criterion keys and the level each is raised to at least.
        source: what justifies it.
        after, excludes: keys of actions that must come before, or that do not go together with this one.
        step: the step of the management cycle it belongs to.
        stages: the stages at which it fits; empty: all.
        smallest_staff: the least staff that can do it; None: any.
        here: a function from the subject to what the action means there: sentences in the subject's own names.
    """

    title: str
    effort: tuple[float, ...] = attrs.field(kw_only=True, default=(), converter=_three_points)
    effects: tuple[tuple[str, str], ...] = attrs.field(kw_only=True, default=(), converter=_pairs, alias="raises")
    source: str = attrs.field(kw_only=True, default="")
    after: tuple[str, ...] = attrs.field(kw_only=True, default=())
    excludes: tuple[str, ...] = attrs.field(kw_only=True, default=())
    step: CycleStep | None = attrs.field(kw_only=True, default=None)
    stages: tuple[str, ...] = attrs.field(kw_only=True, default=())
    smallest_staff: int | None = attrs.field(kw_only=True, default=None)
    here: Callable[[Any], Iterable[str]] | None = attrs.field(kw_only=True, default=None)

    @property
    def raises(self) -> Mapping[str, str]:
        """Criterion keys and the level each is raised to at least."""
        return MappingProxyType(dict(self.effects))


@attrs.frozen
class Approach(Declaration):
    """How to go about it at one stage: what a vision has to stress there, which initiatives suit.

    Args:
        stage: the stage at which it fits.
        advice: one or two plain sentences.
        source: what justifies it.
        recollected: it rests on the memory of a source rather than on a page that can be looked up.
    """

    stage: str
    advice: str = ""
    source: str = attrs.field(default="", kw_only=True)
    recollected: bool = attrs.field(default=False, kw_only=True)
