"""A bar for those who wait longer than two seconds, at a terminal or in a notebook; silence everywhere else."""

import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from collabmodel.extras import Foreign, needed

PATIENCE = 2
"""Seconds that nobody notices."""


@contextmanager
def waiting(total: int | None, unit: str) -> Iterator[Callable[[int], object]]:
    """Something that takes a while; call what it gives with the number of units that are done.

    Args:
        total: how many units there are; None: nobody knows.
        unit: what they are.
    """
    with _bar(total, unit) as bar:
        yield bar.update


def _bar(total: int | None, unit: str) -> Foreign:
    with contextlib.suppress(ImportError):
        bars = needed("tqdm.auto").tqdm
        return bars(total=total, unit=f" {unit}", unit_scale=True, delay=PATIENCE, disable=None, leave=False)
    return contextlib.nullcontext(_Silence())


class _Silence:
    """What is shown without tqdm."""

    def update(self, number: int) -> None:
        """Nothing."""
