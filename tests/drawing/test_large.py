"""Tables that are read as columns: the same claims as told one by one, beside studies, and by selection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sojourn
from sojourn import shipped
from sojourn.columns.answering import answer
from sojourn.drawing import asking, opening
from sojourn.drawing.build import build_view
from sojourn.drawing.gathering import gather
from sojourn.drawing.view import View
from sojourn.graph.building import build
from sojourn.graph.importing import import_tables
from sojourn.renderers.pagedata import page_data
from sojourn.stores.store import Store
from sojourn.vocabulary import PREFIXES
from tests.graph.test_importing import FLOWS, SIX, STOCKS
from tests.stores.quick import folder

STUDY = "russians-to-china"
TABLES = {*SIX, "un-desa-2020"}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """A study of 44 claims beside the 17 of seven tables."""
    with folder() as made:
        (made / "stocks.csv").write_text(STOCKS)
        (made / "flows.csv").write_text(FLOWS)
        build([shipped.GRAPHS / STUDY], made / "store")
        import_tables([made / "stocks.csv", made / "flows.csv"], made / "store")
        yield sojourn.open(made / "store").store


@pytest.fixture
def columned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every table is large."""
    monkeypatch.setattr(asking, "TABLE", 0)


@pytest.fixture(scope="module")
def mixed(store: Store) -> View:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "TABLE", 0)
        return build_view(store)


