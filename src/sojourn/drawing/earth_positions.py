"""Where on earth the nodes of a view lie, before any projection."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sojourn.drawing.earth_outlines import outlines
from sojourn.drawing.earth_projections import on_sphere

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

Point = tuple[float, float]
"""Degrees east and north."""

HEIRS = {
    "channel-islands": ("GG", "JE"),
    "sudan-before-2011": ("SD", "SS"),
    "SUHH": ("RU",),
    "CSHH": ("CZ", "SK"),
    "YUCS": ("BA", "HR", "ME", "MK", "RS", "SI"),
    "CSXX": ("RS", "ME"),
    "DDDE": ("DE",),
    "ANHH": ("CW", "BQ", "SX"),
    "YDYE": ("YE",),
    "PCHH": ("FM", "MH", "MP", "PW"),
    "TPTL": ("TL",),
    "BUMM": ("MM",),
}
"""Countries without an outline of their own: the point of each is the middle of these."""

_ONE_PLACE = 0.35
"""Parts whose mean lies this near the middle of the earth [radii] are all over it: they have no place on a map."""


class Located(Protocol):
    """What a map needs to know of a node; :class:`sojourn.drawing.view.Node` has it all."""

    @property
    def key(self) -> str:
        """``place:CN``; nodes of other families than ``place`` get no position."""

    @property
    def inside(self) -> str:
        """Key of the nearest container, drawn or not; empty for none."""

    @property
    def within(self) -> str:
        """Key of the nearest container that claims name; empty for none."""

    @property
    def members(self) -> tuple[str, ...]:
        """Keys of the members of a union, a group or a region."""

    @property
    def lat(self) -> float | None:
        """Degrees north; ``None`` when no table gives them."""

    @property
    def lon(self) -> float | None:
        """Degrees east; ``None`` when no table gives them."""


@dataclass(frozen=True, slots=True)
class BarePlace:
    """A place of which a map needs to know no more than that; what it lies in is left out. See :class:`Located`."""

    key: str
    members: tuple[str, ...]
    lat: float | None
    lon: float | None
    inside: str = ""
    within: str = ""


def outline_of(key: str) -> str:
    """The key under which the outlines know a node: ``CN`` for ``place:CN``; empty for what is no country of theirs."""
    code = key.removeprefix("place:")
    return code if code != key and code in outlines().points else ""


def positions_of(nodes: Iterable[Located]) -> dict[str, Point]:
    """Degrees east and north of each place that has any.

    A country lies at a point inside its largest part, another place where its table says. A union, a group or a region
    lies in the middle of its members, or of the places of the view within it, each with the cube root of its surface as
    weight, so that neither islands nor a giant decide alone. What has none of these, or lies all over the earth, has no
    position.
    """
    places = {node.key: node for node in nodes if node.key.startswith("place:")}
    inside: dict[str, list[str]] = defaultdict(list)
    for key in sorted(places):
        for container in {places[key].inside, places[key].within} - {""}:
            inside[container].append(key)
    found: dict[str, Point | None] = {}
    for key in sorted(places):
        _position(key, places, inside, found)
    return {key: found_at for key in sorted(places) if (found_at := found[key]) is not None}


def _position(
    key: str, places: Mapping[str, Located], inside: Mapping[str, Sequence[str]], found: dict[str, Point | None]
) -> Point | None:
    if key in found:
        return found[key]
    found[key] = None  # a region that is its own member finds no place through itself
    node = places.get(key)
    code = key.removeprefix("place:")
    if code in outlines().points:
        found[key] = outlines().points[code]
    elif code in HEIRS:
        found[key] = _middle([(outlines().points[heir], _weight(heir)) for heir in HEIRS[code]])
    elif node is not None and node.lat is not None and node.lon is not None:
        found[key] = (node.lon, node.lat)
    elif node is not None:
        parts = [part for part in node.members if part != key] or inside.get(key, ())
        points = [(_position(part, places, inside, found), _weight(outline_of(part))) for part in parts]
        found[key] = _middle([(point, weight) for point, weight in points if point is not None])
    return found[key]


def _weight(code: str) -> float:
    """The cube root of a country's surface, roughly and in no unit; 1 for any other place."""
    rings = outlines().rings(code) if code else []
    surface = sum(surface_of(lon, lat) for lon, lat in rings)
    return float(max(surface, 1.0) ** (1 / 3))


def surface_of(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> float:
    """The surface within a ring, in square degrees at the equator."""
    import numpy as np

    x = np.unwrap(lon, period=360.0) * np.cos(np.radians(lat.mean()))
    return abs(float(np.dot(x, np.roll(lat, -1)) - np.dot(np.roll(x, -1), lat))) / 2


def _middle(parts: Sequence[tuple[Point, float]]) -> Point | None:
    import numpy as np

    if not parts:
        return None
    vectors = on_sphere(np.array([point[0] for point, _ in parts]), np.array([point[1] for point, _ in parts]))
    weights = np.array([weight for _, weight in parts])
    x, y, z = (vectors * weights[:, None]).sum(axis=0) / weights.sum()
    if float(np.sqrt(x * x + y * y + z * z)) < _ONE_PLACE:
        return None
    return float(np.degrees(np.arctan2(y, x))), float(np.degrees(np.arctan2(z, np.hypot(x, y))))
