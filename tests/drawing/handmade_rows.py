"""Claims in columns, made by hand: a small world with a country in two parts, one of which has a city.

A third place in it, AH, is one that tables count as a country of its own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from sojourn.drawing.rows import HEDGES, KIND_NAMES, MEASURES, Rows, Segment, Texts, When
from sojourn.drawing.view import Cited, Legend, Node, Scale, View

INSIDE = {
    "west": "",
    "A": "west",
    "A1": "A",
    "A2": "A",
    "A21": "A2",
    "AH": "A",
    "B": "west",
    "B1": "B",
    "east": "",
    "C": "east",
}
TIERS = {"west": "continent", "east": "continent", "A": "country", "B": "country", "C": "country", "AH": "country"}
PEOPLE = {"born-in-A": "A", "born-in-B": "B", "born-in-C": "C", "students": "A"}
SOURCES = ("first", "second", "third")
PERIODS = (
    When(words="2010 to 2015", start="2010-01-01", end="2015-12-31", anchored=True),
    When(words="2015 to 2020", start="2015-01-01", end="2020-12-31", anchored=True),
    When(words="2015", start="2015-01-01", end="2015-12-31", anchored=True),
    When(words="from 2018 on", start="2018-01-01", anchored=True),
    When(words="once"),
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """A claim of a table.

    Attributes:
        ends: Origin and destination, several when it names several; empty for not stated.
        place, people: For stocks.
    """

    ends: tuple[tuple[str, str], ...] = (("", ""),)
    place: str = ""
    people: str = ""
    low: float = math.nan
    high: float = math.nan
    kind: str = "flow"
    source: str = "first"
    period: int = 1
    measure: str = "persons"


def nodes() -> tuple[Node, ...]:
    places = [
        Node(
            key=f"place:{key}",
            type="country" if TIERS.get(key) == "country" else "place",
            label=key,
            country=f"place:{_country(key)}" if _country(key) else "",
            inside=f"place:{around}" if around else "",
            tier=TIERS.get(key, ""),
        )
        for key, around in INSIDE.items()
    ]
    people = [
        Node(
            key=f"population:{key}",
            type="population",
            label=key,
            country=f"place:{home}",
            home=f"place:{home}",
            criterion="countryOfBirth" if key.startswith("born") else "notStated",
        )
        for key, home in PEOPLE.items()
    ]
    return (*places, *people)


def _country(key: str) -> str:
    while key and TIERS.get(key) != "country":
        key = INSIDE[key]
    return key


def rows_of(said: Sequence[Said]) -> Rows:
    keys = [node.key for node in nodes()]
    index = {key: number for number, key in enumerate(keys)} | {"": -1}

    def node(family: str, key: str) -> int:
        return index[f"{family}:{key}" if key else ""]

    lines = [
        (number, node("place", a), node("place", b), node("place", one.place), node("population", one.people))
        for number, one in enumerate(said)
        for a, b in one.ends
    ]
    columns = np.array(lines, dtype=np.int32).reshape(-1, 5).T
    figured = [not math.isnan(one.low) or not math.isnan(one.high) for one in said]

    def whole(values: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return np.array(values, dtype=np.int32)

    return Rows(
        nodes=tuple(keys),
        claim=columns[0],
        start=columns[1],
        end=columns[2],
        place=columns[3],
        population=columns[4],
        kind=whole([KIND_NAMES.index(one.kind) for one in said]),
        source=whole([SOURCES.index(one.source) for one in said]),
        period=whole([one.period for one in said]),
        measure=whole([MEASURES.index(one.measure) if has else 0 for one, has in zip(said, figured, strict=True)]),
        hedge=whole([HEDGES.index("exact") if has else 0 for has in figured]),
        modality=whole([0] * len(said)),
        certainty=whole([0] * len(said)),
        backing=whole([2] * len(said)),
        low=np.array([one.low for one in said], dtype=np.float64),
        high=np.array([one.high for one in said], dtype=np.float64),
        sources=SOURCES,
        periods=PERIODS,
        details=0,
        segments=(_segment(len(said)),),
    ).measured()


def _segment(size: int) -> Segment:
    numbers = np.arange(size)
    ids = Texts(size=size, of=("#",), codes=np.zeros(size, np.int32), numbers=numbers)
    return Segment(source="first", first=0, ids=ids, locators=Texts(size=size), printed=Texts(size=size))


def view_of(said: Sequence[Said]) -> View:
    """A view of these claims as those of a table."""
    scale = Scale(largest=1.0, size=1.0)
    return View(
        title="A small world",
        lang="en",
        nodes=nodes(),
        arrows=(),
        claims=(),
        sources=tuple(Cited(key=key, title=key) for key in SOURCES),
        facets=(),
        legend=Legend(width=scale, radius=scale, widths=(), radii=(), countries=(), beyond=0),
        rows=rows_of(said),
    )


def anything(seed: int, count: int = 120) -> list[Said]:
    """Claims of every shape, the same for the same seed."""
    random = Random(seed)  # noqa: S311 - cases of a test
    places = [*INSIDE, ""]

    def figure() -> tuple[float, float]:
        low = float(random.randrange(1, 5000))
        return random.choice(
            ((low, low), (low, low + random.randrange(900)), (low, math.nan), (math.nan, low), (math.nan, math.nan))
        )

    def one() -> Said:
        low, high = figure()
        kind = random.choice(
            ("flow", "flow", "flow", "residence", "residence", "share", "transition", "event", "change")
        )
        stock = kind in {"residence", "change"}
        several = random.choice((1, 1, 1, 2, 3))
        ends = {(random.choice(places), random.choice(places)) for _ in range(several)}
        return Said(
            ends=(("", ""),) if stock else tuple(sorted(ends)),
            place=random.choice(places[:-1]) if stock else "",
            people=random.choice((*PEOPLE, "")),
            low=low,
            high=high,
            kind=kind,
            source=random.choice(SOURCES),
            period=random.randrange(-1, len(PERIODS)),
            measure=random.choice(("persons", "persons", "personsPerYear", "percent")),
        )

    return [one() for _ in range(count)]
