"""A build in a process of its own, to be killed: ``python -m tests.stores.builder STORE START COUNT``."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.stores.made_up import MadeUp, lies_in, put


def build(store: str, start: int, count: int) -> None:
    """Replaces the changing part of a store; the other one stays."""
    changing = MadeUp("changing", count, start=start, places={"harbin": "CN"}, at_once=max(1, count // 8))
    put(Path(store), changing, base=[lies_in("CN", "CN")])


if __name__ == "__main__":
    build(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
