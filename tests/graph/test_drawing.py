"""Pictures of graphs and of answers: as pages, as paths, in notebooks, and in which words they are refused."""

from __future__ import annotations

import os
import re
import sys
from html import unescape
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import sojourn
from sojourn.cli import main
from sojourn.drawing.view import View
from sojourn.errors import BadInput, NotAvailable, NotFound, StoreError
from sojourn.graph.facade import Graph
from sojourn.graph.pictures import Picture
from sojourn.model import Hedge, Source
from sojourn.renderers import registered
from sojourn.stores.embedded import EmbeddedStore
from tests.drawing.findings import disputed_store
from tests.drawing.sample import HOSTILE, claim, persons, place, quads

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
    assert 'height="900"' in size
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


def test_a_named_question_is_the_title_of_its_answer(graph: sojourn.Graph) -> None:
    picture = graph.ask.stock_by_count(population="Russians", place="China").draw()
    assert picture.title == "How many of these people live there, as of when, and by which count?"
    assert f"<bdi>{picture.title}</bdi>" in picture.html


def test_a_store_is_titled_by_what_it_tells_and_not_by_its_folder(tmp_path: Path) -> None:
    assert main(["build", "--shipped", "-o", str(tmp_path / "store")]) == 0
    store = sojourn.open(tmp_path / "store")
    assert store.draw().title == "Who moved where, how many, when, and who says so"
    assert store.draw(heading="Mine").title == "Mine"
    assert Graph(store.store, "made up").draw().title == "made up", "a name that somebody chose"


class Failing:
    """A renderer of another package."""

    name = "failing"
    summary = "nothing at all"
    fails_at = "suits"

    def suits(self, view: View) -> str:
        del view
        if self.fails_at == "suits":
            raise ZeroDivisionError("no\x1b[2J more")
        return "it is \x1b[31mred" if self.fails_at == "red" else ""

    def render(self, view: View, *, heading: str | None = None, why: str = "") -> str:
        del view, heading, why
        if self.fails_at == "exit":
            sys.exit(3)
        if self.fails_at == "on purpose":
            raise NotAvailable("matplotlib\x1b[2J is not installed", advice="Install it.")
        return None  # type: ignore[return-value]  # what a careless one may do


FAILURES = {
    "suits": (NotAvailable, "the renderer 'failing' fails: ZeroDivisionError: no\ufffd[2J more\n  Draw it as map, "),
    "red": (BadInput, "this cannot be drawn as failing: it is \ufffd[31mred"),
    "exit": (NotAvailable, "the renderer 'failing' fails: SystemExit: 3\n"),
    "nothing": (NotAvailable, "the renderer 'failing' fails: TypeError: it gives NoneType and not a page as text"),
    "on purpose": (NotAvailable, "matplotlib\ufffd[2J is not installed\n  Install it."),
}


@pytest.mark.parametrize("at", FAILURES)
def test_a_plug_in_that_fails_is_one_message_that_names_it(
    small: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    error, message = FAILURES[at]
    entries = [EntryPoint("failing", f"{__name__}:Failing", registered.GROUP)]
    monkeypatch.setattr(registered, "entry_points", lambda group: entries if group == registered.GROUP else [])
    monkeypatch.setattr(Failing, "fails_at", at)
    registered.renderers.cache_clear()
    try:
        with pytest.raises(error, match=re.escape(message)) as caught:
            small.draw(tmp_path / "a.html", as_="failing")
    finally:
        registered.renderers.cache_clear()
    assert "\x1b" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_a_renderer_of_ours_keeps_its_traceback(small: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("sojourn.renderers.map.Map.render", broken)
    with pytest.raises(ZeroDivisionError):
        small.draw(as_="map")


def test_a_picture_is_not_written_to_standard_output(
    small: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput, match="-: a picture is a file, and is not written to standard output"):
        small.draw("-")
    assert list(tmp_path.iterdir()) == []


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


def test_a_country_is_found_by_the_spellings_of_statistical_offices_too() -> None:
    towns = [place("TR", "Türkiye", "country"), place("DE", "Germany", "country")]
    moved = claim("A-1", "flow", "Some moved", origin=("TR",), destination=("DE",), estimate=persons(9, 9, Hedge.EXACT))
    store = EmbeddedStore.of(quads(towns, [moved], [Source(key="paper", type="webpage", title="A paper")], [], []))
    view = Graph(store, "made up").draw().view
    assert view is not None
    assert view.node("place:TR").label == "Türkiye"
    assert "Turkey" in view.node("place:TR").other_labels
