"""The file itself, without a browser: complete, silent, the same bytes, and whole or not written at all."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from sojourn.drawing.build import build_view
from sojourn.drawing.view import View
from sojourn.errors import BadInput, NotAvailable
from sojourn.renderers import network
from sojourn.renderers.network import Network, vis_bundle
from sojourn.renderers.shell import packed
from tests.drawing.sample import HOSTILE, hostile_store, small_store


def render(view: View, *, heading: str | None = None) -> str:
    return Network().render(view, heading=heading)


def data_of(html: str) -> str:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    return found.group(1)


def test_the_same_graph_gives_the_same_bytes(small_view: View) -> None:
    assert render(build_view(small_store(), title="A small picture")) == render(small_view)


def test_the_overhead_above_the_data_is_within_its_budget(small_view: View) -> None:
    html = render(small_view)
    assert len(html.encode()) - len(data_of(html).encode()) < 480_000


def test_the_data_holds_each_claim_once_and_no_colour(small_view: View) -> None:
    text = data_of(render(small_view))
    data = json.loads(text)
    ids = [row[data["details"]["names"].index("id")] for row in data["details"]["rows"]]
    assert ids == [claim.id for claim in small_view.claims]
    assert not re.search(r"#[0-9a-f]{6}\b", text)


def test_widths_follow_the_scale_and_dashes_say_that_no_number_is_stated(small_view: View) -> None:
    data = json.loads(data_of(render(small_view)))["network"]
    edges = {edge["id"]: edge for edge in data["frames"][0]["edges"]}
    by_claim = {
        small_view.claims[[c.key for c in small_view.claims].index(arrow.claim)].id: edges[f"a{number}"]
        for number, arrow in enumerate(small_view.arrows)
        if arrow.type == "arrow"
    }
    assert by_claim["S1-34"]["width"] == 14.0
    assert by_claim["S0-18"]["width"] == pytest.approx(14 * (11_000 / 200_000) ** 0.5, abs=0.01)
    assert by_claim["S0-18"]["dashes"] is False
    assert "band" not in by_claim["S0-18"]
    assert by_claim["S0-1"]["band"] > by_claim["S0-1"]["width"]
    assert by_claim["S0-10"]["dashes"] == [7, 5]
    assert data["options"]["physics"] == {"enabled": False}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_heading_stands_in_the_file_escaped(small_view: View, name: str) -> None:
    html = render(small_view, heading=HOSTILE[name])
    before = html.split("<main>", 1)[0]
    for element in ("<script", "<img", "<a ", "<iframe", "<style"):
        assert element not in before
    assert html.count("<script") == render(small_view).count("<script")


def test_hostile_labels_add_no_element_to_the_file(small_view: View) -> None:
    tags = {tag: render(small_view).count(tag) for tag in ("<script", "<style", "<img", "<a ", "<iframe")}
    html = render(build_view(hostile_store()))
    assert {tag: html.count(tag) for tag in tags} == tags


def test_the_policy_names_the_bundle_by_its_hash_and_no_other_page_brings_it(small_view: View) -> None:
    import base64
    import hashlib

    digest = base64.b64encode(hashlib.sha256(vis_bundle().encode()).digest()).decode()
    head = render(small_view).split("</head>", 1)[0]
    assert f"'sha256-{digest}'" in head
    from sojourn.renderers.map import Map

    assert digest not in Map().render(small_view)
    assert packed(vis_bundle()) not in Map().render(small_view)


def test_the_page_loads_nothing_from_anywhere(small_view: View) -> None:
    html = render(small_view)
    page = html.replace(data_of(html), "").replace(packed(vis_bundle()), "")
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!data:,)""", page)
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org)", page)
    assert "sourceMappingURL" not in vis_bundle()


def test_without_pyvis_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    network.vis_bundle.cache_clear()
    with pytest.raises(NotAvailable, match="pip install pyvis"):
        vis_bundle()
    network.vis_bundle.cache_clear()


def test_a_picture_that_nobody_could_read_is_refused(small_view: View) -> None:
    crowded = replace(small_view, arrows=small_view.arrows * 300)
    with pytest.raises(BadInput, match=r"it has 6,300 lines, and the network is made for 5,000 at most"):
        render(crowded)


def test_tables_are_refused_by_that_name(small_view: View) -> None:
    with pytest.raises(BadInput, match=r"15 of its claims are rows of tables, and the network draws none of those"):
        render(replace(small_view, claims=small_view.claims[:4]))


def test_an_empty_graph_still_makes_a_page() -> None:
    from sojourn.stores.embedded import EmbeddedStore

    assert json.loads(data_of(render(build_view(EmbeddedStore.of([])))))["details"]["rows"] == []


def test_importing_the_renderer_loads_neither_pyvis_nor_jinja2() -> None:
    import subprocess
    import sys

    code = (
        "import sys, sojourn.renderers.network; print([m for m in ('pyvis', 'jinja2', 'networkx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
