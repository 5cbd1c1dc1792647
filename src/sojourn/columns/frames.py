"""An imported table on its way to quads and to the projection: what its rows have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sojourn.columns import checks, patterns
from sojourn.columns.engine import identifier, literal
from sojourn.columns.patterns import CONSTANT, PERIOD, TEXTS, VARIABLE, Pattern, Signature
from sojourn.columns.rows import KEYS
from sojourn.columns.schema import FRAME
from sojourn.errors import BadInput
from sojourn.model import UNION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    from sojourn.columns.rows import Cell
    from sojourn.model import Period

_PLAIN_KEY = "[A-Za-z0-9._~+-]*"
_PERIOD_WORDS = ("edtf", "notation", "words")
_PERIOD_COLUMNS = (
    *(f"p_{name}" for name in ("key", *PERIOD, "start_year", "end_year")),
    *(f"{kind}_p_{name}" for kind in ("text", "json") for name in _PERIOD_WORDS),
)
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Frame:
    """A table with everything that is known of all its rows.

    Attributes:
        table: Its name, quoted for SQL.
        periods: The periods as a list of values in SQL.
        signatures: What some rows have in common; together they cover the table.
        patterns: How the rows of each signature are written.
        awkward: Columns in which some value needs escapes.
        unions: Columns in which some key is a union.
    """

    table: str
    periods: str
    signatures: tuple[Signature, ...]
    patterns: tuple[Pattern, ...]
    awkward: frozenset[str]
    unions: frozenset[str]

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return sum(signature.rows for signature in self.signatures)

    @property
    def sources(self) -> list[str]:
        """Keys of the sources, sorted."""
        return sorted({str(signature.constant["source"]) for signature in self.signatures})

    def groups(self, source: str | None = None) -> list[tuple[int, ...]]:
        """The numbers of the signatures (of a source), so many together as one query can take."""
        numbers = [s.number for s in self.signatures if source in {None, s.constant["source"]}]
        return [tuple(numbers[at : at + _AT_ONCE]) for at in range(0, len(numbers), _AT_ONCE)]

    def lines(self, group: Sequence[int]) -> str:
        """A query for the lines (``lines``) of each row of some signatures and their count (``quads``)."""
        lines = _by_signature({n: self.patterns[n].lines for n in group})
        quads = _by_signature({n: str(self.patterns[n].quads) for n in group})
        return f"SELECT {lines} AS lines, {quads} AS quads FROM ({self.hashed(group)})"  # noqa: S608 - own expressions

    def hashed(self, group: Sequence[int]) -> str:
        """A query for the rows of some signatures, with ``node``: sixteen digits of the digest of their facts."""
        facts = _by_signature({n: self.patterns[n].facts for n in group})
        return f"SELECT *, left(sha256({facts}), 16) AS node FROM ({self._rows(group)})"  # noqa: S608 - own expressions

    def _rows(self, group: Sequence[int]) -> str:
        """The rows with the parts of their periods, escaped columns, and the number of their signature."""
        written = [f"f.{name} AS {name}" for name in (*VARIABLE, *CONSTANT)]
        written += [
            f"f.{name} AS iri_{name}"
            if name not in self.awkward
            else f"{patterns.iri_segment(f'f.{name}')} AS iri_{name}"
            for name in KEYS
        ]
        for name in (*KEYS, *TEXTS):
            json = patterns.json_text(f"f.{name}") if name in self.awkward else f"f.{name}"
            written.append(f"{json} AS json_{name}")
        for name in TEXTS:
            text = patterns.nquads_text(f"f.{name}") if name in self.awkward else f"f.{name}"
            written.append(f"{text} AS text_{name}")
        for name in ("low", "high"):
            json = patterns.json_decimal(f"f.{name}") if name in self.awkward else f"f.{name}"
            written.append(f"{json} AS json_{name}")
        written += [f"p.{name} AS {name}" for name in _PERIOD_COLUMNS if name != "p_key"]
        number, joined = self._numbered(group)
        columns = ", ".join([*written, f"{number} AS signature"])
        return f"SELECT {columns} FROM {self.table} f {_PERIODS_JOINED.format(self.periods)} {joined}"  # noqa: S608 - own

    def _numbered(self, group: Sequence[int]) -> tuple[str, str]:
        """How a row finds its signature: by those columns in which the signatures of the table differ."""
        if len(self.signatures) == 1:
            return "0", ""
        tests = _signature_columns()
        values = {s.number: _values(s) for s in self.signatures}
        differing = [name for name in tests if len({row[name] for row in values.values()}) > 1]
        rows = ", ".join(f"({n}, {', '.join(_sql(values[n][name]) for name in differing)})" for n in group)
        on = " AND ".join(f"{tests[name]} IS NOT DISTINCT FROM s.{name}" for name in differing)
        return "s.number", f"JOIN (VALUES {rows}) s(number, {', '.join(differing)}) ON {on}"


_PERIODS_JOINED = "LEFT JOIN (VALUES {}) p(" + ", ".join(_PERIOD_COLUMNS) + ") ON f.period = p.p_key"


def frame(connection: duckdb.DuckDBPyConnection, table: str, periods: Mapping[str, Period]) -> Frame:
    """Looks through a table once or twice and makes the patterns for its rows.

    Raises:
        BadInput: If some rows are no assertions.
    """
    quoted, values = identifier(table), _period_values(periods)
    _refuse_shape(connection, quoted, table)
    awkward, unions = _looked_through(connection, quoted, values)
    signatures = _signatures(connection, quoted, values)
    made: list[Pattern] = []
    for signature in signatures:
        try:
            made.append(patterns.pattern(signature))
        except BadInput as error:
            where = f"{signature.constant['source']}: {signature.rows:,} rows of {table}"
            raise BadInput(error.what, where=where, advice=error.advice) from None
    return Frame(quoted, values, tuple(signatures), tuple(made), awkward, unions)


def _refuse_shape(connection: duckdb.DuckDBPyConnection, table: str, name: str) -> None:
    """Refuses a table without the columns of a frame; others beside them do no harm."""
    found = {column: kind for column, kind, *_ in connection.execute(f"DESCRIBE {table}").fetchall()}
    for column, kind in FRAME:
        if found.get(column) != kind:
            has = f"is {found[column]}" if column in found else "is not there"
            advice = "An importer hands over the columns of sojourn.columns.schema.FRAME."
            raise BadInput(f"the column {column!r} should be {kind}, and {has}", where=name, advice=advice)


def _looked_through(
    connection: duckdb.DuckDBPyConnection, table: str, periods: str
) -> tuple[frozenset[str], frozenset[str]]:
    """Columns that need escapes, and columns with unions.

    Raises:
        SheetErrors: If something is wrong in some rows.
    """
    awkward = {name: f"bool_or(NOT regexp_full_match(f.{name}, '{_PLAIN_KEY}'))" for name in KEYS}
    awkward |= {name: f"bool_or(regexp_matches(f.{name}, '{patterns.AWKWARD}'))" for name in TEXTS}
    awkward |= {name: f"bool_or(starts_with(ltrim(f.{name}, '-'), '0.000000'))" for name in ("low", "high")}
    unions = {name: f"bool_or(contains(f.{name}, '{UNION}'))" for name in KEYS}
    asked = [*awkward.values(), *unions.values(), *checks.counted(), "count(*)"]
    rows = f"{table} f {_PERIODS_JOINED.format(periods)}"
    found = connection.execute(f"SELECT {', '.join(asked)} FROM {rows}").fetchall()[0]  # noqa: S608 - own expressions
    flags, counts = found[: len(awkward) + len(unions)], found[len(awkward) + len(unions) :]
    checks.refuse(connection, rows, list(counts[:-1]), counts[-1])
    return (
        frozenset(name for name, flag in zip(awkward, flags, strict=False) if flag),
        frozenset(name for name, flag in zip(unions, flags[len(awkward) :], strict=True) if flag),
    )


def _signature_columns() -> dict[str, str]:
    """What makes a signature: expression by name."""
    columns = {name: f"f.{name}" for name in CONSTANT}
    columns["low_open"] = "coalesce(f.low_open, false)"
    columns["high_open"] = "coalesce(f.high_open, false)"
    columns["modality"] = "coalesce(f.modality, 'asserted')"
    columns |= {f"has_{name}": f"(f.{name} IS NOT NULL)" for name in VARIABLE}
    return columns | {f"has_p_{name}": f"(p.p_{name} IS NOT NULL)" for name in PERIOD}


def _values(signature: Signature) -> dict[str, Cell]:
    """The values of a signature by the names of :func:`_signature_columns`."""
    values = dict(signature.constant)
    values |= {f"has_{name}": name in signature.present for name in VARIABLE}
    return values | {f"has_p_{name}": name in signature.period for name in PERIOD}


def _signatures(connection: duckdb.DuckDBPyConnection, table: str, periods: str) -> list[Signature]:
    columns = _signature_columns()
    selected = ", ".join(f"{expression} AS {name}" for name, expression in columns.items())
    query = (
        f"SELECT {selected}, count(*) FROM {table} f {_PERIODS_JOINED.format(periods)} "  # noqa: S608 - quoted, own
        "GROUP BY ALL ORDER BY ALL"
    )
    found = []
    for number, values in enumerate(connection.execute(query).fetchall()):
        row = dict(zip(columns, values[:-1], strict=True))
        found.append(
            Signature(
                number,
                constant={name: row[name] for name in CONSTANT},
                present=frozenset(name for name in VARIABLE if row[f"has_{name}"]),
                period=frozenset(name for name in PERIOD if row[f"has_p_{name}"]),
                rows=values[-1],
            )
        )
    return found


def _period_values(periods: Mapping[str, Period]) -> str:
    """The parts of periods, with their words as they stand in quads and in JSON: they are few, and escaped here."""
    rows: list[str] = []
    for key, period in periods.items():
        texts = {"p_key": key}
        for name in _PERIOD_WORDS:
            text = texts[f"p_{name}"] = getattr(period, name)
            texts[f"text_p_{name}"] = patterns.nquads_escaped(text)
            texts[f"json_p_{name}"] = patterns.json_escaped(text)
        for name, day in (("start", period.start), ("end", period.end)):
            texts[f"p_{name}"] = day.isoformat() if day else ""
            texts[f"p_{name}_year"] = str(day.year) if day else ""
        rows.append(f"({', '.join(_sql(texts[name] or None) for name in _PERIOD_COLUMNS)})")
    nothing = ", ".join(["NULL::VARCHAR"] * len(_PERIOD_COLUMNS))
    return ", ".join([f"({nothing})", *rows])


def _sql(value: Cell) -> str:
    if value is None:
        return "NULL::VARCHAR"
    return ("true" if value else "false") if isinstance(value, bool) else literal(value)


def _by_signature(expressions: Mapping[int, str]) -> str:
    """One expression for the rows of several signatures."""
    if len(set(expressions.values())) == 1:
        return next(iter(expressions.values()))
    cases = " ".join(f"WHEN {number} THEN {expression}" for number, expression in expressions.items())
    return f"CASE signature {cases} END"
