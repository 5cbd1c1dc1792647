"""``/query``: SPARQL in the browser, with results as people read them; no script is needed."""

from __future__ import annotations

import re
import shlex
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.routing import Route

from sojourn.server import editor
from sojourn.server.editor_licences import FILES
from sojourn.server.elsewhere import elsewhere, quoted
from sojourn.server.site import Refused, language
from sojourn.vocabulary import PREFIXES

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from sojourn.server.site import Site

ROWS = 200
"""Rows on a screen."""

SHORT = 6_000
"""Longest query that fits a link, once it is escaped [characters]; longer ones are sent as a form."""

FORMATS = {
    "select": (("CSV", "csv"), ("TSV", "tsv"), ("JSON", "json"), ("XML", "xml")),
    "ask": (("JSON", "json"), ("XML", "xml")),
    "graph": (
        ("Turtle", "turtle"),
        ("TriG", "trig"),
        ("N-Triples", "ntriples"),
        ("N-Quads", "nquads"),
        ("JSON-LD", "jsonld"),
        ("RDF/XML", "rdfxml"),
    ),
}
"""The files in which an answer can be saved, by its form."""

START = """\
# Who lives where, how many, and who says so
SELECT ?claim ?population ?place ?low ?high ?source WHERE {
  ?claim a sj:ResidenceAssertion ;
         sj:population ?population ;
         sj:place ?place ;
         sj:source ?source .
  OPTIONAL { ?claim sj:low ?low }
  OPTIONAL { ?claim sj:high ?high }
}
LIMIT 100
"""
"""What the field holds when nothing was asked."""

_POSITION = re.compile(r"query:(\d+):(\d+)")
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants to know.

    Attributes:
        query: The text; empty when nothing was asked.
        example: Name of the question whose text the field should hold; empty for none.
        page: Which screen of the answer, from 1.
        lang: Language of the page.
        base: Address of the server, without a slash at its end.
    """

    query: str
    example: str
    page: int
    lang: str
    base: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why there is no answer.

    Attributes:
        what: What is wrong.
        advice: What to do about it.
        line: Line of the fault, from 1; 0 when it is not known.
        column: Column of the fault, from 1: where the engine stopped reading.
        shown: That line in three parts: before what is at fault, that, and what comes after.
    """

    what: str
    advice: str = ""
    line: int = 0
    column: int = 0
    shown: tuple[str, str, str] = ("", "", "")


def routes(site: Site) -> list[BaseRoute]:
    """``/query``, and what its editor needs."""

    async def query(request: Request) -> Response:
        asked = await _asked(request, site)
        if not asked.query:
            return await _empty(request, site, asked)
        begun = time.perf_counter()
        try:
            if len(asked.query.encode()) > site.settings.limits.query:
                raise _too_long(site.settings.limits.query)
            wanted = {"query": asked.query, "page": asked.page, "size": ROWS, "lang": asked.lang}
            reply = await site.work(request, "rows", wanted)
        except Refused as refused:
            page = _page(request, site, asked, status=refused.status, fault=_fault(asked.query, refused))
            page.headers.update(refused.headers)
            return page
        seconds = reply.seconds or time.perf_counter() - begun
        return _page(request, site, asked, answer=reply.json(), seconds=seconds)

    examples()  # they are read before anybody waits for them
    return [Route("/query", query, methods=["GET", "POST"]), *editor.routes(site)]


async def _asked(request: Request, site: Site) -> Asked:
    """What was asked, by the address or by a form.

    Raises:
        Refused: If the body is no form.
    """
    given: Mapping[str, Any] = request.query_params
    if request.method == "POST":
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
            raise Refused(415, "this page takes a form", f"Send {_FORM}, or ask /sparql, which takes more.")
        given = {**given, **await request.form()}
    page = str(given.get("page", "1"))
    return Asked(
        query=str(given.get("query", "")).replace("\r\n", "\n").strip("\n"),
        example=str(given.get("example", ""))[:100],
        page=int(page) if re.fullmatch(r"[1-9]\d{0,5}", page, re.ASCII) else 1,
        lang=language(request),
        base=site.base(request),
    )


