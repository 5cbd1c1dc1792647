"""Opens stores on disk, read-only, and only those that are what their manifest says."""

from __future__ import annotations

import json
import os

import pyoxigraph as ox

from sojourn.errors import StoreError
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.locking import Held, hold

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

CURRENT = "CURRENT"
"""Name of the link to the generation that is read."""
GENERATIONS = "generations"
"""Name of the folder with the generations."""
MANIFEST = "manifest.json"
"""Name of the file that describes a generation."""
QUADS = "quads"
"""Name of the folder that holds its quads."""
LAYOUT = 2
"""Version of the folder's layout; a store of another layout is rebuilt, never guessed at."""
_COUNTED = 200_000
"""Up to so many quads are counted when a store is opened."""
_TRIES = 100
_BUILD = "Build it with 'sojourn build STUDY… -o {store}'."
_FORCE = "Build it anew with 'sojourn build STUDY… -o {store} --force'; import its tables again with 'sojourn import'."
_AGAIN = "Build it anew with 'sojourn build -o {store} --again'; 'sojourn verify {store}' tells what is wrong."


def open_store(folder: Path) -> EmbeddedStore:
    """Opens the current generation of a store read-only; it stays the same, and stays there, while it is open.

    Raises:
        StoreError: If there is none, or it is not what its manifest says; never an empty answer.
    """
    if not folder.is_dir():
        raise _refused(folder, "there is no store here")
    generation, held = _current(folder)
    manifest, sizes = _manifest(folder, generation)
    check_files(folder, generation, sizes)
    try:
        inner = ox.Store.read_only(str(generation / QUADS))
    except (OSError, ValueError) as error:
        raise _refused(folder, f"cannot be opened: {error}", _AGAIN) from None
    count = manifest["quads"]
    if count <= _COUNTED and len(inner) != count:
        raise _refused(folder, f"holds {len(inner):,} quads; its manifest says {count:,}", _AGAIN)
    return EmbeddedStore(inner, columns=generation / "columns", manifest=manifest, held=held)


def current_name(folder: Path) -> str | None:
    """The name of the current generation; ``None`` when there is no link, or none of ours."""
    try:
        target = os.readlink(folder / CURRENT)  # noqa: PTH115 - a text, not a path
    except OSError:
        return None
    head, _, name = target.partition("/")
    return name if head == GENERATIONS and name and "/" not in name else None


def _current(folder: Path) -> tuple[Path, Held]:
    """The current generation, held so that nobody removes it; the link is read anew if it was swapped meanwhile."""
    for _ in range(_TRIES):
        name = current_name(folder)
        if name is None:
            if (folder / MANIFEST).is_file():
                raise _refused(folder, f"has layout {_old_layout(folder)}; this version reads {LAYOUT}", _FORCE)
            unfinished = (folder / GENERATIONS).is_dir()
            what = "has no finished generation" if unfinished else "has no manifest, so it is no finished store"
            raise _refused(folder, what)
        generation = folder / GENERATIONS / name
        try:
            held = hold(generation / MANIFEST)
        except OSError:
            held = None
        if held is not None:
            return generation, held
        if current_name(folder) == name and not (generation / MANIFEST).is_file():
            raise _refused(folder, "its manifest is missing", _FORCE)
    raise _refused(folder, "its manifest cannot be read", _FORCE)


def _old_layout(folder: Path) -> object:
    try:
        return json.loads((folder / MANIFEST).read_bytes())["layout"]
    except (OSError, ValueError, KeyError, TypeError):
        return "of an unknown kind"


def _manifest(folder: Path, generation: Path) -> tuple[dict[str, Any], dict[str, int]]:
    """The manifest, and the sizes of the files that it lists."""
    try:
        manifest: dict[str, Any] = json.loads((generation / MANIFEST).read_bytes())
        layout = manifest["layout"]
        sizes = {name: int(entry[0]) for name, entry in manifest["files"].items()} if layout == LAYOUT else {}
        manifest["quads"] = int(manifest["quads"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise _refused(folder, "its manifest cannot be read", _FORCE) from None
    if layout != LAYOUT:
        raise _refused(folder, f"has layout {layout}; this version reads {LAYOUT}", _FORCE)
    return manifest, sizes


def check_files(folder: Path, generation: Path, sizes: dict[str, int]) -> None:
    """Refuses a generation in which a file is missing or has another size; what is in the files is not looked at.

    Raises:
        StoreError: Naming the file.
    """
    below = str(generation)
    for name, size in sizes.items():
        try:
            found = os.stat(f"{below}/{name}").st_size  # noqa: PTH116 - a cold start gets by without pathlib
        except OSError:
            raise _refused(folder, f"its file {name} is missing", _AGAIN) from None
        if found != size:
            raise _refused(folder, f"its file {name} has {found:,} bytes; its manifest says {size:,}", _AGAIN)


def _refused(folder: Path, what: str, advice: str = _BUILD) -> StoreError:
    return StoreError(what, where=str(folder), advice=advice.format(store=folder))
