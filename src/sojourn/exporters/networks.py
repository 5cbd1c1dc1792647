"""The graph as a network: a ``networkx.MultiDiGraph`` in which every claim is an edge, and GraphML and GEXF of it.

An end that a source does not state becomes a node of its own, marked ``notStated``, for that claim alone: two claims
that do not say where people went never meet in one node. See :mod:`sojourn.exporters.ends` for what goes where.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from sojourn.exporters.claims import Export, ExportedClaim, Thing, read
from sojourn.exporters.ends import ends, sides
from sojourn.exporters.scenes import sheet_of, told
from sojourn.stores.store import Store
from sojourn.vocabulary import shorten

if TYPE_CHECKING:
    import networkx

    from sojourn.drawing.view import View

Plain = str | float | bool

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DATE_OF_WRITING = re.compile(rb' lastmodifieddate="[^"]*"')
_NAME_OF_GRAPH = re.compile(rb'(<graph [^>]*?) name="[^"]*"')
"""networkx writes it; the schemas of GEXF 1.2 and 1.3 have no such attribute."""
_FACTS = (
    *("word", "start", "end", "when", "when_words", "status", "mobility", "mobility_after", "modality", "method"),
    *("driver", "role", "event", "observation", "source", "root", "chain", "locator", "claim", "printed"),
)
_LABELLED = ("origin", "destination", "place", "population", "whole", "agent", "profession")
_RESERVED_IN_GEXF = {"id": "claimId", "start": "startDay", "end": "endDay"}
"""GEXF reads these names as the edge's own id and life time."""


def to_networkx(store: Store, lang: str = "en") -> networkx.MultiDiGraph[str]:
    """A directed multigraph with every claim as an edge (as several, where it holds for each of several places).

    Nodes are named like ``place:CN`` and have ``label``, ``type`` (``place``, ``population``, ``profession``,
    ``agent``, ``source``, ``openEnd``) and, where known, ``lat``, ``lon``, ``placeType`` and ``iri``; an end that is
    not stated has ``notStated=True``. Edges have ``id``, ``kind``, ``part`` (``claim``; ``profession`` for the edges
    that only tie a population to a profession, and have no figures), and those of ``low``, ``high`` [unit of
    ``measure``], ``hedge``, ``measure``, ``figure``, ``start``, ``end`` [ISO days], ``source``, ``root``, ``claim``
    and others that are stated: what is not stated is absent.

    Args:
        store: What to draw from.
        lang: Language of the labels; English where the graph has none in that language.
    """
    import networkx

    export = read(store, lang)
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(name="sojourn")
    for thing in export.things.values():
        graph.add_node(thing.key, **_node(thing))
    for claim in export.claims:
        _add(graph, export, claim)
    return graph


def to_graphml(store: Store, lang: str = "en") -> bytes:
    """The network as GraphML."""
    from networkx.readwrite.graphml import write_graphml_xml

    file = io.BytesIO()
    write_graphml_xml(_for_xml(to_networkx(store, lang)), file)
    return file.getvalue()


def to_gexf(store: Store, lang: str = "en") -> bytes:
    """The network as GEXF 1.2, in which ``id``, ``start``, ``end`` are called ``claimId``, ``startDay``, ``endDay``."""
    graph = _for_xml(to_networkx(store, lang))
    for _, _, key, edge in graph.edges(keys=True, data=True):
        for name, other in _RESERVED_IN_GEXF.items():
            if name in edge:
                edge[other] = edge.pop(name)
        edge |= {"id": key, "label": edge.get("figure") or edge["kind"]}
    return _gexf(graph)


def _gexf(graph: networkx.MultiDiGraph[str]) -> bytes:
    import networkx

    file = io.BytesIO()
    networkx.write_gexf(graph, file)
    return _NAME_OF_GRAPH.sub(rb"\1", _DATE_OF_WRITING.sub(b"", file.getvalue()), count=1)


