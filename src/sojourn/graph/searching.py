"""Finds places, populations, professions, agents, sources and claims by any of their names, codes, ids or words."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from sojourn.graph.described import Json, claim_rows, facts, iris_in, is_claim, named, rows
from sojourn.graph.known import known
from sojourn.graph.searching_pairs import Pair, claims_of, pair_in
from sojourn.queries.spelling import plain
from sojourn.vocabulary import entity, family_of, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sojourn.graph.known import Thing
    from sojourn.stores.store import Store

FAMILIES = ("place", "population", "profession", "agent", "source", "assertion")
"""What can be found, in the order in which equals are told."""
PER_PAGE = 20
"""So many hits stand on a page."""
LONGEST = 200
"""Longest text that is looked for [characters]; what is longer is cut."""
MOST_TEXTS = 20_000
"""So many claims are searched by their words."""

_TEXTS = f"SELECT ?claim ?text WHERE {{ ?claim dcterms:description ?text }} LIMIT {MOST_TEXTS}"
_NUMBERED = "SELECT DISTINCT ?claim WHERE { ?claim dcterms:identifier ?typed }"
_SCORES = {"code": 100, "label": 95, "alias": 90, "key": 85}
_START, _WORDS, _WITHIN, _SCATTERED, _NEAR, _TEXT = 80, 70, 60, 50, 40, 45


class Name(NamedTuple):
    """One of the names of a thing.

    Attributes:
        plain: In lower case, without accents and punctuation.
        shown: As it is written.
        kind: ``code``, ``label``, ``alias`` or ``key``.
    """

    plain: str
    shown: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something found.

    Attributes:
        iri: What.
        score: How well it fits, 0 to 100.
        matched: The name, code or id that fits.
        why: ``code``, ``label``, ``alias``, ``key``, ``id``, ``text``, or ``spelling`` where it only resembles.
    """

    iri: str
    score: float
    matched: str
    why: str


@dataclass(frozen=True, slots=True)
class Index:
    """The names of everything but claims, and the words of claims, plain.

    Attributes:
        names: The names of each thing.
        texts: The words of each claim.
        whole: The place or population of a name; labels come before other names, places before populations.
    """

    names: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    whole: dict[str, str] = field(default_factory=dict)


_INDICES: WeakKeyDictionary[object, Index] = WeakKeyDictionary()
"""What was read once of each store; what is served does not change."""


