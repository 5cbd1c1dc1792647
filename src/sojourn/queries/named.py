"""The named questions: ``named/*.rq``, asked with the names that people type, answered as typed tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.errors import BadInput, NotFound
from sojourn.queries.headers import NamedQuery, parse
from sojourn.queries.results import ResultTable

if TYPE_CHECKING:
    from sojourn.stores.embedded import Bindings
    from sojourn.stores.store import Store

__all__ = ["NamedQuery", "answer", "ask", "bind", "load", "names", "rows_wanted"]

FOLDER = Path(__file__).parent / "named"
"""Where the questions lie."""
LISTINGS = Path(__file__).parent / "listings"
"""Where the plain listings lie; they are asked like questions, but are no answer to one."""


def names() -> list[str]:
    """The names of the questions, sorted."""
    return sorted(file.stem for file in FOLDER.glob("*.rq"))


def listings() -> list[str]:
    """The names of the plain listings, sorted."""
    return sorted(file.stem for file in LISTINGS.glob("*.rq"))


def load(name: str) -> NamedQuery:
    """Reads one question.

    Raises:
        NotFound: If there is no question of that name, with the nearest ones.
        BadInput: If its header is malformed, at ``file:line``.
    """
    known = [*names(), *listings()]
    if name not in known:
        raise NotFound(f"no question is called {name!r}", advice=_nearest(name, known, "'sojourn ask' lists them all."))
    file = (LISTINGS if name in listings() else FOLDER) / f"{name}.rq"
    return parse(file.read_text(encoding="utf-8"), name=name, where=str(file))


def ask(store: Store, name: str, params: Mapping[str, str] | None = None, *, engine: str = "auto") -> ResultTable:
    """Answers a question.

    Args:
        store: Where to ask.
        name: One of :func:`names`.
        params: What people typed, by the name of the parameter; places and the like by any of their names.
        engine: One of :data:`sojourn.queries.engines.ENGINES`; every one gives the same answer.

    Raises:
        NotFound: If the question, a parameter or the thing that a parameter names is not there.
        BadInput: If a parameter is missing, malformed or ambiguous.
    """
    return answer(store, load(name), params, engine=engine)


def answer(
    store: Store, query: NamedQuery, params: Mapping[str, str] | None = None, *, engine: str = "sparql"
) -> ResultTable:
    """Answers a question that is at hand; see :func:`ask`."""
    from sojourn.queries.engines import answered

    return answered(store, query, params, engine=engine).table


def bind(store: Store, query: NamedQuery, params: Mapping[str, str] | None = None) -> Bindings:
    """The terms that a question's variables take; an optional parameter without default stays free.

    Raises:
        NotFound: If a parameter, or what it names, is not there.
        BadInput: If a parameter is missing, malformed or ambiguous.
    """
    from sojourn.queries.naming import terms

    given = _given(params)
    known = [parameter.name for parameter in query.parameters]
    for name in given:
        if name not in known:
            takes = f"It takes {', '.join(known)}." if known else "It takes none."
            raise NotFound(f"{query.name} has no parameter {name!r}", advice=_nearest(name, known, takes))
    bindings = {}
    for parameter in query.parameters:
        typed = given.get(parameter.name, parameter.default)
        if typed:
            bindings.update(terms(store, parameter, typed))
        elif parameter.required:
            example = "".join(f" --{name} {_quoted(value)}" for name, value in query.examples[0].items())
            raise BadInput(
                f"{query.name} needs --{parameter.name}: {parameter.description}",
                advice=f"Try: sojourn ask {query.name}{example}",
            )
    return bindings


def rows_wanted(query: NamedQuery, params: Mapping[str, str] | None = None) -> int | None:
    """How many rows are wanted at most; ``None`` where the question does not cut its answer.

    Raises:
        BadInput: If what was typed is no number of rows.
    """
    from sojourn.queries.naming import rows_wanted as read

    for parameter in query.parameters:
        if parameter.type == "count" and (typed := _given(params).get(parameter.name, parameter.default)):
            return read(typed, where=parameter.name)
    return None


def _given(params: Mapping[str, str] | None) -> dict[str, str]:
    return {name: value for name, value in (params or {}).items() if value}


def _nearest(typed: str, known: list[str], otherwise: str) -> str:
    from sojourn.queries.naming import nearest

    close = nearest(typed, known)
    return f"Did you mean {' or '.join(repr(name) for name in close)}? {otherwise}" if close else otherwise


def _quoted(value: str) -> str:
    import shlex

    return shlex.quote(value)
