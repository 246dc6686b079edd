"""Verdicts: where many organizations stand, how that is shown, and how it leaves for other tools and comes back."""

import json
import pickle
import re
import sys

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from collabmodel import Criterion, Dimension, Ladder, Level, Rubric, Verdicts, exchange
from collabmodel.errors import DescriptionError
from collabmodel.verdicts import Evidence

STAGES = ("seed", "sprout", "bloom")


class Garden(Rubric):
    """A small rubric; verdicts by it are made by hand."""

    title = "The <garden>"
    ladder = Ladder(*STAGES)
    ground = Dimension("Ground")
    soil = Criterion(
        ground,
        "How is the soil?",
        source="test",
        levels=(
            Level("bare", "Nothing grows.", reach="seed"),
            Level("dug", "It has been dug.", reach="sprout"),
            Level("rich", "Worms live in it.", reach="bloom"),
        ),
    )


WORST, BEST = (0, 0, 2, 0), (2, 2, 2, 0)
AT_LEAST = ((1, 0.9, 0.1), (1, 0.6, 0.5), (1, 1, 1), (1, 0, 0))
NAMES = ("Ann & <b>", "", "c|d", "日本 \n")
CERTAIN = Verdicts(Garden, WORST, BEST)
PROBABLE = Verdicts(Garden, WORST, BEST, AT_LEAST)
NAMED = Verdicts(Garden, WORST, BEST, None, NAMES)
FULL = Verdicts(Garden, WORST, BEST, AT_LEAST, NAMES)
NOBODY = Verdicts(Garden, (), ())
ALL = {"certain": CERTAIN, "probable": PROBABLE, "named": NAMED, "named and probable": FULL, "nobody": NOBODY}

each_kind = pytest.mark.parametrize("verdicts", ALL.values(), ids=ALL)


def many(number):
    return Verdicts(Garden, np.zeros(number, int), np.full(number, 2))


def faults(call, *args):
    """The faults of a call; each is one short line that prints, and names a way out."""
    with pytest.raises(DescriptionError) as caught:
        call(*args)
    found = [str(each) for each in caught.value.faults]
    assert found
    for line in found:
        assert line.isprintable()
        assert len(line) <= 400
        assert ";" in line
    return found


# A mapping of columns


def test_verdicts_are_a_mapping_of_columns():
    assert list(CERTAIN) == ["worst", "best"]
    assert list(PROBABLE) == ["worst", "best", "safe", "likely", "possible", "score", "at_least"]
    assert (len(CERTAIN), CERTAIN.number) == (2, 4)
    assert {head: column.tolist() for head, column in CERTAIN.items()} == {"worst": [*WORST], "best": [*BEST]}
    assert PROBABLE["safe"].tolist() == PROBABLE.safe.tolist()


@pytest.mark.parametrize("column", ["safe", "score", "at_least", "number", "names", "_rows", 0])
def test_what_is_no_column_is_no_key(column):
    assert column not in CERTAIN
    assert CERTAIN.get(column) is None
    with pytest.raises(KeyError):
        CERTAIN[column]


@pytest.mark.parametrize(
    ("verdicts", "column", "way_out"),
    [
        (CERTAIN, "likely", "'likely': these verdicts hold no probabilities; ask for them by probabilities=True"),
        (CERTAIN, "wurst", "'wurst': did you mean 'worst'?"),
        (PROBABLE, "likly", "'likly': did you mean 'likely'?"),
    ],
)
def test_a_missing_column_is_refused_with_the_way_out(verdicts, column, way_out):
    with pytest.raises(KeyError, match=re.escape(way_out)):
        verdicts[column]


def test_ranks_are_those_reached_with_nine_five_and_one_of_ten():
    assert PROBABLE.safe.tolist() == [1, 0, 2, 0]
    assert PROBABLE.likely.tolist() == [1, 2, 2, 0]
    assert PROBABLE.possible.tolist() == [2, 2, 2, 0]


def test_a_probability_that_rounding_made_smaller_still_counts():
    assert 3 * 0.3 < 0.9
    assert Verdicts(Garden, [0], [2], [[1, 3 * 0.3, 0]]).safe.tolist() == [1]


def test_the_score_is_the_expected_rank_in_percent_of_the_top():
    assert PROBABLE.score == pytest.approx([50, 55, 100, 0])


@pytest.mark.parametrize("column", ["safe", "likely", "possible", "score"])
def test_without_probabilities_it_is_said_how_to_ask_for_them(column):
    with pytest.raises(AttributeError, match="probabilities=True"):
        getattr(CERTAIN, column)