def search(store: Store, typed: str, lang: str, *, family: str = "", page: int = 1) -> Json:
    """What fits a text, the best first.

    Args:
        store: Where to look.
        typed: A name in any language, a code, an id of a claim, or words of one; case and accents do not matter.
            Nothing lists everything of the family.
        lang: Language of labels.
        family: One of :data:`FAMILIES`; all when empty.
        page: Which page, from 1.

    Returns:
        ``total``, ``counts`` by family, ``page``, ``pages``, and ``hits``, each with ``iri``, ``family``, ``label``,
        ``matched``, ``why``, ``claims`` (how many name it) and for a claim its ``row``; ``pair``, when the text names
        two things, with both as links, ``question`` and ``parameters``.
    """
    wanted = plain(typed[:LONGEST])
    hits = found(store, typed) if wanted or not family else _all(store, family, lang)
    pair = pair_in(wanted, index_of(store).whole)
    hits = _with_both(store, pair, hits) if pair else hits
    counts = Counter(family_of(hit.iri) for hit in hits)
    chosen = [hit for hit in hits if not family or family_of(hit.iri) == family]
    pages = max(1, -(-len(chosen) // PER_PAGE))
    at = min(max(page, 1), pages)
    shown = chosen[(at - 1) * PER_PAGE : at * PER_PAGE]
    return {
        "query": typed,
        "family": family,
        "total": len(chosen),
        "all": len(hits),
        "counts": {name: counts[name] for name in FAMILIES if counts[name]},
        "page": at,
        "pages": pages,
        "hits": _told(store, shown, lang),
        "near": all(hit.why == "spelling" for hit in chosen) and bool(chosen),
        "pair": _pair_told(store, pair, lang) if pair else None,
    }


def _pair_told(store: Store, pair: Pair, lang: str) -> Json:
    names = named(store, pair, lang)
    things = [names[iri] for iri in pair]
    return {"first": things[0], "second": things[1], "question": pair.question, "parameters": pair.parameters}


def _with_both(store: Store, pair: Pair, hits: list[Hit]) -> list[Hit]:
    """The claims that name both things before what fits the words alone; nothing that merely resembles them."""
    both = [Hit(iri=iri, score=score, matched="", why="both") for iri, score in claims_of(store, pair)]
    seen = {hit.iri for hit in both}
    return _ranked([*both, *(hit for hit in hits if hit.iri not in seen and hit.why != "spelling")])


def near(store: Store, typed: str, lang: str, *, family: str = "", most: int = 8) -> list[Json]:
    """The things whose names are most like a text, as links with their ``family``."""
    hits = [hit for hit in found(store, typed) if not family or family_of(hit.iri) == family][:most]
    names = named(store, [hit.iri for hit in hits], lang)
    return [{**names[hit.iri], "family": family_of(hit.iri)} for hit in hits]


def found(store: Store, typed: str) -> list[Hit]:
    """Everything that fits a text, the best first; what only resembles it, if little else fits."""
    wanted = plain(typed[:LONGEST])
    if not wanted:
        return []
    index = index_of(store)
    hits: dict[str, Hit] = {}
    for iri, names in index.names.items():
        hit = _best(iri, names, wanted)
        if hit:
            hits[iri] = hit
    for hit in _claims(store, index, typed.strip()[:LONGEST], wanted):
        hits.setdefault(hit.iri, hit)
    if len(hits) < 3 and all(hit.score < _WITHIN for hit in hits.values()):
        for hit in _resembling(index, wanted):
            hits.setdefault(hit.iri, hit)
    return _ranked(hits.values())


def _ranked(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.score, FAMILIES.index(family_of(hit.iri)), len(hit.matched), hit.iri))


def _all(store: Store, family: str, lang: str) -> list[Hit]:
    """Everything of a family, by name; no claims, and no unions that a claim made for itself."""
    iris = [iri for iri in index_of(store).names if family_of(iri) == family and "+" not in key_of(iri)]
    names = named(store, iris, lang)
    listed = sorted((str(names[iri]["label"]).casefold(), iri) for iri in iris)
    return [Hit(iri=iri, score=0, matched="", why="listed") for _, iri in listed]


def index_of(store: Store) -> Index:
    """The index of a store, read when it is first needed."""
    if store not in _INDICES:
        _INDICES[store] = _read(store)
    return _INDICES[store]


def _read(store: Store) -> Index:
    there = known(store)
    names = {thing.iri: tuple(_names(thing)) for thing in (*there.things.values(), *there.others.values())}
    texts: dict[str, str] = defaultdict(str)
    for row in rows(store, _TEXTS):
        claim, text = row["claim"], row["text"]
        if claim and text and is_claim(claim.value):
            texts[claim.value] += f" {plain(text.value)}"
    return Index(names, dict(texts), _whole(names))


def _whole(names: Mapping[str, tuple[Name, ...]]) -> dict[str, str]:
    """The places and populations by what they are called; no codes: ``in`` is no India, ``to`` no Tonga."""
    whole: dict[str, str] = {}
    for kind in ("label", "alias"):
        for family in ("place", "population"):
            for iri in (iri for iri in names if family_of(iri) == family and "+" not in key_of(iri)):
                for name in names[iri]:
                    if name.kind == kind and len(name.plain) > 1 + name.plain.isascii():
                        whole.setdefault(name.plain, iri)
    return whole


def _names(thing: Thing) -> Iterator[Name]:
    of_kind = {"code": thing.codes, "label": thing.labels.values(), "alias": thing.aliases, "key": [key_of(thing.iri)]}
    for kind, names in of_kind.items():
        for name in names:
            yield Name(plain(name), name, kind)


def _best(iri: str, names: tuple[Name, ...], wanted: str) -> Hit | None:
    scored = [(score, name) for name in names if (score := _score(name, wanted))]
    if scored:
        score, name = max(scored, key=lambda pair: (pair[0], -len(pair[1].plain)))
        return Hit(iri=iri, score=score, matched=name.shown, why=name.kind)
    words = wanted.split()
    if len(words) > 1 and all(any(word in name.plain for name in names) for word in words):
        return Hit(iri=iri, score=_SCATTERED, matched=names[0].shown, why=names[0].kind)
    return None


def _score(name: Name, wanted: str) -> float:
    if name.plain == wanted:
        return _SCORES[name.kind]
    if name.kind == "code":
        return 0
    if wanted not in name.plain:
        words = name.plain.split()
        fits = all(any(word.startswith(part) for word in words) for part in wanted.split())
        return _WORDS - 5 if fits else 0
    longer = min(9.0, (len(name.plain) - len(wanted)) / 10)
    if name.plain.startswith(wanted):
        return _START - longer
    if f" {wanted}" in name.plain:
        return _WORDS - longer
    return _WITHIN - longer if len(wanted) > 1 else 0


def _claims(store: Store, index: Index, typed: str, wanted: str) -> Iterator[Hit]:
    import pyoxigraph as ox

    from sojourn.queries.running import select
    from sojourn.stores.remote.binding import bound
    from sojourn.vocabulary import PREFIXES

    head = f"PREFIX dcterms: <{PREFIXES['dcterms']}> "
    for spelled in dict.fromkeys((typed, typed.upper(), typed.lower())):
        for row in select(store, bound(head + _NUMBERED, {"typed": ox.Literal(spelled)})):
            claim = row["claim"]
            if claim and is_claim(claim.value):
                yield Hit(iri=claim.value, score=98, matched=spelled, why="id")
    segment = entity("assertion", typed)
    if facts(store, [segment], "rdf:type"):
        yield Hit(iri=segment, score=98, matched=typed, why="id")
    words = wanted.split()
    for iri, text in index.texts.items():
        if all(word in text for word in words):
            phrase = f" {wanted}" in text
            yield Hit(iri=iri, score=_TEXT + (5 if phrase and len(words) > 1 else 0), matched="", why="text")


def _resembling(index: Index, wanted: str) -> Iterator[Hit]:
    """What is spelled nearly so."""
    from rapidfuzz import fuzz, process

    if len(wanted) < 3:
        return
    choices = [
        (iri, name)
        for iri, names in index.names.items()
        for name in names
        if name.kind != "code" and not name.plain.isdigit()
    ]
    texts = [name.plain for _, name in choices]
    for _, score, number in process.extract(wanted, texts, scorer=fuzz.ratio, limit=12, score_cutoff=65):
        iri, name = choices[number]
        yield Hit(iri=iri, score=_NEAR * score / 100, matched=name.shown, why="spelling")


def _told(store: Store, hits: list[Hit], lang: str) -> list[Json]:
    iris = [hit.iri for hit in hits]
    names = named(store, iris, lang)
    claims = {row["iri"]: row for row in claim_rows(store, [iri for iri in iris if is_claim(iri)], lang)}
    said = facts(store, iris, "sj:within sj:placeType")
    around = named(store, {value for each in said.values() for value in iris_in(each, "sj:within")}, lang)
    return [
        {
            **names[hit.iri],
            "family": family_of(hit.iri),
            "matched": "" if hit.matched == names[hit.iri]["label"] else hit.matched,
            "why": hit.why,
            "within": [around[value] for value in iris_in(said.get(hit.iri, {}), "sj:within")],
            "row": claims.get(hit.iri),
        }
        for hit in hits
    ]
