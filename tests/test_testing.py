"""The strategies draw what is legal, and the laws notice what is wrong."""

import importlib
import itertools
import sys

import attrs
import numpy as np
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from collabmodel import (
    Confidence,
    Criterion,
    Dimension,
    Finding,
    Ladder,
    Level,
    Observation,
    Organization,
    PurposeScreen,
    Rubric,
    SocialOrganization,
    assess,
    check,
    dumps,
    encoding,
    loads,
    what_if,
)
from collabmodel.asking import Question
from collabmodel.core import plan, rule
from collabmodel.errors import DescriptionError, Fault
from collabmodel.laws import advice, evidence, population, verdict
from collabmodel.laws import case as ground
from collabmodel.laws import rule as rule_laws
from collabmodel.laws.case import blank
from collabmodel.table import assess_table
from collabmodel.testing import (
    LAWS,
    cases,
    check_rubric,
    observations,
    organizations,
    purposes,
    rubrics,
)

# Strategies


@given(rubrics())
def test_generated_rubrics_say_in_their_name_what_they_are(rubric):
    assert issubclass(rubric, Rubric)
    for each in (*rubric.dimensions, *rubric.criteria):
        assert f"{each.key}: points={each.points} lead={each.lead}" in rubric.__name__


@given(rubrics(leads=False, most_stages=3, most_dimensions=2, most_criteria=1, most_levels=2))
def test_rubrics_can_be_kept_small(rubric):
    assert all(each.lead is None for each in (*rubric.dimensions, *rubric.criteria))
    assert len(rubric.ladder) <= 3
    assert len(rubric.criteria) == len(rubric.dimensions) <= 2
    assert all(len(each.levels) == 2 for each in rubric.criteria)


SHAPES = {
    "weakest link": lambda rubric: rubric.rule.num == rubric.rule.den,
    "prior": lambda rubric: rubric.prior is not None and rubric.coherence[0] == 0.95,
    "own rule": lambda rubric: any(each.rule is not None for each in rubric.dimensions),
    "leads": lambda rubric: {0, 1, 2} <= {each.lead for each in (*rubric.dimensions, *rubric.criteria)},
    "repeated reach": lambda rubric: any(each.levels[0].reach == each.levels[1].reach for each in rubric.criteria),
    "high start": lambda rubric: any(each.levels[0].reach == rubric.ladder[1].name for each in rubric.criteria),
    "half-life": lambda rubric: any(each.half_life is not None for each in rubric.criteria),
}


quick = settings(max_examples=2000, phases=[Phase.generate], derandomize=True, database=None)


@pytest.mark.parametrize("wanted", SHAPES.values(), ids=SHAPES)
def test_rubrics_come_in_every_shape(wanted):
    assert find(rubrics(), wanted, settings=quick)


DOINGS = {
    "nothing to do": lambda actions: not actions,
    "as many as there may be": lambda actions: len(actions) == 8,
    "in vain": lambda actions: any(set(each.after) & set(each.excludes) for each in actions),
    "in a row": lambda actions: any(each.after and before.after for before, each in itertools.pairwise(actions)),
    "either or": lambda actions: any(each.excludes for each in actions),
    "for nothing": lambda actions: any(each.effort[1] == 0 < each.effort[2] for each in actions),
    "for many": lambda actions: any(len(each.effects) == 3 for each in actions),
    "in the cycle": lambda actions: any(each.step is not None for each in actions),
}


@pytest.mark.parametrize("wanted", DOINGS.values(), ids=DOINGS)
def test_actions_come_in_every_shape(wanted):
    assert find(rubrics(actions=True), lambda rubric: wanted(rubric.actions), settings=quick)


@given(rubrics(), rubrics(actions=True, most_actions=3))
def test_there_is_nothing_to_do_unless_that_is_asked_for_and_then_the_name_says_what(idle, busy):
    assert idle.actions == ()
    assert len(busy.actions) <= 3
    assert all(f"{each.key}: effort={each.effort} effects={each.effects}" in busy.__name__ for each in busy.actions)


@given(st.data(), rubrics())
def test_observations_name_levels_of_the_rubric(data, rubric):
    check(Organization("one", observations=[data.draw(observations(rubric))]), rubric)


@given(st.data(), rubrics())
def test_observations_can_be_kept_soft_or_hard_and_applicable(data, rubric):
    soft = data.draw(observations(rubric, facts=False, waivers=False))
    hard = data.draw(observations(rubric, soft=False))
    assert soft.confidence is not Confidence.FACT
    assert soft.finding is not Finding.NOT_APPLICABLE
    assert hard.confidence is Confidence.FACT


@given(st.data(), st.sampled_from((SocialOrganization, PurposeScreen)) | rubrics())
def test_what_is_generated_for_a_rubric_can_be_judged_by_it(data, rubric):
    of = purposes(rubric) if rubric is PurposeScreen else organizations(rubric, units=True)
    subject = data.draw(of)
    assert assess(subject, rubric).subject is subject


@given(organizations())
def test_any_organization_can_be_written_down_and_read_again(organization):
    assert loads(dumps(organization)) == organization


