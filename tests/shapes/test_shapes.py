"""Every shape accepts its good example and finds exactly what is wrong with its bad one."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib
from rdflib import RDF, RDFS, SH, BNode, URIRef
from rdflib.term import Node

from sojourn.errors import BadInput
from sojourn.rdf.shapes import SHAPES, validate
from sojourn.vocabulary import DERIVED_GRAPH, SJ
from sojourn.vocabulary.terms import SCHEMES, TERMS

HERE = Path(__file__).parent
RULES = rdflib.Graph().parse(SHAPES)
NAMES = sorted(
    str(shape).removeprefix(SJ) for kind in (SH.NodeShape, SH.PropertyShape) for shape in RULES.subjects(RDF.type, kind)
)


def alone(name: str) -> rdflib.Graph:
    """The graph of one shape, with the prefixes that its queries need."""
    graph = rdflib.Graph()
    todo: list[Node] = [URIRef(SJ + name), URIRef("https://w3id.org/sojourn/ns/shapes")]
    while todo:
        node = todo.pop()
        for predicate, value in RULES.predicate_objects(node):
            graph.add((node, predicate, value))
            if isinstance(value, BNode):
                todo.append(value)
    return graph


def example(name: str, which: str) -> list[pyoxigraph.Quad]:
    return list(pyoxigraph.parse(path=str(HERE / name / f"{which}.ttl"), format=pyoxigraph.RdfFormat.TURTLE))


def message(name: str) -> str:
    return str(RULES.value(URIRef(SJ + name), SH.message))


def test_every_shape_has_a_good_and_a_bad_example_and_there_are_no_others() -> None:
    held = {
        folder.name: sorted(path.name for path in folder.glob("*.ttl")) for folder in HERE.iterdir() if folder.is_dir()
    }
    held.pop("__pycache__", None)
    assert held == {name: ["bad.ttl", "good.ttl"] for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_shape_accepts_its_good_example(name: str) -> None:
    assert [str(problem) for problem in validate(example(name, "good"), alone(name))] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_shape_finds_exactly_one_fault_in_its_bad_example_and_says_what_to_do(name: str) -> None:
    (problem,) = validate(example(name, "bad"), alone(name))
    what, _, advice = message(name).partition(". ")
    assert (problem.shape, problem.what, problem.advice) == (name, f"{what} [{name}]", advice)
    assert problem.level == ("warning" if (URIRef(SJ + name), SH.severity, SH.Warning) in RULES else "error")


@pytest.mark.parametrize("name", NAMES)
def test_all_shapes_together_find_the_same_fault(name: str) -> None:
    assert name in {problem.shape for problem in validate(example(name, "bad"))}


@pytest.mark.parametrize("name", NAMES)
def test_a_message_says_what_is_wrong_and_what_to_do(name: str) -> None:
    what, _, advice = message(name).partition(". ")
    assert len(what.split()) >= 4, "what is wrong"
    assert advice.endswith("."), "what to do"
    assert str(RULES.value(URIRef(SJ + name), RDFS.label))


LISTS = {
    "HedgeListShape": "hedge",
    "MeasureListShape": "measure",
    "WordListShape": "word",
    "ResidenceStatusListShape": "status",
    "MobilityTypeListShape": "mobility",
    "MobilityTypeAfterListShape": "mobility",
    "ModalityListShape": "modality",
    "MethodListShape": "method",
    "DriverRoleListShape": "role",
    "ObservationStatusListShape": "observation",
    "EventTypeListShape": "event",
    "AttributionListShape": "attribution",
    "PlaceTypeListShape": "placeType",
    "MembershipListShape": "membership",
    "CriterionListShape": "criterion",
    "ActivityStatusListShape": "activity",
    "RuleListShape": "rule",
}


@pytest.mark.parametrize(("name", "scheme"), LISTS.items())
def test_a_closed_list_in_the_shapes_is_the_one_of_the_ontology(name: str, scheme: str) -> None:
    listed = RULES.value(URIRef(SJ + name), SH["in"])
    assert listed is not None
    assert [str(item) for item in RULES.items(listed)] == [f"{SJ}{scheme}-{notation}" for notation in SCHEMES[scheme]]


def test_every_list_shape_is_held_to_its_scheme() -> None:
    assert {name for name in NAMES if name.endswith("ListShape")} == set(LISTS)


def test_shapes_name_only_terms_of_the_ontology() -> None:
    known = {*TERMS, *(f"{scheme}-{notation}" for scheme, members in SCHEMES.items() for notation in members), *NAMES}
    named = {str(node).removeprefix(SJ) for triple in RULES for node in triple if str(node).startswith(SJ)} - {""}
    assert named - known == set()


def test_the_finding_bears_the_name_of_the_statement_even_when_its_evidence_is_at_fault() -> None:
    data = """@prefix sj: <https://w3id.org/sojourn/ns#> . @prefix dcterms: <http://purl.org/dc/terms/> .
        <urn:a> dcterms:identifier "S9-4" . <urn:a#evidence> a sj:Evidence ; sj:line 0 ."""
    quads = pyoxigraph.parse(data.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    (problem,) = validate(quads, alone("LineShape"))
    assert (problem.where, problem.node) == ("S9-4", "urn:a#evidence")
    assert str(problem).startswith(
        "S9-4: A line or sentence is not a number from 1 [LineShape]\n  Count the first as 1"
    )


def test_an_entity_is_named_by_its_short_iri() -> None:
    (problem,) = validate(example("PlaceTypeShape", "bad"), alone("PlaceTypeShape"))
    assert problem.where == "place:harbin"


DERIVED_IN = """@prefix sj: <https://w3id.org/sojourn/ns#> .
    GRAPH <{graph}> {{ <urn:d> a sj:DerivedAssertion }}"""


@pytest.mark.parametrize(("graph", "findings"), [(DERIVED_GRAPH, 0), ("https://w3id.org/sojourn/graph/article", 1)])
def test_a_derived_statement_outside_its_graph_is_found_in_quads_and_in_rdflib(graph: str, findings: int) -> None:
    text = DERIVED_IN.format(graph=graph)
    quads = list(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TRIG))
    dataset = rdflib.Dataset()
    dataset.graph(URIRef(graph)).add((URIRef("urn:d"), RDF.type, URIRef(SJ + "DerivedAssertion")))
    for data in (quads, dataset):
        assert len(validate(data, alone("DerivedGraphShape"))) == findings


