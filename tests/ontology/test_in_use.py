"""The code and the vocabulary agree: whatever the code writes is defined, and whatever is generated is current."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from sojourn import shipped
from sojourn.model import (
    KINDS,
    Agent,
    Assertion,
    Attribution,
    Containment,
    Derived,
    DriverAssertion,
    Estimate,
    Evidence,
    FlowAssertion,
    Hedge,
    LifeEventAssertion,
    Link,
    Measure,
    Names,
    Period,
    Place,
    Population,
    Profession,
    ResidenceAssertion,
    ShareAssertion,
    Source,
    TransitionAssertion,
)
from sojourn.rdf import derived, entities, terms, writing
from sojourn.rdf.files import from_file
from sojourn.rdf.shapes import validate
from sojourn.vocabulary import ONTOLOGY_GRAPH, PREFIXES, SJ
from sojourn.vocabulary.terms import PROFESSIONS, SCHEMES, TERMS, VERSION

ROOT = Path(__file__).parent.parent.parent
SOURCE = Path(writing.__file__).parent.parent
KNOWN = {*TERMS, *(f"{scheme}-{notation}" for scheme, members in SCHEMES.items() for notation in members)}
SCHEME_NAMES = set(re.findall(r"^sj:(\w+Scheme) a ", (shipped.ONTOLOGY / "sojourn.ttl").read_text(), re.MULTILINE))


def test_the_enumerations_of_the_model_are_the_closed_lists() -> None:
    pairs: list[tuple[str, type[StrEnum]]] = [("hedge", Hedge), ("measure", Measure), ("attribution", Attribution)]
    for scheme, enumeration in pairs:
        assert [str(member) for member in enumeration] == list(SCHEMES[scheme])


def test_every_kind_of_the_model_is_a_class() -> None:
    assert {kind.term for kind in KINDS.values()} <= set(TERMS)


def literal_terms(path: Path) -> set[str]:
    """The names that a module passes to ``term(…)`` as they stand."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    named = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "term" and call.args)
    return {str(call.args[0].value) for call in named if isinstance(call.args[0], ast.Constant)}


@pytest.mark.parametrize("path", sorted((SOURCE / "rdf").glob("*.py")), ids=lambda path: path.name)
def test_every_term_that_a_module_names_is_defined(path: Path) -> None:
    assert {name for name in literal_terms(path) if ":" not in name} - set(TERMS) == set()


def test_every_table_of_facets_names_terms_and_lists_that_exist() -> None:
    assert {name for name, _ in terms.ENTITY_FIELDS.values()} <= set(TERMS)
    assert {name for name, _ in terms.CONCEPT_FIELDS.values()} | set(terms.RELATION_FIELDS.values()) <= set(TERMS)
    assert {scheme for _, scheme in terms.CONCEPT_FIELDS.values()} <= set(SCHEMES)


def ours(quads: list[Quad]) -> set[str]:
    """The names of our namespace that stand anywhere in some quads."""
    nodes = (node for quad in quads for node in (quad.subject, quad.predicate, quad.object))
    return {node.value.removeprefix(SJ) for node in nodes if isinstance(node, NamedNode) and node.value.startswith(SJ)}


PERSONS = Estimate(
    low=Decimal(5000), high=Decimal(6000), hedge=Hedge.BETWEEN, measure=Measure.PERSONS, printed="5,000 to 6,000"
)
LONG_AGO = Period(notation="2013/2017", edtf="2013/2017", start=date(2013, 1, 1), end=date(2017, 12, 31), words="then")
CHAIN = Evidence(
    source="article",
    line=3,
    sentence=1,
    locator="3.1",
    start=10,
    end=20,
    sha256="0" * 64,
    wording="number",
    chain=(Link(source="newspaper", attribution=Attribution.IMPLIED, wording="count"),
           Link(source="census", attribution=Attribution.EXPLICIT)),
)  # fmt: skip
HERE = Evidence(source="article", locator="p. 12")


