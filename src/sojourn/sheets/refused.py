"""Why a value is refused, and what was probably meant: every form that people type and that has no single reading."""

from __future__ import annotations

import re
import unicodedata
from typing import NoReturn

from sojourn.errors import BadInput
from sojourn.sheets.nearest import did_you_mean
from sojourn.vocabulary.terms import SCHEMES

_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
_BLANKS = frozenset({"-", "--", "n/a", "na", "none", "null", "unknown", "?", ".", "..", "…", "–", "—", "not stated"})
_BEFORE = (
    (r"(?:about|around|approximately|approx\.?|roughly|circa|ca\.?|some|≈|~)", "~"),
    (r"(?:more than|over|above|exceeding|upwards of)", ">"),
    (r"(?:at least|no fewer than|not less than|≥|=>)", ">="),
    (r"(?:less than|fewer than|under|below)", "<"),
    (r"(?:at most|up to|no more than|not more than|≤|=<)", "<="),
    (r"()", ""),
)
_NUMBER = r"(-?(?:\d{1,3}(?: \d{3})+|\d[\d,]*)(?:\.\d+)?)"
_SCALES = {
    "k": "k",
    "thousand": "k",
    "thousands": "k",
    "m": "m",
    "mn": "m",
    "mio": "m",
    "million": "m",
    "millions": "m",
    "%": "%",
    "percent": "%",
    "per cent": "%",
    "pct": "%",
    "/yr": "/yr",
    "/year": "/yr",
    "/y": "/yr",
    "/a": "/yr",
    "p.a.": "/yr",
    "per year": "/yr",
    "a year": "/yr",
    "each year": "/yr",
    "annually": "/yr",
    "people": "",
    "persons": "",
}
_UNITS = "|".join(re.escape(unit) for unit in sorted(_SCALES, key=len, reverse=True))
_RANGE = re.compile(
    rf"(?:between|from)?\s*{_NUMBER}\s*({_UNITS})?\s*(?:-|–|—|to|and|…|\.\.\.)\s*{_NUMBER}\s*({_UNITS})?", re.IGNORECASE
)
_LONGEST = 80
"""Characters beyond which nobody tried to write a figure."""
_NOTATION = (
    "The notation is 10000, ~10000, >16000, >=, <, <=, 5000..6000, 40k, 1.2m, 13%, ~11000/yr, -460000, or a word"
)


def refuse(text: str) -> NoReturn:
    """Says what is wrong with a value.

    Raises:
        BadInput: Always.
    """
    reasons = (_spreadsheet, _not_ascii, _not_a_number, _marks, _grouped, _range_or_minus, _in_words)
    for reason in reasons if len(text) <= _LONGEST else (_spreadsheet,):
        found = reason(text)
        if found is not None:
            what, advice = found
            raise BadInput(what, advice=advice)
    words = ", ".join(SCHEMES["word"])
    raise BadInput(
        f"{text[:60]!r} is no value", advice=f"{did_you_mean(text[:60], SCHEMES['word'])}{_NOTATION}: {words}."
    )


_Reason = tuple[str, str] | None


def _spreadsheet(text: str) -> _Reason:
    if re.fullmatch(r"#+", text):
        return (
            f"{text[:20]!r} is what a spreadsheet shows where a column is too narrow",
            "Widen the column and save again.",
        )
    if text.upper() in _ERRORS:
        return f"{text!r} is the error of a formula", "Repair the formula, or type the figure."
    if text.startswith(("=", "@")):
        return f"{text[:60]!r} is a formula", "Paste its value instead."
    if text.casefold() in _BLANKS:
        return f"{text!r} stands for no value", "Leave the cell blank when the source gives none; missing is not zero."
    return None


def _not_ascii(text: str) -> _Reason:
    if text.isascii():
        return None
    plain = "".join(_ascii_character(character) for character in text)
    if plain == text or any(ord(character) > 127 and character not in "–—≈≥≤…" for character in plain):
        return None
    if any(character.isdigit() and not character.isascii() for character in text):
        return f"{text!r} is written in digits that are not 0 to 9", f"Write {plain}."
    if "\u2212" in text and plain.isascii():
        return f"{text!r} has a typographic minus", f"Write {plain}."
    if any(character.isspace() and not character.isascii() for character in text):
        return f"{text!r} groups its digits with spaces", f"Write {re.sub(r'(?<=[0-9]) (?=[0-9])', '', plain)}."
    return None


