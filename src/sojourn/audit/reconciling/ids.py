"""Ids of claims, which are unique within a source and need not be so within a graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sojourn.model import Assertion


def told_apart(assertions: Sequence[Assertion]) -> list[Assertion]:
    """Assertions of which each has an id of its own: one that several sources use is written ``source/id``."""
    uses = Counter(assertion.id for assertion in assertions)
    if len(uses) == len(assertions):
        return list(assertions)
    return [_named(assertion, uses) for assertion in assertions]


def _named(assertion: Assertion, uses: Counter[str]) -> Assertion:
    """The same assertion; others that it names are of the same source."""

    def named(identifier: str) -> str:
        return f"{assertion.evidence.source}/{identifier}" if uses[identifier] > 1 else identifier

    return replace(
        assertion,
        id=named(assertion.id),
        restates=tuple(map(named, assertion.restates)),
        supersedes=tuple(map(named, assertion.supersedes)),
    )
