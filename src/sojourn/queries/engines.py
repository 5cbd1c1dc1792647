"""Which engine answers a question, and what can be told about it afterwards."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sojourn.errors import BadInput
from sojourn.queries.results import ResultTable
from sojourn.stores.store import claims_of
from sojourn.vocabulary import shorten

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph as ox

    from sojourn.columns.answering import Value
    from sojourn.queries.columnar import ColumnarText
    from sojourn.queries.headers import NamedQuery
    from sojourn.stores.embedded import Bindings
    from sojourn.stores.store import Store

ENGINES = ("auto", "sparql", "columns", "spark")
"""What people may ask for: the choice below, SPARQL over the quads, DuckDB or Spark over the columns."""

WORTH_IT = 20_000
"""From so many assertions on, columns are quicker from a cold start; below, loading DuckDB takes longer than SPARQL."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, and how it was found.

    Attributes:
        table: The answer; the same whichever engine gave it.
        engine: ``sparql``, ``columns`` or ``spark``.
        why: Why this engine, as a sentence.
        text: The text that ran: SPARQL or SQL.
        bound: The values that were bound to its parameters, in words; those left open are not there.
        seconds: How long the engine took [s].
        limit: How many rows are wanted at most; 0 where the question does not cut its answer.
    """

    table: ResultTable
    engine: str
    why: str
    text: str
    bound: Mapping[str, str]
    seconds: float
    limit: int = 0

    def explain(self) -> str:
        """The engine and why it was chosen, rows and seconds, the bound values, and the text that ran."""
        mark, sign = ("#", "?") if self.engine == "sparql" else ("--", "$")
        rows = f"{len(self.table):,} row{'' if len(self.table) == 1 else 's'}"
        if self.limit:
            rows += f" (at most {self.limit:,} are wanted)"
        lines = [f"engine: {_CALLED[self.engine]}; {self.why}", f"answer: {rows} in {self.seconds:.3f} s"]
        lines += [f"bound:  {sign}{name} = {value}" for name, value in self.bound.items()]
        return "".join(f"{mark} {line}\n" for line in lines) + "\n" + self.text


_EMPTY = ResultTable((), ())
_CALLED = {"sparql": "SPARQL on the quads", "columns": "DuckDB on the columns", "spark": "Spark on the columns"}


def answered(
    store: Store,
    query: NamedQuery,
    params: Mapping[str, str] | None = None,
    *,
    engine: str = "auto",
    most: int | None = None,
) -> Answered:
    """Answers a question and keeps how.

    Args:
        store: Where to ask.
        query: The question.
        params: What people typed, by the name of the parameter.
        engine: One of :data:`ENGINES`.
        most: So many rows are given at most, and the table says that it is cut where there are more; all when ``None``.

    Raises:
        NotFound: If a parameter, or what it names, is not there.
        BadInput: If a parameter is missing, malformed or ambiguous, or the engine cannot answer this question here.
    """
    from sojourn.queries.columnar import load, parameters
    from sojourn.queries.named import bind, rows_wanted

    text = load(query) if engine != "sparql" else None
    chosen, why = _choose(store, query, text, engine)
    bindings, limit = bind(store, query, params), rows_wanted(query, params)
    folder = columns_of(store)
    if chosen == "sparql" or text is None or folder is None:
        found = _by_sparql(store, query, bindings, limit, why)
        return replace(found, table=_cut(found.table, most))
    values = parameters(query, bindings, limit)
    if most is not None:
        values["rows"] = most + 1
    found = _by_columns(folder, query, text, values, Answered(_EMPTY, chosen, why, text.sql, {}, 0, limit or 0))
    return replace(found, table=_cut(found.table, most))


def _cut(table: ResultTable, most: int | None) -> ResultTable:
    if most is None or len(table) <= most:
        return table
    return replace(table, rows=table.rows[:most], cut=True)


def _choose(store: Store, query: NamedQuery, text: ColumnarText | None, engine: str) -> tuple[str, str]:
    if engine not in ENGINES:
        raise BadInput(f"there is no engine {engine!r}", where="engine", advice=f"Use one of {', '.join(ENGINES)}.")
    if engine == "sparql":
        return "sparql", "it was asked for"
    folder = columns_of(store)
    if engine != "auto":
        if text is None:
            from sojourn.queries.columnar import names

            what = f"{query.name} is answered by SPARQL only, not by {engine}"
            raise BadInput(what, where="engine", advice=f"From columns: {', '.join(names())}.")
        if folder is None:
            advice = "Only a store built on disk has columns: 'sojourn build … -o STORE', then '--store STORE'."
            raise BadInput(f"what is open has no columns, which {engine} reads", where="engine", advice=advice)
        return engine, "it was asked for"
    if text is None:
        return "sparql", "this question has no columnar text"
    if folder is None:
        return "sparql", "what is open has no columns"
    count = claims_of(store)
    if count < WORTH_IT:
        return "sparql", f"{count:,} assertions are few: columns are worth it from {WORTH_IT:,}"
    return "columns", f"the store holds {count:,} assertions and their columns"


def columns_of(store: Store) -> Path | None:
    """The folder of the projection of an opened generation; ``None`` for what has none."""
    folder: Path | None = getattr(store, "columns", None)
    return folder


def _by_sparql(store: Store, query: NamedQuery, bindings: Bindings, limit: int | None, why: str) -> Answered:
    from sojourn.queries.running import select
    from sojourn.stores.embedded import EmbeddedStore
    from sojourn.stores.remote.binding import bound

    begun = time.perf_counter()
    # The engine plans a query before it looks at substitutions: it would read all claims to find those of one place.
    # So the terms are put where their variables stand, by the same reader of tokens that binds them for a server.
    here = isinstance(store, EmbeddedStore)
    found = select(
        store, bound(query.text, bindings) if here else query.text, {} if here else bindings, columns=query.columns
    )
    table = ResultTable(query.columns, tuple(dict.fromkeys(found.rows))[:limit], query.empty)
    seconds = time.perf_counter() - begun
    told = {name: _term_told(term) for name, term in bindings.items()}
    return Answered(table, "sparql", why, query.text, told, seconds, limit or 0)


def _by_columns(
    folder: Path, query: NamedQuery, text: ColumnarText, values: Mapping[str, Value], planned: Answered
) -> Answered:
    from sojourn.columns.answering import answer, used_names
    from sojourn.queries.columnar import NO_LIMIT, table

    begun = time.perf_counter()
    found = answer(folder, text.sql, values, engine="duckdb" if planned.engine == "columns" else planned.engine)
    answered = table(query, text, found)
    wanted = values["rows"]
    if isinstance(wanted, int) and len(found[1]) >= wanted:
        answered = replace(answered, cut=True)
    seconds = time.perf_counter() - begun
    used = used_names(text.sql) - ({"rows"} if wanted == NO_LIMIT else set())
    told = {name: _told(value) for name, value in values.items() if name in used and value is not None}
    return replace(planned, table=answered, bound=told, seconds=seconds)


def _term_told(term: ox.NamedNode | ox.Literal) -> str:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    return term.value if term.datatype.value.endswith("#integer") else _told(term.value)


def _told(value: Value) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)
