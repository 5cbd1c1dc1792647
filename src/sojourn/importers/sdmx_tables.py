"""An SDMX table in the engine, made plain: codes without labels, one status, one remark, no deleted rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sojourn.errors import BadInput, Problem
from sojourn.importers.generic_table import code_map
from sojourn.importers.mapping_codes import OBSERVATIONS
from sojourn.importers.workspace import fill, literal, quoted

if TYPE_CHECKING:
    from sojourn.importers.grids import Grid

STATUS, REMARK = "status of the observation", "remark on the observation"
"""Columns that are added: the code of ``CL_OBS_STATUS``, and the flags that are more than that."""

ATTRIBUTES = frozenset(
    {
        *(
            "DATAFLOW",
            "STRUCTURE",
            "STRUCTURE_ID",
            "STRUCTURE_NAME",
            "ACTION",
            "LAST UPDATE",
            "TIME_PERIOD",
            "OBS_VALUE",
        ),
        *("OBS_STATUS", "OBS_FLAG", "CONF_STATUS", "UNIT_MULT", "DECIMALS", "BASE_PER", STATUS, REMARK),
        *("OBS_STATUS_NAME", "SERIES_KEY"),
    }
)
"""Columns that are no dimensions."""

_FLOW = re.compile(r"(?:dataflow=)?(?:([\w.-]+):)?([\w@-]+)\(([\w.+*]+)\)")
_LABEL = re.compile(r"([A-Za-z][\w ]*): ?\S")
_WEIGHT = "QMKLHJSUEFPDBNIGVWAO"
"""Statuses, those first that matter most where an observation has several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An SDMX table in the engine.

    Attributes:
        grid: The rows, with :data:`STATUS` and :data:`REMARK` as additional columns.
        agency: Who maintains the dataflow; empty when not stated.
        flow: The code of the dataflow.
        version: Its version; empty when not stated.
        updated: When it was updated, as an ISO date; empty when not stated.
    """

    grid: Grid
    agency: str
    flow: str
    version: str
    updated: str

    @property
    def dimensions(self) -> list[str]:
        """The names of its dimensions, without time."""
        return [name for name in self.grid.headings if name and name.upper() not in _UPPER and name == name.strip()]

    def values(self, dimension: str, most: int = 5000) -> list[str]:
        """The codes that a dimension has in this file."""
        query = fill(
            "select distinct {column} from {table} order by 1 limit {most}",
            column=f"c{self.grid.headings.index(dimension) + 1}",
            table=quoted(self.grid.table),
            most=str(most),
        )
        return [str(code) for (code,) in self.grid.connection.execute(query).fetchall()]


_UPPER = frozenset(name.upper() for name in ATTRIBUTES)


def is_sdmx_csv(headings: list[str]) -> str:
    """Why these headings are not those of SDMX-CSV; empty when they are."""
    names = [heading.split(":")[0].strip().upper() for heading in headings]
    first = names[0] if names else ""
    if first != "DATAFLOW" and not re.fullmatch(r"STRUCTURE(\[.\])?", first):
        return "its first column is neither DATAFLOW (SDMX-CSV 1.0) nor STRUCTURE (2.0)"
    missing = [name for name in ("TIME_PERIOD", "OBS_VALUE") if name not in names]
    return f"it has no column {' and no column '.join(missing)}" if missing else ""


def tables(grid: Grid) -> list[Table]:
    """The dataflows of a file of SDMX-CSV, each a table.

    Raises:
        BadInput: If a row does not say to which dataflow it belongs.
    """
    plain = _plain(grid)
    column = f"c{_identity(plain) + 1}"
    query = fill(
        "select {column}, min(row) from {table} group by 1 order by 2", column=column, table=quoted(plain.table)
    )
    found = []
    for number, (text, row) in enumerate(plain.connection.execute(query).fetchall()):
        match = _FLOW.match(text)
        if not match:
            raise BadInput(
                f"{text!r} names no dataflow",
                where=plain.where(row, plain.headings[_identity(plain)]),
                advice="It is written AGENCY:DATAFLOW(VERSION). Are the columns shifted?",
            )
        found.append(_table(plain, match, number, f"{column} = {literal(text)}"))
    return found


def _identity(grid: Grid) -> int:
    """Position of the column that names the dataflow, counted from 0."""
    names = [name.upper() for name in grid.headings]
    return names.index("STRUCTURE_ID") if "STRUCTURE_ID" in names else 0


def _table(grid: Grid, match: re.Match[str], number: int, only: str) -> Table:
    name = f"sdmx_{number}"
    names = [heading.upper() for heading in grid.headings]
    if "ACTION" in names:
        column = f"c{names.index('ACTION') + 1}"
        only += f" and upper({column}) <> 'D'"
        _tell_deleted(grid, column)
    view = "create or replace view {name} as select * from {table} where {only}"
    grid.connection.execute(fill(view, name=quoted(name), table=quoted(grid.table), only=only))
    found = grid.connection.execute(fill("select count(*) from {name}", name=quoted(name))).fetchone()
    updated = ""
    if "LAST UPDATE" in names:
        updated = _updated(grid, f"c{names.index('LAST UPDATE') + 1}", name)
    return Table(
        grid=replace(grid, table=name, rows=int(found[0]) if found else 0),
        agency=match[1] or "",
        flow=match[2],
        version=match[3],
        updated=updated,
    )


def _tell_deleted(grid: Grid, column: str) -> None:
    query = fill("select count(*) from {table} where upper({column}) = 'D'", table=quoted(grid.table), column=column)
    found = grid.connection.execute(query).fetchone()
    if found and found[0]:
        what = "1 row left out that deletes" if found[0] == 1 else f"{found[0]:,} rows left out that delete"
        what += " observations (ACTION D)"
        grid.remarks.append(Problem(str(grid.path), what, level="warning"))


def _updated(grid: Grid, column: str, table: str) -> str:
    """The last of the days on which the rows say that they were updated: ``22/05/26 11:00:00`` is 2026-05-22."""
    query = fill("select distinct {column} from {table} limit 1000", column=column, table=quoted(table))
    days = []
    for (text,) in grid.connection.execute(query).fetchall():
        european = re.match(r"(\d\d)/(\d\d)/(\d\d)(?!\d)", text)
        iso = re.match(r"\d{4}-\d\d-\d\d", text)
        if european:
            days.append(f"20{european[3]}-{european[2]}-{european[1]}")
        elif iso:
            days.append(iso[0])
    return max(days, default="")


def _plain(grid: Grid) -> Grid:
    """Codes without their labels, as ``labels=both`` writes them: ``geo: Geopolitical entity``, ``BE: Belgium``."""
    headings: list[str] = []
    parts: list[str] = []
    for at, heading in enumerate(grid.headings, 1):
        labelled = _LABEL.match(heading)
        headings.append(labelled[1].strip() if labelled else heading)
        parts.append(f"trim(split_part(c{at}, ':', 1)) as c{at}" if labelled else f"c{at}")
    if headings[0].upper().startswith("STRUCTURE["):
        headings[0] = "STRUCTURE"
    view = "create or replace view sdmx_plain as select row, {parts} from {table}"
    grid.connection.execute(fill(view, parts=", ".join(parts), table=quoted(grid.table)))
    return replace(grid, table="sdmx_plain", headings=tuple(headings))


def with_status(table: Table, meanings: Mapping[str, str]) -> Table:
    """Adds the columns :data:`STATUS` and :data:`REMARK`.

    Args:
        table: The table.
        meanings: What each letter of a flag means in ``CL_OBS_STATUS``; codes of that list stand for themselves.
    """
    grid = table.grid
    names = [heading.upper() for heading in grid.headings]
    flag = next((f"c{names.index(name) + 1}" for name in ("OBS_FLAG", "OBS_STATUS") if name in names), "''")
    status, remark = _statuses(grid, flag, meanings) if flag != "''" else ({}, {})
    value = f"c{names.index('OBS_VALUE') + 1}"
    code = f"coalesce({code_map(status)}[{flag}], {flag})" if status else flag
    if "CONF_STATUS" in names:
        secret = f"c{names.index('CONF_STATUS') + 1}"
        code = f"case when {value} in ('', ':') and {secret} not in ('', 'F', 'A') then 'Q' else {code} end"
    code = f"case when {code} = '' and {value} not in ('', ':') then 'A' else {code} end"
    note = f"coalesce({code_map(remark)}[{flag}], '')" if remark else "''"
    last = len(grid.headings)
    name = f"{grid.table}_status"
    grid.connection.execute(
        fill(
            "create or replace view {name} as select *, {code} as c{status}, {note} as c{remark} from {table}",
            name=quoted(name),
            code=code,
            note=note,
            status=str(last + 1),
            remark=str(last + 2),
            table=quoted(grid.table),
        )
    )
    return replace(table, grid=replace(grid, table=name, headings=(*grid.headings, STATUS, REMARK)))


def _statuses(grid: Grid, flag: str, meanings: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The status that each flag comes down to, and what else a flag of several letters says."""
    query = fill(
        "select distinct {flag} from {table} where {flag} <> '' limit 1000", flag=flag, table=quoted(grid.table)
    )
    status, remark = {}, {}
    for (text,) in grid.connection.execute(query).fetchall():
        letters = [text] if text in OBSERVATIONS else list(text.replace(" ", ""))
        codes = [meanings.get(letter, letter) for letter in letters]
        if not all(code in OBSERVATIONS for code in codes):
            continue  # the check of closed lists reports it with row and column
        status[text] = min(codes, key=_WEIGHT.index)
        if len(codes) > 1:
            listed = ", ".join(f"{letter} ({OBSERVATIONS[code]})" for letter, code in zip(letters, codes, strict=True))
            remark[text] = f"flags: {listed}"
    return status, remark


