"""The claims about one thing, gathered by source and in order of time, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sojourn.graph.described import is_claim, rows
from sojourn.rdf.reading import natural
from sojourn.vocabulary import DERIVED_GRAPH, SJ, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sojourn.queries.results import Cell
    from sojourn.stores.store import Store

MOST_ROWS = 200
"""Most claims on a page."""
MOST_SORTED = 10_000
"""So many claims of one source are put in order of time; of more, they come as the store holds them [claims]."""

ROLES = {
    "place": ("sj:place", "sj:origin", "sj:destination"),
    "population": ("sj:population", "sj:whole"),
    "profession": ("sj:profession",),
    "agent": ("sj:agent",),
    "source": ("sj:source",),
}
"""How claims name a thing, by its family."""

_COUNTS = """SELECT ?g ?role (COUNT(*) AS ?n) WHERE { VALUES ?role { ROLES } GRAPH ?g { ?claim ?role ?thing } }
GROUP BY ?g ?role"""
_CLAIMS = "SELECT ?claim WHERE { GRAPH ?g { ?claim ?role ?thing } }"
_IDS = "SELECT ?claim ?day WHERE { GRAPH ?g { ?claim ?role ?thing . ?claim dcterms:identifier ?day } }"
_DAYS = "SELECT ?claim ?day WHERE { GRAPH ?g { ?claim ?role ?thing . ?claim sj:start ?day } }"
# One query for each graph and role: the engine answers them from an index; asked for all at once, it joins for seconds.


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one source says of a thing.

    Attributes:
        source: Key of the source.
        roles: How many claims name the thing in which role, by the last part of the property.
        total: How many claims there are; of very many, one that names the thing twice counts twice.
        claims: IRIs of those of this page.
        page, pages: Which page of how many, from 1.
    """

    source: str
    roles: dict[str, int]
    total: int
    claims: tuple[str, ...]
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The claims about a thing.

    Attributes:
        total: How many.
        told: By source, those with few claims first.
        derived: IRIs of the figures that were computed.
    """

    total: int
    told: tuple[Told, ...]
    derived: tuple[str, ...]


def gathered(store: Store, iri: str, roles: Sequence[str], *, source: str = "", page: int = 1) -> Gathered:
    """The claims that name a thing.

    Args:
        store: Where they are.
        iri: The thing.
        roles: The properties by which a claim can name it.
        source: Key of the only source wanted; all sources, a few claims of each, when empty.
        page: Which page of that source.
    """
    counted = _counted(store, iri, roles)
    derived = tuple(sorted(_days(store, iri, DERIVED_GRAPH, counted.pop(DERIVED_GRAPH, {}))))
    total = sum(_total(each) for each in counted.values())
    share = MOST_ROWS if total <= MOST_ROWS else max(3, MOST_ROWS // max(1, len(counted)))
    alone = bool(source) or len(counted) == 1
    told = [
        _page(store, iri, graph, counted[graph], page=page if alone else 0, share=share)
        for graph in sorted(counted, key=lambda graph: (_total(counted[graph]) > MOST_ROWS, graph))
        if not source or key_of(graph) == source
    ]
    return Gathered(total=total, told=tuple(told), derived=derived)


def _total(roles: Mapping[str, int]) -> int:
    return sum(roles.values())


def _page(store: Store, iri: str, graph: str, roles: Mapping[str, int], *, page: int, share: int) -> Told:
    """A page of what a source says, or (page 0) a share of it."""
    total = _total(roles)
    pages = -(-total // MOST_ROWS)
    at = min(max(page, 1), max(1, pages))
    first, most = (at - 1) * MOST_ROWS, MOST_ROWS if page else share
    if total > MOST_SORTED or (not page and total > MOST_ROWS):
        shown = _some(store, iri, graph, roles, first=first, most=most)
    else:
        days, ids = _days(store, iri, graph, roles), _ids(store, iri, graph, roles)
        total = len(days)
        ordered = sorted(days, key=lambda claim: (days[claim] or "9999", natural(ids.get(claim, "")), claim))
        shown = ordered[first : first + most]
    return Told(source=key_of(graph), roles=dict(roles), total=total, claims=tuple(shown), page=at, pages=pages)


def _some(store: Store, iri: str, graph: str, roles: Mapping[str, int], *, first: int, most: int) -> list[str]:
    """Some claims, as the store holds them: those of one role after those of another."""
    found: dict[str, None] = {}
    for role, count in sorted(roles.items()):
        if first < count and len(found) < most:
            text = f"{_CLAIMS} OFFSET {first} LIMIT {most - len(found)}"
            bound = {"g": graph, "thing": iri, "role": SJ + role}
            found.update(dict.fromkeys(claim for claim, _ in _pairs(rows(store, text, bound))))
        first = max(0, first - count)
    return list(found)


def claims_near(store: Store, iri: str, family: str, *, most: int) -> list[str]:
    """The claims that name a thing, of every source that has few of them.

    Args:
        store: Where they are.
        iri: The thing.
        family: Its family.
        most: The most claims that a source may have to be among these.
    """
    counted = _counted(store, iri, ROLES[family])
    few = {graph: roles for graph, roles in counted.items() if _total(roles) <= most and graph != DERIVED_GRAPH}
    return [claim for graph, roles in sorted(few.items()) for claim in _days(store, iri, graph, roles)]


def _days(store: Store, iri: str, graph: str, roles: Iterable[str]) -> dict[str, str]:
    """The claims of a graph that name a thing, and the first day that each is about; empty where none is known."""
    found: dict[str, str] = {}
    for role in roles:
        bound = {"g": graph, "thing": iri, "role": SJ + role}
        for claim, _ in _pairs(rows(store, _CLAIMS, bound)):
            found.setdefault(claim, "")
        found.update(_pairs(rows(store, _DAYS, bound)))
    return found


def _ids(store: Store, iri: str, graph: str, roles: Iterable[str]) -> dict[str, str]:
    """The ids of the same claims."""
    found: dict[str, str] = {}
    for role in roles:
        found.update(_pairs(rows(store, _IDS, {"g": graph, "thing": iri, "role": SJ + role})))
    return found


def _pairs(found: Iterable[Mapping[str, Cell | None]]) -> Iterator[tuple[str, str]]:
    for row in found:
        claim, day = row["claim"], row.get("day")
        if claim and is_claim(claim.value):
            yield claim.value, day.value if day else ""


def _counted(store: Store, iri: str, roles: Sequence[str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows(store, _COUNTS.replace("ROLES", " ".join(roles)), {"thing": iri}):
        graph, name, count = row["g"], row["role"], row["n"]
        if graph and name and count:
            found[graph.value][name.value.rsplit("#", 1)[-1]] = int(count.value)
    return found
