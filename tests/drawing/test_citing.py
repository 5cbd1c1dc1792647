"""How sources are cited: in a line of text, for BibTeX and as CSL-JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.drawing.citing import UNSEEN, bibtex, bibtex_key, cite, csl, plain, unescaped
from sojourn.drawing.view import Cited
from tests.drawing.sample import HOSTILE

ARTICLE = Cited(
    key="the-paper",
    title="What the Paper Says",
    author="Ada Writer",
    publisher="The Paper",
    published="2025-01-31",
    url="https://example.org/a_b%20c",
    accessed="2026-11",
    type="article-newspaper",
    lang="en",
)
TABLE = Cited(
    key="a-table",
    title="Flows between countries",
    author="Ada Writer; Ben Counter",
    published="2020/2021",
    edition="Revision 2020",
    type="dataset",
)
CENSUS = Cited(key="census", title="Census of the land", published="2020~", type="report", seen=False)
UNKNOWN = Cited(key="leaflet", title="A leaflet", published="199X")
TURNED = "\u202egnp.exe\u202c"
HEBREW = "שלום עולם"


def item(source: Cited, locator: str = "") -> dict[str, Any]:
    found: list[dict[str, Any]] = json.loads(csl(source, locator))
    assert len(found) == 1
    return found[0]


def fields(entry: str) -> dict[str, str]:
    return dict(re.findall(r"^  (\w+) = \{(.*)\},$", entry, re.MULTILINE))


@pytest.mark.parametrize(
    ("source", "locator", "line"),
    [
        (
            ARTICLE,
            "line 24, sentence 1",
            (
                "Ada Writer. “What the Paper Says”. The Paper. 31 January 2025. "
                "https://example.org/a_b%20c (accessed November 2026). Line 24, sentence 1."
            ),
        ),
        (TABLE, "", "Ada Writer; Ben Counter. “Flows between countries”. Revision 2020. 2020 to 2021."),
        (CENSUS, "", f"Census of the land. About 2020. {UNSEEN}."),
        (UNKNOWN, "row 7", "“A leaflet”. 199X. Row 7."),
        (Cited(key="only-a-key", title=""), "", "“only-a-key”."),
    ],
    ids=["an article", "a table", "one that was not seen", "one without a date of the calendar", "one without a title"],
)
def test_a_citation_reads_as_a_line_of_text(source: Cited, locator: str, line: str) -> None:
    assert plain(source, locator) == line


def test_nothing_is_invented_where_nothing_is_known() -> None:
    bare = Cited(key="bare", title="Bare")
    assert item(bare) == {"id": "bare", "type": "document", "title": "Bare"}
    assert bibtex(bare) == "@misc{bare,\n  title = {{Bare}},\n}\n"


def test_an_article_is_an_article_to_bibtex() -> None:
    entry = bibtex(ARTICLE, "line 24, sentence 1")
    assert entry.startswith("@article{the-paper,\n  author = {{Ada Writer}},\n  title = {{What the Paper Says}},\n")
    assert fields(entry)["journal"] == "{The Paper}"
    assert (fields(entry)["year"], fields(entry)["date"], fields(entry)["urldate"]) == ("2025", "2025-01-31", "2026-11")
    assert entry.endswith("}\n% \\cite[line 24, sentence 1]{the-paper}\n")


@pytest.mark.parametrize(
    ("source", "kind", "house"),
    [
        (ARTICLE, "article", "journal"),
        (replace(ARTICLE, type="report"), "techreport", "institution"),
        (replace(ARTICLE, type="webpage"), "misc", "publisher"),
        (replace(ARTICLE, type="book"), "book", "publisher"),
        (replace(ARTICLE, type=""), "misc", "publisher"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.type or "no type",
)
def test_each_type_has_its_entry_and_its_word_for_the_publisher(source: Cited, kind: str, house: str) -> None:
    entry = bibtex(source)
    assert entry.startswith(f"@{kind}{{")
    assert fields(entry)[house] == "{The Paper}"


def test_several_authors_are_names_of_their_own() -> None:
    assert fields(bibtex(TABLE))["author"] == "{Ada Writer} and {Ben Counter}"
    assert item(TABLE)["author"] == [{"literal": "Ada Writer"}, {"literal": "Ben Counter"}]


def test_the_and_in_the_name_of_an_office_parts_nobody() -> None:
    office = replace(ARTICLE, author="Ministry of Labour and Social Protection")
    assert fields(bibtex(office))["author"] == "{Ministry of Labour and Social Protection}"


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("2025-01-31", {"date-parts": [[2025, 1, 31]]}),
        ("2025-01", {"date-parts": [[2025, 1]]}),
        ("2020~", {"date-parts": [[2020]], "circa": True}),
        ("2020/2021", {"date-parts": [[2020], [2021]]}),
        ("199X", {"raw": "199X"}),
        ("2020/", {"raw": "2020/"}),
        ("2020/2021/2022", {"raw": "2020/2021/2022"}),
    ],
)
def test_dates_are_handed_on_as_they_are_known(published: str, issued: dict[str, Any]) -> None:
    assert item(replace(ARTICLE, published=published))["issued"] == issued


def test_csl_knows_where_an_article_appeared_and_the_edition_of_a_table() -> None:
    assert item(ARTICLE)["container-title"] == "The Paper"
    assert item(TABLE)["version"] == "Revision 2020"
    assert item(ARTICLE)["type"] == "article-newspaper"
    assert item(replace(ARTICLE, type="legal_case"))["type"] == "legal_case"
    assert item(replace(ARTICLE, type="</script>"))["type"] == "document"


def test_a_locator_is_the_note_of_an_item() -> None:
    assert item(ARTICLE, "line 24")["note"] == "line 24"
    assert item(CENSUS, "line 24")["note"] == f"line 24; {UNSEEN}"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_stays_a_text_in_every_form(name: str) -> None:
    text = HOSTILE[name]
    source = Cited(key=f"s {text}", title=text, author=text, publisher=text, edition=text, published=text)
    cited = cite(source, text)
    assert all("\n" not in value for value in fields(cited.bibtex).values())
    assert braces_are_even(cited.bibtex)
    assert json.loads(cited.csl)[0]["title"] == expected(text)
    assert unescaped(fields(cited.bibtex)["title"][1:-1]) == expected(text)
    assert "\n" not in cited.plain


def expected(text: str) -> str:
    return " ".join(re.sub("[\u202a-\u202e\u2066-\u2069]", "", text).split())


def braces_are_even(entry: str) -> bool:
    """Whether BibTeX, which counts braces whatever stands before them, finds the end of the entry."""
    return entry.count("{") == entry.count("}")


def test_words_in_hebrew_stay_and_marks_that_turn_what_follows_go() -> None:
    source = replace(ARTICLE, title=f"{HEBREW} {TURNED}")
    for form in (plain(source), bibtex(source), csl(source)):
        assert f"{HEBREW} gnp.exe" in form
        assert "\u202e" not in form


@pytest.mark.parametrize(
    ("key", "expected_key"),
    [
        ("the-paper", "the-paper"),
        ("UN DESA 2020", "UN-DESA-2020-"),
        ("статья", "source-"),
        ("a{b}", "a-b-"),
        ("a,b", "a-b-"),
    ],
)
def test_a_key_that_bibtex_cannot_read_gets_one_that_it_can(key: str, expected_key: str) -> None:
    found = bibtex_key(key)
    assert found.startswith(expected_key)
    assert re.fullmatch(r"[A-Za-z0-9:.+/_-]+", found)
    assert found == bibtex_key(key)


def test_keys_that_look_alike_stay_apart() -> None:
    assert len({bibtex_key(key) for key in ("a b", "a,b", "a{b", "a-b", "a  b")}) == 5


def test_an_address_stays_as_it_is_and_ends_no_field() -> None:
    assert fields(bibtex(ARTICLE))["url"] == "https://example.org/a_b%20c"
    assert fields(bibtex(replace(ARTICLE, url="https://e.org/{x}\\y z")))["url"] == "https://e.org/%7Bx%7D%5Cy%20z"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cf"]), min_size=1))
def test_what_is_escaped_for_bibtex_can_be_read_back(text: str) -> None:
    entry = bibtex(replace(UNKNOWN, title=text, author=""))
    assert unescaped(fields(entry)["title"][1:-1]) == text
    assert braces_are_even(entry)


@given(st.text(), st.text())
def test_any_text_makes_a_citation(title: str, locator: str) -> None:
    source = Cited(key="any", title=title, author=title, publisher=title, published=title, edition=title, url=title)
    cited = cite(source, locator)
    assert json.loads(cited.csl)[0]["id"] == "any"
    assert braces_are_even(cited.bibtex)
    assert "\n" not in cited.plain
