"""How the people of two figures stand to each other: criterion, scope, professions, residence status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sojourn.audit.comparing.places import Places
from sojourn.audit.comparing.relations import Relation, combined, nested
from sojourn.model import UNION

NOT_STATED = "notStated"
_WIDER_STATUS = {"permanentResident": "usualResident", "longTermWorker": "longTermResident"}
"""Statuses of which, by their definitions, the one lies within the other."""
_APART = frozenset(
    frozenset(pair)
    for pair in (
        ("permanentResident", "temporaryResident"),
        ("permanentResident", "seasonalResident"),
        ("usualResident", "seasonalResident"),
    )
)
_WORK = frozenset({"worker", "employed"})


@dataclass(frozen=True, slots=True)
class People:
    """The facets of one population; an empty facet is not stated.

    Attributes:
        criterion: Notation of the criterion.
        countries: Keys of the countries or regions by which the members are named.
        region: Key of the place where they lived before.
        activity: Notation of the activity status.
        status: Residence status that belongs to the definition.
        occupations: Keys of the professions that belong to the definition.
    """

    criterion: str = NOT_STATED
    countries: frozenset[str] = frozenset()
    region: str = ""
    activity: str = ""
    status: str = ""
    occupations: frozenset[str] = frozenset()


_NOBODY = People()


@dataclass(frozen=True, repr=False)
class Populations:
    """What is known of populations and professions, by key.

    Attributes:
        above: Every population that includes one by definition, itself included.
        people: The facets of each.
        isco: The ISCO-08 codes of each profession.
        places: For the countries and regions by which populations are named.
    """

    above: Mapping[str, frozenset[str]] = field(default_factory=dict)
    people: Mapping[str, People] = field(default_factory=dict)
    isco: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Places = field(default_factory=Places)

    def criterion(self, first: str, second: str) -> Relation:
        """How the criteria stand to each other; the same when neither states one."""
        one, other = self.criteria(first), self.criteria(second)
        if one == other:
            return Relation.SAME
        if NOT_STATED in one | other:
            return Relation.NOT_STATED
        return nested(one < other, other < one) or (Relation.OVERLAPS if one & other else Relation.DIFFERS)

    def criteria(self, key: str) -> frozenset[str]:
        """The criteria of a population, or of the members of a union."""
        return frozenset(self.facets(part).criterion for part in key.split(UNION))

    def facets(self, key: str) -> People:
        """The facets of a population; nothing stated for one that is not known."""
        return self.people.get(key, _NOBODY)

    def relation(self, first: str, second: str) -> Relation:
        """How two populations stand to each other; not stated when either is, or when nothing relates them."""
        if first == second:
            return Relation.SAME
        if not first or not second:
            return Relation.NOT_STATED
        found = nested(self._inside(first, second), self._inside(second, first))
        if found:
            return found
        pairs = [(one, other) for one in first.split(UNION) for other in second.split(UNION)]
        if all(self._disjoint(one, other) for one, other in pairs):
            return Relation.DIFFERS
        touching = any(self._touch(one, other) for one, other in pairs)
        return Relation.OVERLAPS if touching else Relation.NOT_STATED

    def related(self, first: str, second: str) -> bool:
        """Whether people may belong to both by what is stated: one lies within the other, or they are named alike."""
        return self.relation(first, second) in {Relation.SAME, Relation.PART, Relation.WHOLE, Relation.OVERLAPS}

    def wider(self, key: str, unions: frozenset[str]) -> set[str]:
        """The populations that may include one: every true one is among them."""
        found = {key}
        for part in key.split(UNION):
            found |= self.above.get(part, frozenset())
        return found | unions

    def canonical(self, key: str) -> str:
        """One key for all ways of naming a population: the members of a union, none within another."""
        parts = set(key.split(UNION))
        return UNION.join(sorted(part for part in parts if not parts & (self.above.get(part, frozenset()) - {part})))

    def occupations(self, professions: frozenset[str]) -> frozenset[str]:
        """What professions mean: their ISCO-08 codes, marked ``#``, none below another; those without a code stay."""
        found = {f"#{code}" for each in professions for code in self.isco.get(each, ())}
        codes = {code for code in found if not any(code != other and code.startswith(other) for other in found)}
        return frozenset(codes | {each for each in professions if not self.isco.get(each)})

    @staticmethod
    def professions(first: frozenset[str], second: frozenset[str]) -> Relation:
        """How two narrowings to :meth:`occupations` stand to each other; the empty one narrows nothing."""
        if first == second:
            return Relation.SAME
        if not first or not second:
            return Relation.PART if first else Relation.WHOLE
        within = {each for each in first if _below(each, second)}
        around = {each for each in second if _below(each, first)}
        found = nested(within == first, around == second)
        if found:
            return found
        if within or around:
            return Relation.OVERLAPS
        return Relation.DIFFERS if all(each.startswith("#") for each in first | second) else Relation.NOT_STATED

    def _inside(self, inner: str, outer: str) -> bool:
        holders = {outer, *outer.split(UNION)}
        return all(part in holders or holders & self.above.get(part, frozenset()) for part in inner.split(UNION))

    @cached_property
    def _below(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for key, around in self.above.items():
            for each in around:
                found.setdefault(each, set()).add(key)
        return {key: frozenset(keys) for key, keys in found.items()}

    def _disjoint(self, first: str, second: str) -> bool:
        """Whether some facet that both state shows that nobody belongs to both."""
        one, other = self.facets(first), self.facets(second)
        activities = {one.activity, other.activity} - {""}
        if len(activities) == 2 and not activities <= _WORK:
            return True
        if one.region and other.region and self.places.relation(one.region, other.region) is Relation.DIFFERS:
            return True
        pairs = [(a, b) for a in one.countries for b in other.countries]
        return bool(pairs) and all(self.places.relation(a, b) is Relation.DIFFERS for a, b in pairs)

    def _touch(self, first: str, second: str) -> bool:
        if self._below.get(first, frozenset()) & self._below.get(second, frozenset()):
            return True
        near = {Relation.SAME, Relation.PART, Relation.WHOLE, Relation.OVERLAPS}
        one, other = self.facets(first), self.facets(second)
        return any(self.places.relation(a, b) in near for a in one.countries for b in other.countries)


def _below(occupation: str, among: frozenset[str]) -> bool:
    codes = tuple(each for each in among if each.startswith("#"))
    return occupation in among or (occupation.startswith("#") and occupation.startswith(codes))


def status(first: str, second: str) -> Relation:
    """How two residence statuses stand to each other; one that is not stated is never that of the other."""
    if first == second:
        return Relation.SAME
    if not first or not second:
        return Relation.NOT_STATED
    found = nested(_WIDER_STATUS.get(first) == second, _WIDER_STATUS.get(second) == first)
    if found:
        return found
    return Relation.DIFFERS if frozenset((first, second)) in _APART else Relation.OVERLAPS


def wider_statuses(key: str) -> frozenset[str]:
    """The statuses that may hold one; also none, because a status may belong to the definition of the population."""
    return frozenset((key, _WIDER_STATUS.get(key, key), ""))


def mobility(first: str, second: str) -> Relation:
    """How two types of mobility stand to each other."""
    if first == second:
        return Relation.SAME
    return Relation.NOT_STATED if not first or not second else Relation.DIFFERS


def scope(people: Relation, professions: Relation, whole: Relation) -> Relation:
    """Population and professions taken together; proportions of different wholes are of different scope."""
    if whole is not Relation.SAME:
        return Relation.NOT_STATED if whole is Relation.NOT_STATED else Relation.DIFFERS
    return combined(people, professions)
