"""as_ein(), as_org_id() and sector_of(): what registers call organizations and their work, in one spelling each."""

import string

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabmodel.errors import DescriptionError
from collabmodel.model.identity import KNOWN_LISTS, as_ein, as_org_id
from collabmodel.model.sectors import MAJOR_GROUPS, sector_of

LIKE_THIS = "write it like '53-0196605' or '530196605'"


def fault(function, value):
    """The only fault of a value."""
    with pytest.raises(DescriptionError) as error:
        function(value)
    (only,) = error.value.faults
    return str(only)


# as_ein


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("530196605", "530196605"),
        ("53-0196605", "530196605"),
        (" 53-0196605\t\n", "530196605"),
        ("000019818", "000019818"),
        ("00-0019818", "000019818"),
        (19818, "000019818"),
        (530196605, "530196605"),
        (1, "000000001"),
        (999_999_999, "999999999"),
        (530196605.0, "530196605"),
        (19818.0, "000019818"),
        (np.int64(19818), "000019818"),
        (np.uint32(530196605), "530196605"),
        (np.float64(530196605), "530196605"),
    ],
    ids=repr,
)
def test_an_ein_is_nine_digits_however_it_is_written(written, digits):
    assert as_ein(written) == digits


@pytest.mark.parametrize(
    ("value", "way_out"),
    [
        ("", LIKE_THIS),
        ("   ", LIKE_THIS),
        ("0", LIKE_THIS),
        ("19818", "did you mean '000019818'?"),
        ("53019660", "did you mean '053019660'?"),
        ("5301966055", LIKE_THIS),
        ("0530196605", LIKE_THIS),
        ("5-30196605", LIKE_THIS),
        ("530-196605", LIKE_THIS),
        ("53--0196605", LIKE_THIS),
        ("53 0196605", LIKE_THIS),
        ("53\N{EN DASH}0196605", LIKE_THIS),
        ("53O196605", LIKE_THIS),
        ("\uff15\uff13\uff10\uff11\uff19\uff16\uff16\uff10\uff15", LIKE_THIS),
        ("US-EIN-530196605", LIKE_THIS),
        (-1, LIKE_THIS),
        (10**9, LIKE_THIS),
        (530196605.5, LIKE_THIS),
        (1e9, LIKE_THIS),
        (-1.0, LIKE_THIS),
        (float("nan"), LIKE_THIS),
        (float("inf"), LIKE_THIS),
        (np.int64(-1), LIKE_THIS),
        (np.float64("nan"), LIKE_THIS),
        (True, LIKE_THIS),
        (np.True_, LIKE_THIS),
        (None, LIKE_THIS),
        (b"530196605", LIKE_THIS),
    ],
    ids=repr,
)
def test_what_is_no_ein_is_refused_with_the_way_out(value, way_out):
    assert fault(as_ein, value).startswith("ein: expected nine digits, got ")
    assert fault(as_ein, value).endswith(f"; {way_out}")


def test_a_number_of_thousands_of_digits_is_no_ein():
    assert "got a number of more than 60 digits" in fault(as_ein, 10**5000)


@pytest.mark.parametrize("nobody", ["000000000", "00-0000000", 0, 0.0, np.int8(0)])
def test_nine_zeros_are_nobodys_ein(nobody):
    assert fault(as_ein, nobody) == "ein: nine zeros are nobody's EIN; leave it out where it is not known"


@given(st.integers(1, 999_999_999))
def test_every_spelling_of_an_ein_has_the_same_normal_form(number):
    digits = f"{number:09d}"
    assert {as_ein(number), as_ein(digits), as_ein(f" {digits[:2]}-{digits[2:]} ")} == {digits}
    assert as_ein(float(number)) == as_ein(np.int64(number)) == digits
    assert as_org_id(f"us-ein-{digits[:2]}-{digits[2:]}") == f"US-EIN-{digits}"


# as_org_id


RIGHT = {
    "US-EIN": "530196605",
    "AU-ABN": "52093617380",
    "CA-CRA_ACR": "101182509",
    "DK-CVR": "36729929",
    "GB-CHC": "1090095",
    "GB-COH": "09506232",
    "GB-NIC": "100019",
    "GB-SC": "SC042386",
    "NL-KVK": "41202535",
    "NO-BRC": "972417920",
    "XI-LEI": "724500PMK2A2M1SQQ228",
    "XI-ROR": "05asf4e91",
}
"""Identifiers of real registers, most of them the examples of org-id.guide."""


