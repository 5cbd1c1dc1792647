"""Share × whole = part: sound, said how, and in agreement with the pencil."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.audit.linear import System, solve

Ends = tuple[Any, Any]


def shared(share: Ends | None, whole: Ends | None, part: Ends | None, *, opens: str = "") -> System:
    system = System()
    for cell, ends in (("share", share), ("whole", whole), ("part", part)):
        system.add_cell(cell)
        if ends:
            cost = 10**6 if cell == "share" else 1
            system.add_constraint(f"the {cell}", {cell: 1}, *ends, low_open=cell in opens, cost=cost)
    system.add_product("product", share="share", whole="whole", part="part")
    return system


def percent(low: int, high: int) -> Ends:
    return Fraction(low, 100), Fraction(high, 100)


@pytest.mark.parametrize(
    ("share", "whole", "part", "asked", "low", "high", "how"),
    [
        pytest.param(percent(16, 16), (22_000, 22_000), None, "part", 3_520, 3_520, "exact", id="16 % of 22,000"),
        pytest.param(percent(16, 16), (22_000, None), None, "part", 3_520, None, "exact", id="16 % of 22,000 or more"),
        pytest.param(percent(26, 31), (1_000, 2_000), None, "part", 260, 620, "McCormick", id="shares and wholes"),
        pytest.param(percent(26, 31), (1_000, None), None, "part", 260, None, "interval", id="a whole without an end"),
        pytest.param(percent(10, 20), None, (500, 500), "whole", 2_500, 5_000, "McCormick", id="the whole"),
        pytest.param(None, (22_000, 22_000), (0, 1_100), "share", 0, Fraction(1, 20), "exact", id="the share"),
        pytest.param(
            (Decimal("0.001"), Decimal("0.001")), None, (22_000, 22_000), "whole", 22_000_000, 22_000_000, "exact",
            id="22,000 are one in a thousand",
        ),
        pytest.param(None, None, (5, 6), "whole", 0, None, "interval", id="nothing known but the part"),
    ],
)  # fmt: skip
def test_a_product_bounds_its_members(
    share: Ends | None, whole: Ends | None, part: Ends | None, asked: str, low: Any, high: Any, how: str
) -> None:
    outcome = solve(shared(share, whole, part))
    found = outcome.bounds[asked]
    assert (found.low, found.high) == (low, high)
    assert [use.how for use in outcome.products] == [how]


def test_a_strict_share_of_a_whole_is_a_strict_part() -> None:
    outcome = solve(shared((Fraction(1, 2), 1), (100, 100), None, opens="share"))
    assert (outcome.bounds["part"].low, outcome.bounds["part"].low_open) == (50, True)


def test_who_says_that_two_populations_are_the_same_contradicts_share_and_whole() -> None:
    system = shared(percent(16, 16), (22_000, 22_000), None)
    system.add_cell("living there")
    system.add_constraint("residents", {"living there": 1}, 10_000, 10_000)
    system.add_constraint("they are the same", {"living there": 1, "part": -1}, 0, 0)
    outcome = solve(system)
    (conflict,) = outcome.conflicts
    assert set(conflict.tags) == {"the share", "the whole", "residents", "they are the same"}
    assert conflict.minimal
    assert outcome.relaxation is not None
    assert outcome.relaxation.total == 6_480
    assert outcome.relaxation.joint == {}
    assert not outcome.relaxation.least


def test_a_share_too_large_for_its_part_is_told() -> None:
    outcome = solve(shared(percent(50, 60), (1_000, 2_000), (100, 499)))
    (conflict,) = outcome.conflicts
    assert set(conflict.tags) == {"the share", "the whole", "the part"}


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_true_product_is_never_called_contradictory(data: st.DataObject) -> None:
    share, whole = Fraction(data.draw(st.integers(0, 100)), 100), Fraction(data.draw(st.integers(0, 10_000)))
    ends: list[Ends | None] = []
    for value, unit in ((share, Fraction(1, 50)), (whole, Fraction(500)), (share * whole, Fraction(70))):
        below, above = data.draw(st.integers(0, 3)), data.draw(st.integers(0, 3))
        pair = (max(Fraction(0), value - below * unit), None if above == 3 else value + above * unit)
        ends.append(pair if data.draw(st.booleans()) else None)
    outcome = solve(shared(*ends))
    assert outcome.feasible
    for cell, value in (("share", share), ("whole", whole), ("part", share * whole)):
        assert outcome.bounds[cell].holds(value)
