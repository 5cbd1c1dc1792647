"""Servers that hold the shipped graph, started once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sojourn.graph.opening import shipped_store
from sojourn.stores.embedded import EmbeddedStore
from sojourn.stores.remote.writing import chunks, write_remote
from tests.servers import Server, oxigraph, virtuoso
from tests.stores.quick import folder


@pytest.fixture
def quick_path() -> Iterator[Path]:
    """Like ``tmp_path``, where syncing takes no time."""
    with folder() as made:
        yield made


@pytest.fixture(scope="session")
def here() -> EmbeddedStore:
    """The shipped graph in memory."""
    return shipped_store()


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory, here: EmbeddedStore) -> Iterator[Server]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph") / "store") as server:
        write_remote(server.url, chunks(here))
        yield server


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory, here: EmbeddedStore) -> Iterator[Server]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as server, pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        write_remote(server.url, chunks(here))
        patch.undo()
        yield server


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each of the servers in turn."""
    found = request.getfixturevalue(f"{request.param}_server")
    assert isinstance(found, Server)
    return found
