"""Links to exactly one view: whatever a reader chose goes round, and nothing in a link can do harm."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest

from tests.drawing.sample import HOSTILE
from tests.renderers.conftest import FOLLOW, Opened, Opener
from tests.renderers.handmade import Said, World, page_of_claims

pytestmark = pytest.mark.browser

WORLD = World(
    places={"Asia": ("continent", ""), "China": ("country", "Asia"), "Beijing": ("", "China"), "Moscow": ("", "")},
    populations={"doctors & nurses": ("", "China", "")},
)
CLAIMS = [
    Said(start=["Moscow"], end=["Beijing"], low=1, high=1, period=(2000, 2000), topic="a=b&c", source="a source"),
    Said(kind="residence", place=["Beijing"], population=["doctors & nurses"], low=2, high=2, topic="#<ü>"),
]
PAGE = page_of_claims(WORLD, CLAIMS, langs=["en", "zh", "ru"])

NODE = "(name) => sojourn.data.nodes.findIndex((one) => one.key.endsWith(`:${name}`))"
STATE = """() => JSON.stringify(sojourn.state, (_, value) => value instanceof Map ? [...value] :
  value instanceof Set ? [...value] : value)"""
PATCHES = {
    "another drawer": "{drawer: 'chord'}",
    "a second picture of one source": "{second: {drawer: 'canvas', source: 0}}",
    "a second picture of all sources": "{second: {drawer: 'map', source: -1}}",
    "the layer of residents": "{layer: 'residents'}",
    "a level": "{level: 'continent'}",
    "places that were opened": "{open: new Set([1, 0])}",
    "places that were closed": "{closed: new Set([2])}",
    "a window": "{window: [1999, 2005]}",
    "a window before our time": "{window: [-44, 30]}",
    "ticked values of any letters": "{ticked: new Map([['kind', new Set()], ['source', new Set(['a source'])],"
    " ['topic', new Set(['a=b&c', '#<ü>'])]])}",
    "what lies around a node": "{focus: 2, depth: 3}",
    "everything at once": "{all: true}",
    "a chosen claim": "{chosen: {claim: 1, node: -1, bundle: null}}",
    "a chosen population": "{chosen: {claim: -1, node: 4, bundle: null}}",
    "a chosen arrow": "{chosen: {claim: -1, node: -1, bundle: {start: 3, end: 2, layer: 'moves'}}}",
    "an arrow without a stated end": "{chosen: {claim: -1, node: -1, bundle: {start: 3, end: -1, layer: 'moves'}}}",
    "another language": "{lang: 'ru'}",
    "computed figures": "{computed: true}",
    "an order of the table": "{sort: {column: 'figure', down: true}}",
}


def hash_of(opened: Opened) -> str:
    opened.page.wait_for_function("() => location.hash.slice(1) === sojourn.linkOf()")
    found: str = opened.run("() => location.hash")
    return found


def test_every_choice_goes_round(show: Opener) -> None:
    opened = show(PAGE)
    again = opened.page.context.new_page()
    for name, patch in PATCHES.items():
        opened.run(f"() => sojourn.update({patch})")
        opened.page.wait_for_function("() => location.hash.slice(1) === sojourn.linkOf()")
        wanted, link = opened.run(STATE), opened.run("() => location.hash")
        again.goto("about:blank")
        again.goto(opened.site.address + link)
        again.wait_for_selector("html[data-ready=yes]", state="attached")
        assert again.evaluate(STATE) == wanted, (name, link)
        assert "left out" not in again.locator("#lead").inner_text(), name
    again.close()
    assert opened.complaints == []


def test_a_page_that_nobody_touched_has_no_link(shared: Opener) -> None:
    opened = shared(PAGE)
    assert hash_of(opened) == ""
    opened.run("() => sojourn.update({drawer: 'chord'})")
    assert hash_of(opened) == "#drawer=chord"
    opened.run("() => sojourn.update({drawer: 'columns'})")
    assert hash_of(opened) == ""


def test_back_and_forward_and_a_link_that_is_pasted_are_followed(show: Opener) -> None:
    opened = show(PAGE)
    for drawer in ("chord", "canvas"):
        opened.run(f"() => {{ location.hash = 'drawer={drawer}'; }}")
        opened.page.wait_for_function(f"() => sojourn.state.drawer === '{drawer}'")
    opened.page.go_back()
    opened.page.wait_for_function("() => sojourn.state.drawer === 'chord'")
    opened.page.go_back()
    opened.page.wait_for_function("() => sojourn.state.drawer === 'columns'")
    opened.page.go_forward()
    opened.page.wait_for_function("() => sojourn.state.drawer === 'chord'")
    assert opened.complaints == []


UNKNOWN = {
    "drawer=volcano": 1,
    "open=place:Atlantis&closed=place:Mu&focus=place:Lemuria": 3,
    "is-topic=nothing&is-source=a+source": 1,
    "window=2005–1999": 1,
    "depth=99&layer=ghosts&level=galaxy&lang=tlh": 4,
    "claim=claim-99&node=place:Nowhere": 2,
    "second=map&of=nobody": 1,
    "nothing=at-all&=&&&": 0,
    "%E0%A4%A&%": 0,
}


@pytest.mark.parametrize("link", UNKNOWN)
def test_what_a_link_names_and_the_file_does_not_hold_is_counted_and_left_out(shared: Opener, link: str) -> None:
    opened = shared(PAGE)
    opened.run(FOLLOW, link)
    lead = opened.page.locator("#lead").inner_text()
    assert (f"names {UNKNOWN[link]} " in lead) == bool(UNKNOWN[link]), lead
    assert opened.run("() => sojourn.sceneOf(0).arrows.length") == 1
    assert opened.complaints == []


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_link_does_nothing(shared: Opener, name: str) -> None:
    opened = shared(PAGE)
    names = ("drawer", "open", "window", "is-topic", "is-__proto__", "__proto__", "focus", "claim", "sort", "of", "as")
    before: Any = opened.run(STATE)
    opened.run(FOLLOW, urlencode([(one, HOSTILE[name]) for one in names]))
    assert opened.run(STATE) == before
    assert opened.run("() => ({}).polluted === undefined && document.querySelectorAll('img, iframe').length === 0")
    assert (opened.dialogs, opened.complaints, opened.site.asked) == ([], [], ["/"])


def test_a_page_without_an_address_works_without_links(show: Opener) -> None:
    opened = show("<!doctype html><html lang=en data-ready=yes><link rel=icon href=data:,><title>x</title><body>")
    opened.run(
        """(html) => new Promise((done) => {
          const frame = document.createElement("iframe");
          frame.sandbox = "allow-scripts";
          frame.srcdoc = html;
          frame.style.width = "900px"; frame.style.height = "700px";
          frame.addEventListener("load", done);
          document.body.append(frame);
        })""",
        PAGE,
    )
    frame = opened.page.frames[1]
    frame.wait_for_selector("html[data-ready=yes]", state="attached")
    frame.evaluate("() => sojourn.update({drawer: 'chord'})")
    assert frame.evaluate("() => sojourn.state.drawer") == "chord"
    assert opened.complaints == []
