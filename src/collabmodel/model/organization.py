"""What is described: an organization, its channels and their uses, its communities and their purposes, its units."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import Enum

import attrs

from collabmodel.errors import DescriptionError, Fault, quoted
from collabmodel.model import checks
from collabmodel.model.evidence import Observation


class Era(Enum):
    """The generation of a channel: static ones speak to people, social ones let people answer and take part."""

    STATIC = "static"
    SOCIAL = "social"


class Principle(Enum):
    """The six principles of mass collaboration. A channel can afford one; somebody still has to design it in.

    Source: Bradley & McDonald 2011; Gartner press release, August 2012.
    """

    PARTICIPATION = "participation"
    COLLECTIVE = "collective"
    TRANSPARENCY = "transparency"
    INDEPENDENCE = "independence"
    PERSISTENCE = "persistence"
    EMERGENCE = "emergence"


class ChannelKind(Enum):
    """What sort of channel it is."""

    WEBSITE = "website"
    NEWSLETTER = "newsletter"
    DONATE_BUTTON = "donate_button"
    LANDING_PAGE = "landing_page"
    SOCIAL_NETWORK = "social_network"
    BLOG = "blog"
    WIKI = "wiki"
    MICROBLOG = "microblog"
    FORUM = "forum"
    VIDEO = "video"
    MESSAGING = "messaging"
    IDEATION = "ideation"
    DOCUMENTS = "documents"
    QUESTIONS = "questions"

    @property
    def era(self) -> Era:
        """STATIC for the four oldest kinds, SOCIAL for all others."""
        return Era.STATIC if self in _STATIC else Era.SOCIAL

    @property
    def affords(self) -> frozenset[Principle]:
        """The principles that this kind of channel makes possible out of the box; none for the static kinds."""
        return _AFFORDS.get(self, frozenset())


_STATIC = frozenset({ChannelKind.WEBSITE, ChannelKind.NEWSLETTER, ChannelKind.DONATE_BUTTON, ChannelKind.LANDING_PAGE})

_ANSWERING = frozenset({Principle.PARTICIPATION, Principle.TRANSPARENCY, Principle.PERSISTENCE})
_TALKING = _ANSWERING | {Principle.INDEPENDENCE}
_AFFORDS = {
    ChannelKind.SOCIAL_NETWORK: _TALKING | {Principle.EMERGENCE},
    ChannelKind.BLOG: _ANSWERING,
    ChannelKind.WIKI: frozenset(Principle),
    ChannelKind.MICROBLOG: _TALKING | {Principle.EMERGENCE},
    ChannelKind.FORUM: _TALKING | {Principle.EMERGENCE},
    ChannelKind.VIDEO: _ANSWERING,
    ChannelKind.MESSAGING: frozenset({Principle.PARTICIPATION, Principle.TRANSPARENCY, Principle.INDEPENDENCE}),
    ChannelKind.IDEATION: _TALKING | {Principle.COLLECTIVE},
    ChannelKind.DOCUMENTS: _ANSWERING | {Principle.COLLECTIVE},
    ChannelKind.QUESTIONS: _TALKING | {Principle.COLLECTIVE},
}


class UseKind(Enum):
    """What a channel is used for."""

    MARKETING = "marketing"
    FUNDRAISING = "fundraising"
    SERVICE = "service"
    LISTENING = "listening"
    MASS_COLLABORATION = "mass_collaboration"


class Quality(Enum):
    """How well a channel is put to a use. POOR < FAIR < GOOD; UNKNOWN is not a quality and has no place among them."""

    POOR = "poor"
    FAIR = "fair"
    GOOD = "good"
    UNKNOWN = "unknown"

    def __lt__(self, other: "Quality") -> bool:
        return _place(self) < _place(other)

    def __le__(self, other: "Quality") -> bool:
        return _place(self) <= _place(other)

    def __gt__(self, other: "Quality") -> bool:
        return _place(self) > _place(other)

    def __ge__(self, other: "Quality") -> bool:
        return _place(self) >= _place(other)


def _place(quality: object) -> int:
    if not isinstance(quality, Quality):
        raise TypeError(f"a quality compares with a quality, not with {type(quality).__name__}")
    if quality is Quality.UNKNOWN:
        raise TypeError("an unknown quality is neither better nor worse than another; look at it apart")
    return ("poor", "fair", "good").index(quality.value)


class Operator(Enum):
    """Who runs a community."""

    IN_HOUSE = "in_house"
    OUTSOURCED = "outsourced"
    GRASSROOTS = "grassroots"
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True)
class Use:
    """One use of a channel, and how well it is made. Source and date are its channel's unless it has its own."""

    kind: UseKind = attrs.field(kw_only=False, validator=checks.member_of(UseKind))
    quality: Quality = attrs.field(default=Quality.UNKNOWN, kw_only=False, validator=checks.member_of(Quality))
    note: str = attrs.field(default="", validator=checks.text)
    source: str = attrs.field(default="", validator=checks.text)
    seen_on: date | None = attrs.field(default=None, validator=checks.day)


