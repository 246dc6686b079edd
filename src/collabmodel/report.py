"""What an assessment says: on one slide for people, in plain data for programs.

Words and their order only; how blocks look is for ``render``, what they mean was settled in ``standing``.
"""

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from collabmodel.channels import ChannelReview
from collabmodel.reading import Sighting, describe
from collabmodel.render.rows import Block, Heading, Lines, Listing, Table, counted
from collabmodel.standing import Standing
from collabmodel.verdict import Chances, Conflict, DimensionStanding, EvidenceRow, Gate, Reason, UnitsVerdict

SHOWN_ITEMS = 5
SHOWN_CONFLICTS = 2
MOST_CONFLICTS = 1000
"""Plain data stops there: half of ten thousand observations against the other half would be 25 million pairs."""
NOT_VALIDATED = "This rubric is not yet validated on a cohort: a judgement to discuss, not a measurement."


def slide(standing: Standing) -> tuple[Block, ...]:
    """One slide's worth: the verdict, the grid, how close the next stage is, why, and what else to know."""
    why, remarks = standing.why(), tuple(_remarks(standing))
    blocks: list[Block | None] = [
        Heading(f"{standing.subject.title}: likely {standing.likely}"),
        Lines(tuple(_verdict(standing))),
        _grid(standing),
        _next_stage(standing),
        _listing(f"Not below {standing.worst}, because of what is known:", why.floor),
        _listing(f"Not above {standing.best}, because of what is known:", why.ceiling),
        Listing("What else to know:", remarks) if remarks else None,
        Lines((_judged_by(standing), NOT_VALIDATED)),
    ]
    return tuple(block for block in blocks if block is not None)


def _verdict(standing: Standing) -> Iterable[str]:
    supposed = [f"{row.key} at {row.lowest}" for row in standing.evidence if row.supposed]
    if supposed:
        yield f"Supposing {', '.join(_first(supposed))}."
    safe, likely, possible = standing.safe, standing.likely, standing.possible
    low, high = standing.score_range
    score = f"Score {standing.score:.0f} of 100 (guaranteed {low:.0f} to {high:.0f})"
    yield f"The ladder: {standing.ladder}."
    yield f"Likely {likely} (50 % sure or more), safely {safe} (90 %), possibly {possible} (10 %)."
    yield f"Guaranteed {_range(standing)}, if no source is wrong."
    yield f"The evidence covers {100 * standing.coverage:.0f} % of the points. {score}."


def _range(chances: Chances) -> str:
    if chances.worst == chances.best:
        return f"exactly {chances.worst}"
    return f"from {chances.worst} to {chances.best}"


def _grid(standing: Standing) -> Table:
    names = standing.ladder.names
    rows: list[tuple[str | float, ...]] = [_row(each, len(names)) for each in standing.dimensions]
    rows.append(("The whole", *standing.tails))
    if standing.units_verdict is not None:
        rows.append(("Its units together", *standing.units_verdict.tails))
    caption = "Probability in percent of having reached each stage (in brackets points; * essential)"
    return Table(caption, ("", *names), tuple(rows))


def _row(dimension: DimensionStanding, stages: int) -> tuple[str | float, ...]:
    label = f"{dimension.title} ({dimension.points}){'*' if dimension.essential else ''}"
    if not dimension.applicable:
        return (label, *["n/a"] * stages)
    return (label, *dimension.tails)


def _next_stage(standing: Standing) -> Block | None:
    if standing.likely.rank == standing.ladder.top:
        return None
    stage = standing.ladder[standing.likely.rank + 1]
    changes = standing.why_not(stage)
    items = _first(changes)
    title = f"{standing.gate(stage)} If what is likely is so, the fewest criteria to raise: {len(changes)}."
    return Listing(title, items)


def _listing(title: str, items: Sequence[object]) -> Listing | None:
    return Listing(title, _first(items)) if items else None


def _first(items: Sequence[object]) -> tuple[str, ...]:
    shown = tuple(map(str, items[:SHOWN_ITEMS]))
    rest = len(items) - SHOWN_ITEMS
    return (*shown, f"and {rest} more") if rest > 0 else shown


def _remarks(standing: Standing) -> Iterable[str]:
    if not standing.coverage:
        yield "Nothing known so far excludes any level: the probabilities are what is assumed before any evidence."
    if not standing.worst <= standing.likely <= standing.best:
        yield "The likely stage lies outside the guaranteed range, because that rests on sources that are not sure."
    yield from _conflicts(standing)
    if standing.stale:
        verb = "is" if len(standing.stale) == 1 else "are"
        yield f"{counted(len(standing.stale), 'observation', 'observations')} {verb} too old to count."
    yield from _channel_remarks(standing.channels)
    verdict = standing.units_verdict
    if verdict is not None:
        yield (
            f"{counted(len(standing.units), 'unit', 'units')}, each judged by itself: together likely "
            f"{verdict.likely}, guaranteed {_range(verdict)}; units that hold the quota of the staff stand there or "
            f"higher."
        )


def _conflicts(standing: Standing) -> Iterable[str]:
    found = list(itertools.islice(standing.each_conflict(), SHOWN_CONFLICTS + 1))
    yield from (_conflict(each, standing) for each in found[:SHOWN_CONFLICTS])
    if len(found) > SHOWN_CONFLICTS:
        yield "More sources disagree; the plain data list them."


