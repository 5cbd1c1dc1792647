"""A new generation of a store: built aside, described by a manifest, put in place by one rename."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from sojourn.errors import BadInput, Problem, StoreError
from sojourn.stores import closing
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.generations import (
    COLUMNS,
    PARTS,
    SHARED,
    GraphCount,
    Manifest,
    Part,
    file_digest,
    files_below,
    next_name,
    part_folder,
    read_manifest,
    swap,
    sync_folder,
    sync_tree,
)
from sojourn.stores.generations_cleaning import adopt, clean, leave, undo
from sojourn.stores.generations_hashing import Tally, by_graph
from sojourn.stores.generations_quads import Quads, counted
from sojourn.stores.locking import LOCK, one_writer
from sojourn.stores.progress import Listener, Task, unheard
from sojourn.stores.reading import CURRENT, GENERATIONS, MANIFEST, QUADS, check_files, current_name
from sojourn.vocabulary import DERIVED_GRAPH, ONTOLOGY_GRAPH, REGISTRY_GRAPH

SHARED_GRAPHS = (REGISTRY_GRAPH, ONTOLOGY_GRAPH, DERIVED_GRAPH)
"""The graphs to which several parts may add."""


class Content(Protocol):
    """A part on its way into a store; it is read once, in the order of these methods."""

    @property
    def part(self) -> Part:
        """What is known of it before it is read: key, kind, recipe, inputs, digest of all that."""

    @property
    def rows(self) -> int:
        """How many assertions there will be; 0 when that is not known."""

    @property
    def remarks(self) -> Sequence[Problem]:
        """What a person should know of it."""

    def lines(self) -> Iterator[tuple[bytes, int]]:
        """The quads of its own graphs as N-Quads, in chunks, each with the number of assertions in it."""

    def columns(self, folder: Path) -> Mapping[str, int]:
        """Writes its Parquet files below a folder; returns their paths from there, with assertions in each."""

    def shared(self) -> bytes:
        """What it adds to the graphs that all parts share, as N-Quads."""


class Writer:
    """The one writer of a store, between taking its lock and putting a new generation in place.

    Attributes:
        store: The folder of the store.
        folder: The folder of the current generation; ``None`` when there is none that can be read.
        manifest: Its manifest; ``None`` when there is none that can be read.
        fault: Why it cannot be read; ``None`` when it can, or when there is none.
    """

    def __init__(self, store: Path, listener: Listener) -> None:
        self.store = store
        self.folder: Path | None = None
        self.manifest: Manifest | None = None
        self.fault: StoreError | None = None
        try:
            found = read_manifest(store)
        except StoreError as error:
            self.fault, found = error, None
        if found:
            self.folder, self.manifest = found
        self._listener = listener
        self._name = ""
        self._aside: Path | None = None
        self._quads: Quads | None = None
        self._parts: dict[str, Part] = {}
        self._new: set[str] = set()

    @property
    def parts(self) -> Mapping[str, Part]:
        """The parts of the current generation by key."""
        return self.manifest.parts if self.manifest else {}

    def begin(self, drop: Collection[str]) -> None:
        """Begins a generation with what the current one holds, without some of its parts.

        Raises:
            StoreError: If something is to be kept of a generation that is not whole.
        """
        self._name = next_name(self.store)
        aside = self.store / GENERATIONS / f".{self._name}.building-{os.getpid()}"
        aside.mkdir(parents=True)
        self._aside = aside
        self._parts = {key: part for key, part in self.parts.items() if key not in drop}
        gone = [iri for key, part in self.parts.items() if key in drop for iri in part.graphs]
        kept = [iri for part in self._parts.values() for iri in part.graphs]
        if self.folder and self.manifest and kept:
            check_files(self.store, self.folder, {name: size for name, (size, _) in self.manifest.files.items()})
            counts = self.manifest.graphs
            link = sum(counts[iri].quads for iri in gone) <= sum(counts[iri].quads for iri in kept)
            if link:
                _link_tree(self.folder / QUADS, aside / QUADS)
            self._quads = Quads(aside / QUADS)
            if link:
                for iri in gone:
                    self._quads.drop(iri)
            else:
                self._quads.copy(self.folder / QUADS, kept)
            self._link_kept(self.folder, aside)
        else:
            self._quads = Quads(aside / QUADS)

    def _link_kept(self, old: Path, aside: Path) -> None:
        for key, part in self._parts.items():
            _link_tree(old / PARTS / part_folder(key), aside / PARTS / part_folder(key))
            for name in part.columns:
                _link(old / COLUMNS / name, aside / COLUMNS / name)

    def add(self, content: Content) -> Part:
        """Loads a part; one of the same key is replaced.

        Raises:
            BadInput: If it speaks for a source for which another part speaks.
        """
        aside, quads = self._begun()
        key = content.part.key
        self._forget(key, content.part.kind)
        tallies: dict[str, Tally] = {}
        task = Task(self._listener, f"Loading {key}", content.rows, "assertions")
        assertions = 0
        for lines, count in content.lines():
            for iri, tally in by_graph(lines).items():
                if iri not in tallies:
                    self._refuse_taken(iri, key)
                tallies.setdefault(iri, Tally()).include(tally)
            quads.load(lines)
            assertions += count
            task.advance(count)
        columns = content.columns(aside / COLUMNS)
        folder = aside / PARTS / part_folder(key)
        folder.mkdir(parents=True)
        (folder / SHARED).write_bytes(content.shared())
        graphs = {iri: GraphCount.of(tally) for iri, tally in tallies.items()}
        part = replace(content.part, assertions=assertions, graphs=graphs, columns=columns)
        self._parts[key] = part
        self._new.add(key)
        return part

    def _forget(self, key: str, kind: str) -> None:
        """Drops a part that is replaced by one made in another way."""
        aside, quads = self._begun()
        part = self._parts.pop(key, None)
        if part is None:
            return
        if key in self._new or part.kind != kind:
            what = f"two parts are both called {key!r}" if key in self._new else f"holds a {part.kind} called {key!r}"
            raise BadInput(what, where=str(self.store), advice="Choose another key.")
        for iri in part.graphs:
            quads.drop(iri)
        shutil.rmtree(aside / PARTS / part_folder(key))
        for name in part.columns:
            path = aside / COLUMNS / name
            path.unlink()
            with suppress(OSError):
                path.parent.rmdir()

    def _refuse_taken(self, iri: str, key: str) -> None:
        source = iri.rsplit("/", 1)[-1]
        if iri in SHARED_GRAPHS:
            raise BadInput(f"{source!r} is no key for a source", where=key, advice="Choose another key.")
        for other, part in self._parts.items():
            if iri in part.graphs:
                raise BadInput(
                    f"{other!r} and {key!r} both speak for {source!r}",
                    where=key,
                    advice="Give one of the two sources another key, or remove the other part first.",
                )

    def commit(
        self,
        base: Iterable[ox.Quad],
        base_inputs: Mapping[str, str],
        *,
        registry: Callable[[EmbeddedStore, Path], object],
    ) -> tuple[Manifest, list[Problem]]:
        """Puts the generation in place.

        Args:
            base: Ontology and registry.
            base_inputs: SHA-256 of the files that these come from, by name.
            registry: Writes the registry's tables from a store into a folder.

        Returns:
            The manifest, and remarks on descriptions that were not taken over.

        Raises:
            BadInput: If parts contradict each other about what they share.
        """
        aside, quads = self._begun()
        quads.loaded()
        task = Task(self._listener, "Putting in place", unit="files")
        shared, remarks = self._share(base)
        self._check_count(sum(graph.quads for graph in shared.values()))
        registry(EmbeddedStore(quads.inner), aside / COLUMNS)
        new = sum(self._parts[key].quads for key in self._new)
        quads.close(optimise=2 * new > sum(part.quads for part in self._parts.values()))
        manifest = Manifest(
            generation=self._name,
            built=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            parts=self._with_siblings(),
            shared=shared,
            shared_inputs=base_inputs,
            files=_described(aside, self.folder, self.manifest, task),
            versions=versions(),
        )
        self._put_in_place(manifest)
        return manifest, remarks

    def _share(self, base: Iterable[ox.Quad]) -> tuple[dict[str, GraphCount], list[Problem]]:
        """Brings the shared graphs to what the parts say now."""
        aside, quads = self._begun()
        listed = sorted(self._parts.values(), key=lambda part: (part.kind, part.key))
        said = [("the registry", list(base))]
        for part in listed:
            path = aside / PARTS / part_folder(part.key) / SHARED
            said.append((part.key, list(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS))))
        merged, remarks = closing.merged(said)
        wanted = closing.named(closing.closed(merged))
        present = {
            quad for iri in SHARED_GRAPHS for quad in quads.inner.quads_for_pattern(None, None, None, ox.NamedNode(iri))
        }
        quads.change(present - wanted, wanted - present)
        return {iri: GraphCount.of(counted(quads.inner, iri)) for iri in SHARED_GRAPHS}, remarks

    def _check_count(self, shared: int) -> None:
        """Counts anew what was loaded if some line was loaded twice; refuses any other difference."""
        _, quads = self._begun()
        found = len(quads.inner)
        if found != shared + sum(part.quads for part in self._parts.values()):
            for key in self._new:
                graphs = {iri: GraphCount.of(counted(quads.inner, iri)) for iri in self._parts[key].graphs}
                self._parts[key] = replace(self._parts[key], graphs=graphs)
        expected = shared + sum(part.quads for part in self._parts.values())
        if found != expected:
            what = f"{found:,} quads were loaded, but {expected:,} counted"
            raise StoreError(what, where=str(self.store), advice="Nothing was changed. Please report it.")

    def _with_siblings(self) -> dict[str, Part]:
        recipes = [self._parts[key].recipe for key in self._new]
        return {
            key: replace(part, siblings=recipes.count(part.recipe)) if key in self._new else part
            for key, part in self._parts.items()
        }

    def _put_in_place(self, manifest: Manifest) -> None:
        aside, _ = self._begun()
        (aside / MANIFEST).write_bytes(manifest.to_bytes())
        sync_tree(aside)
        aside.rename(self.store / GENERATIONS / self._name)
        sync_folder(self.store / GENERATIONS)
        sync_folder(self.store)
        sync_folder(self.store.parent)
        swap(self.store, self._name)
        self._aside = self._quads = None

    def _begun(self) -> tuple[Path, Quads]:
        if self._aside is None or self._quads is None:
            raise StoreError("nothing was begun", where=str(self.store))
        return self._aside, self._quads

    def discard(self) -> None:
        """Removes whatever of a new generation is not in place."""
        if self._quads is not None:
            self._quads.discard()
            self._quads = None
        undo(self.store, self._name)


@contextmanager
def writing(store: Path, *, listener: Listener = unheard) -> Iterator[Writer]:
    """Makes the caller the one writer of a store; on any failure the store stays as it is, and nothing is left behind.

    Args:
        store: The folder of the store; made when it is not there.
        listener: Is told how far the work has come.

    Raises:
        StoreError: If somebody else writes it, if it is no store, or if it cannot be written.
    """
    refuse_other_things(store)
    writer: Writer | None = None
    with one_writer(store):
        try:
            adopt(store)
            clean(store)
            writer = Writer(store, listener)
            yield writer
        except OSError as error:
            if isinstance(error, StoreError):
                raise
            reason = error.strerror or str(error)
            raise StoreError(reason, where=str(store), advice="Nothing was changed; the store is as it was.") from None
        finally:
            if writer is not None:
                writer.discard()
            leave(store)


def refuse_other_things(store: Path) -> None:
    """Refuses a folder that is something else than a store.

    Raises:
        StoreError: If a file stands there, or a folder with other things in it.
    """
    if not store.exists():
        return
    if not store.is_dir():
        raise StoreError("is a file, not the folder of a store", where=str(store), advice="Choose another name.")
    ours = {CURRENT, LOCK, GENERATIONS, MANIFEST, QUADS}
    if any(entry.name not in ours and not entry.name.startswith(f".{CURRENT}-") for entry in store.iterdir()):
        raise StoreError("is not a store, and is not replaced", where=str(store), advice="Choose another name.")


def exists(store: Path) -> bool:
    """Whether there is a finished store, of this layout or an older one."""
    return current_name(store) is not None or (store / MANIFEST).is_file()


def versions() -> dict[str, str]:
    """Versions of sojourn and of the engines that a generation is written with."""
    from importlib.metadata import version

    return {name: version(name) for name in ("sojourn", "pyoxigraph", "duckdb")}


def _described(aside: Path, old: Path | None, manifest: Manifest | None, task: Task) -> dict[str, tuple[int, str]]:
    """Size and SHA-256 of every file; what is the very file of the generation before keeps what was written then."""
    found: dict[str, tuple[int, str]] = {}
    for name in files_below(aside):
        path = aside / name
        known = manifest.files.get(name) if manifest else None
        if known and old and (old / name).is_file() and path.samefile(old / name):
            found[name] = known
        else:
            found[name] = (path.stat().st_size, file_digest(path))
        task.advance(1)
    return found


def _link_tree(old: Path, new: Path) -> None:
    """The files of a folder once more: those that never change as links, the others as copies."""
    new.mkdir(parents=True, exist_ok=True)
    for path in old.iterdir():
        if path.suffix in {".sst", ".nq"}:
            _link(path, new / path.name)
        else:
            shutil.copy2(path, new / path.name)


def _link(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        new.hardlink_to(old)
    except OSError:
        with suppress(FileNotFoundError):
            new.unlink()
        shutil.copy2(old, new)  # a file system without hard links
