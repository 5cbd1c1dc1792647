"""The answer to a query of one's own: kept in the engine until it is known in which form it is wanted."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from sojourn.errors import BadInput
from sojourn.graph.facade import Answer
from sojourn.queries.binding import with_prefixes

if TYPE_CHECKING:
    import pandas

    from sojourn.queries.results import ResultTable
    from sojourn.stores.embedded import Bindings
    from sojourn.stores.store import Store


class Selected(Answer):
    """The answer to a ``SELECT``, whose rows become Python objects only when somebody looks at them.

    Asked for as a data frame, they come as whole columns. The engine answers once for each form that is asked for.
    """

    def __init__(self, store: Store, sparql: str, bindings: Bindings) -> None:
        self._sparql = sparql
        self._store = store
        self._bindings = bindings
        self._waiting: ox.QuerySolutions | None = self._solutions()

    @cached_property
    def table(self) -> ResultTable:  # type: ignore[override]  # an attribute there, found on demand here
        """The rows as typed cells."""
        from sojourn.queries.running import table_of

        return table_of(self._taken())

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a data frame; see :meth:`Answer.to_pandas`."""
        from sojourn.exporters.frames import from_tsv

        return from_tsv(self._taken().serialize(format=ox.QueryResultsFormat.TSV) or b"")

    def _taken(self) -> ox.QuerySolutions:
        solutions, self._waiting = self._waiting, None
        return solutions if solutions is not None else self._solutions()

    def _solutions(self) -> ox.QuerySolutions:
        solutions = self._store.query(with_prefixes(self._sparql), self._bindings)
        if not isinstance(solutions, ox.QuerySolutions):
            raise BadInput("this needs a SELECT query")
        return solutions
