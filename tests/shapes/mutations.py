"""Data that were spoiled, and shapes that nobody would write: what the compiled way and pySHACL must agree on."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from pyoxigraph import Literal, NamedNode, Quad

XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = """@prefix : <urn:x:> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."""  # noqa: E501 - one line, as in a file


def typed(text: str, name: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + name))


ODD = [
    typed("abc", "integer"),
    typed("1.50", "decimal"),
    typed("01", "integer"),
    typed("2015-02-30", "date"),
    typed("2020-01-01Z", "date"),
    typed("1", "boolean"),
    typed("1e3", "double"),
    typed("NaN", "double"),
    typed("-5", "decimal"),
    typed("150", "decimal"),
    typed("0", "integer"),
    typed("7", "int"),
    typed("2020", "gYear"),
    typed("2020-01-01T00:00:00.0", "dateTime"),
    typed("a", "anyURI"),
    typed("5.0", "decimal"),
    typed("5", "decimal"),
    typed("-0", "decimal"),
    Literal("x"),
    Literal(""),
    Literal("AB\n"),
    Literal("x", language="en"),
    Literal("x", language="en-gb"),
]
"""Literals that stores, rdflib and pySHACL take differently."""


def spoiled(quads: Sequence[Quad], seed: int) -> list[Quad]:
    """The quads with one to six of them dropped, doubled, or mixed with others or with odd literals."""
    rng = random.Random(seed)  # noqa: S311 - chosen to be repeated, not to be secret
    data = list(quads)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(data))
        quad, other = data[at], rng.choice(data)
        alike = rng.choice([each for each in data if each.predicate == quad.predicate])
        subject, predicate, value, graph = quad.subject, quad.predicate, quad.object, quad.graph_name
        change = rng.randrange(9)
        if change == 0:
            del data[at]
        elif change == 1:
            data.append(Quad(subject, predicate, other.object, graph))
        elif change == 2:
            data.append(Quad(subject, predicate, rng.choice(ODD), graph))
        else:
            data[at] = [
                Quad(subject, predicate, other.object, graph),
                Quad(subject, other.predicate, value, graph),
                Quad(other.subject, predicate, value, graph),
                Quad(subject, predicate, rng.choice(ODD), graph),
                Quad(subject, predicate, value, other.graph_name),
                Quad(subject, predicate, alike.object, graph),
            ][change - 3]
    return data


class Inventor:
    """Makes up shapes and data over a few names."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - as above

    def data(self) -> str:
        """Some triples in Turtle, with classes and a class below another."""
        rng = self.rng
        nodes = [f":n{number}" for number in range(6)]
        lines = [
            f"{rng.choice(nodes)} :{rng.choice('pqr')} {rng.choice([*nodes, self.literal()])} ." for _ in range(18)
        ]
        lines += [f"{node} a :{rng.choice('CDE')} ." for node in nodes]
        return "\n".join([PREFIXES, ":D rdfs:subClassOf :C .", *lines])

    def literal(self) -> str:
        """A literal that is not rewritten by anybody."""
        return self.rng.choice(
            ["1", "2", "3", "2.5", '"a"', '"b"', '"ab"@en', '"c"@de', "true", '"2020-01-01"^^xsd:date', '"a"@en']
        )

    def shapes(self) -> str:
        """Three shapes with names and messages."""
        rng = self.rng
        targets = ["sh:targetClass :C", "sh:targetClass :E", "sh:targetSubjectsOf :p", "sh:targetObjectsOf :q"]
        lines = [
            f':S{number} {rng.choice(targets)} ; sh:message "It is broken. Mend it." ; {self.shape(2)} .'
            for number in range(3)
        ]
        return "\n".join([PREFIXES, *lines])

    def shape(self, depth: int) -> str:
        """What a shape says: with a path or without one."""
        return self.on_values(depth) if self.rng.random() < 0.65 else self.on_node(depth)

    def on_values(self, depth: int) -> str:
        """A shape with a path."""
        rng = self.rng
        rules: list[Callable[[], str]] = [
            lambda: f"sh:minCount {rng.randint(0, 3)}",
            lambda: f"sh:maxCount {rng.randint(0, 3)}",
            lambda: "sh:uniqueLang true",
            lambda: f"sh:lessThan :{rng.choice('pqr')}",
            lambda: f"sh:lessThanOrEquals :{rng.choice('pqr')}",
            lambda: f"sh:qualifiedValueShape [ {self.shape(depth - 1)} ] ; sh:qualifiedMinCount {rng.randint(1, 2)}",
            lambda: f"sh:qualifiedValueShape [ {self.shape(depth - 1)} ] ; sh:qualifiedMaxCount {rng.randint(0, 2)}",
        ]
        chosen = rng.choice(rules)() if rng.random() < 0.5 else self.rule(depth)
        return f"sh:path {self.path(2)} ; {chosen}"

    def on_node(self, depth: int) -> str:
        """A shape without a path."""
        return self.rule(depth)

    def rule(self, depth: int) -> str:
        """A rule that may stand on either."""
        rng = self.rng
        flat: list[Callable[[], str]] = [
            lambda: f"sh:class :{rng.choice('CDE')}",
            lambda: f"sh:datatype xsd:{rng.choice(['integer', 'decimal', 'string', 'date', 'boolean'])}",
            lambda: "sh:datatype rdf:langString",
            lambda: f"sh:nodeKind sh:{rng.choice(['IRI', 'Literal', 'BlankNodeOrIRI', 'IRIOrLiteral'])}",
            lambda: (
                f"sh:{rng.choice(['min', 'max'])}{rng.choice(['In', 'Ex'])}clusive {rng.choice(['1', '2.0', '2.5'])}"
            ),
            lambda: f"sh:{rng.choice(['min', 'max'])}Length {rng.randint(0, 3)}",
            lambda: f'sh:pattern "{rng.choice(["^a", "n[0-3]$", "b", "^.$"])}"',
            lambda: f'sh:languageIn ( "{rng.choice(["en", "de"])}" )',
            lambda: f"sh:hasValue {rng.choice([':n1', ':n2', self.literal()])}",
            lambda: f"sh:in ( :n1 :n2 :n3 {self.literal()} {self.literal()} )",
            lambda: f"sh:equals :{rng.choice('pqr')}",
            lambda: f"sh:disjoint :{rng.choice('pqr')}",
            lambda: "sh:closed true ; sh:ignoredProperties ( rdf:type :p )",
        ]
        deep: list[Callable[[], str]] = [
            lambda: f"sh:not [ {self.shape(depth - 1)} ]",
            lambda: f"sh:node [ {self.on_node(depth - 1)} ]",
            lambda: f"sh:property [ {self.on_values(depth - 1)} ]",
            lambda: (
                f"sh:{rng.choice(['or', 'and', 'xone'])} ( [ {self.shape(depth - 1)} ] [ {self.shape(depth - 1)} ] )"
            ),
        ]
        return rng.choice(flat + deep * 3 if depth > 0 else flat)()

    def path(self, depth: int) -> str:
        """Any path of SHACL."""
        rng = self.rng
        kind = rng.randrange(9) if depth else 0
        if kind < 4:
            return f":{rng.choice('pqr')}"
        inner = self.path(depth - 1)
        return [
            f"[ sh:inversePath {inner} ]",
            f"( {inner} {self.path(depth - 1)} )",
            f"[ sh:alternativePath ( {inner} {self.path(depth - 1)} ) ]",
            f"[ sh:zeroOrOnePath {inner} ]",
            f"[ sh:{rng.choice(['zero', 'one'])}OrMorePath {inner} ]",
        ][kind - 4]
