"""What a stranger's request may cost."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may cost, and how many may be under way.

    Attributes:
        seconds: Longest that a worker works on one request [s]; then it is killed and replaced.
        memory: Address space that a worker may take on top of what it has when it is idle [MiB].
        rows: Most rows (of a graph: triples) of an answer; more are cut off, and the answer says so.
        size: Most bytes of an answer [bytes]; what is longer is cut off after a row, and the answer says so.
        query: Longest query taken [bytes].
        workers: How many workers work at a time; one client has at most one less, unless there is only one.
        spare: How many more stand ready, so that a request that follows a crash need not wait for a start.
        waiting: Most requests that wait for a worker; one more is refused as busy.
        patience: Longest that a request waits for a worker [s].
    """

    seconds: float = 10.0
    memory: int = 1_024
    rows: int = 10_000
    size: int = 16_000_000
    query: int = 65_536
    workers: int = 4
    spare: int = 1
    waiting: int = 5_000
    patience: float = 60.0

    def to_json(self) -> dict[str, Any]:
        """The limits by name."""
        return asdict(self)
