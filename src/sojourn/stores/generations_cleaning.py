"""What is removed from a store, and when: leftovers of builders that were killed, and generations nobody needs.

The current generation stays, and so does the one before it, for readers that have just begun. A generation that a
reader holds stays until a later build finds it free. While no link leads to a generation, all of them stay.
Everything here is done by the one writer, under its lock.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from sojourn.stores.generations import generations, swap
from sojourn.stores.locking import LOCK, take_if_free
from sojourn.stores.reading import (
    CURRENT,
    GENERATIONS,
    MANIFEST,
    QUADS,
    current_name,
    whole_generation,
    with_way_back,
    without_generation,
)


def clean(store: Path) -> None:
    """Removes what no reader needs."""
    current = current_name(store)
    for link in store.glob(f".{CURRENT}-*"):
        link.unlink(missing_ok=True)
    for leftover in (store / GENERATIONS).glob(".*"):
        shutil.rmtree(leftover, ignore_errors=True)
    names = generations(store)
    if current in names:
        before = [name for name in names if name < current][-1:]
        for name in names:
            if name != current and name not in before:
                _remove_generation(store, name)
    if current is not None:
        _remove_old_layout(store)


def adopt(store: Path) -> None:
    """Puts a whole generation in place to which no link leads: a build was killed just before, or the link was lost.

    Raises:
        StoreError: If something else stands where the link should be.
    """
    if current_name(store) is not None:
        return
    if (store / CURRENT).is_dir():
        raise with_way_back(store, without_generation(store))
    name = whole_generation(store)
    if name is not None:
        swap(store, name)


def leave(store: Path) -> None:
    """Cleans up, and removes what only waited for a first generation that never came."""
    clean(store)
    if current_name(store) is None and not (store / MANIFEST).is_file():
        _remove_scaffold(store)


def undo(store: Path, name: str) -> None:
    """Removes a generation that was not put in place, however far it came."""
    if not name or current_name(store) == name:
        return
    shutil.rmtree(store / GENERATIONS / f".{name}.building-{os.getpid()}", ignore_errors=True)
    if (store / GENERATIONS / name).is_dir():
        _remove_generation(store, name)


def _remove_generation(store: Path, name: str) -> None:
    """Removes a generation unless a reader holds it; it vanishes at once and is taken apart afterwards."""
    folder = store / GENERATIONS / name
    held = None
    with suppress(FileNotFoundError):
        try:
            held = take_if_free(folder / MANIFEST)
        except PermissionError:
            return
        if held is None:
            return
    gone = folder.with_name(f".{name}.removing-{os.getpid()}")
    with suppress(OSError):
        folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)
    if held is not None:
        held.close()


def _remove_scaffold(store: Path) -> None:
    """Removes the folders around a first generation; never anything that somebody else has put there."""
    with suppress(OSError):
        if (store / GENERATIONS).is_dir():
            (store / GENERATIONS).rmdir()
        (store / LOCK).unlink(missing_ok=True)
        store.rmdir()


def _remove_old_layout(store: Path) -> None:
    """Removes what a store of an older layout kept at its top, once a generation has taken its place."""
    if (store / MANIFEST).is_file():
        shutil.rmtree(store / QUADS, ignore_errors=True)
        (store / MANIFEST).unlink()
