"""Organizations as documents: what is written comes back, and nothing faulty gets in."""

import itertools
import json
import os
import sys
from datetime import date
from pathlib import Path

import attrs
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabmodel.errors import DescriptionError, Fault, VersionError
from collabmodel.io import parts
from collabmodel.io.documents import FORMAT, VERSION, dump, dumps, load, loads
from collabmodel.io.schema import schema
from collabmodel.model.evidence import Confidence, Finding, Observation, Observer
from collabmodel.model.organization import (
    Channel,
    ChannelKind,
    Community,
    Operator,
    Organization,
    Purpose,
    Quality,
    Use,
    UseKind,
)

A_COUNT = "expected a whole number from 0 to 1000000000, or nothing when unknown"
HEADER = f'"format": "{FORMAT}", "version": {VERSION}'

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
names = texts.filter(str.strip)
maybe_names = st.none() | names
days = st.none() | st.dates()
counts = st.none() | st.integers(0, 10**9)


def several(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


found = {"confidence": st.sampled_from(Confidence), "seen_on": days, "source": texts, "note": texts, "rater": texts}
found["observer"] = st.sampled_from(Observer)
without_level = st.sampled_from([Finding.ABSENT, Finding.NOT_APPLICABLE])
observations = st.builds(Observation, names, maybe_names, maybe_names, **found) | st.builds(
    Observation, names, finding=without_level, **found
)
seen = {"source": texts, "seen_on": days}
uses = st.builds(Use, st.sampled_from(UseKind), st.sampled_from(Quality), note=texts, **seen)
channels = st.builds(
    Channel,
    st.sampled_from(ChannelKind),
    name=texts,
    url=texts,
    uses=several(uses),
    since=days,
    linked_from=st.none() | several(texts),
    **seen,
)
purposes = st.builds(
    Purpose,
    names,
    participants=texts,
    issue=texts,
    value_to_participants=texts,
    value_to_organization=texts,
    observations=several(observations),
    **seen,
)
communities = st.builds(
    Community,
    names,
    purpose=st.none() | purposes,
    channels=several(channels),
    operator=st.sampled_from(Operator),
    members=counts,
    contributors=counts,
    last_contribution=days,
    started=days,
    observations=several(observations),
    **seen,
)


def described(units):
    return st.builds(
        Organization,
        names,
        id=maybe_names,
        summary=texts,
        staff=counts,
        sector=maybe_names,
        channels=several(channels),
        communities=several(communities),
        observations=several(observations),
        units=units,
        channels_complete=st.booleans(),
        communities_complete=st.booleans(),
        **seen,
    )


organizations = st.recursive(described(st.just(())), lambda inner: described(several(inner)), max_leaves=3)


def faults(text):
    with pytest.raises(DescriptionError) as caught:
        loads(text)
    return caught.value.faults


def document(**fields):
    return json.dumps({"format": FORMAT, "version": VERSION, "name": "Tree", **fields})


def only_fault(**fields):
    (fault,) = faults(document(**fields))
    return str(fault)


def only_fault_of(text):
    (fault,) = faults(text)
    return str(fault)


def nested(depth):
    organization = Organization("innermost")
    for _ in range(depth):
        organization = Organization("outer", units=(organization,))
    return organization


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def under(frames, action):
    """What an action gives to a caller who is that many calls deep already."""
    return action() if not frames else under(frames - 1, action)


# What is written comes back


@settings(deadline=None)
@given(organizations)
def test_what_is_written_is_read_back_equal(organization):
    assert loads(dumps(organization)) == organization


@settings(deadline=None, max_examples=50)
@given(organizations)
def test_what_is_written_is_written_again_in_the_same_way(organization):
    assert dumps(loads(dumps(organization))) == dumps(organization)


@settings(deadline=None, max_examples=50)
@given(organizations)
def test_what_is_written_agrees_with_the_schema(organization):
    jsonschema.Draft202012Validator(schema()).validate(json.loads(dumps(organization)))


def test_a_document_is_flat_and_leaves_out_what_holds_its_default():
    tree = Organization(
        "Grüne Bäume",
        staff=0,
        seen_on=date(2012, 12, 12),
        channels=[Channel(ChannelKind.WIKI, uses=[Use(UseKind.SERVICE, Quality.UNKNOWN)], linked_from=())],
        units=[Organization("Office")],
    )
    assert dumps(tree) == (
        """{
  "format": "collabmodel/organization",
  "version": 1,
  "name": "Grüne Bäume",
  "staff": 0,
  "seen_on": "2012-12-12",
  "channels": [
    {
      "kind": "wiki",
      "uses": [
        {
          "kind": "service"
        }
      ],
      "linked_from": []
    }
  ],
  "units": [
    {
      "name": "Office"
    }
  ]
}
"""
    )


def test_null_is_read_where_the_model_has_none():
    assert loads(document(staff=None, id=None, seen_on=None)) == Organization("Tree")
    assert loads(document(communities=[{"name": "Gardeners", "purpose": None}])).communities[0].purpose is None


def test_unknown_links_and_no_links_stay_apart():
    unknown, none = loads(document(channels=[{"kind": "wiki"}, {"kind": "wiki", "linked_from": []}])).channels
    assert (unknown.linked_from, none.linked_from) == (None, ())


def test_a_byte_order_mark_is_no_part_of_the_document():
    assert loads("\ufeff" + document()) == Organization("Tree")


def test_the_order_of_the_fields_means_nothing():
    assert loads(f'{{"name": "Tree", {HEADER}}}') == Organization("Tree")


# What is refused: the text


@pytest.mark.parametrize("text", ["", "  \n\t ", "\ufeff"])
def test_an_empty_text_is_refused(text):
    assert only_fault_of(text) == '$: is empty; write a document, beginning with {"format": "collabmodel/organization"'


@pytest.mark.parametrize(
    "text", ["{", '{"name": }', "{'name': 1}", '{"a": 1,}', "hello", document() + "x", '{"a": "\n"}']
)
def test_what_is_not_json_is_refused_with_line_and_column(text):
    fault = only_fault_of(text)
    assert fault.startswith("$: is not JSON: ")
    assert "line 1, column " in fault
    assert fault.endswith("; mend it there")


def test_the_place_of_a_syntax_error_is_named():
    assert "line 3, column 3;" in only_fault_of('{\n  "name": "Tree",\n  nobody\n}')


@pytest.mark.parametrize(("text", "found"), [("[]", "a list of 0"), ("3", "3"), ('"x"', "'x'"), ("null", "None")])
def test_a_document_is_an_object(text, found):
    assert only_fault_of(text) == f"$: expected an object, got {found}; write the document in braces"


def test_only_text_is_read():
    assert only_fault_of(b"{}") == "$: expected the text of a document, got b'{}'; for a file use load"


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity", "1e999", "3.0", "1e3"])
def test_numbers_that_are_not_whole_are_refused_everywhere(constant):
    text = (
        f'{{{HEADER}, "name": {constant}, "staff": {constant}, "seen_on": {constant}, "channels_complete": {constant}}}'
    )
    assert [fault.path for fault in faults(text)] == ["$.name", "$.staff", "$.seen_on", "$.channels_complete"]


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_number_of_thousands_of_digits_is_a_fault_like_others(sign):
    text = f'{{{HEADER}, "name": "Tree", "staff": {sign}{"9" * 100_000}}}'
    assert only_fault_of(text) == f"$.staff: {A_COUNT}, got a number of more than 60 digits"


def test_a_key_that_stands_twice_is_a_fault_wherever_it_is():
    text = f'{{{HEADER}, "name": "A", "name": "B", "channels": [{{"kind": "wiki", "url": "", "url": "", "url": ""}}]}}'
    assert faults(text) == (
        Fault("$.name", "stands more than once; keep one"),
        Fault("$.channels[0].url", "stands more than once; keep one"),
    )


def test_a_key_that_stands_twice_is_a_fault_even_inside_an_unknown_field():
    assert [fault.path for fault in faults(f'{{{HEADER}, "name": "A", "x": [[{{"y": 1, "y": 1}}]]}}')] == [
        "$.x[0][0].y",
        "$.x",
    ]


@pytest.mark.parametrize("depth", [60, 101, 300, 1_000, 5_000, 100_000])
@pytest.mark.parametrize(
    ("opening", "innermost", "closing"),
    [
        ("[", "", "]"),
        ('{"units":[', '{"name":"x"}', "]}"),
        (f'{{{HEADER},"name":"x","units":[', "", "]}"),
        ("[", "", ""),
    ],
    ids=["lists", "units", "named units", "never closed"],
)
def test_any_nesting_is_read_or_refused_as_too_deep(opening, innermost, closing, depth):
    faults(opening * depth + innermost + closing * depth)


@pytest.mark.parametrize("depth", [60, 300, 1_000, 5_000, 50_000])
def test_units_nested_too_deep_are_named_as_the_fault(depth):
    text = f'{{{HEADER},"name":"x","units":[' + '{"name":"x","units":[' * (depth - 1) + "]}" * depth
    assert "is nested more than 110 levels deep" in only_fault_of(text)


def test_as_deep_as_is_allowed_is_written_and_read():
    assert loads(dumps(nested(50))).name == "outer"


@pytest.mark.parametrize("depth", [60, 300, 5_000])
def test_what_could_not_be_read_again_for_its_depth_is_not_written(depth):
    with pytest.raises(DescriptionError, match="describe fewer units within units"):
        dumps(nested(depth))


def test_a_caller_who_is_deep_already_gets_a_description_error_too():
    text = dumps(nested(50))
    for frames in range(sys.getrecursionlimit() - 250, sys.getrecursionlimit() - 100, 10):
        with pytest.raises(DescriptionError, match="too deep for the program that asks"):
            under(frames, lambda: loads(text))


def test_a_single_line_of_many_megabytes_is_read():
    note = "x" * 50_000_000
    assert len(loads(document(summary=note)).summary) == len(note)


@pytest.mark.parametrize(
    ("item", "wrong"),
    [("1.5", 1.5), ("[]", []), ('{"kind":"wiki","uses":["x","x"]}', "x")],
    ids=["number", "list", "uses"],
)
def test_a_list_of_faults_without_end_is_not_read_to_its_end(item, wrong, monkeypatch):
    refused = []
    monkeypatch.setattr(parts, "quoted", lambda value: refused.append(value) or "x")
    listed = faults(f'{{{HEADER}, "name": "Tree", "channels": [{",".join([item] * 20_000)}]}}')
    assert listed[-1] == Fault("$", "holds more than 10000 faults; mend these first")
    assert len(listed) == parts.MOST_FAULTS + 1
    assert refused.count(wrong) <= parts.MOST_FAULTS + 2


def test_unknown_fields_without_end_are_not_listed_to_their_end():
    assert len(faults(document(**{f"x{n}": n for n in range(20_000)}))) == parts.MOST_FAULTS + 1


def test_ten_thousand_faults_are_all_listed():
    assert len(faults(document(channels=[3] * 10_000))) == 10_000


# What is refused: format and version


def test_a_document_says_what_it_is():
    assert faults('{"name": "Tree"}') == (
        Fault("$.format", 'is missing; write "format": "collabmodel/organization"'),
        Fault("$.version", 'is missing; write "version": 1'),
    )


@pytest.mark.parametrize("other", ["collabmodel/rubric", "", None, 3, ["collabmodel/organization"]])
def test_another_format_is_refused(other):
    assert only_fault(format=other).startswith("$.format: ")
    assert only_fault(format=other).endswith('is not known here; write "format": "collabmodel/organization"')


@pytest.mark.parametrize("wrong", [0, -1, True, "1", 1.0, None, [1]])
def test_a_version_is_a_whole_number_from_one(wrong):
    assert only_fault(version=wrong).endswith(' is not known here; write "version": 1')


def test_a_newer_version_is_refused_before_anything_else_is_looked_at():
    with pytest.raises(VersionError, match="version 2 of its format and this library reads versions up to 1") as caught:
        loads(document(version=2, name=3, whatever=[]))
    assert (caught.value.found, caught.value.known) == (2, 1)


def test_a_newer_version_of_another_format_is_another_format():
    assert [fault.path for fault in faults(document(version=2, format="other"))] == ["$.format", "$.version"]


# What is refused: the fields


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": 3}, "$.name: expected text, got 3"),
        ({"name": None}, "$.name: expected text, got None"),
        ({"name": " "}, "$.name: is empty; give it a name"),
        ({"id": ""}, "$.id: is empty; give it a name"),
        ({"summary": True}, "$.summary: expected text, got True"),
        ({"staff": -1}, f"$.staff: {A_COUNT}, got -1"),
        ({"staff": True}, f"$.staff: {A_COUNT}, got True"),
        ({"staff": "3"}, f"$.staff: {A_COUNT}, got '3'"),
        ({"staff": 10**9 + 1}, f"$.staff: {A_COUNT}, got 1000000001"),
        ({"channels_complete": 1}, "$.channels_complete: expected true or false, got 1"),
        ({"channels_complete": None}, "$.channels_complete: expected true or false, got None"),
        ({"seen_on": "yesterday"}, "$.seen_on: expected a date such as 2012-12-12, got 'yesterday'"),
        ({"channels": None}, "$.channels: expected a list, got None; write it in square brackets"),
        ({"channels": "wiki"}, "$.channels: expected a list, got 'wiki'; write it in square brackets"),
        ({"channels": {"kind": "wiki"}}, "$.channels: expected a list, got a dict of 1; write it in square brackets"),
        ({"channels": ["wiki"]}, "$.channels[0]: expected an object, got 'wiki'; write it in braces"),
        ({"channels": [{}]}, "$.channels[0].kind: is missing; write it, it cannot be left out"),
        (
            {"channels": [{"kind": "Wikki"}]},
            "$.channels[0].kind: 'Wikki' is not a known channel kind; did you mean 'wiki'?",
        ),
        (
            {"observations": [{"criterion": "x", "observer": []}]},
            "$.observations[0].observer: a list of 0 is not a known observer; choose one of inside, outside",
        ),
        (
            {"channels": [{"kind": "wiki", "linked_from": ["x", 3]}]},
            "$.channels[0].linked_from[1]: expected text, got 3",
        ),
        (
            {"communities": [{"name": "x", "purpose": []}]},
            "$.communities[0].purpose: expected an object, got a list of 0; write it in braces",
        ),
        (
            {"units": [{"name": "x", "units": [{"name": "y", "staff": 0.5}]}]},
            f"$.units[0].units[0].staff: {A_COUNT}, got 0.5",
        ),
        (
            {"observations": [{"criterion": "x", "finding": "absent", "at_most": "y"}]},
            "$.observations[0]: a finding of 'absent' names no level; take out at_least and at_most",
        ),
        ({"nam": "x"}, "$.nam: unknown field; did you mean 'name'? (or take it out)"),
        ({"formt": "x"}, "$.formt: unknown field; did you mean 'format'? (or take it out)"),
        (
            {"channels": [{"kind": "wiki", "uses": [{"kind": "service", "x": 1}]}]},
            "$.channels[0].uses[0].x: unknown field; choose one of kind, quality, note, source, seen_on "
            "(or take it out)",
        ),
    ],
)
def test_a_faulty_field_is_refused_at_its_path_with_the_way_out(fields, expected):
    assert only_fault(**fields) == expected


