"""Our picture of the graph, of an answer, or of what a query selects, as a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.workers.jobs import Reply
from sojourn.workers.tasks.ask import too_many_marks

if TYPE_CHECKING:
    from sojourn.graph.drawing import Drawable
    from sojourn.graph.facade import Graph
    from sojourn.workers.limits import Limits


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:
    """``ask`` with ``params``, or ``query``, or neither for the graph; ``as``, ``lang``, ``everything``."""
    drawable = _drawable(graph, request, limits)
    if isinstance(drawable, Reply):
        return drawable
    picture = drawable.draw(as_=str(request["as"]), lang=str(request["lang"]), everything=bool(request["everything"]))
    body = picture.html.encode("utf-8", "replace")
    if len(body) > limits.size:
        return Reply(
            outcome="too-large",
            what=f"the picture has {len(body):,} bytes; the limit is {limits.size:,}",
            advice="Draw the answer to a narrower question, or start the server with a larger --size.",
        )
    return Reply(body=body, media="text/html", facts={"renderer": picture.renderer})


def _drawable(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Drawable | Reply:
    """What is drawn, or why it is not."""
    if request["ask"]:
        answer = graph.answer(str(request["ask"]), request["params"], most=limits.rows)
        return too_many_marks(limits) if answer.table.cut else answer
    if request["query"]:
        return graph.query(str(request["query"]))
    return graph
