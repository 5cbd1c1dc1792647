"""One line for each request: how long, how much, how it ended; never a token or the text of a query."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from logging.handlers import WatchedFileHandler
from traceback import extract_tb
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote_plus

from sojourn.errors import StoreError
from sojourn.server.clients import client_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from sojourn.server.metrics import Metrics
    from sojourn.server.settings import Settings
    from sojourn.workers.jobs import Reply

_LONGEST = 200
"""Most characters of a path or of the names of parameters in a line."""


@dataclass(slots=True)
class Entry:
    """What a request has come to.

    Attributes:
        client: Who asks.
        task: What the workers did last; empty when none was asked.
        waited: How long it waited for workers [s].
        worked: How long workers worked on it [s].
        rows: Rows of the answer; negative when it has none.
        outcome: How the last job ended, or why nothing was done.
        digest: Digest of the job, the same for the same question.
        received: Whether the whole body of the request has been read.
    """

    client: str = ""
    task: str = ""
    waited: float = 0.0
    worked: float = 0.0
    rows: int = -1
    outcome: str = ""
    digest: str = ""
    received: bool = False

    def ask(self, task: str, wanted: Mapping[str, Any]) -> None:
        """Takes down what is asked of the workers."""
        self.task = task
        self.digest = sha256(json.dumps([task, dict(wanted)], sort_keys=True).encode()).hexdigest()[:16]

    def tell(self, reply: Reply) -> None:
        """Takes down how it ended."""
        self.waited += reply.waited
        self.worked += reply.seconds
        rows = reply.facts.get("rows")
        self.rows = rows if isinstance(rows, int) else self.rows
        cut = str(reply.facts.get("truncated") or "")
        self.outcome = f"{reply.outcome}-cut-{cut}" if cut else reply.outcome


def entry_of(scope: Mapping[str, Any]) -> Entry:
    """The entry of a request; an empty one that nobody reads where there is no log."""
    found = scope.get("sojourn.entry")
    return found if isinstance(found, Entry) else Entry()


class Journal:
    """The log: lines of ``name=value`` on standard error, or in a file that may be moved away while it is written."""

    def __init__(self, path: str = "") -> None:
        try:
            kept = WatchedFileHandler(path, encoding="utf-8") if path else logging.StreamHandler(sys.stderr)
        except OSError as error:
            raise StoreError(
                f"{path} cannot be written: {error.strerror}", where="--log", advice="Name a file in a folder of yours."
            ) from None
        kept.handleError = _unheard  # type: ignore[method-assign] # a log on a full disk must not end the server
        self._handler = kept

    def request(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        """Takes a request down."""
        entry = entry_of(scope)
        words = [entry.client or "-", str(scope["method"])[:16], _target(scope), str(status), f"bytes={size}"]
        words.append(f"took={seconds * 1_000:.1f}ms")
        if entry.task:
            words += [f"task={entry.task}", f"waited={entry.waited * 1_000:.1f}ms"]
            words += [f"worked={entry.worked * 1_000:.1f}ms", f"digest={entry.digest}"]
        if entry.rows >= 0:
            words.append(f"rows={entry.rows}")
        if entry.outcome:
            words.append(f"outcome={entry.outcome}")
        self.write(" ".join(words))

    def fault(self, error: BaseException) -> None:
        """Takes a fault of the program down: where, not what, since what may quote a query."""
        frames = extract_tb(error.__traceback__)[-6:]
        at = " < ".join(
            f"{frame.filename.rpartition('/')[2]}:{frame.lineno}:{frame.name}" for frame in reversed(frames)
        )
        self.write(f"fault {type(error).__name__} at {at}")

    def write(self, text: str) -> None:
        """Writes a line with the time."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        plain = text if text.isprintable() else "".join(letter if letter.isprintable() else "?" for letter in text)
        record = logging.LogRecord("sojourn", logging.INFO, "", 0, f"{now} {plain}", None, None)
        self._handler.handle(record)

    def close(self) -> None:
        """Ends the log; standard error stays open."""
        self._handler.close()


def _unheard(record: logging.LogRecord) -> None:
    del record


def _target(scope: Scope) -> str:
    """The path and the names of the parameters, without their values."""
    path = quote(scope["path"], safe="/~@:,;=!$'()*+&")[:_LONGEST]
    pairs = scope.get("query_string", b"").decode("latin-1")[:4_096].split("&")
    names = dict.fromkeys(quote(unquote_plus(pair.partition("=")[0])[:40], safe="") for pair in pairs if pair)
    return f"{path}?{'&'.join(f'{name}=…' for name in names)}"[:_LONGEST] if names else path


class Logged:
    """Writes the line of each request when it is done, and counts it."""

    def __init__(self, app: ASGIApp, *, settings: Settings, journal: Journal, metrics: Metrics) -> None:
        self.app = app
        self._settings = settings
        self._journal = journal
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = time.perf_counter()
        scope["sojourn.entry"] = Entry(client=client_of(scope, self._settings))
        status, size = 0, 0

        async def counted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            with self._metrics.under_way.track_inprogress():
                await self.app(scope, receive, counted)
        finally:
            seconds = time.perf_counter() - begun
            self._metrics.request(scope, status, size, seconds)
            self._journal.request(scope, status, size if scope["method"] != "HEAD" else 0, seconds)
