"""The notation of periods: EDTF levels 0 and 1, and dates relative to the publication of the source.

The common forms are read by expressions of our own; what remains goes to the ``edtf`` package, which takes tens of
milliseconds a value, and the result is kept.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sojourn.errors import BadInput
from sojourn.model import Period
from sojourn.sheets.nearest import afford
from sojourn.sheets.refused_dates import explain

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%])?", re.ASCII)
_RELATIVE = re.compile(r"pub(?:([+-])(\d{1,5})([ymd]))?([~?%])?", re.ASCII)
_UNSPECIFIED = re.compile(r"(\d{3}X|\d\dXX)|(\d{4})-(?:XX(?:-XX)?|(\d\d)-XX)", re.ASCII)
_RARE = re.compile(r"[\dX]{4}[-\dX:TZ+~?%]{0,28}", re.ASCII)
_LENGTHS = {"d": (1, 1), "m": (28, 31), "y": (365, 366)}
"""The fewest and the most days in a unit of relative dates."""
_COSTLY = 20_000
"""What a date read by the package costs, in comparisons of names: a run with thousands of odd dates must end, too."""


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last day that one side of a period can mean.

    Attributes:
        edtf: The side in EDTF; empty when it hangs on an unknown publication date.
        start: First day; ``None`` when open, unknown or not anchored.
        end: Last day; likewise.
    """

    edtf: str
    start: date | None
    end: date | None


_OPEN = Span("..", None, None)
_UNKNOWN = Span("", None, None)


def parse_period(text: str, words: str = "", published: str = "") -> Period | None:
    """The period of a row.

    Args:
        text: Its notation; empty when not stated.
        words: A time in words that is no date.
        published: EDTF date of publication of the source; empty when unknown, so that relative dates stay unanchored.

    Returns:
        ``None`` when nothing is stated.

    Raises:
        BadInput: If the notation is none, with the spelling that was probably meant.
    """
    if not text:
        return Period(words=words) if words else None
    edtf, start, end = _resolved(text, published)
    return Period(notation=text, edtf=edtf, start=start, end=end, words=words)


@lru_cache(maxsize=16384)
def _resolved(text: str, published: str) -> tuple[str, date | None, date | None]:
    if "/" not in text:
        span = _side(text, text, published)
        return span.edtf, span.start, span.end
    sides = text.split("/")
    if len(sides) != 2:
        explain(text)
    if all(side in ("", "..") for side in sides):
        raise BadInput(f"{text!r} is open on both sides and says nothing", advice="Leave the cell blank.")
    if _reversed(*sides):
        raise BadInput(f"the period {text!r} ends before it starts", advice=f"Write {sides[1]}/{sides[0]}.")
    first, last = (_OPEN if side == ".." else _UNKNOWN if not side else _side(side, text, published) for side in sides)
    if first.start and last.end and first.start > last.end:
        raise BadInput(f"the period {text!r} ends before it starts", advice=f"Write {sides[1]}/{sides[0]}.")
    anchored = all(span.edtf or not side for span, side in zip((first, last), sides, strict=True))
    edtf = f"{_single(first, -1)}/{_single(last, 0)}" if anchored else ""
    return edtf, first.start, last.end


def _reversed(start: str, end: str) -> bool:
    """Whether both sides hang on publication, and the second lies before the first whenever that was."""
    first, last = _RELATIVE.fullmatch(start), _RELATIVE.fullmatch(end)
    if first is None or last is None:
        return False
    unit = first[3] or last[3] or "d"
    if last[3] in (None, unit):
        return _steps(first) > _steps(last)
    return _reach(first)[0] > _reach(last)[1]


def _steps(match: re.Match[str]) -> int:
    return int(f"{match[1] or ''}{match[2] or 0}")


def _reach(match: re.Match[str]) -> tuple[int, int]:
    """The least and the most days from publication that a relative date can mean, with one unit to spare."""
    least, most = _LENGTHS[match[3]]
    ends = sorted((_steps(match) * least, _steps(match) * most))
    return ends[0] - most, ends[1] + most


def _single(span: Span, side: int) -> str:
    """One side of an interval; where publication itself took a while, its far end."""
    return span.edtf.split("/")[0 if side else -1]


