"""Who is served when: clients in turn, nobody holds everything, and nobody waits for ever."""

from __future__ import annotations

import asyncio
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.workers.jobs import Reply
from sojourn.workers.limits import Limits
from sojourn.workers.pool import Pool
from sojourn.workers.waiting import Line, Ticket
from tests.workers.conftest import DEEDS, Running, rested, until

CLIENTS = st.sampled_from("abcd")


def _anybody(client: str) -> bool:
    return bool(client)


@given(st.lists(CLIENTS, max_size=40))
def test_clients_are_served_in_turn_and_each_in_the_order_in_which_he_came(clients: list[str]) -> None:
    async def served() -> list[Ticket[int]]:
        line: Line[int] = Line(1_000)
        tickets = [line.join(client) for client in clients]
        found = []
        while ticket := line.next(_anybody):
            found.append(ticket)
        assert len(line) == 0
        for client in set(clients):
            assert [t for t in found if t.client == client] == [t for t in tickets if t and t.client == client]
        return found

    order = [ticket.client for ticket in asyncio.run(served())]
    assert Counter(order) == Counter(clients)
    for at, client in enumerate(order):  # nobody has two more than anybody who still waits
        ahead = Counter(order[: at + 1])
        for other in set(order[at + 1 :]):
            assert ahead[client] <= ahead[other] + 1


@given(st.lists(st.tuples(st.sampled_from(["join", "leave", "next"]), CLIENTS), max_size=60))
def test_the_line_never_holds_more_than_it_may_and_counts_right(steps: list[tuple[str, str]]) -> None:
    async def walk() -> None:
        line: Line[int] = Line(5)
        waiting: list[Ticket[int]] = []
        for step, client in steps:
            if step == "join":
                ticket = line.join(client)
                waiting = [other for other in waiting if not other.served.done()]
                waiting += [ticket] if ticket else []
            elif step == "leave" and waiting:
                line.leave(waiting.pop(0))
            elif step == "next" and (ticket := line.next(_anybody)):
                waiting.remove(ticket)
            assert len(line) == len(waiting) <= 5

    asyncio.run(walk())


def test_when_the_line_is_full_whoever_waits_with_the_most_gives_way() -> None:
    async def full() -> None:
        line: Line[int] = Line(4)
        many = [line.join("greedy") for _ in range(4)]
        assert line.join("greedy") is None
        modest = line.join("modest")
        assert modest is not None
        assert many[3] is not None
        assert many[3].served.result() is None
        assert [ticket.served.done() for ticket in many[:3] if ticket] == [False] * 3
        second = line.join("modest")
        assert second is not None
        assert line.join("modest") is None

    asyncio.run(full())


def test_leaving_twice_or_after_being_served_changes_nothing() -> None:
    async def leave() -> None:
        line: Line[int] = Line(4)
        first, second = line.join("a"), line.join("a")
        assert first
        assert second
        assert line.next(_anybody) is first
        line.leave(first)
        line.leave(second)
        line.leave(second)
        assert len(line) == 0

    asyncio.run(leave())


LONG = 15.0
"""How long a job takes that nobody waits for [s]."""


def _spins(pool: Pool, client: str, number: int, seconds: float) -> list[asyncio.Task[Reply]]:
    job = {"do": "sleep", "seconds": seconds}
    return [asyncio.create_task(pool.run("deed", job, client=client)) for _ in range(number)]


def test_one_client_cannot_hold_every_worker(running: Running) -> None:
    async def two() -> tuple[float, Reply]:
        greedy = _spins(running.pool, "greedy", 6, LONG)
        await asyncio.sleep(0)
        assert running.pool.state()["busy"] == 1
        begun = time.perf_counter()
        reply = await running.pool.run("deed", {"do": "nothing"}, client="modest")
        took = time.perf_counter() - begun
        for task in greedy:
            task.cancel()
        await asyncio.gather(*greedy, return_exceptions=True)
        return took, reply

    running.rested()
    took, reply = running.wait(two())
    assert reply.outcome == "ok"
    assert took < LONG / 2


def test_more_requests_than_may_wait_are_refused_and_told_when_to_come_again(running: Running) -> None:
    async def many() -> list[Reply]:
        return await asyncio.gather(*_spins(running.pool, "greedy", 45, 0.01))

    running.rested()
    replies = running.wait(many())
    refused = [reply for reply in replies if reply.outcome == "busy"]
    assert Counter(reply.outcome for reply in replies) == {"ok": 41, "busy": 4}
    assert {(reply.what, reply.advice) for reply in refused} == {
        ("too many requests wait already", f"Ask again in {refused[0].facts['retry']} s.")
    }
    assert 1 <= refused[0].facts["retry"] <= 60


def test_who_has_waited_too_long_is_told_that_the_server_is_busy() -> None:
    async def impatient() -> tuple[list[Reply], int]:
        pool = Pool([], Limits(workers=1, spare=0, patience=0.2), like=DEEDS)
        await pool.start()
        replies = await asyncio.gather(*_spins(pool, "one", 3, 2))
        state = await rested(pool)
        await pool.close()
        return replies, state["waiting"]

    replies, waiting = asyncio.run(impatient())
    assert [reply.outcome for reply in replies] == ["ok", "busy", "busy"]
    assert 0.2 <= replies[1].waited < 2
    assert waiting == 0


def test_a_request_whose_client_hangs_up_while_it_waits_is_forgotten(running: Running) -> None:
    async def leaving() -> tuple[int, int]:
        tasks = _spins(running.pool, "one", 4, 0.2)
        await asyncio.sleep(0)
        waiting = running.pool.state()["waiting"]
        for task in tasks[1:]:
            task.cancel()
        await asyncio.sleep(0)
        await asyncio.gather(*tasks, return_exceptions=True)
        return waiting, running.pool.state()["waiting"]

    before = running.rested()
    assert running.wait(leaving()) == (3, 0)
    state = running.rested()
    assert state["outcomes"]["ok"] == before["outcomes"].get("ok", 0) + 1
    assert state["started"] == before["started"]


def test_a_job_whose_client_hangs_up_is_killed_unless_it_is_done_soon_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sojourn.workers.pool._LEFT_ALONE", 3.0)  # not 1: this machine may be busy

    async def leaving() -> dict[str, int]:
        pool = Pool([], Limits(workers=2, spare=0, seconds=60), like=DEEDS)
        await pool.start()
        await rested(pool)
        tasks = [*_spins(pool, "one", 1, 50), *_spins(pool, "two", 1, 0.3)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert pool.state()["busy"] == 2
        await until(lambda: pool.state()["ended"])
        state = await rested(pool)
        await pool.close()
        return dict(state["ended"])

    assert asyncio.run(leaving()) == {"abandoned": 1}
