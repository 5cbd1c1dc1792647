"""The first page and search, as a person without JavaScript reads them."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sojourn.queries.spelling import plain
from sojourn.server import words_pages
from sojourn.server.links import path_of
from sojourn.server.words import known, thousands, words

if TYPE_CHECKING:
    from starlette.testclient import TestClient

TEMPLATES = Path(words_pages.__file__).parent / "templates"
MINE = ("base.html", "macros.html", "home.html", "search.html", "dossier.html", "dossier_claim.html")
SAID = re.compile(r"""\bt\((?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")


def text(html: str) -> str:
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def hits(html: str) -> list[str]:
    """The addresses of what was found, in their order."""
    return [unescape(address) for address in re.findall(r'<a class="hit" href="([^"]+)"', html)]


def test_the_first_page_says_how_much_there_is_and_where_to_begin(client: TestClient) -> None:
    page = client.get("/")
    said = text(page.text)
    for each in ("119 claims", "45 places", "30 populations", "20 professions", "6 persons and bodies", "16 sources"):
        assert each in said
    for address in ("/ask", "/contradictions", "/picture", "/query", "/place/CN", "/source/russians-to-china"):
        assert f'href="{address}"' in page.text
    assert '<iframe src="/picture?framed=1"' in page.text
    assert 'loading="lazy"' in page.text


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "Who moved where"), ("zh", "谁迁往何处"), ("ru", "Кто куда переехал")],
)
def test_the_first_page_speaks_three_languages(client: TestClient, lang: str, said: str) -> None:
    asked = client.get(f"/?lang={lang}")
    preferred = client.get("/", headers={"accept-language": f"{lang}-XX,en;q=0.5"})
    assert f'<html lang="{lang}">' in asked.text
    assert said in asked.text
    assert said in preferred.text
    assert f'href="/search?q=Beijing&amp;lang={lang}"' in asked.text  # what was asked for stays with the reader
    assert 'href="/search?q=Beijing"' in preferred.text


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("", "en"),
        ("de,ru;q=0.9", "ru"),
        ("ru;q=0", "en"),
        ("en;q=0.3, zh;q=0.8, ru;q=0.5", "zh"),
        ("RU-ru;q=0.400", "ru"),
        ("ru;q=high, zh;q=0.1", "zh"),
        ("*", "en"),
    ],
)
def test_a_browser_is_answered_in_the_language_that_it_wants_most(client: TestClient, header: str, lang: str) -> None:
    assert f'<html lang="{lang}">' in client.get("/ask", headers={"accept-language": header}).text


@pytest.mark.parametrize(
    ("typed", "first", "why"),
    [
        ("Harbin", "/place/harbin", "its label"),
        ("harbin", "/place/harbin", "its label in small letters"),
        ("harbn", "/place/harbin", "a slip of the pen"),
        ("Heilongjang", "/place/CN-HL", "a slip of the pen"),
        ("Peking", "/place/CN-BJ", "another spelling"),
        ("Xianggang", "/place/HK", "another spelling"),
        ("united", "/place/US", "the beginning of a label"),
        ("doctors", "/profession/doctor", "the plural of a profession"),
        ("census", "/source/china-census-2020", "a word of a title"),
        ("forty to fifty thousand", "/claim/residence-5dc34fd096db06ea", "words of a claim"),
        ("engineers doctors", "/source/russians-to-china", "words in another order"),
        ("xi", "/agent/xi-jinping", "a short name"),
    ],
)
def test_what_is_looked_for_stands_first(client: TestClient, typed: str, first: str, why: str) -> None:
    page = client.get("/search", params={"q": typed}, follow_redirects=False)
    found = [page.headers["location"]] if page.status_code == 303 else hits(page.text)
    assert found[0] == first, why


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("北京", "/place/CN-BJ"),
        ("Пекин", "/place/CN-BJ"),
        ("S0-20", "/claim/residence-5dc34fd096db06ea"),
        ("s0-20", "/claim/residence-5dc34fd096db06ea"),
        ("residence-5dc34fd096db06ea", "/claim/residence-5dc34fd096db06ea"),
        ("156", "/place/CN"),
    ],
)
def test_a_name_that_only_one_thing_has_leads_there_at_once(client: TestClient, typed: str, where: str) -> None:
    answer = client.get("/search", params={"q": typed}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, where)
    kept = client.get("/search", params={"q": typed, "lang": "ru"}, follow_redirects=False)
    assert kept.headers["location"] == f"{where}?lang=ru"


@pytest.mark.parametrize(
    ("typed", "question", "told"),
    [
        ("Russians in China", "/ask/stock-by-count?population=russians&amp;place=CN", "Russians · China: the figures"),
        ("русские, Китай", "/ask/stock-by-count?population=russians&amp;place=CN", "Russians · China"),
        ("Russia → China", "/ask/corridor?origin=RU&amp;destination=CN", "Russia → China: the figures"),
        ("to China from the Russian Federation", "/ask/corridor?origin=RU&amp;destination=CN", "Russia → China"),
    ],
)
def test_two_things_in_one_search_lead_to_the_question_about_both(
    client: TestClient, typed: str, question: str, told: str
) -> None:
    page = client.get("/search", params={"q": typed})
    assert f'href="{question}"' in page.text
    assert told in text(page.text)
    assert client.get(question.replace("&amp;", "&"), headers={"accept": "text/html"}).status_code == 200


