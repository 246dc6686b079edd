"""assess(): who is judged by what, which evidence counts, what is explained, and how it is shown."""

# ruff: noqa: N805 - readers are functions in a class body

import json
import pickle
import re
from datetime import date, datetime, timedelta
from html.parser import HTMLParser

import attrs
import pytest

from collabmodel import (
    Channel,
    ChannelKind,
    Community,
    Confidence,
    Criterion,
    Dimension,
    Ladder,
    Level,
    Observation,
    Operator,
    Organization,
    Purpose,
    PurposeScreen,
    Quality,
    Quota,
    Rubric,
    SocialOrganization,
    Use,
    UseKind,
    assess,
    cases,
    check,
    what_if,
)
from collabmodel.errors import ConflictError, DescriptionError, RubricError, UnknownCriterionError, UnknownLevelError
from collabmodel.render.rows import (
    Heading,
    Lines,
    Listing,
    Shown,
    Table,
    as_html,
    as_markdown,
    as_page,
    as_text,
    percent,
)
from collabmodel.verdict import Chances

DAY = date(2012, 12, 12)
LATER = date(2013, 1, 1)
FACT, SURE = {"confidence": Confidence.FACT}, {"confidence": Confidence.SURE}
LEVELS = (
    Level("none", "Nothing.", reach="low"),
    Level("some", "Something.", reach="middle"),
    Level("all", "Everything.", reach="high"),
)


class Choir(Rubric):
    """Song needs both of its criteria; the whole needs song and is never ahead of the room."""

    version = "1.0"
    title = "The choir"
    ladder = Ladder("low", "middle", "high")
    song = Dimension("Song", points=2)
    room = Dimension("Room", lead=0)
    singing = Criterion(song, "Who sings?", levels=LEVELS, source="A singer", half_life=6)
    leading = Criterion(song, "Who leads?", levels=LEVELS, source="A singer")
    space = Criterion(room, "Where?", levels=LEVELS, source="A singer", visible=False)


def choir(*observations, name="Choir", **parts):
    return Organization(name, observations=observations, **parts)


def judged(*observations, as_of=None, rubric=Choir, **parts):
    return assess(choir(*observations, **parts), rubric, as_of=as_of)


def exactly(singing, leading=None, space=None, **said):
    """Observations of what is given, as facts unless said."""
    levels = {"singing": singing, "leading": leading, "space": space}
    return [Observation.exactly(key, level, **{**FACT, **said}) for key, level in levels.items() if level]


def row(assessment, key):
    return next(each for each in assessment.evidence if each.key == key)


def part(assessment, key):
    return next(each for each in assessment.dimensions if each.key == key)


def span(chances):
    return chances.worst.name, chances.best.name


# Who is judged by what


def test_an_organization_is_judged_by_the_social_organization_and_a_purpose_by_the_purpose_screen():
    assert assess(Organization("O")).rubric is SocialOrganization
    assert assess(Purpose("P")).rubric is PurposeScreen
    assert assess(Organization("O"), Choir).rubric is Choir


def test_an_assessment_says_who_was_judged_how_and_when():
    organization = choir(seen_on=DAY)
    found = assess(organization, Choir)
    assert (found.subject, found.rubric, found.as_of) == (organization, Choir, DAY)
    assert (found.rubric_version, found.rubric_digest, found.ladder) == ("1.0", Choir.digest(), Choir.ladder)


@pytest.mark.parametrize("subject", ["A choir", None, Choir, Community("C"), [Organization("O")]])
def test_what_is_neither_an_organization_nor_a_purpose_is_refused(subject):
    with pytest.raises(DescriptionError, match="subject: expected an Organization or a Purpose, got "):
        assess(subject)


@pytest.mark.parametrize("rubric", ["Choir", Rubric, Organization, 3, Organization("O")])
def test_what_is_no_rubric_is_refused(rubric):
    with pytest.raises(DescriptionError, match=r"rubric: expected a subclass of Rubric, got .*; pass the class itself"):
        assess(Organization("O"), rubric)


@pytest.mark.parametrize(
    ("subject", "rubric", "message"),
    [
        (
            Purpose("P"),
            SocialOrganization,
            "rubric: SocialOrganization judges Organization, not Purpose; choose a rubric for Purpose",
        ),
        (
            Organization("O"),
            PurposeScreen,
            "rubric: PurposeScreen judges Purpose, not Organization; choose a rubric for Organization",
        ),
    ],
)
def test_a_rubric_for_something_else_is_refused(subject, rubric, message):
    with pytest.raises(DescriptionError) as error:
        assess(subject, rubric)
    assert str(error.value) == f"1 fault in this description:\n{message}"


@pytest.mark.parametrize("as_of", ["2012-12-12", 2012, datetime(2012, 12, 12)])  # noqa: DTZ001
def test_a_day_that_is_none_is_refused(as_of):
    with pytest.raises(DescriptionError, match="as_of: expected a date without a time, got "):
        assess(Organization("O"), as_of=as_of)


# The day


def test_without_a_day_the_newest_date_counts_units_included():
    assert judged().as_of is None
    assert judged(Observation("singing", seen_on=DAY), seen_on=date(2010, 1, 1)).as_of == DAY
    assert judged(units=[Organization("U", units=[Organization("V", seen_on=LATER)])], seen_on=DAY).as_of == LATER
    assert assess(Purpose("P", observations=[Observation("issue", seen_on=LATER)], seen_on=DAY)).as_of == LATER


def test_evidence_later_than_the_day_is_an_error_that_names_every_path_and_the_way_out():
    use = Use(UseKind.SERVICE, seen_on=LATER)
    channel = Channel(ChannelKind.BLOG, since=LATER, uses=[Use(UseKind.SERVICE), use], linked_from=["a"])
    seen = Observation("singing", seen_on=LATER)
    community = Community(
        "C",
        started=LATER,
        last_contribution=LATER,
        purpose=Purpose("P", seen_on=LATER, observations=[seen]),
        channels=[Channel(ChannelKind.WIKI, seen_on=LATER)],
        observations=[seen],
    )
    organization = choir(
        Observation("singing", seen_on=DAY),
        seen,
        seen_on=LATER,
        channels=[channel],
        communities=[community],
        units=[Organization("U"), choir(seen)],
    )
    with pytest.raises(DescriptionError) as error:
        assess(organization, Choir, as_of=DAY)
    assert {fault.path for fault in error.value.faults} == {
        "$.seen_on",
        "$.channels[0].since",
        "$.channels[0].uses[1].seen_on",
        "$.communities[0].started",
        "$.communities[0].last_contribution",
        "$.communities[0].purpose.seen_on",
        "$.communities[0].purpose.observations[0].seen_on",
        "$.communities[0].channels[0].seen_on",
        "$.communities[0].observations[0].seen_on",
        "$.observations[1].seen_on",
        "$.units[1].observations[0].seen_on",
    }
    later = "2013-01-01 is later than as_of 2012-12-12"
    way_out = (
        "judge from a later day, or judge organization.until(date(2012, 12, 12)), which leaves out all that is later"
    )
    first, *others = [fault.problem for fault in error.value.faults]
    assert first == f"{later}; {way_out}"
    assert set(others) == {later}
    assert assess(organization.until(DAY), Choir, as_of=DAY).as_of == DAY


