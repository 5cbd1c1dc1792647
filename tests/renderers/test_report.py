"""The report of a reconciliation: its figures, its plots, and whether people can read and print it."""

from __future__ import annotations

import base64
import hashlib
import html as markup
import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sojourn
from sojourn.audit.reconciling.cells import Cell, People
from sojourn.audit.reconciling.readings import Interval
from sojourn.audit.reconciling.results import (
    Conditional,
    Contradiction,
    Implied,
    Reconciliation,
    Statement,
    Whole,
)
from sojourn.errors import BadInput, StoreError
from sojourn.renderers.report import render_report, write_report
from sojourn.renderers.report.plots import Row, plot, row
from sojourn.renderers.report.wording import clash, gap_words, interval_words, step
from tests.renderers.barriers import barriers
from tests.renderers.conftest import SCREENS, Opener

HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(2)>\u202e\"'{{7*7}}&\u2028"


def between(low: float | str | None, high: float | str | None, *, opened: str = "") -> Interval:
    ends = [None if end is None else Fraction(str(end)) for end in (low, high)]
    return Interval(ends[0], ends[1], "low" in opened, "high" in opened)


def said(claim: str, figure: str, read: Interval, *, source: str = "A newspaper", root: str = "A census") -> Statement:
    return Statement(claim=claim, figure=figure, read_as=read, source=source, root=root)


def quantity(name: str = "Russians in Harbin, 2020", *, measure: str = "stock") -> Implied:
    """A quantity of which three sources speak, with each form of bar."""
    return Implied(
        cell=Cell(measure, People("russians"), "harbin", "2020-01-01/2020-12-31"),
        name=name,
        interval=between(16000, 17000, opened="low"),
        rests_on=("T-1", "T-2", "T-4"),
        rules=("partsOfPlace", "a count is not negative"),
        said=(
            said("T-1", "over 16,000", between(16000, None, opened="low")),
            said("T-2", "12,000 to 20,000", between(12000, 20000)),
            said("T-3", "under 25,000", between(None, 25000, opened="high")),
            said("T-5", "16,500", between(16500, 16500)),
        ),
        low_steps=(f"{name} > 16,000 (T-1: over 16,000)",),
        high_steps=("Russians in China, 2020 = 17,000 (T-4: 17,000)", f"so {name} ≤ 17,000 (partsOfPlace: words)"),
    )


def conflict(name: str = "Russians in Harbin, 2020") -> Contradiction:
    return Contradiction(
        claims=("T-6", "T-7"),
        said=(said("T-6", "10,000", between(10000, 10000)), said("T-7", "over 30,000", between(30000, None))),
        rules=(),
        steps=(f"{name} would have to be more than 30,000 and at most 10,000, which no number is",),
        cells=(name,),
    )


def sample(**changes: object) -> Reconciliation:
    """A result with everything in it."""
    whole = Whole(
        name="Russians in China, 2025-01-31",
        parts=("Russians in Beijing, 2025-01-31", "Russians in Shanghai, 2025-01-31"),
        stated_sum=between(15000, 16000),
        parts_sum=between(10000, 21000),
        whole=between(40000, 50000),
        claims=("T-8", "T-9", "T-10"),
        beside=((said("T-11", "over 16,000", between(16000, None, opened="low")), "it differs in time"),),
    )
    result = Reconciliation(
        reading="Figures are taken at their word.",
        claims=11,
        contradictions=(conflict(),),
        all_found=True,
        relaxation=(("T-6", Fraction(74, 11), "percentage points"),),
        implied=(quantity(), quantity("share (1 = all) of Russians in Harbin, 2020", measure="share")),
        wholes=(whole,),
        conditional=(Conditional(assumptions=("the flow held",), implied=(quantity(),), contradictions=(conflict(),)),),
        products=("part = share ÷ 100 × whole: interval",),
    )
    return replace(result, **changes)  # type: ignore[arg-type]  # each test names fields of the result