@pytest.mark.parametrize(
    "text",
    [
        "20121212",
        "2012-W50-3",
        "2012-12-12T00:00",
        "2012-12-12\n",
        "2012-02-30",
        "0000-01-01",
        "12-12-12",
        "",
        "٢٠١٢-12-12",
    ],
)
def test_a_date_is_a_day_of_the_calendar_in_one_spelling(text):
    assert only_fault(seen_on=text).startswith("$.seen_on: expected a date such as 2012-12-12, got ")


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "\ud800"},
        {"summary": "x\udfff"},
        {"id": "\ud800"},
        {"channels": [{"kind": "wiki", "linked_from": ["\ud800"]}]},
    ],
)
def test_half_a_character_is_refused(fields):
    assert "holds half of a character (a lone surrogate); take it out" in only_fault(**fields)


def test_units_are_described_without_format_and_version():
    unit = {"format": FORMAT, "version": VERSION, "name": "x"}
    assert [fault.path for fault in faults(document(units=[unit]))] == ["$.units[0].format", "$.units[0].version"]


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("a b", "$['a b']"),
        ("", "$['']"),
        ("\x1b[31m", "$['\\x1b[31m']"),
        ("\ud800", "$['\\ud800']"),
        ("k" * 1_000, "$['" + "k" * 60 + "...']"),
    ],
)
def test_a_strange_key_is_quoted_in_its_path(key, path):
    assert only_fault(**{key: 1}).startswith(f"{path}: unknown field; ")


