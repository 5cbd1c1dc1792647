"""What must be found in the three studies: the implied numbers, the contradictions there are, and none there is not."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pyoxigraph as ox
import pytest

import sojourn
from sojourn.audit.reconciling.readings import Interval
from sojourn.audit.reconciling.results import Implied, Reconciliation
from sojourn.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def graph() -> sojourn.Graph:
    return sojourn.open()


@pytest.fixture(scope="module")
def plain(graph: sojourn.Graph) -> Reconciliation:
    return graph.reconcile()


def only(items: tuple[Implied, ...], start: str) -> Implied:
    (found,) = [item for item in items if item.name.startswith(start)]
    return found


def test_the_three_studies_do_not_contradict_each_other(plain: Reconciliation) -> None:
    assert plain.contradictions == ()
    assert plain.all_found
    assert plain.relaxation == ()


def test_heilongjiang_had_38_350_000_residents_in_2013(plain: Reconciliation) -> None:
    found = only(plain.implied, "Residents in Heilongjiang, 2013")
    assert found.interval.low == found.interval.high == 38_350_000
    assert set(found.rests_on) == {"S1-30", "S1-31"}
    assert found.rules == ("changeIsDifference",)
    assert any("37,890,000 + 460,000 = 38,350,000" in step for step in found.steps)


def test_seven_cities_stand_beside_the_experts_and_not_beside_the_census(plain: Reconciliation) -> None:
    (cities,) = plain.wholes
    assert cities.stated_sum == Interval(Fraction(25_000), Fraction(31_000))
    assert cities.whole == Interval(Fraction(40_000), Fraction(50_000))
    assert len(cities.parts) == 7
    (census,) = cities.beside
    assert census[0].claim == "S0-19"
    assert "residence status (permanent resident against not stated)" in census[1]
    assert "time (2020 against 2025-01-31)" in census[1]


def test_with_about_at_its_word_the_cities_fall_short_by_nine_to_twenty_five_thousand(graph: sojourn.Graph) -> None:
    (cities,) = graph.reconcile(about="0%").wholes
    assert cities.short == Interval(Fraction(9_000), Fraction(25_000))


def test_census_yearly_flow_and_experts_imply_that_people_left_but_only_under_an_assumption(
    plain: Reconciliation,
) -> None:
    assert not [item for item in plain.implied if "departures" in item.name]
    found = only(plain.conditional[0].implied, "departures and deaths less births of Russians in China")
    years = Fraction(1_492) / Fraction(146_097, 400)  # 2020-12-31 to 2025-01-31, in years of the Gregorian calendar
    assert found.interval.low == 16_000 + 10_500 * years - 50_000
    assert found.interval.low_open
    assert set(found.rests_on) == {"S0-18", "S0-19", "S0-20"}
    assert any("yearly flow held in every year" in words for words in plain.conditional[0].assumptions)


def test_more_than_half_of_a_minority_of_more_than_2_500_is_more_than_1_250(plain: Reconciliation) -> None:
    found = only(plain.implied, "Russian minority of China in Ergun + Ili")
    assert found.interval == Interval(Fraction(1_250), None, low_open=True)


def test_forty_percent_agrees_with_the_two_stocks(plain: Reconciliation) -> None:
    assert {"S2-7", "S2-8", "S2-9"} & {claim for item in plain.contradictions for claim in item.claims} == set()


def test_if_russians_of_beijing_were_the_workers_exactly_these_claims_would_contradict(graph: sojourn.Graph) -> None:
    found = graph.reconcile(same=[("S0-23", "S2-34")], assume=["whole-is-counted"])
    (contradiction,) = found.contradictions
    assert set(contradiction.claims) == {"S0-23", "S2-34", "S2-7", "same(S0-23, S2-34)"}
    assert {said.claim for said in contradiction.said} == {"S0-23", "S2-34", "S2-7"}
    assert found.relaxation


def test_without_that_assertion_they_are_different_people(graph: sojourn.Graph) -> None:
    assert graph.reconcile(assume=["whole-is-counted"]).contradictions == ()


def test_jilins_two_statements_and_the_three_provinces_are_not_added(plain: Reconciliation) -> None:
    for item in plain.implied:
        assert not {"S1-32", "S1-33"} <= set(item.rests_on)
        assert len({"S1-30", "S1-33", "S1-34"} & set(item.rests_on)) <= 1
    for whole in plain.wholes:
        assert not {"S1-30", "S1-33", "S1-34"} & set(whole.claims)


@pytest.mark.parametrize("reading", ["logical", "plausible"])
def test_the_reading_is_shown_with_the_result(graph: sojourn.Graph, reading: str) -> None:
    shown = graph.reconcile(reading=reading).reading
    assert ("any number above 16,000" in shown) == (reading == "logical")


def test_a_rule_that_is_switched_off_is_not_used(graph: sojourn.Graph) -> None:
    found = graph.reconcile(without=["changeIsDifference"])
    assert not [item for item in found.implied if "Heilongjiang" in item.name]


def test_the_answer_can_be_narrowed_to_a_place_and_to_people(graph: sojourn.Graph) -> None:
    found = graph.reconcile(place="Heilongjiang", population="Residents")
    assert [item.name for item in found.implied] == ["Residents in Heilongjiang, 2013"]


def test_the_command_exits_with_1_only_when_there_is_a_contradiction(capsys: Capture) -> None:
    assert main(["reconcile"]) == 0
    assert "No contradiction: all of them can be true." in capsys.readouterr().out
    assert main(["reconcile", "--same", "S0-23", "S2-34", "--assume", "whole-is-counted"]) == 1
    assert "leave out any one of" in capsys.readouterr().out


def test_json_has_the_same_numbers(capsys: Capture) -> None:
    assert main(["reconcile", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    (province,) = [item for item in found["implied"] if "Heilongjiang" in item["quantity"]]
    assert province["interval"] == {"low": 38350000, "high": 38350000, "lowOpen": False, "highOpen": False}


def test_implied_bounds_are_derived_figures_in_a_graph_of_their_own(tmp_path: Path) -> None:
    target = tmp_path / "implied.trig"
    assert main(["reconcile", "--format", "trig", "-o", str(target)]) == 0
    quads = list(ox.parse(path=str(target), format=ox.RdfFormat.TRIG))
    assert {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)} == {
        "https://w3id.org/sojourn/graph/derived"
    }
    store = ox.Store()
    store.extend(quads)
    text = (
        "PREFIX sj: <https://w3id.org/sojourn/ns#> PREFIX prov: <http://www.w3.org/ns/prov#> "
        "SELECT ?low ?input ?software WHERE { GRAPH ?g { ?d a sj:DerivedAssertion ; sj:low ?low ; sj:high ?low ; "
        "sj:startYear 2013 ; prov:wasDerivedFrom ?input ; prov:wasGeneratedBy [ sj:rule sj:rule-impliedByAll ; "
        "prov:wasAssociatedWith ?software ] } }"
    )
    answer = store.query(text)
    assert isinstance(answer, ox.QuerySolutions)
    rows = list(answer)
    assert {row["low"].value for row in rows} == {"38350000"}
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--rules", "partsOfPlaces"], "--rules: no rule is called 'partsOfPlaces'\n  Did you mean 'partsOfPlace'?"),
        (
            ["--assume", "same-statuses"],
            "--assume: no assumption is called 'same-statuses'\n  Did you mean 'same-status'?",
        ),
        (["--about", "half"], "--about: 'half' is no percentage from 0 to 100"),
        (["--at", "2020-02-30"], "--at: '2020-02-30' is no day"),
        (["--same", "S0-23", "S9-1"], "--same: no claim is called 'S9-1'"),
        (["--same", "S0-23", "S1-30"], "--same: S1-30 does not speak of one number of persons in one place"),
        (["--place", "Silicon Valley", "--population", "Talent"], "no source of this graph gives a figure"),
        (["--most", "0"], "--most: 0 contradictions cannot be looked for"),
    ],
)
def test_bad_input_is_one_message_and_nothing_written(arguments: list[str], message: str, capsys: Capture) -> None:
    assert main(["reconcile", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err
