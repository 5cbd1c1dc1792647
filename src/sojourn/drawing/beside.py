"""Reads what stands beside the claims of a view: figures computed from them, and contradictions between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sojourn.drawing import words
from sojourn.drawing.claims import figure_of
from sojourn.drawing.findings import Computed, Dispute
from sojourn.drawing.nodes import Atlas
from sojourn.drawing.tables import Row, ask, facets, node_key, notation, text
from sojourn.drawing.view import Choice, Claim, Facet
from sojourn.model import BY_TERM
from sojourn.queries.results import Cell
from sojourn.stores.store import Store
from sojourn.vocabulary.terms import SCHEMES

_ABOUT = ("place", "origin", "destination", "population", "whole", "profession")


def in_view(disputes: Iterable[Dispute], claims: Sequence[Claim]) -> tuple[Dispute, ...]:
    """Contradictions whose claims are all in the view, their claims named by keys instead of ids."""
    keys = {
        name: claim.key
        for claim in reversed(claims)
        for name in (claim.id, claim.key, *(f"{source}/{claim.id}" for source in claim.sources))
    }
    return tuple(
        Dispute(
            claims=tuple(keys[name] for name in dispute.claims),
            said=dispute.said,
            steps=dispute.steps,
            rules=dispute.rules,
        )
        for dispute in disputes
        if all(name in keys for name in dispute.claims)
    )


def compared_in_view(
    comparisons: Mapping[str, Sequence[tuple[str, str, str]]], claims: Sequence[Claim]
) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """The comparisons between claims of the view, in their order.

    Args:
        comparisons: By the key of a claim: the key of another, the first facet that differs, how the two stand.
        claims: The claims of the view.
    """
    keys = {claim.key for claim in claims}
    found = {
        claim.key: tuple(other for other in comparisons.get(claim.key, ()) if other[0] in keys) for claim in claims
    }
    return {key: others for key, others in found.items() if others}


def dispute_facet(disputes: Sequence[Dispute]) -> tuple[Facet, ...]:
    """A filter with one value for each contradiction; none when there is no contradiction."""
    if not disputes:
        return ()
    choices = (
        Choice(key=str(number), label=f"Contradiction {number}", count=len(dispute.claims))
        for number, dispute in enumerate(disputes, 1)
    )
    return (Facet(name="dispute", choices=tuple(choices)),)


def read_computed(store: Store, atlas: Atlas, claims: Sequence[Claim], nodes: Collection[str]) -> tuple[Computed, ...]:
    """The computed figures that rest on claims of the view alone, in the order of the first of these.

    Args:
        store: The graph.
        atlas: What it knows about entities.
        claims: The claims of the view.
        nodes: Keys of the nodes of the view.
    """
    order = {claim.key: number for number, claim in enumerate(claims)}
    named = facets(store, "computed-named", "computed")
    found: dict[str, Computed] = {}
    for row in ask(store, "computed"):
        iri, term = text(row, "computed"), text(row, "kind").rsplit("#", 1)[-1]
        inputs = {cell.value.rsplit("/", 1)[-1] for cell in named[iri]["wasDerivedFrom"]}
        if term in BY_TERM and inputs and inputs <= order.keys():
            ordered = tuple(sorted(inputs, key=order.__getitem__))
            found.setdefault(iri, _computed(row, named[iri], ordered, atlas, nodes))
    return tuple(sorted(found.values(), key=lambda item: ([order[key] for key in item.inputs], item.key)))


def _computed(
    row: Row, named: Mapping[str, list[Cell]], inputs: tuple[str, ...], atlas: Atlas, nodes: Collection[str]
) -> Computed:
    keys = {facet: [node_key(cell.value) for cell in named[facet]] if facet in named else [] for facet in _ABOUT}
    labels = {facet: ", ".join(atlas.labels(key)[0] for key in found) for facet, found in keys.items()}
    moves = f"{labels['origin']} → {labels['destination']}" if keys["origin"] or keys["destination"] else ""
    every = [key for found in keys.values() for key in found]
    concerned = {key for one in every for key in ([one] if one in nodes else atlas.members(one)) if key in nodes}
    rule = notation(row, "rule")
    concept = SCHEMES["rule"].get(rule)
    return Computed(
        key=text(row, "computed").rsplit("/", 1)[-1],
        kind=BY_TERM[text(row, "kind").rsplit("#", 1)[-1]].kind,
        who=", ".join(part for part in (labels["population"], labels["profession"]) if part),
        where=labels["place"] or moves,
        period=words.period_words(text(row, "edtf"), text(row, "periodNotation"), text(row, "periodWords")),
        figure=figure_of(row),
        rule=concept.en if concept else words.spaced(rule),
        rule_says=concept.definition if concept else "",
        arithmetic=text(row, "arithmetic"),
        inputs=inputs,
        places=tuple(key for key in keys["place"] if key in nodes),
        names=tuple(sorted(concerned)),
    )
