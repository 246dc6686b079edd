"""assess(): from a description to an assessment.

The pipeline in one place: read, encode, apply the rule to the worst and to the best, believe, and put names back. A
subject and its units are the columns of one table.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import attrs

from collabmodel import encoding, report
from collabmodel.core import rule
from collabmodel.core.distribution import Posterior
from collabmodel.encoding import Facts, encode
from collabmodel.errors import DescriptionError, Fault, quoted
from collabmodel.model.organization import Organization, Purpose
from collabmodel.reading import Sighting, Subject, resolve, sightings, together, with_units
from collabmodel.render.rows import Block, Shown
from collabmodel.rubrics.purpose_screen import PurposeScreen
from collabmodel.rubrics.rubric import Rubric
from collabmodel.rubrics.social_organization import SocialOrganization
from collabmodel.standing import Standing
from collabmodel.units import units_verdict
from collabmodel.verdict import Chances, DimensionStanding, EvidenceRow

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
        facts = encoding.gather([[each for row in self.evidence for each in row.sightings]], encoded)
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
    judge = _judge(subject, rubric)
    columns = with_units(subject)
    day = resolve(subject, as_of)
    known = _known(columns, judge, day)
    encoded = encode(judge)
    facts = encoding.gather(known, encoded)
    _something_applies(columns, facts)
    found = _Found(
        judge,
        day,
        known,
        facts,
        encoding.stand(facts.worst, encoded),
        encoding.stand(facts.best, encoded),
        encoding.believe(facts, encoded, encoded.prior),
    )
    return _assembled(subject, iter(range(len(columns))), found)


def _judge(subject: Subject, rubric: type[Rubric] | None) -> type[Rubric]:
    """The rubric to judge by: the one given, else the one for this type of subject."""
    if not isinstance(subject, (Organization, Purpose)):
        raise DescriptionError([Fault("subject", f"expected an Organization or a Purpose, got {quoted(subject)}")])
    if rubric is None:
        return SocialOrganization if isinstance(subject, Organization) else PurposeScreen
    if not isinstance(rubric, type) or not issubclass(rubric, Rubric) or rubric is Rubric:
        raise DescriptionError(
            [Fault("rubric", f"expected a subclass of Rubric, got {quoted(rubric)}; pass the class itself")]
        )
    if not isinstance(subject, rubric.subject):
        kind = type(subject).__name__
        problem = f"{rubric.__name__} judges {rubric.subject.__name__}, not {kind}; choose a rubric for {kind}"
        raise DescriptionError([Fault("rubric", problem)])
    return rubric


def _known(
    columns: Sequence[tuple[str, Subject]], rubric: type[Rubric], as_of: date | None
) -> list[tuple[Sighting, ...]]:
    """Everything known of each column; all faults of all columns are raised together."""
    known: list[tuple[Sighting, ...]] = []
    errors = []
    for path, each in columns:
        try:
            known.append(sightings(each, rubric, as_of, path))
        except DescriptionError as error:
            errors.append(error)
    if errors:
        raise together(errors)
    return known


def _something_applies(columns: Sequence[tuple[str, Subject]], facts: Facts) -> None:
    problem = "every criterion is said not to apply, so there is nothing to judge; choose another rubric"
    nothing_applies = facts.waived.min(axis=0).tolist()
    faults = [Fault(path, problem) for (path, _), nothing in zip(columns, nothing_applies, strict=True) if nothing]
    if faults:
        raise DescriptionError(faults)


class _Found(NamedTuple):
    """What was found of every column, before names are put back."""

    rubric: type[Rubric]
    as_of: date | None
    known: Sequence[Sequence[Sighting]]
    facts: Facts
    worst: rule.Standing
    best: rule.Standing
    belief: Posterior


def _assembled(subject: Subject, columns: Iterator[int], found: _Found) -> Assessment:
    """The assessment of the next column, with those of its units, which follow it."""
    column = next(columns)
    units = (
        tuple(_assembled(unit, columns, found) for unit in subject.units) if isinstance(subject, Organization) else ()
    )
    evidence = _evidence_rows(column, found)
    dimensions = _dimensions(column, found, evidence)
    rubric, ladder = found.rubric, found.rubric.ladder
    return Assessment(
        ladder,
        ladder[int(rule.ranks(found.worst.whole)[column])],
        ladder[int(rule.ranks(found.best.whole)[column])],
        (1.0, *found.belief.whole[:, column].tolist()),
        subject,
        rubric,
        rubric.version,
        encode(rubric).digest,
        found.as_of,
        _coverage([(each.points, each.coverage) for each in dimensions if each.applicable]),
        dimensions,
        evidence,
        units,
        units_verdict(rubric, units),
    )


def _evidence_rows(column: int, found: _Found) -> tuple[EvidenceRow, ...]:
    ladder, encoded = found.rubric.ladder, encode(found.rubric)
    by_key: dict[str, list[Sighting]] = {}
    for each in found.known[column]:
        by_key.setdefault(each.criterion, []).append(each)
    worst, best = found.facts.worst[:, column].tolist(), found.facts.best[:, column].tolist()
    tails = found.belief.criteria[:, :, column].tolist()
    reach = encoded.reach.tolist()
    rows = []
    for c, criterion in enumerate(found.rubric.criteria):
        applicable = worst[c] != rule.NOT_APPLICABLE
        low, high = (worst[c], best[c]) if applicable else (0, len(criterion.levels) - 1)
        sightings = tuple(by_key.get(criterion.key, ()))
        rows.append(
            EvidenceRow(
                ladder,
                ladder[reach[c][low]],
                ladder[reach[c][high]],
                (1.0, *tails[c]),
                criterion.key,
                criterion.question,
                criterion.dimension.key,
                criterion.points,
                criterion.visible,
                applicable,
                criterion.levels[low].key if applicable else None,
                criterion.levels[high].key if applicable else None,
                any(each.live and (each.raises or each.lowers) for each in sightings),
                sightings,
            )
        )
    return tuple(rows)


def _dimensions(column: int, found: _Found, evidence: Sequence[EvidenceRow]) -> tuple[DimensionStanding, ...]:
    ladder = found.rubric.ladder
    worst, best = (rule.ranks(each.dimensions)[:, column].tolist() for each in (found.worst, found.best))
    tails = found.belief.dimensions[:, :, column].tolist()
    standings = []
    for d, dimension in enumerate(found.rubric.dimensions):
        rows = [row for row in evidence if row.dimension == dimension.key and row.applicable]
        standings.append(
            DimensionStanding(
                ladder,
                ladder[worst[d]],
                ladder[best[d]],
                (1.0, *tails[d]),
                dimension.key,
                dimension.title,
                dimension.points,
                dimension.lead,
                bool(rows),
                _coverage([(row.points, row.covered) for row in rows]),
            )
        )
    return tuple(standings)


def _coverage(parts: Sequence[tuple[int, float]]) -> float:
    """The share of the points with evidence; 0 where there are no points."""
    total = sum(points for points, _ in parts)
    return sum(points * covered for points, covered in parts) / total if total else 0.0
