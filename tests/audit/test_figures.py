"""Which figures stand in a text, and what they are worth."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.audit.figures import figures


def told(text: str) -> list[str]:
    """``low``, ``low..high`` or ``low..`` of each figure, with ``%`` for shares and ``w`` for what is spelled out."""
    found = []
    for figure in figures(text):
        assert text[figure.start : figure.end].strip() == text[figure.start : figure.end]
        low = f"{round(figure.low, 2).normalize():f}"
        high = "" if figure.high is None else f"{round(figure.high, 2).normalize():f}"
        value = low if high == low else f"{low}..{high}"
        found.append(value + ("%" if figure.percent else "") + ("w" if figure.kind == "worded" else ""))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("between 40,000 and 50,000", ["40000..50000"]),
        ("40,000 and 50,000", ["40000..50000"]),
        ("5,000 to 6,000", ["5000..6000"]),
        ("2,000-3,000", ["2000..3000"]),
        ("2,000–3,000", ["2000..3000"]),
        ("2–3 million", ["2000000..3000000"]),
        ("26 to 31 percent", ["26..31%"]),
        ("rose from 26% to 31%", ["26%", "31%"]),
        ("ranging from 5,000 to 6,000", ["5000..6000"]),
        ("fell by 460,000 to 37.89 million", ["460000", "37890000"]),
        ("460,000", ["460000"]),
        ("37.89 million", ["37890000"]),
        ("37.8 millions", ["37800000"]),
        ("40k, 1.2m and 2bn", ["40000", "1200000..2000000000"]),
        ("13%", ["13%"]),
        ("13 percent, 14 per cent, 15 pct", ["13%", "14%", "15%"]),
        ("0.1% of one group", ["0.1%", "1w"]),
        ("40 000 people", ["40000"]),
        ("1'234'567 or 1’234", ["1234567", "1234"]),
        ("12,34,567 and 3 lakh", ["1234567", "300000"]),
        ("1.234.567 and 16.000", ["1234567", "16000"]),
        ("9,5% and 37,89 млн", ["9.5%", "37890000"]),
        ("-460,000 or −0.4%", ["-460000", "-0.4%"]),
        ("about 2000 people", ["2000"]),
        ("1800 Russians, 2000 foreign workers", ["1800", "2000"]),
        ("net migration of −82,800 (+43,400)", ["-82800", "43400"]),
        ("from 200,000 in 2014 to 350,000 in 2020", ["200000", "350000"]),
    ],
)
def test_digits_are_read_with_their_separators_scales_and_signs(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two children", ["2w"]),
        ("twenty-five and two hundred and fifty thousand", ["25w", "250000w"]),
        ("half a million", ["500000w"]),
        ("one and a half million", ["1500000w"]),
        ("a dozen", ["12w"]),
        ("forty percent, twenty-five per cent", ["40%w", "25%w"]),
        ("dozens, hundreds, thousands and millions", ["12..w", "100..w", "1000..w", "1000000..w"]),
        ("tens of thousands", ["10000..w"]),
        ("hundreds of thousands", ["100000..w"]),
        ("several thousand", ["1000..w"]),
        ("the majority of them", ["50..%w"]),
        ("Most of this group", ["50..%w"]),
        ("more than half", ["50..%w"]),
        ("half of them", ["50%w"]),
        ("about a third, two thirds, three-quarters", ["33.33%w", "66.67%w", "75%w"]),
        ("one in five, 1 in 10, 2/3, ½", ["20%w", "10%w", "66.67%w", "50%w"]),
        ("almost all, at most, the most severe", []),
        ("two decades, ten years ago", []),
    ],
)
def test_words_are_read_and_told_apart_from_digits(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("约1.1万人", ["11000"]),
        ("4万至5万", ["40000..50000"]),
        ("3789万和1.4亿", ["37890000", "140000000"]),
        ("四万五千人", ["45000w"]),
        ("百分之十三，三分之一，一半", ["13%w", "33.33%w", "50%w"]),
        ("数千人，大多数", ["1000..w", "50..%w"]),
        ("13％", ["13%"]),
        ("５万", ["50000"]),
        ("2013年至2017年，十年", []),
        ("от 40 до 50 тыс. человек", ["40000..50000"]),
        ("37,89 млн жителей, 2 миллиона", ["37890000", "2000000"]),
        ("с 26% до 31%, 13 процентов", ["26%", "31%", "13%"]),
        ("десятки тысяч, тысячи, большинство, половина", ["10000..w", "1000..w", "50..%w", "50%w"]),
        ("полтора миллиона, пять тысяч", ["1500000w", "5000w"]),
        ("в 2020 г., 10 лет", []),
    ],
)
def test_chinese_and_russian_figures_are_read(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In 2020 people left",
        "In 2020 foreign workers left",
        "Between 2013 and 2017",
        "2013-2017, 2013/2017, 2020-21",
        "the 1950s and 1960s",
        "Jan.31 - 2025 9:51 AM",
        "on 31 January, on May 5, 2018",
        "2025-01-31 and 31.01.2025",
        "the 4th, the 21st century",
        "COVID-19, G20, S0-18, v1.2.3",
        "$40,000, €5, RMB 300, 40 yuan",
        "250WPM and 1.25x",
        "https://example.org/2019/40000",
        "10 years ago, 12 months",
        "p. 12, No. 5, #7",
        "1" * 60,
    ],
)
def test_years_dates_money_and_names_count_nobody(text: str) -> None:
    assert told(text) == []


WRITINGS = (
    lambda n: f"{n:,}",
    lambda n: f"{n:,}".replace(",", " "),
    lambda n: f"{n:,}".replace(",", "\u00a0"),
    lambda n: f"{n:,}".replace(",", "'"),
    lambda n: f"{Decimal(n) / 10**6} million".replace("E+1 ", "0 "),
    lambda n: f"{Decimal(n) / 10**3:f}k" if n % 10 == 0 else f"{n:,}",
    lambda n: f"{Decimal(n) / 10**4:f}万",
    lambda n: f"{n:,}".replace(",", ".") if n >= 10**6 else f"{n:,}",
)


@given(st.integers(min_value=10_000, max_value=10**9), st.sampled_from(WRITINGS))
def test_a_number_is_recognised_in_every_way_of_printing_it(count: int, write: object) -> None:
    assert callable(write)
    text = f"There were {write(count)} residents."
    assert [(figure.low, figure.high) for figure in figures(text)] == [(Decimal(count), Decimal(count))]


@given(st.integers(10_000, 10**7), st.integers(1, 10**6), st.sampled_from(("-", "–", "—", " to ", " - ", " and ")))
def test_a_range_is_one_figure_however_it_is_joined(low: int, more: int, join: str) -> None:
    text = f"between {low:,}{join}{low + more:,} persons"
    assert [(figure.low, figure.high) for figure in figures(text)] == [(Decimal(low), Decimal(low + more))]


@given(st.integers(0, 100), st.sampled_from(("%", " %", " percent", " per cent", "％", " процентов")))
def test_a_percentage_is_no_count(share: int, unit: str) -> None:
    assert [(figure.low, figure.percent) for figure in figures(f"That is {share}{unit}.")] == [(Decimal(share), True)]


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error_and_figures_stand_in_order(text: str) -> None:
    found = figures(text)
    assert [figure.start for figure in found] == sorted(figure.start for figure in found)
    assert all(0 <= figure.start < figure.end <= len(text) for figure in found)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1,111" * 200_000, id="one endless number"),
        pytest.param("111," * 250_000, id="thousands that never end"),
        pytest.param("1 111 " * 160_000, id="spaces as separators"),
        pytest.param("two " * 250_000, id="number words"),
        pytest.param("a" * 1_000_000, id="one word"),
        pytest.param("1 to " * 200_000, id="ranges without end"),
        pytest.param("万" * 1_000_000, id="numerals"),
        pytest.param("most " * 200_000, id="majorities"),
        pytest.param(" " * 1_000_000, id="spaces"),
        pytest.param("http://" * 140_000, id="addresses"),
        pytest.param("half a " * 140_000, id="halves"),
    ],
)
def test_a_megabyte_takes_no_time_to_speak_of(text: str) -> None:
    began = time.process_time()
    figures(text[:50_000])
    half = time.process_time() - began
    began = time.process_time()
    figures(text)
    assert time.process_time() - began < 6 * half + 1  # the double, where quadratic time would be the fourfold
