"""A quick look at a query: most are short and plain, and need no closer one.

The closer look of :mod:`sojourn.stores.guard` reads the text as the engine does, with patterns that take longer to
compile than a small query to answer. What this one lets pass, the guard lets pass, too (a test holds the two together).
"""

from __future__ import annotations

_LONGEST = 4_000
_DEEPEST = 100
_MOST = 500
_WORDS = ("service", "load", "insert", "delete", "clear", "drop", "create", "copy", "move", "add", "from")


def is_harmless(query: str) -> bool:
    """Whether a query is so short and plain that it can neither reach outside, nor change anything, nor choose graphs.

    Text beyond ASCII and escapes are left to the closer look.
    """
    if len(query) > _LONGEST or not query.isascii() or "\\" in query:
        return False
    lower = query.lower()
    return (
        not any(word in lower for word in _WORDS)
        and sum(map(query.count, "{([<")) <= _DEEPEST
        and max(map(query.count, "!|&/^*+-;")) <= _MOST
    )
