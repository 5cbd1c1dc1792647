"""A storm of requests begins bit by bit, so that answers are read and deadlines are kept meanwhile."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_A_TURN = 16
"""So many requests begin in one turn of the loop."""


class Paced:
    """Lets a few requests begin in each turn of the loop, in the order in which they came."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._begun = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request when it is its turn."""
        if scope["type"] == "http":
            await self._turn()
        await self.app(scope, receive, send)

    async def _turn(self) -> None:
        loop = asyncio.get_running_loop()
        if self._begun == 0:
            loop.call_soon(self._next)
        if self._begun < _A_TURN:
            self._begun += 1
            return
        place = loop.create_future()
        self._waiting.append(place)
        await place

    def _next(self) -> None:
        self._begun = 0
        while self._waiting and self._begun < _A_TURN:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                self._begun += 1
        if self._begun:
            asyncio.get_running_loop().call_soon(self._next)
