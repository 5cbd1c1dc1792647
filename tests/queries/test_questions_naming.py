"""What people type, and what it means."""

from __future__ import annotations

import time
from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.errors import BadInput, NotFound
from sojourn.queries.headers import Parameter
from sojourn.queries.naming import days, kind_iri, nearest, resolve, terms
from sojourn.stores.embedded import EmbeddedStore
from sojourn.vocabulary import REGISTRY_GRAPH, SJ, entity, key_of


@pytest.mark.parametrize(
    ("family", "typed", "key"),
    [
        *[
            ("place", typed, "RU")
            for typed in (
                *("Russia", "russia", "RU", "ru", "RUS", "643", "Россия", "РОССИЯ", "俄罗斯"),
                "place:RU",
                "РФ",
            )
        ],
        *[("place", typed, "CN-BJ") for typed in ("Beijing", "北京", "Пекин", "Peking", "CN-BJ", "cn-bj")],
        ("place", "https://w3id.org/sojourn/id/place/CN-BJ", "CN-BJ"),
        ("place", "  St.   Petersburg ", "RU-SPE"),
        ("place", "Moscow + Saint Petersburg", "RU-MOW+RU-SPE"),
        ("place", "2037013", "harbin"),
        ("place", "Northeast", "northeast-china"),
        ("population", "RUSSIANS", "russians"),
        ("population", "俄罗斯族", "russian-minority-of-china"),
        ("profession", "221", "doctor"),
        ("profession", "doctors", "doctor"),
        ("profession", "врач", "doctor"),
        ("agent", "Liu", "liu-qingfeng"),
        ("source", "nbs", "nbs"),
        ("source", "Population census of China, 2020", "china-census-2020"),
        ("entity", "Лю Цинфэн", "liu-qingfeng"),
        ("entity", "Harbin", "harbin"),
    ],
)
def test_names_codes_and_keys_in_any_script_mean_the_same(
    store: EmbeddedStore, family: str, typed: str, key: str
) -> None:
    found = terms(store, Parameter("it", family, required=True), typed)
    assert key_of(found["it"].value) == key


def test_a_claim_is_found_by_its_number(store: EmbeddedStore) -> None:
    iri = resolve(store, "assertion", "s0-18")
    assert iri.startswith("https://w3id.org/sojourn/id/assertion/flow-")
    assert resolve(store, "assertion", iri) == iri


