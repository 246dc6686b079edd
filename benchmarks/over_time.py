"""How often progress is claimed where nothing changed, and how often where a stage was gained.

    python benchmarks/over_time.py [--organizations 5000] [--seed 1]

Each simulated organization is assessed twice: first with a quarter of the criteria observed, later with three fifths,
those of the first time among them. Beside collabmodel's progress stand its two clauses alone, and simpler rules.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from population import RUBRIC, arguments, chance_of, key_of, levels_of, misread, side_by_side, stage_of

from collabmodel import Assessment, Observation, Organization, Progress, Trend, assess, progress
from collabmodel.core import search
from collabmodel.encoding import encode
from collabmodel.render.rows import Table, as_text

EARLY, LATE = 0.25, 0.6
"""The shares of criteria that are observed."""


class Scenario(NamedTuple):
    """What happens between the two assessments.

    Attributes:
        gains: whether one stage is gained.
        anew: whether everything is observed anew, by others; else the later description has grown out of the earlier.
        early_errors, late_errors: how often a rater is wrong by one level.
    """

    gains: bool = False
    anew: bool = True
    early_errors: float = 0.0
    late_errors: float = 0.0


SCENARIOS = {
    "nothing changed, the description has grown": Scenario(anew=False),
    "nothing changed, seen anew, later raters err": Scenario(late_errors=0.1),
    "nothing changed, seen anew, all raters err": Scenario(early_errors=0.1, late_errors=0.1),
    "one stage gained, seen anew": Scenario(gains=True),
    "one stage gained, seen anew, all raters err": Scenario(gains=True, early_errors=0.1, late_errors=0.1),
}


def claim(rose: bool, fell: bool) -> int:  # noqa: FBT001 - the two halves of one question
    """Progress 1, decline -1, neither or both 0."""
    return rose - fell


def by_progress(found: Progress) -> int:
    return claim(found.trend is Trend.PROGRESSED, found.trend is Trend.DECLINED)


def by_safe_and_possible(found: Progress) -> int:
    before, after = found.before, found.after
    return claim(after.safe > before.possible, after.possible < before.safe)


def by_matched_likely(found: Progress) -> int:
    before, after = found.matched_before.likely, found.matched_after.likely
    return claim(after > before, after < before)


def by_guaranteed_range(found: Progress) -> int:
    before, after = found.before, found.after
    return claim(after.worst > before.best, after.best < before.worst)


def by_likely(found: Progress) -> int:
    before, after = found.before.likely, found.after.likely
    return claim(after > before, after < before)


def by_mean(found: Progress) -> int:
    """The mean stage of the criteria that were observed, by their points, rounded."""
    before, after = mean_stage(found.before), mean_stage(found.after)
    return claim(after > before, after < before)


def by_missing_as_lowest(found: Progress) -> int:
    """With one observation of a criterion at the most, the worst stage is the rule with all others at level 0."""
    before, after = found.before.worst, found.after.worst
    return claim(after > before, after < before)


def mean_stage(assessment: Assessment) -> int:
    seen = [(row.worst.rank, row.points) for row in assessment.evidence if row.covered]
    ranks, points = zip(*seen, strict=True)
    return int(np.average(ranks, weights=points) + 0.5)


RULES: dict[str, Callable[[Progress], int]] = {
    "progress()": by_progress,
    "  safe after > possible before": by_safe_and_possible,
    "  matched: likely after > likely before": by_matched_likely,
    "worst after > best before": by_guaranteed_range,
    "likely after > likely before": by_likely,
    "mean of what is known": by_mean,
    "missing counted as level 0": by_missing_as_lowest,
}


class Task(NamedTuple):
    """One organization in one scenario."""

    scenario: str
    seed: int
    number: int


class Outcome(NamedTuple):
    """What each rule claims, and how many criteria were raised."""

    claims: tuple[int, ...]
    raised: int


def outcome(task: Task) -> Outcome:
    scenario, chance = SCENARIOS[task.scenario], chance_of(task.seed, task.number)
    was = levels_of(chance)
    while scenario.gains and stage_of(was) == RUBRIC.ladder.top:
        was = levels_of(chance)
    now = one_stage_up(was, chance) if scenario.gains else was
    found = observed_twice(was, now, scenario, chance)
    raised = sum(one != other for one, other in zip(was, now, strict=True))
    return Outcome(tuple(rule(found) for rule in RULES.values()), raised)


def one_stage_up(levels: Sequence[int], chance: np.random.Generator) -> list[int]:
    """As few criteria raised as open the next gate, or not many more: chance chooses which."""
    reach = encode(RUBRIC).reach.tolist()
    prices = chance.uniform(1, 2, len(levels)).tolist()

    def price(c: int, gate: int) -> float:
        return 0 if reach[c][levels[c]] >= gate else prices[c]

    raised = list(levels)
    for c, gate in search.opening(encode(RUBRIC).branch, stage_of(levels) + 1, price) or ():
        enough = next(level for level, rank in enumerate(reach[c]) if rank >= gate)
        raised[c] = max(raised[c], enough)
    return raised


def observed_twice(was: Sequence[int], now: Sequence[int], scenario: Scenario, chance: np.random.Generator) -> Progress:
    order = chance.permutation(len(was)).tolist()
    early, late = (order[: round(share * len(order))] for share in (EARLY, LATE))
    first = observations(misread(was, scenario.early_errors, chance), early, rater="first")
    second = observations(misread(now, scenario.late_errors, chance), late, rater="second")
    if not scenario.anew:
        second = first + second[len(first) :]
    before, after = (assess(Organization("Simulated", observations=each), RUBRIC) for each in (first, second))
    return progress(before, after)


def observations(levels: Sequence[int], criteria: Sequence[int], rater: str) -> list[Observation]:
    return [Observation.exactly(*key_of(c, levels[c]), rater=rater) for c in criteria]


def table(scenario: str, outcomes: Sequence[Outcome]) -> Table:
    claims = np.array([each.claims for each in outcomes])
    shares = [[100 * np.mean(column == sign) for sign in (1, -1, 0)] for column in claims.T]
    rows = [(name, *(f"{share:.2f}" for share in three)) for name, three in zip(RULES, shares, strict=True)]
    raised = np.mean([each.raised for each in outcomes])
    caption = f"{scenario[0].upper()}{scenario[1:]}: {raised:.1f} criteria raised on average. Claims in %:"
    return Table(caption, ("rule", "progress", "decline", "none"), tuple(rows))


def tables(organizations: int, seed: int, processes: int) -> Iterator[Table]:
    for scenario in SCENARIOS:
        tasks = [Task(scenario, seed, number) for number in range(organizations)]
        yield table(scenario, side_by_side(outcome, tasks, processes))


def main() -> None:
    asked = arguments("Assess simulated organizations twice, and count the claims.", organizations=5000)
    coverage = f"{100 * EARLY:.0f} % of {len(RUBRIC.criteria)} criteria observed, then {100 * LATE:.0f} %"
    print(f"{asked.organizations} organizations, {coverage}, seed {asked.seed}.")
    for each in tables(asked.organizations, asked.seed, asked.processes):
        print(f"\n{as_text([each])}", flush=True)


if __name__ == "__main__":
    main()
