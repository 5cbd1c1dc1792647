"""What the columns of assertions are called and what they hold.

Two tables. :data:`FRAME` is what an importer hands over: one row is one assertion. :data:`PROJECTION` is what a
generation of a store keeps as Parquet: one row for every assertion, origin, destination, place and population, so that
a claim about several places has several rows, as it has several answers in SPARQL.

Keys stand for IRIs (``CN`` for ``place:CN``), notations for concepts (``moreThan`` for ``sj:hedge-moreThan``); what is
not stated is null, never zero and never an empty text.
"""

from __future__ import annotations

FRAME: tuple[tuple[str, str], ...] = (
    ("id", "VARCHAR"),
    ("kind", "VARCHAR"),
    ("source", "VARCHAR"),
    ("origin", "VARCHAR"),
    ("destination", "VARCHAR"),
    ("place", "VARCHAR"),
    ("population", "VARCHAR"),
    ("profession", "VARCHAR"),
    ("whole", "VARCHAR"),
    ("low", "VARCHAR"),
    ("high", "VARCHAR"),
    ("low_open", "BOOLEAN"),
    ("high_open", "BOOLEAN"),
    ("hedge", "VARCHAR"),
    ("measure", "VARCHAR"),
    ("printed", "VARCHAR"),
    ("period", "VARCHAR"),
    ("modality", "VARCHAR"),
    ("method", "VARCHAR"),
    ("status", "VARCHAR"),
    ("mobility", "VARCHAR"),
    ("observation", "VARCHAR"),
    ("locator", "VARCHAR"),
    ("note", "VARCHAR"),
)
"""Columns of an imported table and their types in DuckDB.

- ``id``: unique within the source, plain: ``RU-CN-2020``.
- ``low``, ``high``: decimals as text without exponent, sign of thousands or trailing zeros (``551``, ``0.5``); both
  null when the cell holds no figure (then ``hedge``, ``measure`` and ``printed`` are null, too, and ``observation``
  says why).
- ``printed``: the figure as the file prints it.
- ``period``: the notation of a period, one of the keys of ``Imported.periods``.
- ``locator``: where in the file: ``row 124, column stock`` or ``Table 1!H24``.
- ``modality`` is ``asserted`` where null.
"""

PROJECTION: tuple[tuple[str, str], ...] = (
    ("assertion", "VARCHAR"),
    ("id", "VARCHAR"),
    ("kind", "VARCHAR"),
    ("source", "VARCHAR"),
    ("root", "VARCHAR"),
    ("origin", "VARCHAR"),
    ("destination", "VARCHAR"),
    ("place", "VARCHAR"),
    ("population", "VARCHAR"),
    ("agent", "VARCHAR"),
    ("profession", "VARCHAR"),
    ("whole", "VARCHAR"),
    ("low", "DECIMAL(38,10)"),
    ("high", "DECIMAL(38,10)"),
    ("low_open", "BOOLEAN"),
    ("high_open", "BOOLEAN"),
    ("hedge", "VARCHAR"),
    ("measure", "VARCHAR"),
    ("printed", "VARCHAR"),
    ("word", "VARCHAR"),
    ("first_day", "DATE"),
    ("last_day", "DATE"),
    ("first_year", "INTEGER"),
    ("last_year", "INTEGER"),
    ("edtf", "VARCHAR"),
    ("notation", "VARCHAR"),
    ("period_words", "VARCHAR"),
    ("modality", "VARCHAR"),
    ("method", "VARCHAR"),
    ("status", "VARCHAR"),
    ("mobility", "VARCHAR"),
    ("mobility_after", "VARCHAR"),
    ("role", "VARCHAR"),
    ("event", "VARCHAR"),
    ("observation", "VARCHAR"),
    ("restates", "VARCHAR"),
    ("attribution", "VARCHAR"),
    ("locator", "VARCHAR"),
    ("claim", "VARCHAR"),
    ("lang", "VARCHAR"),
    ("note", "VARCHAR"),
)
"""Columns of the Parquet projection and their types in DuckDB.

``assertion`` is the last segment of the IRI. ``agent``, ``profession``, ``whole`` and ``restates`` hold all keys (for
``restates`` the last segments of IRIs), sorted, joined by ``;``. ``first_day`` … ``last_year`` are what a period can
mean at the outside; null when it is open or has no anchor.
"""

REGISTRY: dict[str, tuple[tuple[str, str], ...]] = {
    "places": (("place", "VARCHAR"), ("type", "VARCHAR"), ("label", "VARCHAR")),
    "lies_in": (("place", "VARCHAR"), ("container", "VARCHAR")),
    "populations": (
        ("population", "VARCHAR"),
        ("criterion", "VARCHAR"),
        ("country", "VARCHAR"),
        ("residence_status", "VARCHAR"),
        ("label", "VARCHAR"),
    ),
    "included_in": (("population", "VARCHAR"), ("container", "VARCHAR")),
    "sources": (("source", "VARCHAR"), ("label", "VARCHAR"), ("publisher", "VARCHAR"), ("edition", "VARCHAR")),
}
"""Small tables beside the assertions: registry as columns. ``lies_in`` and ``included_in`` are the reflexive closures
that the graph holds as ``sj:liesIn`` and ``sj:includedIn``; ``country`` has one row for each of a population."""
