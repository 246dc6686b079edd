"""The register of exempt organizations that the IRS publishes: what its columns say of an organization.

Rows in, organizations and the groups of like ones out. Of what was read only the numbers are kept. What a row does not
say stays unknown, and nothing that it says is evidence.
"""

import functools
from array import array
from bisect import bisect_left
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import attrs

from collabmodel.cohort import UNKNOWN, Group
from collabmodel.errors import DescriptionError, Fault, ascii_controls, quoted
from collabmodel.io.csv_rows import Readers, Source, sources_in, tables, whole
from collabmodel.io.files import refusal
from collabmodel.model.identity import EIN_LIST, as_ein
from collabmodel.model.organization import Organization
from collabmodel.model.sectors import sector_of
from collabmodel.render.waiting import waiting


def name_in(text: str) -> str:
    """What somebody can read out, without the blanks around it.

    Raises:
        DescriptionError: it is empty, was not UTF-8, or holds what does not print.
    """
    name = text.strip()
    if not name:
        raise refusal("", "is empty; write the name")
    if any("\udc80" <= each <= "\udcff" for each in name):
        way_out = "save the file as UTF-8, or open it with the encoding that it has and pass the open file"
        raise refusal("", f"{quoted(name)} is not UTF-8; {way_out}")
    if ascii_controls(name) != name:
        raise refusal("", f"{quoted(name)} holds characters that do not print; take them out")
    return name


READERS: Readers = {
    "EIN": as_ein,
    "NAME": name_in,
    "SUBSECTION": whole("[0-9]{1,2}", "two digits"),
    "FILING_REQ_CD": whole("[0-9]{1,2}", "two digits"),
    "ASSET_CD": whole("[0-9]", "a digit"),
    "ASSET_AMT": whole("[0-9]{1,15}", "whole dollars such as 1250000"),
    "NTEE_CD": sector_of,
}
"""The columns that are needed, and what each holds."""

COLUMNS = frozenset(
    {
        *READERS,
        *("ICO", "STREET", "CITY", "STATE", "ZIP", "GROUP", "AFFILIATION", "CLASSIFICATION", "RULING"),
        *("DEDUCTIBILITY", "FOUNDATION", "ACTIVITY", "ORGANIZATION", "STATUS", "TAX_PERIOD", "INCOME_CD"),
        *("PF_FILING_REQ_CD", "ACCT_PD", "INCOME_AMT", "REVENUE_AMT", "SORT_NAME"),
    }
)
"""All 28, needed or not."""

BANDS = (
    (0, "no assets"),
    (99_999, "1 to 99,999 dollars of assets"),
    (999_999, "100,000 to 999,999 dollars of assets"),
    (9_999_999, "1,000,000 to 9,999,999 dollars of assets"),
)
LARGEST_BAND = "10,000,000 dollars of assets or more"
LEAST_OF_CODE = (0, 1, 10_000, 25_000, 100_000, 500_000, 1_000_000, 5_000_000, 10_000_000, 50_000_000)
"""The smallest amount that each ASSET_CD stands for. Source: IRS, information sheet to the file. No band cuts one."""

ASKED = frozenset({1, 3, 4, 7})
"""FILING_REQ_CD of those whom a return asks for assets. Form 990-N (2) does not ask; churches (6), religious
organizations (13), instrumentalities of states (14) and others (0) need not file. Private foundations have 0 too: that
they file Form 990-PF stands in a column that is not needed. Source: IRS, information sheet to the file."""

MOST_FAULTS = 1000


@attrs.frozen
class ExemptOrganization:
    """One row of the register.

    Attributes:
        organization: its name in capitals as it stands, its org-id, the sector of its NTEE code, and the file as
            source. Nothing else is known of it: no staff, no channel, no observation.
        group: its sector and its size by assets, for ``Cohort(assessments, groups=...)``.
        assets: dollars at the end of the last year of which the IRS has a return; None where that is not known.
        subsection: of section 501(c), 3 for charities; the IRS has codes above 29 for other sections of the law. None
            where it is not known.
    """

    organization: Organization
    group: Group
    assets: int | None
    subsection: int | None


