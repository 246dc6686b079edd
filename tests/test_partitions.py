import os
import pickle
import re
import signal
import subprocess
import sys
from functools import partial

import numpy as np
import pytest

from collabmodel import Confidence, Quota, SocialOrganization, Verdicts, assess_table, partitions
from collabmodel.errors import DescriptionError, UnknownCriterionError, UnknownLevelError

dask = pytest.importorskip("dask")
dd = pytest.importorskip("dask.dataframe")
pd = pytest.importorskip("pandas")
pytest.importorskip("pyarrow")

# Pandas 3.1 says it to Dask 2026.8, whenever that reads or writes Parquet.
pytestmark = pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame:DeprecationWarning")

KEYS = [each.key for each in SocialOrganization.criteria]
N = 200
CHANCE = np.random.default_rng(20121212)
LEVELS = np.where(
    CHANCE.random((N, len(KEYS))) < 0.5,
    np.int8(-1),
    CHANCE.integers(0, [len(each.levels) for each in SocialOrganization.criteria], (N, len(KEYS)), np.int8),
)
FRAME = pd.DataFrame(LEVELS, columns=KEYS)
WHOLE = assess_table(LEVELS, probabilities=True)
PATIENCE = 120
"""Seconds for a cluster that starts on a busy machine."""


@pytest.fixture(params=["synchronous", "threads"])
def scheduler(request):
    with dask.config.set(scheduler=request.param):
        yield


@pytest.fixture
def one_thread():
    with dask.config.set(scheduler="synchronous"):
        yield


def lazy(frame=FRAME, npartitions=4, **options):
    return dd.from_pandas(frame, npartitions=npartitions, **options)


def faults_of(do, kind=DescriptionError):
    with pytest.raises(kind) as caught:
        do()
    return list(map(str, caught.value.faults))


# What comes out


@pytest.mark.parametrize("npartitions", [1, 3, 7, 40])
@pytest.mark.parametrize("probabilities", [False, True])
@pytest.mark.usefixtures("one_thread")
def test_verdicts_are_those_of_the_matrix_to_the_last_bit_however_many_partitions(npartitions, probabilities):
    found = assess_table(lazy(npartitions=npartitions), probabilities=probabilities)
    expected = assess_table(LEVELS, probabilities=probabilities).to_pandas()
    assert isinstance(found, dd.DataFrame)
    assert found.npartitions == npartitions
    pd.testing.assert_frame_equal(found.compute(), expected, check_exact=True)


@pytest.mark.usefixtures("scheduler")
def test_verdicts_do_not_depend_on_the_scheduler():
    found = assess_table(lazy(), probabilities=True, workers=2)
    assert Verdicts.from_frame(found.compute(), SocialOrganization) == WHOLE


def test_nothing_is_judged_before_somebody_asks():
    def never(part):
        raise AssertionError(part)

    judged = assess_table(lazy().map_partitions(never, meta=FRAME[:0]), probabilities=True)
    assert judged.dtypes.equals(WHOLE.to_pandas().dtypes)
    assert list(judged.columns) == list(WHOLE.to_pandas().columns)


