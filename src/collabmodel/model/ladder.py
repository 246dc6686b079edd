"""Ladders of stages: names in order, nothing else."""

from collections.abc import Iterator

import attrs


@attrs.frozen(init=False)
class Ladder:
    """Stages from the lowest to the highest.

    Args:
        names: two or more different names. What is wrong with them a rubric says at its class statement, where it
            can name the place.

    >>> Ladder("no", "go", "grow")["go"].rank
    1
    """

    names: tuple[str, ...]

    def __init__(self, *names: str) -> None:
        self.__attrs_init__(names=names)

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator["Stage"]:
        return (Stage(self, rank) for rank in range(len(self.names)))

    def __contains__(self, stage: object) -> bool:
        """Whether a name, or a stage, is on this ladder."""
        return stage.ladder == self if isinstance(stage, Stage) else stage in self.names

    def __getitem__(self, key: int | str) -> "Stage":
        """The stage of a rank from 0, or of a name; raises IndexError or KeyError."""
        if isinstance(key, str):
            if key not in self.names:
                raise KeyError(key)
            return Stage(self, self.names.index(key))
        return Stage(self, range(len(self.names))[key])

    def __str__(self) -> str:
        return " < ".join(self.names)

    @property
    def top(self) -> int:
        """The rank of the highest stage."""
        return len(self.names) - 1


@attrs.frozen(order=False)
class Stage:
    """One stage of a ladder. Stages of one ladder are ordered; stages of two ladders are never equal nor ordered."""

    ladder: Ladder = attrs.field(repr=False)
    rank: int = attrs.field()

    @rank.validator
    def _is_on_the_ladder(self, _: object, rank: int) -> None:
        if not 0 <= rank < len(self.ladder):
            raise IndexError(f"a ladder of {len(self.ladder)} stages has no rank {rank}")

    @property
    def name(self) -> str:
        """The name on the ladder."""
        return self.ladder.names[self.rank]

    def __str__(self) -> str:
        return self.name

    def __lt__(self, other: "Stage") -> bool:
        return self.rank < self._comparable(other)

    def __le__(self, other: "Stage") -> bool:
        return self.rank <= self._comparable(other)

    def __gt__(self, other: "Stage") -> bool:
        return self.rank > self._comparable(other)

    def __ge__(self, other: "Stage") -> bool:
        return self.rank >= self._comparable(other)

    def _comparable(self, other: object) -> int:
        if not isinstance(other, Stage):
            raise TypeError(f"a stage compares with a stage, not with {type(other).__name__}")
        if other.ladder != self.ladder:
            raise TypeError(f"'{self}' and '{other}' are stages of two ladders ({self.ladder}; {other.ladder})")
        return other.rank
