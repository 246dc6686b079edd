"""progress(): what has changed between two assessments of one subject, and what has only come to light.

Coverage grows from one assessment to the next, and verdicts move with it while nothing changes. So evidence is matched:
a criterion counts as changed only if it was seen both times and what was seen later excludes what was seen before.
What was newly seen, lost or has grown too old is told apart; it supports a claim only where it makes safe what was not
even possible before. And one level can be one rater's slip: it takes two levels, facts, or many changes one way.
"""

import math
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

import attrs

from collabmodel.assessment import Assessment, chances_by
from collabmodel.comparison import brief, in_a_line, in_plain, named_apart, same_rubric
from collabmodel.errors import DescriptionError, Fault
from collabmodel.reading import Sighting
from collabmodel.render.rows import Block, Heading, Lines, Listing, Shown, counted, percent
from collabmodel.rubrics.rubric import Rubric
from collabmodel.verdict import Chances, EvidenceRow

SHOWN_CRITERIA = 8
CHANCE = 0.05
"""How probable it may be that slips, which go up and down alike, go one way as often as what was seen."""


class Trend(Enum):
    """What may be claimed."""

    PROGRESSED = "progressed"
    DECLINED = "declined"
    NO_CHANGE_SHOWN = "no change shown"


@attrs.frozen
class CriterionChange:
    """A criterion that was seen both times, and not at the same level.

    Attributes:
        criterion, question: its key, and what it asks.
        before, after: keys of the levels that were seen.
        higher: whether it was seen higher than before.
        clear: no rater's slip of one level explains it: facts, or two levels and more.
    """

    criterion: str
    question: str
    before: str
    after: str
    higher: bool
    clear: bool

    def __str__(self) -> str:
        slip = "" if self.clear else " (one level, which may be one rater's slip)"
        way = "higher" if self.higher else "lower"
        return f"{self.question} Seen {way}: {self.before} before, {self.after} after{slip}."


@attrs.frozen
class Progress(Shown):
    """What has changed, and what has only come to light.

    Attributes:
        before, after: the two assessments.
        trend: what may be claimed: progress if what was safe after was not even possible before, or if the likely stage
            rose on matched evidence; decline in the same way.
        matched_before, matched_after: where the subject stands by the criteria that were seen both times alone. Where
            nothing has clearly changed, both rest on what was seen before, bit for bit. Changes that are not clear
            count where so many go one way that slips hardly explain it.
        changed: criteria that were seen both times, and not at the same level.
        matched, newly_seen, lost: keys of criteria seen both times, only later, only before; what does not apply any
            more is none of these.
        expired: keys of those lost because what was seen has grown too old.
    """

    before: Assessment
    after: Assessment
    trend: Trend
    matched_before: Chances
    matched_after: Chances
    changed: tuple[CriterionChange, ...]
    matched: tuple[str, ...]
    newly_seen: tuple[str, ...]
    lost: tuple[str, ...]
    expired: tuple[str, ...]

    @property
    def progressed(self) -> bool:
        """Whether progress may be claimed."""
        return self.trend is Trend.PROGRESSED

    @property
    def declined(self) -> bool:
        """Whether a decline may be claimed."""
        return self.trend is Trend.DECLINED

    def blocks(self) -> tuple[Block, ...]:
        """What may be claimed, on one slide."""
        blocks: list[Block | None] = [
            Heading(f"{self.before.subject.title}: {self.trend.value}"),
            Lines(tuple(self._summary())),
            Listing("Seen both times, and not at the same level:", tuple(map(str, self.changed)))
            if self.changed
            else None,
            self._criteria("Seen for the first time, which shows no change:", self.newly_seen),
            self._criteria("Too old to count by now, which shows no change:", self.expired),
            self._criteria("Not told any more:", [key for key in self.lost if key not in self.expired]),
        ]
        return tuple(each for each in blocks if each is not None)

    def to_dict(self) -> dict[str, Any]:
        """Everything, in what JSON can hold."""
        return {
            "format": "collabmodel/progress",
            "version": 1,
            "before": brief(self.before),
            "after": brief(self.after),
            "trend": self.trend.value,
            "matched_before": in_plain(self.matched_before),
            "matched_after": in_plain(self.matched_after),
            "changed": [attrs.asdict(each) for each in self.changed],
            **{name: list(getattr(self, name)) for name in ("matched", "newly_seen", "lost", "expired")},
        }

    def _summary(self) -> Iterable[str]:
        one, other = named_apart(self.before, self.after)
        yield f"{one}: {in_a_line(self.before)}"
        yield f"{other}: {in_a_line(self.after)}"
        if self.before.subject.title != self.after.subject.title:
            yield "The names differ; if these are two subjects, compare them instead."
        if not self.matched:
            yield "No criterion was seen both times, so nothing can be said of change."
            return
        before, after = self.matched_before, self.matched_after
        yield (
            f"By the {counted(len(self.matched), 'criterion', 'criteria')} seen both times alone: likely "
            f"{before.likely} before and {after.likely} after; {_nearest(before, after)}"
        )

    def _criteria(self, title: str, keys: Sequence[str]) -> Listing | None:
        questions = {row.key: row.question for row in self.before.evidence}
        items = [questions[key] for key in keys[:SHOWN_CRITERIA]]
        if len(keys) > SHOWN_CRITERIA:
            items.append(f"and {len(keys) - SHOWN_CRITERIA} more")
        return Listing(title, tuple(items)) if items else None


