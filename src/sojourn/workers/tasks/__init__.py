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
    "ask": "sojourn.workers.tasks.ask",
    "choices": "sojourn.workers.tasks.choices",
    "picture": "sojourn.workers.tasks.picture",
    "renderers": "sojourn.workers.tasks.renderers",
    "contradictions": "sojourn.workers.tasks.contradictions",
    "compare": "sojourn.workers.tasks.compare",
    "check": "sojourn.workers.tasks.check",
    "rows": "sojourn.workers.tasks.rows",
    "completion": "sojourn.workers.tasks.completion",
    "counts": "sojourn.workers.tasks.counts",
    "search": "sojourn.workers.tasks.search",
    "dossier": "sojourn.workers.tasks.dossier",
    "openrefine": "sojourn.workers.tasks.openrefine",
    "sparql": "sojourn.workers.tasks.sparql",
    "graph": "sojourn.workers.tasks.graph",
    "description": "sojourn.workers.tasks.void",
}
"""The modules of the tasks by name; each has a function ``run``."""


def task(name: str) -> Task:
    """The function of a task.

    Raises:
        LookupError: If there is no such task; a request never names one by itself.
    """
    run: Task = import_module(TASKS[name]).run
    return run


def warm(name: str, graph: Graph) -> None:
    """Loads a task's module before the first request, and lets it get ready by its ``warm(graph)`` if it has one.

    A task that cannot be loaded says so on standard error; the others can still be done.
    """
    try:
        module = import_module(TASKS[name])
        if hasattr(module, "warm"):
            module.warm(graph)
    except Exception:
        import traceback

        traceback.print_exc()
