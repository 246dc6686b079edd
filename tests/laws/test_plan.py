"""Plans: the cheapest ways there, held against every set of actions and against another solver."""

import itertools
import math
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from collabmodel import SocialOrganization, assess, recommend
from collabmodel.core import plan, rule, search
from collabmodel.core.parts import Option, Problem
from collabmodel.encoding import encode
from collabmodel.errors import DescriptionError, UnreachableError
from collabmodel.laws import advice as laws
from collabmodel.laws.case import by_hand
from collabmodel.tasks import BARS, FINER_BARS, Reading, task, wishes_for
from collabmodel.testing import cases, obey, organizations, rubrics

things_to_do = cases(
    st.one_of(
        rubrics(actions=True, most_stages=4, most_levels=3, most_criteria=3, most_dimensions=2, most_actions=12),
        rubrics(actions=True, most_stages=3, most_levels=3, most_actions=12),
        rubrics(actions=True),
    )
)


@settings(max_examples=150)
@given(things_to_do)
def test_a_plan_leads_to_its_target_and_none_of_its_steps_can_be_left_out(case):
    obey(laws.a_plan_leads_there_and_no_part_of_it_does, case)


@settings(max_examples=150)
@given(things_to_do)
def test_a_plan_contains_its_prerequisites_in_order_and_takes_no_less_than_its_bound(case):
    obey(laws.a_plan_can_be_done_as_it_stands, case)


@settings(max_examples=150)
@given(things_to_do)
def test_doing_more_never_makes_the_target_less_certain(case):
    obey(laws.no_step_makes_the_target_less_certain, case)


@given(things_to_do)
def test_what_is_reached_already_takes_no_plan(case):
    obey(laws.what_is_reached_takes_no_plan, case)


@settings(max_examples=150)
@given(things_to_do)
def test_a_dearer_action_never_makes_a_plan_cheaper(case):
    obey(laws.a_dearer_action_makes_no_plan_cheaper, case)


@settings(max_examples=150)
@given(things_to_do)
def test_one_more_action_never_makes_a_plan_dearer(case):
    obey(laws.one_more_action_makes_no_plan_dearer, case)


@settings(max_examples=150)
@given(things_to_do)
def test_better_evidence_never_makes_a_plan_dearer(case):
    obey(laws.better_evidence_makes_no_plan_dearer, case)


@settings(max_examples=150)
@given(things_to_do)
def test_a_higher_target_never_takes_less(case):
    obey(laws.a_higher_target_takes_no_less, case)


@settings(max_examples=150)
@given(things_to_do)
def test_a_lower_reading_never_takes_less(case):
    obey(laws.a_lower_reading_takes_no_less, case)


@given(things_to_do)
def test_more_effort_on_the_frontier_buys_more_certainty(case):
    obey(laws.the_frontier_rises, case)


@settings(max_examples=100)
@given(organizations(SocialOrganization), st.sampled_from(Reading), st.sampled_from((None, *FINER_BARS)))
def test_a_higher_target_never_takes_less_with_the_shipped_actions_and_their_stages(organization, reading, bar):
    found = assess(organization, SocialOrganization)
    efforts = [at(planned(found, target=stage, reading=reading), bar) for stage in found.ladder]
    assert efforts == sorted(efforts)


@settings(max_examples=150)
@given(things_to_do, st.data())
def test_all_that_is_required_is_in_the_plan_after_what_must_come_first(case, data):
    actions = {each.key: each for each in case.rubric.actions}
    require = data.draw(st.lists(st.sampled_from([*actions]), unique=True)) if actions else []
    found = assess(case.subject(), case.rubric)
    try:
        steps = recommend(found, require=require).steps
    except (DescriptionError, UnreachableError):
        return
    keys = [step.action.key for step in steps]
    done = [[*actions].index(key) for key in keys]
    chosen = planned(found, target=None, require=require)
    assert [step.certainty for step in steps] == [chosen.certainty(done[:number]) for number in range(1, len(done) + 1)]
    assert set(require) <= set(keys)
    assert all(set(actions[key].after) <= set(keys[:number]) for number, key in enumerate(keys))
    assert all(set(actions[key].excludes).isdisjoint(keys) for key in keys)


