"""Runs SPARQL on a store and returns typed tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from sojourn.errors import BadInput
from sojourn.queries.results import Cell, Column, ResultTable
from sojourn.stores.store import Store


def select(
    store: Store,
    text: str,
    bindings: Mapping[str, ox.NamedNode | ox.Literal] | None = None,
    *,
    columns: Sequence[Column] = (),
) -> ResultTable:
    """Answers a ``SELECT`` as a table.

    Args:
        store: Where to ask.
        text: A ``SELECT`` query.
        bindings: Terms by the name of a selected variable.
        columns: The columns wanted, in order; those that the query selects when empty.

    Raises:
        QueryError: If the text is not SPARQL.
        BadInput: If it is no ``SELECT``.
    """
    solutions = store.query(text, bindings)
    if not isinstance(solutions, ox.QuerySolutions):
        raise BadInput("this needs a SELECT query")
    return table_of(solutions, columns=columns)


def table_of(solutions: ox.QuerySolutions, *, columns: Sequence[Column] = ()) -> ResultTable:
    """The solutions of the engine as a table; see :func:`select`."""
    variables = [variable.value for variable in solutions.variables]
    wanted = tuple(columns) or tuple(Column(name) for name in variables)
    places = [variables.index(column.name) for column in wanted]
    rows = []
    for solution in solutions:
        terms = list(solution)
        rows.append(tuple(cell(terms[place]) for place in places))
    return ResultTable(wanted, tuple(rows))


def cell(term: object) -> Cell | None:
    """One RDF term as a cell; ``None`` when it is unbound."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Cell(term.value, is_iri=True)
    if isinstance(term, ox.Literal):
        return Cell(term.value, language=term.language or "", datatype=term.datatype.value)
    return Cell(str(term))
