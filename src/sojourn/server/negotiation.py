"""In which format an answer is wanted: ``?format=``, or the best that ``Accept`` takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sojourn.server.site import Refused

if TYPE_CHECKING:
    from starlette.requests import Request

_KEPT = 300
"""What was found for an ``Accept`` of so many characters is remembered: most clients say the same."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of answers.

    Attributes:
        name: Its name, as ``?format=`` takes it.
        media: Its media types; the first is its own, the others are those by which some clients ask for it.
        ending: The ending of its files, without a dot; ``?format=`` takes it, too.
        names: Further names that ``?format=`` takes.
    """

    name: str
    media: tuple[str, ...]
    ending: str
    names: tuple[str, ...] = ()


ROWS = (
    Format("json", ("application/sparql-results+json", "application/json"), "json", ("srj",)),
    Format("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), "xml", ("srx",)),
    Format("csv", ("text/csv",), "csv"),
    Format("tsv", ("text/tab-separated-values",), "tsv"),
)
"""The formats of rows, the most wanted first."""

GRAPHS = (
    Format("turtle", ("text/turtle", "application/x-turtle"), "ttl", ("n3",)),
    Format("jsonld", ("application/ld+json", "application/json"), "jsonld", ("json-ld", "json")),
    Format("ntriples", ("application/n-triples", "text/plain"), "nt", ("n-triples",)),
    Format("rdfxml", ("application/rdf+xml", "application/xml", "text/xml"), "rdf", ("rdf-xml", "xml")),
    Format("trig", ("application/trig",), "trig"),
    Format("nquads", ("application/n-quads",), "nq", ("n-quads",)),
)
"""The formats of graphs, the most wanted first; ``json`` and ``xml`` name one for rows and one for graphs, for clients
such as SPARQLWrapper say ``format=xml`` whatever they ask."""


SILENT = frozenset(("csv", "tsv", "jsonld", "geojson"))
"""Formats in which nothing tells a reader that an answer is cut; the others have a member or a comment for it."""
_MARKED = "or choose a format that says it: JSON, XML, Turtle or N-Triples."


@dataclass(frozen=True, slots=True)
class Choice:
    """A format, and the media type under which it was asked for."""

    format: Format
    media: str

    @property
    def content_type(self) -> str:
        """The media type with its character set, where the type has one."""
        return f"{self.media}; charset=utf-8" if self.media.startswith("text/") else self.media


def accepted(request: Request) -> str:
    """What ``Accept`` says, all lines of it; everything when it says nothing."""
    return ", ".join(request.headers.getlist("accept")).strip() or "*/*"


def best(accept: str, media: Sequence[str]) -> str:
    """The media type that a client wants most; of equals the first.

    Args:
        accept: What ``Accept`` says.
        media: What there is, the most wanted first.

    Returns:
        One of ``media``; empty when the client takes none of them, or its wish cannot be read.
    """
    return (_best if len(accept) <= _KEPT else _best.__wrapped__)(accept, tuple(media))


@lru_cache(maxsize=1_024)
def _best(accept: str, media: tuple[str, ...]) -> str:
    import mimeparse

    try:
        return str(mimeparse.best_match(list(reversed(media)), accept))
    except (mimeparse.MimeTypeParseException, IndexError, ValueError):
        return ""


def choose(accept: str, formats: Sequence[Format]) -> Choice | None:
    """The format that a client wants most; ``None`` when it takes none of them."""
    own = [form.media[0] for form in formats]
    others = [media for form in formats for media in form.media[1:] if media not in own]
    wanted = best(accept, own + others)
    return next((Choice(form, wanted) for form in formats if wanted in form.media), None) if wanted else None


def named(text: str, formats: Sequence[Format]) -> Choice | None:
    """The format of a name, an ending or a media type, as ``?format=`` takes them; ``None`` when it is none of them.

    Of several, parted by commas, the first that is known. A space stands for the plus that was not escaped in a URL.
    """
    for wanted in text.lower().split(","):
        for form in formats:
            if wanted.strip().replace(" ", "+") in (form.name, form.ending, *form.names, *form.media):
                return Choice(form, form.media[0])
    return None


def wanted(request: Request, formats: Sequence[Format], given: str = "") -> Choice | None:
    """The format that is wanted of an answer: that of the parameter ``format`` where it is given, else ``Accept``'s."""
    return named(given, formats) if given else choose(accepted(request), formats)


def check_format(given: str) -> None:
    """Refuses a parameter ``format`` that names nothing.

    Raises:
        Refused: 400, with the names that there are.
    """
    if given and not named(given, ROWS) and not named(given, GRAPHS):
        names = ", ".join(form.name for form in (*ROWS, *GRAPHS))
        raise Refused(400, f"there is no format {given[:40]!r}", f"Use one of {names}.", where="format")


def not_acceptable(kind: str, formats: Sequence[Format], given: str = "") -> Refused:
    """The refusal of a client that takes none of the formats that there are; it lists them."""
    listed = ", ".join(form.media[0] for form in formats)
    what = f"{kind} cannot be written as {given[:40]}" if given else f"{kind} cannot be had in what Accept lists"
    advice = f"There is {listed}; or name one with ?format=, as {', '.join(form.name for form in formats)}."
    return Refused(406, what, advice, where="format" if given else "Accept", headers={"Vary": "Accept"})


def tags(request: Request) -> list[str]:
    """The tags of the answers that a client has (``If-None-Match``), weak or strong."""
    parts = ",".join(request.headers.getlist("if-none-match")).split(",")
    return [part.strip().removeprefix("W/").strip('"') for part in parts if part.strip()][:50]


def told(facts: Mapping[str, object], choice: Choice | None) -> dict[str, str]:
    """The headers of an answer: of what type it is, how much is in it, whether it is whole, and its tag."""
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if choice:
        headers["Content-Type"] = choice.content_type
    if facts.get("tag"):
        headers["ETag"] = f'W/"{facts["tag"]}"'
    if "rows" in facts:
        headers["Sojourn-Rows"] = str(facts["rows"])
    if facts.get("truncated"):
        headers["Sojourn-Truncated"] = str(facts["truncated"])
    return headers


def truncating(given: str) -> bool:
    """Whether the parameter ``truncate`` asks for the first rows of an answer that is too large.

    Raises:
        Refused: 400, if it is neither 1 nor 0.
    """
    if given not in {"", "0", "1"}:
        raise Refused(400, f"{given[:20]!r} is neither 1 nor 0", "Give truncate=1, or leave it out.", where="truncate")
    return given == "1"


def refuse_silent(facts: Mapping[str, object], form: str, *, truncate: bool) -> None:
    """Refuses an answer that is cut in a form that has no place to say so, unless that was asked for.

    Raises:
        Refused: 413, with what to do.
    """
    if facts.get("truncated") and form in SILENT and not truncate:
        limit = "rows" if facts["truncated"] == "rows" else "bytes"
        what = f"the answer has more {limit} than one answer may have, and {form} cannot say that it is cut"
        raise Refused(413, what, f"Ask for less, add &truncate=1 for the first {facts.get('rows', '')} rows, {_MARKED}")
