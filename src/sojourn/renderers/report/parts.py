"""The parts of the report: each contradiction, quantity and whole with its plot, sources and arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from sojourn.audit.reconciling.readings import Interval
from sojourn.audit.reconciling.results import Conditional, Contradiction, Implied, Reconciliation, Statement, Whole
from sojourn.renderers.report import wording
from sojourn.renderers.report.plots import Plot, Row, plot, row


class Said(NamedTuple):
    """What a source says, of which quantity; the statement is ``None`` where only its id is known."""

    claim: str
    statement: Statement | None
    quantity: str


class Arithmetic(NamedTuple):
    """Steps under a title, which is empty when they stand alone."""

    title: str
    steps: tuple[wording.Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionPart:
    """A contradiction as it is shown.

    Attributes:
        members: The smallest set.
        rules: Rules and assumptions in words.
        arithmetic: Step by step.
        plot: Why they cannot meet; ``None`` when no single quantity shows it.
        caption: What the plot shows.
    """

    members: tuple[Said, ...]
    rules: tuple[str, ...]
    arithmetic: Arithmetic
    plot: Plot | None
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpliedPart:
    """A quantity as it is shown.

    Attributes:
        name: What it is called.
        interval: All sources together, in words.
        unit: Its unit.
        plot: What each source says and what all imply.
        said: What sources say of it directly.
        rests_on: The other assertions behind the interval, as far as they are known.
        bare: Ids of all assertions behind the interval, where they are not all told in one list.
        rules: Rules and assumptions in words.
        arithmetic: One list for an exact value, one for each bound otherwise.
    """

    name: str
    interval: str
    unit: str
    plot: Plot
    said: tuple[Statement, ...]
    rests_on: tuple[Said, ...]
    bare: tuple[str, ...]
    rules: tuple[str, ...]
    arithmetic: tuple[Arithmetic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePart:
    """Parts beside their whole, as they are shown.

    Attributes:
        name: What the whole is called.
        parts: Each part with what sources say of it.
        teller: Titles of the source and of its root, when all parts are told by one.
        stated_sum: The sum of the figures as stated, in words; empty when they were read as they stand.
        parts_sum: The sum of the parts as read, in words.
        whole: The whole in words.
        whole_said: What sources say of the whole.
        gap: How far the parts fall short.
        claims: Ids of all assertions.
        beside: Figures that are not compared, each with the reason.
        plot: Sum and whole.
    """

    name: str
    parts: tuple[tuple[str, tuple[Statement, ...]], ...]
    teller: tuple[str, str] | None
    stated_sum: str
    parts_sum: str
    whole: str
    whole_said: tuple[Statement, ...]
    gap: str
    claims: tuple[str, ...]
    beside: tuple[tuple[Statement, str], ...]
    plot: Plot


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionalPart:
    """What would follow under assumptions, as it is shown."""

    assumptions: tuple[str, ...]
    implied: tuple[ImpliedPart, ...]
    contradictions: tuple[ContradictionPart, ...]


class Gathered:
    """A result with every statement that is known, by claim and by quantity."""

    def __init__(self, result: Reconciliation, stated: Mapping[str, Sequence[Statement]]) -> None:
        self._stated = stated
        self._by_claim: dict[str, tuple[Statement, str]] = {}
        for name, statements in stated.items():
            self._by_claim.update((statement.claim, (statement, name)) for statement in statements)
        every: list[Reconciliation | Conditional] = [result, *result.conditional]
        for one in every:
            for found in one.implied:
                self._by_claim.update((statement.claim, (statement, found.name)) for statement in found.said)
            for conflict in one.contradictions:
                for statement in conflict.said:
                    self._by_claim.setdefault(statement.claim, (statement, ""))

    def contradiction(self, found: Contradiction) -> ContradictionPart:
        """A contradiction with the plot that shows why its members cannot meet."""
        drawn, caption = _clash_plot(found)
        return ContradictionPart(
            members=tuple(self._said(claim) for claim in found.claims),
            rules=tuple(wording.rule_words(name) for name in found.rules),
            arithmetic=Arithmetic("", self._steps(found.steps)),
            plot=drawn,
            caption=caption,
        )

    def implied(self, found: Implied) -> ImpliedPart:
        """A quantity with a row for each source and one for all together."""
        interval = found.interval
        unit = wording.UNITS.get(found.cell.measure, "persons")
        rows = [row(statement.claim, statement.read_as) for statement in found.said]
        here = {statement.claim for statement in found.said}
        behind = [self._said(claim) for claim in found.rests_on]
        return ImpliedPart(
            name=wording.quantity_words(found.name),
            interval=wording.interval_words(interval),
            unit=unit,
            plot=plot([*rows, row("Together" if found.said else "What follows", interval, "together")], unit),
            said=found.said,
            rests_on=tuple(one for one in behind if one.statement and one.claim not in here),
            bare=found.rests_on if here or not all(one.statement for one in behind) else (),
            rules=tuple(wording.rule_words(name) for name in found.rules),
            arithmetic=self._arithmetic(found),
        )

    def whole(self, found: Whole) -> WholePart:
        """Parts and whole with the sum of the parts."""
        as_stated = [row("The parts, as stated", found.stated_sum)] if found.stated_sum != found.parts_sum else []
        read = "The parts, as read" if as_stated else "The parts together"
        rows = [*as_stated, row(read, found.parts_sum), row("The whole", found.whole, "together")]
        parts = tuple((name, tuple(self._stated.get(name, ()))) for name in found.parts)
        tellers = {(one.source, one.root) for _, said in parts for one in said}
        return WholePart(
            name=wording.quantity_words(found.name),
            parts=parts,
            teller=tellers.pop() if len(tellers) == 1 else None,
            stated_sum=wording.interval_words(found.stated_sum) if as_stated else "",
            parts_sum=wording.interval_words(found.parts_sum),
            whole=wording.interval_words(found.whole),
            whole_said=tuple(self._stated.get(found.name, ())),
            gap=wording.gap_words(found.short),
            claims=found.claims,
            beside=tuple((statement, wording.plain(why)) for statement, why in found.beside),
            plot=plot(rows, "persons"),
        )

    def conditional(self, found: Conditional) -> ConditionalPart:
        """What follows under assumptions."""
        return ConditionalPart(
            assumptions=found.assumptions,
            implied=tuple(self.implied(item) for item in found.implied),
            contradictions=tuple(self.contradiction(item) for item in found.contradictions),
        )

    def _arithmetic(self, found: Implied) -> tuple[Arithmetic, ...]:
        together = wording.as_one(found.low_steps, found.high_steps)
        if together:
            return (Arithmetic("", self._steps(together)),)
        lists = (("Why not less", found.low_steps), ("Why not more", found.high_steps))
        return tuple(Arithmetic(title, self._steps(texts)) for title, texts in lists if texts)

    def _steps(self, texts: tuple[str, ...]) -> tuple[wording.Step, ...]:
        """Steps; of a claim that is told beside them, its quantity is not told again."""
        taken = (wording.step(text) for text in texts)
        return tuple(
            step._replace(quantity="" if self._said(step.claim).quantity else wording.quantity_words(step.quantity))
            if step.claim
            else step
            for step in taken
        )

    def _said(self, claim: str) -> Said:
        statement, quantity = self._by_claim.get(claim, (None, ""))
        return Said(claim, statement, wording.quantity_words(quantity))


def verdict(result: Reconciliation) -> str:
    """The headline: how many figures were compared, and whether some cannot all be true."""
    compared = f"{result.claims:,} {'figure was' if result.claims == 1 else 'figures were'} compared."
    count = len(result.contradictions)
    if count == 0:
        return f"{compared} No contradiction was found among them."
    sets = "There is one group of figures" if count == 1 else f"There are {count:,} groups of figures"
    more = "" if result.all_found else " There may be more such groups than are shown here."
    return f"{compared} {sets} that cannot all be true.{more}"


def bounded(result: Reconciliation) -> bool:
    """Whether some share was bounded instead of computed exactly."""
    return bool(result.products)


def legend() -> Plot:
    """One bar of each form, with what it means."""
    far = Fraction(100)
    rows = [
        Row("Exactly this number", Interval(far / 2, far / 2)),
        Row("From here to there, both ends possible", Interval(far / 4, far * 3 / 4)),
        Row("More than here and less than there", Interval(far / 4, far * 3 / 4, True, True)),
        Row("At least here, no upper limit is stated", Interval(far / 4, None)),
        Row("What all the sources together leave", Interval(far / 4, far / 2), "together"),
    ]
    return plot(rows, "")


def _clash_plot(found: Contradiction) -> tuple[Plot | None, str]:
    """Two bounds that leave nothing between them; or the statements, when all are about one quantity."""
    clash = wording.clash(found.steps)
    if len(found.cells) == 1 and len(found.said) > 1:
        rows = [row(statement.claim, statement.read_as) for statement in found.said]
        name = wording.quantity_words(found.cells[0])
        return plot(rows, wording.unit_of(found.cells[0]), gap=_between(rows)), f"{name}: what each source says"
    if clash is None:
        return None, ""
    rows = [row("Would have to be", clash.least, "apart"), row("But can be", clash.most, "apart")]
    return plot(rows, clash.unit, gap=_between(rows)), f"{clash.quantity}: no number is both"


def _between(rows: Sequence[Row]) -> tuple[Fraction, Fraction] | None:
    lows = [one.interval.low for one in rows if one.interval.low is not None]
    highs = [one.interval.high for one in rows if one.interval.high is not None]
    return (min(highs), max(lows)) if lows and highs and min(highs) < max(lows) else None
