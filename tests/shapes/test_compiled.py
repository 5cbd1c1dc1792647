"""The compiled shapes find what pySHACL finds: the same nodes, shapes, levels and words; and no more."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, SH, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from sojourn import shipped
from sojourn.errors import BadInput
from sojourn.rdf.files import from_file
from sojourn.rdf.shapes import ShapeProblem, by_pyshacl, not_compiled, validate, validate_store
from sojourn.rdf.shapes.literals import from_rdflib, stored, told
from sojourn.rdf.shapes.paths import Inverse, Repeated, Sequence, Step, can_stay, moving
from sojourn.rdf.shapes.paths import Path as Way
from sojourn.stores.embedded import EmbeddedStore
from tests.ontology.test_in_use import everything, vocabulary
from tests.shapes.mutations import ODD, PREFIXES, Inventor, spoiled
from tests.shapes.test_shapes import NAMES, alone, example

SOAK = bool(os.environ.get("SOJOURN_SOAK"))
SPOILED = 400 if SOAK else 6
INVENTED = 1_000 if SOAK else 40
Check = Callable[..., list[ShapeProblem]]


def rows(problems: list[ShapeProblem]) -> list[tuple[str, ...]]:
    return [(p.where, p.what, p.advice, p.level, p.shape, p.node) for p in problems]


def outcome(check: Check, *arguments: object) -> list[tuple[str, ...]] | str:
    """The findings, or that the shapes cannot be applied to these data."""
    try:
        return rows(check(*arguments))
    except BadInput as error:
        return error.what.partition(":")[0]


def test_every_shape_that_is_shipped_is_compiled() -> None:
    assert not_compiled() == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_compiled_shape_finds_in_its_examples_what_pyshacl_finds(name: str) -> None:
    rules = alone(name)
    assert not_compiled(rules) == {}
    for which, findings in (("good", 0), ("bad", 1)):
        found = rows(validate(example(name, which), rules))
        assert found == rows(by_pyshacl(example(name, which), rules))
        assert len(found) == findings


def test_all_shapes_find_in_all_bad_examples_what_pyshacl_finds() -> None:
    data = [quad for name in NAMES for quad in example(name, "bad")]
    found = rows(validate(data))
    assert found == rows(by_pyshacl(data))
    assert len({row[4] for row in found}) > 60, "what one example lacks another may have"


def test_both_ways_find_nothing_in_the_shipped_graph() -> None:
    quads = [*(quad for path in shipped.graph_files() for quad in from_file(path)), *vocabulary()]
    assert rows(validate(quads)) == rows(by_pyshacl(quads)) == []


@pytest.mark.parametrize("seed", range(SPOILED))
def test_both_ways_agree_on_data_that_were_spoiled(seed: int) -> None:
    data = spoiled(everything(), seed)
    assert outcome(validate, data) == outcome(by_pyshacl, data)


@pytest.mark.parametrize("seed", range(1_000, 1_000 + SPOILED // 3))
def test_a_store_is_checked_in_place_with_the_findings_of_its_quads(seed: int) -> None:
    store = EmbeddedStore.of(spoiled(everything(), seed))
    assert outcome(validate_store, store) == outcome(by_pyshacl, store.quads())


def test_both_ways_agree_on_shapes_that_nobody_would_write() -> None:
    findings = left = 0
    for seed in range(INVENTED):
        inventor = Inventor(seed)
        quads = list(ox.parse(inventor.data().encode(), format=ox.RdfFormat.TURTLE))
        rules = Graph().parse(data=inventor.shapes(), format="turtle")
        left += len(not_compiled(rules))
        found = outcome(validate, quads, rules)
        assert found == outcome(by_pyshacl, quads, rules), f"seed {seed}"
        findings += len(found)
    assert findings > INVENTED
    assert left < INVENTED / 5, "only sequences that are walked backwards"


LEFT = [
    ("sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ]", "it has no sh:message, or several"),
    (':T ; sh:property [ sh:path :p ; sh:node :S ]', "a shape refers to itself"),
    (':T ; sh:js [ ]', "http://www.w3.org/ns/shacl#js is not compiled"),
    (':T ; sh:in ( [] )', "a blank node stands for a value"),
    (':T ; sh:or ()', "a list is empty"),
    (':T ; sh:property [ sh:path [ sh:inversePath :p , :q ] ]', "a path is not well-formed"),
    (':T ; sh:sparql [ sh:select "SELECT $this WHERE { $this :p ?x OPTIONAL { ?x :q $this } }" ]',
     "the query of sh:sparql is more than one pattern on $this"),
    (':T ; sh:property [ sh:path :p ; sh:minCount 1 , 2 ]', "sh:minCount stands there twice"),
    (':T ; sh:property [ sh:path [ sh:inversePath ( :p :q ) ] ; sh:minCount 1 ]',
     "a sequence is walked backwards, which pySHACL does in an order of its own"),
    (':T ; sh:pattern "("', "sh:pattern is no regular expression"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "reason"), LEFT)
def test_what_is_not_compiled_says_why_and_is_left_to_pyshacl(body: str, reason: str) -> None:
    body = body.replace(":T ;", 'sh:targetClass :C ; sh:message "It is broken. Mend it." ;', 1)
    rules = Graph().parse(data=f"{PREFIXES} :S a sh:NodeShape ; {body} .", format="turtle")
    assert not_compiled(rules) == {"urn:x:S": reason}


def test_a_shape_left_to_pyshacl_is_found_beside_one_that_is_compiled() -> None:
    rules = Graph().parse(
        data=f"""{PREFIXES}
        :S sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ] .
        :R sh:targetClass :C ; sh:message "No q. Give one." ; sh:property [ sh:path :q ; sh:minCount 1 ] .""",
        format="turtle",
    )
    data = list(ox.parse(f"{PREFIXES} :n a :C .".encode(), format=ox.RdfFormat.TURTLE))
    assert list(not_compiled(rules)) == ["urn:x:S"]
    assert [(problem.shape, problem.what) for problem in validate(data, rules)] == [
        ("urn:x:R", "No q [urn:x:R]"),
        ("urn:x:S", "Less than 1 values on <urn:x:n>-><urn:x:p> [urn:x:S]"),
    ]


@pytest.mark.parametrize("literal", ODD, ids=str)
def test_a_literal_comes_back_from_the_store_as_rdflib_has_it(literal: ox.Literal) -> None:
    store = ox.Store()
    kept = stored(literal)
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), kept))
    (held,) = store
    assert held.object == kept
    again = told(held.object)
    as_rdflib = rdflib.Literal(literal.value, datatype=URIRef(literal.datatype.value))
    assert again == literal if literal.language else str(again.value) == str(as_rdflib)


P, Q = Step("urn:p"), Step("urn:q")


@pytest.mark.parametrize(
    ("path", "stays", "core"),
    [
        (P, False, P),
        (Repeated(P, zero=True, many=True), True, Repeated(P, zero=False, many=True)),
        (Repeated(P, zero=True, many=False), True, P),
        (Sequence((P, Inverse(Q))), False, Sequence((P, Inverse(Q)))),
        (Inverse(Repeated(P, zero=True, many=False)), True, Inverse(P)),
    ],
)
def test_a_path_is_parted_into_staying_and_moving(path: Way, stays: bool, core: Way) -> None:
    assert (can_stay(path), moving(path)) == (stays, core)


SUITE = Path(os.environ.get("SOJOURN_SHACL_SUITE", ""))
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")


def suite() -> Iterator[tuple[Graph, Node]]:
    """The tests of the W3C, each with the file that holds it."""
    for path in sorted(SUITE.rglob("*.ttl")):
        graph = Graph().parse(path, publicID=path.as_uri())
        yield from ((graph, test) for test in graph.subjects(RDF.type, SHT.Validate))


def part(address: Node | None) -> Graph:
    path = Path(str(address).removeprefix("file://"))
    graph = Graph().parse(path, publicID=path.as_uri())
    for kind in (SH.ValidationReport, SH.ValidationResult):
        for node in list(graph.subjects(RDF.type, kind)):
            graph.remove((node, None, None))
    return graph


def worded(graph: Graph) -> Graph:
    """The shapes with a message each, without which they would all be left to pySHACL."""
    given = Graph() + graph
    for node in set(graph.subjects()):
        own = [str(predicate) for predicate in graph.predicates(node) if str(predicate).startswith(str(SH))]
        if own and not any(name.endswith("Path") for name in own) and (node, SH.message, None) not in graph:
            given.add((node, SH.message, Literal("It is broken. Mend it.")))
    return given


@pytest.mark.skipif(not os.environ.get("SOJOURN_SHACL_SUITE"), reason="SOJOURN_SHACL_SUITE names no copy of the suite")
@pytest.mark.filterwarnings("ignore")
def test_both_ways_agree_on_the_suite_of_the_w3c() -> None:
    tried = compiled = 0
    for graph, test in suite():
        action = graph.value(test, MF.action)
        rules = worded(part(graph.value(action, SHT.shapesGraph)))
        triples = part(graph.value(action, SHT.dataGraph))
        data = [ox.Quad(*map(from_rdflib, triple)) for triple in triples]  # type: ignore[arg-type]  # three plain terms
        assert outcome(validate, data, rules) == outcome(by_pyshacl, data, rules), str(test)
        tried += 1
        compiled += not not_compiled(rules)
    assert tried == 98, "the suite of SHACL Core, folder tests/core"
    assert compiled >= 94
