"""agreement(): how far several raters of one subject agree, where they disagree most, and inside against outside.

Raw ratings are compared, before anything is pooled. Criteria have levels of their own, so ratings are compared by the
stage that the level rated reaches, which is common to all.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import attrs

from collabmodel.core.agreement import alpha
from collabmodel.model.evidence import Finding, Observation, Observer
from collabmodel.model.ladder import Ladder
from collabmodel.reading import check
from collabmodel.render.rows import Block, Heading, Lines, Listing, Shown, Table, counted
from collabmodel.rubrics.notation import Criterion
from collabmodel.rubrics.rubric import Rubric
from collabmodel.subjects import Subject, judge

RELIABLE, TENTATIVE = 0.8, 0.667
OBSERVATIONS = ("observation", "observations")
SHOWN_CRITERIA = 5


@attrs.frozen
class Rating:
    """What one rater said of one criterion.

    Attributes:
        criterion: its key.
        rater: who; where no rater is named the source, else where the observer stands.
        observer: where the rater stands.
        level: the key of the level.
        rank: of the stage that it reaches.
    """

    criterion: str
    rater: str
    observer: Observer
    level: str
    rank: int


@attrs.frozen
class Disagreement:
    """A criterion that was not rated alike.

    Attributes:
        criterion, question: its key, and what it asks.
        ratings: the lowest first.
    """

    criterion: str
    question: str
    ratings: tuple[Rating, ...]

    @property
    def stages_apart(self) -> int:
        """From the lowest rating to the highest."""
        return self.ratings[-1].rank - self.ratings[0].rank

    def __str__(self) -> str:
        told = "; ".join(f"{each.rater}: {each.level}" for each in self.ratings)
        return f"{self.question} {told} ({_stages(self.stages_apart)} apart)"


@attrs.frozen
class DimensionAgreement:
    """Krippendorff's alpha over the criteria of one dimension; None also where only one of them was rated twice."""

    key: str
    title: str
    alpha: float | None


@attrs.frozen
class Agreement(Shown):
    """How far raters agree.

    Attributes:
        subject: who was rated.
        raters: who rated.
        rated_twice: how many criteria were rated by more than one.
        compared: how many ratings that makes.
        alpha: Krippendorff's, for ordinal ratings; None where nothing was rated twice, or all ratings are alike.
        dimensions: the same for the criteria of each dimension.
        disagreements: criteria not rated alike, those furthest apart first.
        inside_higher, outside_higher, alike: keys of criteria that insiders rated higher, outsiders rated higher, and
            both alike, by the median of each.
        not_exact: how many raters' newest observations name a range, from which no agreement can be computed.
    """

    subject: Subject
    raters: tuple[str, ...]
    rated_twice: int
    compared: int
    alpha: float | None
    dimensions: tuple[DimensionAgreement, ...]
    disagreements: tuple[Disagreement, ...]
    inside_higher: tuple[str, ...]
    outside_higher: tuple[str, ...]
    alike: tuple[str, ...]
    not_exact: int

    @property
    def verdict(self) -> str:
        """What the figure means, by the usual bars."""
        if self.alpha is None:
            return "nothing can be said: nothing was rated twice, or all ratings are alike"
        if self.alpha >= RELIABLE:
            return "reliable"
        return "tentative" if self.alpha >= TENTATIVE else "too low to build on: discuss what the levels mean"

    def blocks(self) -> tuple[Block, ...]:
        """Figures, disagreements, inside against outside."""
        figure = "not defined" if self.alpha is None else f"{self.alpha:.2f}"
        told = [
            f"{counted(len(self.raters), 'rater', 'raters')}; rated by more than one: "
            f"{counted(self.rated_twice, 'criterion', 'criteria')}, {counted(self.compared, 'rating', 'ratings')} "
            "together.",
            f"Krippendorff's alpha (ordinal) is {figure}: {self.verdict}.",
            f"Where both inside and outside were asked: inside higher on {len(self.inside_higher)}, outside higher on "
            f"{len(self.outside_higher)}, alike on {len(self.alike)}.",
        ]
        if self.not_exact:
            told.append(f"Left out, because no exact level is named: {counted(self.not_exact, *OBSERVATIONS)}.")
        rows = tuple(
            (each.title, "not defined" if each.alpha is None else f"{each.alpha:.2f}") for each in self.dimensions
        )
        blocks: list[Block] = [Heading(f"{self.subject.title}: how far raters agree"), Lines(tuple(told))]
        if rows:
            blocks.append(Table("Agreement by dimension", ("", "alpha"), rows))
        if self.disagreements:
            items = tuple(map(str, self.disagreements[:SHOWN_CRITERIA]))
            blocks.append(Listing("Where raters are furthest apart:", items))
        return tuple(blocks)

    def to_dict(self) -> dict[str, Any]:
        """Everything, in what JSON can hold."""
        return {
            "format": "collabmodel/agreement",
            "version": 1,
            "subject": self.subject.title,
            "raters": list(self.raters),
            "rated_twice": self.rated_twice,
            "compared": self.compared,
            "alpha": self.alpha,
            "dimensions": [attrs.asdict(each) for each in self.dimensions],
            "disagreements": [
                {
                    "criterion": each.criterion,
                    "ratings": [
                        {"rater": one.rater, "observer": one.observer.value, "level": one.level} for one in each.ratings
                    ],
                }
                for each in self.disagreements
            ],
            **{name: list(getattr(self, name)) for name in ("inside_higher", "outside_higher", "alike")},
            "not_exact": self.not_exact,
        }


