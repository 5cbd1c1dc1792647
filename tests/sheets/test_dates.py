"""Dates: every notation gives the first and last day it can mean; nothing with two readings is accepted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.errors import BadInput
from sojourn.model import Period
from sojourn.sheets.dates import parse_period, parse_published


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-05", "2020-05-01", "2020-05-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2020-02-29", "2020-02-29", "2020-02-29"),
        ("2013/2017", "2013-01-01", "2017-12-31"),
        ("2013-06/2017-02", "2013-06-01", "2017-02-28"),
        ("2025~", "2025-01-01", "2025-12-31"),
        ("2025?", "2025-01-01", "2025-12-31"),
        ("2025-03%", "2025-03-01", "2025-03-31"),
        ("../2020", "", "2020-12-31"),
        ("/2020", "", "2020-12-31"),
        ("2020/..", "2020-01-01", ""),
        ("2020~/2021?", "2020-01-01", "2021-12-31"),
        ("198X", "1980-01-01", "1989-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2020-12-XX", "2020-12-01", "2020-12-31"),
        ("1950/196X", "1950-01-01", "1969-12-31"),
        ("2001-02-03T09:30:01", "2001-02-03", "2001-02-03"),
    ],
)
def test_a_date_means_these_days(text: str, start: str, end: str) -> None:
    assert parse_period(text) == Period(notation=text, edtf=text, start=day(start), end=day(end))


@pytest.mark.parametrize(
    ("text", "published", "edtf", "start", "end"),
    [
        ("pub", "2025-01-31", "2025-01-31", "2025-01-31", "2025-01-31"),
        ("pub", "2025-01", "2025-01", "2025-01-01", "2025-01-31"),
        ("pub~", "2025", "2025~", "2025-01-01", "2025-12-31"),
        ("pub-10y", "2025-01-31", "2015", "2015-01-01", "2015-12-31"),
        ("pub-1y~", "2025-01-31", "2024~", "2024-01-01", "2024-12-31"),
        ("pub+1y", "2025-01-31", "2026", "2026-01-01", "2026-12-31"),
        ("pub-3m", "2025-01-31", "2024-10", "2024-10-01", "2024-10-31"),
        ("pub-3m", "2025", "2024/2025", "2024-01-01", "2025-12-31"),
        ("pub-1m", "2025-03-31", "2025-02", "2025-02-01", "2025-02-28"),
        ("pub-31d", "2025-01-31", "2024-12-31", "2024-12-31", "2024-12-31"),
        ("../pub", "2025-01", "../2025-01", "", "2025-01-31"),
        ("pub/..", "2025-01", "2025-01/..", "2025-01-01", ""),
        ("pub-20y/pub", "2025-01", "2005/2025-01", "2005-01-01", "2025-01-31"),
        ("2019/pub", "2021-07-09", "2019/2021-07-09", "2019-01-01", "2021-07-09"),
        ("pub", "2024/2025", "2024/2025", "2024-01-01", "2025-12-31"),
        ("../pub", "2024/2025", "../2025", "", "2025-12-31"),
    ],
)
def test_a_relative_date_hangs_on_the_publication_and_is_no_more_precise_than_its_distance(
    text: str, published: str, edtf: str, start: str, end: str
) -> None:
    assert parse_period(text, "", published) == Period(notation=text, edtf=edtf, start=day(start), end=day(end))


@pytest.mark.parametrize("text", ["pub", "pub-10y", "../pub", "pub-20y/pub"])
def test_a_relative_date_stays_unanchored_when_the_publication_date_is_unknown(text: str) -> None:
    period = parse_period(text, "ten years ago")
    assert period == Period(notation=text, words="ten years ago")
    assert not period.anchored


def test_the_side_that_is_a_calendar_date_is_kept_when_the_other_cannot_be_anchored() -> None:
    assert parse_period("2019/pub") == Period(notation="2019/pub", start=date(2019, 1, 1))


def test_words_alone_are_a_period_and_nothing_at_all_is_none() -> None:
    assert parse_period("", "in recent years") == Period(words="in recent years")
    assert parse_period("") is None


REFUSED = [
    ("2015-02-30", "Write 2015-02-28, or 2015-02 for the month."),
    ("2023-02-29", "Write 2023-02-28, or 2023-02 for the month."),
    ("03/04/2015", "Write 2015-04-03 or 2015-03-04."),
    ("04/04/2015", "Write 2015-04-04."),
    ("25.12.2015", "Write 2015-12-25."),
    ("12/25/2015", "Write 2015-12-25."),
    ("2015/12/25", "Write 2015-12-25."),
    ("2015-5", "Write 2015-05."),
    ("2015-5-3", "Write 2015-05-03."),
    ("2020-21", "Write 2020/2021 for the years, or months as 2020-03/2020-05."),
    ("2020-24", "Write 2020/2024 for the years, or months as 2020-03/2020-05."),
    ("2013-2017", "Write 2013/2017."),
    ("2013 – 2017", "Write 2013/2017."),
    ("2013-", "Write 2013/.."),
    ("since 2013", "Write 2013/.."),
    ("before 2016", "Write ../2015."),
    ("by 2018", "Write ../2018."),
    ("after 2018", "Write 2019/.."),
    ("c. 2020", "Write 2020~."),
    ("1990s", "Write 199X."),
    ("May 2020", "Write 2020-05."),
    ("3 May 2020", "Write 2020-05-03."),
    ("May 3, 2020", "Write 2020-05-03."),
    ("now", "Write pub for the time of publication."),
    ("now-10y", "Write pub-10y."),
    ("10 years ago", "Write pub-10y."),
    ("2017/2013", "Write 2013/2017."),
    ("43831", "Write 2020-01-01."),
    ("####", "Widen the column and save again."),
    ("=TODAY()", "Type the date."),
    ("../..", "Leave the cell blank."),
    ("pub+9000y", "Years run from 0001 to 9999."),
]
_ALL = (
    "Dates are written 2020, 2020-05, 2020-05-31, 2013/2017, ../2020, 2025~, pub or pub-10y; words go into when_words."
)


@pytest.mark.parametrize(("text", "advice"), REFUSED)
def test_a_date_with_two_readings_is_refused_with_the_spelling_that_was_probably_meant(text: str, advice: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_period(text, "", "2025-01-31")
    assert caught.value.advice == advice


@pytest.mark.parametrize(
    "text",
    ["recently", "0000", "2020-00", "2020-99", "Y17000", "-0333", "2020-XX-XX-XX", "1/2/3", "٢٠٢٠", "[2020,2021]"],
)
def test_what_is_no_date_is_refused_with_the_notation(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_period(text)
    assert caught.value.advice == _ALL


@given(st.text(max_size=24))
def test_any_text_is_a_period_or_refused_with_advice(text: str) -> None:
    try:
        period = parse_period(text)
    except BadInput as error:
        advice = error.advice
    else:
        advice = "none is needed"
        assert period is None or period.notation == text
    assert advice


@given(st.dates(), st.dates())
def test_any_two_days_in_order_are_a_period(first: date, last: date) -> None:
    first, last = min(first, last), max(first, last)
    text = f"{first.isoformat()}/{last.isoformat()}"
    assert parse_period(text) == Period(notation=text, edtf=text, start=first, end=last)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2020",
            "2020-05",
            "2024-02",
            "1999-12-31",
            "2025~",
            "2025?",
            "2025-03%",
            "198X",
            "19XX",
            "2020-XX",
            "2020-02-XX",
        ),
        *("2020-XX-XX", "2013/2017", "2013-06~/2017-02", "../2020", "2020/..", "198X/1995"),
    ],
)
def test_our_own_reading_of_the_common_forms_agrees_with_the_package(text: str) -> None:
    from edtf import parse_edtf

    def as_day(moment: Any) -> date | None:
        return date(*moment[:3]) if isinstance(moment, tuple) else None

    period, parsed = parse_period(text), parse_edtf(text)
    assert period is not None
    assert (period.start, period.end) == (as_day(parsed.lower_strict()), as_day(parsed.upper_strict()))


def test_a_publication_date_is_no_relative_date() -> None:
    with pytest.raises(BadInput, match="relative to itself"):
        parse_published("pub-1y")


@pytest.mark.parametrize("published", ["", "2025", "2025-06-15"])
@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("pub-1y/pub-2y", "Write pub-2y/pub-1y."),
        ("pub/pub-1d", "Write pub-1d/pub."),
        ("pub+2m/pub+1m~", "Write pub+1m~/pub+2m."),
        ("pub/pub-3m", "Write pub-3m/pub."),
        ("pub-1m/pub-3y", "Write pub-3y/pub-1m."),
        ("pub-1y/pub-1500d", "Write pub-1500d/pub-1y."),
    ],
)
def test_a_relative_period_that_ends_before_it_starts_is_refused(text: str, advice: str, published: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_period(text, published=published)
    assert (caught.value.what, caught.value.advice) == (f"the period {text!r} ends before it starts", advice)


@pytest.mark.parametrize(
    "text",
    ["pub-2y/pub-1y", "pub-1y/pub-1y", "pub-1y/pub-13m", "pub-13m/pub-1y", "pub-1y/pub-400d", "../pub", "2020/pub-9y"],
)
def test_a_relative_period_whose_ends_may_be_in_order_is_accepted(text: str) -> None:
    period = parse_period(text)
    assert period is not None
    assert period.notation == text
