"""Between what a claim stands, when it is told as an edge or as a place on a map.

- A movement (flow, transition, and whatever else names an origin or a destination) goes from each origin to each
  destination. What holds of several places together ends in their union.
- A life event goes from each person to each place that it names.
- Everything else goes from each population (or person, or organisation) to each place. A policy or a remark that names
  neither goes from the source that makes it; a remark about a source ends there.
- An end that the source does not state is ``None``; nothing is put in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from sojourn.exporters.claims import Export, ExportedClaim, Thing

Ends = tuple[Thing | None, Thing | None]

_MOVES = frozenset({"flow", "transition"})
_SAID = frozenset({"policy", "note"})


def is_movement(claim: ExportedClaim) -> bool:
    """Whether a claim goes from an origin to a destination, stated or not."""
    moves = claim.kind in _MOVES or bool(claim.named["origin"] or claim.named["destination"])
    return moves and claim.kind != "event"


def sides(claim: ExportedClaim) -> tuple[str, str]:
    """What the two ends of a claim are called: ``origin`` and ``destination``, or ``who`` and ``where``."""
    return ("origin", "destination") if is_movement(claim) else ("who", "where")


def ends(export: Export, claim: ExportedClaim) -> list[Ends]:
    """The pairs of things between which a claim stands; it holds separately for each pair."""
    named = claim.named
    if is_movement(claim):
        starts, goals = named["origin"], named["destination"]
    elif claim.kind == "event":
        starts = named["agent"] or named["population"]
        goals = tuple(dict.fromkeys((*named["origin"], *named["destination"], *named["place"])))
    else:
        starts = named["population"] or named["agent"] or _speaker(claim)
        goals = named["place"] or named["about"]
    return list(product(_those(export.things, starts), _those(export.things, goals)))


def _those(things: Mapping[str, Thing], iris: tuple[str, ...]) -> list[Thing | None]:
    return [things[iri] for iri in iris] or [None]


def _speaker(claim: ExportedClaim) -> tuple[str, ...]:
    source = claim.facts["source_iri"]
    return (source,) if claim.kind in _SAID and source else ()
