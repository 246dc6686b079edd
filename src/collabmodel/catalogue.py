"""A rubric to read: its dimensions, criteria and levels as blocks for people and as plain data for programs."""

from typing import Any

from collabmodel.render.rows import Block, Heading, Lines, Listing
from collabmodel.rubrics.notation import Criterion, Dimension
from collabmodel.rubrics.rubric import Rubric


def blocks(rubric: type[Rubric]) -> tuple[Block, ...]:
    """Everything a rubric asks, dimension by dimension."""
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
    return tuple(found)


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
