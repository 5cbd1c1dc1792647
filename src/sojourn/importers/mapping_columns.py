"""The part ``columns`` of a mapping: for every facet a column, a constant, or what the facet has of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sojourn.importers.mapping import NOT_STATED, OWN, Amount, Cell, When, Who
from sojourn.importers.mapping_codes import CONCEPTS, CRITERIA, PLACES, choices
from sojourn.importers.mapping_yaml import Faults, Section, is_list, is_mapping
from sojourn.model import KINDS, Measure
from sojourn.sheets.nearest import did_you_mean

if TYPE_CHECKING:
    from yaml import Node

FACETS = (
    *("origin", "destination", "place", "population", "whole", "period", "value", "low", "high"),
    *("observation", "measure", "method", "hedge", "status", "mobility", "modality", "note", "id"),
)
"""What a mapping may find columns for."""
ALIASES = {"residence": "place", "unit": "measure"}
"""Other names that people know for two facets."""

_DIRECTIVES = re.compile(r"%[YmdHMSjf%]")


def read_columns(faults: Faults, node: Node, kind: str) -> dict[str, Cell]:
    """The facets of a mapping.

    Args:
        faults: Where faults go.
        node: The node ``columns``.
        kind: The kind of statement; empty when it is not known.
    """
    section = Section(faults, node, "columns", (*FACETS, *ALIASES))
    found: dict[str, Cell] = {}
    for key, value in section.values.items():
        facet = ALIASES.get(key, key)
        if facet in found:
            faults.add(section.keys[key], f"{key!r} is another name of {facet!r}, which is there already", "Keep one.")
            continue
        found[facet] = _facet(faults, value, facet)
    _refuse_unfit(section, found, kind)
    _refuse_twice(faults, section, found)
    return found


def _facet(faults: Faults, node: Node, facet: str) -> Cell:
    if facet == "period":
        return _when(faults, node)
    if facet in ("population", "whole"):
        return _who(faults, node, facet)
    if facet in ("value", "low", "high"):
        return _amount(faults, node, facet)
    if not is_mapping(node):
        return _named(faults, node, facet)
    keys = ("column",) if facet in ("note", "id") else ("column", "constant", "codes")
    section = Section(faults, node, facet, keys)
    cell = Cell(
        column=section.text("column"),
        constant=section.text("constant"),
        codes=_codes(section, facet),
        where=faults.where(node),
    )
    if facet in CONCEPTS and cell.constant:
        _known(faults, section.values["constant"], facet)
    _either(faults, section, cell)
    return cell


def _named(faults: Faults, node: Node, facet: str) -> Cell:
    """The short form: only the name of the column."""
    if is_list(node):
        faults.add(node, f"{facet} should be one column, not a list", "Write one name, or `column:` under it.")
        return Cell(where=faults.where(node))
    section = Section(faults, node, facet, None) if is_mapping(node) else None
    text = "" if section else _column(faults, node, facet)
    return Cell(column=text, where=faults.where(node))


def _column(faults: Faults, node: Node, facet: str) -> str:
    from sojourn.importers.mapping_yaml import text_of

    text = text_of(node) or ""
    if not text.strip():
        faults.add(node, f"{facet} names no column", "Write the header of the column as it stands in the table.")
    return text


def _codes(section: Section, facet: str) -> dict[str, str]:
    found = {}
    for mark, node in section.pairs("codes"):
        meaning = section.plain(node, f"the meaning of {mark!r}")
        found[mark] = "" if meaning == NOT_STATED else meaning
        if facet in CONCEPTS and found[mark]:
            _known(section.faults, node, facet)
    return found


def _known(faults: Faults, node: Node, facet: str) -> None:
    from sojourn.importers.mapping_yaml import text_of

    text, listed = text_of(node) or "", choices(facet)
    if text and text not in listed:
        hint = " The status of a cell of the table is called observation." if facet == "status" else ""
        advice = f"{did_you_mean(text, listed)}It is one of: {', '.join(listed)}.{hint}"
        faults.add(node, f"{facet} cannot be {text!r}", advice)


def _either(faults: Faults, section: Section, cell: Cell) -> None:
    """Exactly one of column and constant."""
    if not is_mapping(section.node) or bool(cell.column) != bool(cell.constant):
        if cell.constant and cell.codes:
            faults.add(section.values["codes"], "a constant has no codes", "Write what is meant as the constant.")
        return
    if "column" in section and "constant" in section:
        faults.add(section.node, f"{section.what} has both a column and a constant", "Keep one of them.")
    elif not {"column", "constant"} & set(section.values):
        faults.add(section.node, f"{section.what} names no column", "Write `column:` with the header of the column.")


def _who(faults: Faults, node: Node, facet: str) -> Cell:
    if not is_mapping(node):
        named = _named(faults, node, facet)
        return Who(column=named.column, where=named.where)
    section = Section(faults, node, facet, ("criterion", "of", "column", "constant", "codes", "populations"))
    if "of" in section and "column" in section:
        faults.add(section.keys["column"], f"{facet} has both 'of' and 'column'", "Keep 'of' for countries.")
    criterion = section.choice("criterion", CRITERIA)
    if ("criterion" in section) != ("of" in section):
        faults.add(
            node,
            f"{facet} has {'a criterion but no column' if 'criterion' in section else 'countries but no criterion'}",
            "Write both: `criterion: citizenship` and `of:` with the header of the column of countries.",
        )
    cell = Who(
        column=section.text("of") or section.text("column"),
        constant=section.text("constant"),
        codes=_codes(section, facet),
        criterion=criterion,
        populations={
            mark: section.plain(value, f"the population {mark!r}") for mark, value in section.pairs("populations")
        },
        where=faults.where(node),
    )
    if "of" not in section:
        _either(faults, section, cell)
        if OWN in cell.populations.values():
            faults.add(
                section.values["populations"],
                f"{OWN!r} needs a criterion",
                f"Write `criterion:`, or a key instead of {OWN!r}.",
            )
    return cell


def _when(faults: Faults, node: Node) -> Cell:
    if not is_mapping(node):
        named = _named(faults, node, "period")
        return When(column=named.column, where=named.where)
    keys = ("column", "constant", "codes", "start", "end", "format", "years", "day")
    section = Section(faults, node, "period", keys)
    cell = When(
        column=section.text("column"),
        constant=section.text("constant"),
        codes=_codes(section, "period"),
        start=section.text("start"),
        end=section.text("end"),
        format=section.text("format"),
        years=section.number("years", 1, 100),
        day=section.text("day"),
        where=faults.where(node),
    )
    ends = [key for key in ("start", "end") if key in section]
    if len(ends) == 1:
        faults.add(section.keys[ends[0]], "a period needs both start and end", "Or write one column as `column:`.")
    elif ends and (cell.column or cell.constant):
        faults.add(node, "period has both one column and two", "Keep `column:`, or `start:` with `end:`.")
    elif not ends:
        _either(faults, section, cell)
    _check_dates(section, cell)
    return cell


def _check_dates(section: Section, cell: When) -> None:
    faults = section.faults
    if cell.format and cell.format != "sdmx":
        left = _DIRECTIVES.sub("", cell.format)
        if "%" in left or not {"%Y", "%j"} & set(_DIRECTIVES.findall(cell.format)):
            faults.add(
                section.values["format"],
                f"{cell.format!r} is no form of dates",
                "Write %Y for the year in four digits, %m for the month, %d for the day: '%d.%m.%Y'; or sdmx.",
            )
    if cell.day and not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", cell.day):
        faults.add(section.values["day"], f"{cell.day!r} is no month and day", "Write 07-01 for the first of July.")
    elif cell.day and (cell.years or cell.format or cell.start):
        faults.add(
            section.values["day"],
            "a day goes with a plain column of years only",
            "Leave away years, format, start and end.",
        )
    if cell.years and (cell.start or cell.constant):
        faults.add(section.values["years"], "years go with a column of first years only", "Leave away start and end.")
    if cell.constant:
        _check_constant(section, cell.constant)


def _check_constant(section: Section, text: str) -> None:
    from sojourn.errors import BadInput
    from sojourn.sheets.dates import parse_period

    try:
        parse_period(text)
    except BadInput as error:
        section.faults.add(section.values["constant"], error.what, error.advice)


def _amount(faults: Faults, node: Node, facet: str) -> Cell:
    if not is_mapping(node):
        named = _named(faults, node, facet)
        return Amount(column=named.column, where=named.where)
    section = Section(faults, node, facet, ("column", "times", "power_of_ten", "suffix"))
    cell = Amount(
        column=section.text("column"),
        times=section.number("times", 1, 10**9, 1),
        power=section.text("power_of_ten"),
        suffix=section.text("suffix"),
        where=faults.where(node),
    )
    if "column" not in section and section.values:
        faults.add(node, f"{facet} names no column", "Write `column:` with the header of the column.")
    return cell


def _refuse_unfit(section: Section, found: dict[str, Cell], kind: str) -> None:
    """Facets that a kind of statement does not have, or that it needs."""
    faults, named = section.faults, {ALIASES.get(key, key): node for key, node in section.keys.items()}
    cls = KINDS.get(kind)
    if cls is not None:
        for facet in PLACES:
            if facet in found and facet not in cls.places:
                wanted = " and ".join(sorted(cls.places, reverse=True))
                faults.add(named[facet], f"a {kind} has no {facet}", f"It has {wanted}.")
        measure = found.get("measure")
        if measure and measure.constant in {m.value for m in Measure} - {m.value for m in cls.measures}:
            listed = ", ".join(sorted(cls.measures))
            faults.add(
                named["measure"], f"a {kind} is not counted in {measure.constant}", f"It is counted in {listed}."
            )
        if "whole" in found and kind != "share":
            faults.add(named["whole"], f"a {kind} has no whole", "Only a share is a share of something.")
        _require(section, found, kind)
    amounts = {"value", "low", "high"} & set(found)
    if not amounts:
        faults.add(section.node, "no column of figures is named", "Write `value:` with the header of the column.")
    elif "value" in amounts and len(amounts) > 1:
        faults.add(
            named["value"], "a figure is either a value or an interval", "Keep `value:`, or `low:` with `high:`."
        )


def _require(section: Section, found: dict[str, Cell], kind: str) -> None:
    needed = {"flow": ("origin", "destination"), "share": ("whole", "origin", "destination")}.get(kind, ("place",))
    if not any(facet in found for facet in needed):
        listed = " or ".join(repr(facet) for facet in needed)
        section.faults.add(
            section.node, f"a {kind} needs {listed}", f"Write `{needed[0]}:` with the header of its column."
        )


def _refuse_twice(faults: Faults, section: Section, found: dict[str, Cell]) -> None:
    """One column cannot say two things."""
    first: dict[str, str] = {}
    for key in section.values:
        cell = found[ALIASES.get(key, key)]
        columns = [cell.column, *((cell.start, cell.end) if isinstance(cell, When) else ())]
        for column in filter(None, columns):
            if column in first:
                other = section.keys[first[column]].start_mark.line + 1
                faults.add(
                    section.values[key],
                    f"the column {column!r} is mapped twice: as {first[column]} (line {other}) and as {key}",
                    "A column says one thing; name another one for one of them.",
                )
            else:
                first[column] = key


def mentioned(cell: Cell) -> list[str]:
    """The columns that a facet reads."""
    extra = (cell.start, cell.end) if isinstance(cell, When) else (cell.power,) if isinstance(cell, Amount) else ()
    return [column for column in (cell.column, *extra) if column]
