"""Places, populations, professions, agents and sources become quads of the registry graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from sojourn.model import UNION, Agent, Containment, Names, Place, Population, Profession, Source
from sojourn.rdf.terms import boolean, day, decimal, term
from sojourn.rdf.writing import Triple
from sojourn.vocabulary import PREFIXES, REGISTRY_GRAPH, concept, entity, source_graph

_TYPE = term("rdf:type")
_WKT = NamedNode(PREFIXES["geo"] + "wktLiteral")
_WIKIDATA = "http://www.wikidata.org/entity/"
_GEONAMES = "https://sws.geonames.org/"

_SOURCE_TYPES = {
    "article-newspaper": "schema:NewsArticle",
    "article-magazine": "schema:NewsArticle",
    "article-journal": "schema:ScholarlyArticle",
    "book": "schema:Book",
    "dataset": "schema:Dataset",
    "report": "schema:Report",
    "webpage": "schema:WebPage",
}
"""CSL types that schema.org has a class for; the others are ``schema:CreativeWork``."""

_AGENT_TYPES = {"person": "Person", "group": "PersonGroup", "organisation": "Organisation"}


def registry_quads(triples: Iterable[Triple]) -> Iterator[Quad]:
    """Puts triples into the registry graph."""
    graph = NamedNode(REGISTRY_GRAPH)
    return (Quad(*triple, graph) for triple in triples)


def place_triples(place: Place, places: Mapping[str, Place]) -> Iterator[Triple]:
    """A place with its names, codes, coordinates, containment and, in ``sj:liesIn``, everything that it lies in today.

    Args:
        place: The place.
        places: All places by key, for the closure of containment.
    """
    node = NamedNode(entity("place", place.key))
    yield node, _TYPE, term("Place")
    yield node, _TYPE, term("geo:Feature")
    if place.type == "group":
        yield node, _TYPE, term("PlaceGroup")
    yield from _names(node, place.names)
    yield node, term("placeType"), NamedNode(concept("placeType", place.type))
    yield from _codes(node, place)
    if place.lat is not None and place.lon is not None:
        yield from _point(node, place.lat, place.lon)
    if not place.identified:
        yield node, term("identified"), boolean(value=False)
    for member in place.members:
        yield node, term("member"), NamedNode(entity("place", member))
    if place.membership:
        yield node, term("membership"), NamedNode(concept("membership", place.membership))
    for containment in place.within:
        container = NamedNode(entity("place", containment.container))
        if containment.end is None:
            yield node, term("within"), container
        if containment.start or containment.end or containment.authority:
            yield from _dated(node, container, containment)
    for key in sorted(_containing(place.key, places)):
        yield node, term("liesIn"), NamedNode(entity("place", key))


def _codes(node: NamedNode, place: Place) -> Iterator[Triple]:
    """The codes as printed in their tables, and the same place elsewhere on the web."""
    for name, text in (
        ("iso3166Part1", place.iso3166_1),
        ("iso3166Part2", place.iso3166_2),
        ("m49", place.m49),
        ("codesFrom", place.codes_from),
        ("skos:note", place.note),
    ):
        if text:
            yield node, term(name), Literal(text)
    if place.geonames:
        yield node, term("geonamesId"), Literal(place.geonames)
        yield node, term("skos:exactMatch"), NamedNode(f"{_GEONAMES}{place.geonames}/")
    if place.wikidata:
        yield node, term("skos:exactMatch"), NamedNode(_WIKIDATA + place.wikidata)


def _dated(node: NamedNode, container: NamedNode, containment: Containment) -> Iterator[Triple]:
    """A containment with its first or last day, or the authority for it."""
    since = f"-{containment.start}" if containment.start else ""
    dated = NamedNode(f"{node.value}#within-{containment.container}{since}")
    yield node, term("containment"), dated
    yield dated, _TYPE, term("Containment")
    yield dated, term("container"), container
    for name, value in (("start", containment.start), ("end", containment.end)):
        if value is not None:
            yield dated, term(name), day(value)
    if containment.authority:
        yield dated, term("authorityForDate"), Literal(containment.authority)


def _closure(key: str, above: Callable[[str], Iterable[str]]) -> set[str]:
    """The key itself and everything above it; a cycle ends rather than hangs."""
    found: set[str] = set()
    todo = [key]
    while todo:
        here = todo.pop()
        if here not in found:
            found.add(here)
            todo.extend(above(here))
    return found


def _containing(key: str, places: Mapping[str, Place]) -> set[str]:
    """The place itself and everything that it lies in today."""

    def above(here: str) -> Iterable[str]:
        return (c.container for c in places[here].within if c.end is None) if here in places else ()

    return _closure(key, above)


def _point(node: NamedNode, lat: float, lon: float) -> Iterator[Triple]:
    yield node, term("wgs:lat"), decimal(Decimal(str(lat)))
    yield node, term("wgs:long"), decimal(Decimal(str(lon)))
    geometry = NamedNode(f"{node.value}#point")
    yield node, term("geo:hasGeometry"), geometry
    yield geometry, _TYPE, term("geo:Geometry")
    yield geometry, term("geo:asWKT"), Literal(f"POINT({lon} {lat})", datatype=_WKT)


def union_triples(key: str, places: Mapping[str, Place]) -> Iterator[Triple]:
    """What contains a union of places: whatever contains each of its members."""
    shared = set.intersection(*(_containing(member, places) for member in key.split(UNION)))
    node = NamedNode(entity("place", key))
    labels = [places[member].names.en for member in key.split(UNION) if member in places]
    yield node, term("rdfs:label"), Literal(" + ".join(labels), language="en")
    for container in sorted(shared | {key}):
        yield node, term("liesIn"), NamedNode(entity("place", container))


def population_triples(population: Population, populations: Mapping[str, Population]) -> Iterator[Triple]:
    """A population with its facets and, in ``sj:includedIn``, every population that includes it by definition."""
    node = NamedNode(entity("population", population.key))
    yield node, _TYPE, term("Population")
    yield from _names(node, population.names)
    yield node, term("criterion"), NamedNode(concept("criterion", population.criterion))
    for country in population.country:
        yield node, term("country"), NamedNode(entity("place", country))
    for name, key in (
        ("foreignTo", population.foreign_to),
        ("regionOfOrigin", population.region_of_origin),
        ("residentIn", population.resident_in),
    ):
        if key:
            yield node, term(name), NamedNode(entity("place", key))
    for occupation in population.occupations:
        yield node, term("occupation"), NamedNode(entity("profession", occupation))
    if population.activity:
        yield node, term("activityStatus"), NamedNode(concept("activity", population.activity))
    if population.residence_status:
        yield node, term("residenceStatus"), NamedNode(concept("status", population.residence_status))
    for broader in population.subpopulation_of:
        yield node, term("subpopulationOf"), NamedNode(entity("population", broader))

    def above(here: str) -> Iterable[str]:
        return populations[here].subpopulation_of if here in populations else ()

    for key in sorted(_closure(population.key, above)):
        yield node, term("includedIn"), NamedNode(entity("population", key))
    if population.note:
        yield node, term("skos:note"), Literal(population.note)


def agent_triples(agent: Agent) -> Iterator[Triple]:
    """A person, a group of particular persons, or an organisation."""
    node = NamedNode(entity("agent", agent.key))
    yield node, _TYPE, term(_AGENT_TYPES[agent.type])
    yield node, _TYPE, term("prov:Agent")
    yield from _names(node, agent.names)
    if agent.wikidata:
        yield node, term("skos:exactMatch"), NamedNode(_WIKIDATA + agent.wikidata)
    if agent.note:
        yield node, term("skos:note"), Literal(agent.note)


def profession_triples(profession: Profession) -> Iterator[Triple]:
    """An occupation with its ISCO-08 codes, or the reason why it has none."""
    node = NamedNode(entity("profession", profession.key))
    yield node, _TYPE, term("Profession")
    yield node, _TYPE, term("skos:Concept")
    yield from _names(node, profession.names)
    for code in profession.isco08:
        yield node, term("isco08"), Literal(code)
    if profession.no_isco_because:
        yield node, term("noIscoBecause"), Literal(profession.no_isco_because, language="en")


def source_triples(source: Source) -> Iterator[Triple]:
    """Something that says something, with what it rests on as a whole."""
    node = NamedNode(entity("source", source.key))
    yield node, _TYPE, term("Source")
    yield node, _TYPE, term("prov:Entity")
    yield node, _TYPE, term(_SOURCE_TYPES.get(source.type, "schema:CreativeWork"))
    yield node, term("rdfs:label"), Literal(source.title)
    yield node, term("seen"), boolean(value=source.seen)
    for name, text in (
        ("cslType", source.type),
        ("dcterms:title", source.title),
        ("dcterms:creator", source.author),
        ("dcterms:publisher", source.publisher),
        ("issued", source.published),
        ("edition", source.edition),
        ("schema:url", source.url),
        ("accessed", source.accessed),
        ("dcterms:license", source.licence),
        ("dcterms:language", source.lang),
        ("textDigest", source.sha256),
        ("skos:note", source.note),
    ):
        if text:
            yield node, term(name), Literal(text)
    for other in source.based_on:
        yield node, term("prov:wasDerivedFrom"), NamedNode(entity("source", other))
    if source.seen:
        yield node, term("inGraph"), NamedNode(source_graph(source.key))


def _names(node: NamedNode, names: Names) -> Iterator[Triple]:
    for language in ("en", "zh", "ru"):
        label = getattr(names, language)
        if label:
            yield node, term("rdfs:label"), Literal(label, language=language)
    for alias in names.aliases:
        yield node, term("skos:altLabel"), Literal(alias)
