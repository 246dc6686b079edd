"""portfolio(): the best decisions that fit together, for each purpose one."""

import itertools
import json
import math
import pickle
import random

import pytest

from collabmodel import Confidence, Decision, Observation, Organization, Purpose, PurposeScreen, assess, portfolio
from collabmodel.errors import DescriptionError, UnknownLevelError

DECLINE, START, GROW = Decision.DECLINE, Decision.START, Decision.GROW
NASTY = "<b>Soup</b> & more"
STAGES = PurposeScreen.ladder.names


def purpose(statement, stage):
    """A purpose of which everything is known, so that it certainly stands at a stage."""
    levels = [(each.key, next(level.key for level in each.levels if level.reach == stage)) for each in CRITERIA]
    return Purpose(statement, observations=[Observation.exactly(*each, confidence=Confidence.FACT) for each in levels])


CRITERIA = PurposeScreen.criteria
NO, GO, GROWING, GROWING_TOO = (
    purpose("No", "no"),
    purpose("Go", "go"),
    purpose("Grow", "grow"),
    purpose("Grow too", "grow"),
)


def decided(found):
    return [each.decision for each in found.choices]


def because(found, statement):
    return next(each.because for each in found.choices if each.purpose == statement)


def faults(error):
    return [str(fault) for fault in error.value.faults]


# What is decided


def test_with_room_for_all_every_purpose_gets_what_the_screen_says():
    found = portfolio([NO, GO, GROWING], capacity=2)
    assert decided(found) == [DECLINE, START, GROW]
    assert (found.capacity, found.effort) == (2, 2)
    assert [each.effort for each in found.choices] == [0, 1, 1]
    assert [each.assessment for each in found.choices] == [assess(NO), assess(GO), assess(GROWING)]


def test_what_is_likely_no_is_always_declined():
    assert decided(portfolio([NO, Purpose("Nothing is known")], capacity=100)) == [DECLINE, DECLINE]
    assert decided(portfolio([NO], capacity=100, efforts={"No": (0, 0)})) == [DECLINE]


def test_growing_one_comes_before_starting_several():
    found = portfolio([GO, GROWING, NO], capacity=2, efforts={"Grow": (1, 2)})
    assert decided(found) == [DECLINE, GROW, DECLINE]


def test_of_those_that_grow_as_many_the_one_that_starts_more_is_taken():
    # Growing either takes 2 of 3; beside "Grow too" there is room to start the first one.
    efforts = {"Grow": (1, 2), "Grow too": (2, 2)}
    assert decided(portfolio([GROWING, GROWING_TOO], capacity=3, efforts=efforts)) == [START, GROW]


def test_of_those_that_start_as_many_the_one_that_takes_least_is_taken():
    efforts = {"Grow": (1, 3), "Grow too": (1, 2)}
    found = portfolio([GROWING, GROWING_TOO], capacity=3, efforts=efforts)
    assert (decided(found), found.effort) == ([START, GROW], 3)
    found = portfolio([GROWING, GROWING_TOO], capacity=3, efforts={"Grow": (2, 3), "Grow too": (2, 2.5)})
    assert (decided(found), found.effort) == ([DECLINE, GROW], 2.5)


def test_among_equals_what_was_named_first_is_taken():
    assert decided(portfolio([GROWING, GROWING_TOO], capacity=1)) == [GROW, DECLINE]
    assert decided(portfolio([GROWING_TOO, GROWING], capacity=1)) == [GROW, DECLINE]


def test_what_could_grow_is_started_where_growing_does_not_fit():
    found = portfolio([GROWING], capacity=1, efforts={"Grow": (1, 4)})
    assert decided(found) == [START]
    assert because(found, "Grow") == "to grow it takes 4; 1 of the capacity is left for it."


def test_nothing_is_carried_with_no_capacity_but_what_takes_nothing():
    assert decided(portfolio([GO, GROWING], capacity=0)) == [DECLINE, DECLINE]
    assert decided(portfolio([GO, GROWING], capacity=0, efforts={"Grow": (1, 0)})) == [DECLINE, GROW]


def test_efforts_that_add_up_to_the_capacity_fit_also_in_tenths():
    efforts = {"Go": (0.1, 1), "Grow": (1, 0.2)}
    assert decided(portfolio([GO, GROWING], capacity=0.3, efforts=efforts)) == [START, GROW]


