"""Tables read for a picture: what each claim says comes back, however short it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.columns.drawn import NAMING, PLAIN, Drawn, Written, keys_of, read_drawn
from sojourn.columns.schema import PROJECTION
from tests.stores.quick import folder

_TYPES = {
    "VARCHAR": pa.string(),
    "DECIMAL(38,10)": pa.decimal128(38, 10),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "INTEGER": pa.int32(),
}
_SCHEMA = pa.schema([(name, _TYPES[kind]) for name, kind in PROJECTION])


def row(number: int, **cells: Any) -> dict[str, Any]:
    usual = {
        "assertion": f"flow-{number:016x}",
        "id": f"AD-AE-{number}",
        "kind": "flow",
        "source": "table",
        "origin": "AD",
        "destination": "AE",
        "low": number,
        "high": number,
        "hedge": "exact",
        "measure": "persons",
        "printed": str(number),
        "first_day": date(2015, 1, 1),
        "last_day": date(2020, 12, 31),
        "first_year": 2015,
        "last_year": 2020,
        "edtf": "2015/2020",
        "modality": "asserted",
        "locator": f"row {number}, column stock",
    }
    return {name: None for name, _ in PROJECTION} | usual | cells


def read(rows: Sequence[Mapping[str, Any]], homes: Mapping[str, str] | None = None, **options: Any) -> list[Drawn]:
    with folder() as made:
        for source in sorted({line["source"] for line in rows}):
            lines = [line for line in rows if line["source"] == source]
            file = made / "assertions" / f"source={source}" / "part-0.parquet"
            file.parent.mkdir(parents=True)
            pq.write_table(pa.Table.from_pylist(lines, schema=_SCHEMA), file)
        return list(read_drawn(made, sorted({line["source"] for line in rows}), homes or {}, **options))


def only(rows: Sequence[Mapping[str, Any]], homes: Mapping[str, str] | None = None) -> Drawn:
    (drawn,) = read(rows, homes)
    return drawn


def text(written: Written, claim: int) -> str:
    """A text that is no template."""
    assert not written.template
    said = written.of[0 if written.codes is None else written.codes[claim]]
    return said if written.numbers is None else said.replace("#", str(written.numbers[claim]))


RULES: dict[str, tuple[str, list[dict[str, Any]], str | tuple[str, ...]]] = {
    "flows": ("id", [{"id": "AD-AE-2015-2020"}], "{start}-{end}-{period}"),
    "stocks by birth": (
        "id",
        [{"id": "HK-CN-2015-2020", "origin": None, "destination": None, "place": "CN", "population": "born-in-HK"}],
        "{of}-{place}-{period}",
    ),
    "stocks by name": (
        "id",
        [{"id": "x-CN-2015-2020", "origin": None, "destination": None, "place": "CN", "population": "x"}],
        "{population}-{place}-{period}",
    ),
    "one year": ("id", [{"id": "AD-AE-2015", "last_year": 2015}], "{start}-{end}-{period}"),
    "whole numbers": ("printed", [{}, {"low": -12, "printed": "-12"}], "{low}"),
    "numbers with signs of thousands": ("printed", [{"low": 1200, "printed": "1,200"}], ("1,200",)),
    "a decimal": ("printed", [{"low": "0.5", "printed": "0.5"}], ("0.5",)),
    "rows of a file": ("locator", [{}, {}], ("row #, column stock",)),
    "cells of sheets": ("locator", [{"locator": "A!H7"}, {"locator": "B!H7"}], ("A!H#", "B!H#")),
    "leading noughts": ("locator", [{"locator": "row 07"}], ("row 07",)),
    "a sign of its own": ("locator", [{"locator": "#7"}], ("#7",)),
    "no locator": ("locator", [{"locator": None}], ("",)),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_found_where_it_holds(name: str) -> None:
    column, cells, rule = RULES[name]
    rows = [
        row(number, **{key: _decimal(value) if key == "low" else value for key, value in one.items()})
        for number, one in enumerate(cells)
    ]
    written = only(rows, {"born-in-HK": "HK"}).texts[column]
    assert (written.template or tuple(sorted(written.of))) == rule


def _decimal(value: Any) -> Any:
    from decimal import Decimal

    return Decimal(value)


def test_a_rule_that_one_row_breaks_is_none() -> None:
    written = only([row(0, id="AD-AE-2015-2020"), row(1, id="AD-AE-2015-2021")]).texts["id"]
    assert written.template == ""
    assert {text(written, claim) for claim in (0, 1)} == {"AD-AE-2015-2020", "AD-AE-2015-2021"}


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
    st.builds(
        "{}{}{}".format, st.sampled_from(["row ", "#", "", "a\n"]), st.integers(0, 10**16), st.text("ab#", max_size=3)
    ),
).filter(bool)


@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_any_ids_and_locators_come_back(said: list[str]) -> None:
    rows = [row(number, id=f"{number:03}{one}", locator=one, printed=one) for number, one in enumerate(said)]
    drawn = only(rows)
    assert [text(drawn.texts["locator"], claim) for claim in range(len(said))] == said
    assert [text(drawn.texts["id"], claim) for claim in range(len(said))] == [one["id"] for one in rows]


def test_what_is_not_stated_has_no_code() -> None:
    drawn = only([row(0, origin=None, low=None, high=None, hedge=None, measure=None, edtf=None, method=None)])
    assert drawn.named["origin"].codes.tolist() == [-1]
    assert drawn.named["destination"].value(0) == "AE"
    assert drawn.plain["hedge"].value(0) is None
    assert drawn.low.tolist() != drawn.low.tolist()
    assert drawn.when.value(0)[0] is None


def test_a_claim_about_several_places_has_several_rows_side_by_side() -> None:
    rows = [
        row(1, destination="AE"),
        row(1, destination="ZW", assertion="flow-0000000000000001"),
        row(2, destination="FR"),
    ]
    drawn = only(rows)
    assert drawn.claims == 2
    assert drawn.claim.tolist() == [0, 0, 1]
    assert [drawn.named["destination"].value(at) for at in range(3)] == ["AE", "ZW", "FR"]
    assert drawn.low.tolist() == [1.0, 2.0]


def test_the_order_of_the_rows_of_a_file_does_not_matter() -> None:
    rows = [row(number, origin=key) for number, key in enumerate(("CN", "AD", "RU", "AD", "BE"))]
    first, second = only(rows), only(rows[::-1])
    for name in NAMING:
        assert first.named[name].of == second.named[name].of
        assert first.named[name].codes.tolist() == second.named[name].codes.tolist()
    assert first.low.tolist() == second.low.tolist()


def test_a_selection_leaves_tables_out_of_which_nothing_is_wanted() -> None:
    rows = [row(1), row(2), row(3, source="other")]
    (drawn,) = read(rows, only={"flow-0000000000000002"})
    assert (drawn.source, drawn.low.tolist()) == ("table", [2.0])
    assert read(rows, only=set()) == []


def test_keys_of_the_named_tables_are_told() -> None:
    rows = [row(1), row(2, source="other", origin="XX", population="people")]
    with folder() as made:
        for line in rows:
            file = made / "assertions" / f"source={line['source']}" / "part-0.parquet"
            file.parent.mkdir(parents=True)
            pq.write_table(pa.Table.from_pylist([line], schema=_SCHEMA), file)
        assert keys_of(made, ["other"]) == ({"XX", "AE"}, {"people"})
        assert keys_of(Path(made), ["nothing"]) == (set(), set())


def test_every_notation_of_a_claim_is_read() -> None:
    drawn = only([row(0, method="model", attribution="implied", modality="possible")])
    said = {name: drawn.plain[name].value(0) for name in PLAIN}
    assert said == {
        "kind": "flow",
        "measure": "persons",
        "hedge": "exact",
        "modality": "possible",
        "method": "model",
        "attribution": "implied",
    }
