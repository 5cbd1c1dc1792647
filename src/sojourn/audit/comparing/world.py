"""What the registry says about places, populations and professions, ready for comparison."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sojourn.audit.comparing.people import People, Populations
from sojourn.audit.comparing.places import Days, Places
from sojourn.vocabulary import PREFIXES, key_of, notation_of

if TYPE_CHECKING:
    from sojourn.audit.comparing.figures import Figure
    from sojourn.stores.store import Store

_HEAD = f"PREFIX sj: <{PREFIXES['sj']}>\n"
_LINKS = _HEAD + "SELECT ?subject ?object WHERE {{ ?subject {property} ?object }}"
_DATED = (
    _HEAD
    + """SELECT ?place ?container ?start ?end WHERE {
  ?place sj:containment ?dated . ?dated sj:container ?container .
  OPTIONAL { ?dated sj:start ?start } OPTIONAL { ?dated sj:end ?end }
}"""
)


@dataclass(frozen=True, slots=True)
class World:
    """What is known of the things that figures are about."""

    places: Places = field(default_factory=Places)
    populations: Populations = field(default_factory=Populations)

    def narrowing(self, figure: Figure) -> frozenset[str]:
        """The occupations to which a figure narrows its population beyond what that population is by definition."""
        if not figure.professions:
            return figure.professions
        named = self.populations.occupations(figure.professions)
        defined = self.populations.occupations(self.populations.facets(figure.population).occupations)
        return frozenset() if named == defined else named

    def defined_status(self, figure: Figure) -> str:
        """The residence status that belongs to the definition of the population; empty when none does."""
        return self.populations.facets(figure.population).status

    def status(self, figure: Figure) -> str:
        """The residence status that the claim states, or its population by definition; empty when neither does."""
        return figure.assertion.status or self.defined_status(figure)


def read_world(store: Store) -> World:
    """Reads the registry of a store."""
    places = _places(store)
    values = {
        name: _many(store, f"sj:{name}")
        for name in ("criterion", "country", "regionOfOrigin", "activityStatus", "occupation")
    }
    values["status"] = _many(store, "sj:residenceStatus", family="population")
    people = {key: _people(key, values) for key in values["criterion"]}
    populations = Populations(
        above=_closed(_many(store, "sj:includedIn")),
        people=people,
        isco={key: tuple(sorted(codes)) for key, codes in _many(store, "sj:isco08", literal=True).items()},
        places=places,
    )
    return World(places, populations)


def _places(store: Store) -> Places:
    members = {key: tuple(sorted(found)) for key, found in _many(store, "sj:member").items()}
    membership = _many(store, "sj:membership")
    identified = _many(store, "sj:identified", literal=True)
    dated: dict[tuple[str, str], list[Days]] = defaultdict(list)
    direct: dict[str, set[str]] = defaultdict(set, _many(store, "sj:within"))
    for place, container, days in _containments(store):
        direct[place].add(container)
        if days != (-float("inf"), float("inf")):
            dated[place, container].append(days)
    return Places(
        above=_closed(_many(store, "sj:liesIn")),
        members=members,
        open=frozenset(key for key, notations in membership.items() if "open" in notations),
        types={key: min(notations) for key, notations in _many(store, "sj:placeType").items()},
        unidentified=frozenset(key for key, texts in identified.items() if "false" in texts),
        dated={pair: tuple(sorted(spans)) for pair, spans in dated.items()},
        direct={place: frozenset(containers) for place, containers in direct.items()},
    )


def _people(key: str, values: dict[str, dict[str, set[str]]]) -> People:
    def one(name: str) -> str:
        return min(values[name].get(key, {""}))

    return People(
        criterion=one("criterion"),
        countries=frozenset(values["country"].get(key, ())),
        region=one("regionOfOrigin"),
        activity=one("activityStatus"),
        status=one("status"),
        occupations=frozenset(values["occupation"].get(key, ())),
    )


def _many(store: Store, curie: str, *, family: str = "", literal: bool = False) -> dict[str, set[str]]:
    """The objects of a property by the key of their subject: keys of entities, notations of concepts, or texts."""
    from sojourn.queries.running import select
    from sojourn.vocabulary import family_of

    found: dict[str, set[str]] = defaultdict(set)
    for row in select(store, _LINKS.format(property=curie)).rows:
        subject, value = row
        if subject is None or value is None or (family and family_of(subject.value) != family):
            continue
        name = key_of if family_of(value.value) else notation_of
        found[key_of(subject.value)].add(value.value if literal else name(value.value))
    return dict(found)


def _closed(above: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(found | {key}) for key, found in above.items()}


def _containments(store: Store) -> Iterator[tuple[str, str, Days]]:
    from sojourn.queries.running import select

    for row in select(store, _DATED).values():
        start, end = row["start"], row["end"]
        first = date.fromisoformat(start).toordinal() if start else -float("inf")
        last = date.fromisoformat(end).toordinal() if end else float("inf")
        yield key_of(row["place"] or ""), key_of(row["container"] or ""), (first, last)
