"""The two nonprofits of the mission: what the shipped descriptions hold, and what is said of them."""

import json
from datetime import date
from importlib import resources

import pytest

from collabmodel import (
    Cohort,
    Confidence,
    Dominance,
    SocialOrganization,
    Trend,
    assess,
    cases,
    check,
    compare,
    dumps,
    loads,
    progress,
)
from collabmodel.errors import DescriptionError

LAST_DAYS = {"red-treehouse": date(2012, 12, 12), "ucp": date(2012, 12, 12), "ucp-2014": date(2014, 3, 31)}
STAGES = SocialOrganization.ladder.names

every_case = pytest.mark.parametrize("name", cases.NAMES)


def document(name):
    return json.loads(resources.files(cases).joinpath(f"{name}.json").read_text(encoding="utf-8"))


def texts(value):
    """Every text that stands in a document, keys of fields left out."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def described(organization):
    """Every channel, community, purpose and observation of an organization, by where it stands."""
    yield from ((f"channel {each.title}", each) for each in organization.all_channels)
    yield from ((f"observation of {each.criterion}", each) for each in organization.observations)
    for community in organization.communities:
        yield f"community {community.name}", community
        yield from ((f"{community.name}: {each.criterion}", each) for each in community.observations)
        if community.purpose is not None:
            yield f"purpose of {community.name}", community.purpose
    for unit in organization.units:
        yield f"unit {unit.name}", unit
        yield from described(unit)


# The documents


@every_case
def test_every_fact_has_a_source_and_a_day_on_or_before_the_last_one(name):
    organization, last_day = cases.case(name), LAST_DAYS[name]
    assert organization.source
    assert organization.seen_on == last_day
    for place, part in described(organization):
        assert part.source, place
        assert part.seen_on is not None, place
        assert part.seen_on <= last_day, place


@every_case
def test_a_description_names_no_verdict(name):
    for text in texts(document(name)):
        assert not [stage for stage in STAGES if stage in text.lower()], text


@every_case
def test_a_description_is_without_fault(name):
    assert check(cases.case(name), SocialOrganization) is None


@every_case
def test_a_description_survives_a_round_trip(name):
    organization = cases.case(name)
    assert loads(dumps(organization)) == organization
    assert json.loads(dumps(organization)) == document(name)


@every_case
def test_nothing_in_a_description_was_learned_later(name):
    organization = cases.case(name)
    assert organization.until(LAST_DAYS[name]) == organization


def test_the_cases_have_functions_of_their_own():
    assert cases.red_treehouse() == cases.case("red-treehouse")
    assert cases.ucp() == cases.case("ucp")
    assert cases.red_treehouse().name == "Red Treehouse"
    assert cases.ucp_2014() == cases.case("ucp-2014")
    assert cases.ucp().name == cases.ucp_2014().name == "United Cerebral Palsy"


def test_there_are_no_other_cases():
    with pytest.raises(DescriptionError, match="did you mean 'red-treehouse'"):
        cases.case("green-treehouse")


# Red Treehouse: near the low end, and nobody outside can tell how low

RED_TREEHOUSE = assess(cases.red_treehouse())


@pytest.mark.parametrize("name", ["worst", "best", "safe", "likely", "possible"])
def test_red_treehouse_stands_from_folly_to_flippant(name):
    assert RED_TREEHOUSE.ladder["folly"] <= getattr(RED_TREEHOUSE, name) <= RED_TREEHOUSE.ladder["flippant"]


def test_red_treehouse_is_left_open_within_that_range():
    assert (RED_TREEHOUSE.worst.name, RED_TREEHOUSE.best.name) == ("folly", "flippant")
    assert RED_TREEHOUSE.safe < RED_TREEHOUSE.possible


def test_red_treehouse_is_kept_below_formulating_by_what_was_seen():
    ceiling = {reason.criterion for reason in RED_TREEHOUSE.why().ceiling}
    assert ceiling
    assert ceiling <= {each.criterion for each in cases.red_treehouse().observations}


def test_red_treehouse_is_told_that_no_link_leads_to_its_page():
    assert "No link leads to Facebook page." in str(RED_TREEHOUSE)


def test_where_red_treehouse_stands_among_the_low_stages_is_a_question_of_attitude():
    changes = RED_TREEHOUSE.why_not("flippant")
    leadership = {each.key for each in SocialOrganization.criteria if each.dimension.key == "leadership"}
    assert {change.criterion for change in changes} <= leadership


# UCP: shows signs of being close to forging, but probably is not there

UCP = assess(cases.ucp())


def test_ucp_is_likely_formulating():
    assert UCP.likely.name == "formulating"
    assert UCP.safe.name in {"flippant", "formulating"}


def test_ucp_may_be_forging_and_probably_is_not():
    forging = UCP.ladder["forging"]
    assert UCP.best >= forging
    assert UCP.likely < forging
    assert 0.1 <= UCP.at_least["forging"] < 0.5
    assert UCP.possible == forging


def test_ucp_is_told_what_is_missing_for_forging():
    gate = UCP.gate("forging")
    assert gate.missing
    assert gate.probability == UCP.at_least["forging"]
    assert all(part.missing for part in gate.missing)
    assert all(part.title in str(gate) for part in gate.missing)


def test_ucp_is_told_what_would_make_it_forging():
    changes = UCP.why_not("forging")
    levels = {(each.key, level.key): level for each in SocialOrganization.criteria for level in each.levels}
    assert changes
    assert all(levels[change.criterion, change.to].reach == "forging" for change in changes)
    assert f"If what is likely is so, the fewest criteria to raise: {len(changes)}." in " ".join(str(UCP).split())


def test_ucp_has_one_community_alive_with_a_partner_and_one_of_its_own_dead():
    rows = {row.key: row for row in UCP.evidence}
    assert rows["living_communities"].lowest == "one"
    assert (rows["own_ability"].lowest, rows["own_ability"].highest) == ("with_partner", "with_partner")


def test_whether_the_forum_benefits_ucp_is_unknown():
    row = next(row for row in UCP.evidence if row.key == "organization_value")
    assert not row.covered
    assert (row.lowest, row.highest) == ("unseen", "lasting")


def test_what_the_forum_does_for_participants_is_a_lower_bound():
    row = next(row for row in UCP.evidence if row.key == "participant_value")
    assert row.lowest == "told"


def test_the_two_nonprofits_are_told_apart():
    assert RED_TREEHOUSE.possible < UCP.safe
    assert RED_TREEHOUSE.best < UCP.likely


# UCP fifteen months later: what was seen in 2012 has aged, and what was seen since is no better

UCP_2014 = assess(cases.ucp_2014())
LATER = {"linked", "contribution_purpose", "shared_control"}


def test_ucp_of_2014_holds_what_was_seen_in_2012_with_its_days_and_three_observations_more():
    before, after = cases.ucp(), cases.ucp_2014()
    assert after.communities == before.communities
    assert after.observations[: len(before.observations)] == before.observations
    assert {each.criterion for each in after.observations[len(before.observations) :]} == LATER


def test_until_its_day_ucp_of_2014_is_judged_like_ucp():
    known_then = assess(cases.ucp_2014().until(LAST_DAYS["ucp"]), as_of=LAST_DAYS["ucp"])
    assert known_then.at_least == UCP.at_least


def test_what_was_seen_later_of_ucp_is_an_impression_and_settles_no_level():
    later = [each for each in cases.ucp_2014().observations if each.seen_on > LAST_DAYS["ucp"]]
    assert {each.confidence for each in later} <= {Confidence.FAIRLY, Confidence.HUNCH}
    assert all(each.at_least is None and each.at_most is not None for each in later)
    assert all("Round Two" in each.source for each in later)


def test_ucp_of_2014_is_likely_formulating_and_less_surely_so():
    assert (UCP_2014.worst.name, UCP_2014.best.name) == ("fearful", "forging")
    assert (UCP_2014.safe.name, UCP_2014.likely.name, UCP_2014.possible.name) == ("flippant", "formulating", "forging")
    assert UCP_2014.at_least["formulating"] < UCP.at_least["formulating"]
    assert UCP_2014.at_least["forging"] < UCP.at_least["forging"]


def test_what_was_seen_of_ucp_in_2012_still_counts_in_2014_with_less_weight():
    assert not UCP_2014.stale
    row = next(row for row in UCP_2014.evidence if row.key == "living_communities")
    assert row.lowest == "one"
    assert all(0 < sighting.counts < 1 for sighting in row.sightings)


def test_what_was_seen_of_ucp_later_contradicts_nothing():
    assert not UCP_2014.conflicts


# Side by side, and over time


def test_ucp_is_further_than_red_treehouse_and_not_beyond_doubt():
    both = compare(UCP, RED_TREEHOUSE)
    assert both.superiority > 0.95
    assert all(each.superiority > 0.9 for each in both.dimensions)
    assert len(both.dimensions) == len(SocialOrganization.dimensions)
    assert both.dominance is Dominance.NEITHER
    assert compare(RED_TREEHOUSE, UCP).superiority == pytest.approx(1 - both.superiority)


def test_among_each_other_both_have_a_range_and_neither_reaches_into_the_other():
    first, second = Cohort([UCP, RED_TREEHOUSE]).places
    assert second.high < 50 < first.low
    assert first.assessment == UCP


def test_from_2012_to_2014_no_change_of_ucp_is_shown():
    found = progress(UCP, UCP_2014)
    assert found.trend is Trend.NO_CHANGE_SHOWN
    assert found.changed == ()
    assert found.matched_before == found.matched_after
    assert (found.lost, found.expired) == ((), ())


def test_what_was_seen_of_ucp_for_the_first_time_in_2014_is_named():
    found = progress(UCP, UCP_2014)
    before = {row.key for row in UCP.evidence if row.covered}
    assert set(found.newly_seen) == LATER - before == {"linked", "shared_control"}
    assert set(found.matched) == before
    questions = [each.question for each in SocialOrganization.criteria if each.key in found.newly_seen]
    text = " ".join(str(found).partition("Seen for the first time, which shows no change:")[2].split())
    assert text == " ".join(f"- {each}" for each in questions)
