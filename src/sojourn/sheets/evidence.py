"""The columns that say where a claim stands and through whom it came, both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sojourn.errors import BadInput
from sojourn.model import Attribution, Evidence, Link, Source
from sojourn.sheets.nearest import did_you_mean

NOBODY = "-"
"""In the column ``via``: nobody is named, although the source as a whole relies on another."""

LONGEST_CHAIN = 50
"""Links of a chain beyond which it is a mistake, not a chain of sources."""

_LINK = re.compile(r'\s*(?P<key>[^\s?"<]+)\s*(?P<implied>\?)?\s*(?:"(?P<wording>(?:[^"]|"")*)")?\s*')
_LINE = re.compile(r"([1-9]\d{0,8})(?:\.([1-9]\d{0,8}))?", re.ASCII)
_CHARS = re.compile(r"(\d{1,12})-(\d{1,12})", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}")


def locator(text: str) -> tuple[int, int, str]:
    """Line, sentence and the locator as written; line 0 when it is a page, a table or the like."""
    match = _LINE.fullmatch(text)
    return (int(match[1]), int(match[2] or 0), text) if match else (0, 0, text)


def offsets(text: str) -> tuple[int, int]:
    """Start and end of a passage, in characters; -1 when not located.

    Raises:
        BadInput: If it is not two offsets, or the passage is empty.
    """
    if not text:
        return -1, -1
    match = _CHARS.fullmatch(text)
    if match is None:
        raise BadInput(f"{text[:40]!r} is no pair of offsets", advice="Write it as 812-905: start, and end excluded.")
    start, end = int(match[1]), int(match[2])
    if end <= start:
        raise BadInput(f"the passage {text} is empty", advice="The start comes first, and the end is not part of it.")
    return start, end


def digest(text: str) -> str:
    """A SHA-256 in lower case; empty when not given.

    Raises:
        BadInput: If it is none.
    """
    if text and not _SHA256.fullmatch(text.lower()):
        raise BadInput("this is no SHA-256", advice="It has 64 hexadecimal digits.")
    return text.lower()


def chain(text: str, source: str, sources: Mapping[str, Source]) -> tuple[Link, ...]:
    """The links behind a source, nearest first; the source's own chain when the cell is blank.

    Raises:
        BadInput: If a link is no source, or the chain bites its own tail.
    """
    if not text:
        return own_chain(source, sources)
    if text == NOBODY:
        return ()
    links: list[Link] = []
    for match in _matches(text):
        key = match["key"]
        if key not in sources:
            raise BadInput(
                f"no source has the key {key!r}", advice=f"{did_you_mean(key, sources)}Add it to the sources."
            )
        if key == source or any(link.source == key for link in links):
            raise BadInput(
                f"the chain bites its own tail: {key!r} stands in it twice", advice="A source cannot rest on itself."
            )
        if len(links) == LONGEST_CHAIN:
            raise BadInput(
                f"the chain has more than {LONGEST_CHAIN} links", advice="Name those that carried the claim."
            )
        attribution = Attribution.IMPLIED if match["implied"] else Attribution.EXPLICIT
        links.append(Link(source=key, attribution=attribution, wording=(match["wording"] or "").replace('""', '"')))
    return tuple(links)


def _matches(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while True:
        match = _LINK.match(text, at)
        if match is None or (match.end() < len(text) and not text.startswith("<-", match.end())):
            raise BadInput(
                f"{text[at : at + 60].strip()!r} is no link of a chain",
                advice='Write newspaper? <- study "its wording": nearest first, a question mark when only implied.',
            )
        yield match
        if match.end() == len(text):
            return
        at = match.end() + 2


def own_chain(source: str, sources: Mapping[str, Source]) -> tuple[Link, ...]:
    """The chain that ``based_on`` gives a source as a whole; only implied for each single claim.

    It ends where a source relies on several, since nobody says which of them carries the claim.
    """
    links: list[Link] = []
    seen = {source}
    here = sources.get(source)
    while here is not None and len(here.based_on) == 1 and here.based_on[0] not in seen and len(links) < LONGEST_CHAIN:
        key = here.based_on[0]
        seen.add(key)
        links.append(Link(source=key, attribution=Attribution.IMPLIED))
        here = sources.get(key)
    return tuple(links)


def via(evidence: Evidence, sources: Mapping[str, Source]) -> str:
    """The chain of a claim in the notation of the column; blank when it is the source's own."""
    if evidence.chain == own_chain(evidence.source, sources):
        return ""
    return " <- ".join(_link(links) for links in evidence.chain) or NOBODY


def _link(link: Link) -> str:
    mark = "?" if link.attribution is Attribution.IMPLIED else ""
    wording = link.wording.replace('"', '""')
    return f"{link.source}{mark}" + (f' "{wording}"' if wording else "")
