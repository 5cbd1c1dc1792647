"""The shared places, populations and agents, read once from ``graphs/registry``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sojourn.errors import NotFound
from sojourn.model import Agent, Place, Population
from sojourn.sheets.circles import refuse_circles_of_places, refuse_circles_of_populations
from sojourn.sheets.columns import AGENTS, CONTAINMENT, PLACES, POPULATIONS
from sojourn.sheets.entities import link_places, read_agents, read_places, read_populations
from sojourn.sheets.findings import Findings
from sojourn.sheets.named import Professions
from sojourn.sheets.places import Places
from sojourn.sheets.tables import Table, read_csv
from sojourn.shipped import REGISTRY

_TABLES = (PLACES, CONTAINMENT, POPULATIONS, AGENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """What all studies share.

    Attributes:
        folder: Where its tables stand.
        places: By key; the countries and subdivisions to which they refer are among them.
        populations: By key.
        agents: By key.
    """

    folder: Path
    places: dict[str, Place]
    populations: dict[str, Population]
    agents: dict[str, Agent]


def load_registry(folder: Path | None = None) -> Registry:
    """The registry of a folder, or the shipped one; read again only when a file has changed.

    Raises:
        NotFound: If there is no such folder.
        SheetErrors: If its tables have problems.
    """
    chosen = REGISTRY if folder is None else folder
    if folder is not None and not folder.is_dir():
        raise NotFound("there is no such folder", where=str(folder), advice="A registry is a folder with places.csv.")
    stamps = tuple(_stamp(chosen / f"{layout.name}.csv") for layout in _TABLES)
    return _load(chosen, stamps)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=8)
def _load(folder: Path, stamps: tuple[tuple[int, int], ...]) -> Registry:
    findings = Findings()
    tables: dict[str, Table | None] = {}
    for order, (layout, stamp) in enumerate(zip(_TABLES, stamps, strict=True)):
        path = folder / f"{layout.name}.csv"
        tables[layout.name] = read_csv(path, folder, layout, order, findings) if stamp != (0, 0) else None
    found = read_places(tables["places"], tables["containment"], findings)
    bare = {key: place for key, (place, _) in found.items()}
    places = Places({}, bare, folder, folder.name)
    linked = link_places(found, places.resolve, findings)
    professions = Professions()
    populations = read_populations(tables["populations"], places.resolve, professions.resolve, (), findings)
    refuse_circles_of_places({key: row for key, (_, row) in found.items()}, {**places.known, **linked}, findings)
    refuse_circles_of_populations(tables["populations"], populations, findings)
    agents = read_agents(tables["agents"], findings)
    findings.raise_if_any(sum(len(table.rows) for table in tables.values() if table))
    return Registry(folder=folder, places={**linked, **places.minted}, populations=populations, agents=agents)
