"""The cheapest ways to open a gate, or to keep it closed.

Plain numbers in, positions out. A gate is unfolded once into choices: gather enough units, each way of gathering them
has its needs. What stands at the ends of it are *slots*, criteria at gates; whoever asks gives each slot a price, and
the cheapest slots that do are found exactly, by following the least cost of every reachable number of units.
"""

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple, TypeAlias

IMPOSSIBLE = math.inf


class Child(NamedTuple):
    """A child of a branch: its points, how far the branch may be ahead of it, and a criterion or a branch."""

    points: int
    lead: int | None
    inner: "Part"


class Branch(NamedTuple):
    """A place where the quota num / den is applied."""

    num: int
    den: int
    children: tuple[Child, ...]


Part: TypeAlias = int | Branch
"""The position of a criterion, or a branch of them."""

Slot = tuple[int, int]
"""A criterion and the gate to which it is brought, or below which it is kept."""

Price = Callable[[int, int], float | None]
"""The cost of a slot, None where it cannot be had."""


class Way(NamedTuple):
    """One way to gather units: what it gives, what it needs, and what is needed even where it is not gone."""

    units: int
    need: "Need"
    otherwise: "Need"


class Choice(NamedTuple):
    """So many units are to be gathered in some of these ways."""

    units: int
    ways: tuple[Way, ...]


Need: TypeAlias = Choice | int | None
"""A choice to make, the position of a slot to pay for, or nothing."""


class Unfolded(NamedTuple):
    """What opening or closing a gate comes down to: needs, and the slots that stand at their ends."""

    need: Need
    slots: tuple[Slot, ...]


def opening(part: Part, gate: int, price: Price, waived: Collection[int] = ()) -> tuple[Slot, ...] | None:
    """The cheapest set of criteria that opens a gate.

    Args:
        part: the whole rubric, or a part of it.
        gate: a stage from 1.
        price: of bringing criterion c to a gate; 0 where it stands there already.
        waived: criteria that do not apply.

    Returns:
        The criteria that are paid for, each with the gate it is paid for, or None if nothing opens the gate.
    """
    return _paid(to_open(part, gate, waived), price)


def closing(part: Part, gate: int, price: Price, waived: Collection[int] = ()) -> tuple[Slot, ...] | None:
    """The cheapest set of criteria that keeps a gate closed whatever the others do; see ``opening``.

    Args:
        part: the whole rubric, or a part of it.
        gate: a stage from 1.
        price: of keeping criterion c below a gate.
        waived: criteria that do not apply.
    """
    return _paid(to_close(part, gate, waived), price)


def _paid(unfolded: Unfolded, price: Price) -> tuple[Slot, ...] | None:
    asked = [price(*slot) for slot in unfolded.slots]
    cost, used = cheapest(unfolded.need, [IMPOSSIBLE if each is None else each for each in asked])
    return None if cost == IMPOSSIBLE else tuple(unfolded.slots[each] for each in used)


def to_open(part: Part, gate: int, waived: Collection[int] = ()) -> Unfolded:
    """What opening a gate needs: the quota of every node, and essential children no further behind than their lead."""
    slots: dict[Slot, int] = {}
    return Unfolded(_to_open(part, gate, waived, slots), tuple(slots))


def _to_open(inner: Part, gate: int, waived: Collection[int], slots: dict[Slot, int]) -> Need:
    if gate <= 0:
        return None
    if isinstance(inner, int):
        return slots.setdefault((inner, gate), len(slots))
    applicable = [child for child in inner.children if not _is_waived(child.inner, waived)]
    ways = [
        Way(
            inner.den * child.points,
            _to_open(child.inner, gate, waived, slots),
            None if child.lead is None else _to_open(child.inner, gate - child.lead, waived, slots),
        )
        for child in applicable
    ]
    return _choice(inner.num * sum(child.points for child in applicable), ways)


def to_close(part: Part, gate: int, waived: Collection[int] = ()) -> Unfolded:
    """What keeping a gate closed needs: the quota out of reach somewhere, or an essential child too far behind."""
    slots: dict[Slot, int] = {}
    return Unfolded(_to_close(part, gate, waived, slots), tuple(slots))


