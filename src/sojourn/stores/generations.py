"""What a generation of a store is: its manifest, its parts, its files, and which of them is the current one.

::

    STORE/CURRENT             a link to generations/NAME, swapped by a rename
    STORE/lock                held by the one writer
    STORE/generations/NAME/   manifest.json, quads/ (Oxigraph), columns/ (Parquet), parts/KEY/shared.nq
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sojourn.errors import StoreError
from sojourn.stores.generations_hashing import Tally
from sojourn.stores.reading import (
    CURRENT,
    GENERATIONS,
    LAYOUT,
    MANIFEST,
    checked_manifest,
    current_name,
    with_way_back,
)

SHARED = "shared.nq"
"""Name of the file with what a part adds to the graphs that all parts share."""
PARTS = "parts"
"""Name of the folder with one folder for each part."""
COLUMNS = "columns"
"""Name of the folder with the Parquet projection."""


@dataclass(frozen=True, slots=True)
class GraphCount:
    """How many quads a graph has, and their canonical hash."""

    quads: int
    sha256: str

    @classmethod
    def of(cls, tally: Tally) -> GraphCount:
        """What a tally has come to."""
        return cls(tally.quads, tally.sha256)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One study or one imported source in a store.

    Attributes:
        key: The name of the study, or the key of the source.
        kind: ``study`` or ``table``.
        recipe: The words of the command that makes it again: ``import``, ``un-desa``, the path of the file, options.
        inputs: SHA-256 of the files it was made from, by path.
        made: A digest of recipe, inputs and versions; the same digest means the same part.
        siblings: How many parts the recipe gives.
        assertions: How many assertions it holds.
        graphs: Its own named graphs.
        columns: Its Parquet files, below the folder of columns, with the number of assertions in each.
    """

    key: str
    kind: str
    recipe: tuple[str, ...]
    inputs: Mapping[str, str]
    made: str
    siblings: int = 1
    assertions: int = 0
    graphs: Mapping[str, GraphCount] = field(default_factory=dict)
    columns: Mapping[str, int] = field(default_factory=dict)

    @property
    def quads(self) -> int:
        """How many quads its own graphs hold."""
        return sum(graph.quads for graph in self.graphs.values())

    @property
    def sha256(self) -> str:
        """The canonical hash of its own graphs."""
        return total(self.graphs).sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation holds, and how to see that it still does.

    Attributes:
        generation: Its name.
        built: When it was finished, in UTC.
        parts: Its studies and tables by key.
        shared: The graphs that all parts share (registry, ontology, derived).
        shared_inputs: SHA-256 of the ontology's and the registry's files, by name.
        files: Size in bytes and SHA-256 of every file, by its path below the generation.
        versions: Of sojourn and the engines.
    """

    generation: str
    built: str
    parts: Mapping[str, Part]
    shared: Mapping[str, GraphCount]
    shared_inputs: Mapping[str, str]
    files: Mapping[str, tuple[int, str]]
    versions: Mapping[str, str]

    @property
    def graphs(self) -> dict[str, GraphCount]:
        """All named graphs."""
        own = {iri: graph for part in self.parts.values() for iri, graph in part.graphs.items()}
        return {**own, **self.shared}

    @property
    def quads(self) -> int:
        """How many quads there are in all."""
        return sum(graph.quads for graph in self.graphs.values())

    @property
    def assertions(self) -> int:
        """How many assertions there are in all."""
        return sum(part.assertions for part in self.parts.values())

    @property
    def sha256(self) -> str:
        """The canonical hash of all quads; the same however the store came to be."""
        return total(self.graphs).sha256

    def to_bytes(self) -> bytes:
        """The file ``manifest.json``: the same manifest always gives the same bytes, and its own digest is in it."""
        told: dict[str, Any] = {
            "layout": LAYOUT,
            "generation": self.generation,
            "built": self.built,
            "quads": self.quads,
            "assertions": self.assertions,
            "sha256": self.sha256,
            "versions": dict(sorted(self.versions.items())),
            "parts": {key: _told(part) for key, part in sorted(self.parts.items())},
            "shared": {iri: asdict(graph) for iri, graph in sorted(self.shared.items())},
            "shared_inputs": dict(sorted(self.shared_inputs.items())),
            "files": {name: list(entry) for name, entry in sorted(self.files.items())},
        }
        told["digest"] = hashlib.sha256(_json(told)).hexdigest()
        return _json(told)

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """Reads the file back.

        Raises:
            ValueError: If it is not exactly what :meth:`to_bytes` wrote.
        """
        try:
            told = json.loads(data)
            manifest = cls(
                generation=told["generation"],
                built=told["built"],
                parts={key: _part(key, entry) for key, entry in told["parts"].items()},
                shared={iri: GraphCount(**entry) for iri, entry in told["shared"].items()},
                shared_inputs=told["shared_inputs"],
                files={name: (int(size), str(digest)) for name, (size, digest) in told["files"].items()},
                versions=told["versions"],
            )
            same = told["layout"] == LAYOUT and manifest.to_bytes() == data
        except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
            raise ValueError("it is no manifest") from None
        if not same:
            raise ValueError("its digest does not fit")
        return manifest


def _told(part: Part) -> dict[str, Any]:
    told = asdict(part)
    del told["key"]
    told["recipe"] = list(part.recipe)
    told["graphs"] = {iri: asdict(graph) for iri, graph in sorted(part.graphs.items())}
    told["inputs"] = dict(sorted(part.inputs.items()))
    told["columns"] = dict(sorted(part.columns.items()))
    return told | {"quads": part.quads, "sha256": part.sha256}


def _part(key: str, told: Mapping[str, Any]) -> Part:
    fields = {name: value for name, value in told.items() if name not in {"quads", "sha256"}}
    fields["recipe"] = tuple(fields["recipe"])
    fields["graphs"] = {iri: GraphCount(**entry) for iri, entry in fields["graphs"].items()}
    return Part(key=key, **fields)


def _json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, indent=1, ensure_ascii=False).encode("utf-8", "surrogateescape") + b"\n"


def total(graphs: Mapping[str, GraphCount]) -> Tally:
    """The quads of several graphs taken together."""
    tally = Tally()
    for graph in graphs.values():
        tally.include(Tally.of(graph.quads, graph.sha256))
    return tally


def read_manifest(store: Path) -> tuple[Path, Manifest] | None:
    """The current generation and its manifest, read in full; ``None`` when the store has no generation yet.

    Raises:
        StoreError: If there is one that cannot be read.
    """
    name = current_name(store)
    if name is None:
        return None
    folder = store / GENERATIONS / name
    try:
        data = (folder / MANIFEST).read_bytes()
        checked_manifest(store, name, data)
        return folder, Manifest.from_bytes(data)
    except StoreError as error:
        raise with_way_back(store, error) from None
    except (OSError, ValueError) as error:
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        told = StoreError(
            f"its manifest cannot be read: {reason}" if folder.is_dir() else f"its link {CURRENT} leads nowhere",
            where=str(store),
            advice=f"Build it anew with 'sojourn build STUDY… -o {store} --force'; import its tables again.",
        )
        raise with_way_back(store, told) from None


def part_folder(key: str) -> str:
    """The name of a part's folder and files: its key, with what a file name cannot hold escaped."""
    from urllib.parse import quote

    return quote(key, safe="+-_~ ").replace(".", "%2E") or "%"


