"""The figures of a mapped table in SQL: bounds, hedge, what was printed, and what a mark in a cell means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.importers.generic_table import code_map, text_list
from sojourn.importers.mapping_codes import DEFAULT_MEASURE, MARKS, MISSING
from sojourn.importers.workspace import literal

if TYPE_CHECKING:
    from sojourn.importers.generic_table import Bound
    from sojourn.importers.mapping import Form, TableMapping

_GROUPS = {",": ",", ".": r"\.", " ": "[ \u00a0\u2009\u202f]", "'": "['’]", "’": "['’]"}
_MINUS = "[-−]?"
_ONE_SIDED = {"moreThan": "low", "atLeast": "low", "mostOf": "low", "lessThan": "high", "atMost": "high"}
"""Hedges of a single value that make it one bound."""


def pattern(form: Form) -> str:
    """The regular expression of a figure as the mapping declares it."""
    group = _GROUPS.get(form.thousands, "")
    whole = rf"(\d{{1,28}}|\d{{1,3}}({group}\d{{3}}){{1,9}})" if group else r"\d{1,28}"
    decimals = rf"({_GROUPS[form.decimal]}\d{{1,30}})?" if form.decimal else ""
    return f"{_MINUS}{whole}{decimals}"


def number(text: str, form: Form) -> str:
    """The figure of a cell in SQL, as a plain decimal; null where the cell holds none."""
    plain = f"replace({text}, '−', '-')"
    if form.thousands:
        plain = f"regexp_replace({plain}, {literal(_GROUPS[form.thousands])}, '', 'g')"
    if form.decimal == ",":
        plain = f"replace({plain}, ',', '.')"
    return f"case when regexp_full_match({text}, {literal(pattern(form))}) then {tidy(plain)} end"


def tidy(plain: str) -> str:
    """A decimal in SQL without needless noughts and without minus nought."""
    cut = rf"regexp_replace({plain}, '^(-?)0+(\d)', '\1\2')"
    cut = rf"regexp_replace(regexp_replace({cut}, '(\.\d*?)0+$', '\1'), '\.$', '')"
    return f"regexp_replace({cut}, '^-0$', '0')"


def scaled(bound: Bound, facet: str, figure: str) -> str:
    """A figure in SQL, multiplied as the mapping says; null where it has too many digits for that."""
    amount = bound.mapping.columns[facet]
    times, power = getattr(amount, "times", 1), getattr(amount, "power", "")
    if times == 1 and not power:
        return figure
    factor = f"{times}::decimal(10, 0)"
    if power:
        cases = " ".join(f"when '{exponent}' then {10**exponent}" for exponent in range(10))
        factor = f"(case {bound.sql(power)} when '' then 1 {cases} end * {times})::decimal(10, 0)"
    product = f"(try_cast({figure} as decimal(28, 10)) * {factor})::varchar"
    return f"case when not regexp_matches({figure}, '\\.\\d{{11}}') then {tidy(product)} end"


def _bare(text: str, suffix: str) -> str:
    """A cell in SQL without what the mapping says may stand behind the digits."""
    end = suffix.strip()
    if not end:
        return text
    return f"(case when ends_with({text}, {literal(end)}) then trim({text}[:-{len(end) + 1}]) else {text} end)"


class Figures:
    """SQL for the figure of each row.

    Args:
        bound: The mapping with its table.
    """

    def __init__(self, bound: Bound) -> None:
        self._bound = bound
        self._mapping: TableMapping = bound.mapping
        self.facets = [facet for facet in ("value", "low", "high") if facet in self._mapping.columns]
        self._texts = {facet: bound.sql(self._mapping.columns[facet].column) for facet in self.facets}

    def columns(self) -> dict[str, str]:
        """Columns of the first step: texts, meanings of marks, and plain numbers."""
        found: dict[str, str] = {}
        marks = self._mapping.missing
        for facet, text in self._texts.items():
            found[f"{facet}_text"] = text
            found[f"{facet}_mark"] = f"{code_map(marks)}[{text}]" if marks else "null::varchar"
            plain = number(_bare(text, getattr(self._mapping.columns[facet], "suffix", "")), self._mapping.table)
            nought = text_list([mark for mark, meaning in marks.items() if meaning == "zero"] or [chr(1)])
            listed = text_list(list(marks))
            figure = scaled(self._bound, facet, plain)
            marked = f"when {text} in {listed} then null " if marks else ""
            found[facet] = f"case when {text} in {nought} then '0' {marked}else {figure} end"
        return found

    def bad(self, facet: str) -> str:
        """Where a cell holds neither a figure nor a declared mark."""
        return f"{facet} is null and {facet}_mark is null"

    def skipped(self) -> str:
        """Where a cell says nothing at all."""
        return " or ".join(f"coalesce({facet}_mark = 'skip', false)" for facet in self.facets)

    def bounds(self, hedge: str) -> dict[str, str]:
        """The columns of the frame that make up the figure.

        Args:
            hedge: The hedge that the mapping gives in SQL; ``null`` when it gives none.
        """
        if "value" in self.facets:
            return self._point(hedge)
        low = "low" if "low" in self.facets else "null::varchar"
        high = "high" if "high" in self.facets else "null::varchar"
        default = (
            f"case when {low} is null then 'atMost' when {high} is null then 'atLeast' "
            f"when {low} = {high} then 'exact' else 'between' end"
        )
        some = f"coalesce({low}, {high}) is not null"
        printed = ", ".join(f"case when {facet} is not null then {facet}_text end" for facet in self.facets)
        return {
            "low": low,
            "high": high,
            "low_open": f"case when {hedge} = 'moreThan' and {low} is not null then true end",
            "high_open": f"case when {hedge} = 'lessThan' and {high} is not null then true end",
            "hedge": f"case when {some} then coalesce({hedge}, {default}) end",
            "printed": f"case when {some} then concat_ws(' – ', {printed}) end",
        }

    def _point(self, hedge: str) -> dict[str, str]:
        lows = text_list([name for name, side in _ONE_SIDED.items() if side == "low"] + ["orderOfMagnitude"])
        highs = text_list([name for name, side in _ONE_SIDED.items() if side == "high"])
        return {
            "low": f"case when coalesce({hedge}, '') not in {highs} then value end",
            "high": f"case when coalesce({hedge}, '') not in {lows} then value end",
            "low_open": f"case when value is not null and {hedge} in ('moreThan', 'mostOf') then true end",
            "high_open": f"case when value is not null and {hedge} = 'lessThan' then true end",
            "hedge": f"case when value is not null then coalesce({hedge}, 'exact') end",
            "printed": "case when value is not null then value_text end",
        }

    def figure(self) -> str:
        """Where a row has a figure, in SQL."""
        return f"coalesce({', '.join(self.facets)}, null) is not null"

    def observation(self, column: str) -> str:
        """The status of the cell in SQL: that of its column, and for a missing figure at least that of the mark."""
        listed = text_list(MARKS)
        marks = [f"case when {facet}_mark not in {listed} then {facet}_mark end" for facet in self.facets]
        mark = f"coalesce({', '.join(marks)}, null)"
        said = f"case when {column} in {text_list(MISSING)} then {column} end"
        return f"case when {self.figure()} then {column} else coalesce({said}, {mark}, {column}) end"

    def measure(self, column: str) -> str:
        """The unit in SQL; null where there is no figure."""
        default = literal(DEFAULT_MEASURE[self._mapping.kind])
        return f"case when {self.figure()} then coalesce({column}, {default}) end"
