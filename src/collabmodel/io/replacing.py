"""A file that takes the place of another in one step, written little by little.

Until all of it is on the disk whatever was there stays as it was; if that never happens, nothing is left behind.
"""

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from collabmodel.errors import DescriptionError
from collabmodel.io.files import reason, refusal

WAY_OUT = "name a file in a folder that is there, that you may write to and that has room"


@contextmanager
def replacing(path: str | os.PathLike[str], but_none_of: Iterable[Path] = ()) -> Iterator[BinaryIO]:
    """A new file to write to, put in place when the block ends and thrown away when it fails.

    Args:
        path: where to put it.
        but_none_of: files that it must not replace.

    Raises:
        DescriptionError: it cannot be written there, or the disk is full.
    """
    target = end_of(path)
    if target in map(end_of, but_none_of):
        raise refusal(path, "cannot be written: it is to be read as well; name another file")
    try:
        _check_is_file(target)
        temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
        file = temporary.open("xb")
    except OSError as error:
        raise _refusal(path, error) from None
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())  # lest a crash leaves a name without its content
        _put(temporary, target)
    except OSError as error:
        raise _refusal(path, error) from None
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write a UTF-8 file: all of it, or whatever was there stays as it was.

    Args:
        path: where to put it.
        text: whole characters; what documents are made of is held to them.

    Raises:
        DescriptionError: it cannot be written there.
    """
    with replacing(path) as file:
        file.write(text.encode())


def end_of(path: str | os.PathLike[str]) -> Path:
    """Where a path leads, however many links are on the way.

    Raises:
        DescriptionError: it is no path.
    """
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError, TypeError) as error:  # ValueError: a path with a null character; TypeError: no path
        raise _refusal(path, error) from None


def _check_is_file(target: Path) -> None:
    if target.exists() and not target.is_file():
        raise OSError(0, "there is something else than a file")


def _put(temporary: Path, target: Path) -> None:
    if target.exists():
        shutil.copymode(target, temporary)
    temporary.replace(target)


def _refusal(path: str | os.PathLike[str], error: OSError | ValueError | TypeError) -> DescriptionError:
    return refusal(path, f"cannot be written: {reason(error)}; {WAY_OUT}")
