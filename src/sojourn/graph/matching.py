"""Which thing of the graph a name in somebody's table means: candidates with scores, and a match only where it is sure.

A misspelled name gets candidates and is never decided, however near: Niger is nearly spelled as Nigeria. A match is a
name, code or id that one thing bears and nothing that was said beside it contradicts, or a code that says which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sojourn.graph.known import CODES, ENTITIES, FAMILIES, TYPE, Known, Thing
from sojourn.queries.spelling import plain
from sojourn.vocabulary import ID

if TYPE_CHECKING:
    import numpy as np

EXACT = 99.0
"""Scores from here on are of names that are written as the graph writes them."""
_LABEL, _ALIAS = 100.0, 99.0
_NEAR = 97.0
"""The best score of a name that is written otherwise."""
_LEAST = 65
"""The lowest score of a name that is spelled nearly so."""
_SHARED = 60.0
"""The lowest score of a name that shares whole words."""
_COMPARED = 24
_LONGEST = 300
"""So much of a name is compared [characters]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A name in a table and what stands beside it.

    Attributes:
        name: The name, code or id; may be empty where hints say enough.
        types: Ids of types of which it shall be one; any when empty.
        hints: Values by property: codes, names or ids.
        most: Most candidates.
    """

    name: str = ""
    types: tuple[str, ...] = ()
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    most: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A thing that a name may mean.

    Attributes:
        thing: The thing.
        score: How well it fits, 0 to 100; from 99 on a name or code is written exactly so.
        match: Whether it is the only one that fits, for sure.
        name_score: How well the name alone fits, 0 to 100.
        agrees: By property, whether a hint agrees with it; absent where the graph states nothing.
    """

    thing: Thing
    score: float
    match: bool
    name_score: float
    agrees: Mapping[str, bool]


def types_of(thing: Thing) -> tuple[str, ...]:
    """The ids of a thing's types: that of its family, then what kind of place it is."""
    return (FAMILIES[thing.family], *thing.facts.get(TYPE, ()))


