"""What a picture shows, before any pixel or colour: nodes, arrows, the evidence behind each, a legend and filters.

A view is plain and frozen. Every renderer draws the same view, so that none of them knows how to ask the graph.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sojourn.drawing.findings import Computed, Dispute

ARROW_KINDS = ("flow", "transition", "event")
"""Kinds of claim drawn as arrows from an origin to a destination; a share is one when it has an origin."""

LINK_KINDS = ("residence", "share", "change", "netmigration", "permit", "event")
"""Kinds of claim that tie a population or a person to the place that the claim is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as a claim gives it.

    Attributes:
        words: The figure as a person reads it, unit included: ``about 11,000 persons / year``.
        short: The same in as few letters as a picture has room for: ``about 11,000 a year``.
        printed: The figure as the source prints it; empty when that is not recorded.
        hedge: How the source qualifies it (``moreThan``, ``about``, …).
        measure: What is counted (``persons``, ``personsPerYear``, ``percent``, …).
        low: Lower bound [unit of ``measure``]; ``None`` when the source gives none.
        high: Upper bound [unit of ``measure``]; ``None`` when the source gives none.
    """

    words: str
    short: str
    printed: str
    hedge: str
    measure: str
    low: float | None
    high: float | None

    @property
    def counts_people(self) -> bool:
        """Whether it can be drawn on a scale of persons, a year's persons included."""
        return self.measure in {"persons", "personsPerYear"}

    @property
    def least(self) -> float:
        """The smallest number that the figure vouches for, without its sign; what a width may honestly show."""
        bounds = [abs(bound) for bound in (self.low, self.high) if bound is not None]
        return min(bounds) if self.low is not None else 0.0

    @property
    def most(self) -> float | None:
        """The largest number that it allows, without its sign; ``None`` when it names no upper bound."""
        if self.low is None or self.high is None:
            return None if self.high is None else abs(self.high)
        return max(abs(self.low), abs(self.high))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One link of the chain from the source that was read towards the root.

    Attributes:
        source: Key of the source relied on.
        title: How it is cited.
        attribution: ``explicit``, ``implied`` or ``absent``.
        wording: What this link calls the figure, where it differs.
    """

    source: str
    title: str
    attribution: str
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another claim that this one stands in a relation to.

    Attributes:
        relation: ``contrastsWith``, ``restates``, ``explains``, ``supersedes``, or one of them read backwards
            (``contrastedBy``, ``restatedBy``, ``explainedBy``, ``supersededBy``).
        claim: Key of the other claim.
    """

    relation: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Where in the source a claim stands.

    Attributes:
        line: Line, counted from 1; 0 when not given.
        sentence: Sentence within the line, counted from 1; 0 when not given.
        other: The locator as written, for sources without lines.
        start: Offset of the first character, from 0; -1 when not located.
        end: Offset after the last character; -1 when not located.
        digest: SHA-256 of the passage, hexadecimal; empty when not located.
    """

    line: int = 0
    sentence: int = 0
    other: str = ""
    start: int = -1
    end: int = -1
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One assertion with all that a reader needs to weigh it.

    Attributes:
        key: Last segment of its IRI; stable, and what a deep link names.
        id: Its name within the study (``S0-18``).
        text: What is said, in the study's own words.
        origin, destination, place, population, whole, profession, agent: Keys of nodes.
        figure: How many; ``None`` when not stated.
        word: A quantity or trend given only in words; empty when none.
        period: When, in words; empty when not stated.
        anchored: Whether calendar dates are known for the period.
        start, end: First and last day in ISO form; empty when open or not anchored.
        status, mobility, modality, method, role, event: Notations of the closed lists; empty when not stated.
        driver: What pushes or pulls, in the study's words.
        source: Key of the source that was read.
        chain: From the nearest source to the root; empty when the source speaks for itself.
        attribution: The weakest ground along the chain.
        wording: What the source itself calls the figure, where that differs from what it is.
        sources: Keys of every source of the chain, the one read included; what the source filter offers.
        names: Every node that the claim names.
    """

    key: str
    id: str
    kind: str
    text: str
    lang: str
    origin: tuple[str, ...] = ()
    destination: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    population: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    profession: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    figure: Figure | None = None
    word: str = ""
    period: str = ""
    anchored: bool = False
    start: str = ""
    end: str = ""
    status: str = ""
    mobility: str = ""
    modality: str = "asserted"
    method: str = ""
    driver: str = ""
    role: str = ""
    event: str = ""
    source: str = ""
    chain: tuple[Step, ...] = ()
    attribution: str = "absent"
    locator: Locator = Locator()
    wording: str = ""
    note: str = ""
    related: tuple[Related, ...] = ()
    sources: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A stock at a place, drawn as its lowest and its highest figure.

    Attributes:
        claim: Key of the claim that states it.
        low: Lowest number of persons that it vouches for.
        high: Highest that it allows; ``None`` when it names no upper bound.
        beyond: Whether it is too large for the scale of the picture.
        country: Key of the country by which its population is known; empty when there is none.
        figure: The figure in short.
    """

    claim: str
    low: float
    high: float | None
    beyond: bool
    country: str
    figure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Something that claims are about.

    Attributes:
        key: ``family:key`` (``place:beijing``), unique in the view.
        type: ``country``, ``place``, ``union``, ``group``, ``population``, ``profession``, ``person``,
            ``persons`` or ``organisation``.
        label: In the language of the view.
        other_labels: The labels in other languages, for the search.
        country: Key of the country node it belongs to; itself for a country, empty when it belongs to none.
        within: Key of the nearest drawn place that contains it; empty when there is none.
        members: Keys of the members, of a union or a group.
        lat, lon: Degrees north and east; ``None`` when no table gives them.
        identified: Whether it could be identified for certain.
        rings: Stocks stated for it.
        claims: Keys of the claims that name it.
    """

    key: str
    type: str
    label: str
    other_labels: tuple[str, ...] = ()
    country: str = ""
    within: str = ""
    members: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    identified: bool = True
    rings: tuple[Ring, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A line of the picture: one claim, one origin, one destination.

    Attributes:
        key: Unique in the view.
        claim: Key of the claim that it draws.
        type: ``arrow`` for a movement; ``link`` from a population or person to a place; ``tie`` from a profession
            to the population that a claim narrows to it.
        start: Key of the node it leaves; empty when the origin is not stated.
        end: Key of the node it reaches; empty when the destination is not stated.
        low: Persons that the figure vouches for; ``None`` when no number of persons is stated.
        high: Persons that it allows; ``None`` when there is no upper bound or no number.
        figure: The figure of a movement in short; empty for other lines and when none is stated.
        country: Key of the origin's country; empty when it has none.
        rank: Its place among the parallel arrows between the same two nodes, from 0.
        parallel: How many those are.
        explained_by: Keys of the claims that give reasons for it.
    """

    key: str
    claim: str
    type: str
    start: str
    end: str
    low: float | None = None
    high: float | None = None
    figure: str = ""
    country: str = ""
    rank: int = 0
    parallel: int = 1
    explained_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How many persons become how large a mark: the square root, so that areas (and not widths) compare for rings.

    Attributes:
        largest: Persons that get the largest mark.
        size: Size of the largest mark [units of the layout].
        smallest: Size below which no mark shrinks [units of the layout].
    """

    largest: float
    size: float
    smallest: float = 1.0

    def of(self, persons: float) -> float:
        """The size of a mark for some persons [units of the layout]."""
        return max(self.smallest, self.size * math.sqrt(min(persons, self.largest) / self.largest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """The scales of a view with the samples that its legend shows.

    Attributes:
        width: Scale of the arrows.
        radius: Scale of the rings.
        widths: Numbers of persons, as samples of arrows.
        radii: Numbers of persons, as samples of rings.
        countries: Keys of the countries by which arrows and rings are coloured, most claims first.
        beyond: How many rings are too large for the scale.
    """

    width: Scale
    radius: Scale
    widths: tuple[float, ...]
    radii: tuple[float, ...]
    countries: tuple[str, ...]
    beyond: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter, with the number of claims that have it."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A filter: ``kind``, ``source``, ``population``, ``profession`` (the most frequent value first) or ``dispute``."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A source as the picture cites it.

    Attributes:
        seen: Whether it was read; ``False`` when known only because another cites it.
        url: Web address; empty when there is none or it is not http(s).
    """

    key: str
    title: str
    author: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    seen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A picture before it is drawn.

    Attributes:
        title: What it shows.
        lang: Language of the labels.
        nodes: In the order of their keys.
        arrows: In the order of their claims.
        claims: In the order of their studies and ids; the rows of the table.
        sources: Every source of every chain, in the order of their keys.
        facets: The filters.
        legend: Scales and samples.
        disputes: Smallest sets of claims that cannot all be true.
        computed: Figures that follow from claims; no source says them, and they are none of the claims.
    """

    title: str
    lang: str
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Cited, ...]
    facets: tuple[Facet, ...]
    legend: Legend
    disputes: tuple[Dispute, ...] = ()
    computed: tuple[Computed, ...] = ()

    def node(self, key: str) -> Node:
        """The node of a key.

        Raises:
            KeyError: If the view has none.
        """
        for node in self.nodes:
            if node.key == key:
                return node
        raise KeyError(key)

    def claim(self, name: str) -> Claim:
        """The claim of a key or an id.

        Raises:
            KeyError: If the view has none.
        """
        for claim in self.claims:
            if name in {claim.key, claim.id}:
                return claim
        raise KeyError(name)

    def arrows_of(self, claim: Claim) -> tuple[Arrow, ...]:
        """The arrows that draw a claim; empty for a claim that is drawn on its nodes only."""
        return tuple(arrow for arrow in self.arrows if arrow.claim == claim.key)

    def disputes_of(self, claim: Claim) -> tuple[Dispute, ...]:
        """The contradictions that a claim belongs to."""
        return tuple(dispute for dispute in self.disputes if claim.key in dispute.claims)
