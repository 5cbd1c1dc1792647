"""The network: the page of the reader, drawn by vis-network as pyvis ships it.

pyvis is used for its data, its options and its bundle; its template is not, because it loads styles from elsewhere and
runs what stands in titles. Physics stay off: every position comes from :mod:`sojourn.drawing.layout`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sojourn.errors import BadInput, NotAvailable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sojourn.drawing.layout import Frame, Layout
    from sojourn.drawing.paths import Path as Line
    from sojourn.drawing.view import Arrow, Ring, View

Plain = Any
"""What JSON can hold."""

MOST_LINES = 5_000
"""A picture with more lines than this would neither be read nor drawn in a reasonable time."""

LINE = 1.2
"""Width of lines that are no movement [CSS px]."""
DASHED = 1.8
"""Width of arrows for which no number of people is stated [CSS px]."""
_DASHES = [7, 5]
_DOTS = [1, 4]


class Network:
    """The page that opens with the network; its reader can turn to the other drawers."""

    name = "network"
    summary = "places, populations and professions as nodes, each claim a line; up to about 2,000 lines, and no tables"

    def suits(self, view: View) -> str:
        """See :class:`sojourn.renderers.base.Renderer`."""
        if view.rows and view.rows.claims > len(view.claims):
            tables = view.rows.claims - len(view.claims)
            return f"{tables:,} of its claims are rows of tables, and the network draws none of those"
        if len(view.arrows) > MOST_LINES:
            return f"it has {len(view.arrows):,} lines, and the network is made for {MOST_LINES:,} at most"
        return ""

    def render(self, view: View, *, heading: str | None = None, why: str = "") -> str:
        """See :class:`sojourn.renderers.base.Renderer`."""
        from sojourn.drawing.layout import TALL, WIDE
        from sojourn.renderers.shell import page

        reason = self.suits(view)
        if reason:
            raise BadInput(
                f"this cannot be drawn as network: {reason}",
                advice="Draw a study of it, or the answer to a question about one place.",
            )
        bundle, drawn = vis_bundle(), network_data(view, (WIDE, TALL))
        return page(view, self.name, heading=heading, why=why, network=drawn, bundle=bundle)


def network_data(view: View, frames: Sequence[Frame]) -> Plain:
    """What the drawer needs beside the data of every page: lines, layouts and options, without a colour."""
    from sojourn.drawing.layout import lay_out
    from sojourn.renderers.pagedata import columns

    index = {node.key: number for number, node in enumerate(view.every_node)}
    claims = {claim.key: number for number, claim in enumerate(view.claims)}
    return {
        "arrows": columns([_arrow(arrow, index, claims) for arrow in view.arrows]),
        "frames": [_frame(view, lay_out(view, frame), index, claims) for frame in frames],
        "options": options(),
        "legend": {
            "widths": [[value, round(view.legend.width.of(value), 2)] for value in view.legend.widths],
            "radii": [[value, round(view.legend.radius.of(value), 1)] for value in view.legend.radii],
        },
    }


def _arrow(arrow: Arrow, index: Mapping[str, int], claims: Mapping[str, int]) -> dict[str, Plain]:
    return {
        "key": arrow.key,
        "claim": claims[arrow.claim],
        "type": arrow.type,
        "start": index.get(arrow.start, -1),
        "end": index.get(arrow.end, -1),
        "home": index.get(arrow.country, -1),
        "stated": arrow.low is not None,
        "band": arrow.low is not None and arrow.high != arrow.low,
    }


def _frame(view: View, layout: Layout, index: Mapping[str, int], claims: Mapping[str, int]) -> dict[str, Plain]:
    """One layout: panels, labels and rings for our own drawing, nodes and edges for vis-network."""
    from sojourn.renderers.pagedata import columns

    nodes, edges = vis_network(view, layout, index)
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
        "rings": [
            [index[node.key], claims[ring.claim], *_radii(view, ring), index.get(ring.country, -1)]
            for node in view.nodes
            for ring in node.rings
        ],
        "nodes": nodes,
        "edges": edges,
    }


def _round(*values: float) -> list[float]:
    return [round(value, 1) for value in values]


def _radii(view: View, ring: Ring) -> list[Plain]:
    """The inner and the outer circle, ``None`` when there is no upper bound; and whether it is beyond the scale."""
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


def _smooth(path: Line) -> Plain:
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


@cache
def vis_bundle() -> str:
    """The vis-network bundle of the installed pyvis: the newest, without the address of its source map.

    Raises:
        NotAvailable: If pyvis is not installed, or brings no bundle that can stand in a page.
    """
    import importlib.util

    spec = importlib.util.find_spec("pyvis")
    found = sorted(Path(spec.origin).parent.glob("lib/vis-*/vis-network.min.js")) if spec and spec.origin else []
    if not found:
        raise NotAvailable(
            "pyvis, which draws the network, is not installed", advice="Install it with 'pip install pyvis'."
        )
    text = re.sub(r"//# sourceMappingURL=\S*", "", found[-1].read_text(encoding="utf-8"))
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        raise NotAvailable(
            f"the bundle {found[-1].name} of this pyvis cannot stand inside a page", advice="Install pyvis 0.3.2."
        )
    return text.strip() + "\n"
