"""The circle: places as sectors, people who leave and arrive as ribbons, on a linear scale."""

from __future__ import annotations

import math

import pytest

from sojourn.drawing.view import View
from tests.renderers.conftest import SCREENS, Opened, Opener, html_of
from tests.renderers.diagrams import (
    MIXED,
    check_accessible,
    check_legible,
    check_targets,
    flow,
    mixed,
    numbers,
    opened_with,
    redrawn,
    shapes,
)
from tests.renderers.handmade import Said, page_of_flows

__all__ = ["mixed"]

pytestmark = pytest.mark.browser

SIZE = """() => {
  const {width, height} = document.querySelector("#panes svg.diagram").viewBox.baseVal;
  return [width, height];
}"""


def rim_angle(opened: Opened, path: str) -> float:
    """The angle that a part of a ribbon takes at its origin: between the ends of the first arc of its outline."""
    width, height = opened.run(SIZE)
    first, arc = path.split("A")[:2]
    (x0, y0), (x1, y1) = numbers(first), numbers(arc.split("Q")[0])[-2:]
    one, other = (math.atan2(y - height / 2, x - width / 2) for x, y in ((x0, y0), (x1, y1)))
    return (other - one) % (2 * math.pi)


def arcs(opened: Opened, mark: str) -> int:
    found: int = opened.run(
        "(mark) => document.querySelectorAll(`[data-mark='${mark}'] > .sector[stroke-width='11']`).length", mark
    )
    return found


def test_angles_grow_with_the_number_of_people(shared: Opener) -> None:
    opened = opened_with(shared, [flow("Russia", "China", 20_000), flow("Kazakhstan", "China", 5_000)], "chord")
    more, fewer = (
        rim_angle(opened, shapes(opened, f"place:{start}>place:China", "shaft")[0])
        for start in ("Russia", "Kazakhstan")
    )
    assert more == pytest.approx(4 * fewer, rel=0.03)


def test_an_interval_is_solid_to_its_lowest_figure_and_pale_to_its_highest(mixed: Opened) -> None:
    opened = redrawn(mixed, "chord")
    mark = "place:Kazakhstan>place:China"
    [solid], [pale] = shapes(opened, mark, "shaft"), shapes(opened, mark, "band")
    assert rim_angle(opened, pale) == pytest.approx(2 * rim_angle(opened, solid), rel=0.03)
    assert len(shapes(opened, "place:Russia>place:Mongolia", "band.open")) == 1


def test_ribbons_touch_the_sector_that_people_leave_and_stop_before_the_one_they_reach(shared: Opener) -> None:
    opened = opened_with(shared, [flow("Russia", "China", 20_000), flow("China", "Russia", 20_000)], "chord")
    width, height = opened.run(SIZE)
    found = numbers(shapes(opened, "place:Russia>place:China", "shaft")[0])
    away = [math.hypot(x - width / 2, y - height / 2) for x, y in zip(found[:2:2], found[1:2:2], strict=True)]
    points = [piece.split("L") for piece in shapes(opened, "place:Russia>place:China", "shaft")]
    ends = [numbers(point) for point in points[0][1:-1]]
    far = max(math.hypot(p[0] - width / 2, p[1] - height / 2) for p in ends if len(p) == 2)
    assert away[0] - far == pytest.approx(9, abs=0.5)


def test_a_flow_inside_a_place_is_a_loop_at_its_sector(mixed: Opened) -> None:
    opened = redrawn(mixed, "chord")
    assert len(shapes(opened, "place:China>place:China", "shaft")) == 1


AWAY = """([mark, x, y]) => {
  const end = document.querySelector(`[data-mark="${mark}"] > .openend`);
  return Math.hypot(end.cx.baseVal.value - x, end.cy.baseVal.value - y);
}"""
"""How far the open end of a flow is from the middle of the circle [px]."""


