"""Questions, suppositions and reasons, held against the enumeration of everything that may be."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabmodel import (
    Criterion,
    Dimension,
    Ladder,
    Level,
    Organization,
    Quota,
    Reading,
    Rubric,
    SocialOrganization,
    assess,
    questions,
    what_if,
)
from collabmodel.assessment import known_of, suppositions
from collabmodel.core import search
from collabmodel.encoding import encode
from collabmodel.laws import advice as laws
from collabmodel.laws.case import by_hand
from collabmodel.tasks import task, wishes_for
from collabmodel.testing import cases, obey, rubrics

small = st.one_of(
    rubrics(actions=True, most_stages=4, most_dimensions=2, most_criteria=2, most_levels=3),
    rubrics(actions=True, most_stages=3, most_dimensions=1, most_criteria=4, most_levels=3),
    rubrics(actions=True, most_stages=3, most_dimensions=3, most_criteria=1, most_levels=4),
)

# Questions


@settings(max_examples=100)
@given(cases())
def test_a_gain_is_what_every_answer_taken_for_a_fact_takes_away(case):
    obey(laws.a_gain_is_what_the_answers_take_away, case)


@given(cases())
def test_answers_add_up_to_what_is_believed_without_them(case):
    obey(laws.answers_together_say_what_is_known_already, case)


@settings(max_examples=100)
@given(cases())
def test_nothing_is_asked_that_is_settled_and_the_best_question_comes_first(case):
    obey(laws.only_what_is_open_is_asked, case)


@settings(max_examples=200)
@given(cases(rubrics(most_dimensions=2)))
def test_without_coherence_what_never_tips_the_scales_is_not_asked_about(case):
    obey(laws.what_never_tips_the_scales_tells_nothing, case)


def council(coherence):
    """The Council of the EEC of 1958, in which no vote of Luxembourg, the last, could ever decide."""
    votes = Dimension("Votes")
    levels = (Level("no", "No.", reach="rejected"), Level("yes", "Yes.", reach="adopted"))
    members = {
        f"c{n}": Criterion(votes, "In favour?", levels=levels, source="Treaty of Rome, article 148", points=points)
        for n, points in enumerate((4, 4, 4, 2, 2, 1))
    }
    settings_of_all = {"ladder": Ladder("rejected", "adopted"), "rule": Quota(12, 17), "coherence": coherence}
    return type("Council", (Rubric,), {**settings_of_all, "votes": votes, **members})


@pytest.mark.parametrize("edges", [(0.0, 0.0), (0.5, 0.0)])
def test_luxembourg_has_nothing_to_tell_where_members_decide_for_themselves(edges):
    asked = [each.criterion for each in questions(assess(Organization("EEC"), council(edges)), n=6)]
    assert sorted(asked) == ["c0", "c1", "c2", "c3", "c4"]


def test_luxembourg_tells_something_of_the_others_where_members_are_alike():
    gains = {each.criterion: each.gain for each in questions(assess(Organization("EEC"), council((0.0, 0.5))), n=6)}
    assert 0 < gains["c5"] < gains["c3"] < gains["c0"]


# To do and to see


@given(cases())
def test_supposing_nothing_changes_not_a_bit(case):
    obey(laws.supposing_nothing_changes_nothing, case)


@settings(max_examples=100)
@given(cases())
def test_doing_something_changes_not_a_bit_of_other_criteria_and_dimensions(case):
    obey(laws.to_do_is_not_to_see, case)


@given(cases())
def test_suppositions_add_up_from_call_to_call(case):
    obey(laws.suppositions_add_up, case)


@given(cases())
def test_supposing_a_higher_level_never_lowers_anything(case):
    obey(laws.supposing_more_lowers_nothing, case)


def test_seeing_something_changes_other_criteria_and_dimensions_where_doing_it_does_not():
    before = assess(Organization("anybody"), SocialOrganization)
    seen = Organization("anybody", observations=[SocialOrganization.stance.observe("guided")])
    after, done = assess(seen, SocialOrganization), what_if(before, {"stance": "guided"})
    for was, told, made in zip(before.evidence, after.evidence, done.evidence, strict=True):
        assert told.at_least["formulating"] > was.at_least["formulating"]
        assert was.key == "stance" or made == was
    for was, told, made in zip(before.dimensions, after.dimensions, done.dimensions, strict=True):
        assert told.at_least["formulating"] > was.at_least["formulating"]
        assert was.key == "leadership" or made == was


def enumerated(found, lifted):
    """P(stage >= s) of the whole and of dimensions, over all levels and all hidden rungs.

    What was seen speaks of the levels that are; the rule is applied to what is supposed of them, and then to ranks
    lifted to at least these by key.
    """
    rubric, encoded = found.rubric, encode(found.rubric)
    likelihoods, prior = known_of(found).likelihoods[:, 0], encoded.prior
    supposed, reach = suppositions(found), encoded.reach.tolist()
    asked = [c for c, row in enumerate(found.evidence) if row.applicable]
    own = [[c for c in asked if rubric.criteria[c].dimension.key == each.key] for each in rubric.dimensions]
    mass = {}
    for levels in itertools.product(*(range(len(rubric.criteria[c].levels)) for c in asked)):
        at = dict(zip(asked, levels, strict=True))
        weight = prior.stages
        for inner in own:
            seen = [prior.levels[c, :, at[c]] * likelihoods[c, at[c]] for c in inner]
            weight = weight * (prior.dimensions @ np.prod([np.ones(len(weight)), *seen], axis=0))
        ranks = dict.fromkeys(each.key for each in rubric.criteria)
        for c in asked:
            key = rubric.criteria[c].key
            ranks[key] = max(reach[c][supposed.get(key, at[c])], lifted.get(key, 0))
        whole, dimensions = by_hand(rubric, ranks)
        for name, rank in {"": whole, **dimensions}.items():
            for stage in range(-1 if rank is None else rank + 1):
                mass[name, stage] = mass.get((name, stage), 0.0) + weight.sum()
    return lambda name: [mass.get((name, stage), 0.0) / mass["", 0] for stage in range(len(rubric.ladder))]


@st.composite
def supposing(draw, case):
    """Where a subject stands, supposing something of some of its criteria."""
    found = assess(case.subject(), case.rubric)
    levels = {
        each.key: st.sampled_from([level.key for level in each.levels])
        for each, row in zip(case.rubric.criteria, found.evidence, strict=True)
        if row.applicable
    }
    return what_if(found, draw(st.fixed_dictionaries({}, optional=levels)))


@settings(max_examples=200)
@given(cases(small), st.data())
def test_what_if_is_the_enumeration_of_everything_that_may_be_when_something_is_done(case, data):
    found = data.draw(supposing(case))
    expected = enumerated(found, {})
    assert found.tails == pytest.approx(expected(""), abs=1e-12, rel=0)
    for each in found.dimensions:
        assert not each.applicable or each.tails == pytest.approx(expected(each.key), abs=1e-12, rel=0)


@settings(max_examples=200)
@given(cases(small), st.data())
def test_the_certainty_of_actions_is_the_enumeration_and_more_actions_never_lower_it(case, data):
    found = data.draw(supposing(case))
    top, rubric = found.ladder[found.ladder.top], found.rubric
    chosen = task(found, wishes_for(found, top, None, Reading.LIKELY, (), ()))
    actions = st.sets(st.sampled_from(range(len(rubric.actions)))) if rubric.actions else st.just(set())
    some, others = data.draw(actions), data.draw(actions)
    nothing, few, more = chosen.certainties([[], [*some], [*(some | others)]])
    reach = {(c.key, level.key): rubric.ladder[level.reach].rank for c in rubric.criteria for level in c.levels}
    lifted = {}
    for key, level in itertools.chain.from_iterable(rubric.actions[a].effects for a in some):
        lifted[key] = max(lifted.get(key, 0), reach[key, level])
    assert few == pytest.approx(enumerated(found, lifted)("")[1:], abs=1e-12, rel=0)
    assert tuple(nothing) == found.tails[1:]
    assert chosen.certainty([*some]) == few[-1]
    for less, enough in zip(nothing + few, few + more, strict=True):
        assert less <= enough + 1e-12


@given(cases(rubrics(actions=True)), st.data())
def test_doing_an_action_that_leads_to_the_top_is_supposing_it_to_the_last_bit(case, data):
    found = data.draw(supposing(case))
    chosen = task(found, wishes_for(found, None, None, Reading.LIKELY, (), ()))
    tops = {each.key: each.levels[-1].key for each in case.rubric.criteria}
    applicable = {row.key for row in found.evidence if row.applicable}
    for a, action in enumerate(case.rubric.actions):
        keys = action.raises.keys() & applicable
        if all(case.rubric.ladder[_reach(case.rubric, *effect)].rank == found.ladder.top for effect in action.effects):
            assert what_if(found, {key: tops[key] for key in keys}).tails[1:] == tuple(chosen.certainties([[a]])[0])


def _reach(rubric, key, level):
    criterion = next(each for each in rubric.criteria if each.key == key)
    return criterion.levels[criterion.position(level)].reach


# Reasons


def needed(keys, enough):
    """What is left when each that is not needed is left out, one after the other."""
    left = set(keys)
    for key in keys:
        left -= {key} if enough(left - {key}) else set()
    return left


@settings(max_examples=200)
@given(cases(), st.randoms(use_true_random=False))
def test_every_sufficient_reason_meets_every_loss_that_closes_the_gate_and_the_one_that_is_told_is_smallest(case, rng):
    found = assess(case.subject(), case.rubric)
    ladder, criteria = found.ladder, case.rubric.criteria
    lowest = {each.key: ladder[each.levels[0].reach].rank for each in criteria}
    ranks = {row.key: row.worst.rank if row.applicable else None for row in found.evidence}
    known = [key for key, rank in ranks.items() if rank is not None and rank > lowest[key]]

    def forced(facts):
        kept = {key: rank if rank is None or key in facts else lowest[key] for key, rank in ranks.items()}
        return by_hand(case.rubric, kept)[0] >= found.worst.rank

    told = {each.criterion for each in found.why().floor}
    reasons = [needed(rng.sample(known, len(known)), forced) for _ in range(3)]
    assert forced(told)
    assert all(len(told) <= len(reason) for reason in reasons)
    if forced(()):
        assert told == set()
        return
    losses = [needed(rng.sample(known, len(known)), lambda lost: not forced({*known} - lost)) for _ in range(3)]
    losses.append(set(fewest_to_lose(found, known)))
    assert not forced({*known} - losses[-1])
    assert all(len(losses[-1]) <= len(loss) for loss in losses)
    for reason, loss in itertools.product([told, *reasons], losses):
        assert not reason.isdisjoint(loss)


def fewest_to_lose(found, known):
    """The fewest facts that would cost the worst stage if they were lost, as the search finds them."""
    keys = [each.key for each in found.rubric.criteria]
    lowest = encode(found.rubric).lowest

    def price(c, gate):
        if found.evidence[c].worst.rank < gate:
            return 0
        return 1 if lowest[c] < gate and keys[c] in known else None

    waived = {c for c, row in enumerate(found.evidence) if not row.applicable}
    return [keys[c] for c, _ in search.closing(encode(found.rubric).branch, found.worst.rank, price, waived)]
