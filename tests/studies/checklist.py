"""The checklist of 118 claims and the articles, where they are at hand, and how the checklist's words read as keys.

They are found in the folder that ``SOJOURN_SHARED`` names, or in ``shared`` beside the checkout.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from sojourn.model import Assertion, Hedge, Source
from sojourn.sheets.study import Study, load_study
from sojourn.shipped import GRAPHS
from tests.shared import SHARED

ROOT = Path(__file__).parent.parent.parent
STUDIES = ("russians-to-china", "rust-belt", "beijing-foreigners")


@cache
def study(name: str) -> Study:
    """A shipped study, loaded once."""
    return load_study(GRAPHS / name)


def sources(name: str) -> dict[str, Source]:
    """The sources of a shipped study by key."""
    return {source.key: source for source in study(name).sources}


@cache
def assertions() -> dict[str, Assertion]:
    """Every claim of the three studies by its id."""
    return {assertion.id: assertion for name in STUDIES for assertion in study(name).assertions}


def article(name: str) -> Path:
    """The text of an article; the test is skipped when it is not at hand."""
    path = SHARED / "sources" / f"{name}.txt"
    if not path.is_file():
        pytest.skip("the articles are not at hand; SOJOURN_SHARED names the folder that holds them")
    return path


@cache
def _rows() -> dict[str, dict[str, str]]:
    path = SHARED / "claims.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def checklist() -> dict[str, dict[str, str]]:
    """The rows of the checklist by id; the test is skipped when it is not at hand."""
    rows = _rows()
    if not rows:
        pytest.skip("the checklist is not at hand; SOJOURN_SHARED names the folder that holds claims.csv")
    return rows


KINDS = {
    "Flow": "flow",
    "Residence": "residence",
    "NetMigration": "netmigration",
    "PopulationChange": "change",
    "Share": "share",
    "Permit": "permit",
    "Driver": "driver",
    "Transition": "transition",
    "Ranking": "ranking",
    "LifeEvent": "event",
    "Policy": "policy",
    "Characterisation": "note",
    "SourceChain": "note",
}

_PLACES = {
    "Beijing": "CN-BJ",
    "Buryatia": "RU-BU",
    "China": "CN",
    "Eergun": "ergun",
    "Enhe": "enhe",
    "Guangzhou": "guangzhou",
    "Harbin": "harbin",
    "Heilongjiang": "CN-HL",
    "Hong Kong": "HK",
    "Ili": "ili",
    "Irkutsk region": "RU-IRK",
    "Jilin": "CN-JL",
    "Khabarovsk region": "RU-KHA",
    "Krasnoyarsk region": "RU-KYA",
    "Liaoning": "CN-LN",
    "Liaoyuan": "liaoyuan",
    "Liaoyuan / state-owned enterprises": "liaoyuan",
    "Macau": "MO",
    "Moscow": "RU-MOW",
    "Northeast": "northeast-china",
    "Pogranichnoye": "pogranichnoye",
    "Primorsky region": "RU-PRI",
    "Russia": "RU",
    "Russian Far East": "russian-far-east",
    "Shanghai": "CN-SH",
    "Shenzhen": "shenzhen",
    "Siberia": "siberia",
    "Silicon Valley": "silicon-valley",
    "St Petersburg": "RU-SPE",
    "Tacheng": "tacheng",
    "Urumqi": "urumqi",
    "Zabaykalsky Krai": "RU-ZAB",
    "first-tier cities": "first-tier-cities",
    "major cities of China": "big-cities-of-china",
    "northern provinces": "northern-provinces",
    "rust belt": "rust-belt",
    "southern provinces": "southern-provinces",
}


def places(cell: str) -> tuple[str, ...]:
    """The keys that a cell of places means, as an assertion holds them."""
    bare = re.sub(r"\s*\((?:whole: [^)]*|union|not stated)\)", "", cell).strip()
    if not bare:
        return ()
    if " + " in bare:
        return ("+".join(sorted(_PLACES[name] for name in bare.split(" + "))),)
    return tuple(sorted(_PLACES[name.strip()] for name in bare.split(";")))


@dataclass(frozen=True)
class Corners:
    """Where a claim is: what people left, where they went, or the place that it is about."""

    origin: tuple[str, ...]
    destination: tuple[str, ...]
    place: tuple[str, ...]


def corners(row: dict[str, str]) -> Corners:
    """The places of a row, under the facets that its kind has."""
    left, other = places(row["origin"]), places(row["destination_or_place"])
    kind = KINDS[row["kind"]]
    if kind in {"flow", "transition"} or (kind in {"driver", "share", "event"} and left):
        return Corners(left, other, ())
    return Corners((), (), tuple(sorted({*left, *other})))


_WHOLES = {
    "Beijing (whole: residents)": "residents",
    "Beijing (whole: workforce)": "workforce",
    "Beijing (whole: foreign workers)": "foreign-workers",
    "Beijing (whole: 37,000)": "foreign-long-term-workers",
    "Silicon Valley (whole: workers)": "workers",
    "China": "russians-migrating-to-china",
    "Ili + Tacheng + Pogranichnoye + Eergun (union)": "russian-minority-of-china",
}


def whole(row: dict[str, str]) -> tuple[str, ...]:
    """The population of which a share is a share."""
    return (_WHOLES[row["destination_or_place"]],) if row["kind"] == "Share" else ()


_SOURCES = {
    "NezavisimayaGazeta": "nezavisimaya-gazeta",
    "FRSSC-study": "frssc-study",
    "Census2020": "china-census-2020",
    "unnamed-experts": "unnamed-experts",
    "researchers(FRSSC?)": "frssc-researchers?",
    "NBS": "nbs",
    "LiuQingfeng": "liu-qingfeng-statement",
    "LiuQingfeng(quoted)": "liu-qingfeng-statement",
    "SCMP": "scmp",
    "BITEA-report": "bitea-report",
    "CNS": "cns",
    "EUChamberChina": "eu-chamber",
    "AmChamChina": "amcham-china",
    "BeijingHR-labour-media": "beijing-hr-labour-media",
}


def chain(row: dict[str, str]) -> tuple[str, ...]:
    """The links of a row from the nearest to the root; a question mark behind those that are only implied."""
    links = []
    for name in row["chain"].split(" <- ")[1:]:
        implied = "?" if name.endswith("?") else ""
        links.append(_SOURCES[name.removesuffix("?")] + implied)
    return tuple(links)


_WORDS = {
    ("recent years", "2025-01"): "../pub",
    ("winters", ""): "",
    ("before 1996", "1996"): "../1996",
    ("last two decades", ""): "pub-20y/pub",
    ("future", ""): "",
    ("now-1y-05", "2025"): "../2025",
}
"""Starts that are no dates: the study keeps them in words, beside what can be dated."""


def period(row: dict[str, str]) -> tuple[str, bool]:
    """The notation that a row's start and end amount to, and whether words stand beside it."""
    start, end = row["start"], row["end"]
    if (start, end) in _WORDS:
        return _WORDS[start, end], True
    sides = [re.sub(r"^(?:now|2025-01(?=$))", "pub", side) for side in (start, end)]
    if sides[0] == sides[1]:
        return sides[0], False
    return "/".join(side or ".." for side in sides), False


@dataclass(frozen=True)
class Figures:
    """A figure as the checklist has it; nothing where it has none."""

    low: Decimal | None
    high: Decimal | None
    hedge: str
    measure: str


def figures(row: dict[str, str]) -> Figures:
    """The bounds, the hedge and the measure of a row."""
    low, high = (Decimal(row[name]) if row[name] else None for name in ("low", "high"))
    return Figures(low, high, row["hedge"], row["measure"])


def figures_of(assertion: Assertion) -> Figures:
    """The same of an assertion."""
    estimate = assertion.estimate
    if estimate is None:
        return Figures(None, None, "", "")
    return Figures(estimate.low, estimate.high, str(estimate.hedge), str(estimate.measure))


OPEN = {Hedge.MORE_THAN, Hedge.MOST_OF}
"""Hedges whose bound itself is excluded."""
