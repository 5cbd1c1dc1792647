"""The rows of a mapped table as a frame of assertions, built in the engine step by step.

``facts`` holds what the table says, as texts; ``figures`` what that means: keys, bounds and notations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.importers.generic_figures import Figures
from sojourn.importers.generic_people import PREFIXES
from sojourn.importers.generic_table import Bound, code_map
from sojourn.importers.mapping import EVERYONE, OWN, When, Who
from sojourn.importers.mapping_codes import CONCEPTS, PLACES
from sojourn.importers.workspace import fill, literal, quoted

if TYPE_CHECKING:
    pass

PEOPLE = ("population", "whole")
"""Facets that are populations."""


class Rows:
    """The steps from a table to a frame.

    Args:
        bound: The mapping with its table.
        name: What the names of the tables begin with.
        source: Key of the source.
    """

    def __init__(self, bound: Bound, name: str, source: str) -> None:
        self.bound = bound
        self.columns = bound.mapping.columns
        self.figures = Figures(bound)
        self.source = source
        self.id = ""
        self.facts, self.values, self.frame = f"{name}_facts", f"{name}_figures", f"{name}_frame"
        self.periods, self.places, self.dated = f"{name}_periods", f"{name}_places", f"{name}_dated"
        self.origins = f"{name}_origins"

    def named_places(self) -> list[str]:
        """The texts in ``facts`` that name places."""
        people = [facet for facet in PEOPLE if facet in self.columns and self._criterion(facet)]
        return [f"{facet}_t" for facet in (*PLACES, *people) if facet in self.columns]

    @property
    def dropped(self) -> str:
        """What is left out with an unknown place: a ``row``, or a ``cell`` where wide columns are named by places."""
        named = (self.columns[text.removesuffix("_t")] for text in self.named_places())
        return "cell" if any(self.bound.heads(cell) for cell in named) else "row"

    def make_facts(self) -> None:
        """What the table says: one text for each facet of each row that is wanted."""
        parts = {"row": "row", "spot": self.position("value" if "value" in self.columns else self.figures.facets[0])}
        for facet, cell in self.columns.items():
            if facet in self.figures.facets:
                continue
            parts[f"{facet}_t"] = self._span(cell) if isinstance(cell, When) and cell.start else self.bound.coded(cell)
        parts.update(self.figures.columns())
        for facet in PEOPLE:
            if self._criterion(facet):
                parts[f"{facet}_m"] = self._marked(facet)
        self._run(
            "create or replace table {name} as select {parts} from {rows} where {wanted}",
            name=quoted(self.facts),
            parts=_listed(parts),
            rows=self.bound.rows(),
            wanted=self.bound.wanted(),
        )

    def position(self, facet: str) -> str:
        """The position of the column of a facet in SQL; 0 for a constant."""
        cell = self.columns[facet]
        column = cell.column or (cell.start if isinstance(cell, When) else "")
        return self.bound.at(column) if column else "0"

    def make_figures(self, *, drop: bool) -> int:
        """What the texts mean; needs the tables of periods and places. Gives the number of rows that are no more.

        Args:
            drop: Whether rows with an unknown place are left out.
        """
        parts = {"row": "f.row", "spot": "f.spot", "period": "p.key" if "period" in self.columns else "null::varchar"}
        joins = []
        if "period" in self.columns:
            joins.append(f"left join {quoted(self.periods)} p on f.period_t = p.text")
        for text in self.named_places():
            facet = text.removesuffix("_t")
            if facet in PEOPLE:
                parts[f"{facet}_k"] = f"{facet}_a.key"
                joins.append(f"left join {quoted(self.origins)} {facet}_a on f.{text} = {facet}_a.text")
                continue
            parts[f"{facet}_k"] = f"coalesce({facet}_a.key, {facet}_b.key)"
            joins.append(f"left join {quoted(self.places)} {facet}_a on f.{text} = {facet}_a.text")
            when = "coalesce(p.key, '')" if "period" in self.columns else "''"
            dated = f"f.{text} || chr(9) || {when}"
            joins.append(f"left join {quoted(self.dated)} {facet}_b on {dated} = {facet}_b.text")
        texts = [f"f.{facet}_t" for facet in self.columns if facet not in self.figures.facets]
        marks = [f"f.{facet}_m" for facet in PEOPLE if self._criterion(facet)]
        self._run(
            "create or replace table {name} as select {parts} from {facts} f {joins} where {wanted}",
            name=quoted(self.values),
            parts=_listed({**parts, **{c[2:]: c for c in (*texts, *marks)}, **self._figure_columns()}),
            facts=quoted(self.facts),
            joins=" ".join(joins),
            wanted=f"not ({self.figures.skipped()})",
        )
        return self._drop_unknown() if drop else 0

    def _figure_columns(self) -> dict[str, str]:
        return {f"{facet}{end}": f"f.{facet}{end}" for facet in self.figures.facets for end in ("", "_text", "_mark")}

    def unknown(self, text: str) -> str:
        """Where a text that should name a place names none, in SQL."""
        facet = text.removesuffix("_t")
        marked = f" and {facet}_m is null" if self._criterion(facet) else ""
        return f"{text} <> '' and {facet}_k is null{marked}"

    def _drop_unknown(self) -> int:
        tests = " or ".join(f"({self.unknown(text)})" for text in self.named_places()) or "false"
        parts = {"name": quoted(self.values), "tests": tests, "what": "distinct row" if self.dropped == "row" else "*"}
        found = self.bound.grid.connection.execute(
            fill("select count({what}) from {name} where {tests}", **parts)
        ).fetchone()
        self._run("delete from {name} where {tests}", name=parts["name"], tests=tests)
        return int(found[0]) if found else 0

    def make_frame(self) -> None:
        """The frame as a view on the figures."""
        parts = {"kind": literal(self.bound.mapping.kind), "source": literal(self.source)}
        for facet in PLACES:
            parts[facet] = f"{facet}_k" if facet in self.columns else "null::varchar"
        for facet in PEOPLE:
            parts[facet] = self._people(facet)
        concepts = {facet: self._concept(facet) for facet in CONCEPTS}
        parts["profession"] = "null::varchar"
        parts.update(self.figures.bounds(concepts["hedge"]))
        parts["measure"] = self.figures.measure(concepts["measure"])
        parts["period"] = "period"
        parts["modality"] = f"coalesce({concepts['modality']}, 'asserted')"
        for facet in ("method", "status", "mobility"):
            parts[facet] = concepts[facet]
        parts["observation"] = self.figures.observation(concepts["observation"])
        parts["locator"] = self._locator()
        parts["note"] = "nullif(note_t, '')" if "note" in self.columns else "null::varchar"
        parts["id"] = self.id = self._id(parts)
        from sojourn.columns.schema import FRAME

        self._run(
            "create or replace view {name} as select {parts} from {values}",
            name=quoted(self.frame),
            parts=", ".join(f"({parts[column]})::{kind} as {quoted(column)}" for column, kind in FRAME),
            values=quoted(self.values),
        )

    def _criterion(self, facet: str) -> str:
        cell = self.columns.get(facet)
        return cell.criterion if isinstance(cell, Who) else ""

    def _marked(self, facet: str) -> str:
        """The population that a code of the column means by itself; null for countries."""
        cell = self.columns[facet]
        codes = cell.populations if isinstance(cell, Who) else {}
        return f"{code_map(codes)}[{self.bound.sql(cell.column)}]" if codes and cell.column else "null::varchar"

    def _people(self, facet: str) -> str:
        cell = self.columns.get(facet)
        if not isinstance(cell, Who):
            return "null::varchar"
        if not cell.criterion:
            codes = code_map(cell.populations) if cell.populations else ""
            key = f"coalesce({codes}[{facet}_t], {facet}_t)" if codes else f"{facet}_t"
            return f"nullif(nullif({key}, ''), {literal(EVERYONE)})"
        begin = literal(f"{PREFIXES[cell.criterion]}-")
        here = next((f"{place}_k" for place in ("place", "destination", "origin") if place in self.columns), "null")
        return (
            f"case when {facet}_m = {literal(EVERYONE)} then null "
            f"when {facet}_m = {literal(OWN)} then {begin} || {here} "
            f"when {facet}_m is not null then {facet}_m else {begin} || {facet}_k end"
        )

    def _concept(self, facet: str) -> str:
        return f"nullif({facet}_t, '')" if facet in self.columns else "null::varchar"

    def _span(self, cell: When) -> str:
        """Start and end with ``/`` between them; blank when both are."""
        start, end = self.bound.sql(cell.start), self.bound.sql(cell.end)
        return f"case when {start} = '' and {end} = '' then '' else {start} || '/' || {end} end"

    def _locator(self) -> str:
        grid = self.bound.grid
        wide = self.bound.wide
        if not wide:
            column = self.columns[self.figures.facets[0]].column
            return grid.locator(grid.headings.index(column) + 1)
        tests = " ".join(f"when {at} then {grid.locator(at)}" for at in wide)
        return f"case spot {tests} end"

    def _id(self, parts: dict[str, str]) -> str:
        """A name that follows from the facets; the check for doubles sees to it that no two rows share one."""
        if "id" in self.columns:
            return "id_t"
        listed = [f"coalesce({parts['origin']}, 'unstated')"] if "origin" in self.columns else []
        for facet in PEOPLE:
            if self._criterion(facet):
                listed.append(f"coalesce({facet}_k, {parts[facet]}, 'all')")
            elif facet in self.columns and self.columns[facet].column:
                listed.append(f"coalesce({parts[facet]}, 'all')")
        listed += [
            f"coalesce({parts[facet]}, 'unstated')" for facet in ("destination", "place") if facet in self.columns
        ]
        if "period" in self.columns:
            listed.append("coalesce(replace(period, '/', '-'), 'undated')")
        apart = ("measure", "method", "status", "mobility", "modality")
        listed += [f"nullif({facet}_t, '')" for facet in apart if facet in self.columns and self.columns[facet].column]
        return f"concat_ws('-', {', '.join(listed)})"

    def _run(self, text: str, **parts: str) -> None:
        self.bound.grid.connection.execute(fill(text, **parts))


def _listed(parts: dict[str, str]) -> str:
    return ", ".join(f"{expression} as {quoted(name)}" for name, expression in parts.items())
