"""By which renderers a picture can be drawn, those of other packages among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph
    from sojourn.workers.limits import Limits


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:  # noqa: ARG001 - as every task
    """The names, as ``as=`` takes them; a worker asks, since renderers bring an engine, and plug-ins of strangers."""
    from sojourn.renderers.registered import renderers

    return Reply.of_json([one.name for one in renderers()])
