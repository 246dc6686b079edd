"""compare(), progress() and Cohort: side by side, over time, among others, and never more than the evidence shows."""

import json
import pickle
from datetime import date, timedelta

import attrs
import pytest

from collabmodel import (
    Cohort,
    Confidence,
    Criterion,
    Dimension,
    Dominance,
    Ladder,
    Level,
    Observation,
    Organization,
    Purpose,
    Quota,
    Rubric,
    Trend,
    assess,
    compare,
    progress,
    what_if,
)
from collabmodel.cohort import Group, size_band
from collabmodel.errors import DescriptionError

BEFORE, AFTER = date(2012, 1, 1), date(2013, 1, 1)
NASTY = "<b>Soup</b> & more"
LEVELS = (
    Level("none", "Nobody.", reach="cold"),
    Level("some", "A few.", reach="warm"),
    Level("all", "Everyone.", reach="hot"),
)
NONE, SOME, ALL = ("none", "none"), ("some", "some"), ("all", "all")
NONE_OR_SOME, AT_LEAST_SOME = ("none", "some"), ("some", "all")


class Kitchen(Rubric):
    """The weakest decides. With no coherence, what is unknown stands on each level with 1/3."""

    version = "1.0"
    title = "The soup kitchen"
    ladder = Ladder("cold", "warm", "hot")
    rule = Quota(1, 1)
    coherence = (0.0, 0.0)
    half_life = 6
    meal = Dimension("The meal")
    house = Dimension("The house")
    cooking = Criterion(meal, "Who cooks?", levels=LEVELS, source="A cook")
    room = Criterion(house, "Who may come in?", levels=LEVELS, source="A cook")


class Stove(Kitchen):
    """Who cooks decides alone."""

    id = "Stove"
    house = None


class Canteen(Kitchen):
    """One more criterion."""

    id = "Canteen"
    money = Criterion(Kitchen.house, "Who pays?", levels=LEVELS, source="A cook")


def declared(base=Kitchen, **parts):
    """A kitchen declared a little differently."""
    return type(base.__name__, (base,), parts)


def described(name="K", *, day=None, confidence=Confidence.FACT, **levels):
    """A kitchen of which the lowest and the highest level of some criteria are seen on a day."""
    seen = [Observation(key, *span, confidence=confidence, seen_on=day) for key, span in levels.items()]
    return Organization(name, observations=seen, seen_on=day)


def kitchen(name="K", rubric=Kitchen, **levels):
    return assess(described(name, **levels), rubric)


def stove(name="K", cooking=None, day=None):
    """A kitchen that is judged by who cooks alone."""
    return kitchen(name, Stove, day=day, **({} if cooking is None else {"cooking": cooking}))


def waived(name="K", *, day=None, rubric=Kitchen, **levels):
    """A kitchen in which nobody needs a room."""
    no_room = Observation.not_applicable("room", confidence=Confidence.FACT, seen_on=day)
    return assess(described(name, day=day, **levels).adding(no_room), rubric)


def faults(error):
    return [str(fault) for fault in error.value.faults]


# compare: who is further


@pytest.mark.parametrize(
    ("one", "other", "superiority"),
    [
        (NONE, ALL, 0),
        (ALL, NONE, 1),
        (SOME, SOME, 1 / 2),
        (None, None, 1 / 2),
        (None, SOME, 1 / 3 + 1 / 6),
        (None, NONE, 2 / 3 + 1 / 6),
        (AT_LEAST_SOME, None, (1 / 3 + 1 / 6) / 2 + (2 / 3 + 1 / 6) / 2),
        (NONE_OR_SOME, AT_LEAST_SOME, 1 / 8),
    ],
)
def test_superiority_is_how_probable_it_is_to_be_further_with_half_of_a_tie(one, other, superiority):
    a, b = stove("A", one), stove("B", other)
    assert compare(a, b).superiority == pytest.approx(superiority)
    assert compare(b, a).superiority == pytest.approx(1 - superiority)


def test_every_dimension_that_applies_to_both_is_compared():
    a, b = kitchen("A", cooking=ALL, room=NONE), kitchen("B", cooking=SOME)
    assert {each.key: each.superiority for each in compare(a, b).dimensions} == {
        "meal": pytest.approx(1),
        "house": pytest.approx(1 / 6),
    }
    # The room keeps the first in the cold; the second is warm with 2/3.
    assert compare(a, b).superiority == pytest.approx(1 / 6)
    assert [each.key for each in compare(a, waived("B", cooking=SOME)).dimensions] == ["meal"]


@pytest.mark.parametrize(
    ("one", "other", "dominance"),
    [
        ({"cooking": AT_LEAST_SOME, "room": ALL}, {"cooking": NONE_OR_SOME}, Dominance.FIRST),
        ({"cooking": NONE_OR_SOME}, {"cooking": AT_LEAST_SOME, "room": ALL}, Dominance.SECOND),
        ({"cooking": AT_LEAST_SOME, "room": ALL}, {"cooking": AT_LEAST_SOME, "room": NONE}, Dominance.NEITHER),
        ({"cooking": ALL, "room": NONE}, {"cooking": NONE, "room": ALL}, Dominance.NEITHER),
        ({"cooking": ALL, "room": SOME}, {"cooking": SOME, "room": SOME}, Dominance.FIRST),
        ({"cooking": ALL, "room": SOME}, {"cooking": ALL, "room": SOME}, Dominance.ALIKE),
        ({"cooking": NONE_OR_SOME, "room": ALL}, {"cooking": NONE_OR_SOME, "room": ALL}, Dominance.NEITHER),
        ({"cooking": ALL}, {"cooking": NONE}, Dominance.NEITHER),
        ({}, {}, Dominance.NEITHER),
    ],
)
def test_one_dominates_if_its_worst_is_at_least_the_best_of_the_other_on_every_criterion(one, other, dominance):
    assert compare(kitchen("A", **one), kitchen("B", **other)).dominance is dominance


