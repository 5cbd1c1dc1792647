"""Charts as SVG: places across in percent of the width and down in pixels, so that text keeps its size on a phone.

Everything is said by attributes and in the colour of the text around it, so that a page needs no style for it, light
or dark; the other colours stand out from white and from black alike.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from html import escape
from itertools import pairwise

from sojourn.model import number
from sojourn.renderers.charts import JOINT, Chart, Mark, Panel
from sojourn.renderers.charts_axis import Axis, axis_of, years_of

COLOURS = ("#2a7fc0", "#cf5a1e", "#1d8f68", "#9a5cc6", "#9a7400", "#cc4474", "#5f8a2a")
"""One for each line, or for each figure of a row; a zero stands out by its place, not by its colour."""

ROW = 42
"""Height of a bar with its label [CSS px]."""
PLOT = 230
"""Height of a panel through time [CSS px]."""
_HEAD, _FOOT, _LINE = 26, 34, 19
_INLINE, _WIDE = 50, 120
"""Characters that fit beside each other above a bar: on a phone, and in a file."""
_LEAST = 6
"""A part of a label is not cut further [characters]."""
_FONT = "system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif"


def inline(chart: Chart) -> str:
    """A chart for a page; see :meth:`Chart.svg`."""
    body, height = _body(chart, _INLINE)
    return (
        f'<svg class="chart" role="img" aria-label="{_told(chart)}" width="100%" height="{height}" '
        f'font-size="13" fill="currentColor">{body}</svg>'
    )


def document(chart: Chart, *, width: int) -> str:
    """A chart as a file; see :meth:`Chart.file`."""
    body, height = _body(chart, _WIDE)
    top = 44 if chart.title else 12
    title = f'<text x="16" y="28" font-size="16" font-weight="700">{_safe(chart.title)}</text>' if chart.title else ""
    note = _note(chart)
    below = f'<text x="16" y="{top + height + 16}" font-size="12">{_safe(note)}</text>' if note else ""
    full = top + height + (32 if note else 12)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{_told(chart)}" width="{width}" '
        f'height="{full}" viewBox="0 0 {width} {full}" font-family="{_FONT}" font-size="13" color="#1d2126" '
        f'fill="currentColor"><title>{_safe(chart.title or "Chart")}</title>'
        f'<rect width="{width}" height="{full}" fill="#ffffff"/>{title}'
        f'<svg x="16" y="{top}" width="{width - 32}" height="{height}">{body}</svg>{below}</svg>\n'
    )


def _note(chart: Chart) -> str:
    parts = []
    if chart.undated:
        parts.append(f"{number_of(chart.undated)} without a date: not shown")
    if rest := chart.left_out - chart.undated:
        parts.append(f"the first {number_of(chart.figures)} figures; {number_of(rest)} more in the table")
    return "; ".join(parts)


def number_of(count: float) -> str:
    """A number as people read it."""
    return number(_exact(count))


def _exact(count: float) -> Decimal:
    return Decimal(repr(round(count, 6)))


def _told(chart: Chart) -> str:
    """The chart in words, for who cannot see it; the table beside it has every figure."""
    told = [f"{mark.label or mark.series}: {mark.words}" for panel in chart.panels for mark in panel.marks[:12]]
    more = f" and {chart.figures - len(told)} more" if chart.figures > len(told) else ""
    what = "Figures through time" if chart.kind == "series" else "Bars"
    units = ", ".join(dict.fromkeys(panel.unit for panel in chart.panels if panel.unit))
    return _safe(f"{what}{f' in {units}' if units else ''}. {'; '.join(told)}{more}.", quote=True)


def _body(chart: Chart, room: int) -> tuple[str, int]:
    draw = _series_panel if chart.kind == "series" else _bars_panel
    parts, y = [], 0
    colours = _colours(chart)
    for panel in chart.panels:
        drawn, height = draw(panel, colours, room)
        parts.append(f'<svg y="{y}" width="100%" height="{height}" overflow="visible">{drawn}</svg>')
        y += height + 10
    return "".join(parts), y


def _colours(chart: Chart) -> dict[str, str]:
    names = dict.fromkeys(mark.series for panel in chart.panels for mark in panel.marks)
    return {name: COLOURS[place % len(COLOURS)] for place, name in enumerate(names)}


def _heading(panel: Panel, colours: dict[str, str], room: int) -> tuple[list[str], int]:
    """Title and unit, and below them what each colour means."""
    title = ", ".join(filter(None, (panel.title, panel.unit)))
    parts = [_text(0, 15, title, weight=True)] if title else []
    y = _HEAD if title else 4
    here = [name for name in dict.fromkeys(mark.series for mark in panel.marks) if name]
    for name in here:
        parts.append(f'<circle cx="6" cy="{y + 8}" r="5" fill="{colours[name]}"/>')
        parts.append(f'<text x="18" y="{y + 13}">{_cut(name, room + 6)}</text>')
        y += _LINE
    return parts, y + (6 if here else 0)


def _bars_panel(panel: Panel, colours: dict[str, str], room: int) -> tuple[str, int]:
    parts, top = _heading(panel, colours, room)
    axis = axis_of(panel.marks, zero=True)
    bottom = top + ROW * len(panel.marks)
    for tick in axis.ticks:
        x = axis.across(tick)
        parts.append(_line(x, x, top, bottom + 4, opacity=0.6 if tick == 0 else 0.18))
        parts.append(_text(x, bottom + 19, panel.number(_exact(tick)), anchor=_anchor(x)))
    for place, mark in enumerate(panel.marks):
        parts.extend(_bar(mark, axis, top + ROW * place, colours[mark.series], room))
    return "".join(parts), bottom + _FOOT


def _bar(mark: Mark, axis: Axis, top: int, colour: str, room: int) -> list[str]:
    """A label with its figure, below them the bar: full to what is certain, light as far as the figure may reach."""
    label = mark.label or mark.series
    parts = [
        f"<g><title>{_safe(f'{label}: {mark.words}')}</title>",
        f'<text x="0" y="{top + 15}">{_cut(label, room - _width(mark.words))}</text>',
        _text(100, top + 15, mark.words, anchor="end"),
    ]
    y, zero = top + 21, axis.across(0)
    low = None if mark.low is None else axis.across(mark.low)
    high = None if mark.high is None else axis.across(mark.high)
    near, far = _sure(mark, low, high, zero)
    parts.append(_rect(zero, near, y, colour, 0.45 if mark.about else 0.9))
    if far is not None:
        parts.append(_rect(near, far, y, colour, 0.28))
    parts.extend(_ends(mark, low, high, y + 6, colour))
    return [*parts, "</g>"]


def _sure(mark: Mark, low: float | None, high: float | None, zero: float) -> tuple[float, float | None]:
    """How far from zero a figure surely reaches, and how far it may."""
    if low is None or high is None:
        known = low if low is not None else high if high is not None else zero
        if low is None and mark.high is not None:
            return (known, None) if mark.high < 0 else (zero, known)
        return (known, None) if mark.low is not None and mark.low > 0 else (zero, known)
    if mark.low is not None and mark.low >= 0:
        return low, high if high > low else None
    if mark.high is not None and mark.high <= 0:
        return high, low if low < high else None
    return low, high


def _ends(mark: Mark, low: float | None, high: float | None, y: int, colour: str) -> list[str]:
    """A cap at each bound of an interval, a ring where the bound itself is excluded, an arrow where there is none."""
    if low is not None and low == high:
        return []
    parts = []
    for x, is_open in ((low, mark.low_open), (high, mark.high_open)):
        if x is None:
            continue
        if is_open:
            parts.append(f'<circle cx="{x}%" cy="{y}" r="5" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        else:
            parts.append(_line(x, x, y - 8, y + 8, colour=colour, width=2.5))
    if high is None and low is not None:
        parts.append(_line(low, 100, y, y, colour=colour, width=2, dashed=True))
        parts.append(_head(100, y, colour, "M-9,-6 L0,0 L-9,6z"))
    if low is None and high is not None and mark.high is not None and mark.high <= 0:
        parts.append(_line(0, high, y, y, colour=colour, width=2, dashed=True))
        parts.append(_head(0, y, colour, "M9,-6 L0,0 L9,6z"))
    return parts


def _series_panel(panel: Panel, colours: dict[str, str], room: int) -> tuple[str, int]:
    parts, top = _heading(panel, colours, room)
    axis, years = axis_of(panel.marks, zero=True), years_of(panel.marks)
    first, last = axis.ticks[0], axis.ticks[-1]
    top += 14

    def down(value: float) -> float:
        return round(top + PLOT - PLOT * (value - first) / (last - first), 1)

    for tick in axis.ticks:
        y = down(tick)
        parts.append(_line(0, 100, y, y, opacity=0.6 if tick == 0 else 0.18))
        parts.append(_text(0, y - 4, panel.number(_exact(tick))))
    for year in years.ticks:
        x = years.across(year)
        parts.append(_line(x, x, top + PLOT, top + PLOT + 5, opacity=0.6))
        parts.append(_text(x, top + PLOT + 20, f"{year:g}", anchor=_anchor(x)))
    for name in dict.fromkeys(mark.series for mark in panel.marks):
        marks = sorted((one for one in panel.marks if one.series == name), key=lambda one: (_at(one), one.words))
        parts.extend(_steps(marks, years, down, colours[name]))
        for mark in marks:
            parts.extend(_point(mark, years, down, colours[name], top))
    return "".join(parts), top + PLOT + _FOOT


def _at(mark: Mark) -> float:
    """The middle of a figure's time [years]."""
    return ((mark.start or 0.0) + (mark.end if mark.end is not None else mark.start or 0.0)) / 2


