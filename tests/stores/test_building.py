"""A store appears whole or not at all, and is refused when it is not what its manifest says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from sojourn.errors import StoreError
from sojourn.stores import building
from sojourn.stores.building import build_store, quads_hash
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.reading import open_store

SJ = "https://w3id.org/sojourn/ns#"


def quads(count: int) -> list[ox.Quad]:
    return [
        ox.Quad(ox.NamedNode(f"{SJ}a{i}"), ox.NamedNode(f"{SJ}low"), ox.Literal(i), ox.NamedNode(f"{SJ}g{i % 3}"))
        for i in range(count)
    ]


def count(store: EmbeddedStore) -> int:
    answer = store.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert isinstance(answer, ox.QuerySolutions)
    return int(next(answer)["n"].value)


def test_what_is_built_is_what_is_read(tmp_path: Path) -> None:
    assert build_store(quads(500), tmp_path / "store", sources={"a.csv": "00"}) == 500
    opened = open_store(tmp_path / "store")
    assert quads_hash(opened.quads()) == quads_hash(quads(500))
    assert count(opened) == 500


def test_the_manifest_names_sources_counts_hash_and_versions(tmp_path: Path) -> None:
    build_store(quads(7), tmp_path / "store", sources={"b.csv": "22", "a.csv": "11"})
    manifest = json.loads((tmp_path / "store" / "manifest.json").read_text())
    assert (manifest["quads"], manifest["sources"]) == (7, {"a.csv": "11", "b.csv": "22"})
    assert manifest["sha256"] == quads_hash(quads(7))
    assert set(manifest) == {"layout", "quads", "sha256", "sources", "sojourn", "pyoxigraph"}


def test_the_hash_does_not_depend_on_the_order() -> None:
    assert quads_hash(quads(20)) == quads_hash(reversed(quads(20)))


def test_an_existing_store_is_kept_unless_force_is_given(tmp_path: Path) -> None:
    build_store(quads(3), tmp_path / "store", sources={})
    with pytest.raises(StoreError, match=r"already exists\n  Choose another name, or replace it with --force"):
        build_store(quads(4), tmp_path / "store", sources={})
    assert count(open_store(tmp_path / "store")) == 3
    build_store(quads(4), tmp_path / "store", sources={}, force=True)
    assert count(open_store(tmp_path / "store")) == 4


def test_a_folder_that_is_no_store_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("keep me")
    with pytest.raises(StoreError, match="is not a store, and is not replaced"):
        build_store(quads(1), tmp_path / "letters", sources={}, force=True)
    assert (tmp_path / "letters" / "dear.txt").read_text() == "keep me"


@pytest.mark.parametrize("stage", ["_fill", "_swap"])
def test_a_build_that_fails_leaves_nothing_behind_and_the_old_store_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    build_store(quads(3), tmp_path / "store", sources={})

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(building, stage, full)
    with pytest.raises(StoreError, match="No space left on device"):
        build_store(quads(9), tmp_path / "store", sources={}, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["store"]
    assert count(open_store(tmp_path / "store")) == 3


def test_a_failing_source_of_quads_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> Iterator[ox.Quad]:
        yield from quads(10)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_store(broken(), tmp_path / "store", sources={})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (shutil.rmtree, "there is no store here"),
        (lambda s: (s / "manifest.json").unlink(), "has no manifest, so it is no finished store"),
        (lambda s: (s / "manifest.json").write_text("{"), "its manifest cannot be read"),
        (lambda s: (s / "manifest.json").write_text("[]"), "its manifest cannot be read"),
        (lambda s: shutil.rmtree(s / "quads"), "its quads are missing"),
        (
            lambda s: (s / "manifest.json").write_text('{"layout": 99, "quads": 3}'),
            "has layout 99; this version reads 1",
        ),
        (
            lambda s: (s / "manifest.json").write_text('{"layout": 1, "quads": 4}'),
            "holds 3 quads; its manifest says 4",
        ),
    ],
)
def test_a_store_that_does_not_match_its_manifest_is_refused_with_the_command_that_rebuilds_it(
    tmp_path: Path, damage: object, message: str
) -> None:
    store = tmp_path / "store"
    build_store(quads(3), store, sources={})
    damage(store)  # type: ignore[operator]  # a table of lambdas
    with pytest.raises(StoreError) as caught:
        open_store(store)
    assert caught.value.what == message
    assert caught.value.advice == f"Build it with 'sojourn build STUDY… -o {store}'."


def test_an_opened_store_cannot_be_written(tmp_path: Path) -> None:
    build_store(quads(3), tmp_path / "store", sources={})
    with pytest.raises(StoreError, match="the store is read-only"):
        open_store(tmp_path / "store").add(quads(5))


def test_any_graph_opens_as_an_rdflib_dataset_on_the_same_data() -> None:
    store = EmbeddedStore.of(quads(6))
    dataset = store.to_rdflib()
    assert len(list(dataset.quads((None, None, None, None)))) == 6
    found = list(dataset.query(f"SELECT ?s WHERE {{ ?s <{SJ}low> 4 }}"))
    assert [str(row[0]) for row in found] == [f"{SJ}a4"]  # type: ignore[index]  # rdflib types rows loosely
