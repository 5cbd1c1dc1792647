"""The canvas in a real browser: everything at once, moved by hand and by keys, and a click that opens the evidence."""

from __future__ import annotations

from typing import Any

import pytest
from bench.pictures_sample import corridors, view_of

from sojourn.drawing.view import View
from tests.renderers import handmade
from tests.renderers.barriers import barriers
from tests.renderers.conftest import SCREENS, Opened, Opener, html_of
from tests.renderers.handmade import Said, World, page_of_claims
from tests.renderers.netpage import settled

pytestmark = pytest.mark.browser

MANY = 4_000
OPENED_BY_CANVAS = "() => sojourn.update({ drawer: 'canvas', all: true, level: 'stated' })"
INK = """() => {
  const canvas = document.querySelector('.canvas-stage > canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let drawn = 0;
  // Lines are coloured, land and paper are not.
  for (let i = 0; i < data.length; i += 4) if (Math.abs(data[i] - data[i + 2]) > 25 && data[i + 3]) drawn++;
  return drawn;
}"""
TRANSFORM = "() => new DOMMatrix(getComputedStyle(document.querySelector('.canvas-stage > canvas')).transform).toJSON()"
AT_REST = """() => {
  const over = document.querySelector('.canvas-stage[data-drawn] > svg');
  return over && new DOMMatrix(getComputedStyle(over).transform).isIdentity;
}"""
LOOK = """() => {
  const box = document.querySelector('.canvas-stage [data-mark="place:b"] .hit').getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}"""
POINT_OF_MARK = """([key, part]) => {
  const path = document.querySelector(`.canvas-stage [data-mark="${key}"] path`);
  const at = path.getPointAtLength(path.getTotalLength() * part);
  const stage = document.querySelector('.canvas-stage').getBoundingClientRect();
  return [stage.left + at.x, stage.top + at.y];
}"""
INK_AROUND = """([x, y]) => {
  const canvas = document.querySelector('.canvas-stage > canvas');
  const box = canvas.getBoundingClientRect();
  const scale = canvas.width / box.width, reach = 12;
  const { data } = canvas.getContext('2d').getImageData(
    (x - box.left - reach) * scale, (y - box.top - reach) * scale, 2 * reach * scale, 2 * reach * scale);
  let drawn = 0;
  const dark = (i) => data[i + 3] && Math.min(data[i], data[i + 1], data[i + 2]) < 200;
  for (let i = 0; i < data.length; i += 4) if (dark(i)) drawn++;
  return drawn / scale / scale;
}"""

FEW = World(dict.fromkeys("abcdef", ("", "")))
SAID = [
    Said(["a"], ["b"], 900, 1_000),
    Said(["b"], ["c"], 300, 300),
    Said(["c"], ["d"], 40, 40),
    Said(["d"], ["e"]),
    Said(["e"], [], 12, 12),
    Said(["b"], ["b"], 70, 80),
]


@pytest.fixture(scope="session")
def many() -> str:
    return html_of(view_of(MANY), "canvas")


@pytest.fixture
def few(shared: Opener) -> Opened:
    return drawn_on_canvas(shared(page_of_claims(FEW, SAID)))


def drawn_on_canvas(opened: Opened) -> Opened:
    opened.run(OPENED_BY_CANVAS)
    opened.page.wait_for_selector(".canvas-stage[data-drawn]", state="attached")
    return opened


def chosen(opened: Opened) -> dict[str, Any]:
    return dict(opened.run("() => ({ ...sojourn.state.chosen })"))


def rest(opened: Opened) -> None:
    """Waits until the hand has rested and the picture is drawn anew."""
    settled(opened).page.wait_for_function(AT_REST)