def test_where_something_applies_to_one_alone_nobody_dominates():
    assert compare(waived("A", cooking=ALL), kitchen("B", cooking=NONE, room=NONE)).dominance is Dominance.NEITHER
    assert compare(kitchen("A", cooking=ALL, room=ALL), waived("B", cooking=NONE)).dominance is Dominance.NEITHER
    assert compare(waived("A", cooking=ALL), waived("B", cooking=NONE)).dominance is Dominance.FIRST
    assert compare(waived("A", cooking=ALL), waived("B", cooking=ALL)).dominance is Dominance.ALIKE


def test_a_comparison_is_shown_side_by_side():
    both = compare(kitchen("A", cooking=ALL, room=SOME), kitchen("B", cooking=SOME, room=SOME))
    assert str(both) == (
        "A and B\n"
        "=======\n"
        "\n"
        "A: likely warm, safely warm, possibly warm; guaranteed warm.\n"
        "B: likely warm, safely warm, possibly warm; guaranteed warm.\n"
        "A is at least as far as B on every criterion, whatever remains unknown.\n"
        "\n"
        "Likely stages, and the probability in percent that A is further (a tie counts half)\n"
        "              A     B  A further\n"
        "The meal    hot  warm        100\n"
        "The house  warm  warm         50\n"
        "The whole  warm  warm         50\n"
        "\n"
        "Dimensions stand by themselves; the whole needs enough of them together, and is held back by\n"
        "essential ones.\n"
        "Stages are absolute; this comparison says who is further, not whether that is better."
    )


def test_a_comparison_says_who_is_ahead_whoever_was_named_first():
    a, b = stove("A", NONE), stove("B", ALL)
    assert "B is at least as far as A on every criterion, whatever remains unknown." in str(compare(a, b))
    # A is further with 1/6, alike with 1/3.
    further = "B is further than A with a probability of 67 %; a tie counts half."
    assert further in str(compare(stove("A", NONE_OR_SOME), stove("B")))
    assert further in str(compare(stove("B"), stove("A", NONE_OR_SOME)))
    assert "The two are alike on every criterion, whatever remains unknown." in str(compare(a, stove("C", NONE)))


def test_where_neither_is_more_likely_to_be_further_nobody_is_said_to_be():
    for one, other in (({"cooking": NONE_OR_SOME}, {"cooking": NONE_OR_SOME}), ({}, {})):
        both = compare(kitchen("A", **one), kitchen("B", **other))
        assert both.superiority == 1 / 2
        assert "Neither is more likely to be further." in str(both)
        assert "A is further" not in str(both).replace("that A is further", "")


@pytest.mark.parametrize(
    ("days", "names"),
    [
        ((BEFORE, AFTER), "K (2012-01-01) and K (2013-01-01)"),
        ((None, AFTER), "K (not dated) and K (2013-01-01)"),
        ((AFTER, AFTER), "K (first) and K (second)"),
        ((None, None), "K (first) and K (second)"),
    ],
)
def test_two_of_the_same_name_are_told_apart(days, names):
    both = compare(*(stove("K", SOME, day) for day in days))
    assert str(both).startswith(f"{names}\n")


def test_a_comparison_in_markdown_and_in_html_means_what_it_says():
    both = compare(stove(NASTY, ALL), stove("B", NONE))
    assert both.to_markdown().startswith("## &lt;b&gt;Soup&lt;/b&gt; &amp; more and B")
    assert "| The meal | hot | cold | 100 |" in both.to_markdown()
    page = both._repr_html_()
    assert "<h3>&lt;b&gt;Soup&lt;/b&gt; &amp; more and B</h3>" in page
    assert "<b>" not in page
    assert '<th scope="row" style="text-align:left">The whole</th>' in page


def test_a_comparison_as_plain_data_survives_json():
    plain = compare(stove("A", AT_LEAST_SOME, BEFORE), stove("B", NONE)).to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain == {
        "format": "collabmodel/comparison",
        "version": 1,
        "first": {
            "subject": "A",
            "rubric": "Stove",
            "rubric_version": "1.0",
            "as_of": "2012-01-01",
            "worst": "warm",
            "safe": "warm",
            "likely": "hot",
            "possible": "hot",
            "best": "hot",
            "at_least": pytest.approx({"cold": 1, "warm": 1, "hot": 1 / 2}),
            "coverage": 1,
        },
        "second": {
            "subject": "B",
            "rubric": "Stove",
            "rubric_version": "1.0",
            "as_of": None,
            **dict.fromkeys(("worst", "safe", "likely", "possible", "best"), "cold"),
            "at_least": {"cold": 1, "warm": 0, "hot": 0},
            "coverage": 1,
        },
        "superiority": pytest.approx(1),
        "dominance": "first",
        "dimensions": [{"key": "meal", "title": "The meal", "superiority": pytest.approx(1)}],
    }


