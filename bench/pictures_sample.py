"""Flows between made-up towns, always the same, as a view: what the pictures are measured with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sojourn.drawing.view import Node, View

PLACES = 2000
SEED = 5
_COUNTRIES = 40
_COLOURS = 7
_CURVE = 5.0


def corridors(edges: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Origins, destinations and persons of distinct corridors between :data:`PLACES` towns, a few of them large.

    Returns:
        Numbers of towns, and persons.
    """
    import numpy as np

    random = np.random.default_rng(SEED)
    drawn = random.choice(PLACES * PLACES, size=edges + edges // 50 + 50, replace=False)
    start, end = np.divmod(drawn, PLACES)
    apart = start != end
    people = np.rint(np.exp(random.normal(_CURVE, 2.0, edges))).astype(np.int64) + 1
    return start[apart][:edges], end[apart][:edges], people


def towns() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Latitude and longitude of each town [degrees]: in clusters, as towns are."""
    import numpy as np

    random = np.random.default_rng(SEED + 1)
    middles = np.column_stack([random.uniform(-35, 60, _COUNTRIES), random.uniform(-120, 150, _COUNTRIES)])
    around = middles[np.arange(PLACES) % _COUNTRIES] + random.normal(0, 4.0, (PLACES, 2))
    return np.clip(around[:, 0], -50, 70).round(3), around[:, 1].round(3)


def view_of(edges: int) -> View:
    """The flows of :func:`corridors` as one table in a view."""
    from dataclasses import replace

    from sojourn.drawing.earth import lay_on_earth
    from sojourn.drawing.memberships import memberships_of
    from sojourn.drawing.opening import opening_of
    from sojourn.drawing.view import Cited, Legend, Scale, View

    source = Cited(key="bench", title="Made up for the benchmark", author="sojourn", published="2026")
    nodes = _nodes()
    rows = _rows(edges, [node.key for node in nodes], source.key)
    nodes = tuple(replace(node, colour=int(node.country[-2:]) % _COLOURS) for node in nodes)
    scale = Scale(largest=1.0, size=14.0)
    return View(
        title=f"{edges:,} flows, made up",
        lang="en",
        nodes=nodes,
        arrows=(),
        claims=(),
        sources=(source,),
        facets=(),
        legend=Legend(width=scale, radius=scale, widths=(), radii=(), countries=(), beyond=0),
        rows=rows,
        memberships=memberships_of(rows, (), {n.key: n.label for n in nodes}, {source.key: source.title}),
        opening=opening_of(rows, nodes),
        land=lay_on_earth(nodes),
    )


def _nodes() -> tuple[Node, ...]:
    from sojourn.drawing.view import Node

    lat, lon = towns()
    made: list[Node] = [
        Node(
            key=f"place:land-{i:02}",
            type="country",
            label=f"Land {i + 1}",
            country=f"place:land-{i:02}",
            tier="country",
        )
        for i in range(_COUNTRIES)
    ]
    for i in range(PLACES):
        home = f"place:land-{i % _COUNTRIES:02}"
        made.append(
            Node(
                key=f"place:town-{i:04}",
                type="place",
                label=f"Town {i + 1}",
                country=home,
                within=home,
                inside=home,
                lat=float(lat[i]),
                lon=float(lon[i]),
            )
        )
    return tuple(sorted(made, key=lambda node: node.key))


def _rows(edges: int, keys: list[str], source: str) -> Any:
    import numpy as np

    from sojourn.drawing.rows import HEDGES, KIND_NAMES, MEASURES, Rows, Segment, Texts, When

    start, end, people = corridors(edges)
    towns_at = np.array([keys.index(f"place:town-{i:04}") for i in range(PLACES)], np.int32)
    none = np.full(edges, -1, np.int32)
    same = np.zeros(edges, np.int32)
    figures = people.astype(np.float64)
    numbers = np.arange(1, edges + 1, dtype=np.int64)
    return Rows(
        nodes=tuple(keys),
        claim=np.arange(edges, dtype=np.int32),
        start=towns_at[start],
        end=towns_at[end],
        place=none,
        population=none,
        kind=same + KIND_NAMES.index("flow"),
        source=same,
        period=same,
        measure=same + MEASURES.index("persons"),
        hedge=same + HEDGES.index("exact"),
        low=figures,
        high=figures,
        modality=same,
        certainty=same,
        backing=same,
        sources=(source,),
        periods=(When(words="2020", start="2020-01-01", end="2020-12-31", anchored=True),),
        details=0,
        segments=(
            Segment(
                source=source,
                first=0,
                ids=Texts(size=edges, of=("flow-#",), codes=same, numbers=numbers),
                locators=Texts(size=edges, of=("row #",), codes=same, numbers=numbers),
                printed=Texts(size=edges, template="{low}"),
            ),
        ),
    )
