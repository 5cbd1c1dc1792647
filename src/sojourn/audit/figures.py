"""Which figures stand in a passage, and whether they carry an estimate.

Recognised are digits with separators (``40,000``, ``40 000``, ``37.89 million``, ``40k``, ``3.7万``, ``40 тыс.``),
percentages, ranges, number words, fractions, and words that give only an order of magnitude (``thousands``) or a
majority. The time taken grows with the length of the passage, not with its square; no passage is read beyond
:data:`MAX_LENGTH`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from sojourn.audit import words
from sojourn.audit.digits import Figure, addresses, printed
from sojourn.audit.worded import out_of, overlaps, worded
from sojourn.model import Estimate, Hedge, Measure, number

__all__ = ["Figure", "Finding", "figures", "supports"]

MAX_LENGTH = 100_000
"""How much of a text is read for figures [code points]; a passage that carries a claim is a sentence or a paragraph."""

_PERCENTAGES = frozenset({Measure.PERCENT, Measure.PERCENT_CHANGE})
_HUNDRED = Decimal(100)
_MAJORITY = Decimal(50)

How = Literal["digits", "worded", "derived", "absent"]
_WEAKEST: tuple[How, ...] = ("absent", "derived", "worded", "digits")


class Finding(NamedTuple):
    """Whether a passage carries an estimate.

    Attributes:
        how: ``digits`` when it prints the figure; ``worded`` when it says it in words; ``derived`` when part of the
            estimate follows from what it says; ``absent`` when it does not stand there.
        why: What was found, for people.
        figures: The figures of the passage on which this rests, or all of them when it is absent.
    """

    how: How
    why: str
    figures: tuple[Figure, ...]


def figures(text: str) -> list[Figure]:
    """The figures of a text, in the order in which they stand; a range such as ``5,000 to 6,000`` is one figure."""
    return list(_figures(text[:MAX_LENGTH]))


@lru_cache(maxsize=128)  # several claims cite one passage
def _figures(text: str) -> tuple[Figure, ...]:
    shares = list(out_of(text))
    found = [*shares, *(one for one in printed(text) if not overlaps(one, [one[:2] for one in shares]))]
    taken = sorted([*(one[:2] for one in found), *addresses(text)])
    spelled = [one for one in worded(text) if not overlaps(one, taken)]
    return tuple(sorted([*found, *spelled], key=lambda one: one[:2]))


def supports(estimate: Estimate, as_printed: str, passage: str) -> Finding:
    """Tells whether a passage holds the figure that a claim takes from it.

    Args:
        estimate: What the claim says.
        as_printed: The words of the figure as the source prints it; empty when not given. Where it stands in the
            passage, only the figures in it count.
        passage: The text that is cited.

    Returns:
        How the weaker of its two bounds is carried, and by which figures.
    """
    everything = tuple(figures(passage))
    spans = _spans(as_printed, passage) if as_printed else []
    if as_printed and not spans:
        return Finding("absent", f"the words {as_printed!r} do not stand there", everything)
    near = [one for one in everything if any(a < one.end and one.start < b for a, b in spans)] if spans else everything
    bounds = [bound for bound in dict.fromkeys((estimate.low, estimate.high)) if bound is not None]
    carried = {bound: _carried(bound, estimate, near, passage) for bound in bounds}
    missing = [bound for bound in bounds if carried[bound][0] == "absent"]
    if missing or all(how == "derived" and figure is None for how, _, figure in carried.values()):
        return Finding("absent", _absent(missing or bounds, estimate, tuple(near), carried), everything)
    how = min((how for how, _, _ in carried.values()), key=_WEAKEST.index)
    used = dict.fromkeys(figure for _, _, figure in carried.values() if figure is not None)
    return Finding(how, "; ".join(why for one, why, _ in carried.values() if one == how), tuple(used))


_Carried = tuple[How, str, Figure | None]


def _carried(bound: Decimal, estimate: Estimate, near: Iterable[Figure], passage: str) -> _Carried:
    """How one bound of an estimate is carried by some figures of a passage."""
    percent = estimate.measure in _PERCENTAGES
    for figure in sorted((one for one in near if one.percent is percent), key=lambda one: one.kind):  # digits first
        ends = [end for end in (figure.low, figure.high) if end is not None]
        if any(_same(bound, end) for end in ends):
            return _signed(bound, figure, estimate.measure, passage)
        if bound < 0 and any(_same(-bound, end) for end in ends):
            return _fallen(bound, figure, passage)
    return _unsaid(bound, estimate, passage)


def _unsaid(bound: Decimal, estimate: Estimate, passage: str) -> _Carried:
    """How a bound that no figure gives is carried all the same."""
    least = -_HUNDRED if estimate.measure is Measure.PERCENT_CHANGE else Decimal(0)
    if bound == least and estimate.high not in {None, least}:
        return "derived", f"{number(bound)} is the least that there can be; the passage does not say it", None
    if bound == _HUNDRED and estimate.measure is Measure.PERCENT and estimate.low not in {None, _HUNDRED}:
        return "derived", "100 is the most that there can be; the passage does not say it", None
    if bound == 0 and words.NEGATION.search(passage):
        return "worded", "0 is read from a negation", None
    return "absent", "", None


def _same(bound: Decimal, printed_value: Decimal) -> bool:
    """Whether two values are equal, a fraction being rounded to the decimals of the bound."""
    if bound == printed_value:
        return True
    exponent = bound.as_tuple().exponent
    fraction = len(printed_value.as_tuple().digits) > 20
    return fraction and isinstance(exponent, int) and exponent < 0 and bound == printed_value.quantize(bound)


def _fallen(bound: Decimal, figure: Figure, passage: str) -> _Carried:
    there = passage[figure.start : figure.end]
    if words.FALL.search(passage):
        return figure.kind, f"{number(bound)} is read from a fall by {there!r}", figure
    if words.RISE.search(passage):
        return "absent", f"{there!r} stands there, but as a rise", figure
    return "derived", f"{there!r} stands there, but no word says that it is a fall", figure


def _signed(bound: Decimal, figure: Figure, measure: Measure, passage: str) -> _Carried:
    """A bound whose digits stand there; absent when a rise in percent is claimed and only a fall is spoken of."""
    there = passage[figure.start : figure.end]
    rise = measure is Measure.PERCENT_CHANGE and bound > 0
    if rise and words.FALL.search(passage) and not words.RISE.search(passage):
        return "absent", f"{there!r} stands there, but as a fall", figure
    return figure.kind, f"{number(bound)} is read from {there!r}", figure


def _absent(
    bounds: list[Decimal],
    estimate: Estimate,
    near: tuple[Figure, ...],
    carried: dict[Decimal, _Carried],
) -> str:
    reasons = [carried[bound][1] for bound in bounds if carried[bound][1]]
    if reasons:
        return reasons[0]
    unit = " %" if estimate.measure in _PERCENTAGES else ""
    wanted = " and ".join(number(bound) + unit for bound in bounds)
    if estimate.hedge is Hedge.MOST_OF and estimate.low == _MAJORITY:
        wanted = "a majority"
    there = ", ".join(dict.fromkeys(_words(one) for one in near)) or "none"
    return f"{wanted} is not there; its figures: {there}"


def _words(figure: Figure) -> str:
    unit = " %" if figure.percent else ""
    low = number(round(figure.low, 2))
    if figure.high is None:
        return f"at least {low}{unit}"
    return f"{low}{unit}" if figure.high == figure.low else f"{low} to {number(figure.high)}{unit}"


def _spans(as_printed: str, passage: str) -> list[tuple[int, int]]:
    """Where the words of a figure stand in a passage; parts left out are marked by an ellipsis and may be apart."""
    spans: list[tuple[int, int]] = []
    for part in re.split(r"…|\.\.\.", as_printed):
        tokens = part.split()
        if not tokens:
            continue
        found = list(re.finditer(r"\s+".join(map(re.escape, tokens)), passage, re.IGNORECASE))
        if not found:
            return []
        spans.extend(one.span() for one in found)
    return sorted(spans)
