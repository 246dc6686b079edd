"""The format of a document as a JSON Schema, read off the classes of the model.

Nothing is said here that the model does not say. What a schema cannot say is left to reading: that a finding without a
level names none, that no key stands twice, that 3.0 is not a whole number and February has no 30th.
"""

import inspect
from collections.abc import Iterator
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import TypeAlias, get_args, get_type_hints

import attrs

from collabmodel.io.documents import FORMAT, VERSION
from collabmodel.io.parts import Kind, is_sequence
from collabmodel.model import checks
from collabmodel.model.organization import Organization

Schema: TypeAlias = dict[str, object]
Part: TypeAlias = type[attrs.AttrsInstance]

_SIMPLE: dict[type, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0, "maximum": checks.LARGEST_COUNT},
    NoneType: {"type": "null"},
    date: {
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        "maxLength": 10,  # in some dialects the pattern lets a line break follow
    },
}
_NAME: Schema = {"type": "string", "pattern": r"\S"}


def schema() -> dict[str, object]:
    """A JSON Schema (2020-12) of the documents that ``load`` reads."""
    root = _object(Organization, {"format": {"const": FORMAT}, "version": {"type": "integer", "const": VERSION}})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT.replace('/', ':')}:{VERSION}",
        "title": FORMAT,
        **root,
        "$defs": {part.__name__: {"title": part.__name__, **_object(part, {})} for part in _parts(Organization, [])},
    }


def _object(part: Part, header: dict[str, Schema]) -> Schema:
    kinds = get_type_hints(part)
    fields = attrs.fields(part)
    return {
        "description": _summary(part),
        "type": "object",
        "properties": {**header, **{field.name: _field(field, kinds[field.name]) for field in fields}},
        "required": [*header, *(field.name for field in fields if field.default is attrs.NOTHING)],
        "additionalProperties": False,
    }


def _field(field: checks.Field, kind: Kind) -> Schema:
    named = field.validator in (checks.name, checks.optional_name)
    return _value(kind, _NAME if named else _SIMPLE[str])


def _value(kind: Kind, text: Schema) -> Schema:
    if isinstance(kind, UnionType):
        return {"anyOf": [_value(option, text) for option in get_args(kind)]}
    if is_sequence(kind):
        return {"type": "array", "items": _value(get_args(kind)[0], text)}
    if attrs.has(kind):
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if issubclass(kind, Enum):
        return {"description": _summary(kind), "enum": [option.value for option in kind]}
    return dict(text if kind is str else _SIMPLE[kind])


def _parts(part: Part, met: list[Part]) -> Iterator[Part]:
    """The class and every class that its fields lead to, each once."""
    met.append(part)
    yield part
    for kind in get_type_hints(part).values():
        for inner in filter(attrs.has, _named_in(kind)):
            if inner not in met:
                yield from _parts(inner, met)


def _named_in(kind: Kind) -> tuple[Kind, ...]:
    return get_args(kind) or (kind,)


def _summary(documented: type) -> str:
    return str(inspect.getdoc(documented)).split("\n", 1)[0]
