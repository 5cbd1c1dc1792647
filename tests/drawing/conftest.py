"""The small graph of the tests, as a view, and the shipped one where it is built."""

from __future__ import annotations

import pytest

from sojourn import shipped
from sojourn.drawing.build import build_view
from sojourn.drawing.view import View
from sojourn.stores.embedded import EmbeddedStore
from tests.drawing.sample import small_store


@pytest.fixture(scope="session")
def small_view() -> View:
    return build_view(small_store(), title="A small picture")


@pytest.fixture(scope="session")
def whole_store() -> EmbeddedStore:
    files = shipped.graph_files()
    if not all(file.is_file() for file in files):
        pytest.skip("the studies are not built here; run tools/build_studies.py")
    return EmbeddedStore.from_files(files)


@pytest.fixture(scope="session")
def whole_view(whole_store: EmbeddedStore) -> View:
    return build_view(whole_store)
