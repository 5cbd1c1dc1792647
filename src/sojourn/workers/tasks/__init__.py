"""What workers can do: a function ``run(graph, request, limits) -> Reply`` for each task, loaded when first needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph
    from sojourn.workers.jobs import Reply
    from sojourn.workers.limits import Limits

Task = Callable[["Graph", Mapping[str, Any], "Limits"], "Reply"]

TASKS = {
    "counts": "sojourn.workers.tasks.counts",
}
"""The modules of the tasks by name; each has a function ``run``."""


def task(name: str) -> Task:
    """The function of a task.

    Raises:
        LookupError: If there is no such task; a request never names one by itself.
    """
    run: Task = import_module(TASKS[name]).run
    return run
