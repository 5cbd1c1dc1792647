"""A graph of shapes as tables, and the paths in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path as File
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from sojourn.errors import BadInput
from sojourn.rdf.shapes import paths
from sojourn.rdf.shapes.literals import Node, Term, from_rdflib
from sojourn.shipped import ONTOLOGY
from sojourn.vocabulary import PREFIXES

if TYPE_CHECKING:
    import rdflib

SH = "http://www.w3.org/ns/shacl#"
RDF = PREFIXES["rdf"]
RDFS = PREFIXES["rdfs"]
SHAPES = ONTOLOGY / "shapes.ttl"
"""The shapes that travel with the package."""


class NotCoveredError(Exception):
    """What a shape says that is not compiled; its text is the reason, in words."""


class ShapeGraph:
    """The triples of some shapes, by subject and predicate.

    Attributes:
        triples: All of them.
        where: What to call the graph in a message.
    """

    def __init__(self, triples: Iterable[Quad], where: str) -> None:
        self.triples = list(triples)
        self.where = where
        self._values: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._parents: dict[Term, list[Node]] = defaultdict(list)
        for triple in self.triples:
            subject, value = triple.subject, triple.object
            if isinstance(subject, Triple) or isinstance(value, Triple):
                continue  # means nothing to SHACL
            listed = self._values[subject][triple.predicate.value]
            if value not in listed:
                listed.append(value)
                self._parents[value].append(subject)

    def said(self, node: Term) -> dict[str, list[Term]]:
        """Everything said of a node, by property."""
        return self._values.get(node, {})

    def values(self, node: Term, predicate: str) -> list[Term]:
        """The values of one property of a node."""
        return self.said(node).get(predicate, [])

    def subjects(self) -> list[Term]:
        """Every node of which something is said."""
        return list(self._values)

    def parents(self, node: Term) -> list[Node]:
        """The nodes that name this one."""
        return self._parents.get(node, [])

    def one(self, node: Term, predicate: str) -> Term | None:
        """The only value of a property, or none.

        Raises:
            NotCoveredError: If there are several.
        """
        values = self.values(node, predicate)
        if len(values) > 1:
            raise NotCoveredError(f"sh:{predicate.removeprefix(SH)} stands there twice")
        return values[0] if values else None

    def items(self, node: Term) -> list[Term]:
        """The members of a list.

        Raises:
            NotCoveredError: If it is none, or is empty.
        """
        found: list[Term] = []
        seen: set[Term] = set()
        while node != NamedNode(RDF + "nil"):
            first, rest = self.values(node, RDF + "first"), self.values(node, RDF + "rest")
            if len(first) != 1 or len(rest) != 1 or node in seen:
                raise NotCoveredError("a list is broken")
            seen.add(node)
            found.append(first[0])
            node = rest[0]
        if not found:
            raise NotCoveredError("a list is empty")
        return found

    def path(self, node: Term) -> paths.Path:
        """A path.

        Raises:
            NotCoveredError: If it is not one of those of SHACL.
        """
        if isinstance(node, NamedNode):
            return paths.Step(node.value)
        said = {predicate: values for predicate, values in self.said(node).items() if predicate != RDF + "type"}
        if RDF + "first" in said:
            return paths.Sequence(tuple(self.path(part) for part in self.items(node)))
        if len(said) != 1 or not isinstance(node, BlankNode):
            raise NotCoveredError("a path is not well-formed")
        ((kind, values),) = said.items()
        if len(values) != 1:
            raise NotCoveredError("a path is not well-formed")
        return self._path(kind.removeprefix(SH), values[0])

    def _path(self, kind: str, inner: Term) -> paths.Path:
        if kind == "inversePath":
            path = self.path(inner)
            if paths.has_sequence(path):
                raise NotCoveredError("a sequence is walked backwards, which pySHACL does in an order of its own")
            return paths.Inverse(path)
        if kind == "alternativePath":
            return paths.Alternative(tuple(self.path(part) for part in self.items(inner)))
        if kind not in ("zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"):
            raise NotCoveredError("a path is not well-formed")
        path = self.path(inner)
        many = kind != "zeroOrOnePath"
        if many and paths.IN_GRAPH in paths.properties(path):
            raise NotCoveredError("sj:inGraph is repeated in a path")
        return paths.Repeated(path, zero=kind != "oneOrMorePath", many=many)


def shape_graph(shapes: File | rdflib.Graph | None) -> ShapeGraph:
    """The shapes of a file, of a graph of rdflib, or those that are shipped.

    Raises:
        BadInput: If the file is not Turtle.
        OSError: If it cannot be read.
    """
    if shapes is None or isinstance(shapes, File):
        return _of_file(shapes or SHAPES)
    triples = ((from_rdflib(s), from_rdflib(p), from_rdflib(o)) for s, p, o in shapes)
    return ShapeGraph((Quad(s, p, o) for s, p, o in triples), "shapes")  # type: ignore[arg-type]  # as rdflib has them


@cache
def _shipped(path: File) -> ShapeGraph:
    return _read(path)


def _of_file(path: File) -> ShapeGraph:
    return _shipped(path) if path == SHAPES else _read(path)


def _read(path: File) -> ShapeGraph:
    try:
        return ShapeGraph(parse(path=str(path), format=RdfFormat.TURTLE), str(path))
    except SyntaxError as error:
        where = f"{path}:{error.lineno}:{error.offset}" if error.lineno else str(path)
        raise BadInput(f"the shapes cannot be read: {error.msg}", where=where, advice="Repair the Turtle.") from None


def integer_of(term: Term | None) -> int | None:
    """The number of a literal of type ``xsd:integer``.

    Raises:
        NotCoveredError: If it is something else, or negative.
    """
    if term is None:
        return None
    if isinstance(term, Literal) and term.datatype.value == PREFIXES["xsd"] + "integer" and term.value.isdecimal():
        return int(term.value)
    raise NotCoveredError("a count is no number")


def boolean_of(term: Term | None) -> bool:
    """The truth of a literal of type ``xsd:boolean``; false when there is none.

    Raises:
        NotCoveredError: If it is something else.
    """
    if term is None:
        return False
    if (
        isinstance(term, Literal)
        and term.datatype.value == PREFIXES["xsd"] + "boolean"
        and term.value in ("true", "false")
    ):
        return term.value == "true"
    raise NotCoveredError("a switch is neither true nor false")
