"""recommend() and frontier(): what to do next, in which order, why, and how certain it is to lead there."""

import itertools
import json
import math
import pickle

import attrs
import pytest

from collabmodel import (
    Action,
    Approach,
    Confidence,
    Criterion,
    CycleStep,
    Dimension,
    Ladder,
    Level,
    Observation,
    Organization,
    Plan,
    Purpose,
    PurposeScreen,
    Quota,
    Reading,
    Rubric,
    assess,
    cases,
    catalogue,
    frontier,
    recommend,
    what_if,
)
from collabmodel.core import plan as core
from collabmodel.core import search
from collabmodel.errors import DescriptionError, RubricError, UnreachableError
from collabmodel.planning import frontier_blocks
from collabmodel.render.rows import Listing, as_html, as_markdown, as_text

NASTY = "<b>Soup</b> & more"
SAID = {"source": "A cook"}
LEVELS = (
    Level("none", "Nobody.", reach="cold"),
    Level("some", "A few.", reach="warm"),
    Level("all", "Everyone.", reach="hot"),
)
NONE, SOME, ALL = (("none", "none"), ("some", "some"), ("all", "all"))
NONE_OR_SOME, AT_LEAST_SOME = ("none", "some"), ("some", "all")
COLD = {"cooking": NONE, "room": NONE}


class Kitchen(Rubric):
    """The weaker of two criteria decides. With no coherence, what is unknown stands on each level with 1/3."""

    version = "1.0"
    title = "The soup kitchen"
    ladder = Ladder("cold", "warm", "hot")
    rule = Quota(1, 1)
    coherence = (0.0, 0.0)
    meal = Dimension("The meal")
    cooking = Criterion(meal, "Who cooks?", levels=LEVELS, **SAID)
    room = Criterion(meal, "Who may come in?", levels=LEVELS, **SAID)
    train = Action("Train.", effort=(1, 2, 4), raises={"cooking": "some"}, step=CycleStep.GUIDE, **SAID)
    hire = Action("Hire.", effort=5, raises={"cooking": "all"}, step=CycleStep.ADAPT, **SAID)
    rent = Action("Rent.", effort=3, raises={"room": "some"}, step=CycleStep.LAUNCH, **SAID)
    build = Action("Build.", effort=8, raises={"room": "all"}, after=("rent",), step=CycleStep.PURPOSE, **SAID)
    merge = Action("Merge.", effort=4, raises={"cooking": "some", "room": "some"}, **SAID)


def declared(base=Kitchen, **parts):
    """A kitchen declared a little differently."""
    return type("Changed", (base,), parts)


def kitchen(rubric=Kitchen, *more, name="K", staff=None, **facts):
    """An assessment of a kitchen of which facts are known: the lowest and the highest level of each criterion."""
    known = [Observation(key, *levels, confidence=Confidence.FACT, source="Seen") for key, levels in facts.items()]
    return assess(Organization(name, staff=staff, observations=[*known, *more]), rubric)


def cold(rubric=Kitchen, **parts):
    """An assessment of a kitchen in which there is nothing."""
    return kitchen(rubric, **parts, **{each.key: NONE for each in rubric.criteria})


def keys(plan):
    return [step.action.key for step in plan.steps]


def faults(error):
    return [str(fault) for fault in error.value.faults]


# The cheapest plan


def test_one_action_for_two_is_cheaper_than_two():
    plan = recommend(cold())
    assert keys(plan) == ["merge"]
    assert (plan.target.name, plan.effort, plan.lower_bound, plan.certainty) == ("warm", 4, 4, 1)
    assert plan.optimal


def test_what_is_there_already_is_not_bought_again():
    plan = recommend(kitchen(cooking=NONE, room=SOME))
    assert (keys(plan), plan.effort) == (["train"], 2)


def test_what_must_come_first_is_part_of_the_plan_and_of_its_effort():
    plan = recommend(cold(), target="hot")
    assert sorted(keys(plan)) == ["build", "hire", "rent"]
    assert plan.effort == 5 + 3 + 8


def test_a_plan_counts_the_likely_effort_and_says_the_range():
    plan = recommend(kitchen(cooking=NONE, room=SOME))
    assert (plan.effort, plan.effort_range) == (2, (1, 4))
    assert [step.effort for step in plan.steps] == [2]


@pytest.mark.parametrize("target", ["hot", Kitchen.ladder["hot"], Kitchen.ladder[2]])
def test_a_target_is_a_stage_or_its_name(target):
    assert recommend(cold(), target=target).target.name == "hot"


def test_without_a_target_the_stage_above_the_likely_one_is_meant():
    assert recommend(cold()).target.name == "warm"
    assert recommend(kitchen(cooking=SOME, room=SOME)).target.name == "hot"


def test_at_the_top_nothing_has_to_be_done():
    plan = recommend(kitchen(cooking=ALL, room=ALL))
    assert (plan.target.name, plan.steps, plan.effort, plan.certainty, plan.optimal) == ("hot", (), 0, 1, True)
    assert plan.alternatives == ()
    assert plan.onward is None


@pytest.mark.parametrize("target", ["cold", "warm"])
def test_for_a_stage_that_is_reached_nothing_has_to_be_done(target):
    plan = recommend(kitchen(cooking=SOME, room=SOME), target=target)
    assert (plan.steps, plan.effort, plan.certainty) == ((), 0, 1)


def test_what_is_at_the_lowest_stage_reaches_it_for_certain_whatever_is_done():
    plan = recommend(cold(), target="cold", require=["train"])
    assert [step.certainty for step in plan.steps] == [1]
    assert plan.certainty == 1


def test_an_action_on_what_does_not_apply_brings_nothing():
    left_out = Observation.not_applicable("room", confidence=Confidence.FACT)
    assert keys(recommend(kitchen(Kitchen, left_out, cooking=NONE))) == ["train"]


# How uncertain things are read

# Who cooks is there with 1/2, the room with 2/3, both with 1/3. What is 60 % likely is the room alone.
DOUBTFUL = {"cooking": NONE_OR_SOME}


def test_more_than_likely_counts_as_there_where_the_plan_would_hardly_do():
    plan = recommend(kitchen(**DOUBTFUL))
    assert (keys(plan), plan.bar, plan.certainty) == (["train"], 0.6, pytest.approx(2 / 3))


def test_what_is_likely_counts_as_there_where_that_will_do():
    plan = recommend(kitchen(cooking=NONE))
    assert (keys(plan), plan.bar, plan.certainty) == (["train"], 0.5, pytest.approx(2 / 3))


def test_a_guaranteed_plan_takes_everything_unknown_at_its_worst():
    plan = recommend(kitchen(**DOUBTFUL), reading=Reading.GUARANTEED)
    assert (keys(plan), plan.bar, plan.certainty) == (["merge"], None, 1)
    assert "Everything unknown is taken at its worst." in str(plan)


