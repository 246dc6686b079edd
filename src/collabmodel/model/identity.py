"""The identifiers that registers give to organizations: their form and their normal spelling.

Text in, text out. Form is checked, check digits included; whether a register holds such an identifier is not.
"""

import re
from collections.abc import Callable, Sequence
from numbers import Integral
from typing import NamedTuple, SupportsIndex

from collabmodel.errors import DescriptionError, Fault, quoted, suggestion

EIN_DIGITS = 9
EIN_LIST = "US-EIN"


def as_ein(value: str | float | SupportsIndex) -> str:
    """The nine digits of an Employer Identification Number of the United States, as text.

    The form is checked, not that the IRS has given this number to anybody.

    Args:
        value: text such as ``"53-0196605"`` or ``"530196605"``, blanks around it allowed; or a whole number, which
            has lost its leading zeros, also one of numpy, or a float such as ``530196605.0``: pandas makes floats of a
            column in which a number is missing.

    Raises:
        DescriptionError: it is anything else, or nine zeros.
    """
    digits = _ein_digits(value)
    if not int(digits):
        problem = "nine zeros are nobody's EIN; leave it out where it is not known"
        raise DescriptionError([Fault("ein", problem)])
    return digits


def _ein_digits(value: object) -> str:
    number = _whole(value)
    if number is not None and 0 <= number < 10**EIN_DIGITS:
        return str(number).zfill(EIN_DIGITS)
    text = value.strip() if isinstance(value, str) else ""
    if re.fullmatch("[0-9]{2}-?[0-9]{7}", text):
        return text.replace("-", "")
    short = len(text) < EIN_DIGITS and re.fullmatch("0*[1-9][0-9]*", text)
    way_out = f"did you mean {text.zfill(EIN_DIGITS)!r}?" if short else "write it like '53-0196605' or '530196605'"
    raise DescriptionError([Fault("ein", f"expected nine digits, got {quoted(value)}; {way_out}")])


def _whole(value: object) -> int | None:
    """A whole number of any kind as one of Python, None for everything else."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    return int(value) if isinstance(value, Integral) and not isinstance(value, bool) else None


class _Form(NamedTuple):
    """What the identifiers of a list look like: a pattern, the same in words, and what else must hold of them."""

    pattern: str
    words: str
    adds_up: Callable[[str], bool] = bool  # of text that is not empty: always
    spelled: Callable[[str], str] = str.upper


def _weighted(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def _abn_adds_up(digits: str) -> bool:
    """The first digit counts one less. Source: Australian Business Register, modulus 89."""
    return (_weighted(digits, (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)) - 10) % 89 == 0


def _business_number_adds_up(digits: str) -> bool:
    """Every second digit from the right counts twice, digit by digit. Source: Luhn, US patent 2950048, 1960."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(sum(divmod(each, 10)) for each in doubled) % 10 == 0


