"""Hypothesis strategies for assertions that a sheet can hold, in its canonical notation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from sojourn.model import (
    KINDS,
    UNION,
    Assertion,
    Attribution,
    Estimate,
    Evidence,
    Hedge,
    Link,
    Measure,
    Source,
)
from sojourn.sheets import load_registry
from sojourn.sheets.dates import parse_period
from sojourn.sheets.files import SUSPECT
from sojourn.sheets.values import canonical
from sojourn.vocabulary.terms import PROFESSIONS, SCHEMES

SOURCES = (
    Source(
        key="daily",
        type="article-newspaper",
        title="=A daily, «quoted»",
        published="2025-01-31",
        based_on=("agency",),
        lang="en",
        url="https://example.org/a?b=1&c=2",
    ),
    Source(key="agency", type="report", title="An agency", seen=False, based_on=("census-2020",)),
    Source(
        key="census-2020", type="dataset", title="A census", seen=False, published="2021", edition="second, revised"
    ),
    Source(key="undated", type="webpage", title="Without a date", sha256="a" * 64, text="undated.txt"),
)
"""The sources of every generated study: a chain of three, and one that stands alone without a date."""

_MOVES = ("flow", "transition")
_EITHER = ("share", "driver", "event")
_PERIODS = (
    *("2020", "2013/2017", "2025~", "../2020", "2020/..", "2020-05", "2020-02-29", "198X", "2004-06?/2004-08", "1999%"),
    *("pub", "pub-10y", "../pub", "pub-20y/pub", "pub-3m", "2019/pub", "pub/..", "pub-1y~"),
)

ids = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,3}(-[A-Za-z0-9]{1,4}){0,2}", fullmatch=True)


def _readable(text: str) -> bool:
    return bool(text.strip()) and text == text.strip() and not SUSPECT.search(text)


plain_texts = (
    st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=40)
    .map(str.strip)
    .filter(_readable)
)
hostile_texts = st.sampled_from(
    [
        '=HYPERLINK("https://example.org";"x")',
        "+1",
        "-1",
        "@SUM(A1)",
        "'=already guarded",
        "''-twice",
        "<script>alert(1)</script>",
        'a "quoted", comma; semicolon',
        "two\nlines",
        "中文 русский العربية",
        "a\tb",
        "javascript:alert(1)",
    ]
)
texts = st.one_of(plain_texts, hostile_texts)
"""Texts that a cell can hold: no control characters, nothing hidden, no blanks at the ends."""

optional_texts = st.one_of(st.just(""), texts)


@st.composite
def estimates(draw: st.DrawFn, kind: str) -> Estimate:
    """An estimate that a row of a kind can hold: every shape of interval, every hedge that does not contradict it."""
    measure = draw(st.sampled_from(sorted(KINDS[kind].measures)))
    if measure in (Measure.PERCENT, Measure.PERCENT_CHANGE):
        least = -100 if measure is Measure.PERCENT_CHANGE else 0
        numbers = st.decimals(least, 100, allow_nan=False, places=draw(st.integers(0, 4)))
    else:
        least = -(10**12) if kind in ("change", "netmigration") else 0
        numbers = st.integers(least, 10**12).map(Decimal)
    low, high = sorted(canonical(draw(numbers)) for _ in range(2))
    shape = draw(st.sampled_from(["point", "above", "below", "range"]))
    if shape == "point" or (shape == "range" and low == high):
        bounds: tuple[Decimal | None, Decimal | None] = (low, low)
        hedges = [Hedge.EXACT, Hedge.ABOUT, Hedge.ORDER_OF_MAGNITUDE, Hedge.MOST_OF]
    elif shape == "range":
        bounds = (low, high)
        hedges = [hedge for hedge in Hedge if hedge is not Hedge.EXACT]
    else:
        bounds = (low, None) if shape == "above" else (None, low)
        hedges = [hedge for hedge in Hedge if hedge not in (Hedge.EXACT, Hedge.BETWEEN)]
    opens = bounds[0] != bounds[1]
    return Estimate(
        low=bounds[0],
        high=bounds[1],
        low_open=opens and bounds[0] is not None and draw(st.booleans()),
        high_open=opens and bounds[1] is not None and draw(st.booleans()),
        hedge=draw(st.sampled_from(hedges)),
        measure=measure,
        printed=draw(optional_texts),
    )


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    """Evidence with every form of locator and chain."""
    source = draw(st.sampled_from([source.key for source in SOURCES if source.seen]))
    others = [source_.key for source_ in SOURCES if source_.key != source]
    keys = draw(st.lists(st.sampled_from(others), max_size=3, unique=True))
    links = tuple(
        Link(
            source=key,
            attribution=draw(st.sampled_from([Attribution.EXPLICIT, Attribution.IMPLIED])),
            wording=draw(optional_texts),
        )
        for key in keys
    )
    line, sentence = draw(st.integers(1, 400)), draw(st.integers(0, 9))
    numbered = f"{line}.{sentence}" if sentence else str(line)
    locator = draw(st.sampled_from(["", numbered, "p. 12", "table 3 B7"]))
    start = draw(st.integers(-1, 5000))
    return Evidence(
        source=source,
        line=line if locator == numbered else 0,
        sentence=sentence if locator == numbered else 0,
        locator=locator,
        start=start,
        end=start + draw(st.integers(1, 400)) if start >= 0 else -1,
        sha256=draw(st.sampled_from(["", "0f" * 32])),
        chain=links,
        wording=draw(optional_texts),
        quote=draw(optional_texts),
    )


def _closed(scheme: str) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), st.sampled_from(sorted(SCHEMES[scheme])))


def _some(keys: list[str], *, most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    unions = st.lists(st.sampled_from(keys), min_size=2, max_size=3, unique=True).map(
        lambda members: UNION.join(sorted(members))
    )
    return st.lists(st.one_of(st.sampled_from(keys), unions), max_size=most, unique=True).map(tuple)


@st.composite
def _places(draw: st.DrawFn, kind: str) -> dict[str, tuple[str, ...]]:
    keys = sorted(load_registry().places)
    first, second = draw(_some(keys)), draw(_some(keys))
    second = tuple(key for key in second if key not in first)
    if kind in _MOVES or (kind in _EITHER and first and draw(st.booleans())):
        return {"origin": first or (keys[0],), "destination": tuple(key for key in second if key != keys[0])}
    return {"place": second}


@st.composite
def _facets(draw: st.DrawFn, kind: str, published: str) -> dict[str, Any]:
    """Everything but id, evidence and relations."""
    registry = load_registry()
    populations, agents = sorted(registry.populations), sorted(registry.agents)
    facets: dict[str, Any] = dict(draw(_places(kind)))
    facets["population"] = draw(_some(populations))
    facets["agent"] = draw(st.lists(st.sampled_from(agents), max_size=2, unique=True).map(tuple))
    if not any(facets.values()):
        facets["population"] = (populations[0],)
    facets["profession"] = draw(st.lists(st.sampled_from([*PROFESSIONS, "isco-2221"]), max_size=2).map(tuple))
    facets["about"] = draw(st.lists(st.sampled_from([source.key for source in SOURCES]), max_size=2).map(tuple))
    facets["word"] = draw(_closed("word"))
    for name in ("status", "method", "observation"):
        facets[name] = draw(_closed(name))
    facets["mobility"] = draw(_closed("mobility"))
    facets["modality"] = draw(st.sampled_from(sorted(SCHEMES["modality"])))
    facets["note"] = draw(optional_texts)
    facets["claim"] = draw(optional_texts)
    facets["period"] = parse_period(
        draw(st.sampled_from(["", *_PERIODS])), draw(st.sampled_from(["", "in recent years"])), published
    )
    if KINDS[kind].measures:
        facets["estimate"] = draw(st.one_of(st.none(), estimates(kind)))
    if kind == "share":
        facets["whole"] = (draw(st.sampled_from(populations)),)
    if kind == "driver":
        facets |= {"driver": draw(texts), "role": draw(_closed("role"))}
    if kind == "event":
        facets["event"] = draw(st.sampled_from(sorted(SCHEMES["event"])))
    if kind == "transition":
        facets |= {"mobility": "seasonal", "mobility_after": draw(st.sampled_from(["permanent", "circular"]))}
    if facets["claim"] or facets.get("driver"):
        facets["lang"] = draw(st.sampled_from(["en", "ru", "zh-hans"]))
    return facets


@st.composite
def assertions(draw: st.DrawFn) -> Assertion:
    """Any assertion that a sheet can hold, without relations to others."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    evidence = draw(evidences())
    published = next(source.published for source in SOURCES if source.key == evidence.source)
    return KINDS[kind](id=draw(ids), evidence=evidence, **draw(_facets(kind, published)))


@dataclass(frozen=True)
class Written:
    """A study to be written: its assertions and sources."""

    assertions: tuple[Assertion, ...]
    sources: tuple[Source, ...] = SOURCES


@st.composite
def studies(draw: st.DrawFn, most: int = 5) -> Written:
    """A study of some assertions that explain, contrast with, restate and supersede each other."""
    listed = draw(st.lists(assertions(), min_size=1, max_size=most, unique_by=(lambda a: a.id, lambda a: a.digest())))
    linked: list[Assertion] = []
    for at, assertion in enumerate(listed):
        others = [other.id for other in listed if other.id != assertion.id]
        relations: dict[str, Any] = {}
        if others:
            for name in ("explains", "contrasts", "restates"):
                relations[name] = tuple(draw(st.lists(st.sampled_from(others), max_size=2, unique=True)))
        earlier = [other.id for other in listed[:at]]
        if earlier:
            relations["supersedes"] = tuple(draw(st.lists(st.sampled_from(earlier), max_size=1)))
        linked.append(replace(assertion, **relations))
    return Written(tuple(linked))
