"""Evidence: who saw what of which criterion, when, where, and how sure they are."""

from datetime import date
from enum import Enum

import attrs

from collabmodel.errors import DescriptionError, Fault
from collabmodel.model import checks


class Finding(Enum):
    """What looking brought."""

    LEVEL = "level"
    """A level, or a range of levels."""
    ABSENT = "absent"
    """Looked for and not found: the lowest level. Not the same as never having looked."""
    NOT_APPLICABLE = "not_applicable"
    """The criterion does not apply here."""


class Confidence(Enum):
    """How sure an observation is.

    ``strength`` is the probability, on a long scale, that a rating is exactly right; a fact is true without doubt.
    """

    FACT = "fact"
    SURE = "sure"
    FAIRLY = "fairly"
    HUNCH = "hunch"

    @property
    def strength(self) -> float:
        """1 for a fact, .9 sure, .7 fairly sure, .4 a hunch."""
        return _STRENGTH[self.value]


_STRENGTH = {"fact": 1.0, "sure": 0.9, "fairly": 0.7, "hunch": 0.4}


class Observer(Enum):
    """Where the observer stands."""

    INSIDE = "inside"
    OUTSIDE = "outside"


@attrs.frozen
class Observation:
    """What somebody saw of one criterion.

    Args:
        criterion: the key of a criterion.
        at_least, at_most: keys of levels. Both the same is "exactly", both None is "don't know" and changes nothing.
        finding: with ABSENT and NOT_APPLICABLE no level is named.
        confidence: how sure the observer is.
        seen_on: the day of the observation; what is not dated does not age.
        source, observer, rater, note: where it can be read, where the observer stands, who rated, anything else.

    Raises:
        DescriptionError: a field holds what it cannot mean.
    """

    criterion: str = attrs.field(validator=checks.name)
    at_least: str | None = attrs.field(default=None, validator=checks.optional_name)
    at_most: str | None = attrs.field(default=None, validator=checks.optional_name)
    finding: Finding = attrs.field(default=Finding.LEVEL, kw_only=True, validator=checks.member_of(Finding))
    confidence: Confidence = attrs.field(default=Confidence.SURE, kw_only=True, validator=checks.member_of(Confidence))
    seen_on: date | None = attrs.field(default=None, kw_only=True, validator=checks.day)
    source: str = attrs.field(default="", kw_only=True, validator=checks.text)
    observer: Observer = attrs.field(default=Observer.OUTSIDE, kw_only=True, validator=checks.member_of(Observer))
    rater: str = attrs.field(default="", kw_only=True, validator=checks.text)
    note: str = attrs.field(default="", kw_only=True, validator=checks.text)

    def __attrs_post_init__(self) -> None:
        if self.finding is not Finding.LEVEL and (self.at_least is not None or self.at_most is not None):
            problem = f"a finding of {self.finding.value!r} names no level; take out at_least and at_most"
            raise DescriptionError([Fault("Observation.finding", problem)])

    @classmethod
    def exactly(
        cls,
        criterion: str,
        level: str,
        *,
        confidence: Confidence = Confidence.SURE,
        seen_on: date | None = None,
        source: str = "",
        observer: Observer = Observer.OUTSIDE,
        rater: str = "",
        note: str = "",
    ) -> "Observation":
        """The criterion stands exactly at this level."""
        return cls(
            criterion,
            level,
            level,
            confidence=confidence,
            seen_on=seen_on,
            source=source,
            observer=observer,
            rater=rater,
            note=note,
        )

    @classmethod
    def between(
        cls,
        criterion: str,
        low: str,
        high: str,
        *,
        confidence: Confidence = Confidence.SURE,
        seen_on: date | None = None,
        source: str = "",
        observer: Observer = Observer.OUTSIDE,
        rater: str = "",
        note: str = "",
    ) -> "Observation":
        """The criterion stands somewhere from one level to another, both included."""
        return cls(
            criterion,
            low,
            high,
            confidence=confidence,
            seen_on=seen_on,
            source=source,
            observer=observer,
            rater=rater,
            note=note,
        )

    @classmethod
    def absent(
        cls,
        criterion: str,
        *,
        confidence: Confidence = Confidence.HUNCH,
        seen_on: date | None = None,
        source: str = "",
        observer: Observer = Observer.OUTSIDE,
        rater: str = "",
        note: str = "",
    ) -> "Observation":
        """Looked for and not found. Only a hunch unless said: what one does not find may still be there."""
        return cls(
            criterion,
            finding=Finding.ABSENT,
            confidence=confidence,
            seen_on=seen_on,
            source=source,
            observer=observer,
            rater=rater,
            note=note,
        )

    @classmethod
    def not_applicable(
        cls,
        criterion: str,
        *,
        confidence: Confidence = Confidence.SURE,
        seen_on: date | None = None,
        source: str = "",
        observer: Observer = Observer.OUTSIDE,
        rater: str = "",
        note: str = "",
    ) -> "Observation":
        """The criterion does not apply here."""
        return cls(
            criterion,
            finding=Finding.NOT_APPLICABLE,
            confidence=confidence,
            seen_on=seen_on,
            source=source,
            observer=observer,
            rater=rater,
            note=note,
        )
