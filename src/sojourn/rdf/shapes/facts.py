"""What the data say, in sets of numbered nodes: each set is one integer with a bit for every member."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from sojourn.rdf.shapes.graph import RDFS
from sojourn.rdf.shapes.literals import Term, stored, to_rdflib
from sojourn.rdf.shapes.paths import HOLDERS, IN_GRAPH, RDF_TYPE, Path, moving, pattern
from sojourn.vocabulary import PREFIXES

if TYPE_CHECKING:
    import rdflib

Nodes = int
"""A set of nodes, by their numbers."""
Ask = Callable[[str], object]

_FEW = 50
LINK = 40
"""How far the number of a node is shifted to make room for that of a value."""

_BITS = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))
_TYPE = NamedNode(RDF_TYPE)
_IN_GRAPH = NamedNode(IN_GRAPH)
_HOLDERS = frozenset(NamedNode(iri) for iri in HOLDERS)
_IDENTIFIER = PREFIXES["dcterms"] + "identifier"


def in_one_graph(quads: Iterable[Quad]) -> tuple[Store, set[str]]:
    """A store in memory with all the triples in one graph, each statement told in which one it was.

    Returns:
        The store, and the properties that have a value which had to be kept from being rewritten.
    """
    awkward: set[str] = set()
    default = DefaultGraph()

    def triples() -> Iterator[Quad]:
        for quad in quads:
            value = stored(quad.object)
            if value is not quad.object and value != quad.object:
                awkward.add(quad.predicate.value)
            yield Quad(stored(quad.subject), quad.predicate, value, default)  # type: ignore[arg-type]  # a node stays one
            if quad.predicate == _TYPE and value in _HOLDERS and isinstance(quad.graph_name, NamedNode):
                yield Quad(quad.subject, _IN_GRAPH, quad.graph_name, default)

    store = Store()
    store.bulk_extend(triples())
    return store, awkward


class Facts:
    """A store, asked for sets.

    Args:
        ask: Answers a query; the default graph must hold everything.
        awkward: Properties with values that SPARQL cannot reckon with, because they are kept from being rewritten.
    """

    def __init__(self, ask: Ask, awkward: set[str]) -> None:
        self._ask = ask
        self.awkward = awkward
        self._numbers: dict[Term, int] = {}
        self._terms: list[Term] = []
        self._cache: dict[object, object] = {}

    def number(self, term: Term) -> int:
        """The number of a term, a new one when it has none."""
        number = self._numbers.setdefault(term, len(self._terms))
        if number == len(self._terms):
            self._terms.append(term)
        return number

    def term(self, number: int) -> Term:
        """The term of a number, as the store has it."""
        return self._terms[number]

    def terms(self, nodes: Nodes) -> Iterator[tuple[int, Term]]:
        """The members of a set with their numbers."""
        for at, byte in enumerate(nodes.to_bytes((nodes.bit_length() + 7) // 8, "little")):
            for bit in _BITS[byte]:
                yield at * 8 + bit, self._terms[at * 8 + bit]

    def few(self, nodes: Nodes) -> str:
        """A pattern that binds ``?this`` to the members of a small set; empty for a larger one."""
        if nodes.bit_count() > _FEW:
            return ""
        terms = [term for _, term in self.terms(nodes)]
        return f"VALUES ?this {{ {' '.join(map(str, terms))} }}" if not any(map(_is_blank, terms)) else ""

    def rows(self, variables: str, where: str) -> Iterator[tuple[Term, ...]]:
        """The answers of a pattern."""
        return self.solutions(f"SELECT {variables} WHERE {{ {where} }}")

    def solutions(self, text: str) -> Iterator[tuple[Term, ...]]:
        """The answers of a query."""
        rows: Iterable[Iterable[Term]] = self._ask(text)  # type: ignore[assignment]  # a SELECT is answered in rows
        return (tuple(row) for row in rows)

    def gathered(self, terms: Iterable[Term]) -> Nodes:
        """The set of some terms."""
        return as_set(self.number(term) for term in terms)

    def nodes(self, where: str) -> Nodes:
        """Every ``?this`` of a pattern; asked once."""
        key = ("nodes", where)
        if key not in self._cache:
            self._cache[key] = self.gathered(row[0] for row in self.rows("?this", where))
        return self._cache[key]  # type: ignore[return-value]  # stored under this key above

    def having(self, path: Path) -> Nodes:
        """Every node that has a value along a path that takes a step."""
        return self.nodes(pattern(path, "?this", "?v"))

    def values(self, path: Path) -> Nodes:
        """Every value along a path that takes a step, from anywhere."""
        return self.nodes(pattern(path, "?from", "?this"))

    def counts(self, path: Path) -> dict[int, int]:
        """How many values a node has along a path, for those that have several."""
        key = ("counts", path)
        if key not in self._cache:
            where = (
                f"{{ SELECT ?this (COUNT(DISTINCT ?v) AS ?many) WHERE {{ {pattern(path, '?this', '?v')} }} "
                "GROUP BY ?this HAVING (COUNT(DISTINCT ?v) > 1) }"
            )
            self._cache[key] = {self.number(row[0]): int(row[1].value) for row in self.rows("?this ?many", where)}
        return self._cache[key]  # type: ignore[return-value]  # stored under this key above

    def pairs(self, path: Path, scope: str = "") -> dict[int, list[int]]:
        """The values of each node along a path that takes a step."""
        key = ("pairs", path, scope)
        if key not in self._cache:
            found: dict[int, list[int]] = {}
            for this, value in self.rows("DISTINCT ?this ?v", f"{scope} {pattern(path, '?this', '?v')}"):
                found.setdefault(self.number(this), []).append(self.number(value))
            self._cache[key] = found
        return self._cache[key]  # type: ignore[return-value]  # stored under this key above

    def links(self, path: Path) -> set[int]:
        """Each node with each of its values along a path that takes a step, as one number: ``node << LINK | value``."""
        key = ("links", path)
        if key not in self._cache:
            rows = self.rows("?this ?v", pattern(path, "?this", "?v"))
            self._cache[key] = {self.number(this) << LINK | self.number(value) for this, value in rows}
        return self._cache[key]  # type: ignore[return-value]  # stored under this key above

    def walked(self, path: Path, nodes: Nodes) -> dict[int, set[int]]:
        """The values of each of some nodes along a path that may stay where it is."""
        core = moving(path)
        steps = self.pairs(core) if core else {}
        return {number: {number, *steps.get(number, ())} for number, _ in self.terms(nodes)}

    def classes(self, iri: str) -> tuple[str, ...]:
        """A class and all that the data call its subclasses."""
        key = ("classes", iri)
        if key not in self._cache:
            below = f"?this <{RDFS}subClassOf>+ <{iri}>"
            found = {row[0].value for row in self.rows("DISTINCT ?this", below) if isinstance(row[0], NamedNode)}
            self._cache[key] = (iri, *sorted(found - {iri}))
        return self._cache[key]  # type: ignore[return-value]  # stored under this key above

    def instances(self, iri: str) -> Nodes:
        """The members of a class and of its subclasses."""
        found = 0
        for name in self.classes(iri):
            found |= self.nodes(f"?this <{RDF_TYPE}> <{name}> .")
        return found

    def name(self, term: Term) -> str:
        """A term as text, as rdflib writes it."""
        return str(to_rdflib(term)) if isinstance(term, Literal) else term.value

    def identifier(self, node: str) -> str:
        """The id of a statement by its IRI; the first when there are several, empty when there is none."""
        try:
            iri = NamedNode(node)
        except ValueError:
            return ""
        found = self.rows("?v", f"{iri} <{_IDENTIFIER}> ?v")
        return min((self.name(row[0]) for row in found), default="")


def _is_blank(term: Term) -> bool:
    return isinstance(term, BlankNode)


def as_set(numbers: Iterable[int]) -> Nodes:
    """The set of some numbers."""
    listed = list(numbers)
    bits = bytearray(max(listed, default=0) // 8 + 1)
    for number in listed:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def dataset_quads(data: rdflib.Dataset) -> Iterator[Quad]:
    """The quads of a data set of rdflib."""
    from rdflib import URIRef

    from sojourn.rdf.shapes.literals import from_rdflib

    for subject, predicate, value, name in data.quads():
        named = isinstance(name, URIRef) and not name.startswith("urn:x-rdflib")
        graph = NamedNode(str(name)) if named else DefaultGraph()
        yield Quad(from_rdflib(subject), from_rdflib(predicate), from_rdflib(value), graph)  # type: ignore[arg-type]  # as rdflib has them