def test_values_are_cut_where_they_are_quoted():
    listed = faults(document(seen_on="x" * 10**6, staff="y" * 10**6, **{"z" * 10**6: 1}))
    assert len(listed) == 3
    assert max(len(str(fault)) for fault in listed) < 400


def test_ten_faults_in_ten_places_are_reported_in_one_go():
    text = json.dumps(
        {
            "format": FORMAT,
            "version": "one",
            "staff": -3,
            "seen_on": "12.12.2012",
            "web": "x",
            "channels": [{"kind": "wikki", "uses": [{"kind": "service", "quality": 5}]}],
            "communities": [{"name": "", "purpose": {"statement": "s", "issue": 3}}],
            "observations": [{"criterion": "c", "finding": "absent", "at_least": "x"}],
            "units": [{"name": "u", "channels_complete": "yes"}],
        }
    )
    assert [fault.path for fault in faults(text)] == [
        "$.version",
        "$.name",
        "$.staff",
        "$.seen_on",
        "$.channels[0].kind",
        "$.channels[0].uses[0].quality",
        "$.communities[0].name",
        "$.communities[0].purpose.issue",
        "$.observations[0]",
        "$.units[0].channels_complete",
        "$.web",
    ]


FAULTS = {
    "$.id": {"id": 3},
    "$.summary": {"summary": []},
    "$.staff": {"staff": "many"},
    "$.sector": {"sector": False},
    "$.seen_on": {"seen_on": "today"},
    "$.channels[0].url": {"channels": [{"kind": "wiki", "url": 1}]},
    "$.communities[0].members": {"communities": [{"name": "x", "members": -1}]},
    "$.observations[0].note": {"observations": [{"criterion": "x", "note": {}}]},
    "$.units[0].name": {"units": [{}]},
    "$.channels_complete": {"channels_complete": "no"},
    "$.unheard_of": {"unheard_of": 1},
}


