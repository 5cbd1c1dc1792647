"""What an importer is: it says whether it can read a file, and turns it into columns of assertions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import duckdb

    from sojourn.errors import Problem
    from sojourn.model import Period, Place, Population, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the user asked for.

    Attributes:
        source: Key of the source, when the user chooses one; the importer's own otherwise.
        edition: Vintage of the table, when the user says so.
        unresolved: Whether rows that name an unknown place are left out (and counted) instead of stopping the import.
        mapping: A mapping file, for the generic importer.
        settings: Anything else, by the name of the option.
    """

    source: str = ""
    edition: str = ""
    unresolved: bool = False
    mapping: Path | None = None
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Imported:
    """A file as columns of assertions, with everything they speak of.

    Attributes:
        connection: The engine's connection in which the table lives (:func:`sojourn.columns.engine.connect`).
        table: Name of a table or view in that connection with the columns of :data:`sojourn.columns.schema.FRAME`.
        rows: How many rows it has.
        sources: Every source that the rows name, and those on which they rest; ``sha256`` is the digest of the file.
        periods: What each notation of the column ``period`` means.
        places: Places that the rows name and the registry may lack (countries, regions of the UN, the world).
        populations: Populations that the rows name.
        remarks: What a person should know: rows left out with counts, footnotes skipped (``level="warning"``).
    """

    connection: duckdb.DuckDBPyConnection
    table: str
    rows: int
    sources: tuple[Source, ...]
    periods: Mapping[str, Period]
    places: tuple[Place, ...] = ()
    populations: tuple[Population, ...] = ()
    remarks: tuple[Problem, ...] = ()


@runtime_checkable
class Importer(Protocol):
    """A plug-in that reads one kind of file.

    Others may add their own: entry points of the group ``sojourn.importers``.
    """

    name: str
    """What people type: ``un-desa``."""
    summary: str
    """What it reads, in a line."""

    def can_read(self, path: Path) -> str:
        """Says why this file is not for it; empty when it can read it. Looks at the beginning of the file only."""

    def read(self, path: Path, options: Options) -> Iterator[Imported]:
        """Reads a file; one item for each source, so that six estimates of one flow are six items.

        Raises:
            BadInput: At ``file:line:column``, when the file is not what it should be; nothing was changed.
            SheetErrors: When several things are wrong; all of them.
        """
