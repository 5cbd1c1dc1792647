"""Any table, right or hostile, through a mapping."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sojourn.columns.schema import FRAME
from sojourn.importers.base import Importer, Options
from sojourn.importers.generic import MappedTable
from sojourn.importers.mapping import template
from tests.importers.mapped import FLOWS, STOCKS, faults_of, rows_of, table

GOOD = "From,To,Year,Persons\nRussia,CHN,2020,551\n643,China,2021,0\n"


def test_it_is_an_importer_that_says_what_it_needs(tmp_path: Path) -> None:
    importer = MappedTable()
    assert isinstance(importer, Importer)
    assert importer.can_read(tmp_path / "a.csv").startswith("it needs a mapping")
    assert "its name does not end in" in importer.can_read(tmp_path / "a.pdf")
    with pytest.raises(ValueError, match=r"sojourn new --mapping.*--mapping MAP\.yaml"):
        list(importer.read(table(tmp_path, GOOD), Options()))


def test_names_and_codes_in_any_mix_become_rows_with_locators(tmp_path: Path) -> None:
    rows, remarks = rows_of(table(tmp_path, GOOD), FLOWS)
    assert remarks == []
    assert rows == [
        {
            "id": "RU-CN-2020",
            "kind": "flow",
            "source": "office-2024",
            "origin": "RU",
            "destination": "CN",
            "low": "551",
            "high": "551",
            "hedge": "exact",
            "measure": "persons",
            "printed": "551",
            "period": "2020",
            "modality": "asserted",
            "locator": "row 2, column Persons",
        },
        {
            "id": "RU-CN-2021",
            "kind": "flow",
            "source": "office-2024",
            "origin": "RU",
            "destination": "CN",
            "low": "0",
            "high": "0",
            "hedge": "exact",
            "measure": "persons",
            "printed": "0",
            "period": "2021",
            "modality": "asserted",
            "locator": "row 3, column Persons",
        },
    ]


def test_source_places_populations_and_periods_come_along(tmp_path: Path) -> None:
    mapping = STOCKS.replace(
        "title: Residents}", "title: Residents, published: 2024, based_on: {key: reg, title: Reg}}"
    )
    mapping += "places: anywhere\n"
    path = table(tmp_path, "Where,Citizens of,Year,Persons\nHarbin,RU,2020-06-30,5\n")
    (tmp_path / "map.yaml").write_text(mapping, encoding="utf-8")
    (found,) = MappedTable().read(path, Options(mapping=tmp_path / "map.yaml"))
    assert [(one.key, one.seen, one.based_on, len(one.sha256)) for one in found.sources] == [
        ("office-2024", True, ("reg",), 64),
        ("reg", False, (), 0),
    ]
    assert {"harbin", "CN-HL", "CN", "RU"} <= {one.key for one in found.places}
    assert [(one.key, one.criterion, one.country) for one in found.populations] == [
        ("citizens-of-RU", "citizenship", ("RU",)),
        ("foreign-citizens", "citizenship", ()),
    ]
    assert str(found.periods["2020-06-30"].start) == "2020-06-30"


def test_the_columns_and_their_types_are_those_of_the_frame(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(FLOWS, encoding="utf-8")
    for imported in MappedTable().read(table(tmp_path, GOOD), Options(mapping=tmp_path / "map.yaml")):
        found = imported.connection.execute(f"describe {imported.table}").fetchall()
        assert tuple((name, kind) for name, kind, *_ in found) == FRAME


def test_two_editions_have_two_keys(tmp_path: Path) -> None:
    for edition, key in (("", "office-2024"), ("Revision 2025", "office-2024-revision-2025")):
        rows, _ = rows_of(table(tmp_path, GOOD), FLOWS, edition=edition)
        assert {row["source"] for row in rows} == {key}


FIGURES = [
    ("thousands separators", "table: {thousands: ','}", '"1,234"', "1234"),
    ("a decimal comma", "table: {decimal: ',', thousands: '.'}", '"1.234,50"', "1234.5"),
    ("spaces between thousands", "table: {thousands: space}", "1\u202f234\u00a0567", "1234567"),
    ("apostrophes", 'table: {thousands: "\'"}', "1’234", "1234"),
    ("noughts in front and behind", "table: {decimal: '.'}", "007.500", "7.5"),
    ("a three-figure decimal that is declared", "table: {decimal: '.'}", "1.234", "1.234"),
    ("a long number, exactly", "", "1234567890123456789012345678", "1234567890123456789012345678"),
    ("a mark that means nought", "missing: {–: zero}", "–", "0"),
]


@pytest.mark.parametrize(("more", "cell", "figure"), [case[1:] for case in FIGURES], ids=[case[0] for case in FIGURES])
def test_figures_are_read_as_declared_and_kept_as_printed(more: str, cell: str, figure: str, tmp_path: Path) -> None:
    rows, _ = rows_of(table(tmp_path, f"From,To,Year,Persons\nRU,CN,2020,{cell}\n"), f"{FLOWS}{more}\n")
    assert [(row["low"], row["high"], row["printed"]) for row in rows] == [(figure, figure, cell.strip('"'))]


def test_a_table_in_thousands_is_multiplied_and_printed_as_it_is(tmp_path: Path) -> None:
    mapping = FLOWS.replace("value: Persons", "value: {column: Persons, times: 1000}") + "table: {decimal: '.'}\n"
    rows, _ = rows_of(table(tmp_path, "From,To,Year,Persons\nRU,CN,2020,12.3455\n"), mapping)
    assert (rows[0]["low"], rows[0]["printed"]) == ("12345.5", "12.3455")


def test_a_sign_behind_the_digits_is_taken_off_where_declared(tmp_path: Path) -> None:
    mapping = FLOWS.replace("kind: flow", "kind: share").replace(
        "value: Persons", "value: {column: Persons, suffix: '%'}"
    )
    rows, _ = rows_of(table(tmp_path, "From,To,Year,Persons\nRU,CN,2020,12 %\nRU,KZ,2020,7%\nRU,MN,2020,5\n"), mapping)
    assert [(row["low"], row["printed"], row["measure"]) for row in rows] == [
        ("12", "12 %", "percent"),
        ("7", "7%", "percent"),
        ("5", "5", "percent"),
    ]


def test_ids_of_a_column_are_plain_and_each_stands_once(tmp_path: Path) -> None:
    mapping = FLOWS.replace("Persons}", "Persons, id: Key}")
    rows, _ = rows_of(table(tmp_path, "Key,From,To,Year,Persons\nT1.b,RU,CN,2020,5\nT2,RU,CN,2020,6\n"), mapping)
    assert [row["id"] for row in rows] == ["T1.b", "T2"]
    found = faults_of(table(tmp_path, "Key,From,To,Year,Persons\n../x,RU,CN,2020,5\n,RU,CN,2020,6\n"), mapping)
    assert [(where, what) for where, what, _ in found] == [
        ("moves.csv:2:Key", "'../x' is no id"),
        ("moves.csv:3:Key", "the id is blank"),
    ]
    ((_, what, _),) = faults_of(table(tmp_path, "Key,From,To,Year,Persons\nT,RU,CN,2020,5\nT,RU,KZ,2020,6\n"), mapping)
    assert what == "rows 2 and 3 speak of the same: T"


def test_missing_is_not_nought_and_keeps_its_reason(tmp_path: Path) -> None:
    text = "From,To,Year,Persons,Flag\nRU,CN,2020,..,\nRU,CN,2021,..,c\nRU,CN,2022,,\nRU,CN,2023,0,\nRU,CN,2024,7,p\n"
    mapping = FLOWS.replace("Persons}", "Persons, observation: {column: Flag, codes: {c: Q, p: P}}}")
    rows, remarks = rows_of(table(tmp_path, text), mapping + 'missing: {"..": O, "": skip}\n')
    assert [(row["period"], row.get("low"), row.get("observation"), row.get("hedge")) for row in rows] == [
        ("2020", None, "O", None),
        ("2021", None, "Q", None),
        ("2023", "0", None, "exact"),
        ("2024", "7", "P", "exact"),
    ]
    assert remarks == ["1 cell left out that says nothing, as the mapping declares"]


def test_bounds_and_hedges(tmp_path: Path) -> None:
    text = "From,To,Year,Least,Most\nRU,CN,2020,5,9\nRU,CN,2021,5,\nRU,CN,2022,,9\nRU,CN,2023,5,5\n"
    mapping = FLOWS.replace("value: Persons", "low: Least, high: Most") + 'missing: {"": O}\n'
    rows, _ = rows_of(table(tmp_path, text), mapping)
    assert [(row.get("low"), row.get("high"), row["hedge"], row["printed"]) for row in rows] == [
        ("5", "9", "between", "5 – 9"),
        ("5", None, "atLeast", "5"),
        (None, "9", "atMost", "9"),
        ("5", "5", "exact", "5 – 5"),
    ]


@pytest.mark.parametrize(
    ("hedge", "low", "high", "opens"),
    [
        ("moreThan", "5", None, (True, None)),
        ("lessThan", None, "5", (None, True)),
        ("atLeast", "5", None, (None, None)),
        ("about", "5", "5", (None, None)),
    ],
)
def test_a_hedge_says_which_bound_a_figure_is(
    hedge: str, low: str | None, high: str | None, opens: tuple[bool | None, bool | None], tmp_path: Path
) -> None:
    mapping = FLOWS.replace("Persons}", f"Persons, hedge: {{constant: {hedge}}}}}")
    ((row,), _) = rows_of(table(tmp_path, "From,To,Year,Persons\nRU,CN,2020,5\n"), mapping)
    assert (row.get("low"), row.get("high"), row["hedge"]) == (low, high, hedge)
    assert (row.get("low_open"), row.get("high_open")) == opens


PERIODS = [
    ("a year", "Year", "2020", "2020"),
    ("EDTF", "Year", "2019-07/2020-06", "2019-07/2020-06"),
    ("a date in another order", '{column: Year, format: "%d.%m.%Y"}', "31.12.2020", "2020-12-31"),
    ("a month in another order", '{column: Year, format: "%m/%Y"}', "12/2020", "2020-12"),
    ("the first of five years", "{column: Year, years: 5}", "1990", "1990/1995"),
    ("the middle of a year", '{column: Year, day: "07-01"}', "2020", "2020-07-01"),
    ("a quarter in SDMX", "{column: Year, format: sdmx}", "2020-Q3", "2020-07/2020-09"),
    ("half a year in SDMX", "{column: Year, format: sdmx}", "2020-S2", "2020-07/2020-12"),
    ("a month in SDMX", "{column: Year, format: sdmx}", "2020-M07", "2020-07"),
    ("a week in SDMX", "{column: Year, format: sdmx}", "2020-W53", "2020-12-28/2021-01-03"),
    ("a code", '{column: Year, codes: {"1991/92": 1991/1992}}', "1991/92", "1991/1992"),
    ("a constant", "{constant: 2020}", "whatever", "2020"),
]


@pytest.mark.parametrize(
    ("form", "cell", "notation"), [case[1:] for case in PERIODS], ids=[case[0] for case in PERIODS]
)
def test_periods_are_read_as_declared(form: str, cell: str, notation: str, tmp_path: Path) -> None:
    rows, _ = rows_of(
        table(tmp_path, f"From,To,Year,Persons\nRU,CN,{cell},5\n"), FLOWS.replace("period: Year", f"period: {form}")
    )
    assert [row["period"] for row in rows] == [notation]


def test_two_columns_make_a_period(tmp_path: Path) -> None:
    mapping = FLOWS.replace("period: Year", "period: {start: Since, end: Until}")
    rows, _ = rows_of(table(tmp_path, "From,To,Since,Until,Persons\nRU,CN,2015,2020,5\nRU,KZ,,,6\n"), mapping)
    assert [(row["id"], row.get("period")) for row in rows] == [
        ("RU-CN-2015-2020", "2015/2020"),
        ("RU-KZ-undated", None),
    ]


def test_wide_columns_become_rows_and_know_their_cells(tmp_path: Path) -> None:
    mapping = FLOWS + 'wide: {from: "1990", to: "2000", headers: Year, cells: Persons}\n'
    rows, remarks = rows_of(table(tmp_path, "From,To,1990,1995,2000,Note\nRU,CN,1,2,3,x\n"), mapping)
    assert [(row["period"], row["low"], row["locator"]) for row in rows] == [
        ("1990", "1", "row 2, column 1990"),
        ("1995", "2", "row 2, column 1995"),
        ("2000", "3", "row 2, column 2000"),
    ]
    assert remarks == ["columns that the mapping does not read: Note"]


def test_one_column_for_each_origin(tmp_path: Path) -> None:
    text = "To,Russia,Kazakhstan\nCN,1,2\nMongolia,3,4\n"
    mapping = FLOWS.replace("period: Year", "period: {constant: 2020}")
    mapping += "wide: {columns: [Russia, Kazakhstan], headers: From, cells: Persons}\n"
    rows, _ = rows_of(table(tmp_path, text), mapping)
    assert {(row["origin"], row["destination"]): row["low"] for row in rows} == {
        ("RU", "CN"): "1",
        ("KZ", "CN"): "2",
        ("RU", "MN"): "3",
        ("KZ", "MN"): "4",
    }


def test_totals_foreigners_and_nationals_become_populations(tmp_path: Path) -> None:
    text = "Where,Citizens of,Year,Persons\nDE,RU,2020,1\nDE,Total,2020,9\nDE,Foreign,2020,3\nDE,Own,2020,6\n"
    marks = "populations: {Total: residents, Foreign: foreign-citizens, Own: own country}"
    rows, _ = rows_of(table(tmp_path, text), STOCKS.replace("of: Citizens of", f"of: Citizens of, {marks}"))
    assert {row["population"]: row["low"] for row in rows} == {
        "citizens-of-RU": "1",
        "residents": "9",
        "foreign-citizens": "3",
        "citizens-of-DE": "6",
    }


def test_a_population_of_the_mapping_is_described(tmp_path: Path) -> None:
    mapping = STOCKS.replace("{criterion: citizenship, of: Citizens of}", "{constant: seasonal-pickers}")
    mapping += (
        "populations: {seasonal-pickers: {label: Seasonal pickers, criterion: permit, subpopulation_of: workers}}\n"
    )
    path = table(tmp_path, "Where,Year,Persons\nDE,2020,1\n")
    (tmp_path / "map.yaml").write_text(mapping, encoding="utf-8")
    (found,) = MappedTable().read(path, Options(mapping=tmp_path / "map.yaml"))
    assert [(one.key, one.names.en, one.criterion) for one in found.populations] == [
        ("seasonal-pickers", "Seasonal pickers", "permit"),
        ("workers", "Workers", "notStated"),
    ]


def test_people_are_born_in_countries_that_are_no_more_but_do_not_move_from_them(tmp_path: Path) -> None:
    stock = STOCKS.replace("citizenship", "countryOfBirth")
    rows, _ = rows_of(table(tmp_path, "Where,Citizens of,Year,Persons\nDE,Soviet Union,2020,1\n"), stock)
    assert rows[0]["population"] == "born-in-SUHH"
    rows, _ = rows_of(table(tmp_path, "From,To,Year,Persons\nSoviet Union,DE,1985,1\n"), FLOWS)
    assert rows[0]["origin"] == "SUHH"
    ((where, what, advice),) = faults_of(table(tmp_path, "From,To,Year,Persons\nSoviet Union,DE,2020,1\n"), FLOWS)
    assert where == "moves.csv:2:From"
    assert "'Soviet Union' is a country that is no more" in what
    assert "(1 row)" in what
    assert "RU" in advice


def test_rows_are_left_out_as_declared_and_counted(tmp_path: Path) -> None:
    text = "From,To,Year,Persons,Sex\nNote: x,,,,\nRU,CN,2020,5,T\nRU,CN,2020,3,M\nTotal,CN,2020,9,T\nCN,CN,2020,7,T\n"
    mapping = FLOWS + (
        "skip_rows_where:\n  - {column: From, equals: [Total, World]}\n  - {column: From, starts_with: 'Note'}\n"
        "  - {column: From, same_as: To}\n  - {column: To, blank: yes}\nonly_rows_where: {column: Sex, equals: T}\n"
    )
    rows, remarks = rows_of(table(tmp_path, text), mapping)
    assert [row["id"] for row in rows] == ["RU-CN-2020"]
    assert remarks == [
        "1 row left out: column 'From' equals 'Total' or 'World'",
        "1 row left out: column 'From' starts with 'Note'",
        "1 row left out: column 'From' is the same as column 'To'",
        "0 rows left out: column 'To' is blank",
        "1 row left out: not where column 'Sex' equals 'T'",
    ]


HOSTILE = [
    (
        "an undeclared sign of thousands",
        'RU,CN,2020,"1,234"',
        (
            "moves.csv:3:Persons",
            "'1,234' is no whole number",
            "If ',' groups digits, say so under table: thousands: ','",
        ),
    ),
    (
        "an undeclared decimal sign",
        "RU,CN,2020,12.5",
        ("moves.csv:3:Persons", "'12.5' has a decimal sign", "decimal: '.'"),
    ),
    (
        "a point that could be either",
        "RU,CN,2020,1.234",
        ("moves.csv:3:Persons", "'1.234' is no whole number", "decimal: '.'"),
    ),
    ("an undeclared mark", "RU,CN,2020,..", ("moves.csv:3:Persons", "'..' is no figure", 'under missing: "..": O')),
    ("a blank cell", "RU,CN,2020,", ("moves.csv:3:Persons", "the cell is blank", 'under missing: "": O')),
    ("a negative flow", "RU,CN,2020,-5", ("moves.csv:3:Persons", "'-5' is negative; a flow cannot be", "netmigration")),
    ("infinity", "RU,CN,2020,inf", ("moves.csv:3:Persons", "'inf' is no figure", "missing")),
    ("not a number", "RU,CN,2020,nan", ("moves.csv:3:Persons", "'nan' is no figure", "missing")),
    ("underscores", "RU,CN,2020,1_000", ("moves.csv:3:Persons", "'1_000' is no figure", "missing")),
    (
        "an exponent",
        "RU,CN,2020,1.2E+05",
        ("moves.csv:3:Persons", "rounded number of a spreadsheet", "Format the column"),
    ),
    ("other digits", "RU,CN,2020,١٢", ("moves.csv:3:Persons", "other digits than 0 to 9", "0 to 9")),
    ("a narrow cell", "RU,CN,2020,#####", ("moves.csv:3:Persons", "too narrow", "Widen")),
    ("an error of a spreadsheet", "RU,CN,2020,#REF!", ("moves.csv:3:Persons", "'#REF!' is an error", "formula")),
    ("shifted columns", "CN,2020,551,RU", ("moves.csv:3:Persons", "'RU' is no figure", "are the columns shifted?")),
    (
        "an unknown place",
        "Russiaa,CN,2020,5",
        ("moves.csv:3:From", "no place is called 'Russiaa' (1 row)", "'Russia' (RU)"),
    ),
    ("a total among the data", "All origins,CN,2020,5", ("moves.csv:3:From", "'All origins'", "skip_rows_where")),
    ("a move to where one is", "CN,China,2020,5", ("moves.csv:3:To", "the same place: 'China'", "same_as")),
    ("no place at all", ",,2020,5", ("moves.csv:3:From", "no origin or destination is named", "skip_rows_where")),
    ("a day that is none", "RU,CN,2015-02-30,5", ("moves.csv:3:Year", "2015-02-30", "28")),
    ("a date that can be read in two ways", "RU,CN,03/04/2015,5", ("moves.csv:3:Year", "03/04/2015", "")),
    ("too few cells", "RU,CN,2020\nRU,CN,2021,5", ("moves.csv:3", "this row has 3 cells, and the headings are 4", "")),
]


@pytest.mark.parametrize(("line", "fault"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_a_hostile_row_is_told_with_row_column_and_advice(
    line: str, fault: tuple[str, str, str], tmp_path: Path
) -> None:
    found = faults_of(table(tmp_path, f"From,To,Year,Persons\nRU,KZ,2020,1\n{line}\n"), FLOWS)
    where, what, advice = fault
    assert any(at == where and what in said and advice in hint for at, said, hint in found), found


def test_the_first_twenty_rows_are_listed_and_the_others_counted(tmp_path: Path) -> None:
    lines = "\n".join(f"RU,CN,{year},x{year}" for year in range(1950, 2020))
    found = faults_of(table(tmp_path, f"From,To,Year,Persons\n{lines}\n"), FLOWS)
    assert len(found) == 21
    assert found[19][:2] == ("moves.csv:21:Persons", "'x1969' is no figure")
    assert found[20][:2] == ("moves.csv", "and 50 more like this")


def test_unknown_places_are_told_once_with_their_rows_and_left_out_when_allowed(tmp_path: Path) -> None:
    lines = "RU,CN,2020,1\n" + "".join(f"Atlantis,CN,{year},1\n" for year in range(2000, 2012)) + "Lemuria,CN,2020,1\n"
    path = table(tmp_path, f"From,To,Year,Persons\n{lines}")
    found = faults_of(path, FLOWS)
    assert [(where, re.findall(r"\((.*)\)", what)) for where, what, _ in found] == [
        ("moves.csv:3:From", ["12 rows"]),
        ("moves.csv:15:From", ["1 row"]),
    ]
    rows, remarks = rows_of(path, FLOWS, unresolved=True)
    assert [row["id"] for row in rows] == ["RU-CN-2020"]
    assert remarks[-1] == "13 rows left out, whose places are unknown"


def test_a_column_that_tells_rows_apart_and_is_not_mapped_is_missed(tmp_path: Path) -> None:
    text = "From,To,Year,Persons,Sex\nRU,CN,2020,5,M\nRU,CN,2020,6,F\n"
    ((where, what, advice),) = faults_of(table(tmp_path, text), FLOWS)
    assert where == "moves.csv:3"
    assert what == "rows 2 and 3 speak of the same: RU-CN-2020"
    assert "columns that the mapping does not read: Sex" in advice


def test_columns_that_the_table_lacks_are_told_with_the_nearest(tmp_path: Path) -> None:
    found = faults_of(
        table(tmp_path, "From,To,Yaer,Persons\nRU,CN,2020,5\n"), FLOWS + "only_rows_where: {column: Sx, equals: T}\n"
    )
    assert [(where, what) for where, what, _ in found] == [
        ("map.yaml:3:50", "the table moves.csv has no column 'Year'"),
        ("map.yaml:4:18", "the table moves.csv has no column 'Sx'"),
    ]
    assert found[0][2].startswith("Did you mean 'Yaer'?")


def test_a_wrong_delimiter_is_told(tmp_path: Path) -> None:
    path = table(tmp_path, "From;To;Year;Persons\nRU;CN;2020;5\n")
    assert rows_of(path, FLOWS)[0][0]["id"] == "RU-CN-2020"
    ((_, what, _),) = faults_of(path, FLOWS + "table: {delimiter: comma}\n")
    assert "separated by semicolons, not by commas" in what


def test_latin_1_is_read_when_declared_and_refused_when_not(tmp_path: Path) -> None:
    path = table(tmp_path, "From,To,Year,Persons\nCôte d'Ivoire,CN,2020,5\n", encoding="latin-1")
    ((where, what, _),) = faults_of(path, FLOWS)
    assert (where, "Latin-1" in what) == ("moves.csv:2:byte 2", True)
    rows, _ = rows_of(path, FLOWS + "table: {encoding: latin-1}\n")
    assert rows[0]["origin"] == "CI"
    (tmp_path / "map.yaml").write_text(FLOWS + "table: {encoding: latin-1}\n", encoding="utf-8")
    (found,) = MappedTable().read(path, Options(mapping=tmp_path / "map.yaml"))
    import hashlib

    assert found.sources[0].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    ((_, what, _),) = faults_of(table(tmp_path, "From,To\n", encoding="latin-1"), FLOWS + "table: {encoding: utf-16}\n")
    assert "not in the encoding utf-16" in what


def test_a_city_is_read_only_where_the_mapping_says_that_there_are_cities(tmp_path: Path) -> None:
    path = table(tmp_path, "From,To,Year,Persons\nAtlantis,CN,2020,1\n")  # a town of South Africa
    ((_, what, _),) = faults_of(path, FLOWS)
    assert what == "no place is called 'Atlantis' (1 row)"
    assert rows_of(path, FLOWS + "places: anywhere\n")[0][0]["origin"] == "geonames-3370352"


def test_notes_behind_the_data_and_titles_before_are_left_out_as_declared(tmp_path: Path) -> None:
    text = "Moves by country\n\nFrom,To,Year,Persons\nRU,CN,2020,5\nSource: office\n"
    rows, remarks = rows_of(table(tmp_path, text), FLOWS + "table: {header: 2, last_row: 4}\n")
    assert [row["id"] for row in rows] == ["RU-CN-2020"]
    assert any("above the headings" in remark for remark in remarks)


NOTES = ("Source: the office", "Note: at the end of the year", "* provisional", "(a) without islands")


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("form", ["short.csv", "padded.csv", "book.xlsx"])
def test_a_note_below_a_table_is_left_out_in_every_form(form: str, note: str, tmp_path: Path) -> None:
    mapping = FLOWS + 'wide: {from: "2019", to: "2020", headers: Year, cells: Persons}\n'
    lines = [["From", "To", "2019", "2020"], ["RU", "CN", "5", "6"], [note, "", "", ""]]
    path = tmp_path / form
    if form == "book.xlsx":
        written(path, {"Table 1": lines})
    else:
        joined = [",".join(line) if form == "padded.csv" else ",".join(filter(None, line)) for line in lines]
        path.write_text("\n".join(joined) + "\n", encoding="utf-8")
    rows, remarks = rows_of(path, mapping)
    assert [row["low"] for row in rows] == ["5", "6"]
    assert remarks == ["1 footnote below the table left out"]


def written(path: Path, tabs: dict[str, list[list[str]]]) -> Path:
    """A workbook of texts."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, lines in tabs.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append([cell or None for cell in line])
    book.save(path)
    return path


