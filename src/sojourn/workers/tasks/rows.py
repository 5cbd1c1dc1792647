"""The answer to a free query for the query page: one screen of rows with names, and a chart where there are figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph
    from sojourn.graph.showing import Shown
    from sojourn.workers.limits import Limits


COLUMNS = 100
"""Most columns of an answer that is shown as a page; files hold any number."""
PAGE = 4_000_000
"""Most bytes of what a page is made of: the server makes pages of it itself, one after the other [bytes]."""

_FIRST = "SELECT ?claim ?low ?high { ?claim a sj:ResidenceAssertion ; sj:low ?low ; sj:high ?high } LIMIT 3"


def warm(graph: Graph) -> None:
    """Loads what an answer with names and a chart needs, before anybody waits for it."""
    from sojourn.graph.showing import show

    _chart(show(graph.store, _FIRST, page=1, size=3, most=3))


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:
    """``query``, ``page`` (from 1), ``size`` (rows on a screen), ``lang``: what :meth:`Shown.to_json` gives."""
    from sojourn.errors import QueryError
    from sojourn.graph.showing import show
    from sojourn.queries.asked import is_forbidden

    lang = str(request["lang"])
    try:
        shown = show(
            graph.store,
            str(request["query"]),
            page=int(request["page"]),
            size=int(request["size"]),
            most=limits.rows,
            lang=lang,
        )
    except QueryError as error:
        outcome = "forbidden" if is_forbidden(error) else "invalid"
        return Reply(outcome=outcome, what=error.what, where=error.where, advice=error.advice)
    if len(shown.columns) > COLUMNS:
        return _too_large(f"the answer has {len(shown.columns):,} columns; a page shows {COLUMNS}")
    answer = {**shown.to_json(), "chart": _chart(shown)}
    reply = Reply.of_json(answer, rows=shown.total, truncated="rows" if shown.more else "")
    if len(reply.body) > PAGE:
        return _too_large(f"this screen of the answer has {len(reply.body):,} bytes; a page has at most {PAGE:,}")
    return reply


def _too_large(what: str) -> Reply:
    advice = "Select fewer variables or shorter texts, or take the answer as a file: /sparql?query=…&format=csv"
    return Reply(outcome="too-large", what=what, advice=advice)


def _chart(shown: Shown) -> str:
    """The chart as SVG for a page; empty where no row has a figure."""
    if not shown.charted.rows:
        return ""
    from sojourn.renderers.charts import chart

    drawn = chart(shown.charted, {iri: name for iri, (name, _) in shown.names.items()})
    return drawn.svg() if drawn else ""
