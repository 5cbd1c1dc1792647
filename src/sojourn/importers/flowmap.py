"""The two tables of flowmap.blue: locations (id, name, lat, lon) and flows (origin, dest, count, and maybe time)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sojourn.errors import BadInput, NotFound, Problem, SheetErrors
from sojourn.importers.base import Imported, Options
from sojourn.importers.bilateral import Cells, frame, leave_out_at_home, printed_names, resolve_ends
from sojourn.importers.cleaning import check_settings, renamed, skip_footnotes
from sojourn.importers.delimited import first_cells
from sojourn.importers.grids import Grid, read_grid
from sojourn.importers.places import Mention, Resolver, plain
from sojourn.importers.values import MOST_LISTED, Style, bad_cells, style_of
from sojourn.importers.workspace import fill, literal, quoted, workspace
from sojourn.model import Names, Period, Place, Source
from sojourn.sheets.dates import parse_period
from sojourn.sheets.nearest import did_you_mean

_LOCATIONS = ("id", "name", "lat", "lon")
_FLOWS = ("origin", "dest", "count")


class Flowmap:
    """Reads the flows of a flow map, with the locations beside them."""

    name = "flowmap"
    summary = "flowmap.blue: the sheet of flows (origin, dest, count[, time]), with the sheet of locations beside it"

    def can_read(self, path: Path) -> str:
        """Says why this file is not for it; empty when it can read it."""
        if path.suffix.casefold() in (".xlsx", ".xls", ".parquet"):
            return "the sheets of a flow map come as CSV"
        try:
            headings = {cell.casefold() for cell in first_cells(path)}
        except BadInput as error:
            return error.what
        if set(_LOCATIONS) <= headings:
            return "these are the locations; give the flows, and the locations are found beside them"
        return "" if set(_FLOWS) <= headings else f"its columns are not {', '.join(_FLOWS)}"

    def read(self, path: Path, options: Options) -> Iterator[Imported]:
        """Reads a file; gives one item.

        Raises:
            NotFound: If no table of locations stands beside it.
            BadInput: At ``file:line:column``, when a file is not what it should be.
            SheetErrors: When several things are wrong; all of them.
        """
        check_settings(options, "locations")
        style = style_of(options.settings, Style())
        with workspace() as connection:
            grid = read_grid(connection, path, delimiter=options.settings.get("delimiter", ""))
            skip_footnotes(grid)
            if grid.has(*_LOCATIONS) and not grid.has(*_FLOWS):
                advice = "Give the flows alone; the locations are found beside them, or named: --set locations=FILE."
                raise BadInput("these are the locations of a flow map", where=str(path), advice=advice)
            for heading in _FLOWS:
                grid.column(heading)
            problems = bad_cells(grid, "count", style)
            if problems:
                raise SheetErrors(problems, rows=grid.rows)
            found = _locations_file(path, options)
            key = options.source or _slug(path.stem) or "flowmap"
            locations = _locations(read_grid(connection, found, name="locations"), key, renamed(options))
            yield _imported(grid, locations, key, options, style)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Locations:
    """The places of a flow map by the ids of their rows."""

    keys: dict[str, str]
    places: dict[str, Place]
    resolver: Resolver
    note: str

    def add(self, code: str, name: str, source: str, at: tuple[float | None, float | None]) -> None:
        """Adds a location: the country of its code where its id is one, else a place of this map alone."""
        place = self._country(code) or self._own(code, name, source, at)
        self.keys[code] = place.key
        self.places[place.key] = place

    def _country(self, code: str) -> Place | None:
        if not re.fullmatch(r"[A-Z]{2,3}", code):
            return None
        try:
            return self.resolver.place(self.resolver.key(Mention(text=code)))
        except NotFound:
            return None

    def _own(self, code: str, name: str, source: str, at: tuple[float | None, float | None]) -> Place:
        key = f"{source}-{_slug(name) or _slug(code) or 'place'}"
        if key in self.places:
            key = f"{key}-{_slug(code)}"
        while key in self.places:
            key = f"{key}-2"
        note = "" if at[0] is None or at[1] is None else "the table of locations of the flow map"
        return Place(key=key, type="region", names=Names(en=name), lat=at[0], lon=at[1], codes_from=note)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-")


def _locations_file(path: Path, options: Options) -> Path:
    named = options.settings.get("locations", "")
    if named:
        return Path(named)
    stem = path.stem
    for name in (re.sub("flows", "locations", stem, flags=re.IGNORECASE), "locations", f"{stem}-locations"):
        beside = path.with_name(f"{name}{path.suffix}")
        if beside != path and beside.is_file():
            return beside
    raise NotFound(
        "the table of locations is not beside it",
        where=str(path),
        advice=f"Put {path.with_name(f'locations{path.suffix}').name} there, or name it: --set locations=FILE.",
    )


def _locations(grid: Grid, source: str, usage: dict[str, str]) -> _Locations:
    columns = ", ".join(grid.column(heading) for heading in _LOCATIONS)
    rows = grid.connection.execute(
        fill("select row, {columns} from {table} order by row", columns=columns, table=quoted(grid.table))
    ).fetchall()
    note = f"locations: {grid.path.name}, SHA-256 {grid.sha256}"
    found = _Locations(keys={}, places={}, resolver=Resolver(usage), note=note)
    first: dict[str, int] = {}
    problems: list[Problem] = []
    for row, code, name, lat, lon in rows:
        fault = _fault_of_id(grid, code, first)
        degrees = [_degrees(lat, 90), _degrees(lon, 180)]
        if fault:
            problems.append(Problem(grid.where(row, grid.heading("id")), *fault))
        for heading, text, value, most in zip(("lat", "lon"), (lat, lon), degrees, (90, 180), strict=True):
            if text and value is None:
                what = f"{text!r} is no position in degrees"
                where = grid.where(row, grid.heading(heading))
                problems.append(Problem(where, what, f"It lies between -{most} and {most}."))
        if not fault:
            first[code] = row
            found.add(code, name or code, source, (degrees[0], degrees[1]))
    if problems:
        raise SheetErrors(problems[:MOST_LISTED], rows=grid.rows)
    return found


def _fault_of_id(grid: Grid, code: str, first: dict[str, int]) -> tuple[str, str] | None:
    if not code:
        return "the id is missing", "Give one."
    if code in first:
        return f"the id {code!r} stands twice, also in line {grid.line(first[code])}", "Keep one, or rename it."
    return None


def _degrees(text: str, most: int) -> float | None:
    """A position in degrees; ``None`` when the text is none."""
    if not re.fullmatch(r"[-+]?\d{1,3}(\.\d{1,20})?", text, re.ASCII):
        return None
    value = float(text)
    return value if abs(value) <= most else None


def _imported(grid: Grid, locations: _Locations, key: str, options: Options, style: Style) -> Imported:
    cells, dated = _cells(grid, style)
    known = _Known(locations)
    resolve_ends(cells, known, leave_out=options.unresolved)
    leave_out_at_home(cells, "moves from a place to itself")
    source = Source(
        key=key,
        type="dataset",
        title=f"Flow map: {grid.path.name}",
        edition=options.edition,
        sha256=grid.sha256,
        text=grid.path.name,
        note=locations.note,
    )
    when = "|| '-' || replace(c.period, '/', '-')" if dated else ""
    rows = frame(
        cells,
        "assertions",
        {
            "id": f"o.key || '-' || d.key {when}",
            "kind": "'flow'",
            "source": literal(source.key),
            "origin": "o.key",
            "destination": "d.key",
            "period": "nullif(c.period, '')",
            "observation": "case when c.figure is null then 'O' else 'A' end",
            "note": printed_names(),
        },
    )
    return Imported(
        connection=grid.connection,
        table="assertions",
        rows=rows,
        sources=(source,),
        periods={key: period for key, period in cells.periods.items() if key},
        places=known.closure(cells.keys),
        remarks=tuple(cells.remarks),
    )


class _Known(Resolver):
    """Finds the places of a flow map by the ids of their locations, and by nothing else."""

    def __init__(self, locations: _Locations) -> None:
        super().__init__()
        self._locations = locations

    def key(self, mention: Mention) -> str:
        """The key of the place of a location.

        Raises:
            NotFound: If no location has that id.
        """
        key = self._locations.keys.get(mention.text)
        if key is None:
            advice = did_you_mean(mention.text, list(self._locations.keys)).strip()
            raise NotFound(f"no location has the id {mention.text!r}", advice=advice)
        return key

    def place(self, key: str) -> Place:
        """The place of a key."""
        return self._locations.places.get(key) or super().place(key)


def _cells(grid: Grid, style: Style) -> tuple[Cells, bool]:
    origin, destination, count = (grid.column(heading) for heading in _FLOWS)
    dated = grid.has("time")
    time = grid.column("time") if dated else "''"
    grid.connection.execute(
        fill(
            "create or replace view cells as select row, {time} as period, {origin} as origin, '' as origin_code, "
            "{destination} as destination, '' as destination_code, {count} as text, {figure} as figure, "
            "{locator} as locator, '' as remark from {table}",
            time=time,
            origin=origin,
            destination=destination,
            count=count,
            figure=style.figure(count),
            locator=grid.locator(grid.heading("count")),
            table=quoted(grid.table),
        )
    )
    columns = (grid.heading("origin"), grid.heading("dest"))
    cells = Cells(grid=grid, table="cells", columns=columns, periods=_periods(grid, time), home="true")
    cells.remarks = grid.remarks
    return cells, dated


def _periods(grid: Grid, time: str) -> dict[str, Period]:
    """The times of the flows, in EDTF."""
    found = grid.connection.execute(
        fill("select {time}, min(row) from {table} group by 1 order by 1", time=time, table=quoted(grid.table))
    ).fetchall()
    periods: dict[str, Period] = {}
    problems: list[Problem] = []
    for text, row in found:
        try:
            period = parse_period(text)
        except BadInput as error:
            problems.append(Problem(grid.where(row, grid.heading("time")), error.what, error.advice))
            continue
        periods[text] = period or Period(words="not stated")
    if problems:
        raise SheetErrors(problems[:MOST_LISTED], rows=grid.rows)
    return periods
