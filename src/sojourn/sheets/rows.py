"""One row of the claims becomes one assertion; everything wrong with it is noted, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from sojourn.errors import BadInput
from sojourn.model import KINDS, Assertion, Estimate, Evidence, Link, Period, Source
from sojourn.sheets import evidence as notation
from sojourn.sheets.dates import parse_period
from sojourn.sheets.entities import items, language
from sojourn.sheets.findings import Findings, Row
from sojourn.sheets.lists import folded, meant, member
from sojourn.sheets.named import Professions, Who, union_key
from sojourn.sheets.nearest import did_you_mean
from sojourn.sheets.places import Places
from sojourn.sheets.values import estimate_of, hedged, split_value

_ID = re.compile(r"[^\W_](?:[\w.\-]*[\w\-])?")
_PLUS = re.compile(r"\s*\+\s*")
_ARROW = re.compile(r"\s*(?:->|→)\s*")
_MOVES = frozenset({"flow", "transition"})
_EITHER = frozenset({"share", "driver", "event"})
_CLOSED = {"status": "status", "method": "method", "role": "role", "event": "event", "observation": "observation"}
_ONLY = {"of": "share", "driver": "driver", "role": "driver", "event": "event"}
_NEEDED = {
    "share": ("of", "a share needs its whole", "Name the population of which it is a share."),
    "driver": ("driver", "a driver needs words for what drives", "Say it in the column driver."),
    "event": ("event", "an event needs its type", "Write departure, arrival, stay, move, work and the like."),
}
_WITHOUT_FIGURE = {
    "hedge": "a hedge qualifies a figure, and the row has none",
    "printed": "this is how a figure is printed, and the row has none",
}
_RELATIONS = ("explains", "contrasts", "restates", "supersedes")


@dataclass(slots=True)
class Context:
    """What rows are read against.

    Attributes:
        places: Finds places.
        who: Finds populations and agents.
        professions: Finds professions.
        sources: The sources of the study; ``None`` when their table could not be read, so that nothing is said of them.
        findings: Where problems go.
    """

    places: Places
    who: Who
    professions: Professions
    sources: Mapping[str, Source] | None
    findings: Findings
    ends: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)


def assertion_of(row: Row, context: Context) -> Assertion | None:
    """The assertion that a row makes; ``None`` when something is wrong with it, which is noted."""
    findings = context.findings
    before = len(findings)
    kind = findings.attempt(row, "kind", "", kind_of, row["kind"])
    source = _source(row, context)
    if kind:
        _rules(row, kind, findings)
    published = context.sources[source].published if context.sources and source in context.sources else ""
    period = findings.attempt(row, "when", None, _period, row["when"], row["when_words"], published)
    facets: dict[str, object] = {"period": period}
    facets.update(_places(row, kind, period, context))
    facets.update(_populations(row, context))
    facets.update(_figure(row, kind, findings))
    facets.update(_words(row, findings))
    facets["about"] = _about(row, context)
    evidence = _evidence(row, source, context)
    name = row["id"]
    if (name and not _ID.fullmatch(name)) or ".." in name:
        findings.add(
            row,
            "id",
            f"{name[:60]!r} is no id",
            "An id consists of letters, digits, dots, hyphens and underscores: S0-18.",
        )
    if len(findings) > before:
        return None
    try:
        return KINDS[kind](id=name, claim=row["claim"], evidence=evidence, **facets)  # type: ignore[arg-type]  # as named
    except ValueError as error:
        column = "to" if "same place" in str(error) else "kind"
        advice = "One of the two is wrong, or not stated." if column == "to" else "Use another kind, or leave it out."
        findings.add(row, column, str(error), advice)
        return None


@cache
def kind_of(text: str) -> str:
    """A kind by its name.

    Raises:
        BadInput: If there is no such kind.
    """
    if not text:
        raise BadInput("the kind is missing", advice=f"It is one of {', '.join(KINDS)}.")
    kind = folded(text)
    if kind not in KINDS:
        raise BadInput(f"{text!r} is no kind of statement", advice=meant("kind", text, list(KINDS)))
    return kind


@cache
def _period(text: str, words: str, published: str) -> Period | None:
    return parse_period(text, words, published)


def _rules(row: Row, kind: str, findings: Findings) -> None:
    """What a kind needs, and what it cannot have."""
    if kind in _NEEDED and not row[_NEEDED[kind][0]]:
        findings.add(row, *_NEEDED[kind])
    for column, only in _ONLY.items():
        if row[column] and kind != only:
            findings.add(row, column, f"a {kind} has no {column!r}", f"Only kind {only} has one.")
    if not any(row[column] for column in ("from", "to", "who", "about")):
        findings.add(row, "kind", "nobody and no place is named", "Fill in from, to or who; or about, for a source.")
    if row["from"] and kind not in _MOVES | _EITHER:
        findings.add(row, "from", f"a {kind} speaks of one place and has no origin", "Write the place into to.")
    if kind in _MOVES and not row["from"] and not row["to"]:
        findings.add(row, "kind", f"a {kind} needs from or to", "The other end may be blank: not stated.")


def _source(row: Row, context: Context) -> str:
    key = row["source"]
    if not key:
        context.findings.add(row, "source", "the source is missing", "Write the key of the source that you read.")
    elif context.sources is not None and key not in context.sources:
        advice = did_you_mean(key, context.sources) + "Add it to the sources."
        context.findings.add(row, "source", f"no source has the key {key!r}", advice)
    return key


def _places(row: Row, kind: str, period: Period | None, context: Context) -> dict[str, object]:
    texts = (row["from"], row["to"])
    ends = context.ends.get(texts)
    if ends is None:
        before = len(context.findings)
        ends = _ends(row, period, context)
        names = [name for text in texts for item in items(text) for name in _PLUS.split(item)]
        if len(context.findings) == before and all(context.places.candidates(name) for name in names):
            context.ends[texts] = ends
    if kind in _MOVES or (kind in _EITHER and texts[0]):
        return {"origin": ends[0], "destination": ends[1]}
    return {"place": ends[1]}


def _ends(row: Row, period: Period | None, context: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of origins and destinations, names that fit several places being looked up beside the others."""
    places = context.places
    start, end = (period.start, period.end) if period else (None, None)
    unions = {
        column: [[name for name in _PLUS.split(item) if name] for item in items(row[column])]
        for column in ("from", "to")
    }
    names = [name for column in unions.values() for union in column for name in union]
    sure = {name: keys[0] for name in names if len(keys := places.candidates(name)) == 1}

    def key(name: str) -> str:
        others = [other for beside, other in sure.items() if beside != name]
        return places.resolve(name, others, start, end)

    found: list[tuple[str, ...]] = []
    for column, groups in unions.items():
        resolved = [[context.findings.attempt(row, column, "", key, name) for name in group] for group in groups]
        found.append(tuple(union_key(keys) for keys in resolved if all(keys)))
    return found[0], found[1]


