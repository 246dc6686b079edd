"""assess(): from a description to an assessment.

The pipeline in one place: read, encode, apply the rule to the worst and to the best, believe, and put names back. A
subject and its units are the columns of one table.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import attrs

from collabmodel import encoding, report
from collabmodel.decoding import Found, coverage, dimension_standings, evidence_rows, whole
from collabmodel.encoding import Encoded, Facts, encode
from collabmodel.errors import DescriptionError, Fault, UnknownCriterionError, quoted, suggestion
from collabmodel.model.organization import Organization
from collabmodel.reading import Sighting, known, together
from collabmodel.render.rows import Block, Shown
from collabmodel.rubrics.notation import Criterion
from collabmodel.rubrics.rubric import Rubric
from collabmodel.standing import Standing
from collabmodel.subjects import Subject, judge, resolve, with_units
from collabmodel.units import units_verdict
from collabmodel.verdict import Chances, EvidenceRow

LOOSER, TIGHTER = (0.3, 0.3), (0.8, 0.8)
"""The coherences at which robustness looks: unseen parts less and more like the seen ones than is assumed."""


@attrs.frozen
class Robustness:
    """The verdict where unseen parts are less (``looser``) or more (``tighter``) like the seen ones than assumed."""

    assumed: Chances
    looser: Chances
    tighter: Chances

    @property
    def moves(self) -> bool:
        """Whether the safe, the likely or the possible stage depends on that assumption."""
        three = (self.assumed, self.looser, self.tighter)
        return len({(each.safe, each.likely, each.possible) for each in three}) > 1

    def __str__(self) -> str:
        if not self.moves:
            return "Robust: the same verdict if unseen parts are less or more like the seen ones than assumed."
        return (
            f"Not robust: likely {self.looser.likely} ({self.looser.safe} to {self.looser.possible}) if unseen parts "
            f"are less like the seen ones than assumed, likely {self.tighter.likely} ({self.tighter.safe} to "
            f"{self.tighter.possible}) if they are more like them."
        )


@attrs.frozen
class Assessment(Shown, Standing):
    """Where a subject stands on the ladder of a rubric, how sure that is, and why."""

    def blocks(self) -> tuple[Block, ...]:
        """One slide's worth."""
        return report.slide(self)

    def to_dict(self) -> dict[str, object]:
        """Everything, in what JSON can hold."""
        return report.plain(self)

    @property
    def robustness(self) -> Robustness:
        """The verdict with both coherences at 0.3 and at 0.8; computed when asked."""
        encoded = encode(self.rubric)
        facts = known_of(self)
        looser, tighter = (
            encoding.believe(facts, encoded, encoding.prior_at(self.rubric, coherence))
            for coherence in (LOOSER, TIGHTER)
        )
        assumed = Chances(self.ladder, self.worst, self.best, self.tails)
        return Robustness(
            assumed,
            attrs.evolve(assumed, tails=(1.0, *looser.whole[:, 0].tolist())),
            attrs.evolve(assumed, tails=(1.0, *tighter.whole[:, 0].tolist())),
        )


def assess(subject: Subject, rubric: type[Rubric] | None = None, *, as_of: date | None = None) -> Assessment:
    """Say where a subject stands, how sure that is, and why.

    Args:
        subject: an organization, or a purpose.
        rubric: by default SocialOrganization for an organization and PurposeScreen for a purpose.
        as_of: the day to judge from; by default the newest date in the description.

    Raises:
        DescriptionError: or one of its kinds, with every fault in the description.
        RubricError: a reader of the rubric broke its promise.
    """
    chosen = judge(subject, rubric)
    columns = with_units(subject)
    day = resolve(subject, as_of)
    sightings = known(columns, chosen, day)
    encoded = encode(chosen)
    nothing: list[dict[str, int]] = [{} for _ in columns]
    facts = encoding.gather(sightings, encoded, nothing)
    _something_applies(columns, facts)
    return _assembled(subject, chosen, day, _found(sightings, nothing, facts, encoded), iter(range(len(columns))))


def _found(
    sightings: Sequence[Sequence[Sighting]], supposed: Sequence[Mapping[str, int]], facts: Facts, encoded: Encoded
) -> Found:
    return Found(
        sightings=sightings,
        supposed=supposed,
        facts=facts,
        worst=encoding.stand(facts.worst, encoded),
        best=encoding.stand(facts.best, encoded),
        belief=encoding.believe(facts, encoded, encoded.prior),
    )


def _something_applies(columns: Sequence[tuple[str, Subject]], facts: Facts) -> None:
    problem = "every criterion is said not to apply, so there is nothing to judge; choose another rubric"
    left_out = encoding.nothing_applies(facts)
    faults = [Fault(path, problem) for (path, _), nothing in zip(columns, left_out, strict=True) if nothing]
    if faults:
        raise DescriptionError(faults)


