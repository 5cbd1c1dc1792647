"""What a source says: one frozen class per kind of statement, all with the same facets.

The kinds are never added or compared across each other: a stock is not a flow, a change of population is not
migration, a permit is not a person.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from typing import ClassVar

from sojourn.model.estimate import Estimate, Measure
from sojourn.model.evidence import Evidence, Link
from sojourn.model.period import Period

_MOVE = frozenset({"origin", "destination"})
_PLACE = frozenset({"place"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """Something that a source says about migration, with everything needed to weigh it.

    Several keys in one field hold separately ("each of"); a key with ``+`` is a union, of which it holds together.

    Attributes:
        id: Stable name within the study (``S0-18``).
        claim: What is said, in the author's own words.
        evidence: Where it stands and through whom it came.
        origin: Keys of the places that people left; empty when not stated.
        destination: Keys of the places that people moved to; empty when not stated.
        place: Keys of the places that the statement is about, for kinds that are no movement.
        population: Keys of the populations concerned.
        agent: Keys of the persons or organisations concerned.
        profession: Keys of professions to which the population is narrowed.
        whole: Keys of the populations of which a share is a share.
        estimate: How many; ``None`` when not stated.
        word: A quantity or trend that the source gives only in words (``many``, ``increasing``).
        period: When; ``None`` when not stated.
        status: Residence status (``permanentResident``, ``longTermWorker``, …); empty when not stated.
        mobility: Mobility type (``permanent``, ``seasonal``, ``internal``, …); empty when not stated.
        mobility_after: The type into which it turns, for a transition.
        modality: ``asserted``, ``possible`` or ``intended``.
        method: How the figure was made (``census``, ``register``, ``expertEstimate``, …); empty when not stated.
        driver: What pushes, pulls, retains or deters, in our words.
        role: ``push``, ``pull``, ``retain``, ``deter``, ``feedback`` or ``context``.
        event: Type of life event (``departure``, ``stay``, …).
        observation: Status of the cell in an official table, a code of SDMX's ``CL_OBS_STATUS`` (``A``, ``M``, ``E``);
            empty when not stated. It tells a missing figure from a zero.
        about: Keys of sources that the statement is about.
        explains, contrasts, restates, supersedes: Ids of other claims of the study.
        lang: Language of ``claim``.
        note: Remarks of the person who filled the sheet.

    Raises:
        ValueError: If a facet is given that this kind of statement does not have, or one that it needs is missing.
    """

    kind: ClassVar[str] = ""
    term: ClassVar[str] = ""
    places: ClassVar[frozenset[str]] = _MOVE | _PLACE
    measures: ClassVar[frozenset[Measure]] = frozenset()

    id: str
    claim: str
    evidence: Evidence
    origin: tuple[str, ...] = ()
    destination: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    population: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    profession: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    estimate: Estimate | None = None
    word: str = ""
    period: Period | None = None
    status: str = ""
    mobility: str = ""
    mobility_after: str = ""
    modality: str = "asserted"
    method: str = ""
    driver: str = ""
    role: str = ""
    event: str = ""
    observation: str = ""
    about: tuple[str, ...] = ()
    explains: tuple[str, ...] = ()
    contrasts: tuple[str, ...] = ()
    restates: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    lang: str = "en"
    note: str = ""

    def __post_init__(self) -> None:
        for field in _SETS:  # their order carries no meaning
            object.__setattr__(self, field, tuple(sorted(set(getattr(self, field)))))
        for facet in ("origin", "destination", "place"):
            if getattr(self, facet) and facet not in self.places:
                raise ValueError(f"a {self.kind} has no {facet}")
        if self.estimate is not None and self.estimate.measure not in self.measures:
            raise ValueError(f"a {self.kind} is not counted in {self.estimate.measure.unit}")
        if self.whole and self.kind != "share":
            raise ValueError(f"only a share has a whole; this is a {self.kind}")
        if set(self.origin) & set(self.destination):
            raise ValueError("origin and destination are the same place")

    @property
    def graph(self) -> str:
        """Key of the named graph that holds it: that of the source that was read."""
        return self.evidence.source

    def digest(self) -> str:
        """Sixteen hexadecimal digits that follow from the facts alone; the same facts always give the same."""
        return hashlib.sha256(self.facts().encode()).hexdigest()[:16]

    def facts(self) -> str:
        """The facts as JSON, of which the digest is taken: without id, remarks, relations and place in the text."""
        return json.dumps(_facts(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


_SETS = (
    *("origin", "destination", "place", "population", "agent", "profession", "whole", "about"),
    *("explains", "contrasts", "restates", "supersedes"),
)
_NOT_FACTS = frozenset({"id", "note", "explains", "contrasts", "restates", "supersedes"})
_NOT_EVIDENCE_FACTS = frozenset({"start", "end", "sha256", "quote"})


def _facts(assertion: Assertion) -> dict[str, object]:
    facts: dict[str, object] = {"kind": assertion.kind}
    for field in fields(assertion):
        value = getattr(assertion, field.name)
        if field.name in _NOT_FACTS or value in ((), "", None):
            continue
        facts[field.name] = _plain(value)
    return facts


def _plain(value: object) -> object:
    if isinstance(value, Estimate | Period | Link):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Evidence):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.name not in _NOT_EVIDENCE_FACTS}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, bool | int) or value is None else str(value)


class FlowAssertion(Assertion):
    """Members of a population moved residence from an origin to a destination in a period."""

    __slots__ = ()
    kind = "flow"
    term = "FlowAssertion"
    places = _MOVE
    measures = frozenset({Measure.PERSONS, Measure.PERSONS_PER_YEAR})


class ResidenceAssertion(Assertion):
    """A population of some size lives in a place at a time: a stock."""

    __slots__ = ()
    kind = "residence"
    term = "ResidenceAssertion"
    places = _PLACE
    measures = frozenset({Measure.PERSONS})


class NetMigrationAssertion(Assertion):
    """Arrivals minus departures of one place over a period."""

    __slots__ = ()
    kind = "netmigration"
    term = "NetMigrationAssertion"
    places = _PLACE
    measures = frozenset({Measure.PERSONS, Measure.PERSONS_PER_YEAR})


class PopulationChangeAssertion(Assertion):
    """Residents rose or fell by so many; births and deaths are in it, so it is not a flow."""

    __slots__ = ()
    kind = "change"
    term = "PopulationChangeAssertion"
    places = _PLACE
    measures = frozenset({Measure.PERSONS, Measure.PERSONS_PER_YEAR, Measure.PERCENT_CHANGE})


class ShareAssertion(Assertion):
    """One population as a proportion of another, or part of a flow as a proportion of the flow."""

    __slots__ = ()
    kind = "share"
    term = "ShareAssertion"
    measures = frozenset({Measure.PERCENT})


class PermitAssertion(Assertion):
    """Titles issued, cumulated over a period; titles are not persons present."""

    __slots__ = ()
    kind = "permit"
    term = "PermitAssertion"
    places = _PLACE
    measures = frozenset({Measure.PERMITS})


class DriverAssertion(Assertion):
    """Something pushes, pulls, retains or deters a flow, or is its context."""

    __slots__ = ()
    kind = "driver"
    term = "DriverAssertion"


class TransitionAssertion(Assertion):
    """One mobility type turns into another (seasonal into permanent)."""

    __slots__ = ()
    kind = "transition"
    term = "TransitionAssertion"


class RankingAssertion(Assertion):
    """An order without a number for each."""

    __slots__ = ()
    kind = "ranking"
    term = "RankingAssertion"
    places = _PLACE


class LifeEventAssertion(Assertion):
    """One episode of one person's trajectory."""

    __slots__ = ()
    kind = "event"
    term = "LifeEventAssertion"
    measures = frozenset({Measure.PERSONS})


class PolicyAssertion(Assertion):
    """An authority announced or applied a measure."""

    __slots__ = ()
    kind = "policy"
    term = "PolicyAssertion"
    places = _PLACE


class CharacterisationAssertion(Assertion):
    """A qualitative statement that is none of the other kinds."""

    __slots__ = ()
    kind = "note"
    term = "CharacterisationAssertion"
    places = _PLACE


KINDS: dict[str, type[Assertion]] = {
    cls.kind: cls
    for cls in (
        FlowAssertion,
        ResidenceAssertion,
        NetMigrationAssertion,
        PopulationChangeAssertion,
        ShareAssertion,
        PermitAssertion,
        DriverAssertion,
        TransitionAssertion,
        RankingAssertion,
        LifeEventAssertion,
        PolicyAssertion,
        CharacterisationAssertion,
    )
}
"""The class of each ``kind`` that a claim sheet may name."""

BY_TERM: dict[str, type[Assertion]] = {cls.term: cls for cls in KINDS.values()}
"""The class of each term of the vocabulary."""