def statements() -> list[Assertion]:
    """Statements that together use every facet there is."""
    return [
        FlowAssertion(
            id="X-1",
            claim="They moved",
            evidence=CHAIN,
            origin=("RU-MOW+RU-SPE",),
            destination=("CN",),
            population=("russians",),
            profession=("doctor",),
            estimate=PERSONS,
            period=LONG_AGO,
            mobility="permanent",
            note="a remark",
        ),
        ResidenceAssertion(
            id="X-2",
            claim="They live there",
            evidence=HERE,
            place=("CN",),
            population=("russians+belarusians",),
            estimate=Estimate(
                low=Decimal(16000), high=None, low_open=True, hedge=Hedge.MORE_THAN, measure=Measure.PERSONS
            ),
            word="many",
            status="permanentResident",
            method="census",
            observation="E",
            modality="possible",
            contrasts=("X-1",),
            restates=("X-1",),
            supersedes=("X-1",),
        ),
        ShareAssertion(
            id="X-3",
            claim="A part",
            evidence=HERE,
            place=("CN",),
            population=("russians",),
            whole=("foreign-workers",),
            estimate=Estimate(
                low=Decimal(10), high=Decimal(20), high_open=True, hedge=Hedge.BETWEEN, measure=Measure.PERCENT
            ),
        ),
        DriverAssertion(id="X-4", claim="Pay", evidence=HERE, driver="pay", role="pull", explains=("X-1",)),
        TransitionAssertion(
            id="X-5", claim="They stay", evidence=HERE, mobility="seasonal", mobility_after="permanent"
        ),
        LifeEventAssertion(id="X-6", claim="He left", evidence=HERE, agent=("somebody",), event="departure"),
        KINDS["note"](id="X-7", claim="About a study", evidence=HERE, about=("census",)),
    ]  # fmt: skip


def registry() -> list[Quad]:
    """Entities that together use every facet there is."""
    until = Containment(container="RU-old", end=date(2018, 11, 3), authority="a decree")
    places = {
        place.key: place
        for place in (
            Place(key="CN", names=Names(en="China"), type="country", iso3166_1="CN", m49="156", codes_from="a table"),
            Place(key="RU-old", names=Names(en="Old district"), type="federalDistrict"),
            Place(
                key="harbin",
                names=Names(en="Harbin", zh="哈尔滨", ru="Харбин", aliases=("Kharbin",)),
                type="city",
                within=(Containment(container="CN"), until),
                iso3166_2="CN-XX",
                geonames="2037013",
                wikidata="Q1",
                lat=45.75,
                lon=126.65,
                codes_from="a table",
                note="a remark",
            ),
            Place(key="unknown", names=Names(en="Unknown"), type="settlement", identified=False),
            Place(key="some", names=Names(en="Some"), type="group", members=("harbin", "CN"), membership="closed"),
        )
    }
    populations = {
        population.key: population
        for population in (
            Population(key="russians", names=Names(en="Russians"), criterion="citizenship", country=("CN",)),
            Population(
                key="some-russians",
                names=Names(en="Some Russians"),
                foreign_to="CN",
                region_of_origin="harbin",
                occupations=("doctor",),
                activity="student",
                residence_status="usualResident",
                resident_in="CN",
                subpopulation_of=("russians",),
                note="a remark",
            ),
        )
    }
    triples = [
        *(triple for place in places.values() for triple in entities.place_triples(place, places)),
        *entities.union_triples("CN+harbin", places),
        *(triple for one in populations.values() for triple in entities.population_triples(one, populations)),
        *entities.agent_triples(Agent(key="someone", names=Names(en="One"), type="person", wikidata="Q2", note="n")),
        *entities.agent_triples(Agent(key="sons", names=Names(en="Sons"), type="group")),
        *entities.agent_triples(Agent(key="bureau", names=Names(en="Bureau"), type="organisation")),
        *entities.profession_triples(Profession(key="doctor", names=Names(en="doctor"), isco08=("221",))),
        *entities.profession_triples(Profession(key="talent", names=Names(en="talent"), no_isco_because="praise")),
        *entities.source_triples(
            Source(key="article", type="article-newspaper", title="An article", published="2025", sha256="0" * 64,
                   accessed="2026", edition="second", based_on=("newspaper",), lang="en")
        ),
        *entities.source_triples(Source(key="newspaper", type="webpage", title="A newspaper", seen=False)),
        *entities.source_triples(Source(key="census", type="dataset", title="A census", seen=False)),
    ]  # fmt: skip
    return list(entities.registry_quads(triples))