async def _empty(request: Request, site: Site, asked: Asked) -> Response:
    """The page before anything was asked, with an example in the field if one is wanted."""
    if not asked.example:
        return _page(request, site, asked, text=START)
    if asked.example not in {example["name"] for example in examples()}:
        advice = "Choose one of the examples below."
        fault = Fault(what=f"no example is called {asked.example!r}", advice=advice)
        return _page(request, site, asked, status=404, text=START, fault=fault)
    reply = await site.work(request, "completion", {"what": "example", "name": asked.example})
    return _page(request, site, asked, text=reply.json()["query"])


@cache
def examples() -> tuple[dict[str, str], ...]:
    """The named questions and listings: name, and the question as a person asks it."""
    from sojourn.queries.named import listings, load, names

    return tuple({"name": name, "question": load(name).question} for name in [*names(), *listings()])


def _page(
    request: Request,
    site: Site,
    asked: Asked,
    *,
    status: int = 200,
    text: str = "",
    fault: Fault | None = None,
    answer: Mapping[str, Any] | None = None,
    seconds: float = 0.0,
) -> Response:
    short = len(quote(asked.query)) <= SHORT
    values = {
        "text": text or asked.query,
        "asked": asked.query,
        "chosen": asked.example,
        "short": short,
        "longest": SHORT,
        "fault": fault,
        "answer": answer,
        "seconds": f"{seconds:.1f}" if seconds >= 1 else f"{seconds:.3f}",
        "examples": examples(),
        "limits": site.settings.limits,
        "prefixes": PREFIXES,
        "files": FORMATS[answer["form"]] if answer else (),
        "elsewhere": ways(asked.query, asked.base, cut=answer["more"]) if answer and short else {},
        "pages": _pages(answer) if answer else 0,
        "page": asked.page,
        "editor": _editor(),
    }
    return site.page(request, "query.html", status=status, **values)


def _editor() -> dict[str, str]:
    """The files of the editor with their digests; none without an editor."""
    return {name: editor.digest(name) for name in FILES} if editor.folder() else {}


def _pages(answer: Mapping[str, Any]) -> int:
    return -(-int(answer["total"]) // ROWS)


def ways(query: str, base: str, *, cut: bool = False) -> dict[str, str]:
    """The same query for other tools, as :func:`sojourn.server.elsewhere.elsewhere` writes them.

    Args:
        query: The text.
        base: Address of the server, without a slash at its end.
        cut: Whether the answer is, which its reader has been told.
    """
    taken = {"format": "csv", **({"truncate": "1"} if cut else {})}
    csv = f"{base}/sparql?query={quote(query, safe='')}&{urlencode(taken)}"
    data = "".join(f" --data {name}={value}" for name, value in taken.items())
    return elsewhere(
        base,
        csv,
        csv,
        curl=f"--get {shlex.quote(f'{base}/sparql')}{data} --data-urlencode {shlex.quote(f'query={query}')}",
        call=f"query({quoted(query)})",
        verb="query",
        options=f"-e {shlex.quote(query)}",
        cut=cut,
    )


def _too_long(most: int) -> Refused:
    return Refused(413, "the query is too long", f"At most {most:,} bytes are taken.")


def _fault(query: str, refused: Refused) -> Fault:
    found = _POSITION.fullmatch(refused.where)
    if found is None:
        return Fault(what=refused.what, advice=refused.advice)
    line, column = int(found[1]), int(found[2])
    lines = query.split("\n")
    shown = _parted(lines[line - 1] if line <= len(lines) else "", column - 1)
    return Fault(what=refused.what, advice=refused.advice, line=line, column=column, shown=shown)


def _parted(line: str, place: int) -> tuple[str, str, str]:
    """A line around the sign at a place; where there is none, around the word before, after which reading stopped."""
    if line[place : place + 1].strip():
        return line[:place], line[place], line[place + 1 :]
    read = line[:place].rstrip()
    start = len(read) - len(read.rsplit(None, 1)[-1]) if read else 0
    marked = line[start:place].rstrip() or " "
    return line[:start], marked, line[start + len(marked) :]
