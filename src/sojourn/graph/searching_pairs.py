"""Reads a search that names two things: "Russians in China", "Syria → Germany"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sojourn.graph.described import NAMED, is_claim, rows
from sojourn.vocabulary import SJ, family_of, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sojourn.stores.store import Store

LONGEST_NAME = 6
"""A name has at most so many words here; longer ones are found by the name alone."""
MOST_CLAIMS = 500
"""So many claims that name both things are told."""
_FROM = frozenset({"from", "из", "从"})
"""Words before the place that people come from."""
_FACETS = ", ".join(f"sj:{name}" for name in NAMED)
_BOTH = f"""
SELECT DISTINCT ?claim ?kind ?one ?low WHERE {{
  ?claim ?one ?FIRST ; ?other ?SECOND ; a ?kind .
  FILTER(?one IN ({_FACETS}) && ?other IN ({_FACETS}))
  OPTIONAL {{ ?claim sj:low ?low }}
}} ORDER BY ?claim LIMIT {MOST_CLAIMS}"""
_SCORES = {SJ + "ResidenceAssertion": 73.0, SJ + "FlowAssertion": 72.5}
"""How many live there comes before how many move, and both before reasons: 71."""


class Pair(NamedTuple):
    """Two things that one search names, and the question about both.

    Attributes:
        first: The place that people come from, or the population.
        second: The place where they move or live.
    """

    first: str
    second: str

    @property
    def question(self) -> str:
        """The named question that puts everything said of both side by side."""
        return "corridor" if family_of(self.first) == "place" else "stock-by-count"

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the question."""
        names = ("origin", "destination") if self.question == "corridor" else ("population", "place")
        return dict(zip(names, (key_of(self.first), key_of(self.second)), strict=True))


def pair_in(wanted: str, names: Mapping[str, str]) -> Pair | None:
    """The first two things that a text names, each by a whole name: two places, or a population and a place.

    Args:
        wanted: The text, plain.
        names: The IRIs of places and populations by plain name.

    Returns:
        ``None`` when the whole text is one name, or it names fewer than two things.
    """
    words = wanted.split()
    if wanted in names or len(words) < 2:
        return None
    told = list(_things(words, names))
    places = [(at, iri) for at, iri in told if family_of(iri) == "place"]
    people = [iri for _, iri in told if family_of(iri) == "population"]
    if people and places:
        return Pair(people[0], places[0][1])
    if len({iri for _, iri in places}) < 2:
        return None
    (start, one), (at, other) = places[0], next(place for place in places if place[1] != places[0][1])
    return Pair(other, one) if _FROM.intersection(words[start:at]) else Pair(one, other)


def claims_of(store: Store, pair: Pair) -> Iterator[tuple[str, float]]:
    """The claims that name both things, with how well they fit: those with a number, and this way round, first."""
    told: dict[str, float] = {}
    for row in rows(store, _BOTH, {"FIRST": pair.first, "SECOND": pair.second}):
        claim, kind = row["claim"], row["kind"]
        if claim and kind and is_claim(claim.value):
            same_way = row["one"] is not None and row["one"].value == SJ + "origin"
            score = _SCORES.get(kind.value, 71.0) + (1.5 if row["low"] else 0) + (0.25 if same_way else 0)
            told[claim.value] = max(score, told.get(claim.value, 0))
    yield from told.items()


def _things(words: list[str], names: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Where each thing is named, and which: the longest name that begins at a word."""
    at = 0
    while at < len(words):
        for length in range(min(LONGEST_NAME, len(words) - at), 0, -1):
            iri = names.get(" ".join(words[at : at + length]))
            if iri:
                yield at, iri
                break
        else:
            length = 1
        at += length
