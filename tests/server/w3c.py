"""The test suites of the W3C for SPARQL: reads their manifests, and asks a server what they ask.

Every file of data is a graph of one store, named by its address in the suite; a test chooses its graphs by the protocol
(``default-graph-uri``, ``named-graph-uri``), as a client would.
"""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from sojourn.stores.generations import GraphCount, Manifest

BASE = "https://w3c.github.io/rdf-tests/sparql/"
"""Where the suites have their address; nothing is fetched from there."""
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".n3": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".trig": ox.RdfFormat.TRIG,
}
Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Triples:
    """A small graph in memory."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._store = ox.Store()
        self._store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)

    @classmethod
    def of(cls, path: Path, base: str) -> Triples:
        """The graph in a file."""
        return cls(ox.parse(path=str(path), format=FORMATS[path.suffix], base_iri=base))

    def values(self, subject: Node, predicate: str) -> list[Node]:
        """The objects of a subject."""
        assert isinstance(subject, ox.NamedNode | ox.BlankNode)
        return [quad.object for quad in self._store.quads_for_pattern(subject, ox.NamedNode(predicate), None)]

    def subjects(self, predicate: str) -> list[Node]:
        """Everything that has a property."""
        return [quad.subject for quad in self._store.quads_for_pattern(None, ox.NamedNode(predicate), None)]

    def holds(self, kind: str) -> bool:
        """Whether something in it is of a class."""
        return any(True for _ in self._store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(kind)))

    def listed(self, head: Node) -> Iterator[Node]:
        """The members of a list."""
        while rest := self.values(head, RDF + "rest"):
            yield self.values(head, RDF + "first")[0]
            head = rest[0]


def text_of(node: Node) -> str:
    """The IRI, or the text, of a node."""
    assert not isinstance(node, ox.Triple)
    return node.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One test of a suite.

    Attributes:
        name: Its folder and its name in the manifest.
        kind: Its class, such as ``QueryEvaluationTest``.
        query: The file with the query.
        data: Files that together are the default graph.
        named: Files of the named graphs.
        result: The file with what is expected.
        lax: Whether fewer of the same rows are right, too.
    """

    name: str
    kind: str
    query: Path
    data: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    result: Path | None = None
    lax: bool = False


class Suite:
    """A checkout of the suites.

    Attributes:
        folder: The folder ``sparql`` of ``w3c/rdf-tests``.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def iri(self, path: Path) -> str:
        """The address of a file."""
        return BASE + path.relative_to(self.folder).as_posix()

    def path(self, iri: str) -> Path:
        """The file at an address."""
        return self.folder / urllib.parse.unquote(iri.removeprefix(BASE))

    def cases(self, folders: Iterable[str]) -> Iterator[Case]:
        """The tests of some folders, in the order of their manifests, as far as queries are concerned."""
        for folder in folders:
            manifest = self.folder / folder / "manifest.ttl"
            graph = Triples.of(manifest, self.iri(manifest))
            (node,) = graph.subjects(MF + "entries")
            (entries,) = graph.values(node, MF + "entries")
            for entry in graph.listed(entries):
                yield from self._case(graph, entry, folder)

    def _case(self, graph: Triples, entry: Node, folder: str) -> Iterator[Case]:
        kind = next(text_of(value).removeprefix(MF) for value in graph.values(entry, RDF + "type"))
        name = f"{folder}/{text_of(entry).rpartition('#')[2]}"
        action = graph.values(entry, MF + "action")[0]
        results = graph.values(entry, MF + "result")
        result = self.path(text_of(results[0])) if results else None
        if isinstance(action, ox.NamedNode):
            yield Case(name=name, kind=kind, query=self.path(action.value), result=result)
            return
        queries = graph.values(action, QT + "query")
        if not queries:
            return
        named = tuple(text_of(value) for value in graph.values(action, QT + "graphData"))
        data = tuple(text_of(value) for value in graph.values(action, QT + "data"))
        lax = any(text_of(value) == MF + "LaxCardinality" for value in graph.values(entry, MF + "resultCardinality"))
        query = self.path(text_of(queries[0]))
        yield Case(name=name, kind=kind, query=query, data=data, named=named, result=result, lax=lax)

    def store(self, folder: Path) -> Path:
        """A store in an empty folder with every file of data of the suites as a named graph."""
        generation = folder / "generations" / "000001"
        generation.mkdir(parents=True)
        inner = ox.Store(str(generation / "quads"))
        counts = {}
        for path in sorted(self.folder.rglob("*")):
            if path.suffix in FORMATS and not path.name.startswith("manifest") and "sparql12" not in path.parts:
                name = ox.NamedNode(self.iri(path))
                quads = [ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in self._read(path)]
                inner.extend(quads)
                inner.add_graph(name)
                counts[name.value] = GraphCount(len(set(quads)), "0" * 64)
        inner.flush()
        missing = len(inner) - sum(count.quads for count in counts.values())
        counts["urn:rest"] = GraphCount(missing, "0" * 64)
        del inner
        manifest = Manifest(
            generation=generation.name,
            built="2026-11-22T00:00:00Z",
            parts={},
            shared=counts,
            shared_inputs={},
            files={},
            versions={},
        )
        (generation / "manifest.json").write_bytes(manifest.to_bytes())
        (folder / "CURRENT").symlink_to(f"generations/{generation.name}")
        return folder

    def _read(self, path: Path) -> list[ox.Quad]:
        try:
            return list(
                ox.parse(path=str(path), format=FORMATS[path.suffix], base_iri=self.iri(path), rename_blank_nodes=True)
            )
        except SyntaxError:
            return []
