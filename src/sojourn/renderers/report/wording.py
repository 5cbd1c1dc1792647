"""What the report says: numbers, intervals, steps of arithmetic and rules as people read them."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from sojourn.audit.reconciling.assumptions import Assumption
from sojourn.audit.reconciling.readings import Interval
from sojourn.audit.reconciling.results import Statement
from sojourn.audit.reconciling.rules import RULES
from sojourn.model import number

UNITS = {"rate": "persons a year", "share": "percent", "permits": "permits"}
"""Unit of each measure of a cell; persons for every other."""

_WHOLE_FROM = 100
"""From this size on, figures are told in whole numbers."""
_NOT_NEGATIVE = "a count is not negative"
_FIGURE = r"−?\d[\d,.]*(?:/\d+| \d+/\d+)?(?: \(rounded\))?"
_STEP = re.compile(rf"(so )?(.+?) ([=≥≤<>]) ({_FIGURE}(?: [+−×÷=] {_FIGURE})*) \((.+)\)", re.DOTALL)
_CLASH = re.compile(
    rf"(.+) would have to be (at least|more than) ({_FIGURE}) and (at most|less than) ({_FIGURE}), which no number is",
    re.DOTALL,
)
_SAME = re.compile(r"same\((.+)\)", re.DOTALL)
_SCALE = "share (1 = all) of"
_CLAIM = re.compile(r"[^\s():]+")
_DAY = re.compile(r"\b([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\b")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_PAIR = 2


class Step(NamedTuple):
    """One step of arithmetic.

    Attributes:
        follows: Whether it follows from steps before, instead of being stated by a source.
        quantity: What is bounded; empty when the step is told as one sentence.
        value: Sign and number, with the sum behind it; or the whole sentence.
        ground: On what it rests, in words.
        claim: Id of the claim that states it, when that is all on which it rests.
    """

    follows: bool
    quantity: str
    value: str
    ground: str
    claim: str = ""


class Clash(NamedTuple):
    """Two bounds of one quantity that leave no number between them.

    Attributes:
        quantity: What is bounded.
        least: What it would at least have to be.
        most: What it could at most be.
        unit: Unit of both.
    """

    quantity: str
    least: Interval
    most: Interval
    unit: str


def told(value: Fraction, *, up: bool) -> str:
    """A number with thousands separators; what is not whole is rounded up or down, to two digits below a hundred."""
    scale = 1 if abs(value) >= _WHOLE_FROM else 100
    rounded = Fraction(math.ceil(value * scale) if up else math.floor(value * scale), scale)
    return number(Decimal(rounded.numerator) / Decimal(rounded.denominator))


def interval_words(interval: Interval) -> str:
    """An interval in words, rounded outwards, so that nothing that is possible is left out."""
    low = None if interval.low is None else told(interval.low, up=False)
    high = None if interval.high is None else told(interval.high, up=True)
    if interval.low is not None and interval.low == interval.high:
        rough = interval.low.denominator != 1 and low != high
        return f"between {low} and {high}" if rough else str(low)
    if low is None:
        return "any number" if high is None else f"{'under' if interval.high_open else 'at most'} {high}"
    if high is None:
        return f"{'over' if interval.low_open else 'at least'} {low}"
    return f"{'over ' if interval.low_open else ''}{low} to {'under ' if interval.high_open else ''}{high}"


def gap_words(short: Interval) -> str:
    """How far parts fall short of their whole, in a sentence; below zero they exceed it."""
    low, high = short.low, short.high
    if low is not None and high is not None and low == high:
        if low == 0:
            return "The parts add up to the whole exactly."
        way = "fall short of" if low > 0 else "exceed"
        return f"The parts {way} the whole by {told(abs(low), up=False)}."
    if low is not None and low >= 0:
        least = f"{'more than' if short.low_open else 'at least'} {told(low, up=False)}"
        most = "" if high is None else f" and at most {told(high, up=True)}"
        return f"The parts fall short of the whole by {least}{most}."
    if high is not None and high <= 0:
        least = f"{'more than' if short.high_open else 'at least'} {told(-high, up=False)}"
        most = "" if low is None else f" and at most {told(-low, up=True)}"
        return f"The parts exceed the whole by {least}{most}."
    over = "without a stated limit" if low is None else f"by up to {told(-low, up=True)}"
    under = "without a stated limit" if high is None else f"by up to {told(high, up=True)}"
    return f"The parts may fall short of the whole {under}, or exceed it {over}: the figures leave this open."


def plain(text: str) -> str:
    """Text with days as people write them, and shares without their scale, because they are told in percent here."""
    return _DAY.sub(_day, text.replace(_SCALE, "share of"))


def _day(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


def quantity_words(name: str) -> str:
    """The name of a quantity at the beginning of a line."""
    words = plain(name)
    return words[:1].upper() + words[1:]


def unit_of(name: str) -> str:
    """The unit of a quantity, of which only the name is known."""
    if name.startswith(_SCALE):
        return "percent"
    if name.startswith("permits issued"):
        return "permits"
    return "persons a year" if " per year, " in name else "persons"


def step(text: str) -> Step:
    """One sentence of arithmetic, taken apart; kept whole when it has another form."""
    found = _STEP.fullmatch(text)
    if found is None:
        return Step(text.startswith("so "), "", plain(text), "")
    follows, quantity, sign, value, ground = found.groups()
    if quantity.startswith(_SCALE) and re.fullmatch(_FIGURE, value):
        value = f"{_percent(value)} %"
    tag, colon, words = ground.partition(": ")
    is_claim = follows is None and bool(colon) and _CLAIM.fullmatch(tag) is not None
    if ground == _NOT_NEGATIVE and quantity.startswith(_SCALE):
        ground = "a part is no larger than its whole"
    return Step(
        follows is not None,
        plain(quantity),
        f"{sign} {value}",
        words if is_claim else _ground(ground),
        tag if is_claim else "",
    )


def _percent(text: str) -> str:
    exact = _value(text) * 100
    short = round(exact, 4)
    mark = "" if short == exact else " (rounded)"
    return f"{number(Decimal(short.numerator) / Decimal(short.denominator))}{mark}"


def steps(texts: tuple[str, ...]) -> tuple[Step, ...]:
    """Sentences of arithmetic, taken apart."""
    return tuple(step(text) for text in texts)


def as_one(low: tuple[str, ...], high: tuple[str, ...]) -> tuple[str, ...]:
    """The arithmetic of an exact value: one list instead of two that differ in ≥ and ≤ alone; empty if they do not."""

    def equal(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(text.replace("≥", "=").replace("≤", "=") if text.startswith("so ") else text for text in texts)

    return equal(low) if low and equal(low) == equal(high) else ()


def clash(texts: tuple[str, ...]) -> Clash | None:
    """The two bounds with which a contradiction ends, if its last step tells them."""
    found = _CLASH.fullmatch(texts[-1]) if texts else None
    if found is None:
        return None
    quantity, least, low, most, high = found.groups()
    scale = 100 if quantity.startswith(_SCALE) else 1
    return Clash(
        quantity_words(quantity),
        Interval(_value(low) * scale, None, least == "more than", False),
        Interval(None, _value(high) * scale, False, most == "less than"),
        unit_of(quantity),
    )


def _value(text: str) -> Fraction:
    whole, *rest = text.replace(" (rounded)", "").replace(",", "").replace("−", "-").split(" ")
    value = Fraction(whole)
    return value + (Fraction(rest[0]) if value >= 0 else -Fraction(rest[0])) if rest else value


def _ground(text: str) -> str:
    """The bracket behind a step: names of rules in words, claims as they are."""
    tag, colon, words = text.partition(": ")
    if tag in RULES:
        return f"rule: {RULES[tag].says}"
    if tag.startswith("if "):
        return f"assumed: {plain(words) or tag}"
    if _SAME.match(tag) and colon:
        return f"asserted: {words.rpartition('): ')[2]}"
    return f"{tag} · {words}" if colon else text


def rule_words(name: str) -> str:
    """A rule or an assumption in a sentence."""
    if name in RULES:
        return RULES[name].says
    key = name.removeprefix("if ")
    if key in {str(assumption) for assumption in Assumption}:
        return f"Assumed, said by no source: {Assumption(key).words}."
    return "A count is not negative, and a part is no larger than its whole." if name == _NOT_NEGATIVE else name


def member_words(claim: str) -> str:
    """A member of a contradiction that is no claim of a source: what somebody asserted."""
    found = _SAME.fullmatch(claim)
    pair = found.group(1).split(", ") if found else []
    if len(pair) == _PAIR:
        return f"Asserted by whoever asked: {pair[0]} and {pair[1]} speak of the same people."
    return rule_words(claim)


def is_asserted(claim: str) -> bool:
    """Whether a member of a contradiction is what somebody asserted, not a claim of a source."""
    return _SAME.fullmatch(claim) is not None


def read_as(statement: Statement) -> str:
    """How a figure was read, where that is more than the figure says itself; else empty."""
    suffix = " %" if statement.figure.rstrip(")").endswith("%") else ""
    words = f"{interval_words(statement.read_as)}{suffix}"
    return "" if words == statement.figure else words.replace(" %", "\N{NO-BREAK SPACE}%")


def give_way(claim: str, amount: Fraction, unit: str) -> str:
    """By how much one assertion would have to give way, in a sentence."""
    return f"{claim} would have to give way by {told(amount, up=True)} {unit}"
