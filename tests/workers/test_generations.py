"""The graph is replaced on disk while it is served: nobody notices, unless the new one is broken."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from sojourn import shipped
from sojourn.errors import BadInput, NotFound, StoreError
from sojourn.graph.building import build
from sojourn.workers.jobs import Reply
from sojourn.workers.limits import Limits
from sojourn.workers.pool import Pool
from tests.workers.conftest import DEEDS, rested, until

STUDIES = [shipped.GRAPHS / name for name in ("rust-belt", "beijing-foreigners")]
LIMITS = Limits(workers=2, spare=1, seconds=60)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one study; a second generation holds two, and is not current."""
    store = tmp_path_factory.mktemp("built") / "store"
    build(STUDIES[:1], store)
    first = str((store / "CURRENT").readlink())
    build(STUDIES, store, force=True)
    _swap(store, first)
    return store


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Path:
    """A copy that a test may break."""
    copy = tmp_path / "store"
    shutil.copytree(built, copy, symlinks=True)
    return copy


def _swap(store: Path, target: str) -> None:
    link = store / ".CURRENT-new"
    link.symlink_to(target)
    link.replace(store / "CURRENT")


async def _until(pool: Pool, generation: str) -> None:
    await until(lambda: pool.generation.startswith(generation))


async def _assertions(pool: Pool) -> int:
    reply = await pool.run("deed", {"do": "count"})
    assert reply.outcome == "ok", reply.what
    return int(reply.json())


def test_a_new_generation_is_taken_up_without_a_request_being_dropped(store: Path) -> None:
    async def served() -> tuple[list[Reply], Reply, dict[str, int], str]:
        pool = Pool([str(store)], LIMITS, like=DEEDS)
        await pool.start()
        assert pool.generation.startswith("000001-")
        await rested(pool)
        replies: list[Reply] = []
        enough = asyncio.Event()
        long = asyncio.create_task(pool.run("deed", {"do": "sleep", "seconds": 3}, client="patient"))

        async def keep_asking() -> None:
            while not enough.is_set():
                replies.append(await pool.run("deed", {"do": "count"}, client="eager"))
                await asyncio.sleep(0.005)

        asking = asyncio.create_task(keep_asking())
        await until(lambda: len(replies) > 2)
        _swap(store, "generations/000002")
        await _until(pool, "000002-")
        since = len(replies)
        await until(lambda: len(replies) > since + 2)
        enough.set()
        await asking
        waited = await long
        state = await rested(pool)
        await pool.close()
        return replies, waited, state["ended"], state["generation"]

    replies, waited, ended, generation = asyncio.run(served())
    assert Counter(reply.outcome for reply in replies) == {"ok": len(replies)}
    counts = [reply.json() for reply in replies]
    assert counts == sorted(counts)
    assert len(set(counts)) == 2
    assert waited.outcome == "ok"
    assert ended == {"replaced": 3}
    assert generation.startswith("000002-")


def test_a_confined_worker_answers_from_the_columns_as_from_the_quads(store: Path) -> None:
    async def asked() -> list[int]:
        pool = Pool([str(store)], Limits(workers=1, spare=0, memory=512), like=replace(DEEDS, warm=True))
        await pool.start()
        question = {"do": "ask", "question": "largest-stocks"}
        replies = [await pool.run("deed", {**question, "engine": engine}) for engine in ("columns", "sparql")]
        assert [reply.outcome for reply in replies] == ["ok", "ok"], replies[0].what
        await pool.close()
        return [reply.json() for reply in replies]

    columns, quads = asyncio.run(asked())
    assert columns == quads > 0


def test_a_broken_generation_is_told_once_and_the_old_one_goes_on_even_when_a_worker_is_replaced(
    store: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (store / "generations" / "000003").mkdir()
    (store / "generations" / "000003" / "manifest.json").write_text("{}", encoding="utf-8")

    async def served() -> None:
        pool = Pool([str(store)], LIMITS, like=DEEDS)
        await pool.start()
        before = await _assertions(pool)
        _swap(store, "generations/000003")
        await until(lambda: "cannot be opened" in caplog.text)
        for _ in range(4):
            assert (await pool.run("deed", {"do": "leave"})).outcome == "crash"
            assert await _assertions(pool) == before
        await asyncio.sleep(1.2)
        assert pool.generation.startswith("000001-")
        _swap(store, "generations/000002")
        await _until(pool, "000002-")
        assert await _assertions(pool) > before
        await pool.close()

    with caplog.at_level(logging.INFO, "sojourn.workers"):
        asyncio.run(served())
    told = [record.message for record in caplog.records if record.levelname == "ERROR"]
    assert len(told) == 1
    assert "the old goes on" in told[0]
    assert "its manifest cannot be read" in told[0]


def test_a_study_that_is_edited_is_read_again_and_kept_as_it_was_while_it_has_problems(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    study = tmp_path / "rust-belt"
    shutil.copytree(STUDIES[0], study)
    sheet = study / "claims.csv"
    whole = sheet.read_text(encoding="utf-8")

    async def served() -> None:
        pool = Pool([str(study)], Limits(workers=1, spare=0), like=DEEDS)
        await pool.start()
        before, mark = await _assertions(pool), pool.generation
        sheet.write_text("id,nonsense\nx,y\n", encoding="utf-8")
        await until(lambda: "cannot be opened" in caplog.text)
        assert await _assertions(pool) == before
        assert pool.generation == mark
        sheet.write_text("\n".join(whole.rstrip("\n").split("\n")[:-1]) + "\n", encoding="utf-8")
        await until(lambda: pool.generation != mark)
        assert await _assertions(pool) == before - 1
        await pool.close()

    with caplog.at_level(logging.INFO, "sojourn.workers"):
        asyncio.run(served())
    assert "nonsense" in caplog.text


REFUSED = {
    "nowhere": (NotFound, "there is nothing of that name"),
    "http://127.0.0.1:9": (BadInput, "another server cannot be served"),
    "empty": (StoreError, "has no manifest, so it is no finished store"),
}


@pytest.mark.parametrize("target", ["nowhere", "http://127.0.0.1:9", "empty"])
def test_what_cannot_be_opened_is_told_when_the_server_starts(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    kind, what = REFUSED[target]

    async def started() -> None:
        pool = Pool([target], LIMITS)
        try:
            await pool.start()
        finally:
            await pool.close()

    with pytest.raises(kind, match=what) as told:
        asyncio.run(started())
    assert told.value.where == target
    assert told.value.advice
