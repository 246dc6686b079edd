"""questions(): what to find out next, in which order, and why the answer matters."""

import json
import math
import pickle

import attrs
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
    Question,
    Quota,
    Rubric,
    SocialOrganization,
    assess,
    cases,
    questions,
)
from collabmodel.asking import best_question, listing
from collabmodel.errors import DescriptionError, UnknownCriterionError
from collabmodel.render.rows import as_html, as_text

NASTY = "<b>Who</b> & who?"
LEVELS = (
    Level("none", "Nobody.", reach="cold"),
    Level("some", "A few.", reach="warm"),
    Level("all", "Everyone.", reach="hot"),
)
NONE_OR_SOME, SOME_OR_ALL = ("none", "some"), ("some", "all")


class Kitchen(Rubric):
    """The weaker of two criteria decides. With no coherence, what is unknown stands on each level with 1/3."""

    version = "1.0"
    title = "The soup kitchen"
    ladder = Ladder("cold", "warm", "hot")
    rule = Quota(1, 1)
    coherence = (0.0, 0.0)
    meal = Dimension("The meal")
    cooking = Criterion(meal, "Who cooks?", levels=LEVELS, source="A cook")
    room = Criterion(meal, "Who may come in?", levels=LEVELS, source="A cook", visible=False)


def kitchen(rubric=Kitchen, *more, **facts):
    """An assessment of a kitchen of which facts are known: the lowest and the highest level of each criterion."""
    known = [Observation(key, *levels, confidence=Confidence.FACT) for key, levels in facts.items()]
    return assess(Organization("K", observations=[*known, *more]), rubric)


def keys(found):
    return [each.criterion for each in found]


def gains(found):
    return {each.criterion: each.gain for each in found}


# How much a question is worth


def test_a_gain_is_the_variance_of_each_yes_or_no_that_the_answer_takes_away():
    # Warm 4/9, hot 1/9: 28/81. With none 0, with some 2/3 and 0: 2/9, with all 2/3 and 1/3: 4/9; on average 18/81.
    assert gains(questions(kitchen())) == pytest.approx({"cooking": 10 / 81, "room": 10 / 81})


def test_what_leaves_less_doubt_is_asked_first():
    # Warm 2/3 * 1/2: 2/9. The room: half the time 0, half 2/9. Who cooks: a third of the time 0, else 1/4.
    found = questions(kitchen(room=NONE_OR_SOME))
    assert keys(found) == ["room", "cooking"]
    assert gains(found) == pytest.approx({"room": 1 / 9, "cooking": 1 / 18})


def test_what_is_dear_to_find_out_is_asked_later():
    doubtful = kitchen(room=NONE_OR_SOME)
    assert keys(questions(doubtful, cost={"room": 1.9})) == ["room", "cooking"]
    dear, *_ = reversed(questions(doubtful, cost={"room": 3}))
    assert (dear.criterion, dear.cost) == ("room", 3)
    assert dear.worth == pytest.approx(1 / 27)


def test_what_costs_nothing_to_find_out_is_asked_first():
    first, second = questions(kitchen(room=NONE_OR_SOME), cost={"cooking": 0})
    assert (first.criterion, first.worth) == ("cooking", math.inf)
    assert second.worth == second.gain


def test_of_what_costs_nothing_the_larger_gain_comes_first():
    free = questions(kitchen(room=NONE_OR_SOME), cost={"cooking": 0, "room": 0.0})
    assert keys(free) == ["room", "cooking"]
    assert [each.worth for each in free] == [math.inf, math.inf]
    assert free[0].gain > free[1].gain


def test_questions_of_equal_worth_stand_in_the_order_of_the_rubric():
    assert keys(questions(kitchen())) == ["cooking", "room"]


def test_an_outside_observer_is_first_given_what_can_be_seen_from_outside():
    doubtful = kitchen(room=NONE_OR_SOME)
    assert keys(questions(doubtful, observer=Observer.OUTSIDE)) == ["cooking", "room"]
    assert keys(questions(doubtful, observer=Observer.INSIDE)) == ["room", "cooking"]


# What is asked


@pytest.mark.parametrize(("n", "expected"), [(0, []), (1, ["cooking"]), (2, ["cooking", "room"])])
def test_no_more_is_asked_than_wanted(n, expected):
    assert keys(questions(kitchen(), n=n)) == expected


