"""Other figures for the same thing as a claim, and the facet in which each differs first."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from sojourn.graph.described import Json, claim_rows, description, facts, iris_in, is_claim, rows
from sojourn.graph.gathered import claims_near
from sojourn.graph.wording import concept_words
from sojourn.rdf.reading import read_assertions
from sojourn.rdf.writing import assertion_iri
from sojourn.vocabulary import SJ

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sojourn.audit.comparing import Comparison, Figure, Namer, World
    from sojourn.stores.store import Store

MOST_PEERS = 400
"""So many claims that share place or corridor are compared with one [claims]."""
MOST_SHOWN = 20
"""So many of them are told, those nearest to being about the same thing first."""

_SAME = "SELECT DISTINCT ?other WHERE { ?other sj:population ?people ; sj:place ?place } LIMIT 400"
_CORRIDOR = "SELECT DISTINCT ?other WHERE { ?other sj:origin ?origin ; sj:destination ?place } LIMIT 400"
_RANKS = ("disagree", "restates", "replaces", "agree", "part", "trend", "cannot tell", "different things")
_DEPTHS = ("kind", "unit", "criterion", "scope", "status", "place", "time", "method", "")


def peers(store: Store, iri: str, lang: str) -> list[Json]:
    """Other figures that share the corridor or the place and population of a claim.

    Args:
        store: Where they are.
        iri: The claim.
        lang: Language of labels and of what the two say in the facet; the verdict is English.

    Returns:
        ``claim`` (a row), ``facet``, ``facet_words``, ``verdict``, ``verdict_words``, ``sides`` (what the two say in
        the facet) and ``related`` (how these stand to each other, where that is more); nothing for a claim without a
        figure.
    """
    from sojourn.audit.comparing import figures_of, read_world
    from sojourn.audit.comparing.words import VERDICTS
    from sojourn.graph.wording_comparisons import namer

    candidates = _candidates(store, iri)
    figures = list(figures_of(read_assertions(description(store, [iri, *candidates])))) if candidates else []
    world = read_world(store) if figures else None
    if world is None:
        return []
    nearest, names = _nearest(iri, figures, world), namer(store, world, lang)
    shown = {row["iri"]: row for row in claim_rows(store, list(nearest), lang)}
    return [
        {
            "claim": shown[key],
            "verdict": seen.verdict.value,
            "verdict_words": f"the two {VERDICTS[seen.verdict]}",
            **_facet(seen, names, lang),
        }
        for key, seen in nearest.items()
        if key in shown
    ]


def _nearest(iri: str, figures: Sequence[Figure], world: World) -> dict[str, Comparison]:
    """How a claim compares with the others: those nearest to being about the same thing, the nearest first."""
    from sojourn.audit.comparing import Ties, compare

    ties = Ties(figures)
    best: dict[str, tuple[tuple[int, int], Comparison]] = {}
    mine = [each for each in figures if assertion_iri(each.assertion) == iri]
    for one, other in product(mine, figures):
        key = assertion_iri(other.assertion)
        if key == iri or not _related(one, other, world.populations.related):
            continue
        seen = compare(one, other, world, ties)
        rank = _RANKS.index(seen.verdict.value), -_DEPTHS.index(seen.answer.facet.value if seen.answer else "")
        if key not in best or rank < best[key][0]:
            best[key] = rank, seen
    chosen = sorted(best.items(), key=lambda item: (item[1][0], item[0]))[:MOST_SHOWN]
    return {key: seen for key, (_, seen) in chosen}


def _facet(seen: Comparison, names: Namer, lang: str) -> Json:
    from sojourn.graph.wording_comparisons import said_of

    if seen.answer is None:
        return {"facet": "", "facet_words": "", "sides": [], "related": ""}
    facet = seen.answer.facet.value
    words = concept_words(f"{SJ}facet-{facet}", lang)
    one, other, related = said_of(seen, seen.answer, names)
    return {"facet": facet, "facet_words": words, "sides": [one, other], "related": related}


def _candidates(store: Store, iri: str) -> list[str]:
    """Claims that share a corridor with a claim, or a place where it names no corridor."""
    known = facts(store, [iri]).get(iri, {})
    origins, destinations = iris_in(known, "sj:origin"), iris_in(known, "sj:destination")
    people = iris_in(known, "sj:population")
    found: dict[str, None] = {}
    if origins and destinations:
        corridors = ((one, other) for one in origins for other in destinations)
        asked = [(_CORRIDOR, {"origin": one, "place": other}) for one, other in corridors]
    else:
        places = [*iris_in(known, "sj:place"), *origins, *destinations]
        asked = [(_SAME, {"people": one, "place": other}) for one in people for other in places]
        for place in places:
            found.update(dict.fromkeys(claims_near(store, place, "place", most=MOST_PEERS)))
    for text, bound in asked:
        found.update(dict.fromkeys(row["other"].value for row in rows(store, text, bound) if row["other"]))
    return [other for other in found if other != iri and is_claim(other)][: 2 * MOST_PEERS]


def _related(one: Figure, other: Figure, related: Callable[[str, str], bool]) -> bool:
    """Whether two figures are about the same corridor, and about people who have to do with each other."""
    if one.agents != other.agents:
        return False
    if one.moving and other.moving and (one.origin, one.destination) != (other.origin, other.destination):
        return False
    if not one.population or not other.population:
        return one.population == other.population
    return related(one.population, other.population)