def test_stages_are_counted_by_their_names():
    assert CERTAIN.counts() == {
        "worst": {"seed": 3, "sprout": 0, "bloom": 1},
        "best": {"seed": 1, "sprout": 0, "bloom": 3},
    }
    assert PROBABLE.counts()["safe"] == {"seed": 2, "sprout": 1, "bloom": 1}
    assert list(PROBABLE.counts()) == ["worst", "best", "safe", "likely", "possible"]
    assert NOBODY.counts()["best"] == dict.fromkeys(STAGES, 0)


def test_columns_are_copies_that_cannot_be_written():
    given = np.array([0, 1], np.int8)
    found = Verdicts(Garden, given, given, [[1, 0, 0], [1, 1, 0]])
    given[:] = 2
    assert found["worst"].tolist() == [0, 1]
    for column in ("worst", "best", "at_least"):
        with pytest.raises(ValueError, match="read-only"):
            found[column][:] = 0
    with pytest.raises(AttributeError):
        found.worst = given


def test_verdicts_are_equal_if_all_they_say_is():
    assert Verdicts(Garden, [*WORST], [*BEST], np.array(AT_LEAST), NAMES) == FULL
    assert Verdicts(Garden, WORST, BEST, evidence=Evidence({}, {}, 0, 0)) == CERTAIN
    others = [NAMED, PROBABLE, Verdicts(Garden, WORST, WORST), Verdicts(Garden, WORST, BEST, ((1, 0, 0),) * 4)]
    for other in [*others, NOBODY, Verdicts(type("Other", (Garden,), {}), WORST, BEST), dict(CERTAIN), None]:
        assert other != CERTAIN
        assert other != FULL
    with pytest.raises(TypeError):
        hash(CERTAIN)


@each_kind
def test_verdicts_are_pickled(verdicts):
    assert pickle.loads(pickle.dumps(verdicts)) == verdicts  # noqa: S301


def test_evidence_is_pickled_along():
    evidence = Evidence({"soil": 1}, {"soil": 4}, 0, 0.25)
    found = Verdicts(Garden, WORST, BEST, evidence=evidence)
    assert pickle.loads(pickle.dumps(found)).evidence == evidence  # noqa: S301


# Some of the organizations


TAKEN = {
    "positions": [0, 2],
    "a tuple": (0, 2),
    "from the end": [-4, -2],
    "an array": np.array([0, 2], np.uint8),
    "a mask": [True, False, True, False],
    "a mask of pandas": pd.Series([True, False, True, False]),
    "a mask of polars": pl.Series([True, False, True, False]),
    "a slice": slice(0, 3, 2),
    "a range": range(0, 4, 2),
}


@pytest.mark.parametrize("rows", TAKEN.values(), ids=TAKEN)
def test_some_organizations_are_taken_with_all_that_is_said_of_them(rows):
    assert FULL.take(rows) == Verdicts(Garden, [0, 2], [2, 2], [AT_LEAST[0], AT_LEAST[2]], (NAMES[0], NAMES[2]))
    assert CERTAIN.take(rows) == Verdicts(Garden, [0, 2], [2, 2])


def test_rows_are_taken_in_the_order_given_as_often_as_given_and_one_alone():
    assert FULL.take([2, 0, 2]).names == ("c|d", "Ann & <b>", "c|d")
    assert FULL.take(2).names == ("c|d",)


@pytest.mark.parametrize("rows", [[], (), np.array([], bool), np.array([], int), slice(0)])
def test_nobody_may_be_taken(rows):
    assert FULL.take(rows).number == NOBODY.take(rows).number == 0
    assert FULL.take(rows).names == ()


def test_what_was_known_of_all_is_not_said_of_some():
    evidence = Evidence({"soil": 1}, {"soil": 4}, 0, 0.25)
    assert Verdicts(Garden, WORST, BEST, evidence=evidence).take([0]).evidence is None


@pytest.mark.parametrize(
    "rows", [[4], -5, "rows", ["a"], None, 1.5, [1.5], [True, False], {1, 2}, [None], {}, "", [[1], [1, 2]], True]
)
def test_what_are_no_rows_is_refused(rows):
    (line,) = faults(FULL.take, rows)
    assert line.startswith("rows: ")
    assert line.endswith("; give positions of the 4 rows from 0, or True or False for each")


# What a person sees


def test_an_organization_is_called_by_its_name_or_by_its_row():
    assert [FULL.name(row) for row in range(3)] == ["Ann & <b>", "row 1", "c|d"]
    assert CERTAIN.name(2) == "row 2"


