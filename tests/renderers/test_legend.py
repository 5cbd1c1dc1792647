"""The legend: what occurs in the picture, at the very sizes in which it is drawn, and nothing else."""

from __future__ import annotations

import pytest

from sojourn.drawing.view import View
from tests.renderers.conftest import Opened, Opener, html_of
from tests.renderers.diagrams import flow, mixed, numbers, opened_with, redrawn, shapes
from tests.renderers.handmade import Said

__all__ = ["mixed"]

pytestmark = pytest.mark.browser

SIGNS = {
    "people moved; how many is not stated": [flow("Mongolia", "China")],
    "solid up to the lowest figure, pale up to the highest": [flow("Russia", "China", 10, 20)],
    "pale with a dotted edge: no upper limit is stated": [flow("Russia", "China", 10, hedge="moreThan")],
    "open end: the place is not stated": [flow("Russia", "", 10)],
    "hollow: possible or intended, not stated as a fact": [flow("Russia", "China", 10, modality="possible")],
    "dotted: possible or intended, not stated as a fact": [flow("Russia", "China", modality="possible")],
}


def items(opened: Opened, pane: int = 0) -> list[str]:
    found: list[str] = opened.run(
        "(pane) => [...document.querySelectorAll(`#legend [data-pane='${pane}'] li`)].map((one) => one.textContent)",
        pane,
    )
    return found


def sample(opened: Opened, words: str) -> list[float]:
    """The numbers of the outline of a sample."""
    return numbers(
        opened.run(
            "(words) => [...document.querySelectorAll('#legend li')].find((one) => one.textContent === words)"
            ".querySelector('svg path').getAttribute('d')",
            words,
        )
    )


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_is_explained_only_where_it_occurs(shared: Opener, sign: str) -> None:
    opened = opened_with(shared, [flow("Russia", "Kazakhstan", 10), *SIGNS[sign]], "columns")
    for drawer in ("columns", "chord", "map"):
        opened.run("(drawer) => sojourn.update({drawer})", drawer)
        assert [one for one in items(opened) if one in SIGNS] == [sign], drawer


def test_samples_have_the_size_of_what_is_drawn(shared: Opener) -> None:
    opened = opened_with(shared, [flow("Russia", "China", 20_000), flow("Kazakhstan", "China", 5_000)], "columns")
    ribbon = numbers(shapes(opened, "place:Russia>place:China", "shaft")[0])
    _, top, _, bottom, *_ = (sample(opened, "10,000 people")[i] for i in (0, 1, 0, 3))
    assert bottom - top == pytest.approx(abs(ribbon[-1] - ribbon[1]) / 2, abs=0.2)


def test_a_legend_follows_its_picture(mixed: Opened) -> None:
    opened = redrawn(mixed, "columns")
    assert "Thickness grows in proportion" in opened.page.locator("#legend").inner_text()
    opened.run("() => sojourn.update({drawer: 'map'})")
    assert "square root" in opened.page.locator("#legend").inner_text()


def test_two_pictures_have_a_legend_each(mixed: Opened) -> None:
    opened = redrawn(mixed, "columns")
    opened.run("() => sojourn.update({second: {drawer: 'map', source: 0}})")
    assert items(opened, 0) != []
    assert items(opened, 1) != []


def test_people_of_a_year_are_told_where_they_occur(shared: Opener) -> None:
    words = "People a year are drawn like people"
    plain = opened_with(shared, [flow("Russia", "China", 11_000)], "columns")
    assert words not in plain.page.locator("#legend").inner_text()
    yearly = opened_with(shared, [flow("Russia", "China", 11_000, measure="personsPerYear")], "columns")
    assert words in yearly.page.locator("#legend").inner_text()


def test_places_inside_others_are_no_totals(shared: Opener) -> None:
    stocks = [
        Said(kind="residence", population=["Russians"], place=[place], low=size, high=size)
        for place, size in (("China", 16_000), ("Harbin", 2_000))
    ]
    opened = opened_with(shared, stocks, "columns", opening={"layer": "residents"})
    assert "lie within others" in opened.page.locator("#legend").inner_text()


@pytest.mark.parametrize(("drawer", "least"), [("columns", 7_800), ("chord", 3_400), ("map", 21_000)])
def test_what_is_drawn_wider_than_its_figure_is_told(shared: Opener, drawer: str, least: int) -> None:
    words = "are drawn wider than to scale"
    opened = opened_with(shared, [flow("Russia", "China", 1_000_000), flow("Kazakhstan", "China", 10)], drawer)
    told = opened.page.locator("#legend").inner_text()
    assert f"Lines of fewer than {least:,} people {words}" in told
    plain = opened_with(shared, [flow("Russia", "China", 10_000), flow("Kazakhstan", "China", 5_000)], drawer)
    assert words not in plain.page.locator("#legend").inner_text()


def test_rings_beyond_the_scale_have_a_sample_of_their_own(shared: Opener) -> None:
    stocks = [
        Said(kind="residence", population=["Russians"], place=["China"], low=16_000, high=16_000),
        Said(kind="residence", place=["Harbin"], low=5_000_000, high=5_000_000),
    ]
    opened = opened_with(shared, stocks, "map", opening={"layer": "moves"})
    assert "more than 16,000 residents: not to scale" in items(opened)
    opened.run("() => sojourn.update({drawer: 'columns'})")
    assert [one for one in items(opened) if "residents" in one] == []


def test_each_picture_explains_the_colours_that_it_has(shared: Opener) -> None:
    colours = [{"colour": n, "label": "", "node": n} for n in range(4)]
    opened = opened_with(shared, [flow("Russia", "China", 9), flow("Kazakhstan", "", 9)], "columns", colours=colours)
    assert items(opened)[:2] == ["from Russia", "from Kazakhstan"]
    opened.run("() => sojourn.update({drawer: 'chord'})")
    assert items(opened)[:3] == ["from Russia", "China", "from Kazakhstan"], "a sector has the colour of its place"


def test_the_colours_of_a_picture_are_named_with_its_countries(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view, "columns"))
    for drawer in ("columns", "chord", "map", "canvas"):
        opened.run("(drawer) => sojourn.update({drawer})", drawer)
        assert "from Russia" in items(opened)
    assert opened.complaints == []
