"""Interview: the best question first, until the stage is settled; kept in a file, and taken up again later."""

import io
import json
import os
import pickle
from datetime import date, datetime

import attrs
import pytest

from collabmodel import (
    Confidence,
    Criterion,
    Dimension,
    Finding,
    Interview,
    Ladder,
    Level,
    Observation,
    Observer,
    Organization,
    Purpose,
    PurposeScreen,
    Quota,
    Rubric,
    SocialOrganization,
    assess,
    cases,
    load,
    resume_interview,
    save_interview,
)
from collabmodel.errors import ConflictError, DescriptionError, UnknownCriterionError, UnknownLevelError, VersionError
from collabmodel.interviews import HELP, Reply

DAY = date(2013, 1, 1)
FACT = Confidence.FACT
NASTY = "<b>Soup</b> & more"
LEVELS = (
    Level("none", "Nobody.", reach="cold"),
    Level("some", "A few.", reach="warm"),
    Level("all", "Everyone.", reach="hot"),
)
SETTLED = "The stage is settled with 90 % certainty: cold."
NOTHING_LEFT = "Nothing that is left to ask would change the verdict."


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


ALMOST_SHUT = Organization("K", observations=[Kitchen.room.observe("none", "some", confidence=FACT)])
"""Of this kitchen the room is asked first: whether anybody may come in takes away more doubt than who cooks."""


def interview(subject=ALMOST_SHUT, **how):
    """An interview in which every answer is a fact, so that results can be worked out by hand."""
    return Interview(Kitchen, subject=subject, **{"confidence": FACT, **how})


def asked(held):
    return None if held.question is None else held.question.criterion


def standing(held):
    found = held.assessment
    return found.safe.name, found.likely.name, found.possible.name


# What is asked


def test_the_best_question_is_asked_first():
    assert asked(interview()) == "room"
    assert asked(interview().answer("some")) == "cooking"


def test_an_outside_observer_is_asked_first_what_can_be_seen_from_outside():
    outside = interview(observer=Observer.OUTSIDE)
    assert asked(outside) == "cooking"
    assert asked(outside.answer("some")) == "room"


def test_an_interview_is_over_as_soon_as_safe_and_possible_are_the_same_stage_and_says_so():
    over = interview().answer("none")
    assert standing(over) == ("cold", "cold", "cold")
    assert over.question is None
    assert over.ending == SETTLED


def test_an_interview_is_over_where_nothing_that_is_left_can_matter():
    over = interview().dont_know().dont_know()
    assert standing(over) == ("cold", "cold", "warm")
    assert (over.question, over.ending) == (None, NOTHING_LEFT)


GUARANTEED = "The guaranteed range is one stage: warm, if no answer is wrong."


def test_an_interview_is_over_where_the_guaranteed_range_is_one_stage_though_answers_may_be_wrong():
    over = interview(Organization("K"), confidence=Confidence.FAIRLY).answer("some").answer("some")
    assert standing(over)[0] != standing(over)[2]
    assert (over.question, over.ending) == (None, GUARANTEED)
    assert str(over).endswith(f"guaranteed warm.\n\n{GUARANTEED}")
    assert run(over)[1][1:] == [f"\n{GUARANTEED}"]


def test_while_something_is_asked_there_is_no_ending():
    assert interview().ending is None


def test_what_is_known_already_is_not_asked():
    shut = Organization("K", observations=[Kitchen.room.observe("none", confidence=FACT)])
    assert interview(shut).ending == SETTLED
    open_to_all = Organization("K", observations=[Kitchen.room.observe("all", confidence=FACT)])
    assert asked(interview(open_to_all)) == "cooking"


def test_without_a_subject_nothing_is_known():
    held = Interview(Kitchen)
    assert held.subject == Organization("The subject of this interview")
    assert (held.replies, held.assessment.coverage) == ((), 0)
    assert asked(held) in {"cooking", "room"}


def test_a_purpose_is_interviewed_by_the_purpose_screen():
    held = Interview(PurposeScreen)
    assert held.subject == Purpose("The subject of this interview")
    answered = held.answer("grave", criterion="low_risk")
    assert isinstance(answered.described, Purpose)
    assert answered.assessment.likely.name == "no"
    swap = Purpose("Parents swap tips", participants="Parents", issue="Sleep")
    assert Interview(PurposeScreen, subject=swap).described == swap


# Answers


