"""Figures for the tests, made with the classes of the model."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sojourn.audit.comparing import Figure, figures_of
from sojourn.model import KINDS, Assertion, Attribution, Estimate, Evidence, Hedge, Link, Measure, Period

_MEASURES = {"share": Measure.PERCENT, "permit": Measure.PERMITS}


def year(first: int, last: int | None = None) -> Period:
    text = str(first) if last is None else f"{first}/{last}"
    return Period(notation=text, edtf=text, start=date(first, 1, 1), end=date(last or first, 12, 31))


def relative(notation: str) -> Period:
    return Period(notation=notation)


def estimate(
    low: float | None,
    high: float | None = None,
    *,
    measure: Measure = Measure.PERSONS,
    hedge: Hedge | None = None,
    opens: str = "",
) -> Estimate:
    """A point unless ``high`` is given, or ``opens`` is ``(`` for over, ``)`` under, ``[`` at least, ``]`` at most."""
    bottom = None if low is None else Decimal(str(low))
    top = bottom if high is None else Decimal(str(high))
    if opens and opens in "([":
        return Estimate(low=bottom, high=None, low_open=opens == "(", hedge=hedge or Hedge.AT_LEAST, measure=measure)
    if opens and opens in ")]":
        return Estimate(low=None, high=bottom, high_open=opens == ")", hedge=hedge or Hedge.AT_MOST, measure=measure)
    point = bottom == top
    return Estimate(low=bottom, high=top, hedge=hedge or (Hedge.EXACT if point else Hedge.BETWEEN), measure=measure)


def assertion(
    kind: str = "residence",
    how_many: Estimate | float = 100,
    *,
    claim_id: str = "X-1",
    source: str = "daily",
    root: str = "",
    **facets: Any,
) -> Assertion:
    value = (
        how_many if isinstance(how_many, Estimate) else estimate(how_many, measure=_MEASURES.get(kind, Measure.PERSONS))
    )
    chain = (Link(source=root, attribution=Attribution.EXPLICIT),) if root else ()
    given: dict[str, Any] = {"id": claim_id, "claim": "A claim.", "estimate": value}
    given["evidence"] = Evidence(source=source, chain=chain)
    for key, each in facets.items():
        given[key] = (each,) if isinstance(each, str) and key not in PLAIN else each
    return KINDS[kind](**given)


PLAIN = frozenset({"status", "mobility", "modality", "method"})


def figure(kind: str = "residence", how_many: Estimate | float = 100, **facets: Any) -> Figure:
    (made,) = figures_of([assertion(kind, how_many, **facets)])
    return made
