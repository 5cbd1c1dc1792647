"""One worker as the server sees it: a process that is given jobs one at a time, and killed when it takes too long."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from sojourn.errors import BadInput, NotFound, SojournError, StoreError
from sojourn.workers.jobs import SLACK, Reply, read_head
from sojourn.workers.limits import Limits
from sojourn.workers.measuring import resident

LOG = logging.getLogger("sojourn.workers")

_LONGEST_HEAD = 8 << 20
"""Longest line that announces a reply [bytes]."""
_LAST_WORDS = 16_384
"""So much of what a worker wrote on standard error is kept [bytes]."""
_POST_MORTEM = 0.3
"""Longest that is waited for the last words of a worker that is gone [s]."""
_WEIGHED = 0.25
"""How often a worker is weighed where the system gives it no bound [s]."""
_OVERDUE = 0.1
"""How long after its deadline a worker is killed [s]; the reply may be there, and the server too busy to read it."""
_UNHEARD = 0.6
"""How long after that it is given up although killing it seems to do nothing [s]."""
_BURIAL = 5.0
"""Longest that is waited until nothing is left of a worker [s]."""
_NICENESS = 5
"""By how much a worker stands back behind the server, which must stay able to answer."""
_STARTING = 120.0
"""Longest that a worker may take to open the graph [s]."""
_PASSED_ON = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TZ")
_TOLD = {
    "LC_ALL": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "MALLOC_ARENA_MAX": "2",
    "DUCKDB_JE_MALLOC_CONF": "retain:false,narenas:2",
}
"""Settings of every worker; the last two keep address space from being set aside that nobody uses."""
_NO_MEMORY = (b"memory allocation of", b"bad_alloc", b"MemoryError", b"Cannot allocate memory", b"out of memory")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a worker opens.

    Attributes:
        targets: As :func:`sojourn.open` takes them; ``None`` for nothing at all.
        generation: Name of the generation of a store; empty for what is no store.
        mark: What changes when the targets change.
        readable: Files and folders that the worker may read as well.
        warm: Whether it loads all tasks before it says that it is ready.
        extra: Tasks beside those that there are: names, and modules with a function ``run``.
        weighed: Whether the server weighs it although the system would give it a bound of memory.
    """

    targets: tuple[str, ...] | None
    generation: str = ""
    mark: str = ""
    readable: tuple[str, ...] = ()
    warm: bool = True
    extra: tuple[tuple[str, str], ...] = ()
    weighed: bool = False


