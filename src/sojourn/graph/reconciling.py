"""From what people type to a reconciliation, and from its findings to RDF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from sojourn.errors import BadInput, NotFound

if TYPE_CHECKING:
    from sojourn.audit.reconciling.assumptions import Assumption
    from sojourn.audit.reconciling.results import Reconciliation
    from sojourn.stores.embedded import EmbeddedStore

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%?", re.ASCII)


def reconcile(
    store: EmbeddedStore,
    *,
    place: str = "",
    population: str = "",
    at: str = "",
    reading: str = "logical",
    about: str = "",
    rules: Iterable[str] = (),
    without: Iterable[str] = (),
    assume: Iterable[str] = (),
    same: Sequence[tuple[str, str]] = (),
    most: int = 10,
) -> Reconciliation:
    """Reconciles a graph; see :meth:`sojourn.Graph.reconcile`."""
    from sojourn.audit.reconciling.assembling import Settings
    from sojourn.audit.reconciling.readings import Reading
    from sojourn.audit.reconciling.running import Scope
    from sojourn.audit.reconciling.running import reconcile as run

    if most < 1:
        raise BadInput(f"{most} contradictions cannot be looked for", where="--most", advice="Give 1 or more.")
    settings = Settings(
        reading=Reading(reading),
        about=_about(about),
        off=_off(tuple(rules), tuple(without)),
        assumptions=tuple(_assumption(name) for name in dict.fromkeys(assume)),
        same=tuple(same),
    )
    scope = Scope(place=_key(store, "place", place), population=_key(store, "population", population), at=_day(at))
    return run(store, settings, scope, most=most)


def _about(typed: str) -> Fraction | None:
    if not typed:
        return None
    found = _PERCENT.fullmatch(typed.strip())
    if not found or Fraction(found[1]) > 100:
        raise BadInput(f"{typed!r} is no percentage from 0 to 100", where="--about", advice="Write 5%, for example.")
    return Fraction(found[1]) / 100


def _off(only: Sequence[str], without: Sequence[str]) -> frozenset[str]:
    from sojourn.audit.reconciling.rules import RULES

    for name in (*only, *without):
        if name not in RULES:
            raise _unknown("rule", name, RULES, "--rules" if name in only else "--without")
    return frozenset(without) | (RULES.keys() - set(only) if only else frozenset())


def _assumption(typed: str) -> Assumption:
    from sojourn.audit.reconciling.assumptions import Assumption

    if typed not in set(Assumption):
        raise _unknown("assumption", typed, list(Assumption), "--assume")
    return Assumption(typed)


def _unknown(what: str, typed: str, known: Iterable[str], where: str) -> NotFound:
    from rapidfuzz import process

    names = [str(name) for name in known]
    nearest = process.extractOne(typed, names, score_cutoff=60)
    hint = f"Did you mean {nearest[0]!r}? " if nearest else ""
    return NotFound(f"no {what} is called {typed!r}", where=where, advice=f"{hint}Known: {', '.join(names)}.")


def _key(store: EmbeddedStore, kind: str, typed: str) -> str:
    from sojourn.queries.headers import Parameter
    from sojourn.queries.naming import terms
    from sojourn.vocabulary import key_of

    if not typed:
        return ""
    found = terms(store, Parameter(name=kind, type=kind, required=True), typed)
    return key_of(next(iter(found.values())).value)


def _day(typed: str) -> str:
    from datetime import date

    if not typed:
        return ""
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        raise BadInput(f"{typed!r} is no day", where="--at", advice="Write 2020-11-01, for example.") from None


def implied_trig(store: EmbeddedStore, result: Reconciliation) -> bytes:
    """The implied bounds as derived figures in TriG, each with its rule, its inputs and the solver."""
    from importlib.metadata import version

    from sojourn.audit.reconciling.deriving import derived_of
    from sojourn.queries.running import select
    from sojourn.rdf.derived import derived_quads
    from sojourn.rdf.files import to_bytes

    text = (
        "SELECT ?id ?a WHERE { ?a a <https://w3id.org/sojourn/ns#Assertion> ; "
        "<http://purl.org/dc/terms/identifier> ?id }"
    )
    iris = {row["id"].value: row["a"].value for row in select(store, text) if row["id"] and row["a"]}
    derived = [
        item
        for item in derived_of(result.implied, f"highs-{version('highspy')}")
        if all(identifier in iris for identifier in item.inputs)
    ]
    return to_bytes(derived_quads(derived, iris))
