"""The contradictions that a picture marks: found by reconciliation, in the form in which the picture shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

import sojourn
from sojourn.errors import BadInput
from sojourn.graph import reconciling
from sojourn.graph.facade import Graph
from sojourn.stores.embedded import EmbeddedStore
from tests.drawing.findings import disputed_store

WORDS = "which no number is"


def test_contradictions_are_found_with_one_line_for_each_claim() -> None:
    found = reconciling.disputes(disputed_store()) or ()
    assert [dispute.claims for dispute in found] == [("M-2", "P-4"), ("M-1", "P-1", "P-2")]
    assert all(len(dispute.said) == len(dispute.claims) for dispute in found)


def test_the_shipped_graph_and_an_empty_one_have_none(graph: sojourn.Graph) -> None:
    assert reconciling.disputes(graph.store) == ()
    assert reconciling.disputes(EmbeddedStore.of([])) == ()


def test_a_graph_that_is_too_large_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconciling, "MOST_COMPARED", 5)
    assert reconciling.disputes(disputed_store()) is None


@pytest.mark.parametrize("wanted", [True, False])
def test_a_picture_marks_contradictions_unless_told_not_to(tmp_path: Path, wanted: bool) -> None:
    file = Graph(disputed_store(), "made up").draw(tmp_path / "picture.html", contradictions=wanted)
    assert (WORDS in Path(file).read_text(encoding="utf-8")) is wanted


def test_rules_that_contradict_themselves_are_an_error_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise BadInput("the rules contradict each other")

    monkeypatch.setattr("sojourn.audit.reconciling.running.reconcile", refuse)
    with pytest.raises(BadInput, match="the rules contradict each other"):
        Graph(disputed_store(), "made up").draw(tmp_path / "picture.html")
    assert list(tmp_path.iterdir()) == []
