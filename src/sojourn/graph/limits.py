"""How many claims of a store are read into memory at once, and what is said where a store holds more.

A claim that is read from its quads takes 14 kilobytes and two thirds of a millisecond (75,600 claims: 1.1 GB and
49 s), and what works with it as much again. A question that is answered from columns has no such limit. A picture tells
studies claim by claim and takes large tables from the columns, where a claim needs 0.4 kilobytes and 8 microseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.errors import BadInput
from sojourn.stores.store import claims_of

if TYPE_CHECKING:
    from pathlib import Path

    from sojourn.stores.store import Store

MOST = {"draw": 2_000_000, "export": 200_000, "compare": 200_000, "reconcile": 200_000}
"""How many claims each of these works takes [claims]."""
MOST_TOLD = 20_000
"""How many claims a picture tells one by one; those of large tables, for which there are columns, are none of these."""

_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?claim a <https://w3id.org/sojourn/ns#Assertion> }"
_DOES = {
    "draw": "a picture shows",
    "export": "an export writes",
    "compare": "compare reads",
    "reconcile": "reconcile reads",
}
_FEWER = "Name a study, or build a store of fewer parts"
_COLUMNS = "'sojourn ask' answers questions such as corridors or stock-by-count over all of them."
_ADVICE = {
    "draw": f"{_FEWER}; {_COLUMNS}",
    "export": f"{_FEWER}, or send the whole to a SPARQL server with -o URL; {_COLUMNS}",
    "compare": f"Narrow it with --place and --population, name two claims, or build a store of fewer parts; {_COLUMNS}",
    "reconcile": f"{_FEWER}; {_COLUMNS}",
}


def refuse_large(store: Store, work: str) -> None:
    """Refuses, before anything is read, a store that holds more claims than a work takes.

    What a store holds is what its manifest says; a store in memory and a server have none.

    Args:
        store: The store.
        work: One of :data:`MOST`.

    Raises:
        BadInput: With the store, the number of its claims, the limit and what to do.
    """
    held = claims_of(store)
    if held > MOST[work]:
        refuse(store, work, held)
    if work == "draw":
        _refuse_told(store, held)


def _refuse_told(store: Store, held: int) -> None:
    """Refuses more claims than a picture can tell one by one: those of large tables with columns are left out."""
    from sojourn.drawing.asking import claims_in_columns

    told = held - claims_in_columns(store)
    if getattr(store, "manifest", None) is None:
        told = _counted(store)
    if told > MOST_TOLD:
        where = folder_of(store)
        raise BadInput(
            f"the picture would tell {told:,} claims one by one; it tells at most {MOST_TOLD:,}",
            where=str(where) if where else "",
            advice=f"{_ADVICE['draw']} Tables that 'sojourn import' puts into a store on disk are drawn at any size.",
        )


def _counted(store: Store) -> int:
    """How many claims a store without a manifest holds."""
    for row in store.query(_COUNT):  # type: ignore[union-attr]  # a SELECT gives solutions
        return int(row["n"].value)
    return 0


def refuse(store: Store, work: str, claims: int, *, what: str = "the store holds") -> None:
    """Refuses so many claims; see :func:`refuse_large`."""
    folder = folder_of(store)
    raise BadInput(
        f"{what} {claims:,} claims; {_DOES[work]} at most {MOST[work]:,}",
        where=str(folder) if folder else "",
        advice=_ADVICE[work],
    )


def folder_of(store: Store) -> Path | None:
    """The folder of a store on disk; its columns lie below ``generations/NAME``."""
    return store.columns.parents[2] if store.columns is not None else None
