"""How the server is set up."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from sojourn.workers.limits import Limits

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""Names of this machine as it sees itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the server is set up.

    Attributes:
        targets: What is served, as :func:`sojourn.open` takes it; nothing for the shipped graph.
        host: Address that it binds to.
        port: Port; 0 lets the system choose.
        limits: What one request may cost.
        public: URL under which people reach it (behind a proxy), without a slash at its end; empty for the address.
        hosts: Further names by which it may be called (``Host``), beside the address and the public URL.
        token: What a client must show; empty when nobody needs to (only on loopback).
        cors: Origins whose pages may read it; ``("*",)`` for all; none by default.
        proxied: Whether a proxy in front says who asks (``X-Forwarded-For``).
        log: File to which the log is appended; standard error when empty.
        grace: Longest that running requests are waited for when the server is told to end [s].
        connections: Most connections that are open at once.
        per_client: Most connections of one client; it is not counted on loopback, nor behind a proxy.
        address: Longest target of a request: path and query [bytes].
        headers: Most bytes of a request's headers [bytes].
        body: Longest body of a request [bytes].
        bodies: Most bytes of the bodies of all requests that are being answered [bytes].
        sending: Longest that a client may take to send a request, headers and body each [s].
        idle: How long a connection without a request stays open [s].
        stalled: How long a client may take nothing of its answer [s].
        unsent: Most bytes that wait for slow readers, over all connections [bytes].
    """

    targets: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    port: int = 8000
    limits: Limits = field(default_factory=Limits)
    public: str = ""
    hosts: tuple[str, ...] = ()
    token: str = field(default="", repr=False)
    cors: tuple[str, ...] = ()
    proxied: bool = False
    log: str = ""
    grace: float = 30.0
    connections: int = 8_192
    per_client: int = 256
    address: int = 65_536
    headers: int = 16_384
    body: int = 1_000_000
    bodies: int = 64_000_000
    sending: float = 20.0
    idle: float = 15.0
    stalled: float = 20.0
    unsent: int = 256_000_000

    @property
    def names(self) -> frozenset[str]:
        """The names by which it may be called, in small letters."""
        public = urlsplit(self.public).hostname or ""
        named = {name.lower().rstrip(".") for name in (*LOOPBACK, *self.hosts, self.host, public)}
        return frozenset(name for name in named if not on_all(name))

    @property
    def url(self) -> str:
        """The URL under which people reach it: the public one, or that of the address; no slash at its end."""
        if self.public:
            return self.public.rstrip("/")
        host = "127.0.0.1" if on_all(self.host) else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def on_loopback(host: str) -> bool:
    """Whether an address is reached from this machine only."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def on_all(host: str) -> bool:
    """Whether an address stands for all of the machine's addresses."""
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return not host
