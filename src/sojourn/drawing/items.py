"""A node with its rings and its label: how much room it needs, and where it stands within its panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sojourn.drawing.boxes import LINE, TARGET, Box, apart, shelves, text_width, wrap
from sojourn.drawing.paths import fan_size, stub_length
from sojourn.drawing.view import Arrow, Node, View

PAD = 8.0
"""Room between the outline of a panel and what stands in it [units]."""
DOT = 4.5
"""Radius of a mark without a stock [units]."""
LABEL = 146.0
"""Longest line of a label, unless a single word is longer [units]."""
_CROWD = 90
"""Panels with more nodes than this are filled in rows, because pushing apart would take too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A node with the room that it needs.

    Attributes:
        node: The node.
        lines: Its label, line by line.
        figures: The stocks stated for it, as a line below its label; empty when there is none.
        r: Radius of everything drawn around its mark [units].
        stub: Room for arrows that end openly, beside the mark [units].
        box: All of it.
    """

    node: Node
    lines: tuple[str, ...]
    figures: str
    r: float
    stub: float
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a node stands.

    Attributes:
        x, y: Its mark.
        r: Radius of everything drawn around it.
        lines: Its label, line by line.
        figures: The line of figures below it; empty when there is none.
        label: The box of the label, figures included.
        align: On which side of its box the label is flush: ``left`` or ``right``.
        panel: Key of the panel that it stands in.
    """

    x: float
    y: float
    r: float
    lines: tuple[str, ...]
    figures: str
    label: Box
    align: str
    panel: str


def measure(view: View, node: Node, opens: Sequence[Arrow], room: float) -> Item:
    """The room that a node needs: its rings, its open ends and its label in lines.

    Args:
        view: The view, for its scales.
        node: The node.
        opens: Its arrows with an open end.
        room: Width that there is for it [units].
    """
    radius = max([DOT, *(_ring(view, ring.high or ring.low, beyond=ring.beyond) for ring in node.rings)])
    stub = max((stub_length(view, arrow) for arrow in opens), default=0.0) if node.type != "country" else 0.0
    longest = max((text_width(word) for word in node.label.split()), default=0.0)
    space = room - 2 * radius - stub - 8.0
    lines = wrap(node.label, min(max(space if space < LABEL else LABEL, longest, 60.0), max(space, 60.0)))
    figures = stocks(node, space)
    label = max(text_width(line) for line in (*lines, figures))
    high = max(
        2 * radius + 2,
        _height(lines, figures) + 2,
        TARGET,
        sum(fan_size(view, arrow) for arrow in opens) if stub else 0.0,
    )
    return Item(
        node=node,
        lines=lines,
        figures=figures,
        r=radius,
        stub=stub,
        box=Box(0, 0, label + 2 * radius + 8 + stub, high),
    )


def stocks(node: Node, room: float) -> str:
    """The stocks stated for a place, in short: as many as there is room for, two at most, and how many more."""
    ordered = sorted(node.rings, key=lambda ring: not ring.country)  # those of a known people first
    found = list(dict.fromkeys(ring.figure for ring in ordered))
    texts = [" / ".join(found[:n]) + (f" and {len(found) - n} more" if len(found) > n else "") for n in (2, 1)]
    return next((text for text in texts if text_width(text) <= room), texts[-1]) if found else ""


def _height(lines: Sequence[str], figures: str) -> float:
    return LINE * (len(lines) + bool(figures))


def _ring(view: View, persons: float, *, beyond: bool) -> float:
    scale = view.legend.radius
    return scale.size + 4.0 if beyond else scale.of(persons) + 1.0


def spot_of(item: Item, box: Box, panel: str, *, labels_right: bool) -> Spot:
    """Mark and label inside a box: the mark towards the lines that reach it, its open ends away from the label."""
    label = max(text_width(line) for line in (*item.lines, item.figures))
    if labels_right:
        x = box.x - box.w / 2 + item.r + 2 + item.stub
        middle = x + item.r + 5 + label / 2
    else:
        x = box.x + box.w / 2 - item.r - 2 - item.stub
        middle = x - item.r - 5 - label / 2
    return Spot(
        x=x,
        y=box.y,
        r=item.r,
        lines=item.lines,
        figures=item.figures,
        label=Box(middle, box.y, label, _height(item.lines, item.figures)),
        align="left" if labels_right else "right",
        panel=panel,
    )


