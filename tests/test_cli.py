"""The command line: exit codes, where things are printed, and every kind of bad input."""

import io
import json
import os
import runpy
import subprocess
import sys

import jsonschema
import pytest

from collabmodel import Observation, Organization, cli, dumps

HEAD = '"format": "collabmodel/organization", "version": 1'


def document(rest):
    return f"{{{HEAD}, {rest}}}".encode()


def run(capsys, *arguments):
    """Exit code, standard output and standard error."""
    try:
        code = cli.main(arguments)
    except SystemExit as stop:
        code = stop.code
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def observing(*observations):
    return document('"name": "X", "observations": [' + ", ".join(observations) + "]")


FACT = '{"criterion": "stance", "at_least": "%s", "at_most": "%s", "confidence": "fact", "source": "%s"}'

BAD = {
    "empty": (b"", "is empty"),
    "only blanks": (b" \n", "is empty"),
    "not JSON": (b"name: X", "is not JSON"),
    "cut off": (document('"name": "X"')[:-1], "is not JSON"),
    "a list": (b"[]", "expected an object"),
    "an empty object": (b"{}", "$.format: is missing"),
    "wrong types": (document('"name": 3, "staff": "many"'), "expected text, got 3"),
    "unknown key": (document('"name": "X", "web": 1'), "$.web: unknown field"),
    "unknown kind": (document('"name": "X", "channels": [{"kind": "wikki"}]'), "did you mean 'wiki'?"),
    "unknown criterion": (observing('{"criterion": "stanze"}'), "did you mean 'stance'?"),
    "unknown level": (observing('{"criterion": "stance", "at_least": "ignord"}'), "did you mean 'ignored'?"),
    "at_least above at_most": (observing(FACT % ("led", "prohibited", "a")), "stands above at_most 'prohibited'"),
    "contradicting facts": (observing(FACT % ("led", "led", "A"), FACT % ("prohibited", "prohibited", "B")), "(A)"),
    "not UTF-8": ("{}é".encode("latin-1"), "is not UTF-8"),
    "NaN": (document('"name": "X", "staff": NaN'), "got nan"),
    "infinity": (document('"name": "X", "staff": -Infinity'), "got -inf"),
    "a number of thousands of digits": (document(f'"name": "X", "staff": {"9" * 5000}'), "$.staff: expected"),
    "100 000 lists deep": (b"[" * 100_000, "nested"),
    "100 000 units deep": (b'{"units": [' * 100_000, "nested"),
    "half a character": (document(r'"name": "\ud800"'), "half of a character"),
    "a newer version": (b'{"format": "collabmodel/organization", "version": 2}', "install a newer collabmodel"),
    "units too deep": (
        document('"name": "X", "units": [' + '{"name": "U", "units": [' * 60 + "]}" * 60 + "]"),
        "nested",
    ),
}


@pytest.mark.parametrize("what", BAD)
@pytest.mark.parametrize("command", ["assess", "check"])
def test_bad_documents_are_named_on_standard_error_and_nothing_else_is_printed(tmp_path, capsys, command, what):
    content, expected = BAD[what]
    path = tmp_path / "document.json"
    path.write_bytes(content)
    code, out, err = run(capsys, command, str(path))
    assert code == 1
    assert out == ""
    assert expected in err
    assert str(path) in err
    assert "Traceback" not in err
    assert len(err) < 3000


@pytest.mark.parametrize(("name", "reason"), [("missing.json", "no such file"), ("", "is a directory"), ("\0", "null")])
def test_paths_that_cannot_be_read_are_named(tmp_path, capsys, name, reason):
    code, out, err = run(capsys, "assess", f"{tmp_path}/{name}")
    assert (code, out) == (1, "")
    assert reason in err


