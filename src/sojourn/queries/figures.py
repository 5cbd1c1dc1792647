"""Figures as rows of an answer give them: bounds, hedge and measure become an estimate, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from sojourn.model import Estimate, Hedge, Measure
from sojourn.queries.results import Cell
from sojourn.vocabulary import notation_of


def decimal(text: str) -> Decimal | None:
    """A number; ``None`` when the text is none, or has a hundred digits and more, which nobody could read."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) < 100 else None


def estimate(
    low: str, high: str, *, opens: tuple[bool, bool], hedge: str, measure: str, printed: str = ""
) -> Estimate | None:
    """The interval of a claim; ``None`` when no figure is stated or what is stored is none.

    Args:
        low: Lower bound [unit of the measure]; empty when there is none.
        high: Upper bound [unit of the measure]; empty when there is none.
        opens: Whether the lower and the upper bound themselves are excluded.
        hedge: Notation of the hedge; empty for *exact*.
        measure: Notation of the measure; empty for *persons*.
        printed: The figure as the source prints it.
    """
    bounds = decimal(low), decimal(high)
    if bounds == (None, None):
        return None
    try:
        return Estimate(
            low=bounds[0],
            high=bounds[1],
            low_open=opens[0] and bounds[0] is not None,
            high_open=opens[1] and bounds[1] is not None,
            hedge=Hedge(hedge or "exact"),
            measure=Measure(measure or "persons"),
            printed=printed,
        )
    except ValueError:
        return None


def estimate_in(cells: Mapping[str, Cell | None]) -> Estimate | None:
    """The figure that some cells of a row give, by :data:`sojourn.queries.presenting.FIGURE`; ``None`` for none.

    A query of one's own may bind these names to anything: what is no figure gives none. Whether a bound is excluded is
    said by the rows or, in rows that have no such column, by the hedge.
    """
    low, high, hedge, measure = (_text(cells.get(name)) for name in ("low", "high", "hedge", "measure"))
    if not measure:
        return None
    kind = notation_of(hedge)
    opens = (
        _text(cells["lowOpen"]) == "true" if "lowOpen" in cells else kind == Hedge.MORE_THAN,
        _text(cells["highOpen"]) == "true" if "highOpen" in cells else kind == Hedge.LESS_THAN,
    )
    return estimate(low, high, opens=opens, hedge=kind, measure=notation_of(measure))


def _text(cell: Cell | None) -> str:
    return cell.value if cell else ""
