"""Opens stores on disk, read-only, and only those that are what their manifest says."""

from __future__ import annotations

import json
import os

import pyoxigraph as ox

from sojourn.errors import StoreError
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.faults import AGAIN, damaged
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


def open_store(folder: Path, name: str = "") -> EmbeddedStore:
    """Opens the current generation of a store read-only; it stays the same, and stays there, while it is open.

    Args:
        folder: The store.
        name: A generation of that name instead of the current one.

    Raises:
        StoreError: If there is none, or it is not what its manifest says; never an empty answer.
    """
    try:
        generation, held = _current(folder, name)
        manifest, sizes = _manifest(folder, generation)
    except StoreError as error:
        raise with_way_back(folder, error) from None
    check_files(folder, generation, sizes)
    try:
        inner = ox.Store.read_only(str(generation / QUADS))
        count = manifest["quads"]
        found = len(inner) if count <= _COUNTED else count
    except (OSError, ValueError, RuntimeError) as error:
        if isinstance(error, OSError) and "No such file" not in str(error):
            raise _refused(folder, f"cannot be opened: {error}", AGAIN) from None
        raise damaged(folder, "its quads cannot be opened") from None
    if found != count:
        raise _refused(folder, f"holds {found:,} quads; its manifest says {count:,}", AGAIN)
    return EmbeddedStore(inner, columns=generation / "columns", manifest=manifest, held=held, folder=folder)


def current_name(folder: Path) -> str | None:
    """The name of the current generation; ``None`` when there is no link, or none of ours."""
    try:
        target = os.readlink(folder / CURRENT)  # noqa: PTH115 - a text, not a path
    except OSError:
        return None
    head, _, name = target.partition("/")
    return name if head == GENERATIONS and name and "/" not in name else None


def _current(folder: Path, wanted: str = "") -> tuple[Path, Held]:
    """The current generation, held so that nobody removes it; the link is read anew if it was swapped meanwhile."""
    for _ in range(_TRIES):
        name = wanted or current_name(folder)
        if name is None:
            raise without_generation(folder)
        generation = folder / GENERATIONS / name
        try:
            held = hold(generation / MANIFEST)
        except OSError:
            held = None
        if held is not None:
            return generation, held
        if (wanted or current_name(folder)) == name and not (generation / MANIFEST).is_file():
            what = "its manifest is missing" if generation.is_dir() else f"its link {CURRENT} leads nowhere"
            raise _refused(folder, what, _FORCE)
    raise _refused(folder, "its manifest cannot be read", _FORCE)


def without_generation(folder: Path) -> StoreError:
    """The error for a store in which no link leads to a generation; a whole one that lies there is named."""
    if not folder.is_dir():
        return _refused(folder, "there is no store here")
    if (folder / CURRENT).is_symlink() or (folder / CURRENT).exists():
        return _refused(folder, f"its {CURRENT} is no link to one of its generations", _FORCE)
    if (folder / MANIFEST).is_file():
        return _refused(folder, f"has layout {_old_layout(folder)}; this version reads {LAYOUT}", _FORCE)
    if not (folder / GENERATIONS).is_dir():
        return _refused(folder, "has no manifest, so it is no finished store")
    if whole_generation(folder):
        return _refused(folder, f"its link {CURRENT} is missing", _FORCE)
    return _refused(folder, "has no finished generation")


def _old_layout(folder: Path) -> object:
    try:
        return json.loads((folder / MANIFEST).read_bytes())["layout"]
    except (OSError, ValueError, KeyError, TypeError):
        return "of an unknown kind"


def _manifest(folder: Path, generation: Path) -> tuple[dict[str, Any], dict[str, int]]:
    """The manifest, and the sizes of the files that it lists."""
    try:
        data = (generation / MANIFEST).read_bytes()
    except OSError as error:
        raise _refused(folder, f"its manifest cannot be read: {error.strerror or error}", _FORCE) from None
    return checked_manifest(folder, generation.name, data)


def checked_manifest(folder: Path, name: str, data: bytes) -> tuple[dict[str, Any], dict[str, int]]:
    """What a manifest says, and the sizes of the files that it lists, if it is what a build wrote.

    Args:
        folder: The folder of the store, for messages.
        name: The name of the generation in which it stands.
        data: The bytes of the manifest.

    Raises:
        StoreError: If it has another layout, was changed, or speaks of another generation; the layout first.
    """
    try:
        manifest: dict[str, Any] = json.loads(data)
        layout = manifest["layout"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _refused(folder, "its manifest cannot be read", _FORCE) from None
    if layout != LAYOUT:
        raise _refused(folder, f"has layout {layout}; this version reads {LAYOUT}", _FORCE)
    if not _digest_fits(data, manifest.get("digest")):
        raise _refused(folder, "its manifest was changed since it was built", _FORCE)
    if manifest.get("generation") != name:
        raise _refused(folder, f"its generation {name} holds the manifest of another", _FORCE)
    try:
        sizes = {name: int(entry[0]) for name, entry in manifest["files"].items()}
        manifest["quads"] = int(manifest["quads"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _refused(folder, "its manifest cannot be read", _FORCE) from None
    return manifest, sizes


def _digest_fits(data: bytes, digest: object) -> bool:
    """Whether the digest, which is the last entry, is that of all the others; nothing is written out anew for it."""
    body, separator, last = data.rpartition(b',\n "digest": ')
    return bool(separator) and last == f'"{digest}"\n}}\n'.encode() and _sha256(body + b"\n}\n") == digest


def _sha256(data: bytes) -> str:
    """SHA-256 without hashlib, which loads all of OpenSSL: a cold start gets by without that."""
    for name in ("_sha256", "_sha2"):
        try:
            return str(__import__(name).sha256(data).hexdigest())
        except ImportError:
            continue
    import hashlib

    return hashlib.sha256(data).hexdigest()


def whole_generation(folder: Path) -> str | None:
    """The name of the newest generation of which manifest and files are as they were written, by name and size."""
    try:
        names = sorted(os.listdir(folder / GENERATIONS), reverse=True)  # noqa: PTH208 - names, not paths
    except OSError:
        return None
    for name in names:
        generation = folder / GENERATIONS / name
        try:
            if not name.startswith("."):
                _, sizes = checked_manifest(folder, name, (generation / MANIFEST).read_bytes())
                check_files(folder, generation, sizes)
                return name
        except OSError:  # a StoreError is one, too
            continue
    return None


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
            raise _refused(folder, f"its file {name} is missing", AGAIN) from None
        if found != size:
            raise _refused(folder, f"its file {name} has {found:,} bytes; its manifest says {size:,}", AGAIN)


def _refused(folder: Path, what: str, advice: str = _BUILD) -> StoreError:
    return StoreError(what, where=str(folder), advice=advice.format(store=folder))


def with_way_back(folder: Path, error: StoreError) -> StoreError:
    """The error with one more advice: how to read the whole generation that lies there, if one does."""
    way = _way_back(folder)
    return StoreError(error.what, where=error.where, advice=f"{way}\n  {error.advice}") if way else error


def _way_back(folder: Path) -> str:
    """How to read a whole generation that lies in a store although the current one cannot be read."""
    name = whole_generation(folder)
    if name is None:
        return ""
    link = folder / CURRENT
    if link.is_dir() and not link.is_symlink():
        return f"Generation {name} is whole. Remove the folder {link}, then 'ln -s {GENERATIONS}/{name} {link}'."
    return f"Generation {name} is whole: 'ln -sfn {GENERATIONS}/{name} {link}' reads it again."
