"""How far long work has come; whoever wants to show it hands in a function, and nothing is printed below the cli."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Progress:
    """One moment of long work.

    Attributes:
        what: What is being done, in a few words.
        done: How much is done [in ``unit``].
        total: How much there is; 0 when that is not known beforehand.
        unit: What is counted: ``rows``, ``quads``, ``files``.
        seconds: Time since this work began [s].
    """

    what: str
    done: int
    total: int = 0
    unit: str = "quads"
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """How much a second [unit / s]; 0 at the very beginning."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """The time that is left at this rate [s]; ``None`` when it cannot be told."""
        if not self.total or not self.rate:
            return None
        return max(self.total - self.done, 0) / self.rate


Listener = Callable[[Progress], None]
"""Is told now and then how far the work has come."""


def unheard(_: Progress) -> None:
    """Tells nobody."""


@dataclass(slots=True)
class Task:
    """One piece of work of which a listener is told.

    Attributes:
        listener: Who is told.
        what: What is being done.
        total: How much there is; 0 when that is not known.
        unit: What is counted.
    """

    listener: Listener
    what: str
    total: int = 0
    unit: str = "quads"
    _done: int = 0
    _began: float = field(default_factory=time.monotonic)

    def advance(self, by: int = 0) -> None:
        """Tells that so much more is done."""
        self._done += by
        seconds = time.monotonic() - self._began
        self.listener(Progress(self.what, self._done, self.total, self.unit, seconds))
