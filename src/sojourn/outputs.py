"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress

from sojourn.errors import StoreError

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    from pathlib import Path


def refuse_existing(path: Path, *, force: bool) -> None:
    """Refuses to replace a file unless asked to, and whatever is no file (a folder, a device) in any case.

    Raises:
        StoreError: If something stands there and ``force`` is not given, or it is no file.
    """
    if path.exists() and not path.is_file():
        raise StoreError("is not a file, and is not replaced", where=str(path), advice="Choose another name.")
    if path.exists() and not force:
        raise StoreError("already exists", where=str(path), advice="Choose another name, or replace it with --force.")


def write_whole(path: Path, data: bytes, *, force: bool = True) -> None:
    """Writes a file aside and puts it in place when it is complete; a symbolic link keeps leading to it.

    Raises:
        StoreError: If it exists and may not be replaced, or its folder is missing or cannot be written.
    """
    refuse_existing(path, force=force)
    path = path.resolve() if path.is_symlink() else path
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(f"cannot be written: {reason}", where=str(path), advice="Nothing was changed.") from None
    finally:
        with suppress(OSError):
            aside.unlink()
