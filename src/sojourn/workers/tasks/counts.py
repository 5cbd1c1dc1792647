"""How much the graph holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph
    from sojourn.workers.limits import Limits

_COUNTS = """
SELECT ?kind (COUNT(DISTINCT ?thing) AS ?count) WHERE {
  VALUES ?kind { sj:Assertion sj:Place sj:Population sj:Profession sj:Agent sj:Source } ?thing a ?kind
} GROUP BY ?kind"""


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:  # noqa: ARG001 - as every task
    """``{"name": the graph's name, "counts": {"sj:Place": 37, …}}``."""
    from sojourn.vocabulary import shorten

    rows = graph.query(_COUNTS)
    counts = {shorten(str(row["kind"])): int(str(row["count"])) for row in rows}
    return Reply.of_json({"name": graph.name, "counts": counts})
