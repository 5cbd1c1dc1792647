"""One engine for the tests of a module: starting it costs more than most questions."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from sojourn.columns.engine import connected


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with connected(memory="512MB", temp=tmp_path_factory.mktemp("spill")) as connection:
        yield connection
