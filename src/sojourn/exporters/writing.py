"""Writes a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sojourn.errors import StoreError
from sojourn.stores.embedded import EmbeddedStore


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format.

    Attributes:
        name: As the command line calls it.
        suffixes: Endings of file names that ask for it.
        produce: Makes the file's bytes from a store and a language (``en``, ``zh``, ``ru``).
    """

    name: str
    suffixes: tuple[str, ...]
    produce: Callable[[EmbeddedStore, str], bytes]

    def write(self, store: EmbeddedStore, path: Path, *, lang: str = "en", force: bool = False) -> None:
        """Writes the graph to a file, which appears complete or not at all.

        Args:
            store: What to write.
            path: Where.
            lang: Language of the labels; English where the graph has none in that language.
            force: Whether an existing file may be replaced.

        Raises:
            StoreError: If the file exists, or its folder is missing or cannot be written.
        """
        check_target(path, force=force)
        replace_file(path, self.produce(store, lang))


def check_target(path: Path, *, force: bool) -> None:
    """Refuses what could not be written, before any work is done.

    Raises:
        StoreError: If the file exists, is a folder, or its folder is missing or cannot be written.
    """
    if path.is_dir():
        raise StoreError("this is a folder", where=str(path), advice="Name a file in it.")
    if path.exists() and not force:
        raise StoreError("the file exists", where=str(path), advice="Give --force to replace it, or another name.")
    if not path.parent.is_dir():
        raise StoreError("its folder is not there", where=str(path), advice=f"Make the folder {path.parent} first.")
    if not os.access(path.parent, os.W_OK):
        raise StoreError("its folder cannot be written", where=str(path), advice="Name a folder that you may write to.")


def replace_file(path: Path, data: bytes) -> None:
    """Puts a file in place in one step; a file that was there stays whole until then.

    Raises:
        StoreError: If the disk is full, or the folder does not take the file.
    """
    temporary: Path | None = None
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".sojourn-")
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())  # mkstemp lets only its owner read
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise StoreError(f"it cannot be written: {reason}", where=str(path), advice="Nothing was changed.") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
