"""One format of export, and where it may write."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.errors import StoreError
from sojourn.outputs import refuse_existing, write_whole

if TYPE_CHECKING:
    from sojourn.stores.store import Store


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
    produce: Callable[[Store, str], bytes]

    def write(self, store: Store, path: Path, *, lang: str = "en", force: bool = False) -> None:
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
        write_whole(path, self.produce(store, lang), force=force)


def check_target(path: Path, *, force: bool) -> None:
    """Refuses what could not be written, before any work is done.

    Raises:
        StoreError: If the file exists, is a folder, or its folder is missing or cannot be written.
    """
    if path.is_dir():
        raise StoreError("is a folder", where=str(path), advice="Name a file in it.")
    refuse_existing(path, force=force)
    if not path.parent.is_dir():
        raise StoreError(
            "its folder is not there", where=str(path), advice=f"Make the folder {str(path.parent)!r} first."
        )
    if not os.access(path.parent, os.W_OK):
        raise StoreError("its folder cannot be written", where=str(path), advice="Name a folder that you may write to.")
