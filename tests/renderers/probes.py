"""What is asked of the page of every renderer, on a page that is opened once and left as it was found.

A file of tests takes them for its screens: it imports all that is in ``PROBES``, and makes its fixture ``seen`` by
``seen_at``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser

from sojourn.drawing.view import View
from sojourn.queries.binding import with_prefixes
from sojourn.queries.running import select
from sojourn.renderers.registered import renderer, renderers
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.store import Store
from tests.drawing.sample import HOSTILE, SOAK, hostile_store
from tests.renderers.barriers import CHANGED, OWN, WHOLE, barriers
from tests.renderers.conftest import Opened, opener, served
from tests.renderers.netpage import CHOOSE_ALL, LABELS, settled, unfold

HEADING = "".join(HOSTILE.values())


class Screen(NamedTuple):
    """Which page is looked at, and where."""

    name: str
    what: str
    width: int
    scheme: str

    def __str__(self) -> str:
        return "-".join((self.name, self.what, str(self.width), self.scheme))


class Seen(NamedTuple):
    """An open page, and what it shows."""

    screen: Screen
    view: View
    store: Store
    opened: Opened


SCHEMES = ("light", "dark")


def screens(width: int, names: Sequence[str]) -> list[Screen]:
    """Each renderer, light and dark: with the studies and the hostile texts in a soak, else with one of the two."""
    studies, hostile = (SCHEMES[:1], SCHEMES[1:]) if width > 600 else (SCHEMES[1:], SCHEMES[:1])
    kinds = {"studies": SCHEMES, "hostile": SCHEMES} if SOAK else {"studies": studies, "hostile": hostile}
    return [Screen(name, what, width, how) for name in names for what, schemes in kinds.items() for how in schemes]


SHELL_OF_COLUMNS = () if SOAK else ("map", "chord", "canvas")
"""Renderers of our own whose page is that of columns around the picture: axe-core looks at the picture only."""


def looked_at(browser: Browser, screen: Screen, view: View, store: Store) -> Iterator[Seen]:
    """Opens the page, once for all tests of it."""
    heading = HEADING if screen.what == "hostile" else None
    html = renderer(screen.name).render(view, heading=heading)
    with served() as site, opener(browser, site) as show:
        yield Seen(screen, view, store, show(html, width=screen.width, scheme=screen.scheme))


def seen_at(width: int) -> Any:
    """The fixture ``seen`` of a file of tests: every renderer on the screens of one width."""

    @pytest.fixture(scope="module", params=screens(width, [one.name for one in renderers()]), ids=str)
    def seen(
        request: pytest.FixtureRequest,
        browser: Browser,
        whole_store: EmbeddedStore,
        whole_view: View,
        placed_hostile_view: View,
    ) -> Iterator[Seen]:
        screen: Screen = request.param
        studies = screen.what == "studies"
        view, store = (whole_view, whole_store) if studies else (placed_hostile_view, hostile_store(placed=True))
        yield from looked_at(browser, screen, view, store)

    return seen


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
SMALL_PRINT = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const says = [...one.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
  return says && one.getClientRects().length && !one.closest("noscript, script") &&
    parseFloat(getComputedStyle(one).fontSize) < 10.99;
}).map((one) => [one.tagName, one.textContent.slice(0, 40), getComputedStyle(one).fontSize])"""
TARGETS = """() => [...document.querySelectorAll("button, summary, input, select, [role=option], .pane [role=button]")]
  .filter((one) => one.offsetParent && one.getClientRects().length && !one.closest("fieldset, [hidden]"))
  .map((one) => [one, (one.closest("label") ?? one).getBoundingClientRect()])
  .map(([one, box]) => [one.textContent || one.id || one.className, Math.round(box.width), Math.round(box.height)])"""
OF_TABLE = "(rows) => rows.map((row) => row.dataset.claim)"
IDS = "SELECT ?id WHERE { ?a a sj:Assertion ; dcterms:identifier ?id }"
CLAIMS_DRAWN = "() => sojourn.sceneOf(0).arrows.flatMap((one) => one.claims.map((i) => sojourn.claimAt(i).id))"


def test_the_page_is_drawn_and_fits_its_window(seen: Seen) -> None:
    assert seen.opened.page.locator("html").get_attribute("data-ready") == "yes"
    assert seen.opened.run("() => document.documentElement.scrollWidth <= innerWidth")