def mapped(items: Sequence[Item], area: Box) -> list[Box]:
    """Boxes of places near where the map has them, pushed apart until none overlaps.

    Args:
        items: Places of one panel.
        area: Its middle across, its top (as ``y``), its width, and the height to be filled beyond what is needed.
    """
    if not items:
        return []
    wishes = _targets([item.node for item in items])
    order = sorted(range(len(items)), key=lambda i: (-len(items[i].node.claims), -wishes[i][1], items[i].node.key))
    ranked, targets = [items[i] for i in order], [wishes[i] for i in order]
    need = sum((item.box.w + 6) * (item.box.h + 6) for item in items)
    height = max(need / area.w * 1.1, TARGET, area.h)
    rows = [replace(item.box, x=u, y=v) for item, (u, v) in zip(ranked, targets, strict=True)]
    placed = shelves(rows, Box(area.x, area.y + height / 2, area.w, height))
    for _ in range(14 if len(items) <= _CROWD else 0):
        bounds = Box(area.x, area.y + height / 2, area.w, height)
        found = apart([_wanted(row, bounds) for row in rows], bounds)
        if found:
            placed = found
            break
        height *= 1.12
    by_key = {item.node.key: box for item, box in zip(ranked, placed, strict=True)}
    return [by_key[item.node.key] for item in items]


def _wanted(row: Box, bounds: Box) -> Box:
    """A box whose middle is given in parts of some bounds, within them."""
    return replace(row, x=bounds.x + (row.x - 0.5) * bounds.w, y=bounds.y + (row.y - 0.5) * bounds.h)


def _targets(nodes: Sequence[Node]) -> list[tuple[float, float]]:
    """Where each place would stand, 0 to 1 across and down: from the map, or near what it lies in or consists of."""
    known = {n.key: (n.lon, -n.lat) for n in nodes if n.lat is not None and n.lon is not None}

    def point(node: Node) -> tuple[float, float] | None:
        if node.key in known:
            return known[node.key]
        inside = [known[n.key] for n in nodes if n.within == node.key and n.key in known]
        members = [known[key] for key in node.members if key in known]
        near = inside or members or ([known[node.within]] if node.within in known else [])
        return (sum(x for x, _ in near) / len(near), sum(y for _, y in near) / len(near)) if near else None

    points = [point(node) for node in nodes]
    xs, ys = ([p[axis] for p in points if p] for axis in (0, 1))
    unknown = sorted(node.key for node, p in zip(nodes, points, strict=True) if p is None)
    return [
        (0.15 + 0.35 * (unknown.index(node.key) % 3), 0.88 + 0.12 * (unknown.index(node.key) + 1) / len(unknown))
        if p is None
        else (_between(p[0], xs), 0.86 * _between(p[1], ys))
        for node, p in zip(nodes, points, strict=True)
    ]


def _between(value: float, values: Sequence[float]) -> float:
    low, high = min(values), max(values)
    return (value - low) / (high - low) if high > low else 0.5


def listed(items: Sequence[Item], ties: Mapping[str, Sequence[float]], area: Box, across: int) -> list[Box]:
    """Boxes of populations, professions or people in columns, in the height of the places that they are tied to.

    Args:
        items: What is listed.
        ties: Heights of the places that each is tied to, by key.
        area: Middle across, top (as ``y``) and width.
        across: How many columns.
    """

    def order(i: int) -> tuple[float, str, int]:
        heights = ties.get(items[i].node.key, ())
        return (sum(heights) / len(heights) if heights else float("inf"), items[i].node.label.lower(), i)

    boxes = [item.box for item in items]
    width = area.w / across
    tops = [area.y] * across
    for i in sorted(range(len(items)), key=order):
        column = tops.index(min(tops))
        box = items[i].box
        left = area.x - area.w / 2 + column * width
        boxes[i] = Box(left + box.w / 2, tops[column] + box.h / 2, box.w, box.h)
        tops[column] += box.h + 1.0
    return boxes
