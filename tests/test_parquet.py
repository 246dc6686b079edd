import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from collabmodel import Confidence, PurposeScreen, SocialOrganization, Verdicts, assess_table
from collabmodel.errors import DescriptionError, UnknownCriterionError, UnknownLevelError
from collabmodel.io import parquet, parquet_files
from collabmodel.io.parquet import assess_parquet

arrow = pytest.importorskip("pyarrow")
pytest.importorskip("narwhals")
pq = pytest.importorskip("pyarrow.parquet")

CRITERIA = SocialOrganization.criteria
N = 300
SEED = 20121212


def drawn(rows=N):
    """(rows, criteria) positions; half of the cells are not known."""
    chance = np.random.default_rng(SEED)
    highest = [len(each.levels) for each in CRITERIA]
    levels = chance.integers(0, highest, (rows, len(CRITERIA)), np.int8)
    return np.where(chance.random(levels.shape) < 0.5, np.int8(-1), levels)


class Frame(list):
    """It has columns, and gives their heads one after the other."""

    columns = None


LEVELS = drawn()
LONG = "long" * 99
"""More than a file system takes."""


def words(levels=LEVELS):
    """The same as keys of levels, by the key of the criterion."""
    return {
        each.key: arrow.array([None if cell < 0 else each.levels[cell].key for cell in column], arrow.string())
        for each, column in zip(CRITERIA, levels.T.tolist(), strict=True)
    }


def written(path, columns, **ways):
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(arrow.table(columns), path, **ways)
    return path


def parts(folder, table, sizes, name="part.{}.parquet"):
    start = 0
    for number, size in enumerate(sizes):
        written(folder / name.format(number), table.slice(start, size))
        start += size
    return folder


@pytest.fixture
def source(tmp_path):
    return written(tmp_path / "all.parquet", {"ein": [f"{row:09}" for row in range(N)], **words()})


@pytest.fixture
def target(tmp_path):
    return tmp_path / "verdicts.parquet"


@pytest.fixture
def in_batches(monkeypatch):
    """What is read together, in rows."""
    return lambda rows: monkeypatch.setattr(parquet_files, "ROWS", rows)


def faults_of(*args, **options):
    with pytest.raises(DescriptionError) as caught:
        assess_parquet(*args, **options)
    return list(map(str, caught.value.faults))


def left_in(folder):
    return sorted(path.name for path in folder.iterdir())


# What comes out


@pytest.mark.parametrize(
    ("rows", "probabilities"),
    [(3, False), (64, False), (10 * N, False), (64, True), (N, True)],
)
def test_verdicts_are_those_of_the_matrix_to_the_last_bit_for_every_size_of_batch(
    source, target, in_batches, rows, probabilities
):
    in_batches(rows)
    counts = assess_parquet(source, target, probabilities=probabilities)
    whole = assess_table(LEVELS, probabilities=probabilities)
    found = pq.read_table(target)
    assert Verdicts.from_frame(found, SocialOrganization) == whole
    assert found.schema.equals(whole.to_arrow().schema)
    assert counts == whole.counts()


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_verdicts_do_not_depend_on_workers(source, target, in_batches, workers):
    in_batches(100)
    assess_parquet(source, target, probabilities=True, workers=workers)
    assert Verdicts.from_frame(pq.read_table(target), SocialOrganization) == assess_table(LEVELS, probabilities=True)


def test_rubric_and_confidence_are_those_asked_for(tmp_path, target):
    (first, *_) = PurposeScreen.criteria
    written(tmp_path / "a.parquet", {first.key: [level.key for level in first.levels]})
    assess_parquet(tmp_path / "a.parquet", target, PurposeScreen, confidence=Confidence.HUNCH, probabilities=True)
    whole = assess_table(
        {first.key: [level.key for level in first.levels]},
        PurposeScreen,
        confidence=Confidence.HUNCH,
        probabilities=True,
    )
    assert Verdicts.from_frame(pq.read_table(target), PurposeScreen) == whole


