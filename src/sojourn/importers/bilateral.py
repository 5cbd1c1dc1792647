"""What tables about two places have in common: names become keys, cells become assertions, the rest is told.

An importer brings its table into the columns of :data:`CELLS`, one row for each cell with a figure or without; the
functions here resolve the places, refuse what cannot be, and make the columns of assertions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sojourn.columns.schema import FRAME
from sojourn.errors import NotFound, Problem, SheetErrors
from sojourn.importers.places import Mention, Resolver, plain
from sojourn.importers.regions import regions
from sojourn.importers.workspace import fill, literal, quoted

if TYPE_CHECKING:
    import duckdb

    from sojourn.importers.grids import Grid
    from sojourn.model import Period

CELLS = (
    *("row", "period", "origin", "origin_code", "destination", "destination_code"),
    *("text", "figure", "missing", "locator", "remark", "counted"),
)
"""Columns of a table of cells: where it stands, what it is about, what it prints.

``row`` BIGINT, ``missing`` BOOLEAN, all others VARCHAR. ``figure`` is null where the cell holds none; ``counted`` says
by what membership people are counted, for stocks; ``remark`` goes into the note.
"""

ENDS = ("origin", "destination")

HOME = "regexp_full_match(o.key, '[A-Z]{2}([A-Z]{2})?|channel-islands|kosovo|sudan-before-2011')"
"""SQL that is true for countries: only a country is a home, people do migrate within a region."""


@dataclass(slots=True, kw_only=True)
class Cells:
    """A table of cells in an engine, and what became of it.

    Attributes:
        grid: The table as it stands in the file.
        table: Name of the table or view with the columns of :data:`CELLS`.
        columns: The headings of the two ends in the file, for messages; their order is that of :data:`ENDS`.
        periods: What each notation of a period means.
        special: Keys of what is no place in this table, by its name as compared: the rest, everybody.
        remarks: What a person should know.
        home: SQL over ``o`` that is true for places that people do not move within.
        keys: The keys of the places that are named.
        again: Whether the table lists some rows again, as those of the UN do with regions in several groupings; rows
            that say exactly the same are then taken once.
    """

    grid: Grid
    table: str
    columns: tuple[str, str]
    periods: Mapping[str, Period]
    special: Mapping[str, str] = field(default_factory=dict)
    remarks: list[Problem] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    again: bool = False
    home: str = HOME

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The engine."""
        return self.grid.connection

    def count(self, test: str) -> int:
        """For how many cells a test in SQL is true."""
        found = self.connection.execute(
            fill("select count(*) from {table} where {test}", table=quoted(self.table), test=test)
        ).fetchone()
        return int(found[0]) if found else 0


def resolve_ends(cells: Cells, resolver: Resolver, *, leave_out: bool) -> None:
    """Makes the table ``ends`` with the key of every name and code of the two ends, in each period.

    Args:
        cells: The table.
        resolver: Finds the places.
        leave_out: Whether rows of unknown places are left out, with a remark, instead of stopping the import.

    Raises:
        SheetErrors: With every name that could not be resolved, each with the number of its rows.
    """
    connection = cells.connection
    connection.execute(
        "create or replace table ends "
        "(side varchar, name varchar, code varchar, period varchar, key varchar, said varchar)"
    )
    unknown: dict[tuple[str, str], _Unknown] = {}
    resolved: list[tuple[str, ...]] = []
    labels = dict.fromkeys(cells.special.values(), "")
    for side, heading in zip(ENDS, cells.columns, strict=True):
        query = fill(
            "select {side}, {side}_code, period, count(*), min(row) from {table} group by all order by min(row), 3",
            side=side,
            table=quoted(cells.table),
        )
        for name, code, period, rows, row in connection.execute(query).fetchall():
            try:
                key = _key(cells, resolver, name, code, period)
            except NotFound as error:
                entry = unknown.setdefault((side, f"{error.what} {error.advice}"), _Unknown(error, heading, row))
                entry.rows += rows
                continue
            if key not in labels:
                labels[key] = resolver.place(key).names.en
            resolved.append((side, name, code, period, key, _said(side, name, labels[key])))
            cells.keys.add(key)
    insert(connection, "ends", resolved)
    _tell_unknown(cells, list(unknown.values()), leave_out=leave_out)


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[str]]) -> None:
    """Puts rows of texts into a table, all at once."""
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        texts = ", ".join("unnest(?::varchar[])" for _ in columns)
        connection.execute(fill("insert into {table} select {texts}", table=quoted(table), texts=texts), columns)


