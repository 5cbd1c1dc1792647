"""``sojourn compare`` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import sojourn
from sojourn.cli import main
from sojourn.model import Assertion
from sojourn.rdf.files import to_bytes
from sojourn.rdf.writing import assertion_quads
from tests.audit.comparing.making import assertion, year

Capture = pytest.CaptureFixture[str]


def claim(claim_id: str, how_many: float, place: str = "CN", **facets: Any) -> Assertion:
    given: dict[str, Any] = {"population": "russians", "place": place, "period": year(2020), **facets}
    return assertion(how_many=how_many, claim_id=claim_id, **given)


def store(folder: Path, *claims: Assertion) -> str:
    file = folder / "claims.trig"
    file.write_bytes(to_bytes(assertion_quads(claims)))
    return str(file)


def test_the_shipped_graph_has_no_contradiction_and_says_so_first(capsys: Capture) -> None:
    assert main(["compare"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("No two figures contradict each other.\n\nFigures about the same people in the same place:")
    assert shown.endswith(
        "41 figures, 820 pairs: no two contradict each other; one figure said twice: 2; differing in time only: 1; "
        "part and whole: 9; left open whether about the same thing: 49; about different things: 759.\n"
    )
    assert "S1-8 and S1-30 are one figure said twice." in shown
    assert (
        "S0-19 and S0-20 leave it open whether they speak of the same thing: residence status, “permanent resident” "
        "against “not stated”." in shown
    )


def test_two_claims_are_one_paragraph(capsys: Capture) -> None:
    assert main(["compare", "S2-7", "S2-9"]) == 0
    assert capsys.readouterr().out == (
        "S2-7 counts 22,000 persons living in Beijing (Foreigners living long-term and working in China; long-term "
        "worker), at publication (of a source without a date), according to “Report of the Beijing International "
        "Talent Exchange Association”. S2-9 counts 37,000 persons living in Beijing (Foreigners living long-term and "
        "working in China; long-term worker), for 10 years before publication (of a source without a date), according "
        "to “Report of the Beijing International Talent Exchange Association”. They speak of the same thing and differ "
        "only in reference time: “at publication (of a source without a date)” against “10 years before publication "
        "(of a source without a date)”. This is a change over time, no contradiction; the later figure (S2-7) is "
        "lower.\n"
    )


def test_people_and_place_give_one_paragraph_a_pair(capsys: Capture) -> None:
    assert main(["compare", "--population", "Russians", "--place", "Beijing"]) == 0
    paragraphs = capsys.readouterr().out.strip().split("\n\n")
    assert [text.split(" ")[0] for text in paragraphs[:3]] == ["S0-23", "S0-23", "S2-33"]
    assert (
        "They differ first in kind of statement: “a number of people who live somewhere” against “a share”"
        in paragraphs[0]
    )
    assert paragraphs[3].startswith("3 figures, 3 pairs: no two contradict each other;")


def test_one_claim_is_compared_with_all_others(capsys: Capture) -> None:
    assert main(["compare", "S0-19", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["figures"], found["pairs"], len(found["compared"])) == (41, 40, 40)
    assert {each["first"] for each in found["compared"]} == {"S0-19"}


def test_json_gives_every_facet_of_a_pair(capsys: Capture) -> None:
    assert main(["compare", "S0-20", "S0-23", "--format", "json"]) == 0
    (pair,) = json.loads(capsys.readouterr().out)["compared"]
    kept = ("verdict", "facet", "relation", "part_and_whole", "comparable", "contradicts", "independent")
    assert [pair[name] for name in kept] == ["part", "place", "hasPart", "holds", False, False, True]
    assert [facet["facet"] for facet in pair["facets"]] == [
        *("kind", "unit", "criterion", "scope", "status", "place", "time", "method")
    ]
    assert pair["facets"][5] == {
        "facet": "place",
        "relation": "hasPart",
        "first": "in China",
        "second": "in Beijing",
        "remark": None,
    }


def test_figures_that_disagree_come_first_and_the_exit_code_is_1(tmp_path: Path, capsys: Capture) -> None:
    file = store(tmp_path, claim("X-1", 100), claim("X-2", 200, root="agency"), claim("X-3", 50, "CN-BJ"))
    assert main(["compare", "--store", file]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith(
        "1 pair of figures cannot both be true:\n\nX-1 counts 100 persons living in China (Russians)"
    )
    assert (
        "They speak of the same people, place and time, so they disagree: no number is both “100 persons” and “200 "
        "persons”; at least one of the two is not right. This takes for granted that they mean the same where neither "
        "says it: criterion of the population and residence status." in shown
    )
    assert shown.endswith("3 figures, 3 pairs: disagreeing: 1; part and whole: 2.\n")


def test_a_part_that_is_larger_than_its_whole_is_a_contradiction(tmp_path: Path, capsys: Capture) -> None:
    file = store(tmp_path, claim("X-1", 100), claim("X-2", 200, "CN-BJ"))
    assert main(["compare", "--store", file, "X-1", "X-2"]) == 1
    assert capsys.readouterr().out.endswith(
        "In place, “in Beijing” (X-2) is a part of “in China” (X-1). A part cannot be larger than its whole, but X-2 "
        "is larger than X-1: they cannot both be true.\n"
    )


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        (
            claim("X-1", 100),
            claim("X-2", 100, method="census"),
            (
                "They speak of the same thing and agree: 100 fits both. This takes for granted that they mean the same "
                "where neither says it: criterion of the population and residence status. Both rest on one source in "
                "the end (“source:daily”), so neither confirms the other."
            ),
        ),
        (
            claim("X-1", 100),
            claim("X-2", 200, modality="possible"),
            (
                "They speak of the same thing and share no number, but one of them is not asserted, so they do not "
                "contradict each other."
            ),
        ),
        (
            claim("X-1", 100),
            claim("X-2", 100, period=None),
            (
                "They differ first in reference time: “2020” against “not stated”. Whether they speak of the same "
                "thing cannot be told, so no contradiction follows."
            ),
        ),
        (
            claim("X-1", 100),
            claim("X-2", 100, population="residents"),
            (
                "They differ first in people counted: “Russians” against “Residents” (how the one stands to the other "
                "is not stated). They speak of different things, so they do not contradict each other."
            ),
        ),
        (
            claim("X-1", 100),
            claim("X-2", 200, supersedes="X-1"),
            "The one replaces the other: they are editions of one figure, so they do not contradict each other.",
        ),
        (
            claim("X-1", 100),
            claim("X-2", 200, restates="X-1"),
            (
                "The one restates the other: it is one figure said twice, no confirmation. Yet the two numbers are not "
                "the same."
            ),
        ),
    ],
)
def test_what_follows_is_said_in_plain_words(
    first: Assertion, second: Assertion, sentence: str, tmp_path: Path, capsys: Capture
) -> None:
    assert main(["compare", "--store", store(tmp_path, first, second), "X-1", "X-2"]) == 0
    assert capsys.readouterr().out.endswith(f" {sentence}\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["S0-199"], "no assertion of this graph is called 'S0-199'\n  Did you mean 'S0-19'"),
        (["S0-5"], "S0-5 states no figure, so there is nothing to compare"),
        (["S0-19", "S0-19"], "'S0-19' is the same claim as 'S0-19'\n  Name two different claims."),
        (["--place", "Harbn"], "place: no place of this graph is called 'Harbn'\n  Did you mean 'Harbin'"),
        (["--population", "Rusians"], "population: no population of this graph is called 'Rusians'"),
    ],
)
def test_bad_input_is_one_message_and_exit_code_2(arguments: list[str], message: str, capsys: Capture) -> None:
    assert main(["compare", *arguments]) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert printed.out == ""


def test_nothing_to_compare_is_said(tmp_path: Path, capsys: Capture) -> None:
    assert main(["compare", "--store", store(tmp_path, claim("X-1", 100))]) == 0
    assert capsys.readouterr().out == (
        "No two figures contradict each other.\n\n1 figure; there is nothing to compare.\n"
    )


def test_many_figures_are_searched_and_the_rest_is_counted_in_one(tmp_path: Path, capsys: Capture) -> None:
    claims = [claim(f"X-{number}", number, period=year(1000 + number)) for number in range(600)]
    file = store(tmp_path, *claims, claim("Y-1", 7, period=year(1000)))
    assert main(["compare", "--store", file]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith("1 pair of figures cannot both be true:\n\nX-0 counts 0 persons living in China (Russians)")
    assert shown.endswith("601 figures, 180,300 pairs: disagreeing: 1; differing in time only: 180,299.\n")
    assert "  … and 593 more.\n" in shown


def test_the_library_gives_the_same_as_the_command(capsys: Capture) -> None:
    found = sojourn.open().compare("S0-19", "S0-20")
    assert main(["compare", "S0-19", "S0-20"]) == 0
    assert capsys.readouterr().out == found.in_words()
    assert (found.contradicting, [each.verdict.value for each in found.listed]) == (0, ["cannot tell"])


def test_a_file_that_exists_is_kept(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "mine.json"
    target.write_text("mine")
    assert main(["compare", "--format", "json", "-o", str(target)]) == 2
    assert target.read_text() == "mine"
    assert "already exists" in capsys.readouterr().err