def planned(found, *, target, reading=Reading.LIKELY, require=(), exclude=()):
    return task(found, wishes_for(found, target, None, reading, require, exclude))


def at(chosen, bar):
    """The effort of the cheapest plan at a bar; infinite where there is none."""
    try:
        found = chosen.at(bar)
    except UnreachableError:
        return math.inf
    assert found.optimal
    return found.effort


# Every set of actions


class Tried(NamedTuple):
    """Every set of options, numbered by the bits of its members: its cost, and whether it may be and opens the gate."""

    costs: np.ndarray
    may_be: np.ndarray
    opens: np.ndarray

    @property
    def least(self):
        return self.costs[self.may_be & self.opens].min(initial=math.inf)


def every_set(rubric, ranks, waived, gate, options, required=(), banned=()):
    """All that can be chosen, judged by the rule itself; options are (cost, lifts, after, excludes)."""
    chosen = (np.arange(2 ** len(options))[:, np.newaxis] >> np.arange(len(options))) & 1 == 1
    may_be = chosen[:, list(required)].all(axis=1) & ~chosen[:, list(banned)].any(axis=1)
    stands = np.repeat(np.array(ranks, np.int8)[:, np.newaxis], len(chosen), axis=1)
    for a, (_, lifts, after, excludes) in enumerate(options):
        for first in after:
            may_be &= ~chosen[:, a] | chosen[:, first]
        for other in excludes:
            may_be &= ~(chosen[:, a] & chosen[:, other])
        for c, rank in lifts:
            stands[c] = np.maximum(stands[c], np.where(chosen[:, a], rank, 0))
    stands[list(waived)] = rule.NOT_APPLICABLE
    stages = np.arange(1, rubric.ladder.top + 1, dtype=np.int8)
    declared = encode(rubric).tree
    of_ranks = rule.tree(np.repeat(stages[:, np.newaxis], len(ranks), axis=1), declared.dimensions, declared.whole)
    opens = rule.stand(stands, of_ranks).whole >= gate
    return Tried(chosen @ np.array([cost for cost, *_ in options], np.float64), may_be, opens)


def number(chosen):
    return sum(1 << a for a in chosen)


small = st.one_of(
    rubrics(most_stages=5, most_dimensions=3, most_criteria=3, most_levels=2),
    rubrics(most_stages=4, most_dimensions=2, most_criteria=5, most_levels=2),
    rubrics(most_stages=4, most_dimensions=5, most_criteria=2, most_levels=2),
).filter(lambda rubric: len(rubric.criteria) > 3)


