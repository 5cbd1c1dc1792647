"""Tells when what the workers have open has been replaced on disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sojourn.workers.worker import Opening

_CURRENT, _GENERATIONS, _MANIFEST = "CURRENT", "generations/", "manifest.json"
"""As in :mod:`sojourn.stores.reading`, which would load the engine into a process that needs none."""


def opening_of(targets: Sequence[str], like: Opening) -> Opening:
    """What the targets are at this moment: the generation of a store, or files by name, size and time.

    Args:
        targets: As :func:`sojourn.open` takes them.
        like: What is to be said of the worker beside that.
    """
    names = tuple(str(target) for target in targets)
    generation = _generation(Path(names[0])) if len(names) == 1 else ""
    readable = tuple(str(Path(name).resolve()) for name in names)
    if generation:
        mark = f"{generation}-{_mark([f'{names[0]}/{_GENERATIONS}{generation}/{_MANIFEST}'])}"
        return replace(like, targets=names, generation=generation, mark=mark, readable=readable)
    return replace(like, targets=names, mark=_mark(names), readable=readable)


def _generation(folder: Path) -> str:
    """The name of a store's current generation; empty for what is no store."""
    try:
        target = os.readlink(folder / _CURRENT)  # noqa: PTH115 - a text, not a path
    except OSError:
        return ""
    name = target.removeprefix(_GENERATIONS)
    return name if target.startswith(_GENERATIONS) and "/" not in name else ""


def _mark(names: Sequence[str]) -> str:
    """Changes when a file is written, comes or goes; the files of a study lie in its folder, not below."""
    from sojourn import __version__, shipped

    digest = hashlib.sha256(__version__.encode())
    for name in names or [*shipped.ontology_file_names(), *shipped.graph_file_names()]:
        for file in _files(Path(name)):
            try:
                found = file.stat()
            except OSError:
                continue
            digest.update(f"{file}|{found.st_size}|{found.st_mtime_ns}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()[:12]


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (file for file in sorted(path.iterdir()) if file.is_file())
    else:
        yield path