def test_five_questions_are_asked_unless_said_and_each_once():
    found = assess(Organization("O"))
    assert len(questions(found)) == 5
    everything = keys(questions(found, n=1000))
    assert len(everything) == len(set(everything)) > 5
    assert questions(found, n=1000)[:5] == questions(found)


def test_nothing_is_asked_when_the_stage_is_settled():
    assert questions(kitchen(cooking=("none", "none"))) == ()
    assert questions(kitchen(cooking=("all", "all"), room=("some", "some"))) == ()


def test_what_is_certain_is_not_asked():
    assert keys(questions(kitchen(cooking=("all", "all")))) == ["room"]


def test_what_is_seen_but_doubtful_is_asked():
    hunch = Observation.exactly("room", "some", confidence=Confidence.HUNCH)
    assert keys(questions(kitchen(Kitchen, hunch, cooking=("all", "all")))) == []
    assert "room" in keys(questions(kitchen(Kitchen, hunch)))


def test_what_does_not_apply_is_not_asked():
    left_out = Observation.not_applicable("room", confidence=Confidence.FACT)
    assert keys(questions(kitchen(Kitchen, left_out))) == ["cooking"]


def test_what_could_not_change_anything_is_not_asked():
    class Painted(Kitchen):
        levels = (Level("grey", "Grey.", reach="hot"), Level("red", "Red.", reach="hot"))
        colour = Criterion(Kitchen.meal, "What colour is it?", levels=levels, source="A painter")

    assert keys(questions(kitchen(Painted))) == ["cooking", "room"]


def test_the_best_question_apart_from_those_asked_already():
    doubtful = kitchen(room=NONE_OR_SOME)
    assert best_question(doubtful, (), None).criterion == "room"
    assert best_question(doubtful, {"room"}, None).criterion == "cooking"
    assert best_question(doubtful, (), Observer.OUTSIDE).criterion == "cooking"
    assert best_question(doubtful, {"room", "cooking"}, None) is None


# Why the answer matters


class Attitude(Rubric):
    """One criterion decides everything."""

    version = "1.0"
    title = "The attitude"
    ladder = Ladder("folly", "fearful", "flippant")
    lead = Dimension("Leaders")
    stance = Criterion(
        lead,
        "How do leaders regard it?",
        levels=(
            Level("ignored", "As a pastime.", reach="folly"),
            Level("prohibited", "As a threat.", reach="fearful"),
            Level("provided", "As something to have.", reach="flippant"),
        ),
        source="A leader",
    )


def because(assessment, key):
    return next(each.because for each in questions(assessment) if each.criterion == key)


def test_the_lowest_and_the_highest_answer_say_what_they_settle():
    not_ignored = kitchen(Attitude, stance=("prohibited", "provided"))
    assert because(not_ignored, "stance") == (
        "With 'prohibited' the stage can be at most fearful; with 'provided' the stage is at least flippant."
    )


def test_an_answer_that_settles_nothing_says_how_likely_the_stage_is_then():
    doubtful = kitchen(room=NONE_OR_SOME)
    assert because(doubtful, "cooking") == (
        "With 'none' the stage can be at most cold; with 'all' warm or higher is 50 % likely instead of 33 %."
    )
    assert because(doubtful, "room").endswith("; with 'some' warm or higher is 67 % likely instead of 33 %.")


def test_the_stage_whose_probability_changes_most_is_named():
    # Warm is certain already; with all, hot rises from 1/4 to 1/2.
    found = kitchen(cooking=SOME_OR_ALL, room=SOME_OR_ALL)
    assert because(found, "cooking") == (
        "With 'some' the stage can be at most warm; with 'all' hot or higher is 50 % likely instead of 25 %."
    )


def far(count):
    """A rubric with one criterion and as many equally probable levels as there are stages."""
    stages = [f"s{number}" for number in range(count)]
    levels = tuple(Level(f"level_{stage}", "So far.", reach=stage) for stage in stages)
    parts = {"version": "1.0", "title": "Far", "ladder": Ladder(*stages), "coherence": (0.0, 0.0)}
    way = Dimension("The way")
    return type("Far", (Rubric,), {**parts, "way": way, "how": Criterion(way, "How?", levels=levels, source="A cook")})


