"""What every renderer owes its readers, those of other packages included: it runs over all that are installed.

A package that brings a renderer is tested as soon as it is installed beside these tests. What is asked of its page: it
says ``html[data-ready]``, each mark of a ``.pane`` has its ``data-mark``, and ``sojourn`` steers it.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from sojourn.drawing.view import View
from sojourn.renderers.registered import renderer, renderers
from tests.drawing.conftest import whole_store, whole_view
from tests.drawing.sample import HOSTILE
from tests.renderers.conftest import Opened, Opener, html_of
from tests.renderers.netpage import settled, unfold

__all__ = ["whole_store", "whole_view"]

pytestmark = pytest.mark.browser

NAMES = [one.name for one in renderers()]
SCREENS = [(width, scheme) for width in (1280, 390) for scheme in ("light", "dark")]

MARKS = """() => {
  const pane = document.querySelector(".pane .box").getBoundingClientRect();
  return [...document.querySelectorAll(".pane [data-mark]")].map((one) => {
    const box = one.getBoundingClientRect(), hit = (one.querySelector(".hit") ?? one).getBoundingClientRect();
    const thick = Number(getComputedStyle(one.querySelector(".hit") ?? one).strokeWidth.replace("px", "")) || 0;
    return {
      key: one.dataset.mark, name: one.getAttribute("aria-label"), role: one.getAttribute("role"),
      left: box.left - pane.left, top: box.top - pane.top,
      right: pane.right - box.right, bottom: pane.bottom - box.bottom,
      across: hit.width + thick, down: hit.height + thick,
    };
  });
}"""
TEXTS = """() => [...document.querySelectorAll(".pane svg text")].filter((one) => {
  const style = getComputedStyle(one);
  const seen = style.visibility !== "hidden" && style.display !== "none" && one.getClientRects().length;
  return seen && one.textContent.trim();
}).map((one) => {
  const {left, top, right, bottom} = one.getBoundingClientRect();
  return {text: one.textContent, size: parseFloat(getComputedStyle(one).fontSize), left, top, right, bottom};
})"""
TARGETS = """() => [...document.querySelectorAll("button, summary, input, select, [role=option]")]
  .filter((one) => one.offsetParent && one.getClientRects().length && !one.closest("fieldset, [hidden]"))
  .map((one) => [one, (one.closest("label") ?? one).getBoundingClientRect()])
  .map(([one, box]) => [one.textContent || one.id || one.className, Math.round(box.width), Math.round(box.height)])"""


def violations(opened: Opened) -> list[str]:
    found = Axe().run(opened.page)
    return [f"{v['id']}: {[n['target'] for n in v['nodes']][:3]}" for v in found.response["violations"]]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_a_page_is_silent_whole_and_accessible(
    show: Opener, whole_view: View, name: str, width: int, scheme: str
) -> None:
    opened = show(html_of(whole_view, name), width=width, scheme=scheme)
    assert opened.page.locator("html").get_attribute("data-ready") == "yes"
    assert violations(opened) == []
    opened.run("() => sojourn.choose({claim: sojourn.data.details.findIndex((one) => one.id === 'S0-18')})")
    assert violations(settled(opened)) == []
    assert opened.run("() => document.documentElement.scrollWidth <= innerWidth")
    assert (opened.site.asked, opened.complaints, opened.dialogs) == (["/"], [], [])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [1280, 390])
def test_marks_have_names_stand_inside_and_can_be_hit(show: Opener, whole_view: View, name: str, width: int) -> None:
    opened = show(html_of(whole_view, name), width=width)
    marks: list[dict[str, Any]] = opened.run(MARKS)
    assert 5 < len(marks) <= 300
    assert len({mark["key"] for mark in marks}) == len(marks)
    for mark in marks:
        assert mark["role"] == "button", mark["key"]
        assert len(mark["name"] or "") > 3, mark["key"]
        assert min(mark[side] for side in ("left", "top", "right", "bottom")) >= -1, mark
        assert min(mark["across"], mark["down"]) >= 24, mark
    assert opened.page.locator(".pane [data-mark][tabindex='0']").count() == 1, "one tab stop"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [1280, 390])
def test_labels_are_legible_and_lie_on_nothing(show: Opener, whole_view: View, name: str, width: int) -> None:
    opened = show(html_of(whole_view, name), width=width)
    texts: list[dict[str, Any]] = opened.run(TEXTS)
    for text in texts:
        assert text["size"] >= 11, text["text"]
    for i, one in enumerate(texts):
        for other in texts[i + 1 :]:
            across = min(one["right"], other["right"]) - max(one["left"], other["left"])
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            assert across <= 1 or down <= 3, (one["text"], other["text"])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [1280, 390])
def test_what_can_be_pressed_is_large_enough(show: Opener, whole_view: View, name: str, width: int) -> None:
    opened = show(html_of(whole_view, name), width=width)
    unfold(opened)
    for what, across, down in opened.run(TARGETS):
        assert min(across, down) >= 24, (what, across, down)


@pytest.mark.parametrize("name", NAMES)
def test_data_table_and_claims_agree(show: Opener, whole_view: View, name: str) -> None:
    opened = show(html_of(whole_view, name))
    wanted = [claim.id for claim in whole_view.claims]
    rows = opened.page.locator("#table tr[data-claim]")
    assert opened.run("() => sojourn.data.details.map((one) => one.id)") == wanted
    assert rows.evaluate_all("(rows) => rows.map((row) => row.dataset.claim)") == wanted
    opened.run("() => sojourn.update({ticked: new Map([['kind', new Set(['flow'])]])})")
    flows = [claim.id for claim in whole_view.claims if claim.kind == "flow"]
    seen = settled(opened).page.locator("#table tr[data-claim]:not([hidden])")
    assert seen.evaluate_all("(rows) => rows.map((row) => row.dataset.claim)") == flows
    drawn = opened.run("() => sojourn.sceneOf(0).arrows.flatMap((one) => one.claims.map((i) => sojourn.claimAt(i).id))")
    assert set(drawn) <= set(flows)


@pytest.mark.parametrize("name", NAMES)
def test_hostile_texts_are_inert(show: Opener, hostile_view: View, name: str) -> None:
    if renderer(name).suits(hostile_view):
        pytest.skip(renderer(name).suits(hostile_view))
    heading = "".join(HOSTILE.values()).replace("\ud800", "")
    opened = show(renderer(name).render(hostile_view, heading=heading))
    for kind, count in (("node", len(hostile_view.nodes)), ("claim", len(hostile_view.claims))):
        for number in range(0, count, 3):
            opened.run(f"() => sojourn.choose({{{kind}: {number}}})")
    assert opened.run("() => document.querySelectorAll('img, iframe, object, embed').length") == 0
    assert (opened.dialogs, opened.complaints, opened.site.asked) == ([], [], ["/"])


@pytest.mark.parametrize("name", NAMES)
def test_the_same_view_gives_the_same_bytes(whole_view: View, name: str) -> None:
    assert renderer(name).render(whole_view) == html_of(whole_view, name)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_brings_little_beside_its_data(whole_view: View, name: str) -> None:
    html = html_of(whole_view, name)
    data = sum(
        len(part.encode())
        for part in re.findall(r'<script type="[^"]*" id="(?:data|columns)">(.*?)</script>', html, re.DOTALL)
    )
    assert len(html.encode()) - data < (480_000 if name == "network" else 140_000)


@pytest.mark.parametrize("name", NAMES)
def test_a_link_leads_to_the_same_view(show: Opener, whole_view: View, name: str) -> None:
    opened = show(html_of(whole_view, name))
    opened.run(
        """() => sojourn.update({
          ticked: new Map([["kind", new Set(["flow", "residence"])]]), window: [2010, 2025], level: "country",
          chosen: {claim: sojourn.data.details.findIndex((one) => one.id === "S0-19"), node: -1, bundle: null},
        })"""
    )
    told = (
        "() => JSON.stringify([sojourn.state.window, sojourn.state.level, sojourn.state.chosen, [...sojourn.shown()]])"
    )
    before, address = settled(opened).run(told), opened.page.url
    assert "#" in address
    opened.page.goto("about:blank")
    opened.page.goto(address)
    opened.page.wait_for_selector("html[data-ready]", state="attached")
    assert json.loads(opened.run(told)) == json.loads(before)
    assert opened.complaints == []


@pytest.mark.parametrize("name", NAMES)
def test_the_keyboard_alone_leads_from_the_opening_to_a_source(show: Opener, whole_view: View, name: str) -> None:
    opened = show(html_of(whole_view, name))
    for _ in range(60):
        opened.page.keyboard.press("Tab")
        if opened.run("() => Boolean(document.activeElement.closest('[data-mark]'))"):
            break
    else:
        pytest.fail("no mark of the picture can be reached by Tab")
    first = opened.run("() => document.activeElement.dataset.mark")
    opened.page.keyboard.press("ArrowDown")
    assert opened.run("() => document.activeElement.dataset.mark") != first
    opened.page.keyboard.press("Enter")
    assert settled(opened).run("() => document.activeElement.id") == "evidence"
    if "Who says so" not in opened.evidence():
        for _ in range(12):
            opened.page.keyboard.press("Tab")
            if opened.run("() => document.activeElement.matches('#evidence .claim')"):
                break
        opened.page.keyboard.press("Enter")
    assert "Who says so" in opened.evidence()
    opened.page.keyboard.press("Escape")
    assert settled(opened).run("() => document.activeElement !== document.body"), "the focus is not lost"
