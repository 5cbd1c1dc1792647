"""Writes the outlines of land that travel with the package, from Natural Earth as TopoJSON.

``python tools/build_land.py ../shared/data/countries-50m.json`` writes ``src/sojourn/drawing/land/outlines.json``: arcs
that neighbours share, with the area on the ground that each of their points stands for (after M. Visvalingam, J. D.
Whyatt: Line generalisation by repeated elimination of points. The Cartographic Journal 30 (1993) 46-51), so that a map
takes the points that its size can show; the arcs of each country; and for each a point inside its largest part.
"""

from __future__ import annotations

import csv
import heapq
import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np

from sojourn.drawing.earth_projections import EARTH_RADIUS, azimuthal, azimuthal_back, on_sphere

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/sojourn/drawing/land/outlines.json"
STEP = 0.02
"""What coordinates are rounded to [degrees]."""
LEAST = 30.0
"""Points that stand for less land than this are left out [km²]."""
NAMED = {"Kosovo": "kosovo"}
"""Keys of countries that have no number in the file."""
LEFT_OUT = {"010"}
"""Antarctica: nobody migrates there, and it would take a fifth of the world map."""
PARTS = {
    "GF": ("250", (-56, 1, -50, 7)),
    "GP": ("250", (-62, 15.7, -60.5, 16.7)),
    "MQ": ("250", (-61.5, 14.2, -60.5, 15)),
    "RE": ("250", (55, -22, 56, -20)),
    "YT": ("250", (44.5, -13.5, 45.5, -12.3)),
    "SJ": ("578", (-10, 70.5, 40, 82)),
    "BQ": ("528", (-70, 10, -60, 20)),
}
"""Countries of the statistics that the file counts to another: its number, and where they lie [degrees W, S, E, N]."""
POINTS = {
    "GI": (-5.35, 36.14),
    "TK": (-171.85, -9.2),
    "TV": (179.2, -8.52),
    "CC": (96.83, -12.17),
    "CX": (105.63, -10.49),
}
"""Countries too small for the file [degrees east, north]."""

Polygon = list[list[int]]


