"""What a picture shows, as plain records for the tools that draw it themselves: the marks of its opening, no colours.

A flow of the scene is what all sources say of one pair of shown places. It keeps the lowest and the highest figure
apart, and the sources and claims behind it; nothing is averaged, and what is not stated is absent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sojourn.drawing.earth_positions import positions_of
from sojourn.drawing.gathering import Bundle, Scene, opening_scene
from sojourn.drawing.rows import MEASURES
from sojourn.model import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sojourn.drawing.view import View

MOST_NAMED = 50
"""How many claims a flow names by their ids; the number of all of them is told beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A shown place.

    Attributes:
        key: ``place:CN``.
        label: In the language of the view.
        type: ``country``, ``place``, ``region`` and so on.
        lat, lon: Degrees north and east, of a country those of its label; ``None`` where no table gives any.
        claims: How many claims stand at it.
        gathered: How many places inside it are closed into it.
    """

    key: str
    label: str
    type: str
    lat: float | None
    lon: float | None
    claims: int
    gathered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is said of people between two shown places, or of those who live in one.

    Attributes:
        key: ``place:RU>place:CN``.
        start, end: Keys of shown places; empty when not stated.
        low: Lowest figure of all sources [persons]; ``None`` when none has a figure.
        high: Highest [persons]; ``None`` when there is no figure, or one of them has no upper bound.
        figures: What the figures count: ``persons``, ``persons / year``; sorted.
        parts: How many corridors were added up at most, in one series of one source.
        claims: How many claims.
        ids: Ids of the first of them, as ``source/id``.
        sources: Titles of the sources that were read, in the order of their keys.
        years: First and last year that any of the claims can mean; ``None`` when none is dated.
        disputed: Whether two of its claims are proved to exclude each other.
    """

    key: str
    start: str
    end: str
    low: float | None
    high: float | None
    figures: tuple[str, ...]
    parts: int
    claims: int
    ids: tuple[str, ...]
    sources: tuple[str, ...]
    years: tuple[int, int] | None
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A scene as records.

    Attributes:
        title: What it shows.
        layer: ``moves`` or ``residents``; what the lines mean.
        window: First and last year shown; ``None`` for all times.
        spots: The places, by their keys.
        lines: The flows, the largest first.
        rings: Stocks at places, where the picture has them besides its lines; ``start`` is where these people are from.
        left_out: How many small flows the picture does not draw at first.
    """

    title: str
    layer: str
    window: tuple[int, int] | None
    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    rings: tuple[Line, ...]
    left_out: int


def sheet_of(view: View, *, everything: bool = False) -> Sheet:
    """The opening of a view as records.

    Args:
        view: What is drawn.
        everything: Whether the small flows are told as well.

    Raises:
        ValueError: If the view was made by hand, without rows.
    """
    scene = opening_scene(view, everything=everything)
    reader = _Reader(view)
    return Sheet(
        title=view.title,
        layer=scene.layer,
        window=view.opening.window if view.opening else None,
        spots=_spots(view, scene),
        lines=tuple(reader.line(bundle) for bundle in scene.arrows),
        rings=tuple(reader.line(ring) for mark in scene.places for ring in mark.rings),
        left_out=scene.others.arrows,
    )


def _spots(view: View, scene: Scene) -> tuple[Spot, ...]:
    nodes = {node.key: node for node in view.every_node}
    positions = positions_of(view.every_node)
    found = []
    for mark in scene.places:
        node = nodes[mark.key]
        lon, lat = positions.get(mark.key, (None, None))
        found.append(
            Spot(
                key=mark.key,
                label=node.label,
                type=node.type,
                lat=None if lat is None else round(lat, 4),
                lon=None if lon is None else round(lon, 4),
                claims=mark.claims,
                gathered=mark.gathered,
            )
        )
    return tuple(sorted(found, key=lambda spot: spot.key))


class _Reader:
    """What stands behind bundles, looked up in the columns of a view."""

    def __init__(self, view: View) -> None:
        assert view.rows is not None  # noqa: S101 - opening_scene has refused a view without rows
        self.rows = view.rows
        self.titles = {source.key: source.title for source in view.sources}
        self.details = view.claims
        self.disputes = [frozenset(dispute.claims) for dispute in view.disputes]
        self.homes = {node.key: node.home for node in view.nodes}
        self.first = self.rows.first_rows()

    def line(self, bundle: Bundle) -> Line:
        rows, claims = self.rows, list(bundle.claims)
        sources = sorted({rows.sources[number] for number in rows.source[claims].tolist()})
        measures = {MEASURES[number] for number in rows.measure[claims].tolist()} - {""}
        keys = {self.details[claim].key for claim in claims if claim < rows.details}
        return Line(
            key=bundle.key,
            start=bundle.start,
            end=bundle.end,
            low=bundle.low,
            high=bundle.high,
            figures=tuple(sorted(Measure(measure).unit for measure in measures)),
            parts=bundle.parts,
            claims=len(claims),
            ids=tuple(self._id(claim) for claim in claims[:MOST_NAMED]),
            sources=tuple(self.titles.get(key, key) for key in sources),
            years=self._years(claims),
            disputed=any(len(dispute & keys) > 1 for dispute in self.disputes),
        )

    def _id(self, claim: int) -> str:
        if claim < self.rows.details:
            told = self.details[claim]
            return f"{told.source}/{told.id}"
        segment = max((one for one in self.rows.segments if one.first <= claim), key=lambda one: one.first)
        return f"{segment.source}/{segment.ids.at(claim - segment.first, self._words(claim))}"

    def _words(self, claim: int) -> dict[str, str]:
        """What the words of a template stand for, see :data:`sojourn.columns.drawn.TEMPLATES`."""
        rows, row = self.rows, int(self.first[claim])
        named = {"start": rows.start, "end": rows.end, "place": rows.place, "population": rows.population}
        keys = {name: rows.nodes[column[row]] if column[row] >= 0 else "" for name, column in named.items()}
        keys["of"] = self.homes.get(keys["population"], "")
        period = int(rows.period[claim])
        when = rows.periods[period] if period >= 0 else None
        years = [str(year) for year in dict.fromkeys((when.first, when.last)) if year is not None] if when else []
        return {name: key.partition(":")[2] for name, key in keys.items()} | {"period": "-".join(years)}

    def _years(self, claims: Sequence[int]) -> tuple[int, int] | None:
        known = [self.rows.periods[number] for number in set(self.rows.period[claims].tolist()) if number >= 0]
        years = [year for when in known for year in (when.first, when.last) if year is not None]
        return (min(years), max(years)) if years else None


def plain(value: float | None) -> float | int | None:
    """A number without a needless decimal point."""
    return int(value) if value is not None and float(value).is_integer() else value


def told(line: Line) -> dict[str, Any]:
    """What every format tells of a line besides its ends; what is not stated is absent."""
    facts: dict[str, Any] = {
        "low": plain(line.low),
        "high": plain(line.high),
        "figures": "; ".join(line.figures) or None,
        "parts": line.parts if line.parts > 1 else None,
        "claims": line.claims,
        "ids": "; ".join(line.ids),
        "sources": "; ".join(line.sources),
        "firstYear": line.years[0] if line.years else None,
        "lastYear": line.years[1] if line.years else None,
        "disputed": line.disputed or None,
    }
    return {name: value for name, value in facts.items() if value is not None}
