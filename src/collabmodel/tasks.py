"""What is to be planned: names of actions and stages go in, sets of actions come out; nothing is worded here.

A reading of the evidence settles where every criterion counts as standing. Then the cheapest actions that open the gate
are found exactly. An action that is planned is done, not seen: it changes its own criteria and what is believed of no
other.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from enum import Enum

import attrs

from collabmodel.assessment import Assessment, check_assessed, known_of
from collabmodel.core import plan, search
from collabmodel.core.parts import Option, Problem
from collabmodel.encoding import Encoded, Facts, done, encode, options
from collabmodel.errors import DescriptionError, Fault, UnreachableError, quoted, suggestion
from collabmodel.model import checks
from collabmodel.model.ladder import Stage
from collabmodel.model.organization import Organization
from collabmodel.rubrics.notation import Action
from collabmodel.standing import named_stage
from collabmodel.verdict import LIKELY, ROUNDING

BARS = (LIKELY, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
"""How probable something must be to count as there; the lowest whose plan is likely to succeed is taken."""
FINER_BARS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, *BARS, 0.999)
"""The same for the frontier, from what is merely possible on."""


class Reading(Enum):
    """How a plan reads what is uncertain.

    LIKELY counts as there what is likely, GUARANTEED takes everything unknown at its worst.
    """

    LIKELY = "likely"
    GUARANTEED = "guaranteed"


@attrs.frozen
class Wishes:
    """What was asked for.

    Attributes:
        target: the stage to reach.
        reading: how what is uncertain is read.
        budget: the most person-days; None: any number.
        require, exclude: keys of actions that must be, and must not be, in the plan.
    """

    target: Stage
    reading: Reading
    budget: float | None
    require: tuple[str, ...]
    exclude: tuple[str, ...]


@attrs.frozen
class Selection:
    """A cheapest set of actions.

    Attributes:
        bar: how probable something is to count as there; None: everything unknown at its worst.
        ranks: where each criterion then stands.
        chosen: positions of actions, in the order of declaration.
        effort, bound: likely person-days of all, and what no set takes less than.
    """

    bar: float | None
    ranks: tuple[int, ...]
    chosen: tuple[int, ...]
    effort: float
    bound: float

    @property
    def optimal(self) -> bool:
        """Whether it is proved that no set takes less."""
        return self.bound >= self.effort - ROUNDING * max(1.0, self.effort)


@attrs.frozen
class Task:
    """A stage to reach from where a subject stands.

    Attributes:
        assessment, wishes: from where, and what was asked for.
        options: the actions as numbers.
        required, excluded: positions of actions that were wished for, and not.
        banned: of those excluded, and of those that do not fit.
    """

    assessment: Assessment
    wishes: Wishes
    options: tuple[Option, ...]
    required: frozenset[int]
    excluded: frozenset[int]
    banned: frozenset[int]

    @property
    def encoded(self) -> Encoded:
        """The rubric as numbers."""
        return encode(self.assessment.rubric)

    @property
    def facts(self) -> Facts:
        """What is known, as numbers."""
        return known_of(self.assessment)

    @property
    def reached(self) -> bool:
        """Whether the subject is there already, by the reading."""
        return self.wishes.target <= standing_now(self.assessment, self.wishes.reading)

    def found(self) -> Selection:
        """The cheapest set in the reading.

        Raises:
            UnreachableError: no set opens the gate, or none within the budget.
        """
        found = self._in_reading()
        budget = self.wishes.budget
        if budget is not None and found.effort > budget + ROUNDING * max(1.0, budget):
            way_out = f"allow more than {budget:g}, or name a nearer target"
            raise UnreachableError(self.wishes.target.name, way_out, least_effort=found.effort)
        return found

    def _in_reading(self) -> Selection:
        if self.wishes.reading is Reading.GUARANTEED:
            return self.at(None)
        surest = 0.0
        for bar in (*BARS, None):
            try:
                found = self.at(bar)
            except UnreachableError as error:
                raise self._not_sure_enough(error, surest) from None
            surest = max(surest, self.certainty(found.chosen))
            if surest >= LIKELY - ROUNDING:
                break
        return found

    def _not_sure_enough(self, error: UnreachableError, surest: float) -> UnreachableError:
        """The error, which names a plan that was found and is less than likely to succeed, if there is one."""
        if not surest:
            return error
        way_out = f"the surest that is found comes to {100 * surest:.0f} %: see the frontier; or {error.way_out}"
        return UnreachableError(error.target, way_out, missing=error.missing)

    def at(self, bar: float | None) -> Selection:
        """The cheapest set where what is at least so probable counts as there.

        Raises:
            UnreachableError: no set opens the gate.
        """
        problem = self.problem(bar)
        solution = plan.cheapest(problem, required=self.required, banned=self.banned)
        if solution is None:
            raise self._unreachable(problem)
        return Selection(bar, problem.ranks, solution.chosen, solution.cost, solution.bound)

    def within(self, found: Selection, allowed: Collection[int]) -> Selection | None:
        """The cheapest set among some actions, at the bar of another; None where they do not do."""
        others = frozenset(range(len(self.options))) - frozenset(allowed)
        return self._solved(found, others, math.inf)

    def alternatives(self, found: Selection) -> Iterable[Selection]:
        """Other sets that take no more than one, each without one of its actions."""
        for action in found.chosen:
            other = self._solved(found, self.banned | {action}, found.effort)
            if other is not None:
                yield other

    def _solved(self, found: Selection, banned: frozenset[int], most: float) -> Selection | None:
        if not self.required.isdisjoint(banned):
            return None
        solution = plan.cheapest(self.problem(found.bar), required=self.required, banned=banned, most=most)
        if solution is None:
            return None
        return Selection(found.bar, found.ranks, solution.chosen, solution.cost, solution.bound)

    def problem(self, bar: float | None) -> Problem:
        """The gate and where every criterion counts as standing at a bar."""
        waived = frozenset(c for c, row in enumerate(self.assessment.evidence) if not row.applicable)
        goal = search.to_open(self.encoded.branch, self.wishes.target.rank, waived)
        if bar is not None and self.reached:
            goal = search.Unfolded(None, ())
        return Problem(goal, self.ranks(bar), self.options)

    def ranks(self, bar: float | None) -> tuple[int, ...]:
        """The highest stage that each criterion has reached with some probability, else its worst."""
        if bar is None:
            return tuple(row.worst.rank for row in self.assessment.evidence)
        return tuple(sum(row.reaches(s, bar) for s in range(len(row.tails))) - 1 for row in self.assessment.evidence)

    def certainty(self, chosen: Sequence[int]) -> float:
        """P(stage >= target) once some actions are done."""
        return self.chance(self.certainties([chosen])[0])

    def chance(self, tails: Sequence[float]) -> float:
        """P(stage >= target) from P(stage >= s) from stage 1; the lowest stage is certain."""
        rank = self.wishes.target.rank
        return tails[rank - 1] if rank else 1.0

    def certainties(self, several: Sequence[Sequence[int]]) -> list[list[float]]:
        """P(stage >= s) from stage 1 once some actions are done, for each of several sets."""
        lifted = [self._lifted(chosen) for chosen in several]
        return done(self.facts, self.encoded, lifted) if lifted else []

    def _lifted(self, chosen: Sequence[int]) -> list[int]:
        lifted = [0] * len(self.assessment.evidence)
        for action in chosen:
            for c, rank in self.options[action].lifts:
                lifted[c] = max(lifted[c], rank)
        return lifted

    def _unreachable(self, problem: Problem) -> UnreachableError:
        missing = self._missing(problem, self.banned)
        if not missing:
            way_out = "the actions that would do exclude each other; leave others out, or name a nearer target"
        elif not self._missing(problem, self.excluded):
            way_out = "actions that would do need more staff or fit at other stages; recommend can require them"
        else:
            way_out = "declare actions that bring this about, exclude fewer, or name a nearer target"
        return UnreachableError(self.wishes.target.name, way_out, missing=missing)

    def _missing(self, problem: Problem, banned: Collection[int]) -> list[str]:
        """What would still have to change if all actions but the banned were done."""
        criteria = self.assessment.rubric.criteria
        return [
            f"{criteria[c].key} to {_lowest_level(self.assessment, c, gate)!r}"
            for c, gate in plan.out_of_reach(problem, banned)
        ]


def task(assessment: Assessment, wishes: Wishes) -> Task:
    """What is to be planned, with the actions that fit.

    An action fits if it can be done with the staff there is, at one of the stages from where the subject stands to the
    one before the target. What is required fits by being wished for, and so does what must come before it.

    Raises:
        DescriptionError: required actions exclude each other, or need what is excluded.
    """
    actions = assessment.rubric.actions
    position = {each.key: a for a, each in enumerate(actions)}
    all_options = options(assessment.rubric)
    required = frozenset(position[key] for key in wishes.require)
    excluded = frozenset(position[key] for key in wishes.exclude)
    wanted = _all_that_is_required(all_options, required)
    _check_together(assessment, all_options, wanted, excluded)
    unfit = {a for a, each in enumerate(actions) if a not in wanted and not _fits(each, assessment, wishes)}
    return Task(assessment, wishes, all_options, required, excluded, excluded | unfit)


def standing_now(assessment: Assessment, reading: Reading) -> Stage:
    """Where a subject stands by a reading."""
    return assessment.likely if reading is Reading.LIKELY else assessment.worst


def _fits(action: Action, assessment: Assessment, wishes: Wishes) -> bool:
    subject = assessment.subject
    staff = subject.staff if isinstance(subject, Organization) else None
    if action.smallest_staff is not None and staff is not None and staff < action.smallest_staff:
        return False
    start = standing_now(assessment, wishes.reading).rank
    passed = assessment.ladder.names[start : max(wishes.target.rank, start + 1)]
    return not action.stages or not set(action.stages).isdisjoint(passed)


def _all_that_is_required(all_options: Sequence[Option], required: Collection[int]) -> frozenset[int]:
    closures = plan.closures(all_options)
    return frozenset[int]().union(*(closures[a] for a in required))


def _check_together(
    assessment: Assessment, all_options: Sequence[Option], wanted: Collection[int], excluded: Collection[int]
) -> None:
    keys = [each.key for each in assessment.rubric.actions]
    faults = [
        Fault("require", f"{keys[a]!r} is needed and excluded at once; require or exclude something else")
        for a in sorted(wanted)
        if a in excluded
    ]
    faults += [
        Fault("require", f"{keys[a]!r} and {keys[other]!r} exclude each other; require one of them")
        for a in sorted(wanted)
        for other in sorted(all_options[a].excludes)
        if other in wanted
    ]
    if faults:
        raise DescriptionError(faults)


def wishes_for(
    assessment: Assessment,
    target: Stage | str | None,
    budget: object,
    reading: object,
    require: Collection[str],
    exclude: Collection[str],
) -> Wishes:
    """What was asked for, if nothing is wrong with it; the next stage unless a target is named."""
    check_assessed([assessment], ["assessment"])
    faults = list(_faulty_numbers(budget, reading))
    for name, keys in (("require", require), ("exclude", exclude)):
        faults += _faulty_names(name, keys, [each.key for each in assessment.rubric.actions])
    try:
        chosen = _chosen_target(assessment, target, reading)
    except DescriptionError as error:
        faults += error.faults
    if faults or not isinstance(reading, Reading):
        raise DescriptionError(faults)
    return Wishes(chosen, reading, float(budget) if checks.is_amount(budget) else None, tuple(require), tuple(exclude))


def _chosen_target(assessment: Assessment, target: Stage | str | None, reading: object) -> Stage:
    if target is not None:
        return named_stage(assessment.ladder, target, "target")
    now = standing_now(assessment, reading if isinstance(reading, Reading) else Reading.LIKELY)
    return assessment.ladder[min(now.rank + 1, assessment.ladder.top)]


def _faulty_numbers(budget: object, reading: object) -> Iterator[Fault]:
    if not isinstance(reading, Reading):
        yield Fault("reading", f"expected a Reading, got {quoted(reading)}; write Reading.LIKELY")
    if budget is not None and not checks.is_amount(budget):
        yield Fault("budget", f"expected a number of person-days from 0, got {quoted(budget)}")


def _faulty_names(name: str, keys: object, known: Collection[str]) -> Iterator[Fault]:
    if isinstance(keys, str) or not isinstance(keys, Sequence | Set):
        yield Fault(name, f"expected keys of actions, got {quoted(keys)}; put them in a list")
        return
    for position, key in enumerate(keys):
        if not isinstance(key, str) or key not in known:
            yield Fault(
                f"{name}[{position}]", f"{quoted(key)} is not an action of this rubric; {suggestion(key, known)}"
            )


def _lowest_level(assessment: Assessment, c: int, gate: int) -> str:
    levels = assessment.rubric.criteria[c].levels
    return next(level.key for level in levels if assessment.ladder[level.reach].rank >= gate)
