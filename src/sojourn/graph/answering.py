"""The answer to a named question as a page shows it: figures and dates in words, names with their IRIs, a chart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sojourn.graph.wording import concept_words, figure_words, number_words, period_words
from sojourn.model import Measure
from sojourn.queries.figures import estimate_in
from sojourn.queries.naming import CLASSES
from sojourn.queries.presenting import Part, labels, layout_of
from sojourn.queries.results import Cell, Column, ResultTable
from sojourn.vocabulary import PREFIXES, SJ, family_of

if TYPE_CHECKING:
    from sojourn.renderers.charts import Chart, Words
    from sojourn.stores.store import Store

CHARTED = 1_000
"""So many rows are looked at for a chart, at most."""
MOST_NAMES = 300
"""A form suggests the names of a family only where there are no more of them."""

_NUMBERS = {PREFIXES["xsd"] + name for name in ("decimal", "integer")}
_CHOICES = """
PREFIX sj: <https://w3id.org/sojourn/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?label WHERE {{
  VALUES ?class {{ {classes} }} ?thing a ?class ; rdfs:label|skos:prefLabel ?label
  FILTER(LANG(?label) = "{lang}" || LANG(?label) = "")
}} LIMIT {most}"""
_UNITS = {
    "zh": ("人", "人/年", "百分比", "百分比变化", "许可"),
    "ru": ("чел.", "чел. в год", "проценты", "изменение в процентах", "разрешения"),
}
_SERIES = {
    "zh": {
        "first": "第一",
        "second": "第二",
        "lower": "较低",
        "higher": "较高",
        "there": "去程",
        "back": "回程",
        "net": "净值",
        "arrivals": "迁入",
        "departures": "迁出",
        "then": "当时",
        "now": "现在",
        "count then": "当时人数",
        "count now": "现在人数",
        "gap": "差距",
    },
    "ru": {
        "first": "первое",
        "second": "второе",
        "lower": "меньшее",
        "higher": "большее",
        "there": "туда",
        "back": "обратно",
        "net": "сальдо",
        "arrivals": "прибытия",
        "departures": "выбытия",
        "then": "тогда",
        "now": "сейчас",
        "count then": "численность тогда",
        "count now": "численность сейчас",
        "gap": "разрыв",
    },
}
"""What the figures of questions that give several in a row are called in a chart."""
_TEXTS = {
    "zh": {"part": "部分", "whole": "整体", "sum of": "{} 个部分之和", "yes": "是", "no": "否"},
    "ru": {
        "part": "часть",
        "whole": "целое",
        "sum of": "сумма частей: {}",
        "yes": "да",
        "no": "нет",
        "not stated": "не указано",
    },
}
"""What the labels of a chart take from the texts of an answer."""
_SUM = re.compile(r"sum of (\d+) parts")

Row = tuple[Cell | None, ...]
Piece = dict[str, str]


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of an answer.

    Attributes:
        total: How many rows there are, rows that differ only in a column of several values taken as one.
        pages: How many screens.
        page: Which this is, from 1.
        columns: ``title``, ``description``, ``unit`` and ``number`` (whether it holds numbers) of each column.
        rows: A list of pieces (``label``, ``iri``) for each column; empty where nothing is stated.
    """

    total: int
    pages: int
    page: int
    columns: list[dict[str, Any]]
    rows: list[list[list[Piece]]]