def test_without_purposes_nothing_is_decided():
    found = portfolio([], capacity=3)
    assert (found.choices, found.effort) == ((), 0)


def test_purposes_may_come_from_anywhere():
    assert portfolio((each for each in (GO, NO)), capacity=1) == portfolio([GO, NO], capacity=1)


def by_hand(stages, efforts, capacity):
    """Of all decisions that fit: how many grow, how many start, and what that takes."""
    options = [
        [(0, 0, 0.0), (0, 1, start), (1, 0, grow)][: STAGES.index(stage) + 1]
        for stage, (start, grow) in zip(stages, efforts, strict=True)
    ]
    every = ([sum(column) for column in zip(*each, strict=True)] for each in itertools.product(*options))
    return min((-grown, -started, effort) for grown, started, effort in every if effort <= capacity)


@pytest.mark.parametrize("seed", range(40))
def test_no_other_decisions_that_fit_are_better(seed):
    chance = random.Random(seed)  # noqa: S311 - seeded, for examples
    stages = chance.choices(STAGES, (1, 3, 6), k=chance.randint(1, 6))
    efforts = [(chance.randint(0, 12) / 4, chance.randint(0, 20) / 4) for _ in stages]  # quarters add up exactly
    capacity = chance.randint(0, 24) / 4
    purposes = [purpose(f"Purpose {n}", stage) for n, stage in enumerate(stages)]
    found = portfolio(
        purposes, capacity=capacity, efforts={each.statement: of for each, of in zip(purposes, efforts, strict=True)}
    )
    assert (-len(found.of(GROW)), -len(found.of(START)), found.effort) == by_hand(stages, efforts, capacity)
    assert found.effort == sum(each.effort for each in found.choices)


# Why


def test_a_decision_says_what_the_screen_says_and_what_would_change_it():
    found = portfolio([NO, GO, GROWING], capacity=2)
    assert because(found, "Grow") == "the screen says grow, 100 % likely."
    first = assess(GO).why_not("grow")[0]
    assert because(found, "Go") == f"the screen says go; grow is 0 % likely. First of all: {first}"
    assert because(found, "No").startswith("the screen says no; go is 0 % likely. First of all: ")


def test_what_does_not_fit_says_how_much_is_missing():
    found = portfolio([GROWING, GO], capacity=2, efforts={"Grow": (1, 1.5), "Go": (1, 1)})
    assert decided(found) == [GROW, DECLINE]
    assert because(found, "Go") == "to start it takes 1; 0.5 of the capacity is left for it."


def test_the_purposes_of_a_decision_are_listed_in_the_order_in_which_they_were_given():
    found = portfolio([GROWING_TOO, NO, GROWING], capacity=5)
    assert (found.of(GROW), found.of(DECLINE), found.of(START)) == (("Grow too", "Grow"), ("No",), ())


# How it is shown


def test_a_portfolio_is_shown_as_a_table_with_reasons():
    assert str(portfolio([GROWING, GROWING_TOO], capacity=1.5)) == (
        "Decline, start or grow\n"
        "======================\n"
        "\n"
        "1 of a capacity of 1.5 is used\n"
        "          likely  decision  effort\n"
        "Grow        grow      grow       1\n"
        "Grow too    grow   decline       0\n"
        "\n"
        "Why:\n"
        "  - Grow: the screen says grow, 100 % likely.\n"
        "  - Grow too: to grow it takes 1; 0.5 of the capacity is left for it.\n"
        "\n"
        "No other decisions within the capacity grow more, and none that grow as many start more. To decline\n"
        "is an answer, not a fault: what is declined now can be looked at again."
    )


def test_a_portfolio_in_markdown_and_in_html_means_what_it_says():
    found = portfolio([purpose(NASTY, "grow")], capacity=1)
    assert "| &lt;b&gt;Soup&lt;/b&gt; &amp; more | grow | grow | 1 |" in found.to_markdown()
    assert "<b>" not in found._repr_html_()


def test_a_portfolio_as_plain_data_survives_json():
    found = portfolio([NO, GROWING], capacity=1)
    plain = found.to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain == {
        "format": "collabmodel/portfolio",
        "version": 1,
        "capacity": 1,
        "effort": 1,
        "choices": [
            {
                "purpose": "No",
                "likely": "no",
                "at_least": {"no": 1, "go": 0, "grow": 0},
                "decision": "decline",
                "effort": 0,
                "because": because(found, "No"),
            },
            {
                "purpose": "Grow",
                "likely": "grow",
                "at_least": {"no": 1, "go": 1, "grow": 1},
                "decision": "grow",
                "effort": 1,
                "because": "the screen says grow, 100 % likely.",
            },
        ],
    }


