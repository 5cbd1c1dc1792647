"""Opens stores on disk, read-only, and only those that are what their manifest says."""

from __future__ import annotations

import json

import pyoxigraph as ox

from sojourn.errors import StoreError
from sojourn.stores.embedded import EmbeddedStore

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = "manifest.json"
"""Name of the file that describes a store."""
QUADS = "quads"
"""Name of the folder that holds its quads."""
LAYOUT = 1
"""Version of the folder's layout; a store of another layout is rebuilt, never guessed at."""
_COUNTED = 200_000
"""Up to so many quads are counted when a store is opened."""


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
    if layout != LAYOUT:
        raise StoreError(f"has layout {layout}; this version reads {LAYOUT}", where=str(folder), advice=rebuild)
    if not (folder / QUADS / "CURRENT").is_file():
        raise StoreError("its quads are missing", where=str(folder), advice=rebuild)
    try:
        inner = ox.Store.read_only(str(folder / QUADS))
    except (OSError, ValueError) as error:
        raise StoreError(f"cannot be opened: {error}", where=str(folder), advice=rebuild) from None
    if count <= _COUNTED and len(inner) != count:
        raise StoreError(f"holds {len(inner):,} quads; its manifest says {count:,}", where=str(folder), advice=rebuild)
    return EmbeddedStore(inner)
