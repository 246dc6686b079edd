"""The bridge from names to numbers: whatever the core is to compute becomes positions and arrays here, once.

Nothing here decides anything. The way back, positions to names, is ``decoding``.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from collabmodel.core import belief, distribution, inquiry, patterns, rule, search
from collabmodel.core.parts import Option
from collabmodel.core.rule import Node
from collabmodel.model.evidence import Confidence
from collabmodel.reading import Sighting
from collabmodel.rubrics.notation import Criterion, Dimension, Quota
from collabmodel.rubrics.rubric import Rubric


class Encoded(NamedTuple):
    """A rubric as numbers. Criteria (k) and dimensions (m) stand in the order of declaration.

    Attributes:
        position: of each criterion by its key.
        highest: (k,) the highest level.
        reach: (k, levels) the rank each level reaches, -1 beyond the highest.
        lowest: (k,) the rank that the lowest level reaches, as plain numbers.
        reaching: (k, top, levels) whether each level reaches each stage from 1.
        tree, branch: the rubric for the rule and the distribution, and for the search.
        prior: at the rubric's own coherence.
        digest: of everything that can change a verdict.
    """

    position: dict[str, int]
    highest: belief.Ints
    reach: belief.Ints
    lowest: tuple[int, ...]
    reaching: rule.Bools
    tree: rule.Tree
    branch: search.Branch
    prior: distribution.Prior
    digest: str


_ENCODED: "WeakKeyDictionary[type[Rubric], Encoded]" = WeakKeyDictionary()


def encode(rubric: type[Rubric]) -> Encoded:
    """The rubric as numbers, worked out once for each class."""
    if rubric not in _ENCODED:
        _ENCODED[rubric] = _encode(rubric)
    return _ENCODED[rubric]


def _encode(rubric: type[Rubric]) -> Encoded:
    reach = _reach(rubric)
    stages = np.arange(1, rubric.ladder.top + 1)
    reaching = reach[:, np.newaxis, :] >= stages[:, np.newaxis]
    own = [
        [c for c, each in enumerate(rubric.criteria) if each.dimension.key == dimension.key]
        for dimension in rubric.dimensions
    ]
    nodes = tuple(
        _node(dimension.rule or rubric.rule, children, [rubric.criteria[c] for c in children])
        for dimension, children in zip(rubric.dimensions, own, strict=True)
    )
    whole = _node(rubric.rule, range(len(nodes)), rubric.dimensions)
    lift = reaching.argmax(axis=2).T.astype(np.int8)
    highest = np.array([len(each.levels) - 1 for each in rubric.criteria])
    position = {each.key: c for c, each in enumerate(rubric.criteria)}
    prior = _prior(rubric, reach, rubric.coherence)
    return Encoded(
        position=position,
        highest=highest,
        reach=reach,
        lowest=tuple(reach[:, 0].tolist()),
        reaching=reaching,
        tree=rule.tree(lift, nodes, whole),
        branch=_branch(nodes, whole),
        prior=prior,
        digest=rubric.digest(),
    )


def prior_at(rubric: type[Rubric], coherence: tuple[float, float]) -> distribution.Prior:
    """What the rubric would have believed before any evidence at another coherence."""
    return _prior(rubric, encode(rubric).reach, coherence)


def _reach(rubric: type[Rubric]) -> belief.Ints:
    """(k, levels), -1 beyond each criterion's highest level."""
    width = max(len(each.levels) for each in rubric.criteria)
    reach = np.full((len(rubric.criteria), width), -1)
    for c, criterion in enumerate(rubric.criteria):
        reach[c, : len(criterion.levels)] = [rubric.ladder[level.reach].rank for level in criterion.levels]
    return reach


