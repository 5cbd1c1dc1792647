"""What is brought to a picture beside its claims: how their figures compare with each other.

A room of the drawing floor may not see the one that compares, so that this one asks it and hands on plain data.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from sojourn.stores.store import claims_of

if TYPE_CHECKING:
    from sojourn.audit.comparing import Comparison, Figure, Namer, World
    from sojourn.model import Assertion
    from sojourn.stores.store import Store

MOST_COMPARED = 2_000
"""In a graph with more figures than this, a picture does not compare them by itself [figures]."""
MOST_READ = 20_000
"""How many claims are read one by one; of a store with more, those of its studies only [claims]."""
MOST_PAIRS = 40_000
"""How many pairs are compared at most, those of one kind before the others; each takes 50 microseconds."""
MOST_OTHERS = 12
"""How many figures are told beside one claim, the nearest first."""

Comparisons = dict[str, tuple[tuple[str, str, str], ...]]
"""By the key of a claim: the key of another, the first facet that differs (empty for none), and how the two stand."""

_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?claim a <https://w3id.org/sojourn/ns#Assertion> }"
_RANKS = ("disagree", "restates", "replaces", "agree", "part", "trend", "cannot tell", "different things")
_DEPTHS = ("kind", "unit", "criterion", "scope", "status", "place", "time", "method", "")


def comparisons(store: Store) -> Comparisons | None:
    """For each claim with a figure the others about the same people in the same place, or between the same places.

    Returns:
        The others of each claim, at most :data:`MOST_OTHERS`, those nearest to being about the same thing first;
        ``None`` if the graph has more than :data:`MOST_COMPARED` figures, so that nothing was compared. Of a store
        with tables only the studies are looked at.
    """
    from sojourn.audit.comparing import Namer, Ties, compare, figures_of, read_world
    from sojourn.rdf.reading import natural

    claims = told(store)
    figures = list(figures_of(sorted(claims, key=lambda each: (natural(each.id), each.evidence.source))))
    if len(figures) > MOST_COMPARED:
        return None
    world = read_world(store)
    ties, names = Ties(figures), Namer(store, world)
    found: dict[tuple[str, str], tuple[tuple[int, int], str, str]] = {}
    for number, (first, second) in enumerate(_pairs(figures, world)):
        if number == MOST_PAIRS:
            break
        seen = compare(first, second, world, ties)
        for pair in ((first, second), (second, first)):
            _keep(found, pair, seen if pair[0] is first else compare(*pair, world, ties), names)
    return _nearest(found)


def told(store: Store) -> list[Assertion]:
    """The assertions of a graph that somebody wrote down one by one: of a large store, those of its studies.

    A graph of more than :data:`MOST_READ` claims without a manifest that tells its studies apart gives none.
    """
    from sojourn.columns.scoped import studied
    from sojourn.rdf.reading import read_assertions
    from sojourn.stores.embedded import EmbeddedStore

    if isinstance(store, EmbeddedStore) and claims_of(store) > MOST_READ:
        return studied(store)
    return read_assertions(store.quads()) if _few(store) else []


def _few(store: Store) -> bool:
    from sojourn.queries.running import select

    number = next(iter(select(store, _COUNT)))["n"]
    return number is not None and int(number.value) <= MOST_READ


def _pairs(figures: Sequence[Figure], world: World) -> Iterator[tuple[Figure, Figure]]:
    """Pairs that share a place and are about related people, each once: first those of one kind, then the others."""
    here: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        for place in {figure.place, figure.origin, figure.destination} - {""}:
            here[place].append(figure)
    done: set[tuple[int, int]] = set()
    for same_kind in (True, False):
        for _, members in sorted(here.items()):
            for first, second in combinations(members, 2):
                pair = id(first), id(second)
                if (first.kind == second.kind) is same_kind and pair not in done and _related(first, second, world):
                    done.add(pair)
                    yield first, second


def _related(first: Figure, second: Figure, world: World) -> bool:
    """Whether two figures are of different claims, about the same corridor, and about people who have to do."""
    if first.assertion is second.assertion or first.agents != second.agents:
        return False
    both = first.moving and second.moving
    if both and (first.origin, first.destination) != (second.origin, second.destination):
        return False
    if not first.population or not second.population:
        return first.population == second.population
    return world.populations.related(first.population, second.population)


def _keep(
    found: dict[tuple[str, str], tuple[tuple[int, int], str, str]],
    pair: tuple[Figure, Figure],
    told: Comparison,
    names: Namer,
) -> None:
    """Keeps a comparison unless the two claims have figures that are nearer to each other."""
    from sojourn.rdf.writing import assertion_iri

    facet = told.answer.facet.value if told.answer else ""
    rank = _RANKS.index(told.verdict.value), -_DEPTHS.index(facet)
    one, other = (assertion_iri(figure.assertion).rsplit("/", 1)[-1] for figure in pair)
    if (one, other) not in found or rank < found[one, other][0]:
        found[one, other] = rank, facet, _words(told, names)


def _words(told: Comparison, names: Namer) -> str:
    """What the two say in the first facet that differs, and what follows: this claim first, then the other."""
    from sojourn.audit.comparing.words import VERDICTS, contrast

    verdict = f"the two {VERDICTS[told.verdict]}"
    answer = told.answer
    return f"{contrast(told, answer, names)}; {verdict}" if answer else verdict


def _nearest(found: dict[tuple[str, str], tuple[tuple[int, int], str, str]]) -> Comparisons:
    by_claim: dict[str, list[tuple[tuple[int, int], str, str, str]]] = defaultdict(list)
    for (one, other), (rank, facet, words) in found.items():
        by_claim[one].append((rank, other, facet, words))
    return {one: _few_of(others) for one, others in sorted(by_claim.items())}


def _few_of(others: Iterable[tuple[tuple[int, int], str, str, str]]) -> tuple[tuple[str, str, str], ...]:
    return tuple((other, facet, words) for _, other, facet, words in sorted(others)[:MOST_OTHERS])
