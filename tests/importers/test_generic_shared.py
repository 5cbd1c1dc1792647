"""A mapping of the tables at hand says the same as the importers written for them, cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn.columns.schema import FRAME
from sojourn.importers.abel_cohen import AbelCohen
from sojourn.importers.base import Importer, Options
from sojourn.importers.generic import MappedTable
from sojourn.importers.un_desa import UnDesa
from tests.importers.mapped import rows_of
from tests.shared import SHARED

SAME = tuple(name for name, _ in FRAME if name not in ("source", "note", "locator"))
"""Columns that have to be equal; sources have keys of their own, and notes are for people."""

UN_DESA = """\
kind: residence
source: {key: mapped, title: International Migrant Stock}
columns:
  place: {column: residence, codes: {Congo: CG}}
  population: {criterion: countryOfBirth, of: origin_birth, codes: {Congo: CG}}
  period: year
  value: stock
  observation: {constant: A}
"""
ABEL_COHEN = """\
kind: flow
source: {key: mapped, title: Estimates}
columns:
  origin: {column: orig, codes: {Congo: CG}}
  destination: {column: dest, codes: {Congo: CG}}
  period: {column: year0, years: 5}
  value: sd_drop_neg
  method: {constant: model}
  observation: {constant: E}
"""


def shared(name: str) -> Path:
    path = SHARED / "data" / name
    if not path.is_file():
        pytest.skip(f"the table {name} is not at hand")
    return path


def frame(importer: Importer, path: Path, options: Options) -> tuple[set[tuple[object, ...]], int]:
    """The rows of the first item that an importer gives."""
    for imported in importer.read(path, options):
        columns = ", ".join(SAME)
        found = imported.connection.execute(f"select {columns} from {imported.table}").fetchall()
        return set(found), imported.rows
    raise AssertionError("nothing was imported")


@pytest.mark.parametrize(
    ("name", "importer", "mapping", "count"),
    [
        pytest.param("un_desa_stock_2020_long.csv", UnDesa(), UN_DESA, 75_600, id="UN DESA"),
        pytest.param("abel_cohen_flows_1990_2020_long.csv", AbelCohen(), ABEL_COHEN, 133_364, id="Abel and Cohen"),
    ],
)
def test_a_mapping_gives_the_same_as_the_importer_of_the_table(
    name: str, importer: Importer, mapping: str, count: int, tmp_path: Path
) -> None:
    path = shared(name)
    file = tmp_path / "map.yaml"
    file.write_text(mapping, encoding="utf-8")
    mapped, rows = frame(MappedTable(), path, Options(mapping=file))
    made, made_rows = frame(importer, path, Options())
    assert rows == made_rows == len(mapped) <= count
    assert mapped ^ made == set()


def test_published_totals_are_read_beside_the_cells(tmp_path: Path) -> None:
    path = tmp_path / "totals.csv"
    path.write_bytes(shared("stock_totals_2020.csv").read_bytes())
    mapping = """\
kind: residence
source: {key: un-desa-totals, title: Totals, publisher: UN DESA}
columns:
  place: alpha3
  population: {constant: foreign-born}
  period: year
  value: fb
missing: {NA: O}
unread: [name, country_code, pop, fb_share, refugee, pob_code, disp, imm, disp_share]
skip_rows_where: {column: alpha3, equals: [CHI, NA, XKX]}
"""
    rows, remarks = rows_of(path, mapping)
    figures = {row["id"]: row.get("low") for row in rows}
    assert figures["CN-2020"] == "1039675"
    assert len(remarks) == 1
    diaspora = mapping.replace("place: alpha3", "place: {constant: world}").replace("value: fb", "value: disp")
    diaspora = diaspora.replace("{constant: foreign-born}", "{criterion: countryOfBirth, of: alpha3}")
    rows, _ = rows_of(path, diaspora.replace("disp, imm", "fb, imm"))
    assert {row["population"]: row.get("low") for row in rows if row["period"] == "2020"}["born-in-RU"] == "10756697"
