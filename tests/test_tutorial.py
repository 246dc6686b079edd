"""The tutorials, each followed to the letter in an empty folder."""

import contextlib
import doctest
import io
import re
import shlex
from pathlib import Path

import pytest

from collabmodel.cli import main

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "tutorial"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))}
BLOCK = re.compile(r"^```(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = ".venv/bin/collabmodel "

each_tutorial = pytest.mark.parametrize("tutorial", sorted(TEXTS))


def run_python(code, names):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "tutorial", "exec"), names)  # noqa: S102 - it is ours
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


def follow(text):
    """Take every step; each block that shows output, with what was printed before it."""
    names, printed, shown = {}, "", []
    for kind, body in BLOCK.findall(text):
        if kind == "{testcode}":
            printed = run_python(body, names)
        elif kind == "shell":
            printed = run_shell(body)
        else:
            shown.append((body, printed))
    return shown


@pytest.fixture
def followed(tutorial, tmp_path, monkeypatch):
    """The folder after every step, and what was shown and printed."""
    monkeypatch.chdir(tmp_path)
    return tmp_path, follow(TEXTS[tutorial])


@each_tutorial
def test_every_step_prints_what_is_shown(followed):
    _, shown = followed
    assert len(shown) >= 3
    assert [body for body, _ in shown] == [printed for _, printed in shown]


@pytest.mark.parametrize(
    ("tutorial", "files"),
    [
        ("first-assessment", ["riverside.html", "riverside.json", "riverside.md"]),
        ("from-stage-to-plan", ["plan.html", "plan.md"]),
        ("from-a-spreadsheet", ["affiliates.html", "affiliates.csv", "affiliates.png"]),
    ],
)
def test_it_leaves_its_files(followed, files):
    folder, _ = followed
    assert {path.name for path in folder.iterdir()} == set(files)
    assert (folder / files[0]).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("tutorial", "title", "read_out"),
    [
        ("first-assessment", "Riverside Gardens: likely formulating", "## 4."),
        ("from-stage-to-plan", "Red Treehouse: to flippant", "## 6."),
    ],
)
def test_every_number_that_is_read_out_stands_on_the_slide(followed, tutorial, title, read_out):
    _, shown = followed
    (slide,) = [body for body, _ in shown if body.startswith(title)]
    section = TEXTS[tutorial].partition(read_out)[2].partition("\n## ")[0]
    numbers = re.findall(r"\b\d+(?:\.\d+)?\b", section.partition("\n")[2])
    assert numbers
    assert [number for number in numbers if not re.search(rf"(?<![\d.]){re.escape(number)}(?!\.?\d)", slide)] == []


def test_the_second_tutorial_goes_on_where_the_first_ends():
    assert "(from-stage-to-plan.md)" in TEXTS["first-assessment"]
    assert "(first-assessment.md)" in TEXTS["from-stage-to-plan"]


def test_the_readme_says_truly_what_is_next():
    blocks = dict(BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    names = {}
    run_python(blocks["python"], names)
    session = doctest.DocTestParser().get_doctest(blocks["pycon"], names, "README", "README.md", 0)
    assert session.examples
    assert doctest.DocTestRunner(optionflags=0).run(session).failed == 0
