"""The file that every picture stands in: what it holds, what it asks for, and that it works wherever it is opened."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from itertools import pairwise
from pathlib import Path

import pytest

from sojourn.drawing.view import View
from sojourn.errors import BadInput
from sojourn.renderers import embedding, shell
from sojourn.renderers.shell import DRAWERS, page
from tests.drawing.sample import HOSTILE, ONE_BY_ONE
from tests.renderers.barriers import CHANGED, WHOLE, barriers
from tests.renderers.conftest import SCREENS, Opener
from tests.renderers.handmade import Said, World, page_of_claims, page_of_flows

WORLD = World({"Moscow": ("", ""), "Beijing": ("", "")})
PAGE = page_of_claims(WORLD, [Said(start=["Moscow"], end=["Beijing"], low=10, high=10)])


def reader(html: str) -> list[str]:
    """The style and the script that a page brings."""
    found = re.search(r'<script type="application/octet-stream" id="reader">([^<]*)</script>', html)
    assert found is not None
    return zlib.decompress(embedding.content(found[1])).decode().split("\0")


def test_the_same_view_gives_the_same_bytes(small_view: View) -> None:
    first = page(small_view, "map")
    for kept in (shell.our_script, shell.our_style, shell.loader_script, shell.packed):
        kept.cache_clear()
    assert page(small_view, "map") == first


def test_a_page_names_no_address_of_the_web_but_those_of_its_sources(small_view: View) -> None:
    html = page(small_view, "map")
    found = {address for text in (html, *reader(html)) for address in re.findall(r"https?://[\w./-]+", text)}
    own = {source.url for source in small_view.sources}
    assert {one for one in found if not one.startswith("http://www.w3.org/")} <= own


def test_the_style_and_the_script_are_allowed_by_their_hashes_and_nothing_else_is(small_view: View) -> None:
    html = page(small_view, "map")
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert found is not None
    rules = dict(rule.split(" ", 1) for rule in found[1].split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in found[1]
    loader = html[html.rindex("<script>") + 8 : html.rindex("</script>")]
    for text, rule in zip(reader(html), ("style-src", "script-src"), strict=True):
        assert shell.policy(scripts=(text,), styles=()).split("script-src ")[1].split(";")[0] in rules[rule]
    assert shell.policy(scripts=(loader,), styles=()).split("script-src ")[1].split(";")[0] in rules["script-src"]


def test_a_drawer_that_no_page_has_is_refused(small_view: View) -> None:
    with pytest.raises(BadInput, match="no drawer called 'globe'"):
        page(small_view, "globe")


def test_what_stands_above_the_data_stays_small(small_view: View) -> None:
    """All drawers and all of the reading; the words of three languages where the labels have them."""
    assert (above(PAGE), above(page(small_view, "map"))) < (102_000, 124_000)


def above(html: str) -> int:
    """What a file holds beside its data [bytes]; the land is data and counts for itself."""
    held = re.findall(r'<script type="[^"]*" id="(?:data|columns)">([^<]*)<', html)
    return len(html.encode()) - sum(len(one.encode()) for one in held)


def test_a_page_speaks_more_than_english_only_where_its_labels_do(small_view: View) -> None:
    for html, words in ((PAGE, False), (page(small_view, "map"), True)):
        style, script = reader(html)
        assert ("Свидетельства" in script, "{0:claim|claims}" in script) == (words, True)
        assert style == shell.our_style()


def test_a_script_that_was_changed_since_it_was_shortened_stands_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(shell.PLAIN, "reader.packed", lambda: "p{}\0const changed = 1;")
    shell.our_script.cache_clear()
    assert shell.our_script()[:2] == ("p{}", "const changed = 1;")
    shell.our_script.cache_clear()


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node on this machine")
@pytest.mark.parametrize("network", [False, True])
def test_the_shortened_script_can_be_read(network: bool, tmp_path: Path) -> None:
    script = tmp_path / "ours.js"
    short = shell.our_script(network=network).script
    script.write_text(short, encoding="utf-8")
    run = subprocess.run(["node", "--check", script], capture_output=True, text=True, timeout=300, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert len(short) < 0.5 * sum(len(shell.asset(one)) for one in shell.parts(network=network))


@pytest.mark.browser
@pytest.mark.parametrize("drawer", DRAWERS)
def test_a_page_opens_with_its_drawer_and_asks_for_nothing(shared: Opener, small_view: View, drawer: str) -> None:
    opened = shared(page(small_view, drawer, why="Because it was asked for."))
    assert opened.run("() => [document.documentElement.dataset.ready, sojourn.state.drawer]") == ["yes", drawer]
    assert opened.run("() => performance.getEntriesByName('sojourn-ready').length") == 1
    assert opened.page.locator(".pane .box > *").count() >= 1
    assert "Because it was asked for." in opened.page.locator("#lead").inner_text()
    assert (opened.site.asked, opened.complaints) == (["/"], [])


@pytest.mark.browser
def test_a_reader_can_turn_to_any_other_drawer(shared: Opener, small_view: View) -> None:
    opened = shared(page(small_view, "map"))
    for drawer in (*DRAWERS[1:], "map"):
        opened.run("(drawer) => sojourn.update({drawer})", drawer)
        assert opened.page.locator(".pane .box > *").count() >= 1
    opened.run("() => sojourn.update({second: {drawer: 'columns', source: 0}})")
    assert opened.page.locator(".pane").count() == 2
    opened.run("() => sojourn.update({second: null})")
    assert opened.page.locator(".pane").count() == 1
    assert opened.complaints == []


@pytest.mark.browser
@pytest.mark.parametrize("name", ONE_BY_ONE)
def test_a_hostile_text_is_inert_as_heading_and_reason(shared: Opener, small_view: View, name: str) -> None:
    opened = shared(page(small_view, "columns", heading=HOSTILE[name], why=HOSTILE[name]))
    assert opened.page.locator("h1").text_content() == HOSTILE[name]
    assert opened.page.title() == HOSTILE[name]
    assert (opened.dialogs, opened.complaints, opened.site.asked) == ([], [], ["/"])


@pytest.mark.browser
def test_an_old_browser_is_told_that_it_is_too_old(show: Opener) -> None:
    opened = show(PAGE, before="delete globalThis.DecompressionStream;")
    assert opened.run("() => document.documentElement.dataset.ready") == "failed"
    assert "A browser from 2023 or later can" in opened.page.locator("[role=alert]").inner_text()


@pytest.mark.browser
def test_the_sheet_of_evidence_lies_over_the_picture_on_a_phone_and_closes(shared: Opener, small_view: View) -> None:
    opened = shared(page(small_view, "columns"), width=390)
    sheet = opened.page.locator("#evidence")
    over = "() => getComputedStyle(document.getElementById('evidence')).position === 'fixed'"
    assert not opened.run(over)
    opened.run("() => sojourn.choose({claim: 0})")
    box = sheet.bounding_box()
    assert box is not None
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, 390, 844)
    opened.page.keyboard.press("Escape")
    assert not opened.run(over)
    opened.run("() => sojourn.choose({claim: 0})")
    sheet.locator(".close").first.click()
    assert not opened.run(over)


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing(shared: Opener, small_view: View, width: int, scheme: str) -> None:
    opened = shared(page(small_view, "columns"), width=width, scheme=scheme)
    for choice, where in (("{}", WHOLE), ("{claim: 1}", CHANGED), ("{node: 0}", CHANGED)):
        opened.run(f"() => sojourn.choose({choice})")
        assert barriers(opened, where) == []
    assert opened.run("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_headings_and_landmarks_stand_in_order(shared: Opener, small_view: View) -> None:
    opened = shared(page(small_view, "columns"))
    levels = opened.run("() => [...document.querySelectorAll('h1,h2,h3,h4')].map((one) => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    names = opened.run("() => [...document.querySelectorAll('main section[aria-label], aside')].map((one) => one.id)")
    assert [name for name in names if name] == ["controls", "panes", "evidence", "legend", "table"]


@pytest.mark.browser
def test_on_paper_only_what_can_be_read_stays(show: Opener, small_view: View) -> None:
    opened = show(page(small_view, "columns"), scheme="dark")
    opened.page.emulate_media(media="print")
    assert not opened.page.locator("#controls").is_visible()
    assert opened.page.locator(".pane").first.is_visible()
    assert opened.run("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.browser
def test_a_table_of_a_hundred_thousand_rows_is_ready_soon(shared: Opener) -> None:
    """The time of the page's own clock, with room for a machine that does other things."""
    opened = shared(page_of_flows(60, 29))
    assert opened.run("() => sojourn.data.rows.length") == 60 * 59 * 29
    assert opened.run("() => performance.getEntriesByName('sojourn-ready')[0].startTime") < 6000
    assert opened.run("() => sojourn.claimAt(7).id") == "row 7"
    assert opened.run("() => sojourn.data.details.length") == 0
