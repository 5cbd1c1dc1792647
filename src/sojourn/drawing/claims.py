"""Rows of the store become the claims of a view."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sojourn.drawing import words
from sojourn.drawing.tables import Facets, Row, ask, facets, node_key, notation, text, true, whole_number
from sojourn.drawing.view import Cited, Claim, Figure, Locator, Related, Step
from sojourn.model import BY_TERM
from sojourn.queries.figures import estimate
from sojourn.queries.presenting import told_apart
from sojourn.queries.results import Cell
from sojourn.rdf.reading import natural
from sojourn.stores.store import Store
from sojourn.vocabulary import GRAPH, key_of

_RELATIONS = {
    "explains": "explainedBy",
    "contrastsWith": "contrastedBy",
    "restates": "restatedBy",
    "supersedes": "supersededBy",
}
"""Relations between claims, and what each is called when read from the other end."""

_NAMED = ("origin", "destination", "place", "population", "whole", "profession", "agent")


def read_sources(store: Store) -> dict[str, Cited]:
    """Every source that a claim was read in or came through, by key."""
    found: dict[str, Cited] = {}
    shared = told_apart(store)
    for row in ask(store, "sources"):
        key = key_of(text(row, "source"))
        url = text(row, "url")
        found.setdefault(
            key,
            Cited(
                key=key,
                title=shared.get(text(row, "source")) or text(row, "title") or key,
                author=text(row, "author"),
                publisher=text(row, "publisher"),
                published=text(row, "published"),
                url=url if re.match(r"https?://", url, re.IGNORECASE) else "",
                seen=text(row, "seen") not in {"false", "0"},
                type=text(row, "type"),
                edition=text(row, "edition"),
                accessed=text(row, "accessed"),
                lang=text(row, "lang"),
            ),
        )
    return found


def read_claims(store: Store, sources: Mapping[str, Cited], studies: Collection[str]) -> list[Claim]:
    """The claims of some studies (of all when none is named), in the order of their graphs and ids."""
    named = facets(store, "named", "claim")
    chains: dict[str, list[Row]] = defaultdict(list)
    for row in ask(store, "chains"):
        chains[text(row, "claim")].append(row)
    wanted: dict[str, Row] = {}
    for row in ask(store, "claims"):
        term = text(row, "kind").rsplit("#", 1)[-1]
        graph = key_of(text(row, "graph"))
        if term in BY_TERM and (not studies or graph in studies):
            wanted.setdefault(text(row, "claim"), row)
    keys = {iri: iri.rsplit("/", 1)[-1] for iri in wanted}
    related = _related(named, keys)
    claims = [_claim(row, named[iri], chains[iri], sources, related) for iri, row in wanted.items()]
    return sorted(claims, key=lambda claim: (claim.source, natural(claim.id), claim.key))


def _related(named: Facets, keys: Mapping[str, str]) -> dict[str, list[Related]]:
    """The relations of each claim to others of the view, read both ways."""
    found: dict[str, list[Related]] = defaultdict(list)
    for iri, key in keys.items():
        for relation, backwards in _RELATIONS.items():
            for other in named[iri][relation]:
                if other.value in keys:
                    found[key].append(Related(relation=relation, claim=keys[other.value]))
                    found[keys[other.value]].append(Related(relation=backwards, claim=key))
    return {key: sorted(set(relations), key=lambda r: (r.relation, r.claim)) for key, relations in found.items()}


def _claim(
    row: Row,
    named: Mapping[str, list[Cell]],
    chain: list[Row],
    sources: Mapping[str, Cited],
    related: Mapping[str, list[Related]],
) -> Claim:
    key = text(row, "claim").rsplit("/", 1)[-1]
    places: dict[str, Any] = {facet: tuple(node_key(cell.value) for cell in named[facet]) for facet in _NAMED}
    source = key_of(text(row, "source")) if text(row, "source") else key_of(text(row, "graph").removeprefix(GRAPH))
    steps = _steps(chain, sources)
    cell = row["text"]
    mobility = " to ".join(
        words.spaced(value) for value in (notation(row, "mobility"), notation(row, "mobilityAfter")) if value
    )
    return Claim(
        key=key,
        id=text(row, "id") or key,
        kind=BY_TERM[text(row, "kind").rsplit("#", 1)[-1]].kind,
        text=text(row, "text"),
        lang=cell.language if cell else "",
        figure=figure_of(row),
        period=words.period_words(text(row, "edtf"), text(row, "periodNotation"), text(row, "periodWords")),
        anchored=bool(text(row, "edtf")),
        start=words.iso_day(text(row, "start")),
        end=words.iso_day(text(row, "end")),
        mobility=mobility,
        modality=notation(row, "modality") or "asserted",
        source=source,
        chain=steps,
        attribution=notation(row, "attribution") or "absent",
        locator=_locator(row),
        related=tuple(related.get(key, ())),
        sources=tuple(sorted({source, *(step.source for step in steps)})),
        names=tuple(sorted({name for facet in places.values() for name in facet})),
        **places,
        **_plain(row),
    )


def _plain(row: Row) -> dict[str, Any]:
    """The facets that are a text, or a member of a closed list as words."""
    closed = {name: words.spaced(notation(row, name)) for name in ("word", "status", "method", "event", "role")}
    return {**closed, **{name: text(row, name) for name in ("driver", "wording", "note")}}


def _steps(chain: list[Row], sources: Mapping[str, Cited]) -> tuple[Step, ...]:
    ordered = sorted(chain, key=lambda row: whole_number(row, "step", 0))
    steps = []
    for row in ordered:
        key = key_of(text(row, "source"))
        title = sources[key].title if key in sources else key
        steps.append(
            Step(source=key, title=title, attribution=notation(row, "attribution"), wording=text(row, "wording"))
        )
    return tuple(steps)


def figure_of(row: Row) -> Figure | None:
    """The figure of a row; ``None`` when none is stated or what is stored is none."""
    value = estimate(
        text(row, "low"),
        text(row, "high"),
        opens=(true(row, "lowOpen"), true(row, "highOpen")),
        hedge=notation(row, "hedge"),
        measure=notation(row, "measure"),
    )
    if value is None:
        return None
    return Figure(
        words=words.figure_words(value),
        short=words.short_figure(value),
        printed=text(row, "asPrinted"),
        hedge=words.spaced(value.hedge),
        hedged=value.hedge.value,
        measure=value.measure.value,
        low=None if value.low is None else float(value.low),
        high=None if value.high is None else float(value.high),
    )


def _locator(row: Row) -> Locator:
    return Locator(
        line=whole_number(row, "line", 0),
        sentence=whole_number(row, "sentence", 0),
        other=text(row, "locator"),
        start=whole_number(row, "startsAt", -1),
        end=whole_number(row, "endsAt", -1),
        digest=text(row, "digest"),
    )
