"""Names and codes of countries and regions."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from sojourn.errors import NotFound
from sojourn.importers.places import UN_USAGE, Mention, Resolver
from sojourn.importers.regions import region_of, regions
from sojourn.sheets.gazetteer import countries
from sojourn.sheets.registry import load_registry
from sojourn.shipped import REGISTRY
from tests.shared import SHARED

CODES = SHARED / "data" / "country-codes.csv"
needs_codes = pytest.mark.skipif(not CODES.is_file(), reason=f"the table of country codes is not at {CODES}")
RESOLVER = Resolver(UN_USAGE)

NAMED = {
    **dict.fromkeys(("RU", "RUS", "643", "Russia", "Russian Federation", "RUSSIAN FEDERATION", "Россия"), "RU"),
    **dict.fromkeys(("俄罗斯", "Российская Федерация", "Russland", "Russie", "Rússia", "rus", " RU "), "RU"),
    **dict.fromkeys(("4", "04", "004", "AFG", "Afghanistan"), "AF"),
    **dict.fromkeys(("Côte d'Ivoire", "Côte d’Ivoire", "Cote d'Ivoire", "Ivory Coast", "CÔTE D'IVOIRE"), "CI"),
    **dict.fromkeys(("Republic of Korea", "Korea, Rep.", "South Korea", "410"), "KR"),
    **dict.fromkeys(("Dem. People's Republic of Korea", "Dem. People’s Republic of Korea", "North Korea"), "KP"),
    **dict.fromkeys(("DR Congo", "Congo, Dem. Rep.", "Democratic Republic of the Congo"), "CD"),
    **dict.fromkeys(("Congo", "Congo, Rep.", "Republic of the Congo"), "CG"),
    **dict.fromkeys(("China, Hong Kong SAR", "Hong Kong SAR", "Hong Kong", "China, Hong Kong SAR*"), "HK"),
    **dict.fromkeys(("China, Macao SAR", "Macao SAR", "Macau"), "MO"),
    **dict.fromkeys(("Turkey", "Türkiye"), "TR"),
    **dict.fromkeys(("Bosnia & Herzegovina", "Bosnia and Herzegovina"), "BA"),
    **dict.fromkeys(("St. Lucia", "Saint Lucia"), "LC"),
    **dict.fromkeys(("The Gambia", "Gambia", "Gambia, The", "Gambia (the)"), "GM"),
    **dict.fromkeys(("United States of America", "United States of America*", "USA", "840"), "US"),
    **dict.fromkeys(("Iran (Islamic Republic of)", "Iran, Islamic Rep."), "IR"),
    **dict.fromkeys(("Micronesia (Fed. States of)", "FS Micronesia"), "FM"),
    **dict.fromkeys(("World", "WORLD", "900", "001", "Total"), "world"),
    **dict.fromkeys(("Sub-Saharan Africa", "SUB-SAHARAN AFRICA", "947", "202"), "sub-saharan-africa"),
    **dict.fromkeys(("Eastern Asia", "906", "030", "30", "东亚", "Восточная Азия"), "eastern-asia"),
    **dict.fromkeys(("South-Eastern Asia", "Southeast Asia"), "south-eastern-asia"),
    **dict.fromkeys(("Australia/New Zealand", "Australia and New Zealand"), "australia-and-new-zealand"),
    "Channel Islands": "channel-islands",
    "Georgia": "GE",
    "Niger": "NE",
    "Nigeria": "NG",
}


@pytest.mark.parametrize(("text", "key"), NAMED.items())
def test_a_name_or_code_is_understood(text: str, key: str) -> None:
    assert RESOLVER.key(Mention(text=text)) == key


@needs_codes
def test_every_official_name_and_code_of_every_country_is_understood() -> None:
    checked = 0
    columns = ("ISO3166-1-Alpha-2", "ISO3166-1-Alpha-3", "M49", "CLDR display name", "official_name_en")
    more = ("official_name_cn", "official_name_ru", "UNTERM Russian Short", "UNTERM Chinese Short")
    with CODES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["ISO3166-1-Alpha-2"]
            for column in (*columns, "UNTERM English Short", *more):
                name = row[column].strip()
                if name and name not in ("刚果", "Конго"):  # these are two countries
                    assert RESOLVER.key(Mention(text=name)) == key, (column, name)
                    checked += 1
    assert checked > 2_200


FORMER = {
    ("USSR", 1990): "SUHH",
    ("Soviet Union", 1991): "SUHH",
    ("810", 1990): "SUHH",
    ("Czechoslovakia", 1990): "CSHH",
    ("Serbia & Montenegro", 2005): "CSXX",
    ("Serbia and Montenegro", 1990): "CSXX",
    ("Yugoslavia", 1990): "YUCS",
    ("Netherlands Antilles", 2010): "ANHH",
    ("ANT", 2005): "ANHH",
    ("530", 2005): "ANHH",
    ("Sudan*", 2005): "sudan-before-2011",
    ("736", 2005): "sudan-before-2011",
    ("Sudan", 2005): "SD",
    ("German Democratic Republic", 1990): "DDDE",
}


@pytest.mark.parametrize(("mention", "key"), FORMER.items())
def test_a_country_that_is_no_more_is_understood_while_it_was(mention: tuple[str, int], key: str) -> None:
    text, first = mention
    start, end = date(first, 1, 1), date(first, 12, 31)
    assert RESOLVER.key(Mention(text=text, start=start, end=end)) == key
    assert RESOLVER.place(key).type == "country"


REFUSED = {
    Mention(text="USSR", start=date(2015, 1, 1)): (
        "'USSR' is a country that is no more (USSR, until 1992-08-30), and the rows speak of a later time\n"
        "  Give the countries of that time: AM, AZ, BY, EE, GE, KG, KZ, LT, LV, MD, RU, TJ, TM, UA, UZ."
    ),
    Mention(text="Netherlands Antilles"): (
        "'Netherlands Antilles' is a country that is no more (Netherlands Antilles, until 2010-12-15), "
        "and the rows have no date\n  Give the countries of that time: BQ, CW, SX."
    ),
    Mention(text="CS", start=date(1990, 1, 1)): (
        "'CS' is a country that is no more (Czechoslovakia, until 1993-06-15 and "
        "Serbia and Montenegro, until 2006-09-26), and several fit\n"
        "  Give the countries of that time: CZ, SK; ME, RS."
    ),
    Mention(text="Kazahkstan"): "no place is called 'Kazahkstan'\n  Did you mean 'Kazakhstan' (KZ)?",
    Mention(text="Atlantis"): "no place is called 'Atlantis'",
    Mention(text="999"): "no place is called '999'",
    Mention(text="Corée"): "2 places are called 'Corée'\n  Write which you mean: KP (North Korea), KR (South Korea).",
    Mention(text="Rus\u200bsia"): "a zero-width space (U+200B) is hidden in 'Rus\\u200bsia'",
    Mention(text="China", code="643"): "'China' is CN, and its code 643 is RU\n  Are the columns shifted?",
}


@pytest.mark.parametrize(("mention", "message"), REFUSED.items(), ids=[mention.text for mention in REFUSED])
def test_what_is_not_understood_is_refused(mention: Mention, message: str) -> None:
    with pytest.raises(NotFound) as caught:
        RESOLVER.key(mention)
    assert str(caught.value).startswith(message)


def test_congo_is_two_countries_unless_the_table_is_the_uns() -> None:
    with pytest.raises(NotFound, match=r"2 places are called 'Congo'\n  Write which you mean: CD .*, CG "):
        Resolver().key(Mention(text="Congo"))


def test_a_code_helps_where_the_name_is_spelled_as_nowhere_else() -> None:
    assert RESOLVER.key(Mention(text="Rossiya (RF)", code="643")) == "RU"
    assert RESOLVER.key(Mention(text="", code="156")) == "CN"
    assert RESOLVER.key(Mention(text="Micronesia", code="954")) == "micronesia-region"
    assert RESOLVER.key(Mention(text="Micronesia", code="583")) == "FM"


def test_provinces_and_cities_are_found_only_where_they_are_asked_for() -> None:
    assert Resolver(parts=True).key(Mention(text="Heilongjiang")) == "CN-HL"
    with pytest.raises(NotFound):
        RESOLVER.key(Mention(text="Heilongjiang"))


def test_every_country_lies_in_a_region_and_in_the_world() -> None:
    assert set(region_of()) == set(countries(REGISTRY).places)
    for key in countries(REGISTRY).places:
        assert "world" in {place.key for place in RESOLVER.closure([key])}, key
    assert [place.key for place in RESOLVER.closure(["KE"])] == [
        *("KE", "africa", "eastern-africa", "sub-saharan-africa", "world")
    ]


def test_a_country_keeps_what_the_registry_says_of_it() -> None:
    registered = load_registry().places
    for key in ("CN", "RU", "HK", "US"):
        place = RESOLVER.place(key)
        assert (place.names, place.wikidata, place.lat) == (
            registered[key].names,
            registered[key].wikidata,
            registered[key].lat,
        )
        assert place.within[: len(registered[key].within)] == registered[key].within


@needs_codes
def test_the_table_of_regions_agrees_with_that_of_countries() -> None:
    by_code = {str(int(region.codes[0])): key for key, region in regions().items() if region.place.m49}
    with CODES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["ISO3166-1-Alpha-2"]
            closure = {place.key for place in RESOLVER.closure([key])}
            for column in ("Region Code", "Sub-region Code", "Intermediate Region Code"):
                if row[column] and key not in ("GG", "JE"):
                    assert by_code[row[column]] in closure, (key, column)


def test_regions_have_labels_codes_and_no_circles() -> None:
    found = regions()
    assert len(found) == 61
    assert found["world"].place.names.zh == "世界"
    assert found["asia"].place.type == "continent"
    assert found["high-income-countries"].place.membership == "open"
    codes = [code.zfill(4) for region in found.values() for code in set(region.codes)]
    assert len(codes) == len(set(codes))
    for key in set(found) & set(load_registry().places):  # the same place, or it has another key
        assert found[key].place.m49 == load_registry().places[key].m49
        assert RESOLVER.place(key).note == load_registry().places[key].note
        assert RESOLVER.place(key).within == found[key].place.within
    assert Path(REGISTRY / "regions.csv").read_text(encoding="utf-8").endswith("\n")