def test_an_answer_is_an_observation_as_the_interview_says():
    held = interview(seen_on=DAY, rater="Ann", source="A call", observer=Observer.OUTSIDE, confidence=Confidence.FAIRLY)
    assert held.answer("some", criterion="room").replies == (
        Reply(
            "room",
            Observation.exactly(
                "room",
                "some",
                confidence=Confidence.FAIRLY,
                seen_on=DAY,
                source="A call",
                observer=Observer.OUTSIDE,
                rater="Ann",
            ),
        ),
    )


def test_unless_said_those_who_answer_stand_inside_are_sure_and_the_source_is_the_interview():
    (reply,) = Interview(Kitchen).answer("some", criterion="room").replies
    assert reply.observation == Observation.exactly("room", "some", source="interview", observer=Observer.INSIDE)


def test_an_answer_can_be_a_range():
    held = interview().answer("some", "all", criterion="cooking")
    row = next(row for row in held.assessment.evidence if row.key == "cooking")
    assert (row.lowest, row.highest) == ("some", "all")


def test_answers_come_after_what_was_known_of_the_subject():
    held = interview().answer("some").answer("all")
    assert held.described.observations[:1] == ALMOST_SHUT.observations
    assert [each.criterion for each in held.described.observations] == ["room", "room", "cooking"]
    assert held.subject == ALMOST_SHUT
    assert held.assessment == assess(held.described, Kitchen)


def test_dont_know_changes_nothing_and_is_not_asked_again():
    held = interview()
    later = held.dont_know()
    assert later.assessment.at_least == held.assessment.at_least
    assert (later.assessment.worst, later.assessment.best) == (held.assessment.worst, held.assessment.best)
    assert asked(later) == "cooking"
    assert asked(later.reopened()) == "cooking"


def test_what_does_not_apply_is_left_out():
    held = interview(Organization("K")).not_applicable(criterion="room")
    assert held.replies[0].observation.finding is Finding.NOT_APPLICABLE
    # Who cooks decides alone, on each level with 1/3.
    assert held.assessment.at_least == pytest.approx({"cold": 1, "warm": 2 / 3, "hot": 1 / 3})
    assert asked(held) == "cooking"


def test_a_question_put_aside_is_asked_again_when_reopened():
    aside = interview().skip()
    assert aside.replies == (Reply("room"),)
    assert aside.described == ALMOST_SHUT
    assert asked(aside) == "cooking"
    both = aside.skip()
    assert both.ending == f"{NOTHING_LEFT} 2 put aside could be asked again."
    assert both.reopened() == interview()
    assert asked(aside.dont_know().reopened()) == "room"


def test_a_question_put_aside_can_be_answered_by_its_name():
    held = interview().skip().answer("none", criterion="room")
    assert [each.criterion for each in held.replies] == ["room"]
    assert held.ending == SETTLED


def test_going_back_takes_away_the_last_reply():
    held = interview().answer("some")
    assert held.back() == interview()
    assert held.answer("all").back() == held
    assert interview().back() == interview()


def test_a_correction_takes_the_place_of_the_answer_before():
    held = interview().answer("some").answer("all")
    corrected = held.answer("none", criterion="room")
    assert [each.criterion for each in corrected.replies] == ["cooking", "room"]
    assert corrected.replies[0] == held.replies[1]
    assert corrected.replies[1].observation.at_least == "none"
    assert corrected.ending == SETTLED
    # It is the newest now, and going back takes it away.
    assert corrected.back() == interview().answer("all", criterion="cooking")


def test_putting_aside_takes_an_answer_back():
    held = interview().answer("some").answer("all", criterion="cooking")
    aside = held.skip(criterion="room")
    assert aside.replies == (held.replies[1], Reply("room"))
    assert aside.assessment == interview().answer("all", criterion="cooking").assessment


def test_something_else_than_what_is_asked_can_be_answered():
    held = interview().answer("none", criterion="cooking")
    assert [each.criterion for each in held.replies] == ["cooking"]
    assert held.ending == SETTLED


def test_after_the_end_more_can_be_said_by_name_only():
    over = interview().answer("none")
    with pytest.raises(DescriptionError, match="criterion: the interview is over; name a criterion to correct or add"):
        over.answer("all")
    assert len(over.answer("all", criterion="cooking").replies) == 2


# Interviews are values


