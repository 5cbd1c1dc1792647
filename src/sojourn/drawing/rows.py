"""The claims of a view as columns of numbers: what is filtered, gathered and packed, however many there are.

A view tells some claims with everything that is known of them (its *details*); claims of large tables come after those
and have columns only. One row is a claim with one origin, one destination, one place and one population.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from sojourn.drawing.words import KINDS
from sojourn.model import Hedge, Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sojourn.drawing.told import Claim

    Numbers = NDArray[np.int32]
    Figures = NDArray[np.float64]

KIND_NAMES = tuple(KINDS)
"""What ``kind`` counts through."""
MEASURES = ("", *(measure.value for measure in Measure))
"""What ``measure`` counts through; the first where there is no figure."""
HEDGES = ("", *(hedge.value for hedge in Hedge))
"""What ``hedge`` counts through; the first where there is no figure."""
MODALITIES = ("asserted", "possible", "intended")
"""What ``modality`` counts through."""
LANGUAGES = ("en", "zh", "ru")
"""Languages in which a page can show labels."""
ENDS = ("start", "end", "place", "population")
"""The columns of a row that name nodes."""


CERTAINTIES = {
    "exact": "Stated, with an exact figure",
    "rounded": "Stated, about or within a range",
    "bound": "Stated, only more or less than a figure",
    "unnumbered": "Stated, without a figure",
    "estimated": "Estimated by experts or a model",
    "possible": "Held to be possible",
    "intended": "Intended or planned",
}
"""How certain a claim is, in classes that exclude each other, the most certain first."""
BACKINGS = {
    "explicit": "Names whom it relies on",
    "implied": "Relies on others, as the context implies",
    "absent": "Speaks for itself",
}
"""On what ground a claim stands: the weakest link of the chain through which it came."""
CERTAINTY_NAMES, BACKING_NAMES = tuple(CERTAINTIES), tuple(BACKINGS)
_ROUNDED = {Hedge.ABOUT, Hedge.BETWEEN, Hedge.ORDER_OF_MAGNITUDE}


def certainty_of(modality: str, method: str, hedge: str) -> str:
    """The class of a claim in :data:`CERTAINTIES`, from its notations or words; ``hedge`` is empty without a figure."""
    if modality in {"possible", "intended"}:
        return modality
    if method in {"model", "expertEstimate", "expert estimate"}:
        return "estimated"
    if not hedge:
        return "unnumbered"
    if hedge == Hedge.EXACT:
        return "exact"
    return "rounded" if hedge in _ROUNDED else "bound"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A period, once for all claims that have it.

    Attributes:
        words: As a person reads it; empty when not stated.
        start, end: First and last day in ISO form; empty when open or not anchored.
        anchored: Whether calendar dates are known.
    """

    words: str = ""
    start: str = ""
    end: str = ""
    anchored: bool = False

    @property
    def first(self) -> int | None:
        """First year that it can mean; ``None`` when open or not anchored."""
        return int(self.start[:4]) if self.start else None

    @property
    def last(self) -> int | None:
        """Last year that it can mean; ``None`` when open or not anchored."""
        return int(self.end[:4]) if self.end else None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Texts:
    """A text for each of many claims, without holding each of them.

    Attributes:
        size: How many claims.
        template: The text with words in braces that are told from the claim; empty when there is none.
        of: The distinct texts, or texts with one ``#`` where ``numbers`` are given.
        codes: Which of them each claim has.
        numbers: What stands for the ``#``.
    """

    size: int
    template: str = ""
    of: tuple[str, ...] = ("",)
    codes: Numbers | None = None
    numbers: NDArray[np.int64] | None = None

    def at(self, number: int, words: Mapping[str, str]) -> str:
        """The text of one claim, counted from 0; ``words`` are those that a template may name."""
        if self.template:
            return self.template.format_map(words)
        text = self.of[0 if self.codes is None else int(self.codes[number])]
        return text if self.numbers is None else text.replace("#", str(self.numbers[number]))


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Segment:
    """Claims of a table that follow each other.

    Attributes:
        source: Key of the table.
        first: Number of its first claim.
        ids, locators, printed: Texts of its claims.
    """

    source: str
    first: int
    ids: Texts
    locators: Texts
    printed: Texts

    @property
    def size(self) -> int:
        """How many claims."""
        return self.ids.size


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Membership:
    """Which values of a filter each claim has.

    Attributes:
        name: The filter.
        label: What it is called.
        choices: Its values: key and label.
        first: Where the values of each claim begin, and at last where those of the last end.
        value: Indices into the choices.
    """

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    first: Numbers
    value: Numbers


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Rows:
    """All claims of a view in columns.

    Attributes:
        nodes: Keys of the nodes to which the rows point.
        claim, start, end, place, population: One value a row: the claim, and nodes; -1 where none is stated.
        kind, source, period, measure, hedge: One value a claim: indices into :data:`KIND_NAMES`, ``sources``,
            ``periods`` (-1: none stated), :data:`MEASURES` and :data:`HEDGES`.
            A claim without a figure has the measure of the figures beside it, if there are any: what one source says
            of one kind and period.
        low, high: Bounds [unit of the measure]; NaN when not stated.
        modality, certainty, backing: One value a claim: indices into :data:`MODALITIES` and the names of
            :data:`CERTAINTIES` and :data:`BACKINGS`.
        sources: Keys of the sources.
        periods: The distinct periods.
        details: How many of the first claims are told in full.
        segments: The tables, one after the other, that have the claims after those.
    """

    nodes: tuple[str, ...]
    claim: Numbers
    start: Numbers
    end: Numbers
    place: Numbers
    population: Numbers
    kind: Numbers
    source: Numbers
    period: Numbers
    measure: Numbers
    hedge: Numbers
    low: Figures
    high: Figures
    modality: Numbers
    certainty: Numbers
    backing: Numbers
    sources: tuple[str, ...]
    periods: tuple[When, ...]
    details: int
    segments: tuple[Segment, ...] = ()

    @property
    def claims(self) -> int:
        """How many claims."""
        return len(self.kind)

    def named(self) -> Numbers:
        """Every node that a row names, by its number."""
        import numpy as np

        found = np.unique(np.concatenate([np.unique(getattr(self, name)) for name in ENDS]))
        return found[found >= 0].astype(np.int32)

    def first_rows(self) -> Numbers:
        """Where the rows of each claim begin, and at last where those of the last end."""
        import numpy as np

        return np.searchsorted(self.claim, np.arange(self.claims + 1)).astype(np.int32)

    def measured(self) -> Rows:
        """The same with a measure for claims without a figure, so that a sum with others knows what it lacks."""
        import numpy as np

        mixed = (self.source.astype(np.int64) * len(KIND_NAMES) + self.kind) * (len(self.periods) + 1) + self.period
        without = self.measure == 0
        if not without.any() or without.all():
            return self
        beside = np.full(int(mixed.max()) + 2, len(MEASURES), np.int32)
        np.minimum.at(beside, mixed[~without] + 1, self.measure[~without])
        found = beside[mixed + 1]
        return replace(self, measure=np.where(without & (found < len(MEASURES)), found, self.measure).astype(np.int32))


