"""The shipped cases: nonprofits as they were described in published sources, one source for every fact."""

from importlib import resources

from collabmodel.errors import DescriptionError, Fault, quoted, suggestion
from collabmodel.io.documents import loads
from collabmodel.model.organization import Organization

NAMES = ("red-treehouse", "ucp", "ucp-2014")
"""The cases by the names of their documents."""


def case(name: str) -> Organization:
    """A shipped case by its name.

    Raises:
        DescriptionError: there is no such case.
    """
    if name not in NAMES:
        raise DescriptionError([Fault("case", f"{quoted(name)} is not a shipped case; {suggestion(name, NAMES)}")])
    return loads(resources.files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8"))


def red_treehouse() -> Organization:
    """Red Treehouse as seen by an outside observer, 12 December 2012."""
    return case("red-treehouse")


def ucp() -> Organization:
    """United Cerebral Palsy as seen by an outside observer, 12 December 2012."""
    return case("ucp")


def ucp_2014() -> Organization:
    """United Cerebral Palsy as seen by an outside observer, March 2014: what was seen in 2012, and what was seen later.

    Posts 9.3.2.B and 9.3.4 are left out: they say nothing of any criterion.
    """
    return case("ucp-2014")
