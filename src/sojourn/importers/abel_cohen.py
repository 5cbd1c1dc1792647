"""Bilateral migration flows as Abel and Cohen estimate them: six methods, each a source of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sojourn.errors import BadInput, SheetErrors
from sojourn.importers.base import Imported, Options
from sojourn.importers.bilateral import Cells, frame, leave_out_at_home, printed_names, resolve_ends, tell_aggregates
from sojourn.importers.cleaning import check_settings, renamed, skip_footnotes, years
from sojourn.importers.delimited import first_cells
from sojourn.importers.grids import Grid, read_grid
from sojourn.importers.places import UN_USAGE, Resolver
from sojourn.importers.values import Style, bad_cells, style_of
from sojourn.importers.workspace import fill, literal, quoted, workspace
from sojourn.model import Period, Source

METHODS = {
    "sd_drop_neg": "stock differencing, negative differences dropped",
    "sd_rev_neg": "stock differencing, negative differences reversed",
    "mig_rate": "migration rates",
    "da_min_open": "demographic accounting, minimisation, open system",
    "da_min_closed": "demographic accounting, minimisation, closed system",
    "da_pb_closed": "demographic accounting, pseudo-Bayesian, closed system",
}
"""The six methods by the names of their columns."""

_PLACES = ("orig", "dest")
_STEP = 5
"""Years that a flow lasts."""
_TITLE = "Bilateral international migration flow estimates"
_PAPER = "abel-cohen-2022"
_STOCKS = "un-desa-2020"


class AbelCohen:
    """Reads the table of estimated five-year flows."""

    name = "abel-cohen"
    summary = "Abel and Cohen, bilateral migration flows in five-year periods, six estimates of each"

    def can_read(self, path: Path) -> str:
        """Says why this file is not for it; empty when it can read it."""
        try:
            headings = [cell.casefold() for cell in first_cells(path)]
        except BadInput as error:
            return error.what
        missing = {"year0", *_PLACES} - set(headings)
        if not missing and set(METHODS) & set(headings):
            return ""
        return f"its columns are not year0, orig, dest and one or more of {', '.join(METHODS)}"

    def read(self, path: Path, options: Options) -> Iterator[Imported]:
        """Reads a file; gives one item for each method of which it has a column.

        Raises:
            BadInput: At ``file:line:column``, when the file is not what it should be.
            SheetErrors: When several things are wrong, or places are unknown; all of them.
        """
        check_settings(options, "tab")
        style = style_of(options.settings, Style())
        with workspace() as connection:
            delimiter, tab = (options.settings.get(name, "") for name in ("delimiter", "tab"))
            grid = read_grid(connection, path, delimiter=delimiter, tab=tab)
            skip_footnotes(grid)
            methods = [method for method in METHODS if grid.has(method)]
            if not methods:
                grid.column(next(iter(METHODS)))
            problems = [problem for method in methods for problem in bad_cells(grid, method, style)]
            if problems:
                raise SheetErrors(problems, rows=grid.rows)
            resolver = Resolver({**UN_USAGE, **renamed(options)})
            cells = _cells(grid, style, methods)
            resolve_ends(cells, resolver, leave_out=options.unresolved)
            leave_out_at_home(cells, "moves from a country to itself")
            tell_aggregates(cells)
            for method in methods:
                yield _imported(cells, method, options, resolver)
                cells.remarks.clear()  # told once, with the first method


def _cells(grid: Grid, style: Style, methods: list[str]) -> Cells:
    origin, destination = (grid.column(heading) for heading in _PLACES)
    begin = grid.column("year0")
    starts = years(grid, "year0")
    figures = ", ".join(
        f"{grid.column(method)} as text_{at}, {style.figure(grid.column(method))} as figure_{at}"
        for at, method in enumerate(methods)
    )
    grid.connection.execute(
        fill(
            "create or replace table pairs as select row, {begin} || '/' || ({begin}::integer + {step}) as period, "
            "{origin} as origin, '' as origin_code, {destination} as destination, '' as destination_code, "
            "'' as remark, {figures} from {table}",
            begin=begin,
            step=str(_STEP),
            origin=origin,
            destination=destination,
            figures=figures,
            table=quoted(grid.table),
        )
    )
    for at, method in enumerate(methods):
        locator = grid.locator(grid.heading(method))
        grid.connection.execute(
            fill(
                "create or replace view {view} as select row, period, origin, origin_code, destination, "
                "destination_code, remark, text_{at} as text, figure_{at} as figure, {locator} as locator from pairs",
                view=quoted(f"cells_{method}"),
                at=str(at),
                locator=locator,
            )
        )
    columns = (grid.heading("orig"), grid.heading("dest"))
    periods = {f"{text}/{int(text) + _STEP}": _five_years(int(text)) for text in starts}
    return Cells(grid=grid, table="pairs", columns=columns, periods=periods, remarks=grid.remarks)


def _five_years(first: int) -> Period:
    notation = f"{first}/{first + _STEP}"
    return Period(notation=notation, edtf=notation, start=date(first, 1, 1), end=date(first + _STEP, 12, 31))


def _imported(cells: Cells, method: str, options: Options, resolver: Resolver) -> Imported:
    sources = _sources(cells.grid, method, options)
    table = f"assertions_{method}"
    one = Cells(grid=cells.grid, table=f"cells_{method}", columns=cells.columns, periods=cells.periods, keys=cells.keys)
    rows = frame(
        one,
        table,
        {
            "id": "o.key || '-' || d.key || '-' || replace(c.period, '/', '-')",
            "kind": "'flow'",
            "source": literal(sources[0].key),
            "origin": "o.key",
            "destination": "d.key",
            "method": "'model'",
            "observation": "case when c.figure is null then 'O' else 'E' end",
            "note": printed_names(),
        },
    )
    return Imported(
        connection=cells.connection,
        table=table,
        rows=rows,
        sources=sources,
        periods=cells.periods,
        places=resolver.closure(cells.keys | {"world"}),
        remarks=tuple(cells.remarks),
    )


def _sources(grid: Grid, method: str, options: Options) -> tuple[Source, ...]:
    """The estimates by one method, the paper that describes them, and the stocks on which they rest."""
    key = options.source or "abel-cohen"
    slug = method.replace("_", "-")
    edition = f"-{options.edition.casefold().replace(' ', '-')}" if options.edition else ""
    estimates = Source(
        key=f"{key}{edition}-{slug}",
        type="dataset",
        title=f"{_TITLE}: {METHODS[method]}",
        author="Guy J. Abel; Joel E. Cohen",
        edition=options.edition,
        licence="CC BY-NC 3.0",
        based_on=(_PAPER, _STOCKS),
        sha256=grid.sha256,
        text=grid.path.name,
        note=f"column {method} of the table",
        seen=True,
    )
    paper = Source(
        key=_PAPER,
        type="article-journal",
        title=f"{_TITLE} updated and refined by sex",
        author="Guy J. Abel; Joel E. Cohen",
        published="2022",
        seen=False,
    )
    stocks = Source(
        key=_STOCKS,
        type="dataset",
        title="International Migrant Stock 2020",
        publisher="United Nations DESA, Population Division",
        edition="2020",
        seen=False,
    )
    return estimates, paper, stocks
