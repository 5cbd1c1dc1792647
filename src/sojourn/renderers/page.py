"""A view in the form in which the page reads it: columns of plain values, and what vis-network is told to draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sojourn.drawing.findings import MOST_DISPUTES, Computed, Dispute
from sojourn.drawing.layout import Frame, Layout, lay_out
from sojourn.drawing.view import Arrow, Claim, Node, Ring, View
from sojourn.drawing.words import KINDS

Plain = Any
"""What JSON can hold."""

LINE = 1.2
"""Width of lines that are no movement [CSS px]."""
DASHED = 1.8
"""Width of arrows for which no number of people is stated [CSS px]."""
COLOURS = 5
"""How many countries have a colour of their own; the others share the grey of those without a country."""
BOLT = "M8.5 0 0 9.5h5L3.5 16 14 6H8L11 0Z"
"""The mark of a contradiction, as a path within 14 by 16 px."""
_SHIFT = 3
_DASHES = [7, 5]
_DOTS = [1, 4]


def page_data(view: View, frames: Sequence[Frame]) -> Plain:
    """Everything that the page needs, without a colour: those follow the theme of the reader."""
    index = {node.key: number for number, node in enumerate(view.nodes)}
    claim_index = {claim.key: number for number, claim in enumerate(view.claims)}
    countries = palette(view.legend.countries)
    return {
        "lang": view.lang,
        "kinds": [[kind, name] for kind, name in KINDS.items()],
        "claims": columns([_claim(claim, index, claim_index) for claim in view.claims]),
        "nodes": columns([_node(node, index, claim_index, countries) for node in view.nodes]),
        "arrows": columns([_arrow(arrow, index, claim_index, countries) for arrow in view.arrows]),
        "sources": columns([asdict(source) for source in view.sources]),
        "facets": [
            {"name": facet.name, "choices": columns([asdict(choice) for choice in facet.choices])}
            for facet in view.facets
        ],
        "bolt": BOLT,
        "mostDisputes": MOST_DISPUTES,
        "disputes": [_dispute(dispute, claim_index) for dispute in view.disputes],
        "computed": columns([_computed(item, index, claim_index) for item in view.computed]),
        "frames": [_frame(view, lay_out(view, frame), index) for frame in frames],
        "options": options(),
    }


def palette(countries: Sequence[str]) -> dict[str, int]:
    """The number of each country's colour: as far as they go round, the same country has the same in every picture."""
    given: dict[str, int] = {}
    for key in countries:
        wish = (sum(key.encode()) + _SHIFT) % COLOURS
        free = [(wish + step) % COLOURS for step in range(COLOURS) if (wish + step) % COLOURS not in given.values()]
        if free:
            given[key] = free[0]
    return given


def columns(rows: Sequence[Mapping[str, Plain]]) -> Plain:
    """Rows of the same names as ``{"names": […], "rows": [[…], …]}``: each name is written once."""
    names = list(rows[0]) if rows else []
    return {"names": names, "rows": [[row[name] for name in names] for row in rows]}


def _claim(claim: Claim, index: Mapping[str, int], claim_index: Mapping[str, int]) -> dict[str, Plain]:
    row = asdict(claim)
    for facet in ("origin", "destination", "place", "population", "whole", "profession", "agent", "names"):
        row[facet] = [index[key] for key in row[facet]]
    row["related"] = [[related.relation, claim_index[related.claim]] for related in claim.related]
    row["figure"] = claim.figure.words if claim.figure else ""
    row["printed"] = claim.figure.printed if claim.figure else ""
    row["hedge"] = claim.figure.hedge if claim.figure else ""
    return row


def _node(
    node: Node, index: Mapping[str, int], claim_index: Mapping[str, int], countries: Mapping[str, int]
) -> dict[str, Plain]:
    return {
        "key": node.key,
        "type": node.type,
        "label": node.label,
        "others": node.other_labels,
        "country": countries.get(node.country, -1),
        "home": node.country,
        "sure": node.identified,
        "members": [index[key] for key in node.members if key in index],
        "claims": [claim_index[key] for key in node.claims],
        "rings": [_ring(ring, claim_index, countries) for ring in node.rings],
    }


def _ring(ring: Ring, claim_index: Mapping[str, int], countries: Mapping[str, int]) -> Plain:
    return [claim_index[ring.claim], countries.get(ring.country, -1)]


def _arrow(
    arrow: Arrow, index: Mapping[str, int], claim_index: Mapping[str, int], countries: Mapping[str, int]
) -> dict[str, Plain]:
    return {
        "key": arrow.key,
        "claim": claim_index[arrow.claim],
        "type": arrow.type,
        "start": index.get(arrow.start, -1),
        "end": index.get(arrow.end, -1),
        "stated": arrow.low is not None,
        "country": countries.get(arrow.country, -1),
    }


def _dispute(dispute: Dispute, claim_index: Mapping[str, int]) -> dict[str, Plain]:
    return {**asdict(dispute), "claims": [claim_index[key] for key in dispute.claims]}


def _computed(item: Computed, index: Mapping[str, int], claim_index: Mapping[str, int]) -> dict[str, Plain]:
    return {
        **asdict(item),
        "figure": item.figure.words if item.figure else "",
        "inputs": [claim_index[key] for key in item.inputs],
        "places": [index[key] for key in item.places],
        "names": [index[key] for key in item.names],
    }


