"""Sums of figures that may be summed, bundle by bundle and series by series; see :mod:`sojourn.drawing.gathering`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]
    Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Lines:
    """The rows that a layer shows.

    Attributes:
        claim: The claim of each.
        start, end: Its ends as nodes; -1 where they are not stated.
        shown_start, shown_end: As what these nodes are shown.
        series: What it may be summed with.
        low, high: Its figure [persons]; ``low`` is NaN without one, ``high`` also without an upper bound.
        above: For each node what contains it, the nearest first.
        apart: For each node whether it is a place inside a country that tables count as a country, such as Hong Kong;
            at last one value for an end that is not stated.
    """

    claim: Numbers
    start: Numbers
    end: Numbers
    shown_start: Numbers
    shown_end: Numbers
    series: NDArray[np.int64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    above: Sequence[Sequence[int]]
    apart: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Sum:
    """What is said from one shown place to another.

    Attributes:
        start, end: The nodes; -1 where not stated.
        low, high: The lowest and the highest figure of its series; ``None`` without one.
        most: The largest bound that any series names, also where another has no upper bound; ``None`` without one.
        parts: How many corridors were added up at most, in one series.
        lines: Its lines.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    most: float | None
    parts: int
    lines: Places


def sums_of(lines: Lines) -> list[Sum]:
    """The sums of all lines, by the places between which they are shown."""
    import numpy as np

    if not len(lines.claim):
        return []
    side = len(lines.above) + 1
    bundle = (lines.shown_start.astype(np.int64) + 1) * side + lines.shown_end + 1
    order = np.lexsort((np.arange(len(bundle)), lines.series, bundle))
    starts = np.flatnonzero(np.diff(bundle[order], prepend=-1))
    counted = _by_corridor(lines, bundle, order)
    found = []
    for first, last in zip(starts, [*starts[1:], len(order)], strict=True):
        mine = order[first:last]
        low, high, most, parts = _across(counted, lines.series[mine], int(bundle[mine[0]]))
        found.append(
            Sum(
                start=int(lines.shown_start[mine[0]]),
                end=int(lines.shown_end[mine[0]]),
                low=low,
                high=high,
                most=most,
                parts=parts,
                lines=mine,
            )
        )
    return found


Figure = tuple[float, float, float, int]
"""The lowest and the highest, NaN for no upper bound, the largest bound that is named, and how many corridors were
added."""

Said = dict[tuple[int, int], Figure]
"""What is said by bundle and series."""


def _across(
    counted: Said, series: NDArray[np.int64], bundle: int
) -> tuple[float | None, float | None, float | None, int]:
    """All series of a bundle beside each other: nothing is added or averaged between them."""
    import numpy as np

    said = [counted[bundle, one] for one in np.unique(series).tolist() if (bundle, one) in counted]
    if not said:
        return None, None, None, 1
    lows, highs, mosts, parts = zip(*said, strict=True)
    return min(lows), None if any(map(math.isnan, highs)) else max(highs), max(mosts), max(parts)


def _by_corridor(lines: Lines, bundle: NDArray[np.int64], order: Places) -> Said:
    """What each series says of each bundle; those that say nothing in figures are left out."""
    import numpy as np

    group = np.stack([bundle[order], lines.series[order]])
    firsts = np.flatnonzero((np.diff(group, axis=1, prepend=-1) != 0).any(axis=0))
    lasts = np.append(firsts[1:], len(order))
    many = lasts - firsts > 1
    said: Said = {}
    alone = order[firsts[~many]]
    for line, one, series in zip(alone, bundle[alone].tolist(), lines.series[alone].tolist(), strict=True):
        if not math.isnan(lines.low[line]):
            low, high = float(lines.low[line]), float(lines.high[line])
            said[one, series] = (low, high, _named(low, high), 1)
    for first, last in zip(firsts[many].tolist(), lasts[many].tolist(), strict=True):
        mine = order[first:last]
        found = _summed(lines, mine)
        if found is not None:
            said[int(bundle[mine[0]]), int(lines.series[mine[0]])] = found
    return said


def _named(low: float, high: float) -> float:
    """The largest bound of a figure."""
    return high if high > low else low


def _summed(lines: Lines, mine: Places) -> Figure | None:
    """What one series says of a bundle; ``None`` when it says nothing in figures."""
    import numpy as np

    told = ~np.isnan(lines.low[mine])
    own = (lines.start[mine] == lines.shown_start[mine]) & (lines.end[mine] == lines.shown_end[mine]) & told
    if own.any():
        whole = mine[own]
        most = float(np.fmax(lines.low[whole], lines.high[whole]).max())
        return float(lines.low[whole].min()), float(lines.high[whole].max()), most, 1
    if not told.any():
        return None
    if len(np.unique(lines.claim[mine])) < len(mine):
        return _untangled(lines, mine.tolist())
    return _added(lines, mine, told)


