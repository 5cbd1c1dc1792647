"""The panel that says who said so: in brief, one claim, citations to copy, and the way through it on the keyboard."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import resources
from itertools import product
from typing import Any

import pytest

from sojourn.audit.comparing.naming import _KINDS as KINDS
from sojourn.audit.comparing.words import _RELATIONS as RELATIONS
from sojourn.audit.comparing.words import VERDICTS
from sojourn.drawing.build import build_view
from sojourn.drawing.citing import cite
from sojourn.drawing.view import View
from sojourn.graph.evidence import comparisons
from sojourn.renderers.shell import page
from tests.drawing.findings import computed_store, disputed_view
from tests.drawing.sample import HOSTILE, small_store
from tests.renderers.barriers import barriers
from tests.renderers.conftest import Opened, Opener
from tests.renderers.handmade import page_of_flows

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def compared_view() -> View:
    store = small_store()
    return build_view(store, title="A small picture", comparisons=comparisons(store))


@pytest.fixture(scope="module")
def small_page(compared_view: View) -> str:
    return page(compared_view, "columns")


def choose(opened: Opened, claim: str) -> None:
    opened.run("id => sojourn.choose({claim: sojourn.data.details.findIndex(claim => claim.id === id)})", claim)


def panel(opened: Opened) -> Any:
    return opened.page.locator("#evidence")


def section(opened: Opened, title: str) -> str:
    """The text from a heading of the panel to the next."""
    found: str = opened.run(
        """title => {
          const heads = [...document.querySelectorAll("#evidence h3")];
          const head = heads.find((one) => one.textContent === title);
          let text = "";
          for (let at = head?.nextElementSibling; at && at.tagName !== "H3"; at = at.nextElementSibling) {
            text += at.innerText + "\\n";
          }
          return text;
        }""",
        title,
    )
    return found


def test_before_anything_is_chosen_the_panel_tells_the_matter_in_brief(shared: Opener, small_page: str) -> None:
    opened = shared(small_page)
    assert panel(opened).locator("h2").inner_text() == "Russia → China"
    lead = panel(opened).locator(".lead").inner_text()
    assert "Moving there: about 11,000 persons / year (A study of the institute, as the context implies)." in lead
    assert "to perhaps 40,000 to 50,000 persons (The Gazette, as the context implies)" in lead
    assert "; the two leave it open whether they speak of the same thing." in lead


def test_in_brief_every_figure_says_who_says_it_and_when(shared: Opener, small_page: str) -> None:
    opened = shared(small_page)
    lives = section(opened, "How many live there")
    assert lives.index("over 16,000 persons") < lives.index("40,000 to 50,000 persons"), "in the order of time"
    assert "2020" in lives
    assert "What the paper says ← A study of the institute" in lives
    assert "thousands of persons" in section(opened, "How many move")


def test_in_brief_a_figure_is_one_action_from_its_evidence(shared: Opener, small_page: str) -> None:
    opened = shared(small_page)
    panel(opened).get_by_role("button", name="40,000 to 50,000").first.click()
    assert panel(opened).locator(".big").inner_text() == "40,000 to 50,000 persons"
    assert "implied by the context" in opened.evidence()


def test_what_is_disputed_is_told_with_the_reason(shared: Opener, small_page: str) -> None:
    told = section(shared(small_page), "What is disputed")
    assert "over 16,000 persons" in told
    assert "against" in told
    assert "They differ in residence status" in told


def test_contradictions_are_told_in_brief_with_one_line_and_their_arithmetic_unfolds(shared: Opener) -> None:
    opened = shared(page(disputed_view(), "columns"))
    disputes = panel(opened).locator(".dispute")
    assert disputes.count() == 2
    assert "These cannot all be true" in disputes.first.inner_text()
    steps = disputes.first.locator(".steps")
    assert not steps.is_visible()
    disputes.first.locator("summary").click()
    assert steps.is_visible()


TOLD = [
    "about 11,000 persons / year",
    "“around 11,000”",
    "Russians",
    "read here",
    "implied by the context",
    "named in the text",
    "not seen by us",
    "calls it “number of moves”",
    "root",
    "line 24, sentence 1; characters 240–248",
    "SHA-256 0000000000000000…",
]


def test_a_claim_tells_everything_about_itself(shared: Opener, small_page: str) -> None:
    opened = shared(small_page)
    choose(opened, "S0-18")
    text = opened.evidence()
    assert [told for told in TOLD if told not in text] == []


def test_other_figures_are_told_with_the_facet_in_which_they_differ(shared: Opener, small_page: str) -> None:
    opened = shared(small_page)
    choose(opened, "S0-19")
    contrast = section(opened, "Another figure, in contrast")
    assert "40,000 to 50,000 persons" in contrast
    assert "They differ in residence status" in contrast
    assert "40,000 to 50,000" not in section(opened, "Other figures for the same thing"), "it is told once"
    panel(opened).locator("summary", has_text="of another kind").click()
    assert "They differ in kind of statement" in section(opened, "Other figures for the same thing")
    choose(opened, "S0-18")
    assert "They differ in unit" in section(opened, "Other figures for the same thing")


def test_nothing_found_and_nothing_looked_for_are_told_apart(shared: Opener, small_view: View) -> None:
    cases = {
        (): ("Its figures were not compared", "Contradictions were not looked for"),
        ("comparisons", "contradictions"): ("No other figure of this kind", "No claims were found here that cannot"),
    }
    for sought, (alone, brief) in cases.items():
        opened = shared(page(replace(small_view, sought=frozenset(sought)), "columns"))
        assert brief in opened.evidence()
        choose(opened, "S0-19")
        assert alone in section(opened, "Other figures for the same thing")


def test_figures_are_looked_into_when_a_graph_is_drawn() -> None:
    store = small_store()
    assert build_view(store).sought == frozenset()
    assert build_view(store, comparisons={}, contradictions=()).sought == {"comparisons", "contradictions"}


def test_what_was_computed_from_a_claim_stands_with_it(shared: Opener) -> None:
    opened = shared(page(build_view(computed_store()), "columns"))
    item = opened.run("() => sojourn.data.computed[0].inputs[0]")
    opened.run("claim => sojourn.choose({claim})", item)
    assert "Computed from it, said by no source".casefold() in opened.evidence().casefold()
    assert "By the rule" in opened.evidence()


COPIED = "window.copied = []; navigator.clipboard.writeText = async (text) => { window.copied.push(text); };"


def test_citations_are_copied_as_python_writes_them(shared: Opener, compared_view: View, small_page: str) -> None:
    opened = shared(small_page)
    opened.run(f"() => {{ {COPIED} }}")
    expected = []
    for name, form in product(("S0-18", "S1-31"), ("plain", "bibtex", "csl")):
        choose(opened, name)
        panel(opened).locator(f"[data-form={form}]").click()
        claim = compared_view.claim(name)
        source = next(source for source in compared_view.sources if source.key == claim.source)
        expected.append(getattr(cite(source, f"line {claim.locator.line}, sentence 1"), form))
        opened.page.wait_for_function("count => window.copied.length === count", arg=len(expected))
    assert opened.run("() => window.copied") == expected
    assert panel(opened).locator(".copied").inner_text() == "Copied: CSL-JSON"


def test_where_the_clipboard_is_closed_the_citation_stands_selected(shared: Opener, small_page: str) -> None:
    opened = shared(small_page)
    closed = "() => { navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false; }"
    opened.run(closed)
    choose(opened, "S0-18")
    assert not panel(opened).locator("textarea").is_visible()
    panel(opened).locator("[data-form=bibtex]").click()
    opened.page.wait_for_function("() => document.querySelector('#evidence .copied').textContent")
    field = panel(opened).locator("textarea")
    assert field.is_visible()
    assert field.input_value().startswith("@article{paper,")
    assert opened.run("() => document.activeElement.selectionEnd - document.activeElement.selectionStart") > 100
    assert "Selected" in panel(opened).locator(".copied").inner_text()


def test_hostile_texts_are_inert_in_claims_and_citations(shared: Opener, hostile_view: View) -> None:
    opened = shared(page(hostile_view, "columns"))
    for name, text in HOSTILE.items():
        choose(opened, f"{name} 1")
        assert panel(opened).locator("h2 bdi").text_content() == text
        panel(opened).locator("[data-form=csl]").click()
        assert panel(opened).locator("a[href^='javascript']").count() == 0
    assert opened.dialogs == []
    assert opened.complaints == []
    assert opened.site.asked == ["/"]


def test_the_keyboard_leads_into_the_panel_and_back(shared: Opener, small_page: str) -> None:
    opened = shared(small_page)
    opened.page.locator("#evidence .claim").first.focus()
    first = opened.run("() => document.activeElement.dataset.claim")
    opened.page.keyboard.press("Enter")
    assert opened.run("() => document.activeElement.id") == "evidence"
    assert opened.run("() => String(sojourn.state.chosen.claim)") == first
    opened.page.keyboard.press("Escape")
    assert opened.run("() => sojourn.state.chosen.claim") == -1
    assert opened.run("() => document.activeElement !== document.body")


def test_a_mark_chosen_on_the_keyboard_is_where_the_reader_comes_back_to(shared: Opener, small_page: str) -> None:
    opened = shared(small_page)
    mark = opened.page.locator("#panes [data-mark]").first
    key = mark.get_attribute("data-mark")
    mark.focus()
    opened.page.keyboard.press("Enter")
    assert opened.run("() => document.activeElement.id") == "evidence"
    opened.page.get_by_role("button", name="Close the evidence").focus()
    opened.page.keyboard.press("Enter")
    assert opened.run("() => document.activeElement.closest('[data-mark]')?.dataset.mark") == key


def test_back_goes_through_what_was_read(shared: Opener, small_page: str) -> None:
    opened = shared(small_page)
    for claim in ("S0-18", "S0-19", "S0-20"):
        choose(opened, claim)
    back = opened.page.locator("#evidence .back")
    for claim in ("S0-19", "S0-18"):
        back.click()
        assert panel(opened).locator(".tag").nth(1).inner_text() == claim
    assert back.count() == 0


def test_closing_forgets_what_was_read(shared: Opener, small_page: str) -> None:
    opened = shared(small_page)
    choose(opened, "S0-18")
    choose(opened, "S0-19")
    opened.page.locator("#evidence .close").click()
    assert "In brief" in opened.evidence()
    choose(opened, "S0-20")
    assert opened.page.locator("#evidence .back").count() == 0


def test_on_a_phone_the_brief_stands_below_the_picture_and_covers_nothing(shared: Opener, small_page: str) -> None:
    opened = shared(small_page, width=390)
    brief, picture = panel(opened).bounding_box(), opened.page.locator("#panes").bounding_box()
    assert brief is not None
    assert picture is not None
    assert brief["y"] >= picture["y"] + picture["height"]
    assert opened.run("() => getComputedStyle(document.getElementById('evidence')).position") == "static"


def test_a_long_list_shows_fifty_and_then_more(shared: Opener, small_page: str) -> None:
    opened = shared(small_page)
    opened.run(
        """() => {
          const { data } = sojourn;
          const index = data.details.findIndex((claim) => claim.id === "S0-18");
          data.details[index].related = Array.from({length: 120}, () => ["restates", 0]);
          sojourn.choose({ claim: index });
        }"""
    )
    listed = panel(opened).locator(".list").first
    assert listed.locator("[data-claim]").count() == 50
    listed.get_by_role("button", name="70 more").click()
    assert listed.locator("[data-claim]").count() == 100
    assert opened.run("() => document.activeElement.dataset.claim") == "0"


def test_every_fact_is_three_keys_from_a_search(shared: Opener, small_page: str) -> None:
    opened = shared(small_page)
    opened.page.locator("#search").fill("China")
    opened.page.keyboard.press("Enter")
    assert opened.run("() => document.activeElement.id") == "evidence"
    opened.page.keyboard.press("ArrowDown")
    first = opened.run("() => document.activeElement.dataset.claim")
    assert first is not None, "the first claim has the focus"
    opened.page.keyboard.press("ArrowDown")
    assert opened.run("() => document.activeElement.dataset.claim") != first
    opened.page.keyboard.press("ArrowUp")
    opened.page.keyboard.press("Enter")
    assert opened.run("() => String(sojourn.state.chosen.claim)") == first


def test_enter_in_the_panel_opens_its_first_claim(shared: Opener, small_page: str) -> None:
    opened = shared(small_page)
    opened.page.locator("#search").fill("Russia → China")
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Enter")
    assert opened.run("() => sojourn.state.chosen.claim") >= 0


COMPARED = {
    "zh": ["区别在于居留身份", "相对于", "两者是否说的是同一事项尚不明确"],
    "ru": ["Они различаются: статус проживания", "против", "остаётся неясным, говорят ли они об одном и том же"],
}


def test_every_verdict_of_a_comparison_has_its_words() -> None:
    lists = resources.files("sojourn.renderers").joinpath("assets", "reader", "words_lists.js").read_text("utf-8")
    told = [*(f"the two {words}" for words in VERDICTS.values()), *RELATIONS.values(), *KINDS.values()]
    assert [words for words in told if f'["{words}", ' not in lists] == []


@pytest.mark.parametrize("lang", COMPARED)
def test_comparisons_are_told_in_the_language_of_the_reader(shared: Opener, small_page: str, lang: str) -> None:
    opened = shared(small_page)
    opened.run("lang => sojourn.update({lang})", lang)
    choose(opened, "S0-19")
    text = opened.evidence()
    assert [words for words in COMPARED[lang] if words not in text] == []
    assert not re.search("against|the two|not stated", text)


def test_what_is_gathered_has_a_panel_with_the_largest_of_it(shared: Opener) -> None:
    opened = shared(page_of_flows(20, 1, level="stated", sources=1))
    panel(opened).get_by_role("button", name="The largest of them").click()
    assert panel(opened).locator("h2").inner_text() == "Smaller corridors"
    assert panel(opened).locator(".to-corridor").count() == 50
    link = opened.run("() => sojourn.linkOf()")
    assert "from=&to=&as=moves" in link
    panel(opened).locator(".to-corridor").first.click()
    assert opened.run("() => sojourn.state.chosen.bundle.start") >= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_has_no_barriers(shared: Opener, small_page: str, scheme: str) -> None:
    opened = shared(small_page, scheme=scheme)
    for claim in ("", "S0-19"):
        if claim:
            choose(opened, claim)
        assert barriers(opened, "#evidence") == []
