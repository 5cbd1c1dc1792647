"""Answers as data frames, against the query alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench import official
from bench.timing import Ratio, in_turns, short, size

ROWS = 100_000
QUERY = (
    "SELECT ?a ?place ?population ?low ?start {{ ?a a sj:ResidenceAssertion ; sj:place ?place ; "
    "sj:population ?population ; sj:low ?low ; sj:start ?start }} LIMIT {rows}"
)


def lines(folder: Path, assertions: int = 10**6) -> list[Ratio]:
    """100,000 rows of five columns, from a store on disk."""
    from sojourn.graph import facade
    from sojourn.queries.binding import with_prefixes

    graph = facade.open(official.built(folder, assertions).path)
    inner: Any = getattr(graph.store, "_inner")  # noqa: B009 - the engine itself, which the front door does not promise
    text = QUERY.format(rows=ROWS)
    raw = with_prefixes(text)
    taken = in_turns(
        {
            "frame": lambda: graph.query(text).to_pandas(),
            "alone": lambda: sum(1 for _ in inner.query(raw, use_default_graph_as_union=True)),
            "values": lambda: [
                [term and term.value for term in row] for row in inner.query(raw, use_default_graph_as_union=True)
            ],
            "table": lambda: graph.query(text).table,
        },
        rounds=5,
    )
    return [
        Ratio(
            f"{ROWS:,} rows × 5 at {size(assertions)}, {what}",
            short(taken[name]),
            f"the query alone, rows drained, {short(taken['alone'])}",
            f"{taken[name] / taken['alone']:.2f} ×",
            target,
        )
        for name, what, target in (
            ("frame", "`Graph.query(…).to_pandas()`", "≤ 1.1 ×"),
            ("table", "as typed cells in Python", "–"),
            ("values", "pyoxigraph's terms as texts, no frame", "–"),
        )
    ]
