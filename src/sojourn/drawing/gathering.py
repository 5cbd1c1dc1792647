"""Many claims become few marks: rolled up along containment, summed where that is honest, the smallest counted.

Places are shown as themselves, or as the outermost closed place around them. What is said about people from one shown
place to another is one bundle. Sums are made only inside a *series*: what one source says of one kind, period,
population and measure. A figure for the whole pair itself wins over its parts; of parts that contain each other the
outermost counts; a part without a figure, or without an upper bound, leaves the sum without one. Series are laid beside
each other: the bundle reaches from the lowest to the highest. ``gather-sums.js`` does the same in the page.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sojourn.drawing.opening import Opening, counted_apart, moving, residing, upwards, visible
from sojourn.drawing.rows import KIND_NAMES, MEASURES, Rows
from sojourn.drawing.summing import Lines, sums_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sojourn.drawing.view import Node, View

    Numbers = NDArray[np.int32]

MOST_RINGS = 4
"""How many stocks a place shows, the largest."""
_PEOPLE = tuple(MEASURES.index(measure) for measure in ("persons", "personsPerYear"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """All that is said about people from one shown place to another.

    Attributes:
        start: Key of the place that they leave, or by which they are known; empty when not stated.
        end: Key of the place that they reach, or where they live; empty when not stated.
        low: Lowest figure of all series [persons]; ``None`` when none of them has a figure.
        high: Highest; ``None`` when there is no figure, or a series without upper bound.
        most: The largest bound that any series names, also where another has no upper bound; ``None`` without a figure.
        claims: The claims, by their numbers in the view.
        sources: How many sources speak.
        parts: How many corridors were added up at most, in one series.
    """

    start: str
    end: str
    low: float | None
    high: float | None
    most: float | None
    claims: tuple[int, ...]
    sources: int
    parts: int

    @property
    def key(self) -> str:
        """Its name in the page: ``place:RU>place:CN``."""
        return f"{self.start or '?'}>{self.end or '?'}"

    @property
    def open(self) -> bool:
        """Whether it has a figure, and no upper bound."""
        return self.low is not None and self.high is None

    @property
    def size(self) -> float:
        """By what marks are ordered; -1 without a figure."""
        return -1.0 if self.most is None else self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place that is shown.

    Attributes:
        key: The place.
        rings: Stocks of people who live there, the largest first; in the layer of residents of unstated origin only.
        claims: How many claims stand at it.
        gathered: How many places inside are closed into it.
    """

    key: str
    rings: tuple[Bundle, ...]
    claims: int
    gathered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """What is not drawn because it is small.

    Attributes:
        arrows: How many bundles.
        claims: How many claims these have.
        low: The sum of their lowest figures [persons].
    """

    arrows: int = 0
    claims: int = 0
    low: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a picture shows at a time.

    Attributes:
        layer: ``moves`` or ``residents``.
        arrows: The bundles, the largest first.
        places: The places, in the order of the nodes of the view.
        others: The bundles that are left out.
    """

    layer: str
    arrows: tuple[Bundle, ...]
    places: tuple[Mark, ...]
    others: Others


def opening_scene(view: View, *, everything: bool = False) -> Scene:
    """What a page shows of a view before anybody has touched it; all marks of it when ``everything`` is asked for.

    Raises:
        ValueError: If the view was made by hand, without rows.
    """
    if view.rows is None:
        raise ValueError("a view without rows cannot be gathered")
    opening = view.opening or Opening()
    return gather(
        view.rows,
        view.every_node,
        layer=opening.layer,
        level=opening.level,
        window=opening.window,
        most=None if everything else opening.most,
    )


def gather(
    rows: Rows,
    nodes: Sequence[Node],
    *,
    layer: str = "moves",
    level: str = "stated",
    window: tuple[int, int] | None = None,
    shown: NDArray[np.bool_] | None = None,
    opened: Collection[str] = (),
    closed: Collection[str] = (),
    most: int | None = None,
) -> Scene:
    """The marks of some claims.

    Args:
        rows: All claims.
        nodes: Every node, in the order in which the rows count them.
        layer: ``moves`` or ``residents``.
        level: What places are closed into, see :data:`sojourn.drawing.opening.CLOSED_BY_LEVEL`.
        window: First and last year; claims of other times, or of none, are left out.
        shown: The claims that filters let through; all when ``None``.
        opened: Keys of places that are open whatever the level says.
        closed: Keys of places that are closed whatever the level says.
        most: How many marks at most; no bound when ``None``.
    """
    mask = _mask(rows, window, shown)
    seen = visible(nodes, level, opened, closed)
    residents = bundles_of(rows, nodes, "residents", mask, seen)
    main = residents if layer == "residents" else bundles_of(rows, nodes, "moves", mask, seen)
    arrows, rest, ends = _kept(main, most, unstated=layer == "moves")
    marks = _marks(_standing(rows, mask, seen, len(nodes)), nodes, _rings(residents, unstated=layer == "residents"))
    room = len(marks) if most is None else max(0, most - len(arrows) - len(ends))
    more = sorted((mark for mark in marks if mark.claims and mark.key not in ends), key=_weight)
    kept = ends | {mark.key for mark in more[:room]}
    places = tuple(mark for mark in marks if mark.key in kept)
    return Scene(layer=layer, arrows=tuple(arrows), places=places, others=_others(rest))


def _others(rest: Sequence[Bundle]) -> Others:
    return Others(
        arrows=len(rest),
        claims=len({claim for bundle in rest for claim in bundle.claims}),
        low=sum(bundle.low or 0.0 for bundle in rest),
    )


def _mask(rows: Rows, window: tuple[int, int] | None, shown: NDArray[np.bool_] | None) -> NDArray[np.bool_]:
    """The claims that filters and a window let through."""
    import numpy as np

    mask = np.ones(rows.claims, bool) if shown is None else shown
    if window is None:
        return mask
    inside = np.array([*(in_window(when.first, when.last, window) for when in rows.periods), False])
    kept: NDArray[np.bool_] = mask & inside[rows.period]
    return kept


def _marks(standing: tuple[Numbers, Numbers], nodes: Sequence[Node], rings: dict[str, list[Bundle]]) -> list[Mark]:
    """Every place at which a claim stands, or an arrow ends, in the order of the nodes."""
    claims, gathered = standing
    return [
        Mark(key=node.key, rings=tuple(rings.get(node.key, ())), claims=int(count), gathered=int(inside))
        for node, count, inside in zip(nodes, claims, gathered, strict=True)
        if node.key.startswith("place:")
    ]


def _weight(mark: Mark) -> tuple[float, int]:
    """By what places without arrows are ordered: the largest stock, then the most claims."""
    return -max((ring.size for ring in mark.rings), default=-1.0), -mark.claims


def in_window(first: int | None, last: int | None, window: tuple[int, int]) -> bool:
    """Whether a period lies in a window; one that only touches it does not, unless one of the two is a single year.

    "Until 2025" says nothing about the years before 2025, and lies in that year only.
    """
    first = last if first is None else first
    if first is None:
        return False
    begins, ends = max(first, window[0]), min(last or 10**6, window[1])
    return begins < ends or (begins == ends and (first == last or window[0] == window[1]))


def people_of(rows: Rows) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The figure of each claim as a picture may show it: without its sign; an upper bound alone counts from zero."""
    import numpy as np

    counted = np.isin(rows.measure, _PEOPLE) & (rows.kind != KIND_NAMES.index("event"))
    low, high = (np.where(counted, np.abs(bound), np.nan) for bound in (rows.low, rows.high))
    least = np.where(np.isnan(low), np.where(np.isnan(high), np.nan, 0.0), np.fmin(low, high))
    most = np.where(np.isnan(low) | np.isnan(high), high, np.fmax(low, high))
    return least, most


