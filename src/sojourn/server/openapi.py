"""What programs can ask, described: ``/openapi.json`` (OpenAPI 3.1) and the same to read at ``/docs``."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse
from starlette.routing import Route

from sojourn.queries.named import listings, load, names
from sojourn.server.contradicting import READINGS
from sojourn.server.keeping import Kept
from sojourn.server.openapi_parts import ERRORS, HTML, TEXT, column_words, components
from sojourn.server.questions import MEDIA, suggested

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from sojourn.queries.headers import NamedQuery, Parameter
    from sojourn.server.site import Site

_WORDS_OF_TYPES = {
    "place": "a place by any of its names, codes or keys",
    "population": "a population by any of its names, or its key",
    "profession": "a profession by any of its names, or its ISCO-08 code",
    "agent": "a person or an organisation by name or key",
    "source": "a source by title or key",
    "assertion": "the id of a claim",
    "entity": "a place, population, profession, person, organisation or source by name or key",
    "date": "a day, a month or a year",
}


def routes(site: Site) -> list[BaseRoute]:
    """``/openapi.json`` and ``/docs``."""
    known: dict[str, Any] = {}
    kept = Kept(site, most=100_000)

    async def told_of(request: Request) -> dict[str, Any]:
        if not known:
            reply = await kept.get("renderers", lambda: site.work(request, "renderers", {}))
            known.update(description(site, site.base(request), reply.json()))
        return {**known, "servers": [{"url": site.base(request)}]}

    async def machine(request: Request) -> Response:
        return JSONResponse(await told_of(request))

    async def people(request: Request) -> Response:
        told = await told_of(request)
        return site.page(
            request, "docs.html", told=told, base=site.base(request), limits=site.settings.limits.to_json()
        )

    return [Route("/openapi.json", machine), Route("/docs", people)]


def description(site: Site, base: str, renderers: Sequence[str]) -> dict[str, Any]:
    """The description of what programs can ask, made from the headers of the questions.

    Args:
        site: Its limits and whether it asks for a token are told.
        base: URL of the server, without a slash at its end.
        renderers: Names of the renderers that a picture can be drawn by.
    """
    paths: dict[str, Any] = {"/ask": _listing()}
    for name in [*names(), *listings()]:
        paths |= _question(load(name))
    paths |= _others(renderers)
    told: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "sojourn",
            "version": version("sojourn"),
            "summary": "Who moved where, how many, when, and who says so.",
            "description": "Each question has an address of its own; its parameters take names as people type them. "
            f"Read-only. Every request is limited: {_limits(site)}.",
        },
        "servers": [{"url": base}],
        "tags": [
            {"name": "questions", "description": "The named questions."},
            {"name": "pictures", "description": "Pictures of the graph and of answers."},
            {"name": "agreement", "description": "Contradictions and comparisons."},
        ],
        "paths": paths,
        "components": components(),
    }
    if site.settings.token:
        told["security"] = [{"bearer": []}, {"basic": []}]
        told["components"]["securitySchemes"] = {
            "bearer": {"type": "http", "scheme": "bearer"},
            "basic": {"type": "http", "scheme": "basic"},
        }
    return told


def _limits(site: Site) -> str:
    limits = site.settings.limits
    return f"{limits.seconds:g} s, {limits.memory:,} MB, {limits.rows:,} rows, {limits.size:,} bytes"


def _refusals(*without: int) -> dict[str, Any]:
    return {str(status): {"$ref": f"#/components/responses/{status}"} for status in ERRORS if status not in without}


def _shared(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/parameters/{name}"}


def _html(words: str) -> dict[str, Any]:
    return {"description": words, "content": {HTML: {"schema": TEXT}}}


def _listing() -> dict[str, Any]:
    return {
        "get": {
            "operationId": "questions",
            "tags": ["questions"],
            "summary": "All questions by theme, as a page.",
            "parameters": [_shared("lang")],
            "responses": {"200": _html("The list."), **_refusals(406)},
        }
    }


def _question(query: NamedQuery) -> dict[str, Any]:
    """The page of a question and its files."""
    parameters = [_parameter(parameter, query) for parameter in query.parameters]
    told: dict[str, Any] = {"tags": ["questions"], "summary": query.question}
    path = f"/ask/{query.name}"
    files = {media: {"schema": _schema(query, form)} for media, form in MEDIA.items()}
    page = {
        "operationId": query.name,
        **told,
        "description": f"{_described(query)}\n\nWithout the parameters that are required, a page is a form.",
        "parameters": [
            *(one | {"required": False} for one in parameters),
            _shared("lang"),
            _shared("truncate"),
            _shared("page"),
        ],
        "responses": {
            "200": {"description": query.summary, "content": {HTML: {"schema": TEXT}, **files}},
            **_refusals(),
        },
    }
    file = {
        "operationId": f"{query.name}-file",
        **told,
        "description": f"The answer of `{path}` in one form, whatever Accept says.",
        "parameters": [_shared("ending"), *parameters, _shared("lang"), _shared("truncate")],
        "responses": {
            "200": {"description": query.summary, "headers": _headers(), "content": files},
            **_refusals(406),
        },
    }
    return {path: {"get": page}, f"{path}.{{ending}}": {"get": file}}


def _headers() -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in ("Sojourn-Rows", "Sojourn-Truncated")}


def _described(query: NamedQuery) -> str:
    columns = "\n".join(f"- `{column.name}`: {column_words(column)}" for column in query.columns)
    return f"{query.summary}\n\nUndated claims: {query.undated}\n\nNo rows: {query.empty}\n\n{columns}"


def _parameter(parameter: Parameter, query: NamedQuery) -> dict[str, Any]:
    words = _WORDS_OF_TYPES.get(parameter.type, "")
    told: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": f"{parameter.description}{f' ({words})' if words else ''}",
        "schema": _type(parameter),
    }
    examples = dict.fromkeys(one[parameter.name] for one in query.examples if parameter.name in one)
    if examples:
        told["examples"] = {f"example-{at}": {"value": value} for at, value in enumerate(examples, 1)}
    return told


def _type(parameter: Parameter) -> dict[str, Any]:
    default = {"default": parameter.default} if parameter.default else {}
    if parameter.words:
        return {"type": "string", "enum": list(parameter.words), **default}
    if parameter.type == "kind":
        from sojourn.model import KINDS

        return {"type": "string", "enum": list(KINDS)}
    if parameter.type in {"integer", "count"}:
        least = 1 if parameter.type == "count" else -(10**9)
        number = {"default": int(parameter.default)} if parameter.default else {}
        return {"type": "integer", "minimum": least, "maximum": 10**9, **number}
    if parameter.type == "date":
        return {"type": "string", "pattern": r"^(\d{4}(-\d{2}(-\d{2})?)?)?$", **default}
    short = {"maxLength": 500} if suggested(parameter.type) or parameter.type == "assertion" else {}
    return {"type": "string", **short, **default}


def _schema(query: NamedQuery, form: str) -> dict[str, Any]:
    if form == "json":
        return {"$ref": f"#/components/schemas/{query.name}"}
    if form == "srj":
        return {"$ref": "#/components/schemas/Results"}
    return {"type": "object"} if form == "geojson" else TEXT


def _text(name: str, words: str, *, where: str = "query", required: bool = False, **schema: Any) -> dict[str, Any]:
    told = {"type": "string", "maxLength": 2_000, **schema}
    return {"name": name, "in": where, "required": required or where == "path", "description": words, "schema": told}


def _others(renderers: Sequence[str]) -> dict[str, Any]:
    """Pictures, contradictions and comparisons."""
    scope = [
        _text("place", "only quantities of this place and of what lies in it", maxLength=200),
        _text("population", "only quantities of these people and of those whom they include", maxLength=200),
        _text("at", "only quantities whose time holds this day", maxLength=10),
        _text("reading", "how hedges are read", enum=list(READINGS)),
        _shared("lang"),
    ]
    drawn = [
        _text("ask", "draw the answer to this question; its parameters stand beside it", enum=[*names(), *listings()]),
        _text("query", "draw the claims that this SELECT names"),
        _text("as", "name of a renderer", enum=["auto", *renderers]),
        _text("everything", "whether small flows are shown as well", enum=["0", "1"]),
        _text("framed", "1 for the picture alone, without the way back to the pages", enum=["0", "1"]),
        _shared("lang"),
    ]
    claim: dict[str, Any] = {"minLength": 1, "maxLength": 200}
    first, second = (_text(name, "the id of a claim", where="path", **claim) for name in ("first", "second"))
    found = {"200": _html("The page."), **_refusals(406)}
    return {
        "/picture": {
            "get": _operation("picture", "pictures", "A picture as a page, complete in itself.", drawn, found)
        },
        "/contradictions": {
            "get": _operation("contradictions", "agreement", "What cannot all be true, as a page.", scope, found)
        },
        "/compare/{first}": {
            "get": _operation("compare-all", "agreement", "A claim and all others.", [first, _shared("lang")], found)
        },
        "/compare/{first}/{second}": {
            "get": _operation(
                "compare", "agreement", "Two claims, facet by facet.", [first, second, _shared("lang")], found
            )
        },
    }


def _operation(
    name: str, tag: str, summary: str, parameters: list[dict[str, Any]], responses: dict[str, Any]
) -> dict[str, Any]:
    return {
        "operationId": name,
        "tags": [tag],
        "summary": summary,
        "parameters": parameters,
        "responses": responses,
    }
