"""Countries are found by what people and statistical offices call them, wherever a name is typed."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from sojourn.graph.known import known
from sojourn.graph.matching import Wanted, matcher
from sojourn.graph.searching import found
from sojourn.queries.naming import resolve
from sojourn.queries.spelling import countries, plain
from sojourn.stores.embedded import EmbeddedStore
from sojourn.vocabulary import PREFIXES, SJ, entity, source_graph

LABELS = {"TR": "Türkiye", "GM": "Gambia", "CI": "Côte d’Ivoire", "KR": "Korea (Republic of)"}


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    graph = NamedNode(source_graph("registry"))
    quads = []
    for key, label in LABELS.items():
        place = NamedNode(entity("place", key))
        for name, value in (
            (PREFIXES["rdf"] + "type", NamedNode(f"{SJ}Place")),
            (PREFIXES["rdfs"] + "label", Literal(label, language="en")),
            (f"{SJ}iso3166Part1", Literal(key)),
        ):
            quads.append(Quad(place, NamedNode(name), value, graph))
    return EmbeddedStore.of(quads)


NAMES = [
    ("Türkiye", "TR"),
    ("turkiye", "TR"),
    ("Turkey", "TR"),
    ("Турция", "TR"),
    ("土耳其", "TR"),
    ("TUR", "TR"),
    ("792", "TR"),
    ("The Gambia", "GM"),
    ("Ivory Coast", "CI"),
    ("Cote d'Ivoire", "CI"),
    ("South Korea", "KR"),
    ("Korea, Rep.", "KR"),
]


@pytest.mark.parametrize(("typed", "key"), NAMES)
def test_a_country_is_found_by_each_of_its_names(store: EmbeddedStore, typed: str, key: str) -> None:
    iri = entity("place", key)
    best = found(store, typed)[0]
    assert (best.iri, best.why in {"label", "alias", "code"}) == (iri, True)
    (candidates,) = matcher(known(store)).candidates([Wanted(name=typed)])
    assert (candidates[0].thing.iri, candidates[0].match) == (iri, True)
    assert resolve(store, "place", typed) == iri


def test_no_two_countries_share_a_name() -> None:
    called: dict[str, set[str]] = {}
    for key, country in countries().items():
        for name in (key, *country.codes, *country.names):
            called.setdefault(plain(name), set()).add(key)
    assert {name: keys for name, keys in called.items() if len(keys) > 1} == {}
