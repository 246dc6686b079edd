"""How readers conclude something from a description: the shared part of what channels and communities say.

What is not described is unknown. So what is there says "at least"; that no more is there is only said where the
observer looked for everything (``channels_complete``, ``communities_complete``), with one exception: who let a
community of its own die has hardly shown that it can run one.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from collabmodel.model.evidence import Confidence, Observation
from collabmodel.model.organization import Channel, Community, Organization, Purpose, Use

Readings = Iterator[Observation]
Part = Channel | Use | Community | Purpose | Organization
Chain = tuple[Part, ...]
"""A part of a description and what holds it, innermost first: what it lacks of source and date it has from there."""


def reading(
    criterion: str,
    low: str | None,
    high: str | None,
    chains: Sequence[Chain],
    organization: Organization,
    confidence: Confidence = Confidence.SURE,
) -> Observation:
    """An observation that rests on parts of a description, with their sources and their newest date.

    Where it rests on no part, it rests on the whole description.
    """
    origins = [origin(chain, organization) for chain in chains or [()]]
    return Observation(
        criterion,
        low,
        high,
        confidence=confidence,
        seen_on=max((day for _, day in origins if day is not None), default=None),
        source=joined(source for source, _ in origins),
    )


def origin(chain: Chain, organization: Organization) -> tuple[str, date | None]:
    """Source and day of a part: its own, else those of what holds it, outwards to the organization."""
    outwards = (*chain, organization)
    source = next((each.source for each in outwards if each.source), "")
    return source, next((each.seen_on for each in outwards if each.seen_on is not None), None)


def joined(sources: Iterable[str]) -> str:
    """Each source once, in the order of first mention."""
    return "; ".join(source for source in dict.fromkeys(sources) if source)
