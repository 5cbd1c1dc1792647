"""The map in a real browser: what is drawn where, what stands beside it, and how a reader moves and opens it."""

from __future__ import annotations

from typing import Any

import pytest

from sojourn.drawing.view import View
from tests.renderers.barriers import barriers
from tests.renderers.conftest import Opened, Opener, html_of

BOXES = """(selector) => {
  const frame = document.querySelector('svg.map').getBoundingClientRect();
  return [...document.querySelectorAll(`svg.map ${selector}`)].map((one) => {
    const box = one.getBoundingClientRect();
    return [one.closest('g').textContent, box.left - frame.left, box.top - frame.top, box.right - frame.left,
      box.bottom - frame.top];
  });
}"""
VIEW = """() => {
  const { a, e, f } = document.querySelector('svg.map .ground').transform.baseVal[0].matrix;
  return [a, e, f];
}"""
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture
def wide(shared: Opener, whole_view: View) -> Opened:
    return shared(html_of(whole_view, "map"))


def boxes(opened: Opened, selector: str) -> list[tuple[str, float, float, float, float]]:
    return [tuple(box) for box in opened.run(BOXES, selector)]


def attribute(opened: Opened, mark: str, name: str) -> str:
    return opened.page.locator(f'svg.map [data-mark="{mark}"]').get_attribute(name) or ""


def view_of(opened: Opened) -> tuple[float, float, float]:
    opened.run(FRAMES)
    scale, x, y = opened.run(VIEW)
    return scale, x, y


def press(opened: Opened, *keys: str) -> None:
    for key in keys:
        opened.page.keyboard.press(key)
    opened.run(FRAMES)


