"""The rows of an answer as a chart: bars with their intervals and hedges, or figures through time.

A chart reads the columns that every question shares: bounds, hedge and measure are one figure, the EDTF date is one
time, and what else differs from row to row tells the bars or the lines apart. Figures of different kinds or units
never share an axis.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from sojourn.model import Estimate, number
from sojourn.queries.presenting import figure_words, period_words
from sojourn.queries.results import ResultTable

MOST_BARS = 40
"""How many bars are drawn at most, in the order of the answer."""
MOST_SERIES = 7
"""How many lines through time are drawn at most; an answer with more of them is drawn as bars."""

JOINT = " · "
"""Stands between the parts of a label."""


def _period(edtf: str) -> str:
    return period_words(edtf, "", "")


@dataclass(frozen=True, slots=True)
class Words:
    """How a chart tells things; English unless said otherwise.

    Attributes:
        figure: A figure in words.
        period: An EDTF date in words.
        units: What the units are called, by their English name; those that are missing keep it.
        number: A number as it is written.
        series: What the figures of a row of several are called, by their English name; those that are missing keep it.
        text: A text of the answer itself, such as "part" or "whole".
    """

    figure: Callable[[Estimate], str] = figure_words
    period: Callable[[str], str] = _period
    units: Mapping[str, str] = field(default_factory=dict)
    number: Callable[[Decimal], str] = number
    series: Mapping[str, str] = field(default_factory=dict)
    text: Callable[[str], str] = str


class Mark(NamedTuple):
    """One figure of a chart.

    Attributes:
        label: What it is about, as far as that differs from the other figures.
        series: What tells its line, or its figure in a row of several, apart from the others; may be empty.
        low: Lower bound [the panel's unit]; ``None`` when the source gives none.
        high: Upper bound [the panel's unit]; ``None`` when the source gives none.
        low_open: Whether the lower bound itself is excluded.
        high_open: Whether the upper bound itself is excluded.
        about: Whether the source gives it as about so many, or as an order of magnitude.
        words: The figure in words.
        start: When its time begins [years]; ``None`` when not stated.
        end: When its time ends [years]; ``None`` when not stated.
    """

    label: str
    series: str
    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False
    about: bool = False
    words: str = ""
    start: float | None = None
    end: float | None = None


class Panel(NamedTuple):
    """The figures that share an axis.

    Attributes:
        title: Their kind, where there are several; may be empty.
        unit: Their unit; may be empty.
        marks: In the order of the answer.
        number: How the numbers of the axis are written.
    """

    title: str
    unit: str
    marks: tuple[Mark, ...]
    number: Callable[[Decimal], str] = number


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart that can be written as SVG.

    Attributes:
        kind: ``bars`` or ``series``.
        title: What it shows.
        panels: One for each kind and unit.
        left_out: How many figures of the answer it does not show.
        undated: How many of them are left out because they have no date.
    """

    kind: str
    title: str
    panels: tuple[Panel, ...]
    left_out: int = 0
    undated: int = 0

    @property
    def figures(self) -> int:
        """How many figures it shows."""
        return sum(len(panel.marks) for panel in self.panels)

    def svg(self) -> str:
        """The chart for a page: as wide as there is room, in the page's text colour, without style or script."""
        from sojourn.renderers.charts_svg import inline

        return inline(self)

    def file(self, *, width: int = 900) -> str:
        """The chart as an SVG file of its own, on white, with its title.

        Args:
            width: How wide it is [CSS px].
        """
        from sojourn.renderers.charts_svg import document

        return document(self, width=width)


def chart(table: ResultTable, names: Mapping[str, str], *, title: str = "", words: Words | None = None) -> Chart | None:
    """The chart that suits an answer.

    Args:
        table: The answer.
        names: What people call its IRIs; those that are missing are shortened.
        title: What it shows.
        words: How figures, dates and units are told; in English if not given.

    Returns:
        The chart; ``None`` where no row has a figure.
    """
    from sojourn.renderers.charts_reading import read

    found = read(table, names, words or Words())
    marks = [mark for panel in found.panels for mark in panel.marks]
    if not marks:
        return None
    if found.through_time:
        dated = tuple(
            panel._replace(marks=tuple(mark for mark in panel.marks if mark.start is not None))
            for panel in found.panels
        )
        kept = sum(len(panel.marks) for panel in dated)
        undated = len(marks) - kept
        panels = tuple(panel for panel in dated if panel.marks)
        return Chart(kind="series", title=title, panels=panels, left_out=undated, undated=undated)
    panels = _first(found.panels)
    return Chart(
        kind="bars", title=title, panels=panels, left_out=len(marks) - sum(len(panel.marks) for panel in panels)
    )


def _first(panels: tuple[Panel, ...]) -> tuple[Panel, ...]:
    """The first figures of the panels, an equal part of each where there are too many."""
    total = sum(len(panel.marks) for panel in panels)
    if total <= MOST_BARS:
        return panels
    few = panels[:MOST_BARS]
    room = MOST_BARS
    shown = []
    for place, panel in enumerate(sorted(few, key=lambda one: len(one.marks))):
        take = min(len(panel.marks), room // (len(few) - place))
        room -= take
        shown.append((panel, take))
    taken = {id(panel): take for panel, take in shown}
    return tuple(panel._replace(marks=panel.marks[: taken[id(panel)]]) for panel in few)
