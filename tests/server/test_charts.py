"""Charts: what is drawn of an answer, what never shares an axis, and what is not drawn as if it were known."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sojourn
from sojourn.graph.answering import words_of
from sojourn.graph.facade import Graph
from sojourn.queries.named import listings, load, names
from sojourn.queries.presenting import labels
from sojourn.queries.results import Cell, Column, ResultTable
from sojourn.renderers.charts import MOST_BARS, MOST_SERIES, Chart, Mark, chart
from sojourn.renderers.charts_axis import axis_of
from sojourn.renderers.charts_reading import years_of_date
from sojourn.renderers.charts_svg import COLOURS
from sojourn.vocabulary import PREFIXES, concept, entity

XSD = PREFIXES["xsd"]
EXAMPLES = [(name, example) for name in [*names(), *listings()] for example in load(name).examples]


@pytest.fixture(scope="module")
def graph() -> Graph:
    return sojourn.open()


def drawn(graph: Graph, name: str, **params: str) -> Chart | None:
    table = graph.answer(name, params).table
    iris = (cell.value for row in table.rows for cell in row if cell and cell.is_iri)
    return chart(table, labels(graph.store, iris), title=load(name).question, words=words_of("en"))


def number(value: object) -> Cell:
    return Cell(str(value), datatype=XSD + "decimal")


def figure(
    place: str,
    low: object,
    high: object,
    *,
    measure: str = "persons",
    hedge: str = "exact",
    edtf: str = "",
    **opens: bool,
) -> tuple[Cell | None, ...]:
    return (
        Cell(entity("place", place), is_iri=True),
        None if low is None else number(low),
        None if high is None else number(high),
        *(Cell(str(opens.get(name, False)).lower(), datatype=XSD + "boolean") for name in ("low_open", "high_open")),
        Cell(concept("hedge", hedge), is_iri=True),
        Cell(concept("measure", measure), is_iri=True),
        Cell(edtf) if edtf else None,
    )


COLUMNS = tuple(Column(name) for name in ("where", "low", "high", "lowOpen", "highOpen", "hedge", "measure", "edtf"))


def of(*rows: tuple[Cell | None, ...]) -> Chart:
    found = chart(ResultTable(COLUMNS, rows), {})
    assert found is not None
    return found


def elements(svg: str) -> Iterator[ET.Element]:
    whole = svg if "xmlns" in svg else svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ET.fromstring(whole).iter()  # noqa: S314 - it is our own, and this asks whether it is XML


def tags(svg: str) -> list[str]:
    return [element.tag.rpartition("}")[2] for element in elements(svg)]


def test_the_cities_of_the_article_are_bars_with_their_ranges(graph: Graph) -> None:
    found = drawn(graph, "cities", population="Russians", place="China")
    assert found is not None
    (panel,) = found.panels
    assert (found.kind, panel.unit) == ("bars", "persons")
    told = [(mark.label, mark.low, mark.high, mark.about, mark.words) for mark in panel.marks]
    assert told[:2] == [
        ("Beijing", 10_000.0, 10_000.0, True, "about 10,000"),
        ("Shanghai", 5_000.0, 6_000.0, False, "5,000 to 6,000"),
    ]
    assert len(told) == 7, "the figure that is only 'many' is no bar"


def test_figures_that_only_their_time_tells_apart_say_whose_they_are(graph: Graph) -> None:
    found = drawn(graph, "stock-by-count", population="Russians", place="China")
    assert found is not None
    (panel,) = found.panels
    assert [mark.label for mark in panel.marks] == [
        "2020 · Population census of China, 2020",
        "31 January 2025 · Estimate of experts who are not named",
    ]


def test_kinds_and_units_never_share_an_axis(graph: Graph) -> None:
    found = drawn(graph, "corridor", origin="Russia", destination="China")
    assert found is not None
    assert [(panel.title, panel.unit, len(panel.marks)) for panel in found.panels] == [
        ("flow", "persons", 1),
        ("flow", "persons / year", 1),
        ("residence (stock)", "persons", 10),
        ("share", "percent", 4),
    ]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_every_example_gives_a_chart_that_is_xml_without_style_or_script_or_none(
    graph: Graph, name: str, example: dict[str, str]
) -> None:
    found = drawn(graph, name, **example)
    if found is None:
        return
    for svg in (found.svg(), found.file()):
        assert not {"style", "script", "foreignObject", "image", "a"} & set(tags(svg))
        assert not re.search(r"\sstyle=|\son\w+=|href=|url\(|nan|inf%", svg)
    assert found.figures + found.left_out <= 4 * len(graph.answer(name, example).table.rows)


def test_a_bound_that_is_excluded_is_a_ring_and_one_that_is_not_stated_an_arrow() -> None:
    over = of(figure("A", 16_000, None, hedge="moreThan", low_open=True), figure("B", 40_000, 50_000))
    svg = over.svg()
    assert tags(svg).count("circle") == 1
    assert tags(svg).count("path") == 1
    assert 'aria-label="Bars in persons. place:A: over 16,000; place:B: 40,000 to 50,000."' in svg
    assert tags(of(figure("A", 16_000, 16_000)).svg()).count("circle") == 0


def test_nothing_is_drawn_full_below_a_figure_that_is_only_at_most() -> None:
    svg = of(figure("A", None, 5_000, hedge="atMost")).svg()
    rects = [element.get("fill-opacity") for element in elements(svg) if element.tag.endswith("rect")]
    widths = [element.get("width") for element in elements(svg) if element.tag.endswith("rect")]
    assert dict(zip(rects, widths, strict=True))["0.9"] == "0.0%"


def test_a_fall_is_drawn_to_the_left_of_zero() -> None:
    (panel,) = of(figure("A", -460_000, -460_000), figure("B", 43_400, 43_400)).panels
    axis = axis_of(panel.marks, zero=True)
    assert axis.across(-460_000) < axis.across(0) < axis.across(43_400)


def test_many_figures_are_cut_and_how_many_are_left_out_is_told() -> None:
    found = of(*(figure(f"P{n}", n, n) for n in range(1, 101)))
    assert (found.figures, found.left_out) == (MOST_BARS, 100 - MOST_BARS)
    assert "the first 40 figures; 60 more in the table" in found.file()
    two = of(*(figure(f"P{n}", n, n) for n in range(60)), *(figure(f"Q{n}", n, n, measure="percent") for n in range(5)))
    assert [len(panel.marks) for panel in two.panels] == [35, 5], "a small panel keeps all of its figures"


def test_figures_at_three_times_or_more_are_drawn_through_time_and_undated_ones_left_out() -> None:
    years = [figure("A", 100 * n, 100 * n, edtf=f"{2000 + n}") for n in range(4)]
    found = of(*years, figure("A", 7, 7))
    assert (found.kind, found.figures, found.undated) == ("series", 4, 1)
    assert "1 without a date: not shown" in found.file()
    assert of(*years[:2]).kind == "bars"
    lines = [figure(f"P{p}", n, n, edtf=f"{2000 + n}") for p in range(MOST_SERIES + 1) for n in range(4)]
    assert of(*lines).kind == "bars", "more lines than can be told apart"


def test_a_line_goes_through_points_and_never_through_the_middle_of_a_range() -> None:
    points = of(*(figure("A", n, n, edtf=f"{2000 + n}") for n in (1, 2, 3))).svg()
    ranges = of(*(figure("A", n, n + 5, edtf=f"{2000 + n}") for n in (1, 2, 3))).svg()
    assert points.count('stroke-opacity="0.6"/>') - ranges.count('stroke-opacity="0.6"/>') == 2


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2020", 2020.0, 2021.0),
        ("2013/2017", 2013.0, 2018.0),
        ("2020-11", 2020 + 10 / 12, 2020 + 11 / 12),
        ("../2020", 2021.0, 2021.0),
        ("2015/..", 2015.0, 2015.0),
        ("2019~", 2019.0, 2020.0),
        ("pub-10y", None, None),
        ("", None, None),
    ],
)
def test_a_date_lies_where_it_begins_and_ends(edtf: str, start: float | None, end: float | None) -> None:
    assert years_of_date(edtf) == (pytest.approx(start) if start else None, pytest.approx(end) if end else None)


def test_a_query_of_ones_own_is_drawn_by_its_first_count() -> None:
    columns = (Column("place"), Column("year"), Column("claims"))
    rows = tuple(
        (Cell(entity("place", key), is_iri=True), Cell("2020"), number(n)) for key, n in (("CN", 90), ("RU", 51))
    )
    found = chart(ResultTable(columns, rows), {entity("place", "CN"): "China"})
    assert found is not None
    (panel,) = found.panels
    assert (panel.unit, [mark.label for mark in panel.marks]) == ("claims", ["China", "place:RU"])
    assert chart(ResultTable((Column("year"),), ((Cell("2020", datatype=XSD + "integer"),),)), {}) is None


@pytest.mark.parametrize("bad", ["NaN", "INF", "1e999999", "ten", "", "--"])
def test_what_is_no_number_is_no_figure(bad: str) -> None:
    rows = (figure("A", bad, bad), figure("B", 1, 1))
    found = chart(ResultTable(COLUMNS, rows), {})
    assert found is not None
    assert found.figures == 1


@pytest.mark.parametrize(("lang", "words", "unit"), [("zh", "约 10,000", "人"), ("ru", "около 10\u202f000", "чел.")])
def test_figures_and_units_are_told_in_the_language_of_the_page(lang: str, words: str, unit: str) -> None:
    found = chart(ResultTable(COLUMNS, (figure("A", 10_000, 10_000, hedge="about"),)), {}, words=words_of(lang))
    assert found is not None
    assert (found.panels[0].unit, found.panels[0].marks[0].words) == (unit, words)


@given(st.text(max_size=80))
def test_any_name_stays_text(name: str) -> None:
    found = chart(
        ResultTable(COLUMNS, (figure("A", 1, 2), figure("B", 1, 2))), {entity("place", "A"): name}, title=name
    )
    assert found is not None
    for svg in (found.svg(), found.file()):
        assert set(tags(svg)) <= {"svg", "g", "title", "text", "line", "rect", "circle", "path"}


bounds = st.none() | st.integers(-(10**12), 10**12)


@given(st.lists(st.tuples(bounds, bounds), min_size=1, max_size=12))
def test_every_figure_lies_within_the_frame(pairs: list[tuple[int | None, int | None]]) -> None:
    floats = [tuple(None if end is None else float(end) for end in pair) for pair in pairs]
    marks = [
        Mark("", "", low, high)
        for low, high in floats
        if (low is not None or high is not None) and (low is None or high is None or low <= high)
    ]
    if not marks:
        return
    axis = axis_of(marks, zero=True)
    ends = [end for mark in marks for end in (mark.low, mark.high) if end is not None]
    assert 2 <= len(axis.ticks) <= 6
    assert axis.ticks[0] <= 0 <= axis.ticks[-1]
    assert all(0 <= axis.across(end) <= 100 for end in ends)
    assert all(mark.high is not None or axis.across(mark.low or 0) < 100 for mark in marks)


def luminance(colour: str) -> float:
    """The relative luminance of a colour such as ``#2a7fc0``, by WCAG 2."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_colours_stand_out_from_white_and_from_black() -> None:
    for colour in COLOURS:
        assert contrast(colour, "#fffdf9") >= 3
        assert contrast(colour, "#14171b") >= 3