def scene_to_gexf(view: View, *, everything: bool = False) -> bytes:
    """The marks of a picture as GEXF 1.2: shown places as nodes, flows between them as edges.

    The ``weight`` of an edge is its lowest figure [persons], 1 where there is none; ``low`` and ``high`` say which. An
    end that is not stated is a node of its own for each flow.

    Args:
        view: What is drawn.
        everything: Whether the small flows are among them.
    """
    import networkx

    sheet = sheet_of(view, everything=everything)
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(name="sojourn")
    for spot in sheet.spots:
        graph.add_node(spot.key, label=spot.label, type=spot.type, claims=spot.claims)
        if spot.lat is not None and spot.lon is not None:
            graph.nodes[spot.key].update(lat=spot.lat, lon=spot.lon)
    for line in sheet.lines:
        sides = (("origin", line.start), ("destination", line.end))
        ends = [key or _open_end(graph, f"{line.key}/{side}", side) for side, key in sides]
        facts = {"id": line.key, "mark": sheet.layer, "weight": line.low or 1, **told(line)}
        graph.add_edge(ends[0], ends[1], key=line.key, **facts)
    return _gexf(_for_xml(graph))


def _node(thing: Thing) -> dict[str, Plain]:
    node: dict[str, Plain] = {"label": thing.label, "type": thing.type, "iri": thing.iri}
    if thing.place_type:
        node["placeType"] = thing.place_type
    if thing.lat is not None and thing.lon is not None:
        node |= {"lat": thing.lat, "lon": thing.lon}
    return node


def _add(graph: networkx.MultiDiGraph[str], export: Export, claim: ExportedClaim) -> None:
    name = shorten(claim.iri)
    attributes = _edge(export, claim)
    for number, pair in enumerate(ends(export, claim)):
        nodes = [
            thing.key if thing is not None else _open_end(graph, f"{name}/{side}", side)
            for thing, side in zip(pair, sides(claim), strict=True)
        ]
        graph.add_edge(nodes[0], nodes[1], key=f"{name}/{number}" if number else name, part="claim", **attributes)
    few = {"id": claim.id, "kind": claim.kind, "source": claim.facts["source"], "part": "profession"}
    for who in claim.named["population"] or claim.named["agent"]:
        for profession in claim.named["profession"]:
            key = f"{name}/{shorten(who)}/{shorten(profession)}"
            graph.add_edge(export.things[who].key, export.things[profession].key, key=key, **few)


def _open_end(graph: networkx.MultiDiGraph[str], node: str, side: str) -> str:
    graph.add_node(node, label="not stated", type="openEnd", side=side, notStated=True)
    return node


def _edge(export: Export, claim: ExportedClaim) -> dict[str, Plain]:
    edge: dict[str, Plain] = {"id": claim.id, "kind": claim.kind, "iri": claim.iri}
    if claim.estimate is not None:
        estimate = claim.estimate
        for name, bound in (("low", estimate.low), ("high", estimate.high)):
            if bound is not None:
                edge[name] = float(bound)
        edge |= {name: True for name in ("low_open", "high_open") if getattr(estimate, name)}
        edge |= {"hedge": estimate.hedge.value, "measure": estimate.measure.value, "figure": claim.figure}
    edge |= {name: claim.facts[name] for name in _FACTS if claim.facts[name]}
    return edge | {name: export.labels(claim.named[name]) for name in _LABELLED if claim.named[name]}


def _for_xml(graph: networkx.MultiDiGraph[str]) -> networkx.MultiDiGraph[str]:
    """The same network without the characters that no XML file can hold; ``�`` stands in their place."""
    import networkx

    clean: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(name="sojourn")
    for node, attributes in graph.nodes(data=True):
        clean.add_node(_xml(node), **_all_xml(attributes))
    for start, end, key, attributes in graph.edges(keys=True, data=True):
        clean.add_edge(_xml(start), _xml(end), key=_xml(str(key)), **_all_xml(attributes))
    return clean


def _all_xml(attributes: dict[str, Plain]) -> dict[str, Plain]:
    return {name: _xml(value) if isinstance(value, str) else value for name, value in attributes.items()}


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
