"""Who asks: the address of a client, and how many connections it holds."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, MutableMapping
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Any

from sojourn.server.settings import Settings, on_loopback

_FREE = 5
"""So many wrong tokens in a row are answered at once: people mistype."""
_FORGIVEN = 1.0
"""After so long one wrong token is forgotten [s]."""
_LONGEST = 2.0
"""Longest that the answer to a wrong token is held back [s]."""
_HELD, _HELD_IN_ALL = 8, 128
"""So many answers are held back at a time for one client, and for all."""
_REMEMBERED = 4_096
"""So many clients are remembered."""


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


class Mistaken:
    """Holds back the answers to wrong tokens: the longer, the more of them a client has sent of late.

    Who shows the right one is never held back, nor refused, whatever others send from the same address or through the
    same proxy. So this does not count guesses; a token of 16 characters or more is not found by guessing. It keeps
    guesses from costing the server, and its log, as much as questions do.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._sent: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._held: MutableMapping[str, int] = Counter()

    def pause(self, client: str) -> float:
        """Counts one more wrong token, and tells how long its answer is to be held back [s]."""
        now = self._clock()
        sent, at = self._sent.pop(client, (0.0, now))
        sent = max(0.0, sent - (now - at) / _FORGIVEN) + 1
        self._sent[client] = (min(sent, 4 * _FREE), now)
        if len(self._sent) > _REMEMBERED:
            self._sent.popitem(last=False)
        return min(_LONGEST, 0.1 * 2 ** (sent - _FREE - 1)) if sent > _FREE else 0.0

    async def hold(self, client: str) -> bool:
        """Holds an answer back; whether it was, or as many are as may be, so that it is to be refused at once."""
        pause = self.pause(client)
        if not pause:
            return True
        if self._held[client] >= _HELD or sum(self._held.values()) >= _HELD_IN_ALL:
            return False
        self._held[client] += 1
        try:
            await asyncio.sleep(pause)
        finally:
            self._held[client] -= 1
            if not self._held[client]:
                del self._held[client]
        return True
