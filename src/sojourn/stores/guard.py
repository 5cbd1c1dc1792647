"""What a SPARQL text may do here: reach nothing outside the store, and not crash the engine."""

from __future__ import annotations

import re

from sojourn.errors import QueryError

MAX_BYTES = 65_536
"""Longest query taken [bytes]."""
MAX_DEPTH = 200
"""Deepest nesting of brackets taken; the engine's recursion crashes the process in the thousands."""
MAX_REPEATS = 1_000
"""Most operators of one recursive kind (``UNION``, ``!``, ``OPTIONAL``, …) taken."""

_SKIP = re.compile(
    r"""'''(?:[^'\\]|\\.|'(?!''))*'''|\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"   # long strings
      |'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"                              # short strings
      |<[^<>"{}|^`\\\s]*>                                                   # IRIs
      |\#[^\n]*                                                             # comments
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(
    r"(?<![\w?$:\-.])(SERVICE|LOAD|INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD)(?![\w:\-])", re.IGNORECASE
)
_FROM = re.compile(r"(?<![\w?$:\-.])FROM(?![\w:\-])", re.IGNORECASE)
_ADVICE = {
    "SERVICE": "SERVICE would send the question to another machine; ask that machine itself, or load its answer as a file.",
    "LOAD": "LOAD would fetch a file; build a store from it with 'sojourn build' instead.",
}


def check(query: str) -> bool:
    """Refuses a text that reaches outside, changes something, or is nested so deep that the engine would crash.

    Returns:
        Whether the query chooses its own graphs (``FROM``); then the union must not be its default graph.

    Raises:
        QueryError: With line and column of the offending word, or the limit that is passed.
    """
    size = len(query.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise QueryError(f"the query has {size:,} bytes", advice=f"At most {MAX_BYTES:,} are taken.")
    bare = _SKIP.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), query)
    forbidden = _WORD.search(bare)
    if forbidden:
        word = forbidden.group(1).upper()
        line = bare.count("\n", 0, forbidden.start()) + 1
        column = forbidden.start() - bare.rfind("\n", 0, forbidden.start())
        advice = _ADVICE.get(word, "Queries only read. Change the claim sheets and build anew.")
        raise QueryError(f"{word} is refused", advice=advice, line=line, column=column)
    _check_depth(bare)
    return _FROM.search(bare) is not None


def _check_depth(bare: str) -> None:
    depth = deepest = 0
    for character in bare:
        if character in "{([":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "})]":
            depth -= 1
    if deepest > MAX_DEPTH:
        raise QueryError(f"brackets are nested {deepest} deep", advice=f"At most {MAX_DEPTH} are taken.")
    for pattern in (r"\bUNION\b", r"\bOPTIONAL\b", r"\bMINUS\b", r"!", r"\|\||&&", r"[/|^]", r"[*+-]"):
        count = len(re.findall(pattern, bare, re.IGNORECASE))
        if count > MAX_REPEATS:
            raise QueryError(f"{count:,} operators of one kind", advice=f"At most {MAX_REPEATS:,} are taken.")
