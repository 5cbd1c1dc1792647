"""The embedded store: Oxigraph, in memory for a study, on disk for a dataset."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from sojourn.errors import QueryError, StoreError
from sojourn.stores.harmless import is_harmless

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    import rdflib

    from sojourn.stores.locking import Held

Bindings = Mapping[str, ox.NamedNode | ox.Literal]
Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_UNSELECTED = r"does not contains? variable (\?\w+)"
_POSITION = r"error at (\d+):(\d+): "
"""Patterns that are compiled when something is wrong, since a cold start has no time for them."""


class EmbeddedStore:
    """Quads that answer SPARQL 1.1; the union of the named graphs is the default graph.

    Attributes:
        columns: Folder of the Parquet projection of the same assertions; ``None`` for a store in memory.
        manifest: What the generation on disk says of itself; ``None`` for a store in memory.
        folder: The folder of the store on disk; ``None`` for a store in memory.
    """

    def __init__(
        self,
        inner: ox.Store,
        *,
        columns: Path | None = None,
        manifest: Mapping[str, Any] | None = None,
        held: Held | None = None,
        folder: Path | None = None,
    ) -> None:
        self._inner = inner
        self.folder = folder
        self.columns = columns
        self.manifest = manifest
        self._held = held

    @classmethod
    def of(cls, quads: Iterable[ox.Quad]) -> EmbeddedStore:
        """A store in memory that holds some quads."""
        store = ox.Store()
        store.bulk_extend(quads)
        return cls(store)

    @classmethod
    def from_files(cls, files: Iterable[Path | str], *, graph_of: Mapping[str, str] | None = None) -> EmbeddedStore:
        """A store in memory that holds trusted RDF files.

        Args:
            files: TriG or Turtle files.
            graph_of: The named graph, by file name, for the triples of files that name none.

        Raises:
            StoreError: If a file cannot be read or parsed.
        """
        store = ox.Store()
        for file in files:
            to_graph = (graph_of or {}).get(str(file))
            rdf_format = ox.RdfFormat.TURTLE if str(file).endswith(".ttl") else ox.RdfFormat.TRIG
            try:
                store.load(path=str(file), format=rdf_format, to_graph=ox.NamedNode(to_graph) if to_graph else None)
            except (OSError, SyntaxError) as error:
                raise StoreError(str(error), where=str(file), advice="Build it anew with 'sojourn build'.") from None
        return cls(store)

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Adds quads to a store in memory; adding the same twice changes nothing.

        Raises:
            StoreError: If the store was opened from disk: what is built is only read.
        """
        try:
            self._inner.bulk_extend(quads)
        except RuntimeError:
            raise StoreError("the store is read-only", advice="Build it anew with what should be in it.") from None

    def query(
        self,
        text: str,
        bindings: Bindings | None = None,
        *,
        graphs: tuple[Sequence[str], Sequence[str]] | None = None,
        base: str | None = None,
    ) -> Result:
        """Answers a query; parameters are bound as terms, never pasted into the text.

        Args:
            text: SPARQL 1.1; ``SERVICE``, ``LOAD`` and updates are refused. ``FROM`` selects among the graphs of the
                store and fetches nothing; without it the union of all graphs is the default graph.
            bindings: Terms by the name of a selected variable, without ``?``.
            graphs: IRIs of the graphs of the store that together are the default graph, and of those that can be named;
                they take the place of ``FROM``.
            base: The IRI against which relative ones are resolved; without it, and without ``BASE``, they are refused.

        Raises:
            QueryError: With line and column when the text is not SPARQL.
            StoreError: If the store on disk is damaged.
        """
        chooses_graphs = False if is_harmless(text) else _looked_at(text)
        chosen = [[ox.NamedNode(iri) for iri in iris] for iris in graphs] if graphs else None
        substitutions: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable(name): value for name, value in (bindings or {}).items()
        }
        options: dict[str, Any] = {
            "base_iri": base,
            "use_default_graph_as_union": not chooses_graphs and chosen is None,
            "default_graph": list(chosen[0]) if chosen else None,
            "named_graphs": list(chosen[1]) if chosen else None,
            "substitutions": substitutions or None,
        }
        try:
            if "order" in text.lower():  # most have none, and a cold start need not load what reads them
                from sojourn.stores.ordering import ask

                return ask(self._inner, text, options)
            return self._inner.query(text, **options)
        except SyntaxError as error:
            raise _query_error(str(error)) from None
        except (ValueError, RuntimeError) as error:
            unselected = re.search(_UNSELECTED, str(error))
            if unselected:
                advice = "A bound variable must be selected."
                raise QueryError(f"the query does not select {unselected.group(1)}", advice=advice) from None
            self._refuse_damaged(error)
            raise QueryError(str(error)) from None

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """All quads, or those of one named graph.

        Raises:
            StoreError: If the store on disk is damaged; when the damaged place is reached.
        """
        name = ox.NamedNode(graph) if graph else None
        if self.folder is None:
            return iter(self._inner.quads_for_pattern(None, None, None, name))
        return self._guarded(name)

    def _guarded(self, name: ox.NamedNode | None) -> Iterator[ox.Quad]:
        try:
            yield from self._inner.quads_for_pattern(None, None, None, name)
        except RuntimeError as error:
            self._refuse_damaged(error)
            raise

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        try:
            return sorted(str(name.value) for name in self._inner.named_graphs())
        except RuntimeError as error:
            self._refuse_damaged(error)
            raise

    def _refuse_damaged(self, error: Exception) -> None:
        from sojourn.stores.faults import damaged, is_corruption

        if self.folder is not None and is_corruption(error):
            raise damaged(self.folder) from None

    def to_rdflib(self) -> rdflib.Dataset:
        """The same data as an ``rdflib.Dataset``: reads and writes go to this store."""
        import oxrdflib
        import rdflib

        from sojourn.stores.ordering import Sorting

        engine: Any = Sorting(self._inner)
        return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=engine), default_union=True)


def _looked_at(text: str) -> bool:
    from sojourn.stores import guard

    return guard.check(text)


def _query_error(message: str) -> QueryError:
    """The engine's message for people: its long lists of character classes become "a name"."""
    found = re.search(_POSITION, message)
    line, column = (int(found.group(1)), int(found.group(2))) if found else (0, 0)
    what = message[found.end() :] if found else message
    if "Prefix not found" in what:
        what = "this prefix is not declared"
    elif what == "expected [_]":
        what = "there is no query here"
    elif what.startswith("expected one of"):
        choices = list(dict.fromkeys(re.findall(r'"[^"]+"', what)))
        if "['" in what:
            choices.append("a name")
        expected = f"; expected {' or '.join([', '.join(choices[:-1]), choices[-1]][-2:])}" if choices else ""
        what = f"this cannot stand here{expected}"
    return QueryError(" ".join(what.split()), line=line, column=column)