def _conflict(conflict: Conflict, standing: Standing) -> str:
    question = next(row.question for row in standing.evidence if row.key == conflict.criterion)
    return f"{question} Sources disagree: {str(conflict).removeprefix(f'{conflict.criterion}: ')}."


def _channel_remarks(channels: ChannelReview) -> Iterable[str]:
    if channels.channels:
        uses = ", ".join(
            f"{kind.value.replace('_', ' ')} on {sum(by_quality.values())}"
            for kind, by_quality in channels.uses.items()
        )
        social = f"{counted(len(channels.channels), 'channel', 'channels')}, {len(channels.social)} of them social"
        yield f"{social}; used for {uses}." if uses else f"{social}; their uses are not known."
    if channels.promotional_share is not None:
        share = f"{100 * channels.promotional_share:.0f} %"
        yield f"Of the social channels with known uses {share} serve marketing and fundraising only."
    if channels.unlinked:
        titles = _first([channel.title for channel in channels.unlinked])
        yield f"No link leads to {', '.join(titles)}."


def _judged_by(standing: Standing) -> str:
    day = f" as of {standing.as_of}" if standing.as_of else ""
    return f"Judged by {standing.rubric.title} {standing.rubric_version}{day}."


def plain(standing: Standing) -> dict[str, Any]:
    """Everything an assessment holds, in what JSON can hold."""
    stage = standing.ladder[min(standing.likely.rank + 1, standing.ladder.top)]
    why = standing.why()
    return {
        "format": "collabmodel/assessment",
        "version": 1,
        "subject": standing.subject.title,
        "rubric": standing.rubric.id,
        "rubric_version": standing.rubric_version,
        "rubric_digest": standing.rubric_digest,
        "as_of": None if standing.as_of is None else standing.as_of.isoformat(),
        **_chances(standing),
        "score": standing.score,
        "score_range": list(standing.score_range),
        "coverage": standing.coverage,
        "dimensions": [_dimension(each) for each in standing.dimensions],
        "evidence": [_evidence(row) for row in standing.evidence],
        "gate": _gate(standing.gate(stage)),
        "why": {"floor": [_reason(each) for each in why.floor], "ceiling": [_reason(each) for each in why.ceiling]},
        "why_not": [attrs.asdict(each) for each in standing.why_not(stage)],
        "conflicts": [_conflict(each, standing) for each in itertools.islice(standing.each_conflict(), MOST_CONFLICTS)],
        "stale": [_sighting(each) for each in standing.stale],
        "channels": _channels(standing.channels),
        "units": [plain(unit) for unit in standing.units],
        "units_verdict": _units(standing.units_verdict),
    }


def _chances(chances: Chances) -> dict[str, Any]:
    stages = {name: getattr(chances, name).name for name in ("worst", "best", "safe", "likely", "possible")}
    return {**stages, "at_least": dict(chances.at_least)}


def _units(verdict: UnitsVerdict | None) -> dict[str, Any] | None:
    return None if verdict is None else {**_chances(verdict), "points": list(verdict.points)}


def _dimension(dimension: DimensionStanding) -> dict[str, Any]:
    return {
        "key": dimension.key,
        "title": dimension.title,
        "points": dimension.points,
        "essential": dimension.essential,
        "applicable": dimension.applicable,
        "coverage": dimension.coverage,
        **(_chances(dimension) if dimension.applicable else {}),
    }


def _evidence(row: EvidenceRow) -> dict[str, Any]:
    return {
        "criterion": row.key,
        "question": row.question,
        "dimension": row.dimension,
        "points": row.points,
        "visible": row.visible,
        "applicable": row.applicable,
        "covered": row.covered,
        "supposed": row.supposed,
        "lowest": row.lowest,
        "highest": row.highest,
        "at_least": dict(row.at_least),
        "sightings": [_sighting(each) for each in row.sightings],
    }


def _sighting(sighting: Sighting) -> dict[str, Any]:
    observation = sighting.observation
    return {
        "says": describe(observation),
        "confidence": observation.confidence.value,
        "source": observation.source,
        "seen_on": None if observation.seen_on is None else observation.seen_on.isoformat(),
        "observer": observation.observer.value,
        "rater": observation.rater,
        "note": observation.note,
        "path": sighting.path,
        "reader": sighting.reader or None,
        "counts": sighting.counts,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {**attrs.asdict(reason), "sources": list(reason.sources)}


def _gate(gate: Gate) -> dict[str, Any]:
    return {
        "stage": gate.stage.name,
        "probability": gate.probability,
        "needed": gate.needed,
        "total": gate.total,
        "held": gate.held,
        "missing": [{**attrs.asdict(part), "missing": list(part.missing)} for part in gate.missing],
        "blocking": list(gate.blocking),
    }


def _channels(channels: ChannelReview) -> dict[str, Any]:
    uses = {
        kind.value: {quality.value: count for quality, count in by_quality.items()}
        for kind, by_quality in channels.uses.items()
    }
    return {
        "count": len(channels.channels),
        "social": len(channels.social),
        "complete": channels.complete,
        "uses": uses,
        "promotional_share": channels.promotional_share,
        "unlinked": [channel.title for channel in channels.unlinked],
    }
