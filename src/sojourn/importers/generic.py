"""Any table with a mapping: ``sojourn import table FILE --mapping MAP.yaml``."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.errors import BadInput, Problem, SheetErrors
from sojourn.importers.base import Imported, Options
from sojourn.importers.cleaning import check_settings, renamed, skip_notes_below
from sojourn.importers.generic_checks import find_faults
from sojourn.importers.generic_faults import NameCheck, concept_checks, doubles, name_faults, people_check, row_checks
from sojourn.importers.generic_names import Named, distinct, read_periods, read_place, read_places, store
from sojourn.importers.generic_people import known, populations
from sojourn.importers.generic_rows import PEOPLE, Rows
from sojourn.importers.generic_table import Bound
from sojourn.importers.grids import Grid, read_grid
from sojourn.importers.mapping import EVERYONE, OWN, Origin, TableMapping, When, Who, read_mapping
from sojourn.importers.workspace import fill, quoted, workspace
from sojourn.model import Source

if TYPE_CHECKING:
    import duckdb

    from sojourn.importers.places import Resolver
    from sojourn.model import Period, Population

ENDINGS = (".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".parquet", ".pq")
"""Endings of the names of files that may hold a table."""


class MappedTable:
    """Reads any table whose columns a mapping file explains."""

    name = "table"
    summary = "any CSV, TSV, XLSX or Parquet, with a mapping file that says what its columns mean"

    def can_read(self, path: Path) -> str:
        """Says why this file is not for it; empty when it can read it."""
        if path.suffix.casefold() in ENDINGS:
            return "it needs a mapping: sojourn import table FILE --mapping MAP.yaml"
        return f"its name does not end in {', '.join(ENDINGS)}"

    def read(self, path: Path, options: Options) -> Iterator[Imported]:
        """Reads a file; gives one item.

        Raises:
            BadInput: At ``file:line:column``, when the file or the mapping is not what it should be.
            SheetErrors: When several things are wrong; all of them.
        """
        if options.mapping is None:
            raise BadInput(
                "a table needs a mapping that says what its columns mean",
                where=str(path),
                advice="Write one (`sojourn new --mapping` makes a template) and name it: --mapping MAP.yaml.",
            )
        check_settings(options, "tab", mapped=True)
        mapping = read_mapping(options.mapping)
        with workspace() as connection, readable(path, mapping) as copy:
            grid = _grid(connection, copy, mapping, options)
            yield import_grid(at_home(grid, path, copy), mapping, options)


def _grid(connection: duckdb.DuckDBPyConnection, path: Path, mapping: TableMapping, options: Options) -> Grid:
    """The table without the notes below it; the option ``--set tab=NAME`` goes before the mapping."""
    form = mapping.table
    tab = options.settings.get("tab", "") or form.sheet
    try:
        grid = read_grid(connection, path, tab=tab, heading=form.header, delimiter=form.delimiter)
    except SheetErrors:
        raise
    except BadInput as error:
        name = next((name for sign, name in _ENCODINGS.items() if sign in error.what), "")
        if name:
            error.advice = f"Say so in the mapping, table: {{encoding: {name}}}, or save the file as `CSV UTF-8`."
        raise
    skip_notes_below(grid)
    return grid


_ENCODINGS = {"the text is UTF-16": "utf-16", "is the file Latin-1": "latin-1"}
"""What the gate says of another encoding, and its name in a mapping."""


@contextmanager
def readable(path: Path, mapping: TableMapping) -> Iterator[Path]:
    """The file itself, or a copy in UTF-8 up to the last row of data, when the mapping asks for that.

    Raises:
        BadInput: If the bytes are not in the encoding that the mapping names.
    """
    form = mapping.table
    text = path.suffix.casefold() not in (".xlsx", ".xlsm", ".xls", ".parquet", ".pq")
    if not text or not (form.last or form.encoding not in ("", "utf-8")):
        yield path
        return
    from sojourn.importers.scanning import check_path

    check_path(path)
    with tempfile.TemporaryDirectory(prefix="sojourn-import-") as folder:
        copy = Path(folder) / path.name
        _transcribe(path, copy, form.encoding or "utf-8-sig", form.last)
        yield copy


def _transcribe(path: Path, copy: Path, encoding: str, last: int) -> None:
    try:
        with path.open(encoding=encoding, newline="") as source, copy.open("w", encoding="utf-8", newline="") as target:
            for number, line in enumerate(source, 1):
                if last and number > last:
                    break
                target.write(line)
    except UnicodeError as error:
        raise BadInput(
            f"the bytes are not in the encoding {encoding}", where=str(path), advice=f"Correct `encoding:` ({error})."
        ) from None


def at_home(grid: Grid, path: Path, copy: Path) -> Grid:
    """A grid that was read from a copy, under the name and digest of the file itself."""
    if copy == path:
        return grid
    from sojourn.stores.generations import file_digest

    for remark in grid.remarks:
        remark.where = remark.where.replace(str(copy), str(path))
    return replace(grid, path=path, sha256=file_digest(path))


def import_grid(
    grid: Grid, mapping: TableMapping, options: Options, *, name: str = "table", resolver: Resolver | None = None
) -> Imported:
    """Turns a table into assertions as a mapping says.

    Args:
        grid: The table.
        mapping: What its columns mean.
        options: What the user asked for.
        name: What the names of tables in the engine begin with.
        resolver: Finds places; a fresh one when not given.

    Raises:
        SheetErrors: With everything that is wrong with the columns, the names or the rows.
    """
    from sojourn.importers.places import Resolver

    bound = Bound(grid, mapping)
    sources = _sources(mapping.source, grid, options)
    work = Rows(bound, name, sources[0].key)
    work.make_facts()
    finder = resolver or Resolver(renamed(options), parts=mapping.anywhere)
    remarks = [*grid.remarks, *bound.left_out(), *bound.unread()]
    problems, periods = _read_periods(work, sources[0])
    problems += _read_places(work, finder, periods, options, remarks)
    listed = known(mapping.populations)
    problems += _constants(mapping, listed)
    for facet in PEOPLE:
        cell = mapping.columns.get(facet)
        if isinstance(cell, Who) and cell.column and not cell.criterion:
            problems += name_faults(work, work.facts, people_check(facet, {*listed, *cell.populations}))
    for check in concept_checks(work):
        problems += name_faults(work, work.facts, check)
    _skipped(work, remarks)
    dropped = work.make_figures(drop=options.unresolved)
    if dropped:
        what = f"{dropped:,} {work.dropped}{'s' if dropped != 1 else ''} left out, whose places are unknown"
        remarks.append(Problem(str(grid.path), what, level="warning"))
    problems += find_faults(grid, work.values, row_checks(work), wide=bool(bound.wide))
    if not problems:
        work.make_frame()
        problems = doubles(work)
    if problems:
        raise SheetErrors(problems, rows=grid.rows)
    return _imported(work, sources=sources, periods=periods, resolver=finder, listed=listed, remarks=remarks)


def _imported(
    work: Rows,
    *,
    sources: tuple[Source, ...],
    periods: dict[str, Period],
    resolver: Resolver,
    listed: dict[str, Population],
    remarks: list[Problem],
) -> Imported:
    connection = work.bound.grid.connection
    count = connection.execute(fill("select count(*) from {frame}", frame=quoted(work.frame))).fetchone()
    rows = int(count[0]) if count else 0
    if not rows:
        raise BadInput(
            "no row of the table is read",
            where=str(work.bound.grid.path),
            advice="Look at skip_rows_where and only_rows_where; " + "; ".join(remark.what for remark in remarks[:5]),
        )
    people = {key for facet in PEOPLE for key in _keys(work, facet)}
    named = populations(people, listed, resolver)
    keys = {key for facet in ("origin", "destination", "place") for key in _keys(work, facet)}
    keys |= {country for population in named for country in population.country}
    return Imported(
        connection=connection,
        table=work.frame,
        rows=rows,
        sources=sources,
        periods=periods,
        places=resolver.closure(keys),
        populations=named,
        remarks=tuple(remarks),
    )


def _keys(work: Rows, facet: str) -> list[str]:
    if facet not in work.columns:
        return []
    query = fill(
        "select distinct {facet} from {frame} where {facet} is not null", facet=quoted(facet), frame=quoted(work.frame)
    )
    return [str(key) for (key,) in work.bound.grid.connection.execute(query).fetchall()]


def _read_periods(work: Rows, source: Source) -> tuple[list[Problem], dict[str, Period]]:
    """Makes the table of periods."""
    cell = work.columns.get("period")
    if not isinstance(cell, When):
        return [], {}
    connection = work.bound.grid.connection
    texts = [text for (text,) in distinct(connection, work.facts, ["period_t"])]
    named, periods = read_periods(texts, cell, source.published)
    store(connection, work.periods, named.keys)
    check = NameCheck(facet="period", test="", fault=named.faults.get)
    return (name_faults(work, work.facts, check) if named.faults else []), periods


def _read_places(
    work: Rows, resolver: Resolver, periods: dict[str, Period], options: Options, remarks: list[Problem]
) -> list[Problem]:
    """Makes the tables of places; what cannot be resolved is a problem, or a remark when rows are to be left out."""
    connection = work.bound.grid.connection
    columns = work.named_places()
    names = {column: {text for (text,) in distinct(connection, work.facts, [column])} for column in columns}
    here = {column for column in columns if column.removesuffix("_t") not in PEOPLE}
    places = read_places(sorted({text for column in here for text in names[column]}), resolver)
    dated = _dated(work, sorted(here), set(places.faults), resolver, periods)
    origins = read_places(sorted({text for column in columns for text in names[column]}), resolver, ever=True)
    store(connection, work.places, places.keys)
    store(connection, work.dated, dated.keys)
    store(connection, work.origins, origins.keys)
    level, problems = "warning" if options.unresolved else "error", list[Problem]()
    for column in columns:
        facet = column.removesuffix("_t")
        test = f"{facet}_m is null" if facet in PEOPLE else ""
        faults = origins.faults if facet in PEOPLE else dated.faults
        fault = _declaring(faults)
        problems += name_faults(work, work.facts, NameCheck(facet=facet, test=test, fault=fault), level=level)
    if options.unresolved:
        remarks += problems
        return []
    return problems


_DECLARE = "Say in the mapping what it means: codes: {{{!r}: …}}; or leave such rows out: skip_rows_where."


def _declaring(faults: Mapping[str, tuple[str, str]]) -> Callable[[str], tuple[str, str] | None]:
    """The fault of a name, with what the mapping can do about it."""

    def fault(text: str) -> tuple[str, str] | None:
        if text not in faults:
            return None
        what, advice = faults[text]
        return what, f"{advice} {_DECLARE.format(text)}".strip()

    return fault


def _dated(work: Rows, columns: list[str], texts: set[str], resolver: Resolver, periods: Mapping[str, Period]) -> Named:
    """Names that mean something only in some periods: countries that are no more."""
    found = Named()
    if not texts:
        return found
    connection = work.bound.grid.connection
    again = f"{work.facts}_again"
    store(connection, again, dict.fromkeys(texts, ""))
    dated = "period" in work.columns
    pairs: set[tuple[str, str]] = set()
    for column in columns:
        query = fill(
            "select distinct f.{column}, {notation} from {facts} f join {again} o on f.{column} = o.text {periods}",
            column=column,
            notation="coalesce(p.key, '')" if dated else "''",
            facts=quoted(work.facts),
            again=quoted(again),
            periods=f"left join {quoted(work.periods)} p on f.period_t = p.text" if dated else "",
        )
        pairs.update((text, notation) for text, notation in connection.execute(query).fetchall())
    for text, notation in sorted(pairs):
        read_place(found, text, resolver, periods.get(notation), f"{text}\t{notation}")
    return found


def _constants(mapping: TableMapping, listed: dict[str, Population]) -> list[Problem]:
    """Populations that the mapping itself names and nobody has described."""
    from sojourn.sheets.nearest import did_you_mean

    problems = []
    for facet in PEOPLE:
        cell = mapping.columns.get(facet)
        if not isinstance(cell, Who):
            continue
        for key in filter(None, (cell.constant, *cell.populations.values())):
            if key not in listed and key not in (EVERYONE, OWN):
                advice = f"{did_you_mean(key, [*listed, EVERYONE, OWN])}Describe new ones under populations:."
                problems.append(Problem(cell.where or mapping.name, f"no population is called {key!r}", advice))
    for group in mapping.populations:
        for key in group.subpopulation_of:
            if key not in listed:
                advice = f"{did_you_mean(key, listed)}Describe new ones under populations:."
                problems.append(Problem(mapping.name, f"no population is called {key!r}", advice))
    return problems


def _skipped(work: Rows, remarks: list[Problem]) -> None:
    query = fill("select count(*) from {facts} where {test}", facts=quoted(work.facts), test=work.figures.skipped())
    found = work.bound.grid.connection.execute(query).fetchone()
    if found and found[0]:
        many = f"{found[0]:,} cells left out that say nothing" if found[0] != 1 else "1 cell left out that says nothing"
        what = f"{many}, as the mapping declares"
        remarks.append(Problem(str(work.bound.grid.path), what, level="warning"))


def _sources(origin: Origin, grid: Grid, options: Options) -> tuple[Source, ...]:
    """The source of the table, and those on which it rests."""
    key = origin.key
    if options.edition and options.edition != origin.edition:  # two editions stand side by side
        key = f"{key}-{re.sub(r'[^a-z0-9]+', '-', options.edition.casefold()).strip('-')}"
    table = Source(
        key=options.source or key,
        type="dataset",
        title=origin.title,
        author=origin.author,
        publisher=origin.publisher,
        published=origin.published,
        edition=options.edition or origin.edition,
        url=origin.url,
        accessed=origin.accessed,
        licence=origin.licence,
        based_on=tuple(base.key for base in origin.based_on),
        sha256=grid.sha256,
        text=grid.path.name,
        seen=True,
        note=origin.note,
    )
    behind = tuple(
        Source(
            key=base.key,
            type="dataset",
            title=base.title,
            author=base.author,
            publisher=base.publisher,
            published=base.published,
            edition=base.edition,
            url=base.url,
            licence=base.licence,
            seen=False,
        )
        for base in origin.based_on
    )
    return (table, *behind)