@dataclass(slots=True)
class _Unknown:
    error: NotFound
    heading: str
    row: int
    rows: int = 0


def _key(cells: Cells, resolver: Resolver, name: str, code: str, period: str) -> str:
    if not name and not code:
        raise NotFound("the name of the place is missing", advice="Is this a footnote, or are the columns shifted?")
    special = cells.special.get(plain(name))
    if special:
        return special
    when = cells.periods[period]
    return resolver.key(Mention(text=name, code=code, start=when.start, end=when.end))


def _tell_unknown(cells: Cells, unknown: list[_Unknown], *, leave_out: bool) -> None:
    """Stops the import over unknown places, or notes that their rows are left out."""
    if not unknown:
        return
    problems = []
    for entry in sorted(unknown, key=lambda one: (-one.rows, one.row)):
        many = f" ({entry.rows:,} row{'' if entry.rows == 1 else 's'})"
        where = cells.grid.where(entry.row, entry.heading)
        problems.append(Problem(where, f"{entry.error.what}{many}", entry.error.advice))
    if not leave_out:
        last = problems[-1]
        last.advice = f"{last.advice} Mend the names, or leave such rows out: {LEAVE_OUT}.".strip()
        raise SheetErrors(problems, rows=cells.grid.rows)
    for problem in problems:
        problem.what += ": left out"
        problem.level = "warning"
    cells.remarks.extend(problems)


LEAVE_OUT = "--allow-unresolved"
"""The option under which rows of unknown places are left out."""


def leave_out_at_home(cells: Cells, homes: str) -> None:
    """Notes how many rows have the same place on both ends; people at home are no migrants.

    Args:
        cells: The table, of which the ends are resolved.
        homes: What such rows would say, in words.
    """
    found = cells.connection.execute(
        fill(
            "select count(*), min(row) from {joined} where o.key = d.key and {home}",
            joined=joined(cells),
            home=cells.home,
        )
    ).fetchone()
    if found and found[0]:
        where = cells.grid.where(found[1], cells.columns[0])
        what = f"{found[0]:,} row{'' if found[0] == 1 else 's'} of {homes} left out"
        cells.remarks.append(Problem(where, what, "They are no migrants.", level="warning"))


def tell_aggregates(cells: Cells) -> None:
    """Notes how many rows are about regions, groups of countries or the world; they are kept, and never added up."""
    keys = sorted(key for key in cells.keys & regions().keys() if regions()[key].place.type != "country")
    if keys:
        listed = ", ".join(literal(key) for key in keys)
        test = f"o.key in ({listed}) or d.key in ({listed})"
        found = cells.connection.execute(
            fill("select count(*), min(row) from {joined} where {test}", joined=joined(cells), test=test)
        ).fetchone()
        if found and found[0]:
            named = f"{', '.join(keys[:5])}{' and others' if len(keys) > 5 else ''}"
            many = "1 figure" if found[0] == 1 else f"{found[0]:,} figures"
            kept = "is kept as a place of its own" if found[0] == 1 else "are kept as places of their own"
            what = f"{many} of totals and regions ({named}) {kept}"
            cells.remarks.append(Problem(cells.grid.where(found[1]), what, level="warning"))


def joined(cells: Cells) -> str:
    """SQL of the cells with their ends as ``o`` and ``d``; cells whose ends are not resolved are not among them."""
    return fill(
        "{table} c join ends o on (o.side = 'origin' and o.name = c.origin and o.code = c.origin_code "
        "and o.period = c.period) join ends d on (d.side = 'destination' and d.name = c.destination "
        "and d.code = c.destination_code and d.period = c.period)",
        table=quoted(cells.table),
    )


