"""Writes named graphs to a server by the SPARQL 1.1 Graph Store HTTP Protocol.

The server is asked first whether it takes graphs at all, so that a read-only one is left as it was. Each graph goes in
one request if it is not too large, so that readers see the old or the new one; the shared graphs, which tell readers
of the others, go last.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from sojourn.errors import BadInput, StoreError
from sojourn.stores.progress import Listener, Task, unheard
from sojourn.stores.remote import answers, faults
from sojourn.stores.remote.address import Address, graph_stores, parsed
from sojourn.stores.remote.credentials import credentials_for
from sojourn.stores.remote.limits import Limits, limits_from_environment
from sojourn.stores.remote.reading import FORM, OURS, OWN, iris
from sojourn.stores.remote.wire import Reply, Wire
from sojourn.vocabulary import DERIVED_GRAPH, GRAPH, ONTOLOGY_GRAPH, REGISTRY_GRAPH

if TYPE_CHECKING:
    import pyoxigraph as ox

    from sojourn.stores.store import Store

Graphs = Iterable[tuple[str, Iterable[bytes]]]
"""Named graphs: the IRI of each, and its triples as pieces of N-Triples that end with a line."""

SHARED = (DERIVED_GRAPH, ONTOLOGY_GRAPH, REGISTRY_GRAPH)
"""The graphs that are written last, in this order."""
PART = 8_000_000
"""A graph of more than so many bytes goes in several requests; readers may see it grow."""
_IN_CHUNK = 20_000
_TRIPLES = "application/n-triples"


class Written(NamedTuple):
    """What was written.

    Attributes:
        graphs: How many named graphs.
        triples: How many lines of N-Triples.
        removed: How many graphs of ours were there before and are gone.
    """

    graphs: int
    triples: int
    removed: int


def chunks(store: Store) -> Graphs:
    """The graphs of a store for :func:`write_remote`, the shared ones last."""
    names = store.graphs()
    for name in [*(name for name in names if name not in SHARED), *(name for name in SHARED if name in names)]:
        yield name, _lines(store.quads(name))


def _lines(quads: Iterator[ox.Quad]) -> Iterator[bytes]:
    while some := list(islice(quads, _IN_CHUNK)):
        yield "".join(f"{quad.triple} .\n" for quad in some).encode("utf-8")


def write_remote(
    url: str,
    graphs: Graphs,
    *,
    graph_store: str = "",
    force: bool = False,
    progress: Listener = unheard,
    limits: Limits | None = None,
) -> Written:
    """Puts graphs on a server in place of all graphs of sojourn that it holds; other graphs stay untouched.

    Args:
        url: Where the server takes queries.
        graphs: What it shall hold; the shared graphs last.
        graph_store: Where it takes graphs; guessed for the servers that are known.
        force: Whether graphs of sojourn that are there already may be replaced.
        progress: Is told how many triples are sent.
        limits: Bounds of the conversation; those of the environment otherwise.

    Raises:
        BadInput: If a URL is none.
        StoreError: If the server is read-only, holds graphs that may not be replaced, or refuses one. The message
            says whether anything was written.
    """
    writer = RemoteWriter(url, graph_store, limits)
    writer.prepare(may_replace=force)
    return writer.write(graphs, progress=progress)


class RemoteWriter:
    """One server that takes graphs.

    Args:
        url: Where it takes queries.
        graph_store: Where it takes graphs; guessed for the servers that are known when empty.
        limits: Bounds of the conversation; those of the environment otherwise.

    Raises:
        BadInput: If a URL is none, or the two name different servers.
    """

    def __init__(self, url: str, graph_store: str = "", limits: Limits | None = None) -> None:
        self.address = parsed(url, where="-o")
        self._given = parsed(graph_store, where="--graph-store") if graph_store else None
        if self._given and self._given[:3] != self.address[:3]:
            raise BadInput(
                "this is another server than that of -o",
                where="--graph-store",
                advice="Graphs are written to the server that is asked.",
            )
        self._wire = Wire(credentials_for(self.address), limits or limits_from_environment())
        self._store = self.address
        self._kind = ""
        self._before: set[str] = set()
        self._written = False

    def prepare(self, *, may_replace: bool) -> None:
        """Makes sure, before any work is done, that the server takes graphs.

        Args:
            may_replace: Whether it may hold graphs of sojourn already.

        Raises:
            StoreError: If it does not take any, or holds graphs that may not be replaced; nothing was written.
        """
        self._before = self.held()
        if self._before and not may_replace:
            raise StoreError(
                f"already holds {len(self._before)} graphs of sojourn",
                where=str(self.address),
                advice="Replace them with --force, or write to another server. Nothing was written.",
            )
        self._find()

    def write(self, graphs: Graphs, *, keep: bool = False, progress: Listener = unheard) -> Written:
        """Puts graphs in their places, one after the other.

        Args:
            graphs: What to write; the shared graphs last.
            keep: Whether graphs of sojourn that are not among them stay.
            progress: Is told how many triples are sent.

        Raises:
            StoreError: If the server refuses one; the message says whether others were written.
        """
        task = Task(progress, "Sending", unit="triples")
        names, triples = set(), 0
        for name, pieces in graphs:
            sent = self._put(name, pieces, task)
            if sent:
                names.add(name)
                triples += sent
        gone = [] if keep else sorted(self._before - names)
        for name in gone:
            self._delete(name)
        return Written(len(names), triples, len(gone))

    def held(self) -> set[str]:
        """The graphs of ours that the server holds."""
        body = urlencode({"query": OURS}).encode("ascii")
        headers = {"Content-Type": FORM, "Accept": answers.ACCEPT_RESULTS}
        reply = self._wire.send(self.address, "POST", headers=headers, body=body)
        if reply.status != 200:
            raise faults.of_query(reply, self._wire.credentials)
        if OWN in reply.headers:
            raise StoreError(
                "is served by 'sojourn serve', which takes no graphs",
                where=str(self.address),
                advice="Build the store that it serves; it picks up the new generation. Nothing was written.",
            )
        self._kind = reply.headers.get("server", "").partition("/")[0]
        ours = {name for name in iris(answers.solutions(reply)) if name.startswith(GRAPH)}
        return {*ours, *SHARED} if ours else set()

    def _find(self) -> None:
        """Finds where the server takes graphs, by writing one and removing it.

        Raises:
            StoreError: If it takes none.
        """
        probe = f"{GRAPH}probe-{secrets.token_hex(8)}"
        refusals = []
        for address in self._candidates():
            reply = self._send(
                address, "PUT", probe, b"<urn:sojourn:probe> <urn:sojourn:probe> <urn:sojourn:probe> .\n"
            )
            if reply.status in {200, 201, 204}:
                self._store = address
                self._delete(probe)
                return
            refusals.append(faults.of_writing(reply, self._wire.credentials))
        raise refusals[0]

    def _candidates(self) -> list[Address]:
        if self._given:
            return [self._given]
        known = graph_stores(self.address)
        same = [address for address, kind in known if kind == self._kind]
        others = [address for address, kind in known if kind not in {"Oxigraph", "Virtuoso"}]
        if not same and not others:
            raise StoreError(
                "it is not known where this server takes graphs",
                where=str(self.address),
                advice="Give that address with --graph-store URL. Nothing was written.",
            )
        return same or others

    def _put(self, name: str, pieces: Iterable[bytes], task: Task) -> int:
        """Replaces one graph and returns how many lines were sent."""
        sent, parts = 0, 0
        for part in _parts(pieces):
            reply = self._send(self._store, "POST" if parts else "PUT", name, part)
            if reply.status not in {200, 201, 204}:
                raise faults.of_writing(reply, self._wire.credentials, begun=self._written or parts > 0)
            parts += 1
            lines = part.count(b"\n")
            sent += lines
            task.advance(lines)
        self._written = self._written or parts > 0
        return sent

    def _delete(self, name: str) -> None:
        """Removes one graph; one that is not there is no fault."""
        reply = self._send(self._store, "DELETE", name, b"")
        if reply.status not in {200, 202, 204, 404}:
            raise faults.of_writing(reply, self._wire.credentials, begun=self._written)

    def _send(self, address: Address, method: str, name: str, body: bytes) -> Reply:
        target = f"{address.path}?{urlencode({'graph': name})}"
        headers = {"Content-Type": _TRIPLES} if body else {}
        return self._wire.send(address, method, target=target, headers=headers, body=body, reads=False)


def _parts(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= PART:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)
