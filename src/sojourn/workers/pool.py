"""Hands jobs to workers, kills those that take too long, and replaces those that are gone."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from sojourn.errors import StoreError
from sojourn.workers.jobs import Reply
from sojourn.workers.limits import Limits


class Pool:
    """Workers that have one graph open.

    Attributes:
        targets: What is open, as :func:`sojourn.open` takes it.
        limits: What a request may cost.
    """

    def __init__(self, targets: Sequence[str], limits: Limits) -> None:
        self.targets = tuple(targets)
        self.limits = limits
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()

    async def start(self) -> None:
        """Starts the workers and waits until all are ready.

        Raises:
            StoreError: If the graph cannot be opened; the message is the worker's.
        """
        for worker in await asyncio.gather(*(_Worker.started(self) for _ in range(self.limits.workers))):
            self._idle.put_nowait(worker)

    async def run(self, task: str, request: Mapping[str, Any], *, client: str = "", seconds: float = 0.0) -> Reply:
        """Does one job; every ending is a reply, none an exception.

        Args:
            task: One of :data:`sojourn.workers.tasks.TASKS`.
            request: What the task takes; it must be JSON.
            client: Who asks; one client cannot hold every worker.
            seconds: A deadline of its own [s]; that of the limits when 0.
        """
        del client
        worker = await self._idle.get()
        reply = None
        try:
            reply = await asyncio.wait_for(worker.do(task, request), seconds or self.limits.seconds)
        except TimeoutError:
            reply = Reply(outcome="timeout", what=f"it took longer than {self.limits.seconds:g} s")
        except (asyncio.IncompleteReadError, ConnectionError):
            reply = Reply(outcome="crash", what="the request crashed its worker")
        finally:
            if reply is None or reply.outcome in {"timeout", "crash"}:
                await worker.kill()
                worker = await _Worker.started(self)
            self._idle.put_nowait(worker)
        return reply

    async def close(self) -> None:
        """Ends the workers."""
        while not self._idle.empty():
            await self._idle.get_nowait().kill()


class _Worker:
    """One process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    @classmethod
    async def started(cls, pool: Pool) -> _Worker:
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "sojourn.workers.child", stdin=pipe, stdout=pipe, limit=1 << 20
        )
        worker = cls(process)
        worker._write({"limits": pool.limits.to_json(), "targets": pool.targets})
        reply = await worker._read()
        if reply.outcome != "ok":
            raise StoreError(reply.what, where=reply.where, advice=reply.advice)
        return worker

    async def do(self, task: str, request: Mapping[str, Any]) -> Reply:
        self._write({"task": task, "request": dict(request)})
        return await self._read()

    def _write(self, value: Mapping[str, Any]) -> None:
        assert self.process.stdin is not None  # noqa: S101 - it was asked for
        self.process.stdin.write(json.dumps(value).encode() + b"\n")

    async def _read(self) -> Reply:
        assert self.process.stdout is not None  # noqa: S101 - it was asked for
        line = await self.process.stdout.readline()
        if not line:
            raise ConnectionError("the worker is gone")
        head = json.loads(line)
        body = await self.process.stdout.readexactly(head.pop("size"))
        return Reply(body=body, **head)

    async def kill(self) -> None:
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()
