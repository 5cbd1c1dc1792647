"""The outlines of land that travel with the package, and how they are made small enough for a page.

How they are packed, as base64 of unsigned LEB128 variable-length integers; signed ones are folded (0, -1, 1, -2 …
become 0, 1, 2, 3 …): the number of arcs; for each the number of its points and for each point x and y as signed
differences to the point before (of the arc before, for the first); the number of shapes; for each the number of its
rings, for each the number of its arcs, and these as twice their number, plus one for an arc that is walked backwards.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int64]

ALWAYS = 99
"""Weight of a point at which arcs meet: it stays on every map."""


@dataclass(frozen=True, slots=True, eq=False)
class Outlines:
    """Natural Earth as it is shipped, see ``tools/build_land.py``.

    Attributes:
        points: A point inside the largest part of each country, by its key in the registry [degrees east, north].
        shapes: For each country (and under "" for land of none) its rings as numbers of arcs; ``~i`` is arc ``i``
            walked backwards.
        lon, lat: The points of all arcs [degrees].
        weight: Twice the binary logarithm of the area that a point stands for [km²]; :data:`ALWAYS` for ends.
        first: Where each arc begins; one more at the end.
    """

    points: dict[str, tuple[float, float]]
    shapes: dict[str, tuple[tuple[int, ...], ...]]
    lon: Numbers
    lat: Numbers
    weight: Whole
    first: Whole

    def rings(self, key: str) -> list[tuple[Numbers, Numbers]]:
        """The rings of a country [degrees]; none for what has no outline, nor for the empty key."""
        import numpy as np

        found = []
        for ring in self.shapes.get(key, ()) if key else ():
            parts = [
                np.arange(self.first[max(i, ~i)], self.first[max(i, ~i) + 1])[:: 1 if i >= 0 else -1] for i in ring
            ]
            where = np.concatenate(parts)
            found.append((self.lon[where], self.lat[where]))
        return found


@cache
def outlines() -> Outlines:
    """The outlines that travel with the package, read once."""
    import numpy as np

    file = resources.files("sojourn.drawing").joinpath("land", "outlines.json")
    raw = json.loads(file.read_text(encoding="utf-8"))
    arcs = [np.array(arc, dtype=np.int64).reshape(-1, 3) for arc in raw["arcs"]]
    steps = np.concatenate([np.cumsum(arc[:, :2], axis=0) for arc in arcs]) * float(raw["step"])
    return Outlines(
        points={key: (lon, lat) for key, (lon, lat) in raw["points"].items()},
        shapes={key: tuple(tuple(r) for polygon in shape for r in polygon) for key, shape in raw["shapes"].items()},
        lon=steps[:, 0],
        lat=steps[:, 1],
        weight=np.concatenate([arc[:, 2] for arc in arcs]),
        first=np.cumsum([0, *(len(arc) for arc in arcs)]),
    )


@dataclass(frozen=True, slots=True)
class Packed:
    """Outlines on a map.

    Attributes:
        text: As the page holds them.
        index: The number of the shape of each country that is on the map, by its key in the registry.
    """

    text: str
    index: dict[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class OnMap:
    """The points of :class:`Outlines` on one map.

    Attributes:
        x, y: Where they lie [map units].
        inside: Which of them the map can show.
    """

    x: Whole
    y: Whole
    inside: NDArray[np.bool_]


def pack(land: Outlines, at: OnMap, keep: NDArray[np.bool_], wanted: Collection[str]) -> Packed:
    """Outlines as few bytes; rings that touch the map nowhere are left out.

    Args:
        land: Where the arcs come from.
        at: Where all its points lie.
        keep: Which of them are wanted; those where arcs meet must be among them.
        wanted: Countries that are shown however small they are, by their key in the registry.
    """
    import numpy as np

    arcs = [_bare(at, np.flatnonzero(keep[a:b]) + a) for a, b in pairwise(land.first)]
    touching = [bool(at.inside[a:b].any()) for a, b in pairwise(land.first)]
    used: dict[int, int] = {}
    shapes: list[list[tuple[int, ...]]] = []
    index: dict[str, int] = {}
    for key in sorted(land.shapes):
        near = [ring for ring in land.shapes[key] if any(touching[max(i, ~i)] for i in ring)]
        rings = [ring for ring in near if _visible(ring, arcs, least=1 if key in wanted else 4)]
        if not rings:
            continue
        if key:
            index[key] = len(shapes)
        shapes.append(rings)
        for ring in rings:
            for i in ring:
                used.setdefault(max(i, ~i), len(used))
    return Packed(_encoded([arcs[i] for i in used], shapes, used), index)


def _bare(at: OnMap, where: Whole) -> Whole:
    """The points of an arc, without those that fall on the one before."""
    import numpy as np

    points = np.stack([at.x[where], at.y[where]], axis=-1)
    moved = np.any(points[1:] != points[:-1], axis=1)
    return points[np.concatenate([[True], moved])] if len(points) else points


def _visible(ring: Sequence[int], arcs: Sequence[Whole], least: int) -> bool:
    """Whether a ring is more than a speck: so many map units wide or high, or nearly."""
    import numpy as np

    points = np.concatenate([arcs[max(i, ~i)] for i in ring])
    if len(points) < 3:
        return False
    across = points.max(axis=0) - points.min(axis=0)
    return bool(across.max() >= 2 * least and across.min() >= least)


def _encoded(arcs: Sequence[Whole], shapes: Sequence[Sequence[Sequence[int]]], number: dict[int, int]) -> str:
    values: list[int] = [len(arcs)]
    before = (0, 0)
    for arc in arcs:
        values.append(len(arc))
        for x, y in arc.tolist():
            values += (_folded(x - before[0]), _folded(y - before[1]))
            before = (x, y)
    values.append(len(shapes))
    for rings in shapes:
        values.append(len(rings))
        for ring in rings:
            values.append(len(ring))
            values += (2 * number[max(i, ~i)] + (i < 0) for i in ring)
    return base64.b64encode(bytes(_varints(values))).decode()


def _folded(value: int) -> int:
    return 2 * value if value >= 0 else -2 * value - 1


def _varints(values: Iterable[int]) -> Iterable[int]:
    for number in values:
        rest = number
        while rest > 127:
            yield rest & 127 | 128
            rest >>= 7
        yield rest
