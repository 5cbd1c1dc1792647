"""Checks a study or an RDF file that nobody vouches for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph
    from sojourn.workers.limits import Limits


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:  # noqa: ARG001 - as every task
    """``[{"where": …, "what": …, "advice": …, "level": …}, …]``, the findings about ``study`` with its ``texts``."""
    from sojourn.graph.facade import check

    found = check(request["study"], texts=request["texts"])
    told = [{"where": p.where, "what": p.what, "advice": p.advice, "level": p.level} for p in found]
    return Reply.of_json(told)
