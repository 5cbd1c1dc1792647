"""A part of the server that only tests see, and a server with deadlines so short that tests can wait for them.

``python -m tests.server.parts '{"sending": 1}'`` serves the shipped graph with these settings.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route

from sojourn.server import app
from sojourn.server.settings import Settings
from sojourn.server.site import Refused, unless_left
from sojourn.workers.jobs import Reply
from sojourn.workers.limits import Limits

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from sojourn.server.site import Site

PART = "tests.server.parts"


def routes(site: Site) -> list[BaseRoute]:
    """``/test/…``."""

    async def slow(request: Request) -> Response:
        await asyncio.sleep(float(request.query_params["seconds"]))
        return PlainTextResponse("done")

    async def big(request: Request) -> Response:
        return PlainTextResponse("x" * int(request.query_params["size"]), headers={"Content-Encoding": "identity"})

    async def stream(request: Request) -> Response:
        async def pieces() -> AsyncIterator[bytes]:
            for _ in range(10):
                yield b"piece "

        return StreamingResponse(pieces(), media_type="text/plain")

    async def echo(request: Request) -> Response:
        return JSONResponse({"size": len(await request.body()), "base": site.base(request)})

    async def fault(request: Request) -> Response:
        raise ValueError(f"secret-of-{request.query_params.get('q', '')}")

    async def broken(request: Request) -> Response:
        async def pieces() -> AsyncIterator[bytes]:
            yield b"x" * 2_000
            raise ValueError("secret")

        return StreamingResponse(pieces(), media_type="text/plain")

    async def refused(request: Request) -> Response:
        status = int(request.query_params["status"])
        raise Refused(status, "no <b>such</b> thing", "Do other things.", where="thing", headers={"Retry-After": "7"})

    async def work(request: Request) -> Response:
        reply = await site.work(request, "counts", {"secret": "secret-of-query"})
        return PlainTextResponse(reply.body)

    left = asyncio.Event()

    async def leave(request: Request) -> Response:
        async def forever() -> Reply:
            try:
                await asyncio.sleep(3_600)
            finally:
                left.set()
            return Reply()

        await unless_left(request, forever())
        return PlainTextResponse("never")

    async def seen(request: Request) -> Response:
        await asyncio.wait_for(left.wait(), 10)
        return PlainTextResponse("left")

    return [
        Route("/test/leave", leave, methods=["GET", "POST"]),
        Route("/test/seen", seen),
        Route("/test/slow", slow),
        Route("/test/big", big),
        Route("/test/stream", stream),
        Route("/test/echo", echo, methods=["GET", "POST"]),
        Route("/test/fault", fault),
        Route("/test/broken", broken),
        Route("/test/refused", refused),
        Route("/test/work", work, methods=["GET", "POST"]),
    ]


if __name__ == "__main__":
    from sojourn.server.running import serve

    app.PARTS = (*app.PARTS, PART)
    given = json.loads(sys.argv[1])
    limits = Limits(**{"workers": 1, "spare": 0, **given.pop("limits", {})})
    serve(Settings(port=0, limits=limits, **given), lambda taken: print(f"serves {taken.url}", flush=True))  # noqa: T201 - the test reads it
