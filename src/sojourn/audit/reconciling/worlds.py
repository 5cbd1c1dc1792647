"""Reads from a graph what reconciliation needs to know of its places and populations."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sojourn.audit.reconciling.cells import World
from sojourn.audit.reconciling.naming_words import FORMS
from sojourn.errors import BadInput
from sojourn.model import Containment, Names, Place, Population
from sojourn.queries.running import select
from sojourn.vocabulary import PREFIXES, key_of, notation_of

if TYPE_CHECKING:
    from sojourn.stores.store import Store

_HEAD = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("sj", "rdfs"))
_PLACES = _HEAD + (
    "SELECT ?s ?label ?own ?type ?within ?member WHERE { ?s a sj:Place . "
    "OPTIONAL { ?s rdfs:label ?label . FILTER(LANG(?label) = 'en') } "
    "OPTIONAL { ?s rdfs:label ?own . FILTER(LANG(?own) = '%s') } OPTIONAL { ?s sj:placeType ?type } "
    "OPTIONAL { ?s sj:within ?within } OPTIONAL { ?s sj:member ?member } }"
)
_POPULATIONS = _HEAD + (
    "SELECT ?s ?label ?own ?criterion ?country ?broader ?resident WHERE { ?s a sj:Population . "
    "OPTIONAL { ?s rdfs:label ?label . FILTER(LANG(?label) = 'en') } "
    "OPTIONAL { ?s rdfs:label ?own . FILTER(LANG(?own) = '%s') } OPTIONAL { ?s sj:criterion ?criterion } "
    "OPTIONAL { ?s sj:country ?country } OPTIONAL { ?s sj:residentIn ?resident } "
    "OPTIONAL { ?s sj:subpopulationOf ?broader } }"
)


def world_of(store: Store, lang: str = "en") -> World:
    """The places and populations of a graph, with names, containment, members and inclusion.

    Args:
        store: The graph.
        lang: Language of the names, ``en``, ``zh`` or ``ru``; a thing without a name in it has its English one.

    Raises:
        BadInput: If it is none of these languages.
    """
    if lang not in FORMS:
        raise BadInput(f"{lang!r} is no language of names", where="lang", advice=f"Use one of {', '.join(FORMS)}.")
    places = {
        key: Place(
            key=key,
            names=Names(en=_one(facets["own"]) or _one(facets["label"]) or key),
            type=notation_of(_one(facets["type"])) if facets["type"] else "region",
            within=tuple(Containment(container=key_of(iri)) for iri in sorted(facets["within"])),
            members=tuple(key_of(iri) for iri in sorted(facets["member"])),
        )
        for key, facets in _gathered(store, _PLACES % lang).items()
    }
    populations = {
        key: Population(
            key=key,
            names=Names(en=_one(facets["own"]) or _one(facets["label"]) or key),
            criterion=notation_of(_one(facets["criterion"])) if facets["criterion"] else "notStated",
            resident_in=key_of(_one(facets["resident"])) if facets["resident"] else "",
            country=tuple(key_of(iri) for iri in sorted(facets["country"])),
            subpopulation_of=tuple(key_of(iri) for iri in sorted(facets["broader"])),
        )
        for key, facets in _gathered(store, _POPULATIONS % lang).items()
    }
    return World(places, populations, lang=lang)


def _gathered(store: Store, query: str) -> dict[str, dict[str, set[str]]]:
    """The values of each column, by the key of the subject."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in select(store, query):
        subject = row.pop("s")
        if subject is not None:
            facets = found[key_of(subject.value)]
            for name, cell in row.items():
                if cell is not None:
                    facets[name].add(cell.value)
    return found


def _one(values: set[str]) -> str:
    return min(values) if values else ""