@pytest.mark.parametrize(
    "column",
    [
        arrow.array([0, None, 3], arrow.int8()),
        arrow.array([0, None, 3], arrow.uint64()),
        arrow.array([0, None, 3], arrow.float64()),
        arrow.array(["ignored", None, "guided"], arrow.large_string()),
        arrow.array(["ignored", "", "guided"], arrow.string_view()),
        arrow.array(["ignored", None, "guided"]).dictionary_encode(),
    ],
    ids=lambda column: str(column.type),
)
def test_cells_may_be_of_any_type_that_a_table_may_have(tmp_path, target, column):
    assess_parquet(written(tmp_path / "a.parquet", {"stance": column}), target, keep=["stance"])
    found = pq.read_table(target)
    assert Verdicts.from_frame(found, SocialOrganization) == assess_table({"stance": [0, -1, 3]})
    assert found["stance"].combine_chunks().equals(arrow.chunked_array([column]).combine_chunks())


def test_a_criterion_is_found_by_its_question_too(tmp_path, target):
    stance = SocialOrganization.stance
    assess_parquet(written(tmp_path / "a.parquet", {f" {stance.question.upper()}": ["guided"]}), target)
    assert Verdicts.from_frame(pq.read_table(target), SocialOrganization) == assess_table({"stance": ["guided"]})


def test_a_column_gives_the_names(source, target):
    assess_parquet(source, target, names="ein")
    assert Verdicts.from_frame(pq.read_table(target), SocialOrganization).names[:2] == ("000000000", "000000001")


def test_columns_that_are_kept_come_as_they_are(tmp_path, target, in_batches):
    in_batches(2)
    columns = {
        "EIN": arrow.array([7, 8, 9], arrow.int32()),
        "place.of": arrow.array(["a", None, "a"]).dictionary_encode(),
        "found": arrow.array([[1], [], None], arrow.list_(arrow.int64())),
        "left": [1, 2, 3],
    }
    written(tmp_path / "a.parquet", {"stance": ["guided", "led", None], **columns})
    assess_parquet(tmp_path / "a.parquet", target, keep=["found", "EIN", "place.of", "EIN"])
    found = pq.read_table(target)
    assert found.column_names == ["worst", "best", "found", "EIN", "place.of"]
    for head in ("EIN", "place.of", "found"):
        assert found[head].type == columns[head].type
        assert found[head].to_pylist() == columns[head].to_pylist()


def test_a_kept_column_that_is_empty_in_one_file_has_the_type_of_the_others(tmp_path, target):
    empty = {"stance": ["led"], "city": arrow.nulls(1), "never": arrow.nulls(1)}
    full = {"stance": ["led"], "city": ["Bonn"], "never": arrow.nulls(1)}
    files = [written(tmp_path / name, each) for name, each in (("a", empty), ("b", full), ("c", empty))]
    assess_parquet(files, target, keep=["city", "never"])
    assert pq.read_table(target)["city"].to_pylist() == [None, "Bonn", None]


def test_nobody_is_an_answer(tmp_path, target):
    written(tmp_path / "a.parquet", {"stance": arrow.array([], arrow.string()), "who": arrow.array([], arrow.string())})
    counts = assess_parquet(tmp_path / "a.parquet", target, probabilities=True, names="who")
    whole = assess_table({"stance": ["led"], "who": ["A"]}, probabilities=True, names="who")
    assert {column: sum(each.values()) for column, each in counts.items()} == dict.fromkeys(whole.counts(), 0)
    assert pq.read_table(target).num_rows == 0
    assert pq.read_schema(target).equals(whole.to_arrow().schema)


def test_only_needed_columns_are_read(tmp_path, target):
    columns = {"stance": ["led"] * 99, "note": list(range(99))}
    plain = {"write_page_checksum": True, "compression": "none", "use_dictionary": False}
    path = written(tmp_path / "a.parquet", columns, **plain)
    spoil(path, "note")
    assess_parquet(path, target)
    assert pq.read_table(target).num_rows == 99
    (fault,) = faults_of(path, target, keep=["note"])
    assert fault.startswith(f"{path}: cannot be read as Parquet: ")