def test_every_method_gives_a_new_interview_and_leaves_the_old_one_alone():
    held = interview().skip()
    changes = [held.answer("some"), held.dont_know(), held.not_applicable(), held.skip(), held.back(), held.reopened()]
    assert held == interview().skip()
    assert all(each != held for each in changes)


def test_interviews_compare_by_value_and_survive_pickling():
    held, same = (Interview(PurposeScreen, seen_on=DAY).skip().answer("grave", criterion="low_risk") for _ in "12")
    assert held == same
    assert hash(held) == hash(same)
    assert held != attrs.evolve(held, rater="Ann")
    assert pickle.loads(pickle.dumps(held)) == held  # noqa: S301


def test_replies_may_be_given_in_a_list():
    held = interview().answer("some").skip()
    assert interview(replies=list(held.replies)) == held


# What is refused


@pytest.mark.parametrize("known", [{}, {"subject": ALMOST_SHUT}], ids=["nothing known", "a subject"])
@pytest.mark.parametrize("rubric", ["Kitchen", Rubric, Organization, None, Kitchen.meal])
def test_only_a_rubric_can_be_asked_by(rubric, known):
    with pytest.raises(DescriptionError, match=r"rubric: expected a subclass of Rubric, got .*; pass the class itself"):
        Interview(rubric, **known)


def test_a_subject_of_another_kind_is_refused():
    with pytest.raises(DescriptionError, match="Kitchen judges Organization, not Purpose"):
        interview(Purpose("P"))
    with pytest.raises(DescriptionError, match="subject: expected an Organization or a Purpose, got 'K'"):
        interview("K")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("observer", "inside"),
        ("confidence", "sure"),
        ("seen_on", "2013-01-01"),
        ("seen_on", datetime(2013, 1, 1)),  # noqa: DTZ001
        ("rater", None),
        ("source", 3),
        ("replies", ["room"]),
        ("replies", "room"),
    ],
)
def test_what_a_field_cannot_mean_is_refused_and_the_field_named(field, value):
    with pytest.raises(DescriptionError) as error:
        interview(**{field: value})
    assert [fault.path for fault in error.value.faults] == [f"Interview.{field}"]


@pytest.mark.parametrize("criterion", ["", 3])
def test_a_reply_names_a_criterion(criterion):
    with pytest.raises(DescriptionError, match=r"Reply\.criterion: "):
        Reply(criterion)


def test_a_reply_answers_its_own_question():
    problem = r"Reply\.observation: is of 'room', and the question was 'cooking'; answer the question that was asked"
    with pytest.raises(DescriptionError, match=problem):
        Reply("cooking", Observation.exactly("room", "some"))
    with pytest.raises(DescriptionError, match=r"Reply\.observation: expected "):
        Reply("cooking", "some")


def test_replies_are_to_different_questions_of_the_rubric():
    with pytest.raises(DescriptionError) as error:
        interview(replies=[Reply("rom"), Reply("room"), Reply("room")])
    assert [str(fault) for fault in error.value.faults] == [
        "replies[0].criterion: 'rom' is not a criterion of Kitchen; did you mean 'room'?",
        "replies[2].criterion: is answered twice; keep one reply to each question",
    ]


def test_replies_name_levels_of_the_rubric():
    wrong = Reply("room", Observation("room", at_least="somme", at_most="most"))
    with pytest.raises(DescriptionError) as error:
        interview(replies=[Reply("cooking"), wrong])
    assert [str(fault).partition(";")[0] for fault in error.value.faults] == [
        "replies[1].observation.at_least: 'somme' is not a level of 'room'",
        "replies[1].observation.at_most: 'most' is not a level of 'room'",
    ]


@pytest.mark.parametrize("name", ["read", "write"])
def test_reading_and_writing_are_functions(name):
    with pytest.raises(DescriptionError, match=f"{name}: expected a function, got 'print'"):
        interview().run(**{name: "print"})


@pytest.mark.parametrize("rubric", ["Kitchen", Rubric, Organization, None])
def test_only_with_a_rubric_is_an_interview_resumed(path, rubric):
    save_interview(interview(), path)
    with pytest.raises(DescriptionError, match=r"rubric: expected a subclass of Rubric, got .*; pass the class itself"):
        resume_interview(path, rubric)


def test_an_unknown_criterion_is_refused_with_the_nearest_one():
    for ask in (interview().dont_know, interview().not_applicable, interview().skip):
        with pytest.raises(UnknownCriterionError, match=r"'rom' is not a criterion of Kitchen; did you mean 'room'\?"):
            ask(criterion="rom")
    with pytest.raises(UnknownCriterionError):
        interview().answer("some", criterion="rom")


