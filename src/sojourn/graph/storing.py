"""What a store on disk is made of, and which of it must be made anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn import shipped
from sojourn.errors import BadInput, NotFound, Problem, StoreError
from sojourn.stores.building import versions, writing
from sojourn.stores.faults import is_columnar, is_interrupt
from sojourn.stores.generations import Manifest, Part, file_digest
from sojourn.stores.progress import Listener, unheard
from sojourn.vocabulary import ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from sojourn.stores.building import Content, Writer

SHIPPED = "shipped:"
"""Before the name of a file that comes with sojourn, wherever that is installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something that gives one or several parts.

    Attributes:
        recipe: The words of the command that does it again.
        inputs: SHA-256 of the files that it reads, by path.
        contents: Reads them; called only when something has changed.
    """

    recipe: tuple[str, ...]
    inputs: Mapping[str, str]
    contents: Callable[[Job], Iterator[Content]]

    @property
    def made(self) -> str:
        """A digest of all that the result depends on: recipe, files, version of sojourn, registry and ontology."""
        told = [self.recipe, sorted(self.inputs.items()), _lasting(versions()), sorted(shared_inputs().items())]
        return hashlib.sha256(json.dumps(told).encode("utf-8", "surrogateescape")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a store.

    Attributes:
        manifest: What it holds now.
        made: Parts that were made.
        reused: Parts that were asked for and had not changed.
        removed: Keys of the parts that are gone.
        remarks: What a person should know.
        changed: Whether there is a new generation.
    """

    manifest: Manifest
    made: tuple[Part, ...] = ()
    reused: tuple[Part, ...] = ()
    removed: tuple[str, ...] = ()
    remarks: tuple[Problem, ...] = field(default=())
    changed: bool = True


def bring(
    store: Path,
    jobs: Sequence[Job],
    *,
    keep: bool,
    remove: Collection[str] = (),
    again: bool = False,
    listener: Listener = unheard,
) -> Outcome:
    """Brings a store to what some jobs give; what has not changed is taken over from the generation before.

    Args:
        store: The folder of the store.
        jobs: What gives its parts.
        keep: Whether parts that none of the jobs gives stay.
        remove: Keys of parts that go.
        again: Whether unchanged parts are made anew, too.
        listener: Is told how far the work has come.

    Raises:
        NotFound: If there is no part of a key that is to be removed.
        StoreError: If the store cannot be written; it stays as it was.
        BadInput: If a file is not what it should be, or parts contradict each other; nothing was changed.
    """
    with _engine_told(store), writing(store, listener=listener) as writer:
        if keep and writer.fault:
            raise writer.fault
        _refuse_unknown(store, remove, writer.parts)
        reused = {} if again else {job.recipe: _unchanged(job, writer.parts, remove) for job in jobs}
        todo = [job for job in jobs if not reused.get(job.recipe)]
        stay = {part.key for parts in reused.values() for part in parts}
        recipes = {job.recipe for job in todo}
        drop = {
            key
            for key, part in writer.parts.items()
            if key not in stay and (not keep or key in remove or part.recipe in recipes)
        }
        taken = tuple(part for parts in reused.values() for part in parts)
        if writer.manifest and not todo and not drop and writer.manifest.shared_inputs == shared_inputs():
            return Outcome(manifest=writer.manifest, reused=taken, changed=False)
        _refuse_stale(store, writer, kept=set(writer.parts) - drop)
        before = set(writer.parts)
        made, remarks, manifest = _made(writer, todo, drop)
    gone = tuple(sorted(before - set(manifest.parts)))
    return Outcome(manifest=manifest, made=made, reused=taken, removed=gone, remarks=remarks)


@contextmanager
def _engine_told(store: Path) -> Iterator[None]:
    """Turns faults of the columnar engine (a full disk, above all) into one of ours, and its interruption into ours."""
    try:
        yield
    except Exception as error:
        if is_interrupt(error):
            raise KeyboardInterrupt from None
        if not is_columnar(error):
            raise
        advice = "Nothing was changed; the store is as it was."
        raise StoreError(str(error).splitlines()[0], where=str(store), advice=advice) from None