def spoil(path, head):
    """Overwrite the last bytes of a column."""
    with pq.ParquetFile(path) as file:
        column = file.metadata.row_group(file.metadata.num_row_groups - 1).column(file.schema_arrow.names.index(head))
        start = column.dictionary_page_offset if column.has_dictionary_page else column.data_page_offset
        end = start + column.total_compressed_size
    content = bytearray(path.read_bytes())
    content[end - 8 : end] = bytes(each ^ 255 for each in content[end - 8 : end])
    path.write_bytes(content)


# Which files


def test_a_folder_is_read_as_it_was_written_2_before_10(tmp_path, target):
    table = arrow.table(words())
    parts(tmp_path / "sector", table, [20] * 12 + [0, 60])
    written(tmp_path / "sector" / "_metadata.parquet", {"stance": ["led"]})
    written(tmp_path / "sector" / "_temporary" / "0.parquet", {"stance": ["led"]})
    written(tmp_path / "sector" / ".old.parquet", {"stance": ["led"]})
    (tmp_path / "sector" / "README").write_text("nothing")
    assess_parquet(tmp_path / "sector", target)
    assert Verdicts.from_frame(pq.read_table(target), SocialOrganization) == assess_table(LEVELS)


def test_folders_within_are_read_and_may_be_called_like_files(tmp_path, target):
    table = arrow.table(words())
    parts(tmp_path / "sector.parquet" / "state=AK.parquet", table.slice(0, 100), [50, 50])
    parts(tmp_path / "sector.parquet" / "state=TX", table.slice(100), [200])
    assess_parquet(str(tmp_path / "sector.parquet"), str(target))
    assert Verdicts.from_frame(pq.read_table(target), SocialOrganization) == assess_table(LEVELS)


def test_several_are_read_in_their_order(tmp_path, target):
    table = arrow.table(words())
    files = [written(tmp_path / f"{n}.parquet", table.slice(n * 100, 100)) for n in (2, 0, 1)]
    assess_parquet(iter(files), target)
    order = np.r_[200:300, 0:200]
    assert Verdicts.from_frame(pq.read_table(target), SocialOrganization) == assess_table(LEVELS[order])


@pytest.mark.parametrize(
    "nothing",
    [7, None, b"a.parquet", {"a.parquet": 1}, ["a.parquet", 7], [], Frame(["a.parquet"])],
)
def test_what_is_no_path_is_refused(nothing, target):
    (fault,) = faults_of(nothing, target)
    assert fault.startswith("source: expected the path of a file or a folder, or several, got ")


