"""Rows of the table of sources, and the chains that they form."""

from __future__ import annotations

import re

from sojourn.model import Source
from sojourn.sheets.dates import parse_published
from sojourn.sheets.entities import items, keyed, language, yes_or_no
from sojourn.sheets.findings import Findings, Row
from sojourn.sheets.nearest import ask, did_you_mean
from sojourn.sheets.tables import Table

_SHA256 = re.compile(r"[0-9a-f]{64}")
_WEB = re.compile(r"https?://[^\s<>\"]+")

CSL_TYPES = (
    *("article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter"),
    *("classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event"),
    *("figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture"),
    *("musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication"),
    *("post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard"),
    *("thesis", "treaty", "webpage"),
)
"""The types of CSL 1.0.2."""


def read_sources(table: Table | None, findings: Findings) -> dict[str, Source]:
    """The sources of a study; chains that bite their own tail are noted."""
    rows = dict(keyed(table, findings))
    found = {key: _source(key, row, rows, findings) for key, row in rows.items()}
    for circle in circles({key: source.based_on for key, source in found.items()}):
        chain = " <- ".join(circle)
        what = f"the chain bites its own tail: {chain}"
        findings.add(rows[circle[0]], "based_on", what, "A source cannot rest on itself.")
    return found


def circles(after: dict[str, tuple[str, ...]]) -> list[list[str]]:
    """The circles of a relation, each once, from a member back to itself."""
    found: list[list[str]] = []
    done: set[str] = set()
    for start in after:
        way: dict[str, None] = {}
        todo = [(start, False)]
        while todo:
            here, leaving = todo.pop()
            if leaving:
                way.pop(here)
                done.add(here)
            elif here in way:
                keys = list(way)
                found.append([*keys[keys.index(here) :], here])
            elif here not in done and here in after:
                way[here] = None
                todo.append((here, True))
                todo.extend((other, False) for other in after[here])
    return found


def _source(key: str, row: Row, rows: dict[str, Row], findings: Findings) -> Source:
    published = row["published"]
    if published:
        findings.attempt(row, "published", None, parse_published, published)
    _check_text(row, findings)
    return Source(
        key=key,
        type=_type(row, findings),
        title=row["title"],
        author=row["author"],
        publisher=row["publisher"],
        published=published,
        edition=row["edition"],
        url=_url(row, findings),
        accessed=row["accessed"],
        licence=row["licence"],
        based_on=_based_on(row, rows, findings),
        lang=findings.attempt(row, "lang", "en", language, row["lang"]) if row["lang"] else "",
        text=row["text"],
        sha256=row["sha256"].lower(),
        seen=yes_or_no(row, "seen", findings),
        note=row["note"],
    )


def _type(row: Row, findings: Findings) -> str:
    kind = row["type"].casefold() or "document"
    if kind not in CSL_TYPES:
        within = [repr(name) for name in CSL_TYPES if kind in name.split("-")]
        guess = ask(within) if within else did_you_mean(kind, CSL_TYPES)
        advice = f"{guess}The types are those of CSL, such as article-newspaper, report, dataset."
        findings.add(row, "type", f"{row['type']!r} is no type of source", advice)
    if not row["title"]:
        findings.add(row, "title", "the title is missing", "Give a title, or say in square brackets what it is.")
    return kind


def _url(row: Row, findings: Findings) -> str:
    url = row["url"]
    if url and not _WEB.fullmatch(url):
        findings.add(row, "url", f"{url[:60]!r} is no address of the web", "It begins with http:// or https://.")
    return url


def _check_text(row: Row, findings: Findings) -> None:
    text, digest = row["text"], row["sha256"]
    if digest and not _SHA256.fullmatch(digest.lower()):
        advice = "It has 64 hexadecimal digits, as `sha256sum FILE` prints them."
        findings.add(row, "sha256", "this is no SHA-256", advice)
    if "/" in text or "\\" in text or text.startswith("."):
        findings.add(row, "text", f"{text!r} is no plain file name", "Name the file alone; --texts names its folder.")


def _based_on(row: Row, rows: dict[str, Row], findings: Findings) -> tuple[str, ...]:
    keys = items(row["based_on"])
    for other in keys:
        if other not in rows:
            advice = did_you_mean(other, rows) + "Add it as a row."
            findings.add(row, "based_on", f"no source has the key {other!r}", advice)
    return tuple(key for key in keys if key in rows)
