"""Answers that are kept: of the same question to the same generation of the graph, the work is done once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import TYPE_CHECKING

from sojourn.server.refusals import Refused

if TYPE_CHECKING:
    from sojourn.server.site import Site
    from sojourn.workers.jobs import Reply

LARGEST = 64_000_000
"""How much is kept in all [bytes]; what was not asked for the longest goes first."""

_OWN = frozenset((499, 503))
"""Refusals that say something of who asked, not of the question: who left, and for whom there was no worker."""


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
        self._making: dict[Hashable, asyncio.Future[Reply | Refused | None]] = {}

    async def get(self, asked: Hashable, make: Callable[[], Awaitable[Reply]]) -> Reply:
        """The reply to a question; who asks while it is being made waits for it, and shares a refusal as well.

        Args:
            asked: What was asked; the generation of the graph is added to it.
            make: Lets a worker answer; what it raises is raised, and nothing is kept.

        Raises:
            Refused: Why it cannot be answered; 503 when it has not been made in time.
        """
        key = (self.generation, asked)
        limits = self._site.settings.limits
        try:
            async with asyncio.timeout(limits.patience + limits.seconds):
                while key not in self._replies and key in self._making:
                    told = await asyncio.shield(self._making[key])
                    if isinstance(told, Refused):
                        raise Refused(told.status, told.what, told.advice, where=told.where, headers=told.headers)
        except TimeoutError:
            what, advice = "others wait for the same answer already", "Ask again in a moment."
            raise Refused(503, what, advice, headers={"Retry-After": "5"}) from None
        if key not in self._replies:
            return await self._made(key, make)
        self._replies.move_to_end(key)
        return self._replies[key]

    async def _made(self, key: Hashable, make: Callable[[], Awaitable[Reply]]) -> Reply:
        """Makes a reply and tells all that wait for it how that ended."""
        making = self._making[key] = asyncio.get_running_loop().create_future()
        told: Reply | Refused | None = None
        try:
            told = reply = await make()
            self._keep(key, reply)
        except Refused as error:
            told = error if error.status not in _OWN else None
            raise
        finally:
            del self._making[key]
            making.set_result(told)
        return reply

    @property
    def generation(self) -> str:
        """What names the state of the graph that the workers have open."""
        return str(getattr(self._site.pool, "generation", ""))

    def _keep(self, key: Hashable, reply: Reply) -> None:
        self._replies[key] = reply
        self.size += _weight(key, reply)
        while self.size > self._most and len(self._replies) > 1:
            self.size -= _weight(*self._replies.popitem(last=False))


def _weight(key: Hashable, reply: Reply) -> int:
    """What a reply takes with its question, which can be longer [bytes]."""
    return len(reply.body) + len(repr(key))
