"""Named questions answered from columns: the same parameters, columns and rows as in SPARQL, from a sibling ``.sql``.

The text says in ``--+`` lines of which type each of its columns is, in the order of the question's header, so that keys
and notations become the same terms that SPARQL gives:

.. code-block:: sql

    --+ from_place: place
    --+ low: decimal
    --+ claim: text in lang

A type is a family of entities (``place``, ``population``, …, ``assertion``), ``kind``, a closed list (``hedge``,
``method``, …), ``decimal``, ``integer``, ``date``, ``flag`` (true or not stated), ``text``, or ``text in COLUMN`` for a
text whose language stands in another column of the ``SELECT``, after those of the answer. ``each profession`` stands
for keys that are joined by ``;``: there is a row for each. ``thing`` is an entity of any family as ``FAMILY:KEY``, and
``term`` the last part of one of our terms. A text that says ``limit $rows`` is told how many rows are wanted; one that
says ``--+ given NAME`` reads small tables beside the columns (:mod:`sojourn.queries.facts`). A column that would be a
word of SQL has a ``_`` at its end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sojourn.errors import BadInput, QueryError
from sojourn.queries.facts import given, iri_of, thing_of
from sojourn.queries.named import FOLDER, LISTINGS
from sojourn.queries.results import Cell, ResultTable
from sojourn.vocabulary import ID, PREFIXES, SJ, concept, entity, key_of
from sojourn.vocabulary.terms import SCHEMES

if TYPE_CHECKING:
    import pyoxigraph as ox

    from sojourn.columns.answering import Value
    from sojourn.queries.headers import NamedQuery
    from sojourn.stores.embedded import Bindings

FOLDERS = (FOLDER, LISTINGS)
"""Where the texts lie, beside the questions."""
CONCERNED = "--+ concerned\n"
"""How a text begins that selects claims, of which SPARQL is asked then (:mod:`sojourn.queries.concerned`)."""
NO_LIMIT = 2**31 - 1
"""How many rows a text is told of when all are wanted."""

_LINE = re.compile(
    r"--\+ (?P<name>[A-Za-z][A-Za-z0-9_]*): (?P<each>each )?(?P<type>[a-zA-Z]+)(?: in (?P<language>[a-z_]+))?"
)
_FAMILIES = ("place", "population", "profession", "agent", "source")
_XSD = PREFIXES["xsd"]
_LANGUAGE_STRING = PREFIXES["rdf"] + "langString"


@dataclass(frozen=True, slots=True)
class Typed:
    """One column of a columnar text.

    Attributes:
        name: The column of the answer.
        type: How its values become terms.
        language: The column that holds the language of a text; empty when it has none.
        each: Whether it holds several keys, which make a row each.
    """

    name: str
    type: str
    language: str = ""
    each: bool = False


@dataclass(frozen=True, slots=True)
class ColumnarText:
    """The SQL of a question.

    Attributes:
        sql: The whole file, its header being comments.
        columns: In the order of the answer.
        given: The small tables that it reads beside the columns, by name.
        concerned: Whether it selects the claims on which an answer rests, and not the answer.
    """

    sql: str
    columns: tuple[Typed, ...]
    given: tuple[str, ...] = ()
    concerned: bool = False


def names() -> list[str]:
    """The names of the questions that can be answered from columns, sorted."""
    return sorted(file.stem for folder in FOLDERS for file in folder.glob("*.sql"))


def load(query: NamedQuery) -> ColumnarText | None:
    """The columnar text of a question; ``None`` when it has none.

    Raises:
        BadInput: If its header does not fit that of the question, at ``file:line``.
    """
    file = next((file for folder in FOLDERS if (file := folder / f"{query.name}.sql").is_file()), None)
    if file is None:
        return None
    return parse(file.read_text(encoding="utf-8"), query, where=str(file))


def parse(sql: str, query: NamedQuery, *, where: str) -> ColumnarText:
    """Reads a columnar text; see :func:`load`."""
    if sql.startswith(CONCERNED):
        return ColumnarText(sql, (), concerned=True)
    columns, facts = [], list[str]()
    last = 1
    for number, line in enumerate(sql.splitlines(), 1):
        if not line.startswith("--+"):
            continue
        if more := given(line, f"{where}:{number}"):
            facts.extend(more)
            continue
        found = _LINE.fullmatch(line.rstrip())
        if found is None or not (found["type"] in _MAKERS or found["type"] in SCHEMES):
            known = ", ".join((*_MAKERS, *sorted(SCHEMES)))
            raise BadInput(f"{line!r} types no column", where=f"{where}:{number}", advice=f"Types are {known}.")
        columns.append(Typed(found["name"], found["type"], found["language"] or "", bool(found["each"])))
        last = number
    wanted = [column.name for column in query.columns]
    if [column.name for column in columns] != wanted:
        advice = f"They are {', '.join(wanted)}, in this order."
        raise BadInput(f"the columns are not those of {query.name}", where=f"{where}:{last}", advice=advice)
    return ColumnarText(sql, tuple(columns), tuple(facts))


def parameters(query: NamedQuery, bindings: Bindings, rows: int | None = None) -> dict[str, Value]:
    """The values that the parameters of a columnar text take: keys for IRIs; ``None`` for what was left open.

    Args:
        query: The question.
        bindings: What its variables are bound to in SPARQL.
        rows: How many rows are wanted, for a parameter of the type ``count``.
    """
    values: dict[str, Value] = {"rows": NO_LIMIT}
    for parameter in query.parameters:
        if parameter.type == "count":
            values[parameter.name] = rows
            continue
        variables = [parameter.name]
        if parameter.type == "date":
            variables = [f"{parameter.name}_first", f"{parameter.name}_last"]
        for variable in variables:
            term = bindings.get(variable)
            values[variable] = None if term is None else _value(parameter.type, term)
    return values


def table(query: NamedQuery, text: ColumnarText, found: tuple[Sequence[str], Sequence[tuple[Any, ...]]]) -> ResultTable:
    """The rows of an engine as the answer that SPARQL gives; a text that is cut (``limit``) cuts for itself.

    Raises:
        QueryError: If the text does not select what its header says.
    """
    names, rows = found
    wanted = [column.name for column in text.columns]
    if [name.rstrip("_") for name in names[: len(wanted)]] != wanted:
        raise QueryError(f"the columnar text of {query.name} does not select {', '.join(wanted)}")
    makers = [_MAKERS.get(column.type) or _of_scheme(column.type) for column in text.columns]
    languages = {
        place: list(names).index(column.language) for place, column in enumerate(text.columns) if column.language
    }
    made = []
    several = [place for place, column in enumerate(text.columns) if column.each]
    for row in _each(rows, several):
        cells = [None if value is None else make(value) for value, make in zip(row, makers, strict=False)]
        for place, language in languages.items():
            cell = cells[place]
            if cell is not None:
                cells[place] = Cell(cell.value, language=row[language] or "en", datatype=_LANGUAGE_STRING)
        made.append(tuple(cells))
    return ResultTable(query.columns, tuple(dict.fromkeys(made)), query.empty)


def _each(rows: Iterable[tuple[Any, ...]], several: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """The rows, one for each of the keys that some places hold."""
    if not several:
        yield from rows
        return
    place, rest = several[0], several[1:]
    for row in _each(rows, rest):
        for key in (row[place] or "").split(";"):
            yield (*row[:place], key or None, *row[place + 1 :])


def _value(kind: str, term: ox.NamedNode | ox.Literal) -> Value:
    """A bound term as a value of a column: a key, the last segment of an assertion's IRI, a number, a day, a text."""
    from datetime import date

    if kind == "integer":
        return int(term.value)
    if kind == "date":
        return date.fromisoformat(term.value)
    if kind == "kind":
        from sojourn.model import BY_TERM

        return BY_TERM[term.value.removeprefix(SJ)].kind
    if kind == "assertion":
        return term.value.rsplit("/", 1)[-1]
    if kind == "entity":
        return thing_of(term.value)
    return term.value if kind in {"text", "word"} else key_of(term.value)


