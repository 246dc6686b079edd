"""What the communities of an organization say of criteria.

Each function answers for one criterion; levels are named by the rubric that calls it, lowest first. What a whole
organization shows in a matter of communities is what its best community shows.
"""

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import attrs

from collabmodel.model.evidence import Confidence, Finding, Observation
from collabmodel.model.organization import Community, Operator, Organization, Purpose
from collabmodel.rubrics.derivation import Chain, Part, Readings, joined, origin, reading
from collabmodel.rubrics.notation import Criterion, Reader

HALF_A_YEAR = timedelta(days=183)
A_CIRCLE = 10
"""Contributors that make more than a handful."""


def runs_communities(organization: Organization, criterion: str, level: str) -> Readings:
    """Who runs a community, or has it run, neither overlooks nor forbids them: fairly sure."""
    run = _run_by({Operator.IN_HOUSE, Operator.OUTSOURCED}, organization.communities)
    if run:
        yield reading(criterion, level, None, run, organization, Confidence.FAIRLY)


def nothing(_: Community, __: Organization) -> int | None:
    """Nothing but what was observed of a community says where it stands."""
    return None


@attrs.frozen
class BestCommunity(Reader):
    """What the best community shows, by the levels that the criterion has in the rubric at hand.

    Args:
        criterion: whose levels are meant.
        function: from a community and its organization to the position of the level at which it stands at least; None
            where the description does not say.
    """

    function: Callable[..., Any] = nothing

    def __call__(self, organization: Any) -> Readings:  # noqa: ANN401 - as every reader
        """What the description says."""
        return best_community(organization, self.criterion, self.function)


def best_community(
    organization: Organization, criterion: Criterion, derive: Callable[[Community, Organization], int | None]
) -> Readings:
    """What the best community shows, from observations of communities and from what ``derive`` finds in them."""
    ceilings: list[_Ceiling | None] = []
    for community in organization.communities:
        seen = [each for each in community.observations if each.criterion == criterion.key]
        yield from (_at_least(each, criterion) for each in seen if each.at_least is not None)
        derived = derive(community, organization)
        if derived:
            yield reading(criterion.key, criterion.levels[derived].key, None, [(community,)], organization)
        ceilings.append(_ceiling(seen, derived, criterion, origin((community,), organization)))
    if _all_described(organization) and not organization.communities:
        yield reading(criterion.key, None, criterion.levels[0].key, [], organization)
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
        source=joined(ceiling.source for ceiling in ceilings),
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
    return min(limits, key=_lowest_then_surest, default=None)


def _lowest_then_surest(limit: _Ceiling) -> tuple[int, float, float, str]:
    """Whatever the order of observations; among equals the newest, and what is not dated does not age."""
    newest = math.inf if limit.seen_on is None else limit.seen_on.toordinal()
    return limit.position, -_strength(limit.confidence), -newest, limit.source


def contributors_of(community: Community, organization: Organization, rhythm: Criterion) -> int | None:
    """Nobody, a handful, a circle; a crowd takes more than a number. To what has died nobody contributes."""
    number = 0 if _is_dead(community, organization, rhythm) else community.contributors
    if number is None:
        return None
    return 2 if number >= A_CIRCLE else 1 if number else 0


def rhythm_of(community: Community, organization: Organization) -> int | None:
    """Silent or occasional, from the last contribution and the day on which the community was seen."""
    seen = community.seen_on or organization.seen_on
    if community.last_contribution is None or seen is None:
        return None
    return int(seen - community.last_contribution <= HALF_A_YEAR)


def looked_after(community: Community, _: Organization) -> int | None:
    """By a partner, where the community is outsourced."""
    return 1 if community.operator is Operator.OUTSOURCED else None


def purposes(organization: Organization, criterion: str, rhythm: Criterion, levels: tuple[str, str, str]) -> Readings:
    """Whether communities that are not known to be dead have a purpose: none, one, several."""
    stated = [chain for _, chain in _purposes(organization, rhythm)]
    if stated:
        yield reading(criterion, levels[min(len(stated), 2)], None, stated, organization)
    elif _all_described(organization) and not organization.communities:
        yield reading(criterion, levels[0], levels[0], [], organization)


def things_named(
    organization: Organization, criterion: str, rhythm: Criterion, levels: tuple[str, str, str]
) -> Readings:
    """How many of the four things purposes name: some, all in one, all in several."""
    stated = [(_named(purpose), chain) for purpose, chain in _purposes(organization, rhythm)]
    some = [chain for number, chain in stated if number]
    full = [chain for number, chain in stated if number == 4]
    if some:
        yield reading(criterion, levels[min(len(full), 2)], None, full or some, organization)