class Worker:
    """A process that has a graph open.

    Attributes:
        opening: What it has open.
        facts: What it said when it was ready: ``digest``, ``confined``, ``idle`` (its address space [bytes]).
        alive: Whether jobs can be given to it.
        weight: Memory that it occupied when it was ready [bytes]; 0 where the system bounds it.
        grown: By how much its address space has grown [bytes].
        jobs: How many jobs it has done.
        ended: Why it was killed; empty when nobody did.
    """

    def __init__(self, process: asyncio.subprocess.Process, opening: Opening, limits: Limits) -> None:
        self._process = process
        self._limits = limits
        self.opening = opening
        self.facts: Mapping[str, Any] = {}
        self.alive = True
        self.weight = 0
        self.grown = 0
        self.jobs = 0
        self.ended = ""
        self._said = bytearray()
        self._deadline: asyncio.TimerHandle | None = None
        self._hearing = asyncio.create_task(self._hear())

    @classmethod
    async def started(cls, opening: Opening, limits: Limits) -> Worker:
        """Starts a worker and waits until it is ready.

        Raises:
            SojournError: If what it was to open cannot be opened; in its words.
        """
        creating = asyncio.create_task(_created())
        cut_off = False
        while not creating.done():  # cut off in the middle of it, asyncio would wait for the process for ever
            try:
                await asyncio.wait([creating])
            except asyncio.CancelledError:
                cut_off = True
        worker = cls(creating.result(), opening, limits)
        try:
            if cut_off:
                raise asyncio.CancelledError
            async with asyncio.timeout(_STARTING):
                worker._write({**worker._settings(), "parent": os.getpid()})
                reply = await worker._read()
        except (TimeoutError, asyncio.IncompleteReadError, OSError, ValueError):
            worker.kill("not started")
            told = await worker._last_words()
            await worker.buried()
            raise StoreError("a worker could not be started", advice=told or "It says nothing of why.") from None
        except BaseException:
            worker.kill("not started")
            await worker.buried()
            raise
        if reply.outcome != "ok":
            worker.kill("not started")
            await worker.buried()
            kind = {"missing": NotFound, "crash": StoreError}.get(reply.outcome, BadInput)
            raise kind(reply.what, where=reply.where, advice=reply.advice)
        worker.facts = reply.json()
        if not worker.is_bounded:
            worker.weight = (await resident([worker.pid])).get(worker.pid, 0)
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, worker.pid, _NICENESS)
        return worker

    def _settings(self) -> dict[str, Any]:
        opening = self.opening
        return {
            "limits": self._limits.to_json(),
            "targets": opening.targets,
            "generation": opening.generation,
            "readable": opening.readable,
            "warm": opening.warm,
            "extra": opening.extra,
            "weighed": opening.weighed,
        }

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def is_there(self) -> bool:
        """Whether the process still runs; the system may have ended it while it had nothing to do."""
        assert self._process.stdout is not None  # noqa: S101 - it was asked for
        return self.alive and self._process.returncode is None and not self._process.stdout.at_eof()

    @property
    def is_bounded(self) -> bool:
        """Whether the system sees to it that it takes no more memory than it may."""
        return "memory" in self.facts["confined"]

    async def watch_weight(self) -> None:
        """Kills it when it has grown beyond its bound; goes on until it is cancelled or the worker is dead."""
        while self.alive and not self.is_bounded:
            await asyncio.sleep(_WEIGHED)
            found = (await resident([self.pid])).get(self.pid, 0)
            if found > self.weight + (self._limits.memory << 20):
                self.kill("memory")

    async def do(self, task: str, request: Mapping[str, Any], seconds: float) -> Reply:
        """Does one job; every ending is a reply. Afterwards the worker may be dead.

        Args:
            task: One of :data:`sojourn.workers.tasks.TASKS`.
            request: What the task takes; it must be JSON.
            seconds: The deadline [s].
        """
        begun = time.perf_counter()
        weighing = None if self.is_bounded else asyncio.create_task(self.watch_weight())
        patience = asyncio.timeout(None)
        self._deadline = asyncio.get_running_loop().call_later(seconds, self._overdue, patience)
        try:
            async with patience:
                self._write({"task": task, "request": dict(request)})
                reply = await self._read()
        except TimeoutError:
            self.kill("timeout")
            reply = self._stopped(seconds)
        except asyncio.CancelledError:
            self.kill("abandoned")  # it would give the answer to whoever asks next
            raise
        except (asyncio.IncompleteReadError, OSError, ValueError) as error:
            if isinstance(error, ValueError):
                self.kill("crash")
            reply = self._stopped(seconds) if self.ended == "timeout" else await self._gone()
        finally:
            self._deadline.cancel()
            if weighing:
                weighing.cancel()
        self.jobs += 1
        return reply if reply.seconds else replace(reply, seconds=time.perf_counter() - begun)

    def kill(self, reason: str) -> None:
        """Kills it at once; whatever it did is lost.

        Args:
            reason: A word for the log and the metrics.
        """
        self.alive = False
        self.ended = self.ended or reason
        with suppress(ProcessLookupError):
            self._process.kill()

    async def end(self) -> None:
        """Lets it end by itself when it has nothing to do."""
        self.alive = False
        self.ended = self.ended or "ended"
        assert self._process.stdin is not None  # noqa: S101 - it was asked for
        self._process.stdin.close()
        try:
            async with asyncio.timeout(2):
                await self._process.wait()
        except TimeoutError:
            self.kill("ended")
        await self.buried()

    async def buried(self) -> None:
        """Waits until nothing is left of a process that was told to end."""
        rest = asyncio.create_task(self._drained())  # asyncio waits for it until its pipes are read to the end
        with suppress(TimeoutError):
            async with asyncio.timeout(_BURIAL):
                await self._process.wait()
        await asyncio.wait([self._hearing, rest], timeout=1)
        self._hearing.cancel()
        rest.cancel()

    async def _drained(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - it was asked for
        with suppress(OSError, RuntimeError):  # RuntimeError: somebody else still reads
            while await self._process.stdout.read(1 << 20):
                pass

    def _overdue(self, patience: asyncio.Timeout) -> None:
        self._deadline = asyncio.get_running_loop().call_later(_OVERDUE, self._stop, patience)

    def _stop(self, patience: asyncio.Timeout) -> None:
        self.kill("timeout")
        patience.reschedule(asyncio.get_running_loop().time() + _UNHEARD)

    def _write(self, value: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None  # noqa: S101 - it was asked for
        self._process.stdin.write(json.dumps(value).encode() + b"\n")

    async def _read(self) -> Reply:
        assert self._process.stdout is not None  # noqa: S101 - it was asked for
        line = await self._process.stdout.readline()
        if not line:
            raise ConnectionError("the worker is gone")
        head, self.grown, size = read_head(line, self._limits.size + SLACK)
        body = await self._process.stdout.readexactly(size) if size else b""
        return Reply(body=body, **head)

    async def _hear(self) -> None:
        """Keeps the last that the worker writes on standard error; for the log only when that is asked for."""
        assert self._process.stderr is not None  # noqa: S101 - it was asked for
        while said := await self._process.stderr.read(4_096):
            self._said = (self._said + said)[-_LAST_WORDS:]
            LOG.debug("worker %d: %s", self.pid, said.decode(errors="replace").rstrip())

    def _stopped(self, seconds: float) -> Reply:
        advice = "Ask for less: a narrower question, or a LIMIT in an inner query."
        return Reply(outcome="timeout", what=f"it took longer than {seconds:g} s, and was stopped", advice=advice)

    async def _gone(self) -> Reply:
        """Why the worker is gone in the middle of a job: killed by us, out of memory, or crashed."""
        ours = self.ended
        told = await self._last_words()
        self.kill("crash")
        code = self._process.returncode or 0
        starved = any(words in self._said for words in _NO_MEMORY) or (not ours and code == -9)
        if ours == "memory" or (not ours and starved):
            self.ended = "memory"
            advice = "Ask for less: fewer patterns that multiply each other, a narrower question, an inner LIMIT."
            return Reply(outcome="memory", what="it needs more memory than a request may take", advice=advice)
        if ours in {"closing", "abandoned"}:
            return Reply(outcome="busy", what="the server is ending", advice="Ask again in a moment.")
        LOG.warning("worker %d crashed (%s)", self.pid, f"signal {-code}" if code < 0 else f"exit code {code}")
        LOG.debug("worker %d said last: %s", self.pid, told)
        advice = "The next request is answered as usual. Ask in another way, or in parts."
        return Reply(outcome="crash", what="the request crashed the process that worked on it", advice=advice)

    async def _last_words(self) -> str:
        await asyncio.wait([self._hearing], timeout=_POST_MORTEM)
        with suppress(TimeoutError):
            async with asyncio.timeout(_POST_MORTEM):
                await self._process.wait()
        return self._said.decode(errors="replace").strip()[-500:]


async def _created() -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "sojourn.workers.child"),
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        limit=_LONGEST_HEAD,
        start_new_session=True,
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    """What a worker is told of the environment: where things lie, and nothing that could be a secret."""
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**passed, **_TOLD}


def describe(error: SojournError) -> str:
    """An error in one line, for the log."""
    return " ".join(str(error).split())
