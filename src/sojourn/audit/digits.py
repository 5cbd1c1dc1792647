"""Figures printed in digits: separators, scales (``million``, ``k``, ``万``, ``тыс.``), percentages and ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from sojourn.audit import words


class Figure(NamedTuple):
    """A figure as it stands in a text.

    Attributes:
        start: Offset of its first character [code points].
        end: Offset after its last character [code points].
        low: The value, or the lower end of a range [persons, or percent].
        high: The value, or the upper end; ``None`` when only an order of magnitude or a majority is given.
        kind: ``digits``, or ``worded`` when it is spelled out.
        percent: Whether it is a percentage or a fraction rather than a count.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    kind: Literal["digits", "worded"]
    percent: bool = False


class _Number(NamedTuple):
    start: int
    end: int
    value: Decimal
    plain: bool  # digits only: no separator, no sign
    scale: int = 1
    percent: bool = False
    counts: bool = True  # False for years, dates, money and the like

    @property
    def year(self) -> bool:
        return self.plain and self.scale == 1 and not self.percent and self.value < 2200


_LONGEST = 40
"""Longest run of digits and separators that is read as a number [characters]."""
_NEAR = 24
"""How far before a number its context is looked at [characters]."""
_SPACES = " \u00a0\u2009\u202f"
_RUN = re.compile(rf"\d++(?:[.,'’]\d++|[{_SPACES}]\d{{3}}(?!\d))*+")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\")\]]++")
_LATIN = "A-Za-zÀ-ɏА-Яа-яЁё"

