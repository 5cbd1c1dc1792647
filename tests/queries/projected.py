"""Stores with the columns of what they hold, as a built generation has them."""

from __future__ import annotations

from pathlib import Path

from sojourn.columns.projection import write_assertions
from sojourn.columns.registry import write_registry
from sojourn.rdf.reading import read_assertions
from sojourn.stores.embedded import EmbeddedStore


def project(store: EmbeddedStore, folder: Path) -> EmbeddedStore:
    """Writes the columns of a store into a folder and has the store know them."""
    write_assertions(read_assertions(store.quads()), folder)
    write_registry(store, folder)
    store.columns = folder
    return store
