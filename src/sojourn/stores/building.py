"""Stores on disk: built aside, described by a manifest, put in place by a rename, opened read-only."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox

from sojourn.errors import StoreError
from sojourn.stores.embedded import EmbeddedStore

MANIFEST = "manifest.json"
_QUADS = "quads"
_LAYOUT = 1
"""Version of the folder's layout; a store of another layout is rebuilt, never guessed at."""
_COUNTED = 200_000
"""Up to so many quads are counted when a store is opened."""


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
    store = ox.Store(str(aside / _QUADS))
    store.bulk_extend(quads)
    store.flush()
    del store
    manifest = {
        "layout": _LAYOUT,
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


def open_store(folder: Path) -> EmbeddedStore:
    """Opens a built store read-only.

    Raises:
        StoreError: If there is none, or it is not what its manifest says; never an empty answer.
    """
    rebuild = f"Build it with 'sojourn build STUDY… -o {folder}'."
    if not folder.is_dir():
        raise StoreError("there is no store here", where=str(folder), advice=rebuild)
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        layout, count = manifest["layout"], int(manifest["quads"])
    except FileNotFoundError:
        raise StoreError("has no manifest, so it is no finished store", where=str(folder), advice=rebuild) from None
    except (ValueError, KeyError, TypeError):
        raise StoreError("its manifest cannot be read", where=str(folder), advice=rebuild) from None
    if layout != _LAYOUT:
        raise StoreError(f"has layout {layout}; this version reads {_LAYOUT}", where=str(folder), advice=rebuild)
    if not (folder / _QUADS / "CURRENT").is_file():
        raise StoreError("its quads are missing", where=str(folder), advice=rebuild)
    try:
        inner = ox.Store.read_only(str(folder / _QUADS))
    except (OSError, ValueError) as error:
        raise StoreError(f"cannot be opened: {error}", where=str(folder), advice=rebuild) from None
    if count <= _COUNTED and len(inner) != count:
        raise StoreError(f"holds {len(inner):,} quads; its manifest says {count:,}", where=str(folder), advice=rebuild)
    return EmbeddedStore(inner)