def test_a_line_of_fifty_megabytes_is_read_or_refused_but_not_printed(tmp_path, capsys):
    path = tmp_path / "long.json"
    path.write_bytes(b"x" * 50_000_000)
    code, _, err = run(capsys, "check", str(path))
    assert code == 1
    assert len(err) < 1000
    path.write_bytes(document(f'"name": "X", "summary": "{"y" * 50_000_000}"'))
    assert run(capsys, "check", str(path))[0] == 0


def test_evidence_later_than_as_of_is_refused_with_the_way_out(capsys):
    code, out, err = run(capsys, "assess", "--case", "ucp", "--as-of", "2012-10-01")
    assert (code, out) == (1, "")
    assert "organization.until(date(2012, 10, 1))" in err


def test_faults_of_all_files_are_told_together_and_nothing_is_printed_for_the_others(tmp_path, capsys):
    (tmp_path / "good.json").write_text(dumps(Organization("Good")), encoding="utf-8")
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    names = [str(tmp_path / name) for name in ("good.json", "bad.json", "missing.json")]
    code, out, err = run(capsys, "assess", *names)
    assert (code, out) == (1, "")
    assert names[1] in err
    assert names[2] in err
    assert names[0] not in err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["assess"],
        ["asses"],
        ["assess", "--format", "pdf", "x.json"],
        ["assess", "--as-of", "tomorrow", "x.json"],
        ["assess", "--case", "nobody"],
        ["rubric", "--rubric", "no_class"],
    ],
)
def test_wrong_usage_has_exit_code_two(capsys, arguments):
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert "usage:" in err


def test_a_shipped_case_is_assessed_as_text(capsys):
    code, out, err = run(capsys, "assess", "--case", "red-treehouse")
    assert (code, err) == (0, "")
    assert out.startswith("Red Treehouse: likely ")
    assert "obust" in out


def test_json_is_one_object_for_one_organization_and_a_list_for_several(capsys):
    one = json.loads(run(capsys, "assess", "--case", "ucp", "--format", "json")[1])
    assert one["likely"] == "formulating"
    several = json.loads(run(capsys, "assess", "--case", "ucp", "--case", "red-treehouse", "--format", "json")[1])
    assert [each["subject"] for each in several] == ["United Cerebral Palsy", "Red Treehouse"]


def test_markdown_and_html_hold_the_same_verdict(capsys):
    assert run(capsys, "assess", "--case", "ucp", "--format", "markdown")[1].startswith("## United Cerebral Palsy")
    page = run(capsys, "assess", "--case", "ucp", "--format", "html")[1]
    assert page.startswith("<!DOCTYPE html>")
    assert "<h3>United Cerebral Palsy: likely formulating</h3>" in page


def test_standard_input_is_read_where_a_dash_stands(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(dumps(Organization("Piped")).encode())))
    assert run(capsys, "check", "-") == (0, "Piped: no faults\n", "")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff")))
    code, _, err = run(capsys, "check", "-")
    assert code == 1
    assert "standard input" in err


def test_the_rubric_is_shown_in_every_format(capsys):
    assert "How do leaders regard social media?" in run(capsys, "rubric")[1]
    assert "## Leadership" in run(capsys, "rubric", "--format", "markdown")[1]
    data = json.loads(run(capsys, "rubric", "--format", "json", "--rubric", "collabmodel:PurposeScreen")[1])
    assert data["ladder"] == ["no", "go", "grow"]


RUBRIC = """
from collabmodel import *
class Tiny(Rubric):
    id = "tiny"; version = "1"; ladder = Ladder("low", "high")
    only = Dimension("Only", rule=Quota(1, 2))
    asked = Criterion(only, "Is it so?", source="us", lead=1,
                      levels=(Level("no", "No.", reach="low"), Level("yes", "Yes.", reach="high")))
"""