def test_a_guaranteed_plan_leads_to_the_stage_above_the_worst():
    both = kitchen(cooking=ALL, room=AT_LEAST_SOME)
    assert (both.worst.name, both.likely.name) == ("warm", "hot")
    assert recommend(both, reading=Reading.GUARANTEED).target.name == "hot"
    assert keys(recommend(both, reading=Reading.GUARANTEED, exclude=["merge"])) == ["rent", "build"]


def test_where_no_bar_will_do_everything_unknown_is_taken_at_its_worst():
    # Each of 70 criteria is above the lowest of 100 stages with 99 %, all of them with .99 ** 70: less than half.
    stages = [f"s{number}" for number in range(100)]
    levels = tuple(Level(stage, "So far.", reach=stage) for stage in stages)
    part = Dimension("D")
    criteria = {f"c{number}": Criterion(part, "How far?", levels=levels, **SAID) for number in range(70)}
    act = Action("Act.", effort=1, raises=dict.fromkeys(criteria, "s1"), **SAID)
    fixed = {"version": "1.0", "title": "Far", "rule": Quota(1, 1), "coherence": (0.0, 0.0), "part": part}
    far = declared(Rubric, ladder=Ladder(*stages), **fixed, **criteria, act=act)
    found = assess(Organization("O"), far)
    assert found.at_least["s1"] == pytest.approx(0.99**70)
    plan = recommend(found)
    assert (plan.target.name, plan.reading, plan.bar) == ("s1", Reading.LIKELY, None)
    assert (keys(plan), plan.certainty) == (["act"], 1)


# What was asked for besides


def test_what_is_required_is_in_the_plan_and_saves_what_it_brings():
    plan = recommend(cold(), require=["hire"])
    assert (keys(plan), plan.effort) == (["rent", "hire"], 8)
    assert keys(recommend(cold(), require=["rent", "rent"])) == ["rent", "train"]
    for keys_of_actions in (["train"], ("train",), {"train"}, {"train": 1}.keys()):
        assert keys(recommend(cold(), require=keys_of_actions)) == ["rent", "train"]


def test_what_is_required_brings_what_must_come_before_it():
    assert keys(recommend(cold(), require=["build"])) == ["rent", "build", "train"]


def test_what_is_required_is_done_even_where_nothing_has_to_be():
    plan = recommend(kitchen(cooking=ALL, room=ALL), require=["train"])
    assert (keys(plan), plan.effort) == (["train"], 2)
    said = "It was required. What it brings is 100 % likely there already. Who cooks? Everyone. (Seen)"
    assert plan.steps[0].because == said
    assert plan.steps[0].raises == {}


def test_what_is_excluded_is_not_in_the_plan():
    assert keys(recommend(cold(), exclude=["merge"])) == ["rent", "train"]
    assert keys(recommend(cold(), exclude=["merge", "train", "train"])) == ["rent", "hire"]


def test_a_budget_that_is_just_enough_is_enough():
    assert recommend(cold(), budget=4).effort == 4
    assert recommend(cold(), budget=4.0) == recommend(cold(), budget=4)


def test_a_budget_in_tenths_of_days_is_not_lost_in_rounding():
    tenths = declared(
        train=Kitchen.train.evolve(effort=0.1), rent=Kitchen.rent.evolve(effort=0.2), merge=None, hire=None
    )
    assert keys(recommend(cold(tenths), budget=0.3)) == ["rent", "train"]


@pytest.mark.parametrize("budget", [0, 0.0, 3, 3.99])
def test_a_budget_that_does_not_suffice_is_refused_with_the_least_effort(budget):
    with pytest.raises(UnreachableError) as error:
        recommend(cold(), budget=budget)
    assert (error.value.target, error.value.least_effort, error.value.missing) == ("warm", 4, ())
    assert str(error.value) == (
        f"the cheapest plan to warm takes 4 person-days; allow more than {budget:g}, or name a nearer target"
    )


def test_a_budget_of_nothing_suffices_where_nothing_has_to_be_done():
    assert recommend(kitchen(cooking=ALL, room=ALL), budget=0).steps == ()
    assert recommend(cold(), target="cold", budget=0).steps == ()


def test_staff_that_is_too_small_for_an_action_does_without_it():
    large = declared(merge=Kitchen.merge.evolve(smallest_staff=10))
    assert keys(recommend(cold(large, staff=9))) == ["rent", "train"]
    assert keys(recommend(cold(large, staff=10))) == ["merge"]
    assert keys(recommend(cold(large))) == ["merge"]
    assert keys(recommend(cold(large, staff=9), require=["merge"])) == ["merge"]


def test_what_must_come_before_what_is_required_fits_too():
    large = declared(rent=Kitchen.rent.evolve(smallest_staff=10))
    assert keys(recommend(cold(large, staff=1), require=["build"])) == ["rent", "build", "train"]


def test_an_action_is_used_only_at_the_stages_at_which_it_fits():
    late = declared(merge=Kitchen.merge.evolve(stages=("warm",)))
    assert keys(recommend(cold(late))) == ["rent", "train"]
    assert keys(recommend(cold(late), require=["merge"])) == ["merge"]
    later = declared(build=Kitchen.build.evolve(stages=("warm",)), hire=Kitchen.hire.evolve(stages=("cold", "hot")))
    assert sorted(keys(recommend(cold(later), target="hot"))) == ["build", "hire", "rent"]


def test_an_action_for_the_top_alone_brings_nobody_there():
    top = declared(build=Kitchen.build.evolve(stages=("hot",)))
    with pytest.raises(UnreachableError) as error:
        recommend(cold(top), target="hot")
    assert error.value.missing == ("room to 'all'",)
    assert keys(recommend(kitchen(top, cooking=ALL, room=ALL), require=["build"])) == ["rent", "build"]


# Out of reach


def test_a_target_out_of_reach_is_refused_with_what_is_missing():
    with pytest.raises(UnreachableError) as error:
        recommend(cold(), target="hot", exclude=["rent"])
    assert (error.value.target, error.value.least_effort, error.value.missing) == ("hot", None, ("room to 'all'",))
    assert str(error.value) == (
        "no plan leads to hot by this reading: room to 'all'; declare actions that bring this about, exclude fewer, "
        "or name a nearer target"
    )


def test_everything_that_is_missing_is_named():
    idle = declared(train=None, hire=None, rent=None, build=None, merge=None)
    with pytest.raises(UnreachableError) as error:
        recommend(cold(idle), target="warm")
    assert error.value.missing == ("cooking to 'some'", "room to 'some'")
    with pytest.raises(UnreachableError) as error:
        recommend(kitchen(idle, cooking=SOME, room=NONE), target="hot")
    assert error.value.missing == ("cooking to 'all'", "room to 'all'")


