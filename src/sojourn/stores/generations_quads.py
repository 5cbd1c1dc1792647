"""The quads of a generation while it is being built: loaded in chunks, dropped by graph, told out line by line."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from sojourn.errors import StoreError
from sojourn.stores.generations_hashing import Tally

_AT_ONCE = 20_000
"""So many quads are dropped in one transaction."""
_LINES = 100_000
"""So many quads are told out together."""
_WAITING = 2
"""So many chunks may wait for the engine."""


class Quads:
    """An embedded engine that is being filled, and nothing else: no query of a user ever reaches it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.inner: ox.Store = ox.Store(str(folder))
        self._loader = ThreadPoolExecutor(1, "sojourn-load")
        self._pending: deque[Future[None]] = deque()

    def load(self, lines: bytes) -> None:
        """Loads a chunk of N-Quads beside whatever the caller does next.

        Raises:
            StoreError: If an earlier chunk could not be loaded.
        """
        self._pending.append(self._loader.submit(self._load, lines))
        while len(self._pending) > _WAITING:
            self._pending.popleft().result()

    def _load(self, lines: bytes) -> None:
        try:
            self.inner.bulk_load(input=io.BytesIO(lines), format=ox.RdfFormat.N_QUADS)
        except SyntaxError as error:
            advice = "This is a fault of sojourn, not of the data: please report it."
            raise StoreError(f"quads could not be read back: {error}", advice=advice) from None

    def loaded(self) -> None:
        """Waits until all chunks are loaded."""
        while self._pending:
            self._pending.popleft().result()

    def copy(self, other: Path, graphs: Iterable[str]) -> None:
        """Loads graphs of another engine's folder, which is only read."""
        source = ox.Store.read_only(str(other))
        for graph in graphs:
            for lines in dumped(source, graph):
                self._load(lines)

    def drop(self, graph: str) -> None:
        """Drops a graph without blank nodes, a piece at a time so that memory stays bounded."""
        name = ox.NamedNode(graph)
        self.change(self.inner.quads_for_pattern(None, None, None, name), ())
        with suppress(KeyError):
            self.inner.remove_graph(name)

    def change(self, gone: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> None:
        """Drops some quads and adds others."""
        batch: list[ox.Quad] = []
        for quad in gone:
            batch.append(quad)
            if len(batch) >= _AT_ONCE:
                self._remove(batch)
                batch = []
        self._remove(batch)
        self.inner.bulk_extend(new)

    def _remove(self, batch: list[ox.Quad]) -> None:
        if not batch:
            return
        blank = [
            quad for quad in batch if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
        ]
        for quad in blank:
            self.inner.remove(quad)
        text = "\n".join(
            f"GRAPH {quad.graph_name} {{ {quad.subject} {quad.predicate} {quad.object} }}"
            for quad in (set(batch) - set(blank) if blank else batch)
        )
        self.inner.update(f"DELETE DATA {{ {text} }}")

    def close(self, *, optimise: bool) -> None:
        """Makes everything last and lets go of the folder; no unflushed log stays behind."""
        self.loaded()
        self._loader.shutdown()
        if optimise:
            self.inner.optimize()
        self.inner.flush()
        del self.inner
        settled = ox.Store(str(self._folder))  # what was still in the log goes into the tables
        settled.flush()
        del settled
        for log in self._folder.glob("LOG*"):
            log.unlink()

    def discard(self) -> None:
        """Lets go of everything without another word to the engine: after a failure, a flush would hang."""
        self._loader.shutdown(cancel_futures=True)
        self._pending.clear()
        with suppress(AttributeError):
            del self.inner


def dumped(store: ox.Store, graph: str) -> Iterator[bytes]:
    """The quads of a graph as lines of N-Quads, a piece at a time."""
    quads = store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    while lines := ox.serialize(islice(quads, _LINES), format=ox.RdfFormat.N_QUADS):
        yield lines


def counted(store: ox.Store, graph: str) -> Tally:
    """Counts the quads of a graph and hashes them."""
    tally = Tally()
    for lines in dumped(store, graph):
        tally.add(lines.split(b"\n")[:-1])
    return tally
