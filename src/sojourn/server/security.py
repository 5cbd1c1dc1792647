"""Who may ask, and what every answer carries: names of the host, origins, the token, headers for browsers."""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders

from sojourn.server.clients import Mistaken, client_of
from sojourn.server.logs import entry_of
from sojourn.server.refusals import Refused
from sojourn.server.settings import Settings, on_all

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What pages may load, unless a part says otherwise."""

OPEN = frozenset(("/health",))
"""Paths that need no token."""

_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?P<port>:[0-9]{1,5})?")
_NUMBER = re.compile(r"\[[0-9a-fA-F:.]+\]|[0-9]{1,3}(\.[0-9]{1,3}){3}")


class Gate:
    """Turns away who calls the server by a name that is not its own, and pages of other sites."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self.app = app
        self._settings = settings
        self._names = settings.names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request.

        Raises:
            Refused: 400 for a target that is no path, 403 for another host or origin, 505 for another HTTP.
        """
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            self._check_host(headers)
            self._check_origin(headers)
            if scope["http_version"] not in {"1.0", "1.1"}:
                raise Refused(505, f"this is HTTP/{scope['http_version']}", "Speak HTTP/1.1.")
            if not scope["path"].startswith("/"):
                raise Refused(400, "the target of the request is no path", "Ask for a path: /")
        await self.app(scope, receive, send)

    def _check_host(self, headers: Headers) -> None:
        told = headers.get("host", "")
        found = _HOST.fullmatch(told)
        if not found:
            raise Refused(400, "the request does not say which host it is for", "Send one header 'Host'.", where="Host")
        name = found["name"].lower().strip("[]").rstrip(".")
        # A number cannot be made to mean another machine, as a name can.
        numbered = on_all(self._settings.host) and _NUMBER.fullmatch(found["name"])
        if name not in self._names and not numbered:
            advice = f"Use {self._settings.url}/, or start the server with --allow-host {name}."
            raise Refused(403, f"this server is not called {name!r}", advice, where="Host")

    def _check_origin(self, headers: Headers) -> None:
        origin = headers.get("origin")
        if "*" in self._settings.cors:
            return
        if origin is not None:
            if origin.lower() not in self._settings.cors and not self._is_ours(origin, headers["host"]):
                raise Refused(
                    403,
                    f"pages of {origin[:100]!r} may not ask this server",
                    "If they should, start the server with --cors and that origin.",
                    where="Origin",
                )
        elif headers.get("sec-fetch-site") in {"cross-site", "same-site"} and not (
            _is_visit(headers) or self._is_allowed(headers.get("referer", ""))
        ):
            raise Refused(
                403,
                "a page of another site may not embed what this server holds",
                "Follow a link to it, or start the server with --cors and the site's origin.",
                where="Sec-Fetch-Site",
            )

    def _is_allowed(self, referrer: str) -> bool:
        try:
            parts = urlsplit(referrer)
        except ValueError:
            return False
        return f"{parts.scheme}://{parts.netloc}".lower() in self._settings.cors

    def _is_ours(self, origin: str, host: str) -> bool:
        public = urlsplit(self._settings.public)
        ours = {f"http://{host}", f"https://{host}", f"{public.scheme}://{public.netloc}"}
        return origin.lower() in {each.lower() for each in ours}


def _is_visit(headers: Headers) -> bool:
    """Whether a person follows a link, so that the answer fills the window; a page can have one fetched beforehand."""
    if "prefetch" in headers.get("sec-purpose", ""):
        return False
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest", "document") == "document"


class Locked:
    """Asks for the token, if there is one: as ``Bearer``, or as the password of ``Basic``, whatever the name."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self.app = app
        self._token = settings.token.encode()
        self._settings = settings
        self._mistaken = Mistaken()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request.

        Raises:
            Refused: 401 without the token, later the more wrong ones a client sends; 429 beyond what can be held back.
        """
        if scope["type"] == "http" and self._token and scope["path"] not in OPEN:
            shown = _shown(Headers(scope=scope).get("authorization", ""))
            if not hmac.compare_digest(shown, self._token):
                if shown and not await self._mistaken.hold(client_of(scope, self._settings)):
                    advice = "Ask again in a moment, with the right one."
                    raise Refused(429, "too many wrong tokens come from there", advice, headers={"Retry-After": "5"})
                what = "the token is not the right one" if shown else "this server asks for a token"
                advice = "Send 'Authorization: Bearer TOKEN', or the token as the password of any name."
                asks = {"WWW-Authenticate": 'Basic realm="sojourn", charset="UTF-8", Bearer realm="sojourn"'}
                raise Refused(401, what, advice, headers=asks)
        await self.app(scope, receive, send)


def _shown(authorization: str) -> bytes:
    scheme, _, rest = authorization.strip().partition(" ")
    given = rest.strip().encode("latin-1", "replace")
    if scheme.lower() == "bearer":
        return given
    if scheme.lower() != "basic":
        return b""
    try:
        return base64.b64decode(given, validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return b""


class Sized:
    """Refuses requests that are longer than they may be, and counts a body as it comes."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self.app = app
        self._settings = settings
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request.

        Raises:
            Refused: 413, 414, 415 or 431; 503 while the bodies of all requests together are too much to hold.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        self._check(scope)
        entry = entry_of(scope)
        most, read = self._settings.body, 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            if message["type"] == "http.request":
                size = len(message.get("body", b""))
                read += size
                self._held += size
                entry.received = not message.get("more_body", False)
                if read > most:
                    raise _too_long(most)
                if self._held > self._settings.bodies:
                    what = "too many requests with a body are being answered"
                    raise Refused(503, what, "Ask again in a moment.", headers={"Retry-After": "5"})
            return message

        try:
            await self.app(scope, counted, send)
        finally:
            self._held -= read

    def _check(self, scope: Scope) -> None:
        settings = self._settings
        target = len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"])
        if target > settings.address:
            what = f"the URL has {target:,} bytes; at most {settings.address:,} are read"
            raise Refused(414, what, "Send a long query by POST.")
        if sum(len(name) + len(value) + 4 for name, value in scope["headers"]) > settings.headers:
            raise Refused(431, f"the headers have more than {settings.headers:,} bytes", "Send fewer headers.")
        headers = Headers(scope=scope)
        told = headers.get("content-length", "")
        if told.isdigit() and int(told) > settings.body:
            raise _too_long(settings.body)
        if headers.get("content-encoding", "identity").lower() != "identity":
            raise Refused(415, "the body of the request is compressed", "Send it as it is.", where="Content-Encoding")


def _too_long(most: int) -> Refused:
    return Refused(413, f"the body has more than {most:,} bytes", "Send less.")


class Dressed:
    """Puts on every answer the headers that browsers mind; what a part has set itself stays."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self.app = app
        self._headers = {
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "cross-origin" if settings.cors else "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }
        self._cached = "private, no-cache" if settings.token else "no-cache"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", self._cache(scope))
            await send(message)

        await self.app(scope, receive, dressed)

    def _cache(self, scope: Scope) -> str:
        if scope["path"].startswith("/assets/") and scope["query_string"].startswith(b"v="):
            return "private, max-age=31536000, immutable"
        return self._cached
