"""agreement(): how far raters agree beyond chance, where they do not, and who sees it brighter."""

import json
import pickle
from datetime import date

import pytest

from collabmodel import (
    Confidence,
    Criterion,
    Dimension,
    Ladder,
    Level,
    Observation,
    Observer,
    Organization,
    Purpose,
    PurposeScreen,
    Rubric,
    SocialOrganization,
    agreement,
)
from collabmodel.core.agreement import alpha
from collabmodel.errors import DescriptionError, UnknownCriterionError
from collabmodel.raters import DimensionAgreement, Rating

INSIDE, OUTSIDE = Observer.INSIDE, Observer.OUTSIDE
NASTY = "<b>Ann</b> & co"
LEVELS = (
    Level("none", "Nobody.", reach="cold"),
    Level("some", "A few.", reach="warm"),
    Level("all", "Everyone.", reach="hot"),
)


class Kitchen(Rubric):
    version = "1.0"
    title = "The soup kitchen"
    ladder = Ladder("cold", "warm", "hot")
    meal = Dimension("The meal")
    house = Dimension("The house")
    cooking = Criterion(meal, "Who cooks?", levels=LEVELS, source="A cook")
    serving = Criterion(meal, "Who serves?", levels=LEVELS, source="A cook")
    room = Criterion(
        house,
        "Who may come in?",
        source="A cook",
        levels=(Level("shut", "Nobody.", reach="cold"), Level("open", "Everyone.", reach="hot")),
    )


def rated(criterion, level, rater="", observer=OUTSIDE, **said):
    return Observation.exactly(criterion, level, rater=rater, observer=observer, **said)


def kitchen(*observations):
    return agreement(Organization("K", observations=observations), Kitchen)


def counts(found):
    """How many criteria were rated by more than one, and how many ratings that makes."""
    return found.rated_twice, found.compared


# Krippendorff's alpha, as published (method.md 7.7)


def units(*coders):
    """The ratings of each unit from the rows of coders; a dot is no rating."""
    return [[int(each) for each in unit if each != "."] for unit in zip(*(row.split() for row in coders), strict=True)]


