"""assess_table: every form a table may have, and everything that may be wrong with one."""

import array
import collections
import datetime
import decimal
import re
import sys
import unicodedata

import narwhals
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from collabmodel import (
    CollabModelError,
    Confidence,
    Criterion,
    Dimension,
    Finding,
    Ladder,
    Level,
    Organization,
    Purpose,
    PurposeScreen,
    Rubric,
    SocialOrganization,
    assess,
    assess_table,
)
from collabmodel.core import rule
from collabmodel.errors import DescriptionError, UnknownCriterionError, UnknownLevelError


class Garden(Rubric):
    """A small rubric; its keys, questions and descriptors differ."""

    title = "The garden"
    ladder = Ladder("seed", "sprout", "bloom")
    ground = Dimension("Ground", lead=1)
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
    water = Criterion(
        ground,
        "Is there water?",
        source="test",
        levels=(
            Level("dry", "There is none.", reach="seed"),
            Level("rain", "When it rains.", reach="sprout"),
            Level("well", "Always.", reach="bloom"),
        ),
    )
    care = Dimension("Care", points=2)
    gardener = Criterion(
        care,
        "Does somebody look after it?",
        source="test",
        levels=(Level("nobody", "Nobody.", reach="seed"), Level("somebody", "Somebody.", reach="bloom")),
    )


class Numbered(Rubric):
    """Levels that are called by numbers, though not by their positions."""

    ladder = Ladder("low", "middle", "high")
    group = Dimension("Group")
    score = Criterion(
        group,
        "Which score?",
        source="test",
        levels=(
            Level("1", "Low.", reach="low"),
            Level("2", "Middling.", reach="middle"),
            Level("3", "High.", reach="high"),
        ),
    )


KEYS = ["soil", "water", "gardener"]
MATRIX = np.array([[0, 1, 1], [2, -1, 1], [-2, 2, -1], [2, 2, 1]], np.int8)
WORDS = {
    "soil": ["bare", "rich", "n/a", "rich"],
    "water": ["rain", None, "well", "well"],
    "gardener": ["somebody", "somebody", None, "somebody"],
}


def judged(table, rubric=Garden, **how):
    return assess_table(table, rubric, probabilities=True, **how)


EXPECTED = judged(MATRIX)


def faults(table, rubric=Garden, **how):
    """The faults of a table; each is one short line that prints, and names a way out."""
    with pytest.raises(DescriptionError) as caught:
        assess_table(table, rubric, **how)
    found = caught.value.faults
    assert found
    for line in map(str, found):
        assert line.isprintable()
        assert len(line) <= 700
        assert ";" in line or "did you mean" in line
        assert not re.search(r"np\.(u?int|float|complex|True|False)\b", line)
        assert "Traceback" not in line
    return found


def places(table, rubric=Garden, **how):
    return [path for path, _ in faults(table, rubric, **how)]


# What a table says


def test_a_matrix_of_positions_is_judged_row_by_row():
    assert EXPECTED["worst"].tolist() == [1, 1, 0, 2]
    assert EXPECTED["best"].tolist() == [1, 2, 2, 2]
    assert EXPECTED["at_least"].shape == (4, 3)
    for row, cells in enumerate(MATRIX.tolist()):
        seen = [
            each.not_applicable(confidence=Confidence.FACT)
            if cell == -2
            else each.observe(each.levels[cell].key, confidence=Confidence.FACT)
            for each, cell in zip(Garden.criteria, cells, strict=True)
            if cell != -1
        ]
        alone = assess(Organization("alone", observations=seen), Garden)
        assert EXPECTED["at_least"][row].tolist() == list(alone.tails)
        assert (EXPECTED["worst"][row], EXPECTED["best"][row]) == (alone.worst.rank, alone.best.rank)
        assert EXPECTED["score"][row] == alone.score


def test_without_a_rubric_the_social_organization_judges():
    found = assess_table({"stance": ["guided"]})
    assert found.rubric is SocialOrganization


def test_purposes_are_judged_in_tables_too():
    key = PurposeScreen.criteria[0].key
    found = assess_table({key: [0, None]}, PurposeScreen, probabilities=True)
    blank = assess(Purpose("open"), PurposeScreen)
    assert (found["worst"][1], found["best"][1]) == (blank.worst.rank, blank.best.rank)


def test_an_unsure_table_has_the_range_of_its_levels_and_the_chances_of_its_confidence():
    sure = judged(MATRIX, confidence=Confidence.SURE)
    assert sure["worst"].tolist() == EXPECTED["worst"].tolist()
    assert sure["at_least"][3, 2] < 1
    hunch = judged(MATRIX, confidence=Confidence.HUNCH)
    assert hunch["at_least"][3, 2] < sure["at_least"][3, 2]
    assert judged(MATRIX, confidence=Confidence.FACT) == EXPECTED


def test_how_much_was_known_is_counted():
    evidence = EXPECTED.evidence
    assert evidence.known == {"soil": 3, "water": 3, "gardener": 3}
    assert evidence.applicable == {"soil": 3, "water": 4, "gardener": 4}
    assert 0 < evidence.coverage < 1


def test_of_how_many_nothing_is_known_is_counted_and_said():
    """In a spreadsheet these are often blank lines."""
    cells = {"org": ["a", "", "", "d"], "soil": ["rich", "", "", "n/a"]}
    found = assess_table(cells, Garden, names="org")
    assert found.evidence.unknown == 2
    assert "Nothing at all is known of 2 organizations; a blank line counts as one" in str(found)
    assert EXPECTED.evidence.unknown == 0
    assert "Nothing at all" not in str(EXPECTED)


def test_nothing_known_is_no_coverage_and_everything_known_is_all_of_it():
    assert assess_table(np.full((2, 3), -1), Garden).evidence.coverage == 0
    assert assess_table(np.zeros((2, 3), int), Garden).evidence.coverage == 1


def test_the_table_is_left_as_it_was_and_may_change_afterwards():
    table = MATRIX.copy()
    found = judged(table)
    assert np.array_equal(table, MATRIX)
    table[:] = 0
    assert found == EXPECTED


# Forms of a table


def spread(matrix):
    wide = np.full((2 * len(matrix), 2 * matrix.shape[1]), 99, matrix.dtype)
    wide[::2, 1::2] = matrix
    return wide[::2, 1::2]


def read_only(matrix):
    copy = matrix.copy()
    copy.setflags(write=False)
    return copy


def with_nan(matrix, kind):
    return np.where(matrix == -1, np.nan, matrix).astype(kind)


def masked(matrix):
    return np.ma.masked_array(np.where(matrix == -1, 2, matrix), mask=matrix == -1)


MATRICES = {
    "int8": MATRIX,
    "int16": MATRIX.astype(np.int16),
    "int64": MATRIX.astype(np.int64),
    "big endian": MATRIX.astype(">i4"),
    "float64": with_nan(MATRIX, np.float64),
    "float32": with_nan(MATRIX, np.float32),
    "float16": with_nan(MATRIX, np.float16),
    "float without NaN": MATRIX.astype(float),
    "Fortran": np.asfortranarray(MATRIX),
    "view with gaps": spread(MATRIX),
    "turned twice": MATRIX[::-1].copy()[::-1],
    "read-only": read_only(MATRIX),
    "masked": masked(MATRIX),
    "masked floats": masked(MATRIX.astype(float)),
}


@pytest.mark.parametrize("matrix", MATRICES.values(), ids=MATRICES)
def test_a_matrix_says_the_same_in_every_type_and_in_every_order_of_memory(matrix):
    assert judged(matrix) == EXPECTED