@pytest.mark.parametrize("places", list(itertools.combinations(FAULTS, 2)))
def test_no_fault_hides_another(places):
    first, second = places
    assert [fault.path for fault in faults(document(**FAULTS[first], **FAULTS[second]))] == [first, second]


def test_a_mistake_of_the_program_is_not_taken_for_a_fault_of_the_document(monkeypatch):
    def broken(text):
        raise ZeroDivisionError(text)

    monkeypatch.setattr(parts, "quoted", broken)
    with pytest.raises(ZeroDivisionError):
        loads(document(channels=3))


# What cannot be written


class Chapter(Organization):
    """Somebody's own class, which a document could not bring back."""


@pytest.mark.parametrize("thing", [None, 3, {"name": "Tree"}, Channel(ChannelKind.WIKI), Organization, Chapter("Tree")])
def test_only_an_organization_is_written(thing):
    with pytest.raises(DescriptionError, match=r"\$: expected an Organization, got "):
        dumps(thing)


def test_a_part_that_a_document_could_not_bring_back_is_not_written():
    with pytest.raises(DescriptionError, match="a Chapter cannot be written"):
        dumps(Organization("Tree", units=(Chapter("Leaf"),)))


def test_half_a_character_is_not_written():
    smuggled = Organization("Tree")
    object.__setattr__(smuggled, "summary", "\ud800")
    with pytest.raises(DescriptionError, match="half of a character"):
        dumps(smuggled)


