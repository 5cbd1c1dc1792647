"""Pictures of the shipped studies and of a table of the UN, held against what they were: as structure, not as pixels.

Each file of ``golden/`` lists what one picture consists of: how many shapes, each mark with its looks, its words and
its rough place, the labels and the legend. Letters are as wide as the tests say, so that no font matters. Where a
picture is meant to be different, ``SOJOURN_RENEW=1 pytest tests/renderers/test_golden.py`` writes the files anew.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from sojourn import shipped
from sojourn.drawing.build import build_view
from sojourn.drawing.view import View
from sojourn.graph.importing import import_tables
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.reading import open_store
from tests.renderers.conftest import Opened, Opener, html_of
from tests.shared import SHARED

pytestmark = pytest.mark.browser

GOLDEN = Path(__file__).parent / "golden"
RENEW = os.environ.get("SOJOURN_RENEW") == "1"
DRAWERS = ("map", "columns", "chord")
STUDIES = ("beijing-foreigners", "russians-to-china", "rust-belt")
STOCKS = SHARED / "data" / "un_desa_stock_2020_long.csv"
RESIDENCES = {
    "Australia",
    "China",
    "France",
    "Germany",
    "Kazakhstan",
    "Russian Federation",
    "Thailand",
    "United States",
}
"""Whose residents the small table holds."""

LETTERS = """
CanvasRenderingContext2D.prototype.measureText = function (text) {
  return {width: [...text].length * 0.58 * Number.parseFloat(/([\\d.]+)px/.exec(this.font)[1])};
};
"""
"""Letters of one width: what has room does not depend on the fonts of a machine."""

DRAW = """async (drawer) => {
  sojourn.update({drawer});
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
MARKS = """() => {
  const svg = document.querySelector("#panes svg.picture-svg");
  const frame = svg.getBoundingClientRect();
  const place = (mark) => {
    const shapes = [...mark.querySelectorAll("path, circle, rect")].filter((one) => !one.closest(".differ, .bolt"));
    const boxes = shapes.map((one) => one.getBoundingClientRect());
    const middle = (low, high) => (Math.min(...boxes.map((b) => b[low])) + Math.max(...boxes.map((b) => b[high]))) / 2;
    return [middle("left", "right") - frame.left, middle("top", "bottom") - frame.top];
  };
  return [...svg.querySelectorAll("[data-mark]")].map((mark) => ({
    key: mark.dataset.mark, look: [...mark.classList].filter((one) => one !== "mark"), at: place(mark),
    said: mark.getAttribute("aria-label"),
  }));
}"""
LEGEND = "() => [...document.querySelectorAll('#legend li, #legend p')].map((one) => one.textContent)"
SVG = "{http://www.w3.org/2000/svg}"


def view_of_study(name: str) -> View:
    """The view of one shipped study, or of all of them together."""
    files = shipped.graph_files()
    if not all(file.is_file() for file in files):
        pytest.skip("the studies are not built here; run tools/build_studies.py")
    return build_view(EmbeddedStore.from_files(f for f in files if name == "all" or f.stem in (name, "registry")))


def view_of_stocks(folder: Path) -> View:
    """The view of a small part of the UN's table: who lived in some countries in 2020."""
    if not STOCKS.is_file():
        pytest.skip(f"the UN's table is not at {STOCKS}")
    head, *rows = STOCKS.read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if row.startswith("2020,") and row.split(",")[-2] in RESIDENCES]
    table = folder / "stocks.csv"
    table.write_text("\n".join([head, *kept, ""]), encoding="utf-8")
    import_tables([table], folder / "store", name="un-desa")
    return build_view(open_store(folder / "store"))


def place_of(x: float, y: float) -> str:
    """Roughly where something stands: in which square of 40 px."""
    return f"@{round(x / 40)},{round(y / 40)}"


def described(opened: Opened, drawer: str) -> str:
    """What a picture consists of, a line each."""
    opened.run(DRAW, drawer)
    root = ElementTree.fromstring(opened.run("() => sojourn.toSVG(0)"))  # noqa: S314 - made by our own page
    picture = root.find(f"{SVG}svg")
    assert picture is not None
    elements = Counter(one.tag.removeprefix(SVG) for one in picture.iter())
    labels = sorted("".join(one.itertext()).replace("\u2007", "") for one in picture.iter(f"{SVG}text"))
    return "\n".join([
        "drawn: " + ", ".join(f"{tag} {count}" for tag, count in sorted(elements.items())),
        *("", "marks:"),
        *map(mark_line, opened.run(MARKS)),
        *("", "labels:", *labels),
        *("", "legend:", *opened.run(LEGEND), ""),
    ])  # fmt: skip


def mark_line(mark: dict[str, Any]) -> str:
    """A mark in one line: its key, its looks, its place, what a screen reader says."""
    return f"{mark['key']} [{' '.join(sorted(mark['look']))}] {place_of(*mark['at'])} {mark['said']}"


def compare(name: str, found: str) -> str:
    """In what a picture differs from its golden file; empty when it does not."""
    path = GOLDEN / f"{name}.txt"
    if RENEW:
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    known = path.read_text(encoding="utf-8") if path.is_file() else ""
    return "\n".join(unified_diff(known.splitlines(), found.splitlines(), f"golden/{name}.txt", "drawn now", "", "", 1))


def check_pictures(opened: Opened, name: str) -> None:
    """Every picture of a page is what its golden file says."""
    differences = [compare(f"{name}-{drawer}", described(opened, drawer)) for drawer in DRAWERS]
    assert opened.complaints == []
    told = "\n".join(one for one in differences if one)
    assert not told, f"{told}\nIf this is meant, renew the files: SOJOURN_RENEW=1 pytest tests/renderers/test_golden.py"


@pytest.mark.parametrize("study", [*STUDIES, "all"])
def test_the_pictures_of_a_study_are_as_they_were(show: Opener, study: str) -> None:
    check_pictures(show(html_of(view_of_study(study), "columns"), before=LETTERS), study)


def test_the_pictures_of_a_table_by_sub_regions_are_as_they_were(show: Opener, tmp_path: Path) -> None:
    opened = show(html_of(view_of_stocks(tmp_path), "columns"), before=LETTERS)
    opened.run("() => sojourn.update({level: 'subregion', layer: 'residents'})")
    check_pictures(opened, "un-desa")


def _moved(text: str) -> str:
    return text.replace("@", "@9", 1)


def _reworded(text: str) -> str:
    return re.sub(r"about ([\d,]+)", r"exactly \1", text, count=1)


def _lost(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if "Russia" not in line)


@pytest.mark.skipif(RENEW, reason="the golden files are being written")
@pytest.mark.parametrize("change", [_moved, _reworded, _lost])
def test_a_picture_that_differs_is_told_line_by_line(change: Callable[[str], str]) -> None:
    known = (GOLDEN / "all-columns.txt").read_text(encoding="utf-8")
    assert compare("all-columns", known) == ""
    told = compare("all-columns", change(known)).splitlines()
    assert any(line.startswith("-") for line in told)
    assert len(told) < len(known.splitlines())
