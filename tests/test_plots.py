"""Pictures, bars for those who wait, pages, and packages that may be missing."""

import io
import sys
from contextlib import redirect_stderr
from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt

from collabmodel import Criterion, Dimension, Ladder, Level, Rubric, Verdicts
from collabmodel.extras import EXTRA_OF, needed
from collabmodel.render import plots
from collabmodel.render import waiting as waiting_module
from collabmodel.render.rows import Heading, Lines, Shown
from collabmodel.render.waiting import waiting

mpl.use("Agg")

STAGES = ["seed", "sprout", "bloom"]
GUARANTEED, INNER, LIKELY = "guaranteed, if no source is wrong", "safe (90 %) to possible (10 %)", "likely (50 %)"


class Garden(Rubric):
    """A small rubric; verdicts by it are made by hand."""

    ladder = Ladder(*STAGES)
    ground = Dimension("Ground")
    soil = Criterion(
        ground,
        "How is the soil?",
        source="test",
        levels=(Level("bare", "Nothing grows.", reach="seed"), Level("rich", "Worms live in it.", reach="bloom")),
    )


WORST, BEST, AT_LEAST = [0, 1, 2], [2, 1, 2], [[1, 0.9, 0.2], [1, 1, 0], [1, 1, 1]]


@pytest.fixture(autouse=True)
def nothing_stays_open():
    yield
    plt.close("all")


def drawn(ax):
    """The axes, after everything on them was really drawn."""
    ax.figure.savefig(io.BytesIO())
    return ax


def garden(names=(), at_least=AT_LEAST):
    return Verdicts(Garden, WORST, BEST, at_least, tuple(names) or None)


def many(number, at_least=None):
    return Verdicts(Garden, np.zeros(number, int), np.full(number, 2), at_least)


def texts(labels):
    return [label.get_text() for label in labels]


def legend(ax):
    return set(texts(ax.get_legend().get_texts()))


def bars(ax):
    """From where to where each bar goes, and at which height its middle is."""
    return [
        (round(each.get_x(), 9), round(each.get_x() + each.get_width(), 9), each.get_y() + each.get_height() / 2)
        for each in ax.patches
    ]


# Ranges


def test_a_bar_goes_from_the_worst_stage_to_the_best_those_first_of_which_more_is_guaranteed():
    ax = drawn(garden("abc", at_least=None).plot())
    assert texts(ax.get_yticklabels()) == ["c", "b", "a"]
    assert texts(ax.get_xticklabels()) == STAGES
    assert bars(ax) == [(1.6, 2.4, 0), (0.6, 1.4, 1), (-0.4, 2.4, 2)]
    assert legend(ax) == {GUARANTEED}
    top, bottom = ax.get_ylim()[::-1]
    assert top < 0 < 2 < bottom


def test_probabilities_are_a_bar_within_the_bar_and_a_point():
    ax = drawn(garden().plot())
    assert bars(ax)[3:] == [(1.6, 2.4, 0), (0.6, 1.4, 1), (0.6, 2.4, 2)]
    (points,) = ax.lines
    assert points.get_xydata().tolist() == [[2, 0], [1, 1], [1, 2]]
    assert legend(ax) == {GUARANTEED, INNER, LIKELY}
    outer, inner = ax.patches[0], ax.patches[3]
    assert inner.get_height() < outer.get_height() < 1
    assert inner.get_facecolor() != outer.get_facecolor()


def test_who_has_no_name_is_labelled_by_the_row():
    assert texts(drawn(garden().plot()).get_yticklabels()) == ["row 2", "row 1", "row 0"]
    assert texts(drawn(garden(["a", "", "c"]).plot()).get_yticklabels()) == ["c", "row 1", "a"]


