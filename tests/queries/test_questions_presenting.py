"""Answers in words: figures, periods, labels in three languages, and files that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.graph.building import ontology_files
from sojourn.model import KINDS, Estimate, Evidence, Hedge, Measure, Source
from sojourn.queries.formatting import to_csv, to_markdown, to_records, to_tsv
from sojourn.queries.guarding import guarded
from sojourn.queries.named import ask
from sojourn.queries.page import questions_page
from sojourn.queries.presenting import TextTable, as_text_rows, figure_words, labels, period_words
from sojourn.queries.results import Cell, Column, ResultTable
from sojourn.rdf.entities import registry_quads, source_triples
from sojourn.rdf.writing import assertion_quads
from sojourn.stores.embedded import EmbeddedStore
from sojourn.vocabulary import PREFIXES, concept, entity


def number(low: str | None, high: str | None, hedge: Hedge, measure: Measure = Measure.PERSONS) -> Estimate:
    return Estimate(
        low=Decimal(low) if low else None,
        high=Decimal(high) if high else None,
        low_open=hedge in {Hedge.MORE_THAN, Hedge.MOST_OF} and high is None,
        hedge=hedge,
        measure=measure,
    )


@pytest.mark.parametrize(
    ("estimate", "words"),
    [
        (number("16000", None, Hedge.MORE_THAN), "over 16,000 persons"),
        (number("11000", "11000", Hedge.ABOUT, Measure.PERSONS_PER_YEAR), "about 11,000 persons / year"),
        (number("40000", "50000", Hedge.BETWEEN), "40,000 to 50,000 persons"),
        (number("1000", None, Hedge.ORDER_OF_MAGNITUDE), "at least 1,000 persons (order of magnitude)"),
        (number("50", None, Hedge.MOST_OF, Measure.PERCENT), "most (over 50 %)"),
        (number("0.1", "0.1", Hedge.EXACT, Measure.PERCENT), "0.1 %"),
        (number("-40", "-40", Hedge.EXACT, Measure.PERCENT_CHANGE), "−40 % (change)"),
        (number("12000", "12000", Hedge.EXACT, Measure.PERMITS), "12,000 permits"),
        (number("-460000", "-460000", Hedge.EXACT), "−460,000 persons"),
    ],
)
def test_a_figure_has_its_hedge_and_its_unit(estimate: Estimate, words: str) -> None:
    assert figure_words(estimate) == words


@pytest.mark.parametrize(
    ("edtf", "notation", "said", "words"),
    [
        ("2020", "2020", "", "2020"),
        ("2013/2017", "2013/2017", "", "2013–2017"),
        ("../2025-01-31", "../pub", "", "until 2025-01-31"),
        ("2004/..", "2004/..", "", "since 2004"),
        ("2025~", "2025~", "", "about 2025"),
        ("2025?", "2025?", "", "2025, uncertain"),
        ("2025%", "2025%", "", "about 2025, uncertain"),
        ("", "pub", "", "at publication (undated)"),
        ("", "pub-10y", "", "10 years before publication (undated)"),
        ("", "pub-1m", "", "1 month before publication (undated)"),
        ("", "pub-20y/pub", "", "20 years before publication to publication (undated)"),
        ("", "../pub", "", "until publication (undated)"),
        ("", "2019/pub", "", "2019 to publication (undated)"),
        ("", "pub/..", "", "since publication (undated)"),
        ("", "", "winters", "winters"),
        ("../2025-01-31", "../pub", "recent years", "recent years (until 2025-01-31)"),
        ("", "", "", ""),
    ],
)
def test_a_period_is_put_into_words_and_stays_undated_where_it_is(
    edtf: str, notation: str, said: str, words: str
) -> None:
    assert period_words(edtf, notation, said) == words


@pytest.mark.parametrize(
    ("lang", "people", "source", "method"),
    [
        ("en", "Russians", "Population census of China, 2020", "census"),
        ("zh", "俄罗斯人", "Population census of China, 2020", "人口普查"),
        ("ru", "россияне", "Population census of China, 2020", "перепись"),
    ],
)
def test_labels_follow_the_language_and_fall_back(
    store: EmbeddedStore, lang: str, people: str, source: str, method: str
) -> None:
    table = as_text_rows(ask(store, "stock-by-count", {"population": "Russians", "place": "China"}), store, lang)
    first = dict(zip(table.header, table.rows[0], strict=True))
    assert (first["people"], first["said by"], first["method"]) == (people, source, method)


def test_an_iri_without_a_label_is_shortened(store: EmbeddedStore) -> None:
    here = entity("place", "nowhere")
    assert labels(store, [here, here], "zh") == {here: "place:nowhere"}
    assert labels(store, [concept("hedge", "about")]) == {concept("hedge", "about"): "about"}


def test_sources_that_share_a_title_are_told_apart_by_edition_or_key() -> None:
    given = [("a", "Arrivals", ""), ("b", "Arrivals", "2025"), ("c", "Stocks", "2024"), ("d", "Stocks", "2024")]
    given += [("e", "Permits", "2024")]
    sources = [Source(key=key, type="dataset", title=title, edition=edition) for key, title, edition in given]
    store = EmbeddedStore.of(registry_quads(triple for source in sources for triple in source_triples(source)))
    assert list(labels(store, [entity("source", source.key) for source in sources]).values()) == [
        "Arrivals (a)",
        "Arrivals (edition 2025)",
        "Stocks (c)",
        "Stocks (d)",
        "Permits",
    ]
    cell = Cell(entity("source", "b"), is_iri=True)
    table = ResultTable((Column("source"),), ((cell,),))
    for fold in (True, False):
        assert as_text_rows(table, store, fold=fold).rows == (("Arrivals (edition 2025)",),)
    assert json.loads(to_records(table, store))["answer"][0]["source"]["label"] == "Arrivals (edition 2025)"


@pytest.mark.parametrize(
    ("listing", "kind", "ends"),
    [
        ("flows", "flow", {"origin": ("RU",), "destination": ("CN",)}),
        ("claims", "flow", {"origin": ("RU",), "destination": ("CN",)}),
        ("residences", "residence", {"place": ("CN",)}),
    ],
)
def test_a_listing_says_why_a_figure_is_missing(listing: str, kind: str, ends: dict[str, Any]) -> None:
    said = [
        KINDS[kind](id=key, claim=key, evidence=Evidence(source="office"), observation=observation, **ends)
        for key, observation in (("suppressed", "Q"), ("unsaid", ""))
    ]
    office = registry_quads(source_triples(Source(key="office", type="dataset", title="Office", seen=True)))
    labelled = EmbeddedStore.from_files(ontology_files(), graph_of=ontology_files()).quads()
    store = EmbeddedStore.of([*labelled, *office, *assertion_quads(said)])
    answer = as_text_rows(ask(store, listing, {}), store)
    found = {row[0]: row[answer.header.index("observation")] for row in answer.rows}
    assert found == {"suppressed": "missing: suppressed", "unsaid": "not stated"}


def test_without_folding_every_column_stays_and_what_is_not_stated_stays_empty(store: EmbeddedStore) -> None:
    found = ask(store, "stock-by-count", {"population": "Russians", "place": "China"})
    table = as_text_rows(found, store, fold=False)
    first = dict(zip(table.header, table.rows[0], strict=True))
    assert (first["low"], first["high"], first["lowOpen"], first["measure"]) == ("16000", "", "true", "persons")
    assert first["people"] == "Russians"


def text(value: str, datatype: str = "string") -> Cell:
    return Cell(value, datatype=PREFIXES["xsd"] + datatype)


def test_rows_that_differ_only_in_a_column_of_several_values_are_one(store: EmbeddedStore) -> None:
    columns = (Column("a"), Column("b", several=True), Column("c", several=True, absent="none"))
    rows = tuple((text(a), text(b), None) for a, b in (("1", "y"), ("2", "z"), ("1", "x"), ("1", "y")))
    assert as_text_rows(ResultTable(columns, rows), store).rows == (("1", "x; y", "none"), ("2", "z", "none"))


def test_numbers_get_separators_only_where_the_column_has_a_unit(store: EmbeddedStore) -> None:
    columns = (Column("year"), Column("difference", "", "persons"), Column("seen"))
    rows = ((text("2013", "integer"), text("-12500.50", "decimal"), text("false", "boolean")),)
    assert as_text_rows(ResultTable(columns, rows), store).rows == (("2013", "−12,500.5", "no"),)


def test_two_figures_of_a_row_are_told_apart_by_their_prefix(store: EmbeddedStore) -> None:
    found = ask(store, "comparable", {"first": "S0-19", "second": "S0-20"})
    table = as_text_rows(found, store)
    assert table.header[4:6] == ("first figure", "second figure")
    assert table.rows[0][4:6] == ("over 16,000 persons", "40,000 to 50,000 persons")


AWKWARD = TextTable(("a", "b"), (("=1+1", "x,y"), ("-3", 'say "hi"\n'), ("@x", "a|b<i>")), "Not stated: none.")


def test_csv_guards_formulas_and_keeps_numbers() -> None:
    assert to_csv(AWKWARD) == 'a,b\r\n\'=1+1,"x,y"\r\n-3,"say ""hi""\n"\r\n\'@x,a|b<i>\r\n'


def test_tsv_keeps_one_row_a_line() -> None:
    assert to_tsv(AWKWARD) == "a\tb\n'=1+1\tx,y\n-3\tsay \"hi\"\n'@x\ta|b<i>\n"


def test_markdown_escapes_what_would_be_markup_and_says_why_there_is_nothing() -> None:
    assert to_markdown(AWKWARD).splitlines()[4] == "| @x | a\\|b\\<i\\> |"
    assert to_markdown(TextTable(("a",), (), "Not stated: none.")) == "Not stated: none.\n"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=10), min_size=1, max_size=4))
def test_csv_comes_back_as_it_went_but_for_the_guard(cells: list[str]) -> None:
    table = TextTable(tuple(f"c{n}" for n, _ in enumerate(cells)), (tuple(cells),))
    back = list(csv.reader(io.StringIO(to_csv(table), newline="")))
    assert back[1] == [guarded(cell) for cell in cells]
    assert all(cell.removeprefix("'") == was.removeprefix("'") for cell, was in zip(back[1], cells, strict=True))


@given(st.text(max_size=12))
def test_no_guarded_text_begins_like_a_formula_unless_it_is_a_number(cell: str) -> None:
    found = guarded(cell)
    if found.startswith(("=", "+", "-", "@")):
        assert Decimal(found).is_finite()


def test_records_hold_numbers_labels_and_null(store: EmbeddedStore) -> None:
    found = ask(store, "stock-by-count", {"population": "Russians", "place": "China"})
    records = json.loads(to_records(found, store))
    first = records["answer"][0]
    assert (first["low"], first["high"], first["lowOpen"]) == (16000, None, True)
    assert first["people"] == {"id": "population:russians", "label": "Russians"}
    empty = json.loads(to_records(ask(store, "net-between", {"first": "RU", "second": "CN"}), store))
    assert empty == {"answer": [], "note": "Not stated: no source asserts numbers for both directions."}


def test_the_reference_page_shows_every_question_with_a_command_that_runs() -> None:
    page = questions_page()
    assert page.count("\n## ") == 31
    assert "$ sojourn ask stock-by-count --population Russians --place China" in page
    assert "| `--known` | date | optional, 9999-12-31 when not given | only what was published by then |" in page
    assert page.endswith("```\n")
