"""The shipped cases: nonprofits as they were described in published sources, one source for every fact."""

from importlib import resources

from collabmodel.io.documents import loads
from collabmodel.model.organization import Organization

NAMES = ("red-treehouse", "ucp")
"""The cases by the names of their documents."""


def case(name: str) -> Organization:
    """A shipped case by its name.

    Raises:
        KeyError: there is no such case.
    """
    if name not in NAMES:
        raise KeyError(name)
    return loads(resources.files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8"))


def red_treehouse() -> Organization:
    """Red Treehouse as seen by an outside observer, 12 December 2012."""
    return case("red-treehouse")


def ucp() -> Organization:
    """United Cerebral Palsy as seen by an outside observer, 12 December 2012."""
    return case("ucp")
