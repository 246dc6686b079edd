"""How the values of the model are written in a document, and read again.

What a field may hold is said by the model alone; nothing is coerced. Formats, versions and files are for others.
"""

import functools
import re
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any, TypeAlias, TypeVar, cast, get_args, get_origin, get_type_hints

import attrs
from cattrs import BaseConverter, BaseValidationError, Converter, IterableValidationError
from cattrs.errors import IterableValidationNote
from cattrs.gen import make_dict_structure_fn, override

from collabmodel.errors import DescriptionError, Fault, quoted, suggestion
from collabmodel.interviews import Reply
from collabmodel.io.faults import MOST_FAULTS, size
from collabmodel.model import checks
from collabmodel.model.evidence import Observation
from collabmodel.model.organization import Channel, Community, Organization, Purpose, Use

_PARTS = frozenset({Organization, Channel, Use, Community, Purpose, Observation, Reply})
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

T = TypeVar("T")
Kind: TypeAlias = Any  # a type as annotations write it: a class, a union, tuple[X, ...]
Hook: TypeAlias = Callable[[Any, Any], Any]


def refusal(problem: str, path: str = "") -> DescriptionError:
    """One fault; a hook leaves the path to whoever knows it."""
    return DescriptionError([Fault(path, problem)])


def structured(body: dict[str, object], kind: type[T]) -> T:
    """What an object of a document means.

    Raises:
        ClassValidationError: it is at fault; see ``faults``.
    """
    return _CONVERTER.structure(body, kind)


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
    raise refusal(f"expected a date such as 2012-12-12, got {quoted(value)}")


def _day(value: object, _: object) -> date:
    return day_in(value)


def _option(value: object, kind: type[Enum]) -> Enum:
    options = _options(kind)
    if not isinstance(value, str) or value not in options:
        what = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()
        raise refusal(f"{quoted(value)} is not a known {what}; {suggestion(value, options)}")
    return options[value]


@functools.cache
def _options(kind: type[Enum]) -> dict[str, Enum]:
    return {option.value: option for option in kind}


def _sequence(kind: Kind, converter: BaseConverter) -> Hook:
    item_kind = get_args(kind)[0]

    def hook(value: object, _: object) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise refusal(f"expected a list, got {quoted(value)}; write it in square brackets")
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
            raise refusal(f"expected an object, got {quoted(value)}; write it in braces")
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


def fields(part: attrs.AttrsInstance) -> dict[str, object]:
    """What a value holds as an object of a document; fields that hold their default are left out.

    Raises:
        DescriptionError: something in it cannot be written.
    """
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
        raise refusal(f"a {type(value).__name__} cannot be written; make it one of the classes of this library", "$")
    return fields(cast("attrs.AttrsInstance", value))