def test_a_long_list_of_what_is_missing_is_counted_out():
    error = UnreachableError("warm", "wait", missing=[f"c{number} to 'all'" for number in range(22)])
    assert str(error).endswith("; c19 to 'all'; and 2 more; wait")
    assert len(error.missing) == 22
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301


def test_actions_that_exclude_each_other_lead_nowhere_together():
    rivals = declared(merge=None, hire=None, train=Kitchen.train.evolve(excludes=("rent",)))
    with pytest.raises(UnreachableError) as error:
        recommend(cold(rivals))
    assert error.value.missing == ()
    assert str(error.value) == (
        "no plan leads to warm by this reading; "
        "the actions that would do exclude each other; leave others out, or name a nearer target"
    )


def test_of_actions_that_exclude_each_other_the_cheaper_is_taken():
    rivals = declared(merge=None, train=Kitchen.train.evolve(excludes=("rent",)))
    assert keys(recommend(cold(rivals))) == ["rent", "hire"]


def test_an_action_that_excludes_what_must_come_before_it_is_never_taken():
    odd = declared(build=Kitchen.build.evolve(effort=0, excludes=("rent",)))
    assert keys(recommend(cold(odd))) == ["merge"]
    with pytest.raises(UnreachableError):
        recommend(cold(odd), target="hot")


MISFITS = {
    "staff": {"smallest_staff": 10},
    "stages": {"stages": ("hot",)},
}
FITTING = "actions that would do need more staff or fit at other stages; recommend can require them"
DECLARING = "declare actions that bring this about, exclude fewer, or name a nearer target"


@pytest.mark.parametrize("misfit", MISFITS.values(), ids=MISFITS)
def test_where_actions_only_do_not_fit_the_way_out_says_so(misfit):
    unfit = declared(merge=None, rent=Kitchen.rent.evolve(**misfit))
    with pytest.raises(UnreachableError) as error:
        recommend(cold(unfit, staff=9))
    assert error.value.missing == ("room to 'some'",)
    assert str(error.value) == f"no plan leads to warm by this reading: room to 'some'; {FITTING}"
    assert keys(recommend(cold(unfit, staff=9), require=["rent"])) == ["rent", "train"]


@pytest.mark.parametrize("misfit", MISFITS.values(), ids=MISFITS)
def test_what_must_come_before_an_action_may_be_what_does_not_fit(misfit):
    unfit = declared(rent=Kitchen.rent.evolve(**misfit))
    with pytest.raises(UnreachableError) as error:
        recommend(cold(unfit, staff=9), target="hot" if "staff" not in misfit else None, exclude=["merge"])
    assert str(error.value).endswith(f"; {FITTING}")


@pytest.mark.parametrize("misfit", MISFITS.values(), ids=MISFITS)
def test_where_an_action_is_missing_too_the_way_out_is_to_declare_one(misfit):
    unfit = declared(merge=None, train=None, hire=None, rent=Kitchen.rent.evolve(**misfit))
    with pytest.raises(UnreachableError) as error:
        recommend(cold(unfit, staff=9))
    assert error.value.missing == ("cooking to 'some'", "room to 'some'")
    assert str(error.value).endswith(f"; {DECLARING}")


def test_what_does_not_fit_and_is_excluded_is_not_to_be_required():
    unfit = declared(merge=None, rent=Kitchen.rent.evolve(smallest_staff=10))
    with pytest.raises(UnreachableError, match=DECLARING):
        recommend(cold(unfit, staff=9), exclude=["rent"])


def test_what_is_left_out_of_reach_by_what_is_excluded_is_missing():
    with pytest.raises(UnreachableError) as error:
        recommend(cold(), exclude=["merge", "train", "hire", "rent"])
    assert error.value.missing == ("cooking to 'some'", "room to 'some'")
    assert str(error.value).endswith(f"; {DECLARING}")


def test_actions_that_exclude_each_other_are_left_where_the_others_are_excluded():
    rivals = declared(train=Kitchen.train.evolve(excludes=("rent",)))
    with pytest.raises(UnreachableError, match="the actions that would do exclude each other") as error:
        recommend(cold(rivals), exclude=["merge", "hire"])
    assert error.value.missing == ()


def test_the_purpose_screen_has_no_actions_and_says_what_is_missing():
    with pytest.raises(UnreachableError) as error:
        recommend(assess(Purpose("P")))
    assert error.value.missing
    for each in error.value.missing:
        key, level = each.split(" to ")
        criterion = next(criterion for criterion in PurposeScreen.criteria if criterion.key == key)
        assert level.strip("'") in [level.key for level in criterion.levels]


def test_a_purpose_that_is_to_grow_needs_no_plan():
    best = [each.observe(each.levels[-1].key, confidence=Confidence.FACT) for each in PurposeScreen.criteria]
    plan = recommend(assess(Purpose("P", observations=best)))
    assert (plan.target.name, plan.steps) == ("grow", ())


def test_a_rubric_for_purposes_may_have_actions():
    acting = type(
        "Acting",
        (PurposeScreen,),
        {
            f"raise_{each.key}": Action(
                f"Raise {each.key}.", effort=1, raises={each.key: each.levels[-1].key}, smallest_staff=5, **SAID
            )
            for each in PurposeScreen.criteria
        },
    )
    plan = recommend(assess(Purpose("P"), acting), target="grow", reading=Reading.GUARANTEED)
    assert plan.certainty == 1


# The road


def test_what_must_come_before_comes_before_then_the_step_of_the_cycle_decides():
    # Purpose comes before launch, but building waits for renting; adapting is the last of the steps.
    assert keys(recommend(cold(), target="hot")) == ["rent", "build", "hire"]
    assert [step.action.step for step in recommend(cold(), target="hot").steps] == [
        CycleStep.LAUNCH,
        CycleStep.PURPOSE,
        CycleStep.ADAPT,
    ]


def test_actions_of_no_step_come_last():
    plan = recommend(cold(), require=["merge", "hire"])
    assert keys(plan) == ["hire", "merge"]


@pytest.mark.parametrize(
    ("effort", "order", "then"), [(1.9, ["train", "rent"], 2 / 3), (2.1, ["rent", "train"], 1 / 2)]
)
def test_of_one_step_what_brings_most_for_its_effort_comes_first(effort, order, then):
    # Warm is reached with 1/3; once somebody is trained with 2/3, once a room is rented, in one day, with 1/2.
    train, rent = Kitchen.train.evolve(effort=effort, step=None), Kitchen.rent.evolve(effort=1, step=None)
    one_step = declared(train=train, rent=rent, merge=None)
    plan = recommend(kitchen(one_step, **DOUBTFUL), reading=Reading.GUARANTEED)
    assert keys(plan) == order
    assert [step.certainty for step in plan.steps] == pytest.approx([then, 1])


