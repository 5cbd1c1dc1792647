"""Our picture of the graph, of an answer, or of what a query selects, as a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.drawing import Drawable
    from sojourn.graph.facade import Graph
    from sojourn.workers.limits import Limits


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:
    """``ask`` with ``params``, or ``query``, or neither for the graph; ``as``, ``lang``, ``everything``."""
    picture = _drawable(graph, request).draw(
        as_=str(request["as"]), lang=str(request["lang"]), everything=bool(request["everything"])
    )
    body = picture.html.encode("utf-8", "replace")
    if len(body) > limits.size:
        return Reply(
            outcome="too-large",
            what=f"the picture has {len(body):,} bytes; the limit is {limits.size:,}",
            advice="Draw the answer to a narrower question, or start the server with a larger --size.",
        )
    return Reply(body=body, media="text/html", facts={"renderer": picture.renderer})


def _drawable(graph: Graph, request: Mapping[str, Any]) -> Drawable:
    if request["ask"]:
        return graph.answer(str(request["ask"]), request["params"])
    if request["query"]:
        return graph.query(str(request["query"]))
    return graph
