"""exempt_organizations(): the register of the IRS, row by row, with every kind of bad file. All rows are made here."""

import csv
import functools
import gzip
import io
import itertools
import pickle
import string
import tracemalloc
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabmodel import Cohort, Organization, assess
from collabmodel.cohort import Group
from collabmodel.errors import DescriptionError
from collabmodel.io import csv_rows, exempt
from collabmodel.io.exempt import COLUMNS, ExemptOrganization, exempt_organizations
from collabmodel.model.sectors import MAJOR_GROUPS

CHOIR = {
    "EIN": "010211490",
    "NAME": "HARBOUR CHOIR",
    "ICO": "% A TREASURER",
    "STREET": "1 MAIN ST",
    "CITY": "PORTLAND",
    "STATE": "ME",
    "ZIP": "04101-0001",
    "GROUP": "0000",
    "SUBSECTION": "03",
    "AFFILIATION": "3",
    "CLASSIFICATION": "1000",
    "RULING": "197412",
    "DEDUCTIBILITY": "1",
    "FOUNDATION": "15",
    "ACTIVITY": "000000000",
    "ORGANIZATION": "1",
    "STATUS": "01",
    "TAX_PERIOD": "202512",
    "ASSET_CD": "4",
    "INCOME_CD": "4",
    "FILING_REQ_CD": "01",
    "PF_FILING_REQ_CD": "0",
    "ACCT_PD": "12",
    "ASSET_AMT": "137453",
    "INCOME_AMT": "228394",
    "REVENUE_AMT": "-1200",
    "NTEE_CD": "A6B",
    "SORT_NAME": "",
}
HEADER = tuple(CHOIR)