def reckoned(iris: dict[str, str]) -> list[Quad]:
    item = Derived(
        id="D-X-2", kind="residence", rule="startFromChange", inputs=("X-1", "X-2"), arithmetic="1 = 2 - 1",
        place=("CN",), population=("russians",), status="permanentResident", estimate=PERSONS, period=LONG_AGO,
    )  # fmt: skip
    return list(derived.derived_quads([item], iris))


def everything() -> list[Quad]:
    listed = statements()
    iris = {assertion.id: writing.assertion_iri(assertion) for assertion in listed}
    return [*writing.assertion_quads(listed), *registry(), *reckoned(iris)]


def test_whatever_the_writers_write_is_defined() -> None:
    written = ours(everything())
    assert written - KNOWN == set()
    unused = {name for name in TERMS if name[0].islower()} - written
    assert unused == set(), "a property that no writer writes is not part of this version"


def vocabulary() -> list[Quad]:
    return [quad for name in ("sojourn", "professions") for quad in from_file(shipped.ONTOLOGY / f"{name}.ttl")]


@pytest.mark.parametrize("beside", [list, vocabulary], ids=["alone", "beside the vocabulary"])
def test_whatever_the_writers_write_breaks_no_shape(beside: Callable[[], list[Quad]]) -> None:
    assert [str(problem) for problem in validate([*everything(), *beside()])] == []


@pytest.mark.parametrize("path", sorted((SOURCE / "queries" / "named").glob("*.rq")), ids=lambda path: path.stem)
def test_a_named_question_uses_only_terms_that_are_defined(path: Path) -> None:
    used = set(re.findall(r"\bsj:([\w-]+)", path.read_text(encoding="utf-8")))
    assert used - KNOWN - SCHEME_NAMES == set()


@pytest.mark.parametrize("path", shipped.graph_files(), ids=lambda path: path.stem)
def test_a_shipped_graph_uses_only_terms_that_are_defined(path: Path) -> None:
    quads = list(pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TRIG))
    assert ours(quads) - KNOWN == set()
    professions = {
        str(quad.object.value).removeprefix(PREFIXES["profession"])
        for quad in quads
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(PREFIXES["profession"])
    }
    assert {key for key in professions if not key.isdecimal()} - set(PROFESSIONS) == set()


def test_the_shipped_graphs_break_no_shape() -> None:
    quads = [quad for path in shipped.graph_files() for quad in from_file(path)]
    assert [str(problem) for problem in validate([*quads, *vocabulary()])] == []


def test_generated_files_are_current() -> None:
    command = [sys.executable, str(ROOT / "tools" / "build_docs.py"), "--check"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_check_names_a_stale_file(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import pathlib, build_docs\n"
        "build_docs.ROOT = pathlib.Path(sys.argv[2])\n"
        "build_docs.PAGES = [(build_docs.ROOT / 'page.md', lambda: 'new')]\n"
        "sys.exit(build_docs.main(sys.argv[3:]))"
    )
    run = [sys.executable, "-c", script, str(ROOT / "tools"), str(tmp_path)]
    stale = subprocess.run([*run, "--check"], check=False, capture_output=True, text=True)
    assert (stale.returncode, stale.stdout) == (1, "page.md is out of date; run tools/build_docs.py\n")
    assert not (tmp_path / "page.md").exists()
    written = subprocess.run(run, check=False, capture_output=True, text=True)
    assert (written.returncode, written.stdout, (tmp_path / "page.md").read_text()) == (0, "page.md written\n", "new")


def test_terms_load_without_an_rdf_library() -> None:
    script = "import sys, sojourn.vocabulary.terms; print({'rdflib', 'pyoxigraph'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert done.stdout == "set()\n"


def test_the_vocabulary_is_at_version_0_1_0() -> None:
    assert VERSION == "0.1.0"
    assert ONTOLOGY_GRAPH.endswith("/ontology")
    assert Literal(VERSION).value == VERSION
