"""What a person at a notebook waits for: one organization at a time."""

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from collabmodel import Assessment, Organization, assess
from collabmodel.core import rule
from collabmodel.encoding import encode

pytestmark = pytest.mark.benchmark(group="one organization")


def explained(organization: Organization) -> Assessment:
    """Everything but the robustness: the verdict, how close the next stage is, and why."""
    assessment = assess(organization)
    assessment.gate("forging")
    assessment.why()
    assessment.why_not("fusing")
    return assessment


def test_assess_with_its_explanation(benchmark: BenchmarkFixture, organization: Organization) -> None:
    """Guide: a median of 4 ms at most."""
    benchmark(explained, organization)


def test_assess_and_print(benchmark: BenchmarkFixture, organization: Organization) -> None:
    benchmark(lambda: str(assess(organization)))


def test_robustness(benchmark: BenchmarkFixture, organization: Organization) -> None:
    """Computed when asked, and so measured apart."""
    assessment = assess(organization)
    benchmark(lambda: assessment.robustness)


def test_the_rule_alone(benchmark: BenchmarkFixture, organization: Organization) -> None:
    """Guide: a median of 100 us at most."""
    rubric = assess(organization).rubric
    encoded = encode(rubric)
    levels = np.array([[len(each.levels) - 1] for each in rubric.criteria], np.int8)
    benchmark(rule.stand, levels, encoded.tree)
