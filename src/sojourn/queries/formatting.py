"""Answers as CSV, TSV, JSON and Markdown: texts for files and pipes, nothing printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sojourn.queries.guarding import guarded
from sojourn.queries.presenting import TextTable, labels
from sojourn.queries.results import Cell, ResultTable
from sojourn.vocabulary import PREFIXES, shorten

if TYPE_CHECKING:
    from sojourn.stores.store import Store

_XSD = PREFIXES["xsd"]


def to_csv(table: TextTable) -> str:
    """Comma-separated values (RFC 4180); a text that a spreadsheet would run as a formula gets an apostrophe."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(guarded(text) for text in table.header)
    writer.writerows([guarded(text) for text in row] for row in table.rows)
    return out.getvalue()


def to_tsv(table: TextTable) -> str:
    """Tab-separated values; tabs and line ends within a text become spaces, formulas are guarded."""
    lines = (table.header, *table.rows)
    return "".join("\t".join(" ".join(guarded(text).split()) for text in line) + "\n" for line in lines)


def to_markdown(table: TextTable) -> str:
    """A Markdown table, or the sentence that says why there are no rows."""
    if not table.rows:
        return f"{table.empty}\n"
    lines = [table.header, tuple("---" for _ in table.header), *table.rows]
    return "".join("| " + " | ".join(_escaped(text) for text in line) + " |\n" for line in lines)


def to_records(table: ResultTable, store: Store, lang: str = "en", *, truncated: str = "") -> str:
    """JSON records by column name: numbers as numbers, IRIs with their label, ``null`` where nothing is stated.

    Args:
        table: The answer.
        store: Where the names are.
        lang: Language of the names.
        truncated: By which limit the answer was cut, told in a member of that name; not there when it is whole.
    """
    import json

    names = labels(store, (cell.value for row in table.rows for cell in row if cell and cell.is_iri), lang)
    told: dict[Cell | None, str] = {}

    def written(cell: Cell | None) -> str:
        """A cell, indented; most stand in many rows, and are written once."""
        if cell not in told:
            text = json.dumps(_record(cell, names), ensure_ascii=False, indent=2)
            told[cell] = text.replace("\n", "\n      ")
        return told[cell]

    keys = [json.dumps(column.name, ensure_ascii=False) for column in table.columns]
    records = (
        ",\n".join(f"      {key}: {written(cell)}" for key, cell in zip(keys, row, strict=True)) for row in table.rows
    )
    listed = ",\n".join(f"    {{\n{record}\n    }}" for record in records)
    members = [f'  "answer": [\n{listed}\n  ]' if listed else '  "answer": []']
    members += [f'  "note": {json.dumps(table.empty, ensure_ascii=False)}'] if not table.rows else []
    members += [f'  "truncated": {json.dumps(truncated)}'] if truncated else []
    return "{\n" + ",\n".join(members) + "\n}\n"


def _escaped(text: str) -> str:
    return re.sub(r"([\\|`*_<>\[\]])", r"\\\1", " ".join(text.split()))


def _record(cell: Cell | None, names: dict[str, str]) -> object:
    if cell is None:
        return None
    if cell.is_iri:
        return {"id": shorten(cell.value), "label": names[cell.value]}
    if cell.datatype == _XSD + "boolean":
        return cell.value == "true"
    if cell.datatype in {_XSD + "integer", _XSD + "decimal"}:
        return float(cell.value) if "." in cell.value else int(cell.value)
    return cell.value
