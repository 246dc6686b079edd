"""Many organizations in the order of their ranges, for somebody to read."""

from collections.abc import Iterator, Sequence

import attrs

from collabmodel.render.rows import Block, Heading, Lines, Shown, Table, counted, percent
from collabmodel.rubrics.rubric import Rubric
from collabmodel.verdict import LIKELY, POSSIBLE, SAFE

SAFE_TO_POSSIBLE = "safe to possible"


@attrs.frozen
class Ranking(Shown):
    """Organizations by their range. There are no ranks: of two ranges that overlap nobody knows which is further.

    Attributes:
        rubric: by which they were judged.
        heads: of the columns.
        rows: name, guaranteed range and, with probabilities, the range from safe to possible.
        number: how many there are, those that are left out included.
    """

    rubric: type[Rubric]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    number: int

    def blocks(self) -> tuple[Block, ...]:
        """The table."""
        left_out = self.number - len(self.rows)
        remarks = [f"The ladder: {self.rubric.ladder}.", *bars(self.heads)]
        remarks += [
            "Those first of which more is guaranteed; of two ranges that overlap nobody knows which is further."
        ]
        if left_out:
            remarks.append(f"{left_out:,} more are left out.")
        return (
            Heading(f"{counted(self.number, 'organization', 'organizations')} by {self.rubric.title}"),
            Table("Where each stands (guaranteed: if no source is wrong)", self.heads, self.rows),
            Lines(tuple(remarks)),
        )


def bars(heads: Sequence[str]) -> Iterator[str]:
    """What the words for what is probable mean, where they stand in a table."""
    if SAFE_TO_POSSIBLE in heads:
        yield f"Safely: {percent(SAFE)} % sure or more; likely: {percent(LIKELY)} %; possibly: {percent(POSSIBLE)} %."