def test_comparisons_compare_by_value():
    both, same = (compare(stove("A", ALL), stove("B")) for _ in range(2))
    assert both == same
    assert hash(both) == hash(same)
    assert both != compare(stove("B"), stove("A", ALL))


def test_what_is_merely_supposed_is_named_as_such():
    seen = kitchen("A", cooking=NONE, room=ALL)
    text = str(compare(seen, what_if(seen, {"cooking": "all"})))
    assert "A (second) is supposed to stand elsewhere than seen: cooking at all." in text
    assert "A (first) is supposed" not in text


# What cannot be compared


OTHERS = {
    "another rubric": (declared(id="Bakery"), "Bakery 1.0"),
    "another version": (declared(version="1.1"), "Kitchen 1.1"),
    "the same version, changed": (declared(rule=Quota(1, 2)), "Kitchen 1.0"),
}


def cohort_of(*members):
    return Cohort(members)


def place_among(member, other):
    return Cohort([member]).place(other)


PLACES = {compare: "b", progress: "after", cohort_of: "assessments[1]", place_among: "assessment"}


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("verb", PLACES)
def test_what_was_judged_by_something_else_is_refused_with_the_way_out(verb, other):
    rubric, named = OTHERS[other]
    with pytest.raises(DescriptionError) as error:
        verb(kitchen(), kitchen(rubric=rubric))
    assert faults(error) == [
        f"{PLACES[verb]}: was judged by {named} ({rubric.digest()}) and the first by Kitchen 1.0 ({Kitchen.digest()}); "
        "assess what was observed of both with one of them"
    ]


@pytest.mark.parametrize(("verb", "first"), [(compare, "a"), (progress, "before"), (cohort_of, "assessments[0]")])
def test_what_is_no_assessment_is_refused(verb, first):
    with pytest.raises(DescriptionError) as error:
        verb(Organization("K"), None)
    assert len(error.value.faults) == 2
    assert faults(error)[0].startswith(f"{first}: expected an Assessment, got ")
    assert faults(error)[1] == f"{PLACES[verb]}: expected an Assessment, got None; call assess first"


def test_what_was_judged_by_the_same_rubric_in_other_words_can_be_compared():
    reworded = declared(cooking=Kitchen.cooking.evolve(question="Who is at the stove?"))
    assert compare(kitchen(), kitchen(rubric=reworded)).superiority == pytest.approx(1 / 2)


# progress: what may be claimed


def told(found):
    return {name: getattr(found, name) for name in ("matched", "newly_seen", "lost", "expired")}


def keys(found):
    return [each.criterion for each in found.changed]


def test_identical_evidence_is_no_change():
    found = progress(kitchen(cooking=SOME), kitchen(cooking=SOME))
    assert found.trend is Trend.NO_CHANGE_SHOWN
    assert (found.progressed, found.declined) == (False, False)
    assert found.matched_before == found.matched_after
    assert found.matched_before.tails == found.matched_after.tails
    assert found.changed == ()
    assert told(found) == {"matched": ("cooking",), "newly_seen": (), "lost": (), "expired": ()}


def test_what_is_newly_seen_is_no_progress_where_it_was_possible_before():
    # Whether anybody may come in was open: warm with 2/3 and hot with 1/3. Now it is hot for certain.
    before, after = kitchen(cooking=ALL), kitchen(cooking=ALL, room=ALL)
    assert (before.likely.name, before.possible.name) == ("warm", "hot")
    assert (after.safe.name, after.likely.name) == ("hot", "hot")
    found = progress(before, after)
    assert found.trend is Trend.NO_CHANGE_SHOWN
    assert progress(after, before).trend is Trend.NO_CHANGE_SHOWN
    assert found.matched_before == found.matched_after
    assert told(found) == {"matched": ("cooking",), "newly_seen": ("room",), "lost": (), "expired": ()}


class Either(Kitchen):
    """The better of two criteria decides."""

    rule = Quota(1, 2)
    house = None
    room = Criterion(Kitchen.meal, "Who may come in?", levels=LEVELS, source="A cook")


@pytest.mark.parametrize(("room", "safe_after"), [(SOME, "warm"), (ALL, "hot")])
@pytest.mark.parametrize(
    ("coherence", "possible_before", "trend"), [(0.95, "cold", Trend.PROGRESSED), (0.0, "hot", Trend.NO_CHANGE_SHOWN)]
)
def test_what_is_newly_seen_is_progress_only_where_it_makes_safe_what_was_not_even_possible(
    coherence, possible_before, trend, room, safe_after
):
    """Where criteria are much alike, who cooks leaves little hope for the room; where they are not, it says nothing."""
    rubric = declared(Either, coherence=(coherence, coherence))
    before, after = kitchen(rubric=rubric, cooking=NONE), kitchen(rubric=rubric, cooking=NONE, room=room)
    assert (before.possible.name, after.safe.name) == (possible_before, safe_after)
    found = progress(before, after)
    assert told(found) == {"matched": ("cooking",), "newly_seen": ("room",), "lost": (), "expired": ()}
    assert (found.changed, found.trend) == ((), trend)
    assert found.matched_before == found.matched_after


def test_what_is_lost_is_no_decline():
    found = progress(kitchen(cooking=ALL, room=ALL), kitchen(cooking=ALL))
    assert found.trend is Trend.NO_CHANGE_SHOWN
    assert found.matched_before == found.matched_after
    assert told(found) == {"matched": ("cooking",), "newly_seen": (), "lost": ("room",), "expired": ()}