ODD_NAMES = {
    "a formula": ("$x^2$", "$x^2$"),
    "half a formula": ("$\\frac{", "$\\frac{"),
    "two dollars": ("$5 for $", "$5 for $"),
    "a line break": ("a\nb", "a\\nb"),
    "control characters": ("\x00\x1b[1m", "\\x00\\x1b[1m"),
    "another direction": ("\u202eabc", "\\u202eabc"),
    "hidden": ("_hidden", "_hidden"),
    "long": ("x" * 500, "x" * 60 + "..."),
    "per cent": ("100 % {}", "100 % {}"),
}


@pytest.mark.parametrize(("name", "label"), ODD_NAMES.values(), ids=ODD_NAMES)
def test_a_name_is_drawn_as_it_is_written(name, label):
    assert texts(drawn(garden(["a", "b", name]).plot()).get_yticklabels()) == [label, "b", "a"]


def test_more_organizations_make_a_higher_picture():
    heights = [many(number).plot().figure.get_size_inches()[1] for number in (1, 10, 100)]
    assert heights[2] - heights[1] == pytest.approx(10 * (heights[1] - heights[0]))


@pytest.mark.parametrize("at_least", [None, np.zeros((0, 3))])
def test_nobody_is_drawn_as_an_empty_picture(at_least):
    ax = drawn(many(0, at_least).plot())
    assert not ax.patches
    assert texts(ax.get_xticklabels()) == STAGES
    assert not texts(ax.get_yticklabels())


def test_a_picture_is_drawn_on_the_axes_given():
    for verdicts in (garden(), many(300)):
        _, axes = plt.subplots(1, 2)
        assert verdicts.plot(axes[1]) is axes[1]
        assert drawn(axes[1]).patches
        assert not axes[0].patches
    assert len(plt.get_fignums()) == 2


def test_ranges_of_anything_are_drawn_from_plain_numbers():
    ax = drawn(plots.ranges(["a"], iter([0]), iter([1]), (iter([0]), iter([0]), iter([1])), ["low", "high"]))
    assert bars(ax) == [(-0.4, 1.4, 0), (-0.4, 1.4, 0)]


# Counts


def test_more_than_can_be_read_are_counted():
    assert drawn(many(plots.MOST_BARS).plot()).get_ylabel() == ""
    ax = drawn(many(plots.MOST_BARS + 1).plot())
    assert ax.get_ylabel() == "organizations"
    assert texts(ax.get_xticklabels()) == STAGES
    assert [each.get_height() for each in ax.patches] == [201, 0, 0, 0, 0, 201]
    assert len(legend(ax)) == 2


def test_counts_stand_side_by_side_around_their_stage_in_colours_of_their_own():
    ax = drawn(many(300, np.ones((300, 3))).plot())
    assert len(ax.containers) == len(legend(ax)) == 5
    assert len({container[0].get_facecolor() for container in ax.containers}) == 5
    for stage in range(3):
        around = [container[stage] for container in ax.containers]
        assert around[0].get_x() == pytest.approx(stage - 0.4)
        for left, right in pairwise(around):
            assert left.get_x() + left.get_width() == pytest.approx(right.get_x())
        assert around[-1].get_x() + around[-1].get_width() == pytest.approx(stage + 0.4)


def test_one_thing_is_counted_alone():
    ax = drawn(plots.counts({"all": {"low": 1, "high": 2}}, ["low", "high"]))
    assert [each.get_height() for each in ax.patches] == [1, 2]


# Waiting


class Terminal(io.StringIO):
    """Where tqdm believes that somebody looks."""

    def isatty(self):
        return True


@pytest.fixture
def nobody_has_patience(monkeypatch):
    monkeypatch.setattr(waiting_module, "PATIENCE", 0)


def written(total, unit, *steps, to):
    """What somebody sees who waits, step by step."""
    with redirect_stderr(to), waiting(total, unit) as advance:
        for step in steps:
            advance(step)
    return to.getvalue()