@pytest.mark.usefixtures("one_thread")
def test_index_and_divisions_are_those_of_the_table():
    ein = pd.Index(np.arange(N) * 3 + 100, name="ein")
    table = lazy(FRAME.set_index(ein))
    found = assess_table(table)
    assert found.divisions == table.divisions
    assert found.compute().index.equals(ein)
    assert found.loc[103:106].compute().index.tolist() == [103, 106]
    assert found.partitions[2].compute().equals(found.compute()[2 * N // 4 : 3 * N // 4])


@pytest.mark.usefixtures("one_thread")
def test_names_come_from_a_column():
    table = lazy(FRAME.assign(who=[f"No. {row}" for row in range(N)]))
    found = assess_table(table, names="who")
    assert found.dtypes.equals(found.compute().dtypes)
    assert found["name"].compute().tolist()[:2] == ["No. 0", "No. 1"]
    assert faults_of(lambda: assess_table(table, names=["A", "B"])) == [
        "names: expected the head of a column of the Dask DataFrame, got a list of 2; name one, or none"
    ]


@pytest.mark.parametrize("dtype", ["int16", "Int8", "float64", "int64[pyarrow]", "words", "category"])
@pytest.mark.usefixtures("one_thread")
def test_cells_may_be_of_any_type_that_a_frame_may_have(dtype):
    frame = FRAME.astype(object).mask(FRAME < 0)
    if dtype in {"words", "category"}:
        keys = {each.key: [level.key for level in each.levels] for each in SocialOrganization.criteria}
        frame = pd.DataFrame({key: [None if pd.isna(cell) else keys[key][cell] for cell in frame[key]] for key in KEYS})
    typed = frame.astype(dtype if dtype in {"Int8", "float64", "int64[pyarrow]", "category"} else object)
    typed = FRAME.astype(dtype) if dtype == "int16" else typed
    found = assess_table(lazy(typed), probabilities=True)
    assert Verdicts.from_frame(found.compute(), SocialOrganization) == WHOLE


@pytest.mark.usefixtures("one_thread")
def test_categories_need_not_be_known_before():
    words = [level.key for level in SocialOrganization.stance.levels]
    table = lazy(pd.DataFrame({"stance": words * 20}).astype("category"))
    table["stance"] = table["stance"].cat.as_unknown()
    found = assess_table(table).compute()
    assert Verdicts.from_frame(found, SocialOrganization) == assess_table({"stance": words * 20})


@pytest.mark.usefixtures("one_thread")
def test_an_empty_partition_gives_no_rows():
    table = dd.concat([lazy(FRAME[:0], 1), lazy(FRAME, 3), lazy(FRAME[:0], 1)]).assign(who="A")
    found = assess_table(table, probabilities=True, names="who")
    assert found.npartitions == 5
    assert Verdicts.from_frame(found.compute().drop(columns="name"), SocialOrganization) == WHOLE
    assert len(found.partitions[0].compute()) == 0
    assert assess_table(lazy(FRAME[:0], 1)).compute().dtypes.equals(assess_table(FRAME).to_pandas().dtypes)


# Confidence


@pytest.mark.usefixtures("one_thread")
def test_one_confidence_counts_for_all():
    found = assess_table(lazy(), confidence=Confidence.HUNCH, probabilities=True)
    expected = assess_table(LEVELS, confidence=Confidence.HUNCH, probabilities=True)
    assert Verdicts.from_frame(found.compute(), SocialOrganization) == expected


SURENESS = pd.DataFrame(CHANCE.integers(0, 4, FRAME.shape, np.int8), columns=KEYS)


@pytest.mark.usefixtures("scheduler")
def test_each_cell_may_have_its_own_confidence():
    found = assess_table(lazy(), confidence=lazy(SURENESS), probabilities=True)
    expected = assess_table(LEVELS, confidence=SURENESS.to_numpy(), probabilities=True)
    assert Verdicts.from_frame(found.compute(), SocialOrganization) == expected


@pytest.mark.usefixtures("one_thread")
def test_partitions_that_dask_joins_keep_their_confidence(tmp_path):
    lazy(FRAME, 10).to_parquet(tmp_path / "levels")
    lazy(SURENESS, 10).to_parquet(tmp_path / "sureness")
    levels, sureness = (dd.read_parquet(tmp_path / name)[["stance", "goals"]] for name in ("levels", "sureness"))
    levels = levels.rename(columns=str.lower)
    assert levels.optimize().npartitions < sureness.optimize().npartitions
    found = assess_table(levels, confidence=sureness, probabilities=True)
    chosen = [KEYS.index(key) for key in ("stance", "goals")]
    cells, sure = (
        dict(zip(("stance", "goals"), each.T, strict=True))
        for each in (LEVELS[:, chosen], SURENESS.to_numpy()[:, chosen])
    )
    assert Verdicts.from_frame(found.compute(), SocialOrganization) == assess_table(
        cells, confidence=sure, probabilities=True
    )


@pytest.mark.parametrize(
    ("confidence", "problem"),
    [
        ("sure", "the table is a Dask DataFrame, this is 'sure'; give one Confidence for all, or a Dask DataFrame"),
        (lazy(SURENESS, 3), "has 3 partitions and the table 4; divide them alike"),
        (
            lazy(SURENESS.set_index(SURENESS.index + 1)),
            "is not divided where the table is; repartition it with divisions",
        ),
    ],
    ids=["no table", "other number", "other places"],
)
def test_confidence_that_does_not_go_with_the_table_is_refused_at_once(confidence, problem):
    (fault,) = faults_of(lambda: assess_table(lazy(), confidence=confidence))
    assert fault.startswith(f"confidence: {problem}")


def test_heads_of_confidence_are_checked_at_once():
    (fault,) = faults_of(lambda: assess_table(lazy(), confidence=lazy(SURENESS.rename(columns={"goals": "gaols"}))))
    assert fault.startswith("confidence.gaols: is no criterion of this rubric; did you mean 'goals'?")


@pytest.mark.usefixtures("one_thread")
def test_confidence_with_other_rows_is_told_by_its_partition():
    table, sureness = (
        dd.from_delayed([dask.delayed(each[:50]), dask.delayed(each[50:end])], meta=each[:0])
        for each, end in ((FRAME, 100), (SURENESS, 99))
    )
    faults = faults_of(assess_table(table, confidence=sureness).compute)
    assert faults == ["partition 1: confidence: has 49 rows and the table 50; give each cell its confidence"]


# What is at fault


def test_heads_are_checked_when_the_graph_is_built():
    table = lazy(FRAME.rename(columns={"stance": "stanse"}))
    faults = faults_of(lambda: assess_table(table), UnknownCriterionError)
    assert faults == faults_of(lambda: assess_table(table.compute()), UnknownCriterionError)
    (fault,) = faults_of(lambda: assess_table(lazy(FRAME[["stance"]].rename(columns={"stance": "who"})), names="who"))
    assert fault.startswith("table: has no column of a criterion")
    assert faults_of(lambda: assess_table(table, rubric=7))[0].startswith("rubric: ")


def spoilt(part, partition_info=None):
    """A table whose partition 3 has a word that is no level."""
    part = part.astype({"stance": object})
    if partition_info["number"] == 3:
        part.iloc[17, part.columns.get_loc("stance")] = "guidde"
    return part


@pytest.mark.usefixtures("scheduler")
def test_a_cell_at_fault_is_told_by_its_partition_and_its_row():
    found = assess_table(lazy().map_partitions(spoilt, meta=FRAME[:0].astype({"stance": object})))
    expected = ["partition 3: table[17].stance: 'guidde' is no level; did you mean 'guided'?"]
    assert faults_of(found.compute, UnknownLevelError) == expected
    assert len(found.partitions[2].compute()) == 50


@pytest.mark.usefixtures("one_thread")
def test_partitions_are_counted_as_the_table_has_them_whatever_is_selected_or_joined(tmp_path):
    frame = pd.DataFrame({key: [level.key for level in SocialOrganization.goals.levels] * 10 for key in KEYS})
    frame = frame[["goals"]].assign(**{f"other {n}": 1.5 for n in range(30)})
    frame.loc[27, "goals"] = "gaols"
    lazy(frame, 10).to_parquet(tmp_path / "sector")
    table = dd.read_parquet(tmp_path / "sector")[["goals"]].rename(columns=str.lower)
    assert table.optimize().npartitions < table.npartitions
    size = len(frame) // 10
    wrong = assess_table(table)
    for selected in (wrong, wrong.partitions[27 // size], wrong.partitions[2:8], wrong[["best"]]):
        (fault,) = faults_of(selected.compute)
        assert fault.startswith(f"partition {27 // size}: table[{27 % size}].goals: 'gaols' is no level")


@pytest.mark.usefixtures("one_thread")
def test_a_partition_without_a_column_is_told():
    parts = [dask.delayed(FRAME[:50]), dask.delayed(FRAME[50:].drop(columns=["stance", "goals"]))]
    found = assess_table(dd.from_delayed(parts, meta=FRAME[:0], verify_meta=False))
    assert faults_of(found.compute) == [
        f"partition 1: table.{head}: this partition has no such column; load it again" for head in ("stance", "goals")
    ]


@pytest.mark.usefixtures("one_thread")
def test_a_partition_that_is_no_frame_is_told():
    parts = [dask.delayed(FRAME[["stance"]]), dask.delayed(None)]
    found = assess_table(dd.from_delayed(parts, meta=FRAME[["stance"]][:0], verify_meta=False))
    (fault,) = faults_of(found.compute)
    assert fault == "partition 1: table.stance: this partition has no such column; load it again"


# What is loaded, and what travels


def test_who_has_no_dask_table_does_not_load_dask():
    code = "import numpy, sys, collabmodel; collabmodel.assess_table(numpy.zeros((1, 49), int)); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"dask", "pandas", "pyarrow"} & set(done.stdout.split())


def test_only_a_dask_dataframe_is_lazy(monkeypatch):
    assert partitions.is_lazy(lazy())
    assert not any(map(partitions.is_lazy, [FRAME, LEVELS, lazy()["stance"], None]))
    monkeypatch.delitem(sys.modules, "dask.dataframe")
    assert not partitions.is_lazy(FRAME)


def way(rubric):
    return partitions._Way(partial(assess_table, names=None, confidence=None), partitions._Sent(rubric))


def test_what_judges_can_be_pickled():
    again = pickle.loads(pickle.dumps(partial(partitions._partition, way(SocialOrganization), tuple(KEYS))))  # noqa: S301
    assert again(0, FRAME).equals(assess_table(LEVELS).to_pandas())
    assert again.args[0].sent.rubric is SocialOrganization


def test_a_rubric_that_nobody_can_import_arrives_with_all_that_judging_takes():
    class Mine(SocialOrganization):
        ladder = SocialOrganization.ladder
        rule = Quota(1, 2)
        stance = SocialOrganization.stance.evolve(points=5)
        guidance = SocialOrganization.guidance.evolve(points=1, lead=None)
        policy = None

    again = pickle.loads(pickle.dumps(way(Mine)))  # noqa: S301
    arrived = again.sent.rubric
    assert arrived is not Mine
    assert (arrived.__name__, arrived.title, arrived.ladder) == ("Mine", "Mine", Mine.ladder)
    assert (arrived.dimensions, arrived.criteria) == (Mine.dimensions, Mine.criteria)
    frame = FRAME.drop(columns="policy")
    found, expected = (assess_table(frame, rubric, probabilities=True) for rubric in (arrived, Mine))
    assert found.to_pandas().equals(expected.to_pandas())


# A cluster of processes


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    distributed = pytest.importorskip("distributed")
    folder = str(tmp_path_factory.mktemp("workers"))
    ways = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": ":0", "local_directory": folder}
    with (
        dask.config.set({"distributed.comm.timeouts.connect": PATIENCE, "distributed.worker.daemon": True}),
        distributed.LocalCluster(processes=True, **ways) as cluster,
        distributed.Client(cluster, timeout=PATIENCE) as client,
    ):
        yield client


@pytest.fixture
def sector(tmp_path):
    lazy(FRAME, 8).to_parquet(tmp_path / "sector", write_index=False)
    return tmp_path / "sector"


@pytest.mark.usefixtures("client")
def test_a_cluster_of_processes_finds_the_same_from_parquet_to_parquet(sector, tmp_path):
    assess_table(dd.read_parquet(sector), probabilities=True).to_parquet(tmp_path / "verdicts")
    found = dd.read_parquet(tmp_path / "verdicts").compute()
    assert Verdicts.from_frame(found, SocialOrganization) == WHOLE


@pytest.mark.usefixtures("client")
def test_a_fault_comes_back_from_another_process_as_it_is():
    found = assess_table(lazy().map_partitions(_by_value(spoilt), meta=FRAME[:0].astype({"stance": object})))
    expected = ["partition 3: table[17].stance: 'guidde' is no level; did you mean 'guided'?"]
    assert faults_of(found.compute, UnknownLevelError) == expected


def _by_value(function):
    """The function such that it is sent along: other processes cannot import a test."""
    cloudpickle = pytest.importorskip("cloudpickle")
    cloudpickle.register_pickle_by_value(sys.modules[function.__module__])
    return function


def kill_once(part, done, partition_info=None):
    """A partition, the first time at the cost of the process that works on it."""
    if partition_info["number"] == 5 and not done.exists():
        done.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return part


@pytest.mark.skipif(sys.platform == "win32", reason="no process kills itself like that")
@pytest.mark.usefixtures("client")
def test_killing_a_worker_loses_nothing(sector, tmp_path):
    killed = tmp_path / "killed"
    table = dd.read_parquet(sector).map_partitions(_by_value(kill_once), killed, meta=FRAME[:0])
    found = assess_table(table, probabilities=True).compute()
    assert killed.exists()
    assert Verdicts.from_frame(found, SocialOrganization) == WHOLE


MINE = """
import dask.dataframe as dd
import pandas as pd
from distributed import Client, LocalCluster
from collabmodel import Criterion, Dimension, Ladder, Level, Rubric, assess_table


class Mine(Rubric):
    ladder = Ladder("low", "high")
    d = Dimension("D")
    levels = (Level("no", "No.", reach="low"), Level("yes", "Yes.", reach="high"))
    c = Criterion(d, "Is it?", source="made", levels=levels)


if __name__ == "__main__":
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as cluster, Client(cluster):
        table = dd.from_pandas(pd.DataFrame({"c": ["yes", "no"]}), npartitions=2)
        print(*assess_table(table, Mine).compute()["best"])
"""


def test_a_rubric_from_the_script_itself_gets_to_other_processes(tmp_path):
    pytest.importorskip("distributed")
    (tmp_path / "mine.py").write_text(MINE)
    command = [sys.executable, str(tmp_path / "mine.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path, timeout=2 * PATIENCE)
    assert re.fullmatch(r"high low\s*", done.stdout)
