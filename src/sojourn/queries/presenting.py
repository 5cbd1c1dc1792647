"""Answers as people read them: labels for IRIs, one figure for its interval, one date for its period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sojourn.model import Estimate, Hedge, Measure, number
from sojourn.queries.figures import estimate_in
from sojourn.queries.results import Cell, Column, ResultTable
from sojourn.vocabulary import PREFIXES, entity, key_of, shorten
from sojourn.vocabulary.periods import RELATIVE, interval_words, time_unit

if TYPE_CHECKING:
    from sojourn.stores.store import Store

FIGURE = ("low", "high", "lowOpen", "highOpen", "hedge", "measure", "word")
"""Columns that are read as one figure; a prefix such as ``first_`` tells several figures of a row apart."""
PERIOD = ("edtf", "notation", "periodWords")
"""Columns that are read as one date."""
LANGUAGES = ("en", "zh", "ru")
"""The languages that labels are in."""

_RANKS = ("dcterms:identifier", "skos:prefLabel", "rdfs:label")
"""The properties that name a thing, the most wanted first among names in one language."""
_AT_ONCE = 200
"""So many things are named by one query: a query for each takes five times as long."""
_LABELS = f"""
PREFIX rdfs: <{PREFIXES["rdfs"]}> PREFIX skos: <{PREFIXES["skos"]}> PREFIX dcterms: <{PREFIXES["dcterms"]}>
SELECT ?entity ?label WHERE {{{{ VALUES ?entity {{{{ {{iris}} }}}} ?entity {{property}} ?label }}}}"""
_SOURCES = f"""
PREFIX sj: <{PREFIXES["sj"]}> PREFIX rdfs: <{PREFIXES["rdfs"]}>
SELECT ?source ?label ?edition WHERE {{
  ?source a sj:Source ; rdfs:label ?label .
  OPTIONAL {{ ?source sj:edition ?edition }}
}}"""
_SOURCE = entity("source", "")
_CLAIM = entity("assertion", "")
_PERIODS = {"until": "until {}", "since": "since {}", "range": "{}–{}"}
_RELATIVE_PERIODS = {**_PERIODS, "range": "{} to {}"}


@dataclass(frozen=True, slots=True)
class TextTable:
    """An answer in words.

    Attributes:
        header: A name for each column.
        rows: As many texts as there are columns.
        empty: The sentence to show when there are no rows.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""


def as_text_rows(table: ResultTable, store: Store, lang: str = "en", *, fold: bool = True) -> TextTable:
    """An answer as people read it.

    Args:
        table: The answer.
        store: Where the labels are.
        lang: Language of the labels: ``en``, ``zh`` or ``ru``; English where there is none.
        fold: Whether bounds, hedge and unit become one ``figure``, the parts of a period one ``when``, and rows
            that differ only in a column of several values one row. Without it every column stays a column, and what
            is not stated stays empty, as spreadsheets want it.
    """
    names = labels(store, (cell.value for row in table.rows for cell in row if cell and cell.is_iri), lang)
    if not fold:
        rows = tuple(tuple(_plain(cell, names) if cell else "" for cell in row) for row in table.rows)
        return TextTable(tuple(column.name for column in table.columns), rows, table.empty)
    layout = layout_of(table.columns)
    texts = [tuple(part.read(row, names) for part in layout) for row in table.rows]
    merged = _merge(texts, [part.several for part in layout])
    absent = [part.absent for part in layout]
    rows = tuple(tuple(text or words for text, words in zip(row, absent, strict=True)) for row in merged)
    return TextTable(tuple(part.title for part in layout), rows, table.empty)


def labels(store: Store, iris: Iterable[str], lang: str = "en") -> dict[str, str]:
    """What people call some IRIs: the label in the language, in English, in any; failing all, the shortened IRI.

    Where sources of the graph share a title, as the editions of a table do, the label says which of them is meant.
    """
    order = {lang: 0, "en": 1, "": 2}
    found = {}
    for iri, choices in _said(store, list(dict.fromkeys(iris))).items():
        ranked = sorted((order.get(label.language, 3), rank, label.value) for label, rank in choices)
        found[iri] = ranked[0][2] if ranked else shorten(iri)
    if any(iri.startswith(_SOURCE) for iri in found):
        found |= {iri: label for iri, label in told_apart(store).items() if iri in found}
    return found


def _said(store: Store, iris: Sequence[str]) -> dict[str, list[tuple[Cell, int]]]:
    """What names some IRIs, with the rank of the property; a claim has nothing but its identifier."""
    import pyoxigraph as ox

    from sojourn.queries.running import select

    found: dict[str, list[tuple[Cell, int]]] = {iri: [] for iri in iris}
    claims = [iri for iri in iris if iri.startswith(_CLAIM)]
    others = [iri for iri in iris if not iri.startswith(_CLAIM)]
    for rank, name in enumerate(_RANKS):
        wanted = [*others, *claims] if rank == 0 else others
        for start in range(0, len(wanted), _AT_ONCE):
            listed = " ".join(str(ox.NamedNode(iri)) for iri in wanted[start : start + _AT_ONCE])
            for row in select(store, _LABELS.format(iris=listed, property=name)):
                entity, label = row["entity"], row["label"]
                if entity and label:
                    found[entity.value].append((label, rank))
    return found


