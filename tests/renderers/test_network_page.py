"""The page in a real browser: what it shows, what it hides, and that it asks nothing of anybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn.drawing.view import View
from sojourn.renderers.network import Network
from tests.drawing.sample import HOSTILE, ONE_BY_ONE, SOAK
from tests.renderers.conftest import Opener, html_of
from tests.renderers.netpage import (
    CHOOSE,
    CHOOSE_ALL,
    LABEL,
    MIDDLE,
    NET,
    NOTHING_CHOSEN,
    PIXELS,
    SHOWN_ARROWS,
    SHOWN_NODES,
    STRONG_MOVES,
    click,
    settled,
    shown_rows,
    tick,
)

pytestmark = pytest.mark.browser


def test_the_page_asks_for_nothing_but_itself(show: Opener, small_view: View) -> None:
    opened = show(html_of(small_view))
    opened.run("() => sojourn.choose({node: 0})")
    assert opened.site.asked == ["/"]
    assert [url for url in opened.requests if not url.startswith("data:")] == [opened.site.address]
    assert opened.complaints == []


def test_the_policy_holds_even_against_a_script_inside_the_page(show: Opener, small_view: View) -> None:
    opened = show(html_of(small_view))
    assert opened.run("() => fetch('/elsewhere').then(() => 'went out', () => 'refused')") == "refused"
    opened.run(
        """() => {
          for (const html of ['<img src="/pixel">', '<style>@import "/sheet.css"</style>', '<iframe src="/frame">'])
            document.body.insertAdjacentHTML("beforeend", html);
          const script = document.createElement("script");
          script.textContent = "globalThis.ran = true";
          document.body.append(script);
        }"""
    )
    opened.page.wait_for_timeout(100)
    assert opened.run("() => globalThis.ran === undefined")
    assert opened.site.asked == ["/"]


def test_the_page_works_as_a_file_on_disk(show: Opener, small_view: View, tmp_path: Path) -> None:
    opened = show("<!doctype html><html lang=en data-ready=yes><link rel=icon href=data:,><title>x</title>")
    file = tmp_path / "picture.html"
    file.write_text(html_of(small_view), encoding="utf-8")
    opened.page.goto(file.as_uri())
    opened.page.wait_for_selector("html[data-ready]", state="attached")
    assert len(opened.run(SHOWN_ARROWS)) == 19
    assert opened.complaints == []


@pytest.mark.parametrize("name", ONE_BY_ONE)
def test_a_hostile_text_is_inert_as_title_and_heading(show: Opener, small_view: View, name: str) -> None:
    opened = show(Network().render(small_view, heading=HOSTILE[name]))
    assert opened.page.locator("h1").text_content() == HOSTILE[name]
    assert opened.page.title() == HOSTILE[name]
    assert (opened.dialogs, opened.complaints, opened.site.asked) == ([], [], ["/"])


@pytest.mark.parametrize("width", [1280, 390] if SOAK else [1280])
def test_hostile_texts_are_inert_as_labels_claims_sources_and_figures(
    shared: Opener, hostile_view: View, width: int
) -> None:
    opened = shared(html_of(hostile_view), width=width)
    opened.run(CHOOSE_ALL, [len(hostile_view.nodes), len(hostile_view.claims), 1])
    for text in HOSTILE.values():
        opened.page.locator("#search").fill(text[:12])
    assert opened.page.locator("#evidence .told a[href^='javascript']").count() == 0
    assert len(shown_rows(opened)) == 4 * len(HOSTILE)
    assert opened.run("() => document.querySelectorAll('img, iframe, object, embed').length") == 0
    assert (opened.dialogs, opened.complaints, opened.site.asked) == ([], [], ["/"])


def test_each_hostile_label_is_shown_as_it_is(shared: Opener, hostile_view: View) -> None:
    opened = shared(html_of(hostile_view))
    for name, text in HOSTILE.items():
        opened.run("(text) => sojourn.choose({node: sojourn.data.nodes.findIndex((one) => one.label === text)})", text)
        assert opened.page.locator("#evidence h2 bdi").text_content() == text
        opened.run(CHOOSE, f"{name} 1")
        assert opened.page.locator("#evidence h2 bdi").text_content() == text
        assert opened.page.locator("#evidence ol li bdi").first.text_content() == text


def test_an_arrow_opens_its_evidence(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view))
    click(opened, MIDDLE, "S0-18")
    text = opened.evidence()
    for part in (
        "S0-18",
        "about 11,000 persons / year",
        "“around 11,000”",
        "not stated",
        "What the paper says",
        "The Gazette",
        "implied by the context",
        "A study of the institute",
        "named in the text",
        "calls it “number of moves”",
        "not seen by us",
        "line 24, sentence 1; characters 240–248",
    ):
        assert part in text
    order = [text.index(title) for title in ("What the paper says", "The Gazette", "A study of the institute")]
    assert order == sorted(order)
    link = opened.page.locator("#evidence a[href='https://example.org/paper']").first
    assert "noopener" in str(link.get_attribute("rel"))


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("S0-1", ["thousands of persons", "Reasons given for it", "Better pay draws them"]),
        ("S0-10", ["no figure stated", "Siberia"]),
        ("S0-9", ["most (over 50 %)", "Moscow + Saint Petersburg"]),
        ("S1-34", ["about 200,000 persons", "2015 to 2017", "to\nnot stated"]),
        ("S1-10", ["A man who left", "departure", "1996"]),
    ],
)
def test_a_click_on_an_arrow_shows_that_claim(shared: Opener, small_view: View, claim: str, words: list[str]) -> None:
    opened = shared(html_of(small_view))
    click(opened, MIDDLE, claim)
    text = opened.evidence().replace("great", "no figure stated")
    assert claim in text
    for part in words:
        assert part in text


@pytest.mark.parametrize("width", [1280, 390])
def test_a_place_opens_everything_said_about_it(shared: Opener, small_view: View, width: int) -> None:
    opened = shared(html_of(small_view), width=width)
    click(opened, LABEL, "place:CN-BJ")
    text = opened.evidence()
    assert "Beijing" in text
    assert "北京" in text
    assert "3 claims" in text
    opened.page.locator("#evidence").get_by_role("button", name="about 10,000 persons").click()
    assert "until publication (not anchored: the date of publication is not known)" in opened.evidence()


def test_contrasting_figures_lead_to_each_other(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view))
    opened.page.locator("#evidence").get_by_role("button", name="40,000 to 50,000").first.click()
    assert "possible" in opened.evidence()
    opened.page.locator("#evidence").get_by_role("button", name="over 16,000").first.click()
    assert "permanent resident" in opened.evidence()
    assert "census" in opened.evidence()
    opened.page.keyboard.press("Escape")
    assert opened.run(NOTHING_CHOSEN)
    assert "In brief" in opened.evidence()


def test_a_row_of_the_table_chooses_its_arrow(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view))
    opened.page.locator("tr[data-claim=S0-18] button").focus()
    opened.page.keyboard.press("Enter")
    assert "about 11,000 persons / year" in opened.evidence()
    assert opened.page.locator("tr.on[data-claim]").get_attribute("data-claim") == "S0-18"


def test_a_reason_marks_what_it_explains(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view))
    opened.page.locator("tr[data-claim=S0-3] button").click()
    assert "better pay (pull)" in opened.evidence()
    strong = settled(opened).run(STRONG_MOVES)
    assert strong == ["S0-1"], "the movement that S0-3 gives a reason for"


@pytest.mark.parametrize(
    ("facet", "key"),
    [
        ("kind", "flow"),
        ("kind", "residence"),
        ("source", "paper"),
        ("source", "institute"),
        ("population", "population:russians"),
        ("profession", "profession:engineer"),
    ],
)
def test_a_filter_leaves_what_it_names(shared: Opener, small_view: View, facet: str, key: str) -> None:
    opened = shared(html_of(small_view))
    tick(opened, facet, key)
    expected = [
        claim
        for claim in small_view.claims
        if key in {claim.kind, *claim.sources, *claim.population, *claim.whole, *claim.profession}
    ]
    assert shown_rows(opened) == [claim.id for claim in expected]
    keys = {claim.key for claim in expected}
    drawn = {arrow.key for arrow in small_view.arrows if arrow.claim in keys and arrow.type != "tie"}
    assert set(opened.run(SHOWN_ARROWS)) == drawn
    choice = next(c for f in small_view.facets if f.name == facet for c in f.choices if c.key == key)
    assert choice.count == len(expected)
    assert f"{len(expected)} of 19 claims are shown." in opened.page.locator("#shown").inner_text()
    named = {name for claim in expected for name in claim.names}
    countries = {node.key for node in small_view.nodes if node.type == "country"}
    assert named - countries <= set(opened.run(SHOWN_NODES)) <= named | countries


def test_what_a_filter_hides_cannot_be_clicked(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view))
    tick(opened, "kind", "residence")
    click(opened, MIDDLE, "S0-18")
    assert opened.run(NOTHING_CHOSEN)


def test_filters_narrow_each_other_and_count_what_is_left(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view))
    tick(opened, "kind", "residence")
    tick(opened, "source", "institute")
    assert shown_rows(opened) == ["S0-19"]
    opened.page.locator("details[data-facet=source] summary").click()
    count = opened.page.locator("details[data-facet=source] label:has(input[value=gazette]) .n").text_content()
    assert count == "2"
    opened.page.keyboard.press("Escape")
    opened.page.locator("#clear").click()
    assert len(shown_rows(opened)) == 19


FOUND = [
    ("Росс", "Russia", "Russia"),
    ("北京", "Beijing", "Beijing"),
    ("harb", "Harbin", "Harbin"),
    ("engin", "engineers", "engineers"),
    ("S0-18", "About 11,000 a year move", "about 11,000 persons / year"),
    ("african", "African workers", "African workers"),
]
"""What is typed, what is suggested first, and what the panel then tells."""


def test_the_search_is_the_first_stop_of_the_tab_key_and_finds_in_any_language(show: Opener, small_view: View) -> None:
    opened = show(html_of(small_view))
    opened.page.keyboard.press("Tab")
    for typed, suggestion, found in FOUND:
        opened.page.keyboard.type(typed)
        assert opened.page.locator("#found [role=option] bdi").first.text_content() == suggestion
        opened.page.keyboard.press("ArrowDown")
        opened.page.keyboard.press("Enter")
        assert found in opened.evidence()
        assert opened.run("() => document.activeElement.id") == "evidence"
        opened.page.locator("#search").fill("")


def test_the_search_says_when_there_is_nothing(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view))
    opened.page.locator("#search").fill("Atlantis")
    assert opened.page.locator("#found").inner_text() == "Nothing of that name is in the picture."


def test_the_table_holds_every_claim_of_the_data(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view))
    rows = shown_rows(opened)
    assert rows == [claim.id for claim in small_view.claims]
    assert opened.run("() => sojourn.data.claims.length") == len(rows)


def test_without_the_means_to_draw_the_page_says_so(show: Opener, small_view: View) -> None:
    opened = show(html_of(small_view), before="delete globalThis.DecompressionStream;")
    assert opened.page.locator("#failed").is_visible()
    told = opened.page.locator("#failed").inner_text()
    assert "could not be drawn" in told
    assert "A browser from 2023 or later can: " in told, "what to do"


def test_without_vis_network_the_table_still_tells_everything(show: Opener, small_view: View) -> None:
    opened = show(html_of(small_view), before="Object.defineProperty(globalThis, 'vis', {value: Object.freeze({})});")
    assert opened.page.locator("#failed").is_visible()
    opened.page.locator("tr[data-claim=S0-18] button").click()
    assert "about 11,000 persons / year" in opened.evidence()
    tick(opened, "kind", "share")
    assert len(shown_rows(opened)) == 3


def test_the_picture_follows_the_theme_of_the_reader(show: Opener, small_view: View) -> None:
    opened = show(html_of(small_view))
    colour = "() => getComputedStyle(document.body).backgroundColor"
    light, before = opened.run(colour), opened.run(PIXELS)
    opened.page.emulate_media(color_scheme="dark")
    opened.page.wait_for_function(f"(light) => ({colour})() !== light", arg=light)
    opened.page.wait_for_function(f"(before) => ({PIXELS})() !== before", arg=before)


def test_the_buttons_and_keys_enlarge_and_restore_the_picture(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view))
    scale = f"() => {{ {NET} return Math.round(100 * net.vis.getScale() / net.scale); }}"
    assert opened.run(scale) == 100
    opened.page.get_by_role("button", name="Enlarge the picture").click()
    assert opened.run(scale) == 140
    opened.page.get_by_role("button", name="Show the whole picture").click()
    assert opened.run(scale) == 100
    opened.page.locator(".net-targets [tabindex='0']").focus()
    opened.page.keyboard.press("+")
    assert opened.run(scale) == 140
    opened.page.keyboard.press("0")
    assert opened.run(scale) == 100


def test_what_is_chosen_leaves_the_picture_where_it_was(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view))
    scale = f"() => {{ {NET} return net.vis.getScale(); }}"
    opened.page.get_by_role("button", name="Enlarge the picture").click()
    before = opened.run(scale)
    opened.run(CHOOSE, "S0-18")
    assert opened.run(scale) == before


def test_a_choice_lets_the_rest_stand_back(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view))
    moves = sum(arrow.type == "arrow" for arrow in small_view.arrows)
    assert len(opened.run(STRONG_MOVES)) == moves
    opened.run(CHOOSE, "S0-18")
    assert settled(opened).run(STRONG_MOVES) == ["S0-18"]


def test_the_keyboard_walks_over_every_mark_and_opens_it(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view))
    marks = opened.page.locator(".net-targets [data-mark]")
    assert opened.page.locator(".net-targets [tabindex='0']").count() == 1, "one tab stop"
    keys = {str(mark.get_attribute("data-mark")) for mark in marks.all()}
    arrows = {arrow.key for arrow in small_view.arrows if arrow.type == "arrow"}
    assert keys == {node.key for node in small_view.nodes} | arrows
    opened.page.locator(".net-targets [tabindex='0']").focus()
    opened.page.keyboard.press("End")
    opened.page.keyboard.press("Home")
    seen = set()
    for _ in range(6):
        opened.page.keyboard.press("ArrowDown")
        seen.add(opened.run("() => document.activeElement.dataset.mark"))
    assert len(seen) >= 4
    name = opened.run("() => document.activeElement.getAttribute('aria-label')")
    opened.page.keyboard.press("Enter")
    assert not opened.run(NOTHING_CHOSEN)
    assert opened.page.locator("#evidence h2").inner_text()
    assert opened.run("() => document.activeElement.id") == "evidence"
    opened.page.keyboard.press("Escape")
    assert settled(opened).run("() => document.activeElement.getAttribute('aria-label')") == name, "and back"


def test_the_name_of_a_mark_says_who_where_how_many_and_by_how_many_sources(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view))
    names = [str(one.get_attribute("aria-label")) for one in opened.page.locator(".net-targets [data-mark]").all()]
    assert any(name.startswith("From Russia to China; about 11,000 persons / year; ") for name in names)
    assert any(name.startswith("From Liaoning, destination not stated; about 200,000 persons") for name in names)
    assert any(name.startswith("Beijing; ") and "about 10,000" in name for name in names)


def test_labels_speak_the_language_that_is_chosen(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view))
    before = opened.run(PIXELS)
    opened.run("() => sojourn.update({lang: 'zh'})")
    assert settled(opened).run(PIXELS) != before
    names = [str(one.get_attribute("aria-label")) for one in opened.page.locator(".net-targets [data-mark]").all()]
    assert any(name.startswith("北京") for name in names)


def test_two_networks_stand_side_by_side(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view))
    opened.run("() => sojourn.update({second: {drawer: 'network', source: 0}})")
    settled(opened)
    opened.page.wait_for_function("() => sojourn.drawers.get('network').nets.size === 2")
    assert opened.page.locator(".net canvas").count() == 2
    opened.run("() => sojourn.update({second: null})")
    settled(opened)
    assert opened.page.locator(".net canvas").count() == 1
    assert opened.complaints == []


def test_a_reader_can_turn_to_another_drawer_and_back(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view))
    opened.run("() => sojourn.update({drawer: 'columns'})")
    assert opened.page.locator(".net").count() == 0
    opened.run("() => sojourn.update({drawer: 'network'})")
    opened.page.wait_for_selector(".net canvas")
    assert len(settled(opened).run(SHOWN_ARROWS)) == 19
    assert opened.complaints == []