@pytest.mark.parametrize("people", [5_000, None])
@pytest.mark.parametrize(("mark", "ends"), [("place:Russia>?", ("Russia", "")), ("?>place:Russia", ("", "Russia"))])
def test_an_end_that_is_not_stated_lies_open_inside_the_circle(
    shared: Opener, mark: str, ends: tuple[str, str], people: int | None
) -> None:
    opened = opened_with(shared, [flow(*ends, people), flow("Russia", "China", 5_000)], "chord")
    width, height = opened.run(SIZE)
    x, y = numbers(shapes(opened, "place:Russia", "sector")[0])[:2]
    away = opened.run(AWAY, [mark, width / 2, height / 2])
    assert 0.55 < away / math.hypot(x - width / 2, y - height / 2) < 0.7
    assert len(shapes(opened, mark, "shaft" if people else "dashes")) == 1
    assert len(shapes(opened, mark, "head")) == (0 if people or ends[0] else 1)
    assert opened.run("() => [...document.querySelectorAll('#panes .name')].map((one) => one.textContent)") == [
        *("Russia", "China"),
    ], "what is not stated is no place"


def test_a_place_known_only_by_flows_without_figures_has_no_size(shared: Opener) -> None:
    opened = opened_with(shared, [flow("Mongolia", "China"), flow("Russia", "China", 9_000)], "chord")
    assert arcs(opened, "place:Mongolia") == 0
    assert arcs(opened, "place:Russia") == 1
    assert opened.run("() => document.querySelectorAll(\"[data-mark='place:Mongolia'] .tick\").length") == 0


def test_ticks_count_people_along_the_rim(shared: Opener) -> None:
    opened = opened_with(shared, [flow("Russia", "China", 20_000), flow("Kazakhstan", "China", 5_000)], "chord")
    assert "20 k" in opened.run(
        "() => [...document.querySelectorAll('#panes .tick-figure')].map((one) => one.textContent)"
    )


def test_residents_are_drawn_without_heads(shared: Opener) -> None:
    stock = Said(kind="residence", population=["Russians"], place=["China"], low=16_000, high=16_000)
    opened = opened_with(shared, [stock], "chord", opening={"layer": "residents"})
    [path] = shapes(opened, "place:Russia>place:China", "shaft")
    assert path.count("A") == 2, "both ends are arcs"
    assert path.count("L") == 0


def test_small_flows_are_kept_back_and_one_action_shows_them(shared: Opener) -> None:
    opened = shared(page_of_flows(16, 2, level="country", sources=2))
    opened.run("() => sojourn.update({drawer: 'chord'})")
    assert "140 smaller flows" in opened.page.locator("#panes .notes").inner_text()
    opened.page.locator("#panes .notes button").first.click()
    assert opened.run("() => document.querySelectorAll('#panes .ribbon').length") == 240


def test_on_a_phone_numbers_stand_at_the_rim_and_names_below(shared: Opener) -> None:
    opened = opened_with(shared, MIXED, "chord", width=390)
    names = opened.run("() => [...document.querySelectorAll('#panes .name')].map((one) => one.textContent)")
    assert names == ["1China", "2Russia", "3Kazakhstan", "4Mongolia"]
    check_legible(opened)


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_the_circle_is_legible(shared: Opener, small_view: View, width: int, scheme: str) -> None:
    opened = shared(html_of(small_view, "chord"), width=width, scheme=scheme)
    assert opened.complaints == []
    check_legible(opened)
    check_targets(opened)
    check_accessible(opened)


@pytest.mark.parametrize(("places", "radius"), [(2, 164), (3, 186), (14, 330)])
def test_few_places_need_no_large_circle(shared: Opener, places: int, radius: int) -> None:
    opened = shared(page_of_flows(places, 1, level="country", sources=1))
    opened.run("() => sojourn.update({drawer: 'chord'})")
    height = opened.run(SIZE)[1]
    assert height <= 2 * radius + 100


def test_many_names_find_room_beside_the_circle(shared: Opener) -> None:
    opened = shared(page_of_flows(26, 1, level="country", sources=1))
    opened.run("() => sojourn.update({drawer: 'chord'})")
    check_legible(opened)


def test_hostile_names_stay_text(shared: Opener, hostile_view: View) -> None:
    opened = shared(html_of(hostile_view, "chord"))
    assert opened.dialogs == []
    assert opened.run("() => document.querySelectorAll('#panes script, #panes img, #panes a').length") == 0
