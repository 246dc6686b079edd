"""What an action means for one organization, in its own names.

Each function goes from an organization to short imperative sentences that name its channels, communities and units,
and to none where the description holds nothing to name. Nothing here judges: what is unknown is not taken for missing.
"""

from collections.abc import Iterable, Iterator, Sequence

from collabmodel.model.evidence import Finding, Observation
from collabmodel.model.organization import Channel, ChannelKind, Community, Era, Operator, Organization, UseKind
from collabmodel.rubrics.from_communities import HALF_A_YEAR, rhythm_of

PROMOTION = frozenset({UseKind.MARKETING, UseKind.FUNDRAISING})
RHYTHM, SILENT = "rhythm", "silent"
"""The criterion that tells living communities from silent ones, and its level for those."""
MOST_NAMES = 5
"""How many names a sentence holds before it counts the rest."""

Sentences = Iterable[str]


def link_channels(organization: Organization) -> Sentences:
    """Social channels of which somebody found that nothing links to them, and a place that can."""
    for channel in organization.all_channels:
        if channel.kind.era is Era.SOCIAL and channel.linked_from is not None and not channel.linked_from:
            place = _place_to_link_from(channel, organization)
            yield f"Link {_called(channel)} from {place}, and back."


def invite_readers(organization: Organization) -> Sentences:
    """From the web site of the organization to its communities that are not silent."""
    site = next((each for each in organization.channels if each.kind is ChannelKind.WEBSITE), None)
    names = _names(_living_or_else_not_silent(organization))
    if site is not None and names:
        yield f"Invite readers of {_called(site)} to {_listed(names)}."


def use_beyond_promotion(organization: Organization) -> Sentences:
    """Social channels that are known to serve marketing or fundraising, and nothing else."""
    for channel in organization.all_channels:
        if channel.kind.era is Era.SOCIAL and channel.serves and channel.serves <= PROMOTION:
            yield f"Use {_called(channel)} for more than promotion."


def write_purposes(organization: Organization) -> Sentences:
    """Communities of which no purpose is known, unless they are silent."""
    for name in _names(each for each in _not_silent(organization) if each.purpose is None):
        yield f"Write down why people would contribute to {name}."


def decide(organization: Organization) -> Sentences:
    """Every community, silent ones too."""
    names = _names(organization.communities)
    if names:
        yield f"Decide about {_listed(names)}: decline, start or grow {'it' if len(names) == 1 else 'each'}."


def revive(organization: Organization) -> Sentences:
    """Silent communities that no partner runs."""
    for name in _names(_silent_of_its_own(organization)):
        yield f"Ask the people who were in {name} what would bring them back."


def revive_first(organization: Organization) -> Sentences:
    """Silent communities that no partner runs."""
    names = _names(_silent_of_its_own(organization))
    if names:
        yield f"Look first whether {_listed(names, 'or')} can be revived."


def close(organization: Organization) -> Sentences:
    """Silent communities that no partner runs."""
    for name in _names(_silent_of_its_own(organization)):
        yield f"Close {name}, and tell the people who were in it why."


def measure_own_benefit(organization: Organization) -> Sentences:
    """Living communities, else those not known to be silent."""
    names = _names(_living_or_else_not_silent(organization))
    if names:
        yield f"Measure what {organization.name} gains from {_listed(names)}."


def ask_participants(organization: Organization) -> Sentences:
    """Living communities, else those not known to be silent."""
    names = _names(_living_or_else_not_silent(organization))
    if names:
        yield f"Ask the people in {_listed(names)} what they gain."


def name_guides(organization: Organization) -> Sentences:
    """Communities that are not silent and that no partner looks after."""
    names = _names(each for each in _not_silent(organization) if each.operator is not Operator.OUTSOURCED)
    if names:
        yield f"Name who looks after {_listed(names)}."


def run_without_partner(organization: Organization) -> Sentences:
    """Communities of its own that are not silent."""
    names = _names(each for each in _not_silent(organization) if each.operator is Operator.IN_HOUSE)
    if names:
        yield f"Look first whether {_listed(names, 'or')} can be the one you run."


def take_over(organization: Organization) -> Sentences:
    """Communities that a partner runs."""
    for name in _names(each for each in organization.communities if each.operator is Operator.OUTSOURCED):
        yield f"Agree with the partner who runs {name} what your own people take over, and when."


def ask_units(organization: Organization) -> Sentences:
    """Departments, chapters or affiliates without a community that is known to live."""
    waiting = [unit.name for unit in organization.units if not any(_lives(each, unit) for each in unit.communities)]
    names = list(dict.fromkeys(waiting))
    if names:
        yield f"Ask {_listed(names)} who would like to begin."


def _place_to_link_from(channel: Channel, organization: Organization) -> str:
    """A web site of the organization, else another channel of its own, else whatever else there is."""
    others = [each for each in organization.channels if each != channel]
    sites = [each for each in others if each.kind is ChannelKind.WEBSITE]
    place = next(iter(sites or others), None)
    return "your other places" if place is None else _called(place)


def _called(channel: Channel) -> str:
    """The title of a channel in a sentence: "the" before what ends in an ordinary word and is no name or address."""
    last = channel.title.split()[-1:]
    ordinary = all(word.isalpha() and word.islower() for word in last)
    own = channel.title.startswith(("the ", "The "))
    return f"the {channel.title}" if ordinary and not own else channel.title


def _listed(names: Sequence[str], joint: str = "and") -> str:
    """One name, or several with a word before the last; long lists are counted out."""
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1} others"]
    *first, last = names
    return f"{', '.join(first)} {joint} {last}" if first else last


def _names(communities: Iterable[Community]) -> list[str]:
    """The name of each, once."""
    return list(dict.fromkeys(community.name for community in communities))


def _living_or_else_not_silent(organization: Organization) -> list[Community]:
    living = [each for each in organization.communities if _lives(each, organization)]
    return living or list(_not_silent(organization))


def _not_silent(organization: Organization) -> Iterator[Community]:
    return (each for each in organization.communities if not _is_silent(each, organization))


def _silent_of_its_own(organization: Organization) -> Iterator[Community]:
    return (
        each
        for each in organization.communities
        if each.operator is not Operator.OUTSOURCED and _is_silent(each, organization)
    )


def _is_silent(community: Community, organization: Organization) -> bool:
    """Whether it is known to have had no contribution within half a year before it was seen."""
    seen = any(each.at_most == SILENT or each.finding is Finding.ABSENT for each in _recent(community, organization))
    counted = community.contributors == 0 or rhythm_of(community, organization) == 0
    return (seen or counted) and not _lives(community, organization)


def _lives(community: Community, organization: Organization) -> bool:
    """Whether it is known to have had one."""
    seen = any(each.at_least not in (None, SILENT) for each in _recent(community, organization))
    return seen or rhythm_of(community, organization) == 1


def _recent(community: Community, organization: Organization) -> list[Observation]:
    """What was observed of its rhythm, unless that was long before it was described."""
    day = community.seen_on or organization.seen_on
    return [
        each
        for each in community.observations
        if each.criterion == RHYTHM and (day is None or each.seen_on is None or day - each.seen_on <= HALF_A_YEAR)
    ]
