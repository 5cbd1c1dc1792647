"""Where sources contradict each other, why, and how two claims compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.responses import RedirectResponse
from starlette.routing import Route

from sojourn.server.keeping import Kept
from sojourn.server.site import Refused, language

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from sojourn.server.site import Site

READINGS = ("logical", "plausible")
"""How hedges are read; see :meth:`sojourn.Graph.reconcile`."""

_WAYS_ON = "/contradictions lists those that are; /compare/A/B says how two claims stand to each other."
_SCOPE = ("place", "population", "at", "reading")


def routes(site: Site) -> list[BaseRoute]:
    """``/contradictions``, each of them by its claims, and ``/compare/A/B``."""
    kept = Kept(site, most=8_000_000)

    async def found(request: Request, asked: dict[str, str]) -> Any:
        wanted = {**asked, "lang": language(request)}
        key = ("contradictions", *sorted(wanted.items()))
        return (await kept.get(key, lambda: site.work(request, "contradictions", wanted))).json()

    async def listed(request: Request) -> Response:
        asked, error, told = _asked(request), None, None
        try:
            if asked["reading"] not in {"", *READINGS}:
                raise Refused(400, f"no reading is called {asked['reading'][:40]!r}", "Use logical or plausible.")
            told = await found(request, asked)
            if told["large"]:
                told |= await _disagreements(site, kept, request, asked)
        except Refused as refused:
            if refused.status not in {400, 404}:
                raise
            error = Refused(400, refused.what, refused.advice, where=refused.where.lstrip("-"))
        status = 400 if error else 200
        return site.page(
            request, "contradictions.html", status=status, found=told, asked=asked, error=error, readings=READINGS
        )

    async def one(request: Request) -> Response:
        claims, asked = request.path_params["claims"], _asked(request)
        told = await found(request, asked)
        item, assumed = _of(told, claims)
        if item is None:
            raise Refused(404, f"no contradiction between {claims[:100]!r} is found", _WAYS_ON)
        return site.page(request, "contradiction.html", item=item, assumed=assumed, found=told)

    return [
        Route("/contradictions", listed),
        Route("/contradictions/{claims}", one),
        *_comparisons(site),
    ]


def _comparisons(site: Site) -> list[BaseRoute]:
    async def compare(request: Request) -> Response:
        first, second = (request.path_params.get(name, "") for name in ("first", "second"))
        wanted = {"first": first, "second": second, "lang": language(request)}
        told = (await site.work(request, "compare", wanted)).json()
        return site.page(request, "compare.html", found=told, first=first, second=second, error=None)

    async def form(request: Request) -> Response:
        first, second = (request.query_params.get(name, "").strip() for name in ("first", "second"))
        if not first and not second:
            return site.page(request, "compare.html", found=None, first="", second="", error=None)
        path = "/".join(quote(typed, safe="") for typed in (first, second) if typed)
        lang = request.query_params.get("lang", "")
        address = f"{site.settings.public.rstrip('/')}/compare/{path}" + (f"?lang={quote(lang)}" if lang else "")
        return RedirectResponse(address, status_code=303)

    return [
        Route("/compare", form),
        Route("/compare/{first}", compare),
        Route("/compare/{first}/{second}", compare),
    ]


def _asked(request: Request) -> dict[str, str]:
    return {name: request.query_params.get(name, "").strip() for name in _SCOPE}


def _of(told: dict[str, Any], claims: str) -> tuple[dict[str, Any] | None, list[str]]:
    """The contradiction of some claims, and what must be assumed for it."""
    wanted = set(claims.split(","))
    for assumed, few in [
        ([], told.get("contradictions", ())),
        *((one["assumptions"], one["contradictions"]) for one in told.get("conditional", ())),
    ]:
        for item in few:
            if {claim["id"] for claim in item["claims"]} == wanted:
                return item, assumed
    return None, []


async def _disagreements(site: Site, kept: Kept, request: Request, asked: dict[str, str]) -> dict[str, Any]:
    """Of a large graph: the pairs of figures for the same thing that cannot both be true, the widest apart first."""
    params = {"place": asked["place"]} if asked["place"] else {}
    wanted = {
        "name": "disagreements",
        "params": params,
        "lang": language(request),
        "form": "page",
        "page": 1,
        "size": 50,
    }
    key = ("disagreements", asked["place"], wanted["lang"])
    return {"pairs": (await kept.get(key, lambda: site.work(request, "ask", wanted))).json()}
