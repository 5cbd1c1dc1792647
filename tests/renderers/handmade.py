"""Pages made by hand from a few lines: places within places, and claims as short tuples, without any graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np

from sojourn.renderers.packing import Packer
from sojourn.renderers.shell import page_of

KINDS = ("flow", "residence", "share", "event", "claim")
MEASURES = ("", "persons", "personsPerYear", "percent")
HEDGES = ("", "exact", "about", "moreThan", "lessThan")
NONE = -1


@dataclass
class Said:
    """One claim; ends are names of places, populations are names of populations, several of each are several rows."""

    start: Sequence[str] = ()
    end: Sequence[str] = ()
    low: float | None = None
    high: float | None = None
    kind: str = "flow"
    source: str = "paper"
    period: tuple[int, int] | None = None
    place: Sequence[str] = ()
    population: Sequence[str] = ()
    measure: str = "persons"
    hedge: str = "exact"
    modality: str = "asserted"
    topic: str = ""


@dataclass
class World:
    """Places and populations, each with what it lies in."""

    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Name → (tier, name of the nearest container or "")."""
    populations: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    """Name → (criterion, place by which it is known, including population or "")."""

    def names(self) -> list[str]:
        return [*self.places, *self.populations]


def columns(rows: list[dict[str, Any]]) -> dict[str, Any]:
    names = list(rows[0]) if rows else []
    return {"names": names, "rows": [[row[name] for name in names] for row in rows]}


def _nodes(world: World) -> list[dict[str, Any]]:
    index = {name: number for number, name in enumerate(world.names())}
    blank: dict[str, Any] = {"labels": ["", "", ""], "others": [], "members": [], "sure": True, "outline": -1}
    rows = []
    for number, (name, (tier, within)) in enumerate(world.places.items()):
        at = {"x": 40.0 * number + 10, "y": 30.0 * (number % 7) + 10}
        own = {"key": f"place:{name}", "type": tier or "place", "tier": tier, "label": name, "home": NONE, "of": NONE}
        inside = {"within": index.get(within, NONE), "criterion": "", "colour": number % 7, "drawn": True}
        rows.append({**blank, **own, **inside, **at})
    for name, (criterion, of, within) in world.populations.items():
        own = {"key": f"population:{name}", "type": "population", "tier": "", "label": name, "home": NONE}
        inside = {"within": index.get(within, NONE), "criterion": criterion, "of": index.get(of, NONE), "colour": NONE}
        rows.append({**blank, **own, **inside, "drawn": True, "x": None, "y": None})
    return rows


def page_of_claims(
    world: World,
    claims: Sequence[Said],
    *,
    opening: Mapping[str, Any] | None = None,
    detailed: bool = True,
    **more: Any,
) -> str:
    """A page of these claims.

    Args:
        world: What the claims may name.
        claims: What is said.
        opening: What is shown first, where it differs from moves as stated.
        detailed: Whether the claims are told in full; those of a table are not.
        more: Further parts of the data, such as ``disputes``.
    """
    index = {name: number for number, name in enumerate(world.names())}
    sources = list(dict.fromkeys(claim.source for claim in claims))
    periods = list(dict.fromkeys(claim.period for claim in claims if claim.period))
    packer = Packer()
    rows = [
        (number, *(index.get(name, NONE) for name in ends))
        for number, claim in enumerate(claims)
        for ends in _product([claim.start, claim.end, claim.place, claim.population])
    ]
    pack(packer, np.array(rows, np.int32).reshape(-1, 5).T, _facts(claims, sources, periods))
    topics = sorted({claim.topic for claim in claims if claim.topic})
    facets: list[tuple[str, Sequence[str], list[list[int]]]] = [
        ("kind", KINDS, [[KINDS.index(c.kind)] for c in claims])
    ]
    facets += [("source", tuple(sources), [[sources.index(c.source)] for c in claims])]
    facets += [("topic", tuple(topics), [[topics.index(c.topic)] if c.topic else [] for c in claims])] if topics else []
    for name, _, values in facets:
        pack_facet(packer, name, values)
    details = [_detail(n, claim, index) for n, claim in enumerate(claims)] if detailed else []
    data = {
        "facets": [
            {"name": name, "label": name, "choices": [{"key": key, "label": key} for key in keys]}
            for name, keys, _ in facets
        ],
        "details": columns(details),
        **more,
    }
    return page_of(frame(_nodes(world), sources, periods, packer, opening, data), packer.block(), "columns")


def frame(
    nodes: list[dict[str, Any]],
    sources: Iterable[str],
    periods: Iterable[tuple[int, int]],
    packer: Packer,
    opening: Mapping[str, Any] | None,
    more: Mapping[str, Any],
) -> dict[str, Any]:
    """The JSON of a page around packed columns."""
    usual: dict[str, Any] = {"layer": "moves", "window": None, "level": "stated", "steps": [], "most": 300}
    told = [
        {"key": s, "title": s, "author": "", "publisher": "", "published": "", "url": "", "seen": True} for s in sources
    ]
    when = [
        {"words": f"{a}–{b}", "start": f"{a}-01-01", "end": f"{b}-12-31", "first": a, "last": b, "anchored": True}
        for a, b in periods
    ]
    return {
        "title": "Made by hand", "lang": "en", "why": "", "kinds": [[kind, kind] for kind in KINDS],
        "measures": list(MEASURES), "hedges": list(HEDGES), "modalities": ["asserted", "possible"],
        "nodes": columns(nodes), "sources": columns(told), "periods": columns(when), "columns": packer.columns,
        "colours": [], "land": None, "scale": {"widest": 14, "roundest": 22}, "disputes": [], "mostDisputes": 10,
        "computed": columns([]), "comparisons": {}, "opening": {**usual, **(opening or {})}, **more,
    }  # fmt: skip


