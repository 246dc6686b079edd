"""What a class statement may declare.

Every check raises RubricError naming the class, the attribute, the fault and the remedy. What is legal but may still
be unwise is left to ``lint``.
"""

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeGuard

from collabmodel.errors import RubricError, quoted, suggestion
from collabmodel.model.ladder import Ladder
from collabmodel.rubrics.notation import Action, Approach, Criterion, CycleStep, Dimension, Level, Quota, Reader

# The distribution follows every number of points one by one, and the rule multiplies points by the denominator in
# whole numbers of eight bytes.
LARGEST_POINTS = 10**4
LARGEST_DENOMINATOR = 10**6
# Levels and stages are counted in one byte, and probabilities must not fall below the smallest float.
MOST_STAGES = MOST_LEVELS = 100
LONGEST_HALF_LIFE = LARGEST_EFFORT = 10**6
SMALLEST_SHARE = 1e-100


def shown(value: object) -> str:
    """A value of a few numbers as it may stand in a message."""
    if isinstance(value, (tuple, list)) and len(value) <= MOST_STAGES:
        members = ", ".join(map(quoted, value))
        return f"[{members}]" if isinstance(value, list) else f"({members})"
    return quoted(value)


def whole_number(place: str, name: str, value: object, least: int, most: int) -> None:
    """A whole number within limits."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise RubricError(place, f"{name} is {quoted(value)}", f"write a whole number from {least} to {most}")


def words(place: str, name: str, value: object) -> None:
    """Text with something in it."""
    if not isinstance(value, str) or not value.strip():
        raise RubricError(place, f"{name} is {quoted(value)}", f"write the {name} as text")


def quota(place: str, value: object) -> None:
    """A share above nothing, up to all."""
    if not isinstance(value, Quota):
        raise RubricError(place, f"the rule is {quoted(value)}", "write a Quota such as Quota(2, 3)")
    whole_number(place, "the quota's denominator", value.den, 1, LARGEST_DENOMINATOR)
    whole_number(place, "the quota's numerator", value.num, 1, value.den)


def lead(place: str, value: object) -> None:
    """None, or a number of stages."""
    if value is not None:
        whole_number(place, "lead", value, 0, LARGEST_POINTS)


def half_life(place: str, value: object) -> None:
    """A number of months above zero."""
    if not _is_number(value) or not 0 < value <= LONGEST_HALF_LIFE:
        remedy = f"write a number of months above 0, at most {LONGEST_HALF_LIFE}"
        raise RubricError(place, f"half_life is {quoted(value)}", remedy)


def ladder(place: str, value: object) -> None:
    """Two or more different names."""
    if not isinstance(value, Ladder):
        raise RubricError(place, "no ladder is declared", 'write ladder = Ladder("low", ..., "high")')
    for name in value.names:
        words(f"{place}.ladder", "stage", name)
        if not name.isprintable():
            raise RubricError(f"{place}.ladder", f"stage {quoted(name)} does not print", "write it in letters")
    if len(value) < 2:
        raise RubricError(
            f"{place}.ladder", "a ladder of one stage or none tells nothing apart", "name two or more stages"
        )
    if len(value) > MOST_STAGES:
        raise RubricError(f"{place}.ladder", f"it has {len(value)} stages", f"name {MOST_STAGES} at most")
    _all_different(f"{place}.ladder", "stage", value.names)


def coherence(place: str, value: object, stages: int) -> None:
    """Two shares from 0 up to but not including 1, not so near it that a whole ladder apart is impossible."""
    pair = value if isinstance(value, tuple) else ()
    if len(pair) != 2 or not all(_is_number(each) and 0 <= each < 1 for each in pair):
        remedy = "write two numbers from 0 up to but not including 1: organization to dimension, dimension to criterion"
        raise RubricError(place, f"coherence is {shown(value)}", remedy)
    if any(((1 - each) / (1 + each)) ** (stages - 1) < SMALLEST_SHARE for each in pair):
        raise RubricError(
            place, f"coherence is {shown(value)}, too near 1 for {stages} stages", "write smaller numbers"
        )


def prior(place: str, value: object, stages: int) -> None:
    """None, or one positive probability for every stage."""
    if value is None:
        return
    shares = value if isinstance(value, tuple) else ()
    positive = len(shares) == stages and all(_is_number(share) and 0 < share <= 1 for share in shares)
    if not positive or not math.isclose(sum(shares), 1, abs_tol=1e-9):
        raise RubricError(
            place, f"prior is {shown(value)}", f"write {stages} positive numbers that add up to 1, or None"
        )


def dimension(place: str, declared: Dimension, criteria: Iterable[Criterion]) -> None:
    """One dimension with its criteria."""
    words(place, "title", declared.title)
    whole_number(place, "points", declared.points, 1, LARGEST_POINTS)
    lead(place, declared.lead)
    if declared.rule is not None:
        quota(place, declared.rule)
    if not any(criterion.dimension.key == declared.key for criterion in criteria):
        raise RubricError(place, "no criterion belongs to this dimension", "declare one, or remove the dimension too")


def criterion(place: str, declared: Criterion, dimensions: Mapping[str, Dimension], stages: Ladder) -> None:
    """One criterion with its levels."""
    if not isinstance(declared.dimension, Dimension):
        raise RubricError(
            place, f"its dimension is {quoted(declared.dimension)}", "name a Dimension of this rubric first"
        )
    if declared.dimension.key not in dimensions:
        known = suggestion(declared.dimension.key, dimensions)
        raise RubricError(place, f"its dimension {declared.dimension.title!r} is not declared in this rubric", known)
    words(place, "question", declared.question)
    if declared.source == "":
        raise RubricError(place, "a source is missing", "write source=..., what justifies asking")
    words(place, "source", declared.source)
    whole_number(place, "points", declared.points, 1, LARGEST_POINTS)
    lead(place, declared.lead)
    if not isinstance(declared.visible, bool):
        raise RubricError(place, f"visible is {quoted(declared.visible)}", "write True or False")
    if declared.half_life is not None:
        half_life(place, declared.half_life)
    levels(place, declared.levels, stages)


def levels(place: str, declared: object, stages: Ladder) -> None:
    """Two or more levels whose reach never falls and ends at the top."""
    if not isinstance(declared, tuple) or not all(isinstance(each, Level) for each in declared):
        raise RubricError(place, f"its levels are {quoted(declared)}", "write a tuple of Level, lowest first")
    if len(declared) < 2:
        count = "no levels" if not declared else "a single level"
        raise RubricError(place, f"{count} cannot tell organizations apart", "write two levels or more")
    for level in declared:
        words(place, "level key", level.key)
        if not level.key.isprintable():
            raise RubricError(place, f"level key {quoted(level.key)} does not print", "write it in letters")
        words(f"{place}: level {level.key!r}", "descriptor", level.descriptor)
        if level.reach not in stages.names:
            fault = f"reaches {quoted(level.reach)}, which is not on the ladder"
            raise RubricError(f"{place}: level {level.key!r}", fault, suggestion(level.reach, stages.names))
    if len(declared) > MOST_LEVELS:
        raise RubricError(place, f"it has {len(declared)} levels", f"write {MOST_LEVELS} at most")
    _all_different(place, "level key", [level.key for level in declared])
    _reach_rises_to_the_top(place, declared, stages)


def _reach_rises_to_the_top(place: str, declared: Sequence[Level], stages: Ladder) -> None:
    for lower, higher in itertools.pairwise(declared):
        if stages[higher.reach] < stages[lower.reach]:
            fault = f"level {higher.key!r} reaches {higher.reach!r} after {lower.key!r} reached {lower.reach!r}"
            raise RubricError(place, fault, "order levels so that reach never falls")
    last = declared[-1]
    if stages[last.reach].rank < stages.top:
        fault = f"the last level {last.key!r} reaches only {last.reach!r}"
        raise RubricError(place, fault, f"add or extend a level that reaches {stages[stages.top].name!r}")


def subject(place: str, value: object) -> None:
    """A class."""
    if not isinstance(value, type):
        raise RubricError(
            place, f"subject is {quoted(value)}", "write the class of what is judged, such as Organization"
        )


def reader(place: str, declared: Reader, criteria: Mapping[str, Criterion]) -> None:
    """One reader of a criterion that is there."""
    if not isinstance(declared.criterion, Criterion) or not callable(declared.function):
        raise RubricError(place, "it does not join a criterion and a function", "decorate a function with .reader")
    if declared.criterion.key not in criteria:
        known = suggestion(declared.criterion.key, criteria)
        if not declared.criterion.key:
            known = "declare that criterion, under another name than its reader's"
        raise RubricError(place, f"it reads {declared.criterion.question!r}, which is not declared here", known)


def action(
    place: str, declared: Action, criteria: Mapping[str, Criterion], actions: Mapping[str, Action], stages: Ladder
) -> None:
    """One action and what it raises."""
    words(place, "title", declared.title)
    words(place, "source", declared.source)
    _effort(place, declared.effort)
    _effects(place, declared, criteria)
    if declared.step is not None and not isinstance(declared.step, CycleStep):
        raise RubricError(place, f"step is {quoted(declared.step)}", "write a CycleStep such as CycleStep.PURPOSE")
    if declared.here is not None and not callable(declared.here):
        raise RubricError(place, f"here is {quoted(declared.here)}", "write a function that takes the subject")
    if declared.key in declared.excludes:
        raise RubricError(place, "it excludes itself", "take its own name out")
    for name in ("after", "excludes"):
        _known_names(place, name, getattr(declared, name), actions)
    _known_names(place, "stages", declared.stages, stages.names)
    if declared.smallest_staff is not None:
        whole_number(place, "smallest_staff", declared.smallest_staff, 0, 10**9)


def approach(place: str, declared: Approach, approaches: Iterable[Approach], stages: Ladder) -> None:
    """One approach to a stage, and no second one to it."""
    if declared.stage not in stages.names:
        fault = f"its stage is {quoted(declared.stage)}, which is not on the ladder"
        raise RubricError(place, fault, suggestion(declared.stage, stages.names))
    words(place, "advice", declared.advice)
    words(place, "source", declared.source)
    if not isinstance(declared.recollected, bool):
        raise RubricError(place, f"recollected is {quoted(declared.recollected)}", "write True or False")
    others = [each.key for each in approaches if each.stage == declared.stage and each is not declared]
    if others:
        fault = f"{quoted(others[0])} is an approach to {declared.stage} too"
        raise RubricError(place, fault, "keep one, or write None to remove the inherited one")


def _effort(place: str, effort: object) -> None:
    three = effort if isinstance(effort, tuple) else ()
    if (
        len(three) == 3
        and all(_is_number(days) and 0 <= days <= LARGEST_EFFORT for days in three)
        and list(three) == sorted(three)
    ):
        return
    remedy = "write person-days from 0, one number or low, likely and high in this order"
    raise RubricError(place, f"effort is {shown(effort)}", remedy)


def _effects(place: str, declared: Action, criteria: Mapping[str, Criterion]) -> None:
    pairs = declared.effects if isinstance(declared.effects, tuple) else ()
    if not pairs or not all(isinstance(pair, tuple) and len(pair) == 2 for pair in pairs):
        raise RubricError(place, "it raises nothing", 'write raises={"criterion": "level"}')
    for key, level in declared.effects:
        if not isinstance(key, str) or key not in criteria:
            raise RubricError(place, f"it raises {quoted(key)}, which is no criterion", suggestion(key, criteria))
        keys = [each.key for each in criteria[key].levels]
        if level not in keys:
            fault = f"it raises {key!r} to {quoted(level)}, which is not a level of it"
            raise RubricError(place, fault, f"{suggestion(level, keys)} (or remove the action by None)")


def _known_names(place: str, name: str, values: object, known: Iterable[str]) -> None:
    if not isinstance(values, tuple):
        raise RubricError(place, f"{name} is {quoted(values)}", "write a tuple of names, with a comma even for one")
    for value in values:
        if not isinstance(value, str) or value not in known:
            raise RubricError(place, f"{name} names {quoted(value)}, which is not declared", suggestion(value, known))


def no_cycle(place: str, actions: Mapping[str, Action]) -> None:
    """Prerequisites that can be put in an order."""
    settled: set[str] = set()
    waiting = dict(actions)
    while ready := [key for key, each in waiting.items() if settled.issuperset(each.after)]:
        settled.update(ready)
        for key in ready:
            del waiting[key]
    if waiting:
        first, names = next(iter(waiting)), ", ".join(waiting)
        fault = "it waits for itself" if len(waiting) == 1 else f"each of {names} waits for another"
        raise RubricError(f"{place}.{first}", fault, "break the circle")


def _all_different(place: str, what: str, names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise RubricError(place, f"the {what} {name!r} stands there twice", "give each its own name")


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