def test_what_is_no_note_below_a_table_stays(tmp_path: Path) -> None:
    mapping = FLOWS + 'wide: {from: "2019", to: "2020", headers: Year, cells: Persons}\n'
    text = "From,To,2019,2020\nSource: above,,,\nRU,CN,5,6\nNowhereland,,,\n"
    found = faults_of(table(tmp_path, text), mapping)
    assert ("moves.csv:2:From", "no place is called 'Source: above' (1 row)") in [case[:2] for case in found]
    assert ("moves.csv:4:From", "no place is called 'Nowhereland' (1 row)") in [case[:2] for case in found]


WIDE = FLOWS + 'wide: {from: "2019", to: "2020", headers: Year, cells: Persons}\n'
WIDE_LINES = [["From", "To", "2019", "2020"], ["RU", "CN", "5", "6"], ["Nowhereland", "CN", "7", "8"]]


@pytest.mark.parametrize(("form", "where"), [("wide.csv", "wide.csv:3:From"), ("wide.xlsx", "wide.xlsx:Table 1!A3")])
def test_a_wide_table_names_the_cell_of_an_unknown_place_and_counts_rows_of_the_file(
    form: str, where: str, tmp_path: Path
) -> None:
    path = tmp_path / form
    if form == "wide.xlsx":
        written(path, {"Table 1": WIDE_LINES})
    else:
        path.write_text("\n".join(",".join(line) for line in WIDE_LINES) + "\n", encoding="utf-8")
    ((at, what, _),) = faults_of(path, WIDE)
    assert (at, what) == (where, "no place is called 'Nowhereland' (1 row)")
    rows, remarks = rows_of(path, WIDE, unresolved=True)
    assert [row["low"] for row in rows] == ["5", "6"]
    assert remarks[-1] == "1 row left out, whose places are unknown"


