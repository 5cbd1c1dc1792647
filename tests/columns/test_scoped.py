"""The assertions of a scope, found in columns and read from quads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sojourn import shipped
from sojourn.columns.scoped import Wanted, names_of, scoped, studied
from sojourn.graph.building import build
from sojourn.graph.importing import import_tables
from sojourn.rdf.reading import read_assertions
from sojourn.rdf.writing import assertion_iri
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.reading import open_store
from tests.graph.test_importing import FLOWS, STOCKS
from tests.stores.quick import folder


@pytest.fixture(scope="module")
def store() -> Iterator[EmbeddedStore]:
    """A study beside two tables."""
    with folder() as made:
        (made / "stocks.csv").write_text(STOCKS)
        (made / "flows.csv").write_text(FLOWS)
        build([shipped.GRAPHS / "rust-belt"], made / "store")
        import_tables([made / "stocks.csv", made / "flows.csv"], made / "store")
        yield open_store(made / "store")


CASES: dict[str, tuple[Wanted, set[str]]] = {
    "nothing": (Wanted(), set()),
    "an id": (Wanted(ids={"JP-CN-2020"}), {"JP-CN-2020"}),
    "an id that is not there": (Wanted(ids={"XX"}), set()),
    "people": (Wanted(people=lambda key: key == "born-in-CN"), {"CN-RU-1990", "CN-RU-2020"}),
    "no people": (Wanted(people=lambda _: False), set()),
    "people and an id": (
        Wanted(people=lambda key: key == "born-in-JP", ids={"CN-RU-1990"}),
        {"JP-CN-2020", "CN-RU-1990"},
    ),
    "people in a place": (
        Wanted(place="CN", people=lambda key: key == "born-in-RU"),
        {"RU-CN-1990", "RU-CN-2020"},
    ),
    "a place, also as an end": (
        Wanted(place="RU"),
        {"CN-RU-1990", "CN-RU-2020", "RU-CN-2015-2020", "CN-RU-2015-2020"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_columns_tell_which_rows_are_wanted(name: str, store: EmbeddedStore) -> None:
    wanted, ids = CASES[name]
    names = names_of(store, wanted)
    assert names == sorted(set(names))
    of_tables = {each.id for each in scoped(store, names)} - {each.id for each in studied(store)}
    assert of_tables == ids


def test_what_is_read_by_name_is_what_is_read_with_everything(store: EmbeddedStore) -> None:
    everything = {assertion_iri(each): each for each in read_assertions(store.quads())}
    some = scoped(store, names_of(store, Wanted(place="RU")))
    assert some == [everything[assertion_iri(each)] for each in some]
    assert {assertion_iri(each) for each in studied(store)} <= {assertion_iri(each) for each in some}


def test_all_names_give_everything(store: EmbeddedStore) -> None:
    everything = read_assertions(store.quads())
    found = scoped(store, [assertion_iri(each) for each in everything])
    assert sorted(map(assertion_iri, found)) == sorted(map(assertion_iri, everything))