def test_a_purpose_seen_later_is_judged_from_a_later_day():
    with pytest.raises(DescriptionError) as error:
        assess(Purpose("P", seen_on=LATER), as_of=DAY)
    assert [str(fault) for fault in error.value.faults] == [
        "$.seen_on: 2013-01-01 is later than as_of 2012-12-12; judge from a later day"
    ]


# Faults in a description


def test_unknown_names_are_refused_with_the_nearest_ones():
    with pytest.raises(UnknownCriterionError) as error:
        judged(Observation("sining"))
    assert [str(fault) for fault in error.value.faults] == [
        "$.observations[0].criterion: 'sining' is not a criterion of Choir; did you mean 'singing'?"
    ]
    with pytest.raises(UnknownLevelError) as error:
        judged(Observation("singing", "som", "al"))
    assert [str(fault) for fault in error.value.faults] == [
        "$.observations[0].at_least: 'som' is not a level of 'singing'; did you mean 'some'?",
        "$.observations[0].at_most: 'al' is not a level of 'singing'; did you mean 'all'?",
    ]


def test_levels_in_the_wrong_order_are_refused():
    with pytest.raises(DescriptionError) as error:
        judged(Observation("singing", "all", "some"))
    assert [str(fault) for fault in error.value.faults] == [
        "$.observations[0].at_least: 'all' stands above at_most 'some'; exchange them"
    ]


def test_all_faults_of_all_units_are_listed_together():
    with pytest.raises(DescriptionError) as error:
        judged(Observation("sining"), Observation("singing", "som"), units=[choir(units=[choir(Observation("x"))])])
    assert type(error.value) is DescriptionError
    assert [fault.path for fault in error.value.faults] == [
        "$.observations[0].criterion",
        "$.observations[1].at_least",
        "$.units[0].units[0].observations[0].criterion",
    ]


def test_faults_of_one_kind_keep_it():
    with pytest.raises(UnknownCriterionError) as error:
        judged(Observation("x"), units=[choir(Observation("y"))])
    assert len(error.value.faults) == 2


def in_a_community(*observations):
    return Organization("O", communities=[Community("C", observations=observations)])


@pytest.mark.parametrize("judge", [assess, check], ids=["assess", "check"])
@pytest.mark.parametrize(
    ("observation", "kind", "path"),
    [
        (Observation("rythm"), UnknownCriterionError, "criterion"),
        (Observation("rhythm", "wekly"), UnknownLevelError, "at_least"),
        (Observation("rhythm", None, "wekly"), UnknownLevelError, "at_most"),
        (Observation("stance", "planed"), UnknownLevelError, "at_least"),
        (Observation("rhythm", "weekly", "silent"), DescriptionError, "at_least"),
    ],
)
def test_a_fault_in_a_community_is_a_fault_of_the_description(judge, observation, kind, path):
    with pytest.raises(kind) as error:
        judge(in_a_community(observation), SocialOrganization)
    assert [fault.path for fault in error.value.faults] == [f"$.communities[0].observations[0].{path}"]


def test_check_lists_every_fault_of_units_and_communities():
    organization = Organization(
        "O",
        observations=[Observation("stanse")],
        communities=[Community("C", observations=[Observation("stance"), Observation("x")])],
        units=[Organization("U", communities=[Community("D", observations=[Observation("stance", "y")])])],
    )
    with pytest.raises(DescriptionError) as error:
        check(organization, SocialOrganization)
    assert [fault.path for fault in error.value.faults] == [
        "$.observations[0].criterion",
        "$.communities[0].observations[1].criterion",
        "$.units[0].communities[0].observations[0].at_least",
    ]


def test_check_is_silent_when_all_is_well():
    assert check(cases.ucp(), SocialOrganization) is None
    assert check(Purpose("P", issue="i", observations=[Observation("issue")]), PurposeScreen) is None


@pytest.mark.parametrize(
    ("subject", "rubric"), [("O", SocialOrganization), (Organization("O"), PurposeScreen), (Organization("O"), Rubric)]
)
def test_check_refuses_what_assess_refuses(subject, rubric):
    with pytest.raises(DescriptionError) as error:
        check(subject, rubric)
    with pytest.raises(DescriptionError) as other:
        assess(subject, rubric)
    assert str(error.value) == str(other.value)


def test_check_finds_facts_that_contradict_each_other():
    with pytest.raises(ConflictError):
        check(choir(*exactly("none"), *exactly("all")), Choir)


# Evidence


def test_without_evidence_everything_is_possible_and_nothing_covered():
    found = judged()
    assert span(found) == ("low", "high")
    assert found.coverage == 0
    assert all(span(each) == ("low", "high") for each in (*found.dimensions, *found.evidence))
    assert all((each.lowest, each.highest, each.covered) == ("none", "all", False) for each in found.evidence)


def test_without_evidence_the_text_says_so():
    text = "Nothing known so far excludes any level: the probabilities are what is assumed before any evidence."
    assert text in " ".join(str(judged()).split())
    assert text not in str(judged(*exactly("some")))


def test_dont_know_changes_nothing():
    before, after = judged(), judged(Observation("singing"), Observation("space"))
    assert (after.tails, span(after), after.coverage) == (before.tails, span(before), 0)
    assert not row(after, "singing").covered
    assert len(row(after, "singing").sightings) == 1


@pytest.mark.parametrize(
    ("observations", "lowest", "highest"),
    [
        ([Observation.exactly("singing", "some")], "some", "some"),
        ([Observation("singing", "some")], "some", "all"),
        ([Observation("singing", None, "some")], "none", "some"),
        ([Observation.absent("singing")], "none", "none"),
        ([Observation("singing", "some"), Observation("singing", None, "some")], "some", "some"),
        ([Observation("singing", "all"), Observation("singing", None, "none")], "none", "all"),
        ([Observation("singing", "all"), Observation("singing", None, "some", **FACT)], "some", "some"),
        ([Observation("singing", "some", **FACT), Observation.absent("singing")], "some", "some"),
        ([Observation("singing", "some", **FACT), Observation("singing", "all", **FACT)], "all", "all"),
    ],
)
def test_the_range_of_a_criterion_is_what_its_evidence_leaves(observations, lowest, highest):
    found = row(judged(*observations), "singing")
    assert (found.lowest, found.highest) == (lowest, highest)
    assert found.covered


def test_facts_settle_the_stage():
    found = judged(*exactly("all", "all", "some"))
    assert span(found) == ("middle", "middle")
    assert (found.safe, found.likely, found.possible) == (found.worst,) * 3
    assert found.tails == (1.0, 1.0, 0.0)
    assert found.coverage == 1
    assert found.score == 50
    assert found.score_range == (50, 50)