class Matcher:
    """Finds what names mean among all that a graph knows."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self._exact: dict[str, dict[str, float]] = defaultdict(dict)
        self._coded: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._names: list[tuple[str, str]] = []
        self._sharing: dict[str, set[int]] = defaultdict(set)
        for thing in known.things.values():
            self._take_in(thing)

    def _take_in(self, thing: Thing) -> None:
        names = [(plain(name[:_LONGEST]), _LABEL) for name in thing.labels.values()]
        names += [(plain(name[:_LONGEST]), _ALIAS) for name in thing.aliases]
        for name, score in names:
            if name:
                self._exact[name][thing.id] = max(score, self._exact[name].get(thing.id, 0.0))
        for code in thing.codes:
            self._exact[plain(code)].setdefault(thing.id, _ALIAS)
        for name in dict.fromkeys(name for name, _ in names if name):
            for word in name.split():
                self._sharing[word].add(len(self._names))
            self._names.append((name, thing.id))
        for code in CODES:
            for value in thing.facts.get(code, ()):
                self._coded[code, _code(code, value)].add(thing.id)

    def candidates(self, wanted: Sequence[Wanted]) -> list[list[Candidate]]:
        """The candidates for each of many names, the best first."""
        plains = [plain(each.name[:_LONGEST]) for each in wanted]
        near = self._near([name for name in dict.fromkeys(plains) if name])
        return [
            self._decided(each, {**near.get(name, {}), **self._exact.get(name, {}), **self._named(each)})
            for each, name in zip(wanted, plains, strict=True)
        ]

    def _named(self, wanted: Wanted) -> dict[str, float]:
        """What an id or a code that stands in place of a name means, and what the codes beside it do."""
        thing = self.known.of(wanted.name)
        found = {thing.id: _LABEL} if thing else {}
        for code in CODES if wanted.name else ():
            if code not in {"m49", "isco08", "geonamesId"} or len(wanted.name.strip()) > 1:
                found |= dict.fromkeys(self._coded.get((code, _code(code, wanted.name)), ()), _LABEL)
        return found

    def _near(self, names: Sequence[str]) -> dict[str, dict[str, float]]:
        """The things whose names are spelled nearly so, or share whole words."""
        if not names or not self._names:
            return {}
        return {name: self._best(name, scores) for name, scores in zip(names, self._compared(names), strict=True)}

    def _compared(self, names: Sequence[str]) -> np.ndarray:
        import numpy as np
        from rapidfuzz import fuzz, process

        known = [name for name, _ in self._names]
        scores = process.cdist(names, known, scorer=fuzz.ratio, score_cutoff=_LEAST, dtype=np.uint8)
        turned = process.cdist(names, known, scorer=fuzz.token_sort_ratio, score_cutoff=_LEAST, dtype=np.uint8)
        return np.asarray(np.maximum(scores, turned))

    def _best(self, name: str, scores: np.ndarray) -> dict[str, float]:
        import numpy as np

        found: dict[str, float] = {}
        for place in np.argsort(scores)[::-1][:_COMPARED]:
            if scores[place]:
                identifier = self._names[place][1]
                found[identifier] = max(min(float(scores[place]), _NEAR), found.get(identifier, 0.0))
        for identifier, score in self._with_its_words(name).items():
            found[identifier] = max(score, found.get(identifier, 0.0))
        return found

    def _with_its_words(self, name: str) -> dict[str, float]:
        """The things that have all words of a name beside others, or all whose words are in it."""
        words = set(name.split())
        found: dict[str, float] = {}
        for place in {place for word in words for place in self._sharing.get(word, ())}:
            other, identifier = self._names[place]
            theirs = set(other.split())
            if words <= theirs or theirs <= words:
                score = _SHARED + 30.0 * min(len(other), len(name)) / max(len(other), len(name))
                found[identifier] = max(score, found.get(identifier, 0.0))
        return found

    def _decided(self, wanted: Wanted, scores: Mapping[str, float]) -> list[Candidate]:
        """Hints raise and lower the scores; the best is a match if it alone is exact, or a code says that it is."""
        scored = dict(scores)
        for code in set(wanted.hints) & set(CODES):
            for value in wanted.hints[code]:
                for identifier in self._coded.get((code, _code(code, value)), ()):
                    scored.setdefault(identifier, 0.0)
        hints = {name: self._meant(name, values) for name, values in wanted.hints.items()}
        found = [self._weighed(self.known.things[identifier], score, hints) for identifier, score in scored.items()]
        found = [each for each in found if not wanted.types or set(wanted.types) & set(types_of(each.thing))]
        found.sort(key=lambda each: (-each.score, -each.name_score, each.thing.id))
        if found and _is_sure(found):
            found[0] = replace(found[0], match=True)
        return found[: wanted.most]

    def _weighed(self, thing: Thing, name_score: float, hints: Mapping[str, set[str]]) -> Candidate:
        agrees = {name: _agrees(thing, name, meant) for name, meant in hints.items()}
        told = {name: verdict for name, verdict in agrees.items() if verdict is not None}
        score = name_score
        for name, verdict in told.items():
            if name in CODES:
                score = 100.0 if verdict else score * 0.5
            else:
                score = score + (100.0 - score) * 0.5 if verdict else score * 0.7
        return Candidate(thing=thing, score=round(score, 1), match=False, name_score=name_score, agrees=told)

    def _meant(self, name: str, values: Sequence[str]) -> set[str]:
        """What a hint can mean: codes, or all things that have the id, or a name or code written exactly so."""
        if name in CODES:
            return {_code(name, value) for value in values} - {""}
        found: set[str] = set()
        for value in values if name in ENTITIES else ():
            thing = self.known.of(value)
            found |= {thing.id} if thing else set()
            found.update(self._exact.get(plain(value), ()))
            found.update(*(self._coded.get((code, _code(code, value)), ()) for code in CODES))
        return found

    def suggested(self, prefix: str, types: Sequence[str] = ()) -> list[Thing]:
        """What a person may be about to type: names that begin so, then those with a word that does, then near ones."""
        wanted = plain(prefix)
        ranks: dict[str, tuple[int, int, str]] = {}
        for name, identifier in self._names if wanted else ():
            place = 0 if name.startswith(wanted) else 1 if f" {wanted}" in f" {name}" else 2
            if place < 2:
                rank = (place, len(name), name)
                ranks[identifier] = min(rank, ranks.get(identifier, rank))
        for candidate in self.candidates([Wanted(name=prefix, most=10)])[0]:
            exact = candidate.score >= EXACT
            ranks.setdefault(candidate.thing.id, (2, int(-candidate.score), ""))
            if exact:
                ranks[candidate.thing.id] = (-1, int(-candidate.score), "")
        things = (self.known.things[identifier] for identifier in sorted(ranks, key=lambda each: (ranks[each], each)))
        return [thing for thing in things if not types or set(types) & set(types_of(thing))]


def _agrees(thing: Thing, name: str, meant: set[str]) -> bool | None:
    """Whether a hint agrees; ``None`` where the graph, or the hint, says nothing that could be compared."""
    if name in CODES:
        stated = {_code(name, value) for value in thing.facts.get(name, ())}
    else:
        stated = {value.removeprefix(ID) for value in thing.facts.get("liesIn" if name == "within" else name, ())}
        stated -= {thing.id} if name == "within" else set()
    return bool(stated & meant) if stated and meant else None


def _is_sure(found: Sequence[Candidate]) -> bool:
    """Whether the first candidate is the one: nothing contradicts it, and no other has as good a claim."""
    best = found[0]
    exact = [each for each in found[1:] if each.name_score >= EXACT]
    if not all(best.agrees.values()):
        return False
    if _has_code(best):
        named = best.name_score >= EXACT or not exact
        return named and not any(_has_code(each) for each in found[1:])
    rivals = [each for each in exact if all(each.agrees.values())]
    return best.name_score >= EXACT and all(
        each.name_score < best.name_score and each.thing.family == best.thing.family for each in rivals
    )


def _has_code(candidate: Candidate) -> bool:
    return any(verdict and name in CODES for name, verdict in candidate.agrees.items())


def _code(name: str, value: str) -> str:
    """A code as it is compared: case, the URL of which it is the end, and zeros before a number do not matter."""
    text = value.strip().rstrip("/").rsplit("/", 1)[-1].casefold()
    return text.lstrip("0") if name in {"m49", "geonamesId"} else text


_MATCHERS: WeakKeyDictionary[Known, Matcher] = WeakKeyDictionary()


def matcher(known: Known) -> Matcher:
    """The matcher of what a graph knows; made when first asked for."""
    if known not in _MATCHERS:
        _MATCHERS[known] = Matcher(known)
    return _MATCHERS[known]
