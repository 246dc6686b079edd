"""Pictures: plain labels and numbers in, axes of matplotlib out; nothing here knows what they mean.

Colours are those of cividis, which people see alike who see colours differently, always with an outline and a name.
"""

from collections.abc import Iterable, Mapping, Sequence

from collabmodel.errors import DescriptionError, Fault, ascii_controls, cut, quoted
from collabmodel.extras import Foreign, needed

MOST_BARS = 200
"""More bars are not read, they are counted."""
ROW_HEIGHT = 0.22
"""Of a bar with its label, in inches."""
WIDE, LIGHT, DARK, POINT = 0.72, "#cfd3d9", "#7f7c75", "#00224e"
OUTLINE = "#4d4d4d"


def ranges(
    labels: Sequence[str],
    low: Iterable[int],
    high: Iterable[int],
    inner: tuple[Iterable[int], Iterable[int], Iterable[int]] | None,
    stages: Sequence[str],
    ax: Foreign = None,
) -> Foreign:
    """A bar from the lowest to the highest rank for each label, top to bottom.

    Args:
        labels: one for each bar.
        low: rank at which each bar begins.
        high: rank at which it ends.
        inner: lowest, middle and highest rank of what is probable; None: nothing is known of that.
        stages: the names of the ranks.
        ax: where to draw; None: on a new figure of a height that fits.
    """
    ax = _axes(ax, 8, 1.2 + ROW_HEIGHT * len(labels))
    places = range(len(labels))
    _bars(ax, low, high, WIDE, LIGHT, "guaranteed, if no source is wrong")
    if inner is not None:
        safe, likely, possible = inner
        _bars(ax, safe, possible, WIDE / 2, DARK, "safe (90 %) to possible (10 %)")
        ax.plot(list(likely), list(places), "o", color=POINT, markersize=4, label="likely (50 %)")
    called = [cut(ascii_controls(each)) for each in labels]
    ax.set_yticks(list(places), called, parse_math=False)  # a name is no formula
    ax.set_ylim(max(len(labels), 1) - 0.5, -0.5)
    ax.set_xticks(range(len(stages)), list(stages), parse_math=False)
    ax.set_xlim(-0.6, len(stages) - 0.4)
    ax.set_axisbelow(True)
    ax.grid(axis="x", alpha=0.3)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3, frameon=False, fontsize="small")
    return ax


def _bars(ax: Foreign, low: Iterable[int], high: Iterable[int], height: float, colour: str, label: str) -> None:
    """Half a stage beyond its middle on either side, so that a range of one stage is seen."""
    pairs = [(int(a) - 0.4, int(b) - int(a) + 0.8) for a, b in zip(low, high, strict=True)]
    left, width = zip(*pairs, strict=True) if pairs else ((), ())
    ax.barh(range(len(pairs)), width, height, left, color=colour, edgecolor=OUTLINE, linewidth=0.5, label=label)


def counts(numbers: Mapping[str, Mapping[str, int]], stages: Sequence[str], ax: Foreign = None) -> Foreign:
    """A group of bars for each stage: how many have it as their worst, their best, and so on.

    Args:
        numbers: by what is counted, then by stage.
        stages: the names, lowest first.
        ax: where to draw; None: on a new figure.
    """
    ax = _axes(ax, 8, 4)
    colours = _cividis(len(numbers))
    width = 0.8 / max(len(numbers), 1)
    for place, (what, by_stage) in enumerate(numbers.items()):
        left = [rank - 0.4 + (place + 0.5) * width for rank in range(len(stages))]
        ax.bar(left, list(by_stage.values()), width, color=colours[place], edgecolor=OUTLINE, linewidth=0.5, label=what)
    ax.set_xticks(range(len(stages)), list(stages), parse_math=False)
    ax.set_ylabel("organizations")
    ax.legend(frameon=False, fontsize="small")
    return ax


def _axes(given: Foreign, width: float, height: float) -> Foreign:
    """The axes that were given, or those of a new figure of such a size."""
    if given is None:
        return needed("matplotlib.pyplot").subplots(figsize=(width, height), layout="constrained")[1]
    if not isinstance(given, needed("matplotlib.axes").Axes):
        problem = f"expected axes of matplotlib, got {quoted(given)}; pass those of plt.subplots(), or none"
        raise DescriptionError([Fault("ax", problem)])
    return given


def _cividis(number: int) -> list[Foreign]:
    colours = needed("matplotlib.pyplot").get_cmap("cividis")
    return [colours(place / max(number - 1, 1)) for place in range(number)]
