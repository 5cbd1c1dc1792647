"""What the service is and what its data set holds, as RDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph
    from sojourn.workers.limits import Limits


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:
    """Describes the service (``what`` is ``service``) or the data set (``void``).

    Args:
        graph: What is served.
        request: ``what``; ``base``, the URL of the server without a slash at its end; ``format``; ``known``.
        limits: What the service allows.
    """
    from sojourn.queries.describing import described_as, service, void

    base = request["base"]
    allowed = limits.to_json()
    quads = service(graph.store, base, allowed) if request["what"] == "service" else void(graph.store, base)
    body, known = described_as(quads, request["format"])
    if known in request.get("known", ()):
        return Reply(facts={"unchanged": True, "tag": known})
    return Reply(body=body, facts={"rows": len(quads), "tag": known})
