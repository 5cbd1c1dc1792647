"""How the reference times of two figures stand to each other."""

from __future__ import annotations

import re
from typing import NamedTuple

from sojourn.audit.comparing.relations import Relation, nested
from sojourn.model import Period

_SIDE = re.compile(r"pub(?:-(\d{1,6})([ymd]))?", re.ASCII)
_DAYS = {"y": 365.2425, "m": 365.2425 / 12, "d": 1.0}
_EVER = float("inf")


class When(NamedTuple):
    """A reference time made ready for comparison.

    Attributes:
        clock: What the bounds are counted on: empty for the calendar; for a time that hangs on an unknown day of
            publication, the source; ``None`` when there are no bounds to compare.
        first: First day, on that clock [days].
        last: Last day, on that clock [days].
        text: Notation or words, with the source that uses them; two that are equal mean the same time.
    """

    clock: str | None
    first: float
    last: float
    text: tuple[str, str]

    @property
    def stated(self) -> bool:
        """Whether anything is said about the time."""
        return bool(self.text[1])


def when(period: Period | None, source: str) -> When:
    """Reads a period; ``source`` is the key of the source that was read."""
    if period is None:
        return When(None, -_EVER, _EVER, (source, ""))
    text = (source, period.notation or period.words)
    if period.anchored:
        first = period.start.toordinal() if period.start else -_EVER
        last = period.end.toordinal() if period.end else _EVER
        return When("", first, last, text)
    bounds = _relative(period.notation)
    return When(source, *bounds, text) if bounds else When(None, -_EVER, _EVER, text)


def _relative(notation: str) -> tuple[float, float] | None:
    """Days from publication; ``None`` when the notation is not wholly relative, or only approximate."""
    start, slash, end = notation.partition("/")
    sides = [_side(start, -_EVER), _side(end, _EVER) if slash else _side(start, _EVER)]
    if sides[0] is None or sides[1] is None or sides[0] > sides[1]:
        return None
    return sides[0], sides[1]


def _side(text: str, unbounded: float) -> float | None:
    if text == "..":
        return unbounded
    found = _SIDE.fullmatch(text)
    if found is None:
        return None
    return -int(found[1]) * _DAYS[found[2]] if found[1] else 0.0


def relation(first: When, second: When) -> Relation:
    """How two times stand to each other.

    Calendar dates compare with each other; times relative to a publication whose day is unknown compare only within
    one source; words and undated figures are the same only within one source.
    """
    if first.clock is not None and first.clock == second.clock:
        return spans((first.first, first.last), (second.first, second.last))
    return Relation.SAME if first.text == second.text else Relation.NOT_STATED


def spans(first: tuple[float, float], second: tuple[float, float]) -> Relation:
    """How two closed spans stand to each other."""
    if first[1] < second[0] or second[1] < first[0]:
        return Relation.DIFFERS
    inside = second[0] <= first[0] and first[1] <= second[1]
    around = first[0] <= second[0] and second[1] <= first[1]
    return nested(inside, around) or Relation.OVERLAPS
