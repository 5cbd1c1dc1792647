"""The answer to a free query for the query page: one screen of rows with names, and a chart where there are figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph
    from sojourn.graph.showing import Shown
    from sojourn.workers.limits import Limits


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
    answer = {**shown.to_json(), "chart": _chart(shown)}
    return Reply.of_json(answer, rows=shown.total, truncated="rows" if shown.more else "")


def _chart(shown: Shown) -> str:
    """The chart as SVG for a page; empty where no row has a figure."""
    if not shown.charted.rows:
        return ""
    from sojourn.renderers.charts import chart

    drawn = chart(shown.charted, {iri: name for iri, (name, _) in shown.names.items()})
    return drawn.svg() if drawn else ""
