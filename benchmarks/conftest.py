"""Seeded subjects, made before any clock runs."""

import random
from collections.abc import Callable

import pytest

from collabmodel import Confidence, Observation, Organization, SocialOrganization, dumps
from collabmodel.render.rows import Table, as_text

SEED = 20121212
FIGURES = pytest.StashKey[dict[str, dict[str, str]]]()


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Callable[[str, dict[str, str]], None]:
    """Keep a row of figures, which is shown with the others when all is done."""
    return request.config.stash.setdefault(FIGURES, {}).__setitem__


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    kept = config.stash.get(FIGURES, {})
    if kept:
        columns = next(iter(kept.values()))
        rows = tuple((way, *row.values()) for way, row in kept.items())
        table = Table("Plans for random problems, one by one, beside the cheapest:", ("way", *columns), rows)
        terminalreporter.write_line(f"\n{as_text([table])}\n")


@pytest.fixture(scope="session")
def organization() -> Organization:
    """One organization with evidence on every criterion: ranges, confidences and sources vary."""
    chance = random.Random(SEED)
    observations = []
    for criterion in SocialOrganization.criteria:
        low, high = sorted(chance.choices(range(len(criterion.levels)), k=2))
        confidence = chance.choice([Confidence.SURE, Confidence.FAIRLY, Confidence.HUNCH])
        levels = criterion.levels[low].key, criterion.levels[high].key
        observations.append(Observation.between(criterion.key, *levels, confidence=confidence, source="interview"))
    return Organization("Seeded", observations=observations)


@pytest.fixture(scope="session")
def document() -> str:
    """A document of 10 000 observations, 10 MB."""
    chance = random.Random(SEED)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=9)) for _ in range(1000)]
    criteria = SocialOrganization.criteria
    observations = [
        Observation.exactly(
            each.key,
            each.levels[0].key,
            source="interview",
            rater=f"rater {number}",
            note=" ".join(chance.choices(words, k=85)),
        )
        for number, each in enumerate(chance.choices(criteria, k=10_000))
    ]
    return dumps(Organization("Large", observations=observations))
