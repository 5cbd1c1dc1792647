"""Whether people can read and reach what the page shows: axe, sizes, overlaps, on a desktop and a phone."""

from __future__ import annotations

from typing import Any

import pytest

from sojourn.drawing.view import View
from tests.renderers.barriers import CHANGED, barriers
from tests.renderers.conftest import SCREENS, Opener, html_of
from tests.renderers.netpage import CHOOSE, LABELS, NET, OPEN_NODE, rows_of, unfold

pytestmark = pytest.mark.browser

TARGETS = """() => [...document.querySelectorAll("button, summary, input, label, [role=option]")]
  .filter((one) => one.offsetParent && !one.closest("fieldset, label") && one.tagName !== "LABEL")
  .map((one) => [one, one.getBoundingClientRect()])
  .map(([one, box]) => [one.textContent || one.id, box.width, box.height])"""


OPEN_ALL = """() => [...document.querySelectorAll("#table tr[data-claim] button")].map((one) => {
  one.click();
  return document.querySelector("#evidence h2").textContent;
})"""


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing(shared: Opener, whole_view: View, width: int, scheme: str) -> None:
    opened = shared(html_of(whole_view), width=width, scheme=scheme)
    assert barriers(opened) == []
    opened.run(CHOOSE, "S0-18")
    opened.page.locator("#search").fill("be")
    assert barriers(opened, CHANGED) == []
    opened.page.locator("#search").fill("")
    unfold(opened)
    opened.page.locator("details[data-facet=source] summary").click()
    opened.run(OPEN_NODE, "place:CN-BJ")
    assert barriers(opened, CHANGED) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_labels_are_legible_and_lie_on_nothing(shared: Opener, whole_view: View, width: int) -> None:
    opened = shared(html_of(whole_view), width=width)
    labels: list[dict[str, Any]] = opened.run(LABELS)
    assert len(labels) == len(whole_view.nodes)
    for label in labels:
        assert label["need"] <= label["room"] + 0.5, label["name"]
        assert max(11, 11 / min(1, label["scale"])) * label["scale"] >= 10.99, label["name"]
    for i, one in enumerate(labels):
        for other in labels[i + 1 :]:
            across = min(one["right"], other["right"]) - max(one["left"], other["left"])
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            assert across <= 0.5 or down <= 0.5, (one["name"], other["name"])


@pytest.mark.parametrize("width", [1280, 390])
def test_every_mark_stands_inside_the_picture(shared: Opener, whole_view: View, width: int) -> None:
    opened = shared(html_of(whole_view), width=width)
    box = opened.run(f"() => {{ {NET} return [box.left, box.top, box.right, box.bottom]; }}")
    for label in opened.run(LABELS):
        assert label["left"] >= box[0], label["name"]
        assert label["right"] <= box[2], label["name"]
        assert box[0] <= label["mark"]["x"] - label["radius"], label["name"]
        assert label["mark"]["x"] + label["radius"] <= box[2], label["name"]
        assert box[1] <= label["mark"]["y"] - label["radius"], label["name"]
        assert label["mark"]["y"] + label["radius"] <= box[3], label["name"]
    for mark in rows_of(opened, ".net-targets [data-mark]"):
        assert min(mark["width"], mark["height"]) >= 24, mark["name"]
    assert opened.run("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1280, 390])
def test_targets_are_large_enough_for_a_finger(shared: Opener, whole_view: View, width: int) -> None:
    opened = shared(html_of(whole_view), width=width)
    opened.run("() => sojourn.choose({claim: 0})")
    opened.page.locator("#search").fill("be")
    for name, across, down in opened.run(TARGETS):
        assert across >= 24, name
        assert down >= 24, name


def test_each_filter_value_is_large_enough_for_a_finger(shared: Opener, whole_view: View) -> None:
    opened = shared(html_of(whole_view), width=390)
    unfold(opened)
    for summary in opened.page.locator("#filters summary").all():
        summary.click()
        for label in opened.page.locator("#filters details[open] label").all():
            box = label.bounding_box()
            assert box is not None
            assert box["height"] >= 24
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390


def test_every_arrow_of_the_whole_picture_can_be_opened(shared: Opener, whole_view: View) -> None:
    opened = shared(html_of(whole_view))
    titles = opened.run(OPEN_ALL)
    assert titles == [claim.text or claim.id for claim in whole_view.claims]
    assert opened.page.locator("#table tr[data-claim]").count() == len(whole_view.claims)
    assert opened.complaints == []


def test_a_few_keys_lead_from_the_search_to_a_claim(shared: Opener, whole_view: View) -> None:
    opened = shared(html_of(whole_view))
    opened.page.locator("#search").fill("Harbin")
    opened.page.keyboard.press("Enter")
    for _ in range(6):
        opened.page.keyboard.press("Tab")
        if opened.run("() => document.activeElement.matches('#evidence .claim')"):
            break
    opened.page.keyboard.press("Enter")
    assert "2,000 to 3,000 persons" in opened.evidence()


def test_two_keys_lead_from_the_name_of_a_claim_to_its_source(shared: Opener, whole_view: View) -> None:
    opened = shared(html_of(whole_view))
    opened.page.locator("#search").fill("S0-18")
    opened.page.keyboard.press("Enter")
    assert "Who says so" in opened.evidence()
