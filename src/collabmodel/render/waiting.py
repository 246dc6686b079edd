"""A bar for those who wait longer than two seconds, at a terminal or in a notebook; silence everywhere else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from collabmodel.extras import needed

PATIENCE = 2
"""Seconds that nobody notices."""


@contextmanager
def waiting(total: int | None, unit: str) -> Iterator[Callable[[int], object]]:
    """Something that takes a while; call what it gives with the number of units that are done.

    Args:
        total: how many units there are; None: nobody knows.
        unit: what they are.
    """
    try:
        tqdm = needed("tqdm.auto").tqdm
    except ImportError:
        yield lambda _: None
        return
    with tqdm(total=total, unit=f" {unit}", unit_scale=True, delay=PATIENCE, disable=None, leave=False) as bar:
        yield bar.update
