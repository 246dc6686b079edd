"""Sectors: the major groups of a taxonomy of nonprofits, and which of them a code belongs to.

What is not classified has no sector; nothing is guessed from a name.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from collabmodel.errors import DescriptionError, Fault, quoted

MAJOR_GROUPS: Mapping[str, str | None] = MappingProxyType(
    {
        "A": "arts and culture",
        "B": "education",
        "C": "environment",
        "D": "animals",
        "E": "health care",
        "F": "mental health and crisis help",
        "G": "diseases and disorders",
        "H": "medical research",
        "I": "crime and law",
        "J": "jobs and working life",
        "K": "food and farming",
        "L": "housing and shelter",
        "M": "public safety and disaster relief",
        "N": "sports and recreation",
        "O": "youth development",
        "P": "human services",
        "Q": "international affairs",
        "R": "civil rights and advocacy",
        "S": "community development",
        "T": "grantmaking and volunteering",
        "U": "science and technology",
        "V": "social science",
        "W": "public benefit",
        "X": "religion",
        "Y": "mutual benefit of members",
        "Z": None,
    }
)
"""By letter, in our own words; Z says that nobody knows. Source: National Taxonomy of Exempt Entities, NCCS."""

_CODE = r"([A-Z])(?:[0-9][0-9A-Z]{0,2})?"
_FIRST_VERSION = re.compile(_CODE)
_SECOND_VERSION = re.compile(rf"[A-Z]{{3}}-{_CODE}-[A-Z]{{2}}")
"""Industry group, code, kind of organization."""


def sector_of(ntee: str) -> str | None:
    """The sector that a code of the National Taxonomy of Exempt Entities stands for; None where it is not known.

    Not known are: nothing but blanks, Z (which says so), and what is no such code. A code says what somebody wrote in
    an application once, not what the organization does today.

    Args:
        ntee: a letter alone, a code such as ``"B20"`` or ``"B20Z"``, or one of the second version such as
            ``"ART-A61-AA"``; in capitals or not.

    Raises:
        DescriptionError: this is not text.
    """
    if not isinstance(ntee, str):
        raise DescriptionError([Fault("ntee", f"expected a code such as 'B20', got {quoted(ntee)}; write it as text")])
    code = ntee.strip().upper()
    found = _FIRST_VERSION.fullmatch(code) or _SECOND_VERSION.fullmatch(code)
    return MAJOR_GROUPS[found[1]] if found else None
