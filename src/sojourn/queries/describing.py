"""What a service offers (SPARQL 1.1 Service Description) and what its data set holds (VoID)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from sojourn.queries.asked import longest
from sojourn.queries.running import select
from sojourn.rdf.files import FORMATS
from sojourn.vocabulary import ID, PREFIXES, SJ

if TYPE_CHECKING:
    from sojourn.stores.store import Store

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_PREFIXES = {
    **{name: PREFIXES[name] for name in ("sj", "graph", "schema", "dcterms", "foaf", "xsd")},
    "sd": _SD,
    "void": _VOID,
    "formats": _FORMATS,
}
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "TriG", "N-Triples", "N-Quads", "RDF_XML", "JSON-LD")
_UNITS = {
    "seconds": ("s", "Longest that a query may take; a longer one is stopped with status 504."),
    "memory": ("MiB", "Memory that a query may take; one that needs more is stopped with status 507."),
    "rows": ("rows", "Most rows, or triples, of an answer; a longer one is cut and says so: Sojourn-Truncated."),
    "size": ("bytes", "Longest answer; a longer one is cut after a whole row and says so: Sojourn-Truncated."),
    "query": ("bytes", "Longest query; a longer one is refused with status 413."),
    "waiting": ("requests", "Most requests that wait; one more is refused with status 503 and Retry-After."),
    "patience": ("s", "Longest that a request waits; then it is refused with status 503 and Retry-After."),
}
_MOST_GRAPHS = 1_000
_SIZES = "SELECT ?graph (COUNT(*) AS ?count) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_CLASSES = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE { ?thing a ?class } GROUP BY ?class"
_CLAIMS = f"SELECT (COUNT(DISTINCT ?thing) AS ?count) WHERE {{ ?thing a <{SJ}Assertion> }}"

Term = ox.NamedNode | ox.BlankNode | ox.Literal


def service(store: Store, base: str, limits: Mapping[str, Any]) -> list[ox.Triple]:
    """The description of the service.

    Args:
        store: What is served.
        base: URL of the server, without a slash at its end.
        limits: What a request may cost, by name.
    """
    node, data, default = ox.NamedNode(f"{base}/sparql"), ox.BlankNode("data"), ox.BlankNode("default")
    sizes = _sizes(store)
    found = [
        *_about(node, _SD, {"endpoint": node, "defaultDataset": data}, "Service"),
        *_about(node, _SD, {"feature": _SD + "UnionDefaultGraph", "supportedLanguage": _SD + "SPARQL11Query"}),
        *_many(node, _SD + "resultFormat", (ox.NamedNode(_FORMATS + name) for name in (*_RESULTS, *_GRAPHS))),
        *_about(data, _SD, {"defaultGraph": default}, "Dataset"),
        *_about(default, _SD, {}, "Graph"),
    ]
    if None not in sizes.values():
        found += _about(default, _VOID, {"triples": _number(sum(size or 0 for size in sizes.values()))})
    for at, (iri, size) in enumerate(sizes.items()):
        named, graph = ox.BlankNode(f"named{at}"), ox.BlankNode(f"graph{at}")
        found += _many(data, _SD + "namedGraph", [named])
        found += _about(named, _SD, {"name": iri, "graph": graph}, "NamedGraph")
        found += _about(graph, _SD, {}, "Graph")
        found += _about(graph, _VOID, {"triples": _number(size)}) if size is not None else []
    return found + list(_limits(node, limits))


def void(store: Store, base: str) -> list[ox.Triple]:
    """The description of the data set; its counts are those of the manifest where there is one.

    Args:
        store: What is served.
        base: URL of the server, without a slash at its end.
    """
    node = ox.NamedNode(f"{base}/.well-known/void#data")
    manifest: Mapping[str, Any] = getattr(store, "manifest", None) or {}
    sizes = _sizes(store)
    title = ox.Literal("sojourn: who moved where, how many, when, and who says so", language="en")
    quads = manifest.get("quads", sum(size or 0 for size in sizes.values()))
    claims = manifest["assertions"] if "assertions" in manifest else _count(store, _CLAIMS)
    known: dict[str, Term | str] = {"sparqlEndpoint": f"{base}/sparql", "triples": _number(quads)}
    known["uriSpace"] = ox.Literal(ID)
    found = [
        *_about(node, _VOID, known, "Dataset"),
        *_many(node, PREFIXES["dcterms"] + "title", [title]),
        *_many(node, PREFIXES["foaf"] + "homepage", [ox.NamedNode(f"{base}/")]),
        *_many(node, _VOID + "vocabulary", map(ox.NamedNode, (SJ, PREFIXES["skos"], PREFIXES["prov"], PREFIXES["oa"]))),
        *_many(node, _VOID + "feature", (ox.NamedNode(_FORMATS + name) for name in _GRAPHS)),
    ]
    if manifest.get("built"):
        built = ox.Literal(manifest["built"], datatype=ox.NamedNode(PREFIXES["xsd"] + "dateTime"))
        found += _many(node, PREFIXES["dcterms"] + "modified", [built])
    classes = [(f"{SJ}Assertion", claims)] if manifest else _counts(store, _CLASSES, "class")
    for at, (iri, count) in enumerate(classes):
        part = ox.BlankNode(f"class{at}")
        found += _many(node, _VOID + "classPartition", [part])
        found += _about(part, _VOID, {"class": iri, "entities": _number(count)})
    for iri, size in sizes.items():
        found += _subset(node, base, iri, size)
    return found


def described_as(triples: list[ox.Triple], name: str) -> tuple[bytes, str]:
    """A description in a format of :data:`sojourn.rdf.files.FORMATS`, and a tag that changes when it does."""
    ordered = sorted(triples, key=lambda triple: (str(triple.subject), str(triple.predicate), str(triple.object)))
    plain = ox.serialize(ordered, format=ox.RdfFormat.N_TRIPLES) or b""
    form = FORMATS[name]
    prefixes = _PREFIXES if form in {ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.RDF_XML} else None
    body = ox.serialize(ordered, format=form, prefixes=prefixes) or b""
    return body, hashlib.sha256(plain + name.encode()).hexdigest()[:32]


def _sizes(store: Store) -> dict[str, int | None]:
    """The triples of every named graph; ``None`` where counting them would take long."""
    manifest: Mapping[str, Any] | None = getattr(store, "manifest", None)
    graphs = store.graphs()[:_MOST_GRAPHS]
    if manifest is None:
        counted = dict(_counts(store, _SIZES, "graph"))
        return {iri: counted.get(iri, 0) for iri in graphs}
    told = [*(part["graphs"] for part in manifest["parts"].values()), manifest["shared"]]
    known = {iri: int(entry["quads"]) for part in told for iri, entry in part.items()}
    return {iri: known.get(iri) for iri in graphs}


def _counts(store: Store, text: str, column: str) -> list[tuple[str, int]]:
    rows = [(row[column], row["count"]) for row in select(store, text)]
    return sorted((key.value, int(count.value)) for key, count in rows if key and count and key.is_iri)


def _count(store: Store, text: str) -> int:
    return next((int(row["count"].value) for row in select(store, text) if row["count"]), 0)


def _limits(node: ox.NamedNode, limits: Mapping[str, Any]) -> Iterator[ox.Triple]:
    schema = PREFIXES["schema"]
    for name, (unit, words) in _UNITS.items():
        value = longest(limits["query"]) if name == "query" else limits[name]
        part = ox.BlankNode(f"limit-{name}")
        yield from _many(node, schema + "additionalProperty", [part])
        told = {"name": ox.Literal(name), "unitText": ox.Literal(unit), "description": ox.Literal(words, language="en")}
        yield from _about(part, schema, {**told, "value": _number(value)}, "PropertyValue")


def _subset(node: ox.NamedNode, base: str, iri: str, size: int | None) -> Iterator[ox.Triple]:
    from urllib.parse import quote

    part = ox.NamedNode(iri)
    yield from _many(node, _VOID + "subset", [part])
    yield from _about(part, _VOID, {"dataDump": f"{base}/graphs?graph={quote(iri, safe='')}"}, "Dataset")
    if size is not None:
        yield from _about(part, _VOID, {"triples": _number(size)})


def _about(
    node: ox.NamedNode | ox.BlankNode, namespace: str, values: Mapping[str, Term | str], kind: str = ""
) -> list[ox.Triple]:
    """What one vocabulary says of a node; plain texts are IRIs."""
    found = [ox.Triple(node, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(namespace + kind))] if kind else []
    for name, value in values.items():
        term = ox.NamedNode(value) if isinstance(value, str) else value
        found.append(ox.Triple(node, ox.NamedNode(namespace + name), term))
    return found


def _many(node: ox.NamedNode | ox.BlankNode, predicate: str, values: Iterable[Term]) -> list[ox.Triple]:
    return [ox.Triple(node, ox.NamedNode(predicate), value) for value in values]


def _number(value: float) -> ox.Literal:
    return ox.Literal(int(value)) if value == int(value) else ox.Literal(str(value), datatype=_DECIMAL)


_DECIMAL = ox.NamedNode(PREFIXES["xsd"] + "decimal")
