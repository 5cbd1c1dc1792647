"""The marks of a picture as files for Gephi, QGIS, flowmap.blue and Observable: the same marks, figure by figure."""

from __future__ import annotations

import io
import json
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import networkx
import openpyxl
import pytest

from sojourn.drawing.build import build_view
from sojourn.drawing.gathering import Scene, opening_scene
from sojourn.drawing.view import View
from sojourn.exporters.flowmap import scene_to_flowmap
from sojourn.exporters.maps import scene_to_geojson
from sojourn.exporters.networks import scene_to_gexf
from sojourn.exporters.observable import scene_to_json
from sojourn.stores.embedded import EmbeddedStore
from tests.exporters.conftest import HOSTILE

WRITERS = [scene_to_flowmap, scene_to_geojson, scene_to_gexf, scene_to_json]


@pytest.fixture(scope="module")
def shipped_view(shipped: EmbeddedStore) -> View:
    return build_view(shipped)


@pytest.fixture(scope="module")
def small_view(small: EmbeddedStore) -> View:
    return build_view(small)


@pytest.fixture(scope="module")
def scene(shipped_view: View) -> Scene:
    return opening_scene(shipped_view)


def told(view: View) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(scene_to_json(view))
    return data


def features(view: View) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(scene_to_geojson(view))["features"]
    return found


def sheets(view: View) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(scene_to_flowmap(view)), read_only=True)
    return {name: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}


def test_every_format_has_the_marks_of_the_scene(shipped_view: View, scene: Scene) -> None:
    flows = [arrow.key for arrow in scene.arrows]
    assert [flow["key"] for flow in told(shipped_view)["flows"]] == flows
    assert [f["id"] for f in features(shipped_view) if f["properties"]["mark"] == "flow"] == flows
    book = sheets(shipped_view)
    rows = [*book["flows"][1:], *book["not drawn"][1:]]
    ids = [key.replace("place:", "") for key in flows]
    assert sorted(f"{row[0] or '?'}>{row[1] or '?'}" for row in rows) == sorted(ids)
    graph = networkx.read_gexf(io.BytesIO(scene_to_gexf(shipped_view)))
    assert sorted(data["id"] for *_, data in graph.edges(data=True)) == sorted(flows)


def test_the_corridor_of_the_first_study_keeps_its_figures_apart(shipped_view: View) -> None:
    (flow,) = (f for f in told(shipped_view)["flows"] if f["key"] == "place:RU>place:CN")
    assert {name: flow[name] for name in ("low", "figures", "claims", "firstYear", "lastYear")} == {
        "low": 1000,
        "figures": "persons; persons / year",
        "claims": 8,
        "firstYear": 2025,
        "lastYear": 2025,
    }
    assert "high" not in flow  # "thousands" names no upper bound
    assert "russians-to-china/S0-18" in flow["ids"].split("; ")


def test_an_end_that_is_not_stated_is_no_place_in_any_format(shipped_view: View) -> None:
    open_ends = [f for f in told(shipped_view)["flows"] if f["destination"] is None]
    assert len(open_ends) == 6
    by_id = {feature["id"]: feature for feature in features(shipped_view)}
    for flow in open_ends:
        assert by_id[flow["key"]]["geometry"] is None
        assert by_id[flow["key"]]["properties"]["notStated"] == ["destination"]
    reasons = Counter(row[2] for row in sheets(shipped_view)["not drawn"][1:])
    assert reasons["destination not stated"] == 6
    graph = networkx.read_gexf(io.BytesIO(scene_to_gexf(shipped_view)))
    ends = [node for node, data in graph.nodes(data=True) if data.get("notStated")]
    assert len(ends) == len(open_ends)


def test_lines_run_between_the_places_longitude_first(shipped_view: View) -> None:
    places = {place["key"]: place for place in told(shipped_view)["places"]}
    by_id = {feature["id"]: feature for feature in features(shipped_view)}
    line = by_id["place:RU>place:CN"]["geometry"]
    assert line["type"] == "LineString"
    assert line["coordinates"] == [[places[key]["lon"], places[key]["lat"]] for key in ("place:RU", "place:CN")]
    assert 60 < line["coordinates"][0][0] < 140
    assert 15 < line["coordinates"][1][1] < 50


def test_a_flow_without_a_figure_is_never_a_flow_of_nobody(shipped_view: View) -> None:
    book = sheets(shipped_view)
    assert book["flows"][0][:3] == ("origin", "dest", "count")
    assert all(row[2] and row[2] > 0 for row in book["flows"][1:])
    assert all(row[2] for row in book["not drawn"][1:])


def test_locations_are_what_the_flows_name(shipped_view: View) -> None:
    book = sheets(shipped_view)
    assert book["locations"][0] == ("id", "name", "lat", "lon")
    known = {row[0] for row in book["locations"][1:]}
    assert {end for row in book["flows"][1:] for end in row[:2]} <= known
    assert dict(book["properties"])["title"] == shipped_view.title


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_view_gives_the_same_bytes(write: Callable[[View], bytes], small_view: View) -> None:
    first = write(small_view)
    time.sleep(1.1)  # a workbook would note the second in which it was written
    assert write(small_view) == first


def test_a_hostile_label_stays_a_text(small_view: View) -> None:
    assert HOSTILE in {place["label"] for place in told(small_view)["places"]}
    names = [row[1] for row in sheets(small_view)["locations"][1:]]
    assert not any(str(name).startswith(("=", "+", "-", "@")) for name in names)
    graph = networkx.read_gexf(io.BytesIO(scene_to_gexf(small_view)))
    assert any("</script>" in data["label"] for _, data in graph.nodes(data=True))


def test_across_the_date_line_a_flow_is_cut_not_smeared(small_view: View) -> None:
    by_id = {feature["id"]: feature for feature in features(small_view)}
    assert by_id["place:gamma>place:beta"]["geometry"]["type"] == "MultiLineString"