def test_a_matrix_may_lie_in_a_file(tmp_path):
    mapped = np.memmap(tmp_path / "table", np.int8, "w+", shape=MATRIX.shape)
    mapped[:] = MATRIX
    assert judged(np.memmap(tmp_path / "table", np.int8, "r", shape=MATRIX.shape)) == EXPECTED


def test_a_matrix_of_unsigned_numbers_says_the_same():
    known = np.maximum(MATRIX, 0)
    assert judged(known.astype(np.uint8)) == judged(known.astype(np.uint64)) == judged(known)


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.uint32, np.uint64])
def test_what_is_masked_is_not_known_in_unsigned_numbers_either(kind):
    """They have no -1."""
    known = np.maximum(MATRIX, 0).astype(kind)
    mask = MATRIX == -1
    assert judged(np.ma.masked_array(known, mask)) == judged(np.where(mask, -1, known.astype(int)))
    assert places(np.ma.masked_array(np.full((1, 3), np.iinfo(kind).max, kind), [[0, 1, 1]])) == ["table[0].soil"]


def nullable(kind):
    return pd.DataFrame(
        {key: pd.array([None if c == -1 else c for c in MATRIX[:, j]], kind) for j, key in enumerate(KEYS)}
    )


def pandas_words(kind):
    return pd.DataFrame({key: pd.Series(cells, dtype=kind) for key, cells in WORDS.items()})


def numbers_or_none():
    return {key: [None if cell == -1 else cell for cell in MATRIX[:, j].tolist()] for j, key in enumerate(KEYS)}


TABLES = {
    "mapping of lists": WORDS,
    "mapping of tuples": {key: tuple(cells) for key, cells in WORDS.items()},
    "mapping of arrays": {key: MATRIX[:, j] for j, key in enumerate(KEYS)},
    "mapping of floats": {key: with_nan(MATRIX, float)[:, j] for j, key in enumerate(KEYS)},
    "mapping of masked arrays": {key: masked(MATRIX)[:, j] for j, key in enumerate(KEYS)},
    "mapping of objects": {key: np.array(cells, object) for key, cells in WORDS.items()},
    "mapping of text": {key: np.array([each or "" for each in cells]) for key, cells in WORDS.items()},
    "mapping of array.array": {key: array.array("b", MATRIX[:, j].tolist()) for j, key in enumerate(KEYS)},
    "mapping of deques": {key: collections.deque(cells) for key, cells in WORDS.items()},
    "mapping of pandas": {key: pd.Series(cells, index=[3, 2, 1, 0]) for key, cells in WORDS.items()},
    "mapping of nullable": dict(nullable("Int64").items()),
    "mapping of polars": {key: pl.Series(cells) for key, cells in WORDS.items()},
    "mapping of polars numbers": {key: pl.Series(cells) for key, cells in numbers_or_none().items()},
    "mapping of arrow": {key: pa.array(cells) for key, cells in WORDS.items()},
    "mapping of arrow numbers": {key: pa.array(cells) for key, cells in numbers_or_none().items()},
    "mapping of chunks": {key: pa.chunked_array([cells[:1], cells[1:]]) for key, cells in WORDS.items()},
    "pandas": pd.DataFrame(WORDS),
    "pandas objects": pandas_words(object),
    "pandas strings": pandas_words("string"),
    "pandas arrow strings": pandas_words(pd.ArrowDtype(pa.string())),
    "pandas categories": pandas_words("category"),
    "pandas Int64": nullable("Int64"),
    "pandas Int8": nullable("Int8"),
    "pandas Float64": nullable("Float64"),
    "pandas arrow numbers": nullable(pd.ArrowDtype(pa.int16())),
    "pandas floats": pd.DataFrame(with_nan(MATRIX, float), columns=KEYS),
    "pandas categories of numbers": nullable("Int64").astype(float).astype("category"),
    "pandas with odd rows": pd.DataFrame(WORDS, index=["a", "a", None, 3]),
    "pandas in another order": pd.DataFrame(WORDS)[KEYS[::-1]],
    "polars": pl.DataFrame(WORDS),
    "polars numbers": pl.DataFrame(numbers_or_none()),
    "polars categories": pl.DataFrame(WORDS, schema=dict.fromkeys(KEYS, pl.Categorical)),
    "polars Int128": pl.DataFrame(numbers_or_none(), schema=dict.fromkeys(KEYS, pl.Int128)),
    "polars floats": pl.DataFrame(numbers_or_none(), schema=dict.fromkeys(KEYS, pl.Float32)),
    "arrow": pa.table(WORDS),
    "arrow numbers": pa.table(numbers_or_none()),
    "arrow dictionaries": pa.table({key: pa.array(cells).dictionary_encode() for key, cells in WORDS.items()}),
    "narwhals": narwhals.from_native(pl.DataFrame(WORDS)),
    "positions as text": pd.DataFrame(
        {
            "soil": ["0", "2", "not applicable", "2"],
            "water": ["1", "?", "2", "2"],
            "gardener": ["1", "1", "?", "1"],
        }
    ),
    "capitals and spaces": pl.DataFrame({key: [e and f" {e.upper()} " for e in each] for key, each in WORDS.items()}),
    "by question": {each.question: WORDS[each.key] for each in Garden.criteria},
    "by question in capitals": pd.DataFrame({f"{each.question.upper()} ": WORDS[each.key] for each in Garden.criteria}),
    "descriptors": pd.DataFrame(
        {
            "soil": ["Nothing grows.", "worms live in it.", "N/A", "Worms  live in it."],
            "water": ["When it rains.", "unknown", "Always.", "always."],
            "gardener": ["Somebody.", "somebody", "Don't know", "somebody"],
        }
    ),
    "decimals": pa.table({key: pa.array(cells, pa.decimal128(3, 1)) for key, cells in numbers_or_none().items()}),
    "decimals in lists": {
        key: [cell if cell is None else decimal.Decimal(cell) for cell in cells]
        for key, cells in numbers_or_none().items()
    },
}


EMPTY_AND_MISSING = {
    "pandas": pd.DataFrame,
    "pandas objects": lambda cells: pd.DataFrame(cells, dtype=object),
    "pandas strings": lambda cells: pd.DataFrame(cells, dtype="string"),
    "pandas categories": lambda cells: pd.DataFrame(cells, dtype="category"),
    "polars": pl.DataFrame,
    "polars categories": lambda cells: pl.DataFrame(cells, schema={"soil": pl.Categorical}),
    "arrow": pa.table,
    "mapping": dict,
}


@pytest.mark.parametrize("make", EMPTY_AND_MISSING.values(), ids=EMPTY_AND_MISSING)
def test_an_empty_text_and_a_missing_cell_may_stand_in_one_column(make):
    """As where two spreadsheets are put below each other, one of which lacks the question."""
    assert judged(make({"soil": ["rich", "", None, ""]})) == judged({"soil": [2, -1, -1, -1]})
    sure = make({"soil": ["sure", "", None, ""]})
    assert judged({"soil": [2, -1, -1, -1]}, confidence=sure) == judged(
        {"soil": [2, -1, -1, -1]}, confidence=Confidence.SURE
    )


@pytest.mark.parametrize("head", ["column_names", "collect", "columns", "index", "shape"])
def test_a_head_may_be_called_like_something_that_tables_have(head):
    """pandas gives columns as attributes."""
    table = {head: ["a", "b"], "soil": [1, 2]}
    for make in (pd.DataFrame, pl.DataFrame, pa.table):
        assert judged(make(table), names=head) == judged(table, names=head)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_says_the_same_in_every_form(table):
    assert judged(table) == EXPECTED


def test_a_criterion_without_a_column_is_not_known():
    assert judged({"water": WORDS["water"]}) == judged(np.where([0, 1, 0], MATRIX, -1))


