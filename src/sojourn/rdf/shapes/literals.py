"""Literals between three parties: the data, the store that rewrites some, and rdflib that rewrites others.

pySHACL compares terms as rdflib holds them, where ``1.5`` and ``1.50`` are two; a store of Oxigraph makes them one. A
literal that a store would rewrite is kept under a datatype of its own, so that the same terms are equal on both ways.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from sojourn.errors import BadInput
from sojourn.vocabulary import PREFIXES

if TYPE_CHECKING:
    import rdflib

Node = NamedNode | BlankNode
Term = Node | Literal

KEPT = "urn:x-sojourn:kept:"
"""Before the datatype of a literal that the store must not rewrite."""

_XSD = PREFIXES["xsd"]
_PLAIN = re.compile(r"0|-?[1-9][0-9]{0,17}")
_TAME = {
    "integer": _PLAIN,
    "decimal": re.compile(r"0|-?(?:0|[1-9][0-9]{0,15})\.[0-9]{0,15}[1-9]|-?[1-9][0-9]{0,15}"),
    "boolean": re.compile(r"true|false"),
    "date": re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}"),
}
_TAME_BY_TYPE = {NamedNode(_XSD + name): pattern for name, pattern in _TAME.items()}
_STRING = NamedNode(_XSD + "string")
_LANG_STRING = NamedNode(PREFIXES["rdf"] + "langString")
_DATE = NamedNode(_XSD + "date")


def stored(term: Term | Triple) -> Term:
    """The term as it goes into the store: itself, or a literal that is kept from being rewritten.

    Raises:
        BadInput: If it is a triple about a triple.
    """
    if isinstance(term, Literal):
        kind = term.datatype
        if kind in (_STRING, _LANG_STRING):
            return term
        pattern = _TAME_BY_TYPE.get(kind)
        if pattern is not None and pattern.fullmatch(term.value) and (kind != _DATE or _is_day(term.value)):
            return term
        return _kept(term)
    if isinstance(term, Triple):
        raise BadInput(
            "a triple stands where a name or a text should",
            where=str(term),
            advice="Say it in plain RDF 1.1: rdflib and pySHACL do not read triples about triples.",
        )
    return term


@lru_cache(100_000)
def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@lru_cache(100_000)
def _kept(literal: Literal) -> Literal:
    """A literal as rdflib writes it, under its own datatype when the store gives the same back."""
    as_rdflib = to_rdflib(literal)
    again = Literal(str(as_rdflib), datatype=literal.datatype)
    scratch = Store()
    subject = NamedNode("urn:s")
    scratch.add(Quad(subject, subject, again, DefaultGraph()))
    (held,) = scratch
    return again if held.object == again else Literal(again.value, datatype=NamedNode(KEPT + again.datatype.value))


def told(term: Term) -> Term:
    """The term as the data have it: the inverse of :func:`stored`, up to rdflib's own rewriting."""
    if isinstance(term, Literal) and term.datatype.value.startswith(KEPT):
        return Literal(term.value, datatype=NamedNode(term.datatype.value.removeprefix(KEPT)))
    return term


def to_rdflib(term: Term) -> rdflib.term.Node:
    """The term for rdflib and pySHACL, without a word on the log about literals that are ill-typed."""
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype == _STRING:
        return rdflib.Literal(term.value)
    datatype = rdflib.URIRef(term.datatype.value.removeprefix(KEPT))
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        return rdflib.Literal(term.value, datatype=datatype)
    finally:
        logger.disabled = before


@contextmanager
def unanswered_comparisons() -> Iterator[None]:
    """Keeps quiet what rdflib does when it compares two literals that have no order: it takes "no answer" for yes."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "NotImplemented should not be used", DeprecationWarning)
        yield


def from_rdflib(node: rdflib.term.Node) -> Term:
    """A term of rdflib as one of Oxigraph.

    Raises:
        BadInput: If it is a variable, a formula or the like.
    """
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=NamedNode(str(node.datatype))) if node.datatype else Literal(str(node))
    raise BadInput(f"{node!r} is no name and no text", advice="Use IRIs, blank nodes and literals only.")
