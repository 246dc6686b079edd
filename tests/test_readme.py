"""What the README, the contributors' page and the reference promise is so."""

import contextlib
import io
import re
import tomllib
from pathlib import Path

import pytest

import collabmodel

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = """```
python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/collabmodel assess --case red-treehouse
python3 -m venv .venv && .venv/bin/pip install -e ".[test]" && .venv/bin/python -m pytest -n auto
```
"""


def only_block(language):
    (block,) = re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    return block


def test_the_example_prints_what_is_shown():
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(only_block("python"), "README.md", "exec"), {})  # noqa: S102 - it is ours
    assert printed.getvalue().startswith(only_block("text"))


def test_the_example_is_about_ten_lines():
    assert len(only_block("python").splitlines()) <= 10


def test_the_two_commands_stand_there_to_the_letter():
    assert COMMANDS in README


def test_the_readme_is_short():
    assert len(README.splitlines()) <= 120


def test_the_extra_for_contributors_holds_what_their_page_says():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    names = {re.split(r"[<>=~! ]", requirement)[0] for requirement in extras["dev"]}
    assert names == {"collabmodel[test,docs]", "mypy", "ruff"}
    assert "sphinx" in {re.split(r"[<>=~! ]", requirement)[0] for requirement in extras["docs"]}


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_link_leads_to_a_file(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [target.partition("#")[0] for target in re.findall(r"\]\((?!https?:)([^)]+)\)", text)]
    assert [target for target in targets if not (ROOT / target).is_file()] == []


def test_the_reference_has_every_public_name():
    reference = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"\bcollabmodel\.(\w+)\b", reference))
    assert set(collabmodel.__all__) <= documented
