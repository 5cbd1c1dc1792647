"""What hostile data would do to its readers: markup, scripts, formulas in every text and link of a graph."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from sojourn import shipped
from sojourn.server.app import application
from sojourn.server.settings import Settings
from sojourn.workers.limits import Limits
from tests.server.conftest import TestClient

BROWSER = {"Accept": "text/html"}
_EVIL = "\"><xss onload=alert(1)>'</script></style></title></textarea>--><xss>{{7*7}}\u202e"
_FORMULA = "=cmd|' /C calc'!A0 "


class Page(HTMLParser):
    """Collects what a page would run, and its links."""

    def __init__(self) -> None:
        super().__init__()
        self.live: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Looks at an element."""
        found = {name: value or "" for name, value in attrs}
        self.live += [f"{tag} {name}" for name in found if name.startswith("on") or name == "style"]
        self.live += (
            [tag] if tag in {"xss", "base", "object", "embed"} or (tag == "script" and "src" not in found) else []
        )
        for name in ("href", "src", "action", "formaction"):
            address = found.get(name, "").strip().lower()
            self.live += [address] if address.startswith(("javascript:", "data:", "vbscript:", "//")) else []
        self.links += [found["href"]] if tag == "a" and "href" in found else []


def live(text: str) -> list[str]:
    """What a page would run."""
    page = Page()
    page.feed(text)
    return page.live


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server of the shipped graph, in which every text is markup and a formula, and every foreign link a script."""
    store = ox.Store()
    for file in shipped.GRAPHS.rglob("*.trig"):
        store.load(path=str(file), format=ox.RdfFormat.TRIG)
    path = tmp_path_factory.mktemp("hostile") / "hostile.nq"
    quads = [ox.Quad(q.subject, q.predicate, _worse(q.object), q.graph_name) for q in store]
    path.write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    app = application(Settings(targets=(str(path),), limits=Limits(workers=2, spare=0)))
    with TestClient(app, base_url="http://127.0.0.1:8000") as opened:
        yield opened


def _worse(term: Any) -> Any:
    if isinstance(term, ox.NamedNode):
        known = ("https://w3id.org/", "http://www.w3.org/", "http://purl.org/", "https://schema.org/")
        letters = re.sub(r"[^a-z0-9]", "", term.value)
        return term if term.value.startswith(known) else ox.NamedNode(f"javascript:alert(1)//{letters}")
    plain = isinstance(term, ox.Literal) and term.datatype.value.endswith(("#string", "#langString"))
    if not plain or re.fullmatch(r"[A-Z0-9\-]{1,14}|[0-9a-f]{64}|[\d/~?%\-.]+", term.value):
        return term
    text = f"{_FORMULA}{term.value}{_EVIL}"
    return ox.Literal(text, language=term.language) if term.language else ox.Literal(text)


def test_no_text_or_link_of_the_data_runs_in_a_page(hostile: TestClient) -> None:
    waiting = [
        "/",
        "/search?q=cmd",
        "/contradictions",
        "/ask/residences",
        "/reconcile/preview?id=place/CN",
        "/place/CN",
    ]
    waiting += [f"/query?query={quote('SELECT * { ?s skos:exactMatch|dcterms:creator|rdfs:label ?o } LIMIT 50')}"]
    seen: set[str] = set()
    families: dict[str, int] = {}
    while waiting:
        address = waiting.pop()
        family = re.sub(r"[?/][^/?]*", "", address[1:])
        if address in seen or families.get(family, 0) >= 6:
            continue
        seen.add(address)
        families[family] = families.get(family, 0) + 1
        answer = hostile.get(address, headers=BROWSER)
        assert answer.status_code in {200, 400, 404, 406, 422}, address
        if answer.headers["content-type"].startswith("text/html") and not address.startswith("/picture"):
            page = Page()
            page.feed(answer.text)
            assert not page.live, address
            waiting += [link for link in page.links if link.startswith("/")]
    assert len(seen) > 40
    assert {"place", "claim", "source", "population", "ask"} <= families.keys()


def test_the_picture_of_hostile_data_holds_no_element_of_theirs(hostile: TestClient) -> None:
    answer = hostile.get("/picture", params={"framed": "1"})
    assert answer.status_code == 200
    assert "<xss" not in answer.text
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)"', answer.text)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1].partition("style-src")[0]
    assert answer.text.index("Content-Security-Policy") < answer.text.index("<script")


@pytest.mark.parametrize(
    "path", ["/place/CN.csv", "/ask/residences.csv", "/ask/flows.tsv", "/sparql?format=csv&query="]
)
def test_no_cell_of_a_table_is_a_formula(path: str, hostile: TestClient) -> None:
    query = quote("SELECT * { ?s rdfs:label ?o } LIMIT 200") if path.endswith("query=") else ""
    answer = hostile.get(path + query)
    assert answer.status_code == 200
    rows = list(csv.reader(answer.text.splitlines(), delimiter="\t" if ".tsv" in path else ","))
    assert _FORMULA.strip() in answer.text
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "\t", "+c", "-c"))]
