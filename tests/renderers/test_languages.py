"""The words of the page in three languages: figures, numbers, dates, periods; nothing is left in English."""

# ruff: noqa: E501 - one figure a line in all its languages, however long, so that they are read side by side

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sojourn.drawing.earth import NOTE
from sojourn.drawing.rows import BACKINGS, CERTAINTIES
from sojourn.drawing.told import Claim
from sojourn.drawing.view import View
from sojourn.drawing.words import KINDS, period_words, spaced
from sojourn.renderers.choosing import Shape, by_shape
from sojourn.renderers.pagedata import page_data
from sojourn.renderers.shell import asset, parts
from sojourn.vocabulary.terms import SCHEMES
from tests.renderers.conftest import Opener, html_of

pytestmark = pytest.mark.browser

TABLES = ("words_page.js", "words_pictures.js", "words_evidence.js", "words_lists.js")
TEXT = r'"((?:[^"\\]|\\.)*)"'
UNKNOWN = "(not anchored: the date of publication is not known)"
ROW = rf"\[\s*{TEXT},\s*{TEXT},\s*{TEXT}(?:,\s*{TEXT})?,?\s*\]"
UNITS = ("year", "month", "day")
SAME_IN_ALL = {"CSV", "SVG", "PNG", "DOI", "BibTeX", "CSL-JSON", "SHA-256", "Natural Earth"}
NO_BREAK = "\N{NO-BREAK SPACE}"


@cache
def scripts() -> dict[str, str]:
    names = parts(network=True)
    return {name: re.sub(r"/\*.*?\*/", "", asset(name), flags=re.DOTALL) for name in names}


@cache
def entries() -> dict[str, list[str]]:
    """What stands in the dictionaries: for each English text, Chinese, Russian and perhaps English that bends."""
    found: dict[str, list[str]] = {}
    for name in TABLES:
        for row in re.findall(ROW, scripts()[name]):
            key, *said = (json.loads(f'"{text}"') for text in row)
            assert key not in found, f"twice: {key}"
            found[key] = said
    return found


def literals() -> dict[str, str]:
    """Every text that a script says by name, and a script in which it stands."""
    found: dict[str, str] = {}
    for name, script in scripts().items():
        for call in re.finditer(rf"\b(?:t|tNodes|wordOf)\(\s*{TEXT}", script):
            found.setdefault(json.loads(f'"{call[1]}"'), name)
    return found


@pytest.fixture(scope="module")
def words(browser: Browser) -> Iterator[Page]:
    """A blank page that knows the words and nothing else."""
    page = browser.new_page()
    joined = "\n".join(script for name, script in scripts().items() if name.startswith("words"))
    page.evaluate(f"() => {{ const state = {{lang: 'en'}};\n{joined}\nglobalThis.say = (lang, name, ...values) => {{"
                  "state.lang = lang; return {t, number, compactNumber, day, years, figureWords, shortFigure,"
                  " periodWords, wordOf}[name](...values); } }")  # fmt: skip
    yield page
    page.close()


def say(words: Page, lang: str, name: str, *values: Any) -> str:
    return str(words.evaluate("(all) => say(...all)", [lang, name, *values]))


def test_every_figure_of_the_studies_reads_as_python_says_it(words: Page, whole_view: View) -> None:
    told = [claim for claim in whole_view.claims if claim.figure]
    assert len(told) == 41
    for claim in told:
        assert _in_page(words, claim) == _in_python(claim), claim.id


def _in_python(claim: Claim) -> tuple[str, str]:
    assert claim.figure is not None
    return claim.figure.words, claim.figure.short


def _in_page(words: Page, claim: Claim) -> tuple[str, str]:
    figure = claim.figure
    assert figure is not None
    values = (figure.low, figure.high, figure.hedged, figure.measure)
    return say(words, "en", "figureWords", *values), say(words, "en", "shortFigure", *values)


