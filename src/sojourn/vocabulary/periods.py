"""What the words of all periods share: how they are written, their units, and periods with open ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sojourn.vocabulary.plurals import russian

DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)", re.ASCII)
"""A date in EDTF: year, month, day, and how sure it is."""
RELATIVE = re.compile(r"pub(?:-(\d{1,9})([ymd]))?(?:-(\d{2}))?", re.ASCII)
"""A time that hangs on a publication: how many units before it, the unit, and a month of that year."""

_UNITS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {"y": ("year", "years"), "m": ("month", "months"), "d": ("day", "days")},
    "zh": {"y": ("年",), "m": ("个月",), "d": ("天",)},
    "ru": {"y": ("год", "года", "лет"), "m": ("месяц", "месяца", "месяцев"), "d": ("день", "дня", "дней")},
}


def time_unit(count: int, unit: str, lang: str) -> str:
    """What a unit of time is called after a number.

    Args:
        count: The number.
        unit: ``y``, ``m`` or ``d``.
        lang: ``en``, ``zh`` or ``ru``.
    """
    if lang == "ru":
        one, few, many = _UNITS[lang][unit]
        return russian(count, one, few, many)
    return _UNITS[lang][unit][0 if count == 1 else -1]


def local_date(year: str, month: str | None, day: str | None, lang: str) -> str:
    """A date, or a part of one, as it is written in ``zh`` or ``ru``: ``2025年1月31日``, ``31.01.2025``."""
    if lang == "zh":
        return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")
    return ".".join(part for part in (day, month, year) if part)


def interval_words(text: str, side: Callable[[str], str], forms: Mapping[str, str]) -> str:
    """A time or a period, each of whose ends may be open.

    Args:
        text: One time, or two parted by a slash; an open end is ``..`` or empty.
        side: Gives the words of one time.
        forms: What is said around it, with ``{}`` for a time: ``until``, ``since`` and ``range``.
    """
    start, slash, end = text.partition("/")
    if not slash:
        return side(start)
    if start in {"", ".."}:
        return forms["until"].format(side(end))
    if end in {"", ".."}:
        return forms["since"].format(side(start))
    return forms["range"].format(side(start), side(end))
