"""Long work on a terminal: how much is done, how quickly, and how long it still takes; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sojourn.stores.progress import Listener, Progress, unheard

if TYPE_CHECKING:
    from rich.status import Status

_OFTEN = 0.2
"""Shown at most so often [s]."""


@contextmanager
def shown(what: str) -> Iterator[Listener]:
    """Shows on a terminal how far long work has come; the function that is given out is to be told of it."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield unheard
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} …") as status:
        yield _drawer(status)


def _drawer(status: Status) -> Listener:
    from time import monotonic

    last = 0.0

    def draw(progress: Progress) -> None:
        nonlocal last
        if monotonic() - last >= _OFTEN:
            last = monotonic()
            status.update(in_words(progress))

    return draw


def in_words(progress: Progress) -> str:
    """``Loading un-desa: 120,000 of 227,000 assertions, 15,000 a second, 7 s left``."""
    if not progress.done:
        return f"{progress.what} …"
    total = f" of {progress.total:,}" if progress.total else ""
    words = [f"{progress.what}: {progress.done:,}{total} {progress.unit}"]
    if progress.seconds >= 1:
        words.append(f"{progress.rate:,.0f} a second")
    if progress.left is not None and progress.seconds >= 1:
        minutes, seconds = divmod(round(progress.left), 60)
        words.append(f"{minutes} min {seconds} s left" if minutes else f"{seconds} s left")
    return ", ".join(words)
