"""Comparison and reconciliation read "about" alike, though the one counts in decimals and the other in fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sojourn.audit.comparing.figures import possible
from sojourn.audit.reconciling.readings import read
from sojourn.model import Estimate, Hedge, Measure

NUMBERS = st.decimals(min_value=0, max_value=10**10, places=1, allow_nan=False)


@given(st.tuples(NUMBERS, NUMBERS).map(sorted))
def test_both_take_about_for_half_a_unit_of_the_last_digit(bounds: list[Decimal]) -> None:
    figure = Estimate(low=bounds[0], high=bounds[1], hedge=Hedge.ABOUT, measure=Measure.PERSONS)
    compared, reconciled = possible(figure), read(figure)
    assert compared.low is not None
    assert compared.high is not None
    assert (Fraction(compared.low), Fraction(compared.high)) == (reconciled.low, reconciled.high)
