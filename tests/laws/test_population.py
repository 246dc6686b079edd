"""Tables: many organizations at once, each as if it were alone, whatever the blocks they are worked on in."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from collabmodel import (
    Confidence,
    Criterion,
    Dimension,
    Ladder,
    Level,
    Rubric,
    SocialOrganization,
    Verdicts,
    assess_table,
    encoding,
)
from collabmodel.core import distribution, patterns, rule
from collabmodel.encoding import encode
from collabmodel.laws import population as laws
from collabmodel.laws.case import by_hand, reaches
from collabmodel.testing import cases, obey, rubrics

shapes = rubrics(most_stages=12, most_dimensions=4, most_criteria=5, most_levels=8)


@settings(max_examples=100)
@given(cases(shapes))
def test_a_table_says_of_each_organization_what_is_said_of_it_alone(case):
    obey(laws.a_table_is_its_rows_one_by_one, case)


@settings(max_examples=100)
@given(cases(shapes))
def test_neither_the_order_of_rows_nor_the_other_rows_nor_the_number_of_workers_changes_a_bit(case):
    obey(laws.other_rows_are_irrelevant, case)


@given(cases(shapes))
def test_a_cell_means_the_same_in_every_form(case):
    obey(laws.a_cell_means_the_same_in_every_form, case)


@given(cases(shapes), st.booleans())
def test_verdicts_come_back_from_json_lines_as_they_left(case, probable):
    told = laws.population(case)
    names = [f"organization {row}" for row in range(len(told.cells))]
    found = assess_table(told.matrix(), case.rubric, probabilities=probable, names=names)
    assert Verdicts.from_json_lines(found.to_json_lines(), case.rubric) == found


@given(cases(shapes))
def test_every_completion_of_a_row_lies_in_its_range_and_the_ends_are_two_of_them(case):
    cells = laws.population(case).matrix()
    found = assess_table(cells, case.rubric)
    highest = np.array([len(each.levels) - 1 for each in case.rubric.criteria], np.int8)
    for filling, end in ((np.zeros_like(highest), "worst"), (highest, "best")):
        complete = assess_table(np.where(cells == rule.UNKNOWN, filling, cells), case.rubric)
        assert complete["worst"].tolist() == complete["best"].tolist() == found[end].tolist()
    between = np.where(cells == rule.UNKNOWN, highest // 2, cells)
    middle = assess_table(between, case.rubric)["worst"]
    assert (found["worst"] <= middle).all()
    assert (middle <= found["best"]).all()


# Many organizations are drawn at once: a seed is one choice, a cell for each would be thousands.


@st.composite
def tables(draw, organizations, of=shapes):
    """A rubric and level positions (k, n), UNKNOWN and NOT_APPLICABLE among them; something applies to each."""
    rubric = draw(of)
    dice = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rows = [dice.integers(rule.NOT_APPLICABLE, len(each.levels), organizations) for each in rubric.criteria]
    levels = np.array(rows, np.int8)
    levels[0, (levels == rule.NOT_APPLICABLE).all(axis=0)] = rule.UNKNOWN
    return rubric, levels


def stands(rubric, levels, unknown=None):
    found = rule.stand(levels, encode(rubric).tree, unknown)
    return found.whole, found.dimensions


@given(tables(20), st.integers(0, 2**32 - 1))
def test_what_is_not_known_may_as_well_be_filled_in(table, seed):
    rubric, levels = table
    unknown = np.random.default_rng(seed).integers(0, encode(rubric).highest + 1).astype(np.int8)
    before = levels.copy()
    filled = np.where(levels == rule.UNKNOWN, unknown[:, np.newaxis], levels)
    lowest = np.where(levels == rule.UNKNOWN, 0, levels).astype(np.int8)
    for level, complete in ((unknown, filled), (None, lowest)):
        for left_open, known in zip(stands(rubric, levels, level), stands(rubric, complete), strict=True):
            assert np.array_equal(left_open, known)
    assert np.array_equal(levels, before)


def with_many_points(rubric, most):
    """The same rubric with points near the most there may be, so that their sums need a larger type than they do."""
    changed = {each.key: each.evolve(points=most - number) for number, each in enumerate(rubric.criteria)}
    changed |= {each.key: each.evolve(points=most - number) for number, each in enumerate(rubric.dimensions)}
    return type("ManyPoints", (rubric,), changed)


@settings(max_examples=30)
@given(tables(6, rubrics(most_dimensions=3, most_criteria=8)), st.sampled_from((127, 255, 10_000)))
def test_with_many_points_no_sum_overflows(table, most):
    rubric, levels = table
    rich = with_many_points(rubric, most)
    highest = np.array([len(each.levels) - 1 for each in rich.criteria], np.int8)
    assert assess_table(highest[np.newaxis], rich)["worst"].tolist() == [len(rich.ladder) - 1]
    found = assess_table(levels.T, rich)
    for row, cells in enumerate(levels.T.tolist()):
        for end, filling in (("worst", np.zeros_like(highest)), ("best", highest)):
            known = {
                each.key: None if cell == rule.NOT_APPLICABLE else int(full) if cell == rule.UNKNOWN else cell
                for each, cell, full in zip(rich.criteria, cells, filling, strict=True)
            }
            assert by_hand(rich, reaches(rich, known))[0] == found[end][row]


# Equal columns


def by_dictionary(codes):
    """The kind of each column, numbered as they come."""
    kinds = {}
    return [kinds.setdefault(tuple(column), len(kinds)) for column in codes.T.tolist()]


@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 6),
    st.integers(0, 40),
    st.lists(st.integers(1, 5) | st.sampled_from((1, 300, 2**16)), min_size=6, max_size=6),
    st.sampled_from((1, 8, 10**6)),
)
@example(0, 1, 0, [1] * 6, 1)
def test_equal_columns_are_found_as_by_a_dictionary(seed, k, n, sizes, room):
    dice = np.random.default_rng(seed)
    codes = np.array([dice.integers(0, min(size, 3), n) * (size // 3 or 1) for size in sizes[:k]], np.int64)
    codes = codes.reshape(k, n) % np.array(sizes[:k])[:, np.newaxis]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patterns, "ROOM", room)
        patch.setattr(patterns, "BLOCK", 1)
        found = patterns.distinct(codes, sizes[:k])
    expected = by_dictionary(codes)
    assert len(found.first) == len(set(expected))
    assert np.array_equal(codes[:, found.first][:, found.kind], codes)
    assert len({*zip(found.kind.tolist(), expected, strict=True)}) == len(set(expected))


# The distribution


def given_codes(rubric, levels, confidences=tuple(Confidence)):
    """Codes (k, n) of levels, each with some confidence, and what they say."""
    known = encoding.codes(encode(rubric), confidences)
    sure = (np.arange(levels.size).reshape(levels.shape) % len(confidences)).astype(np.int8)
    return known, known.of(levels, sure)


@settings(max_examples=40)
@given(tables(12), st.sampled_from((1, 2, 5)), st.sampled_from((1, 2, 5)), st.sampled_from((1, 3)))
def test_patterns_are_judged_as_each_organization_is_across_all_borders_of_blocks(table, together, block, room):
    rubric, levels = table
    encoded = encode(rubric)
    known, codes = given_codes(rubric, levels)
    waived = codes == 0
    exact = distribution.posterior(known.rows, codes, waived, encoded.tree, encoded.prior).whole
    twice = np.concatenate([codes, codes[:, ::-1]], axis=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patterns, "PATTERNS", together)
        patch.setattr(patterns, "BLOCK", block)
        patch.setattr(patterns, "ROOM", room)
        found = patterns.whole_tails(known.rows, twice, twice == 0, encoded.tree, encoded.prior)
    assert np.array_equal(found, np.concatenate([exact, exact[:, ::-1]], axis=1))
    for column in range(codes.shape[1]):
        one = slice(column, column + 1)
        alone = distribution.posterior(known.rows, codes[:, one], waived[:, one], encoded.tree, encoded.prior)
        assert np.array_equal(alone.whole[:, 0], exact[:, column])


@settings(max_examples=20)
@given(tables(10), st.sampled_from((1, 3, 4)), st.sampled_from((1, 30, 2**23)), st.integers(1, 4))
def test_blocks_of_a_table_meet_without_a_seam(table, rows, compared, workers):
    rubric, levels = table
    sure = np.zeros(levels.T.shape, np.int8)
    sure[:, ::2] = 1
    whole = assess_table(levels.T, rubric, confidence=sure, probabilities=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("collabmodel.cells.ROWS", rows)
        patch.setattr("collabmodel.table.TOGETHER", 2 * rows)
        patch.setattr("collabmodel.table.COMPARED", compared)
        found = assess_table(levels.T, rubric, confidence=sure, probabilities=True, workers=workers)
    assert found == whole
    assert found.evidence == whole.evidence


def test_codes_take_a_byte_each_until_there_are_too_many_of_them():
    encoded = encode(SocialOrganization)
    few = encoding.codes(encoded, (Confidence.FACT,))
    assert few.dtype is np.uint8
    assert few.of(np.array([[rule.NOT_APPLICABLE, rule.UNKNOWN, 0, 5]], np.int8), 0).tolist() == [[0, 1, 2, 7]]
    every = encoding.codes(encoded, tuple(Confidence))
    sure = np.array([[-1, -1, 0, 3]], np.int8)
    levels = np.array([[rule.NOT_APPLICABLE, rule.UNKNOWN, 0, 5]], np.int8)
    assert every.of(levels, sure).tolist() == [[0, 1, 2, 25]]


def test_with_a_hundred_levels_and_every_confidence_codes_take_two_bytes():
    class Fine(Rubric):
        ladder = Ladder("low", "high")
        group = Dimension("Group")
        fine = Criterion(
            group,
            "How fine?",
            source="test",
            levels=tuple(Level(f"l{n}", f"Level {n}.", reach="low" if n < 99 else "high") for n in range(100)),
        )

    known = encoding.codes(encode(Fine), tuple(Confidence))
    assert known.dtype is np.uint16
    assert known.of(np.array([[99]], np.int8), np.array([[3]], np.int8)).tolist() == [[401]]
    levels = np.arange(100, dtype=np.int8)[:, np.newaxis]
    found = assess_table(levels, Fine, confidence=np.full_like(levels, 3), probabilities=True)
    assert (np.diff(found["at_least"][:, 1]) >= 0).all()
    assert found["at_least"][99, 1] > found["at_least"][50, 1]
