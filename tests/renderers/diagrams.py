"""A small world for columns, circle, legend and saved files; and a way to read what is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.renderers.barriers import barriers
from tests.renderers.conftest import Opened, Opener, opener, served
from tests.renderers.handmade import Said, World, page_of_claims

WORLD = World(
    places={
        "Russia": ("country", ""), "China": ("country", ""), "Kazakhstan": ("country", ""),
        "Mongolia": ("country", ""), "Harbin": ("", "China"), "Moscow": ("", "Russia"),
    },
    populations={"Russians": ("citizenship", "Russia", "")},
)  # fmt: skip


def flow(start: str, end: str, low: float | None = None, high: float | None = None, **more: Any) -> Said:
    """A movement; a figure with one bound is exact unless ``hedge`` says otherwise."""
    exact = more.get("hedge", "exact") == "exact"
    found = low if high is None and exact else high
    return Said(start=[start] if start else [], end=[end] if end else [], low=low, high=found, **more)


MIXED = [
    flow("Russia", "China", 20_000),
    flow("Kazakhstan", "China", 10_000, 30_000),
    flow("Russia", "Mongolia", 16_000, hedge="moreThan"),
    flow("Russia", "", 5_000),
    flow("Mongolia", "China"),
    flow("China", "China", 8_000),
]
"""An exact figure, an interval, a figure without upper limit, an end that is not stated, no figure, a loop."""


def opened_with(
    show: Opener, claims: list[Said], drawer: str, *, width: int = 1280, scheme: str = "light", **more: Any
) -> Opened:
    """The page of these claims, drawn by one drawer."""
    opened = show(page_of_claims(WORLD, claims, **more), width=width, scheme=scheme)
    assert opened.complaints == []
    opened.run("async (drawer) => { sojourn.update({drawer}); await new Promise(requestAnimationFrame); }", drawer)
    assert opened.complaints == []
    return opened


@pytest.fixture(scope="module")
def mixed(browser: Browser) -> Iterator[Opened]:
    """A page of the mixed claims for the tests of a module that only read it."""
    with served() as site, opener(browser, site) as open_page:
        yield opened_with(open_page, MIXED, "columns")


def redrawn(opened: Opened, drawer: str) -> Opened:
    """A page that is read by several tests, drawn by one drawer and with nothing chosen."""
    opened.run(
        """async (drawer) => {
          sojourn.update({drawer, second: null, chosen: {claim: -1, node: -1, bundle: null}});
          await new Promise(requestAnimationFrame);
        }""",
        drawer,
    )
    assert opened.complaints == []
    return opened


def check_accessible(opened: Opened, where: str = "#panes, #legend") -> None:
    """The rules of axe-core find nothing in a part of the page."""
    assert barriers(opened, where) == []


def numbers(path: str) -> list[float]:
    """The numbers of a path."""
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]


def shapes(opened: Opened, mark: str, look: str) -> list[str]:
    """The outlines of a mark's shapes of one class."""
    found: list[str] = opened.run(
        """([mark, look]) => [...document.querySelectorAll(`[data-mark="${mark}"] > .${look}`)]
        .map((one) => one.getAttribute("d") ?? one.localName)""",
        [mark, look],
    )
    return found


BOXES = """() => [...document.querySelectorAll("#panes svg.diagram text")].map((one) => {
  const box = one.getBoundingClientRect();
  return {text: one.textContent, left: box.left, right: box.right, top: box.top + 2, bottom: box.bottom - 2,
    size: Number.parseFloat(getComputedStyle(one).fontSize)};
})"""


def check_legible(opened: Opened) -> None:
    """No label covers another, none is smaller than 11 px, none leaves the page."""
    boxes = opened.run(BOXES)
    wide = opened.run("() => document.documentElement.clientWidth")
    assert boxes
    assert [one["text"] for one in boxes if one["size"] < 11 or one["left"] < -1 or one["right"] > wide + 1] == []
    pairs = [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :]]
    covering = [
        (a["text"], b["text"])
        for a, b in pairs
        if a["left"] < b["right"] - 1
        and b["left"] < a["right"] - 1
        and a["top"] < b["bottom"]
        and b["top"] < a["bottom"]
    ]
    assert covering == []


def check_targets(opened: Opened) -> None:
    """Every mark can be hit within 24 px, and has a name."""
    small = opened.run(
        """() => [...document.querySelectorAll("#panes [data-mark]")].filter((one) => {
          const box = one.getBoundingClientRect();
          return box.width < 24 || box.height < 24 || !one.getAttribute("aria-label");
        }).map((one) => [one.dataset.mark, one.getBoundingClientRect().width, one.getBoundingClientRect().height])"""
    )
    assert small == []
