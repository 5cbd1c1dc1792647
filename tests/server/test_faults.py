"""Workers that crash, eat memory or cannot be started, and the end of the server under load."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bench.load import Seen, Shot, asking, volley

from sojourn.workers.limits import Limits
from sojourn.workers.pool import Pool
from sojourn.workers.worker import Opening
from tests.server.conftest import Served, serving
from tests.server.faults import (
    AT_ONCE,
    PATIENCE,
    RUNAWAY,
    TRIES,
    Meanwhile,
    at_work,
    end,
    metric,
    metrics,
    rested,
    runs,
    timed,
    until,
    workers,
)


@pytest.fixture(scope="module")
def frail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose workers are about to suffer."""
    with serving(tmp_path_factory.mktemp("frail"), "--workers", "2", "--seconds", "20", "--memory", "128") as served:
        yield served


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT])
def test_a_crash_is_told_in_one_message_and_the_next_request_is_answered_at_once(
    number: signal.Signals, frail: Served
) -> None:
    quickest = PATIENCE
    for _ in range(TRIES):
        rested(frail, 3)
        asked = Meanwhile(frail)
        end(at_work(frail), number)
        answer = asked.answer()
        assert answer.status == 500
        told = answer.json()
        assert told["error"] == "the request crashed the process that worked on it"
        assert told["advice"] == "The next request is answered as usual. Ask in another way, or in parts."
        after, took = timed(frail)
        assert after.status == 200
        quickest = min(quickest, took)
        if quickest < AT_ONCE:
            break
    assert quickest < AT_ONCE
    until(lambda: f"crashed (signal {int(number)})" in frail.said(), PATIENCE, frail.said)
    assert "Traceback" not in frail.said()


def test_a_query_that_eats_memory_is_told_so_and_the_next_is_answered_at_once(frail: Served) -> None:
    quickest = PATIENCE
    for _ in range(TRIES):
        rested(frail, 3)
        answer, _ = timed(frail, "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a")
        assert (answer.status, answer.json()["limits"]["memory"]) == (507, 128)
        assert answer.json()["error"].endswith("needs more memory than a request may take")
        after, took = timed(frail)
        assert after.status == 200
        quickest = min(quickest, took)
        if quickest < AT_ONCE:
            break
    assert quickest < AT_ONCE


def test_workers_that_the_system_ends_while_they_rest_are_replaced_and_nobody_notices(frail: Served) -> None:
    rested(frail, 3)
    lost = workers(frail)
    for worker in lost:
        end(worker, signal.SIGKILL)
    until(lambda: not set(lost) & set(workers(frail)), PATIENCE)
    answer, _ = timed(frail)
    assert answer.status == 200
    rested(frail, 3)


def test_told_to_end_under_load_it_answers_all_that_wait_takes_nothing_new_and_leaves_nothing(tmp_path: Path) -> None:
    good, bad = Shot("good", asking("ASK {}")), Shot("runaway", asking(RUNAWAY))
    seen: list[Seen] = []
    with serving(tmp_path, "--workers", "1", "--seconds", "2") as served:

        def asking_of(shots: list[Shot]) -> threading.Thread:
            thread = threading.Thread(target=lambda: seen.extend(asyncio.run(volley(served.url, shots))))
            thread.start()
            return thread

        asked = [asking_of([bad, bad])]
        metric(served, "jobs_waiting", lambda waiting: waiting == 1)
        asked.append(asking_of([good] * 40))
        until(lambda: _line(metrics(served)) == 41, PATIENCE)
        left = workers(served)
        served.process.send_signal(signal.SIGTERM)
        until(lambda: not _listens(served), PATIENCE)
        for each in asked:
            each.join(PATIENCE)
        assert served.process.wait(PATIENCE) == 0
        assert Counter((one.kind, one.status) for one in seen) == {("good", 200): 40, ("runaway", 504): 2}
        assert not any(runs(worker) for worker in left)
        assert "Traceback" not in served.said()
        assert " fault " not in served.said()


def _line(told: dict[str, float]) -> float:
    """How many have waited for the worker that one has: those who wait, and whose turn came when one was stopped."""
    return told["jobs_waiting"] + told.get('workers_ended{reason="timeout"}', 0)


def _listens(served: Served) -> bool:
    try:
        socket.create_connection(("127.0.0.1", urlsplit(served.url).port or 0), timeout=60).close()
    except OSError:
        return False
    return True


def test_when_the_server_is_killed_its_workers_die_in_the_middle_of_their_work(tmp_path: Path) -> None:
    with serving(tmp_path, "--workers", "2") as served:
        asked = threading.Thread(
            target=lambda: asyncio.run(volley(served.url, [Shot("runaway", asking(RUNAWAY))] * 3, limit=20))
        )
        asked.start()
        at_work(served)
        left = workers(served)
        assert len(left) >= 2
        served.process.kill()
        until(lambda: not any(runs(worker) for worker in left), PATIENCE)
        asked.join(PATIENCE)


def test_while_no_worker_can_be_started_requests_are_refused_soon_and_answered_again_afterwards(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    there = sys.executable

    async def served() -> None:
        pool = Pool((), Limits(workers=1, spare=0), like=Opening(targets=None, warm=False))
        await pool.start()
        monkeypatch.setattr(sys, "executable", "/nowhere/python")
        for worker in pool._all():
            worker.kill("crash")
        quickest = PATIENCE
        for _ in range(1 + TRIES):
            begun = time.perf_counter()
            reply = await pool.run("counts", {})
            quickest = min(quickest, time.perf_counter() - begun)
            assert reply.outcome == "busy"
            assert reply.what == "no process that answers can be started at the moment"
            assert 1 <= reply.facts["retry"] <= 11
        assert quickest < AT_ONCE
        monkeypatch.setattr(sys, "executable", there)
        async with asyncio.timeout(PATIENCE):
            while (await pool.run("counts", {})).outcome != "ok":
                await asyncio.sleep(0.2)
        await pool.close()

    asyncio.run(served())
    assert "a worker could not be started, 3 in a row: No such file or directory" in caplog.text


def test_a_pool_that_is_closed_while_its_workers_start_ends() -> None:
    async def begun(turns: int) -> None:
        pool = Pool((), Limits(workers=1), like=Opening(targets=None, warm=False))
        await pool.start()
        for _ in range(turns):
            await asyncio.sleep(0)
        async with asyncio.timeout(PATIENCE):
            await pool.close()

    for turns in range(8):
        asyncio.run(begun(turns))


def test_a_reply_that_the_server_was_too_busy_to_read_in_time_still_counts() -> None:
    async def asked() -> list[str]:
        pool = Pool((), Limits(workers=1, spare=0), like=Opening(targets=None))
        await pool.start()
        outcomes = []
        for _ in range(2):
            job = asyncio.create_task(pool.run("counts", {}, seconds=2))
            await asyncio.sleep(0.01)
            time.sleep(2.5)  # nobody else has a turn, as in a storm of requests
            outcomes.append((await job).outcome)
        await pool.close()
        return outcomes

    assert asyncio.run(asked()) == ["ok"] * 2
