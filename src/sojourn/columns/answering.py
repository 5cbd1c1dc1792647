"""Runs the text of a columnar question on one of the engines that know it, parameters bound and never pasted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from sojourn.errors import BadInput, NotAvailable, QueryError
from sojourn.stores.faults import damaged, is_columnar, is_interrupt

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping
    from decimal import Decimal
    from pathlib import Path

Value: TypeAlias = "bool | int | str | Decimal | datetime.date | None"
"""What a cell of an answer, or a parameter, may be; ``None`` is *not stated*."""
Rows: TypeAlias = "tuple[tuple[str, ...], list[tuple[Value, ...]]]"
"""The names of the columns, and the rows."""

ENGINES = ("duckdb", "spark")
"""The engines that read the columns; both run the same text."""

TOKEN = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/|\$(?P<name>[A-Za-z_]\w*)", re.DOTALL)
"""What a text is read as: texts, comments, and the parameters outside them."""


def answer(folder: Path, sql: str, parameters: Mapping[str, Value], *, engine: str = "duckdb") -> Rows:
    """Answers one ``SELECT`` over the projection of a generation.

    Args:
        folder: The folder ``columns`` of a generation.
        sql: One ``SELECT`` in what DuckDB and Spark have in common, over the views of
            :func:`sojourn.columns.registry.views`; its parameters are written ``$name``.
        parameters: Their values, by name; more than the text uses may be given.
        engine: One of :data:`ENGINES`.

    Raises:
        NotAvailable: If the engine is not installed.
        QueryError: If the engine does not take the text, or a parameter has no value.
        StoreError: If a file of the projection is damaged.
        BadInput: If there is no such engine.
    """
    used = used_names(sql)
    missing = sorted(used - parameters.keys())
    if missing:
        raise QueryError(f"the parameter ${missing[0]} has no value")
    bound = {name: parameters[name] for name in sorted(used)}
    if engine not in ENGINES:
        raise BadInput(f"there is no engine {engine!r}", advice=f"Use one of {', '.join(ENGINES)}.")
    try:
        return _duckdb(folder, sql, bound) if engine == "duckdb" else _spark(folder, sql, bound)
    except NotAvailable:
        raise
    except Exception as error:
        if is_interrupt(error):
            raise KeyboardInterrupt from None
        _refuse_damaged(folder)
        if is_columnar(error):
            raise _told(error) from None
        raise


def _refuse_damaged(folder: Path) -> None:
    """Refuses a projection in which a file is not what its manifest says; looked at only once an engine has failed."""
    import json

    from sojourn.stores.generations import COLUMNS, file_digest
    from sojourn.stores.reading import MANIFEST

    store = folder.parent.parent.parent
    try:
        files = json.loads((folder.parent / MANIFEST).read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return  # no generation of a store: nothing to hold it against
    for name, (_, digest) in files.items():
        if not name.startswith(f"{COLUMNS}/"):
            continue
        try:
            same = file_digest(folder.parent / name) == digest
        except OSError:
            same = False
        if not same:
            raise damaged(store, f"its file {name} has other bytes than were written")


def used_names(sql: str) -> set[str]:
    """The parameters of a text; what looks like one in a text or a comment is none."""
    return {found["name"] for found in TOKEN.finditer(sql) if found["name"]}


def _duckdb(folder: Path, sql: str, bound: Mapping[str, Value]) -> Rows:
    from sojourn.columns.kept import asking

    with asking(folder) as connection:
        found = connection.execute(sql, dict(bound))
        names = tuple(column[0] for column in found.description or ())
        return names, found.fetchall()


def _spark(folder: Path, sql: str, bound: Mapping[str, Value]) -> Rows:
    from sojourn.columns.spark import answer_with_spark

    found = answer_with_spark(folder, sql, bound)
    return found.columns, list(found.rows)


def _told(error: Exception) -> QueryError:
    lines = str(error).splitlines()
    what = lines[0] if lines else type(error).__name__
    return QueryError(f"DuckDB does not answer this question: {what}", advice="Ask it with --engine sparql.")