def _middle(mark: Mark) -> float | None:
    """Where a line goes through: only through points, never through an interval."""
    return mark.low if mark.low is not None and mark.low == mark.high else None


def _steps(marks: Sequence[Mark], years: Axis, down: Callable[[float], float], colour: str) -> list[str]:
    """Lines between figures that follow each other, where both are points."""
    parts = []
    for first, second in pairwise(marks):
        a, b = _middle(first), _middle(second)
        if a is not None and b is not None and _at(first) != _at(second):
            parts.append(
                f'<line x1="{years.across(_at(first))}%" x2="{years.across(_at(second))}%" y1="{down(a)}" '
                f'y2="{down(b)}" stroke="{colour}" stroke-width="1.5" stroke-opacity="0.6"/>'
            )
    return parts


def _point(mark: Mark, years: Axis, down: Callable[[float], float], colour: str, top: int) -> list[str]:
    """A figure at its time: a dot, or from its lower to its upper bound; an arrow where a bound is not stated."""
    x = years.across(_at(mark))
    parts = [f"<g><title>{_safe(f'{_time(mark)}{mark.series}: {mark.words}')}</title>"]
    if mark.start is not None and mark.end is not None and mark.end - mark.start > 1:
        level = down(mark.low if mark.low is not None else mark.high or 0.0)
        parts.append(_line(years.across(mark.start), years.across(mark.end), level, level, colour=colour, width=2))
    low = None if mark.low is None else down(mark.low)
    high = None if mark.high is None else down(mark.high)
    if low is not None and low != high:
        parts.append(_line(x, x, low, top - 6 if high is None else high, colour=colour, width=4, dashed=high is None))
    if high is None and low is not None:
        parts.append(_head(x, top - 8, colour, "M-6,9 L0,0 L6,9z"))
    for y, is_open in dict.fromkeys(((low, mark.low_open), (high, mark.high_open))):
        if y is not None:
            hollow = is_open or mark.about
            filled = f'fill="none" stroke="{colour}" stroke-width="2.5"' if hollow else f'fill="{colour}"'
            parts.append(f'<circle cx="{x}%" cy="{y}" r="4.5" {filled}/>')
    return [*parts, "</g>"]


