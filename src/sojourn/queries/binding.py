"""What people type as RDF terms, for binding to the variables of a query."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from sojourn.errors import BadInput, QueryError
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


def with_prefixes(text: str) -> str:
    """A query after the project's prefixes, on the same line, so that its other lines keep their numbers."""
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items()) + text


def as_typed(error: QueryError, where: str = "query", advice: str = "") -> QueryError:
    """An error in a query with prefixes, at its place in the text as it was typed."""
    if not error.line:
        return QueryError(error.what, where=where, advice=advice or error.advice)
    column = max(1, error.column - (len(with_prefixes("")) if error.line == 1 else 0))
    place = f"{where}:{error.line}:{column}"
    return QueryError(error.what, where=place, advice=advice or error.advice, line=error.line, column=column)
