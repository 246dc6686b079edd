"""The command line: exit codes, where things are printed, and every kind of bad input."""

import io
import json
import os
import runpy
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import attrs
import jsonschema
import pytest

from collabmodel import (
    Confidence,
    Observation,
    Observer,
    Organization,
    SocialOrganization,
    cases,
    cli,
    dumps,
    load,
    resume_interview,
)

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


def test_without_standard_output_the_reason_is_told(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert cli.main(["schema"]) == 1
    assert "cannot print: standard output is closed" in capsys.readouterr().err


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


# What to find out next

UCP = "United Cerebral Palsy"


def test_questions_are_listed_the_best_first_for_each_organization(capsys):
    code, out, err = run(capsys, "questions", "--case", "red-treehouse", "--case", "ucp", "-n", "2")
    assert (code, err) == (0, "")
    assert out.startswith("Red Treehouse\n=============\n\nWhat to find out next, the best first:\n")
    assert out.index("How do leaders regard social media?") < out.index("United Cerebral Palsy\n====")
    assert out.count("; gain 0.") == 4


def test_an_outside_observer_is_asked_first_what_can_be_seen_from_outside(capsys):
    out = run(capsys, "questions", "--case", "red-treehouse", "-n", "1", "--observer", "outside")[1]
    assert "can be seen from outside" in out


def test_where_nothing_is_left_to_find_out_it_is_said(tmp_path, capsys, monkeypatch):
    path = tiny(tmp_path, monkeypatch, Observation("asked", "yes", "yes", confidence=Confidence.FACT))
    code, out, _ = run(capsys, "questions", path, "--rubric", "tiny_advice:Tiny")
    assert code == 0
    assert out == "X\n=\n\nNothing that could be found out would change the verdict.\n"


def test_questions_in_every_format(capsys):
    one = json.loads(run(capsys, "questions", "--case", "ucp", "--format", "json")[1])
    assert (one["format"], one["subject"], len(one["questions"])) == ("collabmodel/questions", UCP, 5)
    assert set(one["questions"][0]) == {"criterion", "question", "visible", "gain", "cost", "because"}
    first = json.loads(run(capsys, "questions", "--case", "ucp", "-n", "1", "--format", "json")[1])
    assert first["questions"] == one["questions"][:1]
    both = json.loads(run(capsys, "questions", "--case", "ucp", "--case", "ucp-2014", "--format", "json")[1])
    assert both[0] == one
    assert len(both) == 2
    assert run(capsys, "questions", "--case", "ucp", "--format", "markdown")[1].startswith("## United Cerebral Palsy\n")
    page = run(capsys, "questions", "--case", "ucp", "--format", "html")[1]
    assert "<h3>United Cerebral Palsy</h3><p>What to find out next, the best first:</p><ul><li>" in page


# What to do next

ADVICE = """
from collabmodel import *
class Tiny(Rubric):
    id = "tiny"; version = "1"; ladder = Ladder("low", "high"); coherence = (0.0, 0.0); rule = Quota(1, 1)
    only = Dimension("Only")
    asked = Criterion(only, "Is it so?", source="us",
                      levels=(Level("no", "No.", reach="low"), Level("yes", "Yes.", reach="high")))
class Helped(Tiny):
    id = "helped"
    slowly = Action("Do it slowly.", effort=7, raises={"asked": "yes"}, source="us")
    fast = Action("Do it fast.", effort=3, raises={"asked": "yes"}, source="us")
class Helpless(Helped):
    id = "helpless"
    also = Criterion(Tiny.only, "And this?", source="us", levels=Tiny.asked.levels)
"""
NO = Observation("asked", "no", "no", confidence=Confidence.FACT)
HELPED = ["--rubric", "tiny_advice:Helped"]


def tiny(tmp_path, monkeypatch, *observations, name="X"):
    """The name of a document in this folder, in which there are rubrics, too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "tiny_advice", raising=False)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (tmp_path / "tiny_advice.py").write_text(ADVICE, encoding="utf-8")
    (tmp_path / f"{name}.json").write_text(dumps(Organization(name, observations=observations)), encoding="utf-8")
    return f"{name}.json"


def test_a_plan_is_the_cheapest_to_the_next_stage(tmp_path, capsys, monkeypatch):
    path = tiny(tmp_path, monkeypatch, NO)
    code, out, err = run(capsys, "plan", path, *HELPED)
    assert (code, err) == (0, "")
    assert out.startswith("X: to high\n==========\n\n1 step, 3 person-days")
    assert "Do it fast." in out
    assert "Do it slowly." not in out


def test_actions_can_be_required_and_excluded(tmp_path, capsys, monkeypatch):
    path = tiny(tmp_path, monkeypatch, NO)
    assert "Do it slowly." in run(capsys, "plan", path, *HELPED, "--exclude", "fast")[1]
    out = run(capsys, "plan", path, *HELPED, "--require", "slowly")[1]
    assert "Do it slowly." in out
    assert "Do it fast." not in out
    code, out, err = run(capsys, "plan", path, *HELPED, "--require", "fastt", "--exclude", "slow")
    assert (code, out) == (1, "")
    assert "did you mean 'fast'?" in err
    assert "did you mean 'slowly'?" in err


def test_a_plan_leads_to_the_stage_that_is_named(capsys):
    assert run(capsys, "plan", "--case", "ucp", "--target", "fearful")[1].startswith(
        "United Cerebral Palsy: to fearful"
    )
    code, out, err = run(capsys, "plan", "--case", "ucp", "--target", "fusion")
    assert (code, out) == (1, "")
    assert "did you mean 'fusing'?" in err


def test_a_budget_that_does_not_suffice_is_told_with_the_least_effort(tmp_path, capsys, monkeypatch):
    path = tiny(tmp_path, monkeypatch, NO)
    assert run(capsys, "plan", path, *HELPED, "--budget", "3")[0] == 0
    code, out, err = run(capsys, "plan", path, *HELPED, "--budget", "2.5")
    assert (code, out) == (1, "")
    assert err.startswith("collabmodel: X.json: the cheapest plan to high takes 3 person-days; allow more than 2.5")
    assert run(capsys, "plan", path, *HELPED, "--budget", "nan")[:2] == (1, "")


def test_a_stage_that_no_plan_leads_to_is_told_on_standard_error_alone(tmp_path, capsys, monkeypatch):
    path = tiny(tmp_path, monkeypatch, NO, Observation("also", "no", "no", confidence=Confidence.FACT))
    code, out, err = run(capsys, "plan", path, "--rubric", "tiny_advice:Helpless")
    assert (code, out) == (1, "")
    assert err.startswith("collabmodel: X.json: no plan leads to high")
    assert ": also to 'yes'; " in err
    assert run(capsys, "plan", path, "--rubric", "tiny_advice:Helpless", "--frontier")[:2] == (1, "")


def test_by_the_guaranteed_reading_everything_unknown_is_at_its_worst(tmp_path, capsys, monkeypatch):
    path = tiny(tmp_path, monkeypatch)
    likely = json.loads(run(capsys, "plan", path, *HELPED, "--format", "json")[1])
    guaranteed = json.loads(run(capsys, "plan", path, *HELPED, "--reading", "guaranteed", "--format", "json")[1])
    assert (likely["effort"], guaranteed["effort"]) == (0, 3)  # it is so with 1/2, which is likely


def test_plans_in_every_format(tmp_path, capsys, monkeypatch):
    path = tiny(tmp_path, monkeypatch, NO)
    one = json.loads(run(capsys, "plan", path, *HELPED, "--format", "json")[1])
    assert one["target"] == "high"
    two = json.loads(run(capsys, "plan", path, path, *HELPED, "--format", "json")[1])
    assert two == [one, one]
    assert run(capsys, "plan", path, *HELPED, "--format", "markdown")[1].startswith("## X: to high\n")
    assert "<h3>X: to high</h3>" in run(capsys, "plan", path, *HELPED, "--format", "html")[1]


def test_effort_against_certainty_in_every_format(tmp_path, capsys, monkeypatch):
    path = tiny(tmp_path, monkeypatch, NO)
    code, out, _ = run(capsys, "plan", path, *HELPED, "--frontier")
    assert code == 0
    assert out.startswith("X: effort against certainty\n")
    nothing, all_done = out.splitlines()[-2:]
    assert (nothing.split()[0], nothing.split()[-1]) == ("nothing", "0")
    assert (all_done.partition(",")[0], all_done.split()[-1]) == ("3 person-days", "100")
    nothing, all_done = json.loads(run(capsys, "plan", path, *HELPED, "--frontier", "--format", "json")[1])
    assert (nothing["effort"], all_done["effort"]) == (0, 3)
    assert "| nothing | 0 |" in run(capsys, "plan", path, *HELPED, "--frontier", "--format", "markdown")[1]
    assert (
        "<h3>X: effort against certainty</h3>"
        in run(capsys, "plan", path, *HELPED, "--frontier", "--format", "html")[1]
    )


def test_of_several_organizations_it_is_said_to_which_no_plan_leads(tmp_path, capsys, monkeypatch):
    paths = [tiny(tmp_path, monkeypatch, NO, name=name) for name in ("X", "Y")]
    code, out, err = run(capsys, "plan", "--budget", "1", *paths, *HELPED)
    assert (code, out) == (1, "")
    assert "X.json: the cheapest plan to high takes 3 person-days" in err
    assert "\nY.json: the cheapest plan to high takes 3 person-days" in err


# Two side by side, and two dates


def test_two_are_compared_cases_before_files(tmp_path, capsys):
    path = tmp_path / "x.json"
    path.write_text(dumps(Organization("X")), encoding="utf-8")
    code, out, err = run(capsys, "compare", str(path), "--case", "ucp")
    assert (code, err) == (0, "")
    assert out.startswith("United Cerebral Palsy and X\n")


def test_a_comparison_in_every_format(capsys):
    both = ["compare", "--case", "ucp", "--case", "red-treehouse", "--format"]
    plain = json.loads(run(capsys, *both, "json")[1])
    assert (plain["format"], plain["first"]["subject"]) == ("collabmodel/comparison", "United Cerebral Palsy")
    assert run(capsys, *both, "markdown")[1].startswith("## United Cerebral Palsy and Red Treehouse\n")
    assert "<h3>United Cerebral Palsy and Red Treehouse</h3>" in run(capsys, *both, "html")[1]


def test_both_are_judged_from_the_day_that_is_given(capsys):
    plain = json.loads(
        run(capsys, "compare", "--case", "ucp", "--case", "ucp-2014", "--as-of", "2015-01-01", "--format", "json")[1]
    )
    assert (plain["first"]["as_of"], plain["second"]["as_of"]) == ("2015-01-01", "2015-01-01")


def test_progress_says_what_changed_in_every_format(capsys):
    both = ["progress", "--case", "ucp", "--case", "ucp-2014"]
    code, out, err = run(capsys, *both)
    assert (code, err) == (0, "")
    assert out.startswith("United Cerebral Palsy: no change shown\n")
    plain = json.loads(run(capsys, *both, "--format", "json")[1])
    assert (plain["before"]["as_of"], plain["after"]["as_of"]) == ("2012-12-12", "2014-03-31")
    assert run(capsys, *both, "--format", "markdown")[1].startswith("## United Cerebral Palsy: no change shown\n")
    assert "<h3>United Cerebral Palsy: no change shown</h3>" in run(capsys, *both, "--format", "html")[1]


def test_dates_that_are_exchanged_are_the_fault_of_the_input(capsys):
    code, out, err = run(capsys, "progress", "--case", "ucp-2014", "--case", "ucp")
    assert (code, out) == (1, "")
    assert "exchange them" in err


# Wrong usage of what advises


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["questions"], "name at least one FILE"),
        (["questions", "--case", "ucp", "-n", "x"], "argument -n: expected a whole number from 1, got 'x'"),
        (["questions", "--case", "ucp", "-n", "0"], "argument -n: expected a whole number from 1, got '0'"),
        (["questions", "--case", "ucp", "-n", "-1"], "argument -n: expected"),
        (["questions", "--case", "ucp", "-n", "1.5"], "argument -n: expected a whole number from 1, got '1.5'"),
        (["questions", "--case", "ucp", "-n", "\u0663"], "argument -n: expected a whole number from 1"),
        (["questions", "--case", "ucp", "-n", "9999999"], "argument -n: expected a whole number from 1"),
        (["questions", "--case", "ucp", "--observer", "above"], "argument --observer: "),
        (["plan"], "name at least one FILE"),
        (["plan", "--case", "ucp", "--reading", "hopeful"], "argument --reading: "),
        (["plan", "--case", "ucp", "--budget", "much"], "argument --budget: "),
        (["plan", "--case", "ucp", "--frontier", "--budget", "0"], "--frontier shows plans at every reading"),
        (["plan", "--case", "ucp", "--frontier", "--require", "x"], "of the wishes it takes --target only"),
        (["plan", "--case", "ucp", "--frontier", "--exclude", "x"], "of the wishes it takes --target only"),
        (["plan", "--case", "ucp", "--frontier", "--reading", "guaranteed"], "it takes --target only"),
        (["compare"], "name two: FILE or --case"),
        (["compare", "--case", "ucp"], "name two: FILE or --case, the first and the second"),
        (["compare", "a.json", "b.json", "--case", "ucp"], "name two: FILE or --case"),
        (["compare", "-", "-"], "write - once"),
        (["progress", "--case", "ucp"], "name two: FILE or --case"),
        (["progress", "a.json", "b.json", "--as-of", "2013-01-01"], "unrecognized arguments: --as-of"),
        (["interview", "--case", "ucp", "--case", "red-treehouse"], "an interview is about one organization; name one"),
        (["interview", "--observer", "above"], "argument --observer: "),
        (["interview", "--as-of", "today"], "argument --as-of: expected a date such as 2012-12-12"),
        (
            ["interview", "--rubric", "collabmodel:PurposeScreen", "--export", "x.json"],
            "only organizations can be exported",
        ),
        (["interview", "--format", "json"], "unrecognized arguments: --format"),
        *((["interview", option, ""], "it is empty; name a file") for option in ("--save", "--resume", "--export")),
        (["interview", "--save", "x.json", "--export", "./x.json"], "--save and --export name one file; name two"),
        (["interview", "-"], "answers are read from standard input; name a FILE for the organization"),
        (["interview", "-", "--resume", "x.json"], "answers are read from standard input"),
        *(
            (["interview", "--resume", "x.json", *more], "--resume goes on as it was begun; leave out --name, --rater,")
            for more in (
                ["--name", "X"],
                ["--rater", "Ann"],
                ["--observer", "inside"],
                ["--as-of", "2013-01-01"],
                ["--case", "ucp"],
                ["a.json"],
            )
        ),
    ],
)
def test_wrong_usage_of_advice_has_exit_code_two_and_says_what_is_right(capsys, monkeypatch, arguments, expected):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert expected in err


# Interviews


def interviewed(capsys, monkeypatch, typed, *arguments):
    """What an interview prints in which this is typed, a line for each answer."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    return run(capsys, "interview", *arguments)


def test_a_whole_interview_leads_from_nothing_to_a_plan_and_can_be_resumed(tmp_path, capsys, monkeypatch):
    path = str(tmp_path / "interview.json")
    begun = ["--name", "Food Bank", "--as-of", "2013-01-01", "--rater", "Ann"]
    code, out, err = interviewed(capsys, monkeypatch, ["1", "q"], *begun, "--save", path)
    assert (code, err) == (0, "")
    assert out.startswith(f"Answers are kept in {path}.\nThey are dated 2013-01-01; --as-of gives another day.\n")
    assert "Question 1: How do leaders regard social media? (stance)" in out
    assert "Question 2: " in out
    assert "The stage is settled" not in out
    assert "Food Bank: likely " in out

    code, out, err = interviewed(capsys, monkeypatch, ["2-3"], "--resume", path)
    assert (code, err) == (0, "")
    assert "Question 1:" not in out
    assert "\nThe stage is settled with 90 % certainty: fearful.\n" in out
    assert "\nFood Bank: likely fearful\n" in out
    assert out.index("\nFood Bank: likely fearful\n") < out.index("\nFood Bank: to flippant\n")
    assert "person-days" in out.partition("\nFood Bank: to flippant\n")[2]

    replies = resume_interview(path).replies
    assert [each.criterion for each in replies] == ["stance", "policy"]
    assert {each.observation.rater for each in replies} == {"Ann"}
    assert {each.observation.seen_on for each in replies} == {date(2013, 1, 1)}


def test_an_interview_is_kept_after_every_reply(tmp_path, capsys, monkeypatch):
    path = tmp_path / "interview.json"
    typed, kept = iter(["1", "b", "s", "d", "what?", "q"]), []

    def read(_):
        kept.append([each.criterion for each in resume_interview(path).replies])
        return next(typed)

    monkeypatch.setattr("builtins.input", read)
    assert run(capsys, "interview", "--save", str(path))[0] == 0
    assert [len(each) for each in kept] == [0, 1, 0, 1, 2, 2]


def test_an_interview_resumed_can_be_kept_elsewhere_and_asks_again_what_was_put_aside(tmp_path, capsys, monkeypatch):
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    interviewed(capsys, monkeypatch, ["s", "q"], "--save", str(first))
    before = first.read_bytes()
    out = interviewed(capsys, monkeypatch, ["1", "q"], "--resume", str(first), "--save", str(second))[1]
    assert f"Answers are kept in {second}." in out
    assert "Question 1: How do leaders regard social media? (stance)" in out
    assert first.read_bytes() == before
    assert [each.criterion for each in resume_interview(second).replies] == ["stance"]


def test_an_interview_that_is_not_kept_says_so_and_is_dated_today(capsys, monkeypatch):
    today = datetime.now(UTC).astimezone().date()
    code, out, _ = interviewed(capsys, monkeypatch, [])
    assert code == 0
    assert out.startswith("Answers are not kept; --save FILE keeps them.\nThey are dated ")
    assert f"They are dated {today}" in out or f"They are dated {today + timedelta(days=1)}" in out


def test_an_interview_goes_on_from_what_is_described(tmp_path, capsys, monkeypatch):
    path = tmp_path / "interview.json"
    code, out, _ = interviewed(
        capsys, monkeypatch, ["q"], "--case", "ucp", "--name", "UCP", "--as-of", "2012-12-31", "--save", str(path)
    )
    assert code == 0
    assert "\nUCP: likely formulating\n" in out
    held = resume_interview(path)
    assert held.subject == attrs.evolve(cases.ucp(), name="UCP")
    assert held.seen_on == date(2012, 12, 31)
    out = interviewed(capsys, monkeypatch, ["q"], "--case", "red-treehouse", "--as-of", "2012-12-31")[1]
    assert "\nRed Treehouse: likely fearful\n" in out


def test_an_outsider_is_interviewed_on_what_can_be_seen_first(tmp_path, capsys, monkeypatch):
    path = tmp_path / "interview.json"
    interviewed(capsys, monkeypatch, ["1", "q"], "--observer", "outside", "--save", str(path))
    held = resume_interview(path)
    visible = {each.key for each in SocialOrganization.criteria if each.visible}
    assert held.replies[0].criterion in visible
    assert held.replies[0].observation.observer is Observer.OUTSIDE


def test_a_purpose_is_interviewed_under_its_name(capsys, monkeypatch):
    code, out, _ = interviewed(
        capsys, monkeypatch, ["q"], "--rubric", "collabmodel:PurposeScreen", "--name", "Parents swap tips"
    )
    assert code == 0
    assert "\nParents swap tips: likely no\n" in out


def test_without_actions_an_interview_ends_with_where_it_stands(tmp_path, capsys, monkeypatch):
    tiny(tmp_path, monkeypatch)
    code, out, _ = interviewed(capsys, monkeypatch, ["1", "q"], "--rubric", "tiny_advice:Tiny", "--name", "X")
    assert code == 0
    assert "\nX: likely low\n" in out
    assert "person-days" not in out


def test_where_no_plan_leads_on_an_interview_ends_with_what_is_missing(tmp_path, capsys, monkeypatch):
    path = tiny(tmp_path, monkeypatch, NO, Observation("also", "no", "no", confidence=Confidence.FACT))
    code, out, err = interviewed(capsys, monkeypatch, [], path, "--rubric", "tiny_advice:Helpless")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1].startswith("no plan leads to high")
    assert ": also to 'yes'; " in out.splitlines()[-1]


