"""Organizations as JSON documents.

A document means exactly one Organization or is refused: nothing is coerced, guessed, skipped or lost, and everything
wrong with it is reported at once, each fault at its own path. What a field may hold is said by the model alone; here
stands only how it is written.
"""

import functools
import itertools
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import Enum
from typing import Any, TypeAlias, cast, get_args, get_origin, get_type_hints

import attrs
from cattrs import BaseConverter, BaseValidationError, ClassValidationError, Converter, IterableValidationError
from cattrs.errors import IterableValidationNote
from cattrs.gen import make_dict_structure_fn, override

from collabmodel.errors import (
    CollabModelError,
    DescriptionError,
    Fault,
    VersionError,
    quoted,
    suggestion,
)
from collabmodel.io.faults import HEADER, MOST_FAULTS, faults_in, listed, place_at, size
from collabmodel.io.files import named, read_text, write_text
from collabmodel.model import checks
from collabmodel.model.evidence import Observation
from collabmodel.model.organization import Channel, Community, Organization, Purpose, Use

FORMAT = "collabmodel/organization"
VERSION = 1

DEEPEST_NESTING = 110
"""Room for units within units 50 deep, two levels each, and for what the innermost hold."""

_PARTS = frozenset({Organization, Channel, Use, Community, Purpose, Observation})
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_NUMBER = 100

Kind: TypeAlias = Any  # a type as annotations write it: a class, a union, tuple[X, ...]
Hook: TypeAlias = Callable[[Any, Any], Any]


def load(path: str | os.PathLike[str]) -> Organization:
    """The organization that a file describes.

    Raises:
        DescriptionError: the file cannot be read, or holds anything but a faultless document; lists every fault.
        VersionError: the document was written by a newer version of this library.
    """
    text = read_text(path)
    try:
        return loads(text)
    except CollabModelError as error:
        error.add_note(f"in {named(path)}")
        raise


def loads(text: str) -> Organization:
    """The organization that a document describes.

    Raises:
        DescriptionError: it is anything but a faultless document; lists every fault.
        VersionError: the document was written by a newer version of this library.
    """
    with _bounded_nesting():
        document = _document(text)
        _refuse_newer(document)
        return _organization(document)


def dump(obj: Organization, path: str | os.PathLike[str]) -> None:
    """Write a document to a file: all of it, or the file stays as it was.

    Raises:
        DescriptionError: the organization cannot be written, or not there.
    """
    write_text(path, dumps(obj))


