"""Saved pictures: SVG that every reader of XML takes, PNG, the same bytes each time, nothing that runs."""

from __future__ import annotations

import base64
import re
from xml.etree import ElementTree

import pytest

from sojourn.drawing.view import View
from tests.renderers.conftest import Opened, Opener, html_of
from tests.renderers.diagrams import MIXED, flow, mixed, opened_with, redrawn

__all__ = ["mixed"]

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {
    "svg",
    "g",
    "path",
    "rect",
    "circle",
    "line",
    "text",
    "tspan",
    "title",
    "defs",
    "pattern",
    "image",
    "clipPath",
}


def parsed(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawn)  # noqa: S314 - made by our own page; a strict reader is what is tested


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


DRAW = """async (drawer) => {
  sojourn.update({drawer});
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_picture_is_saved_as_a_complete_svg(shared: Opener, small_view: View, scheme: str) -> None:
    opened = shared(html_of(small_view, "map"), scheme=scheme)
    for drawer in ("map", "columns", "chord", "canvas"):
        opened.run(DRAW, drawer)
        drawn = opened.run("() => sojourn.toSVG(0)")
        root = parsed(drawn)
        assert {one.tag.removeprefix(SVG) for one in root.iter()} <= ALLOWED
        assert "A small picture" in texts(root)
        assert any(text.startswith("Sources:") for text in texts(root))
        assert "from Russia" in texts(root)
        assert drawn == opened.run("() => sojourn.toSVG(0)")
    assert opened.complaints == []


def test_a_saved_svg_leans_on_no_style_and_no_address(mixed: Opened) -> None:
    opened = redrawn(mixed, "columns")
    for drawer in ("map", "columns", "chord"):
        opened.run(DRAW, drawer)
        drawn = opened.run("() => sojourn.toSVG(0)")
        attributes = {name for one in parsed(drawn).iter() for name in one.attrib}
        forbidden = ("on", "data-", "aria-", "class", "style", "tabindex")
        assert {name for name in attributes if name.startswith(forbidden)} == set()
        assert "var(" not in drawn
        assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", drawn) == []
        assert set(re.findall(r'font-family="([^"]*)"', drawn)) <= {"sans-serif", "Georgia, serif"}


def test_a_saved_svg_has_the_colours_of_the_page(shared: Opener) -> None:
    light, dark = (
        opened_with(shared, MIXED, "columns", scheme=scheme).run("() => sojourn.toSVG(0)")
        for scheme in ("light", "dark")
    )
    assert "#fffdf9" in light
    assert "#14171b" in dark


def test_hostile_words_are_text_in_a_saved_svg(shared: Opener, hostile_view: View) -> None:
    opened = shared(html_of(hostile_view, "columns"))
    root = parsed(opened.run("() => sojourn.toSVG(0)"))
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= ALLOWED
    assert opened.dialogs == []


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a\u0000b\u000cc", "a\ufffdb\ufffdc"),
        ("<b>&\"'", "<b>&\"'"),
        ("\u202eabc", "\u202eabc"),
        ("Харбин 哈尔滨", "Харбин 哈尔滨"),
    ],
)
def test_any_title_can_be_saved(mixed: Opened, name: str, written: str) -> None:
    opened = redrawn(mixed, "columns")
    opened.run("(name) => { sojourn.data.title = name; }", name)
    root = parsed(opened.run("() => sojourn.toSVG(0)"))
    assert root.findtext(f"{SVG}title") == written


def test_a_lone_surrogate_does_not_break_a_saved_svg(mixed: Opened) -> None:
    opened = redrawn(mixed, "columns")
    opened.run("() => { sojourn.data.title = 'a\\ud800b'; }")
    assert parsed(opened.run("() => sojourn.toSVG(0)")).findtext(f"{SVG}title") == "a\ufffdb"


@pytest.mark.parametrize("drawer", ["columns", "canvas"])
def test_a_saved_png_is_twice_as_large_as_the_sheet(shared: Opener, small_view: View, drawer: str) -> None:
    opened = shared(html_of(small_view, drawer))
    width = int(parsed(opened.run("() => sojourn.toSVG(0)")).attrib["width"])
    picture = opened.run("() => sojourn.toPNG()")
    content = base64.b64decode(picture.removeprefix("data:image/png;base64,"))
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20], "big") == 2 * width
    assert opened.complaints == []


@pytest.mark.parametrize(("button", "begins"), [("SVG", b"<?xml"), ("PNG", b"\x89PNG")])
def test_a_button_saves_the_picture_without_any_request(shared: Opener, button: str, begins: bytes) -> None:
    opened = opened_with(shared, MIXED, "columns", title="Who moved: 2020/21")
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name=button, exact=True).click()
    assert download.value.suggested_filename == f"Who-moved-2020-21.{button.lower()}"
    assert download.value.path().read_bytes().startswith(begins)
    assert opened.site.asked == ["/"]
    assert opened.complaints == []


def test_a_saved_picture_says_in_words_what_it_leaves_out(shared: Opener) -> None:
    claims = [flow("Russia", "China", 20, source="census", period=(2010, 2012)), flow("China", "Mongolia", 10)]
    opened = opened_with(shared, claims, "columns")
    assert "Moves · All years" in texts(parsed(opened.run("() => sojourn.toSVG(0)")))
    opened.run("() => sojourn.update({window: [2005, 2020], ticked: new Map([['source', new Set(['census'])]])})")
    drawn = texts(parsed(opened.run("() => sojourn.toSVG(0)")))
    assert "Moves · 2005–2020 · source: census · 1 of 2 claims" in drawn
    assert any(text.startswith("Sources: census") for text in drawn)


def test_a_saved_map_says_that_its_outlines_are_no_borders(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view, "map"))
    note = "Outlines: Natural Earth, public domain; they are no statement about borders"
    assert note in " ".join(texts(parsed(opened.run("() => sojourn.toSVG(0)"))))
    opened.run(DRAW, "columns")
    assert "Natural Earth" not in " ".join(texts(parsed(opened.run("() => sojourn.toSVG(0)"))))


def test_chinese_runs_over_as_many_lines_as_it_needs(mixed: Opened) -> None:
    opened = redrawn(mixed, "columns")
    title = "谁迁往何处，出自何人之口。" * 20
    opened.run("(title) => { sojourn.data.title = title; }", title)
    lines = texts(parsed(opened.run("() => sojourn.toSVG(0)")))
    assert title in "".join(lines)
    assert [line for line in lines if line.startswith(("，", "。"))] == []


def test_the_second_picture_is_saved_as_well(show: Opener) -> None:
    opened = opened_with(show, [*MIXED, flow("Moscow", "Harbin", 50)], "columns")
    opened.run("() => sojourn.update({second: {drawer: 'chord', source: 0}})")
    one, other = (parsed(opened.run("(i) => sojourn.toSVG(i)", i)) for i in (0, 1))
    assert texts(one) != texts(other)
    assert opened.run("() => sojourn.toSVG(7)") == ""
