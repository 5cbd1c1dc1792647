"""What steers the picture: search, filters, years, views, keys; on a desktop and a phone."""

from __future__ import annotations

from typing import Any

import pytest

from sojourn.drawing.view import View
from sojourn.renderers.choosing import choose
from tests.drawing.sample import HOSTILE
from tests.renderers.barriers import barriers
from tests.renderers.conftest import SCREENS, Opened, Opener, html_of
from tests.renderers.handmade import Said, World, page_of_claims, page_of_flows

pytestmark = pytest.mark.browser

SMALL = """() => [...document.querySelectorAll(
  "#controls button, #controls input, #controls select, #controls summary, #controls label, #table button")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().width)
  .filter((one) => !(one.matches("input") && one.closest("label")))
  .map((one) => [one.id || one.textContent || one.outerHTML, one.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([name, box]) => `${name}: ${box.width} × ${box.height}`)"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def small(small_view: View) -> str:
    return html_of(small_view, "columns")


@pytest.fixture(scope="module")
def yearly() -> str:
    """Flows of three periods from two sources, one of them without a date, and residents of two years."""
    world = World({"A": ("country", ""), "B": ("country", "")}, {"people of A": ("", "A", "")})
    flows = [
        Said(start=["A"], end=["B"], low=100 + n, high=100 + n, period=(y, y + 5), source=s)
        for n, y in enumerate((2000, 2005, 2010))
        for s in ("first", "second")
    ]
    stocks = [
        Said(place=["B"], population=["people of A"], low=9, high=9, kind="residence", period=(y, y), source="first")
        for y in (2005, 2010)
    ]
    steps: dict[str, Any] = {
        "moves": [[2000, 2005], [2005, 2010], [2010, 2015]],
        "residents": [[2005, 2005], [2010, 2010]],
    }
    opening = {"steps": steps["moves"], "stepsOf": steps}
    claims = [*flows, Said(start=["A"], end=["B"], source="first"), *stocks]
    return page_of_claims(world, claims, opening=opening, langs=["en", "zh", "ru"])


def suggestions(opened: Opened, typed: str) -> list[str]:
    opened.page.locator("#search").fill(typed)
    options = opened.page.locator("#found [role=option] > bdi").all_inner_texts()
    return [str(text) for text in options]


def shown(opened: Opened) -> int:
    return int(opened.run("() => sojourn.shown().reduce((sum, one) => sum + one, 0)"))


def state(opened: Opened, name: str) -> Any:
    return opened.run(f"() => sojourn.state.{name}")


def unfold(opened: Opened) -> None:
    if opened.page.locator("#unfold").is_visible():
        opened.page.locator("#unfold").click()


FOUND = {
    "beij": "Beijing",
    "BEIJING": "Beijing",
    "россия": "Russia",
    "РОССИЯ": "Russia",
    "中国": "China",
    "kraï": "Zabaykalsky Krai",
    "russians": "Russians",
    "engin": "engineers",
    "a man who": "A man who left",
    "gazette": "The Gazette",
    "S0-18": "About 11,000 a year move",
    "around 11,000": "About 11,000 a year move",
    "left in 1996": "He left in 1996",
}
"""What is typed, and what is suggested first."""
CORRIDORS = [
    *("Russia → China", "russia->china", "Russia - China", "Russia to China", "from Russia to China", "Россия → 中国"),
    *("россия в china", "Russia到中国", "从Russia到中国", "из Россия в China"),
]


def test_search_finds_in_every_language_and_spelling(shared: Opener, small: str) -> None:
    opened = shared(small)
    assert {typed: suggestions(opened, typed)[0] for typed in FOUND} == FOUND


def test_two_names_find_a_corridor(shared: Opener, small: str) -> None:
    opened = shared(small)
    assert {typed: suggestions(opened, typed)[0] for typed in CORRIDORS} == dict.fromkeys(CORRIDORS, "Russia → China")
    opened.page.keyboard.press("Enter")
    bundle = "sojourn.data.nodes[sojourn.state.chosen.bundle.{}].key"
    assert [opened.run("() => " + bundle.format(end)) for end in ("start", "end")] == ["place:RU", "place:CN"]
    assert opened.run("() => document.activeElement.id") == "evidence"


def test_a_corridor_that_nobody_speaks_of_is_not_suggested(shared: Opener, small: str) -> None:
    opened = shared(small)
    assert suggestions(opened, "China → Russia") == []
    assert "Nothing of that name" in opened.page.locator("#found").inner_text()


def test_a_corridor_between_names_with_a_hyphen_is_found(shared: Opener) -> None:
    world = World({"Guinea-Bissau": ("country", ""), "Timor-Leste": ("country", "")})
    opened = shared(page_of_claims(world, [Said(start=["Guinea-Bissau"], end=["Timor-Leste"], low=3, high=3)]))
    assert suggestions(opened, "guinea-bissau-timor-leste") == ["Guinea-Bissau → Timor-Leste"]
    assert suggestions(opened, "guinea-bissau") == ["Guinea-Bissau"]


def test_search_is_a_combobox_for_the_keyboard_and_the_screen_reader(shared: Opener, small: str) -> None:
    opened = shared(small)
    page, field = opened.page, opened.page.locator("#search")
    assert field.get_attribute("aria-expanded") == "false"
    field.fill("be")
    assert field.get_attribute("aria-expanded") == "true"
    assert page.locator("#found [role=group]").count() >= 1
    field.press("ArrowDown")
    field.press("ArrowDown")
    marked = page.locator("#found [aria-selected=true]")
    assert marked.count() == 1
    assert field.get_attribute("aria-activedescendant") == marked.get_attribute("id")
    field.press("Escape")
    assert page.locator("#found").is_hidden()
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowUp")
    assert page.locator("#found").is_visible()
    page.locator("h1").click()
    assert page.locator("#found").is_hidden()


def test_the_slash_leads_to_the_search_and_enter_takes_the_first(shared: Opener, small: str) -> None:
    opened = shared(small)
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("Beijing")
    opened.page.keyboard.press("Enter")
    assert opened.run("() => sojourn.data.nodes[sojourn.state.chosen.node].key") == "place:CN-BJ"
    assert opened.run("() => document.activeElement.id") == "evidence"
    opened.page.keyboard.press("Escape")
    assert state(opened, "chosen.node") == -1


def test_a_source_that_is_taken_filters(shared: Opener, small: str) -> None:
    opened = shared(small)
    assert suggestions(opened, "the other paper")[0] == "What the other paper says"
    opened.page.keyboard.press("Enter")
    assert shown(opened) == 7
    assert opened.page.locator("details[data-facet=source] .badge").inner_text().strip() == "1"


def test_hostile_texts_are_inert_in_the_search_and_the_filters(shared: Opener, hostile_view: View) -> None:
    opened = shared(html_of(hostile_view, "columns"))
    for text in HOSTILE.values():
        suggestions(opened, text[:12])
    opened.page.keyboard.press("Escape")
    for summary in opened.page.locator("#controls summary").all():
        summary.click()
    assert opened.run("() => document.querySelectorAll('img, iframe, object, #controls a').length") == 0
    assert (opened.dialogs, opened.complaints, opened.site.asked) == ([], [], ["/"])


def tick(opened: Opened, facet: str, label: str) -> None:
    opened.page.locator(f"details[data-facet={facet}] summary").click()
    opened.page.locator(f"details[data-facet={facet}] label", has_text=label).click()
    opened.page.keyboard.press("Escape")


def counts(opened: Opened, facet: str) -> dict[str, int]:
    opened.page.locator(f"details[data-facet={facet}] summary").click()
    lines = opened.page.locator(f"details[data-facet={facet}] .choices label").all_inner_texts()
    opened.page.keyboard.press("Escape")
    return {line.split("\n")[0]: int(line.split("\n")[-1].replace(",", "")) for line in map(str, lines)}


def test_counts_follow_the_other_filters_and_show_all_takes_them_back(shared: Opener, small: str) -> None:
    opened = shared(small)
    before = counts(opened, "source")
    assert (before["What the paper says"], before["What the other paper says"]) == (12, 7)
    tick(opened, "kind", "Residents")
    after = counts(opened, "source")
    assert (after["What the paper says"], after["What the other paper says"]) == (6, 1)
    assert counts(opened, "kind")["Moves"] == 5
    assert shown(opened) == 7
    assert opened.page.locator("#shown [role=status]").inner_text() == "7 of 19 claims are shown."
    opened.page.locator("#clear").click()
    assert shown(opened) == 19
    assert opened.page.locator("#shown [role=status]").inner_text() == "All 19 claims are shown."
    assert opened.page.locator("#clear").is_hidden()


def test_two_values_of_one_filter_widen_and_two_filters_narrow(shared: Opener, small: str) -> None:
    opened = shared(small)
    tick(opened, "kind", "Residents")
    tick(opened, "kind", "Moves")
    assert shown(opened) == 12
    tick(opened, "source", "What the other paper says")
    assert shown(opened) == 2


def test_a_long_list_shows_the_commonest_and_finds_the_rest(shared: Opener, whole_view: View) -> None:
    opened = shared(html_of(whole_view, "columns"))
    page = opened.page
    listed = counts(opened, "population")
    assert len(listed) == 12
    assert list(listed.values()) == sorted(listed.values(), reverse=True)
    page.locator("details[data-facet=population] summary").click()
    assert "17 others are not listed" in page.locator("details[data-facet=population] .rest").inner_text()
    page.locator("details[data-facet=population] input[type=search]").fill("african")
    found = page.locator("details[data-facet=population] .choices label").all_inner_texts()
    assert found
    assert all("African" in str(text) for text in found)
    page.locator("details[data-facet=population] .choices input").first.check()
    assert 0 < shown(opened) < len(whole_view.claims)


def test_escape_closes_a_list_and_gives_the_focus_back(shared: Opener, small: str) -> None:
    opened = shared(small)
    opened.run("() => sojourn.choose({node: 0})")
    summary = opened.page.locator("details[data-facet=kind] summary")
    summary.focus()
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#controls details[open]").count() == 0
    assert opened.run("() => document.activeElement.textContent").startswith("Kind")
    assert state(opened, "chosen.node") == 0
    opened.page.keyboard.press("Escape")
    assert state(opened, "chosen.node") == -1


def test_the_years_move_by_steps_and_say_themselves(shared: Opener, yearly: str) -> None:
    opened = shared(yearly)
    page, words = opened.page, opened.page.locator(".time output")
    assert words.inner_text() == "all years, 2000–2015"
    page.locator("#on").click()
    assert (state(opened, "window"), words.inner_text(), shown(opened)) == ([2000, 2005], "2000–2005", 3)
    page.locator("#on").click()
    assert state(opened, "window") == [2005, 2010]
    page.keyboard.press(".")
    assert state(opened, "window") == [2010, 2015]
    page.keyboard.press(".")
    assert state(opened, "window") == [2010, 2015]
    page.keyboard.press(",")
    assert state(opened, "window") == [2005, 2010]
    page.locator("#to").focus()
    page.keyboard.press("ArrowRight")
    assert state(opened, "window") == [2005, 2015]
    assert page.locator("#to").get_attribute("aria-valuetext") == "2015"
    page.locator("#from").focus()
    page.keyboard.press("ArrowLeft")
    assert state(opened, "window") is None
    page.locator("#back").click()
    assert state(opened, "window") == [2010, 2015]
    page.locator("#every-year").click()
    assert state(opened, "window") is None


def test_thumbs_never_pass_each_other(shared: Opener, yearly: str) -> None:
    opened = shared(yearly)
    opened.page.locator("#from").focus()
    opened.page.keyboard.press("End")
    assert state(opened, "window") == [2010, 2015]
    assert opened.page.locator("#to").input_value() == "2"
    opened.page.locator("#to").focus()
    opened.page.keyboard.press("Home")
    assert state(opened, "window") == [2000, 2005]


def test_claims_without_a_date_are_counted_and_kept_on_demand(shared: Opener, yearly: str) -> None:
    opened = shared(yearly)
    assert opened.page.locator("#undated").is_hidden()
    opened.page.locator("#on").click()
    before = shown(opened)
    assert opened.page.locator("#undated").inner_text() == "keep the 1 claim without a date"
    opened.page.locator("#undated input").check()
    assert shown(opened) == before + 1
    assert "undated=1" in str(opened.run("() => sojourn.linkOf()"))


def test_another_layer_has_its_own_years(shared: Opener, yearly: str) -> None:
    opened = shared(yearly)
    opened.page.keyboard.press(".")
    opened.page.keyboard.press(".")
    opened.page.locator("[role=radio][data-value=residents]").click()
    assert (state(opened, "layer"), state(opened, "window")) == ("residents", [2010, 2010])
    assert opened.page.locator(".time output").inner_text() == "2010"
    opened.page.locator("[role=radio][data-value=moves]").click()
    assert state(opened, "window") == [2005, 2010]


def test_playing_moves_the_window_and_stops_at_the_end(show: Opener, yearly: str) -> None:
    opened = show(yearly, motion="no-preference", before="globalThis.setInterval = (run) => (globalThis.tick = run, 7)")
    page = opened.page
    page.locator("#play").click()
    assert state(opened, "window") == [2000, 2005]
    assert page.locator("#play").get_attribute("aria-label") == "Stop"
    opened.run("() => tick()")
    opened.run("() => tick()")
    assert state(opened, "window") == [2010, 2015]
    opened.run("() => tick()")
    assert page.locator("#play").get_attribute("aria-label") == "Play through the years"
    page.locator("#play").click()
    assert state(opened, "window") == [2000, 2005]
    page.keyboard.press("Escape")
    assert page.locator("#play").get_attribute("aria-label") == "Play through the years"


def test_whoever_wants_less_motion_gets_steps_and_nothing_that_plays(shared: Opener, yearly: str) -> None:
    opened = shared(yearly, motion="reduce")
    assert opened.page.locator("#play").count() == 0
    assert opened.page.locator("#on").is_visible()


def test_two_views_stand_side_by_side_and_say_what_each_shows(shared: Opener, yearly: str) -> None:
    opened = shared(yearly)
    page = opened.page
    page.locator("#two").click()
    assert page.locator("#panes .pane").count() == 2
    assert page.locator(".pane-label").all_inner_texts() == ["first · Columns", "second · Columns"]
    sources = {str(text) for text in page.locator("#rows tr:not([hidden]) td.source").all_inner_texts()}
    assert sources == {"first", "second"}, "the table holds the rows of both"
    listed = page.locator("#rows tr:not([hidden])").count()
    assert page.locator("#shown [role=status]").inner_text() == "All 9 claims are shown."
    assert listed == 9
    page.locator(".second select").nth(2).select_option("chord")
    assert page.locator(".pane-label").nth(1).inner_text() == "second · Circle"
    page.locator(".second select").nth(0).select_option(label="all sources")
    assert page.locator(".pane-label").nth(0).inner_text() == "all sources · Columns"
    scales = opened.run("() => [0, 1].map((i) => sojourn.sceneOf(i).largest)")
    assert scales[0] == scales[1]
    page.locator("#two").click()
    assert page.locator("#panes .pane").count() == 1
    assert page.locator(".pane-label").count() == 0


def test_of_two_views_lists_count_both_and_the_panel_tells_them_apart(shared: Opener, yearly: str) -> None:
    opened = shared(yearly)
    page = opened.page
    page.locator("#two").click()
    for facet, counts in {"kind": [["flow", 7], ["residence", 2]], "source": [["first", 6], ["second", 3]]}.items():
        assert opened.run("(facet) => [...sojourn.countsOf(facet)].filter(([, n]) => n)", facet) == counts
    page.locator("details[data-facet=kind] summary").click()
    assert page.locator("details[data-facet=kind] .n").all_inner_texts()[:2] == ["7", "2"]
    page.locator("details[data-facet=kind] summary").click()
    told = opened.evidence()
    assert "first: The picture shows 1 corridor" in told
    assert "second: The picture shows 1 corridor" in told
    page.locator("#two").click()
    assert "first: The picture" not in opened.evidence()


def test_the_view_is_chosen_by_layer_drawer_and_level(shared: Opener, whole_view: View) -> None:
    opened = shared(html_of(whole_view, "columns"))
    page = opened.page
    page.locator("[role=radio][data-value=residents]").click()
    page.locator("[role=radio][data-value=chord]").click()
    page.locator(".view select").select_option("country")
    assert [state(opened, name) for name in ("layer", "drawer", "level")] == ["residents", "chord", "country"]
    assert page.locator("[role=radio][aria-checked=true]").all_inner_texts() == ["English", "Residents", "Circle"]
    page.locator("[role=radio][data-value=residents]").focus()
    page.keyboard.press("ArrowLeft")
    assert state(opened, "layer") == "moves"
    assert opened.run("() => document.activeElement.dataset.value") == "moves"


def test_only_levels_that_exist_are_offered(shared: Opener, small: str) -> None:
    opened = shared(page_of_flows(6, 1, sources=1))
    assert opened.page.locator(".view option").all_inner_texts() == [
        "Places as stated", "Sub-regions", "Continents",
    ]  # fmt: skip
    assert shared(small).page.locator(".view option").all_inner_texts() == ["Places as stated", "Countries"]


def test_what_was_gathered_is_counted_and_one_click_away(shared: Opener) -> None:
    opened = shared(page_of_flows(20, 1, level="stated", sources=1))
    page = opened.page
    words = page.locator("#gathered [role=status]").inner_text()
    scene = opened.run("() => { const {arrows, others} = sojourn.sceneOf(0); return [arrows.length, others.arrows]; }")
    drawn = page.locator("#panes .ribbon.mark").count()
    assert 0 < drawn < scene[0], "columns gather more than a map does"
    assert words.startswith(f"{drawn} of {sum(scene)} corridors are drawn; the smaller ones, ")
    opened.run("() => sojourn.update({drawer: 'canvas'})")
    told = page.locator("#gathered [role=status]").inner_text()
    assert told.startswith(f"{scene[0]} of {sum(scene)} corridors are drawn; the smaller ones, ")
    opened.run("() => sojourn.update({drawer: 'columns'})")
    page.locator("#all").click()
    assert page.locator("#gathered [role=status]").inner_text() == f"All {sum(scene)} corridors are drawn."
    page.locator("#all").click()
    assert page.locator("#gathered [role=status]").inner_text() == words


def test_the_depth_slider_shows_what_is_around_one_node(shared: Opener, small: str) -> None:
    opened = shared(small)
    page = opened.page
    assert page.locator("#depth").is_hidden()
    suggestions(opened, "Liaoning")
    page.keyboard.press("Enter")
    assert page.locator(".around label").inner_text() == "Only what is around Liaoning"
    page.locator("#depth").focus()
    page.keyboard.press("ArrowRight")
    assert (state(opened, "depth"), page.locator(".around output").inner_text()) == (1, "1 step away")
    one = shown(opened)
    page.keyboard.press("ArrowRight")
    assert page.locator("#depth").get_attribute("aria-valuetext") == "2 steps away"
    assert 0 < one < shown(opened) <= 19
    page.keyboard.press("Home")
    assert (state(opened, "focus"), shown(opened)) == (-1, 19)


def test_computed_figures_are_shown_on_demand(shared: Opener, whole_view: View) -> None:
    opened = shared(html_of(whole_view, "columns"))
    assert f"({len(whole_view.computed)}, said by no source)" in opened.page.locator("#controls").inner_text()
    assert opened.page.locator("#computed-rows").is_hidden()
    opened.page.locator("#with-computed").check()
    assert opened.page.locator("#computed-rows").is_visible()


def test_the_link_says_exactly_this_view(show: Opener, yearly: str) -> None:
    opened = show(yearly)
    opened.page.keyboard.press(".")
    opened.page.locator("[role=radio][data-value=ru]").click()
    stub = "(write) => Object.defineProperty(navigator, 'clipboard', {configurable: true, value: {writeText: write}})"
    opened.run(f"() => ({stub})((text) => {{ globalThis.copied = text; return Promise.resolve(); }})")
    opened.page.locator("#copy-link").click()
    link = str(opened.run("() => globalThis.copied"))
    assert link.startswith(opened.site.address + "#")
    assert "window=2000" in link
    assert "lang=ru" in link
    assert opened.page.locator(".copied").inner_text() == "Скопировано."
    opened.run(f"() => ({stub})(() => Promise.reject(new Error('refused')))")
    opened.page.locator("#copy-link").click()
    field = opened.page.locator(".link input")
    field.wait_for(state="visible")
    assert field.input_value() == link


def test_help_lists_the_keys_and_escape_closes_it(shared: Opener, small: str) -> None:
    opened = shared(small)
    opened.page.keyboard.press("?")
    assert opened.page.locator("#help").is_visible()
    assert "search" in opened.page.locator("#help dl").inner_text()
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#help").is_hidden()
    opened.page.locator("#search").fill("?")
    assert opened.page.locator("#help").is_hidden()


def test_on_a_phone_the_controls_fold_into_a_bar_that_opens(shared: Opener, small: str) -> None:
    opened = shared(small, width=390)
    page = opened.page
    assert page.locator("#search").is_visible()
    assert page.locator("#filters").is_hidden()
    assert page.locator("#unfold").get_attribute("aria-expanded") == "false"
    page.locator("#unfold").click()
    assert page.locator("#filters").is_visible()
    assert page.locator("#unfold").get_attribute("aria-expanded") == "true"
    page.locator("details[data-facet=kind] summary").click()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.locator("#filters").is_hidden()
    assert opened.run("() => document.activeElement.id") == "unfold"


@pytest.mark.parametrize("width", [1280, 390])
def test_controls_are_large_enough_and_stay_within_the_page(shared: Opener, whole_view: View, width: int) -> None:
    opened = shared(html_of(whole_view, "columns"), width=width)
    unfold(opened)
    opened.page.locator("#two").click()
    for lang in ("en", "zh", "ru"):
        opened.run("(lang) => sojourn.update({lang, window: sojourn.data.opening.steps[0], focus: 0})", lang)
        opened.page.locator("details[data-facet=population] summary").click()
        assert opened.run(SMALL) == [], lang
        assert opened.run(WIDE) == 0, lang
    assert opened.complaints == []


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_in_the_controls_and_the_table(
    shared: Opener, whole_view: View, width: int, scheme: str
) -> None:
    opened = shared(html_of(whole_view, "columns"), width=width, scheme=scheme)
    unfold(opened)
    opened.run("() => sojourn.update({window: sojourn.data.opening.steps[0], focus: 0})")
    opened.page.locator("details[data-facet=population] summary").click()
    assert violations(opened) == []


def test_axe_finds_nothing_in_the_suggestions_and_the_help(shared: Opener, small: str) -> None:
    opened = shared(small)
    suggestions(opened, "be")
    assert violations(opened) == []
    opened.page.locator("h1").click()
    opened.page.keyboard.press("?")
    assert violations(opened) == []


def violations(opened: Opened) -> list[str]:
    return barriers(opened, {"include": [["#controls"], ["#table"]]})


@pytest.mark.parametrize("lang", ["en", "zh", "ru"])
def test_what_is_shown_and_why_stands_in_one_line(shared: Opener, whole_view: View, lang: str) -> None:
    chosen = choose(whole_view)
    opened = shared(chosen.renderer.render(whole_view, why=chosen.why))
    opened.run("lang => sojourn.update({lang})", lang)
    assert opened.page.locator("#lead").inner_text().count("30"), "the reason is told"
    assert opened.run("() => document.getElementById('lead').getBoundingClientRect().height") < 30


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_everything_above_the_picture_leaves_it_its_room(shared: Opener, whole_view: View, lang: str) -> None:
    opened = shared(html_of(whole_view, "columns"))
    opened.run("lang => sojourn.update({lang})", lang)
    assert opened.run("() => document.querySelector('#panes .pane').getBoundingClientRect().top") <= 200
    opened.run("() => sojourn.update({window: [2013, 2016]})")
    assert opened.run("() => document.querySelector('#panes .pane').getBoundingClientRect().top") <= 200
