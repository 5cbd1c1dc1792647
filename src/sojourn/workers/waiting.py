"""Who waits for a worker: one line for each client, and the lines are served in turn."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Generic, TypeVar

Served = TypeVar("Served")


class Ticket(Generic[Served]):
    """A place in the line.

    Attributes:
        client: Whose it is.
        served: What the client gets when it is his turn; ``None`` when he is sent away.
    """

    __slots__ = ("client", "served")

    def __init__(self, client: str) -> None:
        self.client = client
        self.served: asyncio.Future[Served | None] = asyncio.get_running_loop().create_future()


class Line(Generic[Served]):
    """Clients in turn, and of each client the requests in the order in which they came.

    When it is full, the client who waits with the most requests gives way: the last of his is sent away.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lines: OrderedDict[str, deque[Ticket[Served]]] = OrderedDict()
        self._waiting = 0

    def __len__(self) -> int:
        return self._waiting

    def join(self, client: str) -> Ticket[Served] | None:
        """A place at the end of the client's line; ``None`` when there is no room for him."""
        if self._waiting >= self._most:
            longest = max(self._lines, key=lambda name: len(self._lines[name]), default=client)
            if len(self._lines.get(longest, ())) <= len(self._lines.get(client, ())) + 1:
                return None
            self._take(longest, last=True).served.set_result(None)
        ticket: Ticket[Served] = Ticket(client)
        self._lines.setdefault(client, deque()).append(ticket)
        self._waiting += 1
        return ticket

    def next(self, allowed: Callable[[str], bool]) -> Ticket[Served] | None:
        """The next request of the next client who may have one served; ``None`` when there is none."""
        client = next((name for name in self._lines if allowed(name)), None)
        if client is None:
            return None
        ticket = self._take(client)
        if client in self._lines:
            self._lines.move_to_end(client)
        return ticket

    def leave(self, ticket: Ticket[Served]) -> None:
        """Gives up a place; nothing happens when it was served already."""
        line = self._lines.get(ticket.client)
        if line is None or ticket not in line:
            return
        line.remove(ticket)
        self._shortened(ticket.client)

    def send_away(self) -> None:
        """Sends everybody away."""
        while self._lines:
            ticket = self._take(next(iter(self._lines)))
            if not ticket.served.done():
                ticket.served.set_result(None)

    def _take(self, client: str, *, last: bool = False) -> Ticket[Served]:
        line = self._lines[client]
        ticket = line.pop() if last else line.popleft()
        self._shortened(client)
        return ticket

    def _shortened(self, client: str) -> None:
        self._waiting -= 1
        if not self._lines[client]:
            del self._lines[client]
