"""The marks of a picture as the workbook of flowmap.blue: properties, locations, flows."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from sojourn.exporters.scenes import Line, Sheet, plain, sheet_of, told
from sojourn.queries.guarding import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sojourn.drawing.view import View

    Cell = str | int | float | None

_LOCATIONS = ("id", "name", "lat", "lon")
_FLOWS = ("origin", "dest", "count")
_TOLD = ("low", "high", "figures", "parts", "claims", "ids", "sources", "firstYear", "lastYear", "disputed")


def scene_to_flowmap(view: View, *, everything: bool = False) -> bytes:
    """An XLSX workbook with the sheets that flowmap.blue reads, and one of the flows that it could not draw.

    ``count`` is the lowest figure of a flow [persons]; what the sources say beyond that stands in the columns after
    it. A flow without a figure, with an end that is not stated, or with a place that is on no map has no line there:
    it is in the sheet ``not drawn``, with the reason, and never a flow of nought people. Places have their keys as ids
    (``CN``), by which ``sojourn import flowmap`` finds countries again.

    Args:
        view: What is drawn.
        everything: Whether the small flows are among them.
    """
    import openpyxl

    sheet = sheet_of(view, everything=everything)
    located = {spot.key for spot in sheet.spots if spot.lat is not None}
    reasons = {line.key: _reason(line, located) for line in sheet.lines}
    book = openpyxl.Workbook(write_only=True)
    _fill(book.create_sheet("properties"), ("property", "value"), _properties(sheet))
    places = ((_id(spot.key), spot.label, spot.lat, spot.lon) for spot in sheet.spots if spot.key in located)
    _fill(book.create_sheet("locations"), _LOCATIONS, places)
    drawn = (_row(line, plain(line.low)) for line in sheet.lines if not reasons[line.key])
    _fill(book.create_sheet("flows"), (*_FLOWS, *_TOLD), drawn)
    rest = (_row(line, reasons[line.key]) for line in sheet.lines if reasons[line.key])
    _fill(book.create_sheet("not drawn"), (*_FLOWS[:2], "reason", *_TOLD), rest)
    file = io.BytesIO()
    book.save(file)
    return _undated(file.getvalue())


def _reason(line: Line, located: set[str]) -> str:
    """Why a flow map cannot draw a flow; empty when it can."""
    missing = [side for side, key in (("origin", line.start), ("destination", line.end)) if not key]
    if missing:
        return f"{' and '.join(missing)} not stated"
    if not {line.start, line.end} <= located:
        return "a place without a position"
    return "" if line.low is not None else "no figure stated"


def _properties(sheet: Sheet) -> Iterable[Sequence[Cell]]:
    yield "title", sheet.title
    meaning = "People who moved" if sheet.layer == "moves" else "People who live there, by where they are from"
    when = "" if sheet.window is None else f", {sheet.window[0]} to {sheet.window[1]}"
    yield "description", f"{meaning}{when}. Counts are the lowest figure of all sources; see the columns after them."
    yield "source.name", "; ".join(sorted({title for line in sheet.lines for title in line.sources}))


def _id(key: str) -> str:
    return key.removeprefix("place:")


def _row(line: Line, third: Cell) -> Sequence[Cell]:
    facts = told(line)
    return (_id(line.start), _id(line.end), third, *(facts.get(name) for name in _TOLD))


def _fill(sheet: object, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    append = sheet.append  # type: ignore[attr-defined]  # openpyxl's write-only sheets share no public type
    append(list(header))
    for row in rows:
        append([_legal(guarded(cell)) if isinstance(cell, str) else cell for cell in row])


def _legal(text: str) -> str:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", text).encode("utf-8", "replace").decode()


def _undated(raw: bytes) -> bytes:
    """The same workbook without the time at which it was written, so that the same view gives the same bytes."""
    import re
    import zipfile

    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()
