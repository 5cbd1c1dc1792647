"""The registry as small tables says what the registry graph says."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from sojourn.columns.engine import connected
from sojourn.columns.registry import registry_rows, views, write_registry
from sojourn.columns.schema import PROJECTION, REGISTRY
from sojourn.model import Containment, Names, Place, Population, Source
from sojourn.rdf.entities import place_triples, population_triples, registry_quads, source_triples
from sojourn.sheets import load_registry
from sojourn.shipped import REGISTRY as SHIPPED
from sojourn.stores.embedded import EmbeddedStore
from sojourn.vocabulary import PREFIXES

_SJ = f"PREFIX sj: <{PREFIXES['sj']}> PREFIX rdfs: <{PREFIXES['rdfs']}>"


@pytest.fixture(scope="module")
def shipped() -> EmbeddedStore:
    return EmbeddedStore.from_files([SHIPPED / "registry.trig"])


@pytest.fixture(scope="module")
def written(shipped: EmbeddedStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("columns")
    counts = write_registry(shipped, folder)
    assert set(counts) == set(REGISTRY)
    assert {path.stem for path in folder.iterdir()} == set(REGISTRY)
    return folder


def asked(folder: Path, query: str) -> list[tuple[object, ...]]:
    with connected() as connection:
        views(connection, folder)
        return connection.execute(query).fetchall()


def test_every_place_has_its_type_and_its_english_name(written: Path) -> None:
    registry = load_registry()
    expected = {(place.key, place.type, place.names.en) for place in registry.places.values()}
    found = set(asked(written, "SELECT place, type, label FROM places WHERE type IS NOT NULL"))
    assert {row[0] for row in found} <= {row[0] for row in expected}
    assert len(found) > 40
    assert found <= expected


@pytest.mark.parametrize(
    ("table", "relation", "columns"),
    [("lies_in", "liesIn", "place, container"), ("included_in", "includedIn", "population, container")],
)
def test_a_closure_has_every_pair_of_the_graph(
    written: Path, shipped: EmbeddedStore, table: str, relation: str, columns: str
) -> None:
    pairs = shipped.query(f"{_SJ} SELECT ?a ?b WHERE {{ ?a sj:{relation} ?b }}")
    keys = {tuple(term.value.rsplit("/", 1)[1] for term in pair) for pair in pairs}  # type: ignore[union-attr]  # a SELECT
    found = asked(written, f"SELECT {columns} FROM {table}")
    assert len(found) == len(keys) > 50
    assert set(found) == keys


def test_a_small_registry_is_written_word_by_word(tmp_path: Path) -> None:
    places = {
        place.key: place
        for place in (
            Place(key="CN", type="country", names=Names(en="China", zh="中国")),
            Place(key="harbin", type="city", names=Names(en="Harbin"), within=(Containment(container="CN"),)),
            Place(key="cote d'ivoire", type="country", names=Names(en="Côte d'Ivoire")),
        )
    }
    people = {
        one.key: one
        for one in (
            Population(key="workers", names=Names(en="Workers"), residence_status="longTermWorker"),
            Population(
                key="both",
                names=Names(en="Both"),
                country=("CN", "RU"),
                criterion="citizenship",
                subpopulation_of=("workers",),
            ),
        )
    }
    sources = (
        Source(key="un-desa", type="dataset", title="Stock", publisher="UN", edition="Revision 2020"),
        Source(key="cited", type="report", title="Known by citation", seen=False),
    )
    triples = [
        *(triple for place in places.values() for triple in place_triples(place, places)),
        *(triple for one in people.values() for triple in population_triples(one, people)),
        *(triple for source in sources for triple in source_triples(source)),
    ]
    counts = write_registry(EmbeddedStore.of(registry_quads(triples)), tmp_path)
    assert counts == {"places": 3, "lies_in": 4, "populations": 3, "included_in": 3, "sources": 2}
    assert asked(tmp_path, "SELECT * FROM places") == [
        ("CN", "country", "China"),
        ("cote d'ivoire", "country", "Côte d'Ivoire"),
        ("harbin", "city", "Harbin"),
    ]
    assert asked(tmp_path, "SELECT * FROM lies_in WHERE place = 'harbin'") == [("harbin", "CN"), ("harbin", "harbin")]
    assert asked(tmp_path, "SELECT * FROM populations") == [
        ("both", "citizenship", "CN", None, "Both"),
        ("both", "citizenship", "RU", None, "Both"),
        ("workers", "notStated", None, "longTermWorker", "Workers"),
    ]
    assert asked(tmp_path, "SELECT * FROM included_in WHERE population = 'both'") == [
        ("both", "both"),
        ("both", "workers"),
    ]
    assert asked(tmp_path, "SELECT * FROM sources") == [
        ("cited", "Known by citation", None, None),
        ("un-desa", "Stock", "UN", "Revision 2020"),
    ]


def test_the_same_registry_gives_the_same_bytes(shipped: EmbeddedStore, written: Path, tmp_path: Path) -> None:
    write_registry(shipped, tmp_path)
    for table in REGISTRY:
        assert (tmp_path / f"{table}.parquet").read_bytes() == (written / f"{table}.parquet").read_bytes()


def test_an_empty_store_has_empty_tables_and_a_missing_file_is_an_empty_view(tmp_path: Path) -> None:
    assert registry_rows(EmbeddedStore.of([])) == {table: [] for table in REGISTRY}
    with connected() as connection:
        views(connection, tmp_path)
        for table, columns in {"assertions": PROJECTION, **REGISTRY}.items():
            described = connection.execute(f"DESCRIBE {table}").fetchall()
            assert [(name, kind) for name, kind, *_ in described] == list(columns)
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchall() == [(0,)]


def test_views_of_another_folder_replace_those_before(
    written: Path, tmp_path: Path, engine: duckdb.DuckDBPyConnection
) -> None:
    views(engine, written)
    assert engine.execute("SELECT count(*) > 40 FROM places").fetchall() == [(True,)]
    views(engine, tmp_path)
    assert engine.execute("SELECT count(*) FROM places").fetchall() == [(0,)]
