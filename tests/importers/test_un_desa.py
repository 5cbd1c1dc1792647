"""Migrant stocks of the UN: the three forms in which they come, and what is refused."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.columns.engine import literal
from sojourn.columns.projection import write_frame
from sojourn.errors import BadInput
from sojourn.importers.again import stocks_again, write_stocks_again
from sojourn.importers.base import Imported, Importer
from sojourn.importers.places import UN_USAGE, Mention, Resolver
from sojourn.importers.regions import regions
from sojourn.importers.un_desa import UnDesa
from sojourn.model import Names, Period
from tests.importers.reading import one, options, refusal, remarks, rows, total
from tests.importers.un_desa_files import LONG, YEARS, stocks, wide_csv, workbook

needs_table = pytest.mark.skipif(not LONG.is_file(), reason=f"the UN's table is not at {LONG}")
HEAD = "year,origin_birth,residence,stock\n"


def written(folder: Path, text: str, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def again(imported: Imported) -> list[tuple[str, ...]]:
    """The long table, read from what was imported alone."""
    connection = imported.connection
    connection.execute("create or replace table places (place varchar, label varchar)")
    for place in imported.places:
        connection.execute("insert into places values (?, ?)", [place.key, place.names.en])
    connection.execute(f"create or replace view projected as select *, period as notation from {imported.table}")
    return stocks_again(connection, imported.sources[0].key, assertions="projected").fetchall()


@needs_table
def test_the_long_table_is_read_whole_in_seconds_and_gives_the_table_again_cell_by_cell() -> None:
    started = time.process_time()
    for imported in UnDesa().read(LONG, options()):
        assert time.process_time() - started < 20
        assert imported.rows == 75_600
        assert one(imported, "*", where="id = 'RU-CN-2020'") == (
            *("RU-CN-2020", "residence", "un-desa-2020", None, None, "CN", "born-in-RU", None, None),
            *("2297", "2297", None, None, "exact", "persons", "2297", "2020", "asserted", None, None, None),
            *("A", "row 69603, column stock", None),
        )
        assert total(imported, "place = 'CN' and period = '2020'") == 912_307
        assert total(imported, "population = 'born-in-RU' and period = '2020'") == 10_756_697
        with LONG.open(encoding="utf-8", newline="") as file:
            assert again(imported) == [tuple(row) for row in csv.reader(file)][1:]
        assert remarks(imported) == []


@needs_table
def test_the_columns_of_a_store_give_the_table_again_cell_by_cell(tmp_path: Path) -> None:
    for imported in UnDesa().read(LONG, options()):
        write_frame(imported.connection, imported.table, imported.periods, tmp_path)
        labels = ", ".join(f"({literal(p.key)}, {literal(p.type)}, {literal(p.names.en)})" for p in imported.places)
        target = literal(str(tmp_path / "places.parquet"))
        imported.connection.execute(f"copy (from (values {labels}) places(place, type, label)) to {target}")
    assert write_stocks_again(tmp_path, "un-desa-2020", tmp_path / "again.csv") == 75_600
    with (tmp_path / "again.csv").open(encoding="utf-8") as file, LONG.open(encoding="utf-8") as original:
        assert list(csv.reader(file)) == list(csv.reader(original))


@needs_table
def test_what_the_long_table_speaks_of_comes_along() -> None:
    for imported in UnDesa().read(LONG, options()):
        places = {place.key: place for place in imported.places}
        assert (places["RU"].names.zh, places["RU"].wikidata) == ("俄罗斯", "Q159")
        assert [within.container for within in places["RU"].within] == ["eastern-europe-m49"]
        assert [within.container for within in places["eastern-europe-m49"].within] == ["europe"]
        assert [within.container for within in places["europe"].within] == ["world"]
        assert places["eastern-asia"].m49 == "030"
        assert [within.container for within in places["HK"].within] == ["CN"]
        people = {population.key: population for population in imported.populations}
        russians = people["born-in-RU"]
        assert (russians.criterion, russians.country, russians.subpopulation_of) == (
            "countryOfBirth",
            ("RU",),
            ("foreign-born",),
        )
        assert russians.names == Names(en="people born in Russia", zh="俄罗斯出生者", ru="уроженцы: Россия")
        assert len(people) == 233
        assert set(imported.periods) == set(YEARS)
        assert (imported.periods["2020"].start, imported.periods["2020"].edtf) == (_year(2020).start, "2020")
        assert len(imported.sources) == 1
        source = imported.sources[0]
        assert (source.publisher, source.licence, source.edition) == (
            "United Nations DESA, Population Division",
            "CC BY 3.0 IGO",
            "2020",
        )
        assert len(source.sha256) == 64


def _year(number: int) -> Period:
    from sojourn.importers.cleaning import year

    return year(number)


@needs_table
def test_the_wide_matrix_says_the_same_as_the_long_table(tmp_path: Path) -> None:
    table = stocks(only=("China", "Hong Kong SAR", "DR Congo", "Turkey"))
    path = wide_csv(tmp_path / "wide.csv", table)
    assert UnDesa().can_read(path) == ""
    for imported in UnDesa().read(path, options()):
        assert imported.rows == sum(len(by_year) for by_year in table.values())
        assert one(imported, "low", "printed", "locator", where="id = 'RU-CN-2020'") == (
            "2297",
            "2297",
            "row 26, column Russia",
        )
        assert total(imported, "place = 'CN' and period = '2020'") == 912_307
        expected = Counter(
            (year, origin, residence, stock)
            for (origin, residence), by_year in table.items()
            for year, stock in by_year.items()
        )
        assert Counter(again(imported)) == expected


@needs_table
def test_codes_beside_the_names_of_a_wide_matrix_are_held_against_them(tmp_path: Path) -> None:
    table = stocks(only=("China", "Turkey"))
    path = wide_csv(tmp_path / "wide.csv", table, {"China": "156", "Turkey": "792"})
    for imported in UnDesa().read(path, options()):
        assert {place for (place,) in rows(imported, "place")} == {"CN", "TR"}
    path = wide_csv(tmp_path / "shifted.csv", table, {"China": "792", "Turkey": "156"})
    count = len({origin for origin, residence in table if residence == "China"}) * 7
    assert f"'China' is CN, and its code 792 is TR ({count:,} rows)\n  Are the columns shifted?" in refusal(
        UnDesa(), path
    )


NUMBERS = {
    "China": "156",
    "Russia": "643",
    "North Korea": "408",
    "Kazakhstan": "398",
    "Japan": "392",
    "Channel Islands": "830",
}
EXTRA = (
    ("World", 900, None, "World", 900, *range(1_000_000, 1_000_007)),
    ("Eastern Asia", 906, None, "World", 900, *range(500, 507)),
    ("Eastern Asia", 906, None, "Eastern Asia", 906, *range(300, 307)),
    ("Eastern Asia", 906, None, "Eastern Asia", 906, *range(300, 307)),
    ("Least developed countries", 941, None, "Europe", 908, *[".."] * 7),
    ("Geographic regions", None, None, None, None, *[None] * 7),
    ("China", 156, "C", "Other", 2003, *range(127_362, 127_369)),
    ("China", 156, "C", "World", 900, *range(1_039_669, 1_039_676)),
)
TYPES = {"China": "C", "Kazakhstan": "B R", "North Korea": "I", "Japan": "B C"}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workbook(tmp_path_factory.mktemp("book") / "ims_2020.xlsx", _some(), NUMBERS, types=TYPES, extra=EXTRA)


def _some() -> dict[tuple[str, str], dict[str, str]]:
    names = ("China", "Russia", "North Korea", "Kazakhstan", "Japan")
    table = {
        (origin, residence): {year: str(at * 1000 + int(year) - 1990) for year in YEARS}
        for at, (origin, residence) in enumerate(
            (origin, residence) for origin in names for residence in names if origin != residence
        )
    }
    table["Russia", "China"]["1990"] = ".."
    return table


BOOK = {
    "foreign citizens where the code says C": (
        "citizens-of-RU-CN-2020",
        ("CN", "citizens-of-RU", "4030", "A", "Table 1!N24", "type of data C; Notes of destination 1, 2"),
    ),
    "people born abroad where it says B R": (
        "RU-KZ-2020",
        ("KZ", "born-in-RU", "6030", "A", "Table 1!N26", "type of data B R"),
    ),
    "imputed where it says I": (
        "migrants-from-RU-KP-1995",
        ("KP", "migrants-from-RU", "5005", "I", "Table 1!I25", "type of data I"),
    ),
    "not stated where it says both": (
        "migrants-from-RU-JP-2000",
        ("JP", "migrants-from-RU", "7010", "A", "Table 1!J27", "type of data B C"),
    ),
    "missing where two dots stand": (
        "citizens-of-RU-CN-1990",
        (
            "CN",
            "citizens-of-RU",
            None,
            "O",
            "Table 1!H24",
            'type of data C; Notes of destination 1, 2, cell printed ".."',
        ),
    ),
    "the whole world": (
        "international-migrants-world-2020",
        ("world", "international-migrants", "1000006", "A", "Table 1!N12", None),
    ),
    "a region by origin": (
        "migrants-from-eastern-asia-eastern-asia-2020",
        ("eastern-asia", "migrants-from-eastern-asia", "306", "A", "Table 1!N14", None),
    ),
    "a group of countries": (
        "migrants-from-europe-least-developed-countries-2020",
        ("least-developed-countries", "migrants-from-europe", None, "O", "Table 1!N16", 'cell printed ".."'),
    ),
    "the published total": (
        "foreign-citizens-CN-2020",
        ("CN", "foreign-citizens", "1039675", "A", "Table 1!N19", "type of data C"),
    ),
    "those whose origin is not stated": (
        "foreign-citizens-of-unstated-origin-CN-2020",
        (
            *("CN", "foreign-citizens-of-unstated-origin", "127368", "A", "Table 1!N18"),
            'type of data C, origin printed "Other"',
        ),
    ),
}


@pytest.fixture(scope="module")
def read(book: Path) -> Iterator[Imported]:
    yield from UnDesa().read(book, options())


@pytest.mark.parametrize(("name", "expected"), BOOK.values(), ids=BOOK)
def test_a_row_of_the_workbook_says(read: Imported, name: str, expected: tuple[object, ...]) -> None:
    columns = ("place", "population", "low", "observation", "locator", "note")
    assert one(read, *columns, where=f"id = '{name}'") == expected


def test_the_workbook_is_read_whole_and_what_is_left_out_is_told(book: Path, read: Imported) -> None:
    assert UnDesa().can_read(book) == ""
    for imported in (read,):
        assert imported.rows == 7 * (20 + len(EXTRA) - 2)
        assert remarks(imported) == [
            "ims_2020.xlsx:Table 1!A17: 4 rows of titles and notes left out",
            (
                "ims_2020.xlsx:Table 1: the columns of men and of women were left out\n"
                "  Figures of both sexes together were read; populations by sex are not told apart yet."
            ),
            (
                "ims_2020.xlsx:Table 1!A12: 42 figures of totals and regions (eastern-asia, europe, "
                "least-developed-countries, world) are kept as places of their own"
            ),
            "ims_2020.xlsx:Table 1!A15: 7 cells stand in the table again with the same figures, and were taken once",
        ]
        people = {population.key: population for population in imported.populations}
        assert people["citizens-of-RU"].criterion == "citizenship"
        assert people["migrants-from-RU"].criterion == "notStated"
        assert people["foreign-citizens-of-unstated-origin"].subpopulation_of == ("foreign-citizens",)
        assert people["migrants-from-KZ"].subpopulation_of == ("international-migrants",)
        assert people["migrants-from-RU"].subpopulation_of == ("migrants-from-europe",)


def test_two_editions_stand_side_by_side(tmp_path: Path, book: Path) -> None:
    newer = workbook(tmp_path / "ims.xlsx", _some(), NUMBERS, types=TYPES, revision="2024", split=True)
    keys = {}
    for path, asked in ((book, ""), (newer, ""), (book, "Rev. 2020 (corrected)")):
        for imported in UnDesa().read(path, options(edition=asked)):
            source = imported.sources[0]
            keys[source.key] = source.edition
            assert one(imported, "low", "source", where="id = 'RU-KZ-2020'") == ("6030", source.key)
    assert keys == {
        "un-desa-2020": "2020",
        "un-desa-2024": "2024",
        "un-desa-rev-2020-corrected": "Rev. 2020 (corrected)",
    }


def test_a_table_later_than_its_edition_asks_for_the_edition(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + "2024,Russia,China,5\n")
    assert refusal(UnDesa(), path) == (
        "t.csv: the table speaks of 2024, and its edition is 2020\n  Say which edition it is: --edition 2024."
    )
    for imported in UnDesa().read(path, options(edition="2024")):
        assert imported.sources[0].key == "un-desa-2024"


LEFT_OUT = {
    "people at home": (
        "2020,Russia,Russia,5\n2020,Russia,China,6\n",
        1,
        [
            (
                "t.csv:2:origin_birth: 1 row of people born in the country where they live, left out\n"
                "  They are no migrants."
            )
        ],
    ),
    "blank rows and padded footnotes": (
        "2020,Russia,China,6\n,,,\nNote: of mid-year,,,\n",
        1,
        ["t.csv: 1 blank row left out", "t.csv:4:year: 1 footnote left out"],
    ),
    "totals, which stay": (
        "2020,Russia,China,6\n2020,Total,China,9\n2020,Russia,World,7\n",
        3,
        ["t.csv:3: 2 figures of totals and regions (world) are kept as places of their own"],
    ),
}


@pytest.mark.parametrize(("text", "count", "expected"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_no_row_of_migrants_is_told(tmp_path: Path, text: str, count: int, expected: list[str]) -> None:
    for imported in UnDesa().read(written(tmp_path, HEAD + text), options()):
        assert imported.rows == count
        assert remarks(imported) == expected


def test_missing_is_not_zero(tmp_path: Path) -> None:
    text = "2020,Russia,China,0\n2015,Russia,China,..\n2010,Russia,China,\n2005,Russia,China,NA\n"
    for imported in UnDesa().read(written(tmp_path, HEAD + text), options()):
        assert rows(imported, "id", "low", "hedge", "printed", "observation", "note") == [
            ("RU-CN-2005", None, None, None, "O", 'cell printed "NA"'),
            ("RU-CN-2010", None, None, None, "O", None),
            ("RU-CN-2015", None, None, None, "O", 'cell printed ".."'),
            ("RU-CN-2020", "0", "exact", "0", "A", None),
        ]
        assert [row[3] for row in again(imported)] == ["0", "..", "", "NA"]


def test_figures_may_have_thousands_where_it_is_plain_or_said(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + '2020,Russia,China,12 345\n2015,Russia,China,"1,234,567"\n')
    assert "'1,234,567' can be read in two ways" in refusal(UnDesa(), path)
    path = written(tmp_path, HEAD + "2020,Russia,China,12 345\n")
    for imported in UnDesa().read(path, options()):
        assert one(imported, "low", "printed") == ("12345", "12 345")
    path = written(tmp_path, HEAD + '2020,Russia,China,"1,234,567"\n')
    for imported in UnDesa().read(path, options(settings={"thousands": "comma"})):
        assert one(imported, "low", "printed") == ("1234567", "1,234,567")


REFUSED_FIGURES = {
    "1,234": "can be read in two ways\n  If commas separate thousands, say so: --set thousands=comma. "
    "If it separates decimals, write two or four of them.",
    "1.234": "can be read in two ways\n  If points separate thousands, say so: --set thousands=point. "
    "If it separates decimals, write two or four of them.",
    "-": "is zero to some tables and missing to others\n  Say which: --set dash=missing or --set dash=zero.",
    "-5": "is negative; so many persons cannot be\n  Look at the source; a missing figure is blank or '..'.",
    "####": "is a cell too narrow for its number\n  Widen the column before you save the file.",
    "#REF!": "is an error of a spreadsheet\n  Mend the formula, or leave the cell blank.",
    "1e5": "is a rounded number of a spreadsheet\n  Format the column as a number, and save the file anew.",
    "12.5": "is no whole number of persons\n  Are the columns shifted?",
    "١٢": "is written in other digits than 0 to 9\n  Write it with 0 to 9.",
    "Japan": "is no figure\n  Are the columns shifted? A missing figure is blank or '..'.",
    "inf": "is no figure\n  Are the columns shifted? A missing figure is blank or '..'.",
}


@pytest.mark.parametrize("cell", REFUSED_FIGURES)
def test_a_cell_that_is_no_figure_is_refused_with_row_and_column(tmp_path: Path, cell: str) -> None:
    path = written(tmp_path, HEAD + f'2015,Russia,China,7\n2020,Russia,China,"{cell}"\n')
    message = f"t.csv:3:stock: {cell!r} {REFUSED_FIGURES[cell]}\n1 problem in 2 rows; nothing was written."
    assert refusal(UnDesa(), path) == message


def test_a_dash_means_what_the_user_says(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + "2020,Russia,China,-\n")
    for dash, expected in (("missing", (None, "O")), ("zero", ("0", "A"))):
        for imported in UnDesa().read(path, options(settings={"dash": dash})):
            assert one(imported, "low", "observation") == expected
    assert refusal(UnDesa(), path, settings={"dash": "nothing"}) == (
        "--set dash: dash cannot be 'nothing'\n  It can be '', 'missing', 'zero'."
    )


def test_a_setting_that_is_not_there_is_refused_with_the_nearest(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + "2020,Russia,China,5\n")
    assert refusal(UnDesa(), path, settings={"thousand": "comma"}) == (
        "--set: there is no setting 'thousand'\n"
        "  Did you mean 'thousands'? There are thousands, decimal, dash, delimiter, tab and place.NAME."
    )


REFUSED = {
    "names that nothing is called, all at once, each with its count": (
        "2020,Russland,Chinaa,6\n2015,Rusxia,Chinaa,5\n2020,Atlantis,China,4\n",
        (
            "t.csv:2:residence: no place is called 'Chinaa' (2 rows)\n  Did you mean 'China' (CN)?\n"
            "t.csv:3:origin_birth: no place is called 'Rusxia' (1 row)\n  Did you mean 'Russia' (RU)?\n"
            "t.csv:4:origin_birth: no place is called 'Atlantis' (1 row)\n"
            "  Mend the names, or leave such rows out: --allow-unresolved.\n"
            "3 problems in 3 rows; nothing was written."
        ),
    ),
    "a country that was no more": (
        "1990,USSR,Czechoslovakia,6\n2010,USSR,China,5\n2015,USSR,China,5\n",
        (
            (
                "t.csv:3:origin_birth: 'USSR' is a country that is no more (USSR, until 1992-08-30), "
                "and the rows speak of a later time (2 rows)\n"
                "  Give the countries of that time: AM, AZ, BY, EE, GE, KG, KZ, LT, LV, MD, RU, TJ, TM, UA, UZ."
            ),
        ),
    ),
    "a name that is missing": (
        "2020,Russia,,6\n",
        (
            "t.csv:2:residence: the name of the place is missing (1 row)\n"
            "  Is this a footnote, or are the columns shifted? "
            "Mend the names, or leave such rows out: --allow-unresolved.\n"
            "1 problem in 1 row; nothing was written."
        ),
    ),
    "a name with something hidden": (
        "2020,Rus\u202esia,China,6\n",
        "t.csv:2:origin_birth: a right-to-left override (U+202E) is hidden in 'Rus\\u202esia' (1 row)",
    ),
    "a year that is none": (
        "2020,Russia,China,6\nRussia,China,2020,6\n",
        (
            "t.csv:3:year: 'Russia' is no year (1 row)\n  Write it with four digits. Are the columns shifted?\n"
            "1 problem in 2 rows; nothing was written."
        ),
    ),
    "a year before all tables": (
        "1890,Russia,China,6\n1890,China,Russia,6\n",
        (
            "t.csv:2:year: the year 1890 lies before 1900 (2 rows)\n"
            "  Tables of this form speak of 1900 to 2099; `sojourn import table` with a mapping reads any year.\n"
            "1 problem in 2 rows; nothing was written."
        ),
    ),
    "the same cell twice": (
        "2020,Russia,China,6\n2020,Russian Federation,156,7\n",
        (
            "t.csv:3: 2 cells say the same of the same (RU-CN-2020); the first one is t.csv:2\n"
            "  Keep one. Are there two tables in the file, or two names of one place?\n"
            "1 problem in 2 rows; nothing was written."
        ),
    ),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_a_table_is_refused_with(tmp_path: Path, text: str, message: str) -> None:
    assert refusal(UnDesa(), written(tmp_path, HEAD + text)).startswith(message)


def test_unknown_places_are_left_out_on_request_and_told(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + "2020,Russia,China,6\n2020,Atlantis,China,4\n2015,Atlantis,China,4\n")
    for imported in UnDesa().read(path, options(unresolved=True)):
        assert rows(imported, "id") == [("RU-CN-2020",)]
        assert remarks(imported) == ["t.csv:3:origin_birth: no place is called 'Atlantis' (2 rows): left out"]


def test_a_name_means_what_the_user_says(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + "2020,Atlantis,China,4\n")
    for imported in UnDesa().read(path, options(settings={"place.Atlantis": "GR"})):
        assert one(imported, "id", "note") == ("GR-CN-2020", 'origin printed "Atlantis"')


def test_a_country_that_is_no_more_is_found_while_it_was(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + "1990,USSR,Czechoslovakia,6\n")
    for imported in UnDesa().read(path, options()):
        assert one(imported, "place", "population") == ("CSHH", "born-in-SUHH")
        places = {place.key: place for place in imported.places}
        assert places["SUHH"].note == "withdrawn from ISO 3166-1 in 1992-08-30"
        assert [within.container for within in places["SUHH"].within] == ["eastern-europe-m49"]


CAN_READ = {
    "another table": ("a,b\n1,2\n", "its columns are not year, origin_birth, residence, stock, nor year and residence"),
    "an empty file": ("", "the file is empty"),
}


@pytest.mark.parametrize(("text", "reason"), CAN_READ.values(), ids=CAN_READ)
def test_it_says_why_it_cannot_read(tmp_path: Path, text: str, reason: str) -> None:
    assert isinstance(UnDesa(), Importer)
    assert UnDesa().can_read(written(tmp_path, text)).startswith(reason)


def test_a_workbook_of_something_else_is_refused(tmp_path: Path) -> None:
    from openpyxl import Workbook

    path = tmp_path / "b.xlsx"
    book = Workbook()
    book.create_sheet("Other")
    book.save(path)
    reason = "no tab has columns for the codes of destination and origin, and years"
    assert UnDesa().can_read(path) == reason
    assert refusal(UnDesa(), path) == (
        f"b.xlsx: {reason}\n  The table by destination and origin is needed; in the UN's workbooks it is Table 1."
    )
    assert refusal(UnDesa(), path, settings={"tab": "Table 1"}) == (
        "b.xlsx: there is no tab 'Table 1'\n  The tabs are Sheet, Other."
    )


def test_a_workbook_that_harms_is_refused(tmp_path: Path) -> None:
    assert refusal(UnDesa(), written(tmp_path, "year,stock", "b.xlsx")).startswith("b.xlsx: this is no workbook")
    with pytest.raises(BadInput, match="there is no such file"):
        list(UnDesa().read(tmp_path / "none.xlsx", options()))


def _named() -> st.SearchStrategy[str]:
    resolver = Resolver(UN_USAGE)
    names = []
    for key in ("RU", "CN", "CI", "KR", "HK", "CD", "TR", "KZ"):
        place = resolver.place(key)
        names += [place.names.en, place.names.zh, place.names.ru, *place.names.aliases, key, place.m49]
    names = [name for name in names if name and ";" not in name]
    assert all(resolver.key(Mention(text=name)) for name in names)
    return st.sampled_from([*names, *(region.place.names.en for region in regions().values())])


_figures = st.one_of(st.integers(0, 10**12).map(str), st.sampled_from(["", "..", "NA", "0", "007", "12 345"]))


@settings(max_examples=15, deadline=None)
@given(table=st.lists(st.tuples(st.sampled_from(YEARS), _named(), _named(), _figures), min_size=1, max_size=12))
def test_every_table_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, table: list[tuple[str, str, str, str]]
) -> None:
    resolver = Resolver(UN_USAGE)
    kept, seen = [], set()
    for year, origin, residence, stock in table:
        ends = tuple(resolver.key(Mention(text=name)) for name in (origin, residence))
        home = ends[0] == ends[1] and ends[0].isupper()
        if (year, *ends) not in seen and not home:
            seen.add((year, *ends))
            kept.append((year, origin, residence, stock))
    if not kept:
        return
    path = tmp_path_factory.mktemp("tables") / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD.strip().split(","), *kept])
    for imported in UnDesa().read(path, options()):
        assert imported.rows == len(kept)
        assert again(imported) == kept