def test_files_at_fault_are_told_together(tmp_path, target, source):
    cut = tmp_path / "cut.parquet"
    cut.write_bytes(source.read_bytes()[: source.stat().st_size // 2])
    (tmp_path / "empty.parquet").touch()
    (tmp_path / "text.parquet").write_text("EIN,NAME\n" * 10)
    names = ["all", "cut", "empty", "text", "missing", "with\0null", LONG]
    found = faults_of([tmp_path / f"{name}.parquet" for name in names], target)
    assert [fault.partition(": ")[0] for fault in found] == [
        str(cut),
        *(f"{tmp_path}/{name}.parquet" for name in ("empty", "text", "missing", "with\\x00null", LONG)),
    ]
    told = r".*: cannot be read as Parquet: parquet [^;]+; name a file that is whole, or write it again"
    assert all(re.fullmatch(told, fault) for fault in found[:3])
    there = "; name a file that is there and that you may read"
    assert [fault.partition(": ")[2] for fault in found[3:]] == [
        f"cannot be read: no such file or directory{there}",
        f"cannot be read: embedded null byte{there}",
        f"cannot be read: file name too long{there}",
    ]
    assert not target.exists()


def test_a_head_that_is_not_utf_8_is_told(tmp_path, target):
    path = written(tmp_path / "a.parquet", {"stance": ["led"], "city": ["Bonn"]})
    path.write_bytes(path.read_bytes().replace(b"city", b"cit\xe9"))
    (fault,) = faults_of(path, target)
    assert fault.startswith(f"{path}: cannot be read as Parquet: 'utf-8' codec can't decode byte 0xe9")


def test_a_folder_without_parquet_is_refused(tmp_path, target):
    (tmp_path / "sector").mkdir()
    (fault,) = faults_of(tmp_path / "sector", target)
    assert fault == f"{tmp_path}/sector: holds no file that ends in .parquet; name the folder of the files"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_neither_file_nor_folder_is_refused(tmp_path, target):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path(os.devnull)):
        assert faults_of(path, target) == [f"{path}: is neither a file nor a folder; name what to read"]


def test_a_file_that_breaks_off_later_is_told_with_the_faults_before(tmp_path, target, in_batches):
    in_batches(50)
    stance = ["guided"] * 100
    stance[3] = "guidde"
    broken = written(tmp_path / "a.parquet", {"stance": stance}, row_group_size=50, write_page_checksum=True)
    spoil(broken, "stance")
    whole = written(tmp_path / "b.parquet", {"stance": ["led", "lead"]})
    first, second, third = faults_of([broken, whole], target)
    assert first == f"{broken}: table[3].stance: 'guidde' is no level; did you mean 'guided'?"
    assert second.startswith(f"{broken}: cannot be read as Parquet: ")
    assert third == f"{whole}: table[1].stance: 'lead' is no level; did you mean 'led'?"


def test_what_is_read_is_not_written_over(tmp_path, source):
    before = source.read_bytes()
    link = tmp_path / "link.parquet"
    link.symlink_to(source)
    for target in (source, link, os.path.relpath(source)):
        (fault,) = faults_of(source, target)
        assert fault == f"{target}: cannot be written: it is to be read as well; name another file"
    assert source.read_bytes() == before


def test_a_file_is_not_read_twice(tmp_path, target):
    """Everybody in it would be counted twice."""
    folder = tmp_path / "in"
    file = written(folder / "all.parquet", words())
    link = tmp_path / "link.parquet"
    link.symlink_to(file)
    for sources in ([file, file], [file, link], [folder, file], [folder, folder]):
        (fault,) = faults_of(sources, target)
        assert fault == f"{file}: is to be read more than once; name it once, and not beside a folder that holds it"
    assert not target.exists()


def refused_in(folder, target):
    """How it is said that a target would be read the next time."""
    where = "a folder that is read holds it or a link to it, so it would be read itself the next time"
    return [f"{target}: cannot be written: {where}; name a file outside of {folder}, or one that begins with _"]


@pytest.mark.parametrize("name", ["verdicts.parquet", "all.parquet", "deep/er/verdicts.parquet", "../in/new.parquet"])
def test_what_would_be_read_the_next_time_is_not_written(tmp_path, name):
    folder = tmp_path / "in"
    written(folder / "all.parquet", words())
    (folder / "deep" / "er").mkdir(parents=True)
    for target in (folder / name, os.path.relpath(folder / name)):
        assert faults_of(folder, target) == refused_in(folder, target)
        assert faults_of([folder / "all.parquet", folder], target) == refused_in(folder, target)
    assert left_in(folder) == ["all.parquet", "deep"]


def test_a_target_is_refused_before_anything_is_read(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.parquet").write_text("no Parquet")
    assert faults_of(folder, folder / "b.parquet") == refused_in(folder, folder / "b.parquet")


def test_links_do_not_hide_that_a_target_would_be_read(tmp_path, target):
    folder, other = tmp_path / "in", tmp_path / "other"
    written(folder / "all.parquet", words())
    other.symlink_to(folder)
    (folder / "link.parquet").symlink_to(target)
    (tmp_path / "outside.parquet").symlink_to(folder / "new.parquet")
    for source, written_to in (
        (other, folder / "new.parquet"),
        (folder, other / "new.parquet"),
        (folder, folder / "link.parquet"),
        (folder, target),
        (folder, tmp_path / "outside.parquet"),
    ):
        assert faults_of(source, written_to) == refused_in(source, written_to)
    assert not target.exists()


@pytest.mark.parametrize("name", ["_verdicts.parquet", ".verdicts.parquet", "_out/verdicts.parquet", "verdicts.pq"])
def test_a_target_that_nobody_looks_for_may_lie_among_what_is_read(tmp_path, name):
    folder = tmp_path / "in"
    written(folder / "all.parquet", words())
    (folder / "_out").mkdir()
    for _ in "12":
        assess_parquet(folder, folder / name)
    assert Verdicts.from_frame(pq.read_table(folder / name), SocialOrganization) == assess_table(LEVELS)


def test_a_target_may_lie_beside_the_file_and_behind_a_link_that_is_not_followed(tmp_path, source):
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "in"
    elsewhere.mkdir()
    written(folder / "all.parquet", words())
    (folder / "out").symlink_to(elsewhere)
    for _ in "12":
        assess_parquet([source, folder], folder / "out" / "verdicts.parquet")
        assess_parquet(source, tmp_path / "verdicts.parquet")
    assert left_in(elsewhere) == ["verdicts.parquet"]


def test_a_folder_is_no_target_though_it_be_called_like_a_file(tmp_path):
    folder = tmp_path / "in.parquet"
    written(folder / "all.parquet", words())
    (fault,) = faults_of(folder, folder)
    assert "there is something else than a file" in fault


# Which columns


def test_other_columns_are_left_alone_but_not_what_may_be_a_misspelt_criterion(tmp_path, target):
    path = written(tmp_path / "a.parquet", {"polcy": ["open"], "Stanse": ["led"], "EIN": [1], "goals": ["none"]})
    with pytest.raises(UnknownCriterionError) as caught:
        assess_parquet(path, target)
    way_out = "Rename the column, or name it in keep if it means something else"
    assert list(map(str, caught.value.faults)) == [
        f"{path}: table.polcy: is no criterion of this rubric; did you mean 'policy'? {way_out}",
        f"{path}: table.Stanse: is no criterion of this rubric; did you mean 'stance'? {way_out}",
    ]


def test_a_misspelt_question_is_proposed_as_it_is_written(tmp_path, target):
    question = SocialOrganization.criteria[0].question
    path = written(tmp_path / "a.parquet", {question.replace("o", "0", 1).lower(): ["open"], "policy": ["open"]})
    (fault,) = faults_of(path, target)
    assert f"did you mean {question!r}?" in fault


def test_what_is_like_a_criterion_is_none_where_the_criterion_is_there_or_the_column_is_kept(tmp_path, target):
    path = written(tmp_path / "a.parquet", {"stance": ["led"], "state": ["AK"]})
    assess_parquet(path, target)
    path = written(tmp_path / "a.parquet", {"policy": [0], "state": ["AK"]})
    (fault,) = faults_of(path, target)
    assert "did you mean 'stance'?" in fault
    assess_parquet(path, target, keep=["state"])
    assert pq.read_table(target)["state"].to_pylist() == ["AK"]
    assess_parquet(path, target, names="state")
    assert pq.read_table(target)["name"].to_pylist() == ["AK"]


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.key)
def test_one_wrong_letter_is_always_noticed(criterion, tmp_path, target):
    key = criterion.key
    one_off = {key[:n] + key[n + 1 :] for n in range(len(key))} | {
        key[:n] + "x" + key[n + 1 :] for n in range(len(key))
    }
    one_off |= {key[:n] + "x" + key[n:] for n in range(len(key) + 1)}
    other = "stance" if key != "stance" else "policy"
    path = written(tmp_path / "a.parquet", {other: [0], **{key: [0] for key in one_off}})
    assert len(faults_of(path, target)) == len(one_off)


def test_a_criterion_in_two_columns_is_refused(tmp_path, target):
    path = tmp_path / "a.parquet"
    pq.write_table(arrow.table([["led"], ["led"], [1], [1]], ["stance", "stance", "EIN", "EIN"]), path)
    assert faults_of(path, target, keep=["EIN"]) == [
        f"{path}: table.stance: there are several such columns; keep one",
        f"{path}: table.EIN: there are several such columns; keep one",
    ]
    written(path, {"stance": ["led"], "STANCE": ["led"]})
    (fault,) = faults_of(path, target)
    assert fault == f"{path}: table.STANCE: is the criterion 'stance', as 'stance' is; keep one"


def test_files_that_differ_are_told_by_name(tmp_path, target):
    first = written(tmp_path / "a.parquet", {"stance": ["led"], "EIN": ["1"], "city": ["Bonn"]})
    second = written(tmp_path / "b.parquet", {"policy": [0], "EIN": [1], "NAME": [1]})
    third = written(tmp_path / "c.parquet", {"EIN": [1], "stance": [2], "city": ["Bonn"]})
    assert faults_of([first, second, third], target, keep=["EIN"], names="city") == [
        f"{second}: table.stance: there is no such column here; choose one of policy, EIN, NAME",
        f"{second}: table.city: there is no such column here; choose one of policy, EIN, NAME",
        f"{second}: table.policy: the first file has no such criterion; give all files the same ones",
    ]
    assert faults_of([first, third], target, keep=["EIN"]) == [
        f"{third}: table.EIN: is of the type int64, and string in another file; write all files alike"
    ]


def test_the_type_of_a_criterion_may_differ(tmp_path, target):
    columns = [{"stance": ["led"]}, {"stance": arrow.array([4], arrow.int8())}, {"stance": arrow.nulls(1)}]
    files = [written(tmp_path / str(number), each) for number, each in enumerate(columns)]
    assess_parquet(files, target)
    assert Verdicts.from_frame(pq.read_table(target), SocialOrganization) == assess_table({"stance": [4, 4, -1]})


def test_a_file_without_criteria_is_refused(tmp_path, target):
    path = written(tmp_path / "a.parquet", {"EIN": [1], "NAME": ["A"]})
    (fault,) = faults_of(path, target)
    assert fault.startswith(f"{path}: table: has no column of a criterion; choose one of ")


def test_what_is_kept_must_not_look_like_a_verdict(tmp_path, target):
    path = written(tmp_path / "a.parquet", {"stance": ["led"], "best": [1], "name": ["A"], "score": [2.0]})
    assert faults_of(path, target, keep=["best", "name", "score"], names="name") == [
        "keep: 'best' is a column of the verdicts as well; rename it where it comes from",
        "keep: 'name' is a column of the verdicts as well; rename it where it comes from",
    ]
    assess_parquet(path, target, keep=["name", "score"])
    assert pq.read_table(target).column_names == ["worst", "best", "name", "score"]


# Cells


def test_a_cell_at_fault_is_told_by_its_file_and_its_row(tmp_path, target, in_batches):
    in_batches(40)
    stance = ["led"] * N
    stance[7], stance[41], stance[207] = "lead", "guidde", "leed"
    table = arrow.table({"stance": stance})
    parts(tmp_path / "sector", table, [200, 100])
    with pytest.raises(UnknownLevelError) as caught:
        assess_parquet(tmp_path / "sector", target)
    assert list(map(str, caught.value.faults)) == [
        f"{tmp_path}/sector/part.0.parquet: table[7].stance: 'lead' is no level; did you mean 'led'?",
        f"{tmp_path}/sector/part.0.parquet: table[41].stance: 'guidde' is no level; did you mean 'guided'?",
        f"{tmp_path}/sector/part.1.parquet: table[7].stance: 'leed' is no level; did you mean 'led'?",
    ]


def test_a_name_at_fault_is_told_by_its_file_and_its_row(tmp_path, target, in_batches):
    in_batches(40)
    codes = [float(row) for row in range(N)]
    codes[7], codes[207] = 1.5, 2.5
    parts(tmp_path / "sector", arrow.table({"stance": ["led"] * N, "code": codes}), [200, 100])
    problem = "is no text and no whole number; write text"
    assert faults_of(tmp_path / "sector", target, names="code") == [
        f"{tmp_path}/sector/part.0.parquet: names[7]: 1.5 {problem}",
        f"{tmp_path}/sector/part.1.parquet: names[7]: 2.5 {problem}",
    ]


@pytest.mark.parametrize("cell", [["led"], {"level": "led"}, [["led"]], b"led"], ids=repr)
def test_cells_that_are_no_level_are_refused_as_they_are_in_memory(tmp_path, target, cell):
    columns = {"stance": [None, cell]}
    path = written(tmp_path / "a.parquet", columns)
    with pytest.raises(DescriptionError) as caught:
        assess_table(arrow.table(columns))
    (fault,) = faults_of(path, target)
    assert fault == f"{path}: {caught.value.faults[0]}"
    assert fault.startswith(f"{path}: table[1].stance: ")
    assert " is no level; " in fault


def test_after_a_hundred_faults_the_rest_is_not_read(tmp_path, target, in_batches):
    in_batches(50)
    path = written(tmp_path / "a.parquet", {"stance": ["lead"] * 1000})
    faults = faults_of(path, target)
    assert len(faults) == 111
    assert faults[10] == f"{path}: table[0:50]: 50 cells are at fault; these are the first 10"
    assert faults[11].startswith(f"{path}: table[50].stance: ")
    assert faults[-1] == "the rest: was not read any more after 100 faults; mend these first"


def test_errors_of_several_kinds_are_one_of_their_common_kind(tmp_path, target, in_batches):
    in_batches(1)
    nothing = {each.key: ["n/a"] for each in CRITERIA}
    first = written(tmp_path / "a.parquet", {key: ["", "", *column] for key, column in nothing.items()})
    second = written(tmp_path / "b.parquet", {key: ["?"] for key in nothing} | {"stance": ["lead"]})
    with pytest.raises(DescriptionError) as caught:
        assess_parquet([first, second], target)
    assert type(caught.value) is DescriptionError
    assert [each.path for each in caught.value.faults] == [f"{first}: table[2]", f"{second}: table[0].stance"]


# Arguments


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ({"confidence": "sure"}, "confidence"),
        ({"keep": "EIN"}, "keep"),
        ({"keep": 7}, "keep"),
        ({"keep": ["EIN", 7]}, "keep"),
        ({"names": ["A", "B"]}, "names"),
        ({"rubric": 7}, "rubric"),
        ({"workers": 0}, "workers"),
    ],
)
def test_what_means_nothing_is_refused_before_anything_is_written(source, target, options, place):
    (fault,) = faults_of(source, target, **options)
    assert fault.startswith(f"{place}: ")
    assert not target.exists()


