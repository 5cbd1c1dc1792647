"""How names are compared, and how countries are called beyond what a graph says of them: Turkey is Türkiye."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from sojourn import shipped

_OFFICES = {
    "BO": "Bolivia (Plurinational State of); Bolivia, Plurinational State of",
    "BQ": "Bonaire, Sint Eustatius and Saba; Caribbean Netherlands",
    "BN": "Brunei",
    "CD": "Democratic Republic of the Congo; DR Congo; Dem. Rep. of the Congo; Congo, Dem. Rep.; Congo-Kinshasa",
    "CG": "Republic of the Congo; Congo, Rep.; Congo-Brazzaville; Republic of Congo",
    "CI": "Ivory Coast",
    "CN": "China (mainland); China, mainland; Mainland China; China, People's Republic of",
    "CV": "Cape Verde; Cabo Verde",
    "CZ": "Czech Republic",
    "FK": "Falkland Islands (Malvinas)",
    "FM": "Micronesia (Fed. States of); Micronesia (Federated States of); FS Micronesia; Micronesia, Fed. Sts.",
    "GB": "Great Britain; United Kingdom of Great Britain and Northern Ireland",
    "GM": "The Gambia; Gambia, The",
    "HK": "China, Hong Kong SAR; China, Hong Kong Special Administrative Region; Hong Kong SAR, China",
    "IR": "Iran (Islamic Republic of); Iran, Islamic Rep.; Iran, Islamic Republic of",
    "KG": "Kyrgyz Republic",
    "KP": "Dem. People's Republic of Korea; Korea, Dem. People's Rep.; DPR Korea; Korea, DPR",
    "KR": "Korea, Rep.; Korea, Republic of; Republic of Korea; South Korea",
    "LA": "Lao People's Dem. Republic; Lao PDR",
    "MD": "Republic of Moldova; Moldova, Republic of",
    "MK": "TFYR Macedonia; The former Yugoslav Republic of Macedonia; Macedonia; Macedonia, FYR; FYR Macedonia",
    "MM": "Burma",
    "MO": "China, Macao SAR; China, Macao Special Administrative Region; Macao SAR, China; Macau; Macao SAR; Macao",
    "PS": "State of Palestine; West Bank and Gaza; Palestine, State of; Occupied Palestinian Territory; Palestine",
    "RU": "Russian Federation (the)",
    "RE": "Reunion",
    "SH": "Saint Helena; Saint Helena, Ascension and Tristan da Cunha",
    "SX": "Sint Maarten (Dutch part)",
    "MF": "Saint Martin (French part); Saint Martin",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland; Eswatini",
    "TL": "East Timor; Timor-Leste",
    "TR": "Turkey; Türkiye; Turkiye",
    "TW": "China, Taiwan Province of China; Taiwan, China; Taiwan Province of China; Chinese Taipei",
    "TZ": "United Republic of Tanzania; Tanzania, United Republic of",
    "US": "United States of America; United States (of America)",
    "VA": "Holy See; Vatican",
    "VE": "Venezuela (Bolivarian Republic of); Venezuela, RB; Venezuela, Bolivarian Republic of",
    "VG": "British Virgin Islands; Virgin Islands (British)",
    "VI": "United States Virgin Islands; Virgin Islands (U.S.)",
    "VN": "Viet Nam; Vietnam",
    "WF": "Wallis and Futuna Islands",
}

SPELLED: Mapping[str, tuple[str, ...]] = {
    key: tuple(name.strip() for name in names.split(";")) for key, names in _OFFICES.items()
}
"""How statistical offices spell countries, beyond the names and aliases of the registry; by ISO 3166-1 alpha-2."""


class Country(NamedTuple):
    """What a country is called.

    Attributes:
        codes: Its ISO 3166-1 alpha-3 and M49 codes.
        names: Its names in English, Chinese and Russian, other names, and how statistical offices spell it.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]


def plain(name: str) -> str:
    """A name as it is compared: without case, accents, punctuation, differences of width, and a leading article."""
    composed = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ")
    spread = unicodedata.normalize("NFKD", composed)
    kept = (c if c.isalnum() else " " for c in spread if unicodedata.category(c) != "Mn")
    words = "".join(kept).split()
    while len(words) > 1 and words[0] == "the":
        words.pop(0)
    return " ".join(words)


@cache
def countries() -> Mapping[str, Country]:
    """The countries of the shipped table, by ISO 3166-1 alpha-2; none where it does not travel along."""
    import csv

    file = shipped.REGISTRY / "countries.csv"
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8", newline="") as lines:
        return {row["iso2"]: _country(row) for row in csv.DictReader(lines)}


def _country(row: Mapping[str, str]) -> Country:
    aliases = (alias.strip() for alias in row["aliases"].split(";"))
    names = (row["en"], row["zh"], row["ru"], *aliases, *SPELLED.get(row["iso2"], ()))
    return Country(tuple(filter(None, (row["iso3"], row["m49"]))), tuple(filter(None, names)))


def countries_called(typed: str) -> list[str]:
    """The ISO 3166-1 alpha-2 codes of the countries that have a code, in any case, or a name, however it is written."""
    code, wanted = typed.strip().upper(), plain(typed)
    return [
        key
        for key, country in countries().items()
        if code in {key, *country.codes} or wanted in {plain(name) for name in country.names}
    ]
