"""What cannot all be true, why, and what the sources imply together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph
    from sojourn.workers.limits import Limits


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:  # noqa: ARG001 - as every task
    """``place``, ``population``, ``at``, ``reading``, ``lang``: what ``graph.contradicting.contradictions`` gives."""
    from sojourn.graph.contradicting import contradictions

    asked = {name: str(value) for name, value in request.items()}
    return Reply.of_json(contradictions(graph, asked, asked["lang"]))
