"""The SPARQL 1.1 Protocol: queries by GET, by POST of a form, and by POST of the query itself. Nothing is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.responses import Response
from starlette.routing import Route

from sojourn.server.description import describe, to_page
from sojourn.server.negotiation import (
    GRAPHS,
    ROWS,
    check_format,
    not_acceptable,
    refuse_silent,
    tags,
    told,
    truncating,
    wanted,
)
from sojourn.server.site import Refused

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from sojourn.server.site import Site

METHODS = ("GET", "HEAD", "POST")
"""What ``/sparql`` takes; all others are refused with a word of advice."""

_ALL = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_MOST_FIELDS = 1_000
_READ_ONLY = "Queries only read. Change the claim sheets and build anew."
_KINDS = {"rows": ("The answer of a SELECT", ROWS), "boolean": ("The answer of an ASK", ROWS)}


def routes(site: Site) -> list[BaseRoute]:
    """``/sparql``: queries, and without a query what the service is."""

    async def sparql(request: Request) -> Response:
        if request.method not in METHODS:
            advice = "Send a query by GET or POST."
            raise Refused(405, f"{request.method} is refused", advice, headers={"Allow": ", ".join(METHODS)})
        asked = await _asked(request, site.settings.limits.query)
        if asked is None:
            return await describe(site, request)
        page = None if asked.default or asked.named else to_page(request, asked.query)
        return page or await _answered(site, request, asked)

    return [Route("/sparql", sparql, methods=list(_ALL))]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a request of the protocol says, wherever it says it."""

    query: str
    default: Sequence[str]
    named: Sequence[str]
    format: str
    truncate: bool


async def _asked(request: Request, most: int) -> _Asked | None:
    """The query of a request; ``None`` when a GET has none."""
    fields = _fields(request.scope["query_string"], "the URL")
    if request.method == "POST":
        media, charset = _content_type(request)
        if media == _UPDATE:
            raise Refused(403, "updates are refused", _READ_ONLY)
        if media not in {_FORM, _QUERY}:
            given = media or "nothing"
            advice = f"Send the query as {_QUERY}, or as the field 'query' of {_FORM}."
            raise Refused(415, f"the body is said to be {given[:80]}", advice, where="Content-Type")
        if charset not in {"", "utf-8", "utf8"}:
            raise Refused(415, f"the body is said to be in {charset[:40]}", "Send UTF-8.", where="Content-Type")
        body = await _body(request, most * 3 + 65_536 if media == _FORM else most)
        fields += _fields(body, "the body") if media == _FORM else [("query", _decoded(body))]
    return _read(fields, request.method, most)


def _read(fields: list[tuple[str, str]], method: str, most: int) -> _Asked | None:
    values: dict[str, list[str]] = {}
    for name, value in fields:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise Refused(403, "updates are refused", _READ_ONLY, where="update")
    queries = values.get("query", [])
    if len(queries) > 1:
        raise Refused(400, f"there are {len(queries)} queries", "Send one at a time.", where="query")
    if not queries and method == "POST":
        raise Refused(400, "there is no query", "Give it as the field 'query'.", where="query")
    given = values.get("format", [""])[-1]
    check_format(given)
    truncate = truncating(values.get("truncate", [""])[-1])
    if not queries:
        return None
    size = len(queries[0].encode())
    if size > most:
        raise Refused(413, f"the query has {size:,} bytes", f"At most {most:,} are taken.", where="query")
    return _Asked(queries[0], values.get("default-graph-uri", []), values.get("named-graph-uri", []), given, truncate)


async def _answered(site: Site, request: Request, asked: _Asked) -> Response:
    rows, graph = wanted(request, ROWS, asked.format), wanted(request, GRAPHS, asked.format)
    if rows is None and graph is None:
        raise not_acceptable("The answer", (*ROWS, *GRAPHS), asked.format)
    job = {"query": asked.query, "default": asked.default, "named": asked.named}
    job |= {"rows": rows.format.name if rows else "", "graph": graph.format.name if graph else ""}
    job["base"] = f"{site.base(request)}/sparql"
    reply = await site.work(request, "sparql", {**job, "known": tags(request)})
    if reply.facts.get("unchanged"):
        return Response(status_code=304, headers=told(reply.facts, None))
    what, formats = _KINDS.get(reply.facts["kind"], ("The graph", GRAPHS))
    if not reply.facts["format"]:
        raise not_acceptable(what, formats, asked.format)
    choice = graph if formats is GRAPHS else rows
    refuse_silent(reply.facts, reply.facts["format"], truncate=asked.truncate)
    headers = told(reply.facts, choice)
    if asked.format and choice:
        headers["Content-Disposition"] = f'inline; filename="answer.{choice.format.ending}"'
    return Response(reply.body, headers=headers)


def _fields(data: bytes, where: str) -> list[tuple[str, str]]:
    """The fields of a form or of a URL; their text is UTF-8."""
    try:
        pairs = parse_qsl(
            data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS, separator="&"
        )
    except UnicodeDecodeError:
        raise Refused(400, f"{where} is not percent-encoded UTF-8", "Encode it anew.", where="query") from None
    except ValueError as error:
        raise Refused(400, f"{where} cannot be read: {error}", "Send fewer fields.", where="query") from None
    return pairs


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(
            400, f"the query is not UTF-8: byte {error.start + 1}", "Send it as UTF-8.", where="query"
        ) from None


def _content_type(request: Request) -> tuple[str, str]:
    """The media type of a body, and its character set where it is said."""
    media, *parameters = request.headers.get("content-type", "").lower().split(";")
    named = (parameter.strip().partition("=") for parameter in parameters)
    charset = next((value.strip('" ') for name, _, value in named if name == "charset"), "")
    return media.strip(), charset


async def _body(request: Request, most: int) -> bytes:
    """The body, counted as it comes."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise Refused(413, f"the body has more than {most:,} bytes", "Send a shorter query.", where="query")
        parts.append(part)
    return b"".join(parts)
