"""Rows of official tables that are no data, and columns of years."""

from __future__ import annotations

import re
from datetime import date

from sojourn.errors import BadInput, Problem, SheetErrors
from sojourn.importers.base import Options
from sojourn.importers.grids import Grid
from sojourn.importers.values import MOST_LISTED
from sojourn.importers.workspace import fill, quoted
from sojourn.model import Period
from sojourn.sheets.nearest import did_you_mean

YEAR = re.compile(r"(?:19|20)\d\d")
"""A year as tables print it."""


def skip_footnotes(grid: Grid) -> None:
    """Takes blank rows and footnotes out of a table, and notes how many there were.

    A footnote is a row with a text in its first cell, no number, and nothing in any other.
    """
    others = [f"c{at} = ''" for at in range(2, len(grid.headings) + 1)]
    blank = " and ".join([*others, "not regexp_full_match(c1, '\\d+')"]) if others else "false"
    found = grid.connection.execute(
        fill(
            "select count(*) filter (c1 = ''), count(*) filter (c1 <> ''), min(row) filter (c1 <> '') "
            "from {table} where {blank}",
            table=quoted(grid.table),
            blank=blank,
        )
    ).fetchone()
    if not found or not (found[0] or found[1]):
        return
    grid.connection.execute(fill("delete from {table} where {blank}", table=quoted(grid.table), blank=blank))
    grid.rows -= found[0] + found[1]
    for count, what, where in (
        (found[0], "blank row", str(grid.path)),
        (found[1], "footnote", grid.where(found[2], 1) if found[1] else ""),
    ):
        if count:
            text = f"{count:,} {what}{'' if count == 1 else 's'} left out"
            grid.remarks.append(Problem(where, text, level="warning"))


def years(grid: Grid, heading: str) -> dict[str, Period]:
    """The years of a column as periods.

    Raises:
        SheetErrors: If cells hold anything else.
    """
    column = grid.column(heading)
    found = grid.connection.execute(
        fill(
            "select {column}, min(row), count(*) from {table} group by 1 order by 2",
            column=column,
            table=quoted(grid.table),
        )
    ).fetchall()
    bad = [(text, row, count) for text, row, count in found if not YEAR.fullmatch(text)]
    if bad:
        problems = [
            Problem(
                grid.where(row, grid.heading(heading)),
                f"{text!r} is no year ({count:,} row{'' if count == 1 else 's'})" if text else "the year is missing",
                "Write it with four digits. Are the columns shifted?",
            )
            for text, row, count in bad[:MOST_LISTED]
        ]
        raise SheetErrors(problems, rows=grid.rows)
    return {text: year(int(text)) for text, _, _ in sorted(found)}


def year(number: int) -> Period:
    """A calendar year."""
    text = str(number)
    return Period(notation=text, edtf=text, start=date(number, 1, 1), end=date(number, 12, 31))


STYLE = ("thousands", "decimal", "dash", "delimiter")
"""Settings of every table: how it prints numbers, and what separates its columns."""


def check_settings(options: Options, *own: str) -> None:
    """Refuses settings that an importer does not have; ``place.NAME`` names a place in each of them.

    Raises:
        BadInput: At the first one, with the nearest that there are.
    """
    known = (*STYLE, *own)
    for name in options.settings:
        if name not in known and not name.startswith("place."):
            advice = f"{did_you_mean(name, known)}There are {', '.join(known)} and place.NAME."
            raise BadInput(f"there is no setting {name!r}", where="--set", advice=advice)


def renamed(options: Options) -> dict[str, str]:
    """What the user says that names mean: settings such as ``place.Atlantis=GR``."""
    return {name.removeprefix("place."): key for name, key in options.settings.items() if name.startswith("place.")}
