"""Times commands and calls: medians of repeated runs, taken in turns so that a busy machine slows all alike."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Ratio(NamedTuple):
    """One line of the table.

    Attributes:
        what: What was measured.
        value: Its figure, with the unit.
        peer: What it was measured against, and its figure.
        ratio: Figure ÷ peer; empty where the line is a rate.
        target: What to reach.
    """

    what: str
    value: str
    peer: str
    ratio: str
    target: str


def commands(named: Mapping[str, Sequence[str]], *, rounds: int) -> dict[str, float]:
    """Median wall time [seconds] of each command, run in turns."""
    taken: dict[str, list[float]] = {name: [] for name in named}
    for _ in range(rounds):
        for name, command in named.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def calls(function: Callable[[], object], *, rounds: int) -> float:
    """Median wall time [seconds] of a call."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)
