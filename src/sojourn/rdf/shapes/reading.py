"""Shapes as a graph says them become shapes as they are checked; what is not covered says why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from sojourn.rdf.shapes.graph import RDF, RDFS, SH, NotCoveredError, ShapeGraph, boolean_of, integer_of
from sojourn.rdf.shapes.literals import Node, Term
from sojourn.rdf.shapes.paths import RDF_TYPE, Path, walkable
from sojourn.rdf.shapes.values import OrderRule, ValueRule, constant, value_rules
from sojourn.vocabulary import PREFIXES

_DEEPEST = 6
_TARGETS = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
_KNOWN = frozenset(
    {
        *("path", "severity", "message", "name", "description", "order", "group", "deactivated", "defaultValue"),
        *_TARGETS,
        *("class", "datatype", "nodeKind", "minCount", "maxCount", "minLength", "maxLength", "pattern", "flags"),
        *("minExclusive", "minInclusive", "maxExclusive", "maxInclusive", "languageIn", "uniqueLang", "hasValue", "in"),
        *("equals", "disjoint", "lessThan", "lessThanOrEquals", "closed", "ignoredProperties", "sparql", "prefixes"),
        *("not", "and", "or", "xone", "node", "property", "qualifiedValueShape", "qualifiedValueShapesDisjoint"),
        *("qualifiedMinCount", "qualifiedMaxCount"),
    }
)
_LONE = ("minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedValueShape")
_ASKS = re.compile(r"\s*SELECT\s+(?:DISTINCT\s+)?[$?]this\s+WHERE\b", re.IGNORECASE)
_REFUSED = re.compile(
    r"\b(?:SELECT|GROUP|HAVING|ORDER|LIMIT|OFFSET|VALUES|MINUS|SERVICE|GRAPH|OPTIONAL|EXISTS|BIND|FROM)\b"
    r"|[$?](?:PATH|shapesGraph|currentShape|value|failure)\b|[$?]\w+\s+[$?]\w+\s|inGraph"
    r"|FILTER[^{}]*[$?]this\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Query:
    """A query of a shape.

    Attributes:
        text: SPARQL that selects ``?this``.
        words: Every word in it, to tell which properties it may look at.
    """

    text: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Qualified:
    """How many values must conform to a shape, not counting those that conform to a sibling of it."""

    shape: Shape
    siblings: tuple[Shape, ...]
    least: int | None
    most: int | None


@dataclass(slots=True, eq=False, kw_only=True)
class Shape:
    """A shape, with everything it asks; two are the same only if they are one object.

    Attributes:
        path: Where its values are; ``None`` when the node itself is its value.
        name: IRI of the nearest shape above it that has one.
        message: What that one says when it is broken.
        error: Whether it is of severity ``sh:Violation``.
        off: Whether it is deactivated.
    """

    node: Node
    path: Path | None = None
    name: str = ""
    message: str = ""
    error: bool = True
    off: bool = False
    values: list[ValueRule] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    has: list[Term] = field(default_factory=list)
    least: int = 0
    most: int | None = None
    one_per_language: bool = False
    equals: list[str] = field(default_factory=list)
    disjoint: list[str] = field(default_factory=list)
    orders: list[OrderRule] = field(default_factory=list)
    either: list[list[Shape]] = field(default_factory=list)
    every: list[list[Shape]] = field(default_factory=list)
    just_one: list[list[Shape]] = field(default_factory=list)
    never: list[Shape] = field(default_factory=list)
    nodes: list[Shape] = field(default_factory=list)
    properties: list[Shape] = field(default_factory=list)
    qualified: list[Qualified] = field(default_factory=list)
    allowed: frozenset[str] | None = None
    queries: list[Query] = field(default_factory=list)

    def parts(self) -> Iterable[Shape]:
        """The shapes of which it is made."""
        for group in (*self.either, *self.every, *self.just_one):
            yield from group
        yield from (*self.never, *self.nodes, *self.properties)
        for qualified in self.qualified:
            yield qualified.shape
            yield from qualified.siblings


@dataclass(frozen=True, slots=True)
class Targets:
    """On what a shape is tried: nodes, members of classes, and the ends of properties."""

    nodes: tuple[Term, ...]
    classes: tuple[str, ...]
    subjects_of: tuple[str, ...]
    objects_of: tuple[str, ...]


def targets_of(graph: ShapeGraph) -> dict[Node, Targets]:
    """Every shape that names its targets, in the order of the graph."""
    classes = {RDFS + "Class"} | {
        node.value
        for node in graph.subjects()
        if isinstance(node, NamedNode) and NamedNode(RDFS + "Class") in graph.values(node, RDFS + "subClassOf")
    }
    found: dict[Node, Targets] = {}
    for node in graph.subjects():
        said = graph.said(node)
        targets = {name: said.get(SH + name, []) for name in _TARGETS}
        own = [kind.value for kind in said.get(RDF_TYPE, []) if isinstance(kind, NamedNode)]
        implied = [node.value] if isinstance(node, NamedNode) and classes & set(own) and _is_shape(said) else []
        if not isinstance(node, Literal) and (implied or any(targets.values())):
            found[node] = Targets(
                tuple(targets["targetNode"]),
                (*_iris(targets["targetClass"]), *implied),
                _iris(targets["targetSubjectsOf"]),
                _iris(targets["targetObjectsOf"]),
            )
    return found


def _iris(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(term.value for term in terms if isinstance(term, NamedNode))


def _is_shape(said: dict[str, list[Term]]) -> bool:
    kinds = {NamedNode(SH + "NodeShape"), NamedNode(SH + "PropertyShape")}
    return bool(kinds & set(said.get(RDF_TYPE, []))) or SH + "property" in said or SH + "node" in said


def broken_graph(graph: ShapeGraph) -> bool:
    """Whether a shape of the graph is so badly formed that the whole graph is refused."""
    for node in graph.subjects():
        kinds = graph.values(node, RDF_TYPE)
        paths = len(graph.values(node, SH + "path"))
        is_node, is_property = (NamedNode(SH + name) in kinds for name in ("NodeShape", "PropertyShape"))
        if (is_node and paths) or (is_property and paths != 1) or (is_node and is_property) or paths > 1:
            return True
    return False


class Reader:
    """Reads shapes of one graph."""

    def __init__(self, graph: ShapeGraph) -> None:
        self.graph = graph
        self.custom = {
            value.value
            for node in graph.subjects()
            if not str(node).startswith(f"<{SH}")
            for parameter in graph.values(node, SH + "parameter")
            for value in graph.values(parameter, SH + "path")
            if isinstance(value, NamedNode)
        }

    def read(self, node: Term, above: tuple[Term, ...] = (), *, reported: bool = True) -> Shape:
        """One shape.

        Args:
            node: Its node.
            above: The shapes in which it stands.
            reported: Whether it can be named in a finding, and so needs words.

        Raises:
            NotCoveredError: If it says something that is not compiled.
        """
        if node in above:
            raise NotCoveredError("a shape refers to itself")
        if len(above) > _DEEPEST:
            raise NotCoveredError(f"shapes stand in each other more than {_DEEPEST} deep")
        if isinstance(node, Literal):
            raise NotCoveredError("a text stands for a shape")
        graph = self.graph
        for predicate in graph.said(node):
            if (predicate.startswith(SH) and predicate.removeprefix(SH) not in _KNOWN) or predicate in self.custom:
                raise NotCoveredError(f"{predicate} is not compiled")
        path = graph.one(node, SH + "path")
        severity = graph.one(node, SH + "severity")
        shape = Shape(
            node=node,
            path=None if path is None else walkable(graph.path(path)),
            error=severity is None or severity == NamedNode(SH + "Violation"),
            off=boolean_of(graph.one(node, SH + "deactivated")),
            values=value_rules(graph, node),
        )
        if path is None and any(graph.values(node, SH + name) for name in _LONE):
            raise NotCoveredError("a rule that needs a path stands on a shape without one")
        if reported:
            shape.name, shape.message = self._words(node)
        self._simple(shape)
        self._nested(shape, (*above, node), reported=reported)
        return shape

    def _words(self, node: Node) -> tuple[str, str]:
        """The name and the message of the nearest shape with a name."""
        owner = node
        seen = {owner}
        while not isinstance(owner, NamedNode):
            parents = self.graph.parents(owner)
            if len(parents) > 1 or seen & set(parents):
                raise NotCoveredError("a shape without a name stands in several others")
            if not parents:
                break
            owner = parents[0]
            seen.add(owner)
        messages = self.graph.values(owner, SH + "message")
        if len(messages) != 1 or not isinstance(messages[0], Literal) or not messages[0].value:
            raise NotCoveredError("it has no sh:message, or several")
        return (owner.value if isinstance(owner, NamedNode) else ""), messages[0].value

    def _simple(self, shape: Shape) -> None:
        graph, node = self.graph, shape.node
        shape.classes = self._names(node, "class")
        shape.has = [constant(term) for term in graph.values(node, SH + "hasValue")]
        shape.least = integer_of(graph.one(node, SH + "minCount")) or 0
        shape.most = integer_of(graph.one(node, SH + "maxCount"))
        shape.one_per_language = boolean_of(graph.one(node, SH + "uniqueLang"))
        shape.equals = self._names(node, "equals")
        shape.disjoint = self._names(node, "disjoint")
        shape.orders = [OrderRule(iri, strict=True) for iri in self._names(node, "lessThan")]
        shape.orders += [OrderRule(iri, strict=False) for iri in self._names(node, "lessThanOrEquals")]
        shape.queries = [query for term in graph.values(node, SH + "sparql") if (query := self._query(term))]
        if boolean_of(graph.one(node, SH + "closed")):
            lists = graph.values(node, SH + "ignoredProperties")
            ignored = {item for listed in lists for item in graph.items(listed)}
            ways = {way for part in graph.values(node, SH + "property") for way in graph.values(part, SH + "path")}
            shape.allowed = frozenset(_iris({*ignored, *ways}))
        elif graph.values(node, SH + "ignoredProperties"):
            raise NotCoveredError("sh:ignoredProperties stands without sh:closed")

    def _names(self, node: Node, name: str) -> list[str]:
        values = self.graph.values(node, SH + name)
        names = list(_iris(values))
        if len(names) != len(values):
            raise NotCoveredError(f"sh:{name} is no IRI")
        return names

    def _nested(self, shape: Shape, above: tuple[Term, ...], *, reported: bool) -> None:
        graph, node = self.graph, shape.node

        def shapes(terms: Iterable[Term], *, named: bool = False) -> list[Shape]:
            return [self.read(term, above, reported=named) for term in terms]

        def groups(name: str) -> list[list[Shape]]:
            return [shapes(dict.fromkeys(graph.items(listed))) for listed in graph.values(node, SH + name)]

        shape.either, shape.every = groups("or"), groups("and")
        shape.just_one = [shapes(graph.items(listed)) for listed in graph.values(node, SH + "xone")]
        shape.never = shapes(graph.values(node, SH + "not"))
        shape.nodes = shapes(graph.values(node, SH + "node"), named=reported)
        shape.properties = shapes(graph.values(node, SH + "property"), named=reported)
        if any(part.path is not None for part in shape.nodes) or any(part.path is None for part in shape.properties):
            raise NotCoveredError("sh:property names a shape without a path, or sh:node one with a path")
        least = integer_of(graph.one(node, SH + "qualifiedMinCount"))
        most = integer_of(graph.one(node, SH + "qualifiedMaxCount"))
        for term in graph.values(node, SH + "qualifiedValueShape"):
            if least is None and most is None:
                raise NotCoveredError("sh:qualifiedValueShape has no count")
            siblings = shapes(self._siblings(node, term))
            shape.qualified.append(Qualified(shapes([term])[0], tuple(siblings), least, most))

    def _siblings(self, node: Node, term: Term) -> list[Term]:
        graph = self.graph
        if not boolean_of(graph.one(node, SH + "qualifiedValueShapesDisjoint")):
            return []
        parents = [parent for parent in graph.parents(node) if node in graph.values(parent, SH + "property")]
        others = [part for parent in parents for part in graph.values(parent, SH + "property")]
        found = [shape for part in others for shape in graph.values(part, SH + "qualifiedValueShape")]
        return [shape for shape in dict.fromkeys(found) if shape != term]

    def _query(self, term: Term) -> Query | None:
        graph = self.graph
        if boolean_of(graph.one(term, SH + "deactivated")):
            return None
        select = graph.one(term, SH + "select")
        if not isinstance(select, Literal) or select.datatype.value != PREFIXES["xsd"] + "string":
            raise NotCoveredError("sh:sparql has no sh:select")
        asked = _ASKS.match(select.value)
        if not asked or _REFUSED.search(select.value, asked.end()):
            raise NotCoveredError("the query of sh:sparql is more than one pattern on $this")
        prefixes = {"rdf": RDF, "rdfs": RDFS, "owl": PREFIXES["owl"]}
        for ontology in graph.values(term, SH + "prefixes"):
            if NamedNode(PREFIXES["owl"] + "Ontology") not in graph.values(ontology, RDF_TYPE):
                raise NotCoveredError("sh:prefixes names no ontology")
            for declared in graph.values(ontology, SH + "declare"):
                prefix, space = graph.one(declared, SH + "prefix"), graph.one(declared, SH + "namespace")
                if isinstance(prefix, Literal) and isinstance(space, Literal):
                    prefixes[prefix.value] = space.value
        head = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in prefixes.items())
        return Query(head + select.value, frozenset(re.findall(r"[\w-]+", select.value)))