def next_name(store: Path) -> str:
    """A name that no generation of the store has."""
    numbers = [int(name) for name in generations(store) if name.isdigit()]
    return f"{max(numbers, default=0) + 1:06d}"


def generations(store: Path) -> list[str]:
    """The names of the finished generations, the oldest first."""
    try:
        return sorted(path.name for path in (store / GENERATIONS).iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def swap(store: Path, name: str) -> None:
    """Makes a finished generation the current one; readers see the old one until this very moment."""
    link = store / f".{CURRENT}-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(f"{GENERATIONS}/{name}")
    link.replace(store / CURRENT)
    sync_folder(store)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder last."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Makes everything below a folder last, and the folder itself."""
    for path, _, files in os.walk(folder):
        for file in files:
            descriptor = os.open(os.path.join(path, file), os.O_RDONLY | os.O_CLOEXEC)  # noqa: PTH118 - a path of os.walk
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        sync_folder(Path(path))


def files_below(folder: Path) -> Iterator[str]:
    """The files below a folder by their path from it, sorted; links are listed, not followed."""
    found: list[str] = []
    for path, folders, files in os.walk(folder):
        links = [name for name in folders if Path(path, name).is_symlink()]
        found += [str(Path(path, name).relative_to(folder)) for name in [*files, *links]]
    yield from sorted(found)


def file_digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