class TestReading:
    @pytest.mark.parametrize("width", [1280, 390])
    def test_the_corridor_that_the_studies_are_about_is_the_widest_mark(
        self, shared: Opener, whole_view: View, width: int
    ) -> None:
        opened = shared(html_of(whole_view, "map"), width=width)
        areas = opened.run(
            """() => Object.fromEntries([...document.querySelectorAll('svg.map .arrow:not(.unstated)')].map((one) => {
              const scale = sojourn.sceneOf(0).width;
              const own = sojourn.sceneOf(0).arrows.find((arrow) => arrow.key === one.dataset.mark);
              const loose = own.start < 0 || own.end < 0;
              return [one.dataset.mark, loose ? Math.min(4.5, scale.of(own.most)) : scale.of(own.most)];
            }))"""
        )
        assert max(areas, key=lambda key: areas[key]) == "place:RU>place:CN"
        text = " ".join(text for text, *_ in boxes(opened, ".label"))
        assert "about 11,000 a year" in text
        assert "thousands" in text

    def test_figures_that_differ_have_a_sign_of_their_own(self, wide: Opened) -> None:
        signs = wide.run(
            "() => [...document.querySelectorAll('svg.map .differ')].map((one) => one.closest('.mark').dataset.mark)"
        )
        assert "place:CN" in signs
        assert "place:RU>place:CN" not in signs, "so many in all, and so many a year, do not differ"
        assert wide.page.locator("svg.map .bolt").count() == 0, "nothing is shown to be a contradiction"
        assert "figures differ" in attribute(wide, "place:CN", "aria-label")
        assert wide.page.locator("#legend .differ").count() == 1

    @pytest.mark.parametrize("width", [1280, 390])
    def test_the_sign_of_a_country_stands_by_its_name(self, shared: Opener, whole_view: View, width: int) -> None:
        opened = shared(html_of(whole_view, "map"), width=width)
        sign = opened.page.locator("svg.map [data-mark='place:CN'] .differ").bounding_box()
        name = opened.page.locator("svg.map .label.country text").get_by_text("China", exact=True).bounding_box()
        assert sign is not None
        assert name is not None
        gap = max(sign["x"] - name["x"] - name["width"], name["x"] - sign["x"] - sign["width"])
        assert 0 < gap < 26, "the door of the country stands between them"
        assert abs(sign["y"] + sign["height"] / 2 - name["y"] - name["height"] / 2) < 4

    @pytest.mark.parametrize("width", [1280, 390])
    def test_an_end_that_nobody_states_is_seen_whole(self, shared: Opener, whole_view: View, width: int) -> None:
        opened = shared(html_of(whole_view, "map"), width=width)
        frame = opened.page.locator("svg.map").bounding_box()
        assert frame is not None
        ends = boxes(opened, ".openend")
        assert len(ends) >= 3
        for _, left, top, right, bottom in ends:
            assert min(left, top, frame["width"] - right, frame["height"] - bottom) > 0

    def test_the_other_ends_of_what_leads_to_a_chosen_country_keep_their_names(self, wide: Opened) -> None:
        wide.run("() => sojourn.choose({node: sojourn.data.nodes.findIndex((node) => node.key === 'place:CN')})")
        faded = {text for text, *_ in boxes(wide, ".label.faded")}
        assert not faded & {"Russia", "Siberia", "Khabarovsk Territory"}
        assert "Ergun" in " ".join(faded)

    def test_the_movement_from_russia_to_china_says_who_and_how_many(self, wide: Opened) -> None:
        name = attribute(wide, "place:RU>place:CN", "aria-label")
        assert name.startswith("From Russia to China; thousands · about 11,000 a year; ")
        assert any("about 11,000 a year" in text for text, *_ in boxes(wide, ".label .said")), "and the map itself"

    def test_a_click_on_an_outline_opens_its_country(self, wide: Opened) -> None:
        wide.run(
            "() => document.elementsFromPoint(0, 0) && [...document.querySelectorAll('svg.map .land.takes')].pop()"
            ".dispatchEvent(new MouseEvent('click', { bubbles: true }))"
        )
        node = wide.run("() => sojourn.state.chosen.node")
        assert wide.run("(node) => sojourn.data.nodes[node].type", node) == "country"

    def test_only_countries_that_take_part_stand_out(self, wide: Opened) -> None:
        assert wide.page.locator("svg.map .land.takes").count() in {2, 3, 4}
        assert wide.page.locator("svg.map .land:not(.takes)").count() > 60

    def test_a_mark_shows_what_is_stated_and_what_is_not(self, wide: Opened) -> None:
        cases = {
            "an unstated end is open": ("place:CN-LN>?", ".openend"),
            "a figure is a shaft": ("place:RU>place:CN", ".shaft"),
            "no upper limit is a broken edge": ("place:RU>place:CN", ".band.open"),
            "no figure is dashed": ("place:siberia>place:CN", ".dashes"),
        }
        missing = {
            rule
            for rule, (mark, part) in cases.items()
            if not wide.page.locator(f'svg.map [data-mark="{mark}"] {part}').count()
        }
        assert missing == set()

    def test_what_has_no_position_is_listed_beside_the_map(self, wide: Opened) -> None:
        listed = wide.page.locator(".map-notes").inner_text()
        assert "Not on the map, because no position is known" in listed
        assert "Silicon Valley" in listed
        assert "Northern provinces of China → Southern provinces of China" in listed
        wide.page.get_by_role("button", name="Silicon Valley").first.click()
        assert "Silicon Valley" in wide.evidence()

    def test_the_map_says_where_its_outlines_are_from(self, wide: Opened) -> None:
        assert "they are no statement about borders" in wide.page.locator("#legend").inner_text()


