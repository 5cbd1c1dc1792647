"""The way of every line: from mark to mark, from panel to panel, or to an open end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sojourn.drawing.boxes import LINE, Box, spread, text_width
from sojourn.drawing.view import Arrow, View

STUB = 30.0
"""Length of an open arrow without width [units]."""
_RING = 10.0
_TRIES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8)


@dataclass(frozen=True, slots=True)
class Side:
    """A panel whose outline arrows may touch.

    Attributes:
        box: Its outline.
    """

    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The way of one line.

    Attributes:
        x1, y1: Where it begins.
        x2, y2: Where it ends.
        start: Key of the node whose mark it touches at its beginning; empty at an outline or an open end.
        end: Key of the node whose mark it touches at its end; empty at an outline or an open end.
        bend: ``across`` or ``down`` for an S between two columns or rows, ``arc`` for a curve to one side.
        roundness: How far an arc leaves the straight line, as a part of its length; its sign is the side.
        figure: The figure written on it, in short; empty when none is stated or there is no room.
        label: The box of that figure; ``None`` without one.
    """

    x1: float
    y1: float
    x2: float
    y2: float
    start: str = ""
    end: str = ""
    bend: str = "arc"
    roundness: float = 0.0
    figure: str = ""
    label: Box | None = None

    def point(self, t: float) -> tuple[float, float]:
        """A point of the way, 0 at its beginning and 1 at its end; for an arc, of its straight line."""
        if self.bend == "arc":
            return self.x1 + (self.x2 - self.x1) * t, self.y1 + (self.y2 - self.y1) * t
        dx, dy = (self.x2 - self.x1) / 2, (self.y2 - self.y1) / 2
        across = self.bend == "across"
        xs = (self.x1, self.x1 + (dx if across else 0), self.x2 - (dx if across else 0), self.x2)
        ys = (self.y1, self.y1 + (0 if across else dy), self.y2 - (0 if across else dy), self.y2)
        return _bezier(xs, t), _bezier(ys, t)


def _bezier(p: tuple[float, float, float, float], t: float) -> float:
    u = 1 - t
    return u**3 * p[0] + 3 * u * u * t * p[1] + 3 * u * t * t * p[2] + t**3 * p[3]


Mark = tuple[float, float, float]
"""Middle and radius of a node's mark."""
Point = tuple[float, float]


def stub_length(view: View, arrow: Arrow) -> float:
    """Room beside a mark for an arrow that ends openly, with its figure [units]."""
    return _reach(view, arrow) + 2 * _RING + (text_width(arrow.figure) + 4 if arrow.figure else 0.0)


def fan_size(view: View, arrow: Arrow) -> float:
    """Room across an open arrow, for its head and its figure [units]."""
    return max(LINE, 2.6 * view.legend.width.of(arrow.low) + 4.0) + 2.0 if arrow.low is not None else LINE + 2.0


def _fan(view: View, arrow: Arrow) -> float:
    """How far an open arrow ends below (or above) its mark, so that parallel ones do not lie on each other."""
    pair = (arrow.start, arrow.end)
    sizes = [fan_size(view, other) for other in view.arrows if (other.start, other.end) == pair]
    return sum(sizes[: arrow.rank]) + sizes[arrow.rank] / 2 - sum(sizes) / 2


def _reach(view: View, arrow: Arrow) -> float:
    """Length of an open arrow: longer when it is wide, so that its head does not swallow it."""
    return STUB + 2.6 * (view.legend.width.of(arrow.low) if arrow.low is not None else 0.0)


def trace(
    view: View, marks: Mapping[str, Mark], sides: Mapping[str, Side], labels: Sequence[Box], *, across: bool
) -> dict[str, Path]:
    """A path for every line of a view.

    Args:
        view: What is drawn.
        marks: The marks of its nodes.
        sides: The panels of countries, by the key of the country.
        labels: Boxes that figures must not cover.
        across: Whether panels stand beside each other.
    """
    ports = _ports(view, marks, sides, across=across)
    country = {node.key: node.country for node in view.nodes}
    paths = {}
    for arrow in view.arrows:
        ends = ports.get((arrow.key, "start")), ports.get((arrow.key, "end"))
        path = _path(view, arrow, marks, ends, across=across)
        if path is not None:
            far = (
                bool(ends[0] or ends[1]) or arrow.type != "arrow" or country.get(arrow.start) != country.get(arrow.end)
            )
            bend = "arc" if not (arrow.start and arrow.end and far) else ("across" if across else "down")
            paths[arrow.key] = replace(path, bend=bend)
    return dict(_with_figures(view, paths, labels))


def _path(
    view: View, arrow: Arrow, marks: Mapping[str, Mark], ends: tuple[Point | None, Point | None], *, across: bool
) -> Path | None:
    """The ends of a line; ``None`` for one that has none."""
    first, last = ends
    one = first or (marks[arrow.start][:2] if arrow.start in marks else None)
    two = last or (marks[arrow.end][:2] if arrow.end in marks else None)
    if one is None and two is None:
        return None
    reach = _reach(view, arrow)
    fan = 0.0 if arrow.start and arrow.end else _fan(view, arrow)
    if one is None and two is not None:
        one = _open(two, -reach if last else reach, marks, arrow, fan=fan, port=bool(last), across=across)
    if two is None and one is not None:
        two = _open(one, reach, marks, arrow, fan=fan, port=bool(first), across=across)
    (x1, y1), (x2, y2) = one or (0.0, 0.0), two or (0.0, 0.0)
    return Path(
        x1=x1,
        y1=y1,
        x2=x2,
        y2=y2,
        start="" if first else arrow.start,
        end="" if last else arrow.end,
        roundness=_roundness(arrow) if arrow.start and arrow.end else 0.0,
    )


