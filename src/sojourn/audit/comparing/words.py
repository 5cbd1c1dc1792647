"""A comparison as a person reads it: one paragraph, without jargon."""

from __future__ import annotations

from decimal import Decimal

from sojourn.audit.comparing.figures import Figure, Interval
from sojourn.audit.comparing.naming import Namer
from sojourn.audit.comparing.pairs import BOTH_SILENT, Comparison, turned
from sojourn.audit.comparing.relations import Facet, Order, Relation, Standing, Verdict
from sojourn.model import number

FACETS = {
    Facet.KIND: "kind of statement",
    Facet.UNIT: "unit",
    Facet.CRITERION: "criterion of the population",
    Facet.SCOPE: "people counted",
    Facet.STATUS: "residence status",
    Facet.PLACE: "place",
    Facet.TIME: "reference time",
    Facet.METHOD: "method and source",
}
"""What the facets are called in a sentence."""

VERDICTS = {
    Verdict.DISAGREE: "disagree",
    Verdict.AGREE: "agree",
    Verdict.RESTATES: "are one figure said twice",
    Verdict.REPLACES: "are editions of one figure",
    Verdict.TREND: "differ in time only",
    Verdict.PART: "are part and whole",
    Verdict.CANNOT_TELL: "leave it open whether they speak of the same thing",
    Verdict.DIFFERENT: "speak of different things",
}
"""What two figures do."""

_RELATIONS = {
    Relation.OVERLAPS: "the two overlap",
    Relation.PART: "the first is a part of the second",
    Relation.WHOLE: "the second is a part of the first",
}
_VERBS = {
    "flow": "counts {figure} who moved{where} ({people})",
    "residence": "counts {figure} living{where} ({people})",
    "netmigration": "gives arrivals minus departures{where}: {figure} ({people})",
    "change": "gives a change of the population{where}: {figure} ({people})",
    "share": "gives a share{where}: {figure} ({people})",
    "permit": "counts {figure}{where} ({people})",
    "event": "tells of {figure}{where} ({people})",
}


def paragraph(found: Comparison, names: Namer) -> str:
    """Both figures, the facet in which they differ first, and what follows."""
    first, second = found.first, found.second
    sentences = [
        described(first, names, second),
        described(second, names, first),
        _ANSWERS[found.verdict](found, names),
    ]
    if found.verdict in {Verdict.AGREE, Verdict.DISAGREE}:
        sentences += [_silences(found), _independence(found, names)]
    return " ".join(filter(None, sentences))


def described(figure: Figure, names: Namer, other: Figure | None = None) -> str:
    """One figure as a sentence: how many, who, where, when, how made, who says so.

    Args:
        figure: The figure.
        names: What things are called.
        other: The figure beside it; what only the other states is then said to be missing.
    """
    where = names.where(figure)
    status = names.status(figure) or ("residence status not stated" if other and names.status(other) else "")
    said = _VERBS.get(figure.kind, "gives {figure}{where} ({people})").format(
        figure=names.figure(figure),
        where=f" {where}" if where else "",
        people="; ".join(filter(None, [names.people(figure) or "population not stated", status])),
    )
    made = names.made(figure)
    doubt = "" if figure.assertion.modality == "asserted" else f"; it is only called {figure.assertion.modality}"
    source = f"{f'by {made}, ' if made else ''}according to “{names.root(figure)}”"
    return f"{figure.id} {said}, {_dated(names.when(figure))}, {source}{doubt}."


def _dated(time: str) -> str:
    if not time:
        return "at a time not stated"
    if time.startswith(("until ", "since ", "at ")):
        return time
    return f"from {time}" if "publication to publication" in time else f"for {time}"


def sides(found: Comparison, standing: Standing, names: Namer) -> tuple[str, str, str]:
    """What each of the two says in one facet, and how the two stand to each other there, where that is more."""
    one, other = (names.value(figure, standing.facet) for figure in (found.first, found.second))
    related = _RELATIONS.get(standing.relation, "")
    if standing.relation is Relation.NOT_STATED and "not stated" not in (one, other):
        related = "how the one stands to the other is not stated"
    return one, other, related


def contrast(found: Comparison, standing: Standing, names: Namer) -> str:
    """What the two say in one facet: ``2020 against 2025-01-31``."""
    one, other, related = sides(found, standing, names)
    return f"“{one}” against “{other}”{f' ({related})' if related else ''}"


def _first(found: Comparison, names: Namer) -> str:
    standing = found.answer
    if standing is None:
        return "They are the same in everything that they state."
    return f"They differ first in {FACETS[standing.facet]}: {contrast(found, standing, names)}."


def _agree(found: Comparison, _: Namer) -> str:
    shared = _shared(found.first.values, found.second.values)
    return f"They speak of the same thing and agree: {shared} fits both."


def _disagree(found: Comparison, names: Namer) -> str:
    one, other = names.figure(found.first), names.figure(found.second)
    return (
        "They speak of the same people, place and time, so they disagree: "
        f"no number is both “{one}” and “{other}”; at least one of the two is not right."
    )


