"""``verify`` finds whatever is not as it was written: every byte that was flipped, cut off, taken away or added."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from sojourn.errors import StoreError
from sojourn.stores.generations import Manifest, read_manifest
from sojourn.stores.reading import open_store
from sojourn.stores.verifying import verify
from sojourn.vocabulary import GRAPH
from tests.stores.made_up import MadeUp, assertions_in, lies_in, put
from tests.stores.quick import folder

SOAK = bool(os.environ.get("SOJOURN_SOAK"))
OFFSETS = 40 if SOAK else 2
"""How many random bytes of each file are flipped, beside the first and the last."""


@pytest.fixture(scope="module")
def whole() -> Iterator[Path]:
    """A small store."""
    with folder() as made:
        put(made / "store", MadeUp("a", 30, places={"harbin": "CN"}), MadeUp("b", 5), base=[lies_in("CN", "CN")])
        yield made / "store"


def generation(store: Path) -> Path:
    return (store / "CURRENT").resolve()


def found(store: Path) -> list[str]:
    return [str(problem) for problem in verify(store, assertions_in).problems]


def refused_or_found(store: Path) -> bool:
    """Whether the fault comes to light."""
    try:
        return bool(found(store))
    except StoreError:
        return True


def test_nothing_is_wrong_with_what_was_just_built(whole: Path) -> None:
    told = verify(whole, assertions_in)
    assert told.problems == ()
    assert told.manifest.quads == 60 + 10 + 3
    assert (
        told.bytes
        == sum(path.stat().st_size for path in generation(whole).rglob("*") if path.is_file())
        - (generation(whole) / "manifest.json").stat().st_size
    )


def test_every_flipped_byte_is_found(whole: Path) -> None:
    chance = random.Random(4)  # noqa: S311 - which bytes are flipped is no secret
    looked_at = 0
    for path in sorted(path for path in generation(whole).rglob("*") if path.is_file()):
        data = path.read_bytes()
        for at in {0, len(data) - 1, *(chance.randrange(len(data)) for _ in range(OFFSETS))} if data else ():
            flipped = data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
            path.write_bytes(flipped)
            try:
                assert refused_or_found(whole), f"byte {at} of {path.name}"
            finally:
                path.write_bytes(data)
            looked_at += 1
    assert looked_at >= 60
    assert found(whole) == []


def test_every_file_that_is_cut_or_missing_or_longer_is_found_and_not_opened(whole: Path) -> None:
    files = sorted(path for path in generation(whole).rglob("*") if path.is_file())
    assert {path.name for path in files} >= {
        "manifest.json",
        "shared.nq",
        "part-0.parquet",
        "places.parquet",
        "CURRENT",
    }
    for path in files:
        data = path.read_bytes()
        for damaged in {data[:-1], data[: len(data) // 2], b"", data + b"\0"} - {data}:
            path.write_bytes(damaged)
            assert refused_or_found(whole), f"{path.name} with {len(damaged)} of {len(data)} bytes"
            if path.name != "manifest.json":
                with pytest.raises(StoreError, match="its manifest says"):
                    open_store(whole)
        path.unlink()
        assert refused_or_found(whole), f"{path.name} is missing"
        with pytest.raises(StoreError):
            open_store(whole)
        path.write_bytes(data)
    assert found(whole) == []


def test_a_file_that_does_not_belong_there_is_found(whole: Path) -> None:
    for name in ("extra.txt", "quads/000999.sst", "columns/assertions/source=c/part-0.parquet", "parts/c/shared.nq"):
        path = generation(whole) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
        assert found(whole) == [f"{name}: does not belong here"]
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


def test_a_link_in_place_of_a_file_is_found(whole: Path) -> None:
    path = generation(whole) / "columns" / "places.parquet"
    kept = path.with_name("kept")
    path.rename(kept)
    path.symlink_to("kept")
    assert found(whole) == [
        "columns/places.parquet: is missing",
        "columns/kept: does not belong here",
    ]
    path.unlink()
    kept.rename(path)
    assert found(whole) == []


def rewritten(store: Path, **changes: object) -> None:
    """Writes the manifest anew, with a digest that fits, as if the builder had counted wrongly."""
    told = read_manifest(store)
    assert told is not None
    manifest = Manifest(**{name: changes.get(name, getattr(told[1], name)) for name in Manifest.__dataclass_fields__})  # type: ignore[arg-type]  # a copy of its own fields
    (told[0] / "manifest.json").write_bytes(manifest.to_bytes())


def described(store: Path) -> dict[str, tuple[int, str]]:
    """The files as they are now."""
    from sojourn.stores.generations import file_digest, files_below

    here = generation(store)
    return {
        name: ((here / name).stat().st_size, file_digest(here / name))
        for name in files_below(here)
        if name != "manifest.json"
    }


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda s: s.remove(MadeUp("a", 30).quads()[1]), [f"{GRAPH}a: has 59 quads; the manifest says 60"]),
        (lambda s: s.remove_graph(ox.NamedNode(GRAPH + "b")), [f"{GRAPH}b: has 0 quads; the manifest says 10"]),
        (lambda s: s.add(MadeUp("c", 1).quads()[0]), [f"{GRAPH}c: the graph does not belong here"]),
        (
            lambda s: (s.remove(MadeUp("b").quads()[1]), s.add(MadeUp("b", 1, start=9).quads()[1])),
            [f"{GRAPH}b: has other quads than were counted when it was built"],
        ),
        (
            lambda s: s.add(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.NamedNode("a:c"))),
            ["quads: 74 quads in all; the manifest says 73"],
        ),
    ],
)
def test_quads_are_counted_and_hashed_again_graph_by_graph(
    quick_path: Path, whole: Path, change: object, expected: list[str]
) -> None:
    store = quick_path / "store"
    shutil.copytree(whole, store, symlinks=True)
    inner = ox.Store(str(generation(store) / "quads"))
    change(inner)  # type: ignore[operator]  # a table of lambdas
    inner.flush()
    del inner
    rewritten(store, files=described(store))
    assert set(expected) <= set(found(store))


def test_assertions_are_counted_in_the_columns(quick_path: Path, whole: Path) -> None:
    store = quick_path / "store"
    shutil.copytree(whole, store, symlinks=True)
    path = generation(store) / "columns" / "assertions" / "source=a" / "part-0.parquet"
    path.write_bytes(b"29\n")
    rewritten(store, files=described(store))
    assert found(store) == [
        "columns/assertions/source=a/part-0.parquet: has 29 assertions; the manifest says 30",
    ]
    path.write_bytes(b"no number")
    rewritten(store, files=described(store))
    assert found(store)[0].startswith("columns/assertions/source=a/part-0.parquet: cannot be read: ")


def test_without_a_manifest_nothing_can_be_verified(quick_path: Path, whole: Path) -> None:
    with pytest.raises(StoreError, match="there is no store here"):
        verify(quick_path / "nowhere", assertions_in)
    store = quick_path / "store"
    shutil.copytree(whole, store, symlinks=True)
    (generation(store) / "manifest.json").unlink()
    with pytest.raises(StoreError, match="its manifest cannot be read: No such file"):
        verify(store, assertions_in)


def test_a_generation_that_stands_in_place_of_another_is_found(quick_path: Path) -> None:
    store = quick_path / "store"
    put(store, MadeUp("a"))
    put(store, MadeUp("b"))
    first, second = (store / "generations" / name for name in ("000001", "000002"))
    shutil.rmtree(second)
    shutil.copytree(first, second)
    with pytest.raises(StoreError, match="its generation 000002 holds the manifest of another"):
        verify(store, assertions_in)