def _roundness(arrow: Arrow) -> float:
    """Parallel lines on alternating sides, ever farther out."""
    if arrow.parallel == 1:
        return 0.12
    step = (arrow.rank + 1) // 2 * (1 if arrow.rank % 2 else -1)
    return 0.08 + 0.14 * step


def _open(
    known: Point, reach: float, marks: Mapping[str, Mark], arrow: Arrow, *, fan: float, port: bool, across: bool
) -> Point:
    """The open end beside what is known: to the right of a mark, outwards from an outline; fanned when parallel."""
    x, y = known
    if port:
        return (x + reach, y) if across else (x, y + reach)
    beside = marks[arrow.start or arrow.end][2] + reach
    return (x + beside if across else x - beside, y + fan)


def _with_figures(view: View, paths: Mapping[str, Path], labels: Sequence[Box]) -> Iterator[tuple[str, Path]]:
    """Writes each figure where it covers nothing else; where there is no room, the evidence alone has it."""
    taken = list(labels)
    for arrow in view.arrows:
        path = paths.get(arrow.key)
        if path is None:
            continue
        box = _figure_box(path, arrow, taken) if arrow.figure else None
        if box:
            taken.append(box)
        yield arrow.key, replace(path, figure=arrow.figure if box else "", label=box)


def _figure_box(path: Path, arrow: Arrow, taken: Sequence[Box]) -> Box | None:
    width = text_width(arrow.figure, 11.0)
    if not arrow.end:
        side = 1 if path.x2 >= path.x1 else -1
        beside = Box(path.x2 + side * (2 * _RING - 4 + width / 2), path.y2, width, LINE)
        return None if _hits(beside, taken) else beside
    for t in _TRIES:
        x, y = path.point(t)
        box = Box(x, y, width, LINE)
        if not _hits(box, taken):
            return box
    return None


def _hits(box: Box, taken: Sequence[Box]) -> bool:
    return any(min(box.overlap(other, 1.0)) > 0 for other in taken)


def _ports(
    view: View, marks: Mapping[str, Mark], sides: Mapping[str, Side], *, across: bool
) -> dict[tuple[str, str], Point]:
    """Where arrows of whole countries touch the outlines, spread along each edge."""
    wanted: dict[tuple[str, str], list[tuple[tuple[str, str], float, float]]] = defaultdict(list)
    for order, arrow in enumerate(view.arrows):
        if arrow.type != "arrow":
            continue
        room = port_room(view, arrow)
        for end, key, other in (("start", arrow.start, arrow.end), ("end", arrow.end, arrow.start)):
            if key in sides and not _within(marks, sides[key], other):
                edge = _edge(sides[key].box, marks.get(other), end, across=across)
                wish = _wish(sides[key].box, None if other in sides else marks.get(other), order, across=across)
                wanted[key, edge].append(((arrow.key, end), wish, room))
    found = {}
    for (key, edge), ports in wanted.items():
        box = sides[key].box
        for port, at in zip(ports, _along(ports, box, edge), strict=True):
            found[port[0]] = _on(box, edge, at)
    return found


def port_room(view: View, arrow: Arrow) -> float:
    """Room along an outline for an arrow, with its figure [units]."""
    room = view.legend.width.of(arrow.high or arrow.low or 0.0) + 7.0
    return max(room, LINE + 9.0) if arrow.figure else room


def _within(marks: Mapping[str, Mark], side: Side, other: str) -> bool:
    if other not in marks:
        return False
    x, y, _ = marks[other]
    return abs(x - side.box.x) < side.box.w / 2 and abs(y - side.box.y) < side.box.h / 2


def _edge(box: Box, other: Mark | None, end: str, *, across: bool) -> str:
    """The edge of a panel that faces the other end, or an unstated one."""
    if other is None:
        return ("right" if across else "bottom") if end == "start" else ("left" if across else "top")
    if across:
        return "right" if other[0] > box.x + box.w / 2 else "left" if other[0] < box.x - box.w / 2 else "bottom"
    return "bottom" if other[1] > box.y else "top"


def _wish(box: Box, other: Mark | None, order: int, *, across: bool) -> float:
    """Where along the edge an arrow would like to be: across from the other end; near the top for whole countries."""
    if other is not None:
        return other[1 if across else 0]
    return (box.y - box.h / 2 + 24 if across else box.x) + order * 0.01


def _along(ports: Sequence[tuple[tuple[str, str], float, float]], box: Box, edge: str) -> list[float]:
    middle, length = (box.y, box.h) if edge in {"left", "right"} else (box.x, box.w)
    start, end = middle - length / 2 + 10, middle + length / 2 - 10
    return spread([port[1] for port in ports], [port[2] for port in ports], start, end)


def _on(box: Box, edge: str, at: float) -> Point:
    if edge in {"left", "right"}:
        return (box.x + box.w / 2 * (1 if edge == "right" else -1), at)
    return (at, box.y + box.h / 2 * (1 if edge == "bottom" else -1))
