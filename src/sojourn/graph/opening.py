"""Finds out what a name stands for — a store, studies, RDF files, or nothing for the shipped graph — and opens it."""

from __future__ import annotations

from collections.abc import Sequence

from sojourn import shipped
from sojourn.errors import BadInput, NotFound, StoreError
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.remote import is_url
from sojourn.vocabulary import ONTOLOGY_GRAPH

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    from pathlib import Path
    from threading import Thread

    from sojourn.stores.store import Store


_ahead: list[EmbeddedStore] = []
_loading: list[Thread] = []


def load_ahead() -> Thread:
    """Begins to load the shipped graph; the next :func:`shipped_store` waits for it and takes it.

    The engine loads without Python's lock, so the interpreter meanwhile does something else. The caller must join the
    thread before the process ends.
    """
    from threading import Thread

    def load() -> None:
        try:
            _ahead.append(_load_shipped())
        except StoreError:
            _ahead.clear()  # shipped_store() meets the same fault again, where it can be told

    thread = Thread(target=load, name="shipped graph")
    thread.start()
    _loading.append(thread)
    return thread


def shipped_store() -> EmbeddedStore:
    """The three studies with registry and ontology, in memory."""
    while _loading:
        _loading.pop().join()
    return _ahead.pop() if _ahead else _load_shipped()


def _load_shipped() -> EmbeddedStore:
    ontology = shipped.ontology_file_names()
    return EmbeddedStore.from_files(
        [*ontology, *shipped.graph_file_names()], graph_of=dict.fromkeys(ontology, ONTOLOGY_GRAPH)
    )


def open_any(targets: Sequence[str | Path]) -> Store:
    """Opens what the targets name.

    Args:
        targets: Nothing (the shipped graph), one store or the URL of a SPARQL server, or any number of studies and RDF
            files.

    Raises:
        NotFound: If a target is not there.
        BadInput: If a target is none of these, or a store is named together with others.
        SheetErrors: If a study has problems.
        StoreError: If a store is not whole.
    """
    if not targets:
        return shipped_store()
    if any(is_url(target) for target in targets):
        return _on_server(targets)
    for target in targets:
        refuse_url(target, "--store", "Name a store, or a server by http:// or https://.")
        if not str(target):
            raise BadInput("no store is named", where="--store", advice="Name the folder of a store.")
    from pathlib import Path

    paths = [Path(target) for target in targets]
    for path in paths:
        if not path.exists():
            raise NotFound(
                "there is nothing of that name", where=str(path), advice="Name a study folder, a store or an RDF file."
            )
    stores = [path for path in paths if path.is_dir() and not _is_study(path)]
    if not stores:
        return _in_memory(paths)
    if len(paths) > 1:
        raise BadInput("a store cannot be opened together with others", where=str(stores[0]), advice="Name it alone.")
    from sojourn.stores.reading import open_store

    return open_store(paths[0])


def refuse_url(target: str | Path, where: str, advice: str) -> None:
    """Refuses a URL where only something on this machine can be named; what it holds of names or keys is not told.

    Raises:
        BadInput: If it is a URL.
    """
    scheme, found, rest = str(target).partition("://")
    if found and scheme.replace("+", "").replace("-", "").replace(".", "").isalnum() and isinstance(target, str):
        host = "" if "@" in rest else rest.partition("/")[0].partition("?")[0].partition("#")[0]
        raise BadInput(f"{scheme}://{host}… is a URL; this cannot be done with one", where=where, advice=advice)


def _on_server(targets: Sequence[str | Path]) -> Store:
    if len(targets) > 1:
        raise BadInput("a server cannot be asked together with others", where="--store", advice="Name it alone.")
    from sojourn.stores.remote.reading import RemoteStore

    return RemoteStore.open(str(targets[0]))


def _is_study(path: Path) -> bool:
    return any((path / name).exists() for name in ("claims.csv", "claims.xlsx", f"{path.name}.xlsx"))


def _in_memory(paths: Sequence[Path]) -> EmbeddedStore:
    from sojourn.graph.building import ontology_files, shared_files, studies_for, study_graph
    from sojourn.rdf.files import SUFFIXES, from_file

    store = EmbeddedStore.from_files(shared_files(), graph_of=ontology_files())
    for path in paths:
        if path.is_file() and path.suffix not in SUFFIXES:
            advice = f"RDF is read from files that end in {', '.join(SUFFIXES)}; a study is a folder."
            raise BadInput("is no RDF file by its ending", where=str(path), advice=advice)
    for study in studies_for([path for path in paths if path.is_dir()]):
        store.add(study_graph(study))
    for path in paths:
        if path.is_file():
            store.add(from_file(path))
    return store