def test_softer_evidence_leaves_doubt():
    sure = judged(*exactly("all", "all", "all", **SURE))
    hunch = judged(*exactly("all", "all", "all", confidence=Confidence.HUNCH))
    assert span(sure) == span(hunch) == ("high", "high")
    assert hunch.tails[2] < sure.tails[2] < 1


def test_a_second_opinion_weighs_and_a_pile_of_them_no_more():
    one, two, many = (judged(*exactly("all", **SURE) * times).tails[2] for times in (1, 2, 20))
    assert one < two
    assert two == many


def test_coverage_weighs_criteria_within_dimensions_and_dimensions_within_the_whole():
    found = judged(*exactly("none", confidence=Confidence.HUNCH))
    assert part(found, "song").coverage == 1 / 2
    assert part(found, "room").coverage == 0
    assert found.coverage == pytest.approx((2 * 1 / 2 + 1 * 0) / 3)


SINGING_LIVES = timedelta(days=730)  # four half-lives of six months are 730.5 days


@pytest.mark.parametrize("said", [FACT, SURE])
def test_evidence_lives_four_half_lives_facts_too(said):
    for seen_on, live in [(DAY - SINGING_LIVES, True), (DAY - SINGING_LIVES - timedelta(days=1), False)]:
        found = judged(*exactly("all", seen_on=seen_on, **said), as_of=DAY)
        assert row(found, "singing").covered is live
        assert row(found, "singing").lowest == ("all" if live else "none")
        assert [each.observation.seen_on for each in found.stale] == ([] if live else [seen_on])
        assert all(each.age > 4 for each in found.stale)


def test_what_is_too_old_counts_nowhere_and_is_still_shown():
    old = Observation.exactly("singing", "all", seen_on=date(2000, 1, 1), source="An old poster", **FACT)
    found = judged(old, as_of=DAY)
    assert found.tails == judged().tails
    assert found.coverage == 0
    assert row(found, "singing").sightings[0].counts == 0
    assert "1 observation is too old to count." in str(found)
    assert [each["source"] for each in found.to_dict()["stale"]] == ["An old poster"]
    assert "2 observations are too old to count." in str(judged(old, old, as_of=DAY))


def test_old_and_new_facts_do_not_contradict_each_other():
    old = exactly("none", seen_on=date(2000, 1, 1))
    assert row(judged(*old, *exactly("all", seen_on=DAY)), "singing").lowest == "all"


def test_a_criterion_without_a_half_life_takes_that_of_the_rubric():
    old = DAY - SINGING_LIVES - timedelta(days=1)
    found = judged(*exactly("all", "all", seen_on=old), as_of=DAY)
    assert [each.criterion for each in found.stale] == ["singing"]


def test_live_evidence_loses_half_its_weight_with_every_half_life_facts_none():
    seen_on = DAY - timedelta(days=365.25)
    soft, fact = (judged(*exactly("all", seen_on=seen_on, **said), as_of=DAY) for said in (SURE, FACT))
    assert row(soft, "singing").sightings[0].counts == pytest.approx(1 / 4, rel=1e-2)
    assert row(fact, "singing").sightings[0].counts == 1
    assert row(soft, "singing").tails[2] < judged(*exactly("all", **SURE)).evidence[0].tails[2]


def test_what_is_not_dated_does_not_age():
    found = judged(*exactly("all", **SURE), seen_on=DAY)
    assert row(found, "singing").sightings[0].counts == 1


def test_communities_speak_only_through_readers():
    found = assess(in_a_community(Observation("stance", "natural"), Observation("rhythm", "weekly")))
    assert row(found, "stance").sightings == ()
    assert [each.reader for each in row(found, "rhythm").sightings] == ["read_rhythm"]


def test_observations_of_a_purpose_count_when_the_purpose_is_judged():
    found = assess(Purpose("P", issue="i", observations=[PurposeScreen.issue.observe("confirmed")]))
    assert [each.reader for each in row(found, "issue").sightings] == ["", "read_issue"]
    assert row(found, "issue").lowest == "confirmed"


# Contradictions


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        (
            Observation("singing", "all", source="A singer", seen_on=DAY, **FACT),
            Observation("singing", None, "some", **FACT),
            "$.observations[0]: at least 'all' (A singer, seen on 2012-12-12) and at most 'some' ($.observations[1])",
        ),
        (
            Observation.exactly("singing", "none", source="A neighbour", **FACT),
            Observation("singing", "some", "all", source="A singer", **FACT),
            "$.observations[1]: 'some' to 'all' (A singer) and 'none' (A neighbour)",
        ),
        (
            Observation.absent("singing", source="A neighbour", **FACT),
            Observation("singing", "some", source="A singer", **FACT),
            "$.observations[1]: at least 'some' (A singer) and looked for and not found (A neighbour)",
        ),
        (
            Observation.not_applicable("singing", source="A neighbour"),
            Observation("singing", "some", source="A singer", **FACT),
            "$.observations[1]: at least 'some' (A singer) and does not apply (A neighbour)",
        ),
    ],
)
def test_facts_that_contradict_each_other_name_both_sources(one, other, message):
    with pytest.raises(ConflictError) as error:
        judged(one, other)
    assert [str(fault) for fault in error.value.faults] == [
        f"{message} cannot both be true of 'singing'; correct one of them, or give it less confidence than a fact"
    ]


def test_a_reader_that_contradicts_a_fact_is_named_by_what_it_reads():
    class Quiet(Choir):
        @Choir.singing.reader
        def read_singing(organization):
            return [Observation.not_applicable("singing")]

    with pytest.raises(ConflictError) as error:
        judged(*exactly("none", source="A neighbour"), rubric=Quiet)
    assert [str(fault) for fault in error.value.faults] == [
        "$.observations[0]: 'none' (A neighbour) and does not apply (read from the description) cannot both be true of "
        "'singing'; correct one of them, or give it less confidence than a fact"
    ]


def test_contradictions_in_several_criteria_are_listed_together():
    with pytest.raises(ConflictError) as error:
        judged(*exactly("none", "none"), *exactly("all", "all"), units=[choir(*exactly("none"), *exactly("all"))])
    assert len(error.value.faults) == 3


def test_other_contradictions_are_listed_and_change_no_more_than_their_criterion():
    low = Observation.exactly("singing", "none", source="A neighbour")
    high = Observation.exactly("singing", "all", source="A singer", seen_on=DAY)
    middle = Observation.exactly("singing", "some", **FACT)
    found = judged(low, high, Observation("singing", "some"), seen_on=DAY)
    assert [(each.criterion, each.first.path, each.second.path) for each in found.conflicts] == [
        ("singing", "$.observations[0]", "$.observations[1]"),
        ("singing", "$.observations[0]", "$.observations[2]"),
    ]
    text = "Who sings? Sources disagree: 'none' (A neighbour) against 'all' (A singer, seen on 2012-12-12)."
    assert text in str(found).replace("\n    ", " ")
    assert text in found.to_dict()["conflicts"]
    assert len(judged(low, high, middle).conflicts) == 3
    assert judged(Observation("singing", "some"), Observation("singing", None, "some")).conflicts == ()


