"""How long to wait for a server, and how much to take from it."""

from __future__ import annotations

import os
from dataclasses import dataclass

from sojourn.errors import BadInput

TIMEOUT, MOST = "SOJOURN_SPARQL_TIMEOUT", "SOJOURN_SPARQL_MAX_BYTES"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of a conversation with a server.

    Attributes:
        connect: For a connection [s].
        total: For one request with the whole of its answer [s].
        most_bytes: Largest answer [bytes].
        attempts: Most attempts at one request of a busy server.
        first_pause: Before the second attempt [s]; each further pause is twice as long, give or take a half.
        patience: Most seconds spent waiting between attempts [s].
    """

    connect: float = 10.0
    total: float = 300.0
    most_bytes: int = 2_000_000_000
    attempts: int = 5
    first_pause: float = 0.5
    patience: float = 60.0


def limits_from_environment() -> Limits:
    """The usual limits, with what ``SOJOURN_SPARQL_TIMEOUT`` [s] and ``SOJOURN_SPARQL_MAX_BYTES`` say.

    Raises:
        BadInput: If one of them is no positive number.
    """
    usual = Limits()
    total = _positive(TIMEOUT, usual.total)
    most = _positive(MOST, usual.most_bytes)
    return Limits(connect=min(usual.connect, total), total=total, most_bytes=int(most))


def _positive(name: str, usual: float) -> float:
    text = os.environ.get(name, "")
    if not text:
        return usual
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < 1e15:
        raise BadInput(f"{text!r} is no positive number", where=name)
    return number
