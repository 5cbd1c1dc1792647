"""A study: a folder with claims and sources, read as a whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sojourn.errors import BadInput
from sojourn.model import Agent, Assertion, Place, Population, Profession, Source
from sojourn.sheets.circles import refuse_circles_of_places, refuse_circles_of_populations
from sojourn.sheets.columns import STUDY_TABLES
from sojourn.sheets.entities import link_places, read_agents, read_places, read_populations
from sojourn.sheets.findings import Findings, Row
from sojourn.sheets.named import Professions, Who
from sojourn.sheets.nearest import limited
from sojourn.sheets.places import Places
from sojourn.sheets.registry import Registry, load_registry
from sojourn.sheets.relations import check_relations
from sojourn.sheets.rows import Context, assertion_of
from sojourn.sheets.sources import read_sources
from sojourn.sheets.tables import Table, read_csv


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """Everything that a study says.

    Attributes:
        name: Name of its folder.
        folder: Where it stands.
        assertions: In the order of the rows.
        sources: In the order of the rows.
        places, populations, agents, professions: What it names and the registry does not hold: described in its own
            tables, or found in ISO 3166, GeoNames and ISCO-08.
        notes: What was accepted although it is not in the canonical form.
        rows: Number of rows in all its tables.
    """

    name: str
    folder: Path
    assertions: tuple[Assertion, ...]
    sources: tuple[Source, ...]
    places: tuple[Place, ...] = ()
    populations: tuple[Population, ...] = ()
    agents: tuple[Agent, ...] = ()
    professions: tuple[Profession, ...] = ()
    notes: tuple[str, ...] = ()
    rows: int = 0
    positions: Mapping[str, Row] = field(default_factory=dict, repr=False, compare=False)

    def where(self, claim: str, column: str = "") -> str:
        """``file:line:column`` of a claim, by its id; the folder when there is no such claim."""
        row = self.positions.get(claim)
        return row.where(column) if row else str(self.folder)


def load_study(folder: Path, *, registry: Path | None = None) -> Study:
    """Reads a study.

    Args:
        folder: Its folder, with ``claims.csv`` and ``sources.csv``, or with a workbook that has these tabs.
        registry: Folder of the shared tables; the shipped one when not given.

    Raises:
        NotFound: If there is no such folder.
        SheetErrors: With every problem of every file.
    """
    shared = load_registry(registry)
    with limited():
        return _read(folder, shared)


def _read(folder: Path, shared: Registry) -> Study:
    findings = Findings()
    tables = read_tables(folder, findings)
    count = sum(len(table.rows) for table in tables.values() if table)
    name = folder.resolve().name
    found = read_places(tables.get("places"), tables.get("containment"), findings)
    places = Places({key: place for key, (place, _) in found.items()}, shared.places, shared.folder, name)
    local = link_places(found, places.resolve, findings)
    professions = Professions()
    populations = read_populations(
        tables.get("populations"), places.resolve, professions.resolve, shared.populations, findings
    )
    refuse_circles_of_places({key: row for key, (_, row) in found.items()}, {**places.known, **local}, findings)
    refuse_circles_of_populations(tables.get("populations"), {**shared.populations, **populations}, findings)
    agents = read_agents(tables.get("agents"), findings)
    sources = read_sources(tables.get("sources"), findings)
    who = Who((populations, shared.populations), (agents, shared.agents), name)
    context = Context(places, who, professions, sources if tables.get("sources") else None, findings)
    _refuse_taken_keys(tables, shared, findings)
    pairs = _assertions(tables.get("claims"), context)
    check_relations(pairs, findings)
    findings.raise_if_any(count)
    return Study(
        name=name,
        folder=folder,
        assertions=tuple(assertion for assertion, _ in pairs if assertion),
        sources=tuple(sources.values()),
        places=(*local.values(), *(place for key, place in places.minted.items() if key not in local)),
        populations=tuple(populations.values()),
        agents=tuple(agents.values()),
        professions=tuple(professions.minted.values()),
        notes=tuple(findings.notes),
        rows=count,
        positions={assertion.id: row for assertion, row in pairs if assertion},
    )


def _refuse_taken_keys(tables: Mapping[str, Table | None], shared: Registry, findings: Findings) -> None:
    """Notes keys that the registry has, too: two descriptions of one entity would run together in the graph."""
    for name, taken in (("places", shared.places), ("populations", shared.populations), ("agents", shared.agents)):
        table = tables.get(name)
        for row in table.rows if table else ():
            if row["key"] in taken:
                advice = "Leave the row out and use that one, or choose another key."
                findings.add(row, "key", f"the registry has {row['key']!r}, too", advice)


def _assertions(table: Table | None, context: Context) -> list[tuple[Assertion | None, Row]]:
    """The assertions with their rows; those without an id get one that follows from the facts."""
    pairs: list[tuple[Assertion | None, Row]] = []
    made = 0
    for row in table.rows if table else ():
        assertion = assertion_of(row, context)
        if assertion is not None and not assertion.id:
            assertion = replace(assertion, id=f"{assertion.kind}-{assertion.digest()[:8]}")
            made += 1
        pairs.append((assertion, row))
    if made:
        context.findings.notes.append(f"{made} claim{'s' if made > 1 else ''} without id got one made from the facts")
    return pairs


def read_tables(folder: Path, findings: Findings) -> dict[str, Table | None]:
    """The tables of a study; what cannot be read is noted.

    Raises:
        NotFound: If there is no such folder.
    """
    if folder.exists() and not folder.is_dir():
        raise BadInput(
            "a study is a folder", where=str(folder), advice="Give the folder with claims.csv or the workbook."
        )
    if not folder.is_dir():
        from sojourn.errors import NotFound

        raise NotFound("there is no such folder", where=str(folder), advice="`sojourn new` makes one from a template.")
    from sojourn.sheets.workbook import read_workbook, workbooks

    books = workbooks(folder)
    claims = folder / "claims.csv"
    if books and (claims.exists() or len(books) > 1):
        files = [claims, *books] if claims.exists() else books
        listed = " and ".join(path.name for path in files)
        findings.add_file(str(folder), f"{listed} both hold claims", "Keep one of them in the folder.")
        return {}
    tables = read_workbook(books[0], folder, findings) if books else {}
    for order, layout in enumerate(STUDY_TABLES):
        path = folder / f"{layout.name}.csv"
        if layout.name not in tables and (layout.name in ("claims", "sources") or path.exists() or path.is_symlink()):
            if books and layout.name == "claims":
                continue
            tables[layout.name] = read_csv(path, folder, layout, order, findings)
    return tables
