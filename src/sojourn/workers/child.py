"""The worker: ``python -m sojourn.workers.child`` opens a graph, confines itself, and answers until its input ends."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING, Any, BinaryIO

from sojourn.errors import NotFound, SojournError
from sojourn.workers.jobs import Reply
from sojourn.workers.limits import Limits
from sojourn.workers.tasks import task

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph


def main() -> None:
    """Reads jobs from standard input and writes replies to what was standard output."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the replies
    settings = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**settings["limits"])
    from sojourn.graph.facade import open as open_graph

    try:
        graph = open_graph(*settings["targets"])
    except SojournError as error:
        _send(replies, _refused(error))
        return
    _send(replies, Reply.of_json({"ready": True}))
    for line in sys.stdin.buffer:
        _send(replies, _done(graph, json.loads(line), limits))


def _done(graph: Graph, job: dict[str, Any], limits: Limits) -> Reply:
    begun = time.perf_counter()
    try:
        reply = task(job["task"])(graph, job["request"], limits)
    except SojournError as error:
        return _refused(error, time.perf_counter() - begun)
    except MemoryError:
        return Reply(outcome="memory", what="the answer needs more memory than a request may take")
    return reply


def _refused(error: SojournError, seconds: float = 0.0) -> Reply:
    outcome = "missing" if isinstance(error, NotFound) else "invalid"
    return Reply(outcome=outcome, what=error.what, where=error.where, advice=error.advice, seconds=seconds)


def _send(replies: BinaryIO, reply: Reply) -> None:
    head = {
        "outcome": reply.outcome,
        "media": reply.media,
        "facts": dict(reply.facts),
        "what": reply.what,
        "where": reply.where,
        "advice": reply.advice,
        "seconds": reply.seconds,
        "size": len(reply.body),
    }
    replies.write(json.dumps(head).encode() + b"\n" + reply.body)
    replies.flush()


if __name__ == "__main__":
    main()
