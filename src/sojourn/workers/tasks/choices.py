"""The names that a form may suggest for its fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph
    from sojourn.workers.limits import Limits


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:  # noqa: ARG001 - as every task
    """``families`` and ``lang``: the names of each family, as far as they are few."""
    from sojourn.graph.answering import choices

    return Reply.of_json(choices(graph.store, request["families"], str(request["lang"])))
