"""What the rooms above ask of a store, wherever its quads are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyoxigraph as ox
    import rdflib

    from sojourn.stores.embedded import Bindings, Result


class Store(Protocol):
    """Quads that answer SPARQL 1.1; the union of the named graphs is the default graph."""

    @property
    def columns(self) -> Path | None:
        """The folder of the columnar projection; ``None`` where there is none."""

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Adds quads to a store in memory; any other store refuses."""

    def query(self, text: str, bindings: Bindings | None = None) -> Result:
        """Answers a query; parameters are bound as terms, never pasted into the text."""

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """All quads, or those of one named graph."""

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""

    def to_rdflib(self) -> rdflib.Dataset:
        """The data as an ``rdflib.Dataset``."""


def claims_of(store: Store) -> int:
    """How many claims a store holds as its manifest says; 0 where it has none."""
    manifest = getattr(store, "manifest", None) or {}
    count = manifest.get("assertions", 0)
    return count if isinstance(count, int) else 0
