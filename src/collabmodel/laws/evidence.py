"""Laws of evidence: what more, less, older and better evidence may do to a verdict.

See ``laws`` for what a law is.
"""

from datetime import date, timedelta
from typing import Any

import attrs

from collabmodel.assessment import Assessment, assess
from collabmodel.errors import ConflictError, DescriptionError
from collabmodel.laws.case import (
    TODAY,
    Broken,
    Case,
    adding,
    assess_if_consistent,
    blank,
    criterion_of,
    fact,
    lowered,
    moved,
    some,
)
from collabmodel.model.evidence import Confidence, Finding, Observation
from collabmodel.model.organization import Organization
from collabmodel.reading import DAYS_IN_A_MONTH, LIVE_HALF_LIVES, Sighting
from collabmodel.rubrics.notation import Criterion
from collabmodel.rubrics.rubric import Rubric
from collabmodel.subjects import Subject
from collabmodel.verdict import EvidenceRow

SOFT = (Confidence.HUNCH, Confidence.FAIRLY, Confidence.SURE)


def saying_nothing_changes_nothing(case: Case) -> Broken:
    """An observation that says nothing, or that is too old to count, changes nothing."""
    subject, before, day = _judged(case)
    row = _row(case, before)
    criterion = criterion_of(case.rubric, row.key)
    certain = (Confidence.FACT,) if row.applicable else ()
    unknown = Observation(row.key, confidence=case.pick((*SOFT, *certain)), seen_on=case.pick((None, day)))
    old = day - timedelta(days=1 + case.pick(range(1000)) + _days(case.rubric, criterion, LIVE_HALF_LIVES))
    stale = criterion.observe(case.pick(criterion.levels).key, confidence=case.pick(tuple(Confidence)), seen_on=old)
    for silent in (unknown, stale):
        after = assess(adding(subject, silent), case.rubric, as_of=day)
        yield from moved(before, after)
        if after.coverage != before.coverage:
            yield f"coverage moved from {before.coverage} to {after.coverage}"


def _judged(case: Case) -> tuple[Subject, Assessment, date]:
    """A description, its assessment, and the day from which it was judged."""
    subject = case.subject()
    found = assess(subject, case.rubric)
    return subject, found, found.as_of or TODAY


def _row(case: Case, found: Assessment) -> EvidenceRow:
    """A criterion, as often as not one of which something was seen."""
    seen = [row for row in found.evidence if row.covered]
    return case.pick(case.pick((seen or found.evidence, found.evidence)))


def _days(rubric: type[Rubric], criterion: Criterion, half_lives: float) -> int:
    return int(half_lives * (criterion.half_life or rubric.half_life) * DAYS_IN_A_MONTH)


def better_evidence_lowers_nothing(case: Case) -> Broken:
    """Raising the lower bound, the upper bound or both of any observation never lowers anything."""
    subject, before, day = _judged(case)
    observed = [each for row in before.evidence for each in row.sightings if not each.waives and not each.reader]
    for sighting in observed:
        others = [each for each in subject.observations if each is not sighting.observation]
        for raised in some(case, _raised(case.rubric, sighting)):
            better = attrs.evolve(subject, observations=(*others, raised))
            yield from lowered(before, assess_if_consistent(better, case.rubric, day))


def _raised(rubric: type[Rubric], sighting: Sighting) -> list[Observation]:
    """The same observation with every better range."""
    keys = [level.key for level in criterion_of(rubric, sighting.criterion).levels]
    return [
        attrs.evolve(sighting.observation, finding=Finding.LEVEL, at_least=keys[low], at_most=keys[high])
        for low in range(sighting.low, len(keys))
        for high in range(max(low, sighting.high), len(keys))
        if (low, high) != (sighting.low, sighting.high)
    ]


def good_news_lowers_nothing(case: Case) -> Broken:
    """One more observation of at least some level never lowers anything, and one of at most some never raises it."""
    subject, before, day = _judged(case)
    criterion = criterion_of(case.rubric, _row(case, before).key)
    level = case.pick(criterion.levels).key
    anyhow = Observation(
        criterion.key,
        confidence=case.pick(tuple(Confidence)),
        seen_on=case.pick((None, day, day - timedelta(days=500))),
    )
    good, bad = attrs.evolve(anyhow, at_least=level), attrs.evolve(anyhow, at_most=level)
    yield from lowered(before, assess_if_consistent(adding(subject, good), case.rubric, day))
    worse = assess_if_consistent(adding(subject, bad), case.rubric, day)
    yield from lowered(worse or before, before)


