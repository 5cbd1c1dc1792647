"""What the query editor proposes: terms, things by name, and the named questions as queries to start from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph
    from sojourn.workers.limits import Limits


def warm(graph: Graph) -> None:
    """Loads what the examples and the proposals need; the names of a store are read when somebody types."""
    from sojourn.graph.completing import terms
    from sojourn.graph.examples import example

    terms(graph.store)
    example(graph.store, "flows")


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:  # noqa: ARG001 - as every task
    """``what``: ``terms`` (``lang``), ``things`` (``typed``, ``family``, ``lang``) or ``example`` (``name``)."""
    from sojourn.graph.completing import terms, things
    from sojourn.graph.examples import example

    lang = str(request.get("lang", "en"))
    match request["what"]:
        case "terms":
            return Reply.of_json(terms(graph.store, lang))
        case "things":
            return Reply.of_json(things(graph.store, str(request["typed"]), family=str(request["family"]), lang=lang))
        case _:
            return Reply.of_json({"query": example(graph.store, str(request["name"]))})
