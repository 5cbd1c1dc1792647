"""What a notebook shows of an answer: its first rows in words, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.graph.answering import screen

if TYPE_CHECKING:
    from sojourn.queries.results import ResultTable
    from sojourn.stores.store import Store

MOST = 50
"""So many rows are shown, rows that differ only in a column of several values taken as one."""


def in_html(table: ResultTable, store: Store, *, question: str = "") -> str:
    """The first :data:`MOST` rows of an answer as HTML: labels for names, figures with hedge and unit, no script.

    Args:
        table: The answer.
        store: Where the labels are.
        question: What was asked, in words; empty for a query of one's own.
    """
    from sojourn.renderers import tabled

    shown = screen(table, store, page=1, size=MOST, lang="en")
    rows = [
        [
            [tabled.Piece(piece["label"], piece["iri"]) for piece in pieces] or [tabled.Piece(column["absent"])]
            for column, pieces in zip(shown.columns, row, strict=True)
        ]
        for row in shown.rows
    ]
    heads = [tabled.Head(column["title"], column["description"], column["number"]) for column in shown.columns]
    count = f"{'more than ' if table.cut else ''}{shown.total:,} row{'' if shown.total == 1 else 's'}"
    note = f"The first {MOST} of {count}; rows() and to_pandas() hold all of them." if shown.total > MOST else ""
    return tabled.table(f"{question} ({count})" if question else count, heads, rows, note=note if rows else table.empty)
