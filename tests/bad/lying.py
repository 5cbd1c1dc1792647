"""Servers that do what servers should not: each a function that answers one request on a raw connection."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BufferedIOBase

GOOD = b'{"head":{"vars":["graph"]},"results":{"bindings":[]}}'
JSON = "application/sparql-results+json"
Answer = Callable[[BufferedIOBase], None]


def reply(body: bytes, kind: str = JSON, status: str = "200 OK", *headers: str, length: int | None = None) -> Answer:
    """A server that always answers this."""

    def answer(out: BufferedIOBase) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
        lines += [f"Content-Type: {kind}"] if kind else []
        out.write("\r\n".join([*lines, "Connection: close", "", ""]).encode() + body)

    return answer


def raw(*pieces: bytes, pause: float = 0.0) -> Answer:
    """A server that always sends these bytes, with pauses between them [s]."""

    def answer(out: BufferedIOBase) -> None:
        for piece in pieces:
            out.write(piece)
            out.flush()
            time.sleep(pause)

    return answer


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
BILLION = b'<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><sparql><head/></sparql>'

LIARS: dict[str, Answer] = {
    "a web page with 200": reply(b"<!DOCTYPE html><html><body>Welcome!</body></html>", "text/html; charset=utf-8"),
    "a web page that claims to be JSON": reply(b"<html><body>Sign in</body></html>"),
    "no type": reply(GOOD, ""),
    "another type": reply(b"a,b\r\n", "text/csv"),
    "an empty answer": reply(b""),
    "JSON that breaks off": reply(GOOD[:-20]),
    "JSON of something else": reply(b'{"status":"ok"}'),
    "fewer bytes than announced": reply(GOOD, JSON, "200 OK", length=5_000),
    "a cut chunk": raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n20\r\n{"),
    "no last chunk": raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"),
    "too many bytes": reply(b" " * 300_000),
    "packed bytes": reply(GOOD, JSON, "200 OK", "Content-Encoding: gzip"),
    "entities in XML": reply(BILLION, "application/sparql-results+xml"),
    "a part of the answer": reply(GOOD, JSON, "200 OK", "X-SQL-State: S1TAT"),
    "no HTTP": raw(b"220 mail.example.org ESMTP\r\n"),
    "nothing at all": raw(),
    "endless headers": raw(b"HTTP/1.1 200 OK\r\n" + b"X-Header: x\r\n" * 200),
    "a header without an end": raw(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 70_000),
    "silence": raw(b"", b"", pause=60),
    "a drip of headers": raw(*[b"H"] * 600, pause=0.1),
    "a drip of the body": raw(HEAD + b"\r\n", *[b" "] * 600, pause=0.1),
    "a redirect elsewhere": reply(b"", JSON, "302 Found", "Location: http://elsewhere.example/sparql"),
    "a redirect to a file": reply(b"", JSON, "301 Moved Permanently", "Location: file:///etc/passwd"),
    "a redirect to nowhere": reply(b"", JSON, "302 Found"),
    "redirects in a circle": reply(b"", JSON, "307 Temporary Redirect", "Location: /sparql"),
    "nothing there": reply(b"no such page", "text/plain", "404 Not Found"),
    "no POST": reply(b"", "text/plain", "405 Method Not Allowed"),
    "not implemented": reply(b"", "text/plain", "501 Not Implemented"),
    "no JSON and no XML": reply(b"", "text/plain", "406 Not Acceptable"),
    "a password wanted": reply(b"", "text/plain", "401 Unauthorized", 'WWW-Authenticate: Basic realm="x"'),
    "forbidden": reply(b"not for you", "text/plain", "403 Forbidden"),
    "a query refused": reply(b"Parse error:\x1b[31m line 1\r\nno sub-selects here", "text/plain", "400 Bad Request"),
    "a fault of its own": reply(b"<html>stack trace</html>", "text/html", "500 Internal Server Error"),
    "busy for ever": reply(b"", "text/plain", "503 Service Unavailable", "Retry-After: 0"),
    "busy for an hour": reply(b"", "text/plain", "429 Too Many Requests", "Retry-After: 3600"),
    "too slow by its own account": reply(b"", "text/plain", "504 Gateway Timeout"),
    "no graph of ours": reply(GOOD),
}
"""What each of them does."""


@contextmanager
def server(*answers: Answer, listens: bool = True) -> Iterator[tuple[str, list[bytes]]]:
    """A server on loopback that gives these answers in turn, and then the last of them for ever.

    Args:
        answers: What it gives.
        listens: Whether it reads a request before it answers.

    Yields:
        Its URL, and the requests that it has got.
    """
    requests: list[bytes] = []
    waiting = list(answers)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                if listens:
                    requests.append(_request(self.rfile))
                (waiting.pop(0) if len(waiting) > 1 else waiting[0])(self.wfile)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{running.server_address[1]}/sparql", requests
        finally:
            running.shutdown()
            thread.join()


def _request(stream: BufferedIOBase) -> bytes:
    head, length = b"", 0
    while line := stream.readline():
        head += line
        if line.lower().startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
        if line in {b"\r\n", b"\n"}:
            break
    return head + stream.read(length)
