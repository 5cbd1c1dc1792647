"""The table beside the picture: the same rows, sorted, turned by pages, and saved as a file."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sojourn.drawing.view import View
from sojourn.queries.guarding import guarded
from tests.drawing.sample import CLAIMS, HOSTILE
from tests.renderers.conftest import Opened, Opener, html_of
from tests.renderers.handmade import Said, World, page_of_claims, page_of_flows

pytestmark = pytest.mark.browser

FLOWS = 42 * 41
"""Flows of a page of 42 countries: more than a page holds as rows."""


@pytest.fixture(scope="module")
def small(small_view: View) -> str:
    return html_of(small_view, "columns")


@pytest.fixture(scope="module")
def large() -> str:
    return page_of_flows(42, 1, level="stated", sources=1)


def rows(opened: Opened) -> list[str]:
    found = opened.page.locator("#rows tr:not([hidden])").all()
    return [str(row.get_attribute("data-claim")) for row in found]


def cells(opened: Opened, column: str) -> list[str]:
    return [str(text) for text in opened.page.locator(f"#rows tr:not([hidden]) td.{column}").all_inner_texts()]


def sort(opened: Opened, column: str) -> None:
    opened.page.locator(f"#table th[data-column={column}] button").click()


def which(opened: Opened) -> str:
    return str(opened.page.locator("#which-rows").inner_text())


def saved(opened: Opened) -> tuple[bytes, list[list[str]]]:
    with opened.page.expect_download() as download:
        opened.page.locator("#csv").click()
    content = Path(str(download.value.path())).read_bytes()
    assert download.value.suggested_filename == "claims.csv"
    return content, list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_the_rows_of_the_data_of_the_table_and_of_the_graph_are_the_same(shared: Opener, small: str) -> None:
    opened = shared(small)
    data = opened.run("() => sojourn.data.details.map((claim) => claim.id)")
    assert sorted(rows(opened)) == sorted(data) == sorted(claim.id for claim in CLAIMS)
    assert which(opened) == "Rows 1–19 of 19"


def test_a_row_says_who_where_how_many_when_and_who_says_so(shared: Opener, small: str) -> None:
    opened = shared(small)
    row = opened.page.locator("#rows tr[data-claim='S0-18']")
    said = [str(text).strip() for text in row.locator("td").all_inner_texts()]
    assert said == [
        "S0-18", "Moves", "About 11,000 a year move", "Russia", "China", "", "Russians",
        "about 11,000 persons / year", "", "What the paper says ← A study of the institute",
    ]  # fmt: skip
    assert opened.page.locator("#table thead th").all_inner_texts() == [
        "Claim", "Kind", "What is said", "From", "To", "Place", "Population", "Figure", "When", "Source",
    ]  # fmt: skip


def test_a_row_of_several_places_names_them_all(shared: Opener, small: str) -> None:
    opened = shared(small)
    assert opened.page.locator("#rows tr[data-claim='S0-25'] td.place").inner_text() == "Hong Kong, Harbin"


def test_columns_of_which_nothing_is_known_are_left_out(shared: Opener) -> None:
    opened = shared(
        page_of_claims(World({"A": ("", ""), "B": ("", "")}), [Said(start=["A"], end=["B"], low=1, high=1)])
    )
    headings = [str(text) for text in opened.page.locator("#table thead th").all_inner_texts()]
    assert headings == ["Claim", "Kind", "What is said", "From", "To", "Figure", "When", "Source"]


def test_figures_are_sorted_by_their_low_bound_people_first_and_unstated_last(shared: Opener, small: str) -> None:
    opened = shared(small)
    sort(opened, "figure")
    people = ["thousands of persons", "2,000 to 3,000 persons", "5,000 to 6,000 persons", "about 10,000 persons",
              "about 11,000 persons / year", "over 16,000 persons", "40,000 to 50,000 persons", "about 200,000 persons",
              "37,890,000 persons"]  # fmt: skip
    shares = ["26 %", "most (over 50 %)", "about 70 %"]
    assert cells(opened, "figure")[:12] == [*people, *shares]
    assert opened.page.locator("#table th[aria-sort]").get_attribute("aria-sort") == "ascending"
    unstated = sorted(cells(opened, "figure")[12:])
    sort(opened, "figure")
    assert cells(opened, "figure")[:12] == [*reversed(people), *reversed(shares)]
    assert sorted(cells(opened, "figure")[12:]) == unstated
    assert opened.page.locator("#table th[aria-sort]").get_attribute("aria-sort") == "descending"
    sort(opened, "figure")
    assert opened.page.locator("#table th[aria-sort]").count() == 0


@pytest.mark.parametrize("column", ["kind", "from", "to", "place", "population", "when", "source", "claim"])
def test_each_column_sorts_both_ways_with_nothing_last(shared: Opener, small: str, column: str) -> None:
    opened = shared(small)
    sort(opened, column)
    up = cells(opened, column)
    sort(opened, column)
    down = cells(opened, column)
    stated = [text for text in up if text]
    assert up == [*stated, *[""] * (len(up) - len(stated))]
    assert down == [*(text for text in down if text), *[""] * (len(up) - len(stated))]
    assert sorted(up) == sorted(down)
    if len(set(stated)) > 1:
        assert stated[0] != down[0]


def test_claims_are_sorted_by_number_not_by_letter(shared: Opener, small: str) -> None:
    opened = shared(small)
    sort(opened, "claim")
    numbers = [[int(part) for part in re.findall(r"\d+", name)] for name in rows(opened)]
    assert numbers == sorted(numbers)


def test_the_table_follows_the_filters_and_the_choice(shared: Opener, small: str) -> None:
    opened = shared(small)
    opened.run("() => sojourn.update({ticked: new Map([...sojourn.state.ticked, ['kind', new Set(['residence'])]])})")
    assert sorted(rows(opened)) == ["S0-19", "S0-20", "S0-23", "S0-24", "S0-25", "S0-41", "S1-31"]
    assert which(opened) == "Rows 1–7 of 7 (19 in all)"
    opened.run("() => sojourn.choose({claim: sojourn.data.details.findIndex((one) => one.id === 'S0-24')})")
    assert [row.get_attribute("data-claim") for row in opened.page.locator("#rows tr.on").all()] == ["S0-24"]
    assert opened.page.locator("#rows tr[aria-current]").get_attribute("data-claim") == "S0-24"
    opened.run("() => sojourn.choose({node: sojourn.data.nodes.findIndex((one) => one.key === 'place:CN-BJ')})")
    on = {row.get_attribute("data-claim") for row in opened.page.locator("#rows tr.on").all()}
    assert on == {"S0-23", "S1-14", "S2-31"}


def test_an_arrow_that_is_chosen_marks_its_claims(shared: Opener, small: str) -> None:
    opened = shared(small)
    opened.run(
        """() => { const node = (key) => sojourn.data.nodes.findIndex((one) => one.key === key);
        const [from, to] = [node("place:RU"), node("place:CN")];
        sojourn.choose({bundle: {start: from, end: to, layer: "moves"}}); }"""
    )
    on = {str(row.get_attribute("data-claim")) for row in opened.page.locator("#rows tr.on").all()}
    assert on == {"S0-1", "S0-18"}


def test_a_row_opens_its_evidence_by_mouse_and_by_keyboard(shared: Opener, small: str) -> None:
    opened = shared(small)
    page = opened.page
    page.locator("#rows tr[data-claim='S0-9'] td.said").click()
    assert opened.run("() => sojourn.claimAt(sojourn.state.chosen.claim).id") == "S0-9"
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    first = rows(opened)[0]
    assert opened.run("() => document.activeElement.textContent") == first
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert opened.run("() => sojourn.claimAt(sojourn.state.chosen.claim).id") == rows(opened)[1]
    assert opened.run("() => document.activeElement.id") == "evidence"


def test_only_one_row_stops_the_tab_key(shared: Opener, small: str) -> None:
    opened = shared(small)
    assert opened.page.locator("#rows button[tabindex='0']").count() == 1
    opened.run("() => sojourn.choose({claim: 5})")
    assert opened.page.locator("#rows tr.on button[tabindex='0']").count() == 1


def test_a_chosen_row_is_in_sight_and_the_page_stays_where_it_is(shared: Opener, small: str) -> None:
    opened = shared(small)
    before = opened.run("() => scrollY")
    last = rows(opened)[-1]
    opened.run("(id) => sojourn.choose({claim: sojourn.data.details.findIndex((one) => one.id === id)})", last)
    inside = opened.run(
        """() => { const row = document.querySelector("#rows tr.on").getBoundingClientRect();
        const box = document.querySelector("#table .scroll").getBoundingClientRect();
        return row.top >= box.top && row.bottom <= box.bottom + 1; }"""
    )
    assert inside
    assert opened.run("() => scrollY") == before


def test_a_large_table_stands_on_pages_and_never_in_full(shared: Opener, large: str) -> None:
    opened = shared(large)
    page = opened.page
    assert which(opened) == f"Rows 1–100 of {FLOWS:,}"
    assert page.locator("#rows tr").count() == 100
    assert page.locator("#rows-before").is_disabled()
    page.locator("#rows-after").click()
    assert which(opened) == f"Rows 101–200 of {FLOWS:,}"
    assert page.locator("#rows tr").count() == 100
    opened.run("() => sojourn.choose({claim: 1234})")
    assert which(opened) == f"Rows 1,201–1,300 of {FLOWS:,}"
    assert page.locator("#rows tr[aria-current]").get_attribute("data-index") == "1234"
    opened.run("() => sojourn.update({focus: 28, depth: 1})")
    assert which(opened).endswith(f"of 82 ({FLOWS:,} in all)")
    assert page.locator("#rows-after").is_hidden()
    assert len(rows(opened)) == 82


def test_a_large_table_is_sorted_as_a_whole(shared: Opener, large: str) -> None:
    opened = shared(large)
    sort(opened, "figure")
    sort(opened, "figure")
    figures = [int(text.split()[0]) for text in cells(opened, "figure")]
    assert figures == sorted(figures, reverse=True)
    assert figures[0] == opened.run("() => sojourn.data.claims.low.reduce((most, one) => Math.max(most, one), 0)")
    assert cells(opened, "said")[0] == f"{cells(opened, 'from')[0]} → {cells(opened, 'to')[0]}"


def test_the_rows_are_saved_as_they_stand_with_every_page(shared: Opener, large: str) -> None:
    opened = shared(large)
    opened.run("() => sojourn.update({sort: {column: 'figure', down: true}, focus: 28, depth: 1})")
    content, lines = saved(opened)
    assert content.startswith(b"\xef\xbb\xbfclaim,kind,said,origin,destination,")
    assert content.count(b"\r\n") == content.count(b"\n") == 83
    low = lines[0].index("low")
    assert len(lines) == 83
    figures = [int(line[low]) for line in lines[1:]]
    assert figures == sorted(figures, reverse=True)


def test_saved_rows_hold_what_the_graph_says(shared: Opener, small: str) -> None:
    lines = saved(shared(small))[1]
    found = {line[0]: dict(zip(lines[0], line, strict=True)) for line in lines[1:]}
    assert len(found) == 19
    assert found["S0-19"] == {
        "claim": "S0-19", "kind": "residence", "said": "The census counted over 16,000", "origin": "",
        "destination": "", "place": "China", "population": "Russians", "figure": "over 16,000 persons", "low": "16000",
        "high": "", "measure": "persons", "hedge": "moreThan", "printed": "over 16,000", "when": "2020",
        "start": "2020-01-01", "end": "2020-12-31", "source": "paper", "source_title": "What the paper says",
        "locator": "line 25.1",
    }  # fmt: skip
    assert found["S0-25"]["place"] == "Hong Kong; Harbin"
    assert (found["S0-10"]["figure"], found["S0-10"]["measure"]) == ("great", "")


def test_hostile_texts_are_inert_in_the_table_and_guarded_in_the_file(shared: Opener, hostile_view: View) -> None:
    opened = shared(html_of(hostile_view, "columns"))
    assert len(rows(opened)) == 4 * len(HOSTILE)
    for column in ("figure", "from", "source", "said"):
        sort(opened, column)
    lines = saved(opened)[1]
    texts = {guarded(text) for text in HOSTILE.values()}
    assert texts <= {cell for line in lines[1:] for cell in line}
    assert opened.page.locator("#table a, #table img, #table script").count() == 0
    assert (opened.dialogs, opened.complaints, opened.site.asked) == ([], [], ["/"])


def test_a_formula_in_a_file_is_a_text_by_the_rule_of_python(show: Opener) -> None:
    texts: list[str] = []

    @settings(max_examples=300, database=None, suppress_health_check=list(HealthCheck))
    @given(
        st.text(
            st.sampled_from("=+-@ \t\r\n\x00\x7f\"',;0123456789.eEa–—＝'") | st.characters(codec="utf-8"), max_size=9
        )
    )
    def gather(text: str) -> None:
        texts.append(text)

    gather()
    world = World({"A": ("", ""), "B": ("", "")})
    sources = list(dict.fromkeys(f"{text}" for text in ["=1+1", "-5", "+5.25", "-", "@x", " =x", "5-5", *texts]))
    opened = show(page_of_claims(world, [Said(start=["A"], end=["B"], low=1, high=1, source=text) for text in sources]))
    lines = saved(opened)[1]
    column = lines[0].index("source")
    assert [line[column] for line in lines[1:]] == [guarded(text) for text in sources]


def test_on_a_phone_rows_become_cards_without_what_is_said_twice(shared: Opener, small: str) -> None:
    opened = shared(small, width=390)
    row = opened.page.locator("#rows tr[data-claim='S0-18']")
    assert row.locator("td.said").is_visible()
    assert row.locator("td.from").is_hidden()
    assert opened.run("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_on_a_phone_a_study_stands_in_parts_and_loses_no_row(shared: Opener) -> None:
    opened = shared(page_of_flows(8, 1, level="stated", sources=1), width=390)
    page = opened.page
    seen, foot = page.locator("#rows tr").filter(visible=True), page.locator("#table .foot [data-turn='1']")
    assert which(opened) == "Rows 1–25 of 56"
    assert (seen.count(), len(rows(opened))) == (25, 56)
    assert opened.run("() => document.getElementById('table').getBoundingClientRect().height") < 6_000
    foot.click()
    assert which(opened) == "Rows 26–50 of 56"
    assert opened.run("() => document.activeElement.closest('tr').dataset.index") == "25", (
        "the reader is led to the first row"
    )
    page.keyboard.press("ArrowUp")
    assert which(opened) == "Rows 1–25 of 56"
    assert opened.run("() => document.activeElement.closest('tr').dataset.index") == "24"
    page.keyboard.press("ArrowDown")
    assert which(opened) == "Rows 26–50 of 56"
    opened.run("() => sojourn.choose({claim: 55})")
    assert (which(opened), seen.count()) == ("Rows 51–56 of 56", 6)
    assert foot.is_disabled()
    page.emulate_media(media="print")
    assert seen.count() == 56, "paper has them all"
    page.emulate_media(media="screen")
    assert len(saved(opened)[1]) == 57


def test_rows_without_a_figure_or_a_time_leave_their_cells_empty(shared: Opener, small: str) -> None:
    row = shared(small, width=390).page.locator("#rows tr[data-claim='S0-9']")
    assert [row.locator(f"td.{name}").is_visible() for name in ("said", "when", "source")] == [True, False, True]


def test_a_sorted_table_comes_back_by_its_link(show: Opener, small: str) -> None:
    opened = show(small)
    sort(opened, "figure")
    sort(opened, "figure")
    link: Any = opened.run("() => sojourn.linkOf()")
    before = rows(opened)
    opened.page.goto(f"{opened.site.address}#{link}")
    opened.page.reload()
    opened.page.wait_for_selector("html[data-ready]", state="attached")
    assert rows(opened) == before
    assert opened.page.locator("#table th[aria-sort=descending]").get_attribute("data-column") == "figure"
