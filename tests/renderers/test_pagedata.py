"""What a page is given: the rows of the view, packed, and the same gathering in the page as in Python."""

from __future__ import annotations

import json
from itertools import pairwise, product
from typing import Any

import pytest

from sojourn.drawing.build import build_view
from sojourn.drawing.gathering import Scene, gather
from sojourn.drawing.opening import CLOSED_BY_LEVEL
from sojourn.drawing.rows import ENDS
from sojourn.drawing.view import View
from sojourn.renderers.packing import unpacked
from sojourn.renderers.pagedata import page_data
from sojourn.renderers.shell import json_in_html, page
from tests.drawing.handmade_rows import anything, view_of
from tests.drawing.sample import hostile_store, small_store
from tests.renderers.conftest import Opener


def named(data: Any, part: str) -> list[dict[str, Any]]:
    """One part of the data as rows."""
    return [dict(zip(data[part]["names"], row, strict=True)) for row in data[part]["rows"]]


@pytest.fixture(scope="module", params=["small", "hostile"])
def view(request: pytest.FixtureRequest) -> View:
    return build_view(small_store() if request.param == "small" else hostile_store())


def test_the_packed_rows_are_those_of_the_view(view: View) -> None:
    data, block = page_data(view)
    read, rows = unpacked(data["columns"], block), view.rows
    assert rows is not None
    assert read["row.claim"] == rows.claim.tolist()
    for name in ENDS:
        assert [-1 if node is None else node for node in read[f"row.{name}"]] == getattr(rows, name).tolist()
    bounds = [(claim.figure.low, claim.figure.high) if claim.figure else (None, None) for claim in view.claims]
    assert list(zip(read["claim.low"], read["claim.high"], strict=True)) == bounds
    assert [data["kinds"][kind][0] for kind in read["claim.kind"]] == [claim.kind for claim in view.claims]
    hedges = [claim.figure.hedged if claim.figure else "" for claim in view.claims]
    assert [data["hedges"][hedge] for hedge in read["claim.hedge"]] == hedges
    periods = named(data, "periods")
    said = ["" if period is None else periods[period]["words"] for period in read["claim.period"]]
    assert said == [claim.period for claim in view.claims]


def test_every_claim_has_its_values_of_every_filter(view: View) -> None:
    data, block = page_data(view)
    read = unpacked(data["columns"], block)
    found = {}
    for facet in data["facets"]:
        first, value = read[f"facet.{facet['name']}.first"], read[f"facet.{facet['name']}.value"]
        keys = [choice["key"] for choice in facet["choices"]]
        found[facet["name"]] = [{keys[at] for at in value[a:b]} for a, b in pairwise(first)]
    assert found["kind"] == [{claim.kind} for claim in view.claims]
    assert found["source"] == [set(claim.sources) for claim in view.claims]
    assert found["population"] == [{*claim.population, *claim.whole} for claim in view.claims]
    assert found["backing"] == [{claim.attribution} for claim in view.claims]
    assert all(len(classes) == 1 for classes in found["certainty"])


def test_claims_name_nodes_by_their_place_in_the_list(view: View) -> None:
    data, _ = page_data(view)
    nodes = named(data, "nodes")
    assert [node["key"] for node in nodes] == [node.key for node in view.every_node]
    for told, claim in zip(named(data, "details"), view.claims, strict=True):
        assert [nodes[at]["key"] for at in told["names"]] == list(claim.names)
        assert told["key"] == claim.key


def test_nodes_say_what_they_lie_in_and_in_what_colour_they_are_drawn(small_view: View) -> None:
    data, _ = page_data(small_view)
    nodes = {node["key"]: node for node in named(data, "nodes")}
    keys = list(nodes)
    beijing = nodes["place:CN-BJ"]
    assert keys[beijing["within"]] == keys[beijing["home"]] == "place:CN"
    assert beijing["labels"] == ("Beijing", "北京", "")
    assert keys[nodes["population:russians"]["of"]] == "place:RU"
    assert nodes["population:russians"]["colour"] == nodes["place:RU"]["colour"] >= 0
    meanings = {keys[colour["node"]]: colour["colour"] for colour in data["colours"]}
    assert meanings["place:RU"] == nodes["place:RU"]["colour"]
    assert nodes["place:CN"]["x"] is not None


def test_the_same_view_gives_the_same_bytes() -> None:
    first, second = (page_data(build_view(small_store())) for _ in range(2))
    assert json_in_html(first[0]) == json_in_html(second[0])
    assert first[1] == second[1]


def test_data_are_plain_json(view: View) -> None:
    data, _ = page_data(view)
    assert json.loads(json_in_html(data)).keys() == data.keys()


_READ = """([layer, level, window, all]) => {
  const page = globalThis.sojourn;
  page.update({ layer, level, window, all });
  const scene = page.sceneOf(0);
  const figure = (one) => (Number.isNaN(one) ? null : one);
  const sorted = (list) => [...list].sort((a, b) => a - b);
  return {
    arrows: scene.arrows.map((b) => [b.key, figure(b.low), figure(b.high), sorted(b.claims), b.sources, b.parts]),
    places: scene.places.map((p) => [
      p.key, p.claims.length, p.gathered, p.rings.map((r) => [r.key, figure(r.low), figure(r.high)]),
    ]),
    others: [scene.others.arrows, scene.others.claims, scene.others.low],
  };
}"""


def plain(scene: Scene) -> dict[str, list[Any]]:
    return {
        "arrows": [[b.key, b.low, b.high, list(b.claims), b.sources, b.parts] for b in scene.arrows],
        "places": [[m.key, m.claims, m.gathered, [[r.key, r.low, r.high] for r in m.rings]] for m in scene.places],
        "others": [scene.others.arrows, scene.others.claims, scene.others.low],
    }


def compare(view: View, show: Opener, most: int) -> int:
    """Holds page and Python together at every level of both layers; how many arrows were compared."""
    opened = show(page(view, "columns"))
    opened.run("(most) => { globalThis.sojourn.data.opening.most = most; globalThis.sojourn.forget(); }", most)
    assert view.rows is not None
    compared = 0
    for layer, level, window, everything in product(
        ("moves", "residents"), CLOSED_BY_LEVEL, (None, (2015, 2020)), (False, True)
    ):
        ours = gather(
            view.rows,
            view.every_node,
            layer=layer,
            level=level,
            window=window,
            most=None if everything else most,
        )
        theirs = opened.run(_READ, [layer, level, list(window) if window else None, everything])
        assert theirs == plain(ours), (layer, level, window, everything)
        compared += len(ours.arrows)
    assert opened.complaints == []
    return compared


def test_the_page_gathers_a_study_as_python_does(small_view: View, show: Opener) -> None:
    assert compare(small_view, show, 12) > 20


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_page_gathers_anything_as_python_does(seed: int, show: Opener) -> None:
    assert compare(view_of(anything(seed)), show, 20) > 300


def test_the_page_reads_every_column_as_it_was_packed(small_view: View, show: Opener) -> None:
    data, block = page_data(small_view)
    read = unpacked(data["columns"], block)
    claims = show(page(small_view, "columns")).run(
        """() => {
          const { claims, rows } = globalThis.sojourn.data;
          const plain = (list, none) => [...list].map((one) => (Object.is(one, none) ? null : one));
          return {
            "row.start": plain(rows.start, -1), "row.population": plain(rows.population, -1),
            "claim.low": plain(claims.low, NaN), "claim.high": plain(claims.high, NaN),
            "claim.period": plain(claims.period, -1), "claim.hedge": [...claims.hedge],
          };
        }"""
    )
    assert claims == {name: read[name] for name in claims}
