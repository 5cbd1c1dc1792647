"""The worker: ``python -m sojourn.workers.child`` confines itself, opens a graph, and answers until its input ends.

The first line that it reads says what is to be opened; it answers with a line that says what it has opened and what it
has taken away from itself. Every further line is a job.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from sojourn.errors import NotFound, QueryError, SheetErrors, SojournError, StoreError
from sojourn.workers.confining import address_space, confine, confine_memory
from sojourn.workers.jobs import SLACK, Reply, head_of
from sojourn.workers.limits import Limits
from sojourn.workers.tasks import TASKS, task, warm

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph

_MEBIBYTE = 1 << 20
_NO_MEMORY = Reply(
    outcome="memory",
    what="the answer needs more memory than a request may take",
    advice="Ask for less: fewer patterns that multiply each other, a narrower question, a LIMIT in an inner query.",
)


def main() -> None:
    """Reads jobs from standard input and writes replies to what was standard output."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the replies
    settings = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**settings["limits"])
    held = confine([*settings["readable"], *(settings["targets"] or [])], settings["parent"])
    if sys.platform != "linux":
        _die_with(settings["parent"])
    try:
        graph, opened = _opened(settings)
    except SojournError as error:
        _send(replies, (_refused(error), 0.0))
        return
    TASKS.update(settings["extra"])
    if settings["warm"]:
        _get_ready(graph)
    gc.collect()
    gc.freeze()
    idle = address_space()
    if not settings["weighed"] and confine_memory(limits.memory):
        held = [*held, "memory"]
    _send(replies, (Reply.of_json({**opened, "confined": held, "idle": idle}), 0.0))
    for line in sys.stdin.buffer:
        _send(replies, _done(graph, json.loads(line), limits), grown=address_space() - idle)


def _get_ready(graph: Graph) -> None:
    """Loads before the first request what it would otherwise have to wait for; it counts as idle memory."""
    for name in TASKS:
        warm(name, graph)
    if getattr(graph.store, "columns", None) is not None:
        from sojourn.columns.engine import connected

        with suppress(SojournError), connected() as connection:
            connection.execute("SELECT 1").fetchall()


def _opened(settings: dict[str, Any]) -> tuple[Graph, dict[str, str]]:
    """The graph, and what is told of it: the name of its generation and the digest of its manifest."""
    from sojourn.graph.facade import Graph
    from sojourn.graph.facade import open as open_graph
    from sojourn.stores.embedded import EmbeddedStore

    targets, generation = settings["targets"], settings["generation"]
    if targets is None:
        return Graph(EmbeddedStore.of([]), "nothing"), {"digest": ""}
    if generation:
        from sojourn.stores.reading import open_store

        folder = Path(targets[0])
        graph = Graph(open_store(folder, generation), folder.name)
    else:
        graph = open_graph(*targets)
    manifest = getattr(graph.store, "manifest", None) or {}
    return graph, {"digest": str(manifest.get("digest", ""))}


def _done(graph: Graph, job: dict[str, Any], limits: Limits) -> tuple[Reply, float]:
    begun = time.perf_counter()
    try:
        reply = task(job["task"])(graph, job["request"], limits)
        if len(reply.body) > limits.size + SLACK:
            reply = _too_large(limits)
    except StoreError as error:
        reply = _fault(error, what="the store cannot be read", advice="Tell those who run this server.")
    except SojournError as error:
        reply = _NO_MEMORY if "Out of Memory" in error.what else _refused(error)
    except MemoryError:
        reply = _NO_MEMORY
    except Exception as error:
        reply = _NO_MEMORY if _for_want_of_memory(error) else _fault(error)
    return reply, time.perf_counter() - begun


def _for_want_of_memory(error: Exception) -> bool:
    """Whether a library gave up for want of memory; each says so in its own way."""
    told = f"{type(error).__name__}: {error}".lower()
    return any(
        words in told
        for words in ("outofmemory", "out of memory", "cannot allocate memory", "bad_alloc", "start new thread")
    )


def _fault(
    error: Exception,
    what: str = "the request met a fault in sojourn",
    advice: str = "Please report it, with what was asked.",
) -> Reply:
    """A fault of this side: what it is goes to the log, without values that came from a request."""
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    fault = f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}"
    if isinstance(error, StoreError):
        fault = f"{fault}: {error.where}: {error.what}"
    traceback.print_exception(error)
    return Reply(outcome="crash", what=what, advice=advice, facts={"fault": fault})


def _refused(error: SojournError) -> Reply:
    outcome = "missing" if isinstance(error, NotFound) else "crash" if isinstance(error, StoreError) else "invalid"
    where, facts = error.where, {}
    if isinstance(error, QueryError) and error.line and not where:
        where = f"query:{error.line}:{error.column}"
    if isinstance(error, SheetErrors):
        found = [{"where": p.where, "what": p.what, "advice": p.advice, "level": p.level} for p in error.problems]
        facts = {"problems": found, "rows": error.rows}
    return Reply(outcome=outcome, what=error.what, where=where, advice=error.advice, facts=facts)


def _too_large(limits: Limits) -> Reply:
    advice = "Ask for less, or in parts."
    return Reply(outcome="too-large", what=f"the answer has more than {limits.size:,} bytes", advice=advice)


def _send(replies: BinaryIO, done: tuple[Reply, float], grown: int = 0) -> None:
    reply, seconds = done
    replies.write(head_of(reply, seconds, grown) + reply.body)
    replies.flush()


def _die_with(parent: int) -> None:
    """Ends this process when its parent has ended, where the system has no signal for that."""
    from threading import Thread

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
