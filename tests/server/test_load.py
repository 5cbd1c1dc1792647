"""A storm of requests with runaways among them: every good one is answered, and every runaway is stopped in time."""

from __future__ import annotations

import asyncio
import os
import statistics
from collections import Counter
from collections.abc import Iterator

import pytest
from bench.load import asking, resident, stream
from bench.server import stopped_after, weathered

from tests.server.conftest import Served, serving

SECONDS, MEMORY, WORKERS = 1.0, 512, 3
LATE = 10.0
"""Latest that a runaway is stopped after its time, where other tests run beside this one; the bench asks for 1 [s]."""
MIB = 1 << 20
SOAK = bool(os.environ.get("SOJOURN_SOAK"))


@pytest.fixture(scope="module")
def braced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with short deadlines."""
    limits = ("--workers", str(WORKERS), "--seconds", f"{SECONDS:g}", "--memory", str(MEMORY), "--patience", "300")
    with serving(tmp_path_factory.mktemp("braced"), *limits) as served:
        yield served


@pytest.mark.parametrize("count", [300, *([1_000, 3_000] if SOAK else [])])
def test_a_hundredth_of_runaways_costs_no_good_request_its_answer(count: int, braced: Served) -> None:
    process, before = braced.process.pid, len(stopped_after(braced.log))
    seen, peak, idle = weathered(braced.url, process, count)
    assert Counter((one.kind, one.status) for one in seen) == {
        ("good", 200): count - count // 100,
        ("runaway", 504): count // 100,
    }
    stopped = stopped_after(braced.log, before + count // 100)[before:]
    assert len(stopped) == count // 100
    assert all(SECONDS <= worked < SECONDS + LATE for worked in stopped)
    assert len({one.body for one in seen if one.kind == "good"}) == 1
    assert peak < idle + WORKERS * MEMORY * MIB
    assert resident(process) < idle + 150 * MIB
    assert "Traceback" not in braced.said()
    assert " fault " not in braced.said()


def test_an_answer_on_a_connection_that_is_kept_does_not_wait_for_the_client_to_confirm_its_beginning(
    braced: Served,
) -> None:
    for _ in range(20):
        taken = asyncio.run(stream(braced.url, asking("ASK {}"), clients=1, seconds=0.5))
        if statistics.median(taken) < 0.02:  # TCP would wait for 0.04 s
            return
    pytest.fail(f"half of the answers took {statistics.median(taken):.3f} s")