def test_an_unknown_place_that_heads_a_wide_column_is_told_at_its_heading(tmp_path: Path) -> None:
    mapping = FLOWS.replace("period: Year", "period: {constant: 2020}")
    mapping += "wide: {columns: [Russia, Atlantis], headers: From, cells: Persons}\n"
    path = table(tmp_path, "To,Russia,Atlantis\nCN,1,2\nMongolia,3,4\n")
    ((where, what, _),) = faults_of(path, mapping)
    assert (where, what) == ("moves.csv:1:Atlantis", "no place is called 'Atlantis' (2 rows)")
    rows, remarks = rows_of(path, mapping, unresolved=True)
    assert ([row["low"] for row in rows], remarks[-1]) == (["1", "3"], "2 cells left out, whose places are unknown")


def test_a_fault_of_a_whole_row_of_a_wide_table_is_told_once(tmp_path: Path) -> None:
    found = faults_of(table(tmp_path, "From,To,2019,2020\nRU,CN,5,6\nRU,RU,7,8\n"), WIDE)
    assert [case[:2] for case in found] == [
        ("moves.csv:3:To", "origin and destination are the same place: 'RU'"),
    ]


def test_rows_of_a_wide_table_are_left_out_as_rows_and_its_cells_as_cells(tmp_path: Path) -> None:
    text = "From,To,2019,2020\nRU,CN,5,6\nTotal,CN,7,8\n"
    mapping = WIDE + "skip_rows_where: [{column: From, equals: Total}, {column: Year, equals: '2019'}]\n"
    rows, remarks = rows_of(table(tmp_path, text), mapping)
    assert [row["low"] for row in rows] == ["6"]
    assert remarks == ["1 row left out: column 'From' equals 'Total'", "1 cell left out: column 'Year' equals '2019'"]