# Files


def test_a_file_holds_exactly_the_document(tmp_path):
    tree = Organization("Bäume\r\n", summary="\u2028")
    for path in (tmp_path / "tree.json", str(tmp_path / "other.json")):
        dump(tree, path)
        assert Path(path).read_bytes() == dumps(tree).encode()
        assert load(path) == tree


def test_writing_replaces_a_file_and_keeps_its_mode_and_the_links_to_it(tmp_path):
    path, link = tmp_path / "tree.json", tmp_path / "link.json"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    dump(Organization("Tree"), link)
    assert link.is_symlink()
    assert load(path) == Organization("Tree")
    assert path.stat().st_mode & 0o777 == 0o640
    assert names_in(tmp_path) == ["link.json", "tree.json"]


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "tree.json"
    path.write_text(document(), encoding="utf-8-sig")
    assert load(path) == Organization("Tree")


@pytest.mark.parametrize("content", ["Bäume".encode("latin-1"), document().encode("utf-16"), b"\xff\x00"])
def test_a_file_that_is_not_utf8_is_refused(tmp_path, content):
    path = tmp_path / "tree.json"
    path.write_bytes(content)
    with pytest.raises(DescriptionError, match=r"is not UTF-8 from byte \d+ on; save it as UTF-8") as caught:
        load(path)
    assert caught.value.faults[0].path == str(path)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("absent.json", "no such file or directory"),
        (".", "is a directory"),
        ("nul\0.json", ".*embedded null.*"),
        ("n" * 300, "file name too long"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path, path, reason):
    with pytest.raises(DescriptionError, match=f"cannot be read: {reason}; name a file that is there") as caught:
        load(tmp_path / path)
    assert caught.value.faults[0].path == str(tmp_path / path).replace("\0", "\\x00")


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    def forbidden(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    with pytest.raises(DescriptionError, match="cannot be read: permission denied"):
        load(tmp_path / "tree.json")


def test_the_error_of_a_file_notes_which_file(tmp_path):
    path = tmp_path / "tree.json"
    path.write_text("{}")
    with pytest.raises(DescriptionError) as caught:
        load(path)
    assert caught.value.__notes__ == [f"in {path}"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("no_folder/tree.json", "no such file or directory"),
        (".", "there is something else than a file"),
        ("nul\0.json", ".*embedded null.*"),
        ("n" * 300, "file name too long"),
    ],
)
def test_where_nothing_can_be_written_is_a_fault_of_the_path(tmp_path, path, reason):
    with pytest.raises(DescriptionError, match=f"cannot be written: {reason}; name a file in a folder") as caught:
        dump(Organization("Tree"), tmp_path / path)
    assert caught.value.faults[0].path == str(tmp_path / path).replace("\0", "\\x00")
    assert names_in(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_is_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DescriptionError, match="something else than a file"):
        dump(Organization("Tree"), tmp_path / "pipe")
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_at_any_step_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, step):
    path = tmp_path / "tree.json"
    path.write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(DescriptionError, match="cannot be written: no space left on device"):
        dump(Organization("Tree"), path)
    assert path.read_text() == "old"
    assert names_in(tmp_path) == ["tree.json"]


def test_an_interruption_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "tree.json"
    path.write_text("old")

    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        dump(Organization("Tree"), path)
    assert path.read_text() == "old"
    assert names_in(tmp_path) == ["tree.json"]


def test_what_cannot_be_written_leaves_the_file_alone(tmp_path):
    path = tmp_path / "tree.json"
    path.write_text("old")
    with pytest.raises(DescriptionError):
        dump(attrs.evolve(Organization("Tree"), units=(Chapter("Leaf"),)), path)
    assert path.read_text() == "old"


@pytest.mark.parametrize("path", [None, 5, "/dev/zero"])
def test_what_is_no_file_is_not_waited_for(path):
    with pytest.raises(DescriptionError, match=r"cannot be read: .*; name a file that is there"):
        load(path)
