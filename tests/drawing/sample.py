"""A small graph in the likeness of the studies, and a hostile one, for the tests of pictures."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from typing import Any

from pyoxigraph import Quad

from sojourn.model import (
    KINDS,
    Agent,
    Assertion,
    Attribution,
    Containment,
    Estimate,
    Evidence,
    Hedge,
    Link,
    Measure,
    Names,
    Period,
    Place,
    Population,
    Profession,
    Source,
)
from sojourn.rdf.entities import (
    agent_triples,
    place_triples,
    population_triples,
    profession_triples,
    registry_quads,
    source_triples,
    union_triples,
)
from sojourn.rdf.writing import assertion_quads
from sojourn.stores.embedded import EmbeddedStore

CHAIN = (
    Link(source="gazette", attribution=Attribution.IMPLIED),
    Link(source="institute", attribution=Attribution.EXPLICIT, wording="number of moves"),
)


def place(
    key: str, en: str, kind: str = "city", *within: str, at: tuple[float, float] | None = None, **more: Any
) -> Place:
    return Place(
        key=key,
        names=Names(en=en, **{lang: more.pop(lang) for lang in ("zh", "ru") if lang in more}),
        type=kind,
        within=tuple(Containment(container=container) for container in within),
        lat=at[0] if at else None,
        lon=at[1] if at else None,
        **more,
    )


PLACES = [
    place("RU", "Russia", "country", at=(60.0, 100.0), ru="Россия"),
    place("CN", "China", "country", at=(35.0, 105.0), zh="中国"),
    place("HK", "Hong Kong", "country", "CN", at=(22.28, 114.16)),
    place("RU-MOW", "Moscow", "firstLevel", "RU", at=(55.75, 37.62)),
    place("RU-SPE", "Saint Petersburg", "firstLevel", "RU", at=(59.94, 30.31)),
    place("siberia", "Siberia", "region", "RU"),
    place("RU-ZAB", "Zabaykalsky Krai", "firstLevel", "RU", at=(52.03, 113.5)),
    place("CN-BJ", "Beijing", "firstLevel", "CN", at=(39.9, 116.4), zh="北京"),
    place("CN-SH", "Shanghai", "firstLevel", "CN", at=(31.22, 121.46)),
    place("CN-HL", "Heilongjiang", "firstLevel", "CN"),
    place("CN-LN", "Liaoning", "firstLevel", "CN"),
    place("harbin", "Harbin", "city", "CN-HL", at=(45.75, 126.65)),
    place("liaoyuan", "Liaoyuan", "city", "CN", at=(42.9, 125.14)),
    place("pogranichnoye", "Pogranichnoye", "settlement", "CN", identified=False),
    place("rust-belt", "the rust belt", "group", "CN", members=("CN-HL", "CN-LN"), membership="closed"),
    place("silicon-valley", "Silicon Valley", "region"),
]
POPULATIONS = [
    Population(key="russians", names=Names(en="Russians"), country=("RU",)),
    Population(key="residents", names=Names(en="residents")),
    Population(key="foreign-workers", names=Names(en="foreign workers"), foreign_to="CN"),
    Population(
        key="african-workers", names=Names(en="African workers"), foreign_to="CN", subpopulation_of=("foreign-workers",)
    ),
]
PROFESSIONS = [
    Profession(key="doctor", names=Names(en="doctors"), isco08=("221",)),
    Profession(key="engineer", names=Names(en="engineers"), isco08=("214", "215")),
]
AGENTS = [Agent(key="a-man", names=Names(en="A man who left"), type="person")]
SOURCES = [
    Source(key="paper", type="article-newspaper", title="What the paper says", url="https://example.org/paper"),
    Source(key="other-paper", type="article-newspaper", title="What the other paper says"),
    Source(key="gazette", type="article-newspaper", title="The Gazette", seen=False),
    Source(key="institute", type="report", title="A study of the institute", seen=False),
]


def persons(
    low: int | None, high: int | None, hedge: Hedge, measure: Measure = Measure.PERSONS, **more: Any
) -> Estimate:
    return Estimate(
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        hedge=hedge,
        measure=measure,
        **more,
    )


def claim(
    name: str, kind: str, says: str, *, source: str = "paper", at: int = 1, chain: tuple[Link, ...] = (), **facets: Any
) -> Assertion:
    evidence = Evidence(
        source=source,
        line=at,
        sentence=1,
        locator=f"{at}.1",
        start=10 * at,
        end=10 * at + 8,
        sha256=f"{at:064x}",
        chain=chain,
    )
    return KINDS[kind](id=name, claim=says, evidence=evidence, **facets)


CLAIMS = [
    claim(
        "S0-1",
        "flow",
        "Doctors and engineers move by the thousand",
        origin=("RU",),
        destination=("CN",),
        population=("russians",),
        profession=("doctor", "engineer"),
        estimate=persons(1000, None, Hedge.ORDER_OF_MAGNITUDE, printed="thousands"),
    ),
    claim(
        "S0-3",
        "driver",
        "Better pay draws them",
        at=3,
        origin=("RU",),
        destination=("CN",),
        driver="better pay",
        role="pull",
        explains=("S0-1",),
    ),
    claim(
        "S0-9",
        "share",
        "Most come from the two capitals together",
        at=9,
        origin=("RU-MOW+RU-SPE",),
        destination=("CN",),
        population=("russians",),
        whole=("russians",),
        estimate=persons(50, None, Hedge.MOST_OF, Measure.PERCENT, low_open=True),
    ),
    claim(
        "S0-10",
        "flow",
        "Many leave Siberia",
        at=10,
        origin=("siberia",),
        destination=("CN",),
        population=("russians",),
        word="great",
    ),
    claim(
        "S0-12",
        "flow",
        "Some leave Zabaykalsky Krai",
        at=12,
        origin=("RU-ZAB",),
        destination=("CN",),
        population=("russians",),
    ),
    claim(
        "S0-18",
        "flow",
        "About 11,000 a year move",
        at=24,
        chain=CHAIN,
        origin=("RU",),
        destination=("CN",),
        population=("russians",),
        estimate=persons(11000, 11000, Hedge.ABOUT, Measure.PERSONS_PER_YEAR, printed="around 11,000"),
    ),
    claim(
        "S0-19",
        "residence",
        "The census counted over 16,000",
        at=25,
        chain=CHAIN,
        place=("CN",),
        population=("russians",),
        estimate=persons(16000, None, Hedge.MORE_THAN, low_open=True, printed="over 16,000"),
        period=Period(notation="2020", edtf="2020", start=date(2020, 1, 1), end=date(2020, 12, 31)),
        status="permanentResident",
        method="census",
    ),
    claim(
        "S0-20",
        "residence",
        "Experts think of 40,000 to 50,000",
        at=26,
        chain=CHAIN[:1],
        place=("CN",),
        population=("russians",),
        estimate=persons(40000, 50000, Hedge.BETWEEN),
        modality="possible",
        contrasts=("S0-19",),
    ),
    claim(
        "S0-23",
        "residence",
        "About 10,000 live in Beijing",
        at=30,
        place=("CN-BJ",),
        population=("russians",),
        estimate=persons(10000, 10000, Hedge.ABOUT),
        period=Period(notation="../pub"),
    ),
    claim(
        "S0-24",
        "residence",
        "5,000 to 6,000 live in Shanghai",
        at=31,
        place=("CN-SH",),
        population=("russians",),
        estimate=persons(5000, 6000, Hedge.BETWEEN),
    ),
    claim(
        "S0-25",
        "residence",
        "2,000 to 3,000 live in each of two cities",
        at=32,
        place=("HK", "harbin"),
        population=("russians",),
        estimate=persons(2000, 3000, Hedge.BETWEEN),
    ),
    claim(
        "S0-41",
        "residence",
        "Some live in Pogranichnoye",
        at=41,
        place=("pogranichnoye",),
        population=("russians",),
        word="some",
    ),
    claim(
        "S1-10",
        "event",
        "He left in 1996",
        source="other-paper",
        at=15,
        agent=("a-man",),
        origin=("liaoyuan",),
        event="departure",
        period=Period(notation="1996", edtf="1996", start=date(1996, 1, 1), end=date(1996, 12, 31)),
    ),
    claim(
        "S1-14",
        "event",
        "He stayed in two cities",
        source="other-paper",
        at=17,
        agent=("a-man",),
        place=("CN-BJ", "CN-SH"),
        event="stay",
    ),
    claim(
        "S1-31",
        "residence",
        "37.89 million residents remain",
        source="other-paper",
        at=31,
        place=("CN-HL",),
        population=("residents",),
        estimate=persons(37_890_000, 37_890_000, Hedge.EXACT, printed="37.89 million"),
    ),
    claim(
        "S1-34",
        "flow",
        "About 200,000 left Liaoning",
        source="other-paper",
        at=34,
        origin=("CN-LN",),
        population=("residents",),
        estimate=persons(200_000, 200_000, Hedge.ABOUT),
        period=Period(notation="2015/2017", edtf="2015/2017", start=date(2015, 1, 1), end=date(2017, 12, 31)),
    ),
    claim("S1-36", "note", "The rust belt worries", source="other-paper", at=36, place=("rust-belt",)),
    claim(
        "S2-31",
        "share",
        "Africans were 26 percent of foreign workers",
        source="other-paper",
        at=52,
        place=("CN-BJ",),
        population=("african-workers",),
        whole=("foreign-workers",),
        estimate=persons(26, 26, Hedge.EXACT, Measure.PERCENT),
        period=Period(notation="pub-2y/pub"),
    ),
    claim(
        "S2-22",
        "share",
        "70 percent of the workers there were born abroad",
        source="other-paper",
        at=53,
        place=("silicon-valley",),
        population=("foreign-workers",),
        estimate=persons(70, 70, Hedge.ABOUT, Measure.PERCENT),
    ),
]

DIALOG = "<script>alert(document.domain)</script>"
HOSTILE = {
    "script": DIALOG,
    "closes the script": "</script><script>alert(1)</script><!--",
    "an image": '<img src="http://127.0.0.1:9/pixel" onerror="alert(2)">',
    "href": "<a href='javascript:alert(3)'>href</a>",
    "line separators": "one\u2028two\u2029three",
    "right to left": "safe \u202egnp.exe\u202c end",
    "quotes": "\"'`${alert(4)}{{ 7*7 }}{% raw %} \\",
    "options": '"}, "physics": {"enabled": true}, "x": {"',
    "style": "</style><style>@import 'http://127.0.0.1:9/x.css';</style>",
    "an address": "javascript:alert(5)",
    "ampersand": "&lt;script&gt; &amp; &#x27;",
    "prototype": "__proto__",
}

SOAK = bool(os.environ.get("SOJOURN_SOAK"))
ONE_BY_ONE = list(HOSTILE) if SOAK else list(HOSTILE)[:4]
"""The hostile texts that have a page of their own; all of them stand on one page together in any case."""
"""Texts that a page must show as they are, never run: those of the hazards that concern a picture."""


def quads(
    places: list[Place],
    claims: list[Assertion],
    sources: list[Source],
    populations: list[Population],
    agents: list[Agent],
) -> list[Quad]:
    by_key = {item.key: item for item in places}
    by_name = {item.key: item for item in populations}
    triples = [
        *(t for item in places for t in place_triples(item, by_key)),
        *(t for item in populations for t in population_triples(item, by_name)),
        *(t for item in PROFESSIONS for t in profession_triples(item)),
        *(t for item in agents for t in agent_triples(item)),
        *(t for item in sources for t in source_triples(item)),
    ]
    if "RU-MOW" in by_key:
        triples += union_triples("RU-MOW+RU-SPE", by_key)
    return [*registry_quads(triples), *assertion_quads(claims)]


def small_store() -> EmbeddedStore:
    """Nineteen claims of two papers, of every shape that a picture knows."""
    return EmbeddedStore.of(quads(PLACES, CLAIMS, SOURCES, POPULATIONS, AGENTS))


def hostile_store(*, placed: bool = False) -> EmbeddedStore:
    """A flow, a stock and a life event for each hostile text, which stands wherever a text may stand.

    Args:
        placed: Whether the places have a position on the map.
    """
    at = [(45.0 + number % 4, 5.0 + 3 * number) if placed else None for number in range(len(HOSTILE) + 2)]
    places = [place("XA", "Here", "country", at=at[0]), place("XB", "There", "country", at=at[-1])]
    populations, agents, sources, claims = [], [], [], []
    for number, (name, text) in enumerate(HOSTILE.items(), 1):
        key = f"h{number} {text}"
        places.append(place(key, text, "city", "XA", zh=text, at=at[number]))
        populations.append(Population(key=f"p{number}", names=Names(en=text, aliases=(text,))))
        agents.append(Agent(key=f"a{number}", names=Names(en=text), type="person"))
        source = Source(key=f"s{number}", type="webpage", title=text, author=text, url="javascript:alert(6)")
        sources.append(source)
        who: dict[str, Any] = {"source": source.key, "population": (f"p{number}",)}
        amount = persons(number, 2 * number, Hedge.BETWEEN, printed=text)
        more: dict[str, Any] = {"note": text, "period": Period(words=text), "estimate": amount}
        claims += [
            claim(f"{name} 1", "flow", text, at=number, origin=(key,), destination=("XB",), **more, **who),
            claim(f"{name} 2", "residence", text, at=number, place=(key,), **more, **who),
            claim(
                f"{name} 3",
                "event",
                text,
                at=number,
                place=(key,),
                agent=(f"a{number}",),
                source=source.key,
                event="stay",
            ),
            claim(f"{name} 4", "driver", text, at=number, origin=(key,), driver=text, role="push", source=source.key),
        ]
    return EmbeddedStore.of(quads(places, claims, sources, populations, agents))