@pytest.mark.parametrize(
    ("setting", "advice"),
    [
        ("foo", "There are tab and place.NAME."),
        ("thousands", "There are tab and place.NAME. How a table is written stands in its mapping, under table:."),
        ("tabs", "Did you mean 'tab'? There are tab and place.NAME."),
    ],
)
def test_a_setting_that_there_is_not_is_refused(setting: str, advice: str, tmp_path: Path) -> None:
    assert faults_of(table(tmp_path, GOOD), FLOWS, settings={setting: "1"}) == [
        ("--set", f"there is no setting {setting!r}", advice)
    ]


def test_one_of_several_tabs_is_named_by_a_setting_or_in_the_mapping(tmp_path: Path) -> None:
    lines = [["From", "To", "Year", "Persons"], ["RU", "CN", "2020", "5"]]
    path = written(tmp_path / "book.xlsx", {"Data": lines, "Notes": [["nothing"]]})
    ((_, what, advice),) = faults_of(path, FLOWS)
    assert (what, advice) == ("the workbook has 2 tabs: 'Data', 'Notes'", "Name one: --set tab=NAME.")
    by_setting, _ = rows_of(path, FLOWS + "table: {sheet: Notes}\n", settings={"tab": "Data"})
    in_mapping, _ = rows_of(path, FLOWS + "table: {sheet: Data}\n")
    assert by_setting == in_mapping
    assert by_setting[0]["locator"] == "Data!D2"


