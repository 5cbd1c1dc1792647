"""What a picture shows before anybody has touched it, and what its colours mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sojourn.drawing.rows import KIND_NAMES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sojourn.drawing.rows import Numbers, Rows
    from sojourn.drawing.view import Node

ARROW_KINDS = ("flow", "transition", "event")
"""Kinds of claim drawn as arrows from an origin to a destination; a share is one when it has an origin."""
MOST_PLACES = 30
"""How many places a first look at large tables shows at most."""
MOST_MARKS = 300
"""How many places and arrows a first look shows at most; the smallest arrows beyond that are gathered."""
MOST_OF_TABLES = 90
"""The same where there are large tables: between all regions of the world people move, and 300 arrows are a tangle."""

CLOSED_BY_LEVEL = {
    "stated": (),
    "country": ("country",),
    "subregion": ("country", "subregion"),
    "continent": ("country", "subregion", "continent"),
}
"""The tiers of places that each level closes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What is shown first.

    Attributes:
        layer: ``moves`` or ``residents``.
        window: First and last year that are shown; ``None`` for all times.
        level: What places are closed into: ``stated`` (nothing), ``country``, ``subregion`` or ``continent``.
        steps: The windows of the time slider, in the order of time.
        more_steps: Those of the other layer.
        most: How many marks at most.
    """

    layer: str = "moves"
    window: tuple[int, int] | None = None
    level: str = "stated"
    steps: tuple[tuple[int, int], ...] = ()
    more_steps: tuple[tuple[int, int], ...] = ()
    most: int = MOST_MARKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """What a colour means.

    Attributes:
        number: The colour: 0 to 6.
        node: Key of the country or continent.
        label: What it is called in the language of the view.
    """

    number: int
    node: str
    label: str


def opening_of(rows: Rows, nodes: Sequence[Node]) -> Opening:
    """What is shown first: moves where there are some, the newest figures of large tables, no more than fits an eye.

    Args:
        rows: All claims.
        nodes: Every node, in the order in which the rows count them.
    """
    layer = "moves" if moving(rows).any() else "residents"
    steps = steps_of(rows, layer)
    return Opening(
        layer=layer,
        window=steps[-1] if rows.segments and steps else None,
        level=_level(rows, nodes) if rows.segments else "stated",
        steps=steps,
        more_steps=steps_of(rows, "residents" if layer == "moves" else "moves"),
        most=MOST_OF_TABLES if rows.segments else MOST_MARKS,
    )


def _level(rows: Rows, nodes: Sequence[Node]) -> str:
    """The finest level at which no more places are shown than an eye can tell apart."""
    import numpy as np

    index = {node.key: number for number, node in enumerate(nodes)}
    homes = np.array([*(index.get(node.home, -1) for node in nodes), -1], dtype=np.int32)
    people = homes[np.unique(rows.population[residing(rows)])]
    named = np.concatenate([people, *(np.unique(column) for column in (rows.start, rows.end, rows.place))])
    for level in tuple(CLOSED_BY_LEVEL)[:-1]:
        if len(np.unique(visible(nodes, level)[named[named >= 0]])) <= MOST_PLACES:
            return level
    return "continent"


def moving(rows: Rows) -> NDArray[np.bool_]:
    """For each row, whether it is a move: of people, of their kind of stay, of one person, or a share of an origin."""
    import numpy as np

    kinds = rows.kind[rows.claim]
    ends = (rows.start >= 0) | (rows.end >= 0)
    moves = np.isin(kinds, [KIND_NAMES.index(kind) for kind in ARROW_KINDS]) & ends
    shares: NDArray[np.bool_] = (kinds == KIND_NAMES.index("share")) & (rows.start >= 0)
    return moves | shares


def residing(rows: Rows) -> NDArray[np.bool_]:
    """For each row, whether it says who lives in a place."""
    said: NDArray[np.bool_] = (rows.kind[rows.claim] == KIND_NAMES.index("residence")) & (rows.place >= 0)
    return said


def steps_of(rows: Rows, layer: str) -> tuple[tuple[int, int], ...]:
    """The distinct periods of the tables of a layer; without any, years with which periods of claims begin or end."""
    import numpy as np

    tabled = (moving(rows) if layer == "moves" else residing(rows)) & (rows.claim >= rows.details)
    used = np.unique(rows.period[rows.claim[tabled]] if tabled.any() else rows.period)
    periods = [rows.periods[number] for number in used.tolist() if number >= 0]
    if not tabled.any():
        return tuple(sorted({(year, year) for one in periods for year in (one.first, one.last) if year is not None}))
    return tuple(sorted({(one.first, one.last) for one in periods if one.first is not None and one.last is not None}))


def origins_of(rows: Rows, nodes: Sequence[Node]) -> list[str]:
    """The countries from which people come, those of most claims first."""
    import numpy as np

    tally: Counter[str] = Counter()
    for column, shown in ((rows.start, moving(rows)), (rows.population, residing(rows))):
        found, counts = np.unique(column[shown & (column >= 0)], return_counts=True)
        for number, count in zip(found.tolist(), counts.tolist(), strict=True):
            tally[nodes[number].country] += count
    del tally[""]
    return sorted(tally, key=lambda key: (-tally[key], key))


def visible(nodes: Sequence[Node], level: str, opened: Collection[str] = (), closed: Collection[str] = ()) -> Numbers:
    """As what each node is shown: the outermost closed place around it, or itself; Hong Kong counts as a country."""
    import numpy as np

    index = {node.key: number for number, node in enumerate(nodes)}
    tiers = CLOSED_BY_LEVEL[level]
    shut = [node.key in closed or (node.key not in opened and node.tier in tiers) for node in nodes]
    found = np.arange(len(nodes), dtype=np.int32)
    for number in range(len(nodes)):
        for at in upwards(number, nodes, index):
            kept = level == "country" and nodes[at].key not in closed and counted_apart(found[number], nodes, index)
            if shut[at] and not kept:
                found[number] = at
    return found


def counted_apart(number: int, nodes: Sequence[Node], index: Mapping[str, int]) -> bool:
    """Whether a place inside a country is one that tables count as a country, such as Hong Kong."""
    around = upwards(number, nodes, index)[1:]
    return nodes[number].tier == "country" and any(nodes[at].tier == "country" for at in around)


def upwards(number: int, nodes: Sequence[Node], index: Mapping[str, int]) -> list[int]:
    """A node and what contains it, the nearest first."""
    found: list[int] = []
    at = number
    while at >= 0 and at not in found:
        found.append(at)
        at = index.get(nodes[at].inside, -1)
    return found
