"""Cells: the unknown numbers about which sources make statements, and what is known of places and populations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sojourn.errors import BadInput
from sojourn.model import UNION, Place, Population


class People(NamedTuple):
    """Who is counted.

    Attributes:
        population: Key of the population.
        profession: Keys of professions to which it is narrowed.
        status: Residence status; empty when not stated, which is not "any".
    """

    population: str
    profession: tuple[str, ...] = ()
    status: str = ""


class Cell(NamedTuple):
    """One unknown number.

    Attributes:
        measure: ``stock``, ``flow``, ``rate``, ``change``, ``net``, ``share``, ``permits``, ``arrivals`` or ``losses``.
        people: Who is counted.
        place: Key of the place; of the origin for a flow or rate, empty when it is not stated.
        when: ``first day/last day``, or the notation and the source on whose unknown date it hangs.
        other: Key of the destination for a flow, of the whole population for a share; empty otherwise.
    """

    measure: str
    people: People
    place: str
    when: str
    other: str = ""


class Constraint(NamedTuple):
    """``low ≤ Σ coefficient · cell ≤ high``, with who says so.

    Attributes:
        tag: Id of the assertion, or name of the rule.
        terms: Coefficients by cell.
        low, high: Bounds; ``None`` when there is none.
        low_open, high_open: Whether a bound itself is excluded.
        rule: Name of the rule; empty for what a source says.
        words: The statement for people.
    """

    tag: str
    terms: Mapping[Cell, Fraction]
    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False
    rule: str = ""
    words: str = ""


class Product(NamedTuple):
    """``part = share ÷ 100 × whole``.

    Attributes:
        tag: Id of the assertion that states the share.
        share, whole, part: The three cells.
    """

    tag: str
    share: Cell
    whole: Cell
    part: Cell


def days(when: str) -> tuple[date, date] | None:
    """First and last day of the time of a cell; ``None`` when it is not dated, or open at an end."""
    if "@" in when or ".." in when:
        return None
    first, last = when.split("/")
    return date.fromisoformat(first), date.fromisoformat(last)


def dated_stocks(cells: Iterable[Cell], *, any_status: bool = False) -> dict[tuple[People, str], list[Cell]]:
    """The stocks with a date, in the order of time, by people and place.

    Args:
        cells: Cells of any measure.
        any_status: Whether people of any residence status go together, under the status that is not stated.
    """
    found: dict[tuple[People, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.measure == "stock" and days(cell.when) is not None:
            people = cell.people._replace(status="") if any_status else cell.people
            found[people, cell.place].append(cell)
    return {key: sorted(stocks, key=lambda cell: cell.when) for key, stocks in found.items()}


def balance(earlier: Cell, later: Cell, people: People) -> tuple[Cell, dict[Cell, Fraction]]:
    """The balancing equation between two stocks: ``later − earlier − arrivals + losses``, which is nought.

    Args:
        earlier: A stock with a date.
        later: A stock with a later one.
        people: Who arrives and is lost.

    Returns:
        The cell of the arrivals in the time between, and the terms of the equation.
    """
    span = f"{earlier.when.split('/')[1]}/{later.when.split('/')[0]}"
    arrivals, losses = (Cell(measure, people, later.place, span) for measure in ("arrivals", "losses"))
    one = Fraction(1)
    return arrivals, {later: one, earlier: -one, arrivals: -one, losses: one}


class World:
    """What the registry says: which places lie in which, which populations include which, and which cannot overlap."""

    def __init__(self, places: Mapping[str, Place], populations: Mapping[str, Population], *, lang: str = "en") -> None:
        """Takes the places and the populations by key; ``lang`` is the language in which quantities are called.

        Raises:
            BadInput: When asked about a place that lies in itself, or a population that includes itself.
        """
        self.lang = lang
        self.places = places
        self.populations = populations
        parents: dict[str, list[str]] = {}
        for place in places.values():
            parents.setdefault(place.key, []).extend(c.container for c in place.within if c.end is None)
            for member in place.members:  # a group contains its members
                parents.setdefault(member, []).append(place.key)
        self._containers = _Closures(parents, "the place", "lies in itself")
        broader = {key: list(people.subpopulation_of) for key, people in populations.items()}
        self._broader = _Closures(broader, "the population", "includes itself")

    def containers(self, place: str) -> frozenset[str]:
        """Everything that a place lies in today, itself excluded; for a union, what contains all its members."""
        members = place.split(UNION)
        if len(members) > 1:
            return frozenset.intersection(*(self._containers.of(member) | {member} for member in members))
        return self._containers.of(place)

    def broader(self, population: str) -> frozenset[str]:
        """Every population that includes this one by definition, itself excluded."""
        return self._broader.of(population)

    def outline(self, place: str) -> str:
        """Empty when a place may share ground with its neighbours, else a word: two with the same word share none.

        A group, a region and a union may share ground with anything; two cities, two provinces or two countries,
        neither of which lies in the other, do not.
        """
        found = self.places.get(place)
        return "settled" if found is not None and found.type not in _LOOSE else ""

    def membership(self, population: str) -> str:
        """Empty when a population may share members with others, else a word: two with the same word share none.

        People have one country of birth, and are counted under one citizenship.
        """
        found = self.populations.get(population)
        if found is None or found.criterion not in _SINGLE_VALUED or len(found.country) != 1:
            return ""
        country = self.places.get(found.country[0])
        return found.criterion if country is not None and country.type == "country" else ""


class _Closures:
    """Everything above a key, found once."""

    def __init__(self, parents: Mapping[str, list[str]], what: str, fault: str) -> None:
        self._parents = parents
        self._what = what
        self._fault = fault
        self._found: dict[str, frozenset[str]] = {}

    def of(self, key: str) -> frozenset[str]:
        if key not in self._found:
            found: set[str] = set()
            todo = list(self._parents.get(key, ()))
            while todo:
                here = todo.pop()
                if here == key:
                    way = ", ".join(sorted(found)) or "no other"
                    advice = f"It does so by way of {way}; break the circle in the registry."
                    raise BadInput(f"{self._what} {key!r} {self._fault}", advice=advice)
                if here not in found:
                    found.add(here)
                    todo.extend(self._parents.get(here, ()))
            self._found[key] = frozenset(found)
        return self._found[key]


_LOOSE = frozenset({"group", "region", "settlement"})
"""Types of places whose outline is not settled, so that they may share ground with a neighbour."""
_SINGLE_VALUED = frozenset({"citizenship", "countryOfBirth"})
"""Criteria under which a person has one country; a second citizenship is counted once in official tables."""