def test_an_unknown_level_is_refused_with_the_nearest_one():
    with pytest.raises(UnknownLevelError, match=r"'somme' is not a level of 'room'; did you mean 'some'\?"):
        interview().answer("somme")
    with pytest.raises(UnknownLevelError):
        interview().answer("none", "somme")


def test_the_lower_level_of_a_range_comes_first():
    with pytest.raises(DescriptionError, match="'some' stands above 'none'; name the lower level first"):
        interview().answer("some", "none")


def test_an_answer_that_contradicts_a_fact_is_refused_and_nothing_changes():
    held = interview()
    with pytest.raises(ConflictError, match="cannot both be true of 'room'"):
        held.answer("all")
    assert held == interview()


def test_that_nothing_applies_is_refused():
    held = interview(Organization("K")).not_applicable(criterion="room")
    with pytest.raises(DescriptionError, match="every criterion is said not to apply"):
        held.not_applicable(criterion="cooking")


# How an interview is shown


def test_an_interview_shows_what_comes_next_and_where_the_subject_stands():
    # The room is none or some: 1/2 each. Somebody cooks with 2/3: warm with 1/3.
    assert str(interview()) == (
        "Interview on K\n"
        "==============\n"
        "\n"
        "0 replies so far. Likely cold (safely cold, possibly warm); guaranteed cold to warm.\n"
        "\n"
        "Who may come in?\n"
        "With 'none' the stage can be at most cold; with 'some' warm or higher is 67 % likely instead of 33\n"
        "%."
    )


def test_replies_are_counted_in_words():
    shown = [
        str(held).splitlines()[3].partition(" so far")[0] for held in (interview().skip(), interview().skip().skip())
    ]
    assert shown == ["1 reply", "2 replies"]


def test_an_interview_that_is_over_shows_why():
    over = interview().skip().skip()
    assert str(over).startswith("Interview on K: over\n")
    assert str(over).endswith(f"\n\n{NOTHING_LEFT} 2 put aside could be asked again.")
    assert SETTLED in str(interview().answer("none"))


def test_an_interview_in_markdown_and_in_html_means_what_it_says():
    held = interview(Organization(NASTY))
    assert held.to_markdown().startswith("## Interview on &lt;b&gt;Soup&lt;/b&gt; &amp; more")
    assert "<h3>Interview on &lt;b&gt;Soup&lt;/b&gt; &amp; more</h3>" in held._repr_html_()


# In a terminal


def run(held, *typed):
    """What comes of an interview in which this is typed, and everything that it showed."""
    answers, shown = iter(typed), []

    def read(prompt):
        assert prompt == "> "
        answer = next(answers, EOFError())
        if isinstance(answer, BaseException):
            raise answer
        return answer

    return held.run(read=read, write=shown.append), shown


