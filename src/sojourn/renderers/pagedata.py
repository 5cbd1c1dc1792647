"""A view in the form in which the page of the reader takes it: a part in JSON, and one block of packed columns.

The part in JSON has the entities, sources, periods and the claims that are told in full, each as columns of plain
values; the block has a row for everything that can be drawn, as :mod:`sojourn.renderers.packing` describes it.
"""

from __future__ import annotations

from dataclasses import asdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sojourn.drawing.build import ROUNDEST, WIDEST
from sojourn.drawing.citing import cite
from sojourn.drawing.findings import MOST_DISPUTES
from sojourn.drawing.opening import Opening
from sojourn.drawing.rows import ENDS, HEDGES, LANGUAGES, MEASURES, MODALITIES, Membership, Rows, Texts, rows_of
from sojourn.drawing.words import KINDS
from sojourn.renderers.packing import Column, Packer, parts, template

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from sojourn.drawing.findings import Computed, Dispute
    from sojourn.drawing.rows import When
    from sojourn.drawing.told import Claim
    from sojourn.drawing.view import Cited, Node, View

Plain = Any
"""What JSON can hold."""

_NAMING = ("origin", "destination", "place", "population", "whole", "profession", "agent", "names")


def page_data(view: View) -> tuple[dict[str, Plain], bytes]:
    """Everything that the page needs to know of a view.

    Returns:
        What goes into its JSON, and the deflated block of the columns that ``columns`` there describes.
    """
    rows = view.rows or rows_of(view.claims, _keys(view), (source.key for source in view.sources))
    packer = Packer()
    _pack_rows(packer, rows)
    _pack_claims(packer, rows)
    for membership in view.memberships:
        _pack_membership(packer, rows, membership)
    data = {
        "title": view.title,
        "lang": view.lang,
        "langs": _langs(view),
        "kinds": [[kind, name] for kind, name in KINDS.items()],
        "measures": list(MEASURES),
        "hedges": list(HEDGES),
        "modalities": list(MODALITIES),
        "columns": packer.columns,
        "facets": [_facet(membership) for membership in view.memberships],
        "opening": _opening(view.opening or Opening()),
        "land": view.land.as_json() if view.land else None,
        "scale": {"widest": WIDEST, "roundest": ROUNDEST},
        "mostDisputes": MOST_DISPUTES,
        "sources": columns([_source(source) for source in view.sources]),
        "periods": columns([_period(period) for period in rows.periods]),
        **_told(view, rows),
    }
    return data, packer.block()


def _told(view: View, rows: Rows) -> dict[str, Plain]:
    """What is told of nodes and of single claims, each naming the others by their place in the lists."""
    index = {key: number for number, key in enumerate(_keys(view))}
    claims = {claim.key: number for number, claim in enumerate(view.claims)}
    drawn = {rows.nodes[number] for number in rows.named().tolist()}
    data: dict[str, Plain] = {
        "nodes": columns([_node(node, index, view, named=drawn) for node in view.every_node]),
        "details": columns([_claim(claim, index, claims) for claim in view.claims]),
        "colours": [{"label": c.label, "node": index[c.node], "colour": c.number} for c in view.colours],
        "disputes": [_dispute(dispute, claims) for dispute in view.disputes],
        "sought": sorted(view.sought),
        "computed": columns([_computed(item, index, claims) for item in view.computed]),
        "comparisons": {
            str(claims[key]): [[claims[other], facet, relation] for other, facet, relation in others]
            for key, others in view.comparisons.items()
        },
    }
    if view.passages:
        data["passages"] = {str(claims[key]): text for key, text in view.passages.items()}
    return data


def _langs(view: View) -> list[str]:
    """The languages of the page: all of ours only where the graph has labels in them, for the words weigh 17 kB."""
    english, *others = LANGUAGES
    labelled = any(any(node.labels[1:]) for node in view.every_node)
    return [english, *others] if labelled or view.lang != english else [english]


def _keys(view: View) -> list[str]:
    return [node.key for node in view.every_node]


def columns(rows: list[dict[str, Plain]]) -> Plain:
    """Rows of the same names as ``{"names": […], "rows": [[…], …]}``: each name is written once."""
    names = list(rows[0]) if rows else []
    return {"names": names, "rows": [list(row.values()) for row in rows]}


def _pack_rows(packer: Packer, rows: Rows) -> None:
    """The rows; those of each table by themselves, so that tables about the same places share them."""
    first = rows.first_rows()
    cuts = [first[at] for at in _cuts(rows)]
    packer.add("row.claim", parts([packer.integers(rows.claim[a:b]) for a, b in pairwise(cuts)]))
    for name in ENDS:
        values: NDArray[np.int32] = getattr(rows, name)
        pieces = [packer.integers(values[a:b], none=-1) for a, b in pairwise(cuts)]
        packer.add(f"row.{name}", parts(pieces))


