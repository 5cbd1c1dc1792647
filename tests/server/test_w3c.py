"""The W3C's tests of SPARQL queries, over HTTP: protocol, worker and writing of the answer are all in the way.

``SOJOURN_SPARQL_SUITE`` names the folder ``sparql`` of a checkout of https://github.com/w3c/rdf-tests.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.conftest import Served, serving
from tests.server.w3c import Suite
from tests.server.w3c_asking import failure
from tests.server.w3c_known import PARTS, Part

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def suite() -> Suite:
    folder = os.environ.get("SOJOURN_SPARQL_SUITE", "")
    if not folder:
        pytest.skip("SOJOURN_SPARQL_SUITE names no checkout of the W3C's tests")
    assert (Path(folder) / "sparql11" / "manifest.ttl").is_file(), f"{folder} holds no tests of the W3C"
    return Suite(Path(folder))


@pytest.fixture(scope="module")
def server(suite: Suite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of all the data of the suites, every file a graph."""
    folder = tmp_path_factory.mktemp("w3c")
    with serving(folder, str(suite.store(folder / "store")), "--workers", "1") as served:
        yield served


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.title)
def test_all_tests_of_a_part_pass_except_those_that_are_named(part: Part, suite: Suite, server: Served) -> None:
    cases = list(suite.cases(part.folders))
    found = {case.name.partition("/")[2]: failure(suite, server.url, case) for case in cases}
    failing = {name: why for name, why in found.items() if why}
    assert failing.keys() == part.failing.keys(), {name: failing.get(name) for name in failing.keys() ^ part.failing}
    assert len(cases) == part.count


def test_the_page_states_the_score_and_names_every_test_that_does_not_pass() -> None:
    page = (ROOT / "docs" / "reference" / "sparql.md").read_text(encoding="utf-8")
    for part in PARTS:
        assert f"| {part.title} | {part.count - len(part.failing)} of {part.count} |" in page
        for name, why in part.failing.items():
            assert f"`{name}`" in page
            assert why in page
