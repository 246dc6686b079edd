"""What importing costs beside the two libraries that are imported anyway, as whole processes."""

import subprocess
import sys

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

pytestmark = pytest.mark.benchmark(group="import")

STATEMENTS = {
    "numpy and attrs": "import numpy, attrs",
    "collabmodel": "import collabmodel",
    "collabmodel and the first use of assess": "import collabmodel; collabmodel.assess",
}


@pytest.mark.parametrize("what", STATEMENTS)
def test_import(benchmark: BenchmarkFixture, what: str) -> None:
    """Guide: collabmodel at most 1.3 times numpy and attrs; the table shows the ratio in brackets."""
    command = [sys.executable, "-c", STATEMENTS[what]]
    benchmark.pedantic(subprocess.run, (command,), {"check": True}, rounds=15, warmup_rounds=2)
