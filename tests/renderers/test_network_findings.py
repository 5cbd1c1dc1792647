"""Contradictions and computed figures in the page: what a reader sees, and that no one takes them for claims."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from sojourn.drawing.build import build_view
from sojourn.drawing.view import View
from sojourn.renderers.network import Network
from tests.drawing.findings import SUM, computed_store, disputed_view
from tests.drawing.sample import HOSTILE, SOAK
from tests.renderers.barriers import CHANGED, barriers
from tests.renderers.conftest import SCREENS, Opened, Opener, html_of
from tests.renderers.netpage import (
    BOLTS,
    CHOOSE,
    FIGURES,
    LABELS,
    MIDDLE,
    OPEN_NODE,
    PIXELS,
    click,
    shown_rows,
    tick,
    unfold,
)
from tests.renderers.test_network_legible import TARGETS

OF_P2 = f"(id) => ({BOLTS})().find((bolt) => bolt.claims[0] === id)"
DIAMOND = "computed from the claims, said by no source; not to size"
TRACES = ("cannot all be true", "cannot be true", "Contradiction")


@pytest.fixture(scope="module")
def disputed() -> View:
    return disputed_view()


@pytest.fixture(scope="module")
def computed() -> View:
    return build_view(computed_store(), title="With a computed figure")


def computed_too(opened: Opened, many: int = 1) -> None:
    unfold(opened)
    opened.page.get_by_label(f"Show computed figures ({many}, said by no source)").check()


def marked(opened: Opened) -> list[str]:
    rows = opened.page.locator("#table tr[data-claim]:has(.disputed)").all()
    return [str(row.get_attribute("data-claim")) for row in rows]


@pytest.mark.browser
def test_a_click_on_a_disputed_arrow_shows_the_smallest_conflict_and_its_arithmetic(
    shared: Opener, disputed: View
) -> None:
    opened = shared(html_of(disputed))
    click(opened, MIDDLE, "P-4")
    text = opened.evidence()
    for part in (
        "These cannot all be true",
        "this claim",
        "P-4 250 to 300, says What the paper says",
        "M-2 90, says What the ministry counted",
        "Northlanders moving from Northland to Southland, 2020 ≥ 250",
        "at least 250 and at most 90",
    ):
        assert part in text
    opened.page.locator("#evidence .dispute").get_by_role("button", name="90 persons").click()
    assert opened.page.locator("#evidence h2").inner_text() == "90 went south"


@pytest.mark.browser
def test_parts_that_exceed_their_whole_are_told_with_every_claim_step_and_rule(shared: Opener, disputed: View) -> None:
    opened = shared(html_of(disputed))
    opened.page.locator("tr[data-claim=P-2] button").click()
    box = opened.page.locator("#evidence .dispute")
    assert [code.inner_text() for code in box.locator("code").all()] == ["M-1", "P-1", "P-2"]
    assert len(box.get_by_role("button").all()) == 2
    steps = [step.inner_text() for step in box.locator("ol.steps li").all()]
    assert "600 + 500 = 1,100" in steps[-2]
    assert "at least 1,100 and at most 1,000" in steps[-1]
    assert "share no ground" in box.locator(".rules").inner_text()
    on = [row.get_attribute("data-claim") for row in opened.page.locator("tr.on").all()]
    assert on == ["M-1", "P-1", "P-2"], "the whole set stands out"
    box.get_by_role("button", name="At most 1,000 live in the south").click()
    assert "M-1" in opened.page.locator("#evidence .tag").nth(1).inner_text()


@pytest.mark.browser
def test_disputed_rows_say_so_in_words_and_the_legend_explains_the_mark(shared: Opener, disputed: View) -> None:
    opened = shared(html_of(disputed))
    assert marked(opened) == ["M-1", "M-2", "P-1", "P-2", "P-4"]
    assert opened.page.locator("tr[data-claim=P-1] .disputed").inner_text().strip() == "cannot all be true"
    assert "figures that cannot all be true" in opened.page.locator("#legend").inner_text()


@pytest.mark.browser
def test_the_start_panel_lists_contradictions_first(shared: Opener, disputed: View) -> None:
    opened = shared(html_of(disputed))
    titles = [title.inner_text().strip() for title in opened.page.locator("#evidence .dispute h3").all()]
    assert titles == ["These cannot all be true"] * 2
    opened.page.locator("#evidence").get_by_role("button", name="600 persons").first.click()
    assert "600 + 500 = 1,100" in opened.evidence()


@pytest.mark.browser
@pytest.mark.parametrize("times", [1, 5])
def test_the_start_panel_says_when_there_may_be_more_than_were_looked_for(
    shared: Opener, disputed: View, times: int
) -> None:
    opened = shared(Network().render(replace(disputed, disputes=disputed.disputes * times)))
    assert ("No more than 10 contradictions are looked for here" in opened.evidence()) is (times == 5)


@pytest.mark.browser
def test_a_place_tells_the_contradictions_of_its_claims(shared: Opener, disputed: View) -> None:
    opened = shared(html_of(disputed))
    opened.run(OPEN_NODE, "place:alton")
    assert "600 + 500 = 1,100" in str(opened.page.locator("#evidence").text_content())
    opened.run(OPEN_NODE, "place:celton")
    assert not any(trace in opened.evidence() for trace in TRACES)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_each_disputed_line_and_ring_has_a_mark_that_covers_no_label(
    shared: Opener, disputed: View, width: int
) -> None:
    opened = shared(html_of(disputed), width=width)
    bolts: list[dict[str, Any]] = opened.run(BOLTS)
    assert sorted(bolt["claims"] for bolt in bolts) == [["M-1"], ["M-2"], ["P-1"], ["P-2"], ["P-4"]]
    labels = [*opened.run(LABELS), *opened.run(FIGURES)]
    assert len(labels) == len(disputed.nodes) + 2
    for bolt in bolts:
        for label in labels:
            across = label["left"] - 4 < bolt["x"] < label["right"] + 4
            assert not (across and label["top"] - 4 < bolt["y"] < label["bottom"] + 4), (bolt, label)
    click(opened, OF_P2, "P-2")
    assert "500 live in Belton" in opened.page.locator("#evidence h2").inner_text()


@pytest.mark.browser
def test_a_filter_shows_the_claims_of_one_contradiction_and_their_marks(shared: Opener, disputed: View) -> None:
    opened = shared(html_of(disputed))
    tick(opened, "dispute", "2")
    assert shown_rows(opened) == ["M-1", "P-1", "P-2"]
    assert sorted(bolt["claims"][0] for bolt in opened.run(BOLTS)) == ["M-1", "P-1", "P-2"]
    assert "3 of 6 claims are shown." in opened.page.locator("#shown").inner_text()


@pytest.mark.browser
def test_a_graph_without_contradictions_shows_no_trace_of_them(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view))
    assert opened.run(BOLTS) == []
    for number in range(len(small_view.claims)):
        opened.run(f"() => sojourn.choose({{claim: {number}}})")
        assert not any(trace in opened.page.locator("body").inner_text() for trace in TRACES)
    assert opened.page.locator(".bolt, .disputed, .dispute, details[data-facet=dispute]").count() == 0
    assert opened.page.get_by_label("Show computed figures").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_beside_a_contradiction_or_a_computed_figure(
    shared: Opener, disputed: View, computed: View, width: int, scheme: str
) -> None:
    opened = shared(html_of(disputed), width=width, scheme=scheme)
    assert barriers(opened) == []
    opened.run(CHOOSE, "P-1")
    assert barriers(opened, CHANGED) == []
    opened = shared(html_of(computed), width=width, scheme=scheme)
    computed_too(opened)
    opened.run(OPEN_NODE, "place:CN-HL")
    assert barriers(opened, CHANGED) == []
    assert opened.run("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_what_can_be_pressed_beside_a_finding_is_large_enough(shared: Opener, computed: View, width: int) -> None:
    opened = shared(html_of(computed), width=width)
    computed_too(opened)
    opened.run(CHOOSE, "S1-31")
    for name, across, down in opened.run(TARGETS):
        assert min(across, down) >= 24, name


@pytest.mark.browser
def test_what_no_source_says_stands_in_a_section_of_its_own(shared: Opener, whole_view: View) -> None:
    opened = shared(html_of(whole_view))
    assert f"{len(whole_view.claims)} claims from 3 sources" in opened.page.locator("header").inner_text()
    opened.run(OPEN_NODE, "place:CN-HL")
    text = opened.evidence()
    before, after = text.split("Computed, said by no source")
    assert "6 claims" in before
    assert "38,350,000" not in before
    for part in ("38,350,000 persons", "37,890,000 − (−460,000) = 38,350,000", "start from change"):
        assert part in after
    inputs = opened.page.locator("#evidence .computed button")
    inputs.first.click()
    assert opened.page.locator("#evidence .tag").nth(1).inner_text() == "S1-30"
    assert "Computed from it, said by no source" in opened.evidence()


@pytest.mark.browser
def test_computed_figures_join_the_table_only_when_asked_for_and_are_never_counted(
    shared: Opener, whole_view: View
) -> None:
    opened = shared(html_of(whole_view))
    rows = opened.page.locator("#computed-rows tr[data-computed]")
    assert rows.count() == len(whole_view.computed)
    assert not rows.first.is_visible()
    assert DIAMOND not in opened.page.locator("#legend").inner_text()
    plain = opened.run(PIXELS)
    computed_too(opened, 11)
    opened.run("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert opened.run(PIXELS) != plain
    assert DIAMOND in opened.page.locator("#legend").inner_text()
    assert opened.page.locator("#computed-rows th").inner_text() == "Computed, said by no source"
    row = opened.page.locator("#computed-rows tr[data-computed^=D-startFromChange-S1-31-S1-30]")
    text = row.inner_text()
    for part in ("computed", "38,350,000 persons", "S1-30", "S1-31", "no source", "2013"):
        assert part in text
    assert opened.page.locator("#shown").inner_text() == f"All {len(whole_view.claims)} claims are shown."
    assert len(shown_rows(opened)) == len(whole_view.claims)
    row.get_by_role("button", name="S1-31").click()
    assert opened.page.locator("#evidence .tag").nth(1).inner_text() == "S1-31"
    assert opened.run("() => document.activeElement.id") == "evidence"


@pytest.mark.browser
def test_filters_hide_what_rests_on_a_hidden_claim(shared: Opener, computed: View) -> None:
    opened = shared(html_of(computed))
    computed_too(opened)
    row = opened.page.locator("#computed-rows tr[data-computed]")
    assert row.is_visible()
    tick(opened, "kind", "residence")
    assert not row.is_visible(), "S1-30 is a change"


@pytest.mark.browser
@pytest.mark.parametrize("text", HOSTILE.values() if SOAK else ["".join(HOSTILE.values())])
def test_a_hostile_arithmetic_is_shown_and_never_run(shared: Opener, text: str) -> None:
    opened = shared(Network().render(build_view(computed_store(text))))
    computed_too(opened)
    opened.run(OPEN_NODE, "place:CN-HL")
    assert opened.page.locator("#evidence .sum bdi").text_content() == text
    assert opened.page.locator("#computed-rows .sum bdi").text_content() == text
    assert (opened.dialogs, opened.complaints, opened.site.asked) == ([], [], ["/"])


def test_the_data_keeps_computed_figures_apart_from_claims(computed: View) -> None:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html_of(computed), re.DOTALL)
    assert found
    data = json.loads(found.group(1))
    assert SUM not in json.dumps(data["details"], ensure_ascii=False)
    (row,) = data["computed"]["rows"]
    item = dict(zip(data["computed"]["names"], row, strict=True))
    ids = [claim[data["details"]["names"].index("id")] for claim in data["details"]["rows"]]
    assert [ids[claim] for claim in item["inputs"]] == ["S1-30", "S1-31"]
    assert (item["figure"], item["arithmetic"]) == ("38,350,000 persons", SUM)
    assert data["disputes"] == []
