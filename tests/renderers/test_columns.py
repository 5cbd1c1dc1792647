"""Columns: origins on the left, destinations on the right, on a linear scale."""

from __future__ import annotations

import pytest

from sojourn.drawing.view import View
from tests.renderers.conftest import SCREENS, Opened, Opener, html_of
from tests.renderers.diagrams import (
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
from tests.renderers.handmade import Said, World, page_of_claims, page_of_flows

__all__ = ["mixed"]

pytestmark = pytest.mark.browser


def start_edge(path: str) -> float:
    """How thick a part of a ribbon is at its origin [px]: between its first point and its last."""
    found = numbers(path)
    return abs(found[-1] - found[1])


def test_thickness_grows_with_the_number_of_people(shared: Opener) -> None:
    opened = opened_with(shared, [flow("Russia", "China", 20_000), flow("Kazakhstan", "China", 5_000)], "columns")
    more, fewer = (
        start_edge(shapes(opened, f"place:{start}>place:China", "shaft")[0]) for start in ("Russia", "Kazakhstan")
    )
    assert more == pytest.approx(4 * fewer, abs=0.2)


def test_an_interval_is_solid_to_its_lowest_figure_and_pale_to_its_highest(mixed: Opened) -> None:
    opened = redrawn(mixed, "columns")
    mark = "place:Kazakhstan>place:China"
    [solid], [pale] = shapes(opened, mark, "shaft"), shapes(opened, mark, "band")
    assert start_edge(pale) == pytest.approx(2 * start_edge(solid), abs=0.2)
    exact = "place:Russia>place:China"
    assert shapes(opened, exact, "band") == []
    assert start_edge(shapes(opened, exact, "shaft")[0]) == pytest.approx(2 * start_edge(solid), abs=0.2)


def test_a_figure_without_upper_limit_has_a_rim_of_its_own(mixed: Opened) -> None:
    opened = redrawn(mixed, "columns")
    assert len(shapes(opened, "place:Russia>place:Mongolia", "band.open")) == 1
    assert shapes(opened, "place:Kazakhstan>place:China", "band.open") == []


def test_no_upper_limit_does_not_hide_a_larger_figure_that_is_stated(shared: Opener) -> None:
    claims = [
        flow("Russia", "China", 1_000, hedge="moreThan"),
        flow("Russia", "China", 11_000),
        flow("Kazakhstan", "China", 11_000),
    ]
    opened = opened_with(shared, claims, "columns")
    mark = "place:Russia>place:China"
    rim = 5
    drawn = start_edge(shapes(opened, mark, "shaft")[0]) + start_edge(shapes(opened, mark, "band.open")[0]) - rim
    assert drawn == pytest.approx(start_edge(shapes(opened, "place:Kazakhstan>place:China", "shaft")[0]), abs=0.3)


def test_a_flow_without_figure_is_a_thin_dashed_line(mixed: Opened) -> None:
    opened = redrawn(mixed, "columns")
    mark = "place:Mongolia>place:China"
    assert len(shapes(opened, mark, "dashes")) == 1
    assert shapes(opened, mark, "shaft") == []


def test_an_end_that_is_not_stated_is_an_open_end_in_a_lane_without_a_bar(mixed: Opened) -> None:
    opened = redrawn(mixed, "columns")
    assert len(shapes(opened, "place:Russia>?", "openend")) == 1
    assert opened.run("() => document.querySelectorAll('#panes .lane .piece').length") == 0
    assert "not stated" in str(opened.page.locator("#panes .lane").text_content())


def test_what_is_contradicted_carries_the_sign(shared: Opener) -> None:
    claims = [flow("Russia", "China", 20_000), flow("Russia", "China", 1_000), flow("Kazakhstan", "China", 10_000)]
    dispute = {"claims": [0, 1], "said": ["", ""], "steps": [], "rules": []}
    opened = opened_with(shared, claims, "columns", disputes=[dispute])
    assert opened.run("() => document.querySelectorAll('#panes svg.diagram .bolt').length") == 1
    assert opened.page.locator("#panes .figure").first.text_content() == "20,000 · 1,000"
    assert opened.run("() => document.querySelectorAll('#panes svg.diagram .differ').length") == 0


@pytest.mark.parametrize("drawer", ["columns", "chord"])
def test_figures_that_differ_carry_a_sign_of_their_own(shared: Opener, drawer: str) -> None:
    claims = [flow("Russia", "China", 20_000), flow("Russia", "China", 9_000), flow("Kazakhstan", "China", 10_000)]
    opened = opened_with(shared, claims, drawer)
    assert opened.run("() => document.querySelectorAll('#panes svg.diagram .differ').length") == 1
    assert opened.run("() => document.querySelectorAll('#panes svg.diagram .bolt').length") == 0
    assert "figures differ; choose it to compare them" in opened.page.locator("#legend").inner_text()


def test_places_whose_destination_is_never_stated_stand_beside_what_is_not_stated(shared: Opener) -> None:
    claims = [flow("Russia", "", 200_000), flow("Kazakhstan", "China", 5_000), flow("Mongolia", "China")]
    opened = opened_with(shared, claims, "columns")
    starts = opened.page.locator("#panes [data-mark^=start]").all_text_contents()
    assert starts == ["Kazakhstan", "Mongolia", "Russia"]


def test_a_largest_flow_may_be_thicker_where_it_dwarfs_all_others(shared: Opener) -> None:
    one, other = (
        opened_with(shared, [flow("Russia", "China", 200_000), flow("Kazakhstan", "China", people)], "columns")
        for people in (100_000, 1_000)
    )
    usual, more = (start_edge(shapes(page, "place:Russia>place:China", "shaft")[0]) for page in (one, other))
    assert [usual, more] == pytest.approx([76, 1.7 * 76], abs=0.2)


def test_a_flow_without_figure_reaches_the_edge_of_its_bar_beside_the_name(mixed: Opened) -> None:
    opened = redrawn(mixed, "columns")
    edges = opened.run(
        """() => [...document.querySelectorAll("[data-mark='end:place:China'] .piece")].map((one) =>
          [one.x.baseVal.value + one.width.baseVal.value, one.width.baseVal.value])"""
    )
    assert {right for right, _ in edges} == {edges[0][0]}, "all pieces end where the name begins"
    assert {width for _, width in edges} == {14, 3}


def test_residents_have_no_heads_and_are_titled_as_such(shared: Opener) -> None:
    stock = Said(kind="residence", population=["Russians"], place=["China"], low=16_000, high=16_000)
    opened = opened_with(shared, [stock], "columns", opening={"layer": "residents"})
    texts = str(opened.page.locator("#panes svg.diagram").text_content())
    assert "Country of origin" in texts
    assert "Place of residence" in texts
    [path] = shapes(opened, "place:Russia>place:China", "shaft")
    widest = max(numbers(path)[::2])
    assert sum(x == widest for x in numbers(path)[::2]) >= 4, "the end is straight"


def test_a_picture_without_movements_says_what_there_is(shared: Opener) -> None:
    stock = Said(kind="residence", population=["Russians"], place=["China"], low=16_000, high=16_000)
    opened = opened_with(shared, [stock], "columns")
    nothing = opened.page.locator("#panes .nothing")
    assert "No movement of people is stated here" in nothing.inner_text()
    nothing.get_by_role("button").click()
    assert opened.run("() => sojourn.state.layer") == "residents"
    assert opened.page.locator("#panes [data-mark='place:Russia>place:China']").count() == 1


def test_movements_without_any_figure_are_told_apart_from_missing_ones(shared: Opener) -> None:
    opened = opened_with(shared, [flow("Russia", "China")], "columns")
    assert "No number of people is stated" in opened.page.locator("#panes .notes").inner_text()


@pytest.mark.parametrize(("mark", "field"), [("place:Russia>place:China", "claim"), ("start:place:Russia", "node")])
def test_a_ribbon_and_a_name_open_their_evidence_by_keyboard(mixed: Opened, mark: str, field: str) -> None:
    opened = redrawn(mixed, "columns")
    opened.page.locator(f"[data-mark='{mark}']").focus()
    opened.run("() => sojourn.update({computed: false})")
    assert opened.run("() => document.activeElement.dataset.mark") == mark, "the focus outlives a new drawing"
    opened.page.keyboard.press("Enter")
    assert opened.run("(field) => sojourn.state.chosen[field]", field) >= 0
    assert "chosen" in str(opened.page.locator(f"[data-mark='{mark}']").get_attribute("class"))


def test_a_finger_finds_a_thin_ribbon_beside_its_line(shared: Opener) -> None:
    opened = opened_with(shared, [flow("Mongolia", "China"), flow("Russia", "Kazakhstan")], "columns")
    box = opened.page.locator("[data-mark='place:Mongolia>place:China'] .dashes").bounding_box()
    assert box is not None
    opened.page.mouse.click(box["x"] + 40, box["y"] + box["height"] / 2 + 8)
    chosen = opened.run("() => sojourn.claimAt(sojourn.state.chosen.claim)?.key")
    assert chosen == "claim-0"


def test_many_flows_are_gathered_and_one_action_shows_them(shared: Opener) -> None:
    opened = shared(page_of_flows(16, 2, level="country", sources=2))
    opened.run("() => sojourn.update({drawer: 'columns'})")
    drawn = opened.run("() => document.querySelectorAll('#panes .ribbon').length")
    assert drawn == 151
    assert "90 smaller flows" in opened.page.locator("#panes .notes").inner_text()
    opened.page.locator("#panes .notes button").first.click()
    assert opened.run("() => document.querySelectorAll('#panes .ribbon').length") == 240


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_columns_are_legible(shared: Opener, small_view: View, width: int, scheme: str) -> None:
    opened = shared(html_of(small_view, "columns"), width=width, scheme=scheme)
    assert opened.complaints == []
    assert [address for address in opened.requests if not address.startswith("data:")] == [opened.site.address]
    check_legible(opened)
    check_targets(opened)
    check_accessible(opened)


def test_hostile_names_stay_text(shared: Opener, hostile_view: View) -> None:
    opened = shared(html_of(hostile_view, "columns"))
    assert opened.dialogs == []
    assert opened.run("() => document.querySelectorAll('#panes script, #panes img, #panes a').length") == 0


def test_the_same_view_is_drawn_the_same(mixed: Opened) -> None:
    opened = redrawn(mixed, "columns")
    drawn = "() => document.querySelector('#panes svg.diagram').outerHTML.replace(/ tabindex=.-?\\d./g, '')"
    first = opened.run(drawn)
    opened.run("() => { sojourn.update({drawer: 'chord'}); sojourn.update({drawer: 'columns'}); }")
    assert opened.run(drawn) == first


def test_a_name_without_end_is_cut_and_neither_drawing_nor_saving_waits_for_it(shared: Opener) -> None:
    names = ("A" * 32_000, "an end")
    world = World(dict.fromkeys(names, ("country", "")))
    opened = shared(page_of_claims(world, [Said(start=[names[0]], end=[names[1]], low=5, high=5)]))
    timed = "() => { const at = performance.now(); sojourn.toSVG(0); return performance.now() - at; }"
    assert any(opened.run(timed) < 3_000 for _ in range(5)), "[ms]; this machine may be busy with other tests"
    labels = opened.page.locator(".pane svg text").all_text_contents()
    assert any(label.startswith("AAA") and label.endswith("…") and len(label) < 60 for label in labels)
