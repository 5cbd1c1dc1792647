"""Short ways to make RDF terms, and the table that says which facet becomes which property."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from pyoxigraph import Literal, NamedNode

from sojourn.vocabulary import PREFIXES, SJ

XSD = PREFIXES["xsd"]
_DECIMAL = NamedNode(XSD + "decimal")
_INTEGER = NamedNode(XSD + "integer")
_BOOLEAN = NamedNode(XSD + "boolean")
_DATE = NamedNode(XSD + "date")


@cache
def term(curie: str) -> NamedNode:
    """A term by prefix and name: ``term("prov:wasDerivedFrom")``; ``sj:`` when no prefix is given."""
    prefix, colon, name = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + name) if colon else NamedNode(SJ + curie)


def integer(value: int) -> Literal:
    """An ``xsd:integer``."""
    return Literal(str(value), datatype=_INTEGER)


def decimal(value: Decimal) -> Literal:
    """An ``xsd:decimal`` in canonical form: no exponent, no trailing zeros."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal("0" if text in {"-0", ""} else text, datatype=_DECIMAL)


def boolean(value: bool) -> Literal:
    """An ``xsd:boolean``."""
    return Literal("true" if value else "false", datatype=_BOOLEAN)


def day(value: date) -> Literal:
    """An ``xsd:date``."""
    return Literal(value.isoformat(), datatype=_DATE)


ENTITY_FIELDS = {
    "origin": ("origin", "place"),
    "destination": ("destination", "place"),
    "place": ("place", "place"),
    "population": ("population", "population"),
    "agent": ("agent", "agent"),
    "profession": ("profession", "profession"),
    "whole": ("whole", "population"),
    "about": ("about", "source"),
}
"""Facets that hold keys of entities: field → (property, family of entity)."""

CONCEPT_FIELDS = {
    "word": ("word", "word"),
    "status": ("residenceStatus", "status"),
    "mobility": ("mobilityType", "mobility"),
    "mobility_after": ("mobilityTypeAfter", "mobility"),
    "modality": ("modality", "modality"),
    "method": ("method", "method"),
    "role": ("driverRole", "role"),
    "event": ("eventType", "event"),
    "observation": ("observationStatus", "observation"),
}
"""Facets that hold a member of a closed list: field → (property, scheme)."""

RELATION_FIELDS = {
    "explains": "explains",
    "contrasts": "contrastsWith",
    "restates": "restates",
    "supersedes": "supersedes",
}
"""Facets that hold ids of other claims: field → property."""
