"""Every question that has a columnar text gives the very rows that SPARQL gives, cell by cell and in the same order."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad

from sojourn.graph.opening import shipped_store
from sojourn.queries import columnar
from sojourn.queries.engines import answered
from sojourn.queries.named import listings, load, names
from sojourn.rdf.entities import registry_quads, source_triples
from sojourn.rdf.writing import assertion_quads
from sojourn.sheets import load_registry
from sojourn.stores.embedded import EmbeddedStore
from tests.queries.projected import project
from tests.queries.test_questions_golden import CASES, question
from tests.shared import SHARED
from tests.strategies import Written, studies

ASKED: dict[str, list[dict[str, str]]] = {
    "about-place": [
        {"place": "China", "at": "2020"},
        {"place": "Heilongjiang", "at": "2015"},
        {"place": "RU", "at": "2018", "known": "2024"},
        {"place": "CN", "at": "2021", "known": "2025-06"},
    ],
    "cities": [{"population": "Russians", "place": "China"}, {"population": "talent", "place": "RU"}],
    "claims": [{}],
    "connection": [
        {"first": "Russia", "second": "China"},
        {"first": "Russians", "second": "China"},
        {"first": "Russians", "second": "Siberia"},
        {"first": "Harbin", "second": "Jilin"},
        {"first": "Harbin", "second": "China"},
        {"first": "HK", "second": "Russia"},
        {"first": "population:talent", "second": "engineer"},
    ],
    "corridor": [
        {"origin": "Russia", "destination": "China"},
        {"origin": "China", "destination": "CN", "last_year": "2019"},
        {"origin": "RU", "destination": "CN", "first_year": "2014"},
    ],
    "corridors": [
        {},
        {"level": "continent"},
        {"level": "subregion"},
        {"method": "expertEstimate", "top": "3"},
        {"population": "Russians", "first_year": "2018"},
    ],
    "disagreements": [{}, {"place": "China"}, {"kind": "flow", "top": "2"}],
    "flows": [{}],
    "gaps": [{}],
    "kind-of-number": [{}],
    "largest-stocks": [{}, {"place": "China", "top": "4"}, {"population": "Russians", "first_year": "2021"}],
    "net-between": [{"first": "Russia", "second": "China"}, {"first": "CN", "second": "RU"}],
    "net-flows": [{}, {"level": "continent"}, {"place": "China", "last_year": "2016"}, {"level": "subregion"}],
    "origins": [{"population": "Russians", "place": "China"}],
    "population-losses": [{}, {"place": "China", "population": "Residents"}, {"population": "talent"}],
    "population-types": [{}, {"population": "Russians"}, {"population": "talent"}],
    "professions": [{}, {"population": "Russians"}, {"population": "talent"}],
    "residences": [{}],
    "sign": [
        {"place": "China", "population": "Russians"},
        {"place": "RU", "population": "Residents"},
        {"place": "CN-HL", "population": "Residents"},
        {"place": "HK", "population": "foreigners"},
    ],
    "single-root": [{}],
    "stock-by-count": [{"population": "Russians", "place": "China"}],
    "time-series": [
        {"place": "China"},
        {"origin": "RU", "place": "CN"},
        {"place": "CN-BJ", "population": "Russians", "kind": "stock"},
        {"place": "CN", "kind": "flow"},
    ],
    "top-corridors": [
        {},
        {"first_year": "2015", "last_year": "2017"},
        {"top": "3"},
        {"top": "5", "first_year": "2015"},
    ],
    "touching-region": [
        {"place": "Siberia"},
        {"place": "China"},
        {"place": "rust belt"},
        {"place": "first-tier-cities"},
    ],
    "why-differ": [
        {"place": "Beijing", "population": "Russians"},
        {"place": "CN", "population": "Russians"},
        {"place": "RU", "population": "population:talent"},
    ],
    "withdrawal": [],
    "wording-drift": [{}],
}
"""What is asked of the columns of any graph."""

SOME = 150 if os.environ.get("SOJOURN_SOAK") else 4
"""How many generated graphs are asked."""

SHIPPED = [(name, params) for name, several in ASKED.items() for params in several] + [
    (question(case), params) for case, params in CASES.items() if question(case) in ASKED
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    return project(shipped_store(), tmp_path_factory.mktemp("columns"))


def same(store: EmbeddedStore, name: str, params: dict[str, str]) -> int:
    """Asks both ways, and says how many rows both gave."""
    query = load(name)
    sparql = answered(store, query, params, engine="sparql")
    columns = answered(store, query, params, engine="columns")
    assert columns.table.columns == sparql.table.columns
    assert list(columns.table.rows) == list(sparql.table.rows)
    assert (sparql.engine, columns.engine) == ("sparql", "columns")
    return len(columns.table)


def test_every_columnar_text_is_asked_for_here() -> None:
    assert set(ASKED) == set(columnar.names())
    assert set(columnar.names()) <= {*names(), *listings()}


@pytest.mark.parametrize(("name", "params"), SHIPPED)
def test_columns_answer_as_sparql_does_on_the_shipped_graph(
    store: EmbeddedStore, name: str, params: dict[str, str]
) -> None:
    same(store, name, params)


@pytest.mark.parametrize(
    ("name", "params", "rows"),
    [
        ("corridor", {"origin": "Russia", "destination": "China"}, 34),
        ("gaps", {}, 20),
        ("largest-stocks", {"top": "4"}, 4),
        ("population-losses", {}, 11),
        ("cities", {"population": "Russians", "place": "China"}, 8),
    ],
)
def test_both_ways_find_something(store: EmbeddedStore, name: str, params: dict[str, str], rows: int) -> None:
    assert same(store, name, params) == rows


@pytest.mark.parametrize("name", ["claims", "flows", "residences", "largest-stocks"])
@pytest.mark.parametrize("engine", ["sparql", "columns"])
def test_of_more_rows_than_are_wanted_the_first_are_given(store: EmbeddedStore, name: str, engine: str) -> None:
    query = load(name)
    whole = answered(store, query, engine="sparql").table
    few = answered(store, query, engine=engine, most=4).table
    assert (few.rows, few.cut) == (whole.rows[:4], True)
    every = answered(store, query, engine=engine, most=len(whole)).table
    assert (every.rows, every.cut, whole.cut) == (whole.rows, False, False)


def quads(study: Written) -> Iterator[Quad]:
    """A generated study with the registry, whose places and populations it speaks of."""
    yield from assertion_quads(study.assertions)
    for source in study.sources:
        yield from registry_quads(source_triples(source))


REGISTRY = load_registry()


@st.composite
def crowded(draw: st.DrawFn) -> Written:
    """Studies whose claims meet: many of the same few kinds, places, people and times."""
    from dataclasses import replace

    study = draw(studies(most=7))
    keys = draw(
        st.lists(st.sampled_from(["CN", "RU", "HK", "CN-HL", "harbin", "US", "siberia"]), min_size=2, max_size=3)
    )
    moved = []
    for assertion in study.assertions:
        places = {
            facet: tuple(dict.fromkeys(draw(st.sampled_from(keys)) for _ in getattr(assertion, facet)))
            for facet in ("origin", "destination", "place")
        }
        places["destination"] = tuple(key for key in places["destination"] if key not in places["origin"])
        moved.append(replace(assertion, **places))  # type: ignore[arg-type]  # facets by name
    known = {assertion.id: assertion.digest() for assertion in moved}
    return Written(tuple(moved) if len(set(known.values())) == len(moved) else study.assertions, study.sources)


@settings(max_examples=SOME, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(crowded())
def test_columns_answer_as_sparql_does_on_any_graph(study: Written) -> None:
    store = EmbeddedStore.of([*REGISTRY_QUADS, *quads(study)])
    with tempfile.TemporaryDirectory() as folder:
        project(store, Path(folder))
        of_study = [("withdrawal", {"source": f"source:{source.key}"}) for source in study.sources[:2]]
        of_study += [("single-root", params) for _, params in of_study]
        for name, params in [*of_study, *((name, params) for name, several in ASKED.items() for params in several)]:
            same(store, name, params)


REGISTRY_QUADS: list[Quad] = [
    quad
    for quad in shipped_store().quads()
    if quad.graph_name.value.endswith(("/registry", "/ontology"))  # type: ignore[union-attr]  # every graph has a name
]


def imported(path: Path, importer: str, keep: str, into: Path) -> EmbeddedStore:
    """A store with some rows of a table that nobody here wrote, and its columns."""
    from sojourn.graph.importing import import_tables
    from sojourn.stores.reading import open_store

    if not path.is_file():
        pytest.skip(f"{path.name} is not at hand; SOJOURN_SHARED names the folder with the tables of others")
    with path.open(encoding="utf-8") as lines:
        header, wanted = next(lines), [line for line in lines if re.search(keep, line)]
    part = into / path.name
    part.write_text(header + "".join(wanted), encoding="utf-8")
    import_tables([part], into / "store", name=importer)
    return open_store(into / "store")


OFFICIAL = {
    "un_desa_stock_2020_long.csv": (
        "un-desa",
        r"^(2015|2020),(China|Russia[^,]*|Mexico),(China|Russia[^,]*|United States[^,]*),",
    ),
    "abel_cohen_flows_1990_2020_long.csv": (
        "abel-cohen",
        r"^(2010|2015),(China|Russia[^,]*|Hong Kong[^,]*),(China|Russia[^,]*|Japan),",
    ),
}
"""Some rows of the tables in ../shared/data: importer, and which lines are kept."""


@pytest.mark.parametrize("file", sorted(OFFICIAL))
def test_columns_answer_as_sparql_does_on_official_tables(tmp_path: Path, file: str) -> None:
    importer, keep = OFFICIAL[file]
    store = imported(SHARED / "data" / file, importer, keep, tmp_path)
    rows = {
        name: same(store, name, params)
        for name, params in (
            ("corridor", {"origin": "RU", "destination": "CN"}),
            ("corridors", {}),
            ("corridors", {"level": "continent"}),
            ("net-flows", {"level": "continent"}),
            ("disagreements", {"top": "500"}),
            ("largest-stocks", {}),
            ("time-series", {"place": "CN", "origin": "RU"}),
            ("top-corridors", {}),
        )
    }
    assert rows["corridor"] == {"un-desa": 2, "abel-cohen": 12}[importer]
    assert (rows["disagreements"] > 0) == (importer == "abel-cohen")
