"""Answers a SPARQL query, no longer than one answer may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.errors import QueryError
from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph
    from sojourn.workers.limits import Limits


def warm(graph: Graph) -> None:
    """Loads what a query needs, and finds the version of the graph, before anybody waits for it."""
    from sojourn.queries.asked import Asked, answer, tag

    for query in ("SELECT ?thing WHERE { ?thing a sj:Place } LIMIT 1", "CONSTRUCT WHERE { ?s a sj:Place } LIMIT 1"):
        asked = Asked(query=query, most_rows=1, most_bytes=1_000)
        tag(graph.store, asked)
        answer(graph.store, asked)


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:
    """Answers ``query``.

    Args:
        graph: Where to ask.
        request: ``query``; where given ``default`` and ``named`` (IRIs of graphs), ``rows`` and ``graph`` (the format
            in which rows or a graph are wanted; empty for none), ``base`` (the IRI
            against which relative ones are resolved), ``known`` (tags of answers that the client has).
        limits: How much of the answer is written.

    Returns:
        The answer, with the facts ``kind``, ``format`` (empty when the kind is wanted in none), ``rows``,
        ``truncated``, ``tag``, and ``unchanged`` when the client has it.
    """
    from sojourn.queries.asked import Asked, answer, is_forbidden, longest, tag

    query = request["query"]
    size, most = len(query.encode("utf-8", "surrogatepass")), longest(limits.query)
    if size > most:
        return Reply(outcome="too-large", what=f"the query has {size:,} bytes", advice=f"At most {most:,} are taken.")
    asked = Asked(
        query=query,
        default=request.get("default", ()),
        named=request.get("named", ()),
        rows=request.get("rows", "json"),
        graph=request.get("graph", "turtle"),
        base=request.get("base", ""),
        most_rows=limits.rows,
        most_bytes=limits.size,
    )
    known = tag(graph.store, asked)
    if known and known in request.get("known", ()):
        return Reply(facts={"unchanged": True, "tag": known})
    try:
        told = answer(graph.store, asked)
    except QueryError as error:
        outcome = "forbidden" if is_forbidden(error) else "invalid"
        return Reply(outcome=outcome, what=error.what, where=error.where, advice=error.advice)
    facts = {"kind": told.kind, "format": told.format, "tag": known}
    if told.written is None:
        return Reply(facts=facts)
    return Reply(
        body=told.written.body, facts={**facts, "rows": told.written.rows, "truncated": told.written.truncated}
    )
