"""What the tests of faults share: the workers of a server, and requests that are timed."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from bench.load import asking

from tests.server.conftest import Served
from tests.server.sending import Answer, Asked, send

RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f && ?f != ?i) }"
COUNT = "SELECT (COUNT(DISTINCT ?id) AS ?n) WHERE { ?thing dcterms:identifier ?id }"


def workers(served: Served) -> list[int]:
    """The processes below a server."""
    children = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children")
    if not children.exists():
        pytest.skip("this system does not tell the children of a process")
    return [int(word) for word in children.read_text().split()]


def runs(process: int) -> bool:
    """Whether a process is there and no corpse."""
    try:
        return ") Z" not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


def spent(process: int) -> int:
    """Processor time of a process, in ticks."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def at_work(served: Served) -> int:
    """The worker that is at work."""
    before = {process: spent(process) for process in workers(served)}
    time.sleep(0.4)
    return max(before, key=lambda process: spent(process) - before[process])


def until(what: Callable[[], object], seconds: float, why: Callable[[], str] = lambda: "") -> None:
    """Waits until something holds."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, why()
        time.sleep(0.02)


def rested(served: Served, count: int) -> None:
    """Waits until so many workers are there and ready."""
    ready = f'sojourn_workers{{state="idle"}} {count}.0'
    until(lambda: ready in send(served, Asked(path="/metrics")).body.decode(), 60)


def timed(served: Served, query: str = "ASK {}") -> tuple[Answer, float]:
    """The answer to a query, and how long it took [s]."""
    begun = time.perf_counter()
    answer = send(served, Asked(path=asking(query)))
    return answer, time.perf_counter() - begun


class Meanwhile:
    """A query that is asked while the test goes on."""

    def __init__(self, served: Served, query: str = RUNAWAY) -> None:
        self._answers: list[Answer] = []
        self._thread = threading.Thread(target=lambda: self._answers.append(timed(served, query)[0]))
        self._thread.start()

    def answer(self) -> Answer:
        """Waits for it."""
        self._thread.join(60)
        assert self._answers, "it was not answered"
        return self._answers[0]


def end(process: int, number: int) -> None:
    """Sends a signal, unless the process is gone."""
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return
