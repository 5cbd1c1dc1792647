"""What a picture shows of the texts themselves: nothing, unless their owner hands them in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sojourn.drawing.view import Claim

LONGEST = 3_000
"""Longest passage that a picture shows; a longer one is cut, and says so [characters]."""


def in_view(passages: Mapping[str, str], claims: Iterable[Claim]) -> dict[str, str]:
    """The passages of the claims of a view, by the keys of the claims and in their order.

    Args:
        passages: Texts by the keys of claims, as :func:`sojourn.graph.locating.passages` gives them.
        claims: The claims of the view.
    """
    return {claim.key: _short(passages[claim.key]) for claim in claims if passages.get(claim.key)}


def _short(passage: str) -> str:
    return passage if len(passage) <= LONGEST else f"{passage[:LONGEST].rstrip()} […]"