def preferred(table: Table, dimension: str, order: tuple[str, ...]) -> Table:
    """Of rows that differ in one dimension only, keeps the one whose code comes first."""
    grid = table.grid
    at = grid.headings.index(dimension) + 1
    skipped = {*ATTRIBUTES} - {"TIME_PERIOD"}
    others = [f"c{n}" for n, name in enumerate(grid.headings, 1) if n != at and name not in skipped]
    ranks = " ".join(f"when {literal(code)} then {rank}" for rank, code in enumerate(order))
    name = f"{grid.table}_{dimension}"
    grid.connection.execute(
        fill(
            "create or replace table {name} as select * from {table} qualify row_number() over "
            "(partition by {others} order by case {column} {ranks} else 99 end, row) = 1 order by row",
            name=quoted(name),
            table=quoted(grid.table),
            others=", ".join(others),
            column=f"c{at}",
            ranks=ranks,
        )
    )
    found = grid.connection.execute(fill("select count(*) from {name}", name=quoted(name))).fetchone()
    rows = int(found[0]) if found else 0
    if rows < grid.rows:
        left = grid.rows - rows
        what = "1 row left out that differs" if left == 1 else f"{left:,} rows left out that differ"
        what += f" from others in {dimension!r} only"
        grid.remarks.append(Problem(str(grid.path), what, f"Read are {', then '.join(order)}.", level="warning"))
    return replace(table, grid=replace(grid, table=name, rows=rows))
