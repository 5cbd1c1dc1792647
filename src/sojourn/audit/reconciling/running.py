"""Runs reconciliation on a graph and gathers what it found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sojourn.audit import linear
from sojourn.audit.reconciling.assembling import Assembly, Settings, assemble, system_of
from sojourn.audit.reconciling.assumptions import Assumption
from sojourn.audit.reconciling.cells import Cell, Constraint, World
from sojourn.audit.reconciling.ids import told_apart
from sojourn.audit.reconciling.naming import status_name, time_name
from sojourn.audit.reconciling.readings import Interval, Reading, read
from sojourn.audit.reconciling.results import (
    Conditional,
    Contradiction,
    Implied,
    Reconciliation,
    Statement,
    Whole,
)
from sojourn.audit.reconciling.worlds import world_of
from sojourn.errors import NotFound
from sojourn.model import Assertion, Hedge
from sojourn.queries.running import select
from sojourn.rdf.reading import read_assertions
from sojourn.vocabulary import key_of

if TYPE_CHECKING:
    from sojourn.stores.store import Store

_PARTS = frozenset({"partsOfPlace", "partsOfPopulation"})
_CONDITIONS = (
    (Assumption.SAME_STATUS, Assumption.RATE_HOLDS),
    (Assumption.WHOLE_IS_COUNTED,),
)
"""What is assumed, together, to see what would follow; each is reported apart from what sources imply."""
_PRODUCT = re.compile(
    r"([≥≤<>=]) .*? = ([\d,. /]+(?: \(rounded\))?) \(([^()]*: part =) share ÷ 100 × whole, with .*\)\Z"
)
NOTHING = "no source of this graph gives a figure for what was asked"
"""What is said when there is nothing to reconcile."""

_TITLES = (
    "SELECT ?source ?title WHERE { ?source a <https://w3id.org/sojourn/ns#Source> ; "
    "<http://purl.org/dc/terms/title> ?title }"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """To which quantities an answer is narrowed; an empty facet matches all.

    Attributes:
        place: Key of a place; what lies in it belongs to it.
        population: Key of a population; what it includes belongs to it.
        at: A day, ``YYYY-MM-DD``, that the time of the quantity must hold.
    """

    place: str = ""
    population: str = ""
    at: str = ""

    def holds(self, cell: Cell, world: World) -> bool:
        """Whether a quantity is asked for."""
        ends = [end for key in (cell.place, cell.other) for end in key.split("→")]
        here = not self.place or any(self.place == end or self.place in world.containers(end) for end in ends)
        people = cell.people.population
        them = not self.population or self.population == people or self.population in world.broader(people)
        first, _, last = cell.when.partition("/")
        then = not self.at or (
            "@" not in cell.when and (first == ".." or first <= self.at) and (last == ".." or self.at <= last)
        )
        return here and them and then


def reconcile(
    store: Store,
    settings: Settings,
    scope: Scope | None = None,
    *,
    most: int = 10,
    conditional: bool = True,
    lang: str = "en",
) -> Reconciliation:
    """What the sources of a graph jointly imply, and where they contradict each other.

    Args:
        store: The graph.
        settings: Reading of hedges, rules, assumptions.
        scope: To which quantities the answer is narrowed.
        most: Most contradictions to tell.
        conditional: Whether to tell, apart, what would follow under assumptions that are not made.
        lang: Language of the names of quantities; all other words are English.

    Raises:
        NotFound: If no figure of the graph is in the scope.
        BadInput: If the settings name a rule or a claim that is not there, or rules contradict themselves.
    """
    assertions = told_apart(read_assertions(store.quads()))
    return reconciled(
        assertions, world_of(store, lang), settings, scope, titles=_titles(store), most=most, conditional=conditional
    )


def reconciled(
    assertions: Iterable[Assertion],
    world: World,
    settings: Settings,
    scope: Scope | None = None,
    *,
    titles: Mapping[str, str] | None = None,
    most: int = 10,
    conditional: bool = True,
) -> Reconciliation:
    """What assertions that are at hand jointly imply; see :func:`reconcile`.

    Args:
        assertions: The assertions; those without a figure say nothing here.
        world: The places and populations of which they speak.
        settings: Reading of hedges, rules, assumptions.
        scope: To which quantities the answer is narrowed.
        titles: Titles of sources by key; the key stands for a title that is missing.
        most: Most contradictions to tell.
        conditional: Whether to tell, apart, what would follow under assumptions that are not made.
    """
    counted = [assertion for assertion in assertions if assertion.estimate is not None]
    session = _Session(counted, world, titles or {}, scope or Scope(), most)
    return session.run(settings, conditional=conditional)


def _titles(store: Store) -> dict[str, str]:
    rows = select(store, _TITLES)
    return {key_of(row["source"].value): row["title"].value for row in rows if row["source"] and row["title"]}


class _Session:
    """One graph, reconciled once or under several assumptions."""

    def __init__(
        self, assertions: Sequence[Assertion], world: World, titles: Mapping[str, str], scope: Scope, most: int
    ) -> None:
        self.assertions = assertions
        self.by_id = {assertion.id: assertion for assertion in assertions}
        self.world = world
        self.titles = titles
        self.scope = scope
        self.most = most
        self.settings = Settings()

    def run(self, settings: Settings, *, conditional: bool) -> Reconciliation:
        self.settings = settings
        assembly = assemble(self.assertions, self.world, settings)
        if not any(self.scope.holds(cell, self.world) for cell in assembly.cells()):
            raise NotFound(
                NOTHING,
                advice="'sojourn ask claims' lists every figure that it holds.",
            )
        outcome = self._solve(assembly)
        return Reconciliation(
            reading=_reading(settings),
            claims=len(self.assertions),
            contradictions=tuple(self._contradictions(outcome, assembly)),
            all_found=outcome.all_conflicts,
            relaxation=self._relaxation(outcome, assembly),
            implied=tuple(self._implied(outcome, assembly)),
            wholes=tuple(self._wholes(assembly)),
            conditional=tuple(self._conditional(settings, outcome)) if conditional else (),
            set_aside=tuple(sorted(str(tag) for tag in outcome.set_aside)),
            stated=self._stated_by_name(assembly),
            products=tuple(f"{use.words}: {use.how}" for use in outcome.products if use.how != "exact"),
        )

    def _solve(self, assembly: Assembly) -> linear.Outcome:
        return linear.solve(system_of(assembly), max_conflicts=self.most)

    def _conditional(self, settings: Settings, base: linear.Outcome) -> Iterator[Conditional]:
        for assumptions in _CONDITIONS:
            if set(assumptions) <= set(settings.assumptions):
                continue
            assembly = assemble(
                self.assertions,
                self.world,
                replace(settings, assumptions=(*settings.assumptions, *assumptions)),
            )
            outcome = self._solve(assembly)
            known = {conflict.tags for conflict in base.conflicts}
            implied = tuple(
                item
                for item in self._implied(outcome, assembly)
                if any(str(assumption) in rule for assumption in assumptions for rule in item.rules)
            )
            contradictions = tuple(
                item for item in self._contradictions(outcome, assembly) if tuple(item.claims) not in known
            )
            if implied or contradictions:
                yield Conditional(
                    assumptions=tuple(assumption.words for assumption in assumptions),
                    implied=implied,
                    contradictions=contradictions,
                )

    def _implied(self, outcome: linear.Outcome, assembly: Assembly) -> Iterator[Implied]:
        """Quantities that several assertions pin down together, tighter than any of them says."""
        direct = _direct(assembly)
        for cell, name in assembly.names.items():
            if any(c.low is not None and c.low == c.high for c in direct.get(cell, ())):
                continue  # a number that is stated exactly cannot be pinned down further
            if not self.scope.holds(cell, self.world) or name not in outcome.bounds:
                continue
            found = outcome.bounds[name]
            low_tags = found.low_tags if found.low else ()  # at least nothing is no news
            tags = tuple(str(tag) for tag in dict.fromkeys((*low_tags, *found.high_tags)))
            interval = _interval(found, 100 if cell.measure == "share" else 1)
            if len(tags) < 2 or not _is_news(interval, direct.get(cell, [])):
                continue
            yield Implied(
                cell=cell,
                name=name,
                interval=interval,
                rests_on=tags,
                rules=tuple(str(rule) for rule in dict.fromkeys((*found.low_rules, *found.high_rules))),
                said=tuple(self._statement(constraint) for constraint in direct.get(cell, [])),
                low_steps=_readable(outcome.explain(name, "low")) if found.low else (),
                high_steps=_readable(outcome.explain(name, "high")) if found.high is not None else (),
            )

    def _contradictions(self, outcome: linear.Outcome, assembly: Assembly) -> Iterator[Contradiction]:
        said = {constraint.tag: constraint for constraint in assembly.said}
        cells = {name: cell for cell, name in assembly.names.items()}
        for conflict in outcome.conflicts:
            names = tuple(str(cell) for cell in conflict.cells)
            if not any(self.scope.holds(cells[name], self.world) for name in names if name in cells):
                continue
            yield Contradiction(
                claims=tuple(str(tag) for tag in conflict.tags),
                said=tuple(self._statement(said[str(tag)]) for tag in conflict.tags if str(tag) in self.by_id),
                rules=tuple(str(rule) for rule in conflict.rules),
                steps=_readable(conflict.arithmetic),
                cells=names,
            )

    def _relaxation(self, outcome: linear.Outcome, assembly: Assembly) -> tuple[tuple[str, Fraction, str], ...]:
        if outcome.relaxation is None:
            return ()
        said = {constraint.tag: constraint for constraint in assembly.said}
        found = []
        for tag, amount in outcome.relaxation.amounts.items():
            constraint = said.get(str(tag))
            is_share = constraint is not None and next(iter(constraint.terms)).measure == "share"
            found.append(
                (str(tag), Fraction(amount) * (100 if is_share else 1), "percentage points" if is_share else "persons")
            )
        return tuple(found)

    def _wholes(self, assembly: Assembly) -> Iterator[Whole]:
        """Parts beside their wholes, where something is stated of the whole and of each part."""
        direct = _direct(assembly)
        alike: dict[tuple[str, str, str], list[Cell]] = defaultdict(list)
        for cell in direct:
            alike[cell.measure, cell.place, cell.people.population].append(cell)
        for constraint in assembly.ruled:
            if constraint.rule not in _PARTS:
                continue
            whole = next(cell for cell, weight in constraint.terms.items() if weight < 0)
            parts = [cell for cell, weight in constraint.terms.items() if weight > 0]
            if (
                whole not in direct
                or not all(part in direct for part in parts)
                or not self.scope.holds(whole, self.world)
            ):
                continue
            claims = [c.tag for cell in (*parts, whole) for c in direct[cell]]
            yield Whole(
                name=assembly.names[whole],
                parts=tuple(assembly.names[part] for part in parts),
                stated_sum=_sum([self._stated(direct[part]) for part in parts]),
                parts_sum=_sum([_met(direct[part]) for part in parts]),
                whole=_met(direct[whole]),
                claims=tuple(dict.fromkeys(claims)),
                beside=tuple(self._beside(whole, alike[whole.measure, whole.place, whole.people.population], direct)),
            )

    def _stated(self, constraints: Sequence[Constraint]) -> Interval:
        """What one cell's figures are as stated, with no width for "about"."""
        estimate = self.by_id[constraints[0].tag].estimate
        if len(constraints) == 1 and estimate is not None and estimate.hedge is Hedge.ABOUT:
            return read(estimate, about=Fraction(0))
        return _met(constraints)

    def _beside(
        self, whole: Cell, alike: Sequence[Cell], direct: Mapping[Cell, list[Constraint]]
    ) -> Iterator[tuple[Statement, str]]:
        """Figures for the same people in the same place that are another quantity, and in what they differ."""
        lang = self.world.lang
        for cell in alike:
            if cell == whole:
                continue
            reasons = []
            if cell.people.status != whole.people.status:
                reasons.append(f"residence status ({status_name(cell, lang)} against {status_name(whole, lang)})")
            if cell.people.profession != whole.people.profession:
                reasons.append("profession")
            if cell.when != whole.when:
                reasons.append(f"time ({time_name(cell.when, lang)} against {time_name(whole.when, lang)})")
            for constraint in direct[cell]:
                yield self._statement(constraint), f"it differs in {' and in '.join(reasons)}"

    def _stated_by_name(self, assembly: Assembly) -> dict[str, tuple[Statement, ...]]:
        """What sources say of each quantity in the scope, by its name; under "" of several at once."""
        found = {
            assembly.names[cell]: tuple(self._statement(constraint) for constraint in constraints)
            for cell, constraints in _direct(assembly).items()
            if self.scope.holds(cell, self.world)
        }
        several = [c for c in assembly.said if len(c.terms) > 1 and c.tag in self.by_id]
        return {**found, "": tuple(self._statement(constraint) for constraint in several)}

    def _statement(self, constraint: Constraint) -> Statement:
        assertion = self.by_id[constraint.tag]
        estimate = assertion.estimate
        chain = assertion.evidence.chain
        root = chain[-1].source if chain else assertion.evidence.source
        return Statement(
            claim=assertion.id,
            figure=estimate.words() if estimate else "",
            read_as=read(estimate, self.settings.reading, self.settings.about) if estimate else _said(constraint),
            source=self.titles.get(assertion.evidence.source, assertion.evidence.source),
            root=self.titles.get(root, root),
        )


