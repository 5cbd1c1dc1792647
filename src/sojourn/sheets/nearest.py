"""The nearest valid spelling of a name that is not there; only ever an advice, never a match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

MOST = 200
"""How many names are compared with all others in one run: the first guesses help, thousands only cost time."""

_left: ContextVar[list[int] | None] = ContextVar("guesses left", default=None)


@contextmanager
def limited() -> Iterator[None]:
    """Within it, no more than :data:`MOST` guesses are made."""
    token = _left.set([MOST])
    try:
        yield
    finally:
        _left.reset(token)


def may_guess() -> bool:
    """Whether another guess may be made; counts it."""
    left = _left.get()
    if left is None:
        return True
    left[0] -= 1
    return left[0] >= 0


def nearest(text: str, choices: Iterable[str], *, limit: int = 3, at_least: float = 72.0) -> list[str]:
    """The choices that look most like a text, best first; those far behind the best are left out."""
    if not may_guess():
        return []
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        text[:100],
        list(choices),
        scorer=fuzz.ratio,
        processor=utils.default_process,
        limit=limit,
        score_cutoff=at_least,
    )
    best = found[0][1] if found else 0.0
    return [choice for choice, score, _ in found if score >= best - 6]


def did_you_mean(text: str, choices: Iterable[str]) -> str:
    """``Did you mean 'Harbin'? `` with a space behind it; empty when nothing is near."""
    return ask(repr(choice) for choice in nearest(text, choices))


def ask(described: Iterable[str]) -> str:
    """``Did you mean A, B or C? ``; empty for none."""
    listed = list(described)
    if not listed:
        return ""
    head = ", ".join(listed[:-1])
    return f"Did you mean {head} or {listed[-1]}? " if head else f"Did you mean {listed[-1]}? "
