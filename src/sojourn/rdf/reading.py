"""Quads become assertions again: the inverse of :mod:`sojourn.rdf.writing`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from sojourn.errors import BadInput
from sojourn.model import BY_TERM, Assertion, Attribution, Estimate, Evidence, Hedge, Link, Measure, Period
from sojourn.rdf.terms import CONCEPT_FIELDS, ENTITY_FIELDS, RELATION_FIELDS, term
from sojourn.vocabulary import SJ, key_of, notation_of

Node = dict[str, list[NamedNode | Literal]]
"""The values of one subject, by the IRI of the property."""


def read_assertions(quads: Iterable[Quad]) -> list[Assertion]:
    """The assertions that some quads hold, in the order of their ids.

    Raises:
        BadInput: If a node that calls itself an assertion lacks its kind, its evidence or its id.
    """
    nodes: dict[str, Node] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            values = nodes[quad.subject.value][quad.predicate.value]
            if quad.object not in values:
                values.append(quad.object)
    assertion_type = term("Assertion")
    subjects = [iri for iri, node in nodes.items() if assertion_type in node.get(term("rdf:type").value, ())]
    ids = {iri: _text(nodes[iri], "dcterms:identifier") for iri in subjects}
    found = [_assertion(iri, nodes, ids) for iri in subjects]
    return sorted(found, key=lambda assertion: natural(assertion.id))


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key under which ``S0-9`` comes before ``S0-10``; digits are compared as texts, however many there are."""
    found = re.findall(r"0*([0-9]+)|([^0-9]+)", text)
    return tuple((0, len(digits), digits) if digits else (1, 0, other) for digits, other in found)


def _assertion(iri: str, nodes: dict[str, Node], ids: dict[str, str]) -> Assertion:
    node = nodes[iri]
    types = [value.value.removeprefix(SJ) for value in node[term("rdf:type").value]]
    kind = next((BY_TERM[name] for name in types if name in BY_TERM), None)
    if kind is None:
        raise BadInput("an assertion without a kind", where=iri, advice=f"Give it one of {', '.join(BY_TERM)}.")
    facets: dict[str, object] = {}
    for field, (name, _) in ENTITY_FIELDS.items():
        facets[field] = tuple(key_of(value.value) for value in node.get(term(name).value, ()))
    for field, (name, _) in CONCEPT_FIELDS.items():
        values = node.get(term(name).value)
        if values:
            facets[field] = notation_of(values[0].value)
    for field, name in RELATION_FIELDS.items():
        facets[field] = tuple(ids[value.value] for value in node.get(term(name).value, ()) if value.value in ids)
    described = node.get(term("dcterms:description").value)
    return kind(
        id=ids[iri],
        claim=described[0].value if described else "",
        lang=_language(node),
        driver=_text(node, "driver"),
        note=_text(node, "skos:note"),
        estimate=_estimate(node),
        period=_period(node),
        evidence=_evidence(node, nodes, iri),
        **facets,  # type: ignore[arg-type]  # each value was made by the table that names its field
    )


def _language(node: Node) -> str:
    for curie in ("dcterms:description", "driver"):
        for value in node.get(term(curie).value, ()):
            if isinstance(value, Literal) and value.language:
                return value.language
    return "en"


def _text(node: Node, curie: str) -> str:
    values = node.get(term(curie).value)
    return values[0].value if values else ""


def _decimal(node: Node, name: str) -> Decimal | None:
    text = _text(node, name)
    return Decimal(text) if text else None


def _estimate(node: Node) -> Estimate | None:
    hedge = _text(node, "hedge")
    if not hedge:
        return None
    return Estimate(
        low=_decimal(node, "low"),
        high=_decimal(node, "high"),
        low_open=_text(node, "lowOpen") == "true",
        high_open=_text(node, "highOpen") == "true",
        hedge=Hedge(notation_of(hedge)),
        measure=Measure(notation_of(_text(node, "measure"))),
        printed=_text(node, "asPrinted"),
    )


def _period(node: Node) -> Period | None:
    notation, words = _text(node, "periodNotation"), _text(node, "periodWords")
    if not notation and not words:
        return None
    start, end = _text(node, "start"), _text(node, "end")
    return Period(
        notation=notation,
        edtf=_text(node, "edtf"),
        start=date.fromisoformat(start) if start else None,
        end=date.fromisoformat(end) if end else None,
        words=words,
    )


def _evidence(node: Node, nodes: dict[str, Node], iri: str) -> Evidence:
    here = nodes.get(_text(node, "evidence"))
    if here is None:
        raise BadInput("an assertion without evidence", where=iri, advice="Link it with sj:evidence to its passage.")
    start, end, quote = -1, -1, ""
    for selector in (nodes[value.value] for value in here.get(term("oa:hasSelector").value, ())):
        if _text(selector, "oa:start"):
            start, end = int(_text(selector, "oa:start")), int(_text(selector, "oa:end"))
        quote = _text(selector, "oa:exact") or quote
    links = sorted(
        (nodes[value.value] for value in here.get(term("link").value, ())),
        key=lambda link: int(_text(link, "step")),
    )
    return Evidence(
        source=key_of(_text(here, "oa:hasSource")),
        line=int(_text(here, "line") or 0),
        sentence=int(_text(here, "sentence") or 0),
        locator=_text(here, "locator"),
        start=start,
        end=end,
        sha256=_text(here, "passageDigest"),
        wording=_text(here, "wording"),
        quote=quote,
        chain=tuple(
            Link(
                source=key_of(_text(link, "linksTo")),
                attribution=Attribution(notation_of(_text(link, "attribution"))),
                wording=_text(link, "wording"),
            )
            for link in links
        ),
    )
