"""The closed lists that a mapping may use."""

from __future__ import annotations

OBSERVATIONS = {
    "A": "normal value",
    "B": "time series break",
    "D": "definition differs",
    "E": "estimated value",
    "F": "forecast value",
    "G": "experimental value",
    "I": "value imputed by a receiving agency",
    "K": "data included in another category",
    "W": "includes data from another category",
    "O": "missing value",
    "M": "missing value; data cannot exist",
    "P": "provisional value",
    "S": "strike and other special events",
    "L": "missing value; data exist but were not collected",
    "H": "missing value; holiday or weekend",
    "Q": "missing value; suppressed",
    "J": "derogation",
    "N": "not significant",
    "U": "low reliability",
    "V": "unvalidated value",
}
"""The codes of SDMX's ``CL_OBS_STATUS`` 2.2 with their names."""

MISSING = ("O", "M", "L", "H", "Q", "K", "J", "S")
"""Codes that can say why a cell holds no figure."""

MARKS = ("zero", "skip")
"""What a mark in the column of figures can mean besides a code: nought, or nothing at all."""

CRITERIA = ("citizenship", "countryOfBirth", "previousResidence", "ethnicity", "notStated")
"""By what a country can make somebody a member of a population."""

CONCEPTS = ("hedge", "measure", "method", "status", "mobility", "modality", "observation")
"""Facets whose values come from a closed list."""

PLACES = ("origin", "destination", "place")
"""Facets that are places."""

DEFAULT_MEASURE = {
    "flow": "persons",
    "residence": "persons",
    "netmigration": "persons",
    "change": "persons",
    "share": "percent",
    "permit": "permitsIssued",
}
"""The unit of a kind of statement when the mapping names none."""


def choices(facet: str) -> tuple[str, ...]:
    """What a facet of :data:`CONCEPTS` may be."""
    from sojourn.vocabulary.terms import SCHEMES

    return tuple(OBSERVATIONS) if facet == "observation" else tuple(SCHEMES[facet])
