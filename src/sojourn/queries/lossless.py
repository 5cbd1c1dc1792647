"""Answers as SPARQL 1.1 results in JSON: every term with its type and language, so that nothing of it is lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sojourn.vocabulary import PREFIXES

if TYPE_CHECKING:
    from sojourn.queries.results import Cell, ResultTable

_PLAIN = PREFIXES["xsd"] + "string"


def to_srj(table: ResultTable, truncated: str = "") -> str:
    """An answer as ``application/sparql-results+json``; what is not stated is not there.

    Args:
        table: The answer.
        truncated: By which limit it was cut, ``rows`` or ``bytes``; told in a member ``truncated`` beside ``head``.
    """
    names = [column.name for column in table.columns]
    rows = [
        {name: _term(cell) for name, cell in zip(names, row, strict=True) if cell is not None} for row in table.rows
    ]
    told = {"head": {"vars": names}, "results": {"bindings": rows}}
    marked = {**told, "truncated": truncated} if truncated else told
    return json.dumps(marked, ensure_ascii=False, separators=(",", ":")) + "\n"


def _term(cell: Cell) -> dict[str, str]:
    if cell.is_iri:
        return {"type": "uri", "value": cell.value}
    if cell.language:
        return {"type": "literal", "value": cell.value, "xml:lang": cell.language}
    if cell.datatype in {"", _PLAIN}:
        return {"type": "literal", "value": cell.value}
    return {"type": "literal", "value": cell.value, "datatype": cell.datatype}
