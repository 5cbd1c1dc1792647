"""The nearest valid spelling of a name that is not there; only ever an advice, never a match."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

COMPARISONS = 5_000_000
"""How many pairs of names are compared in one run, about half a second: the first guesses help, thousands do not."""

_SHORTEST = 4
"""Characters of which a name needs so many before parts of others are looked through for it."""

_left: ContextVar[list[int] | None] = ContextVar("comparisons left", default=None)


@contextmanager
def limited() -> Iterator[None]:
    """Within it, no more than :data:`COMPARISONS` pairs are compared."""
    token = _left.set([COMPARISONS])
    try:
        yield
    finally:
        _left.reset(token)


def afford(comparisons: int) -> bool:
    """Whether so many comparisons may still be made; counts them."""
    left = _left.get()
    if left is None:
        return True
    left[0] -= comparisons
    return left[0] >= 0


def nearest(text: str, choices: Collection[str], *, limit: int = 3, at_least: float = 72.0) -> list[str]:
    """The choices that look most like a text, best first; those far behind the best are left out."""
    if not afford(len(choices)):
        return []
    from rapidfuzz import fuzz, process

    found = process.extract(text[:100], list(choices), scorer=fuzz.ratio, limit=limit, score_cutoff=at_least)
    best = found[0][1] if found else 0.0
    return [choice for choice, score, _ in found if score >= best - 6]


def alike(text: str, choices: Collection[str], *, limit: int = 3) -> list[str]:
    """The nearest spellings, or else choices with a word that begins alike: ``nursing professionals`` for ``nurse``."""
    found = nearest(text, choices, limit=limit, at_least=80.0)
    if found or len(text) < _SHORTEST or not afford(len(choices)):
        return found
    from rapidfuzz import fuzz, process

    start = text[:_SHORTEST]
    begun = [choice for choice in choices if any(word.startswith(start) for word in choice.split())]
    scored = process.extract(text[:100], begun, scorer=fuzz.partial_ratio, limit=None, score_cutoff=75.0)
    ranked = sorted(scored, key=lambda one: (not one[0].startswith(start), -one[1], len(one[0])))
    return [choice for choice, _, _ in ranked][:limit]


def did_you_mean(text: str, choices: Collection[str]) -> str:
    """``Did you mean 'Harbin'? `` with a space behind it; empty when nothing is near."""
    return ask(repr(choice) for choice in nearest(text, choices))


def ask(described: Iterable[str]) -> str:
    """``Did you mean A, B or C? ``; empty for none."""
    listed = list(described)
    if not listed:
        return ""
    head = ", ".join(listed[:-1])
    return f"Did you mean {head} or {listed[-1]}? " if head else f"Did you mean {listed[-1]}? "