# Not applicable


def test_what_does_not_apply_beats_softer_evidence_and_is_listed():
    found = judged(Observation("singing", "all"), Observation.not_applicable("singing", confidence=Confidence.HUNCH))
    assert not row(found, "singing").applicable
    assert (row(found, "singing").lowest, row(found, "singing").highest) == (None, None)
    assert len(found.conflicts) == 1


def test_what_does_not_apply_leaves_its_points_out():
    found = judged(Observation.not_applicable("singing"), *exactly(None, "all", "all"))
    assert span(found) == ("high", "high")
    assert part(found, "song").coverage == found.coverage == 1
    assert found.at_least == judged(*exactly("all", "all", "all")).at_least


def test_a_dimension_in_which_nothing_applies_does_not_apply_itself_and_waives_its_lead():
    found = judged(Observation.not_applicable("space"), *exactly("all", "all"))
    assert not part(found, "room").applicable
    assert part(found, "room").coverage == 0
    assert span(found) == ("high", "high")
    assert found.coverage == 1
    gate = found.gate("high")
    assert (gate.needed, gate.total, gate.held, gate.blocking) == (2, 2, 2, ())
    assert re.search(r"Room \(1\)\* +n/a +n/a +n/a\n", str(found))


def test_where_nothing_applies_there_is_nothing_to_judge():
    waived = [Observation.not_applicable(each.key) for each in Choir.criteria]
    problem = "every criterion is said not to apply, so there is nothing to judge; choose another rubric"
    with pytest.raises(DescriptionError) as error:
        judged(*waived)
    assert [str(fault) for fault in error.value.faults] == [f"$: {problem}"]
    with pytest.raises(DescriptionError) as error:
        judged(units=[choir(), choir(*waived)])
    assert [str(fault) for fault in error.value.faults] == [f"$.units[1]: {problem}"]


def test_what_was_said_long_ago_not_to_apply_may_apply():
    old = Observation.not_applicable("singing", seen_on=date(2000, 1, 1))
    assert row(judged(old, as_of=DAY), "singing").applicable


# Gates


def test_a_gate_says_what_is_needed_held_and_missing():
    found = judged(*exactly("some", "all", "all"))
    gate = found.gate("high")
    assert (gate.stage, gate.probability) == (Choir.ladder["high"], 0)
    assert (gate.needed, gate.total, gate.held) == (2, 3, 1)
    assert [(each.key, each.needed, each.held, each.missing) for each in gate.missing] == [("song", 2, 1, ("singing",))]
    assert gate.blocking == ()
    assert str(gate) == (
        "For high 2 of 3 points are needed, 1 are likely held; missing: Song (counts 2, 0 % likely, 1 of 2 points)."
    )


def test_a_gate_names_what_holds_it_back():
    gate = judged(*exactly("all", "all", "some")).gate("high")
    assert gate.blocking == ("Room",)
    assert str(gate) == (
        "For high 2 of 3 points are needed, 2 are likely held; missing: Room (counts 1, 0 % likely, 0 of 1 points); "
        "held back by Room."
    )


def test_an_open_gate_lacks_nothing():
    found = judged(*exactly("all", "all", "all"))
    assert found.gate("high") == found.gate(Choir.ladder["high"])
    assert str(found.gate("high")) == "For high 2 of 3 points are needed, 3 are likely held."
    assert str(found.gate("low")) == "For low 0 of 3 points are needed, 3 are likely held."


def test_a_lead_of_some_stages_blocks_further_up_only():
    class Ahead(Choir):
        room = Choir.room.evolve(lead=1)

    found = judged(*exactly("all", "all", "none"), rubric=Ahead)
    assert span(found) == ("middle", "middle")
    assert found.gate("middle").blocking == ()
    assert found.gate("high").blocking == ("Room",)
    low = judged(*exactly("none", "all", "all"), rubric=Ahead)
    assert [each.criterion for each in low.why().ceiling] == ["singing"]


@pytest.mark.parametrize("lead", [2, 3, 9])
def test_a_lead_of_as_many_stages_as_there_are_never_binds(lead):
    class Free(Choir):
        room = Choir.room.evolve(lead=lead)

    found = judged(*exactly("all", "all", "none"), rubric=Free)
    assert span(found) == ("high", "high")
    assert found.tails == (1.0, 1.0, 1.0)
    assert [each.criterion for each in found.why().floor] == ["singing", "leading"]


@pytest.mark.parametrize("ask", ["gate", "why_not"])
@pytest.mark.parametrize(
    ("stage", "message"),
    [
        ("hgih", "stage: 'hgih' is not on the ladder; did you mean 'high'?"),
        (2, "stage: 2 is not on the ladder; choose one of low, middle, high"),
        (PurposeScreen.ladder["go"], "stage: 'go' belongs to another ladder; this one is low < middle < high"),
    ],
)
def test_a_stage_of_no_or_of_another_ladder_is_refused(ask, stage, message):
    with pytest.raises(DescriptionError) as error:
        getattr(judged(), ask)(stage)
    assert [str(fault) for fault in error.value.faults] == [message]


# Why, and why not


def test_why_names_the_fewest_facts_that_hold_the_stage_from_below_and_above():
    why = judged(*exactly("all", "all", "some", source="A singer")).why()
    assert [(each.criterion, each.level) for each in why.floor] == [
        ("singing", "all"),
        ("leading", "all"),
        ("space", "some"),
    ]
    assert [(each.criterion, each.level, each.sources) for each in why.ceiling] == [("space", "some", ("A singer",))]
    assert str(why.ceiling[0]) == "Where? At most: Something. (A singer)"


def test_why_needs_no_fact_for_the_lowest_and_none_against_the_highest_stage():
    assert judged().why().floor == ()
    assert judged().why().ceiling == ()


def test_a_criterion_whose_lowest_level_is_enough_is_no_reason():
    class Warm(Choir):
        space = Choir.space.evolve(levels=LEVELS[1:])

    found = judged(*exactly("some", "some"), rubric=Warm)
    assert found.worst.name == "middle"
    assert [each.criterion for each in found.why().floor] == ["singing", "leading"]


def test_why_leaves_out_what_does_not_apply():
    found = judged(Observation.not_applicable("singing"), *exactly(None, "some", "some"))
    assert [each.criterion for each in found.why().floor] == ["leading", "space"]
    assert [each.criterion for each in found.why().ceiling] in (["leading"], ["space"])
    found = judged(Observation.not_applicable("space"), *exactly("some"))
    assert [each.criterion for each in found.why().ceiling] == ["singing"]


