"""What other tools expect of files: CSV by RFC 4180, GeoJSON by RFC 7946, GEXF 1.2; each check names what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

GEXF = "{http://www.gexf.net/1.2draft}"
_FIELD = re.compile(rb'"((?:[^"]|"")*)"|([^",\r\n]*)')
_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_TRUTH = {"true": True, "false": False}
_PARSED: dict[str, Callable[[str], object]] = {
    "string": str,
    "long": int,
    "integer": int,
    "double": float,
    "float": float,
    "boolean": _TRUTH.__getitem__,
}


def csv_rows(raw: bytes) -> list[list[str]]:
    """The records of a CSV file, read as strictly as RFC 4180 has it, in UTF-8 without a mark at its beginning."""
    assert not raw.startswith(b"\xef\xbb\xbf"), "R would take the mark for a part of the first name"
    records: list[list[str]] = [[]]
    at = 0
    while at < len(raw):
        field = _FIELD.match(raw, at)
        assert field is not None
        quoted, plain = field.groups()
        records[-1].append((quoted.replace(b'""', b'"') if quoted is not None else plain).decode("utf-8"))
        at = field.end()
        if raw[at : at + 1] == b",":
            at += 1
            assert at < len(raw), "the file ends after a comma"
            continue
        assert raw[at : at + 2] == b"\r\n", f"a field ends with {raw[at : at + 8]!r}"
        at += 2
        records.append([])
    assert records.pop() == [], "the last line has no end"
    assert len({len(record) for record in records}) == 1, "lines have different numbers of fields"
    assert len(set(records[0])) == len(records[0]), "two columns have one name"
    return records


def geojson_features(raw: bytes) -> list[dict[str, Any]]:
    """The features of a GeoJSON file, after all that RFC 7946 asks for."""
    found = json.loads(raw.decode("utf-8"), parse_constant=lambda name: _fail(f"{name} is no JSON"))
    assert found["type"] == "FeatureCollection"
    assert not {"crs", "coordinates", "geometry", "geometries", "properties"} & set(found)
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        assert isinstance(feature.get("id", ""), str | int)
        assert isinstance(feature["properties"], dict | None)
        assert "features" not in feature
        if feature["geometry"] is not None:
            _check_geometry(feature["geometry"])
    features: list[dict[str, Any]] = found["features"]
    return features


def _check_geometry(geometry: dict[str, Any]) -> None:
    kind = geometry["type"]
    if kind == "GeometryCollection":
        for inner in geometry["geometries"]:
            _check_geometry(inner)
        return
    lines = [geometry["coordinates"]]
    for _ in range(_DEPTH[kind] - (0 if kind in {"Point", "MultiPoint"} else 1)):
        lines = [inner for outer in lines for inner in outer]
    if kind in {"Point", "MultiPoint"}:
        lines = [lines]
    for line in lines:
        for position in line:
            assert 2 <= len(position) <= 3
            assert -180 <= position[0] <= 180, f"{position} is no longitude and latitude"
            assert -90 <= position[1] <= 90, f"{position} is no longitude and latitude"
        assert "LineString" not in kind or len(line) >= 2
        assert "Polygon" not in kind or (len(line) >= 4 and line[0] == line[-1])


def gexf_graph(raw: bytes) -> tuple[int, int]:
    """How many nodes and edges a GEXF file has, after what its schema asks for."""
    root = ElementTree.fromstring(raw)  # noqa: S314 - written by our own server
    assert (root.tag, root.get("version")) == (f"{GEXF}gexf", "1.2")
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert set(graph.keys()) <= {"defaultedgetype", "mode", "idtype", "timeformat", "start", "end"}
    nodes, edges = graph.findall(f"{GEXF}nodes/{GEXF}node"), graph.findall(f"{GEXF}edges/{GEXF}edge")
    names = [node.get("id") for node in nodes]
    assert None not in names
    assert len(set(names)) == len(names)
    assert {end for edge in edges for end in (edge.get("source"), edge.get("target"))} <= set(names)
    assert len({edge.get("id") for edge in edges}) == len(edges)
    for kind, marks in (("node", nodes), ("edge", edges)):
        _check_attributes(graph, kind, marks)
    return len(nodes), len(edges)


def _check_attributes(graph: ElementTree.Element, kind: str, marks: list[ElementTree.Element]) -> None:
    declared = {
        attribute.get("id"): attribute.get("type", "")
        for group in graph.findall(f"{GEXF}attributes")
        if group.get("class") == kind
        for attribute in group
    }
    for mark in marks:
        for value in mark.findall(f"{GEXF}attvalues/{GEXF}attvalue"):
            _PARSED[declared[value.get("for")]](value.get("value", ""))


def _fail(why: str) -> None:
    raise ValueError(why)
