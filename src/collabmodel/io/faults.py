"""What is wrong with a document, each fault at its own path.

Errors of the converter in, faults in JSON paths out; nothing is read or judged here.
"""

import itertools
from collections.abc import Iterator

import attrs
from cattrs import BaseValidationError, ClassValidationError, IterableValidationError
from cattrs.errors import ForbiddenExtraKeysError

from collabmodel.errors import QUOTED_CHARACTERS, DescriptionError, Fault, quoted, suggestion

HEADER = ("format", "version")
"""The fields that a document has before those of the organization."""
MOST_FAULTS = 10_000


def place_at(path: str, place: str | int) -> str:
    """The path of a member: a field by its name, anything else in brackets."""
    if isinstance(place, str) and place.isidentifier() and len(place) <= QUOTED_CHARACTERS:
        return f"{path}.{place}"
    return f"{path}[{quoted(place)}]"


def listed(faults: Iterator[Fault]) -> list[Fault]:
    """All faults, unless there are so many that finding them would take minutes: then no more than anybody reads."""
    found = list(itertools.islice(faults, MOST_FAULTS + 1))
    if len(found) > MOST_FAULTS:
        found[MOST_FAULTS] = Fault("$", f"holds more than {MOST_FAULTS} faults; mend these first")
    return found


def faults_in(error: Exception, path: str) -> Iterator[Fault]:
    """The faults in what was raised while structuring the value at a path."""
    match error:
        case ClassValidationError():
            yield from _faults_of_an_object(error, path)
        case IterableValidationError():
            for inner, item in error.group_exceptions()[0]:
                yield from faults_in(inner, f"{path}[{item.index}]")
        case ForbiddenExtraKeysError():
            yield from _unknown_fields(error, path)
        case KeyError():
            yield Fault(path, "is missing; write it, it cannot be left out")
        case DescriptionError():
            yield from (Fault(path, fault.problem) for fault in error.faults)
        case _:
            raise error


def _faults_of_an_object(error: ClassValidationError, path: str) -> Iterator[Fault]:
    of_fields, of_the_whole = error.group_exceptions()
    for inner, field in of_fields:
        yield from faults_in(inner, f"{path}.{field.name}")
    for inner in of_the_whole:
        yield from faults_in(inner, path)


def _unknown_fields(error: ForbiddenExtraKeysError, path: str) -> Iterator[Fault]:
    known = [*(HEADER if path == "$" else ()), *(field.name for field in attrs.fields(error.cl))]
    for key in sorted(error.extra_fields):
        yield Fault(place_at(path, key), f"unknown field; {suggestion(key, known)} (or take it out)")


def size(error: Exception) -> int:
    """How many faults an error holds."""
    return sum(map(size, error.exceptions)) if isinstance(error, BaseValidationError) else 1