def test_a_whole_small_session_as_it_is_printed():
    over, shown = run(interview(), "2", "3")
    assert "\n".join(shown) == (
        "Answer with the number of a level, a range of numbers such as 2-3, d if you don't know, n if it does\n"
        "not apply, s to put the question aside, b to go back to the one before, c and a criterion and an\n"
        "answer to correct (c stance 2), ? for this help, q to stop. Answers can be corrected at any time.\n"
        "\n"
        "Question 1: Who may come in? (room)\n"
        " 1. Nobody. (none)\n"
        " 2. A few. (some)\n"
        " 3. Everyone. (all)\n"
        "\n"
        "Why it is asked: With 'none' the stage can be at most cold; with 'some' warm or higher is 67 %\n"
        "likely instead of 33 %.\n"
        "Likely warm (safely cold, possibly warm); guaranteed cold to warm.\n"
        "\n"
        "Question 2: Who cooks? (cooking)\n"
        " 1. Nobody. (none)\n"
        " 2. A few. (some)\n"
        " 3. Everyone. (all)\n"
        "\n"
        "Why it is asked: With 'none' the stage can be at most cold; with 'all' the stage is at least warm.\n"
        "Likely warm (safely warm, possibly warm); guaranteed warm.\n"
        "\n"
        "The stage is settled with 90 % certainty: warm."
    )
    assert over == interview().answer("some").answer("all")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1", lambda held: held.answer("none")),
        (" 2 ", lambda held: held.answer("some")),
        ("some", lambda held: held.answer("some")),
        ("1-2", lambda held: held.answer("none", "some")),
        ("1 - 2", lambda held: held.answer("none", "some")),
        ("none-some", lambda held: held.answer("none", "some")),
        ("none-2", lambda held: held.answer("none", "some")),
        ("d", lambda held: held.dont_know()),
        ("n", lambda held: held.not_applicable()),
        ("s", lambda held: held.skip()),
        ("c cooking 3", lambda held: held.answer("all", criterion="cooking")),
        ("c cooking 2-3", lambda held: held.answer("some", "all", criterion="cooking")),
        ("c cooking all", lambda held: held.answer("all", criterion="cooking")),
        ("c cooking d", lambda held: held.dont_know(criterion="cooking")),
        ("c cooking n", lambda held: held.not_applicable(criterion="cooking")),
        ("c cooking s", lambda held: held.skip(criterion="cooking")),
        ("c cooking 2 - 3", lambda held: held.answer("some", "all", criterion="cooking")),
        ("D", lambda held: held.dont_know()),
        ("C cooking N", lambda held: held.not_applicable(criterion="cooking")),
    ],
)
def test_what_is_typed_is_what_is_meant(typed, said):
    held = interview(Organization("K", observations=[Kitchen.room.observe("none", "some")]))
    assert asked(held) == "room"
    over, _ = run(held, typed, "q")
    assert over == said(held)


@pytest.mark.parametrize("stop", ["q", "Q", "quit", "exit", "Stop", EOFError(), KeyboardInterrupt()])
def test_the_reader_can_stop_at_any_time_and_keeps_the_answers(stop):
    over, shown = run(interview(), "2", stop)
    assert over == interview().answer("some")
    assert shown[-1].startswith("\nQuestion 2: Who cooks?")


def test_going_back_asks_the_question_before_once_more():
    over, shown = run(interview(), "2", "b", "1")
    assert over == interview().answer("none")
    assert [text[:12] for text in shown if "Question" in text] == ["\nQuestion 1:", "\nQuestion 2:", "\nQuestion 1:"]


def test_before_the_first_answer_there_is_nothing_to_go_back_to():
    over, shown = run(interview(), "b", "1")
    assert over == interview().answer("none")
    assert shown[2] == "There is nothing to go back to yet (type ? for help)"


def test_an_answer_can_be_corrected_while_another_question_is_asked():
    over, _ = run(interview(), "2", "c room 1")
    assert over == interview().answer("none")


ALREADY = "That is the answer already."


def test_a_correction_that_changes_nothing_says_so_and_leaves_the_question_open():
    over, shown = run(interview(), "2", "c room 2", "b", "b", "1")
    assert over == interview().answer("none")
    after_the_second_question = next(n for n, text in enumerate(shown) if "Question 2" in text) + 1
    assert shown[after_the_second_question] == ALREADY
    assert shown.count(ALREADY) == 1
    assert sum("Question 2" in text for text in shown) == 1


@pytest.mark.parametrize("typed", ["?", "b", "4", "c", "c rom 2"])
def test_what_is_no_answer_is_not_taken_for_the_same_answer(typed):
    assert ALREADY not in run(interview(), typed, "q")[1]


class Hall(Kitchen):
    """Keys need not be in lower case."""

    cooking = room = None
    hotMeal = Criterion(  # noqa: N815
        Kitchen.meal,
        "Is there a hot meal?",
        levels=(Level("No", "No.", reach="cold"), Level("Yes", "Yes.", reach="hot")),
        source="A cook",
    )


def test_a_level_whose_key_is_not_in_lower_case_can_be_typed():
    assert run(Interview(Hall), "Yes", "q")[0] == Interview(Hall).answer("Yes")