def _added(lines: Lines, mine: Places, told: NDArray[np.bool_]) -> Figure:
    """Adds up corridors, none of which names two at once: one that contains another one counts for both.

    Whether the figure of a country holds that of a place in it that tables count apart no table says: the sum reaches
    from without to with.
    """
    import numpy as np

    side = len(lines.above) + 1
    corridor = (lines.start[mine].astype(np.int64) + 1) * side + lines.end[mine] + 1
    having = corridor[told]
    order = np.argsort(having, kind="stable")
    firsts = np.flatnonzero(np.diff(having[order], prepend=-1))
    lows, highs = (bound[mine][told][order] for bound in (lines.low, lines.high))
    low, high = np.minimum.reduceat(lows, firsts), np.maximum.reduceat(highs, firsts)
    most = np.maximum.reduceat(np.fmax(lows, highs), firsts)
    known = having[order][firsts]
    inside = _covered(known, set(known.tolist()), lines.above, side)
    lost = False
    if not told.all():
        without = np.setdiff1d(corridor[~told], known)
        lost = bool((~_covered(without, set(known.tolist()), lines.above, side)).any())
    ends = known // side - 1, known % side - 1
    upper = ~inside | lines.apart[ends[0]] | lines.apart[ends[1]]
    total = math.nan if lost else float(high[upper].sum())
    return float(low[~inside].sum()), total, float(most[upper].sum()), int((~inside).sum())


def _covered(
    corridors: NDArray[np.int64], known: set[int], above: Sequence[Sequence[int]], side: int
) -> NDArray[np.bool_]:
    """Which corridors lie inside another one that is known."""
    import numpy as np

    found = np.zeros(len(corridors), bool)
    for number, corridor in enumerate(corridors.tolist()):
        start, end = corridor // side - 1, corridor % side - 1
        starts, ends = (_with(node, above) for node in (start, end))
        if len(starts) > 1 or len(ends) > 1:
            around = ((a + 1) * side + b + 1 for a, b in product(starts, ends))
            found[number] = any(other != corridor and other in known for other in around)
    return found


def _with(node: int, above: Sequence[Sequence[int]]) -> list[int]:
    return [node, *above[node]] if node >= 0 else [node]


def _untangled(lines: Lines, mine: Sequence[int]) -> Figure:
    """Adds up claims that name several corridors at once.

    One that is said of Moscow and Saint Petersburg together holds what is said of either. Of claims that share a part
    of their people only the first counts, and the sum has no upper bound.
    """
    groups: dict[Ends, tuple[float, float, float]] = {}
    without = []
    for ends, low, high in _claims(lines, mine):
        if math.isnan(low):
            without.append(ends)
        elif ends in groups:
            lowest, highest, most = groups[ends]
            highest = math.nan if math.isnan(highest + high) else max(highest, high)
            groups[ends] = min(lowest, low), highest, max(most, _named(low, high))
        else:
            groups[ends] = low, high, _named(low, high)
    parts = list(groups)
    outermost = [
        part
        for n, part in enumerate(parts)
        if not any(
            m != n and _within(part, by, lines.above) and (m < n or not _within(by, part, lines.above))
            for m, by in enumerate(parts)
        )
    ]
    counted: list[Ends] = []
    for part in outermost:
        if not any(_shares(part, by, lines.above) for by in counted):
            counted.append(part)
    lost = len(counted) < len(outermost)
    lost = lost or any(not any(_within(ends, by, lines.above) for by in parts) for ends in without)
    high = math.nan if lost else sum(groups[part][1] for part in counted)
    low, most = (sum(groups[part][bound] for part in counted) for bound in (0, 2))
    return low, high, most, len(counted)


def _claims(lines: Lines, mine: Sequence[int]) -> Iterator[tuple[tuple[tuple[int, int], ...], float, float]]:
    """Each claim with its corridors and its figure, in the order in which they are met."""
    named: dict[int, list[int]] = {}
    for line in mine:
        named.setdefault(int(lines.claim[line]), []).append(line)
    for found in named.values():
        ends = {(int(lines.start[line]), int(lines.end[line])) for line in found}
        yield tuple(sorted(ends)), float(lines.low[found[0]]), float(lines.high[found[0]])


Ends = tuple[tuple[int, int], ...]


def _inside(inner: tuple[int, int], around: tuple[int, int], above: Sequence[Sequence[int]]) -> bool:
    return all(by in _with(one, above) for one, by in zip(inner, around, strict=True))


def _within(inner: Ends, around: Ends, above: Sequence[Sequence[int]]) -> bool:
    return all(any(_inside(one, by, above) for by in around) for one in inner)


def _shares(one: Ends, other: Ends, above: Sequence[Sequence[int]]) -> bool:
    return any(_inside(a, b, above) or _inside(b, a, above) for a in one for b in other)
