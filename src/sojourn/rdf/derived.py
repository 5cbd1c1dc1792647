"""Derived figures become quads of a graph of their own, with rule and inputs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from sojourn.model import KINDS, Derived
from sojourn.rdf.terms import ENTITY_FIELDS, term
from sojourn.rdf.writing import estimate_triples, period_triples, union_of
from sojourn.vocabulary import DERIVED_GRAPH, ID, concept, entity

_TYPE = term("rdf:type")


def derived_quads(derived: Iterable[Derived], iris: Mapping[str, str]) -> Iterator[Quad]:
    """The quads of derived figures.

    Args:
        derived: What was computed.
        iris: The IRI of every assertion that may be an input, by id.
    """
    graph = NamedNode(DERIVED_GRAPH)
    for item in derived:
        node = NamedNode(_iri(item, iris))
        activity = NamedNode(f"{node.value}#derivation")
        yield Quad(node, _TYPE, term("DerivedAssertion"), graph)
        yield Quad(node, term("dcterms:identifier"), Literal(item.id), graph)
        yield Quad(node, term("derivedKind"), term(KINDS[item.kind].term), graph)
        for field in ("origin", "destination", "place", "population", "profession", "whole"):
            name, family = ENTITY_FIELDS[field]
            for key in getattr(item, field):
                yield Quad(node, term(name), NamedNode(entity(family, key)), graph)
                for triple in union_of(family, key):
                    yield Quad(*triple, graph)
        if item.status:
            yield Quad(node, term("residenceStatus"), NamedNode(concept("status", item.status)), graph)
        for triple in estimate_triples(node, item.estimate):
            yield Quad(*triple, graph)
        if item.period is not None:
            for triple in period_triples(node, item.period):
                yield Quad(*triple, graph)
        yield Quad(node, term("prov:wasGeneratedBy"), activity, graph)
        yield Quad(activity, _TYPE, term("Derivation"), graph)
        yield Quad(activity, _TYPE, term("prov:Activity"), graph)
        yield Quad(activity, term("rule"), NamedNode(concept("rule", item.rule)), graph)
        yield Quad(activity, term("arithmetic"), Literal(item.arithmetic, language="en"), graph)
        if item.solver:
            yield Quad(activity, term("prov:wasAssociatedWith"), NamedNode(entity("agent", item.solver)), graph)
        for identifier in item.inputs:
            yield Quad(node, term("prov:wasDerivedFrom"), NamedNode(iris[identifier]), graph)
            yield Quad(activity, term("prov:used"), NamedNode(iris[identifier]), graph)


def _iri(item: Derived, iris: Mapping[str, str]) -> str:
    """The IRI of a derived figure: two studies may name their claims alike, so it follows from its inputs, too."""
    inputs = hashlib.sha256("\n".join(sorted(iris[identifier] for identifier in item.inputs)).encode()).hexdigest()
    return f"{ID}assertion/{item.id}-{inputs[:8]}"
