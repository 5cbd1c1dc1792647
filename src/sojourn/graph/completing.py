"""What an editor may propose while somebody types a query: our terms with their meaning, and things by their names.

Everything comes from the graph itself; nothing is fetched from anywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sojourn.graph.described import named
from sojourn.graph.searching import index_of
from sojourn.queries.running import select
from sojourn.queries.spelling import plain
from sojourn.vocabulary import PREFIXES, SJ, family_of, shorten

if TYPE_CHECKING:
    from sojourn.graph.searching import Name
    from sojourn.stores.store import Store

MOST = 30
"""Most things proposed at once."""

OUTSIDE = {
    "rdf:type": "class of a thing; may be written a",
    "rdfs:label": "name of a thing",
    "rdfs:comment": "remark",
    "rdfs:seeAlso": "further reading",
    "skos:prefLabel": "preferred name",
    "skos:altLabel": "other name",
    "skos:definition": "what a term means",
    "skos:example": "example of a term",
    "skos:notation": "code in a closed list",
    "skos:inScheme": "closed list that a concept is in",
    "skos:exactMatch": "the same concept elsewhere",
    "skos:closeMatch": "nearly the same concept elsewhere",
    "skos:broadMatch": "broader concept elsewhere",
    "skos:narrowMatch": "narrower concept elsewhere",
    "dcterms:identifier": "identifier of a claim",
    "dcterms:description": "what a claim says, in our words",
    "dcterms:title": "title of a source",
    "dcterms:creator": "who made it",
    "dcterms:publisher": "who published it",
    "dcterms:language": "language of a source",
    "prov:wasDerivedFrom": "what a figure or a source rests on",
    "prov:wasGeneratedBy": "how a derived figure was made",
    "geo:hasGeometry": "where a place is",
    "geo:asWKT": "position as WKT",
    "wgs:lat": "latitude [degrees]",
    "wgs:long": "longitude [degrees]",
    "xsd:date": "type of a day",
    "xsd:integer": "type of a whole number",
    "xsd:decimal": "type of a number",
}
"""Terms of others that queries of this graph use, with what they mean here."""

_TERMS = f"""
PREFIX rdf: <{PREFIXES["rdf"]}> PREFIX rdfs: <{PREFIXES["rdfs"]}> PREFIX skos: <{PREFIXES["skos"]}>
PREFIX owl: <{PREFIXES["owl"]}>
SELECT DISTINCT ?term ?kind ?label ?definition WHERE {{
  VALUES (?class ?kind) {{
    (owl:Class "class") (owl:ObjectProperty "property") (owl:DatatypeProperty "property") (rdf:Property "property")
    (skos:Concept "concept")
  }}
  ?term a ?class .
  FILTER(STRSTARTS(STR(?term), "{SJ}"))
  OPTIONAL {{ ?term rdfs:label|skos:prefLabel ?label }}
  OPTIONAL {{ ?term skos:definition ?definition FILTER(LANG(?definition) = LANG(?label)) }}
}}"""
_FAMILIES = ("place", "population", "profession", "agent", "source")
_NOT = 4
_PLAIN = re.compile(r"[a-z]+:[A-Za-z0-9_](?:[A-Za-z0-9_\-]*)")


def terms(store: Store, lang: str = "en") -> dict[str, object]:
    """The prefixes, and the terms with their names and meanings.

    Args:
        store: What is known.
        lang: Language of names and meanings; English where there is none.

    Returns:
        ``{"prefixes": {"sj": "https://…"}, "terms": […]}``, a term being
        ``{"insert": "sj:low", "kind": "property", "label": "lower bound", "about": "…"}``
    """
    found: dict[str, dict[str, str]] = {}
    order = {lang: 0, "en": 1}
    best: dict[str, int] = {}
    for row in select(store, _TERMS):
        term, kind, label, about = row["term"], row["kind"], row["label"], row["definition"]
        if term is None or kind is None:
            continue
        rank = order.get(label.language if label else "", 2)
        if rank < best.get(term.value, 3):
            best[term.value] = rank
            name = {"label": label.value if label else "", "about": about.value if about else ""}
            found[term.value] = {"insert": _written(term.value), "kind": kind.value, **name}
    ours = sorted(found.values(), key=lambda each: each["insert"].lower())
    others = [
        {"insert": name, "kind": "type" if name.startswith("xsd:") else "property", "label": "", "about": about}
        for name, about in OUTSIDE.items()
    ]
    return {"prefixes": PREFIXES, "terms": [*ours, *others]}


def things(store: Store, typed: str, *, family: str = "", lang: str = "en") -> list[dict[str, str]]:
    """The things whose names begin like what was typed, then those that hold it, best first, at most :data:`MOST`.

    Args:
        store: What is known.
        typed: The beginning of a name in any language, or of a key.
        family: Only things of this family (``place``, ``population``, …); all when empty.
        lang: Language of the names that are shown.

    Returns:
        ``[{"insert": "place:CN-BJ", "kind": "place", "label": "Beijing", "about": "北京"}]``
    """
    wanted = plain(typed)
    if not wanted:
        return []
    families = (family,) if family else _FAMILIES
    fitting = []
    for iri, names in index_of(store).names.items():
        if family_of(iri) in families:
            how, name = min(
                ((_how(name, wanted), name) for name in names), key=lambda pair: (pair[0], len(pair[1].plain))
            )
            if how < _NOT:
                fitting.append((how, len(name.plain), name.plain, iri, name.shown if name.kind != "key" else ""))
    best = sorted(fitting)[:MOST]
    called = named(store, [iri for *_, iri, _ in best], lang)
    return [_proposed(iri, shown, str(called[iri]["label"])) for *_, iri, shown in best]


def _how(name: Name, wanted: str) -> int:
    """How a name fits: 0 it begins so, 1 another name or a key does, 2 a word does, 3 it holds it, 4 not at all."""
    if name.plain.startswith(wanted):
        return 0 if name.kind == "label" else 1
    if f" {wanted}" in name.plain:
        return 2
    return 3 if wanted in name.plain else _NOT


def _proposed(iri: str, matched: str, label: str) -> dict[str, str]:
    about = "" if plain(matched) == plain(label) else matched
    return {"insert": _written(iri), "kind": family_of(iri), "label": label, "about": about}


def _written(iri: str) -> str:
    """An IRI as it may stand in a query: with its prefix where that is plain, else in full."""
    short = shorten(iri)
    return short if _PLAIN.fullmatch(short) else f"<{iri}>"