@cache
def shipped() -> Reconciliation:
    return sojourn.open().reconcile()


@cache
def contradicted() -> Reconciliation:
    return sojourn.open().reconcile(assume=["whole-is-counted"], same=[("S0-23", "S2-34")])


def words_of(page: str, part: str = "") -> str:
    """The text of a page, or of one of its sections, as a person reads it."""
    if part:
        page = page.split(f'<section id="{part}">', 1)[1].split("</section>", 1)[0]
    page = re.sub(r"<(style|title)>.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(markup.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_the_headline_says_how_many_figures_were_compared_and_that_none_contradict() -> None:
    text = words_of(render_report(shipped()))

    assert f"{shipped().claims} figures were compared. No contradiction was found among them." in text
    assert shipped().reading in text


@pytest.mark.parametrize(
    ("count", "all_found", "expected"),
    [
        (0, True, "11 figures were compared. No contradiction was found among them."),
        (1, True, "11 figures were compared. There is one group of figures that cannot all be true. What"),
        (2, True, "11 figures were compared. There are 2 groups of figures that cannot all be true. What"),
        (2, False, "that cannot all be true. There may be more such groups than are shown here."),
    ],
)
def test_the_headline_counts_contradictions(count: int, all_found: bool, expected: str) -> None:
    result = sample(contradictions=(conflict(),) * count, all_found=all_found, reading="What was read")

    assert expected in words_of(render_report(result))


@pytest.mark.parametrize(
    "expected",
    [
        "Residents in Heilongjiang, 2013 38,350,000 persons",
        "= 37,890,000 + 460,000 = 38,350,000",
        "rule: A change of population is the stock at the end less the stock at the start.",
        "over 18,500 to 37,000 persons",
        "over 1,250 persons",
        "8,800,000 to 14,666,667 persons",
        "≤ 0.25 %",
    ],
)
def test_what_the_studies_imply_together_is_told_with_its_arithmetic(expected: str) -> None:
    assert expected in words_of(render_report(shipped()), "together")


def test_the_parts_are_set_beside_the_whole() -> None:
    text = words_of(render_report(shipped()), "wholes")

    assert "The parts fall short of the whole by at least 4,000 and at most 30,000." in text
    assert "25,000 to 31,000 as stated 20,000 to 36,000 as read" in text
    assert "Not compared with S0-19 over 16,000" in text
    assert "Russians in Urumqi, 31 January 2025" in text


def test_departures_follow_only_under_an_assumption_and_stand_apart() -> None:
    page = render_report(shipped())

    assert "over 8,892 persons" in words_of(page, "assumed")
    assert "No source makes it" in words_of(page, "assumed")
    assert "8,892" not in words_of(page, "together")


def test_the_contradiction_names_its_four_members_and_the_least_that_would_have_to_change() -> None:
    text = words_of(render_report(contradicted()), "contradictions")
    members = text.split("Leave any one of them out", 1)[0]

    assert [claim for claim in ("S0-23", "S2-7", "S2-34") if f" {claim} " in members] == ["S0-23", "S2-7", "S2-34"]
    assert "Asserted by whoever asked: S0-23 and S2-34 speak of the same people." in members
    assert "about 10,000 (read as 5,000 to 15,000)" in members
    assert "Association , as reported in Xi Jinping" in members
    assert "Would have to be: at least 31,250 But can be: at most 22,000" in text
    assert "S0-23 would have to give way by 1,480 persons." in text
    assert "Assumed, said by no source: the whole of a share is the population that the same source counts." in text


def test_sources_are_named_behind_a_quantity_where_they_are_known() -> None:
    stated = {"Russians in China, 2020": (said("T-4", "17,000", between(17000, 17000), root="The register"),)}

    text = words_of(render_report(replace(sample(), stated=stated)), "together")

    assert "Rests also on T-4 Russians in China, 2020: 17,000 The register , as reported in A newspaper" in text
    assert "The answer rests on T-1 , T-2 and T-4 ." in text


def test_an_empty_result_is_a_whole_report() -> None:
    empty = sample(contradictions=(), relaxation=(), implied=(), wholes=(), conditional=(), products=(), claims=1)

    text = words_of(render_report(empty))

    assert "1 figure was compared." in text
    assert "None was found." in text
    assert "Nothing that is tighter than what a source says itself." in text
    assert "bounded from both sides" not in text
    assert "Missing is not zero." in text


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        (between(16000, None, opened="low"), "over 16,000"),
        (between(16000, None), "at least 16,000"),
        (between(None, 5, opened="high"), "under 5"),
        (between(None, 5), "at most 5"),
        (between(40000, 50000), "40,000 to 50,000"),
        (between(1, 2, opened="low high"), "over 1 to under 2"),
        (between(-460000, -460000), "−460,000"),
        (between("44000000.7", "44000001.2"), "44,000,000 to 44,000,002"),
        (between("0.123", "0.128"), "0.12 to 0.13"),
        (Interval(Fraction(1000, 3), Fraction(1000, 3)), "between 333 and 334"),
        (between(None, None), "any number"),
    ],
)
def test_intervals_in_words_are_rounded_outwards(interval: Interval, expected: str) -> None:
    assert interval_words(interval) == expected


