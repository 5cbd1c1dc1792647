"""Everything that is known of one thing, as a page or as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sojourn.errors import BadInput, NotFound
from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.facade import Graph
    from sojourn.workers.limits import Limits

MEDIA = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "csv": "text/csv",
    "geojson": "application/geo+json",
}
"""Media types of the files, by their endings."""


def warm(graph: Graph) -> None:
    """Loads what a dossier needs before anybody waits for it."""
    from sojourn.graph import dossier_files, dossiers, dossiers_claims, peers

    del graph, dossier_files, dossiers, dossiers_claims, peers


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:
    """The dossier of ``key`` of a ``family``.

    Args:
        graph: Where it is.
        request: ``family`` (``place``, …, ``assertion``), ``key``, ``lang``; where given ``form`` (``ttl``, ``jsonld``,
            ``csv``, ``geojson``; a page when empty), ``source`` and ``page``.
        limits: How many rows a file has at most.

    Returns:
        The page as JSON, or the file. ``{"moved": IRI}`` for a name that is not the key, and ``{"near": […]}`` for one
        that nothing or more than one thing has; the facts say which: ``moved``, ``missing``.
    """
    from sojourn.graph.dossiers import found

    family, key, lang = request["family"], request["key"], request["lang"]
    try:
        iri = found(graph.store, family, key)
    except (NotFound, BadInput) as error:
        from sojourn.graph.searching import near

        told = near(graph.store, key, lang, family=family) or near(graph.store, key, lang)
        return Reply.of_json({"what": error.what, "advice": error.advice, "near": told}, missing=True)
    from sojourn.vocabulary import entity

    if iri != entity(family, key):
        return Reply.of_json({"moved": iri}, moved=True)
    form = request.get("form", "")
    return _file(graph, iri, form, request, limits) if form else _page(graph, iri, request)


def _page(graph: Graph, iri: str, request: Mapping[str, Any]) -> Reply:
    from sojourn.graph.dossier_files import MOST_IN_FILE, drawn, sparql
    from sojourn.graph.dossiers import dossier
    from sojourn.graph.dossiers_claims import claim_dossier
    from sojourn.graph.limits import MOST
    from sojourn.stores.store import claims_of

    lang = request["lang"]
    if request["family"] == "assertion":
        told = claim_dossier(graph.store, iri, lang)
    else:
        told = dossier(graph.store, iri, lang, source=request.get("source", ""), page=request.get("page", 1))
    large = claims_of(graph.store) > MOST["compare"]
    picture = drawn(iri) if told.get("total", 0) <= MOST_IN_FILE else ""
    return Reply.of_json({**told, "sparql": sparql(iri, large=large), "drawn": picture, "large": large})


def _file(graph: Graph, iri: str, form: str, request: Mapping[str, Any], limits: Limits) -> Reply:
    from sojourn.graph.dossier_files import claims_of_thing, geojson, rdf, table

    if form in {"ttl", "jsonld"}:
        return Reply(body=rdf(graph.store, iri, form), media=MEDIA[form])
    claims, more = claims_of_thing(graph.store, iri, limits.rows, request.get("source", ""))
    lang = request["lang"]
    body = table(graph.store, claims, lang) if form == "csv" else geojson(graph.store, iri, claims, lang)
    return Reply(body=body, media=MEDIA[form], facts={"rows": len(claims), "truncated": "rows" if more else ""})