@pytest.mark.parametrize("row", [4, -1, "a", None])
@pytest.mark.parametrize("verdicts", [FULL, CERTAIN], ids=["named", "without names"])
def test_who_is_not_there_is_not_called_anything(verdicts, row):
    (told,) = faults(verdicts.name, row)
    assert told == f"row: {row!r} is none of the 4 rows; give a position from 0"


@pytest.mark.parametrize("ax", ["x", 3, object()], ids=["text", "number", "object"])
@pytest.mark.parametrize("verdicts", [FULL, Verdicts(Garden, [0] * 300, [1] * 300)], ids=["few", "many"])
def test_what_are_no_axes_is_not_drawn_on(verdicts, ax):
    (told,) = faults(verdicts.plot, ax)
    assert told.startswith("ax: expected axes of matplotlib, got ")
    assert told.endswith("; pass those of plt.subplots(), or none")


@each_kind
def test_the_representation_is_short(verdicts):
    number = "0" if verdicts is NOBODY else "4"
    assert repr(verdicts) == f"<Verdicts of {number} organizations: {', '.join(verdicts)}>"


def test_verdicts_are_shown_as_counts_and_the_first_of_them():
    assert str(FULL) == (
        "4 organizations by The <garden>\n"
        "===============================\n"
        "\n"
        "How many stand at each stage\n"
        "            seed  sprout  bloom\n"
        "guaranteed     3       0      1\n"
        "at most        1       0      3\n"
        "safely         2       1      1\n"
        "likely         1       1      2\n"
        "possibly       1       0      3\n"
        "\n"
        "Safely: 90 % sure or more; likely: 50 %; possibly: 10 %.\n"
        "\n"
        "Where each stands\n"
        "              guaranteed  safe to possible\n"
        "Ann & <b>  seed to bloom   sprout to bloom\n"
        "row 1      seed to bloom     seed to bloom\n"
        "c|d                bloom             bloom\n"
        "日本 \\n               seed              seed"
    )


def test_verdicts_are_shown_as_markdown_and_html_with_names_escaped():
    assert "| c\\|d | bloom | bloom |" in FULL.to_markdown()
    assert FULL.to_markdown().startswith("## 4 organizations by The &lt;garden&gt;\n")
    for text in (FULL._repr_html_(), FULL.to_html()):
        assert "<h3>4 organizations by The &lt;garden&gt;</h3>" in text
        assert "Ann &amp; &lt;b&gt;" in text
        assert "<b>" not in text


def test_who_is_named_more_than_once_is_told():
    """It may be two organizations, or one that was counted twice."""
    shown = str(Verdicts(Garden, [0] * 5, [0] * 5, names=["a", "b", "a", "", ""]))
    assert "Named more than once: a.\n" in shown
    names = [f"n{number}" for number in range(10)] * 2
    assert "n6, n7 and 2 more." in str(Verdicts(Garden, [0] * 20, [0] * 20, names=names))


def test_without_probabilities_only_what_is_guaranteed_is_shown():
    assert "safe" not in str(CERTAIN)
    assert str(CERTAIN).endswith("row 2          bloom\nrow 3           seed")


def test_of_many_organizations_the_first_ten_are_shown():
    assert "The first 10\n" in str(many(11))
    assert "row 9 " in str(many(11))
    assert "row 10" not in str(many(11))
    assert "Where each stands\n" in str(many(10))
    assert "1,234" in str(many(1234))


def test_nobody_is_shown_without_a_table_of_rows():
    assert str(NOBODY).startswith("0 organizations by The <garden>")
    assert "Where each stands" not in str(NOBODY)
    assert str(many(1)).startswith("1 organization by")


def test_where_a_rubric_has_no_title_its_name_is_shown():
    plain = type("Plain", (Rubric,), {"ladder": Garden.ladder, "ground": Garden.ground, "soil": Garden.soil})
    for found in (Verdicts(plain, WORST, BEST), Verdicts(plain, WORST, BEST).ranked()):
        assert str(found).startswith("4 organizations by Plain\n")


def shown(known, coverage=0.5, unknown=0):
    """What is said of the evidence of verdicts."""
    evidence = Evidence(known, dict.fromkeys(known, 4), unknown, coverage)
    text = str(Verdicts(Garden, WORST, BEST, evidence=evidence))
    return " ".join(text.partition("bloom\n")[2].partition("Where")[0].split("\n\n")[1].split("\n"))


def test_how_much_was_known_is_said():
    assert shown({"a": 4, "b": 1}) == "The evidence covers 50 % of the points."
    assert shown({"a": 4}, 0.9999) == "The evidence covers >99 % of the points."
    assert "evidence" not in str(CERTAIN)