# Converters, one for each kind of member: type checkers read off them what a constructor takes.


def _uses(value: Iterable[Use]) -> tuple[Use, ...]:
    return checks.as_tuple(value)


def _names(value: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if value is None else checks.as_tuple(value)


def _observations(value: Iterable[Observation]) -> tuple[Observation, ...]:
    return checks.as_tuple(value)


@attrs.frozen(kw_only=True)
class Channel:
    """A place where the organization meets people.

    Args:
        kind: what sort of channel.
        name, url: what people call it, and where it is.
        uses: what it is used for; empty means that nobody knows.
        since: the day it opened.
        linked_from: the names or addresses of the places that link to it. None: nobody looked; empty: looked and
            found none.
        source, seen_on: where this can be read and the day it was seen; the organization's unless given.
    """

    kind: ChannelKind = attrs.field(kw_only=False, validator=checks.member_of(ChannelKind))
    name: str = attrs.field(default="", validator=checks.text)
    url: str = attrs.field(default="", validator=checks.text)
    uses: tuple[Use, ...] = attrs.field(default=(), converter=_uses, validator=checks.several(Use))
    since: date | None = attrs.field(default=None, validator=checks.day)
    linked_from: tuple[str, ...] | None = attrs.field(
        default=None, converter=_names, validator=checks.several_or_unknown(str)
    )
    source: str = attrs.field(default="", validator=checks.text)
    seen_on: date | None = attrs.field(default=None, validator=checks.day)

    @property
    def title(self) -> str:
        """What to call it: its name, else its address, else its kind."""
        return self.name or self.url or self.kind.value.replace("_", " ")

    @property
    def serves(self) -> frozenset[UseKind]:
        """Everything it is known to be used for."""
        return frozenset(use.kind for use in self.uses)


@attrs.frozen(kw_only=True)
class Purpose:
    """Why people would contribute to a community: its statement and the four things a good one names.

    Source: Gartner, quoted by eWeek 2013: participants, the issue, value to participants, value to the organization.
    """

    statement: str = attrs.field(kw_only=False, validator=checks.name)
    participants: str = attrs.field(default="", validator=checks.text)
    issue: str = attrs.field(default="", validator=checks.text)
    value_to_participants: str = attrs.field(default="", validator=checks.text)
    value_to_organization: str = attrs.field(default="", validator=checks.text)
    observations: tuple[Observation, ...] = attrs.field(
        default=(), converter=_observations, validator=checks.several(Observation)
    )
    source: str = attrs.field(default="", validator=checks.text)
    seen_on: date | None = attrs.field(default=None, validator=checks.day)

    @property
    def title(self) -> str:
        """What to call it: its statement."""
        return self.statement


def _channels(value: Iterable[Channel]) -> tuple[Channel, ...]:
    return checks.as_tuple(value)


@attrs.frozen(kw_only=True)
class Community:
    """People who come together around a purpose, on the channels where they do.

    Args:
        name: what people call it.
        purpose: why people contribute; None means that nobody knows.
        channels: where it lives.
        operator: who runs it.
        members, contributors: how many people belong, and how many of them contribute; None when unknown.
        last_contribution, started: days.
        observations: what was seen of it, by the criteria of a rubric; readers decide what they say of the whole.
        source, seen_on: where this can be read and the day it was seen; the organization's unless given.
    """

    name: str = attrs.field(kw_only=False, validator=checks.name)
    purpose: Purpose | None = attrs.field(default=None, validator=checks.optional(Purpose))
    channels: tuple[Channel, ...] = attrs.field(default=(), converter=_channels, validator=checks.several(Channel))
    operator: Operator = attrs.field(default=Operator.UNKNOWN, validator=checks.member_of(Operator))
    members: int | None = attrs.field(default=None, validator=checks.count)
    contributors: int | None = attrs.field(default=None, validator=checks.count)
    last_contribution: date | None = attrs.field(default=None, validator=checks.day)
    started: date | None = attrs.field(default=None, validator=checks.day)
    observations: tuple[Observation, ...] = attrs.field(
        default=(), converter=_observations, validator=checks.several(Observation)
    )
    source: str = attrs.field(default="", validator=checks.text)
    seen_on: date | None = attrs.field(default=None, validator=checks.day)


def _communities(value: Iterable[Community]) -> tuple[Community, ...]:
    return checks.as_tuple(value)


def _units(value: Iterable["Organization"]) -> tuple["Organization", ...]:
    return checks.as_tuple(value)


def _units_are_organizations(instance: object, field: checks.Field, value: object) -> None:
    checks.several(Organization)(instance, field, value)


@attrs.frozen(kw_only=True)
class Organization:
    """A nonprofit as somebody saw it.

    Args:
        name: what people call it.
        id: an org-id string such as ``"US-EIN-530196605"``.
        summary, sector: plain words.
        staff: the number of people who work there; None when unknown.
        source, seen_on: where the description can be read, and the day it was made; parts without their own take them.
        channels, communities, observations: what was seen.
        units: departments, chapters or affiliates, each described like an organization.
        channels_complete, communities_complete: the observer looked for every one. Only then is what is not listed
            evidence that it is not there.

    Raises:
        DescriptionError: a field holds what it cannot mean.
    """

    name: str = attrs.field(kw_only=False, validator=checks.name)
    id: str | None = attrs.field(default=None, validator=checks.optional_name)
    summary: str = attrs.field(default="", validator=checks.text)
    staff: int | None = attrs.field(default=None, validator=checks.count)
    sector: str | None = attrs.field(default=None, validator=checks.optional_name)
    source: str = attrs.field(default="", validator=checks.text)
    seen_on: date | None = attrs.field(default=None, validator=checks.day)
    channels: tuple[Channel, ...] = attrs.field(default=(), converter=_channels, validator=checks.several(Channel))
    communities: tuple[Community, ...] = attrs.field(
        default=(), converter=_communities, validator=checks.several(Community)
    )
    observations: tuple[Observation, ...] = attrs.field(
        default=(), converter=_observations, validator=checks.several(Observation)
    )
    units: tuple["Organization", ...] = attrs.field(default=(), converter=_units, validator=_units_are_organizations)
    channels_complete: bool = attrs.field(default=False, validator=checks.truth)
    communities_complete: bool = attrs.field(default=False, validator=checks.truth)

    @property
    def title(self) -> str:
        """What to call it: its name."""
        return self.name

    @property
    def all_channels(self) -> tuple[Channel, ...]:
        """Its own channels and those of its communities."""
        return self.channels + tuple(channel for community in self.communities for channel in community.channels)

    def adding(self, *observations: Observation) -> "Organization":
        """The same organization with more observations.

        Raises:
            DescriptionError: something other than an Observation was given.
        """
        return attrs.evolve(self, observations=self.observations + observations)

    def until(self, day: date) -> "Organization":
        """The same organization as it was known on a day.

        What was seen later, or had not begun, is left out; what is not dated stays.
        """
        return _organization_until(self, day)


def _organization_until(organization: Organization, day: date) -> Organization:
    if isinstance(day, datetime) or not isinstance(day, date):
        raise DescriptionError([Fault("day", f"expected a date without a time, got {quoted(day)}")])
    seen = organization.seen_on
    described_by_then = seen is None or seen <= day
    return attrs.evolve(
        organization,
        seen_on=seen if described_by_then else None,
        channels=tuple(_channels_until(organization.channels, day, seen)),
        communities=tuple(_communities_until(organization.communities, day, seen)),
        observations=tuple(_observations_until(organization.observations, day)),
        units=tuple(_units_until(organization.units, day)),
        channels_complete=organization.channels_complete and described_by_then,
        communities_complete=organization.communities_complete and described_by_then,
    )


def _units_until(units: Iterable[Organization], day: date) -> Iterator[Organization]:
    """Units that were described by that day, or of which something older is known."""
    for unit in units:
        known = unit.until(day)
        if _by(day, unit.seen_on) or known.channels or known.communities or known.observations or known.units:
            yield known


def _by(day: date, *dates: date | None) -> bool:
    """Whether all that is dated had happened by that day."""
    return all(each is None or each <= day for each in dates)


def _observations_until(observations: Iterable[Observation], day: date) -> Iterator[Observation]:
    return (observation for observation in observations if _by(day, observation.seen_on))


def _channels_until(channels: Iterable[Channel], day: date, inherited: date | None) -> Iterator[Channel]:
    for channel in channels:
        seen = channel.seen_on or inherited
        if _by(day, seen, channel.since):
            yield attrs.evolve(channel, uses=tuple(use for use in channel.uses if _by(day, use.seen_on or seen)))


def _communities_until(communities: Iterable[Community], day: date, inherited: date | None) -> Iterator[Community]:
    for community in communities:
        seen = community.seen_on or inherited
        if _by(day, seen, community.started):
            yield attrs.evolve(
                community,
                purpose=_purpose_until(community.purpose, day, seen),
                channels=tuple(_channels_until(community.channels, day, seen)),
                last_contribution=community.last_contribution if _by(day, community.last_contribution) else None,
                observations=tuple(_observations_until(community.observations, day)),
            )


def _purpose_until(purpose: Purpose | None, day: date, inherited: date | None) -> Purpose | None:
    if purpose is None or not _by(day, purpose.seen_on or inherited):
        return None
    return attrs.evolve(purpose, observations=tuple(_observations_until(purpose.observations, day)))
