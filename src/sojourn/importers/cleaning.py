"""Rows of official tables that are no data, and columns of years."""

from __future__ import annotations

import re
from datetime import date

from sojourn.errors import BadInput, Problem, SheetErrors
from sojourn.importers.base import Options
from sojourn.importers.delimited_loading import NOTE
from sojourn.importers.grids import Grid
from sojourn.importers.values import MOST_LISTED
from sojourn.importers.workspace import fill, literal, quoted
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


def skip_notes_below(grid: Grid) -> None:
    """Takes notes below a table out of it, blank rows among them too, and notes how many there were.

    A note stands alone in the first cell of its row, and begins as notes do (``Source:``, ``Note``, ``*``).
    """
    others = " and ".join(f"c{at} = ''" for at in range(2, len(grid.headings) + 1))
    if not others:
        return
    note = f"regexp_matches(c1, {literal(f'^(?:{NOTE.pattern})')}, 'i')"
    below = fill(
        "row > coalesce((select max(row) from {table} where not ({others} and (c1 = '' or {note}))), 0)",
        table=quoted(grid.table),
        others=others,
        note=note,
    )
    found = grid.connection.execute(
        fill(
            "select count(*), count(*) filter (c1 <> ''), min(row) filter (c1 <> '') from {table} where {below}",
            table=quoted(grid.table),
            below=below,
        )
    ).fetchone()
    if found and found[1]:
        grid.connection.execute(fill("delete from {table} where {below}", table=quoted(grid.table), below=below))
        grid.rows -= found[0]
        what = f"{found[1]:,} footnote{'' if found[1] == 1 else 's'} below the table left out"
        grid.remarks.append(Problem(grid.where(found[2], 1), what, level="warning"))


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
                _no_year(text, count),
                _YEARS_READ
                if re.fullmatch(r"\d{4}", text, re.ASCII)
                else "Write it with four digits. Are the columns shifted?",
            )
            for text, row, count in bad[:MOST_LISTED]
        ]
        raise SheetErrors(problems, rows=grid.rows)
    return {text: year(int(text)) for text, _, _ in sorted(found)}


_YEARS_READ = "Tables of this form speak of 1900 to 2099; `sojourn import table` with a mapping reads any year."


def _no_year(text: str, count: int) -> str:
    many = f"({count:,} row{'' if count == 1 else 's'})"
    if re.fullmatch(r"\d{4}", text, re.ASCII):
        return f"the year {text} lies {'before 1900' if text < '1900' else 'after 2099'} {many}"
    return f"{text!r} is no year {many}" if text else "the year is missing"


def year(number: int) -> Period:
    """A calendar year."""
    text = str(number)
    return Period(notation=text, edtf=text, start=date(number, 1, 1), end=date(number, 12, 31))


STYLE = ("thousands", "decimal", "dash", "delimiter")
"""Settings of every table: how it prints numbers, and what separates its columns."""


def check_settings(options: Options, *own: str, mapped: bool = False) -> None:
    """Refuses settings that an importer does not have; ``place.NAME`` names a place in each of them.

    Args:
        options: What the user asked for.
        own: The settings of this importer alone.
        mapped: Whether a mapping, and no setting, says how the table prints numbers.

    Raises:
        BadInput: At the first one, with the nearest that there are.
    """
    known = own if mapped else (*STYLE, *own)
    for name in options.settings:
        if name not in known and not name.startswith("place."):
            there = f"There are {', '.join(known)} and place.NAME." if known else "There is only place.NAME."
            advice = f"{did_you_mean(name, known)}{there}"
            if mapped and name in STYLE:
                advice += " How a table is written stands in its mapping, under table:."
            raise BadInput(f"there is no setting {name!r}", where="--set", advice=advice)


def renamed(options: Options) -> dict[str, str]:
    """What the user says that names mean: settings such as ``place.Atlantis=GR``."""
    return {name.removeprefix("place."): key for name, key in options.settings.items() if name.startswith("place.")}
