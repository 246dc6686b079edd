"""Large documents: time beside the plain JSON parser, memory in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from collabmodel import loads

pytestmark = pytest.mark.benchmark(group="documents")

# the peak of this process alone: what getrusage reports begins with that of the parent
PEAK = """
import re, sys
from pathlib import Path
import collabmodel

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])

collabmodel.loads
before = peak()
organization = collabmodel.load(sys.argv[1])
print(before, peak(), len(organization.observations))
"""


def test_load_ten_megabytes(benchmark: BenchmarkFixture, document: str) -> None:
    """Guide: 2 s at most for 10 000 observations in 10 MB."""
    organization = benchmark(loads, document)
    assert len(organization.observations) == 10_000


def test_the_json_parser_alone(benchmark: BenchmarkFixture, document: str) -> None:
    benchmark(json.loads, document)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak from /proc")
def test_memory_for_ten_megabytes(
    benchmark: BenchmarkFixture, document: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Guide: a peak of 300 MB at most, the interpreter included. The time is that of a whole process."""
    path = tmp_path / "large.json"
    path.write_text(document, encoding="utf-8")
    command = [sys.executable, "-c", PEAK, str(path)]
    run = {"check": True, "capture_output": True, "text": True}
    before, peak, count = map(int, benchmark.pedantic(subprocess.run, (command,), run, rounds=3).stdout.split())
    assert count == 10_000
    with capsys.disabled():
        print(f"\npeak memory: {peak / 1000:.0f} MB ({before / 1000:.0f} MB before the document was loaded)")
