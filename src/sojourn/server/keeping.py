"""Answers that are kept: of the same question to the same generation of the graph, the work is done once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sojourn.server.site import Site
    from sojourn.workers.jobs import Reply

LARGEST = 64_000_000
"""How much is kept in all [bytes]; what was not asked for the longest goes first."""


class Kept:
    """Replies by what was asked, up to so many bytes.

    Attributes:
        size: What is kept now [bytes].
    """

    def __init__(self, site: Site, *, most: int = LARGEST) -> None:
        self.size = 0
        self._site = site
        self._most = most
        self._replies: OrderedDict[Hashable, Reply] = OrderedDict()
        self._making: dict[Hashable, asyncio.Lock] = {}

    async def get(self, asked: Hashable, make: Callable[[], Awaitable[Reply]]) -> Reply:
        """The reply to a question; who asks while it is being made waits for it.

        Args:
            asked: What was asked; the generation of the graph is added to it.
            make: Lets a worker answer; what it raises is raised, and nothing is kept.
        """
        key = (self.generation, asked)
        if key in self._replies:
            self._replies.move_to_end(key)
            return self._replies[key]
        lock = self._making.setdefault(key, asyncio.Lock())
        try:
            async with lock:
                if key not in self._replies:
                    self._keep(key, await make())
                return self._replies.get(key) or await make()
        finally:
            if not lock.locked():
                self._making.pop(key, None)

    @property
    def generation(self) -> str:
        """What names the state of the graph that the workers have open."""
        return str(getattr(self._site.pool, "generation", ""))

    def _keep(self, key: Hashable, reply: Reply) -> None:
        self._replies[key] = reply
        self.size += len(reply.body)
        while self.size > self._most and len(self._replies) > 1:
            _, gone = self._replies.popitem(last=False)
            self.size -= len(gone.body)
