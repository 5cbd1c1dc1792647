"""What the graph knows of one thing, as a page tells it: definition, names, codes, and everything said, by source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sojourn.errors import NotFound
from sojourn.graph.described import Facts, Json, claim_rows, facts, first, iris_in, named, rows
from sojourn.graph.gathered import ROLES, Gathered, gathered
from sojourn.graph.wording import concept_words, term_words
from sojourn.vocabulary import ID, SJ, entity, family_of, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sojourn.queries.results import Cell
    from sojourn.stores.store import Store

MOST_LISTED = 300
"""So many things stand in one list of a dossier [things]."""

MOST_THROUGH = 100
"""So many claims that came through a source are told in its dossier [claims]."""

DEFINING = {
    "place": ("placeType", "identified", "membership", "member", "within"),
    "population": (
        *("criterion", "country", "foreignTo", "regionOfOrigin", "residentIn", "occupation", "activityStatus"),
        *("residenceStatus", "subpopulationOf", "member"),
    ),
    "profession": ("noIscoBecause", "broader", "narrower"),
    "agent": (),
    "source": (
        *("creator", "publisher", "issued", "edition", "cslType", "language", "accessed", "license", "wasDerivedFrom"),
        *("textDigest",),
    ),
}
"""The properties that say what a thing is, in the order in which they are told."""
_CODES = {
    "iso3166Part1": "",
    "iso3166Part1Alpha3": "",
    "iso3166Part2": "",
    "m49": "",
    "geonamesId": "https://www.geonames.org/",
    "isco08": "",
}
"""Codes, and the address that explains them."""
_MATCHES = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch")
_LINKS = (*_MATCHES, "rdfs:seeAlso", "owl:sameAs")
_LISTS = {
    "place": {
        "contains": "?thing_ sj:within ?thing",
        "groups": "?thing_ sj:member ?thing",
        "populations": "VALUES ?p { sj:country sj:foreignTo sj:regionOfOrigin sj:residentIn } ?thing_ ?p ?thing",
    },
    "population": {
        "subpopulations": "?thing_ sj:subpopulationOf ?thing",
        "unions": "?thing_ sj:member ?thing",
    },
    "profession": {"populations": "?thing_ sj:occupation ?thing"},
    "agent": {},
    "source": {"relied_on_by": "?thing_ prov:wasDerivedFrom ?thing FILTER EXISTS { ?thing_ a sj:Source }"},
}
"""Things that name this one, by the name of the list."""

_DATED = """
SELECT ?container ?start ?end ?authority WHERE {
  ?thing sj:containment ?dated . ?dated sj:container ?container .
  OPTIONAL { ?dated sj:start ?start } OPTIONAL { ?dated sj:end ?end }
  OPTIONAL { ?dated sj:authorityForDate ?authority }
} ORDER BY ?container ?start"""


def found(store: Store, family: str, key: str) -> str:
    """The IRI of a thing by its key, or by a code or name that only it has.

    Args:
        store: Where it is.
        family: One of :data:`sojourn.graph.gathered.ROLES`, or ``assertion``.
        key: Last segment of its IRI, decoded; or a name.

    Raises:
        NotFound: If there is none; the nearest names are given.
        BadInput: If several things have the name.
    """
    from sojourn.queries.naming import resolve

    iri = entity(family, key)
    if facts(store, [iri], "rdf:type"):
        return iri
    return resolve(store, family, key)


def dossier(store: Store, iri: str, lang: str, *, source: str = "", page: int = 1) -> Json:
    """Everything that is known of a place, a population, a profession, an agent or a source.

    Args:
        store: Where it is.
        iri: The thing.
        lang: Language of labels, figures and periods.
        source: Key of the only source whose claims are wanted; a few of each source otherwise.
        page: Which page of its claims, from 1.

    Raises:
        NotFound: If the store says nothing of it.
    """
    family = family_of(iri)
    known = facts(store, [iri]).get(iri)
    if known is None or family not in ROLES:
        raise NotFound(f"this graph says nothing of {iri.removeprefix(ID)!r}", advice="Search for it by name.")
    claims = gathered(store, iri, tuple(f"{role}" for role in ROLES[family]), source=source, page=page)
    lists = {name: _listed(store, iri, pattern, lang) for name, pattern in _LISTS[family].items()}
    return {
        "iri": iri,
        "family": family,
        "key": key_of(iri),
        **named(store, [iri], lang)[iri],
        **_names(known, lang),
        "types": _types(known, lang),
        "definition": _definition(store, known, family, lang),
        "codes": _codes(known, lang),
        "links": _links(known),
        "position": _position(known),
        "notes": [{"text": cell.value, "lang": cell.language} for cell in known.get("skos:note", ())],
        "codes_from": first(known, "sj:codesFrom"),
        "dated": _dated(store, iri, lang) if family == "place" else [],
        "lists": lists,
        "only": source,
        **(_of_source(store, iri, known, lang) if family == "source" else {}),
        **_said(store, claims, lang),
    }


def _of_source(store: Store, iri: str, known: Facts, lang: str) -> Json:
    """How it is cited, and how many claims came through it or end in it without being read in it."""
    from sojourn.graph.dossiers_claims import citation_of

    through = [
        row["claim"].value.partition("#")[0]
        for row in rows(store, "SELECT DISTINCT ?claim WHERE { ?claim sj:linksTo ?thing } LIMIT 2000", {"thing": iri})
        if row["claim"]
    ]
    through = sorted(set(through))
    return {
        "seen": first(known, "sj:seen") != "false",
        "citation": citation_of(store, iri),
        "through": claim_rows(store, through[:MOST_THROUGH], lang),
        "through_total": len(through),
    }


def _names(known: Facts, lang: str) -> Json:
    labels = [*known.get("rdfs:label", ()), *known.get("skos:prefLabel", ())]
    others = {(cell.value, cell.language) for cell in labels if cell.language != lang}
    spellings = {(cell.value, cell.language) for cell in known.get("skos:altLabel", ())}
    return {
        "labels": [{"text": text, "lang": tag} for text, tag in sorted(others, key=lambda pair: (pair[1], pair[0]))],
        "also": [{"text": text, "lang": tag} for text, tag in sorted(spellings - others)],
    }


def _types(known: Facts, lang: str) -> list[str]:
    terms = [cell.value for cell in known.get("rdf:type", ()) if cell.value.startswith(SJ)]
    return [concept_words(term, lang) for term in sorted(terms)]


def _definition(store: Store, known: Facts, family: str, lang: str) -> list[Json]:
    """Label and values of each defining property; a value is a thing, or a text."""
    prefixes = ("sj", "dcterms", "skos", "prov")
    properties = [f"{prefix}:{name}" for name in DEFINING[family] for prefix in prefixes]
    things = named(store, iris_in(known, *properties), lang)
    return [
        {"name": name.partition(":")[2], "label": _property(name, lang), "values": values}
        for name in properties
        if (values := [_value(cell, things, lang) for cell in known.get(name, ())])
    ]


def _property(name: str, lang: str) -> str:
    prefix, _, local = name.partition(":")
    return term_words(local, lang) if prefix == "sj" else _WORDS[local][("en", "zh", "ru").index(lang)]


_WORDS = {
    "creator": ("author", "作者", "автор"),
    "publisher": ("publisher", "发布者", "издатель"),
    "issued": ("published", "发布日期", "опубликовано"),
    "language": ("language", "语言", "язык"),
    "license": ("licence", "许可", "лицензия"),
    "wasDerivedFrom": ("relies on", "所依据", "опирается на"),
    "broader": ("broader", "上位", "шире"),
    "narrower": ("narrower", "下位", "уже"),
}


def _value(cell: Cell, things: Mapping[str, Json], lang: str) -> Json:
    if not cell.is_iri:
        yes = {"true": ("yes", "是", "да"), "false": ("no", "否", "нет")}.get(cell.value)
        said = yes[("en", "zh", "ru").index(lang)] if yes and cell.datatype.endswith("boolean") else cell.value
        return {"text": said, "lang": cell.language}
    if cell.value.startswith(SJ):
        return {"text": concept_words(cell.value, lang), "lang": ""}
    return things[cell.value] if family_of(cell.value) else {"text": cell.value, "lang": ""}


def _codes(known: Facts, lang: str) -> list[Json]:
    return [
        {"name": name, "label": term_words(name, lang), "value": cell.value, "url": f"{url}{cell.value}" if url else ""}
        for name, url in _CODES.items()
        for cell in known.get(f"sj:{name}", ())
    ]


def _links(known: Facts) -> list[str]:
    """Addresses outside, http(s) only, each once."""
    cells = [cell for name in (*_LINKS, "schema:url") for cell in known.get(name, ())]
    return sorted({cell.value for cell in cells if re.match(r"https?://", cell.value) and not family_of(cell.value)})


def _position(known: Facts) -> Json | None:
    latitude, longitude = first(known, "wgs:lat"), first(known, "wgs:long")
    if not latitude or not longitude:
        return None
    return {"latitude": float(latitude), "longitude": float(longitude)}


def _dated(store: Store, iri: str, lang: str) -> list[Json]:
    found = rows(store, _DATED, {"thing": iri})
    things = named(store, [row["container"].value for row in found if row["container"]], lang)
    texts = [{name: cell.value if cell else "" for name, cell in row.items()} for row in found]
    return [{**row, "container": things[row["container"]]} for row in texts]


def _listed(store: Store, iri: str, pattern: str, lang: str) -> Json:
    """A list of things and how many there are in all."""
    pattern = pattern.replace("?thing_", "?other")
    others = [
        row["other"].value
        for row in rows(store, f"SELECT DISTINCT ?other WHERE {{ {pattern} }}", {"thing": iri})
        if row["other"] and row["other"].is_iri and row["other"].value != iri
    ]
    things = named(store, others[: 10 * MOST_LISTED], lang).values()
    shown = sorted(things, key=lambda each: str(each["label"]).casefold())[:MOST_LISTED]
    return {"total": len(others), "things": shown}


def _said(store: Store, claims: Gathered, lang: str) -> Json:
    sources = named(store, (entity("source", each.source) for each in claims.told), lang)
    shown = [iri for each in claims.told for iri in each.claims]
    told = {row["iri"]: row for row in claim_rows(store, [*shown, *claims.derived[:50]], lang)}
    return {
        "total": claims.total,
        "sources": [
            {
                "source": sources[entity("source", each.source)],
                "key": each.source,
                "total": each.total,
                "page": each.page,
                "pages": each.pages,
                "claims": _rows(told, each.claims),
            }
            for each in claims.told
        ],
        "derived": _rows(told, claims.derived[:50]),
    }


def _rows(told: Mapping[str, Json], iris: Iterable[str]) -> list[Json]:
    return [told[iri] for iri in iris if iri in told]
