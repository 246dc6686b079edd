"""Generated rubrics and descriptions, and the laws on somebody's own rubric.

The only importer of hypothesis. What is drawn is always legal: faulty declarations and documents are for examples.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar, cast

import attrs

from collabmodel.errors import ConflictError
from collabmodel.laws import LAWS
from collabmodel.laws.case import TODAY, Law, Levels, blank
from collabmodel.model.evidence import Confidence, Finding, Observation, Observer
from collabmodel.model.ladder import Ladder
from collabmodel.model.organization import (
    Channel,
    ChannelKind,
    Community,
    Operator,
    Organization,
    Purpose,
    Quality,
    Use,
    UseKind,
)
from collabmodel.reading import sightings
from collabmodel.rubrics.notation import Action, Criterion, CycleStep, Declaration, Dimension, Level, Quota
from collabmodel.rubrics.rubric import Rubric
from collabmodel.subjects import Subject

try:
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st
    from hypothesis.strategies import DataObject, DrawFn, SearchStrategy
except ImportError as error:
    raise ImportError("collabmodel.testing needs hypothesis: pip install collabmodel[test]") from error

__all__ = ["LAWS", "Drawn", "cases", "check_rubric", "obey", "observations", "organizations", "purposes", "rubrics"]

T = TypeVar("T")
Claim = tuple[Finding, str | None, str | None]

COHERENCES = (0.0, 0.3, 0.5, 0.8, 0.95)
QUOTAS = [Quota(*of) for of in ((1, 1), (2, 3), (1, 2), (3, 4), (3, 5), (11, 20), (1, 100), (99, 100), (200, 300))]
SPELLED = ("points", "lead", "rule", "effort", "effects", "after", "excludes")
SOFT = (Confidence.SURE, Confidence.FAIRLY, Confidence.HUNCH)


def quotas() -> SearchStrategy[Quota]:
    """Shares above nothing, up to all; the usual ones often."""
    every = [Quota(num, den) for den in range(1, 13) for num in range(1, den + 1)]
    return st.sampled_from(QUOTAS) | st.sampled_from(every)


@st.composite
def rubrics(
    draw: DrawFn,
    *,
    leads: bool = True,
    actions: bool = False,
    most_stages: int = 6,
    most_dimensions: int = 4,
    most_criteria: int = 4,
    most_levels: int = 5,
    most_actions: int = 8,
) -> type[Rubric]:
    """Legal rubrics of every shape; the name of the class says all that matters.

    Args:
        draw: given by hypothesis.
        leads: some dimensions and criteria may be essential.
        actions: there are things to do, each of which may need and exclude some of those before it.
        most_stages: of the ladder.
        most_dimensions: of the rubric.
        most_criteria: of each dimension.
        most_levels: of each criterion.
        most_actions: of the rubric.
    """
    ladder = Ladder(*(f"s{rank}" for rank in range(draw(st.integers(2, most_stages)))))
    settings_of_all = {
        "rule": draw(quotas()),
        "coherence": (draw(st.sampled_from(COHERENCES)), draw(st.sampled_from(COHERENCES))),
        "prior": draw(st.none() | _priors(len(ladder))),
    }
    leading = (None, None, None, *(0, 1, 2) * leads)
    counted = {"points": st.integers(1, 4), "lead": st.sampled_from(leading)}
    declared: dict[str, Declaration] = {}
    for d in range(draw(st.integers(1, most_dimensions))):
        dimension = draw(st.builds(Dimension, st.just(f"Dimension {d}"), rule=st.none() | quotas(), **counted))
        declared[f"d{d}"] = dimension
        asked = st.builds(
            Criterion,
            st.just(dimension),
            st.just("How far?"),
            levels=_levels(ladder, most_levels),
            source=st.just("generated"),
            half_life=st.sampled_from((None, None, 6, 60)),
            **counted,
        )
        for c in range(draw(st.integers(1, most_criteria))):
            declared[f"d{d}c{c}"] = draw(asked)
    if actions:
        declared |= draw(_actions(declared, most_actions))
    name, body = _spelled(settings_of_all, declared), {"ladder": ladder, **settings_of_all, **declared}
    return cast("type[Rubric]", type(name, (Rubric,), body))


def _priors(stages: int) -> SearchStrategy[tuple[float, ...]]:
    counts = st.lists(st.integers(1, 9), min_size=stages, max_size=stages)
    return counts.map(lambda each: tuple(count / sum(each) for count in each))


@st.composite
def _levels(draw: DrawFn, ladder: Ladder, most: int) -> tuple[Level, ...]:
    lower = draw(st.lists(st.integers(0, ladder.top), min_size=1, max_size=most - 1))
    ranks = (*sorted(lower), ladder.top)
    return tuple(Level(f"l{n}", f"Level {n}.", reach=ladder[rank].name) for n, rank in enumerate(ranks))


@st.composite
def _actions(draw: DrawFn, declared: Mapping[str, Declaration], most: int) -> dict[str, Action]:
    """Things to do; some are for nothing, some come to nothing, and some can never be done."""
    criteria = {key: each for key, each in declared.items() if isinstance(each, Criterion)}
    effects = st.sampled_from([(key, level.key) for key, each in criteria.items() for level in each.levels[1:]])
    days = st.sampled_from((1.0, 2.0, 3.0, 5.0, 0.25, 0.0))
    actions: dict[str, Action] = {}
    for a in range(draw(st.sampled_from(range(most + 1)))):
        earlier = st.lists(st.sampled_from([*actions]), unique=True, max_size=2).map(tuple) if a else st.just(())
        actions[f"a{a}"] = Action(
            f"Do {a}.",
            effort=tuple(sorted(draw(st.tuples(days, days, days)))),
            raises=tuple(draw(st.lists(effects, unique_by=lambda effect: effect[0], min_size=1, max_size=3))),
            source="generated",
            after=draw(earlier),
            excludes=draw(st.just(()) | earlier),
            step=draw(st.none() | st.sampled_from(CycleStep)),
        )
    return actions


def _spelled(settings_of_all: Mapping[str, object], declared: Mapping[str, Declaration]) -> str:
    words = [f"{name}={value}" for name, value in settings_of_all.items()]
    for key, each in declared.items():
        own = [f"{name}={getattr(each, name)}" for name in SPELLED if hasattr(each, name)]
        words.append(f"{key}: {' '.join(own)} {[level.reach for level in getattr(each, 'levels', ())]}")
    return f"Generated({'; '.join(words)})"


def observations(
    rubric: type[Rubric], *, facts: bool = True, soft: bool = True, waivers: bool = True
) -> SearchStrategy[Observation]:
    """Observations by a rubric: every finding, range, confidence and date up to the end of 2013.

    Args:
        rubric: whose criteria and levels.
        facts: some are facts; without them no two observations contradict each other beyond repair.
        soft: some are not facts.
        waivers: some say that the criterion does not apply.
    """
    sure = (*SOFT,) * soft + (Confidence.FACT,) * facts
    return st.sampled_from(rubric.criteria).flatmap(
        lambda criterion: st.builds(
            _observed,
            st.just(criterion.key),
            st.sampled_from(_claims(criterion, waivers=waivers)),
            confidence=st.sampled_from(sure),
            seen_on=st.none() | _days_before(TODAY, 300) | _days_before(TODAY, 5000),
            source=st.sampled_from(("", "a report", "a visit")),
            observer=st.sampled_from(Observer),
        )
    )


def _days_before(day: date, most: int) -> SearchStrategy[date]:
    return st.integers(0, most).map(lambda days: day - timedelta(days=days))


def _claims(criterion: Criterion, *, waivers: bool) -> list[Claim]:
    """Everything that can be found of a criterion: ranges, nothing at all, and that it does not apply."""
    keys = [level.key for level in criterion.levels]
    ranges: list[Claim] = [(Finding.LEVEL, low, high) for low, high in itertools.combinations_with_replacement(keys, 2)]
    half = [(Finding.LEVEL, key, None) for key in keys] + [(Finding.LEVEL, None, key) for key in keys]
    rest: list[Claim] = [(Finding.LEVEL, None, None), (Finding.ABSENT, None, None)]
    return ranges + half + rest + [(Finding.NOT_APPLICABLE, None, None)] * waivers


def _observed(criterion: str, claim: Claim, **how: Any) -> Observation:  # noqa: ANN401 - fields of an Observation
    finding, low, high = claim
    return Observation(criterion, low, high, finding=finding, **how)


def organizations(
    rubric: type[Rubric] | None = None, *, units: bool = False, facts: bool = True, soft: bool = True
) -> SearchStrategy[Organization]:
    """Organizations that a rubric can judge, or with ``None`` any at all, to write down and read again.

    Args:
        rubric: of the observations. They do not contradict each other beyond repair, and something applies.
        units: there may be units, and units of units.
        facts: see ``observations``.
        soft: see ``observations``.
    """
    if rubric is None:
        leaf = _anybody(st.just([]))
        return _anybody(_several(leaf))
    seen = _consistent(rubric, facts=facts, soft=soft)
    described = _described(st.just([])) if rubric.readers and soft else {}
    parts: dict[str, SearchStrategy[Any]] = {"observations": seen, "staff": st.sampled_from((None, 0, 1, 2, 3, 5))}
    unit = st.builds(Organization, st.just("a unit"), **parts)
    group = st.builds(Organization, st.just("a group"), units=st.lists(unit, max_size=2), **parts)
    below = st.lists(unit | group, max_size=3) if units else st.just([])
    return st.builds(Organization, st.just("generated"), units=below, **parts, **described)


def purposes(rubric: type[Rubric], *, facts: bool = True, soft: bool = True) -> SearchStrategy[Purpose]:
    """Purposes that a rubric can judge; for the arguments see ``organizations``."""
    four = ("participants", "issue", "value_to_participants", "value_to_organization")
    words = {name: st.sampled_from(("", "somebody", " ")) for name in four if soft}
    return st.builds(Purpose, st.just("generated"), observations=_consistent(rubric, facts=facts, soft=soft), **words)


def _consistent(rubric: type[Rubric], *, facts: bool, soft: bool) -> SearchStrategy[list[Observation]]:
    """Observations without contradicting facts, of which something applies."""
    several_seen = st.lists(observations(rubric, facts=facts, soft=soft), max_size=8)
    return several_seen.map(lambda seen: _without_contradictions(rubric, seen))


def _without_contradictions(rubric: type[Rubric], seen: Iterable[Observation]) -> list[Observation]:
    """Each observation that can be believed together with those kept before it."""
    kept: list[Observation] = []
    for each in seen:
        kept += [each] * _fit_together(rubric, [*kept, each])
    return kept


def _fit_together(rubric: type[Rubric], seen: Sequence[Observation]) -> bool:
    waived = {each.criterion for each in seen if each.finding is Finding.NOT_APPLICABLE}
    try:
        sightings(blank(rubric, *seen), rubric, None)
    except ConflictError:
        return False
    return len(waived) < len(rubric.criteria)


def _several(strategy: SearchStrategy[T]) -> SearchStrategy[list[T]]:
    return st.lists(strategy, max_size=2)


_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_names = _texts.filter(str.strip)
_maybe_names = st.none() | _names
_days = st.none() | st.dates(date(2000, 1, 1), TODAY)
_counts = st.none() | st.integers(0, 10**9)
_seen = {"source": _texts, "seen_on": _days}
_uses = st.builds(Use, st.sampled_from(UseKind), st.sampled_from(Quality), note=_texts, **_seen)
_channels = st.builds(
    Channel,
    st.sampled_from(ChannelKind),
    name=_texts,
    url=_texts,
    uses=_several(_uses),
    since=_days,
    linked_from=st.none() | _several(_names),
    **_seen,
)
_found = {
    "confidence": st.sampled_from(Confidence),
    "observer": st.sampled_from(Observer),
    "rater": _texts,
    "note": _texts,
    **_seen,
}
_anything_seen = st.builds(Observation, _names, _maybe_names, _maybe_names, **_found) | st.builds(
    Observation, _names, finding=st.sampled_from([Finding.ABSENT, Finding.NOT_APPLICABLE]), **_found
)
_four_things = dict.fromkeys(("participants", "issue", "value_to_participants", "value_to_organization"), _texts)


def _purposes(seen: SearchStrategy[list[Observation]]) -> SearchStrategy[Purpose]:
    return st.builds(Purpose, _names, observations=seen, **_four_things, **_seen)


def _communities(seen: SearchStrategy[list[Observation]]) -> SearchStrategy[Community]:
    return st.builds(
        Community,
        _names,
        purpose=st.none() | _purposes(seen),
        channels=_several(_channels),
        operator=st.sampled_from(Operator),
        members=_counts,
        contributors=_counts,
        last_contribution=_days,
        started=_days,
        observations=seen,
        **_seen,
    )


def _described(seen: SearchStrategy[list[Observation]]) -> dict[str, SearchStrategy[Any]]:
    """What an organization may have beside its name and its units."""
    return {
        "channels": _several(_channels),
        "communities": _several(_communities(seen)),
        "channels_complete": st.booleans(),
        "communities_complete": st.booleans(),
        **_seen,
    }


def _anybody(units: SearchStrategy[list[Organization]]) -> SearchStrategy[Organization]:
    return st.builds(
        Organization,
        _names,
        id=_maybe_names,
        summary=_texts,
        staff=_counts,
        sector=_maybe_names,
        observations=_several(_anything_seen),
        units=units,
        **_described(_several(_anything_seen)),
    )


@attrs.frozen
class Drawn:
    """A case for a law in which hypothesis makes every choice."""

    rubric: type[Rubric]
    data: DataObject = attrs.field(repr=False)

    def subject(self, *, units: bool = False, soft: bool = True) -> Subject:
        """A description without contradicting facts; with ``soft=False`` it holds facts only."""
        if issubclass(self.rubric.subject, Purpose):
            return self.data.draw(purposes(self.rubric, soft=soft), "subject")
        return self.data.draw(organizations(self.rubric, units=units, soft=soft), "subject")

    def levels(self) -> Levels:
        """A level for each criterion; at least one applies."""
        places = {each.key: st.sampled_from((*range(len(each.levels)), None)) for each in self.rubric.criteria}
        one_applies = st.fixed_dictionaries(places).map(
            lambda levels: levels if any(each is not None for each in levels.values()) else dict.fromkeys(levels, 0)
        )
        return self.data.draw(one_applies, "levels")

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return self.data.draw(st.sampled_from(options))


def cases(of: SearchStrategy[type[Rubric]] | None = None) -> SearchStrategy[Drawn]:
    """Cases for laws, over generated rubrics unless others are given."""
    return st.builds(Drawn, rubrics() if of is None else of, st.data())


def obey(law: Law, case: Drawn) -> None:
    """Hold a law against a case.

    Raises:
        AssertionError: it is broken; the text begins with the law.
    """
    for broken in law(case):
        raise AssertionError(f"{(law.__doc__ or law.__name__).strip()} Broken: {broken}")


def check_rubric(rubric: type[Rubric], *, examples: int = 20) -> None:
    """Hold every law against a rubric, with generated descriptions.

    Args:
        rubric: your own.
        examples: how many cases for each law.

    Raises:
        AssertionError: a law is broken, or could not be tried; the text begins with the law.
    """
    for law in LAWS:
        _check(law, rubric, examples)


def _check(law: Law, rubric: type[Rubric], examples: int) -> None:
    @settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases(st.just(rubric)))
    def holds(case: Drawn) -> None:
        obey(law, case)

    try:
        holds()
    except Exception as error:
        if isinstance(error, AssertionError):
            raise
        raise AssertionError(f"{law.__doc__} Not tried on {rubric.__name__}: {error!r}") from error