@pytest.mark.parametrize("typed", ["c hotMeal 2", "c hotMeal Yes"])
def test_what_is_not_in_lower_case_can_be_corrected(typed):
    assert run(Interview(Hall), typed, "q")[0] == Interview(Hall).answer("Yes", criterion="hotMeal")


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("half-open", "half-open", None),
        ("2", "half-open", None),
        ("c door half-open", "half-open", None),
        ("shut-half-open", "shut", "half-open"),
        ("1-half-open", "shut", "half-open"),
        ("2-3", "half-open", "wide-open"),
    ],
)
def test_levels_with_a_dash_in_their_key_can_be_typed(typed, low, high):
    class Door(Kitchen):
        cooking = room = None
        door = Criterion(
            Kitchen.meal,
            "How far is the door open?",
            source="A cook",
            levels=(
                Level("shut", "Not at all.", reach="cold"),
                Level("half-open", "By half.", reach="warm"),
                Level("wide-open", "As far as it goes.", reach="hot"),
            ),
        )

    held = Interview(Door)
    assert run(held, typed, "q")[0] == held.answer(low, high, criterion="door")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("maybe", "'maybe' is not a level of 'room'; choose one of none, some, all (type ? for help)"),
        ("somme", "'somme' is not a level of 'room'; did you mean 'some'? (type ? for help)"),
        ("0", "'0' is not a level of 'room'"),
        ("4", "'4' is not a level of 'room'"),
        ("1-4", "'4' is not a level of 'room'"),
        ("-2", "'' is not a level of 'room'"),
        ("2-1", "'some' stands above 'none'; name the lower level first (type ? for help)"),
        ("3", "cannot both be true of 'room'"),
        ("c rom 2", "'rom' is not a criterion of Kitchen; did you mean 'room'?"),
        ("c nothing d", "'nothing' is not a criterion of Kitchen; choose one of cooking, room (type ? for help)"),
        ("c cooking 9", "'9' is not a level of 'cooking'"),
    ],
)
def test_what_is_no_answer_is_explained_and_the_question_stays(typed, expected):
    over, shown = run(interview(), typed, "1")
    assert over == interview().answer("none")
    assert expected in " ".join(shown[2].split())
    assert sum("Question" in text for text in shown) == 1


@pytest.mark.parametrize("typed", ["", "   ", "?", "c", "C", "c room"])
def test_who_asks_for_help_or_is_lost_is_given_help(typed):
    over, shown = run(interview(), typed, "1")
    assert over == interview().answer("none")
    assert " ".join(shown[2].split()) == HELP


def test_an_interview_that_is_over_asks_nothing():
    over, shown = run(interview().answer("none"))
    assert over == interview().answer("none")
    assert shown[1:] == [f"\n{SETTLED}"]


def test_nothing_that_is_typed_or_described_can_direct_the_terminal():
    _, shown = run(interview(), "\x1b[31m", "q")
    assert "\x1b" not in "".join(shown)


def test_by_default_an_interview_is_held_at_the_terminal(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("2\n1\n"))
    assert interview().run() == interview().answer("some").answer("none")
    assert SETTLED in capsys.readouterr().out


# Kept in a file, and taken up again


@pytest.fixture
def path(tmp_path):
    return tmp_path / "interview.json"


def saved(path, held):
    save_interview(held, path)
    return json.loads(path.read_text(encoding="utf-8"))


def faults(path, rubric=Kitchen):
    with pytest.raises(DescriptionError) as caught:
        resume_interview(path, rubric)
    assert f"in {path}" in caught.value.__notes__
    return [str(fault) for fault in caught.value.faults]


def faults_with(path, held=None, *, without=(), **changes):
    """The faults of a document of an interview in which something is changed."""
    document = {**saved(path, interview().answer("some").skip() if held is None else held), **changes}
    path.write_text(json.dumps({key: value for key, value in document.items() if key not in without}))
    return faults(path)


EVERY_FIELD = {
    "observer": Observer.OUTSIDE,
    "confidence": Confidence.FAIRLY,
    "seen_on": DAY,
    "rater": "Ann",
    "source": "A call",
}


@pytest.mark.parametrize(
    "held",
    [
        Interview(Kitchen),
        interview(source=""),
        interview().answer("some").skip(),
        interview(**EVERY_FIELD).answer("none", "some", criterion="room").dont_know(criterion="cooking"),
        interview(Organization("Café\n", staff=3, seen_on=DAY)).not_applicable(criterion="cooking"),
    ],
)
def test_what_is_saved_is_resumed_equal(path, held):
    save_interview(held, path)
    assert resume_interview(path, Kitchen) == held
    assert resume_interview(str(path), rubric=Kitchen).question == held.question


def test_an_interview_on_a_purpose_is_resumed_equal(path):
    held = Interview(PurposeScreen, subject=Purpose("Parents swap tips", issue="Sleep")).answer(
        "tested", criterion="low_risk"
    )
    save_interview(held, path)
    assert resume_interview(path, PurposeScreen) == held