def test_what_was_seen_higher_than_before_is_progress():
    found = progress(stove(cooking=NONE, day=BEFORE), stove(cooking=AT_LEAST_SOME, day=AFTER))
    assert found.trend is Trend.PROGRESSED
    assert found.progressed
    assert found.matched_before.tails == (1, 0, 0)
    assert found.matched_after.tails == pytest.approx((1, 1, 1 / 2))
    (change,) = found.changed
    assert (change.before, change.after, change.higher) == ("'none'", "'some' to 'all'", True)


def test_what_was_seen_lower_than_before_is_decline():
    found = progress(stove(cooking=AT_LEAST_SOME), stove(cooking=NONE))
    assert found.trend is Trend.DECLINED
    assert found.declined
    assert str(found.changed[0]) == "Who cooks? Seen lower: 'some' to 'all' before, 'none' after."


def test_ranges_that_overlap_are_no_change():
    found = progress(stove(cooking=NONE_OR_SOME), stove(cooking=AT_LEAST_SOME))
    assert found.changed == ()
    assert found.trend is Trend.NO_CHANGE_SHOWN
    assert found.matched_before == found.matched_after


def test_a_change_that_moves_no_stage_is_told_and_not_claimed():
    # Warm with 2/3 before and after; hot with 1/3 after instead of never.
    found = progress(kitchen(cooking=SOME), kitchen(cooking=ALL))
    assert keys(found) == ["cooking"]
    assert found.trend is Trend.NO_CHANGE_SHOWN
    assert found.matched_before.tails == pytest.approx((1, 2 / 3, 0))
    assert found.matched_after.tails == pytest.approx((1, 2 / 3, 1 / 3))


def test_what_was_not_even_possible_before_and_is_safe_after_is_progress():
    # What was seen both times is cooking alone: with two others open, warm has 4/9 after. With all seen it is certain.
    before = kitchen(rubric=Canteen, cooking=NONE)
    after = kitchen(rubric=Canteen, cooking=SOME, room=SOME, money=SOME)
    assert before.possible.name == "cold"
    assert after.safe.name == "warm"
    found = progress(before, after)
    assert found.matched_after.tails == pytest.approx((1, 4 / 9, 0))
    assert found.matched_before.likely == found.matched_after.likely
    assert found.trend is Trend.PROGRESSED
    assert progress(after, before).trend is Trend.DECLINED


def test_better_here_and_worse_there_is_told_and_not_claimed():
    # The weakest keeps it cold both times.
    found = progress(kitchen(cooking=ALL, room=NONE), kitchen(cooking=NONE, room=ALL))
    assert sorted(keys(found)) == ["cooking", "room"]
    assert found.trend is Trend.NO_CHANGE_SHOWN


def test_a_description_that_grew_is_judged_by_what_was_seen_since():
    then = described(day=BEFORE, confidence=Confidence.SURE, cooking=NONE)
    now = then.adding(Observation.exactly("cooking", "all", seen_on=AFTER))
    found = progress(assess(then, Stove), assess(now, Stove))
    assert found.trend is Trend.PROGRESSED
    assert str(found.changed[0]) == "Who cooks? Seen higher: 'none' before, 'all' after."
    assert found.matched_after.likely.name == "hot"


def test_a_description_that_grew_by_what_agrees_shows_no_change():
    then = described(day=BEFORE, confidence=Confidence.SURE, cooking=NONE_OR_SOME)
    now = then.adding(Observation.exactly("cooking", "some", seen_on=AFTER), Observation("cooking", seen_on=AFTER))
    found = progress(assess(then, Stove), assess(now, Stove))
    assert (found.changed, found.trend) == ((), Trend.NO_CHANGE_SHOWN)
    assert found.matched_before == found.matched_after


def test_what_was_learned_late_and_is_too_old_to_count_is_no_change():
    then = described(day=BEFORE, confidence=Confidence.SURE, cooking=NONE)
    now = then.adding(Observation.exactly("cooking", "all", seen_on=date(2005, 1, 1)))
    found = progress(assess(then, Stove), assess(now, Stove))
    assert (found.changed, found.matched, found.trend) == ((), ("cooking",), Trend.NO_CHANGE_SHOWN)


def test_sources_that_contradict_each_other_leave_everything_between_them_open():
    then = described(confidence=Confidence.SURE, cooking=NONE).adding(Observation.exactly("cooking", "all"))
    found = progress(assess(then, Stove), stove(cooking=SOME))
    assert found.changed == ()


def test_dont_know_is_not_seen():
    found = progress(stove(cooking=NONE), assess(Organization("K", observations=[Observation("cooking")]), Stove))
    assert told(found) == {"matched": (), "newly_seen": (), "lost": ("cooking",), "expired": ()}


def test_what_has_grown_too_old_is_told_apart_from_what_is_not_told_any_more():
    # A half-life is 6 months here, and what is older than 4 of them does not count.
    then = described(day=BEFORE, cooking=ALL, room=ALL)
    later = BEFORE + timedelta(days=3 * 365)
    now = described(day=BEFORE, cooking=ALL).adding(Observation("room", seen_on=later))
    found = progress(assess(then, Kitchen), assess(now, Kitchen))
    assert found.trend is Trend.NO_CHANGE_SHOWN
    assert told(found) == {"matched": (), "newly_seen": (), "lost": ("cooking", "room"), "expired": ("cooking",)}
    assert "Too old to count by now, which shows no change:\n  - Who cooks?" in str(found)
    assert "Not told any more:\n  - Who may come in?" in str(found)


