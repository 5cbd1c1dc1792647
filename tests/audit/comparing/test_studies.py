"""What the three shipped studies say when their figures are put side by side."""

from __future__ import annotations

from itertools import combinations

import pytest

import sojourn
from sojourn.audit.comparing import Figure, Namer, Ties, World, compare, paragraph
from sojourn.rdf.writing import assertion_iri


@pytest.mark.parametrize(
    ("first", "second", "verdict", "facet", "relation", "order"),
    [
        # Russians in China: the census, the experts, and the seven cities.
        ("S0-19", "S0-20", "cannot tell", "status", "notStated", ""),
        ("S0-19", "S0-23", "cannot tell", "status", "notStated", ""),
        ("S0-20", "S0-23", "part", "place", "hasPart", "holds"),
        ("S0-20", "S0-24", "part", "place", "hasPart", "holds"),
        ("S0-20", "S0-25", "part", "place", "hasPart", "holds"),
        ("S0-20", "S0-26", "part", "place", "hasPart", "holds"),
        ("S0-20", "S0-27", "part", "place", "hasPart", "holds"),
        ("S0-20", "S0-28", "part", "place", "hasPart", "holds"),
        ("S0-20", "S0-29", "part", "place", "hasPart", "holds"),
        ("S0-23", "S0-24", "different things", "place", "differs", ""),
        ("S0-18", "S0-20", "different things", "kind", "differs", ""),
        ("S0-18", "S0-1", "different things", "unit", "differs", ""),
        ("S0-20", "S0-36", "cannot tell", "criterion", "notStated", ""),
        # Russians in Beijing: 10,000 living there, and a share of foreign workers.
        ("S0-23", "S2-34", "different things", "kind", "differs", ""),
        ("S0-23", "S2-7", "different things", "scope", "notStated", ""),
        # Foreigners in Beijing.
        ("S2-4", "S2-8", "part", "scope", "hasPart", ""),
        ("S2-7", "S2-9", "trend", "time", "differs", ""),
        ("S2-7", "S2-8", "different things", "kind", "differs", ""),
        ("S2-10", "S2-11", "different things", "scope", "differs", ""),
        ("S2-33", "S2-34", "cannot tell", "time", "notStated", ""),
        ("S2-29", "S2-33", "different things", "scope", "overlaps", ""),
        # The three provinces.
        ("S1-8", "S1-30", "restates", "", "", ""),
        ("S1-9", "S1-31", "restates", "", "", ""),
        ("S1-32", "S1-33", "different things", "kind", "differs", ""),
        ("S1-30", "S1-34", "different things", "kind", "differs", ""),
        ("S1-30", "S1-33", "different things", "place", "differs", ""),
    ],
)
def test_two_figures_of_the_studies(
    first: str,
    second: str,
    verdict: str,
    facet: str,
    relation: str,
    order: str,
    figures: dict[str, Figure],
    world: World,
    ties: Ties,
) -> None:
    found = compare(figures[first], figures[second], world, ties)
    answer = found.answer
    assert (found.verdict.value, found.order.value) == (verdict, order)
    assert (answer.facet.value if answer else "", answer.relation.value if answer else "") == (facet, relation)
    assert not found.contradicts


def test_no_two_figures_of_the_studies_contradict_each_other(
    figures: dict[str, Figure], world: World, ties: Ties
) -> None:
    found = [compare(first, second, world, ties) for first, second in combinations(figures.values(), 2)]
    assert len(found) == 820
    assert not [each for each in found if each.contradicts]


def test_what_census_and_experts_say_differs_in_status_and_in_time_too(
    figures: dict[str, Figure], world: World, ties: Ties, shipped: sojourn.Graph
) -> None:
    found = compare(figures["S0-19"], figures["S0-20"], world, ties)
    assert paragraph(found, Namer(shipped.store, world)) == (
        "S0-19 counts over 16,000 persons living in China (Russians; permanent resident), for 2020, by census, "
        "according to “Population census of China, 2020”. S0-20 counts 40,000 to 50,000 persons living in China "
        "(Russians; residence status not stated), for 2025-01-31, by expert estimate, according to “Estimate of "
        "experts who are not named”; it is only called possible. They differ first in residence status: “permanent "
        "resident” against “not stated”. They also differ in reference time: “2020” against “2025-01-31”. "
        "So they do not contradict each other."
    )


