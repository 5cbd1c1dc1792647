"""Corridors with their sources and years, and the dossiers of places and populations."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from sojourn.drawing.view import View
from sojourn.renderers.shell import page
from tests.renderers.conftest import Opened, Opener
from tests.renderers.handmade import Said, World, page_of_claims

pytestmark = pytest.mark.browser

WORLD = World(
    places={
        "East": ("continent", ""),
        "Aland": ("country", "East"),
        "Beland": ("country", "East"),
        "West": ("continent", ""),
        "Celand": ("country", "West"),
        "Deland": ("country", "West"),
    },
    populations={"born in Aland": ("countryOfBirth", "Aland", ""), "citizens of Aland": ("citizenship", "Aland", "")},
)
FIGURES: dict[str, Sequence[float | None]] = {
    "Estimates: closed": (100, 200, 300),
    "Estimates: open": (150, None, 0),
    "Census": (90, 210, 900),
}
PERIODS = ((1990, 1995), (1995, 2000), (2000, 2005))


def said(source: str, at: int, low: float | None, start: str = "Aland", end: str = "Celand") -> Said:
    return Said(start=(start,), end=(end,), low=low, high=low, source=source, period=PERIODS[at])


SERIES = [
    said(source, at, figure)
    for source, figures in FIGURES.items()
    for at, figure in enumerate(figures)
    if figure is not None
]
PARTS = [
    said("Census", 2, 10, "Beland", "Celand"),
    said("Census", 2, 5, "Beland", "Deland"),
    said("Census", 1, 7, "Celand", "Aland"),
]
STOCKS = [
    Said(kind="residence", place=("Celand",), population=(who,), low=low, high=low, source="Census", period=PERIODS[at])
    for who, low, at in (("born in Aland", 4000, 1), ("born in Aland", 5000, 2), ("citizens of Aland", 3000, 2))
]


@pytest.fixture(scope="module")
def table_page() -> str:
    return page_of_claims(WORLD, [*SERIES, *PARTS, *STOCKS], detailed=False)


def corridor(opened: Opened, start: str, end: str, layer: str = "moves") -> None:
    opened.run(
        """([start, end, layer]) => {
          const node = (name) => name ? sojourn.data.nodes.findIndex((one) => one.label === name) : -1;
          sojourn.choose({bundle: {start: node(start), end: node(end), layer}});
        }""",
        [start, end, layer],
    )


def node(opened: Opened, label: str) -> None:
    opened.run("label => sojourn.choose({node: sojourn.data.nodes.findIndex(one => one.label === label)})", label)


def matrix(opened: Opened) -> list[list[str]]:
    found: list[list[str]] = opened.run(
        "() => [...document.querySelectorAll('#evidence .matrix tr')]"
        ".map((row) => [...row.children].map((cell) => cell.innerText))"
    )
    return found


def panel(opened: Opened) -> Any:
    return opened.page.locator("#evidence")


def test_a_corridor_shows_each_source_in_each_period(shared: Opener, table_page: str) -> None:
    opened = shared(table_page)
    corridor(opened, "Aland", "Celand")
    assert matrix(opened) == [
        ["when", "A", "B", "C"],
        ["1990–1995", "90", "100", "150"],
        ["1995–2000", "210", "200", "–"],
        ["2000–2005", "900", "300", "0"],
    ]
    assert "8 claims · 3 sources" in opened.evidence()


def test_a_cell_opens_its_claim(shared: Opener, table_page: str) -> None:
    opened = shared(table_page)
    corridor(opened, "Aland", "Celand")
    panel(opened).locator(".matrix").get_by_role("button", name="2000–2005, C: 0 persons").click()
    assert panel(opened).locator(".big").inner_text() == "0 persons"
    assert "Estimates: open" in opened.evidence()


def test_sources_that_disagree_give_the_lowest_and_the_highest_and_no_average(shared: Opener, table_page: str) -> None:
    opened = shared(table_page)
    corridor(opened, "Aland", "Celand")
    spread = panel(opened).locator(".spread").inner_text()
    assert "2000–2005: lowest 0 persons (C), highest 900 persons (A)." in spread
    assert "differ in method and source" in spread
    assert "Nothing is averaged." in spread
    assert "400" not in opened.evidence(), "the mean of the three"


def test_the_chart_has_a_line_for_each_source_gaps_and_hollow_zeros(shared: Opener, table_page: str) -> None:
    opened = shared(table_page)
    corridor(opened, "Aland", "Celand")
    chart = panel(opened).locator(".ev-chart")
    assert chart.locator(".ev-series").count() == 3
    assert [name.text_content() for name in chart.locator(".ev-name").all()] == ["A", "B", "C"]
    assert [group.locator(".ev-dot").count() for group in chart.locator(".ev-series").all()] == [3, 3, 2]
    assert chart.locator(".ev-dot.zero").count() == 1
    paths = [path.get_attribute("d") or "" for path in chart.locator(".ev-series").nth(2).locator(".ev-line").all()]
    assert [path.count("L") for path in paths] == [0, 0], "no line leads over the gap"
    heights = [box["y"] for name in chart.locator(".ev-name").all() if (box := name.bounding_box())]
    assert min(abs(a - b) for a, b in pairwise(sorted(heights))) >= 10, "no name lies over another"


def test_both_directions_lead_to_each_other(shared: Opener, table_page: str) -> None:
    opened = shared(table_page)
    corridor(opened, "Aland", "Celand")
    panel(opened).get_by_role("button", name="Celand → Aland").click()
    assert panel(opened).locator("h2").inner_text() == "Celand → Aland"
    assert "7 persons" in opened.evidence()
    assert panel(opened).get_by_role("button", name="Aland → Celand").count() == 1


def test_moves_lead_to_the_people_who_live_there(shared: Opener, table_page: str) -> None:
    opened = shared(table_page)
    corridor(opened, "Aland", "Celand")
    panel(opened).get_by_role("button", name="people of the one living in the other").click()
    assert panel(opened).locator("h2").inner_text() == "People of Aland living in Celand"
    assert "They differ in whom they count" in opened.evidence() or "5,000 persons" in opened.evidence()


def test_a_corridor_of_continents_is_the_sum_of_its_parts_and_says_so(shared: Opener, table_page: str) -> None:
    opened = shared(table_page)
    corridor(opened, "East", "West")
    rows = {row[0]: row[1:] for row in matrix(opened)}
    assert rows["2000–2005"] == ["915", "300", "0"], "900 + 10 + 5 of the census"
    assert "no source states it" in opened.evidence()
    assert panel(opened).get_by_role("button", name="Beland → Deland").count() == 1


def test_figures_outside_the_window_are_pale(shared: Opener, table_page: str) -> None:
    opened = shared(table_page)
    opened.run("() => sojourn.update({window: [2000, 2005]})")
    corridor(opened, "Aland", "Celand")
    assert panel(opened).locator(".matrix td.outside").count() == 5
    assert "hidden in the picture" in opened.evidence()


def test_a_claim_of_a_table_knows_other_sources_and_other_times(shared: Opener, table_page: str) -> None:
    opened = shared(table_page)
    corridor(opened, "Aland", "Celand")
    panel(opened).locator(".matrix").get_by_role("button", name="2000–2005, A: 900 persons").click()
    text = opened.evidence()
    other = text.index("same time, other sources")
    assert "300 persons" in text[other:]
    assert "210 persons" in text[text.index("same source, other times") :]
    assert "5 claims" not in text
    panel(opened).get_by_role("button", name="every source and period").click()
    assert panel(opened).locator(".matrix").count() == 1


def test_a_place_lists_its_largest_corridors_in_the_latest_period(shared: Opener, table_page: str) -> None:
    opened = shared(table_page)
    node(opened, "Celand")
    text = opened.evidence()
    arrivals = text[text.casefold().index("arrivals in tables, largest first, 2000–2005") :]
    assert arrivals.index("Aland") < arrivals.index("Beland")
    assert "0 to 900 persons" in arrivals
    assert "3,000 to 5,000 persons" in arrivals
    panel(opened).get_by_role("button", name="Beland 10 persons").click()
    assert panel(opened).locator("h2").inner_text() == "Beland → Celand"


def test_a_place_is_opened_and_closed_from_its_dossier(shared: Opener, table_page: str) -> None:
    opened = shared(table_page)
    node(opened, "East")
    for name, pressed, part in (("Close into one", "closed", "open"), ("Open into its parts", "open", "closed")):
        panel(opened).get_by_role("button", name=name).click()
        index = opened.run("() => sojourn.state.chosen.node")
        assert opened.run(f"node => sojourn.state.{pressed}.has(node)", index)
        assert not opened.run(f"node => sojourn.state.{part}.has(node)", index)
        assert panel(opened).get_by_role("button", name=name).get_attribute("aria-pressed") == "true"


def test_a_population_is_told_with_its_definition_and_what_includes_it(shared: Opener, small_view: View) -> None:
    opened = shared(page(small_view, "columns"))
    node(opened, "African workers")
    assert "included in" in opened.evidence()
    assert panel(opened).get_by_role("button", name="foreign workers", exact=True).count() == 1
    node(opened, "foreign workers")
    assert "includes" in opened.evidence()


def test_the_dossier_of_a_place_tells_who_lives_there_who_came_and_who_left(shared: Opener, small_view: View) -> None:
    opened = shared(page(small_view, "columns"))
    node(opened, "China")
    titles = [title.inner_text() for title in panel(opened).locator("h3").all()]
    assert titles[:3] == ["Residents", "Arrivals", "Reasons"]
    assert "中国" in opened.evidence()
    node(opened, "Russia")
    assert "Departures" in [title.inner_text() for title in panel(opened).locator("h3").all()]


def test_an_end_that_is_not_stated_is_said_not_to_be(shared: Opener, small_view: View) -> None:
    opened = shared(page(small_view, "columns"))
    corridor(opened, "Liaoning", "")
    assert panel(opened).locator("h2").inner_text() == "Liaoning → not stated"
    assert "about 200,000 persons" in opened.evidence()


def test_in_brief_of_a_table_the_largest_corridor_is_told(shared: Opener, table_page: str) -> None:
    opened = shared(table_page)
    assert panel(opened).locator("h2").inner_text() == "Aland → Celand"
    assert "highest 900 persons" in opened.evidence()


def test_three_thousand_claims_make_no_list_of_three_thousand(shared: Opener) -> None:
    many = [said("Census", at % 3, float(at), "Aland", "Celand") for at in range(3000)]
    opened = shared(page_of_claims(WORLD, many, detailed=False))
    corridor(opened, "Aland", "Celand")
    assert "3,000 claims" in opened.evidence()
    assert panel(opened).locator("[data-claim]").count() <= 50
