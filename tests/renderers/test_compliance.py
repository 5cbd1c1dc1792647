"""What every renderer owes its readers, at a desk: it runs over all that are installed, those of other packages too.

A package that brings a renderer is tested as soon as it is installed beside these tests. What is asked of its page: it
says ``html[data-ready]``, each mark of a ``.pane`` has its ``data-mark``, and ``sojourn`` steers it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint

import pytest
from playwright.sync_api import Browser

from sojourn.drawing.view import View
from sojourn.renderers import registered
from sojourn.renderers.registered import GROUP, renderers
from sojourn.renderers.shell import page
from sojourn.stores.embedded import EmbeddedStore
from tests.drawing.sample import SOAK, hostile_store
from tests.renderers.conftest import html_of
from tests.renderers.probes import *  # noqa: F403 - every test that is listed there
from tests.renderers.probes import PROBES, Screen, looked_at, seen_at

pytestmark = pytest.mark.browser

NAMES = [one.name for one in renderers()]
RENDER_ALL = """
import hashlib
from sojourn.drawing.build import build_view
from sojourn.renderers.registered import renderers
from tests.drawing.sample import small_store
view = build_view(small_store())
for one in renderers():
    print(one.name, hashlib.sha256(one.render(view).encode()).hexdigest())
"""


class Elsewhere:
    """A renderer as another package may bring it: its own reasons, words and drawer, on the page of all."""

    name = "elsewhere"
    summary = "what somebody else made of it"

    def suits(self, view: View) -> str:
        return "" if view.claims else "there is nothing in it"

    def render(self, view: View, *, heading: str | None = None, why: str = "") -> str:
        return page(view, "chord", heading=heading, why=why or "Drawn as somebody else would.")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    entry = EntryPoint("elsewhere", f"{__name__}:Elsewhere", GROUP)
    monkeypatch.setattr(registered, "entry_points", lambda group: [entry] if group == GROUP else [])
    renderers.cache_clear()
    yield
    renderers.cache_clear()


seen = seen_at(1280)


@pytest.mark.parametrize("what", ["studies", "hostile"] if SOAK else ["hostile"])
def test_a_renderer_of_another_package_is_asked_the_same(
    installed: None,
    browser: Browser,
    whole_store: EmbeddedStore,
    whole_view: View,
    placed_hostile_view: View,
    what: str,
) -> None:
    shown = {"studies": (whole_view, whole_store), "hostile": (placed_hostile_view, hostile_store(placed=True))}[what]
    for seen in looked_at(browser, Screen("elsewhere", what, 1280, "light"), *shown):
        for probe in PROBES.values():
            probe(seen)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_brings_little_beside_its_data(whole_view: View, name: str) -> None:
    html = html_of(whole_view, name)
    data = sum(
        len(part.encode())
        for part in re.findall(r'<script type="[^"]*" id="(?:data|columns)">(.*?)</script>', html, re.DOTALL)
    )
    most = 480_000 if name == "network" else 140_000
    assert len(html.encode()) - data < most, "if a script was changed, shorten it anew: tools/build_docs.py"


def test_the_same_graph_gives_the_same_bytes_in_every_process() -> None:
    # At once, so that nothing changes between them, and each with its own order of sets.
    at_once = [
        subprocess.Popen(
            [sys.executable, "-c", RENDER_ALL],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2")
    ]
    first, second = (one.communicate()[0] for one in at_once)
    assert first == second
    assert [line.split()[0] for line in first.splitlines()] == NAMES