def screen(table: ResultTable, store: Store, *, page: int, size: int, lang: str) -> Screen:
    """One screen of an answer in words.

    Args:
        table: The answer.
        store: Where the names are.
        page: Which screen, from 1; the last one if there are fewer.
        size: Rows on a screen.
        lang: Language of names, figures and dates.
    """
    layout = layout_of(table.columns)
    groups = list(_grouped(table).values())
    pages = max(1, -(-len(groups) // size))
    page = min(max(page, 1), pages)
    here = groups[(page - 1) * size : page * size]
    names = _names(store, (cell for group in here for row in group for cell in row), lang)
    return Screen(
        total=len(groups),
        pages=pages,
        page=page,
        columns=[_told(part, table.columns) for part in layout],
        rows=[[_pieces(part, group, names, lang) for part in layout] for group in here],
    )


def charted(table: ResultTable, store: Store, *, title: str, lang: str) -> Chart | None:
    """The chart of an answer, of its first :data:`CHARTED` rows; ``None`` where no row has a figure."""
    from sojourn.renderers.charts import chart

    few = ResultTable(table.columns, table.rows[:CHARTED], table.empty)
    cells = (cell for row in few.rows for cell in row if cell and family_of(cell.value) != "assertion")
    return chart(few, _names(store, cells, lang), title=title, words=words_of(lang))


def words_of(lang: str) -> Words:
    """How a chart tells figures, dates and units in a language."""
    from sojourn.renderers.charts import Words

    if lang not in _UNITS:
        return Words(period=lambda edtf: period_words(edtf, "", "", "en"))
    units = dict(zip((measure.unit for measure in Measure), _UNITS[lang], strict=True))
    return Words(
        figure=lambda value: figure_words(value, lang),
        period=lambda edtf: period_words(edtf, "", "", lang),
        units=units,
        number=lambda value: number_words(value, lang),
        series=_SERIES[lang],
        text=lambda text: _chart_text(text, lang),
    )


def _chart_text(text: str, lang: str) -> str:
    found = _SUM.fullmatch(text)
    return _TEXTS[lang]["sum of"].format(found[1]) if found else _TEXTS[lang].get(text, text)


def drawable(table: ResultTable) -> bool:
    """Whether rows of an answer name claims, so that it can be drawn."""
    names = {column.name for column in table.columns}
    listing = bool(table.rows) and {"id", "source"} <= names
    return listing or any(cell and cell.is_iri and family_of(cell.value) == "assertion" for cell in _cells(table))


def marks(table: ResultTable, store: Store, form: str, lang: str) -> bytes:
    """The claims of an answer as places and flows for another tool.

    Args:
        table: The answer; its rows name claims.
        store: Where the claims are.
        form: ``geojson`` (QGIS) or ``gexf`` (Gephi).
        lang: Language of the names.

    Raises:
        BadInput: If the rows name no claims, or there are too many of them.
    """
    from sojourn.drawing.build import build_view
    from sojourn.exporters import VIEWS
    from sojourn.graph.drawing import claims_in
    from sojourn.graph.limits import refuse_large

    refuse_large(store, "draw")
    view = build_view(store, lang=lang, only=claims_in(table, store))
    return VIEWS[f".{form}"].write(view, everything=True)


def choices(store: Store, families: Iterable[str], lang: str) -> dict[str, list[str]]:
    """The names that a form may suggest: by family, sorted; none of a family with more than :data:`MOST_NAMES`."""
    from sojourn.queries.running import select

    found: dict[str, list[str]] = {}
    for family in families:
        if family not in CLASSES or family == "assertion":
            continue
        text = _CHOICES.format(classes=CLASSES[family], lang=lang, most=MOST_NAMES + 1)
        told = sorted(row["label"].value for row in select(store, text) if row["label"])
        if len(told) <= MOST_NAMES:
            found[family] = told
    return found


def _cells(table: ResultTable) -> Iterator[Cell | None]:
    return (cell for row in table.rows for cell in row)


def _grouped(table: ResultTable) -> dict[Row, list[Row]]:
    """The rows by what they share outside the columns of several values, in order of appearance."""
    several = [column.several for column in table.columns]
    groups: dict[Row, list[Row]] = {}
    for row in table.rows:
        key = tuple(None if many else cell for cell, many in zip(row, several, strict=True))
        groups.setdefault(key, []).append(row)
    return groups


def _names(store: Store, cells: Iterable[Cell | None], lang: str) -> dict[str, str]:
    iris = {cell.value: None for cell in cells if cell and cell.is_iri}
    ours = {iri: concept_words(iri, lang) for iri in iris if iri.startswith(SJ)}
    return labels(store, (iri for iri in iris if iri not in ours), lang) | ours


def _told(part: Part, columns: tuple[Column, ...]) -> dict[str, Any]:
    return {
        "title": part.title,
        "description": "" if part.kind else columns[part.places[""]].description,
        "unit": part.unit,
        "absent": part.absent,
        "number": part.kind == "figure" or bool(part.unit),
    }


def _pieces(part: Part, rows: list[Row], names: Mapping[str, str], lang: str) -> list[Piece]:
    """What a cell of the screen says: once for each value of the rows that are shown as one."""
    found: dict[str, Piece] = {}
    for row in rows if part.several else rows[:1]:
        cells = {name: row[place] for name, place in part.places.items()}
        label = _in_words(part, cells, names, lang)
        if label:
            cell = cells.get("")
            piece = {"label": label, "iri": cell.value if cell and cell.is_iri else ""}
            found.setdefault(f"{label} {piece['iri']}", piece)
    return [found[key] for key in sorted(found)] if part.several else list(found.values())


def _in_words(part: Part, cells: Mapping[str, Cell | None], names: Mapping[str, str], lang: str) -> str:
    if part.kind == "figure":
        value = estimate_in(cells)
        word = cells.get("word")
        return figure_words(value, lang) if value else _plain(word, names, lang) if word else ""
    if part.kind == "when":
        values = {name: cell.value if cell else "" for name, cell in cells.items()}
        return period_words(values.get("edtf", ""), values.get("notation", ""), values.get("periodWords", ""), lang)
    cell = cells[""]
    return _plain(cell, names, lang) if cell else ""


def _plain(cell: Cell, names: Mapping[str, str], lang: str) -> str:
    if cell.is_iri:
        return names[cell.value]
    if cell.datatype == PREFIXES["xsd"] + "boolean":
        yes = {"en": ("yes", "no"), "zh": ("是", "否"), "ru": ("да", "нет")}[lang]
        return yes[0] if cell.value == "true" else yes[1]
    if cell.datatype in _NUMBERS:
        return number_words(Decimal(cell.value), lang)
    return cell.value
