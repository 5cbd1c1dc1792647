"""Small tables that the columns of a store do not hold, for columnar texts that want them: ``facts/*.rq``.

A text names them in its header, ``--+ given issued, links``, and reads them like views. They are asked of the quads,
and their values are bound to the text as parameters, never pasted. IRIs become keys, notations of kinds and the last
parts of terms; in a variable whose name begins with ``thing`` an IRI becomes ``FAMILY:KEY``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.errors import BadInput
from sojourn.vocabulary import ID, SJ, entity, family_of, key_of

if TYPE_CHECKING:
    from sojourn.queries.results import Cell
    from sojourn.stores.store import Store

FOLDER = Path(__file__).parent / "facts"
MOST = 5_000
"""So many rows of a table are bound at most; a graph that holds more is asked in SPARQL."""

_GIVEN = re.compile(r"--\+ given (?P<names>[a-z]+(?:, [a-z]+)*)")
_BEGIN = re.compile(r"^with\b", re.MULTILINE)
_NULL = "cast(null as varchar(1000))"


@dataclass(frozen=True, slots=True)
class Facts:
    """A small table.

    Attributes:
        name: What a text calls it.
        columns: Names.
        rows: Keys and texts; ``None`` where nothing is stated.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


def given(line: str, where: str) -> tuple[str, ...]:
    """The tables that a line of a header names; none when it is a line of another kind.

    Raises:
        BadInput: If there is no such table.
    """
    found = _GIVEN.fullmatch(line.rstrip())
    named = tuple(found["names"].split(", ")) if found else ()
    for name in named:
        if not (FOLDER / f"{name}.rq").is_file():
            known = ", ".join(sorted(file.stem for file in FOLDER.glob("*.rq")))
            raise BadInput(f"there are no facts {name!r}", where=where, advice=f"There are {known}.")
    return named


def tables(store: Store, names: Sequence[str]) -> list[Facts] | None:
    """The tables of a store; ``None`` if one of them is too large to be bound."""
    found = []
    for name in names:
        one = facts(store, name)
        if one is None:
            return None
        found.append(one)
    return found


def facts(store: Store, name: str) -> Facts | None:
    """One of the tables, of a store; ``None`` if it is too large to be bound."""
    from sojourn.queries.running import select

    found = select(store, _text(name))
    if len(found) > MOST:
        return None
    columns = tuple(column.name for column in found.columns)
    rows = (tuple(map(_plain, columns, row)) for row in found.rows)
    return Facts(name, columns, tuple(sorted(dict.fromkeys(rows), key=lambda row: tuple(cell or "" for cell in row))))


@cache
def _text(name: str) -> str:
    return (FOLDER / f"{name}.rq").read_text(encoding="utf-8")


def _plain(column: str, cell: Cell | None) -> str | None:
    if cell is None or not cell.is_iri:
        return cell.value if cell else None
    if cell.value.startswith(SJ):
        from sojourn.model import BY_TERM

        term = cell.value.removeprefix(SJ)
        return BY_TERM[term].kind if term in BY_TERM else term
    if column.startswith("thing"):
        return thing_of(cell.value)
    return key_of(cell.value) if cell.value.startswith(ID) else cell.value


def thing_of(iri: str) -> str:
    """An IRI as ``FAMILY:KEY``; as ``:IRI`` where it is none of ours."""
    family = family_of(iri)
    return f"{family}:{key_of(iri) if family else iri}"


def iri_of(thing: str) -> str:
    """The inverse of :func:`thing_of`."""
    family, _, key = thing.partition(":")
    return entity(family, key) if family else key


def with_facts(sql: str, tables: Sequence[Facts]) -> tuple[str, Mapping[str, str]]:
    """A text with the tables before its own, and the values of their parameters.

    Args:
        sql: A text that begins, after its comments, with ``with``.
        tables: What it reads beside the columns.
    """
    values: dict[str, str] = {}
    made = ",\n".join(_cte(table, values) for table in tables)
    return (_BEGIN.sub(lambda _: f"with {made},", sql, count=1), values) if made else (sql, values)


def _cte(table: Facts, values: dict[str, str]) -> str:
    """A table as a part of a text; its values are added to those that are bound."""
    names = ", ".join(table.columns)
    if not table.rows:
        return f"{table.name} as (select {', '.join(f'{_NULL} as {name}' for name in table.columns)} where 1 = 0)"
    lines = []
    for at, row in enumerate(table.rows):
        cells = []
        for column, cell in zip(table.columns, row, strict=True):
            name = f"{table.name}_{at}_{column}"
            if cell is not None:
                values[name] = cell
            cells.append(_NULL if cell is None else f"${name}")
        lines.append(f"({', '.join(cells)})")
    listed = ", ".join(lines)  # names of parameters, never values
    return f"{table.name} as (select * from (values {listed}) as given_{table.name}({names}))"  # noqa: S608 - our names
