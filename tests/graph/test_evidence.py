"""What is brought to a picture beside its claims: how their figures compare with each other."""

from __future__ import annotations

import pytest

from sojourn.drawing.build import build_view
from sojourn.graph import evidence
from sojourn.graph.evidence import MOST_OTHERS, comparisons
from sojourn.model import Hedge
from sojourn.stores.embedded import EmbeddedStore
from tests.drawing.findings import disputed_store
from tests.drawing.sample import AGENTS, CLAIMS, PLACES, POPULATIONS, SOURCES, claim, persons, quads, small_store

Told = dict[str, list[tuple[str, str, str]]]


def told(store: EmbeddedStore) -> Told:
    """The comparisons by the ids of the claims."""
    names = {one.key: one.id for one in build_view(store).claims}
    found = comparisons(store)
    assert found is not None
    return {names[key]: [(names[other], facet, words) for other, facet, words in all_] for key, all_ in found.items()}


@pytest.fixture(scope="module")
def small() -> Told:
    return told(small_store())


@pytest.mark.parametrize(
    ("one", "other", "facet"),
    [
        ("S0-19", "S0-20", "status"),
        ("S0-20", "S0-19", "status"),
        ("S0-18", "S0-1", "unit"),
        ("S0-19", "S0-18", "kind"),
    ],
)
def test_two_figures_for_one_thing_are_told_with_the_first_facet_that_differs(
    small: Told, one: str, other: str, facet: str
) -> None:
    assert (other, facet) in [(name, first) for name, first, _ in small[one]]


def test_each_claim_speaks_first_in_its_own_words(small: Told) -> None:
    (words,) = [text for name, _, text in small["S0-20"] if name == "S0-19"]
    assert words.startswith("“not stated” against “")
    assert words.endswith("the two leave it open whether they speak of the same thing")


def test_claims_about_other_places_or_other_people_are_not_told(small: Told) -> None:
    assert "S0-23" not in {name for name, _, _ in small["S0-19"]}, "Beijing beside China"
    assert "S1-31" not in small, "the only figure about the residents of a province"


def test_figures_that_cannot_both_be_true_come_first() -> None:
    (first, *_) = told(disputed_store())["M-2"]
    other, facet, words = first
    assert (other, facet) == ("P-4", "method")
    assert words.endswith("the two disagree")


def test_every_comparison_is_told_from_both_sides(small: Told) -> None:
    pairs = {(one, other) for one, others in small.items() for other, _, _ in others}
    assert pairs == {(other, one) for one, other in pairs}


def test_many_figures_are_cut_to_the_nearest() -> None:
    many = [
        claim(
            f"X-{n}",
            "residence",
            f"{n} live there",
            at=n,
            place=("CN",),
            population=("russians",),
            estimate=persons(n, n, Hedge.EXACT),
        )
        for n in range(100, 130)
    ]
    store = EmbeddedStore.of(quads(PLACES, [*CLAIMS, *many], SOURCES, POPULATIONS, AGENTS))
    assert {len(others) for name, others in told(store).items() if name.startswith("X-")} == {MOST_OTHERS}


def test_above_its_limit_nothing_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_COMPARED", 5)
    assert comparisons(small_store()) is None


def test_a_graph_without_studies_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_READ", 5)
    assert comparisons(small_store()) == {}


def test_the_same_graph_gives_the_same_comparisons() -> None:
    assert comparisons(small_store()) == comparisons(small_store())
