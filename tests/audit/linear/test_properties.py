"""What must hold of any system: true worlds are never called contradictory, and lies are never blamed on others."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.audit.linear import Interval, System, decisions, solve
from tests.audit.linear.eliminating import consistent, interval, rows_of

CELLS = 5
End = tuple[Fraction, bool] | None


@pytest.fixture(params=[60, 0], ids=["exact simplex", "HiGHS"], scope="module", autouse=True)
def _engine(request: pytest.FixtureRequest) -> Iterator[None]:
    before = decisions.SMALL
    decisions.SMALL = request.param
    yield
    decisions.SMALL = before


numbers = [Fraction(1), Fraction(1), Fraction(-1), Fraction(2), Fraction(1, 3), Fraction(-3, 10)]
weights = st.dictionaries(
    st.integers(0, CELLS - 1),
    st.sampled_from(numbers),
    min_size=1,
    max_size=3,
)
slacks: list[int | Fraction] = [0, 0, 1, 7, Fraction(1, 10), 1000]
slack = st.one_of(st.none(), st.sampled_from(slacks))
sizes = [Fraction(1, 10**9), Fraction(1), Fraction(40), Fraction(10**6)]
units: list[int | Fraction] = [1, 1000, Fraction(1, 10**6), 10**10]


@st.composite
def observed(draw: st.DrawFn) -> tuple[System, list[Fraction]]:
    """A world, and what is truly said of it."""
    unit = draw(st.sampled_from(units))
    world = [Fraction(draw(st.integers(0, 50))) * unit for _ in range(CELLS)]
    system = System()
    for cell in range(CELLS):
        system.add_cell(cell)
    for number in range(draw(st.integers(1, 9))):
        terms = draw(weights)
        value = sum((world[cell] * weight for cell, weight in terms.items()), start=Fraction(0))
        below, above = draw(slack), draw(slack)
        if below is None and above is None:
            below = 0
        low = None if below is None else value - below
        high = None if above is None else value + above
        opens = (bool(below) and draw(st.booleans()), bool(above) and draw(st.booleans()))
        hard = draw(st.integers(0, 4)) == 0
        tag = f"rule {number}" if hard else number // 2 if draw(st.booleans()) else number
        system.add_constraint(tag, terms, low, high, low_open=opens[0], high_open=opens[1], hard=hard)
    return system, world


@given(observed())
@settings(max_examples=60, deadline=None)
def test_a_true_world_is_never_called_contradictory_and_lies_in_every_interval(
    case: tuple[System, list[Fraction]],
) -> None:
    system, world = case
    outcome = solve(system)
    assert outcome.feasible
    for cell, value in enumerate(world):
        assert outcome.bounds[cell].holds(value)


@given(observed())
@settings(max_examples=40, deadline=None)
def test_the_bounds_are_those_of_an_independent_elimination(case: tuple[System, list[Fraction]]) -> None:
    system, _ = case
    rows = rows_of(system)
    outcome = solve(system)
    for cell in range(CELLS):
        found = outcome.bounds[cell]
        low, high = interval(rows, CELLS, cell)
        if decisions.SMALL == 0:
            _nearly(found, low, high)
            continue
        assert found.tight
        assert (found.low, found.low_open) == (low or (None, False))
        assert (found.high, found.high_open) == (high or (None, False))
        for tags, end, expected in ((found.low_tags, 0, low), (found.high_tags, 1, high)):
            enough = interval(rows_of(system, {system.tag_number[tag] for tag in tags}), CELLS, cell)[end]
            assert enough == expected, "the assertions named must imply the bound by themselves"


def _nearly(found: Interval, low: End, high: End) -> None:
    """HiGHS may stop a trifle short, never beyond; where it stops shorter it says so."""
    for told, true, sign in ((found.low, low, 1), (found.high, high, -1)):
        assert told is None or (true is not None and (true[0] - told) * sign >= 0)
        if found.tight and true is not None:
            assert told is not None
            assert abs(told - true[0]) <= Fraction(1, 10**9) * max(Fraction(1), abs(true[0]))


@given(observed(), weights, st.sampled_from([-1, 1]), st.sampled_from(sizes))
@settings(max_examples=60, deadline=None)
def test_with_one_lie_every_conflict_contains_it_and_is_minimal(
    case: tuple[System, list[Fraction]], terms: dict[int, Fraction], sign: int, size: Fraction
) -> None:
    system, world = case
    value: Fraction = sum((world[cell] * weight for cell, weight in terms.items()), start=Fraction(0)) + sign * size
    system.add_constraint("lie", terms, value, value)
    outcome = solve(system, max_conflicts=30)
    assert outcome.feasible == consistent(rows_of(system), CELLS) or (outcome.feasible and outcome.numeric)
    assert bool(outcome.conflicts) != outcome.feasible
    for conflict in outcome.conflicts:
        assert "lie" in conflict.tags
        assert conflict.minimal or decisions.SMALL == 0
        named = {system.tag_number[tag] for tag in conflict.tags}
        assert not consistent(rows_of(system, named), CELLS)
        for number in named if conflict.minimal else ():
            assert consistent(rows_of(system, named - {number}), CELLS)
    if not outcome.feasible:
        assert outcome.relaxation is not None
        assert outcome.relaxation.least or decisions.SMALL == 0
        assert outcome.relaxation.total <= size
