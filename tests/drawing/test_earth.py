"""Projections against published values; every country on the map; outlines that survive being packed."""

from __future__ import annotations

import base64
import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sojourn.drawing.earth import NOTE, PACKED_LIMIT, Land, lay_on_earth
from sojourn.drawing.earth_outlines import ALWAYS, outlines
from sojourn.drawing.earth_positions import HEIRS, positions_of
from sojourn.drawing.earth_projections import azimuthal, azimuthal_back, equal_earth, smallest_cap
from sojourn.drawing.view import View
from sojourn.importers.places import Mention, Resolver

DESA = Path(__file__).resolve().parents[3] / "shared/data/un_desa_stock_2020_long.csv"
CODES = Path(__file__).resolve().parents[2] / "graphs/registry/countries.csv"


@dataclass(frozen=True)
class Spot:
    """A node as far as a map cares."""

    key: str
    lat: float | None = None
    lon: float | None = None
    inside: str = ""
    within: str = ""
    members: tuple[str, ...] = ()


def countries(*codes: str) -> list[Spot]:
    return [Spot(f"place:{code}") for code in codes or outlines().points]


def laid(*spots: Spot) -> Land:
    land = lay_on_earth(spots)
    assert land is not None
    return land


@pytest.fixture(scope="module")
def world() -> Land:
    return laid(*countries())


@pytest.fixture(scope="module")
def russia_and_china() -> Land:
    return laid(*countries("RU", "CN"))


