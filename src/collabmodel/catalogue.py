"""A rubric to read: what it asks and what it advises, as blocks for people and as plain data for programs."""

from collections.abc import Iterator
from typing import Any

from collabmodel.render.rows import Block, Heading, Lines, Listing
from collabmodel.rubrics.notation import Action, Approach, Criterion, CycleStep, Dimension
from collabmodel.rubrics.rubric import Rubric


def blocks(rubric: type[Rubric]) -> tuple[Block, ...]:
    """Everything a rubric asks, dimension by dimension, and everything it advises, step by step."""
    found: list[Block] = [
        Heading(f"{rubric.title} {rubric.version}"),
        Lines(
            (f"The ladder: {rubric.ladder}.", _rule(rubric), *([f"Source: {rubric.source}."] if rubric.source else []))
        ),
    ]
    for dimension in rubric.dimensions:
        found.append(Heading(dimension.title))
        found.append(Lines((_standing(dimension, rubric),)))
        found += [_listing(each) for each in rubric.criteria if each.dimension.key == dimension.key]
    if rubric.approaches:
        found.append(Heading("How to go about it"))
        found.append(Listing("At each stage:", tuple(map(_approach, rubric.approaches))))
    if rubric.actions:
        found.append(Heading("What can be done"))
        found += _actions(rubric)
    return tuple(found)


def _approach(approach: Approach) -> str:
    mark = "; recollected" if approach.recollected else ""
    return f"{approach.stage}: {approach.advice} ({approach.source}{mark})"


def _actions(rubric: type[Rubric]) -> Iterator[Listing]:
    for step in (*CycleStep, None):
        items = tuple(_action(each) for each in rubric.actions if each.step is step)
        if items:
            yield Listing(f"Step of the cycle: {step.value}." if step else "At any step.", items)


def _action(action: Action) -> str:
    low, likely, high = action.effort
    raises = ", ".join(f"{key} to {level}" for key, level in action.effects)
    needs = [f"after {', '.join(action.after)}"] if action.after else []
    needs += [f"not with {', '.join(action.excludes)}"] if action.excludes else []
    needs += [f"at {', '.join(action.stages)}"] if action.stages else []
    needs += [f"from {action.smallest_staff} staff on"] if action.smallest_staff is not None else []
    return (
        f"{action.title} ({action.key}: raises {raises}; {days(likely)}, {low:g} to {high:g}; "
        f"{''.join(f'{each}; ' for each in needs)}{action.source})"
    )


def _rule(rubric: type[Rubric]) -> str:
    return (
        f"The whole stands on the highest stage reached by dimensions that hold {rubric.rule} of the points, and a "
        f"dimension on the highest stage reached by criteria that do."
    )


def _standing(dimension: Dimension, rubric: type[Rubric]) -> str:
    rule = f", by a rule of its own: {dimension.rule}" if dimension.rule not in (None, rubric.rule) else ""
    return f"Counts {_points(dimension.points)}{rule}{_essential(dimension.lead, 'the whole')}."


def _listing(criterion: Criterion) -> Listing:
    lead = _essential(criterion.lead, "its dimension")
    seen = "can be seen from outside" if criterion.visible else "is known inside only"
    title = (
        f"{criterion.question} ({criterion.key}; counts {_points(criterion.points)}{lead}; {seen}; {criterion.source})"
    )
    return Listing(title, tuple(f"{level.key} (up to {level.reach}): {level.descriptor}" for level in criterion.levels))


def days(number: float) -> str:
    """So many person-days, in words."""
    return "1 person-day" if number == 1 else f"{number:g} person-days"


def _points(points: int) -> str:
    return "1 point" if points == 1 else f"{points} points"


def _essential(lead: int | None, parent: str) -> str:
    if lead is None:
        return ""
    ahead = f"more than {lead} stage{'s' if lead > 1 else ''} ahead of it" if lead else "ahead of it"
    return f"; essential: {parent} is never {ahead}"


def plain(rubric: type[Rubric]) -> dict[str, Any]:
    """The same in what JSON can hold."""
    return {
        "id": rubric.id,
        "version": rubric.version,
        "digest": rubric.digest(),
        "title": rubric.title,
        "source": rubric.source,
        "ladder": list(rubric.ladder.names),
        "rule": str(rubric.rule),
        "dimensions": [_dimension(each) for each in rubric.dimensions],
        "criteria": [_criterion(each) for each in rubric.criteria],
        "actions": [_plain_action(each) for each in rubric.actions],
        "approaches": [plain_approach(each) for each in rubric.approaches],
    }


def plain_approach(approach: Approach) -> dict[str, Any]:
    """An approach in what JSON can hold."""
    return {
        "stage": approach.stage,
        "advice": approach.advice,
        "source": approach.source,
        "recollected": approach.recollected,
    }


def _plain_action(action: Action) -> dict[str, Any]:
    return {
        "key": action.key,
        "title": action.title,
        "effort": [float(days) for days in action.effort],
        "raises": dict(action.effects),
        "after": list(action.after),
        "excludes": list(action.excludes),
        "step": None if action.step is None else action.step.value,
        "stages": list(action.stages),
        "smallest_staff": action.smallest_staff,
        "source": action.source,
    }


def _dimension(dimension: Dimension) -> dict[str, Any]:
    rule = None if dimension.rule is None else str(dimension.rule)
    return {
        "key": dimension.key,
        "title": dimension.title,
        "points": dimension.points,
        "lead": dimension.lead,
        "rule": rule,
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "key": criterion.key,
        "dimension": criterion.dimension.key,
        "question": criterion.question,
        "points": criterion.points,
        "lead": criterion.lead,
        "visible": criterion.visible,
        "half_life": criterion.half_life,
        "source": criterion.source,
        "levels": [
            {"key": level.key, "descriptor": level.descriptor, "reach": level.reach} for level in criterion.levels
        ],
    }
