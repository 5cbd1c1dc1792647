"""A store made again from what it remembers of itself: the commands and the files it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sojourn.errors import Problem, SheetErrors
from sojourn.graph.building import studies_for, study_job
from sojourn.graph.importing import importer_for, table_job
from sojourn.graph.storing import Job, Outcome, bring, path_of
from sojourn.importers.base import Options
from sojourn.stores.generations import Manifest, file_digest, read_manifest
from sojourn.stores.progress import Listener, unheard
from sojourn.stores.reading import with_way_back, without_generation


def rebuild(store: Path, *, listener: Listener = unheard) -> Outcome:
    """Builds all parts of a store anew from the files they were made from.

    Args:
        store: The folder of the store.
        listener: Is told how far the work has come.

    Raises:
        StoreError: If there is no store, or its manifest cannot be read.
        SheetErrors: If files are missing or have changed since; all of them are named, and nothing is changed.
    """
    found = read_manifest(store)
    if found is None:
        raise with_way_back(store, without_generation(store))
    _, manifest = found
    problems = list(_changed(manifest))
    if problems:
        raise SheetErrors(problems)
    recipes = dict.fromkeys(part.recipe for part in manifest.parts.values())
    return bring(store, [_job(recipe) for recipe in recipes], keep=False, again=True, listener=listener)


def _changed(manifest: Manifest) -> Iterator[Problem]:
    """The files that are not what they were."""
    listed = {(name, digest, part.recipe) for part in manifest.parts.values() for name, digest in part.inputs.items()}
    for name, digest, recipe in sorted(listed):
        path = path_of(name)
        command = "sojourn import …" if recipe[0] == "import" else "sojourn build … --add"
        try:
            same = file_digest(path) == digest
        except OSError as error:
            yield Problem(str(path), f"cannot be read: {error.strerror or error}", "Put it back, or remove its part.")
            continue
        if not same:
            yield Problem(str(path), "has changed since it was read", f"Take it in as it is now with '{command}'.")


def _job(recipe: Sequence[str]) -> Job:
    if recipe[0] == "build":
        return study_job(studies_for([path_of(recipe[1])])[0])
    _, name, file, *words = recipe
    path = path_of(file)
    return table_job(importer_for(name, path), path, options_of(words))


def options_of(words: Sequence[str]) -> Options:
    """The options of an import as a recipe keeps them: the inverse of how they were written down."""
    given: dict[str, str] = {}
    settings: dict[str, str] = {}
    unresolved = False
    rest = iter(words)
    for word in rest:
        if word == "--allow-unresolved":
            unresolved = True
        elif word == "--set":
            key, _, value = next(rest).partition("=")
            settings[key] = value
        else:
            given[word] = next(rest)
    return Options(
        source=given.get("--source", ""),
        edition=given.get("--edition", ""),
        unresolved=unresolved,
        mapping=path_of(given["--mapping"]) if "--mapping" in given else None,
        settings=settings,
    )
