"""Elsewhere than on Linux: no filter of calls, no bound of memory, no ``/proc``; and still every job has an answer."""

from __future__ import annotations

import asyncio
import json
import logging
import resource
import signal
import sys
import time

import pytest

from sojourn.server import running
from sojourn.workers import confining, landlocking, worker
from sojourn.workers.limits import Limits
from sojourn.workers.pool import Pool
from sojourn.workers.worker import Opening
from tests.workers.conftest import DEEDS

PRETENDING = """
import builtins, os, sys
import sojourn.workers.child as child
opened = builtins.open
def only_here(file, *rest, **more):
    if str(file).startswith("/proc"):
        raise FileNotFoundError(2, "there is no /proc here", str(file))
    return opened(file, *rest, **more)
builtins.open = only_here
del os.O_PATH
sys.platform = "darwin"
child.main()
"""
LIMITS = Limits(workers=1, spare=0, seconds=3, memory=200)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    async def created() -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE
        command = (sys.executable, "-P", "-c", PRETENDING)
        return await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True, env=worker._environment()
        )

    monkeypatch.setattr(worker, "_created", created)


@pytest.mark.usefixtures("elsewhere")
def test_jobs_are_done_weighed_and_stopped_and_what_is_not_held_is_told(caplog: pytest.LogCaptureFixture) -> None:
    async def jobs() -> None:
        pool = Pool([], LIMITS, like=DEEDS)
        await pool.start()
        try:
            assert pool.state()["confined"] == []
            for deed, outcome in {"nothing": "ok", "eat memory": "memory", "spin": "timeout", "leave": "crash"}.items():
                assert (await pool.run("deed", {"do": deed})).outcome == outcome
            assert (await pool.run("deed", {"do": "nothing"})).outcome == "ok"
        finally:
            await pool.close()

    with caplog.at_level(logging.WARNING, "sojourn.workers"):
        asyncio.run(asyncio.wait_for(jobs(), 120))
    told = [record.getMessage() for record in caplog.records if "on this system" in record.getMessage()]
    assert [line.partition("system ")[2][:30] for line in told] == [
        "nothing but the check of queri",
        "a worker can read every file t",
        "the memory of a worker is only",
    ]


@pytest.mark.usefixtures("elsewhere")
def test_a_worker_ends_with_its_server_where_no_signal_tells_it() -> None:
    async def orphaned() -> None:
        made = await worker._created()
        assert made.stdin is not None
        assert made.stdout is not None
        settings = {**worker.Worker._settings(_Bare()), "parent": 1}  # type: ignore[arg-type] # it has what is read
        made.stdin.write((json.dumps(settings) + "\n").encode())
        assert await asyncio.wait_for(made.wait(), 60) == 1

    asyncio.run(orphaned())


class _Bare:
    opening = Opening(targets=None, warm=False)
    _limits = LIMITS


@pytest.mark.parametrize("platform", ["darwin", "win32", "freebsd14"])
def test_nothing_is_taken_away_and_nothing_raised(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(confining, "_no_files_written", lambda: None)
    assert confining.confine(["/"], 1) == []
    assert not confining.confine_memory(1)
    assert not landlocking.read_only_these(["/"])


@pytest.mark.parametrize("error", [ValueError("current limit exceeds maximum limit"), OSError(22, "Invalid argument")])
def test_a_limit_of_open_files_that_cannot_be_raised_is_kept_to(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise error

    monkeypatch.setattr(resource, "getrlimit", lambda _: (1_024, resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "setrlimit", refused)
    assert running._affordable(8_192) == 1_024 - 256


def test_cut_off_twice_while_a_worker_is_being_made_it_waits_and_leaves_nothing_behind() -> None:
    made: list[asyncio.subprocess.Process] = []

    async def cut_off() -> None:
        create = worker._created

        async def created() -> asyncio.subprocess.Process:
            made.append(await create())
            return made[-1]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(worker, "_created", created)
            starting = asyncio.create_task(worker.Worker.started(DEEDS, LIMITS))
            for _ in range(3):
                await asyncio.sleep(0)
                starting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await starting

    begun = time.monotonic()
    asyncio.run(cut_off())
    assert time.monotonic() - begun < 10
    assert [process.returncode for process in made] == [-signal.SIGKILL]