def _node(quota: Quota, children: Sequence[int], declared: Sequence[Criterion] | Sequence[Dimension]) -> Node:
    """A node whose points have no common factor: fewer numbers of points to follow, the same verdicts."""
    factor = math.gcd(*(each.points for each in declared))
    points = tuple(each.points // factor for each in declared)
    return rule.node(children, points, [each.lead for each in declared], quota.num, quota.den)


def _branch(nodes: Sequence[Node], whole: Node) -> search.Branch:
    def branch(node: Node, inner: Sequence[search.Part]) -> search.Branch:
        children = map(search.Child, node.points.tolist(), node.leads, inner)
        return search.Branch(node.num, node.den, tuple(children))

    return branch(whole, [branch(node, node.children.tolist()) for node in nodes])


def _prior(rubric: type[Rubric], reach: belief.Ints, coherence: tuple[float, float]) -> distribution.Prior:
    stages = len(rubric.ladder)
    before = np.full(stages, 1 / stages) if rubric.prior is None else np.array(rubric.prior, np.float64)
    to_dimensions, to_criteria = coherence
    levels = belief.level_table(reach, to_criteria, stages)
    return distribution.Prior(before, belief.kernel(to_dimensions, stages), levels)


class Facts(NamedTuple):
    """What is known of n organizations, as numbers.

    Attributes:
        waived: (k, n) whether each criterion does not apply.
        worst, best: (k, n) the guaranteed range of levels, NOT_APPLICABLE where waived.
        fact_worst, fact_best: (k, n) the same by facts alone.
        likelihoods: (k, n, levels) one row of evidence for each organization.
        held: where criteria are brought by what is supposed; None: nothing is.
    """

    waived: rule.Bools
    worst: rule.Levels
    best: rule.Levels
    fact_worst: rule.Levels
    fact_best: rule.Levels
    likelihoods: rule.Floats
    held: distribution.Held | None


def gather(known: Sequence[Sequence[Sighting]], encoded: Encoded, supposed: Sequence[Mapping[str, int]] = ()) -> Facts:
    """What is known of organizations, from the live sightings of each, and what is supposed: levels by criterion."""
    n = len(known)
    live = [(column, each) for column, sightings in enumerate(known) for each in sightings if each.live]
    waived = np.zeros((len(encoded.highest), n), np.bool_)
    for column, each in live:
        if each.waives:
            waived[encoded.position[each.criterion], column] = True
    evidence = _evidence([pair for pair in live if not pair[1].waives], encoded, n)
    highest = np.repeat(encoded.highest, n)
    width = encoded.reach.shape[1]
    worst, best, fact_worst, fact_best = (
        np.where(waived, rule.NOT_APPLICABLE, bound.reshape(waived.shape)).astype(np.int8)
        for bound in belief.bounds(evidence, highest)
    )
    rows = belief.likelihoods(evidence, highest, width).reshape(*waived.shape, width)
    facts = Facts(waived, worst, best, fact_worst, fact_best, rows, None)
    return _supposing(facts, encoded, supposed) if any(supposed) else facts


def _supposing(facts: Facts, encoded: Encoded, supposed: Sequence[Mapping[str, int]]) -> Facts:
    bounds = [each.copy() for each in (facts.worst, facts.best, facts.fact_worst, facts.fact_best)]
    held = _free(facts, encoded)
    for column, levels in enumerate(supposed):
        for key, level in levels.items():
            cell = encoded.position[key], column
            for bound in bounds:
                bound[cell] = level
            held.low[cell] = held.high[cell] = encoded.reach[cell[0], level]
    worst, best, fact_worst, fact_best = bounds
    return Facts(facts.waived, worst, best, fact_worst, fact_best, facts.likelihoods, held)


def _free(facts: Facts, encoded: Encoded) -> distribution.Held:
    """Where nothing is done: anywhere from the lowest stage to the highest."""
    low = np.zeros_like(facts.worst)
    return distribution.Held(low, np.full_like(low, encoded.reaching.shape[1]))


def _evidence(live: Sequence[tuple[int, Sighting]], encoded: Encoded, n: int) -> belief.Evidence:
    """Cells are numbered criterion by criterion, then organization by organization."""
    fact = np.array([each.fact for _, each in live], np.bool_)
    strength = np.array([each.observation.confidence.strength for _, each in live], np.float64)
    weight = belief.weights(np.where(fact, 0.0, strength), np.array([each.age for _, each in live], np.float64))
    return belief.Evidence(
        np.array([encoded.position[each.criterion] * n + column for column, each in live], np.int64),
        np.array([each.low for _, each in live], np.int64),
        np.array([each.high for _, each in live], np.int64),
        weight,
        fact,
    )


def nothing_applies(facts: Facts) -> list[bool]:
    """For each organization whether every criterion is said not to apply."""
    left_out: list[bool] = facts.waived.min(axis=0).tolist()
    return left_out


def stand(levels: rule.Levels, encoded: Encoded) -> rule.Standing:
    """Where organizations with these levels (k, n) stand; what is UNKNOWN counts as the lowest level."""
    return rule.stand(levels, encoded.tree)


def ranges(levels: rule.Levels, encoded: Encoded) -> tuple[rule.Ranks, rule.Ranks]:
    """The guaranteed range (n,) of the stage of organizations with these levels (k, n), which may be UNKNOWN."""
    worst = stand(levels, encoded).whole
    if not (levels == rule.UNKNOWN).any():
        return worst, worst
    return worst, rule.stand(levels, encoded.tree, encoded.highest.astype(np.int8)).whole


def believe(facts: Facts, encoded: Encoded, prior: distribution.Prior) -> distribution.Posterior:
    """The exact distribution for organizations of which this is known."""
    rows = distribution.weigh(facts.likelihoods, encoded.reaching, prior)
    codes = np.broadcast_to(np.arange(facts.waived.shape[1]), facts.waived.shape)
    found = distribution.posterior(rows, codes, facts.waived, encoded.tree, prior, facts.held)
    certain, possible = (stand(each, encoded).whole for each in (facts.fact_worst, facts.fact_best))
    return found._replace(whole=distribution.within(found.whole, certain, possible))


class Codes(NamedTuple):
    """How cells of a table are numbered: 0 does not apply, 1 is not known, then each level with each confidence.

    Attributes:
        rows: what each code says of each criterion.
        classes: how many confidences there are.
    """

    rows: distribution.Rows
    classes: int

    @property
    def dtype(self) -> type[np.unsignedinteger]:
        """The smallest type that holds every code."""
        return np.uint8 if self.rows.tails.shape[3] <= np.iinfo(np.uint8).max + 1 else np.uint16

    def of(self, levels: rule.Levels, sure: rule.Levels | int) -> distribution.Codes:
        """(k, n) codes of levels, which may be UNKNOWN or NOT_APPLICABLE, from the position of their confidence."""
        first = -rule.NOT_APPLICABLE
        if self.classes == 1:
            return (levels + np.int8(first)).astype(self.dtype)
        codes = first + levels.astype(np.int16) * self.classes + sure
        return np.where(levels < 0, first + levels, codes).astype(self.dtype)


def codes(encoded: Encoded, confidences: Sequence[Confidence]) -> Codes:
    """The codes of a table whose cells are of these confidences; nothing in it has an age."""
    k, width = len(encoded.highest), encoded.reach.shape[1]
    first, classes = -rule.NOT_APPLICABLE, len(confidences)
    kinds = first + width * classes
    criterion, level, sure = (each.ravel() for each in np.indices((k, width, classes)))
    level = np.minimum(level, encoded.highest[criterion])  # there are no cells beyond it, but every row is to be legal
    strength = np.array([each.strength for each in confidences])[sure]
    fact = np.array([each is Confidence.FACT for each in confidences])[sure]
    weight = belief.weights(np.where(fact, 0.0, strength), np.zeros(len(fact)))
    cell = criterion * kinds + np.tile(np.arange(first, kinds), k)
    evidence = belief.Evidence(cell, level, level, weight, fact)
    likelihoods = belief.likelihoods(evidence, np.repeat(encoded.highest, kinds), width).reshape(k, kinds, width)
    return Codes(distribution.weigh(likelihoods, encoded.reaching, encoded.prior), classes)


def believe_many(known: distribution.Codes, codes: Codes, encoded: Encoded, run: patterns.Run = map) -> rule.Floats:
    """P(stage >= s) from stage 1, (top, n), of organizations of which the codes (k, n) are known."""
    return patterns.whole_tails(codes.rows, known, known == 0, encoded.tree, encoded.prior, run)


class Answer(NamedTuple):
    """What is believed if a question is answered so.

    Attributes:
        level: position of the level that is answered.
        probability: of this answer.
        worst, best: ranks of the guaranteed range then.
        tails: P(stage >= s) then, from stage 1.
    """

    level: int
    probability: float
    worst: int
    best: int
    tails: Sequence[float]


class Inquiry(NamedTuple):
    """What asking about one criterion would tell: every answer, and the uncertainty it is expected to take away."""

    gain: float
    answers: Sequence[Answer]


def inquire(facts: Facts, encoded: Encoded, asked: Collection[int]) -> dict[int, Inquiry]:
    """What asking about some criteria of one organization would tell; all answers in one table."""
    likelihoods, waived = facts.likelihoods[:, 0], facts.waived
    chosen = np.isin(np.arange(len(encoded.highest)), list(asked))
    given = inquiry.answers(likelihoods, encoded.highest, chosen)
    n = len(given.level)
    rows, codes = inquiry.rows(likelihoods, encoded.highest, given)
    held = None if facts.held is None else distribution.Held(*(np.repeat(each, 1 + n, axis=1) for each in facts.held))
    belief_then = distribution.posterior(
        distribution.weigh(rows, encoded.reaching, encoded.prior),
        codes,
        np.repeat(waived, 1 + n, axis=1),
        encoded.tree,
        encoded.prior,
        held,
    )
    probability = inquiry.probabilities(given, belief_then.log_evidence[1:])
    index = inquiry.uncertainty(belief_then.whole)
    gains = inquiry.gains(given, probability, index[0], index[1:], len(encoded.highest)).tolist()
    ranges = (stand(inquiry.settled(each[:, 0], given), encoded).whole.tolist() for each in (facts.worst, facts.best))
    columns = zip(given.level.tolist(), probability.tolist(), *ranges, belief_then.whole[:, 1:].T.tolist(), strict=True)
    found: dict[int, Inquiry] = {c: Inquiry(gains[c], []) for c in asked}
    for c, column in zip(given.criterion.tolist(), columns, strict=True):
        found[c] = Inquiry(gains[c], [*found[c].answers, Answer(*column)])
    return found


def done(facts: Facts, encoded: Encoded, lifted: Sequence[Sequence[int]]) -> list[list[float]]:
    """P(stage >= s) from stage 1 for one organization, once its criteria are lifted to at least these ranks (n, k)."""
    n = len(lifted)
    ranks = np.array(lifted, np.int8).reshape(n, -1).T
    held = _free(facts, encoded) if facts.held is None else facts.held
    after = distribution.posterior(
        distribution.weigh(facts.likelihoods, encoded.reaching, encoded.prior),
        np.zeros((len(encoded.highest), n), np.intp),
        np.repeat(facts.waived, n, axis=1),
        encoded.tree,
        encoded.prior,
        distribution.Held(np.maximum(held.low, ranks), np.repeat(held.high, n, axis=1)),
    )
    tails: list[list[float]] = after.whole.T.tolist()
    return tails


def options(rubric: type[Rubric]) -> tuple[Option, ...]:
    """The actions of a rubric as numbers, in the order of declaration."""
    encoded = encode(rubric)
    position = {each.key: a for a, each in enumerate(rubric.actions)}
    return tuple(
        Option(
            float(each.effort[1]),
            tuple((encoded.position[key], _rank(rubric, encoded.position[key], level)) for key, level in each.effects),
            frozenset(position[key] for key in each.after),
            frozenset(position[key] for key in each.excludes),
        )
        for each in rubric.actions
    )


def _rank(rubric: type[Rubric], c: int, level: str) -> int:
    return rubric.ladder[next(each.reach for each in rubric.criteria[c].levels if each.key == level)].rank


def independent(tails: Sequence[Sequence[float]], points: Sequence[int], quota: Quota) -> list[float]:
    """P(gate s is open) from stage 1 for independent parts, from P(part >= s) of each and its points from 1."""
    node = rule.node(range(len(points)), points, [None] * len(points), quota.num, quota.den)
    parts = np.array(tails)[:, :, np.newaxis, np.newaxis]
    opened = distribution.passing(parts, np.zeros((len(points), 1), np.bool_), node)[:, 0, 0]
    shares: list[float] = distribution.tidy(opened, axis=0).tolist()
    return shares
