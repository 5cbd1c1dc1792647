"""Figures, periods and terms in the three languages of the pages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.graph.wording import concept_words, figure_words, period_words, term_words
from sojourn.model import Estimate, Hedge, Measure
from sojourn.vocabulary import SJ


def figure(
    low: str | None, high: str | None, hedge: Hedge, measure: Measure = Measure.PERSONS, **opens: Any
) -> Estimate:
    bounds = (None if bound is None else Decimal(bound) for bound in (low, high))
    return Estimate(low=next(bounds), high=next(bounds), hedge=hedge, measure=measure, **opens)


@pytest.mark.parametrize(
    ("value", "en", "zh", "ru"),
    [
        (figure("22000", "22000", Hedge.EXACT), "22,000 persons", "22,000 人", "22 000 чел."),
        (
            figure("16000", None, Hedge.MORE_THAN, low_open=True),
            "over 16,000 persons",
            "超过 16,000 人",
            "более 16 000 чел.",
        ),
        (
            figure("40000", "50000", Hedge.BETWEEN),
            "40,000 to 50,000 persons",
            "40,000 至 50,000 人",
            "от 40 000 до 50 000 чел.",
        ),
        (figure(None, "300", Hedge.AT_MOST), "at most 300 persons", "至多 300 人", "не более 300 чел."),
        (figure(None, "300", Hedge.LESS_THAN, high_open=True), "under 300 persons", "少于 300 人", "менее 300 чел."),
        (
            figure("11000", "11000", Hedge.ABOUT, Measure.PERSONS_PER_YEAR),
            "about 11,000 persons / year",
            "约 11,000 人/年",
            "около 11 000 чел. в год",
        ),
        (
            figure("50", None, Hedge.MOST_OF, Measure.PERCENT, low_open=True),
            "most (over 50 %)",
            "大多数（超过 50%）",
            "большинство (более 50 %)",
        ),
        (figure("1000", None, Hedge.ORDER_OF_MAGNITUDE), "thousands of persons", "数以千计的人", "тысячи чел."),
        (
            figure("-100", "-40", Hedge.MORE_THAN, Measure.PERCENT_CHANGE, high_open=True),
            "over 40 % less",
            "下降超过 40%",
            "снижение более чем на 40 %",
        ),
        (figure("0.2", "0.2", Hedge.ABOUT, Measure.PERCENT), "about 0.2 %", "约 0.2%", "около 0,2 %"),
        (figure("-460000", "-460000", Hedge.EXACT), "−460,000 persons", "−460,000 人", "−460 000 чел."),
    ],
)
def test_a_figure_keeps_its_hedge_in_every_language(value: Estimate, en: str, zh: str, ru: str) -> None:
    assert figure_words(value, "en") == en
    assert figure_words(value, "zh") == zh
    assert figure_words(value, "ru").replace("\u202f", " ") == ru


@pytest.mark.parametrize(
    ("parts", "en", "zh", "ru"),
    [
        (("2020", "", ""), "2020", "2020年", "2020"),
        (("2013/2017", "", ""), "2013 to 2017", "2013年至2017年", "2013 – 2017"),
        (("../2025-01-31", "", ""), "until 31 January 2025", "截至2025年1月31日", "до 31.01.2025"),
        (("2010/..", "", ""), "from 2010 on", "自2010年起", "с 2010"),
        (
            ("", "pub", ""),
            "publication (date unknown)",
            "发布时（发布日期未知）",
            "момент публикации (дата публикации неизвестна)",
        ),
        (
            ("", "pub-10y", ""),
            "10 years before publication (date unknown)",
            "发布前 10 年（发布日期未知）",
            "за 10 лет до публикации (дата публикации неизвестна)",
        ),
        (("", "", "winters"), "“winters”", "“winters”", "«winters»"),
        (("1990~", "", ""), "about 1990", "约1990年", "около 1990"),
        (("", "", ""), "", "", ""),
    ],
)
def test_a_period_is_told_in_every_language(parts: tuple[str, str, str], en: str, zh: str, ru: str) -> None:
    assert [period_words(*parts, lang) for lang in ("en", "zh", "ru")] == [en, zh, ru]


def test_terms_have_the_labels_of_the_ontology() -> None:
    assert concept_words(f"{SJ}status-longTermWorker", "en") == "long-term worker"
    assert concept_words(f"{SJ}modality-possible", "zh") == "可能"
    assert term_words("liesIn", "zh") == "位于"
    assert concept_words(f"{SJ}nothing-ofTheKind", "ru") == "of the kind"


@given(
    bounds=st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)),
    hedge=st.sampled_from(Hedge),
    measure=st.sampled_from(Measure),
    lang=st.sampled_from(["en", "zh", "ru"]),
)
def test_every_figure_has_words_and_none_is_lost(
    bounds: tuple[int, int], hedge: Hedge, measure: Measure, lang: str
) -> None:
    low, high = sorted(bounds)
    settings: dict[str, Any] = {"low": Decimal(low), "high": Decimal(high), "hedge": hedge, "measure": measure}
    words = figure_words(Estimate(**settings), lang)
    digits = "".join(character for character in words if character.isdigit())
    assert words
    assert hedge in {Hedge.ORDER_OF_MAGNITUDE, Hedge.MOST_OF} or str(low) in digits
