"""Does a passage carry the figure that a claim takes from it?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from sojourn.audit.figures import supports
from sojourn.model import Estimate, Hedge, Measure


def estimate(low: str, high: str, measure: Measure = Measure.PERSONS, hedge: Hedge = Hedge.EXACT) -> Estimate:
    return Estimate(
        low=Decimal(low) if low else None, high=Decimal(high) if high else None, hedge=hedge, measure=measure
    )


@pytest.mark.parametrize(
    ("value", "printed", "passage", "how", "why"),
    [
        (estimate("11000", "11000"), "around 11,000", "Around 11,000 came.", "digits", "11,000 is read from '11,000'"),
        (estimate("40000", "50000"), "", "Between 40,000 and 50,000.", "digits",
         "40,000 is read from '40,000 and 50,000'; 50,000 is read from '40,000 and 50,000'"),
        (estimate("-460000", "-460000"), "460,000", "It fell by 460,000 to 37.89 million.", "digits",
         "−460,000 is read from a fall by '460,000'"),
        (estimate("37890000", "37890000"), "37.89 million", "It fell by 460,000 to 37.89 million.", "digits",
         "37,890,000 is read from '37.89 million'"),
        (estimate("-40", "-40", Measure.PERCENT_CHANGE), "40%", "Residents down 40% on 2010", "digits",
         "−40 is read from a fall by '40%'"),
        (estimate("13", "13", Measure.PERCENT), "13%", "Only 13% are engineers.", "digits", "13 is read from '13%'"),
        (estimate("1000", ""), "thousands", "Thousands left.", "worded", "1,000 is read from 'Thousands'"),
        (estimate("50", "", Measure.PERCENT, Hedge.MOST_OF), "majority", "The majority stayed.", "worded",
         "50 is read from 'majority'"),
        (estimate("2", "2"), "", "He had two children.", "worded", "2 is read from 'two'"),
        (estimate("33.3", "33.3", Measure.PERCENT), "", "A third left.", "worded", "33.3 is read from 'A third'"),
        (estimate("0", "", Measure.PERSONS, Hedge.AT_LEAST), "", "There was no net outflow.", "worded",
         "0 is read from a negation"),
        (estimate("-100", "-40", Measure.PERCENT_CHANGE, Hedge.MORE_THAN), "over 40%", "A decline of over 40%.",
         "derived", "−100 is the least that there can be; the passage does not say it"),
        (estimate("70", "100", Measure.PERCENT, Hedge.AT_LEAST), "", "At least 70% left.", "derived",
         "100 is the most that there can be; the passage does not say it"),
        (estimate("0", "5000", Measure.PERSONS, Hedge.AT_MOST), "", "Up to 5,000 came.", "derived",
         "0 is the least that there can be; the passage does not say it"),
        (estimate("-300", "-300"), "", "A change of 300.", "derived",
         "'300' stands there, but no word says that it is a fall"),
        (estimate("12000", "12000"), "", "About 11,000 came in 2020.", "absent",
         "12,000 is not there; its figures: 11,000"),
        (estimate("2020", "2020"), "", "It was so in 2020.", "absent", "2,020 is not there; its figures: none"),
        (estimate("13", "13"), "", "Only 13% are engineers.", "absent", "13 is not there; its figures: 13 %"),
        (estimate("13", "13", Measure.PERCENT), "", "Only 13 of them.", "absent",
         "13 % is not there; its figures: 13"),
        (estimate("-460000", "-460000"), "", "It rose by 460,000.", "absent", "'460,000' stands there, but as a rise"),
        (estimate("40", "40", Measure.PERCENT_CHANGE), "", "It fell by 40%.", "absent",
         "'40%' stands there, but as a fall"),
        (estimate("31", "31", Measure.PERCENT), "26%", "From 26% to 31%.", "absent",
         "31 % is not there; its figures: 26 %"),
        (estimate("31", "31", Measure.PERCENT), "32%", "From 26% to 31%.", "absent",
         "the words '32%' do not stand there"),
        (estimate("50", "", Measure.PERCENT, Hedge.MOST_OF), "", "Some stayed.", "absent",
         "a majority is not there; its figures: none"),
        (estimate("40000", "60000"), "", "Between 40,000 and 50,000.", "absent",
         "60,000 is not there; its figures: 40,000 to 50,000"),
    ],
)  # fmt: skip
def test_a_figure_is_found_as_digits_in_words_by_derivation_or_not_at_all(
    value: Estimate, printed: str, passage: str, how: str, why: str
) -> None:
    finding = supports(value, printed, passage)
    assert (finding.how, finding.why) == (how, why)


def test_the_words_of_a_figure_may_leave_something_out_and_differ_in_case_and_spaces() -> None:
    passage = "It fell by 460,000\u00a0to no less than 37.89 million."
    assert supports(estimate("-460000", "-460000"), "fell by … 37.89 million", passage).how == "absent"
    assert supports(estimate("-460000", "-460000"), "FELL by 460,000 … 37.89 million", passage).how == "digits"


def test_the_figures_that_carry_a_claim_are_given_with_their_place() -> None:
    (figure,) = supports(estimate("16", "16", Measure.PERCENT), "16%", "From 11% to 16%.").figures
    assert (figure.start, figure.end, figure.low, figure.percent) == (12, 15, Decimal(16), True)
