"""HTTP for SPARQL: one server, no redirects elsewhere, no proxies, a deadline, a largest answer, some patience.

The standard library carries it (see ``docs/decisions/0010``). Every fault becomes one :class:`StoreError` that names
the address and what to do; neither credentials nor the query appear in it.
"""

from __future__ import annotations

import email.utils
import http.client
import random
import socket
import ssl
import threading
import time
from contextlib import suppress
from time import sleep
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from sojourn.errors import StoreError
from sojourn.stores.remote.bodies import Body
from sojourn.stores.remote.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sojourn.stores.remote.address import Address
    from sojourn.stores.remote.credentials import Credentials

_BUSY = (429, 503)
_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 3
_RESET = (ConnectionError,)


class Reply(NamedTuple):
    """The whole answer to a request.

    Attributes:
        status: HTTP status.
        headers: By lower-case name.
        body: All of it, from the start.
        address: Who answered, after redirects.
    """

    status: int
    headers: dict[str, str]
    body: Body
    address: Address

    @property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().casefold()


class _Request(NamedTuple):
    address: Address
    method: str
    target: str
    headers: dict[str, str]
    body: bytes


class Wire:
    """Requests to one server."""

    def __init__(self, credentials: Credentials, limits: Limits) -> None:
        self._idle: list[tuple[Address, http.client.HTTPConnection]] = []
        self.credentials = credentials
        self.limits = limits

    def send(
        self,
        address: Address,
        method: str,
        *,
        target: str = "",
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        reads: bool = True,
    ) -> Reply:
        """Sends a request and takes in the whole answer, whatever its status.

        Args:
            address: Where to.
            method: ``GET``, ``POST``, ``PUT``, ``DELETE``.
            target: The path with its query, if not that of the address.
            headers: Beside those of HTTP itself.
            body: What is sent.
            reads: Whether it changes nothing: then a broken connection is tried again, and redirects are followed
                within the server.

        Raises:
            StoreError: If there is no whole answer.
        """
        request = _Request(address, method, target or address.path, dict(headers or {}), body)
        waited, redirects, resets, attempt = 0.0, 0, 0, 0
        while True:
            try:
                reply = self._once(request, may_reuse=reads)
            except _RESET as error:
                resets += 1
                if not reads or resets >= self.limits.attempts:
                    raise _broken(address, error) from None
                reply = None
            if reply is None:
                pause = self._pause(resets, None)
            elif reply.status == 401 and self._challenged(reply):
                continue
            elif reply.status in _REDIRECTS and reads and redirects < _MOST_REDIRECTS:
                request = request._replace(target=_within(request, reply))
                redirects += 1
                continue
            elif reply.status in _BUSY and attempt + 1 < self.limits.attempts:
                attempt += 1
                pause = self._pause(attempt, reply.headers.get("retry-after"))
            else:
                return reply
            waited += pause
            if waited > self.limits.patience:
                if reply is not None:
                    return reply
                raise StoreError("the connection breaks again and again", where=str(address), advice=_LATER)
            sleep(pause)

    def _challenged(self, reply: Reply) -> bool:
        return self.credentials.challenged([reply.headers.get("www-authenticate", "")])

    def _pause(self, attempt: int, asked: str | None) -> float:
        """How long to wait before the next attempt [s]: what the server asks for, or twice as long as before."""
        wanted = _seconds(asked) if asked else None
        if wanted is not None:
            return max(0.0, wanted)
        jitter = random.uniform(0.5, 1.5)  # noqa: S311 - not a secret
        return self.limits.first_pause * float(2 ** (attempt - 1)) * jitter

    def _once(self, request: _Request, *, may_reuse: bool) -> Reply:
        address = request.address
        headers = {**request.headers, "User-Agent": "sojourn", "Accept-Encoding": "identity"}
        authorization = self.credentials.header(request.method, request.target)
        if authorization:
            headers["Authorization"] = authorization
        request = request._replace(headers=headers)
        kept = [pair for pair in self._idle if pair[0][:3] == address[:3]] if may_reuse else []
        if kept:
            self._idle.remove(kept[0])
            with suppress(*_RESET):
                return self._exchange(kept[0][1], request)
        return self._exchange(self._connection(address), request)

    def _connection(self, address: Address) -> http.client.HTTPConnection:
        if address.scheme == "http":
            return http.client.HTTPConnection(address.host, address.port, timeout=self.limits.connect)
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(address.host, address.port, timeout=self.limits.connect, context=context)

    def _exchange(self, connection: http.client.HTTPConnection, request: _Request) -> Reply:
        """One request and its answer; a watchman closes the connection at the deadline, whatever it is doing then."""
        address = request.address
        late = threading.Event()
        if connection.sock is None:
            _connect(connection, address)
        watchman = threading.Timer(self.limits.total, _cut, (connection.sock, late))
        watchman.daemon = True
        watchman.start()
        try:
            connection.sock.settimeout(self.limits.total)
            connection.request(request.method, request.target, body=request.body or None, headers=request.headers)
            with connection.getresponse() as response:
                reply = Reply(
                    response.status, _headers(response), _whole(response, address, self.limits.most_bytes), address
                )
                keeps = not response.will_close
        except (TimeoutError, OSError, http.client.HTTPException, ValueError) as error:
            connection.close()
            if late.is_set() or isinstance(error, TimeoutError):
                raise _slow(address, self.limits.total) from None
            if isinstance(error, (StoreError, *_RESET)):
                raise
            raise _broken(address, error) from None
        finally:
            watchman.cancel()
        if late.is_set():
            connection.close()
            raise _slow(address, self.limits.total)
        if keeps:
            self._idle.append((address, connection))
        else:
            connection.close()
        return reply

    def close(self) -> None:
        """Closes what is kept open."""
        while self._idle:
            self._idle.pop()[1].close()

    def __del__(self) -> None:
        self.close()


