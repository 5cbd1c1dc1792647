"""Flow maps: flows with the locations beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn.importers.base import Importer
from sojourn.importers.flowmap import Flowmap
from tests.importers.reading import one, options, refusal, remarks, rows

LOCATIONS = "id,name,lat,lon\n1,New York,40.713543,-74.011219\n2,London,51.507425,-0.127738\nRU,Russia,61.5,105\n"
FLOWS = "origin,dest,count\n1,2,42\n2,1,51\nRU,2,\n"


def written(folder: Path, flows: str = FLOWS, locations: str = LOCATIONS, *, name: str = "flows.csv") -> Path:
    (folder / name).write_text(flows, encoding="utf-8")
    (folder / name.replace("flows", "locations")).write_text(locations, encoding="utf-8")
    return folder / name


def test_flows_are_read_with_the_locations_beside_them(tmp_path: Path) -> None:
    path = written(tmp_path, name="commuter-flows.csv")
    assert isinstance(Flowmap(), Importer)
    assert Flowmap().can_read(path) == ""
    for imported in Flowmap().read(path, options()):
        assert rows(imported, "id", "kind", "origin", "destination", "low", "observation", "locator", "note") == [
            (
                "RU-commuter-flows-london",
                *("flow", "RU", "commuter-flows-london", None, "O", "row 4, column count"),
                'origin printed "RU", destination printed "2"',
            ),
            (
                "commuter-flows-london-commuter-flows-new-york",
                *("flow", "commuter-flows-london", "commuter-flows-new-york", "51", "A", "row 3, column count"),
                'origin printed "2", destination printed "1"',
            ),
            (
                "commuter-flows-new-york-commuter-flows-london",
                *("flow", "commuter-flows-new-york", "commuter-flows-london", "42", "A", "row 2, column count"),
                'origin printed "1", destination printed "2"',
            ),
        ]
        places = {place.key: place for place in imported.places}
        london = places["commuter-flows-london"]
        assert (london.names.en, london.lat, london.lon) == ("London", 51.507425, -0.127738)
        assert (places["RU"].names.zh, places["RU"].lat) == ("俄罗斯", None)
        assert imported.sources[0].key == "commuter-flows"
        assert imported.sources[0].note.startswith("locations: commuter-locations.csv, SHA-256 ")
        assert imported.periods == {}


def test_times_are_periods(tmp_path: Path) -> None:
    path = written(tmp_path, "origin,dest,count,time\n1,2,42,2015\n1,2,43,2016-05\n")
    for imported in Flowmap().read(path, options(source="trips")):
        assert rows(imported, "period", "low", "source") == [("2015", "42", "trips"), ("2016-05", "43", "trips")]
        assert str(imported.periods["2016-05"].end) == "2016-05-31"


def test_locations_elsewhere_are_named(tmp_path: Path) -> None:
    path = written(tmp_path)
    (tmp_path / "locations.csv").rename(tmp_path / "elsewhere.csv")
    assert refusal(Flowmap(), path) == (
        "flows.csv: the table of locations is not beside it\n"
        "  Put locations.csv there, or name it: --set locations=FILE."
    )
    for imported in Flowmap().read(path, options(settings={"locations": str(tmp_path / "elsewhere.csv")})):
        assert imported.rows == 3


def test_moves_within_a_place_are_left_out_and_told(tmp_path: Path) -> None:
    path = written(tmp_path, "origin,dest,count\n1,1,7\nRU,RU,8\n1,2,9\n")
    for imported in Flowmap().read(path, options()):
        assert one(imported, "low") == ("9",)
        assert remarks(imported) == [
            "flows.csv:2:origin: 2 rows of moves from a place to itself left out\n  They are no migrants."
        ]


REFUSED = {
    "a location that is not listed": (
        ("origin,dest,count\n1,3,42\n", LOCATIONS),
        "flows.csv:2:dest: no location has the id '3' (1 row)",
    ),
    "a figure that is none": (("origin,dest,count\n1,2,many\n", LOCATIONS), "flows.csv:2:count: 'many' is no figure"),
    "a time that is none": (
        ("origin,dest,count,time\n1,2,42,2015-13\n", LOCATIONS),
        "flows.csv:2:time: ",
    ),
    "two locations of one id": (
        (FLOWS, LOCATIONS + "2,Paris,48.9,2.3\n"),
        "locations.csv:5:id: the id '2' stands twice, also in line 3",
    ),
    "a position off the globe": (
        (FLOWS, "id,name,lat,lon\n1,a,91,0\n2,b,0,181\nRU,c,0,x\n"),
        (
            "locations.csv:2:lat: '91' is no position in degrees\n  It lies between -90 and 90.\n"
            "locations.csv:3:lon: '181' is no position in degrees\n  It lies between -180 and 180.\n"
            "locations.csv:4:lon: 'x' is no position in degrees\n  It lies between -180 and 180.\n3 problems"
        ),
    ),
    "the same flow twice": (
        ("origin,dest,count\n1,2,42\n1,2,43\n", LOCATIONS),
        "flows.csv:3: 2 cells say the same of the same (flows-new-york-flows-london); the first one is flows.csv:2",
    ),
    "a missing column": ((FLOWS, "id,name,lat\n1,a,2\n"), "locations.csv:1: there is no column 'lon'"),
}


@pytest.mark.parametrize(("files", "message"), REFUSED.values(), ids=REFUSED)
def test_a_flow_map_is_refused_with(tmp_path: Path, files: tuple[str, str], message: str) -> None:
    assert refusal(Flowmap(), written(tmp_path, *files)).startswith(message)


def test_the_locations_in_place_of_the_flows_are_explained(tmp_path: Path) -> None:
    written(tmp_path)
    assert refusal(Flowmap(), tmp_path / "locations.csv") == (
        "locations.csv: these are the locations of a flow map\n"
        "  Give the flows alone; the locations are found beside them, or named: --set locations=FILE."
    )


def test_the_locations_alone_are_no_flow_map(tmp_path: Path) -> None:
    written(tmp_path)
    reason = Flowmap().can_read(tmp_path / "locations.csv")
    assert reason == "these are the locations; give the flows, and the locations are found beside them"
    assert Flowmap().can_read(tmp_path / "none.xlsx") == "the sheets of a flow map come as CSV"
