"""From sheets to graphs: the TriG beside a study, the registry, and what a store is built from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn import shipped
from sojourn.vocabulary import ONTOLOGY_GRAPH, source_graph

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from sojourn.sheets.study import Study


def study_graph(study: Study) -> list[Quad]:
    """The quads of a study: its assertions, its sources, the places it adds, and what follows by arithmetic.

    Raises:
        BadInput: If a relation names a claim that is not in the study.
    """
    from sojourn.estimate import Known, derive
    from sojourn.model import UNION
    from sojourn.rdf.derived import derived_quads
    from sojourn.rdf.entities import registry_quads, union_triples
    from sojourn.rdf.writing import assertion_iri
    from sojourn.sheets import load_registry, study_quads

    registry = load_registry()
    known = Known(
        places={**registry.places, **{place.key: place for place in study.places}},
        populations={**registry.populations, **{people.key: people for people in study.populations}},
    )
    derived = derive(study.assertions, known)
    iris = {assertion.id: assertion_iri(assertion) for assertion in study.assertions}
    unions = sorted({key for item in derived for key in item.place if UNION in key})
    names = registry_quads(triple for key in unions for triple in union_triples(key, known.places))
    return [*study_quads(study, registry), *derived_quads(derived, iris), *names]


def ontology_files() -> dict[str, str]:
    """The ontology's files, each with the named graph into which it goes."""
    return dict.fromkeys(shipped.ontology_file_names(), ONTOLOGY_GRAPH)


def shared_files() -> list[Path]:
    """What every graph holds beside its studies: the ontology and the registry."""
    return [*map(Path, ontology_files()), shipped.REGISTRY / "registry.trig"]


def digests(files: Iterable[Path]) -> dict[str, str]:
    """SHA-256 of files by name, for a manifest."""
    return {f"{file.parent.name}/{file.name}": hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def studies_for(folders: Sequence[Path]) -> list[Study]:
    """Loads studies; all problems of all of them are raised together.

    Raises:
        SheetErrors: Every problem of every sheet.
        BadInput: If two of the studies share a source's key, so that their graphs would mix.
    """
    from sojourn.errors import BadInput, Problem, SheetErrors
    from sojourn.sheets import load_study

    problems: list[Problem] = []
    studies: list[Study] = []
    rows = 0
    for folder in folders:
        try:
            studies.append(load_study(folder))
        except SheetErrors as error:
            problems.extend(error.problems)
            rows += error.rows
    if problems:
        raise SheetErrors(problems, rows=rows + sum(study.rows for study in studies))
    owners: dict[str, str] = {}
    for study in studies:
        for graph in {source_graph(assertion.graph) for assertion in study.assertions}:
            if owners.setdefault(graph, study.name) != study.name:
                raise BadInput(
                    f"the studies {owners[graph]!r} and {study.name!r} both speak for {graph.rsplit('/', 1)[1]!r}",
                    where=study.name,
                    advice="Give one of the two sources another key.",
                )
    return studies


def study_trig(study: Study) -> bytes:
    """The TriG of a study; the same sheet always gives the same bytes."""
    from sojourn.rdf.files import to_bytes

    return to_bytes(study_graph(study))


def build(folders: Sequence[Path], store: Path, *, force: bool = False) -> int:
    """Builds a store from studies, with registry and ontology, and returns the number of its quads.

    Raises:
        SheetErrors: If a sheet has problems; nothing was written.
        StoreError: If the store exists and may not be replaced, or cannot be written.
    """
    from sojourn.rdf.files import from_file
    from sojourn.stores.building import build_store
    from sojourn.stores.embedded import EmbeddedStore

    studies = studies_for(folders)
    shared = EmbeddedStore.from_files(ontology_files(), graph_of=ontology_files())
    quads = [*shared.quads(), *from_file(shipped.REGISTRY / "registry.trig")]
    for study in studies:
        quads.extend(study_graph(study))
    read = [file for study in studies for file in sorted(study.folder.glob("*.[cx][sl][vs]*")) if file.is_file()]
    sources = digests([*shared_files(), *read])
    return build_store(quads, store, sources=sources, force=force)


def registry_trig() -> bytes:
    """The TriG of the shipped registry; the same tables always give the same bytes."""
    from sojourn.rdf.files import to_bytes
    from sojourn.sheets import load_registry, registry_tables_quads

    return to_bytes(registry_tables_quads(load_registry()))
