"""The schema says of every document what reading says of it."""

import json
from importlib import resources

import jsonschema
import pytest

from collabmodel.errors import DescriptionError
from collabmodel.io.documents import FORMAT, VERSION, loads
from collabmodel.io.schema import schema

VALIDATOR = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)

ACCEPTED = {
    "a name is enough": {},
    "nothing is known": {"staff": None, "id": None, "sector": None, "seen_on": None},
    "plain fields": {"id": "US-EIN-1", "summary": "s", "staff": 0, "sector": "x", "seen_on": "2012-12-12"},
    "the most people": {"staff": 10**9},
    "a channel": {"channels": [{"kind": "wiki", "uses": [{"kind": "service", "quality": "poor"}]}]},
    "links": {"channels": [{"kind": "wiki", "linked_from": ["x", ""]}]},
    "links nobody looked for": {"channels": [{"kind": "blog", "linked_from": None, "since": "0001-01-01"}]},
    "a community": {
        "communities": [
            {
                "name": "c",
                "operator": "in_house",
                "members": 3,
                "channels": [{"kind": "forum"}],
                "purpose": {"statement": "s", "observations": [{"criterion": "x"}]},
            }
        ]
    },
    "a community without a purpose": {"communities": [{"name": "c", "purpose": None}]},
    "observations": {
        "observations": [
            {"criterion": "x", "at_least": "a", "at_most": None, "confidence": "fact", "observer": "inside"},
            {"criterion": "x", "finding": "not_applicable"},
        ]
    },
    "units of units": {"units": [{"name": "u", "units": [{"name": "v", "channels_complete": True}]}]},
}

REFUSED = {
    "another format": {"format": "other"},
    "version 0": {"version": 0},
    "version true": {"version": True},
    "version as text": {"version": "1"},
    "a number as name": {"name": 3},
    "a blank name": {"name": " \n"},
    "an empty id": {"id": ""},
    "no summary is empty text": {"summary": None},
    "fewer than none": {"staff": -1},
    "too many": {"staff": 10**9 + 1},
    "half a person": {"staff": 0.5},
    "people as text": {"staff": "3"},
    "people as truth": {"staff": True},
    "a date in another spelling": {"seen_on": "12.12.2012"},
    "a date with a time": {"seen_on": "2012-12-12T00:00"},
    "a date with a line break": {"seen_on": "2012-12-12\n"},
    "a thirteenth month": {"seen_on": "2012-13-01"},
    "a thirtieth of February": {"seen_on": "2012-02-30"},
    "text for truth": {"channels_complete": "yes"},
    "a number for truth": {"communities_complete": 1},
    "an unknown field": {"web": "x"},
    "no list": {"channels": {}},
    "null for a list": {"channels": None},
    "no object": {"channels": ["wiki"]},
    "a channel without kind": {"channels": [{}]},
    "an unknown kind": {"channels": [{"kind": "wikki"}]},
    "a kind in capitals": {"channels": [{"kind": "WIKI"}]},
    "an unknown use": {"channels": [{"kind": "wiki", "uses": [{"kind": "x"}]}]},
    "an unknown quality": {"channels": [{"kind": "wiki", "uses": [{"kind": "service", "quality": None}]}]},
    "links that are no text": {"channels": [{"kind": "wiki", "linked_from": [3]}]},
    "links that are no list": {"channels": [{"kind": "wiki", "linked_from": "x"}]},
    "a purpose without statement": {"communities": [{"name": "c", "purpose": {}}]},
    "a blank statement": {"communities": [{"name": "c", "purpose": {"statement": " "}}]},
    "a community without name": {"communities": [{"purpose": None}]},
    "an observation of nothing": {"observations": [{"at_least": "x"}]},
    "a level without name": {"observations": [{"criterion": "x", "at_least": ""}]},
    "an unknown field of a purpose": {"communities": [{"name": "c", "purpose": {"statement": "s", "x": 1}}]},
    "a unit with a format": {"units": [{"name": "u", "format": FORMAT}]},
    "a unit without name": {"units": [{}]},
}


def document(fields):
    return {"format": FORMAT, "version": VERSION, "name": "Tree", **fields}


def reads(described):
    try:
        loads(json.dumps(described))
    except DescriptionError:
        return False
    return True


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("fields", ACCEPTED.values(), ids=ACCEPTED)
def test_what_the_schema_accepts_is_read(fields):
    assert VALIDATOR.is_valid(document(fields))
    assert reads(document(fields))


@pytest.mark.parametrize("fields", REFUSED.values(), ids=REFUSED)
def test_what_the_schema_refuses_is_not_read(fields):
    assert not VALIDATOR.is_valid(document(fields))
    assert not reads(document(fields))


@pytest.mark.parametrize("text", ["12.12.2012", "2012-12-12T00:00", "2012-12-12\n", "2012-13-01", "20121212"])
def test_a_validator_that_ignores_formats_still_knows_a_date(text):
    assert not jsonschema.Draft202012Validator(schema()).is_valid(document({"seen_on": text}))


@pytest.mark.parametrize("missing", ["format", "version", "name"])
def test_format_version_and_name_are_required(missing):
    incomplete = {key: value for key, value in document({}).items() if key != missing}
    assert not VALIDATOR.is_valid(incomplete)
    assert not reads(incomplete)


@pytest.mark.parametrize("described", [[], "x", 3, None])
def test_a_document_is_an_object_in_both(described):
    assert not VALIDATOR.is_valid(described)
    assert not reads(described)


def test_every_shipped_document_is_valid():
    cases = resources.files("collabmodel") / "cases"
    for shipped in (each for each in cases.iterdir() if each.name.endswith(".json")):
        VALIDATOR.validate(json.loads(shipped.read_text(encoding="utf-8")))


def test_every_class_of_the_model_is_defined_once_and_described():
    definitions = schema()["$defs"]
    assert list(definitions) == ["Organization", "Channel", "Use", "Community", "Purpose", "Observation"]
    assert definitions["Purpose"]["description"].startswith("Why people would contribute")
    assert all(not each["additionalProperties"] for each in definitions.values())


def test_the_schema_names_no_place_but_the_standard():
    text = json.dumps(schema()).replace("https://json-schema.org/draft/2020-12/schema", "")
    assert "://" not in text
    assert schema()["$id"] == "urn:collabmodel:organization:1"


def test_every_caller_gets_a_schema_of_their_own():
    first = schema()
    first["properties"]["summary"]["type"] = "null"
    first["$defs"].clear()
    assert schema() != first
    assert schema() == schema()
