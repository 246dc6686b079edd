"""A set of actions becomes a road: an order, a reason for each step, and how certain the stage is after it.

Nothing here chooses actions; that was done in ``tasks``.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import attrs

from collabmodel.assessment import Assessment
from collabmodel.catalogue import days
from collabmodel.errors import RubricError, cut, quoted
from collabmodel.render.rows import percent
from collabmodel.rubrics.notation import Action, CycleStep
from collabmodel.tasks import Selection, Task
from collabmodel.verdict import EvidenceRow

MOST_SENTENCES = 20
CYCLE = (*CycleStep, None)
"""The order in which steps are taken; actions of no step come last."""


@attrs.frozen
class PlanStep:
    """One step of a plan.

    Attributes:
        action: what to do.
        effects: criterion keys and the level that each is raised to at least, where it may not be there already.
        here: what it means for this subject, in its own names.
        because: the fact it answers to, or what it prepares.
        certainty: P(stage >= target) once this step and all before it are done.
    """

    action: Action
    effects: tuple[tuple[str, str], ...]
    here: tuple[str, ...]
    because: str
    certainty: float

    @property
    def effort(self) -> float:
        """The likely person-days."""
        return float(self.action.effort[1])

    @property
    def raises(self) -> Mapping[str, str]:
        """Criterion keys and the level that each is raised to at least, where it may not be there already."""
        return MappingProxyType(dict(self.effects))

    def __str__(self) -> str:
        step = f"{self.action.step.value}; " if self.action.step else ""
        here = f" Here: {' '.join(self.here)}" if self.here else ""
        then = f"then {percent(self.certainty)} %"
        return f"{self.action.title} ({step}{days(self.effort)}; {then}){here} Because: {self.because}"

    def to_dict(self) -> dict[str, Any]:
        """Everything, in what JSON can hold."""
        return {
            "action": self.action.key,
            "title": self.action.title,
            "step": None if self.action.step is None else self.action.step.value,
            "effort": [float(days) for days in self.action.effort],
            "raises": dict(self.effects),
            "here": list(self.here),
            "because": self.because,
            "source": self.action.source,
            "certainty": self.certainty,
        }


def _certainties(chosen: Task, order: Sequence[int]) -> list[float]:
    """P(stage >= target) after each action."""
    prefixes = [order[: number + 1] for number in range(len(order))]
    return [chosen.chance(tails) for tails in chosen.certainties(prefixes)]


def road(chosen: Task, found: Selection) -> tuple[PlanStep, ...]:
    """A set of actions as steps, in an order in which they can be done."""
    order = _order(chosen, found)
    certainties = _certainties(chosen, order)
    return tuple(_step(chosen, found, action, certainty) for action, certainty in zip(order, certainties, strict=True))


def _order(chosen: Task, found: Selection) -> list[int]:
    """What must come before comes before; then by the step of the cycle; then what brings most for its effort."""
    order: list[int] = []
    left = set(found.chosen)
    while left:
        ready = [a for a in sorted(left) if left.isdisjoint(chosen.options[a].after)]
        first = min(_cycle(chosen, a) for a in ready)
        order.append(_most_for_its_effort(chosen, order, [a for a in ready if _cycle(chosen, a) == first]))
        left.remove(order[-1])
    return order


def _cycle(chosen: Task, action: int) -> int:
    return CYCLE.index(chosen.assessment.rubric.actions[action].step)


def _most_for_its_effort(chosen: Task, before: Sequence[int], ready: Sequence[int]) -> int:
    if len(ready) == 1:
        return ready[0]
    now, *then = chosen.certainties([before, *([*before, action] for action in ready)])

    def gain(position: int) -> tuple[float, float]:
        effort = chosen.options[ready[position]].cost or 1e-9
        to_target = chosen.chance(then[position]) - chosen.chance(now)
        return to_target / effort, (sum(then[position]) - sum(now)) / effort

    return ready[max(range(len(ready)), key=gain)]


def _step(chosen: Task, found: Selection, action: int, certainty: float) -> PlanStep:
    assessment = chosen.assessment
    declared = assessment.rubric.actions[action]
    lifts = zip(declared.effects, chosen.options[action].lifts, strict=True)
    changing = tuple(effect for effect, (c, rank) in lifts if found.ranks[c] < rank)
    here = _here(declared, assessment)
    return PlanStep(declared, changing, here, _because(chosen, found, action, changing), certainty)


def _here(action: Action, assessment: Assessment) -> tuple[str, ...]:
    """What an action means for a subject, if its function keeps its promise."""
    if action.here is None:
        return ()
    place = f"{assessment.rubric.__name__}.{action.key}.here"
    try:
        found: object = action.here(assessment.subject)
        told = tuple(itertools.islice(found, MOST_SENTENCES)) if isinstance(found, Iterable) else None
    except Exception as error:
        fault = f"it raised {type(error).__name__}: {cut(str(error))}"
        raise RubricError(place, fault, "mend the function; it takes the subject and nothing else") from error
    if told is None or isinstance(found, str) or not all(isinstance(each, str) for each in told):
        raise RubricError(place, f"it returned {quoted(found)}", "return a tuple of sentences, or yield them")
    return told


def _because(chosen: Task, found: Selection, action: int, changing: Sequence[tuple[str, str]]) -> str:
    """The fact that an action answers to: of those it changes, one that somebody has looked at if there is any."""
    assessment = chosen.assessment
    rows = {row.key: row for row in assessment.evidence}
    answering = [rows[key] for key, _ in changing if rows[key].applicable]
    if not answering:
        return _prepares(chosen, found, action)
    row = next((each for each in answering if each.covered), answering[0])
    return _fact(assessment, row)


def _fact(assessment: Assessment, row: EvidenceRow) -> str:
    criterion = next(each for each in assessment.rubric.criteria if each.key == row.key)
    if not (row.covered or row.supposed):
        return f"Nobody knows yet: {criterion.question}"
    descriptors = {each.key: each.descriptor for each in criterion.levels}
    low, high = descriptors[str(row.lowest)], descriptors[str(row.highest)]
    says = low if low == high else f"{low} Up to: {high}"
    told = ["supposed"] if row.supposed else [each.where for each in row.sightings if each.live and each.tells]
    return f"{criterion.question} {says} ({'; '.join(dict.fromkeys(told))})"


def _prepares(chosen: Task, found: Selection, action: int) -> str:
    """Why an action is there that brings about nothing that is counted as missing, and what is known of that."""
    later = [chosen.assessment.rubric.actions[a] for a in found.chosen if action in chosen.options[a].after]
    reason = f'It has to come before "{later[0].title}"' if later else "It was required."
    lifts = [(chosen.assessment.evidence[c], rank) for c, rank in chosen.options[action].lifts]
    there = [(row.tails[rank], row) for row, rank in lifts if row.applicable]
    if not there:
        return reason
    probability, row = min(there, key=lambda each: each[0])
    return f"{reason} What it brings is {percent(probability)} % likely there already. {_fact(chosen.assessment, row)}"
