"""A study as quads: its claims in the graphs of their sources, everything else in the registry graph."""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.model import UNION
from sojourn.rdf.entities import (
    agent_triples,
    place_triples,
    population_triples,
    profession_triples,
    registry_quads,
    source_triples,
    union_triples,
)
from sojourn.rdf.writing import Quad, Triple, assertion_quads
from sojourn.sheets.registry import Registry
from sojourn.sheets.study import Study


def study_quads(study: Study, registry: Registry) -> Iterator[Quad]:
    """All the quads of a study: claims, sources, what it names beyond the registry, and the unions it speaks of.

    Args:
        study: The study.
        registry: The registry against which it was read; its own quads are not repeated.
    """
    yield from assertion_quads(study.assertions)
    yield from registry_quads(_entity_triples(study, registry))


def registry_tables_quads(registry: Registry) -> Iterator[Quad]:
    """All the quads of a registry: its places, populations and agents."""

    def triples() -> Iterator[Triple]:
        for place in registry.places.values():
            yield from place_triples(place, registry.places)
        for population in registry.populations.values():
            yield from population_triples(population, registry.populations)
        for agent in registry.agents.values():
            yield from agent_triples(agent)

    return registry_quads(triples())


def _entity_triples(study: Study, registry: Registry) -> Iterator[Triple]:
    places = {**registry.places, **{place.key: place for place in study.places}}
    populations = {**registry.populations, **{population.key: population for population in study.populations}}
    for source in study.sources:
        yield from source_triples(source)
    for place in study.places:
        yield from place_triples(place, places)
    for population in study.populations:
        yield from population_triples(population, populations)
    for agent in study.agents:
        yield from agent_triples(agent)
    for profession in study.professions:
        yield from profession_triples(profession)
    for key in sorted(unions_of(study)):
        yield from union_triples(key, places)


def unions_of(study: Study) -> set[str]:
    """The keys of the unions of places that the claims speak of."""
    return {
        key
        for assertion in study.assertions
        for key in (*assertion.origin, *assertion.destination, *assertion.place)
        if UNION in key
    }
