"""The list of renderers: those built in, those of other packages, and what is said of broken ones."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from sojourn.cli import main
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


class Leaving(Mine):
    def __init__(self) -> None:
        sys.exit("no\x1b[2J more")


class Raising(Mine):
    def __init__(self) -> None:
        raise RuntimeError("two\nlines")


class Silent(Exception):  # noqa: N818 - an error that cannot even say what it is
    def __str__(self) -> str:
        raise RuntimeError


class Speechless(Mine):
    def __init__(self) -> None:
        raise Silent


class Nameless(Mine):
    @property
    def name(self) -> str:  # type: ignore[override]  # a name that cannot be read
        raise KeyError("name")


class Numbered(Mine):
    name = 7  # type: ignore[assignment]  # no name at all


class Loud(Mine):
    name = "Mine\x1b[31m"


class Coloured(Mine):
    name = "coloured"
    summary = "red\x1b[31m\nand more"


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
    "tests.renderers.test_registered:Leaving": (NotAvailable, "SystemExit: no\ufffd\\[2J more"),
    "tests.renderers.test_registered:Raising": (NotAvailable, "RuntimeError: two lines"),
    "tests.renderers.test_registered:Speechless": (NotAvailable, "a renderer cannot be loaded: Silent\n"),
    "tests.renderers.test_registered:Nameless": (NotAvailable, "a renderer cannot be loaded: KeyError"),
    "tests.renderers.test_registered:Numbered": (BadInput, "this is no renderer"),
    "tests.renderers.test_registered:Loud": (
        BadInput,
        r"cannot be called 'Mine\\x1b\[31m'; a name is a lower-case word",
    ),
    "not even a path": (NotAvailable, "a renderer cannot be loaded: "),
    "faulty_plugin:Mine": (NotAvailable, "a renderer cannot be loaded: SyntaxError: "),
    "tests.renderers.test_registered:Thief": (BadInput, "two renderers are called 'map'"),
    "tests.renderers.test_registered:Automatic": (BadInput, "a renderer cannot be called 'auto'"),
}


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "faulty_plugin.py").write_text("class Mine(:\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize("value", BROKEN)
def test_a_broken_package_breaks_only_itself_and_is_told_when_it_is_named(
    others: list[EntryPoint], value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    error, message = BROKEN[value]
    others.append(EntryPoint("broken", value, "sojourn.renderers"))
    others.append(EntryPoint("mine", "tests.renderers.test_registered:Mine", "sojourn.renderers"))
    assert [one.name for one in renderers()] == ["map", "columns", "chord", "canvas", "network", "mine"]
    assert renderer("map").summary == "arrows and rings on a map; near places gather, and open on a click"
    with pytest.raises(error, match=message) as caught:
        renderer("broken")
    assert f"entry point {value}: " in str(caught.value)
    assert main(["draw", "--list"]) == 0
    listed = capsys.readouterr().out
    assert len(re.findall(rf"^  broken +broken: .*\(entry point {re.escape(value)}\)$", listed, re.MULTILINE)) == 1
    assert "\x1b" not in listed
    assert main(["draw", "--as", "broken"]) == 2
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 2, "what is wrong, and what to do"
    assert "\x1b" not in told


def test_a_wrongly_named_plug_in_is_told_by_either_of_its_names(others: list[EntryPoint]) -> None:
    others.append(EntryPoint("loud", "tests.renderers.test_registered:Loud", "sojourn.renderers"))
    for name in ("loud", Loud.name):
        with pytest.raises(BadInput, match="a renderer cannot be called"):
            renderer(name)


def test_what_a_plug_in_says_of_itself_cannot_steer_the_terminal(
    others: list[EntryPoint], capsys: pytest.CaptureFixture[str]
) -> None:
    others.append(EntryPoint("coloured", "tests.renderers.test_registered:Coloured", "sojourn.renderers"))
    others.append(EntryPoint("\x1b]0;title\x07", "nowhere:Mine", "sojourn.renderers"))
    assert main(["draw", "--list"]) == 0
    listed = capsys.readouterr().out
    assert re.search("^  coloured +red\ufffd\\[31m and more$", listed, re.MULTILINE)
    assert all(character.isprintable() or character == "\n" for character in listed)


def test_listing_the_renderers_loads_no_heavy_library() -> None:
    heavy = "('pyvis', 'jinja2', 'networkx', 'numpy', 'playwright')"
    code = (
        f"import sys, sojourn.renderers.registered as r; r.renderers(); print([m for m in {heavy} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
