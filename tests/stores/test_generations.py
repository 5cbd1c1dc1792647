"""Generations: the same store whichever way it came to be, one writer, readers of whole ones only, cleaning by rule."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sojourn.errors import StoreError
from sojourn.stores.building import writing
from sojourn.stores.generations import file_digest, part_folder, read_manifest
from sojourn.stores.generations_hashing import Tally, by_graph
from sojourn.stores.locking import hold, one_writer, take_if_free
from sojourn.stores.reading import open_store
from sojourn.vocabulary import GRAPH
from tests.stores.made_up import MadeUp, lies_in, put
from tests.stores.quick import folder

BASE = [lies_in(key, key) for key in ("CN", "RU", "harbin")]
PARTS = {
    "studies": MadeUp("studies", 4, kind="study", places={"harbin": "CN"}),
    "stocks": MadeUp("stocks", 300, places={"CN": "eastern-asia", "RU": "eastern-europe"}),
    "flows": MadeUp("flows", 120, places={"eastern-asia": "asia", "a+b": "a+b", "a": "CN", "b": "harbin"}),
}


def full(store: Path, parts: dict[str, MadeUp]) -> tuple[int, str]:
    manifest = put(store, *parts.values(), base=BASE)
    return manifest.quads, manifest.sha256


steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from(sorted(PARTS))),
        st.tuples(st.just("change"), st.sampled_from(sorted(PARTS))),
        st.tuples(st.just("remove"), st.sampled_from(sorted(PARTS))),
        st.tuples(st.just("rebuild"), st.just("")),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps)
def test_a_store_built_step_by_step_equals_one_built_at_once(taken: list[tuple[str, str]]) -> None:
    with folder() as made:
        step_by_step(made, taken)


def step_by_step(within: Path, taken: list[tuple[str, str]]) -> None:
    held: dict[str, MadeUp] = {}
    for number, (what, key) in enumerate(taken):
        if what == "remove":
            gone = [key] if held.pop(key, None) else []
            put(within / "store", drop=gone, base=BASE)
        elif what == "rebuild":
            put(within / "store", *held.values(), base=BASE, keep=False)
        else:
            start = 1000 * (number + 1) if what == "change" else 0
            held[key] = MadeUp(key, PARTS[key].count, start, PARTS[key].kind, PARTS[key].places)
            put(within / "store", held[key], base=BASE)
        found = read_manifest(within / "store")
        assert found is not None
        quads, sha256 = full(within / f"full-{number}", held)
        assert (found[1].quads, found[1].sha256) == (quads, sha256)
    assert set(open_store(within / "store").quads()) == set(open_store(within / f"full-{len(taken) - 1}").quads())


def test_a_large_part_that_goes_and_a_small_one_that_stays(quick_path: Path) -> None:
    store = quick_path / "store"
    put(store, MadeUp("small", 10), MadeUp("large", 60_000, at_once=20_000), base=BASE)
    put(store, drop=["large"], base=BASE)
    quads, sha256 = full(quick_path / "full", {"small": MadeUp("small", 10)})
    found = read_manifest(store)
    assert found is not None
    assert (found[1].quads, found[1].sha256) == (quads, sha256)
    tables = sum(size for name, (size, _) in found[1].files.items() if name.endswith(".sst"))
    assert tables < 100_000, "what went is still in the files"


def test_a_small_part_that_goes_and_a_large_one_that_stays_is_linked(quick_path: Path) -> None:
    store = quick_path / "store"
    put(store, MadeUp("small", 10_000), MadeUp("large", 60_000, at_once=20_000))
    put(store, drop=["small"])
    first, second = (store / "generations" / name for name in ("000001", "000002"))
    shared = [path for path in (second / "quads").glob("*.sst") if (first / "quads" / path.name).exists()]
    assert shared
    assert all(path.samefile(first / "quads" / path.name) for path in shared)
    assert open_store(store).graphs() == [GRAPH + "large"]


def test_a_new_generation_changes_no_file_of_the_one_before(quick_path: Path) -> None:
    store = quick_path / "store"
    put(store, MadeUp("a", 5_000), MadeUp("b", 5_000), base=BASE)
    first = store / "generations" / "000001"
    before = {path: file_digest(path) for path in first.rglob("*") if path.is_file()}
    put(store, MadeUp("b", 100, start=7), MadeUp("c"), drop=["a"], base=BASE)
    assert {path: file_digest(path) for path in first.rglob("*") if path.is_file()} == before


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 50)), unique=True))
def test_the_hash_depends_neither_on_the_order_nor_on_the_chunks(pairs: list[tuple[str, int]]) -> None:
    lines = [f'<{GRAPH}s> <{GRAPH}p> "{number}" <{GRAPH}{graph}> .\n'.encode() for graph, number in pairs]

    def tallied(chunks: list[bytes]) -> dict[str, tuple[int, str]]:
        found: dict[str, Tally] = {}
        for chunk in chunks:
            for iri, tally in by_graph(chunk).items():
                found.setdefault(iri, Tally()).include(tally)
        return {iri: (tally.quads, tally.sha256) for iri, tally in found.items()}

    assert tallied(lines) == tallied([b"".join(reversed(lines))])
    assert sum(quads for quads, _ in tallied(lines).values()) == len(lines)


def test_the_current_generation_and_the_one_before_are_kept(quick_path: Path) -> None:
    store = quick_path / "store"
    for number in range(4):
        put(store, MadeUp("a", 3, start=number))
    assert sorted(path.name for path in (store / "generations").iterdir()) == ["000003", "000004"]


def test_a_generation_stays_while_a_reader_holds_it(quick_path: Path) -> None:
    store = quick_path / "store"
    put(store, MadeUp("a", 3))
    reader = open_store(store)
    for number in range(1, 4):
        put(store, MadeUp("a", 3, start=number))
    assert sorted(path.name for path in (store / "generations").iterdir()) == ["000001", "000003", "000004"]
    assert {quad.object for quad in reader.quads()} >= {ox.Literal(0)}
    del reader
    put(store, MadeUp("a", 3, start=9))
    assert sorted(path.name for path in (store / "generations").iterdir()) == ["000004", "000005"]


def test_leftovers_of_a_builder_that_was_killed_are_removed(quick_path: Path) -> None:
    store = quick_path / "store"
    put(store, MadeUp("a", 3))
    for name in (".000002.building-4242", ".000001.removing-4242"):
        (store / "generations" / name / "quads").mkdir(parents=True)
        (store / "generations" / name / "quads" / "000001.sst").write_bytes(b"half")
    (store / ".CURRENT-4242").symlink_to("generations/000002")
    (store / "generations" / "000002").mkdir()
    put(store, MadeUp("b", 3))
    assert sorted(path.name for path in (store / "generations").iterdir()) == ["000001", "000002"]
    assert sorted(path.name for path in store.iterdir()) == ["CURRENT", "generations", "lock"]


def test_only_one_writes_at_a_time(quick_path: Path) -> None:
    store = quick_path / "store"
    with writing(store) as writer:
        writer.begin(())
        writer.add(MadeUp("a", 3))
        with pytest.raises(StoreError) as caught:
            put(store, MadeUp("b"))
        assert caught.value.what.startswith(f"is being written by somebody else (process {os.getpid()}, since 20")
        assert "do this again when that is done" in caught.value.advice
        writer.commit((), {}, registry=lambda *_: None)
    assert open_store(store).graphs() == [GRAPH + "a"]
    put(store, MadeUp("b"))
    assert open_store(store).graphs() == [GRAPH + "a", GRAPH + "b"]


def test_of_two_builders_that_begin_together_one_writes_and_the_other_is_told(quick_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from tests.stores.made_up import MadeUp, put\n"
        "from sojourn.errors import StoreError\n"
        "sys.stdin.readline()\n"
        "try: put(Path(sys.argv[1]), MadeUp(sys.argv[2], 20_000)); print('wrote')\n"
        "except StoreError as error: print(error.what.split(' (')[0])\n"
    )
    builders = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(quick_path / "store"), key],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for key in ("a", "b")
    ]
    for builder in builders:
        assert builder.stdin is not None
        builder.stdin.write("go\n")
        builder.stdin.flush()
    said = [builder.communicate(timeout=300)[0].strip() for builder in builders]
    wrote = [key for key, words in zip("ab", said, strict=True) if words == "wrote"]
    assert set(said) <= {"wrote", "is being written by somebody else"}
    assert wrote
    assert open_store(quick_path / "store").graphs() == [GRAPH + key for key in wrote]


def test_a_reader_that_keeps_reading_sees_only_whole_generations(quick_path: Path) -> None:
    store = quick_path / "store"
    put(store, MadeUp("a", 1, start=1))
    swaps = 20
    seen: list[set[int]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            opened = open_store(store)
            seen.append({int(quad.object.value) for quad in opened.quads() if isinstance(quad.object, ox.Literal)})

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(2, swaps + 2):
            put(store, MadeUp("a", number, start=number))
            before, until = len(seen), time.monotonic() + 60
            while len(seen) == before and reader.is_alive() and time.monotonic() < until:
                time.sleep(0.001)  # where much else runs, it would have its turn only now and then
    finally:
        done.set()
        reader.join()
    whole = [set(range(number, 2 * number)) for number in range(1, swaps + 2)]
    assert all(found in whole for found in seen)
    assert len({whole.index(found) for found in seen}) >= swaps // 4
    assert sorted(path.name for path in (store / "generations").iterdir())[-2:] == ["000020", "000021"]


def test_a_file_that_a_reader_holds_is_not_free(quick_path: Path) -> None:
    file = quick_path / "manifest.json"
    file.write_text("{}")
    first, second = hold(file), hold(file)
    assert first is not None
    assert second is not None
    assert take_if_free(file) is None
    first.close()
    second.close()
    alone = take_if_free(file)
    assert alone is not None
    assert hold(file) is None
    alone.close()


def test_a_lock_is_given_back_when_its_holder_dies(quick_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from sojourn.stores.locking import one_writer\n"
        "with one_writer(Path(sys.argv[1])): os.kill(os.getpid(), 9)\n"
    )
    died = subprocess.run([sys.executable, "-c", code, str(quick_path)], check=False)
    assert died.returncode == -9
    with one_writer(quick_path):
        pass


@pytest.mark.parametrize(
    ("key", "name"),
    [("un-desa-2020", "un-desa-2020"), ("a/b", "a%2Fb"), ("..", "%2E%2E"), ("中", "%E4%B8%AD"), ("", "%")],
)
def test_a_part_has_a_folder_whatever_its_key(key: str, name: str) -> None:
    assert part_folder(key) == name
