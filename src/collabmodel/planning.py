"""recommend() and frontier(): what to do next, in which order, and how certain it is to lead there.

Sets of actions come from ``tasks``; here they become a road with reasons. A plan is an offer: to decline it is an
answer too, and the plan says what that means.
"""

import itertools
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import attrs

from collabmodel.assessment import Assessment
from collabmodel.catalogue import days, plain_approach
from collabmodel.errors import UnreachableError
from collabmodel.model.ladder import Stage
from collabmodel.render.rows import Block, Heading, Lines, Listing, Shown, Table, counted, percent
from collabmodel.roads import PlanStep, road
from collabmodel.rubrics.notation import Approach
from collabmodel.tasks import FINER_BARS, Reading, Selection, Task, standing_now, task, wishes_for
from collabmodel.verdict import LIKELY, SAFE

MOST_ALTERNATIVES = 5
SHOWN_ALTERNATIVES = 2
SHOWN_FORGONE = 2
MOST_NAMED = 2
"""Alternatives that differ in more steps are counted, not told: the slide would hold nothing else."""


@attrs.frozen
class Plan(Shown):
    """The cheapest way to a stage, as a road.

    Attributes:
        assessment: from where.
        target: the stage to reach.
        reading: how what is uncertain is read.
        bar: how probable something is to count as there already; None: everything unknown at its worst.
        steps: in an order in which they can be done.
        effort: the likely person-days of all.
        lower_bound: no plan takes less by this reading.
        optimal: it is proved that this is the cheapest where exactly what clears the bar counts as there.
        certainty: P(stage >= target) once all steps are done.
    """

    assessment: Assessment = attrs.field(repr=False)
    target: Stage
    reading: Reading
    bar: float | None
    steps: tuple[PlanStep, ...] = attrs.field(repr=False)
    effort: float
    lower_bound: float
    optimal: bool
    certainty: float
    _task: Task = attrs.field(repr=False)
    _found: Selection = attrs.field(repr=False)

    @property
    def effort_range(self) -> tuple[float, float]:
        """The low and the high person-days of all steps."""
        low, high = (sum(float(step.action.effort[which]) for step in self.steps) for which in (0, 2))
        return low, high

    @property
    def alternatives(self) -> tuple["Plan", ...]:
        """Other plans of equal effort, five at most; worked out when asked."""
        different = {found.chosen: found for found in self._task.alternatives(self._found)}
        return tuple(_plan(self._task, found) for found in itertools.islice(different.values(), MOST_ALTERNATIVES))

    @property
    def onward(self) -> "Plan | None":
        """The cheapest plan to the target among the actions of the cheapest plan to the stage after it.

        It may cost more now than the plan to the target alone, and saves work that the next stage would ask for anew.
        None where there is no stage after it, or no plan to it. Worked out when asked.
        """
        return _onward(self)[0]

    @property
    def approach(self) -> Approach | None:
        """How to go about it at the stage where the subject stands, as the rubric says."""
        now = standing_now(self.assessment, self.reading).name
        return next((each for each in self.assessment.rubric.approaches if each.stage == now), None)

    @property
    def declining(self) -> str:
        """What it means, and what it costs, to take a pass."""
        now = percent(self.assessment.tails[self.target.rank])
        text = (
            f"To decline is an answer too: it takes no days, and the stage stays likely {self.assessment.likely}, and "
            f"{self.target} or higher {now} % likely."
        )
        forgone = _brought_about(self)
        if not forgone:
            return text
        rest = [f"and {len(forgone) - SHOWN_FORGONE} more"] if len(forgone) > SHOWN_FORGONE else []
        named = "; ".join([*forgone[:SHOWN_FORGONE], *rest])
        return f"{text} What it costs to stay is what is then not brought about: {named}."

    def blocks(self) -> tuple[Block, ...]:
        """The road on one slide."""
        return tuple(_slide(self))

    def to_dict(self) -> dict[str, Any]:
        """Everything, in what JSON can hold."""
        return _plain(self)