@pytest.mark.parametrize("options", [{"keep": ["EINN"]}, {"names": "EINN"}])
def test_a_column_that_is_asked_for_must_be_there(tmp_path, target, options):
    path = written(tmp_path / "a.parquet", {"stance": ["led"], "EIN": [1]})
    assert faults_of(path, target, **options) == [
        f"{path}: table.EINN: there is no such column here; did you mean 'EIN'?"
    ]


def test_without_pyarrow_the_extra_is_named(source, target, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ImportError, match=re.escape("pip install 'collabmodel[parquet]'")):
        assess_parquet(source, target)


# All or nothing


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_whoever_interrupts_leaves_what_was_there(source, target, in_batches, monkeypatch, error):
    def interrupted(table, **options):
        if len(table["stance"]) and next(calls) == 2:
            raise error
        return assess_table(table, **options)

    calls = iter(range(9))
    in_batches(100)
    target.write_text("before")
    monkeypatch.setattr(parquet, "assess_table", interrupted)
    with pytest.raises(error):
        assess_parquet(source, target)
    assert target.read_text() == "before"
    assert left_in(target.parent) == [source.name, target.name]


@pytest.mark.parametrize("there", [False, True])
def test_a_fault_leaves_what_was_there(tmp_path, in_batches, there):
    in_batches(10)
    path = written(tmp_path / "a.parquet", {"stance": ["led"] * 100 + ["lead"]})
    target = tmp_path / "out" / "verdicts.parquet"
    target.parent.mkdir()
    if there:
        target.write_text("before")
    faults_of(path, target)
    assert left_in(target.parent) == ["verdicts.parquet"] * there
    assert not there or target.read_text() == "before"


