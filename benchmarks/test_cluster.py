"""The script about a cluster runs: here on a small population, and only what does not depend on time is looked at."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("dask.dataframe")
pytest.importorskip("distributed")


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak from /proc")
@pytest.mark.parametrize("options", [[], ["--probabilities"]], ids=["ranges", "probabilities"])
def test_a_cluster_finds_the_same_even_when_a_worker_is_killed(options: list[str]) -> None:
    command = [sys.executable, str(Path(__file__).with_name("cluster.py")), "--rows", "3000", "--partitions", "24"]
    printed = subprocess.run([*command, *options], check=True, capture_output=True, text=True).stdout
    runs = {cells[0]: cells for cells in (re.split(r" {2,}", line) for line in printed.splitlines())}
    undisturbed, killed = runs["undisturbed"], runs["a worker killed"]
    assert undisturbed[-1] == killed[-1] == "yes"
    assert undisturbed[2].count("MB") == 2
    assert killed[2].count("MB") >= 2  # the one in the place of the dead one may not be there yet
    assert 6 <= int(killed[3]) <= 24