@pytest.mark.parametrize("count", [2, 3, 100])
def test_of_equally_probable_answers_the_lowest_and_the_highest_are_named(count):
    assert because(kitchen(far(count)), "how") == (
        f"With 'level_s0' the stage can be at most s0; with 'level_s{count - 1}' the stage is at least s{count - 1}."
    )


def test_an_answer_that_is_improbable_beside_another_is_not_named():
    seen = [Observation.exactly("room", "some", confidence=Confidence.SURE, source=source) for source in ("A", "B")]
    assert because(kitchen(Kitchen, *seen), "room") == "With 'some' warm or higher is 67 % likely instead of 65 %."


def test_an_answer_that_bounds_what_is_not_likely_anyway_says_what_becomes_less_likely():
    # Warm 4/9, hot 1/18: cold is likely. With some cooks at most warm, which is more than anybody expects.
    class Larger(Kitchen):
        garden = Criterion(Kitchen.meal, "Who digs?", levels=LEVELS, source="A cook")

    assert because(kitchen(Larger, cooking=SOME_OR_ALL), "cooking") == (
        "With 'some' hot or higher is 0 % likely instead of 6 %; "
        "with 'all' hot or higher is 11 % likely instead of 6 %."
    )


def test_an_answer_that_guarantees_less_than_is_likely_says_what_becomes_more_likely():
    # All else is at the top, so hot is likely. Where everybody cooks, warm is sure, which is less than one expects.
    more = {f"c{number}": Criterion(Kitchen.meal, "Who?", levels=LEVELS, source="A cook") for number in range(8)}
    alike = type("Alike", (Kitchen,), {"coherence": (0.5, 0.5), **more})
    found = kitchen(alike, room=SOME_OR_ALL, **dict.fromkeys(more, ("all", "all")))
    assert (found.worst.name, found.likely.name) == ("cold", "hot")
    assert because(found, "cooking") == (
        "With 'none' the stage can be at most cold; with 'all' hot or higher is 75 % likely instead of 52 %."
    )


def test_an_answer_that_changes_less_than_is_shown_says_so():
    # Warm with (2/3) ** 12, with everybody cooking with (2/3) ** 11: both one percent.
    more = {f"c{number}": Criterion(Kitchen.meal, "Who?", levels=LEVELS, source="A cook") for number in range(10)}
    assert because(kitchen(type("Many", (Kitchen,), more)), "cooking") == (
        "With 'none' the stage can be at most cold; with 'all' little would change."
    )


def test_levels_that_are_excluded_are_no_answers():
    assert "'none'" not in because(kitchen(room=SOME_OR_ALL), "room")
    assert "With 'none' the stage can be at most cold" in because(kitchen(room=SOME_OR_ALL), "cooking")


def test_red_treehouse_is_asked_first_how_its_leaders_regard_social_media():
    first = questions(assess(cases.red_treehouse()))[0]
    assert (first.criterion, first.visible) == ("stance", False)
    assert "the stage can be at most fearful" in first.because
    assert questions(assess(cases.red_treehouse()), observer=Observer.OUTSIDE)[0].visible


def test_every_question_about_a_case_has_a_reason_of_one_sentence():
    criteria = {each.key: each for each in SocialOrganization.criteria}
    for each in questions(assess(cases.ucp()), n=1000):
        assert each.question == criteria[each.criterion].question
        assert each.gain > 0
        assert each.because.startswith("With '")
        assert each.because.endswith(".")
        named = [key for key in (level.key for level in criteria[each.criterion].levels) if f"'{key}'" in each.because]
        assert len(named) == 1 + each.because.count("; with '")


# How a question is shown


def one(**changes):
    question = questions(kitchen(room=NONE_OR_SOME), n=1)[0]
    return attrs.evolve(question, **changes)


def test_a_question_says_who_can_know_and_what_it_gains():
    assert str(one()) == (
        "Who may come in?\n"
        "With 'none' the stage can be at most cold; with 'some' warm or higher is 67 % likely instead of 33\n"
        "%. (room; is known inside only; gain 0.111)"
    )
    assert one(visible=True).remark == "room; can be seen from outside; gain 0.111"
    assert one(cost=2.5).remark == "room; is known inside only; gain 0.111, cost 2.5"