def test_a_full_disk_leaves_what_was_there(source, target, in_batches):
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    in_batches(100)
    assess_parquet(source, target)
    size = target.stat().st_size
    target.write_text("before")
    limits, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, limits[1]))  # the kernel refuses to write more, as if full
    try:
        (fault,) = faults_of(source, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    way_out = "name a file in a folder that is there, that you may write to and that has room"
    assert fault == f"{target}: cannot be written: file too large; {way_out}"
    assert target.read_text() == "before"
    assert left_in(target.parent) == [source.name, target.name]


def test_the_target_is_replaced_in_one_step_and_keeps_its_mode(source, target, monkeypatch):
    target.write_text("before")
    target.chmod(0o640)
    seen = []

    def replace(self, other):
        seen.append((Path(other).read_text(), pq.read_table(self).num_rows))
        return original(self, other)

    original = Path.replace
    monkeypatch.setattr(Path, "replace", replace)
    assess_parquet(source, target)
    assert seen == [("before", N)]
    assert target.stat().st_mode & 0o777 == 0o640
    assert left_in(target.parent) == [source.name, target.name]


def test_a_link_keeps_pointing_to_what_is_written(source, target, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(target)
    assess_parquet(source, link)
    assert link.is_symlink()
    assert pq.read_table(target).num_rows == N


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing/verdicts.parquet", "no such file or directory"),
        ("folder", "there is something else than a file"),
        ("null\0", "embedded null byte"),
    ],
)
def test_a_place_where_nothing_can_be_written_is_told_before_anything_is_judged(source, tmp_path, name, reason):
    (tmp_path / "folder").mkdir()
    (fault,) = faults_of(source, tmp_path / name)
    assert f"cannot be written: {reason}; name a file in a folder" in fault


