"""The application: all parts of the server under one roof."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from sojourn.server.logs import Journal
from sojourn.server.settings import Settings
from sojourn.server.shell import refused_by_route, shell, told
from sojourn.server.site import Refused, Site
from sojourn.workers.pool import Pool

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

PARTS: tuple[str, ...] = (
    "sojourn.server.asking",
    "sojourn.server.openapi",
    "sojourn.server.picturing",
    "sojourn.server.contradicting",
    "sojourn.server.metrics",
    "sojourn.server.home",
    "sojourn.server.search",
    "sojourn.server.dossiers",
    "sojourn.server.sparql",
    "sojourn.server.graph_store",
    "sojourn.server.description",
    "sojourn.server.reconciling",
    "sojourn.server.querying",
)
"""The modules that answer; each has ``routes(site) -> list[BaseRoute]``."""


def application(settings: Settings, *, journal: Journal | None = None) -> Starlette:
    """The server as an ASGI application; its workers start and end with it.

    Args:
        settings: How it is set up.
        journal: Where its log goes; standard error if not said otherwise.
    """
    site = Site(settings, Pool(settings.targets, settings.limits))
    kept = journal or Journal(settings.log)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.site = site
        try:
            await site.pool.start()
            yield
        finally:
            await site.pool.close()
            if kept is not journal:
                kept.close()

    async def refused(request: Request, error: Exception) -> Response:
        if isinstance(error, HTTPException):
            return refused_by_route(site, request, error)
        assert isinstance(error, Refused)  # noqa: S101 - it is registered for these two only
        return told(site, request, error)

    routes: list[BaseRoute] = [route for part in PARTS for route in import_module(part).routes(site)]
    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=shell(site, kept),
        exception_handlers={Refused: refused, HTTPException: refused},
    )
    app.router.redirect_slashes = False  # a redirect would be made of what the request says the host is
    app.state.site = site
    return app
