"""The named questions: a list of them, and for each a page with a form, its answer, and the answer as a file."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from sojourn.errors import NotFound
from sojourn.queries.named import listings, load, names
from sojourn.server.elsewhere import elsewhere, quoted
from sojourn.server.keeping import Kept
from sojourn.server.negotiation import accepted, best, truncating
from sojourn.server.questions import FORMS, MEDIA, RESERVED, THEMES, given, refuse_missing, suggested
from sojourn.server.site import Refused, language

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from sojourn.queries.headers import NamedQuery, Parameter
    from sojourn.server.site import Site

ROWS = 100
"""Rows on a page."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    Attributes:
        parameter: What it asks for.
        value: What was typed.
        error: What is wrong with it; empty when nothing is.
        advice: What to do about it.
        options: What may be chosen, where that is a closed list.
        suggestions: Names that may be typed, where there are few.
    """

    parameter: Parameter
    value: str
    error: str
    advice: str
    options: tuple[str, ...]
    suggestions: tuple[str, ...]


def routes(site: Site) -> list[BaseRoute]:
    """``/ask`` and ``/ask/NAME``, with the ending of a file where one is wanted."""
    kept = Kept(site, most=2_000_000)

    async def listed(request: Request) -> Response:
        groups = [(theme, [load(name) for name in few]) for theme, few in themes()]
        return site.page(request, "ask_list.html", themes=groups)

    async def asked(request: Request) -> Response:
        query, form = _wanted(request)
        if form == "page":
            return await _page(site, kept, request, query)
        params = given(request, query)
        refuse_missing(query, params)
        truncate = truncating(request.query_params.get("truncate", ""))
        told = {"name": query.name, "params": params, "lang": language(request)}
        try:
            reply = await site.work(request, "ask", {**told, "form": form, "truncate": truncate})
        except Refused as error:
            raise _of_parameter(error) from None
        return Response(reply.body, media_type=reply.media, headers=_told(query.name, form, reply.facts))

    return [Route("/ask", listed), Route("/ask/{name}", asked)]


def _told(name: str, form: str, facts: Mapping[str, Any]) -> dict[str, str]:
    """The headers of a file; one that is cut says so in its name as well."""
    rows, cut = facts.get("rows", 0), str(facts.get("truncated") or "")
    file = f"{name}-first-{rows}-rows.{form}" if cut else f"{name}.{form}"
    headers = {
        "Content-Disposition": f'inline; filename="{file}"',
        "Sojourn-Rows": str(rows),
        "Vary": "Accept, Accept-Language",
    }
    return headers | ({"Sojourn-Truncated": cut} if cut else {})


def themes() -> list[tuple[str, list[str]]]:
    """The questions by theme, in the order in which people come to them; one without a theme comes last."""
    known = [*names(), *listings()]
    told = [(theme, [name for name in few if name in known]) for theme, few in THEMES.items()]
    rest = sorted(set(known) - {name for _, few in told for name in few})
    return [(theme, few) for theme, few in [*told, ("More", rest)] if few]


def _wanted(request: Request) -> tuple[NamedQuery, str]:
    """The question and the form of its answer, by the ending of the path or by ``Accept``."""
    typed = request.path_params["name"]
    name, dot, form = typed.partition(".")
    if dot and form not in FORMS:
        raise Refused(
            404, f"no answer is written as .{form[:20]}", f"There are {', '.join(f'.{one}' for one in FORMS)}."
        )
    try:
        query = load(name)
    except NotFound as error:
        raise Refused(404, error.what, error.advice.replace("'sojourn ask' lists", "/ask lists")) from None
    if form:
        return query, form
    wanted = best(accepted(request), ["text/html", *MEDIA])
    if not wanted:
        listed = ", ".join(["text/html", *MEDIA])
        raise Refused(406, "the answer does not come in a format that you accept", f"There are {listed}.")
    return query, MEDIA.get(wanted, "page")


def _of_parameter(error: Refused) -> Refused:
    """What a worker does not find is a parameter: the page itself is there."""
    if error.status != 404:
        return error
    return Refused(400, error.what, error.advice, where=error.where)


async def _page(site: Site, kept: Kept, request: Request, query: NamedQuery) -> Response:
    lang = language(request)
    params, answer, error = {}, None, None
    try:
        screen = _screen(request)
        params = given(request, query)
        if params or not any(parameter.required for parameter in query.parameters):
            refuse_missing(query, params)
            answer = await _answered(site, request, query, params, screen)
    except Refused as refused:
        error = _of_parameter(refused)
        if error.status != 400:
            raise
    values = {name: value for name, value in request.query_params.items() if name not in RESERVED}
    suggestions = await _suggestions(site, kept, request, query, lang)
    response = site.page(
        request,
        "ask.html",
        status=error.status if error else 200,
        query=query,
        fields=[_field(parameter, values, error, suggestions) for parameter in query.parameters],
        error=error if error and error.where not in {p.name for p in query.parameters} else None,
        answer=answer,
        params=_of_files(params, answer),
        files=_files(answer) if answer else [],
        ways=_ways(site, request, query, params, answer) if answer else {},
        examples=query.examples,
    )
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _screen(request: Request) -> int:
    """Which screen of rows is wanted, from 1."""
    typed = request.query_params.get("page", "1")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 7 and int(typed)):
        raise Refused(400, f"{typed[:20]!r} is no page", "Pages are counted from 1.", where="page")
    return int(typed)


async def _answered(site: Site, request: Request, query: NamedQuery, params: Mapping[str, str], screen: int) -> Any:
    wanted = {
        "name": query.name,
        "params": dict(params),
        "lang": language(request),
        "form": "page",
        "page": screen,
        "size": ROWS,
    }
    return (await site.work(request, "ask", wanted)).json()


async def _suggestions(
    site: Site, kept: Kept, request: Request, query: NamedQuery, lang: str
) -> Mapping[str, list[str]]:
    families = sorted({family for parameter in query.parameters for family in suggested(parameter.type)})
    if not families:
        return {}
    wanted = {"families": families, "lang": lang}
    reply = await kept.get(("choices", lang, *families), lambda: site.work(request, "choices", wanted))
    told: Mapping[str, list[str]] = reply.json()
    return told


def _field(
    parameter: Parameter, values: Mapping[str, str], error: Refused | None, suggestions: Mapping[str, list[str]]
) -> Field:
    from sojourn.model import KINDS

    mine = error is not None and error.where == parameter.name
    options = tuple(KINDS) if parameter.type == "kind" else parameter.words
    known = [name for family in suggested(parameter.type) for name in suggestions.get(family, ())]
    return Field(
        parameter=parameter,
        value=values.get(parameter.name, ""),
        error=error.what if error and mine else "",
        advice=error.advice if error and mine else "",
        options=options,
        suggestions=tuple(dict.fromkeys(known)),
    )


def _files(answer: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The files that an answer can be: name and ending."""
    told = [("CSV", "csv"), ("TSV", "tsv"), ("JSON", "json")]
    told += [("SVG", "svg")] if answer["chart"] else []
    return told + ([("GeoJSON (QGIS)", "geojson"), ("GEXF (Gephi)", "gexf")] if answer["claims"] else [])


def _of_files(params: Mapping[str, str], answer: Mapping[str, Any] | None) -> dict[str, str]:
    """The parameters of the files of a page: who has read there that the answer is cut may have it so."""
    return {**params, **({"truncate": "1"} if answer and answer["cut"] else {})}


def _ways(
    site: Site, request: Request, query: NamedQuery, params: Mapping[str, str], answer: Mapping[str, Any]
) -> dict[str, str]:
    """The same question elsewhere: the program, and what to type there."""
    base = site.base(request)
    url = f"{base}/ask/{query.name}"
    arguments = ", ".join(f"{name}={quoted(value)}" for name, value in params.items())
    csv = _with(f"{url}.csv", _of_files(params, answer))
    return elsewhere(
        base,
        _with(url, params),
        csv,
        curl=shlex.quote(csv),
        call=f"ask.{query.name.replace('-', '_')}({arguments})",
        verb=f"ask {query.name}",
        options=" ".join(f"--{name} {shlex.quote(value)}" for name, value in params.items()),
        cut=bool(answer["cut"]),
    )


def _with(url: str, params: Mapping[str, str]) -> str:
    return f"{url}?{urlencode(params)}" if params else url