def recommend(
    assessment: Assessment,
    *,
    target: Stage | str | None = None,
    budget: float | None = None,
    reading: Reading = Reading.LIKELY,
    require: Collection[str] = (),
    exclude: Collection[str] = (),
) -> Plan:
    """The cheapest plan to a stage, exactly.

    Actions are interventions: they change their own criteria and are no evidence about any other. Prerequisites are
    always part of a plan.

    Args:
        assessment: where the subject stands.
        target: the stage to reach; by default the one above the likely one, or above the worst where GUARANTEED.
        budget: the most person-days.
        reading: LIKELY counts as there what is likely, and more than that where the plan would otherwise be less
            than 50 % certain; GUARANTEED takes everything unknown at its worst.
        require: keys of actions that must be in the plan.
        exclude: keys of actions that must not.

    Raises:
        DescriptionError: with everything wrong with the arguments.
        UnreachableError: no plan leads there, or none within the budget; says what is missing, or the least effort.
    """
    chosen = task(assessment, wishes_for(assessment, target, budget, reading, require, exclude))
    return _plan(chosen, chosen.found())


def frontier(assessment: Assessment, *, target: Stage | str | None = None) -> tuple[Plan, ...]:
    """Effort against certainty: the cheapest plans at different readings, none both dearer and less certain.

    The first takes no effort; the last is the most certain of the cheapest plans at any reading.

    Args:
        assessment: where the subject stands.
        target: the stage to reach; by default the one above the likely one.

    Raises:
        DescriptionError: no such stage.
        UnreachableError: no plan leads there.
    """
    chosen = task(assessment, wishes_for(assessment, target, None, Reading.LIKELY, (), ()))
    plans = [_plan(chosen, found) for found in _at_every_bar(chosen)]
    if not chosen.reached and not any(each.steps for each in plans):
        chosen.at(LIKELY)  # raises, naming what is missing
    efficient: list[Plan] = []
    for each in sorted(plans, key=lambda plan: (plan.effort, -plan.certainty)):
        if not efficient or each.certainty > efficient[-1].certainty:
            efficient.append(each)
    return tuple(efficient)


def frontier_blocks(plans: Sequence[Plan]) -> tuple[Block, ...]:
    """Effort against certainty as they are shown together."""
    target = plans[0].target
    rows = tuple(
        (f"{days(each.effort)}, {_steps(each)}" if each.steps else "nothing", each.certainty) for each in plans
    )
    caption = f"Effort, and the probability in percent of {target} or higher once all is done as described"
    return (
        Heading(f"{plans[0].assessment.subject.title}: effort against certainty"),
        Table(caption, ("", f"{target} or higher"), rows),
    )


def _at_every_bar(chosen: Task) -> Iterator[Selection]:
    """One set of actions for each bar that any set can clear; the same set once."""
    seen = set()
    for bar in (*FINER_BARS, None):
        try:
            found = chosen.at(bar)
        except UnreachableError:
            return
        if found.chosen not in seen:
            seen.add(found.chosen)
            yield found


def _onward(plan: Plan) -> tuple[Plan | None, float]:
    """The plan within the cheapest one to the stage after the target, and what that one takes."""
    if plan.target.rank == plan.target.ladder.top or not plan.steps:
        return None, 0.0
    wishes = attrs.evolve(plan._task.wishes, target=plan.target.ladder[plan.target.rank + 1], budget=None)
    try:
        two_stages = task(plan.assessment, wishes).at(plan.bar)
    except UnreachableError:
        return None, 0.0
    found = plan._task.within(plan._found, two_stages.chosen)
    return (None if found is None else _plan(plan._task, found)), two_stages.effort


def _plan(chosen: Task, found: Selection) -> Plan:
    steps = road(chosen, found)
    return Plan(
        assessment=chosen.assessment,
        target=chosen.wishes.target,
        reading=chosen.wishes.reading,
        bar=found.bar,
        steps=steps,
        effort=found.effort,
        lower_bound=found.bound,
        optimal=found.optimal,
        certainty=steps[-1].certainty if steps else chosen.certainty(()),
        task=chosen,
        found=found,
    )


def _slide(plan: Plan) -> Iterator[Block]:
    yield Heading(f"{plan.assessment.subject.title}: to {plan.target}")
    yield Lines(tuple(_summary(plan)))
    if plan.steps:
        title = f"The road, step by step, and how likely {plan.target} or higher is after each:"
        yield Listing(title, tuple(map(str, plan.steps)), ordered=True)
    remarks = tuple(_remarks(plan))
    if remarks:
        yield Listing("What else to know:", remarks)