def _to_close(inner: Part, gate: int, waived: Collection[int], slots: dict[Slot, int]) -> Need:
    if gate <= 0:
        return Choice(1, ())
    if isinstance(inner, int):
        return slots.setdefault((inner, gate), len(slots))
    applicable = [child for child in inner.children if not _is_waived(child.inner, waived)]
    failing = [Way(inner.den * child.points, _to_close(child.inner, gate, waived, slots), None) for child in applicable]
    spare = (inner.den - inner.num) * sum(child.points for child in applicable)
    short_of_points = Way(1, _choice(spare + 1, failing), None)
    too_far_behind = [
        Way(1, _to_close(child.inner, gate - child.lead, waived, slots), None)
        for child in applicable
        if child.lead is not None
    ]
    return Choice(1, (short_of_points, *too_far_behind))


def _is_waived(inner: Part, waived: Collection[int]) -> bool:
    if isinstance(inner, int):
        return inner in waived
    return bool(waived) and all(_is_waived(child.inner, waived) for child in inner.children)


def _choice(units: int, ways: Sequence[Way]) -> Choice:
    """The same choice in the largest units that count the same."""
    unit = math.gcd(*(way.units for way in ways)) or 1
    return Choice(-(-units // unit), tuple(way._replace(units=way.units // unit) for way in ways))


def cheapest(need: Need, prices: Sequence[float]) -> tuple[float, tuple[int, ...]]:
    """The least cost of a need, and the slots that are paid for, in order; the first found among equals.

    Args:
        need: what ``to_open`` or ``to_close`` gave.
        prices: of its slots, >= 0; 0 is there already and never among what is paid for, IMPOSSIBLE cannot be had.
    """
    cost, used = _cheapest(need, prices)
    return cost, tuple(sorted(_slots(used)))


# What is paid for is kept as pairs of pairs while the search goes on, most of which is thrown away again.
_Used: TypeAlias = "int | tuple[_Used, _Used] | None"


def _slots(used: _Used) -> Iterator[int]:
    if isinstance(used, tuple):
        yield from _slots(used[0])
        yield from _slots(used[1])
    elif used is not None:
        yield used


def _cheapest(need: Need, prices: Sequence[float]) -> tuple[float, _Used]:
    if need is None:
        return 0, None
    if isinstance(need, int):
        price = prices[need]
        return price, need if price else None
    return _cheapest_choice(need, prices)


def _cheapest_choice(choice: Choice, prices: Sequence[float]) -> tuple[float, _Used]:
    """Go the ways that cost no more than not going them, then the cheapest of the others that are still needed."""
    missing, cost = choice.units, 0.0
    used: _Used = None
    more: list[tuple[int, float, _Used, _Used]] = []
    for units, need, otherwise in choice.ways:
        going, paid_going = _cheapest(need, prices)
        staying, paid_staying = _cheapest(otherwise, prices) if otherwise is not None else (0, None)
        if going <= staying:
            missing -= units
            cost, used = cost + going, used if paid_going is None else (used, paid_going)
        else:
            cost += staying
            more.append((units, going - staying, paid_going, paid_staying))
    return _gathered(missing, cost, used, more)


def _gathered(
    missing: int, cost: float, used: _Used, more: Sequence[tuple[int, float, _Used, _Used]]
) -> tuple[float, _Used]:
    """Follow the least cost of every number of units from 0 to those missing; what is beyond counts as enough."""
    missing = max(missing, 0)
    best: list[tuple[float, _Used]] = [(cost, used)] + [(IMPOSSIBLE, None)] * missing
    for units, extra, paid_going, paid_staying in more:
        for held in range(missing, -1, -1):
            so_far, paid = best[held]
            if paid_staying is not None:
                paid = (paid, paid_staying)
            if held and extra < IMPOSSIBLE:
                before, paid_before = best[max(held - units, 0)]
                if before + extra < so_far:
                    so_far, paid = before + extra, (paid_before, paid_going)
            best[held] = so_far, paid
    return best[missing]