def unpacked(land: Land) -> list[list[list[tuple[int, int]]]]:
    """The rings of each shape, read as map_land.js reads them."""
    numbers = varints(base64.b64decode(land.packed))

    def signed() -> int:
        value = next(numbers)
        return -(value + 1) // 2 if value % 2 else value // 2

    at, arcs = [0, 0], []
    for _ in range(next(numbers)):
        points = []
        for _ in range(next(numbers)):
            at[0] += signed()
            at[1] += signed()
            points.append((at[0], at[1]))
        arcs.append(points)
    shapes = []
    for _ in range(next(numbers)):
        rings = []
        for _ in range(next(numbers)):
            codes = [next(numbers) for _ in range(next(numbers))]
            rings.append([p for code in codes for p in (arcs[code // 2][::-1] if code % 2 else arcs[code // 2])])
        shapes.append(rings)
    assert next(numbers, None) is None
    return shapes


def varints(content: bytes) -> Iterator[int]:
    value, power = 0, 1
    for byte in content:
        value += (byte & 127) * power
        power *= 128
        if byte < 128:
            yield value
            value, power = 0, 1


def inside(point: tuple[float, float], rings: list[list[tuple[int, int]]]) -> bool:
    odd = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (ay > point[1]) != (by > point[1]) and point[0] < ax + (point[1] - ay) / (by - ay) * (bx - ax):
                odd = not odd
    return odd


@pytest.mark.parametrize(
    ("lon", "lat", "x", "y"),
    [
        (0, 0, 0.0, 0.0),
        (180, 0, 2.7066299836, 0.0),
        (0, 90, 0.0, 1.3173627591),
        (180, 90, 0.5924687 * 2.7066299836, 1.3173627591),
        (-90, 0, -1.3533149918, 0.0),
    ],
)
def test_equal_earth_gives_the_published_ends_of_the_map(lon: float, lat: float, x: float, y: float) -> None:
    found = equal_earth(np.array([float(lon)]), np.array([float(lat)]))
    assert [float(v[0]) for v in found] == pytest.approx([x, y], abs=6e-6)


def test_lamberts_projection_gives_the_worked_example_of_snyder() -> None:
    x, y = azimuthal(np.array([100.0]), np.array([-20.0]), (-100.0, 40.0))
    assert (3 * float(x[0]), 3 * float(y[0])) == pytest.approx((-4.2339303, 4.0257775), abs=1e-6)


@pytest.mark.parametrize("project", ["world", "region"])
def test_a_square_degree_keeps_its_surface_wherever_it_lies(project: str) -> None:
    for lon, lat in [(3.0, 2.0), (100.0, 55.0), (60.0, -40.0), (140.0, 71.0)]:
        corners = np.array([(lon, lat), (lon + 0.1, lat), (lon + 0.1, lat + 0.1), (lon, lat + 0.1)])
        x, y = (
            equal_earth(corners[:, 0], corners[:, 1])
            if project == "world"
            else azimuthal(corners[:, 0], corners[:, 1], (90.0, 50.0))
        )
        flat = abs(float(np.dot(x, np.roll(y, -1)) - np.dot(np.roll(x, -1), y))) / 2
        true = math.radians(0.1) * (math.sin(math.radians(lat + 0.1)) - math.sin(math.radians(lat)))
        assert flat == pytest.approx(true, rel=2e-4)


@given(
    lon=st.floats(-179, 179),
    lat=st.floats(-85, 85),
    centre=st.tuples(st.floats(-180, 180), st.floats(-80, 80)),
)
def test_back_from_lamberts_projection_is_where_one_came_from(
    lon: float, lat: float, centre: tuple[float, float]
) -> None:
    (at, up), (middle, middle_up) = ((math.radians(v) for v in point) for point in ((lon, lat), centre))
    across = math.sin(up) * math.sin(middle_up) + math.cos(up) * math.cos(middle_up) * math.cos(at - middle)
    assume(across > -0.96)  # the point opposite to the centre has no place of its own: it is the whole edge of the map
    x, y = (float(v[0]) for v in azimuthal(np.array([lon]), np.array([lat]), centre))
    back = azimuthal_back(x, y, centre)
    assert math.cos(math.radians(back[0] - lon)) == pytest.approx(1, abs=1e-6)
    assert back[1] == pytest.approx(lat, abs=1e-4)


def test_a_point_outside_the_image_of_the_sphere_is_refused() -> None:
    with pytest.raises(ValueError, match="no point of the map"):
        azimuthal_back(2.0, 0.5, (0.0, 0.0))


def test_the_smallest_cap_around_two_points_lies_in_their_middle() -> None:
    centre, radius = smallest_cap(np.array([170.0, -170.0]), np.array([0.0, 0.0]))
    assert centre in {(180.0, 0.0), (-180.0, 0.0)}
    assert radius == pytest.approx(10, abs=1)


def test_every_country_of_the_registry_but_two_uninhabited_ones_has_a_point() -> None:
    with CODES.open(encoding="utf-8") as file:
        codes = {row["iso2"] for row in csv.DictReader(file)}
    assert codes - set(outlines().points) == {"AQ", "BV", "UM"} & codes


def test_every_country_of_un_desa_has_a_point() -> None:
    if not DESA.is_file():
        pytest.skip("the table of UN DESA is not at hand")
    resolver = Resolver({"Congo": "CG"})
    with DESA.open(encoding="utf-8") as file:
        named = {name for row in csv.DictReader(file) for name in (row["origin_birth"], row["residence"])}
    keys = {resolver.key(Mention(text=name)) for name in named - {"Other"}}
    assert len(keys) > 230
    assert {key for key in keys if key not in {*outlines().points, *HEIRS}} == set()


def test_the_label_point_of_a_country_lies_inside_its_outline(world: Land) -> None:
    shapes = unpacked(world)
    outside = {
        key
        for key, shape in world.outlines.items()
        if not inside((world.points[key][0] + 0.01, world.points[key][1] + 0.01), shapes[shape])
    }
    small = {key for key in outside if _across(shapes[world.outlines[key]]) < 15}
    assert outside == small


def _across(rings: list[list[tuple[int, int]]]) -> int:
    points = [point for ring in rings for point in ring]
    return max(
        max(x for x, _ in points) - min(x for x, _ in points), max(y for _, y in points) - min(y for _, y in points)
    )


def test_no_ring_is_smeared_across_the_world(world: Land) -> None:
    widest = max(max(x for x, _ in ring) - min(x for x, _ in ring) for shape in unpacked(world) for ring in shape)
    assert world.projection == "world"
    assert widest < 0.32 * world.width, "Russia is the widest of all"
    assert all(
        abs(ax - bx) < 0.06 * world.width
        for shape in unpacked(world)
        for ring in shape
        for (ax, _), (bx, _) in zip(ring, ring[1:] + ring[:1], strict=True)
    )


def test_chukotka_is_where_russia_is(russia_and_china: Land) -> None:
    shapes = unpacked(russia_and_china)
    largest = max(shapes[russia_and_china.outlines["place:RU"]], key=len)
    chukotka = laid(*countries("RU", "CN"), Spot("place:inland", 67.2, 175.5), Spot("place:uelen", 66.16, -169.9))
    assert inside(chukotka.points["place:inland"], [largest])
    assert chukotka.points["place:inland"][0] < chukotka.points["place:uelen"][0] + 80


def test_russia_and_china_are_drawn_as_a_region_with_both_in_sight(russia_and_china: Land) -> None:
    left, top, right, bottom = russia_and_china.extent
    assert russia_and_china.projection == "region"
    assert 0 <= left < right <= russia_and_china.width
    assert 0 <= top < bottom <= russia_and_china.height
    for x, y in russia_and_china.points.values():
        assert left <= x <= right
        assert top <= y <= bottom
    assert russia_and_china.points["place:RU"][1] < russia_and_china.points["place:CN"][1]


def test_a_country_far_away_makes_it_a_map_of_the_world() -> None:
    assert laid(*countries("RU", "CN", "BR")).projection == "world"


def test_only_what_claims_name_decides_which_part_of_the_earth_is_shown() -> None:
    land = lay_on_earth(countries("RU", "CN", "US"), {"place:RU", "place:CN"})
    assert land is not None
    assert land.projection == "region"
    assert "place:US" in land.points


def test_a_single_city_is_shown_with_land_around_it() -> None:
    land = laid(Spot("place:harbin", 45.75, 126.65))
    left, top, right, bottom = land.extent
    assert right - left == bottom - top == 1500
    assert abs(land.points["place:harbin"][0] - (left + right) / 2) < 20  # the centre is in whole degrees


@pytest.mark.parametrize(
    ("spots", "near"),
    [
        (
            [Spot("place:union", members=("place:a", "place:b")), Spot("place:a", 0, 10), Spot("place:b", 0, 20)],
            (15, 0),
        ),
        ([Spot("place:region"), Spot("place:a", 0, 10, inside="place:region")], (10, 0)),
        ([Spot("place:region"), Spot("place:a", 0, 10, within="place:region")], (10, 0)),
        ([Spot("place:region", members=("place:region", "place:a")), Spot("place:a", 5, 10)], (10, 5)),
        (
            [Spot("place:across", members=("place:a", "place:b")), Spot("place:a", 0, 170), Spot("place:b", 0, -170)],
            (180, 0),
        ),
        ([Spot("place:sudan-before-2011")], (30, 11)),
    ],
    ids=["union", "container", "named container", "its own member", "over the antimeridian", "heirs"],
)
def test_a_place_without_a_point_lies_in_the_middle_of_its_parts(spots: list[Spot], near: tuple[float, float]) -> None:
    lon, lat = positions_of(spots)[spots[0].key]
    assert math.cos(math.radians(lon - near[0])) == pytest.approx(1, abs=2e-3)
    assert lat == pytest.approx(near[1], abs=3)


@pytest.mark.parametrize(
    "spots",
    [
        [Spot("place:nowhere")],
        [Spot("population:russians", 60, 100)],
        [Spot("place:world", members=("place:a", "place:b", "place:c"))]
        + [Spot(f"place:{name}", 0, lon) for name, lon in (("a", 0), ("b", 120), ("c", -120))],
    ],
    ids=["no table gives a point", "no place", "all over the earth"],
)
def test_what_lies_nowhere_in_particular_has_no_position(spots: list[Spot]) -> None:
    assert spots[0].key not in positions_of(spots)


def test_a_view_without_any_position_has_no_map() -> None:
    assert lay_on_earth([Spot("place:nowhere")]) is None
    assert lay_on_earth(countries("RU"), named=set()) is None


def test_the_same_nodes_give_the_same_map(russia_and_china: Land) -> None:
    outlines.cache_clear()
    assert laid(*reversed(countries("RU", "CN"))) == russia_and_china


def test_outlines_stay_small_enough_for_a_page(world: Land, russia_and_china: Land) -> None:
    assert max(len(world.packed), len(russia_and_china.packed)) <= PACKED_LIMIT
    assert len(world.outlines) > 165
    assert int((outlines().weight == ALWAYS).sum()) > 3000


def test_the_legend_says_that_the_outlines_are_no_statement_about_borders(world: Land) -> None:
    assert world.as_json()["note"] == NOTE
    assert "Natural Earth, public domain" in NOTE
    assert "no statement about borders" in NOTE


def test_every_place_of_the_studies_with_a_position_is_on_the_map(whole_view: View) -> None:
    land = whole_view.land
    assert land is not None
    assert land.projection == "region"
    places = [node for node in whole_view.nodes if node.key.startswith("place:")]
    assert {node.key for node in places if node.lat is not None} <= land.points.keys()
    assert {"place:CN", "place:RU", "place:siberia", "place:russian-far-east"} <= land.points.keys()
    assert "place:northern-provinces" not in land.points