def test_a_column_of_nulls_is_not_known():
    for frame in (
        pl.DataFrame({"soil": [None, None]}),
        pa.table({"soil": pa.nulls(2)}),
        pd.DataFrame({"soil": [None] * 2}),
    ):
        assert judged(frame) == judged(np.full((2, 3), -1))


@pytest.mark.parametrize(
    "kind", [pa.dictionary(pa.int8(), pa.string()), pa.string(), pa.int8(), pa.float32(), pa.null()]
)
def test_an_arrow_column_may_have_no_rows(kind):
    assert judged(pa.table({"soil": pa.array([], kind)})).number == 0


EMPTY = {
    "matrix": np.zeros((0, 3), np.int8),
    "floats": np.zeros((0, 3)),
    "mapping": {"soil": []},
    "pandas": pd.DataFrame({"soil": []}),
    "pandas text": pd.DataFrame({"soil": pd.Series([], dtype=str)}),
    "polars": pl.DataFrame({"soil": []}),
    "polars Enum": pl.DataFrame({"soil": pl.Series([], dtype=pl.Enum(["rich"]))}),
    "arrow": pa.table({"soil": pa.array([], pa.string())}),
}


@pytest.mark.parametrize("table", EMPTY.values(), ids=EMPTY)
def test_a_table_without_rows_gives_verdicts_on_nobody(table):
    found = judged(table, confidence=Confidence.SURE, workers=2)
    assert found.number == 0
    assert found["at_least"].shape == (0, 3)
    assert "0 organizations" in str(found)


# Confidence


SURE = {
    "soil": ["sure", "fact", None, "hunch"],
    "water": ["fairly", None, "sure", "fact"],
    "gardener": ["fact", "fact", None, "sure"],
}
SURE_POSITIONS = np.array([[1, 2, 0], [0, -1, 0], [-1, 1, -1], [3, 0, 1]], np.int8)
COMPANIONS = {
    "mapping": SURE,
    "matrix": SURE_POSITIONS,
    "floats": with_nan(SURE_POSITIONS, float),
    "masked": masked(SURE_POSITIONS),
    "pandas": pd.DataFrame(SURE),
    "polars": pl.DataFrame(SURE),
    "arrow": pa.table(SURE),
    "members": {key: [each and Confidence(each) for each in cells] for key, cells in SURE.items()},
    "pandas members": pd.DataFrame({key: [each and Confidence(each) for each in cells] for key, cells in SURE.items()}),
    "positions": {key: SURE_POSITIONS[:, j] for j, key in enumerate(KEYS)},
    "capitals": {key: [each and each.upper() for each in cells] for key, cells in SURE.items()},
    "categories of members": pd.DataFrame(
        {key: pd.Categorical([each and Confidence(each) for each in cells]) for key, cells in SURE.items()}
    ),
}


@pytest.mark.parametrize("confidence", COMPANIONS.values(), ids=COMPANIONS)
def test_each_cell_may_have_a_confidence_of_its_own(confidence):
    found = judged(MATRIX, confidence=confidence)
    assert found == judged(pl.DataFrame(WORDS), confidence=SURE_POSITIONS)
    levels = ("bare", "rain", "somebody")
    sure = (Confidence.SURE, Confidence.FAIRLY, Confidence.FACT)
    seen = [c.observe(level, confidence=how) for c, level, how in zip(Garden.criteria, levels, sure, strict=True)]
    assert found["at_least"][0].tolist() == list(assess(Organization("alone", observations=seen), Garden).tails)


def test_what_is_masked_in_a_matrix_of_confidences_is_missing():
    sure = np.ma.array([["fact"] * 3] * 2, dtype=object, mask=[[True, False, False], [False] * 3])
    assert places(np.ones((2, 3), int), confidence=sure) == ["confidence[0].soil"]
    assert sure.data[0, 0] == "fact"


def test_confidences_are_read_as_text_like_levels():
    """As the tutorial reads files."""
    text = {"soil": ["1", "0.0", "?", "3"], "water": ["fairly", "nan", "sure", "fact"], "gardener": SURE["gardener"]}
    assert judged(MATRIX, confidence=text) == judged(MATRIX, confidence=SURE_POSITIONS)


def test_a_matrix_of_confidences_may_hold_the_members_themselves():
    known = np.maximum(MATRIX, 0)
    sure = np.full(MATRIX.shape, Confidence.SURE, object)
    assert judged(known, confidence=sure) == judged(known, confidence=Confidence.SURE)


def test_the_confidence_of_what_is_not_known_says_nothing():
    everywhere = np.ones(MATRIX.shape, np.int8)
    assert judged(MATRIX, confidence=everywhere) == judged(MATRIX, confidence=Confidence.SURE)


@pytest.mark.parametrize(
    "make", [dict, pd.DataFrame, pl.DataFrame, pa.table], ids=["mapping", "pandas", "polars", "arrow"]
)
def test_the_companion_may_have_the_column_of_names_too(make):
    names = {"org": ["a", "b", "c", "d"]}
    found = judged(pd.DataFrame({**names, **WORDS}), confidence=make({**names, **SURE}), names="org")
    assert found == judged(MATRIX, confidence=SURE_POSITIONS, names=names["org"])


def test_a_companion_whose_names_stand_in_another_order_is_refused():
    """Paired row by row it would give everybody somebody else's confidence."""
    table, companion = {"org": ["a", "b"], "soil": [1, 2]}, {"org": ["b", "a"], "soil": ["sure", "fact"]}
    assert places(table, confidence=companion, names="org") == ["confidence[0].org"]


TOWNS = ["here", "there"]


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (TOWNS, []),
        (pd.CategoricalIndex(TOWNS, categories=[*TOWNS, "elsewhere"]), []),
        (TOWNS[::-1], ["[0]"]),
        (["here", "elsewhere"], ["[1]"]),
    ],
)
def test_what_has_another_index_than_the_table_is_refused(index, expected):
    """Paired row by row it would give everybody what is somebody else's."""
    table = pd.DataFrame({"soil": [1, 2]}, index=pd.CategoricalIndex(TOWNS))
    companion = pd.DataFrame({"soil": ["sure", "fact"]}, index=index)
    names = pd.Series(["a", "b"], index=index)
    if not expected:
        assert judged(table, confidence=companion, names=names).names == ("a", "b")
        return
    assert places(table, confidence=companion) == [f"confidence{each}" for each in expected]
    assert places(table, names=names) == [f"names{each}" for each in expected]
    (fault,) = faults(table, names=names)
    assert fault.problem.endswith("; sort them alike, or give them one index if their rows are in one order")


MISSING_LABELS = {
    "NA": pd.Index([0, None, 5], dtype="Int64"),
    "NaN": pd.Index([0, np.nan, 5]),
    "NA in pairs": pd.MultiIndex.from_tuples([(0, pd.NA), (1, pd.NA), (2, "a")]),
}


@pytest.mark.parametrize("index", MISSING_LABELS.values(), ids=MISSING_LABELS)
def test_a_label_may_be_missing(index):
    table = pd.DataFrame({"soil": [0, 1, 2]}, index=index)
    assert judged(table, names=pd.Series(["a", "b", "c"], index=index)).names == ("a", "b", "c")
    turned = pd.Series(["a", "c", "b"], index=index[[0, 2, 1]])
    assert places(table, names=turned) == ["names[1]"]


@pytest.mark.parametrize("index", [["N", "S", "E"], [4, 7, 9], pd.RangeIndex(1, 4)])
def test_rows_that_are_merely_counted_go_with_all_that_are_in_one_order(index):
    """As after reset_index, or where only one of two had a column of names as its index."""
    names, called = pd.Series(["a", "b", "c"]), pd.DataFrame({"soil": [0, 1, 2]}, index=index)
    assert judged(called, names=names).names == ("a", "b", "c")
    assert judged(called.reset_index(drop=True), names=names.set_axis(index)).names == ("a", "b", "c")


