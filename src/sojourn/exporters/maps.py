"""The claims as GeoJSON (RFC 7946): points for places, lines for movements; a point for an area is said to be one."""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING, Any

from sojourn.drawing.earth_positions import BarePlace, outline_of, positions_of
from sojourn.exporters.claims import Export, ExportedClaim, Thing, read
from sojourn.exporters.ends import Ends, ends, is_movement, sides
from sojourn.exporters.scenes import Line, Spot, plain, sheet_of, told
from sojourn.model import UNION
from sojourn.stores.store import Store
from sojourn.vocabulary import key_of, shorten

if TYPE_CHECKING:
    from sojourn.drawing.view import View

Point = list[float]
"""Longitude and latitude [degrees], in this order."""

LABEL_POINT = "label point"
"""The point of a country is the one at which Natural Earth writes its name: it stands for the whole area."""
MIDDLE = "middle of its parts"
"""The point of a group lies in the middle of its members, of a former country in that of its successors."""

_DIGITS = 6
"""Decimal places of degrees that are not read from the graph."""
_FACTS = (
    *("claim", "word", "start", "end", "when", "when_words", "status", "mobility", "mobility_after", "modality"),
    *("method", "driver", "role", "event", "observation", "source", "root", "chain", "locator", "printed"),
)


def to_geojson(store: Store, lang: str = "en") -> bytes:
    """One feature per claim and pair of places; its ``geometry`` is ``null`` where an end is not stated or not located.

    A stock is a point at its place, a movement a line from origin to destination, cut where it crosses the date line,
    and a point where both are one. A union of places is drawn at each of its members. A country, or a group that lists
    its members, has no point in the graph, and stands where pictures and dossiers put it: ``wherePosition``,
    ``originPosition`` and ``destinationPosition`` say of such an end for what its point stands, :data:`LABEL_POINT` or
    :data:`MIDDLE`. What has neither has no geometry, nor has a movement of which one end is not stated. Properties that
    are absent are not stated.

    Args:
        store: What to write.
        lang: Language of the labels; English where the graph has none in that language.
    """
    export = read(store, lang)
    spots = _Spots(export)
    features = [feature for claim in export.claims for feature in _features(spots, claim)]
    return _collection(features)


def scene_to_geojson(view: View, *, everything: bool = False) -> bytes:
    """The marks of a picture: a line for each flow between shown places, a point for each place.

    A country stands where its label does, and ``position`` says of a place that its point stands for an area. A flow
    with an end that is not stated or not on a map has no geometry. Widths are not made: ``low`` and ``high`` [persons]
    are there for the styles of whoever draws it.

    Args:
        view: What is drawn.
        everything: Whether the small flows are among them.
    """
    sheet = sheet_of(view, everything=everything)
    spots = {spot.key: spot for spot in sheet.spots}
    stated = {node.key for node in view.every_node if node.lat is not None}
    features = [
        *(_feature("place", spot.key, _point(spot), _place(spot, stated=spot.key in stated)) for spot in sheet.spots),
        *(_flow("flow" if sheet.layer == "moves" else "residents", line, spots) for line in sheet.lines),
        *(_feature("stock", f"{ring.key}/stock", _point(spots[ring.end]), told(ring)) for ring in sheet.rings),
    ]
    return _collection(features)


def _place(spot: Spot, *, stated: bool) -> dict[str, Any]:
    told = {"label": spot.label, "type": spot.type}
    if spot.lat is None or (stated and not outline_of(spot.key)):
        return told
    return told | {"position": LABEL_POINT if outline_of(spot.key) else MIDDLE}


def _point(spot: Spot) -> dict[str, Any] | None:
    return None if spot.lat is None or spot.lon is None else _of("Point", [[plain(spot.lon), plain(spot.lat)]])


def _flow(mark: str, line: Line, spots: dict[str, Spot]) -> dict[str, Any]:
    start, end = spots.get(line.start), spots.get(line.end)
    labels = {"origin": start and start.label, "destination": end and end.label}
    missing = [side for side, label in labels.items() if label is None]
    points = [[spot.lon, spot.lat] for spot in (start, end) if spot and spot.lat is not None and spot.lon is not None]
    geometry = _of("LineString", line_between(points[0], points[1])) if len(points) == 2 and start != end else None
    facts = {side: label for side, label in labels.items() if label is not None} | told(line)
    return _feature(mark, line.key, geometry, facts | ({"notStated": missing} if missing else {}))


