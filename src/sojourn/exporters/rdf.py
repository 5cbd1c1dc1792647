"""RDF in five formats; the same graph always gives the same bytes."""

from __future__ import annotations

from sojourn.rdf.files import FORMATS, merged, to_bytes
from sojourn.stores.store import Store

_WITHOUT_GRAPHS = frozenset({"turtle", "ntriples"})


def to_rdf(store: Store, name: str) -> bytes:
    """The whole store in a format of :data:`sojourn.rdf.files.FORMATS`.

    TriG, N-Quads and JSON-LD keep the named graph of every source; Turtle and N-Triples know no graphs and hold their
    union.
    """
    quads = merged(store.quads()) if name in _WITHOUT_GRAPHS else store.quads()
    return to_bytes(quads, FORMATS[name])
