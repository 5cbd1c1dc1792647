"""What every export tells of a claim, read from a store with labels in one language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sojourn.model import BY_TERM, UNION, Estimate
from sojourn.queries.figures import decimal, estimate
from sojourn.queries.results import Cell
from sojourn.queries.running import select
from sojourn.rdf.reading import natural
from sojourn.stores.store import Store
from sojourn.vocabulary import PREFIXES, SJ, entity, family_of, key_of, notation_of, shorten

Facets = dict[str, dict[str, list[Cell]]]
"""The values of subjects: IRI → property (short) → values."""

_HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_CLAIMS = "SELECT ?s ?facet ?value WHERE { GRAPH ?graph { ?s a sj:Assertion ; ?facet ?value } }"
_EVIDENCE = """SELECT ?s ?facet ?value WHERE {
  GRAPH ?graph {
    ?s a sj:Assertion ; sj:evidence ?e .
    { ?e ?facet ?value } UNION { ?e oa:hasSelector ?selector . ?selector ?facet ?value }
  }
}"""
_LINKS = """SELECT ?s ?step ?to ?attribution WHERE {
  GRAPH ?graph {
    ?s a sj:Assertion ; sj:evidence ?e . ?e sj:link ?link . ?link sj:step ?step ; sj:linksTo ?to .
    OPTIONAL { ?link sj:attribution ?attribution }
  }
} ORDER BY ?s ?step"""
_ENTITIES = """SELECT DISTINCT ?s ?facet ?value WHERE {
  VALUES ?facet { rdfs:label skos:prefLabel dcterms:title sj:placeType sj:member wgs:lat wgs:long }
  ?s ?facet ?value
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A place, population, profession, agent or source that a claim names.

    Attributes:
        iri: Its IRI.
        label: What it is called; its key where the graph has no label.
        type: ``place``, ``population``, ``profession``, ``agent`` or ``source``.
        place_type: ``country``, ``city``, … of a place; empty otherwise.
        members: IRIs of the members of a union or group.
        lat, lon: Degrees north and east; ``None`` where no table gives them, both or neither.
    """

    iri: str
    label: str
    type: str
    place_type: str = ""
    members: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None

    @property
    def key(self) -> str:
        """Short name, such as ``place:CN``."""
        return shorten(self.iri)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedClaim:
    """One claim as exports tell it; what a source does not state is empty or ``None``.

    Attributes:
        iri: IRI of the assertion.
        id: Its name within the study.
        kind: ``flow``, ``residence``, …
        named: IRIs of what it names, by facet (``origin``, ``population``, ``about``, …).
        estimate: How many.
        facts: The other facets in words, by name of the column.
    """

    iri: str
    id: str
    kind: str
    named: Mapping[str, tuple[str, ...]]
    estimate: Estimate | None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def figure(self) -> str:
        """The figure as a person reads it, with its unit; empty when none is stated."""
        if self.estimate is None:
            return ""
        words = self.estimate.words()
        return words if words.endswith(("%", "%)")) else f"{words} {self.estimate.unit}"


@dataclass(frozen=True, slots=True)
class Export:
    """The claims of a store, and the things that they name."""

    claims: tuple[ExportedClaim, ...]
    things: Mapping[str, Thing]

    def labels(self, iris: tuple[str, ...]) -> str:
        """Labels of some things, joined by semicolons: what is said holds for each of them."""
        return "; ".join(self.things[iri].label for iri in iris)


NAMED = ("origin", "destination", "place", "population", "whole", "agent", "profession", "about")
"""The facets by which a claim names things."""

_NOTATIONS = {
    "word": "word",
    "residenceStatus": "status",
    "mobilityType": "mobility",
    "mobilityTypeAfter": "mobility_after",
    "modality": "modality",
    "method": "method",
    "driverRole": "role",
    "eventType": "event",
    "observationStatus": "observation",
    "hedge": "hedge",
    "measure": "measure",
}
_TEXTS = {
    "dcterms:description": "claim",
    "asPrinted": "printed",
    "start": "start",
    "end": "end",
    "edtf": "edtf",
    "periodNotation": "when",
    "periodWords": "when_words",
    "driver": "driver",
    "skos:note": "note",
}
_EVIDENCE_TEXTS = {"locator": "locator", "passageDigest": "digest", "wording": "wording", "oa:exact": "quote"}


def read(store: Store, lang: str = "en") -> Export:
    """Reads all claims of a store, in the order of their sources and ids.

    Args:
        store: Where the claims are.
        lang: Language of the labels; English, then any other, where the graph has none in that language.
    """
    entities = _facets(store, _ENTITIES)
    evidence = _facets(store, _EVIDENCE)
    chains = _chains(store)
    claims = [
        claim
        for iri, node in _facets(store, _CLAIMS).items()
        if (claim := _claim(iri, node, evidence.get(iri, {}), chains.get(iri, []), lang)) is not None
    ]
    named = {iri for claim in claims for iris in claim.named.values() for iri in iris}
    named |= {iri for claim in claims for iri in (claim.facts["source"], claim.facts["root"]) if iri}
    things = {iri: _thing(iri, entities, lang) for iri in sorted(named)}
    members = {member for thing in things.values() for member in thing.members} - set(things)
    things |= {iri: _thing(iri, entities, lang) for iri in sorted(members)}
    ordered = sorted(claims, key=lambda claim: (claim.facts["source"], natural(claim.id), claim.iri))
    return Export(tuple(_with_titles(claim, things, chains) for claim in ordered), things)


def _facets(store: Store, text: str) -> Facets:
    found: Facets = defaultdict(lambda: defaultdict(list))
    for subject, facet, value in select(store, _HEAD + text).rows:
        if subject is not None and facet is not None and value is not None:
            values = found[subject.value][_short(facet.value)]
            if value not in values:
                values.append(value)
    for properties in found.values():
        for values in properties.values():
            values.sort()
    return found


def _short(iri: str) -> str:
    return iri.removeprefix(SJ) if iri.startswith(SJ) else shorten(iri)


def _chains(store: Store) -> dict[str, list[tuple[str, str]]]:
    """The chain of every claim that has one: IRIs of sources from the nearest to the root, with the attribution."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for subject, _, source, attribution in select(store, _HEAD + _LINKS).rows:
        if subject is not None and source is not None:
            found[subject.value].append((source.value, notation_of(attribution.value) if attribution else ""))
    return found


def _claim(
    iri: str,
    node: Mapping[str, list[Cell]],
    evidence: Mapping[str, list[Cell]],
    chain: list[tuple[str, str]],
    lang: str,
) -> ExportedClaim | None:
    """One claim; ``None`` for a node whose kind is unknown here."""
    kinds = [value.value.removeprefix(SJ) for value in node.get("rdf:type", ())]
    kind = next((BY_TERM[name].kind for name in kinds if name in BY_TERM), None)
    if kind is None:
        return None
    facts = {column: _text(node, name, lang) for name, column in _TEXTS.items()}
    facts |= {column: _notation(node, name) for name, column in _NOTATIONS.items()}
    facts |= {column: _text(evidence, name, lang) for name, column in _EVIDENCE_TEXTS.items()}
    facts["attribution"] = _notation(evidence, "attribution")
    facts["line"], facts["sentence"] = _text(evidence, "line", lang), _text(evidence, "sentence", lang)
    start, end = _text(evidence, "oa:start", lang), _text(evidence, "oa:end", lang)
    facts["chars"] = f"{start}-{end}" if start and end else ""
    facts["source"] = _text(node, "source", lang)
    facts["root"] = _text(node, "root", lang) or (chain[-1][0] if chain else facts["source"])
    return ExportedClaim(
        iri=iri,
        id=_text(node, "dcterms:identifier", lang) or key_of(iri),
        kind=kind,
        named={name: tuple(value.value for value in node.get(name, ()) if value.is_iri) for name in NAMED},
        estimate=_estimate(node),
        facts=facts,
    )


def _with_titles(
    claim: ExportedClaim, things: Mapping[str, Thing], chains: Mapping[str, list[tuple[str, str]]]
) -> ExportedClaim:
    """The same claim with the chain as text and the keys of source and root in place of their IRIs."""
    source, root = claim.facts["source"], claim.facts["root"]
    steps = [key_of(source) if source else ""]
    steps += [key_of(iri) + ("?" if attribution == "implied" else "") for iri, attribution in chains.get(claim.iri, [])]
    facts = {
        **claim.facts,
        "source": key_of(source) if source else "",
        "source_title": things[source].label if source else "",
        "root": key_of(root) if root else "",
        "chain": " <- ".join(steps),
        "source_iri": source,
    }
    return replace(claim, facts=facts)


def _text(node: Mapping[str, list[Cell]], name: str, lang: str) -> str:
    values = node.get(name, [])
    return _best(values, lang).value if values else ""


def _best(values: list[Cell], lang: str) -> Cell:
    """The value in a language, else in English, else the first."""
    for wanted in (lang, "en", ""):
        for value in values:
            if value.language == wanted:
                return value
    return values[0]


def _notation(node: Mapping[str, list[Cell]], name: str) -> str:
    values = node.get(name, [])
    return notation_of(values[0].value) if values else ""


def _estimate(node: Mapping[str, list[Cell]]) -> Estimate | None:
    return estimate(
        _text(node, "low", ""),
        _text(node, "high", ""),
        opens=(_text(node, "lowOpen", "") == "true", _text(node, "highOpen", "") == "true"),
        hedge=_notation(node, "hedge"),
        measure=_notation(node, "measure"),
        printed=_text(node, "asPrinted", ""),
    )


def _thing(iri: str, entities: Facets, lang: str) -> Thing:
    node = entities.get(iri, {})
    names = node.get("rdfs:label") or node.get("skos:prefLabel") or node.get("dcterms:title")
    family = family_of(iri) or "thing"
    keys = key_of(iri).split(UNION)
    members = tuple(entity(family, key) for key in keys) if len(keys) > 1 else ()
    label = _best(names, lang).value if names else ""
    if members and (not names or all(name.language != lang for name in names)):
        label = " + ".join(_thing(member, entities, lang).label for member in members)
    lat, lon = _degrees(node, "wgs:lat", 90), _degrees(node, "wgs:long", 180)
    known = lat is not None and lon is not None
    return Thing(
        iri=iri,
        label=label or key_of(iri),
        type=family,
        place_type=_notation(node, "placeType"),
        members=members or tuple(value.value for value in node.get("member", ()) if value.is_iri),
        lat=lat if known else None,
        lon=lon if known else None,
    )


def _degrees(node: Mapping[str, list[Cell]], name: str, limit: int) -> float | None:
    value = decimal(_text(node, name, ""))
    return float(value) if value is not None and abs(value) <= limit else None
