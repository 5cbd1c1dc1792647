"""Who asks: the address of a client, and how many connections it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Any

from sojourn.server.settings import Settings, on_loopback


def client_of(scope: Mapping[str, Any], settings: Settings) -> str:
    """The address of who asks, told by the proxy where there is one; the last word of the chain is the proxy's own.

    The clients of one IPv6 network (/64) are one, since each may take any number of its addresses.
    """
    peer = scope.get("client")
    host = str(peer[0]) if peer else ""
    if settings.proxied:
        told = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
        last = told[-1].decode("latin-1").rpartition(",")[2].strip() if told else ""
        host = _address(last) or host
    return grouped(host)


def _address(text: str) -> str:
    bare = text.strip('"').removeprefix("[").partition("]")[0] if "[" in text else text
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        return str(ip_address(bare))
    except ValueError:
        return ""


@lru_cache(maxsize=4_096)
def grouped(host: str) -> str:
    """An address as clients are told apart: IPv4 as it is, IPv6 by its network."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address) or address.is_loopback:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return f"{IPv6Address(int(address) >> 64 << 64)}/64"


class Connections:
    """How many connections are open, in all and by client.

    Attributes:
        open: Connections that are open.
    """

    def __init__(self, settings: Settings) -> None:
        self.open = 0
        self._settings = settings
        self._by_client: MutableMapping[str, int] = Counter()

    def enter(self, host: str) -> str:
        """Counts one more; why it may not be, or nothing."""
        client = grouped(host)
        self.open += 1
        self._by_client[client] += 1
        if self.open > self._settings.connections:
            return f"more than {self._settings.connections:,} connections are open"
        counted = not self._settings.proxied and not on_loopback(client)
        if counted and self._by_client[client] > self._settings.per_client:
            return f"you hold more than {self._settings.per_client:,} connections"
        return ""

    def leave(self, host: str) -> None:
        """Counts one less."""
        client = grouped(host)
        self.open -= 1
        self._by_client[client] -= 1
        if self._by_client[client] <= 0:
            del self._by_client[client]