@pytest.mark.parametrize(("encoding", "named"), [("latin-1", "latin-1"), ("utf-16", "utf-16")])
def test_a_table_in_another_encoding_is_told_what_the_mapping_can_say(
    encoding: str, named: str, tmp_path: Path
) -> None:
    path = table(tmp_path, "From,To,Year,Persons\nCôte d'Ivoire,CN,2020,5\n", encoding=encoding)
    ((_, _, advice),) = faults_of(path, FLOWS)
    assert advice == f"Say so in the mapping, table: {{encoding: {named}}}, or save the file as `CSV UTF-8`."
    rows, _ = rows_of(path, FLOWS + f"table: {{encoding: {named}}}\n")
    assert rows[0]["origin"] == "CI"


def test_a_workbook_and_a_parquet_file_give_the_same_as_a_text(tmp_path: Path) -> None:
    import openpyxl
    import pyarrow as pa
    from pyarrow import parquet

    plain, _ = rows_of(table(tmp_path, GOOD), FLOWS)
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Table 1"
    for row in (["From", "To", "Year", "Persons"], ["Russia", "CHN", 2020, 551], [643, "China", 2021, 0]):
        book.active.append(row)
    book.save(tmp_path / "moves.xlsx")
    data = {"From": ["Russia", "643"], "To": ["CHN", "China"], "Year": [2020, 2021], "Persons": [551, 0]}
    parquet.write_table(pa.table(data), tmp_path / "moves.parquet")
    for name, sheet, first in (("moves.xlsx", "table: {sheet: Table 1}\n", "Table 1!D2"), ("moves.parquet", "", "")):
        rows, _ = rows_of(tmp_path / name, FLOWS + sheet)
        assert not first or rows[0]["locator"] == first
        assert [{**row, "locator": ""} for row in rows] == [{**row, "locator": ""} for row in plain]


