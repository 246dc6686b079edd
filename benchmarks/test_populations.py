"""The scripts about whole populations run: here on small tables, and only what does not depend on time is looked at."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

HERE = Path(__file__).parent

PEERS = {
    "dexipy": ["DEXiPy"],
    "mcda": ["mcda: MR-Sort"],
    "pyDecision": ["pyDecision: SAW", "pyDecision: ELECTRE TRI-B"],
    "pymcdm": ["pymcdm, as documented", "pymcdm, validation off"],
    "skcriteria": ["scikit-criteria"],
}


def printed_by(script: str, *arguments: str) -> str:
    command = [sys.executable, str(HERE / script), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def rows_of(text: str) -> Iterator[list[str]]:
    """The cells of every row of every table; columns are at least two blanks apart."""
    return (re.split(r" {2,}", line) for line in text.splitlines() if "  " in line)


@pytest.fixture(scope="module")
def compared() -> dict[str, list[str]]:
    """What was printed of each way."""
    return {label: rest for label, *rest in rows_of(printed_by("peers.py", "--rows", "1200", "--rounds", "1"))}


@pytest.fixture(scope="module")
def grown() -> list[list[str]]:
    sizes = "--rows", "3000", "--patterns", "200", "--largest", "5000", "--rounds", "1"
    return list(rows_of(printed_by("scaling.py", *sizes)))


def test_whoever_assigns_classes_by_enough_points_finds_the_same(compared: dict[str, list[str]]) -> None:
    agreeing = {label: cells[-1] for label, cells in compared.items() if cells[-1].endswith("%")}
    assert {"collabmodel", "numpy: enough points"} <= agreeing.keys()
    assert set(agreeing.values()) == {"100 %"}


def test_ratios_are_to_collabmodel(compared: dict[str, list[str]]) -> None:
    assert compared["way"] == ["gives", "rows", "time", "times ours", "classes agree"]
    assert compared["collabmodel"][3] == "1"


@pytest.mark.parametrize("package", PEERS)
def test_peer(package: str, compared: dict[str, list[str]]) -> None:
    if find_spec(package) is None:  # to import one takes seconds, and some warn
        pytest.skip(f"{package} is not installed")
    assert set(PEERS[package]) <= compared.keys()


def test_what_goes_row_by_row_is_extrapolated(compared: dict[str, list[str]]) -> None:
    assert all((cells[1] == "1000") == cells[2].startswith("~") for cells in compared.values())


def test_every_size_has_its_row(grown: list[list[str]]) -> None:
    first = [row[0] for row in grown]
    assert first[1:6] == [f"{rows} x 50" for rows in (50, 150, 500, 1500, 5000)]
    assert first[7:12] == [f"500 x {criteria}" for criteria in (10, 20, 50, 100, 200)]
    assert first[13:15] == ["row-major", "column-major"]


def test_patterns_are_shared_by_those_of_whom_the_same_is_known(grown: list[list[str]]) -> None:
    shipped, made, different = ((int(row[1]), int(row[2])) for row in grown[-3:])
    assert shipped[0] == made[0] == 3000
    assert shipped[1] < made[1] < 3000
    assert different == (200, 200)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak from /proc")
def test_memory_is_measured_everywhere(grown: list[list[str]]) -> None:
    assert all(row[-1] == "peak above" or row[-1].endswith(" MB") for row in grown)