def test_rows_that_were_sorted_do_not_go_with_those_that_were_not():
    table = pd.DataFrame({"soil": [0, 2, 1]})
    ordered = table.sort_values("soil")
    assert places(ordered, names=pd.Series(["a", "b", "c"])) == ["names[1]"]
    assert judged(ordered, names=pd.Series(["a", "b", "c"])[ordered.index]).names == ("a", "c", "b")


def test_a_multi_index_goes_with_rows_that_are_merely_counted():
    index = pd.MultiIndex.from_tuples([("NY", "North"), ("TX", "South")])
    table, names = pd.DataFrame({"soil": [0, 1]}, index=index), pd.Series(["a", "b"])
    assert judged(table, names=names).names == ("a", "b")
    assert judged({"soil": names.map({"a": 0, "b": 1})}, names=names.set_axis(index)).names == ("a", "b")


AB = ["a", "b"]
SURE_BY_NAME = pd.DataFrame({"soil": ["hunch", "fact"]}, index=AB[::-1])


@pytest.mark.parametrize("names", [AB, pd.Series(AB, index=AB), pd.Series(["x", "y"], index=AB), "org"], ids=repr)
def test_a_companion_that_is_labelled_with_names_stands_in_their_order(names):
    """The table itself merely counts its rows."""
    table = {"org": AB, "soil": [2, 0]} if isinstance(names, str) else {"soil": [2, 0]}
    for rows in (table, pd.DataFrame(table)):
        assert places(rows, names=names, confidence=SURE_BY_NAME) == ["confidence[0]"]
        for companion in (SURE_BY_NAME.loc[AB], SURE_BY_NAME.reset_index(drop=True), SURE_BY_NAME.set_axis(["q", "r"])):
            if companion.index.tolist() != ["q", "r"] or not isinstance(names, pd.Series):
                assert judged(rows, names=names, confidence=companion).number == 2


def test_columns_are_held_against_each_other_and_frames_of_narwhals_too():
    columns = {"soil": pd.Series([0, 1]), "water": pd.Series([0, 1], index=AB)}
    assert judged(columns).number == 2
    assert places({**columns, "gardener": pd.Series([0, 1], index=AB[::-1])}) == ["table.gardener[0]"]
    table = narwhals.from_native(pd.DataFrame({"soil": [2, 0]}, index=AB))
    assert places(table, confidence=narwhals.from_native(SURE_BY_NAME)) == ["confidence[0]"]


def test_columns_of_pandas_in_a_mapping_stand_in_one_order():
    table = pd.DataFrame({"soil": [0, 1, 2], "water": [0, 1, 2]}, index=["a", "b", "c"])
    turned = table["water"].sort_values(ascending=False)
    assert places({"soil": table["soil"], "water": turned}) == ["table.water[0]"]
    assert places({"soil": table["soil"], "org": turned}, names="org") == ["table.org[0]"]
    assert places({"soil": table["soil"]}, names=turned) == ["names[0]"]
    sure = pd.DataFrame({"soil": ["sure"] * 3}, index=turned.index)
    assert places({"soil": table["soil"]}, confidence=sure) == ["confidence[0]"]
    assert judged({"water": [0, 1, 2], "soil": table["soil"]}) == judged(table)


def test_names_in_both_tables_say_what_belongs_together_whatever_their_index():
    table = pd.DataFrame({"org": ["a", "b"], "soil": [1, 2]}, index=[5, 6])
    companion = pd.DataFrame({"org": ["a", "b"], "soil": ["sure", "fact"]})
    assert judged(table, confidence=companion, names="org").names == ("a", "b")


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [
        ({"soil": ["shure", "fact", None, "hunch"]}, "confidence[0].soil"),
        ({"soil": [4, 0, 0, 0]}, "confidence[0].soil"),
        ({"soil": [0.9, 0, 0, 0]}, "confidence[0].soil"),
        ({"soil": [-2, 0, 0, 0]}, "confidence[0].soil"),
        ({"soil": ["n/a", "fact", "fact", "fact"]}, "confidence[0].soil"),
        ({"sol": ["fact"] * 4}, "confidence.sol"),
        ({"soil": ["fact"] * 3}, "confidence"),
        (SURE_POSITIONS[:3], "confidence"),
        (SURE_POSITIONS[:, :2], "confidence"),
        (SURE_POSITIONS[0], "confidence"),
        (np.full((4, 3), 4), "confidence[0].soil"),
        (np.full((4, 3), "sure"), "confidence"),
        (np.ones((4, 3), bool), "confidence"),
        ([], "confidence"),
        ({}, "confidence"),
        ("sure", "confidence"),
        (0.9, "confidence"),
        (True, "confidence"),
        (Finding.LEVEL, "confidence"),
        (Confidence, "confidence"),
    ],
)
def test_a_confidence_that_is_none_is_refused(confidence, expected):
    assert places(MATRIX, confidence=confidence)[0] == expected


def test_the_word_for_one_confidence_is_answered_with_the_member():
    assert "Confidence.SURE" in str(faults(MATRIX, confidence="sure")[0])


@pytest.mark.parametrize(
    "confidence", [{"soil": ["sure", "sure", None, "sure"]}, np.full((4, 3), -1), np.full((4, 3), np.nan)]
)
def test_a_level_without_its_confidence_is_refused(confidence):
    found = faults(MATRIX, confidence=confidence)
    assert "confidence[0].water" in [path for path, _ in found]
    assert "without its confidence" in str(found[0])


# What is wrong


HEADS = {
    "misspelt": ({"sol": [1], "water": [1]}, ["table.sol"]),
    "several": ({"sol": [1], "wader": [1], "gardener": [1]}, ["table.sol", "table.wader"]),
    "strange": (pd.DataFrame({"soil": [1], "color": ["red"]}), ["table.color"]),
    "no text": (pd.DataFrame([[1, 2]]), ["table.0", "table.1"]),
    "None": (pd.DataFrame({None: [1], "soil": [1]}), None),
    "pairs": (pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("soil", "a"), ("soil", "b")])), None),
    "empty": ({"": [1], "soil": [1]}, ["table."]),
    "twice": (pd.DataFrame([[1, 2]], columns=["soil", "soil"]), ["table.soil"]),
    "twice in arrow": (pa.table([pa.array([1]), pa.array([2])], names=["soil", "soil"]), ["table.soil"]),
    "by key and by question": ({"soil": [1], "How is the soil?": [1]}, ["table.How is the soil?"]),
    "in two spellings": ({"soil": [1], "SOIL": [1]}, ["table.SOIL"]),
    "long": ({"x" * 5000: [1], "soil": [1]}, None),
    "hostile": ({"\x1b[31mred\n": [1], "soil": [1]}, None),
    "none at all": ({}, ["table"]),
    "no columns": (pd.DataFrame(index=[1, 2]), ["table"]),
    "no columns in polars": (pl.DataFrame(), ["table"]),
    "no columns in arrow": (pa.table({}), ["table"]),
}


@pytest.mark.parametrize(("table", "expected"), HEADS.values(), ids=HEADS)
def test_a_column_that_is_no_criterion_is_named(table, expected):
    found = places(table)
    assert found == expected if expected else found[0].startswith("table.")


def test_the_nearest_criterion_is_proposed_by_its_key():
    with pytest.raises(UnknownCriterionError, match=r"table\.sol: .*did you mean 'soil'\?"):
        assess_table({"sol": [1], "water": [1]}, Garden)


