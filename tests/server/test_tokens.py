"""Wrong tokens are answered later and later; the right one is never held up, whoever else asks from there."""

from __future__ import annotations

import asyncio
import time

import pytest

from sojourn.server.clients import Mistaken
from sojourn.server.refusals import Refused
from sojourn.server.security import Locked
from sojourn.server.settings import Settings

TOKEN = "a-token-of-many-letters"  # noqa: S105 - of this test
HERE, ELSEWHERE = "198.51.100.7", "198.51.100.8"


def locked(*, proxied: bool = False) -> Locked:
    async def answered(scope: object, receive: object, send: object) -> None:
        """What lies behind the lock."""

    return Locked(answered, settings=Settings(targets=(), token=TOKEN, proxied=proxied))


async def asked(lock: Locked, token: str, client: str = HERE, via: str = "") -> tuple[int, float]:
    """The status of the answer, and how long it took [s]."""
    headers = [(b"authorization", f"Bearer {token}".encode())] if token else []
    headers += [(b"x-forwarded-for", client.encode())] if via else []
    begun = time.perf_counter()
    scope = {"type": "http", "path": "/", "headers": headers, "client": (via or client, 1)}
    try:
        await lock(scope, None, None)  # type: ignore[arg-type] # nothing is received or sent
    except Refused as error:
        return error.status, time.perf_counter() - begun
    return 200, time.perf_counter() - begun


def test_the_pause_grows_with_every_wrong_token_and_is_forgotten_in_time() -> None:
    now = [0.0]
    mistaken = Mistaken(lambda: now[0])
    pauses = [mistaken.pause(HERE) for _ in range(40)]
    assert pauses[:11] == pytest.approx([0, 0, 0, 0, 0, 0.1, 0.2, 0.4, 0.8, 1.6, 2.0])
    assert set(pauses[10:]) == {2.0}
    assert mistaken.pause(ELSEWHERE) == 0
    now[0] += 21
    assert [mistaken.pause(HERE) for _ in range(6)] == pytest.approx([0, 0, 0, 0, 0, 0.1])


def test_no_more_clients_are_remembered_than_there_is_room_for() -> None:
    mistaken = Mistaken(lambda: 0.0)
    for number in range(10_000):
        mistaken.pause(str(number))
    assert len(mistaken._sent) == 4_096


@pytest.mark.parametrize("via", ["", "127.0.0.1"], ids=["directly", "through a proxy"])
def test_a_storm_of_wrong_tokens_is_held_back_and_refused_and_the_right_one_is_answered_at_once(via: str) -> None:
    async def storm() -> None:
        lock = locked(proxied=bool(via))
        wrong = [asyncio.create_task(asked(lock, "wrong", HERE, via)) for _ in range(200)]
        await asyncio.sleep(0.05)
        for client in (HERE, ELSEWHERE):
            status, seconds = await asked(lock, TOKEN, client, via)
            assert (status, seconds < 1) == (200, True)
        status, seconds = await asked(lock, "mistyped", ELSEWHERE, via)
        assert (status, seconds < 1) == (401, True)
        statuses = [status for status, _ in await asyncio.gather(*wrong)]
        assert (statuses.count(401), statuses.count(429)) == (5 + 8, 200 - 13)

    asyncio.run(storm())


def test_who_sends_none_is_asked_for_one_however_often() -> None:
    async def often() -> None:
        lock = locked()
        found = [await asked(lock, "") for _ in range(50)]
        assert {status for status, _ in found} == {401}
        assert max(seconds for _, seconds in found) < 1

    asyncio.run(often())


def test_answers_held_back_for_all_clients_together_are_bounded() -> None:
    async def many() -> None:
        lock = locked()
        tasks = [asyncio.create_task(asked(lock, "wrong", f"198.51.100.{n}")) for n in range(40) for _ in range(13)]
        statuses = [status for status, _ in await asyncio.gather(*tasks)]
        assert statuses.count(429) == 40 * 8 - 128

    asyncio.run(many())