def test_texts_that_look_like_sql_stay_texts(tmp_path: Path) -> None:
    text = "From,\"To'); drop table grid; --\",Year,Persons,N\nRU,CN,2020,5,it's {x}\n"
    mapping = FLOWS.replace("destination: To", 'destination: "To\'); drop table grid; --"').replace(
        "Persons}", "Persons, note: N}"
    )
    rows, _ = rows_of(table(tmp_path, text), mapping + 'skip_rows_where: {column: N, equals: "\' or 1=1 --"}\n')
    assert rows[0]["note"] == "it's {x}"


def test_an_unknown_population_is_told_with_the_nearest(tmp_path: Path) -> None:
    mapping = STOCKS.replace("{criterion: citizenship, of: Citizens of}", "Who")
    found = faults_of(table(tmp_path, "Where,Who,Year,Persons\nDE,resident,2020,1\n"), mapping)
    assert [(where, what) for where, what, _ in found] == [
        ("moves.csv:2:Who", "no population is called 'resident' (1 row)")
    ]
    assert "'residents'" in found[0][2]
    found = faults_of(
        table(tmp_path, "Where,Year,Persons\nDE,2020,1\n"), mapping.replace("Who", "{constant: resident}")
    )
    assert [what for _, what, _ in found] == ["no population is called 'resident'"]


