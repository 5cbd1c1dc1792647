"""What a chart takes from the rows of an answer: the figures, their times, and what tells them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from sojourn.model import Hedge, number
from sojourn.queries.figures import decimal, estimate_in
from sojourn.queries.presenting import FIGURE, PERIOD
from sojourn.queries.results import Cell, Column, ResultTable
from sojourn.renderers.charts import JOINT, MOST_SERIES, Mark, Panel, Words
from sojourn.vocabulary import PREFIXES, family_of, shorten

_XSD = PREFIXES["xsd"]
_NUMBERS = {_XSD + name for name in ("integer", "decimal", "double", "float", "long", "int", "nonNegativeInteger")}
_DATES = {_XSD + name for name in ("date", "gYear", "gYearMonth", "dateTime")}
_SIDE = re.compile(r"(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
_NO_FIGURE = re.compile(r"year|step|rank|code|isco|lat|lon|m49|geonames|(^|_)id$", re.IGNORECASE)
"""Names of columns whose numbers count nothing."""
_THINGS = ("place", "population", "profession", "agent")
_LONG = 60
"""A text longer than this is no label [characters]."""
_ENOUGH_TIMES = 3
"""From so many times on, a line through time says more than bars."""

Row = tuple[Cell | None, ...]


class Read(NamedTuple):
    """What was read.

    Attributes:
        panels: The figures by kind and unit.
        through_time: Whether they are best seen through time.
    """

    panels: tuple[Panel, ...]
    through_time: bool


class _Group(NamedTuple):
    """The columns of one figure of a row."""

    series: str
    places: dict[str, int]
    unit: str


class _Figure(NamedTuple):
    """A figure before its label is known."""

    row: Row
    group: str
    unit: str
    mark: Mark


def read(table: ResultTable, names: Mapping[str, str], words: Words) -> Read:
    """Reads an answer.

    Args:
        table: The answer.
        names: What people call its IRIs.
        words: How figures, dates and units are told.
    """
    rows = _folded(table)
    groups = _groups(table.columns, rows)
    if not groups:
        return Read((), False)
    when = _when(table.columns, rows)
    figures = [found for row in rows for group in groups if (found := _figure(row, group, when, words))]
    used = {place for group in groups for place in group.places.values()}
    tellers = _tellers(table.columns, [figure.row for figure in figures], used)
    kind = next((place for place in tellers if table.columns[place].name.startswith("kind")), None)
    tellers = [place for place in tellers if place != kind]
    through_time = len(groups) == 1 and _through_time(figures, tellers)
    teller = _Teller(tellers, when, names, words)
    panels = []
    for (title, unit), few in _by_axis(figures, kind, names).items():
        told = teller.lines(few) if through_time else teller.bars(few)
        panels.append(Panel(title, words.units.get(unit, unit), tuple(dict.fromkeys(told)), words.number))
    return Read(tuple(panels), through_time)


def _by_axis(
    figures: Sequence[_Figure], kind: int | None, names: Mapping[str, str]
) -> dict[tuple[str, str], list[_Figure]]:
    """The figures by kind and unit."""
    found: dict[tuple[str, str], list[_Figure]] = {}
    for figure in figures:
        title = "" if kind is None else _text(figure.row[kind], names)
        found.setdefault((title, figure.unit), []).append(figure)
    return found


def _folded(table: ResultTable) -> list[Row]:
    """The rows; of those that differ only in a column of several values, the first."""
    several = [column.several for column in table.columns]
    kept: dict[Row, Row] = {}
    for row in table.rows:
        kept.setdefault(tuple(None if many else cell for cell, many in zip(row, several, strict=True)), row)
    return list(kept.values())


def _groups(columns: Sequence[Column], rows: Sequence[Row]) -> list[_Group]:
    """The figures of a row: bounds with their hedge and measure, or else the first column that counts something."""
    places = {column.name: place for place, column in enumerate(columns)}
    groups = []
    for name in places:
        if name != "low" and not name.endswith("_low"):
            continue
        prefix = name.removesuffix("low")
        members = {part: places[prefix + part] for part in FIGURE if prefix + part in places}
        if len(members) > 1:
            groups.append(_Group(prefix.removesuffix("_").replace("_", " "), members, ""))
    if groups:
        return groups
    for column in columns:
        cells = [row[places[column.name]] for row in rows]
        stated = [cell for cell in cells if cell]
        if stated and all(cell.datatype in _NUMBERS for cell in stated) and not _NO_FIGURE.search(column.name):
            place = places[column.name]
            return [_Group("", {"low": place, "high": place}, column.unit or column.name.replace("_", " "))]
    return []


def _when(columns: Sequence[Column], rows: Sequence[Row]) -> int | None:
    """The column that says of what time a figure is."""
    named = {column.name: place for place, column in enumerate(columns)}
    if "edtf" in named:
        return named["edtf"]
    for place, column in enumerate(columns):
        stated = [row[place] for row in rows if row[place]]
        if stated and all(cell is not None and _is_time(cell, column.name) for cell in stated):
            return place
    return None


def _is_time(cell: Cell, name: str) -> bool:
    if cell.datatype in _DATES:
        return True
    return "year" in name.lower() and re.fullmatch(r"[12]\d{3}", cell.value) is not None


def _figure(row: Row, group: _Group, when: int | None, words: Words) -> _Figure | None:
    cells = {name: row[place] for name, place in group.places.items()}
    low, high = (decimal(cell.value) if (cell := cells.get(name)) else None for name in ("low", "high"))
    if low is None and high is None:
        return None
    start, end = years_of_date(cell.value) if when is not None and (cell := row[when]) else (None, None)
    mark = Mark(
        label="",
        series=words.series.get(group.series, group.series),
        low=None if low is None else float(low),
        high=None if high is None else float(high),
        start=start,
        end=end,
    )
    if cells.get("measure") is None:
        told = number(low) if low == high and low is not None else _bounds(low, high)
        return _Figure(row, group.series, group.unit, mark._replace(words=told))
    estimate = estimate_in(cells)
    if estimate is None:
        return None
    unit = estimate.measure.unit
    told = words.figure(estimate).replace(f" {words.units.get(unit, estimate.unit)}", "", 1)
    mark = mark._replace(
        low_open=estimate.low_open,
        high_open=estimate.high_open,
        about=estimate.hedge in {Hedge.ABOUT, Hedge.ORDER_OF_MAGNITUDE},
        words=told,
    )
    return _Figure(row, group.series, unit, mark)


def _bounds(low: Decimal | None, high: Decimal | None) -> str:
    if low is None or high is None:
        return f"at least {number(low)}" if low is not None else f"at most {number(high or Decimal(0))}"
    return f"{number(low)} to {number(high)}"


def years_of_date(edtf: str) -> tuple[float | None, float | None]:
    """When a date begins and ends [years]; of a period with one open end, both are the other."""
    first, slash, last = edtf.partition("/")
    start, end = _side(first, last=False), _side(last if slash else first, last=True)
    if start is None or end is None:
        known = start if start is not None else end
        return known, known
    return start, end


def _side(text: str, *, last: bool) -> float | None:
    found = _SIDE.match(text)
    if not found:
        return None
    year, month, day = int(found[1]), found[2], found[3]
    if month is None:
        return year + (1.0 if last else 0.0)
    if day is None:
        return year + (int(month) - (0 if last else 1)) / 12
    return year + (int(month) - 1) / 12 + (int(day) - 1) / 372


def _tellers(columns: Sequence[Column], rows: Sequence[Row], used: set[int]) -> list[int]:
    """The columns that tell figures apart: things first, then short texts, then sources; no claim, no long text."""
    ranked = []
    for place, column in enumerate(columns):
        if place in used or column.name in PERIOD or column.name in FIGURE:
            continue
        cells = [row[place] for row in rows]
        stated = [cell for cell in cells if cell]
        if not stated or len(set(cells)) < 2:
            continue
        family = _family(stated)
        if family == "assertion" or any(_is_time(cell, column.name) for cell in stated):
            continue
        if not family and max(len(cell.value) for cell in stated) > _LONG:
            continue
        if all(cell.datatype in _NUMBERS for cell in stated):
            continue
        ranked.append((0 if family in _THINGS else 2 if family == "source" else 1, place))
    return [place for _, place in sorted(ranked)]


def _family(cells: Iterable[Cell]) -> str:
    families = {family_of(cell.value) if cell.is_iri else "" for cell in cells}
    return families.pop() or "" if len(families) == 1 else ""


def _through_time(figures: Sequence[_Figure], tellers: Sequence[int]) -> bool:
    """Whether there are a few lines, one of which has enough times."""
    lines: dict[tuple[object, ...], set[float]] = {}
    for figure in figures:
        if figure.mark.start is not None:
            key = (figure.unit, *(figure.row[place] for place in tellers))
            lines.setdefault(key, set()).add(figure.mark.start)
    return 1 <= len(lines) <= MOST_SERIES and max(len(times) for times in lines.values()) >= _ENOUGH_TIMES


class _Teller:
    """Tells the figures of one axis apart, by no more than is needed."""

    def __init__(self, tellers: Sequence[int], when: int | None, names: Mapping[str, str], words: Words) -> None:
        self._words = words
        self._tellers = tellers
        self._when = when
        self._names = names

    def lines(self, figures: Sequence[_Figure]) -> list[Mark]:
        """The figures with the name of the line to which each belongs, by no more columns than are needed."""
        differing = self._differing(figures)
        rows = {figure.row for figure in figures}
        lines = len({_part(row, differing) for row in rows})
        chosen: list[int] = []
        for place in differing:
            before = len({_part(row, chosen) for row in rows})
            if before < lines and len({_part(row, [*chosen, place]) for row in rows}) > before:
                chosen.append(place)
        return [figure.mark._replace(series=self._label(figure.row, chosen)) for figure in figures]

    def bars(self, figures: Sequence[_Figure]) -> list[Mark]:
        """The figures with a label each: the things it is about, then as much more as tells it from the others.

        Where that is the time alone, who says so stands beside it.
        """
        differing = self._differing(figures)
        rows = {figure.row for figure in figures}
        things = [place for place in differing if self._family_of(place, rows) in _THINGS]
        chosen: list[int] = []
        for place in [*things, *([self._when] if self._when is not None else []), *differing]:
            if place not in chosen and (place in things or len({_part(row, chosen) for row in rows}) < len(rows)):
                chosen.append(place)
        if chosen == [self._when]:
            chosen += [place for place in differing if self._family_of(place, rows) == "source"][:1]
        chosen = chosen or self._any(figures[0].row)
        return [figure.mark._replace(label=self._label(figure.row, chosen)) for figure in figures]

    def _differing(self, figures: Sequence[_Figure]) -> list[int]:
        return [place for place in self._tellers if len({figure.row[place] for figure in figures}) > 1]

    def _family_of(self, place: int, rows: Iterable[Row]) -> str:
        return _family([cell for row in rows if (cell := row[place])])

    def _any(self, row: Row) -> list[int]:
        """What a lone figure is about: places and people, or else the claim."""
        families = [family_of(cell.value) if cell and cell.is_iri else "" for cell in row]
        things = [place for place, family in enumerate(families) if family in _THINGS]
        return things or [place for place, family in enumerate(families) if family][:1]

    def _label(self, row: Row, places: Sequence[int]) -> str:
        return JOINT.join(filter(None, (self._said(row[place], dated=place == self._when) for place in places)))

    def _said(self, cell: Cell | None, *, dated: bool) -> str:
        if dated:
            return self._words.period(_text(cell, {}))
        said = _text(cell, self._names)
        return said if cell is None or cell.is_iri else self._words.text(said)


def _part(row: Row, places: Sequence[int]) -> Row:
    return tuple(row[place] for place in places)


def _text(cell: Cell | None, names: Mapping[str, str]) -> str:
    if cell is None:
        return ""
    return names.get(cell.value) or shorten(cell.value) if cell.is_iri else cell.value