def test_what_has_grown_too_old_and_was_seen_again_is_compared():
    then = described(day=BEFORE, cooking=NONE)
    later = BEFORE + timedelta(days=3 * 365)
    seen_again = Observation.exactly("cooking", "all", confidence=Confidence.FACT, seen_on=later)
    found = progress(assess(then, Stove), assess(then.adding(seen_again), Stove))
    assert keys(found) == ["cooking"]
    assert found.trend is Trend.PROGRESSED


def test_what_does_not_apply_at_one_of_the_dates_has_not_changed():
    with_room, without = kitchen(cooking=SOME, room=NONE), waived(cooking=SOME)
    for before, after in ((with_room, without), (without, with_room)):
        found = progress(before, after)
        assert found.changed == ()
        assert found.matched == ("cooking",)
        assert found.matched_before == found.matched_after


def test_what_does_not_apply_any_more_is_not_newly_seen_either():
    assert progress(kitchen(cooking=SOME), waived(cooking=SOME)).newly_seen == ()


def test_what_does_not_apply_any_more_is_not_lost():
    found = progress(kitchen(cooking=SOME, room=NONE), waived(cooking=SOME))
    assert (found.lost, found.expired) == ((), ())
    assert "Not told any more" not in str(found)


def test_where_nothing_was_seen_both_times_nothing_can_be_said():
    found = progress(kitchen(cooking=SOME), kitchen(room=ALL))
    assert found.trend is Trend.NO_CHANGE_SHOWN
    assert "No criterion was seen both times, so nothing can be said of change." in str(found)
    assert found.matched_before.tails == pytest.approx((1, 4 / 9, 1 / 9))


def test_what_is_merely_supposed_is_refused_with_the_way_out():
    seen = kitchen(cooking=NONE)
    supposed = what_if(seen, {"cooking": "all"})
    problem = "rests on suppositions, which are no evidence; compare it, or assess what was observed"
    for pair, places in (((seen, supposed), ["after"]), ((supposed, supposed), ["before", "after"])):
        with pytest.raises(DescriptionError) as error:
            progress(*pair)
        assert faults(error) == [f"{place}: {problem}" for place in places]
    assert compare(seen, supposed).superiority == pytest.approx(1 / 6)


def test_dates_that_are_exchanged_are_refused_with_the_way_out():
    with pytest.raises(DescriptionError) as error:
        progress(stove(cooking=SOME, day=AFTER), stove(cooking=SOME, day=BEFORE))
    assert faults(error) == ["after: is as of 2012-01-01, earlier than 2013-01-01 before it; exchange them"]


@pytest.mark.parametrize("days", [(None, BEFORE), (AFTER, None), (BEFORE, BEFORE)])
def test_without_two_dates_the_order_is_taken_as_given(days):
    assert progress(*(stove(cooking=SOME, day=day) for day in days)).trend is Trend.NO_CHANGE_SHOWN


# progress: one level can be one rater's slip

SURE = Confidence.SURE


def crew(number):
    """A kitchen of so many criteria, the weakest of which decides."""
    many = {
        f"asked{n}": Criterion(Kitchen.meal, f"Question {n}?", levels=LEVELS, source="A cook") for n in range(number)
    }
    return declared(cooking=None, room=None, house=None, **many)


def over_time(*changes, confidences=(SURE, SURE)):
    """What has changed if so many levels were gained, or lost, by each of some criteria."""
    rubric, levels = crew(len(changes)), (NONE, SOME, ALL)
    spans = [(levels[max(-by, 0)], levels[max(by, 0)]) for by in changes]
    before, after = ({f"asked{n}": each for n, each in enumerate(seen)} for seen in zip(*spans, strict=True))
    one, other = confidences
    return progress(kitchen(rubric=rubric, confidence=one, **before), kitchen(rubric=rubric, confidence=other, **after))


UP, DOWN = Trend.PROGRESSED, Trend.DECLINED
UNSHOWN = Trend.NO_CHANGE_SHOWN


@pytest.mark.parametrize(
    ("changes", "counting", "trend"),
    [
        ((1,) * 5, False, UNSHOWN),  # five of five in either way: 2/32
        ((-1,) * 5, False, UNSHOWN),
        ((1,) * 6, True, UP),  # 2/64
        ((-1,) * 6, True, DOWN),
        ((1,) * 7 + (-1,), False, UNSHOWN),  # 18/256
        ((1,) * 8 + (-1,), True, UNSHOWN),  # 20/512; the one that is worse counts as well, and keeps it cold
    ],
)
def test_changes_of_one_level_are_told_and_count_only_where_a_sign_test_says_that_they_go_one_way(
    changes, counting, trend
):
    found = over_time(*changes)
    assert [each.higher for each in found.changed] == [by > 0 for by in changes]
    assert not any(each.clear for each in found.changed)
    assert (found.matched_before != found.matched_after) is counting
    assert found.trend is trend


def test_a_clear_change_counts_and_those_that_are_not_clear_beside_it_do_not():
    found = over_time(2, 1, 1, 1)
    assert [each.clear for each in found.changed] == [True, False, False, False]
    assert found.trend is Trend.NO_CHANGE_SHOWN
    # Only the first was seen higher without doubt, and the others keep it cold.
    assert found.matched_before != found.matched_after
    assert found.matched_after.likely.name == "cold"
    # Six that go one way count all, the clear one among them.
    assert over_time(2, 1, 1, 1, 1, 1).trend is Trend.PROGRESSED


