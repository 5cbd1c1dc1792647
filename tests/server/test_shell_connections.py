"""Connections of strangers: slow, silent, broken, too many; and the end of the server, with requests under way."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
SETTINGS = {"sending": 1.0, "idle": 1, "stalled": 1.0, "connections": 40, "address": 8_000, "headers": 8_000}
SETTINGS |= {"unsent": 30_000_000, "body": 100_000}
LONG = 60.0
"""How long is waited for what comes by itself [s]."""
GRACE = 25.0
"""Sooner than the end of a server that waits for what is under way, which is after half a minute or a whole [s]."""
SOON = 10.0
"""Later than any of these deadlines, and sooner than the usual ones [s]."""
GET = "GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


class Server:
    """A server with short deadlines."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.log = log

    def connected(self, receive: int = 0) -> socket.socket:
        connection = socket.socket()
        if receive:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        connection.settimeout(LONG)
        try:
            connection.connect(("127.0.0.1", self.port))
        except OSError:
            connection.close()
            raise
        return connection

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def waits_for(self, text: str, count: int = 1) -> None:
        holds(lambda: self.said().count(text) >= count, lambda: f"{text!r} is not in the log: {self.said()[-2_000:]}")

    def takes(self, count: int) -> None:
        """Waits until so many requests are being answered, beside the one that asks."""
        line = f"\nsojourn_requests_under_way {count + 1}.0\n".encode()
        holds(lambda: line in asked(self, b"GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n"))


def holds(what: Callable[[], bool], why: Callable[[], str] = lambda: "") -> None:
    """Waits until something holds; this machine may be busy."""
    until = time.monotonic() + LONG
    while not what():
        assert time.monotonic() < until, why()
        time.sleep(0.02)


@contextmanager
def running(folder: Path, **settings: Any) -> Iterator[Server]:
    log = folder / "serve.log"
    given = json.dumps({**SETTINGS, "log": str(log), **settings})
    with subprocess.Popen(
        [sys.executable, "-m", "tests.server.parts", given], cwd=ROOT, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
    ) as process:
        try:
            assert process.stdout is not None
            found = re.fullmatch(r"serves http://127\.0\.0\.1:(\d+)\n", process.stdout.readline().decode())
            assert found
            yield Server(process, int(found[1]), log)
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("connections")) as started:
        yield started


def everything(connection: socket.socket) -> bytes:
    got = b""
    while True:
        try:
            piece = connection.recv(65_536)
        except ConnectionResetError:
            return got
        if not piece:
            return got
        got += piece