def test_what_takes_no_effort_and_brings_something_comes_first():
    train, rent = Kitchen.train.evolve(step=None), Kitchen.rent.evolve(effort=0, step=None)
    free = declared(train=train, rent=rent, merge=None)
    assert keys(recommend(kitchen(free, **DOUBTFUL), reading=Reading.GUARANTEED)) == ["rent", "train"]


def test_the_last_step_brings_the_certainty_of_the_plan():
    for plan in (recommend(cold(), target="hot"), recommend(kitchen(**DOUBTFUL)), *frontier(assess(cases.ucp()))[1:]):
        assert plan.steps[-1].certainty == plan.certainty
    assert [step.certainty for step in recommend(cold(), target="hot").steps] == [0, 0, 1]


def test_a_step_raises_only_what_may_not_be_there_already():
    (step,) = recommend(kitchen(cooking=SOME, room=NONE), require=["merge"]).steps[-1:]
    assert step.action.raises == {"cooking": "some", "room": "some"}
    assert step.raises == {"room": "some"}
    with pytest.raises(TypeError):
        step.raises["room"] = "all"


def test_a_step_says_which_fact_it_answers_to_and_who_says_so():
    (step,) = recommend(kitchen(cooking=NONE, room=SOME)).steps
    assert step.because == "Who cooks? Nobody. (Seen)"
    (step,) = recommend(kitchen(cooking=NONE_OR_SOME, room=SOME), reading=Reading.GUARANTEED).steps
    assert step.because == "Who cooks? Nobody. Up to: A few. (Seen)"


def test_a_step_prefers_the_fact_that_somebody_has_looked_at():
    (step,) = recommend(kitchen(room=NONE), reading=Reading.GUARANTEED).steps
    assert step.action.key == "merge"
    assert step.because == "Who may come in? Nobody. (Seen)"


def test_a_step_says_that_nobody_knows_yet():
    (step,) = recommend(kitchen(room=SOME), reading=Reading.GUARANTEED).steps
    assert step.because == "Nobody knows yet: Who cooks?"


def test_a_step_says_what_it_prepares():
    before = declared(plan_room=Action("Plan the room.", effort=1, raises={"cooking": "some"}, **SAID))
    before = declared(before, rent=Kitchen.rent.evolve(after=("plan_room",)), merge=None)
    plan = recommend(kitchen(before, cooking=ALL, room=NONE), target="warm")
    assert keys(plan) == ["plan_room", "rent"]
    reason = 'It has to come before "Rent." What it brings is 100 % likely there already.'
    assert plan.steps[0].because == f"{reason} Who cooks? Everyone. (Seen)"


def test_a_step_says_how_likely_it_is_that_what_it_brings_is_there():
    both = declared(merge=Kitchen.merge.evolve(effort=9))
    plan = recommend(kitchen(both, cooking=NONE_OR_SOME, room=AT_LEAST_SOME), target="warm", require=["merge"])
    reason = "It was required. What it brings is 50 % likely there already."
    assert plan.steps[0].because == f"{reason} Who cooks? Nobody. Up to: A few. (Seen)"


def test_a_required_step_on_what_does_not_apply_does_not_claim_that_it_is_there():
    left_out = Observation.not_applicable("room", confidence=Confidence.FACT)
    first, _ = recommend(kitchen(Kitchen, left_out, cooking=NONE), require=["rent"]).steps
    assert first.raises == {}
    assert first.because == "It was required."


def test_a_step_credits_a_supposition_to_no_source():
    plan = recommend(what_if(kitchen(cooking=ALL, room=SOME), {"cooking": "none"}))
    assert [step.because for step in plan.steps] == ["Who cooks? Nobody. (supposed)"]
    assert "Seen" not in str(plan)


def test_several_sources_of_a_fact_are_named_once_each():
    seen = [
        Observation("cooking", *NONE, confidence=Confidence.FACT, source=source)
        for source in ("A guest", "A cook", "A guest")
    ]
    (step,) = recommend(kitchen(Kitchen, *seen, room=SOME)).steps
    assert step.because == "Who cooks? Nobody. (A guest; A cook)"


def test_a_step_says_what_it_means_here_in_the_names_of_the_subject():
    def here(organization):
        yield f"Train the people of {organization.name}."
        yield "All of them."

    named = declared(train=Kitchen.train.evolve(here=here))
    (step,) = recommend(kitchen(named, name="Soup & Co", cooking=NONE, room=SOME)).steps
    assert step.here == ("Train the people of Soup & Co.", "All of them.")
    assert str(step) == (
        "Train. (guide; 2 person-days; then 100 %) Here: Train the people of Soup & Co. All of them. "
        "Because: Who cooks? Nobody. (Seen)"
    )


def test_a_step_of_one_day_and_of_no_step_of_the_cycle_is_said_so():
    short = declared(merge=Kitchen.merge.evolve(effort=1, here=lambda organization: ()))
    (step,) = recommend(cold(short)).steps
    assert step.here == ()
    assert str(step).startswith("Merge. (1 person-day; then 100 %) Because: ")


# Other plans


TWINS = tuple(f"c{number}" for number in range(6))


def twins(count):
    """A rubric whose criteria can each be raised in two ways that take one day each."""
    part = Dimension("D")
    parts = {key: Criterion(part, f"{key}?", levels=LEVELS, **SAID) for key in TWINS[:count]}
    ways = {
        f"{way}_{key}": Action(f"{way.title()} {key}.", effort=1, raises={key: "some"}, **SAID)
        for key in parts
        for way in ("do", "try")
    }
    fixed = {"version": "1.0", "title": "Twins", "ladder": Kitchen.ladder, "rule": Quota(1, 1), "part": part}
    return type("Twins", (Rubric,), {**fixed, **parts, **ways})


def test_plans_of_equal_effort_are_alternatives():
    plan = recommend(cold(twins(1)))
    (other,) = plan.alternatives
    assert (keys(plan), keys(other)) == (["do_c0"], ["try_c0"])
    assert (other.effort, other.target, other.certainty, other.optimal) == (1, plan.target, 1, True)
    assert "As cheap: Try c0. Instead of: Do c0." in str(plan)


def test_a_dearer_plan_is_no_alternative():
    assert recommend(cold()).alternatives == ()
    assert "As cheap" not in str(recommend(cold()))


def test_without_what_is_required_there_is_no_alternative():
    assert recommend(cold(twins(1)), require=["try_c0"]).alternatives == ()
    assert recommend(cold(), require=["build"]).alternatives == ()


@pytest.mark.parametrize(("count", "known"), [(2, 2), (4, 4), (6, 5)])
def test_five_alternatives_at_most_are_known_and_two_are_shown(count, known):
    plan = recommend(cold(twins(count)))
    assert len(plan.alternatives) == known
    assert len({tuple(keys(each)) for each in (plan, *plan.alternatives)}) == 1 + known
    assert str(plan).count("As cheap: ") == 2
    assert (f"More plans as cheap are known: {known - 2}." in str(plan)) == (known > 2)


