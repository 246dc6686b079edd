"""Positions become names: what was found of a column of the table, in the words of its rubric.

The way back over the bridge of ``encoding``; nothing here decides anything.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from collabmodel.core import rule
from collabmodel.core.distribution import Posterior
from collabmodel.encoding import Facts, encode
from collabmodel.reading import Sighting
from collabmodel.rubrics.notation import Criterion
from collabmodel.rubrics.rubric import Rubric
from collabmodel.verdict import Chances, DimensionStanding, EvidenceRow


class Found(NamedTuple):
    """What was found of every column: a subject or a unit of it.

    Attributes:
        sightings: everything known of each column.
        supposed: levels by criterion that are supposed of each column.
        facts: what they say, as numbers.
        worst, best: the rule with everything unknown at its worst, and at its best.
        belief: the exact distribution.
    """

    sightings: Sequence[Sequence[Sighting]]
    supposed: Sequence[Mapping[str, int]]
    facts: Facts
    worst: rule.Standing
    best: rule.Standing
    belief: Posterior


def whole(rubric: type[Rubric], found: Found, column: int) -> Chances:
    """Where a column stands as a whole."""
    worst, best = (int(each.whole[column]) for each in (found.worst, found.best))
    return Chances(
        ladder=rubric.ladder,
        worst=rubric.ladder[worst],
        best=rubric.ladder[best],
        tails=(1.0, *found.belief.whole[:, column].tolist()),
    )


def dimension_standings(
    rubric: type[Rubric], found: Found, column: int, evidence: Sequence[EvidenceRow]
) -> tuple[DimensionStanding, ...]:
    """Where each dimension of a column stands."""
    worst, best = (each.dimensions[:, column].tolist() for each in (found.worst, found.best))
    tails = found.belief.dimensions[:, :, column].tolist()
    rows = [
        [row for row in evidence if row.dimension == dimension.key and row.applicable]
        for dimension in rubric.dimensions
    ]
    return tuple(
        DimensionStanding(
            ladder=rubric.ladder,
            worst=rubric.ladder[worst[d]],
            best=rubric.ladder[best[d]],
            tails=(1.0, *tails[d]),
            key=dimension.key,
            title=dimension.title,
            points=dimension.points,
            lead=dimension.lead,
            applicable=bool(rows[d]),
            coverage=coverage([(row.points, row.covered) for row in rows[d]]),
        )
        for d, dimension in enumerate(rubric.dimensions)
    )


def evidence_rows(rubric: type[Rubric], found: Found, column: int) -> tuple[EvidenceRow, ...]:
    """What is known of each criterion in a column."""
    by_key: dict[str, list[Sighting]] = {}
    for each in found.sightings[column]:
        by_key.setdefault(each.criterion, []).append(each)
    ranges = found.facts.worst[:, column].tolist(), found.facts.best[:, column].tolist()
    ranks = encode(rubric).reach.tolist()
    columns = zip(rubric.criteria, *ranges, ranks, found.belief.criteria[:, :, column].tolist(), strict=True)
    return tuple(
        _evidence_row(
            rubric,
            criterion,
            low,
            high,
            reach,
            tails,
            by_key.get(criterion.key, ()),
            supposed=criterion.key in found.supposed[column],
        )
        for criterion, low, high, reach, tails in columns
    )


def _evidence_row(
    rubric: type[Rubric],
    criterion: Criterion,
    low: int,
    high: int,
    reach: Sequence[int],
    tails: Sequence[float],
    sightings: Sequence[Sighting],
    *,
    supposed: bool,
) -> EvidenceRow:
    applicable = low != rule.NOT_APPLICABLE
    levels = criterion.levels
    return EvidenceRow(
        ladder=rubric.ladder,
        worst=rubric.ladder[reach[low if applicable else 0]],
        best=rubric.ladder[reach[high if applicable else len(levels) - 1]],
        tails=(1.0, *tails),
        key=criterion.key,
        question=criterion.question,
        dimension=criterion.dimension.key,
        points=criterion.points,
        visible=criterion.visible,
        applicable=applicable,
        lowest=levels[low].key if applicable else None,
        highest=levels[high].key if applicable else None,
        covered=any(each.live and each.tells for each in sightings),
        supposed=supposed,
        sightings=tuple(sightings),
    )


def coverage(parts: Sequence[tuple[int, float]]) -> float:
    """The share of points with evidence, from points and the share of each; 0 where there are no points."""
    total = sum(points for points, _ in parts)
    return sum(points * covered for points, covered in parts) / total if total else 0.0