def test_a_rubric_of_ones_own_is_found_in_this_folder(tmp_path, capsys, monkeypatch):
    (tmp_path / "tiny_rubric_here.py").write_text(RUBRIC, encoding="utf-8")
    (tmp_path / "x.json").write_text(
        dumps(Organization("X", observations=[Observation("asked", "yes", "yes")])), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    code, out, _ = run(capsys, "assess", "x.json", "--rubric", "tiny_rubric_here:Tiny")
    assert code == 0
    assert out.startswith("X: likely high")
    shown = run(capsys, "rubric", "--rubric", "tiny_rubric_here:Tiny")[1]
    assert "by a rule of its own: 1/2" in shown
    assert "essential: its dimension is never more than 1 stage ahead of it" in shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("raise ZeroDivisionError('oh')", "cannot be imported: ZeroDivisionError: oh"),
        ("def", "cannot be imported: SyntaxError"),
        ("from collabmodel import *\nclass Broken(Rubric): pass", "no ladder is declared"),
        ("from collabmodel import SocialOrganization as Broke", "did you mean 'Broke'?"),
        ("from collabmodel import Rubric as Broken", "is not a rubric in this module"),
        ("Broken = 3", "there is none to choose from"),
    ],
)
def test_a_rubric_that_cannot_be_used_is_the_fault_of_the_input(tmp_path, capsys, monkeypatch, text, expected):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "broken_rubric", raising=False)
    (tmp_path / "broken_rubric.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    code, out, err = run(capsys, "rubric", "--rubric", "broken_rubric:Broken")
    assert (code, out) == (1, "")
    assert expected in err


def test_the_schema_accepts_what_is_dumped(capsys):
    schema = json.loads(run(capsys, "schema")[1])
    jsonschema.validate(json.loads(dumps(Organization("X"))), schema)


def test_names_cannot_direct_the_terminal(tmp_path, capsys):
    path = tmp_path / "x.json"
    path.write_text(dumps(Organization("\x1b[31mred\n<b>")), encoding="utf-8")
    out = run(capsys, "assess", str(path))[1] + run(capsys, "check", str(path))[1]
    assert "\x1b" not in out
    assert r"\x1b[31mred\n<b>: likely" in out


def test_what_a_terminal_cannot_show_is_escaped(tmp_path):
    path = tmp_path / "x.json"
    path.write_text(dumps(Organization("Café")), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "collabmodel", "check", str(path)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert done.stdout == rb"Caf\xe9: no faults" + os.linesep.encode()


def test_a_reader_that_stops_reading_is_no_error():
    code = f"{sys.executable} -m collabmodel rubric --format json | head -c 1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {code}"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_closed_pipe_is_no_error(monkeypatch):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", closefd=True) as broken:
        monkeypatch.setattr(sys, "stdout", broken)
        assert cli.main(["schema"]) == 0


def test_python_dash_m_does_the_same(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["collabmodel", "check", "--case", "ucp"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_module("collabmodel", run_name="__main__")
    assert stop.value.code == 0
    assert capsys.readouterr().out == "United Cerebral Palsy: no faults\n"


def test_streams_without_settings_are_left_alone(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    assert cli.main(["schema"]) == 0
    assert stream.getvalue().startswith("{")


def test_where_nothing_can_be_printed_the_reason_is_told(capsys, monkeypatch):
    class Full(io.StringIO):
        def flush(self):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stdout", Full())
    assert cli.main(["schema"]) == 1
    assert "cannot print: [Errno 28] No space left on device" in capsys.readouterr().err


def test_standard_input_can_be_closed_and_is_read_once(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert run(capsys, "check", "-")[0] == 1
    assert run(capsys, "check", "-", "-")[0] == 2


def test_json_and_html_are_the_same_in_every_encoding(tmp_path, capsys):
    path = tmp_path / "x.json"
    path.write_text(dumps(Organization("Café 日本")), encoding="utf-8")
    assert run(capsys, "assess", str(path), "--format", "json")[1].isascii()
    page = run(capsys, "assess", str(path), "--format", "html")[1]
    assert page.isascii()
    assert "Caf&#233; &#26085;&#26412;" in page
