"""From a store to a view: the one way in which a picture asks the graph."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from sojourn.drawing.arrows import arrows_of
from sojourn.drawing.asking import Asked, asked, joined_rows, nodes_named, read_tables
from sojourn.drawing.beside import compared_in_view, dispute_facet, in_view, read_computed
from sojourn.drawing.claims import read_claims, read_sources
from sojourn.drawing.colours import coloured
from sojourn.drawing.earth import lay_on_earth
from sojourn.drawing.findings import Dispute
from sojourn.drawing.memberships import memberships_of
from sojourn.drawing.nodes import Atlas, containers_of, nodes_of
from sojourn.drawing.opening import opening_of, origins_of
from sojourn.drawing.passages import in_view as passages_in_view
from sojourn.drawing.tables import facets
from sojourn.drawing.view import Arrow, Choice, Cited, Claim, Facet, Legend, Node, Ring, Scale, View
from sojourn.drawing.words import KINDS
from sojourn.stores.store import Store

WIDEST = 14.0
"""Width of the widest arrow [units of the layout]."""
ROOM = 120
"""How many arrows may be that wide; the more there are beyond this, the narrower they become."""
ROUNDEST = 22.0
"""Radius of the largest ring [units of the layout]."""
RING_LIMIT = 100_000.0
"""Stocks above this many persons are drawn beyond the scale, so that those of migrants stay visible [persons]."""


def build_view(
    store: Store,
    *,
    title: str = "Who moved where, and who says so",
    lang: str = "en",
    studies: Collection[str] = (),
    only: Collection[str] | None = None,
    contradictions: Iterable[Dispute] | None = None,
    comparisons: Mapping[str, Sequence[tuple[str, str, str]]] | None = None,
    passages: Mapping[str, str] | None = None,
) -> View:
    """Everything that a store asserts, as a view, and beside it what was worked out from that.

    Args:
        store: The graph.
        title: What the picture is called; any text.
        lang: Language of the labels; English where there is none.
        studies: Keys of the sources whose claims are wanted; all when empty.
        only: IRIs of the assertions that are wanted; all when ``None``.
        contradictions: Sets of claims that cannot all be true; those with a claim that is not wanted are left out.
            ``None`` when nobody looked for them.
        comparisons: How claims compare: by the key of each, other claims, the facet that differs, and how they stand.
            ``None`` when nobody compared them.
        passages: What stands in the sources, by the keys of claims; only for the owner of the texts.
    """
    what, keys = asked(store, studies), None if only is None else {iri.rsplit("/", 1)[-1] for iri in only}
    sources = read_sources(what.store)
    claims = [claim for claim in read_claims(what.store, sources, studies) if keys is None or claim.key in keys]
    view = _plain(what, claims, sources, keys, (title, lang))
    disputes = in_view(contradictions or (), claims)
    sought = {"contradictions": contradictions is not None, "comparisons": comparisons is not None}
    return _dressed(
        replace(
            view,
            facets=(*view.facets, *dispute_facet(disputes)),
            disputes=disputes,
            sought=frozenset(name for name, was in sought.items() if was),
            comparisons=compared_in_view(comparisons or {}, claims),
            passages=passages_in_view(passages or {}, claims),
        )
    )


def _plain(
    what: Asked,
    claims: Sequence[Claim],
    sources: Mapping[str, Cited],
    only: Collection[str] | None,
    words: tuple[str, str],
) -> View:
    """A view of claims and of what the tables say, with nothing that others worked out; ``words`` are title, lang."""
    title, lang = words
    atlas = Atlas(facets(what.store, "entities", "entity"), lang)
    tables = read_tables(what, atlas, only)
    nodes = nodes_of(claims, atlas, _stocks(claims, atlas), nodes_named(tables))
    around = containers_of(nodes, atlas)
    used = {key for claim in claims for key in claim.sources} | {table.source for table in tables}
    cited = tuple(sources.get(key, Cited(key=key, title=key)) for key in sorted(used))
    rows = joined_rows(claims, tables, [n.key for n in (*nodes, *around)], [source.key for source in cited])
    arrows = arrows_of(claims, atlas)
    return View(
        title=title,
        lang=lang,
        nodes=nodes,
        arrows=arrows,
        claims=tuple(claims),
        sources=cited,
        facets=_facets(claims, nodes, cited),
        legend=_legend(arrows, nodes),
        computed=read_computed(what.store, atlas, claims, {node.key for node in nodes}),
        around=around,
        rows=rows.measured(),
    )


def _dressed(view: View) -> View:
    """A view with its colours, its map, its filters over all claims, and with what it shows first."""
    rows = view.rows
    if rows is None:
        return view
    colours, of = coloured(view.every_node, origins_of(rows, view.every_node))
    view = replace(
        view,
        nodes=tuple(replace(node, colour=of.get(node.key, -1)) for node in view.nodes),
        around=tuple(replace(node, colour=of.get(node.key, -1)) for node in view.around),
        colours=colours,
    )
    labels = {node.key: node.label for node in view.every_node}
    titles = {source.key: source.title for source in view.sources}
    named = {rows.nodes[number] for number in rows.named().tolist()} or None
    return replace(
        view,
        memberships=memberships_of(rows, view.claims, labels, titles, view.disputes),
        opening=opening_of(rows, view.every_node),
        land=lay_on_earth(view.every_node, named),
    )


def _stocks(claims: Iterable[Claim], atlas: Atlas) -> dict[str, tuple[Ring, ...]]:
    """The rings of each place: one for every number of persons said to live there."""
    found: dict[str, list[Ring]] = defaultdict(list)
    for claim in claims:
        figure = claim.figure
        if claim.kind != "residence" or figure is None or figure.measure != "persons":
            continue
        countries = {atlas.country(population) for population in claim.population}
        country = countries.pop() if len(countries) == 1 else ""
        for place in claim.place:
            found[place].append(
                Ring(
                    claim=claim.key,
                    low=figure.least,
                    high=figure.most,
                    beyond=max(figure.least, figure.most or 0.0) > RING_LIMIT,
                    country=country,
                    figure=figure.short,
                )
            )
    return {place: tuple(rings) for place, rings in found.items()}


def _facets(claims: Sequence[Claim], nodes: Iterable[Node], sources: Iterable[Cited]) -> tuple[Facet, ...]:
    labels = {node.key: node.label for node in nodes}
    titles = {source.key: source.title for source in sources}
    return (
        _facet("kind", Counter(claim.kind for claim in claims), KINDS),
        _facet("source", Counter(key for claim in claims for key in claim.sources), titles),
        _facet("population", Counter(k for claim in claims for k in {*claim.population, *claim.whole}), labels),
        _facet("profession", Counter(key for claim in claims for key in claim.profession), labels),
    )


def _facet(name: str, counts: Counter[str], labels: Mapping[str, str]) -> Facet:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], labels.get(item[0], item[0]), item[0]))
    return Facet(name=name, choices=tuple(Choice(key=k, label=labels.get(k, k), count=n) for k, n in ordered))


def _legend(arrows: Iterable[Arrow], nodes: Sequence[Node]) -> Legend:
    drawn = list(arrows)
    flows = [value for arrow in drawn if arrow.type == "arrow" for value in (arrow.low, arrow.high) if value]
    rings = [ring for node in nodes for ring in node.rings]
    stocks = [value for ring in rings if not ring.beyond for value in (ring.low, ring.high) if value]
    crowd = math.sqrt(ROOM / max(1, sum(arrow.type == "arrow" for arrow in drawn)))
    tally = Counter(a.country for a in drawn if a.country) + Counter(r.country for r in rings if r.country)
    return Legend(
        width=Scale(largest=max(flows, default=1.0), size=max(WIDEST * min(1.0, crowd), 3.0), smallest=1.0),
        radius=Scale(largest=max(stocks, default=1.0), size=ROUNDEST, smallest=2.0),
        widths=_samples(max(flows, default=0.0)),
        radii=_samples(max(stocks, default=0.0)),
        countries=tuple(sorted(tally, key=lambda key: (-tally[key], key))),
        beyond=sum(ring.beyond for ring in rings),
    )


def _samples(largest: float) -> tuple[float, ...]:
    """Up to three round numbers of persons, a tenth or so apart, that a legend can show."""
    steps = [float(d * 10**p) for p in range(12, -1, -1) for d in (5, 2, 1)]
    below = [step for step in steps if step <= largest]
    if not below:
        return ()
    first = below[0]
    return tuple(step for step in (first, first / 5, first / 50) if step >= 1)
