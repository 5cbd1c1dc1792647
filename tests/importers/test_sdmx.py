"""SDMX-CSV and SDMX-ML of Eurostat, the OECD and others."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from sojourn.errors import BadInput, NotAvailable, SheetErrors
from sojourn.importers.base import Importer, Options
from sojourn.importers.mapping import read_mapping
from sojourn.importers.mapping_codes import OBSERVATIONS
from sojourn.importers.sdmx import Sdmx
from sojourn.importers.sdmx_dataflows import DATAFLOWS, EUROSTAT, OECD
from tests.importers import sdmx_files
from tests.importers.mapped import Row, read, rows_of


def by_id(path: Path) -> tuple[dict[str, Row], list[str]]:
    rows, remarks = read(Sdmx(), path, Options())
    return {row["id"]: row for row in rows}, remarks


def refused(path: Path, mapping: Path | None = None) -> BadInput:
    with pytest.raises(BadInput) as caught:
        for _ in Sdmx().read(path, Options(mapping=mapping)):
            pass
    return caught.value


def test_a_setting_that_there_is_not_is_refused(tmp_path: Path) -> None:
    path = sdmx_files.eurostat(tmp_path / "a.csv", "migr_imm1ctz")
    with pytest.raises(BadInput, match="there is no setting 'foo'") as caught:
        list(Sdmx().read(path, Options(settings={"foo": "1"})))
    assert caught.value.advice == "There is only place.NAME."


def test_it_says_which_files_are_for_it(tmp_path: Path) -> None:
    assert isinstance(Sdmx(), Importer)
    assert Sdmx().can_read(sdmx_files.eurostat(tmp_path / "a.csv", "migr_imm1ctz")) == ""
    assert Sdmx().can_read(sdmx_files.oecd(tmp_path / "b.csv")) == ""
    plain = tmp_path / "c.csv"
    plain.write_text("year,value\n2020,1\n", encoding="utf-8")
    assert "neither DATAFLOW" in Sdmx().can_read(plain)
    plain.write_text("DATAFLOW,value\n2020,1\n", encoding="utf-8")
    assert Sdmx().can_read(plain) == "it has no column TIME_PERIOD and no column OBS_VALUE"
    plain.write_text("<html><body>Sorry</body></html>", encoding="utf-8")
    assert Sdmx().can_read(plain) == "its root element 'html' is not of SDMX-ML"


def test_immigration_by_citizenship_keeps_status_and_leaves_out_what_would_count_twice(tmp_path: Path) -> None:
    rows, remarks = by_id(sdmx_files.eurostat(tmp_path / "imm.csv", "migr_imm1ctz"))
    assert {key: (row.get("population"), row.get("low"), row["observation"]) for key, row in rows.items()} == {
        "RU-DE-2020": ("citizens-of-RU", "12345", "A"),
        "all-DE-2020": (None, "900000", "E"),
        "citizens-of-GR-GR-2020": ("citizens-of-GR", "3000", "P"),
        "foreign-citizens-GR-2020": ("foreign-citizens", "9000", "A"),
        "CN-GR-2020": ("citizens-of-CN", None, "Q"),
        "UA-FR-2020": ("citizens-of-UA", "0", "N"),
        "SY-FR-2020": ("citizens-of-SY", None, "O"),
    }
    assert {row["kind"] for row in rows.values()} == {"flow"}
    assert rows["RU-DE-2020"]["destination"] == "DE"
    assert rows["RU-DE-2020"]["locator"] == "row 2, column OBS_VALUE"
    assert rows["all-DE-2020"]["note"] == "flags: b (time series break), e (estimated value), p (provisional value)"
    assert remarks == [
        "1 row left out that differs from others in 'agedef' only",
        "1 row left out: column 'geo' equals 'EU27_2020'",
        "1 row left out: column 'citizen' equals 'EU27_2020_FOR'",
        "1 row left out: not where column 'sex' equals 'T'",
        "1 row left out: not where column 'age' equals 'TOTAL'",
    ]


def test_the_day_of_the_update_is_the_edition(tmp_path: Path) -> None:
    for update, key in (("19/03/24 23:00:00", "eurostat-migr-imm1ctz-2024-03-19"), ("", "eurostat-migr-imm1ctz")):
        path = sdmx_files.eurostat(tmp_path / "imm.csv", "migr_imm1ctz", update=update)
        for imported in Sdmx().read(path, Options()):
            (source,) = imported.sources
            assert (source.key, source.edition, source.publisher) == (key, key[22:], "Eurostat")
            assert source.title == "Immigration by age group, sex and citizenship (migr_imm1ctz)"


def test_a_population_on_the_first_of_january_is_about_that_day(tmp_path: Path) -> None:
    columns = ["freq", "c_birth", "age", "unit", "sex", "geo", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG"]
    lines = ["A RU TOTAL NR T DE 2020 5 -", "A TOTAL TOTAL NR T DE 2020 9 -", "A NAT TOTAL NR T DE 2020 3 e"]
    rows, _ = by_id(sdmx_files.eurostat(tmp_path / "pop.csv", "migr_pop3ctb", lines, columns))
    assert {row["population"]: (row["period"], row["low"], row["place"]) for row in rows.values()} == {
        "born-in-RU": ("2020-01-01", "5", "DE"),
        "residents": ("2020-01-01", "9", "DE"),
        "born-in-DE": ("2020-01-01", "3", "DE"),
    }


def test_previous_residence_is_the_origin_and_its_total_is_not_stated(tmp_path: Path) -> None:
    columns = ["freq", "partner", "agedef", "age", "unit", "sex", "geo", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG"]
    lines = ["A RU COMPLET TOTAL NR T DE 2020 5 -", "A TOTAL COMPLET TOTAL NR T DE 2020 9 -"]
    rows, _ = by_id(sdmx_files.eurostat(tmp_path / "imm.csv", "migr_imm5prv", lines, columns))
    assert [(row.get("origin"), row["destination"], row["low"]) for row in rows.values()] == [
        ("RU", "DE", "5"),
        (None, "DE", "9"),
    ]
    rows, _ = by_id(sdmx_files.eurostat(tmp_path / "emi.csv", "migr_emi3nxt", lines, columns))
    assert [(row["origin"], row.get("destination")) for row in rows.values()] == [("DE", "RU"), ("DE", None)]


def test_first_permits_are_permits(tmp_path: Path) -> None:
    columns = [
        "freq",
        "reason",
        "citizen",
        "duration",
        "unit",
        "geo",
        "TIME_PERIOD",
        "OBS_VALUE",
        "OBS_FLAG",
        "CONF_STATUS",
    ]
    lines = ["A TOTAL TOTAL TOTAL PER FR 2021 287179 - -", "A EDUC RU TOTAL PER FR 2021 7 - -"]
    rows, remarks = by_id(sdmx_files.eurostat(tmp_path / "res.csv", "migr_resfirst", lines, columns))
    assert [(row["kind"], row["measure"], row["low"]) for row in rows.values()] == [
        ("permit", "permitsIssued", "287179")
    ]
    assert remarks == ["1 row left out: not where column 'reason' equals 'TOTAL'"]


def test_the_database_of_the_oecd_holds_inflows_outflows_and_stocks(tmp_path: Path) -> None:
    rows, remarks = by_id(sdmx_files.oecd(tmp_path / "mig.csv"))
    assert {key: (row["kind"], row.get("population"), row["low"]) for key, row in rows.items()} == {
        "B11-RU-DE-2020": ("flow", "citizens-of-RU", "12345"),
        "B11-foreign-citizens-DE-2020": ("flow", "foreign-citizens", "800000"),
        "B12-DE-RU-2020": ("flow", "citizens-of-RU", "4000"),
        "B15-MX-US-2024": ("residence", "citizens-of-MX", "8226106.247"),
        "B15-SUHH-DE-2015": ("residence", "citizens-of-SUHH", "1000"),
    }
    assert (rows["B11-RU-DE-2020"]["destination"], rows["B12-DE-RU-2020"]["origin"]) == ("DE", "DE")
    assert "1 row left out: nothing is known of the measure 'B13'" in remarks
    assert any("'EU15' or 'STLS'" in remark for remark in remarks)


def test_stocks_of_the_foreign_born_and_powers_of_ten(tmp_path: Path) -> None:
    columns = [*sdmx_files.OECD, "OBS_STATUS", "UNIT_MULT", "DECIMALS"]
    lines = ["FRA MAR A B14 _T _Z _Z PS 2015 954.742 A 3 3", "FRA DZA A B14 _T _Z _Z PS 2015 7 B 0 0"]
    rows, _ = by_id(sdmx_files.oecd(tmp_path / "popf.csv", lines, columns, "DSD_MIG_F@DF_MIG_POPF"))
    assert {row["population"]: (row["low"], row["printed"], row["observation"]) for row in rows.values()} == {
        "born-in-MA": ("954742", "954.742", "A"),
        "born-in-DZ": ("7", "7", "B"),
    }


def test_labels_behind_codes_and_deleted_rows_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(
        "STRUCTURE,STRUCTURE_ID,ACTION,freq: Frequency,citizen: Citizenship,sex: Sex,geo: Place,"
        "TIME_PERIOD: Time,OBS_VALUE\n"
        "dataflow,ESTAT:MIGR_EMI1CTZ(1.0): Emigration,I,A: Annual,RU: Russia,T: Total,EL: Greece,2020,7\n"
        "dataflow,ESTAT:MIGR_EMI1CTZ(1.0): Emigration,D,A: Annual,UA: Ukraine,T: Total,EL: Greece,2020,\n",
        encoding="utf-8",
    )
    rows, remarks = by_id(path)
    assert [(row["origin"], row["population"], row["low"]) for row in rows.values()] == [("GR", "citizens-of-RU", "7")]
    assert remarks == ["1 row left out that deletes observations (ACTION D)"]


def test_two_dataflows_in_one_file_are_two_sources(tmp_path: Path) -> None:
    path = sdmx_files.eurostat(tmp_path / "two.csv", "migr_imm1ctz", sdmx_files.IMMIGRATION[:1])
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1].replace("IMM1CTZ", "EMI1CTZ")]) + "\n", encoding="utf-8")
    found = []
    for imported in Sdmx().read(path, Options()):
        (source,) = imported.sources
        found.append((source.key, imported.rows))
    assert found == [("eurostat-migr-imm1ctz-2024-03-19", 1), ("eurostat-migr-emi1ctz-2024-03-19", 1)]


def test_a_dataflow_that_is_not_known_is_laid_open_with_a_mapping_to_begin_with(tmp_path: Path) -> None:
    columns = ["freq", "citizen", "sex", "geo", "TIME_PERIOD", "OBS_VALUE"]
    path = sdmx_files.eurostat(tmp_path / "new.csv", "migr_new", ["A RU T DE 2020 5", "A RU F DE 2020 2"], columns)
    error = refused(path)
    assert "ESTAT:MIGR_NEW(1.0) is not known; its dimensions" in error.what
    assert "freq (1), citizen (1), sex (2), geo (1)" in error.what
    assert "  - {column: sex, equals: T}" in error.advice
    begun = error.advice.split("To begin with:\n", 1)[1].replace("\n  ", "\n").strip()
    begun = begun.replace("# …: citizen ", "population: {criterion: citizenship, of: citizen} #")
    begun = begun.replace("# …: geo ", "place: geo #")
    file = tmp_path / "map.yaml"
    file.write_text(begun, encoding="utf-8")
    assert read_mapping(file).source.key == "estat-migr-new"
    rows, remarks = rows_of(path, begun, Sdmx())
    assert [(row["population"], row["place"], row["low"], row["observation"]) for row in rows] == [
        ("citizens-of-RU", "DE", "5", "A")
    ]
    assert "1 row left out: not where column 'sex' equals 'T'" in remarks


def test_a_mapping_may_keep_women_as_a_population(tmp_path: Path) -> None:
    mapping = """\
