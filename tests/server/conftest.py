"""What the tests of the server share: one real ``sojourn serve`` of the shipped graph, and one client in process."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from sojourn.server.app import application
from sojourn.server.settings import Settings
from sojourn.workers.limits import Limits

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it prefers a successor of httpx that the other tests do not need
    from starlette.testclient import TestClient

__all__ = ["Served", "TestClient", "client", "served", "serving"]

STARTING = 60.0
"""Longest that a server may take to answer [s]; this machine may be busy."""


@dataclass(frozen=True)
class Served:
    """A server that runs.

    Attributes:
        url: Its address, without a slash at the end.
        process: ``sojourn serve``.
        log: What it writes to standard error.
    """

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def said(self) -> str:
        """What it has written so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def serving(folder: Path, *arguments: str, environment: dict[str, str] | None = None) -> Iterator[Served]:
    """``sojourn serve ARGUMENTS`` on a port that the system chooses, from when it answers to the end of the block."""
    log = folder / f"serve-{len(list(folder.glob('serve-*.log')))}.log"
    command = [sys.executable, "-m", "sojourn", "serve", *arguments, "--port", "0"]
    with (
        log.open("wb") as out,
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=environment) as process,
    ):
        try:
            yield Served(_told(process, log), process, log)
        finally:
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()


def _told(process: subprocess.Popen[bytes], log: Path) -> str:
    """Waits until a server tells where it answers, and gives its address."""
    until = time.monotonic() + STARTING
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(r" at (http://\S+)/ \(Ctrl-C ends it\)\n", log.read_text(encoding="utf-8")):
            return found[1]
        time.sleep(0.02)
    pytest.fail(f"the server did not begin within {STARTING:g} s: {log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A real ``sojourn serve`` of the shipped graph; do not stop it."""
    with serving(tmp_path_factory.mktemp("served"), "--workers", "2") as server:
        yield server


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """The application over the shipped graph, in process, with two workers; it is asked as ``127.0.0.1``."""
    app = application(Settings(limits=Limits(workers=2)))
    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as opened:
        yield opened
