"""JSON documents: a header that names format and version, then the fields of one value.

A document means exactly one value or is refused: nothing is coerced, guessed, skipped or lost, and everything wrong
with it is reported at once, each fault at its own path.
"""

import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

import attrs
from cattrs import ClassValidationError

from collabmodel.errors import DescriptionError, Fault, VersionError, quoted
from collabmodel.io.faults import HEADER, faults_in, listed, place_at
from collabmodel.io.parts import fields, refusal, structured

DEEPEST_NESTING = 110
"""Room for units within units 50 deep, two levels each, and for what the innermost hold."""

OTHERS = {
    "collabmodel/organization": "load it, or assess it",
    "collabmodel/interview": "resume it, and export what was answered",
}
"""What to do with each sort of document."""

_LONGEST_NUMBER = 100

T = TypeVar("T", bound=attrs.AttrsInstance)


@attrs.frozen
class Format(Generic[T]):
    """A sort of document.

    Attributes:
        name: what its header says.
        version: the newest that this library reads, and the one that it writes.
        kind: the class of what a document means.
        way_out: what to use for what is no text.
    """

    name: str
    version: int
    kind: type[T]
    way_out: str


def read(text: str, form: Format[T]) -> T:
    """What a document means.

    Raises:
        DescriptionError: it is anything but a faultless document; lists every fault.
        VersionError: the document was written by a newer version of this library.
    """
    with _bounded_nesting():
        document = _document(text, form)
        _refuse_others(document, form)
        _refuse_newer(document, form)
        return _value(document, form)


def written(value: T, form: Format[T]) -> str:
    """The document of a value: fields in the order of declaration, those that hold their default left out.

    Raises:
        DescriptionError: no document can hold it.
    """
    with _bounded_nesting():
        document = {"format": form.name, "version": form.version, **fields(value)}
        list(_repeated_keys(document, "$"))  # there are none; the walk refuses what would be nested too deep to read
        return _writable(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


class _Repeating(dict[str, object]):
    """An object that was given a key more than once, and remembers which."""

    def __init__(self, members: list[tuple[str, object]]) -> None:
        super().__init__(members)
        self.repeated = [key for key, times in Counter(key for key, _ in members).items() if times > 1]


def _document(text: str, form: Format[T]) -> dict[str, object]:
    if not isinstance(text, str):
        raise refusal(f"expected the text of a document, got {quoted(text)}; {form.way_out}", "$")
    value = _parsed(text.removeprefix("\ufeff"), form)
    if not isinstance(value, dict):
        raise refusal(f"expected an object, got {quoted(value)}; write the document in braces", "$")
    return value


def _parsed(text: str, form: Format[T]) -> object:
    if not text.strip():
        raise refusal(f'is empty; write a document, beginning with {{"format": "{form.name}"', "$")
    try:
        return json.loads(text, object_pairs_hook=_object, parse_int=_whole_number)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise refusal(f"is not JSON: {error.msg}, {place}; mend it there", "$") from None


def _object(members: list[tuple[str, object]]) -> dict[str, object]:
    known = dict(members)
    return known if len(known) == len(members) else _Repeating(members)


def _whole_number(digits: str) -> int:
    """The number, or the beginning of one so long that every field refuses it: Python would not read the whole."""
    return int(digits[:_LONGEST_NUMBER])


@contextmanager
def _bounded_nesting() -> Iterator[None]:
    """Name the fault in what is nested too deep for Python; how deep that is depends on the caller."""
    try:
        yield
    except RecursionError:
        raise _nested_too_deep() from None


def _nested_too_deep() -> DescriptionError:
    return refusal(
        f"is nested more than {DEEPEST_NESTING} levels deep, or too deep for the program that asks; "
        "describe fewer units within units",
        "$",
    )


def _repeated_keys(value: object, path: str, room: int = DEEPEST_NESTING) -> Iterator[Fault]:
    """A fault for every key that stands twice in one object. Refuses what is nested too deep."""
    if not room:
        raise _nested_too_deep()
    if isinstance(value, _Repeating):
        yield from (Fault(place_at(path, key), "stands more than once; keep one") for key in value.repeated)
    for place, item in _members(value):
        if isinstance(item, (dict, list)):
            yield from _repeated_keys(item, place_at(path, place), room - 1)


def _members(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _refuse_newer(document: dict[str, object], form: Format[T]) -> None:
    """A newer document is not judged by older rules; what names another format is no newer document of this one."""
    version = document.get("version")
    if type(version) is int and version > form.version and document.get("format", form.name) == form.name:
        raise VersionError(version, form.version)


def _refuse_others(document: dict[str, object], form: Format[T]) -> None:
    """Another sort of document of this library is named as such, and its fields are not listed as unknown."""
    name = document.get("format")
    if isinstance(name, str) and name in OTHERS and name != form.name:
        raise refusal(f"this is {quoted(name)}, expected {form.name!r}; {OTHERS[name]}", "$.format")


def _value(document: dict[str, object], form: Format[T]) -> T:
    faults = listed(itertools.chain(_header_faults(document, form), _repeated_keys(document, "$")))
    body = {key: value for key, value in document.items() if key not in HEADER}
    try:
        value = structured(body, form.kind)
    except ClassValidationError as error:
        raise DescriptionError(listed(itertools.chain(faults, faults_in(error, "$")))) from None
    if faults:
        raise DescriptionError(faults)
    return value


def _header_faults(document: dict[str, object], form: Format[T]) -> Iterator[Fault]:
    if document.get("format") != form.name:
        yield Fault("$.format", f'{_found(document, "format")}; write "format": "{form.name}"')
    version = document.get("version")
    if type(version) is not int or not 1 <= version <= form.version:
        yield Fault("$.version", f'{_found(document, "version")}; write "version": {form.version}')


def _found(document: dict[str, object], key: str) -> str:
    return f"{quoted(document[key])} is not known here" if key in document else "is missing"


def _writable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise refusal("holds half of a character (a lone surrogate); take it out", "$") from None
    return text