KRIPPENDORFF_2011 = units(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
WIKIPEDIA = units(
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)


@pytest.mark.parametrize(("rated_units", "published"), [(KRIPPENDORFF_2011, 0.815388), (WIKIPEDIA, 0.806721)])
def test_alpha_is_what_was_published(rated_units, published):
    assert alpha(rated_units) == pytest.approx(published, abs=5e-7)


def test_forty_of_the_published_values_can_be_paired():
    assert sum(len(unit) for unit in KRIPPENDORFF_2011 if len(unit) > 1) == 40


def test_alpha_of_two_units_by_hand():
    # Ratings 0 0 and 0 1: of the 4 values 3 are 0. Distance from 0 to 1: (4 - (3 + 1) / 2) ** 2 = 4.
    # Observed: 2 * 4 / 1 / 4 = 2. Expected: 2 * 3 * 1 * 4 / (4 * 3) = 2.
    assert alpha([[0, 0], [0, 1]]) == 0


@pytest.mark.parametrize("rated_units", [[], [[1]], [[1], [2], [3]], [[], []]])
def test_without_pairs_there_is_no_alpha(rated_units):
    assert alpha(rated_units) is None


@pytest.mark.parametrize("rated_units", [[[1, 1]], [[2, 2, 2], [2, 2]], [[2, 2], [5]]])
def test_without_variation_there_is_no_alpha(rated_units):
    assert alpha(rated_units) is None


def test_perfect_agreement_with_variation_is_1():
    assert alpha([[1, 1], [2, 2, 2]]) == 1


def test_opposite_ratings_agree_less_than_by_chance():
    assert alpha([[1, 2], [2, 1]]) < 0


def test_what_was_rated_once_changes_nothing():
    assert alpha([*KRIPPENDORFF_2011, [7], [], [1]]) == alpha(KRIPPENDORFF_2011)


def test_the_order_of_units_and_of_raters_changes_nothing():
    turned = [unit[::-1] for unit in KRIPPENDORFF_2011[::-1]]
    assert alpha(turned) == pytest.approx(alpha(KRIPPENDORFF_2011))


def test_only_the_order_of_the_values_counts():
    recoded = [[value**3 + 10 for value in unit] for unit in KRIPPENDORFF_2011]
    assert alpha(recoded) == alpha(KRIPPENDORFF_2011)


# Who rated what


def test_ratings_of_one_criterion_by_several_are_compared():
    found = kitchen(
        rated("cooking", "some", "Ann"),
        rated("cooking", "some", "Bob"),
        rated("serving", "all", "Ann"),
        rated("serving", "all", "Bob"),
        rated("room", "open", "Ann"),
    )
    assert found.raters == ("Ann", "Bob")
    assert counts(found) == (2, 4)
    assert found.alpha == 1
    assert found.dimensions == (DimensionAgreement("meal", "The meal", 1),)
    assert (found.disagreements, found.not_exact) == ((), 0)
    assert found.subject == Organization("K", observations=found.subject.observations)


def test_ratings_are_compared_by_the_stage_that_their_level_reaches():
    # Shut and open are cold and hot: two stages apart, although only one level.
    found = kitchen(rated("room", "open", "Ann"), rated("room", "shut", "Bob"))
    (disagreement,) = found.disagreements
    assert disagreement.ratings == (
        Rating("room", "Bob", OUTSIDE, "shut", 0),
        Rating("room", "Ann", OUTSIDE, "open", 2),
    )
    assert disagreement.stages_apart == 2
    assert str(disagreement) == "Who may come in? Bob: shut; Ann: open (2 stages apart)"


def test_alpha_is_that_of_the_ranks_for_the_whole_and_for_each_dimension():
    found = kitchen(
        rated("cooking", "none", "Ann"),
        rated("cooking", "some", "Bob"),
        rated("serving", "none", "Ann"),
        rated("serving", "none", "Bob"),
        rated("room", "open", "Ann"),
        rated("room", "open", "Bob"),
    )
    assert found.alpha == alpha([[0, 1], [0, 0], [2, 2]])
    assert found.dimensions == (
        DimensionAgreement("meal", "The meal", 0),
        DimensionAgreement("house", "The house", None),
    )


def test_a_single_criterion_makes_no_figure_for_its_dimension():
    found = kitchen(rated("cooking", "none", "Ann"), rated("cooking", "some", "Bob"))
    assert found.alpha == 0
    assert found.dimensions == (DimensionAgreement("meal", "The meal", None),)


def test_those_furthest_apart_come_first():
    found = kitchen(
        rated("cooking", "none", "Ann"),
        rated("cooking", "some", "Bob"),
        rated("room", "open", "Ann"),
        rated("room", "shut", "Bob"),
    )
    assert [each.criterion for each in found.disagreements] == ["room", "cooking"]
    assert [each.stages_apart for each in found.disagreements] == [2, 1]
    assert "1 stage apart" in str(found.disagreements[1])


def test_the_newest_rating_of_a_rater_counts_and_one_without_a_day_is_the_oldest():
    found = kitchen(
        rated("cooking", "all", "Ann", seen_on=date(2013, 1, 1)),
        rated("cooking", "some", "Ann", seen_on=date(2012, 1, 1)),
        rated("cooking", "none", "Ann"),
        rated("cooking", "all", "Bob"),
    )
    assert (counts(found), found.disagreements) == ((1, 2), ())


def test_the_newest_observation_of_a_rater_counts_also_where_it_names_no_exact_level():
    # A year later Bob names a range, and Cy says that it does not apply. That Ann no longer knows says nothing.
    now = {"seen_on": date(2013, 1, 1)}
    then = {"seen_on": date(2012, 1, 1)}
    found = kitchen(
        *(rated("cooking", "all", who, **then) for who in ("Ann", "Bob", "Cy", "Di")),
        Observation("cooking", rater="Ann", **now),
        Observation.between("cooking", "none", "some", rater="Bob", **now),
        Observation.not_applicable("cooking", rater="Cy", **now),
        rated("cooking", "some", "Eve"),
    )
    assert {each.rater for each in found.disagreements[0].ratings} == {"Eve", "Ann", "Di"}
    assert (counts(found), found.not_exact) == ((1, 3), 1)


def test_who_became_sure_counts_and_what_was_vague_before_is_not_counted_as_left_out():
    found = kitchen(
        Observation("cooking", rater="Ann", seen_on=date(2012, 1, 1)),
        rated("cooking", "all", "Ann", seen_on=date(2013, 1, 1)),
        rated("cooking", "all", "Bob"),
    )
    assert (counts(found), found.not_exact) == ((1, 2), 0)


def test_raters_criteria_and_ratings_are_counted_in_words():
    assert "1 rater; rated by more than one: 0 criteria, 0 ratings together." in str(
        kitchen(rated("room", "open", "Ann"))
    )
    two = kitchen(rated("room", "open", "Ann"), rated("room", "open", "Bob"))
    assert "2 raters; rated by more than one: 1 criterion, 2 ratings together." in str(two)


@pytest.mark.parametrize("seen_on", [None, date(2013, 1, 1)])
def test_of_two_ratings_of_one_day_the_same_one_counts_in_whatever_order_they_stand(seen_on):
    two = [rated("cooking", level, "Ann", seen_on=seen_on) for level in ("none", "all")]
    other = rated("cooking", "all", "Bob")
    one, turned = kitchen(*two, other), kitchen(*two[::-1], other)
    assert counts(one) == (1, 2)
    assert one.disagreements == turned.disagreements


def test_a_rater_and_a_source_of_the_same_name_are_two_and_so_are_the_two_sides():
    found = kitchen(
        rated("cooking", "none", "Ann"),
        rated("cooking", "some", source="Ann"),
        rated("cooking", "all", "Ann", INSIDE),
    )
    assert counts(found) == (1, 3)
    assert [each.level for each in found.disagreements[0].ratings] == ["none", "some", "all"]


def test_absent_counts_as_the_lowest_level():
    found = kitchen(Observation.absent("cooking", rater="Ann"), rated("cooking", "none", "Bob"))
    assert (counts(found), found.disagreements) == ((1, 2), ())


def test_ranges_are_left_out_and_counted_and_dont_know_is_no_rating():
    found = kitchen(
        Observation.between("cooking", "none", "some", rater="Ann"),
        Observation("cooking", "some", rater="Bob"),
        Observation("cooking", rater="Cy"),
        Observation.not_applicable("cooking", rater="Di"),
        rated("cooking", "all", "Eve"),
    )
    assert (found.raters, counts(found), found.not_exact) == (("Eve",), (0, 0), 2)
    assert "Left out, because no exact level is named: 2 observations." in str(found)


def test_unnamed_raters_are_told_apart_by_their_source_or_by_where_they_stand():
    found = kitchen(
        rated("cooking", "none", source="A report"),
        rated("cooking", "some", source="A visit"),
        rated("cooking", "some", observer=INSIDE),
        rated("cooking", "all"),
        rated("cooking", "all", "Ann", source="A report"),
    )
    assert found.raters == ("A report", "A visit", "inside", "outside", "Ann")
    assert counts(found) == (1, 5)


def test_what_is_read_from_a_description_is_no_rating():
    assert agreement(Organization("K", communities_complete=True)).raters == ()


# Inside against outside


def test_inside_is_held_against_outside_by_the_median_of_each():
    found = kitchen(
        rated("cooking", "all", "Ann", INSIDE),
        rated("cooking", "some", "Bob", INSIDE),
        rated("cooking", "all", "Cy"),
        rated("serving", "all", "Ann", INSIDE),
        rated("serving", "none", "Cy"),
        rated("serving", "some", "Di"),
        rated("serving", "all", "Eve"),
        rated("room", "open", "Ann", INSIDE),
        rated("room", "open", "Cy"),
    )
    # Cooking: 1.5 inside, 2 outside. Serving: 2 inside, 1 outside.
    assert (found.inside_higher, found.outside_higher, found.alike) == (("serving",), ("cooking",), ("room",))


def test_where_only_one_side_was_asked_nothing_is_held_against_it():
    found = kitchen(rated("cooking", "all", "Ann", INSIDE), rated("cooking", "none", "Bob", INSIDE))
    assert (found.inside_higher, found.outside_higher, found.alike) == ((), (), ())


# What it means, and how it is shown


def agreeing(disputed):
    """Two raters of many kitchens' worth of criteria, apart by one stage on some of ten."""
    many = {f"asked{n}": Criterion(Kitchen.meal, f"Question {n}?", levels=LEVELS, source="A cook") for n in range(10)}
    rubric = type("Large", (Kitchen,), many)
    levels = ("none", "all")
    seen = [rated(key, levels[n % 2], "Ann") for n, key in enumerate(many)]
    seen += [rated(key, "some" if n < disputed else levels[n % 2], "Bob") for n, key in enumerate(many)]
    return agreement(Organization("K", observations=seen), rubric)


@pytest.mark.parametrize(
    ("disputed", "verdict"),
    [(0, "reliable"), (1, "reliable"), (5, "tentative"), (9, "too low to build on: discuss what the levels mean")],
)
def test_a_figure_is_put_into_words_by_the_usual_bars(disputed, verdict):
    found = agreeing(disputed)
    bars = (-1, 0.667, 0.8, 1)
    low, high = {"reliable": bars[2:], "tentative": bars[1:3]}.get(verdict, bars[:2])
    assert low <= found.alpha <= high
    assert found.verdict == verdict


def test_where_nothing_can_be_compared_nothing_is_said():
    found = kitchen(rated("cooking", "all", "Ann"))
    assert found.alpha is None
    assert found.verdict == "nothing can be said: nothing was rated twice, or all ratings are alike"
    assert found.dimensions == ()
    assert "Krippendorff's alpha (ordinal) is not defined" in str(found)
    assert "Agreement by dimension" not in str(found)


def test_agreement_is_shown_with_figures_and_the_worst_disagreements():
    found = kitchen(
        rated("cooking", "none", "Ann", INSIDE),
        rated("cooking", "some", "Bob"),
        rated("serving", "none", "Ann", INSIDE),
        rated("serving", "none", "Bob"),
        rated("room", "open", "Ann", INSIDE),
        rated("room", "open", "Bob"),
        Observation("room", "shut", "open", rater="Cy"),
    )
    # Values 0 0 0 1 2 2. From 0 to 1: (4 - 2) ** 2 = 4, to 2: (6 - 5 / 2) ** 2 = 49 / 4, from 1 to 2: (3 - 3 / 2) ** 2.
    # Observed 2 * 4 / 6; expected 2 * (3 * 4 + 6 * 49 / 4 + 2 * 9 / 4) / 30 = 6: alpha is 1 - 4 / 18.
    assert found.alpha == pytest.approx(1 - 4 / 18)
    assert str(found) == (
        "K: how far raters agree\n"
        "=======================\n"
        "\n"
        "2 raters; rated by more than one: 3 criteria, 6 ratings together.\n"
        "Krippendorff's alpha (ordinal) is 0.78: tentative.\n"
        "Where both inside and outside were asked: inside higher on 0, outside higher on 1, alike on 2.\n"
        "Left out, because no exact level is named: 1 observation.\n"
        "\n"
        "Agreement by dimension\n"
        "                 alpha\n"
        "The meal          0.00\n"
        "The house  not defined\n"
        "\n"
        "Where raters are furthest apart:\n"
        "  - Who cooks? Ann: none; Bob: some (1 stage apart)"
    )


def test_no_more_disagreements_are_shown_than_anybody_discusses():
    found = agreeing(9)
    assert len(found.disagreements) == 9
    assert str(found).count("1 stage apart") == 5


def test_agreement_in_markdown_and_in_html_means_what_it_says():
    found = kitchen(rated("cooking", "none", NASTY), rated("cooking", "some", "Bob"))
    assert "&lt;b&gt;Ann&lt;/b&gt; &amp; co: none; Bob: some" in found.to_markdown()
    assert "<b>" not in found._repr_html_()


def test_agreement_as_plain_data_survives_json():
    plain = kitchen(
        rated("cooking", "some", "Bob"), rated("cooking", "none", "Ann", INSIDE), Observation("room", "shut")
    ).to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain == {
        "format": "collabmodel/agreement",
        "version": 1,
        "subject": "K",
        "raters": ["Bob", "Ann"],
        "rated_twice": 1,
        "compared": 2,
        "alpha": pytest.approx(0),
        "dimensions": [{"key": "meal", "title": "The meal", "alpha": None}],
        "disagreements": [
            {
                "criterion": "cooking",
                "ratings": [
                    {"rater": "Ann", "observer": "inside", "level": "none"},
                    {"rater": "Bob", "observer": "outside", "level": "some"},
                ],
            }
        ],
        "inside_higher": [],
        "outside_higher": ["cooking"],
        "alike": [],
        "not_exact": 1,
    }


def test_agreements_compare_by_value_and_survive_pickling():
    organization = Organization("O", observations=[SocialOrganization.stance.observe("led", rater="Ann")])
    found = agreement(organization)
    assert found == agreement(organization)
    assert hash(found) == hash(agreement(organization))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301


# Who is rated


def test_unless_said_an_organization_and_a_purpose_are_rated_by_their_own_rubric():
    seen = [SocialOrganization.stance.observe("led", rater="Ann")]
    assert agreement(Organization("O", observations=seen)).raters == ("Ann",)
    seen = [PurposeScreen.low_risk.observe("tested", rater="Bob"), PurposeScreen.low_risk.observe("grave", rater="Cy")]
    found = agreement(Purpose("P", observations=seen))
    assert found.disagreements[0].stages_apart == 2


def test_what_cannot_be_rated_is_refused():
    with pytest.raises(DescriptionError, match="subject: expected an Organization or a Purpose, got 'K'"):
        agreement("K")
    with pytest.raises(DescriptionError, match="Kitchen judges Organization, not Purpose"):
        agreement(Purpose("P"), Kitchen)


def test_faults_in_a_description_are_refused():
    with pytest.raises(UnknownCriterionError, match="did you mean 'cooking'"):
        kitchen(rated("cookin", "some", "Ann"))
    facts = [rated("cooking", level, "Ann", confidence=Confidence.FACT) for level in ("none", "all")]
    with pytest.raises(DescriptionError, match="cannot both be true"):
        kitchen(*facts)
