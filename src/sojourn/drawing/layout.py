"""Where everything stands: countries as panels with their places inside, populations and professions beside them.

Positions are computed here and never in the browser. A figure of a country belongs to the country's outline, so an
arrow between two countries runs from panel to panel; an arrow of a region leaves the region's own mark. The same view
always gives the same layout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sojourn.drawing.boxes import Box
from sojourn.drawing.items import PAD, Item, Spot, listed, mapped, measure, spot_of
from sojourn.drawing.paths import Path, Side, port_room, trace
from sojourn.drawing.view import Arrow, Node, View

HEAD = 40.0
"""Room for the name of a panel [units]."""

TITLES = {
    "populations": "Populations",
    "professions": "Professions",
    "people": "People and organisations",
    "elsewhere": "Elsewhere",
}
"""Panels that are no country, by their keys."""
_FAMILIES = {"population": "populations", "profession": "professions", "agent": "people"}
_BETWEEN = 14.0
_ROWS_APART = (86.0, 22.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The page that a layout is made for.

    Attributes:
        name: ``wide`` or ``tall``.
        width: Units across; one unit is one CSS pixel at the size it is made for.
        columns: Widths of the columns of a wide frame: origins, destinations, populations [units]; empty when
            panels stand below each other.
        gaps: Room between the columns [units].
    """

    name: str
    width: float
    columns: tuple[float, ...] = ()
    gaps: tuple[float, ...] = ()

    @property
    def across(self) -> bool:
        """Whether countries stand beside each other rather than below each other."""
        return bool(self.columns)