def _purposes(organization: Organization, rhythm: Criterion) -> list[tuple[Purpose, Chain]]:
    dead = {id(each) for each in _dead(organization, rhythm)}
    return [
        (each.purpose, (each.purpose, each))
        for each in organization.communities
        if each.purpose is not None and id(each) not in dead
    ]


def _named(purpose: Purpose) -> int:
    four = (purpose.participants, purpose.issue, purpose.value_to_participants, purpose.value_to_organization)
    return sum(bool(each.strip()) for each in four)


def number_living(
    organization: Organization, criterion: str, rhythm: Criterion, levels: tuple[str, str, str]
) -> Readings:
    """How many communities live: none, one, several."""
    alive, dead = _living(organization, rhythm), _dead(organization, rhythm)
    low = levels[min(len(alive), 2)]
    settled = _all_described(organization) and len(alive) + len(dead) == len(organization.communities)
    if settled and len(alive) < 2:
        yield reading(criterion, low, low, _chains(organization.communities), organization)
    elif alive:
        yield reading(criterion, low, None, _chains(alive), organization)


def ability(organization: Organization, criterion: str, rhythm: Criterion, levels: tuple[str, str]) -> Readings:
    """Who runs what lives: a partner, or the organization itself.

    Where what the organization ran itself has died, or every community is described and none is its own, it has hardly
    shown that it can: fairly sure, because the ability may be there without a community.
    """
    alive, dead = _living(organization, rhythm), _dead(organization, rhythm)
    own = _run_by({Operator.IN_HOUSE}, alive)
    partner = _run_by({Operator.OUTSOURCED}, alive)
    died = _run_by({Operator.IN_HOUSE}, dead)
    others = _run_by({Operator.GRASSROOTS, Operator.OUTSOURCED}, organization.communities)
    if own:
        yield reading(criterion, levels[1], None, own, organization)
        return
    if partner:
        yield reading(criterion, levels[0], None, partner, organization)
    if died or (_all_described(organization) and len(others) == len(organization.communities)):
        yield reading(criterion, None, levels[0], died or others, organization, Confidence.FAIRLY)


def _run_by(operators: Collection[Operator], communities: Iterable[Community]) -> list[Chain]:
    return _chains(each for each in communities if each.operator in operators)


def _chains(parts: Iterable[Part]) -> list[Chain]:
    return [(part,) for part in parts]


def units_alive(
    organization: Organization, criterion: str, rhythm: Criterion, levels: tuple[str, str, str]
) -> Readings:
    """In how many units a community lives: one, several, most."""
    alive = [unit for unit in organization.units if _living(unit, rhythm)]
    if alive:
        most = len(alive) > 2 and 2 * len(alive) > len(organization.units)
        yield reading(criterion, levels[2 if most else min(len(alive), 2) - 1], None, _chains(alive), organization)


def _living(organization: Organization, rhythm: Criterion) -> list[Community]:
    """Communities that are known to have had contributions within half a year before they were seen."""
    return [each for each in organization.communities if _known_alive(each, organization, rhythm)]


def _known_alive(community: Community, organization: Organization, rhythm: Criterion) -> bool:
    seen_alive = any(
        each.at_least not in (None, _dead_level(rhythm)) for each in _recent(community, organization, rhythm)
    )
    return seen_alive or rhythm_of(community, organization) == 1


def _dead(organization: Organization, rhythm: Criterion) -> list[Community]:
    """Communities that are known to have had none, unless they were also seen alive."""
    return [each for each in organization.communities if _is_dead(each, organization, rhythm)]


def _is_dead(community: Community, organization: Organization, rhythm: Criterion) -> bool:
    return _known_dead(community, organization, rhythm) and not _known_alive(community, organization, rhythm)


def _known_dead(community: Community, organization: Organization, rhythm: Criterion) -> bool:
    observed = _recent(community, organization, rhythm)
    seen_dead = any(each.at_most == _dead_level(rhythm) or each.finding is Finding.ABSENT for each in observed)
    return seen_dead or rhythm_of(community, organization) == 0


def _dead_level(rhythm: Criterion) -> str:
    return rhythm.levels[0].key


def _recent(community: Community, organization: Organization, rhythm: Criterion) -> list[Observation]:
    """What was observed of a community's rhythm, unless that was long before the community was described."""
    day = community.seen_on or organization.seen_on
    return [
        each
        for each in community.observations
        if each.criterion == rhythm.key and (day is None or each.seen_on is None or day - each.seen_on <= HALF_A_YEAR)
    ]
