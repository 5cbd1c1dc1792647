"""How two claims, or one claim and all others, stand to each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph
    from sojourn.workers.limits import Limits


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:  # noqa: ARG001 - as every task
    """``first``, ``second`` (may be empty) and ``lang``: what :func:`sojourn.graph.contradicting.compared` gives."""
    from sojourn.graph.contradicting import compared

    return Reply.of_json(compared(graph, *(str(request[name]) for name in ("first", "second", "lang"))))
