"""What descriptions of channels and communities say of criteria: the shared part of the shipped rubrics' readers.

What is not described is unknown. So what is there says "at least"; that no more is there is only said where the
observer looked for everything (``channels_complete``, ``communities_complete``), with one exception: who let a
community of its own die has hardly shown that it can run one. What a whole organization shows in a matter of
communities is what its best community shows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

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
WELL = frozenset({Quality.FAIR, Quality.GOOD})
AT_LEAST_PERHAPS = WELL | {Quality.UNKNOWN}

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
    origins = [_origin(part, organization) for part in parts]
    return Observation(
        criterion,
        low,
        high,
        confidence=confidence,
        seen_on=max((day for _, day in origins if day is not None), default=None),
        source=_joined(source for source, _ in origins),
    )


def _origin(part: Part, organization: Organization) -> tuple[str, date | None]:
    """Source and day of a part: its own, else those of its community, else those of the organization."""
    within = [
        each for each in organization.communities if part is each.purpose or any(part is c for c in each.channels)
    ]
    chain = [part, *within, organization]
    source = next((each.source for each in chain if each.source), "")
    return source, next((each.seen_on for each in chain if each.seen_on is not None), None)


def _joined(sources: Iterable[str]) -> str:
    return "; ".join(source for source in dict.fromkeys(sources) if source)


# Channels


def uses(organization: Organization, criterion: str, levels: tuple[str, str, str, str]) -> Readings:
    """What social channels serve besides promotion: nothing, other uses, collaboration on one, on most."""
    social = _social(organization)
    collaborating = [channel for channel in social if _collaborates(channel, AT_LEAST_PERHAPS)]
    serving = [channel for channel in social if _kinds(channel) & {UseKind.SERVICE, UseKind.LISTENING}]
    low = 2 if collaborating else 1 if serving else 0
    if _all_uses_known(organization):
        tried = any(COLLABORATION in _kinds(channel) for channel in social)
        high = 3 if 2 * len(collaborating) > len(social) else max(low, 2 if tried else 0)
        yield reading(criterion, levels[low], levels[high], social or [organization], organization)
    elif low:
        yield reading(criterion, levels[low], None, collaborating or serving, organization)


def collaboration(organization: Organization, criterion: str, levels: tuple[str, ...]) -> Readings:
    """On how many social channels people get things done together: on none, poorly, on one, several, most."""
    social = _social(organization)
    trying = [channel for channel in social if COLLABORATION in _kinds(channel)]
    working = [channel for channel in trying if _collaborates(channel, WELL)]
    perhaps = [channel for channel in trying if _collaborates(channel, AT_LEAST_PERHAPS)]
    low = min(1 + len(working), 3) if trying else 0
    if _all_uses_known(organization):
        most = len(perhaps) > 1 and 2 * len(perhaps) > len(social)
        high = 4 if most else min(1 + len(perhaps), 3) if trying else 0
        yield reading(criterion, levels[low], levels[high], social or [organization], organization)
    elif trying:
        yield reading(criterion, levels[low], None, trying, organization)


def links(organization: Organization, criterion: str, levels: tuple[str, str, str]) -> Readings:
    """Whether links lead to social channels: to none, to some, to all."""
    social = _social(organization)
    looked_at = [channel for channel in social if channel.linked_from is not None]
    linked = [channel for channel in looked_at if channel.linked_from]
    everywhere = organization.channels_complete and len(looked_at) == len(social)
    if linked:
        all_of_them = len(linked) == len(looked_at)
        low = levels[2 if all_of_them and everywhere else 1]
        yield reading(criterion, low, None if all_of_them else levels[1], looked_at, organization)
    elif looked_at:
        yield reading(criterion, levels[0], levels[0 if everywhere else 1], looked_at, organization)


def principle(organization: Organization, criterion: Criterion, which: Principle, levels: tuple[str, str]) -> Readings:
    """Whether a principle can be designed in at all, and whether collaboration that needs it is under way.

    A channel that affords a principle proves nothing: tools do not bring it.
    """
    yield from best_community(organization, criterion)
    affording = [channel for channel in organization.all_channels if which in channel.kind.affords]
    working = [channel for channel in affording if _collaborates(channel, WELL)]
    if working:
        yield reading(criterion.key, levels[1], None, working, organization)
    elif organization.channels_complete and not affording:
        yield reading(criterion.key, None, levels[0], organization.all_channels or [organization], organization)


def _social(organization: Organization) -> list[Channel]:
    return [channel for channel in organization.all_channels if channel.kind.era is Era.SOCIAL]


def _kinds(channel: Channel) -> set[UseKind]:
    return {use.kind for use in channel.uses}


def _all_uses_known(organization: Organization) -> bool:
    """Whether every social channel is described, each with its uses."""
    return organization.channels_complete and all(channel.uses for channel in _social(organization))


def _collaborates(channel: Channel, qualities: frozenset[Quality]) -> bool:
    return any(use.kind is COLLABORATION and use.quality in qualities for use in channel.uses)


# Communities


def runs_communities(organization: Organization, criterion: str, level: str) -> Readings:
    """Who runs a community, or has it run, neither overlooks nor forbids them: fairly sure."""
    run = [each for each in organization.communities if each.operator in {Operator.IN_HOUSE, Operator.OUTSOURCED}]
    if run:
        yield reading(criterion, level, None, run, organization, Confidence.FAIRLY)


def best_community(
    organization: Organization, criterion: Criterion, derive: Callable[[Community], int | None] | None = None
) -> Readings:
    """What the best community shows, from observations of communities and from what ``derive`` finds in them.

    Args:
        organization: with communities.
        criterion: whose levels are meant.
        derive: the position of the level at which a community stands at least, None where it does not say.
    """
    ceilings: list[_Ceiling | None] = []
    for community in organization.communities:
        seen = [each for each in community.observations if each.criterion == criterion.key]
        yield from (_at_least(each, criterion) for each in seen if each.at_least is not None)
        derived = None if derive is None else derive(community)
        if derived:
            yield reading(criterion.key, criterion.levels[derived].key, None, [community], organization)
        ceilings.append(_ceiling(seen, derived, criterion, _origin(community, organization)))
    if _all_described(organization) and not organization.communities:
        yield reading(criterion.key, None, criterion.levels[0].key, [organization], organization)
    elif _all_described(organization) and None not in ceilings:
        yield _no_higher([ceiling for ceiling in ceilings if ceiling is not None], criterion)


def _all_described(organization: Organization) -> bool:
    """Whether what is not described is not there; what units have is described with them."""
    return organization.communities_complete and not organization.units


class _Ceiling(NamedTuple):
    """The highest level one community may stand at, how sure that is, who says so, and since when."""

    position: int
    confidence: Confidence
    source: str
    seen_on: date | None


def _no_higher(ceilings: Sequence[_Ceiling], criterion: Criterion) -> Observation:
    """The highest of several ceilings: as sure as the least sure of them, and as old as the oldest."""
    highest = max(ceiling.position for ceiling in ceilings)
    return Observation(
        criterion.key,
        None,
        criterion.levels[highest].key,
        confidence=min((ceiling.confidence for ceiling in ceilings), key=_strength),
        seen_on=min((ceiling.seen_on for ceiling in ceilings if ceiling.seen_on is not None), default=None),
        source=_joined(ceiling.source for ceiling in ceilings),
    )


def _strength(confidence: Confidence) -> float:
    return confidence.strength


def _at_least(observation: Observation, criterion: Criterion) -> Observation:
    """The lower bound of what was seen of one community: another may do better, and none makes it a fact."""
    return Observation(
        criterion.key,
        observation.at_least,
        None,
        confidence=_no_fact(observation.confidence),
        seen_on=observation.seen_on,
        source=observation.source,
        observer=observation.observer,
        rater=observation.rater,
        note=observation.note,
    )


def _no_fact(confidence: Confidence) -> Confidence:
    return Confidence.SURE if confidence is Confidence.FACT else confidence


def _ceiling(
    seen: Iterable[Observation], derived: int | None, criterion: Criterion, origin: tuple[str, date | None]
) -> _Ceiling | None:
    """What limits one community; None where nothing says that it is not at the top."""
    limits = [_Ceiling(0, Confidence.SURE, *origin)] if derived == 0 else []
    for each in seen:
        at_most = criterion.levels[0].key if each.finding is Finding.ABSENT else each.at_most
        if at_most is not None:
            position = criterion.position(at_most)
            limits.append(_Ceiling(position, _no_fact(each.confidence), each.source or origin[0], each.seen_on))
    return min(limits, key=lambda limit: limit.position, default=None)


def contributors_of(community: Community) -> int | None:
    """Nobody, a handful, a circle; a crowd takes more than a number."""
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


def purposes(organization: Organization, criterion: str, rhythm: Criterion, levels: tuple[str, str, str]) -> Readings:
    """Whether communities that are not known to be dead have a purpose: none, one, several."""
    stated = _purposes(organization, rhythm)
    if stated:
        yield reading(criterion, levels[min(len(stated), 2)], None, stated, organization)
    elif _all_described(organization) and not organization.communities:
        yield reading(criterion, levels[0], levels[0], [organization], organization)


def things_named(
    organization: Organization, criterion: str, rhythm: Criterion, levels: tuple[str, str, str]
) -> Readings:
    """How many of the four things purposes name: some, all in one, all in several."""
    stated = [purpose for purpose in _purposes(organization, rhythm) if _named(purpose)]
    full = [purpose for purpose in stated if _named(purpose) == 4]
    if stated:
        yield reading(criterion, levels[min(len(full), 2)], None, full or stated, organization)


def _purposes(organization: Organization, rhythm: Criterion) -> list[Purpose]:
    dead = _dead(organization, rhythm)
    return [each.purpose for each in organization.communities if each.purpose is not None and each not in dead]


def _named(purpose: Purpose) -> int:
    four = (purpose.participants, purpose.issue, purpose.value_to_participants, purpose.value_to_organization)
    return sum(bool(each.strip()) for each in four)


# Which communities live


def number_living(
    organization: Organization, criterion: str, rhythm: Criterion, levels: tuple[str, str, str]
) -> Readings:
    """How many communities live: none, one, several."""
    alive, dead = _living(organization, rhythm), _dead(organization, rhythm)
    low = levels[min(len(alive), 2)]
    if _all_described(organization) and len(alive) + len(dead) == len(organization.communities) and len(alive) < 2:
        yield reading(criterion, low, low, organization.communities or [organization], organization)
    elif alive:
        yield reading(criterion, low, None, alive, organization)


def ability(organization: Organization, criterion: str, rhythm: Criterion, levels: tuple[str, str]) -> Readings:
    """Who runs what lives: a partner, or the organization itself.

    Where what the organization ran itself has died, or every community is described and none is its own, it has hardly
    shown that it can: fairly sure, because the ability may be there without a community.
    """
    alive, dead = _living(organization, rhythm), _dead(organization, rhythm)
    own = [each for each in alive if each.operator is Operator.IN_HOUSE]
    partner = [each for each in alive if each.operator is Operator.OUTSOURCED]
    died = [each for each in dead if each.operator is Operator.IN_HOUSE]
    others = [each for each in organization.communities if each.operator in {Operator.GRASSROOTS, Operator.OUTSOURCED}]
    if own:
        yield reading(criterion, levels[1], None, own, organization)
        return
    if partner:
        yield reading(criterion, levels[0], None, partner, organization)
    if died or (_all_described(organization) and len(others) == len(organization.communities)):
        yield reading(criterion, None, levels[0], died or others or [organization], organization, Confidence.FAIRLY)


def units_alive(
    organization: Organization, criterion: str, rhythm: Criterion, levels: tuple[str, str, str]
) -> Readings:
    """In how many units a community lives: one, several, most."""
    alive = [unit for unit in organization.units if _living(unit, rhythm)]
    if alive:
        most = len(alive) > 2 and 2 * len(alive) > len(organization.units)
        yield reading(criterion, levels[2 if most else min(len(alive), 2) - 1], None, alive, organization)


def _living(organization: Organization, rhythm: Criterion) -> list[Community]:
    """Communities that are known to have had contributions within half a year before they were seen."""
    by_date = rhythm_on(organization.seen_on)
    return [each for each in organization.communities if by_date(each) or _seen_alive(each, organization, rhythm)]


def _seen_alive(community: Community, organization: Organization, rhythm: Criterion) -> bool:
    return any(
        each.at_least is not None and rhythm.position(each.at_least) > 0
        for each in _recent(community, organization, rhythm)
    )


def _dead(organization: Organization, rhythm: Criterion) -> list[Community]:
    """Communities that are known to have had none, unless they were also seen alive."""
    alive = _living(organization, rhythm)
    return [each for each in organization.communities if each not in alive and _known_dead(each, organization, rhythm)]


def _known_dead(community: Community, organization: Organization, rhythm: Criterion) -> bool:
    by_date = rhythm_on(organization.seen_on)(community)
    ceiling = _ceiling(_recent(community, organization, rhythm), by_date, rhythm, _origin(community, organization))
    return ceiling is not None and ceiling.position == 0


def _recent(community: Community, organization: Organization, rhythm: Criterion) -> list[Observation]:
    """What was observed of a community's rhythm, unless that was long before the community was described."""
    day = community.seen_on or organization.seen_on
    return [
        each
        for each in community.observations
        if each.criterion == rhythm.key and (day is None or each.seen_on is None or day - each.seen_on <= HALF_A_YEAR)
    ]
