"""Comparing: two subjects, two dates, several raters, and those who are alike (laws 40 to 43)."""

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from collabmodel import Cohort, Confidence, Dominance, Trend, assess, compare, progress
from collabmodel.comparison import superiority
from collabmodel.core.agreement import alpha
from collabmodel.laws.case import CLOSE, TODAY, adding, assess_if_consistent, blank, known
from collabmodel.model.ladder import Ladder
from collabmodel.testing import cases, observations, rubrics
from collabmodel.verdict import Chances

LADDER = Ladder("s0", "s1", "s2", "s3")


@st.composite
def chances(draw):
    """Any probabilities of having reached each stage."""
    counts = draw(st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(any))
    tails = [sum(counts[rank:]) / sum(counts) for rank in range(4)]
    return Chances(LADDER, LADDER[0], LADDER[3], tuple(tails))


# Law 40: superiority


@given(chances(), chances())
def test_one_is_further_or_the_other(one, other):
    assert superiority(one, other) + superiority(other, one) == pytest.approx(1, abs=CLOSE)


@given(chances())
def test_nobody_is_further_than_somebody_just_alike(one):
    assert superiority(one, one) == pytest.approx(1 / 2, abs=CLOSE)


@given(chances(), chances())
def test_superiority_is_what_all_pairs_of_stages_say(one, other):
    shares = [[low - high for low, high in itertools.pairwise((*each.tails, 0))] for each in (one, other)]
    pairs = itertools.product(enumerate(shares[0]), enumerate(shares[1]))
    by_hand = sum(p * q * ((mine > theirs) + (mine == theirs) / 2) for (mine, p), (theirs, q) in pairs)
    assert superiority(one, other) == pytest.approx(by_hand, abs=CLOSE)


@given(chances(), chances())
def test_who_reaches_every_stage_with_more_is_further(one, other):
    pairs = list(zip(one.tails, other.tails, strict=True))
    ahead = Chances(LADDER, LADDER[0], LADDER[3], tuple(map(max, pairs)))
    behind = Chances(LADDER, LADDER[0], LADDER[3], tuple(map(min, pairs)))
    assert superiority(ahead, behind) >= 1 / 2 - CLOSE


TURNED_ROUND = {Dominance.FIRST: Dominance.SECOND, Dominance.SECOND: Dominance.FIRST}


@given(cases())
def test_a_comparison_turned_round_says_the_same(case):
    one, other = (assess(case.subject(), case.rubric) for _ in range(2))
    there, back = compare(one, other), compare(other, one)
    assert there.superiority + back.superiority == pytest.approx(1, abs=CLOSE)
    for mine, theirs in zip(there.dimensions, back.dimensions, strict=True):
        assert mine.superiority + theirs.superiority == pytest.approx(1, abs=CLOSE)
    assert back.dominance is TURNED_ROUND.get(there.dominance, there.dominance)


# Law 41: dominance


@given(cases(rubrics(most_dimensions=2, most_criteria=2)), st.booleans())
def test_who_dominates_stands_no_lower_whatever_remains_unknown(case, all_is_known):
    subjects = (known(case.rubric, case.levels()) if all_is_known else case.subject() for _ in range(2))
    both = compare(*(assess(each, case.rubric) for each in subjects))
    if both.dominance in (Dominance.FIRST, Dominance.ALIKE):
        assert both.first.worst >= both.second.best
    if both.dominance in (Dominance.SECOND, Dominance.ALIKE):
        assert both.second.worst >= both.first.best


@given(cases(), st.data())
def test_facts_that_are_nowhere_lower_dominate_and_stand_no_lower(case, data):
    ahead, behind = [], []
    for each in case.rubric.criteria:
        places = st.lists(st.integers(0, len(each.levels) - 1), min_size=4, max_size=4)
        lowest, low, high, highest = (each.levels[place].key for place in sorted(data.draw(places)))
        behind.append(each.observe(lowest, low, confidence=Confidence.FACT))
        ahead.append(each.observe(high, highest, confidence=Confidence.FACT))
    both = compare(*(assess(blank(case.rubric, *seen), case.rubric) for seen in (ahead, behind)))
    assert both.dominance in (Dominance.FIRST, Dominance.ALIKE)
    assert both.first.worst >= both.second.best
    assert both.first.worst >= both.second.worst
    assert both.first.best >= both.second.best
    assert both.superiority >= 1 / 2 - CLOSE


# Law 42: no change


@given(cases())
def test_identical_evidence_at_two_dates_shows_no_change(case):
    subject = case.subject()
    found = progress(assess(subject, case.rubric), assess(subject, case.rubric))
    assert found.trend is Trend.NO_CHANGE_SHOWN
    assert (found.changed, found.newly_seen, found.lost) == ((), (), ())
    assert found.matched_before == found.matched_after