def test_unless_said_an_interview_is_resumed_with_the_social_organization(path):
    held = Interview(SocialOrganization, subject=cases.ucp()).answer("guided", criterion="stance")
    save_interview(held, path)
    assert resume_interview(path) == held


def test_a_document_says_by_which_rubric_about_whom_and_what_was_replied(path):
    held = interview(Organization("K"), seen_on=DAY).answer("some", criterion="room").skip(criterion="cooking")
    assert saved(path, held) == {
        "format": "collabmodel/interview",
        "version": 1,
        "rubric": "Kitchen",
        "rubric_version": "1.0",
        "rubric_digest": Kitchen.digest(),
        "organization": {"name": "K"},
        "confidence": "fact",
        "seen_on": "2013-01-01",
        "source": "interview",
        "replies": [
            {
                "criterion": "room",
                "observation": {
                    "criterion": "room",
                    "at_least": "some",
                    "at_most": "some",
                    "confidence": "fact",
                    "seen_on": "2013-01-01",
                    "source": "interview",
                    "observer": "inside",
                },
            },
            {"criterion": "cooking"},
        ],
    }


@pytest.mark.parametrize("thing", [None, Kitchen, Organization("K"), {"rubric": "Kitchen"}])
def test_only_an_interview_is_saved(path, thing):
    with pytest.raises(DescriptionError, match=r"\$: expected an Interview, got .*; begin with Interview\(rubric\)"):
        save_interview(thing, path)
    assert not path.exists()


class Chapter(Organization):
    """Somebody's own class, which a document could not bring back."""


def test_a_subject_that_a_document_could_not_bring_back_is_not_saved(path):
    save_interview(interview(), path)
    with pytest.raises(DescriptionError, match="a Chapter cannot be written"):
        save_interview(interview(Chapter("K")), path)
    assert resume_interview(path, Kitchen) == interview()


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_saving_that_fails_leaves_the_old_file_and_nothing_else(path, monkeypatch, step):
    def full(*_):
        raise OSError(28, "No space left on device")

    save_interview(interview(), path)
    monkeypatch.setattr(os, step, full)
    with pytest.raises(DescriptionError, match="cannot be written: no space left on device"):
        save_interview(interview().answer("some"), path)
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert resume_interview(path, Kitchen) == interview()


def test_where_nothing_can_be_saved_is_a_fault_of_the_path(tmp_path):
    with pytest.raises(DescriptionError, match="cannot be written: no such file or directory"):
        save_interview(interview(), tmp_path / "nowhere" / "interview.json")


def declared(**parts):
    return type("Kitchen", (Kitchen,), parts)


def test_an_interview_by_another_rubric_is_refused_with_the_way_out(path):
    save_interview(interview(), path)
    assert faults(path, declared(id="canteen")) == [
        "$.rubric: was begun with 'Kitchen', and this is 'canteen'; resume it with that rubric"
    ]


def test_an_interview_by_another_version_of_the_rubric_is_refused_with_the_way_out(path):
    save_interview(interview(), path)
    assert faults(path, declared(version="1.1")) == [
        "$.rubric_version: was begun with version '1.0' and this is '1.1'; resume it with that one, or ask anew"
    ]


def test_an_interview_by_a_rubric_that_was_changed_without_a_new_version_is_refused(path):
    save_interview(interview(), path)
    assert faults(path, declared(rule=Quota(1, 2))) == [
        "$.rubric_digest: was begun with another rubric of the same version; resume it with that one, or ask anew"
    ]


def test_other_words_in_a_rubric_change_no_verdict_and_no_interview(path):
    save_interview(interview().answer("some"), path)
    reworded = declared(cooking=Kitchen.cooking.evolve(question="Who is at the stove?"))
    assert resume_interview(path, reworded).replies == interview().answer("some").replies


def test_a_document_is_about_exactly_one_subject(path):
    one = "$: holds not exactly one subject; write either an organization or a purpose"
    assert faults_with(path, purpose={"statement": "P"}) == [one]
    assert faults_with(path, without=["organization"]) == [one]
    assert faults_with(path, without=["organization"], rubric="canteen") == [
        "$.rubric: was begun with 'canteen', and this is 'Kitchen'; resume it with that rubric",
        one,
    ]


