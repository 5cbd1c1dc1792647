"""Names of places: found by key, code or name in any language; never guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sojourn.errors import NotFound
from sojourn.model import Containment, Names, Place
from sojourn.sheets import load_registry
from sojourn.sheets.places import Places

REGISTRY = Path(__file__).parent / "registry"


@pytest.fixture
def places() -> Places:
    registry = load_registry(REGISTRY)
    local = {
        "harbin-east": Place(
            key="harbin-east", type="settlement", names=Names(en="East Harbin", aliases=("Xiangfang",))
        )
    }
    return Places(local, registry.places, REGISTRY, "my-study")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("CN", "CN"),
        ("CHN", "CN"),
        ("156", "CN"),
        ("China", "CN"),
        ("china", "CN"),
        ("中国", "CN"),
        ("Китай", "CN"),
        ("PRC", "CN"),
        ("wd:Q148", "CN"),
        ("CN-HL", "CN-HL"),
        ("Heilongjiang", "CN-HL"),
        ("harbin", "harbin"),
        ("Harbin", "harbin"),
        ("哈尔滨", "harbin"),
        ("geonames:2037013", "harbin"),
        ("wd:Q956", "harbin"),
        ("Ili", "ili"),
        ("Yili", "ili"),
        ("East Harbin", "harbin-east"),
        ("xiangfang", "harbin-east"),
        ("HK", "HK"),
        ("Hong Kong", "HK"),
        ("Georgia", "GE"),
        ("Грузия", "GE"),
        ("wd:Q230", "GE"),
        ("RU-IRK", "RU-IRK"),
        ("California", "US-CA"),
        ("geonames:1816670", "geonames-1816670"),
        ("Novosibirsk", "geonames-1496747"),
    ],
)
def test_a_place_is_found_by_key_code_or_name(places: Places, text: str, key: str) -> None:
    assert places.resolve(text) == key


def test_what_no_table_of_ours_holds_joins_the_study_with_everything_in_which_it_lies(places: Places) -> None:
    places.resolve("Harbin")
    assert places.minted == {}
    places.resolve("RU-IRK")
    assert places.minted == {
        "RU-IRK": Place(
            key="RU-IRK",
            type="firstLevel",
            names=Names(en="Irkutskaya oblast'"),
            within=(Containment(container="RU"),),
            iso3166_2="RU-IRK",
            codes_from="pycountry (ISO 3166-2)",
        )
    }
    places.resolve("geonames:4140963")
    assert sorted(places.minted) == ["RU-IRK", "US", "US-DC", "geonames-4140963"]
    assert places.country_of("geonames-4140963") == "US"


def test_the_candidates_of_a_refused_name_do_not_join_the_study(places: Places) -> None:
    with pytest.raises(NotFound):
        places.resolve("Springfield")
    with pytest.raises(NotFound):
        places.resolve("Novosibrsk")
    assert places.minted == {}


@pytest.mark.parametrize(
    ("text", "others", "key"),
    [
        ("Moscow", ["RU"], "geonames-524901"),
        ("Moscow", ["CN", "US"], "geonames-5601538"),
        ("Cambridge", ["GB"], "geonames-2653941"),
    ],
)
def test_an_ambiguous_name_is_looked_up_in_the_countries_of_the_rest_of_the_row(
    places: Places, text: str, others: list[str], key: str
) -> None:
    with pytest.raises(NotFound, match=f"places are called '{text}'"):
        places.resolve(text)
    assert places.resolve(text, others) == key


@pytest.mark.parametrize(
    ("text", "others", "advice"),
    [
        ("Congo", [], "Write which you mean: CD (Congo - Kinshasa), CG (Congo - Brazzaville)."),
        ("Конго", [], "Write which you mean: CD (Congo - Kinshasa), CG (Congo - Brazzaville)."),
        ("Georgia", ["US"], "Write which you mean: GE (Georgia), US-GA (Georgia)."),
        ("New York", [], "Write which you mean: US-NY (New York), geonames:5128581 (New York City, US-NY)."),
        (
            "Moscow",
            ["RU", "US"],
            "Write which you mean: geonames:524901 (Moscow, RU), geonames:5601538 (Moscow, US-ID).",
        ),
    ],
)
def test_an_ambiguous_name_is_refused_with_its_candidates(
    places: Places, text: str, others: list[str], advice: str
) -> None:
    for other in others:
        places.resolve(other)
    with pytest.raises(NotFound) as caught:
        places.resolve(text, others)
    assert caught.value.advice == advice


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("Harbn", "Did you mean 'Harbin' (CN, GeoNames 2037013)? "),
        ("Illi", "Did you mean 'Ili' (CN)? "),
        ("cn", "Did you mean 'China' (CN)? "),
        ("Chna", "Did you mean 'China' (CN)? "),
        ("Novosibrsk", "Did you mean 'Novosibirsk' (RU, GeoNames 1496747)? "),
        ("XQ", ""),
        ("geonames:99999999", ""),
        ("geonames:", ""),
        ("wd:", ""),
        ("CN-ZZ", ""),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_ones(places: Places, text: str, guess: str) -> None:
    with pytest.raises(NotFound) as caught:
        places.resolve(text)
    assert str(caught.value) == f"no place is called {text!r}\n  {guess}New places go into my-study/places.csv."


def test_ili_is_never_erie() -> None:
    registry = load_registry(REGISTRY)
    known = {key: place for key, place in registry.places.items() if key != "ili"}
    places = Places({}, known, REGISTRY, "my-study")
    with pytest.raises(NotFound):
        places.resolve("Ili")


@pytest.mark.parametrize(
    ("text", "year", "key"), [("SU", 1980, "SUHH"), ("YU", 1999, "YUCS"), ("DDR", 1985, "DDDE"), ("CSHH", 1990, "CSHH")]
)
def test_a_withdrawn_code_is_accepted_while_it_was_in_use(places: Places, text: str, year: int, key: str) -> None:
    assert places.resolve(text, (), date(year, 1, 1), date(year, 12, 31)) == key
    assert key in places.minted


def test_a_code_that_was_given_anew_means_the_country_of_today(places: Places) -> None:
    assert places.resolve("GE", (), date(1975, 1, 1)) == "GE"


def test_a_place_that_lies_in_itself_has_no_country(places: Places) -> None:
    loop = Place(key="loop", type="region", names=Names(en="Loop"), within=(Containment(container="loop"),))
    found = Places({"loop": loop}, {}, REGISTRY, "my-study")
    assert found.country_of("loop") == ""
    assert places.country_of("harbin+CN-HL") == "CN"
    assert places.country_of("harbin+RU") == ""
