"""The notation of values: ``~10000``, ``5000..6000``, ``>16000``, ``13%`` and so on, both ways.

Nothing is guessed: a form that has two readings is refused, and the message names both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from sojourn.errors import BadInput
from sojourn.model import Estimate, Hedge, Measure
from sojourn.sheets.lists import listed
from sojourn.sheets.refused import refuse

_NUMBER = r"-?\d+(?:\.\d+)?[km]?"
_VALUE = re.compile(
    rf"(?P<mark>~|>=|<=|>|<)?\s*(?P<first>{_NUMBER})(?:\s*\.\.\s*(?P<open><)?(?P<second>{_NUMBER}))?"
    r"\s*(?P<unit>%|/yr)?",
    re.ASCII,
)
_SCALE = {"k": Decimal(1_000), "m": Decimal(1_000_000)}
_GROUPS = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+k?", re.ASCII)
_DIGITS = 15
_COUNTED = {"permit": Measure.PERMITS}
_PER_CENT = {"share": Measure.PERCENT, "change": Measure.PERCENT_CHANGE}
_SIGNED = frozenset({"change", "netmigration"})
_ONE_SIDED = {">": Hedge.MORE_THAN, ">=": Hedge.AT_LEAST, "<": Hedge.LESS_THAN, "<=": Hedge.AT_MOST}
_POINT_ONLY = frozenset({Hedge.EXACT})
_RANGE_ONLY = frozenset({Hedge.BETWEEN})
_STOCKS = frozenset({"residence", "permit", "share"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a value says before the hedge, unit and kind of the row are applied.

    Attributes:
        low, high: Bounds; ``None`` when open.
        low_open, high_open: Whether a bound itself is excluded.
        hedge: How the notation qualifies it.
        unit: ``%``, ``/yr`` or empty.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool
    hedge: Hedge
    unit: str


@lru_cache(maxsize=16384)
def parse_figure(text: str) -> Figure:
    """A figure in the notation of the sheet.

    Raises:
        BadInput: If it is none, with the spelling that was probably meant.
    """
    match = _VALUE.fullmatch(text)
    if match is None:
        refuse(text)
    mark, first, second, unit = match["mark"] or "", match["first"], match["second"], match["unit"] or ""
    for part in (first, second):
        if part and _GROUPS.fullmatch(part):
            plain = part.replace(".", "")
            raise BadInput(
                f"{part!r} can be read in two ways: does the point group thousands, or is it a decimal point?",
                advice=f"Write {plain} for thousands, or {_padded(part)} for a decimal fraction.",
            )
    low = _decimal(first)
    if second is None:
        return _one_number(mark, low, unit)
    high = _decimal(second)
    if mark not in ("", "~", ">"):
        raise BadInput(
            f"{text!r} bounds a range from the wrong side", advice=f"Write {first}..{second}, or {first}..<{second}."
        )
    if low > high:
        raise BadInput(
            f"the lower bound {first} is above the upper bound {second}", advice=f"Write {second}..{first}{unit}."
        )
    if low == high:
        raise BadInput(f"a range from {first} to {first} is one number", advice=f"Write {first}{unit}.")
    return Figure(
        low=low,
        high=high,
        low_open=mark == ">",
        high_open=match["open"] is not None,
        hedge=Hedge.ABOUT if mark == "~" else Hedge.BETWEEN,
        unit=unit,
    )


def _one_number(mark: str, number: Decimal, unit: str) -> Figure:
    if mark in _ONE_SIDED:
        above = mark.startswith(">")
        return Figure(
            low=number if above else None,
            high=None if above else number,
            low_open=mark == ">",
            high_open=mark == "<",
            hedge=_ONE_SIDED[mark],
            unit=unit,
        )
    hedge = Hedge.ABOUT if mark else Hedge.EXACT
    return Figure(low=number, high=number, low_open=False, high_open=False, hedge=hedge, unit=unit)


def _decimal(text: str) -> Decimal:
    scale = _SCALE.get(text[-1])
    value = Decimal(text[:-1]) * scale if scale else Decimal(text)
    if sum(character.isdigit() for character in text) > _DIGITS:
        raise BadInput(
            f"{text[:20]}… has more than {_DIGITS} digits", advice="No population is that large, nor known that well."
        )
    return canonical(value)


def canonical(value: Decimal) -> Decimal:
    """The same number without exponent, trailing zeros or negative zero, so that equal figures are written alike."""
    if value == 0:
        return Decimal(0)
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".")) if "." in text else Decimal(text)


def estimate_of(kind: str, value: str, printed: str = "") -> Estimate:
    """The estimate that a figure means in a row of a kind.

    Args:
        kind: ``flow``, ``residence``, … as in the column.
        value: The figure in the notation of the sheet.
        printed: The figure as the source prints it.

    Raises:
        BadInput: If the figure is none, or cannot be one of that kind.
    """
    figure = parse_figure(value)
    measure = _measure(kind, figure, value)
    _check(kind, figure, measure, value)
    return Estimate(
        low=figure.low,
        high=figure.high,
        low_open=figure.low_open,
        high_open=figure.high_open,
        hedge=figure.hedge,
        measure=measure,
        printed=printed,
    )


def hedged(estimate: Estimate, hedge: str, value: str) -> Estimate:
    """The estimate with a hedge that overrides the one of its notation.

    Raises:
        BadInput: If the hedge contradicts the interval.
    """
    return replace(estimate, hedge=_hedge(estimate, hedge, value))


def _measure(kind: str, figure: Figure, value: str) -> Measure:
    if figure.unit == "%":
        if kind not in _PER_CENT:
            raise BadInput(f"a {kind} is not counted in percent", advice="Kind share or change takes percent.")
        return _PER_CENT[kind]
    if kind == "share":
        raise BadInput(
            f"the unit is missing: a share is a percentage, and {value!r} is none", advice=f"Write {value}%."
        )
    if figure.unit == "/yr":
        if kind in _STOCKS:
            raise BadInput(
                f"a {kind} is a stock, and {value!r} is a number per year",
                advice="Is it kind flow? A stock is counted at a time, without /yr.",
            )
        return Measure.PERSONS_PER_YEAR
    return _COUNTED.get(kind, Measure.PERSONS)


def _check(kind: str, figure: Figure, measure: Measure, value: str) -> None:
    bounds = [bound for bound in (figure.low, figure.high) if bound is not None]
    if measure not in (Measure.PERCENT, Measure.PERCENT_CHANGE) and any(bound % 1 for bound in bounds):
        raise BadInput(f"{value!r} counts parts of a person", advice="Is a k, an m or a % missing?")
    if kind not in _SIGNED and min(bounds) < 0:
        raise BadInput(
            f"a {kind} cannot be negative",
            advice="Swap from and to, or is it kind change or netmigration?"
            if kind == "flow"
            else "Is it kind change?",
        )
    if measure is Measure.PERCENT and max(bounds) > 100:
        raise BadInput(f"the share {value} lies outside 0 to 100 %", advice="Is it kind change, or another whole?")
    if measure is Measure.PERCENT_CHANGE and min(bounds) < -100:
        raise BadInput(f"{value} takes away more than there was", advice="A fall ends at -100%.")


def _hedge(figure: Estimate, named: str, value: str) -> Hedge:
    hedge = Hedge(named)
    point = figure.low == figure.high
    closed = figure.low is not None and figure.high is not None
    if (
        (hedge is Hedge.EXACT and not point)
        or (hedge is Hedge.BETWEEN and (point or not closed))
        or (point and hedge in _ONE_SIDED.values())
    ):
        raise BadInput(
            f"the hedge {named} contradicts the value {value!r}",
            advice=f"Leave the hedge blank: the value says {figure.hedge}.",
        )
    return hedge


def split_value(text: str) -> tuple[str, str]:
    """Splits a value cell into its figure and its word, either of which may be empty.

    A source can give both, separated by a semicolon: ``>5000; increasing``.
    """
    figure, word = "", ""
    for part in text.split(";"):
        piece = part.strip()
        notation = listed("word").get(piece.casefold().replace(" ", ""))
        if notation and not word:
            word = notation
        elif piece and not figure:
            figure = piece
        elif piece:
            raise BadInput(f"{text!r} holds two figures", advice="Write one row for each.")
    return figure, word


def notation(estimate: Estimate) -> tuple[str, str]:
    """An estimate in the notation of the sheet, and the hedge for its column where the notation does not say it."""
    low, high = (None if bound is None else _plain(bound) for bound in (estimate.low, estimate.high))
    unit = {Measure.PERSONS_PER_YEAR: "/yr", Measure.PERCENT: "%", Measure.PERCENT_CHANGE: "%"}.get(
        estimate.measure, ""
    )
    if low is not None and high is not None and low != high:
        first = f">{low}" if estimate.low_open else low
        second = f"<{high}" if estimate.high_open else high
        implied = Hedge.BETWEEN
        text = f"{first}..{second}"
        if estimate.hedge is Hedge.ABOUT and not estimate.low_open:
            text, implied = f"~{text}", Hedge.ABOUT
    elif low is not None and high is not None:
        about = estimate.hedge is Hedge.ABOUT
        text, implied = (f"~{low}", Hedge.ABOUT) if about else (low, Hedge.EXACT)
    else:
        mark = (">" if estimate.low_open else ">=") if low is not None else ("<" if estimate.high_open else "<=")
        text, implied = f"{mark}{low if low is not None else high}", _ONE_SIDED[mark]
    return text + unit, "" if estimate.hedge is implied else str(estimate.hedge)


def _plain(value: Decimal) -> str:
    text = f"{canonical(value):f}"
    return _padded(text) if _GROUPS.fullmatch(text) else text


def _padded(text: str) -> str:
    """A decimal fraction that nobody takes for grouped thousands: 40.625 becomes 40.6250."""
    body, scale = (text[:-1], text[-1]) if text[-1] in _SCALE else (text, "")
    return f"{body}0{scale}"
