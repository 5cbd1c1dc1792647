"""The places, populations and professions of a graph with their names, codes and containment: read once, kept.

This is what other tools match their tables against (see :mod:`sojourn.graph.matching`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sojourn.vocabulary import ID, PREFIXES, SJ, family_of, key_of

if TYPE_CHECKING:
    from sojourn.queries.results import Cell
    from sojourn.stores.store import Store

FAMILIES: Mapping[str, str] = {
    "place": "Place",
    "population": "Population",
    "profession": "Profession",
}
"""The families of things that are matched, with their class."""
CODES: Mapping[str, str] = {
    "iso3166Part1": "place",
    "iso3166Part2": "place",
    "m49": "place",
    "geonamesId": "place",
    "wikidata": "place",
    "isco08": "profession",
}
"""Properties whose value tells one thing from all others, with the family that has them."""
ENTITIES: Mapping[str, str] = {"within": "place", "country": "population", "subpopulationOf": "population"}
"""Properties whose values are things themselves, with the family that has them."""
NUMBERS: Mapping[str, str] = {"lat": "place", "long": "place"}
"""Properties whose values are degrees."""
TYPE = "placeType"
LANGUAGES = ("en", "zh", "ru")
_MOST = 20_000
_WIKIDATA = "http://www.wikidata.org/entity/"
_LABELS = frozenset({PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel"})
_ALIAS, _MATCH = PREFIXES["skos"] + "altLabel", PREFIXES["skos"] + "exactMatch"
_READ = {
    **{SJ + name: name for name in (*CODES, *ENTITIES, TYPE, "liesIn", "noIscoBecause") if name != "wikidata"},
    PREFIXES["wgs"] + "lat": "lat",
    PREFIXES["wgs"] + "long": "long",
}
_ALL = f"""
SELECT ?thing ?property ?value WHERE {{
  {{ SELECT DISTINCT ?thing WHERE {{ ?thing a <CLASS> }} LIMIT {_MOST} }}
  ?thing ?property ?value .
  FILTER(?property IN ({", ".join(f"<{iri}>" for iri in [*_LABELS, _ALIAS, _MATCH, *_READ])}))
}}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A place, population or profession.

    Attributes:
        iri: What it is.
        labels: Its label by language.
        aliases: Its other names, in any language.
        facts: Codes, types and IRIs of things by property; ``within`` what holds it directly, ``liesIn`` at any remove.
    """

    iri: str
    labels: Mapping[str, str]
    aliases: tuple[str, ...]
    facts: Mapping[str, tuple[str, ...]]

    @property
    def id(self) -> str:
        """Its IRI within our identifiers: ``place/CN-BJ``."""
        return self.iri.removeprefix(ID)

    @property
    def family(self) -> str:
        """``place``, ``population`` or ``profession``."""
        return family_of(self.iri)

    def label(self, lang: str) -> str:
        """Its label in a language; else in English, in any, or its key."""
        return self.labels.get(lang) or self.labels.get("en") or next(iter(self.labels.values()), key_of(self.iri))


class Known:
    """All places, populations and professions of a graph."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.things: dict[str, Thing] = {}
        for family in FAMILIES:
            for thing in _read(store, family):
                self.things[thing.id] = thing

    def of(self, identifier: str) -> Thing | None:
        """What an id (``place/CN``), a CURIE (``place:CN``) or an IRI names; ``None`` when it is not here."""
        plain = identifier.strip().removeprefix(ID)
        return self.things.get(plain) or self.things.get(plain.replace(":", "/", 1))

    @cached_property
    def words(self) -> dict[str, dict[str, str]]:
        """What the properties and types of place are called: language, then name of the term."""
        from sojourn.queries.presenting import labels

        types = {kind for thing in self.things.values() for kind in thing.facts.get(TYPE, ())}
        names = [*FAMILIES.values(), *(name for name in (*CODES, *ENTITIES, TYPE) if name != "wikidata"), *types]
        iris = [SJ + name for name in names]
        return {lang: dict(zip(names, labels(self._store, iris, lang).values(), strict=True)) for lang in LANGUAGES}


_KNOWN: WeakKeyDictionary[Store, Known] = WeakKeyDictionary()


def known(store: Store) -> Known:
    """What a store knows; read when first asked for, and kept as long as the store."""
    if store not in _KNOWN:
        _KNOWN[store] = Known(store)
    return _KNOWN[store]


def _read(store: Store, family: str) -> list[Thing]:
    from sojourn.queries.running import select

    said: dict[str, dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for row in select(store, _ALL.replace("CLASS", SJ + FAMILIES[family])):
        thing, name, value = row["thing"], row["property"], row["value"]
        if thing and name and value and family_of(thing.value) == family:
            said[thing.value][name.value].append(value)
    return [_thing(iri, facts) for iri, facts in sorted(said.items())]


def _thing(iri: str, said: Mapping[str, list[Cell]]) -> Thing:
    from sojourn.importers.places import spellings

    labels = {cell.language: cell.value for name in _LABELS for cell in said.get(name, ())}
    aliases = {cell.value for cell in said.get(_ALIAS, ())}
    facts = {
        _READ[name]: tuple(sorted({cell.value.removeprefix(SJ) for cell in cells}))
        for name, cells in said.items()
        if name in _READ
    }
    numbers = {cell.value.removeprefix(_WIKIDATA) for cell in said.get(_MATCH, ()) if cell.value.startswith(_WIKIDATA)}
    if numbers:
        facts["wikidata"] = tuple(sorted(numbers))
    for code in facts.get("iso3166Part1", ()):
        aliases.update(spellings().get(code, ()))
    return Thing(iri=iri, labels=labels, aliases=tuple(sorted(aliases - set(labels.values()))), facts=facts)
