"""Everything known of a subject: what was observed and what the rubric's readers found, checked and dated.

Names and positions within a criterion only; no arrays. All faults of a description are found before any is raised.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import attrs

from collabmodel.errors import (
    ConflictError,
    DescriptionError,
    Fault,
    RubricError,
    UnknownCriterionError,
    cut,
    quoted,
    suggestion,
)
from collabmodel.model.evidence import Confidence, Finding, Observation
from collabmodel.model.organization import Organization
from collabmodel.rubrics.notation import Criterion, Reader
from collabmodel.rubrics.rubric import Rubric
from collabmodel.subjects import ROOT, Subject, judge, resolve, with_units

DAYS_IN_A_MONTH = 30.4375
LIVE_HALF_LIVES = 4
"""Evidence older than this has lost more than 15/16 of its weight and is no longer counted."""


@attrs.frozen
class Sighting:
    """One observation as it counts.

    Attributes:
        criterion: the key of its criterion.
        observation: what was seen.
        path: where it stands in the description; for what a reader found, where that is declared.
        reader: the key of the reader that found it, empty for what was observed.
        age: in half-lives of its criterion; 0 for what is not dated, and for facts as long as they live.
        live: whether it counts at all.
        low, high: the positions of the lowest and highest level it allows; without meaning for what does not apply.
        highest: the position of the criterion's highest level.
    """

    criterion: str
    observation: Observation
    path: str
    reader: str
    age: float
    live: bool
    low: int
    high: int
    highest: int

    @property
    def waives(self) -> bool:
        """Whether it says that the criterion does not apply."""
        return self.observation.finding is Finding.NOT_APPLICABLE

    @property
    def fact(self) -> bool:
        """Whether it is true without doubt."""
        return self.observation.confidence is Confidence.FACT

    @property
    def counts(self) -> float:
        """How much of its weight age has left, from 1 to 1/16; 0 when it is too old to count."""
        return 2.0**-self.age if self.live else 0.0

    @property
    def raises(self) -> bool:
        """Whether it excludes the lowest level."""
        return self.low > 0

    @property
    def lowers(self) -> bool:
        """Whether it excludes the highest level."""
        return self.high < self.highest

    @property
    def tells(self) -> bool:
        """Whether it excludes any level; "don't know" does not."""
        return self.raises or self.lowers

    def contradicts(self, other: "Sighting") -> bool:
        """Whether it and another observation of the same criterion cannot both be right."""
        if self.waives or other.waives:
            told = other if self.waives else self
            return self.waives != other.waives and told.tells
        return self.low > other.high or other.low > self.high

    @property
    def where(self) -> str:
        """Where it comes from, in words."""
        seen = f", seen on {self.observation.seen_on}" if self.observation.seen_on else ""
        origin = "read from the description" if self.reader else self.path
        return f"{self.observation.source or origin}{seen}"


def sightings(subject: Subject, rubric: type[Rubric], as_of: date | None, path: str = ROOT) -> tuple[Sighting, ...]:
    """Everything known of one subject, its units apart.

    Raises:
        UnknownCriterionError, UnknownLevelError, ConflictError: all faults are of this kind.
        DescriptionError: they are not; every fault is listed.
        RubricError: a reader broke its promise.
    """
    criteria = {each.key: each for each in rubric.criteria}
    errors: list[DescriptionError] = []
    seen = []
    for position, observation in enumerate(subject.observations):
        try:
            seen.append(_observed(observation, f"{path}.observations[{position}]", rubric, criteria, as_of))
        except DescriptionError as error:
            errors.append(error)
    errors += [*_faults_in_communities(subject, rubric, path), *_contradictions(seen)]
    if errors:  # readers may look into what is faulty
        raise together(errors)
    for reader in rubric.readers:
        seen += [_read(found, reader, rubric, as_of) for found in _found(reader, rubric, subject)]
    contradictions = list(_contradictions(seen))
    if contradictions:
        raise together(contradictions)
    return tuple(seen)


def together(errors: Sequence[DescriptionError]) -> DescriptionError:
    """One error with the faults of all, of their kind if they are of one."""
    kinds = {type(error) for error in errors}
    kind = kinds.pop() if len(kinds) == 1 else DescriptionError
    return kind(fault for error in errors for fault in error.faults)


def _observed(
    observation: Observation, path: str, rubric: type[Rubric], criteria: dict[str, Criterion], as_of: date | None
) -> Sighting:
    criterion = criteria.get(observation.criterion)
    if criterion is None:
        problem = f"{quoted(observation.criterion)} is not a criterion of {rubric.__name__}"
        raise UnknownCriterionError(
            [Fault(f"{path}.criterion", f"{problem}; {suggestion(observation.criterion, criteria)}")]
        )
    return _sighting(observation, criterion, rubric, as_of, path)


def _levels(observation: Observation, criterion: Criterion, path: str) -> tuple[int, int]:
    """The lowest and the highest level an observation allows."""
    top = len(criterion.levels) - 1
    if observation.finding is not Finding.LEVEL:
        return 0, 0
    errors = []
    low, high = 0, top
    try:
        low = 0 if observation.at_least is None else criterion.position(observation.at_least, f"{path}.at_least")
    except DescriptionError as error:
        errors.append(error)
    try:
        high = top if observation.at_most is None else criterion.position(observation.at_most, f"{path}.at_most")
    except DescriptionError as error:
        errors.append(error)
    if low > high:
        problem = f"{quoted(observation.at_least)} stands above at_most {quoted(observation.at_most)}; exchange them"
        errors.append(DescriptionError([Fault(f"{path}.at_least", problem)]))
    if errors:
        raise together(errors)
    return low, high


def _sighting(
    observation: Observation,
    criterion: Criterion,
    rubric: type[Rubric],
    as_of: date | None,
    path: str,
    reader: str = "",
) -> Sighting:
    low, high = _levels(observation, criterion, path)
    age = 0.0
    if as_of is not None and observation.seen_on is not None:
        months = (as_of - observation.seen_on).days / DAYS_IN_A_MONTH
        age = months / (criterion.half_life or rubric.half_life)
    live = age <= LIVE_HALF_LIVES
    if live and observation.confidence is Confidence.FACT:
        age = 0.0
    return Sighting(criterion.key, observation, path, reader, age, live, low, high, len(criterion.levels) - 1)


def _found(reader: Reader, rubric: type[Rubric], subject: Subject) -> Iterable[Observation]:
    place = f"{rubric.__name__}.{reader.key}"
    for observation in _answer(reader, subject, place):
        _check_promise(observation, reader, place)
        yield observation


def _answer(reader: Reader, subject: Subject, place: str) -> list[Observation]:
    try:
        found: object = reader(subject)
        answer = list(found) if isinstance(found, Iterable) else None
    except DescriptionError as error:
        raise RubricError(place, error.faults[0].problem, "a reader observes what its criterion knows") from error
    except Exception as error:
        fault = f"it raised {type(error).__name__}: {cut(str(error))}"
        raise RubricError(place, fault, "mend the reader; it takes the subject and nothing else") from error
    if answer is None:
        raise RubricError(place, f"it returned {quoted(found)}", "yield observations, or return a sequence of them")
    return answer


def _check_promise(observation: object, reader: Reader, place: str) -> None:
    key = reader.criterion.key
    if not isinstance(observation, Observation):
        raise RubricError(place, f"it found {quoted(observation)}", "yield observations only")
    if observation.criterion != key:
        raise RubricError(place, f"it speaks of {observation.criterion!r}", f"a reader of {key!r} answers for it alone")
    if observation.confidence is Confidence.FACT:
        raise RubricError(place, "it claims a fact", "what is read from a description is SURE at most")


def _read(observation: Observation, reader: Reader, rubric: type[Rubric], as_of: date | None) -> Sighting:
    place = f"{rubric.__name__}.{reader.key}"
    if as_of is not None and observation.seen_on is not None and observation.seen_on > as_of:
        raise RubricError(place, f"it is dated {observation.seen_on}, after {as_of}", "a reader dates by what it reads")
    try:
        return _sighting(observation, reader.criterion, rubric, as_of, place, reader.key)
    except DescriptionError as error:
        raise RubricError(place, error.faults[0].problem, "a reader names levels of its own criterion") from error


def _contradictions(seen: Iterable[Sighting]) -> Iterator[ConflictError]:
    """Live facts that cannot both be true, one pair for each criterion at the most."""
    for sightings in by_criterion(seen).values():
        facts = [each for each in sightings if each.fact and each.tells and not each.waives]
        waivers = [each for each in sightings if each.waives]
        if facts and waivers:
            yield _conflict(facts[0], waivers[0])
        elif facts:
            highest, lowest = max(facts, key=lambda each: each.low), min(facts, key=lambda each: each.high)
            if highest.low > lowest.high:
                yield _conflict(highest, lowest)


def by_criterion(seen: Iterable[Sighting]) -> dict[str, list[Sighting]]:
    """The live sightings of each criterion that has any."""
    groups: dict[str, list[Sighting]] = {}
    for each in seen:
        if each.live:
            groups.setdefault(each.criterion, []).append(each)
    return groups


def disagree(sightings: Sequence[Sighting]) -> bool:
    """Whether any two observations of one criterion contradict each other, without looking at every two."""
    telling = [each for each in sightings if each.tells and not each.waives]
    if any(each.waives for each in sightings):
        return bool(telling)
    return bool(telling) and max(each.low for each in telling) > min(each.high for each in telling)


def _conflict(one: Sighting, other: Sighting) -> ConflictError:
    problem = (
        f"{describe(one.observation)} ({cut(one.where)}) and {describe(other.observation)} ({cut(other.where)}) "
        f"cannot both be true of {one.criterion!r}; correct one of them, or give it less confidence than a fact"
    )
    return ConflictError([Fault(one.path, problem)])


def describe(observation: Observation) -> str:
    """What an observation says, in words."""
    if observation.finding is not Finding.LEVEL:
        return "looked for and not found" if observation.finding is Finding.ABSENT else "does not apply"
    low, high = observation.at_least, observation.at_most
    if low is None:
        return "don't know" if high is None else f"at most {high!r}"
    if high is None:
        return f"at least {low!r}"
    return repr(low) if low == high else f"{low!r} to {high!r}"


def check(subject: Subject, rubric: type[Rubric] | None = None) -> None:
    """Hold every key in a description against a rubric, those of units and communities included.

    Args:
        subject: an organization, or a purpose.
        rubric: by default the one that ``assess`` would take.

    Raises:
        DescriptionError: or one of its kinds, with every fault.
        RubricError: a reader broke its promise.
    """
    chosen = judge(subject, rubric)
    columns = with_units(subject)
    known(columns, chosen, resolve(subject, None))


def known(
    columns: Sequence[tuple[str, Subject]], rubric: type[Rubric], as_of: date | None
) -> list[tuple[Sighting, ...]]:
    """Everything known of several subjects, with their paths; all faults of all of them are raised together."""
    found: list[tuple[Sighting, ...]] = []
    errors = []
    for path, each in columns:
        try:
            found.append(sightings(each, rubric, as_of, path))
        except DescriptionError as error:
            errors.append(error)
    if errors:
        raise together(errors)
    return found


def _faults_in_communities(subject: Subject, rubric: type[Rubric], path: str) -> Iterator[DescriptionError]:
    criteria = {each.key: each for each in rubric.criteria}
    communities = subject.communities if isinstance(subject, Organization) else ()
    for number, community in enumerate(communities):
        for position, observation in enumerate(community.observations):
            try:
                _observed(observation, f"{path}.communities[{number}].observations[{position}]", rubric, criteria, None)
            except DescriptionError as error:
                yield error
