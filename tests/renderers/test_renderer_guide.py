"""The renderer of the guide is a renderer: found, listed, refused where it should be, silent, and safe."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

import sojourn
from sojourn.cli import main
from sojourn.graph.facade import Graph
from sojourn.renderers import registered
from sojourn.renderers.base import Renderer
from tests.drawing.findings import disputed_store
from tests.drawing.sample import HOSTILE

GUIDE = (Path(__file__).parents[2] / "docs" / "how-to" / "write-a-renderer.md").read_text(encoding="utf-8")
MODULE, SECOND = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
(PROJECT,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "bars.py").write_text(MODULE, encoding="utf-8")
    named = tomllib.loads(PROJECT)["project"]["entry-points"][registered.GROUP]
    entries = [EntryPoint(name, value, registered.GROUP) for name, value in named.items()]
    monkeypatch.setattr(registered, "entry_points", lambda group: entries if group == registered.GROUP else [])
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.chdir(tmp_path)
    registered.renderers.cache_clear()
    yield tmp_path
    registered.renderers.cache_clear()
    sys.modules.pop("bars", None)


def test_the_example_is_listed_and_draws_by_its_name(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert isinstance(registered.renderer("bars"), Renderer)
    assert main(["draw", "--list"]) == 0
    assert re.search(r"^  bars +a bar for each flow", capsys.readouterr().out, re.MULTILINE)
    assert main(["draw", "--as", "bars", "-o", "bars.html"]) == 0
    page = (installed / "bars.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "Liaoning → not stated" in page
    assert "about 11,000 a year" in page
    assert page.count("<tr>") == 4
    assert sojourn.open().draw(as_="bars").html == page


def test_the_example_refuses_what_it_cannot_draw(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--ask", "stock-by-count", "--population", "Russians", "--place", "China"]
    assert main(["draw", "--as", "bars", *asked, "-o", "none.html"]) == 2
    assert "this cannot be drawn as bars: no flow of it has a figure" in capsys.readouterr().err
    assert not (installed / "none.html").exists()


def test_the_second_example_is_our_page_opened_with_the_circle() -> None:
    names: dict[str, Any] = {}
    exec(compile(SECOND, "guide", "exec"), names)  # noqa: S102 - our own page, run as a reader would run it
    exchange = names["Exchange"]()
    assert isinstance(exchange, Renderer)
    view, few = sojourn.open().draw().view, Graph(disputed_store(), "made up").draw().view
    assert view is not None
    assert few is not None
    assert exchange.suits(view) == "37 places are too many for it"
    assert exchange.suits(few) == ""
    assert '"drawer":"chord"' in exchange.render(few, heading="Two towns")


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_of_the_example_runs(name: str) -> None:
    html = Graph(disputed_store(), "made up").draw(as_="bars", heading=HOSTILE[name]).html
    assert set(re.findall(r"<([a-z!][a-z0-9]*)", html)) <= {
        *("!doctype", "html", "meta", "title", "h1", "p", "table", "tr", "td", "svg", "rect"),
    }