def test_a_misspelt_question_is_proposed_as_it_is_written():
    question = SocialOrganization.criteria[0].question
    (fault,) = faults({question.replace("o", "0", 1).lower(): [1]}, SocialOrganization)
    assert f"did you mean {question!r}?" in fault.problem


def asking(question):
    levels = (Level("no", "No.", reach="low"), Level("yes", "Yes.", reach="high"))
    return Criterion(Numbered.group, question, source="test", levels=levels)


class Asking(Rubric):
    """Questions that are like another one, or like a key."""

    ladder = Ladder("low", "high")
    group = Numbered.group
    vision = asking("Goals")
    goals = asking("What for?")
    posting = asking("How often do they post?")
    answering = asking("How often do they post?")
    hosting = asking("How often do they host?")


def test_a_head_is_what_it_says_to_the_letter():
    for head, key in (("Goals", "vision"), ("goals", "goals"), ("what FOR?", "goals"), ("posting", "posting")):
        assert [each for each, known in judged({head: ["yes"]}, Asking).evidence.known.items() if known] == [key]


def test_a_question_that_several_criteria_ask_names_none():
    for head in ("How often do they post?", "how often do they  POST?"):
        (fault,) = faults({head: ["yes"], "goals": ["yes"]}, Asking)
        keys = "goals, vision, posting, answering, hosting"
        assert fault.problem == f"is asked by several criteria; choose one of {keys}, or leave this column out"


def test_a_column_that_stands_twice_in_a_mapping_is_refused():
    class Soil(str):
        __hash__ = object.__hash__

        def __eq__(self, other):
            return self is other

    assert places({"soil": [1], Soil("soil"): [2]}) == ["table.soil"]


def test_without_a_near_criterion_keys_are_offered_and_no_questions():
    assert "choose one of soil, water, gardener" in str(faults({"colour": [1]})[0])
    assert "stance" in str(faults({"colour": [1]}, SocialOrganization)[0])


CELLS = {
    "beyond the highest": 3,
    "below the lowest": -3,
    "300, which is 44 in a byte": 300,
    "256, which is 0 in a byte": 256,
    "huge": 10**400,
    "too long to be written": 10**5000,
    "a fraction": 1.5,
    "infinite": float("inf"),
    "below all": float("-inf"),
    "beyond all integers": 1e300,
    "a strange word": "fertile",
    "a number with a fraction as text": "1.5",
    "a level of another criterion": "well",
    "True": True,
    "numpy's True": np.bool_(1),
    "a date": datetime.date(2020, 1, 1),
    "a moment": pd.Timestamp("2020-01-01"),
    "bytes": b"rich",
    "a list": ["rich"],
    "a tuple": ("rich",),
    "a mapping": {"rich": 1},
    "an array": np.array([1]),
    "complex": 1j,
    "an object": object(),
    "a confidence": Confidence.FACT,
    "a level": Garden.soil.levels[0],
    "decimal": decimal.Decimal("1.5"),
    "hostile": "\x1b[2Jrich\x00\r\n\u202e",
    "half a character": "\ud800",
    "long": "x" * 10**6,
}


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_a_cell_that_is_no_level_is_named(cell):
    assert places({"water": ["rain", None], "soil": ["rich", cell]}) == ["table[1].soil"]
    column = np.empty(2, object)
    column[:] = ["rich", None]
    column[1] = cell
    assert places(pd.DataFrame({"soil": pd.Series(column, dtype=object)})) == ["table[1].soil"]


MISSING = {
    "None": None,
    "nan": float("nan"),
    "numpy's nan": np.float32("nan"),
    "NA": pd.NA,
    "NaT": pd.NaT,
    "numpy's NaT": np.datetime64("NaT"),
    "masked": np.ma.masked,
    "empty": "",
    "decimal": decimal.Decimal("NaN"),
    "decimal that shouts": decimal.Decimal("sNaN"),
    "NaN as text": "nan",
    "NA as text": "<NA>",
    "spaces": "  ",
    "question mark": "?",
    "unknown": "Unknown",
    "don't know": "don't know",
    "minus one": -1,
    "minus one as text": "-1.0",
}


@pytest.mark.parametrize("cell", MISSING.values(), ids=MISSING)
def test_a_missing_cell_is_not_known(cell):
    assert judged({"soil": ["rich", cell]}) == judged(np.array([[2, -1, -1], [-1, -1, -1]]))


@pytest.mark.parametrize("kind", [np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint64, np.float32, np.float64])
def test_numbers_that_are_no_level_are_named_in_every_type(kind):
    matrix = np.zeros((3, 3), kind)
    matrix[2, 0], matrix[1, 2] = 99, 2
    assert places(matrix) == ["table[1].gardener", "table[2].soil"]
    columns = {key: matrix[:, j] for j, key in enumerate(KEYS)}
    for make in (dict, pd.DataFrame, pl.DataFrame, pa.table):
        assert places(make(columns)) == ["table[1].gardener", "table[2].soil"]


def test_numbers_do_not_wrap_round():
    matrix = np.zeros((2, 3), np.int16)
    matrix[0] = 256, 300, -256
    assert places(matrix) == ["table[0].soil", "table[0].water", "table[0].gardener"]
    assert places(np.full((1, 3), 2**64 - 1, np.uint64))[0] == "table[0].soil"
    assert places(pl.DataFrame({"soil": [2**64 - 1]}, schema={"soil": pl.UInt64})) == ["table[0].soil"]
    assert places(pl.DataFrame({"soil": [2**100]}, schema={"soil": pl.Int128})) == ["table[0].soil"]


def test_floats_that_are_no_whole_numbers_are_named():
    matrix = np.zeros((2, 3))
    matrix[0] = 1.5, np.inf, np.nan
    matrix[1, 0] = -np.inf
    expected = ["table[0].soil", "table[0].water", "table[1].soil"]
    assert places(matrix) == expected
    for make in (pd.DataFrame, pl.DataFrame):
        assert places(make({key: matrix[:, j] for j, key in enumerate(KEYS)})) == expected


COLUMNS = {
    "pandas categories": pd.DataFrame({"soil": pd.Categorical(["rich", "foreign"])}),
    "polars categories": pl.DataFrame({"soil": pl.Series(["rich", "foreign"], dtype=pl.Categorical)}),
    "polars Enum": pl.DataFrame({"soil": pl.Series(["rich", "foreign"], dtype=pl.Enum(["rich", "foreign"]))}),
    "arrow dictionary": pa.table({"soil": pa.array(["rich", "foreign"]).dictionary_encode()}),
    "arrow chunks": pa.table({"soil": pa.chunked_array([["rich"], ["foreign"]])}),
    "mixed": pd.DataFrame({"soil": ["rich", 7]}),
    "booleans in pandas": pd.DataFrame({"soil": [None, True]}),
    "nullable booleans": pd.DataFrame({"soil": pd.array([None, True], "boolean")}),
    "booleans in polars": pl.DataFrame({"soil": [None, True]}),
    "dates": pl.DataFrame({"soil": [None, datetime.date(2020, 1, 1)]}),
    "times in pandas": pd.DataFrame({"soil": pd.to_datetime([None, "2020-01-01"])}),
    "lists": pl.DataFrame({"soil": [None, [1]]}),
    "arrays": pl.DataFrame({"soil": pl.Series([None, [1, 2]], dtype=pl.Array(pl.Int8, 2))}),
    "lists in arrow": pa.table({"soil": pa.array([None, [1]])}),
    "structs": pa.table({"soil": pa.array([None, {"a": 1}])}),
    "binary": pl.DataFrame({"soil": [None, b"rich"]}),
    "pandas with odd rows": pd.DataFrame({"soil": ["rich", "foreign"]}, index=[1, 0]),
    "equal rows": pd.DataFrame({"soil": ["rich", "foreign"]}, index=[0, 0]),
    "Series in a mapping": {"soil": pd.Series(["rich", "foreign"], index=[1, 0])},
    "Series with named rows": {"soil": pd.Series(["rich", "foreign"], index=["a", "b"])},
    "nullable Series": {"soil": pd.Series([0, 99], index=[5, 5], dtype="Int64")},
    "polars Series": {"soil": pl.Series([0, 99])},
    "arrow array": {"soil": pa.array(["rich", "foreign"])},
    "arrow chunks in a mapping": {"soil": pa.chunked_array([["rich"], ["foreign"]])},
    "numpy's strings": {"soil": np.array(["rich", "foreign"], np.dtypes.StringDType())},
    "numpy's bytes": {"soil": np.array([None, b"rich"], object)},
    "numpy's dates": {"soil": np.array(["NaT", "2020-01-01"], "M8[D]")},
    "masked": {"soil": np.ma.masked_array([99, 99], mask=[True, False])},
    "spans of numpy": {"soil": np.array(["NaT", 1], "m8[ns]")},
    "moments of numpy": {"soil": np.array(["NaT", "2020-01-01"], "M8[ns]")},
    "scalars of numpy": {"soil": [None, np.timedelta64(2, "Y")]},
    "large in arrow": pa.table({"soil": [1, 2**60]}),
    "large in pandas arrow": pd.DataFrame({"soil": pd.array([1, -(2**63)], "int64[pyarrow]")}),
    "large without sign": pa.table({"soil": pa.array([1, 2**64 - 1], pa.uint64())}),
}