def test_claims_that_name_both_things_come_first_those_with_a_number_before_all(client: TestClient) -> None:
    found = text(client.get("/search?q=Russians+in+China").text)
    at = [found.index(words) for words in ("40,000 to 50,000 persons", "over 16,000 persons", "Russian minority of")]
    assert at == sorted(at)


@pytest.mark.parametrize("typed", ["Russian minority of China", "Moscow", "people in no place", "IN TO"])
def test_a_search_that_names_one_thing_or_none_is_no_question_about_two(client: TestClient, typed: str) -> None:
    assert "the figures of all sources" not in client.get("/search", params={"q": typed}).text


def test_results_are_counted_by_kind_and_can_be_narrowed(client: TestClient) -> None:
    page = client.get("/search?q=Beijing")
    assert "All 17 places 2 sources 3 claims 12" in text(page.text)
    claims = hits(client.get("/search?q=Beijing&kind=claim").text)
    assert len(claims) == 12
    assert all(address.startswith("/claim/") for address in claims)


def test_without_words_everything_of_a_kind_is_listed_by_name_twenty_a_page(client: TestClient) -> None:
    pages = [hits(client.get(f"/search?kind=place&page={page}").text) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({address for page in pages for address in page}) == 45
    assert 'rel="next" href="/search?kind=place&amp;page=2"' in client.get("/search?kind=place").text


@pytest.mark.parametrize("typed", ["zzzzqq", "   ", "؟", "!!!", "<script>alert(1)</script>", "\N{ZERO WIDTH SPACE}"])
def test_what_nothing_is_called_is_told_with_a_way_on(client: TestClient, typed: str) -> None:
    page = client.get("/search", params={"q": typed})
    assert page.status_code == 200
    assert hits(page.text) == []
    assert "<script" not in page.text


@pytest.mark.parametrize("page", ["0", "-3", "x", "9999999999999999999999", "٣", "2.5"])
def test_a_page_that_there_is_not_is_the_nearest(client: TestClient, page: str) -> None:
    found = client.get("/search", params={"kind": "profession", "page": page})
    assert found.status_code == 200
    assert len(hits(found.text)) == 20


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=60))
def test_any_text_can_be_looked_for_and_is_never_markup(client: TestClient, typed: str) -> None:
    page = client.get("/search", params={"q": typed.encode("utf-8", "replace").decode()})
    assert page.status_code == 200
    assert "<script" not in page.text


@settings(max_examples=100, deadline=None)
@given(typed=st.text(max_size=40))
def test_a_plain_text_is_plain_already(typed: str) -> None:
    assert plain(plain(typed)) == plain(typed)


def test_every_text_of_the_templates_has_its_chinese_and_russian() -> None:
    missing = [
        said
        for name in MINE
        for pair in SAID.findall((TEMPLATES / name).read_text(encoding="utf-8"))
        if (said := pair[0] or pair[1]) not in known() and said != "All "
    ]
    assert missing == []
    assert all(chinese and russian for chinese, russian in words_pages.WORDS.values())


def test_a_text_without_translation_stays_as_it_is() -> None:
    assert words("ru")("Nobody has said this") == "Nobody has said this"
    assert words("zh")("Rows: {n}", n=3) == "行数：3"
    assert (thousands(875903, "en"), thousands(875903, "ru")) == ("875,903", "875\u202f903")


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        ("https://w3id.org/sojourn/id/place/CN-BJ", "/place/CN-BJ"),
        ("https://w3id.org/sojourn/id/place/a+b", "/place/a%2Bb"),
        ("https://w3id.org/sojourn/id/place/a%2Fb%20c", "/place/a%2Fb%20c"),
        ("https://w3id.org/sojourn/id/assertion/flow-12", "/claim/flow-12"),
        ("https://w3id.org/sojourn/id/source/%22%3E%3Cscript%3E", "/source/%22%3E%3Cscript%3E"),
        ("https://w3id.org/sojourn/ns#place", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_the_address_of_a_thing_follows_from_its_iri(iri: str, path: str) -> None:
    assert path_of(iri) == path


def test_a_prefix_of_a_proxy_stands_before_every_address() -> None:
    from starlette.requests import Request

    from sojourn.server.links import Links

    scope = {"type": "http", "path": "/place/CN", "query_string": b"lang=zh&page=2", "headers": []}
    links = Links(Request(scope), ("en", "zh", "ru"), "https://example.org/graph/")
    assert links.to("/ask", place="CN") == "/graph/ask?place=CN&lang=zh"
    assert links.here(page=3) == "/graph/place/CN?lang=zh&page=3"
    assert links.here(lang="en") == "/graph/place/CN?page=2&lang=en"
    assert links.about("https://w3id.org/sojourn/id/place/CN") == "/graph/place/CN?lang=zh"
    assert links.asset("site.css").startswith("/graph/assets/site.css?v=")
