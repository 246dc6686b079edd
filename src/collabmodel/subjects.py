"""Who is judged, by what, and from which day.

Names and dates only, and nothing about evidence: what is found here holds before anything is read.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeGuard

import attrs

from collabmodel.errors import DescriptionError, Fault, quoted
from collabmodel.model.organization import Organization, Purpose
from collabmodel.rubrics.purpose_screen import PurposeScreen
from collabmodel.rubrics.rubric import Rubric
from collabmodel.rubrics.social_organization import SocialOrganization

Subject = Organization | Purpose

DEEPEST_UNITS = 50
ROOT = "$"


def judge(subject: object, rubric: object = None) -> type[Rubric]:
    """The rubric to judge by: the one given, else the one for this type of subject.

    Raises:
        DescriptionError: this is nothing that can be judged, or not by this rubric.
    """
    if not isinstance(subject, (Organization, Purpose)):
        raise DescriptionError([Fault("subject", f"expected an Organization or a Purpose, got {quoted(subject)}")])
    if rubric is None:
        return SocialOrganization if isinstance(subject, Organization) else PurposeScreen
    chosen = a_rubric(rubric)
    if not isinstance(subject, chosen.subject):
        kind = type(subject).__name__
        problem = f"{chosen.__name__} judges {chosen.subject.__name__}, not {kind}; choose a rubric for {kind}"
        raise DescriptionError([Fault("rubric", problem)])
    return chosen


def a_rubric(value: object) -> type[Rubric]:
    """The same, if it is a rubric.

    Raises:
        DescriptionError: it is none.
    """
    if not is_rubric(value):
        problem = f"expected a subclass of Rubric, got {quoted(value)}; pass the class itself"
        raise DescriptionError([Fault("rubric", problem)])
    return value


def is_rubric(value: object) -> TypeGuard[type[Rubric]]:
    """Whether it is a rubric that can judge; Rubric itself asks nothing."""
    return isinstance(value, type) and issubclass(value, Rubric) and value is not Rubric


def dates(value: attrs.AttrsInstance, path: str = ROOT) -> Iterator[tuple[str, date]]:
    """Every date in a description with its path."""
    for field in attrs.fields(type(value)):
        inner = getattr(value, field.name)
        if isinstance(inner, date):
            yield f"{path}.{field.name}", inner
        elif isinstance(inner, tuple):
            for position, item in enumerate(inner):
                if not isinstance(item, str):
                    yield from dates(item, f"{path}.{field.name}[{position}]")
        elif isinstance(inner, Purpose):
            yield from dates(inner, f"{path}.{field.name}")


def resolve(subject: Subject, as_of: date | None) -> date | None:
    """The day to judge from: the one given, else the newest in the description; None where nothing is dated.

    Raises:
        DescriptionError: something is later than the day given.
    """
    if as_of is not None and (isinstance(as_of, datetime) or not isinstance(as_of, date)):
        raise DescriptionError([Fault("as_of", f"expected a date without a time, got {quoted(as_of)}")])
    found = list(dates(subject))
    if as_of is None:
        return max((day for _, day in found), default=None)
    later = [Fault(path, f"{day} is later than as_of {as_of}") for path, day in found if day > as_of]
    if later:
        first = later[0]
        raise DescriptionError([Fault(first.path, first.problem + _way_out(subject, as_of)), *later[1:]])
    return as_of


def _way_out(subject: Subject, as_of: date) -> str:
    if isinstance(subject, Purpose):
        return "; judge from a later day"
    until = f"organization.until(date({as_of.year}, {as_of.month}, {as_of.day}))"
    return f"; judge from a later day, or judge {until}, which leaves out all that is later"


def with_units(subject: Subject, path: str = ROOT) -> list[tuple[str, Subject]]:
    """A subject and all units below it with their paths, each before its own units.

    Raises:
        DescriptionError: units within units, more than 50 deep.
    """
    if path.count(".units") > DEEPEST_UNITS:
        raise DescriptionError([Fault(ROOT, f"units are nested more than {DEEPEST_UNITS} deep; describe fewer layers")])
    found: list[tuple[str, Subject]] = [(path, subject)]
    if isinstance(subject, Organization):
        for position, unit in enumerate(subject.units):
            found += with_units(unit, f"{path}.units[{position}]")
    return found