def _ascii_character(character: str) -> str:
    if character.isdigit() and not character.isascii():
        return str(unicodedata.digit(character))
    if character == "\u2212":
        return "-"
    if character == "\uff05":
        return "%"
    return " " if character.isspace() else character


def _not_a_number(text: str) -> _Reason:
    bare = text.casefold().lstrip("+-~<>= ")
    if bare in ("nan", "inf", "infinity"):
        return f"{text!r} is not a number of anything", "Leave the cell blank when the source gives no figure."
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)e([+-]?\d+)", bare)
    if match:
        exponent = int(match[2]) if len(match[2]) < 5 else 99999
        advice = f"Write {int(float(match[1]) * 10**exponent)}." if 0 <= exponent <= 12 else "Write all its digits."
        return f"{text!r} is written with an exponent", advice
    return None


def _marks(text: str) -> _Reason:
    if re.fullmatch(r"[~<>=]*-?\d+(?:_\d+)+[km%]?", text):
        return f"{text!r} groups its digits with underscores", f"Write {text.replace('_', '')}."
    if re.fullmatch(r"[~<>=]*-?\d{1,3}(?:[ '’]\d{3})+.*", text):
        return f"{text!r} groups its digits", f"Write {re.sub(r'''[ '’](?=[0-9]{3})''', '', text)}."
    if re.fullmatch(r"[~<>=]+\s*[~<>=].*|~\s*[<>].*", text):
        return f"{text!r} has two hedges", "Use one of ~ > >= < <=."
    if re.fullmatch(r"\+\d.*", text):
        return f"{text!r} begins with a plus", f"Write {text[1:]}."
    return None


def _grouped(text: str) -> _Reason:
    match = re.fullmatch(r"([~<>=]*)(-?\d+(?:,\d+)+(?:\.\d+)?)([km%]|/yr)?", text)
    if not match:
        return None
    mark, number, unit = match[1], match[2], match[3] or ""
    joined = number.replace(",", "")
    if re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", number):
        point = number.replace(",", ".")
        return (
            f"{text!r} can be read in two ways: does the comma group thousands, or is it a decimal comma?",
            f"Write {mark}{joined}{unit} for thousands, or {mark}{point}0{unit} for a decimal fraction.",
        )
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", number):
        return f"{text!r} groups its digits with commas", f"Write {mark}{joined}{unit}."
    if number.count(",") == 1:
        return (
            f"{text!r} has a comma: thousands or decimals?",
            f"Write {mark}{number.replace(',', '.')}{unit} if it is a decimal comma.",
        )
    return f"{text!r} has commas that neither group thousands nor mark a fraction", "Write the digits without commas."


def _range_or_minus(text: str) -> _Reason:
    match = _RANGE.fullmatch(text)
    if not match:
        return None
    first, second = (_clean(part) for part in (match[1], match[3]))
    named = match[4] or match[2]
    unit = _SCALES[named.casefold()] if named else ""
    meant = f"{first}..{second}{unit}" if unit in ("", "%", "/yr") else f"{first}{unit}..{second}{unit}"
    if re.search(r"\d[km%]?\s*[-–—]", text):
        return f"{text!r} can be read in two ways: a minus, or a range?", f"Write {meant} for a range."
    return f"{text!r} is a range in words", f"Write {meant}."


def _in_words(text: str) -> _Reason:
    for words, mark in _BEFORE:
        match = re.fullmatch(rf"{words}\s*{_NUMBER}\s*({_UNITS})?\s*({_UNITS})?\s*({_UNITS})?", text, re.IGNORECASE)
        if match:
            groups = [group for group in match.groups() if group is not None]
            number = next(group for group in groups if group[:1].isdigit() or group[:1] == "-")
            units = "".join(_SCALES[unit.casefold()] for unit in groups[groups.index(number) + 1 :])
            return f"{text!r} is not in the notation of the sheet", f"Write {mark}{_clean(number)}{units}."
    match = re.fullmatch(rf"[~<>=]*\s*{_NUMBER}\s*([^\W\d].*)", text)
    if match:
        return (
            f"{match[2]!r} is no unit",
            "Persons have none; the others are %, /yr, and k or m for thousands or millions.",
        )
    return None


def _clean(number: str) -> str:
    return number.replace(",", "").replace(" ", "")
