"""What an attacker tries beyond the hostile texts: prototypes' names as keys, words of templates, links of any size."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from sojourn.drawing.build import build_view
from sojourn.drawing.citing import cite
from sojourn.drawing.view import Cited, View
from sojourn.model import Hedge, Names, Population, Source
from sojourn.renderers.registered import renderer
from sojourn.stores.embedded import EmbeddedStore
from tests.drawing.sample import claim, persons, place, quads
from tests.renderers.conftest import FOLLOW, Opened, Opener, html_of

pytestmark = pytest.mark.browser

PROTOTYPES = ("__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "isPrototypeOf")
"""Names that every object of JavaScript knows, here keys of places, populations, sources and claims."""
TEXTS = (
    "{start}-{end} {0} {1} ${0}",
    "]]><![CDATA[ ]]>",
    '=HYPERLINK("http://127.0.0.1:9/";"x")',
    "@SUM(1+1)|cmd",
    "x" * 1_000,
    "-1+1\r=2",
)
"""What is said of each: words of templates, the end of CDATA, formulas, a word that no line holds."""
STATE = (
    "() => JSON.stringify([sojourn.state.drawer, sojourn.state.layer, sojourn.state.level, sojourn.state.window, "
    "sojourn.state.depth, sojourn.state.focus, sojourn.state.lang, sojourn.state.chosen, sojourn.state.sort])"
)
CLEAN = "() => Object.keys(Object.prototype).length === 0 && ({}).polluted === undefined"


def prototype_store() -> EmbeddedStore:
    places = [place("XA", "Here", "country", at=(50.0, 10.0)), place("XB", "There", "country", at=(40.0, 60.0))]
    populations, sources, claims = [], [], []
    for number, (key, text) in enumerate(zip(PROTOTYPES, TEXTS, strict=True), 1):
        places.append(place(key, text, "city", "XA", at=(45.0 + number, 5.0 + 3 * number), zh=text, ru=text))
        populations.append(Population(key=key, names=Names(en=text, aliases=(key,))))
        sources.append(Source(key=key, type="webpage", title=text, author=text))
        who: dict[str, Any] = {"source": key, "population": (key,), "at": number}
        amount = persons(1_000 * number, 2_000 * number, Hedge.BETWEEN, printed=text)
        claims += [
            claim(key, "flow", text, origin=(key,), destination=("XB",), estimate=amount, note=text, **who),
            claim(f"{key} 2", "residence", text, place=(key,), estimate=amount, note=text, **who),
        ]
    return EmbeddedStore.of(quads(places, claims, sources, populations, []))


@pytest.fixture(scope="module")
def prototype_view() -> View:
    return build_view(prototype_store(), title="{start} {0} __proto__")


def innocent(opened: Opened) -> None:
    assert opened.run(CLEAN)
    assert opened.run("() => document.querySelectorAll('img, iframe, object, embed').length") == 0
    assert (opened.dialogs, opened.complaints, opened.site.asked) == ([], [], ["/"])


def test_names_of_prototypes_are_keys_like_any_other(shared: Opener, prototype_view: View) -> None:
    opened = shared(html_of(prototype_view, "map"))
    assert opened.page.title().startswith("{start} {0} __proto__"), "words of a template stand as they are"
    keys = opened.run("() => sojourn.data.nodes.map((one) => one.key)")
    assert {f"place:{key}" for key in PROTOTYPES} <= set(keys)
    for number, key in enumerate(keys):
        if key.removeprefix("place:") in PROTOTYPES:
            opened.run("(node) => sojourn.choose({node})", number)
            assert TEXTS[PROTOTYPES.index(key.removeprefix("place:"))].split()[0] in opened.evidence()
    for facet in ("source", "population"):
        counts = dict(opened.run("(name) => [...sojourn.countsOf(name)]", facet))
        assert {n for key, n in counts.items() if key.split(":")[-1] in PROTOTYPES} == {2}, facet
    innocent(opened)


def test_a_link_chooses_a_place_that_is_called_like_a_prototype(shared: Opener, prototype_view: View) -> None:
    opened = shared(html_of(prototype_view, "map"))
    for key in PROTOTYPES:
        opened.run("(key) => { location.hash = 'node=' + encodeURIComponent('place:' + key); }", key)
        opened.page.wait_for_function(
            "(key) => sojourn.data.nodes[sojourn.state.chosen.node]?.key === 'place:' + key", arg=key
        )
    innocent(opened)


LINKS = {
    "long": "a=1&" * 100_000,
    "percent signs": "open=" + "%" * 5_000,
    "infinite years": "window=1e999–1e999",
    "huge years": "window=-99999999999999999999–99999999999999999999",
    "huge depth": "depth=99999999999999999999",
    "prototypes for names": "__proto__=1&constructor=2&is-__proto__=x&is-constructor=y&toString=1",
    "prototypes for values": "from=__proto__&to=constructor&node=constructor&claim=__proto__&focus=toString&of=valueOf",
    "prototypes for choices": "sort=__proto__&drawer=constructor&layer=toString&level=valueOf&lang=__proto__",
    "many choices": "is-source=" + ",".join(["x"] * 20_000),
    "twice": "drawer=volcano&drawer=__proto__&drawer=",
}


def test_no_link_changes_what_it_does_not_name(shared: Opener, small_view: View) -> None:
    opened = shared(html_of(small_view, "map"))
    before = opened.run(STATE)
    for name, link in LINKS.items():
        opened.run(FOLLOW, link)
        assert opened.run(STATE) == before, name
        assert opened.run("() => document.documentElement.lang") == "en", name
    innocent(opened)


def test_a_saved_svg_of_hostile_names_is_an_image_without_any_way_out(
    shared: Opener, prototype_view: View, tmp_path: Path
) -> None:
    opened = shared(html_of(prototype_view, "map"))
    with opened.page.expect_download() as saved:
        opened.page.get_by_role("button", name="SVG").first.click()
    saved.value.save_as(tmp_path / "picture.svg")
    root = ElementTree.parse(tmp_path / "picture.svg").getroot()  # noqa: S314 - our own page wrote it
    tags = {one.tag.rpartition("}")[2] for one in root.iter()}
    assert not tags & {"script", "foreignObject", "image", "a", "style", "use", "iframe"}
    names = {name for one in root.iter() for name in one.attrib}
    assert not [name for name in names if name.lower().startswith("on") or name.endswith("href")]
    innocent(opened)


def test_no_cell_of_a_saved_table_is_a_formula(shared: Opener, prototype_view: View, tmp_path: Path) -> None:
    opened = shared(html_of(prototype_view, "map"))
    with opened.page.expect_download() as saved:
        opened.page.get_by_text("Download these rows as CSV").click()
    saved.value.save_as(tmp_path / "rows.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "rows.csv").read_text("utf-8-sig"), newline="")))
    assert len(rows) == 1 + 2 * len(PROTOTYPES)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))] == []
    assert [cell for row in rows for cell in row if cell.startswith("-") and not cell[1:].isdigit()] == []


@pytest.mark.parametrize(
    "text", [*TEXTS, "}, author={Evil}}\n@book{evil,\\input{/etc/passwd}", "a\n% \\cite{b}\r@misc{c}"]
)
def test_a_citation_of_a_hostile_source_is_one_entry(text: str) -> None:
    cited = cite(Cited(key="__proto__", title=text, author=text, publisher=text, edition=text, published=text), text)
    assert [entry["id"] for entry in json.loads(cited.csl)] == ["__proto__"]
    lines = cited.bibtex.splitlines()
    assert [line for line in lines if line.startswith("@")] == lines[:1]
    assert lines[-2:-1] == ["}"]
    assert lines[-1].startswith("% ")
    assert all(line.startswith("  ") and line.endswith("},") for line in lines[1:-2])
    assert "\\input{" not in cited.bibtex


def test_a_heading_is_text_whatever_it_holds(prototype_view: View) -> None:
    for name in ("map", "network"):
        html = renderer(name).render(prototype_view, heading='</title><h1 lang="x" onclick=alert(1)>{start}')
        assert html.count("<h1") == 1
        assert "<h1 lang" not in html