@st.composite
def problems(draw, most=12):
    """A small rubric, where its criteria stand and which do not apply, a gate, options, and some required or banned."""
    rubric = draw(small)
    k, top = len(rubric.criteria), rubric.ladder.top
    ranks = draw(st.lists(st.sampled_from((0, 0, *range(top))), min_size=k, max_size=k))
    waived = draw(st.just(frozenset()) | st.frozensets(st.integers(0, k - 1), max_size=k - 1))
    gate = draw(st.sampled_from((top, *range(1, top + 1))))
    lift = st.tuples(st.integers(0, k - 1), st.sampled_from((gate, *range(1, top + 1))))
    options = []
    for a in range(draw(st.integers(most // 2, most))):
        earlier = st.frozensets(st.integers(0, a - 1), max_size=2) if a else st.just(frozenset())
        option = st.tuples(
            st.sampled_from((2.0, 3.0, 5.0, 1.0, 1.5, 0.25, 4.0, 7.0, 0.0)),
            st.lists(lift, min_size=1, max_size=3, unique_by=lambda pair: pair[0]).map(tuple),
            st.just(frozenset()) | earlier,
            st.just(frozenset()) | st.just(frozenset()) | earlier,
        )
        options.append(draw(option))
    some = st.just(frozenset()) | st.frozensets(st.integers(0, len(options) - 1), max_size=2)
    return rubric, ranks, waived, gate, options, draw(some), draw(some)


def as_numbers(rubric, ranks, waived, gate, options):
    goal = search.to_open(encode(rubric).branch, gate, waived)
    return Problem(goal, tuple(ranks), tuple(itertools.starmap(Option, options)))


def legal(tried, found, options, required):
    """The set that was found may be, opens the gate, and has no member that could be left out."""
    assert tried.may_be[number(found.chosen)]
    assert tried.opens[number(found.chosen)]
    assert tried.costs[number(found.chosen)] == found.cost
    wanted = set(required)
    while more := {first for a in wanted for first in options[a][2]} - wanted:
        wanted |= more
    for idle in set(found.chosen) - wanted:
        needed = any(idle in options[a][2] for a in found.chosen)
        assert needed or not tried.opens[number(set(found.chosen) - {idle})]


def solved(problem, slots, **limits):
    """The cheapest set of options, where parts of so many slots at most are solved exactly."""
    *stated, options, required, banned = problem
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "MOST_SLOTS", slots)
        return plan.cheapest(as_numbers(*stated, options), required=required, banned=banned, **limits)


slots = st.sampled_from((0, 1, 2, 4, plan.MOST_SLOTS))


@settings(max_examples=400)
@given(problems(), slots)
def test_the_cheapest_is_the_least_of_all_sets_there_are(problem, most_slots):
    tried, found = every_set(*problem), solved(problem, most_slots)
    assert (math.inf if found is None else found.cost) == tried.least
    if found is not None:
        assert found.bound == found.cost
        legal(tried, found, *problem[4:6])


@settings(max_examples=100)
@given(problems(), slots, st.sampled_from((0.0, 0.25, 1.0, 3.0, 8.0)))
def test_nothing_dearer_than_the_most_that_may_be_spent_is_found(problem, most_slots, most):
    least, found = every_set(*problem).least, solved(problem, most_slots, most=most)
    assert (math.inf if found is None else found.cost) == (least if least <= most else math.inf)


@settings(max_examples=200)
@given(problems(), slots, st.integers(0, 4))
def test_where_the_search_is_cut_short_the_optimum_lies_between_the_bound_and_the_cost(problem, most_slots, nodes):
    tried, found = every_set(*problem), solved(problem, most_slots, nodes=nodes)
    if found is not None:
        assert found.bound <= tried.least <= found.cost
        legal(tried, found, *problem[4:6])


@settings(max_examples=150)
@given(problems(most=4))
def test_what_is_out_of_reach_is_the_fewest_criteria_that_all_options_together_leave_missing(problem):
    rubric, ranks, waived, gate, options, _, banned = problem
    stated = as_numbers(rubric, ranks, waived, gate, options)
    missing = plan.out_of_reach(stated, banned)
    lifted = list(ranks)
    for option, closure in zip(options, plan.closures(stated.options), strict=True):
        for c, rank in option[1] if closure.isdisjoint(banned) else ():
            lifted[c] = max(lifted[c], rank)
    keys = [each.key for each in rubric.criteria]

    def opens(raised):
        stands = {key: None if c in waived else raised.get(c, lifted[c]) for c, key in enumerate(keys)}
        return by_hand(rubric, stands)[0] >= gate

    assert opens({c: max(lifted[c], rank) for c, rank in missing})
    for fewer in itertools.combinations(range(len(keys)), max(len(missing) - 1, 0)):
        assert not missing or not opens(dict.fromkeys(fewer, rubric.ladder.top))


to_plan = cases(
    st.one_of(
        rubrics(actions=True, most_stages=4, most_dimensions=3, most_criteria=3, most_levels=3),
        rubrics(actions=True, most_stages=3, most_dimensions=2, most_criteria=3, most_levels=3, most_actions=12),
    )
)


def stated(found, bar):
    """Where each criterion counts as standing at a bar, which do not apply, and the actions, in plain numbers."""
    rubric = found.rubric
    keys, names = [each.key for each in rubric.criteria], [each.key for each in rubric.actions]
    reach = {(c.key, level.key): rubric.ladder[level.reach].rank for c in rubric.criteria for level in c.levels}
    ranks = [
        row.worst.rank if bar is None else max(s for s, tail in enumerate(row.tails) if tail >= bar - 1e-12)
        for row in found.evidence
    ]
    options = [
        (
            each.effort[1],
            [(keys.index(key), reach[key, level]) for key, level in each.effects],
            [names.index(key) for key in each.after],
            [names.index(key) for key in each.excludes],
        )
        for each in rubric.actions
    ]
    return ranks, [c for c, row in enumerate(found.evidence) if not row.applicable], options


@st.composite
def wished(draw, case):
    """A stage, a reading, and actions that are required or excluded."""
    keys = [each.key for each in case.rubric.actions]
    some = st.just(()) | (st.sampled_from(keys).map(lambda key: (key,)) if keys else st.nothing())
    return {
        "target": draw(st.sampled_from(tuple(case.rubric.ladder))),
        "reading": draw(st.sampled_from(Reading)),
        "require": draw(some),
        "exclude": draw(some),
    }


def least_effort(found, wishes, bar):
    """The least effort of all sets of actions that lead to a target at a bar."""
    ranks, waived, options = stated(found, bar)
    keys = [each.key for each in found.rubric.actions]
    now = found.likely if wishes["reading"] is Reading.LIKELY else found.worst
    gate = 0 if bar is not None and wishes["target"] <= now else wishes["target"].rank
    required, banned = ([keys.index(key) for key in wishes[name]] for name in ("require", "exclude"))
    return every_set(found.rubric, ranks, waived, gate, options, required, banned).least


@settings(max_examples=200)
@given(to_plan, st.data())
def test_the_cheapest_plan_at_each_bar_is_the_least_of_all_sets_of_actions(case, data):
    found = assess(case.subject(), case.rubric)
    wishes = data.draw(wished(case))
    try:
        chosen = planned(found, **wishes)
    except DescriptionError:
        assert all(least_effort(found, wishes, bar) == math.inf for bar in (None, *BARS))
    else:
        for bar in (None, 0.0, *BARS):
            assert at(chosen, bar) == least_effort(found, wishes, bar)


@settings(max_examples=300)
@given(to_plan, st.data())
def test_a_recommended_plan_is_the_cheapest_at_the_lowest_bar_at_which_it_is_likely_to_do(case, data):
    found = assess(case.subject(), case.rubric)
    wishes = data.draw(wished(case)) | {"require": ()}
    bars = (*BARS, None) if wishes["reading"] is Reading.LIKELY else (None,)
    try:
        recommended = recommend(found, **wishes)
    except UnreachableError:
        assert any(least_effort(found, wishes, bar) == math.inf for bar in bars)
        return
    assert recommended.effort == least_effort(found, wishes, recommended.bar)
    assert recommended.optimal
    assert recommended.bar is None or recommended.certainty >= 0.5 - 1e-12
    for lower in bars[: bars.index(recommended.bar)]:
        chosen = planned(found, **wishes)
        assert chosen.certainty(chosen.at(lower).chosen) < 0.5


# Another solver


def random_options(rng, gate, count=100):
    """Actions on SocialOrganization: a fifth serves several criteria, three in ten need others, one in ten excludes."""
    k, top = len(SocialOrganization.criteria), SocialOrganization.ladder.top
    options = []
    for a in range(count):
        served = rng.choice(k, rng.integers(2, 5) if rng.random() < 0.2 else 1, replace=False).tolist()
        after = rng.choice(a, min(a, rng.integers(1, 3)), replace=False).tolist() if rng.random() < 0.3 else ()
        others = rng.choice(a, min(a, 1)).tolist() if rng.random() < 0.1 else ()
        lifts = tuple((c, min(gate + int(rng.choice((-1, 0, 0, 1))), top)) for c in served)
        options.append((float(rng.integers(1, 21) * len(served)), lifts, frozenset(after), frozenset(others)))
    return options


class Model:
    """The gate as a mixed-integer program: a variable for each action, and for each part at each stage it is needed."""

    def __init__(self, ranks, options):
        self.ranks, self.options = ranks, options
        self.variables, self.rows = {}, []
        for a, (_, _, after, excludes) in enumerate(options):
            self.place(a)
            for first in after:
                self.row({first: 1, a: -1}, 0)
            for other in excludes:
                self.row({a: -1, other: -1}, -1)

    def place(self, name):
        return self.variables.setdefault(name, len(self.variables))

    def row(self, coefficients, least):
        """Coefficients times variables are at least so much."""
        self.rows.append(({self.place(name): each for name, each in coefficients.items()}, least))

    def need(self, part, gate):
        """The variable of a part at a gate, with what it takes to be 1; parts are criteria and quotas over parts."""
        name = part, gate
        if name in self.variables:
            return name
        self.place(name)
        if isinstance(part, int):
            lifting = [a for a, (_, lifts, *_) in enumerate(self.options) if dict(lifts).get(part, 0) >= gate]
            self.row({name: -1, **dict.fromkeys(lifting, 1)}, -int(self.ranks[part] >= gate))
            return name
        quota, children = part
        inner = {self.need(child, gate): quota.den * points for points, _, child in children}
        self.row({**inner, name: -quota.num * sum(points for points, *_ in children)}, 0)
        for _, lead, child in children:
            if lead is not None and gate > lead:
                self.row({self.need(child, gate - lead): 1, name: -1}, 0)
        return name

    def least(self, part, gate):
        """The least cost of options that open a gate; infinite where none do."""
        self.row({self.need(part, gate): 1}, 1)
        table = np.zeros((len(self.rows), len(self.variables)))
        for number_of_row, (coefficients, _) in enumerate(self.rows):
            table[number_of_row, list(coefficients)] = list(coefficients.values())
        costs = np.zeros(len(self.variables))
        costs[: len(self.options)] = [cost for cost, *_ in self.options]
        found = milp(
            costs,
            integrality=np.ones(len(costs)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(table, lb=[least for _, least in self.rows]),
            options={"mip_rel_gap": 0},
        )
        assert found.status in {0, 2}  # proved to be the least, or that there is none
        return math.inf if found.x is None else round(found.fun)


def whole(rubric):
    """A rubric as a quota over dimensions, each a quota over criteria: points, lead, and what is counted."""
    dimensions = [
        (
            each.points,
            each.lead,
            (
                each.rule or rubric.rule,
                tuple((c.points, c.lead, n) for n, c in enumerate(rubric.criteria) if c.dimension.key == each.key),
            ),
        )
        for each in rubric.dimensions
    ]
    return rubric.rule, tuple(dimensions)


@pytest.mark.parametrize("target", ["formulating", "forging", "fusing"])
@pytest.mark.parametrize("seed", range(35))
def test_another_solver_finds_no_cheaper_and_no_dearer_plan(target, seed):
    gate = SocialOrganization.ladder[target].rank
    rng = np.random.default_rng([gate, seed])
    ranks = rng.integers(0, 3, len(SocialOrganization.criteria)).tolist()
    options = random_options(rng, gate)
    found = plan.cheapest(as_numbers(SocialOrganization, ranks, (), gate, options))
    least = Model(ranks, options).least(whole(SocialOrganization), gate)
    assert (math.inf if found is None else found.cost) == least
    assert found is None or found.bound == found.cost
    cut_short = plan.cheapest(as_numbers(SocialOrganization, ranks, (), gate, options), nodes=1)
    assert cut_short is None or cut_short.bound <= least <= cut_short.cost