def test_of_how_many_nothing_is_known_is_said():
    assert shown({"a": 4}, unknown=1).endswith(
        "points. Nothing at all is known of 1 organization; a blank line counts as one, so leave such lines out."
    )


def test_criteria_of_which_nothing_is_known_are_named():
    assert shown({"a": 4, "b": 0, "c": 0}).endswith("points. Nothing is known of b, c.")


def test_where_nothing_is_known_at_all_no_criterion_is_named():
    assert shown({"a": 0, "b": 0}, 0) == "The evidence covers 0 % of the points."


def test_of_many_criteria_of_which_nothing_is_known_eight_are_named():
    eight = "Nothing is known of c0, c1, c2, c3, c4, c5, c6, c7"
    assert shown({"a": 1, **{f"c{number}": 0 for number in range(8)}}).endswith(f"{eight}.")
    assert shown({"a": 1, **{f"c{number}": 0 for number in range(11)}}).endswith(f"{eight} and 3 more.")


# The order of organizations


def test_those_come_first_of_which_more_is_guaranteed_then_possible_then_expected():
    assert [row[0] for row in FULL.ranked().rows] == ["c|d", "row 1", "Ann & <b>", "日本 \n"]
    assert [row[0] for row in CERTAIN.ranked().rows] == ["row 2", "row 0", "row 1", "row 3"]


def test_a_ranking_says_what_it_does_not_say():
    assert str(FULL.ranked()) == (
        "4 organizations by The <garden>\n"
        "===============================\n"
        "\n"
        "Where each stands (guaranteed: if no source is wrong)\n"
        "              guaranteed  safe to possible\n"
        "c|d                bloom             bloom\n"
        "row 1      seed to bloom     seed to bloom\n"
        "Ann & <b>  seed to bloom   sprout to bloom\n"
        "日本 \\n               seed              seed\n"
        "\n"
        "The ladder: seed < sprout < bloom.\n"
        "Safely: 90 % sure or more; likely: 50 %; possibly: 10 %.\n"
        "Those first of which more is guaranteed; of two ranges that overlap nobody knows which is further."
    )


def test_a_ranking_says_how_many_it_leaves_out():
    assert "left out" not in str(many(1000).ranked())
    assert str(many(1001).ranked()).endswith("1 more are left out.")
    assert str(many(3001).ranked(1)).endswith("3,000 more are left out.")
    assert FULL.ranked(1).rows == (("c|d", "bloom", "bloom"),)
    assert FULL.ranked(1).number == 4


def test_a_ranking_without_probabilities_and_one_of_nobody_are_shown():
    assert "safe" not in str(CERTAIN.ranked())
    assert "4 more are left out." in str(CERTAIN.ranked(0))
    assert str(NOBODY.ranked()).startswith("0 organizations")


@pytest.mark.parametrize("most", [-1, True, "1", 1.5, None])
def test_what_is_no_number_of_organizations_is_refused(most):
    (line,) = faults(FULL.ranked, most)
    assert line.startswith("most: ")
    assert line.endswith("is no number of organizations; write 0 or more")


# To other tools


def test_pandas_has_ordered_categories():
    table = FULL.to_pandas()
    assert [*table] == [
        *("name", "worst", "best", "safe", "likely", "possible", "score"),
        *("at_least_seed", "at_least_sprout", "at_least_bloom"),
    ]
    assert table["worst"].dtype == pd.CategoricalDtype(STAGES, ordered=True)
    assert (table["best"] > "sprout").tolist() == [True, True, True, False]
    assert table["at_least_bloom"].tolist() == [0.1, 0.5, 1, 0]
    assert table["name"].tolist() == [*NAMES]


def test_polars_has_an_enum():
    table = FULL.to_polars()
    assert table.columns == [*FULL.to_pandas()]
    assert table["worst"].dtype == pl.Enum(STAGES)
    assert table["worst"].to_list() == ["seed", "seed", "bloom", "seed"]
    assert table.filter(pl.col("best") > "sprout").height == 3


def test_arrow_has_dictionaries():
    table = FULL.to_arrow()
    assert table.column_names == [*FULL.to_pandas()]
    assert table.schema.field("worst").type == pa.dictionary(pa.int8(), pa.string(), ordered=True)
    assert table["worst"].to_pylist() == ["seed", "seed", "bloom", "seed"]
    assert table["score"].to_pylist() == pytest.approx([50, 55, 100, 0])


