"""A graph at a glance: how much it holds, of whom it speaks most, and who speaks."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sojourn.graph.described import Json, facts, first, named, rows
from sojourn.stores.store import claims_of
from sojourn.vocabulary import entity, family_of, key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sojourn.stores.store import Store

MOST_NAMED = 10
"""So many places and populations are named, those of which most is said."""
MOST_SOURCES = 40
"""So many sources are listed."""

_CLASSES = {
    "place": ("sj:Place",),
    "population": ("sj:Population",),
    "profession": ("sj:Profession",),
    "agent": ("sj:Person", "sj:PersonGroup", "sj:Organisation"),
    "source": ("sj:Source",),
}
_COUNT = "SELECT (COUNT(DISTINCT ?thing) AS ?n) WHERE { VALUES ?class { CLASSES } ?thing a ?class }"
_CLAIMS = "SELECT (COUNT(*) AS ?n) WHERE { ?claim a sj:Assertion }"
_NAMED = "SELECT ?thing (COUNT(?claim) AS ?n) WHERE { ?claim ROLE ?thing } GROUP BY ?thing"
_SOURCES = "SELECT ?thing WHERE { ?thing a sj:Source }"

_KNOWN: WeakKeyDictionary[object, tuple[dict[str, int], dict[str, Counter[str]]]] = WeakKeyDictionary()
"""What was counted once of each store; what is served does not change."""


def overview(store: Store, name: str, lang: str) -> Json:
    """What a first page tells of a graph.

    Args:
        store: The graph.
        name: What it is called.
        lang: Language of the labels.

    Returns:
        ``name``, ``counts`` by family (``assertion`` for claims), and ``places``, ``populations`` and ``sources`` as
        links with their number of ``claims``, most first; a source also with ``seen``, ``publisher``, ``published``.
    """
    counts, named_in = _counted(store)
    return {
        "name": name,
        "counts": counts,
        "places": _most(store, named_in["place"], lang),
        "populations": _most(store, named_in["population"], lang),
        "sources": _sources(store, named_in["source"], lang),
    }


def _counted(store: Store) -> tuple[dict[str, int], dict[str, Counter[str]]]:
    if store not in _KNOWN:
        counts = {family: _number(store, _COUNT.replace("CLASSES", " ".join(of))) for family, of in _CLASSES.items()}
        counts["assertion"] = claims_of(store) or _number(store, _CLAIMS)
        named_in = {
            "place": _by_thing(store, "sj:place") + _by_thing(store, "sj:origin") + _by_thing(store, "sj:destination"),
            "population": _by_thing(store, "sj:population"),
            "source": _by_source(store),
        }
        _KNOWN[store] = counts, named_in
    return _KNOWN[store]


def _number(store: Store, text: str) -> int:
    cell = rows(store, text)[0]["n"]
    return int(cell.value) if cell else 0


def _by_thing(store: Store, role: str) -> Counter[str]:
    found = rows(store, _NAMED.replace("ROLE", role))
    return Counter({row["thing"].value: int(row["n"].value) for row in found if row["thing"] and row["n"]})


def _by_source(store: Store) -> Counter[str]:
    """Claims by the source in which they were read; of a store on disk, as its manifest has them."""
    parts: Mapping[str, Mapping[str, int]] = (getattr(store, "manifest", None) or {}).get("parts", {})
    if not parts:
        return _by_thing(store, "sj:source")
    return Counter({entity("source", key): part.get("assertions", 0) for key, part in parts.items()})


def _most(store: Store, counted: Counter[str], lang: str) -> list[Json]:
    chosen = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    chosen = [(iri, number) for iri, number in chosen if family_of(iri) and "+" not in key_of(iri)][:MOST_NAMED]
    names = named(store, [iri for iri, _ in chosen], lang)
    return [{**names[iri], "claims": number} for iri, number in chosen]


def _sources(store: Store, counted: Counter[str], lang: str) -> list[Json]:
    iris = [row["thing"].value for row in rows(store, _SOURCES) if row["thing"]]
    chosen = sorted(iris, key=lambda iri: (-counted[iri], iri))[:MOST_SOURCES]
    known, names = facts(store, chosen), named(store, chosen, lang)
    return [
        {
            **names[iri],
            "claims": counted[iri],
            "seen": first(known.get(iri, {}), "sj:seen") != "false",
            "publisher": first(known.get(iri, {}), "dcterms:publisher"),
            "published": first(known.get(iri, {}), "sj:issued"),
        }
        for iri in chosen
    ]
