"""Figures that are spelled out: number words, fractions, orders of magnitude and majorities."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from decimal import Decimal

from sojourn.audit import words
from sojourn.audit.digits import PERCENT, Figure

_HUNDRED = Decimal(100)


def _either(choices: Iterable[str]) -> str:
    return "|".join(sorted(choices, key=len, reverse=True))


_NUMBER_WORD = _either({*words.SMALL, *words.MULTIPLIERS})
_PHRASE = re.compile(
    r"\b(half an? |(?:a few|several|many|couple of) |an? )?"
    rf"((?:{_NUMBER_WORD})(?: and a half|(?:[ -]|(?<=hundred) and |(?<=thousand) and )(?:{_NUMBER_WORD})\b)*+)"
    r"(?![^\W\d_])",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    rf"\b(?:({_either(words.TENS_OF)}) (?:of )?)?\b({_either(word for word in words.VAGUE if word < '一')})\b"
    rf"|({_either(word for word in words.VAGUE if word >= '一')})",
    re.IGNORECASE,
)
_TENS_OF_THOUSANDS = re.compile(r"\b(десятки|сотни) (тысяч|миллионов)\b", re.IGNORECASE)
_FRACTION = re.compile(
    rf"\b(?:(an?|one|two|three|four|five|seven|nine|две|три|\d{{1,2}})[ -])?({_either(words.PARTS)})\b"
    r"(?![ -]a?n? ?(?:year|hour|day|million|dozen))",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    r"\b(one|two|three|four|\d) (?:in|out of)(?: every)? (two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\b",
    re.IGNORECASE,
)
_SLASH = re.compile(r"(?<![\d/.,])(\d{1,2})/(\d{1,2})(?![\d/])")
_SIGNS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅛": "1/8"}
_CHINESE = "零〇一二两三四五六七八九十百千万亿"
_CHINESE_NUMBER = re.compile(rf"[{_CHINESE}]{{2,16}}+")
_CHINESE_PART = re.compile(rf"(百|[二三四五六七八九十]|两)分之([{_CHINESE}]{{1,8}}|\d{{1,3}}(?:\.\d{{1,3}})?)|一半")


def worded(text: str) -> Iterator[Figure]:
    """The figures that a text spells out, those that contain others first.

    A majority is a percentage with a lower end of 50 and no upper end; ``thousands`` a count from 1,000.
    """
    taken: list[tuple[int, int]] = []
    for read in (_majorities, _fractions, _chinese_parts, _tens_of_thousands, _vague, _phrases, _chinese):
        found = [one for one in read(text) if not overlaps(one, taken)]
        taken = sorted([*taken, *((one.start, one.end) for one in found)])
        yield from found


def overlaps(figure: Figure, spans: list[tuple[int, int]]) -> bool:
    """Whether a figure shares a character with one of some spans, which are sorted and apart from each other."""
    place = bisect_left(spans, (figure.end, 0))
    return place > 0 and spans[place - 1][1] > figure.start


def _figure(found: re.Match[str], low: Decimal, high: Decimal | None, *, percent: bool = False) -> Figure:
    return Figure(found.start(), found.end(), low, high, "worded", percent)


def _majorities(text: str) -> Iterator[Figure]:
    for found in words.MAJORITY.finditer(text):
        if text[max(0, found.start() - 2) : found.start()].casefold() != "al":
            yield _figure(found, Decimal(50), None, percent=True)


def _fractions(text: str) -> Iterator[Figure]:
    for found in _FRACTION.finditer(text):
        numerator, part = (found.group(1) or "").casefold(), found.group(2).casefold()
        if not numerator and part not in {"half", "половина", "половины", "половину", "треть", "четверть"}:
            continue  # "the third", "a quarter" of a year without "a": ordinals
        top = Decimal(1) if numerator in {"", "a", "an"} else _small(numerator)
        yield from _share(found, top, Decimal(words.PARTS[part]))
    for found in _SLASH.finditer(text):
        yield from _share(found, Decimal(found.group(1)), Decimal(found.group(2)))
    for found in re.finditer("[½⅓⅔¼¾⅕⅛]", text):
        above, below = _SIGNS[found.group()].split("/")
        yield from _share(found, Decimal(above), Decimal(below))


def out_of(text: str) -> Iterator[Figure]:
    """Shares such as ``1 in 10`` and ``two out of three``, which are no two counts."""
    for found in _OUT_OF.finditer(text):
        yield from _share(found, _small(found.group(1)), _small(found.group(2)))


def _share(found: re.Match[str], top: Decimal, bottom: Decimal) -> Iterator[Figure]:
    if 0 < top < bottom:
        value = top * _HUNDRED / bottom
        yield _figure(found, value, value, percent=True)


def _small(word: str) -> Decimal:
    key = word.casefold()
    return Decimal(key) if key.isdecimal() else words.SMALL[key]


def _vague(text: str) -> Iterator[Figure]:
    for found in _VAGUE.finditer(text):
        first, second = (found.group(1) or "").casefold(), (found.group(2) or found.group(3)).casefold()
        yield _figure(found, Decimal(words.TENS_OF.get(first, 1) * words.VAGUE[second]), None)


def _tens_of_thousands(text: str) -> Iterator[Figure]:
    for found in _TENS_OF_THOUSANDS.finditer(text):
        scale = 10**3 if found.group(2).casefold().startswith("тыс") else 10**6
        yield _figure(found, Decimal(words.TENS_OF[found.group(1).casefold()] * scale), None)


def _phrases(text: str) -> Iterator[Figure]:
    for found in _PHRASE.finditer(text):
        opening = (found.group(1) or "").strip().casefold()
        parts = re.findall(r"and a half|[^\W\d_]+", found.group(2).casefold())
        value = _spelled([part for part in parts if part != "and"])
        if value is None or words.DURATION.match(text, found.end()):
            continue
        if opening.startswith("half"):
            value /= 2
        several = opening in {"a few", "several", "many", "couple of"}
        percent = PERCENT.match(text, found.end())
        end = percent.end() if percent else found.end()
        yield Figure(found.start(), end, value, None if several else value, "worded", percent is not None)


def _spelled(parts: list[str]) -> Decimal | None:
    """The value of number words such as ``two hundred thousand``; ``None`` when there are too many to be one number."""
    if len(parts) > 12:
        return None
    total, current = Decimal(0), Decimal(0)
    for part in parts:
        if part == "and a half":
            current += Decimal("0.5")
        elif part in words.SMALL:
            current += words.SMALL[part]
        elif words.MULTIPLIERS[part] <= 100:
            current = max(current, Decimal(1)) * words.MULTIPLIERS[part]
        else:
            total += max(current, Decimal(1)) * words.MULTIPLIERS[part]
            current = Decimal(0)
    return total + current


def _chinese_parts(text: str) -> Iterator[Figure]:
    for found in _CHINESE_PART.finditer(text):
        if found.group() == "一半":
            yield _figure(found, Decimal(50), Decimal(50), percent=True)
            continue
        bottom = Decimal(_chinese_value(found.group(1)))
        digits = found.group(2)
        top = Decimal(digits) if digits[0].isdecimal() else Decimal(_chinese_value(digits))
        yield _figure(found, top * _HUNDRED / bottom, top * _HUNDRED / bottom, percent=True)


def _chinese(text: str) -> Iterator[Figure]:
    for found in _CHINESE_NUMBER.finditer(text):
        if not any(unit in found.group() for unit in "十百千万亿") or words.DURATION.match(text, found.end()):
            continue
        value = Decimal(_chinese_value(found.group()))
        if value:
            yield _figure(found, value, value)


def _chinese_value(numeral: str) -> int:
    """The value of a Chinese numeral such as 四万五千."""
    total = section = digit = 0
    for sign in numeral:
        if sign in words.CHINESE_DIGITS:
            digit = words.CHINESE_DIGITS[sign]
        elif sign in words.CHINESE_UNITS:
            section += (digit or 1) * words.CHINESE_UNITS[sign]
            digit = 0
        else:
            total = (total + section + digit) * words.CHINESE_MYRIADS[sign]
            section = digit = 0
    return total + section + digit
