"""Killed at any moment, and on a full disk: nothing is lost, nothing is torn, and the next build goes through.

The long forms run when ``SOJOURN_SOAK=1``: 80 kills at random moments, one at every single system call that changes
something on the disk, and a disk that is full at 60 different points.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from sojourn.stores.generations import read_manifest
from sojourn.stores.reading import open_store
from sojourn.stores.verifying import verify
from tests.stores.builder import build
from tests.stores.made_up import MadeUp, assertions_in, lies_in, put

SOAK = bool(os.environ.get("SOJOURN_SOAK"))
RANDOM_KILLS = 80 if SOAK else 6
COUNT = 4_000
"""So many assertions are in the part that changes when a build is killed at a random moment."""
ROOT = Path(__file__).parent.parent.parent


def first(store: Path) -> None:
    """A store with a part that stays and one that will change."""
    put(store, MadeUp("staying", 50), base=[lies_in("CN", "CN")])
    build(str(store), 0, COUNT)


def held(store: Path) -> int:
    """Where the changing part begins; all of the store is looked at, and must be whole."""
    told = verify(store, assertions_in)
    assert told.problems == ()
    lows: dict[str, set[int]] = {}
    for quad in open_store(store).quads():
        if isinstance(quad.object, ox.Literal) and isinstance(quad.graph_name, ox.NamedNode):
            lows.setdefault(quad.graph_name.value.rsplit("/", 1)[1], set()).add(int(quad.object.value))
    assert lows["staying"] == set(range(50))
    start = min(lows["changing"])
    assert lows["changing"] == set(range(start, start + told.manifest.parts["changing"].assertions))
    return start


def phase(store: Path) -> str:
    """How far a build has come that was killed, by what it left behind."""
    current = (store / "CURRENT").readlink().name
    names = sorted(path.name for path in (store / "generations").iterdir())
    aside = [store / "generations" / name for name in names if ".building-" in name]
    if any(path.name.startswith(".CURRENT") for path in store.iterdir()) or any(
        n > current for n in names if n.isdigit()
    ):
        return "not yet swapped"
    if not aside:
        return "cleaning up" if any(".removing-" in name for name in names) else "nothing left"
    if (aside[0] / "manifest.json").exists():
        return "syncing"
    if (aside[0] / "columns").exists() and any((aside[0] / "columns").glob("*.parquet")):
        return "closing"
    return "loading" if (aside[0] / "quads").exists() else "linking"


def await_phase(store: Path, wanted: set[str], most: float) -> None:
    """Waits until a build has come so far, or until it must be done."""
    until = time.monotonic() + 3 * most
    while time.monotonic() < until:
        try:
            if phase(store) in wanted:
                return
        except OSError:
            continue  # a folder went away while it was looked into


def no_leftovers(store: Path) -> None:
    assert sorted(path.name for path in store.iterdir()) == ["CURRENT", "generations", "lock"]
    names = [path.name for path in (store / "generations").iterdir()]
    assert len(names) == 2
    assert all(name.isdigit() for name in names)


Record = Callable[[str, object], None]


def test_killed_at_random_moments_nothing_is_lost(quick_path: Path, record_property: Record) -> None:
    store = quick_path / "store"
    first(store)
    nursery = multiprocessing.get_context("forkserver")
    nursery.set_forkserver_preload(["tests.stores.builder"])
    took = 0.0
    for _ in range(2):  # the first one also waits for the nursery
        began = time.monotonic()
        child = nursery.Process(target=build, args=(str(store), 0, COUNT))
        child.start()
        child.join()
        took = time.monotonic() - began
        assert child.exitcode == 0
    chance = random.Random(60)  # noqa: S311 - when a build is killed is no secret
    old, phases, ends = 0, Counter[str](), Counter[str]()
    for kill in range(RANDOM_KILLS):
        new = (kill + 1) * 10_000
        child = nursery.Process(target=build, args=(str(store), new, COUNT))
        child.start()
        if kill % 3 == 2:  # late phases are short: wait for one of them, and kill within
            await_phase(store, {"closing", "syncing"} if kill % 2 else {"syncing"}, took)
            child.join(took / 20 * chance.random())
        else:
            child.join(took * (kill % 6 + chance.random()) / 4 if kill % 6 < 4 else None)
        child.kill()
        child.join()
        phases[phase(store)] += 1
        ends["finished" if child.exitcode == 0 else "killed"] += 1
        found = held(store)
        assert found in ({new} if child.exitcode == 0 else {old, new})
        old = found
    record_property("random kills", f"{dict(ends)}, found in {dict(phases)}")
    assert sum(ends.values()) == RANDOM_KILLS
    assert ends["killed"] >= RANDOM_KILLS // 3, ends
    assert ends["finished"] >= RANDOM_KILLS // 12, ends
    assert len(phases) >= (3 if SOAK else 2), phases
    build(str(store), 7, COUNT)
    assert held(store) == 7
    no_leftovers(store)


CALLS = (
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "rename",
    "link",
    "linkat",
    "symlink",
    "unlink",
    "ftruncate",
    "mkdir",
)
"""System calls that change something on the disk."""


def traced(store: Path, start: int, *options: str) -> subprocess.CompletedProcess[str]:
    """A small build under strace."""
    command = ["strace", "--seccomp-bpf", "-f", *options] if "-f" in options else ["strace", *options]
    command = [*dict.fromkeys(command), sys.executable, "-m", "tests.stores.builder", str(store), str(start), "40"]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=300, check=False)


def counted(store: Path, log: Path, *options: str) -> Counter[str]:
    """The most calls of each kind that any one thread of a build makes."""
    done = traced(store, 0, *options, "-o", str(log), "-e", f"trace={','.join(CALLS)}")
    if done.returncode:
        pytest.skip(f"strace cannot trace here: {done.stderr.strip()[:200]}")
    threads: Counter[tuple[str, str]] = Counter()
    for line in log.read_text().splitlines():
        words = line.split(None, 1) if "-f" in options else ["", line]
        call = words[1].split("(", 1)[0]
        if call in CALLS:
            threads[call, words[0]] += 1
    most: Counter[str] = Counter()
    for (call, _), count in threads.items():
        most[call] = max(most[call], count)
    return most


def moments(most: Counter[str], of_each: dict[str, int]) -> list[tuple[str, int]]:
    """At which call to kill: all of them when there is time, else so many of each kind, spread evenly."""
    chosen: list[tuple[str, int]] = []
    for call, count in most.items():
        wanted = count if SOAK else min(count, of_each.get(call, 0))
        chosen += [(call, 1 + at * (count - 1) // max(wanted - 1, 1)) for at in range(wanted)]
    return chosen


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize(
    ("options", "of_each"),
    [
        pytest.param((), {"rename": 3, "symlink": 1, "fsync": 4, "write": 1, "link": 1}, id="by the builder"),
        pytest.param(("-f",), {"fdatasync": 1, "write": 1, "fsync": 1}, id="by the engine"),
    ],
)
def test_killed_at_a_write_a_sync_or_a_rename_nothing_is_lost(
    quick_path: Path, options: tuple[str, ...], of_each: dict[str, int], record_property: Record
) -> None:
    store = quick_path / "store"
    put(store, MadeUp("staying", 50), base=[lies_in("CN", "CN")])
    build(str(store), 0, 40)
    most = counted(store, quick_path / "log", *options)
    assert most["fsync"] > 10
    old, after = 0, Counter[str]()
    planned = moments(most, of_each)
    for number, (call, when) in enumerate(planned, 1):
        done = traced(store, number * 100, *options, "-o", "/dev/null", "-e", f"inject={call}:signal=KILL:when={when}")
        found = held(store)
        if done.returncode == 0:  # another run makes a call less now and then
            assert found == number * 100
            after["finished"] += 1
        else:
            assert found in {old, number * 100}, (call, when)
            after["old" if found == old else "new"] += 1
        build(str(store), number * 100 + 50, 40)
        old = held(store)
        assert old == number * 100 + 50
        no_leftovers(store)
    record_property("kills at system calls", f"{dict(Counter(call for call, _ in planned))}: {dict(after)}")
    assert sum(after.values()) == len(planned)
    assert after["old"] >= len(planned) // 2, after
    assert after["finished"] <= len(planned) // 4, after


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a small file system is made by mounting a tmpfs")
def test_on_a_full_disk_nothing_is_lost(quick_path: Path, record_property: Record) -> None:
    small = quick_path / "small"
    small.mkdir()
    points = 60 if SOAK else 8
    if shutil.which("unshare") is None:
        pytest.skip("unshare is not installed")
    mount = 'mount -t tmpfs -o size=32m tmpfs "$1"'
    tried = subprocess.run(["unshare", "-rm", "sh", "-c", mount, "sh", str(small)], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip(f"no file system can be mounted here: {tried.stderr.decode().strip()[:200]}")
    inside = f'{mount} && exec "$2" -m tests.stores.full_disk "$1" "$3"'
    command = ["unshare", "-rm", "sh", "-c", inside, "sh", str(small), sys.executable, str(points)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    ends = Counter(json.loads(done.stdout))
    record_property("full disks", str(dict(ends)))
    assert sum(ends.values()) == points
    assert ends["full"] >= points // 4, ends
    assert ends["built"] >= 1, ends


def test_a_store_whose_first_build_was_killed_is_refused_and_then_built(quick_path: Path) -> None:
    store = quick_path / "store"
    (store / "generations" / ".000001.building-4242" / "quads").mkdir(parents=True)
    (store / "lock").write_text("4242 2026-11-22T00:00:00Z\n")
    with pytest.raises(OSError, match="has no finished generation"):
        open_store(store)
    put(store, MadeUp("a"))
    found = read_manifest(store)
    assert found is not None
    assert found[1].quads == 10