def _side(side: str, text: str, published: str) -> Span:
    match = _DAY.fullmatch(side)
    if match:
        return _calendar(match, text)
    relative = _RELATIVE.fullmatch(side)
    if relative:
        return _shifted(relative, published)
    digits = _UNSPECIFIED.fullmatch(side[:-1] if side[-1:] in "~?%" else side)
    if digits:
        return _unspecified(digits, side, text)
    return _by_package(side, text)


def _calendar(match: re.Match[str], text: str) -> Span:
    year, month = int(match[1]), int(match[2] or 0)
    if year == 0 or month > 12 or (match[2] and month == 0):
        explain(text)
    if not month:
        return Span(match.group(), date(year, 1, 1), date(year, 12, 31))
    days = calendar.monthrange(year, month)[1]
    if not match[3]:
        return Span(match.group(), date(year, month, 1), date(year, month, days))
    day = int(match[3])
    if not 0 < day <= days:
        raise BadInput(
            f"{match.group()} is no day: {calendar.month_name[month]} {year} has {days} days",
            advice=f"Write {year:04}-{month:02}-{days:02}, or {year:04}-{month:02} for the month.",
        )
    return Span(match.group(), date(year, month, day), date(year, month, day))


def _shifted(match: re.Match[str], published: str) -> Span:
    """A date relative to publication, no more precise than the distance in which it is given."""
    if not published:
        return _UNKNOWN
    base = parse_published(published)
    if base.start is None or base.end is None:
        return _UNKNOWN
    steps, unit, mark = _steps(match), match[3], match[4] or ""
    if not unit:
        return Span(base.edtf if base.edtf[-1:] in "~?%" else base.edtf + mark, base.start, base.end)
    try:
        if unit == "d":
            first, last = base.start + timedelta(days=steps), base.end + timedelta(days=steps)
        else:
            months = steps * (12 if unit == "y" else 1)
            first, last = _months(base.start, months), _months(base.end, months)
    except (ValueError, OverflowError):
        raise BadInput(f"{match.group()!r} leads out of the calendar", advice="Years run from 0001 to 9999.") from None
    length = {"y": 4, "m": 7, "d": 10}[unit]
    if base.start != base.end and length == 10:
        length = 7
    if (base.end - base.start).days > 31:
        length = 4
    ends = [first.isoformat()[:length], last.isoformat()[:length]]
    edtf = ends[0] + mark if ends[0] == ends[1] else "/".join(end + mark for end in ends)
    return _span_of(edtf)


def _months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _span_of(edtf: str) -> Span:
    sides = [_side(side, edtf, "") for side in edtf.split("/")]
    return Span(edtf, sides[0].start, sides[-1].end)


@lru_cache(maxsize=4096)
def parse_published(text: str) -> Span:
    """The date of publication of a source.

    Raises:
        BadInput: If it is no date in EDTF, or relative.
    """
    if _RELATIVE.search(text):
        raise BadInput(f"{text!r} is relative to itself", advice="Leave it blank when the date is not stated.")
    edtf, start, end = _resolved(text, "")
    return Span(edtf, start, end)


def _unspecified(match: re.Match[str], side: str, text: str) -> Span:
    """A decade, a century, some month of a year, some day of a month."""
    if match[1]:
        first, last = int(match[1].replace("X", "0")), int(match[1].replace("X", "9"))
        return Span(side, date(max(first, 1), 1, 1), date(last, 12, 31))
    known = _DAY.fullmatch(f"{match[2]}-{match[3]}" if match[3] else match[2])
    span = _calendar(known, text) if known else _UNKNOWN
    return Span(side, span.start, span.end)


@lru_cache(maxsize=4096)
def _by_package(side: str, text: str) -> Span:
    """The rarer forms, such as times of day."""
    if not _RARE.fullmatch(side) or re.fullmatch(r"\d{1,4}-\d{1,4}|\d{5,}", side) or not afford(_COSTLY):
        explain(text)
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(side)
        first, last = parsed.lower_strict(), parsed.upper_strict()
        return Span(side, date(*first[:3]), date(*last[:3]))
    except (EDTFParseException, ValueError, TypeError, OverflowError):
        explain(text)