WIDE = Frame(name="wide", width=900.0, columns=(184.0, 290.0, 206.0), gaps=(144.0, 60.0))
TALL = Frame(name="tall", width=366.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A country, or a group of nodes that are no places of one.

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
class _Column:
    """Panels below each other.

    Attributes:
        keys: From top to bottom.
        x: Left edge [units].
        width: [units].
        across: How many nodes stand beside each other in a list.
        stretch: Key of the panel that takes the room that is left; empty when none does.
    """

    keys: tuple[str, ...]
    x: float
    width: float
    across: int = 1
    stretch: str = ""


def lay_out(view: View, frame: Frame = WIDE) -> Layout:
    """Positions for every node and line of a view."""
    groups = _groups(view)
    columns, below = _columns(view, groups, frame)
    placing = _Placing(view, groups, frame)
    heights = [placing.column(column, PAD) for column in columns]
    tallest = max(heights, default=PAD)
    for column, height in zip(columns, heights, strict=True):
        placing.column(column, PAD, spare=tallest - height)
    bottom = tallest
    for column in below:
        bottom = placing.column(column, bottom + _BETWEEN)
    panels = tuple(placing.panels[key] for column in (*columns, *below) for key in column.keys)
    sides = {key: Side(panel.box) for key, panel in placing.panels.items() if key in placing.spots}
    marks = {key: (spot.x, spot.y, spot.r) for key, spot in placing.spots.items()}
    spots = dict(sorted(placing.spots.items()))
    paths = trace(view, marks, sides, [spot.label for spot in spots.values()], across=frame.across)
    return Layout(frame=frame, height=bottom + PAD, panels=panels, spots=spots, paths=paths)


def _groups(view: View) -> dict[str, list[Node]]:
    """Nodes by panel: each under its country, the rest by what they are."""
    found: dict[str, list[Node]] = defaultdict(list)
    for node in view.nodes:
        found[_FAMILIES.get(node.key.partition(":")[0]) or node.country or "elsewhere"].append(node)
    return dict(found)


def _columns(view: View, groups: dict[str, list[Node]], frame: Frame) -> tuple[list[_Column], list[_Column]]:
    """The columns of a frame, and what stands below them: origins, destinations, who."""
    balance = _balance(view, set(groups) - set(TITLES))
    places = sorted(balance, key=lambda key: (-balance[key], -len(groups[key]), key))
    origins = [key for key in places if balance[key] > 0]
    others = sorted((key for key in places if balance[key] <= 0), key=lambda key: (-len(groups[key]), key))
    rest = [key for key in ("elsewhere", "people") if key in groups]
    who = [key for key in ("populations",) if key in groups]
    last = [key for key in ("professions",) if key in groups]
    if not frame.across:
        order = (*origins, *others, *rest[:1], *who, *last, *rest[1:])
        return [_Column(keys=tuple(order), x=PAD, width=frame.width - 2 * PAD, across=2)], []
    (a, b, c), (gap, gap2) = frame.columns, frame.gaps
    who_column = _Column(keys=tuple(who), x=PAD + a + gap + b + gap2, width=c)
    below = [_Column(keys=tuple(last), x=PAD, width=frame.width - 2 * PAD, across=4)] if last else []
    if not others or (not origins and len(others) + len(rest) == 1):
        only = (*origins, *others, *rest)
        main = _Column(keys=only, x=PAD, width=a + gap + b, stretch=only[0] if only else "")
        return [main, who_column], below
    main_others, small = others[:1] if origins or rest else others, others[1:] if origins or rest else []
    left = _Column(keys=(*origins, *small, *rest), x=PAD, width=a, stretch=origins[0] if origins else "")
    right = _Column(keys=tuple(main_others), x=PAD + a + gap, width=b, stretch=main_others[0])
    return [left, right, who_column], below


def _balance(view: View, countries: set[str]) -> dict[str, int]:
    """How many more arrows leave each country for another than reach it."""
    country = {node.key: node.country for node in view.nodes}
    found = dict.fromkeys(sorted(countries), 0)
    for arrow in view.arrows:
        start, end = country.get(arrow.start, ""), country.get(arrow.end, "")
        if arrow.type == "arrow" and start and end and start != end:
            found[start] += 1
            found[end] -= 1
    return found


class _Placing:
    """Panels and spots as they are put in place, column after column."""

    def __init__(self, view: View, groups: dict[str, list[Node]], frame: Frame) -> None:
        self.view = view
        self.groups = groups
        self.frame = frame
        self.opens: dict[str, list[Arrow]] = defaultdict(list)
        for arrow in view.arrows:
            if arrow.type == "arrow" and not (arrow.start and arrow.end):
                self.opens[arrow.start or arrow.end].append(arrow)
        self.panels: dict[str, Panel] = {}
        self.spots: dict[str, Spot] = {}

    def column(self, column: _Column, top: float, *, spare: float = 0.0) -> float:
        """Puts a column in place and returns its lower edge; ``spare`` goes to the panel that stretches."""
        y = top
        for number, key in enumerate(column.keys):
            if number:
                y += _BETWEEN if self.frame.across else _ROWS_APART[column.keys[number - 1] in TITLES or key in TITLES]
            y = self._panel(key, column, y, spare if key == column.stretch else 0.0)
        return y

    def _panel(self, key: str, column: _Column, top: float, spare: float) -> float:
        nodes = self.groups[key]
        is_list = key in TITLES and key != "elsewhere"
        room = column.width - 2 * PAD
        right = key == "populations" or column.across > 1 or not self.frame.across
        width = room / column.across if is_list else room
        items = [measure(self.view, node, self.opens[node.key], width) for node in nodes]
        crown = next((item for item in items if item.node.key == key), None)
        rest = [item for item in items if item is not crown]
        head = max(HEAD, crown.box.h + 6) if crown else HEAD * 0.8
        title = head
        if self.frame.across:
            head = max(head, self._departures(key))
        natural = self.panels[key].box.h - head - PAD if spare and key in self.panels else 0.0
        area = Box(column.x + column.width / 2, top + head, room, natural + spare)
        boxes = self._listed(rest, area, column.across) if is_list else mapped(rest, area)
        bottom = max([top + head + area.h, *(box.y + box.h / 2 for box in boxes)]) + PAD
        for item, box in zip(rest, boxes, strict=True):
            self.spots[item.node.key] = spot_of(item, box, key, labels_right=right)
        if crown:
            box = Box(area.x, top + title / 2, room, title)
            self.spots[key] = spot_of(replace(crown, stub=0.0), box, key, labels_right=right)
        outline = Box(area.x, (top + bottom) / 2, column.width, bottom - top)
        self.panels[key] = Panel(key=key, title=TITLES.get(key, ""), box=outline)
        return bottom

    def _departures(self, key: str) -> float:
        """Room for the arrows that leave a whole country, above its places, so that theirs need not cross them."""
        leaving = [a for a in self.view.arrows if a.type == "arrow" and a.start == key and a.end in self.groups]
        return sum(port_room(self.view, arrow) for arrow in leaving) + 20.0 if leaving else 0.0

    def _listed(self, items: Sequence[Item], area: Box, across: int) -> list[Box]:
        ties: dict[str, list[float]] = defaultdict(list)
        for arrow in self.view.arrows:
            for one, other in ((arrow.start, arrow.end), (arrow.end, arrow.start)):
                if other in self.spots and other.startswith("place:"):
                    ties[one].append(self.spots[other].y)
        return listed(items, ties, area, across)
