"""Estimated flows: six methods, six sources, side by side."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.importers.abel_cohen import METHODS, AbelCohen
from sojourn.importers.base import Imported, Importer
from tests.importers.reading import one, options, refusal, remarks, rows, total
from tests.importers.un_desa_files import FLOWS

needs_table = pytest.mark.skipif(not FLOWS.is_file(), reason=f"the table of flows is not at {FLOWS}")
HEAD = f"year0,orig,dest,orig_region,dest_region,{','.join(METHODS)}\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    return path


def a_flow_of_five_years_by_a_model(imported: Imported) -> None:
    assert one(imported, "*", where="id = 'RU-CN-2015-2020'") == (
        *("RU-CN-2015-2020", "flow", "abel-cohen-sd-drop-neg", "RU", "CN", None, None, None, None),
        *("184", "184", None, None, "exact", "persons", "184", "2015/2020", "asserted", "model", None, None),
        *("E", "row 121735, column sd_drop_neg", None),
    )
    period = imported.periods["2015/2020"]
    assert (period.edtf, str(period.start), str(period.end)) == ("2015/2020", "2015-01-01", "2020-12-31")
    places = {place.key: place for place in imported.places}
    assert (places["CSXX"].names.en, places["sudan-before-2011"].m49) == ("Serbia and Montenegro", "736")


@needs_table
def test_the_table_gives_six_estimates_of_every_flow_in_seconds() -> None:
    started = time.process_time()
    assert AbelCohen().can_read(FLOWS) == ""
    corridor, world, keys = {}, {}, []
    for imported in AbelCohen().read(FLOWS, options()):
        assert imported.rows == 133_364
        source, paper, stocks = imported.sources
        keys.append(source.key)
        method = source.key.removeprefix("abel-cohen-").replace("-", "_")
        corridor[method] = int(one(imported, "low", where="id = 'RU-CN-2015-2020'")[0])
        world[method] = total(imported, "period = '2015/2020'")
        assert (source.seen, source.based_on) == (True, ("abel-cohen-2022", "un-desa-2020"))
        assert (paper.seen, stocks.seen) == (False, False)
        assert total(imported, "low = '0'") == 0
        assert remarks(imported) == []
        if method == "sd_drop_neg":
            a_flow_of_five_years_by_a_model(imported)
    assert keys == [f"abel-cohen-{method.replace('_', '-')}" for method in METHODS]
    assert corridor == {
        "sd_drop_neg": 184,
        "sd_rev_neg": 217,
        "mig_rate": 506,
        "da_min_open": 218,
        "da_min_closed": 0,
        "da_pb_closed": 5954,
    }
    assert (min(world.values()) // 1_000_000, max(world.values()) // 1_000_000) == (35, 101)
    assert time.process_time() - started < 20


def test_zeros_stay_and_missing_is_missing(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + "1990,Russia,China,Europe,East Asia,0,,NA,1.25,..,2\n")
    found = {}
    for imported in AbelCohen().read(path, options()):
        found[imported.sources[0].key.removeprefix("abel-cohen-")] = one(imported, "low", "observation", "note")
    assert found == {
        "sd-drop-neg": ("0", "E", None),
        "sd-rev-neg": (None, "O", None),
        "mig-rate": (None, "O", 'cell printed "NA"'),
        "da-min-open": ("1.25", "E", None),
        "da-min-closed": (None, "O", 'cell printed ".."'),
        "da-pb-closed": ("2", "E", None),
    }


def test_a_table_of_some_methods_gives_those(tmp_path: Path) -> None:
    path = written(tmp_path, "year0;orig;dest;mig_rate\n1990;RUS;156;5\n1995;RU;CHN;7\n1990;RU;RU;9\n")
    (found,) = [
        (imported.sources[0].key, rows(imported, "id", "low"), remarks(imported))
        for imported in AbelCohen().read(path, options(source="flows", edition="v6"))
    ]
    assert found == (
        "flows-v6-mig-rate",
        [("RU-CN-1990-1995", "5"), ("RU-CN-1995-2000", "7")],
        [
            "t.csv: the columns are separated by semicolons",
            "t.csv:4:orig: 1 row of moves from a country to itself left out\n  They are no migrants.",
        ],
    )


REFUSED = {
    "a country in another time": (
        "2010,Serbia & Montenegro,China,,,1,1,1,1,1,1\n",
        (
            "t.csv:2:orig: 'Serbia & Montenegro' is a country that is no more "
            "(Serbia and Montenegro, until 2006-09-26), and the rows speak of a later time (1 row)"
        ),
    ),
    "figures that are none, in every column": (
        "1990,Russia,China,,,1,-1,x,1,1,1e3\n",
        (
            "t.csv:2:sd_rev_neg: '-1' is negative; so many persons cannot be\n"
            "  Look at the source; a missing figure is blank or '..'.\n"
            "t.csv:2:mig_rate: 'x' is no figure\n"
            "  Are the columns shifted? A missing figure is blank or '..'.\n"
            "t.csv:2:da_pb_closed: '1e3' is a rounded number of a spreadsheet"
        ),
    ),
    "a year that is none": ("90,Russia,China,,,1,1,1,1,1,1\n", "t.csv:2:year0: '90' is no year (1 row)"),
    "the same flow twice": (
        "1990,Russia,China,,,1,1,1,1,1,1\n1990,RUS,CHN,,,1,1,1,1,1,1\n",
        "t.csv:3: 2 cells say the same of the same (RU-CN-1990-1995); the first one is t.csv:2",
    ),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_a_table_is_refused_with(tmp_path: Path, text: str, message: str) -> None:
    assert refusal(AbelCohen(), written(tmp_path, HEAD + text)).startswith(message)


def test_columns_that_are_missing_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, "year0,orig,destination,mig_rate\n1990,Russia,China,1\n")
    assert isinstance(AbelCohen(), Importer)
    assert AbelCohen().can_read(path).startswith("its columns are not year0, orig, dest and one or more of")
    assert refusal(AbelCohen(), path) == (
        "t.csv:1: there is no column 'dest'\n  The columns are year0, orig, destination, mig_rate."
    )


@settings(max_examples=10, deadline=None)
@given(
    table=st.dictionaries(
        st.tuples(st.sampled_from(["1990", "2015"]), st.sampled_from(["RU", "CN", "Russia*", "Japan"]), st.just("KR")),
        st.tuples(*[st.integers(0, 10**9).map(str)] * 2),
        min_size=1,
        max_size=6,
    )
)
def test_every_estimate_comes_back_under_its_method(
    tmp_path_factory: pytest.TempPathFactory, table: dict[tuple[str, str, str], tuple[str, str]]
) -> None:
    table = {
        key: figures for key, figures in table.items() if (key[0], "RU", key[2]) not in table or key[1] != "Russia*"
    }
    lines = [f"{year},{origin},{end},{','.join(figures)}\n" for (year, origin, end), figures in table.items()]
    path = written(tmp_path_factory.mktemp("flows"), "year0,orig,dest,sd_rev_neg,mig_rate\n" + "".join(lines))
    names = {"RU": "RU", "CN": "CN", "Russia*": "RU", "Japan": "JP"}
    for at, imported in enumerate(AbelCohen().read(path, options())):
        expected = {
            (names[origin], end, f"{year}/{int(year) + 5}", figures[at])
            for (year, origin, end), figures in table.items()
        }
        assert set(rows(imported, "origin", "destination", "period", "printed")) == expected
