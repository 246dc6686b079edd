"""Cohort: several subjects as a league of ranges, like with like, and never a bare rank.

Stages are absolute, percentiles are relative to the others; the two are never put on one axis.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import attrs

from collabmodel.assessment import Assessment
from collabmodel.comparison import below, brief, same_rubric, shares
from collabmodel.errors import DescriptionError, Fault, quoted
from collabmodel.model import checks
from collabmodel.model.organization import Organization
from collabmodel.render.rows import Block, Heading, Lines, Shown, Table, counted
from collabmodel.verdict import span

BANDS = ((0, "no staff"), (9, "1 to 9 staff"), (49, "10 to 49 staff"), (249, "50 to 249 staff"))
LARGEST_BAND = "250 staff or more"
UNKNOWN = "not known"
"""Groups by what is known; what is not known is a group of its own, not a small organization."""


@attrs.frozen
class Group:
    """What makes subjects alike.

    Args:
        sector, size: in words. ``"not known"`` is a sector, and a size, of its own.

    Raises:
        DescriptionError: one is no text, or empty.
    """

    sector: str = attrs.field(validator=checks.name)
    size: str = attrs.field(validator=checks.name)

    def __str__(self) -> str:
        return f"sector {self.sector}, size {self.size}"


@attrs.frozen
class Place(Shown):
    """Where one subject stands among others.

    Attributes:
        assessment: where it stands by itself.
        others: how many it is compared with.
        low, high: the percentile if it stands at its safe stage, and at its possible stage: the percentage of the
            others that stand lower, half of those that stand alike included. None where there are no others.
    """

    assessment: Assessment
    others: int
    low: float | None
    high: float | None

    def blocks(self) -> tuple[Block, ...]:
        """In a sentence."""
        others = counted(self.others, "other", "others")
        where = f"{self.percentiles} among {others}" if self.others else "nobody to compare with"
        return (Lines((f"{self.assessment.subject.title}: {where}.",)),)

    @property
    def percentiles(self) -> str:
        """From the one to the other, in words."""
        if self.low is None or self.high is None:
            return "none"
        return f"percentile {self.low:.0f}" + ("" if self.low == self.high else f" to {self.high:.0f}")

    def to_dict(self) -> dict[str, Any]:
        """Everything, in what JSON can hold."""
        return {**brief(self.assessment), "others": self.others, "percentile": [self.low, self.high]}


def _as_tuple(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    if isinstance(assessments, Assessment) or not isinstance(assessments, Iterable):
        problem = f"expected assessments, got {quoted(assessments)}; put them in a list"
        raise DescriptionError([Fault("assessments", problem)])
    return tuple(assessments)


def _alike_in_rubric(_: object, __: object, value: tuple[Assessment, ...]) -> None:
    if not value:
        raise DescriptionError([Fault("assessments", "there are none; a cohort has one member or more")])
    same_rubric(value)


def _as_groups(groups: Iterable[Group] | None) -> tuple[Group, ...] | None:
    if groups is None:
        return None
    if isinstance(groups, (str, Mapping)) or not isinstance(groups, Iterable):
        raise DescriptionError([Fault("groups", f"expected groups, got {quoted(groups)}; put them in a list")])
    return tuple(groups)


def _one_for_each(cohort: "Cohort", _: object, groups: tuple[Group, ...] | None) -> None:
    if groups is None:
        return
    faults = [
        Fault(f"groups[{position}]", f"expected a Group, got {quoted(each)}; write Group(sector, size)")
        for position, each in enumerate(groups)
        if not isinstance(each, Group)
    ]
    if len(groups) != len(cohort.assessments):
        problem = f"there are {len(groups)} for {counted(len(cohort.assessments), 'assessment', 'assessments')}"
        faults.append(Fault("groups", f"{problem}; give one for each, in the same order"))
    if faults:
        raise DescriptionError(faults)


@attrs.frozen
class Cohort(Shown):
    """Several subjects, judged by the same rubric.

    Args:
        assessments: where each stands.
        groups: in which group each is, in the same order; by the sector and the staff of the subjects unless given.

    Raises:
        DescriptionError: there are none, one is no assessment, they were judged by different rubrics, or there is
            not one group for each.
    """

    assessments: tuple[Assessment, ...] = attrs.field(converter=_as_tuple, validator=_alike_in_rubric)
    _groups: tuple[Group, ...] | None = attrs.field(
        default=None, kw_only=True, converter=_as_groups, validator=_one_for_each
    )

    def __len__(self) -> int:
        return len(self.assessments)

    def place(self, assessment: Assessment) -> Place:
        """Where a subject stands among the others: itself, if it is one of them, left out.

        Raises:
            DescriptionError: it is no assessment, or was judged by another rubric.
        """
        same_rubric([self.assessments[0], assessment], ("cohort", "assessment"))
        own = next((position for position, each in enumerate(self.assessments) if each == assessment), None)
        return self._place(assessment, self._totals(), own)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where each stands among the others, in the order in which they were given."""
        totals = self._totals()
        return tuple(self._place(each, totals, position) for position, each in enumerate(self.assessments))

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many stand at each stage: safely, likely and possibly."""
        names = self.assessments[0].ladder.names
        return MappingProxyType(
            {
                bar: MappingProxyType({name: self._number(bar, name) for name in names})
                for bar in ("safe", "likely", "possible")
            }
        )

    def like(self, assessment: Assessment) -> "Cohort | None":
        """Those of the same sector and size; None where there are none.

        A member is in the group it was given; who is none, in that of its subject's sector and staff.
        """
        same_rubric([self.assessments[0], assessment], ("cohort", "assessment"))
        given = zip(self.assessments, self._group_of_each(), strict=True)
        wanted = next((group for each, group in given if each == assessment), group_of(assessment))
        return self.groups.get(wanted)

    @property
    def groups(self) -> Mapping[Group, "Cohort"]:
        """The cohort in parts of the same sector and size, in the order in which they first occur."""
        found: dict[Group, list[Assessment]] = {}
        for each, group in zip(self.assessments, self._group_of_each(), strict=True):
            found.setdefault(group, []).append(each)
        return MappingProxyType({group: self._part(group, members) for group, members in found.items()})

    def blocks(self) -> tuple[Block, ...]:
        """The league: a range for everybody, those first who are further on average."""
        groups = self.groups
        remarks = [
            "Percentiles compare with the others here, from the safe stage to the possible one; ties count half."
        ]
        if len(groups) > 1:
            remarks.append(f"{len(groups)} groups of unlike sector or size are mixed; compare within one of them.")
        names = [each.subject.title for each in self.assessments]
        rows = sorted(self.places, key=lambda place: (-place.assessment.score, place.assessment.subject.title))
        return (
            Heading(f"A cohort of {len(self)}"),
            Table(
                "Where each stands (guaranteed: if no source is wrong)",
                ("", "guaranteed", "safe to possible", "percentile"),
                tuple(_row(place, names) for place in rows),
            ),
            Lines(tuple(remarks)),
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything, in what JSON can hold."""
        return {
            "format": "collabmodel/cohort",
            "version": 1,
            "counts": {bar: dict(counts) for bar, counts in self.counts.items()},
            "groups": [{**attrs.asdict(group), "members": len(part)} for group, part in self.groups.items()],
            "places": [place.to_dict() for place in self.places],
        }

    def _group_of_each(self) -> tuple[Group, ...]:
        return tuple(map(group_of, self.assessments)) if self._groups is None else self._groups

    def _part(self, group: Group, members: list[Assessment]) -> "Cohort":
        return Cohort(members, groups=None if self._groups is None else [group] * len(members))

    def _number(self, bar: str, name: str) -> int:
        return sum(getattr(each, bar).name == name for each in self.assessments)

    def _totals(self) -> list[float]:
        """How many are expected at each stage."""
        return [sum(column) for column in zip(*(shares(each.tails) for each in self.assessments), strict=True)]

    def _place(self, assessment: Assessment, totals: list[float], own: int | None) -> Place:
        others = len(self) - (own is not None)
        if not others:
            return Place(assessment, 0, None, None)
        mine = [0.0] * len(totals) if own is None else shares(self.assessments[own].tails)
        mean = [(total - share) / others for total, share in zip(totals, mine, strict=True)]
        tails = [sum(mean[rank:]) for rank in range(len(mean))]
        low, high = (100 * below(tails, rank) for rank in (assessment.safe.rank, assessment.possible.rank))
        return Place(assessment, others, _percentile(low), _percentile(high))


def _percentile(value: float) -> float:
    """Within 0 to 100, without the last digits, so that equal places are equal."""
    return min(max(round(value, 9), 0.0), 100.0)


def _row(place: Place, names: Sequence[str]) -> tuple[str, ...]:
    """A row of the league; those of the same name are told apart by their days."""
    each = place.assessment
    name = each.subject.title
    if names.count(name) > 1:
        name = f"{name} ({each.as_of or 'not dated'})"
    percentiles = place.percentiles.removeprefix("percentile ")
    return (name, span(each.worst, each.best), span(each.safe, each.possible), percentiles)


def group_of(assessment: Assessment) -> Group:
    """The sector and the size band of a subject."""
    subject = assessment.subject
    if not isinstance(subject, Organization):
        return Group(UNKNOWN, UNKNOWN)
    return Group(subject.sector or UNKNOWN, size_band(subject.staff))


def size_band(staff: int | None) -> str:
    """The band of sizes in which so many staff are."""
    if staff is None:
        return UNKNOWN
    return next((name for most, name in BANDS if staff <= most), LARGEST_BAND)
