"""One job in a confined worker of its own: for files of strangers, from the command line."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sojourn.workers.jobs import Reply
from sojourn.workers.limits import Limits
from sojourn.workers.worker import Opening, Worker


def once(
    task: str, request: Mapping[str, Any], limits: Limits, *, readable: Sequence[str] = (), like: Opening | None = None
) -> Reply:
    """Does one job in a worker that has no graph open; every ending is a reply.

    Args:
        task: One of :data:`sojourn.workers.tasks.TASKS`.
        request: What the task takes; it must be JSON.
        limits: What it may cost.
        readable: Files and folders that the worker may read.
        like: What is to be said of the worker beside that.

    Raises:
        SojournError: If no worker could be started.
    """
    opening = replace(like or Opening(targets=None), readable=tuple(readable), warm=False)
    return asyncio.run(_once(task, request, limits, opening))


async def _once(task: str, request: Mapping[str, Any], limits: Limits, opening: Opening) -> Reply:
    worker = await Worker.started(opening, limits)
    try:
        return await worker.do(task, request, limits.seconds)
    finally:
        worker.kill("ended")
        await worker.buried()
