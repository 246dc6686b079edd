"""What descriptions of channels and communities say of criteria: the shared part of the shipped rubrics' readers.

What is not described is unknown. So what is there says "at least"; that no more is there is only said where the
observer looked for everything (``channels_complete``, ``communities_complete``). Two things are guessed and marked so:
that channels nobody described serve what the described ones do (a hunch), and that who let a community of its own die
has not shown that it can run one (fairly sure). What a whole organization shows in a matter of communities is what its
best community shows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from collabmodel.model.evidence import Confidence, Finding, Observation
from collabmodel.model.organization import (
    Channel,
    Community,
    Era,
    Operator,
    Organization,
    Principle,
    Purpose,
    Quality,
    Use,
    UseKind,
)
from collabmodel.rubrics.notation import Criterion

HALF_A_YEAR = timedelta(days=183)
A_CIRCLE = 10
"""Contributors that make more than a handful."""
COLLABORATION = UseKind.MASS_COLLABORATION

Readings = Iterator[Observation]
Part = Channel | Use | Community | Purpose | Organization


def reading(
    criterion: str,
    low: str | None,
    high: str | None,
    parts: Sequence[Part],
    organization: Organization,
    confidence: Confidence = Confidence.SURE,
) -> Observation:
    """An observation that rests on parts of a description, with their sources and their newest date."""
    sources = dict.fromkeys(part.source or organization.source for part in parts)
    dates = [day for day in (part.seen_on or organization.seen_on for part in parts) if day is not None]
    return Observation(
        criterion,
        low,
        high,
        confidence=confidence,
        seen_on=max(dates, default=None),
        source="; ".join(source for source in sources if source),
    )


# Channels


def own_activity(organization: Organization, criterion: str, level: str) -> Readings:
    """Who uses social channels, or runs a community or has it run, neither overlooks nor forbids them: fairly sure."""
    signs: list[Part] = [channel for channel in _social(organization) if channel.uses]
    signs += [each for each in organization.communities if each.operator in {Operator.IN_HOUSE, Operator.OUTSOURCED}]
    if signs:
        yield reading(criterion, level, None, signs, organization, Confidence.FAIRLY)


def uses(organization: Organization, criterion: str, levels: tuple[str, str, str, str]) -> Readings:
    """What social channels serve besides promotion: nothing, other uses, collaboration on one, on most."""
    social = _social(organization)
    collaborating = [channel for channel in social if COLLABORATION in _kinds(channel)]
    serving = [channel for channel in social if _kinds(channel) & {UseKind.SERVICE, UseKind.LISTENING}]
    at = 3 if 2 * len(collaborating) > len(social) else 2 if collaborating else 1 if serving else 0
    if _all_uses_known(organization):
        yield reading(criterion, levels[at], levels[at], social or [organization], organization)
    elif at:
        yield reading(criterion, levels[min(at, 2)], None, collaborating or serving, organization)
    elif social and all(channel.uses for channel in social):
        yield reading(criterion, levels[0], levels[0], social, organization, Confidence.HUNCH)


def collaboration(organization: Organization, criterion: str, levels: tuple[str, str, str, str]) -> Readings:
    """On how many social channels people get things done together: on none, poorly, fairly or well, so on most."""
    social = _social(organization)
    trying = [channel for channel in social if COLLABORATION in _kinds(channel)]
    working = [channel for channel in trying if _collaborates(channel, {Quality.FAIR, Quality.GOOD})]
    perhaps = [channel for channel in trying if _collaborates(channel, {Quality.FAIR, Quality.GOOD, Quality.UNKNOWN})]
    if _all_uses_known(organization):
        low = 3 if 2 * len(working) > len(social) else 2 if working else 1 if trying else 0
        high = 3 if 2 * len(perhaps) > len(social) else 2 if perhaps else low
        yield reading(criterion, levels[low], levels[high], social or [organization], organization)
    elif trying:
        yield reading(criterion, levels[2 if working else 1], None, trying, organization)
    elif social and all(channel.uses for channel in social):
        yield reading(criterion, levels[0], levels[0], social, organization, Confidence.HUNCH)


def _all_uses_known(organization: Organization) -> bool:
    """Whether every social channel is described, each with its uses."""
    return organization.channels_complete and all(channel.uses for channel in _social(organization))


def _collaborates(channel: Channel, qualities: set[Quality]) -> bool:
    return any(use.kind is COLLABORATION and use.quality in qualities for use in channel.uses)


def links(organization: Organization, criterion: str, levels: tuple[str, str, str]) -> Readings:
    """Whether links lead to social channels: to none, to some, to all."""
    looked_at = [channel for channel in _social(organization) if channel.linked_from is not None]
    linked = [channel for channel in looked_at if channel.linked_from]
    everywhere = organization.channels_complete and len(looked_at) == len(_social(organization))
    if linked:
        all_linked = everywhere and len(linked) == len(looked_at)
        high = None if len(linked) == len(looked_at) else levels[1]
        yield reading(criterion, levels[2 if all_linked else 1], high, looked_at, organization)
    elif looked_at:
        yield reading(criterion, levels[0], levels[0 if everywhere else 1], looked_at, organization)


def principle(organization: Organization, criterion: str, which: Principle, levels: tuple[str, str]) -> Readings:
    """Whether a principle can be designed in at all, and whether collaboration that needs it is under way.

    A channel that affords a principle proves nothing: tools do not bring it.
    """
    affording = [channel for channel in organization.all_channels if which in channel.kind.affords]
    working = [channel for channel in affording if _collaborates(channel, {Quality.FAIR, Quality.GOOD})]
    if working:
        yield reading(criterion, levels[1], None, working, organization)
    elif organization.channels_complete and not affording:
        yield reading(criterion, levels[0], levels[0], organization.all_channels or [organization], organization)


def _social(organization: Organization) -> list[Channel]:
    return [channel for channel in organization.all_channels if channel.kind.era is Era.SOCIAL]


def _kinds(channel: Channel) -> set[UseKind]:
    return {use.kind for use in channel.uses}


# Communities


def best_community(
    organization: Organization, criterion: Criterion, derive: Callable[[Community], int | None] | None = None
) -> Readings:
    """What the best community shows, from observations of communities and from what ``derive`` finds in them.

    Args:
        organization: with communities.
        criterion: whose levels are meant.
        derive: the position of the level at which a community stands at least, None where it does not say.
    """
    ceilings = []
    for community in organization.communities:
        seen = [each for each in community.observations if each.criterion == criterion.key]
        yield from (_at_least(each, criterion) for each in seen if each.at_least is not None)
        derived = None if derive is None else derive(community)
        if derived:
            yield reading(criterion.key, criterion.levels[derived].key, None, [community], organization)
        ceilings.append(_ceiling(seen, derived, criterion))
    known = [ceiling for ceiling in ceilings if ceiling is not None]
    if organization.communities_complete and len(known) == len(ceilings):
        highest = criterion.levels[max(known, default=0)].key
        yield reading(criterion.key, None, highest, organization.communities or [organization], organization)


def _at_least(observation: Observation, criterion: Criterion) -> Observation:
    """The lower bound of what was seen of one community: another may do better, and none makes it a fact."""
    sure = Confidence.SURE if observation.confidence is Confidence.FACT else observation.confidence
    return Observation(
        criterion.key,
        observation.at_least,
        None,
        confidence=sure,
        seen_on=observation.seen_on,
        source=observation.source,
        observer=observation.observer,
        rater=observation.rater,
        note=observation.note,
    )


def _ceiling(seen: Iterable[Observation], derived: int | None, criterion: Criterion) -> int | None:
    """The highest level one community may stand at; None where nothing says that it is not the top."""
    bounds = [criterion.position(each.at_most) for each in seen if each.at_most is not None]
    bounds += [0 for each in seen if each.finding is Finding.ABSENT]
    bounds += [0] if derived == 0 else []
    return min(bounds, default=None)


def contributors(community: Community) -> int | None:
    """Nobody, a handful, or a circle."""
    number = community.contributors
    if number is None:
        return None
    return 2 if number >= A_CIRCLE else 1 if number else 0


def rhythm_on(day: date | None) -> Callable[[Community], int | None]:
    """Silent or occasional, from the last contribution and the day on which the community was seen."""

    def rhythm(community: Community) -> int | None:
        seen = community.seen_on or day
        if community.last_contribution is None or seen is None:
            return None
        return int(seen - community.last_contribution <= HALF_A_YEAR)

    return rhythm


def looked_after(community: Community) -> int | None:
    """By a partner, where the community is outsourced."""
    return 1 if community.operator is Operator.OUTSOURCED else None


def purposes(organization: Organization, criterion: str, levels: tuple[str, str, str]) -> Readings:
    """Whether communities have a purpose: none, one, several."""
    stated = [community.purpose for community in organization.communities if community.purpose is not None]
    if stated:
        yield reading(criterion, levels[min(len(stated), 2)], None, stated, organization)
    elif organization.communities_complete and not organization.communities:
        yield reading(criterion, levels[0], levels[0], [organization], organization)


def things_named(organization: Organization, criterion: str, levels: tuple[str, str]) -> Readings:
    """How many of the four things the fullest purpose names: some, or all."""
    stated = [community.purpose for community in organization.communities if community.purpose is not None]
    fullest = max(stated, key=_named, default=None)
    if fullest is not None and _named(fullest):
        yield reading(criterion, levels[_named(fullest) == 4], None, [fullest], organization)


def _named(purpose: Purpose) -> int:
    four = (purpose.participants, purpose.issue, purpose.value_to_participants, purpose.value_to_organization)
    return sum(bool(each.strip()) for each in four)


def living(organization: Organization, rhythm: Criterion) -> list[Community]:
    """Communities that are known to have had contributions within half a year before they were seen."""
    recent = rhythm_on(organization.seen_on)
    return [each for each in organization.communities if recent(each) or _seen_alive(each, rhythm)]


def _seen_alive(community: Community, rhythm: Criterion) -> bool:
    return any(
        each.criterion == rhythm.key and each.at_least is not None and rhythm.position(each.at_least) > 0
        for each in community.observations
    )


def _known_dead(community: Community, rhythm: Criterion, day: date | None) -> bool:
    seen = [each for each in community.observations if each.criterion == rhythm.key]
    return _ceiling(seen, rhythm_on(day)(community), rhythm) == 0


def number_living(organization: Organization, criterion: str, rhythm: Criterion, levels: tuple[str, ...]) -> Readings:
    """How many communities live: none, one, several. Half of the range where the others are not known to be dead."""
    alive = living(organization, rhythm)
    dead = [each for each in organization.communities if _known_dead(each, rhythm, organization.seen_on)]
    complete = organization.communities_complete and len(alive) + len(dead) == len(organization.communities)
    low = min(len(alive), 2)
    if complete and low < 2:
        yield reading(criterion, levels[low], levels[low], organization.communities or [organization], organization)
    elif alive:
        yield reading(criterion, levels[low], None, alive, organization)


def ability(organization: Organization, criterion: str, rhythm: Criterion, levels: tuple[str, str, str]) -> Readings:
    """Who runs what lives: nobody, a partner, the organization itself.

    That what it ran itself has died makes it fairly sure that the ability is not there; it may still be elsewhere.
    """
    alive = living(organization, rhythm)
    own = [each for each in alive if each.operator is Operator.IN_HOUSE]
    partner = [each for each in alive if each.operator is Operator.OUTSOURCED]
    dead = [each for each in organization.communities if _known_dead(each, rhythm, organization.seen_on)]
    if own:
        yield reading(criterion, levels[2], None, own, organization)
        return
    if partner:
        yield reading(criterion, levels[1], None, partner, organization)
    tried_alone = [each for each in dead if each.operator is Operator.IN_HOUSE]
    if tried_alone:
        yield reading(criterion, None, levels[1], tried_alone, organization, Confidence.FAIRLY)
    elif organization.communities_complete and len(dead) == len(organization.communities):
        yield reading(criterion, levels[0], levels[0], dead or [organization], organization)


def units_alive(organization: Organization, criterion: str, rhythm: Criterion, levels: tuple[str, ...]) -> Readings:
    """In how many units a community lives: one, several, most."""
    alive = [unit for unit in organization.units if living(unit, rhythm)]
    if alive:
        most = len(alive) > 2 and 2 * len(alive) > len(organization.units)
        low = 3 if most else min(len(alive), 2)
        yield reading(criterion, levels[low], None, alive, organization)


def tried(organization: Organization, criterion: str, level: str) -> Readings:
    """Who has a community, or has it run, has tried."""
    attempts = [each for each in organization.communities if each.operator in {Operator.IN_HOUSE, Operator.OUTSOURCED}]
    if attempts:
        yield reading(criterion, level, None, attempts, organization)