def test_portfolios_compare_by_value_and_survive_pickling():
    found = portfolio([NO, GROWING], capacity=1)
    assert found == portfolio([NO, GROWING], capacity=1)
    assert found != portfolio([NO, GROWING], capacity=2)
    assert hash(found) == hash(portfolio([NO, GROWING], capacity=1))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301


# What is refused


@pytest.mark.parametrize("purposes", ["Parents swap tips", GO, 3, None])
def test_purposes_are_given_in_a_list(purposes):
    with pytest.raises(DescriptionError, match=r"purposes: expected purposes, got .*; put them in a list"):
        portfolio(purposes, capacity=1)


@pytest.mark.parametrize("capacity", [-1, -0.5, math.nan, math.inf, "3", True, None, [3]])
def test_a_capacity_is_a_number_from_0(capacity):
    with pytest.raises(DescriptionError, match="capacity: expected a number from 0, got "):
        portfolio([GO], capacity=capacity)


def test_efforts_may_be_pairs_in_lists_as_json_has_them():
    efforts = {"Go": [0.5, 1], "Grow": [1, 2]}
    found = portfolio([GO, GROWING], capacity=2.5, efforts=efforts)
    assert decided(found) == [START, GROW]
    assert found == portfolio([GO, GROWING], capacity=2.5, efforts={"Go": (0.5, 1), "Grow": (1, 2)})


@pytest.mark.parametrize("efforts", [3, "Go", [("Go", (1, 1))]])
def test_efforts_are_given_by_statement(efforts):
    with pytest.raises(DescriptionError, match="efforts: expected pairs of numbers by statement, got "):
        portfolio([GO], capacity=1, efforts=efforts)


@pytest.mark.parametrize(
    "pair", [1, (1,), (1, 2, 3), [1], [1, -2], "12", {1, 2}, (1, -1), (math.nan, 1), (1, "2"), (True, 1), None]
)
def test_efforts_are_pairs_of_numbers_from_0(pair):
    with pytest.raises(DescriptionError) as error:
        portfolio([GO], capacity=1, efforts={"Go": pair})
    assert [fault.path for fault in error.value.faults] == ["efforts['Go']"]
    assert error.value.faults[0].problem.startswith("expected two numbers from 0, to start and to grow, got ")


def test_everything_wrong_with_the_arguments_is_said_at_once():
    with pytest.raises(DescriptionError) as error:
        portfolio(
            [GO, "Grow", GO, NO, Organization("O"), NO, NO],
            capacity=math.nan,
            efforts={"Goo": (1, 2), "No": (1,), "N": (-1, 1)},
        )
    assert faults(error) == [
        "purposes[1]: expected a Purpose, got 'Grow'; write Purpose('...')",
        faults(error)[1],
        "purposes: 'Go' stands there twice; tell the two apart",
        "purposes: 'No' stands there twice; tell the two apart",
        "capacity: expected a number from 0, got nan",
        "efforts['Goo']: is not one of the purposes; did you mean 'Go'?",
        "efforts['No']: expected two numbers from 0, to start and to grow, got a tuple of 1",
        "efforts['N']: is not one of the purposes; did you mean 'No'?",
        "efforts['N']: expected two numbers from 0, to start and to grow, got a tuple of 2",
    ]
    assert faults(error)[1].startswith("purposes[4]: expected a Purpose, got Organization(")
    with pytest.raises(DescriptionError) as error:
        portfolio(["Go"], capacity=-1, efforts=3)
    assert [fault.path for fault in error.value.faults] == ["purposes[0]", "capacity", "efforts"]


def test_more_purposes_than_can_be_decided_about_are_refused_with_the_way_out():
    with pytest.raises(DescriptionError, match="purposes: there are 501; decide about 500 at a time"):
        portfolio([Purpose(f"Purpose {n}") for n in range(501)], capacity=1)


def test_a_faulty_purpose_is_refused():
    with pytest.raises(UnknownLevelError):
        portfolio([Purpose("P", observations=[Observation("magnetic", "yess")])], capacity=1)