def told_apart(store: Store) -> dict[str, str]:
    """The labels of the sources that share their title with another one, by IRI.

    They carry the edition, or the key where there is no edition or it does not tell them apart.
    """
    from sojourn.queries.running import select

    titles: dict[str, dict[str, str]] = {}
    for row in select(store, _SOURCES):
        source, title, edition = row["source"], row["label"], row["edition"]
        if source and title:
            titles.setdefault(title.value, {})[source.value] = edition.value if edition else ""
    told = {}
    for shared, editions in titles.items():
        listed = list(editions.values())
        for iri, vintage in editions.items() if len(editions) > 1 else ():
            alone = vintage and listed.count(vintage) == 1
            told[iri] = f"{shared} ({f'edition {vintage}' if alone else key_of(iri)})"
    return told


def figure_words(estimate: Estimate) -> str:
    """A figure with its unit: ``over 16,000 persons``, ``about 11,000 persons / year``, ``−40 % (change)``."""
    words = estimate.words()
    if estimate.measure is Measure.PERCENT_CHANGE:
        return words if words.startswith("down") else f"{words} (change)"
    if estimate.measure is not Measure.PERCENT:
        words = f"{words} {estimate.unit}"
    return f"{words} (order of magnitude)" if estimate.hedge is Hedge.ORDER_OF_MAGNITUDE else words


def period_words(edtf: str, notation: str, words: str) -> str:
    """A period for people: ``2013–2017``, ``until 2020``, ``10 years before an undated publication``."""
    date = interval_words(edtf, _edtf_day, _PERIODS) if edtf else _relative_words(notation)
    if words and date:
        return f"{words} ({date})"
    return words or date


def _edtf_day(text: str) -> str:
    if text.endswith("~"):
        return f"about {text[:-1]}"
    if text.endswith("%"):
        return f"about {text[:-1]}, uncertain"
    return f"{text[:-1]}, uncertain" if text.endswith("?") else text


def _relative_words(notation: str) -> str:
    if not notation:
        return ""
    told = interval_words(notation, _relative_time, _RELATIVE_PERIODS)
    return f"{'at publication' if told == 'publication' else told} (undated)"


def _relative_time(text: str) -> str:
    found = RELATIVE.fullmatch(text)
    if found is None or found[3]:
        return text
    return f"{found[1]} {time_unit(int(found[1]), found[2], 'en')} before publication" if found[1] else "publication"


@dataclass(frozen=True, slots=True)
class Part:
    """One column of the text table, read from one or several columns of the answer.

    Attributes:
        kind: ``figure``, ``when``, or empty for a column that stays as it is.
        title: Its name in the table.
        places: Where its columns stand in a row, by the name of the part; ``""`` for a column that stays.
        absent: What a person reads where nothing is stated.
        several: Whether rows that differ only here are shown as one.
        unit: Unit of a column that stays.
    """

    kind: str
    title: str
    places: dict[str, int]
    absent: str
    several: bool
    unit: str = ""

    def read(self, row: tuple[Cell | None, ...], names: dict[str, str]) -> str:
        """What it says of a row; empty where nothing is stated."""
        cells = {name: row[place] for name, place in self.places.items()}
        if self.kind == "figure":
            return _figure(cells, names)
        if self.kind == "when":
            values = {name: cell.value if cell else "" for name, cell in cells.items()}
            return period_words(values.get("edtf", ""), values.get("notation", ""), values.get("periodWords", ""))
        cell = cells[""]
        if cell and self.unit and cell.datatype in _NUMBERS:
            return number(Decimal(cell.value))
        return _text(cell, names) if cell else ""


def layout_of(columns: tuple[Column, ...]) -> list[Part]:
    """The columns of the text table: figures and periods folded at the place of their first column."""
    places = {column.name: place for place, column in enumerate(columns)}
    parts: list[Part] = []
    done: set[str] = set()
    for column in columns:
        if column.name in done:
            continue
        for group, title, needed in ((FIGURE, "figure", {"low", "measure"}), (PERIOD, "when", {"edtf"})):
            stem = next((name for name in group if column.name == name or column.name.endswith(f"_{name}")), None)
            prefix = column.name.removesuffix(stem) if stem else ""
            members = {name: places[prefix + name] for name in group if prefix + name in places} if stem else {}
            if needed <= members.keys():
                parts.append(Part(title, _title(prefix + title), members, column.absent, column.several))
                done |= {prefix + name for name in members}
                break
        else:
            place = {"": places[column.name]}
            parts.append(Part("", _title(column.name), place, column.absent, column.several, column.unit))
    return parts


def _title(name: str) -> str:
    return name.replace("_", " ")


def _figure(cells: dict[str, Cell | None], names: dict[str, str]) -> str:
    value, word = estimate_in(cells), cells.get("word")
    if value is None:
        return _text(word, names) if word else ""
    return figure_words(value)


def _text(cell: Cell, names: dict[str, str]) -> str:
    if cell.is_iri:
        return names[cell.value]
    if cell.datatype == PREFIXES["xsd"] + "boolean":
        return "yes" if cell.value == "true" else "no"
    return cell.value


def _plain(cell: Cell, names: dict[str, str]) -> str:
    return names[cell.value] if cell.is_iri else cell.value


_NUMBERS = {PREFIXES["xsd"] + name for name in ("decimal", "integer")}


def _merge(rows: list[tuple[str, ...]], several: list[bool]) -> list[tuple[str, ...]]:
    """Joins, in order of appearance, the rows that differ only in columns of several values."""
    groups: dict[tuple[str, ...], list[dict[str, None]]] = {}
    for row in rows:
        key = tuple("" if many else text for text, many in zip(row, several, strict=True))
        values = groups.setdefault(key, [{} for _ in row])
        for value, text in zip(values, row, strict=True):
            if text:
                value[text] = None
    return [
        tuple(
            "; ".join(sorted(value)) if many else text for text, value, many in zip(key, values, several, strict=True)
        )
        for key, values in groups.items()
    ]
