"""The exact distribution, held against the enumeration of everything that may be."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabmodel import (
    Confidence,
    Criterion,
    Dimension,
    Finding,
    Ladder,
    Level,
    PurposeScreen,
    Rubric,
    SocialOrganization,
    assess,
)
from collabmodel.core import distribution, rule
from collabmodel.encoding import encode
from collabmodel.laws import verdict as laws
from collabmodel.laws.case import by_hand, parts, reaches
from collabmodel.testing import Drawn, cases, obey, rubrics

small = st.one_of(
    rubrics(most_stages=4, most_dimensions=2, most_criteria=2, most_levels=3),
    rubrics(most_stages=3, most_dimensions=1, most_criteria=4, most_levels=3),
    rubrics(most_stages=3, most_dimensions=3, most_criteria=1, most_levels=4),
)


@given(cases())
def test_probabilities_begin_with_1_and_never_rise_so_safe_likely_and_possible_are_in_order(case):
    obey(laws.probabilities_are_probabilities, case)


@given(cases())
def test_facts_leave_no_doubt_outside_the_range(case):
    obey(laws.facts_leave_no_doubt_outside_the_range, case)


@given(cases())
def test_an_answer_is_not_expected_to_move_the_verdict(case):
    obey(laws.an_answer_is_expected_to_change_nothing, case)


@given(cases(rubrics(most_stages=12, most_criteria=2)))
def test_nothing_depends_on_what_else_is_judged_together_with_it(case):
    obey(laws.neighbours_are_irrelevant, case)


@given(cases())
def test_units_stand_together_as_every_combination_of_their_stages_says(case):
    obey(laws.units_stand_together_as_the_quota_says, case)


# No evidence


def wide(dimensions, criteria, reach):
    """A rubric in which many criteria, all of one shape, are unknown."""
    ladder = Ladder(*(f"s{rank}" for rank in range(6)))
    levels = tuple(Level(f"l{n}", "As far as this.", reach=f"s{rank}") for n, rank in enumerate(reach))
    groups = {f"d{d}": Dimension(f"Dimension {d}") for d in range(dimensions)}
    asked = {
        f"{key}c{c}": Criterion(group, "How far?", levels=levels, source="test")
        for key, group in groups.items()
        for c in range(criteria)
    }
    return type(f"{dimensions}x{criteria}x{len(levels)}", (Rubric,), {"ladder": ladder, **groups, **asked})


@pytest.mark.parametrize(
    "rubric",
    [SocialOrganization, PurposeScreen]
    + [wide(d, c, reach) for d, c in ((8, 7), (5, 11), (2, 30), (20, 3)) for reach in (range(6), (0, 2, 5), (0, 5))],
)
def test_nothing_is_not_evidence(rubric):
    obey(laws.nothing_is_not_evidence, Drawn(rubric, data=None))


# Everything that may be


def likelihood(criterion, half_life, observations, day):
    """How well each level explains what was seen; None where the criterion does not apply."""
    weighed = []
    for seen in observations:
        days = 0 if seen.seen_on is None or day is None else (day - seen.seen_on).days
        age = days / 30.4375 / half_life
        if age <= 4:
            weighed.append((seen, age))
    if any(seen.finding is Finding.NOT_APPLICABLE for seen, _ in weighed):
        return None
    keys = [level.key for level in criterion.levels]
    row = [1.0] * len(keys)
    for step in range(len(keys) - 1):
        case_for = case_against = 0.0
        for seen, age in weighed:
            low, high = bounds(seen, keys)
            if seen.confidence is not Confidence.FACT:
                strength = seen.confidence.strength
                weight = math.log((1 + strength) / (1 - strength)) * 2**-age
                case_for += weight if low > step else 0
                case_against += weight if high <= step else 0
        row[step + 1] = row[step] * math.exp(min(case_for, math.log(39)) - min(case_against, math.log(39)))
    facts = [bounds(seen, keys) for seen, _ in weighed if seen.confidence is Confidence.FACT]
    return [v if all(low <= level <= high for low, high in facts) else 0.0 for level, v in enumerate(row)]


def bounds(seen, keys):
    if seen.finding is Finding.ABSENT:
        return 0, 0
    low = 0 if seen.at_least is None else keys.index(seen.at_least)
    return low, len(keys) - 1 if seen.at_most is None else keys.index(seen.at_most)


def near(ranks, parent, coherence):
    """P(each of these ranks), which fall away from the parent's rung; equal ranks share."""
    shares = [((1 - coherence) / (1 + coherence)) ** abs(rank - parent) / ranks.count(rank) for rank in ranks]
    return [share / sum(shares) for share in shares]