def test_a_code_of_a_closed_list_that_is_not_explained_is_told(tmp_path: Path) -> None:
    mapping = FLOWS.replace("Persons}", "Persons, observation: Flag}")
    ((where, what, advice),) = faults_of(table(tmp_path, "From,To,Year,Persons,Flag\nRU,CN,2020,5,p\n"), mapping)
    assert (where, what) == ("moves.csv:2:Flag", "'p' is no observation (1 row)")
    assert "codes: {p: …}" in advice


def test_a_share_over_a_hundred_and_a_reversed_interval_are_told(tmp_path: Path) -> None:
    share = FLOWS.replace("kind: flow", "kind: share").replace("Persons}", "Persons, whole: {constant: residents}}")
    ((_, what, _),) = faults_of(table(tmp_path, "From,To,Year,Persons\nRU,CN,2020,101\n"), share)
    assert what == "'101' is over 100 percent"
    bounds = FLOWS.replace("value: Persons", "low: L, high: H")
    ((_, what, _),) = faults_of(table(tmp_path, "From,To,Year,L,H\nRU,CN,2020,9,5\n"), bounds)
    assert what == "the lower bound is above the upper one: 9 – 5"


def test_the_template_reads_a_table_that_fits_it(tmp_path: Path) -> None:
    text = (
        "Row number,From,To,Citizenship,Year,Persons,Flag,Remarks\n"
        '1,RU,CN,RU,2020,"1,234",p,x\n2,RU,Elsewhere,All,2020,-,,\n3,Total,CN,All,2020,9,,\n'
    )
    rows, remarks = rows_of(table(tmp_path, text), template())
    assert [(row["id"], row["low"], row.get("observation"), row.get("note")) for row in rows] == [
        ("RU-RU-CN-2020", "1234", "P", "x"),
        ("RU-all-US-2020", "0", None, None),
    ]
    assert remarks[0] == "1 row left out: column 'From' equals 'Total' or 'All countries'"
