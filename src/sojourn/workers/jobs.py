"""What goes to a worker and what comes back: a line of JSON, and of an answer the bytes that it announces."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

OUTCOMES = ("ok", "invalid", "forbidden", "missing", "too-large", "timeout", "memory", "crash", "busy")
"""How a job can end; all but the first carry a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a worker answers, or what the pool says in its place.

    Attributes:
        outcome: One of :data:`OUTCOMES`.
        body: The answer.
        media: Media type of the body, without parameters.
        facts: What is told beside the body: ``rows``, ``truncated`` (``""``, ``"rows"`` or ``"bytes"``), …
        what: What is wrong, if something is.
        where: Where: an option, a parameter, or ``query:LINE:COLUMN``.
        advice: What to do about it.
        seconds: How long the worker took [s].
    """

    outcome: str = "ok"
    body: bytes = b""
    media: str = "application/json"
    facts: Mapping[str, Any] = field(default_factory=dict)
    what: str = ""
    where: str = ""
    advice: str = ""
    seconds: float = 0.0

    @classmethod
    def of_json(cls, value: object, **facts: Any) -> Reply:
        """An answer that is JSON."""
        return cls(body=json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), facts=facts)

    def json(self) -> Any:
        """The body read as JSON."""
        return json.loads(self.body)
