"""What can be wrong with a row of a mapped table, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sojourn.errors import Problem
from sojourn.importers.generic_checks import LISTED, Check, and_more
from sojourn.importers.mapping_codes import CONCEPTS, choices
from sojourn.importers.workspace import fill, quoted
from sojourn.sheets.nearest import did_you_mean

if TYPE_CHECKING:
    from sojourn.importers.generic_rows import Rows
    from sojourn.importers.mapping import Form

_NOT_NEGATIVE = ("flow", "residence", "permit", "share")


def row_checks(rows: Rows) -> list[Check]:
    """What is looked for in every row of the figures."""
    kind, figures = rows.bound.mapping.kind, rows.figures
    found = [_no_figure(rows, facet) for facet in figures.facets]
    if kind in _NOT_NEGATIVE:
        found += [_negative(rows, facet, kind) for facet in figures.facets]
    if {"low", "high"} <= set(figures.facets):
        found.append(_reversed(rows))
    found += _ranges(rows, kind)
    found += _ends(rows, kind)
    if "id" in rows.columns:
        found.append(_no_id(rows))
    return found


def _no_id(rows: Rows) -> Check:
    return Check(
        test="not regexp_full_match(id_t, '[A-Za-z0-9][A-Za-z0-9._+-]{0,99}')",
        at=rows.position("id"),
        text="id_t",
        what=lambda text: f"{text[:60]!r} is no id" if text else "the id is blank",
        advice=lambda _: "Ids are of letters, digits, hyphens and points; without a column, they are made.",
    )


def _no_figure(rows: Rows, facet: str) -> Check:
    form = rows.bound.mapping.table
    return Check(
        test=rows.figures.bad(facet),
        at=rows.position(facet),
        text=f"{facet}_text",
        what=lambda text: _why(text, form)[0],
        advice=lambda text: _why(text, form)[1],
    )


def _why(text: str, form: Form) -> tuple[str, str]:
    """Why a cell is no figure, and what to declare."""
    shown = repr(text if len(text) <= 60 else f"{text[:57]}…")
    found = _of_spreadsheets(text, shown) or _of_signs(text, shown, form)
    if found:
        return found
    mark = text.replace('"', '\\"')
    advice = (
        f'If it marks a missing figure, say so under missing: "{mark}": O. If the row is no data, skip_rows_where '
        "leaves it out. If many rows are affected, are the columns shifted?"
    )
    return f"{shown} is no figure", advice


def _of_spreadsheets(text: str, shown: str) -> tuple[str, str] | None:
    if not text:
        return "the cell is blank", 'Say what a blank cell means, under missing: "": O (no figure), or skip.'
    if set(text) == {"#"}:
        return f"{shown} is a cell too narrow for its number", "Widen the column before you save the file."
    if text.startswith("#"):
        return f"{shown} is an error of a spreadsheet", "Mend the formula, or leave the cell blank."
    if re.fullmatch(r"[-+]?[\d.]+[eE][+-]?\d+", text, re.ASCII):
        return f"{shown} is a rounded number of a spreadsheet", "Format the column as a number, and save the file anew."
    if any(sign.isdigit() and not sign.isascii() for sign in text):
        return f"{shown} is written in other digits than 0 to 9", "Write it with 0 to 9."
    return None


def _of_signs(text: str, shown: str, form: Form) -> tuple[str, str] | None:
    if re.fullmatch(r"[-−]?\d{1,3}([., '’\u00a0\u2009\u202f]\d{3})+", text, re.ASCII):
        sign = re.sub(r"[-−\d]", "", text)[0]
        named = "space" if sign.isspace() else f"'{sign}'" if sign != "'" else '"\'"'
        other = f" If it is the decimal sign: decimal: {named}." if sign in ".," else ""
        return (
            f"{shown} is no whole number",
            f"If {named} groups digits, say so under table: thousands: {named}.{other}",
        )
    if re.fullmatch(r"[-−]?[\d., ]*\d[.,]\d+", text, re.ASCII):
        sign = re.findall(r"[.,]", text)[-1]
        declared = f" The mapping says that it is '{form.decimal}'." if form.decimal else ""
        return f"{shown} has a decimal sign that is not declared", f"Say so under table: decimal: '{sign}'.{declared}"
    if re.fullmatch(r"[-−]?\d{29,}.*", text, re.ASCII):
        return f"{shown} has too many digits", "Is the right column mapped?"
    return None


def _negative(rows: Rows, facet: str, kind: str) -> Check:
    return Check(
        test=f"starts_with({facet}, '-')",
        at=rows.position(facet),
        text=f"{facet}_text",
        what=lambda text: f"{text!r} is negative; a {kind} cannot be",
        advice=lambda _: "A balance of arrivals and departures is kind: netmigration, a growth kind: change.",
    )


def _reversed(rows: Rows) -> Check:
    return Check(
        test="try_cast(low as decimal(38, 10)) > try_cast(high as decimal(38, 10))",
        at=rows.position("low"),
        text="concat_ws(' – ', low_text, high_text)",
        what=lambda text: f"the lower bound is above the upper one: {text}",
        advice=lambda _: "Are low and high exchanged?",
    )


def _ranges(rows: Rows, kind: str) -> list[Check]:
    found = []
    for facet in rows.figures.facets:
        value = f"try_cast({facet} as decimal(38, 10))"
        if kind == "share":
            found.append(
                Check(
                    test=f"{value} > 100",
                    at=rows.position(facet),
                    text=f"{facet}_text",
                    what=lambda text: f"{text!r} is over 100 percent",
                    advice=lambda _: "A share is in percent. Is this a count?",
                )
            )
    return found


def _ends(rows: Rows, kind: str) -> list[Check]:
    """Faults of places: one that is needed is blank, or a flow leads to where it began."""
    columns = rows.columns
    found = []
    needed = [facet for facet in ("origin", "destination", "place") if facet in columns]
    if kind != "share" and needed:
        found.append(
            Check(
                test=" and ".join(f"coalesce({facet}_t, '') = ''" for facet in needed),
                at=rows.position(needed[0]),
                text="''",
                what=lambda _: f"no {' or '.join(needed)} is named",
                advice=lambda _: (
                    "Is this a row of notes or a total? skip_rows_where leaves it out. Are columns shifted?"
                ),
            )
        )
    if {"origin", "destination"} <= set(columns):
        found.append(
            Check(
                test="origin_k = destination_k",
                at=rows.position("destination"),
                text="destination_t",
                what=lambda text: f"origin and destination are the same place: {text!r}",
                advice=lambda _: "Leave such rows out: skip_rows_where: {column: …, same_as: …}.",
            )
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCheck:
    """A facet whose different texts are looked at, each once.

    Attributes:
        facet: The facet.
        test: SQL that is true where the text is at fault; empty for all texts.
        fault: What is wrong with a text, and what to do; ``None`` when it is right.
    """

    facet: str
    test: str
    fault: Callable[[str], tuple[str, str] | None]


def name_faults(rows: Rows, table: str, check: NameCheck, *, level: str = "error") -> list[Problem]:
    """The texts of a facet that are at fault: each once, with the number of its rows and the first of them."""
    grid = rows.bound.grid
    heads = rows.bound.heads(rows.columns[check.facet])
    query = fill(
        "select {text}, {count}, min(row), min_by({at}, row) from {table} where coalesce({text}, '') <> '' and {test} "
        "group by 1 order by 2 desc, 1",
        text=f"{check.facet}_t",
        count="count(distinct row)" if rows.bound.wide else "count(*)",
        at=rows.position(check.facet),
        table=quoted(table),
        test=check.test or "true",
    )
    problems: list[Problem] = []
    more = 0
    for text, count, row, at in grid.connection.execute(query).fetchall():
        fault = check.fault(text)
        if fault is None:
            continue
        if len(problems) == LISTED:
            more += 1
            continue
        where = (
            grid.where(grid.heading_row if heads else row, int(at))
            if at
            else rows.columns[check.facet].where or str(grid.path)
        )
        problems.append(Problem(where, f"{fault[0]} ({count:,} row{'s' if count != 1 else ''})", fault[1], level=level))
    return problems + and_more(str(grid.path), more)


def concept_checks(rows: Rows) -> list[NameCheck]:
    """Facets from closed lists, where a column gives them."""
    found = []
    for facet in CONCEPTS:
        if facet in rows.columns and rows.columns[facet].column:
            listed = choices(facet)
            if facet == "measure":
                from sojourn.model import KINDS

                listed = tuple(sorted(KINDS[rows.bound.mapping.kind].measures))
            found.append(NameCheck(facet=facet, test="", fault=_concept_fault(facet, listed)))
    return found


def _concept_fault(facet: str, listed: Collection[str]) -> Callable[[str], tuple[str, str] | None]:
    def fault(text: str) -> tuple[str, str] | None:
        if text in listed:
            return None
        shown = ", ".join(listed)
        means = f"{facet}: {{column: …, codes: {{{text}: …}}}}, one of {shown}"
        advice = f"{did_you_mean(text, listed)}Say what it means: {means}."
        return f"{text!r} is no {facet}", advice

    return fault


def people_check(facet: str, keys: Collection[str]) -> NameCheck:
    """A column that names populations."""

    def fault(text: str) -> tuple[str, str] | None:
        if text in keys:
            return None
        guess = did_you_mean(text, keys)
        return f"no population is called {text!r}", f"{guess}Describe new ones under populations: {text}: {{label: …}}."

    return NameCheck(facet=facet, test="", fault=fault)


def doubles(rows: Rows) -> list[Problem]:
    """Rows that say the same: a column that tells them apart is not mapped, or a total stands among the data."""
    grid = rows.bound.grid
    query = fill(
        "select {id} as id, count(*) as times, min(row), max(row) from {values} "
        "group by 1 having count(*) > 1 order by 3, 1 limit {most}",
        id=rows.id,
        values=quoted(rows.values),
        most=str(LISTED),
    )
    found = grid.connection.execute(query).fetchall()
    left = [name for name in grid.headings if name] if found else []
    unread = rows.bound.unread() if left else []
    hint = f" ({unread[0].what})" if unread else ""
    return [
        Problem(
            grid.where(last),
            f"rows {first:,} and {last:,} speak of the same: {key}"
            + (f", as do {times - 2:,} more" if times > 2 else ""),
            f"Map the column that tells them apart, or leave one of them out by skip_rows_where{hint}.",
        )
        for key, times, first, last in found
    ]
