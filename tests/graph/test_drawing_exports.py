"""The marks of a picture in files for other tools: by the ending, figure by figure, and back again as a table."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import networkx
import openpyxl
import pytest

import sojourn
from sojourn.cli import main
from sojourn.errors import BadInput
from sojourn.exporters import VIEWS
from sojourn.graph.facade import Graph
from sojourn.graph.pictures import Picture
from tests.drawing.findings import disputed_store

Capture = pytest.CaptureFixture[str]
ENDINGS = sorted(VIEWS)
COUNTRIES = "origin,dest,count\nRU,CN,1200\nCN,RU,340\nRU,KZ,15\nkz-all,RU,7\n"
LOCATIONS = "id,name,lat,lon\nRU,Russia,61,105\nCN,China,35,105\nKZ,Kazakhstan,48,68\nkz-all,Steppe towns,50,70\n"


@pytest.fixture(scope="module")
def picture() -> Picture:
    return Graph(disputed_store(), "made up").draw()


def flows(raw: bytes) -> dict[str, tuple[Any, Any]]:
    """The lowest and highest figure of each flow of the JSON for Observable."""
    return {flow["key"]: (flow.get("low"), flow.get("high")) for flow in json.loads(raw)["flows"]}


def sheets_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(path)
    return {name: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}


def test_every_format_has_the_figures_of_the_picture(picture: Picture, tmp_path: Path) -> None:
    wanted = flows(picture.export(".json"))
    assert wanted
    features = json.loads(picture.export(".geojson"))["features"]
    told = {
        feature["id"]: (feature["properties"].get("low"), feature["properties"].get("high"))
        for feature in features
        if feature["properties"]["mark"] == "flow"
    }
    assert told == wanted
    edges = networkx.read_gexf(io.BytesIO(picture.export(".gexf"))).edges(data=True)
    assert {data["id"]: (data.get("low"), data.get("high")) for *_, data in edges} == wanted
    book = sheets_of(picture.write(tmp_path / "a.xlsx"))
    at = {name: book["flows"][0].index(name) for name in ("low", "high")}
    rows = {f"place:{row[0]}>place:{row[1]}": (row[at["low"]], row[at["high"]]) for row in book["flows"][1:]}
    assert rows == {key: wanted[key] for key in rows}


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_ending_of_the_file_says_which_format(picture: Picture, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"marks{ending.upper()}"
    assert picture.write(target) == target
    assert target.read_bytes() == picture.export(ending) == picture.export(ending.lstrip("."))
    assert picture.path == target


def test_small_flows_are_written_when_every_line_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sojourn.drawing.opening.MOST_MARKS", 1)
    graph = Graph(disputed_store(), "made up")
    few, all_of_them = (
        json.loads(graph.draw(everything=everything, as_="map").export("json")) for everything in (False, True)
    )
    assert few["leftOut"] > 0 == all_of_them["leftOut"]
    assert len(few["flows"]) + few["leftOut"] == len(all_of_them["flows"])


MISTAKES = {
    "an unknown format": ("pdf", "marks are not written as pdf\n  Use one of .gexf, .geojson, .json, .xlsx."),
    "an image": (".svg", "marks are not written as .svg"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_an_unknown_format_says_which_there_are(picture: Picture, name: str) -> None:
    ending, message = MISTAKES[name]
    with pytest.raises(BadInput) as refused:
        picture.export(ending)
    assert message in str(refused.value)


def test_a_picture_that_is_only_a_page_says_so() -> None:
    with pytest.raises(BadInput, match=r"has no view, only its page.*\n  Draw it from a graph"):
        Picture("<p>a page</p>", renderer="map").export(".gexf")


@pytest.mark.parametrize("ending", ENDINGS)
def test_draw_writes_it_by_its_ending(
    ending: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["draw", "-o", f"marks{ending}"]) == 0
    told = capsys.readouterr().err
    assert told.startswith(f"Wrote marks{ending} (")
    assert "browser" not in told
    assert (tmp_path / f"marks{ending}").read_bytes() == sojourn.open().draw().export(ending)


def test_the_help_names_every_ending(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["draw", "--help"])
    printed = " ".join(capsys.readouterr().out.split())
    for ending, known in VIEWS.items():
        assert f"{ending} ({known.tool})" in printed


def put(rows: list[tuple[Any, ...]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(["" if cell is None else cell for cell in row] for row in rows)


def test_a_flow_map_comes_back_with_the_same_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "flows.csv").write_text(COUNTRIES, encoding="utf-8")
    (tmp_path / "locations.csv").write_text(LOCATIONS, encoding="utf-8")
    assert main(["import", "flowmap", "flows.csv", "-o", "first"]) == 0
    assert main(["draw", "--store", "first", "-o", "first.xlsx"]) == 0
    book = sheets_of(tmp_path / "first.xlsx")
    put(book["flows"], tmp_path / "again-flows.csv")
    put(book["locations"], tmp_path / "again-locations.csv")
    assert main(["import", "flowmap", "again-flows.csv", "-o", "second"]) == 0
    first, second = (flows(sojourn.open(tmp_path / name).draw().export("json")) for name in ("first", "second"))
    assert {low for low, _ in first.values()} == {1200, 340, 15, 7}
    assert len(book["not drawn"]) == 1
    countries = [key for key in first if "flows-" not in key]
    assert len(countries) == 3
    assert {key: second[key] for key in countries} == {key: first[key] for key in countries}
    assert sorted(second.values()) == sorted(first.values())
