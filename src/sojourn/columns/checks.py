"""What must hold in every row of an imported table before it becomes assertions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sojourn.columns.schema import FRAME
from sojourn.errors import Problem, SheetErrors

if TYPE_CHECKING:
    import duckdb

_FIGURE = r"-?(0|[1-9][0-9]{0,27})(\.[0-9]{0,9}[1-9])?"
_NUMBER = "DECIMAL(38,10)"
_TEXTS = [name for name, kind in FRAME if kind == "VARCHAR"]


class Check(NamedTuple):
    """A fault that a row can have.

    Attributes:
        fault: Condition in SQL, over the row ``f`` and its period ``p``; null counts as no.
        what: The fault in words; ``{value}`` is the text of ``shown``.
        shown: Column whose value the message shows; empty when none.
        advice: What to do about it.
    """

    fault: str
    what: str
    shown: str = ""
    advice: str = ""


def _no_figure(bound: str) -> str:
    return f"(NOT regexp_full_match(f.{bound}, '{_FIGURE}') OR f.{bound} = '-0')"


_PLAIN = "A figure is a plain decimal such as 551 or 0.5: at most 28 digits before and 10 after the point."

CHECKS: tuple[Check, ...] = (
    Check("f.id IS NULL", "a row without an id"),
    Check("f.source IS NULL", "a row without a source"),
    *(Check(f"f.{name} = ''", f"the {name} is an empty text", advice="Leave it null.") for name in _TEXTS),
    *(Check(_no_figure(name), f"the {name} {{value!r}} is no figure", name, _PLAIN) for name in ("low", "high")),
    Check(
        f"CASE WHEN f.low <> f.high THEN TRY_CAST(f.low AS {_NUMBER}) > TRY_CAST(f.high AS {_NUMBER}) END",
        "the lower bound {value} is above the upper",
        "low",
    ),
    Check("f.low = f.high AND (f.low_open OR f.high_open)", "an interval that excludes its only value {value}", "low"),
    Check(
        "(f.low IS NULL AND f.low_open) OR (f.high IS NULL AND f.high_open)",
        "a bound that is not stated cannot be open",
    ),
    Check(
        "(f.low IS NOT NULL OR f.high IS NOT NULL) AND (f.hedge IS NULL OR f.measure IS NULL)",
        "a figure without its hedge or measure",
    ),
    Check(
        "f.low IS NULL AND f.high IS NULL AND (f.hedge IS NOT NULL OR f.measure IS NOT NULL OR f.printed IS NOT NULL)",
        "a hedge, measure or printed figure without a figure",
        advice="A cell without a figure has none of them; observation says why.",
    ),
    Check("f.origin = f.destination", "origin and destination are the same place, {value!r}", "origin"),
    Check(
        "f.period IS NOT NULL AND p.p_key IS NULL",
        "the period {value!r} is not explained",
        "period",
        "The importer must say what it means.",
    ),
)
"""Everything that is looked at in each row; what only depends on a signature is left to the slow way."""


def counted() -> list[str]:
    """Expressions that count the rows of each fault."""
    return [f"count_if({check.fault})" for check in CHECKS]


def refuse(connection: duckdb.DuckDBPyConnection, rows: str, counts: list[int], total: int) -> None:
    """Refuses a table in which something is wrong; every kind of fault once, with its number and the first row.

    Args:
        connection: In which the table lives.
        rows: The table as ``f``, joined with its periods ``p``, in SQL.
        counts: What :func:`counted` found.
        total: How many rows there are.

    Raises:
        SheetErrors: If a count is not zero.
    """
    problems = []
    for check, count in zip(CHECKS, counts, strict=True):
        if not count:
            continue
        shown = f"f.{check.shown}" if check.shown else "NULL"
        where = "coalesce(f.source, ''), coalesce(f.locator, f.id, '')"
        query = f"SELECT {where}, {shown} FROM {rows} WHERE {check.fault} ORDER BY ALL LIMIT 1"  # noqa: S608 - own text
        source, place, value = connection.execute(query).fetchall()[0]
        more = f" ({count:,} such rows)" if count > 1 else ""
        problems.append(Problem(f"{source}:{place}", check.what.format(value=value) + more, check.advice))
    if problems:
        raise SheetErrors(problems, rows=total)
