"""Builds on a file system with more and more room: ``python -m tests.stores.full_disk FOLDER POINTS``."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pyoxigraph as ox

from sojourn.errors import StoreError
from sojourn.stores.reading import open_store
from sojourn.stores.verifying import verify
from tests.stores.builder import build
from tests.stores.made_up import MadeUp, assertions_in, lies_in, put


def built(store: Path, start: int) -> str:
    """Builds; what it says when that fails."""
    try:
        build(str(store), start, 3_000)
    except StoreError as error:
        return str(error)
    return ""


def main(folder: Path, points: int) -> list[str]:
    """Leaves so much room, then so much more, and builds each time."""
    store = folder / "store"
    put(store, MadeUp("staying", 50), base=[lies_in("CN", "CN")])
    build(str(store), 0, 3_000)
    build(str(store), 0, 3_000)
    ends: list[str] = []
    old = 0
    for point in range(points):
        new = (point + 1) * 10_000
        filler = folder / "filler"
        status = os.statvfs(folder)
        room = 4_096 + point * 12_000_000 // max(points - 1, 1)
        filler.write_bytes(bytes(max(status.f_bavail * status.f_frsize - room, 0)))
        said = built(store, new)
        if not said:
            old = new
        assert not said or "o space left" in said, said
        ends.append("full" if said else "built")
        found = verify(store, assertions_in)
        assert found.problems == (), found.problems
        lows = {
            int(quad.object.value)
            for quad in open_store(store).quads("https://w3id.org/sojourn/graph/changing")
            if isinstance(quad.object, ox.Literal)
        }
        assert lows == set(range(old, old + 3_000)), (old, min(lows), len(lows))
        filler.unlink()
        assert not [path for path in (store / "generations").iterdir() if path.name.startswith(".")]
    build(str(store), 5, 3_000)
    assert verify(store, assertions_in).problems == ()
    return ends


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
