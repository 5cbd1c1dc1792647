"""What is refused where a store holds too much, and what is read where a question needs little of a large one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import sojourn
from sojourn import shipped
from sojourn.drawing import asking
from sojourn.errors import BadInput
from sojourn.graph import comparing, limits
from sojourn.graph.building import build
from sojourn.graph.importing import import_tables
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.store import claims_of
from tests.graph.test_importing import FLOWS, STOCKS
from tests.stores.quick import folder

STUDY = "russians-to-china"


@pytest.fixture(scope="module")
def store() -> Iterator[Path]:
    """A study beside two tables: 41 claims of which 17 are rows."""
    with folder() as made:
        (made / "stocks.csv").write_text(STOCKS)
        (made / "flows.csv").write_text(FLOWS)
        build([shipped.GRAPHS / STUDY], made / "store")
        import_tables([made / "stocks.csv", made / "flows.csv"], made / "store")
        yield made / "store"


@pytest.fixture
def graph(store: Path) -> sojourn.Graph:
    return sojourn.open(store)


WORKS: dict[str, tuple[str, Callable[[sojourn.Graph, Path], object]]] = {
    "draw": ("draw", lambda graph, to: graph.draw(to / "graph.html")),
    "export": ("export", lambda graph, to: graph.export(to / "claims.csv")),
    "export as RDF": ("export", lambda graph, to: graph.export(to / "all.nq")),
    "networkx": ("export", lambda graph, _: graph.to_networkx()),
    "compare": ("compare", lambda graph, _: graph.compare()),
    "compare one with all": ("compare", lambda graph, _: graph.compare("S0-19")),
    "reconcile": ("reconcile", lambda graph, _: graph.reconcile()),
    "reconcile a scope": ("reconcile", lambda graph, _: graph.reconcile(place="China")),
}


@pytest.mark.parametrize("name", WORKS)
def test_a_store_that_holds_too_much_is_refused_before_it_is_read(
    name: str, store: Path, graph: sojourn.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unread(*_: object) -> None:
        raise AssertionError("quads were read")

    work, run = WORKS[name]
    held = claims_of(graph.store)
    monkeypatch.setitem(limits.MOST, work, held - 1)
    monkeypatch.setattr(EmbeddedStore, "quads", unread)
    with pytest.raises(BadInput) as refused:
        run(graph, tmp_path)
    assert refused.value.where == str(store)
    assert f"the store holds {held} claims" in refused.value.what
    assert refused.value.what.endswith(f"at most {held - 1}")
    assert "sojourn ask" in refused.value.advice
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("work", ["draw", "export", "compare", "reconcile"])
def test_a_store_that_holds_just_as_much_as_is_taken_is_not_refused(
    work: str, graph: sojourn.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.MOST, work, claims_of(graph.store))
    limits.refuse_large(graph.store, work)


def test_a_graph_in_memory_has_no_manifest_and_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.MOST, "draw", 0)
    inside = sojourn.open().store
    if inside.columns is None:
        limits.refuse_large(inside, "draw")
        assert claims_of(inside) == 0


SCOPES: dict[str, dict[str, str]] = {
    "people in a place": {"population": "Russians", "place": "China"},
    "people born somewhere": {"population": "born-in-RU"},
    "a place": {"place": "China"},
    "a place at which only rows begin": {"place": "Russia"},
    "two claims": {"first": "S0-19", "second": "S0-20"},
    "a claim of the study and one of a table": {"first": "S0-19", "second": "RU-CN-2020"},
    "a claim with those about a place": {"first": "S0-19", "place": "China"},
}


@pytest.mark.parametrize("name", SCOPES)
@pytest.mark.parametrize("pairs", [0, 200], ids=["as many figures", "as few figures"])
def test_what_is_read_of_a_scope_compares_as_if_all_were_read(
    name: str, pairs: int, graph: sojourn.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "LARGEST", pairs)
    plain = graph.compare(**SCOPES[name])
    monkeypatch.setattr(comparing, "SCOPED_FROM", 0)
    monkeypatch.setitem(limits.MOST, "compare", claims_of(graph.store) - 1)
    few = graph.compare(**SCOPES[name])
    assert few.figures >= 2
    assert few.to_json() == plain.to_json()
    assert few.in_words(everything=True) == plain.in_words(everything=True)


def test_a_scope_that_holds_too_much_is_refused_with_its_number(
    graph: sojourn.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "SCOPED_FROM", 0)
    monkeypatch.setitem(limits.MOST, "compare", 3)
    with pytest.raises(BadInput, match=r"the scope holds \d+ claims; compare reads at most 3"):
        graph.compare(place="China")


@pytest.mark.parametrize("where", ["memory", "disk"])
def test_a_picture_tells_only_so_many_claims_one_by_one(
    where: str, graph: sojourn.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = graph.store if where == "disk" else EmbeddedStore.from_files([shipped.GRAPHS / STUDY / f"{STUDY}.trig"])
    monkeypatch.setattr(limits, "MOST_TOLD", 30)
    with pytest.raises(BadInput, match="one by one; it tells at most 30") as refused:
        limits.refuse_large(held, "draw")
    assert "sojourn import" in refused.value.advice


def test_what_a_large_table_says_is_not_told_one_by_one(graph: sojourn.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_TOLD", 30)
    monkeypatch.setattr(asking, "_large", lambda store: [{"assertions": claims_of(store) - 24, "graphs": {}}])
    limits.refuse_large(graph.store, "draw")
