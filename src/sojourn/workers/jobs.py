"""What goes to a worker and what comes back: a line of JSON, and of an answer the bytes that it announces."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

OUTCOMES = ("ok", "invalid", "forbidden", "missing", "too-large", "timeout", "memory", "crash", "busy")
"""How a job can end; all but the first carry a message."""

SLACK = 65_536
"""By how much an answer may pass the limit, for what closes it after the last row [bytes]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a worker answers, or what the pool says in its place.

    Attributes:
        outcome: One of :data:`OUTCOMES`.
        body: The answer.
        media: Media type of the body, without parameters.
        facts: What is told beside the body: ``rows``, ``truncated`` (``""``, ``"rows"`` or ``"bytes"``), …; of a busy
            pool ``retry`` [s], of a fault in the program ``fault`` (where it is, for the log).
        what: What is wrong, if something is.
        where: Where: an option, a parameter, or ``query:LINE:COLUMN``.
        advice: What to do about it.
        seconds: How long a worker took [s].
        waited: How long the job waited for a worker [s].
    """

    outcome: str = "ok"
    body: bytes = b""
    media: str = "application/json"
    facts: Mapping[str, Any] = field(default_factory=dict)
    what: str = ""
    where: str = ""
    advice: str = ""
    seconds: float = 0.0
    waited: float = 0.0

    @classmethod
    def of_json(cls, value: object, **facts: Any) -> Reply:
        """An answer that is JSON."""
        return cls(body=json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), facts=facts)

    def json(self) -> Any:
        """The body read as JSON."""
        return json.loads(self.body)


def head_of(reply: Reply, seconds: float = 0.0, grown: int = 0) -> bytes:
    """The line that announces a reply; its body follows.

    Args:
        reply: The reply.
        seconds: How long the job took [s].
        grown: By how much the worker's address space has grown since it was idle first [bytes].
    """
    head = {
        "outcome": reply.outcome,
        "media": reply.media,
        "facts": dict(reply.facts),
        "what": reply.what,
        "where": reply.where,
        "advice": reply.advice,
        "seconds": seconds,
        "grown": grown,
        "size": len(reply.body),
    }
    return json.dumps(head).encode() + b"\n"


_TEXTS = ("outcome", "media", "what", "where", "advice")
_NUMBERS = {"seconds": (int, float), "grown": (int,), "size": (int,)}


def read_head(line: bytes, most: int) -> tuple[dict[str, Any], int, int]:
    """Reads a line that announces a reply; nothing of it is taken on trust.

    Args:
        line: The line.
        most: Most bytes that an answer may have [bytes].

    Returns:
        The arguments of :class:`Reply` but for the body, the growth of the worker and the size of the body [bytes].

    Raises:
        ValueError: If it is not what :func:`head_of` writes, or announces more than ``most``.
    """
    try:
        head = json.loads(line)
    except RecursionError:
        raise ValueError("this is not a reply") from None
    if not isinstance(head, dict) or head.keys() != {*_TEXTS, "facts", *_NUMBERS}:
        raise ValueError("this is not a reply")
    sound = all(isinstance(head[name], str) for name in _TEXTS) and isinstance(head["facts"], dict)
    if not sound or not all(type(head[name]) in kinds for name, kinds in _NUMBERS.items()):
        raise ValueError("this is not a reply")
    grown: int = head.pop("grown")
    size: int = head.pop("size")
    if head["outcome"] not in OUTCOMES or not 0 <= size <= most:
        raise ValueError("this is not a reply that a worker may give")
    return head, grown, size