def _nearest(before: Chances, after: Chances) -> str:
    """How the next stage has come nearer, which shows before the stage moves."""
    rank = min(before.likely.rank + 1, before.ladder.top)
    was, now = percent(before.tails[rank]), percent(after.tails[rank])
    return f"{before.ladder[rank]} or higher {was} % likely before and {now} % after."


def progress(before: Assessment, after: Assessment) -> Progress:
    """What has changed between two assessments of one subject.

    Args:
        before: the earlier one.
        after: the later one, by the same rubric. Its description may have grown out of the earlier one: what was
            observed before and stands there still counts as carried over, not as seen again.

    Raises:
        DescriptionError: one is no assessment or rests on suppositions, they were judged by different rubrics, or they
            are exchanged.
    """
    same_rubric([before, after], ("before", "after"))
    _nothing_supposed(before, after)
    if before.as_of is not None and after.as_of is not None and after.as_of < before.as_of:
        problem = f"is as of {after.as_of}, earlier than {before.as_of} before it; exchange them"
        raise DescriptionError([Fault("after", problem)])
    pairs = list(zip(before.evidence, after.evidence, strict=True))
    known = {one.key for one, other in pairs if one.covered and one.applicable and other.applicable}
    fresh = {one.key: _fresh(one, other) for one, other in pairs}
    matched = [(one, other) for one, other in pairs if one.key in known and other.covered]
    changed = [_changed(one, fresh[one.key], before.rubric) for one, _ in matched]
    lost = [(one, other) for one, other in pairs if one.covered and other.applicable and not other.covered]
    matched_before = chances_by(before.rubric, [each for one, _ in matched for each in one.sightings])
    counting = _counting([each for each in changed if each is not None])
    matched_after = chances_by(
        before.rubric,
        [each for one, _ in matched for each in (fresh[one.key] if one.key in counting else one.sightings)],
    )
    return Progress(
        before,
        after,
        _trend(before, after, matched_before, matched_after),
        matched_before,
        matched_after,
        changed=tuple(each for each in changed if each is not None),
        matched=tuple(one.key for one, _ in matched),
        newly_seen=tuple(one.key for one, other in pairs if other.covered and other.applicable and not one.covered),
        lost=tuple(one.key for one, _ in lost),
        expired=tuple(one.key for one, other in lost if any(not each.live for each in other.sightings)),
    )


def _counting(changed: Sequence[CriterionChange]) -> set[str]:
    """The criteria whose change counts: the clear ones, or all where a sign test says that they go one way."""
    up = sum(each.higher for each in changed)
    most = max(up, len(changed) - up)
    one_way = sum(math.comb(len(changed), number) for number in range(most, len(changed) + 1)) / 2 ** len(changed)
    by_chance = 2 * one_way
    return {each.criterion for each in changed if each.clear or by_chance <= CHANCE}


def _nothing_supposed(before: Assessment, after: Assessment) -> None:
    faults = [
        Fault(place, "rests on suppositions, which are no evidence; compare it, or assess what was observed")
        for place, each in (("before", before), ("after", after))
        if any(row.supposed for row in each.evidence)
    ]
    if faults:
        raise DescriptionError(faults)


def _trend(before: Chances, after: Chances, matched_before: Chances, matched_after: Chances) -> Trend:
    rose = after.safe > before.possible or matched_after.likely > matched_before.likely
    fell = after.possible < before.safe or matched_after.likely < matched_before.likely
    if rose == fell:
        return Trend.NO_CHANGE_SHOWN
    return Trend.PROGRESSED if rose else Trend.DECLINED


def _fresh(before: EvidenceRow, after: EvidenceRow) -> tuple[Sighting, ...]:
    """What was observed of a criterion since, as far as it counts and tells anything."""
    old = {each.observation for each in before.sightings}
    return tuple(
        each for each in after.sightings if each.live and each.tells and not each.waives and each.observation not in old
    )


def _changed(before: EvidenceRow, fresh: Sequence[Sighting], rubric: type[Rubric]) -> CriterionChange | None:
    """A change, if what was seen since excludes what was seen before."""
    if not fresh:
        return None
    old = [each for each in before.sightings if each.live and each.tells and not each.waives]
    (was_low, was_high), (low, high) = _range(old), _range(fresh)
    if low <= was_high and was_low <= high:
        return None
    levels = next(each.levels for each in rubric.criteria if each.key == before.key)
    was, now = (
        repr(levels[bottom].key) if bottom == top else f"{levels[bottom].key!r} to {levels[top].key!r}"
        for bottom, top in ((was_low, was_high), (low, high))
    )
    apart = max(low - was_high, was_low - high)
    clear = apart > 1 or all(each.fact for each in (*old, *fresh))
    return CriterionChange(before.key, before.question, was, now, higher=low > was_high, clear=clear)


def _range(sightings: Sequence[Sighting]) -> tuple[int, int]:
    """What several observations leave possible, and everything between those that exclude each other."""
    highest_low, lowest_high = max(each.low for each in sightings), min(each.high for each in sightings)
    return min(highest_low, lowest_high), max(highest_low, lowest_high)