def written(*rows, columns=HEADER, end="\r\n"):
    """The text of a file: rows are what differs from the choir's."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=end)
    writer.writerow(columns)
    writer.writerows([(CHOIR | row)[column.strip().upper()] for column in columns] for row in rows)
    return text.getvalue()


def lines(*rows):
    """The header and rows as they stand in a file, to be spoilt."""
    return written(*rows, end="\n").splitlines(keepends=True)


class Frame(list):
    """It has columns, and gives their heads one after the other."""

    columns = None


def opened(text):
    return io.StringIO(text, newline="")


def read(*rows):
    return list(exempt_organizations(opened(written(*rows))))


def read_one(**row):
    (only,) = read(row)
    return only


def saved(folder, content, name="eo1.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def faults(path):
    """What is at fault, each in a line, the folders of files left out."""
    with pytest.raises(DescriptionError) as error:
        list(exempt_organizations(path))
    return [f"{Path(fault.path).name}: {fault.problem}" for fault in error.value.faults]


def numbered(*numbers):
    return [{"EIN": f"{number:09d}", "NAME": f"CHAPTER {number}"} for number in numbers]


# What a row says


def test_a_row_is_an_organization_its_group_its_assets_and_its_subsection(tmp_path):
    (found,) = exempt_organizations(saved(tmp_path, written({})))
    assert found == ExemptOrganization(
        Organization(
            "HARBOUR CHOIR",
            id="US-EIN-010211490",
            sector="arts and culture",
            source="IRS Exempt Organizations Business Master File, eo1.csv",
        ),
        Group("arts and culture", "100,000 to 999,999 dollars of assets"),
        assets=137453,
        subsection=3,
    )


def test_the_columns_are_those_that_the_irs_publishes():
    assert set(HEADER) == COLUMNS
    assert len(COLUMNS) == 28


@pytest.mark.parametrize("columns", [HEADER[::-1], tuple(exempt.READERS), (*HEADER, "OURS"), ("EIN", *HEADER[1:])])
def test_columns_stand_in_any_order_and_those_not_needed_may_be_missing(columns):
    (found,) = exempt_organizations(opened(written({"OURS": "x"}, columns=columns)))
    assert found == read_one()


def test_the_header_may_be_written_small_and_with_blanks():
    text = written({}).replace("EIN,NAME,", " ein ,Name,", 1)
    assert list(exempt_organizations(opened(text))) == [read_one()]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_mark_at_the_beginning_make_no_difference(tmp_path, mark, end):
    path = saved(tmp_path, mark + written({}, {"EIN": "010211491"}, end=end))
    assert [each.organization.id for each in exempt_organizations(path)] == ["US-EIN-010211490", "US-EIN-010211491"]


def test_empty_lines_are_no_rows():
    header, row = lines({})
    assert len(list(exempt_organizations(opened(f"{header}\n{row}\n\n")))) == 1


def test_a_header_alone_is_a_register_of_nobody():
    assert read() == []


@pytest.mark.parametrize(
    "name", ["HARBOUR CHOIR,INC", 'THE "GOOD" CHOIR', "% CHOIR & CO", "CHŒUR DU PORT", "O'NEIL", "7"]
)
def test_a_name_stays_as_it_stands(name):
    assert read_one(NAME=name).organization.name == name
    assert read_one(NAME=f"  {name}   ").organization.name == name


@pytest.mark.parametrize("letter", string.ascii_uppercase)
def test_the_sector_is_the_major_group_of_the_code(letter):
    found = read_one(NTEE_CD=f"{letter}200")
    assert found.organization.sector == MAJOR_GROUPS[letter]
    assert found.group.sector == (MAJOR_GROUPS[letter] or "not known")


@pytest.mark.parametrize("code", ["", "  ", "Z99Z", "????", "200"])
def test_a_sector_that_is_not_known_is_no_fault(code):
    found = read_one(NTEE_CD=code)
    assert (found.organization.sector, found.group.sector) == (None, "not known")


@pytest.mark.parametrize(("written_so", "subsection"), [("03", 3), ("3", 3), ("92", 92), ("", None), (" ", None)])
def test_the_subsection_is_a_number_or_not_known(written_so, subsection):
    assert read_one(SUBSECTION=written_so).subsection == subsection


NO_ASSETS, SMALL, MEDIUM, LARGE, LARGEST, NOT_KNOWN = (
    "no assets",
    "1 to 99,999 dollars of assets",
    "100,000 to 999,999 dollars of assets",
    "1,000,000 to 9,999,999 dollars of assets",
    "10,000,000 dollars of assets or more",
    "not known",
)


@pytest.mark.parametrize(
    ("amount", "size"),
    [
        ("0", NO_ASSETS),
        ("1", SMALL),
        ("99999", SMALL),
        ("100000", MEDIUM),
        ("999999", MEDIUM),
        ("1000000", LARGE),
        ("9999999", LARGE),
        ("10000000", LARGEST),
        ("999999999999999", LARGEST),
    ],
)
def test_sizes_are_bands_of_the_amount_whatever_the_code_says(amount, size):
    found = read_one(ASSET_AMT=f" {amount} ", ASSET_CD="9" if size == NO_ASSETS else "0")
    assert (found.assets, found.group.size) == (int(amount), size)


@pytest.mark.parametrize(
    ("code", "size"),
    [
        ("1", SMALL),
        ("2", SMALL),
        ("3", SMALL),
        ("4", MEDIUM),
        ("5", MEDIUM),
        ("6", LARGE),
        ("7", LARGE),
        ("8", LARGEST),
        ("9", LARGEST),
    ],
)
def test_where_the_amount_is_blank_the_code_tells_the_band_and_nothing_else(code, size):
    found = read_one(ASSET_AMT="", ASSET_CD=code)
    assert (found.assets, found.group.size) == (None, size)


def test_no_band_divides_a_code():
    starts = {most + 1 for most, _ in exempt.BANDS}
    assert starts <= set(exempt.LEAST_OF_CODE)


@pytest.mark.parametrize("code", ["0", "", " "])
def test_a_blank_amount_without_a_size_is_not_known_and_not_none(code):
    found = read_one(ASSET_AMT="", ASSET_CD=code)
    assert (found.assets, found.group.size) == (None, NOT_KNOWN)


POSTCARD = ["02", "2", " 02 "]
NEED_NOT_FILE = ["00", "0", "06", "6", "13", "14"]
DOES_NOT_SAY = ["", "  ", "20"]


@pytest.mark.parametrize("filing", [*POSTCARD, *NEED_NOT_FILE, *DOES_NOT_SAY])
def test_zero_is_not_known_where_the_row_does_not_say_that_anybody_asked(filing):
    found = read_one(ASSET_AMT="0", ASSET_CD="0", FILING_REQ_CD=filing)
    assert (found.assets, found.group.size) == (None, NOT_KNOWN)


@pytest.mark.parametrize("filing", ["02", "06", ""])
@pytest.mark.parametrize(("amount", "size"), [("228325", MEDIUM), ("1", SMALL)])
def test_what_they_said_unasked_counts(filing, amount, size):
    found = read_one(ASSET_AMT=amount, ASSET_CD="0", FILING_REQ_CD=filing)
    assert (found.assets, found.group.size) == (int(amount), size)


@pytest.mark.parametrize("filing", ["01", "1", " 01 ", "03", "04", "07"])
def test_zero_on_a_return_that_asks_is_zero(filing):
    found = read_one(ASSET_AMT="0", ASSET_CD="0", FILING_REQ_CD=filing)
    assert (found.assets, found.group.size) == (0, NO_ASSETS)


def test_those_who_are_alike_share_one_group():
    first, second = read(*numbered(1, 2))
    assert first.group is second.group


def test_what_was_read_survives_pickling():
    assert pickle.loads(pickle.dumps(read_one())) == read_one()  # noqa: S301


# Nothing in it is evidence


@functools.cache
def of_somebody_unknown():
    return standing(Organization("X"))


def standing(organization):
    assessment = assess(organization)
    return assessment.worst, assessment.best, dict(assessment.at_least), assessment.coverage, assessment.as_of


digits = functools.partial(st.text, string.digits)
ROWS = st.fixed_dictionaries(
    {
        "EIN": st.integers(1, 999_999_999).map("{:09d}".format),
        "NAME": st.text(string.ascii_uppercase + "&,'\" WIKIBLOG", min_size=1).filter(str.strip),
        "SUBSECTION": digits(max_size=2),
        "FILING_REQ_CD": st.sampled_from(("", "00", "01", "02", "03", "06", "13", "14")),
        "ASSET_CD": digits(max_size=1),
        "ASSET_AMT": digits(max_size=15),
        "NTEE_CD": st.from_regex(r"\A([A-Za-z][0-9]{0,2}[A-Z]?|[A-Z]{3}-[A-Z][0-9]{2}-[A-Z]{2})?\Z"),
        "GROUP": digits(min_size=4, max_size=4),
        "REVENUE_AMT": st.integers(-(10**9), 10**12).map(str),
        "SORT_NAME": st.text(string.ascii_letters + string.punctuation + " "),
    }
)


@given(ROWS)
def test_a_register_moves_no_verdict(row):
    assert standing(read_one(**row).organization) == of_somebody_unknown()


@given(ROWS)
def test_what_is_known_of_an_organization_is_its_name_its_number_its_sector_and_where_that_stands(row):
    found = read_one(**row)
    said = {"name", "id", "sector", "source"}
    blank = attrs.evolve(found.organization, id=None, sector=None, source="")
    assert blank == Organization(row["NAME"].strip())
    assert {key for key, value in attrs.asdict(found.organization).items() if value} <= said
    assert found.group.sector == (found.organization.sector or "not known")
    assert (found.group.size == "not known") <= (found.assets is None)


def test_the_groups_of_a_register_are_those_of_a_cohort():
    found = read(*numbered(1, 2), {"ASSET_AMT": "", "ASSET_CD": "0"})
    cohort = Cohort([assess(each.organization) for each in found], groups=[each.group for each in found])
    assert {str(group): len(part) for group, part in cohort.groups.items()} == {
        "sector arts and culture, size 100,000 to 999,999 dollars of assets": 2,
        "sector arts and culture, size not known": 1,
    }


# Several files, and files that are open


def test_several_files_are_read_one_after_the_other(tmp_path):
    paths = [saved(tmp_path, written(*numbered(number)), f"eo{number}.csv") for number in (1, 2, 3)]
    for given_so in (paths, map(str, paths), tuple(paths)):
        found = [(each.organization.name, each.organization.source[-7:]) for each in exempt_organizations(given_so)]
        assert found == [("CHAPTER 1", "eo1.csv"), ("CHAPTER 2", "eo2.csv"), ("CHAPTER 3", "eo3.csv")]


def test_a_file_may_be_open_and_named_or_not(tmp_path):
    path = saved(tmp_path, written(*numbered(1)))
    with path.open(encoding="utf-8") as file:
        (first, second) = exempt_organizations([file, opened(written(*numbered(2)))])
    assert first.organization.source.endswith("File, eo1.csv")
    assert second.organization.source.endswith("File, file 2")


def test_a_packed_file_is_read_without_unpacking_it(tmp_path):
    path = tmp_path / "eo1.csv.gz"
    path.write_bytes(gzip.compress(written({}).encode()))
    with gzip.open(path, "rt", encoding="utf-8") as file:
        assert len(list(exempt_organizations(file))) == 1


def test_a_file_of_another_encoding_is_opened_by_whoever_knows_it(tmp_path):
    path = saved(tmp_path, written({"NAME": "CHŒUR DE L'ÉTÉ"}).encode("cp1252"))
    with path.open(encoding="cp1252") as file:
        assert [each.organization.name for each in exempt_organizations(file)] == ["CHŒUR DE L'ÉTÉ"]


@pytest.mark.parametrize("thing", [3, None, b"eo1.csv", {"eo1.csv": 1}, Organization("X"), Frame(["EIN"])])
def test_what_is_no_file_is_refused_at_once(thing):
    with pytest.raises(DescriptionError) as error:
        exempt_organizations(thing)
    (only,) = error.value.faults
    assert str(only).startswith("path: expected the path of a file, or a file open as text, got ")


def test_everything_that_is_no_file_is_named():
    with pytest.raises(DescriptionError) as error:
        exempt_organizations(["eo1.csv", 3, None])
    assert len(error.value.faults) == 2


def test_no_file_at_all_is_refused():
    with pytest.raises(DescriptionError, match="path: there is no file; name at least one"):
        exempt_organizations([])


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_frame_is_not_taken_for_the_heads_that_it_gives(library):
    frame = getattr(pytest.importorskip(library), "table" if library == "pyarrow" else "DataFrame")
    with pytest.raises(DescriptionError, match="path: expected the path of a file, or a file open as text, got "):
        exempt_organizations(frame({"EIN": ["010211490"]}))


# Files that are none


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path):
    there = "name a file that is there and that you may read"
    assert faults(tmp_path / "eo9.csv") == [f"eo9.csv: cannot be read: no such file or directory; {there}"]
    assert faults(tmp_path) == [f"{tmp_path.name}: cannot be read: is a directory; {there}"]
    assert faults("eo\0.csv") == [rf"eo\x00.csv: cannot be read: embedded null byte; {there}"]


def test_an_empty_file_is_refused(tmp_path):
    expected = ["eo1.csv: is empty; get it again from where it is published"]
    assert faults(saved(tmp_path, b"")) == expected
    assert faults(saved(tmp_path, b"\xef\xbb\xbf")) == expected


@pytest.mark.parametrize(
    ("content", "begins"),
    [
        (written({}).replace(",", ";").encode(), "'EIN;NAME;ICO;STREET;CITY;STATE;ZIP;GROUP;SUBSECTION;AFFILIAT...'"),
        (
            written({}).replace(",", "\t").encode(),
            r"'EIN\tNAME\tICO\tSTREET\tCITY\tSTATE\tZIP\tGROUP\tSUBSECTION\tAFFILIAT...'",
        ),
        (written({}).split("\r\n")[1].encode(), "'010211490'"),
        (written({}).encode("utf-16"), r"'\udcff\udcfeE\x00I\x00N\x00'"),
        (b"\n", "''"),
        (b"<!DOCTYPE html>", "'<!DOCTYPE HTML>'"),
    ],
    ids=["semicolons", "tabs", "no header", "UTF-16", "an empty line", "a page"],
)
def test_a_file_without_the_header_is_refused_once(tmp_path, content, begins):
    (only,) = faults(saved(tmp_path, content))
    problem = f"eo1.csv: its first line names none of the columns, and begins with {begins}"
    assert only.startswith(problem)
    assert only.endswith("; save it as UTF-8 with commas, the header as it is published in the first line")


@pytest.mark.parametrize(
    ("name", "instead", "way_out"),
    [
        ("NTEE_CD", "NTEECD", "is it 'NTEECD'? Rename that"),
        ("ASSET_AMT", "ASSET_AMOUNT", "is it 'ASSET_AMOUNT'? Rename that"),
        ("EIN", "EIN_", "is it 'EIN_'? Rename that"),
        ("FILING_REQ_CD", "F", "take the file as it is published"),
        ("NTEE_CD", "OURS", "take the file as it is published"),
    ],
)
def test_a_missing_column_is_named_with_what_comes_nearest(tmp_path, name, instead, way_out):
    text = written({instead: ""}, columns=[instead if each == name else each for each in HEADER])
    assert faults(saved(tmp_path, text)) == [f"eo1.csv: has no column '{name}'; {way_out}"]


def test_every_missing_column_is_named():
    columns = [each for each in HEADER if each not in {"NAME", "NTEE_CD"}]
    taken = "take the file as it is published"
    assert faults(opened(written({}, columns=columns))) == [
        f"file 1: has no column 'NAME'; {taken}",
        f"file 1: has no column 'NTEE_CD'; {taken}",
    ]


def test_a_needed_column_that_stands_there_twice_is_refused_and_another_is_not():
    for again in (["Name"], ["NAME", " name"]):
        times = f"{len(again) + 1} times"
        problem = f"file 1: has the column 'NAME' {times}; take out all but one"
        assert faults(opened(written({}, columns=(*HEADER, *again)))) == [problem]
    assert len(list(exempt_organizations(opened(written({}, columns=(*HEADER, "CITY")))))) == 1


def test_what_is_wrong_with_the_last_file_is_said_before_the_first_is_read(tmp_path):
    good = saved(tmp_path, written({}))
    bad = saved(tmp_path, written({}).replace("NTEE_CD", "NTEECD"), "eo2.csv")
    rows = exempt_organizations([good, bad, tmp_path / "eo3.csv"])
    with pytest.raises(DescriptionError) as error:
        next(rows)
    assert [Path(fault.path).name for fault in error.value.faults] == ["eo2.csv", "eo3.csv"]


def test_a_file_open_for_bytes_is_refused(tmp_path):
    with saved(tmp_path, written({})).open("rb") as file:
        assert faults(file) == ["eo1.csv, line 1: gives bytes; open the file as text, with encoding='utf-8'"]


def test_a_file_that_is_closed_is_refused():
    file = opened(written({}))
    file.close()
    (only,) = faults(file)
    assert only.startswith("file 1, line 1: cannot be read: i/o operation on closed file; get the file again")


def test_what_has_no_line_ends_is_not_taken_into_memory(monkeypatch):
    monkeypatch.setattr(csv_rows, "LONGEST_LINE", 1000)
    problem = "has 1000 characters or more; name a CSV file with an end to each row"
    assert faults(opened("\0" * 10**6)) == [f"file 1, line 1: {problem}"]
    assert faults(opened("".join(lines({})) + "x" * 10**6)) == [f"file 1, line 3: {problem}"]


def test_a_header_that_does_not_end_is_refused():
    (only,) = faults(opened('"' + "EIN,NAME\n" * 20_000))
    assert only.startswith("file 1: is no CSV file: field larger than field limit (131072); get it again")


@pytest.mark.parametrize("on_fault", [None, lambda _: None])
def test_half_of_a_packed_file_is_an_error_whoever_listens(tmp_path, on_fault):
    path = tmp_path / "eo1.csv.gz"
    path.write_bytes(gzip.compress(written(*numbered(*range(1, 2000))).encode())[:-2000])
    with gzip.open(path, "rt", encoding="utf-8") as file, pytest.raises(DescriptionError) as error:
        list(exempt_organizations(file, on_fault=on_fault))
    (only,) = error.value.faults
    assert "cannot be read: compressed file ended before" in only.problem


def test_an_open_file_of_another_encoding_than_said_is_an_error(tmp_path):
    path = saved(tmp_path, written({"STREET": "RUE DE L'ÉTÉ"}).encode("latin-1"))
    with path.open(encoding="utf-8") as file:
        (only,) = faults(file)
    assert only.startswith("eo1.csv, line 1: cannot be read: 'utf-8' codec can't decode byte 0xc9")
    assert only.endswith("; get the file again, or open it with the encoding that it has")


# Rows at fault


@pytest.mark.parametrize(
    ("column", "text", "fault"),
    [
        ("EIN", "", "expected nine digits, got ''; write it like '53-0196605' or '530196605'"),
        ("EIN", "19818", "expected nine digits, got '19818'; did you mean '000019818'?"),
        ("EIN", "1.9818E+4", "expected nine digits, got '1.9818E+4'; write it like '53-0196605' or '530196605'"),
        ("EIN", "000000000", "nine zeros are nobody's EIN; leave it out where it is not known"),
        ("NAME", "  ", "is empty; write the name"),
        ("NAME", "HARBOUR\0CHOIR", r"'HARBOUR\x00CHOIR' holds characters that do not print; take them out"),
        ("NAME", "HARBOUR\u202eCHOIR", r"'HARBOUR\u202eCHOIR' holds characters that do not print; take them out"),
        ("SUBSECTION", "3c", "expected two digits, got '3c'; leave it blank where it is not known"),
        ("SUBSECTION", "501", "expected two digits, got '501'; leave it blank where it is not known"),
        *(
            ("FILING_REQ_CD", code, f"expected two digits, got '{code}'; leave it blank where it is not known")
            for code in ("2.0", "xx", "-1", "002", "\u0662")
        ),
        ("ASSET_CD", "10", "expected a digit, got '10'; leave it blank where it is not known"),
        ("ASSET_CD", "X", "expected a digit, got 'X'; leave it blank where it is not known"),
        *(
            (
                "ASSET_AMT",
                amount,
                f"expected whole dollars such as 1250000, got '{amount}'; leave it blank where it is not known",
            )
            for amount in ("much", "-5", "12.5", "1,250", "1e6", "nan", "1" * 16, "\u0661")
        ),
    ],
)
def test_what_a_field_cannot_hold_is_a_fault_with_line_and_column(column, text, fault):
    assert faults(opened(written({column: text}))) == [f"file 1, line 2, {column}: {fault}"]


def test_every_fault_of_every_row_is_told_with_file_and_line(tmp_path):
    first = saved(tmp_path, written(*numbered(1), {"EIN": "x", "ASSET_AMT": "much"}))
    second = saved(tmp_path, written({"ASSET_CD": "?"}, *numbered(2)), "eo2.csv")
    assert [each.partition(":")[0] for each in faults([first, second])] == [
        "eo1.csv, line 3, EIN",
        "eo1.csv, line 3, ASSET_AMT",
        "eo2.csv, line 2, ASSET_CD",
    ]


def test_bytes_that_are_not_utf_8_are_a_fault_where_they_are_read_alone(tmp_path):
    rows = ({"NAME": "CHÂTEAU"}, *numbered(1))
    assert faults(saved(tmp_path, written(*rows).encode("latin-1"))) == [
        r"eo1.csv, line 2, NAME: 'CH\udcc2TEAU' is not UTF-8; save the file as UTF-8, or open it with the encoding "
        "that it has and pass the open file"
    ]
    elsewhere = saved(tmp_path, written({"STREET": "RUE DU CHÂTEAU\0"}).encode("latin-1"))
    assert len(list(exempt_organizations(elsewhere))) == 1


@pytest.mark.parametrize(("fields", "expected"), [(27, "27"), (1, "1"), (29, "29"), (280, "280")])
def test_a_row_that_is_cut_off_or_has_too_many_fields_is_a_fault(fields, expected):
    header, row = lines({})
    spoilt = ",".join((row.strip().split(",") * 10)[:fields])
    assert faults(opened(header + spoilt)) == [
        f"file 1, line 2: expected 28 fields, got {expected}; put a field that holds commas in quotation marks, "
        "or complete the row"
    ]


def test_a_quotation_mark_that_does_not_close_is_a_fault_of_all_the_lines_that_it_swallows():
    header, first, second, third = lines(*numbered(1, 2, 3))
    spoilt = first.replace("CHAPTER 1", '"CHAPTER 1')
    problem = "is one row over several lines; close the quotation mark that is open, or take it out"
    assert faults(opened(header + spoilt + second + third)) == [f"file 1, lines 2 to 4: {problem}"]
    closing = second.replace("CHAPTER 2", 'CHAPTER 2"')
    found = []
    (kept,) = exempt_organizations(opened(header + spoilt + closing + third), on_fault=found.append)
    assert [str(each) for each in found] == [f"file 1, lines 2 to 3: {problem}"]
    assert kept.organization.name == "CHAPTER 3"


def test_a_quotation_mark_that_never_closes_costs_no_more_than_a_field_may_hold():
    header, *rows = lines(*numbered(*range(1, 2001)))
    rows[10] = rows[10].replace("CHAPTER", '"CHAPTER')
    found = []
    kept = list(exempt_organizations(opened(header + "".join(rows)), on_fault=found.append))
    (only,) = found
    assert only.problem.startswith("is no row of a CSV file: field larger than field limit (131072); look for a quot")
    first, last = (int(word) for word in only.path.split() if word.isdigit() and word != "1")
    assert first == 12
    assert len(kept) == 2000 - (last - first + 1)
    assert kept[-1].organization.name == "CHAPTER 2000"


def test_a_broken_line_is_a_fault():
    header, row = lines({})
    assert faults(opened(header + row.replace("HARBOUR ", "HARBOUR\r"))) != []


def test_an_organization_counts_once_in_one_file_and_in_several():
    problem = "000000007 was read before, and an organization counts once; take out one of the rows"
    assert faults(opened(written(*numbered(7, 8, 7)))) == [f"file 1, line 4, EIN: {problem}"]
    files = [opened(written(*numbered(*numbers))) for numbers in ((5, 7), (8,), (6, 7))]
    assert faults(files) == [f"file 3, line 3, EIN: {problem}"]


def test_a_row_at_fault_does_not_count():
    rows = [numbered(7)[0] | {"ASSET_AMT": "much"}, *numbered(7)]
    found = []
    assert len(list(exempt_organizations(opened(written(*rows)), on_fault=found.append))) == 1
    assert [fault.path for fault in found] == ["file 1, line 2, ASSET_AMT"]


@given(st.lists(st.integers(1, 40) | st.integers(1, 999_999_999)))
def test_whoever_comes_a_second_time_is_told_and_nobody_else(numbers):
    found = []
    rows = exempt_organizations(opened(written(*numbered(*numbers))), on_fault=found.append)
    kept = [int(each.organization.id[-9:]) for each in rows]
    assert kept == list(dict.fromkeys(numbers))
    assert len(found) == len(numbers) - len(kept)


# What becomes of faults


def spoilt(*numbers, bad):
    return opened(
        written(*(row | ({"ASSET_AMT": "?"} if int(row["EIN"]) in bad else {}) for row in numbered(*numbers)))
    )


def test_from_the_first_fault_on_nothing_more_is_given():
    rows = exempt_organizations(spoilt(1, 2, 3, 4, 5, bad={3, 5}))
    assert [each.organization.name for each in itertools.islice(rows, 2)] == ["CHAPTER 1", "CHAPTER 2"]
    with pytest.raises(DescriptionError) as error:
        next(rows)
    assert [fault.path for fault in error.value.faults] == ["file 1, line 4, ASSET_AMT", "file 1, line 6, ASSET_AMT"]
    assert list(rows) == []


def test_whoever_listens_is_given_every_good_row_and_told_every_fault():
    found = []
    rows = exempt_organizations(spoilt(1, 2, 3, 4, 5, bad={1, 3, 5}), on_fault=found.append)
    assert [each.organization.name for each in rows] == ["CHAPTER 2", "CHAPTER 4"]
    assert [fault.path for fault in found] == [f"file 1, line {line}, ASSET_AMT" for line in (2, 4, 6)]


def test_whoever_listens_may_stop():
    def stop(fault):
        raise KeyboardInterrupt(fault.path)

    with pytest.raises(KeyboardInterrupt, match="line 2"):
        list(exempt_organizations(spoilt(1, 2, bad={1}), on_fault=stop))


@pytest.mark.parametrize("number", [999, 1000, 3000])
def test_no_more_faults_are_listed_than_anybody_reads(number):
    found = faults(spoilt(*range(1, number + 1), bad=range(1, number + 1)))
    if number < 1000:
        assert len(found) == number
    else:
        assert len(found) == 1001
        assert found[-1] == ("the rest: was not read any more after 1000 faults; mend these first, or pass on_fault")


class Torn(io.StringIO):
    """A file that breaks off."""

    def readline(self, size=-1):
        line = super().readline(size)
        if not line:
            raise OSError(5, "Input/output error")
        return line


def test_what_breaks_off_is_told_beside_the_faults_before_it():
    file = Torn(spoilt(1, 2, bad={1}).getvalue(), newline="")
    assert [each.partition(":")[0] for each in faults(file)] == ["file 1, line 2, ASSET_AMT", "file 1, line 4"]


@pytest.mark.parametrize("thing", ["skip", 0, []])
def test_faults_are_told_to_a_function(thing):
    with pytest.raises(
        DescriptionError, match=r"on_fault: expected a function that takes a Fault, got .*; pass faults"
    ):
        exempt_organizations(opened(written({})), on_fault=thing)


# Streaming


class Endless:
    """A file that is made while it is read."""

    name = "endless.csv"

    def __init__(self, rows):
        self.rows = itertools.chain([",".join(HEADER) + "\n"], rows)
        self.given = 0

    def readline(self, _):
        self.given += 1
        return next(self.rows, "")


def made(number):
    """Rows by and by, their numbers in no order."""
    before, _, after = ",".join({**CHOIR, "EIN": "|EIN|"}.values()).partition("|EIN|")
    return (f"{before}{place * 7919 % 999_999_937 + 1:09d}{after}\n" for place in range(number))


def test_a_row_is_read_when_it_is_asked_for():
    file = Endless(made(10**9))
    rows = exempt_organizations(file)
    assert file.given == 0
    assert len(list(itertools.islice(rows, 5))) == 5
    assert file.given == 6


def test_memory_does_not_grow_with_the_file():
    for _ in exempt_organizations(Endless(made(10))):
        pass  # what is made once, such as groups, is not counted below
    tracemalloc.start()
    try:
        assert sum(1 for _ in exempt_organizations(Endless(made(30_000)))) == 30_000
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 1_000_000  # a list of them has about 20 000 000


def test_files_are_closed_when_nobody_reads_on(tmp_path):
    paths = [saved(tmp_path, written(*numbered(number)), f"eo{number}.csv") for number in (1, 2)]
    rows = exempt_organizations(paths)
    next(rows)
    rows.close()  # an unclosed file would be a warning, and a warning is an error here
