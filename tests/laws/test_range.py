"""The guaranteed range and the reasons for it, held against every possibility."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from collabmodel import assess
from collabmodel.core import search
from collabmodel.encoding import encode
from collabmodel.laws import verdict as laws
from collabmodel.laws.case import by_hand, known, reaches
from collabmodel.laws.verdict import possible_levels, reached
from collabmodel.testing import cases, obey, rubrics

small = st.one_of(
    rubrics(most_stages=4, most_dimensions=2, most_criteria=2, most_levels=4),
    rubrics(most_stages=3, most_dimensions=3, most_criteria=2, most_levels=3),
    rubrics(most_stages=4, most_dimensions=1, most_criteria=4, most_levels=3),
)


@given(cases())
def test_whatever_the_unknown_turns_out_to_be_the_stage_lies_within_the_range(case):
    obey(laws.every_completion_lies_within_the_range, case)


@given(cases())
def test_learning_more_of_the_same_never_widens_the_range(case):
    obey(laws.agreeing_evidence_never_widens_the_range, case)


@given(cases(small))
def test_worst_and_best_are_the_least_and_greatest_of_all_completions(case):
    found = assess(case.subject(), case.rubric)
    ranges = {row.key: possible_levels(case.rubric, row) for row in found.evidence}
    stages = {
        by_hand(case.rubric, reaches(case.rubric, dict(zip(ranges, levels, strict=True))))[0]
        for levels in itertools.product(*ranges.values())
    }
    assert (min(stages), max(stages)) == (found.worst.rank, found.best.rank)


# Reasons


@given(cases())
def test_the_floor_alone_forces_the_worst_stage_and_the_ceiling_prevents_more_than_the_best(case):
    obey(laws.why_names_what_settles_the_range, case)


@given(cases())
def test_the_changes_that_why_not_names_open_the_gate_and_all_are_needed(case):
    obey(laws.why_not_names_what_is_lacking, case)


@given(cases())
def test_what_is_likely_is_taken_for_granted_by_why_not(case):
    obey(laws.why_not_takes_the_likely_for_granted, case)


def subsets(keys, below):
    """Every set of fewer than so many keys."""
    return itertools.chain.from_iterable(itertools.combinations(keys, size) for size in range(below))


@given(cases(small), st.booleans())
def test_no_smaller_set_of_facts_settles_the_range(case, soft):
    found = assess(case.subject(soft=soft), case.rubric)
    why, rows = found.why(), {row.key: row for row in found.evidence if row.applicable}
    waived = dict.fromkeys(row.key for row in found.evidence if not row.applicable)
    lowest = {c.key: case.rubric.ladder[c.levels[0].reach].rank for c in case.rubric.criteria if c.key in rows}
    highest = dict.fromkeys(rows, case.rubric.ladder.top)
    for facts in subsets(rows, len(why.floor)):
        ranks = {**waived, **lowest, **{key: rows[key].worst.rank for key in facts}}
        assert by_hand(case.rubric, ranks)[0] < found.worst.rank
    for facts in subsets(rows, len(why.ceiling)):
        ranks = {**waived, **highest, **{key: rows[key].best.rank for key in facts}}
        assert by_hand(case.rubric, ranks)[0] > found.best.rank


@given(cases(small))
def test_no_smaller_set_of_changes_opens_the_gate(case):
    levels = case.levels()
    found, ranks = assess(known(case.rubric, levels), case.rubric), reaches(case.rubric, levels)
    applicable = [key for key, rank in ranks.items() if rank is not None]
    for stage in case.rubric.ladder:
        changes = dict(reached(case.rubric, each) for each in found.why_not(stage))
        assert by_hand(case.rubric, {**ranks, **changes})[0] >= stage.rank
        for raised in subsets(applicable, len(changes)):
            top = dict.fromkeys(raised, case.rubric.ladder.top)
            assert by_hand(case.rubric, {**ranks, **top})[0] < stage.rank


# Searches, at any prices

costs = st.lists(st.sampled_from((0, 0, 1, 2, 5)), min_size=3, max_size=3)
prices = st.tuples(costs, st.integers(0, 4))


@st.composite
def priced(draw):
    """A small rubric, which criteria do not apply, a gate, and for each criterion costs and where they are infinite."""
    rubric = draw(small)
    k = len(rubric.criteria)
    waived = draw(st.sets(st.integers(0, k - 1), max_size=k - 1))
    table = draw(st.lists(prices, min_size=k, max_size=k))
    return rubric, waived, draw(st.integers(1, rubric.ladder.top)), table


def best(rubric, waived, options, wanted):
    """The least sum of prices over every combination of options (rank, price) for which the whole is as wanted."""
    keys = [each.key for each in rubric.criteria]
    choices = [[(None, 0)] if c in waived else options[c] for c in range(len(keys))]
    return min(
        (
            sum(price for _, price in chosen)
            for chosen in itertools.product(*choices)
            if wanted(by_hand(rubric, dict(zip(keys, (rank for rank, _ in chosen), strict=True)))[0])
        ),
        default=None,
    )


@settings(max_examples=300)
@given(priced())
def test_opening_is_the_cheapest_of_all_ways_to_open_a_gate(problem):
    rubric, waived, gate, table = problem
    ranks = range(1, rubric.ladder.top + 1)

    def price(c, rank):
        """Higher gates cost more, and from some gate on there is none."""
        costs, highest = table[c]
        return sum(costs[:rank]) if rank <= highest else None

    options = [[(0, 0), *((r, price(c, r)) for r in ranks if price(c, r) is not None)] for c in range(len(table))]
    found = search.opening(encode(rubric).branch, gate, price, waived)
    least = best(rubric, waived, options, lambda whole: whole >= gate)
    assert (None if found is None else sum(price(*pair) for pair in found)) == least
    if found is not None:
        free = {c: max(rank for rank, cost in options[c] if not cost) for c in range(len(table)) if c not in waived}
        reached = free | {c: max(free[c], rank) for c, rank in found}
        stands = {each.key: reached.get(c) for c, each in enumerate(rubric.criteria)}
        assert by_hand(rubric, stands)[0] >= gate


@settings(max_examples=300)
@given(priced())
def test_closing_is_the_cheapest_of_all_ways_to_keep_a_gate_closed(problem):
    rubric, waived, gate, table = problem
    top = rubric.ladder.top

    def price(c, rank):
        """Keeping a criterion below a lower gate costs more, and below some gate there is no keeping."""
        costs, lowest = table[c]
        return sum(costs[rank - 1 :]) if rank >= lowest else None

    options = [
        [(top, 0), *((r - 1, price(c, r)) for r in range(1, top + 1) if price(c, r) is not None)]
        for c in range(len(table))
    ]
    found = search.closing(encode(rubric).branch, gate, price, waived)
    least = best(rubric, waived, options, lambda whole: whole < gate)
    assert (None if found is None else sum(price(*pair) for pair in found)) == least
    if found is not None:
        free = {c: min(rank for rank, cost in options[c] if not cost) for c in range(len(table)) if c not in waived}
        kept = free | {c: min(free[c], rank - 1) for c, rank in found}
        stands = {each.key: kept.get(c) for c, each in enumerate(rubric.criteria)}
        assert by_hand(rubric, stands)[0] < gate