def test_two_levels_count_at_once():
    found = over_time(2)
    assert (found.changed[0].clear, found.trend) == (True, Trend.PROGRESSED)
    assert found.matched_after.likely.name == "hot"
    assert "slip" not in str(found.changed[0])


FACTS = (Confidence.FACT, Confidence.FACT)


def test_one_level_counts_at_once_where_all_evidence_is_fact():
    found = over_time(1, confidences=FACTS)
    assert (found.changed[0].clear, found.trend) == (True, Trend.PROGRESSED)
    assert found.matched_after.tails == (1, 1, 0)
    assert str(found.changed[0]) == "Question 0? Seen higher: 'none' before, 'some' after."
    assert over_time(-1, confidences=FACTS).trend is Trend.DECLINED


@pytest.mark.parametrize("confidences", [(SURE, SURE), (SURE, Confidence.FACT), (Confidence.FACT, SURE)])
def test_one_level_may_be_a_slip_where_any_evidence_is_no_fact_and_the_change_says_so(confidences):
    found = over_time(1, confidences=confidences)
    assert not found.changed[0].clear
    assert found.matched_before == found.matched_after
    slip = "(one level, which may be one rater's slip)"
    assert str(found.changed[0]) == f"Question 0? Seen higher: 'none' before, 'some' after {slip}."
    assert slip in " ".join(str(found).split())
    assert found.to_dict()["changed"][0]["clear"] is False


def test_ranges_are_as_far_apart_as_their_nearest_levels():
    found = progress(stove(cooking=NONE), stove(cooking=AT_LEAST_SOME))
    assert found.changed[0].clear
    sure = {"confidence": SURE}
    assert not progress(kitchen(cooking=NONE, **sure), kitchen(cooking=AT_LEAST_SOME, **sure)).changed[0].clear
    assert not progress(kitchen(cooking=ALL, **sure), kitchen(cooking=NONE_OR_SOME, **sure)).changed[0].clear


def test_dont_know_beside_a_fact_takes_nothing_from_the_fact():
    then = described(cooking=NONE).adding(Observation("cooking"))
    assert progress(assess(then, Stove), stove(cooking=SOME)).changed[0].clear


# progress: how it is shown


def test_where_the_names_differ_progress_remarks_on_it():
    remark = "The names differ; if these are two subjects, compare them instead."
    found = progress(stove("K", SOME, BEFORE), stove("L", SOME, AFTER))
    assert remark in str(found)
    assert "\nK: likely warm" in str(found)
    assert "\nL: likely warm" in str(found)
    assert remark not in str(progress(stove("K", SOME, BEFORE), stove("K", SOME, AFTER)))


def test_progress_is_shown_with_what_has_changed():
    assert str(progress(stove(cooking=NONE, day=BEFORE), stove(cooking=ALL, day=AFTER))) == (
        "K: progressed\n"
        "=============\n"
        "\n"
        "K (2012-01-01): likely cold, safely cold, possibly cold; guaranteed cold.\n"
        "K (2013-01-01): likely hot, safely hot, possibly hot; guaranteed hot.\n"
        "By the 1 criterion seen both times alone: likely cold before and hot after; warm or higher 0 %\n"
        "likely before and 100 % after.\n"
        "\n"
        "Seen both times, and not at the same level:\n"
        "  - Who cooks? Seen higher: 'none' before, 'all' after."
    )


def test_at_the_top_the_nearest_stage_is_the_top():
    text = " ".join(str(progress(stove(cooking=ALL), stove(cooking=ALL))).split())
    assert "likely hot before and hot after; hot or higher 100 % likely before and 100 % after." in text


def test_no_more_questions_are_named_than_anybody_reads():
    many = {f"asked{n}": Criterion(Kitchen.meal, f"Question {n}?", levels=LEVELS, source="A cook") for n in range(11)}
    rubric = declared(**many)
    seen = dict.fromkeys(many, SOME)
    text = str(progress(kitchen(rubric=rubric, cooking=SOME), kitchen(rubric=rubric, cooking=SOME, **seen)))
    listed = text.partition("Seen for the first time, which shows no change:\n")[2]
    assert listed.splitlines() == [*(f"  - Question {n}?" for n in range(8)), "  - and 3 more"]
    assert "By the 1 criterion seen both times" in text
    text = str(progress(kitchen(rubric=rubric, **seen), kitchen(rubric=rubric, **seen)))
    assert "By the 11 criteria seen both times" in text


def test_progress_in_markdown_and_in_html_means_what_it_says():
    found = progress(stove(NASTY, NONE), stove(NASTY, ALL))
    assert found.to_markdown().startswith("## &lt;b&gt;Soup&lt;/b&gt; &amp; more: progressed")
    assert "<b>" not in found._repr_html_()


