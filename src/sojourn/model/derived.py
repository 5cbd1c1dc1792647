"""What the tool computes from what sources say; never mixed with it."""

from __future__ import annotations

from dataclasses import dataclass

from sojourn.model.estimate import Estimate
from sojourn.model.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A figure that follows from assertions by a named rule.

    Attributes:
        id: ``D-`` and the rule's inputs, stable.
        kind: The kind of statement it would be if a source made it (``residence``, ``change``).
        rule: Notation in ``sj:RuleScheme``.
        inputs: Ids of the assertions it rests on.
        arithmetic: The computation in figures and words.
        origin, destination, place, population, profession, whole: Keys, as in an assertion.
        status: Residence status, where all inputs share it.
        estimate: The figure.
        period: When; ``None`` when the inputs state none.
        solver: Name and version of the software behind the figure, beside sojourn itself; empty for plain arithmetic.
    """

    id: str
    kind: str
    rule: str
    inputs: tuple[str, ...]
    arithmetic: str
    origin: tuple[str, ...] = ()
    destination: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    population: tuple[str, ...] = ()
    profession: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    status: str = ""
    estimate: Estimate
    period: Period | None = None
    solver: str = ""