def _readable(steps: Sequence[str]) -> tuple[str, ...]:
    """Steps without the linear form of a product, whose share and whole stand in the steps before."""
    return tuple(_PRODUCT.sub(r"\1 \2 (\3 share × whole)", step) for step in steps)


def _direct(assembly: Assembly) -> dict[Cell, list[Constraint]]:
    """What sources say of each cell alone."""
    found: dict[Cell, list[Constraint]] = {}
    for constraint in assembly.said:
        if len(constraint.terms) == 1:
            found.setdefault(next(iter(constraint.terms)), []).append(constraint)
    return found


def _said(constraint: Constraint) -> Interval:
    return Interval(constraint.low, constraint.high, constraint.low_open, constraint.high_open)


def _met(constraints: Sequence[Constraint]) -> Interval:
    """What all direct statements about one cell allow."""
    lows = [(c.low, c.low_open) for c in constraints if c.low is not None]
    highs = [(c.high, not c.high_open) for c in constraints if c.high is not None]
    low = max(lows) if lows else (Fraction(0), False)
    high = min(highs) if highs else (None, True)
    return Interval(low[0], high[0], low[1], not high[1])


def _sum(intervals: Sequence[Interval]) -> Interval:
    lows = [interval.low or Fraction(0) for interval in intervals]
    highs = [interval.high for interval in intervals]
    high = None if any(end is None for end in highs) else sum((end for end in highs if end is not None), Fraction(0))
    return Interval(
        sum(lows, Fraction(0)),
        high,
        any(interval.low_open for interval in intervals),
        high is not None and any(interval.high_open for interval in intervals),
    )


def _interval(found: linear.Interval, scale: int) -> Interval:
    """The engine's interval [persons, or percent where shares of 1 are scaled by a hundred]."""
    low = None if found.low is None else Fraction(found.low) * scale
    high = None if found.high is None else Fraction(found.high) * scale
    return Interval(low, high, found.low_open, found.high_open)


def _is_news(here: Interval, direct: Sequence[Constraint]) -> bool:
    """Whether an interval is tighter than every direct statement about the quantity."""
    if not direct:
        return bool(here.low) or here.high is not None
    return all(here != _said(constraint) for constraint in direct) and here != _met(direct)


def _reading(settings: Settings) -> str:
    if settings.about is None:
        about = "'about' is half a unit of the last digit given"
    else:
        about = f"'about' is ± {float(settings.about * 100):g} %"
    if settings.reading is Reading.LOGICAL:
        return f"Figures are taken at their word: 'over 16,000' is any number above 16,000; {about}."
    return f"Figures are taken as people mean them: 'over 16,000' stays under 17,000, the next round step; {about}."
