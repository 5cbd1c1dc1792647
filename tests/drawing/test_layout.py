"""Where things stand: nothing on anything else, everything inside, always in the same place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.drawing.boxes import Box, apart, shelves, spread, text_width, wrap
from sojourn.drawing.build import build_view
from sojourn.drawing.layout import TALL, WIDE, Frame, Layout, lay_out
from sojourn.drawing.view import View
from sojourn.stores.embedded import EmbeddedStore
from tests.drawing.sample import claim, hostile_store, place, quads, small_store

FRAMES = [WIDE, TALL]
ROOM = Box(150, 500, 300, 1000)
boxes = st.lists(
    st.builds(Box, st.floats(0, 300), st.floats(0, 1000), st.floats(5, 140), st.floats(5, 30)), min_size=1, max_size=25
)


def overlapping(found: list[Box]) -> list[tuple[Box, Box]]:
    return [(a, b) for i, a in enumerate(found) for b in found[i + 1 :] if min(a.overlap(b)) > 1e-6]


@given(boxes)
@settings(max_examples=40, deadline=None)
def test_boxes_pushed_apart_overlap_no_more_and_stay_inside(wanted: list[Box]) -> None:
    found = apart(wanted, ROOM)
    assert found is not None
    assert overlapping(found) == []
    assert found == [box.inside(ROOM) for box in found] or all(
        abs(a.x - b.x) < 0.02 and abs(a.y - b.y) < 0.02
        for a, b in zip(found, (box.inside(ROOM) for box in found), strict=True)
    )
    assert [(box.w, box.h) for box in found] == [(box.w, box.h) for box in wanted]


def test_a_box_that_has_room_stays_where_it_wants_to_be() -> None:
    wanted = [Box(50, 50, 40, 20), Box(200, 300, 40, 20)]
    assert apart(wanted, ROOM) == wanted


def test_boxes_without_room_are_refused() -> None:
    assert apart([Box(0, 0, 90, 90)] * 2, Box(50, 50, 100, 100)) is None


@given(boxes)
@settings(max_examples=40, deadline=None)
def test_shelves_never_overlap(wanted: list[Box]) -> None:
    assert overlapping(shelves(wanted, ROOM)) == []


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(1, 30)), min_size=1, max_size=12))
@settings(deadline=None)
def test_items_spread_along_an_edge_keep_their_order_and_their_room(items: list[tuple[float, float]]) -> None:
    wishes, sizes = [wish for wish, _ in items], [size for _, size in items]
    found = spread(wishes, sizes, 0, 500)
    order = sorted(range(len(items)), key=lambda i: (wishes[i], i))
    for before, after in pairwise(order):
        assert found[after] - found[before] >= (sizes[before] + sizes[after]) / 2 - 1e-6
    assert min(f - s / 2 for f, s in zip(found, sizes, strict=True)) >= -1e-6
    assert max(f + s / 2 for f, s in zip(found, sizes, strict=True)) <= 500 + 1e-6


@given(st.text(max_size=60), st.floats(40, 200))
@settings(deadline=None)
def test_a_label_is_broken_into_lines_that_fit(text: str, width: float) -> None:
    lines = wrap(text, width)
    assert 1 <= len(lines) <= 3
    assert all(text_width(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Beijing", ("Beijing",)),
        ("Northern provinces of China", ("Northern", "provinces of", "China")),
        ("北京", ("北京",)),
        ("a\u2028b\u202ec", ("a b c",)),
        ("", ("·",)),
    ],
)
def test_labels_wrap_at_words_and_lose_what_cannot_be_printed(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 90) == lines


def layouts(view: View) -> list[Layout]:
    return [lay_out(view, frame) for frame in FRAMES]


@pytest.fixture(params=["small", "hostile", "whole"])
def view(request: pytest.FixtureRequest) -> View:
    if request.param == "whole":
        found: View = request.getfixturevalue("whole_view")
        return found
    return build_view(small_store() if request.param == "small" else hostile_store())


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_no_label_and_no_mark_lies_on_a_label(view: View, frame: Frame) -> None:
    layout = lay_out(view, frame)
    labels = [spot.label for spot in layout.spots.values()]
    assert overlapping(labels) == []
    figures = [path.label for path in layout.paths.values() if path.label]
    assert overlapping([*labels, *figures]) == []
    for key, spot in layout.spots.items():
        mark = Box(spot.x, spot.y, 9, 9)
        for other, box in layout.spots.items():
            assert min(mark.overlap(box.label)) <= 1e-6, (key, other)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_everything_stands_inside_its_panel_and_the_page(view: View, frame: Frame) -> None:
    layout = lay_out(view, frame)
    panels = {panel.key: panel.box for panel in layout.panels}
    assert overlapping(list(panels.values())) == []
    assert set(layout.spots) == {node.key for node in view.nodes}
    for spot in layout.spots.values():
        box = panels[spot.panel]
        assert abs(spot.x - box.x) + spot.r <= box.w / 2 + 0.5
        assert abs(spot.y - box.y) + spot.r <= box.h / 2 + 0.5
        assert abs(spot.label.x - box.x) + spot.label.w / 2 <= box.w / 2 + 0.5
    for path in layout.paths.values():
        assert 0 <= min(path.x1, path.x2) <= max(path.x1, path.x2) <= frame.width
        assert 0 <= min(path.y1, path.y2) <= max(path.y1, path.y2) <= layout.height


def test_every_line_has_a_way(view: View) -> None:
    for layout in layouts(view):
        assert set(layout.paths) == {arrow.key for arrow in view.arrows}


def test_the_same_view_always_has_the_same_layout(view: View) -> None:
    assert layouts(view) == layouts(view)


def test_arrows_of_a_country_touch_its_outline_and_not_a_point_inside(small_view: View) -> None:
    layout = lay_out(small_view, WIDE)
    boxes = {panel.key: panel.box for panel in layout.panels}
    flow = next(arrow for arrow in small_view.arrows_of(small_view.claim("S0-18")) if arrow.type == "arrow")
    path = layout.paths[flow.key]
    assert (path.start, path.end, path.figure) == ("", "", "about 11,000 a year")
    assert path.x1 == pytest.approx(boxes["place:RU"].x + boxes["place:RU"].w / 2)
    assert path.x2 == pytest.approx(boxes["place:CN"].x - boxes["place:CN"].w / 2)


def test_origins_stand_on_the_left_and_destinations_on_their_right(whole_view: View) -> None:
    layout = lay_out(whole_view, WIDE)
    boxes = {panel.key: panel.box for panel in layout.panels}
    assert boxes["place:RU"].x < boxes["place:CN"].x < boxes["populations"].x
    spots = layout.spots
    assert spots["place:urumqi"].x < spots["place:CN-SH"].x
    assert spots["place:harbin"].y < spots["place:CN-BJ"].y < spots["place:guangzhou"].y


def test_open_ends_are_stubs_beside_their_mark(small_view: View) -> None:
    for layout in layouts(small_view):
        path = layout.paths[small_view.arrows_of(small_view.claim("S1-10"))[0].key]
        spot = layout.spots["place:liaoyuan"]
        assert (path.start, path.end) == ("place:liaoyuan", "")
        assert 30 <= abs(path.x2 - spot.x) <= 60
        assert path.y2 == pytest.approx(spot.y)


def test_lay_out_of_nothing_is_empty() -> None:
    layout = lay_out(build_view(EmbeddedStore.of([])))
    assert (layout.panels, layout.spots, layout.paths) == ((), {}, {})


def test_a_hundred_places_of_one_country_still_find_room() -> None:
    places = [place("XA", "Land", "country")]
    places += [place(f"p{n}", f"Place number {n}", "city", "XA", at=(10 + n % 7, 20 + n % 11)) for n in range(120)]
    claims = [claim(f"c{n}", "note", "It is there", at=n + 1, place=(f"p{n}",)) for n in range(120)]
    view = build_view(EmbeddedStore.of(quads(places, claims, [], [], [])))
    layout = lay_out(view, WIDE)
    assert overlapping([spot.label for spot in layout.spots.values()]) == []
