"""Text from files and into files, whatever it says.

Reading gives the whole text or one fault that names the file; writing puts a whole text in place or changes nothing.
"""

import os
import secrets
import shutil
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
        raise _refusal(path, f"cannot be read: {_reason(error)}; {way_out}") from None
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
        raise _refusal(path, f"is not UTF-8 from byte {error.start} on; save it as UTF-8") from None


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write a UTF-8 file: all of it, or whatever was there stays as it was.

    Raises:
        DescriptionError: it cannot be written there.
    """
    try:
        _replace(Path(os.path.realpath(path)), text.encode())
    except (OSError, ValueError, TypeError) as error:
        way_out = "name a file in a folder that is there and that you may write to"
        raise _refusal(path, f"cannot be written: {_reason(error)}; {way_out}") from None


def named(path: str | os.PathLike[str]) -> str:
    """A path as it may stand in a message."""
    return ascii_controls(str(path))


def _replace(target: Path, content: bytes) -> None:
    """Put a file in the place of another in one step. Only a file: a device or a folder is not to be replaced."""
    if target.exists() and not target.is_file():
        raise OSError(0, "there is something else than a file")
    temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        _write_through(temporary, content)
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _write_through(path: Path, content: bytes) -> None:
    """Write a new file down to the disk, lest a crash leaves a name without its content."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _reason(error: OSError | ValueError | TypeError) -> str:
    return str(getattr(error, "strerror", None) or error).lower()


def _refusal(path: str | os.PathLike[str], problem: str) -> DescriptionError:
    return DescriptionError([Fault(named(path), problem)])
