"""Laws of the rule: descriptions in which everything is known.

See ``laws`` for what a law is.
"""

import itertools
from typing import TypeVar

import attrs
import numpy as np

from collabmodel.assessment import assess
from collabmodel.core import rule
from collabmodel.encoding import encode
from collabmodel.laws.case import (
    CLOSE,
    Broken,
    Case,
    Child,
    Levels,
    adding,
    by_hand,
    children_of,
    criterion_of,
    declared,
    known,
    lowered,
    moved,
    reaches,
    rebuilt,
    some,
)
from collabmodel.model.evidence import Observation
from collabmodel.model.ladder import Ladder
from collabmodel.rubrics.checking import LARGEST_DENOMINATOR, LARGEST_POINTS, MOST_STAGES
from collabmodel.rubrics.notation import Criterion, Quota
from collabmodel.rubrics.rubric import Rubric
from collabmodel.verdict import Chances

T = TypeVar("T")


def the_rule_is_read_as_written(case: Case) -> Broken:
    """Where everything is known, worst and best are what the rule says in plain words."""
    levels = case.levels()
    found = assess(known(case.rubric, levels), case.rubric)
    whole, dimensions = by_hand(case.rubric, reaches(case.rubric, levels))
    stands = {"the whole": (found, whole)} | {
        each.key: (each, dimensions[each.key]) for each in found.dimensions if each.applicable
    }
    for name, (standing, rank) in stands.items():
        if not standing.worst.rank == standing.best.rank == rank:
            yield f"{name} is {standing.worst}..{standing.best}, and rank {rank} by hand"


def gates_are_nested(case: Case) -> Broken:
    """Where the gate of a stage is open, those of all lower stages are."""
    levels = _column(case.rubric, case.levels())
    tree = encode(case.rubric).tree
    rungs = rule.stand(levels, tree).dimensions
    parts = [(levels[each.children], lift, each) for each, lift in zip(tree.dimensions, tree.lifts, strict=True)]
    for stands, lift, node in [*parts, (rungs, tree.stages, tree.whole)]:
        opened = rule.gates(stands[:, np.newaxis] >= lift, stands == rule.NOT_APPLICABLE, node)
        if (opened[1:] > opened[:-1]).any():
            yield f"children at {stands[:, 0].tolist()} open the gates {opened[:, 0].tolist()}"


def _column(rubric: type[Rubric], levels: Levels) -> rule.Levels:
    numbers = [levels[each.key] for each in rubric.criteria]
    return np.array([[rule.NOT_APPLICABLE if each is None else each] for each in numbers], np.int8)


def raising_a_level_lowers_nothing(case: Case) -> Broken:
    """Raising one level never lowers a stage."""
    levels = case.levels()
    key, level = case.pick([(key, level) for key, level in levels.items() if level is not None])
    higher = case.pick(range(level, len(criterion_of(case.rubric, key).levels)))
    before = assess(known(case.rubric, levels), case.rubric)
    yield from lowered(before, assess(known(case.rubric, {**levels, key: higher}), case.rubric))


def a_stage_lies_between_those_of_its_parts(case: Case) -> Broken:
    """A stage lies between those of its parts: at quota 1 it is the lowest, at a quota of one point the highest."""
    levels = case.levels()
    found = assess(known(case.rubric, levels), case.rubric)
    stands = {each.key: each.worst.rank if each.applicable else None for each in found.dimensions}
    top = [(each.points, each.lead, stands[each.key]) for each in case.rubric.dimensions]
    yield from _outside("the whole", found.worst.rank, case.rubric.rule, top)
    for each in case.rubric.dimensions:
        children = children_of(case.rubric, each, reaches(case.rubric, levels))
        yield from _outside(each.key, stands[each.key], each.rule or case.rubric.rule, children)