def lines_of(rows: Rows, nodes: Sequence[Node], layer: str, mask: NDArray[np.bool_], seen: Numbers) -> Lines:
    """The rows of a layer with their ends, as they are said and as they are shown."""
    import numpy as np

    index = {node.key: number for number, node in enumerate(nodes)}
    if layer == "residents":
        homes = np.array([*(index.get(node.home, -1) for node in nodes), -1], dtype=np.int32)
        start, end, kept = homes[rows.population], rows.place, residing(rows)
    else:
        start, end, kept = rows.start, rows.end, moving(rows)
    which = np.flatnonzero(kept & mask[rows.claim])
    claim, shown_as = rows.claim[which], np.append(seen, np.int32(-1))
    low, high = people_of(rows)
    return Lines(
        claim=claim,
        start=start[which],
        end=end[which],
        shown_start=shown_as[start[which]],
        shown_end=shown_as[end[which]],
        series=_series(rows, nodes, layer, which),
        low=low[claim],
        high=high[claim],
        above=[upwards(number, nodes, index)[1:] for number in range(len(nodes))],
        apart=np.array([*(counted_apart(number, nodes, index) for number in range(len(nodes))), False]),
    )


def _series(rows: Rows, nodes: Sequence[Node], layer: str, which: NDArray[np.intp]) -> NDArray[np.int64]:
    """What may be summed: one source, kind, period, population and measure; populations told by birth are one."""
    import numpy as np

    claim, population = rows.claim[which], rows.population[which].astype(np.int64)
    if layer == "residents":
        known = {node.key: node for node in nodes}
        shared = np.array([*(_by_birth(node, known) for node in nodes), False])
        population = np.where(shared[population], len(nodes), population)
    mixed = np.zeros(len(which), np.int64)
    for values in (rows.source[claim], rows.kind[claim], rows.measure[claim], rows.period[claim], population):
        spread = int(values.max(initial=0)) + 2
        mixed = np.unique(mixed * spread + values + 1, return_inverse=True)[1]
    return mixed


