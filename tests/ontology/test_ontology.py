"""The vocabulary loads, is consistent, is told in three languages, and loses no term that was published."""

from __future__ import annotations

import csv
from pathlib import Path

import owlrl
import pyoxigraph
import pytest
import rdflib
from rdflib import DCTERMS, FOAF, OWL, PROV, QB, RDF, RDFS, SKOS, TIME, VANN, Graph, Literal, URIRef
from rdflib.namespace import GEO, SDO
from rdflib.term import Node

from sojourn.shipped import ONTOLOGY
from sojourn.vocabulary import PREFIXES, SJ
from sojourn.vocabulary.terms import PROFESSIONS, SCHEMES

FILES = ["sojourn.ttl", "professions.ttl", "shapes.ttl"]
VOCABULARY = Graph().parse(ONTOLOGY / "sojourn.ttl")
PROFESSION_GRAPH = Graph().parse(ONTOLOGY / "professions.ttl")
HEADER = URIRef(SJ[:-1])
LANGUAGES = {"en", "zh", "ru"}
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
DOMAIN, RANGE = URIRef("https://schema.org/domainIncludes"), URIRef("https://schema.org/rangeIncludes")


def names(graph: Graph, prefix: str) -> list[str]:
    return sorted({str(node).removeprefix(prefix) for node in graph.subjects() if str(node).startswith(prefix)})


TERMS = [name for name in names(VOCABULARY, SJ) if name]
PROPERTIES = [
    name
    for name in TERMS
    if {OWL.ObjectProperty, OWL.DatatypeProperty} & set(VOCABULARY.objects(URIRef(SJ + name), RDF.type))
]


def languages(graph: Graph, node: URIRef, predicate: URIRef) -> list[str]:
    return sorted(str(value.language) for value in graph.objects(node, predicate) if isinstance(value, Literal))


