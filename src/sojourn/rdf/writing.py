"""Assertions become quads: one node per assertion, values inline, in the named graph of the source that was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from sojourn.errors import BadInput
from sojourn.model import UNION, Assertion, Estimate, Evidence, Period
from sojourn.rdf.terms import CONCEPT_FIELDS, ENTITY_FIELDS, RELATION_FIELDS, boolean, day, decimal, integer, term
from sojourn.vocabulary import ID, concept, entity, source_graph

# Quad stands here for rooms that pass quads on without knowing the engine.
__all__ = [
    "Quad",
    "Triple",
    "assertion_iri",
    "assertion_quads",
    "estimate_triples",
    "period_triples",
    "triples",
    "union_of",
]

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]

_TYPE = term("rdf:type")


def assertion_iri(assertion: Assertion) -> str:
    """The IRI of an assertion; it follows from the facts, so that adding the same twice changes nothing."""
    return f"{ID}assertion/{assertion.kind}-{assertion.digest()}"


def assertion_quads(assertions: Iterable[Assertion]) -> Iterator[Quad]:
    """All the quads of some assertions of one study.

    Args:
        assertions: Assertions whose relations (``explains`` and the like) name ids among them.

    Raises:
        BadInput: If a relation names an id that is not among them.
    """
    listed = list(assertions)
    iris = {assertion.id: assertion_iri(assertion) for assertion in listed}
    for assertion in listed:
        graph = NamedNode(source_graph(assertion.graph))
        for subject, predicate, value in triples(assertion, iris):
            yield Quad(subject, predicate, value, graph)


def triples(assertion: Assertion, iris: Mapping[str, str]) -> Iterator[Triple]:
    """The triples of one assertion.

    Args:
        assertion: The assertion.
        iris: The IRI of every claim that its relations may name, by id.
    """
    node = NamedNode(iris[assertion.id])
    yield node, _TYPE, term(assertion.term)
    yield node, _TYPE, term("Assertion")
    yield node, term("dcterms:identifier"), Literal(assertion.id)
    if assertion.claim:
        yield node, term("dcterms:description"), Literal(assertion.claim, language=assertion.lang)
    for field, (name, family) in ENTITY_FIELDS.items():
        for key in getattr(assertion, field):
            yield node, term(name), NamedNode(entity(family, key))
            yield from union_of(family, key)
    for field, (name, scheme) in CONCEPT_FIELDS.items():
        notation = getattr(assertion, field)
        if notation:
            yield node, term(name), NamedNode(concept(scheme, notation))
    if assertion.driver:
        yield node, term("driver"), Literal(assertion.driver, language=assertion.lang)
    if assertion.note:
        yield node, term("skos:note"), Literal(assertion.note)
    for field, name in RELATION_FIELDS.items():
        for other in getattr(assertion, field):
            if other not in iris:
                raise BadInput(f"claim {assertion.id} names the claim {other!r}, which is not there", where=field)
            yield node, term(name), NamedNode(iris[other])
    if assertion.estimate is not None:
        yield from estimate_triples(node, assertion.estimate)
    if assertion.period is not None:
        yield from period_triples(node, assertion.period)
    yield from _evidence(node, assertion.evidence)


def union_of(family: str, key: str) -> Iterator[Triple]:
    """A union of places or populations describes itself, so that it needs no registry; nothing for any other key."""
    if UNION not in key:
        return
    node = NamedNode(entity(family, key))
    yield node, _TYPE, term("PlaceUnion" if family == "place" else "PopulationUnion")
    for member in key.split(UNION):
        yield node, term("member"), NamedNode(entity(family, member))


def estimate_triples(node: NamedNode, estimate: Estimate) -> Iterator[Triple]:
    """The interval, its open ends, its hedge and unit; bounds that are not stated stay absent."""
    for name, bound, is_open in (
        ("low", estimate.low, estimate.low_open),
        ("high", estimate.high, estimate.high_open),
    ):
        if bound is not None:
            yield node, term(name), decimal(bound)
        if is_open:
            yield node, term(f"{name}Open"), boolean(value=True)
    yield node, term("hedge"), NamedNode(concept("hedge", estimate.hedge))
    yield node, term("measure"), NamedNode(concept("measure", estimate.measure))
    if estimate.printed:
        yield node, term("asPrinted"), Literal(estimate.printed)


def period_triples(node: NamedNode, period: Period) -> Iterator[Triple]:
    """First and last day with integer years beside them, EDTF, and the notation or words behind them."""
    for name, value in (("start", period.start), ("end", period.end)):
        if value is not None:
            yield node, term(name), day(value)
            yield node, term(f"{name}Year"), integer(value.year)
    for name, text in (("edtf", period.edtf), ("periodNotation", period.notation), ("periodWords", period.words)):
        if text:
            yield node, term(name), Literal(text)


def _evidence(node: NamedNode, evidence: Evidence) -> Iterator[Triple]:
    source = NamedNode(entity("source", evidence.source))
    here = NamedNode(f"{node.value}#evidence")
    yield node, term("source"), source
    yield node, term("root"), NamedNode(entity("source", evidence.chain[-1].source)) if evidence.chain else source
    yield node, term("evidence"), here
    yield here, _TYPE, term("Evidence")
    yield here, _TYPE, term("oa:SpecificResource")
    yield here, term("oa:hasSource"), source
    yield here, term("attribution"), NamedNode(concept("attribution", evidence.attribution))
    for name, number in (("line", evidence.line), ("sentence", evidence.sentence)):
        if number:
            yield here, term(name), integer(number)
    for name, text in (
        ("locator", evidence.locator),
        ("passageDigest", evidence.sha256),
        ("wording", evidence.wording),
    ):
        if text:
            yield here, term(name), Literal(text)
    if evidence.start >= 0:
        position = NamedNode(f"{node.value}#position")
        yield here, term("oa:hasSelector"), position
        yield position, _TYPE, term("oa:TextPositionSelector")
        yield position, term("oa:start"), integer(evidence.start)
        yield position, term("oa:end"), integer(evidence.end)
    if evidence.quote:
        quoted = NamedNode(f"{node.value}#quote")
        yield here, term("oa:hasSelector"), quoted
        yield quoted, _TYPE, term("oa:TextQuoteSelector")
        yield quoted, term("oa:exact"), Literal(evidence.quote)
    for step, link in enumerate(evidence.chain, 1):
        step_node = NamedNode(f"{node.value}#link-{step}")
        yield here, term("link"), step_node
        yield step_node, _TYPE, term("Link")
        yield step_node, term("step"), integer(step)
        yield step_node, term("linksTo"), NamedNode(entity("source", link.source))
        yield step_node, term("attribution"), NamedNode(concept("attribution", link.attribution))
        if link.wording:
            yield step_node, term("wording"), Literal(link.wording)
