"""HTTP/1.1 for strangers: connections that are slow, silent, broken or too many end, each with a reason."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from sojourn.server.clients import Connections

if TYPE_CHECKING:
    from sojourn.server.logs import Journal
    from sojourn.server.metrics import Metrics
    from sojourn.server.settings import Settings

_CHECK = 5.0
"""How often a connection whose client takes nothing is looked at [s]."""

_LINGER = 2.0
"""How long a client may go on sending after it has its answer, before the connection is closed [s]."""

_STEP = 16_384
"""A slow reader that takes at least so much between two looks is waited for [bytes]."""

_PHRASES = {400: "Bad Request", 408: "Request Timeout", 414: "URI Too Long", 429: "Too Many Requests"}
_PHRASES |= {431: "Request Header Fields Too Large", 501: "Not Implemented", 503: "Service Unavailable"}


@dataclass(slots=True)
class Door:
    """What all connections of a server share.

    Attributes:
        settings: How long and how many.
        journal: Where those that end are told.
        metrics: Where they are counted.
        connections: How many there are.
        stuck: Those that wait for a slow reader, the longest-waiting first.
    """

    settings: Settings
    journal: Journal
    metrics: Metrics
    connections: Connections
    stuck: dict[Connection, None] = field(default_factory=dict)

    def relieve(self) -> None:
        """Ends those that have waited longest for their reader while all together hold too much."""
        while sum(each.unsent for each in self.stuck) > self.settings.unsent:
            next(iter(self.stuck)).end("slow-reader")


class Connection(H11Protocol):
    """One connection; beside what uvicorn does, it has deadlines and ends politely."""

    def __init__(self, door: Door, **given: Any) -> None:
        super().__init__(**given)
        self._door = door
        self._peer = ""
        self._fed = False
        self._ending = False
        self._awaited: tuple[str, object] = ("", None)
        self._timer: asyncio.TimerHandle | None = None
        self._watch: asyncio.TimerHandle | None = None
        self._before = 0
        self._silent = 0.0

    @property
    def _answering(self) -> RequestResponseCycle | None:
        """The request that was read last; none at the beginning."""
        return self.cycle

    @property
    def unsent(self) -> int:
        """Bytes that the client has not taken yet."""
        return self.transport.get_write_buffer_size()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Counts it; one too many is told so and ends."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=0)  # so that each client that takes nothing is seen, for however little
        self._peer = self.client[0] if self.client else ""
        why = self._door.connections.enter(self._peer)
        self._door.metrics.connections.inc()
        if why:
            self.refuse(503 if why.startswith("more") else 429, why, "Try again in a minute.", "too-many")
            self.transport.close()
        else:
            self._await("headers")

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets it."""
        self._door.connections.leave(self._peer)
        self._door.metrics.connections.dec()
        self._unwatch()
        self._await("")
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Reads what came; a request must be whole before its deadline, however its bytes trickle."""
        if not self._ending:
            self._fed = True
            super().data_received(data)

    def handle_events(self) -> None:
        """Handles what was read, and sets the deadline for what must come next."""
        before = self.cycle
        super().handle_events()
        if self._ending or self.transport.is_closing():
            return
        if self.cycle is not before:
            self._fed = False
        if self.conn.their_state is h11.SEND_BODY:
            self._await("rest" if self.cycle.response_complete else "body")
        elif self.conn.their_state is h11.IDLE and (self._fed or self._answering is None or self.conn.trailing_data[0]):
            self._await("headers")
        else:
            self._await("")

    def on_response_complete(self) -> None:
        """Makes ready for the next request; the rest of a body that nobody wanted is waited for a moment."""
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY and not self.transport.is_closing():
            self._await("rest")

    def send_400_response(self, msg: str) -> None:
        """Tells what is wrong with a request that is no HTTP."""
        error = sys.exc_info()[1]
        if getattr(error, "error_status_hint", 400) == 431:
            settings = self._door.settings
            what = f"the request line and headers have more than {settings.address + settings.headers:,} bytes"
            self.refuse(431, what, "Send a long query by POST.", "malformed")
        else:
            status = 501 if getattr(error, "error_status_hint", 400) == 501 else 400
            self.refuse(status, "this is no HTTP/1.1 request", str(error or msg)[:200], "malformed")

    def shutdown(self) -> None:
        """Ends when the answer under way is sent."""
        with suppress(h11.LocalProtocolError):
            super().shutdown()
        if self._ending or self._answering is None or self._answering.response_complete:
            self.transport.close()

    def refuse(self, status: int, what: str, advice: str, reason: str) -> None:
        """Answers with an error of its own, unless an answer has begun, and ends the connection.

        What still comes is read for a moment: a connection that is closed before would be reset, and the answer lost.
        """
        self._ending = True
        self._unset_keepalive_if_required()
        cycle = self._answering
        running = cycle is not None and not cycle.response_complete
        if cycle is not None and running:
            cycle.disconnected = True
            cycle.message_event.set()
        if cycle is None or not running or not cycle.response_started:
            self.transport.write(_message(status, what, advice))
        self._note(reason, f"connection {status} outcome={reason}")
        self.flow.resume_reading()
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._await("end")

    def end(self, reason: str) -> None:
        """Ends the connection at once; what was not sent is dropped."""
        self._ending = True
        self._note(reason, f"connection outcome={reason} unsent={self.unsent}")
        self._unwatch()
        self.transport.abort()

    def _note(self, reason: str, text: str) -> None:
        self._door.metrics.turned_away.labels(reason).inc()
        self._door.journal.write(f"{self._peer or '-'} {text}")

    def _await(self, what: str) -> None:
        """Sets the deadline for ``headers``, ``body``, the ``rest`` of a body or the ``end``, unless it is set."""
        wanted = (what, self.cycle)
        if wanted == self._awaited and what:
            return
        self._awaited = wanted
        if self._timer:
            self._timer.cancel()
        seconds = self._door.settings.sending if what in {"headers", "body"} else _LINGER
        self._timer = self.loop.call_later(seconds, self._late, what) if what else None

    def _late(self, what: str) -> None:
        self._awaited = ("", None)
        seconds = self._door.settings.sending
        if what in {"rest", "end"}:
            self.transport.close()
        elif what == "headers" and not self._fed:
            self.end("silent")
        else:
            part = "body" if what == "body" else "request"
            self.refuse(408, f"the {part} was not whole after {seconds:g} s", "Send it at once.", f"late-{what}")

    def pause_writing(self) -> None:
        """The client takes less than is sent: it is watched from now on."""
        super().pause_writing()
        self._before, self._silent = self.unsent, 0.0
        self._door.stuck[self] = None
        self._watch = self.loop.call_later(_pace(self._door.settings), self._look)
        self._door.relieve()

    def resume_writing(self) -> None:
        """The client has caught up."""
        self._unwatch()
        super().resume_writing()

    def _look(self) -> None:
        pace = _pace(self._door.settings)
        self._silent = 0.0 if self._before - self.unsent >= _STEP else self._silent + pace
        self._before = self.unsent
        if self._silent >= self._door.settings.stalled:
            self.end("slow-reader")
        else:
            self._watch = self.loop.call_later(pace, self._look)

    def _unwatch(self) -> None:
        self._door.stuck.pop(self, None)
        if self._watch:
            self._watch.cancel()
            self._watch = None


def _message(status: int, what: str, advice: str) -> bytes:
    body = json.dumps({"error": what, "where": "", "advice": advice}, ensure_ascii=False).encode()
    head = f"HTTP/1.1 {status} {_PHRASES[status]}\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n"
    retry = "retry-after: 60\r\n" if status in {429, 503} else ""
    return f"{head}{retry}x-content-type-options: nosniff\r\nconnection: close\r\n\r\n".encode() + body


def _pace(settings: Settings) -> float:
    return min(_CHECK, settings.stalled / 2)
