"""Writes one named graph, or the union of all, no longer than one answer may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph
    from sojourn.workers.limits import Limits


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:
    """Writes the graph ``name``, or the union of all when it is empty, in ``format``.

    Returns:
        The graph, with the facts ``rows`` (triples), ``truncated``, ``tag``, and ``unchanged`` when the client has it.

    Raises:
        NotFound: If there is no graph of that name.
        BadInput: If the name is no IRI, or the format cannot hold the graph.
    """
    from sojourn.queries.asked import check_graph, digest_of
    from sojourn.queries.versions import version_of
    from sojourn.queries.wire import graph_written

    name, wanted = request["name"], request["format"]
    if name:
        check_graph(graph.store, name)
    version = version_of(graph.store)
    known = digest_of(version, name, wanted, limits.rows, limits.size) if version else ""
    if known and known in request.get("known", ()):
        return Reply(facts={"unchanged": True, "tag": known})
    written = graph_written(graph.store.quads(name or None), wanted, rows=limits.rows, size=limits.size)
    return Reply(body=written.body, facts={"rows": written.rows, "truncated": written.truncated, "tag": known})
