"""Places on a map: one projection for all nodes of a view, outlines of land under them, a point for each country.

The world is drawn in Equal Earth (B. Šavrič, T. Patterson, B. Jenny: The Equal Earth map projection. International
Journal of Geographical Information Science 33 (2018) 454-465), a region in Lambert's azimuthal equal-area projection
around its data (J. P. Snyder: Map Projections, a Working Manual. USGS Professional Paper 1395, 1987, p. 182-190).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from sojourn.drawing.earth_outlines import ALWAYS, OnMap, Packed, outlines, pack
from sojourn.drawing.earth_positions import Located, Point, outline_of, positions_of, surface_of
from sojourn.drawing.earth_projections import EARTH_RADIUS, azimuthal, equal_earth, smallest_cap

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

NOTE = "Outlines: Natural Earth, public domain; they are no statement about borders."
"""What the legend of every map says."""

REACH = 55.0
"""Data within a circle of this radius are drawn as a region [degrees]; wider ones on a map of the world."""
MERIDIAN = 11.0
"""Middle of the world map [degrees east]: its sides then lie in the Bering Strait, and cut no country."""
WORLD_UNITS = 2600
"""How wide the world is [map units]."""
REGION_UNITS = 1500
"""How wide or high the data of a region are, whichever is more [map units]."""
LEAST_ACROSS = 1500.0
"""No region is drawn larger than with this much across [km]."""
PACKED_LIMIT = 13_500
"""How long packed outlines may be [characters]; points are left out, the least important first, until they are."""
_LEVELS = range(8, 40)
_MAIN_PART = 0.02
"""Parts of a country smaller than this share of its largest one do not decide what the map shows."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A projection with its scale and frame, which turns degrees into map units."""

    centre: Point | None
    scale: float
    left: float
    top: float
    width: int
    height: int
    extent: tuple[int, int, int, int]

    def place(self, lon: Numbers, lat: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Whole map units of points given in degrees."""
        import numpy as np

        x, y = _projected(lon, lat, self.centre)
        across, down = (x - self.left) * self.scale, (self.top - y) * self.scale
        return np.rint(across).astype(np.int64), np.rint(down).astype(np.int64)


@dataclass(frozen=True, kw_only=True)
class Land:
    """A map before anything is drawn on it; its outlines are packed when they are first asked for.

    Attributes:
        projection: ``world`` (Equal Earth) or ``region`` (Lambert azimuthal equal-area).
        width, height: Size of the whole map [map units]; x grows to the east, y to the south.
        extent: The box of it that the data need, as left, top, right, bottom [map units]: what a map opens with.
        points: Position of each node that has one, by its key [map units]. Absent: to be listed beside the map.
        note: What the legend says about the outlines.
        sheet: How degrees become map units.
        countries: Keys of the registry of the nodes that are countries, by the keys of the nodes.
    """

    projection: str
    width: int
    height: int
    extent: tuple[int, int, int, int]
    points: dict[str, tuple[int, int]] = field(default_factory=dict)
    note: str = NOTE
    sheet: _Sheet
    countries: dict[str, str] = field(default_factory=dict)

    @cached_property
    def packed(self) -> str:
        """Arcs and shapes, see :mod:`sojourn.drawing.earth_outlines`; read by ``map-land.js``."""
        return self._shapes().text

    @cached_property
    def outlines(self) -> dict[str, int]:
        """Number of the packed shape of each country that is on the map, by the key of its node."""
        index = self._shapes().index
        return {key: index[code] for key, code in self.countries.items() if code in index}

    def _shapes(self) -> Packed:
        return _packed(self.sheet, frozenset(self.countries.values()))

    def as_json(self) -> dict[str, object]:
        """The part ``land`` of the data of a page; points and outlines belong to the nodes there."""
        return {
            "projection": self.projection,
            "width": self.width,
            "height": self.height,
            "extent": list(self.extent),
            "shapes": self.packed,
            "note": self.note,
        }


def lay_on_earth(nodes: Iterable[Located], named: Collection[str] | None = None) -> Land | None:
    """Chooses a projection for the places of a view and lays them out on it.

    How the page gets it: ``land.as_json()`` is its ``land``; for each node ``land.points.get(key)`` is ``x, y`` (or
    both null) and ``land.outlines.get(key, -1)`` its ``outline``.

    Args:
        nodes: Every node of the view, containers that no claim names included.
        named: Keys of the nodes that claims name; only these decide which part of the earth is shown. All nodes
            when ``None``.

    Returns:
        ``None`` when not one of the named nodes has a position.
    """
    positions = positions_of(nodes)
    shown = [key for key in positions if named is None or key in named]
    if not shown:
        return None
    lon, lat = _corners(positions, shown)
    centre, radius = smallest_cap(lon, lat)
    sheet = _region(lon, lat, centre) if radius <= REACH else _world()
    return _on(sheet, positions)


def _corners(positions: Mapping[str, Point], shown: Iterable[str]) -> tuple[Numbers, Numbers]:
    """The points that a map must show: of places themselves, of countries the outline of their main parts."""
    import numpy as np

    keys = list(shown)
    parts = [(np.array([positions[key][0]]), np.array([positions[key][1]])) for key in keys]
    for key in keys:
        rings = outlines().rings(outline_of(key))
        sizes = [surface_of(*ring) for ring in rings]
        parts += [ring for ring, size in zip(rings, sizes, strict=True) if size >= _MAIN_PART * max(sizes)]
    return np.concatenate([lon for lon, _ in parts]), np.concatenate([lat for _, lat in parts])


def _projected(lon: Numbers, lat: Numbers, centre: Point | None) -> tuple[Numbers, Numbers]:
    import numpy as np

    if centre is not None:
        return azimuthal(lon, lat, centre)
    return equal_earth((lon - MERIDIAN + 180) % 360 - 180, np.clip(lat, -90, 90))


def _world() -> _Sheet:
    """The whole earth without Antarctica."""
    import numpy as np

    side, _ = equal_earth(np.array([180.0]), np.array([0.0]))
    _, ends = equal_earth(np.array([0.0, 0.0]), np.array([-57.0, 84.0]))
    scale = WORLD_UNITS / (2 * float(side[0]))
    height = round((float(ends[1]) - float(ends[0])) * scale)
    box = (0, 0, WORLD_UNITS, height)
    return _Sheet(None, scale, -float(side[0]), float(ends[1]), WORLD_UNITS, height, box)


def _region(lon: Numbers, lat: Numbers, centre: Point) -> _Sheet:
    """The data with a rim, on enough land to fill a wide frame or a tall one."""
    x, y = _projected(lon, lat, centre)
    least = LEAST_ACROSS / EARTH_RADIUS
    wide, high = (max(float(v.max() - v.min()) * 1.06, least) for v in (x, y))
    middle = (float(x.max() + x.min()) / 2, float(y.max() + y.min()) / 2)
    scale = REGION_UNITS / max(wide, high)
    width, height = max(1.25 * wide, 1.6 * high), max(1.25 * high, 1.3 * wide)
    left, top = middle[0] - width / 2, middle[1] + height / 2
    near = (middle[0] - wide / 2 - left) * scale, (top - middle[1] - high / 2) * scale
    extent = (round(near[0]), round(near[1]), round(near[0] + wide * scale), round(near[1] + high * scale))
    return _Sheet(centre, scale, left, top, round(width * scale), round(height * scale), extent)


def _on(sheet: _Sheet, positions: Mapping[str, Point]) -> Land:
    """Nodes and outlines on a sheet."""
    import numpy as np

    at = np.array(list(positions.values()))
    xs, ys = sheet.place(at[:, 0], at[:, 1])
    return Land(
        projection="world" if sheet.centre is None else "region",
        width=sheet.width,
        height=sheet.height,
        extent=sheet.extent,
        points={key: (int(x), int(y)) for key, x, y in zip(positions, xs, ys, strict=True)},
        sheet=sheet,
        countries={key: code for key in positions if (code := outline_of(key))},
    )


@lru_cache(maxsize=64)
def _packed(sheet: _Sheet, wanted: frozenset[str]) -> Packed:
    """The outlines with as many points as they may have; kept, since it takes longer than all else of a map."""
    land = outlines()
    x, y = sheet.place(land.lon, land.lat)
    if sheet.centre is None:
        x = _unbroken(x, land.first, sheet.width)
    rim = 0.02 * sheet.width
    inside = (x >= -rim) & (x <= sheet.width + rim) & (y >= -rim) & (y <= sheet.height + rim)
    at = OnMap(x, y, inside)
    least, most = _LEVELS.start, _LEVELS.stop
    while least < most:
        level = (least + most) // 2
        if len(pack(land, at, _kept(level, inside), wanted).text) <= PACKED_LIMIT:
            most = level
        else:
            least = level + 1
    return pack(land, at, _kept(least, inside), wanted)


def _kept(level: int, inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    weight = outlines().weight
    return (weight >= ALWAYS) | (weight >= level + 8) | ((weight >= level) & inside)


def _unbroken(x: NDArray[np.int64], first: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    """Islands that lie across the sides of the world map on one side of it, instead of smeared over all of it."""
    import numpy as np

    moved = x.copy()
    for a, b in pairwise(first):
        arc = moved[a:b]
        if b - a > 1 and np.abs(np.diff(arc)).max() > width / 2:
            arc[arc > width / 2] -= width
    return moved