def test_what_is_no_path_cannot_be_written(source):
    (fault,) = faults_of(source, 7)
    assert fault.startswith("7: cannot be written: ")


# Time and memory


def test_who_waits_sees_how_many_are_done(source, target, in_batches, monkeypatch):
    @contextmanager
    def waiting(total, unit):
        told.append((total, unit))
        yield told.append

    told = []
    in_batches(100)
    monkeypatch.setattr(parquet, "waiting", waiting)
    assess_parquet([source, written(target.with_name("b.parquet"), {"ein": ["1"], **words(LEVELS[:1])})], target)
    assert told == [(N + 1, "organizations"), 100, 100, 100, 1]


CHILD = """
import sys
from pathlib import Path
from collabmodel.io import parquet_files
from collabmodel.io.parquet import assess_parquet
parquet_files.ROWS = 2**14
assess_parquet(sys.argv[1], sys.argv[2], names="ein", keep=["ein", "noise"])
print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_memory_does_not_grow_with_the_number_of_organizations(tmp_path, target):
    def peak(rows):
        """In MB, of a file of one row group, which does not get smaller when it is packed."""
        noise = arrow.py_buffer(np.random.default_rng(SEED).bytes(64 * rows))
        columns = {
            "stance": np.arange(rows, dtype=np.int8) % 6,
            "ein": [f"US-EIN-{row:09}" for row in range(rows)],
            "noise": arrow.Array.from_buffers(arrow.binary(64), rows, [None, noise]),
        }
        path = written(tmp_path / "a.parquet", columns, row_group_size=rows, use_dictionary=False)
        command = [sys.executable, "-c", CHILD, str(path), str(target)]
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1024

    assert peak(2**20) < peak(2**17) + 50