def test_a_question_in_markdown_and_in_html_means_what_it_says():
    question = one(question=NASTY)
    assert "&lt;b&gt;Who&lt;/b&gt; &amp; who?" in question._repr_html_()
    assert "<b>" not in question._repr_html_()
    assert "<b>" not in question.to_markdown()


def test_a_question_as_plain_data_survives_json():
    plain = one().to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain == {
        "criterion": "room",
        "question": "Who may come in?",
        "visible": False,
        "gain": pytest.approx(1 / 9),
        "cost": 1.0,
        "because": one().because,
    }


def test_questions_compare_by_value_and_pickle():
    assert one() == one()
    assert one() != one(cost=2.0)
    assert isinstance(one(), Question)
    assert pickle.loads(pickle.dumps(one())) == one()  # noqa: S301
    assert len({one(), one()}) == 1


def test_questions_are_listed_together():
    text = as_text([listing(questions(kitchen(room=NONE_OR_SOME)))])
    assert text.splitlines()[0] == "What to find out next, the best first:"
    assert text.index("Who may come in?") < text.index("Who cooks?")


def test_where_there_is_no_question_the_listing_says_so():
    nothing = listing(())
    assert as_text([nothing]) == "Nothing that could be found out would change the verdict."
    assert as_html([nothing]).count("<li>") == 0


# What is refused


@pytest.mark.parametrize("assessment", ["K", None, Organization("K"), Kitchen])
def test_only_an_assessment_can_be_asked_about(assessment):
    with pytest.raises(DescriptionError, match=r"assessment: expected an Assessment, got .*; call assess first"):
        questions(assessment)


@pytest.mark.parametrize("n", [-1, 2.0, True, "5", None])
def test_a_number_of_questions_is_a_whole_number_from_0(n):
    with pytest.raises(DescriptionError, match="n: expected a whole number from 0, got "):
        questions(kitchen(), n=n)


@pytest.mark.parametrize("observer", ["outside", 1, Confidence.FACT])
def test_an_observer_is_one_of_two(observer):
    with pytest.raises(DescriptionError, match=r"observer: .* write Observer\.INSIDE or Observer\.OUTSIDE"):
        questions(kitchen(), observer=observer)


@pytest.mark.parametrize("cost", [2, "room", ["room"], [("room", 2)]])
def test_costs_are_given_by_criterion(cost):
    with pytest.raises(DescriptionError, match="cost: expected costs by criterion, got "):
        questions(kitchen(), cost=cost)


@pytest.mark.parametrize("price", [-1, math.nan, math.inf, 1e13, True, "2", None])
def test_a_cost_is_a_number_from_0(price):
    with pytest.raises(DescriptionError) as error:
        questions(kitchen(), cost={"room": price})
    assert [fault.path for fault in error.value.faults] == ["cost['room']"]
    assert error.value.faults[0].problem.startswith("expected a number from 0, got ")


@pytest.mark.parametrize("price", [10**400, 10**5000, -(10**5000)], ids=["large", "larger", "below"])
def test_a_cost_of_very_many_digits_is_refused_with_a_sentence(price):
    with pytest.raises(DescriptionError) as error:
        questions(kitchen(), cost={"room": price})
    assert [str(fault) for fault in error.value.faults] == [
        "cost['room']: expected a number from 0, got a number of more than 60 digits"
    ]


def test_an_unknown_criterion_in_the_costs_is_refused_with_the_nearest_one():
    with pytest.raises(UnknownCriterionError) as error:
        questions(kitchen(), cost={"rom": 1, 3: 1})
    assert [str(fault) for fault in error.value.faults] == [
        "cost['rom']: is not a criterion of Kitchen; did you mean 'room'?",
        "cost[3]: is not a criterion of Kitchen; choose one of cooking, room",
    ]


def test_everything_wrong_with_the_arguments_is_said_at_once():
    with pytest.raises(DescriptionError) as error:
        questions(kitchen(), n=-1, cost={"rom": -1}, observer="me")
    assert type(error.value) is DescriptionError
    assert [fault.path for fault in error.value.faults] == ["n", "observer", "cost['rom']", "cost['rom']"]


def test_what_is_wrong_is_said_even_where_nothing_would_be_asked():
    with pytest.raises(DescriptionError):
        questions(kitchen(cooking=("none", "none")), n=-1)