@pytest.mark.parametrize("cell", [["rich"], {"rich": 1}, {"rich"}], ids=["list", "dict", "set"])
def test_what_is_no_text_behind_much_that_is_text_is_named(cell):
    table = pd.DataFrame({"soil": pd.Series(["rich"] * 1000 + [cell], dtype=object)})
    assert places(table) == ["table[1000].soil"]


@pytest.mark.parametrize("table", COLUMNS.values(), ids=COLUMNS)
def test_the_second_cell_of_a_column_is_named_where_it_is_no_level(table):
    (fault,) = faults(table)
    assert fault.path == "table[1].soil"
    assert "did you mean 'rich'" not in fault.problem
    for foreign in ("Series", "Scalar", "masked"):
        assert foreign not in fault.problem


@pytest.mark.parametrize(
    "column",
    [
        3,
        None,
        "rich",
        b"\x01\x02",
        {"a": 1},
        {1, 2},
        (each for each in [1]),
        np.array(1),
        np.ones((2, 2), np.int8),
        np.ones((2, 1), np.int8),
        pd.DataFrame({"a": [1, 2]}),
    ],
    ids=["number", "None", "text", "bytes", "mapping", "set", "generator", "0-d", "2-d", "2-d of one", "frame"],
)
def test_what_is_no_column_is_named(column):
    """Text has letters, a set no order and a mapping no cells: nothing that could be taken for organizations."""
    assert places({"soil": column}) == ["table.soil"]


def test_columns_of_different_lengths_are_named():
    assert places({"soil": [1, 2], "water": [1]}) == ["table.water"]
    assert places({"soil": [1, 2], "org": ["a"]}, names="org") == ["table.org"]


NO_TABLES = {
    "None": None,
    "text": "table.csv",
    "bytes": b"rows",
    "a number": 3,
    "rows": [[0, 1, 1]],
    "records": [{"soil": 1}],
    "a tuple": (1, 2),
    "a generator": (row for row in [[0, 1, 1]]),
    "an organization": Organization("one"),
    "a Series": pd.Series([1], name="soil"),
    "a polars Series": pl.Series("soil", [1]),
    "an arrow array": pa.array([1]),
    "a record batch": pa.record_batch({"soil": [1]}),
    "a lazy frame": pl.LazyFrame({"soil": [1]}),
    "memory": memoryview(MATRIX),
    "one row": MATRIX[0],
    "three dimensions": MATRIX[np.newaxis],
    "no dimension": np.array(1),
    "too many columns": np.zeros((2, 4), np.int8),
    "turned": np.zeros((3, 2), np.int8),
    "objects": MATRIX.astype(object),
    "text cells": np.full((2, 3), "rich"),
    "bytes cells": np.full((2, 3), b"rich"),
    "booleans": np.zeros((2, 3), bool),
    "complex numbers": np.zeros((2, 3), complex),
    "dates": np.zeros((2, 3), "M8[D]"),
    "records of numpy": np.zeros(3, [(key, "i1") for key in KEYS]),
    "confidences": np.full((2, 3), Confidence.SURE, object),
}


@pytest.mark.parametrize("table", NO_TABLES.values(), ids=NO_TABLES)
def test_what_is_no_table_is_refused_with_the_way_out(table):
    (fault,) = faults(table)
    assert fault.path == "table"


def test_a_lazy_frame_is_to_be_collected():
    assert "collect" in str(faults(pl.LazyFrame({"soil": [1]}))[0])


def test_a_matrix_of_objects_is_told_how_to_name_its_columns():
    assert "columns" in str(faults(MATRIX.astype(object))[0])


@pytest.mark.parametrize("rubric", [None, "Garden", Rubric, int, Garden.soil, Garden.ladder])
def test_what_is_no_rubric_is_refused(rubric):
    assert places(MATRIX, rubric) == ["rubric"]


@pytest.mark.parametrize("workers", [0, -1, True, "2", 1.0, 2.5, None, float("nan"), 10**9])
def test_what_is_no_number_of_workers_is_refused(workers):
    assert places(MATRIX, workers=workers) == ["workers"]


@pytest.mark.parametrize("probabilities", ["no", None, 2, "False"])
def test_what_is_neither_true_nor_false_is_refused(probabilities):
    assert places(MATRIX, probabilities=probabilities) == ["probabilities"]


def test_all_that_is_wrong_with_the_arguments_is_told_together():
    assert places(None, None, workers=0, confidence=3) == ["rubric", "workers"]


def test_all_that_is_wrong_with_the_tables_is_told_together():
    table, companion = {"soil": ["reich"], "water": ["rain"]}, {"soil": ["shure"], "water": ["fact"]}
    found = places(table, confidence=companion, names=["a", "b"])
    assert sorted(found) == ["confidence[0].soil", "names", "table[0].soil"]


def test_a_misspelt_head_of_names_is_told_together_with_the_column_it_leaves_over():
    assert sorted(places({"org": ["a"], "soil": [1]}, names="orgg")) == ["names", "table.org"]


def test_a_sentence_that_is_misspelt_is_told_beside_the_one_that_is_like_it():
    sentence = SocialOrganization.stance.levels[3].descriptor
    (found,) = faults({"stance": [sentence.replace("means", "maens")]}, SocialOrganization)
    assert found.problem.endswith(f"; did you mean {sentence!r}?")
    (other,) = faults({"stance": ["something else altogether"]}, SocialOrganization)
    assert "choose one of ignored, " in other.problem


def test_whoever_has_a_name_is_called_by_it_wherever_the_fault_is_found():
    named = {"names": ["north", "south"]}
    assert places(np.array([[1, 1, 1], [9, 1, 1]]), **named) == ["table[1].soil ('south')"]
    assert places(np.array([[-2, -2, -2], [1, 1, 1]]), **named) == ["table[0] ('north')"]
    companion = np.array([[0, 0, 0], [0, -1, 0]])
    assert places(np.ones((2, 3), np.int8), confidence=companion, **named) == ["confidence[1].water ('south')"]