def _assembled(
    subject: Subject, rubric: type[Rubric], as_of: date | None, found: Found, columns: Iterator[int]
) -> Assessment:
    """The assessment of the next column, with those of its units, which follow it."""
    column = next(columns)
    inner = subject.units if isinstance(subject, Organization) else ()
    units = tuple(_assembled(unit, rubric, as_of, found, columns) for unit in inner)
    evidence = evidence_rows(rubric, found, column)
    dimensions = dimension_standings(rubric, found, column, evidence)
    chances = whole(rubric, found, column)
    return Assessment(
        ladder=chances.ladder,
        worst=chances.worst,
        best=chances.best,
        tails=chances.tails,
        subject=subject,
        rubric=rubric,
        rubric_version=rubric.version,
        rubric_digest=encode(rubric).digest,
        as_of=as_of,
        coverage=coverage([(each.points, each.coverage) for each in dimensions if each.applicable]),
        dimensions=dimensions,
        evidence=evidence,
        units=units,
        units_verdict=units_verdict(rubric, units),
    )


def what_if(assessment: Assessment, levels: Mapping[str, str]) -> Assessment:
    """The same assessment, supposing that something is done: criteria stand at other levels, higher or lower.

    To do is not to see. A supposed criterion stands exactly there, but says nothing of any other; what was seen of it
    still does. Coverage stays as it is, and suppositions add up from call to call.

    Args:
        assessment: where the subject stands.
        levels: the key of a level for each criterion that is supposed to stand there.

    Raises:
        DescriptionError: or one of its kinds, with every criterion or level that is not known here, and every
            criterion that does not apply.
    """
    check_assessed([assessment], ["assessment"])
    rubric, encoded = assessment.rubric, encode(assessment.rubric)
    supposed = {**suppositions(assessment), **_positions(assessment, levels)}
    sightings = [tuple(each for row in assessment.evidence for each in row.sightings)]
    facts = encoding.gather(sightings, encoded, [supposed])
    found = _found(sightings, [supposed], facts, encoded)
    evidence = evidence_rows(rubric, found, 0)
    chances = whole(rubric, found, 0)
    return attrs.evolve(
        assessment,
        worst=chances.worst,
        best=chances.best,
        tails=chances.tails,
        dimensions=dimension_standings(rubric, found, 0, evidence),
        evidence=evidence,
    )


def check_assessed(values: Sequence[object], places: Sequence[str]) -> None:
    """Refuse what is no assessment, each at its place.

    Raises:
        DescriptionError: something is not.
    """
    faults = [
        Fault(place, f"expected an Assessment, got {quoted(value)}; call assess first")
        for place, value in zip(places, values, strict=True)
        if not isinstance(value, Assessment)
    ]
    if faults:
        raise DescriptionError(faults)


def chances_by(rubric: type[Rubric], sightings: Sequence[Sighting]) -> Chances:
    """Where a subject would stand if this were all that is known of it."""
    encoded = encode(rubric)
    facts = encoding.gather([sightings], encoded)
    return whole(rubric, _found([sightings], [{}], facts, encoded), 0)


def known_of(assessment: Standing) -> Facts:
    """What is known and supposed of a subject, as numbers: a table with one column."""
    sightings = [each for row in assessment.evidence for each in row.sightings]
    return encoding.gather([sightings], encode(assessment.rubric), [suppositions(assessment)])


def suppositions(assessment: Standing) -> dict[str, int]:
    """The position of the level at which each criterion is supposed to stand."""
    criteria = zip(assessment.rubric.criteria, assessment.evidence, strict=True)
    return {row.key: criterion.position(str(row.lowest)) for criterion, row in criteria if row.supposed}


def _positions(assessment: Standing, levels: Mapping[str, str]) -> dict[str, int]:
    """Where the levels stand in their criteria; all faults are raised together."""
    if not isinstance(levels, Mapping):
        problem = f"expected levels by criterion, got {quoted(levels)}; write {{'criterion': 'level'}}"
        raise DescriptionError([Fault("levels", problem)])
    criteria = {
        each.key: (each, row) for each, row in zip(assessment.rubric.criteria, assessment.evidence, strict=True)
    }
    found, errors = {}, []
    for key, level in levels.items():
        try:
            found[key] = _position(key, level, criteria, assessment.rubric)
        except DescriptionError as error:
            errors.append(error)
    if errors:
        raise together(errors)
    return found


def _position(key: str, level: str, criteria: Mapping[str, tuple[Criterion, EvidenceRow]], rubric: type[Rubric]) -> int:
    if key not in criteria:
        problem = f"is not a criterion of {rubric.__name__}; {suggestion(key, criteria)}"
        raise UnknownCriterionError([Fault(f"levels[{quoted(key)}]", problem)])
    criterion, row = criteria[key]
    if not row.applicable:
        problem = "does not apply here, so nothing can be supposed of it; leave it out"
        raise DescriptionError([Fault(f"levels[{quoted(key)}]", problem)])
    return criterion.position(level, f"levels[{quoted(key)}]")
