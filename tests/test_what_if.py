"""what_if(): supposing that something is done, which is not the same as seeing it."""

import pickle
from datetime import date

import pytest

from collabmodel import (
    Action,
    Confidence,
    Criterion,
    Dimension,
    Ladder,
    Level,
    Observation,
    Organization,
    Purpose,
    PurposeScreen,
    Quota,
    Rubric,
    assess,
    cases,
    frontier,
    questions,
    recommend,
    what_if,
)
from collabmodel.errors import DescriptionError, UnknownCriterionError, UnknownLevelError

DAY = date(2012, 12, 12)
LEVELS = (
    Level("none", "Nobody.", reach="cold"),
    Level("some", "A few.", reach="warm"),
    Level("all", "Everyone.", reach="hot"),
)


class Kitchen(Rubric):
    """The weaker of two criteria decides. What is seen of one makes the other likely to be much the same."""

    version = "1.0"
    title = "The soup kitchen"
    ladder = Ladder("cold", "warm", "hot")
    rule = Quota(1, 1)
    meal = Dimension("The meal")
    cooking = Criterion(meal, "Who cooks?", levels=LEVELS, source="A cook")
    room = Criterion(meal, "Who may come in?", levels=LEVELS, source="A cook")
    train = Action("Train.", effort=2, raises={"cooking": "some"}, source="A cook")
    rent = Action("Rent.", effort=3, raises={"room": "some"}, source="A cook")


class Independent(Kitchen):
    """What is unknown stands on each level with a probability of 1/3, whatever else is seen."""

    coherence = (0.0, 0.0)


def organization(cooking=None, room=None, confidence=Confidence.FACT, **parts):
    levels = {"cooking": cooking, "room": room}
    seen = [
        Observation.exactly(key, level, source=f"Seen {key}", seen_on=DAY, confidence=confidence)
        for key, level in levels.items()
        if level
    ]
    return Organization("K", observations=[*seen, *parts.pop("observations", ())], **parts)


def judged(cooking=None, room=None, *, rubric=Kitchen, **parts):
    return assess(organization(cooking, room, **parts), rubric)


def row(assessment, key):
    return next(each for each in assessment.evidence if each.key == key)


def span(chances):
    return chances.worst.name, chances.best.name


# What a supposition does


@pytest.mark.parametrize(
    ("cooking", "room", "levels", "stage"),
    [
        ("none", "none", {"cooking": "all"}, "cold"),
        ("none", "some", {"cooking": "all"}, "warm"),
        ("none", "none", {"cooking": "all", "room": "all"}, "hot"),
        ("all", "all", {"cooking": "some"}, "warm"),
        ("all", "all", {"room": "none"}, "cold"),
        ("some", "some", {"room": "some"}, "warm"),
    ],
)
def test_a_criterion_is_raised_and_lowered_to_exactly_where_it_is_supposed(cooking, room, levels, stage):
    found = what_if(judged(cooking, room), levels)
    assert span(found) == (stage, stage)
    assert found.safe == found.possible == found.ladder[stage]
    assert {key: (row(found, key).lowest, row(found, key).highest) for key in levels} == {
        key: (level, level) for key, level in levels.items()
    }


def test_what_is_not_supposed_stays_as_unknown_as_it_was():
    # Where the room is opened, only who cooks is in doubt: at least some with 2/3, all with 1/3.
    found = what_if(judged(rubric=Independent), {"room": "all"})
    assert span(found) == ("cold", "hot")
    assert found.tails == pytest.approx((1, 2 / 3, 1 / 3))
    lowered = what_if(judged(rubric=Independent), {"room": "some"})
    assert span(lowered) == ("cold", "warm")
    assert lowered.tails == pytest.approx((1, 2 / 3, 0))


def test_to_do_is_not_to_see():
    before = judged()
    done, seen = what_if(before, {"room": "all"}), judged(room="all")
    assert row(done, "cooking").tails == row(before, "cooking").tails
    assert row(seen, "cooking").tails[2] > row(before, "cooking").tails[2]
    assert span(done) == span(seen)
    assert done.tails[2] < seen.tails[2]


