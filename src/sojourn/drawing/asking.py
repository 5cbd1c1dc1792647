"""What of a store is read claim by claim, and what only in columns: a study of its texts, a table of its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from sojourn.drawing.rows import (
    BACKING_NAMES,
    CERTAINTY_NAMES,
    HEDGES,
    KIND_NAMES,
    MEASURES,
    MODALITIES,
    Rows,
    Segment,
    Texts,
    When,
    certainty_of,
    rows_of,
)
from sojourn.drawing.words import period_words
from sojourn.vocabulary import key_of, source_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from sojourn.columns.drawn import Coded, Drawn, Written
    from sojourn.drawing.nodes import Atlas
    from sojourn.drawing.told import Claim
    from sojourn.stores.store import Store

TABLE = 2_000
"""Tables with more claims than this are read as columns; what has fewer is told in full [claims]."""

_FAMILIES = {"origin": "place", "destination": "place", "place": "place", "population": "population"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A store, parted by how it is read.

    Attributes:
        store: What is told in full, and everything that is known of places and people.
        folder: The columns of the store; ``None`` when nothing is read from them.
        tables: Keys of the tables that are read as columns.
    """

    store: Store
    folder: Path | None = None
    tables: tuple[str, ...] = ()


def large_tables(store: Store) -> tuple[str, ...]:
    """Keys of the tables of a store that are read as columns; none where it has no columns."""
    return tuple(sorted(key_of(graph) for part in _large(store) for graph in part["graphs"]))


def claims_in_columns(store: Store) -> int:
    """How many claims of a store a picture reads as columns."""
    return sum(part["assertions"] for part in _large(store))


def _large(store: Store) -> list[Mapping[str, Any]]:
    parts: Mapping[str, Mapping[str, Any]] = (getattr(store, "manifest", None) or {}).get("parts", {})
    found = [part for part in parts.values() if part["kind"] == "table" and part["assertions"] > TABLE]
    return found if store.columns is not None else []


def asked(store: Store, studies: Collection[str] = ()) -> Asked:
    """Parts a store: the graphs of its large tables are left where they are, the others come into memory.

    Args:
        store: The store.
        studies: Keys of the sources that are wanted; all when empty.
    """
    tables = large_tables(store)
    if not tables:
        return Asked(store=store)
    from sojourn.stores.embedded import EmbeddedStore

    left = {source_graph(key) for key in tables}
    quads = chain.from_iterable(store.quads(graph) for graph in store.graphs() if graph not in left)
    wanted = tuple(key for key in tables if not studies or key in studies)
    return Asked(store=EmbeddedStore.of(quads), folder=store.columns, tables=wanted)


def read_tables(what: Asked, atlas: Atlas, only: Collection[str] | None) -> list[Drawn]:
    """The claims of the tables, of which some may be wanted only.

    Args:
        what: From :func:`asked`.
        atlas: What is known of the populations.
        only: The last segments of the IRIs of the claims that are wanted; all when ``None``.
    """
    if what.folder is None or not what.tables:
        return []
    from sojourn.columns.drawn import keys_of, read_drawn

    _, people = keys_of(what.folder, what.tables)
    homes = {key: atlas.home_of(f"population:{key}").partition(":")[2] for key in people}
    return list(read_drawn(what.folder, what.tables, homes, only=only))


def nodes_named(tables: Iterable[Drawn]) -> set[str]:
    """Keys of the nodes that tables name."""
    return {f"{_FAMILIES[name]}:{key}" for table in tables for name, column in table.named.items() for key in column.of}


