"""What people type as RDF terms, for binding to the variables of a query."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from sojourn.errors import BadInput
from sojourn.vocabulary import PREFIXES


def terms(bindings: Mapping[str, str]) -> dict[str, ox.NamedNode | ox.Literal]:
    """What a person types as RDF terms: an IRI, a CURIE with a known prefix, a number, or else a plain text.

    Raises:
        BadInput: If what looks like an IRI is none.
    """
    return {name: _term(name, text) for name, text in bindings.items()}


def _term(name: str, text: str) -> ox.NamedNode | ox.Literal:
    prefix, colon, local = text.partition(":")
    iri = PREFIXES[prefix] + local if colon and prefix in PREFIXES else text
    if colon and (prefix in PREFIXES or local.startswith("//")):
        try:
            return ox.NamedNode(iri)
        except ValueError as error:
            raise BadInput(f"{text!r} is not an IRI: {error}", where=name) from None
    if text.lstrip("-").isascii() and text.lstrip("-").isdigit():
        return ox.Literal(int(text))
    return ox.Literal(text)