# The stage after the target


def test_the_cheapest_way_to_the_stage_after_may_begin_otherwise():
    plan = recommend(cold())
    assert keys(plan) == ["merge"]
    assert keys(plan.onward) == ["rent", "hire"]
    assert (plan.onward.target.name, plan.onward.effort, plan.onward.certainty) == ("warm", 8, 1)
    text = " ".join(str(plan).split("What else")[1].replace("person-\n    days", "person-days").split())
    assert "The cheapest way on to hot takes 16 person-days in all; on it warm is reached after 8 person-days." in text


def test_the_cheapest_way_to_the_stage_after_may_begin_with_the_plan():
    cheap = declared(hire=Kitchen.hire.evolve(after=("train",)), merge=None)
    plan = recommend(cold(cheap))
    assert keys(plan) == keys(plan.onward) == ["rent", "train"]
    assert "on it warm is reached with this plan." in " ".join(str(plan).split())


def test_a_way_on_with_other_actions_of_the_same_effort_is_not_this_plan():
    equal = declared(train=Kitchen.train.evolve(effort=1), hire=Kitchen.hire.evolve(after=("train",)))
    plan = recommend(cold(equal))
    (other,) = plan.alternatives
    assert (keys(plan), keys(other), plan.effort, other.effort) == (["rent", "train"], ["merge"], 4, 4)
    assert keys(plan.onward) == keys(other.onward) == ["rent", "train"]
    assert "on it warm is reached with this plan." in " ".join(str(plan).split())
    assert "on it warm is reached after 4 person-days." in " ".join(str(other).split())


def test_where_nothing_leads_further_there_is_no_plan_onward():
    plan = recommend(cold(declared(build=None)))
    assert plan.onward is None
    assert "way on" not in str(plan)


def test_at_the_top_there_is_no_plan_onward():
    assert recommend(cold(), target="hot").onward is None


# The plan as a whole


def test_how_to_go_about_it_is_said_for_the_stage_where_the_subject_stands():
    advised = declared(
        begin=Approach("cold", "Begin with soup.", recollected=True, **SAID),
        go_on=Approach("warm", "Go on with bread.", **SAID),
    )
    plan = recommend(cold(advised))
    assert plan.approach.key == "begin"
    assert "How to go about it at cold: Begin with soup. (A cook; recollected)" in str(plan)
    plan = recommend(kitchen(advised, cooking=SOME, room=SOME))
    assert plan.approach.key == "go_on"
    assert "How to go about it at warm: Go on with bread. (A cook)" in str(plan)
    assert recommend(kitchen(advised, cooking=ALL, room=ALL)).approach is None


def test_a_plan_reads_from_the_stage_over_the_road_to_what_declining_means():
    text = str(recommend(kitchen(cooking=NONE, room=SOME)))
    assert text == (
        "K: to warm\n"
        "==========\n"
        "\n"
        "1 step, 2 person-days (from 1 to 4).\n"
        "Now warm or higher is 0 % likely; once all is done as described, 100 %.\n"
        "\n"
        "The road, step by step, and how likely warm or higher is after each:\n"
        " 1. Train. (guide; 2 person-days; then 100 %) Because: Who cooks? Nobody. (Seen)\n"
        "\n"
        "What else to know:\n"
        "  - What is 50 % likely or more counts as there already.\n"
        "  - So read, no other plan takes less effort.\n"
        "  - The cheapest way on to hot takes 16 person-days in all; on it warm is reached after 5\n"
        "    person-days.\n"
        "  - To decline is an answer too: it takes no days, and the stage stays likely cold, and warm or\n"
        '    higher 0 % likely. What it costs to stay is what is then not brought about: "A few." (cooking).'
    )


def test_an_empty_plan_says_that_nothing_has_to_be_done():
    text = str(recommend(kitchen(cooking=ALL, room=ALL)))
    assert "Nothing has to be done: hot or higher is 100 % likely." in text
    assert "The road" not in text


def test_steps_are_numbered_in_text_markdown_and_html():
    plan = recommend(cold(), target="hot")
    assert "\n 1. Rent." in str(plan)
    assert "\n 3. Hire." in str(plan)
    assert plan.to_markdown().count("\n1. ") == 3
    assert plan._repr_html_().count("<ol>") == 1
    assert plan._repr_html_().split("<ol>")[1].split("</ol>")[0].count("<li>") == 3


def test_an_ordered_listing_is_numbered_and_another_is_not():
    ordered, plain = Listing("So:", ("first", "second"), ordered=True), Listing("So:", ("first", "second"))
    assert as_text([ordered]) == "So:\n 1. first\n 2. second"
    assert as_markdown([ordered]) == "So:\n\n1. first\n1. second\n"
    assert as_html([ordered]) == '<div class="collabmodel"><p>So:</p><ol><li>first</li><li>second</li></ol></div>'
    assert "<ul><li>first</li>" in as_html([plain])
    assert as_markdown([plain]) == "So:\n\n- first\n- second\n"


def test_names_mean_nothing_to_markdown_or_html():
    nasty = declared(
        cooking=Kitchen.cooking.evolve(question=NASTY),
        train=Kitchen.train.evolve(title=NASTY, here=lambda organization: [NASTY]),
        begin=Approach("cold", NASTY, source=NASTY),
    )
    plan = recommend(kitchen(nasty, name=NASTY, cooking=NONE, room=SOME))
    for text in (plan._repr_html_(), plan.to_markdown()):
        assert "<b>" not in text
        assert text.count("&lt;b&gt;Soup&lt;/b&gt; &amp; more") >= 6
    assert f"{NASTY}: to warm" in str(plan)


def test_a_plan_as_plain_data_holds_everything_and_survives_json():
    advised = declared(begin=Approach("cold", "Begin with soup.", **SAID), id="kitchen")
    plan = recommend(cold(advised))
    plain = plan.to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain == {
        "format": "collabmodel/plan",
        "version": 1,
        "subject": "K",
        "rubric": "kitchen",
        "rubric_version": "1.0",
        "target": "warm",
        "reading": "likely",
        "bar": 0.5,
        "effort": 4,
        "effort_range": [4, 4],
        "lower_bound": 4,
        "optimal": True,
        "probability_now": 0,
        "certainty": 1,
        "steps": [
            {
                "action": "merge",
                "title": "Merge.",
                "step": None,
                "effort": [4, 4, 4],
                "raises": {"cooking": "some", "room": "some"},
                "here": [],
                "because": "Who cooks? Nobody. (Seen)",
                "source": "A cook",
                "certainty": 1,
            }
        ],
        "alternatives": [],
        "onward": ["rent", "hire"],
        "approach": {"stage": "cold", "advice": "Begin with soup.", "source": "A cook", "recollected": False},
        "declining": plan.declining,
    }