_PLAIN = re.compile(r"\d+")
_SHAPES = (
    (_PLAIN, " ", "."),
    (re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(\.\d+)?"), ",", "."),
    (re.compile(r"(\d{1,3}(?:\.\d{3}){2,}|\d{1,3}\.000)(,\d+)?"), r"\.", ","),
    (re.compile(r"\d{1,3}(?:['’]\d{3})+(?:\.\d+)?"), "['’]", "."),
    (re.compile(rf"(\d{{1,3}}(?:[{_SPACES}]\d{{3}})+)([.,]\d+)?"), rf"[{_SPACES}]", ","),
    (re.compile(r"\d+\.\d+|\d+,\d{1,2}"), " ", ","),
)
"""Shapes of a number: what separates its thousands, and its decimal point."""

_WORDS = "|".join(sorted(words.SCALES, key=len, reverse=True))
_SCALE = re.compile(
    rf"(?:[ \u00a0\u202f]?|-)({_WORDS})(?![{_LATIN}]|分)(?:(?<=тыс)\.|(?<=млн)\.|(?<=млрд)\.)?"
    rf"|(bn|mn|[kmb])(?![{_LATIN}])",
    re.IGNORECASE,
)
PERCENT = re.compile(r"[ \u00a0\u202f]?[%％]|[ \u00a0-]?(?:per ?cent|pct|процент\w{0,2})(?![^\W_])", re.IGNORECASE)
"""A sign or word that makes the number before it a percentage."""
_GLUED_AFTER = re.compile(
    rf"[{_LATIN}_]|[:/]\d|-(?:й|го|е|м|х)(?![{_LATIN}])"
    r"|[ \u00a0](?:dollars|euros?|yuan|roubles|rubles|рублей)\b|美?元"
    rf"|[ \u00a0-](?:of )?(?:{'|'.join(sorted(words.MONTHS))})\b",
    re.IGNORECASE,
)
_MINUS = re.compile(r"(?:\A|[\s(（])[-−–]\Z")
_COUNTED_BEFORE = re.compile(
    r"(?:\b(?:about|around|roughly|some|over|nearly|almost|than|least|approximately|only|up to|более|около|почти) ?"
    r"|约|近|超过|[~≈>])\Z",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r" (?:[a-z]{1,20} )?(?:(?:people|persons|residents|migrants|workers|foreigners|students|men|women|children|families"
    r"|households|citizens|nationals|refugees|immigrants|emigrants|expatriates|expats|человек|мигрантов|жителей)\b"
    r"|[A-Z][a-z]{1,20}(?:ans|ese|ers|ish|ns|is)\b)|[人名户]"
)
_DATED_BEFORE = re.compile(
    r"\b(?:in|since|by|from|until|till|before|after|during|of|and|to|between|through|в|с|до|к|от|year)[ \u00a0]\Z",
    re.IGNORECASE,
)
_JOIN = re.compile(r"[ \u00a0]?(?:[-–—~～至到]|(?<=[ \u00a0])(?:to|and|or|до|и|или)(?=[ \u00a0]))[ \u00a0]?")
_CHANGE_BEFORE = re.compile(r"(\brang(?:e|es|ed|ing) )?(?:\b(?:by|from|с|со|на) |从)\Z", re.IGNORECASE)


def printed(text: str) -> list[Figure]:
    """The figures that a text prints in digits; years, dates, times, ordinals and sums of money are none."""
    numbers = list(_read(text))
    found: list[Figure] = []
    place = 0
    while place < len(numbers):
        here = numbers[place]
        joined = _joined(text, here, numbers[place + 1]) if place + 1 < len(numbers) else None
        if joined is not None:
            found.extend(joined)
            place += 2
            continue
        if here.counts:
            found.append(_figure(here))
        place += 1
    return found


def addresses(text: str) -> list[tuple[int, int]]:
    """Where web addresses stand; their digits count nobody."""
    return [found.span() for found in _URL.finditer(text)]


def _figure(one: _Number) -> Figure:
    return Figure(one.start, one.end, one.value, one.value, "digits", one.percent)


def _joined(text: str, low: _Number, high: _Number) -> list[Figure] | None:
    """Two numbers with a dash or a word between them: a range, the two ends of a change, or ``None``."""
    if not low.counts or not high.counts or high.start - low.end > 6 or not _JOIN.fullmatch(text, low.end, high.start):
        return None
    change = _CHANGE_BEFORE.search(text[max(0, low.start - _NEAR) : low.start])
    by = change is not None and change.group().strip().casefold() == "by"
    base = high.value / high.scale
    if low.plain and low.scale == 1 and high.scale > 1 and low.value < base and not by:
        low = low._replace(value=low.value * high.scale, scale=high.scale)
    if high.percent and not low.percent and low.scale == 1 and 0 <= low.value <= 100:
        low = low._replace(percent=True)
    if low.percent != high.percent or low.value >= high.value or (change is not None and not change.group(1)):
        return [_figure(low), _figure(high)]
    return [Figure(low.start, high.end, low.value, high.value, "digits", high.percent)]


def _read(text: str) -> Iterator[_Number]:
    before: _Number | None = None
    skip = addresses(text)
    for run in _RUN.finditer(text):
        while skip and skip[0][1] <= run.start():
            skip.pop(0)
        if (skip and skip[0][0] < run.end()) or run.end() - run.start() > _LONGEST:
            continue
        for start, digits in _pieces(run.group(), run.start()):
            value = _value(digits)
            if value is not None:
                before = _number(text, start, digits, value, before)
                yield before


def _pieces(run: str, start: int) -> Iterator[tuple[int, str]]:
    """The numbers of a run of digits: spaces and commas may separate numbers as well as their thousands."""
    if _value(run) is not None:
        yield start, run
        return
    split = rf"[{_SPACES}]" if any(space in run for space in _SPACES) else ","
    position = 0
    for piece in re.split(split, run):
        yield start + position, piece
        position += len(piece) + 1


def _value(digits: str) -> Decimal | None:
    """The value of digits with separators; ``None`` for what is no number, such as ``31.01.2025``."""
    for shape, drop, point in _SHAPES:
        if shape.fullmatch(digits):
            return Decimal(re.sub(drop, "", digits).replace(point, "."))
    return None


def _number(text: str, start: int, digits: str, value: Decimal, before: _Number | None) -> _Number:
    end = start + len(digits)
    context = text[max(0, start - _NEAR) : start]
    plain = bool(_PLAIN.fullmatch(digits))
    scaled = _SCALE.match(text, end)
    scale = 1
    if scaled:
        word, letter = (scaled.group(1) or "").casefold(), (scaled.group(2) or "").casefold()
        scale = words.SCALES[word] if word else words.LETTERS[letter]
        end = scaled.end()
    percent = None if scaled else PERCENT.match(text, end)
    if percent:
        end = percent.end()
    if _MINUS.search(context) and (before is None or before.end < start - 3):
        start, value, plain = start - 1, -value, False
    number = _Number(start, end, value * scale, plain, scale, percent is not None)
    return number._replace(counts=_counts(text, context, number, before))


def _counts(text: str, context: str, number: _Number, before: _Number | None) -> bool:
    """Whether a number can be a figure of persons or a percentage, rather than a year, a date or a name's part."""
    if _glued(context) or _GLUED_AFTER.match(text, number.end):
        return False
    if number.percent or number.scale > 1:
        return True
    if words.DURATION.match(text, number.end):
        return False
    if before is not None and not before.counts and before.year and number.year:
        between = text[before.end : min(number.start, before.end + 4)].strip()
        if between in {"-", "–", "—", "/"}:  # 2013-2017, 2020-21, 2025-01-31
            return False
    return not (number.year and _is_year(text, context, number))


def _glued(context: str) -> bool:
    """Whether the characters before a number make it part of a name, a date, a time or a sum of money."""
    last, before = context[-1:], context[-2:-1]
    if (
        last in "$€£¥₽#§_"
        or _is_latin(last)
        or (last in "-–." and _is_latin(before))
        or (last in ":/" and before.isdecimal())
    ):
        return bool(last)
    word = context.rstrip(" .").rpartition(" ")[2]
    return word.casefold() in words.NO_FIGURE_AFTER


def _is_latin(character: str) -> bool:
    """Whether it is a letter of a script that puts spaces between words."""
    return character.isalpha() and character < "\u2000"


def _is_year(text: str, context: str, number: _Number) -> bool:
    if not (1500 <= number.value < 2200 and number.end - number.start == 4):
        return False
    if _COUNTED_BEFORE.search(context):
        return False
    return not _COUNTED_AFTER.match(text, number.end) or _DATED_BEFORE.search(context) is not None