def one(connection: socket.socket) -> bytes:
    """One answer of a known length; the connection goes on."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += connection.recv(65_536)
    head, _, body = got.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head)
    assert length
    while len(body) < int(length[1]):
        body += connection.recv(65_536)
    return got


def asked(server: Server, sent: bytes) -> bytes:
    """All that is answered until the server ends the connection."""
    with closing(server.connected()) as connection:
        connection.sendall(sent)
        return everything(connection)


def status(answer: bytes) -> int:
    assert answer.startswith(b"HTTP/1.1 "), answer[:200]
    return int(answer[9:12])


def fine(server: Server) -> None:
    """A good request is answered."""
    answer = asked(server, b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert status(answer) == 200


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"GARBAGE\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS greeting\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\nHost: localhost\r\nConnection: close\r\n\r\n", 505),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nBad Header: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\n\r\n", 400),
        (b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET / a HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"POST /test/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST /test/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1, 2\r\n\r\n", 400),
        (b"POST /test/echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        (b"POST /test/echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", 431),
        (b"GET /" + b"a" * 20_000, 431),
        (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 414),
        (b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 400),
        (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 400),
        (b"CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET / HTTP/1.0\r\n\r\n", 400),
        (b"GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n", 200),
        (b"GET /health HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: upgrade, close\r\n\r\n", 200),
    ],
)
def test_what_is_no_good_request_gets_one_clear_answer(server: Server, sent: bytes, expected: int) -> None:
    before = len(server.said())
    answer = asked(server, sent)
    assert status(answer) == expected, answer
    head, _, body = answer.partition(b"\r\n\r\n")
    if expected != 200:
        assert json.loads(body)["error"]
        assert b"nosniff" in head
    assert "Traceback" not in server.said()
    assert "fault" not in server.said()[before:]
    fine(server)


def test_a_path_that_begins_with_two_slashes_is_never_a_link_to_a_host(server: Server) -> None:
    sent = "GET //evil.example/ HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
    answer = asked(server, sent.encode())
    assert status(answer) == 404
    assert b'="//' not in answer


@pytest.mark.parametrize(
    "beginning",
    ["GET / HT", "GET / HTTP/1.1\r\nHost: localhost\r\n", "POST /test/echo HTTP/1.1\r\nHost: localhost\r\n"],
)
def test_a_request_that_never_ends_is_told_so_in_time(server: Server, beginning: str) -> None:
    begun = time.monotonic()
    answer = asked(server, beginning.encode())
    assert status(answer) == 408
    assert 0.8 < time.monotonic() - begun < SOON


def trickled(connection: socket.socket) -> bool:
    """Whether one byte more was taken."""
    try:
        connection.sendall(b"a")
    except OSError:
        return False
    return True


def test_bytes_that_trickle_do_not_put_off_the_end(server: Server) -> None:
    begun = time.monotonic()
    with closing(server.connected()) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
        while trickled(connection) and time.monotonic() - begun < 15:
            time.sleep(0.1)
    assert time.monotonic() - begun < 12
    fine(server)


def test_a_body_that_never_ends_is_told_so_in_time(server: Server) -> None:
    begun = time.monotonic()
    answer = asked(server, b"POST /test/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc")
    assert status(answer) == 408
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"] == "the body was not whole after 1 s"
    assert 0.8 < time.monotonic() - begun < SOON
    fine(server)


def test_who_says_nothing_is_not_waited_for(server: Server) -> None:
    begun = time.monotonic()
    assert asked(server, b"") == b""
    assert 0.8 < time.monotonic() - begun < SOON
    server.waits_for("outcome=silent")


def test_a_connection_is_used_again_and_ends_when_idle(server: Server) -> None:
    begun = time.monotonic()
    with closing(server.connected()) as connection:
        for _ in range(3):
            connection.sendall(GET.format("/health").encode())
            assert status(one(connection)) == 200
        connection.sendall(GET.format("/health").encode() * 5)
        answers = everything(connection)
    assert answers.count(b"HTTP/1.1 200") == 5
    assert time.monotonic() - begun < 12


def test_a_body_that_is_too_long_is_told_so_though_it_still_comes(server: Server) -> None:
    head = b"POST /test/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n\r\n"
    answer = asked(server, head + b"a" * 5_000_000)
    assert status(answer) == 413
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    head = b"POST /test/echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = asked(server, head + chunk * 4)
    assert status(answer) == 413
    fine(server)


def test_who_waits_to_be_asked_for_a_body_is_told_before_that_it_is_too_long(server: Server) -> None:
    head = b"POST /test/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\nExpect: 100-continue\r\n\r\n"
    assert status(asked(server, head)) == 413


@pytest.mark.parametrize("size", [400_000, 20_000_000])
def test_who_takes_nothing_of_the_answer_loses_it(server: Server, size: int) -> None:
    before = server.said().count("outcome=slow-reader")
    with closing(server.connected(receive=4_096)) as connection:
        connection.sendall(GET.format(f"/test/big?size={size}").encode())
        if size > 10_000_000:  # the system itself holds some
            server.waits_for("outcome=slow-reader", before + 1)
            assert len(everything(connection)) < size
        fine(server)


def test_who_takes_the_answer_slowly_but_steadily_gets_all_of_it(server: Server) -> None:
    got = 0
    with closing(server.connected(receive=65_536)) as connection:
        request = "GET /test/big?size=12000000 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode())
        while piece := connection.recv(200_000):
            got += len(piece)
            time.sleep(0.02)
    assert got > 12_000_000


def test_slow_readers_together_hold_no_more_than_they_may(server: Server) -> None:
    before = server.said().count("outcome=slow-reader")
    connections = [server.connected(receive=4_096) for _ in range(4)]
    for connection in connections:
        connection.sendall(GET.format("/test/big?size=14000000").encode())
    server.waits_for("outcome=slow-reader", before + 1)
    fine(server)
    for connection in connections:
        connection.close()


def test_an_answer_that_breaks_off_is_seen_to_be_cut(server: Server) -> None:
    answer = asked(server, b"GET /test/broken HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert status(answer) == 200
    assert b"transfer-encoding: chunked" in answer.lower()
    assert not answer.endswith(b"0\r\n\r\n")
    assert b"secret" not in answer
    assert "secret" not in server.said()


def test_one_connection_too_many_is_told_so_and_others_go_on(tmp_path: Path) -> None:
    with running(tmp_path, sending=LONG, connections=40) as server:
        held = [server.connected() for _ in range(40)]
        try:
            for connection in held:
                connection.sendall(b"GET")
            answer = asked(server, b"")
            assert status(answer) == 503
            assert b"retry-after: 60" in answer
            held[0].sendall(b" /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert status(everything(held[0])) == 200
        finally:
            for connection in held:
                connection.close()
        holds(lambda: status(asked(server, b"GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n")) == 200)


def test_the_job_of_who_leaves_before_the_answer_ends(server: Server) -> None:
    with closing(server.connected()) as connection:
        connection.sendall(GET.format("/test/leave").encode())
        server.takes(1)
    assert asked(server, b"GET /test/seen HTTP/1.0\r\nHost: localhost\r\n\r\n").endswith(b"left")
    server.waits_for("GET /test/leave 499")
    assert "outcome=left" in server.said()
    fine(server)


def test_two_hundred_requests_at_once_are_all_answered(server: Server) -> None:
    outcomes: list[int] = []

    def ask() -> None:
        request = b"GET /test/work HTTP/1.0\r\nHost: localhost\r\n\r\n"
        outcomes.extend(status(asked(server, request)) for _ in range(20))

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert outcomes == [200] * 200


def listens(server: Server) -> bool:
    try:
        server.connected().close()
    except ConnectionRefusedError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_finishes_what_is_under_way_takes_nothing_new_and_exits_well(
    tmp_path: Path, number: signal.Signals
) -> None:
    with running(tmp_path) as server:
        slow, idle = server.connected(), server.connected()
        half = server.connected()
        slow.sendall(GET.format("/test/slow?seconds=3").encode())
        idle.sendall(GET.format("/health").encode())
        assert status(one(idle)) == 200
        half.sendall(b"GET / HT")
        server.takes(1)
        server.process.send_signal(number)
        assert everything(idle) == b""
        holds(lambda: not listens(server))
        answer = everything(slow)
        assert status(answer) == 200
        assert answer.endswith(b"done")
        assert server.process.wait(GRACE) == 0
        for connection in (slow, idle, half):
            connection.close()
        assert "Traceback" not in server.said()
        assert "fault" not in server.said()


def test_what_takes_longer_than_the_grace_is_broken_off(tmp_path: Path) -> None:
    with running(tmp_path, grace=1) as server, closing(server.connected()) as slow:
        slow.sendall(GET.format("/test/slow?seconds=60").encode())
        server.takes(1)
        begun = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(GRACE) == 0
        assert time.monotonic() - begun > 0.9
        assert "Traceback" not in server.said()


def test_who_asks_twice_does_not_wait(tmp_path: Path) -> None:
    with running(tmp_path) as server, closing(server.connected()) as slow:
        slow.sendall(GET.format("/test/slow?seconds=60").encode())
        server.takes(1)
        server.process.send_signal(signal.SIGINT)
        holds(lambda: not listens(server))
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(GRACE) == 0


def test_nothing_is_left_of_it_when_it_is_killed(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
        if not children.exists():
            pytest.skip("this system does not tell the children of a process")
        workers = [int(word) for word in children.read_text().split()]
        assert workers
        server.process.kill()
        holds(lambda: not any(_runs(worker) for worker in workers))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
        return ") Z" not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
