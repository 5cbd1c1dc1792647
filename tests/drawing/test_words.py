"""How figures and periods read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sojourn.drawing.words import figure_words, period_words, short_figure, spaced
from sojourn.model import Estimate, Hedge, Measure
from sojourn.queries.figures import estimate

UNKNOWN = "(not anchored: the date of publication is not known)"


def figure(low: str | None, high: str | None, hedge: str, measure: str = "persons", opens: str = "") -> Estimate:
    return Estimate(
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        low_open="low" in opens,
        high_open="high" in opens,
        hedge=Hedge(hedge),
        measure=Measure(measure),
    )


@pytest.mark.parametrize(
    ("value", "words", "short"),
    [
        (figure("11000", "11000", "about", "personsPerYear"), "about 11,000 persons / year", "about 11,000 a year"),
        (figure("16000", None, "moreThan", opens="low"), "over 16,000 persons", "over 16,000"),
        (figure("40000", "50000", "between"), "40,000 to 50,000 persons", "40,000–50,000"),
        (figure("1000", None, "orderOfMagnitude"), "thousands of persons", "thousands"),
        (figure("1000000", None, "orderOfMagnitude"), "millions of persons", "millions"),
        (figure("37890000", "37890000", "exact"), "37,890,000 persons", "37.89 m"),
        (figure("-40", "-40", "exact", "percentChange"), "40 % less", "40 % less"),
        (figure("-100", "-40", "moreThan", "percentChange", "high"), "over 40 % less", "over 40 % less"),
        (figure("-30", "-20", "between", "percentChange"), "20 to 30 % less", "20 to 30 % less"),
        (figure("5", "5", "exact", "percentChange"), "5 %", "5 %"),
        (figure("50", None, "mostOf", "percent", "low"), "most (over 50 %)", "most"),
        (figure("0.2", "0.2", "about", "percent"), "about 0.2 %", "about 0.2 %"),
        (figure("-460000", "-460000", "exact"), "−460,000 persons", "−460,000"),
        (figure("12000", "12000", "exact", "permitsIssued"), "12,000 permits", "12,000"),
        (figure(None, "500", "atMost"), "at most 500 persons", "at most 500"),
    ],
)
def test_a_figure_reads_with_its_hedge_and_unit(value: Estimate, words: str, short: str) -> None:
    assert (figure_words(value), short_figure(value)) == (words, short)


@pytest.mark.parametrize(
    ("edtf", "notation", "said", "words"),
    [
        ("2020", "2020", "", "2020"),
        ("2013/2017", "2013/2017", "", "2013 to 2017"),
        ("../2025-01-31", "../pub", "", "until 31 January 2025"),
        ("2024-05/..", "", "", "from May 2024 on"),
        ("2025~", "", "", "about 2025"),
        ("2025?", "", "", "perhaps 2025"),
        ("2020-21", "", "", "2020-21"),
        ("", "pub", "", f"publication {UNKNOWN}"),
        ("", "pub-10y", "", f"10 years before publication {UNKNOWN}"),
        ("", "pub-1y", "", f"1 year before publication {UNKNOWN}"),
        ("", "pub-10y/pub", "", f"10 years before publication to publication {UNKNOWN}"),
        ("", "../pub", "", f"until publication {UNKNOWN}"),
        ("", "pub-1y-05", "", f"May of the year that is 1 year before publication {UNKNOWN}"),
        ("", "pub-1y-05/2025", "", f"May of the year that is 1 year before publication to 2025 {UNKNOWN}"),
        ("", "", "winters", "“winters”"),
        ("../2025-01-31", "../pub", "recent years", "until 31 January 2025, “recent years”"),
        ("", "", "", ""),
    ],
)
def test_a_period_reads_as_words(edtf: str, notation: str, said: str, words: str) -> None:
    assert period_words(edtf, notation, said) == words


@pytest.mark.parametrize(
    ("low", "high", "hedge", "measure"),
    [
        ("", "", "exact", "persons"),
        ("many", "", "exact", "persons"),
        ("nan", "nan", "exact", "persons"),
        ("5", "4", "exact", "persons"),
        ("5", "5", "perhaps", "persons"),
        ("5", "5", "exact", "sheep"),
    ],
)
def test_what_is_no_figure_is_none(low: str, high: str, hedge: str, measure: str) -> None:
    assert estimate(low, high, opens=(False, False), hedge=hedge, measure=measure) is None


def test_a_figure_comes_back_as_an_interval_with_open_ends() -> None:
    found = estimate("16000", "", opens=(True, True), hedge="moreThan", measure="persons")
    assert found == figure("16000", None, "moreThan", opens="low")


def test_notations_read_as_words() -> None:
    assert spaced("longTermWorker") == "long term worker"