def test_progress_as_plain_data_survives_json():
    plain = progress(kitchen(cooking=NONE, room=SOME), kitchen(cooking=ALL)).to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert {key: value for key, value in plain.items() if key not in ("before", "after", "matched_before")} == {
        "format": "collabmodel/progress",
        "version": 1,
        "trend": "progressed",
        "matched_after": {
            "worst": "cold",
            "safe": "cold",
            "likely": "warm",
            "possible": "hot",
            "best": "hot",
            "at_least": pytest.approx({"cold": 1, "warm": 2 / 3, "hot": 1 / 3}),
        },
        "changed": [
            {
                "criterion": "cooking",
                "question": "Who cooks?",
                "before": "'none'",
                "after": "'all'",
                "higher": True,
                "clear": True,
            }
        ],
        "matched": ["cooking"],
        "newly_seen": [],
        "lost": ["room"],
        "expired": [],
    }
    assert plain["before"]["subject"] == "K"
    assert plain["matched_before"]["best"] == "cold"


def test_progress_compares_by_value():
    found, same = (progress(stove(cooking=NONE), stove(cooking=ALL)) for _ in range(2))
    assert found == same
    assert hash(found) == hash(same)


# Cohort: like with like


COLD, WARM, HOT = stove("Cold", NONE), stove("Warm", SOME), stove("Hot", ALL)


def spans(cohort):
    return [(place.low, place.high) for place in cohort.places]


def test_a_percentile_is_the_share_of_the_others_that_stand_lower():
    assert spans(Cohort([COLD, WARM, HOT])) == [(0, 0), (50, 50), (100, 100)]


def test_those_who_stand_alike_count_half():
    # Of the two others of each who is warm one stands lower and one alike.
    assert spans(Cohort([COLD, WARM, stove("Warm too", SOME)])) == [(0, 0), (75, 75), (75, 75)]
    assert spans(Cohort([WARM, WARM])) == [(50, 50), (50, 50)]


def test_a_percentile_reaches_from_the_safe_stage_to_the_possible_one():
    # The unknown one is safely cold and possibly hot; to the warm one it is lower or alike with 1/3 each.
    assert spans(Cohort([WARM, stove("Unknown")])) == [(pytest.approx(50), pytest.approx(50)), (0, 100)]


def test_whoever_is_asked_about_is_left_out():
    cohort = Cohort([COLD, WARM, HOT])
    assert cohort.place(WARM) == cohort.places[1]
    assert (cohort.place(WARM).others, cohort.place(WARM).low) == (2, 50)


def test_a_place_can_be_asked_for_by_somebody_else():
    place = Cohort([COLD, WARM, HOT]).place(stove("Another", SOME))
    assert (place.others, place.low, place.high) == (3, 50, 50)


def test_alone_there_is_no_percentile():
    (place,) = Cohort([WARM]).places
    assert (place.others, place.low, place.high) == (0, None, None)
    assert place.to_dict()["percentile"] == [None, None]
    assert str(place) == "Warm: nobody to compare with."
    assert str(Cohort([WARM])).startswith("A cohort of 1\n=============\n")
    assert "\nWarm        warm              warm        none\n" in str(Cohort([WARM]))
    assert str(Cohort([WARM, COLD]).places[0]) == "Warm: percentile 100 among 1 other."


def test_a_place_is_a_range_in_words():
    cohort = Cohort([WARM, stove("Unknown"), HOT])
    assert str(cohort.place(WARM)) == "Warm: percentile 25 among 2 others."
    assert str(cohort.places[1]) == "Unknown: percentile 0 to 75 among 2 others."


def test_a_place_as_plain_data_holds_where_it_stands_and_its_percentile():
    plain = Cohort([COLD, WARM, HOT]).place(WARM).to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert (plain["subject"], plain["likely"], plain["others"], plain["percentile"]) == ("Warm", "warm", 2, [50, 50])


def test_how_many_stand_at_each_stage_is_counted_for_each_bar():
    counts = Cohort([COLD, WARM, WARM, stove("Unknown")]).counts
    assert {bar: dict(each) for bar, each in counts.items()} == {
        "safe": {"cold": 2, "warm": 2, "hot": 0},
        "likely": {"cold": 1, "warm": 3, "hot": 0},
        "possible": {"cold": 1, "warm": 2, "hot": 1},
    }
    with pytest.raises(TypeError):
        counts["safe"] = {}
    with pytest.raises(TypeError):
        counts["safe"]["hot"] = 3


@pytest.mark.parametrize(
    ("staff", "band"),
    [
        (None, "not known"),
        (0, "no staff"),
        (1, "1 to 9 staff"),
        (9, "1 to 9 staff"),
        (10, "10 to 49 staff"),
        (49, "10 to 49 staff"),
        (50, "50 to 249 staff"),
        (249, "50 to 249 staff"),
        (250, "250 staff or more"),
        (10**9, "250 staff or more"),
    ],
)
def test_sizes_are_bands_and_unknown_is_a_band_of_its_own(staff, band):
    assert size_band(staff) == band


def member(name, sector=None, staff=None, cooking=SOME):
    return assess(attrs.evolve(described(name, cooking=cooking), sector=sector, staff=staff), Stove)


HEALTH, LARGER, UNSAID, HEALTH_TOO = (
    member("A", "health", 3),
    member("B", "health", 30),
    member("C"),
    member("D", "health", 9, ALL),
)


def test_groups_are_of_the_same_sector_and_size_in_the_order_in_which_they_occur():
    groups = Cohort([HEALTH, LARGER, UNSAID, HEALTH_TOO]).groups
    assert list(groups) == [
        Group("health", "1 to 9 staff"),
        Group("health", "10 to 49 staff"),
        Group("not known", "not known"),
    ]
    assert [each.assessments for each in groups.values()] == [(HEALTH, HEALTH_TOO), (LARGER,), (UNSAID,)]
    assert str(next(iter(groups))) == "sector health, size 1 to 9 staff"


