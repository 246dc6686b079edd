"""The rule: from what is known to a stage."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from collabmodel import Confidence, Criterion, Dimension, Ladder, Level, Organization, Quota, Rubric, assess, encoding
from collabmodel.core import rule
from collabmodel.encoding import encode
from collabmodel.laws import rule as laws
from collabmodel.laws.case import by_hand, known, opens, reaches
from collabmodel.testing import cases, obey, rubrics

FAIL_OR_PASS = Ladder("fail", "pass")


@given(cases())
def test_worst_and_best_are_what_the_rule_says_in_plain_words(case):
    obey(laws.the_rule_is_read_as_written, case)


@given(cases())
def test_open_gates_are_nested_also_with_leads(case):
    obey(laws.gates_are_nested, case)


@given(cases())
def test_raising_one_level_never_lowers_any_stage(case):
    obey(laws.raising_a_level_lowers_nothing, case)


@given(cases())
def test_a_stage_lies_between_the_lowest_and_the_highest_of_its_parts(case):
    obey(laws.a_stage_lies_between_those_of_its_parts, case)


@given(cases())
def test_the_order_of_dimensions_and_criteria_is_irrelevant(case):
    obey(laws.the_order_of_declaration_is_irrelevant, case)


@given(cases())
def test_points_and_quotas_may_be_multiplied_together(case):
    obey(laws.points_and_quotas_have_no_unit, case)


@given(cases())
def test_splitting_a_criterion_into_two_identical_ones_changes_nothing(case):
    obey(laws.splitting_a_criterion_changes_nothing, case)


@settings(max_examples=200)
@given(cases())
def test_without_leads_above_0_relabelling_the_stages_relabels_the_verdict(case):
    obey(laws.only_the_order_of_stages_counts, case)


@given(cases())
def test_nobody_is_further_ahead_of_what_is_essential_than_its_lead(case):
    obey(laws.nobody_is_ahead_of_what_is_essential, case)


@given(cases())
def test_a_criterion_that_does_not_apply_might_as_well_not_be_there(case):
    obey(laws.not_applicable_is_left_out, case)


@given(cases())
def test_not_applicable_lies_between_failed_and_met(case):
    obey(laws.not_applicable_lies_between_failed_and_met, case)


@given(cases())
def test_all_criteria_at_one_stage_put_the_whole_there(case):
    for stage in case.rubric.ladder:
        reach = {c.key: [level.reach for level in c.levels] for c in case.rubric.criteria}
        if all(stage.name in each for each in reach.values()):
            levels = {key: each.index(stage.name) for key, each in reach.items()}
            assert assess(known(case.rubric, levels), case.rubric).worst == stage


@given(cases())
def test_many_organizations_at_once_stand_where_each_stands_alone(case):
    columns = [case.levels() for _ in range(3)]
    encoded = encode(case.rubric)
    keys = [each.key for each in case.rubric.criteria]
    levels = np.array([[rule.NOT_APPLICABLE if c[key] is None else c[key] for c in columns] for key in keys], np.int8)
    together = encoding.stand(levels, encoded)
    for number, column in enumerate(columns):
        alone = encoding.stand(levels[:, [number]], encoded)
        assert np.array_equal(together.whole[[number]], alone.whole)
        assert np.array_equal(together.dimensions[:, [number]], alone.dimensions)
        assert alone.whole[0] == by_hand(case.rubric, reaches(case.rubric, column))[0]


def test_with_a_lead_of_1_rungs_are_counted_so_relabelling_stages_is_not_free():
    """One stage behind is near; where a stage is added in between, the same child is two behind."""
    children = ((1, 1, 0), (2, None, 1))
    assert opens(children, Quota(2, 3), 1)
    assert not opens(((1, 1, 0), (2, None, 2)), Quota(2, 3), 2)


# Exact quotas


def one_dimension(points, quota, leads=None):
    """Criteria c0, c1, ... that fail or pass, with these points."""
    group = Dimension("Group")
    levels = (Level("no", "No.", reach="fail"), Level("yes", "Yes.", reach="pass"))
    leads = leads or [None] * len(points)
    asked = {
        f"c{n}": Criterion(group, "Passed?", levels=levels, source="test", points=each, lead=lead)
        for n, (each, lead) in enumerate(zip(points, leads, strict=True))
    }
    return type("OneDimension", (Rubric,), {"ladder": FAIL_OR_PASS, "rule": quota, "group": group, **asked})


def passes(rubric, passed):
    levels = {c.key: int(number in passed) for number, c in enumerate(rubric.criteria)}
    return assess(known(rubric, levels), rubric).worst.name == "pass"


@pytest.mark.parametrize(
    ("quota", "held", "missing", "passed"),
    [
        (Quota(11, 20), 55, 45, True),
        (Quota(11, 20), 54, 46, False),
        (Quota(55, 100), 55, 45, True),
        (Quota(2, 3), 2, 1, True),
        (Quota(2, 3), 66, 34, False),
        (Quota(2, 3), 67, 33, True),
        (Quota(2, 3), 200, 100, True),
        (Quota(2, 3), 199, 101, False),
        (Quota(200, 300), 2, 1, True),
        (Quota(666_666, 1_000_000), 2, 1, True),
        (Quota(666_667, 1_000_000), 2, 1, False),
        (Quota(1, 2), 5, 5, True),
        (Quota(1, 2), 4, 5, False),
        (Quota(1, 1), 9_999, 1, False),
        (Quota(7, 10), 7, 3, True),
        (Quota(3, 10), 3, 7, True),
        (Quota(29, 100), 29, 71, True),
        (Quota(1, 3), 1, 2, True),
        (Quota(1, 3), 3_333, 6_667, False),
        (Quota(1, 10_001), 1, 10_000, True),
        (Quota(1, 10_000), 1, 10_000, False),
        (Quota(999_999, 1_000_000), 10_000, 1, False),
    ],
)
def test_a_quota_that_is_met_exactly_is_met(quota, held, missing, passed):
    assert passed == (Fraction(held, held + missing) >= Fraction(quota.num, quota.den))
    for others in ((missing,), (missing - 1, 1)):
        rubric = one_dimension((held, *(points for points in others if points)), quota)
        assert passes(rubric, {0}) == passed
        levels = {each.key: int(each.key == "c0") for each in rubric.criteria}
        assert assess(known(rubric, levels), rubric).tails[1] == pytest.approx(int(passed), abs=1e-12)


def test_55_of_100_points_are_55_percent_although_floats_say_56():
    assert math.ceil(0.55 * 100) == 56
    hundred = one_dimension((1,) * 100, Quota(55, 100))
    for held in (54, 55):
        found = assess(known(hundred, {f"c{n}": int(n < held) for n in range(100)}), hundred)
        assert found.worst.rank == found.best.rank == found.likely.rank == (held == 55)


@pytest.mark.parametrize(("held", "missing", "passed"), [((2,), (1,), True), ((1,), (2,), False), ((1, 1), (1,), True)])
def test_what_does_not_apply_moves_the_exact_quota_with_it(held, missing, passed):
    """The points of the third criterion are left out of the whole whose two thirds are needed."""
    rubric = one_dimension((*held, *missing, 4), Quota(2, 3))
    levels = dict.fromkeys((f"c{n}" for n in range(len(held))), 1)
    levels |= {f"c{len(held)}": 0, f"c{len(held) + 1}": None}
    assert (assess(known(rubric, levels), rubric).worst.name == "pass") == passed


# Published figures


TRANSPORT = Ladder("bad", "medium", "good")


class Transport(Rubric):
    """MR-Sort on modes of transport: the lower profile of good is (3, 11, 3), that of medium (7, 25, 2)."""

    ladder = TRANSPORT
    rule = Quota(1, 2)
    journey = Dimension("Journey")
    price = Criterion(
        journey,
        "Price?",
        points=1,
        source="R package MCDA, tests/MRSort.R",
        levels=(
            Level("above 7", "More than 7.", reach="bad"),
            Level("to 7", "At most 7.", reach="medium"),
            Level("to 3", "At most 3.", reach="good"),
        ),
    )
    time = Criterion(
        journey,
        "Time?",
        points=3,
        source="R package MCDA, tests/MRSort.R",
        levels=(
            Level("above 25", "More than 25.", reach="bad"),
            Level("to 25", "At most 25.", reach="medium"),
            Level("to 11", "At most 11.", reach="good"),
        ),
    )
    comfort = Criterion(
        journey,
        "Comfort?",
        points=2,
        source="R package MCDA, tests/MRSort.R",
        levels=(
            Level("below 2", "Less than 2.", reach="bad"),
            Level("from 2", "At least 2.", reach="medium"),
            Level("from 3", "At least 3.", reach="good"),
        ),
    )


@pytest.mark.parametrize(
    ("price", "time", "comfort", "stage"),
    [(1, 10, 1, "good"), (4, 20, 2, "medium"), (2, 20, 0, "medium"), (6, 40, 0, "bad"), (30, 30, 3, "bad")],
    ids=["RER", "METRO1", "METRO2", "BUS", "TAXI"],
)
def test_modes_of_transport_are_sorted_as_published(price, time, comfort, stage):
    levels = (
        (price <= 7) + (price <= 3),
        (time <= 25) + (time <= 11),
        (comfort >= 2) + (comfort >= 3),
    )
    seen = [
        each.observe(each.levels[level].key, confidence=Confidence.FACT)
        for each, level in zip(Transport.criteria, levels, strict=True)
    ]
    found = assess(Organization("a mode", observations=seen), Transport)
    assert found.worst.name == found.likely.name == found.best.name == stage


COUNCIL_OF_1958 = one_dimension((4, 4, 4, 2, 2, 1), Quota(12, 17))


def test_luxembourg_was_a_dummy_and_nobody_else():
    assert [note.place for note in COUNCIL_OF_1958.lint() if "dummy" in note.message] == ["c5"]


def test_the_rule_gives_the_shapley_shubik_powers_of_1958():
    wins = {
        frozenset(held): passes(COUNCIL_OF_1958, held)
        for size in range(7)
        for held in itertools.combinations(range(6), size)
    }
    decided = [0] * 6
    for order in itertools.permutations(range(6)):
        decided[next(order[n] for n in range(6) if wins[frozenset(order[: n + 1])])] += 1
    power = [Fraction(times, math.factorial(6)) for times in decided]
    assert power == [Fraction(14, 60)] * 3 + [Fraction(9, 60)] * 2 + [0]


@given(rubrics(leads=False, most_dimensions=1))
def test_rubrics_without_leads_hold_nobody_back(rubric):
    assert all(each.lead is None for each in (*rubric.dimensions, *rubric.criteria))