def _cvr_adds_up(digits: str) -> bool:
    """Source: Danish Central Business Register, modulus 11."""
    return _weighted(digits, (2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def _organisasjonsnummer_adds_up(digits: str) -> bool:
    """Source: Brønnøysund Register Centre, modulus 11."""
    return _weighted(digits, (3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def _lei_adds_up(text: str) -> bool:
    """Letters count from A = 10. Source: ISO 17442, by ISO 7064 MOD 97-10."""
    return int("".join(str(int(each, 36)) for each in text)) % 97 == 1


ROR_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


def _ror_adds_up(text: str) -> bool:
    """Seven digits to base 32 and two to base 10. Source: Research Organization Registry, by ISO 7064 MOD 97-10."""
    number = 0
    for each in text[:7]:
        number = number * len(ROR_DIGITS) + ROR_DIGITS.index(each)
    return (number * 100 + int(text[7:])) % 97 == 1


_FORMS = {
    "AU-ABN": _Form("[0-9]{11}", "11 digits", _abn_adds_up),
    "CA-CRA_ACR": _Form("[0-9]{9}", "nine digits and no program account such as RR0001", _business_number_adds_up),
    "DK-CVR": _Form("[0-9]{8}", "eight digits", _cvr_adds_up),
    "GB-CHC": _Form("[0-9]{6,7}", "six or seven digits"),
    "GB-COH": _Form("([0-9]{2}|[A-Z][A-Z0-9])[A-Z0-9]{6}", "eight characters, leading zeros included"),
    "GB-NIC": _Form("[0-9]{6}", "six digits"),
    "GB-SC": _Form("SC[0-9]{6}", "SC and six digits"),
    "NL-KVK": _Form("[0-9]{8}", "eight digits"),
    "NO-BRC": _Form("[0-9]{9}", "nine digits", _organisasjonsnummer_adds_up),
    "XI-LEI": _Form("[A-Z0-9]{18}[0-9]{2}", "18 letters or digits and two digits", _lei_adds_up),
    "XI-ROR": _Form(
        f"0[{ROR_DIGITS}]{{6}}[0-9]{{2}}", "a zero, six letters or digits and two digits", _ror_adds_up, str.lower
    ),
}
"""By the code of the list. Source: org-id.guide, and for check digits the registers named at the functions above."""

KNOWN_LISTS = (EIN_LIST, *_FORMS)
_ORG_ID = re.compile(r"([A-Za-z]{2}(?:_[A-Za-z0-9]{1,3})?-[A-Za-z0-9_]+)-(.+)")
"""A country or region, a list there, and what that list calls the organization."""


def as_org_id(value: str) -> str:
    """The normal form of an org-id: code of the list in capitals, hyphen, identifier in that list.

    ``"us-ein-53-0196605"`` becomes ``"US-EIN-530196605"``. Of twelve lists the form of identifiers is checked, with
    check digits where they have such: US-EIN, AU-ABN, CA-CRA_ACR, DK-CVR, GB-CHC, GB-COH, GB-NIC, GB-SC, NL-KVK,
    NO-BRC, XI-LEI and XI-ROR. Identifiers of every other list stay as they are. That the list is on org-id.guide, or
    that it holds this identifier, is never checked.

    Args:
        value: the code of a list, a hyphen and an identifier; blanks around it are allowed, and in the identifiers
            of the twelve lists everywhere.

    Raises:
        DescriptionError: it has another form.
    """
    code, identifier = _parts(value)
    if code == EIN_LIST:
        return f"{code}-{_checked_ein(identifier)}"
    if code in _FORMS:
        return f"{code}-{_checked(code, identifier)}"
    if identifier.split() != [identifier] or not identifier.isprintable():
        raise _refusal(f"{quoted(identifier)} holds blanks or what does not print; write it without")
    return f"{code}-{identifier}"


def _parts(value: str) -> tuple[str, str]:
    text = value.strip() if isinstance(value, str) else ""
    found = _ORG_ID.fullmatch(text)
    if found:
        return found[1].upper(), found[2]
    expected = "expected the code of a list, a hyphen and an identifier, such as 'US-EIN-530196605'"
    raise _refusal(f"{expected}, got {quoted(value)}; {_nearest(text)}")


def _nearest(text: str) -> str:
    try:
        return f"did you mean '{EIN_LIST}-{as_ein(text)}'?"
    except DescriptionError:
        return suggestion(text.rpartition("-")[0], KNOWN_LISTS)


def _checked_ein(identifier: str) -> str:
    try:
        return as_ein("".join(identifier.split()))
    except DescriptionError as error:
        raise _refusal(f"{EIN_LIST}: {error.faults[0].problem}") from None


def _checked(code: str, identifier: str) -> str:
    form = _FORMS[code]
    text = form.spelled("".join(identifier.split()))
    if not re.fullmatch(form.pattern, text):
        raise _refusal(f"{code}: expected {form.words}, got {quoted(identifier)}; copy it from the register again")
    if not form.adds_up(text):
        problem = f"{code}: the check digits of {quoted(identifier)} are wrong"
        raise _refusal(f"{problem}; copy it from the register again")
    return text


def _refusal(problem: str) -> DescriptionError:
    return DescriptionError([Fault("org_id", problem)])
