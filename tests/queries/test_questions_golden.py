"""Each question against the answer that was derived by reading the articles; see README.md beside this file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import rdflib

from sojourn.queries.named import answer, bind, load, names, rows_wanted
from sojourn.queries.presenting import TextTable, as_text_rows
from sojourn.queries.results import ResultTable
from sojourn.stores.embedded import EmbeddedStore
from tests.queries.conftest import ask_rdflib

GOLDEN = Path(__file__).parent / "golden"

CASES: dict[str, dict[str, str]] = {
    "about-place": {"place": "Heilongjiang", "at": "2015"},
    "about-place--known-2024": {"place": "Heilongjiang", "at": "2015", "known": "2024"},
    "cities": {"population": "Russians", "place": "China"},
    "comparable": {"first": "S0-19", "second": "S0-20"},
    "comparable--kind": {"first": "S0-23", "second": "S2-34"},
    "comparable--place": {"first": "S1-30", "second": "S1-33"},
    "comparable--restated": {"first": "S1-8", "second": "S1-30"},
    "corridor": {"origin": "Russia", "destination": "China"},
    "corridor--beijing": {"origin": "Russia", "destination": "Beijing"},
    "corridors": {},
    "corridors--continent": {"level": "continent"},
    "connection": {"first": "Liu Qingfeng", "second": "Jilin"},
    "connection--containment": {"first": "Harbin", "second": "Heilongjiang"},
    "connection--direct": {"first": "Liu Qingfeng", "second": "Beijing"},
    "connection--two-statements": {"first": "Jilin", "second": "Shanghai"},
    "containment-at": {"place": "Buryatia", "at": "2017"},
    "containment-at--2020": {"place": "Buryatia", "at": "2020"},
    "derived": {},
    "disagreements": {},
    "first-reporter": {"assertion": "S0-19"},
    "first-reporter--no-chain": {"assertion": "S0-23"},
    "gaps": {},
    "kind-of-number": {},
    "kind-of-number--one": {"assertion": "S1-30"},
    "largest-stocks": {"top": "6"},
    "largest-stocks--russians": {"place": "China", "population": "Russians", "first_year": "2025"},
    "net-flows": {},
    "net-between": {"first": "Russia", "second": "China"},
    "origin-mix": {"place": "Beijing"},
    "origins": {"population": "Russians", "place": "China"},
    "parts-and-whole": {"population": "Russians", "place": "China"},
    "parts-and-whole--minority": {"population": "Russian minority of China", "place": "China"},
    "population-losses": {"place": "China", "population": "Residents"},
    "population-types": {},
    "professions": {},
    "reasons": {},
    "reasons--china-from-russia": {"origin": "Russia", "destination": "China"},
    "sign": {"place": "Beijing", "population": "foreign long-term resident workers"},
    "single-root": {},
    "stock-by-count": {"population": "Russians", "place": "China"},
    "time-series": {"place": "China", "population": "Russians"},
    "time-series--flows": {"place": "China", "origin": "Russia", "kind": "flow"},
    "top-corridors": {},
    "touching-region": {"place": "Siberia"},
    "touching-region--rust-belt": {"place": "rust belt"},
    "why-differ": {"place": "Beijing", "population": "Russians"},
    "why-differ--china": {"place": "China", "population": "Russians"},
    "withdrawal": {"source": "liu-qingfeng-statement"},
    "withdrawal--nbs": {"source": "nbs"},
    "wording-drift": {},
}
"""What is asked for each golden file; the question is the part of the name before ``--``."""


def question(case: str) -> str:
    return case.partition("--")[0]


def golden(name: str) -> tuple[list[str], list[list[str]]]:
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, sorted(rows)


def chosen(table: TextTable, header: list[str]) -> list[list[str]]:
    places = [table.header.index(name) for name in header]
    return sorted([row[place] for place in places] for row in table.rows)


def test_every_question_has_a_golden_answer_and_every_golden_answer_is_asked_for() -> None:
    assert {question(case) for case in CASES} == set(names())
    assert set(CASES) == {file.stem for file in GOLDEN.glob("*.csv")}
    assert len(names()) == 31


@pytest.mark.parametrize("case", sorted(CASES))
def test_the_answer_is_the_one_that_was_read_from_the_articles(store: EmbeddedStore, case: str) -> None:
    header, wanted = golden(case)
    table = as_text_rows(answer(store, load(question(case)), CASES[case]), store)
    assert chosen(table, header) == wanted


FROM_COLUMNS = {"disagreements"}
"""Compares all claims with all, for which rdflib takes long: test_questions_from_columns.py asks another engine."""


@pytest.mark.parametrize("case", sorted(case for case in CASES if question(case) not in FROM_COLUMNS))
def test_rdflib_gives_the_same_rows_in_the_same_order(store: EmbeddedStore, dataset: rdflib.Dataset, case: str) -> None:
    query = load(question(case))
    there = ask_rdflib(dataset, query, bind(store, query, CASES[case]))
    there = ResultTable(there.columns, there.rows[: rows_wanted(query, CASES[case])], there.empty)
    assert as_text_rows(there, store) == as_text_rows(answer(store, query, CASES[case]), store)


EXAMPLES = [(name, example) for name in names() for example in load(name).examples]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_every_example_of_a_header_runs(store: EmbeddedStore, name: str, example: dict[str, str]) -> None:
    table = answer(store, load(name), example)
    assert len(table) > 0 or name in {"net-between", "disagreements"}  # the three articles hold nothing of the kind


def test_no_answer_says_not_stated_with_a_sentence(store: EmbeddedStore) -> None:
    table = as_text_rows(answer(store, load("net-between"), CASES["net-between"]), store)
    assert table.rows == ()
    assert table.empty == "Not stated: no source asserts numbers for both directions."
