"""The table of claims is read back by pandas and csv, hostile texts included."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas

from sojourn.exporters import FORMATS
from sojourn.exporters.sheet import COLUMNS, to_csv
from sojourn.stores.embedded import EmbeddedStore


def rows(store: EmbeddedStore, lang: str = "en") -> dict[str, dict[str, str]]:
    text = to_csv(store, lang).decode("utf-8-sig")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def test_every_claim_is_a_row_in_the_order_of_its_id(small: EmbeddedStore) -> None:
    assert list(rows(small)) == [f"C{number}" for number in range(1, 11)]


def test_a_row_tells_figure_places_people_chain_and_locator(small: EmbeddedStore) -> None:
    row = rows(small)["C1"]
    assert {name: row[name] for name in ("origin", "destination", "population", "profession")} == {
        "origin": "Alpha",
        "destination": "Beta",
        "population": "People",
        "profession": "Doctor",
    }
    assert (row["figure"], row["low"], row["high"]) == ("about 11,000 persons / year", "11000", "11000")
    assert (row["hedge"], row["measure"], row["unit"]) == ("about", "personsPerYear", "persons / year")
    assert (row["source"], row["source_title"], row["root"]) == ("paper", "The paper", "census")
    assert (row["chain"], row["attribution"]) == ("paper <- daily? <- census", "implied")
    assert (row["locator"], row["chars"], row["modality"]) == ("4.1", "", "asserted")
    assert rows(small)["C2"]["chars"] == "9-36"


def test_what_is_not_stated_is_empty_and_open_bounds_are_told(small: EmbeddedStore) -> None:
    row = rows(small)["C5"]
    assert (row["low"], row["high"], row["low_open"], row["high_open"]) == ("50", "", "true", "")
    assert (row["figure"], row["whole"], row["place"]) == ("most (over 50 %)", "All", "Alpha + Beta")
    assert {rows(small)["C3"][name] for name in ("figure", "low", "high", "destination", "start", "end")} == {""}


def test_several_places_that_hold_separately_are_joined_by_semicolons(small: EmbeddedStore) -> None:
    assert rows(small)["C4"]["place"] == "Beta; Gamma"


def test_texts_that_a_spreadsheet_would_run_are_guarded_and_numbers_are_not(small: EmbeddedStore) -> None:
    told = rows(small)
    assert told["C2"]["claim"].startswith("'=HYPERLINK(")
    assert told["C7"]["place"].startswith("'=HYPERLINK(")
    assert told["C3"]["note"] == "'-1+1"
    cells = [cell for row in told.values() for cell in row.values()]
    assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in cells)
    assert not any("\x0b" in cell for cell in cells)


def test_labels_come_in_the_language_asked_for_and_in_english_where_there_is_none(small: EmbeddedStore) -> None:
    assert [rows(small, lang)["C1"]["origin"] for lang in ("en", "zh", "ru")] == ["Alpha", "甲", "Альфа"]
    assert rows(small, "zh")["C1"]["destination"] == "Beta"
    assert rows(small, "zh")["C5"]["place"] == "甲 + Beta"


def test_pandas_reads_it_with_numbers_as_numbers(small: EmbeddedStore, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    FORMATS["csv"].write(small, path)
    frame = pandas.read_csv(path)
    assert list(frame.columns) == list(COLUMNS)
    assert frame["low"].dropna().tolist() == [11000.0, 2000.0, 50.0, 0.5]
    assert frame["high"].dropna().tolist() == [11000.0, 3000.0, 0.5]
    assert frame["claim"].notna().all()
    assert len(frame) == 10


def test_the_shipped_claims_are_all_there_with_their_figures(shipped: EmbeddedStore) -> None:
    told = rows(shipped)
    expected = {f"S0-{n}" for n in range(1, 45)} | {f"S1-{n}" for n in range(1, 37)} | {f"S2-{n}" for n in range(1, 39)}
    assert set(told) >= expected
    assert (told["S0-20"]["low"], told["S0-20"]["high"]) == ("40000", "50000")
    assert (told["S1-30"]["low"], told["S1-30"]["high"]) == ("-460000", "-460000")
    assert told["S0-18"]["destination"] == "China"
