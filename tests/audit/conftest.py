"""The articles, read from the folder that ``SOJOURN_SHARED`` names or from ``shared`` beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn.audit.passages import decoded
from tests.shared import SHARED


@pytest.fixture(scope="session")
def articles_folder() -> Path:
    """The folder with the three articles."""
    folder = SHARED / "sources"
    if not folder.is_dir():
        pytest.skip("the articles are not at hand; SOJOURN_SHARED names the folder that holds them")
    return folder


@pytest.fixture(scope="session")
def articles(articles_folder: Path) -> dict[str, str]:
    """The text of each article by its key."""
    return {file.stem: decoded(file.read_bytes()) for file in articles_folder.glob("*.txt")}


@pytest.fixture(scope="session")
def checklist() -> Path:
    """The list of claims with the line and sentence of each."""
    file = SHARED / "claims.csv"
    if not file.is_file():
        pytest.skip("the checklist is not at hand; SOJOURN_SHARED names the folder that holds claims.csv")
    return file
