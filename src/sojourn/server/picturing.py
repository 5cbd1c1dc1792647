"""Our picture of the graph, of an answer or of what a query selects, as a page of its own."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from starlette.routing import Route

from sojourn.errors import NotFound
from sojourn.queries.named import load
from sojourn.server.keeping import Kept
from sojourn.server.questions import given, refuse_missing
from sojourn.server.site import Refused, language

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from sojourn.server.site import Site

POLICY = "frame-ancestors 'self'"
"""Our pages may show it in a frame; what it may run and load, it says itself, by digest: no request of any kind."""

_OWN = ("ask", "query", "as", "lang", "everything")


def routes(site: Site) -> list[BaseRoute]:
    """``/picture``."""
    kept = Kept(site)

    async def picture(request: Request) -> Response:
        wanted = _wanted(request)
        key = tuple(sorted((name, str(value)) for name, value in wanted.items()))
        tag = f'"{sha256(repr((kept.generation, key)).encode()).hexdigest()[:24]}"'
        headers = {
            "Content-Security-Policy": POLICY,
            "Vary": "Accept-Language",
            "Cache-Control": "private, no-cache",
        }
        if kept.generation and tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={**headers, "ETag": tag})
        try:
            reply = await kept.get(("picture", key), lambda: site.work(request, "picture", wanted))
        except Refused as error:
            status = 400 if error.status == 404 else error.status
            raise Refused(status, error.what, error.advice, where=error.where, headers=error.headers) from None
        headers["ETag"] = tag
        return Response(reply.body, media_type="text/html", headers=headers)

    return [Route("/picture", picture)]


def _wanted(request: Request) -> dict[str, Any]:
    """What is to be drawn, as the task takes it."""
    found = request.query_params
    ask, query = found.get("ask", ""), found.get("query", "")
    if ask and query:
        raise Refused(400, "both a question and a query are given", "Give ?ask= or ?query=.", where="ask")
    params: dict[str, str] = {}
    if ask:
        try:
            named = load(ask)
        except NotFound as error:
            raise Refused(400, error.what, error.advice, where="ask") from None
        params = given(request, named, beside=_OWN)
        refuse_missing(named, params)
    for name in found:
        if name not in _OWN and name not in params and found[name].strip():
            what = f"a picture has no parameter {name[:40]!r}"
            raise Refused(400, what, f"It takes {', '.join(_OWN)}, and those of the question.", where=name[:40])
    return {
        "ask": ask,
        "params": params,
        "query": query,
        "as": found.get("as", "") or "auto",
        "lang": language(request),
        "everything": found.get("everything", "") not in {"", "0", "no"},
    }
