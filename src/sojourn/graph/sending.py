"""Stores on servers: built here, in a folder that is gone afterwards, and sent when they are whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sojourn.stores.closing import closed, merged
from sojourn.stores.progress import Listener, unheard
from sojourn.stores.remote.reading import RemoteStore
from sojourn.stores.remote.writing import SHARED, Graphs, RemoteWriter, Written, chunks
from sojourn.vocabulary import DERIVED_GRAPH, REGISTRY_GRAPH, SJ

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from sojourn.graph.storing import Outcome
    from sojourn.stores.store import Store


def build_on_server(
    make: Callable[[Path], Outcome],
    url: str,
    *,
    graph_store: str = "",
    keep: bool = False,
    force: bool = False,
    listener: Listener = unheard,
) -> tuple[Outcome, Written]:
    """Builds a store and sends it to a server.

    Args:
        make: Builds the store in a folder.
        url: Where the server takes queries.
        graph_store: Where it takes graphs, if that cannot be guessed.
        keep: Whether the graphs of other sources that the server holds stay, and share registry and derived graph.
        force: Whether graphs that it holds may be replaced.
        listener: Is told how far the work has come.

    Raises:
        StoreError: If the server takes no graphs; then nothing was built.
        BadInput: If the new store contradicts what the server holds and keeps.
    """
    from sojourn.stores.reading import open_store

    writer = RemoteWriter(url, graph_store)
    writer.prepare(may_replace=force or keep)
    with TemporaryDirectory(prefix="sojourn-", ignore_cleanup_errors=True) as folder:
        outcome = make(Path(folder) / "store")
        store = open_store(Path(folder) / "store")
        graphs = _beside(store, RemoteStore.open(url)) if keep and writer.held() else chunks(store)
        written = writer.write(graphs, keep=keep, progress=listener)
        del store
    return outcome, written


def send(
    store: Store, url: str, *, graph_store: str = "", force: bool = False, listener: Listener = unheard
) -> Written:
    """Sends what is open here to a server, in place of what it holds of sojourn.

    Raises:
        StoreError: If the server takes no graphs, or holds some that may not be replaced.
    """
    writer = RemoteWriter(url, graph_store)
    writer.prepare(may_replace=force)
    return writer.write(chunks(store), progress=listener)


def _beside(store: Store, there: RemoteStore) -> Graphs:
    """The graphs of a store, its shared ones brought together with those of a server."""
    names = [name for name in store.graphs() if name not in SHARED]
    shared = _united(store, there, names)
    for name, lines in chunks(store):
        yield name, ([_as_lines(shared[name])] if name in shared else lines)
    for name in sorted(set(shared) - set(store.graphs())):
        yield name, [_as_lines(shared[name])]


def _united(store: Store, there: RemoteStore, names: list[str]) -> dict[str, set[Quad]]:
    """Registry and derived graph of both; what the server says of sources that come anew is left out."""
    old = list(there.quads(REGISTRY_GRAPH))
    in_graph = f"{SJ}inGraph"
    anew = {q.subject for q in old if q.predicate.value == in_graph and str(q.object)[1:-1] in names}
    said = [
        (there.address.host, [q for q in old if q.subject not in anew]),
        ("here", list(store.quads(REGISTRY_GRAPH))),
    ]
    registry = closed(merged(said)[0])
    derived = {*there.quads(DERIVED_GRAPH), *store.quads(DERIVED_GRAPH)}
    return {DERIVED_GRAPH: derived, REGISTRY_GRAPH: registry}


def _as_lines(quads: set[Quad]) -> bytes:
    return "".join(_sorted_lines(quads)).encode("utf-8")


def _sorted_lines(quads: set[Quad]) -> Iterator[str]:
    yield from sorted(f"{quad.triple} .\n" for quad in quads)