def test_problems_come_in_a_fixed_order() -> None:
    data = """@prefix sj: <https://w3id.org/sojourn/ns#> .
        <urn:b> a sj:Assertion . <urn:a> a sj:Assertion ."""
    quads = list(pyoxigraph.parse(data.encode(), format=pyoxigraph.RdfFormat.TURTLE))
    found = [(problem.where, problem.shape) for problem in validate(quads)]
    assert found == sorted(found)
    assert ("urn:a", "KindShape") in found


def test_the_shapes_are_themselves_well_formed_shacl() -> None:
    # The W3C gives shapes for shapes; pySHACL carries a copy.
    rules = rdflib.Graph().parse(Path(pyshacl.__file__).parent / "assets" / "shacl-shacl.ttl")
    conforms, _, text = pyshacl.validate(RULES, shacl_graph=rules, inference="rdfs", max_validation_depth=50)
    assert conforms, text


OWN = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix sj: <https://w3id.org/sojourn/ns#> .
    [] a sh:NodeShape ; sh:targetClass sj:Source ; sh:property [ sh:path sj:issued ; sh:minCount 1 ] .
    <urn:mine> a sh:NodeShape ; sh:targetClass sj:Source ; sh:message "No title. Give one." ;
        sh:property [ sh:path <http://purl.org/dc/terms/title> ; sh:minCount 1 ] ."""


def test_a_file_of_ones_own_shapes_is_taken_with_or_without_names(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(OWN)
    data = "@prefix sj: <https://w3id.org/sojourn/ns#> . [] a sj:Source ; sj:seen true ."
    quads = list(pyoxigraph.parse(data.encode(), format=pyoxigraph.RdfFormat.TURTLE))
    found = validate(quads, path)
    assert [(problem.shape, problem.level) for problem in found] == [
        ("unnamed shape", "error"),
        ("urn:mine", "error"),
    ]
    assert found[0].what.startswith("Less than 1 values on ")
    assert (found[1].what, found[1].advice) == ("No title [urn:mine]", "Give one.")


def test_a_triple_about_a_triple_is_refused_by_name() -> None:
    data = "<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( <urn:a> <urn:b> <urn:c> )>> ."
    quads = list(pyoxigraph.parse(data.encode(), format=pyoxigraph.RdfFormat.TURTLE))
    with pytest.raises(BadInput, match="a triple stands where a name or a text should") as caught:
        validate(quads)
    assert caught.value.advice == "Say it in plain RDF 1.1: rdflib and pySHACL do not read triples about triples."


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (
            '<urn:s> a sh:PropertyShape ; sh:path <urn:p> ; sh:minCount "a"',
            "must be a literal with datatype xsd:integer",
        ),
        ('<urn:s> a sh:NodeShape ; sh:sparql [ sh:select "SELECT nonsense" ]', "Expected SelectQuery"),
    ],
)
def test_shapes_that_cannot_be_applied_are_refused(tmp_path: Path, body: str, why: str) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text(f"@prefix sh: <http://www.w3.org/ns/shacl#> . {body} ; sh:targetNode <urn:a> .")
    with pytest.raises(BadInput, match=f"the shapes cannot be applied: .*{why}") as caught:
        validate([], path)
    assert caught.value.where == str(path)