def agreement(subject: Subject, rubric: type[Rubric] | None = None) -> Agreement:
    """How far the raters of a subject agree.

    Only what was observed counts, not what is read from a description. A rater who rated a criterion more than once
    counts with the newest rating.

    Args:
        subject: whose observations to compare, those of units apart.
        rubric: by default the one that ``assess`` would take.

    Raises:
        DescriptionError: or one of its kinds, with every fault in the description.
    """
    chosen = judge(subject, rubric)
    check(subject, chosen)
    newest = _newest(subject.observations)
    ratings = {
        criterion.key: [
            _rating(rater, each, criterion, chosen.ladder)
            for (key, rater, *_), each in newest.items()
            if key == criterion.key and _is_exact(each)
        ]
        for criterion in chosen.criteria
    }
    names = {each.rater for rated in ratings.values() for each in rated}
    twice = {key: each for key, each in ratings.items() if len(each) > 1}
    sides = {key: _by_side(each) for key, each in twice.items()}
    both = {key: (inside, outside) for key, (inside, outside) in sides.items() if inside and outside}
    higher = {key: _median(inside) - _median(outside) for key, (inside, outside) in both.items()}
    return Agreement(
        subject=subject,
        raters=tuple(dict.fromkeys(each for each in map(_rater, subject.observations) if each in names)),
        rated_twice=len(twice),
        compared=sum(map(len, twice.values())),
        alpha=_alpha(twice.values()),
        dimensions=tuple(_dimensions(twice, chosen)),
        disagreements=tuple(_disagreements(twice, chosen)),
        inside_higher=tuple(key for key, by in higher.items() if by > 0),
        outside_higher=tuple(key for key, by in higher.items() if by < 0),
        alike=tuple(key for key, by in higher.items() if by == 0),
        not_exact=sum(each.finding is not Finding.NOT_APPLICABLE and not _is_exact(each) for each in newest.values()),
    )


def _is_exact(observation: Observation) -> bool:
    if observation.finding is Finding.LEVEL:
        return observation.at_least is not None and observation.at_least == observation.at_most
    return observation.finding is Finding.ABSENT


Key = tuple[str, str, bool, Observer]
"""A criterion and who rated it: a rater and a source of the same name are two, and so are the two sides."""


def _newest(observations: Iterable[Observation]) -> dict[Key, Observation]:
    """The newest observation of each criterion by each rater that says anything.

    Those without a date count as the oldest. Which of two of one day counts does not depend on their order.
    """
    telling = (each for each in observations if each.finding is not Finding.LEVEL or each.at_least or each.at_most)
    found: dict[Key, Observation] = {}
    for each in sorted(telling, key=_age):
        found[each.criterion, _rater(each), bool(each.rater), each.observer] = each
    return found


def _age(each: Observation) -> tuple[bool, date, str, str, str]:
    dated = each.seen_on is not None
    return dated, each.seen_on or date.min, each.at_least or "", each.at_most or "", each.finding.value


def _rater(observation: Observation) -> str:
    return observation.rater or observation.source or observation.observer.value


def _rating(rater: str, observation: Observation, criterion: Criterion, ladder: Ladder) -> Rating:
    position = 0 if observation.finding is Finding.ABSENT else criterion.position(str(observation.at_least))
    level = criterion.levels[position]
    return Rating(criterion.key, rater, observation.observer, level.key, ladder[level.reach].rank)


def _alpha(rated: Iterable[Sequence[Rating]]) -> float | None:
    return alpha([[each.rank for each in ratings] for ratings in rated])


def _dimensions(twice: dict[str, list[Rating]], rubric: type[Rubric]) -> Iterable[DimensionAgreement]:
    for dimension in rubric.dimensions:
        own = [twice[each.key] for each in rubric.criteria if each.dimension.key == dimension.key and each.key in twice]
        if own:
            yield DimensionAgreement(dimension.key, dimension.title, _alpha(own) if len(own) > 1 else None)


def _disagreements(twice: dict[str, list[Rating]], rubric: type[Rubric]) -> list[Disagreement]:
    questions = {each.key: each.question for each in rubric.criteria}
    found = [
        Disagreement(key, questions[key], tuple(sorted(rated, key=lambda each: each.rank)))
        for key, rated in twice.items()
        if len({each.level for each in rated}) > 1
    ]
    return sorted(found, key=lambda each: -each.stages_apart)


def _by_side(rated: Sequence[Rating]) -> tuple[list[int], list[int]]:
    """The ranks that insiders and that outsiders gave."""
    inside = [each.rank for each in rated if each.observer is Observer.INSIDE]
    return inside, [each.rank for each in rated if each.observer is Observer.OUTSIDE]


def _median(ranks: Sequence[int]) -> float:
    ordered = sorted(ranks)
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[~middle]) / 2


def _stages(number: int) -> str:
    return "1 stage" if number == 1 else f"{number} stages"
