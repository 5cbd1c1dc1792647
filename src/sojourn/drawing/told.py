"""A claim as a picture tells it: the figure, the chain through which it came, and where it stands in its source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as a claim gives it.

    Attributes:
        words: The figure as a person reads it, unit included: ``about 11,000 persons / year``.
        short: The same in as few letters as a picture has room for: ``about 11,000 a year``.
        printed: The figure as the source prints it; empty when that is not recorded.
        hedge: How the source qualifies it, in words (``more than``, ``about``, …).
        measure: What is counted (``persons``, ``personsPerYear``, ``percent``, …).
        low: Lower bound [unit of ``measure``]; ``None`` when the source gives none.
        high: Upper bound [unit of ``measure``]; ``None`` when the source gives none.
        hedged: The hedge as its notation (``moreThan``).
    """

    words: str
    short: str
    printed: str
    hedge: str
    measure: str
    low: float | None
    high: float | None
    hedged: str = "exact"

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