@pytest.mark.parametrize("width", [1280, 390])
class TestLegible:
    def test_no_label_covers_another(self, shared: Opener, whole_view: View, width: int) -> None:
        labels = boxes(shared(html_of(whole_view, "map"), width=width), ".label")
        assert len(labels) >= 7
        pairs = [(a, b) for i, a in enumerate(labels) for b in labels[i + 1 :]]
        rim = 4  # letters have a rim of paper, and a line box more room than its letters
        clashes = [
            (a[0], b[0])
            for a, b in pairs
            if a[1] + rim < b[3] - rim
            and b[1] + rim < a[3] - rim
            and a[2] + rim < b[4] - rim
            and b[2] + rim < a[4] - rim
        ]
        assert clashes == []

    def test_every_mark_lies_in_the_frame(self, shared: Opener, whole_view: View, width: int) -> None:
        opened = shared(html_of(whole_view, "map"), width=width)
        across, down = opened.run(
            "() => { const { width, height } = document.querySelector('svg.map').getBoundingClientRect();"
            " return [width, height] }"
        )
        outside = [
            box
            for part in (".shaft", ".dashes", ".dot", ".heap", ".label")
            for box in boxes(opened, part)
            if box[1] < -1 or box[2] < -1 or box[3] > across + 1 or box[4] > down + 1
        ]
        assert outside == []
        assert across <= width

    def test_letters_are_large_enough_and_targets_too(self, shared: Opener, whole_view: View, width: int) -> None:
        opened = shared(html_of(whole_view, "map"), width=width)
        sizes = opened.run(
            "() => [...document.querySelectorAll('svg.map text')]"
            ".map((one) => parseFloat(getComputedStyle(one).fontSize))"
        )
        assert min(sizes) >= 11
        small: list[Any] = opened.run(
            """() => [...document.querySelectorAll('svg.map .hit')].filter((one) => {
              const box = one.getBBox();
              if (one.tagName === 'path') return one.getAttribute('stroke-width') < 24;
              return Math.min(box.width, box.height) < 24;
            }).map((one) => one.parentElement.dataset.mark)"""
        )
        assert small == []

    def test_axe_has_no_complaint(self, shared: Opener, whole_view: View, width: int) -> None:
        opened = shared(html_of(whole_view, "map"), width=width, scheme="dark" if width == 390 else "light")
        assert barriers(opened, "#panes") == []
        assert opened.complaints == []
        assert opened.requests == [opened.site.address]


class TestMoving:
    def test_plus_enlarges_the_arrows_move_and_nought_shows_everything(self, wide: Opened) -> None:
        wide.page.locator("svg.map").focus()
        whole = view_of(wide)
        press(wide, "+", "+")
        closer = view_of(wide)
        assert closer[0] == pytest.approx(whole[0] * 2.25, rel=1e-3)
        press(wide, "ArrowRight")
        assert view_of(wide)[1] == pytest.approx(closer[1] - 60, abs=1)
        press(wide, "-")
        assert view_of(wide)[0] == pytest.approx(whole[0] * 1.5, rel=1e-3)
        press(wide, "0")
        assert view_of(wide) == pytest.approx(whole)

    def test_buttons_do_the_same(self, wide: Opened) -> None:
        whole = view_of(wide)
        wide.page.get_by_role("button", name="Enlarge", exact=True).click()
        assert view_of(wide)[0] > whole[0]
        wide.page.get_by_role("button", name="Show everything").click()
        assert view_of(wide) == pytest.approx(whole)

    def test_the_wheel_enlarges_only_with_the_control_key(self, wide: Opened) -> None:
        whole = view_of(wide)
        box = wide.page.locator("svg.map").bounding_box()
        assert box is not None
        wide.page.mouse.move(box["x"] + 300, box["y"] + 200)
        wide.page.mouse.wheel(0, -120)
        assert view_of(wide) == pytest.approx(whole)
        wide.page.keyboard.down("Control")
        wide.page.mouse.wheel(0, -120)
        wide.page.keyboard.up("Control")
        wide.page.wait_for_function(f"(scale) => ({VIEW})()[0] > scale", arg=whole[0])  # until it rests
        closer = view_of(wide)
        assert closer[0] > whole[0]
        before, after = ((300 - x) / k for k, x, _ in (whole, closer))
        assert before == pytest.approx(after, abs=2), "what is under the pointer stays under it"

    def test_a_drag_moves_the_map_and_is_no_click(self, wide: Opened) -> None:
        wide.page.locator("svg.map").focus()
        press(wide, "+", "+")
        before = view_of(wide)
        box = wide.page.locator("svg.map").bounding_box()
        assert box is not None
        wide.page.mouse.move(box["x"] + 400, box["y"] + 300)
        wide.page.mouse.down()
        wide.page.mouse.move(box["x"] + 340, box["y"] + 280, steps=4)
        wide.page.mouse.up()
        wide.page.wait_for_function(f"(x) => Math.abs(({VIEW})()[1] - x) < 1", arg=before[1] - 60)  # until it rests
        after = view_of(wide)
        assert [after[1] - before[1], after[2] - before[2]] == pytest.approx([-60, -20], abs=1)
        assert wide.run("() => sojourn.state.chosen.node") == -1

    def test_more_names_find_room_when_the_map_is_enlarged(self, wide: Opened) -> None:
        piles = wide.page.locator("svg.map .pile").count()
        assert piles > 0
        wide.page.locator("svg.map").focus()
        press(wide, "+", "+", "+", "+", "+")
        assert wide.page.locator("svg.map .pile").count() < piles

    def test_places_that_pile_up_are_opened_by_a_key(self, wide: Opened) -> None:
        pile = wide.page.locator("svg.map .pile").first
        name, key = pile.get_attribute("aria-label") or "", pile.get_attribute("data-mark") or ""
        assert "places close to each other" in name
        pile.focus()
        for _ in range(6):
            if wide.page.locator(f'svg.map [data-mark="{key}"]').count() == 0:
                break
            wide.page.locator(f'svg.map [data-mark="{key}"]').focus()
            press(wide, "Enter")
        members = key.removeprefix("pile:").split(" ")
        shown = {mark for mark in members if wide.page.locator(f'svg.map [data-mark="{mark}"]').count()}
        assert shown, "at least one of them stands alone now"