@pytest.mark.parametrize(
    ("short", "expected"),
    [
        (between(0, 0), "The parts add up to the whole exactly."),
        (between(127368, 127368), "The parts fall short of the whole by 127,368."),
        (between(-5, -5), "The parts exceed the whole by 5."),
        (between(4000, None, opened="low"), "The parts fall short of the whole by more than 4,000."),
        (between(-9, -2), "The parts exceed the whole by at least 2 and at most 9."),
        (
            between(-3, 8),
            "The parts may fall short of the whole by up to 8, or exceed it by up to 3: the figures leave this open.",
        ),
    ],
)
def test_what_parts_lack_is_said_in_a_sentence(short: Interval, expected: str) -> None:
    assert gap_words(short) == expected


def test_steps_are_taken_apart_and_shares_told_in_percent() -> None:
    stated = step("share (1 = all) of X among Y (z) in China, 2025-01-31 ≤ 0.0025 (S2-11: about 0.2 %)")
    derived = step("so X ≤ 14,666,666 2/3 (S2-7 and S2-11: part = share × whole)")
    other = step("added up with these weights: 0 ≥ 5, which is false")

    assert stated == (False, "share of X among Y (z) in China, 31 January 2025", "≤ 0.25 %", "about 0.2 %", "S2-11")
    assert derived == (True, "X", "≤ 14,666,666 2/3", "S2-7 and S2-11 · part = share × whole", "")
    assert other == (False, "", "added up with these weights: 0 ≥ 5, which is false", "", "")


def test_a_clash_of_shares_is_told_in_percent() -> None:
    found = clash(("share (1 = all) of X would have to be at least 0.5 and less than 1/4, which no number is",))

    assert found == ("Share of X", between(50, None), between(None, 25, opened="high"), "percent")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Russians in China, 2020", "persons"),
        ("Russians moving from Russia to China per year, 2020", "persons a year"),
        ("share (1 = all) of Russians among Foreigners in China, 2020", "percent"),
        ("permits issued to Foreigners in China, 2020", "permits"),
    ],
)
def test_the_axis_of_a_contradiction_has_the_unit_of_its_quantity(name: str, expected: str) -> None:
    page = render_report(sample(contradictions=(conflict(name),)))

    assert f'aria-label="Intervals in {expected}. T-6: 10,000;' in page


_ends = st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=1000)


