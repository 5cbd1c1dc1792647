"""The graph at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph
    from sojourn.workers.limits import Limits


def warm(graph: Graph) -> None:
    """Counts before anybody waits for it."""
    from sojourn.graph.overview import overview

    overview(graph.store, graph.name, "en")


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:  # noqa: ARG001 - as every task
    """What :func:`sojourn.graph.overview.overview` gives, in the language ``lang``."""
    from sojourn.graph.overview import overview

    return Reply.of_json(overview(graph.store, graph.name, request.get("lang", "en")))
