"""What the parts of a store say of the things they share, brought together: places, populations, agents, sources.

Each part describes what it speaks of, and several parts may describe the same thing. One node comes out of it:

- names: the first part's name stays the label, other names become further spellings;
- type, codes, criterion: must agree; parts that disagree are refused, for they speak of different things under one key;
- coordinates, and all that describes a source: the first part's, and a source that one part has read is described by
  that part, not by those that know it from a citation;
- containment and inclusion: all of it, and what follows from it, however many parts it takes to follow.

The first part is the registry; then come the studies, then the tables, each in the order of their keys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from sojourn.errors import BadInput, Problem
from sojourn.vocabulary import PREFIXES, REGISTRY_GRAPH, SJ, key_of, shorten

_LABEL = PREFIXES["rdfs"] + "label"
_ALIAS = ox.NamedNode(PREFIXES["skos"] + "altLabel")
_TYPE = PREFIXES["rdf"] + "type"
_SOURCE = ox.NamedNode(SJ + "Source")
_SEEN = SJ + "seen"
_LIES_IN, _INCLUDED_IN = ox.NamedNode(SJ + "liesIn"), ox.NamedNode(SJ + "includedIn")
_UNION = "+"

_ONE_ONLY = frozenset(
    SJ + name
    for name in (
        *("placeType", "iso3166Part1", "iso3166Part2", "m49", "geonamesId", "membership", "criterion"),
        *("activityStatus", "residenceStatus", "foreignTo", "regionOfOrigin", "residentIn"),
    )
)
"""Properties of which a thing has one value at most; parts that give two speak of two things."""
_FIRST = frozenset(
    {
        *(PREFIXES["wgs"] + name for name in ("lat", "long")),
        PREFIXES["geo"] + "asWKT",
        *(SJ + name for name in ("seen", "cslType", "issued", "edition", "accessed", "textDigest")),
        *(PREFIXES["dcterms"] + name for name in ("title", "creator", "publisher", "license", "language")),
        PREFIXES["schema"] + "url",
    }
)
"""Properties of which the first part's value is kept."""

Said = Sequence[tuple[str, Sequence[ox.Quad]]]
"""What each part says, by the name of the part, in the order of precedence."""


def merged(said: Said) -> tuple[set[ox.Quad], list[Problem]]:
    """Brings together what the parts say in the graphs that they share.

    Args:
        said: The quads of each part, in the order of precedence.

    Returns:
        The quads, and what a person should know of descriptions that were not taken over.

    Raises:
        BadInput: If two parts give one thing different types, codes or criteria; both are named.
    """
    remarks: list[Problem] = []
    values: dict[tuple[str, str, str], tuple[ox.Quad, str]] = {}
    result: set[ox.Quad] = set()
    for owner, quads in _without_unseen(said):
        for quad in quads:
            kept = _kept(quad, owner, values, remarks) if _in_registry(quad) else quad
            if kept is not None:
                result.add(kept)
    return result, remarks


def _in_registry(quad: ox.Quad) -> bool:
    return isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value == REGISTRY_GRAPH


def _kept(
    quad: ox.Quad, owner: str, values: dict[tuple[str, str, str], tuple[ox.Quad, str]], remarks: list[Problem]
) -> ox.Quad | None:
    """The quad as it goes into the graph; ``None`` when an earlier part has said otherwise."""
    predicate = quad.predicate.value
    if predicate != _LABEL and predicate not in _ONE_ONLY and predicate not in _FIRST:
        return quad
    language = quad.object.language or "" if predicate == _LABEL and isinstance(quad.object, ox.Literal) else ""
    first, earlier = values.setdefault((str(quad.subject), predicate, language), (quad, owner))
    if first.object == quad.object or earlier == owner:
        return quad
    thing = shorten(quad.subject.value) if isinstance(quad.subject, ox.NamedNode) else str(quad.subject)
    if predicate in _ONE_ONLY:
        raise BadInput(
            f"{thing} has {shorten(predicate)} {_told(quad.object)} here, but {_told(first.object)} in {earlier}",
            where=owner,
            advice="One key stands for one thing: give one of the two another key, or correct it.",
        )
    if predicate == _LABEL and language:
        return ox.Quad(quad.subject, _ALIAS, ox.Literal(_value(quad.object)), quad.graph_name)
    if predicate != _LABEL and not predicate.startswith(PREFIXES["wgs"]) and not predicate.endswith("asWKT"):
        kept, left = _told(first.object), _told(quad.object)
        what = f"{thing} keeps {shorten(predicate)} {kept} of {earlier}; {left} is left out"
        remarks.append(Problem(owner, what, level="warning"))
    return None


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _told(term: object) -> str:
    return shorten(term.value) if isinstance(term, ox.NamedNode) else repr(_value(term))


def _without_unseen(said: Said) -> Iterator[tuple[str, Sequence[ox.Quad]]]:
    """Leaves out how a part describes a source that it knows by citation only, where another part has read it."""
    seen: set[str] = set()
    unseen: dict[str, set[str]] = defaultdict(set)
    for owner, quads in said:
        for quad in quads:
            if quad.predicate.value == _SEEN and _in_registry(quad):
                (seen if _value(quad.object) == "true" else unseen[owner]).add(str(quad.subject))
    for owner, quads in said:
        drop = unseen[owner] & seen
        yield owner, [quad for quad in quads if str(quad.subject) not in drop] if drop else quads


def closed(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """Completes ``sj:liesIn`` and ``sj:includedIn``: what holds of a container holds of what it contains."""
    result = set(quads)
    graph = ox.NamedNode(REGISTRY_GRAPH)
    for predicate in (_LIES_IN, _INCLUDED_IN):
        above: dict[str, set[str]] = defaultdict(set)
        for quad in result:
            if quad.predicate == predicate and isinstance(quad.subject, ox.NamedNode):
                above[quad.subject.value].add(_value(quad.object))
        for iri, containers in _closure(above).items():
            node = ox.NamedNode(iri)
            result.update(ox.Quad(node, predicate, ox.NamedNode(other), graph) for other in containers)
    return result


def _closure(above: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Everything above each node; a union lies wherever each of its members does."""
    found: dict[str, set[str]] = {}

    def reach(start: str) -> set[str]:
        if start not in found:
            seen, todo = set[str](), [start]
            while todo:
                here = todo.pop()
                if here not in seen:
                    seen.add(here)
                    todo.extend(above.get(here, ()))
            found[start] = seen
        return found[start]

    completed = {iri: set(reach(iri)) for iri in above}
    for iri in completed:
        if _UNION in key_of(iri):
            base = iri.rsplit("/", 1)[0]
            shared = [reach(f"{base}/{member}") for member in key_of(iri).split(_UNION)]
            completed[iri] |= set.intersection(*shared)
    return completed


def named(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """The same graph with blank nodes named by what is said of them, so that it is the same set each time."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)