def test_one_of_two_is_enough_to_close_a_gate_when_the_third_does_not_apply():
    class Trio(Choir):
        humming = Criterion(Choir.song, "Who hums?", levels=LEVELS, source="A singer")

    found = judged(Observation.not_applicable("humming"), *exactly("some", "all", "all"), rubric=Trio)
    assert found.best.name == "middle"
    assert [each.criterion for each in found.why().ceiling] == ["singing"]


def test_a_reason_names_the_sources_that_tell_and_no_others():
    found = judged(
        Observation("space", None, "some", source="A"),
        Observation("space", "some", source="B"),
        Observation("space", None, "none", source="Long ago", seen_on=date(1990, 1, 1)),
        Observation("space", None, "some", source="A"),
        as_of=DAY,
    )
    assert [each.sources for each in found.why().ceiling] == [("A",)]


def test_why_not_names_the_fewest_criteria_to_raise():
    found = judged(*exactly("some", "all", "none"))
    assert [(each.criterion, each.now, each.to) for each in found.why_not("high")] == [
        ("singing", "some", "all"),
        ("space", "none", "all"),
    ]
    assert [(each.criterion, each.to) for each in found.why_not("middle")] == [("space", "some")]
    assert str(found.why_not("middle")[0]) == 'Where? Raise to "Something."'


def test_why_not_leaves_alone_a_dimension_that_is_likely_there():
    found = judged(*exactly("all", "all", **SURE), *exactly(None, None, "none"))
    assert found.dimensions[0].is_likely(2)
    assert [(each.criterion, each.to) for each in found.why_not("high")] == [("space", "all")]


def test_why_not_leaves_out_what_does_not_apply():
    found = judged(Observation.not_applicable("singing"), *exactly(None, "some", "none"))
    assert [each.criterion for each in found.why_not("high")] == ["leading", "space"]
    found = judged(Observation.not_applicable("space"), *exactly("some", "all"))
    assert [each.criterion for each in found.why_not("high")] == ["singing"]


def test_why_not_has_nothing_to_say_of_a_gate_that_is_likely_open():
    found = judged(*exactly("all", "all", "some"))
    assert found.why_not("middle") == found.why_not("low") == ()


def test_why_not_asks_for_more_where_being_likely_is_not_enough():
    hunches = exactly("all", "all", "all", confidence=Confidence.HUNCH)
    low = [Observation("space", "all", **FACT)]
    for observations in (hunches, [*hunches, *low], exactly("all", "all", **SURE)):
        found = judged(*observations)
        for stage in found.ladder:
            assert bool(found.why_not(stage)) is (stage > found.likely)


def test_every_part_may_be_likely_and_the_whole_may_not():
    class Many(Rubric):
        ladder = Ladder("low", "high")
        rule = Quota(1, 1)
        coherence = (0, 0)
        first, second, third = Dimension("First"), Dimension("Second"), Dimension("Third")
        levels = (Level("no", "No.", reach="low"), Level("yes", "Yes.", reach="high"))
        a = Criterion(first, "A?", levels=levels, source="s")
        b = Criterion(second, "B?", levels=levels, source="s")
        c = Criterion(third, "C?", levels=levels, source="s")

    found = judged(*[Observation(key, "yes", confidence=Confidence.HUNCH) for key in "abc"], rubric=Many)
    assert found.likely.name == "low"
    gate = found.gate("high")
    assert [part.title for part in gate.missing] == ["First", "Second", "Third"]
    assert gate.held == gate.needed == 3
    assert "3 are likely held one by one, but hardly together (34 %)" in str(gate)
    assert [each.criterion for each in found.why_not("high")] == ["a", "b", "c"]


# Robustness


def test_what_is_known_for_a_fact_is_robust():
    found = judged(*exactly("all", "all", "some")).robustness
    assert not found.moves
    assert str(found) == "Robust: the same verdict if unseen parts are less or more like the seen ones than assumed."


def test_robustness_assumes_less_and_more_likeness_of_the_unseen():
    found = judged(*exactly("all", **SURE))
    robustness = found.robustness
    assert robustness.assumed.tails == found.tails
    assert robustness.looser.tails != found.tails != robustness.tighter.tails
    assert span(robustness.looser) == span(robustness.tighter) == span(found)


def test_a_verdict_that_moves_says_how():
    robustness = assess(cases.red_treehouse()).robustness
    moved = attrs.evolve(robustness, tighter=attrs.evolve(robustness.tighter, tails=(1.0, 1.0, 1.0, 1.0, 1.0, 1.0)))
    assert moved.moves
    assert str(moved).startswith("Not robust: likely ")
    assert str(moved).endswith("likely fusing (fusing to fusing) if they are more like them.")


# Units


def unit(level, staff=None, **parts):
    return choir(*exactly(level, level, level), name=level, staff=staff, **parts)


def test_units_are_judged_by_themselves_and_together_beside_the_verdict():
    found = judged(units=[unit("all"), unit("all"), unit("none")])
    alone = judged()
    assert found.tails == pytest.approx(alone.tails)
    assert [each.likely.name for each in found.units] == ["high", "high", "low"]
    assert span(found.units_verdict) == ("high", "high")
    assert found.units_verdict.points == (1, 1, 1)
    assert alone.units_verdict is None
    assert span(judged(units=[unit("all"), unit("none"), unit("none")]).units_verdict) == ("low", "low")


@pytest.mark.parametrize(
    ("staff", "points"),
    [
        ((3, 4), (3, 4)),
        ((3, None), (1, 1)),
        ((3, 0), (3, 0)),
        ((0, 0), (1, 1)),
        ((None, None), (1, 1)),
        ((60_000, 40_000), (60_000, 40_000)),
        ((60_000, 50_000), (60_000, 50_000)),
        ((10**9, 1), (10**9, 1)),
        ((10**9, 10**9, 15), (10**9, 10**9, 15)),
    ],
)
def test_units_count_by_their_staff_where_all_of_it_is_known(staff, points):
    found = judged(units=[unit("all", staff=each) for each in staff])
    assert found.units_verdict.points == points
    assert span(found.units_verdict) == ("high", "high")
    assert found.units_verdict.tails == pytest.approx((1.0, 1.0, 1.0))


def test_the_range_over_units_is_exact_however_many_staff_there_are():
    found = judged(units=[unit("all", staff=66_668), unit("none", staff=33_333), unit("none", staff=2)])
    assert span(found.units_verdict) == ("low", "low")
    found = judged(units=[unit("all", staff=66_668), unit("none", staff=33_333), unit("none", staff=0)])
    assert span(found.units_verdict) == ("high", "high")


def test_not_knowing_contradicts_nothing():
    found = judged(Observation.not_applicable("singing"), Observation("singing", **FACT))
    assert found.conflicts == ()
    assert not next(row for row in found.evidence if row.key == "singing").applicable


def test_a_large_unit_outweighs_small_ones():
    found = judged(units=[unit("none", staff=90), unit("all", staff=5), unit("all", staff=5)])
    assert found.units_verdict.likely.name == "low"