def exempt_organizations(
    path: Source | Iterable[Source], *, on_fault: Callable[[Fault], object] | None = None
) -> Iterator[ExemptOrganization]:
    """The organizations in the Exempt Organizations Business Master File of the IRS, in the order of its rows.

    A row is read when it is asked for. Memory does not grow with the file but for four bytes for each number read,
    about 8 MB for the whole register.

    **A row at fault is never left out in silence.** By default, from the first such row on nothing more is given: the
    rest is read for its faults alone, up to a thousand, and one error lists them. So whoever stops early has a part
    without a gap, and whoever comes to the end has everything. With ``on_fault`` each fault is handed over when it is
    found, and reading goes on behind its row: three bad rows need not cost 1.8 million good ones, and
    ``faults.append`` keeps the list that a report on the others owes its readers. What is wrong with a file as a
    whole, such as a missing column, is an error in any case, before the first row is given.

    **Not known** is an amount that is blank, unless ASSET_CD tells its size; code 0 does not, for the IRS writes it
    also where it has no return. Not known either is an amount of zero where FILING_REQ_CD does not say that somebody
    asked: of those who file only the electronic postcard, of churches and others who need not file Form 990, and where
    it is blank. A blank or faulty NTEE code gives no sector, and is no fault.

    **An EIN that was read before**, in the same file or another, is a fault: an organization counts once. Members of
    a group exemption have an EIN each, and are organizations of their own.

    Args:
        path: a CSV file of the IRS, by its path or open as text; or several, such as the four of the regions. Columns
            may stand in any order, and those that are not needed are not looked at.
        on_fault: what to do with a fault, instead of an error at the end.

    Raises:
        DescriptionError: at once, what is given is no file, or no function; with the first row, a file cannot be read
            or lacks a column; later, a file breaks off, or rows are at fault.
    """
    sources = sources_in(path)
    if on_fault is None:
        return _all_or_an_error(sources)
    if not callable(on_fault):
        problem = f"expected a function that takes a Fault, got {quoted(on_fault)}; pass faults.append of your list"
        raise refusal("on_fault", problem)
    return _good_rows(sources, on_fault)


def _all_or_an_error(sources: Iterable[Source]) -> Iterator[ExemptOrganization]:
    """Rows up to the first fault, then faults alone."""
    faults: list[Fault] = []

    def collect(fault: Fault) -> None:
        faults.append(fault)
        if len(faults) == MOST_FAULTS:
            problem = f"was not read any more after {MOST_FAULTS} faults; mend these first, or pass on_fault"
            raise refusal("the rest", problem)

    try:
        with closing(_good_rows(sources, collect)) as rows:
            for row in rows:
                if not faults:
                    yield row
    except DescriptionError as error:
        faults += error.faults
    if faults:
        raise DescriptionError(faults)


def _good_rows(
    sources: Iterable[Source], on_fault: Callable[[Fault], object]
) -> Generator[ExemptOrganization, None, None]:
    seen = _Numbers()
    with ExitStack() as stack:
        advance = stack.enter_context(waiting(None, "organizations"))
        for table in tables(sources, stack, READERS, COLUMNS):
            origin = f"IRS Exempt Organizations Business Master File, {Path(table.name).name}"
            for place, row in table.rows(on_fault):
                advance(1)
                try:
                    values = table.values(row)
                    seen.add(values["EIN"])
                except DescriptionError as error:
                    for fault in error.faults:
                        on_fault(Fault(f"{place}, {fault.path}", fault.problem))
                else:
                    yield _exempt(values, origin)


class _Numbers:
    """Which EINs were read: sorted, in drawers by their first three digits, so that each takes four bytes."""

    def __init__(self) -> None:
        self._drawers = tuple(array("I") for _ in range(1000))

    def add(self, ein: str) -> None:
        """Note one that was not read before."""
        drawer, number = self._drawers[int(ein[:3])], int(ein)
        place = bisect_left(drawer, number)
        if place < len(drawer) and drawer[place] == number:
            raise refusal("EIN", f"{ein} was read before, and an organization counts once; take out one of the rows")
        drawer.insert(place, number)


def _exempt(values: Mapping[str, Any], origin: str) -> ExemptOrganization:
    sector = values["NTEE_CD"]
    organization = Organization(values["NAME"], id=f"{EIN_LIST}-{values['EIN']}", sector=sector, source=origin)
    assets = _assets(values)
    group = _group(sector, _size(assets, values["ASSET_CD"]))
    return ExemptOrganization(organization, group, assets, values["SUBSECTION"])


def _assets(values: Mapping[str, Any]) -> int | None:
    amount: int | None = values["ASSET_AMT"]
    return amount if amount or values["FILING_REQ_CD"] in ASKED else None


def _size(assets: int | None, code: int | None) -> str:
    if assets is None and not code:
        return UNKNOWN
    amount = LEAST_OF_CODE[code or 0] if assets is None else assets
    return next((band for most, band in BANDS if amount <= most), LARGEST_BAND)


@functools.cache
def _group(sector: str | None, size: str) -> Group:
    """One value for all that are alike: groups are few, organizations many."""
    return Group(sector or UNKNOWN, size)