def test_an_empty_plan_as_plain_data_survives_json():
    plain = recommend(kitchen(cooking=ALL, room=ALL)).to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert (plain["steps"], plain["onward"], plain["approach"]) == ([], None, None)
    assert recommend(kitchen(cooking=NONE, room=SOME)).to_dict()["steps"][0]["step"] == "guide"


def test_plans_compare_by_value_and_pickle():
    plan = recommend(cold())
    assert isinstance(plan, Plan)
    assert plan == recommend(cold())
    assert plan != recommend(cold(), target="hot")
    assert pickle.loads(pickle.dumps(plan)) == plan  # noqa: S301
    whole = recommend(assess(cases.ucp()))
    copy = pickle.loads(pickle.dumps(whole))  # noqa: S301
    assert copy == whole
    assert str(copy) == str(whole)


def test_a_plan_cannot_be_changed():
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        recommend(cold()).effort = 0


def test_to_decline_says_what_stays_and_what_is_not_brought_about():
    assert recommend(kitchen(**DOUBTFUL)).declining == (
        "To decline is an answer too: it takes no days, and the stage stays likely cold, "
        "and warm or higher 33 % likely. "
        'What it costs to stay is what is then not brought about: "A few." (cooking).'
    )


def test_of_what_is_not_brought_about_two_things_are_named():
    assert recommend(cold(), target="hot").declining.endswith(
        'not brought about: "Everyone." (room); "Everyone." (cooking).'
    )
    assert recommend(cold(twins(4))).declining.endswith('not brought about: "A few." (c0); "A few." (c1); and 2 more.')


def test_what_is_not_brought_about_is_the_highest_level_of_all_steps():
    late = declared(train=Kitchen.train.evolve(step=CycleStep.ADAPT), hire=Kitchen.hire.evolve(step=CycleStep.GUIDE))
    plan = recommend(cold(late), target="hot", require=["train"])
    assert keys(plan) == ["rent", "build", "hire", "train"]
    assert plan.declining.endswith('"Everyone." (room); "Everyone." (cooking).')


def test_to_decline_to_do_nothing_costs_nothing():
    assert recommend(kitchen(cooking=ALL, room=ALL)).declining == (
        "To decline is an answer too: it takes no days, and the stage stays likely hot, and hot or higher 100 % likely."
    )


def test_a_plan_that_is_not_safe_says_where_more_certainty_is_to_be_had():
    more = "More certainty takes more effort; the frontier shows how much."
    assert more in str(recommend(kitchen(**DOUBTFUL)))
    assert more not in str(recommend(cold()))


# Effort against certainty


def test_a_frontier_goes_from_doing_nothing_to_the_guaranteed_plan():
    found = frontier(kitchen(**DOUBTFUL))
    assert [keys(plan) for plan in found] == [[], ["train"], ["merge"]]
    assert [plan.effort for plan in found] == [0, 2, 4]
    assert [plan.certainty for plan in found] == pytest.approx([1 / 3, 2 / 3, 1])


def test_a_frontier_of_certain_facts_is_to_do_nothing_or_the_cheapest_plan():
    nothing, plan = frontier(cold())
    assert (nothing.steps, nothing.effort, nothing.certainty) == ((), 0, 0)
    assert keys(plan) == keys(recommend(cold()))


@pytest.mark.parametrize("name", cases.NAMES)
@pytest.mark.parametrize("target", [None, "formulating", "forging"])
def test_along_a_frontier_effort_and_certainty_both_rise(name, target):
    found = frontier(assess(cases.case(name)), target=target)
    assert (found[0].steps, found[0].effort) == ((), 0)
    for cheaper, dearer in itertools.pairwise(found):
        assert cheaper.effort < dearer.effort
        assert cheaper.certainty < dearer.certainty


def test_what_is_dearer_and_less_certain_is_not_on_a_frontier():
    # One of two ways will do. Enough for s1: a with 2/3, each b with 3/4; x and y are not there, and nothing raises a
    # or b. What is 60 % likely counts as there: x, then 2/3. What is 70 % likely: y, then 3/4 ** 3, which is less.
    stages = [f"s{number}" for number in range(5)]
    levels = tuple(Level(stage, "So far.", reach=stage) for stage in stages)
    one, other = Dimension("One", rule=Quota(1, 1)), Dimension("Other", rule=Quota(1, 1))
    parts = {"x": one, "a": one, "y": other, "b1": other, "b2": other, "b3": other}
    known = {"x": "s0", "a": "s2", "y": "s0", "b1": "s3", "b2": "s3", "b3": "s3"}
    ways = declared(
        Rubric,
        version="1.0",
        title="Ways",
        ladder=Ladder(*stages),
        coherence=(0.0, 0.0),
        rule=Quota(1, 2),
        one=one,
        other=other,
        **{key: Criterion(part, f"{key}?", levels=levels, **SAID) for key, part in parts.items()},
        do_x=Action("Do x.", effort=1, raises={"x": "s1"}, **SAID),
        do_y=Action("Do y.", effort=2, raises={"y": "s1"}, **SAID),
    )
    found = frontier(kitchen(ways, **{key: ("s0", most) for key, most in known.items()}), target="s1")
    assert [keys(plan) for plan in found] == [[], ["do_x"]]
    assert [plan.certainty for plan in found] == pytest.approx([0, 2 / 3])


def test_a_frontier_to_a_stage_that_is_reached_begins_and_ends_with_nothing():
    (nothing,) = frontier(cold(), target="cold")
    assert (nothing.steps, nothing.certainty) == ((), 1)
    (nothing,) = frontier(kitchen(cooking=ALL, room=ALL))
    assert (nothing.steps, nothing.certainty) == ((), 1)


def test_a_frontier_to_a_stage_that_is_likely_ends_with_the_guaranteed_plan():
    # All cook, and the room is open to a few for certain: to all is likely.
    found = frontier(kitchen(cooking=ALL, room=AT_LEAST_SOME), target="hot")
    assert [plan.effort for plan in found] == [0, 11]
    assert [plan.certainty for plan in found] == pytest.approx([1 / 2, 1])


def test_a_frontier_ends_where_nothing_leads_further():
    idle = declared(build=None, rent=None, merge=None)
    found = frontier(kitchen(idle, cooking=NONE), target="warm")
    assert [keys(plan) for plan in found] == [[], ["train"]]
    assert [plan.certainty for plan in found] == pytest.approx([0, 2 / 3])


def test_a_frontier_to_what_is_out_of_reach_is_refused_with_what_is_missing():
    idle = declared(build=None, rent=None, merge=None)
    with pytest.raises(UnreachableError) as error:
        frontier(cold(idle), target="warm")
    assert error.value.missing == ("room to 'some'",)


