"""The first page, and the files that all pages share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sojourn.server.site import language

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from sojourn.server.site import Site

QUESTIONS = (
    ("stock-by-count", "How many of these people live there, by which count?"),
    ("origins", "Where do they come from, and is a number stated for each?"),
    ("why-differ", "Why do two figures differ?"),
    ("reasons", "Which reasons are given, by whom?"),
    ("largest-stocks", "Where do most of them live?"),
    ("single-root", "Which claims rest on a single source?"),
)
"""The questions that the first page names."""

_ASSETS = Path(__file__).parent / "assets"


def routes(site: Site) -> list[BaseRoute]:
    """``/`` and ``/assets``."""

    async def home(request: Request) -> Response:
        told = (await site.work(request, "counts", {"lang": language(request)})).json()
        page = site.page(request, "home.html", told=told, questions=QUESTIONS)
        page.headers["Vary"] = "Accept-Language"
        return page

    return [Route("/", home), Mount("/assets", StaticFiles(directory=_ASSETS), name="assets")]
