"""questions(): what to find out next, and why the answer matters.

A question is worth what its answer is expected to take away of the uncertainty about the stage. It is chosen for that
alone: which answer would be welcome plays no part.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import attrs

from collabmodel.assessment import Assessment, check_assessed, known_of
from collabmodel.encoding import Answer, Inquiry, encode, inquire
from collabmodel.errors import DescriptionError, Fault, UnknownCriterionError, quoted, suggestion
from collabmodel.model import checks
from collabmodel.model.evidence import Observer
from collabmodel.reading import together
from collabmodel.render.rows import Block, Lines, Listing, Shown, percent
from collabmodel.rubrics.notation import Criterion
from collabmodel.verdict import ROUNDING

LITTLE = "little would change"
NOTEWORTHY = 0.05
"""Answers less probable than this share of the most probable one are not what a question is explained by."""


@attrs.frozen
class Question(Shown):
    """One thing to find out.

    Attributes:
        criterion, question: its key, and what it asks.
        visible: an outsider can see the answer.
        gain: how much of the uncertainty about the stage the answer is expected to take away: the variance of "has it
            reached this stage?", summed over the stages.
        cost: of finding out; 1 unless said.
        because: in one sentence why the answer matters.
    """

    criterion: str
    question: str
    visible: bool
    gain: float
    cost: float
    because: str

    @property
    def worth(self) -> float:
        """Gain for its cost."""
        return self.gain / self.cost if self.cost else math.inf

    def blocks(self) -> tuple[Block, ...]:
        """The question and why it matters."""
        return (Lines((self.question, f"{self.because} ({self.remark})")),)

    @property
    def remark(self) -> str:
        """Its key, who can know, and its gain."""
        seen = "can be seen from outside" if self.visible else "is known inside only"
        cost = "" if self.cost == 1 else f", cost {self.cost:g}"
        return f"{self.criterion}; {seen}; gain {self.gain:.3f}{cost}"

    def to_dict(self) -> dict[str, Any]:
        """Everything, in what JSON can hold."""
        return attrs.asdict(self)


def questions(
    assessment: Assessment,
    *,
    n: int = 5,
    cost: Mapping[str, float] | None = None,
    observer: Observer | None = None,
) -> tuple[Question, ...]:
    """What to find out next: the questions that are worth most, the best first.

    Everything that is unseen or doubtful is considered, as if it could be found out for certain. Nothing is asked where
    the guaranteed range is one stage, or for an answer that could not change anything.

    Args:
        assessment: where the subject stands.
        n: how many questions at most.
        cost: of finding out, by criterion; 1 for those not named. Questions are ranked by their gain for this cost.
        observer: who asks: an outside observer is first given what can be seen from outside.

    Raises:
        DescriptionError: or one of its kinds, with everything wrong with the arguments.
    """
    prices = _checked(assessment, n, cost, observer)
    found = sorted(_worth_asking(assessment, prices, frozenset()), key=lambda each: _order(each, observer))
    return tuple(found[:n])


def best_question(assessment: Assessment, already: Collection[str], observer: Observer | None) -> Question | None:
    """The best question apart from those that were asked already; None where nothing that is left can matter."""
    found = _worth_asking(assessment, {}, already)
    return min(found, key=lambda each: _order(each, observer), default=None)


def _order(question: Question, observer: Observer | None) -> tuple[bool, float, float]:
    return observer is Observer.OUTSIDE and not question.visible, -question.worth, -question.gain


def _worth_asking(assessment: Assessment, prices: Mapping[str, float], already: Collection[str]) -> Iterator[Question]:
    if assessment.worst == assessment.best:
        return
    encoded = encode(assessment.rubric)
    asked = [
        c for c, row in enumerate(assessment.evidence) if row.applicable and not row.supposed and row.key not in already
    ]
    for c, inquiry in inquire(known_of(assessment), encoded, asked).items():
        if inquiry.gain > ROUNDING:
            criterion = assessment.rubric.criteria[c]
            yield Question(
                criterion=criterion.key,
                question=criterion.question,
                visible=criterion.visible,
                gain=inquiry.gain,
                cost=prices.get(criterion.key, 1.0),
                because=_because(assessment, criterion, inquiry),
            )


def _because(assessment: Assessment, criterion: Criterion, inquiry: Inquiry) -> str:
    """What the lowest and the highest answer to be reckoned with would change, or else the one that changes most."""
    bar = NOTEWORTHY * max(each.probability for each in inquiry.answers)
    expected = [each for each in inquiry.answers if each.probability >= bar]
    parts = [_effect(assessment, criterion, each) for each in (expected[0], expected[-1])]
    if all(part.endswith(LITTLE) for part in parts):
        believable = [each for each in inquiry.answers if each.probability > ROUNDING]
        parts = [_effect(assessment, criterion, max(believable, key=lambda each: _change(assessment, each)))]
    return f"With {'; with '.join(dict.fromkeys(parts))}."


def _change(assessment: Assessment, answer: Answer) -> float:
    """How much the probability of a stage would change at most."""
    return max(abs(then - now) for then, now in zip(answer.tails, assessment.tails[1:], strict=True))


def _effect(assessment: Assessment, criterion: Criterion, answer: Answer) -> str:
    """What one answer would settle for good, else what it would do to the stage that it changes most."""
    ladder, likely = assessment.ladder, assessment.likely.rank
    level = repr(criterion.levels[answer.level].key)
    if answer.best < assessment.best.rank and answer.best <= likely:
        return f"{level} the stage can be at most {ladder[answer.best]}"
    if answer.worst > assessment.worst.rank and answer.worst >= likely:
        return f"{level} the stage is at least {ladder[answer.worst]}"
    rank = _most_changed(assessment.tails[1:], answer.tails)
    then, now = percent(answer.tails[rank - 1]), percent(assessment.tails[rank])
    if then == now:
        return f"{level} {LITTLE}"
    return f"{level} {ladder[rank]} or higher is {then} % likely instead of {now} %"


def _most_changed(now: Sequence[float], then: Sequence[float]) -> int:
    """The stage, from 1, whose probability changes most."""
    return 1 + max(range(len(now)), key=lambda s: abs(then[s] - now[s]))


def _checked(
    assessment: Assessment, n: object, cost: Mapping[str, float] | None, observer: object
) -> Mapping[str, float]:
    """The costs, if nothing is wrong with the arguments."""
    errors: list[DescriptionError] = []
    check_assessed([assessment], ["assessment"])
    if not isinstance(n, int) or isinstance(n, bool) or n < 0:
        errors.append(DescriptionError([Fault("n", f"expected a whole number from 0, got {quoted(n)}")]))
    if observer is not None and not isinstance(observer, Observer):
        problem = f"expected an Observer, got {quoted(observer)}; write Observer.INSIDE or Observer.OUTSIDE"
        errors.append(DescriptionError([Fault("observer", problem)]))
    if cost is not None and not isinstance(cost, Mapping):
        problem = f"expected costs by criterion, got {quoted(cost)}; write {{'criterion': 2}}"
        errors.append(DescriptionError([Fault("cost", problem)]))
    else:
        errors += _faulty_costs(assessment, cost or {})
    if errors:
        raise together(errors)
    return cost or {}


def _faulty_costs(assessment: Assessment, cost: Mapping[str, float]) -> Iterator[DescriptionError]:
    keys = [each.key for each in assessment.rubric.criteria]
    for key, price in cost.items():
        place = f"cost[{quoted(key)}]"
        if key not in keys:
            problem = f"is not a criterion of {assessment.rubric.__name__}; {suggestion(key, keys)}"
            yield UnknownCriterionError([Fault(place, problem)])
        if not checks.is_amount(price):
            yield DescriptionError([Fault(place, f"expected a number from 0, got {quoted(price)}")])


def listing(found: Sequence[Question]) -> Listing:
    """Questions as they are shown together."""
    if not found:
        return Listing("Nothing that could be found out would change the verdict.", ())
    items = tuple(f"{each.question} {each.because} ({each.remark})" for each in found)
    return Listing("What to find out next, the best first:", items)
