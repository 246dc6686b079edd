"""Seeded subjects, made before any clock runs."""

import random

import pytest

from collabmodel import Confidence, Observation, Organization, SocialOrganization, dumps

SEED = 20121212


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
