"""A few rows of an answer as a table in HTML, for a notebook: no script, no style sheet, nothing that loads."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

LONGEST = 500
"""Longest text that is shown [characters]."""

_NO_FORMULAS = "tex2jax_ignore mathjax_ignore"
"""Keeps a notebook from reading what stands between two ``$`` as a formula."""
_LEFT = "text-align:left;vertical-align:top;padding:.2em .6em"
_RIGHT = "text-align:right;vertical-align:top;padding:.2em .6em;white-space:nowrap;font-variant-numeric:tabular-nums"


class Head(NamedTuple):
    """The head of a column.

    Attributes:
        title: Its name.
        description: What it holds; empty when nobody said.
        number: Whether its figures are set to the right.
    """

    title: str
    description: str = ""
    number: bool = False


class Piece(NamedTuple):
    """One of the values of a cell.

    Attributes:
        label: What a person reads.
        iri: What it stands for; shown when pointed at, never followed.
    """

    label: str
    iri: str = ""


def table(caption: str, heads: Sequence[Head], rows: Sequence[Sequence[Sequence[Piece]]], *, note: str = "") -> str:
    """Some rows as an HTML table. Any text is shown, never run; none can turn the direction of what follows it.

    Args:
        caption: What the table shows.
        heads: The columns.
        rows: The values of each cell, as many cells as there are columns.
        note: A sentence below it, such as how many rows are not shown; empty for none.
    """
    top = "".join(_head(head) for head in heads)
    body = "".join(f"<tr>{''.join(_cell(*cell) for cell in zip(heads, row, strict=True))}</tr>\n" for row in rows)
    below = f"<p>{_safe(note)}</p>" if note else ""
    return (
        f'<div class="{_NO_FORMULAS}" style="overflow-x:auto"><table>'
        f'<caption style="{_LEFT};caption-side:top">{_safe(caption)}</caption>\n'
        f"<thead><tr>{top}</tr></thead>\n<tbody>\n{body}</tbody></table>{below}</div>"
    )


def _head(head: Head) -> str:
    title = f' title="{_safe(head.description)}"' if head.description else ""
    return f'<th scope="col" style="{_RIGHT if head.number else _LEFT}"{title}>{_safe(head.title)}</th>'


def _cell(head: Head, pieces: Sequence[Piece]) -> str:
    told = "; ".join(f"<bdi{_named(piece.iri)}>{_safe(piece.label)}</bdi>" for piece in pieces)
    return f'<td style="{_RIGHT if head.number else _LEFT}">{told}</td>'


def _named(iri: str) -> str:
    return f' title="{_safe(iri)}"' if iri else ""


def _safe(text: str) -> str:
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return escape(short, quote=True).encode("utf-8", "replace").decode()
