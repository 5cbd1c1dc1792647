"""The queries of the picture, as lists of plain rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from sojourn.queries.results import Cell
from sojourn.queries.running import select
from sojourn.stores.store import Store
from sojourn.vocabulary import SJ, family_of, key_of, notation_of

_FOLDER = Path(__file__).parent / "queries"

Row = Mapping[str, Cell | None]
Facets = dict[str, dict[str, list[Cell]]]
"""Values by subject and by property: ``facets["place:beijing"]["label"]``."""


def ask(store: Store, name: str) -> list[dict[str, Cell | None]]:
    """The rows of one of the queries beside this module."""
    return list(select(store, (_FOLDER / f"{name}.rq").read_text(encoding="utf-8")))


def facets(store: Store, name: str, subject: str) -> Facets:
    """The rows ``subject, facet, value`` of a query, gathered by subject and by the last part of the property."""
    found: Facets = defaultdict(lambda: defaultdict(list))
    for row in ask(store, name):
        who, facet, value = row[subject], row["facet"], row["value"]
        if who and facet and value:
            found[who.value][facet.value.rsplit("#", 1)[-1]].append(value)
    return found


def node_key(iri: str) -> str:
    """The key of a node in a view: ``place:beijing`` for an entity of ours, the IRI for any other."""
    family = family_of(iri)
    return f"{family}:{key_of(iri)}" if family else iri


def text(row: Row, name: str) -> str:
    """A value as text; empty when it is not stated."""
    cell = row.get(name)
    return cell.value if cell else ""


def notation(row: Row, name: str) -> str:
    """The notation of a member of a closed list; empty when it is not stated."""
    value = text(row, name)
    return notation_of(value) if value.startswith(SJ) else value


def whole_number(row: Row, name: str, missing: int) -> int:
    """An integer; ``missing`` when it is not stated or is none."""
    value = text(row, name)
    return int(value) if value.isascii() and value.isdigit() else missing


def true(row: Row, name: str) -> bool:
    """Whether a boolean is stated and true."""
    return text(row, name) in {"true", "1"}
