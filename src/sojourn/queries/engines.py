"""Which engine answers a question, and what can be told about it afterwards."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
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
    from sojourn.queries.facts import Facts
    from sojourn.queries.headers import NamedQuery
    from sojourn.stores.embedded import Bindings
    from sojourn.stores.remote.asking import Asking
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
        engine: ``sparql``, ``columns``, ``spark``, or ``server`` where another one has answered, as it chose.
        why: Why this engine, as a sentence.
        text: The text that ran: SPARQL or SQL; the URL where a server was asked.
        bound: The values that were bound to its parameters, in words; those left open are not there.
        seconds: How long the engine took [s].
        limit: How many rows are wanted at most; 0 where the question does not cut its answer.
        sql: Whether the text is SQL.
    """

    table: ResultTable
    engine: str
    why: str
    text: str
    bound: Mapping[str, str]
    seconds: float
    limit: int = 0
    sql: bool = False

    def explain(self) -> str:
        """The engine and why it was chosen, rows and seconds, the bound values, and the text that ran."""
        mark, sign = ("--", "$") if self.sql else ("#", "?")
        rows = f"{len(self.table):,} row{'' if len(self.table) == 1 else 's'}"
        if self.limit:
            rows += f" (at most {self.limit:,} are wanted)"
        lines = [f"engine: {_CALLED[self.engine]}; {self.why}", f"answer: {rows} in {self.seconds:.3f} s"]
        lines += [f"bound:  {sign}{name} = {value}" for name, value in self.bound.items()]
        return "".join(f"{mark} {line}\n" for line in lines) + "\n" + self.text


_EMPTY = ResultTable((), ())
_CALLED = {"sparql": "SPARQL on the quads", "columns": "DuckDB on the columns", "spark": "Spark on the columns"}
_CALLED["server"] = "the server's choice"


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
    from sojourn.queries.facts import tables
    from sojourn.queries.named import bind, rows_wanted

    asking: Asking | None = getattr(store, "asking", None)
    if asking is not None and engine == "auto":
        told = _by_server(asking, store, query, {name: value for name, value in (params or {}).items() if value})
        if told is not None:
            return replace(told, table=_cut(told.table, most))
    text = load(query) if engine != "sparql" else None
    chosen, why = _choose(store, query, text, engine)
    bindings, limit = bind(store, query, params), rows_wanted(query, params)
    folder = columns_of(store)
    small = tables(store, text.given) if text is not None and folder is not None and chosen != "sparql" else None
    if small is None or text is None or folder is None:
        why = why if chosen == "sparql" else "the columns lack what this question needs, and there is much of it"
        found = _by_sparql(store, query, bindings, limit, why)
        return replace(found, table=_cut(found.table, most))
    values = parameters(query, bindings, limit)
    if most is not None:
        values["rows"] = most + 1
    planned = Answered(_EMPTY, chosen, why, text.sql, {}, 0, limit or 0, sql=True)
    if text.concerned:
        found = _of_concerned(store, folder, query, values, bindings, planned=planned)
    else:
        found = _by_columns(folder, query, text, values, small, planned=planned)
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


def _by_server(asking: Asking, store: Store, query: NamedQuery, given: Mapping[str, str]) -> Answered | None:
    """The answer of a server that knows the question; ``None`` where it has to be asked in SPARQL."""
    from sojourn.queries.named import bind, rows_wanted
    from sojourn.queries.running import table_of

    if not all(value.strip() for value in given.values()):
        return None
    begun = time.perf_counter()
    told = asking.ask(query.name, given, [column.name for column in query.columns])
    if told is None:
        return None
    if told.solutions is None:
        bind(store, query, given), rows_wanted(query, given)  # what is wrong is said as it is said of any store
        raise BadInput(told.why or "the server does not take this", where=told.url)
    table = replace(table_of(told.solutions, columns=query.columns), empty=query.empty)
    seconds = time.perf_counter() - begun
    why = "what is open is a server of sojourn, which knows the question"
    return Answered(table, "server", why, told.url + "\n", given, seconds, rows_wanted(query, given) or 0)


def _by_columns(
    folder: Path,
    query: NamedQuery,
    text: ColumnarText,
    values: Mapping[str, Value],
    small: Sequence[Facts],
    *,
    planned: Answered,
) -> Answered:
    from sojourn.columns.answering import answer, used_names
    from sojourn.queries.columnar import NO_LIMIT, table
    from sojourn.queries.facts import with_facts

    begun = time.perf_counter()
    sql, bound = with_facts(text.sql, small)
    found = answer(folder, sql, {**values, **bound}, engine="duckdb" if planned.engine == "columns" else planned.engine)
    answered = table(query, text, found)
    wanted = values["rows"]
    if isinstance(wanted, int) and len(found[1]) >= wanted:
        answered = replace(answered, cut=True)
    seconds = time.perf_counter() - begun
    used = used_names(text.sql) - ({"rows"} if wanted == NO_LIMIT else set())
    told = {name: _told(value) for name, value in values.items() if name in used and value is not None}
    return replace(planned, table=answered, bound=told, seconds=seconds)


def _of_concerned(
    store: Store, folder: Path, query: NamedQuery, values: Mapping[str, Value], bindings: Bindings, *, planned: Answered
) -> Answered:
    """The answer of SPARQL, asked of the claims that columns say are concerned; of the store where they are many."""
    from sojourn.columns.answering import answer
    from sojourn.queries.concerned import MOST, part_of

    begun = time.perf_counter()
    _, rows = answer(folder, planned.text, values, engine="duckdb" if planned.engine == "columns" else planned.engine)
    few = len(rows) <= MOST
    part = part_of(store, [str(segment) for (segment,) in rows]) if few else store
    found = _by_sparql(part, query, bindings, planned.limit or None, planned.why)
    asked = "SPARQL is asked of these" if few else "they are many, and SPARQL is asked of all"
    why = f"{len(rows):,} claims are concerned, as the columns say; {asked}"
    engine = planned.engine if few else "sparql"
    return replace(found, engine=engine, why=why, seconds=time.perf_counter() - begun)


def _term_told(term: ox.NamedNode | ox.Literal) -> str:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    return term.value if term.datatype.value.endswith("#integer") else _told(term.value)


def _told(value: Value) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)
