"""The tutorial, followed to the letter in an empty folder."""

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest

from collabmodel.cli import main

TUTORIAL = Path(__file__).parent.parent / "docs" / "tutorial" / "first-assessment.md"
TEXT = TUTORIAL.read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = ".venv/bin/collabmodel "


def run_python(code, names):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, TUTORIAL.name, "exec"), names)  # noqa: S102 - it is ours
    return printed.getvalue()


def run_shell(lines):
    """Run those lines that call the library; the others install it."""
    printed = io.StringIO()
    for line in lines.splitlines():
        if line.startswith(COMMAND):
            command, _, target = line.removeprefix(COMMAND).partition(" > ")
            with io.StringIO() as output, contextlib.redirect_stdout(output):
                assert main(shlex.split(command)) == 0
                (
                    Path(target).write_text(output.getvalue(), encoding="utf-8")
                    if target
                    else printed.write(output.getvalue())
                )
    return printed.getvalue()


@pytest.fixture
def followed(tmp_path, monkeypatch):
    """The folder after every step, and each block that shows output with what was printed before it."""
    monkeypatch.chdir(tmp_path)
    names, printed, shown = {}, "", []
    for kind, body in BLOCK.findall(TEXT):
        if kind == "{testcode}":
            printed = run_python(body, names)
        elif kind == "shell":
            printed = run_shell(body)
        else:
            shown.append((body, printed))
    return tmp_path, shown


def test_every_step_prints_what_is_shown(followed):
    _, shown = followed
    assert len(shown) >= 5
    assert [body for body, _ in shown] == [printed for _, printed in shown]


def test_it_leaves_the_document_and_both_reports(followed):
    folder, _ = followed
    assert sorted(path.name for path in folder.iterdir()) == ["riverside.html", "riverside.json", "riverside.md"]
    assert (folder / "riverside.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_every_number_that_is_read_out_stands_on_the_slide(followed):
    _, shown = followed
    slide = shown[0][0]
    read_out = TEXT.partition("## 4.")[2].partition("## 5.")[0]
    numbers = re.findall(r"\b\d+\b", read_out.partition("\n")[2])
    assert numbers
    assert [number for number in numbers if not re.search(rf"\b{number}\b", slide)] == []
