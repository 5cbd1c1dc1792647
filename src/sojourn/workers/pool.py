"""Hands jobs to workers: each client in turn, within limits, and with an answer whatever happens."""

from __future__ import annotations

import asyncio
import math
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from sojourn.errors import BadInput, SojournError, StoreError
from sojourn.workers.crew import Crew
from sojourn.workers.jobs import Reply
from sojourn.workers.limits import Limits
from sojourn.workers.waiting import Line, Ticket
from sojourn.workers.watching import opening_of
from sojourn.workers.worker import LOG, Opening, Worker, describe

_LOOKED = 1.0
"""How often it is looked whether the graph was replaced on disk [s]."""
_LEFT_ALONE = 1.0
"""How long a job goes on after its client has gone [s]; most are done by then, and a worker is dear."""


_UNHELD = {
    "calls": "nothing but the check of queries keeps a worker from the network and from writing files",
    "files": "a worker can read every file that the server can read",
    "memory": "the memory of a worker is only looked at four times a second",
}


class Pool:
    """Workers that have one graph open.

    Attributes:
        targets: What is open, as :func:`sojourn.open` takes it.
        limits: What a request may cost.
    """

    def __init__(self, targets: Sequence[str], limits: Limits, *, like: Opening | None = None) -> None:
        """``like`` says of the workers what does not follow from the targets."""
        self._like = like or Opening(targets=None)
        self.targets = tuple(str(target) for target in targets)
        self.limits = limits
        self._crew = Crew(limits, self._dispatch)
        self._line: Line[Worker] = Line(limits.waiting)
        self._jobs: set[asyncio.Task[Reply]] = set()
        self._held: Counter[str] = Counter()
        self._outcomes: Counter[str] = Counter()
        self._pace = 0.05
        self._digest = ""
        self._watching: asyncio.Task[None] | None = None
        self._closing = False

    async def start(self) -> None:
        """Starts the workers and waits until the first is ready.

        Raises:
            StoreError: If the graph cannot be opened; the message is the worker's.
            BadInput: If the targets are none that can be served.
        """
        if any("://" in target for target in self.targets):
            advice = "Name a store or studies on this machine; the other server answers by itself."
            raise BadInput("another server cannot be served", where=self.targets[0], advice=advice)
        opening = opening_of(self.targets, self._like)
        try:
            await self._crew.muster(opening)
        except (BadInput, StoreError):
            await self._crew.close()
            raise
        self._say_unconfined()
        self._watching = asyncio.create_task(self._watch())

    @property
    def generation(self) -> str:
        """What is open, in a word that changes when it does: for caches and ``ETag``."""
        digest = next((str(worker.facts["digest"]) for worker in self._all() if self._is_current(worker)), "")
        self._digest = digest or self._digest
        opening = self._crew.opening
        return f"{opening.generation}-{self._digest[:12]}" if opening.generation else opening.mark

    async def run(self, task: str, request: Mapping[str, Any], *, client: str = "", seconds: float = 0.0) -> Reply:
        """Does one job; every ending is a reply, none an exception.

        When the caller is cancelled, a job that waits is forgotten, and one that is under way is killed unless it is
        done a second later.

        Args:
            task: One of :data:`sojourn.workers.tasks.TASKS`.
            request: What the task takes; it must be JSON.
            client: Who asks; one client cannot hold every worker.
            seconds: A deadline of its own [s]; that of the limits when 0.
        """
        begun = time.perf_counter()
        worker = await self._served(client)
        waited = time.perf_counter() - begun
        if worker is None:
            return replace(self._busy(), waited=waited)
        job = asyncio.create_task(self._work(worker, task, request, seconds or self.limits.seconds))
        self._jobs.add(job)
        job.add_done_callback(self._jobs.discard)
        try:
            reply = await asyncio.shield(job)
        except asyncio.CancelledError:
            self._abandon(job, worker)
            raise
        return replace(reply, waited=waited)

    def state(self) -> dict[str, Any]:
        """How things stand, for metrics.

        ``workers``, ``busy``, ``idle``, ``starting`` and ``waiting`` are numbers at this moment; ``started`` and, by
        reason, ``ended`` count workers, ``outcomes`` jobs; ``confined`` tells what a worker has taken from itself.
        """
        worker = next(iter(self._all()), None)
        return {
            "workers": len(self._all()),
            "busy": len(self._crew.busy),
            "idle": len(self._crew.idle),
            "starting": self._crew.starting,
            "waiting": len(self._line),
            "started": self._crew.started,
            "ended": dict(self._crew.ended),
            "outcomes": dict(self._outcomes),
            "generation": self.generation,
            "confined": list(worker.facts["confined"]) if worker else [],
        }

    async def close(self, grace: float = 0.0) -> None:
        """Ends the workers; no job is taken any more, and those that wait are sent away.

        Args:
            grace: How long jobs that are under way may go on [s].
        """
        self._closing = True
        self._line.send_away()
        if self._watching:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        if self._jobs and grace > 0:
            await asyncio.wait(self._jobs, timeout=grace)
        await self._crew.close()
        if self._jobs:
            await asyncio.wait(self._jobs)

    def _say_unconfined(self) -> None:
        """Tells those who run the server what this system does not take away from a worker."""
        held = self.state()["confined"]
        for name, what in _UNHELD.items():
            if name not in held:
                LOG.warning("on this system %s", what)

    def _all(self) -> list[Worker]:
        return [*self._crew.idle, *self._crew.busy]

    def _is_current(self, worker: Worker) -> bool:
        return worker.opening == self._crew.opening

    async def _served(self, client: str) -> Worker | None:
        """Waits for a worker; ``None`` when there is none in time, or no place in the line."""
        ticket = None if self._closing else self._line.join(client)
        if ticket is None:
            return None
        self._dispatch()
        if ticket.served.done():
            return ticket.served.result()
        try:
            async with asyncio.timeout(self.limits.patience):
                return await asyncio.shield(ticket.served)
        except TimeoutError:
            return self._left(ticket)
        except asyncio.CancelledError:
            worker = self._left(ticket)
            if worker is not None:
                self._done(worker)
            raise

    def _left(self, ticket: Ticket[Worker]) -> Worker | None:
        """Gives up a place in the line; the worker, if it came at the very moment."""
        self._line.leave(ticket)
        return ticket.served.result() if ticket.served.done() else None

    def _dispatch(self) -> None:
        """Gives free workers to those whose turn it is."""
        crew = self._crew
        crew.muster_out()
        if crew.is_helpless:
            self._line.send_away()
        while crew.idle and len(crew.busy) < self.limits.workers:
            ticket = self._line.next(self._may_have_one)
            if ticket is None:
                return
            worker = crew.take(ticket.client)
            self._held[ticket.client] += 1
            ticket.served.set_result(worker)

    def _may_have_one(self, client: str) -> bool:
        return self._held[client] < max(1, self.limits.workers - 1)

    def _done(self, worker: Worker) -> None:
        client = self._crew.busy.get(worker, "")
        self._held[client] -= 1
        if self._held[client] <= 0:
            del self._held[client]
        self._crew.give_back(worker)

    async def _work(self, worker: Worker, task: str, request: Mapping[str, Any], seconds: float) -> Reply:
        try:
            reply = await worker.do(task, request, seconds)
        finally:
            self._done(worker)
        self._outcomes[reply.outcome] += 1
        self._pace += 0.05 * (reply.seconds - self._pace)
        if "fault" in reply.facts:
            LOG.error("task %s: %s", task, reply.facts["fault"])
            reply = replace(reply, facts={})
        return reply

    def _abandon(self, job: asyncio.Task[Reply], worker: Worker) -> None:
        def give_up() -> None:
            if not job.done():
                worker.kill("abandoned")

        asyncio.get_running_loop().call_later(_LEFT_ALONE, give_up)

    def _busy(self) -> Reply:
        self._outcomes["busy"] += 1
        if self._closing:
            return Reply(
                outcome="busy", what="the server is ending", advice="Ask again in a moment.", facts={"retry": 5}
            )
        if self._crew.is_helpless:
            retry = self._crew.retry
            what = "no process that answers can be started at the moment"
            advice = f"Ask again in {retry} s. Those who run this server find the reason in its log."
            return Reply(outcome="busy", what=what, advice=advice, facts={"retry": retry})
        retry = min(60, max(1, math.ceil(len(self._line) * self._pace / self.limits.workers)))
        what = "too many requests wait already"
        return Reply(outcome="busy", what=what, advice=f"Ask again in {retry} s.", facts={"retry": retry})

    async def _watch(self) -> None:
        """Changes over when the graph was replaced on disk; what cannot be opened is told once, and the old goes on."""
        seen = before = self._crew.opening
        while True:
            await asyncio.sleep(_LOOKED)
            self._crew.muster_out()
            found = await asyncio.to_thread(opening_of, self.targets, self._like)
            settled, before = found == before or bool(found.generation), found
            if found == seen or not settled or not found.mark:
                continue
            seen = found
            await self._change(found)

    async def _change(self, opening: Opening) -> None:
        if opening == self._crew.opening:
            return
        try:
            await self._crew.change(opening)
        except SojournError as error:
            LOG.error("the graph was replaced, but the new one cannot be opened; the old goes on: %s", describe(error))
            return
        LOG.info("the graph was replaced: %s", self.generation)
