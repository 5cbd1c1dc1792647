"""Pictures for print, through a browser that is given the page and nothing else."""

from __future__ import annotations

import builtins
import re
import shutil
import struct
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import sync_playwright

from sojourn.errors import BadInput, NotAvailable
from sojourn.graph.facade import Graph
from sojourn.renderers import printing
from sojourn.stores.embedded import EmbeddedStore
from tests.drawing.findings import disputed_store
from tests.renderers.conftest import Site

SVG = "{http://www.w3.org/2000/svg}"
PLAIN_SHAPES = {
    *("svg", "g", "title", "defs", "clipPath", "pattern", "linearGradient", "stop", "marker"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "image"),
}
GENERIC = ("sans-serif", "Georgia, serif")
PAGE = """<!doctype html><html data-ready=yes><title>x</title>
<main id=panes><div class=pane><div class=box><p>A picture</p></div></div></main>
<script>globalThis.sojourn = {toSVG: () => '<svg xmlns="http://www.w3.org/2000/svg"/>'};</script>"""


@pytest.fixture(scope="module")
def press(browser: object) -> Iterator[Callable[..., object]]:
    """One browser, in a thread of its own, that prints for all tests of this file."""
    with ThreadPoolExecutor(1) as thread, ExitStack() as afterwards:
        playwright = thread.submit(sync_playwright().start).result()
        afterwards.callback(lambda: thread.submit(playwright.stop).result())
        arguments = list(printing._ARGUMENTS)
        opened = thread.submit(playwright.chromium.launch, executable_path=printing.chromium(), args=arguments).result()
        afterwards.callback(lambda: thread.submit(opened.close).result())

        def made(*how: Any) -> object:
            try:
                return printing._made(opened, *how)
            finally:
                for context in opened.contexts:
                    context.close()

        yield lambda *how: thread.submit(made, *how).result()