kind: flow
source: {key: women, title: Immigration of women}
columns:
  destination: {column: geo, codes: {EL: GR}}
  population: {constant: women}
  period: {column: TIME_PERIOD, format: sdmx}
  value: OBS_VALUE
populations: {women: {label: Women}}
only_rows_where: {column: sex, equals: F}
"""
    path = sdmx_files.eurostat(tmp_path / "imm.csv", "migr_imm1ctz", ["A TOTAL REACH TOTAL NR F EL 2020 5 - -"])
    rows, _ = rows_of(path, mapping, Sdmx())
    assert [(row["id"], row["population"]) for row in rows] == [("GR-2020", "women")]


def test_a_flag_that_nobody_explains_is_told(tmp_path: Path) -> None:
    error = refused(sdmx_files.eurostat(tmp_path / "a.csv", "migr_imm1ctz", ["A RU REACH TOTAL NR T DE 2020 5 y -"]))
    assert isinstance(error, SheetErrors)
    assert error.problems[0].what == "'y' is no observation (1 row)"


def test_a_row_without_a_dataflow_is_told(tmp_path: Path) -> None:
    path = sdmx_files.eurostat(tmp_path / "a.csv", "migr_imm1ctz")
    path.write_text(path.read_text(encoding="utf-8").replace("ESTAT:MIGR_IMM1CTZ(1.0)", "A", 1), encoding="utf-8")
    error = refused(path)
    assert (error.where, error.what) == (f"{path}:2:DATAFLOW", "'A' names no dataflow")


@pytest.mark.parametrize("generic", [pytest.param(True, id="generic"), pytest.param(False, id="structure-specific")])
def test_sdmx_ml_says_the_same_as_sdmx_csv(generic: bool, tmp_path: Path) -> None:
    lines = [line for line in sdmx_files.IMMIGRATION if not line.endswith("C")]
    plain, _ = by_id(sdmx_files.eurostat(tmp_path / "imm.csv", "migr_imm1ctz", lines, update=""))
    path = sdmx_files.sdmx_ml(tmp_path / "imm.xml", lines, generic=generic)
    assert Sdmx().can_read(path) == ""
    rows, remarks = by_id(path)
    assert {key: {**row, "locator": ""} for key, row in rows.items()} == {
        key: {**row, "locator": ""} for key, row in plain.items()
    }
    assert len(remarks) == 5


LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
BOMB = f'<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">{LAUGHS}]>\n<lolz>&j;</lolz>'


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param(BOMB, "declares a document type (DTD)", id="a billion laughs"),
        pytest.param(
            '<!DOCTYPE x SYSTEM "file:///etc/hostname"><x/>', "declares a document type (DTD)", id="an external entity"
        ),
        pytest.param("<a><b></a>", "its root element 'a' is not of SDMX-ML", id="another XML"),
        pytest.param("<", "this is no XML", id="no XML"),
    ],
)
def test_xml_that_is_none_of_ours_is_refused_before_it_is_read(text: str, what: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.xml"
    path.write_text(text, encoding="utf-8")
    began = time.process_time()
    assert what in refused(path).what
    assert what in Sdmx().can_read(path)
    assert time.process_time() - began < 2


def test_sdmx_ml_cut_short_is_one_message(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = sdmx_files.sdmx_ml(tmp_path / "imm.xml", generic=False)
    path.write_bytes(path.read_bytes()[:-400])
    error = refused(path)
    assert error.what.startswith("the file cannot be read as SDMX-ML: ")
    assert "\n" not in error.what
    assert capfd.readouterr() == ("", "")


def test_structures_without_data_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "dsd.xml"
    path.write_text(
        '<m:Structure xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"/>', encoding="utf-8"
    )
    assert refused(path).what == "it holds Structure, and no data"


def test_without_the_package_sdmx_ml_is_not_available(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sdmx_files.sdmx_ml(tmp_path / "imm.xml", generic=False)
    monkeypatch.setitem(sys.modules, "sdmx", None)
    with pytest.raises(NotAvailable, match=r"pip install 'sojourn\[sdmx\]'"):
        list(Sdmx().read(path, Options()))


def test_large_sdmx_ml_is_sent_to_sdmx_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sdmx_files.sdmx_ml(tmp_path / "imm.xml", generic=False)
    monkeypatch.setattr("sojourn.importers.sdmx_xml.MAX_BYTES", 1000)
    error = refused(path)
    assert "SDMX-ML may have 1,000" in error.what
    assert "SDMX-CSV" in error.advice


def test_every_known_dataflow_is_described_with_codes_that_there_are() -> None:
    assert len(DATAFLOWS) == 17
    assert {flow.publisher.key for flow in DATAFLOWS.values()} == {"eurostat", "oecd"}
    assert set(EUROSTAT.status.values()) | set(OECD.status.values()) <= set(OBSERVATIONS)
    for flow in DATAFLOWS.values():
        for series in flow.series:
            assert series.ends
            assert bool(series.people) == bool(series.criterion)
