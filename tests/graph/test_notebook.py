"""An answer shows itself in a notebook: in words, the first rows, counted, and nothing of the data runs."""

from __future__ import annotations

from html.parser import HTMLParser

import pyoxigraph as ox
import pytest

import sojourn
from sojourn.graph.facade import Graph
from sojourn.graph.notebook import MOST
from sojourn.queries.results import Cell, Column, ResultTable
from sojourn.renderers.tabled import LONGEST
from sojourn.stores.embedded import EmbeddedStore

ELEMENTS = {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "bdi", "p"}
ATTRIBUTES = {"style", "title", "class", "scope"}
HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "an image": '"><img src=x onerror=alert(1)>',
    "the end of the table": "</td></tr></table></div><iframe srcdoc='x'>",
    "the end of an attribute": "' onmouseover='alert(1)' x=\"",
    "entities": "&lt;script&gt;&#60;b&#62;&amp;amp;",
    "a template": "{{ 7*7 }}${7*7}<%= 7 %>",
    "a formula": "$\\href{javascript:alert(1)}{x}$",
    "a change of direction": "abc\u202edef\u2066",
    "no letters": "\x00\x1f\ufffe",
}


class Shown(HTMLParser):
    """What a browser would make of the HTML: rows of texts, and names of all elements and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.caption = self.note = self._in = ""
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "tr":
            self.rows.append([])
        if tag in {"th", "td"}:
            self.rows[-1].append("")
        self._in = tag if tag != "bdi" else self._in

    def handle_data(self, data: str) -> None:
        if self._in in {"th", "td"}:
            self.rows[-1][-1] += data.strip("\n")
        elif self._in == "caption":
            self.caption += data.strip()
        elif self._in == "p":
            self.note += data


@pytest.fixture(scope="module")
def graph() -> Graph:
    return sojourn.open()


def test_an_answer_is_a_table_in_words_with_hedges(graph: Graph) -> None:
    answer = graph.ask.stock_by_count(population="Russians", place="China")
    shown = Shown(answer._repr_html_())
    assert shown.caption == "How many of these people live there, as of when, and by which count? (2 rows)"
    head, *rows = shown.rows
    assert head == ["assertion", "people", "figure", "when", "method", "status", "modality", "said by", "read in"]
    figures = [(row[1], row[2], row[4], row[5]) for row in rows]
    assert figures == [
        ("Russians", "over 16,000 persons", "census", "permanent resident"),
        ("Russians", "40,000 to 50,000 persons", "expert estimate", "not stated"),
    ]
    assert shown.note == ""


@pytest.mark.parametrize(
    ("limit", "rows", "caption", "note"),
    [
        (1, 1, "1 row", ""),
        (MOST, MOST, "50 rows", ""),
        (51, MOST, "51 rows", "The first 50 of 51 rows; rows() and to_pandas() hold all of them."),
        (1_000, MOST, "1,000 rows", "The first 50 of 1,000 rows; rows() and to_pandas() hold all of them."),
    ],
)
def test_of_many_rows_the_first_are_shown_and_all_are_counted(
    graph: Graph, limit: int, rows: int, caption: str, note: str
) -> None:
    answer = graph.query(f"SELECT ?s ?l WHERE {{ ?s rdfs:label ?l }} ORDER BY ?s ?l LIMIT {limit}")
    shown = Shown(answer._repr_html_())
    assert (len(shown.rows) - 1, shown.caption, shown.note) == (rows, caption, note)


def test_a_query_of_ones_own_shows_labels_for_names_and_what_is_missing(graph: Graph) -> None:
    shown = Shown(
        graph.query(
            "SELECT ?place ?low WHERE { VALUES ?place { place:CN } OPTIONAL { ?place sj:low ?low } }"
        )._repr_html_()
    )
    assert shown.rows == [["place", "low"], ["China", "not stated"]]


def test_without_rows_the_sentence_of_the_question_is_shown(graph: Graph) -> None:
    answer = graph.ask.stock_by_count(population="Russians", place="Shenzhen")
    shown = Shown(answer._repr_html_())
    assert (len(answer), len(shown.rows), shown.note) == (0, 1, answer.table.empty)


def test_rows_that_were_not_fetched_are_told(graph: Graph) -> None:
    shown = Shown(graph.answer("claims", {}, most=4)._repr_html_())
    assert shown.caption.endswith("(more than 4 rows)")


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_texts_are_shown_and_never_run(case: str) -> None:
    from sojourn.graph.facade import Answer

    text = HOSTILE[case]
    thing = "https://example.org/thing"
    quad = ox.Quad(ox.NamedNode(thing), ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), ox.Literal(text))
    store = EmbeddedStore.of([quad])
    table = ResultTable((Column("x", description=text), Column(text)), ((Cell(thing, is_iri=True), Cell(text)),))
    html = Answer(table, "", store, question=text)._repr_html_()
    shown = Shown(html)
    assert (shown.elements <= ELEMENTS, shown.attributes <= ATTRIBUTES) == (True, True)
    assert "<script" not in html
    assert 'class="tex2jax_ignore' in html
    if case != "no letters":
        assert shown.rows[1] == [text, text]


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_texts_of_a_query_of_ones_own_are_inert(graph: Graph, case: str) -> None:
    shown = Shown(graph.query("SELECT ?given WHERE { }", given=HOSTILE[case])._repr_html_())
    assert (shown.elements <= ELEMENTS, shown.attributes <= ATTRIBUTES) == (True, True)
    assert shown.caption == "1 row"


def test_a_broken_sign_and_a_long_text_do_not_break_the_notebook(graph: Graph) -> None:
    from sojourn.graph.facade import Answer

    table = ResultTable((Column("x"),), ((Cell("a\ud800b"),), (Cell("x" * 100_000),)))
    html = Answer(table, "", graph.store)._repr_html_()
    html.encode()
    assert Shown(html).rows[1:] == [["a?b"], ["x" * LONGEST + "…"]]
