"""The file itself, without a browser: complete, silent, the same bytes, and whole or not written at all."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from sojourn.drawing.build import build_view
from sojourn.drawing.view import View
from sojourn.errors import BadInput, NotAvailable, StoreError
from sojourn.renderers import network
from sojourn.renderers.network import json_in_html, packed, policy, render, vis_bundle, write
from sojourn.renderers.page import palette
from tests.drawing.sample import HOSTILE, hostile_store, small_store


def data_of(html: str) -> str:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    return found.group(1)


def test_the_same_graph_gives_the_same_bytes(small_view: View) -> None:
    assert render(build_view(small_store(), title="A small picture")) == render(small_view)


def test_the_overhead_above_the_data_is_within_its_budget(small_view: View) -> None:
    html = render(small_view)
    assert len(html.encode()) - len(data_of(html).encode()) < 240_000


def test_the_data_holds_each_claim_once_and_no_colour(small_view: View) -> None:
    text = data_of(render(small_view))
    data = json.loads(text)
    ids = [row[data["claims"]["names"].index("id")] for row in data["claims"]["rows"]]
    assert ids == [claim.id for claim in small_view.claims]
    assert not re.search(r"#[0-9a-f]{6}\b", text)


def test_widths_follow_the_scale_and_dashes_say_that_no_number_is_stated(small_view: View) -> None:
    data = json.loads(data_of(render(small_view)))
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


@pytest.mark.parametrize(
    ("countries", "numbers"),
    [
        (["place:RU", "place:CN"], [0, 3]),
        (["place:CN"], [3]),
        (["place:CN", "place:MN"], [3, 4]),
        ([f"place:X{n}" for n in range(7)], [4, 0, 1, 2, 3]),
    ],
)
def test_a_country_has_the_same_colour_in_every_picture_as_far_as_they_go_round(
    countries: list[str], numbers: list[int]
) -> None:
    assert list(palette(countries).values()) == numbers


@pytest.mark.parametrize("name", HOSTILE)
def test_json_never_ends_its_script_element(name: str) -> None:
    text = json_in_html({"label": HOSTILE[name]})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {"label": HOSTILE[name]}


def test_a_lone_surrogate_does_not_stop_the_writing() -> None:
    assert json.loads(json_in_html(["\ud800"])) == ["\ud800"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_heading_stands_in_the_file_escaped(small_view: View, name: str) -> None:
    html = render(small_view, heading=HOSTILE[name])
    head, rest = html.split("<style>", 1)
    body = rest.split("</style>", 1)[1].split("<main>", 1)[0]
    for part in (head, body):
        assert "<script" not in part
        assert "<img" not in part
        assert "<a " not in part
    assert html.count("<script") == render(small_view).count("<script")


def test_hostile_labels_add_no_element_to_the_file(small_view: View) -> None:
    tags = {tag: render(small_view).count(tag) for tag in ("<script", "<style", "<img", "<a ", "<iframe")}
    html = render(build_view(hostile_store()))
    assert {tag: html.count(tag) for tag in tags} == tags


def test_the_policy_names_the_scripts_by_their_hashes_and_forbids_the_rest() -> None:
    text = policy(scripts=("a()", "b()"), styles=("p{}",))
    assert text.startswith("default-src 'none'; script-src 'sha256-")
    assert text.count("sha256-") == 3
    assert "unsafe" not in text
    assert "http" not in text


def test_the_page_loads_nothing_from_anywhere(small_view: View) -> None:
    html = render(small_view)
    page = html.replace(data_of(html), "").replace(packed(vis_bundle()), "")
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!data:,)""", page)
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org)", page)
    assert "sourceMappingURL" not in vis_bundle()


def test_a_written_file_is_utf_8_and_readable_by_all(small_view: View, tmp_path: Path) -> None:
    path = write(small_view, tmp_path / "picture.html")
    assert path.read_bytes().decode("utf-8") == render(small_view)
    assert path.stat().st_mode & 0o777 == 0o644
    assert [file.name for file in tmp_path.iterdir()] == ["picture.html"]


def test_a_file_that_stood_there_is_replaced(small_view: View, tmp_path: Path) -> None:
    path = tmp_path / "picture.html"
    path.write_text("old", encoding="utf-8")
    write(small_view, path)
    assert "old" not in path.read_text(encoding="utf-8")[:10]


def test_a_missing_folder_is_named_and_nothing_is_left(small_view: View, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written") as caught:
        write(small_view, tmp_path / "nowhere" / "picture.html")
    assert str(tmp_path / "nowhere" / "picture.html") in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_way_is_left_alone(small_view: View, tmp_path: Path) -> None:
    (tmp_path / "picture.html").mkdir()
    with pytest.raises(StoreError):
        write(small_view, tmp_path / "picture.html")
    assert [file.name for file in tmp_path.iterdir()] == ["picture.html"]


def test_without_pyvis_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    network.vis_bundle.cache_clear()
    with pytest.raises(NotAvailable, match="pip install pyvis"):
        vis_bundle()
    network.vis_bundle.cache_clear()


def test_a_picture_that_nobody_could_read_is_refused(small_view: View) -> None:
    crowded = replace(small_view, arrows=small_view.arrows * 300)
    with pytest.raises(BadInput, match=r"this graph has 6,300 lines; the network is made for 5,000 at most"):
        render(crowded)


def test_an_empty_graph_still_makes_a_page() -> None:
    from sojourn.stores.embedded import EmbeddedStore

    assert "0 claims" in render(build_view(EmbeddedStore.of([])))


def test_importing_the_renderer_loads_neither_pyvis_nor_jinja2() -> None:
    import subprocess
    import sys

    code = (
        "import sys, sojourn.renderers.network; print([m for m in ('pyvis', 'jinja2', 'networkx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
