"""The shipped registry, and the figures of the three studies."""

from __future__ import annotations

import pytest

import sojourn
from sojourn.audit.comparing import Figure, Ties, World, figures_of, read_world
from sojourn.rdf.reading import read_assertions


@pytest.fixture(scope="session")
def shipped() -> sojourn.Graph:
    return sojourn.open()


@pytest.fixture(scope="session")
def world(shipped: sojourn.Graph) -> World:
    return read_world(shipped.store)


@pytest.fixture(scope="session")
def figures(shipped: sojourn.Graph) -> dict[str, Figure]:
    return {figure.id: figure for figure in figures_of(read_assertions(shipped.store.quads()))}


@pytest.fixture(scope="session")
def ties(figures: dict[str, Figure]) -> Ties:
    return Ties(figures.values())