def _frame(view: View, layout: Layout, index: Mapping[str, int]) -> dict[str, Plain]:
    """One layout: panels, labels and rings for our own drawing, nodes and edges for vis-network."""
    nodes, edges = vis_network(view, layout, index)
    claims = {claim.key: number for number, claim in enumerate(view.claims)}
    spots = [
        {
            "node": index[key],
            "at": _round(spot.x, spot.y, spot.r),
            "lines": spot.lines,
            "figures": spot.figures,
            "label": _round(spot.label.x, spot.label.y, spot.label.w, spot.label.h),
            "align": spot.align,
        }
        for key, spot in sorted(layout.spots.items())
    ]
    return {
        "name": layout.frame.name,
        "width": layout.frame.width,
        "height": round(layout.height, 1),
        "panels": [
            [panel.key, panel.title, *_round(panel.box.x, panel.box.y, panel.box.w, panel.box.h)]
            for panel in layout.panels
        ],
        "spots": columns(spots),
        "figures": [
            [number, layout.paths[arrow.key].figure, *_round(box.x, box.y, box.w, box.h)]
            for number, arrow in enumerate(view.arrows)
            if arrow.key in layout.paths and (box := layout.paths[arrow.key].label)
        ],
        "rings": [[index[n.key], claims[ring.claim], *_radii(view, ring)] for n in view.nodes for ring in n.rings],
        "nodes": nodes,
        "edges": edges,
    }


def _round(*values: float) -> list[float]:
    return [round(value, 1) for value in values]


def _radii(view: View, ring: Ring) -> list[Plain]:
    """The inner and the outer circle; the outer is ``None`` when there is no upper bound."""
    scale = view.legend.radius
    if ring.beyond:
        return [round(scale.size + 4, 1), None, True]
    outer = None if ring.high is None else round(scale.of(ring.high), 1)
    return [round(scale.of(ring.low), 1), outer, False]


def vis_network(view: View, layout: Layout, index: Mapping[str, int]) -> tuple[Plain, Plain]:
    """Nodes and edges as pyvis keeps them, filled directly: positions given, parallel edges kept, nothing converted."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    for key, spot in layout.spots.items():
        network.nodes.append({"id": f"n{index[key]}", "shape": "dot", "size": 4.5, **_at(spot.x, spot.y)})
    for number, arrow in enumerate(view.arrows):
        if arrow.key in layout.paths:
            path = layout.paths[arrow.key]
            ends = {}
            for side, key, x, y in (("from", path.start, path.x1, path.y1), ("to", path.end, path.x2, path.y2)):
                ends[side] = f"n{index[key]}" if key else f"{side[0]}{number}"
                if not key:
                    network.nodes.append({"id": ends[side], "shape": "dot", "size": 0.1, **_at(x, y)})
            network.edges.append({"id": f"a{number}", **ends, **_line(view, arrow), "smooth": _smooth(path)})
    return network.nodes, network.edges


def _at(x: float, y: float) -> dict[str, float]:
    return {"x": round(x, 1), "y": round(y, 1)}


def _smooth(path: Any) -> Plain:
    if path.bend != "arc":
        direction = "horizontal" if path.bend == "across" else "vertical"
        return {
            "enabled": True,
            "type": "cubicBezier",
            "forceDirection": direction,
            "roundness": round(0.44 + path.roundness / 2, 2),
        }
    if not path.roundness:
        return {"enabled": False}
    side = "curvedCW" if path.roundness > 0 else "curvedCCW"
    return {"enabled": True, "type": side, "roundness": round(abs(path.roundness), 2)}


def _line(view: View, arrow: Arrow) -> dict[str, Plain]:
    """Width by number of people, a band up to the highest figure, dashes where no number is stated."""
    if arrow.type != "arrow":
        return {"width": LINE, "dashes": _DOTS if arrow.type == "tie" else False, "arrows": {"to": {"enabled": False}}}
    head = {"to": {"enabled": True, "scaleFactor": 0.5, "type": "arrow"}}
    if arrow.low is None:
        return {"width": DASHED, "dashes": _DASHES, "arrows": head}
    scale = view.legend.width
    width = round(scale.of(arrow.low), 2)
    if arrow.high == arrow.low:
        return {"width": width, "dashes": False, "arrows": head}
    band = round(scale.of(arrow.high), 2) if arrow.high is not None else width + 5
    return {"width": width, "dashes": False, "arrows": head, "band": band}


def options() -> Plain:
    """Options of vis-network: no physics, nothing that moves by itself, no page scroll caught by the wheel."""
    return {
        "autoResize": False,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "interaction": {
            "dragNodes": False,
            "dragView": True,
            "zoomView": False,
            "hover": False,
            "selectable": False,
            "keyboard": {"enabled": False},
            "tooltipDelay": 3_600_000,
        },
        "nodes": {"borderWidth": 0, "physics": False, "chosen": False},
        "edges": {"physics": False, "chosen": False, "arrowStrikethrough": False, "selectionWidth": 0},
    }


def legend_samples(view: View) -> Plain:
    """What the legend shows, at the very sizes of the picture."""
    legend, labels = view.legend, {node.key: node.label for node in view.nodes}
    return {
        "countries": [(number, labels.get(key, key)) for key, number in palette(legend.countries).items()],
        "widths": [(f"{value:,.0f}", round(legend.width.of(value), 2)) for value in legend.widths],
        "radii": [(f"{value:,.0f}", round(legend.radius.of(value), 1)) for value in legend.radii],
        "beyond": legend.beyond,
        "beyond_radius": round(legend.radius.size + 4, 1),
        "disputed": bool(view.disputes),
        "bolt": BOLT,
        "computed": len(view.computed),
        "dashes": " ".join(str(part) for part in _DASHES),
    }
