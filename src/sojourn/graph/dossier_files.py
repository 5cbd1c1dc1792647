"""A thing and the claims about it as files: RDF, a table, a map; and the SPARQL that gives the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sojourn.drawing.earth_positions import BarePlace, positions_of
from sojourn.drawing.tables import node_key
from sojourn.graph.described import Json, claim_rows, description, facts, first, iris_in, is_claim, named, rows
from sojourn.graph.gathered import ROLES
from sojourn.queries.formatting import to_csv
from sojourn.queries.presenting import TextTable
from sojourn.rdf.files import FORMATS, to_bytes
from sojourn.vocabulary import DERIVED_GRAPH, entity, family_of, key_of, shorten, source_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sojourn.stores.store import Store

MOST_IN_FILE = 3_000
"""So many claims stand in a file; of a thing with more, ask for those of one source [claims]."""
COLUMNS = (
    *("id", "kind", "text", "low", "high", "lowOpen", "highOpen", "hedge", "measure", "asPrinted", "when"),
    *("edtf", "start", "end", "origin", "destination", "place", "population", "whole", "profession", "agent"),
    "modality",
    *("method", "residenceStatus", "source", "root", "iri"),
)
"""The columns of the table of claims."""
_FIGURE = {"lowOpen": "low_open", "highOpen": "high_open", "asPrinted": "as_printed"}
_RDF = {"ttl": "turtle", "jsonld": "jsonld"}
_CLAIMS = f"""SELECT DISTINCT ?claim WHERE {{ GRAPH ?g {{ ?claim ROLE ?thing }} FILTER(?g != <{DERIVED_GRAPH}>) }}
LIMIT MOST"""
_CLAIMS_IN = "SELECT DISTINCT ?claim WHERE { GRAPH ?g { ?claim ROLE ?thing } } LIMIT MOST"


def rdf(store: Store, iri: str, form: str) -> bytes:
    """What is said of a thing and of its parts, in ``ttl`` or ``jsonld``."""
    return to_bytes(description(store, [iri]), FORMATS[_RDF[form]])


def claims_of_thing(store: Store, iri: str, most: int, source: str = "") -> tuple[list[str], bool]:
    """The claims that name a thing, or the claim itself, sorted; and whether there are more than so many.

    Args:
        store: Where they are.
        iri: The thing.
        most: How many are wanted at most; no more than :data:`MOST_IN_FILE` are given.
        source: Key of the only source whose claims are wanted; all when empty.
    """
    if is_claim(iri):
        return [iri], False
    most = min(most, MOST_IN_FILE)
    bound = {"thing": iri, **({"g": source_graph(source)} if source else {})}
    found: dict[str, None] = {}
    for role in ROLES[family_of(iri)]:
        text = (_CLAIMS_IN if source else _CLAIMS).replace("ROLE", role).replace("MOST", str(most + 1))
        found.update(dict.fromkeys(row["claim"].value for row in rows(store, text, bound) if row["claim"]))
    claims = sorted(claim for claim in found if is_claim(claim))
    return claims[:most], len(claims) > most


def table(store: Store, iris: Iterable[str], lang: str) -> bytes:
    """Claims as CSV with the columns :data:`COLUMNS`; several values of a cell are parted by ``; ``."""
    told = claim_rows(store, list(iris), lang)
    return to_csv(TextTable(COLUMNS, tuple(tuple(_cell(row, name) for name in COLUMNS) for row in told))).encode()


def _value(row: Json, name: str) -> Any:
    figure: Mapping[str, Any] = row["figure"] or {}
    name = _FIGURE.get(name, name)
    return figure[name] if name in figure else row.get(name)


def _cell(row: Json, name: str) -> str:
    value = _value(row, name)
    if isinstance(value, list):
        return "; ".join(each["label"] for each in value)
    if isinstance(value, dict):
        return str(value["label"])
    if isinstance(value, float):
        return f"{value:f}".rstrip("0").rstrip(".")
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def geojson(store: Store, iri: str, iris: Iterable[str], lang: str) -> bytes:
    """The thing where it lies, and its claims as points and lines (RFC 7946); what has no position has no geometry."""
    told = claim_rows(store, list(iris), lang)
    places = {each["iri"] for row in told for name in ("origin", "destination", "place") for each in row[name]}
    spots = _positions(store, {iri, *places})
    features = []
    if family_of(iri) == "place":
        itself = {"id": key_of(iri), "kind": "place", "label": named(store, [iri], lang)[iri]["label"], "iri": iri}
        features = [_feature(iri, _point(spots.get(iri)), itself)]
    features += [_claim(row, spots) for row in told]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def _positions(store: Store, iris: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Longitude and latitude [degrees]; of a country without any the middle of its outline, as in the picture."""
    known = facts(store, iris, "wgs:lat wgs:long sj:member")
    members = facts(
        store, {member for each in known.values() for member in iris_in(each, "sj:member")}, "wgs:lat wgs:long"
    )
    everything = {**members, **known}
    spots = [
        BarePlace(
            node_key(iri),
            tuple(node_key(member) for member in iris_in(each, "sj:member")),
            float(first(each, "wgs:lat")) if first(each, "wgs:lat") else None,
            float(first(each, "wgs:long")) if first(each, "wgs:long") else None,
        )
        for iri in {*iris, *everything}
        if family_of(iri) == "place" and (each := everything.get(iri, {})) is not None
    ]
    found = positions_of(spots)
    return {entity("place", key.partition(":")[2]): point for key, point in found.items()}