def _feature(mark: str, key: str, geometry: dict[str, Any] | None, facts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": key, "geometry": geometry, "properties": {"mark": mark, **facts}}


def _collection(features: list[dict[str, Any]]) -> bytes:
    collection = {"type": "FeatureCollection", "features": features}
    return (json.dumps(collection, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8", "replace")


class _Spots:
    """Where the places of an export lie."""

    def __init__(self, export: Export) -> None:
        self.export = export
        places = (_bare(thing) for thing in export.things.values() if thing.type == "place")
        self._found = positions_of(places)

    def points(self, place: Thing | None) -> list[Point] | None:
        """Where a place is; of a union, where each member is; ``None`` when that is not known of all."""
        if place is None or place.type != "place":
            return None
        if place.lat is not None and place.lon is not None:
            return [[place.lon, place.lat]]
        if UNION not in key_of(place.iri):
            found = self._found.get(place.key)
            return [[round(degrees, _DIGITS) for degrees in found]] if found else None
        members = [self.points(self.export.things[iri]) for iri in place.members]
        if any(points is None for points in members):
            return None
        return [point for points in members if points for point in points]

    def stands_for(self, place: Thing | None) -> str:
        """How a point stands for an area; empty where the graph states the point, or there is none."""
        if place is None or place.lat is not None or self.points(place) is None:
            return ""
        if UNION in key_of(place.iri):
            return "; ".join(sorted({self.stands_for(self.export.things[iri]) for iri in place.members} - {""}))
        return LABEL_POINT if outline_of(place.key) else MIDDLE


def _bare(thing: Thing) -> BarePlace:
    return BarePlace(thing.key, tuple(shorten(iri) for iri in thing.members), thing.lat, thing.lon)


def _features(spots: _Spots, claim: ExportedClaim) -> list[dict[str, Any]]:
    features = []
    for number, pair in enumerate(ends(spots.export, claim)):
        name = shorten(claim.iri)
        geometry = _geometry(spots, pair, movement=is_movement(claim))
        features.append(
            {
                "type": "Feature",
                "id": f"{name}/{number}" if number else name,
                "geometry": geometry,
                "properties": _properties(spots.export, claim, pair) | (_areas(spots, claim, pair) if geometry else {}),
            }
        )
    return features


def _areas(spots: _Spots, claim: ExportedClaim, pair: Ends) -> dict[str, str]:
    """Which ends are drawn at a point that stands for an area; a stock only at its place."""
    named = [(side, thing) for side, thing in zip(sides(claim), pair, strict=True) if side != "who"]
    return {f"{side}Position": words for side, thing in named if (words := spots.stands_for(thing))}


def _properties(export: Export, claim: ExportedClaim, pair: Ends) -> dict[str, Any]:
    told: dict[str, Any] = {"id": claim.id, "kind": claim.kind, "iri": claim.iri}
    told |= {side: thing.label for side, thing in zip(sides(claim), pair, strict=True) if thing is not None}
    missing = [side for side, thing in zip(sides(claim), pair, strict=True) if thing is None]
    if missing:
        told["notStated"] = missing
    estimate = claim.estimate
    if estimate is not None:
        bounds = (("low", estimate.low), ("high", estimate.high))
        told |= {name: _number(float(bound)) for name, bound in bounds if bound is not None}
        told |= {name: True for name in ("low_open", "high_open") if getattr(estimate, name)}
        told |= {"hedge": estimate.hedge.value, "measure": estimate.measure.value, "figure": claim.figure}
    told |= {name: export.labels(claim.named[name]) for name in ("population", "profession") if claim.named[name]}
    return told | {name: claim.facts[name] for name in _FACTS if claim.facts[name]}


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() else value


def _geometry(spots: _Spots, pair: Ends, *, movement: bool) -> dict[str, Any] | None:
    starts, goals = (spots.points(thing) for thing in pair)
    if not movement:
        return None if goals is None else _of("Point", goals)
    if starts is None or goals is None:
        return None
    if starts == goals:
        return _of("Point", goals)
    return _of("LineString", [line for start, goal in product(starts, goals) for line in line_between(start, goal)])


def _of(kind: str, coordinates: list[Any]) -> dict[str, Any]:
    if len(coordinates) == 1:
        return {"type": kind, "coordinates": coordinates[0]}
    return {"type": f"Multi{kind}", "coordinates": coordinates}


def line_between(start: Point, end: Point) -> list[list[Point]]:
    """The shorter line between two points; two lines when it crosses the date line.

    Args:
        start: Longitude and latitude [degrees].
        end: Longitude and latitude [degrees].
    """
    east = end[0] - start[0]
    if abs(east) <= 180:
        return [[start, end]]
    edge = 180.0 if east < 0 else -180.0
    total = 360 - abs(east)
    part = abs(edge - start[0]) / total if total else 0.0
    crossing = round(start[1] + part * (end[1] - start[1]), 6)
    return [[start, [edge, crossing]], [[-edge, crossing], end]]
