"""Which place has which of the few colours that people can tell apart, so that it is the same in every picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sojourn.drawing.opening import Colour

if TYPE_CHECKING:
    from sojourn.drawing.view import Node

MOST_COLOURS = 7
"""How many colours there are."""
CONTINENTS = ("europe", "asia", "africa", "americas", "oceania")
"""The continents in the order of their colours; the regions of the United Nations have these keys."""


def coloured(nodes: Sequence[Node], origins: Iterable[str]) -> tuple[tuple[Colour, ...], dict[str, int]]:
    """What each colour means, and the colour of every node that has one.

    Countries have colours as long as there are enough for all origins; where there are not, continents have them.

    Args:
        nodes: Every node, containers included.
        origins: Keys of the countries from which people come, most claims first.
    """
    known = {node.key: node for node in nodes}
    wanted = [key for key in dict.fromkeys(origins) if key in known]
    if len(wanted) <= MOST_COLOURS:
        given = palette(wanted)
        of = {node.key: given[node.country] for node in nodes if node.country in given}
    else:
        homes = {node.key: continent_of(node, known) for node in nodes}
        used = {homes[key] for key in wanted} - {""}
        given = {f"place:{key}": n for n, key in enumerate(CONTINENTS) if f"place:{key}" in used}
        of = {key: given[home] for key, home in homes.items() if home in given}
    meanings = (Colour(number=number, node=key, label=known[key].label) for key, number in given.items())
    return tuple(sorted(meanings, key=lambda colour: (colour.number, colour.node))), of


def continent_of(node: Node, known: Mapping[str, Node]) -> str:
    """The continent of a place, or of the country by which a population is known; empty when it has none."""
    at = node if node.key.startswith("place:") else known.get(node.country)
    seen: set[str] = set()
    while at is not None and at.key not in seen:
        if at.tier == "continent":
            return at.key
        seen.add(at.key)
        home = known.get(at.country)
        at = known.get(at.inside) or (home if home is not at else None)
    return ""


def palette(countries: Sequence[str]) -> dict[str, int]:
    """The colour of each country: what its key asks for, or the next that is free; the first choose first."""
    given: dict[str, int] = {}
    for key in countries[:MOST_COLOURS]:
        wish = sum(key.encode()) % MOST_COLOURS
        taken = set(given.values())
        given[key] = next(n % MOST_COLOURS for n in range(wish, wish + MOST_COLOURS) if n % MOST_COLOURS not in taken)
    return given
