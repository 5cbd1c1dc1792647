"""The shapes on stores of many assertions, against pySHACL on as many as it can bear."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from bench import official
from bench.timing import Ratio, alone, short, size

SIZES = (10**3, 10**4, 10**5)
PATIENCE = 150.0
"""How long pySHACL may take for one size [s]."""


def lines(folder: Path) -> list[Ratio]:
    """Compiled shapes at every size, and pySHACL until it takes too long; then as if it grew in proportion."""
    made = []
    bearable: tuple[int, float] | None = None
    for assertions in SIZES:
        store = str(official.built(folder, assertions).path)
        ours = alone("bench.shapes:compiled", store)
        seconds, found = ours.result
        theirs = None
        if bearable is None or bearable[1] * assertions / bearable[0] <= PATIENCE:
            theirs = alone("bench.shapes:by_pyshacl", store, limit=PATIENCE)
        if theirs is not None and theirs.result:
            peer, same = theirs.result
            bearable = (assertions, peer)
            agree = "the same" if same == found else "other"
            told = f"pySHACL {short(peer)}, {theirs.peak / 2**30:.1f} GB, {agree} findings"
        elif bearable is not None:
            peer = bearable[1] * assertions / bearable[0]
            told = f"pySHACL {short(peer)} if it grew in proportion from {size(bearable[0])} (not run)"
        else:
            peer = PATIENCE
            told = f"pySHACL over {PATIENCE:.0f} s"
        made.append(
            Ratio(
                f"shapes on {size(assertions)} assertions",
                f"{short(seconds)}, {ours.peak / 2**30:.1f} GB, {len(found)} kinds of findings",
                told,
                f"{peer / seconds:.0f} × faster",
                "≥ 20 × faster" if assertions == 10**5 else "–",
            )
        )
    return made


def compiled(path: str) -> tuple[float, dict[str, int]]:
    """Seconds for the compiled shapes over a store on disk, and how often each shape is broken."""
    from sojourn.rdf.shapes import validate_store
    from sojourn.stores.reading import open_store

    store = open_store(Path(path))
    start = time.perf_counter()
    found = validate_store(store)
    return time.perf_counter() - start, _counted(found)


def by_pyshacl(path: str) -> tuple[float, dict[str, int]]:
    """The same for pySHACL, the data given as it takes them."""
    from sojourn.rdf.shapes import by_pyshacl as find
    from sojourn.stores.reading import open_store

    quads = list(open_store(Path(path)).quads())
    start = time.perf_counter()
    found = find(quads)
    return time.perf_counter() - start, _counted(found)


def _counted(found: list[Any]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for problem in found:
        counts[problem.shape] = counts.get(problem.shape, 0) + 1
    return dict(sorted(counts.items()))