@given(st.lists(st.tuples(_ends, _ends, st.booleans()), min_size=1, max_size=5))
def test_every_interval_lies_on_the_axis_and_the_axis_has_few_numbers(
    found: list[tuple[Fraction, Fraction, bool]],
) -> None:
    rows = [row("x", Interval(min(a, b), None if free else max(a, b))) for a, b, free in found]

    drawn = plot(rows, "persons")

    assert 2 <= len(drawn.ticks) <= 5
    assert all(3.9 <= bar.x1 <= bar.x2 <= 96.1 for bar in drawn.bars)
    assert len({tick.label for tick in drawn.ticks}) == len(drawn.ticks)


def test_ends_are_told_apart_and_text_gives_the_figures() -> None:
    drawn = plot(
        [
            row("T-1", between(16000, None, opened="low")),
            row("T-2", between(12000, 20000)),
            row("T-3", between(None, 25000, opened="high")),
            row("T-5", between(16500, 16500)),
        ],
        "persons",
    )

    assert [(bar.left, bar.right) for bar in drawn.bars] == [
        ("open", "arrow"),
        ("closed", "closed"),
        ("arrow", "open"),
        ("closed", "closed"),
    ]
    assert [bar.is_point for bar in drawn.bars] == [False, False, False, True]
    assert [tick.label for tick in drawn.ticks] == ["0", "10,000", "20,000", "30,000", "40,000"]
    assert drawn.text == (
        "Intervals in persons. T-1: over 16,000; T-2: 12,000 to 20,000; T-3: under 25,000; T-5: 16,500."
    )


def test_a_narrow_range_is_shown_large_and_the_axis_says_so() -> None:
    drawn = plot([row("x", between(37_890_000, 38_350_000))], "persons")

    assert not drawn.from_zero
    assert "the axis does not begin at zero" in render_report(
        sample(implied=(replace(quantity(), interval=between(37_890_000, 38_350_000), said=()),))
    )


def test_a_number_beyond_all_floats_is_drawn() -> None:
    assert plot([Row("x", Interval(Fraction(1), Fraction(10) ** 400))], "persons").bars[0].x2 > 50


def test_a_long_label_is_cut_but_its_figures_never() -> None:
    assert row("y" * 300, between(40000, 50000)).label == f"{'y' * 27}…: 40,000 to 50,000"


def test_the_same_result_gives_the_same_file() -> None:
    assert render_report(sample()) == render_report(sample())


def test_the_policy_lets_nothing_run_and_the_style_is_the_one_it_names() -> None:
    page = render_report(sample())
    policy = markup.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])  # type: ignore[index]  # a page without one fails
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]  # type: ignore[index]  # a page without one fails
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert "<script" not in page
    assert "style=" not in page
    assert not re.search(r"\b(?:https?:)?//", page)


def test_hostile_names_are_shown_and_never_run(show: Opener) -> None:
    told = said(HOSTILE, HOSTILE, between(1, 2), source=HOSTILE, root=HOSTILE + "!")
    hostile = replace(quantity(HOSTILE), said=(told,), rests_on=(HOSTILE,), rules=(HOSTILE,))
    whole = replace(sample().wholes[0], name=HOSTILE, parts=(HOSTILE,), claims=(HOSTILE,), beside=((told, HOSTILE),))
    bad = replace(conflict(HOSTILE), claims=(HOSTILE, f"same({HOSTILE}, x)"), said=(told,), rules=(HOSTILE,))
    assumed = Conditional(assumptions=(HOSTILE,), implied=(hostile,), contradictions=(bad,))
    result = sample(
        reading=HOSTILE,
        contradictions=(bad,),
        relaxation=((HOSTILE, Fraction(1), HOSTILE),),
        implied=(hostile,),
        wholes=(whole,),
        conditional=(assumed,),
    )

    opened = show(render_report(replace(result, stated={HOSTILE: (told,)}), heading=HOSTILE))

    assert opened.dialogs == []
    assert opened.complaints == []
    assert opened.run("() => document.querySelectorAll('script, img').length") == 0
    assert opened.page.locator("h1").inner_text().startswith("</style><script>alert(1)")
    assert set(opened.site.asked) == {"/"}


