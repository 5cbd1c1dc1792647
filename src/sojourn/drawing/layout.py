"""Where everything stands: countries as panels with their places inside, populations and professions beside them.

Positions are computed here and never in the browser. A figure of a country belongs to the country's outline, so an
arrow between two countries runs from panel to panel; an arrow of a region leaves the region's own mark. The same view
always gives the same layout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sojourn.drawing.boxes import FONT, LINE, TARGET, Box, apart, shelves, text_width, wrap
from sojourn.drawing.paths import Path, Side, trace
from sojourn.drawing.view import Node, View

HEAD = 40.0
"""Room for the name of a panel [units]."""
STUB = 40.0
"""Length of an arrow that ends openly [units]."""
DOT = 4.5
"""Radius of a mark without a stock [units]."""
_PAD = 8.0
_CROWD = 90
"""Panels with more nodes than this are filled in rows, because pushing apart would take too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The page that a layout is made for.

    Attributes:
        name: ``wide`` or ``tall``.
        width: Units across; one unit is one CSS pixel at the size it is made for.
        across: Whether countries stand beside each other rather than below each other.
        columns: Widths of the columns of a wide frame: origins, destinations, populations [units].
        gaps: Room between them [units].
    """

    name: str
    width: float
    across: bool
    columns: tuple[float, float, float] = (0.0, 0.0, 0.0)
    gaps: tuple[float, float] = (0.0, 0.0)


WIDE = Frame(name="wide", width=900.0, across=True, columns=(190.0, 300.0, 180.0), gaps=(150.0, 64.0))
TALL = Frame(name="tall", width=366.0, across=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a node stands.

    Attributes:
        x, y: Its mark.
        r: Radius of everything drawn around it.
        lines: Its label, line by line.
        label: The box of the label.
        align: On which side of its box the label is flush: ``left``, ``right`` or ``center``.
        panel: Key of the panel that it stands in.
    """

    x: float
    y: float
    r: float
    lines: tuple[str, ...]
    label: Box
    align: str
    panel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A country, or a group of nodes that are no places.

    Attributes:
        key: Key of the country; ``populations``, ``professions``, ``people`` or ``elsewhere`` otherwise.
        title: Its name; empty when the node of the country bears it.
        box: Its outline.
    """

    key: str
    title: str
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A view in place.

    Attributes:
        frame: The page that it is made for.
        height: Units down.
        panels: In the order in which they are read.
        spots: By key of the node.
        paths: By key of the arrow.
    """

    frame: Frame
    height: float
    panels: tuple[Panel, ...]
    spots: dict[str, Spot] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A node with the room that it needs: mark and label in one box."""

    node: Node
    lines: tuple[str, ...]
    r: float
    stub: float
    box: Box


def lay_out(view: View, frame: Frame = WIDE) -> Layout:
    """Positions for every node and line of a view."""
    groups = _groups(view)
    panels: list[Panel] = []
    spots: dict[str, Spot] = {}
    height = _PAD
    for keys, left, width, top in _columns(view, groups, frame):
        y = height if top < 0 else top
        for key in keys:
            panel, placed = _panel(
                view, key, groups[key], at=Box(left + width / 2, y, width, 0.0), frame=frame, done=spots
            )
            panels.append(panel)
            spots.update(placed)
            y = panel.box.y + panel.box.h / 2 + (_PAD * 2 if frame.across else 64.0)
        if not frame.across:
            height = y
    bottom = max((panel.box.y + panel.box.h / 2 for panel in panels), default=0.0) + _PAD
    sides = {panel.key: Side(panel.box, left=_is_left(panel, frame)) for panel in panels if panel.key in spots}
    paths = trace(view, {key: (spot.x, spot.y, spot.r) for key, spot in spots.items()}, sides, across=frame.across)
    return Layout(frame=frame, height=bottom, panels=tuple(panels), spots=spots, paths=paths)


def _is_left(panel: Panel, frame: Frame) -> bool:
    return panel.box.x - panel.box.w / 2 < frame.columns[0]


def _groups(view: View) -> dict[str, list[Node]]:
    """Nodes by panel: each under its country, the rest by what they are."""
    found: dict[str, list[Node]] = defaultdict(list)
    families = {"population": "populations", "profession": "professions", "person": "people"}
    for node in view.nodes:
        found[families.get(node.type) or node.country or "elsewhere"].append(node)
    return dict(found)


def _columns(
    view: View, groups: dict[str, list[Node]], frame: Frame
) -> Iterable[tuple[list[str], float, float, float]]:
    """Panels from top to bottom, with the left edge, the width and the top of their column."""
    leaving: dict[str, float] = defaultdict(float)
    country = {node.key: node.country or "elsewhere" for node in view.nodes}
    for arrow in view.arrows:
        ends = (country.get(arrow.start), country.get(arrow.end))
        if arrow.type == "arrow" and all(ends) and ends[0] != ends[1]:
            leaving[str(ends[0])] += 1
            leaving[str(ends[1])] -= 1
    who: list[str] = [key for key in ("populations", "professions", "people") if key in groups]
    rest = ["elsewhere"] if "elsewhere" in groups else []
    places = sorted(set(groups) - set(who) - set(rest), key=lambda key: (-leaving[key], -len(groups[key]), key))
    origins = [key for key in places if leaving[key] > 0]
    others = [key for key in places if leaving[key] <= 0]
    if not frame.across:
        edge = _PAD
        yield [*origins, *others, *rest, *who], edge, frame.width - 2 * edge, -1.0
        return
    left, (a, b, c), (gap, gap2) = _PAD, frame.columns, frame.gaps
    if origins:
        yield [*origins, *rest], left, a, _PAD
        yield others, left + a + gap, b, _PAD
    else:
        yield [*others, *rest], left, a + gap + b, _PAD
    yield who, left + a + gap + b + gap2, c, _PAD


def _panel(
    view: View, key: str, nodes: Sequence[Node], *, at: Box, frame: Frame, done: dict[str, Spot]
) -> tuple[Panel, dict[str, Spot]]:
    """One panel with its nodes placed; ``at`` gives its middle across, its top and its width."""
    head = [node for node in nodes if node.key == key]
    titles = {"populations": "Who", "professions": "Professions", "people": "People", "elsewhere": "Elsewhere"}
    items = [_item(view, node, at.w, frame) for node in nodes if node.key != key]
    listed = key in titles and key != "elsewhere"
    crown = _item(view, head[0], at.w, frame) if head else None
    top = max(HEAD, 2 * crown.r + 2 * _PAD) if crown else HEAD * 0.8
    room = Box(at.x, at.y + top, at.w - 2 * _PAD, 0.0)
    placed = _listed(view, items, room, done, frame) if listed else _mapped(items, room)
    bottom = max((box.y + box.h / 2 for box in placed), default=at.y + top)
    outline = Box(at.x, (at.y + bottom + _PAD) / 2, at.w, bottom + _PAD - at.y)
    labels_right = listed or not frame.across
    spots = {item.node.key: _spot(item, box, key, labels_right) for item, box in zip(items, placed, strict=True)}
    if crown:
        box = Box(at.x, at.y + top / 2, at.w - 2 * _PAD, top)
        spots[key] = _spot(crown, box, key, labels_right)
    return Panel(key=key, title=titles.get(key, ""), box=outline), spots


def _item(view: View, node: Node, width: float, frame: Frame) -> _Item:
    """The room of a node: its rings, its open ends and its label in lines."""
    radius = max([DOT, *(_ring(view, ring.high or ring.low, beyond=ring.beyond) for ring in node.rings)])
    opens = sum(1 for a in view.arrows if a.type == "arrow" and (a.start, a.end) in {(node.key, ""), ("", node.key)})
    stub = STUB if opens and node.type != "country" else 0.0
    room = min(width - 2 * _PAD, 150.0 if frame.across else 140.0) - 2 * radius - stub - 6.0
    lines = wrap(node.label, max(room, 60.0))
    label = max(text_width(line) for line in lines)
    high = max(2 * radius + 2, len(lines) * LINE + 4, TARGET, 11.0 * opens if stub else 0.0)
    return _Item(node=node, lines=lines, r=radius, stub=stub, box=Box(0, 0, label + 2 * radius + 8 + stub, high))


def _ring(view: View, persons: float, *, beyond: bool) -> float:
    scale = view.legend.radius
    return scale.size + 4.0 if beyond else scale.of(persons) + 1.0


def _mapped(items: Sequence[_Item], room: Box) -> list[Box]:
    """Boxes of places near where the map has them, pushed apart; ``room`` gives middle, top and width."""
    if not items:
        return []
    targets = _targets([item.node for item in items])
    area = sum((item.box.w + 6) * (item.box.h + 6) for item in items)
    height = max(area / room.w * 1.15, TARGET)
    boxes: list[Box] = []
    for _ in range(14):
        bounds = Box(room.x, room.y + height / 2, room.w, height)
        boxes = [
            replace(item.box, x=room.x + (u - 0.5) * room.w, y=room.y + v * height)
            for item, (u, v) in zip(items, targets, strict=True)
        ]
        found = apart(boxes, bounds) if len(items) <= _CROWD else None
        if found:
            return found
        height *= 1.12
    return shelves(boxes, Box(room.x, room.y + height / 2, room.w, height))


def _targets(nodes: Sequence[Node]) -> list[tuple[float, float]]:
    """Where each place would stand, 0 to 1 across and down: from the map, or near what it lies in or consists of."""
    known = {n.key: (n.lon, -n.lat) for n in nodes if n.lat is not None and n.lon is not None}
    by_key = {node.key: node for node in nodes}

    def point(node: Node) -> tuple[float, float] | None:
        if node.key in known:
            return known[node.key]
        inside = [known[n.key] for n in nodes if n.within == node.key and n.key in known]
        members = [known[key] for key in node.members if key in known]
        around = by_key.get(node.within)
        near = inside or members or ([known[around.key]] if around and around.key in known else [])
        return (sum(x for x, _ in near) / len(near), sum(y for _, y in near) / len(near)) if near else None

    points = [point(node) for node in nodes]
    xs, ys = ([p[axis] for p in points if p] for axis in (0, 1))
    unknown = 0
    found = []
    for place in points:
        if place is None:
            found.append((0.15 + 0.35 * (unknown % 3), 1.0))
            unknown += 1
        else:
            found.append((_between(place[0], xs), 0.92 * _between(place[1], ys)))
    return found


def _between(value: float, values: Sequence[float]) -> float:
    low, high = min(values), max(values)
    return (value - low) / (high - low) if high > low else 0.5


def _listed(view: View, items: Sequence[_Item], room: Box, done: dict[str, Spot], frame: Frame) -> list[Box]:
    """Boxes of populations, professions and people, near the places they are tied to."""
    ties: dict[str, list[float]] = defaultdict(list)
    for arrow in view.arrows:
        for one, other in ((arrow.start, arrow.end), (arrow.end, arrow.start)):
            if other in done:
                ties[one].append(done[other].y)
    columns = 1 if frame.across else 2
    width = room.w / columns
    order = sorted(range(len(items)), key=lambda i: (_mean(ties[items[i].node.key]), items[i].node.label, i))
    boxes = [item.box for item in items]
    tops = [room.y] * columns
    for i in order:
        column = tops.index(min(tops))
        box = items[i].box
        left = room.x - room.w / 2 + column * width
        boxes[i] = Box(left + box.w / 2, tops[column] + box.h / 2, box.w, box.h)
        tops[column] += box.h + 1.0
    return boxes


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else float("inf")


def _spot(item: _Item, box: Box, panel: str, labels_right: bool) -> Spot:
    """Mark and label inside a box: the mark towards the lines that reach it."""
    label = max(text_width(line) for line in item.lines)
    high = len(item.lines) * LINE
    if labels_right:
        x = box.x - box.w / 2 + item.r + 2
        middle = x + item.r + 5 + label / 2
    else:
        x = box.x + box.w / 2 - item.r - 2 - item.stub
        middle = x - item.r - 5 - label / 2
    return Spot(
        x=x,
        y=box.y,
        r=item.r,
        lines=item.lines,
        label=Box(middle, box.y, label, high),
        align="left" if labels_right else "right",
        panel=panel,
    )


__all__ = ["FONT", "TALL", "WIDE", "Frame", "Layout", "Panel", "Spot", "lay_out"]