def _claim(row: Json, spots: Mapping[str, tuple[float, float]]) -> Json:
    ends = [spots[each["iri"]] for name in ("origin", "destination") for each in row[name][:1] if each["iri"] in spots]
    here = [spots[each["iri"]] for each in row["place"] if each["iri"] in spots]
    geometry: Json | None = _point(here[0]) if here else None
    if len(here) > 1:
        geometry = {"type": "MultiPoint", "coordinates": here}
    if len(ends) == 2 and ends[0] != ends[1]:
        geometry = {"type": "LineString", "coordinates": ends}
    elif ends and geometry is None:
        geometry = _point(ends[0])
    return _feature(row["iri"], geometry, {name: _property(row, name) for name in COLUMNS})


def _property(row: Json, name: str) -> str | float | bool | None:
    """What a feature says: numbers and truth values as such, texts, and null where nothing is stated."""
    value = _value(row, name)
    return value if isinstance(value, (bool, float)) else _cell(row, name) or None


def _point(spot: tuple[float, float] | None) -> Json | None:
    return {"type": "Point", "coordinates": spot} if spot else None


def _feature(iri: str, geometry: Json | None, properties: Json) -> Json:
    return {"type": "Feature", "id": iri, "geometry": geometry, "properties": properties}


def drawn(iri: str) -> str:
    """The query that names the claims of a dossier, for a picture of them."""
    if is_claim(iri):
        return f"SELECT ?claim WHERE {{ VALUES ?claim {{ {_short(iri)} }} ?claim a sj:Assertion }}"
    roles = ROLES[family_of(iri)]
    if len(roles) == 1:
        return f"SELECT ?claim WHERE {{ ?claim {roles[0]} {_short(iri)} ; a sj:Assertion }}"
    named = (
        f"VALUES ?role {{ {' '.join(roles)} }} ?claim ?role {_short(iri)}"  # with a path the engine takes far longer
    )
    return f"SELECT DISTINCT ?claim WHERE {{ {named} ; a sj:Assertion }}"


def sparql(iri: str, *, large: bool = False) -> str:
    """The query that gives the claims of a dossier; of a claim, all that is said of it.

    Args:
        iri: The thing.
        large: Whether the store is so large that the engine would not end with what a claim may leave open: then kind
            and source only, and no order.
    """
    thing = _short(iri)
    if is_claim(iri):
        return f"SELECT ?property ?value WHERE {{\n  {thing} ?property ?value\n}}"
    roles = " ".join(ROLES[family_of(iri)])
    named = f"VALUES ?role {{ {roles} }}\n  ?claim ?role {thing}" if " " in roles else f"?claim {roles} {thing}"
    if large:
        return (
            f"SELECT ?claim ?kind ?source WHERE {{\n  {named} ;\n    a ?kind ; sj:source ?source .\n"
            f"  FILTER(?kind != sj:Assertion)\n}}\nLIMIT {MOST_IN_FILE}"
        )
    return (
        f"SELECT ?claim ?kind ?text ?low ?high ?hedge ?measure ?when ?source WHERE {{\n  {named} ;\n"
        "    a sj:Assertion , ?kind ; sj:source ?source .\n  FILTER(?kind != sj:Assertion)\n"
        "  OPTIONAL { ?claim dcterms:description ?text }\n"
        "  OPTIONAL { ?claim sj:measure ?measure ; sj:hedge ?hedge }\n"
        "  OPTIONAL { ?claim sj:low ?low }\n  OPTIONAL { ?claim sj:high ?high }\n"
        "  OPTIONAL { ?claim sj:edtf ?when }\n}\nORDER BY ?source ?when"
    )


def _short(iri: str) -> str:
    """A thing as a query names it: ``place:CN``, or the IRI where it has signs that a prefixed name cannot have."""
    short = shorten(iri)
    return short if short.isascii() and short.partition(":")[2].replace("-", "").isalnum() else f"<{iri}>"
