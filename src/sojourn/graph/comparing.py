"""Compares the figures of a store, by the names that people type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, product
from typing import TYPE_CHECKING

from sojourn.errors import BadInput
from sojourn.graph.limits import MOST, refuse, refuse_large
from sojourn.stores.store import claims_of
from sojourn.vocabulary import PREFIXES, key_of

if TYPE_CHECKING:
    from sojourn.audit.comparing import Figure, Report, World
    from sojourn.model import Assertion
    from sojourn.stores.store import Store

LARGEST = 200
"""Up to how many figures a population and place may select for each to be compared with each."""
SCOPED_FROM = 20_000
"""From how many claims on only those are read that a question about few of them needs [claims]."""

_KIND = f"""PREFIX dcterms: <{PREFIXES["dcterms"]}> PREFIX sj: <{PREFIXES["sj"]}>
SELECT ?claim ?id ?derived WHERE {{
  ?claim dcterms:identifier ?id .
  BIND(EXISTS {{ ?claim a sj:DerivedAssertion }} AS ?derived)
}}"""


def compare(
    store: Store, first: str | None, second: str | None, *, population: str | None, place: str | None
) -> Report:
    """Compares two claims, one with all others, those about some people in some place, or all.

    Raises:
        NotFound: If nothing has one of the names; the nearest are given.
        BadInput: If a claim states no figure, or is named twice, or there are more claims than can be read.
    """
    from sojourn.audit.comparing import Namer, figures_of, listing, read_world, report

    claims = [_claim(store, typed) for typed in (first, second) if typed]
    if len(set(claims)) < len(claims):
        raise BadInput(f"{second!r} is the same claim as {first!r}", advice="Name two different claims.")
    around = {
        family: key_of(_resolved(store, family, typed))
        for family, typed in (("population", population), ("place", place))
        if typed
    }
    if not around and len(claims) < 2:
        refuse_large(store, "compare")
    world = read_world(store)
    everyone = list(figures_of(_assertions(store, [identifier for _, identifier in claims], world, around)))
    names = Namer(store, world)
    chosen = [each for each in everyone if _about(each, world, around)] if around else everyone
    if claims:
        named = [_figures(claim, everyone) for claim in claims]
        return listing(_pairs(named, chosen), everyone, world, names)
    if around and len(chosen) <= LARGEST:
        pairs = ((a, b) for a, b in combinations(chosen, 2) if a.assertion is not b.assertion)
        return listing(pairs, everyone, world, names)
    return report(chosen, world, names)


def _assertions(store: Store, ids: Iterable[str], world: World, around: dict[str, str]) -> list[Assertion]:
    """All assertions, or of a large store those about a place and people, those named, and all of its studies.

    Only those of studies restate or replace others, so that the others that are left out change nothing.
    """
    from sojourn.rdf.reading import natural, read_assertions

    large = claims_of(store) > SCOPED_FROM and (around or ids)
    found = _scoped(store, ids, world, around) if large else read_assertions(store.quads())
    return sorted(found, key=lambda each: (natural(each.id), each.evidence.source))


def _scoped(store: Store, ids: Iterable[str], world: World, around: dict[str, str]) -> list[Assertion]:
    from typing import cast

    from sojourn.columns.scoped import Wanted, names_of, scoped, studied
    from sojourn.stores.embedded import EmbeddedStore

    disk = cast("EmbeddedStore", store)  # nothing else has a manifest
    people = around.get("population")
    named = {other for each in studied(disk) for other in (*each.restates, *each.supersedes)}
    wanted = Wanted(
        place=around.get("place", ""),
        people=(lambda key: world.populations.related(key, people)) if people else None,
        ids={*ids, *named},
    )
    names = names_of(disk, wanted)
    if len(names) > MOST["compare"]:
        refuse(store, "compare", len(names), what="the scope holds")
    return scoped(disk, names)


def _resolved(store: Store, family: str, typed: str) -> str:
    from sojourn.queries.naming import resolve

    return resolve(store, family, typed.strip(), where=family)


def _claim(store: Store, typed: str) -> tuple[str, str]:
    """The IRI and the id of the claim that a name means."""
    import pyoxigraph as ox

    from sojourn.queries.naming import resolve
    from sojourn.queries.running import select

    iri = resolve(store, "assertion", typed.strip())
    row = next(iter(select(store, _KIND, {"claim": ox.NamedNode(iri)}).values()))
    if row["derived"] == "true":
        raise BadInput(
            f"{typed!r} is computed from other figures, and no source says it",
            advice="Name a claim that a source makes.",
        )
    return iri, row["id"] or ""


def _figures(claim: tuple[str, str], everyone: Sequence[Figure]) -> list[Figure]:
    from sojourn.rdf.writing import assertion_iri

    iri, identifier = claim
    found = [figure for figure in everyone if figure.id == identifier]
    if len({id(figure.assertion) for figure in found}) > 1:
        found = [figure for figure in found if assertion_iri(figure.assertion) == iri]
    if not found:
        raise BadInput(
            f"{identifier} states no figure, so there is nothing to compare",
            advice="'sojourn compare' without a claim shows the figures that can be compared.",
        )
    return found


def _pairs(named: Sequence[Sequence[Figure]], chosen: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """The figures of two claims with each other, or those of one with all others."""
    if len(named) == 2:
        return list(product(named[0], named[1]))
    return [(a, b) for a in named[0] for b in chosen if a.assertion is not b.assertion]


def _about(figure: Figure, world: World, around: dict[str, str]) -> bool:
    """Whether a figure is about some place itself, and some people, those within, around or overlapping."""
    place, people = around.get("place"), around.get("population")
    if place and place not in {figure.place, figure.origin, figure.destination}:
        return False
    if not people:
        return True
    return figure.population != "" and world.populations.related(figure.population, people)