def order_and_sources_are_irrelevant(case: Case) -> Broken:
    """The order of observations and the names of their sources change nothing."""
    subject, before, day = _judged(case)
    seen = list(subject.observations)
    first = case.pick(range(len(seen) + 1))
    turned = (seen[first:] + seen[:first])[:: case.pick((1, -1))]
    renamed = [attrs.evolve(each, source=f"somewhere else {number}", rater="") for number, each in enumerate(turned)]
    yield from moved(before, assess(attrs.evolve(subject, observations=renamed), case.rubric, as_of=day))


def enough_is_enough(case: Case) -> Broken:
    """Once all that speaks for something weighs as much as it can, saying it again changes nothing."""
    subject, before, day = _judged(case)
    criterion = criterion_of(case.rubric, _row(case, before).key)
    again, against = (
        criterion.observe(case.pick(criterion.levels).key, seen_on=case.pick((None, day))) for _ in range(2)
    )
    twice, often = (assess(adding(subject, against, *(again,) * times), case.rubric, as_of=day) for times in (2, 5))
    yield from moved(twice, often)


def age_takes_weight(case: Case) -> Broken:
    """The older an observation, the less it does, and nothing in the end."""
    subject, before, day = _judged(case)
    criterion = criterion_of(case.rubric, _row(case, before).key)
    level = case.pick(criterion.levels).key
    ages = sorted(case.pick(range(6 * 4)) / 4 for _ in range(2))
    days = [day - timedelta(days=_days(case.rubric, criterion, age)) for age in ages]
    sure = case.pick(SOFT)
    for bounds, sign in (((level, None), 1), ((None, level), -1)):
        seen = [Observation(criterion.key, *bounds, confidence=sure, seen_on=each) for each in days]
        fresh, old = (assess(adding(subject, each), case.rubric, as_of=day) for each in seen)
        for pair in ((before, old), (old, fresh)):
            yield from lowered(*pair[::sign])


def only_age_counts_not_the_calendar(case: Case) -> Broken:
    """Moving all dates and the day of judgement together changes nothing."""
    subject, before, day = _judged(case)
    by = timedelta(days=case.pick((1, -1, 400, -400, 4000)))
    yield from moved(before, assess(_postponed(subject, by), case.rubric, as_of=day + by))


def _postponed(value: Any, by: timedelta) -> Any:  # noqa: ANN401 - whatever a description holds
    """The same value with every date in it moved."""
    if isinstance(value, date):
        return value + by
    if isinstance(value, tuple):
        return tuple(_postponed(each, by) for each in value)
    if attrs.has(type(value)):
        fields = [field.name for field in attrs.fields(type(value))]
        return attrs.evolve(value, **{name: _postponed(getattr(value, name), by) for name in fields})
    return value


def the_future_is_not_known(case: Case) -> Broken:
    """Evidence from after the day of judgement is refused."""
    subject, _, day = _judged(case)
    criterion = case.pick(case.rubric.criteria)
    later = Observation(criterion.key, seen_on=day + timedelta(days=1))
    try:
        assess(adding(subject, later), case.rubric, as_of=day)
    except DescriptionError as error:
        if isinstance(subject, Organization) and "until" not in str(error):
            yield f"no way out is named: {error}"
    else:
        yield f"{later} was accepted on {day}"


def contradicting_facts_are_refused(case: Case) -> Broken:
    """Two facts that cannot both be true are refused, with the sources of both."""
    criterion = case.pick(case.rubric.criteria)
    highest = len(criterion.levels) - 1
    low = case.pick(range(highest))
    claims = [fact(criterion, level) for level in (low, case.pick((None, *range(low + 1, highest + 1))))]
    one, other = (attrs.evolve(each, source=f"source {number}") for number, each in enumerate(claims))
    subject = blank(case.rubric, *case.pick(((one, other), (other, one))))
    try:
        assess(subject, case.rubric)
    except ConflictError as error:
        if not all(source in str(error) for source in ("source 0", "source 1")):
            yield f"not both sources are named: {error}"
    else:
        yield f"{one} and {other} were accepted together"
