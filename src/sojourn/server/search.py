"""``/search``: finds things by name, code, id or words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from sojourn.server.links import FAMILIES, path_of
from sojourn.server.site import language

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from sojourn.server.site import Site

LONGEST = 200
"""Longest text that is looked for [characters]; what is longer is cut."""
MOST_PAGES = 10_000
"""Pages are counted up to this."""


def routes(site: Site) -> list[BaseRoute]:
    """``/search?q=&kind=&page=``."""

    async def search(request: Request) -> Response:
        typed = request.query_params.get("q", "").strip()[:LONGEST]
        kind = request.query_params.get("kind", "")
        family = "assertion" if kind == "claim" else kind if kind in FAMILIES else ""
        wanted = {"q": typed, "lang": language(request), "family": family, "page": page_of(request)}
        told = (await site.work(request, "search", wanted)).json()
        only = told["hits"][0] if told["all"] == 1 and not family else None
        if only and only["why"] in {"id", "code", "label"}:  # there is nothing to choose from
            where = site_link(site, path_of(only["iri"]), request)
            return RedirectResponse(where, status_code=303)
        page = site.page(request, "search.html", told=told, searched=typed, kind=kind if family else "")
        page.headers["Vary"] = "Accept-Language"
        return page

    return [Route("/search", search)]


def site_link(site: Site, path: str, request: Request) -> str:
    """The address of a path, with the language that was asked for."""
    from sojourn.server.links import Links
    from sojourn.server.site import LANGUAGES

    return Links(request, LANGUAGES, site.settings.public).to(path)


def page_of(request: Request) -> int:
    """The page that is asked for, from 1; what is no number is the first."""
    text = request.query_params.get("page", "")
    return min(max(int(text), 1), MOST_PAGES) if text.isascii() and text.isdigit() and len(text) < 8 else 1