def enumeration(rubric, rows):
    """P(at least each stage) of the whole, of dimensions and of criteria, over all levels and all hidden rungs.

    Args:
        rubric: a small one.
        rows: the likelihoods of each criterion's levels by its key, None where it does not apply.
    """
    top = rubric.ladder.top
    rungs = list(range(top + 1))
    prior = rubric.prior or [1 / len(rungs)] * len(rungs)
    given_whole = [near(rungs, rung, rubric.coherence[0]) for rung in rungs]
    asked = [each for each in rubric.criteria if rows[each.key] is not None]
    ranks = [[rubric.ladder[level.reach].rank for level in each.levels] for each in asked]
    given_dimension = [[near(each, rung, rubric.coherence[1]) for rung in rungs] for each in ranks]
    group = [[d.key for d in rubric.dimensions].index(each.dimension.key) for each in asked]
    mass, total = {}, 0.0
    for levels in itertools.product(*(range(len(each)) for each in ranks)):
        seen = math.prod(rows[each.key][level] for each, level in zip(asked, levels, strict=True))
        weight = 0.0
        for whole in rungs if seen else []:
            for stands in itertools.product(rungs, repeat=len(rubric.dimensions)):
                chance = prior[whole] * math.prod(given_whole[whole][rung] for rung in stands)
                for number, level in enumerate(levels):
                    chance *= given_dimension[number][stands[group[number]]][level]
                weight += chance
        total += seen * weight
        for name, rank in stages(rubric, dict(zip((each.key for each in asked), levels, strict=True))).items():
            for stage in range(rank + 1):
                mass[name, stage] = mass.get((name, stage), 0.0) + seen * weight
    names = {name for name, _ in mass}
    return {name: [mass.get((name, stage), 0.0) / total for stage in rungs] for name in names}


def stages(rubric, levels):
    """The rank of the whole, and of each dimension and criterion that applies."""
    ranks = reaches(rubric, {each.key: levels.get(each.key) for each in rubric.criteria})
    whole, dimensions = by_hand(rubric, ranks)
    named = {f"dimension {key}": rank for key, rank in dimensions.items()}
    named |= {f"criterion {key}": rank for key, rank in ranks.items()}
    return {"the whole": whole} | {name: rank for name, rank in named.items() if rank is not None}


@settings(max_examples=300)
@given(cases(small), st.booleans())
def test_an_assessment_is_the_enumeration_of_everything_that_may_be(case, soft):
    subject = case.subject(soft=soft)
    day = max((each.seen_on for each in subject.observations if each.seen_on), default=None)
    rows = {
        each.key: likelihood(
            each,
            each.half_life or case.rubric.half_life,
            [seen for seen in subject.observations if seen.criterion == each.key],
            day,
        )
        for each in case.rubric.criteria
    }
    found, expected = parts(assess(subject, case.rubric)), enumeration(case.rubric, rows)
    assert found.keys() == expected.keys()
    for name, tails in expected.items():
        assert found[name].tails == pytest.approx(tails, abs=1e-12, rel=0), name


def believed(rubric, rows, codes, waived):
    """The posterior of organizations that share rows of evidence."""
    encoded = encode(rubric)
    weighed = distribution.weigh(rows, encoded.reaching, encoded.prior)
    return distribution.posterior(weighed, codes, waived, encoded.tree, encoded.prior)


