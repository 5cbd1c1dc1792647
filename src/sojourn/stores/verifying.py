"""A store read again, every byte and every quad of it, against its manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from sojourn.errors import Problem
from sojourn.stores.generations import COLUMNS, GraphCount, Manifest, file_digest, files_below, read_manifest
from sojourn.stores.generations_quads import counted
from sojourn.stores.locking import hold
from sojourn.stores.progress import Listener, Task, unheard
from sojourn.stores.reading import GENERATIONS, MANIFEST, QUADS, current_name, with_way_back, without_generation
from sojourn.vocabulary import SJ

AssertionsIn = Callable[[Path], int]
"""Counts the assertions in a Parquet file; raises :class:`OSError` or :class:`ValueError` when it cannot be read."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found.

    Attributes:
        manifest: What the store says of itself.
        problems: Everything that is not so.
        bytes: How much was read [bytes].
    """

    manifest: Manifest
    problems: tuple[Problem, ...]
    bytes: int


def verify(store: Path, assertions_in: AssertionsIn, *, listener: Listener = unheard) -> Verified:
    """Reads the current generation again: size and digest of each file, each graph's quads, the projection.

    Args:
        store: The folder of the store.
        assertions_in: Counts the assertions in a Parquet file.
        listener: Is told how far the work has come.

    Raises:
        StoreError: If there is no store, or its manifest cannot be read, so that nothing can be held against it.
    """
    name = current_name(store)
    if name is None:
        raise with_way_back(store, without_generation(store))
    try:
        held = hold(store / GENERATIONS / name / MANIFEST)
    except OSError:
        held = None  # that it is missing is told below
    try:
        found = read_manifest(store)
        if found is None:
            raise with_way_back(store, without_generation(store))
        folder, manifest = found
        problems = list(_files(folder, manifest, listener))
        damaged = {problem.where for problem in problems} & set(manifest.files)
        if any(name.startswith(f"{QUADS}/") for name in damaged):
            problems.append(Problem(QUADS, "the quads were not counted, because their files are damaged"))
        else:
            problems += _quads(folder, manifest, listener)
        problems += _columns(folder, manifest, assertions_in, damaged)
    finally:
        if held is not None:
            held.close()
    return Verified(manifest, tuple(problems), sum(size for size, _ in manifest.files.values()))


def _files(folder: Path, manifest: Manifest, listener: Listener) -> Iterator[Problem]:
    task = Task(listener, "Reading files", sum(size for size, _ in manifest.files.values()), "bytes")
    for name, (size, digest) in manifest.files.items():
        path = folder / name
        if not path.is_file() or path.is_symlink():
            yield Problem(name, "is missing")
            continue
        found = path.stat().st_size
        if found != size:
            yield Problem(name, f"has {found:,} bytes; the manifest says {size:,}")
        elif (problem := _digest(path, name, digest)) is not None:
            yield problem
        task.advance(size)
    for name in sorted(set(files_below(folder)) - set(manifest.files) - {MANIFEST}):
        yield Problem(name, "does not belong here")


def _digest(path: Path, name: str, digest: str) -> Problem | None:
    try:
        same = file_digest(path) == digest
    except OSError as error:
        return Problem(name, f"cannot be read: {error.strerror or error}")
    return None if same else Problem(name, "has other bytes than were written")


def _quads(folder: Path, manifest: Manifest, listener: Listener) -> Iterator[Problem]:
    try:
        inner = ox.Store.read_only(str(folder / QUADS))
        yield from _graphs(inner, manifest, listener)
    except (OSError, ValueError, RuntimeError) as error:
        yield Problem(QUADS, f"cannot be read: {error}")


def _graphs(inner: ox.Store, manifest: Manifest, listener: Listener) -> Iterator[Problem]:
    task = Task(listener, "Counting quads", manifest.quads)
    graphs = manifest.graphs
    for iri, count in graphs.items():
        found = GraphCount.of(counted(inner, iri))
        if found.quads != count.quads:
            yield Problem(iri, f"has {found.quads:,} quads; the manifest says {count.quads:,}")
        elif found != count:
            yield Problem(iri, "has other quads than were counted when it was built")
        task.advance(found.quads)
    for name in inner.named_graphs():
        if str(name.value) not in graphs:
            yield Problem(str(name.value), "the graph does not belong here")
    if len(inner) != manifest.quads:
        yield Problem(QUADS, f"{len(inner):,} quads in all; the manifest says {manifest.quads:,}")
    for part in manifest.parts.values():
        told = sum(_assertions(inner, iri) for iri in part.graphs)
        if told != part.assertions:
            yield Problem(part.key, f"its graphs hold {told:,} assertions; the manifest says {part.assertions:,}")


def _assertions(inner: ox.Store, graph: str) -> int:
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    found = inner.quads_for_pattern(None, kind, ox.NamedNode(SJ + "Assertion"), ox.NamedNode(graph))
    return sum(1 for _ in found)


def _columns(folder: Path, manifest: Manifest, assertions_in: AssertionsIn, damaged: set[str]) -> Iterator[Problem]:
    for part in manifest.parts.values():
        if sum(part.columns.values()) != part.assertions:
            yield Problem(
                part.key, f"its columns hold {sum(part.columns.values()):,} of {part.assertions:,} assertions"
            )
        for name, count in part.columns.items():
            where = f"{COLUMNS}/{name}"
            if where not in manifest.files:
                yield Problem(where, "is not in the manifest")
            elif where not in damaged:
                yield from _column(folder / where, where, count, assertions_in)


def _column(path: Path, where: str, count: int, assertions_in: AssertionsIn) -> Iterator[Problem]:
    try:
        found = assertions_in(path)
    except (OSError, ValueError) as error:
        yield Problem(where, f"cannot be read: {error}")
        return
    if found != count:
        yield Problem(where, f"has {found:,} assertions; the manifest says {count:,}")