def test_without_hypothesis_the_way_to_get_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    monkeypatch.delitem(sys.modules, "collabmodel.testing")
    with pytest.raises(ImportError, match=r"pip install collabmodel\[test\]"):
        importlib.import_module("collabmodel.testing")


# Laws on somebody's own rubric


@pytest.mark.parametrize("rubric", [SocialOrganization, PurposeScreen])
def test_the_shipped_rubrics_obey_every_law(rubric):
    check_rubric(rubric, examples=4)


def broken_reader(organization):
    return [Observation.exactly("asked", organization.no_such_field)]


class Faulty(Rubric):
    """A rubric whose reader breaks down."""

    ladder = Ladder("low", "high")
    group = Dimension("Group")
    asked = Criterion(
        group, "How far?", source="test", levels=(Level("no", "No.", reach="low"), Level("yes", "Yes.", reach="high"))
    )
    read_asked = asked.reader(broken_reader)


def test_a_law_that_cannot_be_tried_is_named():
    with pytest.raises(AssertionError, match=r"what the rule says in plain words.*Faulty.*no_such_field"):
        check_rubric(Faulty)


def test_a_broken_law_is_named(monkeypatch):
    """A rule that takes the majority whatever the quota."""

    def majority(reached, waived, node):
        return (reached * node.points[:, np.newaxis, np.newaxis]).sum(axis=0) * 2 > node.total

    monkeypatch.setattr(rule, "gates", majority)
    with pytest.raises(AssertionError, match=r"worst and best are what the rule says in plain words.* Broken: "):
        check_rubric(SocialOrganization)


# Laws notice what is wrong


def dice(roll):
    """A judge who keeps the form of a verdict and rolls its content, and at times accepts what must be refused."""

    def judge(subject, rubric=None, *, as_of=None):
        try:
            return rolled(assess(subject, rubric, as_of=as_of), roll)
        except DescriptionError as error:
            if roll.random() < 1 / 3:
                return assess(blank(rubric), rubric)
            raise type(error)(error.faults if roll.random() < 1 / 2 else [Fault("$", "no")]) from error

    return judge


def careless(roll):
    """Advice and tables that keep their form and roll their content: plans, questions, answers, what is supposed."""

    def plan_of(problem, **wishes):
        chosen = tuple(a for a in range(len(problem.options)) if roll.random() < 1 / 2)
        return plan.Solution(chosen, roll.uniform(0, 20), roll.uniform(0, 20))

    def asked(assessment, *, n):
        criteria = roll.choices(assessment.rubric.criteria, k=min(n, 1 + roll.randrange(3)))
        return tuple(Question(c.key, c.question, c.visible, roll.uniform(-0.1, 1), 1.0, "") for c in criteria)

    def told(facts, encoded, asked):
        answers = [encoding.Answer(0, roll.random(), 0, 0, [roll.random()] * (encoded.reaching.shape[1]))]
        return {c: encoding.Inquiry(roll.random(), answers) for c in asked}

    def table(*told, **how):
        found = assess_table(*told, **how)
        stages = len(found.rubric.ladder)
        pairs = [sorted((roll.randrange(stages), roll.randrange(stages))) for _ in found.worst]
        return attrs.evolve(found, worst=[worst for worst, _ in pairs], best=[best for _, best in pairs])

    return {
        (population, "assess_table"): table,
        (plan, "cheapest"): plan_of,
        (advice, "questions"): asked,
        (advice, "inquire"): told,
        (advice, "what_if"): lambda *told: rolled(what_if(*told), roll),
    }


def rolled(standing, roll):
    def chances(each):
        ranks = [each.ladder[roll.randrange(len(each.ladder))] for _ in range(2)]
        tails = tuple(round(roll.uniform(-0.1, 1.1), 1) for _ in each.tails)
        return attrs.evolve(each, worst=ranks[0], best=ranks[1], tails=tails)

    together = standing.units_verdict if roll.random() < 1 / 2 else None
    return attrs.evolve(
        chances(standing),
        coverage=roll.random(),
        dimensions=tuple(map(chances, standing.dimensions)),
        evidence=tuple(map(chances, standing.evidence)),
        units=tuple(rolled(each, roll) for each in standing.units),
        units_verdict=together and chances(together),
    )


@pytest.mark.parametrize("law", [*LAWS, verdict.nothing_is_not_evidence], ids=lambda law: law.__name__)
def test_every_law_notices_a_judge_who_rolls_dice(law, monkeypatch):
    noticed = []

    @settings(max_examples=20, phases=[Phase.generate], derandomize=True, database=None)
    @given(cases(rubrics(most_dimensions=2, most_criteria=2, actions=True)), st.randoms(use_true_random=False))
    def collect(case, roll):
        for module in (ground, rule_laws, evidence, verdict, advice, population):
            if hasattr(module, "assess"):
                monkeypatch.setattr(module, "assess", dice(roll))
        for place, rolling in careless(roll).items():
            monkeypatch.setattr(*place, rolling)
        noticed.extend(law(case))

    real = rule.gates
    monkeypatch.setattr(rule, "gates", lambda *given: ~real(*given))
    collect()
    assert noticed
