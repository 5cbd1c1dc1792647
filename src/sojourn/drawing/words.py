"""How figures, periods and closed lists read in a picture, in English."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from sojourn.model import Estimate, Hedge, Measure, number
from sojourn.vocabulary.periods import DATE, RELATIVE, interval_words, time_unit

KINDS = {
    "flow": "Moves",
    "residence": "Residents",
    "netmigration": "Net migration",
    "change": "Population change",
    "share": "Shares",
    "permit": "Permits",
    "driver": "Reasons",
    "transition": "Stays that change type",
    "ranking": "Rankings",
    "event": "Life events",
    "policy": "Policies",
    "note": "Remarks",
}
"""What each kind of claim is called in the filter, in the order in which the kinds are told."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_PERIODS = {"until": "until {}", "since": "from {} on", "range": "{} to {}"}
_EDGE = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


def spaced(notation: str) -> str:
    """A notation as words: ``permanentResident`` reads ``permanent resident``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", notation).lower()


def figure_words(value: Estimate) -> str:
    """The figure with its unit, as a person reads it: ``40,000 to 50,000 persons``, ``over 40 % less``."""
    if value.measure is Measure.PERCENT_CHANGE and value.high is not None and value.high < 0:
        return _fall(value)
    if value.hedge is Hedge.ORDER_OF_MAGNITUDE and value.low is not None:
        return f"{_magnitude(value.low)} {value.measure.unit}"
    words = value.words()
    return words if words.endswith(("%", "%)")) else f"{words} {value.unit}"


def short_figure(value: Estimate) -> str:
    """The figure in as few letters as a picture has room for: ``about 11,000 a year``, ``2,000–3,000``, ``37.89 m``."""
    if value.measure in {Measure.PERCENT, Measure.PERCENT_CHANGE}:
        return "most" if value.hedge is Hedge.MOST_OF else figure_words(value)
    if value.hedge is Hedge.ORDER_OF_MAGNITUDE and value.low is not None:
        return _magnitude(value.low).removesuffix(" of")
    low, high = value.low, value.high
    words = value.words()
    if low is not None and low == high and low >= 1_000_000:
        words = words.replace(number(low), f"{number(low / 1_000_000)} m")
    words = words.replace(" to ", "–") if low is not None and high is not None and low != high else words
    return f"{words} a year" if value.measure is Measure.PERSONS_PER_YEAR else words


def _fall(value: Estimate) -> str:
    least = f"{-value.high:f}" if value.high is not None else ""
    if value.low == value.high:
        return f"{'about ' if value.hedge is Hedge.ABOUT else ''}{least} % less"
    if value.low is None or value.low <= -100:
        return f"over {least} % less" if value.high_open else f"at least {least} % less"
    return f"{least} to {-value.low:f} % less"


def _magnitude(low: Decimal) -> str:
    names = ((1_000_000_000, "billions of"), (1_000_000, "millions of"), (1_000, "thousands of"), (100, "hundreds of"))
    return next((name for size, name in names if low >= size), "tens of")


def period_words(edtf: str, notation: str, said: str) -> str:
    """When, as a person reads it; empty when no time is stated.

    Args:
        edtf: The anchored period; empty when it hangs on an unknown date of publication.
        notation: As written in the sheet (``pub-10y/pub``).
        said: A time in words that is no date (``winters``).
    """
    parts = []
    if edtf:
        parts.append(interval_words(edtf, _calendar, _PERIODS))
    elif notation:
        words = interval_words(notation, _relative, _PERIODS)
        parts.append(f"{words} (not anchored: the date of publication is not known)")
    if said:
        parts.append(f"“{said}”")
    return ", ".join(parts)


def _calendar(text: str) -> str:
    found = DATE.fullmatch(text)
    if not found:
        return text
    year, month, day, edge = found.groups()
    if month and not 1 <= int(month) <= 12:
        return text
    words = " ".join(part for part in (day and str(int(day)), month and _MONTHS[int(month) - 1], year) if part)
    return _EDGE.get(edge, "") + words


def _relative(text: str) -> str:
    found = RELATIVE.fullmatch(text)
    if not found:
        return _calendar(text)
    count, unit, month = found.groups()
    when = f"{count} {time_unit(int(count), unit, 'en')} before publication" if count else "publication"
    return f"{_MONTHS[int(month) - 1]} of the year that is {when}" if month and 1 <= int(month) <= 12 else when


def iso_day(text: str) -> str:
    """A day in ISO form; empty when the text is no day of the calendar."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