def test_where_nothing_can_be_done_about_what_is_possible_the_frontier_is_to_do_nothing():
    idle = declared(train=None, hire=None, rent=None, build=None, merge=None)
    (nothing,) = frontier(kitchen(idle), target="warm")
    assert (nothing.steps, nothing.certainty) == ((), pytest.approx(4 / 9))


def test_a_frontier_is_shown_as_a_table():
    heading, table = frontier_blocks(frontier(kitchen(**DOUBTFUL)))
    assert heading.text == "K: effort against certainty"
    assert [row[0].split(",")[0] for row in table.rows] == ["nothing", "2 person-days", "4 person-days"]
    assert [row[1] for row in table.rows] == pytest.approx([1 / 3, 2 / 3, 1])
    assert "warm or higher" in as_text([table]).splitlines()[1]


# What is refused


@pytest.mark.parametrize("verb", [recommend, frontier], ids=["recommend", "frontier"])
@pytest.mark.parametrize("assessment", ["K", None, Organization("K"), Kitchen])
def test_only_an_assessment_can_be_planned_for(verb, assessment):
    with pytest.raises(DescriptionError, match=r"assessment: expected an Assessment, got .*; call assess first"):
        verb(assessment)


@pytest.mark.parametrize("budget", [-1, math.nan, math.inf, 1e13, True, "4", [4]])
def test_a_budget_is_a_number_of_days_from_0(budget):
    with pytest.raises(DescriptionError, match="budget: expected a number of person-days from 0, got "):
        recommend(cold(), budget=budget)


@pytest.mark.parametrize("reading", ["likely", None, 0.5])
def test_a_reading_is_one_of_two(reading):
    with pytest.raises(DescriptionError, match=r"reading: expected a Reading, got .*; write Reading\.LIKELY"):
        recommend(cold(), reading=reading)


@pytest.mark.parametrize("verb", [recommend, frontier], ids=["recommend", "frontier"])
@pytest.mark.parametrize(
    ("target", "fault"),
    [
        ("warmer", "'warmer' is not on the ladder; did you mean 'warm'?"),
        (1, "1 is not on the ladder; choose one of cold, warm, hot"),
        (Ladder("cold", "warm")["warm"], "'warm' belongs to another ladder; this one is cold < warm < hot"),
    ],
)
def test_a_target_that_is_not_on_the_ladder_is_refused(verb, target, fault):
    with pytest.raises(DescriptionError) as error:
        verb(cold(), target=target)
    assert faults(error) == [f"target: {fault}"]


@pytest.mark.parametrize("name", ["require", "exclude"])
@pytest.mark.parametrize("names", ["train", 3, None, {"train": 1}, iter(["train"])])
def test_actions_are_named_in_a_list(name, names):
    with pytest.raises(DescriptionError, match=f"{name}: expected keys of actions, got .*; put them in a list"):
        recommend(cold(), **{name: names})


def test_unknown_actions_are_refused_with_the_nearest_ones():
    with pytest.raises(DescriptionError) as error:
        recommend(cold(), require=["rent", "rant"], exclude=["trian", 3, ["build"]])
    assert faults(error) == [
        "require[1]: 'rant' is not an action of this rubric; did you mean 'rent'?",
        "exclude[0]: 'trian' is not an action of this rubric; did you mean 'train'?",
        "exclude[1]: 3 is not an action of this rubric; choose one of train, hire, rent, build, merge",
        "exclude[2]: a list of 1 is not an action of this rubric; choose one of train, hire, rent, build, merge",
    ]


def test_what_is_required_and_excluded_at_once_is_refused():
    with pytest.raises(DescriptionError) as error:
        recommend(cold(), require=["train", "merge"], exclude=["merge"])
    assert faults(error) == ["require: 'merge' is needed and excluded at once; require or exclude something else"]


def test_what_must_come_before_what_is_required_cannot_be_excluded():
    with pytest.raises(DescriptionError) as error:
        recommend(cold(), require=["build"], exclude=["rent"])
    assert faults(error) == ["require: 'rent' is needed and excluded at once; require or exclude something else"]


@pytest.mark.parametrize("required", [["train", "rent"], ["train", "build"]])
def test_actions_that_exclude_each_other_cannot_both_be_required(required):
    rivals = declared(train=Kitchen.train.evolve(excludes=("rent",)))
    with pytest.raises(DescriptionError) as error:
        recommend(cold(rivals), require=required)
    assert faults(error) == ["require: 'train' and 'rent' exclude each other; require one of them"]


def test_everything_wrong_with_a_wish_is_said_at_once():
    with pytest.raises(DescriptionError) as error:
        recommend(cold(), target="warmer", budget=-1, reading="likely", require=["trian"], exclude=3)
    assert faults(error) == [
        "reading: expected a Reading, got 'likely'; write Reading.LIKELY",
        "budget: expected a number of person-days from 0, got -1",
        "require[0]: 'trian' is not an action of this rubric; did you mean 'train'?",
        "exclude: expected keys of actions, got 3; put them in a list",
        "target: 'warmer' is not on the ladder; did you mean 'warm'?",
    ]


def test_a_faulty_reading_is_the_only_fault_where_no_target_is_named():
    with pytest.raises(DescriptionError) as error:
        recommend(cold(), reading="likely")
    assert [fault.path for fault in error.value.faults] == ["reading"]


@pytest.mark.parametrize("budget", [10**400, 10**5000, -(10**5000)], ids=["large", "larger", "below"])
def test_a_budget_of_very_many_digits_is_refused_with_a_sentence(budget):
    with pytest.raises(DescriptionError) as error:
        recommend(cold(), budget=budget)
    assert faults(error) == ["budget: expected a number of person-days from 0, got a number of more than 60 digits"]


def test_the_largest_budget_is_enough():
    assert recommend(cold(), budget=10**12) == recommend(cold(), budget=1e12)


# Where the search is cut short


def ring(corners, rounds=1):
    """Rings in which an action at each corner serves both of its sides, and every side must be served."""
    sides = [
        [(first + corner, 1), (first + (corner + 1) % corners, 1)]
        for first in range(0, rounds * corners, corners)
        for corner in range(corners)
    ]
    whole = search.Branch(1, 1, tuple(search.Child(1, None, side) for side in range(len(sides))))
    options = tuple(core.Option(1.0, tuple(each)) for each in sides)
    return core.Problem(search.to_open(whole, 1), (0,) * len(sides), options)


@pytest.mark.parametrize(("corners", "rounds", "cost"), [(3, 1, 2), (4, 1, 2), (5, 1, 3), (9, 1, 5), (3, 5, 10)])
def test_a_ring_with_an_odd_number_of_corners_takes_more_than_half_of_them(corners, rounds, cost):
    solution = core.cheapest(ring(corners, rounds))
    assert (solution.cost, solution.bound, len(solution.chosen)) == (cost, cost, cost)