def test_without_names_and_probabilities_there_are_two_columns():
    for heads in ([*CERTAIN.to_pandas()], CERTAIN.to_polars().columns, CERTAIN.to_arrow().column_names):
        assert heads == ["worst", "best"]
    assert next(CERTAIN.to_json_lines()) == '{"worst": "seed", "best": "bloom"}'


@each_kind
def test_a_library_that_reads_arrow_reads_verdicts(verdicts):
    assert pa.RecordBatchReader.from_stream(verdicts).read_all() == verdicts.to_arrow()
    assert pa.table(verdicts) == verdicts.to_arrow()


def test_a_line_of_json_is_one_organization_with_all_that_is_said_of_it():
    lines = list(FULL.to_json_lines())
    assert json.loads(lines[0]) == {
        "name": "Ann & <b>",
        "worst": "seed",
        "best": "bloom",
        "safe": "sprout",
        "likely": "sprout",
        "possible": "bloom",
        "score": pytest.approx(50),
        "at_least": {"seed": 1, "sprout": 0.9, "bloom": 0.1},
    }
    assert lines[3].startswith('{"name": "日本 \\n"')
    assert list(NOBODY.to_json_lines()) == []


# And back


FORMS = {
    "pandas": Verdicts.to_pandas,
    "polars": Verdicts.to_polars,
    "arrow": Verdicts.to_arrow,
    "a stream": pa.table,
}


@each_kind
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_verdicts_come_back_from_a_frame_as_they_left(verdicts, form):
    assert Verdicts.from_frame(form(verdicts), Garden) == verdicts


@each_kind
def test_verdicts_come_back_from_lines_as_they_left(verdicts):
    assert Verdicts.from_json_lines(verdicts.to_json_lines(), Garden) == verdicts
    assert Verdicts.from_json_lines("\n".join(verdicts.to_json_lines()).splitlines(), Garden) == verdicts
    assert Verdicts.from_json_lines([line.encode() for line in verdicts.to_json_lines()], Garden) == verdicts


def test_every_bit_of_a_probability_comes_back():
    tails = [[1, 0.1 + 0.2, 5e-324], [1, 1 - 2**-53, 1 / 3]]
    verdicts = Verdicts(Garden, [0, 0], [2, 2], tails)
    assert Verdicts.from_json_lines(verdicts.to_json_lines(), Garden).at_least.tolist() == tails
    for form in FORMS.values():
        assert Verdicts.from_frame(form(verdicts), Garden).at_least.tolist() == tails


def test_other_columns_and_keys_do_not_matter():
    assert Verdicts.from_frame(FULL.to_pandas().assign(town="here")[::-1], Garden) == FULL.take([3, 2, 1, 0])
    line = '{"town": "here", "best": "bloom", "worst": "seed", "name": null, "at_least": null}'
    assert Verdicts.from_json_lines([line], Garden) == Verdicts(Garden, [0], [2])


def test_keys_may_stand_in_any_order():
    lines = [json.dumps(json.loads(line), sort_keys=True) for line in FULL.to_json_lines()]
    assert Verdicts.from_json_lines(lines, Garden) == FULL


def test_stages_may_be_plain_text():
    table = pd.DataFrame({"worst": ["seed", "bloom"], "best": pd.Series(["bloom", "bloom"], dtype="category")})
    assert Verdicts.from_frame(table, Garden) == Verdicts(Garden, [0, 2], [2, 2])


@pytest.mark.parametrize("rubric", [None, "Garden", Rubric, int, FULL])
def test_verdicts_come_back_by_a_rubric(rubric):
    for call, given in ((Verdicts.from_frame, FULL.to_pandas()), (Verdicts.from_json_lines, [])):
        (line,) = faults(call, given, rubric)
        assert line.startswith("rubric: expected a subclass of Rubric")


# What may be wrong with a frame


CHANGES = {"worst": ["seed"], "best": ["bloom"], "at_least_seed": [1], "at_least_sprout": [0.5], "at_least_bloom": [0]}
CHOICE = "choose one of seed, sprout, bloom"


def frame(**columns):
    return pl.DataFrame({**CHANGES, **columns}, strict=False)


