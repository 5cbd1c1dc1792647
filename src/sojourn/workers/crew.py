"""Keeps as many workers as there should be: starts them, replaces those that are gone, and changes all of them over."""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any

from sojourn.errors import SojournError
from sojourn.workers.limits import Limits
from sojourn.workers.worker import LOG, Opening, Worker, describe

_AT_ONCE = 2
"""So many workers are started at the same time."""
_SOONEST, _LATEST = 0.5, 10.0
"""How long after a failed start the next is tried [s]; twice as long after each."""
_HOPELESS = 3
"""After so many starts that failed one after the other nobody is kept waiting for the next."""


class Crew:
    """The processes: those that wait for a job, those that work, and those that are being started.

    Attributes:
        opening: What they have open.
        idle: Those without a job; the last was the last to have one.
        busy: Those with a job, and the client for whom they work.
        started: How many were started.
        ended: How many are gone, by why: ``timeout``, ``memory``, ``crash``, ``abandoned``, ``worn``, ``replaced``, ….
    """

    def __init__(self, limits: Limits, free: Callable[[], None]) -> None:
        """``free`` is called whenever a worker has become free."""
        self._limits = limits
        self._free = free
        self._starting: set[asyncio.Task[None]] = set()
        self._burying: set[asyncio.Task[None]] = set()
        self._failures = 0
        self._closed = False
        self._few = asyncio.Semaphore(_AT_ONCE)
        self.opening = Opening(targets=None)
        self.idle: list[Worker] = []
        self.busy: dict[Worker, str] = {}
        self.started = 0
        self.ended: Counter[str] = Counter()

    @property
    def starting(self) -> int:
        """How many are being started."""
        return len(self._starting)

    @property
    def is_helpless(self) -> bool:
        """Whether no worker is there, and none can be started, as it seems."""
        return not self.idle and not self.busy and self._failures >= _HOPELESS

    @property
    def retry(self) -> int:
        """How long after which it is known whether one can be started again [s]."""
        return math.ceil(self._pause()) + 1

    async def muster(self, opening: Opening) -> None:
        """Starts one worker and waits until it is ready; the others follow.

        Raises:
            SojournError: If the targets cannot be opened; in the worker's words.
        """
        first = await self._start(opening)
        self.opening = opening
        self._join(first)
        self.fill()

    async def change(self, opening: Opening) -> None:
        """Changes over to workers that have something else open; jobs that are under way are finished.

        Raises:
            SojournError: If it cannot be opened; then nothing has changed.
        """
        new = [await self._start(opening)]
        rest = await asyncio.gather(
            *(self._start(opening) for _ in range(self._limits.workers - 1)), return_exceptions=True
        )
        new += [worker for worker in rest if isinstance(worker, Worker)]
        if self._closed:
            for worker in new:
                self.lose(worker, "closing")
            return
        old, self.idle, self.opening = self.idle, new, opening
        self._failures = 0
        for worker in old:
            self._retire(worker, "replaced")
        self.fill()
        self._free()

    def take(self, client: str) -> Worker:
        """Gives the worker that was the last to work; it must be given back."""
        worker = self.idle.pop()
        self.busy[worker] = client
        return worker

    def give_back(self, worker: Worker) -> None:
        """Takes a worker back, whatever has become of it."""
        self.busy.pop(worker, None)
        if not worker.alive:
            self.lose(worker, worker.ended)
        elif worker.opening != self.opening:
            self._retire(worker, "replaced")
        elif worker.grown > (self._limits.memory << 20) // 2:
            self._retire(worker, "worn")
        elif self._closed:
            self._retire(worker, "closing")
        else:
            self.idle.append(worker)
        self.fill()
        self._free()

    def lose(self, worker: Worker, reason: str) -> None:
        """Kills a worker, if nobody has, and sees to it that nothing is left of it."""
        worker.kill(reason)
        self.ended[reason] += 1
        self._bury(worker.buried())

    def muster_out(self) -> None:
        """Replaces workers that the system has ended while they had nothing to do."""
        gone = [worker for worker in self.idle if not worker.is_there]
        for worker in gone:
            self.idle.remove(worker)
            LOG.warning("worker %d is gone while it had nothing to do", worker.pid)
            self.lose(worker, "lost")
        if gone:
            self.fill()

    def fill(self) -> None:
        """Starts as many workers as are missing."""
        there = len(self.idle) + sum(worker.opening == self.opening and worker.alive for worker in self.busy)
        missing = self._limits.workers + self._limits.spare - there - len(self._starting)
        for _ in range(min(missing, _AT_ONCE - len(self._starting)) if not self._closed else 0):
            task = asyncio.create_task(self._add())
            self._starting.add(task)
            task.add_done_callback(self._added)

    async def close(self) -> None:
        """Ends all of them; those that work are killed."""
        self._closed = True
        for task in self._starting:
            task.cancel()
        for worker in list(self.busy):
            worker.kill("closing")
        for worker in self.idle:
            self._retire(worker, "closing")
        self.idle = []
        if self._starting:
            await asyncio.wait(self._starting)
        while self._burying:
            await asyncio.wait(self._burying)

    async def _start(self, opening: Opening) -> Worker:
        async with self._few:
            worker = await Worker.started(opening, self._limits)
        self.started += 1
        return worker

    async def _add(self) -> None:
        opening = self.opening
        try:
            await asyncio.sleep(self._pause())
            worker = await self._start(opening)
        except SojournError as error:
            self._failed(describe(error))
            return
        self._failures = 0
        if opening == self.opening and not self._closed:
            self._join(worker)
        else:
            self._retire(worker, "replaced")

    def _added(self, task: asyncio.Task[None]) -> None:
        self._starting.discard(task)
        if not task.cancelled() and (error := task.exception()):
            reason = error.strerror if isinstance(error, OSError) else ""
            self._failed(reason or type(error).__name__)
        self.fill()

    def _pause(self) -> float:
        return min(_LATEST, _SOONEST * 2 ** min(self._failures - 1, 10)) if self._failures else 0.0

    def _failed(self, why: str) -> None:
        self._failures += 1
        if self._failures <= _HOPELESS or self._failures % 20 == 0:
            LOG.error("a worker could not be started, %d in a row: %s", self._failures, why)
        self._free()

    def _join(self, worker: Worker) -> None:
        self.idle.insert(0, worker)
        self._free()

    def _retire(self, worker: Worker, reason: str) -> None:
        self.ended[reason] += 1
        worker.ended = worker.ended or reason
        self._bury(worker.end())

    def _bury(self, burial: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(burial)
        self._burying.add(task)
        task.add_done_callback(self._burying.discard)
