"""From sheets to graphs: the TriG beside a study, the registry, and what a store is built from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn import shipped
from sojourn.errors import BadInput, Problem, SheetErrors, StoreError
from sojourn.graph.storing import Job, Outcome, bring, inputs_of, name_of
from sojourn.rdf.files import FORMATS, to_bytes
from sojourn.stores.building import exists
from sojourn.stores.generations import Part
from sojourn.stores.progress import Listener, unheard
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


def studies_for(folders: Sequence[Path]) -> list[Study]:
    """Loads studies; all problems of all of them are raised together.

    Raises:
        SheetErrors: Every problem of every sheet.
        BadInput: If two of the studies share a source's key, so that their graphs would mix.
    """
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
    return to_bytes(study_graph(study))


@dataclass(frozen=True, slots=True)
class StudyContent:
    """A study on its way into a store."""

    study: Study
    part: Part
    own: Sequence[Quad]
    others: Sequence[Quad]
    remarks: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, study: Study, job: Job) -> StudyContent:
        """A study with its quads, apart from what it adds to the graphs that all parts share."""
        from sojourn.stores.building import SHARED_GRAPHS

        own: list[Quad] = []
        others: list[Quad] = []
        for quad in study_graph(study):
            (others if str(quad.graph_name)[1:-1] in SHARED_GRAPHS else own).append(quad)
        part = Part(key=study.name, kind="study", recipe=job.recipe, inputs=job.inputs, made=job.made)
        return cls(study, part, own, others)

    @property
    def rows(self) -> int:
        """How many claims it has."""
        return len(self.study.assertions)

    def lines(self) -> Iterator[tuple[bytes, int]]:
        """The quads of its claims, as the engine will tell them out again."""
        from sojourn.stores.embedded import EmbeddedStore

        yield to_bytes(EmbeddedStore.of(self.own).quads(), FORMATS["nquads"]), self.rows

    def columns(self, folder: Path) -> Mapping[str, int]:
        """Writes its claims as Parquet."""
        from sojourn.columns.projection import write_assertions

        written = write_assertions(self.study.assertions, folder)
        return {str(item.path.relative_to(folder)): item.assertions for item in written}

    def shared(self) -> bytes:
        """Its sources, what it names beyond the registry, and what follows from it by arithmetic."""
        return to_bytes(self.others, FORMATS["nquads"])


def build(
    folders: Sequence[Path],
    store: Path,
    *,
    force: bool = False,
    add: bool = False,
    remove: Sequence[str] = (),
    listener: Listener = unheard,
) -> Outcome:
    """Builds a store from studies, with registry and ontology.

    Args:
        folders: The studies.
        store: The folder of the store.
        force: Whether an existing store is replaced, so that it holds these studies and nothing else.
        add: Whether these studies are added to what an existing store holds, each in place of one of its name.
        remove: Keys of parts of an existing store that go.
        listener: Is told how far the work has come.

    Raises:
        SheetErrors: If a sheet has problems; nothing was written.
        NotFound: If a part to be removed is not there.
        StoreError: If the store exists and may not be changed, or cannot be written.
    """
    there = exists(store)
    if there and not (force or add or remove):
        advice = "Choose another name, add to it with --add, or replace it with --force."
        raise StoreError("already exists", where=str(store), advice=advice)
    if remove and not there:
        raise StoreError("there is no store here", where=str(store), advice="Nothing can be removed from it.")
    jobs = [study_job(study) for study in studies_for(folders)]
    return bring(store, jobs, keep=not force, remove=remove, again=force, listener=listener)


def study_job(study: Study) -> Job:
    """What makes the part of a store that holds a study."""
    read = [file for file in sorted(study.folder.glob("*.[cx][sl][vs]*")) if file.is_file()]
    return Job(
        recipe=("build", name_of(study.folder)),
        inputs=inputs_of(read),
        contents=lambda job: iter([StudyContent.of(study, job)]),
    )


def registry_trig() -> bytes:
    """The TriG of the shipped registry; the same tables always give the same bytes."""
    from sojourn.rdf.files import to_bytes
    from sojourn.sheets import load_registry, registry_tables_quads

    return to_bytes(registry_tables_quads(load_registry()))
