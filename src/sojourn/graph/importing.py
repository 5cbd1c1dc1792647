"""From tables of others to a store: which importer reads a file, and how what it hands over becomes parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.errors import BadInput, Problem
from sojourn.graph.building import studies_for, study_job
from sojourn.graph.storing import Job, Outcome, bring, inputs_of, name_of
from sojourn.importers.base import Options
from sojourn.model import UNION
from sojourn.rdf.files import FORMATS, to_bytes
from sojourn.stores.generations import Part
from sojourn.stores.progress import Listener, unheard

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from sojourn.importers.base import Imported, Importer


@dataclass(frozen=True, slots=True)
class TableContent:
    """One source of an imported file on its way into a store."""

    imported: Imported
    part: Part

    @property
    def rows(self) -> int:
        """How many assertions it has."""
        return self.imported.rows

    @property
    def remarks(self) -> Sequence[Problem]:
        """What the importer says of it."""
        return self.imported.remarks

    def lines(self) -> Iterator[tuple[bytes, int]]:
        """The quads of its assertions, chunk by chunk."""
        from sojourn.columns.quads import quad_chunks

        table = self.imported
        for chunk in quad_chunks(table.connection, table.table, table.periods):
            yield chunk.lines, chunk.assertions

    def columns(self, folder: Path) -> Mapping[str, int]:
        """Writes its assertions as Parquet."""
        from sojourn.columns.projection import write_frame

        table = self.imported
        written = write_frame(table.connection, table.table, table.periods, folder)
        return {str(item.path.relative_to(folder)): item.assertions for item in written}

    def shared(self) -> bytes:
        """Its sources, and the places and populations that its rows name."""
        return to_bytes(self._registry_quads(), FORMATS["nquads"])

    def _registry_quads(self) -> Iterator[Quad]:
        from sojourn.rdf.entities import (
            place_triples,
            population_triples,
            registry_quads,
            source_triples,
            union_triples,
        )
        from sojourn.sheets import load_registry

        table, registry = self.imported, load_registry()
        places = {**registry.places, **{place.key: place for place in table.places}}
        populations = {**registry.populations, **{people.key: people for people in table.populations}}
        for source in table.sources:
            yield from registry_quads(source_triples(source))
        for place in table.places:
            yield from registry_quads(place_triples(place, places))
        for people in table.populations:
            yield from registry_quads(population_triples(people, populations))
        for key in self._unions():
            yield from registry_quads(union_triples(key, places))

    def _unions(self) -> list[str]:
        """The unions of places that its rows name."""
        table = self.imported
        keys: set[str] = set()
        for column in ("origin", "destination", "place"):
            query = f"SELECT DISTINCT {column} FROM {table.table} WHERE contains({column}, '{UNION}')"  # noqa: S608 - names of our own
            keys.update(str(row[0]) for row in table.connection.execute(query).fetchall())
        return sorted(keys)


def importer_for(name: str, path: Path, *, mapped: bool = False) -> Importer:
    """The importer of a name, or the one that can read a file.

    Raises:
        NotFound: If there is none of that name.
        BadInput: If none, or more than one, can read the file.
    """
    from sojourn.importers.registered import guess, importer

    return importer(name) if name else guess(path, mapped=mapped)


def import_tables(
    files: Sequence[Path],
    store: Path,
    *,
    name: str = "",
    options: Options | None = None,
    studies: Sequence[Path] = (),
    again: bool = False,
    listener: Listener = unheard,
) -> Outcome:
    """Imports tables into a store; each source becomes a part, in place of one of its key.

    Args:
        files: What to read, each by itself.
        store: The folder of the store; made, with registry and ontology, when it is not there.
        name: Name of the importer; found from the file when empty.
        options: What the user asked for.
        studies: Folders of studies that go into the store, too.
        again: Whether files that have not changed are imported anew, too.
        listener: Is told how far the work has come.

    Raises:
        NotFound: If a file or an importer is not there.
        BadInput: If a file is not what it should be; at ``file:line:column``.
        SheetErrors: If several things are wrong; all of them.
        StoreError: If the store cannot be written; it stays as it was.
    """
    chosen = options or Options()
    if chosen.source and len(files) > 1:
        advice = "Import them one by one, or leave --source out."
        raise BadInput(f"{len(files)} files cannot all be the source {chosen.source!r}", advice=advice)
    jobs = [study_job(study) for study in studies_for(studies)]
    jobs += [table_job(importer_for(name, file, mapped=chosen.mapping is not None), file, chosen) for file in files]
    return bring(store, jobs, keep=True, again=again, listener=listener)


def table_job(importer: Importer, file: Path, options: Options) -> Job:
    """What makes the parts of a store that hold the sources of a file.

    Raises:
        NotFound: If the file or the mapping is not there.
    """
    files = [file, *([options.mapping] if options.mapping else [])]

    def contents(job: Job) -> Iterator[TableContent]:
        for imported in importer.read(file, options):
            yield TableContent(imported, _part(imported, job))

    recipe = ("import", importer.name, name_of(file), *_words(options))
    return Job(recipe=recipe, inputs=inputs_of(_read(files)), contents=contents)


def _read(files: Sequence[Path]) -> Iterator[Path]:
    """The files themselves; of a folder, those in it."""
    for file in files:
        if file.is_dir():
            yield from (path for path in sorted(file.iterdir()) if path.is_file())
        else:
            yield file


def _part(imported: Imported, job: Job) -> Part:
    """What is known of a part before it is read; its key is that of the source that its rows name."""
    query = f"SELECT DISTINCT source FROM {imported.table} ORDER BY 1"  # noqa: S608 - a name of our own
    keys = [str(row[0]) for row in imported.connection.execute(query).fetchall()]
    if not keys:
        read = [source.key for source in imported.sources if source.seen]
        keys = read[:1]
    if len(keys) != 1:
        raise BadInput(f"the rows of one source name {', '.join(keys) or 'none'}", where=job.recipe[2])
    return Part(key=keys[0], kind="table", recipe=job.recipe, inputs=job.inputs, made=job.made)


def _words(options: Options) -> list[str]:
    """Options as the words of a command."""
    words: list[str] = []
    for word, value in (("--source", options.source), ("--edition", options.edition)):
        words += [word, value] if value else []
    if options.mapping:
        words += ["--mapping", name_of(options.mapping)]
    if options.unresolved:
        words.append("--allow-unresolved")
    for key, value in sorted(options.settings.items()):
        words += ["--set", f"{key}={value}"]
    return words