def test_there_is_an_example_for_every_list_that_is_checked():
    assert set(RIGHT) == set(KNOWN_LISTS)


@pytest.mark.parametrize("code", RIGHT)
def test_the_normal_form_of_an_org_id_is_itself(code):
    assert as_org_id(f"{code}-{RIGHT[code]}") == f"{code}-{RIGHT[code]}"


@pytest.mark.parametrize("code", RIGHT)
def test_the_list_may_be_written_small_and_blanks_may_stand_around(code):
    assert as_org_id(f" {code.lower()}-{RIGHT[code]}\n") == f"{code}-{RIGHT[code]}"


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("US-EIN-53-0196605", "US-EIN-530196605"),
        ("US-EIN-53 0196605", "US-EIN-530196605"),
        ("us-ein- 53 - 019 66 05", "US-EIN-530196605"),
        ("AU-ABN-52 093 617 380", "AU-ABN-52093617380"),
        ("GB-SC-sc042386", "GB-SC-SC042386"),
        ("GB-COH-ni012345", "GB-COH-NI012345"),
        ("GB-COH-R0012345", "GB-COH-R0012345"),
        ("GB-CHC-279417", "GB-CHC-279417"),
        ("XI-LEI-724500pmk2a2m1sqq228", "XI-LEI-724500PMK2A2M1SQQ228"),
        ("XI-ROR-05ASF4E91", "XI-ROR-05asf4e91"),
    ],
)
def test_identifiers_of_lists_that_are_checked_have_one_spelling(written, normal):
    assert as_org_id(written) == normal


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("FR-RNA-W751004076", "FR-RNA-W751004076"),
        ("fr-rna-w751004076", "FR-RNA-w751004076"),
        ("ZA-NPO-181-465", "ZA-NPO-181-465"),
        ("CA_ON-ONT-1234567", "CA_ON-ONT-1234567"),
        ("XI-PB-gb/aberdeen-city-council", "XI-PB-gb/aberdeen-city-council"),
        ("US-EINN-1", "US-EINN-1"),
    ],
)
def test_identifiers_of_other_lists_stay_as_they_are(written, normal):
    assert as_org_id(written) == normal


@pytest.mark.parametrize(
    ("code", "identifier", "expected"),
    [
        ("AU-ABN", "5209361738", "11 digits"),
        ("CA-CRA_ACR", "101182509RR0001", "nine digits and no program account such as RR0001"),
        ("DK-CVR", "3672992", "eight digits"),
        ("GB-CHC", "10900955", "six or seven digits"),
        ("GB-CHC", "27941", "six or seven digits"),
        ("GB-COH", "9506232", "eight characters, leading zeros included"),
        ("GB-COH", "9A506232", "eight characters, leading zeros included"),
        ("GB-NIC", "NIC100019", "six digits"),
        ("GB-SC", "042386", "SC and six digits"),
        ("NL-KVK", "412025351", "eight digits"),
        ("NO-BRC", "97241792", "nine digits"),
        ("XI-LEI", "724500PMK2A2M1SQQ2X8", "18 letters or digits and two digits"),
        ("XI-ROR", "05asf4el1", "a zero, six letters or digits and two digits"),
    ],
)
def test_what_does_not_look_like_an_identifier_of_its_list_is_refused(code, identifier, expected):
    refused = f"org_id: {code}: expected {expected}, got '{identifier}'; copy it from the register again"
    assert fault(as_org_id, f"{code}-{identifier}") == refused


CHECKED = ("AU-ABN", "CA-CRA_ACR", "DK-CVR", "NO-BRC", "XI-LEI", "XI-ROR")


@pytest.mark.parametrize("code", CHECKED)
def test_one_wrong_digit_shows_where_there_are_check_digits(code):
    right = RIGHT[code]
    for place in (index for index, each in enumerate(right) if each.isdigit() and index):
        wrong = f"{right[:place]}{(int(right[place]) + 1) % 10}{right[place + 1 :]}"
        refused = f"org_id: {code}: the check digits of '{wrong}' are wrong; copy it from the register again"
        assert fault(as_org_id, f"{code}-{wrong}") == refused


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("AU-ABN", "51824753556"),
        ("CA-CRA_ACR", "820336113"),
        ("DK-CVR", "29614288"),
        ("DK-CVR", "10053021"),
        ("NO-BRC", "894961902"),
        ("NO-BRC", "968253980"),
        ("XI-LEI", "959800Q2SYC34EQAPG59"),
        ("XI-LEI", "549300ITS31QK8VRBQ14"),
        ("XI-ROR", "01kj2bm70"),
        ("XI-ROR", "049e6bc10"),
    ],
)
def test_what_registers_gave_has_right_check_digits(code, right):
    assert as_org_id(f"{code}-{right}") == f"{code}-{right}"