@given(cases(), st.data())
def test_what_else_was_seen_or_lost_is_no_change_of_what_was_seen_both_times(case, data):
    subject = case.subject()
    before = assess(subject, case.rubric, as_of=TODAY)
    lost = {row.key for row in before.evidence if data.draw(st.booleans())}
    seen = {each.criterion for each in subject.observations}
    more = data.draw(st.lists(observations(case.rubric), max_size=6))
    kept = [each for each in subject.observations if each.criterion not in lost]
    new = [each for each in more if each.criterion not in seen]
    after = _if_anything_applies(blank(case.rubric, *kept, *new), case.rubric)
    assume(after is not None)
    found = progress(before, after)
    assert found.changed == ()
    assert found.matched_before == found.matched_after
    assert not set(found.matched) & {*found.newly_seen, *found.lost}


def _if_anything_applies(subject, rubric):
    waived = {each.criterion for each in subject.observations if each.finding.value == "not_applicable"}
    return None if len(waived) == len(rubric.criteria) else assess_if_consistent(subject, rubric, TODAY)


@given(cases(), st.data())
def test_what_was_seen_both_times_is_told_and_everything_else_is_new_or_lost(case, data):
    subject = case.subject()
    after = _if_anything_applies(adding(subject, *data.draw(st.lists(observations(case.rubric)))), case.rubric)
    assume(after is not None)
    before = assess(subject, case.rubric, as_of=TODAY)
    found = progress(before, after)
    covered = [{row.key for row in each.evidence if row.covered} for each in (before, after)]
    applicable = {row.key for row in after.evidence if row.applicable}
    assert set(found.newly_seen) == (covered[1] - covered[0]) & applicable
    assert set(found.lost) == (covered[0] - covered[1]) & applicable
    assert set(found.expired) <= set(found.lost)
    assert {each.criterion for each in found.changed} <= set(found.matched) <= covered[0]
    # Fewer than six changes of one level never go one way beyond chance.
    counting = any(each.clear for each in found.changed) or len(found.changed) >= 6
    assert counting or found.matched_before == found.matched_after


# Among others


@given(cases(), st.data())
def test_a_percentile_is_the_mean_superiority_over_the_others_where_everything_is_known(case, data):
    number = data.draw(st.integers(2, 5))
    members = [assess(known(case.rubric, case.levels()), case.rubric) for _ in range(number)]
    for position, place in enumerate(Cohort(members).places):
        others = [each for n, each in enumerate(members) if n != position]
        mean = 100 * sum(superiority(members[position], each) for each in others) / len(others)
        assert place.low == place.high == pytest.approx(mean, abs=1e-6)


@given(cases(), st.data())
def test_a_percentile_is_a_range_from_0_to_100(case, data):
    cohort = Cohort([assess(case.subject(), case.rubric) for _ in range(data.draw(st.integers(2, 4)))])
    for place in cohort.places:
        assert 0 <= place.low <= place.high <= 100
        assert cohort.place(place.assessment).others == len(cohort) - 1


# Law 43: agreement

ratings = st.integers(0, 5)
units = st.lists(st.lists(ratings, max_size=4), max_size=8)


@given(units)
def test_alpha_is_at_most_1_and_told_where_raters_could_have_disagreed(rated):
    values = {value for unit in rated if len(unit) > 1 for value in unit}
    found = alpha(rated)
    assert (found is None) == (len(values) < 2)
    assert found is None or found <= 1


@given(st.lists(st.tuples(ratings, st.integers(2, 4)), min_size=1))
def test_alpha_is_1_exactly_where_all_agree_and_values_vary(rated):
    found = alpha([[value] * times for value, times in rated])
    assert found == (1 if len({value for value, _ in rated}) > 1 else None)


@given(units)
def test_alpha_is_1_only_where_all_agree(rated):
    assume(any(len(set(unit)) > 1 for unit in rated))
    found = alpha(rated)
    assert found is None or found < 1


@given(units, st.lists(ratings.map(lambda value: [value]), max_size=4))
def test_what_was_rated_once_is_no_part_of_alpha(rated, single):
    assert alpha(rated + single) == alpha(rated)


@given(units, st.lists(st.integers(1, 9), min_size=6, max_size=6))
def test_alpha_knows_only_the_order_of_the_ratings(rated, steps):
    recoded = list(itertools.accumulate(steps))
    assert alpha([[recoded[value] for value in unit] for unit in rated]) == alpha(rated)
