"""What the pages of the questions and their description share: forms of the answer, themes, kinds of fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from sojourn.server.site import Refused

if TYPE_CHECKING:
    from starlette.requests import Request

    from sojourn.queries.headers import NamedQuery

MEDIA: Mapping[str, str] = {
    "application/json": "json",
    "application/sparql-results+json": "srj",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/geo+json": "geojson",
    "application/gexf+xml": "gexf",
    "image/svg+xml": "svg",
}
"""The forms of an answer by their media types."""

FORMS = tuple(MEDIA.values())
"""The endings of the files that an answer can be."""

UNMARKED = ("csv", "tsv", "srj")
"""Forms whose readers would not notice that rows are missing: an answer that is cut is written so only when asked."""

RESERVED = frozenset(("lang", "page", "truncate"))
"""Parameters of pages, which are none of a question."""

THEMES: Mapping[str, tuple[str, ...]] = {
    "How many live where": (
        *("stock-by-count", "cities", "largest-stocks", "time-series", "parts-and-whole"),
        *("population-losses", "sign", "origin-mix"),
    ),
    "Who moves where": (
        *("origins", "corridor", "corridors", "top-corridors", "net-flows", "net-between", "touching-region"),
        *("reasons", "gaps"),
    ),
    "Who they are": ("professions", "population-types"),
    "Do the figures agree": ("why-differ", "comparable", "disagreements", "kind-of-number", "derived"),
    "Who says so": ("first-reporter", "single-root", "wording-drift", "withdrawal"),
    "Places and connections": ("about-place", "containment-at", "connection"),
    "Everything": ("claims", "flows", "residences", "sources"),
}
"""The questions by theme."""

_ENTITY = ("place", "population", "profession", "agent", "source")


def suggested(kind: str) -> tuple[str, ...]:
    """The families whose names a field of some type may suggest."""
    if kind == "entity":
        return _ENTITY
    return (kind,) if kind in _ENTITY else ()


def given(request: Request, query: NamedQuery, *, beside: Collection[str] = RESERVED) -> dict[str, str]:
    """The parameters that were typed; what is empty is not given.

    Args:
        request: What was asked.
        query: The question.
        beside: Parameters that are none of a question.

    Raises:
        Refused: 400 for a parameter that the question does not have, or one that is given twice.
    """
    known = [parameter.name for parameter in query.parameters]
    found: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in beside and name not in known:
            continue
        if name not in known:
            takes = f"It takes {', '.join(known)}." if known else "It takes none."
            raise Refused(400, f"{query.name} has no parameter {name[:40]!r}", takes, where=name[:40])
        if name in found:
            raise Refused(400, f"{name!r} is given twice", "Give it once.", where=name)
        if value.strip():
            found[name] = value
    return found


def refuse_missing(query: NamedQuery, params: Mapping[str, str]) -> None:
    """Refuses a question that lacks a required parameter.

    Raises:
        Refused: 400 at the first that is missing, with an example.
    """
    for parameter in query.parameters:
        if parameter.required and parameter.name not in params:
            example = urlencode(query.examples[0])
            what = f"{query.name} needs {parameter.name}: {parameter.description}"
            raise Refused(400, what, f"Try: /ask/{query.name}?{example}", where=parameter.name)
