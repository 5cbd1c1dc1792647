"""The shell around all parts: in which order a request is checked, and how what went wrong is told."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from sojourn.server.logs import Journal, Logged, entry_of
from sojourn.server.pacing import Paced
from sojourn.server.refusals import Refused
from sojourn.server.security import Dressed, Gate, Locked, Sized
from sojourn.server.site import LEFT
from sojourn.server.words_shell import LIMITS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from sojourn.server.site import Site

EXPOSED = ("ETag", "Retry-After", "Link", "Sojourn-Truncated", "Sojourn-Rows")
"""Headers that pages of allowed origins may read."""


def shell(site: Site, journal: Journal) -> list[Middleware]:
    """What every request passes, from the outside inwards."""
    settings = site.settings
    through = [
        Middleware(Logged, settings=settings, journal=journal, metrics=site.metrics),
        Middleware(Paced),
        Middleware(Dressed, settings=settings),
        Middleware(Told, site=site, journal=journal),
        Middleware(Gate, settings=settings),
    ]
    if settings.cors:
        through += [
            Middleware(
                CORSMiddleware,
                allow_origins=settings.cors,
                allow_methods=("GET", "HEAD", "POST"),
                allow_headers=("Accept", "Authorization", "Content-Type", "If-None-Match"),
                expose_headers=EXPOSED,
            ),
            Middleware(Told, site=site, journal=journal),  # so that what is refused below can be read by those pages
        ]
    return [
        *through,
        Middleware(Locked, settings=settings),
        Middleware(Sized, settings=settings),
        Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5),
        Middleware(Told, site=site, journal=journal),
    ]


class Told:
    """Tells what was refused below, and what broke, as a page or as JSON."""

    def __init__(self, app: ASGIApp, *, site: Site, journal: Journal) -> None:
        self.app = app
        self._site = site
        self._journal = journal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Refused as error:
            refused = error
        except ClientDisconnect:
            refused = Refused(LEFT, "the client left")
        except Exception as error:  # whatever it is, the client gets an answer and the operator a line
            self._journal.fault(error)
            refused = Refused(500, "the server made a mistake", "It is in the server's log; others are not affected.")
            entry_of(scope).outcome = "fault"
        else:
            return
        if begun:
            raise ConnectionAbortedError("the answer broke off") from None
        await told(self._site, Request(scope, receive), refused)(scope, receive, send)


def told(site: Site, request: Request, error: Refused) -> Response:
    """What was refused, as a page for browsers and as JSON for everyone else, always with the limits."""
    entry = entry_of(request.scope)
    if entry.outcome in {"", "ok"}:
        entry.outcome = "left" if error.status == LEFT else _phrase(error.status).lower().replace(" ", "-")
    headers = {**error.headers, "Vary": "Accept", "Cache-Control": "no-store"}
    limits = site.limits()
    if _is_browser(request):
        try:
            return _page(site, request, error, limits, headers)
        except ValueError:  # a host or a path of which no address can be made
            pass
    said = {"error": error.what, "where": error.where, "advice": error.advice, "limits": limits}
    return JSONResponse(said, status_code=error.status, headers=headers)


def _page(site: Site, request: Request, error: Refused, limits: dict[str, float], headers: dict[str, str]) -> Response:
    last = unquote(request.url.path.rstrip("/").rpartition("/")[2])
    page = site.page(
        request,
        "error.html",
        status=error.status,
        error=error,
        heading=_phrase(error.status),
        limits=[(LIMITS[name], f"{value:,}".removesuffix(".0")) for name, value in limits.items() if name in LIMITS],
        sought=last.rpartition(".")[0] or last if error.status == HTTPStatus.NOT_FOUND else "",
    )
    page.headers.update(headers)
    return page


def _is_browser(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else "Refused"


def refused_by_route(site: Site, request: Request, error: HTTPException) -> Response:
    """What Starlette's router refuses, as the others are told."""
    if error.status_code == HTTPStatus.NOT_FOUND:
        what = f"there is no page {request.url.path!r}"
        refused = Refused(404, what, "Search for it, or begin at the first page.")
    elif error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = ", ".join(sorted((error.headers or {}).get("Allow", "GET, HEAD").replace(",", " ").split()))
        what = f"{request.method[:20]} is not answered at {request.url.path!r}"
        refused = Refused(
            405, what, f"This server is read-only. Here it answers {allowed}.", headers={"Allow": allowed}
        )
    else:
        refused = Refused(error.status_code, error.detail, headers=error.headers)
    return told(site, request, refused)