def _populations(row: Row, context: Context) -> dict[str, object]:
    found: dict[str, list[str]] = {"population": [], "agent": []}
    for item in items(row["who"]):
        pairs = [
            context.findings.attempt(row, "who", ("", ""), context.who.resolve, name) for name in _PLUS.split(item)
        ]
        families = {family for family, _ in pairs if family}
        if len(pairs) > 1 and families == {"agent"}:
            context.findings.add(row, "who", "persons are listed with semicolons", f"Write {item.replace('+', ';')}.")
        elif len(families) > 1:
            context.findings.add(
                row, "who", f"{item!r} joins a population and a person", "Separate them with a semicolon."
            )
        elif families:
            found[families.pop()].append(union_key([key for _, key in pairs]))
    whole = [context.findings.attempt(row, "of", "", context.who.population, name) for name in items(row["of"])]
    professions = [
        context.findings.attempt(row, "profession", "", context.professions.resolve, name)
        for name in items(row["profession"])
    ]
    return {
        "population": tuple(found["population"]),
        "agent": tuple(found["agent"]),
        "whole": tuple(whole),
        "profession": tuple(professions),
    }


def _figure(row: Row, kind: str, findings: Findings) -> dict[str, object]:
    text, named, printed = row["value"], row["hedge"], row["printed"]
    hedge = findings.attempt(row, "hedge", "", member, "hedge", named) if named else ""
    figure, word = findings.attempt(row, "value", ("", ""), _split, text) if text else ("", "")
    if not figure:
        for column in ("hedge", "printed"):
            if row[column]:
                findings.add(row, column, _WITHOUT_FIGURE[column], "Fill in value, or leave this cell blank.")
        return {"word": word}
    if kind and not KINDS[kind].measures:
        findings.add(
            row, "value", f"a {kind} has no figure", "Write a row of kind flow, residence, share or change for it."
        )
        return {"word": word}
    estimate = findings.attempt(row, "value", None, _estimate, kind or "change", figure, printed)
    if estimate is not None and hedge:
        estimate = findings.attempt(row, "hedge", estimate, hedged, estimate, hedge, figure)
    return {"estimate": estimate, "word": word}


