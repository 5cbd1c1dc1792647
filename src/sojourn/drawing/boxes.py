"""Boxes with a mark and a label, and how to keep them from lying on each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

LINE = 15.0
"""Height of a line of a label [units]."""
FONT = 12.0
"""Size of a label's letters [units]."""
TARGET = 24.0
"""Smallest side of anything that can be pointed at [units]."""
_GAP = 3.0
_ROUNDS = 300


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
    total = 0.0
    for letter in text:
        if unicodedata.east_asian_width(letter) in "WF":
            total += 1.0
        elif letter in "ijl.,;:'|!()[] tfr":
            total += 0.34
        elif letter in "mwMW@%—" or letter.isupper():
            total += 0.78
        else:
            total += 0.585
    return total * size


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

    The same boxes always end in the same places.
    """
    now = [box.inside(bounds) for box in boxes]
    for _ in range(_ROUNDS):
        moved = False
        for i in range(len(now)):
            for j in range(i + 1, len(now)):
                across, down = now[i].overlap(now[j], _GAP)
                if across > 0.01 and down > 0.01:
                    now[i], now[j] = (box.inside(bounds) for box in _push(now[i], now[j], across, down))
                    moved = True
        if not moved:
            return now
    return None


def _push(a: Box, b: Box, across: float, down: float) -> tuple[Box, Box]:
    """Two boxes pushed from each other along the shorter way; the second goes right or down when they coincide."""
    if down <= across:
        step = (down / 2 + 0.05) * (1 if b.y >= a.y else -1)
        return replace(a, y=a.y - step), replace(b, y=b.y + step)
    step = (across / 2 + 0.05) * (1 if b.x >= a.x else -1)
    return replace(a, x=a.x - step), replace(b, x=b.x + step)


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
