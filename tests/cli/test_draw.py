"""``sojourn draw``: renderers by name and by themselves, answers, images, and one clear message for each mistake."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from sojourn.cli import main

Capture = pytest.CaptureFixture[str]
FLOWS = "SELECT ?a WHERE { ?a a sj:FlowAssertion }"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def data_of(path: Path) -> dict[str, Any]:
    found = re.search(r'id="data">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found.group(1))
    return data


def test_the_renderers_are_listed_with_what_each_is_good_for(capsys: Capture, elsewhere: Path) -> None:
    assert main(["draw", "--list"]) == 0
    printed = capsys.readouterr().out
    for name in ("map", "columns", "chord", "canvas", "network"):
        assert re.search(rf"^  {name} +\w", printed, re.MULTILINE)
    assert "size and kind decide" in printed
    assert list(elsewhere.iterdir()) == []


def test_without_a_name_size_and_kind_decide_and_the_reason_is_told(capsys: Capture, elsewhere: Path) -> None:
    assert main(["draw"]) == 0
    told = capsys.readouterr().err
    assert "Drawn as a map: people move, and 30 of 36 places have a position on it.\n" in told
    assert "Wrote graph.html (" in told
    data = data_of(elsewhere / "graph.html")
    assert (data["drawer"], data["why"]) == ("map", told.splitlines()[0])


@pytest.mark.parametrize("name", ["map", "columns", "chord", "canvas", "network"])
def test_a_renderer_is_named_by_as(name: str, capsys: Capture, elsewhere: Path) -> None:
    assert main(["draw", "--as", name, "-o", "a.html"]) == 0
    assert capsys.readouterr().err.startswith("Wrote a.html (")
    data = data_of(elsewhere / "a.html")
    assert (data["drawer"], data["why"]) == (name, "")


def test_everything_at_once_is_drawn_on_a_canvas(elsewhere: Path) -> None:
    assert main(["draw", "--everything", "-o", "a.html"]) == 0
    assert data_of(elsewhere / "a.html")["drawer"] == "canvas"


@pytest.mark.parametrize(
    "asked",
    [
        ["--ask", "stock-by-count", "--population", "Russians", "--place", "China"],
        ["--population", "Russians", "--ask=stock-by-count", "--place", "CN"],
    ],
)
def test_the_answer_to_a_question_is_drawn(asked: list[str], elsewhere: Path, capsys: Capture) -> None:
    assert main(["draw", *asked, "-o", "a.html", "--heading", "Russians in China"]) == 0
    assert main(["ask", "stock-by-count", "--population", "Russians", "--place", "China", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["answer"]
    data = data_of(elsewhere / "a.html")
    assert len(data["details"]["rows"]) == len({json.dumps(row["assertion"]) for row in rows})
    assert data["title"] == "Russians in China"


def test_the_parameters_of_a_question_stand_in_the_help(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as left:
        main(["draw", "--ask", "origins", "--help"])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert "parameters of this question" in shown
    assert "--population VALUE" in shown


def test_the_claims_of_a_query_of_ones_own_are_drawn(elsewhere: Path) -> None:
    (elsewhere / "flows.rq").write_text(FLOWS)
    assert main(["draw", "--query", "flows.rq", "-o", "a.html"]) == 0
    data = data_of(elsewhere / "a.html")
    at = data["details"]["names"].index("kind")
    assert {row[at] for row in data["details"]["rows"]} == {"flow"}
    assert len(data["details"]["rows"]) == 20


MISTAKES = {
    "an unknown renderer": (["--as", "mapp"], "no renderer is called 'mapp'\n  Did you mean 'map'?"),
    "an unknown question": (
        ["--ask", "orgins"],
        "no question is called 'orgins'\n  Did you mean 'origins' or 'origin-mix'?",
    ),
    "a parameter left out": (["--ask", "origins", "--place", "Beijing"], "origins needs --population"),
    "an answer of sums": (["--ask", "corridors"], "the rows of this answer name no claims"),
    "an answer without rows": (
        ["--ask", "stock-by-count", "--population", "Talent", "--place", "China"],
        "the answer is empty, so there is nothing to draw\n  Not stated: ",
    ),
    "a query that is not there": (["--query", "nowhere.rq"], "nowhere.rq: there is no file of that name"),
    "a query with a fault": (["--query", "fault.rq"], "fault.rq:1:18: "),
    "an ending of another kind": (["-o", "graph.pdf"], "graph.pdf: a picture is not written as .pdf"),
    "standard output": (["-o", "-"], "-: a picture is a file, and is not written to standard output\n  Name a file"),
    "no folder with texts": (["--texts", "nowhere"], "nowhere: there is no folder of that name"),
    "a width of nothing": (["-o", "a.svg", "--width", "3"], "width: 3 is out of range"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_message_and_nothing_is_written(name: str, elsewhere: Path, capsys: Capture) -> None:
    arguments, message = MISTAKES[name]
    if name == "a query with a fault":
        (elsewhere / "fault.rq").write_text("SELECT ?a WHERE {")
    before = sorted(elsewhere.iterdir())
    assert main(["draw", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert sorted(elsewhere.iterdir()) == before


def test_a_question_and_a_query_at_once_are_refused(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as left:
        main(["draw", "--ask", "origins", "--query", "a.rq", "--population", "Russians"])
    assert left.value.code == 2
    assert "not allowed with argument" in capsys.readouterr().err


@pytest.mark.browser
def test_an_image_is_what_a_journal_can_take(browser: object, elsewhere: Path) -> None:
    assert main(["draw", "--as", "map", "-o", "a.svg", "--width", "700", "--heading", "Who moved where"]) == 0
    root = ElementTree.parse(elsewhere / "a.svg").getroot()  # noqa: S314 - our own picture
    texts = " ".join(str(one.text) for one in root.iter("{http://www.w3.org/2000/svg}text"))
    assert texts.startswith("Who moved where ")
    assert "Sources: " in texts
    assert not {"script", "style", "foreignObject"} & {one.tag.rpartition("}")[2] for one in root.iter()}


@pytest.mark.browser
@pytest.mark.parametrize(("ending", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_the_ending_makes_an_image(
    browser: object, ending: str, start: bytes, elsewhere: Path, capsys: Capture
) -> None:
    assert main(["draw", "--as", "columns", "-o", f"a.{ending}", "--width", "600", "--scale", "1"]) == 0
    assert (elsewhere / f"a.{ending}").read_bytes().startswith(start)
    assert capsys.readouterr().err.startswith(f"Wrote a.{ending} (")
