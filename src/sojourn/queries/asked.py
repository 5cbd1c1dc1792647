"""A query of a stranger: checked, answered from the graphs that it chooses, and written for the wire."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from sojourn.errors import BadInput, NotFound, QueryError
from sojourn.queries.binding import as_typed, with_prefixes
from sojourn.queries.versions import version_of
from sojourn.queries.wire import Written, graph_written, rows_written, yes_or_no
from sojourn.stores.embedded import EmbeddedStore, Result
from sojourn.stores.guard import MAX_BYTES

if TYPE_CHECKING:
    from sojourn.stores.store import Store

_CHANGING = re.compile(r"\b(?:RAND|NOW|UUID|STRUUID|BNODE)\b", re.IGNORECASE)
"""Functions that answer otherwise each time."""
_FORBIDDEN = re.compile(r"[A-Z]+ is refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query with all that decides its answer.

    Attributes:
        query: The text.
        default: IRIs of the graphs that together are the default graph; see ``named``.
        named: IRIs of the graphs that can be named. Without both, the text chooses, or the union of all graphs answers.
        rows: The format in which rows are wanted; empty when none of the formats is.
        graph: The format in which a graph is wanted; empty when none of the formats is.
        base: The IRI against which relative ones are resolved; they are refused when empty.
        most_rows: Most rows or triples.
        most_bytes: Longest answer [bytes].
    """

    query: str
    default: Sequence[str] = ()
    named: Sequence[str] = ()
    rows: str = "json"
    graph: str = "turtle"
    base: str = ""
    most_rows: int
    most_bytes: int


@dataclass(frozen=True, slots=True)
class Told:
    """The answer to :class:`Asked`.

    Attributes:
        kind: ``rows``, ``boolean`` or ``graph``.
        format: In which format it is written; empty when the kind is wanted in none.
        written: The answer; ``None`` when it is wanted in no format.
    """

    kind: str
    format: str
    written: Written | None


def longest(limit: int) -> int:
    """How long a query may be [bytes] when the setting says so much: the guard reads the prefixes along with it."""
    return min(limit, MAX_BYTES - len(with_prefixes("")))


def is_forbidden(error: QueryError) -> bool:
    """Whether a query was refused for what it would do, such as ``SERVICE`` or an update, not for its form."""
    return _FORBIDDEN.fullmatch(error.what) is not None


def tag(store: Store, asked: Asked) -> str:
    """What is the same for the same question to the same graph; empty when the answer may differ each time."""
    version = version_of(store)
    if not version or _CHANGING.search(asked.query):
        return ""
    graphs = (list(asked.default), list(asked.named))
    return digest_of(
        version, asked.query, graphs, asked.base, asked.rows, asked.graph, asked.most_rows, asked.most_bytes
    )


def digest_of(*parts: object) -> str:
    """A short digest of all that decides an answer."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def answer(store: Store, asked: Asked) -> Told:
    """Answers a query; the project's prefixes are declared already.

    Raises:
        QueryError: With line and column as typed, if it is not SPARQL or is refused.
        BadInput: If a graph is not named by an IRI, or the format cannot hold the answer.
    """
    try:
        result = _result(store, asked)
    except QueryError as error:
        raise as_typed(error) from None
    kind = (
        "graph" if isinstance(result, ox.QueryTriples) else "boolean" if isinstance(result, ox.QueryBoolean) else "rows"
    )
    name = asked.graph if kind == "graph" else asked.rows
    return Told(kind, name, _written(result, name, asked) if name else None)


def _result(store: Store, asked: Asked) -> Result:
    text = with_prefixes(asked.query)
    if not isinstance(store, EmbeddedStore):
        if asked.default or asked.named:
            raise BadInput("graphs cannot be chosen on another server", advice="Choose them in the query, with FROM.")
        return store.query(text)
    for name, iris in (("default-graph-uri", asked.default), ("named-graph-uri", asked.named)):
        for iri in iris:
            check_iri(iri, name)
    graphs = (asked.default, asked.named) if asked.default or asked.named else None
    return store.query(text, graphs=graphs, base=asked.base or None)


def check_iri(text: str, where: str) -> None:
    """Refuses what is no absolute IRI.

    Raises:
        BadInput: Naming the parameter.
    """
    try:
        ox.NamedNode(text)
    except ValueError as error:
        advice = "Graphs are named by absolute IRIs, for example https://w3id.org/sojourn/graph/registry."
        raise BadInput(f"{text[:200]!r} is not an IRI: {error}", where=where, advice=advice) from None


def check_graph(store: Store, iri: str) -> None:
    """Refuses a name that no graph of the store has.

    Raises:
        BadInput: If it is no absolute IRI.
        NotFound: If there is no such graph; the nearest name is given.
    """
    check_iri(iri, "graph")
    graphs = store.graphs()
    if iri not in graphs:
        from difflib import get_close_matches

        near = get_close_matches(iri, graphs, 1, 0.8)
        advice = f"Did you mean {near[0]}?" if near else "SELECT DISTINCT ?g { GRAPH ?g {} } lists the graphs."
        raise NotFound(f"there is no graph {iri}", where="graph", advice=advice)


def _written(result: Result, name: str, asked: Asked) -> Written:
    if isinstance(result, ox.QueryBoolean):
        return yes_or_no(bool(result), name)
    if isinstance(result, ox.QueryTriples):
        return graph_written(result, name, rows=asked.most_rows, size=asked.most_bytes)
    return rows_written(result, name, rows=asked.most_rows, size=asked.most_bytes)