def rows_of(claims: Sequence[Claim], nodes: Iterable[str], sources: Iterable[str]) -> Rows:
    """The columns of claims that are told in full.

    Args:
        claims: The claims.
        nodes: Keys of all nodes; every node that a claim names is among them.
        sources: Keys of all sources; every source that a claim was read in is among them.
    """
    import numpy as np

    keys, names = tuple(nodes), tuple(sources)
    node, source = ({key: number for number, key in enumerate(found)} for found in (keys, names))
    periods: dict[When, int] = {}
    rows = [(number, *ends) for number, claim in enumerate(claims) for ends in _ends(claim, node)]
    columns = np.array(rows, dtype=np.int32).reshape(-1, 5).T
    facts = np.array([_facts(claim, source, periods) for claim in claims], dtype=np.int32).reshape(-1, 8).T
    bounds = np.array([_bounds(claim) for claim in claims], dtype=np.float64).reshape(-1, 2).T
    return Rows(
        nodes=keys,
        claim=columns[0],
        start=columns[1],
        end=columns[2],
        place=columns[3],
        population=columns[4],
        kind=facts[0],
        source=facts[1],
        period=facts[2],
        measure=facts[3],
        hedge=facts[4],
        certainty=facts[5],
        backing=facts[6],
        low=bounds[0],
        high=bounds[1],
        modality=facts[7],
        sources=names,
        periods=tuple(periods),
        details=len(claims),
    )


def _ends(claim: Claim, node: Mapping[str, int]) -> Iterable[tuple[int, ...]]:
    """Every combination of what a claim names, as nodes; -1 for what it does not name."""
    named = (claim.origin, claim.destination, claim.place, claim.population)
    return product(*([node[key] for key in keys] or [-1] for keys in named))


def _facts(claim: Claim, source: Mapping[str, int], periods: dict[When, int]) -> tuple[int, ...]:
    when = When(words=claim.period, start=claim.start, end=claim.end, anchored=claim.anchored)
    period = -1 if when == When() else periods.setdefault(when, len(periods))
    figure = claim.figure
    measure, hedge = (figure.measure, figure.hedged) if figure else ("", "")
    return (
        KIND_NAMES.index(claim.kind),
        source[claim.source],
        period,
        MEASURES.index(measure),
        HEDGES.index(hedge),
        CERTAINTY_NAMES.index(certainty_of(claim.modality, claim.method, hedge)),
        BACKING_NAMES.index(claim.attribution),
        MODALITIES.index(claim.modality) if claim.modality in MODALITIES else 0,
    )


def _bounds(claim: Claim) -> tuple[float, float]:
    bounds: tuple[Any, ...] = (claim.figure.low, claim.figure.high) if claim.figure else (None, None)
    low, high = (float("nan") if bound is None else float(bound) for bound in bounds)
    return low, high
