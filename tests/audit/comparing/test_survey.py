"""The search through many figures finds what comparing each with each finds."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.audit.comparing import Figure, Ties, Verdict, World, compare, figures_of, survey
from sojourn.audit.comparing.survey import LISTED
from tests.audit.comparing.making import assertion, estimate, figure, relative, year

COUNTED = (Verdict.DISAGREE, Verdict.AGREE, Verdict.RESTATES, Verdict.REPLACES, Verdict.TREND, Verdict.PART)
PLACES = (
    *((), ("CN",), ("CN-BJ",), ("CN-HL",), ("rust-belt",), ("CN-HL+CN-JL+CN-LN",), ("first-tier-cities",)),
    *(("CN-BJ", "CN-SH"), ("RU-BU",), ("siberian-federal-district",), ("CN-BJ+CN-SH",)),
)

claims = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["residence", "residence", "permit", "change"]),
        "population": st.sampled_from([(), ("russians",), ("russian-students",), ("russian-students", "russians")]),
        "profession": st.sampled_from([(), (), ("engineer",), ("science-and-engineering-professional",)]),
        "place": st.sampled_from(PLACES),
        "period": st.sampled_from(
            [None, year(2017), year(2018), year(2015, 2024), year(2019), relative("pub"), relative("pub-10y/pub")]
        ),
        "status": st.sampled_from(["", "", "permanentResident", "usualResident"]),
        "modality": st.sampled_from(["asserted", "asserted", "possible"]),
        "source": st.sampled_from(["daily", "weekly"]),
        "value": st.sampled_from([(1, None, ""), (2, None, ""), (1, None, "("), (2, None, ")"), (1, 3, "")]),
        "restates": st.booleans(),
        "supersedes": st.booleans(),
    }
)


def study(chosen: list[dict[str, Any]]) -> list[Figure]:
    made = []
    for number, claim in enumerate(chosen):
        low, high, opens = claim["value"]
        facets = {key: each for key, each in claim.items() if key not in {"value", "restates", "supersedes"}}
        measure = assertion(claim["kind"]).estimate
        assert measure is not None
        facets["how_many"] = estimate(low, high, opens=opens, measure=measure.measure)
        for relation in ("restates", "supersedes"):
            if claim[relation] and number:
                facets[relation] = f"X-{number - 1}"
        made.append(assertion(claim_id=f"X-{number}", **facets))
    return list(figures_of(made))


@given(st.lists(claims, max_size=9))
def test_the_search_finds_what_comparing_each_with_each_finds(world: World, chosen: list[dict[str, Any]]) -> None:
    figures = study(chosen)
    ties = Ties(figures)
    pairs = [compare(a, b, world, ties) for a, b in combinations(figures, 2) if a.assertion is not b.assertion]
    verdicts = Counter(each.verdict for each in pairs)
    contradictions = {frozenset((id(each.first), id(each.second))) for each in pairs if each.contradicts}
    found = survey(figures, world)
    assert found.pairs == len(pairs)
    assert {each: found.counts[each] for each in COUNTED} == {each: verdicts[each] for each in COUNTED}
    assert {frozenset((id(each.first), id(each.second))) for each in found.contradictions} == contradictions
    assert found.contradicting == len(contradictions)


def test_many_contradictions_are_all_counted_and_the_first_are_listed(world: World) -> None:
    figures = [
        figure(how_many=number, population="russians", place="CN", period=year(2020), claim_id=f"X-{number}")
        for number in range(100)
    ]
    found = survey(figures, world)
    assert (found.pairs, found.counts[Verdict.DISAGREE], found.contradicting) == (4950, 4950, 4950)
    assert len(found.contradictions) == LISTED == 1000
    assert [[each.id for each in group] for group in found.groups] == [[f"X-{number}" for number in range(100)]]


@pytest.mark.parametrize("shape", ["one thing, other days", "one thing, one day", "other things"])
def test_twenty_thousand_figures_are_searched_without_comparing_each_with_each(shape: str, world: World) -> None:
    """200 million pairs; compared one by one they would take about an hour."""
    figures = [
        figure(
            population="russians" if shape != "other things" else f"population-{number}",
            place="CN",
            period=year(1 + number % 9000) if shape == "one thing, other days" else year(2020),
            claim_id=f"X-{number}",
        )
        for number in range(20_000)
    ]
    before = process_time()
    found = survey(figures, world)
    assert process_time() - before < 30
    assert found.pairs == 199_990_000
    if shape == "one thing, one day":
        assert found.counts[Verdict.AGREE] == 199_990_000
    elif shape == "other things":
        assert not any(found.counts.values())
    else:
        assert found.counts[Verdict.AGREE] == 2000 * 3 + 7000
        assert found.counts[Verdict.TREND] == 199_990_000 - 13_000
