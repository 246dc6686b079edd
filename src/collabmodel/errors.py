"""Everything this library raises on purpose.

Each error keeps its facts as attributes and builds its own sentence: which place, what is wrong, the way out.
"""

import difflib
from collections.abc import Iterable
from typing import NamedTuple

SHOWN_FAULTS = 20
QUOTED_CHARACTERS = 60
HARMLESS = "\u00a0\u200c\u200d"
"""Invisible, but part of ordinary names: the space that does not break, and the joiners of many scripts."""


class CollabModelError(Exception):
    """The root: catch this to catch everything the library raises on purpose."""


class RubricError(CollabModelError):
    """A rubric is declared wrongly, or one of its readers breaks its promise.

    Args:
        place: class and attribute, ``"HospitalNetwork.clinicians"``.
        fault: what is wrong there.
        remedy: what to write instead.
    """

    def __init__(self, place: str, fault: str, remedy: str) -> None:
        super().__init__(place, fault, remedy)
        self.place, self.fault, self.remedy = place, fault, remedy

    def __str__(self) -> str:
        return ascii_controls(f"{self.place}: {self.fault}; {self.remedy}")


class Fault(NamedTuple):
    """One thing wrong in a description: where, and what, with the way out."""

    path: str
    problem: str

    def __str__(self) -> str:
        return ascii_controls(f"{self.path}: {self.problem}")


class DescriptionError(CollabModelError):
    """A description cannot be accepted. ``faults`` holds every fault; the text shows the first 20."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        count = len(self.faults)
        lines = [f"{count} fault{'' if count == 1 else 's'} in this description:"]
        lines += map(str, self.faults[:SHOWN_FAULTS])
        if count > SHOWN_FAULTS:
            lines.append(f"... and {count - SHOWN_FAULTS} more; the attribute 'faults' of this error holds all")
        return "\n".join(lines)


class UnknownCriterionError(DescriptionError):
    """Evidence names a criterion that the rubric does not have."""


class UnknownLevelError(DescriptionError):
    """Evidence names a level that its criterion does not have."""


class ConflictError(DescriptionError):
    """Two facts cannot both be true."""


class VersionError(CollabModelError):
    """A document was written by a newer version of its format than this library reads."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(found, known)
        self.found, self.known = found, known

    def __str__(self) -> str:
        return (
            f"$.version: this document has version {quoted(self.found)} of its format and this library reads versions "
            f"up to {self.known}; install a newer collabmodel"
        )


class UnreachableError(CollabModelError):
    """No plan reaches the target, or none within the budget.

    Attributes:
        target: the name of the stage.
        least_effort: what the cheapest plan takes, in person-days; None where there is no plan.
        missing: what would still have to change and no action brings about, as "criterion to 'level'".
    """

    def __init__(
        self, target: str, way_out: str, least_effort: float | None = None, missing: Iterable[str] = ()
    ) -> None:
        super().__init__(target, way_out, least_effort, tuple(missing))
        self.target, self.way_out, self.least_effort, self.missing = self.args

    def __str__(self) -> str:
        if self.least_effort is not None:
            takes = f"the cheapest plan to {self.target} takes {self.least_effort:g} person-days"
            return ascii_controls(f"{takes}; {self.way_out}")
        what = f": {'; '.join(self.missing[:SHOWN_FAULTS])}" if self.missing else ""
        rest = len(self.missing) - SHOWN_FAULTS
        more = f"; and {rest} more" if rest > 0 else ""
        return ascii_controls(f"no plan leads to {self.target} by this reading{what}{more}; {self.way_out}")


def quoted(value: object) -> str:
    """A value as it may stand in a message: one line, control characters escaped, cut at 60 characters."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**QUOTED_CHARACTERS:
        return "a number of more than 60 digits"  # Python refuses to print the very long ones
    if isinstance(value, str) and len(value) > QUOTED_CHARACTERS:
        return ascii_controls(repr(value[:QUOTED_CHARACTERS] + "..."))
    if isinstance(value, (dict, list, tuple, set, frozenset)):
        return f"a {type(value).__name__} of {len(value)}"
    text = ascii_controls(repr(value))
    return text if len(text) <= QUOTED_CHARACTERS + 2 else text[:QUOTED_CHARACTERS] + "..."


def cut(text: str) -> str:
    """Text from a description as it may stand within a sentence: its first 60 characters."""
    return text if len(text) <= QUOTED_CHARACTERS else text[:QUOTED_CHARACTERS] + "..."


def ascii_controls(text: str) -> str:
    """The text with everything that does not print, or that would direct a terminal, as a visible escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in HARMLESS else c.encode("unicode_escape").decode("ascii") for c in text)


def suggestion(word: object, known: Iterable[str]) -> str:
    """The way out for a name nobody knows: the nearest known one, or what there is to choose from."""
    names = {name.lower(): name for name in known}
    wanted = word[:QUOTED_CHARACTERS].lower() if isinstance(word, str) else ""
    for near in difflib.get_close_matches(wanted, names, n=1):
        return f"did you mean {names[near]!r}?"
    if not names:
        return "there is none to choose from"
    rest = ", ..." if len(names) > SHOWN_FAULTS else ""
    return f"choose one of {', '.join(list(names.values())[:SHOWN_FAULTS])}{rest}"