def _time(mark: Mark) -> str:
    if mark.start is None:
        return ""
    first, last = math.floor(mark.start), math.ceil(mark.end or mark.start) - 1
    return f"{first}–{last} " if last > first else f"{first} "


def _anchor(x: float) -> str:
    return "start" if x < 6 else "end" if x > 94 else "middle"


def _text(x: float, y: float, text: str, *, anchor: str = "start", weight: bool = False) -> str:
    bold = ' font-weight="700"' if weight else ""
    return f'<text x="{x}%" y="{y}" text-anchor="{anchor}"{bold}>{_safe(text)}</text>'


def _line(
    x1: float,
    x2: float,
    y1: float,
    y2: float,
    *,
    colour: str = "currentColor",
    opacity: float = 1.0,
    width: float = 1,
    dashed: bool = False,
) -> str:
    faint = f' stroke-opacity="{opacity}"' if opacity != 1 else ""
    dash = ' stroke-dasharray="4 4"' if dashed else ""
    return f'<line x1="{x1}%" x2="{x2}%" y1="{y1}" y2="{y2}" stroke="{colour}" stroke-width="{width}"{faint}{dash}/>'


def _rect(x1: float, x2: float, y: int, colour: str, opacity: float) -> str:
    left, width = min(x1, x2), round(abs(x2 - x1), 3)
    return f'<rect x="{left}%" y="{y}" width="{width}%" height="12" fill="{colour}" fill-opacity="{opacity}"/>'


def _head(x: float, y: float, colour: str, path: str) -> str:
    return f'<svg x="{x}%" y="{y}" width="1" height="1" overflow="visible"><path d="{path}" fill="{colour}"/></svg>'


def _width(text: str) -> int:
    """How much room a text takes, in Latin letters."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _cut(text: str, most: int) -> str:
    """As much of a label as there is room for: its longest part gives way first, and in its middle."""
    parts = text.split(JOINT)
    over = _width(text) - max(most, 12)
    while over > 0:
        place = max(range(len(parts)), key=lambda at: _width(parts[at]))
        wide = _width(parts[place])
        second = max([_width(part) for at, part in enumerate(parts) if at != place], default=0)
        parts[place] = _shortened(parts[place], max(min(wide - 2, wide - over), second - 2, 4))
        over -= wide - _width(parts[place])
        if wide <= _LEAST:
            break
    return _safe(JOINT.join(parts))


def _shortened(text: str, most: int) -> str:
    """A text without its middle, which is no wider than ``most``."""
    head, tail = text[: len(text) * 3 // 5], text[len(text) * 3 // 5 :]
    while head and _width(head) + _width(tail) + 1 > most:
        if _width(head) > _width(tail):
            head = head[:-1]
        else:
            tail = tail[1:]
    return f"{head.rstrip()}…{tail.lstrip()}"


def _safe(text: str, *, quote: bool = False) -> str:
    """A text for SVG: escaped, and without what no XML file can hold or nobody sees; spaces of all widths stay."""
    clean = "".join(
        letter if letter.isprintable() or unicodedata.category(letter) == "Zs" else "\ufffd" for letter in text
    )
    return escape(clean, quote=quote)
