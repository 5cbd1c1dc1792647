"""The shipped graph, opened once."""

from __future__ import annotations

from pathlib import Path

import pytest

import sojourn
from tests.shared import SHARED


@pytest.fixture(scope="session")
def graph() -> sojourn.Graph:
    return sojourn.open()


@pytest.fixture(scope="session")
def texts() -> Path:
    """The folder with the three articles, which are never in the project."""
    folder = SHARED / "sources"
    if not folder.is_dir():
        pytest.skip("the texts of the articles are not at hand (set SOJOURN_SHARED)")
    return folder
