"""The cheapest ways to open a gate, or to keep it closed.

Plain numbers in, positions out. Both are a choice of one option per child under a quota, nested once per layer, and
solved exactly by following the least cost of every reachable number of points.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple, TypeAlias


class Way(NamedTuple):
    """One way to bring something about: what it costs, what it gives its parent, which criteria at which gates."""

    cost: float
    units: int
    used: tuple[tuple[int, int], ...]


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

Price = Callable[[int, int], float | None]
"""The cost of bringing a criterion to a gate (or of keeping it below), None where that cannot be done."""


def opening(part: Part, gate: int, price: Price, waived: Collection[int] = ()) -> tuple[tuple[int, int], ...] | None:
    """The cheapest set of criteria that opens a gate.

    Args:
        part: the whole rubric, or a part of it.
        gate: a stage from 1.
        price: of bringing criterion c to a gate; 0 where it stands there already.
        waived: criteria that do not apply.

    Returns:
        The criteria that are paid for, each with the gate it is paid for, or None if nothing opens the gate.
    """
    way = _open(part, gate, price, waived)
    return None if way is None else way.used


def closing(part: Part, gate: int, price: Price, waived: Collection[int] = ()) -> tuple[tuple[int, int], ...] | None:
    """The cheapest set of criteria that keeps a gate closed whatever the others do.

    Args:
        part: the whole rubric, or a part of it.
        gate: a stage from 1.
        price: of keeping criterion c below a gate.
        waived: criteria that do not apply.

    Returns:
        The criteria that are paid for, each with the gate it is paid for, or None if nothing closes the gate.
    """
    way = _close(part, gate, price, waived)
    return None if way is None else way.used


def _open(inner: Part, gate: int, price: Price, waived: Collection[int]) -> Way | None:
    if gate <= 0:
        return Way(0, 0, ())
    if isinstance(inner, int):
        cost = price(inner, gate)
        return None if cost is None else Way(cost, 0, ((inner, gate),) if cost else ())
    total = sum(child.points for child in inner.children)
    options = [_ways_to_open(inner, child, gate, price, waived) for child in inner.children]
    return _cheapest(options, inner.num * total)


def _ways_to_open(branch: Branch, child: Child, gate: int, price: Price, waived: Collection[int]) -> list[Way]:
    """Reach the gate and give the points, or (for nothing, or just within the lead) stay behind and give none."""
    if _is_waived(child.inner, waived):
        return [Way(0, branch.num * child.points, ())]
    reach = _open(child.inner, gate, price, waived)
    ways = [] if reach is None else [reach._replace(units=branch.den * child.points)]
    if reach is not None and reach.cost == 0:
        return ways
    behind = Way(0, 0, ()) if child.lead is None else _open(child.inner, gate - child.lead, price, waived)
    return ways if behind is None else [*ways, behind._replace(units=0)]


def _close(inner: Part, gate: int, price: Price, waived: Collection[int]) -> Way | None:
    if gate <= 0:
        return None
    if isinstance(inner, int):
        cost = price(inner, gate)
        return None if cost is None else Way(cost, 0, ((inner, gate),) if cost else ())
    ways = [_by_points(inner, gate, price, waived)]
    ways += [
        _close(child.inner, gate - child.lead, price, waived)
        for child in inner.children
        if child.lead is not None and not _is_waived(child.inner, waived)
    ]
    return min((way for way in ways if way is not None), key=lambda way: way.cost, default=None)


def _by_points(branch: Branch, gate: int, price: Price, waived: Collection[int]) -> Way | None:
    """Keep so many children below the gate that the rest cannot make the quota."""
    options = []
    spare = 1 - branch.num * sum(child.points for child in branch.children)
    for child in branch.children:
        if _is_waived(child.inner, waived):
            spare += branch.num * child.points
            continue
        spare += branch.den * child.points
        fail = _close(child.inner, gate, price, waived)
        if fail is not None:
            options.append([fail._replace(units=branch.den * child.points), Way(0, 0, ())])
    return _cheapest(options, spare)


def _is_waived(inner: Part, waived: Collection[int]) -> bool:
    if isinstance(inner, int):
        return inner in waived
    return bool(waived) and all(_is_waived(child.inner, waived) for child in inner.children)


def _cheapest(options: Iterable[Sequence[Way]], needed: int) -> Way | None:
    """One way per child that together give what is needed, at the least cost; the first found among equals."""
    best = {0: Way(0, 0, ())}
    for ways in options:
        reached: dict[int, Way] = {}
        for so_far in best.values():
            for way in ways:
                units = min(so_far.units + way.units, needed)
                cost = so_far.cost + way.cost
                if units not in reached or cost < reached[units].cost:
                    reached[units] = Way(cost, units, so_far.used + way.used)
        best = reached
    return best.get(needed)
