"""From what people type to a reconciliation, and from its findings to RDF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from sojourn.errors import BadInput, NotFound
from sojourn.stores.store import claims_of

if TYPE_CHECKING:
    from sojourn.audit.reconciling.assembling import Settings
    from sojourn.audit.reconciling.assumptions import Assumption
    from sojourn.audit.reconciling.results import Contradiction, Reconciliation
    from sojourn.audit.reconciling.running import Scope
    from sojourn.drawing.findings import Dispute
    from sojourn.stores.store import Store

MOST_COMPARED = 2_000
"""In a graph with more figures than this, a picture does not look for contradictions by itself [claims]."""

MOST_LOOKED_THROUGH = 20_000
"""In a store of more claims than this the figures are not even counted [claims]."""

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%?", re.ASCII)

_IDS = (
    "SELECT ?id ?a ?source WHERE { ?a a <https://w3id.org/sojourn/ns#Assertion> ; "
    "<http://purl.org/dc/terms/identifier> ?id "
    "OPTIONAL { ?a <https://w3id.org/sojourn/ns#evidence>/<http://www.w3.org/ns/oa#hasSource> ?source } }"
)
"""Claims by their ids; an id that several sources use is told apart by its source."""


def settings_of(
    *,
    reading: str,
    about: str,
    bridge: str,
    rules: Iterable[str],
    without: Iterable[str],
    assume: Iterable[str],
    same: Sequence[tuple[str, str]],
) -> Settings:
    """What people type as settings; the meaning of each is told by :meth:`sojourn.Graph.reconcile`.

    Raises:
        NotFound: If no rule or assumption is called so.
        BadInput: If a percentage is none.
    """
    from sojourn.audit.reconciling.assembling import Settings
    from sojourn.audit.reconciling.readings import Reading

    return Settings(
        reading=Reading(reading),
        about=_percentage(about, "--about"),
        bridge=_percentage(bridge, "--bridge"),
        off=_off(tuple(rules), tuple(without)),
        assumptions=tuple(_assumption(name) for name in dict.fromkeys(assume)),
        same=tuple(same),
    )


def scope_of(store: Store, *, place: str, population: str, at: str) -> Scope:
    """What people type as the quantities that they ask for.

    Raises:
        NotFound: If nothing is called so.
        BadInput: If the day is none.
    """
    from sojourn.audit.reconciling.running import Scope

    return Scope(place=_key(store, "place", place), population=_key(store, "population", population), at=_day(at))


def _percentage(typed: str, where: str) -> Fraction | None:
    if not typed:
        return None
    found = _PERCENT.fullmatch(typed.strip())
    if not found or Fraction(found[1]) > 100:
        raise BadInput(f"{typed!r} is no percentage from 0 to 100", where=where, advice="Write 5%, for example.")
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


def _key(store: Store, kind: str, typed: str) -> str:
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


def implied_trig(store: Store, result: Reconciliation) -> bytes:
    """The implied bounds as derived figures in TriG, each with its rule, its inputs and the solver."""
    from importlib.metadata import version

    from sojourn.audit.reconciling.deriving import derived_of
    from sojourn.queries.running import select
    from sojourn.rdf.derived import derived_quads
    from sojourn.rdf.files import to_bytes
    from sojourn.vocabulary import key_of

    iris: dict[str, str] = {}
    for row in select(store, _IDS):
        if row["id"] and row["a"]:
            source = key_of(row["source"].value) if row["source"] else ""
            iris[row["id"].value] = iris[f"{source}/{row['id'].value}"] = row["a"].value
    derived = [
        item
        for item in derived_of(result.implied, f"highs-{version('highspy')}")
        if all(identifier in iris for identifier in item.inputs)
    ]
    return to_bytes(derived_quads(derived, iris))


def disputes(store: Store) -> tuple[Dispute, ...] | None:
    """The contradictions of a graph in the form in which a picture shows them, the first ten.

    Returns:
        What was found; ``None`` for a graph of more than :data:`MOST_COMPARED` figures, in which none are looked for.

    Raises:
        BadInput: If what the graph says of places and populations contradicts itself.
    """
    from sojourn.queries.running import select

    if claims_of(store) > MOST_LOOKED_THROUGH:
        return None
    counted = (
        "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { ?a a <https://w3id.org/sojourn/ns#Assertion> ; "
        "<https://w3id.org/sojourn/ns#measure> ?measure }"
    )
    number = next(iter(select(store, counted)))["n"]
    figures = int(number.value) if number else 0
    if not 1 <= figures <= MOST_COMPARED:
        return None if figures else ()
    from sojourn.audit.reconciling.assembling import Settings
    from sojourn.audit.reconciling.running import reconcile as run
    from sojourn.drawing.findings import MOST_DISPUTES

    try:
        found = run(store, Settings(), most=MOST_DISPUTES, conditional=False).contradictions
    except NotFound:  # none of the figures is one that could be compared with another
        return ()
    return tuple(_dispute(item) for item in found)


def _dispute(item: Contradiction) -> Dispute:
    from sojourn.audit.reconciling.telling import rule_words
    from sojourn.drawing.findings import Dispute

    said = {
        one.claim: f"{one.figure}, says {one.root}" + (f", read in {one.source}" if one.root != one.source else "")
        for one in item.said
    }
    return Dispute(
        claims=item.claims,
        said=tuple(said.get(claim, "") for claim in item.claims),
        steps=item.steps,
        rules=tuple(rule_words(rule) for rule in item.rules),
    )
