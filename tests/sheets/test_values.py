"""Values: every notation of the sheet gives the interval it means, and comes back as it was written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.errors import BadInput
from sojourn.model import KINDS, Estimate, Hedge, Measure
from sojourn.sheets.values import canonical, estimate_of, hedged, notation, parse_figure, split_value
from tests.strategies import estimates

INTERVALS = [
    ("flow", "10000", 10000, 10000, False, False, Hedge.EXACT, Measure.PERSONS),
    ("flow", "~10000", 10000, 10000, False, False, Hedge.ABOUT, Measure.PERSONS),
    ("flow", "~11000/yr", 11000, 11000, False, False, Hedge.ABOUT, Measure.PERSONS_PER_YEAR),
    ("residence", ">16000", 16000, None, True, False, Hedge.MORE_THAN, Measure.PERSONS),
    ("residence", ">=1000", 1000, None, False, False, Hedge.AT_LEAST, Measure.PERSONS),
    ("residence", "<500", None, 500, False, True, Hedge.LESS_THAN, Measure.PERSONS),
    ("residence", "<=500", None, 500, False, False, Hedge.AT_MOST, Measure.PERSONS),
    ("residence", "5000..6000", 5000, 6000, False, False, Hedge.BETWEEN, Measure.PERSONS),
    ("residence", ">5..10", 5, 10, True, False, Hedge.BETWEEN, Measure.PERSONS),
    ("residence", "40k", 40000, 40000, False, False, Hedge.EXACT, Measure.PERSONS),
    ("residence", "37.89m", 37890000, 37890000, False, False, Hedge.EXACT, Measure.PERSONS),
    ("residence", "40k..50k", 40000, 50000, False, False, Hedge.BETWEEN, Measure.PERSONS),
    ("residence", "> 16000", 16000, None, True, False, Hedge.MORE_THAN, Measure.PERSONS),
    ("change", "-460000", -460000, -460000, False, False, Hedge.EXACT, Measure.PERSONS),
    ("change", "-40%", -40, -40, False, False, Hedge.EXACT, Measure.PERCENT_CHANGE),
    ("change", "-100..<-40%", -100, -40, False, True, Hedge.BETWEEN, Measure.PERCENT_CHANGE),
    ("netmigration", ">=0", 0, None, False, False, Hedge.AT_LEAST, Measure.PERSONS),
    ("share", "13%", 13, 13, False, False, Hedge.EXACT, Measure.PERCENT),
    ("share", "0.1%", Decimal("0.1"), Decimal("0.1"), False, False, Hedge.EXACT, Measure.PERCENT),
    ("share", ">50%", 50, None, True, False, Hedge.MORE_THAN, Measure.PERCENT),
    ("share", "0 %", 0, 0, False, False, Hedge.EXACT, Measure.PERCENT),
    ("permit", "12000", 12000, 12000, False, False, Hedge.EXACT, Measure.PERMITS),
    ("event", "2", 2, 2, False, False, Hedge.EXACT, Measure.PERSONS),
]


@pytest.mark.parametrize(("kind", "text", "low", "high", "low_open", "high_open", "hedge", "measure"), INTERVALS)
def test_a_value_is_the_interval_that_its_notation_says(
    kind: str,
    text: str,
    low: Decimal | None,
    high: Decimal | None,
    low_open: bool,
    high_open: bool,
    hedge: Hedge,
    measure: Measure,
) -> None:
    assert estimate_of(kind, text) == Estimate(
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        low_open=low_open,
        high_open=high_open,
        hedge=hedge,
        measure=measure,
    )


@pytest.mark.parametrize(
    ("kind", "text", "hedge", "written"),
    [
        ("flow", ">=1000", "orderOfMagnitude", (">=1000", "orderOfMagnitude")),
        ("share", ">50%", "mostOf", (">50%", "mostOf")),
        ("change", "-100..<-40%", "moreThan", ("-100..<-40%", "moreThan")),
        ("flow", "~5000..6000", "about", ("~5000..6000", "")),
        ("flow", "40k", "exact", ("40000", "")),
        ("share", "40.6250%", "about", ("~40.6250%", "")),
        ("residence", "1.2m", "exact", ("1200000", "")),
    ],
)
def test_the_hedge_stands_in_its_column_only_where_the_notation_does_not_say_it(
    kind: str, text: str, hedge: str, written: tuple[str, str]
) -> None:
    assert notation(hedged(estimate_of(kind, text), hedge, text)) == written


@given(
    st.sampled_from(sorted(kind for kind, cls in KINDS.items() if cls.measures)).flatmap(
        lambda kind: st.tuples(st.just(kind), estimates(kind))
    )
)
def test_every_estimate_comes_back_from_its_notation(pair: tuple[str, Estimate]) -> None:
    kind, estimate = pair
    text, hedge = notation(estimate)
    read = estimate_of(kind, text, estimate.printed)
    assert (hedged(read, hedge, text) if hedge else read) == estimate


@given(st.text(max_size=30))
def test_any_text_is_a_figure_or_refused_with_advice(text: str) -> None:
    try:
        figure = parse_figure(text)
    except BadInput as error:
        advice = error.advice
    else:
        advice = "none is needed"
        assert figure.low is not None or figure.high is not None
    assert advice


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("many", ("", "many")),
        ("Very few", ("", "veryFew")),
        ("most severe", ("", "mostSevere")),
        (">5000; increasing", (">5000", "increasing")),
        ("减少", ("", "decreasing")),
        ("5000", ("5000", "")),
    ],
)
def test_a_word_stays_a_word(text: str, parts: tuple[str, str]) -> None:
    assert split_value(text) == parts


REFUSED = [
    ("5000-6000", "Write 5000..6000 for a range."),
    ("10.000", "Write 10000 for thousands, or 10.0000 for a decimal fraction."),
    ("10,5", "Write 10.5 if it is a decimal comma."),
    ("1,234.5", "Write 1234.5."),
    ("about 200k", "Write ~200k."),
    ("circa 10 000", "Write ~10000."),
    ("more than 16,000", "Write >16000."),
    ("at least 5000", "Write >=5000."),
    ("fewer than 200 people", "Write <200."),
    ("up to 5 million", "Write <=5m."),
    ("≈5000", "Write ~5000."),
    ("≥5000", "Write >=5000."),
    ("26% to 31%", "Write 26..31%."),
    ("40k-50k", "Write 40k..50k for a range."),
    ("5 to 6 thousand", "Write 5k..6k."),
    ("13 percent", "Write 13%."),
    ("11,000 a year", "Write 11000/yr."),
    ("11000 per year", "Write 11000/yr."),
    ("1_000", "Write 1000."),
    ("١٠٠٠", "Write 1000."),
    ("1'000", "Write 1000."),
    ("1\u00a0000", "Write 1000."),
    ("+500", "Write 500."),
    ("1e5", "Write 100000."),
    ("1.5e3", "Write 1500."),
    ("1e400", "Write all its digits."),
    ("N/A", "Leave the cell blank when the source gives none; missing is not zero."),
    ("#DIV/0!", "Repair the formula, or type the figure."),
    ("20 households", "Persons have none; the others are %, /yr, and k or m for thousands or millions."),
]


@pytest.mark.parametrize(("text", "advice"), REFUSED)
def test_a_value_with_two_readings_is_refused_with_the_spelling_that_was_probably_meant(text: str, advice: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_figure(text)
    assert caught.value.advice == advice


@pytest.mark.parametrize(
    "text",
    [
        "a" * 30_000,
        "1" * 30_000,
        "1," * 10_000,
        "~" * 20_000,
        "1-" * 15_000,
        "#" * 30_000,
        "1 " * 15_000,
        "about " * 5_000,
    ],
)
def test_long_nonsense_is_refused_at_once(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_figure(text)
    assert caught.value.advice


@pytest.mark.parametrize(
    ("number", "text"), [("1.50", "1.5"), ("1E+3", "1000"), ("-0", "0"), ("0.0", "0"), ("100", "100")]
)
def test_equal_numbers_are_written_alike(number: str, text: str) -> None:
    assert str(canonical(Decimal(number))) == text


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("residence", "~5000..6000", "about 5,000 to 6,000"),
        ("residence", "5000..6000", "5,000 to 6,000"),
        ("residence", "~5000..<6000", "about 5,000 to under 6,000"),
        ("share", "~33%", "about 33 %"),
        ("share", "~30..40%", "about 30 to 40 %"),
        ("change", "-100..<-40%", "down by over 40 %"),
        ("change", "-50..<-40%", "−50 to under −40 %"),
    ],
)
def test_a_figure_in_words_keeps_its_hedge_and_both_its_ends(kind: str, value: str, words: str) -> None:
    assert estimate_of(kind, value).words() == words
