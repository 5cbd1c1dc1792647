"""What the service is, for programs: its SPARQL service description, and what the data set holds, as VoID."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sojourn.server.negotiation import GRAPHS, ROWS, Format, accepted, check_format, not_acceptable, tags, told, wanted
from sojourn.server.negotiation import choose as choose_from

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from sojourn.server.site import Site

_PAGE = Format("html", ("text/html", "application/xhtml+xml"), "html")
_LONGEST_LINK = 4_000
"""Longest query that is put into an address [characters, percent-encoded]."""


def routes(site: Site) -> list[BaseRoute]:
    """``/.well-known/void``."""

    async def void(request: Request) -> Response:
        return await _described(site, request, "void")

    return [Route("/.well-known/void", void)]


async def describe(site: Site, request: Request) -> Response:
    """What ``/sparql`` says when it is not asked anything: the service description, to a browser the query page."""
    return to_page(request) or await _described(site, request, "service")


def to_page(request: Request, query: str = "") -> Response | None:
    """Sends a reader, who wants HTML, to the page with the editor, along with the query; ``None`` for programs."""
    if request.method == "POST" or "format" in request.query_params:
        return None
    choice = choose_from(accepted(request), (*ROWS, *GRAPHS, _PAGE))
    link = quote(query, safe="")
    if choice is None or choice.format is not _PAGE or len(link) > _LONGEST_LINK:
        return None
    path = f"{request.scope.get('root_path', '')}/query"
    return RedirectResponse(f"{path}?query={link}" if query else path, 303, {"Vary": "Accept"})


async def _described(site: Site, request: Request, what: str) -> Response:
    given = request.query_params.get("format", "")
    check_format(given)
    choice = wanted(request, GRAPHS, given)
    if choice is None:
        raise not_acceptable("A description", GRAPHS, given)
    job = {"what": what, "base": site.base(request), "format": choice.format.name, "known": tags(request)}
    reply = await site.work(request, "description", job)
    if reply.facts.get("unchanged"):
        return Response(status_code=304, headers=told(reply.facts, None))
    return Response(reply.body, headers=told(reply.facts, choice))
