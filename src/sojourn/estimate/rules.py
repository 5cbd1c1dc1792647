"""The rules by which figures follow from other figures of the same source.

Every rule asks that its inputs agree in place, population and time; none bridges years, none fills a gap, and none
touches a claim that merely restates another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal

from sojourn.model import UNION, Assertion, Derived, Estimate, Hedge, Measure, Period, Place, Population, number

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_FEWEST_PARTS = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What the registry says of places and populations.

    Attributes:
        places: By key, for telling whether parts overlap.
        populations: By key, for telling which includes which by definition.
    """

    places: Mapping[str, Place] = field(default_factory=dict)
    populations: Mapping[str, Population] = field(default_factory=dict)

    def includes(self, whole: str, part: str) -> bool:
        """Whether a population is another, or includes it directly."""
        return whole == part or (part in self.populations and whole in self.populations[part].subpopulation_of)


def derive(assertions: Iterable[Assertion], known: Known) -> list[Derived]:
    """Everything that the rules give for some assertions, by source and in the order of the rules.

    Args:
        assertions: What sources say.
        known: What the registry says of their places and populations.
    """
    by_source: dict[str, list[Assertion]] = defaultdict(list)
    for assertion in assertions:
        if assertion.estimate is not None and not assertion.restates:
            by_source[assertion.evidence.source].append(assertion)
    found: list[Derived] = []
    for source in sorted(by_source):
        for rule in RULES.values():
            found.extend(rule(by_source[source], known))
    return found


def start_from_change(assertions: Sequence[Assertion], _: Known) -> Iterator[Derived]:
    """Stock at the start = stock at the end − change, where one source gives both for one place and population."""
    for change in _of(assertions, "change", Measure.PERSONS):
        for end in _of(assertions, "residence", Measure.PERSONS):
            if not (_same_people(change, end) and _at_end(end.period, change.period)):
                continue
            low, high = _difference(_figure(end), _figure(change))
            start = _start_of(change.period)
            if start is None:
                continue
            yield _derived(
                "startFromChange",
                (end, change),
                low=low,
                high=high,
                period=start,
                arithmetic=f"{_figure(end).words()} − ({_figure(change).words()}) = {_range(low, high)}",
            )


def percent_change_from_stocks(assertions: Sequence[Assertion], _: Known) -> Iterator[Derived]:
    """Change in percent = (end − start) ÷ start × 100, beside a percentage that the source states: a check."""
    for change in _of(assertions, "change", Measure.PERCENT_CHANGE):
        stocks = [a for a in _of(assertions, "residence", Measure.PERSONS) if _same_people(a, change)]
        for start in stocks:
            for end in stocks:
                if not (_at_start(start.period, change.period) and _at_end(end.period, change.period)):
                    continue
                before, after = _point(start), _point(end)
                if before is None or after is None or before == 0:
                    continue
                value = ((after - before) / before * _HUNDRED).quantize(_CENT, ROUND_HALF_EVEN)
                yield _derived(
                    "percentChangeFromStocks",
                    (start, end),
                    kind="change",
                    low=value,
                    high=value,
                    measure=Measure.PERCENT_CHANGE,
                    hedge=Hedge.ABOUT,
                    period=change.period,
                    arithmetic=(
                        f"({number(after)} − {number(before)}) ÷ {number(before)} × 100 = {number(value)} %, rounded; "
                        f"{change.id} says {_figure(change).words()}"
                    ),
                )


def share_times_whole(assertions: Sequence[Assertion], known: Known) -> Iterator[Derived]:
    """Part = share × whole, where the whole of the share is counted at the same place and time.

    Where only a population that the whole includes is counted ("long-term" workers for a share of workers), the
    arithmetic says that it takes the one for the other.
    """
    for share in _of(assertions, "share", Measure.PERCENT):
        for whole in _of(assertions, "residence", Measure.PERSONS):
            if share.origin or whole.profession or len(share.whole) != 1 or len(whole.population) != 1:
                continue
            if not known.includes(share.whole[0], whole.population[0]):
                continue
            if whole.place != share.place or not _same_time(whole.period, share.period):
                continue
            low, high = _product(_figure(share), _figure(whole))
            is_open = _figure(share).low_open or _figure(whole).low_open
            yield _derived(
                "shareTimesWhole",
                (share, whole),
                like=share,
                low=low,
                high=high,
                low_open=is_open,
                arithmetic=(
                    f"{_figure(share).words()} × {_figure(whole).words()} = "
                    f"{_range(low, high, low_open=is_open)} persons{_assumed(share, whole)}"
                ),
            )