def _entity(family: str) -> Callable[[Any], Cell]:
    return lambda key: Cell(entity(family, key), is_iri=True)


def _of_scheme(scheme: str) -> Callable[[Any], Cell]:
    return lambda notation: Cell(concept(scheme, notation), is_iri=True)


def _kind(key: str) -> Cell:
    from sojourn.model import KINDS

    return Cell(SJ + KINDS[key].term, is_iri=True)


def _decimal(value: Any) -> Cell:
    """A decimal in the lexical form that the store gives: no exponent, no trailing zeros."""
    text = f"{Decimal(value):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Cell("0" if text in {"-0", ""} else text, datatype=_XSD + "decimal")


def _flag(value: bool) -> Cell | None:
    return Cell("true", datatype=_XSD + "boolean") if value else None


_MAKERS: Mapping[str, Callable[[Any], Cell | None]] = {
    **{family: _entity(family) for family in _FAMILIES},
    "assertion": lambda segment: Cell(f"{ID}assertion/{segment}", is_iri=True),
    "thing": lambda thing: Cell(iri_of(thing), is_iri=True),
    "term": lambda term: Cell(SJ + term, is_iri=True),
    "kind": _kind,
    "decimal": _decimal,
    "integer": lambda value: Cell(str(int(value)), datatype=_XSD + "integer"),
    "date": lambda value: Cell(value.isoformat(), datatype=_XSD + "date"),
    "flag": _flag,
    "text": lambda value: Cell(str(value), datatype=_XSD + "string"),
}
"""How the value of a column becomes a cell, by the type that the text names."""