class TestDrawing:
    def test_everything_is_drawn_at_once_and_nothing_is_asked_of_anybody(self, shared: Opener, many: str) -> None:
        opened = drawn_on_canvas(shared(many))
        assert opened.page.locator(".canvas-stage").get_attribute("data-drawn") == str(MANY)
        assert opened.run("() => sojourn.sceneOf(0).arrows.length") == MANY
        assert f"All {MANY:,} flows are drawn" in opened.page.locator(".notes").inner_text()
        assert opened.requests == [opened.site.address]
        assert opened.complaints == []

    def test_the_largest_are_there_before_the_others(self, shared: Opener, many: str) -> None:
        opened = shared(many)
        before = opened.run(
            f"() => {{ ({OPENED_BY_CANVAS})(); return [({INK})(), document.querySelector('[data-drawn]')] }}"
        )
        assert before[0] > 1_000
        assert before[1] is None
        rest(opened)
        assert opened.run(INK) > 1.5 * before[0]

    def test_the_opening_shows_few_marks_and_offers_all(self, shared: Opener, many: str) -> None:
        opened = shared(many)
        assert opened.run("() => sojourn.sceneOf(0).arrows.length + sojourn.sceneOf(0).places.length") <= 300
        opened.page.get_by_role("button", name="Draw every flow as it is stated").click()
        opened.page.wait_for_selector(f'.canvas-stage[data-drawn="{MANY}"]', state="attached")

    def test_marks_without_positions_stand_around_a_circle(self, show: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
        nodes = handmade._nodes
        monkeypatch.setattr(handmade, "_nodes", lambda world: [{**node, "x": None, "y": None} for node in nodes(world)])
        opened = drawn_on_canvas(show(page_of_claims(FEW, SAID)))
        at = opened.run(
            """() => [...document.querySelectorAll('.canvas-stage .place .hit')].map((one) => {
              const box = one.getBoundingClientRect(); return [box.left, box.top] })"""
        )
        stage = opened.page.locator(".canvas-stage").bounding_box()
        assert stage is not None
        middle = (stage["x"] + stage["width"] / 2 - 12, stage["y"] + stage["height"] / 2 - 12)
        away = [((x - middle[0]) ** 2 + (y - middle[1]) ** 2) ** 0.5 for x, y in at]
        assert len(at) == 5
        assert max(away) - min(away) < 2

    @pytest.mark.parametrize("width", [1280, 390])
    def test_names_lie_inside_and_never_on_each_other(self, shared: Opener, many: str, width: int) -> None:
        opened = drawn_on_canvas(shared(many, width=width))
        boxes = opened.run(
            """() => [...document.querySelectorAll('.canvas-stage .label text')].map((one) => {
              const b = one.getBoundingClientRect();
              return [b.left, b.top, b.right, b.bottom, parseFloat(getComputedStyle(one).fontSize)] })"""
        )
        stage = opened.page.locator(".canvas-stage").bounding_box()
        assert stage is not None
        assert len(boxes) >= 8
        assert min(box[4] for box in boxes) >= 11
        for n, (left, top, right, bottom, _) in enumerate(boxes):
            assert stage["x"] <= left < right <= stage["x"] + stage["width"]
            assert stage["y"] <= top < bottom <= stage["y"] + stage["height"]
            for other in boxes[:n]:
                across = min(right, other[2]) - max(left, other[0])
                down = min(bottom, other[3]) - max(top, other[1])
                assert across <= 1 or down <= 3, (n, other)
        used = len({*corridors(MANY)[0].tolist(), *corridors(MANY)[1].tolist()})
        assert f"{used - len(boxes):,} names hidden" in opened.page.locator(".notes").inner_text()

    def test_an_open_end_is_thin_whatever_its_figure(self, shared: Opener) -> None:
        said = [Said(["a"], ["b"], 900, 900), Said(["c"], [], 90_000, 90_000), Said(["d"], ["e"], 90_000, 90_000)]
        opened = drawn_on_canvas(shared(page_of_claims(FEW, said)))
        thin, thick = (
            opened.run(INK_AROUND, opened.run(POINT_OF_MARK, [mark, 0.5])) for mark in ("place:c>?", "place:d>place:e")
        )
        assert 0 < thin < 130, thin
        assert thick > 300, thick
        assert (
            "Lines with an open end are drawn thin, whatever their figure."
            in opened.page.locator("#legend").inner_text()
        )

    def test_figures_that_differ_are_marked_and_told_as_on_the_map(self, shared: Opener, whole_view: View) -> None:
        opened = drawn_on_canvas(shared(html_of(whole_view, "canvas")))
        signs = opened.run(
            "() => [...document.querySelectorAll('.canvas-stage .mark:has(.differ)')].map((one) => one.dataset.mark)"
        )
        assert {"place:CN", "place:CN-BJ"} <= set(signs)
        assert opened.page.locator("#legend .differ").count() == 1
        names = " ".join(opened.page.locator(".canvas-stage .label").all_text_contents())
        assert "about 11,000 a year" in names
        assert "over 16,000" in names

    def test_of_many_that_differ_it_is_said_once(self, shared: Opener) -> None:
        world = World({f"p{n}": ("", "") for n in range(14)})
        ends = [(f"p{n}", f"p{(n + 1) % 14}") for n in range(14)]
        said = [Said([one], [other], size, size, period=(2020, 2020)) for one, other in ends for size in (100, 900)]
        opened = drawn_on_canvas(shared(page_of_claims(world, said)))
        assert opened.page.locator(".canvas-stage .differ").count() == 0
        assert "Of 14 arrows the figures differ" in opened.page.locator("#panes .notes").inner_text()
        opened.run("() => sojourn.choose({node: 0})")
        assert opened.page.locator(".canvas-stage .differ").count() == 2

    def test_a_change_of_theme_is_drawn_anew(self, show: Opener) -> None:
        few = drawn_on_canvas(show(page_of_claims(FEW, SAID)))
        one = "() => document.querySelector('.canvas-stage > canvas').toDataURL()"
        light = few.run(one)
        few.page.emulate_media(color_scheme="dark")
        few.page.wait_for_function(f"(light) => ({one})() !== light", arg=light)

    def test_the_picture_can_be_painted_for_a_file(self, few: Opened) -> None:
        painted = """() => {
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [900, 600];
          const context = canvas.getContext('2d');
          sojourn.drawers.get('canvas').paint(context, 900, 600);
          return context.getImageData(0, 0, 900, 600).data.filter((value, i) => i % 4 === 3 && value).length;
        }"""
        assert few.run(painted) > 2_000


class TestEvidence:
    @pytest.mark.parametrize(("mark", "claim"), [("place:a>place:b", 0), ("place:b>place:c", 1), ("place:e>?", 4)])
    def test_a_click_on_a_line_opens_its_claim(self, few: Opened, mark: str, claim: int) -> None:
        few.page.mouse.click(*few.run(POINT_OF_MARK, [mark, 0.5]))
        assert chosen(few)["claim"] == claim
        assert f"claim {claim}" in few.evidence()

    def test_a_click_near_a_line_finds_it_and_one_far_away_finds_nothing(self, few: Opened) -> None:
        x, y = few.run(POINT_OF_MARK, ["place:c>place:d", 0.5])
        few.page.mouse.click(x, y + 9)
        assert chosen(few)["claim"] == 2
        few.run("() => sojourn.choose({})")
        stage = few.page.locator(".canvas-stage").bounding_box()
        assert stage is not None
        few.page.mouse.click(stage["x"] + 5, stage["y"] + stage["height"] - 5)
        assert chosen(few) == {"claim": -1, "node": -1, "bundle": None}

    def test_a_click_on_a_place_opens_the_place(self, few: Opened) -> None:
        few.page.mouse.click(*few.run(LOOK))
        assert few.run("() => sojourn.data.nodes[sojourn.state.chosen.node].key") == "place:b"

    def test_the_largest_line_is_found_among_thousands(self, shared: Opener, many: str) -> None:
        opened = drawn_on_canvas(shared(many))
        key = opened.run("() => sojourn.sceneOf(0).arrows[0].key")
        found = []
        for part in (0.3, 0.42, 0.5, 0.58, 0.7):  # somewhere along it a town or a name may lie in front
            opened.page.mouse.click(*opened.run(POINT_OF_MARK, [key, part]))
            found.append(chosen(opened)["claim"])
            opened.run("() => sojourn.choose({})")
        start, end, people = corridors(MANY)
        largest = int(people.argmax())
        claim = opened.run("(claim) => sojourn.claimAt(claim)", max(found))
        assert claim["low"] == int(people[largest])
        assert opened.run("(nodes) => nodes.map((node) => sojourn.data.nodes[node].label)", claim["names"]) == [
            f"Town {start[largest] + 1}",
            f"Town {end[largest] + 1}",
        ]

    def test_what_is_chosen_stands_out_and_the_rest_stands_back(self, few: Opened) -> None:
        few.run("() => sojourn.choose({ claim: 0 })")
        assert few.run("() => document.querySelector('.canvas-stage > canvas').style.opacity") == "0.25"
        assert few.page.locator(".canvas-stage .mark.arrow.chosen").get_attribute("data-mark") == "place:a>place:b"
        assert few.page.locator(".canvas-stage .mark.chosen .band").count() == 1
        few.run("() => sojourn.choose({})")
        assert few.run("() => document.querySelector('.canvas-stage > canvas').style.opacity") == "1"


class TestMoving:
    def test_the_bitmap_follows_the_mouse_and_a_drag_chooses_nothing(self, few: Opened) -> None:
        x, y = few.run(POINT_OF_MARK, ["place:a>place:b", 0.5])
        few.page.mouse.move(x, y)
        few.page.mouse.down()
        few.page.mouse.move(x - 30, y - 10, steps=4)
        few.page.wait_for_function(f"() => Math.round(({TRANSFORM})().e) === -30")
        moved = few.run(TRANSFORM)
        few.page.mouse.up()
        assert (round(moved["e"]), round(moved["f"])) == (-30, -10)
        assert chosen(few)["claim"] == -1

    def test_what_was_moved_is_still_found_where_it_is_seen(self, few: Opened) -> None:
        x, y = few.run(POINT_OF_MARK, ["place:a>place:b", 0.5])
        few.page.mouse.move(x, y)
        few.page.mouse.down()
        few.page.mouse.move(x + 50, y + 20, steps=4)
        few.page.mouse.up()
        rest(few)
        few.page.mouse.click(x + 50, y + 20)
        assert chosen(few)["claim"] == 0

    def test_keys_move_enlarge_and_show_everything_again(self, few: Opened) -> None:
        home = few.run(LOOK)
        few.page.locator(".canvas-stage").focus()
        few.page.keyboard.press("ArrowRight")
        rest(few)
        assert few.run(LOOK)[0] == pytest.approx(home[0] - 80, abs=1)
        few.page.keyboard.press("0")
        few.page.keyboard.press("+")
        few.page.keyboard.press("+")
        rest(few)
        bitmap = few.run(TRANSFORM)
        assert (bitmap["a"], bitmap["e"], bitmap["f"]) == (1, 0, 0), "the bitmap is drawn anew at the new size"
        few.page.keyboard.press("0")
        rest(few)
        assert few.run(LOOK) == pytest.approx(home, abs=1)

    def test_the_wheel_scrolls_the_page_and_enlarges_only_with_control(self, few: Opened) -> None:
        few.page.mouse.move(*few.run(POINT_OF_MARK, ["place:b>place:c", 0.5]))
        few.page.mouse.wheel(0, -60)
        few.page.wait_for_timeout(50)
        assert few.run(TRANSFORM)["a"] == 1
        few.page.keyboard.down("Control")
        few.page.mouse.wheel(0, -60)
        few.page.wait_for_function(f"() => ({TRANSFORM})().a > 1.2")  # until it rests, and is drawn anew at this size
        few.page.keyboard.up("Control")

    def test_the_look_stays_while_something_is_chosen(self, few: Opened) -> None:
        few.page.get_by_role("button", name="Larger").click()
        rest(few)
        before = few.run(LOOK)
        few.run("() => sojourn.choose({ claim: 1 })")
        assert few.run(LOOK) == pytest.approx(before, abs=1)


class TestReachingEverything:
    def test_a_keyboard_walks_from_mark_to_mark_and_opens_the_evidence(self, few: Opened) -> None:
        few.page.locator(".canvas-stage").focus()
        few.page.keyboard.press("Tab")
        seen = set()
        for key in ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"] * 2 + ["ArrowLeft"] * 6:
            seen.add(few.run("() => document.activeElement.dataset.mark"))
            few.page.keyboard.press(key)
        assert len(seen) > 5
        few.page.keyboard.press("Home")
        mark = few.run("() => document.activeElement.dataset.mark")
        few.page.keyboard.press("Enter")
        assert chosen(few) != {"claim": -1, "node": -1, "bundle": None}
        assert few.page.locator(f'.canvas-stage .chosen[data-mark="{mark}"]').count() == 1

    def test_marks_say_who_goes_where_and_how_many(self, few: Opened) -> None:
        words = few.page.locator('.canvas-stage [data-mark="place:a>place:b"]').get_attribute("aria-label")
        assert words is not None
        assert words.startswith("From a to b; 900–1,000")

    @pytest.mark.parametrize(("width", "scheme"), SCREENS)
    def test_axe_finds_nothing(self, shared: Opener, many: str, width: int, scheme: str) -> None:
        opened = drawn_on_canvas(shared(many, width=width, scheme=scheme))
        assert barriers(opened, ".pane") == []