def test_an_interview_by_another_rubric_or_from_no_file_is_the_fault_of_the_input(tmp_path, capsys, monkeypatch):
    path = str(tmp_path / "interview.json")
    interviewed(capsys, monkeypatch, [], "--save", path)
    code, out, err = interviewed(capsys, monkeypatch, [], "--resume", path, "--rubric", "collabmodel:PurposeScreen")
    assert (code, out) == (1, "")
    assert "was begun with 'social-organization', and this is 'purpose-screen'; resume it with that rubric" in err
    code, out, err = interviewed(capsys, monkeypatch, [], "--resume", str(tmp_path / "nowhere.json"))
    assert (code, out) == (1, "")
    assert "nowhere.json: cannot be read: no such file" in err


def test_what_was_answered_can_be_exported_as_an_organization(tmp_path, capsys, monkeypatch):
    path = tmp_path / "organization.json"
    code, out, err = interviewed(
        capsys, monkeypatch, ["1", "q"], "--name", "Food Bank", "--as-of", "2013-01-01", "--export", str(path)
    )
    assert (code, err) == (0, "")
    stance = SocialOrganization.stance.observe(
        "ignored", seen_on=date(2013, 1, 1), source="interview", observer=Observer.INSIDE
    )
    assert load(path) == Organization("Food Bank", observations=[stance])
    assert "\nFood Bank: likely " in out


