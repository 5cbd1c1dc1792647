"""The way of every line: from mark to mark, from panel to panel, or to an open end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sojourn.drawing.boxes import Box, spread
from sojourn.drawing.view import Arrow, View

_STUB = 34.0
_FAN = 11.0


@dataclass(frozen=True, slots=True)
class Side:
    """A panel whose outline arrows may touch.

    Attributes:
        box: Its outline.
        left: Whether it stands in the column of origins.
    """

    box: Box
    left: bool


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
    """

    x1: float
    y1: float
    x2: float
    y2: float
    start: str = ""
    end: str = ""
    bend: str = "arc"
    roundness: float = 0.0


Mark = tuple[float, float, float]
"""Middle and radius of a node's mark."""


def trace(view: View, marks: Mapping[str, Mark], sides: Mapping[str, Side], *, across: bool) -> dict[str, Path]:
    """A path for every line of a view.

    Args:
        view: What is drawn.
        marks: The marks of its nodes.
        sides: The panels of countries, by the key of the country.
        across: Whether panels stand beside each other.
    """
    ports = _ports(view, marks, sides, across=across)
    country = {node.key: node.country for node in view.nodes}
    paths = {}
    for arrow in view.arrows:
        first, last = ports.get((arrow.key, "start")), ports.get((arrow.key, "end"))
        one = first or _mark(marks, arrow.start)
        two = last or _mark(marks, arrow.end)
        if one is None and two is None:
            continue
        opened = one is None or two is None
        far = one is None or two is None or bool(first or last) or _apart(arrow, country)
        x1, y1 = one or _open(two, arrow, marks, before=True, at_port=bool(last), across=across)
        x2, y2 = two or _open(one, arrow, marks, before=False, at_port=bool(first), across=across)
        paths[arrow.key] = Path(
            x1=x1,
            y1=y1,
            x2=x2,
            y2=y2,
            start="" if first or not arrow.start else arrow.start,
            end="" if last or not arrow.end else arrow.end,
            bend="arc" if opened or not far else ("across" if across else "down"),
            roundness=0.0 if opened else _roundness(arrow),
        )
    return paths


def _mark(marks: Mapping[str, Mark], key: str) -> tuple[float, float] | None:
    return marks[key][:2] if key in marks else None


def _apart(arrow: Arrow, country: Mapping[str, str]) -> bool:
    """Whether the two ends stand in different panels."""
    return arrow.type != "arrow" or country.get(arrow.start) != country.get(arrow.end)


def _roundness(arrow: Arrow) -> float:
    """Parallel lines on alternating sides, ever farther out."""
    if arrow.parallel == 1:
        return 0.12
    step = (arrow.rank + 1) // 2 * (1 if arrow.rank % 2 else -1)
    return 0.08 + 0.14 * step


def _open(
    known: tuple[float, float] | None,
    arrow: Arrow,
    marks: Mapping[str, Mark],
    *,
    before: bool,
    at_port: bool,
    across: bool,
) -> tuple[float, float]:
    """The open end of a stub beside what is known: to the right (below a port of a row), fanned when parallel."""
    x, y = known or (0.0, 0.0)
    fan = (arrow.rank - (arrow.parallel - 1) / 2) * _FAN
    if at_port:
        length = -_STUB if before else _STUB
        return (x + length, y) if across else (x, y + length)
    radius = marks[arrow.start or arrow.end][2]
    return (x + radius + _STUB, y + fan)


def _ports(
    view: View, marks: Mapping[str, Mark], sides: Mapping[str, Side], *, across: bool
) -> dict[tuple[str, str], tuple[float, float]]:
    """Where arrows of whole countries touch the outlines, spread along each edge."""
    wanted: dict[tuple[str, str], list[tuple[str, str, float, float]]] = defaultdict(list)
    for order, arrow in enumerate(view.arrows):
        if arrow.type != "arrow":
            continue
        room = (view.legend.width.of(arrow.high or arrow.low or 0.0)) + 8.0
        for end, key, other in (("start", arrow.start, arrow.end), ("end", arrow.end, arrow.start)):
            if key in sides and not _within(marks, sides[key], other):
                edge = _edge(key, other, end, marks, sides, across=across)
                wish = _wish(other, marks, sides, key, order, across=across)
                wanted[key, edge].append((arrow.key, end, wish, room))
    found = {}
    for (key, edge), ports in wanted.items():
        box = sides[key].box
        for port, at in zip(ports, _along(ports, box, edge), strict=True):
            found[port[0], port[1]] = _on(box, edge, at)
    return found


def _within(marks: Mapping[str, Mark], side: Side, other: str) -> bool:
    if other not in marks:
        return False
    x, y, _ = marks[other]
    return abs(x - side.box.x) < side.box.w / 2 and abs(y - side.box.y) < side.box.h / 2


def _edge(key: str, other: str, end: str, marks: Mapping[str, Mark], sides: Mapping[str, Side], *, across: bool) -> str:
    box = sides[key].box
    if other not in marks:
        after = "right" if across else "bottom"
        before = "left" if across else "top"
        return after if end == "start" else before
    x, y, _ = marks[other]
    if across:
        return "right" if x > box.x + box.w / 2 else "left" if x < box.x - box.w / 2 else "bottom"
    return "bottom" if y > box.y else "top"


def _wish(
    other: str, marks: Mapping[str, Mark], sides: Mapping[str, Side], key: str, order: int, *, across: bool
) -> float:
    box = sides[key].box
    near = (box.y - box.h / 2 + 30 if across else box.x - box.w / 4) + order * 0.01
    if other not in marks or other in sides:
        return near
    return marks[other][1 if across else 0]


def _along(ports: Sequence[tuple[str, str, float, float]], box: Box, edge: str) -> list[float]:
    middle, length = (box.y, box.h) if edge in {"left", "right"} else (box.x, box.w)
    start, end = middle - length / 2 + 10, middle + length / 2 - 10
    return spread([port[2] for port in ports], [port[3] for port in ports], start, end)


def _on(box: Box, edge: str, at: float) -> tuple[float, float]:
    if edge in {"left", "right"}:
        return (box.x + box.w / 2 * (1 if edge == "right" else -1), at)
    return (at, box.y + box.h / 2 * (1 if edge == "bottom" else -1))