def test_jilins_two_statements_are_told_apart_in_words(
    figures: dict[str, Figure], world: World, ties: Ties, shipped: sojourn.Graph
) -> None:
    assert paragraph(compare(figures["S1-32"], figures["S1-33"], world, ties), Namer(shipped.store, world)) == (
        "S1-32 gives arrivals minus departures in Jilin: at least 0 persons (Residents), until 2016, according to "
        "“Data of the National Bureau of Statistics”. S1-33 gives a change of the population in Jilin: −360,000 "
        "persons (Residents), for 2016–2018, according to “Data of the National Bureau of Statistics”. They differ "
        "first in kind of statement: “arrivals minus departures” against “a change of the population”. They speak of "
        "different things, so they do not contradict each other."
    )


def test_the_fall_of_foreigners_and_of_foreign_workers_are_whole_and_part(
    figures: dict[str, Figure], world: World, ties: Ties, shipped: sojourn.Graph
) -> None:
    text = paragraph(compare(figures["S2-4"], figures["S2-8"], world, ties), Namer(shipped.store, world))
    assert text.startswith("S2-4 gives a change of the population in Beijing: −40 % (Foreign residents of China; ")
    assert ", from 10 years before publication to publication (of a source without a date), " in text
    assert text.endswith(
        "In people counted, “Foreigners living long-term and working in China” (S2-8) is a part of “Foreign residents "
        "of China” (S2-4). Such figures may be larger for a part than for its whole, so they do not contradict each "
        "other."
    )


_ASKED = [
    ("China", "Russians"),
    ("Beijing", "Russians"),
    ("Beijing", "Foreign workers"),
    ("Beijing", "foreign-residents"),
    ("Heilongjiang", "Residents"),
    ("Jilin", "Residents"),
]


def _facet(found: str | None) -> str:
    return found.rsplit("-", 1)[-1] if found else ""


@pytest.mark.parametrize(("place", "population"), _ASKED)
def test_the_question_why_differ_names_the_same_first_facet(
    place: str, population: str, shipped: sojourn.Graph, figures: dict[str, Figure], world: World, ties: Ties
) -> None:
    by_iri = {assertion_iri(figure.assertion): figure for figure in figures.values()}
    rows = list(shipped.ask.why_differ(place=place, population=population))
    assert rows
    for row in rows:
        first, second = by_iri[row["first"] or ""], by_iri[row["second"] or ""]
        answer = compare(first, second, world, ties).answer
        if first.kind == second.kind == "share" and first.whole != second.whole:
            # The question leaves the whole of a share aside; shares of different wholes are of different scope.
            assert answer is not None
            assert answer.facet.value == "scope"
            continue
        assert (answer.facet.value if answer else "") == _facet(row["facet"]), (first.id, second.id)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("S0-19", "S0-20"),
        ("S0-23", "S2-34"),
        ("S1-8", "S1-30"),
        ("S1-32", "S1-33"),
        ("S1-30", "S1-34"),
        ("S2-4", "S2-8"),
        ("S2-7", "S2-9"),
        ("S2-33", "S2-34"),
        ("S0-20", "S0-23"),
    ],
)
def test_the_question_comparable_names_the_same_first_facet(
    first: str, second: str, shipped: sojourn.Graph, figures: dict[str, Figure], world: World, ties: Ties
) -> None:
    (row,) = shipped.ask.comparable(first=first, second=second)
    answer = compare(figures[first], figures[second], world, ties).answer
    assert (answer.facet.value if answer else "") == _facet(row["facet"])
