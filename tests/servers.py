"""Real SPARQL servers for tests: Oxigraph from PyPI and Virtuoso from Debian, each in a folder of its own, on loopback.

Where one is not installed its tests are skipped with the reason; ``SOJOURN_REQUIRE_SERVERS=1`` makes that a failure.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

VIRTUOSO_INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
MaxClientConnections = 10
CheckpointInterval = 0
CaseMode = 2
AllowOSCalls = 0
DirsAllowed = .
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
ThreadsPerQuery = 2
AsyncQueueMaxThreads = 4
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = .
ServerThreads = 5
MaxClientConnections = 5
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {most_rows}
MaxQueryExecutionTime = 60
"""
MOST_ROWS = 20_000
"""Virtuoso answers with no more rows than these."""


@dataclass(frozen=True)
class Server:
    """A server that runs.

    Attributes:
        url: Where it takes queries.
        environment: What :mod:`sojourn` needs to write to it.
    """

    url: str
    environment: dict[str, str]


def needed(program: str, package: str) -> str:
    """The path of a program; the test is skipped, or fails where servers are required, if it is not installed."""
    beside = Path(sys.executable).parent / program
    found = str(beside) if beside.exists() else shutil.which(program)
    if not found:
        reason = f"{program} is not installed ({package})"
        if os.environ.get("SOJOURN_REQUIRE_SERVERS"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def free_ports(count: int) -> list[int]:
    """Ports on loopback that nothing listens at, and that the system gives to nobody who asks for any."""
    held: list[socket.socket] = []
    while len(held) < count:
        with suppress(OSError):
            held.append(socket.create_server(("127.0.0.1", 10_000 + secrets.randbelow(20_000))))
    ports = [server.getsockname()[1] for server in held]
    for server in held:
        server.close()
    return ports


@contextmanager
def oxigraph(folder: Path, *options: str, mode: str = "serve") -> Iterator[Server]:
    """``oxigraph serve`` or ``oxigraph serve-read-only`` on a folder."""
    program = needed("oxigraph", "the oxigraph package of PyPI")
    (port,) = free_ports(1)
    command = [program, mode, "--location", str(folder), "--bind", f"127.0.0.1:{port}", *options]
    with _running(command, folder.parent, f"http://127.0.0.1:{port}/query"):
        yield Server(f"http://127.0.0.1:{port}/query", {})


@contextmanager
def virtuoso(folder: Path, most_rows: int = MOST_ROWS) -> Iterator[Server]:
    """Virtuoso in an empty folder, with a password that nobody knows."""
    program = needed("virtuoso-t", "the virtuoso-opensource package of Debian")
    port, sql_port = free_ports(2)
    ini = VIRTUOSO_INI.format(port=port, sql_port=sql_port, most_rows=most_rows)
    (folder / "virtuoso.ini").write_text(ini, encoding="utf-8")
    password = secrets.token_hex(8)
    first = [program, "+configfile", "virtuoso.ini", "+foreground", "+pwdold", "dba", "+pwddba", password]
    # It makes its database, changes the passwords and ends.
    done = subprocess.run([*first, "+pwddav", password], cwd=folder, check=False, capture_output=True, timeout=120)
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert "The DBA password is changed" in said, said
    with _running([program, "+configfile", "virtuoso.ini", "+foreground"], folder, f"http://127.0.0.1:{port}/sparql"):
        secret = {"SOJOURN_SPARQL_USER": "dba", "SOJOURN_SPARQL_PASSWORD": password}
        yield Server(f"http://127.0.0.1:{port}/sparql", secret)


@contextmanager
def _running(command: list[str], folder: Path, url: str) -> Iterator[None]:
    with (
        (folder / "server.out").open("wb") as out,
        subprocess.Popen(command, cwd=folder, stdout=out, stderr=out, stdin=subprocess.DEVNULL) as process,
    ):
        try:
            told = folder / "server.out"
            wait_until_it_answers(
                process, f"{url}?query=ASK%7B%7D", lambda: told.read_text(encoding="utf-8", errors="replace")
            )
            yield
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_until_it_answers(
    process: subprocess.Popen[bytes], url: str, said: Callable[[], str], *, seconds: float = 60
) -> None:
    """Waits until a server answers, whatever it is; the test fails with what it said if it ends, or takes too long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail(f"the server ended: {said()}")
        try:
            with urllib.request.urlopen(url, timeout=10):  # noqa: S310 - a URL of our own
                return
        except urllib.error.HTTPError as error:
            error.close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"the server did not answer within {seconds:g} s: {said()}")
