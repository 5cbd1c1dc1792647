"""The names of things: namespaces, IRIs of entities, and the closed lists of the ontology.

The closed lists come from ``ontology/*.ttl`` by way of :mod:`sojourn.vocabulary.terms`, which
``tools/build_docs.py`` writes and a test keeps current, so that starting up parses no RDF.
"""

from __future__ import annotations

SJ = "https://w3id.org/sojourn/ns#"
ID = "https://w3id.org/sojourn/id/"
GRAPH = "https://w3id.org/sojourn/graph/"

REGISTRY_GRAPH = GRAPH + "registry"
ONTOLOGY_GRAPH = GRAPH + "ontology"
DERIVED_GRAPH = GRAPH + "derived"

PREFIXES = {
    "sj": SJ,
    "place": ID + "place/",
    "population": ID + "population/",
    "profession": ID + "profession/",
    "agent": ID + "agent/",
    "source": ID + "source/",
    "assertion": ID + "assertion/",
    "graph": GRAPH,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "schema": "https://schema.org/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "wgs": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "foaf": "http://xmlns.com/foaf/0.1/",
}
"""The prefixes that every file and every query of the project may use."""

_SAFE = "+-._~"


def entity(family: str, key: str) -> str:
    """The IRI of an entity: ``entity("place", "beijing")``; any character of the key is allowed and escaped."""
    return f"{ID}{family}/{_quoted(key)}"


def key_of(iri: str) -> str:
    """The key of an entity's IRI; the inverse of :func:`entity`."""
    key = iri.rsplit("/", 1)[-1]
    if "%" not in key:
        return key
    from urllib.parse import unquote

    return unquote(key)


def family_of(iri: str) -> str:
    """``place``, ``population``, ``source``, …; empty for an IRI that is not one of ours."""
    return iri[len(ID) :].split("/", 1)[0] if iri.startswith(ID) else ""


def concept(scheme: str, notation: str) -> str:
    """The IRI of a member of a closed list: ``concept("hedge", "moreThan")``."""
    return f"{SJ}{scheme}-{notation}"


def notation_of(iri: str) -> str:
    """The notation of a member of a closed list; the inverse of :func:`concept`."""
    return iri.rsplit("#", 1)[-1].split("-", 1)[-1]


def source_graph(key: str) -> str:
    """The IRI of the named graph that holds what a source says."""
    return GRAPH + _quoted(key)


def _quoted(key: str) -> str:
    if key.isascii() and key.replace("-", "").isalnum():
        return key
    from urllib.parse import quote

    return quote(key, safe=_SAFE)


def shorten(iri: str) -> str:
    """An IRI with the longest prefix that fits, for people: ``sj:FlowAssertion``, ``place:beijing``."""
    best = max((p for p in PREFIXES.items() if iri.startswith(p[1])), key=lambda p: len(p[1]), default=None)
    return f"{best[0]}:{iri[len(best[1]) :]}" if best else iri