def _outside(name: str, stands: int | None, quota: Quota, children: list[Child]) -> Broken:
    ranks = [rank for _, _, rank in children if rank is not None]
    if stands is None or not ranks:
        return
    if not min(ranks) <= stands <= max(ranks):
        yield f"{name} has rank {stands}, its parts have {ranks}"
    if quota.num == quota.den and stands != min(ranks):
        yield f"{name} needs all of its points and has rank {stands}, its parts have {ranks}"
    one_is_enough = quota.num * sum(points for points, _, _ in children) <= quota.den
    if one_is_enough and all(lead is None for _, lead, _ in children) and stands != max(ranks):
        yield f"{name} needs one of its points and has rank {stands}, its parts have {ranks}"


def the_order_of_declaration_is_irrelevant(case: Case) -> Broken:
    """The order in which dimensions and criteria are declared changes nothing."""
    dimensions, criteria = declared(case.rubric)
    turned = _turned(case, dimensions), _turned(case, criteria)
    subject = case.subject()
    yield from moved(assess(subject, case.rubric), assess(subject, rebuilt(case.rubric, *turned)), CLOSE)


def _turned(case: Case, declarations: dict[str, T]) -> dict[str, T]:
    items = list(declarations.items())
    first = case.pick(range(len(items)))
    return dict((items[first:] + items[:first])[:: case.pick((1, -1))])


def points_and_quotas_have_no_unit(case: Case) -> Broken:
    """Multiplying all points changes nothing, nor does writing the quotas in larger numbers."""
    dimensions, criteria = declared(case.rubric)
    most = max(*(d.points for d in dimensions.values()), *(c.points for c in criteria.values()))
    finest = max(each.den for each in (case.rubric.rule, *(d.rule for d in dimensions.values())) if each is not None)
    by = case.pick([n for n in (1, 2, 3, 10) if n * most <= LARGEST_POINTS and n * finest <= LARGEST_DENOMINATOR])
    other = rebuilt(
        case.rubric,
        {key: d.evolve(points=by * d.points, rule=_finer(d.rule, by)) for key, d in dimensions.items()},
        {key: c.evolve(points=by * c.points) for key, c in criteria.items()},
        rule=_finer(case.rubric.rule, by),
    )
    subject = case.subject()
    yield from moved(assess(subject, case.rubric), assess(subject, other))


def _finer(quota: Quota | None, by: int) -> Quota | None:
    return None if quota is None else Quota(quota.num * by, quota.den * by)


def splitting_a_criterion_changes_nothing(case: Case) -> Broken:
    """Two identical criteria that share the points of one stand for that one."""
    levels = case.levels()
    dimensions, criteria = declared(case.rubric)
    for one in criteria.values():
        if one.points > 1:
            points = case.pick(range(1, one.points))
            twin = f"{one.key}_twin"
            halves = {one.key: one.evolve(points=points), twin: one.evolve(points=one.points - points)}
            other = rebuilt(case.rubric, dimensions, {**criteria, **halves})
            both = known(other, {**levels, twin: levels[one.key]})
            yield from moved(assess(known(case.rubric, levels), case.rubric), assess(both, other), CLOSE)


def only_the_order_of_stages_counts(case: Case) -> Broken:
    """Where no lead is above 0, merging and adding stages does to the verdict what it does to the stages."""
    dimensions = {each.key: each.evolve(lead=each.lead and 0) for each in case.rubric.dimensions}
    criteria = {each.key: each.evolve(lead=each.lead and 0) for each in case.rubric.criteria}
    most = 2 if 2 * case.rubric.ladder.top < MOST_STAGES else 1
    steps = [case.pick(range(most + 1)) for _ in range(case.rubric.ladder.top)]
    steps[-1] += not any(steps)
    new = [0, *itertools.accumulate(steps)]
    ladder = Ladder(*(f"stage {rank}" for rank in range(new[-1] + 1)))
    renamed = {key: _relabelled(each, case.rubric.ladder, ladder, new) for key, each in criteria.items()}
    levels = case.levels()
    strict = rebuilt(case.rubric, dimensions, criteria)
    other = rebuilt(case.rubric, dimensions, renamed, ladder=ladder, prior=None, coherence=(0.0, 0.0))
    was, now = assess(known(strict, levels), strict), assess(known(other, levels), other)
    for name, old, then in [("the whole", was, now), *zip(dimensions, was.dimensions, now.dimensions, strict=True)]:
        if new[old.worst.rank] != then.worst.rank:
            yield f"{name} went from rank {old.worst.rank} to {then.worst.rank}, the stages to {new}"


