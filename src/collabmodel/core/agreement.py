"""How far raters agree beyond chance.

Plain numbers in, numbers out; ratings need no names.

Source: Krippendorff 2011, Computing Krippendorff's alpha-reliability, sections C and E.
"""

from collections import Counter
from collections.abc import Sequence


def alpha(units: Sequence[Sequence[int]]) -> float | None:
    """Krippendorff's alpha for ordinal ratings: 1 is perfect agreement, 0 what chance would bring.

    Args:
        units: for each thing that was rated its ratings, any number of them; fewer than two tell nothing.

    Returns:
        At most 1, and None where nothing was rated twice, or all ratings are alike: without variation there is nothing
        on which raters could have disagreed.
    """
    paired = [unit for unit in units if len(unit) > 1]
    totals = Counter(rating for unit in paired for rating in unit)
    if len(totals) < 2:
        return None
    distance = _ordinal(totals)
    number = sum(totals.values())
    observed = sum(_disagreement(Counter(unit), distance) / (len(unit) - 1) for unit in paired) / number
    expected = _disagreement(totals, distance) / (number * (number - 1))
    return 1 - observed / expected


Distance = dict[tuple[int, int], float]


def _ordinal(totals: Counter[int]) -> Distance:
    """The squared number of ratings from the middle of one value's to the middle of another's."""
    values = sorted(totals)
    return {
        (low, high): (sum(totals[each] for each in values[i : j + 1]) - (totals[low] + totals[high]) / 2) ** 2
        for i, low in enumerate(values)
        for j, high in enumerate(values)
        if i < j
    }


def _disagreement(counts: Counter[int], distance: Distance) -> float:
    """Summed over all ordered pairs of ratings."""
    return 2 * sum(
        counts[low] * counts[high] * apart for (low, high), apart in distance.items() if counts[low] and counts[high]
    )