@st.composite
def populations(draw, of, organizations):
    """A rubric, likelihoods in any shape (k, rows, levels), and which rows and criteria organizations have."""
    rubric = draw(of)
    k, shapes, n = len(rubric.criteria), draw(st.integers(1, 3)), organizations
    rows = np.zeros((k, shapes, max(len(each.levels) for each in rubric.criteria)))
    for c, criterion in enumerate(rubric.criteria):
        for row in rows[c]:
            some = st.lists(st.integers(0, 4), min_size=len(criterion.levels), max_size=len(criterion.levels))
            row[: len(criterion.levels)] = np.array(draw(some.filter(any))) / 4
    codes = np.array(draw(st.lists(st.integers(0, shapes - 1), min_size=k * n, max_size=k * n))).reshape(k, n)
    waived = np.array(draw(st.lists(st.booleans(), min_size=k * n, max_size=k * n))).reshape(k, n)
    waived[draw(st.integers(0, k - 1))] = False
    return rubric, rows, codes, waived


@settings(max_examples=100)
@given(populations(small, organizations=2))
def test_the_posterior_is_the_enumeration_whatever_the_likelihoods(population):
    rubric, rows, codes, waived = population
    found = believed(*population)
    for n in range(codes.shape[1]):
        seen = {
            each.key: None if waived[c, n] else rows[c, codes[c, n], : len(each.levels)].tolist()
            for c, each in enumerate(rubric.criteria)
        }
        expected = enumeration(rubric, seen)
        for name, tails in zip(
            ["the whole", *(f"dimension {each.key}" for each in rubric.dimensions)],
            [found.whole[:, n], *found.dimensions[:, :, n]],
            strict=True,
        ):
            assert name not in expected or tails.tolist() == pytest.approx(expected[name][1:], abs=1e-12, rel=0)


@given(populations(rubrics(most_stages=12, most_criteria=2), organizations=3), st.permutations(range(3)))
def test_not_a_bit_depends_on_order_on_neighbours_or_on_sharing_rows(population, order):
    rubric, rows, codes, waived = population
    together = believed(*population)
    own_rows = np.take_along_axis(rows, codes[:, :, np.newaxis], axis=1)
    unshared = believed(rubric, own_rows, np.broadcast_to(np.arange(3), codes.shape), waived)
    turned = believed(rubric, rows, codes[:, order], waived[:, order])
    for number, place in enumerate(order):
        alone = believed(rubric, own_rows[:, [place]], codes[:, [place]] * 0, waived[:, [place]])
        for one, all_of_them, other, own in zip(alone, together, turned, unshared, strict=True):
            assert np.array_equal(one[..., 0], all_of_them[..., place])
            assert np.array_equal(all_of_them[..., place], other[..., number])
            assert np.array_equal(all_of_them[..., place], own[..., place])


# Published figures


def at_least(needed, points, chances):
    """P(independent parts with these points and chances hold at least so many of the points)."""
    node = rule.node(range(len(points)), points, [None] * len(points), needed, sum(points))
    tails = np.array(chances)[:, np.newaxis, np.newaxis, np.newaxis]
    return distribution.passing(tails, np.zeros((len(points), 1), np.bool_), node).item()


def test_a_weighted_5_out_of_2_6_4_system_works_as_published():
    p1, p2, p3 = 0.9, 0.8, 0.7
    assert at_least(5, (2, 6, 4), (p1, p2, p3)) == pytest.approx(p2 + (1 - p2) * p1 * p3, abs=1e-15)
    assert round(at_least(5, (2, 6, 4), (p1, p2, p3)), 3) == 0.926


def test_the_number_of_successes_is_distributed_as_published():
    chances = (0.1, 0.2, 0.3, 0.4, 0.5)
    tails = [1.0, *(at_least(number, (1,) * 5, chances) for number in range(1, 6)), 0.0]
    exactly = [round(low - high, 4) for low, high in itertools.pairwise(tails)]
    assert exactly == [0.1512, 0.3714, 0.3274, 0.1274, 0.0214, 0.0012]
