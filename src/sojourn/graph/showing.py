"""The answer to a free query as a page shows it: one screen of rows, names for IRIs, and how many rows there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from sojourn.errors import QueryError
from sojourn.graph.described import named
from sojourn.queries.binding import as_typed, with_prefixes
from sojourn.queries.results import Cell, Column, ResultTable
from sojourn.queries.running import cell
from sojourn.vocabulary import PREFIXES, family_of, shorten

if TYPE_CHECKING:
    from sojourn.stores.store import Store

LONGEST = 2_000
"""Longest text of a cell that is shown [characters]; files hold all of it."""

CHARTED = 400
"""So many rows are looked at for a chart, at most."""

_TRIPLE = ("subject", "predicate", "object")
_NUMBERS = {
    PREFIXES["xsd"] + name
    for name in ("integer", "decimal", "double", "float", "int", "long", "short", "nonNegativeInteger", "gYear")
}
_STRING = PREFIXES["xsd"] + "string"

_Row = tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One screen of an answer.

    Attributes:
        form: ``select``, ``ask`` or ``graph`` (``CONSTRUCT`` and ``DESCRIBE``).
        yes: The answer of an ``ASK``.
        columns: Names of the variables, or ``subject``, ``predicate``, ``object``.
        rows: The rows of this screen.
        first: How many rows come before this screen.
        total: How many rows there are, as far as they were counted.
        more: Whether there are more than ``total``, which were not counted.
        claims: Whether a row of a ``SELECT`` names a claim, so that the answer can be drawn.
        names: What people call the IRIs of the screen and of the chart, and in which language.
        charted: The rows that a chart is made of: the first :data:`CHARTED`, on the first screen of a ``SELECT``.
    """

    form: str
    yes: bool = False
    columns: tuple[str, ...] = ()
    rows: tuple[_Row, ...] = ()
    first: int = 0
    total: int = 0
    more: bool = False
    claims: bool = False
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    charted: ResultTable = field(default_factory=lambda: ResultTable((), ()))

    def to_json(self) -> dict[str, Any]:
        """What a template needs to know, without the chart."""
        return {
            "form": self.form,
            "yes": self.yes,
            "columns": self.columns,
            "rows": [[self._cell(each) for each in row] for row in self.rows],
            "first": self.first,
            "total": self.total,
            "more": self.more,
            "claims": self.claims,
        }

    def _cell(self, found: Cell | None) -> dict[str, Any] | None:
        if found is None:
            return None
        shown = {"label": found.value, "iri": "", "short": "", "number": False, "lang": found.language}
        if found.is_iri:
            short = shorten(found.value)
            label, lang = self.names.get(found.value, (short, ""))
            numbered = family_of(found.value) == "assertion" and label != short  # its number says more than its key
            return {**shown, "label": label, "lang": lang, "iri": found.value, "short": "" if numbered else short}
        if len(found.value) > LONGEST:
            shown["label"] = f"{found.value[:LONGEST]}…"
        number = found.datatype in _NUMBERS
        plain = number or found.language or not found.datatype or found.datatype == _STRING
        return {**shown, "number": number, "short": "" if plain else shorten(found.datatype)}


def show(store: Store, sparql: str, *, page: int, size: int, most: int, lang: str = "en") -> Shown:
    """Answers a query of any form and takes one screen of the answer.

    Args:
        store: Where to ask.
        sparql: SPARQL 1.1; the project's prefixes are declared already.
        page: Which screen, from 1.
        size: Rows on a screen.
        most: So many rows are counted at most.
        lang: Language of the names.

    Raises:
        QueryError: With line and column as typed, if it is not SPARQL, reaches outside the graph or changes it.
    """
    try:
        result = store.query(with_prefixes(sparql))
    except QueryError as error:
        raise as_typed(error) from None
    if isinstance(result, ox.QueryBoolean):
        return Shown(form="ask", yes=bool(result))
    graph = isinstance(result, ox.QueryTriples)
    columns = _TRIPLE if isinstance(result, ox.QueryTriples) else tuple(variable.value for variable in result.variables)
    found = _Screen(first=(page - 1) * size, size=size, charted=0 if graph or page > 1 else CHARTED)
    waiting: Iterator[Any] = iter(result)
    for solution in islice(waiting, most):
        found.take((solution.subject, solution.predicate, solution.object) if graph else tuple(solution))
    iris = (each.value for row in (*found.rows, *found.for_chart) for each in row if each and each.is_iri)
    return Shown(
        form="graph" if graph else "select",
        columns=columns,
        rows=tuple(found.rows),
        first=found.first,
        total=found.total,
        more=next(waiting, None) is not None,
        claims=found.claims and not graph,
        names={iri: (str(name["label"]), str(name["lang"])) for iri, name in named(store, iris, lang).items()},
        charted=ResultTable(tuple(Column(name) for name in columns), tuple(found.for_chart)),
    )


@dataclass(slots=True, kw_only=True)
class _Screen:
    """Counts the rows of an answer and keeps those of one screen, and those of the chart."""

    first: int
    size: int
    charted: int
    total: int = 0
    claims: bool = False
    rows: list[_Row] = field(default_factory=list)
    for_chart: list[_Row] = field(default_factory=list)

    def take(self, terms: tuple[object, ...]) -> None:
        number = self.total
        self.total += 1
        self.claims = self.claims or any(_is_claim(term) for term in terms)
        on_screen = self.first <= number < self.first + self.size
        if on_screen or number < self.charted:
            row = tuple(cell(term) for term in terms)
            if on_screen:
                self.rows.append(row)
            if number < self.charted:
                self.for_chart.append(row)


def _is_claim(term: object) -> bool:
    return isinstance(term, ox.NamedNode) and family_of(term.value) == "assertion"