def test_what_was_seen_of_a_supposed_criterion_still_says_something_of_the_others():
    before = judged(room="none")
    after = what_if(before, {"room": "all"})
    assert row(after, "cooking").tails == row(before, "cooking").tails
    assert row(after, "room").tails == (1, 1, 1)


def test_dimensions_stand_where_what_is_supposed_brings_them():
    (meal,) = what_if(judged("some", "none"), {"room": "all"}).dimensions
    assert (span(meal), meal.tails, meal.coverage) == (("warm", "warm"), (1, 1, 0), 1)


def test_coverage_stays_as_it_is():
    for before in (judged(), judged(room="none"), judged("some", "none")):
        after = what_if(before, {"room": "all", "cooking": "all"})
        assert after.coverage == before.coverage
        assert [each.covered for each in after.evidence] == [each.covered for each in before.evidence]


def test_who_is_judged_how_and_when_stays_as_it_is():
    before = judged("some")
    after = what_if(before, {"room": "all"})
    for name in ("subject", "rubric", "rubric_version", "rubric_digest", "as_of", "stale", "conflicts"):
        assert getattr(after, name) == getattr(before, name)
    assert after.as_of == DAY


def test_evidence_marks_what_is_supposed_and_keeps_what_was_seen():
    before = judged(room="none")
    after = what_if(before, {"room": "all"})
    assert [each.supposed for each in before.evidence] == [False, False]
    assert [each.supposed for each in after.evidence] == [False, True]
    assert row(after, "room").sightings == row(before, "room").sightings


def test_suppositions_add_up_from_call_to_call():
    before = judged("none", "none")
    together = what_if(before, {"cooking": "all", "room": "some"})
    assert what_if(what_if(before, {"cooking": "all"}), {"room": "some"}) == together
    assert span(together) == ("warm", "warm")


def test_a_later_supposition_replaces_an_earlier_one():
    before = judged("none", "some")
    assert what_if(what_if(before, {"cooking": "all"}), {"cooking": "some"}) == what_if(before, {"cooking": "some"})


def test_supposing_nothing_changes_nothing():
    for before in (judged(), judged("some"), what_if(judged("none"), {"cooking": "all"})):
        assert what_if(before, {}) == before


def test_an_assessment_is_not_changed_by_what_is_supposed_of_it():
    before = judged("none", "none")
    what_if(before, {"cooking": "all"})
    assert before == judged("none", "none")


def test_a_supposition_compares_by_value_and_pickles():
    found = what_if(assess(cases.ucp()), {"stance": "guided"})
    assert found == what_if(assess(cases.ucp()), {"stance": "guided"})
    assert found != assess(cases.ucp())
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301


def test_units_stand_where_they_stood():
    before = judged("none", "none", units=[organization("some", "some"), organization("none", "all")])
    after = what_if(before, {"cooking": "all", "room": "all"})
    assert span(after) == ("hot", "hot")
    assert after.units == before.units
    assert after.units_verdict == before.units_verdict


def test_a_purpose_may_be_supposed_too():
    highest = {each.key: each.levels[-1].key for each in PurposeScreen.criteria}
    found = what_if(assess(Purpose("P")), highest)
    assert span(found) == ("grow", "grow")
    assert found.coverage == 0


def test_robustness_supposes_the_same():
    settled = what_if(judged(), {"cooking": "some", "room": "all"})
    assert (settled.robustness.looser.tails, settled.robustness.tighter.tails) == ((1, 1, 0), (1, 1, 0))
    assert not settled.robustness.moves


# How it is explained