def _restates(found: Comparison, _: Namer) -> str:
    met = found.first.values.meets(found.second.values)
    tail = "" if met else " Yet the two numbers are not the same."
    return f"The one restates the other: it is one figure said twice, no confirmation.{tail}"


def _replaces(_: Comparison, __: Namer) -> str:
    return "The one replaces the other: they are editions of one figure, so they do not contradict each other."


def _trend(found: Comparison, names: Namer) -> str:
    time = next(standing for standing in found.standings if standing.facet is Facet.TIME)
    earlier, later = sorted((found.first, found.second), key=lambda figure: figure.when.first)
    if later.values.below(earlier.values):
        how = f"the later figure ({later.id}) is lower"
    elif earlier.values.below(later.values):
        how = f"the later figure ({later.id}) is higher"
    else:
        how = "whether it rose or fell does not follow"
    return (
        f"They speak of the same thing and differ only in {FACETS[Facet.TIME]}: {contrast(found, time, names)}. "
        f"This is a change over time, no contradiction; {how}."
    )


def _part(found: Comparison, names: Namer) -> str:
    inner, outer = (found.second, found.first) if turned(found.standings) else (found.first, found.second)
    nested = [s for s in found.standings[:-1] if s.relation is not Relation.SAME]
    head = " ".join(
        f"In {FACETS[standing.facet]}, “{names.value(inner, standing.facet)}” ({inner.id}) is a part of "
        f"“{names.value(outer, standing.facet)}” ({outer.id})."
        for standing in nested
    )
    return f"{head} {_PARTS[found.order].format(inner=inner.id, outer=outer.id)}"


_PARTS = {
    Order.HOLDS: "A part cannot be larger than its whole, and here it is not: the two fit together.",
    Order.OPEN: "A part cannot be larger than its whole; the figures leave room for that, so they can both be right.",
    Order.FAILS: (
        "A part cannot be larger than its whole, but {inner} is larger than {outer}: they cannot both be true."
    ),
    Order.NONE: "Such figures may be larger for a part than for its whole, so they do not contradict each other.",
}


def _different(found: Comparison, names: Namer) -> str:
    return f"{_first(found, names)} They speak of different things, so they do not contradict each other."


def _cannot_tell(found: Comparison, names: Namer) -> str:
    if found.comparable:
        return (
            "They speak of the same thing and share no number, but one of them is not asserted, "
            "so they do not contradict each other."
        )
    apart = [s for s in found.standings[:-1] if s.relation is Relation.DIFFERS and s is not found.answer]
    if not apart:
        return (
            f"{_first(found, names)} Whether they speak of the same thing cannot be told, so no contradiction follows."
        )
    besides = "; ".join(f"in {FACETS[standing.facet]}: {contrast(found, standing, names)}" for standing in apart)
    return f"{_first(found, names)} They also differ {besides}. So they do not contradict each other."


_ANSWERS = {
    Verdict.AGREE: _agree,
    Verdict.DISAGREE: _disagree,
    Verdict.RESTATES: _restates,
    Verdict.REPLACES: _replaces,
    Verdict.TREND: _trend,
    Verdict.PART: _part,
    Verdict.DIFFERENT: _different,
    Verdict.CANNOT_TELL: _cannot_tell,
}


def _silences(found: Comparison) -> str:
    silent = [FACETS[standing.facet] for standing in found.standings[:-1] if standing.remark == BOTH_SILENT]
    if not silent:
        return ""
    listed = ", ".join(silent[:-1]) + (" and " if silent[:-1] else "") + silent[-1]
    return f"This takes for granted that they mean the same where neither says it: {listed}."


def _independence(found: Comparison, names: Namer) -> str:
    if found.independent:
        return ""
    return f"Both rest on one source in the end (“{names.root(found.first)}”), so neither confirms the other."


def shared(first: Interval, second: Interval) -> tuple[Decimal | None, Decimal | None, bool, bool]:
    """The values that both intervals hold: lower and upper bound, and whether each is excluded."""
    lows = [(each.low, each.low_open) for each in (first, second) if each.low is not None]
    highs = [(each.high, each.high_open) for each in (first, second) if each.high is not None]
    low, low_open = max(lows, default=(None, False))
    high, high_open = min(highs, key=lambda bound: (bound[0], not bound[1]), default=(None, False))
    return low, high, low_open, high_open


def _shared(first: Interval, second: Interval) -> str:
    """Some value or range that both intervals hold, in words."""
    low, high, low_open, high_open = shared(first, second)
    if low is not None and low == high:
        return number(low)
    if low is None:
        return "any number" if high is None else f"any number {'under' if high_open else 'up to'} {number(high)}"
    if high is None:
        return f"any number {'over' if low_open else 'from'} {number(low)}{'' if low_open else ' on'}"
    start, end = "just over " if low_open else "", "just under " if high_open else ""
    return f"any number from {start}{number(low)} to {end}{number(high)}"
