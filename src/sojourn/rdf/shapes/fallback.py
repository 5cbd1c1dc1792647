"""pySHACL, for shapes that are not compiled, and as what the compiled ones are held to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from sojourn.errors import BadInput
from sojourn.rdf.shapes.graph import SH, ShapeGraph
from sojourn.rdf.shapes.literals import Node, to_rdflib, unanswered_comparisons
from sojourn.rdf.shapes.problems import Finding

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node as RdflibNode

_TARGETS = frozenset(SH + name for name in ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf"))


def cut_out(graph: ShapeGraph, nodes: Iterable[Node]) -> ShapeGraph:
    """The graph without the targets of any but some shapes; their parts and what is declared stay."""
    kept = set(nodes)
    return ShapeGraph(
        (triple for triple in graph.triples if triple.predicate.value not in _TARGETS or triple.subject in kept),
        graph.where,
    )


def found_by_pyshacl(triples: Iterable[Quad], graph: ShapeGraph) -> Iterator[Finding]:
    """What pySHACL finds.

    Args:
        triples: All the data in one graph.
        graph: The shapes.

    Raises:
        BadInput: If the shapes cannot be applied.
    """
    import pyshacl
    from pyparsing import ParseException
    from rdflib import RDF, Graph, Namespace

    data, shapes = Graph(), Graph()
    for target, source in ((data, triples), (shapes, graph.triples)):
        for triple in source:
            target.add((to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)))  # type: ignore[arg-type]  # stored triples are plain
    try:
        with unanswered_comparisons():
            _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    except (pyshacl.errors.ReportableRuntimeError, ParseException) as error:
        raise BadInput(
            f"the shapes cannot be applied: {str(error).splitlines()[0]}",
            where=graph.where,
            advice="Repair the shapes; those that travel with sojourn are in ontology/shapes.ttl.",
        ) from None
    sh = Namespace(SH)
    for result in report.subjects(RDF.type, sh.ValidationResult):
        shape = _named(report.value(result, sh.sourceShape), shapes)
        yield Finding(
            shape=str(shape) if _is_name(shape) else "",
            node=str(report.value(result, sh.focusNode)),
            message=str(
                shapes.value(shape, sh.message) or report.value(result, sh.resultMessage) or "a rule is broken"
            ),
            error=report.value(result, sh.resultSeverity) == sh.Violation,
        )


def _is_name(node: RdflibNode | None) -> bool:
    from rdflib import URIRef

    return isinstance(node, URIRef)


def _named(shape: RdflibNode | None, shapes: rdflib.Graph) -> RdflibNode | None:
    """The shape with a name that a nested shape without one belongs to."""
    while shape is not None and not _is_name(shape):
        above = next((node for node in shapes.subjects(None, shape)), None)
        if above is None:
            return shape
        shape = above
    return shape
