"""Boxes with a mark and a label, and how to keep them from lying on each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

LINE = 15.0
"""Height of a line of a label [units]."""
FONT = 12.0
"""Size of a label's letters [units]."""
TARGET = 24.0
"""Smallest side of anything that can be pointed at [units]."""
_GAP = 3.0
_STEP_X = 9.0
_STEP_Y = 4.0
_SIDEWAYS = 0.5
_WIDTHS = ((0.34, "ijl|.,:;'! I"), (0.45, "ftr()[]-–/·"), (0.56, "csvxyzkJ"), (1.0, "mwMW@%—…+"))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its middle.

    Attributes:
        x, y: Its middle.
        w, h: Its width and height.
    """

    x: float
    y: float
    w: float
    h: float

    def overlap(self, other: Box, gap: float = 0.0) -> tuple[float, float]:
        """How far two boxes reach into each other, across and down; not positive when they do not."""
        across = (self.w + other.w) / 2 + gap - abs(self.x - other.x)
        down = (self.h + other.h) / 2 + gap - abs(self.y - other.y)
        return across, down

    def inside(self, bounds: Box) -> Box:
        """The same box moved into some bounds; against the left and upper edge when it is too large."""
        x = max(bounds.x - bounds.w / 2 + self.w / 2, min(self.x, bounds.x + bounds.w / 2 - self.w / 2))
        y = max(bounds.y - bounds.h / 2 + self.h / 2, min(self.y, bounds.y + bounds.h / 2 - self.h / 2))
        return replace(self, x=x, y=y)


def text_width(text: str, size: float = FONT) -> float:
    """An upper estimate of the width of a line in a common sans-serif face [units]."""
    return size * sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> float:
    """The width of a letter in DejaVu Sans, one of the widest faces in use, as a part of its size."""
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    for width, letters in _WIDTHS:
        if letter in letters:
            return width
    return 0.77 if letter.isupper() else 0.64


def wrap(text: str, width: float, lines: int = 3) -> tuple[str, ...]:
    """A label broken into lines that fit a width; cut with an ellipsis after the last.

    Args:
        text: Any text; control characters and line breaks become spaces.
        width: Room for a line [units].
        lines: Most lines taken.
    """
    clean = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)
    done: list[str] = []
    for word in clean.split():
        if done and text_width(f"{done[-1]} {word}") <= width:
            done[-1] = f"{done[-1]} {word}"
        else:
            done.extend(_pieces(word, width))
    if len(done) > lines:
        done = [*done[: lines - 1], _cut(done[lines - 1], width)]
    return tuple(done) or ("·",)


def _pieces(word: str, width: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(line: str, width: float) -> str:
    while line and text_width(line + "…") > width:
        line = line[:-1]
    return line.rstrip() + "…"


def apart(boxes: Sequence[Box], bounds: Box) -> list[Box] | None:
    """Moves boxes as little as needed until none overlaps; ``None`` when the bounds have no room for that.

    Each box takes the free place that is nearest to where it wants to be, moves to the side being cheaper than moves
    up or down. The first boxes choose first, and the same boxes always end in the same places.
    """
    offsets = _offsets(round(bounds.w), round(bounds.h))
    placed: list[Box] = []
    for box in boxes:
        wanted = box.inside(bounds)
        spot = _free(wanted, offsets, bounds, placed)
        if spot is None:
            return None
        placed.append(replace(wanted, x=spot[0], y=spot[1]))
    return placed


def _free(
    box: Box, offsets: Sequence[tuple[float, float]], bounds: Box, placed: Sequence[Box]
) -> tuple[float, float] | None:
    """The nearest free middle for a box; plain numbers, because thousands of places are tried."""
    reach_x, reach_y = (bounds.w - box.w) / 2 + 0.01, (bounds.h - box.h) / 2 + 0.01
    near = [(o.x, o.y, (box.w + o.w) / 2 + _GAP, (box.h + o.h) / 2 + _GAP) for o in placed]
    for dx, dy in offsets:
        x, y = box.x + dx, box.y + dy
        if abs(x - bounds.x) > reach_x or abs(y - bounds.y) > reach_y:
            continue
        if not any(abs(y - oy) < high and abs(x - ox) < wide for ox, oy, wide, high in near):
            return x, y
    return None


@cache
def _offsets(width: int, height: int) -> list[tuple[float, float]]:
    """Steps away from a place, the nearest first."""
    across = [sign * step * _STEP_X for step in range(int(width / _STEP_X) + 1) for sign in (1, -1)]
    down = [sign * step * _STEP_Y for step in range(int(height / _STEP_Y) + 1) for sign in (1, -1)]
    return sorted({(x, y) for x in across for y in down}, key=lambda o: (abs(o[0]) * _SIDEWAYS + abs(o[1]), o[1], o[0]))


def shelves(boxes: Sequence[Box], bounds: Box) -> list[Box]:
    """Boxes in rows from the top, in the order of their height in the picture; they may pass the lower edge."""
    left, top = bounds.x - bounds.w / 2, bounds.y - bounds.h / 2
    placed = list(boxes)
    x, y, row = left, top, 0.0
    for index in sorted(range(len(boxes)), key=lambda i: (boxes[i].y, boxes[i].x, i)):
        box = boxes[index]
        if x > left and x + box.w > left + bounds.w:
            x, y, row = left, y + row + _GAP, 0.0
        placed[index] = replace(box, x=x + box.w / 2, y=y + box.h / 2)
        x, row = x + box.w + _GAP, max(row, box.h)
    return placed


def spread(wanted: Sequence[float], sizes: Sequence[float], start: float, end: float) -> list[float]:
    """Middles of items along a line, near where each is wanted and none on another; squeezed when there is no room.

    Args:
        wanted: Where each would like to be.
        sizes: How much room each needs.
        start: Where the line begins.
        end: Where it ends.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    need = sum(sizes)
    room = max(end - start, 1.0)
    squeeze = min(1.0, room / need) if need else 1.0
    middles = [0.0] * len(wanted)
    low = start
    for i in order:
        half = sizes[i] * squeeze / 2
        middles[i] = max(wanted[i], low + half)
        low = middles[i] + half
    high = end
    for i in reversed(order):
        half = sizes[i] * squeeze / 2
        middles[i] = min(middles[i], high - half)
        high = middles[i] - half
    return middles