@pytest.mark.parametrize("name", FILES)
def test_a_file_loads_in_pyoxigraph_and_rdflib_with_the_same_number_of_triples(name: str) -> None:
    with_oxigraph = set(pyoxigraph.parse(path=str(ONTOLOGY / name), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(with_oxigraph) == len(Graph().parse(ONTOLOGY / name)) > 100


def closure(*extra: tuple[Node, Node, Node]) -> Graph:
    graph = Graph()
    for name in FILES[:2]:
        graph.parse(ONTOLOGY / name)
    for triple in extra:
        graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def test_the_vocabulary_is_consistent_under_owl_rl() -> None:
    graph = closure()
    assert list(graph.subjects(RDF.type, OWL.Nothing)) == []
    assert [str(message) for message in graph.objects(None, ERROR)] == []


def test_owl_rl_finds_a_statement_that_claims_to_be_both_a_flow_and_a_stock() -> None:
    both = URIRef("urn:both")
    flow, stock = URIRef(SJ + "FlowAssertion"), URIRef(SJ + "ResidenceAssertion")
    (message,) = closure((both, RDF.type, flow), (both, RDF.type, stock)).objects(None, ERROR)
    assert "have a common individual urn:both" in str(message)


def test_no_property_infers_the_type_of_what_it_joins() -> None:
    assert list(VOCABULARY.subjects(RDFS.domain)) == []
    assert list(VOCABULARY.subjects(RDFS.range)) == []


@pytest.mark.parametrize("name", TERMS)
def test_a_term_has_label_and_definition_in_three_languages_an_example_and_its_home(name: str) -> None:
    node = URIRef(SJ + name)
    assert languages(VOCABULARY, node, RDFS.label) == sorted(LANGUAGES)
    assert languages(VOCABULARY, node, SKOS.definition) == sorted(LANGUAGES)
    assert languages(VOCABULARY, node, SKOS.example) == ["en"]
    assert list(VOCABULARY.objects(node, RDFS.isDefinedBy)) == [HEADER]
    status = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
    assert [str(value) for value in VOCABULARY.objects(node, status)] == ["stable"]


@pytest.mark.parametrize("name", TERMS)
def test_a_definition_does_not_restate_the_label(name: str) -> None:
    node = URIRef(SJ + name)
    for language in LANGUAGES:
        (label,) = (str(v) for v in VOCABULARY.objects(node, RDFS.label) if getattr(v, "language", "") == language)
        (text,) = (str(v) for v in VOCABULARY.objects(node, SKOS.definition) if getattr(v, "language", "") == language)
        assert text.rstrip(".。").casefold() != label.casefold()
        assert len(text) > len(label)


def test_each_language_is_written_in_its_own_script() -> None:
    for _, text in VOCABULARY.subject_objects(SKOS.definition):
        assert isinstance(text, Literal)
        has_han = any("\u4e00" <= sign <= "\u9fff" for sign in text)
        has_cyrillic = any("\u0400" <= sign <= "\u04ff" for sign in text)
        assert (has_han, has_cyrillic) == (text.language == "zh", text.language == "ru"), text


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_property_says_where_it_stands_and_what_it_holds(name: str) -> None:
    node = URIRef(SJ + name)
    assert list(VOCABULARY.objects(node, DOMAIN))
    if name != "inGraph":  # whose values are graphs, for which there is no class
        assert list(VOCABULARY.objects(node, RANGE))


def test_every_term_of_ours_that_the_vocabulary_names_is_defined_in_it() -> None:
    named = {str(node).removeprefix(SJ) for triple in VOCABULARY for node in triple if str(node).startswith(SJ)} - {""}
    assert named - set(TERMS) == set()


def test_members_of_a_closed_list_are_named_after_it_and_numbered_in_order() -> None:
    for scheme in VOCABULARY.subjects(RDF.type, SKOS.ConceptScheme):
        short = str(VOCABULARY.value(scheme, SKOS.notation))
        members = list(VOCABULARY.subjects(SKOS.inScheme, scheme))
        notations = {str(node): str(VOCABULARY.value(node, SKOS.notation)) for node in members}
        assert notations == {f"{SJ}{short}-{notation}": notation for notation in notations.values()}
        places = sorted(int(str(VOCABULARY.value(node, URIRef("https://schema.org/position")))) for node in members)
        assert places == list(range(1, len(members) + 1))


def test_the_header_states_version_licence_prefix_and_that_the_address_is_a_placeholder() -> None:
    def said(predicate: URIRef) -> list[str]:
        return sorted(str(value) for value in VOCABULARY.objects(HEADER, predicate))

    assert said(OWL.versionInfo) == ["0.1.0"]
    assert said(OWL.versionIRI) == ["https://w3id.org/sojourn/ns/0.1.0"]
    assert said(URIRef(PREFIXES["dcterms"] + "license")) == ["https://creativecommons.org/licenses/by/4.0/"]
    assert said(URIRef("http://purl.org/vocab/vann/preferredNamespacePrefix")) == ["sj"]
    assert "placeholder until it is registered" in said(RDFS.comment)[0]


def published() -> list[str]:
    return [line for path in sorted(Path(__file__).parent.glob("published-*.txt")) for line in path.read_text().split()]


def test_no_published_term_vanishes() -> None:
    held = {f"sj:{name}" for name in TERMS} | {f"profession:{key}" for key in PROFESSIONS}
    gone = sorted(set(published()) - held)
    assert gone == [], "a published term is kept, and marked owl:deprecated when it should no longer be used"


def test_every_term_is_published_with_its_version() -> None:
    held = {f"sj:{name}" for name in TERMS} | {f"profession:{key}" for key in PROFESSIONS}
    new = sorted(held - set(published()))
    assert new == [], "list new terms in tests/ontology/published-<version>.txt"


ISCO = {
    row["code"]: row["title"]
    for row in csv.DictReader((ONTOLOGY / "isco08.csv").read_text(encoding="utf-8").splitlines())
}


def test_the_isco_table_has_its_ten_major_groups_and_436_unit_groups() -> None:
    assert {length: sum(len(code) == length for code in ISCO) for length in range(1, 5)} == {
        1: 10,
        2: 43,
        3: 130,
        4: 436,
    }


def test_the_isco_table_is_the_one_at_hand() -> None:
    table = ONTOLOGY.parent.parent / "shared" / "data" / "isco08_titles.csv"
    if not table.is_file():
        pytest.skip("the table of the ILO is not beside this checkout (../shared/data/isco08_titles.csv)")
    with table.open(encoding="utf-8-sig") as lines:
        assert {row["code"]: row["title_en"] for row in csv.DictReader(lines)} == ISCO


@pytest.mark.parametrize("key", PROFESSIONS)
def test_a_profession_has_three_labels_and_either_codes_of_the_table_or_a_reason(key: str) -> None:
    node = URIRef(PREFIXES["profession"] + key)
    for predicate in (RDFS.label, SKOS.prefLabel, SKOS.definition):
        assert languages(PROFESSION_GRAPH, node, predicate) == sorted(LANGUAGES)
    term = PROFESSIONS[key]
    assert bool(term.isco08) != bool(term.no_isco_because)
    assert set(term.isco08) <= set(ISCO)
    matches = {
        str(value)
        for predicate in (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch)
        for value in PROFESSION_GRAPH.objects(node, predicate)
    }
    assert matches == {f"http://data.europa.eu/esco/isco/C{code}" for code in term.isco08}


@pytest.mark.parametrize(
    ("key", "codes"),
    [
        ("doctor", ("221",)),
        ("engineer", ("214", "215")),
        ("teacher", ("23",)),
        ("science-and-engineering-professional", ("21",)),
        ("entrepreneur", ()),
        ("student", ()),
        ("pensioner", ()),
    ],
)
def test_professions_are_coded_as_the_field_codes_them(key: str, codes: tuple[str, ...]) -> None:
    assert PROFESSIONS[key].isco08 == codes


def test_no_two_professions_answer_to_the_same_name() -> None:
    owners: dict[str, set[str]] = {}
    for key, term in PROFESSIONS.items():
        for name in {term.en, *term.aliases}:
            owners.setdefault(name.casefold(), set()).add(key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_every_justified_alignment_is_stated_in_the_vocabulary() -> None:
    lines = (ONTOLOGY / "alignments.sssom.tsv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    space = rdflib.namespace.NamespaceManager(VOCABULARY)
    assert len(rows) >= 5
    for row in rows:
        subject, predicate, value = (
            space.expand_curie(row[f"{part}_id"]) for part in ("subject", "predicate", "object")
        )
        assert (subject, predicate, value) in VOCABULARY, row
        assert row["mapping_justification"] == "semapv:ManualMappingCuration"
        assert row["comment"].endswith(".")


def test_closed_lists_have_at_least_two_members_and_no_label_twice() -> None:
    for name, members in SCHEMES.items():
        assert len(members) >= 2
        for language in ("en", "zh", "ru"):
            assert len({getattr(concept, language) for concept in members.values()}) == len(members), name


SPACES = (SDO, PROV, SKOS, GEO, TIME, QB, DCTERMS, FOAF, OWL, RDFS, VANN)


def test_every_term_that_ours_are_aligned_to_exists() -> None:
    named = {node for triple in VOCABULARY for node in triple if isinstance(node, URIRef)}
    known = {node: space for node in named for space in SPACES if node.startswith(str(space))}
    assert len(known) > 80
    assert sorted(node for node, space in known.items() if node not in space) == []
