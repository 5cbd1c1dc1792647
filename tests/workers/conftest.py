"""What the tests of the workers share: a loop, and a pool that is ready for misdeeds."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from sojourn.workers.jobs import Reply
from sojourn.workers.limits import Limits
from sojourn.workers.pool import Pool
from sojourn.workers.worker import Opening

ROOT = Path(__file__).parent.parent.parent
DEEDS = Opening(targets=None, extra=(("deed", "tests.workers.misdeeds"),), warm=False)
"""Workers that know a task which misbehaves."""
Result = TypeVar("Result")


@dataclass(frozen=True)
class Running:
    """A pool in a loop that runs while one of these is called."""

    pool: Pool
    runner: asyncio.Runner

    def do(self, deed: str, *, deadline: float = 0.0, **words: Any) -> Reply:
        """Lets a worker do something wrong, within a deadline of its own [s] or that of the pool."""
        return self.wait(self.pool.run("deed", {"do": deed, **words}, seconds=deadline))

    def wait(self, job: Coroutine[Any, Any, Result]) -> Result:
        """Runs the loop until the job is done."""
        return self.runner.run(job)

    def rested(self) -> Mapping[str, Any]:
        """Waits until all workers are there, and tells how things stand."""
        return self.wait(rested(self.pool))


async def until(what: Callable[[], object]) -> None:
    """Waits until something holds; this machine may be busy."""
    async with asyncio.timeout(60):
        while not what():
            await asyncio.sleep(0.01)


async def rested(pool: Pool) -> Mapping[str, Any]:
    """Waits until all workers are there, and tells how things stand."""
    await until(lambda: pool.state()["idle"] >= pool.limits.workers + pool.limits.spare)
    return pool.state()


@pytest.fixture(scope="module", autouse=True)
def _tests_can_be_imported_by_workers() -> Iterator[None]:
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), *([before] if before else [])])
    os.environ["SOJOURN_TOKEN"] = "a-secret"  # noqa: S105 - a worker must not be told of it
    yield
    del os.environ["SOJOURN_TOKEN"]
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    """Two workers and a spare one over the shipped graph; a job may take 30 s and 256 MiB."""
    limits = Limits(seconds=30, memory=256, size=100_000, workers=2, waiting=40, patience=20)
    with asyncio.Runner() as runner:
        pool = Pool([], limits, like=DEEDS)
        runner.run(pool.start())
        yield Running(pool, runner)
        runner.run(pool.close())
