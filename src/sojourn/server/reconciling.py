"""The reconciliation service for OpenRefine (Reconciliation Service API 0.2): ``/reconcile``.

OpenRefine itself sends the names to match; its page in the browser asks for the manifest and for suggestions and shows
the previews, so the server must be started with ``--cors`` and the origin of that page. JSONP is not spoken.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from sojourn import __version__
from sojourn.server.links import Links
from sojourn.server.security import POLICY
from sojourn.server.site import LANGUAGES, Refused
from sojourn.vocabulary import ID, PREFIXES

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from sojourn.server.site import Site
    from sojourn.workers.jobs import Reply

Json = dict[str, Any]

PREVIEW = "/preview"
BATCH = 1_000
"""Most queries, or ids, in one request."""
_CANDIDATES, _MOST_CANDIDATES = 5, 50
_MOST_HINTS, _MOST_VALUES = 20, 50
_WIDTH, _HEIGHT = 420, 260
_ADVICE = "See the Reconciliation Service API 0.2 for what a request looks like."
_KINDS = ("entity", "type", "property")


def routes(site: Site) -> list[BaseRoute]:
    """``/reconcile`` in English, and ``/reconcile/zh``, ``/reconcile/ru``, each with what its manifest names."""
    found: list[BaseRoute] = []
    for lang, base in [("en", "/reconcile"), *((lang, f"/reconcile/{lang}") for lang in LANGUAGES)]:
        service = _Service(site, lang, base)
        found += [
            Route(base, service.endpoint, methods=["GET", "POST"]),
            Route(f"{base}/suggest/{{kind}}", service.suggest),
            Route(f"{base}/properties", service.properties),
            Route(f"{base}{PREVIEW}", service.preview),
            Route(f"{base}/view", service.view),
        ]
    return found


class _Service:
    """The service in one language."""

    def __init__(self, site: Site, lang: str, base: str) -> None:
        self._site = site
        self._lang = lang
        self._base = base

    async def _reply(self, request: Request, do: str, **wanted: Any) -> Reply:
        return await self._site.work(request, "openrefine", {"do": do, "lang": self._lang, **wanted})

    async def _work(self, request: Request, do: str, **wanted: Any) -> Json:
        told: Json = (await self._reply(request, do, **wanted)).json()
        return told

    async def _passed_on(self, request: Request, do: str, **wanted: Any) -> Response:
        """What the worker has written, as it is: to read and write a large answer here would hold up all others."""
        return Response((await self._reply(request, do, **wanted)).body, media_type="application/json")

    async def endpoint(self, request: Request) -> Response:
        """The manifest, or the answer to ``queries`` or ``extend``."""
        values: Mapping[str, Any] = request.query_params
        if request.method == "POST":
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind != "application/x-www-form-urlencoded":
                raise Refused(415, f"a request of the type {kind!r} is not read", "Send a form.", where="Content-Type")
            values = {**values, **await request.form(max_fields=10)}
        if "queries" in values:
            queries = _queries(_object(values["queries"], "queries"))
            return await self._passed_on(request, "match", queries=queries)
        if "extend" in values:
            return await self._passed_on(request, "extend", **_extension(_object(values["extend"], "extend")))
        if request.method == "POST":
            raise Refused(400, "neither queries nor extend is in the form", _ADVICE, where="queries")
        return JSONResponse(self._manifest(request, await self._work(request, "types")))

    def _manifest(self, request: Request, told: Json) -> Json:
        """What the service can do, and where."""
        root = self._site.base(request)
        base = f"{root}{self._base}"
        manifest = {
            "versions": ["0.2"],
            "name": f"sojourn ({self._lang})",
            "identifierSpace": ID,
            "schemaSpace": PREFIXES["sj"],
            "serviceVersion": __version__,
            "documentation": f"{root}/docs",
            "defaultTypes": told["types"],
            "view": {"url": f"{base}/view?id={{{{id}}}}"},
            "preview": {"url": f"{base}{PREVIEW}?id={{{{id}}}}", "width": _WIDTH, "height": _HEIGHT},
            "suggest": {kind: {"service_url": base, "service_path": f"/suggest/{kind}"} for kind in _KINDS},
            "extend": {
                "propose_properties": {"service_url": base, "service_path": "/properties"},
                "property_settings": [],
            },
            "batchSize": BATCH,
        }
        return {**manifest, "authentication": {"type": "basic"}} if self._site.settings.token else manifest

    async def suggest(self, request: Request) -> Response:
        """What may be meant by the beginning of a name."""
        kind, prefix = request.path_params["kind"], request.query_params.get("prefix", "")
        if kind not in _KINDS:
            raise Refused(404, f"{kind!r} is not suggested", f"There is {', '.join(_KINDS)}.")
        cursor = _number(request.query_params.get("cursor") or "0", "cursor")
        types = [kind for given in request.query_params.getlist("type") for kind in given.split(",") if kind]
        return await self._passed_on(request, "suggest", kind=kind, prefix=prefix, cursor=cursor, types=types)

    async def properties(self, request: Request) -> Response:
        """The properties of the things of a type."""
        kind, limit = request.query_params.get("type", ""), request.query_params.get("limit")
        listed = (await self._work(request, "types", type=kind))["properties"]
        told = {"type": kind, "properties": listed[: _number(limit, "limit") if limit else None]}
        return JSONResponse({**told, "limit": int(limit)} if limit else told)

    async def preview(self, request: Request) -> Response:
        """A small page about a thing, to be shown within OpenRefine."""
        thing = await self._work(request, "preview", id=request.query_params.get("id", ""))
        answer = self._site.page(request, "reconcile_preview.html", thing=thing, spoken=self._lang)
        framing = " ".join(["'self'", *self._site.settings.cors])
        answer.headers["Content-Security-Policy"] = POLICY.replace(
            "frame-ancestors 'none'", f"frame-ancestors {framing}"
        )
        return answer

    async def view(self, request: Request) -> Response:
        """To the page about a thing."""
        thing = await self._work(request, "preview", id=request.query_params.get("id", ""))
        links = Links(request, LANGUAGES, self._site.settings.public)
        lang = self._lang if self._base != "/reconcile" else ""
        return RedirectResponse(links.about(thing["iri"], lang=lang), status_code=303)


def _object(given: object, where: str) -> Json:
    """A parameter that is a JSON object."""
    try:
        found = json.loads(given) if isinstance(given, str) else None
    except (ValueError, RecursionError) as error:
        what = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise Refused(400, f"this is no JSON: {what}", _ADVICE, where=where) from None
    if not isinstance(found, dict):
        raise Refused(400, "this is no JSON object", _ADVICE, where=where)
    if not _is_text(found):
        raise Refused(400, "it has half of a character", "Write characters beyond U+FFFF by both halves.", where=where)
    return found


def _is_text(found: Json) -> bool:
    """Whether it can be written as UTF-8: JSON can name halves of characters, which cannot."""
    try:
        return bool(json.dumps(found, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        return False


def _queries(given: Json) -> Json:
    """A batch of queries as the worker takes them."""
    if len(given) > BATCH:
        raise Refused(413, f"{len(given):,} queries are in the batch", f"Send {BATCH:,} at most.", where="queries")
    return {name: _query(query, f"queries.{name[:50]}") for name, query in given.items()}


def _query(given: object, where: str) -> Json:
    if not isinstance(given, dict):
        raise Refused(400, "a query is a JSON object", _ADVICE, where=where)
    name, types, hints = given.get("query", ""), given.get("type", []), given.get("properties", [])
    if not isinstance(name, str) or not (name.strip() or hints):
        raise Refused(400, "a query needs a text or properties", _ADVICE, where=f"{where}.query")
    types = [types] if isinstance(types, str) else types
    types = [kind["id"] if isinstance(kind, dict) and "id" in kind else kind for kind in types or ()]
    if not all(isinstance(kind, str) for kind in types):
        raise Refused(400, "a type is a text, or several in a list", _ADVICE, where=f"{where}.type")
    most = given.get("limit") or _CANDIDATES
    if not isinstance(most, int | float) or not most > 0:
        raise Refused(400, "a limit is a whole number above 0", _ADVICE, where=f"{where}.limit")
    most = int(min(most, _MOST_CANDIDATES)) or 1
    return {"name": name, "types": types, "hints": _hints(hints, f"{where}.properties"), "most": most}


def _hints(given: object, where: str) -> Json:
    if not isinstance(given, list) or len(given) > _MOST_HINTS:
        raise Refused(400, f"properties are a list of {_MOST_HINTS} at most", _ADVICE, where=where)
    found: dict[str, list[str]] = {}
    for each in given:
        if not isinstance(each, dict) or not isinstance(each.get("pid"), str) or "v" not in each:
            raise Refused(400, "a property has a pid and a v", _ADVICE, where=where)
        several = each["v"] if isinstance(each["v"], list) else [each["v"]]
        texts = [_text(value, where) for value in several[:_MOST_VALUES]]
        found.setdefault(each["pid"], []).extend(text for text in texts if text)
    return {name: values for name, values in found.items() if values}


def _text(value: object, where: str) -> str:
    if isinstance(value, dict):
        value = value.get("id")
    if value is None:
        return ""
    if not isinstance(value, str | int | float):
        raise Refused(400, "a value is a text, a number, or has an id", _ADVICE, where=where)
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


def _extension(given: Json) -> Json:
    """An extension query as the worker takes it."""
    ids, properties = given.get("ids"), given.get("properties")
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        raise Refused(400, "ids are a list of texts", _ADVICE, where="extend.ids")
    if not isinstance(properties, list) or not all(isinstance(each, dict) and "id" in each for each in properties):
        raise Refused(400, "properties are a list, each with an id", _ADVICE, where="extend.properties")
    if len(ids) > BATCH:
        raise Refused(413, f"{len(ids):,} ids are in the request", f"Send {BATCH:,} at most.", where="extend.ids")
    return {"ids": ids, "properties": [str(each["id"]) for each in properties[:_MOST_HINTS]]}


def _number(text: str, where: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise Refused(400, f"{text[:50]!r} is no whole number", "Write digits.", where=where)
    return int(text)
