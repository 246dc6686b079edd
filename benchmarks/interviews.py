"""How many questions an interview takes, and how right it is in the end.

    python benchmarks/interviews.py [--organizations 200] [--seed 1]

Each simulated organization is interviewed until collabmodel's interview is over, in three orders: the best question
first, as it asks by itself, a random order, and the order of the rubric. Of the worlds in which the organizations live
only the first is the one that the rubric assumes.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
from population import AS_ASSUMED, RUBRIC, arguments, chance_of, key_of, levels_of, misread, side_by_side, stage_of

from collabmodel import Confidence, Interview, Observation, Organization, assess
from collabmodel.asking import best_question
from collabmodel.render.rows import Table, as_text

KEYS = tuple(each.key for each in RUBRIC.criteria)
ORDERS = ("best question", "random order", "rubric order")


class World(NamedTuple):
    """How organizations hang together, and how often an answer is wrong by one level."""

    coherence: tuple[float, float] = AS_ASSUMED
    errors: float = 0.0


WORLDS = {
    "as the rubric assumes": World(),
    "dimensions less coupled (.2 for .5)": World((0.2, AS_ASSUMED[1])),
    "criteria noisier (.3 for .5)": World((AS_ASSUMED[0], 0.3)),
    "one answer in ten wrong by one level": World(errors=0.1),
}


class Task(NamedTuple):
    """One interview to hold."""

    world: str
    confidence: Confidence
    order: str
    seed: int
    number: int


class Outcome(NamedTuple):
    """How an interview ended.

    Attributes:
        asked: how many questions.
        safe, likely, possible: the ranks in the end.
        told, true: the rank that is likely once everything is answered, and the one by the rule on the true levels.
    """

    asked: int
    safe: int
    likely: int
    possible: int
    told: int
    true: int


def outcome(task: Task) -> Outcome:
    """Hold one interview; the organization is the same for every order and confidence."""
    chance = chance_of(task.seed, task.number)
    world = WORLDS[task.world]
    true = levels_of(chance, world.coherence)
    answers = dict(key_of(*each) for each in enumerate(misread(true, world.errors, chance)))
    blank = Interview(RUBRIC, confidence=task.confidence)
    if task.order == "best question":
        ended = by_best_question(blank, answers)
    else:
        order = KEYS if task.order == "rubric order" else chance.permutation(KEYS).tolist()
        ended = in_order(blank, answers, order)
    end, full = ended.assessment, assess(everything_told(answers, task.confidence), RUBRIC)
    ranks = end.safe.rank, end.likely.rank, end.possible.rank
    return Outcome(len(ended.replies), *ranks, full.likely.rank, stage_of(true))


def everything_told(answers: dict[str, str], confidence: Confidence) -> Organization:
    told = [Observation.exactly(*answer, confidence=confidence) for answer in answers.items()]
    return Organization("Fully told", observations=told)


def by_best_question(interview: Interview, answers: dict[str, str]) -> Interview:
    while (question := interview.question) is not None:
        interview = interview.answer(answers[question.criterion], criterion=question.criterion)
    return interview


def in_order(interview: Interview, answers: dict[str, str], order: Sequence[str]) -> Interview:
    for key in order:
        if is_over(interview, key):
            break
        interview = interview.answer(answers[key], criterion=key)
    return interview


def is_over(interview: Interview, following: str) -> bool:
    """Whether the interview would ask nothing any more.

    It asks as long as anything that is left can matter. So it need not be asked, which takes time, while the stage is
    not settled and the question that follows can matter.
    """
    assessment = interview.assessment
    if assessment.safe != assessment.possible:
        others = [key for key in KEYS if key != following]
        if best_question(assessment, others, interview.observer) is not None:
            return False
    return interview.question is None


def row(label: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    asked = [each.asked for each in outcomes]
    shares = (
        np.mean([each.safe == each.possible for each in outcomes]),
        np.mean([each.likely == each.told for each in outcomes]),
        np.mean([each.likely == each.true for each in outcomes]),
        np.mean([each.safe <= each.true <= each.possible for each in outcomes]),
    )
    counts = f"{np.mean(asked):.1f}", f"{np.median(asked):.0f}", f"{np.quantile(asked, 0.9):.0f}"
    return label, *counts, *(f"{100 * share:.1f}" for share in shares)


def tables(organizations: int, seed: int, processes: int) -> Iterator[Table]:
    columns = ("questions", "mean", "median", "90 %", "settled %", "as full %", "true stage %", "true in range %")
    for confidence, world in product((Confidence.SURE, Confidence.FACT), WORLDS):
        rows = []
        for order in ORDERS:
            tasks = [Task(world, confidence, order, seed, number) for number in range(organizations)]
            rows.append(row(order, side_by_side(outcome, tasks, processes)))
        yield Table(f"World: {world}. Answers: {confidence.value}.", columns, tuple(rows))


def main() -> None:
    asked = arguments("Hold simulated interviews, and count the questions.", organizations=200)
    print(f"{asked.organizations} organizations, {len(KEYS)} criteria, seed {asked.seed}.\n")
    print("settled: in the end safe = possible; as full: likely as if everything had been answered; true stage: likely")
    print("as by the rule on the true levels; true in range: that stage lies within safe to possible.")
    for table in tables(asked.organizations, asked.seed, asked.processes):
        print(f"\n{as_text([table])}", flush=True)


if __name__ == "__main__":
    main()
