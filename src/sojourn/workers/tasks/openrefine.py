"""What OpenRefine asks: which things names mean, what may be meant by the beginning of one, what is known of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph
    from sojourn.graph.known import Known
    from sojourn.graph.matching import Candidate
    from sojourn.workers.limits import Limits

Json = dict[str, Any]
_PAGE = 10


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:  # noqa: ARG001 - as every task
    """Does what ``do`` says, in the language ``lang``: ``types``, ``match``, ``extend``, ``suggest`` or ``preview``.

    Raises:
        NotFound: If a preview is wanted of what is not in the graph.
    """
    from sojourn.graph.known import known

    done = {"types": _types, "match": _match, "extend": _extend, "suggest": _suggest, "preview": _preview}
    return Reply.of_json(done[request["do"]](known(graph.store), request, request["lang"]))


def _types(known: Known, request: Mapping[str, Any], lang: str) -> Json:
    """The types, and the properties of things of the type ``type``."""
    from sojourn.graph.introducing import properties_told, types_told

    return {"types": types_told(known, lang), "properties": properties_told(known, lang, request.get("type", ""))}


def _match(known: Known, request: Mapping[str, Any], lang: str) -> Json:
    """``queries``: by their ids ``name``, ``types``, ``hints`` and ``most``."""
    from sojourn.graph.matching import Wanted, matcher

    wanted = [
        Wanted(
            name=query["name"],
            types=tuple(query["types"]),
            hints={name: tuple(values) for name, values in query["hints"].items()},
            most=query["most"],
        )
        for query in request["queries"].values()
    ]
    found = matcher(known).candidates(wanted)
    return {
        name: {"result": [_candidate(known, each, lang) for each in candidates]}
        for name, candidates in zip(request["queries"], found, strict=True)
    }


def _candidate(known: Known, candidate: Candidate, lang: str) -> Json:
    from sojourn.graph.introducing import introduced

    told = introduced(known, candidate.thing, lang)
    told["type"] = told.pop("types")
    features = [{"id": "name", "value": candidate.name_score}]
    features += [{"id": name, "value": agrees} for name, agrees in candidate.agrees.items()]
    return {**told, "score": candidate.score, "match": candidate.match, "features": features}


def _extend(known: Known, request: Mapping[str, Any], lang: str) -> Json:
    """The values of ``properties`` for things by ``ids``; what is not in the graph has none."""
    from sojourn.graph.introducing import property_told, values
    from sojourn.graph.known import ENTITIES, FAMILIES

    meta: list[Json] = []
    for name in request["properties"]:
        meta.append(property_told(known, name, lang))
        if name in ENTITIES:
            kind = FAMILIES["population" if name == "subpopulationOf" else "place"]
            meta[-1]["type"] = {"id": kind, "name": known.words[lang][kind]}
    rows: Json = {}
    for identifier in request["ids"]:
        thing = known.of(identifier)
        rows[identifier] = {name: values(known, thing, name, lang) if thing else [] for name in request["properties"]}
    return {"meta": meta, "rows": rows}


def _suggest(known: Known, request: Mapping[str, Any], lang: str) -> Json:
    """The entities, types or properties (``kind``) that may be meant by ``prefix``, after the first ``cursor``."""
    from sojourn.graph.introducing import introduced, properties_told, types_told
    from sojourn.graph.matching import matcher
    from sojourn.queries.spelling import plain

    start, prefix = request["cursor"], request["prefix"]
    if request["kind"] == "entity":
        things = matcher(known).suggested(prefix, request["types"])[start : start + _PAGE]
        told = [introduced(known, thing, lang) for thing in things]
        for each in told:
            each["notable"] = each.pop("types")
        return {"result": told}
    types = request["types"]
    listed = types_told(known, lang) if request["kind"] == "type" else properties_told(known, lang, *types[:1])
    wanted = plain(prefix)
    found = [each for each in listed if f" {wanted}" in f" {plain(each['name'])}" or each["id"].startswith(prefix)]
    return {"result": found[start : start + _PAGE * 2]}


def _preview(known: Known, request: Mapping[str, Any], lang: str) -> Json:
    """What is known of a thing, as rows of a name and values."""
    from sojourn.errors import NotFound
    from sojourn.graph.introducing import introduced, properties_told, values

    thing = known.of(request["id"])
    if thing is None:
        advice = "Ids are those of the candidates, such as place/CN or profession/doctor."
        raise NotFound(f"nothing of this graph has the id {request['id']!r}", where="id", advice=advice)
    rows = []
    for each in properties_told(known, lang, introduced(known, thing, lang)["types"][0]["id"]):
        found = [
            str(next(value[form] for form in ("name", "str", "float") if form in value))
            for value in values(known, thing, each["id"], lang)
        ]
        if found and each["id"] not in {"lat", "long", "iri"}:
            rows.append({"name": each["name"], "values": found})
    return {**introduced(known, thing, lang), "iri": thing.iri, "rows": rows}
