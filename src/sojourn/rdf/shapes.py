"""The rules of the field, checked: which statements break a shape of ``ontology/shapes.ttl``, and what to do about it.

Meant for studies of some hundred claims: the 118 that are shipped, with all countries, take pySHACL three seconds of
processor time. A large store wants another way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from sojourn.errors import BadInput, Problem
from sojourn.shipped import ONTOLOGY
from sojourn.vocabulary import SJ, shorten

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

SHAPES = ONTOLOGY / "shapes.ttl"
"""The shapes that travel with the package."""

_SH = "http://www.w3.org/ns/shacl#"
_HOLDERS = (SJ + "Assertion", SJ + "DerivedAssertion")


class ShapeProblem(Problem):
    """A statement or entity that breaks a rule.

    Attributes:
        shape: Name of the shape, the last segment of its IRI (``MoreThanShape``).
        node: IRI of the node that breaks it.
    """

    __slots__ = ("node", "shape")

    def __init__(self, where: str, what: str, advice: str, *, level: str, shape: str, node: str) -> None:
        super().__init__(where, f"{what} [{shape}]", advice, level=level)
        self.shape = shape
        self.node = node


def validate(data: Iterable[Quad] | rdflib.Dataset, shapes: Path | rdflib.Graph | None = None) -> list[ShapeProblem]:
    """Checks quads against shapes.

    Named graphs are merged for the check; before that each statement is told, in ``sj:inGraph``, which one it is in.

    Args:
        data: Quads, or a data set of rdflib.
        shapes: A file or graph of shapes; the shipped shapes when ``None``.

    Returns:
        One problem per node and shape, in the order of their names; the level of each is ``error`` or ``warning``.

    Raises:
        BadInput: If the shapes cannot be applied, or the data hold triples about triples.
        OSError: If the file of shapes cannot be read.
    """
    import pyshacl
    from pyparsing import ParseException
    from rdflib import Graph

    graph = _merged(data)
    rules = shapes if isinstance(shapes, Graph) else _shapes(shapes or SHAPES)
    try:
        _, report, _ = pyshacl.validate(graph, shacl_graph=rules, inference="none", inplace=True)
    except (pyshacl.errors.ReportableRuntimeError, ParseException) as error:
        raise BadInput(
            f"the shapes cannot be applied: {str(error).splitlines()[0]}",
            where="shapes" if isinstance(shapes, Graph) else str(shapes or SHAPES),
            advice="Repair the shapes; those that travel with sojourn are in ontology/shapes.ttl.",
        ) from None
    return _problems(report, graph, rules)


@cache
def _shapes(path: Path) -> rdflib.Graph:
    from rdflib import Graph

    return Graph().parse(path, format="turtle")


def _merged(data: Iterable[Quad] | rdflib.Dataset) -> rdflib.Graph:
    """All the triples in one graph, each statement with the named graph that it stands in."""
    from rdflib import RDF, Dataset, Graph, URIRef

    holders = {URIRef(iri) for iri in _HOLDERS}
    in_graph = URIRef(SJ + "inGraph")
    merged = Graph()
    for subject, predicate, value, name in data.quads() if isinstance(data, Dataset) else map(_terms, data):
        merged.add((subject, predicate, value))
        if (
            predicate == RDF.type
            and value in holders
            and isinstance(name, URIRef)
            and not name.startswith("urn:x-rdflib")
        ):
            merged.add((subject, in_graph, name))
    return merged


def _terms(quad: Quad) -> tuple[Node, Node, Node, Node | None]:
    from rdflib import URIRef

    name = URIRef(quad.graph_name.value) if isinstance(quad.graph_name, NamedNode) else None
    return _term(quad.subject), _term(quad.predicate), _term(quad.object), name


def _term(term: object) -> Node:
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
    raise BadInput(
        "a triple stands where a name or a text should",
        where=str(term),
        advice="Say it in plain RDF 1.1: rdflib and pySHACL do not read triples about triples.",
    )


def _problems(report: rdflib.Graph, data: rdflib.Graph, shapes: rdflib.Graph) -> list[ShapeProblem]:
    from rdflib import RDF, Namespace, URIRef

    sh = Namespace(_SH)
    names = _names(data)
    found: dict[tuple[str, str], ShapeProblem] = {}
    for result in report.subjects(RDF.type, sh.ValidationResult):
        shape = _named(report.value(result, sh.sourceShape), shapes)
        node = str(report.value(result, sh.focusNode))
        message = str(shapes.value(shape, sh.message) or report.value(result, sh.resultMessage) or "a rule is broken")
        what, _, advice = message.partition(". ")
        error = report.value(result, sh.resultSeverity) == sh.Violation
        name = str(shape).removeprefix(SJ) if isinstance(shape, URIRef) else "unnamed shape"
        found[name, node] = ShapeProblem(
            _where(node, names),
            what.rstrip("."),
            advice,
            level="error" if error else "warning",
            shape=name,
            node=node,
        )
    return sorted(found.values(), key=lambda problem: (problem.where, problem.shape, problem.node))


def _names(data: rdflib.Graph) -> Mapping[str, str]:
    """The identifiers of all statements, by IRI."""
    from rdflib import DCTERMS

    return {str(node): str(value) for node, value in data.subject_objects(DCTERMS.identifier)}


def _where(node: str, names: Mapping[str, str]) -> str:
    """The id of the statement to which a node belongs, or the short form of its IRI."""
    return names.get(node) or names.get(node.partition("#")[0]) or shorten(node)


def _named(shape: Node | None, shapes: rdflib.Graph) -> Node | None:
    """The shape with a name that a nested shape without one belongs to."""
    from rdflib import URIRef

    while shape is not None and not isinstance(shape, URIRef):
        above = next((node for node in shapes.subjects(None, shape)), None)
        if above is None:
            return shape
        shape = above
    return shape