def test_what_is_unknown_of_units_is_unknown_of_all_together():
    verdict = judged(units=[unit("some"), choir(*exactly("some"))]).units_verdict
    assert span(verdict) == ("low", "middle")
    assert 0 < verdict.at_least["middle"] < 1


def test_units_have_units():
    found = judged(units=[choir(units=[unit("all"), unit("some")]), unit("none")])
    assert [[each.likely.name for each in one.units] for one in found.units] == [["high", "middle"], []]
    assert found.units[0].units_verdict.worst.name == "middle"
    assert found.units[0].subject.units[0].name == "all"


def nested(depth):
    organization = choir()
    for _ in range(depth):
        organization = choir(units=[organization])
    return organization


def test_units_may_be_nested_fifty_deep_and_no_deeper():
    assert assess(nested(50), Choir).units[0].units
    for judge in (assess, check):
        with pytest.raises(DescriptionError) as error:
            judge(nested(51), Choir)
        assert [str(fault) for fault in error.value.faults] == [
            "$: units are nested more than 50 deep; describe fewer layers"
        ]


def test_units_are_shown_beside_the_whole():
    text = str(judged(units=[unit("all"), unit("some")]))
    assert re.search(r"Its units together +100 +100 +0\n", text)
    assert "2 units, each judged by itself: together likely middle, guaranteed exactly middle" in text


# Channels


def test_the_channel_review_counts_uses_and_qualities():
    promotion, mixed = [Use(UseKind.MARKETING)], [Use(UseKind.MARKETING), Use(UseKind.SERVICE, Quality.GOOD)]
    organization = Organization(
        "O",
        channels=[
            Channel(ChannelKind.WEBSITE, uses=mixed, linked_from=["a"]),
            Channel(ChannelKind.BLOG, uses=promotion, linked_from=()),
            Channel(ChannelKind.MICROBLOG, uses=[Use(UseKind.FUNDRAISING, Quality.POOR)]),
            Channel(ChannelKind.VIDEO, name="Films", linked_from=()),
        ],
        communities=[Community("C", channels=[Channel(ChannelKind.FORUM, uses=mixed)])],
        channels_complete=True,
    )
    review = assess(organization).channels
    assert review.channels == organization.all_channels
    assert review.complete
    assert [each.kind.name for each in review.social] == ["BLOG", "MICROBLOG", "VIDEO", "FORUM"]
    assert review.uses == {
        UseKind.MARKETING: {Quality.UNKNOWN: 3},
        UseKind.SERVICE: {Quality.GOOD: 2},
        UseKind.FUNDRAISING: {Quality.POOR: 1},
    }
    assert [each.kind.name for each in review.promotional] == ["BLOG", "MICROBLOG"]
    assert review.promotional_share == 2 / 3
    assert [each.title for each in review.unlinked] == ["blog", "Films"]
    text = " ".join(str(assess(organization)).split())
    assert "5 channels, 4 of them social; used for marketing on 3, service on 2, fundraising on 1." in text
    assert "Of the social channels with known uses 67 % serve marketing and fundraising only." in text
    assert "No link leads to blog, Films." in text
    assert assess(organization).to_dict()["channels"] == {
        "count": 5,
        "social": 4,
        "complete": True,
        "uses": {"marketing": {"unknown": 3}, "service": {"good": 2}, "fundraising": {"poor": 1}},
        "promotional_share": 2 / 3,
        "unlinked": ["blog", "Films"],
    }


def test_without_known_uses_there_is_no_share():
    found = assess(Organization("O", channels=[Channel(ChannelKind.BLOG), Channel(ChannelKind.WEBSITE)]))
    assert found.channels.promotional_share is None
    assert "2 channels, 1 of them social; their uses are not known." in str(found)
    assert assess(Organization("O")).channels.promotional_share is None


def test_a_purpose_has_no_channels():
    review = assess(Purpose("P")).channels
    assert (review.channels, review.complete, review.uses) == ((), False, {})


# Values


def test_probabilities_by_stage_can_be_read_but_not_changed():
    found = judged(*exactly("some", **SURE))
    assert list(found.at_least) == ["low", "middle", "high"]
    assert found.at_least["low"] == 1.0
    assert list(found.at_least.values()) == sorted(found.at_least.values(), reverse=True)
    with pytest.raises(TypeError):
        found.at_least["high"] = 1.0


@pytest.mark.parametrize(
    ("tails", "safe", "likely", "possible"),
    [
        ((1.0, 0.9, 0.5, 0.1), "b", "c", "d"),
        ((1.0, 0.9 - 1e-13, 0.5 - 1e-13, 0.1 - 1e-13), "b", "c", "d"),
        ((1.0, 0.899, 0.499, 0.099), "a", "b", "c"),
        ((1.0, 0.0, 0.0, 0.0), "a", "a", "a"),
        ((1.0, 1.0, 1.0, 1.0), "d", "d", "d"),
    ],
)
def test_safe_likely_and_possible_begin_at_90_50_and_10_percent(tails, safe, likely, possible):
    ladder = Ladder("a", "b", "c", "d")
    chances = Chances(ladder=ladder, worst=ladder["a"], best=ladder["d"], tails=tails)
    assert (chances.safe.name, chances.likely.name, chances.possible.name) == (safe, likely, possible)


def test_safe_likely_and_possible_are_read_off_the_probabilities():
    found = assess(cases.ucp())
    for name, bar in [("safe", 0.9), ("likely", 0.5), ("possible", 0.1)]:
        reached = [stage for stage, chance in found.at_least.items() if chance >= bar]
        assert getattr(found, name).name == reached[-1]
    assert found.worst <= found.safe <= found.likely <= found.possible <= found.best


def test_the_score_is_the_expected_rank():
    found = assess(cases.ucp())
    expected = sum(chance for stage, chance in found.at_least.items() if stage != "folly")
    assert found.score == pytest.approx(100 * expected / 5)
    assert found.score_range == (20 * found.worst.rank, 20 * found.best.rank)


every_subject = pytest.mark.parametrize(
    "subject",
    [
        cases.red_treehouse(),
        cases.ucp(),
        Purpose("P", issue="i"),
        Organization("O", units=[Organization("U", staff=3), cases.ucp()]),
    ],
    ids=["red-treehouse", "ucp", "purpose", "units"],
)


@every_subject
def test_assessments_compare_by_value_and_survive_pickling(subject):
    found = assess(subject)
    assert found == assess(subject)
    assert hash(found) == hash(assess(subject))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    assert found != assess(attrs.evolve(subject, observations=[*subject.observations, *_something(subject)]))


def _something(subject):
    criterion = PurposeScreen.issue if isinstance(subject, Purpose) else SocialOrganization.policy
    return [criterion.observe(criterion.levels[0].key)]


@every_subject
def test_an_assessment_cannot_be_changed(subject):
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        assess(subject).coverage = 1.0


