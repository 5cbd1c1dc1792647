"""A store that is replaced, broken or removed on disk while it is served and asked all the time."""

from __future__ import annotations

import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sojourn import shipped
from sojourn.cli import main
from sojourn.graph.building import build
from tests.server.conftest import Served, serving
from tests.server.faults import AT_ONCE, COUNT, PATIENCE, TRIES, end, rested, runs, timed, until, workers
from tests.server.sending import Asked, send

STUDIES = [shipped.GRAPHS / name for name in ("rust-belt", "beijing-foreigners")]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one study."""
    store = tmp_path_factory.mktemp("built") / "store"
    build(STUDIES[:1], store)
    return store


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Path:
    """A copy that a test may break."""
    copy = tmp_path / "store"
    shutil.copytree(built, copy, symlinks=True)
    return copy


class Steady:
    """A client that asks the same all the time.

    Attributes:
        statuses: Of all answers.
        counts: What they said, one after the other, each once.
    """

    def __init__(self, served: Served) -> None:
        self.statuses: set[int] = set()
        self.counts: list[int] = []
        self.answers = 0
        self._served = served
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def _ask(self) -> None:
        while not self._enough.wait(0.005):
            answer, _ = timed(self._served, COUNT)
            self.statuses.add(answer.status)
            self.answers += 1
            if answer.status == 200:
                count = int(answer.json()["results"]["bindings"][0]["n"]["value"])
                if count not in self.counts[-1:]:
                    self.counts.append(count)

    @classmethod
    @contextmanager
    def asking(cls, served: Served) -> Iterator[Steady]:
        """Asks until the end of the block."""
        client = cls(served)
        client._thread.start()
        try:
            yield client
        finally:
            client._enough.set()
            client._thread.join(PATIENCE)


def test_a_store_that_is_built_anew_is_taken_up_without_a_request_being_lost(store: Path, tmp_path: Path) -> None:
    with serving(tmp_path, str(store), "--workers", "2") as served:
        rested(served, 3)
        before = workers(served)
        with Steady.asking(served) as client:
            until(lambda: client.counts, PATIENCE)
            assert main(["build", *map(str, STUDIES), "-o", str(store), "--force"]) == 0
            until(lambda: len(client.counts) > 1, PATIENCE, served.said)
            until(lambda: not any(runs(worker) for worker in before), PATIENCE)
            rested(served, 3)
        assert client.statuses == {200}
        assert client.answers > 20
        assert len(client.counts) == 2
        assert client.counts[0] < client.counts[1]
        assert len(workers(served)) == 3
        until(lambda: "workers the graph was replaced: 000002-" in served.said(), PATIENCE, served.said)
        assert "Traceback" not in served.said()


def test_a_broken_generation_is_told_and_the_old_one_goes_on(store: Path, tmp_path: Path) -> None:
    with serving(tmp_path, str(store), "--workers", "2") as served:
        rested(served, 3)
        with Steady.asking(served) as client:
            until(lambda: client.counts, PATIENCE)
            broken = store / "generations" / "000002"
            broken.mkdir()
            (broken / "manifest.json").write_text("{}", encoding="utf-8")
            link = store / ".CURRENT-new"
            link.symlink_to("generations/000002")
            link.replace(store / "CURRENT")
            until(lambda: "the new one cannot be opened; the old goes on" in served.said(), PATIENCE, served.said)
            for worker in workers(served):
                end(worker, signal.SIGKILL)
                rested(served, 3)
        client.statuses.discard(507)  # it may have been at work
        assert client.statuses == {200}
        assert len(client.counts) == 1
        assert served.said().count("the old goes on") == 1


def test_while_the_store_is_gone_requests_are_refused_soon_and_answered_again_when_it_is_back(
    store: Path, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    with serving(tmp_path, str(store), "--workers", "1") as served:
        rested(served, 2)
        store.rename(away)
        answer, _ = timed(served, COUNT)
        assert answer.status == 200  # who has it open goes on
        lost = workers(served)
        for worker in lost:
            end(worker, signal.SIGKILL)
        until(lambda: not set(lost) & set(workers(served)), PATIENCE)
        quickest = PATIENCE
        for _ in range(1 + TRIES):
            answer, took = timed(served, COUNT)
            assert (answer.status, answer.json()["error"]) == (
                503,
                "no process that answers can be started at the moment",
            )
            quickest = min(quickest, took)
            assert 1 <= int(answer.headers["retry-after"]) <= 11
        assert quickest < AT_ONCE
        health = send(served, Asked(path="/health"))
        assert (health.status, health.json()) == (503, {"status": "no worker is ready"})
        until(lambda: "a worker could not be started, 3 in a row: " in served.said(), PATIENCE, served.said)
        away.rename(store)
        until(lambda: timed(served, COUNT)[0].status == 200, PATIENCE, served.said)
        assert send(served, Asked(path="/health")).status == 200
        assert "Traceback" not in served.said()


def test_a_store_that_is_removed_and_built_at_the_same_place_is_taken_up(store: Path, tmp_path: Path) -> None:
    with serving(tmp_path, str(store), "--workers", "1") as served, Steady.asking(served) as client:
        until(lambda: client.counts, PATIENCE)
        store.rename(tmp_path / "away")
        time.sleep(1.2)
        build(STUDIES, store)
        until(lambda: len(client.counts) > 1, PATIENCE, served.said)
    assert client.statuses == {200}