def _product(ends: list[Sequence[str]]) -> Iterable[tuple[str, ...]]:
    return product(*(names or ("",) for names in ends))


def _facts(claims: Sequence[Said], sources: list[str], periods: list[tuple[int, int]]) -> dict[str, Any]:
    def figure(value: float | None) -> float:
        return float("nan") if value is None else value

    return {
        "kind": [KINDS.index(claim.kind) for claim in claims],
        "source": [sources.index(claim.source) for claim in claims],
        "period": [periods.index(claim.period) if claim.period else NONE for claim in claims],
        "measure": [MEASURES.index(claim.measure) for claim in claims],
        "hedge": [HEDGES.index(claim.hedge) for claim in claims],
        "modality": [0 if claim.modality == "asserted" else 1 for claim in claims],
        "low": [figure(claim.low) for claim in claims],
        "high": [figure(claim.high) for claim in claims],
    }


def pack(packer: Packer, rows: Any, facts: Mapping[str, Any]) -> None:
    """Packs rows (claim, start, end, place, population) and what is known of each claim."""
    packer.add("row.claim", packer.integers(rows[0]))
    for name, values in zip(("start", "end", "place", "population"), rows[1:], strict=True):
        packer.add(f"row.{name}", packer.integers(values, none=NONE))
    for name in ("kind", "source", "period", "measure", "hedge", "modality"):
        packer.add(f"claim.{name}", packer.integers(np.asarray(facts[name]), none=NONE))
    low, high = np.asarray(facts["low"], np.float64), np.asarray(facts["high"], np.float64)
    packer.add("claim.low", packer.numbers(low))
    packer.add("claim.high", packer.numbers(high, over=("claim.low", low)))
    packer.add("claim.id", packer.pattern(("row #",), np.zeros(len(low), np.int32), np.arange(len(low))))


def pack_facet(packer: Packer, name: str, values: Sequence[Sequence[int]]) -> None:
    """Packs which values of a filter each claim has."""
    first = np.cumsum([0, *(len(some) for some in values)])
    packer.add(f"facet.{name}.first", packer.integers(first))
    flat = np.array([value for some in values for value in some], np.int64)
    packer.add(f"facet.{name}.value", packer.integers(flat))


def _detail(number: int, claim: Said, index: Mapping[str, int]) -> dict[str, Any]:
    def nodes(names: Sequence[str]) -> list[int]:
        return [index[name] for name in names]

    named = [*claim.start, *claim.end, *claim.place, *claim.population]
    return {
        "key": f"claim-{number}", "id": f"C{number}", "kind": claim.kind, "text": f"claim {number}", "lang": "en",
        "origin": nodes(claim.start), "destination": nodes(claim.end), "place": nodes(claim.place),
        "population": nodes(claim.population), "whole": [], "profession": [], "agent": [], "figure": "", "printed": "",
        "hedge": claim.hedge, "word": "", "period": "", "anchored": claim.period is not None, "start": "", "end": "",
        "status": "", "mobility": "", "modality": claim.modality, "method": "", "driver": "", "role": "", "event": "",
        "source": claim.source, "chain": [], "attribution": "explicit", "wording": "", "note": "", "related": [],
        "sources": [claim.source], "names": nodes(named),
        "locator": {"line": 0, "sentence": 0, "other": "", "start": -1, "end": -1, "digest": ""},
    }  # fmt: skip


def world_of_countries(countries: int, subregions: int = 22, continents: int = 6) -> World:
    """Countries spread over sub-regions spread over continents."""
    places = {f"continent{n}": ("continent", "") for n in range(continents)}
    places |= {f"subregion{n}": ("subregion", f"continent{n % continents}") for n in range(subregions)}
    places |= {f"country{n}": ("country", f"subregion{n % subregions}") for n in range(countries)}
    return World(places)


def page_of_flows(countries: int, series: int, *, level: str = "continent", sources: int = 6) -> str:
    """A page of a large table: a flow between any two of so many countries in each of so many series."""
    world = world_of_countries(countries)
    before = len(world.names()) - countries
    pairs = np.array([(a, b) for a in range(countries) for b in range(countries) if a != b], np.int32).T + before
    start, end = np.tile(pairs, series)
    size, periods = len(start), [(year, year + 5) for year in range(1990, 1990 + 5 * -(-series // sources), 5)]
    of = np.repeat(np.arange(series), pairs.shape[1])
    nothing = np.full(size, NONE, np.int32)
    people = (start * 31 + end * 17 + of) % 997
    facts = dict.fromkeys(("kind", "modality"), np.zeros(size, np.int32)) | {
        "source": of % sources, "period": of // sources, "measure": np.ones(size, np.int32),
        "hedge": np.ones(size, np.int32), "low": people, "high": people,
    }  # fmt: skip
    packer = Packer()
    pack(packer, (np.arange(size), start, end, nothing, nothing), facts)
    names = [f"table{n}" for n in range(sources)]
    packer.add("facet.source.first", packer.integers(np.arange(size + 1)))
    packer.add("facet.source.value", packer.integers(facts["source"]))
    facets = [{"name": "source", "label": "source", "choices": [{"key": name, "label": name} for name in names]}]
    more = {"facets": facets, "details": columns([])}
    data = frame(_nodes(world), names, periods, packer, {"level": level}, more)
    return page_of(data, packer.block(), "columns")
