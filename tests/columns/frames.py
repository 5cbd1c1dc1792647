"""Tables as importers hand them over, made by hand or by Hypothesis, and a store of both ways in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, parse

from sojourn.columns.engine import identifier
from sojourn.columns.quads import quad_chunks
from sojourn.columns.rows import Cell, frame_assertions
from sojourn.columns.schema import FRAME
from sojourn.model import KINDS, Assertion, Period
from sojourn.rdf.writing import assertion_quads
from sojourn.sheets.values import canonical
from sojourn.vocabulary.terms import SCHEMES

Row = dict[str, Cell]

PERIODS: Mapping[str, Period] = {
    period.notation or period.words: period
    for period in (
        Period(notation="2020", edtf="2020", start=date(2020, 1, 1), end=date(2020, 12, 31)),
        Period(notation="1990/1995", edtf="1990/1995", start=date(1990, 7, 1), end=date(1995, 6, 30)),
        Period(notation="../2020", edtf="../2020", end=date(2020, 12, 31)),
        Period(notation="2020/..", edtf="2020/..", start=date(2020, 1, 1)),
        Period(notation="0999", edtf="0999", start=date(999, 1, 1), end=date(999, 12, 31)),
        Period(notation="pub-10y"),
        Period(words='winters, "cold" \\ 冬天\n'),
        Period(notation="2019~", edtf="2019~", start=date(2019, 1, 1), end=date(2019, 12, 31), words="about then"),
    )
}
"""One period of every shape."""

UN_DESA = Period(notation="2020-07-01", edtf="2020-07-01", start=date(2020, 7, 1), end=date(2020, 7, 1))


def row(**cells: Cell) -> Row:
    """A good row of an official table, with some cells changed."""
    usual: Row = {
        "id": "RU-CN-2020",
        "kind": "residence",
        "source": "un-desa",
        "place": "CN",
        "population": "born-in-RU",
        "low": "551",
        "high": "551",
        "hedge": "exact",
        "measure": "persons",
        "printed": "551",
        "period": "2020",
        "locator": "row 2, column stock",
    }
    return {name: None for name, _ in FRAME} | usual | cells


def put(connection: duckdb.DuckDBPyConnection, rows: Sequence[Row], table: str = "frame") -> str:
    """Makes a table of rows; its name."""
    types = {"VARCHAR": pa.string(), "BOOLEAN": pa.bool_()}
    schema = pa.schema([(name, types[kind]) for name, kind in FRAME])
    connection.register("given_rows", pa.Table.from_pylist(list(rows), schema=schema))
    connection.execute(f"CREATE OR REPLACE TABLE {identifier(table)} AS SELECT * FROM given_rows")
    connection.unregister("given_rows")
    return table


def fast(
    connection: duckdb.DuckDBPyConnection, table: str, periods: Mapping[str, Period] = PERIODS, **options: Any
) -> set[Quad]:
    """The quads of the fast way, parsed again."""
    lines = b"".join(chunk.lines for chunk in quad_chunks(connection, table, periods, **options))
    return set(parse(lines, format=RdfFormat.N_QUADS))


def slow(connection: duckdb.DuckDBPyConnection, table: str, periods: Mapping[str, Period] = PERIODS) -> set[Quad]:
    """The quads of the slow way, source by source: an id is unique within one."""
    by_source: dict[str, list[Assertion]] = {}
    for assertion in frame_assertions(connection, table, periods):
        by_source.setdefault(assertion.graph, []).append(assertion)
    return {quad for assertions in by_source.values() for quad in assertion_quads(assertions)}


_AWKWARD = st.sampled_from(
    [
        *('"', "\\", '\\"', "\\n", "\n", "\r\n", "\t", "\b\f", "\0", "\x1b", "\x7f", "\x85\u2028", "\ufffe\uffff"),
        *(
            "'",
            "''; DROP TABLE frame; --",
            "{0}",
            "%41",
            "<b>",
            "> <",
            "é",
            "ё",
            "国",
            "🧳",
            " ",
            "  a  ",
            "NULL",
            "\ufeff",
        ),
        *("0", "551", "true", "2020", "2020-01-01", "q1idq", "q1noteq", "q1nodeq"),
    ]
)
texts = st.one_of(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), _AWKWARD)
keys = st.one_of(
    st.sampled_from(
        ["CN", "RU", "CN-BJ", "harbin", "m49-156", "a+b", "b+c+a", "cote d'ivoire", "a/b#c?d", "50%", "+", "."]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6),
)


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values)


def _one_of(scheme: str) -> st.SearchStrategy[str | None]:
    return _maybe(st.sampled_from(sorted(SCHEMES[scheme])))


_NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12).map(Decimal),
    st.decimals(-(10**6), 10**6, places=10),
    st.decimals("-0.00001", "0.00001", places=10),
)


@st.composite
def _figures(draw: st.DrawFn, kind: str) -> Row:
    measures = sorted(KINDS[kind].measures)
    if not measures or draw(st.integers(0, 4)) == 0:
        return {}
    low, high = sorted(canonical(draw(_NUMBERS)) for _ in range(2))
    shape = draw(st.sampled_from(["point", "above", "below", "range"]))
    if shape in {"point", "range"}:
        bounds: tuple[Decimal | None, Decimal | None] = (low, low if shape == "point" else high)
    else:
        bounds = (low, None) if shape == "above" else (None, high)
    opens = st.sampled_from([None, False, True]) if bounds[0] != bounds[1] else st.sampled_from([None, False])
    return {
        "low": None if bounds[0] is None else f"{bounds[0]:f}",
        "high": None if bounds[1] is None else f"{bounds[1]:f}",
        "low_open": None if bounds[0] is None else draw(opens),
        "high_open": None if bounds[1] is None else draw(opens),
        "hedge": draw(st.sampled_from(sorted(SCHEMES["hedge"]))),
        "measure": str(draw(st.sampled_from(measures))),
        "printed": draw(_maybe(texts)),
    }


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Any row that states something: every kind, every facet there or not, every awkward text."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    ends: list[str | None] = draw(st.lists(_maybe(keys), min_size=2, max_size=2, unique=True))
    places: dict[str, Cell] = {"origin": ends[0], "destination": ends[1], "place": draw(_maybe(keys))}
    return row(
        id=draw(texts),
        kind=kind,
        source=draw(st.sampled_from(["un-desa", "oecd 2020", "données/é"])),
        **{name: value if name in KINDS[kind].places else None for name, value in places.items()},
        population=draw(_maybe(keys)),
        profession=draw(_maybe(keys)),
        whole=draw(_maybe(keys)) if kind == "share" else None,
        **(dict.fromkeys(("low", "high", "hedge", "measure", "printed")) | draw(_figures(kind))),
        period=draw(_maybe(st.sampled_from(sorted(PERIODS)))),
        modality=draw(_one_of("modality")),
        method=draw(_one_of("method")),
        status=draw(_one_of("status")),
        mobility=draw(_one_of("mobility")),
        observation=draw(_one_of("observation")),
        locator=draw(_maybe(texts)),
        note=draw(_maybe(texts)),
    )


def every_signature() -> list[Row]:
    """A table in which every kind has rows with everything, with nothing, and with each facet alone."""
    found: list[Row] = []
    for kind, cls in KINDS.items():
        measure = min(cls.measures, default=None)
        figure: Row = {"measure": str(measure)} if measure else {}
        full: Row = {
            "low": "2000",
            "high": "3000.5",
            "hedge": "between",
            "printed": "2,000 to 3,000.5",
            **figure,
        }
        bare: Row = dict.fromkeys(("low", "high", "hedge", "measure", "printed", "period", "place", "locator"))
        bare |= {"population": None}
        facets: list[Row] = [{}, {"population": "russians"}, {"profession": "engineer"}, {"note": "seen"}]
        facets += [
            {name: key}
            for name, key in (("origin", "RU"), ("destination", "CN"), ("place", "HK"))
            if name in cls.places
        ]
        facets += [{"whole": "workers"}] if kind == "share" else []
        facets += [{name: max(SCHEMES[name])} for name in ("modality", "method", "status", "mobility", "observation")]
        facets += [{"period": period} for period in PERIODS]
        if measure:
            facets += [full, full | {"low": None}, full | {"high": None}, full | {"low_open": True, "high_open": True}]
        everything: Row = {}
        for facet in facets:
            everything |= facet
        for number, facet in enumerate([*facets, everything]):
            found.append(row(**(bare | facet | {"kind": kind, "id": f"{kind}-{number}"})))
    return found