def _relabelled(criterion: Criterion, old: Ladder, ladder: Ladder, new: list[int]) -> Criterion:
    levels = [attrs.evolve(level, reach=ladder[new[old[level.reach].rank]].name) for level in criterion.levels]
    return criterion.evolve(levels=tuple(levels))


def nobody_is_ahead_of_what_is_essential(case: Case) -> Broken:
    """The whole is never further ahead of an essential dimension than its lead, nor a dimension of a criterion."""
    found = assess(case.subject(), case.rubric)
    groups = {each.key: each for each in found.dimensions}
    leads = {each.key: each.lead for each in case.rubric.criteria}
    pairs: list[tuple[str, Chances, Chances, int | None]] = [
        (f"the whole and {each.key}", found, each, each.lead) for each in found.dimensions if each.applicable
    ]
    rows = [row for row in found.evidence if row.applicable]
    pairs += [(f"{row.dimension} and {row.key}", groups[row.dimension], row, leads[row.key]) for row in rows]
    for names, ahead, behind, lead in pairs:
        if lead is not None:
            yield from _too_far_ahead(names, ahead, behind, lead)


def _too_far_ahead(names: str, ahead: Chances, behind: Chances, lead: int) -> Broken:
    allowed = (*(1.0,) * min(lead, len(behind.tails)), *behind.tails)
    if not all(p <= q + CLOSE for p, q in zip(ahead.tails, allowed, strict=False)):
        yield f"{names}: {ahead.tails} is ahead of {behind.tails} by more than {lead}"
    for end in ("worst", "best"):
        if getattr(ahead, end).rank > getattr(behind, end).rank + lead:
            yield f"{names}: {end} {getattr(ahead, end)} is ahead of {getattr(behind, end)} by more than {lead}"


def not_applicable_is_left_out(case: Case) -> Broken:
    """A criterion that does not apply might as well not be in the rubric."""
    subject = case.subject()
    found = assess(subject, case.rubric)
    applicable = [row for row in found.evidence if row.applicable]
    for row in some(
        case, [row for row in applicable if len(applicable) > 1 and not any(s.fact for s in row.sightings)]
    ):
        dimensions, criteria = declared(case.rubric)
        criteria.pop(row.key)
        left = {each.dimension.key for each in criteria.values()}
        without = rebuilt(case.rubric, {key: each for key, each in dimensions.items() if key in left}, criteria)
        unseen = [each for each in subject.observations if each.criterion != row.key]
        waived = assess(adding(subject, Observation.not_applicable(row.key)), case.rubric, as_of=found.as_of)
        removed = assess(attrs.evolve(subject, observations=unseen), without, as_of=found.as_of)
        yield from moved(waived, removed, CLOSE)


def not_applicable_lies_between_failed_and_met(case: Case) -> Broken:
    """A criterion that does not apply puts every stage between those of failing it and of meeting it."""
    levels = case.levels()
    others = [key for key, level in levels.items() if level is not None]
    failing = [key for key in others if reaches(case.rubric, {**levels, key: 0})[key] == 0]
    for key in some(case, failing if len(others) > 1 else []):
        highest = len(criterion_of(case.rubric, key).levels) - 1
        failed, waived, met = (
            assess(known(case.rubric, {**levels, key: level}), case.rubric) for level in (0, None, highest)
        )
        if not failed.worst <= waived.worst <= met.worst:
            yield f"{key}: {waived.worst} is not between {failed.worst} and {met.worst}"