def _assumed(share: Assertion, whole: Assertion) -> str:
    if share.whole == whole.population and share.status == whole.status:
        return ""
    return (
        f"; takes the whole of {share.id} ({share.whole[0]}) to be those whom {whole.id} counts ({whole.population[0]})"
    )


def whole_from_share(assertions: Sequence[Assertion], _: Known) -> Iterator[Derived]:
    """Whole = part ÷ share, where the part is counted at the same place and time."""
    for share in _of(assertions, "share", Measure.PERCENT):
        for part in _of(assertions, "residence", Measure.PERSONS):
            if share.origin or not share.whole or not _same_people(part, share):
                continue
            if part.place != share.place or not _same_time(part.period, share.period):
                continue
            percent, persons = _point(share), _point(part)
            if not percent or persons is None:
                continue
            value = (persons / percent * _HUNDRED).quantize(Decimal(1), ROUND_HALF_EVEN)
            yield _derived(
                "wholeFromShare",
                (share, part),
                population=share.whole,
                low=value,
                high=value,
                hedge=Hedge.ABOUT,
                arithmetic=f"{number(persons)} ÷ {number(percent)} % = {number(value)} persons",
            )


def sum_of_parts(assertions: Sequence[Assertion], known: Known) -> Iterator[Derived]:
    """Sum = all the places for which one source counts the same people at the same time, wholes left out."""
    groups: dict[tuple[object, ...], list[Assertion]] = defaultdict(list)
    for part in _of(assertions, "residence", Measure.PERSONS):
        figure = _figure(part)
        if len(part.place) == 1 and part.period and figure.low is not None and figure.high is not None:
            groups[part.population, part.profession, part.status, part.period].append(part)
    for group in groups.values():
        parts = _innermost(group, known.places)
        keys = [part.place[0] for part in parts]
        if len(parts) < _FEWEST_PARTS or len(set(keys)) < len(keys):
            continue
        lows = [_figure(part).low or Decimal(0) for part in parts]
        highs = [_figure(part).high or Decimal(0) for part in parts]
        low, high = sum(lows, Decimal(0)), sum(highs, Decimal(0))
        terms = " + ".join(_range(a, b) for a, b in zip(lows, highs, strict=True))
        yield _derived(
            "sumOfParts",
            tuple(parts),
            like=parts[0],
            place=(UNION.join(sorted(keys)),),
            low=low,
            high=high,
            arithmetic=f"{terms} = {_range(low, high)} persons in {len(parts)} places that do not overlap",
        )


RULES: dict[str, Callable[[Sequence[Assertion], Known], Iterator[Derived]]] = {
    "startFromChange": start_from_change,
    "percentChangeFromStocks": percent_change_from_stocks,
    "shareTimesWhole": share_times_whole,
    "wholeFromShare": whole_from_share,
    "sumOfParts": sum_of_parts,
}
"""The rules by their notation in ``sj:RuleScheme``."""


def _derived(
    rule: str,
    inputs: tuple[Assertion, ...],
    *,
    low: Decimal,
    high: Decimal | None,
    arithmetic: str,
    like: Assertion | None = None,
    kind: str = "residence",
    low_open: bool = False,
    measure: Measure = Measure.PERSONS,
    hedge: Hedge | None = None,
    period: Period | None = None,
    place: tuple[str, ...] = (),
    population: tuple[str, ...] = (),
    status: str = "",
) -> Derived:
    model = like or inputs[0]
    ids = tuple(assertion.id for assertion in inputs)
    if hedge is None:
        hedge = _hedge(inputs, low, high)
    return Derived(
        id=f"D-{rule}-{'-'.join(ids) if len(ids) <= _FEWEST_PARTS else f'{ids[0]}-to-{ids[-1]}'}",
        kind=kind,
        rule=rule,
        inputs=ids,
        arithmetic=arithmetic,
        place=place or model.place,
        population=population or model.population,
        profession=() if population else model.profession,
        status=status or ("" if population else model.status),
        estimate=Estimate(low=low, high=high, low_open=low_open, hedge=hedge, measure=measure),
        period=period or model.period,
    )