def _made(
    writer: Writer, todo: Iterable[Job], drop: Collection[str]
) -> tuple[tuple[Part, ...], tuple[Problem, ...], Manifest]:
    from sojourn.columns.registry import write_registry

    writer.begin(drop)
    remarks: list[Problem] = []
    made: list[str] = []
    for job in todo:
        for content in job.contents(job):
            made.append(writer.add(content).key)
            remarks.extend(content.remarks)
    manifest, more = writer.commit(base_quads(), shared_inputs(), registry=write_registry)
    return tuple(manifest.parts[key] for key in made), (*remarks, *more), manifest


def _unchanged(job: Job, parts: Mapping[str, Part], remove: Collection[str]) -> list[Part]:
    """The parts that a job gave, if all of them are still there and would come out the same."""
    made = job.made
    found = [part for part in parts.values() if part.made == made and part.key not in remove]
    return found if found and len(found) == found[0].siblings else []


def _refuse_unknown(store: Path, remove: Collection[str], parts: Mapping[str, Part]) -> None:
    for key in remove:
        if key not in parts:
            advice = f"It holds {', '.join(sorted(parts)) or 'nothing'}."
            raise NotFound(f"has no part {key!r}", where=str(store), advice=advice)


def _refuse_stale(store: Path, writer: Writer, kept: set[str]) -> None:
    """Refuses to mix parts that were made by different versions: the whole would equal no full build."""
    manifest = writer.manifest
    if not manifest or not kept:
        return
    now = _lasting(versions())
    then = {name: manifest.versions.get(name, "") for name in now}
    if then != now or manifest.shared_inputs != shared_inputs():
        by = "another registry" if then == now else " and ".join(f"{name} {version}" for name, version in then.items())
        advice = f"Build all of it anew with 'sojourn build -o {store} --again'."
        raise StoreError(f"was built with {by}", where=str(store), advice=advice)


def _lasting(told: Mapping[str, str]) -> dict[str, str]:
    """The versions on which quads depend."""
    return {name: told[name] for name in ("sojourn", "pyoxigraph")}


def base_quads() -> list[Quad]:
    """What every store holds beside its parts: the ontology and the registry."""
    from sojourn.rdf.files import from_file
    from sojourn.stores.embedded import EmbeddedStore

    ontology = shipped.ontology_file_names()
    shared = EmbeddedStore.from_files(ontology, graph_of=dict.fromkeys(ontology, ONTOLOGY_GRAPH))
    return [*shared.quads(), *from_file(shipped.REGISTRY / "registry.trig")]


def shared_inputs() -> dict[str, str]:
    """SHA-256 of the ontology's and the registry's files, by name."""
    files = [*map(Path, shipped.ontology_file_names()), shipped.REGISTRY / "registry.trig"]
    return {f"{SHIPPED}{file.parent.name}/{file.name}": file_digest(file) for file in files}


def inputs_of(files: Iterable[Path]) -> dict[str, str]:
    """SHA-256 of files by path; files that come with sojourn are named without their place on this machine.

    Raises:
        NotFound: If one is not there.
        BadInput: If one cannot be read.
    """
    found: dict[str, str] = {}
    for file in files:
        try:
            found[name_of(file)] = file_digest(file)
        except FileNotFoundError:
            advice = "Give the path of a file that is there."
            raise NotFound("there is no file of that name", where=str(file), advice=advice) from None
        except OSError as error:
            reason = error.strerror or str(error)
            raise BadInput(f"cannot be read: {reason}", where=str(file), advice="Name a file.") from None
    return found


def name_of(path: Path) -> str:
    """How a manifest names a file or folder."""
    whole = path.resolve()
    if whole.is_relative_to(shipped.GRAPHS):
        return f"{SHIPPED}{whole.relative_to(shipped.GRAPHS).as_posix()}"
    return str(whole)


def path_of(name: str) -> Path:
    """The file or folder that a manifest names."""
    if name.startswith(SHIPPED):
        return shipped.GRAPHS / name.removeprefix(SHIPPED)
    return Path(name)