def _cuts(rows: Rows) -> list[int]:
    """Where the details and each table begin, and at last where all ends [claims]."""
    return [0, *(segment.first for segment in rows.segments), rows.claims]


def _pack_claims(packer: Packer, rows: Rows) -> None:
    cuts = _cuts(rows)
    spans = [slice(a, b) for a, b in pairwise(cuts)]
    for name in ("kind", "source", "period", "measure", "hedge", "modality"):
        values: NDArray[np.int32] = getattr(rows, name)
        packer.add(f"claim.{name}", parts([packer.integers(values[span], none=-1) for span in spans]))
    packer.add("claim.low", parts([packer.numbers(rows.low[span]) for span in spans]))
    over = [packer.numbers(rows.high[span], over=("claim.low", rows.low[span])) for span in spans]
    packer.add("claim.high", parts(over))
    for name, texts in (("id", "ids"), ("locator", "locators"), ("printed", "printed")):
        told = {"t": "const", "n": rows.details, "v": ""}
        packer.add(f"claim.{name}", parts([told, *(_texts(packer, getattr(s, texts)) for s in rows.segments)]))


def _pack_membership(packer: Packer, rows: Rows, membership: Membership) -> None:
    """Which values of a filter each claim has, tables by themselves: mostly all of a table have the same."""
    cuts, first = _cuts(rows), membership.first
    values = [packer.integers(membership.value[first[a] : first[b]]) for a, b in pairwise(cuts)]
    firsts = [packer.integers(first[a:b]) for a, b in pairwise([*cuts[:-1], rows.claims + 1])]
    packer.add(f"facet.{membership.name}.first", parts(firsts))
    packer.add(f"facet.{membership.name}.value", parts(values))


def _texts(packer: Packer, texts: Texts) -> Column:
    import numpy as np

    if texts.template:
        return template(texts.template, texts.size)
    codes = np.zeros(texts.size, np.int32) if texts.codes is None else texts.codes
    if texts.numbers is not None:
        return packer.pattern(texts.of, codes, texts.numbers)
    return packer.codes(codes, texts.of)


def _node(node: Node, index: Mapping[str, int], view: View, *, named: Collection[str]) -> dict[str, Plain]:
    at = view.land.points.get(node.key) if view.land else None
    place = node.key.startswith("place:")
    return {
        "key": node.key,
        "type": "region" if node.tier in {"subregion", "continent"} else node.type,
        "tier": node.tier,
        "label": node.label,
        "labels": node.labels,
        "others": [label for label in node.other_labels if label not in node.labels],
        "home": index.get(node.country, -1) if place else -1,
        "within": index.get(node.inside, -1),
        "of": index.get(node.home, -1),
        "criterion": node.criterion,
        "members": [index[key] for key in node.members if key in index],
        "sure": node.identified,
        "colour": node.colour,
        "x": at[0] if at else None,
        "y": at[1] if at else None,
        "outline": view.land.outlines.get(node.key, -1) if view.land else -1,
        "drawn": bool(node.claims) or node.key in named,
    }


def _source(source: Cited) -> dict[str, Plain]:
    return {**asdict(source), "citations": asdict(cite(source))}


def _period(period: When) -> dict[str, Plain]:
    return {**asdict(period), "first": period.first, "last": period.last}


def _facet(membership: Membership) -> dict[str, Plain]:
    choices = [{"key": key, "label": label} for key, label in membership.choices]
    return {"name": membership.name, "label": membership.label, "choices": choices}


def _opening(opening: Opening) -> dict[str, Plain]:
    other = "residents" if opening.layer == "moves" else "moves"
    return {
        "layer": opening.layer,
        "window": opening.window,
        "level": opening.level,
        "steps": opening.steps,
        "stepsOf": {opening.layer: opening.steps, other: opening.more_steps},
        "most": opening.most,
    }


def _claim(claim: Claim, index: Mapping[str, int], claims: Mapping[str, int]) -> dict[str, Plain]:
    row = asdict(claim)
    for facet in _NAMING:
        row[facet] = [index[key] for key in row[facet]]
    row["related"] = [[related.relation, claims[related.claim]] for related in claim.related if related.claim in claims]
    figure = claim.figure
    row["figure"] = figure.words if figure else ""
    row["printed"] = figure.printed if figure else ""
    row["hedge"] = figure.hedge if figure else ""
    return row


def _dispute(dispute: Dispute, claims: Mapping[str, int]) -> dict[str, Plain]:
    return {**asdict(dispute), "claims": [claims[key] for key in dispute.claims]}


def _computed(item: Computed, index: Mapping[str, int], claims: Mapping[str, int]) -> dict[str, Plain]:
    return {
        **asdict(item),
        "figure": item.figure.words if item.figure else "",
        "inputs": [claims[key] for key in item.inputs],
        "places": [index[key] for key in item.places],
        "names": [index[key] for key in item.names],
    }
