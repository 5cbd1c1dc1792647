"""What stands beside the claims of a view: contradictions, and figures that no source says."""

from __future__ import annotations

import pytest

from sojourn.drawing.build import build_view
from sojourn.drawing.findings import Dispute
from sojourn.drawing.view import View
from sojourn.stores.embedded import EmbeddedStore
from tests.drawing.findings import SUM, computed_store, disputed_store, disputed_view
from tests.drawing.sample import small_store


@pytest.fixture(scope="module")
def disputed() -> View:
    return disputed_view()


def ids(view: View, keys: tuple[str, ...]) -> list[str]:
    return [view.claim(key).id for key in keys]


def test_each_contradiction_is_a_smallest_set_of_claims_of_the_view(disputed: View) -> None:
    assert [ids(disputed, dispute.claims) for dispute in disputed.disputes] == [["M-2", "P-4"], ["M-1", "P-1", "P-2"]]


def test_a_contradiction_has_one_line_for_each_claim_and_the_arithmetic(disputed: View) -> None:
    _, parts = disputed.disputes
    assert parts.said == (
        "at most 1,000, says What the ministry counted",
        "600, says What the paper says",
        "500, says What the paper says",
    )
    assert any("600 + 500 = 1,100" in step for step in parts.steps)
    assert "at least 1,100 and at most 1,000" in parts.steps[-1]
    assert any("share no ground" in rule for rule in parts.rules)


@pytest.mark.parametrize(
    ("claim", "numbers"), [("P-1", [1]), ("P-2", [1]), ("M-1", [1]), ("M-2", [0]), ("P-4", [0]), ("P-3", [])]
)
def test_a_claim_knows_its_contradictions(disputed: View, claim: str, numbers: list[int]) -> None:
    assert disputed.disputes_of(disputed.claim(claim)) == tuple(disputed.disputes[number] for number in numbers)


def test_there_is_a_filter_with_a_value_for_each_contradiction(disputed: View) -> None:
    facet = disputed.facets[-1]
    assert facet.name == "dispute"
    assert [(choice.key, choice.label, choice.count) for choice in facet.choices] == [
        ("1", "Contradiction 1", 2),
        ("2", "Contradiction 2", 3),
    ]


def test_a_view_of_one_study_leaves_out_contradictions_with_another() -> None:
    found = disputed_view().disputes
    assert build_view(disputed_store(), studies=["paper"], contradictions=found).disputes == ()


@pytest.mark.parametrize("names", [("P-1", "M-1"), ("residence", "P-1")])
def test_a_contradiction_is_kept_only_when_all_its_claims_are_there(names: tuple[str, ...]) -> None:
    dispute = Dispute(claims=names, said=("one", "two"), steps=("why",))
    view = build_view(disputed_store(), contradictions=[dispute])
    assert len(view.disputes) == (names == ("P-1", "M-1"))


def test_a_graph_without_contradictions_has_no_filter_for_them(small_view: View) -> None:
    assert small_view.disputes == ()
    assert [facet.name for facet in small_view.facets] == ["kind", "source", "population", "profession"]


def test_a_computed_figure_stands_beside_the_claims_and_is_none_of_them() -> None:
    view = build_view(computed_store())
    (item,) = view.computed
    assert item.figure is not None
    assert (item.figure.words, item.period, item.arithmetic) == ("38,350,000 persons", "2013", SUM)
    assert (item.who, item.where, item.kind) == ("residents", "Heilongjiang", "residence")
    assert (item.rule, item.rule_says[:25]) == ("start from change", "The stock at the start is")
    assert ids(view, item.inputs) == ["S1-30", "S1-31"]
    assert item.places == ("place:CN-HL",)
    assert item.names == ("place:CN-HL", "population:residents")
    assert len(view.claims) == 20
    assert not any("38,350,000" in claim.figure.words for claim in view.claims if claim.figure)
    assert len(view.node("place:CN-HL").rings) == 1


def test_a_computed_figure_is_left_out_when_a_claim_it_rests_on_is() -> None:
    assert build_view(computed_store(), studies=["paper"]).computed == ()
    assert build_view(small_store()).computed == ()


def test_the_shipped_picture_has_the_figures_that_follow_from_the_articles(
    whole_store: EmbeddedStore, whole_view: View
) -> None:
    by_place = {(item.where, item.figure.words if item.figure else ""): item for item in whole_view.computed}
    start = by_place["Heilongjiang", "38,350,000 persons"]
    assert ids(whole_view, start.inputs) == ["S1-30", "S1-31"]
    assert start.arithmetic == "37,890,000 − (−460,000) = 38,350,000"
    cities = next(item for (where, _), item in by_place.items() if where.startswith("Beijing + Shanghai + Hong Kong"))
    assert cities.figure is not None
    assert cities.figure.words == "25,000 to 31,000 persons"
    assert cities.places == ()
    assert {"place:CN-BJ", "place:harbin", "place:urumqi", "population:russians"} <= set(cities.names)
    assert len(whole_view.computed) == 11
