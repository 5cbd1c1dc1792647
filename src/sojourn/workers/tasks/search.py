"""Finds things by name, code, id or words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph
    from sojourn.workers.limits import Limits


def warm(graph: Graph) -> None:
    """Reads the names before anybody waits for them."""
    from sojourn.graph.searching import search

    search(graph.store, "sojourn", "en")


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:  # noqa: ARG001 - as every task
    """What :func:`sojourn.graph.searching.search` gives for ``q``, ``lang``, ``family`` and ``page``."""
    from sojourn.graph.searching import search

    found = search(
        graph.store, request["q"], request["lang"], family=request.get("family", ""), page=request.get("page", 1)
    )
    return Reply.of_json(found)
