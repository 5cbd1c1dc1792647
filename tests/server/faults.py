"""What the tests of faults share: the workers of a server, and requests that are timed."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from bench.load import asking

from tests.server.conftest import Served
from tests.server.sending import Answer, Asked, send

RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f && ?f != ?i) }"
PATIENCE = 60.0
"""How long is waited for what comes by itself [s]; this machine may be busy."""
TRIES = 8
"""This machine may be busy with other tests; once in so many times it must be as quick as it has to be."""
AT_ONCE = 0.2
"""Sooner than a new worker could be there [s]."""
TICKS = 20
"""More processor time than a worker takes that has nothing to do."""
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
    """Waits for a worker that is at work: one that takes processor time while it is told that one is busy."""
    metric(served, 'workers{state="busy"}', lambda busy: busy >= 1)
    before = {process: spent(process) for process in workers(served)}

    def taken(process: int) -> int:
        return spent(process) - before[process]

    until(lambda: max(map(taken, before)) >= TICKS, PATIENCE)
    return max(before, key=taken)


def until(what: Callable[[], object], seconds: float, why: Callable[[], str] = lambda: "") -> None:
    """Waits until something holds."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, why()
        time.sleep(0.02)


def metrics(served: Served) -> dict[str, float]:
    """What the server counts, as things stand at one moment."""
    told = send(served, Asked(path="/metrics")).body.decode()
    return {name: float(value) for name, value in re.findall(r"^sojourn_(\S+) (\S+)$", told, re.MULTILINE)}


def metric(served: Served, name: str, wanted: Callable[[float], bool]) -> None:
    """Waits until a metric of the server is as it is wanted."""
    until(lambda: wanted(metrics(served).get(name, 0.0)), PATIENCE, served.said)


def rested(served: Served, count: int) -> None:
    """Waits until so many workers are there and ready."""
    metric(served, 'workers{state="idle"}', lambda idle: idle == count)


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
        self._thread.join(2 * PATIENCE)
        assert self._answers, "it was not answered"
        return self._answers[0]


def end(process: int, number: int) -> None:
    """Sends a signal, unless the process is gone."""
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return