def joined_rows(claims: Sequence[Claim], tables: Sequence[Drawn], nodes: Sequence[str], sources: Sequence[str]) -> Rows:
    """The columns of claims that are told in full, and after them those of tables.

    Args:
        claims: The claims that are told in full.
        tables: The tables.
        nodes: Keys of all nodes.
        sources: Keys of all sources.
    """
    told = rows_of(claims, nodes, sources)
    if not tables:
        return told
    import numpy as np

    periods = {when: number for number, when in enumerate(told.periods)}
    firsts = np.cumsum([told.claims, *(table.claims for table in tables)]).tolist()
    pieces = [_columns(table, nodes, sources, periods) for table in tables]
    for piece, first in zip(pieces, firsts, strict=False):
        piece["claim"] = piece["claim"] + np.int32(first)
    merged = {name: np.concatenate([getattr(told, name), *(piece[name] for piece in pieces)]) for name in pieces[0]}
    return Rows(
        nodes=told.nodes,
        sources=told.sources,
        periods=tuple(periods),
        details=told.claims,
        segments=tuple(_segment(table, first) for table, first in zip(tables, firsts, strict=False)),
        **merged,
    )


def _columns(table: Drawn, nodes: Sequence[str], sources: Sequence[str], periods: dict[When, int]) -> dict[str, Any]:
    import numpy as np

    node = {key: number for number, key in enumerate(nodes)}
    plain = table.plain
    ends = {name: _moved(column, _numbered(node, _FAMILIES[name])) for name, column in table.named.items()}
    classes = _certainties(plain["modality"], plain["method"], plain["hedge"])
    return {
        "claim": table.claim,
        "start": ends["origin"],
        "end": ends["destination"],
        "place": ends["place"],
        "population": ends["population"],
        "kind": _moved(plain["kind"], KIND_NAMES.index),
        "source": np.full(table.claims, sources.index(table.source), np.int32),
        "period": _moved(table.when, lambda parts: _period(parts, periods)),
        "measure": _moved(plain["measure"], MEASURES.index, missing=0),
        "hedge": _moved(plain["hedge"], HEDGES.index, missing=0),
        "modality": _moved(plain["modality"], MODALITIES.index, missing=0),
        "certainty": classes,
        "backing": _moved(plain["attribution"], BACKING_NAMES.index, missing=BACKING_NAMES.index("absent")),
        "low": table.low,
        "high": table.high,
    }


def _numbered(node: Mapping[str, int], family: str) -> Callable[[str], int]:
    return lambda key: node[f"{family}:{key}"]


def _moved(column: Coded, to: Callable[[Any], int], *, missing: int = -1) -> Any:
    """The codes of a column as codes into another list."""
    import numpy as np

    codes = np.array([*(to(value) for value in column.of), missing], dtype=np.int32)
    return codes[column.codes]


def _certainties(modality: Coded, method: Coded, hedge: Coded) -> Any:
    import numpy as np

    columns = (modality, method, hedge)
    mixed = np.zeros(len(hedge.codes), np.int64)
    for column in columns:
        mixed = mixed * (len(column.of) + 1) + column.codes + 1
    _, first, codes = np.unique(mixed, return_index=True, return_inverse=True)
    classes = (certainty_of(*(column.value(row) or "" for column in columns)) for row in first.tolist())
    return np.array([CERTAINTY_NAMES.index(name) for name in classes], dtype=np.int32)[codes]


def _period(parts: tuple[Any, ...], periods: dict[When, int]) -> int:
    edtf, notation, words, first, last = parts
    when = When(
        words=period_words(edtf or "", notation or "", words or ""),
        start=first.isoformat() if first else "",
        end=last.isoformat() if last else "",
        anchored=bool(edtf),
    )
    return -1 if when == When() else periods.setdefault(when, len(periods))


def _segment(table: Drawn, first: int) -> Segment:
    def texts(written: Written) -> Texts:
        return Texts(
            size=table.claims,
            template=written.template,
            of=written.of,
            codes=written.codes,
            numbers=written.numbers,
        )

    return Segment(
        source=table.source,
        first=first,
        ids=texts(table.texts["id"]),
        locators=texts(table.texts["locator"]),
        printed=texts(table.texts["printed"]),
    )
