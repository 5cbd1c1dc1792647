"""Figures and comparisons in Chinese and Russian, with the exact meaning of hedges and verdicts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

import sojourn
from sojourn.audit.comparing import Namer
from sojourn.graph.contradicting import compared, contradictions
from sojourn.graph.facade import Graph
from sojourn.graph.wording import figure_words, period_words
from sojourn.graph.wording_comparisons import namer, paragraph
from sojourn.graph.wording_comparisons_words import ANSWERS, FACETS, KINDS, PARTS, RELATED, TABLE, UNITS, VERBS
from sojourn.model import Estimate, Hedge, Measure
from sojourn.vocabulary.plurals import russian, russian_genitive

NARROW = "\u202f"
QUOTED = re.compile(r"“[^”]*”|«[^»]*»|[A-Z]\d-\d+[a-z]?|[A-Z][\w.]*")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return sojourn.open()


def estimate(low: str, high: str, hedge: str, measure: str, opens: str = "") -> Estimate:
    return Estimate(
        low=Decimal(low) if low else None,
        high=Decimal(high) if high else None,
        low_open="l" in opens,
        high_open="h" in opens,
        hedge=Hedge(hedge),
        measure=Measure(measure),
    )


@pytest.mark.parametrize(
    ("figure", "zh", "ru"),
    [
        (("16000", "", "moreThan", "persons", "l"), "超过 16,000 人", f"более 16{NARROW}000 чел."),
        (("", "500", "atMost", "persons"), "至多 500 人", "не более 500 чел."),
        (("", "500", "lessThan", "persons", "h"), "少于 500 人", "менее 500 чел."),
        (("0", "", "atLeast", "persons"), "至少 0 人", "не менее 0 чел."),
        (("5000", "6000", "about", "persons"), "约 5,000 至 6,000 人", f"около 5{NARROW}000–6{NARROW}000 чел."),
        (("2", "3", "between", "persons", "lh"), "超过 2 至不足 3 人", "более 2, но менее 3 чел."),
        (("2", "3", "between", "percent"), "2% 至 3%", "от 2 до 3 %"),
        (("-30", "-20", "between", "percentChange"), "下降20% 至 30%", "снижение на 20–30 %"),
        (("5", "5", "about", "percentChange"), "上升约 5%", "рост примерно на 5 %"),
        (("5", "", "moreThan", "percentChange", "l"), "上升超过 5%", "рост более чем на 5 %"),
        (("1", "1", "exact", "permitsIssued"), "1 份许可", "1 разрешение"),
        (("22", "22", "exact", "permitsIssued"), "22 份许可", "22 разрешения"),
        (("22", "", "moreThan", "permitsIssued", "l"), "超过 22 份许可", "более 22 разрешений"),
        (("21", "21", "about", "permitsIssued"), "约 21 份许可", "около 21 разрешения"),
        (("1000", "", "orderOfMagnitude", "permitsIssued"), "数以千计的许可", "тысячи разрешений"),
    ],
)
def test_a_figure_keeps_its_hedge_and_its_grammar(figure: tuple[str, ...], zh: str, ru: str) -> None:
    assert figure_words(estimate(*figure), "zh") == zh
    assert figure_words(estimate(*figure), "ru") == ru


@pytest.mark.parametrize(
    ("number", "one", "genitive"),
    [
        (1, "год", "года"),
        (2, "года", "лет"),
        (5, "лет", "лет"),
        (11, "лет", "лет"),
        (21, "год", "года"),
        (112, "лет", "лет"),
    ],
)
def test_a_russian_noun_bends_with_its_number(number: int, one: str, genitive: str) -> None:
    assert russian(number, "год", "года", "лет") == one
    assert russian_genitive(number, "года", "лет") == genitive
    assert russian(Decimal("1.5"), "год", "года", "лет") == russian_genitive(Decimal("1.5"), "года", "лет") == "года"


def test_years_before_publication_bend() -> None:
    assert period_words("", "pub-1y", "", "ru").startswith("за 1 год до публикации")
    assert period_words("", "pub-2y/pub", "", "ru").startswith("за 2 года до публикации – момент публикации")
    assert period_words("", "pub-10y", "", "zh").startswith("发布前 10 年")


def test_two_claims_are_compared_in_the_readers_language(graph: Graph) -> None:
    zh, ru = (compared(graph, "S0-19", "S0-20", lang)["pairs"][0] for lang in ("zh", "ru"))
    assert ru["text"] == (
        f"S0-19: число живущих (запас) — более 16{NARROW}000 чел., кто: россияне, постоянный житель, место: Китай, "
        "время: 2020, метод: перепись, источник: «Population census of China, 2020». "
        f"S0-20: число живущих (запас) — от 40{NARROW}000 до 50{NARROW}000 чел., кто: россияне, "
        "статус проживания не указан, место: Китай, время: 31.01.2025, метод: экспертная оценка, "
        "источник: «Estimate of experts who are not named», названо лишь так: «возможно». "
        "Прежде всего различается статус проживания: «постоянный житель» против «не указано». "
        "Различается и другое: отчётный период: «2020» против «31.01.2025». Поэтому друг другу они не противоречат."
    )
    assert zh["text"].endswith(
        "首先不同之处是居留身份：“永久居民”对“未说明”。此外还有不同：参考期：“2020年”对“2025年1月31日”。因此两者并不矛盾。"
    )
    assert [facet["first"] for facet in zh["facets"]][:2] == ["居住人数（存量）", "人"]


@pytest.mark.parametrize("lang", ["zh", "ru"])
def test_no_comparison_of_the_studies_has_english_words_of_ours(graph: Graph, lang: str) -> None:
    verdicts = set()
    for claim in ("S0-19", "S0-23", "S1-30", "S2-4", "S2-8", "S2-32"):
        for pair in compared(graph, claim, "", lang)["pairs"]:
            verdicts.add(pair["verdict"])
            assert not re.search(r"[a-z]{2}", QUOTED.sub("", pair["text"])), pair["text"]
    assert verdicts == {"cannot tell", "different things", "part", "restates"}


def test_english_stays_as_it_was(graph: Graph) -> None:
    report = graph.compare("S0-19", "S0-20")
    names = namer(graph.store, report.world, "en")
    assert type(names) is Namer
    assert paragraph(report.listed[0], names).startswith("S0-19 counts over 16,000 persons living in China")


def test_what_sources_imply_is_named_in_the_readers_language(graph: Graph) -> None:
    asked = {"place": "Heilongjiang", "population": "", "at": "", "reading": ""}
    found = {lang: contradictions(graph, asked, lang) for lang in ("en", "zh", "ru")}
    named = {lang: told["implied"][0]["quantity"] for lang, told in found.items()}
    assert named == {
        "en": "Residents in Heilongjiang, 2013",
        "zh": "黑龙江的居民，2013年",
        "ru": "жители, Хэйлунцзян, 2013",
    }
    assert found["ru"]["implied"][0]["interval"] == found["en"]["implied"][0]["interval"] == "38,350,000"
    assert found["ru"]["implied"][0]["steps"][-1].startswith("so жители, Хэйлунцзян, 2013 = 37,890,000 + 460,000")


def test_both_languages_have_the_same_words_with_the_same_places() -> None:
    tables: list[Any] = [TABLE, KINDS, UNITS, FACETS, RELATED, ANSWERS, PARTS, VERBS]
    for table in tables:
        assert table["zh"].keys() == table["ru"].keys()
        for key, zh in table["zh"].items():
            assert set(re.findall(r"\{\w+\}", zh)) == set(re.findall(r"\{\w+\}", table["ru"][key])), key