@every_subject
def test_the_same_question_has_the_same_answer(subject):
    one, other = assess(subject), assess(subject)
    assert str(one) == str(one) == str(other)
    assert one.to_markdown() == one.to_markdown() == other.to_markdown()
    assert one._repr_html_() == one._repr_html_() == other._repr_html_()
    assert json.dumps(one.to_dict()) == json.dumps(one.to_dict()) == json.dumps(other.to_dict())
    assert one.robustness == one.robustness == other.robustness


# Plain data


@every_subject
def test_plain_data_is_what_json_can_hold(subject):
    found = assess(subject)
    plain = found.to_dict()
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain


def test_plain_data_holds_everything():
    organization = choir(
        Observation.exactly("singing", "some", source="A singer", seen_on=DAY, rater="R", note="N"),
        Observation.exactly("space", "some", **FACT),
        units=[unit("all")],
    )
    found = assess(organization, Choir)
    plain = found.to_dict()
    assert list(plain) == [
        "format",
        "version",
        "subject",
        "rubric",
        "rubric_version",
        "rubric_digest",
        "as_of",
        "worst",
        "best",
        "safe",
        "likely",
        "possible",
        "at_least",
        "score",
        "score_range",
        "coverage",
        "dimensions",
        "evidence",
        "gate",
        "why",
        "why_not",
        "conflicts",
        "stale",
        "channels",
        "units",
        "units_verdict",
    ]
    assert (plain["subject"], plain["rubric"], plain["as_of"]) == ("Choir", "Choir", "2012-12-12")
    assert (plain["worst"], plain["best"], plain["score"]) == (found.worst.name, found.best.name, found.score)
    assert plain["at_least"] == dict(found.at_least)
    assert [each["key"] for each in plain["dimensions"]] == ["song", "room"]
    assert [each["essential"] for each in plain["dimensions"]] == [False, True]
    assert plain["evidence"][0]["sightings"] == [
        {
            "says": "'some'",
            "confidence": "sure",
            "source": "A singer",
            "seen_on": "2012-12-12",
            "observer": "outside",
            "rater": "R",
            "note": "N",
            "path": "$.observations[0]",
            "reader": None,
            "counts": 1.0,
        }
    ]
    assert plain["gate"]["stage"] == found.ladder[found.likely.rank + 1].name
    assert [each["criterion"] for each in plain["why"]["ceiling"]] == ["singing"]
    assert [each["to"] for each in plain["why_not"]] == [each.to for each in found.why_not(plain["gate"]["stage"])]
    assert plain["units"][0] == found.units[0].to_dict()
    assert plain["units_verdict"]["worst"] == "high"


def test_plain_data_of_a_reading_names_its_reader():
    plain = assess(cases.ucp()).to_dict()
    readers = {each["reader"] for one in plain["evidence"] for each in one["sightings"]}
    assert {None, "read_rhythm"} <= readers


# What is shown


def test_the_text_says_what_is_settled():
    text = str(judged(*exactly("all", "all", "some", source="A singer"), seen_on=DAY))
    assert text == (
        "Choir: likely middle\n"
        "====================\n"
        "\n"
        "The ladder: low < middle < high.\n"
        "Likely middle (50 % sure or more), safely middle (90 %), possibly middle (10 %).\n"
        "Guaranteed exactly middle, if no source is wrong.\n"
        "The evidence covers 100 % of the points. Score 50 of 100 (guaranteed 50 to 50).\n"
        "\n"
        "Probability in percent of having reached each stage (in brackets points; * essential)\n"
        "           low  middle  high\n"
        "Song (2)   100     100   100\n"
        "Room (1)*  100     100     0\n"
        "The whole  100     100     0\n"
        "\n"
        "For high 2 of 3 points are needed, 2 are likely held; missing: Room (counts 1, 0 % likely, 0 of 1\n"
        "points); held back by Room. If what is likely is so, the fewest criteria to raise: 1.\n"
        '  - Where? Raise to "Everything."\n'
        "\n"
        "Not below middle, because of what is known:\n"
        "  - Who sings? At least: Everything. (A singer)\n"
        "  - Who leads? At least: Everything. (A singer)\n"
        "  - Where? At least: Something. (A singer)\n"
        "\n"
        "Not above middle, because of what is known:\n"
        "  - Where? At most: Something. (A singer)\n"
        "\n"
        "Judged by The choir 1.0 as of 2012-12-12.\n"
        "This rubric is not yet validated on a cohort: a judgement to discuss, not a measurement."
    )


def test_at_the_top_there_is_no_next_stage():
    text = str(judged(*exactly("all", "all", "all")))
    assert "needed" not in text
    assert "Judged by The choir 1.0.\n" in text


def test_long_lists_are_cut():
    channels = [Channel(ChannelKind.BLOG, name=f"Blog {number}", linked_from=()) for number in range(7)]
    text = str(assess(Organization("O", channels=channels, channels_complete=True)))
    assert "  - No link leads to Blog 0, Blog 1, Blog 2, Blog 3, Blog 4, and 2 more.\n" in text


@every_subject
def test_the_text_fits_a_terminal_and_names_every_stage_in_full(subject):
    found = assess(subject)
    text = str(found)
    assert max(map(len, text.splitlines())) <= 100
    assert all(name in text for name in found.ladder.names)
    assert "if no source is wrong" in text
    assert "not yet validated" in text


NASTY = "<script>alert('x')</script> | a\nb \x1b[31m *c* [d](e) `f` &amp; \u202e ~g~ $h$ #i _j_"


class Nasty(Choir):
    """A rubric whose words would break any page."""

    title = NASTY
    song = Choir.song.evolve(title=NASTY)
    singing = Choir.singing.evolve(
        question=NASTY, levels=(*LEVELS[:2], Level("all", f"{NASTY} and more than that.", reach="high"))
    )


def nasty():
    return assess(
        Organization(
            NASTY,
            channels=[Channel(ChannelKind.BLOG, name=NASTY, linked_from=())],
            observations=[
                Observation.exactly("singing", "none", source=NASTY),
                Observation.exactly("singing", "some", source=NASTY),
                Observation.exactly("space", "some", source=NASTY),
            ],
            units=[Organization(NASTY)],
        ),
        Nasty,
    )


def test_text_shows_control_characters_and_obeys_none():
    text = str(nasty())
    assert not set(text) & set("\x1b\u202e")
    assert text.splitlines()[0].startswith("<script>alert('x')</script> | a\\nb \\x1b[31m")
    assert "\\u202e" in text


def test_markdown_gives_no_character_a_meaning():
    markdown = nasty().to_markdown()
    assert not set(markdown) & set("\x1b\u202e")
    assert "<" not in markdown
    for sign in "|*_[]`~$#":
        for line in markdown.splitlines():
            text = line.removeprefix("## ")
            if line.startswith("|"):
                assert len(re.findall(r"(?<!\\)\|", line)) == 1 + 4
            elif sign != "|":
                assert not re.search(rf"(?<!\\)(\\\\)*{re.escape(sign)}", text), line
            else:
                assert not re.search(r"(?<!\\)(\\\\)*\|", text), line