def _hedge(inputs: Sequence[Assertion], low: Decimal, high: Decimal | None) -> Hedge:
    """A computed figure is never surer than what it was computed from."""
    if high is None:
        return Hedge.MORE_THAN
    if low != high:
        return Hedge.BETWEEN
    return Hedge.ABOUT if any(_figure(assertion).hedge is Hedge.ABOUT for assertion in inputs) else Hedge.EXACT


def _of(assertions: Sequence[Assertion], kind: str, measure: Measure) -> Iterator[Assertion]:
    return (a for a in assertions if a.kind == kind and a.estimate is not None and a.estimate.measure is measure)


def _figure(assertion: Assertion) -> Estimate:
    if assertion.estimate is None:
        raise ValueError(f"{assertion.id} states no figure")
    return assertion.estimate


def _point(assertion: Assertion) -> Decimal | None:
    figure = _figure(assertion)
    return figure.low if figure.low == figure.high else None


def _same_people(one: Assertion, other: Assertion) -> bool:
    return (one.place, one.population, one.profession) == (other.place, other.population, other.profession)


def _same_time(one: Period | None, other: Period | None) -> bool:
    if one is None or other is None:
        return False
    if one.anchored and other.anchored:
        return (one.start, one.end) == (other.start, other.end)
    return bool(one.notation) and one.notation == other.notation


def _at_end(moment: Period | None, span: Period | None) -> bool:
    if moment is None or span is None:
        return False
    if moment.anchored and span.anchored:
        return moment.end is not None and moment.end == span.end
    return "/" in span.notation and moment.notation == span.notation.rsplit("/", 1)[1]


def _at_start(moment: Period | None, span: Period | None) -> bool:
    if moment is None or span is None:
        return False
    if moment.anchored and span.anchored:
        return moment.start is not None and moment.start == span.start
    return "/" in span.notation and moment.notation == span.notation.split("/", 1)[0]


def _start_of(span: Period | None) -> Period | None:
    """The first part of a span such as ``2013/2017``, as a period of its own."""
    if span is None or span.start is None or "/" not in span.edtf:
        return None
    edtf = span.edtf.split("/", 1)[0]
    parts = [int(part) for part in edtf.split("-") if part.isdecimal()]
    last = span.start.replace(month=12, day=31) if len(parts) == 1 else span.start
    return Period(notation=edtf, edtf=edtf, start=span.start, end=last)


def _difference(one: Estimate, other: Estimate) -> tuple[Decimal, Decimal | None]:
    if one.low is None or other.high is None:
        raise ValueError("a difference needs a lower bound of the one and an upper bound of the other")
    high = None if one.high is None or other.low is None else one.high - other.low
    return one.low - other.high, high


def _product(percent: Estimate, whole: Estimate) -> tuple[Decimal, Decimal | None]:
    low = (percent.low or Decimal(0)) * (whole.low or Decimal(0)) / _HUNDRED
    high = None if percent.high is None or whole.high is None else percent.high * whole.high / _HUNDRED
    return low, high


def _range(low: Decimal, high: Decimal | None, *, low_open: bool = False) -> str:
    if high is None:
        return f"{'over' if low_open else 'at least'} {number(low)}"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def _innermost(parts: Sequence[Assertion], places: Mapping[str, Place]) -> list[Assertion]:
    """The parts without those whose place contains that of another: a whole is not added to its parts."""
    keys = {part.place[0] for part in parts}
    wholes = {container for key in keys for container in _containers(key, places)} & keys
    return [part for part in parts if part.place[0] not in wholes]


def _containers(key: str, places: Mapping[str, Place]) -> set[str]:
    """Everything that a place lies in, itself excluded; a cycle ends rather than hangs."""
    found: set[str] = set()
    todo = [c.container for c in places[key].within] if key in places else []
    while todo:
        here = todo.pop()
        if here != key and here not in found:
            found.add(here)
            if here in places:
                todo.extend(c.container for c in places[here].within)
    return found