class TestOpening:
    def test_a_country_is_closed_into_one_and_opened_again_at_its_name(self, wide: Opened) -> None:
        places = wide.run("() => sojourn.sceneOf(0).places.length")
        assert attribute(wide, "door:place:RU", "aria-label").startswith("Close Russia")
        wide.page.locator('svg.map [data-mark="door:place:RU"]').focus()
        press(wide, "Enter")
        assert wide.run("() => sojourn.sceneOf(0).places.length") < places
        assert attribute(wide, "door:place:RU", "aria-label").startswith("Open Russia")
        assert wide.page.locator('svg.map [data-mark="place:siberia>place:CN"]').count() == 0
        assert wide.run("() => document.activeElement.dataset.mark") == "door:place:RU"
        press(wide, "Enter")
        assert wide.run("() => sojourn.sceneOf(0).places.length") == places

    def test_the_marks_have_one_tab_stop_and_arrow_keys_go_from_one_to_the_next(self, wide: Opened) -> None:
        assert wide.page.locator('svg.map [data-mark][tabindex="0"]').count() == 1
        wide.page.locator('svg.map [data-mark="place:RU"]').focus()
        press(wide, "ArrowDown")
        below = wide.run("() => document.activeElement.dataset.mark")
        assert below not in {None, "place:RU"}
        press(wide, "End", "Home")
        assert wide.page.locator('svg.map [data-mark][tabindex="0"]').count() == 1

    def test_enter_on_an_arrow_opens_its_evidence_and_the_rest_stands_back(self, wide: Opened) -> None:
        wide.page.locator('svg.map [data-mark="place:RU>place:CN"]').focus()
        press(wide, "Enter")
        assert "about 11,000" in wide.evidence()
        assert "chosen" in attribute(wide, "place:RU>place:CN", "class")
        assert "faded" in attribute(wide, "place:RU-MOW+RU-SPE>place:CN", "class")


def test_a_graph_without_positions_says_so(shared: Opener, whole_view: View) -> None:
    from dataclasses import replace

    opened = shared(html_of(replace(whole_view, land=None), "map"))
    assert "No place here has a position on a map" in opened.page.locator("#panes").inner_text()