def test_marks_have_names_stand_inside_and_can_be_hit(seen: Seen) -> None:
    marks: list[dict[str, Any]] = seen.opened.run(MARKS)
    assert 0 < len(marks) <= 300
    assert len({mark["key"] for mark in marks}) == len(marks)
    for mark in marks:
        assert mark["role"] == "button", mark["key"]
        assert len(mark["name"] or "") > 3, mark["key"]
        assert min(mark[side] for side in ("left", "top", "right", "bottom")) >= -1, mark
        assert min(mark["across"], mark["down"]) >= 24, mark
    assert seen.opened.page.locator(".pane [data-mark][tabindex='0']").count() == 1, "one tab stop"


def test_labels_are_legible_and_lie_on_nothing(seen: Seen) -> None:
    texts: list[dict[str, Any]] = seen.opened.run(TEXTS)
    painted: list[dict[str, Any]] = seen.opened.run(LABELS) if seen.screen.name == "network" else []
    for text in texts:
        assert text["size"] >= 11, text["text"]
    for text in painted:
        assert max(11, 11 / min(1, text["scale"])) * text["scale"] >= 10.99, text["name"]
    assert seen.opened.run(SMALL_PRINT) == []
    labels = [*texts, *({**one, "text": one["name"]} for one in painted)]
    for i, one in enumerate(labels):
        for other in labels[i + 1 :]:
            across = min(one["right"], other["right"]) - max(one["left"], other["left"])
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            assert across <= 1 or down <= 3, (one["text"], other["text"])


def test_what_can_be_pressed_is_large_enough(seen: Seen) -> None:
    unfold(seen.opened)
    for what, across, down in seen.opened.run(TARGETS):
        assert min(across, down) >= 24, (what, across, down)


def test_the_data_the_table_and_the_query_agree(seen: Seen) -> None:
    wanted = [claim.id for claim in seen.view.claims]
    assert sorted(wanted) == sorted(str(row["id"]) for row in select(seen.store, with_prefixes(IDS)).values())
    assert seen.opened.run("() => sojourn.data.details.map((one) => one.id)") == wanted
    assert seen.opened.page.locator("#table tr[data-claim]").evaluate_all(OF_TABLE) == wanted
    seen.opened.run("() => sojourn.update({ticked: new Map([['kind', new Set(['flow'])]])})")
    flows = [claim.id for claim in seen.view.claims if claim.kind == "flow"]
    left = settled(seen.opened).page.locator("#table tr[data-claim]:not([hidden])")
    assert left.evaluate_all(OF_TABLE) == flows
    assert set(seen.opened.run(CLAIMS_DRAWN)) <= set(flows)
    seen.opened.run("() => sojourn.update({ticked: new Map()})")


def test_axe_finds_nothing_before_and_after_a_choice(seen: Seen) -> None:
    assert barriers(seen.opened, OWN if seen.screen.name in SHELL_OF_COLUMNS else WHOLE) == []
    seen.opened.run("() => sojourn.choose({claim: sojourn.data.details.findIndex((one) => one.figure)})")
    assert barriers(settled(seen.opened), OWN if seen.screen.name in SHELL_OF_COLUMNS else CHANGED) == []
    seen.opened.run("() => sojourn.choose({})")


def step_of(screen: Screen) -> int:
    """Every how many-th node and claim is chosen; each hostile one by columns only, as the panel is the same in all."""
    if screen.what == "hostile":
        return 1 if SOAK or screen.name == "columns" else 3
    return 5


def test_whatever_is_chosen_nothing_runs_and_nothing_is_asked_for(seen: Seen) -> None:
    opened, view = seen.opened, seen.view
    opened.run(CHOOSE_ALL, [len(view.nodes), len(view.claims), step_of(seen.screen)])
    assert opened.run("() => document.querySelectorAll('img, iframe, object, embed').length") == 0
    if seen.screen.what == "hostile":
        assert opened.page.locator("h1").text_content() == HEADING.replace("\ud800", "\ufffd")
    assert (opened.dialogs, opened.complaints, opened.site.asked) == ([], [], ["/"])


PROBES: dict[str, Callable[[Seen], None]] = {name: one for name, one in globals().items() if name.startswith("test_")}
__all__ = [*PROBES]  # noqa: PLE0604 - names of functions, as they stand above
