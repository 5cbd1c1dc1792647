"""What sources say about cells: each quantified assertion bounds a linear expression in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from sojourn.audit.reconciling.cells import Cell, Constraint, People, Product, World
from sojourn.audit.reconciling.readings import Interval, Reading, read
from sojourn.errors import BadInput
from sojourn.model import Assertion, Estimate, Measure, Period

_ONE = Fraction(1)
_FLOW_MEASURES = {Measure.PERSONS: "flow", Measure.PERSONS_PER_YEAR: "rate"}
_PLAIN = {"residence": "stock", "netmigration": "net", "permit": "permits"}


class Observer:
    """Turns assertions into constraints under one reading of hedges."""

    def __init__(self, world: World, reading: Reading = Reading.LOGICAL, about: Fraction | None = None) -> None:
        self.world = world
        self.reading = reading
        self.about = about

    def observe(self, assertions: Iterable[Assertion]) -> Iterator[Constraint | Product]:
        """The constraints of some assertions; those without a figure and those that others replace say nothing.

        Raises:
            BadInput: If a share does not say of what.
        """
        listed = list(assertions)
        replaced = {old for assertion in listed for old in assertion.supersedes}
        for assertion in listed:
            if assertion.kind == "share" and not assertion.whole:
                raise BadInput(
                    "a share, but of what is not stated",
                    where=assertion.id,
                    advice="Name its whole in the column 'of'.",
                )
            if assertion.estimate is not None and assertion.id not in replaced:
                yield from self._one(assertion, assertion.estimate)

    def _one(self, assertion: Assertion, estimate: Estimate) -> Iterator[Constraint | Product]:
        allowed = read(estimate, self.reading, self.about)
        if assertion.kind == "change" and estimate.measure is Measure.PERCENT_CHANGE:
            for start, end in start_and_end(assertion):
                yield from _percent(assertion, allowed, start, end)
            return
        for cell in cells_of(assertion):
            yield bound(assertion, cell, allowed)
            if assertion.kind == "share" and not assertion.origin:
                place = self._place_of_whole(cell)
                if place:
                    whole = Cell("stock", People(cell.other), place, cell.when)
                    yield Product(assertion.id, cell, whole, part_of(cell))

    def _place_of_whole(self, share: Cell) -> str:
        """Where the whole lives: with the part, unless the share says how much of one population lives in a place."""
        if share.other != share.people.population:
            return share.place
        if share.people.profession:
            return share.place
        people = self.world.populations.get(share.other)
        return people.resident_in if people and people.resident_in != share.place else ""


def bound(assertion: Assertion, cell: Cell, allowed: Interval) -> Constraint:
    """One assertion on one cell."""
    words = f"{assertion.estimate.words()}" if assertion.estimate else ""
    return Constraint(assertion.id, {cell: _ONE}, *allowed, words=words)


def part_of(share: Cell) -> Cell:
    """The cell of the part whose share a cell is."""
    return Cell("stock", share.people, share.place, share.when)


def cells_of(assertion: Assertion) -> Iterator[Cell]:
    """The cells that an assertion bounds: each of its populations at each of its places."""
    when = moment(assertion.period, assertion.evidence.source)
    everybody = [People(key, assertion.profession, assertion.status) for key in assertion.population or ("",)]
    measure = assertion.estimate.measure if assertion.estimate else None
    for people in everybody:
        if assertion.kind == "flow" and measure is not None:
            for origin in assertion.origin or ("",):
                for destination in assertion.destination or ("",):
                    yield Cell(_FLOW_MEASURES[measure], people, origin, when, destination)
        elif assertion.kind in _PLAIN:
            for place in assertion.place:
                yield Cell(_PLAIN[assertion.kind], people, place, when)
        elif assertion.kind == "change" and measure is Measure.PERSONS:
            for place in assertion.place:
                yield Cell("change", people, place, when)
        elif assertion.kind == "share" and len(assertion.whole) == 1:
            yield from _shares(assertion, people, when)


def _shares(assertion: Assertion, people: People, when: str) -> Iterator[Cell]:
    places = assertion.place or tuple(
        f"{origin}→{destination}" for origin in assertion.origin for destination in assertion.destination or ("",)
    )
    for place in places:
        yield Cell("share", people, place, when, assertion.whole[0])


def start_and_end(assertion: Assertion) -> Iterator[tuple[Cell, Cell]]:
    """The stocks at the start and the end of a change, for each of its populations and places."""
    times = edges(assertion.period, assertion.evidence.source)
    if times is None:
        return
    for key in assertion.population or ("",):
        people = People(key, assertion.profession, assertion.status)
        for place in assertion.place:
            yield Cell("stock", people, place, times[0]), Cell("stock", people, place, times[1])


def _percent(assertion: Assertion, allowed: Interval, start: Cell, end: Cell) -> Iterator[Constraint]:
    """``low ≤ (end − start) ÷ start × 100 ≤ high`` as two linear constraints."""
    words = f"the change is {allowed.words()} percent"
    if allowed.low is not None:
        terms = {end: _ONE, start: -(1 + allowed.low / 100)}
        yield Constraint(assertion.id, terms, Fraction(0), None, allowed.low_open, words=words)
    if allowed.high is not None:
        terms = {end: _ONE, start: -(1 + allowed.high / 100)}
        yield Constraint(assertion.id, terms, None, Fraction(0), high_open=allowed.high_open, words=words)


def moment(period: Period | None, source: str) -> str:
    """The time of a cell: ``first day/last day`` when anchored, else the notation with the source it hangs on."""
    if period is None:
        return f"not stated @{source}"
    if period.anchored:
        return f"{period.start or '..'}/{period.end or '..'}"
    return f"{period.notation or period.words} @{source}"


def edges(period: Period | None, source: str) -> tuple[str, str] | None:
    """The times of the first and the last stock of a change ``2013/2017``; ``None`` when an end is open or unknown."""
    if period is None or "/" not in (period.edtf or period.notation):
        return None
    first, last = (period.edtf or period.notation).split("/", 1)
    if ".." in {first, last}:
        return None
    if not period.anchored:
        return f"{first} @{source}", f"{last} @{source}"
    if period.start is None or period.end is None:
        return None
    return f"{period.start}/{_last_day(first, period.start)}", f"{_first_day(last, period.end)}/{period.end}"


def _last_day(edtf: str, first: date) -> date:
    """The last day that a date can mean whose first day is known; a year has twelve months, a month its days."""
    parts = edtf.rstrip("~?%").count("-")
    if parts == 0:
        return first.replace(month=12, day=31)
    if parts == 1:
        following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1, day=1)
        return date.fromordinal(following.toordinal() - 1)
    return first


def _first_day(edtf: str, last: date) -> date:
    parts = edtf.rstrip("~?%").count("-")
    return last.replace(month=1, day=1) if parts == 0 else last.replace(day=1) if parts == 1 else last
