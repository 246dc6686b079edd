"""What the channels of an organization say of criteria.

Each function answers for one criterion; levels are named by the rubric that calls it, lowest first.
"""

from collections.abc import Collection, Iterable

import attrs

from collabmodel.model.organization import Channel, Era, Organization, Principle, Quality, UseKind
from collabmodel.rubrics.derivation import Chain, Readings, reading
from collabmodel.rubrics.from_communities import best_community, nothing
from collabmodel.rubrics.notation import Criterion

TOGETHER = frozenset({UseKind.MASS_COLLABORATION})
WELL = frozenset({Quality.FAIR, Quality.GOOD})
AT_LEAST_PERHAPS = WELL | {Quality.UNKNOWN}


@attrs.frozen
class _Place:
    """A channel and what holds it."""

    channel: Channel
    chain: Chain

    def uses(self, kinds: Collection[UseKind], qualities: Collection[Quality] = frozenset(Quality)) -> list[Chain]:
        """Its uses of some kinds and qualities."""
        return [(use, *self.chain) for use in self.channel.uses if use.kind in kinds and use.quality in qualities]


def _places(organization: Organization) -> list[_Place]:
    within = [
        _Place(channel, (channel, community))
        for community in organization.communities
        for channel in community.channels
    ]
    return [*(_Place(channel, (channel,)) for channel in organization.channels), *within]


def _social(organization: Organization) -> list[_Place]:
    return [place for place in _places(organization) if place.channel.kind.era is Era.SOCIAL]


def uses(organization: Organization, criterion: str, levels: tuple[str, str, str, str]) -> Readings:
    """What social channels serve besides promotion: nothing, other uses, collaboration on one, on most."""
    social = _social(organization)
    collaborating = [use for place in social for use in place.uses(TOGETHER, AT_LEAST_PERHAPS)]
    serving = [use for place in social for use in place.uses({UseKind.SERVICE, UseKind.LISTENING})]
    low = 2 if collaborating else 1 if serving else 0
    if _all_uses_known(organization):
        most = 2 * _number(social, AT_LEAST_PERHAPS) > len(social)
        high = 3 if most else 2 if _number(social, frozenset(Quality)) else low
        yield reading(criterion, levels[low], levels[high], [place.chain for place in social], organization)
    elif low:
        yield reading(criterion, levels[low], None, collaborating or serving, organization)


def collaboration(organization: Organization, criterion: str, levels: tuple[str, ...]) -> Readings:
    """On how many social channels people get things done together: on none, poorly, on one, several, most."""
    social = _social(organization)
    trying = [use for place in social for use in place.uses(TOGETHER)]
    working, perhaps = _number(social, WELL), _number(social, AT_LEAST_PERHAPS)
    low = min(1 + working, 3) if trying else 0
    if _all_uses_known(organization):
        most = perhaps > 1 and 2 * perhaps > len(social)
        high = 4 if most else min(1 + perhaps, 3) if trying else 0
        yield reading(criterion, levels[low], levels[high], [place.chain for place in social], organization)
    elif trying:
        yield reading(criterion, levels[low], None, trying, organization)


def links(organization: Organization, criterion: str, levels: tuple[str, str, str]) -> Readings:
    """Whether links lead to social channels: to none, to some, to all."""
    social = _social(organization)
    looked_at = [place for place in social if place.channel.linked_from is not None]
    linked = [place for place in looked_at if place.channel.linked_from]
    chains = [place.chain for place in looked_at]
    everywhere = organization.channels_complete and len(looked_at) == len(social)
    if linked:
        all_of_them = len(linked) == len(looked_at)
        low = levels[2 if all_of_them and everywhere else 1]
        yield reading(criterion, low, None if all_of_them else levels[1], chains, organization)
    elif looked_at:
        yield reading(criterion, levels[0], levels[0 if everywhere else 1], chains, organization)


def principle(organization: Organization, criterion: Criterion, which: Principle, levels: tuple[str, str]) -> Readings:
    """Whether a principle can be designed in at all, and whether collaboration that needs it is under way.

    A channel that affords a principle proves nothing: tools do not bring it.
    """
    yield from best_community(organization, criterion, nothing)
    affording = [place for place in _places(organization) if which in place.channel.kind.affords]
    working = [use for place in affording for use in place.uses(TOGETHER, WELL)]
    if working:
        yield reading(criterion.key, levels[1], None, working, organization)
    elif organization.channels_complete and not affording:
        yield reading(criterion.key, None, levels[0], [place.chain for place in _places(organization)], organization)


def _all_uses_known(organization: Organization) -> bool:
    """Whether every social channel is described, each with its uses."""
    return organization.channels_complete and all(place.channel.uses for place in _social(organization))


def _number(places: Iterable[_Place], qualities: Collection[Quality]) -> int:
    """On how many channels people get things done together as well as that."""
    return sum(bool(place.uses(TOGETHER, qualities)) for place in places)