def test_reasons_say_what_is_supposed_and_name_no_source_for_it():
    found = what_if(judged("all", "none"), {"room": "some"})
    floor, ceiling = found.why().floor, found.why().ceiling
    assert {each.criterion: each.sources for each in floor} == {
        "cooking": ("Seen cooking, seen on 2012-12-12",),
        "room": ("supposed",),
    }
    assert [str(each) for each in ceiling] == ["Who may come in? At most: A few. (supposed)"]


# What may be asked and planned then


def test_what_is_supposed_is_not_asked():
    assert [each.criterion for each in questions(judged())] == ["cooking", "room"]
    assert [each.criterion for each in questions(what_if(judged(), {"room": "all"}))] == ["cooking"]


def test_a_question_reckons_with_what_is_supposed():
    # Who cooks decides alone: warm 2/3 and hot 1/3, so the answer takes away 2/9 and 2/9.
    (question,) = questions(what_if(judged(rubric=Independent), {"room": "all"}))
    assert question.gain == pytest.approx(4 / 9)
    assert question.because == "With 'none' the stage can be at most cold; with 'all' the stage is at least hot."


def test_a_plan_starts_from_what_is_supposed():
    before = judged("none", "none")
    assert [step.action.key for step in recommend(before).steps] == ["train", "rent"]
    after = what_if(before, {"cooking": "all"})
    plan = recommend(after, target="warm")
    assert [step.action.key for step in plan.steps] == ["rent"]
    assert (plan.effort, plan.certainty) == (3, 1)


def test_a_plan_mends_what_is_supposed_to_be_lost():
    plan = recommend(what_if(judged(), {"cooking": "none", "room": "some"}), target="warm")
    (step,) = plan.steps
    assert (step.action.key, step.certainty) == ("train", 1)
    assert step.because == "Who cooks? Nobody. (supposed)"


def test_a_plan_credits_a_supposition_to_no_source():
    (step,) = recommend(what_if(judged("all", "some"), {"cooking": "none"})).steps
    assert step.because == "Who cooks? Nobody. (supposed)"


def test_a_frontier_starts_from_what_is_supposed():
    found = frontier(what_if(judged(rubric=Independent), {"room": "some"}), target="warm")
    assert [plan.effort for plan in found] == [0, 2]
    assert [plan.certainty for plan in found] == pytest.approx([2 / 3, 1])


# What is refused


@pytest.mark.parametrize("assessment", ["K", None, Organization("K"), Kitchen])
def test_only_of_an_assessment_something_can_be_supposed(assessment):
    with pytest.raises(DescriptionError) as error:
        what_if(assessment, {"cooking": "al"})
    (fault,) = error.value.faults
    assert fault.path == "assessment"
    assert fault.problem.startswith("expected an Assessment, got ")
    assert fault.problem.endswith("; call assess first")


def test_every_unknown_name_is_refused_at_once():
    left_out = Observation.not_applicable("room", confidence=Confidence.FACT)
    with pytest.raises(DescriptionError) as error:
        what_if(judged(observations=[left_out]), {"coking": "all", "cooking": "al", "room": "all", 3: "all"})
    assert type(error.value) is DescriptionError
    assert [str(fault) for fault in error.value.faults] == [
        "levels['coking']: is not a criterion of Kitchen; did you mean 'cooking'?",
        "levels['cooking']: 'al' is not a level of 'cooking'; did you mean 'all'?",
        "levels['room']: does not apply here, so nothing can be supposed of it; leave it out",
        "levels[3]: is not a criterion of Kitchen; choose one of cooking, room",
    ]


def test_faults_of_one_kind_keep_it():
    with pytest.raises(UnknownCriterionError):
        what_if(judged(), {"coking": "all", "rom": "all"})
    with pytest.raises(UnknownLevelError):
        what_if(judged(), {"cooking": "al", "room": 3})


@pytest.mark.parametrize("levels", ["room", ["room"], [("room", "all")], None])
def test_levels_are_given_by_criterion(levels):
    with pytest.raises(DescriptionError, match=r"levels: expected levels by criterion, got .*; write {'criterion'"):
        what_if(judged(), levels)
