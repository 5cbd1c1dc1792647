"""Stores on disk: built aside, described by a manifest, put in place by a rename."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox

from sojourn.errors import StoreError
from sojourn.stores.reading import LAYOUT, MANIFEST, QUADS


def build_store(quads: Iterable[ox.Quad], folder: Path, *, sources: Mapping[str, str], force: bool = False) -> int:
    """Builds a store in a folder of its own; on any failure nothing is left behind and the old store stays.

    Args:
        quads: What it will hold.
        folder: Where it will stand.
        sources: SHA-256 of the files it was built from, by name.
        force: Whether an existing store may be replaced.

    Returns:
        The number of quads.

    Raises:
        StoreError: If the folder exists and may not be replaced, or cannot be written.
    """
    if folder.exists() and not force:
        raise StoreError("already exists", where=str(folder), advice="Choose another name, or replace it with --force.")
    if folder.exists() and not folder.is_dir():
        raise StoreError("is a file, not the folder of a store", where=str(folder), advice="Choose another name.")
    if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise StoreError("is not a store, and is not replaced", where=str(folder), advice="Choose another name.")
    aside = folder.parent / f".{folder.name}.building-{os.getpid()}"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside.mkdir()
        count = _fill(aside, sorted(set(quads), key=str), sources)
        _swap(aside, folder)
    except OSError as error:
        if isinstance(error, StoreError):
            raise
        raise StoreError(error.strerror or str(error), where=str(folder), advice="Nothing was written.") from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return count


def _fill(aside: Path, quads: list[ox.Quad], sources: Mapping[str, str]) -> int:
    from importlib.metadata import version

    store = ox.Store(str(aside / QUADS))
    store.bulk_extend(quads)
    store.flush()
    del store
    manifest = {
        "layout": LAYOUT,
        "quads": len(quads),
        "sha256": quads_hash(quads),
        "sources": dict(sorted(sources.items())),
        "sojourn": version("sojourn"),
        "pyoxigraph": version("pyoxigraph"),
    }
    path = aside / MANIFEST
    with path.open("w", encoding="utf-8") as file:
        json.dump(manifest, file, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    return len(quads)


def quads_hash(quads: Iterable[ox.Quad]) -> str:
    """SHA-256 over the sorted lines of N-Quads: the same for the same set of quads, whatever their order."""
    digest = hashlib.sha256()
    for line in sorted({str(quad) for quad in quads}):
        digest.update(line.encode())
        digest.update(b" .\n")
    return digest.hexdigest()


def _swap(aside: Path, folder: Path) -> None:
    old = folder.parent / f".{folder.name}.old-{os.getpid()}"
    if folder.exists():
        folder.rename(old)
    try:
        aside.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
