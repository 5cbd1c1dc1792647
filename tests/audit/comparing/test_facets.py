"""Each facet by itself: times, places, people, and the mirror of every relation."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.audit.comparing import Relation, World
from sojourn.audit.comparing.people import mobility, status
from sojourn.audit.comparing.relations import combined
from sojourn.audit.comparing.times import relation, when
from sojourn.model import Period
from tests.audit.comparing.making import relative, year

SAME, PART, WHOLE = Relation.SAME, Relation.PART, Relation.WHOLE
OVERLAPS, DIFFERS, SILENT = Relation.OVERLAPS, Relation.DIFFERS, Relation.NOT_STATED

UNTIL_2025 = Period(notation="../2025", edtf="../2025", end=date(2025, 12, 31))
SINCE_2020 = Period(notation="2020/..", edtf="2020/..", start=date(2020, 1, 1))
WINTERS = Period(words="in winter")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (year(2020), year(2020), SAME),
        (year(2020), year(2015, 2024), PART),
        (year(2013, 2017), year(2015, 2019), OVERLAPS),
        (year(2013, 2017), year(2018), DIFFERS),
        (UNTIL_2025, year(2025), WHOLE),
        (UNTIL_2025, SINCE_2020, OVERLAPS),
        (UNTIL_2025, UNTIL_2025, SAME),
        (year(2019), relative("pub"), SILENT),
        (relative("pub"), relative("pub"), SAME),
        (relative("pub-10y"), relative("pub"), DIFFERS),
        (relative("pub-10y"), relative("pub-120m"), SAME),
        (relative("pub"), relative("pub-10y/pub"), PART),
        (relative("../pub"), relative("pub-1y"), WHOLE),
        (relative("2019/pub"), relative("2019/pub"), SAME),
        (relative("2019/pub"), relative("pub"), SILENT),
        (relative("pub-1y~"), relative("pub"), SILENT),
        (WINTERS, WINTERS, SAME),
        (WINTERS, year(2020), SILENT),
        (None, None, SAME),
        (None, year(2020), SILENT),
    ],
)
def test_times_of_one_source(first: Period | None, second: Period | None, expected: Relation) -> None:
    one, other = when(first, "daily"), when(second, "daily")
    assert relation(one, other) is expected
    assert relation(other, one) is expected.mirror


@pytest.mark.parametrize(
    ("period", "expected"), [(year(2020), SAME), (relative("pub"), SILENT), (WINTERS, SILENT), (None, SILENT)]
)
def test_only_calendar_dates_are_the_same_in_two_sources(period: Period | None, expected: Relation) -> None:
    assert relation(when(period, "daily"), when(period, "weekly")) is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("CN-BJ", "CN", PART),
        ("CN", "CN", SAME),
        ("CN-BJ", "CN-SH", DIFFERS),
        ("CN", "RU", DIFFERS),
        ("HK", "CN", PART),
        ("tacheng", "ili", PART),
        ("tacheng", "harbin", DIFFERS),
        ("urumqi", "ili", DIFFERS),
        ("harbin", "guangzhou", DIFFERS),
        ("CN-BJ+CN-SH", "CN", PART),
        ("CN-BJ", "CN-BJ+CN-SH", PART),
        ("CN-BJ+CN-SH", "CN-SH+harbin", OVERLAPS),
        ("ergun+ili+pogranichnoye+tacheng", "ergun+ili+pogranichnoye", SAME),
        ("ergun+ili+pogranichnoye+tacheng", "CN-XJ", OVERLAPS),
        ("rust-belt", "CN-HL+CN-JL+CN-LN", SAME),
        ("CN-JL", "rust-belt", PART),
        ("liaoyuan", "rust-belt", PART),
        ("rust-belt", "northeast-china", PART),
        ("CN-BJ", "rust-belt", DIFFERS),
        ("CN-BJ", "first-tier-cities", PART),
        ("guangzhou", "first-tier-cities", SILENT),
        ("RU-MOW", "first-tier-cities", DIFFERS),
        ("CN-BJ+harbin", "first-tier-cities", OVERLAPS),
        ("CN-BJ+CN-SH", "first-tier-cities", PART),
        ("pogranichnoye", "harbin", SILENT),
        ("pogranichnoye", "guangzhou", DIFFERS),
        ("enhe", "harbin", SILENT),
        ("siberia", "siberian-federal-district", OVERLAPS),
        ("siberia", "russian-far-east", SILENT),
        ("siberian-federal-district", "far-eastern-federal-district", DIFFERS),
        ("silicon-valley", "CN-BJ", DIFFERS),
        ("nowhere-known", "CN", SILENT),
    ],
)
def test_extents_of_places(first: str, second: str, expected: Relation, world: World) -> None:
    assert world.places.relation(first, second) is expected
    assert world.places.relation(second, first) is expected.mirror


@pytest.mark.parametrize(
    ("period", "siberian", "far_eastern"),
    [
        (year(2017), PART, DIFFERS),
        (year(2019), DIFFERS, PART),
        (year(2018), OVERLAPS, OVERLAPS),
        (relative("pub"), DIFFERS, PART),
    ],
)
def test_buryatia_lay_in_the_district_of_its_time(
    period: Period, siberian: Relation, far_eastern: Relation, world: World
) -> None:
    times = when(period, "daily"), when(period, "daily")
    assert world.places.relation("RU-BU", "siberian-federal-district", times) is siberian
    assert world.places.relation("RU-BU", "far-eastern-federal-district", times) is far_eastern


def test_the_extents_of_all_places_mirror_each_other_and_wider_ones_are_found(world: World) -> None:
    keys = sorted(world.places.types)
    for first, second in product(keys, keys):
        found = world.places.relation(first, second)
        assert world.places.relation(second, first) is found.mirror
        if found in {SAME, PART}:
            assert second in world.places.wider(first)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("russians", "russians", SAME),
        ("russian-students", "russians", PART),
        ("russian-pensioners-of-siberia", "russians", PART),
        ("russian-students", "russian-pensioners", DIFFERS),
        ("foreign-long-term-workers", "foreign-residents", PART),
        ("russians", "russian-and-east-european-workers", OVERLAPS),
        ("american-and-european-workers", "russian-and-east-european-workers", OVERLAPS),
        ("foreign-workers", "foreign-residents", OVERLAPS),
        ("residents", "russians", SILENT),
        ("", "russians", SILENT),
        ("", "", SAME),
        ("russian-students", "russian-pensioners+russian-students", PART),
        ("russian-students+russians", "russians", SAME),
    ],
)
def test_scopes_of_populations(first: str, second: str, expected: Relation, world: World) -> None:
    assert world.populations.relation(first, second) is expected
    assert world.populations.relation(second, first) is expected.mirror


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("russians", "residents", SAME),
        ("russians", "russian-minority-of-china", SILENT),
        ("russian-minority-of-china", "foreign-born-workers", DIFFERS),
        ("foreign-born-workers", "foreign-born-workers-of-china", SAME),
    ],
)
def test_criteria_of_populations(first: str, second: str, expected: Relation, world: World) -> None:
    assert world.populations.criterion(first, second) is expected
    assert world.populations.criterion(second, first) is expected.mirror


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (["doctor"], ["doctor", "engineer"], PART),
        (["doctor"], [], PART),
        (["doctor"], ["engineer"], DIFFERS),
        (["engineer"], ["science-and-engineering-professional"], PART),
        (["doctor", "engineer"], ["engineer", "teacher"], OVERLAPS),
        (["doctor"], ["entrepreneur"], SILENT),
        (["doctor", "engineer"], ["doctor", "engineer", "entrepreneur"], PART),
    ],
)
def test_professions_by_their_isco_codes(first: list[str], second: list[str], expected: Relation, world: World) -> None:
    one, other = (world.populations.occupations(frozenset(each)) for each in (first, second))
    assert world.populations.professions(one, other) is expected
    assert world.populations.professions(other, one) is expected.mirror


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("permanentResident", "permanentResident", SAME),
        ("permanentResident", "usualResident", PART),
        ("longTermWorker", "longTermResident", PART),
        ("permanentResident", "", SILENT),
        ("", "", SAME),
        ("permanentResident", "temporaryResident", DIFFERS),
        ("usualResident", "longTermResident", OVERLAPS),
    ],
)
def test_residence_statuses(first: str, second: str, expected: Relation) -> None:
    assert status(first, second) is expected
    assert status(second, first) is expected.mirror


def test_types_of_mobility() -> None:
    assert mobility("seasonal", "seasonal") is SAME
    assert mobility("seasonal", "permanent") is DIFFERS
    assert mobility("seasonal", "") is SILENT


@pytest.mark.parametrize(
    ("relations", "expected"),
    [
        ([], SAME),
        ([SAME, PART], PART),
        ([PART, PART], PART),
        ([PART, WHOLE], OVERLAPS),
        ([PART, SILENT], SILENT),
        ([OVERLAPS, SILENT], SILENT),
        ([SILENT, DIFFERS], DIFFERS),
        ([OVERLAPS, PART], OVERLAPS),
    ],
)
def test_two_sides_taken_together(relations: list[Relation], expected: Relation) -> None:
    assert combined(*relations) is expected


@given(st.lists(st.sampled_from(list(Relation)), max_size=3))
def test_what_is_taken_together_mirrors_what_its_sides_mirror(relations: list[Relation]) -> None:
    assert combined(*(each.mirror for each in relations)) is combined(*relations).mirror


def test_the_scheme_of_the_ontology_knows_no_direction() -> None:
    assert {each.notation for each in Relation} == {"same", "partOf", "overlaps", "differs", "notStated"}