def test_an_ein_in_an_org_id_is_checked_like_one_that_stands_alone():
    assert fault(as_org_id, "US-EIN-19818") == (
        "org_id: US-EIN: expected nine digits, got '19818'; did you mean '000019818'?"
    )
    assert "nobody's EIN" in fault(as_org_id, "US-EIN-000000000")


EXPECTED = "org_id: expected the code of a list, a hyphen and an identifier, such as 'US-EIN-530196605', got "


@pytest.mark.parametrize(
    ("value", "way_out"),
    [
        ("53-0196605", "did you mean 'US-EIN-530196605'?"),
        ("530196605", "did you mean 'US-EIN-530196605'?"),
        ("US_EIN-530196605", "did you mean 'US-EIN'?"),
        ("USEIN-530196605", "did you mean 'US-EIN'?"),
        ("GB-CHC-", "did you mean 'GB-CHC'?"),
        ("", f"choose one of {', '.join(KNOWN_LISTS)}"),
        ("Red Cross", f"choose one of {', '.join(KNOWN_LISTS)}"),
        ("U-EIN-530196605", "did you mean 'US-EIN'?"),
        ("US-EIN-53\n0196605", "did you mean 'US-EIN'?"),
        (None, f"choose one of {', '.join(KNOWN_LISTS)}"),
        (530196605, f"choose one of {', '.join(KNOWN_LISTS)}"),
    ],
)
def test_what_is_no_org_id_is_refused_with_what_comes_nearest(value, way_out):
    assert fault(as_org_id, value).startswith(EXPECTED)
    assert fault(as_org_id, value).endswith(f"; {way_out}")


@pytest.mark.parametrize("identifier", ["799 640 131", "W75\x001", "W75\u202e1", " "])
def test_identifiers_of_other_lists_hold_neither_blanks_nor_what_does_not_print(identifier):
    assert fault(as_org_id, f"FR-RNA-{identifier}x").endswith("holds blanks or what does not print; write it without")


@given(st.text(max_size=30) | st.from_regex(r"\A[A-Za-z]{2}-[A-Za-z_]{1,5}-[ -~]{1,12}\Z"))
def test_a_normal_form_is_its_own_normal_form(text):
    try:
        normal = as_org_id(text)
    except DescriptionError:
        return
    assert as_org_id(normal) == normal


# sector_of


def test_there_is_a_sector_for_every_letter_but_the_one_that_says_not_known():
    assert list(MAJOR_GROUPS) == list(string.ascii_uppercase)
    assert [letter for letter, title in MAJOR_GROUPS.items() if title is None] == ["Z"]
    assert len(set(MAJOR_GROUPS.values())) == len(MAJOR_GROUPS)


@pytest.mark.parametrize(
    ("ntee", "letter"),
    [
        ("B20", "B"),
        ("B", "B"),
        ("b20Z", "B"),
        (" A6B ", "A"),
        ("K310", "K"),
        ("Y", "Y"),
        ("ART-A61-AA", "A"),
        ("hos-e21-rg", "E"),
        ("UNI-B40-RG", "B"),
    ],
)
def test_the_letter_of_a_code_names_the_sector(ntee, letter):
    assert sector_of(ntee) == MAJOR_GROUPS[letter]


@pytest.mark.parametrize(
    "ntee",
    ["", "   ", "Z", "Z99", "z99Z", "UNU-Z99-RG", "20B", "B2000", "BB20", "B-20", "ART-61-AA", "ART-A61", "?", "Ä20"],
)
def test_a_sector_that_is_not_known_is_not_guessed(ntee):
    assert sector_of(ntee) is None


@pytest.mark.parametrize("thing", [None, 20, b"B20"])
def test_a_code_is_text(thing):
    assert fault(sector_of, thing) == f"ntee: expected a code such as 'B20', got {thing!r}; write it as text"
