"""All claims as one table, a row each, for spreadsheets and data frames.

The file is UTF-8 with a byte order mark, without which spreadsheets misread Chinese and Russian labels. A text that a
spreadsheet would run as a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from sojourn.exporters.claims import Export, ExportedClaim, read
from sojourn.queries.guarding import guarded
from sojourn.stores.store import Store

COLUMNS = (
    *("id", "kind", "claim", "origin", "destination", "place", "population", "whole", "agent", "profession"),
    *("figure", "low", "high", "low_open", "high_open", "hedge", "measure", "unit", "printed", "word"),
    *("start", "end", "when", "when_words", "status", "mobility", "mobility_after", "modality", "method"),
    *("driver", "role", "event", "observation", "source", "source_title", "chain", "root", "attribution"),
    *("locator", "chars", "digest", "wording", "quote", "note", "iri"),
)
"""The columns, in order. Names are labels; several that hold separately are joined by semicolons."""


def to_csv(store: Store, lang: str = "en") -> bytes:
    """The claims as CSV; an empty cell is *not stated*.

    Args:
        store: What to write.
        lang: Language of the labels; English where the graph has none in that language.
    """
    export = read(store, lang)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_row(export, claim) for claim in export.claims)
    return text.getvalue().encode("utf-8-sig", "replace")


def _row(export: Export, claim: ExportedClaim) -> dict[str, str]:
    row = {name: claim.facts[name] for name in COLUMNS if name in claim.facts}
    row |= {name: export.labels(iris) for name, iris in claim.named.items() if name in COLUMNS}
    row |= {"id": claim.id, "kind": claim.kind, "iri": claim.iri, "figure": claim.figure}
    row = {name: guarded(text) for name, text in row.items()}
    estimate = claim.estimate
    if estimate is not None:
        row |= {"low": _plain(estimate.low), "high": _plain(estimate.high), "unit": estimate.measure.unit}
        row |= {name: "true" if getattr(estimate, name) else "" for name in ("low_open", "high_open")}
    return row


def _plain(bound: Decimal | None) -> str:
    return "" if bound is None else f"{bound:f}"
