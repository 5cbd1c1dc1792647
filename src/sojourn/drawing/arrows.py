"""Claims become the lines of a view: one per assertion, origin and destination."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product

from sojourn.drawing.nodes import Atlas
from sojourn.drawing.view import ARROW_KINDS, LINK_KINDS, Arrow, Claim


def arrows_of(claims: Sequence[Claim], atlas: Atlas) -> tuple[Arrow, ...]:
    """The lines of some claims, parallel ones numbered, each with the claims that explain it."""
    drawn = [arrow for claim in claims for arrow in _lines(claim, atlas)]
    reasons = _reasons(claims)
    pairs = Counter(_pair(arrow) for arrow in drawn)
    seen: Counter[tuple[str, ...]] = Counter()
    numbered = []
    for arrow in drawn:
        pair = _pair(arrow)
        numbered.append(
            replace(arrow, rank=seen[pair], parallel=pairs[pair], explained_by=tuple(reasons.get(arrow.claim, ())))
        )
        seen[pair] += 1
    return tuple(numbered)


def _pair(arrow: Arrow) -> tuple[str, ...]:
    """Two ends in either direction; open ends are apart from each other."""
    if not arrow.start or not arrow.end:
        return (arrow.start or "?", arrow.end or "?")
    return tuple(sorted((arrow.start, arrow.end)))


def _reasons(claims: Iterable[Claim]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        for related in claim.related:
            if related.relation == "explainedBy":
                found[claim.key].append(related.claim)
    return found


def _lines(claim: Claim, atlas: Atlas) -> Iterator[Arrow]:
    moves = claim.origin or claim.destination
    if moves and (claim.kind in ARROW_KINDS or (claim.kind == "share" and claim.origin)):
        yield from _movements(claim, atlas)
    elif claim.kind in LINK_KINDS:
        yield from _links(claim, atlas)
    yield from _ties(claim)


def _movements(claim: Claim, atlas: Atlas) -> Iterator[Arrow]:
    figure = claim.figure if claim.figure and claim.figure.counts_people and claim.kind != "event" else None
    for number, (start, end) in enumerate(product(claim.origin or ("",), claim.destination or ("",))):
        yield Arrow(
            key=f"{claim.key}.{number}",
            claim=claim.key,
            type="arrow",
            start=start,
            end=end,
            low=figure.least if figure else None,
            high=figure.most if figure else None,
            figure=claim.figure.short if claim.figure else "",
            country=atlas.country(start) if start else "",
        )


def _links(claim: Claim, atlas: Atlas) -> Iterator[Arrow]:
    """Thin lines from who is counted (or whose life it is) to where."""
    who = claim.agent if claim.kind == "event" else claim.population
    for number, (start, end) in enumerate(product(who, claim.place)):
        yield Arrow(
            key=f"{claim.key}.{number}",
            claim=claim.key,
            type="link",
            start=start,
            end=end,
            country=atlas.country(start),
        )


def _ties(claim: Claim) -> Iterator[Arrow]:
    """Thin lines from the professions that a claim names to the population that it narrows."""
    for number, (start, end) in enumerate(product(claim.profession, claim.population)):
        yield Arrow(key=f"{claim.key}.t{number}", claim=claim.key, type="tie", start=start, end=end)
