"""What cannot be reconciled is refused with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from sojourn.audit.linear import System, solve
from sojourn.audit.linear.exact import spoken
from sojourn.errors import BadInput

TWO = "\n  Correct the bounds; two sources that exclude each other are two constraints."


def two() -> System:
    system = System()
    system.add_cell("x")
    system.add_cell("y", low=None)
    return system


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda s: s.add_cell("x"), "the quantity 'x' is there already\n  Add each quantity once."),
        (
            lambda s: s.add_constraint("c", {"z": 1}, 1),
            "c: there is no quantity 'z'\n  Add it with add_cell first.",
        ),
        (
            lambda s: s.add_constraint("c", {"x": 0.5}, 1),
            "c: 0.5 is not an exact number\n  Give an int, a Decimal or a Fraction, so that nothing is rounded.",
        ),
        (
            lambda s: s.add_constraint("c", {"x": True}, 1),
            "c: True is not an exact number\n  Give an int, a Decimal or a Fraction, so that nothing is rounded.",
        ),
        (
            lambda s: s.add_constraint("c", {"x": Decimal("Infinity")}, 1),
            "c: Infinity is not a finite number\n  Leave a bound that is not known out.",
        ),
        (
            lambda s: s.add_constraint("c", {"x": 1}, Decimal("NaN")),
            "c: NaN is not a finite number\n  Leave a bound that is not known out.",
        ),
        (
            lambda s: s.add_constraint("c", {"x": 10**300}, 1),
            "c: a number must lie between 1e-200 and 1e200 in size\n  Choose another unit.",
        ),
        (lambda s: s.add_constraint("c", {"x": 1}), "c: a constraint without a lower and an upper bound says nothing"),
        (
            lambda s: s.add_constraint("c", {"x": 1}, 5_000, 4_000),
            "c: no number lies between 5,000 and 4,000 as c wants" + TWO,
        ),
        (
            lambda s: s.add_constraint("c", {"x": 1}, 5, 5, low_open=True),
            "c: no number lies between 5 and 5 as c wants" + TWO,
        ),
        (lambda s: s.add_constraint("c", {"x": 0}, 1), "c: it bounds a sum of nothing, which is 0, away from 0"),
        (
            lambda s: (s.add_constraint("c", {"x": 1}, 1), s.add_constraint("c", {"x": 1}, 1, hard=True)),
            "'c' is named as an assertion and as a rule\n  Give them different tags.",
        ),
        (
            lambda s: (s.add_constraint("c", {"x": 1}, 1, hard=True), s.add_constraint("c", {"x": 1}, 1)),
            "'c' is named as a rule and as an assertion\n  Give them different tags.",
        ),
        (
            lambda s: s.add_product("p", share="x", whole="x", part="y"),
            "p: a share, its whole and its part must be three different quantities",
        ),
        (
            lambda s: s.add_constraint("c", {"x": 1}, 1, cost=0),
            "c: a bound cannot give way at a cost of 0\n  Give a cost above 0.",
        ),
        (lambda s: solve(s, cells=["q"]), "cells: there is no quantity 'q' to be bounded"),
        (lambda s: solve(s, max_conflicts=0), "max_conflicts: 0 conflicts cannot be looked for\n  Give 1 or more."),
    ],
)
def test_it_is_refused(act: Callable[[System], Any], message: str) -> None:
    with pytest.raises(BadInput) as refused:
        act(two())
    assert str(refused.value) == message


def test_rules_that_contradict_each_other_are_named() -> None:
    system = two()
    system.add_constraint("a whole is not less than its part", {"y": 1, "x": -1}, 0, hard=True)
    system.add_constraint("nobody moves", {"y": 1}, None, -1, hard=True)
    system.add_constraint("innocent", {"x": 1}, 5, 5)
    with pytest.raises(BadInput, match="the rules contradict each other, whatever is asserted") as refused:
        solve(system)
    for rule in ("a whole is not less than its part", "nobody moves", "a count is not negative"):
        assert rule in str(refused.value)
    assert "innocent" not in str(refused.value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (37_890_000, "37,890,000"),
        (-460_000, "−460,000"),
        (Fraction(-4054, 10_000), "−0.4054"),
        (Fraction(7, 3), "2 1/3"),
        (Fraction(1, 3), "1/3"),
        (Fraction(10**7, 4099), "2,439.62 (rounded)"),
        (Fraction(10**12, 4099), "243,961,941 (rounded)"),
        (Fraction(25, 2), "12.5"),
        (Fraction(1_000_000_005, 10), "100,000,000.5"),
    ],
)
def test_numbers_are_written_as_people_read_them(value: int | Fraction, text: str) -> None:
    assert spoken(value) == text