def dumps(obj: Organization) -> str:
    """The document of an organization: fields in the order of declaration, those that hold their default left out.

    Raises:
        DescriptionError: this is no Organization, or one that no document can hold.
    """
    if type(obj) is not Organization:
        raise _refusal(f"expected an Organization, got {type(obj).__name__}; put it into an Organization", "$")
    with _bounded_nesting():
        document = {"format": FORMAT, "version": VERSION, **_fields(obj)}
        list(_repeated_keys(document, "$"))  # there are none; the walk refuses what loads would find nested too deep
        return _writable(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _refusal(problem: str, path: str = "") -> DescriptionError:
    """One fault; a hook leaves the path to whoever knows it."""
    return DescriptionError([Fault(path, problem)])


class _Repeating(dict[str, object]):
    """An object that was given a key more than once, and remembers which."""

    def __init__(self, members: list[tuple[str, object]]) -> None:
        super().__init__(members)
        self.repeated = [key for key, times in Counter(key for key, _ in members).items() if times > 1]


def _document(text: str) -> dict[str, object]:
    if not isinstance(text, str):
        raise _refusal(f"expected the text of a document, got {quoted(text)}; for a file use load", "$")
    value = _parsed(text.removeprefix("\ufeff"))
    if not isinstance(value, dict):
        raise _refusal(f"expected an object, got {quoted(value)}; write the document in braces", "$")
    return value


def _parsed(text: str) -> object:
    if not text.strip():
        raise _refusal(f'is empty; write a document, beginning with {{"format": "{FORMAT}"', "$")
    try:
        return json.loads(text, object_pairs_hook=_object, parse_int=_whole_number)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _refusal(f"is not JSON: {error.msg}, {place}; mend it there", "$") from None


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
    return _refusal(
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


def _refuse_newer(document: dict[str, object]) -> None:
    """A newer document is not judged by older rules; what names another format is no newer document of this one."""
    version = document.get("version")
    if type(version) is int and version > VERSION and document.get("format", FORMAT) == FORMAT:
        raise VersionError(version, VERSION)


def _organization(document: dict[str, object]) -> Organization:
    faults = listed(itertools.chain(_header_faults(document), _repeated_keys(document, "$")))
    body = {key: value for key, value in document.items() if key not in HEADER}
    try:
        organization: Organization = _CONVERTER.structure(body, Organization)
    except ClassValidationError as error:
        raise DescriptionError(listed(itertools.chain(faults, faults_in(error, "$")))) from None
    if faults:
        raise DescriptionError(faults)
    return organization


def _header_faults(document: dict[str, object]) -> Iterator[Fault]:
    if document.get("format") != FORMAT:
        yield Fault("$.format", f'{_found(document, "format")}; write "format": "{FORMAT}"')
    version = document.get("version")
    if type(version) is not int or not 1 <= version <= VERSION:
        yield Fault("$.version", f'{_found(document, "version")}; write "version": {VERSION}')


def _found(document: dict[str, object], key: str) -> str:
    return f"{quoted(document[key])} is not known here" if key in document else "is missing"


def _checked(check: checks.Check) -> Hook:
    """Text, whole numbers and truth values are judged by the words of the model."""
    anywhere = attrs.fields(Organization).name  # whoever reports the fault replaces the place

    def hook(value: object, _: object) -> object:
        check(None, anywhere, value)
        return value

    return hook


def day_in(value: object) -> date:
    """The day that a text names as 2012-12-12 does; Python would also read 20121212 and 2012-W50-3.

    Raises:
        DescriptionError: it names none.
    """
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:  # 30 February
        pass
    raise _refusal(f"expected a date such as 2012-12-12, got {quoted(value)}")


def _day(value: object, _: object) -> date:
    return day_in(value)


def _option(value: object, kind: type[Enum]) -> Enum:
    options = _options(kind)
    if not isinstance(value, str) or value not in options:
        what = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()
        raise _refusal(f"{quoted(value)} is not a known {what}; {suggestion(value, options)}")
    return options[value]


@functools.cache
def _options(kind: type[Enum]) -> dict[str, Enum]:
    return {option.value: option for option in kind}


def _sequence(kind: Kind, converter: BaseConverter) -> Hook:
    item_kind = get_args(kind)[0]

    def hook(value: object, _: object) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise _refusal(f"expected a list, got {quoted(value)}; write it in square brackets")
        items, errors = _items(value, lambda item: converter.structure(item, item_kind))
        if errors:
            raise IterableValidationError("a list with faults", errors, tuple)
        return tuple(items)

    return hook


def _items(values: list[object], read: Callable[[object], object]) -> tuple[list[object], list[Exception]]:
    """What the values are read as, and what was raised; enough faults end the reading."""
    items: list[object] = []
    errors: list[Exception] = []
    count = 0
    for index, value in enumerate(values):
        try:
            items.append(read(value))
        except (DescriptionError, BaseValidationError) as error:
            error.add_note(IterableValidationNote("", index, None))
            errors.append(error)
            count += size(error)
            if count > MOST_FAULTS:
                break
    return items, errors


def _part(kind: type[attrs.AttrsInstance], converter: BaseConverter) -> Hook:
    kinds = get_type_hints(kind)
    reading: dict[str, Any] = {
        field.name: override(struct_hook=_field(field, kinds[field.name], converter)) for field in attrs.fields(kind)
    }
    build = make_dict_structure_fn(kind, converter, **reading)

    def hook(value: object, _: object) -> object:
        if not isinstance(value, dict):
            raise _refusal(f"expected an object, got {quoted(value)}; write it in braces")
        return build(value, kind)

    return hook


def _field(field: checks.Field, kind: Kind, converter: BaseConverter) -> Hook:
    """A field is checked as soon as it is read: the constructor would stop at the first fault and hide which field."""
    check = field.validator or attrs.validators.and_()

    def hook(value: object, _: object) -> object:
        read = converter.structure(value, kind)
        check(None, field, read)
        return read

    return hook


def is_sequence(kind: object) -> bool:
    """Whether an annotation means a list of a document; the model has no other tuples than those of one kind."""
    return get_origin(kind) is tuple


def _strict_converter() -> Converter:
    converter = Converter(detailed_validation=True, forbid_extra_keys=True)
    converter.register_structure_hook(str, _checked(checks.text))
    converter.register_structure_hook(int, _checked(checks.count))
    converter.register_structure_hook(bool, _checked(checks.truth))
    converter.register_structure_hook(date, _day)
    converter.register_structure_hook(Enum, _option)
    converter.register_structure_hook_factory(is_sequence, _sequence)
    converter.register_structure_hook_factory(attrs.has, _part)
    return converter


_CONVERTER = _strict_converter()


def _fields(part: attrs.AttrsInstance) -> dict[str, object]:
    held = ((field, getattr(part, field.name)) for field in attrs.fields(type(part)))
    return {field.name: _plain(value) for field, value in held if value != field.default}


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(item) for item in value]
    if type(value) not in _PARTS:  # a subclass could hold more than a document says
        raise _refusal(f"a {type(value).__name__} cannot be written; make it one of the classes of this library", "$")
    return _fields(cast("attrs.AttrsInstance", value))


def _writable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _refusal("holds half of a character (a lone surrogate); take it out", "$") from None
    return text
