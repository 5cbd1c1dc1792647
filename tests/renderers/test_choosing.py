"""Which renderer draws what, when none is named; and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.drawing.build import build_view
from sojourn.drawing.view import View
from sojourn.errors import BadInput, NotFound
from sojourn.graph.facade import Graph
from sojourn.renderers.choosing import Shape, by_shape, choose, shape_of
from sojourn.renderers.registered import renderers
from sojourn.stores.embedded import EmbeddedStore


def shape(**more: int) -> Shape:
    usual = {"places": 20, "positions": 12, "others": 5, "moves": 30, "stocks": 10, "claims": 50, "edges": 60}
    return Shape(**{**usual, **more})


CHOICES = {
    "a study of moves between places": (shape(), False, "map", "12 of 20 places have a position on it."),
    "one place with a position": (shape(positions=1, moves=0), False, "map", "1 of 20 places has a position"),
    "official tables": (shape(edges=100_000, claims=100_000), False, "map", "gathered until they are asked for"),
    "everything of official tables": (shape(edges=100_000), True, "canvas", "every one of 100,000 lines"),
    "moves between places nobody knows": (shape(positions=0), False, "columns", "no place here has a position"),
    "everything, but nothing on a map": (shape(positions=0), True, "canvas", "every one of 60 lines"),
    "everything, but nobody moves": (shape(positions=0, moves=0), True, "network", "nothing here has a position"),
    "people and professions": (shape(others=90, moves=4, stocks=3), False, "network", "more than of places"),
    "too many people and professions": (shape(others=9000, moves=4, stocks=3, edges=9000), False, "map", "as a map"),
    "people without places": (shape(places=0, positions=0, moves=0), False, "network", "nobody moves"),
    "nothing at all": (Shape(0, 0, 0, 0, 0, 0, 0), False, "columns", "no place here"),
}


@pytest.mark.parametrize("name", CHOICES)
def test_size_and_kind_decide_and_the_reason_is_told(name: str) -> None:
    given_shape, everything, chosen, why = CHOICES[name]
    found, reason = by_shape(given_shape, everything=everything)
    assert found == chosen
    assert why in reason
    assert reason.endswith(".")


@given(st.lists(st.integers(0, 200_000), min_size=7, max_size=7), st.booleans())
def test_any_shape_gets_a_renderer_that_exists(numbers: list[int], everything: bool) -> None:
    found, reason = by_shape(Shape(*numbers), everything=everything)
    assert found in {one.name for one in renderers()}
    assert reason


def unlocated(view: View) -> View:
    return replace(view, land=None, nodes=tuple(replace(node, lat=None, lon=None) for node in view.nodes))


def test_countries_alone_are_a_map(whole_store: EmbeddedStore) -> None:
    flows = "SELECT ?a WHERE { ?a a sj:FlowAssertion ; sj:origin place:RU ; sj:destination place:CN }"
    picture = Graph(whole_store, "Russia to China").query(flows).draw()
    assert picture.view is not None
    assert all(node.lat is None for node in picture.view.nodes), "no table gives positions of countries"
    assert picture.why == "Drawn as a map: people move, and 2 of 2 places have a position on it."


def test_residents_of_a_country_alone_are_a_map(whole_store: EmbeddedStore) -> None:
    answer = Graph(whole_store, "whole").ask.stock_by_count(population="Russians", place="China")
    picture = answer.draw()
    assert (picture.renderer, picture.why) == ("map", "Drawn as a map: 1 of 1 place has a position on it.")
    assert picture.title == "How many of these people live there, as of when, and by which count?"


def test_the_shipped_studies_become_a_map(whole_view: View) -> None:
    chosen = choose(whole_view)
    assert (chosen.renderer.name, chosen.why) == (
        "map",
        "Drawn as a map: people move, and 30 of 36 places have a position on it.",
    )


def test_what_is_chosen_suits(small_view: View) -> None:
    views = {
        "small": small_view,
        "empty": build_view(EmbeddedStore.of([])),
        "nowhere": unlocated(small_view),
    }
    for name, view in views.items():
        for everything in (False, True):
            assert choose(view, everything=everything).renderer.suits(view) == "", name


def test_a_named_renderer_needs_no_reason(small_view: View) -> None:
    for one in renderers()[:5]:
        assert choose(small_view, one.name) == (one, "")


def test_places_that_nobody_can_find_are_refused_by_a_map_and_stand_around_a_circle_on_a_canvas(
    small_view: View,
) -> None:
    nowhere = unlocated(small_view)
    with pytest.raises(BadInput, match="cannot be drawn as map: no place of it has a position on a map"):
        choose(nowhere, "map")
    assert choose(nowhere, "canvas").renderer.name == "canvas"


@pytest.mark.parametrize(
    ("name", "reason"),
    [("chord", "nobody in it moves"), ("canvas", "there is no place"), ("map", "no place of it has")],
)
def test_a_picture_of_nothing_is_refused(name: str, reason: str) -> None:
    with pytest.raises(BadInput, match=f"cannot be drawn as {name}: {reason}"):
        choose(build_view(EmbeddedStore.of([])), name)


def test_an_unknown_name_is_refused(small_view: View) -> None:
    with pytest.raises(NotFound, match="no renderer is called 'globe'"):
        choose(small_view, "globe")


def test_the_shape_of_a_view_counts_what_it_holds(small_view: View) -> None:
    shape = shape_of(small_view)
    assert (shape.claims, shape.edges) == (19, len(small_view.arrows))
    assert shape.places + shape.others == len(small_view.nodes)
    assert 0 < shape.positions <= shape.places
