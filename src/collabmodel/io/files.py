"""Text from files, whatever it says: all of it, or one fault that names the file. ``replacing`` writes."""

import os
from pathlib import Path

from collabmodel.errors import DescriptionError, Fault, ascii_controls


def read_text(path: str | os.PathLike[str]) -> str:
    """The text of a UTF-8 file, line ends as they stand.

    Raises:
        DescriptionError: it is missing, a folder, unreadable or not UTF-8.
    """
    try:
        content = _content(Path(path))
    except (OSError, ValueError, TypeError) as error:  # ValueError: a path with a null character; TypeError: no path
        way_out = "name a file that is there and that you may read"
        raise refusal(path, f"cannot be read: {reason(error)}; {way_out}") from None
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


def named(path: str | os.PathLike[str]) -> str:
    """A path as it may stand in a message."""
    return ascii_controls(str(path))


def reason(error: OSError | ValueError | TypeError) -> str:
    """What is wrong with a file, as the system says it."""
    return str(getattr(error, "strerror", None) or error).lower()


def refusal(path: str | os.PathLike[str], problem: str) -> DescriptionError:
    """The error that names a file."""
    return DescriptionError([Fault(named(path), problem)])
