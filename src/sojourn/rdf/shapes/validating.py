"""The ways in: quads, a data set, or a store that is there already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import DefaultGraph, NamedNode, Quad

from sojourn.rdf.shapes.checking import Checker
from sojourn.rdf.shapes.facts import Facts, dataset_quads, in_one_graph
from sojourn.rdf.shapes.fallback import cut_out, found_by_pyshacl
from sojourn.rdf.shapes.graph import NotCoveredError, ShapeGraph, shape_graph
from sojourn.rdf.shapes.literals import Node, told
from sojourn.rdf.shapes.paths import IN_GRAPH, Step, pattern
from sojourn.rdf.shapes.problems import Finding, ShapeProblem, in_words
from sojourn.rdf.shapes.reading import Reader, Shape, Targets, broken_graph, targets_of

if TYPE_CHECKING:
    import rdflib


class Asked(Protocol):
    """A store that answers queries over the union of its graphs, as ``Store`` does."""

    def query(self, text: str) -> object:
        """Answers a query."""


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
    graph = shape_graph(shapes)
    store, awkward = in_one_graph(_quads(data))
    return _problems(Facts(store.query, awkward), graph)


def validate_store(store: Asked, shapes: Path | rdflib.Graph | None = None) -> list[ShapeProblem]:
    """Checks a store against shapes where it is, without a copy.

    Args:
        store: A store whose default graph is the union of its named graphs.
        shapes: A file or graph of shapes; the shipped shapes when ``None``.

    Returns:
        What :func:`validate` finds in the quads of the store.

    Raises:
        BadInput: If the shapes cannot be applied.
        OSError: If the file of shapes cannot be read.
    """
    return _problems(Facts(store.query, set()), shape_graph(shapes))


def by_pyshacl(data: Iterable[Quad] | rdflib.Dataset, shapes: Path | rdflib.Graph | None = None) -> list[ShapeProblem]:
    """What pySHACL finds alone, in the same words: slow, and what :func:`validate` is held to.

    Args:
        data: Quads, or a data set of rdflib.
        shapes: A file or graph of shapes; the shipped shapes when ``None``.

    Raises:
        BadInput: If the shapes cannot be applied, or the data hold triples about triples.
        OSError: If the file of shapes cannot be read.
    """
    graph = shape_graph(shapes)
    store, awkward = in_one_graph(_quads(data))
    facts = Facts(store.query, awkward)
    return in_words(found_by_pyshacl(_triples(facts), graph), facts.identifier)


def not_compiled(shapes: Path | rdflib.Graph | None = None) -> dict[str, str]:
    """The shapes that are left to pySHACL, each with the reason.

    Raises:
        BadInput: If the shapes cannot be read.
        OSError: If the file of shapes cannot be read.
    """
    _, left = _read(shape_graph(shapes))
    return {node.value: reason for node, reason in left.items()}


def _quads(data: Iterable[Quad] | rdflib.Dataset) -> Iterable[Quad]:
    return dataset_quads(data) if hasattr(data, "default_graph") else data  # type: ignore[arg-type]  # no rdflib import


def _read(graph: ShapeGraph) -> tuple[dict[Node, tuple[Shape, Targets]], dict[Node, str]]:
    """The shapes with targets that are compiled, and the reasons for those that are not."""
    targets = targets_of(graph)
    if broken_graph(graph):
        return {}, dict.fromkeys(targets, "a shape of the graph is not well-formed")
    reader = Reader(graph)
    compiled: dict[Node, tuple[Shape, Targets]] = {}
    left: dict[Node, str] = {}
    for node, target in targets.items():
        try:
            compiled[node] = (reader.read(node), target)
        except NotCoveredError as reason:
            left[node] = str(reason)
    return compiled, left


def _problems(facts: Facts, graph: ShapeGraph) -> list[ShapeProblem]:
    compiled, left = _read(graph)
    awkward = {iri.rpartition("#")[2].rpartition("/")[2] for iri in facts.awkward}
    for node, (shape, _) in list(compiled.items()):
        if any(query.words & awkward for part in _all(shape) for query in part.queries):
            left[node] = "its query looks at literals that a store rewrites"
            del compiled[node]
    return in_words(_findings(facts, graph, compiled, left), facts.identifier)


def _all(shape: Shape) -> Iterator[Shape]:
    yield shape
    for part in shape.parts():
        yield from _all(part)


def _findings(
    facts: Facts, graph: ShapeGraph, compiled: dict[Node, tuple[Shape, Targets]], left: dict[Node, str]
) -> Iterator[Finding]:
    checker = Checker(facts)
    for shape, targets in compiled.values():
        for found, nodes in checker.results(shape, checker.focus(targets), checker.scope(targets)):
            for _, term in facts.terms(nodes):
                yield Finding(found.name, facts.name(term), found.message, found.error)
    if left or not compiled:
        yield from found_by_pyshacl(_triples(facts), cut_out(graph, left))


def _triples(facts: Facts) -> Iterator[Quad]:
    """Everything as it was said, in one graph."""
    default = DefaultGraph()
    for subject, predicate, value in facts.rows("DISTINCT ?s ?p ?o", "?s ?p ?o"):
        yield Quad(subject, predicate, told(value), default)  # type: ignore[arg-type]  # as the store has them
    for this, name in facts.rows("?s ?o", pattern(Step(IN_GRAPH), "?s", "?o")):
        yield Quad(this, NamedNode(IN_GRAPH), name, default)  # type: ignore[arg-type]  # as the store has them
