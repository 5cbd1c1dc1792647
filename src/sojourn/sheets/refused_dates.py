"""Why a date is refused, and what was probably meant."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NoReturn

from sojourn.errors import BadInput

_NOTATION = (
    "Dates are written 2020, 2020-05, 2020-05-31, 2013/2017, ../2020, 2025~, pub or pub-10y; words go into when_words."
)
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_MONTHS = {name.casefold()[:3]: number for number, name in enumerate(calendar.month_name) if name}
_NOW = frozenset({"now", "today", "present", "currently", "current", "at present"})
_SPAN = 30
"""Years that somebody may have meant by 2020-45."""
_LONGEST = 80
"""Characters beyond which nobody tried to write a date."""
_EXCEL_EPOCH = date(1899, 12, 30)


def explain(text: str) -> NoReturn:
    """Says what is wrong with a date or period.

    Raises:
        BadInput: Always.
    """
    if len(text) > _LONGEST:
        raise BadInput(f"{text[:60]!r}… is no date", advice=_NOTATION)
    for reason in (_digits, _spreadsheet, _years, _day_first, _named, _decade, _relative):
        found = reason(text)
        if found is not None:
            raise BadInput(found[0], advice=found[1])
    raise BadInput(f"{text[:60]!r} is no date", advice=_NOTATION)


_Reason = tuple[str, str] | None


def _digits(text: str) -> _Reason:
    if any(character.isdigit() and not character.isascii() for character in text):
        return f"{text!r} is written in digits that are not 0 to 9", _NOTATION
    return None


def _spreadsheet(text: str) -> _Reason:
    if re.fullmatch(r"#+", text):
        return f"{text!r} is what a spreadsheet shows where a column is too narrow", "Widen the column and save again."
    if text.startswith(("#", "=")):
        return f"{text[:60]!r} is a formula or its error", "Type the date."
    if re.fullmatch(r"[2-5]\d{4}", text, re.ASCII):
        day = _EXCEL_EPOCH + timedelta(days=int(text))
        return f"{text!r} is no date; as a spreadsheet's day number it would be {day}", f"Write {day}."
    return None


def _years(text: str) -> _Reason:
    match = re.fullmatch(r"(\d{4})\s*[-–—]\s*(\d{4})", text, re.ASCII)
    if match:
        return f"{text!r} is no date; a period has a slash", f"Write {match[1]}/{match[2]}."
    match = re.fullmatch(r"(\d{4})[-–—](\d\d)", text, re.ASCII)
    if match:
        number = int(match[2])
        season = f": EDTF reads it as {_SEASONS[number]} {match[1]}" if number in _SEASONS else ""
        year = f"{match[1][:2]}{match[2]}"
        what = f"{text!r} can be read in two ways{season}" if season else f"{text!r} has no month {match[2]}"
        if 0 < int(year) - int(match[1]) <= _SPAN:
            return what, f"Write {match[1]}/{year} for the years, or months as {match[1]}-03/{match[1]}-05."
        return what, _NOTATION
    match = re.fullmatch(r"(\d{4})\s*[-–—]|since (\d{4})", text, re.ASCII)
    if match:
        return f"{text!r} is no date; an open end is written with two dots", f"Write {match[1] or match[2]}/.."
    return None


def _day_first(text: str) -> _Reason:
    match = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", text, re.ASCII)
    if match:
        first, second, year = int(match[1]), int(match[2]), match[3]
        ways = [f"{year}-{month:02}-{day:02}" for day, month in ((first, second), (second, first)) if month <= 12]
        if len(set(ways)) == 2:
            return f"{text!r} can be read in two ways: day or month first?", f"Write {ways[0]} or {ways[1]}."
        if ways:
            return f"{text!r} is no date in EDTF", f"Write {ways[0]}."
    match = re.fullmatch(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", text, re.ASCII)
    if match:
        return f"{text!r} is no date in EDTF", f"Write {match[1]}-{int(match[2]):02}-{int(match[3]):02}."
    match = re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", text, re.ASCII)
    if match and 0 < int(match[2]) <= 12:
        day = f"-{int(match[3]):02}" if match[3] else ""
        return f"{text!r} is no date in EDTF", f"Write {match[1]}-{int(match[2]):02}{day}."
    return None


def _named(text: str) -> _Reason:
    match = re.fullmatch(r"(?:(\d{1,2})\.?\s+)?([A-Za-z]{3,9})\.?\s+(?:(\d{1,2}),\s*)?(\d{4})", text, re.ASCII)
    if match and match[2].casefold()[:3] in _MONTHS:
        month = _MONTHS[match[2].casefold()[:3]]
        day = match[1] or match[3]
        return f"{text!r} is no date in EDTF", f"Write {match[4]}-{month:02}{f'-{int(day):02}' if day else ''}."
    return None


def _decade(text: str) -> _Reason:
    match = re.fullmatch(r"(?:the )?(\d{3})0['’]?s", text, re.ASCII)
    if match:
        return f"{text!r} is no date in EDTF", f"Write {match[1]}X."
    match = re.fullmatch(r"(?:c\.?|ca\.?|circa|about|around)\s*(\d{4})", text, re.ASCII)
    if match:
        return f"{text!r} is no date in EDTF", f"Write {match[1]}~."
    match = re.fullmatch(r"(before|until|by|up to|after) (\d{4})", text, re.ASCII)
    if match:
        year = int(match[2])
        meant = {"before": f"../{year - 1:04}", "after": f"{year + 1:04}/.."}.get(match[1], f"../{year:04}")
        return f"{text!r} is no date in EDTF", f"Write {meant}" if meant.endswith("..") else f"Write {meant}."
    return None


def _relative(text: str) -> _Reason:
    if text.casefold() in _NOW:
        return f"{text!r} is no date", "Write pub for the time of publication."
    match = re.fullmatch(r"(?:now|today)-(\d+)([ymd])", text, re.ASCII)
    if match:
        return f"{text!r} is no date", f"Write pub-{match[1]}{match[2]}."
    match = re.fullmatch(r"(\d+) (year|month|day)s? ago", text, re.ASCII)
    if match:
        return f"{text!r} is no date", f"Write pub-{match[1]}{match[2][0]}."
    return None
