"""Organizations as JSON documents, from text and into text, from files and into files."""

import os

from collabmodel.errors import CollabModelError
from collabmodel.io.files import named, read_text
from collabmodel.io.formats import Format, read, written
from collabmodel.io.parts import refusal
from collabmodel.io.replacing import write_text
from collabmodel.model.organization import Organization

FORMAT = "collabmodel/organization"
VERSION = 1

_ORGANIZATIONS = Format(FORMAT, VERSION, Organization, "for a file use load")


def load(path: str | os.PathLike[str]) -> Organization:
    """The organization that a file describes.

    Raises:
        DescriptionError: the file cannot be read, or holds anything but a faultless document; lists every fault.
        VersionError: the document was written by a newer version of this library.
    """
    text = read_text(path)
    try:
        return loads(text)
    except CollabModelError as error:
        error.add_note(f"in {named(path)}")
        raise


def loads(text: str) -> Organization:
    """The organization that a document describes.

    Raises:
        DescriptionError: it is anything but a faultless document; lists every fault.
        VersionError: the document was written by a newer version of this library.
    """
    return read(text, _ORGANIZATIONS)


def dump(obj: Organization, path: str | os.PathLike[str]) -> None:
    """Write a document to a file: all of it, or the file stays as it was.

    Raises:
        DescriptionError: the organization cannot be written, or not there.
    """
    write_text(path, dumps(obj))


def dumps(obj: Organization) -> str:
    """The document of an organization: fields in the order of declaration, those that hold their default left out.

    Raises:
        DescriptionError: this is no Organization, or one that no document can hold.
    """
    if type(obj) is not Organization:
        raise refusal(f"expected an Organization, got {type(obj).__name__}; put it into an Organization", "$")
    return written(obj, _ORGANIZATIONS)
