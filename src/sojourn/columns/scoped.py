"""The assertions of a large store that a scope needs: those of its studies, and few of its tables.

The columns find which assertions are asked for; the quads say what they are, as where everything is read, so that both
ways give the same assertions.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from sojourn.columns.answering import Value, answer
from sojourn.rdf.reading import read_assertions
from sojourn.vocabulary import PREFIXES, entity

if TYPE_CHECKING:
    from sojourn.model import Assertion
    from sojourn.stores.embedded import EmbeddedStore

_FOLLOWED = frozenset({PREFIXES["sj"] + "evidence", PREFIXES["oa"] + "hasSelector", PREFIXES["sj"] + "link"})
"""From an assertion to its evidence, and from that to the passage and the links."""
_AT_ONCE = 500
_POPULATIONS = "SELECT DISTINCT population FROM assertions WHERE population IS NOT NULL"
_WANTED = """SELECT DISTINCT assertion FROM assertions
WHERE list_contains(string_split($ids, chr(10)), id)
OR ($narrows AND ($place = '' OR $place IN (place, origin, destination) IS TRUE)
AND (NOT $some OR list_contains(string_split($people, chr(10)), population)))"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which assertions are asked for.

    Attributes:
        place: Key of a place that is the place, the origin or the destination; any when empty.
        people: Whether those about a population, by its key, are asked for; also those that name none when ``None``.
        ids: Ids of assertions that are wanted besides, whatever they are about.
    """

    place: str = ""
    people: Callable[[str], bool] | None = None
    ids: Collection[str] = ()


def studied(store: EmbeddedStore) -> list[Assertion]:
    """The assertions of the studies of a store, all of them."""
    return read_assertions(_study_quads(store))


def _study_quads(store: EmbeddedStore) -> Iterator[ox.Quad]:
    for part in (store.manifest or {}).get("parts", {}).values():
        if part["kind"] == "study":
            for graph in part["graphs"]:
                yield from store.quads(graph)


def names_of(store: EmbeddedStore, wanted: Wanted) -> list[str]:
    """The IRIs of the assertions that are asked for, sorted; nothing but columns is read.

    Raises:
        NotAvailable: If the columnar engine is not installed.
    """
    if store.columns is None:
        return []
    people: list[str] = []
    if wanted.people is not None:
        rows = answer(store.columns, _POPULATIONS, {})[1]
        people = [key for (key,) in rows if isinstance(key, str) and wanted.people(key)]
    parameters: dict[str, Value] = {
        "ids": "\n".join(sorted(wanted.ids)),
        "narrows": bool(wanted.place) or wanted.people is not None,
        "place": wanted.place,
        "some": wanted.people is not None,
        "people": "\n".join(people),
    }
    found = answer(store.columns, _WANTED, parameters)[1]
    return sorted(entity("assertion", str(key)) for (key,) in found)


def scoped(store: EmbeddedStore, names: Collection[str]) -> list[Assertion]:
    """The assertions of the studies, and those of the tables that are named by their IRIs.

    Args:
        store: A store on disk.
        names: What :func:`names_of` found.
    """
    return read_assertions(chain(_study_quads(store), _described(store, names)))


def _described(store: EmbeddedStore, names: Iterable[str]) -> Iterator[ox.Quad]:
    """What is said of some assertions and of the evidence that they rest on."""
    seen: set[str] = set()
    todo = deque(names)
    while todo:
        some = [todo.popleft() for _ in range(min(_AT_ONCE, len(todo)))]
        seen.update(some)
        listed = " ".join(str(ox.NamedNode(name)) for name in some)  # as terms, checked and escaped
        rows = store.query(f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {listed} }} ?s ?p ?o }}")
        followed: dict[str, None] = {}
        for row in rows:  # type: ignore[union-attr]  # a SELECT gives rows
            subject, predicate, value = row["s"], row["p"], row["o"]
            yield ox.Quad(subject, predicate, value)
            if predicate.value in _FOLLOWED and isinstance(value, ox.NamedNode) and value.value not in seen:
                followed[value.value] = None
        todo.extend(followed)
