"""The Graph Store Protocol, for reading: one named graph, or the union of all, by its IRI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from sojourn.server.negotiation import (
    GRAPHS,
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

_READS = ("GET", "HEAD")
_ALL = (*_READS, "POST", "PUT", "PATCH", "DELETE")
_LIST = "/sparql?query=SELECT+DISTINCT+%3Fg+%7B+GRAPH+%3Fg+%7B%7D+%7D lists the graphs."


def routes(site: Site) -> list[BaseRoute]:
    """``/graphs?default`` and ``/graphs?graph=IRI``."""

    async def graphs(request: Request) -> Response:
        if request.method not in _READS:
            advice = "Graphs are only read here. Change the claim sheets and build anew."
            raise Refused(405, f"{request.method} is refused", advice, headers={"Allow": ", ".join(_READS)})
        name = _name(request)
        given = request.query_params.get("format", "")
        check_format(given)
        truncate = truncating(request.query_params.get("truncate", ""))
        choice = wanted(request, GRAPHS, given)
        if choice is None:
            raise not_acceptable("A graph", GRAPHS, given)
        reply = await site.work(request, "graph", {"name": name, "format": choice.format.name, "known": tags(request)})
        if reply.facts.get("unchanged"):
            return Response(status_code=304, headers=told(reply.facts, None))
        refuse_silent(reply.facts, choice.format.name, truncate=truncate)
        return Response(reply.body, headers=told(reply.facts, choice))

    return [Route("/graphs", graphs, methods=list(_ALL))]


def _name(request: Request) -> str:
    """The IRI of the graph that is asked for; empty for the default graph."""
    names = request.query_params.getlist("graph")
    default = "default" in request.query_params
    if len(names) + default != 1:
        what = "no graph is named" if not names and not default else "more than one graph is named"
        raise Refused(400, what, f"Ask with ?default, or with ?graph=IRI. {_LIST}", where="graph")
    if names and not names[0]:
        raise Refused(400, "the name of the graph is empty", f"Give its IRI. {_LIST}", where="graph")
    return "" if default else names[0]