@pytest.mark.parametrize("nodes", [0, 1, 5])
def test_a_search_that_is_cut_short_says_what_is_proved(nodes):
    solution = core.cheapest(ring(3, rounds=4), nodes=nodes)
    assert 6 <= solution.bound < 8 <= solution.cost


def test_a_plan_that_is_not_proved_cheapest_says_so(monkeypatch):
    # Four rings of three: two corners each would do, and it is easily proved that it takes one and a half.
    part = Dimension("D")
    sides = [f"c{number}" for number in range(12)]
    corners = [(sides[first + n], sides[first + (n + 1) % 3]) for first in (0, 3, 6, 9) for n in range(3)]
    actions = {
        f"a{number}": Action(f"Serve {number}.", effort=1, raises=dict.fromkeys(pair, "some"), **SAID)
        for number, pair in enumerate(corners)
    }
    criteria = {side: Criterion(part, f"{side}?", levels=LEVELS, **SAID) for side in sides}
    rings = declared(
        Rubric, version="1.0", title="R", ladder=Kitchen.ladder, rule=Quota(1, 1), part=part, **criteria, **actions
    )
    proved = recommend(cold(rings))
    assert (proved.effort, proved.lower_bound, proved.optimal) == (8, 8, True)
    monkeypatch.setitem(core.cheapest.__kwdefaults__, "nodes", 0)
    plan = recommend(cold(rings))
    assert (plan.effort, plan.lower_bound, plan.optimal) == (8, 6, False)
    assert "The search was cut short: no plan takes less than 6 person-days." in str(plan)
    assert "No other plan takes less effort" not in str(plan)
    assert plan.to_dict()["optimal"] is False


# The two nonprofits of the mission


def step(plan, key):
    return next(each for each in plan.steps if each.action.key == key)


def test_what_is_recollected_is_marked_where_it_is_printed():
    text = " ".join(str(recommend(assess(cases.ucp()))).split())
    assert "How to go about it at formulating: Choose the few communities" in text
    assert "(Bradley & McDonald 2011, in our own reading; recollected)" in text
    assert "memory" not in text


def test_red_treehouse_starts_with_a_goal_and_a_purpose_of_little_risk():
    plan = recommend(assess(cases.red_treehouse()))
    assert plan.target.name == "flippant"
    assert keys(plan)[:3] == ["name_goal", "name_purpose", "name_risks"]
    assert "goal that leaders already recognise" in plan.steps[0].action.title
    assert "little risk" in plan.steps[1].action.title
    assert plan.certainty >= 0.5


def test_red_treehouse_is_to_name_why_people_would_contribute():
    purpose = step(recommend(assess(cases.red_treehouse())), "name_purpose")
    assert purpose.raises["contribution_purpose"] == "one"
    (sentence,) = purpose.here
    assert sentence.startswith("Write down why people would contribute to ")
    assert "not asked for any" in purpose.because
    assert purpose.because.endswith("(A Tale of Two Hope Machines, post 8.3, seen on 2012-11-30)")


def test_red_treehouse_is_to_link_its_facebook_page():
    plan = recommend(assess(cases.red_treehouse()))
    assert step(plan, "link_channels").here == ("Link the Facebook page from the Red Treehouse web site, and back.",)
    assert "Facebook page" in str(plan)


def test_ucp_decides_about_its_communities_by_name_and_measures_what_it_gains():
    plan = recommend(assess(cases.ucp()))
    assert plan.target.name == "forging"
    (decision,) = step(plan, "decide_each").here
    assert "Brave Kids" in decision
    assert "My Child Without Limits" in decision
    assert step(plan, "measure_own_benefit").here == (
        "Measure what United Cerebral Palsy gains from My Child Without Limits.",
    )
    assert plan.certainty >= 0.5


@pytest.mark.parametrize("name", cases.NAMES)
def test_every_step_of_a_case_answers_to_a_fact_with_its_source_or_says_why_not(name):
    found = assess(cases.case(name))
    rows = {row.key: row for row in found.evidence}
    plan = recommend(found)
    for each in plan.steps:
        assert any(rows[key].question in each.because for key in each.action.raises)
        seen = [rows[key] for key in each.raises if rows[key].covered]
        sources = {sighting.observation.source for row in seen for sighting in row.sightings} - {""}
        if sources:
            assert any(source in each.because for source in sources)
        else:
            assert each.because.startswith(("Nobody knows yet: ", 'It has to come before "'))


@pytest.mark.parametrize("name", cases.NAMES)
def test_the_plan_of_a_case_is_proved_cheapest(name):
    plan = recommend(assess(cases.case(name)))
    assert plan.optimal
    assert plan.effort == plan.lower_bound
    assert json.loads(json.dumps(plan.to_dict())) == plan.to_dict()


# What an action means for a subject is told by a function of the rubric


def not_mended(subject):
    raise ValueError(f"no {subject.name}")


@pytest.mark.parametrize(
    ("here", "fault"),
    [
        (not_mended, "it raised ValueError: no K; mend the function; it takes the subject and nothing else"),
        (lambda _: None, "it returned None; return a tuple of sentences, or yield them"),
        (lambda _: "Cook.", "it returned 'Cook.'; return a tuple of sentences, or yield them"),
        (lambda _: [1, 2], "it returned a list of 2; return a tuple of sentences, or yield them"),
    ],
)
def test_a_function_that_does_not_keep_its_promise_is_named(here, fault):
    with pytest.raises(RubricError) as error:
        recommend(cold(declared(merge=Kitchen.merge.evolve(here=here))))
    assert str(error.value) == f"Changed.merge.here: {fault}"


def test_of_sentences_without_end_twenty_are_told():
    (step,) = recommend(cold(declared(merge=Kitchen.merge.evolve(here=lambda _: itertools.repeat("Cook."))))).steps
    assert step.here == ("Cook.",) * 20


def test_a_plan_less_than_likely_to_succeed_is_mentioned_where_no_surer_one_is_found():
    # Each part is likely there and both together are not; nothing brings about the room.
    uneven = declared(merge=None, rent=None, build=None)
    seen = [Observation.exactly(key, "some", confidence=Confidence.FAIRLY) for key in ("cooking", "room")]
    with pytest.raises(UnreachableError, match="no plan leads to hot by this reading"):
        recommend(kitchen(uneven, *seen), target="hot")


def test_actions_are_shown_in_plain_data_with_the_rubric():
    (merge,) = [each for each in catalogue.plain(Kitchen)["actions"] if each["key"] == "merge"]
    assert (merge["effort"], merge["raises"]) == ([4.0, 4.0, 4.0], {"cooking": "some", "room": "some"})