def test_texts_are_read_as_office_programs_write_them():
    sentence = SocialOrganization.stance.levels[3].descriptor
    cells = {"stance": [sentence.removesuffix("."), "don\u2019t know", "guided"]}
    assert assess_table(cells)["best"].tolist() == assess_table({"stance": ["guided", None, "guided"]})["best"].tolist()
    assert faults({"stance": ["."]}, SocialOrganization)


# Memory


def test_only_so_many_criteria_are_compared_with_stages_at_once(monkeypatch):
    compared = []

    def gates(reached, waived, node):
        compared.append(reached.size)
        return real(reached, waived, node)

    real = rule.gates
    monkeypatch.setattr(rule, "gates", gates)
    monkeypatch.setattr("collabmodel.table.COMPARED", 1000)
    matrix = np.full((300, len(SocialOrganization.criteria)), 1, np.int8)
    assert assess_table(matrix, SocialOrganization).number == 300
    assert 500 < max(compared) <= 1000


# Nothing applies


def test_a_row_to_which_nothing_applies_is_named():
    matrix = np.array([[1, 1, 1], [-2, -2, -2]])
    assert places(matrix) == ["table[1]"]
    assert places({key: ["n/a"] for key in KEYS}) == ["table[0]"]


def test_rows_to_which_nothing_applies_are_told_together_and_counted(monkeypatch):
    monkeypatch.setattr("collabmodel.cells.ROWS", 4)
    matrix = np.where(np.arange(30)[:, np.newaxis] % 2, -2, 1).repeat(3, axis=1)
    found = faults(matrix)
    assert [path for path, _ in found[:10]] == [f"table[{row}]" for row in range(1, 20, 2)]
    assert "15" in found[10].problem


# Many faults


MAKE = {
    "matrix": np.asarray,
    "mapping": lambda matrix: {key: matrix[:, j] for j, key in enumerate(KEYS)},
    "polars": lambda matrix: pl.DataFrame(matrix, KEYS),
}


@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
def test_of_many_faults_the_first_ten_are_told_in_full_and_all_are_counted(make):
    found = faults(make(np.full((100_000, 3), 99, np.int16)))
    assert [path for path, _ in found[:4]] == ["table[0].soil", "table[0].water", "table[0].gardener", "table[1].soil"]
    assert len(found) == 11
    assert "300000 cells" in found[10].problem.replace(",", "")


def test_ten_faults_are_told_without_a_count():
    matrix = np.zeros((10, 3), int)
    matrix[:, 0] = 9
    assert len(faults(matrix)) == 10


def test_faults_of_words_are_of_their_own_kind():
    with pytest.raises(UnknownLevelError, match=r"table\[0\]\.soil: 'reich' is no level; did you mean 'rich'\?"):
        assess_table({"soil": ["reich"]}, Garden)


# Names


def test_names_come_from_a_column_or_from_a_sequence():
    for table in ({"org": ["a", "b"], "soil": [1, 2]}, pl.DataFrame({"soil": [1, 2], "org": ["a", "b"]})):
        assert judged(table, names="org").names == ("a", "b")
    for names in (
        ["a", "b"],
        ("a", "b"),
        np.array(["a", "b"]),
        pd.Series(["a", "b"], index=[7, 7]),
        pd.Index(["a", "b"]),
        pl.Series(["a", "b"]),
        pa.array(["a", "b"]),
    ):
        found = judged({"soil": [1, 2]}, names=names).names
        assert found == ("a", "b")
        assert all(type(each) is str for each in found)


def test_a_name_that_is_missing_is_empty_and_equal_names_are_allowed():
    """Half of all churches are called First Baptist Church."""
    assert judged({"org": ["a", None, "a"], "soil": [1, 2, 0]}, names="org").names == ("a", "", "a")
    assert judged({"soil": [1, 2]}, names=[float("nan"), pd.NA]).names == ("", "")


def test_numbers_are_names_without_a_fraction():
    assert judged({"org": [1, 2], "soil": [1, 2]}, names="org").names == ("1", "2")
    assert judged(pd.DataFrame({"org": [1, None], "soil": [1, 2]}), names="org").names == ("1", "")


def test_a_number_that_is_a_name_keeps_all_its_digits():
    ids = [2**53 + 1, 2**53, 10**30, decimal.Decimal(10**30 + 1), -0.0]
    assert judged({"soil": [1] * 5}, names=ids).names == (*map(str, ids[:4]), "0")
    frame = pd.DataFrame({"org": [2**53 + 1, 2**53], "soil": [1, 1]})
    assert judged(frame, names="org").names == ("9007199254740993", "9007199254740992")


NO_NAMES = {
    "floats that may have been others": [2.0**53 + 2, 2.0**60],
    "endless": [10**5000, 1],
    "decimal fractions": [decimal.Decimal("1.5"), decimal.Decimal(2)],
    "endless decimals": [decimal.Decimal("Infinity"), decimal.Decimal("1e5000")],
    "dates of numpy": np.array(["2020-01-01", "2021-01-01"], "M8[ns]"),
    "too few": ["a"],
    "too many": ["a", "b", "c"],
    "none": [],
    "no column": "org",
    "a number": 3,
    "bytes": b"ab",
    "a set": {"a", "b"},
    "a mapping": {"a": 1, "b": 2},
    "an array without rows": np.array("a"),
    "an array of one row": np.array([["a", "b"]]),
    "lists": [["a"], "b"],
    "booleans": [True, False],
    "bytes in a list": [b"a", b"b"],
    "fractions": [1.5, 2.5],
    "objects": [object(), "b"],
}


@pytest.mark.parametrize("names", NO_NAMES.values(), ids=NO_NAMES)
def test_what_are_no_names_is_refused(names):
    assert places({"soil": [1, 2]}, names=names)[0].startswith("names")
    assert places(np.zeros((2, 3), int), names=names)[0].startswith("names")


def test_of_many_wrong_names_the_first_ten_are_told_in_full_and_all_are_counted():
    found = faults({"soil": [1] * 30}, names=[1.5] * 12 + ["a"] * 18)
    assert [path for path, _ in found] == [*(f"names[{row}]" for row in range(10)), "names"]
    assert found[10].problem == "12 are at fault; these are the first 10"


def test_a_criterion_is_no_column_of_names():
    for head in ("soil", "How is the soil?", "how is the  soil?", " soil"):
        assert places({head: [1, 2], "water": [1, 1]}, names=head) == ["names"]


# Levels whose keys look like something else


def test_a_key_that_is_a_number_is_read_as_a_key_and_a_number_that_could_be_either_is_refused():
    """A reader of CSV turns "1" into 1: nobody can tell any more whether it was a key or a position."""
    assert judged({"score": ["1", "3"]}, Numbered)["worst"].tolist() == [0, 2]
    assert judged(np.array([[0], [2]]), Numbered)["worst"].tolist() == [0, 2]
    assert places({"score": [1, 2]}, Numbered)[0].startswith("table")


@pytest.mark.parametrize("cell", [0, 1, 3, 1.0, np.int8(2), decimal.Decimal(1)], ids=repr)
def test_a_number_that_may_be_a_level_or_a_position_is_refused_with_the_way_out(cell):
    (fault,) = faults({"score": [cell]}, Numbered)
    assert "may be a level or a position; make the column text, in pandas with astype(str), so that it" in fault.problem


@pytest.mark.parametrize("cell", [4, 7, 2.5, True, float("inf"), decimal.Decimal("0.5"), "0", "0.0"], ids=repr)
def test_what_can_be_neither_a_level_nor_a_position_is_just_refused(cell):
    (fault,) = faults({"score": [cell]}, Numbered)
    assert "is no level" in fault.problem


@pytest.mark.parametrize("gap", [None, "", "nan", "<NA>"])
def test_a_key_is_read_as_other_programs_write_it_beside_a_gap(gap):
    """They make floats of whole numbers among which one is missing."""
    assert judged({"score": ["1.0", gap, "3.0"]}, Numbered) == judged(np.array([[0], [-1], [2]]), Numbered)


