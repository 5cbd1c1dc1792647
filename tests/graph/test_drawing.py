"""Pictures of graphs and of answers: as pages, as paths, in notebooks, and in which words they are refused."""

from __future__ import annotations

import os
import re
from html import unescape
from pathlib import Path

import pytest

import sojourn
from sojourn.errors import BadInput, NotFound, StoreError
from sojourn.graph.drawing import Picture
from sojourn.graph.facade import Graph
from tests.drawing.findings import disputed_store
from tests.drawing.sample import HOSTILE

SELECT_FLOWS = "SELECT ?a WHERE { ?a a sj:FlowAssertion }"


@pytest.fixture(scope="module")
def small() -> Graph:
    return Graph(disputed_store(), "made up")


@pytest.fixture(scope="module")
def picture(small: Graph) -> Picture:
    return small.draw()


def drawn_claims(picture: Picture) -> list[str]:
    """The ids of the claims that a page tells in full."""
    import json

    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', picture.html, re.DOTALL)
    assert found
    details = json.loads(found.group(1))["details"]
    at = details["names"].index("id") if details["rows"] else 0
    return [row[at] for row in details["rows"]]


def test_a_picture_is_a_page_with_a_renderer_and_a_reason(picture: Picture) -> None:
    assert picture.html.startswith("<!doctype html>")
    assert picture.renderer == "map"
    assert picture.why.startswith("Drawn as a map: ")
    assert re.fullmatch(r"<Picture: map, \d+ kB>", repr(picture))


def test_a_picture_that_is_not_written_is_no_path_yet(picture: Picture) -> None:
    with pytest.raises(BadInput, match=r"has not been written\n  Write it with write\(path\)"):
        os.fspath(picture)


@pytest.mark.parametrize("name", ["graph.html", "graph.HTM", "graph"])
def test_a_written_picture_serves_as_a_path(small: Graph, tmp_path: Path, name: str) -> None:
    picture = small.draw(tmp_path / name)
    assert Path(picture) == tmp_path / name
    assert str(picture) == str(tmp_path / name)
    assert Path(picture).read_text(encoding="utf-8") == picture.html
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_the_same_graph_gives_the_same_bytes(small: Graph, picture: Picture) -> None:
    assert small.draw().html == picture.html


@pytest.mark.parametrize("name", ["map", "columns", "chord", "canvas", "network"])
def test_every_renderer_can_be_named(small: Graph, name: str) -> None:
    picture = small.draw(as_=name)
    assert (picture.renderer, picture.why) == (name, "")


def test_an_unknown_renderer_is_told_before_anything_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = Graph(disputed_store(), "made up")
    monkeypatch.setattr(graph, "store", None)
    with pytest.raises(NotFound, match="Did you mean 'network'"):
        graph.draw(tmp_path / "graph.html", as_="netwrk")


@pytest.mark.parametrize(
    ("name", "message"), [("graph.pdf", "not written as .pdf"), ("a.jpeg", "not written as .jpeg")]
)
def test_an_ending_of_another_kind_is_refused_before_anything_is_drawn(
    small: Graph, tmp_path: Path, name: str, message: str
) -> None:
    with pytest.raises(BadInput, match=rf"{message}\n  End it in .html, .svg or .png, or for another tool in .gexf"):
        small.draw(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_only_when_asked_to(small: Graph, picture: Picture, tmp_path: Path) -> None:
    target = tmp_path / "graph.html"
    target.write_text("mine", encoding="utf-8")
    for attempt in (lambda: small.draw(target), lambda: picture.write(target)):
        with pytest.raises(StoreError, match="already exists"):
            attempt()
    assert target.read_text(encoding="utf-8") == "mine"
    assert small.draw(target, force=True).path == target
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_missing_folder_is_named(picture: Picture, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        picture.write(tmp_path / "nowhere" / "graph.html")
    assert list(tmp_path.iterdir()) == []


def test_a_notebook_gets_the_whole_page_in_a_sandbox(picture: Picture) -> None:
    frame = picture._repr_html_()
    found = re.fullmatch(
        r'<iframe title="([^"]*)" sandbox="([^"]*)" ([^>]*)srcdoc="([^"]*)"></iframe>', frame, re.DOTALL
    )
    assert found
    title, sandbox, size, page = found.groups()
    assert title == "made up"
    assert unescape(page) == picture.html
    assert {"allow-scripts", "allow-downloads", "allow-popups"} <= set(sandbox.split())
    assert "allow-same-origin" not in sandbox, "the page must not reach the notebook"
    assert 'height="760"' in size
    assert picture._mime_() == ("text/html", frame)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_heading_stays_within_the_frame(small: Graph, name: str) -> None:
    frame = Picture(f"<p>{HOSTILE[name]}</p>", renderer="map", title=HOSTILE[name])._repr_html_()
    assert frame.count("<") == 2, "the frame and its end, nothing else"
    assert frame.count(chr(34)) == 12
    frame.encode("utf-8")


def test_an_answer_draws_the_claims_that_its_rows_name(small: Graph) -> None:
    answer = small.query(SELECT_FLOWS)
    picture = answer.draw()
    assert sorted(drawn_claims(picture)) == sorted(row["id"] or "" for row in small.flows())
    assert picture.title == "What an answer rests on"


def test_a_listing_draws_the_claims_that_it_lists_by_id(small: Graph) -> None:
    assert sorted(drawn_claims(small.residences().draw(as_="columns"))) == sorted(
        {row["id"] or "" for row in small.residences()}
    )


def test_a_named_question_draws_what_it_rests_on(graph: sojourn.Graph) -> None:
    answer = graph.ask.stock_by_count(population="Russians", place="China")
    wanted = {str(row["assertion"]).rsplit("/", 1)[-1] for row in answer}
    picture = answer.draw(heading="Russians in China")
    assert len(drawn_claims(picture)) == len(wanted)
    assert "<bdi>Russians in China</bdi>" in picture.html


NOTHING = {
    "no rows": ("SELECT ?a WHERE { ?a a sj:NoSuchThing }", "the answer is empty, so there is nothing to draw"),
    "rows of places": ("SELECT ?a WHERE { ?a a sj:Place }", "name no claims, so there is nothing to draw"),
    "rows of numbers": ("SELECT ?low WHERE { ?a sj:low ?low }", "Select the claims themselves"),
}


@pytest.mark.parametrize("name", NOTHING)
def test_an_answer_without_claims_says_what_to_do(small: Graph, name: str) -> None:
    query, message = NOTHING[name]
    with pytest.raises(BadInput, match=re.escape(message)):
        small.query(query).draw()


def test_a_folder_of_texts_that_is_not_there_is_named(small: Graph, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no folder of that name"):
        small.draw(texts=tmp_path / "nowhere")
