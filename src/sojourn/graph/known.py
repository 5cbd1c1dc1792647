"""What a graph knows by name, with codes and containment: read once, kept.

The places, populations and professions are what other tools match their tables against (:mod:`sojourn.graph.matching`);
with agents, sources and unions they are what people search (:mod:`sojourn.graph.searching`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sojourn.queries.naming import CLASSES
from sojourn.queries.spelling import countries
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
MOST_KNOWN = 100_000
"""So many things of a class are known at most."""
_WIKIDATA = "http://www.wikidata.org/entity/"
_LABELS = (PREFIXES["skos"] + "prefLabel", PREFIXES["rdfs"] + "label", PREFIXES["dcterms"] + "title")
_MATCH = PREFIXES["skos"] + "exactMatch"
_ALIASES = (
    PREFIXES["skos"] + "altLabel",
    *(PREFIXES["dcterms"] + name for name in ("creator", "publisher", "identifier")),
)
_TYPED = ("iso3166Part1", "iso3166Part1Alpha3", "iso3166Part2", "m49", "geonamesId", "isco08")
"""The codes that people type."""
_READ = {
    **{SJ + name: name for name in (*CODES, *_TYPED, *ENTITIES, TYPE, "liesIn", "noIscoBecause") if name != "wikidata"},
    PREFIXES["wgs"] + "lat": "lat",
    PREFIXES["wgs"] + "long": "long",
}
_ALL = f"""
SELECT ?thing ?property ?value WHERE {{
  {{ SELECT DISTINCT ?thing WHERE {{ ?thing a <CLASS> }} LIMIT {MOST_KNOWN} }}
  ?thing ?property ?value .
  FILTER(?property IN ({", ".join(f"<{iri}>" for iri in [*_LABELS, *_ALIASES, _MATCH, *_READ])}))
}}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A place, population, profession, agent or source.

    Attributes:
        iri: What it is.
        labels: Its label by language.
        aliases: Its other names, in any language; of a country also those that the graph does not state.
        codes: What people may type for it: its codes, and those of the country that it is.
        facts: Codes, types and IRIs of things by property; ``within`` what holds it directly, ``liesIn`` at any remove.
    """

    iri: str
    labels: Mapping[str, str]
    aliases: tuple[str, ...]
    codes: tuple[str, ...]
    facts: Mapping[str, tuple[str, ...]]

    @property
    def id(self) -> str:
        """Its IRI within our identifiers: ``place/CN-BJ``."""
        return self.iri.removeprefix(ID)

    @property
    def family(self) -> str:
        """``place``, ``population``, ``profession``, ``agent`` or ``source``."""
        return family_of(self.iri)

    def label(self, lang: str) -> str:
        """Its label in a language; else in English, in any, or its key."""
        return self.labels.get(lang) or self.labels.get("en") or next(iter(self.labels.values()), key_of(self.iri))


class Known:
    """All that a graph knows by name.

    Attributes:
        things: The places, populations and professions by id, without unions.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.things = {thing.id: thing for name, term in FAMILIES.items() for thing in _read(store, name, f"sj:{term}")}

    @cached_property
    def others(self) -> dict[str, Thing]:
        """Agents, sources, and unions of places or populations, by id."""
        matched = {f"sj:{term}" for term in FAMILIES.values()}
        kinds = [(family, kind) for family, of in CLASSES.items() if family != "assertion" for kind in of.split()]
        found = [thing for family, kind in kinds if kind not in matched for thing in _read(self._store, family, kind)]
        return {thing.id: thing for thing in found if thing.id not in self.things}

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


def _read(store: Store, family: str, kind: str) -> list[Thing]:
    """The things of a class."""
    from sojourn.queries.running import select

    said: dict[str, dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for row in select(store, _ALL.replace("CLASS", SJ + kind.removeprefix("sj:"))):
        thing, name, value = row["thing"], row["property"], row["value"]
        if thing and name and value and family_of(thing.value) == family:
            said[thing.value][name.value].append(value)
    return [_thing(iri, facts) for iri, facts in sorted(said.items())]


def _thing(iri: str, said: Mapping[str, list[Cell]]) -> Thing:
    called = [cell for name in reversed(_LABELS) for cell in said.get(name, ())]
    labels = {cell.language: cell.value for cell in called}
    names = {cell.value for cell in called}
    names |= {cell.value for name in _ALIASES for cell in said.get(name, ()) if not cell.is_iri}
    facts = {
        _READ[name]: tuple(sorted({cell.value.removeprefix(SJ) for cell in cells}))
        for name, cells in said.items()
        if name in _READ
    }
    numbers = {cell.value.removeprefix(_WIKIDATA) for cell in said.get(_MATCH, ()) if cell.value.startswith(_WIKIDATA)}
    if numbers:
        facts["wikidata"] = tuple(sorted(numbers))
    codes = [code for name in _TYPED for code in facts.get(name, ())]
    for code in facts.get("iso3166Part1", ()):
        if code in countries():
            names.update(countries()[code].names)
            codes += countries()[code].codes
    aliases = tuple(sorted(names - set(labels.values())))
    return Thing(iri=iri, labels=labels, aliases=aliases, codes=tuple(dict.fromkeys(codes)), facts=facts)
