"""The times of quantities as people read them."""

from __future__ import annotations

import pytest

from sojourn.audit.reconciling.naming_words import dated, of_source


@pytest.mark.parametrize(
    ("when", "en", "zh", "ru"),
    [
        ("2020-01-01/2020-12-31", "2020", "2020年", "2020"),
        ("2013-01-01/2017-12-31", "2013 to 2017", "2013年 至 2017年", "2013 – 2017"),
        ("../2025-01-31", "until 2025-01-31", "截至 2025年1月31日", "по 31.01.2025"),
        ("2020-03-04/..", "2020-03-04 onwards", "2020年3月4日 起", "с 04.03.2020"),
    ],
)
def test_a_time_with_dates_is_told_in_every_language(when: str, en: str, zh: str, ru: str) -> None:
    assert [dated(when, lang) for lang in ("en", "zh", "ru")] == [en, zh, ru]


@pytest.mark.parametrize(
    ("notation", "told"),
    [
        ("pub", "the publication of x (undated)"),
        ("pub-1y", "1 year before the publication of x (undated)"),
        ("pub-10y/pub", "10 years before the publication to the publication of x (undated)"),
        ("../pub-1m", "until 1 month before the publication of x (undated)"),
        ("pub-1y-06", "pub-1y-06 of x (undated)"),
        ("not stated", "time not stated by x"),
    ],
)
def test_a_time_that_hangs_on_an_undated_publication_names_it(notation: str, told: str) -> None:
    assert of_source(notation, "x", "en") == told