@pytest.mark.parametrize(
    ("family", "typed", "message"),
    [
        ("place", "Harbn", "it: no place of this graph is called 'Harbn'\n  Did you mean 'Harbin' (place:harbin)"),
        ("place", "Germany", "it: no claim of this graph speaks of 'Germany'\n  Nothing is known about it here"),
        ("place", "276", "it: no claim of this graph speaks of '276'"),
        ("place", "} UNION { ?s ?p ?o", "it: no place of this graph is called '} UNION { ?s ?p ?o'"),
        ("place", "place:a b", "it: no place of this graph is called 'place:a b'"),
        ("place", "http://a b", "it: no place of this graph is called 'http://a b'"),
        ("place", 'Har"bin\\', "it: no place of this graph is called 'Har\"bin"),
        ("population", "Rusians", "it: no population of this graph is called 'Rusians'\n  Did you mean 'Russians'"),
        ("agent", "Harbin", "it: no agent of this graph is called 'Harbin'"),
        ("assertion", "S9-99", "it: no assertion of this graph is called 'S9-99'"),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest_names(
    store: EmbeddedStore, family: str, typed: str, message: str
) -> None:
    with pytest.raises(NotFound) as caught:
        resolve(store, family, typed, where="it")
    assert str(caught.value).startswith(message)


def test_a_name_of_two_things_lists_them(store: EmbeddedStore) -> None:
    with pytest.raises(BadInput) as caught:
        resolve(store, "entity", "talent", where="first")
    assert str(caught.value) == (
        "first: 'talent' may mean 2 things\n  Write one of: Talent (population:talent); talent (profession:talent)."
    )


def test_a_label_counts_more_than_another_spelling() -> None:
    graph, label, alias = ox.NamedNode(REGISTRY_GRAPH), *(ox.NamedNode(iri) for iri in _LABELS)
    one, two = (ox.NamedNode(entity("place", key)) for key in ("a", "b"))
    quads = [ox.Quad(node, ox.NamedNode(_TYPE), ox.NamedNode(SJ + "Place"), graph) for node in (one, two)]
    quads.append(ox.Quad(one, label, ox.Literal("Jilin", language="en"), graph))
    quads.append(ox.Quad(two, alias, ox.Literal("jilin"), graph))
    assert resolve(EmbeddedStore.of(quads), "place", "JILIN") == one.value


_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABELS = ("http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#altLabel")


@pytest.mark.parametrize("typed", ["", "  "])
def test_nothing_is_no_name(store: EmbeddedStore, typed: str) -> None:
    with pytest.raises(BadInput, match="nothing was typed"):
        resolve(store, "place", typed)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2018-11-03", date(2018, 11, 3), date(2018, 11, 3)),
        ("2018-12", date(2018, 12, 1), date(2018, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_a_date_is_all_the_days_that_it_can_mean(typed: str, first: date, last: date) -> None:
    assert days(typed) == (first, last)


@pytest.mark.parametrize(
    "typed", ["", "0000", "2015-02-30", "03/04/2015", "2013-13", "20", "２０２０", "2020-1", "now"]
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="is no date"):
        days(typed)


@given(st.dates(min_value=date(1, 1, 1)))
def test_a_day_is_itself_and_lies_in_its_month_and_year(day: date) -> None:
    assert days(day.isoformat()) == (day, day)
    for part in (day.isoformat()[:7], day.isoformat()[:4]):
        first, last = days(part)
        assert first <= day <= last
        assert first.day == 1


@pytest.mark.parametrize(
    ("typed", "term"),
    [("flow", "FlowAssertion"), ("Stock", "ResidenceAssertion"), ("sj:ShareAssertion", "ShareAssertion")],
)
def test_kinds_go_by_their_sheet_name_or_their_term(typed: str, term: str) -> None:
    assert kind_iri(typed) == SJ + term


def test_an_unknown_kind_lists_them() -> None:
    with pytest.raises(NotFound, match="'migration' is no kind of statement"):
        kind_iri("migration")


def test_numbers_and_texts_are_bound_as_literals(store: EmbeddedStore) -> None:
    assert terms(store, Parameter("n", "integer", required=True), "2020")["n"] == ox.Literal(2020)
    assert terms(store, Parameter("t", "text", required=True), '"}')["t"] == ox.Literal('"}')
    assert terms(store, Parameter("k", "kind", required=True), "flow")["k"] == ox.NamedNode(SJ + "FlowAssertion")
    with pytest.raises(BadInput, match="'1e3' is no whole number"):
        terms(store, Parameter("n", "integer", required=True), "1e3")


@pytest.mark.parametrize(
    ("typed", "known", "told"),
    [
        ("Siria", ["IR", "SI", "Syria"], ["Syria"]),  # no code is a slip of the pen for a word that holds its letters
        ("CNX", ["CN", "Chad"], ["CN"]),
        ("中国大陆人口", ["中国", "DE"], ["中国"]),
    ],
)
def test_codes_are_near_to_codes_only(typed: str, known: list[str], told: list[str]) -> None:
    assert nearest(typed, known) == told


def test_a_name_of_fifty_thousand_letters_costs_no_more_than_a_long_one() -> None:
    begun = time.process_time()
    nearest("origin" * 9_000, [f"origins-{number}" for number in range(100)])
    assert time.process_time() - begun < 0.3  # the server waits meanwhile; it took seconds


@given(st.text(max_size=12), st.lists(st.text(min_size=1, max_size=8), max_size=5))
def test_the_nearest_names_are_among_the_known_and_no_more_than_three(typed: str, known: list[str]) -> None:
    found = nearest(typed, known)
    assert len(found) <= 3
    assert set(found) <= set(known)
