"""Where a subject stands, and why.

The searches of the core are asked here, in their own positions, and answered in names.
"""

import functools
import itertools
import operator
from collections.abc import Iterator, Sequence
from datetime import date

import attrs

from collabmodel.channels import ChannelReview, review
from collabmodel.core import search
from collabmodel.encoding import Encoded, encode
from collabmodel.errors import DescriptionError, Fault, quoted, suggestion
from collabmodel.model.ladder import Ladder, Stage
from collabmodel.reading import Sighting, by_criterion, disagree
from collabmodel.rubrics.rubric import Rubric
from collabmodel.subjects import Subject
from collabmodel.verdict import (
    LIKELY,
    ROUNDING,
    Chances,
    Change,
    Conflict,
    DimensionStanding,
    EvidenceRow,
    Gate,
    Part,
    Reason,
    UnitsVerdict,
    Why,
)

BARS = (LIKELY, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
"""How probable something must be to count as there; the first bar that leaves anything to change is taken."""


@attrs.frozen
class Standing(Chances):
    """Where a subject stands.

    Attributes:
        subject, rubric, rubric_version, rubric_digest, as_of: who was judged, how, from which day.
        coverage: the share of the points with evidence, those that do not apply left out.
        dimensions: where each stands.
        evidence: one row for each criterion.
        units: where each unit stands by itself.
        units_verdict: where they stand together; None without units.
    """

    subject: Subject
    rubric: type[Rubric]
    rubric_version: str
    rubric_digest: str
    as_of: date | None
    coverage: float
    dimensions: tuple[DimensionStanding, ...] = attrs.field(repr=False)
    evidence: tuple[EvidenceRow, ...] = attrs.field(repr=False)
    units: tuple["Standing", ...] = attrs.field(repr=False)
    units_verdict: UnitsVerdict | None

    @property
    def score(self) -> float:
        """100 times the expected rank over the top rank. For charts; the stage is what counts."""
        total = functools.reduce(operator.add, self.tails[1:], 0.0)  # in order, as for many; sum() has its own ways
        return 100 * total / self.ladder.top

    @property
    def score_range(self) -> tuple[float, float]:
        """The scores of worst and best."""
        return 100 * self.worst.rank / self.ladder.top, 100 * self.best.rank / self.ladder.top

    @property
    def channels(self) -> ChannelReview:
        """The channel portfolio."""
        return review(self.subject)

    @property
    def stale(self) -> tuple[Sighting, ...]:
        """Evidence that is too old to count."""
        return tuple(each for row in self.evidence for each in row.sightings if not each.live)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Every pair of live observations that cannot both be right."""
        return tuple(self.each_conflict())

    def each_conflict(self) -> Iterator[Conflict]:
        """The same one after the other, for where there may be millions."""
        rows = by_criterion(each for row in self.evidence for each in row.sightings)
        for key, sightings in rows.items():
            if disagree(sightings):
                for one, other in itertools.combinations(sightings, 2):
                    if one.contradicts(other):
                        yield Conflict(key, one, other)

    def gate(self, stage: Stage | str) -> Gate:
        """How close a gate is to open.

        Raises:
            DescriptionError: no such stage on this ladder.
        """
        target = self._stage(stage)
        applicable = [each for each in self.dimensions if each.applicable]
        total = sum(each.points for each in applicable)
        to_change = {self.evidence[c].dimension for c, _ in self._to_raise(target)}
        missing = (each for each in applicable if not each.is_likely(target.rank) or each.key in to_change)
        return Gate(
            stage=target,
            probability=self.tails[target.rank],
            needed=self.rubric.rule.needed(total) if target.rank else 0,
            total=total,
            held=sum(each.points for each in applicable if each.is_likely(target.rank)),
            missing=tuple(self._part(each, target) for each in missing),
            blocking=tuple(each.title for each in applicable if _blocks(each, target.rank)),
        )

    def why(self) -> Why:
        """The smallest sets of known criteria that force the worst stage and that prevent more than the best."""
        encoded = encode(self.rubric)
        waived = self._waived()
        floor = search.opening(encoded.branch, self.worst.rank, self._known_to_reach(encoded), waived)
        ceiling = None
        if self.best.rank < self.ladder.top:
            ceiling = search.closing(encoded.branch, self.best.rank + 1, self._known_to_miss, waived)
        return Why(
            tuple(self._reason(c, at_worst=True) for c, _ in floor or ()),
            tuple(self._reason(c, at_worst=False) for c, _ in ceiling or ()),
        )

    def why_not(self, stage: Stage | str) -> tuple[Change, ...]:
        """The fewest criteria to raise that would open a gate if what is likely is so; none where it is likely open.

        A dimension that is likely there counts as there, and so does a criterion that is, in one that is not. Where
        that alone would open the gate although it is not likely open, or a dimension, more than being likely is asked,
        step by step up to certainty. With certain evidence these are the fewest changes there are.

        Raises:
            DescriptionError: no such stage on this ladder.
        """
        return tuple(self._change(c, gate) for c, gate in self._to_raise(self._stage(stage)))

    def _to_raise(self, target: Stage) -> Sequence[tuple[int, int]]:
        """Criteria, each with the gate it is to be raised to, at the lowest bar that leaves any."""
        if target <= self.likely:
            return ()
        branch = encode(self.rubric).branch
        ways = (self._fewest_by_dimension(branch, target.rank, bar) for bar in BARS)
        return next((way for way in ways if way), ())

    def _fewest_by_dimension(self, branch: search.Branch, gate: int, bar: float) -> Sequence[tuple[int, int]]:
        """The fewest criteria in dimensions that are less probable than a bar where the gate needs them."""
        found: dict[tuple[int, int], Sequence[tuple[int, int]]] = {}

        def price(d: int, inner_gate: int) -> float:
            if self.dimensions[d].reaches(inner_gate, bar):
                return 0
            found[d, inner_gate] = self._fewest(branch.children[d].inner, inner_gate)
            return len(found[d, inner_gate])

        positions = (child._replace(inner=d) for d, child in enumerate(branch.children))
        waived = {d for d, each in enumerate(self.dimensions) if not each.applicable}
        used = search.opening(branch._replace(children=tuple(positions)), gate, price, waived)
        return [pair for key in used or () for pair in found[key]]

    def _fewest(self, part: search.Part, gate: int) -> Sequence[tuple[int, int]]:
        """The fewest criteria that open a gate of the whole or of a part, at the lowest bar that leaves any."""
        waived = self._waived()
        ways = (search.opening(part, gate, self._lacking(bar), waived) for bar in BARS)
        return next((way for way in ways if way), ())

    def _stage(self, stage: Stage | str) -> Stage:
        return named_stage(self.ladder, stage)

    def _waived(self) -> frozenset[int]:
        return frozenset(c for c, row in enumerate(self.evidence) if not row.applicable)

    def _known_to_reach(self, encoded: Encoded) -> search.Price:
        """One for each criterion that is known to reach a gate, nothing where its lowest level does."""

        def price(c: int, gate: int) -> float | None:
            if encoded.lowest[c] >= gate:
                return 0
            return 1 if self.evidence[c].worst.rank >= gate else None

        return price

    def _known_to_miss(self, c: int, gate: int) -> float | None:
        """One for each criterion that is known to stay below a gate."""
        return 1 if self.evidence[c].best.rank < gate else None

    def _lacking(self, bar: float) -> search.Price:
        """One for each criterion that reaches a gate with less than a probability."""

        def price(c: int, gate: int) -> float:
            return 0 if self.evidence[c].tails[gate] >= bar - ROUNDING else 1

        return price

    def _part(self, dimension: DimensionStanding, stage: Stage) -> Part:
        rows = [row for row in self.evidence if row.dimension == dimension.key and row.applicable]
        declared = next(each for each in self.rubric.dimensions if each.key == dimension.key)
        return Part(
            dimension.key,
            dimension.title,
            dimension.points,
            dimension.tails[stage.rank],
            (declared.rule or self.rubric.rule).needed(sum(row.points for row in rows)),
            sum(row.points for row in rows if row.is_likely(stage.rank)),
            tuple(row.key for row in rows if not row.is_likely(stage.rank)),
        )

    def _reason(self, c: int, *, at_worst: bool) -> Reason:
        row = self.evidence[c]
        level = row.lowest if at_worst else row.highest
        telling = [each.where for each in row.sightings if each.live and (each.raises if at_worst else each.lowers)]
        if row.supposed:
            telling = ["supposed"]
        descriptor = next(each.descriptor for each in self.rubric.criteria[c].levels if each.key == level)
        return Reason(row.key, row.question, at_worst, str(level), descriptor, tuple(dict.fromkeys(telling)))

    def _change(self, c: int, gate: int) -> Change:
        row, levels = self.evidence[c], self.rubric.criteria[c].levels
        enough = next(level for level in levels if self.ladder[level.reach].rank >= gate)
        return Change(row.key, row.question, str(row.highest), enough.key, enough.descriptor)


def _blocks(dimension: DimensionStanding, gate: int) -> bool:
    """Whether the whole would be too far ahead of an essential dimension that is likely not there."""
    return dimension.lead is not None and not dimension.is_likely(max(gate - dimension.lead, 0))


def named_stage(ladder: Ladder, stage: Stage | str, place: str = "stage") -> Stage:
    """The stage of a ladder that is meant; a fault is reported at a place.

    Raises:
        DescriptionError: no such stage on this ladder.
    """
    if isinstance(stage, Stage):
        if stage.ladder == ladder:
            return stage
        raise DescriptionError([Fault(place, f"'{stage}' belongs to another ladder; this one is {ladder}")])
    if stage not in ladder.names:
        problem = f"{quoted(stage)} is not on the ladder; {suggestion(stage, ladder.names)}"
        raise DescriptionError([Fault(place, problem)])
    return ladder[stage]