@pytest.fixture
def printer(press: Callable[..., object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are printed by one browser; without it, each has a browser started for it."""
    monkeypatch.setattr(printing, "_opened", press)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(disputed_store(), "made up")


@pytest.mark.browser
@pytest.mark.parametrize("name", ["map", "columns", "chord", "canvas", "network"])
def test_a_picture_becomes_an_svg_of_the_width_that_was_asked_for(printer: None, graph: Graph, name: str) -> None:
    drawn = graph.draw(as_=name).to_svg(width=800)
    root = ElementTree.fromstring(drawn.encode())  # noqa: S314 - our own picture
    assert root.tag == f"{SVG}svg"
    assert root.get("width") == "800"
    texts = "".join(root.itertext())
    assert "made up" in texts
    assert "What the ministry counted" in texts, "the sources stand below the picture"
    assert not [one for one in root.iter() if one.tag in {f"{SVG}script", f"{SVG}foreignObject", f"{SVG}style"}]
    assert not re.search(r"""(?:href|src)=["'](?!#|data:image/png)""", drawn)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["map", "columns", "chord", "canvas", "network"])
def test_a_journal_can_take_the_svg(printer: None, whole_store: EmbeddedStore, tmp_path: Path, name: str) -> None:
    Graph(whole_store, "Who moved where").draw(tmp_path / "picture.svg", as_=name)
    drawn = (tmp_path / "picture.svg").read_bytes()
    assert drawn.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"')
    root = ElementTree.fromstring(drawn)  # noqa: S314 - our own picture
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= PLAIN_SHAPES, "shapes and texts, no script, no style"
    for one in root.iter():
        assert not [name for name in one.attrib if name.startswith("on") or name in {"style", "class"}]
        assert one.get("font-family", GENERIC[0]) in GENERIC
        assert "var(" not in " ".join(one.attrib.values()), "colours are written out"
        assert one.get("href", "#").startswith(("#", "data:image/png;base64,"))
    texts = [str(one.text) for one in root.iter(f"{SVG}text")]
    assert root.findtext(f"{SVG}title") == "Who moved where" == texts[0]
    together = " ".join(texts)
    assert "from Russia" in together, "the legend"
    assert re.search(r"Sources: .*Camilla Jessen", together)
    assert min(float(one.get("font-size", "11")) for one in root.iter(f"{SVG}text")) >= 11


@pytest.mark.browser
def test_the_png_shows_all_that_the_svg_shows(printer: None, graph: Graph) -> None:
    picture = graph.draw(as_="network")
    root = ElementTree.fromstring(picture.to_svg(width=600).encode())  # noqa: S314 - our own picture
    drawn = picture.to_png(width=600, scale=2.0)
    size = tuple(2 * float(str(root.get(name))) for name in ("width", "height"))
    assert struct.unpack(">II", drawn[16:24]) == size, "title, legend and sources included"


@pytest.mark.browser
def test_the_same_picture_gives_the_same_svg(printer: None, graph: Graph, tmp_path: Path) -> None:
    picture = graph.draw(as_="columns")
    first, second = picture.to_svg(), picture.to_svg(tmp_path / "picture.svg")
    assert first == second == (tmp_path / "picture.svg").read_text(encoding="utf-8")


@pytest.mark.browser
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_png_has_as_many_pixels_as_were_asked_for(printer: None, graph: Graph, tmp_path: Path, scale: float) -> None:
    drawn = graph.draw(as_="columns").to_png(tmp_path / "picture.png", width=700, scale=scale)
    assert drawn == (tmp_path / "picture.png").read_bytes()
    assert drawn[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", drawn[16:20]) == (700 * scale,)


@pytest.mark.browser
@pytest.mark.parametrize(("ending", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("html", b"<!doctype")])
def test_the_ending_says_what_is_written(
    browser: object, graph: Graph, tmp_path: Path, ending: str, start: bytes
) -> None:
    target = tmp_path / f"picture.{ending}"
    graph.draw(target, as_="columns")
    assert target.read_bytes().startswith(start)


@pytest.mark.browser
def test_the_browser_asks_nobody_for_anything(printer: None, site: Site) -> None:
    there = site.address
    reaching = PAGE.replace(
        "<p>", f'<img src="{there}pixel"><iframe src="{there}"></iframe><script src="{there}x"></script><p>'
    )
    assert printing.to_svg(reaching).startswith("<svg")
    assert printing.to_png(reaching).startswith(b"\x89PNG")
    assert site.asked == []


@pytest.mark.browser
def test_a_page_without_hooks_is_photographed_and_has_no_svg(printer: None) -> None:
    plain = re.sub("<script>.*</script>", "", PAGE)
    assert printing.to_png(plain, scale=1.0).startswith(b"\x89PNG")
    with pytest.raises(BadInput, match="this renderer gives no SVG"):
        printing.to_svg(plain)
    with pytest.raises(BadInput, match="this page has no picture"):
        printing.to_png("<html data-ready=yes><p>Nothing")


@pytest.mark.browser
def test_a_page_that_never_gets_ready_is_told(printer: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "_PATIENCE", 300.0)
    with pytest.raises(BadInput, match=r"this page cannot be printed: .*Timeout"):
        printing.to_svg("<p>Still drawing")


@pytest.mark.browser
def test_a_page_that_could_not_be_drawn_is_told(printer: None) -> None:
    with pytest.raises(BadInput, match="this page cannot be printed: it could not be drawn"):
        printing.to_svg('<html data-ready="failed"><p>The picture could not be drawn.')


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"width": 100}, "width: 100 is out of range\n  Give 200 to 8000"),
        ({"width": 9000}, "width: 9000 is out of range"),
        ({"scale": 0.1}, "scale: 0.1 is out of range\n  Give 0.5 to 8"),
        ({"scale": float("nan")}, "scale: nan is out of range"),
    ],
)
def test_sizes_that_no_one_could_print_are_refused(how: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInput, match=re.escape(message)):
        printing.to_png(PAGE, **how)


def test_without_playwright_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("playwright"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NotAvailable, match=r"playwright, which prints pictures, is not installed\n.*sojourn\[print\]"):
        printing.to_svg(PAGE)


def test_a_browser_that_is_named_and_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOJOURN_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(NotAvailable, match="SOJOURN_CHROMIUM=/nowhere/chromium: there is no program of that name"):
        printing.to_svg(PAGE)


def test_a_program_that_is_no_browser_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOJOURN_CHROMIUM", "false")
    with pytest.raises(NotAvailable, match="SOJOURN_CHROMIUM=false: no browser can be started: ") as caught:
        printing.to_svg(PAGE)
    assert re.fullmatch(
        r"/\S+/false is no Chromium that starts: name its program, or leave SOJOURN_CHROMIUM out\.", caught.value.advice
    )


def test_a_browser_of_the_system_that_does_not_start_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOJOURN_CHROMIUM", raising=False)
    program = str(shutil.which("false"))
    monkeypatch.setattr("shutil.which", lambda _name: program)
    with pytest.raises(NotAvailable, match=f"{program}: no browser can be started: ") as caught:
        printing.to_svg(PAGE)
    assert caught.value.advice == "Name another Chromium by SOJOURN_CHROMIUM=PROGRAM."


def test_without_any_browser_of_the_system_playwright_takes_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOJOURN_CHROMIUM", raising=False)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert printing.chromium() is None
