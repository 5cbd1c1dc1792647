"""GeoJSON as RFC 7946 wants it, and without made-up coordinates."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sojourn.drawing.build import build_view
from sojourn.exporters.maps import line_between, scene_to_geojson, to_geojson
from sojourn.stores.embedded import EmbeddedStore


def features(store: EmbeddedStore, lang: str = "en") -> dict[str, list[dict[str, Any]]]:
    collection = json.loads(to_geojson(store, lang))
    assert collection["type"] == "FeatureCollection"
    found: dict[str, list[dict[str, Any]]] = {}
    for feature in collection["features"]:
        assert feature["type"] == "Feature"
        found.setdefault(feature["properties"]["id"], []).append(feature)
    return found


@pytest.mark.parametrize(
    ("claim", "geometries"),
    [
        ("C2", [None]),
        ("C3", [None]),
        ("C4", [{"type": "Point", "coordinates": [-150.0, -3.0]}, {"type": "Point", "coordinates": [175.0, 1.0]}]),
        ("C5", [{"type": "MultiPoint", "coordinates": [[20.25, 10.5], [-150.0, -3.0]]}]),
        ("C7", [None]),
        ("C8", [None]),
        ("C9", [None]),
        ("C10", [{"type": "MultiLineString",
                  "coordinates": [[[175.0, 1.0], [180.0, 0.428571]], [[-180.0, 0.428571], [-150.0, -3.0]]]}]),
    ],
)  # fmt: skip
def test_geometry_is_where_the_registry_puts_the_places(
    small: EmbeddedStore, claim: str, geometries: list[object]
) -> None:
    assert [feature["geometry"] for feature in features(small)[claim]] == geometries


def test_a_flow_is_a_line_from_origin_to_destination_longitude_first(small: EmbeddedStore) -> None:
    (flow,) = features(small)["C1"]
    assert flow["geometry"]["type"] == "LineString"
    assert flow["geometry"]["coordinates"] == [[20.25, 10.5], [-150.0, -3.0]]


def test_properties_tell_figure_ends_and_what_is_not_stated(small: EmbeddedStore) -> None:
    told = features(small)
    (flow,) = told["C1"]
    properties = flow["properties"]
    assert {name: properties[name] for name in ("origin", "destination", "low", "high", "figure", "root")} == {
        "origin": "Alpha", "destination": "Beta", "low": 11000, "high": 11000,
        "figure": "about 11,000 persons / year", "root": "census",
    }  # fmt: skip
    assert told["C2"][0]["properties"]["notStated"] == ["destination"]
    assert not {"low", "high", "figure", "destination"} & set(told["C2"][0]["properties"])
    assert told["C9"][0]["properties"]["low"] == 0.5


def test_every_claim_of_the_shipped_graph_is_a_feature_and_stocks_of_cities_are_points(shipped: EmbeddedStore) -> None:
    told = features(shipped)
    assert len(told) >= 118
    (beijing,) = told["S0-23"]
    assert beijing["geometry"]["type"] == "Point"
    longitude, latitude = beijing["geometry"]["coordinates"]
    assert (round(longitude), round(latitude)) == (116, 40)
    assert (beijing["properties"]["who"], beijing["properties"]["where"]) == ("Russians", "Beijing")
    assert not [name for name in beijing["properties"] if name.endswith("Position")]
    assert told["S1-34"][0]["geometry"] is None
    assert told["S1-34"][0]["properties"]["notStated"] == ["destination"]


def test_the_shipped_graph_has_lines_and_what_has_none_lacks_an_end_or_a_place(shipped: EmbeddedStore) -> None:
    everything = [feature for told in features(shipped).values() for feature in told]
    kinds = Counter(feature["geometry"]["type"] if feature["geometry"] else "" for feature in everything)
    assert kinds == {"Point": 73, "LineString": 17, "MultiLineString": 1, "": 37}
    nowhere = [feature["properties"] for feature in everything if not feature["geometry"]]
    assert sum("notStated" in told for told in nowhere) == 19
    sources = {told["where"] for told in nowhere if told["kind"] == "note" and "source" in told and "where" in told}
    ends = {told.get(side) for told in nowhere if "notStated" not in told for side in ("origin", "where")}
    assert ends - sources - {None} == {
        "Siberia", "Russian Far East", "Big cities of China", "Northern provinces of China", "Silicon Valley",
        "Southern provinces of China", "Ergun + Ili + Pogranichnoye + Tacheng", "Pogranichnoye",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "stated"),
    [
        ("S0-1", {"originPosition": "label point", "destinationPosition": "label point"}),
        ("S0-12", {"destinationPosition": "label point"}),
        ("S0-9", {"destinationPosition": "label point"}),
        ("S0-19", {"wherePosition": "label point"}),
        ("S1-26", {"wherePosition": "middle of its parts"}),
        ("S2-2", {}),
        ("S0-10", {}),
    ],
)
def test_a_point_that_stands_for_an_area_says_so_where_it_is_drawn(
    shipped: EmbeddedStore, claim: str, stated: dict[str, str]
) -> None:
    (feature,) = features(shipped)[claim]
    assert {name: told for name, told in feature["properties"].items() if name.endswith("Position")} == stated
    assert bool(feature["geometry"]) == bool(stated)


def test_a_country_lies_where_the_picture_puts_it(shipped: EmbeddedStore) -> None:
    places = {feature["id"]: feature for feature in json.loads(scene_to_geojson(build_view(shipped)))["features"]}
    start, end = (places[f"place:{code}"]["geometry"]["coordinates"] for code in ("RU", "CN"))
    (flow,) = features(shipped)["S0-1"]
    assert flow["geometry"]["coordinates"] == [start, end] == [[108.04, 61.9], [108.16, 32.48]]
    assert places["place:CN"]["properties"]["position"] == "label point"
    assert "position" not in places["place:harbin"]["properties"]


def test_ids_are_unique_and_labels_follow_the_language(small: EmbeddedStore) -> None:
    everything = [feature for told in features(small, "ru").values() for feature in told]
    assert len({feature["id"] for feature in everything}) == len(everything) == 11
    assert features(small, "ru")["C1"][0]["properties"]["origin"] == "Альфа"


degrees = st.tuples(st.integers(-180, 180), st.integers(-90, 90)).map(lambda pair: [float(pair[0]), float(pair[1])])


@given(degrees, degrees)
@example([180.0, 0.0], [-180.0, 0.0])
def test_a_line_never_goes_the_long_way_round_and_keeps_its_ends(start: list[float], end: list[float]) -> None:
    lines = line_between(start, end)
    assert (lines[0][0], lines[-1][-1]) == (start, end)
    assert sum(abs(b[0] - a[0]) for a, b in lines) <= 180
    assert all(-180 <= longitude <= 180 and -90 <= latitude <= 90 for line in lines for longitude, latitude in line)
    if len(lines) == 2:
        assert lines[0][1][0] == -lines[1][0][0]
        assert lines[0][1][1] == lines[1][0][1]
