"""The columns of claims that are told in full: rows, periods, classes of certainty, texts by rule, filters."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from sojourn.drawing.build import build_view
from sojourn.drawing.rows import (
    BACKINGS,
    CERTAINTIES,
    CERTAINTY_NAMES,
    ENDS,
    KIND_NAMES,
    MEASURES,
    MODALITIES,
    Rows,
    Texts,
    When,
    certainty_of,
)
from sojourn.drawing.view import View
from sojourn.vocabulary.terms import SCHEMES
from tests.drawing.findings import computed_store, disputed_view
from tests.drawing.handmade_rows import Said, rows_of
from tests.drawing.sample import hostile_store, small_store


@pytest.fixture(scope="module", params=["small", "hostile"])
def view(request: pytest.FixtureRequest) -> View:
    return build_view(small_store() if request.param == "small" else hostile_store())


def rows(view: View) -> Rows:
    assert view.rows is not None
    return view.rows


def test_a_claim_has_a_row_for_every_combination_of_what_it_names(view: View) -> None:
    found = rows(view)
    first = found.first_rows()
    for number, claim in enumerate(view.claims):
        named = (claim.origin, claim.destination, claim.place, claim.population)
        wanted = set(product(*(keys or ("",) for keys in named)))
        lines = range(first[number], first[number + 1])
        columns = [getattr(found, name) for name in ENDS]
        assert {tuple(found.nodes[c[at]] if c[at] >= 0 else "" for c in columns) for at in lines} == wanted


def test_every_claim_has_its_facts(view: View) -> None:
    found = rows(view)
    for number, claim in enumerate(view.claims):
        assert KIND_NAMES[found.kind[number]] == claim.kind
        assert found.sources[found.source[number]] == claim.source
        assert MODALITIES[found.modality[number]] == claim.modality
        if claim.figure:
            assert MEASURES[found.measure[number]] == claim.figure.measure
        period = found.periods[found.period[number]] if found.period[number] >= 0 else When()
        assert (period.words, period.start, period.end) == (claim.period, claim.start, claim.end)
    assert found.details == found.claims == len(view.claims)


def test_every_node_of_a_row_is_a_node_of_the_view(view: View) -> None:
    assert rows(view).nodes == tuple(node.key for node in view.every_node)


CLASSES: dict[str, tuple[tuple[str, str, str], str]] = {
    "a figure": (("asserted", "", "exact"), "exact"),
    "about so many": (("asserted", "", "about"), "rounded"),
    "between two numbers": (("asserted", "census", "between"), "rounded"),
    "thousands": (("asserted", "", "orderOfMagnitude"), "rounded"),
    "more than": (("asserted", "", "moreThan"), "bound"),
    "most of": (("asserted", "", "mostOf"), "bound"),
    "no figure": (("asserted", "", ""), "unnumbered"),
    "what experts say": (("asserted", "expert estimate", "about"), "estimated"),
    "a model": (("asserted", "model", "exact"), "estimated"),
    "what may be": (("possible", "model", "exact"), "possible"),
    "a plan": (("intended", "", ""), "intended"),
}


@pytest.mark.parametrize("name", CLASSES)
def test_a_claim_has_one_class_of_certainty(name: str) -> None:
    notations, wanted = CLASSES[name]
    assert certainty_of(*notations) == wanted


def test_every_closed_list_has_its_classes() -> None:
    for modality, method, hedge in product(SCHEMES["modality"], SCHEMES["method"], SCHEMES["hedge"]):
        assert certainty_of(modality, method, hedge) in CERTAINTIES
    assert set(SCHEMES["modality"]) == set(MODALITIES)
    assert set(SCHEMES["attribution"]) == set(BACKINGS)


def test_a_claim_without_a_figure_is_measured_by_its_neighbours() -> None:
    flow = Said(ends=(("A", "C"),))
    claims = [flow, Said(ends=(("B", "C"),), low=1, high=1, measure="personsPerYear"), Said(source="second")]
    assert [MEASURES[number] for number in rows_of(claims).measure] == ["personsPerYear", "personsPerYear", ""]


def test_a_text_is_made_from_its_rule() -> None:
    made = Texts(size=2, template="{start}-{end}")
    assert made.at(1, {"start": "RU", "end": "CN"}) == "RU-CN"
    numbered = Texts(size=2, of=("row #",), codes=np.array([0, 0], np.int32), numbers=np.array([7, 9]))
    assert numbered.at(1, {}) == "row 9"
    assert Texts(size=3).at(2, {}) == ""


def test_filters_count_what_the_view_counts(view: View) -> None:
    counted = {facet.name: {choice.key: choice.count for choice in facet.choices} for facet in view.facets}
    for one in view.memberships:
        counts = np.bincount(one.value, minlength=len(one.choices)).tolist()
        found = {key: count for (key, _), count in zip(one.choices, counts, strict=True)}
        if one.name in counted:
            assert found == counted[one.name]
        assert counts == sorted(counts, reverse=True)
        assert all(a <= b for a, b in pairwise(one.first.tolist()))


def test_contradictions_are_a_filter() -> None:
    view = disputed_view()
    (found,) = [one for one in view.memberships if one.name == "dispute"]
    disputed = {n for n, (a, b) in enumerate(pairwise(found.first.tolist())) if a < b}
    assert {view.claims[n].key for n in disputed} == {key for dispute in view.disputes for key in dispute.claims}


def test_a_selection_keeps_only_its_claims() -> None:
    store = small_store()
    whole = build_view(store)
    wanted = whole.claims[0]
    view = build_view(store, only={f"https://w3id.org/sojourn/id/assertion/{wanted.key}"})
    assert [claim.key for claim in view.claims] == [wanted.key]
    assert rows(view).claims == 1


def test_computed_figures_are_no_rows() -> None:
    view = build_view(computed_store())
    assert view.computed
    assert rows(view).claims == len(view.claims)


def test_classes_are_told_from_the_most_certain_to_the_least() -> None:
    assert CERTAINTY_NAMES[0] == "exact"
    assert CERTAINTY_NAMES[-1] == "intended"
