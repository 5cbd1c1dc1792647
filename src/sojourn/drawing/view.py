"""What a picture shows, before any pixel or colour: nodes, arrows, the evidence behind each, a legend and filters.

A view is plain and frozen. Every renderer draws the same view, so that none of them knows how to ask the graph.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sojourn.drawing.findings import Computed, Dispute
from sojourn.drawing.opening import ARROW_KINDS, Colour, Opening
from sojourn.drawing.told import Claim, Figure, Locator, Related, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sojourn.drawing.earth import Land
    from sojourn.drawing.rows import Membership, Rows

__all__ = [
    "ARROW_KINDS",
    "LINK_KINDS",
    "Arrow",
    "Choice",
    "Cited",
    "Claim",
    "Facet",
    "Figure",
    "Legend",
    "Locator",
    "Node",
    "Related",
    "Ring",
    "Scale",
    "Step",
    "View",
]

LINK_KINDS = ("residence", "share", "change", "netmigration", "permit", "event")
"""Kinds of claim that tie a population or a person to the place that the claim is about."""


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
        other_labels: The labels in other languages and other spellings, for the search.
        country: Key of the country node it belongs to; itself for a country, empty when it belongs to none.
        within: Key of the nearest drawn place that contains it; empty when there is none.
        members: Keys of the members, of a union or a group.
        lat, lon: Degrees north and east; ``None`` when no table gives them.
        identified: Whether it could be identified for certain.
        rings: Stocks stated for it.
        claims: Keys of the claims that name it.
        labels: What it is called in each of :data:`sojourn.drawing.rows.LANGUAGES`; empty where nobody says.
        inside: Key of the nearest place that contains it, drawn or not, or of the nearest population that includes it.
        tier: ``country``, ``subregion`` or ``continent`` for places that a whole world can be closed into.
        home: Key of the one place by which a population is known, as it is stated; empty for others.
        criterion: By what a population is told (``countryOfBirth``, …); empty for others.
        colour: Number of its colour in the picture; -1 when it has none.
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
    labels: tuple[str, ...] = ("", "", "")
    inside: str = ""
    tier: str = ""
    home: str = ""
    criterion: str = ""
    colour: int = -1


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
        type: CSL type (``article-newspaper``, ``dataset``, …); empty when not stated.
        author: Who wrote it; several are parted by semicolons.
        published, accessed: EDTF dates; empty when not stated.
        edition: Vintage of a table that is published again and again.
        seen: Whether it was read; ``False`` when known only because another cites it.
        url: Web address; empty when there is none or it is not http(s).
        lang: Language tag of its text.
    """

    key: str
    title: str
    author: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    seen: bool = True
    type: str = ""
    edition: str = ""
    accessed: str = ""
    lang: str = ""


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
        around: Containers of the nodes, and countries by which populations are known, that no claim names, in the order
            of their keys.
        rows: All claims in columns, those of large tables included; ``None`` for a view that was made by hand.
        memberships: Which values of each filter every claim has.
        opening: What the picture shows first.
        colours: What each colour means.
        land: The map under the places; ``None`` when none of them has a position.
        comparisons: For a claim, by key: other claims, the facet in which they first differ, and the relation.
        passages: What stands in the source where a claim was read, by its key; only for the owner of the texts.
        sought: ``contradictions`` and ``comparisons``, if somebody looked for them, whatever was found.
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
    around: tuple[Node, ...] = ()
    rows: Rows | None = field(default=None, compare=False)
    memberships: tuple[Membership, ...] = field(default=(), compare=False)
    opening: Opening | None = None
    colours: tuple[Colour, ...] = ()
    land: Land | None = None
    comparisons: Mapping[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)
    passages: Mapping[str, str] = field(default_factory=dict)
    sought: frozenset[str] = frozenset()

    @property
    def every_node(self) -> tuple[Node, ...]:
        """The nodes and what is around them: the order in which a page counts them."""
        return (*self.nodes, *self.around)

    @property
    def located(self) -> frozenset[str]:
        """Keys of the nodes that have a position on a map: from a table, or as countries by their outlines."""
        from_tables = {node.key for node in self.nodes if node.lat is not None}
        return frozenset(from_tables | {node.key for node in self.nodes if self.land and node.key in self.land.points})

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