def _summary(plan: Plan) -> Iterator[str]:
    now = percent(plan.assessment.tails[plan.target.rank])
    if not plan.steps:
        yield f"Nothing has to be done: {plan.target} or higher is {now} % likely."
    else:
        low, high = plan.effort_range
        yield f"{_steps(plan)}, {days(plan.effort)} (from {low:g} to {high:g})."
        then = percent(plan.certainty)
        yield f"Now {plan.target} or higher is {now} % likely; once all is done as described, {then} %."
    if plan.approach is not None and plan.steps:
        mark = "; recollected" if plan.approach.recollected else ""
        yield f"How to go about it at {plan.approach.stage}: {plan.approach.advice} ({plan.approach.source}{mark})"


def _steps(plan: Plan) -> str:
    return "1 step" if len(plan.steps) == 1 else f"{len(plan.steps)} steps"


def _remarks(plan: Plan) -> Iterator[str]:
    if plan.bar is None:
        yield "Everything unknown is taken at its worst."
    elif plan.steps:
        yield f"What is {100 * plan.bar:g} % likely or more counts as there already."
    if not plan.optimal:
        yield f"The search was cut short: no plan takes less than {days(plan.lower_bound)}."
    elif plan.steps:
        yield "So read, no other plan takes less effort."
    alternatives = plan.alternatives
    yield from (f"As cheap: {_difference(each, plan)}" for each in alternatives[:SHOWN_ALTERNATIVES])
    if len(alternatives) > SHOWN_ALTERNATIVES:
        yield f"More plans as cheap are known: {len(alternatives) - SHOWN_ALTERNATIVES}."
    yield from _further(plan)
    if plan.steps and plan.certainty < SAFE:
        yield "More certainty takes more effort; the frontier shows how much."
    if plan.steps:
        yield plan.declining


def _further(plan: Plan) -> Iterator[str]:
    """What it means to have the stage after the target in view already."""
    onward, total_effort = _onward(plan)
    if onward is not None and onward.effort < total_effort:
        further, total = plan.target.ladder[plan.target.rank + 1], days(total_effort)
        same = {step.action.key for step in onward.steps} == {step.action.key for step in plan.steps}
        own = "with this plan" if same else f"after {days(onward.effort)}"
        yield f"The cheapest way on to {further} takes {total} in all; on it {plan.target} is reached {own}."


def _brought_about(plan: Plan) -> list[str]:
    """The highest level to which each criterion would be raised, in the order of the steps."""
    criteria = {each.key: each for each in plan.assessment.rubric.criteria}
    highest: dict[str, int] = {}
    for key, level in (effect for step in plan.steps for effect in step.effects):
        highest[key] = max(highest.get(key, 0), criteria[key].position(level))
    return [f'"{criteria[key].levels[position].descriptor}" ({key})' for key, position in highest.items()]


def _difference(other: Plan, plan: Plan) -> str:
    mine, theirs = ({step.action.key: step.action.title for step in each.steps} for each in (plan, other))
    instead = [title for key, title in theirs.items() if key not in mine]
    left_out = [title for key, title in mine.items() if key not in theirs]
    if max(len(instead), len(left_out)) > MOST_NAMED:
        others = counted(len(instead), "other", "others")
        return f"a plan that shares {len(mine) - len(left_out)} of these steps and has {others}."
    return f"{' '.join(instead)} Instead of: {' '.join(left_out)}"


def _plain(plan: Plan) -> dict[str, Any]:
    onward = plan.onward
    return {
        "format": "collabmodel/plan",
        "version": 1,
        "subject": plan.assessment.subject.title,
        "rubric": plan.assessment.rubric.id,
        "rubric_version": plan.assessment.rubric_version,
        "target": plan.target.name,
        "reading": plan.reading.value,
        "bar": plan.bar,
        "effort": plan.effort,
        "effort_range": list(plan.effort_range),
        "lower_bound": plan.lower_bound,
        "optimal": plan.optimal,
        "probability_now": plan.assessment.tails[plan.target.rank],
        "certainty": plan.certainty,
        "steps": [step.to_dict() for step in plan.steps],
        "alternatives": [[step.action.key for step in each.steps] for each in plan.alternatives],
        "onward": None if onward is None else [step.action.key for step in onward.steps],
        "approach": None if plan.approach is None else plain_approach(plan.approach),
        "declining": plan.declining,
    }
