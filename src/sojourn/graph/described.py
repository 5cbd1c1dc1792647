"""What a store says of some things, read for many of them at once: facts, names, and claims as rows of a page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from sojourn.drawing.words import iso_day
from sojourn.graph.wording import concept_words, figure_words, period_words
from sojourn.model import BY_TERM
from sojourn.queries.figures import estimate
from sojourn.queries.presenting import told_apart
from sojourn.queries.results import Cell
from sojourn.queries.running import cell, select
from sojourn.vocabulary import PREFIXES, SJ, entity, family_of, key_of, notation_of, shorten

if TYPE_CHECKING:
    from sojourn.stores.store import Store

Facts = Mapping[str, Sequence[Cell]]
"""The values of one thing by the shortened IRI of the property: ``facts["sj:low"]``."""
Json = dict[str, Any]
"""What a page is made of."""

AT_ONCE = 400
"""So many things stand in one query [things]."""
NAMED = ("origin", "destination", "place", "population", "whole", "profession", "agent")
"""The facets of a claim that name things."""
_LABELS = "rdfs:label skos:prefLabel dcterms:title dcterms:identifier"
_CLOSED = ("modality", "method", "residenceStatus", "mobilityType", "mobilityTypeAfter", "driverRole", "eventType")
_TOLD = " ".join(
    [
        *("rdf:type", "dcterms:identifier", "dcterms:description", "sj:derivedKind", "sj:word", "sj:driver"),
        *(f"sj:{name}" for name in ("low", "high", "lowOpen", "highOpen", "hedge", "measure", "asPrinted")),
        *(f"sj:{name}" for name in ("edtf", "periodNotation", "periodWords", "start", "end", "source", "root")),
        *(f"sj:{name}" for name in (*NAMED, *_CLOSED)),
    ]
)
"""The properties that a row tells."""
_SOURCE = entity("source", "")
_PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


def rows(store: Store, text: str, bindings: Mapping[str, str] | None = None) -> list[dict[str, Cell | None]]:
    """The rows of a query of ours, its prefixes declared; bindings are IRIs put where their variables stand."""
    from sojourn.stores.remote.binding import bound

    terms = {name: ox.NamedNode(iri) for name, iri in (bindings or {}).items()}
    return list(select(store, bound(_PREFIXES + text, terms)))


def facts(store: Store, iris: Iterable[str], properties: str = "") -> dict[str, dict[str, list[Cell]]]:
    """Everything said of some things, by thing and property.

    Args:
        store: Where it is.
        iris: The things; what is no IRI has no facts.
        properties: Shortened IRIs of the only properties wanted, parted by spaces; all when empty.
    """
    found: dict[str, dict[str, list[Cell]]] = {}
    wanted = frozenset(properties.split())  # told apart here: the engine takes four times as long for it
    for thing, name, value in _said_of(store, iris):
        short = _short(name.value)
        read = cell(value) if not wanted or short in wanted else None
        if read is not None:
            found.setdefault(thing.value, defaultdict(list))[short].append(read)
    return found


_short = cache(shorten)
"""There are few properties, and each stands in thousands of facts."""


def _said_of(store: Store, iris: Iterable[str]) -> Iterator[ox.QuerySolution]:
    """All triples about some things: ``s``, ``p``, ``o``."""
    nodes = (node for node in map(_node, dict.fromkeys(iris)) if node is not None)
    while some := list(islice(nodes, AT_ONCE)):
        listed = " ".join(f"<{node.value}>" for node in some)
        yield from store.query(f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {listed} }} ?s ?p ?o }}")  # type: ignore[misc]  # a SELECT gives rows


def description(store: Store, iris: Iterable[str]) -> list[ox.Quad]:
    """What is said of some things and of their parts (``#evidence``, ``#point``), without the graphs that say it."""
    found: list[ox.Quad] = []
    todo, seen = list(dict.fromkeys(iris)), set[str]()
    while todo:
        seen.update(todo)
        parts: dict[str, None] = {}
        for row in _said_of(store, todo):
            found.append(ox.Quad(row["s"], row["p"], row["o"]))
            value = row["o"]
            if isinstance(value, ox.NamedNode) and value.value.partition("#")[0] in seen and "#" in value.value:
                parts[value.value] = None
        todo = [part for part in parts if part not in seen]
    return found


def _node(iri: str) -> ox.NamedNode | None:
    """An IRI that the engine takes; it can then stand between ``<`` and ``>``."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


def named(store: Store, iris: Iterable[str], lang: str) -> dict[str, Json]:
    """Things as links: ``{"iri": …, "label": …, "lang": …}`` by IRI."""
    wanted = list(dict.fromkeys(iris))
    known = facts(store, wanted, _LABELS)
    shared = told_apart(store) if any(iri.startswith(_SOURCE) for iri in wanted) else {}
    found = {}
    for iri in wanted:
        label, tag = _best(known.get(iri, {}), lang) or (shorten(iri), "")
        found[iri] = {"iri": iri, "label": shared.get(iri, label), "lang": tag}
    return found


def _best(known: Facts, lang: str) -> tuple[str, str] | None:
    order = {lang: 0, "en": 1, "": 2}
    ranked = sorted(
        (order.get(cell.language, 3), rank, cell.value, cell.language)
        for rank, name in enumerate(("skos:prefLabel", "rdfs:label", "dcterms:title", "dcterms:identifier"))
        for cell in known.get(name, ())
    )
    return (ranked[0][2], ranked[0][3]) if ranked else None


def first(known: Facts, name: str) -> str:
    """The first value of a property; empty when there is none."""
    cells = known.get(name)
    return cells[0].value if cells else ""


def iris_in(known: Facts, *names: str) -> list[str]:
    """The IRIs among the values of some properties."""
    return [cell.value for name in names for cell in known.get(name, ()) if cell.is_iri]


def figure_in(known: Facts, lang: str) -> Json | None:
    """The figure of a claim: ``words``, ``printed``, ``low``, ``high``, … ; ``None`` without one."""
    value = estimate(
        first(known, "sj:low"),
        first(known, "sj:high"),
        opens=(first(known, "sj:lowOpen") == "true", first(known, "sj:highOpen") == "true"),
        hedge=notation_of(first(known, "sj:hedge")),
        measure=notation_of(first(known, "sj:measure")),
    )
    if value is None:
        return None
    printed = first(known, "sj:asPrinted")
    words = figure_words(value, lang)
    return {
        "words": words,
        "printed": "" if _same(printed, words) else printed,
        "as_printed": printed,
        "low": None if value.low is None else float(value.low),
        "high": None if value.high is None else float(value.high),
        "low_open": value.low_open,
        "high_open": value.high_open,
        "hedge": value.hedge.value,
        "measure": value.measure.value,
    }


def _same(printed: str, words: str) -> bool:
    """Whether the figure as it is printed says nothing beside its words: ``2517`` is ``2,517 persons``."""
    plain, said = ("".join(text.split()).casefold() for text in (printed, words))
    return plain in said or plain in re.sub(r"(?<=\d),(?=\d{3})", "", said)


def claim_rows(store: Store, iris: Sequence[str], lang: str) -> list[Json]:
    """Claims as rows of a page, in the order given; figures and periods in words, entities as links."""
    known = facts(store, iris, _TOLD)
    things = {value for each in known.values() for value in _things(each)}
    names = named(store, things, lang)
    return [_row(iri, known[iri], names, lang) for iri in iris if iri in known]


def _things(known: Facts) -> Iterator[str]:
    yield from iris_in(known, *(f"sj:{name}" for name in NAMED), "sj:source", "sj:root")


def _row(iri: str, known: Facts, names: Mapping[str, Json], lang: str) -> Json:
    term = next((shorten(cell.value)[3:] for cell in known.get("rdf:type", ()) if _is_kind(cell.value)), "")
    derived = not term
    if derived:
        term = first(known, "sj:derivedKind").removeprefix(SJ)
    said = known.get("dcterms:description", ())
    return {
        "iri": iri,
        "id": first(known, "dcterms:identifier") or key_of(iri),
        "derived": derived,
        "kind": BY_TERM[term].kind if term in BY_TERM else "",
        "kind_words": concept_words(SJ + term, lang) if term else "",
        "text": said[0].value if said else "",
        "text_lang": said[0].language if said else "",
        "figure": figure_in(known, lang),
        "word": _concept(known, "sj:word", lang),
        "when": period_words(
            first(known, "sj:edtf"), first(known, "sj:periodNotation"), first(known, "sj:periodWords"), lang
        ),
        "edtf": first(known, "sj:edtf"),
        "start": iso_day(first(known, "sj:start")),
        "end": iso_day(first(known, "sj:end")),
        "driver": first(known, "sj:driver"),
        **{name: [names[value] for value in iris_in(known, f"sj:{name}")] for name in NAMED},
        **{name: _concept(known, f"sj:{name}", lang) for name in _CLOSED},
        "source": next((names[value] for value in iris_in(known, "sj:source")), None),
        "root": next((names[value] for value in iris_in(known, "sj:root")), None),
    }


def _is_kind(iri: str) -> bool:
    return iri.removeprefix(SJ) in BY_TERM


def _concept(known: Facts, name: str, lang: str) -> str:
    value = first(known, name)
    return concept_words(value, lang) if value.startswith(SJ) else value


def is_claim(iri: str) -> bool:
    """Whether an IRI is that of a claim, not of a part of one."""
    return family_of(iri) == "assertion" and "#" not in iri
