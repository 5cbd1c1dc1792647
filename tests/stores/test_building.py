"""A store appears whole or not at all, and is refused when it is not what its manifest says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from sojourn.errors import BadInput, StoreError
from sojourn.stores import building
from sojourn.stores.building import writing
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.generations import Manifest, read_manifest
from sojourn.stores.reading import open_store
from sojourn.vocabulary import GRAPH, SJ
from tests.stores.made_up import MadeUp, lies_in, put


def count(store: EmbeddedStore) -> int:
    answer = store.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert isinstance(answer, ox.QuerySolutions)
    return int(next(answer)["n"].value)


def current(store: Path) -> Path:
    return (store / "CURRENT").resolve()


def test_what_is_built_is_what_is_read(quick_path: Path) -> None:
    part = MadeUp("a", 250)
    assert put(quick_path / "store", part).quads == 500
    opened = open_store(quick_path / "store")
    assert set(opened.quads()) == set(part.quads())
    assert count(opened) == 500
    assert opened.columns == quick_path / "store" / "generations" / "000001" / "columns"
    assert opened.manifest is not None
    assert opened.manifest["assertions"] == 250


def test_a_store_is_a_link_a_lock_and_generations(quick_path: Path) -> None:
    put(quick_path / "store", MadeUp("a"))
    assert sorted(path.name for path in (quick_path / "store").iterdir()) == ["CURRENT", "generations", "lock"]
    assert (quick_path / "store" / "CURRENT").readlink() == Path("generations/000001")
    found = sorted(path.name for path in current(quick_path / "store").iterdir())
    assert found == ["columns", "manifest.json", "parts", "quads"]


def test_the_manifest_tells_parts_graphs_files_and_versions(quick_path: Path) -> None:
    put(quick_path / "store", MadeUp("a", 3), MadeUp("b", 4))
    told = json.loads((current(quick_path / "store") / "manifest.json").read_bytes())
    assert (told["layout"], told["quads"], told["assertions"]) == (2, 14, 7)
    assert {key: (part["quads"], part["assertions"]) for key, part in told["parts"].items()} == {
        "a": (6, 3),
        "b": (8, 4),
    }
    assert told["parts"]["a"]["graphs"][GRAPH + "a"]["sha256"] == told["parts"]["a"]["sha256"]
    assert set(told["versions"]) == {"sojourn", "pyoxigraph", "duckdb"}
    on_disk = {
        str(path.relative_to(current(quick_path / "store"))): path.stat().st_size
        for path in current(quick_path / "store").rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert {name: size for name, (size, _) in told["files"].items()} == on_disk


def test_a_manifest_is_read_back_as_it_was_written(quick_path: Path) -> None:
    written = put(quick_path / "store", MadeUp("a", 3, places={"harbin": "CN"}))
    found = read_manifest(quick_path / "store")
    assert found is not None
    assert found[1] == written
    assert Manifest.from_bytes(written.to_bytes()) == written


def test_a_manifest_in_which_any_byte_was_changed_is_not_taken(quick_path: Path) -> None:
    data = put(quick_path / "store", MadeUp("a", 1)).to_bytes()
    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises(ValueError, match=r"it is no manifest|its digest does not fit"):
            Manifest.from_bytes(changed)


def test_a_line_that_comes_twice_is_one_quad(quick_path: Path) -> None:
    once = put(quick_path / "once", MadeUp("a", 30))
    twice = put(quick_path / "twice", MadeUp("a", 30, twice=True))
    assert (twice.quads, twice.sha256) == (once.quads, once.sha256)


def test_parts_are_added_replaced_and_dropped(quick_path: Path) -> None:
    store = quick_path / "store"
    put(store, MadeUp("a", 3), MadeUp("b", 4))
    put(store, MadeUp("b", 2, start=10), MadeUp("c", 1))
    assert count(open_store(store)) == 6 + 4 + 2
    put(store, drop=["a"])
    opened = open_store(store)
    assert opened.graphs() == [GRAPH + "b", GRAPH + "c"]
    lows = opened.query(f"SELECT ?n WHERE {{ ?a <{SJ}low> ?n }}")
    assert isinstance(lows, ox.QuerySolutions)
    assert sorted(int(row["n"].value) for row in lows) == [0, 10, 11]


def test_two_parts_cannot_speak_for_one_source(quick_path: Path) -> None:
    put(quick_path / "store", MadeUp("a"))

    class Thief(MadeUp):
        def lines(self) -> Iterator[tuple[bytes, int]]:
            return MadeUp("a").lines()

    with pytest.raises(BadInput, match="'a' and 'thief' both speak for 'a'"):
        put(quick_path / "store", Thief("thief"))
    assert count(open_store(quick_path / "store")) == 10


@pytest.mark.parametrize("key", ["registry", "ontology", "derived"])
def test_a_source_cannot_take_the_name_of_a_shared_graph(quick_path: Path, key: str) -> None:
    with pytest.raises(BadInput, match=f"'{key}' is no key for a source"):
        put(quick_path / "store", MadeUp(key))
    assert list(quick_path.iterdir()) == []


def test_a_study_does_not_replace_a_table_of_its_name(quick_path: Path) -> None:
    put(quick_path / "store", MadeUp("a"))
    with pytest.raises(BadInput, match="holds a table called 'a'"):
        put(quick_path / "store", MadeUp("a", kind="study"))


def test_what_one_part_says_of_a_place_and_another_of_its_container_is_put_together(quick_path: Path) -> None:
    store = quick_path / "store"
    put(store, MadeUp("study", places={"harbin": "CN"}))
    assert lies_in("harbin", "eastern-asia") not in set(open_store(store).quads())
    put(store, MadeUp("table", places={"CN": "eastern-asia"}))
    assert lies_in("harbin", "eastern-asia") in set(open_store(store).quads())
    put(store, drop=["table"])
    assert lies_in("harbin", "eastern-asia") not in set(open_store(store).quads())


def test_a_folder_that_is_no_store_is_never_replaced(quick_path: Path) -> None:
    (quick_path / "letters").mkdir()
    (quick_path / "letters" / "dear.txt").write_text("keep me")
    with pytest.raises(StoreError, match="is not a store, and is not replaced"):
        put(quick_path / "letters", MadeUp("a"))
    assert (quick_path / "letters" / "dear.txt").read_text() == "keep me"
    with pytest.raises(StoreError, match="is a file, not the folder of a store"):
        put(quick_path / "letters" / "dear.txt", MadeUp("a"))


@pytest.mark.parametrize("stage", ["_described", "sync_tree", "swap", "Quads"])
def test_a_build_that_fails_leaves_nothing_behind_and_the_old_store_answers(
    quick_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    store = quick_path / "store"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(building, stage, full)
        with pytest.raises(StoreError, match="No space left on device"):
            put(store, MadeUp("a", 9))
        assert list(quick_path.iterdir()) == []
    put(store, MadeUp("a", 3))
    with monkeypatch.context() as patched:
        patched.setattr(building, stage, full)
        with pytest.raises(StoreError, match="No space left on device"):
            put(store, MadeUp("b", 9))
    assert sorted(path.name for path in store.iterdir()) == ["CURRENT", "generations", "lock"]
    assert [path.name for path in (store / "generations").iterdir()] == ["000001"]
    assert count(open_store(store)) == 6


def test_stopping_a_build_leaves_nothing_behind(quick_path: Path) -> None:
    class Stopped(MadeUp):
        def lines(self) -> Iterator[tuple[bytes, int]]:
            yield from super().lines()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put(quick_path / "store", Stopped("a", 1000))
    assert list(quick_path.iterdir()) == []


def test_lines_that_are_no_quads_are_refused_and_nothing_is_left(quick_path: Path) -> None:
    class Broken(MadeUp):
        def lines(self) -> Iterator[tuple[bytes, int]]:
            yield f"<a> <b> <c> <{GRAPH}a> .\n".encode(), 1

    with pytest.raises(StoreError, match="quads could not be read back"):
        put(quick_path / "store", Broken("a"))
    assert list(quick_path.iterdir()) == []


BUILD, FORCE, AGAIN = "Build it with", "Build it anew with 'sojourn build STUDY", "--again'; 'sojourn verify"


def _empty(store: Path) -> None:
    shutil.rmtree(store)
    store.mkdir()


def _cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 1)


def _edit(path: Path, **changes: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_bytes()) | changes))


@pytest.mark.parametrize(
    ("damage", "message", "advice"),
    [
        (lambda s, _: shutil.rmtree(s), "there is no store here", BUILD),
        (lambda s, _: (s / "CURRENT").unlink(), "its link CURRENT is missing", "ln -sfn generations/000001 "),
        (lambda s, _: _empty(s), "has no manifest, so it is no finished store", BUILD),
        (lambda _, g: shutil.rmtree(g), "its link CURRENT leads nowhere", FORCE),
        (lambda _, g: (g / "manifest.json").unlink(), "its manifest is missing", FORCE),
        (lambda _, g: (g / "manifest.json").write_text("{"), "its manifest cannot be read", FORCE),
        (lambda _, g: (g / "manifest.json").write_text("[]"), "its manifest cannot be read", FORCE),
        (lambda _, g: _edit(g / "manifest.json", files=5), "its manifest was changed since it was built", FORCE),
        (lambda _, g: _edit(g / "manifest.json", assertions=7), "its manifest was changed since it was built", FORCE),
        (lambda _, g: _edit(g / "manifest.json", parts=[]), "its manifest was changed since it was built", FORCE),
        (lambda _, g: _edit(g / "manifest.json", layout=99), "has layout 99; this version reads 2", FORCE),
        (lambda _, g: _edit(g / "manifest.json", quads=7), "its manifest was changed since it was built", FORCE),
        (
            lambda _, g: _cut(g / "quads" / "CURRENT"),
            "its file quads/CURRENT has 15 bytes; its manifest says 16",
            AGAIN,
        ),
        (lambda _, g: (g / "quads" / "CURRENT").unlink(), "its file quads/CURRENT is missing", AGAIN),
        (lambda _, g: (g / "columns" / "places.parquet").unlink(), "its file columns/places.parquet is missing", AGAIN),
        (lambda _, g: (g / "quads" / "CURRENT").write_text("MANIFEST-999999\n"), "is damaged: ", AGAIN),
    ],
)
def test_a_store_that_does_not_match_its_manifest_is_refused_with_the_command_that_rebuilds_it(
    quick_path: Path, damage: Callable[[Path, Path], object], message: str, advice: str
) -> None:
    store = quick_path / "store"
    put(store, MadeUp("a", 3))
    damage(store, current(store))
    with pytest.raises(StoreError) as caught:
        open_store(store)
    assert caught.value.what.startswith(message)
    assert caught.value.where == str(store)
    assert advice in caught.value.advice
    assert f"-o {store}" in caught.value.advice


def test_a_store_of_the_first_layout_is_refused_and_can_be_replaced(quick_path: Path) -> None:
    store = quick_path / "store"
    store.mkdir()
    ox.Store(str(store / "quads")).flush()
    (store / "manifest.json").write_text('{"layout": 1, "quads": 0}')
    with pytest.raises(StoreError, match="has layout 1; this version reads 2") as caught:
        open_store(store)
    assert caught.value.advice.startswith(FORCE)
    put(store, MadeUp("a", 3))
    assert sorted(path.name for path in store.iterdir()) == ["CURRENT", "generations", "lock"]
    assert count(open_store(store)) == 6


def test_nothing_is_kept_of_a_generation_that_is_not_whole(quick_path: Path) -> None:
    store = quick_path / "store"
    put(store, MadeUp("a", 3))
    (current(store) / "columns" / "places.parquet").unlink()
    with pytest.raises(StoreError, match=r"its file columns/places\.parquet is missing"):
        put(store, MadeUp("b"))
    assert put(store, MadeUp("b"), keep=False).quads == 10


def test_an_opened_store_cannot_be_written(quick_path: Path) -> None:
    put(quick_path / "store", MadeUp("a", 3))
    with pytest.raises(StoreError, match="the store is read-only"):
        open_store(quick_path / "store").add(MadeUp("b").quads())


def test_opening_changes_no_file(quick_path: Path) -> None:
    put(quick_path / "store", MadeUp("a", 3))
    before = {path: path.stat().st_mtime_ns for path in (quick_path / "store").rglob("*")}
    assert count(open_store(quick_path / "store")) == 6
    assert {path: path.stat().st_mtime_ns for path in (quick_path / "store").rglob("*")} == before


def test_a_listener_is_told_how_far_it_is(quick_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with writing(quick_path / "store", listener=lambda p: told.append((p.what, p.done, p.total))) as writer:
        writer.begin(())
        writer.add(MadeUp("a", 250, at_once=100))
        writer.commit((), {}, registry=lambda *_: None)
    assert told[:3] == [("Loading a", 100, 250), ("Loading a", 200, 250), ("Loading a", 250, 250)]


def test_any_graph_opens_as_an_rdflib_dataset_on_the_same_data() -> None:
    store = EmbeddedStore.of(MadeUp("a", 6).quads())
    dataset = store.to_rdflib()
    assert len(list(dataset.quads((None, None, None, None)))) == 12
    found = list(dataset.query(f"SELECT ?s WHERE {{ ?s <{SJ}low> 4 }}"))
    assert [str(row[0]).rsplit("/", 1)[1] for row in found] == ["a-4"]  # type: ignore[index]  # rdflib types rows loosely
