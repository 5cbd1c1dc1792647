"""Contradictions: found, made as small as possible, confirmed exactly, and searched for others.

First the contradictions that have no assertion in common are found, one after the other: each is made minimal and its
assertions set aside, until the rest has a solution. Then others that share assertions with them are looked for, by
leaving out smallest sets of assertions that break all known ones (Reiter 1987; the same idea is behind MARCO).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from sojourn.audit.linear.cores import Boxes
from sojourn.audit.linear.decisions import Clock, Verdict, decided
from sojourn.audit.linear.exact import Exact, size
from sojourn.audit.linear.graphs import components
from sojourn.audit.linear.halves import HARD, Flags, Halves, Ints, spread
from sojourn.audit.linear.proofs import Proof
from sojourn.audit.linear.shedding import shed
from sojourn.audit.linear.simplex import OutOfTime
from sojourn.audit.linear.small import Exactly, confirmed
from sojourn.errors import BadInput

_CHECKS = 400
"""Most looks for further conflicts."""
_KEPT = 1000
"""Most sets of tags to leave out that are kept in mind."""
_PLAIN = 300
"""Proofs of more parts than this keep the weights with which they were found."""


@dataclass(slots=True)
class Found:
    """A contradiction made small.

    Attributes:
        tags: Numbers of its tags, in order.
        proof: Its proof.
        minimal: Whether it was shown that none of the tags can be left out.
    """

    tags: tuple[int, ...]
    proof: Proof
    minimal: bool


@dataclass(slots=True)
class Search:
    """The search for contradictions.

    Attributes:
        halves: The constraints.
        clock: When to stop.
        limit: Most conflicts to make minimal.
        found: The conflicts found, each once.
        off: Tags that are set aside because they are in conflict.
        proofs: All proofs seen, also beyond the limit.
        beyond: Proofs of the contradictions beyond the limit, not made minimal.
        region: Halves of the components with contradictions.
        complete: Whether there are no other conflicts.
    """

    halves: Halves
    clock: Clock
    limit: int
    found: list[Found] = field(default_factory=list)
    off: set[int] = field(default_factory=set)
    proofs: list[Proof] = field(default_factory=list)
    beyond: list[Proof] = field(default_factory=list)
    region: Flags = field(init=False)
    complete: bool = True
    _rules: _Rules = field(init=False)

    def __post_init__(self) -> None:
        self._rules = _Rules(self.halves)

    def run(self) -> Verdict:
        """Searches; returns what was found about the constraints that are not set aside."""
        everything = self.halves.active(())
        first = verdict = decided(self.halves, everything, self.clock)
        self.region = _region(self.halves, first)
        while verdict.proofs:
            self._peel(verdict)
            region = _region(self.halves, verdict)
            verdict = decided(self.halves, self.halves.active(self.off) & region, self.clock)
        if not first.proofs:
            return first
        self._others(first)
        return decided(self.halves, self.halves.active(self.off), self.clock)

    def _peel(self, verdict: Verdict) -> None:
        """Takes the contradictions of a verdict that have no tag in common, shortest first."""
        taken: set[int] = set()
        for one in sorted(verdict.proofs, key=lambda p: len(p.tags(self.halves))):
            if taken.isdisjoint(one.tags(self.halves)):
                small = self._keep(one)
                taken.update(small.tags)
        self.off |= taken

    def _keep(self, one: Proof) -> Found:
        self.proofs.append(one)
        if len(self.found) >= self.limit:
            self.complete = False
            found = Found(self._named(one), one, minimal=False)
            self.beyond.append(one)
        else:
            found = self._small(one)
            self.found.append(found)
        self.proofs.append(found.proof)
        return found

    def _named(self, one: Proof) -> tuple[int, ...]:
        tags = one.tags(self.halves)
        if not tags:
            from sojourn.audit.linear.wording import clash, rules

            named = ", ".join(str(rule) for rule in rules(self.halves, one))
            raise BadInput(
                f"the rules contradict each other, whatever is asserted: {named}",
                where="rules",
                advice="; ".join(clash(self.halves, one)) + ". Switch one of them off.",
            )
        return tags

    def _small(self, one: Proof) -> Found:
        """Leaves out tags as long as a contradiction remains: first by the proof's own rules, then by all of them."""
        hard = {half for half in one.halves if not self.halves.tags_of(half)}
        one = self._filtered(one, hard)
        tags = self._named(one)
        around = self._rules.around(tags)
        if not hard.issuperset(around.tolist()):
            one, sure = self._checked(one, around)
            tags = self._named(one)
            if not sure:
                return Found(tags, one, minimal=False)
        return Found(tags, self._plain(one, tags), minimal=not self.clock.out)

    def _checked(self, one: Proof, around: Ints) -> tuple[Proof, bool]:
        """The same with further rules; and whether it was shown that no tag can be left out."""
        tags, sure = self._named(one), set[int]()
        while len(sure) < len(tags):
            tag = next(tag for tag in tags if tag not in sure)
            if self.clock.out:
                return one, False
            active = np.zeros(self.halves.count, dtype=np.bool_)
            active[around] = True
            active[self._rules.halves_of(set(tags) - {tag})] = True
            verdict = decided(self.halves, active, self.clock)
            if verdict.proofs:
                one = min(verdict.proofs, key=lambda p: len(p.tags(self.halves)))
                tags = self._named(one)
            elif verdict.numeric:
                return one, False
            else:
                sure.add(tag)
        return one, True

    def _plain(self, one: Proof, tags: tuple[int, ...]) -> Proof:
        """The same contradiction with weights as simple as the exact simplex finds them."""
        plain = refuted_exactly(self.halves, one.halves, self.clock) if len(one.halves) <= _PLAIN else None
        return plain if plain is not None and plain.tags(self.halves) == tags else one

    def _filtered(self, one: Proof, hard: set[int]) -> Proof:
        tags = list(one.tags(self.halves))
        for tag in sorted(tags, key=lambda tag: _share(self.halves, one, tag)):
            if tag not in tags or self.clock.out:
                continue
            soft = self._rules.halves_of(set(tags) - {tag})
            smaller = refuted_exactly(self.halves, [*hard, *soft], self.clock)
            if smaller is not None:
                one, tags = smaller, list(smaller.tags(self.halves))
        return one

    def _others(self, first: Verdict) -> None:
        """Looks for conflicts that share tags with those found, in each part of the system by itself."""
        label = first.boxes.found.label
        at = label[self.halves.literal[self.halves.start[: self.halves.count]] // 2]
        parts: dict[int, set[tuple[int, ...]]] = defaultdict(set)
        for found in self.found:
            parts[int(at[next(iter(found.proof.halves))])].add(found.tags)
        for part, known in parts.items():
            self._others_in(known, self.region & (at == part))

    def _others_in(self, known: set[tuple[int, ...]], region: Flags) -> None:
        """Goes on until there are none or the limit is reached."""
        tried: set[frozenset[int]] = set()
        for _ in range(_CHECKS):
            if len(self.found) >= self.limit or self.clock.out:
                self.complete = False
                return
            without = next((one for one in _hitting(known) if one not in tried), None)
            if without is None:
                return
            tried.add(without)
            verdict = decided(self.halves, self.halves.active(without) & region, self.clock)
            self.complete = self.complete and not verdict.numeric
            for one in sorted(verdict.proofs, key=lambda p: len(p.tags(self.halves)))[:1]:
                small = self._small(one)
                self.proofs.append(small.proof)
                known.add(small.tags)
                self.found.append(small)
                self.off.update(small.tags)
        self.complete = False


class _Rules:
    """Which halves belong to a tag, and which rules are tied to a cell by other rules."""

    def __init__(self, halves: Halves) -> None:
        self._halves = halves
        tag = halves.tag_of[halves.row]
        hard = np.flatnonzero(tag == HARD)
        entries, begin = spread(halves.start, hard)
        self._label = components(len(halves.system.keys), halves.literal[entries] // 2, begin)
        at = self._label[halves.literal[halves.start[hard]] // 2]
        order = np.argsort(at, kind="stable")
        self._hard, self._at = hard[order], at[order]
        by_tag = np.argsort(tag, kind="stable")
        self._by_tag, self._tags = by_tag, tag[by_tag]
        self._joint = [int(half) for row in halves.system.joint for half in np.flatnonzero(halves.row == row)]

    def halves_of(self, tags: Iterable[int]) -> Ints:
        """The halves that rest on these tags and no others."""
        kept = set(tags)
        parts = [np.zeros(0, dtype=np.int64)]
        for tag in kept:
            first, end = np.searchsorted(self._tags, tag), np.searchsorted(self._tags, tag, side="right")
            parts.append(self._by_tag[first:end])
        joint = [half for half in self._joint if kept.issuperset(self._halves.tags_of(half))]
        return np.concatenate([*parts, np.asarray(joint, dtype=np.int64)])

    def around(self, tags: Iterable[int]) -> Ints:
        """The rules that may matter for what these tags say."""
        chosen = self.halves_of(tags)
        entries, _ = spread(self._halves.start, chosen)
        parts = [np.zeros(0, dtype=np.int64)]
        for label in np.unique(self._label[self._halves.literal[entries] // 2]):
            first, end = np.searchsorted(self._at, label), np.searchsorted(self._at, label, side="right")
            parts.append(self._hard[first:end])
        return shed(self._halves, np.concatenate(parts), chosen)


def refuted_exactly(halves: Halves, chosen: Iterable[int], clock: Clock) -> Proof | None:
    """A proof that some halves and the declared bounds of their cells have no solution; for few halves.

    Returns:
        ``None`` when there is a solution, or the time is up.
    """
    from sojourn.audit.linear.propagation import unpropagated

    boxes = Boxes(unpropagated(halves))
    try:
        return confirmed(boxes, Exactly(boxes, chosen, declared_only=True, until=clock.end).contradiction())
    except OutOfTime:
        return None


def _share(halves: Halves, one: Proof, tag: int) -> Exact:
    """How much a tag adds to a contradiction; the least are left out first."""
    return sum(
        (size(weight * halves.limit(half)) for half, weight in one.halves.items() if tag in halves.tags_of(half)),
        start=0,
    )


def _region(halves: Halves, verdict: Verdict) -> Flags:
    """The halves in the components where a verdict found contradictions."""
    found = verdict.boxes.found
    broken = np.zeros(len(found.label) + 1, dtype=np.bool_)
    broken[list(verdict.broken)] = True
    region = np.zeros(halves.count, dtype=np.bool_)
    chosen = np.flatnonzero(found.active)
    region[chosen] = broken[found.label[halves.literal[halves.start[chosen]] // 2]]
    return region


def _hitting(sets: set[tuple[int, ...]]) -> Iterable[frozenset[int]]:
    """The smallest sets that share a member with each of these, up to a number of them."""
    chosen: list[frozenset[int]] = [frozenset()]
    for one in sorted(sets, key=lambda tags: (len(tags), tags)):
        hit = [other for other in chosen if not other.isdisjoint(one)]
        by_tag = {tag: [other for other in hit if tag in other] for tag in one}
        grown = (
            other | {tag}
            for other in chosen
            if other.isdisjoint(one)
            for tag in one
            if not any(smaller <= other | {tag} for smaller in by_tag[tag])
        )
        ordered = {*hit, *islice(grown, _KEPT)}
        chosen = sorted(ordered, key=lambda tags: (len(tags), sorted(tags)))[:_KEPT]
    return chosen
