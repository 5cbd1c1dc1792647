"""The report of ``sojourn compare``: contradictions first, then figures about the same thing, then a count."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from sojourn.audit.comparing.figures import Figure
from sojourn.audit.comparing.naming import Namer
from sojourn.audit.comparing.pairs import Comparison, Ties, compare
from sojourn.audit.comparing.relations import Verdict
from sojourn.audit.comparing.survey import groups, survey
from sojourn.audit.comparing.words import FACETS, VERDICTS, contrast, described, paragraph
from sojourn.audit.comparing.world import World
from sojourn.model import number

EVERY_PAIR = 200
"""Up to how many figures each is compared with each; beyond, only those that may speak of the same thing."""
GROUPS = 50
"""How many groups a report shows unless all are asked for."""
IN_GROUP = 8
"""Of how many figures of a group the pairs are put into words unless all are asked for."""


@dataclass(frozen=True)
class Report:
    """What a comparison of several figures found.

    Attributes:
        figures: How many were compared.
        pairs: How many pairs they make.
        counts: Pairs by verdict; without ``different things`` and ``cannot tell`` when ``complete`` is false.
        complete: Whether each figure was compared with each.
        contradictions: Pairs that cannot both be true, the first of them when there are many.
        contradicting: How many such pairs there are.
        groups: Figures about the same people in the same place.
        listed: Pairs to be put into words one by one, when the question was about those.
    """

    names: Namer = field(repr=False)
    world: World = field(repr=False)
    ties: Ties = field(repr=False)
    figures: int = 0
    pairs: int = 0
    counts: Counter[Verdict] = field(default_factory=Counter)
    complete: bool = True
    contradictions: Sequence[Comparison] = ()
    contradicting: int = 0
    groups: Sequence[Sequence[Figure]] = ()
    listed: Sequence[Comparison] = ()

    def in_words(self, *, everything: bool = False) -> str:
        """The report as text.

        Args:
            everything: Whether to show every group and pair, however many there are.
        """
        if self.listed:
            shown = [paragraph(each, self.names) for each in self._worth(everything)]
            return "\n\n".join([*shown, self._count()] if self.pairs > 1 else shown) + "\n"
        parts = [self._contradictions(), *self._groups(everything), self._count()]
        return "\n\n".join(filter(None, parts)) + "\n"

    def to_json(self) -> str:
        """The report as JSON: every pair in ``pairs`` with its facets, relations, verdict and the sentence."""
        listed = self.listed or self.contradictions
        body = {
            "figures": self.figures,
            "pairs": self.pairs,
            "contradictions": self.contradicting,
            "every_pair_compared": self.complete,
            "verdicts": {verdict.value: self.counts[verdict] for verdict in self._verdicts()},
            "groups": [[figure.id for figure in group] for group in self.groups],
            "compared": [record(each, self.names) for each in listed],
        }
        return json.dumps(body, ensure_ascii=False, indent=2) + "\n"

    def _verdicts(self) -> list[Verdict]:
        open_ended = {Verdict.DIFFERENT, Verdict.CANNOT_TELL}
        return [verdict for verdict in Verdict if self.complete or verdict not in open_ended]

    def _worth(self, everything: bool) -> Sequence[Comparison]:
        if everything or len(self.listed) <= 100:
            return self.listed
        return [each for each in self.listed if each.verdict is not Verdict.DIFFERENT]

    def _contradictions(self) -> str:
        if not self.contradicting:
            return "No two figures contradict each other."
        noun = "pair of figures" if self.contradicting == 1 else "pairs of figures"
        head = f"{number_of(self.contradicting)} {noun} cannot both be true:"
        shown = [paragraph(each, self.names) for each in self.contradictions]
        rest = self.contradicting - len(shown)
        return "\n\n".join([head, *shown, *([f"… and {number_of(rest)} more."] if rest else [])])

    def _groups(self, everything: bool) -> list[str]:
        if not self.groups:
            return []
        shown = self.groups if everything else self.groups[:GROUPS]
        parts = ["Figures about the same people in the same place:", *(self._group(each, everything) for each in shown)]
        if len(shown) < len(self.groups):
            parts.append(f"… and {number_of(len(self.groups) - len(shown))} more groups (--all shows them).")
        return parts

    def _group(self, group: Sequence[Figure], everything: bool) -> str:
        names = self.names
        where = names.where(group[0])
        head = ", ".join(filter(None, [names.kind(group[0]), names.people(group[0]), where]))
        few = group if everything else group[:IN_GROUP]
        lines = [f"{head}:", *(f"  {described(figure, names)}" for figure in few)]
        if len(few) < len(group):
            lines.append(f"  … and {number_of(len(group) - len(few))} more.")
        lines += [f"  {self._short(compare(a, b, self.world, self.ties))}" for a, b in combinations(few, 2)]
        return "\n".join(lines)

    def _short(self, found: Comparison) -> str:
        head = f"{found.first.id} and {found.second.id} {VERDICTS[found.verdict]}"
        answer = found.answer
        if answer is None or found.comparable:
            return f"{head}."
        return f"{head}: {FACETS[answer.facet]}, {contrast(found, answer, self.names)}."

    def _count(self) -> str:
        if not self.pairs:
            return f"{number_of(self.figures)} figure{'' if self.figures == 1 else 's'}; there is nothing to compare."
        none = "" if self.contradicting else "no two contradict each other; "
        counted = [f"{_COUNTED[v]}: {number_of(self.counts[v])}" for v in self._verdicts() if self.counts[v]]
        rest = self.pairs - sum(self.counts[v] for v in self._verdicts())
        if rest:
            counted.append(f"about different things, or not saying enough to tell: {number_of(rest)}")
        noun = "pair" if self.pairs == 1 else "pairs"
        return f"{number_of(self.figures)} figures, {number_of(self.pairs)} {noun}: {none}{'; '.join(counted)}."


_COUNTED = {
    Verdict.DISAGREE: "disagreeing",
    Verdict.AGREE: "agreeing",
    Verdict.RESTATES: "one figure said twice",
    Verdict.REPLACES: "editions of one figure",
    Verdict.TREND: "differing in time only",
    Verdict.PART: "part and whole",
    Verdict.CANNOT_TELL: "left open whether about the same thing",
    Verdict.DIFFERENT: "about different things",
}


def number_of(count: int) -> str:
    """A count with thousands separators."""
    from decimal import Decimal

    return number(Decimal(count))


def report(figures: Sequence[Figure], world: World, names: Namer) -> Report:
    """Compares figures with each other: all pairs of a few, and only those that may matter of many."""
    ties = Ties(figures)
    if len(figures) > EVERY_PAIR:
        found = survey(figures, world)
        return Report(
            names=names,
            world=world,
            ties=ties,
            figures=found.figures,
            pairs=found.pairs,
            counts=found.counts,
            complete=False,
            contradictions=found.contradictions,
            contradicting=found.contradicting,
            groups=found.groups,
        )
    pairs = [compare(a, b, world, ties) for a, b in combinations(figures, 2) if a.assertion is not b.assertion]
    blank = Report(names=names, world=world, ties=ties, groups=groups(figures, world))
    return _complete(blank, len(figures), pairs)


def listing(pairs: Iterable[tuple[Figure, Figure]], everyone: Sequence[Figure], world: World, names: Namer) -> Report:
    """Compares the pairs that were asked for; ``everyone`` are all figures, which may restate each other."""
    ties = Ties(everyone)
    compared = [compare(first, second, world, ties) for first, second in pairs]
    count = len({id(figure) for each in compared for figure in (each.first, each.second)})
    return _complete(Report(names=names, world=world, ties=ties, listed=compared), count, compared)


def _complete(blank: Report, figures: int, pairs: Sequence[Comparison]) -> Report:
    contradictions = [each for each in pairs if each.contradicts]
    return replace(
        blank,
        figures=figures,
        pairs=len(pairs),
        counts=Counter(each.verdict for each in pairs),
        contradictions=contradictions,
        contradicting=len(contradictions),
    )


def record(found: Comparison, names: Namer) -> dict[str, object]:
    """One pair as plain values."""
    answer = found.answer
    return {
        "first": found.first.id,
        "second": found.second.id,
        "verdict": found.verdict.value,
        "comparable": found.comparable,
        "contradicts": found.contradicts,
        "independent": found.independent,
        "facet": answer.facet.value if answer else None,
        "relation": answer.relation.value if answer else None,
        "part_and_whole": found.order.value or None,
        "facets": [
            {
                "facet": standing.facet.value,
                "relation": standing.relation.value,
                "first": names.value(found.first, standing.facet),
                "second": names.value(found.second, standing.facet),
                "remark": standing.remark or None,
            }
            for standing in found.standings
        ],
        "text": paragraph(found, names),
    }
