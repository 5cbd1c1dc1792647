"""A picture in a notebook: drawn in a frame that can reach neither the notebook nor the network."""

from __future__ import annotations

import ast

import pytest

from sojourn.graph.facade import Graph
from sojourn.graph.pictures import Picture
from tests.drawing.findings import disputed_store
from tests.drawing.sample import HOSTILE
from tests.renderers.conftest import Opened, Opener

pytestmark = pytest.mark.browser

NOTEBOOK = """<!doctype html><html lang="en" data-ready="yes"><link rel="icon" href="data:,"><title>A notebook</title>
<main><h1>A notebook</h1>{}</main><script>globalThis.secret = "of the notebook"</script></html>"""
RENDERERS = ["map", "columns", "chord", "canvas", "network"]


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(disputed_store(), "made up")


def framed(show: Opener, picture: Picture, *, width: int = 1280) -> Opened:
    opened = show(NOTEBOOK.format(picture._repr_html_()), width=width)
    opened.page.frame_locator("iframe").locator("html[data-ready]").wait_for(state="attached")
    return opened


CELL = """
import sojourn
graph = sojourn.open()
graph.draw(as_="columns", heading="Drawn in a cell")
"""


def shown_by(cell: str) -> str:
    """What a notebook shows below a cell: the last expression, as HTML."""
    *before, last = ast.parse(cell).body
    assert isinstance(last, ast.Expr)
    names: dict[str, object] = {}
    exec(compile(ast.Module(before, []), "cell", "exec"), names)  # noqa: S102 - our own cell, run as a notebook does
    shown = eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307 - the same
    return str(shown._repr_html_())


def test_a_cell_of_a_notebook_shows_the_picture_ready_and_asks_for_nothing(show: Opener) -> None:
    opened = show(NOTEBOOK.format(shown_by(CELL)))
    frame = opened.page.frame_locator("iframe")
    frame.locator("html[data-ready=yes]").wait_for(state="attached")
    assert frame.locator("h1").inner_text() == "Drawn in a cell"
    assert frame.locator(".pane svg [data-mark]").count() > 5
    frame.locator(".pane svg [data-mark]").first.press("Enter")
    assert frame.locator("#evidence .claim, #evidence .tag").count()
    assert "allow-same-origin" not in str(opened.page.locator("iframe").get_attribute("sandbox"))
    assert (opened.site.asked, opened.complaints, opened.dialogs) == (["/"], [], [])
    assert [one for one in opened.requests if not one.startswith(("data:", "about:", "blob:"))] == [opened.site.address]


@pytest.mark.parametrize("name", RENDERERS)
def test_every_picture_draws_itself_in_a_notebook(show: Opener, graph: Graph, name: str) -> None:
    opened = framed(show, graph.draw(as_=name))
    frame = opened.page.frames[1]
    assert frame.locator("html").get_attribute("data-ready") == "yes"
    assert frame.evaluate("() => sojourn.data.claims.length") == 6
    assert frame.locator(".pane .box").evaluate("(box) => box.clientHeight") > 100
    assert (opened.complaints, opened.dialogs, opened.site.asked) == ([], [], ["/"])


def test_a_choice_in_a_notebook_opens_its_evidence(show: Opener, graph: Graph) -> None:
    opened = framed(show, graph.draw())
    frame = opened.page.frames[1]
    frame.evaluate("() => sojourn.choose({claim: sojourn.data.details.findIndex((one) => one.id === 'P-4')})")
    assert "250 to 300" in frame.locator("#evidence").inner_text()
    assert opened.complaints == []


def test_the_frame_reaches_neither_the_notebook_nor_its_storage(show: Opener, graph: Graph) -> None:
    opened = framed(show, graph.draw())
    frame = opened.page.frames[1]
    reach = """(what) => {
      try { return String(what === "parent" ? parent.secret : localStorage); } catch (error) { return error.name; }
    }"""
    assert frame.evaluate(reach, "parent") == "SecurityError"
    assert frame.evaluate(reach, "storage") == "SecurityError"
    assert frame.evaluate("() => fetch('/elsewhere').then(() => 'went out', () => 'refused')") == "refused"
    assert opened.site.asked == ["/"]


@pytest.mark.parametrize("name", ["closes the script", "quotes", "ampersand"])
def test_a_hostile_heading_is_inert_in_a_notebook(show: Opener, graph: Graph, name: str) -> None:
    opened = framed(show, graph.draw(heading=HOSTILE[name], as_="columns", contradictions=False))
    assert opened.page.locator("iframe").count() == 1
    assert opened.page.locator("iframe").get_attribute("title") == HOSTILE[name]
    assert opened.page.frames[1].locator("h1").text_content() == HOSTILE[name]
    assert (opened.dialogs, opened.site.asked) == ([], ["/"])


def test_on_a_narrow_screen_the_frame_is_as_wide_as_there_is_room(show: Opener, graph: Graph) -> None:
    opened = framed(show, graph.draw(as_="columns"), width=390)
    assert opened.run("() => document.documentElement.scrollWidth <= innerWidth")
    assert opened.page.frames[1].evaluate("() => document.documentElement.scrollWidth <= innerWidth")
