"""How the server is set up."""

from __future__ import annotations

from dataclasses import dataclass, field

from sojourn.workers.limits import Limits


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
    """

    targets: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    port: int = 8000
    limits: Limits = field(default_factory=Limits)
    public: str = ""
    hosts: tuple[str, ...] = ()
    token: str = ""
    cors: tuple[str, ...] = ()
    proxied: bool = False