class Page(HTMLParser):
    """Checks that every element is closed and remembers attributes and texts."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.attributes, self.texts = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in {"br", "meta"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def page(text):
    parsed = Page(text)
    assert parsed.open == []
    return parsed


def test_html_escapes_every_name():
    text = nasty()._repr_html_()
    parsed = page(text)
    assert "script" not in parsed.tags
    assert not set(text) & set("\x1b\u202e\n")
    assert any("<script>alert('x')</script> | a\\nb \\x1b[31m" in each for each in parsed.texts)


@every_subject
def test_html_is_one_element_without_ids_and_with_labelled_tables(subject):
    text = assess(subject)._repr_html_()
    parsed = page(text)
    assert text.startswith('<div class="collabmodel">')
    assert {"script", "style", "link", "img", "iframe"}.isdisjoint(parsed.tags)
    assert {name for _, name, _ in parsed.attributes} <= {"class", "style", "scope"}
    assert parsed.tags.count("caption") == parsed.tags.count("table") == 1
    scopes = [value for tag, name, value in parsed.attributes if (tag, name) == ("th", "scope")]
    assert len(scopes) == parsed.tags.count("th")
    assert set(scopes) == {"row", "col"}


@pytest.mark.parametrize("name", cases.NAMES)
def test_html_of_a_case_stays_under_8_kb(name):
    assert len(assess(cases.case(name))._repr_html_().encode()) < 8000


def test_what_is_only_close_to_none_or_all_does_not_look_like_it():
    shown = [percent(share) for share in (0, 1e-12, 0.004, 0.006, 0.5, 0.994, 0.996, 1 - 1e-12, 1)]
    assert shown == ["0", "0", "<1", "1", "50", "99", ">99", "100", "100"]


# Blocks of any kind

BLOCKS = (
    Heading("A heading"),
    Lines(("One line.", "Another.")),
    Listing("Some:", ("first", "second")),
    Table("A table", ("", "low", "high"), (("A label " + "x" * 40, 1.0, 0.25), ("Other", "n/a", "n/a"))),
)


def test_blocks_as_text():
    assert as_text(BLOCKS) == (
        "A heading\n=========\n\nOne line.\nAnother.\n\nSome:\n  - first\n  - second\n\n"
        "A table\n"
        f"{'':40}  low  high\n"
        f"A label {'x' * 29}...  100    25\n"
        f"{'Other':40}  n/a   n/a"
    )


def test_blocks_as_markdown():
    assert as_markdown(BLOCKS) == (
        "## A heading\n\nOne line.  \nAnother.\n\nSome:\n\n- first\n- second\n\n"
        "A table\n\n|  | low | high |\n| --- | ---: | ---: |\n"
        f"| A label {'x' * 40} | 100 | 25 |\n| Other | n/a | n/a |\n"
    )


def test_blocks_as_a_page():
    text = as_page("<A & B>", [as_html(BLOCKS)])
    parsed = page(text)
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<title>&lt;A &amp; B&gt;</title>" in text
    assert parsed.tags.count("table") == 1
    assert parsed.tags.count("li") == 2


def test_what_says_nothing_cannot_be_shown():
    with pytest.raises(NotImplementedError):
        str(Shown())


# Operators and readers together: the shipped rubric end to end


def test_a_living_community_of_its_own_lifts_an_organization():
    community = Community(
        "Parents map playgrounds",
        operator=Operator.IN_HOUSE,
        contributors=40,
        last_contribution=DAY,
        purpose=Purpose("To map playgrounds", participants="Parents", issue="Playgrounds"),
    )
    before = assess(Organization("O", seen_on=DAY))
    after = assess(Organization("O", seen_on=DAY, communities=[community]))
    assert after.coverage > before.coverage
    assert after.score > before.score
    assert after.worst >= before.worst
    assert row(after, "own_ability").lowest == "one"


def test_a_broken_reader_of_a_unit_is_a_fault_of_the_rubric():
    class Broken(Choir):
        @Choir.singing.reader
        def read_singing(organization):
            return None if organization.name == "U" else ()

    with pytest.raises(RubricError, match=r"Broken\.read_singing: it returned None"):
        assess(Organization("O", units=[Organization("U")]), Broken)


def test_a_likely_stage_outside_the_guaranteed_range_is_explained():
    note = "The likely stage lies outside the guaranteed range, because that rests on sources that are not sure."
    hunches = judged(*exactly("all", "all", "all", confidence=Confidence.HUNCH))
    assert hunches.likely < hunches.worst
    assert note in " ".join(str(hunches).split())
    assert note not in " ".join(str(judged()).split())


def test_many_observations_that_disagree_are_not_held_pair_by_pair():
    low, high = Observation("singing", "none", "none"), Observation("singing", "all", "all")
    found = judged(*[low] * 2000, *[high] * 2000)
    assert len(found.to_dict()["conflicts"]) == 1000
    text = str(found)
    assert text.count("Sources disagree:") == 2
    assert "  - More sources disagree; the plain data list them.\n" in text


def test_many_conflicts_hide_nothing_else_that_is_to_be_known():
    opposed = [Observation("singing", level, level, seen_on=DAY) for level in ("none", "all")] * 5
    old = Observation("space", "all", "all", seen_on=date(1990, 1, 1))
    text = str(judged(*opposed, old, units=[unit("all"), unit("none")]))
    assert "1 observation is too old to count." in text
    assert "2 units, each judged by itself" in text


def test_of_many_sources_of_one_reason_three_are_named():
    seen = [Observation("singing", "all", "all", source=f"Singer {number}") for number in range(5)]
    reason = judged(*seen, *exactly("all", "all", "all")[1:]).why().floor[0]
    assert len(reason.sources) == 5
    assert str(reason).endswith("(Singer 0; Singer 1; Singer 2; and 2 more)")


# What is supposed


def test_a_slide_says_first_what_is_supposed():
    found = what_if(judged(*exactly("none", "none", "none")), {"singing": "all", "space": "some"})
    text = str(found)
    assert "Supposing singing at all, space at some.\nThe ladder: low < middle < high." in text
    assert "Supposing" not in str(judged(*exactly("none", "none", "none")))


def test_a_long_list_of_suppositions_is_counted_out():
    levels = {each.key: each.levels[-1].key for each in SocialOrganization.criteria}
    text = " ".join(str(what_if(assess(Organization("O")), levels)).split())
    assert text.count(" at ") < 20
    assert "Supposing stance at natural, " in text


def test_plain_data_mark_what_is_supposed():
    plain = what_if(judged(*exactly("none", "none", "none")), {"singing": "all"}).to_dict()
    assert json.loads(json.dumps(plain)) == plain
    rows = {each["criterion"]: each for each in plain["evidence"]}
    assert {key: each["supposed"] for key, each in rows.items()} == {
        "singing": True,
        "leading": False,
        "space": False,
    }
    assert (rows["singing"]["lowest"], rows["singing"]["highest"]) == ("all", "all")
    assert rows["singing"]["sightings"][0]["says"] == "'none'"
