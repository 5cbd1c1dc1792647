"""Questions about few claims of a large store: columns say which claims are concerned, and SPARQL is asked of those.

The engine reads a whole predicate for each optional pattern, however few claims a question is about. A columnar text
that begins with ``--+ concerned`` selects the claims on which an answer can rest; with the registry and the ontology
they are a store of their own, of which the question is asked as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from sojourn.stores.embedded import EmbeddedStore
from sojourn.vocabulary import ID, ONTOLOGY_GRAPH, REGISTRY_GRAPH

if TYPE_CHECKING:
    from sojourn.stores.store import Store

MOST = 2_000
"""So many claims are looked at so; of more, the whole store is asked."""
_AT_ONCE = 500
_ABOUT = "CONSTRUCT {{ ?claim ?property ?value }} WHERE {{ VALUES ?claim {{ {claims} }} ?claim ?property ?value }}"
_CLAIMS = ox.NamedNode("https://w3id.org/sojourn/graph/concerned")


def part_of(store: Store, claims: Sequence[str]) -> EmbeddedStore:
    """The claims with the registry and the ontology, in memory.

    Args:
        store: Where they are.
        claims: The last segments of their IRIs.
    """
    quads = (quad for graph in (REGISTRY_GRAPH, ONTOLOGY_GRAPH) for quad in store.quads(graph))
    return EmbeddedStore.of([*quads, *_told_of(store, claims)])


def _told_of(store: Store, claims: Sequence[str]) -> Iterator[ox.Quad]:
    for start in range(0, len(claims), _AT_ONCE):
        nodes = (ox.NamedNode(f"{ID}assertion/{segment}") for segment in claims[start : start + _AT_ONCE])
        found = store.query(_ABOUT.format(claims=" ".join(map(str, nodes))))
        if isinstance(found, ox.QueryTriples):
            yield from (ox.Quad(triple.subject, triple.predicate, triple.object, _CLAIMS) for triple in found)