def test_an_organization_is_exported_before_the_first_question_and_again_at_the_end(tmp_path, capsys, monkeypatch):
    path = tmp_path / "organization.json"
    typed, exported = iter(["1", "q"]), []

    def read(_):
        exported.append(len(load(path).observations))
        return next(typed)

    monkeypatch.setattr("builtins.input", read)
    assert run(capsys, "interview", "--export", str(path))[0] == 0
    assert exported == [0, 0]
    assert len(load(path).observations) == 1


@pytest.mark.parametrize("option", ["--save", "--export"])
@pytest.mark.parametrize("resumed", [False, True])
def test_where_answers_cannot_be_kept_nothing_is_printed(tmp_path, capsys, monkeypatch, option, resumed):
    begun = str(tmp_path / "begun.json")
    interviewed(capsys, monkeypatch, [], "--save", begun)
    arguments = ["--resume", begun] if resumed else []
    nowhere = str(tmp_path / "nowhere" / "x.json")
    code, out, err = interviewed(capsys, monkeypatch, ["1"], *arguments, option, nowhere)
    assert (code, out) == (1, "")
    assert "cannot be written: no such file" in err


def test_a_file_name_that_is_too_long_is_the_fault_of_the_file(tmp_path, capsys, monkeypatch):
    code, out, err = interviewed(capsys, monkeypatch, ["1"], "--save", str(tmp_path / ("x" * 300)))
    assert (code, out) == (1, "")
    assert "cannot print" not in err


@pytest.mark.parametrize("option", ["--save", "--export"])
def test_an_interview_overwrites_nothing_that_is_there_already(tmp_path, capsys, monkeypatch, option):
    path = tmp_path / "there.json"
    interviewed(capsys, monkeypatch, ["1", "q"], "--save", str(path))
    before = path.read_bytes()
    for more in ([], ["--resume", str(path)]):
        code, out, err = interviewed(capsys, monkeypatch, ["2", "q"], *more, option, str(path))
        assert (code, out) == (1, "")
        assert f"\n{option} '" in err
        assert "': is there already; go on with --resume, or name another file\n" in err
        assert path.read_bytes() == before


def test_without_standard_input_there_is_no_interview(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    code, out, err = run(capsys, "interview")
    assert (code, out) == (1, "")
    assert "standard input: is closed" in err
