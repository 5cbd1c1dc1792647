"""The application: all parts of the server under one roof."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import JSONResponse

from sojourn.server.settings import Settings
from sojourn.server.site import Refused, Site
from sojourn.workers.pool import Pool

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

PARTS = ("sojourn.server.home",)
"""The modules that answer; each has ``routes(site) -> list[BaseRoute]``."""


def application(settings: Settings) -> Starlette:
    """The server as an ASGI application; its workers start and end with it."""
    site = Site(settings, Pool(settings.targets, settings.limits))

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.site = site
        await site.pool.start()
        yield
        await site.pool.close()

    routes: list[BaseRoute] = [route for part in PARTS for route in import_module(part).routes(site)]
    return Starlette(routes=routes, lifespan=lifespan, exception_handlers={Refused: _refused})


async def _refused(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, Refused)  # noqa: S101 - it is registered for no other
    told = {"error": error.what, "where": error.where, "advice": error.advice}
    return JSONResponse(told, status_code=error.status, headers=error.headers)
