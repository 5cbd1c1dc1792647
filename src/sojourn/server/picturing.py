"""Our picture of the graph, of an answer or of what a query selects, as a page of its own."""

from __future__ import annotations

from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from starlette.routing import Route

from sojourn.errors import NotFound
from sojourn.queries.named import load
from sojourn.server.keeping import Kept
from sojourn.server.questions import given, refuse_missing
from sojourn.server.security import POLICY as PAGE
from sojourn.server.site import Refused, language
from sojourn.server.words import words

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from sojourn.server.site import Site

POLICY = "frame-ancestors 'self'"
"""Our pages and those of ``--cors`` may frame it; what it may run and load, it says itself: no request of any kind."""

_OWN = ("ask", "query", "as", "lang", "everything", "framed")


def routes(site: Site) -> list[BaseRoute]:
    """``/picture``."""
    kept = Kept(site)
    framing = " ".join([POLICY, *site.settings.cors])

    async def picture(request: Request) -> Response:
        wanted, framed = _wanted(request), request.query_params.get("framed", "") == "1"
        key = tuple(sorted((name, str(value)) for name, value in wanted.items()))
        tag = f'"{sha256(repr((kept.generation, key, framed, site.base(request))).encode()).hexdigest()[:24]}"'
        headers = {
            "Content-Security-Policy": framing,
            "Vary": "Accept-Language",
            "Cache-Control": "private, no-cache",
        }
        if kept.generation and tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={**headers, "ETag": tag})
        try:
            reply = await kept.get(("picture", key), lambda: site.work(request, "picture", wanted))
        except Refused as error:
            status = 400 if error.status == 404 else error.status
            seen = {**error.headers, "Content-Security-Policy": PAGE.replace("frame-ancestors 'none'", framing)}
            raise Refused(status, error.what, error.advice, where=error.where, headers=seen) from None
        headers["ETag"] = tag
        body = reply.body if framed else _with_ways_on(reply.body, site.base(request), language(request))
        return Response(body, media_type="text/html", headers=headers)

    return [Route("/picture", picture)]


def _with_ways_on(page: bytes, base: str, lang: str) -> bytes:
    """The picture with a link to the first page, and without scripts to what is drawn, as tables."""
    t = words(lang)
    tables = [("flows", "Who moved from where to where, and who says so?")]
    tables += [("residences", "Who lives where, how many, and who says so?")]
    at = escape(base)
    links = " · ".join(f'<a href="{at}/ask/{name}?lang={lang}">{escape(t(text))}</a>' for name, text in tables)
    needed = escape(t("The picture needs scripts. Without them the same can be read as tables:"))
    home = f'<nav aria-label="sojourn"><a href="{at}/?lang={lang}">← sojourn</a></nav>'
    told = f'<p lang="{lang}">{needed} {links}</p></noscript>'
    return page.replace(b"<header>", f"<header>{home}".encode(), 1).replace(b"</noscript>", told.encode(), 1)


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