def main(source: Path) -> None:
    """Reads the TopoJSON and writes the outlines."""
    topology = json.loads(source.read_text("utf-8"))
    arcs = decoded(topology)
    shapes = keyed(topology, arcs)
    points = {key: label_point(polygons, arcs) for key, polygons in shapes.items() if key}
    points.update(POINTS)
    weighted = [weights(arc) for arc in arcs]
    used: dict[int, int] = {}
    packed: dict[str, list[Polygon]] = {}
    for key in sorted(shapes):
        packed[key] = [[renumbered(ring, used) for ring in polygon] for polygon in shapes[key]]
    written_arcs = [written(arcs[arc], weighted[arc]) for arc in used]
    content: dict[str, Any] = {
        "step": STEP,
        "points": {key: [round(x, 2), round(y, 2)] for key, (x, y) in sorted(points.items())},
        "shapes": packed,
        "arcs": written_arcs,
    }
    TARGET.parent.mkdir(exist_ok=True)
    lines = [f'"{name}":{_lines(part)}' for name, part in content.items()]
    TARGET.write_text("{" + ",\n".join(lines) + "}\n", "utf-8")
    count = sum(len(arc) // 3 for arc in written_arcs)
    print(f"{TARGET.relative_to(ROOT)}: {count} points, {TARGET.stat().st_size / 1024:.0f} kB")


def _lines(part: Any) -> str:
    """JSON with one entry a line, so that a change of the data is a change of lines."""
    if isinstance(part, dict):
        return "{\n" + ",\n".join(f"{json.dumps(key)}:{_lines_of(value)}" for key, value in part.items()) + "}"
    if isinstance(part, list):
        return "[\n" + ",\n".join(map(_lines_of, part)) + "]"
    return json.dumps(part)


def _lines_of(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def decoded(topology: dict[str, Any]) -> list[np.ndarray]:
    """The arcs in degrees."""
    scale, shift = (np.array(topology["transform"][name]) for name in ("scale", "translate"))
    return [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]


def keyed(topology: dict[str, Any], arcs: list[np.ndarray]) -> dict[str, list[Polygon]]:
    """The polygons of each country by its key in the registry; those of none under the empty key."""
    with (ROOT / "graphs/registry/countries.csv").open(encoding="utf-8") as file:
        keys = {row["m49"]: row["iso2"] for row in csv.DictReader(file)}
    shapes: dict[str, list[Polygon]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        number = geometry.get("id", "")
        if number in LEFT_OUT or not geometry.get("type"):
            continue
        key = keys.get(number, "") if number else NAMED.get(geometry["properties"]["name"], "")
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            shapes.setdefault(part_of(number, polygon, arcs) or key, []).append(polygon)
    return shapes


def part_of(number: str, polygon: Polygon, arcs: list[np.ndarray]) -> str:
    """The key of the country of :data:`PARTS` that a polygon belongs to; empty for none."""
    lon, lat = ring_of(polygon[0], arcs).mean(axis=0)
    for key, (whole, (west, south, east, north)) in PARTS.items():
        if whole == number and west <= lon <= east and south <= lat <= north:
            return key
    return ""


def ring_of(ring: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    """The points of a ring in degrees."""
    return np.concatenate([arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring])


def label_point(polygons: list[Polygon], arcs: list[np.ndarray]) -> tuple[float, float]:
    """The point of the largest polygon that lies deepest inside it: degrees east and north."""
    best = (-1.0, (0.0, 0.0))
    for polygon in polygons:
        rings = [ring_of(ring, arcs) for ring in polygon]
        middle = on_sphere(rings[0][:, 0], rings[0][:, 1]).mean(axis=0)
        middle /= np.linalg.norm(middle)
        centre = math.degrees(math.atan2(middle[1], middle[0])), math.degrees(math.asin(middle[2]))
        flat = [np.stack(azimuthal(ring[:, 0], ring[:, 1], centre), axis=-1) for ring in rings]
        size = area(flat[0])
        if size > best[0]:
            best = size, azimuthal_back(*deepest(flat), centre)
    return best[1]


def area(ring: np.ndarray) -> float:
    """The area of a flat ring."""
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(np.roll(x, -1), y))) / 2


def deepest(rings: list[np.ndarray]) -> tuple[float, float]:
    """The point inside flat rings that is farthest from their edges, by ever finer grids."""
    low, high = rings[0].min(axis=0), rings[0].max(axis=0)
    found = (low + high) / 2
    for _ in range(6):
        grid = np.stack(np.meshgrid(*np.linspace(low, high, 25).T), axis=-1).reshape(-1, 2)
        depth = np.array([depth_of(point, rings) for point in grid])
        found = grid[int(depth.argmax())]
        room = (high - low) / 8
        low, high = found - room, found + room
    return float(found[0]), float(found[1])


def depth_of(point: np.ndarray, rings: list[np.ndarray]) -> float:
    """How far from the edges a point lies, negative outside."""
    inside, nearest = False, math.inf
    for ring in rings:
        a, b = ring, np.roll(ring, -1, axis=0)
        crossing = (a[:, 1] > point[1]) != (b[:, 1] > point[1])
        with np.errstate(divide="ignore", invalid="ignore"):
            at = a[:, 0] + (point[1] - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
        inside ^= bool((crossing & (point[0] < at)).sum() % 2)
        along = b - a
        length = np.maximum((along**2).sum(axis=1), 1e-18)
        part = np.clip(((point - a) * along).sum(axis=1) / length, 0, 1)
        nearest = min(nearest, float(np.hypot(*(a + part[:, None] * along - point).T).min()))
    return nearest if inside else -nearest


def weights(arc: np.ndarray) -> list[float]:
    """The area that each point of an arc stands for [km²]; infinite for its ends."""
    vectors = on_sphere(arc[:, 0], arc[:, 1]) * EARTH_RADIUS
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    found = [math.inf] * len(arc)

    def triangle(i: int) -> float:
        a, b, c = vectors[before[i]], vectors[i], vectors[after[i]]
        return float(np.linalg.norm(np.cross(b - a, c - a))) / 2

    queue = [(triangle(i), i) for i in range(1, len(arc) - 1)]
    current = {i: size for size, i in queue}
    heapq.heapify(queue)
    largest = 0.0
    while queue:
        size, i = heapq.heappop(queue)
        if current.get(i) != size:
            continue
        del current[i]
        largest = found[i] = max(largest, size)
        before[after[i]], after[before[i]] = before[i], after[i]
        for j in (before[i], after[i]):
            if j in current:
                current[j] = triangle(j)
                heapq.heappush(queue, (current[j], j))
    return found


def renumbered(ring: list[int], used: dict[int, int]) -> list[int]:
    """The arcs of a ring by their new numbers, in the order in which they are first met."""
    numbers = []
    for arc in ring:
        new = used.setdefault(arc if arc >= 0 else ~arc, len(used))
        numbers.append(new if arc >= 0 else ~new)
    return numbers


def written(arc: np.ndarray, weight: list[float]) -> list[int]:
    """An arc as it is stored: x, y and weight of each point, coordinates as differences in steps."""
    kept = [i for i, size in enumerate(weight) if size >= LEAST]
    steps = np.round(arc[kept] / STEP).astype(int)
    moves = np.diff(steps, axis=0, prepend=[[0, 0]])
    levels = [99 if math.isinf(weight[i]) else round(2 * math.log2(weight[i])) for i in kept]
    return [int(v) for move, level in zip(moves, levels, strict=True) for v in (*move, level)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