def frame(cells: Cells, name: str, values: Mapping[str, str], *, only: str = "true") -> int:
    """Makes the table of assertions, and refuses two that say the same of the same.

    Args:
        cells: The table, of which the ends are resolved.
        name: Name of the table to be made.
        values: SQL for the columns of :data:`sojourn.columns.schema.FRAME`, over ``c``, ``o`` and ``d``; a column that
            is not named is null, and those of the figure follow from ``c``.
        only: SQL that is true for the cells that become assertions.

    Returns:
        The number of assertions.

    Raises:
        SheetErrors: If several cells are about the same places, people and period.
    """
    figure = {
        "low": "c.figure",
        "high": "c.figure",
        "hedge": "case when c.figure is not null then 'exact' end",
        "measure": "case when c.figure is not null then 'persons' end",
        "printed": "case when c.figure is not null then c.text end",
        "period": "c.period",
        "modality": "'asserted'",
        "locator": "c.locator",
        "note": "nullif(c.remark, '')",
    }
    chosen = {**figure, **values}
    columns = ", ".join(f"({chosen.get(column, 'null')})::{kind} as {column}" for column, kind in FRAME)
    cells.connection.execute(
        fill(
            "create or replace table {name} as select {columns}, c.row as file_row from {joined} "
            "where not (o.key = d.key and {home}) and {only}",
            name=quoted(name),
            columns=columns,
            joined=joined(cells),
            home=cells.home,
            only=only,
        )
    )
    if cells.again:
        _take_once(cells, name)
    _refuse_twice(cells, name)
    cells.connection.execute(fill("alter table {name} drop column file_row", name=quoted(name)))
    found = cells.connection.execute(fill("select count(*) from {name}", name=quoted(name))).fetchone()
    return int(found[0]) if found else 0


def _take_once(cells: Cells, name: str) -> None:
    """Takes out assertions that say exactly the same as an earlier one, and notes how many there were."""
    same = fill(
        "{name} where (id, file_row) in (select id, file_row from {name} qualify row_number() over "
        "(partition by id, printed, observation order by file_row) > 1)",
        name=quoted(name),
    )
    found = cells.connection.execute(fill("select count(*), min(file_row) from {same}", same=same)).fetchone()
    if found and found[0]:
        cells.connection.execute(fill("delete from {same}", same=same))
        one = "1 cell stands in the table again with the same figure, and was taken once"
        many = f"{found[0]:,} cells stand in the table again with the same figures, and were taken once"
        what = one if found[0] == 1 else many
        cells.remarks.append(Problem(cells.grid.where(found[1]), what, level="warning"))


def _refuse_twice(cells: Cells, name: str) -> None:
    found = cells.connection.execute(
        fill(
            "select id, count(*), min(file_row), max(file_row) from {name} "
            "group by id having count(*) > 1 order by 3 limit 60",
            name=quoted(name),
        )
    ).fetchall()
    if found:
        problems = [
            Problem(
                cells.grid.where(last),
                f"{count} cells say the same of the same ({id_}); the first one is {cells.grid.where(first)}",
                "Keep one. Are there two tables in the file, or two names of one place?",
            )
            for id_, count, first, last in found
        ]
        raise SheetErrors(problems, rows=cells.grid.rows)


def printed_names() -> str:
    """SQL for a note that keeps what the file prints where no label would give it back.

    It holds the names of the ends where they are not the English labels of their places, and the text of a cell without
    a figure: ``origin printed "Cote d'Ivoire", cell printed ".."``. :func:`sojourn.importers.again.said` reads it.
    """
    return (
        "nullif(concat_ws(', ', nullif(c.remark, ''), nullif(o.said, ''), nullif(d.said, ''), "
        "case when c.figure is null and c.text <> '' "
        "then 'cell printed \"' || replace(c.text, '\"', '\"\"') || '\"' end), '')"
    )


def _said(side: str, name: str, label: str) -> str:
    """What a note keeps of a name: nothing where the label says the same."""
    if name in ("", label):
        return ""
    doubled = name.replace('"', '""')
    return f'{side} printed "{doubled}"'
