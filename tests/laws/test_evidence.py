"""Evidence: what more, less, older and better evidence may do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabmodel import Confidence, Organization, Quota, assess
from collabmodel.core import belief
from collabmodel.core.belief import Evidence
from collabmodel.laws import evidence as laws
from collabmodel.laws.case import declared, rebuilt
from collabmodel.testing import cases, obey, rubrics


@given(cases())
def test_an_observation_that_says_nothing_changes_not_a_bit(case):
    obey(laws.saying_nothing_changes_nothing, case)


@settings(max_examples=100)
@given(cases())
def test_better_evidence_never_lowers_anything(case):
    obey(laws.better_evidence_lowers_nothing, case)


@given(cases())
def test_good_news_never_lowers_and_bad_news_never_raises(case):
    obey(laws.good_news_lowers_nothing, case)


@given(cases())
def test_the_order_of_observations_and_the_names_of_sources_are_irrelevant(case):
    obey(laws.order_and_sources_are_irrelevant, case)


@given(cases())
def test_saying_again_what_already_weighs_as_much_as_it_can_changes_not_a_bit(case):
    obey(laws.enough_is_enough, case)


@given(cases())
def test_evidence_does_less_with_age_and_nothing_in_the_end(case):
    obey(laws.age_takes_weight, case)


@given(cases())
def test_moving_all_dates_together_changes_not_a_bit(case):
    obey(laws.only_age_counts_not_the_calendar, case)


@given(cases())
def test_evidence_from_the_future_is_refused(case):
    obey(laws.the_future_is_not_known, case)


@given(cases())
def test_contradicting_facts_are_refused_with_both_sources(case):
    obey(laws.contradicting_facts_are_refused, case)


# Likelihoods of one criterion


def row(*seen, highest=4):
    """The likelihoods of levels 0 .. highest, from (low, high, strength, age)."""
    low, high, strength, age = (np.array(column) for column in zip(*seen, strict=True)) if seen else [np.zeros(0)] * 4
    cell = np.zeros(len(seen), np.int64)
    weights = belief.weights(strength.astype(float), age.astype(float))
    evidence = Evidence(cell, low.astype(np.int64), high.astype(np.int64), weights, np.zeros(len(seen), np.bool_))
    return belief.likelihoods(evidence, np.array([highest]), highest + 1)[0].tolist()


strengths = st.sampled_from([each.strength for each in Confidence if each is not Confidence.FACT])
ranges = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(sorted).map(tuple)
seen_once = st.builds(lambda bounds, strength: (*bounds, strength, 0.0), ranges, strengths)


@given(st.lists(seen_once, max_size=4), ranges)
def test_no_confidence_and_infinite_age_are_no_observation(seen, bounds):
    assert row(*seen) == row(*seen, (*bounds, 0.0, 0.0)) == row(*seen, (*bounds, 0.9, np.inf))
    assert row(*seen) == row(*seen, (0, 4, 0.9, 0.0))


@given(seen_once)
def test_one_observation_is_best_explained_on_its_range_and_worse_away_from_it(seen):
    low, high, *_ = seen
    found = row(seen)
    assert [level for level, each in enumerate(found) if each == 1] == list(range(low, high + 1))
    assert found[: low + 1] == sorted(found[: low + 1])
    assert found[high:] == sorted(found[high:], reverse=True)


@given(ranges, ranges, strengths)
def test_two_equal_voices_against_each_other_leave_what_lies_between_them_open(one, other, strength):
    low, high = sorted([one, other])
    found = row((*low, strength, 0.0), (*high, strength, 0.0))
    between = found[min(low[1], high[1]) : max(low[0], high[0]) + 1]
    if low[1] < high[0]:
        assert between == pytest.approx([1.0] * len(between), abs=1e-12)
    reversed_ = row(*((4 - top, 4 - bottom, strength, 0.0) for bottom, top in (low, high)))
    assert found == pytest.approx(reversed_[::-1], abs=1e-12)


def test_two_sure_raters_at_opposite_ends_leave_a_flat_row():
    assert row((0, 0, 0.9, 0.0), (4, 4, 0.9, 0.0)) == [1.0] * 5


def test_after_four_half_lives_a_rating_has_faded_as_documented():
    found = np.array(row((3, 3, 0.8, 4.0)))
    assert (found / found.sum()).round(2).tolist() == [0.16, 0.18, 0.21, 0.24, 0.21]


@given(rubrics(most_dimensions=2, most_criteria=2), st.integers(1, 40))
def test_many_opposed_opinions_never_end_in_nonsense(rubric, times):
    """Products of many small numbers; any division by zero would be a warning, and warnings are errors."""
    dimensions, criteria = declared(rubric)
    many = {f"{key}_{n}": each for key, each in criteria.items() for n in range(times)}
    wide = rebuilt(rubric, dimensions, many, rule=Quota(2, 3))
    ends = [each.observe(each.levels[-(number % 2)].key) for number, each in enumerate(wide.criteria) for _ in range(3)]
    tails = assess(Organization("disputed", observations=ends), wide).tails
    assert all(0 <= tail <= 1 for tail in tails)