@cache
def _split(text: str) -> tuple[str, str]:
    return split_value(text)


@cache
def _estimate(kind: str, figure: str, printed: str) -> Estimate | None:
    return estimate_of(kind, figure, printed)


def _words(row: Row, findings: Findings) -> dict[str, object]:
    facets: dict[str, object] = {}
    for column, scheme in _CLOSED.items():
        text = row[column]
        if text:
            facets[column] = findings.attempt(row, column, "", _member, scheme, text)
    if row["modality"]:
        facets["modality"] = findings.attempt(row, "modality", "asserted", _member, "modality", row["modality"])
    facets.update(_mobility(row, findings))
    for relation in _RELATIONS:
        if row[relation]:
            facets[relation] = items(row[relation])
    if row["lang"]:
        facets["lang"] = findings.attempt(row, "lang", "en", language, row["lang"])
    return {**facets, "driver": row["driver"], "note": row["note"]}


@cache
def _member(scheme: str, text: str) -> str:
    return member(scheme, text)


def _mobility(row: Row, findings: Findings) -> dict[str, object]:
    text = row["mobility"]
    kind = folded(row["kind"])
    if kind == "transition" and not _ARROW.search(text):
        findings.add(row, "mobility", "a transition needs two types of mobility", "Write seasonal -> permanent.")
        return {}
    if not text:
        return {}
    types = [findings.attempt(row, "mobility", "", _member, "mobility", part) for part in _ARROW.split(text)]
    if len(types) > 1 and (kind != "transition" or len(types) > 2):
        findings.add(row, "mobility", f"only a transition turns one type into another, not a {kind}", "Name one type.")
        return {}
    return dict(zip(("mobility", "mobility_after"), types, strict=False))


def _about(row: Row, context: Context) -> tuple[str, ...]:
    keys = items(row["about"])
    for key in keys:
        if context.sources is not None and key not in context.sources:
            advice = did_you_mean(key, context.sources) + "Add it to the sources."
            context.findings.add(row, "about", f"no source has the key {key!r}", advice)
    return keys


def _evidence(row: Row, source: str, context: Context) -> Evidence:
    findings, sources = context.findings, context.sources
    line, sentence, locator = notation.locator(row["at"])
    start, end = findings.attempt(row, "chars", (-1, -1), notation.offsets, row["chars"])
    links: tuple[Link, ...] = ()
    if sources is not None:
        links = findings.attempt(row, "via", links, notation.chain, row["via"], source, sources)
    return Evidence(
        source=source,
        line=line,
        sentence=sentence,
        locator=locator,
        start=start,
        end=end,
        sha256=findings.attempt(row, "digest", "", notation.digest, row["digest"]),
        chain=links,
        wording=row["wording"],
        quote=row["quote"],
    )
