"""Ways that every renderer leaves open: a link to the view that is shown, and the keyboard down to the source."""

from __future__ import annotations

import json

import pytest

from sojourn.drawing.view import View
from sojourn.renderers.registered import renderers
from tests.renderers.conftest import Opened, Opener, html_of
from tests.renderers.netpage import settled

pytestmark = pytest.mark.browser

NAMES = [one.name for one in renderers()]
TOLD = """() => JSON.stringify([
  sojourn.state.window, sojourn.state.level, sojourn.state.chosen, sojourn.state.drawer, [...sojourn.shown()],
])"""
NARROW = """() => sojourn.update({
  ticked: new Map([["kind", new Set(["flow", "residence"])]]), window: [2010, 2025], level: "country",
  chosen: {claim: sojourn.data.details.findIndex((one) => one.id === "S0-19"), node: -1, bundle: null},
})"""
FOCUSED = "() => document.activeElement.dataset.mark"


@pytest.mark.parametrize("name", NAMES)
def test_a_link_leads_to_the_same_view(show: Opener, whole_view: View, name: str) -> None:
    opened = show(html_of(whole_view, name))
    opened.run(NARROW)
    before, address = settled(opened).run(TOLD), opened.page.url
    assert "#" in address
    opened.page.goto("about:blank")
    opened.page.goto(address)
    opened.page.wait_for_selector("html[data-ready]", state="attached")
    assert json.loads(opened.run(TOLD)) == json.loads(before)
    assert opened.complaints == []


def pressed_until(opened: Opened, key: str, wanted: str, most: int) -> bool:
    """Presses a key until something holds, no more than so often."""
    for _ in range(most):
        opened.page.keyboard.press(key)
        if opened.run(f"() => Boolean({wanted})"):
            return True
    return False


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", NAMES)
def test_the_keyboard_alone_leads_from_the_opening_to_a_source(
    show: Opener, whole_view: View, name: str, width: int
) -> None:
    opened = show(html_of(whole_view, name), width=width)
    assert pressed_until(opened, "Tab", "document.activeElement.closest('[data-mark]')", 60), "Tab reaches no mark"
    for _ in range(5):
        first = opened.run(FOCUSED)
        opened.page.keyboard.press("ArrowDown")
        assert opened.run(FOCUSED) != first
        opened.page.keyboard.press("Enter")
        assert settled(opened).run("() => document.activeElement.id") == "evidence"
        if not opened.evidence().rstrip().endswith("0 claims"):
            break
        opened.page.keyboard.press("Escape")  # a country that only contains others: on to the next mark
        settled(opened)
    if "Who says so" not in opened.evidence():
        assert pressed_until(opened, "Tab", "document.activeElement.matches('#evidence .claim')", 12)
        opened.page.keyboard.press("Enter")
    assert "Who says so" in opened.evidence()
    opened.page.keyboard.press("Escape")
    assert settled(opened).run("() => document.activeElement !== document.body"), "the focus is not lost"