_LATER = "Try again later; nothing was changed."


def _cut(connected: socket.socket, late: threading.Event) -> None:
    late.set()
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)


def _connect(connection: http.client.HTTPConnection, address: Address) -> None:
    try:
        connection.connect()
    except ssl.SSLCertVerificationError as error:
        advice = "Ask who runs the server. Of an authority of your own, name the certificate in SSL_CERT_FILE."
        raise StoreError(
            f"its certificate is not valid: {error.verify_message}", where=str(address), advice=advice
        ) from None
    except ssl.SSLError as error:
        why = (error.reason or "unknown").replace("_", " ").lower()
        raise StoreError(
            f"no encrypted connection is possible: {why}", where=str(address), advice="Is it an http:// address?"
        ) from None
    except TimeoutError:
        raise StoreError(
            f"does not answer within {connection.timeout:g} s", where=str(address), advice=_REACH
        ) from None
    except OSError as error:
        why = error.strerror or str(error)
        raise StoreError(f"cannot be reached: {why}", where=str(address), advice=_REACH) from None


_REACH = "Check the address, and that the server runs."


def _headers(response: http.client.HTTPResponse) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in response.getheaders():
        key = name.casefold()
        found[key] = f"{found[key]}, {value}" if key in found else value
    return found


def _whole(response: http.client.HTTPResponse, address: Address, most: int) -> Body:
    """The body, in memory or in a file; cut ones are refused."""
    if response.headers.get("Content-Encoding", "identity").casefold() not in {"identity", ""}:
        what, advice = "answers packed although that was not asked for", "Let it send answers as they are."
        raise StoreError(what, where=str(address), advice=advice)
    body = Body()
    size = 0
    try:
        while piece := response.read1(1 << 17):
            size += len(piece)
            if size > most:
                raise StoreError(
                    f"its answer has more than {most:,} bytes",
                    where=str(address),
                    advice="Ask for less, with LIMIT or a narrower question.",
                )
            body.write(piece)
    except http.client.IncompleteRead:
        raise _cut_short(address, size) from None
    if response.length:
        raise _cut_short(address, size)
    body.seek(0)
    return body


def _cut_short(address: Address, size: int) -> StoreError:
    return StoreError(
        f"its answer breaks off after {size:,} bytes", where=str(address), advice="Nothing of it was used; ask again."
    )


def _slow(address: Address, seconds: float) -> StoreError:
    return StoreError(
        f"has not answered within {seconds:g} s",
        where=str(address),
        advice="Ask for less, or wait longer: SOJOURN_SPARQL_TIMEOUT takes seconds.",
    )


def _broken(address: Address, error: Exception) -> StoreError:
    if isinstance(error, (http.client.HTTPException, ValueError)) and not isinstance(error, ConnectionError):
        what = "does not speak HTTP as it should"
    else:
        what = f"the connection broke: {getattr(error, 'strerror', '') or 'it was closed'}"
    return StoreError(what, where=str(address), advice=_LATER)


def _within(request: _Request, reply: Reply) -> str:
    """The path to which a redirect leads on the same server; any other redirect is refused."""
    address = request.address
    location = reply.headers.get("location", "")
    parts = urlsplit(urljoin(f"{address.at('')}{request.target}", location))
    with suppress(ValueError):
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
        if location and (parts.scheme, parts.hostname, port) == address[:3]:
            return parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    shown = f"{parts.scheme}://{parts.hostname or ''}{parts.path}"[:200] if location else "nowhere"
    raise StoreError(
        f"sends the question on to {shown!r}",
        where=str(address),
        advice="Questions are not sent on to other servers; name that address yourself if you trust it.",
    )


def _seconds(text: str) -> float | None:
    """``Retry-After``: seconds, or a date [s from now]."""
    if text.strip().isdigit():
        return float(text)
    with suppress(ValueError, TypeError, OverflowError):
        return email.utils.parsedate_to_datetime(text).timestamp() - time.time()
    return None