FIGURES: list[tuple[tuple[Any, ...], str, str, str, str, str, str]] = [
    ((11000, 11000, "about", "personsPerYear"), "about 11,000 persons / year", "about 11,000 a year", "每年约11,000人", "每年约11,000人", "около 11 000 человек в год", "около 11 000 в год"),
    ((16000, None, "moreThan", "persons"), "over 16,000 persons", "over 16,000", "超过16,000人", "超过16,000人", "более 16 000 человек", "более 16 000"),
    ((None, 500, "lessThan", "persons"), "under 500 persons", "under 500", "不到500人", "不到500人", "менее 500 человек", "менее 500"),
    ((None, 500, "atMost", "persons"), "at most 500 persons", "at most 500", "最多500人", "最多500人", "не более 500 человек", "не более 500"),
    ((0, None, "atLeast", "persons"), "at least 0 persons", "at least 0", "至少0人", "至少0人", "не менее 0 человек", "не менее 0"),
    ((40000, 50000, "between", "persons"), "40,000 to 50,000 persons", "40,000–50,000", "40,000至50,000人", "40,000–50,000人", "от 40 000 до 50 000 человек", "40 000–50 000"),
    ((5000, 6000, "about", "persons"), "about 5,000 to 6,000 persons", "about 5,000–6,000", "约5,000至6,000人", "约5,000–6,000人", "около 5 000–6 000 человек", "около 5 000–6 000"),
    ((1000, None, "orderOfMagnitude", "persons"), "thousands of persons", "thousands", "数千人", "数千人", "тысячи человек", "тысячи"),
    ((1_000_000, None, "orderOfMagnitude", "persons"), "millions of persons", "millions", "数百万人", "数百万人", "миллионы человек", "миллионы"),
    ((37_890_000, 37_890_000, "exact", "persons"), "37,890,000 persons", "37.89 m", "37,890,000人", "3789万人", "37 890 000 человек", "37,89 млн"),
    ((2, 2, "exact", "persons"), "2 persons", "2", "2人", "2人", "2 человека", "2"),
    ((21, 21, "exact", "persons"), "21 persons", "21", "21人", "21人", "21 человек", "21"),
    ((-460_000, -460_000, "exact", "persons"), "−460,000 persons", "−460,000", "−460,000人", "−460,000人", "−460 000 человек", "−460 000"),
    ((-40, -40, "exact", "percentChange"), "40 % less", "40 % less", "减少40%", "减少40%", "снижение на 40 %", "снижение на 40 %"),
    ((-100, -40, "moreThan", "percentChange"), "over 40 % less", "over 40 % less", "减少超过40%", "减少超过40%", "снижение более чем на 40 %", "снижение более чем на 40 %"),
    ((-30, -20, "between", "percentChange"), "20 to 30 % less", "20 to 30 % less", "减少20%至30%", "减少20%至30%", "снижение на 20–30 %", "снижение на 20–30 %"),
    ((5, 5, "about", "percentChange"), "about 5 %", "about 5 %", "增加约5%", "增加约5%", "рост примерно на 5 %", "рост примерно на 5 %"),
    ((50, None, "mostOf", "percent"), "most (over 50 %)", "most", "大多数（超过50%）", "大多数", "большинство (более 50 %)", "большинство"),
    ((0.2, 0.2, "about", "percent"), "about 0.2 %", "about 0.2 %", "约0.2%", "约0.2%", "около 0,2 %", "около 0,2 %"),
    ((12000, 12000, "exact", "permitsIssued"), "12,000 permits", "12,000", "12,000份许可", "12,000份", "12 000 разрешений", "12 000"),
    ((None, None, "exact", "persons"), "", "", "", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("figure", "en", "en_short", "zh", "zh_short", "ru", "ru_short"), FIGURES)
def test_a_figure_reads_naturally_in_each_language(
    words: Page, figure: tuple[Any, ...], en: str, en_short: str, zh: str, zh_short: str, ru: str, ru_short: str
) -> None:
    for lang, whole, short in (("en", en, en_short), ("zh", zh, zh_short), ("ru", ru, ru_short)):
        assert say(words, lang, "figureWords", *figure).replace(NO_BREAK, " ") == whole
        assert say(words, lang, "shortFigure", *figure).replace(NO_BREAK, " ") == short


def test_a_hedge_may_come_in_words(words: Page) -> None:
    assert say(words, "en", "figureWords", 16000, None, "more than", "persons") == "over 16,000 persons"


@pytest.mark.parametrize(
    ("name", "values", "en", "zh", "ru"),
    [
        ("number", [-1234567.5], "−1,234,567.5", "−1,234,567.5", "−1 234 567,5"),
        ("compactNumber", [37_890_000], "37.9 m", "3790万", "37,9 млн"),
        ("compactNumber", [16_400], "16.4 k", "1.64万", "16,4 тыс."),
        ("compactNumber", [950], "950", "950", "950"),
        ("day", ["2025-01-31"], "31 January 2025", "2025年1月31日", "31 января 2025 г."),
        ("day", ["2025-01"], "January 2025", "2025年1月", "январь 2025 г."),
        ("day", ["2025"], "2025", "2025年", "2025 г."),
        ("day", ["once"], "once", "once", "once"),
        ("years", [2013, 2017], "2013–2017", "2013–2017年", "2013–2017 гг."),
        ("years", [2020, 2020], "2020", "2020年", "2020 г."),
        ("years", [None, 2016], "until 2016", "截至2016年", "до 2016 г."),
        ("years", [2004, None], "from 2004 on", "自2004年起", "с 2004 г."),
        ("t", ["{0} claims", 1], "1 claim", "1条陈述", "1 утверждение"),
        ("t", ["{0} claims", 3], "3 claims", "3条陈述", "3 утверждения"),
        ("t", ["{0} claims", 11], "11 claims", "11条陈述", "11 утверждений"),
        ("t", ["{0} claims", 12345], "12,345 claims", "12,345条陈述", "12 345 утверждений"),
        ("t", ["no text of ours"], "no text of ours", "no text of ours", "no text of ours"),
        ("wordOf", ["Contradiction 3"], "Contradiction 3", "矛盾3", "Противоречие 3"),
        ("wordOf", ["a text with {0:one|many} braces"], *["a text with {0:one|many} braces"] * 3),
    ],
)
def test_numbers_dates_and_counts_are_the_readers(
    words: Page, name: str, values: list[Any], en: str, zh: str, ru: str
) -> None:
    said = [say(words, lang, name, *values).replace(NO_BREAK, " ") for lang in ("en", "zh", "ru")]
    if name == "years":
        values = [float("nan") if value is None else value for value in values]
        said = [say(words, lang, name, *values).replace(NO_BREAK, " ") for lang in ("en", "zh", "ru")]
    assert said == [en, zh, ru]


def test_whole_numbers_and_counts_read_as_the_browser_itself_writes_them(words: Page) -> None:
    """They are written without its formatters, each of which takes 10 ms to make."""
    differing = """(values) => ["en", "zh", "ru"].flatMap((lang) => {
      const locale = lang === "en" ? "en-GB" : lang;
      const [numbers, plurals] = [new Intl.NumberFormat(locale), new Intl.PluralRules(locale)];
      const form = { one: "a", few: "b", many: "c", other: lang === "ru" || lang === "en" ? "b" : "a" };
      return values.flatMap((value) => [
        [say(lang, "number", value), numbers.format(value).replace("-", "−")],
        [say(lang, "t", "{0:a|b|c}", value), form[plurals.select(Math.abs(value))]],
      ]).filter(([ours, theirs]) => ours !== theirs);
    })"""
    values = [0, 1, 2, 5, 11, 21, 999, 1000, 12_345, 999_999, 10**6, 2**53 - 1, 2**53, -1, -1000, 0.5, 1.5]
    assert words.evaluate(differing, values) == []


@pytest.mark.parametrize(
    ("written", "zh", "ru"),
    [
        (("2013/2017", "2013/2017", ""), "2013–2017年", "2013–2017 гг."),
        (("../2025-01-31", "../pub", ""), "截至2025年1月31日", "до 31 января 2025 г."),
        (("2024-05/..", "", ""), "自2024年5月起", "с мая 2024 г."),
        (("2025~", "", ""), "约2025年", "около 2025 г."),
        (("2025?", "", ""), "可能2025年", "возможно, 2025 г."),
        (("2015-03/2016-05", "", ""), "2015年3月至2016年5月", "март 2015 г. — май 2016 г."),
        (("", "pub-10y", ""), f"发表前10年{chr(0xFF08)}无法对应到具体日期：发表日期不详{chr(0xFF09)}", "за 10 лет до публикации (без привязки к датам: дата публикации неизвестна)"),
        (("", "pub-1y-05", ""), f"发表前1年那一年的5月{chr(0xFF08)}无法对应到具体日期：发表日期不详{chr(0xFF09)}", "май года за 1 год до публикации (без привязки к датам: дата публикации неизвестна)"),
        (("", "../pub", ""), f"截至发表之日{chr(0xFF08)}无法对应到具体日期：发表日期不详{chr(0xFF09)}", "до публикации (без привязки к датам: дата публикации неизвестна)"),
        (("", "pub-20y/pub", ""), f"发表前20年至发表之日{chr(0xFF08)}无法对应到具体日期：发表日期不详{chr(0xFF09)}", "за 20 лет до публикации — публикация (без привязки к датам: дата публикации неизвестна)"),
        (("", "../pub-2y", ""), f"截至发表前2年{chr(0xFF08)}无法对应到具体日期：发表日期不详{chr(0xFF09)}", "до момента за 2 года до публикации (без привязки к датам: дата публикации неизвестна)"),
        (("", "", "winters"), "“winters”", "“winters”"),
        (("../2025-01-31", "../pub", "recent years"), "截至2025年1月31日、“recent years”", "до 31 января 2025 г., “recent years”"),
        (("", "", ""), "", ""),
    ],
)  # fmt: skip
def test_a_period_reads_in_each_language(words: Page, written: tuple[str, str, str], zh: str, ru: str) -> None:
    english = period_words(*written)
    assert say(words, "en", "periodWords", english) == english
    assert say(words, "zh", "periodWords", english) == zh
    assert say(words, "ru", "periodWords", english).replace(NO_BREAK, " ") == ru


def test_every_text_of_the_page_is_said_in_chinese_and_russian() -> None:
    missing = sorted(
        f"{script}: {text}" for text, script in literals().items() if text not in entries() and text not in SAME_IN_ALL
    )
    assert missing == []


def test_no_translation_is_left_over() -> None:
    """What the lists hold comes with the data; the rest must stand in a script, or be made by Python."""
    spoken = "\n".join(script for name, script in scripts().items() if name not in TABLES)
    made = {"perhaps {0}", "perhaps about {0}", NOTE, *(f"{{0}} {{0:{u}|{u}s}} before publication" for u in UNITS)}
    made |= {by_shape(shape)[1] for shape in SHAPES}
    own = [json.loads(f'"{row[0]}"') for name in TABLES[:3] for row in re.findall(ROW, scripts()[name])]
    assert [key for key in own if json.dumps(key, ensure_ascii=False)[1:-1] not in spoken and key not in made] == []


def test_closed_lists_that_come_with_the_data_are_said_in_chinese_and_russian(whole_view: View) -> None:
    claims = whole_view.claims
    of_claims = chain.from_iterable(
        (c.status, c.mobility, c.modality, c.method, c.role, c.event, c.word) for c in claims
    )
    facets = [facet["label"] for facet in page_data(whole_view)[0]["facets"]]
    types = [node.type for node in whole_view.every_node if node.type != "place"]
    texts = {*KINDS.values(), *CERTAINTIES.values(), *BACKINGS.values(), *facets, *types, *of_claims} - {""}
    rules = {text for item in whole_view.computed for text in (item.rule, item.rule_says)}
    assert sorted(text for text in texts | rules if text not in entries()) == []


@pytest.mark.parametrize(
    "scheme", ["hedge", "modality", "method", "status", "mobility", "role", "event", "word", "criterion", "placeType"]
)
def test_closed_lists_of_the_ontology_are_said_in_chinese_and_russian(scheme: str) -> None:
    assert sorted(spaced(notation) for notation in SCHEMES[scheme] if spaced(notation) not in entries()) == []


def test_each_translation_has_the_places_of_the_english_and_the_forms_of_its_language() -> None:
    for key, (zh, ru, *_) in entries().items():
        places = set(re.findall(r"\{(\d)\}", key))
        assert places <= set(re.findall(r"\{(\d)\}", zh)), key
        assert places <= set(re.findall(r"\{(\d)\}", ru)), key
        assert ":" not in "".join(re.findall(r"\{\d(:[^}]*)\}", zh)), key
        assert all(forms.count("|") == 2 for forms in re.findall(r"\{\d:([^}]*)\}", ru)), key
        assert re.search(r"[\u4e00-\u9fff]", zh) or not re.search(r"[A-Za-z]{3}", key), key
        assert re.search(r"[а-яё]", ru, re.IGNORECASE) or not re.search(r"[A-Za-z]{3}", key), key


SHAPES = [
    Shape(positions=36, places=36, moves=5, stocks=3, edges=40, others=3, claims=119),
    Shape(positions=1, places=12, moves=5, stocks=3, edges=5000, others=3, claims=119),
    Shape(positions=0, places=2, moves=0, stocks=0, edges=9, others=3, claims=9),
    Shape(positions=2, places=3, moves=1, stocks=0, edges=40, others=9, claims=30),
    Shape(positions=0, places=2, moves=1, stocks=0, edges=9, others=0, claims=9),
]


@pytest.mark.parametrize(("shape", "everything"), [*((shape, False) for shape in SHAPES), (SHAPES[1], True)])
def test_why_a_picture_is_drawn_so_is_said_in_each_language(words: Page, shape: Shape, everything: bool) -> None:
    why = by_shape(shape, everything=everything)[1]
    assert say(words, "en", "t", why) == why
    assert re.search(r"[\u4e00-\u9fff]", say(words, "zh", "t", why))
    assert re.search(r"[а-яё]", say(words, "ru", "t", why))


def test_the_language_switch_changes_labels_numbers_dates_and_the_language_of_the_page(
    show: Opener, whole_view: View
) -> None:
    opened = show(html_of(whole_view, "columns"))
    page = opened.page
    for lang, kind, figure, when, place in (
        ("zh", "居民", "超过16,000人", "2020年", "中国"),
        ("ru", "Жители", "более 16 000 человек", "2020 г.", "Китай"),
        ("en", "Residents", "over 16,000 persons", "2020", "China"),
    ):
        page.locator(f"#controls [role=radio][data-value={lang}]").click()
        assert str(opened.run("() => document.documentElement.lang")).startswith(lang)
        row = page.locator("#rows tr[data-claim='S0-19']")
        text = row.inner_text().replace(NO_BREAK, " ")
        for part in (kind, figure, when, place):
            assert part in text, (lang, part)
        assert opened.run("() => document.activeElement.dataset.value") == lang
    assert opened.complaints == []
