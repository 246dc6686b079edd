"""The simulations run: what they show takes minutes, so here a few organizations must do."""

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize(("script", "organizations", "tables"), [("interviews.py", 2, 8), ("over_time.py", 10, 5)])
def test_simulation(script: str, organizations: int, tables: int) -> None:
    command = [sys.executable, str(HERE / script), "--organizations", str(organizations)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert printed.startswith(f"{organizations} organizations")
    assert len(printed.strip().split("\n\n")) - 1 >= tables