def test_a_document_about_what_the_rubric_does_not_judge_is_refused(path):
    assert faults_with(path, without=["organization"], purpose={"statement": "P"}) == [
        "rubric: Kitchen judges Organization, not Purpose; choose a rubric for Purpose"
    ]


def test_every_fault_of_a_document_is_told_at_once_each_at_its_place(path):
    found = faults_with(
        path,
        without=["rubric_version"],
        observer="insider",
        seen_on="today",
        rater=3,
        replies=[{"criterion": ""}, {"observation": {"criterion": "room", "at_leest": "none"}}, 3],
        answers=[],
    )
    assert [fault.split(": ")[0] for fault in found] == [
        "$.rubric_version",
        "$.observer",
        "$.seen_on",
        "$.rater",
        "$.replies[0].criterion",
        "$.replies[1].criterion",
        "$.replies[1].observation.at_leest",
        "$.replies[2]",
        "$.answers",
    ]
    assert "'insider' is not a known observer; did you mean 'inside'?" in found[1]
    assert "did you mean 'at_least'?" in found[6]


def reply(criterion, **answer):
    """A reply as it stands in a document; its observation is of the same criterion unless said."""
    return {"criterion": criterion, "observation": {"criterion": criterion, **answer}}


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        (
            [reply("room"), reply("cookin", at_least="some")],
            "[1].criterion: 'cookin' is not a criterion of Kitchen; did you mean 'cooking'?",
        ),
        ([{"criterion": "stove"}], "[0].criterion: 'stove' is not a criterion of Kitchen; choose one of cooking, room"),
        ([reply("room"), reply("room")], "[1].criterion: is answered twice; keep one reply to each question"),
        ([{"criterion": "room"}, reply("room")], "[1].criterion: is answered twice; keep one reply to each question"),
        (
            [reply("room") | {"criterion": "cooking"}],
            "[0]: is of 'room', and the question was 'cooking'; answer the question that was asked",
        ),
        (
            [reply("room", at_least="most")],
            "[0].observation.at_least: 'most' is not a level of 'room'; choose one of none, some, all",
        ),
        (
            [reply("cooking", at_most="al")],
            "[0].observation.at_most: 'al' is not a level of 'cooking'; did you mean 'all'?",
        ),
    ],
)
def test_replies_that_no_interview_by_the_rubric_holds_are_refused_each_at_its_place(path, replies, expected):
    assert faults_with(path, replies=replies) == [f"$.replies{expected}"]


def test_everything_wrong_with_the_replies_is_told_at_once(path):
    replies = [reply("stove"), reply("room", at_least="most", at_most="al"), reply("stove"), reply("room")]
    assert [fault.split(": ")[0] for fault in faults_with(path, replies=replies)] == [
        "$.replies[0].criterion",
        "$.replies[1].observation.at_least",
        "$.replies[1].observation.at_most",
        "$.replies[2].criterion",
        "$.replies[3].criterion",
    ]


def test_an_interview_of_a_newer_version_is_refused_with_the_way_out(path):
    path.write_text(json.dumps({**saved(path, interview()), "version": 2, "mood": "good"}))
    with pytest.raises(VersionError, match="install a newer collabmodel") as caught:
        resume_interview(path, Kitchen)
    assert caught.value.__notes__ == [f"in {path}"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", '$: is empty; write a document, beginning with {"format": "collabmodel/interview"'),
        ("Question 1", "$: is not JSON: "),
        ("[]", "$: expected an object, got a list of 0; write the document in braces"),
        ('{"format": "collabmodel/organization", "version": 1, "name": "K"}', "$.format: "),
    ],
)
def test_what_is_no_document_of_an_interview_is_refused(path, content, expected):
    path.write_text(content)
    assert faults(path)[0].startswith(expected)


def test_an_organization_is_no_interview(path):
    path.write_text('{"format": "collabmodel/organization", "version": 2, "name": "K"}')
    assert faults(path) == [
        "$.format: this is 'collabmodel/organization', expected 'collabmodel/interview'; load it, or assess it"
    ]


def test_an_interview_is_no_organization(path):
    save_interview(interview(), path)
    with pytest.raises(DescriptionError) as caught:
        load(path)
    assert [str(fault) for fault in caught.value.faults] == [
        "$.format: this is 'collabmodel/interview', expected 'collabmodel/organization'; "
        "resume it, and export what was answered"
    ]


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DescriptionError, match=r"nowhere\.json: cannot be read: no such file"):
        resume_interview(tmp_path / "nowhere.json")