@pytest.fixture(scope="module")
def told(store: Store) -> View:
    """The same, every claim told one by one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "TABLE", 10_000)
        return build_view(store)


def facts(view: View) -> dict[tuple[str, str], tuple[Any, ...]]:
    """What the columns say of every claim, by its source and its id."""
    rows = view.rows
    assert rows is not None
    first, found = rows.first_rows(), {}
    names = {segment.first + at: (segment, at) for segment in rows.segments for at in range(segment.size)}
    nodes = {node.key: node for node in view.every_node}
    for claim in range(rows.claims):
        lines = range(first[claim], first[claim + 1])
        ends = sorted(
            tuple(rows.nodes[column[at]] if column[at] >= 0 else "" for column in columns)
            for columns in [(rows.start, rows.end, rows.place, rows.population)]
            for at in lines
        )
        period = rows.periods[rows.period[claim]] if rows.period[claim] >= 0 else None
        numbers = (rows.kind[claim], rows.measure[claim], rows.hedge[claim], rows.certainty[claim], rows.backing[claim])
        if claim < rows.details:
            told = view.claims[claim]
            name = (told.source, told.id)
            texts = (told.figure.printed if told.figure else "", told.locator.other)
        else:
            segment, at = names[claim]
            words = _words(view, claim, ends[0], nodes)
            name = (rows.sources[rows.source[claim]], segment.ids.at(at, words))
            texts = (segment.printed.at(at, words), segment.locators.at(at, words))
        found[name] = (ends, period, *map(int, numbers), str(rows.low[claim]), str(rows.high[claim]), *texts)
    return found


def _words(view: View, claim: int, ends: tuple[str, ...], nodes: dict[str, Any]) -> dict[str, str]:
    """What a template may name of a claim."""
    rows = view.rows
    assert rows is not None
    period = rows.periods[rows.period[claim]]
    start, end, place, population = (key.partition(":")[2] for key in ends)
    return {
        "start": start,
        "end": end,
        "place": place,
        "population": population,
        "of": nodes[ends[3]].home.partition(":")[2] if population else "",
        "period": str(period.first) if period.first == period.last else f"{period.first}-{period.last}",
        "low": f"{rows.low[claim]:.0f}",
    }


def of_tables(found: dict[tuple[str, str], tuple[Any, ...]]) -> dict[tuple[str, str], tuple[Any, ...]]:
    return {name: said for name, said in found.items() if name[0] in TABLES}


def test_a_table_in_columns_says_what_its_claims_say_one_by_one(told: View, mixed: View) -> None:
    assert told.rows is not None
    assert mixed.rows is not None
    assert (told.rows.details, mixed.rows.details) == (61, 44)
    assert len(of_tables(facts(mixed))) == 17
    assert facts(mixed) == facts(told)
    assert {node.key for node in mixed.nodes} == {node.key for node in told.nodes}
    assert [choice for one in mixed.memberships for choice in one.choices] == [
        choice for one in told.memberships for choice in one.choices
    ]


def test_the_same_marks_are_drawn_either_way(told: View, mixed: View) -> None:
    def marks(view: View, layer: str) -> list[tuple[Any, ...]]:
        assert view.rows is not None
        found = gather(view.rows, view.every_node, layer=layer)
        return [(b.key, b.low, b.high, b.sources, b.parts, len(b.claims)) for b in found.arrows]

    assert len(marks(told, "moves")) > 10
    for layer in ("moves", "residents"):
        assert marks(told, layer) == marks(mixed, layer)


def test_studies_are_told_and_tables_counted(mixed: View) -> None:
    assert {claim.source for claim in mixed.claims} == {STUDY}
    assert mixed.rows is not None
    assert {segment.source for segment in mixed.rows.segments} == TABLES
    assert {source.key for source in mixed.sources} >= TABLES
    assert {source.title for source in mixed.sources if source.key == "un-desa-2020"} == {
        "International Migrant Stock 2020"
    }


def test_labels_of_table_places_come_in_three_languages(mixed: View) -> None:
    labels = {node.key: node.labels for node in mixed.every_node}
    assert labels["place:JP"] == ("Japan", "日本", "Япония")
    assert mixed.node("population:born-in-JP").home == "place:JP"


def test_the_newest_figures_of_tables_come_first(mixed: View, store: Store, columned: None) -> None:
    assert mixed.opening is not None
    assert (mixed.opening.layer, mixed.opening.window) == ("moves", (2015, 2020))
    assert mixed.opening.more_steps == ((1990, 1990), (2020, 2020))
    stocks = build_view(store, studies=["un-desa-2020"]).opening
    assert stocks is not None
    assert (stocks.layer, stocks.window) == ("residents", (2020, 2020))


def test_the_finest_level_that_an_eye_can_take_in_comes_first(mixed: View, monkeypatch: pytest.MonkeyPatch) -> None:
    assert mixed.rows is not None
    levels = {}
    for most in (1000, 6, 3, 0):
        monkeypatch.setattr(opening, "MOST_PLACES", most)
        levels[most] = opening.opening_of(mixed.rows, mixed.every_node).level
    assert levels == {1000: "stated", 6: "country", 3: "subregion", 0: "continent"}


def test_only_the_named_studies_are_read(store: Store, columned: None) -> None:
    view = build_view(store, studies=["abel-cohen-mig-rate"])
    assert view.claims == ()
    assert {name for name, _ in facts(view)} == {"abel-cohen-mig-rate"}
    assert {node.key for node in view.nodes} == {"place:CN", "place:RU"}


def test_a_selection_holds_what_it_names_of_studies_and_tables(store: Store, columned: None) -> None:
    assert store.columns is not None
    _, found = answer(
        store.columns, "SELECT assertion, source, id FROM assertions WHERE id IN ('S0-19', 'JP-CN-2020')", {}
    )
    view = build_view(store, only={PREFIXES["assertion"] + str(key) for key, *_ in found})
    assert set(facts(view)) == {(STUDY, "S0-19"), ("un-desa-2020", "JP-CN-2020")}
    assert len(found) == 2


def test_a_selection_of_nothing_is_an_empty_view(store: Store, columned: None) -> None:
    view = build_view(store, only=())
    assert view.rows is not None
    assert (view.rows.claims, view.nodes) == (0, ())


def test_ids_and_locators_of_tables_are_rules(mixed: View) -> None:
    assert mixed.rows is not None
    rules = {segment.source: (segment.ids.template, segment.locators.of) for segment in mixed.rows.segments}
    assert rules["un-desa-2020"] == ("{of}-{place}-{period}", ("row #, column stock",))
    assert rules["abel-cohen-mig-rate"] == ("{start}-{end}-{period}", ("row #, column mig_rate",))


def test_the_same_store_gives_the_same_page_data(store: Store, columned: None, mixed: View) -> None:
    assert page_data(build_view(store)) == page_data(mixed)


def test_tables_in_a_store_without_columns_are_told_one_by_one(store: Store, columned: None, tmp_path: Path) -> None:
    inside = sojourn.open().store
    assert asking.large_tables(inside) == ()
    assert asking.asked(inside).store is inside