WRONG_FRAMES = {
    "None": (None, ["frame: expected a table, got None; "]),
    "a mapping": ({"worst": ["seed"]}, ["frame: expected a table, got a dict of 1; "]),
    "lazy": (frame().lazy(), ["frame: 'LazyFrame' holds no cells yet; collect it first"]),
    "twice": (
        pd.DataFrame([["seed"] * 3], columns=["worst", "best", "best"]),
        ["frame.best: there are several such columns; keep one"],
    ),
    "empty": (
        pl.DataFrame(),
        [f"frame.{head}: there is no such column; there is none to choose from" for head in ("worst", "best")],
    ),
    "a column less": (
        frame().drop("worst"),
        ["frame.worst: there is no such column; choose one of best, at_least_seed, "],
    ),
    "misspelt": (
        frame().rename({"at_least_bloom": "at_least_blom"}),
        ["frame.at_least_bloom: there is no such column; did you mean 'at_least_blom'?"],
    ),
    "no stage": (frame(worst=["sed"]), ["frame[0]: worst is 'sed'; did you mean 'seed'?"]),
    "a missing stage": (frame(best=[None]), [f"frame[0]: best is None; {CHOICE}"]),
    "ranks": (frame(worst=[0], best=[2]), [f"frame[0]: worst is 0; {CHOICE}", f"frame[0]: best is 2; {CHOICE}"]),
    "lists": (frame(worst=[["seed"]]), [f"frame[0]: worst is a list of 1; {CHOICE}"]),
    "no probability": (frame(at_least_bloom=[None]), ["frame[0]: at_least is 1, 0.5, None; write probabilities"]),
    "a fraction of a name": (frame(name=[3.5]), ["frame[0]: name is 3.5; write it as text"]),
    "worst above best": (frame(worst=["bloom"], best=["seed"]), ["frame[0]: worst is 'bloom', which is above best"]),
}


@pytest.mark.parametrize(("table", "told"), WRONG_FRAMES.values(), ids=WRONG_FRAMES)
def test_what_is_wrong_with_a_frame_is_told_with_its_place(table, told):
    found = faults(Verdicts.from_frame, table, Garden)
    assert len(found) == len(told)
    for line, start in zip(found, told, strict=True):
        assert line.startswith(start)


WRONG_TAILS = {
    "less than one": [0.9, 0.5, 0],
    "rising": [1, 0.2, 0.3],
    "negative": [1, 0.5, -0.1],
    "more than one": [1, 2, 0],
    "no number": [1, float("nan"), 0],
    "endless": [1, float("inf"), 0],
    "text": ["1", "0.5", "0"],
    "true": [True, 0, 0],
    "some text": [1, 0.5, "none"],
}


@pytest.mark.parametrize("tails", WRONG_TAILS.values(), ids=WRONG_TAILS)
def test_what_are_no_probabilities_is_refused(tails):
    line = json.dumps({"worst": "seed", "best": "bloom", "at_least": dict(zip(STAGES, tails, strict=True))})
    (told,) = faults(Verdicts.from_json_lines, [line], Garden)
    assert told.startswith("line 1: at_least is ")
    assert told.endswith("; write probabilities from 1 that never rise")
    table = pd.DataFrame([["seed", "bloom", *tails]], columns=[*CHANGES])
    (told,) = faults(Verdicts.from_frame, table, Garden)
    assert told.startswith("frame[0]: at_least is ")


# What may be wrong with a line


def line(**values):
    return json.dumps({"worst": "seed", "best": "bloom", **values})


NO_OBJECT = "line 1: expected an object with the worst and the best stage, got "
NO_TAILS = "and no probability for each of seed, sprout, bloom; write it as to_json_lines does"
WRONG_LINES = {
    "text": ("{}", ["lines: expected lines, got '{}'; pass text.splitlines()"]),
    "bytes": (b"{}", ["lines: expected lines, got b'{}'; pass text.splitlines()"]),
    "None": (None, ["lines: expected lines, got None; pass text.splitlines()"]),
    "blank": ([line(), ""], ["line 2: Expecting value"]),
    "cut off": (["{"], ["line 1: Expecting property name"]),
    "no text": ([None], ["line 1: the JSON object must be str"]),
    "not UTF-8": ([b"\xff"], ["line 1: 'utf-8' codec can't decode"]),
    "too deep": (["[" * 100_000], ["line 1: "]),
    "a list": (["[]"], [f"{NO_OBJECT}a list of 0; write it as to_json_lines does"]),
    "a number": (["3"], [f"{NO_OBJECT}3; write it as to_json_lines does"]),
    "no probabilities": ([line(at_least=3)], [f"line 1: at_least is 3 {NO_TAILS}"]),
    "probabilities in a list": ([line(at_least=[1, 0, 0])], [f"line 1: at_least is a list of 3 {NO_TAILS}"]),
    "a stage less": ([line(at_least={"seed": 1})], [f"line 1: at_least is a dict of 1 {NO_TAILS}"]),
    "another stage": ([line(at_least={"seed": 1, "bloom": 0, "spruot": 0})], ["line 1: at_least is a dict of 3 "]),
    "no stages": (["{}"], [f"line 1: worst is None; {CHOICE}", f"line 1: best is None; {CHOICE}"]),
    "misspelt": ([line(), line(best="blom")], ["line 2: best is 'blom'; did you mean 'bloom'?"]),
    "a name in a list": ([line(name=["a"])], ["line 1: name is a list of 1; write it as text"]),
    "a name less": ([line(name="a"), line()], ["rows: some rows have probabilities or names and some have none; keep"]),
    "probabilities less": (
        [line(), line(at_least={"seed": 1, "sprout": 1, "bloom": 1})],
        ["rows: some rows have probabilities or names and some have none; keep"],
    ),
}