@pytest.mark.usefixtures("nobody_has_patience")
def test_at_a_terminal_a_bar_is_drawn_and_taken_away():
    seen = written(10, "organizations", 4, 6, to=Terminal())
    assert seen.startswith("\r  0%|          | 0.00/10.0 [")
    assert "? organizations/s]" in seen
    assert seen.endswith(" \r")


@pytest.mark.usefixtures("nobody_has_patience")
def test_where_nobody_knows_how_many_there_are_there_is_no_share_of_them():
    seen = written(None, "rows", 4, to=Terminal())
    assert "? rows/s]" in seen
    assert "%" not in seen


def test_a_bar_counts_what_is_done(monkeypatch):
    monkeypatch.setattr("tqdm.std.tqdm.update", lambda bar, number: done.append((bar.total, number)))
    done = []
    written(10, "organizations", 4, 6, to=Terminal())
    assert done == [(10, 4), (10, 6)]


def test_who_has_patience_sees_nothing(monkeypatch):
    monkeypatch.setattr(waiting_module, "PATIENCE", 10**9)
    assert not written(10, "organizations", 4, 6, to=Terminal()).strip()


@pytest.mark.usefixtures("nobody_has_patience")
def test_where_there_is_no_terminal_nothing_is_written():
    assert written(10, "organizations", 4, 6, to=io.StringIO()) == ""


@pytest.mark.usefixtures("nobody_has_patience")
def test_without_tqdm_nothing_is_written_either(monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert written(10, "organizations", 4, 6, to=Terminal()) == ""


@pytest.mark.parametrize("package", ["tqdm", "another"])
def test_what_goes_wrong_while_somebody_waits_is_not_hidden(package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ZeroDivisionError), waiting(10, "organizations"):
        1 / 0  # noqa: B018


# Packages that may be missing


def test_a_package_or_a_module_of_one_is_given():
    assert needed("matplotlib") is mpl
    assert needed("matplotlib.pyplot") is plt


@pytest.mark.parametrize(("package", "extra"), EXTRA_OF.items())
def test_a_missing_package_is_named_with_its_extra(package, extra, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    for module in (package, f"{package}.part"):
        with pytest.raises(ImportError) as caught:
            needed(module)
        assert str(caught.value) == (
            f"this needs {package}, which is not installed; pip install 'collabmodel[{extra}]'"
        )
        assert caught.value.name == package


def test_a_missing_package_without_an_extra_is_installed_by_its_own_name(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"^this needs pandas, which is not installed; pip install pandas$"):
        needed("pandas")


@pytest.mark.parametrize("verdicts", [garden(), many(300)], ids=["ranges", "counts"])
def test_without_matplotlib_a_picture_says_what_to_install(verdicts, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ImportError, match=r"pip install 'collabmodel\[charts\]'"):
        verdicts.plot()


# Pages


class Sign(Shown):
    """Something to look at."""

    def __init__(self, *blocks):
        self._blocks = blocks

    def blocks(self):
        return self._blocks


def test_a_page_has_the_first_heading_as_its_title():
    page = Sign(Lines(("Before.",)), Heading("A <b> & c"), Heading("Another")).to_html()
    assert page.startswith("<!DOCTYPE html>\n")
    assert "<title>A &lt;b&gt; &amp; c</title>" in page
    assert '<meta charset="utf-8">' in page
    assert page.count("<title>") == 1
    assert "<p>Before.</p><h3>A &lt;b&gt; &amp; c</h3><h3>Another</h3>" in page
    assert page.endswith("</html>\n")


def test_a_page_without_a_heading_has_no_title():
    assert "<title></title>" in Sign(Lines(("Alone.",))).to_html()


def test_a_page_holds_what_a_notebook_shows():
    assert garden().to_html().count(garden()._repr_html_()) == 1
    assert "<title>3 organizations by Garden</title>" in garden().to_html()
    assert "<title>3 organizations by Garden</title>" in garden().ranked().to_html()


def test_what_does_not_say_how_it_is_shown_cannot_be():
    with pytest.raises(NotImplementedError):
        str(Shown())
