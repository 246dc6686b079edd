"""What a field of a description may hold.

A check is an attrs validator: it raises DescriptionError naming the field, the fault and the way out. It looks at the
value alone, never at the rest of the instance, so that a document can be checked field by field before anything is
built from it.
"""

from collections.abc import Callable, Iterable, Mapping, Set
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeAlias, TypeGuard, cast

import attrs

from collabmodel.errors import DescriptionError, Fault, quoted, suggestion

LARGEST_COUNT = 10**9

Field: TypeAlias = "attrs.Attribute[Any]"
Check: TypeAlias = "Callable[[Any, Field, Any], None]"


def refuse(instance: object, field: Field, problem: str) -> DescriptionError:
    """The error for one field; documents replace the path by their own."""
    owner = "" if instance is None else f"{type(instance).__name__}."
    return DescriptionError([Fault(f"{owner}{field.name}", problem)])


def text(instance: object, field: Field, value: object) -> None:
    """Any text that can be written to a file."""
    if not isinstance(value, str):
        raise refuse(instance, field, f"expected text, got {quoted(value)}")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise refuse(
            instance, field, "holds half of a character (a lone surrogate); take it out or write the whole character"
        ) from None


def name(instance: object, field: Field, value: object) -> None:
    """Text that somebody can read out."""
    text(instance, field, value)
    if not str(value).strip():
        raise refuse(instance, field, "is empty; give it a name")


def count(instance: object, field: Field, value: object) -> None:
    """A number of people: a whole number, or None where nobody knows."""
    if value is None:
        return
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST_COUNT:
        problem = f"expected a whole number from 0 to {LARGEST_COUNT}, or nothing when unknown, got {quoted(value)}"
        raise refuse(instance, field, problem)


def truth(instance: object, field: Field, value: object) -> None:
    """True or False, not something that merely counts as one of them."""
    if not isinstance(value, bool):
        raise refuse(instance, field, f"expected true or false, got {quoted(value)}")


LARGEST_AMOUNT = 10**12


def is_amount(value: object) -> TypeGuard[float]:
    """Whether it is a number from 0 that can be reckoned with, whole or not."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= LARGEST_AMOUNT


def day(instance: object, field: Field, value: object) -> None:
    """A calendar day, or None where nobody knows; a moment in time would not compare with it."""
    if isinstance(value, datetime):
        raise refuse(instance, field, f"expected a date without a time, got {quoted(value)}; call its .date()")
    if value is not None and not isinstance(value, date):
        raise refuse(instance, field, f"expected a date such as date(2012, 12, 12), got {quoted(value)}")


def member_of(options: type[Enum]) -> Check:
    """One of the options of an enum, never its text."""

    def check(instance: object, field: Field, value: object) -> None:
        if not isinstance(value, options):
            names = [option.name for option in options]
            problem = f"expected a member of {options.__name__}, got {quoted(value)}; {suggestion(value, names)}"
            raise refuse(instance, field, problem)

    return check


def optional(kind: type) -> Check:
    """A value of one kind, or None."""

    def check(instance: object, field: Field, value: object) -> None:
        if value is not None and not isinstance(value, kind):
            raise refuse(instance, field, f"expected a {kind.__name__} or nothing, got {quoted(value)}")

    return check


def optional_name(instance: object, field: Field, value: object) -> None:
    """Text, or None."""
    if value is not None:
        name(instance, field, value)


def several(kind: type) -> Check:
    """A tuple whose members are all of one kind."""

    def check(instance: object, field: Field, value: object) -> None:
        if not isinstance(value, tuple):
            problem = f"expected a sequence of {_called(kind)}, got {quoted(value)}; write it in square brackets"
            raise refuse(instance, field, problem)
        for position, item in enumerate(value):
            if not isinstance(item, kind):
                problem = f"expected {_called(kind)} at position {position}, got {quoted(item)}"
                raise refuse(instance, field, problem)
            if kind is str:
                text(instance, field, item)

    return check


def _called(kind: type) -> str:
    return "text" if kind is str else kind.__name__


def several_or_unknown(kind: type) -> Check:
    """The same, or None where nobody looked."""
    known = several(kind)

    def check(instance: object, field: Field, value: object) -> None:
        if value is not None:
            known(instance, field, value)

    return check


def as_tuple(value: object) -> tuple[Any, ...]:
    """A list, generator or other sequence as a tuple; what has no order is left for the check to refuse."""
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping, Set)):
        return tuple(value)
    return cast("tuple[Any, ...]", value)
