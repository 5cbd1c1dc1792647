"""What a known dataflow means, as a mapping; and a mapping to start from for one that is not known."""

from __future__ import annotations

import re
from dataclasses import replace

from sojourn.importers.mapping import Amount, Cell, Condition, Form, Origin, TableMapping, When, Who
from sojourn.importers.sdmx_dataflows import PEOPLE, TOTALS, Dataflow, Series
from sojourn.importers.sdmx_tables import ATTRIBUTES, REMARK, STATUS, Table

MISSING = {"": "O", ":": "O", "NaN": "O"}
"""How SDMX-CSV prints that there is no figure."""


def mappings(table: Table, flow: Dataflow) -> list[tuple[Series, TableMapping]]:
    """One mapping for every measure of a dataflow that the file holds."""
    found = []
    for series in flow.series:
        if series.measure and "MEASURE" in table.dimensions and series.measure not in table.values("MEASURE"):
            continue
        found.append((series, _mapping(table, flow, series)))
    return found


def _mapping(table: Table, flow: Dataflow, series: Series) -> TableMapping:
    names = table.dimensions
    people = _people(table, series)
    columns, leave_out = _ends(table, flow, series)
    if people:
        marks = {**PEOPLE[series.criterion], "TOTAL": series.everyone, "_T": series.everyone}
        columns["population"] = Who(
            column=people,
            criterion=series.criterion,
            codes=flow.publisher.codes,
            populations=marks,
            where=str(table.grid.path),
        )
        leave_out += _aggregates(table, people, flow, {*marks, *flow.publisher.codes})
    columns.update(observation_columns(table))
    columns["period"] = When(column="TIME_PERIOD", format="sdmx", day=series.day, where=str(table.grid.path))
    measure = [("MEASURE", (series.measure,))] if series.measure else []
    totals = [*measure, *((name, codes) for name, codes in flow.totals.items() if name != people)]
    return TableMapping(
        name=str(table.grid.path),
        kind=series.kind,
        source=source(table, flow),
        columns=columns,
        table=Form(decimal="."),
        missing=MISSING,
        leave_out=tuple(leave_out),
        keep=tuple(Condition(column=name, test="equals", values=codes) for name, codes in totals if name in names),
        unread=tuple(sorted({*ATTRIBUTES, *flow.prefer, *_labels(table)})),
    )


def _ends(table: Table, flow: Dataflow, series: Series) -> tuple[dict[str, Cell], list[Condition]]:
    """The columns of places, and the rows of groups of countries in them.

    Of two ends, the reporting country is always one; that the other one is the total means that it is not stated.
    """
    columns: dict[str, Cell] = {}
    leave_out: list[Condition] = []
    for facet, dimension in series.ends.items():
        codes = dict(flow.publisher.codes)
        if len(series.ends) > 1 and dimension != "geo":
            codes["TOTAL"] = ""
        columns[facet] = Cell(column=dimension, codes=codes, where=str(table.grid.path))
        leave_out += _aggregates(table, dimension, flow, set(codes))
    return columns, leave_out


def observation_columns(table: Table) -> dict[str, Cell]:
    """The columns that every SDMX table has."""
    power = "UNIT_MULT" if "UNIT_MULT" in table.grid.headings else ""
    where = str(table.grid.path)
    return {
        "value": Amount(column="OBS_VALUE", power=power, where=where),
        "observation": Cell(column=STATUS, where=where),
        "note": Cell(column=REMARK, where=where),
    }


def _people(table: Table, series: Series) -> str:
    """The dimension that tells people apart by country."""
    there = [name for name in series.people if name in table.dimensions]
    apart = [name for name in there if set(table.values(name)) - {"_Z", "_X", ""}]
    return (apart or there or [""])[0]


def _aggregates(table: Table, dimension: str, flow: Dataflow, known: set[str]) -> list[Condition]:
    """Rows of groups of countries: they repeat what their members say."""
    country = re.compile(flow.publisher.country)
    codes = [code for code in table.values(dimension) if code and code not in known and not country.fullmatch(code)]
    return [Condition(column=dimension, test="equals", values=tuple(codes))] if codes else []


def _labels(table: Table) -> list[str]:
    """Columns with names of codes, as ``labels=name`` writes them: they are no codes."""
    return [name for name in table.dimensions if not re.fullmatch(r"[a-z0-9_]+|[A-Z0-9_]+", name)]


def source(table: Table, flow: Dataflow) -> Origin:
    """A dataflow as a source, with its edition."""
    slug = re.sub(r"[^a-z0-9]+", "-", flow.code.casefold()).strip("-")
    key = f"{flow.publisher.key}-{slug}"
    return Origin(
        key=f"{key}-{table.updated}" if table.updated else key,
        title=f"{flow.title} ({flow.code})",
        publisher=flow.publisher.name,
        licence=flow.publisher.licence,
        edition=table.updated,
        published=table.updated,
        url=flow.publisher.url.format(flow.code),
    )


def completed(mapping: TableMapping) -> TableMapping:
    """A mapping that somebody wrote, with what every SDMX table prints for a missing figure."""
    form = mapping.table if mapping.table.decimal else replace(mapping.table, decimal=".")
    return replace(
        mapping,
        table=form,
        missing={**MISSING, **mapping.missing},
        unread=tuple(sorted({*mapping.unread, *ATTRIBUTES})),
    )


def skeleton(table: Table) -> str:
    """A mapping to start from: every dimension with some of its codes."""
    slug = re.sub(r"[^a-z0-9]+", "-", f"{table.agency} {table.flow}".casefold()).strip("-")
    lines = [
        "kind: residence          # or flow, netmigration, change, share, permit",
        f"source: {{key: {slug}, title: {table.flow}}}",
        "columns:                 # origin, destination, place, population: which dimension is which?",
    ]
    totals = []
    for name in table.dimensions:
        codes = table.values(name, 7)
        shown = ", ".join(codes[:6]) + (" …" if len(codes) > 6 else "")
        lines.append(f"  # …: {name}    # {shown}")
        totals += [(name, code) for code in codes if code in TOTALS and len(codes) > 1][:1]
    lines += ["  period: {column: TIME_PERIOD, format: sdmx}", "  value: OBS_VALUE", f"  observation: {STATUS}"]
    if totals:
        lines.append("only_rows_where:")
        lines += [f"  - {{column: {name}, equals: {code}}}" for name, code in totals]
    return "\n  ".join(lines)
