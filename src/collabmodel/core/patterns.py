"""Organizations of which the same is known are judged once.

Arrays in, arrays out. Not a bit of a result depends on which organizations are judged together: whatever is computed
here is computed element by element, in blocks that fit the cache.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from collabmodel.core.distribution import Codes, Part, Prior, Rows, join, part, see
from collabmodel.core.rule import Bools, Floats, Ints, Node, Tree

BLOCK = 512
"""Organizations whose numbers stay in the cache while they are worked on."""

PATTERNS = 2**15
"""Patterns of which everything is held at once: some 80 MB."""

ROOM = 8
"""So many places for each organization may be marked when equal ones are looked for; beyond that they are sorted."""


Run = Callable[[Callable[[slice], Floats], Iterable[slice]], Iterable[Floats]]
"""How independent pieces of work are done: one after the other by ``map``, or side by side."""


class Distinct(NamedTuple):
    """Which columns of a table are equal.

    Attributes:
        first: (p,) one column of each kind.
        kind: (n,) the kind of each column.
    """

    first: Ints
    kind: Ints


def distinct(codes: Codes, sizes: Sequence[int]) -> Distinct:
    """Find equal columns.

    Args:
        codes: (k, n) whole numbers from 0.
        sizes: (k,) of each row the number that is above all in it.
    """
    n = codes.shape[1]
    room = ROOM * max(n, BLOCK)
    kind, kinds = np.zeros(n, np.int64), 1
    for row, size in zip(codes, sizes, strict=True):
        if kinds * size > room:
            kind, kinds = _numbered(kind, kinds, room)
        kind = kind * size + row
        kinds *= size
    kind, kinds = _numbered(kind, kinds, room)
    first = np.empty(kinds, np.int64)
    first[kind] = np.arange(n)
    return Distinct(first, kind)


def _numbered(keys: Ints, most: int, room: int) -> tuple[Ints, int]:
    """Number the keys that there are from 0: of each its number, and how many there are."""
    if most > room:
        found, number = np.unique(keys, return_inverse=True)
        return number, len(found)
    there = np.zeros(most, np.bool_)
    there[keys] = True
    found = np.flatnonzero(there)
    number = np.empty(most, np.int64)
    number[found] = np.arange(len(found))
    return number[keys], len(found)


def whole_tails(rows: Rows, codes: Codes, waived: Bools, tree: Tree, prior: Prior, run: Run = map) -> Floats:
    """The exact distribution of the whole for many organizations.

    Args:
        rows: what rows of evidence say of each criterion.
        codes: (k, n) which row of each criterion an organization has; a criterion that does not apply has one of its
            own.
        waived: (k, n) whether the criterion does not apply.
        tree: the rubric.
        prior: what is believed before any evidence.
        run: how to do independent pieces of work; the results must come in order.

    Returns:
        (top, n) P(stage >= s), each as ``posterior`` gives it.
    """
    alike = distinct(codes, [rows.tails.shape[3]] * len(codes))
    tails = np.empty((rows.tails.shape[1], len(alike.first)))

    def judged(some: slice) -> Floats:
        columns = alike.first[some]
        return _patterns(rows, codes.take(columns, axis=1), waived.take(columns, axis=1), tree, prior)

    pieces = list(blocks(len(alike.first), PATTERNS))
    for some, found in zip(pieces, run(judged, pieces), strict=True):
        tails[:, some] = found
    return np.take(tails, alike.kind, axis=1)


def _patterns(rows: Rows, codes: Codes, waived: Bools, tree: Tree, prior: Prior) -> Floats:
    """The same where all columns differ: their dimensions may still be alike."""
    sizes = rows.tails.shape[3]
    alike = [distinct(codes[node.children], [sizes] * len(node.children)) for node in tree.dimensions]
    parts = [
        _dimension(rows, codes[:, each.first], waived[:, each.first], node, prior)
        for each, node in zip(alike, tree.dimensions, strict=True)
    ]
    tails = np.empty((rows.tails.shape[1], codes.shape[1]))
    for some in blocks(codes.shape[1], BLOCK):
        chosen = [_columns(each, kinds.kind[some]) for each, kinds in zip(parts, alike, strict=True)]
        tails[:, some] = join(chosen, tree.whole, prior).tails
    return tails


def _dimension(rows: Rows, codes: Codes, waived: Bools, node: Node, prior: Prior) -> Part:
    """What one dimension says for each column."""
    own = node.children
    seen = Rows(rows.log_mass[own], rows.tails[own])
    found = [
        part(see(seen, codes[own, some], waived[own, some]), waived[own, some], node, prior)[0]
        for some in blocks(codes.shape[1], BLOCK)
    ]
    return Part(
        np.concatenate([each.log_mass for each in found], axis=1),
        np.concatenate([each.reached for each in found], axis=2),
        np.concatenate([each.waived for each in found]),
    )


def _columns(parts: Part, which: Ints) -> Part:
    return Part(parts.log_mass.take(which, axis=1), parts.reached.take(which, axis=2), parts.waived.take(which))


def blocks(n: int, size: int) -> Iterator[slice]:
    """So many columns or rows in pieces of a size, the last one smaller."""
    for start in range(0, n, size):
        yield slice(start, min(start + size, n))
