"""Claims of several sources that use one id, in one reconciliation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import sojourn
from sojourn.graph.importing import import_tables
from tests.graph.test_importing import FLOWS
from tests.stores.quick import folder


@pytest.fixture(scope="module")
def graph() -> Iterator[sojourn.Graph]:
    """Six estimates of two flows; each source calls its estimate by the same id."""
    with folder() as made:
        (made / "flows.csv").write_text(FLOWS)
        import_tables([made / "flows.csv"], made / "store")
        yield sojourn.open(made / "store")


def test_claims_of_one_id_are_told_apart_by_their_source(graph: sojourn.Graph) -> None:
    found = graph.reconcile(most=20)
    assert found.claims == 12
    sets = {frozenset(each.claims) for each in found.contradictions}
    assert frozenset({"abel-cohen-sd-drop-neg/RU-CN-2015-2020", "abel-cohen-mig-rate/RU-CN-2015-2020"}) in sets
    assert frozenset({"abel-cohen-sd-drop-neg/RU-CN-2015-2020", "abel-cohen-sd-rev-neg/RU-CN-2015-2020"}) not in sets
    assert {len(claims) for claims in sets} == {2}
    figures = {said.claim: said.figure for each in found.contradictions for said in each.said}
    assert figures["abel-cohen-sd-drop-neg/RU-CN-2015-2020"] == "338"
    assert figures["abel-cohen-da-pb-closed/RU-CN-2015-2020"] == "96"


def test_ids_that_one_source_uses_stay_as_they_are() -> None:
    assert all("/" not in claim for each in sojourn.open().reconcile().implied for claim in each.rests_on)
