"""``/place/KEY``, ``/population/KEY``, …, ``/claim/SEGMENT``: everything that is known of one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sojourn.server.links import FAMILIES, path_of
from sojourn.server.negotiation import accepted, best, refuse_silent, truncating
from sojourn.server.refusals import Refused
from sojourn.server.search import page_of, site_link
from sojourn.server.site import language

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from sojourn.server.site import Site

FORMS = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "csv": "text/csv",
    "geojson": "application/geo+json",
}
"""How a dossier can be had, by the ending of its address, and the media type of each; the most wanted first."""
ASKED = {
    "place": (
        ("touching-region", "place", "Flows that touch it, its parts included"),
        ("time-series", "place", "Its figures through time"),
        ("net-flows", "place", "Who comes, who leaves, and the net"),
        ("reasons", "destination", "Reasons for coming"),
        ("reasons", "origin", "Reasons for leaving"),
    ),
    "population": (
        ("largest-stocks", "population", "Where most of them live"),
        ("professions", "population", "Their professions"),
        ("reasons", "population", "Reasons for moving"),
    ),
    "source": (
        ("withdrawal", "source", "What would vanish if it were withdrawn"),
        ("gaps", "source", "Flows without a number, a date or a place"),
    ),
}
"""Questions that a dossier offers about its thing: the question, its parameter, and what it asks."""
LONGEST = 300
"""Longest key that is looked for [characters]."""


def routes(site: Site) -> list[BaseRoute]:
    """A page and files for each family of things, and for claims."""

    def answering(family: str) -> Any:
        async def dossier(request: Request) -> Response:
            return await _dossier(site, request, family)

        return dossier

    found: list[BaseRoute] = [Route(f"/{family}/{{key:path}}", answering(family)) for family in FAMILIES]
    return [*found, Route("/claim/{key:path}", answering("assertion"))]


async def _dossier(site: Site, request: Request, family: str) -> Response:
    key, ending = _parted(unquote(request.path_params["key"]) if family == "assertion" else request.path_params["key"])
    form = ending or _accepted(request)
    wanted = {
        "family": family,
        "key": key[:LONGEST],
        "lang": language(request),
        "form": "" if form == "html" else form,
        "source": request.query_params.get("source", "")[:LONGEST],
        "page": page_of(request),
    }
    reply = await site.work(request, "dossier", wanted)
    if reply.facts.get("moved"):
        path = path_of(reply.json()["moved"]) + (f".{ending}" if ending else "")
        return RedirectResponse(site_link(site, path, request), status_code=303)
    if reply.facts.get("missing"):
        return _missing(site, request, key, reply.json(), form)
    if form != "html":
        refuse_silent(reply.facts, form, truncate=truncating(request.query_params.get("truncate", "")))
        return _file(reply.body, form, reply.facts)
    told = reply.json()
    truncate = "1" if told.get("total", 0) > site.settings.limits.rows else ""  # the page tells how many there are
    asked = ASKED.get(family, ())
    shown = {"told": told, "family": family, "files": _files(told["iri"]), "asked": asked, "truncate": truncate}
    page = site.page(request, _template(family), **shown)
    page.headers["Vary"] = "Accept, Accept-Language"
    return page


def _parted(key: str) -> tuple[str, str]:
    """A key and the ending that says in which form it is wanted; the ending is empty for none of ours."""
    stem, dot, ending = key.rpartition(".")
    return (stem, ending) if dot and stem and ending in FORMS else (key, "")


def _accepted(request: Request) -> str:
    wanted = best(accepted(request), [*FORMS.values(), "application/json"])
    if not wanted:
        listed = ", ".join(FORMS.values())
        raise Refused(406, "this cannot be had in what Accept lists", f"There is {listed}.", where="Accept")
    return next((form for form, media in FORMS.items() if media == wanted), "jsonld")


def _missing(site: Site, request: Request, key: str, told: dict[str, Any], form: str) -> Response:
    if form != "html":
        raise Refused(404, told["what"], told["advice"], where="key")
    return site.page(request, "dossier_missing.html", status=404, told=told, searched=key)


def _template(family: str) -> str:
    return "dossier_claim.html" if family == "assertion" else "dossier.html"


def _files(iri: str) -> list[tuple[str, str]]:
    """What a thing can be had as, and the path of each."""
    names = {"ttl": "Turtle", "jsonld": "JSON-LD", "csv": "CSV", "geojson": "GeoJSON"}
    return [(name, f"{path_of(iri)}.{ending}") for ending, name in names.items()]


def _file(body: bytes, form: str, facts: Any) -> Response:
    headers = {"Vary": "Accept"}
    if "rows" in facts:
        headers["Sojourn-Rows"] = str(facts["rows"])
    if facts.get("truncated"):
        headers["Sojourn-Truncated"] = str(facts["truncated"])
    charset = "; charset=utf-8" if FORMS[form].startswith("text/") else ""
    return Response(body, media_type=f"{FORMS[form]}{charset}", headers=headers)