@pytest.mark.parametrize(("lines", "told"), WRONG_LINES.values(), ids=WRONG_LINES)
def test_what_is_wrong_with_lines_is_told_with_its_place(lines, told):
    found = faults(Verdicts.from_json_lines, lines, Garden)
    assert len(found) == len(told)
    for each, start in zip(found, told, strict=True):
        assert each.startswith(start)


def test_all_that_is_wrong_is_told_together():
    found = faults(Verdicts.from_json_lines, ["{", line(), "[]"], Garden)
    assert [each.partition(":")[0] for each in found] == ["line 1", "line 3"]
    found = faults(Verdicts.from_json_lines, [line(worst="sed", name=3), line(), line(best=7, name="a")], Garden)
    assert [each.partition(":")[0] for each in found] == ["line 1", "line 1", "line 3", "rows"]


def test_a_file_that_is_wrong_throughout_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(exchange, "MOST_FAULTS", 3)
    for line in ("{", "{}"):
        found = faults(Verdicts.from_json_lines, [line] * 5, Garden)
        assert len(found) == 4
        assert found[3].startswith("rows: ")
        assert "more are at fault" in found[3]


def test_a_name_that_is_missing_in_a_frame_is_an_empty_one():
    found = Verdicts.from_frame(
        pl.DataFrame({"worst": ["seed"] * 2, "best": ["seed"] * 2, "name": ["a", None]}), Garden
    )
    assert found.names == ("a", "")


def test_a_name_that_another_program_took_for_a_number_is_text_again():
    table = pd.DataFrame({"worst": ["seed"] * 2, "best": ["seed"] * 2, "name": [530196605, 7]})
    assert Verdicts.from_frame(table, Garden).names == ("530196605", "7")
    assert Verdicts.from_frame(table.assign(name=[3.0, None]), Garden).names == ("3", "")


def test_a_frame_is_asked_for_and_no_matrix():
    (told,) = faults(Verdicts.from_frame, np.zeros((2, 2)), Garden)
    assert told.endswith("; pass a frame of pandas, polars or pyarrow")


def test_names_with_the_line_ends_of_other_programs_stay_in_one_line():
    verdicts = Verdicts(Garden, [0], [1], names=["a\x85b\u2028c\u2029d\n\x0b\x0c\x1c"])
    (line,) = verdicts.to_json_lines()
    assert line.splitlines() == [line]
    assert Verdicts.from_json_lines(line.splitlines(), Garden) == verdicts


def test_lines_of_one_table_have_names_or_none():
    named, unnamed = '{"worst": "seed", "best": "seed", "name": "a"}', '{"worst": "seed", "best": "seed"}'
    assert faults(Verdicts.from_json_lines, [named, unnamed], Garden) == [
        "rows: some rows have probabilities or names and some have none; keep rows of one table together"
    ]


def test_verdicts_that_do_not_fit_together_are_refused():
    assert faults(Verdicts, Garden, [0, 1], [1], np.ones((1, 3)), ("a",)) == [
        "best: expected 2 whole numbers from 0 to 2, the ranks of stages; give each organization one",
        "at_least: expected 2 rows of 3 probabilities; give one for each stage",
        "names: there are 1 for 2 organizations; give each one",
    ]
    assert faults(Verdicts, Garden, [0, 7], [1, 7])


NO_RANKS = {
    "beyond a byte": np.array([256, 258]),
    "far beyond": [10**400, 0],
    "fractions": [0.9, 1.9],
    "text": ["seed", "bloom"],
    "true": [True, False],
    "rows": [[0], [1]],
    "of several lengths": [[0], [1, 2]],
    "a number": 3,
    "below": [-1, 0],
}