def _by_birth(node: Node, known: dict[str, Node]) -> bool:
    """Whether a population may be summed with others: those born in one country and in another are different people."""
    around = known.get(node.inside)
    return node.criterion == "countryOfBirth" and not (around and around.home == node.home)


def bundles_of(rows: Rows, nodes: Sequence[Node], layer: str, mask: NDArray[np.bool_], seen: Numbers) -> list[Bundle]:
    """The bundles of a layer, the largest first."""
    lines = lines_of(rows, nodes, layer, mask, seen)
    names = [*(node.key for node in nodes), ""]
    found = []
    for one in sums_of(lines):
        claims = sorted(set(lines.claim[one.lines].tolist()))
        bundle = Bundle(
            start=names[one.start],
            end=names[one.end],
            low=one.low,
            high=one.high,
            most=one.most,
            claims=tuple(claims),
            sources=len(set(rows.source[claims].tolist())),
            parts=one.parts,
        )
        found.append((-bundle.size, one.start, one.end, bundle))
    return [bundle for *_, bundle in sorted(found, key=lambda item: item[:3])]


def _kept(
    bundles: Sequence[Bundle], most: int | None, *, unstated: bool
) -> tuple[list[Bundle], list[Bundle], set[str]]:
    """Which bundles are drawn and which are not, and the places at the ends of those that are."""
    places: set[str] = set()
    arrows: list[Bundle] = []
    rest: list[Bundle] = []
    for bundle in bundles:
        if not bundle.start and not unstated:
            continue
        added = {bundle.start, bundle.end} - places - {""}
        if rest or (most is not None and len(arrows) + len(places) + len(added) + 1 > most):
            rest.append(bundle)
        else:
            arrows.append(bundle)
            places |= added
    return arrows, rest, places


def _rings(residents: Sequence[Bundle], *, unstated: bool) -> dict[str, list[Bundle]]:
    """The stocks of each place, the largest first."""
    found: dict[str, list[Bundle]] = {}
    for bundle in residents:
        if bundle.low is not None and not (unstated and bundle.start):
            rings = found.setdefault(bundle.end, [])
            if len(rings) < MOST_RINGS:
                rings.append(bundle)
    return found


def _standing(rows: Rows, mask: NDArray[np.bool_], seen: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """How many claims stand at each shown place, and how many places it holds that claims name."""
    import numpy as np

    keep = mask[rows.claim]
    pairs = []
    for column in (rows.start, rows.end, rows.place):
        known = keep & (column >= 0)
        pairs.append(rows.claim[known].astype(np.int64) * count + column[known])
    said = np.unique(np.concatenate(pairs))
    inner = np.unique(said % count)
    gathered = np.bincount(seen[inner[seen[inner] != inner]], minlength=count)
    shown = np.unique(said // count * count + seen[said % count])
    return (
        np.bincount(shown % count, minlength=count).astype(np.int32),
        gathered.astype(np.int32),
    )
