"""The first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from sojourn.server.site import Site


def routes(site: Site) -> list[BaseRoute]:
    """``/``."""

    async def home(request: Request) -> Response:
        counts = (await site.work(request, "counts", {})).json()
        return site.page(request, "home.html", counts=counts)

    return [Route("/", home)]