@pytest.mark.parametrize("ranks", NO_RANKS.values(), ids=NO_RANKS)
def test_what_are_no_ranks_is_refused(ranks):
    told = faults(Verdicts, Garden, ranks, [2, 2])
    assert told[0].startswith("worst: expected ")
    assert faults(Verdicts, Garden, [0, 0], ranks)[0].startswith("best: expected 2 whole numbers from 0 to 2")


def test_a_worst_stage_above_the_best_is_refused():
    assert faults(Verdicts, Garden, [0, 2, 1], [0, 1, 0]) == [
        "worst[1]: is 2, above best, 1; swap them",
        "worst[2]: is 1, above best, 0; swap them",
    ]
    assert len(faults(Verdicts, Garden, [2] * 20, [1] * 20)) == 10


@pytest.mark.parametrize(
    "tails", [[0.9, 0.5, 0], [1, 0.2, 0.3], [1, 0.5, -0.1], [1, 2, 0], [1, float("nan"), 0], [1, float("inf"), 0]]
)
def test_what_are_no_probabilities_is_no_column_of_verdicts(tails):
    assert faults(Verdicts, Garden, [0, 0], [2, 2], [[1, 1, 1], tails]) == [
        "at_least[1]: expected probabilities from 1 that never rise; correct them"
    ]


@pytest.mark.parametrize("tails", [[[1, 1]], [[1, 0], [1]], "none", [["a", "b", "c"]], 1, [[None] * 3], {}], ids=repr)
def test_what_is_no_table_of_probabilities_is_refused(tails):
    assert faults(Verdicts, Garden, [0], [2], tails)[0].startswith("at_least")


NOT_IN_ORDER = {
    "text": "ab",
    "bytes": b"ab",
    "a number": 3,
    "a set": {"a", "b"},
    "a mapping": {"a": 1, "b": 2},
    "a frame": pd.DataFrame({"a": [1, 2], "b": [1, 2]}),
}


@pytest.mark.parametrize("names", NOT_IN_ORDER.values(), ids=NOT_IN_ORDER)
def test_names_stand_in_order(names):
    (told,) = faults(Verdicts, Garden, [0, 0], [2, 2], None, names)
    assert told.startswith("names: expected a text for each organization, got ")


@pytest.mark.parametrize("name", [1, None, "\ud800"])
def test_names_are_texts(name):
    (told,) = faults(Verdicts, Garden, [0, 0], [2, 2], None, ["a", name])
    assert told.startswith("names[1]: expected text, got ")


@pytest.mark.parametrize("rubric", [None, "Garden", Rubric, int])
def test_verdicts_are_by_a_rubric(rubric):
    (told,) = faults(Verdicts, rubric, [0], [1])
    assert told.startswith("rubric: expected a subclass of Rubric")


def test_nobody_can_be_changed_after_a_pickle_either():
    kept = pickle.loads(pickle.dumps(Verdicts(Garden, [0], [1], [[1, 0.5, 0]])))  # noqa: S301 - our own
    assert not any(kept[column].flags.writeable for column in kept)


def test_nobody_comes_back_from_a_frame_with_probabilities():
    for names in (None, ()):
        nobody = Verdicts(Garden, [], [], np.zeros((0, 3)), names)
        for form in FORMS.values():
            assert Verdicts.from_frame(form(nobody), Garden) == nobody


def test_a_part_without_anybody_goes_below_the_others():
    """As where a table is judged piece by piece."""
    for form, together in ((Verdicts.to_pandas, pd.concat), (Verdicts.to_polars, pl.concat)):
        pieces = [form(FULL.take(rows)) for rows in ([0, 1], [], [2, 3])]
        assert Verdicts.from_frame(together(pieces), Garden) == FULL


# Missing packages


@pytest.mark.parametrize(
    ("package", "call", "install"),
    [
        ("pandas", FULL.to_pandas, "pandas"),
        ("polars", FULL.to_polars, "polars"),
        ("pyarrow", FULL.to_arrow, r"'collabmodel\[parquet\]'"),
        ("pyarrow", FULL.__arrow_c_stream__, r"'collabmodel\[parquet\]'"),
        ("narwhals", lambda: Verdicts.from_frame(frame(), Garden), r"'collabmodel\[tables\]'"),
    ],
)
def test_a_missing_package_is_named_with_what_to_install(package, call, install, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=f"^this needs {package}, .* pip install {install}$"):
        call()


def test_lines_need_no_package(monkeypatch):
    for package in ("pandas", "polars", "pyarrow", "narwhals"):
        monkeypatch.setitem(sys.modules, package, None)
    assert Verdicts.from_json_lines(FULL.to_json_lines(), Garden) == FULL
