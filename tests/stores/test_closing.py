"""What several parts say of one thing becomes one description, and what follows from all of them together is added."""

from __future__ import annotations

from itertools import pairwise

import pyoxigraph as ox
import pytest

from sojourn.errors import BadInput
from sojourn.model import Containment, Names, Place, Population, Source
from sojourn.rdf.entities import place_triples, population_triples, registry_quads, source_triples, union_triples
from sojourn.stores.closing import closed, merged, named
from sojourn.vocabulary import ID, PREFIXES, SJ


def place(key: str, name: str = "", kind: str = "country", within: str = "", **facts: object) -> list[ox.Quad]:
    containers = (Containment(container=within),) if within else ()
    made = Place(key=key, names=Names(en=name or key), type=kind, within=containers, **facts)  # type: ignore[arg-type]  # facts of the test
    return list(registry_quads(place_triples(made, {key: made})))


def source(key: str, title: str, **facts: object) -> list[ox.Quad]:
    return list(registry_quads(source_triples(Source(key=key, type="dataset", title=title, **facts))))  # type: ignore[arg-type]  # as above


def values(quads: set[ox.Quad], key: str, predicate: str, family: str = "place") -> set[str]:
    node = ox.NamedNode(f"{ID}{family}/{key}")
    found = {quad.object for quad in quads if quad.subject == node and quad.predicate.value == predicate}
    return {term.value.rsplit("/", 1)[-1] for term in found if isinstance(term, ox.NamedNode | ox.Literal)}


LABEL, ALIAS = PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel"


def test_what_a_container_lies_in_holds_of_what_it_contains_however_many_parts_say_so() -> None:
    said = [place("harbin", within="CN"), place("CN", within="eastern-asia"), place("eastern-asia", within="asia")]
    quads = closed(quad for part in said for quad in part)
    assert values(quads, "harbin", SJ + "liesIn") == {"harbin", "CN", "eastern-asia", "asia"}
    assert values(quads, "harbin", SJ + "within") == {"CN"}


def test_closing_twice_changes_nothing() -> None:
    once = closed([*place("harbin", within="CN"), *place("CN", within="asia")])
    assert closed(once) == once


def test_a_circle_of_containers_ends() -> None:
    quads = closed([*place("a", within="b"), *place("b", within="a")])
    assert values(quads, "a", SJ + "liesIn") == values(quads, "b", SJ + "liesIn") == {"a", "b"}


def test_a_union_lies_wherever_each_of_its_members_does() -> None:
    known = {key: Place(key=key, names=Names(en=key), type="country") for key in ("CN", "JP")}
    union = list(registry_quads(union_triples("CN+JP", known)))
    quads = closed([*union, *place("CN", within="eastern-asia"), *place("JP", within="eastern-asia")])
    assert values(quads, "CN+JP", SJ + "liesIn") == {"CN+JP", "eastern-asia"}


def test_populations_are_included_through_several_parts() -> None:
    def people(key: str, broader: str = "") -> list[ox.Quad]:
        made = Population(key=key, names=Names(en=key), subpopulation_of=(broader,) if broader else ())
        return list(registry_quads(population_triples(made, {key: made})))

    quads = closed([*people("russian-workers", "workers"), *people("workers", "migrants"), *people("migrants")])
    found = values(quads, "russian-workers", SJ + "includedIn", "population")
    assert found == {"russian-workers", "workers", "migrants"}


def test_the_first_name_stays_the_label_and_others_become_further_spellings() -> None:
    quads, remarks = merged([("the registry", place("TR", "Türkiye")), ("table", place("TR", "Turkey"))])
    assert values(quads, "TR", LABEL) == {"Türkiye"}
    assert values(quads, "TR", ALIAS) == {"Turkey"}
    assert remarks == []


def test_names_in_different_languages_stand_side_by_side() -> None:
    chinese = ox.Quad(*place("CN")[0]).subject
    label = ox.Quad(chinese, ox.NamedNode(LABEL), ox.Literal("中国", language="zh"), place("CN")[0].graph_name)
    quads, _ = merged([("the registry", place("CN", "China")), ("table", [label])])
    assert values(quads, "CN", LABEL) == {"China", "中国"}


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"kind": "city"}, "place:georgia has sj:placeType sj:placeType-city here, but sj:placeType-country in census"),
        ({"m49": "840"}, "place:georgia has sj:m49 '840' here, but '268' in census"),
    ],
)
def test_two_parts_that_mean_different_things_by_one_key_are_refused_by_name(
    facts: dict[str, object], message: str
) -> None:
    with pytest.raises(BadInput) as caught:
        merged([("census", place("georgia", m49="268")), ("survey", place("georgia", **({"m49": "268"} | facts)))])  # type: ignore[arg-type]  # facts of the test
    assert caught.value.what == message
    assert caught.value.where == "survey"


def test_coordinates_are_those_of_the_first_part_whole() -> None:
    said = [("the registry", place("CN", lat=35.0, lon=105.0)), ("table", place("CN", lat=36.5, lon=103.9))]
    quads, remarks = merged(said)
    wgs = PREFIXES["wgs"]
    assert (values(quads, "CN", wgs + "lat"), values(quads, "CN", wgs + "long")) == ({"35"}, {"105"})
    points = {str(quad.object) for quad in quads if quad.predicate.value.endswith("asWKT")}
    assert len(points) == 1
    assert remarks == []


def test_a_source_that_one_part_has_read_is_described_by_that_part() -> None:
    cited = ("study", source("un-desa-2020", "the UN's table", seen=False))
    read = ("un-desa-2020", source("un-desa-2020", "International Migrant Stock 2020", seen=True))
    quads, remarks = merged([cited, read])
    assert values(quads, "un-desa-2020", LABEL, "source") == {"International Migrant Stock 2020"}
    assert values(quads, "un-desa-2020", SJ + "seen", "source") == {"true"}
    assert remarks == []


def test_of_two_citations_the_first_stays_and_the_other_is_remarked() -> None:
    said = [("a", source("census", "Census 2020", seen=False)), ("b", source("census", "The census", seen=False))]
    quads, remarks = merged(said)
    assert values(quads, "census", LABEL, "source") == {"Census 2020"}
    assert [str(remark) for remark in remarks] == [
        "b: source:census keeps dcterms:title 'Census 2020' of a; 'The census' is left out",
    ]


def test_blank_nodes_get_the_same_names_each_time() -> None:
    graph = ox.NamedNode(SJ + "g")

    def chain(*names: str) -> list[ox.Quad]:
        nodes = [ox.BlankNode(name) for name in names]
        links = [ox.Quad(one, ox.NamedNode(SJ + "next"), other, graph) for one, other in pairwise(nodes)]
        return [*links, ox.Quad(nodes[-1], ox.NamedNode(SJ + "next"), ox.NamedNode(SJ + "end"), graph)]

    assert named(chain("a", "b", "c")) == named(chain("z", "y", "x"))
