"""Text from files, whatever it says: all of it, or one fault that names the file. ``replacing`` writes.

How every module about files says what is wrong with one is told here too.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeGuard

from collabmodel.errors import DescriptionError, Fault, ascii_controls


def read_text(path: str | os.PathLike[str]) -> str:
    """The text of a UTF-8 file, line ends as they stand.

    Raises:
        DescriptionError: it is missing, a folder, unreadable or not UTF-8.
    """
    try:
        content = _content(Path(path))
    except (OSError, ValueError, TypeError) as error:  # ValueError: a path with a null character; TypeError: no path
        raise unreadable(path, error) from None
    return decoded(content, path)


def _content(path: Path) -> bytes:
    """All of it. A device may have no end, and is refused; a pipe is not."""
    if path.is_char_device() or path.is_block_device():
        raise OSError(0, "it is a device, not a file")
    return path.read_bytes()


def decoded(content: bytes, path: str | os.PathLike[str]) -> str:
    """The text in what was read from somewhere.

    Raises:
        DescriptionError: it is not UTF-8.
    """
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise refusal(path, f"is not UTF-8 from byte {error.start} on; save it as UTF-8") from None


def several(given: object) -> TypeGuard[Iterable[object]]:
    """Whether somebody names several files; a frame does not, for what it gives one after the other are its heads."""
    one = isinstance(given, (str, bytes, Mapping)) or hasattr(type(given), "columns")
    return isinstance(given, Iterable) and not one


def named(path: str | os.PathLike[str]) -> str:
    """A path as it may stand in a message."""
    return ascii_controls(str(path))


def reason(error: Exception) -> str:
    """What is wrong with a file, as the system says it: the number of its error, or else the first sentence."""
    number = getattr(error, "errno", None)  # Arrow writes the path into its sentence
    text = os.strerror(number) if number else str(getattr(error, "strerror", None) or error)
    return text.partition("\n")[0].partition(". ")[0].lower()


def unreadable(path: str | os.PathLike[str], error: Exception) -> DescriptionError:
    """The error that says why a file cannot be opened."""
    return refusal(path, f"cannot be read: {reason(error)}; name a file that is there and that you may read")


def refusal(place: str | os.PathLike[str], problem: str) -> DescriptionError:
    """The error for one fault, of a file or at a place in it."""
    return DescriptionError([Fault(named(place), problem)])
