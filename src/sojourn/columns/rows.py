"""Between assertions and rows, one at a time: the slow way, for what was made by hand and for comparison."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from itertools import product
from typing import TYPE_CHECKING

from sojourn.columns.schema import FRAME, PROJECTION
from sojourn.errors import BadInput
from sojourn.model import KINDS, Assertion, Estimate, Evidence, Hedge, Measure, Period
from sojourn.rdf.writing import assertion_iri
from sojourn.vocabulary import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import duckdb

Cell = str | bool | None
"""What a cell of a frame holds."""
FrameRow = dict[str, Cell]
"""A row of a frame by the names of its columns."""
ProjectionRow = dict[str, object]
"""A row of the projection by the names of its columns."""

KEYS = ("origin", "destination", "place", "population", "profession", "whole")
"""Columns of a frame that hold the key of an entity."""
NOTATIONS = ("status", "mobility", "method", "observation")
"""Columns of a frame that hold a notation, beside ``modality``."""
SPREAD = ("origin", "destination", "place", "population")
"""Facets of which every value has a row of its own in the projection."""


def assertion_of(row: Mapping[str, Cell], periods: Mapping[str, Period]) -> Assertion:
    """The assertion that a row of a frame stands for.

    Args:
        row: A row in the columns of :data:`sojourn.columns.schema.FRAME`; a column that is not there is null.
        periods: What each notation in the column ``period`` means.

    Raises:
        BadInput: If the row is no assertion.
    """
    texts = {name: str(row.get(name) or "") for name, kind in FRAME if kind == "VARCHAR"}
    where = texts["locator"] or texts["id"]
    kind = KINDS.get(texts["kind"])
    if kind is None:
        advice = f"Use one of {', '.join(KINDS)}."
        raise BadInput(f"{texts['kind']!r} is no kind of assertion", where=where, advice=advice)
    if texts["period"] and texts["period"] not in periods:
        raise BadInput(f"the period {texts['period']!r} is not explained", where=where)
    try:
        return kind(
            id=texts["id"],
            claim="",
            evidence=Evidence(source=texts["source"], locator=texts["locator"]),
            estimate=_estimate(row, texts),
            period=periods[texts["period"]] if texts["period"] else None,
            modality=texts["modality"] or "asserted",
            note=texts["note"],
            **{name: (texts[name],) if texts[name] else () for name in KEYS},  # type: ignore[arg-type]  # facets by name
            **{name: texts[name] for name in NOTATIONS},  # type: ignore[arg-type]  # facets by name
        )
    except (ValueError, InvalidOperation) as error:
        raise BadInput(str(error), where=where, advice="Such a row states nothing; look at its columns.") from None


def _estimate(row: Mapping[str, Cell], texts: Mapping[str, str]) -> Estimate | None:
    if not texts["low"] and not texts["high"]:
        return None
    return Estimate(
        low=Decimal(texts["low"]) if texts["low"] else None,
        high=Decimal(texts["high"]) if texts["high"] else None,
        low_open=bool(row.get("low_open")),
        high_open=bool(row.get("high_open")),
        hedge=Hedge(texts["hedge"]),
        measure=Measure(texts["measure"]),
        printed=texts["printed"],
    )


def frame_assertions(
    connection: duckdb.DuckDBPyConnection, table: str, periods: Mapping[str, Period]
) -> Iterator[Assertion]:
    """The assertions of a small frame, one by one.

    Raises:
        BadInput: At the first row that is no assertion.
    """
    names = [name for name, _ in FRAME]
    columns = ", ".join(f'"{name}"' for name in names)
    quoted = table.replace('"', '""')
    for values in connection.execute(f'SELECT {columns} FROM "{quoted}"').fetchall():  # noqa: S608 - quoted above
        yield assertion_of(dict(zip(names, values, strict=True)), periods)


def projection_rows(assertions: Iterable[Assertion]) -> Iterator[ProjectionRow]:
    """Assertions as rows of the projection: one for each combination of their places and populations.

    Args:
        assertions: Assertions whose ``restates`` name ids among them.

    Raises:
        BadInput: If they name an id that is not among them.
    """
    listed = list(assertions)
    names = {assertion.id: key_of(assertion_iri(assertion)) for assertion in listed}
    for assertion in listed:
        same = _shared(assertion, names)
        for values in product(*(getattr(assertion, facet) or (None,) for facet in SPREAD)):
            yield same | dict(zip(SPREAD, values, strict=True))


def _shared(assertion: Assertion, names: Mapping[str, str]) -> ProjectionRow:
    """What all rows of an assertion have in common, in the order of the columns."""
    for other in assertion.restates:
        if other not in names:
            raise BadInput(f"claim {assertion.id} names the claim {other!r}, which is not there", where="restates")
    evidence = assertion.evidence
    worded = assertion.claim or assertion.driver
    facets: ProjectionRow = {
        "assertion": names[assertion.id],
        "id": assertion.id,
        "kind": assertion.kind,
        "source": evidence.source,
        "root": evidence.chain[-1].source if evidence.chain else evidence.source,
        "agent": ";".join(assertion.agent),
        "profession": ";".join(assertion.profession),
        "whole": ";".join(assertion.whole),
        "restates": ";".join(sorted(names[other] for other in assertion.restates)),
        "attribution": str(evidence.attribution),
        "locator": evidence.locator,
        "claim": assertion.claim,
        "lang": assertion.lang if worded else "",
        **{name: getattr(assertion, name) for name in ("word", "modality", "mobility_after", "role", "event", "note")},
        **{name: getattr(assertion, name) for name in NOTATIONS},
        **_estimate_columns(assertion.estimate),
        **_period_columns(assertion.period),
    }
    return {name: None if facets.get(name) == "" else facets.get(name) for name, _ in PROJECTION}


def _estimate_columns(estimate: Estimate | None) -> ProjectionRow:
    """A bound that is not stated is neither open nor closed: null."""
    if estimate is None:
        return {}
    return {
        "low": estimate.low,
        "high": estimate.high,
        "low_open": None if estimate.low is None else estimate.low_open,
        "high_open": None if estimate.high is None else estimate.high_open,
        "hedge": str(estimate.hedge),
        "measure": str(estimate.measure),
        "printed": estimate.printed,
    }


def _period_columns(period: Period | None) -> ProjectionRow:
    if period is None:
        return {}
    return {
        "first_day": period.start,
        "last_day": period.end,
        "first_year": period.start.year if period.start else None,
        "last_year": period.end.year if period.end else None,
        "edtf": period.edtf,
        "notation": period.notation,
        "period_words": period.words,
    }