def test_like_leaves_those_of_the_same_sector_and_size():
    cohort = Cohort([HEALTH, LARGER, UNSAID, HEALTH_TOO])
    assert cohort.like(HEALTH).assessments == (HEALTH, HEALTH_TOO)
    assert cohort.like(member("E", "health", 5)).assessments == (HEALTH, HEALTH_TOO)
    assert cohort.like(member("E", "arts", 5)) is None


def test_purposes_have_neither_sector_nor_size():
    cohort = Cohort([assess(Purpose("Parents swap tips")), assess(Purpose("Neighbours repair bicycles"))])
    assert list(cohort.groups) == [Group("not known", "not known")]


def test_a_cohort_is_shown_as_ranges_those_first_who_are_further_on_average():
    cohort = Cohort([COLD, stove("Unknown"), HOT, stove("As hot", ALL)])
    assert str(cohort) == (
        "A cohort of 4\n"
        "=============\n"
        "\n"
        "Where each stands (guaranteed: if no source is wrong)\n"
        "          guaranteed  safe to possible  percentile\n"
        "As hot           hot               hot          78\n"
        "Hot              hot               hot          78\n"
        "Unknown  cold to hot       cold to hot    17 to 67\n"
        "Cold            cold              cold           6\n"
        "\n"
        "Percentiles compare with the others here, from the safe stage to the possible one; ties count half."
    )


def test_those_of_the_same_name_are_told_apart_by_their_day():
    cohort = Cohort([stove("K", SOME, BEFORE), stove("K", ALL, AFTER), stove("K", NONE), stove("L", ALL, AFTER)])
    rows = str(cohort).partition("percentile\n")[2].splitlines()[:4]
    assert [row.partition("  ")[0] for row in rows] == ["K (2013-01-01)", "L", "K (2012-01-01)", "K (not dated)"]


def test_where_unlike_ones_are_mixed_the_cohort_says_so():
    text = " ".join(str(Cohort([HEALTH, LARGER, UNSAID])).split())
    assert "3 groups of unlike sector or size are mixed; compare within one of them." in text
    assert "mixed" not in str(Cohort([HEALTH, HEALTH_TOO]))


@pytest.mark.parametrize("show", [str, Cohort.to_markdown, Cohort._repr_html_])
def test_a_cohort_shows_no_bare_rank(show):
    text = show(Cohort([COLD, WARM, HOT]))
    assert "rank" not in text.lower()
    assert not any(line.lstrip().startswith(("1.", "2.", "3.", "#1")) for line in text.splitlines())
    assert "<ol>" not in text


def test_a_cohort_in_markdown_and_in_html_means_what_it_says():
    cohort = Cohort([stove(NASTY, SOME), WARM])
    assert "| &lt;b&gt;Soup&lt;/b&gt; &amp; more | warm | warm | 50 |" in cohort.to_markdown()
    assert "<b>" not in cohort._repr_html_()


def test_a_cohort_as_plain_data_survives_json():
    plain = Cohort([HEALTH, LARGER, HEALTH_TOO]).to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert (plain["format"], plain["version"]) == ("collabmodel/cohort", 1)
    assert plain["counts"]["likely"] == {"cold": 0, "warm": 2, "hot": 1}
    assert plain["groups"] == [
        {"sector": "health", "size": "1 to 9 staff", "members": 2},
        {"sector": "health", "size": "10 to 49 staff", "members": 1},
    ]
    assert [(each["subject"], each["percentile"]) for each in plain["places"]] == [
        ("A", [25, 25]),
        ("B", [25, 25]),
        ("D", [100, 100]),
    ]


def test_a_cohort_takes_any_sequence_and_has_a_length():
    cohort = Cohort(each for each in (COLD, WARM))
    assert cohort == Cohort([COLD, WARM])
    assert cohort.assessments == (COLD, WARM)
    assert len(cohort) == 2
    assert hash(cohort) == hash(Cohort((COLD, WARM)))


def test_a_cohort_survives_pickling():
    cohort = Cohort([assess(Organization("A")), assess(Organization("B", staff=3))])
    assert pickle.loads(pickle.dumps(cohort)) == cohort  # noqa: S301


# What is no cohort


def test_an_empty_cohort_is_refused():
    with pytest.raises(DescriptionError, match="assessments: there are none; a cohort has one member or more"):
        Cohort([])


@pytest.mark.parametrize("thing", [COLD, 3, None])
def test_a_cohort_is_made_of_several(thing):
    with pytest.raises(DescriptionError, match=r"assessments: expected assessments, got .*; put them in a list"):
        Cohort(thing)


def test_everyone_judged_by_something_else_is_named():
    with pytest.raises(DescriptionError) as error:
        Cohort([COLD, kitchen(), WARM, kitchen()])
    assert [fault.path for fault in error.value.faults] == ["assessments[1]", "assessments[3]"]


def test_everything_that_is_no_assessment_is_named():
    with pytest.raises(DescriptionError) as error:
        Cohort(["A", COLD, Organization("K")])
    assert [fault.path for fault in error.value.faults] == ["assessments[0]", "assessments[2]"]


def test_only_an_assessment_has_a_place():
    with pytest.raises(DescriptionError, match="expected an Assessment, got 'Cold'; call assess first"):
        Cohort([COLD]).place("Cold")
