import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from collabmodel import SocialOrganization, Verdicts, assess_table
from collabmodel.io.parquet import assess_parquet

arrow = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("narwhals")

CRITERIA = SocialOrganization.criteria
KEYS = [each.key for each in CRITERIA]
N = 240
CHANCE = np.random.default_rng(20121212)
LEVELS = np.where(
    CHANCE.random((N, len(KEYS))) < 0.5,
    np.int8(-1),
    CHANCE.integers(0, [len(each.levels) for each in CRITERIA], (N, len(KEYS)), np.int8),
)
WHOLE = assess_table(LEVELS, probabilities=True)


def again(found):
    return Verdicts.from_frame(found, SocialOrganization)


# One table in many forms


@pytest.mark.parametrize("dtype", ["int8", "int16", "int32", "int64", "float32", "float64"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_verdicts_do_not_depend_on_how_a_matrix_lies_in_memory(dtype, order):
    matrix = np.array(LEVELS, dtype, order=order)
    assert assess_table(matrix, probabilities=True) == WHOLE
    assert assess_table(np.repeat(matrix, 2, axis=0)[::2], probabilities=True) == WHOLE


def test_verdicts_do_not_depend_on_the_order_of_rows():
    order = CHANCE.permutation(N)
    assert assess_table(LEVELS[order], probabilities=True) == WHOLE.take(order)


@pytest.mark.parametrize("workers", [1, 2, 3, 16])
def test_verdicts_do_not_depend_on_workers(workers):
    assert assess_table(LEVELS, probabilities=True, workers=workers) == WHOLE


@pytest.mark.parametrize("rows", [1, 13, 100, N])
def test_verdicts_do_not_depend_on_where_a_table_is_cut(rows):
    parts = [assess_table(LEVELS[start : start + rows], probabilities=True) for start in range(0, N, rows)]
    assert np.concatenate([each.at_least for each in parts]).tobytes() == WHOLE.at_least.tobytes()
    assert np.concatenate([each.worst for each in parts]).tobytes() == WHOLE.worst.tobytes()
    assert np.concatenate([each.best for each in parts]).tobytes() == WHOLE.best.tobytes()


WORDS = {
    each.key: [None if cell < 0 else each.levels[cell].key for cell in column]
    for each, column in zip(CRITERIA, LEVELS.T.tolist(), strict=True)
}
NUMBERS = {
    key: [None if cell < 0 else cell for cell in column] for key, column in zip(KEYS, LEVELS.T.tolist(), strict=True)
}


@pytest.mark.parametrize("dtype", ["int8", "int16", "int64", "float64", "Int8", "Int64", "object", "str", "category"])
def test_verdicts_do_not_depend_on_the_type_of_pandas(dtype):
    pandas = pytest.importorskip("pandas")
    known = dtype in {"int8", "int16", "int64"}
    cells = WORDS if dtype in {"object", "str", "category"} else NUMBERS
    frame = pandas.DataFrame(LEVELS if known else cells, columns=KEYS).astype(dtype)
    assert assess_table(frame[frame.columns[::-1]], probabilities=True) == WHOLE


@pytest.mark.parametrize("dtype", ["Int8", "Int64", "UInt8", "Float32", "String", "Categorical"])
def test_verdicts_do_not_depend_on_the_type_of_polars(dtype):
    polars = pytest.importorskip("polars")
    cells = WORDS if dtype in {"String", "Categorical"} else NUMBERS
    assert assess_table(polars.DataFrame(cells).cast(getattr(polars, dtype)), probabilities=True) == WHOLE


@pytest.mark.parametrize("dtype", ["int8", "int64", "uint8", "float64", "string", "large_string", "dictionary"])
def test_verdicts_do_not_depend_on_the_type_of_arrow(dtype):
    words = dtype in {"string", "large_string", "dictionary"}
    kind = arrow.dictionary(arrow.int8(), arrow.string()) if dtype == "dictionary" else getattr(arrow, dtype)()
    table = arrow.table({key: arrow.array(cells).cast(kind) for key, cells in (WORDS if words else NUMBERS).items()})
    assert assess_table(table, probabilities=True) == WHOLE


# Many ways to cut it


@pytest.fixture(scope="module")
def sector(tmp_path_factory):
    """Words in files of unequal length."""
    folder = tmp_path_factory.mktemp("sector")
    table = arrow.table({key: arrow.array(cells, arrow.string()) for key, cells in WORDS.items()})
    for number, (start, size) in enumerate([(0, 100), (100, 1), (101, 60), (161, 79)]):
        pq.write_table(table.slice(start, size), folder / f"part-{number}.parquet", row_group_size=35)
    return folder


@pytest.mark.parametrize("rows", [7, 100, 1000])
def test_duckdb_in_batches_of_arrow(sector, rows):
    duckdb = pytest.importorskip("duckdb", minversion="1.5")
    batches = duckdb.sql(f"from '{sector}/*.parquet'").to_arrow_reader(rows)
    tables = (arrow.Table.from_batches([each]) for each in batches)
    assert again(arrow.concat_tables(assess_table(each, probabilities=True).to_arrow() for each in tables)) == WHOLE


@pytest.mark.parametrize("rows", [7, 100, None])
def test_polars_in_batches(sector, rows):
    polars = pytest.importorskip("polars")
    scan = polars.scan_parquet(sector / "*.parquet")
    if not hasattr(scan, "collect_batches"):
        pytest.skip("an older Polars")
    parts = [assess_table(each, probabilities=True).to_polars() for each in scan.collect_batches(chunk_size=rows)]
    assert again(polars.concat(parts)) == WHOLE


def test_polars_in_streams(sector, tmp_path):
    polars = pytest.importorskip("polars")

    def judged(part):
        return assess_table(part, probabilities=True).to_polars()

    scan = polars.scan_parquet(sector / "*.parquet")
    lazy = scan.map_batches(judged, schema=judged(scan.head(1).collect()).schema, streamable=True)
    lazy.sink_parquet(tmp_path / "verdicts.parquet")
    assert again(polars.read_parquet(tmp_path / "verdicts.parquet")) == WHOLE
    assert again(lazy.collect()) == WHOLE


@pytest.mark.parametrize("rows", [20, 50, 1000])
def test_pandas_in_chunks(tmp_path, rows):
    pandas = pytest.importorskip("pandas")
    pandas.DataFrame(WORDS).to_csv(tmp_path / "sector.csv", index=False)
    chunks = pandas.read_csv(tmp_path / "sector.csv", chunksize=rows, dtype="str")
    assert again(pandas.concat(assess_table(each, probabilities=True).to_pandas() for each in chunks)) == WHOLE


def test_parquet_to_parquet(sector, tmp_path):
    assess_parquet(sector, tmp_path / "verdicts.parquet", probabilities=True)
    assert again(pq.read_table(tmp_path / "verdicts.parquet")) == WHOLE


# The recipes of the page

PAGE = (Path(__file__).parents[1] / "docs/how-to/populations.md").read_text(encoding="utf-8")


def recipe(heading):
    """The code under a heading."""
    section = re.split(r"^#+ ", PAGE, flags=re.MULTILINE)
    (text,) = (each for each in section if each.startswith(f"{heading}\n"))
    return "\n".join(re.findall(r"```(?:\{testcode\}|python)\n(.*?)```", text, re.DOTALL))


@pytest.fixture
def page(tmp_path, monkeypatch):
    """What the beginning of the page makes."""
    monkeypatch.chdir(tmp_path)
    made = {}
    exec(recipe("Assess a whole sector") + recipe("In memory").partition("\n")[0], made)  # noqa: S102
    return made


def run(heading, made):
    exec(recipe(heading), made)  # noqa: S102
    return made["verdicts"]


def same(found, matrix, names=None):
    return again(found) == assess_table(matrix, names=names)


def test_the_recipe_for_parquet(page):
    path = Path("verdicts.parquet")
    exec(recipe("Parquet").partition("from collabmodel import CollabModelError")[0], page)  # noqa: S102
    found = pq.read_table(path)
    assert same(found, page["matrix"], page["numbers"])


# Pandas 3.1 says it to Dask 2026.8, whenever that reads or writes Parquet.
@pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame:DeprecationWarning")
def test_the_recipe_for_dask(page):
    pytest.importorskip("dask.dataframe")
    found = run("Dask", page).compute()
    assert found.index.tolist() == page["numbers"]
    assert same(found, page["matrix"])


def test_the_recipe_for_a_cluster(page):
    pytest.importorskip("distributed")
    Path("cluster.py").write_text(recipe("A cluster"), encoding="utf-8")
    subprocess.run([sys.executable, "cluster.py"], check=True, capture_output=True, timeout=240, env=os.environ)
    parts = [pq.read_table(f"verdicts/part.{number}.parquet") for number in range(4)]
    assert same(arrow.concat_tables(parts), page["matrix"])


def test_the_recipe_for_duckdb(page):
    pytest.importorskip("duckdb", minversion="1.5")
    matrix, numbers = page["matrix"], np.array(page["numbers"])
    open_policy = matrix[:, KEYS.index("policy")] >= 1
    assert same(run("DuckDB", page), matrix[open_policy], numbers[open_policy])


def test_the_recipe_for_polars(page):
    polars = pytest.importorskip("polars")
    exec(recipe("Polars"), page)  # noqa: S102
    found = polars.read_parquet("verdicts.parquet")
    assert same(found, page["matrix"], page["numbers"])


def test_the_recipe_for_pandas(page):
    pytest.importorskip("pandas")
    assert same(run("pandas", page), page["matrix"], page["numbers"])
    guided = page["guided"]["number"]
    assert page["beside"].index.tolist() == guided.index.tolist()
    assert page["beside"]["name"].tolist() == guided.tolist()