def test_numbers_beside_a_gap_may_be_made_text_in_pandas():
    column = pd.DataFrame({"score": [1, None, 3]})
    for frame in (column.astype(str), column.astype("Int64").astype(str), column.astype(object).astype(str)):
        assert judged(frame, Numbered) == judged(np.array([[0], [-1], [2]]), Numbered)


BIPOLAR = {
    "numbers": [-2, -1],
    "floats": [-1.0, 0.0],
    "an array": np.array([-1, 1], np.int8),
    "decimals": [decimal.Decimal(-2)],
}


@pytest.mark.parametrize("cells", BIPOLAR.values(), ids=BIPOLAR)
def test_where_a_level_is_minus_one_no_number_says_that_nothing_is_known(cells):
    rubric = levels_called(("-2", "Against."), ("-1", "Rather against."), ("0", "Neither."))
    for table in ({"score": cells}, pd.DataFrame({"score": cells}), pl.DataFrame({"score": cells})):
        assert len(faults(table, rubric)) == len(cells)


def test_where_a_level_is_minus_one_text_says_it_and_a_gap_is_a_gap():
    rubric = levels_called(("-2", "Against."), ("-1", "Rather against."), ("0", "Neither."))
    truth = judged(np.array([[0], [1], [-1], [2]]), rubric)
    assert judged({"score": ["-2", "-1.0", None, "0"]}, rubric) == truth
    for gap in (pd.DataFrame({"score": pd.array([None], "Int64")}), pl.DataFrame({"score": [float("nan")]})):
        assert judged(gap, rubric) == judged(np.array([[-1]]), rubric)


def test_what_is_not_known_may_be_a_number_where_levels_are_numbers():
    cells = {"score": [-1, "-1", "-1.0", None]}
    assert judged(cells, Numbered) == judged(np.full((4, 1), -1), Numbered)


def levels_called(*calls):
    """A rubric whose levels have such keys and descriptors."""
    stages = ("low", "middle", "high")
    levels = [Level(key, text, reach=stage) for (key, text), stage in zip(calls, stages, strict=True)]
    score = Criterion(Numbered.group, "Which?", source="test", levels=tuple(levels))
    return type("Called", (Rubric,), {"ladder": Numbered.ladder, "group": Numbered.group, "score": score})


@pytest.mark.parametrize(
    "calls",
    [
        [("lo", "1"), ("mid", "2"), ("hi", "3")],
        [("lo", "1.0"), ("mid", "2.0"), ("hi", "3.0")],
        [("01", "Low."), ("02", "Middling."), ("03", "High.")],
        [("lo", " 0"), ("mid", "5"), ("hi", "10")],
        [("lo", "-1"), ("mid", "0"), ("hi", "1")],
        [("10", "Low."), ("20", "Middling."), ("30", "High.")],
        [("Level 1", "Low."), ("Level 2", "Middling."), ("Level 3", "High.")],
        [("L1", "Low."), ("L2", "Middling."), ("L3", "High.")],
        [("lo", "1 - low."), ("mid", "2 - middling."), ("hi", "3 - high.")],
        [("lo", "Grade 1."), ("mid", "Grade 2."), ("hi", "Grade 3.")],
        [("0 %", "Nobody."), ("50 %", "Half of them."), ("100 %", "All.")],
        [("1-2", "Few."), ("3-5", "Some."), ("6+", "Many.")],
        [("1,0", "Low."), ("2,0", "Middling."), ("3,0", "High.")],
        [("\u22121", "Against."), ("0", "Neither."), ("+1", "For.")],
    ],
)
def test_a_sentence_or_a_key_that_is_another_number_than_its_position_leaves_numbers_open(calls):
    rubric = levels_called(*calls)
    for number in (0, 1, 1.0, 2):
        assert places({"score": [number]}, rubric) == ["table[0].score"]
    for column in zip(*calls, strict=True):
        assert judged({"score": list(column)}, rubric)["worst"].tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    "calls",
    [
        [("lo", "0"), ("mid", "1"), ("hi", "2")],
        [("level_0", "Low."), ("level_1", "Middling."), ("level_2", "High.")],
        [("lo", "In none of 12 months."), ("mid", "In 3 of 12 months or fewer."), ("hi", "In more than 3 of them.")],
    ],
)
def test_a_number_that_counts_positions_or_something_else_leaves_nothing_open(calls):
    assert judged({"score": [0, "1", 2.0]}, levels_called(*calls))["worst"].tolist() == [0, 1, 2]


@pytest.mark.parametrize("cell", [7, True, 0.5])
def test_where_numbers_are_open_no_position_is_offered(cell):
    (fault,) = faults({"score": [cell]}, Numbered)
    assert fault.problem.endswith(" is no level; write one of 1, 2, 3")


def test_a_key_with_a_fraction_is_to_be_written_as_text():
    rubric = levels_called(("1", "Low."), ("1.5", "Middling."), ("2", "High."))
    (fault,) = faults({"score": [1.5]}, rubric)
    assert "1.5 may be a level or a position" in fault.problem
    assert judged({"score": ["1", "1.5", "2.0"]}, rubric)["worst"].tolist() == [0, 1, 2]


def test_what_stands_to_the_letter_comes_first():
    rubric = levels_called(("yes", "Partly."), ("partly", "Yes."), ("full", "Fully."))
    assert judged({"score": ["Yes.", "Partly.", "yes", "partly"]}, rubric)["worst"].tolist() == [1, 0, 0, 1]
    (fault,) = faults({"score": ["YES"]}, rubric)
    assert fault.problem == "'YES' is said of several levels; write one of yes, partly, full"


def test_a_sentence_of_several_levels_is_refused_with_their_keys():
    rubric = levels_called(("lo", "Some."), ("mid", "Some."), ("hi", "All."))
    (fault,) = faults({"score": ["Some."]}, rubric)
    assert fault.problem == "'Some.' is said of several levels; write one of lo, mid, hi"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_with_accents_may_be_written_as_one_character_or_as_two(form):
    rubric = levels_called(("z\u00e9ro", "Z\u00e9ro."), ("un", "Une fois."), ("tr\u00e8s", "Tr\u00e8s souvent."))
    for cells in (["z\u00e9ro", "tr\u00e8s"], ["Z\u00e9ro.", "tr\u00e8s souvent"]):
        written = [unicodedata.normalize(form, cell) for cell in cells]
        assert judged({"score": written}, rubric)["worst"].tolist() == [0, 2]


class Cased(Rubric):
    """Keys that differ only in their letters."""

    ladder = Ladder("low", "high")
    group = Dimension("Group")
    size = Criterion(
        group,
        "Unknown",
        source="test",
        levels=(Level("A", "Yes", reach="low"), Level("a", "Yes", reach="high")),
    )


def test_keys_that_differ_in_their_letters_are_read_exactly_or_not_at_all():
    assert judged({"size": ["A", "a"]}, Cased)["worst"].tolist() == [0, 1]
    assert places({"size": ["A "]}, Cased) == ["table[0].size"]
    assert places({"size": ["yes"]}, Cased) == ["table[0].size"]


# Missing packages


def test_without_narwhals_a_mapping_is_enough_and_a_frame_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "narwhals", None)
    assert judged(WORDS) == judged(MATRIX) == EXPECTED
    with pytest.raises(ImportError, match=r"pip install 'collabmodel\[tables\]'"):
        judged(pl.DataFrame(WORDS))


def test_everything_raised_is_of_this_library():
    for table, _ in HEADS.values():
        with pytest.raises(CollabModelError):
            assess_table(table, Garden)
