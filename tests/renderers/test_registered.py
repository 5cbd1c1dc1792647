"""The list of renderers: those built in, those of other packages, and what is said of broken ones."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint

import pytest

from sojourn.drawing.view import View
from sojourn.errors import BadInput, NotAvailable, NotFound
from sojourn.renderers import registered
from sojourn.renderers.base import Renderer
from sojourn.renderers.registered import renderer, renderers


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[EntryPoint]]:
    """Entry points of other packages; filled by the test."""
    listed: list[EntryPoint] = []
    monkeypatch.setattr(registered, "entry_points", lambda group: listed if group == "sojourn.renderers" else [])
    renderers.cache_clear()
    yield listed
    renderers.cache_clear()


class Mine:
    name = "mine"
    summary = "a list of names"

    def suits(self, view: View) -> str:
        return "" if view.claims else "there is nothing in it"

    def render(self, view: View, *, heading: str | None = None, why: str = "") -> str:
        return f"<!doctype html><title>{heading}</title>{why}{len(view.claims)}"


class Thief(Mine):
    name = "map"


class Automatic(Mine):
    name = "auto"


class Demanding(Mine):
    def __init__(self, wish: str) -> None:
        self.wish = wish


def test_every_renderer_says_its_name_and_what_it_shows() -> None:
    names = [one.name for one in renderers()]
    assert names[:5] == ["map", "columns", "chord", "canvas", "network"]
    assert len(set(names)) == len(names)
    for one in renderers():
        assert isinstance(one, Renderer)
        assert one.summary
        assert "\n" not in one.summary
        assert renderer(one.name) is one


def test_an_unknown_renderer_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(NotFound, match=r"no renderer is called 'colums'\n  Did you mean 'columns'\? There are map, "):
        renderer("colums")


def test_other_packages_add_their_own(others: list[EntryPoint]) -> None:
    others.append(EntryPoint("mine", "tests.renderers.test_registered:Mine", "sojourn.renderers"))
    assert renderer("mine").summary == "a list of names"
    assert [one.name for one in renderers()][-1] == "mine"


BROKEN = {
    "tests.renderers.test_registered:Nothing": (NotAvailable, "a renderer cannot be loaded: "),
    "tests.renderers.nowhere:Mine": (NotAvailable, "a renderer cannot be loaded: "),
    "tests.renderers.test_registered:Demanding": (NotAvailable, "a renderer cannot be loaded: "),
    "tests.renderers.test_registered:BROKEN": (BadInput, "this is no renderer"),
    "tests.renderers.test_registered:Thief": (BadInput, "two renderers are called 'map'"),
    "tests.renderers.test_registered:Automatic": (BadInput, "a renderer cannot be called 'auto'"),
}


@pytest.mark.parametrize("value", BROKEN)
def test_a_broken_package_is_named_with_what_is_wrong(others: list[EntryPoint], value: str) -> None:
    error, message = BROKEN[value]
    others.append(EntryPoint("broken", value, "sojourn.renderers"))
    with pytest.raises(error, match=message) as caught:
        renderers()
    assert f"entry point {value}" in str(caught.value)


def test_listing_the_renderers_loads_no_heavy_library() -> None:
    heavy = "('pyvis', 'jinja2', 'networkx', 'numpy', 'playwright')"
    code = (
        f"import sys, sojourn.renderers.registered as r; r.renderers(); print([m for m in {heavy} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
