"""Plain text tables: aligned columns, wrapped to the width at hand, wide characters counted as two."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    from collections.abc import Sequence

_NARROWEST = 8
_GAP = "  "


def width(text: str) -> int:
    """How many columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def table(header: Sequence[str], rows: Sequence[Sequence[str]], *, limit: int = 0) -> str:
    """A table as text.

    Args:
        header: Names of the columns.
        rows: Cells as texts; control characters are shown, never sent to the terminal.
        limit: Widest line [columns]; that of the terminal when 0, unlimited in a pipe.
    """
    if not limit:
        limit = (
            os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout is not None and sys.stdout.isatty() else 0
        )
    clean = [[visible(cell) for cell in row] for row in rows]
    widths = [max([width(name), *(width(row[i]) for row in clean)]) for i, name in enumerate(header)]
    if limit:
        widths = _fit(widths, limit - len(_GAP) * (len(widths) - 1))
    lines = [_line(header, widths), _GAP.join("─" * w for w in widths)]
    for row in clean:
        wrapped = [_wrap(cell, w) for cell, w in zip(row, widths, strict=True)]
        height = max((len(cell) for cell in wrapped), default=1)
        lines.extend(_line([cell[i] if i < len(cell) else "" for cell in wrapped], widths) for i in range(height))
    return "\n".join(line.rstrip() for line in lines)


def visible(text: str) -> str:
    """The text with control characters and direction overrides replaced, so that none reaches the terminal."""
    if text.isascii() and text.isprintable():
        return text
    import unicodedata

    return "".join("�" if unicodedata.category(c) in {"Cc", "Cf"} else c for c in text.replace("\n", " "))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return _GAP.join(cell + " " * max(0, w - width(cell)) for cell, w in zip(cells, widths, strict=True))


def _fit(widths: list[int], limit: int) -> list[int]:
    """Narrows the widest columns until the line fits, but none below a readable width."""
    fitted = list(widths)
    while sum(fitted) > limit:
        widest = max(range(len(fitted)), key=lambda i: fitted[i])
        if fitted[widest] <= _NARROWEST:
            break
        fitted[widest] -= 1
    return fitted


def _wrap(text: str, limit: int) -> list[str]:
    lines, line = [], ""
    for word in text.split(" "):
        rest = word
        while width(rest) > limit:
            if line:
                lines.append(line)
                line = ""
            cut = _cut(rest, limit)
            lines.append(rest[:cut])
            rest = rest[cut:]
        if not line:
            line = rest
        elif width(line) + 1 + width(rest) <= limit:
            line = f"{line} {rest}"
        else:
            lines.append(line)
            line = rest
    return [*lines, line] if line or not lines else lines


def _cut(text: str, limit: int) -> int:
    used = 0
    for index, character in enumerate(text):
        used += width(character)
        if used > limit:
            return max(1, index)
    return len(text)