def test_the_report_asks_nothing_of_anybody(show: Opener) -> None:
    opened = show(render_report(shipped()))

    assert set(opened.site.asked) == {"/"}
    assert opened.complaints == []


PAGES = {
    "everything": lambda: render_report(sample()),
    "shipped": lambda: render_report(shipped()),
    "contradicted": lambda: render_report(contradicted()),
}


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing(show: Opener, width: int, scheme: str) -> None:
    opened = show(PAGES["everything"](), width=width, scheme=scheme)

    assert barriers(opened) == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_labels_are_large_inside_the_view_and_do_not_overlap(show: Opener, width: int, name: str) -> None:
    opened = show(PAGES[name](), width=width)

    assert opened.run(_OVERLAPS) == []
    assert opened.run("() => document.documentElement.scrollWidth") <= width
    assert opened.run(_SMALLEST) >= 11


_SMALLEST = """() => {
  const texts = [...document.querySelectorAll("svg text, code, .ground, .soft")];
  return Math.min(...texts.map((one) => parseFloat(getComputedStyle(one).fontSize)));
}"""
_OVERLAPS = """() => {
  const found = [];
  for (const svg of document.querySelectorAll("svg.plot")) {
    const boxes = [...svg.querySelectorAll("text, .bar, circle, .head")].map((mark) => {
      const box = mark.getBoundingClientRect();
      return {mark, isText: mark.tagName === "text", ...{l: box.left, r: box.right, t: box.top, b: box.bottom}};
    });
    for (const one of boxes) {
      if (one.l < 0 || one.r > innerWidth) found.push(["outside", one.mark.outerHTML]);
      for (const other of boxes) {
        if (one === other || !one.isText) continue;
        const apart = one.r <= other.l || other.r <= one.l || one.b <= other.t || other.b <= one.t;
        if (!apart) found.push([one.mark.textContent, other.mark.outerHTML]);
      }
    }
  }
  return found;
}"""


def test_every_plot_has_its_figures_in_words(show: Opener) -> None:
    opened = show(render_report(sample()))

    texts = opened.run("() => [...document.querySelectorAll('svg.plot')].map((one) => one.getAttribute('aria-label'))")

    assert opened.run("() => [...document.querySelectorAll('svg.plot')].every((one) => one.role === 'img')")
    said_apart = "Intervals in persons. T-6: 10,000; T-7: at least 30,000."
    assert f"{said_apart} No number lies in all of them: 10,000 to 30,000 is the gap." in texts
    assert any("Together: over 16,000 to 17,000" in text for text in texts)


def test_print_is_black_on_white_shows_all_arithmetic_and_breaks_no_plot(show: Opener) -> None:
    opened = show(render_report(sample()), scheme="dark")
    opened.run("() => document.querySelectorAll('details').forEach((one) => one.removeAttribute('open'))")

    opened.page.emulate_media(media="print")

    assert opened.run("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert opened.run("() => getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    heights = "() => [...document.querySelectorAll('details .steps')].map((one) => one.getBoundingClientRect().height)"
    assert min(opened.run(heights)) > 20
    assert opened.run("() => getComputedStyle(document.querySelector('figure')).breakInside") == "avoid"


def test_the_file_appears_whole_and_replaces_nothing_unasked(tmp_path: Path) -> None:
    path = tmp_path / "report.html"

    assert write_report(sample(), path) == path
    assert path.read_text("utf-8") == render_report(sample())
    with pytest.raises(StoreError, match="already exists"):
        write_report(sample(claims=3), path)
    write_report(sample(claims=3), path, force=True)
    assert "3 figures were compared" in path.read_text("utf-8")


def test_a_report_in_another_language_is_refused() -> None:
    with pytest.raises(BadInput, match="'zh'"):
        render_report(sample(), lang="zh")
